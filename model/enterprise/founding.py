"""Projects on their way to a firm: competition, one-stop shop, procedures, money, zone; and complaints (4.1, 4.3, 4.4).

Each project is a file that waits at one desk at a time. In a month the jury meets first, then officers and mediators serve, then procedures run.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from ..compiled.named_draws import AgainDraws, CounterDraws, FileDraws, FirmBirthDraws, PatienceDraws
from ..compiled.numba_door import kernel, rule
from ..compiled.packed_arrays import PackedArrays, arrays_of
from ..compiled.packed_parameters import PackedParameters, parameters_of
from ..compiled.random_draws import Draw, four_draws, normal
from ..households.trust import breaks_promise, keeps_promise, lets_down, resents
from ..parameters import Parameters
from ..population.births import Venture, new_firm
from ..queue import (
    ANYBODY,
    BY_RANK,
    CLAIMS,
    FINALIST,
    HAS_PLOT,
    MATCHED,
    NOT_CALLED,
    Desk,
    affords,
    first_in,
    honours,
    line_up,
    refuses,
    tidy_files,
    waiting_at,
)
from ..records.arrays import Clock, Count, WorldArrays
from ..records.bit_masks import (
    A_FIRM,
    A_PRODUCTIVE,
    BLOCKED_FINANCE,
    BLOCKED_INFORMATION,
    BLOCKED_INFRASTRUCTURE,
    BLOCKED_NATIONALITY,
    BLOCKED_PARTNERS,
    BLOCKED_PROCEDURES,
    BLOCKED_SKILLS,
    INVESTMENT,
    S_GRANT,
    S_GUARANTEE,
    S_REGISTRATION,
    S_SEED,
    S_ZONE,
)
from ..records.flows import Flow
from ..records.vocabulary import CELLS, OwnerKind
from ..rules.found import assisted, is_enough
from ..rules.invest import giving_up
from ..time_units import DAYS_A_MONTH
from .business_courses import teach
from .founder_files import drop, gone, knows_of_offers, outlay, own_way, sources, stop
from .one_stop_shop import hear_complaints, look_after, serve_counter
from .terms import FounderServices
from .zones import allot_plots, settle_others, zone_for

# Places of `results`, the month's outcomes of these institutions.
PROJECT_RESULTS = ("selected", "plots_taken", "plots_associates", "plots_outsiders", "plots", "aftercare", "selected_a", "selected_b", "selected_c",
                   "applied", "shortlisted", "calls", "taught")  # fmt: skip


@rule
def score(w: WorldArrays, t: Clock, k: int, noise: float, favour: float) -> float:
    """What the jury sees of file `k`: its quality, blurred; and better than it is where it comes from the faction of the state."""
    f = w.files[k]
    draws = FileDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.FILE.value, f.opened, f.id))
    own = favour if w.households[f.household].faction == 0 else 0.0
    return math.log(f.quality) + noise * normal(draws.jury) + own


@rule
def second_look(w: WorldArrays, t: Clock, k: int, s: FounderServices) -> float:
    """Rank of a finalist: by its lot, or by the mean of two looks of the jury, which errs less."""
    f = w.files[k]
    if s.lottery == 1:
        return float(f.draw)
    draws = CounterDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.COUNTER.value, f.opened, f.id))
    again = score(w, t, k, 0.0, s.favour) + s.noise * normal(draws.second_look)
    return -0.5 * (score(w, t, k, s.noise, s.favour) + again)


@rule
def shortlist(w: WorldArrays, t: Clock, s: FounderServices, results: np.ndarray) -> None:
    """The best of those who applied are finalists, and are ranked anew; the others are passed over."""
    line_up(w, 0, Desk.CALL.value, BY_RANK, ANYBODY)
    for _ in range(s.winners * s.finalists):
        best = first_in(w, 0, Desk.CALL.value, BY_RANK, ANYBODY)
        if best < 0:
            break
        f = w.files[best]
        f.promise |= FINALIST
        f.rank = NOT_CALLED
        results[10] += 1.0
    for k in range(w.counts[Count.FILES.value]):
        f = w.files[k]
        if f.desk == Desk.CALL.value:
            f.rank = second_look(w, t, k, s) if f.promise & FINALIST else NOT_CALLED


@rule
def judge(w: WorldArrays, p: Parameters, t: Clock, s: FounderServices, results: np.ndarray) -> None:
    """The jury selects the best files; winners are trained and funded, the others go their own way or stop where they stood."""
    bank = w.institutions[s.call]
    for k in range(w.counts[Count.FILES.value]):
        f = w.files[k]
        if f.desk == Desk.CALL.value:
            f.rank = -score(w, t, k, s.noise, s.favour) if f.blocked & BLOCKED_INFRASTRUCTURE == 0 else NOT_CALLED
            results[9] += 1.0
    results[11] += 1.0 if s.winners > 0 else 0.0
    if s.finalists > 1:
        shortlist(w, t, s, results)
    line_up(w, 0, Desk.CALL.value, BY_RANK, ANYBODY)
    for _ in range(s.winners):
        best = first_in(w, 0, Desk.CALL.value, BY_RANK, ANYBODY)
        if best < 0:
            break
        f = w.files[best]
        if not affords(w, t, s.call, s.seed + s.assistance_usd):
            # a place that was announced and is not given: the promise to the winner is broken
            refuses(w, s.call, 1.0)
            bank.served += 1.0
            bank.waited += DAYS_A_MONTH * (t.tick - f.arrived)
            lets_down(w, p, f.household)
            own_way(w, p, t, best, s)
            continue
        honours(w, s.call, 1.0)
        bank.left -= s.seed + s.assistance_usd
        bank.spent += s.assistance_usd + p.services.seed_first * s.seed
        bank.committed += (1.0 - p.services.seed_first) * s.seed
        bank.served += 1.0
        bank.waited += DAYS_A_MONTH * (t.tick - f.arrived)
        results[0] += 1.0
        results[10] += 1.0 if s.finalists <= 1 else 0.0
        results[6 + w.households[f.household].faction] += 1.0
        f.support |= S_SEED
        f.quality = assisted(f.quality, s.assistance_days, p.services)
        f.blocked &= ~(BLOCKED_INFORMATION | BLOCKED_PARTNERS | BLOCKED_SKILLS)
        needed = max(outlay(w, p, best) - s.seed, 0.0)
        own, grant, loan, credit = sources(w, best, needed, True, True)
        if is_enough(own, grant, loan, credit, needed):
            f.blocked &= ~BLOCKED_FINANCE
        if s.desk == 1:
            f.days_left *= p.services.desk_days
        keeps_promise(w, p, f.household)
        own_way(w, p, t, best, s)
    for k in range(w.counts[Count.FILES.value]):
        f = w.files[k]
        if f.desk == Desk.CALL.value:
            bank.served += 1.0  # an answer, if not the one hoped for
            bank.waited += DAYS_A_MONTH * (t.tick - f.arrived)
            own_way(w, p, t, k, s)


@rule
def asked(w: WorldArrays, t: Clock, institution: int, amount: float, reserved: float) -> float:
    """`amount` where a fund can still reserve what it takes; 0 where it cannot, and the file is refused there."""
    if amount <= 0.0:
        return 0.0
    bank = w.institutions[institution]
    bank.arrived += 1.0
    if affords(w, t, institution, reserved):
        return amount
    bank.abandoned += 1.0
    refuses(w, institution, 1.0)
    return 0.0


class Raised(NamedTuple):
    """Money that came together for a firm, USD: the capital it opens with, what the owner, a grant, guaranteed and other loans and seed money bring to it."""

    capital: float
    own: float
    grant: float
    loan: float
    credit: float
    seed: float
    is_enough: bool


@rule
def raise_money(w: WorldArrays, p: Parameters, t: Clock, k: int, s: FounderServices) -> Raised:
    """Money for the firm of file `k`, as far as funds can reserve what they would give."""
    f = w.files[k]
    seed = s.seed if f.support & S_SEED else 0.0
    capital = max(outlay(w, p, k), seed)  # seed money beyond what the project needs makes it larger
    own, grant, loan, credit = sources(w, k, capital - seed, s.grant >= 0, s.guarantee >= 0)
    if grant > 0.0 and asked(w, t, s.grant, grant, grant) == 0.0:
        lets_down(w, p, f.household)
        own, grant, loan, credit = sources(w, k, capital - seed, False, s.guarantee >= 0)
    if loan > 0.0 and asked(w, t, s.guarantee, loan, s.guaranteed * loan) == 0.0:
        lets_down(w, p, f.household)
        loan = 0.0
        credit = min(capital - seed - own - grant, f.credit)
    return Raised(capital, own, grant, loan, credit, seed, is_enough(own, grant, loan, credit, capital - seed))


@rule
def book_raised(w: WorldArrays, p: Parameters, s: FounderServices, m: Raised) -> None:
    """Funds pay or reserve what they give, where it is enough; else the file is given up there."""
    if s.grant >= 0 and m.grant > 0.0:
        bank = w.institutions[s.grant]
        if m.is_enough:
            bank.left -= m.grant
            bank.spent += m.grant
            bank.served += 1.0
            honours(w, s.grant, 1.0)
        else:
            bank.abandoned += 1.0
    if s.guarantee >= 0 and m.loan > 0.0:
        bank = w.institutions[s.guarantee]
        if m.is_enough:
            bank.left -= s.guaranteed * m.loan
            bank.committed += s.guaranteed * m.loan
            bank.served += 1.0
            honours(w, s.guarantee, 1.0)
        else:
            bank.abandoned += 1.0
    if m.is_enough and m.seed > 0.0:
        bank = w.institutions[s.call]
        bank.committed -= (1.0 - p.services.seed_first) * s.seed
        bank.spent += (1.0 - p.services.seed_first) * s.seed


@rule
def settle_in_zone(w: WorldArrays, p: Parameters, t: Clock, k: int, n: int, capital: float, s: FounderServices) -> None:
    """Firm `n` of file `k` takes its plot."""
    f = w.files[k]
    firm = w.firms[n]
    needed = outlay(w, p, k)
    f.promise &= ~HAS_PLOT  # it is the firm's now
    firm.in_zone = 1
    # what the plot saves is let to the firm, and works too; its yield is the rent
    firm.jobs = max((capital + f.capital - needed) / (12.0 * w.corridors[f.corridor].origin_income * p.enterprise.capital_per_job), 1.0)
    settled = zone_for(w, t, k)
    firm.cell += (settled - firm.community) * CELLS  # its jobs are where it stands, not where its owner comes from
    firm.community = settled
    firm.holiday_months = s.holiday


@rule
def carried_by(w: WorldArrays, k: int, m: Raised, tax_cut: float) -> int:
    """Bits of what carried the firm of file `k`, its plot included."""
    f = w.files[k]
    h = w.households[f.household]
    terms = w.offers[h.corridor, h.eligible]
    terms_without_policy = w.terms_without_policy[h.corridor]
    support = f.support
    if m.grant > 0.0:
        support |= S_GRANT
    if m.loan > 0.0:
        support |= S_GUARANTEE
    if tax_cut > 0.0:
        support |= INVESTMENT
    is_shorter = terms.start_days < terms_without_policy.start_days or terms.start_steps < terms_without_policy.start_steps
    if is_shorter or terms.start_cost_usd < terms_without_policy.start_cost_usd:
        support |= S_REGISTRATION
    if f.promise & HAS_PLOT:
        support |= S_ZONE
    return int(support)


@rule
def open_firm(w: WorldArrays, p: Parameters, t: Clock, k: int, s: FounderServices) -> None:
    """Procedures are done: money comes together, perhaps a plot in a zone, and the firm opens; or money falls short after all."""
    f = w.files[k]
    h = w.households[f.household]
    terms = w.offers[h.corridor, h.eligible]
    claims = knows_of_offers(w, k) and f.promise & CLAIMS != 0
    m = raise_money(w, p, t, k, s)
    book_raised(w, p, s, m)
    if not m.is_enough:
        stop(w, p, t, k, s, BLOCKED_FINANCE, Flow.BLOCKED_FINANCE.value)
        return
    tax_cut = terms.tax_cut if claims else w.terms_without_policy[h.corridor].tax_cut
    n = new_firm(w, p, t, f.household, f.id, Venture(OwnerKind.FIRM.value, m.capital, f.quality, tax_cut))
    if n < 0:
        return
    firm = w.firms[n]
    firm.support = carried_by(w, k, m, tax_cut)
    firm.practice = float(f.trained)
    firm.start_days = f.days_total
    firm.finalist = 1 if f.promise & FINALIST else 0
    if m.loan > 0.0:
        firm.loan = s.guaranteed * m.loan
    if m.loan + m.credit > 0.0:
        firm.credit = m.loan + m.credit
        firm.loan_months = int(12.0 * p.services.bank_years)
    if f.promise & HAS_PLOT:
        settle_in_zone(w, p, t, k, n, m.capital, s)
    draws = FirmBirthDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.FIRM.value, -1, f.id))
    firm.is_aligned = 1 if f.promise & MATCHED or draws.aligned < p.founding.aligned else 0

    h.wealth -= min(m.own + terms.start_cost_usd, p.founding.spent_most * h.wealth)
    h.has_invested = 1
    if t.month >= 0:
        h.acted |= A_PRODUCTIVE | A_FIRM
        h.supported |= firm.support
        h.invested_productive += m.own
    tally = w.tally[f.cell]
    tally[Flow.FIRM_CAPITAL.value] += m.own + m.loan + m.credit
    tally[Flow.PUBLIC_CAPITAL.value] += m.seed + m.grant
    tally[Flow.FIRMS_FOUNDED.value] += 1.0
    tally[Flow.INVESTMENTS.value] += 1.0
    tally[Flow.PROCEDURE_DAYS.value] += f.days_total
    tally[Flow.ALIGNED.value] += firm.is_aligned
    f.desk = Desk.CLOSED.value


@rule
def lose_patience(w: WorldArrays, p: Parameters, t: Clock, k: int, s: FounderServices, is_foreigners: bool) -> None:
    """The founder of file `k` has had enough: who needs the firm lays it aside and goes on later from where it stood, the others give it up (O3)."""
    f = w.files[k]
    breaks_promise(w, p, f.household)
    need = AgainDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.AGAIN.value, f.opened, f.id))
    if need.keeps_project < p.founding.persists:
        resents(w, p, f.household)
        f.desk = Desk.ASIDE.value
    elif is_foreigners:
        stop(w, p, t, k, s, BLOCKED_NATIONALITY, Flow.BLOCKED_NATIONALITY.value)
    else:
        stop(w, p, t, k, s, BLOCKED_PROCEDURES, Flow.BLOCKED_PROCEDURES.value)


@rule
def run_procedures(w: WorldArrays, p: Parameters, t: Clock, s: FounderServices) -> None:
    """A month of procedures for every file at the registry, and for those laid aside that are taken up again: founders lose patience day by day (O3)."""
    for k in range(w.counts[Count.FILES.value]):
        f = w.files[k]
        if f.desk not in (Desk.REGISTRY.value, Desk.ASIDE.value):
            continue
        draws = PatienceDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.FILE.value, t.tick, f.id))
        if f.desk == Desk.ASIDE.value:
            if draws.resumes >= 1.0 / p.founding.again_months:
                f.days_total += DAYS_A_MONTH
                continue
            f.desk = Desk.REGISTRY.value
        days = min(f.days_left, DAYS_A_MONTH)
        if draws.gives_up < giving_up(days, p.enterprise.hassle):
            # who would have stayed had the days been those of nationals is stopped as a foreigner
            foreigner = w.households[f.household].is_national == 0
            lose_patience(w, p, t, k, s, foreigner and draws.gives_up >= giving_up(days / p.enterprise.foreigner_days, p.enterprise.hassle))
            continue
        f.days_total += days
        f.days_left -= days
        if f.days_left <= 0.0:
            open_firm(w, p, t, k, s)


@kernel
def projects_month(stage: PackedArrays, packed: PackedParameters, t: Clock, s: FounderServices, results: np.ndarray) -> None:
    """A month of all files of founders and of complaints."""
    w = arrays_of(stage)
    p = parameters_of(packed)
    for j in range(results.shape[0]):
        results[j] = 0.0
    for k in range(w.counts[Count.FILES.value]):
        f = w.files[k]
        if f.desk == Desk.CALL.value and f.arrived == t.tick:
            w.institutions[s.call].arrived += 1.0
        elif f.desk == Desk.COUNTER.value and f.arrived == t.tick:
            w.institutions[s.counter].arrived += 1.0
        if f.desk in (Desk.CALL.value, Desk.COUNTER.value, Desk.REGISTRY.value, Desk.ASIDE.value) and gone(w, k):
            if f.desk == Desk.CALL.value:
                w.institutions[s.call].abandoned += 1.0
            elif f.desk == Desk.COUNTER.value:
                w.institutions[s.counter].abandoned += 1.0
            drop(w, p, k, s)
    if s.zone >= 0:
        allot_plots(w, p, t, s)
    if s.call >= 0:
        if s.winners > 0 or s.call_open == 0:
            judge(w, p, t, s, results)
        results[12] = teach(w, p, t, s)
        w.institutions[s.call].waiting = waiting_at(w, Desk.CALL.value)
    if s.counter >= 0:
        results[5] = look_after(w, p, s, serve_counter(w, p, t, s))
        w.institutions[s.counter].waiting = waiting_at(w, Desk.COUNTER.value)
    hear_complaints(w, p, t, s)
    run_procedures(w, p, t, s)
    if s.zone >= 0:
        settle_others(w, p, t, s, results)
    tidy_files(w)
