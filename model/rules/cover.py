"""How far aid meets urgent needs: what it is worth when it comes late, what responders lose who do not share plans, when it comes (C3-C5, process 4.6)."""

from __future__ import annotations

import math

from ..compiled.numba_door import rule
from ..time_units import DAYS_A_MONTH

NEVER = 1e9
"""A day that does not come."""
CRISES_AT_MOST = 1e6
"""More of them under way than a world has places: keeps a ratio of plans finite where the largest is next to nothing."""


@rule
def worth(days: float, lapse: float) -> float:
    """What a dollar of aid still does for an urgent need when it comes `days` after the disaster: (1 - lapse)^months.

    >>> worth(0.0, 0.15), round(worth(60.8, 0.15), 4), worth(200.0, 0.0)
    (1.0, 0.7225, 1.0)
    """
    return (1.0 - lapse) ** (days / DAYS_A_MONTH)


@rule
def plan_days(kappa: float, days: float, fast: float) -> float:
    """Days until common plans are there: days kappa^2, as each pair of those who share has to agree; a fast window lets help go ahead of them.

    >>> plan_days(0.5, 12.0, 0.0), plan_days(1.0, 12.0, 5.0), plan_days(0.5, 12.0, 5.0)
    (3.0, 7.0, 0.0)
    """
    return max(days * kappa * kappa - fast, 0.0)


@rule
def of_use(kappa: float, overlap: float, responders: float) -> float:
    """Share of the aid of those who share no plans that does not collide with that of others like them: 1 / (1 + overlap (1 - kappa) ln responders).

    >>> of_use(1.0, 0.1, 20.0), round(of_use(0.0, 0.1, 20.0), 4)
    (1.0, 0.7695)
    """
    return 1.0 / (1.0 + max(overlap * (1.0 - kappa), 0.0) * math.log(max(responders, 1.0)))


@rule
def stretched(largest: float, total: float, elasticity: float) -> float:
    """Share of its plan that a crisis gets where others are under way: (all plans / the largest)^(elasticity - 1).

    Official money for all crises grows with what they ask for, but by less.

    >>> stretched(4.0, 4.0, 0.8), round(stretched(4.0, 8.0, 0.8), 4), stretched(4.0, 8.0, 1.0)
    (1.0, 0.8706, 1.0)
    """
    return max(min(total / largest, CRISES_AT_MOST), 1.0) ** (elasticity - 1.0) if largest > 0.0 else 1.0


@rule
def day_covered(short: float, flow: float, start: float, end: float) -> float:
    """Day on which a steady flow of aid between two days has covered what is short.

    >>> day_covered(0.0, 10.0, 18.0, 30.0), day_covered(5.0, 10.0, 18.0, 30.0), day_covered(11.0, 10.0, 18.0, 30.0) > 365.0
    (0.0, 24.0, True)
    """
    if short <= 0.0:
        return 0.0
    return start + (end - start) * short / flow if flow >= short else NEVER


@rule
def day_reached(short: float, gifts: float, gift_day: float, pooled: float, pool_day: float, flow: float, start: float, end: float) -> float:
    """First day on which gifts, a pooled fund and the steady flow of official aid have together covered what is short; NEVER where they do not this month.

    >>> day_reached(5.0, 0.0, 20.0, 5.0, 22.0, 10.0, 18.0, 30.0), day_reached(5.0, 2.0, 20.0, 0.0, 0.0, 10.0, 18.0, 30.0)
    (22.0, 21.6)
    """
    alone = day_covered(short, flow, start, end)
    with_gifts = max(day_covered(short - gifts, flow, start, end), gift_day)
    with_pool = max(day_covered(short - pooled, flow, start, end), pool_day)
    with_both = max(day_covered(short - gifts - pooled, flow, start, end), max(gift_day, pool_day))
    return min(min(alone, with_gifts), min(with_pool, with_both))
