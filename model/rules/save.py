"""Savings products, diaspora bonds (D5), and what families do with their savings (A4)."""

from __future__ import annotations

import math

from ..compiled.numba_door import rule
from ..numerics import POINTS
from ..parameters.saving import Saving
from .choose import logistic


@rule
def deposit_chance(economic: float, trust: float, plans_return: int, control: float, yield_rate: float, trained: int, p: Saving) -> float:
    """Chance of a deposit at origin in a year; `control` 1 where the sender holds the account (Ashraf et al. 2015), 0 where the family does.

    >>> p = Saving(*[0.0] * len(Saving._fields))._replace(control_effect=2.0)
    >>> deposit_chance(0.5, 0.5, 0, 0.0, 0.03, 0, p), round(deposit_chance(0.5, 0.5, 0, 1.0, 0.03, 0, p), 4)
    (0.5, 0.8808)
    """
    return logistic(
        p.product_base
        + p.attachment_effect * (economic - 0.5)
        + p.trust_effect * (trust - 0.5)
        + p.return_effect * plans_return
        + p.control_effect * control
        + p.yield_effect * POINTS * (yield_rate - p.market_yield)
        + p.trained_sender * trained
    )


@rule
def room_for(wealth: float, held: float, p: Saving) -> float:
    """What may be added to what is `held` at origin, USD, until that is `portfolio_most` of all that the household has.

    >>> p = Saving(*[0.0] * len(Saving._fields))._replace(portfolio_most=0.3)
    >>> room_for(8_000.0, 2_000.0, p), room_for(2_000.0, 2_000.0, p)
    (1000.0, 0.0)
    """
    return max(p.portfolio_most * (max(wealth, 0.0) + held) - held, 0.0)


@rule
def put_by(wealth: float, held: float, share: float, factor: float, p: Saving) -> float:
    """A share of wealth times a personal factor, at most `wealth_most` of wealth, and what there is room for beside what is `held` at origin, USD.

    >>> p = Saving(*[0.0] * len(Saving._fields))._replace(wealth_most=0.9, portfolio_most=0.6)
    >>> put_by(10_000.0, 0.0, 0.25, 2.0, p), put_by(10_000.0, 10_000.0, 0.25, 2.0, p), put_by(-5.0, 0.0, 0.1, 1.5, p)
    (5000.0, 2000.0, 0.0)
    """
    return min(min(share * factor, p.wealth_most) * max(wealth, 0.0), room_for(wealth, held, p))


@rule
def issuer_trust(trust: float, record: float) -> float:
    """Trust in the issuer of a bond: that in the state, and what was lived through with its bonds.

    >>> issuer_trust(0.5, 0.1), issuer_trust(0.95, 0.1), issuer_trust(0.3, -0.4)
    (0.6, 1.0, 0.0)
    """
    return max(min(trust + record, 1.0), 0.0)


@rule
def coupon_paid(record: float, p: Saving) -> float:
    """What was lived through with an issuer after one more coupon: up slowly, to `coupon_most`; trust in the state at large stays.

    >>> p = Saving(*[0.0] * len(Saving._fields))._replace(coupon_gain=0.5, coupon_most=0.2)
    >>> coupon_paid(0.0, p), coupon_paid(0.2, p)
    (0.1, 0.2)
    """
    return record + p.coupon_gain * max(p.coupon_most - record, 0.0)


@rule
def default_felt(record: float, p: Saving) -> float:
    """The same after a default: down by what is lost.

    >>> default_felt(0.1, Saving(*[0.0] * len(Saving._fields))._replace(default_loss=0.5, default_blame=1.0))
    -0.4
    """
    return max(record - p.default_blame * p.default_loss, -1.0)


@rule
def defaulting_chance(climate: float, stability: float, p: Saving) -> float:
    """Chance that an issuer defaults within a year: base x exp(effect x (1/2 - mean of climate and stability)).

    >>> p = Saving(*[0.0] * len(Saving._fields))._replace(default_year=0.02, default_weak=5.0)
    >>> defaulting_chance(0.5, 0.5, p), round(defaulting_chance(0.4, 0.2, p), 4)
    (0.02, 0.0544)
    """
    return min(p.default_year * math.exp(p.default_weak * (0.5 - 0.5 * (climate + stability))), 1.0)


@rule
def worth_more(yield_rate: float, attachment: float, trust: float, generation: int, p: Saving) -> float:
    """Points of yield by which a bond is worth more to a household than the market: yield gap + patriotic discount - fear of default (D5).

    The discount is patriotic x attachment x trust x (1 - fade)^generation; fear is default x (1 - trust)^2.

    >>> p = Saving(*[0.0] * len(Saving._fields))._replace(market_yield=0.03, patriotic=2.0, patriotic_fade=0.5, default_fear=12.0)
    >>> round(worth_more(0.05, 1.0, 0.5, 0, p), 3), round(worth_more(0.05, 1.0, 1.0, 1, p), 3), round(worth_more(0.05, 1.0, 0.0, 0, p), 3)
    (0.0, 3.0, -10.0)
    """
    kept = 1.0
    for _ in range(generation):
        kept *= 1.0 - p.patriotic_fade
    distrust = 1.0 - trust
    return POINTS * (yield_rate - p.market_yield) + p.patriotic * attachment * trust * kept - p.default_fear * distrust * distrust


