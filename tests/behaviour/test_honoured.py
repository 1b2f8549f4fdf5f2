"""Nothing comes from nothing: without money or places a lever does nothing but disappoint, and more of either never lowers its main effect."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from model.levers import REGISTRY, Lever
from tests.worlds import BUSY, MAR, SHOCKS, lever, totals, value, world

# Levers that a budget limits, with values by which a small world sees them.
VALUES: Mapping[str, Mapping[str, Any]] = {
    "matching_grant": {"ratio": 1.0, "desk_usd": 0.0},
    "investment_grant": {"share": 0.3, "min_project_usd": 1_000.0, "desk_usd": 0.0},
    "credit_guarantee": {"desk_usd": 0.0},
    "entrepreneur_support": {"places": 6, "calls_per_year": 2, "seed_usd": 4_000.0, "team_usd": 0.0, "local_desk": False},
    "financial_inclusion": {"seats_per_year": 200, "desk_usd": 0.0},
    "trade_training": {"seats_per_year": 60},
    "trade_fair": {"events_per_year": 4, "places": 20, "event_usd": 0.0},
    "skills_placement": {"places_per_year": 40, "officers": 4},
    "talent_attraction": {"shortage_threshold": 0.05},
    "knowledge_network": {"joint_projects_per_year": 20, "fund_usd": 4e5},
    "consultation": {"events_per_year": 6, "places": 10, "answer_usd": 0.0, "answers_per_month": 20.0},
    "volunteer_register": {"publicity_usd": 0.0, "desk_usd": 0.0},
    "business_network": {},
    "one_stop_shop": {"officers": 2},
    "philanthropy_training": {"desk_usd": 0.0},
    "pooled_fund": {"desk_usd": 0.0},
    "special_economic_zone": {"plots": 20},
    "infrastructure": {"build_months": 6, "energy_gain": 0.5, "telecom_gain": 0.5},
    "business_registration": {"days": 3.0, "steps": 2.0},
    "investment_information": {},
    "trade_facilitation": {},
    "remittance_cost": {},
    "tourism_promotion": {},
    "diaspora_mapping": {},
    "knowledge_hub": {},
    "philanthropy_partnership": {},
    "earmarked_transfer": {"desk_usd": 0.0},
}
# What a lever is judged by where its main outcome counts who has heard of it: that it is announced is news, and no effect of money.
JUDGED: Mapping[str, str] = {"diaspora_mapping": "targeting_error", "knowledge_hub": "practices_replicated"}
# USD a year, where what a lever would spend without a limit is no measure: what a pooled fund holds without one is private.
BUDGETS: Mapping[str, tuple[float, ...]] = {"pooled_fund": (0.0, 50.0, 2e4, 1e5, 5e5)}
# Places, plots, posts, seats, officers, events or the size of an issue: none, one, about half, as in VALUES, ample. Rounds say when, not how much.
PLACES: Mapping[str, tuple[str, tuple[Any, ...]]] = {
    "special_economic_zone": ("plots", (0, 1, 10, 20, 100)),
    "entrepreneur_support": ("places", (0, 1, 3, 6, 30)),
    "financial_inclusion": ("seats_per_year", (0, 2, 100, 200, 2000)),
    "trade_training": ("seats_per_year", (0, 1, 30, 60, 600)),
    "trade_fair": ("places", (0, 1, 10, 20, 200)),
    "skills_placement": ("places_per_year", (0, 1, 20, 40, 400)),
    "knowledge_network": ("joint_projects_per_year", (0, 1, 10, 20, 200)),
    "consultation": ("places", (0, 1, 5, 10, 100)),
    "one_stop_shop": ("officers", (0, 1, 2, 4, 20)),
    "talent_attraction": ("officers", (0, 1, 2, 4, 20)),
    "diaspora_bond": ("issue_usd", (0.0, 1e3, 5e5, 1e6, 1e8)),
    "philanthropy_training": ("seats_per_year", (0, 1, 10, 20, 200)),
    "business_network": ("chapters", (0, 1, 3, 6, 12)),
}
REPLICATIONS = 4
LIVELY = {**BUSY, "talent.return_base": -3.5, "talent.files": 4.0, "knowledge.join_base": -2.0, "knowledge.proposals_year": 2.0, "relations.register_base": -1.5,
          "business.owners": 0.2, "business.fair_interest": 0.1, "business.course_interest": 0.1, "saving.course_base": -2.0}  # fmt: skip


def totals_of(levers: tuple[Lever, ...], replication: int) -> Mapping[str, float]:
    """All outcomes of a run with a disaster, as totals; run once."""
    return totals(levers, SHOCKS[:1], scenario=MAR, stock=5_000.0, years=2, replication=replication, parameters=LIVELY)


def effects(lever_id: str, **changes: Any) -> tuple[np.ndarray, float]:
    """Change of the main outcome by replication, towards where the lever is meant to move it; and the public cost a year."""
    return effects_of(lever(lever_id, **{**VALUES.get(lever_id, {}), **changes}))


def effects_of(tried: Lever) -> tuple[np.ndarray, float]:
    """The same of a lever as it is, run once by whichever changes it came about: no limit is what most have, and a step of a ladder is the lever of VALUES."""
    outcome = JUDGED.get(tried.id, tried.main_outcome)
    runs = [(totals_of((tried,), replication), totals_of((), replication)) for replication in range(REPLICATIONS)]
    found = [policy[outcome] - base[outcome] for policy, base in runs]
    return np.nan_to_num(np.array(found)), sum(policy["public_cost"] / REPLICATIONS for policy, _ in runs)


def noise(*arms: np.ndarray) -> float:
    """Standard errors of the difference of the arms, as many as Student's t of three degrees takes for one in forty."""
    return 3.18 * float(np.std(np.subtract(*arms), ddof=1)) / np.sqrt(REPLICATIONS)


