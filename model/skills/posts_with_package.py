"""Posts with a package (P3a, S6): skilled members come home for good into sectors with a proven shortage, and some move on."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..compiled.named_draws import PostDraws
from ..compiled.numba_door import rule
from ..compiled.random_draws import Draw, four_draws
from ..households.skilled import MOVES
from ..households.trust import keeps_promise, lets_down
from ..parameters import Parameters
from ..policy.month import Month
from ..queue import BY_ARRIVAL, IN_SHORTAGE, Desk, affords, closes_where_over, first_in, honours, is_there, line_up, refuses, tidy_files, waiting_at
from ..records.arrays import Clock, Count, WorldArrays
from ..records.bit_masks import A_RETURN, S_TALENT
from ..records.flows import Flow
from ..records.vocabulary import Status
from ..rules.return_home import moving_on_chance
from ..time_units import DAYS_A_MONTH
from .hosts import Result, freeze, meet, teach


class Board(NamedTuple):
    """Terms of the board that hands out posts this month; `institution` is -1 where there is none."""

    institution: int
    is_open: int
    files: float
    package: float
    months: float
    threshold: float


NO_BOARD = Board(-1, 0, 0.0, 0.0, 0.0, 0.0)


def board_terms(m: Month) -> Board:
    """Terms of this month; packages once promised are paid after the lever has ended."""
    k = m.running("talent_board")
    if k < 0:
        return NO_BOARD
    v = m.lever(k).values
    files = v["officers"] * m.strengths[k] * m.p.talent.files
    return Board(k, m.is_open(k), files, v["package_usd"], float(v["package_months"]), v["shortage_threshold"])


@rule
def shortest(w: WorldArrays, board: Board, origin: int, sector: int) -> int:
    """The host of a country and sector with the largest shortage above the threshold; -1 for none."""
    best = -1
    for k in range(w.hosts.shape[0]):
        host = w.hosts[k]
        if host.sector != sector or host.vacancy <= board.threshold or host.vacancy * host.posts < 1.0 or w.communities[host.community].origin != origin:
            continue
        if best < 0 or host.vacancy > w.hosts[best].vacancy:
            best = k
    return best


@rule
def declare_shortages(w: WorldArrays, board: Board) -> None:
    """Write down, for each corridor, in which sectors posts are offered."""
    for c in range(w.corridors.shape[0]):
        w.corridors[c].short = 0
    if board.is_open == 0:
        return
    for k in range(w.hosts.shape[0]):
        host = w.hosts[k]
        if host.vacancy > board.threshold and host.vacancy * host.posts >= 1.0:
            origin = w.communities[host.community].origin
            for c in range(w.corridors.shape[0]):
                if w.corridors[c].origin == origin:
                    w.corridors[c].short |= 1 << host.sector


@rule
def give_up(w: WorldArrays, p: Parameters, t: Clock, board: Board) -> float:
    """Close the applications of who left, or waited too long; returns how many."""
    gone = 0.0
    for n in range(w.counts[Count.FILES.value]):
        f = w.files[n]
        if f.desk != Desk.POSTING.value:
            continue
        h = w.households[f.household]
        stays = is_there(w, n) and h.waiting_since >= 0
        if not closes_where_over(w, t, n, stays, board.is_open, p.talent.patience):
            continue
        gone += 1.0
        if stays:
            h.waiting_since = -1
            lets_down(w, p, f.household)
            refuses(w, board.institution, 1.0)
    return gone


@rule
def hire(w: WorldArrays, p: Parameters, t: Clock, board: Board, n: int, k: int, results: np.ndarray) -> None:
    """Application `n` is granted a post at host `k`: the whole package is reserved, the household leaves next month."""
    bank = w.institutions[board.institution]
    f = w.files[n]
    host = w.hosts[k]
    h = w.households[f.household]
    total = board.package * board.months
    bank.left -= total
    bank.committed += total
    f.desk = Desk.POST.value
    f.firm = k
    f.grant = total
    f.capital = board.package
    f.arrived = t.tick
    keeps_promise(w, p, f.household)
    honours(w, board.institution, 1.0)
    h.waiting_since = MOVES
    h.acted |= A_RETURN
    h.supported |= S_TALENT
    w.tally[h.cell, Flow.POSTS_FILLED.value] += 1.0
    host.vacancy -= 1.0 / host.posts
    meet(w, p, k, 0.5)
    draws = PostDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.POST.value, t.tick, f.id))
    if draws.displaces < p.talent.crowding:
        freeze(w, p, k, results)


@rule
def work(w: WorldArrays, p: Parameters, t: Clock, board: Board, n: int, results: np.ndarray) -> None:
    """A month in the post of file `n`: it is paid, works with what came along of its skill, teaches, and may move on."""
    bank = w.institutions[board.institution]
    f = w.files[n]
    host = w.hosts[f.firm]
    paid = min(f.capital, f.grant)
    f.grant -= paid
    bank.committed -= paid
    bank.spent += paid
    skill = 1.0 - p.talent.embeddedness
    results[Result.FILLED_MONTHS.value] += skill * (1.0 - p.talent.teaching)
    teach(w, p, f.firm, p.talent.work_days * skill, p.talent.teaching, 0, 1.0, results)
    draws = PostDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.POST.value, t.tick, f.id))
    if draws.moves_on < moving_on_chance(1 if f.grant > 0.0 else 0, p.talent):
        host.vacancy += 1.0 / host.posts
        bank.committed -= f.grant
        w.tally[f.cell, Flow.REMIGRATED.value] += 1.0
        f.desk = Desk.CLOSED.value
        h = w.households[f.household]
        if h.id == f.person and h.status == Status.ABSENT.value:
            h.waiting_since = MOVES


@rule
def talent_month(w: WorldArrays, p: Parameters, t: Clock, board: Board, results: np.ndarray) -> None:
    """A month of the board: those in posts work, who waited too long gives up, officers look at applications by turn."""
    bank = w.institutions[board.institution]
    for n in range(w.counts[Count.FILES.value]):
        f = w.files[n]
        if f.desk == Desk.POSTING.value and f.arrived == t.tick:
            bank.arrived += 1.0
        if f.desk == Desk.POST.value:
            work(w, p, t, board, n, results)
    bank.abandoned += give_up(w, p, t, board)
    declare_shortages(w, board)
    looked = 0.0
    line_up(w, 0, Desk.POSTING.value, BY_ARRIVAL, IN_SHORTAGE)
    while board.is_open == 1 and looked + 1.0 <= board.files:
        n = first_in(w, 0, Desk.POSTING.value, BY_ARRIVAL, IN_SHORTAGE)
        if n < 0:
            break
        f = w.files[n]
        c = w.corridors[f.corridor]
        k = shortest(w, board, c.origin, f.sector)
        if k < 0:
            c.short &= ~(1 << f.sector)
            continue
        if not affords(w, t, board.institution, board.package * board.months):
            break
        looked += 1.0
        bank.served += 1.0
        bank.waited += DAYS_A_MONTH * (t.tick - f.arrived)
        draws = PostDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.POST.value, t.tick, f.id))
        if draws.approved < p.talent.approved:
            hire(w, p, t, board, n, k, results)
        else:
            f.desk = Desk.CLOSED.value
            w.households[f.household].waiting_since = -1
    bank.waiting = waiting_at(w, Desk.POSTING.value)
    tidy_files(w)
