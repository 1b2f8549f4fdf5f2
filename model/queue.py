"""The one queue: who is next among those waiting, by month of arrival or by rank, and then by each one's own draw, so that one more shifts nobody else's luck.

Desks, juries and funds that serve many files in a month line them up once (`line_up`) and take the first of the line again and again (`first_in`), which
takes time in proportion to the files; who serves a few, by place and sector, looks through all of them each time (`next_where`). Both give the same files in
the same order. Those who rank files write the rank of each into it first.
"""

from __future__ import annotations

import math

from .compiled.numba_door import rule
from .records.arrays import Clock, Count, WorldArrays
from .records.number_enum import NumberEnum
from .records.vocabulary import Status


class Desk(NumberEnum):
    """Where a file waits; 0 for a file that is closed and whose place is free."""

    CLOSED = 0
    CALL = 1  # for the jury of a competition
    COUNTER = 2  # for an officer of the one-stop shop
    REGISTRY = 3  # steps of a procedure under way
    MEDIATOR = 4  # a complaint, for a mediator
    CLASSROOM = 5  # a firm, for a course on the rules of trade
    FAIR = 6  # a firm, for a place at a trade fair
    COURSE = 7  # a family, for training in financial services
    CONSULTATION = 8  # a demand, for an answer
    SCHOOL = 9  # an association, for training in giving
    POSTING = 10  # an expert, for a post with a package
    POST = 11  # in such a post: the file stays open while it is held
    JOINT = 12  # an expert, for a joint project with a host
    INVITED = 13  # a household, for a seat at a consultation
    OVERDUE = 14  # a demand whose deadline has passed
    AGENCY = 15  # an expert, for an assignment
    FUND = 16  # an association with a proposal, for a round of the matching fund
    ASIDE = 17  # a project whose procedures rest until its founder takes them up again
    # desks of institutions from outside have numbers from OWN on, up to 127
    OWN = 100


# bits of `promise`: a promise to the file was broken; matched to an opportunity that fits policy; claims incentives; would settle in a zone, holds a
# plot there, cannot do without one
FINALIST, LATE, MATCHED, CLAIMS, WANTS_PLOT, HAS_PLOT, NEEDS_PLOT = 1, 2, 4, 8, 16, 32, 64

BY_ARRIVAL, BY_RANK, BY_LOT = range(3)  # what a desk goes by, before the own draw
ANYBODY, WOMEN, UNDER_35, MINORITY, IN_SHORTAGE = range(5)  # for whom places are kept
ANY_DESK = -1
NOT_CALLED = math.inf  # rank of a file that is passed over
YOUNG = 35.0
LEAST_TRAVEL = 0.5  # share of travel possible that a journey takes


@rule
def is_before(turn: float, draw: float, other_turn: float, other_draw: float) -> bool:
    """Whether somebody whose turn (month of arrival, or rank) is `turn` and who drew `draw` is served before the other.

    >>> is_before(3.0, 0.9, 4.0, 0.1), is_before(3.0, 0.9, 3.0, 0.1)
    (True, False)
    """
    return turn < other_turn or (turn == other_turn and draw < other_draw)


@rule
def reserve(left: float, amount: float) -> bool:
    """Whether `amount` can still be committed out of what is left; programmes reserve money when they commit and never overdraw.

    >>> reserve(100.0, 80.0), reserve(100.0, 120.0)
    (True, False)
    """
    return amount <= left


@rule
def affords(w: WorldArrays, t: Clock, institution: int, amount: float) -> bool:
    """Whether an institution can still commit `amount`; where it cannot, the first such month is written down."""
    bank = w.institutions[institution]
    if reserve(bank.left, amount):
        return True
    if bank.exhausted_month < 0 and t.month >= 0:
        bank.exhausted_month = t.month
    return False


@rule
def pays(w: WorldArrays, t: Clock, institution: int, amount: float) -> bool:
    """Pay `amount` out of an institution's budget, if there is as much."""
    if not affords(w, t, institution, amount):
        return False
    bank = w.institutions[institution]
    bank.left -= amount
    bank.spent += amount
    return True


@rule
def honours(w: WorldArrays, institution: int, requests: float) -> None:
    """People see that an institution honours requests."""
    w.institutions[institution].honoured += requests


