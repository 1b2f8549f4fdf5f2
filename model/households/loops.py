"""The loops over all households."""

from __future__ import annotations

from ..compiled import kernel
from ..dice import CHUNK, LIFE, dice_of, gather, roll, roll_decisions, rolled
from ..given import Given, unpacked
from ..luck import Draw
from ..population.newcomers import eligibility_class
from ..schema import Status
from ..stage import Clock, Count, Stage
from .commit import commit
from .decide import decide
from .live import live


@kernel
def live_all(w: Stage, given: Given, t: Clock) -> None:
    """A month of demography for all households."""
    p = unpacked(given)
    n = w.counts[Count.HOUSEHOLDS.value]
    for first in range(0, n, CHUNK):
        m = min(CHUNK, n - first)
        gather(w, first, m)
        roll(w, t, LIFE, Draw.LIFE.value, m)
        for j in range(m):
            live(w, p, t, first + j, rolled(w, LIFE, j))


@kernel
def decide_all(w: Stage, given: Given, t: Clock) -> None:
    """A month of decisions for all households; those who split off this month decide from the next on."""
    p = unpacked(given)
    n = w.counts[Count.HOUSEHOLDS.value]
    for first in range(0, n, CHUNK):
        m = min(CHUNK, n - first)
        roll_decisions(w, t, first, m)
        for j in range(m):
            i = first + j
            if w.households[i].status == Status.PRESENT.value:
                commit(w, p, t, i, decide(w, p, t, i, dice_of(w, j)))


@kernel
def class_all(w: Stage, t: Clock) -> None:
    """Eligibility of all households for the restricted levers of this world."""
    for i in range(w.counts[Count.HOUSEHOLDS.value]):
        w.households[i].eligible = eligibility_class(w, t, i)
