"""Sweeps by hand: what is asked of a run, factors and their places, designs."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from experiments.sweeps.asked_outcomes import YEARLY, by_year, columns, read_asked
from experiments.sweeps.designs import Design, n_points, points_of, read_design, salib_problem, unsuited
from experiments.sweeps.experiment import own_value
from experiments.sweeps.factor import Factor, declaration, from_document, read_factor
from experiments.sweeps.grouping import group_of, grouped
from experiments.sweeps.model_runs import Formula, _at, _Base, _difference, _number, _of_the_world
from model.errors import InputError, Problem
from model.levers import REGISTRY
from model.outcome_registry import OUTCOMES, Adds
from model.parameters import PARAMETERS
from scenarios import load
from tests.small_sweeps import PRICE, RATIO, SIZE, scenario

NAN = math.nan
# --- what is asked ----------------------------------------------------------------------------------------------------------------------------------------


def test_outcomes_asked_for_are_read_by_their_parts() -> None:
    texts = ["remittances", "effect:donations", "cost_per:jobs[sex=female]", "additional[lever=matching_grant]"]
    found, problems = read_asked(texts)
    assert problems == [] and [(each.text, each.kind, each.outcome, each.breakdown, each.group) for each in found] == [
        (texts[0], "", "remittances", None, None), (texts[1], "effect", "donations", None, None), (texts[2], "cost_per", "jobs", "sex", "female"),
        (texts[3], "", "additional", "lever", "matching_grant"),
    ]  # fmt: skip
    assert [each.needs_base for each in found] == [False, True, True, True] and [each.is_judged for each in found] == [False, False, False, True]
    assert found[2].key == ("jobs", "sex", "female")


@pytest.mark.parametrize(
    ("text", "says", "near"),
    [
        ("efect:jobs", "'efect:' is unknown", "effect"), ("remitances", "there is no outcome 'remitances'", "remittances"), ("jobs[sx=a]", "there is no breakdown 'sx'", "sex"),
        ("additional", "is counted for one lever", None), ("additional[lever=matching_grnt]", "is counted for one lever", "matching_grant"), ("jobs[", "is not of a known form", None),
        ("effect:additional[lever=matching_grant]", "is counted for one lever", "matching_grant"), ("additional[sex=female]", "is counted for one lever", None),
    ],
)  # fmt: skip
def test_wrong_outcomes_are_told_with_what_is_meant(text: str, says: str, near: str | None) -> None:
    _, problems = read_asked([text])
    assert len(problems) == 1 and says in problems[0].says and (problems[0].nearest == near or near is None)


def test_lists_of_outcomes() -> None:
    for given in (None, [], "jobs", [3]):
        assert [problem.says for problem in read_asked(given)[1]] == ["is not a list of outcomes"]
    found, problems = read_asked(["jobs", "donations", "jobs"])
    assert len(found) == 3 and [problem.says for problem in problems] == ["names 'jobs' twice"]


def test_columns_are_the_outcomes_and_then_their_years() -> None:
    asked, _ = read_asked(["remittances", "effect:donations", "jobs[sex=female]", "present_value_cost"])
    assert columns(asked, None) == ["remittances", "effect:donations", "jobs[sex=female]", "present_value_cost"]
    assert columns(asked, 2)[4:] == ["remittances@1", "remittances@2", "effect:donations@1", "effect:donations@2"]
    assert "backlog" in YEARLY and "public_cost" in YEARLY and "present_value_cost" not in YEARLY
    months = np.arange(24.0)
    for name, outcome in OUTCOMES.items():
        wanted = [66.0, 210.0] if outcome.adds in (Adds.MONEY, Adds.COUNT) else [11.0, 23.0]
        assert by_year(name, months) == wanted, name


def test_a_number_of_a_run_is_a_level_an_effect_or_a_cost_per_unit() -> None:
    found = {("jobs", None, None): 30.0, ("jobs", "sex", "female"): 8.0, ("public_cost", None, None): 100.0, ("jobs", 2): 5.0, ("public_cost", 2): 40.0}
    base = _Base({key: value / 2.0 if key[0] == "jobs" else 10.0 for key, value in found.items()}, None)
    judged = {("additional", "lever", "matching_grant"): 6.0}
    for text, value in (
        ("jobs", 30.0), ("effect:jobs", 15.0), ("cost_per:jobs", 90.0 / 15.0), ("jobs[sex=female]", 8.0), ("effect:jobs[sex=female]", 4.0), ("cost_per:jobs[sex=female]", 90.0 / 4.0),
        ("additional[lever=matching_grant]", 6.0),
    ):  # fmt: skip
        (asked,), _ = read_asked([text])
        assert _number(asked, text, found, base, judged) == value, text
        assert text.startswith(("additional", "jobs[", "effect:jobs[", "cost_per:jobs[")) or _number(asked, f"{text}@2", found, base, judged) == {"jobs": 5.0, "effect:jobs": 2.5, "cost_per:jobs": 12.0}[text]
    asked, _ = read_asked(["jobs", "cost_per:jobs", "deadweight[lever=matching_grant]"])
    assert _number(asked[0], "jobs", found, None, {}) == 30.0 and math.isnan(_number(asked[2], "x", found, base, judged))
    assert math.isnan(_number(asked[1], "cost_per:jobs", found, _Base(found, None), {}))  # no effect, no price
    with pytest.raises(KeyError, match="no such group"):
        _number(asked[0], "jobs", {}, None, {})
    assert _at(asked, "cost_per:jobs@3") is asked[1]
    assert [_difference(1.0 + 1e-14, 1.0), _difference(1.0 + 1e-12, 1.0) > 0.0, _difference(5.0, 3.0), _difference(0.0, 0.0)] == [0.0, True, 2.0, 0.0]
    assert _of_the_world({RATIO: 1, PRICE: 2, SIZE: 3, "ministry.x": 4, "corridor.A-B.x": 5}) == [(PRICE, 2), ("corridor.A-B.x", 5)]


def test_a_formula_has_luck_of_its_own_at_every_point_and_keeps_its_failures() -> None:
    def inverse(values: Mapping[str, Any], luck: float) -> tuple[float, ...]:
        return (1.0 / values["x"], luck)

    answer = Formula(inverse, ("y", "luck")).perform([(4, {"x": 2.0}), (7, {"x": 0.0})], 3, 9)
    assert [(run.point, run.scenario, run.values[0]) for run in answer.runs] == [(4, 0, 0.5)]
    assert answer.runs[0].values[1] == float(np.random.Generator(np.random.Philox(np.random.SeedSequence([9, 3, 4]))).standard_normal())
    (failed,) = answer.failures
    assert (failed.point, failed.scenario, failed.stage, failed.error) == (7, 0, "formula", "ZeroDivisionError: float division by zero") and "Traceback" in failed.traceback


# --- factors ------------------------------------------------------------------------------------------------------------------------------------------------


def test_values_and_places_of_each_distribution() -> None:
    log, three = Factor("x", 1.0, 100.0, distribution="log_uniform"), Factor("x", 0.0, 4.0, distribution="triangular", mode=1.0)
    assert log.value(0.5) == pytest.approx(10.0) and log.position(10.0) == pytest.approx(0.5)
    assert [three.value(p) for p in (0.0, 0.25, 1.0)] == pytest.approx([0.0, 1.0, 4.0]) and three.value(0.0625) == pytest.approx(0.5) and three.value(13 / 16) == pytest.approx(4.0 - math.sqrt(3 / 16 * 12))
    assert three.position(0.5) == pytest.approx(0.0625) and three.position(2.0) == pytest.approx(1.0 - 4.0 / 12.0)
    assert Factor("x", 0.0, 4.0, distribution="triangular", mode=0.0).position(0.0) == 0.0 and Factor("x", 0.0, 4.0, distribution="triangular").value(0.5) == 2.0
    bell = Factor("x", 0.0, 4.0, distribution="normal")
    assert bell.value(0.5) == pytest.approx(2.0) and bell.position(3.0) == pytest.approx((0.841345 - 0.022750) / 0.954500, abs=1e-5)
    assert Factor("x", 2.0, 2.0).position(2.0) == 0.5 and Factor("x", 1.0, 3.0).position(2.5) == 0.75
    whole = Factor("x", 1.5, 4.5, is_integer=True)
    assert list(whole.all_values) == [2, 3, 4] and [whole.value(p) for p in (0.0, 0.333, 0.334, 1.0)] == [2, 2, 3, 4] and whole.position(3) == 0.5
    assert Factor("x", values=("a", "b", "c")).position("c") == pytest.approx(5 / 6) and Factor("x", 1, 9, is_integer=True).levels(9) == tuple(range(1, 10))
    assert Factor("x", 1, 9, is_integer=True).levels(2) == (1, 9)
    for factor in (three, whole, log, Factor("x", values=("a", "b"))):
        assert from_document("x", factor.document()) == factor


def test_factors_of_the_policy_leave_the_world_as_it_is() -> None:
    flags = {path: (Factor(path, 0, 1).is_policy, Factor(path, 0, 1).is_of_the_world) for path in (RATIO, "ministry.renewal", SIZE, PRICE, "corridor.MAR-BEL.tax_rate")}
    assert list(flags.values()) == [(True, False), (True, False), (False, False), (False, True), (False, True)]
    assert Factor("x", 0, 1, is_integer=True).is_discrete and Factor("x", values=(1, 2)).is_discrete and not Factor("x", 0, 1).is_discrete


def read(path: str, **table: Any) -> tuple[Factor | None, list[Problem]]:
    return read_factor(path, table, [scenario(shocks=[{"kind": "disaster"}])])


def test_bounds_are_those_of_the_file_else_of_the_declaration() -> None:
    declared = REGISTRY["matching_grant"].parameters["ratio"]
    found, problems = read(RATIO)
    assert problems == [] and found == Factor(RATIO, declared.low, declared.high)
    assert read(RATIO, low=1, high=2, distribution="triangular", mode=1.5)[0] == Factor(RATIO, 1.0, 2.0, (), False, "triangular", 1.5)
    assert read(RATIO, values=[1, 2])[0] == Factor(RATIO, values=(1.0, 2.0)) and read("levers.matching_grant.rule")[0] == Factor(
        "levers.matching_grant.rule", values=tuple(REGISTRY["matching_grant"].parameters["rule"].choices)
    )
    assert read(PRICE)[0] == Factor(PRICE, *PARAMETERS["giving.price_elasticity"].likely)  # type: ignore[misc]
    months, _ = read("levers.matching_grant.from_month", low=0, high=24)
    assert months is not None and months.is_integer
    assert read_factor("levers.one_stop_shop.online", {}, [load("morocco_belgium_package")])[0] == Factor("levers.one_stop_shop.online", values=(False, True))
    assert read_factor("levers.one_stop_shop.online", {"low": 0}, [load("morocco_belgium_package")])[1][0].key.endswith(".low")
    for mode in (1, 2):  # a mode may lie at an end
        assert read(RATIO, low=1, high=2, distribution="triangular", mode=mode)[1] == []
    assert read(RATIO, low=0.1, high=2, distribution="log_uniform")[0] == Factor(RATIO, 0.1, 2.0, (), False, "log_uniform") and read(RATIO, values=[1, 1.5])[0] == Factor(RATIO, values=(1.0, 1.5))


@pytest.mark.parametrize(
    ("path", "table", "key", "says"),
    [
        (RATIO, {"lo": 1}, "lo", "unknown key"), (RATIO, {"low": 2, "high": 2}, "high", "2 is not above low = 2"), (RATIO, {"low": 0, "high": 2, "distribution": "log_uniform"}, "low", "lies above 0"),
        (RATIO, {"distribution": "unifrm"}, "distribution", "is not a distribution"), (RATIO, {"low": 1, "high": 2, "mode": 1.5}, "mode", "1.5 is no mode"),
        (RATIO, {"low": 1, "high": 2, "mode": 2.5, "distribution": "triangular"}, "mode", "2.5 is no mode"), (RATIO, {"low": 1, "high": 2, "mode": True, "distribution": "triangular"}, "mode", "True is no mode"),
        (RATIO, {"low": 1, "high": 99}, "high", "out of bounds"), (RATIO, {"values": [1]}, "values", "is not a list of at least two values"), (RATIO, {"values": [1, 1.0]}, "values", "names a value twice"),
        (RATIO, {"values": [1, 99]}, "values", "value 2: 99 is out of bounds"), (RATIO, {"values": [1, 2], "low": 1}, "low", "is given together with values"),
        ("levers.matching_grant.from_month", {"low": 0, "high": 9, "distribution": "normal"}, "distribution", "whole numbers are drawn uniformly"),
        ("levers.matching_grant.from_month", {}, "high", "is missing"),
    ],
)  # fmt: skip
def test_wrong_factors_are_told_by_their_key(path: str, table: dict[str, Any], key: str, says: str) -> None:
    found, problems = read(path, **table)
    assert found is None and any(problem.key == f'factors."{path}".{key}' and says in problem.says for problem in problems), problems


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("parameters.giving.price_elastcity", PRICE), ("levers.matching_grnt.ratio", "matching_grant"), ("levers.matching_grant.ratoi", RATIO), ("corridor.MAR-BLE.tax_rate", "MAR-BEL"),
        ("corridor.MAR-BEL.tax_rat", "corridor.MAR-BEL.tax_rate"), ("shocks.1.size", None), ("shocks.x.size", None), ("shocks.0.siz", SIZE), ("shocks.0.kind", None), ("lever.x.y", "levers"),
        ("levers.matching_grant.eligibility.arm", None), ("ministry.no_such", None),
    ],
)  # fmt: skip
def test_paths_that_no_factor_can_have(path: str, near: str | None) -> None:
    found = declaration(path, scenario(shocks=[{"kind": "disaster"}]))
    assert isinstance(found, Problem) and found.key == f'factors."{path}"' and (found.nearest == near or near is None)


def test_own_values_are_those_of_the_scenario_or_declared() -> None:
    given = scenario(shocks=[{"kind": "disaster", "size": 0.25}], levers__matching_grant__ratio=1.75, levers__matching_grant__eligibility__random_share=0.5)
    set_one = replace(given, parameters={"giving.price_elasticity": -1.25})
    for path, value in (
        (RATIO, 1.75), ("levers.matching_grant.eligibility.random_share", 0.5), (SIZE, 0.25), ("corridor.MAR-BEL.migrant_stock", 225217.0), (PRICE, PARAMETERS["giving.price_elasticity"].value),
        ("levers.tax_incentive.from_month", REGISTRY["tax_incentive"].parameters["from_month"].value),
    ):  # fmt: skip
        assert own_value(given, path) == value, path
    assert own_value(set_one, PRICE) == -1.25
    with pytest.raises(InputError):
        own_value(given, "levers.matching_grant.ratoi")


def test_groups_of_factors() -> None:
    paths = [RATIO, PRICE, SIZE, "corridor.MAR-BEL.tax_rate", "levers.matching_grant.desk_usd", "ministry.x"]
    assert grouped(paths, "levers") == {"matching_grant": [RATIO, paths[4]], "world": [PRICE, SIZE, paths[3], "ministry.x"]}
    assert [group_of(path, "channels") for path in paths] == [OUTCOMES[REGISTRY["matching_grant"].main_outcome].theme, "giving", "shocks", "figures", OUTCOMES[REGISTRY["matching_grant"].main_outcome].theme, "ministry"]
    assert group_of(PRICE, "grades") == f"grade {PARAMETERS['giving.price_elasticity'].grade}" and group_of(SIZE, "grades") == group_of(RATIO, "grades") == "choice of policy"
    desk = REGISTRY["matching_grant"].parameters["desk_usd"]
    assert desk.likely is None or group_of(paths[4], "grades") == f"grade {desk.grade}"


# --- designs --------------------------------------------------------------------------------------------------------------------------------------------------


AB = (Factor("a", 0.0, 1.0), Factor("b", values=("p", "q", "r")))


@pytest.mark.parametrize(
    ("kind", "settings", "count"),
    [("grid", {"levels": 4}, 12), ("one_at_a_time", {"levels": 4}, 8), ("fast", {"n": 65, "harmonics": 4}, 130), ("fractional_factorial", {}, 4), ("saltelli", {"n": 8, "second_order": False}, 32),
     ("saltelli", {"n": 8, "second_order": True}, 48), ("morris", {"trajectories": 5, "levels": 4}, 15), ("latin_hypercube", {"points": 9}, 9), ("sobol_sequence", {"points": 9}, 9)],
)  # fmt: skip
def test_numbers_of_points_by_hand(kind: str, settings: dict[str, Any], count: int) -> None:
    design = Design(kind, settings)
    assert n_points(design, AB) == count == len(points_of(design, AB, 1, (0.5, "q")).values)
    assert design.size == {"grid": 4, "one_at_a_time": 4, "fast": 65, "saltelli": 8, "morris": 5}.get(kind, settings.get("points"))
    assert n_points(Design("fractional_factorial"), (*AB, AB[0])) == 8 and design.fills is (kind != "one_at_a_time")


def test_points_of_grids_and_one_at_a_time_by_hand() -> None:
    grid = points_of(Design("grid", {"levels": 2}), AB, 1, ())
    assert grid.values == [(a, b) for a in (0.0, 1.0) for b in ("p", "q", "r")]
    np.testing.assert_allclose(grid.unit, [(a, p / 6) for a in (0.0, 1.0) for p in (1, 3, 5)])
    each = points_of(Design("one_at_a_time", {"levels": 2}), AB, 1, (0.25, "q"))
    assert each.values == [(0.25, "q"), (0.0, "q"), (1.0, "q"), (0.25, "p"), (0.25, "q"), (0.25, "r")]
    outside = points_of(Design("table", {}, rows=((0.5, "p"), (0.5, "z"))), AB, 1, ())
    assert np.isnan(outside.unit).tolist() == [[False, False], [False, True]]
    for kind in ("latin_hypercube", "sobol_sequence"):
        one, other = (points_of(Design(kind, {"points": 16}), AB, seed, ()).unit for seed in (1, 2))
        assert not np.array_equal(one, other) and np.array_equal(one, points_of(Design(kind, {"points": 16}), AB, 1, ()).unit)
        np.testing.assert_array_equal(np.sort((one * 16).astype(int), axis=0), np.arange(16)[:, None] * [1, 1])  # one point in each sixteenth


def test_designs_say_what_they_are_made_of() -> None:
    design, problems = read_design({"kind": "morris", "groups": {"both": ["a", "b"]}}, ["a", "b", "c"])
    assert problems == [] and design is not None and design.document() == {"kind": "morris", "trajectories": 10, "levels": 4, "groups": {"both": ["a", "b"], "c": ["c"]}} and design.stride(3) == 3
    assert Design("grid", {"levels": 3}).document() == {"kind": "grid", "levels": 3} and Design("morris", {}).stride(3) == 4
    assert salib_problem(AB, {"g": ("b",), "h": ("a",)}) == {"num_vars": 2, "names": ["a", "b"], "bounds": [[0.0, 1.0]] * 2, "groups": ["h", "g"]} and "groups" not in salib_problem(AB)


@pytest.mark.parametrize(
    ("table", "key", "says", "near"),
    [
        (None, "design.kind", "is missing", None), ({"kind": "morrs"}, "design.kind", "is not a kind of design", "morris"), ({"kind": "morris", "levls": 4}, "design.levls", "has no 'levls'", "levels"),
        ({"kind": "fractional_factorial", "n": 3}, "design.n", "takes no settings", None), ({"kind": "morris", "groups": "lever"}, "design.groups", "is not a grouping", "levers"),
        ({"kind": "morris", "groups": {"g": []}}, "design.groups.g", "has no factors", None), ({"kind": "morris", "groups": {"a": ["b"]}}, "design.groups.a", "bears the name of a factor", None),
        ({"kind": "morris", "groups": {"g": ["aa"]}}, "design.groups.g", "is not a factor", "a"), ({"kind": "morris", "groups": {"g": ["a"], "h": ["a"]}}, "design.groups.h", "is in two groups", None),
        ({"kind": "morris", "groups": 3}, "design.groups", "is no grouping", None), ({"kind": "table", "file": "x.txt"}, "design.file", "is not the name of a table", None),
        ({"kind": "saltelli", "n": 48}, "design.n", "is not a power of two", None),
    ],
)  # fmt: skip
def test_wrong_designs_are_told(table: Any, key: str, says: str, near: str | None) -> None:
    found, problems = read_design(table, ["a", "b"])
    assert found is None and [(problem.key, problem.nearest) for problem in problems] == [(key, near)] and says in problems[0].says


def test_a_power_of_two_that_is_near_is_named_and_values_that_a_design_leaves_out() -> None:
    assert [read_design({"kind": "saltelli", "n": n}, ["a", "b"])[1][0].allowed for n in (48, 100, 3, 70)] == ["as 64", "as 128", "as 4", "as 64"]
    (found,) = unsuited(Design("morris", {"levels": 2, "trajectories": 2}), AB)
    assert found.key == 'factors."b".values' and "runs 2 of the 3 values" in found.says and "at most 2 values, or levels = 4" in str(found.allowed)
    assert unsuited(Design("morris", {"levels": 4, "trajectories": 2}), AB) == [] and len(unsuited(Design("fractional_factorial"), AB)) == 1
    wide = (Factor("a", 0.0, 1.0), Factor("c", 0.0, 1.0))
    assert unsuited(Design("grid", {"levels": 1000}), wide) == [] and unsuited(Design("grid", {"levels": 1001}), wide)[0].value == 1001**2
