"""The loops over all households."""

from __future__ import annotations

from ..compiled import apart, kernel
from ..dice import CHUNK, LIFE, dice_of, roll_decisions, roll_lives, rolled
from ..given import Given, unpacked
from ..population.newcomers import eligibility_class
from ..schema import Status
from ..stage import Clock, Count, Stage
from ..staged import Staged, whole
from .commit import commit
from .decide import decide, hear_of, look_around
from .live import live

SAW, HEARD = range(2)  # rows of what a chunk of households saw and heard


@apart
def listen(w: Stage, given: Given, t: Clock, first: int, n: int) -> None:
    """What the ties of `n` households from `first` on showed, and what these have heard of: all do alike, which needs no guess of the processor."""
    p = unpacked(given)
    for j in range(n):
        w.around[SAW, j] = look_around(w, first + j)
    for j in range(n):
        if t.topics != 0:
            w.around[HEARD, j] = hear_of(w, p, t, first + j, w.around[SAW, j], dice_of(w, j))
        else:
            w.around[HEARD, j] = w.households[first + j].aware


@kernel
def live_all(stage: Staged, given: Given, t: Clock) -> None:
    """A month of demography for all households."""
    w = whole(stage)
    p = unpacked(given)
    n = w.counts[Count.HOUSEHOLDS.value]
    for first in range(0, n, CHUNK):
        m = min(CHUNK, n - first)
        roll_lives(w, t, first, m)
        for j in range(m):
            live(w, p, given, t, first + j, rolled(w, LIFE, j))


@kernel
def decide_all(stage: Staged, given: Given, t: Clock) -> None:
    """A month of decisions for all households; those who split off this month decide from the next on."""
    w = whole(stage)
    p = unpacked(given)
    n = w.counts[Count.HOUSEHOLDS.value]
    has_losses = has_crisis = False
    for k in range(w.communities.shape[0]):
        has_losses |= w.communities[k].disaster_loss > 0.0
        has_crisis |= w.attention[k] > 0.0
    for first in range(0, n, CHUNK):
        m = min(CHUNK, n - first)
        roll_decisions(w, t, first, m, has_losses, has_crisis)
        listen(w, given, t, first, m)
        for j in range(m):
            i = first + j
            if w.households[i].status == Status.PRESENT.value:
                decision = decide(w, p, given, t, i, w.around[SAW, j], w.around[HEARD, j], dice_of(w, j))
                commit(w, p, given, t, i, decision)


@kernel
def class_all(stage: Staged, t: Clock) -> None:
    """Eligibility of all households for the restricted levers of this world."""
    w = whole(stage)
    for i in range(w.counts[Count.HOUSEHOLDS.value]):
        w.households[i].eligible = eligibility_class(w, t, i)
