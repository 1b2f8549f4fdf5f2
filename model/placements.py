"""The placement agency and its hosts: requests, a register of applicants, officers who match, assignments, know-how that grows and decays."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .compiled import kernel, rule
from .levers.lever import Act, Topic
from .luck import Draw, luck
from .parameters import Parameters
from .queue import is_before, reserve
from .rules.apply import knowhow_gained, knowhow_kept
from .rules.belong import promise_broken, promise_kept
from .schema import Flow
from .stage import Clock, Count, Stage

PLACED = 1 << Act.PLACEMENT.value
HEARD = 1 << Topic.PLACEMENT.value


class Agency(NamedTuple):
    """Terms of the agency this month; `institution` is -1 where there is none. `sectors` are bits."""

    institution: int
    is_open: int
    officers: float
    sectors: int
    days: float
    training_share: float
    follow_up_hours: float
    share_women: float
    cost_physical: float
    cost_virtual: float
    internships: float
    intern_days: float
    intern_usd: float
    bonded: int
    additionality_rule: int


NO_AGENCY = Agency(-1, 0, 0.0, 0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0, 0)

# Places of `results`, the month's outcomes of the agency (an array of len(PLACEMENT_RESULTS)).
PLACEMENT_RESULTS = ("knowhow", "gained", "kept_share", "filled_months", "displaced", "staff_trained", "interns_lost", "requests", "interns")


@rule
def ask(w: Stage, p: Parameters, t: Clock, agency: Agency) -> float:
    """Hosts with vacancies request experts; old requests lapse. Returns the number of new requests."""
    new = 0.0
    for k in range(w.hosts.shape[0]):
        host = w.hosts[k]
        if host.requested >= 0 and t.tick - host.requested > p.placement.request_months:
            host.requested = -1
        if host.requested < 0 and (agency.sectors >> host.sector) & 1:
            u0, _, _, _ = luck(t.seed0, t.seed1, t.replication, Draw.HOST.value, t.tick, host.id)
            if u0 < p.placement.requests_year * host.vacancy * host.posts * 0.05 / 12.0:
                host.requested = t.tick
                new += 1.0
    return new


@rule
def next_applicant(w: Stage, t: Clock, sector: int, women_only: bool) -> int:
    """Place in the register of the applicant to be served next for a sector; -1 for none."""
    best = -1
    best_month = 0
    best_draw = 0.0
    for n in range(w.counts[Count.APPLICANTS.value]):
        h = w.households[w.applicants[n]]
        if h.waiting_since < 0 or h.sector != sector or (women_only and h.is_woman == 0) or (h.wants_virtual == 0 and w.corridors[h.corridor].travel <= 0.5):
            continue
        u0, _, _, _ = luck(t.seed0, t.seed1, t.replication, Draw.AGENCY.value, h.waiting_since, h.place)
        if best < 0 or is_before(h.waiting_since, u0, best_month, best_draw):
            best = n
            best_month = h.waiting_since
            best_draw = u0
    return best


@rule
def assign(w: Stage, p: Parameters, t: Clock, agency: Agency, n: int, host_number: int, results: np.ndarray) -> None:
    """Send applicant `n` of the register to a host: book the cost, the people, what staff learn, and what promise was kept."""
    bank = w.institutions[agency.institution]
    i = w.applicants[n]
    h = w.households[i]
    host = w.hosts[host_number]
    cost = agency.cost_virtual if h.wants_virtual == 1 else agency.cost_physical
    bank.left -= cost
    bank.spent += cost
    bank.places -= 1.0
    bank.served += 1.0
    bank.waited += 30.4 * (t.tick - h.waiting_since)
    _, u1, u2, _ = luck(t.seed0, t.seed1, t.replication, Draw.AGENCY.value, t.tick, h.place)
    days = agency.days
    tally = w.tally[h.cell]
    if u1 < p.placement.drop_out:
        days *= 0.3
        tally[Flow.DROPOUTS.value] += 1.0
    gained = knowhow_gained(days, agency.training_share, host.absorption, h.wants_virtual, p.placement)
    host.knowhow += gained
    host.followed = agency.follow_up_hours
    results[1] += gained
    results[3] += days / 30.4 * (1.0 - agency.training_share)
    results[5] += days * agency.training_share / 20.0
    if agency.additionality_rule == 0 and u2 < p.placement.displacement * (1.0 - agency.training_share):
        results[4] += 1.0
    tally[Flow.VIRTUAL.value if h.wants_virtual == 1 else Flow.PHYSICAL.value] += 1.0
    tally[Flow.EXPERT_DAYS.value] += days
    if h.placements > 0:
        tally[Flow.REPEATS.value] += 1.0
    h.placements = min(h.placements + 1, 100)
    h.waiting_since = -1
    h.assigned = int(days / 30.0 * (3.0 if h.wants_virtual == 1 else 1.0)) + 1
    h.trust_agency = promise_kept(h.trust_agency, p.belonging)
    h.acted |= PLACED
    h.supported |= HEARD
    host.requested = -1


@rule
def tidy(w: Stage, p: Parameters, t: Clock, agency: Agency, served: float) -> None:
    """Close the register: who waited too long gives up and trusts less; who is served or gone leaves the list."""
    kept = 0
    listed = w.counts[Count.APPLICANTS.value]
    for n in range(listed):
        i = w.applicants[n]
        h = w.households[i]
        if h.waiting_since >= 0 and (t.tick - h.waiting_since > p.placement.patience or agency.is_open == 0):
            h.waiting_since = -1
            h.trust_agency = promise_broken(h.trust_agency, p.belonging)
            h.grievance += p.belonging.grievance_gain * (1.0 - h.grievance)
        if h.waiting_since >= 0:
            w.applicants[kept] = i
            kept += 1
        else:
            h.waiting_since = -1
    w.counts[Count.APPLICANTS.value] = kept
    bank = w.institutions[agency.institution]
    bank.abandoned += float(listed - kept) - served
    bank.waiting = float(kept)


@kernel
def placements_month(w: Stage, p: Parameters, t: Clock, agency: Agency, results: np.ndarray) -> None:
    """A month of the agency and of all hosts. Know-how decays whether there is an agency or not."""
    for j in range(results.shape[0]):
        results[j] = 0.0
    known = 0.0
    kept_known = 0.0
    for k in range(w.hosts.shape[0]):
        host = w.hosts[k]
        if host.knowhow > 0.0:
            known += host.knowhow
            host.knowhow *= knowhow_kept(host.followed if agency.is_open == 1 else 0.0, p.placement)
            kept_known += host.knowhow
    results[2] = kept_known / known if known > 0.0 else 1.0
    if agency.institution >= 0:
        bank = w.institutions[agency.institution]
        served = 0.0
        for n in range(w.counts[Count.APPLICANTS.value]):
            if w.households[w.applicants[n]].waiting_since == t.tick:
                bank.arrived += 1.0
        if agency.is_open == 1:
            results[7] = ask(w, p, t, agency)
            files = min(agency.officers * p.placement.files, max(bank.places, 0.0))
            for turn in range(w.hosts.shape[0]):
                k = (turn + t.tick * 7) % w.hosts.shape[0]
                if served + 1.0 > files:
                    break
                host = w.hosts[k]
                if host.requested < 0:
                    continue
                women_first = agency.share_women > 0.0 and (bank.served * 0.6180339887498949) % 1.0 < agency.share_women
                n = next_applicant(w, t, host.sector, women_first)
                if n < 0 and women_first:
                    n = next_applicant(w, t, host.sector, False)
                if n < 0:
                    continue
                h = w.households[w.applicants[n]]
                if not reserve(bank.left, agency.cost_virtual if h.wants_virtual == 1 else agency.cost_physical):
                    if bank.exhausted_month < 0 and t.month >= 0:
                        bank.exhausted_month = t.month
                    break
                assign(w, p, t, agency, n, k, results)
                served += 1.0
            if agency.internships > 0.0 and t.calendar % 3 == 0:
                for _ in range(int(agency.internships / 4.0 + 0.5)):
                    if not reserve(bank.left, agency.intern_usd):
                        break
                    k = int(results[8] + t.tick) % w.hosts.shape[0]
                    host = w.hosts[k]
                    bank.left -= agency.intern_usd
                    bank.spent += agency.intern_usd
                    results[8] += 1.0
                    _, _, u2, _ = luck(t.seed0, t.seed1, t.replication, Draw.HOST.value, t.tick * 64 + int(results[8]), host.id)
                    if agency.bonded == 0 and u2 < p.placement.intern_stays:
                        results[6] += 1.0
                    else:
                        gained = knowhow_gained(agency.intern_days, 1.0, host.absorption, 0, p.placement)
                        host.knowhow += gained
                        results[1] += gained
                        results[5] += 1.0
        tidy(w, p, t, agency, served)
    total = 0.0
    for k in range(w.hosts.shape[0]):
        total += w.hosts[k].knowhow
    results[0] = total
