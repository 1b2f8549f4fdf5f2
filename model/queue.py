"""The one queue: who is next among those waiting, by month of arrival and then by each one's own draw, so that one more shifts nobody else's luck."""

from __future__ import annotations

from enum import IntEnum

from .compiled import rule
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
    INVITED = 12  # a household, for a seat at a consultation


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
def open_file(w: Stage, t: Clock, desk: int, identity: int, draw: float, household: int, firm: int) -> int:
    """The record of a new file at `desk`, its money and days at zero; -1 where there is no room (an error that ends the run)."""
    k = w.counts[Count.FILES.value]
    if k >= w.files.shape[0]:
        w.counts[Count.FULL.value] = 1
        return -1
    h = w.households[household]
    f = w.files[k]
    f.draw = draw
    f.quality = 1.0
    f.days_left = 0.0
    f.days_total = 0.0
    f.capital = 0.0
    f.reach = 0.0
    f.grant = 0.0
    f.loan = 0.0
    f.id = identity
    f.person = h.id
    f.household = household
    f.firm = firm
    f.arrived = t.tick
    f.opened = t.tick
    f.blocked = 0
    f.support = 0
    f.cell = h.cell
    f.corridor = h.corridor
    f.community = h.community
    f.desk = desk
    f.sector = h.sector
    f.promise = 0
    f.is_woman = h.is_woman
    w.counts[Count.FILES.value] = k + 1
    return k


@rule
def next_file(w: Stage, desk: int) -> int:
    """The file to be served next at `desk`; -1 where nobody waits."""
    best = -1
    best_month = 0
    best_draw = 0.0
    for k in range(w.counts[Count.FILES.value]):
        f = w.files[k]
        if f.desk == desk and (best < 0 or is_before(f.arrived, f.draw, best_month, best_draw)):
            best = k
            best_month = f.arrived
            best_draw = f.draw
    return best


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
