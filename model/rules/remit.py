"""Remittances (D1, D1b): impure altruism, and a hurdle; who supports a family, and who sends on occasions."""

from __future__ import annotations

import math

from ..compiled.numba_door import rule
from ..numerics import ROUNDING
from ..parameters.remitting import Remitting
from ..records.vocabulary import Kin


@rule
def altruism_kept(years: float, p: Remitting) -> float:
    """Share of altruism that is left after some years more: exp(-fade years).

    >>> p = Remitting(*[0.0] * len(Remitting._fields))._replace(altruism_fade=0.02)
    >>> round(altruism_kept(10.0, p), 4)
    0.8187
    """
    return math.exp(-p.altruism_fade * years)


@rule
def altruism_at(start: float, years: float, p: Remitting) -> float:
    """Altruism after years abroad, left alone: gamma exp(-fade years).

    >>> p = Remitting(*[0.0] * len(Remitting._fields))._replace(altruism_fade=0.02)
    >>> round(altruism_at(0.2, 10.0, p), 4)
    0.1637
    """
    return start * altruism_kept(years, p)


@rule
def supporting(share: float, propensity: float) -> float:
    """Share of households that support a family, where the odds are `propensity` times those of `share`.

    >>> supporting(0.6, 1.0), supporting(0.5, 3.0), supporting(1.0, 0.0)
    (0.6, 0.75, 0.0)
    """
    return share * propensity / max(1.0 - share + share * propensity, ROUNDING)


@rule
def with_kin(supports: float, at_most: float, p: Remitting) -> float:
    """Share of households that send at all, where `supports` support a family and `at_most` could: kin of the others get something on occasions.

    >>> p = Remitting(*[0.0] * len(Remitting._fields))._replace(kin=0.5)
    >>> with_kin(0.4, 1.0, p), round(with_kin(0.1, 0.3, p), 4)
    (0.7, 0.2)
    """
    return supports + p.kin * (at_most - supports)


@rule
def settled(years_abroad: float, p: Remitting) -> float:
    """Share of what it would send that a household so long abroad sends: first come the debts of the journey, and a household of its own.

    >>> p = Remitting(*[0.0] * len(Remitting._fields))._replace(arrival_share=0.4, settle_years=6.0)
    >>> settled(0.0, p), settled(3.0, p), settled(20.0, p)
    (0.4, 0.7, 1.0)
    """
    return p.arrival_share + (1.0 - p.arrival_share) * min(years_abroad / p.settle_years, 1.0)


@rule
def altruism_toward(weight: float, income_per_head: float, origin_income: float, p: Remitting) -> float:
    """Weight on arrival for a family with so much income per head, USD a month, 1 at least.

    weight (income per head / (usual share x income at origin))^-need effect.

    >>> p = Remitting(*[0.0] * len(Remitting._fields))._replace(need_effect=0.5, usual_family=0.4)
    >>> altruism_toward(0.3, 160.0, 400.0, p), altruism_toward(0.3, 40.0, 400.0, p)
    (0.3, 0.6)
    """
    return weight * (max(income_per_head, 1.0) / max(p.usual_family * origin_income, 1.0)) ** -p.need_effect


@rule
def altruism_of(altruism: float, intends_return: int, p: Remitting) -> float:
    """Altruism that decides on remittances: more with the intention to return.

    >>> p = Remitting(*[0.0] * len(Remitting._fields))._replace(return_bonus=0.25)
    >>> altruism_of(0.2, 0, p), altruism_of(0.2, 1, p)
    (0.2, 0.25)
    """
    return altruism * (1.0 + p.return_bonus * intends_return)


