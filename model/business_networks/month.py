"""A month of what firms of the diaspora do together (P5, T4): chapters of networks, fairs, courses, advocacy."""

from __future__ import annotations

from ..compiled.named_draws import NetworkDraws
from ..compiled.numba_door import inlined, kernel
from ..compiled.packed_arrays import PackedArrays, arrays_of
from ..compiled.packed_parameters import PackedParameters, parameters_of
from ..compiled.random_draws import Draw, four_draws
from ..institution import Institution
from ..numerics import ROUNDING
from ..parameters import Parameters
from ..policy.levers_in_force import Policy
from ..policy.month import Month
from ..policy.pace import places_by_now, within_month
from ..queue import Desk, tidy_files
from ..records.arrays import Clock, Count, WorldArrays
from ..records.bit_masks import TRADE
from ..records.vocabulary import OwnerKind
from .advocacy import be_heard
from .chapters import NO_NETWORK, Network, belong, chapter_of, chapters_month, count_firms, turns
from .contacts import owner_in_residence
from .fairs import FOR_A_COURSE, FOR_A_FAIR, NO_COURSE, NO_FAIR, WAITS, Course, Fair, apply, close_desk, course_month, fair_month, who_waits


def network_terms(m: Month) -> Network:
    """Terms of the business network this month; one that has ended still has its institution, so that its chapters live on."""
    k = m.running("business_network")
    if k < 0:
        return NO_NETWORK
    network = m.steady("business_network", lambda: _network(m, k))
    if network.is_open == 1 and within_month(network.reports / 12.0, m.since(k)) > 0:
        network = network._replace(is_report=1)
    return network


def _network(m: Month, k: int) -> Network:
    """The same in a month without a report: chapters by the stocks of the corridors; those beyond the first come as it grows."""
    lever, strength, on = m.lever(k), m.strengths[k], m.is_open(k)
    v, to = lever.values, lever.eligibility.corridors
    stocks = tuple(c.figures.migrant_stock if to is None or c.id in to else 0.0 for c in m.settings.corridors)
    ranks = turns(v["chapters"], stocks, int(m.p.population.n_cities))
    first = min(v["first_chapters"], v["chapters"])
    by_now = float(int(first + (v["chapters"] - first) * strength + ROUNDING))
    return Network(k, on, by_now, ranks, v["seed_usd"], v["dues_usd"], float(v["reports_per_year"]) * on, v["report_usd"], 0, int(on and v["union"]))


def fair_terms(m: Month) -> Fair:
    """Terms of trade fairs this month; files are closed after the last one."""
    k = m.running("trade_fair")
    if k < 0:
        return NO_FAIR
    v, on = m.lever(k).values, m.is_open(k)
    is_event = int(on and within_month(v["events_per_year"] / 12.0, m.since(k)) > 0)
    return Fair(k, on, is_event, v["places"] * m.strengths[k], v["matches_per_place"], v["place_usd"])


def course_terms(m: Month) -> Course:
    """Terms of courses on the rules of trade this month; files are closed after the last one."""
    k = m.running("trade_training")
    if k < 0:
        return NO_COURSE
    v = m.lever(k).values
    seats = places_by_now(float(m.stage.institutions["places"][k]), float(v["seats_per_year"]), m.since(k), m.strengths[k])
    return Course(k, m.is_open(k), float(seats), v["share_women"], v["seat_usd"])


@inlined
def take_part(w: WorldArrays, p: Parameters, t: Clock, k: int, network: Network, fair: Fair, course: Course) -> None:
    """Firm `k` belongs to a chapter or not, and asks for places and seats, of which it waits for one of a kind at most."""
    i = owner_in_residence(w, k)
    if i < 0:
        return
    h = w.households[i]
    heard_topics = h.aware if h.refuses == 0 else 0
    if w.chapters[chapter_of(w, k, i)].is_seeded == 0 and not heard_topics & TRADE:
        return
    draws = NetworkDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.NETWORK.value, t.tick, w.firms[k].id))
    belong(w, p, t, k, i, heard_topics, draws, network)
    if heard_topics & TRADE:
        waits = w.around[WAITS, k]
        apply(w, p, t, k, i, draws, NO_FAIR if waits & FOR_A_FAIR else fair, NO_COURSE if waits & FOR_A_COURSE else course)


@kernel
def networks_month(stage: PackedArrays, packed: PackedParameters, t: Clock, network: Network, fair: Fair, course: Course) -> None:
    """A month of chapters, fairs, courses and advocacy."""
    w = arrays_of(stage)
    p = parameters_of(packed)
    count_firms(w)
    if network.institution >= 0:
        chapters_month(w, p, t, network)
    who_waits(w)
    for k in range(w.counts[Count.FIRMS.value]):
        if w.firms[k].kind == OwnerKind.RESIDENCE.value or w.firms[k].kind == OwnerKind.FIRM.value:
            take_part(w, p, t, k, network, fair, course)
    if fair.institution >= 0:
        fair_month(w, t, fair)
        close_desk(w, p, t, Desk.FAIR.value, fair.institution, fair.is_open)
    if course.institution >= 0:
        course_month(w, p, t, course)
        close_desk(w, p, t, Desk.CLASSROOM.value, course.institution, course.is_open)
    tidy_files(w)
    be_heard(w, p, t, network)


def _waiting(policy: Policy, stage: WorldArrays) -> int:
    """A firm may wait for a fair and for a course."""
    return (policy.has("trade_fair") + policy.has("trade_training")) * int(stage.counts[Count.FIRMS])


INSTITUTIONS = (Institution("business_networks", "networks", networks_month, (network_terms, fair_terms, course_terms), waiting=_waiting),)
