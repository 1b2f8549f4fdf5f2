"""The split of a package over its levers, by hand-made games and hand-made replications."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain, combinations
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.comparing.comparison_tables import levels_table
from experiments.comparing.lever_contributions import (
    MOST_RUNS,
    Contributions,
    Plan,
    contributions_of,
    interactions_of,
    note_of,
    of_one_lever,
    part_of,
    snapped,
    table_of,
)
from experiments.comparing.shapley import EXACT_UP_TO, MOST_PARTS, Coalition, Split, most_parts, split_of
from experiments.comparing.unit_cost import aims, cost_per_additional, whole_unit_cost
from experiments.reporting.contribution_page import CHEAPER, DEARER, EQUAL, LESS, MORE, UNKNOWN, Verdict, _split_cells, verdicts
from experiments.runs import intervals
from experiments.runs.attribution import ACTS, Ran, act_label, added_by, judged_as_whole
from experiments.runs.replications import Replications
from experiments.runs.runner import Task
from experiments.text import percent
from model.errors import InputError
from model.levers import REGISTRY
from model.outcomes.additionality import Acts
from model.parameter import Text
from model.records.vocabulary import Act
from scenarios import load, with_changes
from scenarios.scenario import Scenario

WORLD = load("morocco_belgium")
LEVERS = ("matching_grant", "skills_placement", "tax_incentive")
PACKAGE = load("morocco_belgium_package")


def subsets(levers: tuple[str, ...]) -> list[Coalition]:
    return [frozenset(part) for part in chain.from_iterable(combinations(levers, size) for size in range(len(levers) + 1))]


def game(levers: tuple[str, ...], seed: int = 1) -> dict[Coalition, np.ndarray]:
    """A game drawn by lot; nothing is worth nothing."""
    rng = np.random.default_rng(seed)
    return {part: rng.normal(size=1) * bool(part) + len(part) for part in subsets(levers)}


def test_the_glove_game() -> None:
    """One left glove and two right ones, a pair is worth 1: the left glove's share is 2/3, each right one's 1/6 (Shapley and Shubik 1969)."""
    worth = {part: np.array([float("left" in part and len(part) > 1)]) for part in subsets(("left", "r1", "r2"))}
    assert Split(("left", "r1", "r2")).shapley(worth).ravel() == pytest.approx([2 / 3, 1 / 6, 1 / 6])


def test_shares_are_the_mean_over_all_orders_and_those_of_drawn_orders_add_up_too() -> None:
    from itertools import permutations

    levers = ("a", "b", "c", "d")
    worth = game(levers)
    exact = Split(levers).shapley(worth)
    assert Split(levers, tuple(permutations(levers))).shapley(worth) == pytest.approx(exact)
    some = Split(levers, (("b", "a", "d", "c"), ("c", "d", "a", "b"))).shapley(worth)
    assert some.sum() == pytest.approx(float(worth[frozenset(levers)][0])) == pytest.approx(exact.sum())
    assert some != pytest.approx(exact)


def test_up_to_six_levers_all_parts_are_run_and_beyond_at_most_64() -> None:
    names = tuple(sorted(REGISTRY))
    for n in range(2, len(names) + 1):
        split = split_of(names[:n], seed=3, replication=5)
        assert len(split.coalitions) <= most_parts(n)
        assert (len(split.coalitions) == 2**n - 2) == (n <= EXACT_UP_TO) == (not split.orders)
        assert all(frozenset({lever}) in split.coalitions and split.whole - {lever} in split.coalitions for lever in names[:n])
        assert most_parts(n) <= max(MOST_PARTS, 4 * n - 6)
    assert split_of(names[:9], 3, 5) == split_of(names[:9], 3, 5) != split_of(names[:9], 3, 6) != split_of(names[:9], 4, 6)


def test_the_interval_of_drawn_orders_holds_the_error_of_drawing_them() -> None:
    """A game of seven levers in which no run differs from another: all that varies is the draw of the orders. 95 % intervals hold the true share."""
    levers = tuple("abcdefg")
    worth = game(levers)
    exact = Split(levers).shapley(worth).ravel()
    held = []
    for experiment in range(60):
        shares = np.array([split_of(levers, experiment, number).shapley(worth).ravel() for number in range(20)])
        found = intervals.of_mean(shares, np.arange(20))
        assert (np.ptp(shares, axis=0) > 0.0).all() and shares.sum(axis=1) == pytest.approx(exact.sum())
        held.append((found.low <= exact) & (exact <= found.high))
    assert 0.90 <= np.mean(held) <= 0.99


def task_of(scenarios: tuple[Scenario, ...], plan: Plan, number: int = 0) -> tuple[Task, dict[tuple[int, Coalition], int]]:
    return plan.task(Task(scenarios, number, 1), tuple(range(len(scenarios))))


def test_parts_stand_behind_the_scenarios_and_none_is_run_twice() -> None:
    alone = part_of(PACKAGE, frozenset({"matching_grant"}))
    plan = Plan((PACKAGE, alone), 2, 1, True)
    task, where = task_of((PACKAGE, alone), plan)
    assert task.scenarios[:2] == (PACKAGE, alone) and where[0, frozenset({"matching_grant"})] == 1
    assert len(where) == 14 == task.parts + 1 == len(task.scenarios) - 1 and plan.runs(10) == 140
    assert len({scenario.fingerprint for scenario in task.scenarios}) == len(task.scenarios)
    assert all({lever.id for lever in task.scenarios[index].levers} == part for (_, part), index in where.items())
    assert all(scenario.world_fingerprint == PACKAGE.world_fingerprint for scenario in task.scenarios)
    ids = [lever.id for lever in PACKAGE.levers]
    assert sorted(lever for _, lever, _ in task.without) == ids
    for package, lever, rest in task.without:
        assert package == 0 and {other.id for other in task.scenarios[rest].levers} == set(ids) - {lever}
    assert task_of((PACKAGE, alone), Plan((PACKAGE, alone), 2, 1)) == (Task((PACKAGE, alone), 0, 1), {})


def test_levers_that_are_judged_alone_need_one_run_each_and_what_is_compared_with_none() -> None:
    plan = Plan((PACKAGE, WORLD), 2, 1, False, ("matching_grant", "pooled_fund", "matching_grant"))
    task, where = task_of((PACKAGE, WORLD), plan)
    assert task.parts == 1 and plan.runs(3) == 3 and task.without == ((0, "matching_grant", 2),)
    assert list(where) == [(0, frozenset(lever.id for lever in PACKAGE.levers) - {"matching_grant"})]
    assert Plan((WORLD, PACKAGE), 1, 1, True).runs(5) == 0


def test_a_split_that_nobody_can_mean_is_refused_with_its_number() -> None:
    plan = Plan((PACKAGE,), 1, 1, True)
    plan.check(MOST_RUNS // 14)
    with pytest.raises(InputError, match=r"contributions.*20,006 further runs.*14 parts.*1,429 replications.*at most 20,000"):
        plan.check(MOST_RUNS // 14 + 1)
    says = plan.cost(10)
    assert says is not None and "14 further runs a replication" in says.en and "140 in all" in says.en and "140 en tout" in says.fr
    assert Plan((WORLD,), 1, 1, True).cost(10) is not None and Plan((PACKAGE,), 1, 1, False).cost(10) is None


def package_of(levers: tuple[str, ...], base: np.ndarray, whole: np.ndarray, left_out: Mapping[str, np.ndarray] | None = None) -> Replications:
    """Made numbers of a package: donations and cost, in as many replications as there are rows."""
    scenario = with_changes(WORLD, {f"levers.{lever}": {"from_month": 0} for lever in levers})
    keys = (("donations_collective", None, None), ("public_cost", None, None))
    return Replications("made", scenario, tuple(range(len(base))), keys, whole, base, {}, "luck", left_out=left_out or {})


def made(lost: tuple[tuple[int, Coalition], ...] = (), undefined: tuple[tuple[int, Coalition], ...] = ()) -> tuple[Replications, Contributions]:
    """Three levers: the first adds 10, the second 20, both together 5 more; the third nothing. Each costs 1, 2, 3. Four replications, each 1 % larger."""
    a, b, c = LEVERS
    scale = np.array([1.0, 1.01, 1.02, 1.03])
    base = np.column_stack([100.0 * scale, 0.0 * scale])

    def worth(part: Coalition) -> np.ndarray:
        gives = 10.0 * (a in part) + 20.0 * (b in part) + 5.0 * ({a, b} <= part)
        costs = 1.0 * (a in part) + 2.0 * (b in part) + 3.0 * (c in part)
        return base + np.outer(scale, [gives, costs])

    each = package_of(LEVERS, base, worth(frozenset(LEVERS)))
    splits = [Split(LEVERS) for _ in scale]
    worths: list[dict[Coalition, Any]] = [{part: worth(part)[row].copy() for part in splits[0].coalitions if (row, part) not in lost} for row in range(4)]
    for row, part in undefined:
        worths[row][part][0] = np.nan
    return each, contributions_of(each, splits, worths, ("donations_collective", "public_cost"))


def test_alone_left_out_and_share_by_hand() -> None:
    each, found = made()
    scale = np.array([1.0, 1.01, 1.02, 1.03])
    assert found.alone[:, :, 0] == pytest.approx(np.outer(scale, [10.0, 20.0, 0.0]))
    assert found.left_out[:, :, 0] == pytest.approx(np.outer(scale, [15.0, 25.0, 0.0]))
    assert found.shapley[:, :, 0] == pytest.approx(np.outer(scale, [12.5, 22.5, 0.0]))
    assert found.shapley[:, :, 1] == pytest.approx(np.outer(scale, [1.0, 2.0, 3.0]))
    assert found.shapley.sum(axis=1) == pytest.approx(each.differences, rel=1e-12)
    assert found.interaction[:, 0] == pytest.approx(5.0 * scale) and found.interaction[:, 1] == pytest.approx(0.0 * scale)
    assert found.pairs["matching_grant", "skills_placement"][:, 0] == pytest.approx(5.0 * scale)
    assert found.pairs["skills_placement", "tax_incentive"] == pytest.approx(0.0)
    table = table_of(found)
    assert list(table["lever"]) == [lever for lever in LEVERS for _ in range(2)]
    sums = table.groupby("outcome")["shapley"].sum()
    assert sums["donations_collective"] == pytest.approx(35.0 * scale.mean()) and sums["public_cost"] == pytest.approx(6.0 * scale.mean())
    assert (table["shapley_low"] <= table["shapley"]).all() and (table["shapley"] <= table["shapley_high"]).all()
    beyond = interactions_of(found)
    assert len(beyond) == 2 * (1 + 3) and beyond.loc[0, "interaction"] == pytest.approx(5.0 * scale.mean())
    assert note_of(found, Text("A", "A")) is None


@pytest.mark.parametrize("n", [2, 3, 4])
def test_pairs_are_told_of_three_levers_or_more_and_of_those_that_every_replication_ran(n: int) -> None:
    """Each lever adds 1, each pair of them 1 more; of two levers the pair is the whole, and what the whole adds beyond its parts is told already."""
    levers = tuple(sorted(("matching_grant", "one_stop_shop", "skills_placement", "tax_incentive")[:n]))
    zero = np.zeros((2, 2))

    def worth(part: Coalition) -> np.ndarray:
        return np.array([len(part) + len(part) * (len(part) - 1) / 2.0, float(len(part))])

    each = package_of(levers, zero, zero + worth(frozenset(levers)))
    splits = [Split(levers), Split(levers)]
    worths: list[dict[Coalition, Any]] = [{part: worth(part) for part in splits[0].coalitions} for _ in range(2)]
    found = contributions_of(each, splits, worths, ("donations_collective", "public_cost"))
    assert set(found.pairs) == (set(combinations(levers, 2)) if n > 2 else set())
    assert all(values == pytest.approx(np.tile([1.0, 0.0], (2, 1))) for values in found.pairs.values())
    table = interactions_of(found)
    assert len(table) == 2 * (1 + len(found.pairs)) and table[["first", "second"]].iloc[:2].isna().all().all()
    assert table["interaction"].iloc[:2].tolist() == pytest.approx([n * (n - 1) / 2.0, 0.0])
    orders = (levers, levers[::-1])
    some = contributions_of(each, [Split(levers, orders), Split(levers, orders[:1])], worths, ("donations_collective", "public_cost"))
    shared = set(Split(levers, orders[:1]).coalitions)
    assert set(some.pairs) == ({pair for pair in combinations(levers, 2) if frozenset(pair) in shared} if n > 2 else set())


def test_no_bound_is_below_zero_where_nothing_can_be_taken_away() -> None:
    """Cost starts from nothing: alone, as a whole, and where a lever adds what it does alone. Giving does not, and where levers meet one may take from others."""
    _, found = made()
    costs = np.array([0.0, 0.0, 0.0, 90.0])
    wide = replace(found, alone=found.alone * costs[:, None, None], left_out=found.left_out * costs[:, None, None], shapley=found.shapley * costs[:, None, None])
    assert found.from_nothing.tolist() == [False, True]
    assert (wide.mean(wide.alone).low[:, 1] == 0.0).all() and (wide.mean(wide.alone).low[:2, 0] < 0.0).all()
    assert (wide.mean(wide.left_out).low[:, 1] == 0.0).all() and (wide.mean(wide.shapley).low[:, 1] == 0.0).all()
    met = replace(wide, left_out=wide.left_out * 1.1)
    assert (met.mean(met.left_out).low[:, 1] < 0.0).all()
    assert table_of(wide).set_index("outcome").loc["public_cost", "alone_low"].tolist() == [0.0, 0.0, 0.0]


def test_what_fails_in_one_part_drops_that_replication_from_the_whole_split() -> None:
    part = frozenset({"matching_grant"})
    each, found = made(lost=((2, part),))
    assert np.isnan(found.shapley[2]).all() and np.isnan(found.alone[2]).all() and np.isnan(found.left_out[2]).all() and np.isnan(found.whole[2]).all()
    rest = [0, 1, 3]
    assert table_of(found).groupby("outcome")["shapley"].sum().to_numpy() == pytest.approx(each.differences[rest].mean(axis=0))
    note = note_of(found, Text("Package", "Ensemble"))
    assert note is not None and note.en.startswith("Package: what its levers add rests on 3 of 4 runs") and "3 simulations sur 4" in note.fr


def test_a_number_that_one_part_has_not_drops_that_outcome_alone() -> None:
    _, found = made(undefined=((1, frozenset({"matching_grant", "tax_incentive"})),))
    assert np.isnan(found.shapley[1, :, 0]).all() and np.isfinite(found.shapley[1, :, 1]).all()
    assert found.rests_on.tolist() == [3, 4]
    assert note_of(found, Text("A", "A")) is not None


def test_the_page_says_whether_it_gives_more() -> None:
    each, found = made()
    told = verdicts(table_of(found), interactions_of(found), levels_table(each))
    said = {one.outcome: one.says for one in told}
    assert all(one.whole_low <= one.whole <= one.whole_high for one in told)
    assert said == {"donations_collective": MORE, "public_cost": EQUAL}
    cases = {
        ("jobs", 10.0, 1.0, 0.5, 1.5): MORE,
        ("jobs", 10.0, -1.0, -1.5, -0.5): LESS,
        ("jobs", 10.0, 1.0, -0.5, 2.5): UNKNOWN,
        ("jobs", 10.0, 0.0, 0.0, 0.0): EQUAL,
        ("jobs", -10.0, -1.0, -1.5, -0.5): MORE,
        ("public_cost", 10.0, 1.0, 0.5, 1.5): DEARER,
        ("public_cost", 10.0, -1.0, -1.5, -0.5): CHEAPER,
        ("jobs", 10.0, 1.0, np.nan, np.nan): UNKNOWN,
    }
    for (outcome, whole, beyond, low, high), says in cases.items():
        assert Verdict(outcome, whole, whole, whole, whole - beyond, beyond, low, high).says == says, (outcome, beyond)


def test_of_one_lever_all_of_it_is_that_levers() -> None:
    base, whole = np.zeros((3, 2)), np.array([[1.0, 2.0], [2.0, 4.0], [3.0, 6.0]])
    each = package_of(("matching_grant",), base, whole)
    found = table_of(of_one_lever(each, ("donations_collective", "public_cost")))
    assert found["alone"].tolist() == found["left_out"].tolist() == found["shapley"].tolist() == [2.0, 4.0]
    assert interactions_of(of_one_lever(each, ("public_cost",))).empty


def test_last_digits_are_no_change() -> None:
    values = np.array([[1.0, 1.0], [1.0 + 2e-16, np.nan], [1.0 - 2e-16, 2.0], [1.0 + 1e-9, np.nan]])
    found = snapped(values)
    assert found[:3, 0].tolist() == [1.0, 1.0, 1.0] and found[3, 0] == values[3, 0]
    assert np.isnan(found[[1, 3], 1]).all() and found[[0, 2], 1].tolist() == [1.0, 2.0]


def test_a_lever_of_a_package_is_credited_with_what_is_lost_without_it_and_never_with_the_whole() -> None:
    base, whole = np.zeros((3, 2)), np.array([[30.0, 9.0], [33.0, 9.0], [36.0, 9.0]])
    grant, placement = (REGISTRY[name]() for name in LEVERS[:2])
    unknown = package_of(LEVERS[:2], base, whole)
    assert not unknown.is_known(grant) and np.isnan(unknown.added(grant, "public_cost")).all()
    assert len(aims(unknown)) == 2
    assert np.isnan(cost_per_additional(unknown, "donations_collective", grant)).all() and np.isnan(whole_unit_cost(unknown, "donations_collective")).all()
    known = package_of(LEVERS[:2], base, whole, {"matching_grant": whole - [10.0, 5.0], "skills_placement": whole - [0.0, 4.0]})
    assert known.added(grant, "donations_collective").tolist() == [10.0, 10.0, 10.0] and known.added(placement, "public_cost").tolist() == [4.0, 4.0, 4.0]
    assert cost_per_additional(known, "donations_collective", grant)[0] == pytest.approx(0.5)
    assert np.isnan(cost_per_additional(known, "donations_collective", placement)).all()


def test_who_acted_for_another_lever_is_no_gain_of_this_one() -> None:
    """A household gives only since the relief is there, and gets the match as well: the package added it, the match did not."""
    grant, relief = REGISTRY["matching_grant"](ratio=1.0), REGISTRY["donation_tax_relief"]()
    bit = 1 << int(grant.act)

    def ran(acted: int, supported: int) -> Ran:
        return Ran(Acts(np.array([7]), np.array([3.0]), np.array([acted]), np.array([supported]), np.array([0])), pd.DataFrame())

    whole, nothing, rest = ran(bit, grant.support_bit), ran(0, 0), ran(bit, 0)
    assert judged_as_whole(whole.acts, nothing.acts, (grant, relief))["additional", "act", "give_collective"] == 3.0
    found = added_by(grant, whole, rest)
    assert found["additional", "lever", "matching_grant"] == 0.0 and found["deadweight", "lever", "matching_grant"] == 3.0
    assert added_by(grant, whole, nothing)["additional", "lever", "matching_grant"] == 3.0


def test_every_act_has_a_name_in_both_languages() -> None:
    assert set(ACTS) == set(Act) and all(text.en and text.fr and text.en != text.fr for text in ACTS.values())
    assert act_label("give_collective", "fr") == "donner pour un projet collectif"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_part_is_named_of_a_whole_that_cannot_be_told(language: str) -> None:
    each, found = made()
    splits = table_of(found)
    told, noise = levels_table(each), levels_table(each)
    noise["difference_low"] = -1.0
    cells = [cell for table in (told, noise) for *_, cell in _split_cells(splits, verdicts(splits, interactions_of(found), table), language)]
    half = len(cells) // 2
    assert percent(12.5 / 35.0, language) in cells[:half] and UNKNOWN(language) not in cells[:half]
    assert not [cell for cell in cells[half:] if "%" in cell] and UNKNOWN(language) in cells[half:]