@rule
def wanted(income: float, altruism: float, cost: float, p: Remitting) -> float:
    """Remittance wanted, USD as received, of a household with `income`.

    R* = g Y (y / Y)^e, at most the ceiling's share of income, fee included. It is what maximises ln c + a R^(1 - 1/e) / (1 - 1/e), a warm glow of giving
    (Andreoni 1990), where R is a small part of income: it rises with income, by e < 1 less than in proportion (Frankel 2011). What the family gets is what
    counts: the fee comes on top of it, and moves how often one sends instead (Aycinena, Martinez and Yang 2010).

    >>> p = Remitting(*[0.0] * len(Remitting._fields))._replace(income_elasticity=0.5, usual_income=2500.0, ceiling=0.4)
    >>> wanted(2500.0, 0.2, 0.0, p), wanted(10_000.0, 0.2, 0.1, p), wanted(400.0, 0.5, 0.25, p)
    (500.0, 1000.0, 128.0)
    """
    return min(altruism * p.usual_income * (income / p.usual_income) ** p.income_elasticity, most(income, cost, p))


@rule
def most(income: float, cost: float, p: Remitting) -> float:
    """What can be sent in a month at most, USD as received: the ceiling's share of income, fee included.

    >>> p = Remitting(*[0.0] * len(Remitting._fields))._replace(ceiling=0.4)
    >>> most(400.0, 0.25, p)
    128.0
    """
    return p.ceiling * income / (1.0 + cost)


@rule
def sending_odds(amount: float, supports: int, peers_sending: float, cost: float, is_national: int, political: float, p: Remitting) -> float:
    """Log odds of sending this month for somebody who wants to send `amount`, and supports a family or sends on occasions.

    habit or occasion + size ln(amount / usual) + norm (peers - 1/2) - cost effect f + nationality + political (attachment - 1/2).

    >>> p = Remitting(*[0.0] * len(Remitting._fields))._replace(habit=1.0, occasion=-3.0, cost_effect=5.0, usual_usd=200.0)
    >>> round(sending_odds(200.0, 2, 0.5, 0.06, 0, 0.5, p), 4), round(sending_odds(200.0, 1, 0.5, 0.06, 0, 0.5, p), 4)
    (0.7, -3.3)
    """
    return (
        (p.habit if supports == Kin.SUPPORTED.value else p.occasion)
        + p.size_effect * math.log(max(amount, 1.0) * (1.0 / p.usual_usd))
        + p.norm * (peers_sending - 0.5)
        - p.cost_effect * cost
        + p.nationality_effect * is_national
        + p.political_effect * (political - 0.5)
    )


@rule
def wanted_at_most(income: float, altruism: float, p: Remitting) -> float:
    """Bound of what is wanted, USD, without a power: y^e is at most y where y is 1 or more and e is 1 or less, and at most 1 where y is less.

    >>> p = Remitting(*[0.0] * len(Remitting._fields))._replace(income_elasticity=0.5, usual_income=2500.0, ceiling=0.4)
    >>> round(wanted_at_most(10_000.0, 0.2, p), 2), round(wanted_at_most(1_600.0, 0.2, p), 2), round(wanted_at_most(400.0, 0.2, p), 2)
    (2000.0, 500.0, 160.0)
    """
    most_of_all = most(income, 0.0, p)
    return min(altruism * max(income, p.usual_income) * (1.0 + ROUNDING), most_of_all) if p.income_elasticity <= 1.0 else most_of_all


@rule
def occasion_odds_at_most(amount: float, peers_sending: float, is_national: int, political: float, p: Remitting) -> float:
    """Log odds that somebody who sends on occasions, and `amount` at most, has at most: no fee, and ln x <= x / e.

    Nearly all who send on occasions do not this month: this tells most of them without a logarithm or a power.

    >>> p = Remitting(*[0.0] * len(Remitting._fields))._replace(occasion=-3.0, usual_usd=200.0, size_effect=0.4)
    >>> round(occasion_odds_at_most(1000.0, 0.5, 0, 0.5, p), 4)
    -2.2642
    """
    bound = max(amount, 1.0) / (p.usual_usd * math.e)
    return p.occasion + p.size_effect * bound + p.norm * (peers_sending - 0.5) + p.nationality_effect * is_national + p.political_effect * (political - 0.5)
