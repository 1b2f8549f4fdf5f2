"""Remittances (D1, D1b): tempered altruism and a hurdle."""

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
def altruism_of(altruism: float, plans_return: int, p: Remitting) -> float:
    """Altruism that decides on remittances: more with a plan to return, at most `altruism_most`.

    >>> p = Remitting(*[0.0] * len(Remitting._fields))._replace(return_bonus=0.25, altruism_most=0.95)
    >>> altruism_of(0.2, 0, p), altruism_of(0.2, 1, p)
    (0.2, 0.25)
    """
    return min(altruism * (1.0 + p.return_bonus * plans_return), p.altruism_most)


@rule
def wanted(income: float, family_income: float, altruism: float, cost: float, ceiling: float) -> float:
    """Remittance, USD a month as received, that maximises (1-g) ln(y - (1+f) R) + g ln(y_h + R).

    R* = max(0, g y / (1+f) - (1-g) y_h), at most `ceiling` of income (Rapoport and Docquier 2006).

    >>> round(wanted(2000.0, 200.0, 0.2, 0.05, 0.5), 2)
    220.95
    >>> wanted(2000.0, 800.0, 0.2, 0.05, 0.5)
    0.0
    """
    return max(min(altruism * income / (1.0 + cost) - (1.0 - altruism) * family_income, ceiling * income / (1.0 + cost)), 0.0)


@rule
def family_income_seen(income: float, loss: float, insurance: float) -> float:
    """Income of the family as the sender reckons it after a loss: y_h (1 - insurance loss) (D1b; Yang and Choi 2007).

    >>> family_income_seen(400.0, 0.5, 0.6)
    280.0
    """
    return income * (1.0 - insurance * loss)


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
