"""Projects on their way to a firm: competition, one-stop shop, procedures, money, zone; and complaints (4.1, 4.3, 4.4).

Each project is a file that waits at one desk at a time. In a month the jury meets first, then officers and mediators serve, then procedures run.
"""

from __future__ import annotations

import math

import numpy as np

from .births import new_firm
from .build import CELLS
from .compiled import Given, kernel, rule
from .households.bits import (
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
from .households.found import blocked_flow
from .luck import Draw, luck, normal
from .parameters import Parameters
from .queue import LATE, MATCHED, Desk, affords, next_file, tidy_files, waiting_at
from .rules.found import assisted, grant_on, guided
from .rules.invest import giving_up
from .schema import Flow, OwnerKind, Status
from .services import Serving
from .stage import Clock, Count, Stage
from .trust import breaks_promise, keeps_promise, lets_down

# Places of `results`, the month's outcomes of these institutions.
PROJECT_RESULTS = ("selected", "plots_taken", "plots_outsiders", "plots", "selected_a", "selected_b", "selected_c")

SEED_FIRST = 0.5  # the first tranche of seed money is paid on selection, the second when the firm opens


@rule
def drop(w: Stage, k: int, s: Serving) -> None:
    """File `k` comes to nothing: money reserved for it is free again."""
    f = w.files[k]
    f.desk = Desk.CLOSED.value
    if f.support & S_SEED:
        bank = w.institutions[s.call]
        bank.committed -= (1.0 - SEED_FIRST) * s.seed
        bank.left += (1.0 - SEED_FIRST) * s.seed


@rule
def stop(w: Stage, p: Parameters, k: int, s: Serving, obstacles: int, flow: int) -> None:
    """File `k` is stopped by obstacles, counted and resented."""
    f = w.files[k]
    h = w.households[f.household]
    h.blocked |= obstacles
    h.grievance += p.belonging.grievance_gain * (1.0 - h.grievance)
    w.tally[f.cell, flow] += 1.0
    drop(w, k, s)


@rule
def gone(w: Stage, k: int) -> bool:
    """Whether the person who handed file `k` in is no longer there."""
    f = w.files[k]
    h = w.households[f.household]
    return h.id != f.person or h.status != Status.PRESENT.value


@rule
def score(w: Stage, t: Clock, k: int, noise: float, favour: float) -> float:
    """What the jury sees of file `k`: its quality, blurred; and better than it is where it comes from the faction of the state."""
    f = w.files[k]
    _, u1, _, _ = luck(t.seed0, t.seed1, t.replication, Draw.FILE.value, f.opened, f.id)
    own = favour if w.households[f.household].faction == 0 else 0.0
    return math.log(f.quality) + noise * normal(u1) + own


@rule
def own_way(w: Stage, p: Parameters, t: Clock, k: int, s: Serving) -> None:
    """File `k` goes on to the registry, or stops at what still stands against it."""
    f = w.files[k]
    if f.blocked == 0:
        f.desk = Desk.REGISTRY.value
        f.arrived = t.tick
    else:
        stop(w, p, k, s, f.blocked, blocked_flow(f.blocked))


@rule
def judge(w: Stage, p: Parameters, t: Clock, s: Serving, results: np.ndarray) -> None:
    """The jury selects the best files; winners are trained and funded, the others go their own way or stop where they stood."""
    bank = w.institutions[s.call]
    for _ in range(s.winners):
        best = -1
        best_score = 0.0
        for k in range(w.counts[Count.FILES.value]):
            f = w.files[k]
            if f.desk == Desk.CALL.value and f.blocked & BLOCKED_INFRASTRUCTURE == 0:
                x = score(w, t, k, s.noise, s.favour)
                if best < 0 or x > best_score:
                    best = k
                    best_score = x
        if best < 0:
            break
        if not affords(w, t, s.call, s.seed + s.assistance_usd):
            break
        f = w.files[best]
        bank.left -= s.seed + s.assistance_usd
        bank.spent += s.assistance_usd + SEED_FIRST * s.seed
        bank.committed += (1.0 - SEED_FIRST) * s.seed
        bank.served += 1.0
        bank.waited += 30.4 * (t.tick - f.arrived)
        results[0] += 1.0
        results[4 + w.households[f.household].faction] += 1.0
        f.support |= S_SEED
        f.quality = assisted(f.quality, s.assistance_days, p.services)
        f.blocked &= ~(BLOCKED_INFORMATION | BLOCKED_PARTNERS | BLOCKED_SKILLS)
        if s.seed + f.reach + f.loan >= f.capital:
            f.blocked &= ~BLOCKED_FINANCE
        if s.desk == 1:
            f.days_left *= p.services.desk_days
        keeps_promise(w, p, f.household)
        own_way(w, p, t, best, s)
    for k in range(w.counts[Count.FILES.value]):
        f = w.files[k]
        if f.desk == Desk.CALL.value:
            bank.served += 1.0  # an answer, if not the one hoped for
            bank.waited += 30.4 * (t.tick - f.arrived)
            own_way(w, p, t, k, s)


@rule
def serve_counter(w: Stage, p: Parameters, t: Clock, s: Serving) -> None:
    """Officers of the one-stop shop take files in the order of the queue; who waits for longer than promised trusts less, and may leave."""
    bank = w.institutions[s.counter]
    for _ in range(int(s.officers) if s.counter_open == 1 else 0):
        k = next_file(w, Desk.COUNTER.value, False)
        if k < 0:
            break
        f = w.files[k]
        waited = 30.4 * (t.tick - f.arrived)
        bank.served += 1.0
        bank.waited += waited
        f.days_total += waited
        _, _, u2, u3 = luck(t.seed0, t.seed1, t.replication, Draw.FILE.value, f.opened, f.id)
        if f.blocked & BLOCKED_INFORMATION and u2 < guided(s.opportunities, p.services):
            f.blocked &= ~BLOCKED_INFORMATION
        if s.opportunities > 0.0 and u3 < s.alignment:
            f.promise |= MATCHED
        f.days_left = min(f.days_left * p.services.counter_parallel, s.counter_days)
        if f.promise & LATE == 0:
            keeps_promise(w, p, f.household)
        own_way(w, p, t, k, s)
    for k in range(w.counts[Count.FILES.value]):
        f = w.files[k]
        if f.desk == Desk.COUNTER.value:
            u0, _, _, _ = luck(t.seed0, t.seed1, t.replication, Draw.AGENCY.value, t.tick, f.id)
            late = 30.4 * (t.tick + 1 - f.arrived) > s.counter_days
            if late and f.promise & LATE == 0:
                f.promise |= LATE
                lets_down(w, p, f.household)
            if s.counter_open == 0 or (late and u0 < p.services.counter_leaving):
                bank.abandoned += 1.0
                own_way(w, p, t, k, s)


@rule
def hear_complaints(w: Stage, p: Parameters, t: Clock, s: Serving) -> None:
    """Mediators hear complaints in order; a dispute that nobody settles is settled by chance or lost after some months (P6c)."""
    heard = s.mediators if s.counter_open == 1 else 0.0
    while True:
        k = -1
        mediated = False
        if heard >= 1.0:
            k = next_file(w, Desk.MEDIATOR.value, False)
            mediated = k >= 0
            heard -= 1.0
        if k < 0:
            for j in range(w.counts[Count.FILES.value]):
                f = w.files[j]
                if k < 0 and f.desk == Desk.MEDIATOR.value and t.tick - f.arrived >= p.founding.dispute_months:
                    k = j
        if k < 0:
            return
        f = w.files[k]
        firm = w.firms[f.firm]
        u0, u1, _, _ = luck(t.seed0, t.seed1, t.replication, Draw.FILE.value, f.opened, f.id)
        ends_well = u0 < (p.services.mediation_settled if mediated else p.founding.dispute_settled)
        f.desk = Desk.CLOSED.value
        firm.disputed = 0
        here = not gone(w, k)
        if ends_well:
            w.tally[f.cell, Flow.RESOLVED.value] += 1.0
            if here and mediated:
                keeps_promise(w, p, f.household)
        else:
            if here:
                lets_down(w, p, f.household)
            if u1 < p.founding.dispute_closes:
                firm.is_alive = 0


@rule
def zone_for(w: Stage, t: Clock, k: int) -> int:
    """Community of the zone where the firm of file `k` settles; its own community where it can, else one drawn by lot."""
    f = w.files[k]
    if w.communities[f.community].has_zone == 1:
        return int(f.community)
    first = w.corridors[f.corridor].first_community
    n_local = int(w.settings[0])
    zones = 0
    for m in range(n_local):
        zones += w.communities[first + m].has_zone
    _, _, _, u3 = luck(t.seed0, t.seed1, t.replication, Draw.PROJECT.value, -1, f.id)
    wanted = int(u3 * zones)
    for m in range(n_local):
        if w.communities[first + m].has_zone == 1:
            if wanted == 0:
                return first + m
            wanted -= 1
    return int(f.community)


@rule
def asked(w: Stage, t: Clock, institution: int, amount: float, reserved: float) -> float:
    """`amount` where a fund can still reserve what it takes; 0 where it cannot, and the file is given up there."""
    if amount <= 0.0:
        return 0.0
    bank = w.institutions[institution]
    bank.arrived += 1.0
    if affords(w, t, institution, reserved):
        return amount
    bank.abandoned += 1.0
    return 0.0


@rule
def open_firm(w: Stage, p: Parameters, t: Clock, k: int, s: Serving, results: np.ndarray) -> None:
    """Procedures are done: money comes together, perhaps a plot in a zone, and the firm opens; or money falls short after all."""
    f = w.files[k]
    h = w.households[f.household]
    told = w.offers[h.corridor, h.eligible]
    base = w.base[h.corridor]
    heeds = h.refuses == 0 and h.aware & INVESTMENT != 0
    seed = s.seed if f.support & S_SEED else 0.0
    grant = loan = 0.0
    capital = max(f.capital, seed)  # seed money beyond what the project needs makes it larger
    if heeds and s.grant >= 0 and told.grant_share > 0.0:
        grant = min(grant_on(capital, f.reach, told.grant_share, told.grant_cap_usd, told.grant_min_usd, told.grant_own_share), capital - seed)
        grant = asked(w, t, s.grant, grant, grant)
    if f.loan > 0.0:
        loan = max(min(f.loan, capital - seed - grant), 0.0)
        loan = asked(w, t, s.guarantee, loan, s.guaranteed * loan) if heeds and told.guarantee_share > 0.0 else 0.0
    own = capital - seed - grant - loan
    enough = own + told.start_cost_usd <= f.reach
    if s.grant >= 0 and grant > 0.0:
        bank = w.institutions[s.grant]
        if enough:
            bank.left -= grant
            bank.spent += grant
            bank.served += 1.0
        else:
            bank.abandoned += 1.0
    if s.guarantee >= 0 and loan > 0.0:
        bank = w.institutions[s.guarantee]
        if enough:
            bank.left -= s.guaranteed * loan
            bank.committed += s.guaranteed * loan
            bank.served += 1.0
        else:
            bank.abandoned += 1.0
    if not enough:
        stop(w, p, k, s, BLOCKED_FINANCE, Flow.BLOCKED_FINANCE.value)
        return
    if seed > 0.0:
        bank = w.institutions[s.call]
        bank.committed -= (1.0 - SEED_FIRST) * s.seed
        bank.spent += (1.0 - SEED_FIRST) * s.seed

    tax_cut = told.tax_cut if heeds else base.tax_cut
    n = new_firm(w, p, t, f.household, f.id, OwnerKind.FIRM.value, capital, f.quality, tax_cut)
    if n < 0:
        return
    firm = w.firms[n]
    support = f.support
    if grant > 0.0:
        support |= S_GRANT
    if loan > 0.0:
        support |= S_GUARANTEE
        firm.loan = s.guaranteed * loan
        firm.loan_months = int(12.0 * p.services.bank_years)
    if tax_cut > 0.0:
        support |= INVESTMENT
    if told.start_days < base.start_days or told.start_steps < base.start_steps or told.start_cost_usd < base.start_cost_usd:
        support |= S_REGISTRATION
    _, _, u2, _ = luck(t.seed0, t.seed1, t.replication, Draw.PROJECT.value, -1, f.id)
    if heeds and s.zone_open == 1 and told.zone_holiday_months > 0.0:
        bank = w.institutions[s.zone]
        if u2 < p.services.zone_appeal:
            bank.arrived += 1.0
            if bank.places >= 1.0:
                bank.places -= 1.0
                bank.served += 1.0
                results[1] += 1.0
                support |= S_ZONE
                firm.in_zone = 1
                settled = zone_for(w, t, k)
                firm.cell += (settled - firm.community) * CELLS  # its jobs are where it stands, not where its owner comes from
                firm.community = settled
                firm.holiday_months = s.holiday
            else:
                bank.abandoned += 1.0
    firm.support = support
    _, _, _, u3 = luck(t.seed0, t.seed1, t.replication, Draw.FIRM.value, -1, f.id)
    firm.is_aligned = 1 if f.promise & MATCHED or u3 < p.founding.aligned else 0

    h.wealth -= min(own + told.start_cost_usd, 0.95 * h.wealth)
    h.has_invested = 1
    if t.month >= 0:
        h.acted |= A_PRODUCTIVE | A_FIRM
        h.supported |= support
        h.invested_productive += own
    tally = w.tally[f.cell]
    tally[Flow.FIRM_CAPITAL.value] += own + loan
    tally[Flow.PUBLIC_CAPITAL.value] += seed + grant
    tally[Flow.FIRMS_FOUNDED.value] += 1.0
    tally[Flow.INVESTMENTS.value] += 1.0
    tally[Flow.PROCEDURE_DAYS.value] += f.days_total
    tally[Flow.ALIGNED.value] += firm.is_aligned
    f.desk = Desk.CLOSED.value


@rule
def run_procedures(w: Stage, p: Parameters, t: Clock, s: Serving, results: np.ndarray) -> None:
    """A month of procedures for every file at the registry: founders lose patience day by day (O3)."""
    for k in range(w.counts[Count.FILES.value]):
        f = w.files[k]
        if f.desk != Desk.REGISTRY.value:
            continue
        days = min(f.days_left, 30.4)
        u0, _, _, _ = luck(t.seed0, t.seed1, t.replication, Draw.FILE.value, t.tick, f.id)
        if u0 < giving_up(days, p.enterprise):
            breaks_promise(w, p, f.household)
            is_national = w.households[f.household].is_national == 1
            stop(
                w,
                p,
                k,
                s,
                BLOCKED_PROCEDURES if is_national else BLOCKED_NATIONALITY,
                Flow.BLOCKED_PROCEDURES.value if is_national else Flow.BLOCKED_NATIONALITY.value,
            )
            continue
        f.days_total += days
        f.days_left -= days
        if f.days_left <= 0.0:
            open_firm(w, p, t, k, s, results)


@kernel
def projects_month(w: Stage, given: Given, t: Clock, s: Serving, results: np.ndarray) -> None:
    """A month of all files of founders and of complaints."""
    p: Parameters = given[0]
    for j in range(results.shape[0]):
        results[j] = 0.0
    for k in range(w.counts[Count.FILES.value]):
        f = w.files[k]
        if f.desk == Desk.CALL.value and f.arrived == t.tick:
            w.institutions[s.call].arrived += 1.0
        elif f.desk == Desk.COUNTER.value and f.arrived == t.tick:
            w.institutions[s.counter].arrived += 1.0
        if f.desk in (Desk.CALL.value, Desk.COUNTER.value, Desk.REGISTRY.value) and gone(w, k):
            if f.desk == Desk.CALL.value:
                w.institutions[s.call].abandoned += 1.0
            elif f.desk == Desk.COUNTER.value:
                w.institutions[s.counter].abandoned += 1.0
            drop(w, k, s)
    if s.call >= 0:
        if s.winners > 0 or s.call_open == 0:
            judge(w, p, t, s, results)
        w.institutions[s.call].waiting = waiting_at(w, Desk.CALL.value)
    if s.counter >= 0:
        serve_counter(w, p, t, s)
        w.institutions[s.counter].waiting = waiting_at(w, Desk.COUNTER.value)
    hear_complaints(w, p, t, s)
    run_procedures(w, p, t, s, results)
    if s.zone >= 0:
        settle_outsiders(w, p, t, s, results)
    tidy_files(w)


@rule
def settle_outsiders(w: Stage, p: Parameters, t: Clock, s: Serving, results: np.ndarray) -> None:
    """Others than the diaspora take plots of a zone that is open to all; the tax that they do not pay is revenue forgone too (leakage)."""
    bank = w.institutions[s.zone]
    if s.zone_open == 1 and s.outsiders == 1:
        bank.others += p.services.zone_outsiders * bank.places
        bank.places -= p.services.zone_outsiders * bank.places
    results[2] = bank.others
    results[3] = bank.others + bank.served + bank.places
    if s.zone_open == 1:
        w.tally[0, Flow.ZONE_FORGONE.value] += bank.others * p.services.zone_profit * w.corridors[0].tax_rate * 0.08333333333333333
