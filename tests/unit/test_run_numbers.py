"""Runs and what is made of them, by hand: ranges, intervals, ratios, shares of variance, finished tasks on disk, notes, who is compared with whom."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.special import ndtr
from scipy.stats import t as student

from experiments.comparing.compare import WITHOUT_POLICY, AllFailedError, _free_name, _Gather, main_outcomes, resolved, without_names, worlds_of
from experiments.runs import intervals
from experiments.runs.attribution import COUNTERFACTUAL, COUNTERFACTUAL_ALARMS, judged_in
from experiments.runs.finished_tasks import Parts
from experiments.runs.notes import notes_of, notes_of_the_code
from experiments.runs.options import RULES, WHOLE, check_keywords, check_options
from experiments.runs.pool import in_order
from experiments.runs.replications import Replications, never_negative, unit_of
from experiments.runs.runner import Done, Failure, Measured, Task, perform_all, sample_of, warm_up, without_rounding
from experiments.runs.simulate import Run
from model.errors import InputError
from model.outcome_registry import OUTCOMES
from model.parameter import Text
from model.population.world_at_start import FULL_SCALE, FULL_SCALE_BELOW
from scenarios import load

NAN = math.nan
GRANT, PACKAGE = "morocco_belgium_matching_grant", "morocco_belgium_package"


def column(*values: float) -> np.ndarray:
    return np.array(values, dtype=float)[:, None]


# --- ranges and intervals ---------------------------------------------------------------------------------------------------------------------------------


def test_nine_runs_in_ten_lie_between_the_places_of_weibull() -> None:
    """Of 1 to 39 the 5th percentile is at place 0.05 x 40 = 2, the 95th at 38; of eight runs the least and the greatest are given."""
    found = intervals.spread(column(*range(39, 0, -1)))
    assert (found.mean[0], found.low[0], found.high[0]) == pytest.approx((20.0, 2.0, 38.0))
    few = intervals.spread(column(*range(1, 9)))
    assert (few.low[0], few.high[0]) == (1.0, 8.0)
    half = intervals.spread(column(*range(1, 40)), 0.5)
    assert (half.low[0], half.high[0]) == pytest.approx((10.0, 30.0))
    holed = intervals.spread(np.array([[5.0, NAN, NAN], [7.0, 3.0, NAN], [9.0, NAN, NAN]]))
    assert holed.mean[:2].tolist() == [7.0, 3.0] and np.isnan(holed.mean[2]) and np.isnan(holed.low[1:]).all() and (holed.low[0], holed.high[0]) == (5.0, 9.0)
    ragged = np.array([[1.0, NAN, 4.0, NAN], [2.0, 9.0, NAN, NAN], [3.0, 7.0, 8.0, NAN], [NAN, 5.0, NAN, 6.0]])  # 3, 3, 2 and 1 are defined
    found = intervals.spread(ragged)
    assert found.low[:3].tolist() == [1.0, 5.0, 4.0] and found.high[:3].tolist() == [3.0, 9.0, 8.0] and found.mean.tolist() == [2.0, 7.0, 6.0, 6.0] and np.isnan([found.low[3], found.high[3]]).all()
    one = intervals.spread(np.array([[5.0]]))
    assert one.mean[0] == 5.0 and np.isnan(one.low[0]) and np.isnan(one.high[0])
    assert [intervals.range_is_whole(n, 0.5) for n in (2, 3)] == [False, True]


def test_the_interval_of_a_symmetric_sample_is_that_of_student() -> None:
    found = intervals.of_mean(column(1.0, 2.0, 3.0, 4.0, 5.0), np.arange(5))
    half = float(student.ppf(0.975, 4)) * math.sqrt(2.5 / 5.0)
    assert (found.mean[0], found.low[0], found.high[0]) == pytest.approx((3.0, 3.0 - half, 3.0 + half))
    ninety = intervals.of_mean(column(1.0, 2.0, 3.0, 4.0, 5.0), np.arange(5), 0.9)
    assert ninety.high[0] - 3.0 == pytest.approx(float(student.ppf(0.95, 4)) * math.sqrt(0.5))


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_each_bound_is_the_outer_one_of_students_and_halls(sign: float) -> None:
    """Hall's bound: the transformed statistic x + g x^2/3 + g^2 x^3/27 + g/(6 n) is Student's quantile over the root of n."""
    values = sign * np.array([1.0, 1.5, 2.0, 3.0, 9.0, 1.2])
    found = intervals.of_mean(values[:, None], np.arange(6))
    n, mean, deviation = 6, values.mean(), values.std(ddof=1)
    skew = n / ((n - 1) * (n - 2)) * ((values - mean) ** 3).sum() / deviation**3
    reach = float(student.ppf(0.975, n - 1)) / math.sqrt(n)

    def forwards(bound: float) -> float:
        x = (mean - bound) / deviation
        return x + skew * x**2 / 3.0 + skew**2 * x**3 / 27.0 + skew / (6.0 * n)

    tail, other = (found.high[0], found.low[0]) if sign > 0 else (found.low[0], found.high[0])
    assert forwards(tail) == pytest.approx(-sign * reach, rel=1e-9) and abs(tail - mean) > reach * deviation
    assert other == pytest.approx(mean - sign * reach * deviation)


def test_replications_of_one_draw_count_as_one_and_weigh_as_many_as_they_are() -> None:
    pairs = intervals.of_mean(column(0.0, 2.0, 4.0, 6.0, 8.0, 10.0), np.array([0, 0, 1, 1, 2, 2]))
    half = float(student.ppf(0.975, 2)) * 4.0 / math.sqrt(3.0)  # means of draws 1, 5, 9
    assert (pairs.mean[0], pairs.low[0], pairs.high[0]) == pytest.approx((5.0, 5.0 - half, 5.0 + half))
    # sizes 2, 2, 1: the mean is over replications, three draws weigh as 25 / 9 of equal size
    uneven = intervals._draws(column(0.0, 2.0, 4.0, 6.0, 8.0, NAN), np.array([0, 0, 1, 1, 2, 2]))
    assert (uneven.number[0], uneven.effective[0], uneven.mean[0]) == (3, pytest.approx(25.0 / 9.0), 4.0)
    assert uneven.deviation[0] == pytest.approx(np.std([1.0, 5.0, 8.0], ddof=1))
    three = np.array([1.0, 5.0, 8.0]) - 14.0 / 3.0
    assert uneven.skewness[0] == pytest.approx(3.0 / 2.0 * (three**3).sum() / uneven.deviation[0] ** 3)


def test_too_few_draws_have_no_interval_and_what_agrees_has_its_value() -> None:
    two = intervals.of_mean(column(1.0, 2.0, 3.0, 4.0), np.array([0, 0, 1, 1]))
    assert two.mean[0] == 2.5 and np.isnan(two.low[0]) and np.isnan(two.high[0]) and intervals.MIN_DRAWS == 3
    same = intervals.of_mean(column(0.1, 0.1), np.array([0, 1]))
    assert (same.mean[0], same.low[0], same.high[0]) == (0.1, 0.1, 0.1) and np.isnan(intervals.of_mean(column(0.1), np.array([0])).low[0])
    floor = intervals.of_mean(np.column_stack([[0.0, 0.0, 9.0], [0.0, 0.0, 9.0]]), np.arange(3), at_least=np.array([0.0, -1.0]))
    assert floor.low.tolist() == [0.0, -1.0]


def test_a_ratio_lies_where_the_difference_cannot_be_told_from_zero() -> None:
    """Fieller: the bounds are the ratios r at which the interval of top - r bottom touches 0."""
    top, bottom, groups = np.array([4.0, 7.0, 9.0, 12.0]), np.array([2.0, 3.0, 5.0, 6.0]), np.arange(4)
    for sign in (1.0, -1.0):
        value, low, high = intervals.of_ratio(top, sign * bottom, groups)
        assert value == sign * 2.0 and low < value < high
        touching = [intervals.of_mean((top - ratio * sign * bottom)[:, None], groups) for ratio in (low, high)]
        assert min(abs(touching[0].low[0]), abs(touching[0].high[0])) == pytest.approx(0.0, abs=1e-6) == min(abs(touching[1].low[0]), abs(touching[1].high[0]))
    assert intervals.of_ratio(np.full(4, 6.0), np.full(4, 3.0), groups) == (2.0, 2.0, 2.0)
    assert intervals.of_ratio(top, np.full(4, 2.0), groups)[1] == pytest.approx(intervals.of_mean(top[:, None] / 2.0, groups).low[0])
    value, low, high = intervals.of_ratio(top, np.array([-1.0, 3.0, -2.0, 4.0]), groups)
    assert value == 8.0 and math.isnan(low) and math.isnan(high)
    assert all(map(math.isnan, intervals.of_ratio(top, np.zeros(4), groups))) and all(map(math.isnan, intervals.of_ratio(np.full(4, NAN), bottom, groups)))
    assert intervals.of_ratio(np.array([4.0, NAN, 8.0]), np.array([2.0, 9.0, 4.0]), np.arange(3))[0] == 2.0
    value, low, high = intervals.of_ratio(np.array([0.0, 0.0, 0.0]), np.array([2.0, 3.0, 4.0]), np.arange(3))
    assert (value, low, high) == (0.0, 0.0, 0.0)


def test_shares_of_variance_by_hand() -> None:
    """Draws of 2, 2 and 1: N = 5, n0 = (5 - 9 / 5) / 2 = 1.6."""
    values, groups = column(0.0, 2.0, 4.0, 6.0, 9.0), np.array([0, 0, 1, 1, 2])
    mean = 4.2
    between_ms = (2 * (1.0 - mean) ** 2 + 2 * (5.0 - mean) ** 2 + (9.0 - mean) ** 2) / 2.0
    within = (1.0 + 1.0 + 1.0 + 1.0) / (5 - 3)
    between = (between_ms - within) / 1.6
    found = intervals.variance_shares(values, groups)
    assert found.inputs[0] == pytest.approx(between / (between + within)) and found.luck[0] == pytest.approx(within / (between + within))
    assert intervals.variance_shares(column(0.0, 9.0, 0.0, 9.0), np.array([0, 0, 1, 1])).inputs[0] == 0.0  # draws are alike: all is luck
    for lost in (np.array([0, 1, 2, 3, 4]), np.zeros(5, dtype=int)):
        assert np.isnan(intervals.variance_shares(values, lost).inputs[0])
    assert np.isnan(intervals.variance_shares(column(3.0, 3.0, 3.0, 3.0), np.array([0, 0, 1, 1])).luck[0])


def test_whole_draws_are_resampled() -> None:
    counts = intervals.resampled(np.array([0, 0, 5, 5, 7]), 50)
    assert counts.shape == (50, 5) and (counts[:, 0] == counts[:, 1]).all() and (counts[:, 2] == counts[:, 3]).all() and (counts[:, [0, 2, 4]].sum(axis=1) == 3.0).all()
    assert intervals.RESAMPLES == 2000 and not (counts == 1.0).all() and (counts == intervals.resampled(np.array([0, 0, 5, 5, 7]), 50)).all()
    low, high = intervals.levels(5)
    assert low == pytest.approx(float(ndtr(-math.sqrt(5 / 4) * float(student.ppf(0.975, 4))))) and high == 1.0 - low


# --- replications -----------------------------------------------------------------------------------------------------------------------------------------


def replications(name: str = GRANT, numbers: tuple[int, ...] = (0, 1, 2, 3), **changes: Any) -> Replications:
    keys = (("public_cost", None, None), ("jobs", None, None), ("jobs", "sex", "female"), ("public_cost", "lever", "matching_grant"))
    values = np.arange(16.0).reshape(4, 4)
    return replace(Replications(name, load(name), numbers, keys, values, np.zeros((4, 4)), {}, "inputs"), **changes)


def test_numbers_by_key_and_lever() -> None:
    each = replications()
    assert each.groups.tolist() == [0, 0, 1, 1] and replace(each, uncertainty="luck").groups.tolist() == [0, 1, 2, 3]
    moved = replace(each, base=np.ones((4, 4)))
    assert moved.column("jobs").tolist() == [1.0, 5.0, 9.0, 13.0] and moved.column("jobs", "sex", "female", difference=True).tolist() == [1.0, 5.0, 9.0, 13.0]
    assert np.isnan(each.column("donations")).all() and len(each.column("donations")) == 4
    (grant,) = each.scenario.levers
    assert each.cost(grant).tolist() == each.cost().tolist() == [0.0, 4.0, 8.0, 12.0] and each.is_known(grant) and each.added(grant, "jobs").tolist() == [1.0, 5.0, 9.0, 13.0]
    package = replications(PACKAGE)
    first = next(lever for lever in package.scenario.levers if lever.id == "matching_grant")
    assert package.cost(first).tolist() == [3.0, 7.0, 11.0, 15.0] and not package.is_known(first) and np.isnan(package.added(first, "jobs")).all()
    known = replace(package, left_out={"matching_grant": np.full((4, 4), 1.0)})
    assert known.is_known(first) and known.added(first, "jobs").tolist() == [0.0, 4.0, 8.0, 12.0] and np.isnan(known.added(first, "donations")).all()


def test_what_starts_from_nothing_cannot_fall() -> None:
    each = replications()
    assert each.floor("public_cost") == 0.0 and replace(each, base=np.ones((4, 4))).floor("public_cost") == -math.inf and replace(each, base=None).floor("public_cost") == -math.inf
    signed = next(name for name, outcome in OUTCOMES.items() if outcome.low is None or outcome.low < 0.0)
    assert not never_negative(signed) and never_negative("public_cost") and not never_negative("nothing") and each.floor(signed) == -math.inf
    assert unit_of("public_cost") == OUTCOMES["public_cost"].unit.en
    package = replications(PACKAGE, left_out={"matching_grant": np.zeros((4, 4))})
    lever = next(lever for lever in package.scenario.levers if lever.id == "matching_grant")
    assert package.floor("jobs", lever=lever) == 0.0 and replace(package, left_out={"matching_grant": np.ones((4, 4))}).floor("jobs", lever=lever) == -math.inf


def test_the_last_digits_of_a_sum_are_no_change() -> None:
    base = np.array([1.0, -1.0, 0.0, NAN, 100.0])
    found = without_rounding(base * (1.0 + np.array([5e-14, 5e-14, 0.0, 0.0, 2e-13])) + np.array([0.0, 0.0, 1e-20, 0.0, 0.0]), base)
    assert found[0] == 1.0 and found[1] == -1.0 and found[2] == 1e-20 and np.isnan(found[3]) and found[4] > 100.0


def test_small_corridors_are_run_in_full() -> None:
    def with_households(*households: int) -> Any:
        return SimpleNamespace(settings=lambda: SimpleNamespace(corridors=[SimpleNamespace(households=count) for count in households]))

    assert sample_of(None, False, with_households(FULL_SCALE_BELOW, 5)) == FULL_SCALE and sample_of(None, False, with_households(FULL_SCALE_BELOW + 1, 5)) is None
    assert sample_of(500, False, with_households(5)) == 500 and sample_of(500, True) == FULL_SCALE and sample_of(None) is None


# --- finished tasks ---------------------------------------------------------------------------------------------------------------------------------------


def measured(value: float) -> Measured:
    return Measured((("jobs", None, None), ("jobs", "sex", "female")), np.array([value, NAN]), pd.DataFrame({"jobs": [value, value + 1.0]}, index=pd.Index([0, 1], name="month")))


def test_a_finished_task_is_read_as_it_was_kept_and_no_other(tmp_path: Path) -> None:
    parts = Parts(tmp_path)
    base = measured(1.0)
    done = Done(7, base, (measured(2.0), base, None), ({("additional", "lever", "x"): 4.0}, {}, None), ())
    parts._write(3, done)
    again = parts._read(3)
    assert again is not None and again.replication == 7 and again.base is not None and again.policies[2] is None and again.policies[1] is again.base and again.failures == ()
    assert again.judged == ({("additional", "lever", "x"): 4.0}, {}, None) and again.policies[0] is not None
    assert again.policies[0].keys == base.keys and again.policies[0].values[0] == 2.0 and np.isnan(again.policies[0].values[1])
    pd.testing.assert_frame_equal(again.policies[0].series, measured(2.0).series, check_index_type=False)
    assert parts._read(4) is None
    (tmp_path / "task-000003.npz").rename(tmp_path / "task-000004.npz")
    assert parts._read(4) is None and parts._read(3) is None  # of another place
    parts._write(3, done)
    content = bytearray((tmp_path / "task-000003.npz").read_bytes())
    content[100] ^= 1
    (tmp_path / "task-000003.npz").write_bytes(content)
    assert parts._read(3) is None
    parts._write(5, Done(7, None, (measured(2.0),), ({},), ()))
    kept = parts._read(5)
    assert kept is not None and kept.base is None and kept.policies[0] is not None


def test_tasks_that_are_there_are_not_run_again_and_failed_ones_are_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[int] = []

    def perform(task: Any) -> Done:
        ran.append(task.replication)
        failures = (Failure(task.replication, None, "policy", "no", "trace"),) if task.replication == 2 else ()
        return Done(task.replication, measured(float(task.replication)), (measured(9.0),), ({},), failures)

    monkeypatch.setattr("experiments.runs.runner.perform", perform)
    tasks = [Task((), number, 1) for number in range(4)]
    told: list[tuple[int, int]] = []
    first = [done.replication for _, done in Parts(tmp_path).perform(tasks, 1, lambda done, of: told.append((done, of)))]
    assert first == ran == [0, 1, 2, 3] and told == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]
    ran.clear()
    told.clear()
    assert [done.replication for _, done in Parts(tmp_path).perform(tasks, 1, lambda done, of: told.append((done, of)))] == [0, 1, 2, 3]
    assert ran == [2] and told == [(3, 4), (4, 4)]
    assert [done.replication for _, done in perform_all(tasks)] == [0, 1, 2, 3] and list(perform_all([])) == []
    assert list(in_order(iter([(2, "c"), (0, "a"), (1, "b")]))) == ["a", "b", "c"]


def test_loops_are_compiled_by_a_short_world_of_what_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[Task] = []
    monkeypatch.setattr("experiments.runs.runner.perform", ran.append)
    grant, package = load(GRANT), load(PACKAGE)
    warm_up([Task((grant, package, package), 3, 9, sample=5000, parts=1, without=((1, "matching_grant", 2),))])
    (task,) = ran
    assert [(scenario.name, scenario.years, scenario.burn_in_years) for scenario in task.scenarios] == [(GRANT, 1, 0), (PACKAGE, 1, 0)]
    assert (task.sample, task.replication, task.uncertainty, task.parts, task.without, task.seed) == (200, 0, "luck", 0, (), 9)


# --- what is compared with what -----------------------------------------------------------------------------------------------------------------------------


def test_scenarios_have_names_of_their_own_and_worlds_in_common() -> None:
    grant, package, other = load(GRANT), load(PACKAGE), load(GRANT, set={"levers.matching_grant.ratio": 2})
    chosen, against = resolved([grant, other, PACKAGE], None, grant)
    assert list(chosen) == [GRANT, f"{GRANT}#2", PACKAGE] and against is grant and chosen[f"{GRANT}#2"] is other
    assert _free_name("a", ["a", "a#2"]) == "a#3" and _free_name("b", ["a"]) == "b" and next(iter(resolved(GRANT, 3, None)[0].values())).years == 3
    with pytest.raises(InputError, match="was given twice"):
        resolved([grant, grant], None, None)
    later = load(GRANT, years=3)
    with pytest.raises(InputError, match=f"{GRANT} is not of the same world as {GRANT}"):
        resolved([grant], None, later)
    assert list(worlds_of([grant, later, package]).values()) == [[0, 2], [1]]
    assert without_names([grant]) == [WITHOUT_POLICY] and without_names([grant, later]) == [f"{WITHOUT_POLICY}:MAR-BEL", f"{WITHOUT_POLICY}:MAR-BEL#2"]
    found = main_outcomes([package, grant])
    assert found[: len({lever.main_outcome for lever in package.levers})] == tuple(dict.fromkeys(lever.main_outcome for lever in package.levers)) and "public_cost" in found and len(set(found)) == len(found)


def test_what_tasks_say_is_gathered_by_scenario() -> None:
    grant, package = load(GRANT), load(PACKAGE)
    gather = _Gather([grant, package], ["g", "p"], [[0, 1]], "luck")
    task = Task((grant, package, grant), 0, 1)
    part = frozenset({"matching_grant"})
    for number in range(3):
        lost = Failure(number, 1, "policy", "no", "trace")
        of_part = Failure(number, 2, "policy", "no", "trace")
        policies = (measured(10.0 + number), None if number == 1 else measured(20.0 + number), measured(30.0 + number))
        done = Done(number, measured(float(number)), policies, ({("additional", "lever", "x"): 1.0 * number} if number else {}, None if number == 1 else {}, {}), (lost, of_part) if number == 1 else ())
        gather.add([0, 1], task, done, {(1, part): 2})
    one, two = gather.replications(0), gather.replications(1)
    assert (one.name, one.numbers, two.name, two.numbers, one.without) == ("g", (0, 1, 2), "p", (0, 2), WITHOUT_POLICY)
    assert one.values[:, 0].tolist() == [10.0, 11.0, 12.0] and two.values[:, 0].tolist() == [20.0, 22.0] and two.base is not None and two.base[:, 0].tolist() == [0.0, 2.0]
    judged = one.judged[("additional", "lever", "x")]
    assert np.isnan(judged[0]) and judged[1:].tolist() == [1.0, 2.0] and one.uncertainty == "luck"
    assert [(name, failure.scenario) for name, failure in gather.failures] == [("p", 1), (GRANT, 2)]
    series = gather.series()
    assert series[series["scenario"] == "p"].sort_values(["replication", "month"])["value"].tolist() == [20.0, 21.0, 22.0, 23.0]
    assert sorted(series["scenario"].unique()) == ["g", "p", WITHOUT_POLICY] and series[(series["scenario"] == WITHOUT_POLICY) & (series["replication"] == 2)]["value"].tolist() == [2.0, 3.0]
    all_lost = _Gather([grant, package], ["g", "p"], [[0, 1]], "luck")
    all_lost.add([0, 1], task, Done(0, None, (None, None), (None, None), (Failure(0, None, "burn-in", "no", "t"),)), {})
    assert [name for name, _ in all_lost.failures] == ["g", "p"] and "burn-in" in str(AllFailedError(all_lost.failures))


def test_a_single_lever_is_judged_against_no_policy_and_a_package_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    module = "experiments.runs.attribution"
    monkeypatch.setattr(f"{module}.judge_together", lambda acts, base, levers: {("money_new", None, None): 1.0})
    monkeypatch.setattr(f"{module}.judge", lambda acts, base, levers: {("additional", "lever", levers[0].id): 2.0})
    monkeypatch.setattr(f"{module}.effects_left", lambda series, base, levers: {("effect_funded", "lever", levers[0].id): 3.0})
    monkeypatch.setattr(f"{module}.judge_one", lambda acts, base, act, bit: {"additional": float(bit)})
    model: Any = SimpleNamespace(uptake=lambda: {("informed", "lever", "x"): 4.0})
    ran: Any = SimpleNamespace(acts=None, series=None)
    levers = load(PACKAGE).levers
    single = judged_in(model, ran, ran, levers[:1])
    assert set(single) == {("money_new", None, None), ("additional", "lever", levers[0].id), ("effect_funded", "lever", levers[0].id), ("informed", "lever", "x")}
    whole = judged_in(model, ran, ran, levers)
    assert ("informed", "lever", "x") in whole and not any(key[1] == "lever" and key[0] == "additional" for key in whole)
    bits: dict[str, int] = {}
    for lever in levers:
        bits[lever.act.name.lower()] = bits.get(lever.act.name.lower(), 0) | lever.support_bit
    assert {key[2]: value for key, value in whole.items() if key[1] == "act"} == {act: float(bit) for act, bit in bits.items()}
    assert {"additional", "deadweight", "money_new", "effect_after_24m", "effect_funded"} <= set(COUNTERFACTUAL) and COUNTERFACTUAL_ALARMS == ("X1", "X14", "X16")


# --- notes and options --------------------------------------------------------------------------------------------------------------------------------------


def test_notes_say_how_many_runs_failed_and_that_a_right_costs_more() -> None:
    each = replications()
    name = Text("Grant", "Prime")
    assert notes_of(replace(each, base=None), 4, name) == []
    (lost,) = notes_of(replace(each, base=None), 5, name)
    assert lost.en == "Grant: 1 of 5 runs failed; the numbers rest on the other 4 (see failures.csv)." and "1 simulations sur 5" in lost.fr and "4 autres" in lost.fr
    none = replace(each, numbers=(), values=each.values[:0], base=each.values[:0])
    assert [text.en for text in notes_of(none, 5, name)] == ["Grant: 5 of 5 runs failed; there are no numbers for it (see failures.csv)."]
    relief, path = "morocco_belgium_donation_tax_relief", "levers.donation_tax_relief.budget_usd"
    budgeted = load(relief, set={path: 5.0})
    assert budgeted.levers[0].entitlement
    mean = float(each.cost().mean())
    assert mean == 6.0
    (dear,) = notes_of(replace(each, scenario=budgeted), 4, name)
    assert "it costs 6 USD a year, above its budget of 5." in dear.en and "coût de 6 USD par an" in dear.fr
    assert notes_of(replace(each, scenario=load(relief, set={path: 6.0})), 4, name) == []
    assert notes_of_the_code({}) == [] and notes_of_the_code({"replaced": ["a", "b"]})[0].en == "Not the model as published: a, b replaced from outside."


def test_bounds_of_options_and_unknown_arguments() -> None:
    bounds = {"replications": (1, 100_000), "years": (1, 100), "seed": (0, 2**64 - 1), "replication": (0, 2**31 - 1), "sample": (100, 50_000_000), "jobs": (1, 4096), "runs": (1, 10_000_000)}
    assert {name: (rule.low, rule.high) for name, rule in WHOLE.items()} == bounds
    given = check_options(years=None, sample=None, engine="objects", uncertainty="luck", full_scale=True, shard=(2, 3), keep=["jobs"], progress=None)
    assert (given.years, given.sample, given.engine, given.shard, given.keep) == (None, None, "objects", (2, 3), ("jobs",))
    assert set(RULES) >= {"engine", "uncertainty", "language", "paths", "sql"}
    check_keywords({"a": 1}, ("a", "b"))
    with pytest.raises(InputError, match="aa: unknown argument; allowed: a, b; did you mean 'a'"):
        check_keywords({"aa": 1, "b": 2}, ("a", "b"))
    with pytest.raises(InputError, match="allowed: none beside those before it"):
        check_keywords({"x": 1}, ())


def test_what_was_recorded_is_shown_and_nothing_else() -> None:
    months = pd.DataFrame({"household": [1, 2], "month": [0, 0], "wealth": [5.0, 6.0], "attachment": [0.1, 0.2]})
    run = Run(load(GRANT), 1, 0, *[pd.DataFrame()] * 5, np.zeros((0, 8), dtype=np.int64), ("wealth", "attachment"), months)
    assert list(run.panel("attachment").columns) == ["household", "month", "attachment"] and list(run.panel().columns) == ["household", "month", "wealth", "attachment"]
    for names, says in ((("wealht",), "'wealht' was not recorded; allowed: wealth, attachment; did you mean 'wealth'"), (("wealth", "age"), "'age' was not recorded")):
        with pytest.raises(InputError, match=says):
            run.panel(*names)
    with pytest.raises(InputError, match="nothing was recorded"):
        replace(run, recorded=(), months=None).panel()
