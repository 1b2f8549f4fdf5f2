"""Regions piece by piece: each number of a row on both sides of its bound, totals, shares, origins, and names that levers and shocks give."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from model.errors import Problem
from model.inputs.regions import Region
from scenarios.reading.build import _as_many
from scenarios.reading.named_places import number_places
from scenarios.reading.region_rows import MEANS, Given
from scenarios.reading.regions import _as_shares, _number_problem, _of_origin, _origin, _people, _same_number

MAR = (Region("South", 1.0, 0.5), Region("North", 2.0, 0.1))
TUN = (Region("Coast", 1.0, 0.4), Region("Isle  End", 2.0, 0.2))


def work(**document: Any) -> Any:
    return SimpleNamespace(document=document, problems=list[Problem]())


def row(number: int = 0, **cells: Any) -> Given:
    return Given(cells, None, number, None)


@pytest.mark.parametrize(
    ("column", "value", "says", "nearest"),
    [
        ("population", 1, None, None),
        ("population", 0.0, "0 is nobody", None),
        ("population", -1.0, "-1 is negative", None),
        ("population", 2e9, None, None),
        ("population", 2.1e9, "2.1e+09 is more than any country has", None),
        ("emigrants", 0.0, None, None),
        ("emigrants", -1.0, "-1 is negative", None),
        ("emigrants", 2e9, None, None),
        ("emigrants", 2.1e9, "2.1e+09 is more than any country has", None),
        ("poverty", 0.0, None, None),
        ("poverty", -0.5, "-0.5 is negative", None),
        ("poverty", 1.0, None, None),
        ("poverty", 1.5, "1.5 is above 1: per cent are written as a share", "0.015"),
        ("poverty", 100.0, "100 is above 1: per cent are written as a share", "1"),
        ("poverty", 101.0, "101 is above 1", None),
        ("need", 1.5, "1.5 is above 1: per cent are written as a share", "0.015"),
        ("emigration", 100.0, "100 is above 1: per cent are written as a share", "1"),
        ("emigration", 101.0, "101 is above 1; persons have the column emigrants", None),
        ("poverty", True, "True is not a number", None),
        ("poverty", "x", "'x' is not a number", None),
        ("poverty", float("nan"), "nan is not a number", None),
        ("need", float("inf"), "inf is not a number", None),
    ],
)
def test_a_number_of_a_row_on_both_sides_of_its_bounds(column: str, value: Any, says: str | None, nearest: str | None) -> None:
    found = _number_problem(row(**{column: value}), column, value, MEANS[column])
    if says is None:
        assert found is None
    else:
        assert found is not None and (found.key, found.says, found.allowed, found.nearest) == (f"regions.0.{column}", says, MEANS[column].en, nearest)


def of_origin(people: float | None, *regions: Region) -> tuple[tuple[Region, ...], list[str]]:
    asked = work()
    found = _of_origin(asked, "MAR", [(row(number, **one._asdict()), one) for number, one in enumerate(regions)], people)
    return found, [f"{problem.key}: {problem.says}" for problem in asked.problems]


def test_regions_of_an_origin_come_poorest_first_within_a_quarter_of_its_people() -> None:
    """300 people of regions beside 375 or 240 of the origin are 1.25 times apart, which is allowed."""
    rich, poor = Region("A", 100.0, 0.2), Region("B", 200.0, 0.6)
    for people in (None, 300.0, 240.0, 375.0):
        assert of_origin(people, rich, poor) == ((poor, rich), [])
    for people, told in ((239.0, "239"), (376.0, "376")):
        assert of_origin(people, rich, poor)[1] == [f"regions: the regions of MAR have 300 people, the origin {told} (origin_population)"]
    assert of_origin(None, rich)[1] == ["regions: MAR has 1 region"]
    assert of_origin(None, *(Region(f"R{k}", 10.0 + k, 0.5) for k in range(41)))[1][:1] == ["regions: MAR has 41 regions"]
    assert of_origin(None, rich, poor._replace(name="a"))[1] == ["regions.1.region: a stands twice: also in regions.0"]


def test_a_total_is_no_region_but_one_of_two_may_have_half() -> None:
    three = (Region("A", 100.0, 0.2), Region("B", 200.0, 0.6), Region("All", 300.0, 0.4))
    assert of_origin(None, *three) == ((), ["regions.2.region: All has as many people as all others together: a total is no region"])
    assert of_origin(None, *three[:2], three[2]._replace(population=301.0))[1] == []
    assert of_origin(None, Region("A", 5.0, 0.2), Region("B", 5.0, 0.6))[1] == []


def shares(*regions: Region, column: str = "emigration", **own: str) -> tuple[list[float | None], list[str]]:
    asked = work()
    rows = [(row(number, **{own.get(one.name, column): one.emigration}), one) for number, one in enumerate(regions)]
    found = _as_shares(asked, "MAR", rows[0][0], rows)
    return [one.emigration for one in found], [f"{problem.key}: {problem.says}" for problem in asked.problems]


def test_emigration_becomes_shares_of_all() -> None:
    """Shares may miss 1 by 0.02 and are brought to it; persons are divided by their sum."""
    a, b = Region("A", 1.0, 0.2, None, 0.5), Region("B", 1.0, 0.2, None, 0.5)
    assert shares(a, b) == ([0.5, 0.5], [])
    assert shares(a._replace(emigration=0.26), b._replace(emigration=0.75))[0] == [pytest.approx(0.26 / 1.01), pytest.approx(0.75 / 1.01)]
    for value, told in ((0.53, "1.03"), (0.47, "0.97")):
        assert shares(a, b._replace(emigration=value))[1] == [f"regions: the emigration of the regions of MAR adds up to {told}"]
    assert shares(a._replace(emigration=30.0), b._replace(emigration=90.0), column="emigrants") == ([0.25, 0.75], [])
    none = a._replace(emigration=0.0), b._replace(emigration=0.0)
    assert shares(*none, column="emigrants")[1] == ["regions: no region of MAR has emigrants"]
    assert shares(*none)[1] == ["regions: the emigration of the regions of MAR adds up to 0"]
    assert shares(a, b, B="emigrants")[1] == ["regions: MAR has emigrants for some regions and emigration for others"]
    assert shares(a._replace(emigration=None), b._replace(emigration=None)) == ([None, None], [])
    assert shares(a, b._replace(emigration=None))[1] == ["regions.1.emigration: is missing, and given for other regions of MAR"]
    assert shares(a._replace(need=0.5), b)[1] == ["regions.1.need: is missing, and given for other regions of MAR"]


def test_the_origin_of_a_row_may_be_left_out_where_there_is_one() -> None:
    asked = work()
    assert (_origin(asked, row(), ["MAR"]), _origin(asked, row(origin="TUN"), ["MAR", "TUN"]), _origin(asked, row(origin="Tunisia"), ["MAR", "TUN"])) == (
        "MAR",
        "TUN",
        "TUN",
    )
    assert not asked.problems
    assert _origin(asked, row(), ["MAR", "TUN"]) is None and _origin(asked, row(origin="TUM"), ["MAR", "TUN"]) is None
    assert [(problem.key, problem.says, problem.allowed, problem.nearest) for problem in asked.problems] == [
        ("regions.0.origin", "is missing: the scenario has several origins", "MAR, TUN", None),
        ("regions.0.origin", "'TUM' is no origin of this scenario", "MAR, TUN", "TUN"),
    ]


def test_people_of_an_origin_are_those_of_its_first_corridor_that_has_them() -> None:
    figure = lambda value: SimpleNamespace(value=value)  # noqa: E731
    figures: Any = {
        "TUN-BEL": {"origin_population": figure(5.0)},
        "MAR-BEL": {},
        "MAR-FRA": {"origin_population": figure(7.0)},
        "MAR-ESP": {"origin_population": figure(8.0)},
    }
    assert (_people("MAR", figures), _people("TUN", figures), _people("SEN", figures)) == (7.0, 5.0, None)


def test_origins_have_as_many_regions_as_each_other_and_as_communities_are_set() -> None:
    def told(n: Any, **found: Any) -> list[tuple[str, str, str | None]]:
        asked = work(parameters={"population": {"n_communities": n}} if n is not None else {})
        _same_number(asked, found)
        return [(problem.key, problem.says, problem.nearest) for problem in asked.problems]

    assert told(None, MAR=MAR, TUN=TUN) == told(2, MAR=MAR, TUN=TUN) == told(3) == []
    assert told(None, MAR=MAR, TUN=(*TUN, TUN[0])) == [("regions", "the origins have different numbers of regions: MAR 2, TUN 3", None)]
    assert told(3, MAR=MAR, TUN=TUN) == [("parameters.population.n_communities", "3 communities, and 2 regions of MAR, TUN", "2")]


def test_a_world_has_as_many_communities_as_regions() -> None:
    assert _as_many({"z.z": 1}, {}) == {"z.z": 1}
    assert list(_as_many({"z.z": 1, "a.a": 2}, {"MAR": MAR}).items()) == [("a.a", 2), ("population.n_communities", 2), ("z.z", 1)]


def test_names_of_regions_become_their_numbers() -> None:
    lever = {"eligibility": {"communities": [" north ", 1, "poorest:1"]}}
    zone = {"communities": ["South", "North"]}
    asked = work(levers={"matching_grant": lever, "special_economic_zone": zone, "nothing": {"places": ["North"]}}, shocks=[{"communities": ["NORTH"]}, {}])
    number_places(asked, {"MAR": MAR}, ["MAR"])
    assert asked.problems == [] and lever["eligibility"]["communities"] == [2, 1, "poorest:1"] and asked.document["shocks"] == [{"communities": [2]}, {}]
    assert zone["communities"] == [1, 2] and asked.document["levers"]["nothing"] == {"places": ["North"]}


def test_with_several_origins_a_shock_that_names_its_own_may_name_its_regions() -> None:
    given = [
        {"origin": "TUN", "communities": ["isle end"]},
        {"communities": ["North"]},
        {"origin": "SEN", "communities": ["North"]},
        {"origin": 3, "communities": [1]},
    ]
    asked = work(shocks=given)
    number_places(asked, {"MAR": MAR, "TUN": (TUN[0], TUN[1]._replace(name="Isle End"))}, ["MAR", "TUN"])
    assert given[0]["communities"] == [2] and given[3]["communities"] == [1]
    assert [(problem.key, problem.says) for problem in asked.problems] == [
        (f"shocks.{number}.communities", "'North' is chosen by name, and MAR, TUN have regions of their own: a number stands for one of each")
        for number in (1, 2)
    ]


def test_a_name_of_no_region_is_refused_with_the_nearest() -> None:
    asked = work(levers={"matching_grant": {"eligibility": {"communities": ["Nroth"]}}})
    number_places(asked, {"MAR": MAR}, ["MAR"])
    (problem,) = asked.problems
    assert (problem.key, problem.says, problem.nearest) == ("levers.matching_grant.eligibility.communities", "'Nroth' is no region of MAR", "North")
    assert problem.allowed == "South, North; a number from 1 (the poorest) to 2, poorest:N or richest:N"
    untouched = work(levers={"matching_grant": {"eligibility": {"communities": ["Nroth"]}}})
    number_places(untouched, {"TUN": TUN}, ["MAR"])
    assert untouched.problems == []