def budgets(lever_id: str) -> tuple[float | None, ...]:
    """None at all, next to nothing, half of what it would spend, all of it, ample."""
    cost = effects(lever_id)[1]
    return BUDGETS.get(lever_id, (0.0, 0.002 * cost, 0.5 * cost, cost, None))


def assert_never_lower(found: list[np.ndarray], what: object) -> None:
    """From step to step the main effect does not fall, beyond noise and a twentieth of the whole."""
    ample = found[-1].mean()
    sign = 1.0 if ample >= 0.0 else -1.0
    for less, more in pairwise(found):
        assert sign * (more - less).mean() >= -noise(more, less) - 0.05 * abs(ample), (what, found)


def test_every_lever_that_money_limits_is_tried() -> None:
    own = {lever_id for lever_id, kind in REGISTRY.items() if kind.__module__.startswith("model.levers.")}
    # a right cannot run out, and a budget limits the promotion of a bond alone: its issue is what is finite
    assert own - set(VALUES) == {"tax_incentive", "donation_tax_relief", "dual_nationality", "savings_product", "diaspora_bond"}


@pytest.mark.parametrize("lever_id", VALUES)
def test_no_money_no_effect_and_more_of_it_never_lowers_it(lever_id: str) -> None:
    ladder = budgets(lever_id)
    found = [effects(lever_id, budget_usd=usd)[0] for usd in ladder]
    ample = found[-1].mean()
    sign = 1.0 if ample >= 0.0 else -1.0
    assert found[0].tolist() == [0.0] * REPLICATIONS
    assert sign * found[1].mean() <= 0.05 * abs(ample) + noise(found[1], np.zeros(REPLICATIONS)), (ladder, found)
    assert_never_lower(found[1:], ladder)  # next to nothing may be worse than nothing: that is what disappointment does


@pytest.mark.parametrize("lever_id", PLACES)
def test_no_place_no_effect_and_more_of_them_never_lower_it(lever_id: str) -> None:
    name, ladder = PLACES[lever_id]
    found = [effects(lever_id, **{name: n})[0] for n in ladder]
    if ladder[0] == 0:
        assert found[0].tolist() == [0.0] * REPLICATIONS
    assert_never_lower(found, ladder)


@pytest.mark.parametrize("budget", [200.0, 1_000.0])
def test_a_matching_fund_that_can_match_nothing_raises_nothing_and_costs_nothing(budget: float) -> None:
    change, cost = effects("matching_grant", budget_usd=budget)
    assert cost == 0.0
    assert change.tolist() == [0.0] * REPLICATIONS


def test_a_fund_that_refuses_most_is_trusted_less_than_one_that_matches_all() -> None:
    few = world(MAR, parameters=LIVELY).fork((lever("matching_grant", ratio=1.0, desk_usd=0.0, budget_usd=4_000.0),)).run()
    all_of_them = world(MAR, parameters=LIVELY).fork((lever("matching_grant", ratio=1.0, desk_usd=0.0),)).run()
    assert few.stage.institutions["refused"][0] > 0.0 == all_of_them.stage.institutions["refused"][0]
    assert few.policy.answers.chance[0] < 0.5 < 0.9 < all_of_them.policy.answers.chance[0]
    assert value(few, "trust") < value(all_of_them, "trust")
