"""Applying for a placement (D6), and what a placement leaves behind (D15)."""

from __future__ import annotations

import math

from ..compiled import rule
from ..parameters.placement import Placement
from .choose import logistic


@rule
def applying_chance(psychological: float, trust: float, placements: int, is_insecure: float, obstacles: float, p: Placement) -> float:
    """Chance a month that a tertiary-educated head who knows of the scheme registers; `obstacles` are log odds against what the scheme asks for.

    >>> p = Placement(*[0.0] * len(Placement._fields))._replace(apply_base=-6.0, repeat_effect=2.0)
    >>> round(applying_chance(0.5, 0.5, 0, 0.0, 0.0, p), 5), round(applying_chance(0.5, 0.5, 1, 0.0, 0.0, p), 5)
    (0.00247, 0.01799)
    """
    x = p.apply_base + p.attachment_effect * (psychological - 0.5) + p.trust_effect * (trust - 0.5) - p.status_effect * is_insecure - obstacles
    if placements > 0:
        x += p.repeat_effect
    return logistic(x)


@rule
def in_person_obstacles(income_ratio: float, is_woman: int, stability: float, p: Placement) -> float:
    """Log odds against work in person: wages forgone, care duties, security. `income_ratio`: income relative to income per head there.

    >>> p = Placement(*[0.0] * len(Placement._fields))._replace(care_effect=1.0, security_effect=2.0)
    >>> in_person_obstacles(1.0, 1, 0.5, p)
    2.0
    """
    return p.wage_effect * math.log(max(income_ratio, 0.05)) + p.care_effect * is_woman + p.security_effect * (1.0 - stability)


@rule
def knowhow_gained(days: float, training_share: float, absorption: float, is_virtual: int, p: Placement) -> float:
    """Know-how that staff keep from `days` of work, in expert-day equivalents.

    >>> p = Placement(*[0.0] * len(Placement._fields))._replace(learning=0.25, virtual_effect=0.5)
    >>> knowhow_gained(60.0, 0.5, 0.6, 0, p), knowhow_gained(60.0, 0.5, 0.6, 1, p)
    (4.5, 2.25)
    """
    return days * training_share * absorption * p.learning * (p.virtual_effect if is_virtual == 1 else 1.0)


@rule
def knowhow_kept(follow_up_hours: float, p: Placement) -> float:
    """Share of know-how still there a month later: unused know-how decays, follow-up slows it, staff leave.

    >>> p = Placement(*[0.0] * len(Placement._fields))._replace(decay=0.06, follow_up_effect=0.1)
    >>> knowhow_kept(0.0, p), knowhow_kept(10.0, p)
    (0.94, 0.97)
    """
    return (1.0 - p.decay / (1.0 + p.follow_up_effect * follow_up_hours)) * (1.0 - p.staff_turnover) ** 0.08333333333333333
