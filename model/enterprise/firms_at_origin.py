"""One month of firms and stakes at origin: they earn, survive or close, grow, pay loans back, keep or lose incentives, get into disputes."""

from __future__ import annotations

import math

from ..compiled.named_draws import AgencyDraws, FirmDraws
from ..compiled.numba_door import inlined, kernel, rule
from ..compiled.packed_arrays import PackedArrays, arrays_of
from ..compiled.packed_parameters import PackedParameters, parameters_of
from ..compiled.random_draws import Draw, descendant, four_draws
from ..numerics import LN_2
from ..parameters import Parameters
from ..queue import Desk, open_file
from ..records.arrays import Clock, Count, WorldArrays
from ..records.flows import Flow
from ..records.vocabulary import OwnerKind
from ..rules.found import practised
from ..rules.invest import closing_chance, earning, growing, tax_forgone
from ..time_units import TWELFTH
from .terms import FounderServices


@rule
def repay(w: WorldArrays, p: Parameters, k: int, s: FounderServices, closes: bool) -> None:
    """A month of a loan: an instalment frees its part of the guarantee, if there is one; a firm that closes leaves that to the fund, the rest to the bank."""
    f = w.firms[k]
    if f.loan > 0.0:
        fund = w.institutions[s.guarantee]
        instalment = f.loan / (12.0 * p.services.bank_years)
        fund.committed -= instalment * (f.loan_months if closes else 1)
        fund.spent += instalment * f.loan_months if closes else 0.0
    f.loan_months = 0 if closes else f.loan_months - 1


@rule
def close(w: WorldArrays, k: int, s: FounderServices) -> None:
    """Firm `k` closes; its plot in a zone is free again."""
    f = w.firms[k]
    f.is_alive = 0
    f.tax_cut_months = 0
    if f.in_zone == 1 and s.zone >= 0:
        w.institutions[s.zone].places += f.weight


@rule
def complain(w: WorldArrays, t: Clock, k: int) -> None:
    """The owner of firm `k`, if still there, hands in a complaint."""
    f = w.firms[k]
    if w.households[f.household].id == f.person:
        identity = descendant(f.id, 1 + f.age)
        draws = AgencyDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.AGENCY.value, t.tick, f.id))
        n = open_file(w, t, Desk.MEDIATOR.value, identity, draws.turn, f.household, k)
        if n >= 0:
            f.disputed = 1
            w.tally[f.cell, Flow.DISPUTES.value] += 1.0


@inlined
def trade(w: WorldArrays, p: Parameters, t: Clock, k: int, s: FounderServices) -> None:
    """Month of firm `k`."""
    f = w.firms[k]
    if f.is_alive == 0 or f.kind > OwnerKind.STAKE.value:
        if f.loan_months > 0:  # closed in a lost dispute
            repay(w, p, k, s, True)
        return
    e = p.enterprise
    f.age += 1
    draws = FirmDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.FIRM.value, t.tick, f.id))
    is_firm = f.kind == OwnerKind.FIRM.value
    c = w.corridors[f.corridor]
    energy = p.services.zone_infrastructure if f.in_zone == 1 else w.communities[f.community].energy
    profit = f.capital * e.profit_rate * TWELFTH * f.productivity * 2.0 * c.climate * (1.0 - p.founding.productive_infrastructure * (1.0 - energy))
    profit -= p.founding.bank_rate * TWELFTH * f.credit * f.loan_months / (12.0 * p.services.bank_years)
    if f.practice > 0.0:
        profit = practised(profit, f.practice, p.services)
        f.practice *= math.exp(-LN_2 / p.business.forgetting)
    f.profit = profit
    due = max(profit, 0.0) * c.tax_rate
    holiday = due if f.holiday_months > 0 else 0.0
    relief = 0.0
    if f.tax_cut_months > 0 and f.holiday_months == 0:  # in a holiday no tax is due that could be cut
        relief = tax_forgone(profit, c.tax_rate, f.tax_cut, f.tax_cut_cap, e.associates_share, f.associates)
    earns = earning(profit - due + holiday + relief, f.capital, e)

    closing = closing_chance(f.age, e) * TWELFTH
    if is_firm:
        closing *= math.exp(-p.founding.quality_survival * math.log(earns))
    if f.care > 0:
        f.care -= 1
        closing *= 1.0 - p.services.care_survival
    if draws.closes < closing:
        close(w, k, s)
        if f.loan_months > 0:
            repay(w, p, k, s, True)
        return
    w.tally[f.cell, Flow.ZONE_FORGONE.value] += f.weight * holiday
    w.tally[f.cell, Flow.FORGONE.value] += f.weight * relief
    f.holiday_months = max(f.holiday_months - 1, 0)
    f.tax_cut_months = max(f.tax_cut_months - 1, 0)
    if f.loan_months > 0:
        repay(w, p, k, s, False)
    growth = 1.0 + growing(earns, e) * TWELFTH
    f.capital *= growth
    f.jobs = max(f.jobs * growth, 1.0) if is_firm else 0.0
    if is_firm and f.disputed == 0 and f.age < p.founding.young_months and draws.dispute < p.founding.dispute * TWELFTH:
        if f.care > 0 and draws.settles < p.services.care_settles:
            w.tally[f.cell, Flow.DISPUTES.value] += 1.0
            w.tally[f.cell, Flow.RESOLVED.value] += 1.0
        else:
            complain(w, t, k)
    if f.founded >= 0 and is_firm:
        w.tally[f.cell, Flow.FIRMS.value] += f.weight
        w.tally[f.cell, Flow.JOBS.value] += f.weight * f.jobs


@kernel
def trade_all(stage: PackedArrays, packed: PackedParameters, t: Clock, s: FounderServices) -> None:
    """A month of all firms."""
    w = arrays_of(stage)
    p = parameters_of(packed)
    for k in range(w.counts[Count.FIRMS.value]):
        trade(w, p, t, k, s)
