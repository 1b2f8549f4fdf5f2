"""A budget that binds, for every lever that has something to pay: what is paid, and how much of the lever there is, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from model.levers import Lever
from model.policy.budgets import Means, means_of
from tests.unit.test_lever_terms import COSTS
from tests.worlds import lever

SCALES_WITH_ITS_BUDGET = {"diaspora_bond", "tourism_promotion"}  # a campaign is as large as its budget, so all of it is paid for
RUNNING = {name: yearly for name, values, yearly, setup, *_ in COSTS if not values.keys() - {"deadline_days", "service_days"} and yearly and not setup}


MILLION = {"reform_usd": 1e6, "running_usd": 1e5}
"""A reform that takes away all there is."""


def means(made: Lever, months: int = 60) -> Means:
    return means_of(made, months, lambda month: made.is_active(month))


@pytest.mark.parametrize("lever_id", sorted(RUNNING))
def test_half_of_what_running_costs_pays_for_half_of_the_lever(lever_id: str) -> None:
    half, whole = RUNNING[lever_id] / 2.0, RUNNING[lever_id]
    found = means(lever(lever_id, budget_usd=half, from_month=2, to_month=26))
    assert found.running[2:14].sum() == pytest.approx(half) and found.running[:2].sum() == found.running[26:].sum() == 0.0
    share = 1.0 if lever_id in SCALES_WITH_ITS_BUDGET else 0.5
    np.testing.assert_allclose(found.share, [share if 2 <= month < 26 else 0.0 for month in range(60)])
    for budget in (whole, whole * 2.0, None):  # enough, to the dollar; more than enough; no limit
        found = means(lever(lever_id, budget_usd=budget))
        expected = whole if lever_id not in SCALES_WITH_ITS_BUDGET or budget is None else min(budget, whole)
        assert found.running[:12].sum() == pytest.approx(expected) and (found.share == 1.0).all() and not found.setup.any()


def test_a_reform_takes_twice_as_long_on_a_budget_that_pays_half_of_its_pace() -> None:
    """600 000 a year is 50 000 a month; running takes 8 333, which leaves 41 667 for a reform of a million: 24 months instead of 12."""
    found = means(lever("business_registration", budget_usd=600_000.0, **MILLION))
    np.testing.assert_allclose(found.running, 100_000.0 / 12.0)
    np.testing.assert_allclose(found.setup, [500_000.0 / 12.0] * 24 + [0.0] * 36, atol=1e-6)
    np.testing.assert_allclose(found.share[:12], 0.5)
    np.testing.assert_allclose(found.share[[17, 23, 40]], [0.75, 1.0, 1.0])
    planned = means(lever("business_registration", **MILLION))
    np.testing.assert_allclose(planned.setup, [1e6 / 12.0] * 12 + [0.0] * 48, atol=1e-6)
    assert (planned.share == 1.0).all() and planned.built[11] == 0.0 and planned.built[12] == 1.0


def test_plots_open_as_they_are_paid_for() -> None:
    """1.2 million over two years is 50 000 a month; 400 000 a year leave 25 000 after running."""
    found = means(lever("special_economic_zone", budget_usd=400_000.0))
    np.testing.assert_allclose(found.setup, [25_000.0] * 48 + [0.0] * 12, atol=1e-6)
    np.testing.assert_allclose(found.share[[0, 23, 35, 47, 59]], [0.5, 0.5, 0.75, 1.0, 1.0])


def test_works_cost_upkeep_only_once_they_are_done() -> None:
    """Ten million on 2.5 million a year take 48 months, not 24; upkeep of 300 000 a year begins then."""
    found = means(lever("infrastructure", budget_usd=2_500_000.0))
    np.testing.assert_allclose(found.setup, [2_500_000.0 / 12.0] * 48 + [0.0] * 12, atol=1e-6)
    np.testing.assert_allclose(found.running, [0.0] * 48 + [25_000.0] * 12, atol=1e-6)
    np.testing.assert_allclose(found.built, [0.0] * 48 + [1.0] * 12)
    unlimited = means(lever("infrastructure"))
    np.testing.assert_allclose(unlimited.built, [0.0] * 24 + [1.0] * 36)


def test_a_budget_below_running_pays_for_no_reform() -> None:
    found = means(lever("business_registration", budget_usd=50_000.0))
    assert found.setup.sum() == 0.0 == found.share.sum() and found.running[:12].sum() == pytest.approx(50_000.0)


def test_months_without_money_pay_nothing_and_build_nothing() -> None:
    made = lever("business_registration", **MILLION)
    found = means_of(made, 36, lambda month: not 6 <= month < 12)
    assert found.setup[6:12].sum() == found.running[6:12].sum() == found.share[6:12].sum() == 0.0
    np.testing.assert_allclose(found.setup.sum(), 1e6)
    np.testing.assert_allclose(found.setup[12:18], 1e6 / 12.0)
