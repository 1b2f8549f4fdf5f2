"""Chapters of business networks (P5a, P5d, A4): where they are founded, who joins, when they meet, what a union adds, when they fade."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from ..compiled.named_draws import BoardDraws, NetworkDraws, ThresholdDraws
from ..compiled.numba_door import inlined, rule
from ..compiled.random_draws import Draw, four_draws, how_many
from ..parameters import Parameters
from ..queue import pays
from ..records.arrays import Clock, Count, WorldArrays
from ..records.bit_masks import ENTERPRISE, INVESTMENT, TRADE
from ..records.flows import Flow
from ..rules.meet import has_quorum, joining_chance, turnover_of
from ..rules.relate import estranged, holder
from ..time_units import TWELFTH
from .contacts import meet, owner_in_residence

NEW, FADED = -1, -2  # ages of a chapter that has not formed, and of one that dissolved
NOWHERE = 1 << 30  # rank of a city in which no chapter is planned


class Network(NamedTuple):
    """Terms of the business network this month; `institution` is -1 where there is none.

    `chapters`: how many are to be founded by now; `ranks`: the turn of each city of each corridor; `is_report`: chapters pass on a report.
    """

    institution: int
    is_open: int
    chapters: float
    ranks: np.ndarray
    seed_usd: float
    dues_usd: float
    reports: float
    report_usd: float
    is_report: int
    union: int


NO_NETWORK = Network(-1, 0, 0.0, np.zeros(0, dtype=np.int64), 0.0, 0.0, 0.0, 0.0, 0, 0)


@lru_cache(maxsize=32)
def turns(total: int, stocks: tuple[float, ...], cities: int) -> np.ndarray:
    """The turn in which the chapter of each city is founded, corridor by corridor, largest city first; NOWHERE beyond `total`.

    Corridors share the total in proportion to their stocks (largest remainder), no more than one chapter a city; the order is that of the stock
    a chapter stands for (stock / 1, / 3, / 5, ...), so that a network that grows is spread as one that is full.

    >>> turns(4, (300.0, 100.0, 0.0), 3).tolist() == [0, 1, 3] + [2, NOWHERE, NOWHERE] + [NOWHERE] * 3
    True
    """
    shares = np.array(stocks, dtype=float)
    given = np.zeros(len(shares), dtype=int)
    while True:
        left, open_to = total - int(given.sum()), (shares > 0.0) & (given < cities)
        if left <= 0 or not open_to.any():
            break
        quota = np.where(open_to, shares, 0.0) / shares[open_to].sum() * left
        more = np.floor(quota).astype(int)
        more[np.argsort(more - quota, kind="stable")[: left - int(more.sum())]] += 1
        # where every city has a chapter already, the others share what is over
        given = np.minimum(given + more, cities)
    planned = sorted((-shares[k] / (2 * j + 1), k, j) for k in range(len(shares)) for j in range(given[k]))
    ranks = np.full(len(shares) * cities, NOWHERE, dtype=np.int64)
    for turn, (_, k, j) in enumerate(planned):
        ranks[k * cities + j] = turn
    return ranks


@rule
def chapter_of(w: WorldArrays, k: int, i: int) -> int:
    """The chapter of the city of firm `k`, whose owner is household `i`."""
    h = w.households[i]
    return h.corridor * (w.chapters.shape[0] // w.corridors.shape[0]) + h.city - w.corridors[h.corridor].first_city


@inlined
def count_firms(w: WorldArrays) -> None:
    """Firms and members of each chapter's city, and the share of a corridor's diaspora firms that is organised."""
    for k in range(w.chapters.shape[0]):
        w.chapters[k].members = 0.0
        w.chapters[k].firms = 0.0
    for k in range(w.counts[Count.FIRMS.value]):
        i = owner_in_residence(w, k)
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
def renew_board(w: WorldArrays, p: Parameters, t: Clock, k: int) -> None:
    """Members of the board step down, some each month; once a year the board is filled up among the members, and a faction may take hold of it."""
    a = w.chapters[k]
    draws = BoardDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.BOARD.value, t.tick, a.id))
    a.board -= how_many(draws.steps_down, a.board, p.business.board_turnover * TWELFTH)
    if a.age % 12 == 0:
        a.board = p.business.board
        a.faction = holder(draws.seized, draws.faction, p.population.share_faction_b, p.population.share_faction_c, p.relations)
    a.board = max(min(a.board, a.members), 0.0)


@inlined
def chapters_month(w: WorldArrays, p: Parameters, t: Clock, network: Network) -> None:
    """Chapters are seeded in their turn, form once they have a board, meet while it has a quorum and they can pay for it, and dissolve after months without."""
    bank = w.institutions[network.institution]
    for k in range(w.chapters.shape[0]):
        a = w.chapters[k]
        a.is_active = 0
        a.is_reporting = 0
        wanted = network.is_open == 1 and a.is_seeded == 0 and network.ranks[k] < network.chapters
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
            renew_board(w, p, t, k)
            if a.money >= p.business.chapter_usd and has_quorum(a.board, p.business):
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
                    a.faction = -1


@rule
def has_union(w: WorldArrays, corridor: int, network: Network) -> bool:
    """Whether chapters of the origin of `corridor` form a union: two that meet, wherever they are, and somebody who runs it."""
    if network.union == 0:
        return False
    meeting = 0
    for k in range(w.chapters.shape[0]):
        if w.chapters[k].is_active == 1 and w.corridors[w.chapters[k].corridor].origin == w.corridors[corridor].origin:
            meeting += 1
    return meeting >= 2


@inlined
def belong(w: WorldArrays, p: Parameters, t: Clock, k: int, i: int, heard_topics: int, draws: NetworkDraws, network: Network) -> None:
    """Firm `k` of household `i` joins or leaves the chapter of its city, pays dues, meets others there and reads its reports."""
    f = w.firms[k]
    h = w.households[i]
    a = w.chapters[chapter_of(w, k, i)]
    if a.is_seeded == 0:
        return
    if a.is_reporting == 1 and (f.in_network == 1 or draws.report < p.business.report_reach):
        h.aware |= t.topics & (TRADE | ENTERPRISE | INVESTMENT)
    if f.in_network == 1:
        if a.age == FADED or draws.membership < p.business.leaving * TWELFTH * math.exp(estranged(h.faction, a.faction, p.relations)):
            f.in_network = 0
    elif a.age != FADED and heard_topics & ENTERPRISE and (network.is_open == 0 or w.offers[h.corridor, h.eligible].network_chapters > 0.0):
        once = ThresholdDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.NETWORK.value, -1, f.id))
        ratio = network.dues_usd / (12.0 * turnover_of(f.jobs, w.corridors[h.corridor].residence_income, 0.0, 0, p.business))
        if draws.membership < joining_chance(a.members, a.firms, network.is_open, once.threshold, ratio, p.business):
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
