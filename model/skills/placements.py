"""The placement agency and its hosts: requests, applicants in the one queue, officers who match, assignments, internships, follow-up."""

from __future__ import annotations

from typing import NamedTuple, cast

import numpy as np

from ..compiled.named_draws import AgencyDraws, HostDraws, InternDraws
from ..compiled.numba_door import rule
from ..compiled.random_draws import Draw, four_draws
from ..households.trust import agency_fails, agency_serves
from ..levers.skills_placement import SkillsPlacement
from ..parameters import Parameters
from ..policy.month import Month
from ..queue import Desk, closes_where_over, honours, is_there, next_in_turn, pays, refuses, reserve, tidy_files, waiting_at
from ..records.arrays import Clock, Count, WorldArrays
from ..records.flows import Flow
from ..records.vocabulary import SECTORS, Act, Topic
from ..rules.absorb import intern_lost, post_filled, taken_over
from ..time_units import A_QUARTER, DAYS_A_MONTH, QUARTERS_A_YEAR
from .hosts import Meetings, Result, at_work, befriend, freeze, meet, teach, tie_up

PLACED = 1 << Act.PLACEMENT.value
HEARD = 1 << Topic.PLACEMENT.value
AGENCY_SECTORS = SECTORS[:-1]  # those with host institutions
PLACEMENTS_COUNTED = 100  # of one household; that it was placed before is all that is asked
INTERNS_A_MONTH = 64  # draws of luck are told apart up to as many
STEP = 7  # hosts by which the one that is looked at first moves on each month


class Agency(NamedTuple):
    """Terms of the agency this month; `institution` is -1 where there is none. Which sectors it serves is written on the hosts (`serve_sectors`)."""

    institution: int
    is_open: int
    officers: float
    days: float
    training_share: float
    counterparts: float
    follow_up_hours: float
    follow_up_usd: float
    mentoring_share: float
    share_women: float
    cost_physical: float
    cost_virtual: float
    internships: float
    intern_days: float
    intern_usd: float
    bonded: int
    additionality_rule: int


NO_AGENCY = Agency(-1, 0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0, 0)


def agency_terms(m: Month) -> Agency:
    """Terms of the placement agency this month."""
    k = m.running("placement_agency")
    return NO_AGENCY if k < 0 else m.steady("placement_agency", lambda: _agency(m, k))


def _agency(m: Month, k: int) -> Agency:
    v, told, per = m.lever(k).values, m.told(k), m.p.placement
    return Agency(
        institution=k,
        is_open=m.is_open(k),
        officers=v["officers"] * m.strengths[k],
        days=told.placement_days,
        training_share=v["training_share"],
        counterparts=float(v["counterparts"]),
        follow_up_hours=v["follow_up_hours"],
        follow_up_usd=v["follow_up_usd"],
        mentoring_share=v["mentoring_share"],
        share_women=told.placement_women,
        cost_physical=v["cost_physical_usd"],
        cost_virtual=v["cost_virtual_usd"],
        internships=float(v["internships_per_year"]),
        intern_days=per.intern_days,
        intern_usd=per.intern_usd,
        bonded=int(v["bonded_return"]),
        additionality_rule=int(v["additionality_rule"]),
    )


def serve_sectors(m: Month) -> None:
    """Write on the hosts whether the agency serves their sector in their country."""
    k = m.running("placement_agency")
    if k >= 0:
        m.steady("placement_sectors", lambda: _serve_sectors(m, k))


def _serve_sectors(m: Month, k: int) -> None:
    lever, hosts = cast(SkillsPlacement, m.lever(k)), m.stage.hosts
    served = [set(lever.sectors_of(origin)) for origin in dict.fromkeys(c.origin for c in m.settings.corridors)]
    is_served = np.array([[sector in names for sector in AGENCY_SECTORS] for names in served])
    hosts["is_served"] = is_served[m.stage.communities["origin"][hosts["community"]], hosts["sector"]]


@rule
def sectors_called(w: WorldArrays, origin: int) -> int:
    """Sectors in which the agency serves hosts of a country, as bits."""
    called = 0
    for k in range(w.hosts.shape[0]):
        host = w.hosts[k]
        if host.is_served == 1 and w.communities[host.community].origin == origin:
            called |= 1 << host.sector
    return called


