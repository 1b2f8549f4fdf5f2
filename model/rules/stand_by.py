"""Help for families that lost income, or what they own: who of their kin abroad steps in, with how much, and for how long (D1b, D8)."""

from __future__ import annotations

from ..compiled.numba_door import rule
from ..parameters.crisis import Crisis
from ..parameters.remitting import Remitting


@rule
def uninsured(income: float, p: Crisis) -> float:
    """Share of what a disaster takes that neither insurance nor the state makes good, where a country's income per head is `income` USD a year.

    1 / (1 + (income / self help)^slope): in richer countries flows from abroad do not rise after a disaster (Yang 2008).

    >>> p = Crisis(*[0.0] * len(Crisis._fields))._replace(self_help_usd=4000.0, self_help_slope=2.0)
    >>> uninsured(0.0, p), uninsured(4000.0, p), uninsured(12_000.0, p)
    (1.0, 0.5, 0.1)
    """
    return 1.0 / (1.0 + (income / p.self_help_usd) ** p.self_help_slope)


@rule
def rebuilding(to_rebuild: float, p: Crisis) -> float:
    """What rebuilding takes this month, share of a month's income of those struck: `to_rebuild` is the share of a year's income that the disaster took, times
    the part of rebuilding that is still to come.

    In all it is `rebuild_share` of what the disaster took, along a straight line over `rebuild_months`.

    >>> p = Crisis(*[0.0] * len(Crisis._fields))._replace(rebuild_share=1.5, rebuild_months=24.0)
    >>> rebuilding(0.5, p), rebuilding(0.25, p), rebuilding(0.0, p)
    (0.75, 0.375, 0.0)
    """
    return 2.0 * p.rebuild_share * 12.0 / p.rebuild_months * to_rebuild


@rule
def in_lean_times(income: float, loss: float, p: Remitting) -> float:
    """What a supporter sends on top to a family that misses the share `loss` of `income`, USD a month (Yang and Choi 2007).

    >>> p = Remitting(*[0.0] * len(Remitting._fields))._replace(insurance=0.6)
    >>> in_lean_times(500.0, 0.2, p)
    60.0
    """
    return p.insurance * loss * income


@rule
def after_disaster(income: float, families: float, severity: float, is_struck: int, share: float, p: Crisis, q: Remitting) -> float:
    """What somebody wants to send to kin whom a disaster struck, USD a month, where insurance and state do nothing.

    For its own `families`, together of `income`, if they were struck, as in a lean year; and for wider kin: so many households with incomes like theirs, of
    whom `share` were struck.

    >>> p = Crisis(*[0.0] * len(Crisis._fields))._replace(kin_households=10.0, kin_help=0.25)
    >>> q = Remitting(*[0.0] * len(Remitting._fields))._replace(insurance=0.5)
    >>> after_disaster(200.0, 2.0, 0.4, 1, 0.5, p, q), after_disaster(200.0, 2.0, 0.4, 0, 0.5, p, q)
    (90.0, 50.0)
    """
    return severity * income * (q.insurance * is_struck + p.kin_help * p.kin_households * share / families)
