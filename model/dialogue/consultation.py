"""Consultations and the promise ledger (4.7): who is invited, who asks, who gets a seat, what is demanded, and what becomes of the promise of an answer."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..compiled.bit_counters import share_seen
from ..compiled.fetching import AHEAD, fetch
from ..compiled.named_draws import SpeakDraws
from ..compiled.numba_door import inlined, rule
from ..compiled.random_draws import Draw, four_draws, how_many
from ..households.decide import look_around
from ..households.trust import keeps_promise, lets_down
from ..numerics import ROUNDING
from ..parameters import Parameters
from ..population.births import split
from ..queue import ANYBODY, BY_ARRIVAL, BY_LOT, BY_RANK, WOMEN, YOUNG, Desk, first_in, honours, line_up, open_file, refuses, reserve, waiting_at
from ..records.arrays import COUNTER_BITS, Clock, Count, Seen, WorldArrays
from ..records.bit_masks import A_SPEAK, RELATIONS, S_CONSULTATION
from ..records.flows import Flow
from ..records.vocabulary import Status, Topic
from ..rules.relate import aimed, closeness, speaking_chance
from ..time_units import DAYS_A_MONTH

KEPT_GROUPS = 3  # women, those under 35, factions B and C: for whom kept seats are, in turn
KNOWS = Seen.AWARE.value + COUNTER_BITS * Topic.RELATIONS.value


class Consultation(NamedTuple):
    """Terms of this month; `institution` is -1 where there is none. `answers`: demands that can be answered."""

    institution: int
    is_open: int
    events: int
    places: int
    quota: float
    answers: int
    deadline_days: float
    event_usd: float
    seat_usd: float


NO_CONSULTATION = Consultation(-1, 0, 0, 0, 0.0, 0, 0.0, 0.0, 0.0)


@inlined
def may_come(w: WorldArrays, i: int) -> bool:
    """Whether household `i` knows of consultations, has no objection to offers of a state, and is offered a seat."""
    h = w.households[i]
    return bool(h.status == Status.PRESENT.value and h.refuses == 0 and h.aware & RELATIONS != 0 and w.offers[h.corridor, h.eligible].consultation_open > 0.0)


@inlined
def attention(w: WorldArrays, p: Parameters, i: int) -> float:
    """How often household `i` is invited relative to one of whose kind the ministry learnt nothing (F10)."""
    h = w.households[i]
    return aimed(w.offers[h.corridor, h.eligible].outreach, float(w.reach[h.cell]), p.relations)


@rule
def invite(w: WorldArrays, p: Parameters, t: Clock, seats: float) -> None:
    """Households are invited by lot, so many a seat, and more of those whom the ministry knows; who asks for a seat gets a file with its place in line."""
    q = p.relations
    n = w.counts[Count.HOUSEHOLDS.value]
    known = 0.0
    for i in range(n):
        fetch(w.households, i + AHEAD, 0)
        if may_come(w, i):
            known += w.households[i].weight * attention(w, p, i)
    if known <= 0.0:
        return
    limit = int(q.invitations * seats)
    an_equal = limit / known
    asking = 0
    for i in range(n):
        fetch(w.households, i + AHEAD, 0)
        if not may_come(w, i):
            continue
        h = w.households[i]
        draws = SpeakDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.SPEAK.value, t.tick, h.place))
        invited = min(an_equal * attention(w, p, i), 1.0)
        if draws.asks > h.weight * invited:  # at most that many are expected: most draws need no closer look
            continue
        peers = share_seen(look_around(w, i), KNOWS)
        chance = invited * speaking_chance(h.trust_state, h.grievance, peers, h.is_employed, h.is_woman, q)
        chance *= 1.0 - w.offers[h.corridor, h.eligible].answers_doubt
        for _ in range(int(how_many(draws.asks, h.weight, chance))):
            if asking >= limit:
                return
            k = open_file(w, t, Desk.INVITED.value, h.place, draws.lot, i, -1)
            if k < 0:
                return
            w.files[k].rank = -closeness(draws.closeness, h.faction, h.is_member, q)
            asking += 1


@rule
def seat(w: WorldArrays, p: Parameters, t: Clock, institution: int, k: int, results: np.ndarray) -> None:
    """Who asked in file `k` speaks; most raise a demand, which waits for an answer, others just listen."""
    f = w.files[k]
    i = split(w, f.household)
    h = w.households[i]
    tally = w.tally[h.cell]
    h.acted |= A_SPEAK
    h.supported |= S_CONSULTATION
    tally[Flow.SPOKE.value] += 1.0
    results[h.faction] += 1.0
    if h.age < YOUNG:
        results[3] += 1.0
    draws = SpeakDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.SPEAK.value, t.tick, h.place))
    if draws.demands < p.relations.demand_share:
        f.desk = Desk.CONSULTATION.value
        f.household = i
        f.person = h.id
        f.id = h.place
        tally[Flow.DEMANDS.value] += 1.0
        w.institutions[institution].arrived += 1.0
    else:
        f.desk = Desk.CLOSED.value


@rule
def hold(w: WorldArrays, p: Parameters, t: Clock, c: Consultation, results: np.ndarray) -> None:
    """The events of a month: as many as there is money for; kept seats first, by turns; then those close to the state and the connected."""
    bank = w.institutions[c.institution]
    held = 0
    for _ in range(c.events):
        if not reserve(bank.left, c.event_usd):
            break
        bank.left -= c.event_usd
        bank.spent += c.event_usd
        held += 1
    seats = held * c.places
    if seats > 0:
        invite(w, p, t, float(seats))
        line_up(w, 0, Desk.INVITED.value, BY_RANK, ANYBODY)
        for group in range(KEPT_GROUPS):
            line_up(w, 1 + group, Desk.INVITED.value, BY_LOT, WOMEN + group)
    kept = 0
    for n in range(seats):
        if not reserve(bank.left, c.seat_usd):
            held = 0
            break
        k = -1
        if int((n + 1) * c.quota + ROUNDING) > int(n * c.quota + ROUNDING):
            k = first_in(w, 1 + kept % KEPT_GROUPS, Desk.INVITED.value, BY_LOT, WOMEN + kept % KEPT_GROUPS)
            kept += 1
        if k < 0:
            k = first_in(w, 0, Desk.INVITED.value, BY_RANK, ANYBODY)
        if k < 0:
            break
        bank.left -= c.seat_usd
        bank.spent += c.seat_usd
        seat(w, p, t, c.institution, k, results)
    if held < c.events and bank.exhausted_month < 0:
        bank.exhausted_month = t.month
    for k in range(w.counts[Count.FILES.value]):
        if w.files[k].desk == Desk.INVITED.value:
            w.files[k].desk = Desk.CLOSED.value


@rule
def answer(w: WorldArrays, p: Parameters, t: Clock, c: Consultation) -> None:
    """Demands are answered in turn, those still in time before the late ones, as far as the staff goes; in time it is a promise kept."""
    bank = w.institutions[c.institution]
    line_up(w, 0, Desk.CONSULTATION.value, BY_ARRIVAL, ANYBODY)
    line_up(w, 1, Desk.OVERDUE.value, BY_ARRIVAL, ANYBODY)
    for _ in range(c.answers):
        k = first_in(w, 0, Desk.CONSULTATION.value, BY_ARRIVAL, ANYBODY)
        if k < 0:
            k = first_in(w, 1, Desk.OVERDUE.value, BY_ARRIVAL, ANYBODY)
        if k < 0:
            return
        f = w.files[k]
        tally = w.tally[f.cell]
        bank.served += 1.0
        bank.waited += DAYS_A_MONTH * (t.tick - f.arrived)
        tally[Flow.ANSWERED.value] += 1.0
        if f.desk == Desk.CONSULTATION.value:
            tally[Flow.PROMISES_KEPT.value] += 1.0
            keeps_promise(w, p, f.household)
            honours(w, c.institution, 1.0)
        w.households[f.household].grievance *= 1.0 - p.relations.answer_relief
        f.desk = Desk.CLOSED.value


@rule
def fall_due(w: WorldArrays, p: Parameters, t: Clock, c: Consultation) -> None:
    """The month is over: demands whose deadline has passed are broken promises; who left, and who waited far too long, is off the list."""
    bank = w.institutions[c.institution]
    for k in range(w.counts[Count.FILES.value]):
        f = w.files[k]
        if f.desk not in (Desk.CONSULTATION.value, Desk.OVERDUE.value):
            continue
        in_time = f.desk == Desk.CONSULTATION.value
        h = w.households[f.household]
        if h.id != f.person or h.status != Status.PRESENT.value or t.tick - f.arrived >= p.relations.forget_months:
            f.desk = Desk.CLOSED.value
            bank.abandoned += 1.0
        is_closed = f.desk == Desk.CLOSED.value
        if not in_time or (not is_closed and DAYS_A_MONTH * (t.tick - f.arrived + 1) < c.deadline_days):
            continue
        if not is_closed:
            f.desk = Desk.OVERDUE.value
        if h.id == f.person and h.status == Status.PRESENT.value:
            w.tally[f.cell, Flow.PROMISES_BROKEN.value] += 1.0
            lets_down(w, p, f.household)
            refuses(w, c.institution, 1.0)
    bank.waiting = waiting_at(w, Desk.CONSULTATION.value) + waiting_at(w, Desk.OVERDUE.value)


@inlined
def consult(w: WorldArrays, p: Parameters, t: Clock, c: Consultation, results: np.ndarray) -> None:
    """A month of consultation."""
    if c.is_open == 1:
        hold(w, p, t, c, results)
    answer(w, p, t, c)
    fall_due(w, p, t, c)
