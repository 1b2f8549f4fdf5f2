"""Trade fairs and courses on the rules of trade (P5b, P5c): firms ask for places and seats, wait their turn, are served within a budget, or give up."""

from __future__ import annotations

from typing import NamedTuple

from ..compiled.named_draws import NetworkDraws, PlaceDraws
from ..compiled.numba_door import inlined, rule
from ..compiled.random_draws import Draw, descendant, four_draws, how_many
from ..households.trust import lets_some_down
from ..parameters import Parameters
from ..queue import ANYBODY, BY_ARRIVAL, WOMEN, Desk, closes_where_over, first_in, first_in_turn, honours, line_up, open_file, pays, refuses, reserve
from ..records.arrays import Clock, Count, WorldArrays
from ..records.bit_masks import S_FAIR, S_TRAINING
from ..time_units import DAYS_A_MONTH
from .contacts import meet, owner_in_residence


class Fair(NamedTuple):
    """Terms of the fairs this month; `is_event`: one takes place."""

    institution: int
    is_open: int
    is_event: int
    places: float
    matches: float
    place_usd: float


class Course(NamedTuple):
    """Terms of the courses this month: seats of a month at most, share kept for women, cost of a seat."""

    institution: int
    is_open: int
    seats: float
    share_women: float
    seat_usd: float


NO_FAIR = Fair(-1, 0, 0, 0.0, 0.0, 0.0)
NO_COURSE = Course(-1, 0, 0.0, 0.0, 0.0)
FOR_A_FAIR, FOR_A_COURSE = 1, 2
WAITS = 3  # the row of `around` that says what each firm waits for; the first ones are lines


@rule
def who_waits(w: WorldArrays) -> None:
    """Write down what each firm waits for: bits, by the number of its record."""
    for k in range(w.counts[Count.FIRMS.value]):
        w.around[WAITS, k] = 0
    for n in range(w.counts[Count.FILES.value]):
        f = w.files[n]
        if f.desk == Desk.FAIR.value:
            w.around[WAITS, f.firm] |= FOR_A_FAIR
        elif f.desk == Desk.CLASSROOM.value:
            w.around[WAITS, f.firm] |= FOR_A_COURSE


@inlined
def ask(w: WorldArrays, t: Clock, k: int, i: int, desk: int, institution: int, firms: float) -> None:
    """Of the firms behind record `k`, `firms` ask for a place."""
    f = w.firms[k]
    draws = PlaceDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.NETWORK.value, t.tick, descendant(f.id, desk)))
    n = open_file(w, t, desk, f.id, draws.turn, i, k)
    if n >= 0:
        w.files[n].reach = firms
        w.institutions[institution].arrived += firms


@inlined
def apply(w: WorldArrays, p: Parameters, t: Clock, k: int, i: int, draws: NetworkDraws, fair: Fair, course: Course) -> None:
    """Of the firms behind record `k` of household `i`, which heard, some ask for a place at a fair, some for a seat in a course."""
    f = w.firms[k]
    h = w.households[i]
    terms = w.offers[h.corridor, h.eligible]
    if fair.is_open == 1 and terms.fair_open > 0.0:
        firms = how_many(draws.fair, f.weight, p.business.fair_interest * (1.0 - terms.fair_doubt))
        if firms > 0.0:
            ask(w, t, k, i, Desk.FAIR.value, fair.institution, firms)
    if course.is_open == 1 and terms.training_open > 0.0:
        firms = how_many(draws.course, f.weight, p.business.course_interest * (1.0 - terms.training_doubt))
        if firms > 0.0:
            ask(w, t, k, i, Desk.CLASSROOM.value, course.institution, firms)


@inlined
def serve(w: WorldArrays, t: Clock, n: int, institution: int, price: float, left: float) -> float:
    """Give file `n` as many places as it asks for, there are and can be paid; returns how many."""
    a = w.files[n]
    bank = w.institutions[institution]
    got = min(a.reach, left)
    while got >= 1.0 and not reserve(bank.left, got * price):
        got -= 1.0
    if not pays(w, t, institution, max(got, 1.0) * price):
        return 0.0
    bank.served += got
    honours(w, institution, got)
    bank.waited += DAYS_A_MONTH * (t.tick - a.arrived) * got
    a.reach -= got
    if a.reach < 1.0:
        a.desk = Desk.CLOSED.value
    return got


@inlined
def fair_month(w: WorldArrays, t: Clock, fair: Fair) -> None:
    """Where a fair takes place, those first in the queue get its places; each place brings contacts, a burst that fades."""
    left = float(int(fair.places)) if fair.is_event == 1 else 0.0
    line_up(w, 0, Desk.FAIR.value, BY_ARRIVAL, ANYBODY)
    while left >= 1.0:
        n = first_in(w, 0, Desk.FAIR.value, BY_ARRIVAL, ANYBODY)
        got = serve(w, t, n, fair.institution, fair.place_usd, left) if n >= 0 else 0.0
        if got < 1.0:
            return
        left -= got
        k = w.files[n].firm
        w.firms[k].support |= S_FAIR
        meet(w, k, got * fair.matches / w.firms[k].weight)


@inlined
def course_month(w: WorldArrays, p: Parameters, t: Clock, course: Course) -> None:
    """Seats of a month go to those first in the queue, women before others as far as seats are kept for them; who sat there knows more of the rules."""
    bank = w.institutions[course.institution]
    left = min(course.seats, bank.places) if course.is_open == 1 else 0.0
    line_up(w, 1, Desk.CLASSROOM.value, BY_ARRIVAL, WOMEN)
    line_up(w, 0, Desk.CLASSROOM.value, BY_ARRIVAL, ANYBODY)
    while left >= 1.0:
        n = first_in_turn(w, 1, 0, Desk.CLASSROOM.value, bank.served, course.share_women)
        got = serve(w, t, n, course.institution, course.seat_usd, 1.0) if n >= 0 else 0.0
        if got < 1.0:
            return
        left -= got
        bank.places -= got
        f = w.firms[w.files[n].firm]
        f.support |= S_TRAINING
        f.knowledge += p.business.learning * (1.0 - f.knowledge) * got / f.weight


@inlined
def close_desk(w: WorldArrays, p: Parameters, t: Clock, desk: int, institution: int, is_open: int) -> None:
    """Who waited too long gives up; who has closed, and all where a programme has ended, leave the queue."""
    waiting = 0.0
    for n in range(w.counts[Count.FILES.value]):
        a = w.files[n]
        if a.desk == desk:
            stays = owner_in_residence(w, a.firm) == a.household
            if closes_where_over(w, t, n, stays, is_open, p.business.patience):
                w.institutions[institution].abandoned += a.reach
                if stays:
                    refuses(w, institution, a.reach)
                    lets_some_down(w, p, a.household, min(a.reach / w.households[a.household].weight, 1.0))
            else:
                waiting += a.reach
    w.institutions[institution].waiting = waiting
