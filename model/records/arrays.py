"""What the loops work on: the arrays of the world, the clock, and what a household can see of others."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from .number_enum import NumberEnum

N_TIES = 8  # others that a household hears from
PEER_SHARE = 0.125  # one of them
COUNTER_BITS = 4  # of what each counter of `Seen` takes in its word
NO_CLASS = -1  # in `classes`: a number that no class has yet


class Seen(NumberEnum):
    """What others can see of a household: one counter of four bits each in a 64-bit word, so that adding up ties adds up all counts at once."""

    SENDS = 0
    GAVE = 4
    MEMBER = 8
    INVESTED = 12
    CRISIS = 16
    AWARE = 20  # one counter a topic from here on


class Count(NumberEnum):
    """Places of the small array of counters."""

    HOUSEHOLDS = 0
    FIRMS = 1
    DEPARTED = 2
    FULL = 3  # a loop ran out of room: an error
    FILES = 4


class Trusted(NumberEnum):
    """Whom one trusts, each for itself: the state of origin, associations, the placement agency."""

    STATE = 0
    ASSOCIATIONS = 1
    AGENCY = 2


class Clock(NamedTuple):
    """When it is, for one month's loops. `month` is 0 after the burn-in and negative in it; `tick` counts from the world's beginning."""

    seed0: int
    seed1: int
    replication: int
    month: int
    tick: int
    calendar: int
    topics: int


class WorldArrays(NamedTuple):
    """The arrays of one world. Shapes: n households with spare room, `n_corridors`, `n_communities`, ...

    `offers[corridor, class]` are the terms of this month, `terms_without_policy[corridor]` those without levers; `permits`, `shares`, `arms` tell
    which restricted levers a household is offered, `classes[corridor, class]` are their bits where classes are numbered as they come. `tally[cell, flow]`
    is added up by the loops. By corridor, institution and faction: `news` adds up changes of trust by experience, `mood` is what was heard of them last
    month. `reach[cell]`: how much more of what is aimed at a group reaches it as the ministry knows it. `renewal[corridor, month]`: households
    that a newcomer of the first generation stands for, for each that lived in its place at the start.
    `blank_household` and its like hold one new record each. `rollers`, `struck`, `around`, `sums` and `words` are room for what is done for many at once
    (`random_batches`); `around` has room for lines of all files, too (`queue.line_up`), and for a number a firm.
    """

    households: Any
    receivers: Any
    ties: np.ndarray
    seen: np.ndarray
    shown: np.ndarray
    firms: Any
    files: Any
    associations: Any
    chapters: Any
    communities: Any
    hosts: Any
    institutions: Any
    corridors: Any
    departed: Any
    blank_household: Any
    blank_receiver: Any
    blank_firm: Any
    blank_file: Any
    counts: np.ndarray
    tally: np.ndarray
    offers: Any
    terms_without_policy: Any
    permits: np.ndarray
    shares: np.ndarray
    arms: np.ndarray
    classes: np.ndarray
    attention: np.ndarray
    settings: np.ndarray
    news: np.ndarray
    mood: np.ndarray
    reach: np.ndarray
    renewal: np.ndarray
    rollers: np.ndarray
    struck: np.ndarray
    around: np.ndarray
    sums: np.ndarray
    words: np.ndarray

    def copied(self, onto: WorldArrays | None = None) -> WorldArrays:
        """A copy of this world: in new arrays, or in the memory of an old world that nobody reads any more.

        Of arrays with spare room only what is in use is copied: the rest is written before it is read, and takes no memory until then.
        """
        olds = [None] * len(self) if onto is None else list(onto)
        used = {name: int(self.counts[count]) for name, count in COUNTED.items()} | {"around": 0}  # nothing of that outlasts the month
        return WorldArrays(*(_copied(new, old, used.get(name, len(new))) for name, new, old in zip(self._fields, self, olds, strict=True)))


COUNTED = {
    **dict.fromkeys(("households", "receivers", "ties", "seen", "shown"), Count.HOUSEHOLDS),
    "firms": Count.FIRMS,
    "files": Count.FILES,
    "departed": Count.DEPARTED,
}
"""Arrays with spare room, and what counts the records in use."""


def _copied(new: np.ndarray, old: np.ndarray | None, used: int) -> np.ndarray:
    fits = old is not None and old.dtype == new.dtype and old.shape[1:] == new.shape[1:] and len(old) >= len(new) and not np.shares_memory(old, new)
    place = old[: len(new)] if fits and old is not None else np.zeros(new.shape, new.dtype)  # an old run may have had more room; zeros_like writes them all
    copy_records(new, place, used)
    return place


def copy_records(source: np.ndarray, place: np.ndarray, used: int) -> None:
    """Copy the first `used` records as bytes: NumPy copies records field by field, which takes fifteen times as long."""
    place[:used].view(np.uint8)[...] = source[:used].view(np.uint8)
