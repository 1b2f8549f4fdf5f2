"""How households end: leaving the residence country, death, leaving the diaspora (D11)."""

from __future__ import annotations

import math

from ..compiled.numba_door import rule
from ..parameters.demography import Demography

DEATH_AGE = 60.0
"""Age at which the chance `death_60` holds."""


@rule
def leaving_chance(years_abroad: float, plans_return: int, p: Demography) -> float:
    """Yearly chance that a first-generation household leaves the residence country: high early, low later (OECD 2024).

    late + (early - late) exp(-years / scale), times a factor for those who came with a plan to return.

    >>> p = Demography(*[0.0] * len(Demography._fields))._replace(exit_early=0.1, exit_late=0.01, exit_years=4.0, return_plan_factor=2.0, end_most=0.95)
    >>> round(leaving_chance(0.0, 0, p), 3), round(leaving_chance(4.0, 1, p), 4)
    (0.1, 0.0862)
    """
    chance = p.exit_late + (p.exit_early - p.exit_late) * math.exp(-years_abroad / p.exit_years)
    return min(chance * (p.return_plan_factor if plans_return == 1 else 1.0), p.end_most)


@rule
def dying_chance(age: float, p: Demography) -> float:
    """Yearly chance that a household ends by death of its head: Gompertz.

    >>> p = Demography(*[0.0] * len(Demography._fields))._replace(death_60=0.008, death_slope=0.09, end_most=0.95)
    >>> round(dying_chance(60.0, p), 4), round(dying_chance(80.0, p), 4)
    (0.008, 0.0484)
    """
    return min(p.death_60 * math.exp(p.death_slope * (age - DEATH_AGE)), p.end_most)
