"""The one queue: who is next among those waiting, by month of arrival and then by each one's own draw, so that one more shifts nobody else's luck."""

from __future__ import annotations

from enum import IntEnum

from .compiled import rule
from .schema import Status
from .stage import Clock, Count, Stage


class Desk(IntEnum):
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


# bits of `promise`: a promise to the file was broken; matched to an opportunity that fits policy; claims incentives; would settle in a zone, holds a
# plot there, cannot do without one
LATE, MATCHED, CLAIMS, WANTS_PLOT, HAS_PLOT, NEEDS_PLOT = 2, 4, 8, 16, 32, 64


@rule
def is_before(arrived: int, draw: float, other_arrived: int, other_draw: float) -> bool:
    """Whether somebody who came in month `arrived` with `draw` is served before the other.

    >>> is_before(3, 0.9, 4, 0.1), is_before(3, 0.9, 3, 0.1)
    (True, False)
    """
    return arrived < other_arrived or (arrived == other_arrived and draw < other_draw)


@rule
def reserve(left: float, amount: float) -> bool:
    """Whether `amount` can still be committed out of what is left; programmes reserve money when they commit and never overdraw.

    >>> reserve(100.0, 80.0), reserve(100.0, 120.0)
    (True, False)
    """
    return amount <= left


@rule
def affords(w: Stage, t: Clock, institution: int, amount: float) -> bool:
    """Whether an institution can still commit `amount`; where it cannot, the first such month is written down."""
    bank = w.institutions[institution]
    if reserve(bank.left, amount):
        return True
    if bank.exhausted_month < 0 and t.month >= 0:
        bank.exhausted_month = t.month
    return False


@rule
def pays(w: Stage, t: Clock, institution: int, amount: float) -> bool:
    """Pay `amount` out of an institution's budget, if there is as much."""
    if not affords(w, t, institution, amount):
        return False
    bank = w.institutions[institution]
    bank.left -= amount
    bank.spent += amount
    return True


@rule
def blank_file(w: Stage, t: Clock, desk: int, identity: int, draw: float) -> int:
    """The record of a new file at `desk` that no household or firm handed in; -1 where there is no room (an error that ends the run)."""
    k = w.counts[Count.FILES.value]
    if k >= w.files.shape[0]:
        w.counts[Count.FULL.value] = 1
        return -1
    f = w.files[k]
    f.draw = draw
    f.quality = 1.0
    f.days_left = 0.0
    f.days_total = 0.0
    f.capital = 0.0
    f.reach = 0.0
    f.grant = 0.0
    f.loan = 0.0
    f.credit = 0.0
    f.id = identity
    f.person = identity
    f.household = -1
    f.firm = -1
    f.arrived = t.tick
    f.opened = t.tick
    f.blocked = 0
    f.support = 0
    f.cell = -1
    f.corridor = -1
    f.community = -1
    f.desk = desk
    f.sector = -1
    f.promise = 0
    f.is_woman = 0
    w.counts[Count.FILES.value] = k + 1
    return k


@rule
def open_file(w: Stage, t: Clock, desk: int, identity: int, draw: float, household: int, firm: int) -> int:
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
def next_where(w: Stage, desk: int, women_only: bool, short_only: bool) -> int:
    """The file to be served next at `desk`, of those that women handed in, or that are in a sector with a shortage, where asked; -1 where nobody waits."""
    best = -1
    best_month = 0
    best_draw = 0.0
    for k in range(w.counts[Count.FILES.value]):
        f = w.files[k]
        if f.desk != desk or (women_only and f.is_woman == 0) or (short_only and (w.corridors[f.corridor].short >> f.sector) & 1 == 0):
            continue
        if best < 0 or is_before(f.arrived, f.draw, best_month, best_draw):
            best = k
            best_month = f.arrived
            best_draw = f.draw
    return best


@rule
def next_file(w: Stage, desk: int, women_only: bool) -> int:
    """The file to be served next at `desk`, of those that women handed in where asked; -1 where nobody waits."""
    return next_where(w, desk, women_only, False)


@rule
def is_kept(served: float, share: float) -> bool:
    """Whether the next place is one of the share that is kept; kept places are spread evenly over all.

    >>> [is_kept(float(n), 0.5) for n in range(4)], is_kept(3.0, 0.0)
    ([True, False, True, False], False)
    """
    return share > 0.0 and (served * 0.6180339887498949) % 1.0 < share


@rule
def next_in_turn(w: Stage, desk: int, served: float, share_women: float) -> int:
    """The file to be served next at `desk` where a share of places is kept for women; others get what women do not ask for."""
    k = next_file(w, desk, True) if is_kept(served, share_women) else -1
    return k if k >= 0 else next_file(w, desk, False)


@rule
def is_there(w: Stage, k: int) -> bool:
    """Whether the household that handed in file `k` is still in its place."""
    h = w.households[w.files[k].household]
    return bool(h.id == w.files[k].person and h.status == Status.PRESENT.value)


@rule
def closes_where_over(w: Stage, t: Clock, k: int, stays: bool, is_open: int, patience: float) -> bool:
    """Close file `k` where who handed it in left, waited for more months than it has patience, or waits for what has ended; whether it did."""
    f = w.files[k]
    if stays and is_open == 1 and t.tick - f.arrived <= patience:
        return False
    f.desk = Desk.CLOSED.value
    return True


@rule
def waiting_at(w: Stage, desk: int) -> float:
    """Files that wait at `desk`."""
    waiting = 0.0
    for k in range(w.counts[Count.FILES.value]):
        if w.files[k].desk == desk:
            waiting += 1.0
    return waiting


@rule
def tidy_files(w: Stage) -> None:
    """Close the gaps that closed files left; the order of the others stays."""
    kept = 0
    for k in range(w.counts[Count.FILES.value]):
        if w.files[k].desk != Desk.CLOSED.value:
            if kept < k:
                w.files[kept] = w.files[k]
            kept += 1
    w.counts[Count.FILES.value] = kept
