"""Training of families in financial services (A4, component 1): who applies, a queue, seats, a budget, and accounts opened."""

from __future__ import annotations

import math
from typing import NamedTuple

from ..compiled.named_draws import FamilyDraws
from ..compiled.numba_door import inlined, kernel, rule
from ..compiled.packed_arrays import PackedArrays, arrays_of
from ..compiled.packed_parameters import PackedParameters, parameters_of
from ..compiled.random_draws import Draw, four_draws, how_many
from ..households.commit import split
from ..households.trust import keeps_promise, lets_down
from ..parameters import Parameters
from ..policy.month import Month
from ..policy.pace import places_by_now
from ..queue import (
    ANYBODY,
    BY_ARRIVAL,
    WOMEN,
    Desk,
    closes_where_over,
    first_in_turn,
    honours,
    is_there,
    line_up,
    open_file,
    pays,
    refuses,
    tidy_files,
    waiting_at,
)
from ..records.arrays import Clock, Count, WorldArrays
from ..records.bit_masks import A_ACCOUNT, S_INCLUSION, SAVINGS
from ..records.flows import Flow
from ..rules.save import course_chance
from ..time_units import DAYS_A_MONTH

RECEIVER, SENDER = 1, 2  # bits of `family_trained`
WHO = {"receiver": RECEIVER, "sender": SENDER, "both": RECEIVER | SENDER}


class Course(NamedTuple):
    """Terms of the training this month; `institution` is -1 where there is none.

    `a_month`: seats of a month on average.
    """

    institution: int
    is_open: int
    seats: int
    seat_usd: float
    share_women: float
    who: int
    a_month: float


NO_COURSE = Course(-1, 0, 0, 0.0, 0.0, 0, 0.0)


@rule
def months_ahead(seats: float, share_women: float, women: float, others: float) -> tuple[float, float]:
    """Months of waiting that the list promises to a family headed by a man and to one headed by a woman, with `seats` a month.

    Seats kept for women take some who came earlier out of a man's way; where women are many, all are served by turn.

    >>> months_ahead(10.0, 0.0, 10.0, 20.0), months_ahead(10.0, 0.5, 10.0, 20.0), months_ahead(10.0, 0.5, 0.0, 0.0)
    ((3.0, 3.0), (4.0, 2.0), (0.0, 0.0))
    """
    by_turn = (women + others) / seats
    open_seats = (1.0 - share_women) * seats
    men = max(by_turn, others / open_seats) if open_seats > 0.0 else (by_turn if others <= 0.0 else math.inf)
    return men, min(by_turn, women / (share_women * seats)) if share_women > 0.0 else by_turn


def course_terms(m: Month) -> Course:
    """Terms of this month's training: seats of the year come month by month; those left over are used later in the year."""
    k = m.running("courses")
    if k < 0:
        return NO_COURSE
    v = m.lever(k).values
    a_year = float(v["seats_per_year"])
    seats = places_by_now(float(m.stage.institutions["places"][k]), a_year, m.since(k), m.strengths[k])
    return Course(k, m.is_open(k), seats, v["seat_usd"], v["share_women"], WHO[v["trained"]], a_year / 12.0)


@rule
def welcome(w: WorldArrays, p: Parameters, course: Course) -> tuple[float, float]:
    """Whom the list does not deter this month: shares of the would-be applicants headed by men and by women."""
    if course.is_open == 0:
        return 0.0, 0.0
    women = others = 0.0
    for n in range(w.counts[Count.FILES.value]):
        if w.files[n].desk == Desk.COURSE.value:
            if w.files[n].is_woman == 1:
                women += 1.0
            else:
                others += 1.0
    ahead_men, ahead_women = months_ahead(course.a_month, course.share_women, women, others)
    return max(1.0 - ahead_men / p.saving.course_months, 0.0), max(1.0 - ahead_women / p.saving.course_months, 0.0)