@rule
def ask(w: WorldArrays, p: Parameters, t: Clock) -> float:
    """Hosts with vacancies request experts; old requests lapse. Returns the number of new requests."""
    new = 0.0
    for k in range(w.hosts.shape[0]):
        host = w.hosts[k]
        if host.requested >= 0 and t.tick - host.requested > p.placement.request_months:
            host.requested = -1
        if host.requested < 0 and host.is_served == 1:
            draws = HostDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.HOST.value, t.tick, host.id))
            if draws.requests < p.placement.requests_year * host.vacancy * host.posts * (1.0 / p.placement.request_posts) / 12.0:
                host.requested = t.tick
                new += 1.0
    return new


@rule
def sign_on(w: WorldArrays, t: Clock, agency: Agency) -> float:
    """New applicants are counted, who left is off the list; returns how many wait."""
    bank = w.institutions[agency.institution]
    waiting = 0.0
    for n in range(w.counts[Count.FILES.value]):
        f = w.files[n]
        if f.desk != Desk.AGENCY.value:
            continue
        if f.arrived == t.tick:
            bank.arrived += 1.0
        if is_there(w, n):
            waiting += 1.0
        else:
            f.desk = Desk.CLOSED.value
            bank.abandoned += 1.0
    return waiting


@rule
def assign(w: WorldArrays, p: Parameters, t: Clock, agency: Agency, n: int, k: int, results: np.ndarray) -> None:
    """Send the applicant of file `n` to host `k`: book the cost, the people, what staff learn, ties, and what promise was kept."""
    bank = w.institutions[agency.institution]
    f = w.files[n]
    i = f.household
    h = w.households[i]
    host = w.hosts[k]
    q = p.placement
    f.desk = Desk.CLOSED.value
    bank.places -= 1.0
    bank.served += 1.0
    bank.waited += DAYS_A_MONTH * (t.tick - f.arrived)
    draws = AgencyDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.AGENCY.value, t.tick, h.place))
    days = agency.days
    tally = w.tally[h.cell]
    if draws.drop_out < q.drop_out:
        days *= q.drop_out_days
        tally[Flow.DROPOUTS.value] += 1.0
    online = q.tie_online if h.wants_virtual == 1 else 1.0
    meetings = Meetings(q.tie_host * online / (1.0 + h.placements), q.tie_institutions * online, at_work(w, p, t, k))
    befriend(w, p, t, k, i, tie_up(w, p, t, k, i, meetings, results))
    counterparts = agency.counterparts
    if agency.additionality_rule == 0 and draws.displaces < q.displacement * (1.0 - agency.training_share):
        freeze(w, p, k, results)
        counterparts = max(counterparts - 1.0, 0.0)  # nobody local is there to learn the job
    teach(w, p, k, days, agency.training_share, h.wants_virtual, taken_over(counterparts, host.vacancy, q), results)
    meet(w, p, k, 0.5 if h.wants_virtual == 1 else 1.0)
    host.served = t.tick
    taught = days * agency.training_share
    results[Result.FILLED_MONTHS.value] += post_filled(days, agency.training_share, agency.counterparts, q) / DAYS_A_MONTH
    results[Result.STAFF_TRAINED.value] += taught / q.trained_days
    tally[Flow.VIRTUAL.value if h.wants_virtual == 1 else Flow.PHYSICAL.value] += 1.0
    tally[Flow.EXPERT_DAYS.value] += days
    if h.placements > 0:
        tally[Flow.REPEATS.value] += 1.0
    h.placements = min(h.placements + 1, PLACEMENTS_COUNTED)
    h.waiting_since = -1
    h.assigned = int(days / q.month_days * (q.online_pace if h.wants_virtual == 1 else 1.0)) + 1
    agency_serves(w, p, i)
    honours(w, agency.institution, 1.0)
    h.acted |= PLACED
    h.supported |= HEARD
    host.requested = -1


@rule
def follow_up(w: WorldArrays, p: Parameters, t: Clock, agency: Agency, results: np.ndarray) -> None:
    """Pay for the hours of follow-up; the part that is mentoring teaches, the rest keeps know-how in use (hosts_month)."""
    bank = w.institutions[agency.institution]
    for k in range(w.hosts.shape[0]):
        host = w.hosts[k]
        host.followed = 0.0
        cost = agency.follow_up_hours * agency.follow_up_usd
        if host.served < 0 or t.tick - host.served > p.placement.follow_up_months or not reserve(bank.left, cost):
            continue
        bank.left -= cost
        bank.spent += cost
        host.followed = agency.follow_up_hours * (1.0 - agency.mentoring_share)
        taken = taken_over(agency.counterparts, host.vacancy, p.placement)
        teach(w, p, k, 1.0 / p.placement.day_hours * agency.follow_up_hours, agency.mentoring_share, 1, taken, results)


