"""What each alarm watches, worked out by hand from made-up runs, its threshold, and when there is nothing to watch."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from experiments.alarms import RULES
from experiments.alarms.reading import Rule, ratio, read
from experiments.alarms.uptake_rules import income_per_head
from experiments.runs.replications import Replications
from model.levers import REGISTRY
from scenarios import load, with_changes

WORLD = load("morocco_belgium")
NAN = math.nan
TERMS: dict[str, dict[str, Any]] = {
    "matching_grant": {"ratio": 1.0, "budget_usd": 1e5},
    "skills_placement": {"internships_per_year": 8},
    "pooled_fund": {"budget_usd": 1e5},
}
PEOPLE = {"people_a": [100.0, 100.0], "people_b": [60.0, 60.0], "people_c": [40.0, 40.0], "people_rich": [20.0, 20.0]}

# Each: what would be beyond the threshold, and the threshold itself.
THRESHOLDS = {
    "additionality": (False, 0.15), "wait_over_promise": (True, 2.0), "abandonment": (True, 0.2), "richest_tenth": (True, 1.5), "faction": (True, 1.25), "informed": (False, 0.75),
    "applications": (False, 1.0), "taken_up": (False, 0.1), "effect_left": (False, 0.25), "forgone_per_job": (True, 10.0), "poorer_half": (False, 0.45), "years_with_money": (False, 0.5),
    "promises_broken": (True, 0.3), "doubled_and_missing": (True, 0.03), "days_to_first_aid": (True, 30.0), "retained": (False, 0.4), "displaced": (True, 0.15), "interns_lost": (True, 0.1),
    "idle_both": (True, 0.25), "kept_away": (True, 0.75),
}  # fmt: skip

# measure, lever, its own numbers in two runs, outcomes in two runs (without policy all are 0), value; None where nothing is to be said
CASES: list[tuple[str, str, dict[str, list[float]], dict[str, list[float]], float | None]] = [
    ("wait_over_promise", "one_stop_shop", {"days_waited": [20.0, 40.0], "days_promised": [10.0, 10.0]}, {}, 3.0),
    ("abandonment", "one_stop_shop", {"files_abandoned": [1.0, 2.0], "files_received": [10.0, 20.0]}, {}, 0.1),
    ("informed", "tax_incentive", {"informed": [10.0, 30.0], "eligible": [100.0, 100.0]}, {}, 0.2),
    ("applications", "skills_placement", {"files_received": [60.0, 60.0], "places_offered": [30.0, 30.0]}, {}, 2.0),
    ("informed", "tax_incentive", {"informed": [NAN, 30.0], "eligible": [100.0, 100.0]}, {}, 0.3),  # a run that has no number says nothing
    # of 40 who heard of it and invested, 10 had the relief
    ("taken_up", "tax_incentive", {"supported": [4.0, 6.0], "informed_acted": [20.0, 20.0]}, {}, 0.25),
    ("taken_up", "tax_incentive", {"supported": [4.0, 6.0], "informed_acted": [15.0, 15.0]}, {}, 1.0 / 3.0),
    ("taken_up", "tax_incentive", {"supported": [4.0, 6.0], "informed_acted": [15.0, 14.0]}, {}, None),  # fewer than 30 over all runs
    ("taken_up", "financial_inclusion", {"supported": [4.0, 6.0], "informed_acted": [20.0, 20.0]}, {}, None),  # it has places
    *(("taken_up", name, {"supported": [4.0, 6.0], "informed_acted": [20.0, 20.0]}, {}, None)
      for name in ("diaspora_mapping", "philanthropy_partnership", "philanthropy_training", "trade_facilitation")),
    ("taken_up", "business_registration", {"supported": [4.0, 6.0], "informed_acted": [20.0, 20.0]}, {}, 0.25),
    # 40 supported in each run, of whom 8 of the richest: a fifth, of a tenth of the people
    ("richest_tenth", "tax_incentive", {"supported": [40.0, 40.0], "supported_rich": [8.0, 8.0], **PEOPLE}, {}, 2.0),
    ("richest_tenth", "tax_incentive", {"supported": [15.0, 14.0], "supported_rich": [8.0, 8.0], **PEOPLE}, {}, None),
    # shares of the people 0.5, 0.3, 0.2; of the supported 0.25, 0.25, 0.5
    ("faction", "tax_incentive", {"supported": [40.0, 40.0], "supported_a": [10.0, 10.0], "supported_b": [10.0, 10.0], "supported_c": [20.0, 20.0], **PEOPLE}, {}, 2.5),
    ("effect_left", "volunteer_register", {"effect_funded": [10.0, 30.0], "effect_after_24m": [2.0, 10.0]}, {}, 0.3),
    ("effect_left", "diaspora_mapping", {"effect_funded": [-10.0, -30.0], "effect_after_24m": [-2.0, -10.0]}, {}, 0.3),  # less is what it is for
    ("effect_left", "business_network", {"effect_funded": [10.0, 30.0], "effect_after_24m": [-5.0, 10.0]}, {}, 0.25),  # what turns round has left nothing
    ("effect_left", "matching_grant", {"effect_funded": [10.0, 30.0], "effect_after_24m": [2.0, 10.0]}, {}, None),  # gifts that are matched end with the money
    ("effect_left", "business_network", {"effect_funded": [10.0, -10.0], "effect_after_24m": [1.0, 1.0]}, {}, None),
    ("promises_broken", "consultation", {}, {"promises_broken_share": [0.2, 0.4]}, 0.3),
    ("promises_broken", "tax_incentive", {}, {"promises_broken_share": [0.2, 0.4]}, None),
    ("poorer_half", "matching_grant", {}, {"poorer_half": [0.2, 0.4]}, 0.3),
    ("poorer_half", "pooled_fund", {}, {"poorer_half": [0.2, NAN]}, 0.2),
    ("poorer_half", "donation_tax_relief", {}, {"poorer_half": [0.2, 0.4]}, None),
    # of a need of 100, 10 and 20 came twice, 30 and 10 never: 10 and 10
    *(("doubled_and_missing", name, {}, {"crisis_need": [100.0, 100.0], "crisis_duplicated": [10.0, 20.0], "crisis_unmet": [30.0, 10.0]}, 0.1)
      for name in ("matching_grant", "pooled_fund", "philanthropy_partnership", "philanthropy_training", "donation_tax_relief")),
    ("doubled_and_missing", "matching_grant", {}, {"crisis_need": [0.0, 0.0], "crisis_duplicated": [0.0, 0.0], "crisis_unmet": [0.0, 0.0]}, None),
    ("days_to_first_aid", "philanthropy_partnership", {}, {"days_to_first_aid": [20.0, 60.0]}, 40.0),
    ("days_to_first_aid", "pooled_fund", {}, {"days_to_first_aid": [20.0, NAN]}, 20.0),
    ("days_to_first_aid", "matching_grant", {}, {"days_to_first_aid": [20.0, 60.0]}, None),
    ("retained", "skills_placement", {}, {"capacity_retained_12m": [0.2, 0.4]}, 0.3),
    ("displaced", "skills_placement", {}, {"staff_displaced": [1.0, 2.0], "vacancies_filled": [10.0, 20.0]}, 0.1),
    ("displaced", "skills_placement", {}, {"staff_displaced": [0.1, 0.2], "vacancies_filled": [0.5, 0.5]}, 0.3),
    ("displaced", "skills_placement", {}, {"staff_displaced": [0.1, 0.2], "vacancies_filled": [0.5, 0.4]}, None),
    ("interns_lost", "skills_placement", {}, {"interns_lost": [4.0, 12.0], "interns": [40.0, 40.0]}, 0.2),
    # 20 + 10 placed: of 60 requests half, of 40 applicants three quarters; then of 40 requests three quarters, of 120 applicants a quarter: a quarter, twice
    ("idle_both", "skills_placement", {}, {"placements_physical": [20.0, 20.0], "placements_virtual": [10.0, 10.0], "placement_requests": [60.0, 40.0], "placement_applications": [40.0, 120.0]}, 0.25),
    ("idle_both", "skills_placement", {}, {"placements_physical": [0.0, 0.0], "placements_virtual": [0.0, 0.0], "placement_requests": [0.5, 0.5], "placement_applications": [40.0, 120.0]}, 1.0),
    ("idle_both", "skills_placement", {}, {"placements_physical": [0.0, 0.0], "placements_virtual": [0.0, 0.0], "placement_requests": [0.5, 0.4], "placement_applications": [40.0, 120.0]}, None),
    # who stays away over who would: 10 of 100, 30 of 40, 5 of 20
    ("kept_away", "volunteer_register", {"supported_a": [90.0, 90.0], "supported_b": [10.0, 10.0], "supported_c": [15.0, 15.0]},
     {"register_fear_a": [10.0, 10.0], "register_fear_b": [30.0, 30.0], "register_fear_c": [5.0, 5.0]}, 0.75),
    ("kept_away", "volunteer_register", {"supported_a": [5.0, 5.0], "supported_b": [1.0, 1.0], "supported_c": [0.0, 0.0]},
     {"register_fear_a": [3.0, 3.0], "register_fear_b": [3.0, 3.0], "register_fear_c": [2.0, 2.0]}, None),
    # money that ran out in month 5 of the run has lasted half a year; in the other run it lasted for the 10 years
    ("years_with_money", "matching_grant", {"files_received": [9.0, 9.0], "files_served": [5.0, 9.0]}, {"budget_exhausted_month": [5.0, NAN]}, 5.25),
    ("years_with_money", "matching_grant", {"files_received": [9.0, 9.0], "files_served": [9.0, 9.0]}, {"budget_exhausted_month": [5.0, NAN]}, None),
]  # fmt: skip


def two_runs(lever_id: str, own: dict[str, list[float]], outcomes: dict[str, list[float]], **more: Any) -> Replications:
    """Two runs of one lever beside the world without it, where nothing happens."""
    scenario = with_changes(WORLD, {f"levers.{lever_id}": {"from_month": 0, **TERMS.get(lever_id, {}), **more}})
    keys = [(name, None, None) if isinstance(name, str) else name for name in outcomes]
    values = np.array(list(outcomes.values())).T if outcomes else np.zeros((2, 0))
    return Replications("hand", scenario, (0, 1), tuple(keys), values, np.zeros_like(values), {(name, "lever", lever_id): np.array(each) for name, each in own.items()}, "luck")


def named(measure: str) -> Rule:
    (found,) = (rule for rule in RULES if rule.measure == measure)
    return found


def test_every_rule_has_its_direction_and_threshold() -> None:
    assert {rule.measure: (rule.is_above, rule.threshold) for rule in RULES} == THRESHOLDS


@pytest.mark.parametrize(("measure", "lever_id", "own", "outcomes", "value"), CASES)
def test_what_an_alarm_watches_by_hand(measure: str, lever_id: str, own: dict[str, list[float]], outcomes: dict[str, list[float]], value: float | None) -> None:
    found = list(read(two_runs(lever_id, own, outcomes), [named(measure)]))
    assert [reading.value for reading in found] == ([] if value is None else [pytest.approx(value)])
    assert all(reading.levers[0].id == lever_id and reading.others == (lever_id,) for reading in found)


def test_money_that_lasts_is_counted_from_the_start_of_the_lever() -> None:
    each = two_runs("matching_grant", {"files_received": [9.0, 9.0], "files_served": [5.0, 5.0]}, {"budget_exhausted_month": [13.0, 19.0]}, from_month=8)
    (found,) = read(each, [named("years_with_money")])
    assert found.value == pytest.approx((6.0 + 12.0) / 24.0) and found.share == 0.0  # the first in half a year, which is not less than it


def test_revenue_forgone_per_job_in_yearly_incomes() -> None:
    """1 000 and 3 000 a year over 10 years are 20 000 on average, for 4 jobs on average; for firms where there is no job to count."""
    income = income_per_head(two_runs("tax_incentive", {}, {}))
    figures = list(WORLD.figures.values())
    assert income == pytest.approx(sum(f["migrant_stock"].value * f["origin_gdp_pc"].value for f in figures) / sum(f["migrant_stock"].value for f in figures))
    forgone = {("revenue_forgone", "lever", "tax_incentive"): [1_000.0, 3_000.0]}
    for jobs, firms, per in (([2.0, 6.0], [1.0, 1.0], 4.0), ([0.0, 0.0], [1.0, 1.0], 1.0)):
        each = two_runs("tax_incentive", {}, {**forgone, "jobs": jobs, "firms_created": firms})  # type: ignore[arg-type,dict-item]
        (found,) = read(each, [named("forgone_per_job")])
        assert found.value == pytest.approx(20_000.0 / per / income)
    free = {("revenue_forgone", "lever", "tax_incentive"): [0.0, 0.0], "jobs": [2.0, 6.0]}
    assert not list(read(two_runs("tax_incentive", {}, free), [named("forgone_per_job")]))  # type: ignore[arg-type]
    relief = {("revenue_forgone", "lever", "donation_tax_relief"): [1_000.0, 3_000.0], "jobs": [2.0, 6.0]}
    assert REGISTRY["donation_tax_relief"].forgoes and not list(read(two_runs("donation_tax_relief", {}, relief), [named("forgone_per_job")]))  # type: ignore[arg-type]


def test_a_ratio_with_nothing_below() -> None:
    np.testing.assert_array_equal(ratio(np.array([1.0, 0.0, -1.0, 3.0, 3.0]), np.array([0.0, 0.0, 0.0, 2.0, -1.0])), [math.inf, math.nan, math.nan, 1.5, math.inf])


def test_nothing_is_said_without_a_world_to_compare_with() -> None:
    each = two_runs("tax_incentive", {"informed": [10.0, 30.0], "eligible": [100.0, 100.0]}, {})
    assert list(read(each, [named("informed")]))
    for bare in (Replications(*(each.name, each.scenario, each.numbers, each.keys, each.values, None, each.judged, "luck")),
                 Replications(each.name, each.scenario, (), each.keys, each.values[:0], each.values[:0], {}, "luck")):  # fmt: skip
        assert not list(read(bare, [named("informed")]))
