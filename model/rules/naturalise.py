"""Naturalising, and keeping or taking back the nationality of origin (D10)."""

from __future__ import annotations

import math

from ..compiled.numba_door import rule
from ..parameters.nationality import Nationality
from .choose import logistic


@rule
def naturalising_chance(years: float, loses_origin: int, political: float, rights: float, p: Nationality) -> float:
    """Yearly chance of naturalising; where it costs the nationality of origin, the politically attached hold back.

    >>> p = Nationality(*[0.0] * len(Nationality._fields))._replace(naturalise_base=-2.0, wait_years=5.0, loss_cost=1.0)
    >>> round(naturalising_chance(6.0, 0, 0.5, 1.0, p), 4), round(naturalising_chance(6.0, 1, 0.5, 1.0, p), 4), naturalising_chance(4.0, 0, 0.5, 1.0, p)
    (0.1192, 0.0474, 0.0)
    """
    if years < p.wait_years:
        return 0.0
    return logistic(p.naturalise_base + p.rights_effect * (1.0 - rights) - p.loss_cost * 2.0 * political * loses_origin)


@rule
def wishing_chance(goodwill: float, p: Nationality) -> float:
    """Yearly chance of beginning to wish for a return, with so much political attachment from a nationality newly allowed.

    >>> p = Nationality(*[0.0] * len(Nationality._fields))._replace(wish_effect=0.2)
    >>> wishing_chance(0.0, p), wishing_chance(0.25, p)
    (0.0, 0.05)
    """
    return min(p.wish_effect * goodwill, 1.0)


@rule
def taking_back_chance(political: float, fee: float, income: float, p: Nationality) -> float:
    """Yearly chance of asking for the lost nationality of origin; the fee counts in months of income.

    >>> p = Nationality(*[0.0] * len(Nationality._fields))._replace(take_back=0.1, fee_effect=1.0)
    >>> round(taking_back_chance(0.5, 0.0, 2000.0, p), 3), round(taking_back_chance(0.5, 2000.0, 2000.0, p), 4)
    (0.1, 0.0368)
    """
    return min(2.0 * political * p.take_back * math.exp(-p.fee_effect * fee / max(income, 1.0)), 1.0)