@rule
def send_interns(w: WorldArrays, p: Parameters, t: Clock, agency: Agency, results: np.ndarray) -> None:
    """Once a quarter, staff of served hosts go abroad to learn; some stay there."""
    bank = w.institutions[agency.institution]
    n = w.hosts.shape[0]
    for _ in range(int(agency.internships / QUARTERS_A_YEAR + 0.5)):
        if not reserve(bank.left, agency.intern_usd):
            break
        k = int(results[Result.INTERNS.value] + t.tick) % n
        tries = 0
        while tries < n and w.hosts[k].is_served == 0:
            k = (k + 1) % n
            tries += 1
        host = w.hosts[k]
        bank.left -= agency.intern_usd
        bank.spent += agency.intern_usd
        results[Result.INTERNS.value] += 1.0
        identity = t.tick * INTERNS_A_MONTH + int(results[Result.INTERNS.value])
        draws = InternDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.HOST.value, identity, host.id))
        if agency.bonded == 0 and draws.lost < intern_lost(host.aspiration - p.placement.aspiration, p.placement):
            results[Result.INTERNS_LOST.value] += 1.0
        else:
            teach(w, p, k, agency.intern_days, 1.0, 0, 1.0, results)
            results[Result.STAFF_TRAINED.value] += 1.0
        if draws.tie < p.placement.tie_intern:
            host.ties += 1.0
            results[Result.TIES_INSTITUTIONS.value] += 1.0
        meet(w, p, k, 2.0)


@rule
def give_up(w: WorldArrays, p: Parameters, t: Clock, agency: Agency) -> float:
    """Who waited too long, and all where the agency has closed, give up and trust it less; returns how many."""
    gone = 0.0
    for n in range(w.counts[Count.FILES.value]):
        f = w.files[n]
        if f.desk == Desk.AGENCY.value and closes_where_over(w, t, n, True, agency.is_open, p.placement.patience):
            gone += 1.0
            w.households[f.household].waiting_since = -1
            agency_fails(w, p, f.household)
            refuses(w, agency.institution, 1.0)
    return gone


@rule
def placements_month(w: WorldArrays, p: Parameters, t: Clock, agency: Agency, results: np.ndarray) -> None:
    """A month of the agency: follow-up, requests, assignments as far as officers, places, applicants and money reach, internships."""
    bank = w.institutions[agency.institution]
    served = 0.0
    for c in range(w.corridors.shape[0]):
        w.corridors[c].called = sectors_called(w, w.corridors[c].origin) if agency.is_open == 1 else 0
    waiting = sign_on(w, t, agency)
    if agency.is_open == 1:
        follow_up(w, p, t, agency, results)
        results[Result.REQUESTS.value] = ask(w, p, t)
        files = min(agency.officers * p.placement.files, max(bank.places, 0.0))
        for turn in range(w.hosts.shape[0]):
            k = (turn + t.tick * STEP) % w.hosts.shape[0]
            if served + 1.0 > min(files, waiting):
                break
            host = w.hosts[k]
            if host.requested < 0:
                continue
            n = next_in_turn(w, Desk.AGENCY.value, bank.served, agency.share_women, int(w.communities[host.community].origin), int(host.sector))
            if n < 0:
                continue
            h = w.households[w.files[n].household]
            if not pays(w, t, agency.institution, agency.cost_virtual if h.wants_virtual == 1 else agency.cost_physical):
                break
            assign(w, p, t, agency, n, k, results)
            served += 1.0
        if agency.internships > 0.0 and t.calendar % A_QUARTER == 0:
            send_interns(w, p, t, agency, results)
    bank.abandoned += give_up(w, p, t, agency)
    bank.waiting = waiting_at(w, Desk.AGENCY.value)
    tidy_files(w)
    for k in range(w.hosts.shape[0]):
        if w.hosts[k].requested >= 0:
            results[Result.OPEN_REQUESTS.value] += 1.0
