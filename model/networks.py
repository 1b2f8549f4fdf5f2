"""Firms of the diaspora meet: chapters of business networks, fairs, courses on the rules of trade, advocacy (P5, P3b, T4, process 4.8)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from .compiled import inlined, kernel, rule
from .households.bits import ENTERPRISE, S_FAIR, S_TRAINING, TRADE, TWELFTH
from .luck import Draw, descendant, how_many, luck
from .pace import within_month
from .parameters import Parameters
from .queue import Desk, next_file, next_in_turn, open_file, pays, reserve, tidy_files
from .rules.meet import answering_chance, joining_chance, turnover_of
from .schema import Flow, OwnerKind
from .stage import Clock, Count, Stage
from .trade import owner_of

if TYPE_CHECKING:
    from .policy import Policy

FIRST_VOICE = 4_000_000_000  # identities under which a corridor's firms are heard
NEW, FADED = -1, -2  # ages of a chapter that has not formed, and of one that dissolved


class Network(NamedTuple):
    """Terms of the business network this month; `institution` is -1 where there is none. `is_report`: chapters pass on a report."""

    institution: int
    is_open: int
    chapters: float
    seed_usd: float
    dues_usd: float
    reports: float
    report_usd: float
    is_report: int
    union: int


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


NO_NETWORK = Network(-1, 0, 0.0, 0.0, 0.0, 0.0, 0.0, 0, 0)
NO_FAIR = Fair(-1, 0, 0, 0.0, 0.0, 0.0)
NO_COURSE = Course(-1, 0, 0.0, 0.0, 0.0)


def terms(policy: Policy, month: int, strengths: tuple[float, ...]) -> tuple[Network, Fair, Course]:
    """Terms of the three programmes this month; one that has ended still has its institution, so that its files are closed and its chapters live on."""
    network, fair, course = NO_NETWORK, NO_FAIR, NO_COURSE
    k = policy.running("business_network", month)
    if k >= 0:
        v, on, since = policy.levers[k].values, int(strengths[k] > 0.0), month - policy.levers[k].from_month
        reports = float(v["reports_per_year"])
        is_report = int(on and within_month(reports / 12.0, since) > 0)
        network = Network(k, on, float(v["chapters"]), v["seed_usd"], v["dues_usd"], reports * on, v["report_usd"], is_report, int(on and v["union"]))
    k = policy.running("trade_fair", month)
    if k >= 0:
        v, on, since = policy.levers[k].values, int(strengths[k] > 0.0), month - policy.levers[k].from_month
        is_event = int(on and within_month(v["events_per_year"] / 12.0, since) > 0)
        fair = Fair(k, on, is_event, v["places"] * strengths[k], v["matches_per_place"], v["place_usd"])
    k = policy.running("trade_training", month)
    if k >= 0:
        v = policy.levers[k].values
        course = Course(k, int(strengths[k] > 0.0), float(math.ceil(v["seats_per_year"] / 12.0)), v["share_women"], v["seat_usd"])
    return network, fair, course


@rule
def chapter_of(w: Stage, k: int, i: int) -> int:
    """The chapter of the city of firm `k`, whose owner is household `i`."""
    h = w.households[i]
    return h.corridor * (w.chapters.shape[0] // w.corridors.shape[0]) + h.city - w.corridors[h.corridor].first_city


@rule
def owner_here(w: Stage, k: int) -> int:
    """Record of the household in the residence country that owns firm `k` and could take part in its name; -1 for none."""
    f = w.firms[k]
    if f.is_alive == 0 or (f.kind != OwnerKind.FIRM.value and f.kind != OwnerKind.HERE.value):
        return -1
    i = owner_of(w, k)
    return i if i >= 0 and w.households[i].status == 1 else -1


@inlined
def count_firms(w: Stage) -> None:
    """Firms and members of each chapter's city, and the share of a corridor's diaspora firms that is organised."""
    for k in range(w.chapters.shape[0]):
        w.chapters[k].members = 0.0
        w.chapters[k].firms = 0.0
    for k in range(w.counts[Count.FIRMS.value]):
        i = owner_here(w, k)
        if i >= 0:
            a = w.chapters[chapter_of(w, k, i)]
            a.firms += w.firms[k].weight
            if w.firms[k].in_network == 1:
                a.members += w.firms[k].weight
    cities = w.chapters.shape[0] // w.corridors.shape[0]
    for c in range(w.corridors.shape[0]):
        members = 0.0
        firms = 0.0
        for k in range(c * cities, (c + 1) * cities):
            if w.chapters[k].age >= 0:
                members += w.chapters[k].members
            firms += w.chapters[k].firms
        w.corridors[c].organised = members / firms if firms > 0.0 else 0.0


@inlined
def chapters_month(w: Stage, p: Parameters, t: Clock, network: Network) -> None:
    """Chapters are seeded, form once they have a board, meet as long as they can pay for it, and dissolve after months without a meeting."""
    cities = w.chapters.shape[0] // w.corridors.shape[0]
    bank = w.institutions[network.institution]
    for k in range(w.chapters.shape[0]):
        a = w.chapters[k]
        a.is_active = 0
        a.is_reporting = 0
        wanted = network.is_open == 1 and a.is_seeded == 0 and k % cities < network.chapters and is_offered(w, k // cities)
        if wanted and pays(w, t, network.institution, network.seed_usd):
            a.is_seeded = 1
            a.money = network.seed_usd
            bank.arrived += 1.0
            bank.served += 1.0
        if a.is_seeded == 1 and a.age == NEW and a.members >= p.business.board:
            a.age = 0
            a.board = p.business.board
        elif a.age >= 0:
            a.age += 1
            if a.money >= p.business.chapter_usd and a.members >= 2.0:
                a.money -= p.business.chapter_usd
                a.is_active = 1
                a.quiet = 0
                if network.is_report == 1 and pays(w, t, network.institution, network.report_usd):
                    a.is_reporting = 1
            else:
                a.quiet += 1
                if a.quiet >= p.business.fading:
                    a.age = FADED
                    a.board = 0.0


@rule
def is_offered(w: Stage, corridor: int) -> bool:
    """Whether anybody of a corridor is offered a network."""
    for k in range(w.offers.shape[1]):
        if w.offers[corridor, k].network_chapters > 0.0:
            open_to = True
            for j in range(w.permits.shape[0]):
                if (k >> j) & 1 and w.permits[j, corridor] == 0:
                    open_to = False
            if open_to:
                return True
    return False


@rule
def has_union(w: Stage, corridor: int, network: Network) -> bool:
    """Whether chapters of the origin of `corridor` form a union: two that meet, wherever they are, and somebody who runs it."""
    if network.union == 0:
        return False
    meeting = 0
    for k in range(w.chapters.shape[0]):
        if w.chapters[k].is_active == 1 and w.corridors[w.chapters[k].corridor].origin == w.corridors[corridor].origin:
            meeting += 1
    return meeting >= 2


@rule
def has_file(w: Stage, desk: int, k: int) -> bool:
    """Whether firm `k` waits at a desk."""
    found = 0
    for n in range(w.counts[Count.FILES.value]):
        if w.files[n].desk == desk and w.files[n].firm == k:
            found += 1
    return found > 0


@inlined
def ask(w: Stage, t: Clock, k: int, i: int, desk: int, institution: int, firms: float) -> None:
    """Of the firms behind record `k`, `firms` ask for a place."""
    f = w.firms[k]
    _, _, u2, _ = luck(t.seed0, t.seed1, t.replication, Draw.NETWORK.value, t.tick, descendant(f.id, desk))
    n = open_file(w, t, desk, f.id, u2, i, k)
    if n >= 0:
        w.files[n].reach = firms
        w.institutions[institution].arrived += firms


@inlined
def take_part(w: Stage, p: Parameters, t: Clock, k: int, network: Network, fair: Fair, course: Course) -> None:
    """Firm `k` joins or leaves the network of its city, meets others there, reads its reports, asks for a place at a fair or in a course."""
    i = owner_here(w, k)
    f = w.firms[k]
    if i < 0:
        return
    h = w.households[i]
    told = w.offers[h.corridor, h.eligible]
    heeds = h.aware if h.refuses == 0 else 0
    a = w.chapters[chapter_of(w, k, i)]
    if a.is_seeded == 0 and not heeds & TRADE:
        return
    u0, u1, u2, u3 = luck(t.seed0, t.seed1, t.replication, Draw.NETWORK.value, t.tick, f.id)
    if a.is_seeded == 1:
        if a.is_reporting == 1 and (f.in_network == 1 or u1 < p.business.report_reach):
            h.aware |= t.topics & (TRADE | ENTERPRISE)
        if f.in_network == 1:
            if a.age == FADED or u0 < p.business.leaving * TWELFTH:
                f.in_network = 0
        elif a.age != FADED and heeds & ENTERPRISE and (network.is_open == 0 or told.network_chapters > 0.0):
            v0, _, _, _ = luck(t.seed0, t.seed1, t.replication, Draw.NETWORK.value, -1, f.id)
            ratio = network.dues_usd / (12.0 * turnover_of(f.jobs, w.corridors[h.corridor].residence_income, 0.0, 0, p.business))
            if u0 < joining_chance(a.members, a.firms, 1 if a.age >= 0 else 0, v0, ratio, p.business):
                f.in_network = 1
        if f.in_network == 1 and a.age >= 0:
            dues = f.weight * network.dues_usd * TWELFTH
            a.money += dues
            tally = w.tally[f.cell]
            tally[Flow.DUES.value] += dues
            tally[Flow.NETWORK_FIRMS.value] += f.weight
            if a.is_active == 1:
                made = p.business.meeting_contacts * (1.0 + (p.business.union_effect if has_union(w, h.corridor, network) else 0.0))
                meet(w, k, made)
                a.contacts += f.weight * made
    if heeds & TRADE:
        if fair.is_open == 1 and told.fair_open > 0.0:
            firms = how_many(u2, f.weight, p.business.fair_interest)
            if firms > 0.0 and not has_file(w, Desk.FAIR.value, k):
                ask(w, t, k, i, Desk.FAIR.value, fair.institution, firms)
        if course.is_open == 1 and told.training_open > 0.0:
            firms = how_many(u3, f.weight, p.business.course_interest)
            if firms > 0.0 and not has_file(w, Desk.CLASSROOM.value, k):
                ask(w, t, k, i, Desk.CLASSROOM.value, course.institution, firms)


@rule
def meet(w: Stage, k: int, each: float) -> None:
    """The firms behind record `k` make `each` contacts with local firms on average; a contact has two sides."""
    f = w.firms[k]
    f.contacts += each
    w.corridors[f.corridor].meetings += f.weight * each
    w.tally[f.cell, Flow.CONTACTS.value] += f.weight * each


@inlined
def serve(w: Stage, t: Clock, n: int, institution: int, price: float, left: float) -> float:
    """Give file `n` as many places as it asks for, there are and can be paid; returns how many."""
    a = w.files[n]
    bank = w.institutions[institution]
    got = min(a.reach, left)
    while got >= 1.0 and not reserve(bank.left, got * price):
        got -= 1.0
    if not pays(w, t, institution, max(got, 1.0) * price):
        return 0.0
    bank.served += got
    bank.waited += 30.4 * (t.tick - a.arrived) * got
    a.reach -= got
    if a.reach < 1.0:
        a.desk = Desk.CLOSED.value
    return got


@inlined
def fair_month(w: Stage, t: Clock, fair: Fair) -> None:
    """Where a fair takes place, those first in the queue get its places; each place brings contacts, a burst that fades."""
    left = float(int(fair.places)) if fair.is_event == 1 else 0.0
    while left >= 1.0:
        n = next_file(w, Desk.FAIR.value, False)
        got = serve(w, t, n, fair.institution, fair.place_usd, left) if n >= 0 else 0.0
        if got < 1.0:
            return
        left -= got
        k = w.files[n].firm
        w.firms[k].support |= S_FAIR
        meet(w, k, got * fair.matches / w.firms[k].weight)


@inlined
def course_month(w: Stage, p: Parameters, t: Clock, course: Course) -> None:
    """Seats of a month go to those first in the queue, women before others as far as seats are kept for them; who sat there knows more of the rules."""
    bank = w.institutions[course.institution]
    left = min(course.seats, bank.places) if course.is_open == 1 else 0.0
    while left >= 1.0:
        n = next_in_turn(w, Desk.CLASSROOM.value, bank.served, course.share_women)
        got = serve(w, t, n, course.institution, course.seat_usd, 1.0) if n >= 0 else 0.0
        if got < 1.0:
            return
        left -= got
        bank.places -= got
        f = w.firms[w.files[n].firm]
        f.support |= S_TRAINING
        f.knowledge += p.business.learning * (1.0 - f.knowledge) * got / f.weight


@inlined
def close_desk(w: Stage, p: Parameters, t: Clock, desk: int, institution: int, is_open: int) -> None:
    """Who waited too long gives up; who has closed, and all where a programme has ended, leave the queue."""
    waiting = 0.0
    for n in range(w.counts[Count.FILES.value]):
        a = w.files[n]
        if a.desk == desk:
            if is_open == 0 or t.tick - a.opened >= p.business.patience or owner_here(w, a.firm) != a.household:
                w.institutions[institution].abandoned += a.reach
                a.desk = Desk.CLOSED.value
            else:
                waiting += a.reach
    w.institutions[institution].waiting = waiting


@inlined
def be_heard(w: Stage, p: Parameters, t: Clock, network: Network) -> None:
    """Once a year organised firms ask for shorter customs; a government may answer, and a while later days fall (T4)."""
    for k in range(w.corridors.shape[0]):
        c = w.corridors[k]
        if c.advocacy_due >= 0 and t.tick >= c.advocacy_due:
            c.customs_cut = 1.0 - (1.0 - c.customs_cut) * (1.0 - p.business.step)
            c.responses += 1.0
            c.advocacy_due = -1
        elif c.advocacy_due < 0 and t.calendar == 0 and c.organised > 0.0:
            _, _, _, u3 = luck(t.seed0, t.seed1, t.replication, Draw.NETWORK.value, t.tick, FIRST_VOICE + k)
            if u3 < answering_chance(c.organised, 1 if has_union(w, k, network) else 0, network.reports, p.business):
                c.advocacy_due = t.tick + int(p.business.delay)


@kernel
def networks_month(w: Stage, p: Parameters, t: Clock, network: Network, fair: Fair, course: Course) -> None:
    """A month of chapters, fairs, courses and advocacy."""
    count_firms(w)
    if network.institution >= 0:
        chapters_month(w, p, t, network)
    for k in range(w.counts[Count.FIRMS.value]):
        if w.firms[k].kind == OwnerKind.HERE.value or w.firms[k].kind == OwnerKind.FIRM.value:
            take_part(w, p, t, k, network, fair, course)
    if fair.institution >= 0:
        fair_month(w, t, fair)
        close_desk(w, p, t, Desk.FAIR.value, fair.institution, fair.is_open)
    if course.institution >= 0:
        course_month(w, p, t, course)
        close_desk(w, p, t, Desk.CLASSROOM.value, course.institution, course.is_open)
    tidy_files(w)
    be_heard(w, p, t, network)
