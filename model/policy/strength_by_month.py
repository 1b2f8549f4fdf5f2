"""What its dates and its budget make of a lever, month by month: how strong it is, and what running and setting it up costs.

Levers never change, so a lever that comes back in the next run (another replication, another world) is not worked out again.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from ..inputs.ministry import Ministry
from ..levers.lever import Lever
from ..parameters.ministry import Ministries
from .budgets import Means, means_of

KEPT = 2048
"""Levers that are remembered; a comparison has some dozens."""


def grown(lever: Lever, month: int, ministry: Ministry, q: Ministries, means: Means | None) -> float:
    """Strength while it is in force: as far as it has grown, faster where it is aligned with a strategy, times what is paid of it."""
    ahead = ministry.ahead(lever.from_month, month, q)
    strength = lever.strength(month, ahead) if ahead > 0.0 else lever.strength(month)
    return strength if means is None else strength * float(means.share[month])


def served(lever: Lever, month: int, means: Means) -> float:
    """Strength of works: none before all is built; then it grows over the ramp, as those whom they serve are connected, and stays without money."""
    since = int(means.built[: month + 1].sum())
    return min(since / max(lever.ramp_months, 1), 1.0)


def left_over(lever: Lever, month: int, ended: int, strength: float, q: Ministries) -> float:
    """What a desk or a network still does when nobody pays for it any more; nothing for levers that leave none (F12)."""
    fade = q.fade_months
    return strength * max(1.0 - (month - ended + 1) / fade, 0.0) if lever.leaves_structure and fade > 0.0 else 0.0


def strength_of(lever: Lever, month: int, ministry: Ministry, q: Ministries, means: Means | None) -> float:
    """Strength in a month in which its money was not refused: project money ends with `to_month`."""
    if lever.stays and means is not None:
        return served(lever, month, means)
    if lever.funding == "project" and lever.to_month is not None and month >= lever.to_month:
        return left_over(lever, month, lever.to_month, grown(lever, lever.to_month - 1, ministry, q, means), q)
    return grown(lever, month, ministry, q, means)


class Plan(NamedTuple):
    """One lever by month if its money comes as planned: strength, and USD for running and setting up. `means`: None where a budget limits nothing."""

    strengths: tuple[float, ...]
    costs: tuple[float, ...]
    means: Means | None


@lru_cache(maxsize=KEPT)
def planned(lever: Lever, horizon: int, ministry: Ministry, q: Ministries, extent: float = 1.0) -> Plan:
    """The plan of a lever up to `horizon`, that turns the terms of this world as far as `extent`."""
    months = range(horizon)
    if lever.budget_usd is None and lever.setup_usd == 0.0 and not lever.stays:
        costs = tuple(lever.fixed_cost(month) * extent if lever.is_active(month) else 0.0 for month in months)
        return Plan(tuple(strength_of(lever, month, ministry, q, None) for month in months), costs, None)
    means = means_of(lever, horizon, lever.is_active, extent)
    costs = tuple(float(running + setup) for running, setup in zip(means.running, means.setup, strict=True))
    return Plan(tuple(strength_of(lever, month, ministry, q, means) for month in months), costs, means)
