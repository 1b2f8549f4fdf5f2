"""A knowledge network (S5, P3e, A2): members propose joint projects with host institutions; a secretariat serves them within a fund."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..compiled.numba_door import rule
from ..households.trust import keeps_promise, lets_down
from ..parameters import Parameters
from ..policy.month import Month
from ..policy.pace import places_by_now
from ..queue import ANYBODY, BY_ARRIVAL, Desk, closes_where_over, first_in, honours, is_there, line_up, pays, refuses, tidy_files, waiting_at
from ..records.arrays import Clock, Count, WorldArrays
from ..records.bit_masks import A_ADVISE, S_KNOWLEDGE
from ..records.flows import Flow
from ..records.vocabulary import SECTORS
from ..time_units import DAYS_A_MONTH
from .hosts import Meetings, meet, teach, tie_up

BUSINESS = SECTORS.index("business")  # without host institutions of its own


class Secretariat(NamedTuple):
    """Terms of the network this month; `institution` is -1 where there is none."""

    institution: int
    is_open: int
    projects: int
    project_usd: float
    a_year: float


NO_SECRETARIAT = Secretariat(-1, 0, 0, 0.0, 0.0)


def network_terms(m: Month) -> Secretariat:
    """Terms of this month: joint projects of the year come month by month; those left over are used later in the year."""
    k = m.running("knowledge_network")
    if k < 0:
        return NO_SECRETARIAT
    lever = m.lever(k)
    a_year = lever.places_in_year(0) or 0.0
    left = float(m.stage.institutions["places"][k])
    projects = places_by_now(left, a_year, m.since(k), m.strengths[k])
    return Secretariat(k, m.is_open(k), projects, lever.values["project_usd"], a_year if left > 0.0 else 0.0)


@rule
def neediest(w: WorldArrays, origin: int, sector: int) -> int:
    """The host of a country and sector that knows the least; of any sector for experts in business."""
    best = -1
    for k in range(w.hosts.shape[0]):
        host = w.hosts[k]
        if (sector < BUSINESS and host.sector != sector) or w.communities[host.community].origin != origin:
            continue
        if best < 0 or host.knowhow < w.hosts[best].knowhow:
            best = k
    return best


@rule
def start_project(w: WorldArrays, p: Parameters, t: Clock, terms: Secretariat, n: int, results: np.ndarray) -> None:
    """Proposal `n` becomes a joint project: online, so that nothing of the skill stays behind; ties of three kinds, and a job that uses the skill."""
    bank = w.institutions[terms.institution]
    f = w.files[n]
    h = w.households[f.household]
    bank.places -= 1.0
    bank.served += 1.0
    bank.waited += DAYS_A_MONTH * (t.tick - f.arrived)
    f.desk = Desk.CLOSED.value
    k = neediest(w, w.corridors[f.corridor].origin, f.sector)
    tie_up(w, p, t, k, f.household, Meetings(p.placement.tie_host, p.knowledge.tie_institutions, p.knowledge.team), results)
    teach(w, p, k, p.knowledge.project_days, 1.0, 1, 1.0, results)
    meet(w, p, k, 0.5)
    h.is_wasted = 0
    keeps_promise(w, p, f.household)
    honours(w, terms.institution, 1.0)
    h.acted |= A_ADVISE
    h.supported |= S_KNOWLEDGE
    w.tally[h.cell, Flow.JOINT_PROJECTS.value] += 1.0


@rule
def invite(w: WorldArrays, p: Parameters, terms: Secretariat) -> None:
    """Invite as many proposals a month as keep a year's projects waiting, so that few are written in vain."""
    active = 0.0
    for cell in range(w.tally.shape[0]):
        active += w.tally[cell, Flow.NETWORK_ACTIVE.value]
    expected = active * p.knowledge.proposals_year / 12.0
    room = max(terms.a_year - w.institutions[terms.institution].waiting, 0.0) / p.knowledge.invite_months if terms.is_open == 1 else 0.0
    for c in range(w.corridors.shape[0]):
        w.corridors[c].invited = min(room / expected, 1.0) if expected > 0.0 else 1.0


@rule
def knowledge_month(w: WorldArrays, p: Parameters, t: Clock, terms: Secretariat, results: np.ndarray) -> None:
    """A month of the secretariat: proposals that waited too long are given up, others become joint projects by turn."""
    bank = w.institutions[terms.institution]
    for n in range(w.counts[Count.FILES.value]):
        f = w.files[n]
        if f.desk != Desk.JOINT.value:
            continue
        if f.arrived == t.tick:
            bank.arrived += 1.0
        h = w.households[f.household]
        stays = is_there(w, n) and h.in_network > 0
        if closes_where_over(w, t, n, stays, terms.is_open, p.knowledge.patience):
            bank.abandoned += 1.0
            if stays:
                lets_down(w, p, f.household)
                refuses(w, terms.institution, 1.0)
    line_up(w, 0, Desk.JOINT.value, BY_ARRIVAL, ANYBODY)
    for _ in range(terms.projects if terms.is_open == 1 else 0):
        n = first_in(w, 0, Desk.JOINT.value, BY_ARRIVAL, ANYBODY)
        if n < 0:
            break
        if not pays(w, t, terms.institution, terms.project_usd):
            break
        start_project(w, p, t, terms, n, results)
    bank.waiting = waiting_at(w, Desk.JOINT.value)
    tidy_files(w)
    invite(w, p, terms)