@rule
def asking_chance(gain: float, promotion: float, p: Saving) -> float:
    """Chance of asking for a bond in a year on sale, when it is worth `gain` points more than the market; `promotion` in log odds.

    >>> p = Saving(*[0.0] * len(Saving._fields))._replace(bond_base=-2.0, bond_response=0.5)
    >>> round(asking_chance(4.0, 0.0, p), 3)
    0.5
    """
    return logistic(p.bond_base + p.bond_response * gain + promotion)


@rule
def rolling_chance(gain: float, p: Saving) -> float:
    """Chance that what falls due goes into the bond then on sale.

    >>> p = Saving(*[0.0] * len(Saving._fields))._replace(bond_response=0.5)
    >>> rolling_chance(0.0, p)
    0.5
    """
    return logistic(p.rollover_base + p.bond_response * gain)


@rule
def bond_amount(wealth: float, held: float, factor: float, least: float, p: Saving) -> float:
    """What is asked for, USD: a share of wealth, or the smallest amount where that is within reach and there is room for it; 0 where it is not.

    >>> p = Saving(*[0.0] * len(Saving._fields))._replace(bond_share=0.1, bond_ceiling=0.4, wealth_most=0.9, portfolio_most=0.5)
    >>> bond_amount(50_000.0, 0.0, 1.0, 2_000.0, p), bond_amount(8_000.0, 0.0, 1.0, 2_000.0, p), bond_amount(3_000.0, 0.0, 1.0, 2_000.0, p)
    (5000.0, 2000.0, 0.0)
    >>> bond_amount(8_000.0, 5_000.0, 1.0, 2_000.0, p)
    0.0
    """
    amount = put_by(wealth, held, p.bond_share, factor, p)
    if amount >= least:
        return amount
    return least if least <= p.bond_ceiling * wealth and least <= room_for(wealth, held, p) else 0.0


@rule
def course_chance(is_woman: int, p: Saving) -> float:
    """Chance that a family that receives applies for training in a year.

    >>> p = Saving(*[0.0] * len(Saving._fields))._replace(course_women=-1.0)
    >>> course_chance(0, p), round(course_chance(1, p), 4)
    (0.5, 0.2689)
    """
    return logistic(p.course_base + p.course_women * is_woman)


@rule
def share_saved(share: float, trained: int, p: Saving) -> float:
    """Share of what it receives that a family saves.

    >>> p = Saving(*[0.0] * len(Saving._fields))._replace(trained_saves=0.5)
    >>> round(share_saved(0.2, 1, p), 2), share_saved(0.2, 0, p)
    (0.3, 0.2)
    """
    return min(share * (1.0 + p.trained_saves * trained), 1.0)


@rule
def into_home(has_account: int, p: Saving) -> float:
    """Share of what it receives that a family puts into its home, the store of value of those who have no other.

    >>> p = Saving(*[0.0] * len(Saving._fields))._replace(home_share=0.1, home_account=0.5)
    >>> into_home(0, p), into_home(1, p)
    (0.1, 0.05)
    """
    return p.home_share * (p.home_account if has_account == 1 else 1.0)


@rule
def local_chance(has_account: int, trained: int, p: Saving) -> float:
    """Chance that a family with savings invests locally in a year.

    >>> p = Saving(*[0.0] * len(Saving._fields))._replace(invest_trained=1.0)
    >>> local_chance(0, 0, p), round(local_chance(0, 1, p), 4)
    (0.5, 0.7311)
    """
    return logistic(p.invest_base + p.invest_account * has_account + p.invest_trained * trained)


@rule
def borrowing(has_account: int, remitted: float, p: Saving) -> float:
    """Chance that a family takes a formal loan in a year; `remitted`: share of remittances in its means.

    chance x exp(account effect x account - relief x remitted): who is known to a bank gets credit, who is sent money needs less of it.

    >>> p = Saving(*[0.0] * len(Saving._fields))._replace(credit_year=0.1, credit_account=math.log(2.0))
    >>> borrowing(0, 0.5, p), round(borrowing(1, 0.5, p), 3)
    (0.1, 0.2)
    """
    return min(p.credit_year * math.exp(p.credit_account * has_account - p.credit_relief * remitted), 1.0)


@rule
def paying_back(p: Saving) -> float:
    """Chance that a loan is paid back within a year.

    >>> paying_back(Saving(*[0.0] * len(Saving._fields))._replace(credit_years=4.0))
    0.25
    """
    return 1.0 / p.credit_years
