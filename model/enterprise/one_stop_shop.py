"""The one-stop shop: officers serve founders and look after young firms, mediators hear complaints (P6a-d, 4.3)."""

from __future__ import annotations

from ..compiled.named_draws import AgencyDraws, CounterDraws, DisputeDraws, FileDraws
from ..compiled.numba_door import rule
from ..compiled.random_draws import Draw, four_draws
from ..households.trust import keeps_promise, lets_down
from ..parameters import Parameters
from ..queue import ANYBODY, BY_ARRIVAL, CLAIMS, LATE, MATCHED, WANTS_PLOT, Desk, first_in, honours, line_up, refuses
from ..records.arrays import Clock, Count, WorldArrays
from ..records.bit_masks import BLOCKED_INFORMATION, S_COUNTER
from ..records.flows import Flow
from ..records.vocabulary import OwnerKind
from ..rules.found import guided
from ..time_units import DAYS_A_MONTH
from .firms_at_origin import close
from .founder_files import gone, look_at_money, own_way
from .terms import FounderServices
from .zones import ask_plot


@rule
def serve_counter(w: WorldArrays, p: Parameters, t: Clock, s: FounderServices) -> float:
    """Officers of the one-stop shop take files in the order of the queue; who waits for longer than promised trusts less, and may leave.

    Those served are helped to claim what they are entitled to, and the plot of who wants one is decided (4.3). Returns the files that there is still time for.
    """
    bank = w.institutions[s.counter]
    left = int(s.officers) if s.counter_open == 1 else 0
    line_up(w, 0, Desk.COUNTER.value, BY_ARRIVAL, ANYBODY)
    while left > 0:
        k = first_in(w, 0, Desk.COUNTER.value, BY_ARRIVAL, ANYBODY)
        if k < 0:
            break
        left -= 1
        f = w.files[k]
        waited = DAYS_A_MONTH * (t.tick - f.arrived)
        bank.served += 1.0
        bank.waited += waited
        f.days_total += waited
        f.support |= S_COUNTER
        draws = FileDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.FILE.value, f.opened, f.id))
        if f.blocked & BLOCKED_INFORMATION and draws.guided < guided(s.opportunities, p.services):
            f.blocked &= ~BLOCKED_INFORMATION
        if s.opportunities > 0.0 and draws.matched < s.alignment:
            f.promise |= MATCHED
        helped = CounterDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.COUNTER.value, f.opened, f.id))
        if f.promise & CLAIMS == 0 and helped.claims < p.services.counter_claims:
            f.promise |= CLAIMS
            look_at_money(w, p, k)
            if f.promise & WANTS_PLOT and s.zone >= 0:
                ask_plot(w, p, k, s)
        f.days_left = min(f.days_left * p.services.counter_parallel, s.counter_days)
        if f.promise & LATE == 0:
            keeps_promise(w, p, f.household)
            honours(w, s.counter, 1.0)
        own_way(w, p, t, k, s)
    for k in range(w.counts[Count.FILES.value]):
        f = w.files[k]
        if f.desk == Desk.COUNTER.value:
            agency = AgencyDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.AGENCY.value, t.tick, f.id))
            late = DAYS_A_MONTH * (t.tick + 1 - f.arrived) > s.counter_days
            if late and f.promise & LATE == 0:
                f.promise |= LATE
                refuses(w, s.counter, 1.0)
                lets_down(w, p, f.household)
            if s.counter_open == 0 or (late and agency.turn < p.services.counter_leaving):
                bank.abandoned += 1.0
                own_way(w, p, t, k, s)
    return float(left)


@rule
def look_after(w: WorldArrays, p: Parameters, s: FounderServices, left: float) -> float:
    """After-care: in the time that is left officers look after young firms that came by the shop, each for some months, the oldest first. Returns how many."""
    visits = 0.0
    for k in range(w.counts[Count.FIRMS.value]):
        if left < p.services.care_files:
            break
        f = w.firms[k]
        if f.kind == OwnerKind.FIRM.value and f.is_alive == 1 and f.support & S_COUNTER and f.care == 0 and f.age < p.founding.young_months:
            f.care = int(p.services.care_months)
            left -= p.services.care_files
            visits += 1.0
    return visits


@rule
def hear_complaints(w: WorldArrays, p: Parameters, t: Clock, s: FounderServices) -> None:
    """Mediators hear complaints in order; a dispute that nobody settles is settled by chance or lost after some months (P6c)."""
    heard = s.mediators if s.counter_open == 1 else 0.0
    line_up(w, 0, Desk.MEDIATOR.value, BY_ARRIVAL, ANYBODY)
    seen = 0  # complaints before this one are settled, or not old enough yet
    while True:
        k = -1
        mediated = False
        if heard >= 1.0:
            k = first_in(w, 0, Desk.MEDIATOR.value, BY_ARRIVAL, ANYBODY)
            mediated = k >= 0
            heard -= 1.0
        while k < 0 and seen < w.counts[Count.FILES.value]:
            f = w.files[seen]
            if f.desk == Desk.MEDIATOR.value and t.tick - f.arrived >= p.founding.dispute_months:
                k = seen
            seen += 1
        if k < 0:
            return
        f = w.files[k]
        firm = w.firms[f.firm]
        draws = DisputeDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.FILE.value, f.opened, f.id))
        ends_well = draws.ends_well < (p.services.mediation_settled if mediated else p.founding.dispute_settled)
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
            if draws.closes < p.founding.dispute_closes:
                close(w, f.firm, s)
