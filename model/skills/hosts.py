"""Host institutions (S1, S2, D15, D16): what a month does to their know-how, ties and staff, and what an assignment of any kind leaves with them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..compiled.named_draws import TieDraws
from ..compiled.numba_door import rule
from ..compiled.random_draws import Draw, four_draws, how_many
from ..parameters import Parameters
from ..records.arrays import Clock, WorldArrays
from ..records.number_enum import NumberEnum
from ..rules.absorb import aspiration_after, aspiration_with, knowhow_gained, knowhow_kept


class Result(NumberEnum):
    """Places of `results`, the month's outcomes of hosts, agency, posts and joint projects."""

    KNOWHOW = 0
    GAINED = 1
    KEPT_SHARE = 2
    FILLED_MONTHS = 3
    DISPLACED = 4
    STAFF_TRAINED = 5
    INTERNS_LOST = 6
    REQUESTS = 7
    INTERNS = 8
    TIES_HOST = 9
    TIES_INSTITUTIONS = 10
    TIES_EXPERTS = 11
    OPEN_REQUESTS = 12


PLACEMENT_RESULTS = tuple(result.name.lower() for result in Result)


@rule
def hosts_month(w: WorldArrays, p: Parameters, is_open: int, results: np.ndarray) -> None:
    """Know-how decays, ties fade, frozen posts are opened again, the wish to leave calms down; follow-up ends with the agency."""
    for j in range(results.shape[0]):
        results[j] = 0.0
    known = 0.0
    kept_known = 0.0
    for k in range(w.hosts.shape[0]):
        host = w.hosts[k]
        if is_open == 0:
            host.followed = 0.0
        if host.knowhow > 0.0:
            known += host.knowhow
            host.knowhow *= knowhow_kept(host.followed, host.ties, host.aspiration - p.placement.aspiration, p.placement)
            kept_known += host.knowhow
        host.ties *= 1.0 - 1.0 / p.placement.tie_months
        if host.frozen > 0.0:
            thawed = host.frozen / p.placement.freeze_months
            host.frozen -= thawed
            host.vacancy -= thawed / host.posts
        host.aspiration = aspiration_after(host.aspiration, p.placement)
    results[Result.KEPT_SHARE.value] = kept_known / known if known > 0.0 else 1.0


@rule
def teach(w: WorldArrays, p: Parameters, k: int, days: float, training_share: float, is_virtual: int, taken: float, results: np.ndarray) -> None:
    """Staff of host `k` learn; `taken`: share that counterparts take over."""
    host = w.hosts[k]
    gained = knowhow_gained(days, training_share, host.absorption * taken, is_virtual, p.placement)
    host.knowhow += gained
    results[Result.GAINED.value] += gained


@rule
def meet(w: WorldArrays, p: Parameters, k: int, contacts: float) -> None:
    """Staff of host `k` meet people who made it abroad."""
    host = w.hosts[k]
    host.aspiration = aspiration_with(host.aspiration, contacts, host.posts, p.placement)


@rule
def freeze(w: WorldArrays, p: Parameters, k: int, results: np.ndarray) -> None:
    """A post of host `k` is not given to anybody local for some months, because somebody from abroad does its work (X10)."""
    host = w.hosts[k]
    results[Result.DISPLACED.value] += 1.0
    if p.placement.freeze_months >= 1.0:
        posts = max(min((1.0 - host.vacancy) * host.posts, 1.0), 0.0)
        host.frozen += posts
        host.vacancy += posts / host.posts


class Meetings(NamedTuple):
    """Chances that an assignment leaves a tie with the host, and one between institutions; others who are at work too."""

    host: float
    institutions: float
    others: float


@rule
def tie_up(w: WorldArrays, p: Parameters, t: Clock, k: int, i: int, meetings: Meetings, results: np.ndarray) -> float:
    """Ties of three kinds (A3) that expert `i` leaves: with host `k`, between institutions, with the others who are at work too; returns these last."""
    expert = w.households[i]
    place = expert.place
    draws = TieDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.TIE.value, t.tick, place))
    host = w.hosts[k]
    if draws.host < meetings.host:
        host.ties += 1.0
        results[Result.TIES_HOST.value] += 1.0
    if draws.institutions < meetings.institutions:
        host.ties += 1.0
        results[Result.TIES_INSTITUTIONS.value] += 1.0
    made = how_many(draws.experts, meetings.others, p.placement.tie_experts)
    results[Result.TIES_EXPERTS.value] += made
    expert.colleagues += made
    return made


@rule
def is_at_work(w: WorldArrays, p: Parameters, t: Clock, k: int, j: int) -> bool:
    """Whether an expert came of late to host `j`, another one of the same country as host `k`."""
    host = w.hosts[j]
    is_new = host.served >= 0 and t.tick - host.served < p.placement.work_months
    return j != k and is_new and w.communities[host.community].origin == w.communities[w.hosts[k].community].origin


@rule
def befriend(w: WorldArrays, p: Parameters, t: Clock, k: int, i: int, made: float) -> None:
    """Expert `i`, new at host `k`, made so many ties with others at work: they have them too. The host remembers who came."""
    left = made
    n = w.hosts.shape[0]
    for turn in range(1, n):
        j = (k + turn) % n
        if left > 0.0 and is_at_work(w, p, t, k, j):
            left -= 1.0
            other = w.households[w.hosts[j].expert]
            if other.id == w.hosts[j].person:
                other.colleagues += 1.0
    w.hosts[k].expert = i
    w.hosts[k].person = w.households[i].id


@rule
def at_work(w: WorldArrays, p: Parameters, t: Clock, k: int) -> float:
    """Other hosts of the same country that an expert came to of late: as many experts to meet, up to a number."""
    others = 0.0
    for j in range(w.hosts.shape[0]):
        if is_at_work(w, p, t, k, j):
            others += 1.0
    return min(others, p.placement.met_most)