@inlined
def open_account(w: WorldArrays, t: Clock, i: int) -> None:
    """The family of household `i` opens an account; what carried it where it was trained."""
    h = w.households[i]
    r = w.receivers[i]
    r.has_account = 1
    if t.month >= 0:
        h.acted |= A_ACCOUNT
        if h.family_trained & 1:
            h.supported |= S_INCLUSION
    w.tally[h.cell, Flow.ACCOUNTS.value] += h.weight
    if r.is_woman == 1:
        w.tally[h.cell, Flow.ACCOUNTS_WOMEN.value] += h.weight


@inlined
def enrol(w: WorldArrays, p: Parameters, t: Clock, course: Course, i: int, men: float, women: float) -> None:
    """Families behind record `i` that receive and heard apply; each gets a file, and a record of its own. `men`, `women`: as `welcome` has it."""
    h = w.households[i]
    terms = w.offers[h.corridor, h.eligible]
    if h.status != 1 or h.refuses == 1 or not h.aware & SAVINGS or terms.course_open <= 0.0 or h.remit_months >= 12:
        return
    if h.family_waits == 1 or h.family_trained & course.who == course.who:
        return
    draws = FamilyDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.FAMILY.value, t.tick, h.id))
    is_woman = w.receivers[i].is_woman
    applying = how_many(draws.applies, h.weight, (women if is_woman == 1 else men) * course_chance(is_woman, p.saving) * (1.0 - terms.course_doubt))
    for _ in range(int(applying)):
        k = split(w, i)
        learner = w.households[k]
        family = FamilyDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.FAMILY.value, t.tick, learner.place))
        n = open_file(w, t, Desk.COURSE.value, learner.place, family.turn, k, -1)
        if n >= 0:
            w.files[n].is_woman = is_woman
            w.institutions[course.institution].arrived += 1.0
            learner.family_waits = 1


@rule
def train(w: WorldArrays, p: Parameters, t: Clock, course: Course, k: int) -> None:
    """Family of file `k` takes its seat: an account may be opened, a promise is kept."""
    bank = w.institutions[course.institution]
    bank.places -= 1.0
    bank.served += 1.0
    f = w.files[k]
    bank.waited += DAYS_A_MONTH * (t.tick - f.arrived)
    h = w.households[f.household]
    r = w.receivers[f.household]
    f.desk = Desk.CLOSED.value
    h.family_waits = 0
    h.family_trained |= course.who
    keeps_promise(w, p, f.household)
    honours(w, course.institution, 1.0)
    tally = w.tally[h.cell]
    tally[Flow.FAMILIES_TRAINED.value] += 1.0
    if course.who & RECEIVER and r.has_account == 0:
        draws = FamilyDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.FAMILY.value, t.tick, h.place))
        if draws.account < p.saving.trained_opens:
            open_account(w, t, f.household)


@rule
def give_up(w: WorldArrays, p: Parameters, t: Clock, course: Course) -> float:
    """Close the files of who left, waited too long, or waits for a course that ended; returns how many."""
    gone = 0.0
    for k in range(w.counts[Count.FILES.value]):
        f = w.files[k]
        if f.desk != Desk.COURSE.value:
            continue
        stays = is_there(w, k)
        if closes_where_over(w, t, k, stays, course.is_open, p.saving.course_months):
            gone += 1.0
            w.households[f.household].family_waits = 0
            if stays:
                lets_down(w, p, f.household)
                refuses(w, course.institution, 1.0)
    return gone


@kernel
def courses_month(stage: PackedArrays, packed: PackedParameters, t: Clock, course: Course) -> None:
    """A month of training: who waited too long gives up, seats go by turn, those kept for women first to families headed by women."""
    w = arrays_of(stage)
    p = parameters_of(packed)
    bank = w.institutions[course.institution]
    bank.abandoned += give_up(w, p, t, course)
    line_up(w, 1, Desk.COURSE.value, BY_ARRIVAL, WOMEN)
    line_up(w, 0, Desk.COURSE.value, BY_ARRIVAL, ANYBODY)
    for _ in range(course.seats if course.is_open == 1 else 0):
        k = first_in_turn(w, 1, 0, Desk.COURSE.value, bank.served, course.share_women)
        if k < 0:
            break
        if not pays(w, t, course.institution, course.seat_usd):
            break
        train(w, p, t, course, k)
    bank.waiting = waiting_at(w, Desk.COURSE.value)
    tidy_files(w)
