"""One month of firms and stakes at origin: they survive or close, earn, grow, pay loans back, keep or lose incentives, get into disputes."""

from __future__ import annotations

import math

from .compiled import Given, inlined, kernel, rule
from .luck import Draw, descendant, luck
from .parameters import Parameters
from .queue import Desk, open_file
from .rules.invest import closing_chance, tax_forgone
from .schema import Flow, OwnerKind
from .services import Serving
from .stage import Clock, Count, Stage

TWELFTH = 1.0 / 12.0
YOUNG_MONTHS = 36


@rule
def repay(w: Stage, p: Parameters, k: int, s: Serving, closes: bool) -> None:
    """A month of a guaranteed loan: an instalment frees its part of the guarantee; a firm that closes leaves the rest to the fund."""
    f = w.firms[k]
    bank = w.institutions[s.guarantee]
    instalment = f.loan / (12.0 * p.services.bank_years)
    if closes:
        bank.committed -= instalment * f.loan_months
        bank.spent += instalment * f.loan_months
        f.loan_months = 0
    else:
        bank.committed -= instalment
        f.loan_months -= 1


@rule
def complain(w: Stage, t: Clock, k: int) -> None:
    """The owner of firm `k`, if still there, hands in a complaint."""
    f = w.firms[k]
    if w.households[f.household].id == f.person:
        identity = descendant(f.id, 1 + f.age)
        u0, _, _, _ = luck(t.seed0, t.seed1, t.replication, Draw.AGENCY.value, t.tick, f.id)
        n = open_file(w, t, Desk.MEDIATOR.value, identity, u0, f.household, k)
        if n >= 0:
            f.disputed = 1
            w.tally[f.cell, Flow.DISPUTES.value] += 1.0


@inlined
def trade(w: Stage, p: Parameters, t: Clock, k: int, s: Serving) -> None:
    """Month of firm `k`."""
    f = w.firms[k]
    if f.is_alive == 0 or f.kind > OwnerKind.STAKE.value:
        if f.loan_months > 0:  # closed in a lost dispute
            repay(w, p, k, s, True)
        return
    e = p.enterprise
    f.age += 1
    u0, _, u2, _ = luck(t.seed0, t.seed1, t.replication, Draw.FIRM.value, t.tick, f.id)
    is_firm = f.kind == OwnerKind.FIRM.value
    closing = closing_chance(f.age, e) * TWELFTH
    if is_firm:
        closing *= math.exp(-p.founding.quality_survival * math.log(max(f.productivity, 0.05)))
    if u0 < closing:
        f.is_alive = 0
        f.tax_cut_months = 0
        if f.loan_months > 0:
            repay(w, p, k, s, True)
        return
    c = w.corridors[f.corridor]
    energy = p.services.zone_infrastructure if f.in_zone == 1 else w.communities[f.community].energy
    profit = f.capital * e.profit_rate * TWELFTH * f.productivity * 2.0 * c.climate * (1.0 - p.founding.productive_infrastructure * (1.0 - energy))
    if f.holiday_months > 0:
        f.holiday_months -= 1
        w.tally[f.cell, Flow.ZONE_FORGONE.value] += f.weight * max(profit, 0.0) * c.tax_rate
        if f.tax_cut_months > 0:
            f.tax_cut_months -= 1  # no tax is due that could be cut
    elif f.tax_cut_months > 0:
        f.tax_cut_months -= 1
        forgone = tax_forgone(profit, c.tax_rate, f.tax_cut, f.tax_cut_cap, e.associates_share, f.associates)
        w.tally[f.cell, Flow.FORGONE.value] += f.weight * forgone
    if f.loan_months > 0:
        repay(w, p, k, s, False)
    growth = 1.0 + e.growth * TWELFTH
    f.capital *= growth
    f.jobs *= growth
    if is_firm and f.disputed == 0 and f.age < YOUNG_MONTHS and u2 < p.founding.dispute * TWELFTH:
        complain(w, t, k)
    if f.founded >= 0 and is_firm:
        w.tally[f.cell, Flow.FIRMS.value] += f.weight
        w.tally[f.cell, Flow.JOBS.value] += f.weight * f.jobs


@kernel
def trade_all(w: Stage, given: Given, t: Clock, s: Serving) -> None:
    """A month of all firms."""
    p: Parameters = given[0]
    for k in range(w.counts[Count.FIRMS.value]):
        trade(w, p, t, k, s)
