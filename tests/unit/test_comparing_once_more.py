"""Parts of a comparison worked out a second time: influence, doses, floors, accounts of single levers in a package, money, names, and what is lost where runs fail."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, permutations
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm, rankdata, spearmanr

from experiments import compare
from experiments.comparing import compare as comparing
from experiments.comparing import influence as moves
from experiments.comparing.accounts import accounts_table, costs, summed
from experiments.comparing.compare import AllFailedError, main_outcomes, resolved, side_by_side, without_names, worlds_of
from experiments.comparing.comparison_tables import against_table, gathered, levels_table, uncertainty_table
from experiments.comparing.in_currency import replications_in, split_in
from experiments.comparing.induced import FEW, ratio
from experiments.comparing.lever_contributions import (
    MOST_RUNS,
    Contributions,
    Plan,
    contributions_of,
    interactions_of,
    note_of,
    of_one_lever,
    replicates_of,
    snapped,
    table_of,
)
from experiments.comparing.shapley import Coalition, split_of
from experiments.comparing.value import Dose, brought_forward, monthly_change, per_unit, present_effect, steps
from experiments.runs import intervals
from experiments.runs.replications import Replications, unit_of
from experiments.runs.runner import Done, Failure, Measured, Task
from experiments.shown_money import Money
from model.errors import InputError, Problem
from model.levers import REGISTRY
from model.parameter import Text
from scenarios import load, with_changes
from tests.unit.test_value import GIVEN, INCENTIVE, NUMBERS, replications
from tests.worked import GRANT, PACKAGE, key, months_of, same

NAN = math.nan
Floats = np.ndarray[Any, Any]


# --- which inputs move a result ---------------------------------------------------------------------------------------------------------------------------


def test_inputs_are_ranked_by_their_rank_correlation_with_p_by_permutation_and_fishers_interval() -> None:
    rng = np.random.Generator(np.random.Philox(3))
    inputs = np.column_stack([rng.random(14), rng.integers(0, 3, 14), np.full(14, 2.0), rng.random(14), rng.random(14)])
    outcome = inputs[:, 0] + 0.3 * inputs[:, 3] - 0.1 * inputs[:, 1] + 0.05 * rng.random(14)
    for error in (0.05, 0.3):
        found = moves.ranked(outcome, inputs, ["a", "b", "fixed", "d", "e"], error)
        assert (found.draws, found.inputs, set(found.table["path"])) == (14, 4, {"a", "b", "d", "e"}) and list(found.table.columns) == moves.COLUMNS
        shuffler = np.random.Generator(np.random.Philox(np.random.SeedSequence([intervals.BOOTSTRAP_SEED, 14])))
        ranks = {name: rankdata(inputs[:, place]) for place, name in enumerate("abcde") if name != "c"}
        own = rankdata(outcome)
        standard = (own - own.mean()) / np.linalg.norm(own - own.mean())
        shuffled = shuffler.permuted(np.tile(standard, (moves.PERMUTATIONS, 1)), axis=1)
        each = {name: (values - values.mean()) / np.linalg.norm(values - values.mean()) for name, values in ranks.items()}
        strongest = np.max([np.abs(shuffled @ values) for values in each.values()], axis=0)
        for row in found.table.itertuples(index=False):
            name: Any = row.path
            correlation = float(spearmanr(inputs[:, "abcde".index("c" if name == "fixed" else name)], outcome).statistic)
            assert row.correlation == pytest.approx(correlation) and row.share == pytest.approx(correlation**2)
            assert row.p == pytest.approx((1 + int((strongest >= abs(correlation) - 1e-12).sum())) / (moves.PERMUTATIONS + 1)) and bool(row.told) is bool(row.p <= error)
            reach = float(norm.ppf(1.0 - error / 4.0 / 2.0)) * math.sqrt((1.0 + correlation**2 / 2.0) / 11.0)
            assert (row.low, row.high) == pytest.approx((math.tanh(math.atanh(correlation) - reach), math.tanh(math.atanh(correlation) + reach)))
        assert found.table["correlation"].abs().is_monotonic_decreasing and found.told["path"].tolist() == found.table["path"][found.table["p"] <= error].tolist()
        assert found.least_share == pytest.approx(float(np.sort(strongest)[::-1][math.floor(error * (moves.PERMUTATIONS + 1)) - 1]) ** 2)


def test_few_draws_and_what_does_not_vary_name_nothing() -> None:
    x = np.arange(3.0)[:, None]
    assert moves.ranked(np.arange(2.0), x[:2], ["a"]).table.empty and moves.ranked(np.ones(3), x, ["a"]).table.empty and moves.ranked(np.arange(3.0), np.ones((3, 1)), ["a"]).inputs == 0
    three = moves.ranked(np.arange(3.0), x, ["a"])
    assert len(three.table) == 1 and np.isnan([three.table["low"][0], three.table["high"][0], three.least_share]).all() and not three.table["told"][0]
    many = moves.ranked(np.arange(9.0), np.arange(9.0)[:, None], ["a"])
    assert np.isnan(many.table["low"][0]) and bool(many.table["told"][0]) and many.table["correlation"][0] == pytest.approx(1.0) and 0.0 < many.least_share < 1.0
    tied = moves.ranked(np.array([1.0, 5.0, 2.0, 4.0, 3.0]), np.array([[1.0, 3.0], [5.0, 3.0], [2.0, 1.0], [4.0, 2.0], [3.0, 5.0]])[:, ::-1], ["b", "a"])
    assert tied.table["path"].tolist() == ["a", "b"]


def test_influence_is_that_of_means_of_draws_with_a_defined_change(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(moves, "inputs_of", lambda scenario, seed, number, uncertainty, ensemble, *, is_point: asked.append((seed, number, uncertainty, is_point)) or {"a": float(number), "b": 7.0})
    monkeypatch.setattr(moves, "ranked", lambda *given: given)
    moves._drawn.cache_clear()
    each = replace(same(GRANT, {key("jobs"): 5.0}), uncertainty="inputs")
    each.values[:, 0] = [1001.0, 1003.0, 1010.0, NAN, 1020.0, 1040.0]
    means, inputs, names, error = moves.influence(each, 9, "jobs", error=0.1)
    assert means.tolist() == [2.0, 10.0, 30.0] and inputs.tolist() == [[0.5, 7.0], [2.0, 7.0], [4.5, 7.0]] and (names, error) == (["a", "b"], 0.1)
    assert asked == [(9, number, "inputs", False) for number in range(6)]
    assert moves.influence(replace(each, uncertainty="luck"), 9, "jobs")[0].size == 0
    moves._drawn.cache_clear()


# --- doses ------------------------------------------------------------------------------------------------------------------------------------------------


def frontier(doses: dict[str, tuple[float, float]]) -> dict[str, tuple[str | None, float] | str]:
    """Doses in the order of cost: what each costs more for each unit more than the last that is worth its money, by the lower hull of effect and cost from (0, 0)."""
    ordered = sorted(doses, key=lambda name: doses[name][0])
    best, hull = 0.0, [("", 0.0, 0.0)]
    found: dict[str, tuple[str | None, float] | str] = {}
    for name in ordered:
        cost, effect = doses[name]
        if effect <= best:
            found[name] = "dominated"
            continue
        best = effect
        while len(hull) > 1 and (cost - hull[-1][1]) / (effect - hull[-1][2]) < (hull[-1][1] - hull[-2][1]) / (hull[-1][2] - hull[-2][2]):
            found[hull.pop()[0]] = "extended_dominated"
        hull.append((name, cost, effect))
    for (before, cost, effect), (name, more, better) in pairwise(hull):
        found[name] = (before or None, (more - cost) / (better - effect))
    return found


def test_doses_that_are_worth_their_money_lie_on_the_hull_of_cost_and_effect() -> None:
    from experiments.comparing.value import EXTENDED

    rng = np.random.Generator(np.random.Philox(5))
    kinds: set[str] = set()
    for _ in range(40):
        doses = {name: (float(rng.integers(1, 40)), float(rng.integers(1, 30))) for name in "abcde"[: rng.integers(1, 6)]}
        if len({cost for cost, _ in doses.values()}) < len(doses) or len({effect for _, effect in doses.values()}) < len(doses):
            continue
        wanted = frontier(doses)
        found = steps([Dose(name, np.full(8, cost), np.full(8, effect)) for name, (cost, effect) in doses.items()], np.arange(8))
        assert [step.name for step in found] == sorted(doses, key=lambda name: doses[name][0])
        for step in found:
            expected = wanted[step.name]
            if isinstance(expected, str):
                kinds.add(expected)
                assert step.found.why == (EXTENDED if expected.startswith("extended") else expected) and math.isnan(step.found.value), (doses, step)
            else:
                kinds.add("worth it")
                assert (step.against, step.found.value, step.found.why) == (expected[0], pytest.approx(expected[1]), None), (doses, step)
    assert kinds == {"dominated", "extended_dominated", "worth it"}


def test_a_dose_that_may_do_more_is_not_called_dominated() -> None:
    noise = np.tile([5.0, -5.0], 6)
    found = steps([Dose("a", np.full(12, 10.0), np.full(12, 5.0)), Dose("b", np.full(12, 20.0), 4.0 + noise)], np.arange(12))
    assert found[1].found.why == "not_told_from_zero"
    assert steps([Dose("a", np.full(2, 10.0), np.full(2, 5.0)), Dose("b", np.full(2, 20.0), np.array([4.0, 5.0]))], np.arange(2))[1].found.why == "too_few_runs"


# --- value of months ------------------------------------------------------------------------------------------------------------------------------------------


def test_present_values_discount_flows_at_their_month_stocks_at_the_end_and_the_rest_evenly() -> None:
    scenario = with_changes(load(GRANT), {"years": 2, "parameters.accounting.discount_rate": 0.1})
    each = same(scenario, {key("donations_collective"): 12.0, key("jobs"): 5.0, key("firms_created"): 8.0})
    monthly = [float(month) for month in range(24)]
    series = months_of(each, "donations_collective", [100.0 + value for value in monthly], [100.0] * 24)
    factors = [1.1 ** -(month / 12.0) for month in range(24)]
    found = present_effect(each, "donations_collective", series)
    assert found.tolist() == pytest.approx([sum(value * factor for value, factor in zip(monthly, factors, strict=True))] * 6)
    assert present_effect(each, "jobs", series).tolist() == pytest.approx([5.0 * 1.1**-2.0] * 6)
    even = sum(factors) / 24.0
    assert present_effect(each, "firms_created", series)[0] == pytest.approx(8.0 * even) and present_effect(each, "donations_collective", series[:0])[0] == pytest.approx(12.0 * 2.0 * even)
    change = monthly_change(each, "donations_collective", series)
    assert change is not None and change.tolist() == [monthly] * 6 and monthly_change(each, "jobs", series) is None and monthly_change(replace(each, name="x"), "donations_collective", series) is None


def test_what_only_came_earlier_is_the_most_that_was_ahead_less_what_is_left() -> None:
    scenario = with_changes(load(GRANT), {"years": 2})
    each = same(scenario, {key("donations_collective"): 12.0})
    policy = [200.0] * 6 + [100.0] * 6 + [60.0] * 5 + [100.0] * 7  # 600 ahead, then 200 less
    found = brought_forward(each, "donations_collective", months_of(each, "donations_collective", policy, [100.0] * 24))
    assert (found.value, found.low, found.high) == (100.0, 100.0, 100.0)  # 200 over two years
    assert brought_forward(each, "jobs", months_of(each, "jobs", policy, [100.0] * 24)).why == "not_defined"


@pytest.mark.parametrize(
    ("cost", "effect", "why", "value"),
    [([6.0] * 8, [3.0] * 8, None, 2.0), ([0.0] * 8, [3.0] * 8, "no_cost", NAN), ([6.0] * 8, [0.0] * 8, "not_told_from_zero", NAN), ([-1.0, 1.2] * 4, [3.0] * 8, "not_told_from_zero", NAN), ([6.0, 6.1], [3.0, 3.1], "too_few_runs", NAN), ([NAN] * 8, [3.0] * 8, "not_defined", NAN)],
)  # fmt: skip
def test_a_price_is_told_where_cost_and_effect_can_be_told_from_nothing(cost: list[float], effect: list[float], why: str | None, value: float) -> None:
    found = per_unit(np.array(cost), np.array(effect), np.arange(len(cost)))
    assert found.why == why and (math.isnan(found.value) if math.isnan(value) else found.value == value)


# --- accounts and tables ------------------------------------------------------------------------------------------------------------------------------------------


def package(**changes: Any) -> Replications:
    scenario = replace(load(PACKAGE), levers=tuple(lever for lever in load(PACKAGE).levers if lever.id in ("matching_grant", "tax_incentive")))
    return replications(scenario, {"matching_grant": NUMBERS, "tax_incentive": {name: 10.0 * value for name, value in NUMBERS.items()}}, forgone={"matching_grant": 7.0, "tax_incentive": 40.0}, **changes)


def test_costs_of_one_lever_of_a_package_are_its_own_and_those_of_the_whole_their_sum() -> None:
    each = package()
    grant, incentive = each.scenario.levers
    for lever, factor, forgone in ((grant, 1.0, 7.0), (incentive, 10.0, 40.0), (None, 11.0, 47.0)):
        found = {name: values[0] for name, values in costs(each, lever).items()}
        assert found == {"gross_cost": 300.0 * factor + forgone, "administration": 70.0 * factor, "transfers": 230.0 * factor, "revenue_forgone": forgone, "leakage": 4.0 * factor}
    assert summed(each, "money_new", None)[0] == 220.0
    table = accounts_table(each)
    assert table["lever"].isna().sum() * 3 == len(table) and list(dict.fromkeys(table["lever"].fillna("whole"))) == ["matching_grant", "tax_incentive", "whole"]
    assert accounts_table(GIVEN)["lever"].isna().sum() == 0 and len(accounts_table(replace(each, base=None))) == 0


def test_no_change_is_below_zero_where_there_was_nothing_and_the_outcome_counts() -> None:
    rare = {key("public_cost"): 1.0, key("jobs"): 1.0, key("trust"): 1.0}
    each = same(GRANT, rare, swing=dict.fromkeys(rare, 1.0))
    spread = np.array([0.0, 0.0, 0.0, 0.0, 0.0, 60.0])
    each.values[:, 0], each.values[:, 1] = spread, 1000.0 + spread
    table = levels_table(each).set_index("outcome")
    free = intervals.of_mean(spread[:, None], each.groups)
    assert table.loc["public_cost", "difference_low"] == 0.0 > free.low[0] and table.loc["jobs", "difference_low"] == pytest.approx(free.low[0])
    assert table.loc["public_cost", "difference_high"] == pytest.approx(free.high[0]) == pytest.approx(table.loc["jobs", "difference_high"])
    zero = replace(each, base=np.zeros_like(each.values), values=np.column_stack([spread, spread, spread]))
    assert levels_table(zero).set_index("outcome").loc[["public_cost", "jobs"], "difference_low"].tolist() == [0.0, 0.0]
    judged = replace(each, judged={key("additional", "lever", "matching_grant"): spread, key("effect_after_24m", "lever", "matching_grant"): spread, key("net", "lever", "matching_grant"): spread})
    rows = levels_table(judged).set_index("outcome")
    assert rows.loc["additional", "difference_low"] == 0.0 and rows.loc["effect_after_24m", "difference_low"] == rows.loc["net", "difference_low"] == pytest.approx(free.low[0])
    bare = levels_table(replace(judged, base=None))
    assert "additional" not in set(bare["outcome"]) and bare["difference"].isna().all() and bare["mean"].notna().all()


def test_scenarios_are_set_against_each_other_over_the_replications_that_both_have() -> None:
    one = replace(same(GRANT, {key("jobs"): 5.0, key("visits"): 1.0}, runs=5), numbers=(0, 1, 2, 4, 5), uncertainty="inputs", values=np.array([[10.0, 1.0], [20.0, 1.0], [30.0, 1.0], [50.0, 1.0], [60.0, 1.0]]))
    other = replace(same(GRANT, {key("jobs"): 5.0, key("firms_created"): 1.0}, runs=5, name="other"), numbers=(1, 2, 3, 4, 5), uncertainty="inputs", values=np.array([[1.0, 2.0], [3.0, 2.0], [4.0, 2.0], [5.0, 2.0], [9.0, 2.0]]))
    table = against_table(one, other)
    assert table["outcome"].tolist() == ["jobs"] and (table["mean"][0], table["difference"][0]) == (40.0, np.mean([19.0, 27.0, 45.0, 51.0]))
    wanted = intervals.of_mean(np.array([[19.0], [27.0], [45.0], [51.0]]), np.array([0, 1, 2, 2]))
    assert (table["difference_low"][0], table["difference_high"][0]) == pytest.approx((wanted.low[0], wanted.high[0])) and table["scenario"][0] == GRANT
    backwards = against_table(other, one)
    assert backwards["difference"][0] == -table["difference"][0] and backwards["mean"][0] == np.mean([1.0, 3.0, 5.0, 9.0])
    assert gathered([table[:0], table, backwards], list(table.columns)).shape == (2, len(table.columns)) and list(gathered([], ["a", "b"]).columns) == ["a", "b"]


def test_how_far_runs_differ_is_said_of_the_runs_that_are_defined() -> None:
    each = replace(same(GRANT, {key("jobs"): 5.0, key("visits"): 0.0}, swing={key("jobs"): 2.0}), uncertainty="inputs")
    each.values[0, 1] = NAN
    table = uncertainty_table(each).set_index("outcome")
    assert table["replications"].tolist() == [6, 5] and table["input_draws"].tolist() == [3, 3] and table["without_policy"].tolist() == [1000.0, 1000.0]
    single = intervals.spread(each.differences)
    names = [name for name in table.columns if name.endswith(("low", "high")) and "share" not in name]
    assert [table.loc["jobs", name] for name in names] == [single.low[0], single.high[0]] and table["unit"].tolist() == [unit_of("jobs"), unit_of("visits")]
    assert len(uncertainty_table(replace(each, base=None))) == 0


@pytest.mark.parametrize(("below", "known"), [(FEW, True), (FEW - 0.5, False)])
def test_a_share_of_few_households_is_not_told(below: float, known: bool) -> None:
    found = ratio(np.array([below / 4.0, below / 4.0, NAN]), np.array([below / 2.0, below / 2.0, 5.0]))
    assert (found.value == 0.5) is known and np.isnan(found.influence).tolist() == [not known, not known, True]
    spread = ratio(np.array([6.0, 14.0]), np.array([10.0, 30.0]))
    assert spread.value == 0.5 and spread.influence.tolist() == [0.5 + (6.0 - 5.0) / 20.0, 0.5 + (14.0 - 15.0) / 20.0]


# --- what each lever adds ---------------------------------------------------------------------------------------------------------------------------------------


LEVERS = ("a", "b", "c")


def game(worth: dict[str, float]) -> dict[Coalition, Floats]:
    return {frozenset(part): np.array([value]) for part, value in worth.items()}


def test_shares_are_means_over_all_orders_and_pairs_what_both_add_beyond_each() -> None:
    worths = {"a": 2.0, "b": 5.0, "c": 1.0, "ab": 9.0, "ac": 2.0, "bc": 9.0, "abc": 20.0}
    scenario = replace(load(GRANT), levers=())
    each = Replications("p", scenario, (4,), (key("jobs"),), np.array([[120.0]]), np.array([[100.0]]), {}, "luck")
    found = contributions_of(each, [split_of(LEVERS, 1, 4)], [{part: 100.0 + value for part, value in game(worths).items() if len(part) < 3}], ("jobs",))
    assert found.alone[0, :, 0].tolist() == [2.0, 5.0, 1.0] and found.left_out[0, :, 0].tolist() == [11.0, 18.0, 11.0] and found.whole.tolist() == [[20.0]] and found.interaction.tolist() == [[12.0]]
    by_order = {lever: [worths["".join(sorted(order[: order.index(lever) + 1]))] - worths.get("".join(sorted(order[: order.index(lever)])), 0.0) for order in permutations(LEVERS)] for lever in LEVERS}
    assert found.shapley[0, :, 0].tolist() == pytest.approx([np.mean(by_order[lever]) for lever in LEVERS])
    assert {pair: values.tolist() for pair, values in found.pairs.items()} == {("a", "b"): [[2.0]], ("a", "c"): [[-1.0]], ("b", "c"): [[3.0]]}
    lost = contributions_of(each, [split_of(LEVERS, 1, 4)], [{part: 100.0 + value for part, value in game(worths).items() if len(part) < 3 and part != frozenset("bc")}], ("jobs",))
    assert np.isnan(lost.shapley).all() and np.isnan(lost.alone).all() and np.isnan(lost.whole).all() and lost.rests_on.tolist() == [0] and lost.defined.tolist() == [1]
    assert [list(row) for row in replicates_of(found).itertuples(index=False)][1] == ["p", 4, "b", "jobs", 5.0, 18.0, pytest.approx(found.shapley[0, 1, 0])]
    rows = interactions_of(found)
    assert rows[["first", "second"]].isna().all(axis=1).tolist() == [True, False, False, False] and list(zip(rows["first"][1:], rows["second"][1:], strict=True)) == list(found.pairs) and rows["interaction"].tolist() == [12.0, 2.0, -1.0, 3.0] and interactions_of(of_one_lever(GIVEN, ("donations_collective",))).empty
    assert table_of(found)["shapley"].tolist() == pytest.approx(found.shapley[0, :, 0].tolist()) and table_of(found)["lever"].tolist() == list(LEVERS)
    assert snapped(np.array([[3.0], [3.0 + 1e-15], [NAN], [3.1]]))[[0, 1, 3], 0].tolist() == [3.0, 3.0, 3.1] and snapped(np.array([[1.0 + 1e-15], [1.0]]))[:, 0].tolist() == [1.0 + 1e-15] * 2


def contributions(rests_on: Sequence[int], defined: Sequence[int], **more: Any) -> Contributions:
    shape = (5, 2, len(defined))
    shares = np.ones(shape)
    for place, kept in enumerate(rests_on):
        shares[kept:, :, place] = NAN
    outcomes = ("public_cost", "jobs", "visits")[: len(defined)]
    given: dict[str, Any] = {"alone": shares.copy(), "left_out": shares.copy(), "shapley": shares, "whole": shares.sum(axis=1), "from_nothing": np.zeros(len(defined), dtype=bool), **more}
    return Contributions("p", ("x", "y"), outcomes, tuple(range(5)), np.arange(5), pairs={}, is_exact=True, defined=np.array(defined), **given)


@pytest.mark.parametrize(("rests_on", "defined", "said"), [((5, 5, 5), (5, 5, 5), None), ((5, 3, 4), (5, 5, 5), (3, 5)), ((5, 3, 2), (5, 3, 4), (2, 4)), ((4, 4), (5, 4), (4, 5))])
def test_the_outcome_that_lost_most_replications_is_told(rests_on: tuple[int, ...], defined: tuple[int, ...], said: tuple[int, int] | None) -> None:
    note = note_of(contributions(rests_on, defined), Text("P", "Q"))
    assert note is None if said is None else note is not None and note.en.startswith(f"P: what its levers add rests on {said[0]} of {said[1]} runs") and f"{said[0]} simulations sur {said[1]}" in note.fr


def test_parts_that_start_from_nothing_have_no_bound_below_it_where_they_do_not_meet() -> None:
    rare = np.zeros((5, 2, 2))
    rare[4] = 30.0
    free = intervals.of_mean(rare[:, :1, 0], np.arange(5)).low[0]
    met = rare.copy()
    met[0, 1, 0] = 5.0
    found = contributions((5, 5), (5, 5), alone=rare, left_out=met, shapley=rare.copy(), whole=rare.sum(axis=1), from_nothing=np.array([True, False]))
    assert found.mean(found.alone).low.tolist() == [[0.0, free], [0.0, free]] and found.mean(found.whole).low.tolist() == [0.0, pytest.approx(2.0 * free)] and free < 0.0
    assert found.mean(found.shapley).low.tolist() == [[0.0, free], [0.0, free]]
    left = found.mean(found.left_out).low
    assert left[0].tolist() == [0.0, free] and left[1, 0] < 0.0 and found.mean(rare.copy()).low[0, 0] == pytest.approx(free)


def test_a_split_of_too_many_runs_is_refused_and_its_cost_told_by_kind() -> None:
    large = replace(load(GRANT), levers=tuple(REGISTRY[name]() for name in sorted(REGISTRY)[:7]))
    two = replace(load(GRANT), levers=tuple(REGISTRY[name]() for name in ("matching_grant", "tax_incentive")))
    one = load(GRANT)
    plan = Plan([two, one, two], 2, 1, True)
    assert (plan.runs(10), plan.levers(0), plan.levers(1), plan.levers(2)) == (20, ("matching_grant", "tax_incentive"), (), ())
    said = plan.cost(10)
    assert said is not None and "2 further runs a replication (all parts of each package), 20 in all" in said.en and "2 simulations de plus par réplication (toutes les parties de chaque ensemble)" in said.fr
    lot = Plan([large, two], 2, 1, True).cost(3)
    assert lot is not None and "(some in orders drawn by lot)" in lot.en and "tirés au sort" in lot.fr and Plan([two], 1, 1).cost(5) is None
    nothing = Plan([one], 1, 1, True).cost(5)
    assert nothing is not None and nothing.en.startswith("no scenario has two levers")
    plan.check(MOST_RUNS // 2)
    with pytest.raises(InputError) as raised:
        plan.check(MOST_RUNS // 2 + 1)
    runs = MOST_RUNS + 2
    assert raised.value.problems == (Problem("contributions", f"asks for {runs:,} further runs: 2 parts of packages in each of {runs // 2:,} replications", value=runs, allowed=f"at most {MOST_RUNS:,}: fewer replications, scenarios or levers"),)
    Plan([two], 1, 1, False, ("matching_grant",)).check(10**9)
    with pytest.raises(InputError, match="further runs"):
        compare([PACKAGE], 2000, contributions=True)


# --- money ----------------------------------------------------------------------------------------------------------------------------------------------------


def test_amounts_are_turned_into_another_money_and_counts_are_not() -> None:
    money = Money("XOF", 2019, 600.0, 1.0, "x")
    each = replace(package(), left_out={"matching_grant": package().values})
    found = replications_in(each, money)
    assert found.base is not None and each.base is not None
    by = [600.0 if name[0] != "jobs" else 1.0 for name in each.keys]
    assert (found.values == each.values * by).all() and (found.base == each.base * by).all() and (found.left_out["matching_grant"] == each.values * by).all() and replications_in(replace(each, base=None), money).base is None
    one = split_in(of_one_lever(GIVEN, ("donations_collective",)), money)
    assert one.left_out is one.alone and one.shapley is one.alone and (one.whole == 54.0 * 600.0).all() and (one.alone[:, 0, :] == one.whole).all()
    given = contributions((5, 5), (5, 5), alone=np.full((5, 2, 2), 2.0), left_out=np.full((5, 2, 2), 3.0))
    turned = split_in(replace(given, pairs={("x", "y"): np.full((5, 2), 7.0)}), money)
    assert turned.alone[0, 0].tolist() == [1200.0, 2.0] and turned.left_out[0, 0].tolist() == [1800.0, 3.0] and turned.shapley[0, 0].tolist() == [600.0, 1.0] and turned.whole[0].tolist() == [1200.0, 2.0] and turned.pairs["x", "y"][0].tolist() == [4200.0, 7.0]


# --- names, worlds and failures -----------------------------------------------------------------------------------------------------------------------------------


def test_scenarios_are_named_once_and_those_of_other_worlds_are_told() -> None:
    grant, other = load(GRANT), load("ethiopia_netherlands")
    fewer = with_changes(grant, {"levers.matching_grant.ratio": 2.0})
    chosen, against = resolved([grant, fewer, str(INCENTIVE)], None, fewer)
    assert list(chosen) == [GRANT, f"{GRANT}#2", INCENTIVE] and against is fewer and resolved(GRANT, 3, None)[0][GRANT].years == 3 and resolved([grant], 4, None)[0][GRANT].years == 4
    with pytest.raises(InputError) as raised:
        resolved([grant, grant], None, None)
    assert raised.value.problems == (Problem("scenarios", f"{GRANT} was given twice"),)
    with pytest.raises(InputError) as raised:
        resolved([grant, other, fewer], None, GRANT)
    assert raised.value.problems == (Problem("against", f"{GRANT} is not of the same world as ethiopia_netherlands: other corridors, figures, parameters, shocks or dates", allowed="a scenario that differs in its levers alone"),)
    assert list(worlds_of([grant, other, fewer]).values()) == [[0, 2], [1]] and without_names([grant]) == ["without_policy"]
    assert without_names([grant, other, with_changes(other, {"years": 3})]) == ["without_policy:MAR-BEL", "without_policy:ETH-NLD", "without_policy:ETH-NLD#2"]
    assert main_outcomes([grant])[0] == grant.levers[0].main_outcome and len(set(main_outcomes([grant, fewer]))) == len(main_outcomes([grant, fewer]))


def measured(value: float, *outcomes: str) -> Measured:
    names = outcomes or ("jobs", "visits")
    return Measured(tuple(key(name) for name in names), np.full(len(names), value), pd.DataFrame({name: [value, value + 1.0] for name in names}, index=pd.Index([3, 4], name="month")))


def test_side_by_side_keeps_what_each_task_says_in_its_place() -> None:
    grant, fewer = load(GRANT), with_changes(load(GRANT), {"levers.matching_grant.ratio": 2.0})
    like = Task((grant, fewer), 0, 1, "luck", is_point=True)
    base = measured(1.0)
    lost = Failure(1, 1, "policy", "E", "t")
    gone = Failure(2, None, "burn-in", "E", "t")
    answers = [
        (like, Done(0, base, (measured(10.0), measured(20.0, "visits", "jobs", "firms_created")), ({key("a"): 1.0}, {key("b"): 2.0}), (), ({key("i"): 5.0}, {}))),
        (replace(like, replication=1), Done(1, base, (measured(11.0), None), ({}, None), (lost,), ({key("i"): 6.0}, {}))), (replace(like, replication=2), Done(2, None, (None, None), (None, None), (gone,))),
    ]  # fmt: skip
    (one, two), months, failures = side_by_side({"one": grant, "two": fewer}, like, answers)
    assert (one.name, one.scenario, one.numbers, one.uncertainty, one.is_point, one.without) == ("one", grant, (0, 1), "luck", True, "without_policy") and one.values.tolist() == [[10.0, 10.0], [11.0, 11.0]]
    assert (two.numbers, two.keys, two.values.tolist()) == ((0,), (key("visits"), key("jobs"), key("firms_created")), [[20.0, 20.0, 20.0]])
    assert two.base is not None and two.base.tolist()[0][:2] == [1.0, 1.0] and math.isnan(two.base[0, 2]) and [judged.tolist() for judged in one.judged.values()] == [[1.0, pytest.approx(NAN, nan_ok=True)]]
    assert one.induced[key("i")].tolist() == [5.0, 6.0] and failures == (("two", lost), ("one", gone), ("two", gone))
    assert list(dict.fromkeys(zip(months["scenario"], months["replication"], strict=True))) == [("without_policy", 0), ("one", 0), ("two", 0), ("without_policy", 1), ("one", 1)]
    first = months[(months["scenario"] == "one") & (months["replication"] == 0)]
    assert first[["month", "outcome", "value"]].to_numpy().tolist() == [[3, "jobs", 10.0], [3, "visits", 10.0], [4, "jobs", 11.0], [4, "visits", 11.0]]


@pytest.mark.parametrize("lost", [(0,), (0, 1)])
def test_a_comparison_says_what_it_can_where_one_scenario_failed_in_all_runs(monkeypatch: pytest.MonkeyPatch, lost: tuple[int, ...]) -> None:
    def perform(tasks: Sequence[Task], jobs: int, progress: Callable[[int, int], None] | None) -> Iterator[tuple[Task, Done]]:
        for task in tasks:
            names = ("donations_collective", "investment_productive", "public_cost")
            policies = tuple(None if place in lost else measured(5.0, *names) for place in range(len(task.scenarios)))
            yield task, Done(task.replication, measured(1.0, *names), policies, tuple({} for _ in policies), tuple(Failure(task.replication, place, "policy", "ValueError: no", "t") for place in lost))

    monkeypatch.setattr(comparing, "perform_all", perform)
    monkeypatch.setattr("experiments.manifest.package_version", lambda: "1.0")
    if len(lost) == 2:
        with pytest.raises(AllFailedError, match=rf"every run failed; the first \({GRANT}, replication 0\) in 'policy': ValueError: no") as raised:
            compare([GRANT, INCENTIVE], 3, uncertainty="luck")
        assert len(raised.value.failures) == 6
        return
    found = compare([GRANT, INCENTIVE], 3, uncertainty="luck")
    assert [(each.name, each.numbers) for each in found.replications] == [(INCENTIVE, (0, 1, 2))] and len(found.failures) == 3 and set(found.table["scenario"]) == {INCENTIVE}