@rule
def refuses(w: WorldArrays, institution: int, requests: float) -> None:
    """People see that an institution refuses requests, or lets them wait in vain."""
    w.institutions[institution].refused += requests


@rule
def blank_file(w: WorldArrays, t: Clock, desk: int, identity: int, draw: float) -> int:
    """The record of a new file at `desk` that no household or firm handed in; -1 where there is no room (an error that ends the run)."""
    k = w.counts[Count.FILES.value]
    if k >= w.files.shape[0]:
        w.counts[Count.FULL.value] = 1
        return -1
    w.files[k] = w.blank_file[0]
    f = w.files[k]
    f.draw = draw
    f.id = identity
    f.person = identity
    f.arrived = t.tick
    f.opened = t.tick
    f.desk = desk
    w.counts[Count.FILES.value] = k + 1
    return k


@rule
def open_file(w: WorldArrays, t: Clock, desk: int, identity: int, draw: float, household: int, firm: int) -> int:
    """The record of a new file of a household at `desk`, its money and days at zero; -1 where there is no room."""
    k = blank_file(w, t, desk, identity, draw)
    if k >= 0:
        h = w.households[household]
        f = w.files[k]
        f.person = h.id
        f.household = household
        f.firm = firm
        f.cell = h.cell
        f.corridor = h.corridor
        f.community = h.community
        f.sector = h.sector
        f.is_woman = h.is_woman
    return k


@rule
def is_called(w: WorldArrays, k: int, group: int) -> bool:
    """Whether file `k` may be served now: its household is of the group for which the place is kept, and can make the journey where it takes one."""
    f = w.files[k]
    if f.travels == 1 and w.corridors[f.corridor].travel <= LEAST_TRAVEL:
        return False
    if group == WOMEN:
        return bool(f.is_woman == 1)
    if group == UNDER_35:
        return bool(w.households[f.household].age < YOUNG)
    if group == MINORITY:
        return bool(w.households[f.household].faction > 0)
    if group == IN_SHORTAGE:
        return bool((w.corridors[f.corridor].short >> f.sector) & 1 == 1)
    return True


@rule
def waits_for(w: WorldArrays, k: int, desk: int, order: int, group: int) -> bool:
    """Whether file `k` may be served now at `desk` (or at any), by such an order and as one of such a group."""
    f = w.files[k]
    if (desk != ANY_DESK and f.desk != desk) or (order == BY_RANK and f.rank == NOT_CALLED):
        return False
    return is_called(w, k, group)


@rule
def turn_of(w: WorldArrays, k: int, order: int) -> float:
    """What file `k` is served by before its own draw: the month of arrival, the rank that the desk gave it (lower is first), or nothing."""
    if order == BY_ARRIVAL:
        return float(w.files[k].arrived)
    return float(w.files[k].rank) if order == BY_RANK else 0.0


@rule
def next_where(w: WorldArrays, desk: int, order: int, group: int, origin: int, sector: int) -> int:
    """The file to be served next at `desk` (or at any), of those of a group, an origin and a sector where these are asked for (not -1); -1 for none."""
    best = -1
    best_turn = 0.0
    for k in range(w.counts[Count.FILES.value]):
        f = w.files[k]
        if (sector >= 0 and f.sector != sector) or not waits_for(w, k, desk, order, group) or (origin >= 0 and w.corridors[f.corridor].origin != origin):
            continue
        turn = turn_of(w, k, order)
        if best < 0 or is_before(turn, f.draw, best_turn, w.files[best].draw):
            best = k
            best_turn = turn
    return best


@rule
def goes_before(w: WorldArrays, k: int, other: int, order: int) -> bool:
    """Whether file `k` is served before another; of two that nothing tells apart, the one that stands first."""
    turn, draw = turn_of(w, k, order), w.files[k].draw
    other_turn, other_draw = turn_of(w, other, order), w.files[other].draw
    if turn == other_turn and draw == other_draw:
        return k < other
    return is_before(turn, draw, other_turn, other_draw)


@rule
def sinks(w: WorldArrays, line: int, place: int, order: int) -> None:
    """Let the file at a place of a heap sink behind all of those below it that go before it."""
    n = w.around[line, 0]
    k = w.around[line, place]
    while 2 * place <= n:
        below = 2 * place
        if below < n and goes_before(w, w.around[line, below + 1], w.around[line, below], order):
            below += 1
        if not goes_before(w, w.around[line, below], k, order):
            break
        w.around[line, place] = w.around[line, below]
        place = below
    w.around[line, place] = k


