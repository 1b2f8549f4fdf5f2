"""Investing has one month of the year, and takes wealth."""

from __future__ import annotations

import pytest

from model.dice import Dice
from model.households.decide import INVESTS, Decision, Sent, decide
from tests.household import NOW, Case, P

EAGER = P._replace(enterprise=P.enterprise._replace(property_base=60.0, stake_base=-60.0, property_days=0.0))
NEVER = Dice(**(dict.fromkeys(Dice._fields) | {"give": (0.999999,) * 4, "join": (0.999999,) * 4, "crisis": (0.999999,) * 4}))


def year_of(wealth: float, income: float) -> list[Decision]:
    """Twelve months of a household that buys property whenever it may, each from the same wealth."""
    case = Case()
    case.h.is_member, case.h.keen, case.h.is_national = 0, 0, 1
    found = []
    for month in range(12):
        case.h.wealth = wealth
        found.append(decide(case.w, EAGER, (EAGER,), NOW._replace(tick=12 + month), 0, 0, 0, Sent(income, 0.0, 0.0, 0.0, 0), NEVER))
    return found


def test_property_is_bought_in_one_month_of_the_year_and_paid_from_wealth() -> None:
    months = year_of(1e6, 2_000.0)
    bought = [k for k, found in enumerate(months) if found.property_usd > 0.0]
    assert len(bought) == 1 and (12 + bought[0] + Case().h.id) % 12 == INVESTS
    left = 1e6 * (1.0 - P.population.wealth_use) + P.population.saving_share * 2_000.0
    for k, found in enumerate(months):
        assert found.stake_usd == 0.0 and found.wealth == pytest.approx(left - found.property_usd), k


def test_who_has_nothing_buys_nothing() -> None:
    assert all(found.property_usd == found.wealth == 0.0 for found in year_of(0.0, 0.0))
