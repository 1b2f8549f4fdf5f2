"""Applying for a placement (D6), jobs that do not use a skill, and the log odds against work in person."""

from __future__ import annotations

import math

from ..compiled.numba_door import rule
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

    >>> p = Placement(*[0.0] * len(Placement._fields))._replace(care_effect=1.0, security_effect=2.0, income_least=0.05)
    >>> in_person_obstacles(1.0, 1, 0.5, p)
    2.0
    """
    return p.wage_effect * math.log(max(income_ratio, p.income_least)) + p.care_effect * is_woman + p.security_effect * (1.0 - stability)


@rule
def mismatch(rights: float, p: Placement) -> float:
    """Chance that the job of somebody with tertiary education does not use the skill: share x (1 + effect (1/2 - rights)) ("brain waste", A2).

    >>> p = Placement(*[0.0] * len(Placement._fields))._replace(waste_share=0.4, waste_rights=0.5)
    >>> mismatch(0.5, p), mismatch(1.0, p)
    (0.4, 0.30000000000000004)
    """
    return max(min(p.waste_share * (1.0 + p.waste_rights * (0.5 - rights)), 1.0), 0.0)
