"""One month of families at origin: what they receive, save and put into their homes, accounts, local investment, applications for training (A4)."""

from __future__ import annotations

from ..compiled.fetching import AHEAD, fetch
from ..compiled.named_draws import CitizenDraws, FamilyDraws, LoanDraws
from ..compiled.numba_door import inlined, kernel
from ..compiled.packed_arrays import PackedArrays, arrays_of
from ..compiled.packed_parameters import PackedParameters, parameters_of
from ..compiled.random_draws import Draw, four_draws
from ..parameters import Parameters
from ..records.arrays import Clock, Count, WorldArrays
from ..records.flows import Flow
from ..rules.save import borrowing, into_home, local_chance, paying_back, share_saved
from .financial_training import Course, enrol, open_account, welcome

ACCOUNT_MONTH = 3  # months of the household's year
INVESTMENT_MONTH = 10


@inlined
def invest_locally(w: WorldArrays, p: Parameters, t: Clock, i: int, trained: int) -> None:
    """Once a year a family uses part of its savings, and perhaps invests part of the rest where it lives."""
    h = w.households[i]
    r = w.receivers[i]
    r.savings *= 1.0 - p.saving.family_use
    draws = FamilyDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.FAMILY.value, t.tick, h.id))
    if draws.invests < local_chance(r.has_account, trained, p.saving):
        invested = p.saving.invest_share * r.savings
        r.savings -= invested
        w.tally[h.cell, Flow.LOCAL_INVESTMENT.value] += h.weight * invested
        if r.is_woman == 1:
            w.tally[h.cell, Flow.LOCAL_INVESTMENT_WOMEN.value] += h.weight * invested


@inlined
def receive(w: WorldArrays, p: Parameters, t: Clock, course: Course, i: int, men: float, women: float) -> None:
    """Family of household `i`: book what came, save a share, put another into the home; in months of its own open an account, invest, apply for training."""
    h = w.households[i]
    r = w.receivers[i]
    trained = h.family_trained & 1
    if t.tick % 12 == 0:
        r.received_year = 0.0
        r.transfers_year = 0
    if h.remit_months < 12 and h.status == 1:
        w.tally[h.cell, Flow.RECEIVERS_INCOME.value] += h.weight * (r.income * (1.0 - r.loss) + r.received)
    if r.received > 0.0 and h.status == 1:
        saved = share_saved(p.population.family_saves, trained, p.saving) * r.received
        r.savings += saved
        r.received_year += r.received
        r.transfers_year += 1
        tally = w.tally[h.cell]
        tally[Flow.RECEIVED.value] += h.weight * r.received
        tally[Flow.SAVED.value] += h.weight * saved
        tally[Flow.HOMES.value] += h.weight * min(into_home(r.has_account, p.saving) * r.received, r.received - saved)
        tally[Flow.RECEIVED_WOMEN.value] += h.weight * r.received * r.is_woman
        tally[Flow.SAVED_WOMEN.value] += h.weight * saved * r.is_woman
    anniversary = (t.tick + h.id) % 12
    if anniversary == ACCOUNT_MONTH:
        credit = LoanDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.LOAN.value, t.tick, h.id))
        means = r.received + r.income
        if credit.loan < (paying_back(p.saving) if r.has_loan == 1 else borrowing(r.has_account, r.received / means if means > 0.0 else 0.0, p.saving)):
            r.has_loan = 1 - r.has_loan
        if r.has_account == 0:
            draws = CitizenDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.CITIZEN.value, t.tick, h.id))
            if draws.account < p.population.account_year * (p.population.account_receiver if h.remit_months < 12 else 1.0):
                open_account(w, t, i)
    elif anniversary == INVESTMENT_MONTH:
        if r.savings > 0.0:
            invest_locally(w, p, t, i, trained)
        if course.is_open == 1:
            enrol(w, p, t, course, i, men, women)


@kernel
def receive_all(stage: PackedArrays, packed: PackedParameters, t: Clock, course: Course) -> None:
    """A month of all families at origin; those who part from a record for a seat of their own decide from the next month on."""
    w = arrays_of(stage)
    p = parameters_of(packed)
    men, women = welcome(w, p, course)
    for i in range(w.counts[Count.HOUSEHOLDS.value]):
        fetch(w.households, i + AHEAD, 0)
        receive(w, p, t, course, i, men, women)
