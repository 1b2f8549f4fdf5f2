"""What its dates make of a lever, month by month: how strong it is while its money comes as planned, and what running it costs.

Levers never change, so a lever that comes back in the next run (another replication, another world) is not asked again.
"""

from __future__ import annotations

from functools import lru_cache

from .levers.lever import Lever
from .ministry import Ministry
from .parameters.ministry import Ministries

KEPT = 2048
"""Levers that are remembered; a comparison has some dozens."""


def grown(lever: Lever, month: int, ministry: Ministry, p: Ministries) -> float:
    """Strength while it is in force; levers aligned with a strategy grow faster."""
    ahead = ministry.ahead(lever.from_month, month, p)
    return lever.strength(month, ahead) if ahead > 0.0 else lever.strength(month)


def left_over(lever: Lever, month: int, ended: int, strength: float, p: Ministries) -> float:
    """What a desk or a network still does when nobody pays for it any more; nothing for levers that leave none (F12)."""
    fade = p.fade_months
    return strength * max(1.0 - (month - ended + 1) / fade, 0.0) if lever.leaves_structure and fade > 0.0 else 0.0


def planned_strength(lever: Lever, month: int, ministry: Ministry, p: Ministries) -> float:
    """Strength in a month if its money comes as planned: project money ends with `to_month`."""
    if lever.funding == "project" and lever.to_month is not None and month >= lever.to_month:
        return left_over(lever, month, lever.to_month, grown(lever, lever.to_month - 1, ministry, p), p)
    return grown(lever, month, ministry, p)


@lru_cache(maxsize=KEPT)
def planned_strengths(lever: Lever, horizon: int, ministry: Ministry, p: Ministries) -> tuple[float, ...]:
    """`planned_strength` of every month up to `horizon`."""
    return tuple(planned_strength(lever, month, ministry, p) for month in range(horizon))


@lru_cache(maxsize=KEPT)
def fixed_costs(lever: Lever, horizon: int) -> tuple[float, ...]:
    """Running cost of every month up to `horizon` whatever anybody does, USD, before any limit of its budget."""
    return tuple(lever.fixed_cost(month) if lever.is_active(month) else 0.0 for month in range(horizon))
