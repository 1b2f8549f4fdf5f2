"""One month of firms and stakes at origin: they survive or close, earn, grow, and keep or lose an incentive."""

from __future__ import annotations

from .compiled import inlined, kernel
from .luck import Draw, luck
from .parameters.enterprise import Enterprise
from .rules.invest import closing_chance, tax_forgone
from .schema import Flow, OwnerKind
from .stage import Clock, Count, Stage

TWELFTH = 1.0 / 12.0


@inlined
def trade(w: Stage, p: Enterprise, t: Clock, k: int) -> None:
    """Month of firm `k`; firms in the residence country and local ones live in trade.py."""
    f = w.firms[k]
    if f.is_alive == 0 or f.kind > OwnerKind.STAKE.value:
        return
    f.age += 1
    u0, _, _, _ = luck(t.seed0, t.seed1, t.replication, Draw.FIRM.value, t.tick, f.id)
    if u0 < closing_chance(f.age, p) * TWELFTH:
        f.is_alive = 0
        f.tax_cut_months = 0
        return
    c = w.corridors[f.corridor]
    profit = f.capital * p.profit_rate * TWELFTH * f.productivity * 2.0 * c.climate
    if f.tax_cut_months > 0:
        f.tax_cut_months -= 1
        forgone = tax_forgone(profit, c.tax_rate, f.tax_cut, f.tax_cut_cap, p.associates_share, f.associates)
        w.tally[f.cell, Flow.FORGONE.value] += f.weight * forgone
    growth = 1.0 + p.growth * TWELFTH
    f.capital *= growth
    f.jobs *= growth
    if f.founded >= 0 and f.kind == OwnerKind.FIRM.value:
        w.tally[f.cell, Flow.FIRMS.value] += f.weight
        w.tally[f.cell, Flow.JOBS.value] += f.weight * f.jobs


@kernel
def trade_all(w: Stage, p: Enterprise, t: Clock) -> None:
    """A month of all firms."""
    for k in range(w.counts[Count.FIRMS.value]):
        trade(w, p, t, k)
