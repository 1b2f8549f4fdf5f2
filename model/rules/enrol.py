"""Joining a knowledge network, being active in it, leaving it (S5, P3e, C44)."""

from __future__ import annotations

import math

from ..compiled.numba_door import rule
from ..numerics import LN_2
from ..parameters.knowledge import Knowledge
from .choose import logistic


@rule
def backing(usd: float, p: Knowledge) -> float:
    """How far a secretariat with `usd` a household and year does what a secretariat can do: usd / (usd + half).

    >>> backing(0.0, Knowledge(*[1.0] * len(Knowledge._fields))), backing(1.0, Knowledge(*[1.0] * len(Knowledge._fields)))
    (0.0, 0.5)
    """
    return usd / (usd + p.half_usd)


@rule
def enrolling_chance(social: float, knowing: float, waste: float, back: float, p: Knowledge) -> float:
    """Chance a quarter that a tertiary-educated head who knows of the network joins; `knowing`: share of its ties who know of skills schemes.

    >>> p = Knowledge(*[0.0] * len(Knowledge._fields))._replace(join_base=-4.0, peer_effect=1.0)
    >>> round(enrolling_chance(0.5, 0.0, 0.0, 1.0, p), 4), round(enrolling_chance(0.5, 1.0, 0.0, 1.0, p), 4)
    (0.018, 0.0474)
    """
    return back * logistic(p.join_base + p.attachment_effect * (social - 0.5) + p.peer_effect * knowing + waste)


@rule
def dropping_chance(back: float, p: Knowledge) -> float:
    """Chance a year that a member leaves.

    >>> dropping_chance(0.5, Knowledge(*[0.1] * len(Knowledge._fields)))
    0.15000000000000002
    """
    return p.leave_year * (2.0 - back)


@rule
def advising_chance(year: int, back: float, colleagues: float, p: Knowledge) -> float:
    """Chance that a member is active in its `year`-th year: share x backing x 2^-((year - 1) / (half-life (1 + effect x ties with other experts))).

    >>> p = Knowledge(*[0.0] * len(Knowledge._fields))._replace(active_share=0.2, active_years=2.0, colleague_effect=0.5)
    >>> advising_chance(1, 1.0, 0.0, p), round(advising_chance(3, 1.0, 0.0, p), 3), round(advising_chance(5, 1.0, 2.0, p), 3)
    (0.2, 0.1, 0.1)
    """
    return p.active_share * back * math.exp(-LN_2 * (year - 1) / (p.active_years * (1.0 + p.colleague_effect * colleagues)))
