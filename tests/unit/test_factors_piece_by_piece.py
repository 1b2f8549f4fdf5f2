"""Factors piece by piece: positions and values in each distribution, values of choices, bounds that are read or refused, paths that lead nowhere, groups of a design."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import pytest

from experiments.sweeps.designs import _file_problem, _groups
from experiments.sweeps.factor import LARGEST_BOUND, Factor, declaration, from_document, read_factor
from model.errors import Problem
from model.inputs.settings import FIGURES
from model.levers import REGISTRY
from model.parameters import PARAMETERS
from scenarios import load
from scenarios.scenario import Scenario


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load("morocco_belgium_matching_grant")


def problems(path: str, table: dict[str, Any], scenario: Scenario) -> list[tuple[str, str, str | None, str | None]]:
    found, wrong = read_factor(path, table, [scenario])
    assert (found is None) == bool(wrong)
    return [(problem.key.removeprefix(f'factors."{path}"').removeprefix("."), problem.says, problem.allowed, problem.nearest) for problem in wrong]


GRANT, RULE, RATE = "levers.matching_grant.budget_usd", "levers.matching_grant.rule", "parameters.travel.visit_base"


def test_each_distribution_turns_positions_into_values_and_back() -> None:
    """Triangular from 0 to 10 with its mode at 2: a fifth lies below the mode. Cut at two standard deviations the normal has its middle in the middle."""
    even, log = Factor("x", 2.0, 6.0), Factor("x", 1.0, 100.0, distribution="log_uniform")
    peak, middle = Factor("x", 0.0, 10.0, distribution="triangular", mode=2.0), Factor("x", 0.0, 10.0, distribution="triangular")
    normal = Factor("x", 0.0, 8.0, distribution="normal")
    for factor, pairs in (
        (even, [(0.0, 2.0), (0.25, 3.0), (1.0, 6.0)]),
        (log, [(0.0, 1.0), (0.5, 10.0), (1.0, 100.0)]),
        (peak, [(0.0, 0.0), (0.05, 1.0), (0.2, 2.0), (0.8, 6.0), (1.0, 10.0)]),
        (middle, [(0.125, 2.5), (0.5, 5.0), (0.875, 7.5)]),
        (normal, [(0.5, 4.0), (0.142383, 2.0), (0.857617, 6.0)]),
    ):
        for position, value in pairs:
            assert factor.value(position) == pytest.approx(value, abs=2e-5) and factor.position(value) == pytest.approx(position, abs=2e-5)
    assert Factor("x", 0.0, 10.0, distribution="triangular", mode=0.0).position(0.0) == 0.0
    assert Factor("x", 0.0, 10.0, distribution="triangular", mode=10.0).position(5.0) == 0.25
    assert Factor("x", 3.0, 3.0).position(3.0) == 0.5
    assert (normal.value(0.0), normal.value(1.0)) == (0.0, 8.0)


def test_choices_and_whole_numbers_share_the_interval() -> None:
    choice, whole = Factor("x", values=("a", "b", "c")), Factor("x", 1.5, 4.2, is_integer=True)
    assert [choice.value(p) for p in (0.0, 0.333, 1.0 / 3.0, 0.67, 1.0)] == ["a", "a", "b", "c", "c"] and choice.position("b") == 0.5
    assert list(whole.all_values) == [2, 3, 4] and whole.position(2) == pytest.approx(1.0 / 6.0)
    assert [Factor("x", values=("a",)).is_discrete, whole.is_discrete, Factor("x", 0.0, 1.0).is_discrete] == [True, True, False]
    assert whole.levels(2) == (2, 4) and whole.levels(3) == whole.levels(4) == (2, 3, 4) and choice.levels(2) == ("a", "b", "c")
    assert Factor("x", 0, 10, is_integer=True).levels(4) == (0, 3, 7, 10) and Factor("x", 0.0, 1.0).levels(3) == (0.0, 0.5, 1.0)


def test_what_a_factor_moves_is_told_by_its_path() -> None:
    moved = {path: (Factor(path, 0.0, 1.0).is_of_the_world) for path in ("levers.a.b", "ministry.a", "shocks.0.a", "corridor.a.b", "parameters.a.b")}
    assert moved == {"levers.a.b": False, "ministry.a": False, "shocks.0.a": False, "corridor.a.b": True, "parameters.a.b": True}


def test_a_document_holds_all_of_a_factor() -> None:
    peak = Factor("x", 0.0, 10.0, (), False, "triangular", 2.0)
    assert peak.document() == {"low": 0.0, "high": 10.0, "distribution": "triangular", "integer": False, "mode": 2.0}
    for factor in (peak, Factor("x", 1, 3, is_integer=True), Factor("x", values=(1, "b"))):
        assert from_document("x", factor.document()) == factor
    assert "mode" not in Factor("x", 0.0, 1.0).document() and Factor("x", values=("a",)).document() == {"values": ["a"]}


def test_bounds_are_those_of_the_file_of_the_range_or_of_the_declaration(scenario: Scenario) -> None:
    declared = PARAMETERS["travel.visit_base"]
    assert declared.likely is not None
    read, wrong = read_factor(RATE, {}, [scenario])
    assert wrong == [] and read == Factor(RATE, *declared.likely)
    assert read_factor(RATE, {"low": -1.0, "high": -0.5, "distribution": "triangular", "mode": -1.0}, [scenario])[0] == Factor(
        RATE, -1.0, -0.5, (), False, "triangular", -1.0
    )
    assert read_factor("ministry.priority", {}, [scenario])[0] == Factor("ministry.priority", 0.0, 1.0)
    lever = REGISTRY["matching_grant"].parameters
    unlikely = next(
        name for name, given in lever.items() if given.likely is None and given.kind.value == "real" and max(abs(given.low), abs(given.high)) >= LARGEST_BOUND
    )
    path = f"levers.matching_grant.{unlikely}"
    allowed = lever[unlikely].allowed
    assert problems(path, {}, scenario) == [
        (name, "is missing: the declaration has bounds, and no range that one would draw from", allowed, None) for name in ("low", "high")
    ]
    assert problems(path, {"low": 1.0}, scenario)[0][0] == "high"


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ({"low": -0.5, "high": -0.5}, [("high", "-0.5 is not above low = -0.5", "a number above -0.5", None)]),
        ({"low": -0.5, "high": -0.6}, [("high", "-0.6 is not above low = -0.5", "a number above -0.5", None)]),
        ({"distribution": "log_uniform"}, [("low", "a log-uniform factor lies above 0", "a number above 0", None)]),
        ({"low": 0.0, "high": 1.0, "distribution": "log_uniform"}, [("low", "a log-uniform factor lies above 0", "a number above 0", None)]),
        ({"low": 0.1, "high": 1.0, "distribution": "log_uniform"}, []),
        ({"distribution": "unifrom"}, [("distribution", "'unifrom' is not a distribution", "uniform, log_uniform, triangular, normal", "uniform")]),
        ({"low": 0.0, "high": 1.0, "mode": 0.5}, [("mode", "0.5 is no mode", "a number from 0.0 to 1.0, with a triangular distribution", None)]),
        ({"low": 0.0, "high": 1.0, "mode": 1.1, "distribution": "triangular"}, [("mode", "1.1 is no mode", "a number from 0.0 to 1.0, with a triangular distribution", None)]),
        ({"low": 0.5, "high": 1.0, "mode": 0.4, "distribution": "triangular"}, [("mode", "0.4 is no mode", "a number from 0.5 to 1.0, with a triangular distribution", None)]),
        ({"low": 0.0, "high": 1.0, "mode": True, "distribution": "triangular"}, [("mode", "True is no mode", "a number from 0.0 to 1.0, with a triangular distribution", None)]),
        ({"low": 0.0, "high": 1.0, "mode": "a", "distribution": "triangular"}, [("mode", "'a' is no mode", "a number from 0.0 to 1.0, with a triangular distribution", None)]),
        ({"low": 0.0, "high": 1.0, "mode": 1, "distribution": "triangular"}, []),
        ({"lwo": 0.0}, [("lwo", "unknown key", "low, high, values, distribution, mode", "low")]),
    ],
)  # fmt: skip
def test_a_range_that_is_none_is_refused(table: dict[str, Any], told: list[Any], scenario: Scenario) -> None:
    found = problems(RATE, table, scenario)
    assert found == told


def test_whole_numbers_are_drawn_uniformly(scenario: Scenario) -> None:
    path = "levers.matching_grant.eligibility.random_share"
    whole = next(f"levers.{lever}.{name}" for lever, cls in REGISTRY.items() for name, given in cls.parameters.items() if given.kind.value == "integer")
    assert problems(whole, {"low": 1, "high": 3, "distribution": "triangular"}, scenario) == [
        ("distribution", "whole numbers are drawn uniformly", "uniform", None)
    ]
    assert read_factor(whole, {"low": 1, "high": 3}, [scenario])[0] == Factor(whole, 1.0, 3.0, (), True)
    assert read_factor(path, {}, [scenario])[0] == Factor(path, 0.0, 1.0)


def test_values_to_choose_from(scenario: Scenario) -> None:
    declared = REGISTRY["matching_grant"].parameters["rule"]
    assert read_factor(RULE, {}, [scenario])[0] == Factor(RULE, values=tuple(declared.choices))
    one, other = declared.choices[:2]
    assert read_factor(RULE, {"values": [other, one]}, [scenario])[0] == Factor(RULE, values=(other, one))
    assert problems(RULE, {"values": [one, one]}, scenario) == [("values", "names a value twice", None, None)]
    assert [key for key, *_ in problems(RULE, {"values": [one, other], "low": 1, "mode": 2}, scenario)] == ["low", "mode"]
    assert problems(RULE, {"values": [one]}, scenario)[0][1] == problems(RULE, {"values": one}, scenario)[0][1] == "is not a list of at least two values"
    assert [says.startswith("value 2: ") for _, says, *_ in problems(RULE, {"values": [one, "zz"]}, scenario)] == [True]
    assert read_factor(RATE, {"values": [-1, 0]}, [scenario])[0] == Factor(RATE, values=(-1.0, 0.0))
    found = read_factor(RATE, {"values": [-1, 0]}, [scenario])[0]
    assert found is not None and all(isinstance(value, float) for value in found.values)
    home = "ministry.institutional_home"
    assert read_factor(home, {}, [scenario])[0] == Factor(home, values=(False, True))
    lists = "levers.special_economic_zone.communities"
    assert problems(lists, {}, scenario) == [("", "is a list: give the lists to choose from as values", "values = [[...], [...]]", None)]
    assert read_factor(lists, {"values": [[1], [2, 3]]}, [scenario])[0] == Factor(lists, values=((1,), (2, 3)))


def test_a_path_leads_to_its_declaration_and_range(scenario: Scenario) -> None:
    corridor = scenario.corridors[0]
    assert declaration(RATE, scenario) == (PARAMETERS["travel.visit_base"], PARAMETERS["travel.visit_base"].likely)
    figures = scenario.figures[corridor]
    assert declaration(f"corridor.{corridor}.tax_rate", scenario) == (FIGURES["tax_rate"], figures["tax_rate"].assumed)
    for path in ("shocks.0.size", "levers.matching_grant.eligibility.random_share", "ministry.priority"):
        assert not isinstance(declaration(path, scenario), Problem)


@pytest.mark.parametrize(
    ("path", "says", "nearest"),
    [
        ("parameters.travel.visit_bsae", "there is no such parameter", "parameters.travel.visit_base"),
        ("parameters.qqqqqqqq.zzzzzzzzz", "there is no such parameter", None),
        ("levers.matching_garnt.ratio", "there is no lever 'matching_garnt'", "matching_grant"),
        ("levers.matching_grant.ratoi", "the lever 'matching_grant' has no 'ratoi'", "levers.matching_grant.ratio"),
        ("levers.matching_grant.eligibility.arm", "the lever 'matching_grant' has no 'eligibility.arm'", "*"),
        ("corridor.MAR-BLE.tax_rate", "the scenario morocco_belgium_matching_grant has no corridor 'MAR-BLE'", "MAR-BEL"),
        ("corridor.MAR-BEL.tax_rtae", "a corridor has no figure 'tax_rtae'", "corridor.MAR-BEL.tax_rate"),
        ("shocks.1.size", "the scenario morocco_belgium_matching_grant has 1 shocks and none numbered '1'", None),
        ("shocks.x.size", "the scenario morocco_belgium_matching_grant has 1 shocks and none numbered 'x'", None),
        ("ministry.prioritty", "a ministry has no 'prioritty'", "ministry.priority"),
        ("lever.matching_grant.ratio", "'lever' is nothing that a factor can move", "levers"),
    ],
)
def test_a_path_that_leads_nowhere_is_refused_with_the_nearest(path: str, says: str, nearest: str | None, scenario: Scenario) -> None:
    found = declaration(path, scenario)
    assert isinstance(found, Problem) and (found.key, found.says, found.value) == (f'factors."{path}"', says, path)
    assert nearest == "*" or found.nearest == nearest


def test_a_shock_has_what_can_vary() -> None:
    shock = SimpleNamespace(shocks=(1,), name="s", figures={}, corridors=())
    given: Any = shock
    assert not isinstance(declaration("shocks.0.months", given), Problem)
    wrong = declaration("shocks.0.kind", given)
    assert isinstance(wrong, Problem) and wrong.says == "a shock has no 'kind' that can vary"
    beyond = declaration("shocks.1.months", given)
    assert isinstance(beyond, Problem) and beyond.says == "the scenario s has 1 shocks and none numbered '1'"


PATHS = ("levers.a.x", "levers.b.y", "parameters.c.z")


def test_groups_by_name_hold_each_factor_once() -> None:
    assert _groups(None, PATHS) == ({}, [])
    found, wrong = _groups({"one": ["levers.a.x", "levers.b.y"]}, PATHS)
    assert wrong == [] and found["one"] == ("levers.a.x", "levers.b.y")
    assert _groups({"levers.a.x": ["levers.a.x"]}, PATHS)[1] == []

    def told(given: Any) -> list[tuple[str, str, str | None]]:
        return [(problem.key, problem.says, problem.nearest) for problem in _groups(given, PATHS)[1]]

    assert told("levres") == [("design.groups", "'levres' is not a grouping", "levers")]
    assert told([1]) == [("design.groups", "[1] is no grouping", None)] and told({"one": 3}) == [("design.groups", "{'one': 3} is no grouping", None)]
    assert told({"one": []})[0] == ("design.groups.one", "has no factors", None)
    assert told({"levers.a.x": ["levers.b.y"]})[0] == ("design.groups.levers.a.x", "bears the name of a factor", None)
    assert told({"one": ["levers.a.xx"]})[0] == ("design.groups.one", "'levers.a.xx' is not a factor", "levers.a.x")
    assert told({"one": ["levers.a.x"], "two": ["levers.a.x"]})[0] == ("design.groups.two", "'levers.a.x' is in two groups", None)
    assert told({"one": ["levers.a.x", "levers.a.x"]})[0] == ("design.groups.one", "'levers.a.x' is in two groups", None)


def test_a_table_of_points_is_of_two_kinds() -> None:
    assert [_file_problem(name) is None for name in ("a.csv", "A.PARQUET", "a.txt", 3)] == [True, True, False, False]
    assert math.isnan(Factor("x").low)
