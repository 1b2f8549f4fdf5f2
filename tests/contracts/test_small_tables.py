"""Tables of a comparison by hand-made replications: levels, differences, intervals, costs, spread, the direct difference, alarms."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pytest

from experiments.alarms.reading import Rule, read
from experiments.comparing.comparison_tables import COLUMNS, UNCERTAINTY, against_table, levels_table, uncertainty_table
from experiments.comparing.unit_cost import cost_per_additional
from experiments.runs.replications import Replications
from model.parameter import Text
from scenarios import load
from scenarios.scenario import Scenario

T4 = 2.7764451  # Student's t, 97.5 %, 4 degrees of freedom, from the tables
ROOT = math.sqrt(5.0)


@cache
def grant() -> Scenario:
    return load("morocco_belgium_matching_grant")


# outcome: what it is with the policy, and without it, in five runs
RUNS: dict[tuple[str, str | None, str | None], tuple[list[float], list[float]]] = {
    ("donations_collective", None, None): ([11.0, 12.0, 13.0, 14.0, 15.0], [10.0] * 5),
    ("donations_collective", "sex", "female"): ([4.0, 4.0, 4.0, 4.0, 4.0], [6.0] * 5),
    ("public_cost", None, None): ([30.0, 30.0, 30.0, 30.0, 60.0], [0.0] * 5),
    ("firms_created", None, None): ([2.0, 2.0, 2.0, 2.0, 2.0], [0.5, 0.5, 0.5, 0.5, 0.5]),
    ("waiting_days", None, None): ([8.0, math.nan, 6.0, 7.0, math.nan], [math.nan] * 5),
}
JUDGED = {("additional", "lever", "matching_grant"): [1.0, 2.0, 3.0, 4.0, 5.0], ("deadweight", "lever", "matching_grant"): [9.0, 8.0, 7.0, 6.0, 5.0]}


def five(uncertainty: str = "luck", numbers: tuple[int, ...] = (0, 1, 2, 3, 4), name: str = "hand", shift: float = 0.0) -> Replications:
    """Five runs by hand; all values `shift` higher than those of RUNS."""
    values, base = (np.array([pair[k] for pair in RUNS.values()]).T for k in (0, 1))
    judged = {key: np.array(each) for key, each in JUDGED.items()}
    return Replications(name, grant(), numbers, tuple(RUNS), values + shift, base, judged, uncertainty)


def row(table: pd.DataFrame, outcome: str, breakdown: str | None = None, group: str | None = None) -> pd.Series:
    own = table[table["outcome"] == outcome]
    own = own[own["breakdown"].isna() if breakdown is None else (own["breakdown"] == breakdown) & (own["group"] == group)]
    assert len(own) == 1
    return own.iloc[0]


def test_levels_differences_and_their_intervals() -> None:
    table = levels_table(five())
    assert list(table.columns) == COLUMNS == [
        "scenario", "outcome", "unit", "breakdown", "group", "mean", "low", "high", "difference", "difference_low", "difference_high",
    ]  # fmt: skip
    found = row(table, "donations_collective")
    assert (found["mean"], found["low"], found["high"], found["difference"]) == (13.0, 11.0, 15.0, 3.0)
    half = T4 * math.sqrt(2.5) / ROOT  # of 1, 2, 3, 4, 5: variance 2.5, no skewness
    assert (found["difference_low"], found["difference_high"]) == pytest.approx((3.0 - half, 3.0 + half), rel=1e-6)
    assert found["unit"] == "USD of 2019 a year" and found["scenario"] == "hand"
    women = row(table, "donations_collective", "sex", "female")
    assert tuple(women[name] for name in ("mean", "low", "high", "difference", "difference_low", "difference_high")) == (4.0, 4.0, 4.0, -2.0, -2.0, -2.0)
    waited = row(table, "waiting_days")
    assert waited["mean"] == 7.0 and (waited["low"], waited["high"]) == (6.0, 8.0) and np.isnan(waited["difference"])


def test_a_run_without_its_other_world_has_levels_alone() -> None:
    table = levels_table(replace(five(), base=None))
    assert len(table) == len(RUNS) and table[["difference", "difference_low", "difference_high"]].isna().all(axis=None)
    assert row(table, "donations_collective")["mean"] == 13.0
    assert uncertainty_table(replace(five(), base=None)).empty


def test_judgements_stand_under_their_own_names() -> None:
    table = levels_table(five())
    half = T4 * math.sqrt(2.5) / ROOT
    for name, mean, low, high in (("additional", 3.0, 1.0, 5.0), ("deadweight", 7.0, 5.0, 9.0)):
        found = row(table, name, "lever", "matching_grant")
        assert (found["mean"], found["low"], found["high"], found["difference"]) == (mean, low, high, mean)
        assert (found["difference_low"], found["difference_high"]) == pytest.approx((max(mean - half, 0.0), mean + half), rel=1e-6)


def test_cost_per_additional_unit() -> None:
    """36 a year over an effect of 3 a year is 12 USD a USD; of events, it is the cost of the whole horizon that they are set against."""
    assert grant().years == 10
    found = row(levels_table(five()), "cost_per_additional_donations_collective")
    assert found["mean"] == pytest.approx(12.0) and found["unit"] == "USD of 2019 per USD" and found["low"] < 12.0 < found["high"]
    assert row(levels_table(five()), "cost_per_additional_donations_collective", "lever", "matching_grant")["mean"] == pytest.approx(12.0)
    assert cost_per_additional(five(), "firms_created")[0] == pytest.approx(36.0 * 10.0 / 1.5)
    assert all(map(math.isnan, cost_per_additional(five(shift=-3.0), "donations_collective")))  # the interval of the effect holds 0
    assert np.isnan(row(levels_table(five(shift=-3.0)), "cost_per_additional_donations_collective")["mean"])


def test_the_spread_of_single_runs_and_where_it_comes_from() -> None:
    luck = uncertainty_table(five())
    assert list(luck.columns) == UNCERTAINTY
    found = row(luck, "donations_collective")
    assert tuple(found[n] for n in ("replications", "input_draws", "without_policy", "difference", "runs_low", "runs_high")) == (5, 5, 10.0, 3.0, 1.0, 5.0)
    assert np.isnan(found["share_inputs"]) and row(luck, "waiting_days")["replications"] == 0
    # six runs, two a draw: the draws are 1, 5, 9 on average, with variance 16; runs differ by 2 within a draw, whether they share figures or not: 2 is chance,
    # and 16 - 2 / 2 = 15 comes from parameters
    values = np.array([[0.0], [2.0], [4.0], [6.0], [8.0], [10.0]])
    six = Replications("hand", grant(), tuple(range(6)), (("public_cost", None, None),), values, np.zeros((6, 1)), {}, "inputs")
    found = row(uncertainty_table(six), "public_cost")
    assert (found["replications"], found["input_draws"], found["share_inputs"], found["share_luck"]) == pytest.approx((6, 3, 15.0 / 17.0, 2.0 / 17.0))
    assert found["share_parameters"] == pytest.approx(15.0 / 17.0) and found["share_figures"] == 0.0 and np.isnan(found["share_parameters_low"])


def test_against_is_this_one_minus_the_other_run_by_run() -> None:
    other = five(name="other", shift=-4.0)
    found = row(against_table(five(), other), "donations_collective")
    assert (found["scenario"], found["mean"], found["difference"], found["difference_low"], found["difference_high"]) == ("hand", 13.0, 4.0, 4.0, 4.0)
    assert row(against_table(other, five()), "donations_collective")["difference"] == -4.0
    # only runs that both have are paired, by their number
    later = replace(other, numbers=(2, 3, 4, 5, 6))
    paired = row(against_table(five(), later), "donations_collective")
    assert paired["difference"] == pytest.approx(np.mean([13.0 - 7.0, 14.0 - 8.0, 15.0 - 9.0])) and paired["mean"] == 14.0


def test_a_single_run_has_a_mean_and_no_range() -> None:
    one = replace(five(numbers=(0,)), values=np.array([[11.0] * 5]), base=np.array([[10.0] * 5]), judged={})
    found = row(levels_table(one), "donations_collective")
    assert (found["mean"], found["difference"]) == (11.0, 1.0)
    assert all(math.isnan(found[name]) for name in ("low", "high", "difference_low", "difference_high"))


@pytest.mark.parametrize(
    ("threshold", "is_above", "value", "share", "fires"),
    [(0.45, False, 0.3, 0.8, True), (0.4, False, 0.3, 0.6, False), (0.3, False, 0.3, 0.4, False), (0.25, True, 0.3, 0.6, False), (0.05, True, 0.3, 1.0, True), (0.35, False, 0.3, 0.6, False)],
)
def test_an_alarm_is_on_beyond_its_threshold_in_the_mean_and_in_three_runs_of_four(threshold: float, is_above: bool, value: float, share: float, fires: bool) -> None:
    """Additional over all supported, 10: 0.1, 0.2, 0.3, 0.4, 0.5; a bound itself is not beyond it."""
    parts = (np.array(JUDGED["additional", "lever", "matching_grant"]), np.full(5, 10.0))
    rule = Rule("X1", "additional_share", Text("share", "part"), threshold, is_above, lambda each, lever: parts)
    (reading,) = read(five(), [rule])
    assert (reading.value, reading.share, reading.fires) == (pytest.approx(value), pytest.approx(share), fires)
    assert reading.row()[:8] == ["hand", "X1", "matching_grant", "additional_share", reading.value, threshold, reading.share, fires]