@rule
def line_up(w: WorldArrays, line: int, desk: int, order: int, group: int) -> None:
    """Line number `line`, 0 to 3: those that wait at `desk` (or at any) as a heap: how many, then the numbers of their files, each before those at twice
    its place. It stands in a row of `around`, as loops make no arrays; whoever lines up again takes the row for another line.

    It holds for as long as none of them changes place in the order: files may leave the desk, be passed over or no longer be called meanwhile, and those that
    come are in the next line.
    """
    waiting = 0
    for k in range(w.counts[Count.FILES.value]):
        if waits_for(w, k, desk, order, group):
            waiting += 1
            w.around[line, waiting] = k
    w.around[line, 0] = waiting
    for place in range(waiting // 2, 0, -1):
        sinks(w, line, place, order)


@rule
def first_in(w: WorldArrays, line: int, desk: int, order: int, group: int) -> int:
    """The file to be served next of a line, which was made with the same `desk`, `order` and `group`; -1 where nobody waits any more.

    It stays the first until it leaves the desk or is passed over.
    """
    while w.around[line, 0] > 0:
        k = int(w.around[line, 1])
        if waits_for(w, k, desk, order, group):
            return k
        n = w.around[line, 0]
        w.around[line, 1] = w.around[line, n]
        w.around[line, 0] = n - 1
        if n > 1:
            sinks(w, line, 1, order)
    return -1


@rule
def next_file(w: WorldArrays, desk: int) -> int:
    """The file to be served next at `desk`, by arrival; -1 where nobody waits."""
    return next_where(w, desk, BY_ARRIVAL, ANYBODY, -1, -1)


@rule
def is_kept(served: float, share: float) -> bool:
    """Whether the next place is one of the share that is kept; kept places are spread evenly over all.

    >>> [is_kept(float(n), 0.5) for n in range(4)], is_kept(3.0, 0.0)
    ([True, False, True, False], False)
    """
    return share > 0.0 and (served * 0.6180339887498949) % 1.0 < share


@rule
def next_in_turn(w: WorldArrays, desk: int, served: float, share_women: float, origin: int, sector: int) -> int:
    """The same by arrival where a share of places is kept for women; others get what women do not ask for."""
    k = next_where(w, desk, BY_ARRIVAL, WOMEN, origin, sector) if is_kept(served, share_women) else -1
    return k if k >= 0 else next_where(w, desk, BY_ARRIVAL, ANYBODY, origin, sector)


@rule
def first_in_turn(w: WorldArrays, women: int, everybody: int, desk: int, served: float, share_women: float) -> int:
    """The same of two lines by arrival, of women and of everybody."""
    k = first_in(w, women, desk, BY_ARRIVAL, WOMEN) if is_kept(served, share_women) else -1
    return k if k >= 0 else first_in(w, everybody, desk, BY_ARRIVAL, ANYBODY)


@rule
def is_there(w: WorldArrays, k: int) -> bool:
    """Whether the household that handed in file `k` is still in its place."""
    h = w.households[w.files[k].household]
    return bool(h.id == w.files[k].person and h.status == Status.PRESENT.value)


@rule
def closes_where_over(w: WorldArrays, t: Clock, k: int, stays: bool, is_open: int, patience: float) -> bool:
    """Close file `k` where who handed it in left, waited for more months than it has patience, or waits for what has ended; whether it did."""
    f = w.files[k]
    if stays and is_open == 1 and t.tick - f.arrived <= patience:
        return False
    f.desk = Desk.CLOSED.value
    return True


@rule
def waiting_at(w: WorldArrays, desk: int) -> float:
    """Files that wait at `desk`."""
    waiting = 0.0
    for k in range(w.counts[Count.FILES.value]):
        if w.files[k].desk == desk:
            waiting += 1.0
    return waiting


@rule
def tidy_files(w: WorldArrays) -> None:
    """Close the gaps that closed files left; the order of the others stays."""
    kept = 0
    for k in range(w.counts[Count.FILES.value]):
        if w.files[k].desk != Desk.CLOSED.value:
            if kept < k:
                w.files[kept] = w.files[k]
            kept += 1
    w.counts[Count.FILES.value] = kept
