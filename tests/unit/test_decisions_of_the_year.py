"""Investing has one month of the year and takes wealth; an idea is handed in as a file for each who founds."""

from __future__ import annotations

import pytest

from model.compiled.named_draws import CrisisDraws, GiveDraws, JoinDraws
from model.compiled.random_batches import Dice
from model.compiled.random_draws import Draw, four_draws, spread
from model.households.decide import INVESTS, Decision, Sent, decide
from model.households.found import NO_IDEA
from model.households.perception import look
from model.queue import Desk
from tests.household import NOW, Case, P

EAGER = P._replace(enterprise=P.enterprise._replace(property_base=60.0, stake_base=-60.0, property_days=0.0))
NEVER = Dice(**(dict.fromkeys(Dice._fields) | {"give": GiveDraws(*(0.999999,) * 4), "join": JoinDraws(*(0.999999,) * 4), "crisis": CrisisDraws(*(0.999999,) * 4)}))


def year_of(wealth: float, income: float) -> list[Decision]:
    """Twelve months of a household that buys property whenever it may, each from the same wealth."""
    case = Case()
    case.h.is_member, case.h.will_retry, case.h.is_national = 0, 0, 1
    found = []
    for month in range(12):
        case.h.wealth = wealth
        found.append(decide(case.w, EAGER, (EAGER,), NOW._replace(tick=12 + month), 0, look(case.w, NOW._replace(tick=12 + month), 0, 0, 0, income), Sent(income, 0.0, 0.0, 0.0, 0), NEVER))
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


@pytest.mark.parametrize(("founders", "again", "files"), [(0.0, 0.0, 0), (1.0, 0.0, 1), (3.0, 2.0, 3)])
def test_those_with_an_idea_hand_in_a_file_each(founders: float, again: float, files: int) -> None:
    """As many files as founders, each with its capital and of a quality of its own; those who try again wait no more."""
    case = Case()
    case.h.will_retry = 5
    before = int(case.w.counts[4])
    case.commit(idea=NO_IDEA._replace(founders=founders, again=again, capital=9_000.0, desk=Desk.REGISTRY.value))
    assert int(case.w.counts[4]) - before == files and case.h.will_retry == 5 - (again if files else 0.0)
    made = [case.w.files[n] for n in range(before, before + files)]
    assert [f.capital for f in made] == [9_000.0] * files and len({f.quality for f in made}) == files
    for f in made:
        u0, *_ = four_draws(NOW.seed0, NOW.seed1, NOW.replication, Draw.PROJECT.value, -1, f.id)
        assert f.quality == pytest.approx(spread(u0, P.founding.quality_spread))


def test_what_stopped_a_wish_is_kept_and_resented() -> None:
    case = Case()
    case.h.blocked, case.h.grievance = 0b1, 0.2
    found = case.commit(stopped=0b100)
    assert case.h.blocked == 0b101 and case.h.grievance == pytest.approx(0.2 + P.belonging.grievance_gain * 0.8)
    assert sorted(found.values()) == [1.0] and case.commit() == {} and case.h.blocked == 0b101
