"""Remittances (D1, D1b): impure altruism, insurance, and a hurdle."""

from __future__ import annotations

import math

from ..compiled.numba_door import rule
from ..parameters.remitting import Remitting


@rule
def altruism_at(start: float, years: float, p: Remitting) -> float:
    """Altruism after years abroad, left alone: gamma exp(-fade years).

    >>> p = Remitting(*[0.0] * len(Remitting._fields))._replace(altruism_fade=0.02)
    >>> round(altruism_at(0.2, 10.0, p), 4)
    0.1637
    """
    return start * math.exp(-p.altruism_fade * years)


@rule
def supporting(share: float, propensity: float) -> float:
    """Share of households that support a family, where the odds are `propensity` times those of `share`.

    >>> supporting(0.6, 1.0), supporting(0.5, 3.0)
    (0.6, 0.75)
    """
    return share * propensity / (1.0 - share + share * propensity)


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
def altruism_of(altruism: float, plans_return: int, p: Remitting) -> float:
    """Altruism that decides on remittances: more with a plan to return.

    >>> p = Remitting(*[0.0] * len(Remitting._fields))._replace(return_bonus=0.25)
    >>> altruism_of(0.2, 0, p), altruism_of(0.2, 1, p)
    (0.2, 0.25)
    """
    return altruism * (1.0 + p.return_bonus * plans_return)


@rule
def wanted(income: float, altruism: float, lost: float, cost: float, p: Remitting) -> float:
    """Remittance wanted, USD a month as received, of a household with `income` whose family misses `lost` this month.

    R* = g Y (y / Y)^e / (1 + f) + insurance x lost, at most the ceiling's share of income, fee included. The first term is what maximises
    ln c + a R^(1 - 1/e) / (1 - 1/e), a warm glow of giving (Andreoni 1990), where R is a small part of income: it rises with income, by e < 1 less than in
    proportion (Frankel 2011). The second replaces part of what a family has lost (Yang and Choi 2007).

    >>> p = Remitting(*[0.0] * len(Remitting._fields))._replace(income_elasticity=0.5, usual_income=2500.0, ceiling=0.4, insurance=0.5)
    >>> wanted(2500.0, 0.2, 0.0, 0.0, p), wanted(10_000.0, 0.2, 0.0, 0.0, p), wanted(2500.0, 0.2, 100.0, 0.0, p)
    (500.0, 1000.0, 550.0)
    >>> wanted(400.0, 0.5, 0.0, 0.25, p)
    128.0
    """
    usual = altruism * p.usual_income * (income / p.usual_income) ** p.income_elasticity
    return min(usual / (1.0 + cost) + p.insurance * lost, p.ceiling * income / (1.0 + cost))


@rule
def sending_odds(amount: float, peers_sending: float, cost: float, is_national: int, political: float, p: Remitting) -> float:
    """Log odds of sending this month for somebody who wants to send `amount`.

    habit + size ln(amount / usual) + norm (peers - 1/2) - cost effect f + nationality + political (attachment - 1/2).

    >>> p = Remitting(*[0.0] * len(Remitting._fields))._replace(habit=1.0, cost_effect=5.0, usual_usd=200.0)
    >>> round(sending_odds(200.0, 0.5, 0.06, 0, 0.5, p), 4)
    0.7
    """
    return (
        p.habit
        + p.size_effect * math.log(max(amount, 1.0) * (1.0 / p.usual_usd))
        + p.norm * (peers_sending - 0.5)
        - p.cost_effect * cost
        + p.nationality_effect * is_national
        + p.political_effect * (political - 0.5)
    )
