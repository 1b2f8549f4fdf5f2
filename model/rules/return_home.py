"""Taking a post at origin for good, and moving on from it (D11, P3a, S6)."""

from __future__ import annotations

import math

from ..compiled.numba_door import rule
from ..parameters.talent import Talent
from ..time_units import DECADE, TWELFTH
from .choose import logistic


@rule
def pay_gain(package: float, origin_income: float, income: float, p: Talent) -> float:
    """Log of pay at origin with the package over income now; all USD a month.

    >>> p = Talent(*[0.0] * len(Talent._fields))._replace(post_pay=2.0)
    >>> pay_gain(600.0, 200.0, 1000.0, p)
    0.0
    """
    return math.log(max(package + p.post_pay * origin_income, 1.0) / max(income, 1.0))


@rule
def returning_chance(
    gain: float, psychological: float, trust: float, plans_return: int, years_abroad: float, stability: float, waste: float, p: Talent
) -> float:
    """Chance a month that a tertiary-educated head who knows of posts with a package applies for one. `waste`: log odds in favour from a job below its skill.

    >>> p = Talent(*[0.0] * len(Talent._fields))._replace(return_base=-7.0, plan_effect=1.5, rooted_years=30.0)
    >>> round(returning_chance(0.0, 0.5, 0.5, 0, 5.0, 0.5, 0.0, p), 5), round(returning_chance(0.0, 0.5, 0.5, 1, 5.0, 0.5, 0.0, p), 5)
    (0.00091, 0.00407)
    """
    x = p.return_base + p.pay_effect * gain + p.attachment_effect * (psychological - 0.5) + p.trust_effect * (trust - 0.5) + p.plan_effect * plans_return
    return logistic(x + waste - p.rooted_effect * DECADE * min(years_abroad, p.rooted_years) - p.security_effect * (1.0 - stability))


@rule
def moving_on_chance(is_paid: int, p: Talent) -> float:
    """Chance a month that somebody in such a post emigrates again, while the package is paid or after.

    >>> p = Talent(*[0.0] * len(Talent._fields))._replace(moves_on=0.06, moves_after=0.12)
    >>> round(moving_on_chance(1, p), 4), round(moving_on_chance(0, p), 4)
    (0.005, 0.01)
    """
    return (p.moves_on if is_paid == 1 else p.moves_after) * TWELFTH
