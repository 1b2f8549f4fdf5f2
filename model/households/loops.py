"""The loops over all households."""

from __future__ import annotations

from ..compiled import kernel
from ..parameters import Parameters
from ..population.newcomers import eligibility_class
from ..schema import Status
from ..stage import Clock, Count, Stage
from .commit import commit
from .decide import decide
from .live import live


@kernel
def live_all(w: Stage, p: Parameters, t: Clock) -> None:
    """A month of demography for all households."""
    for i in range(w.counts[Count.HOUSEHOLDS.value]):
        live(w, p, t, i)


@kernel
def decide_all(w: Stage, p: Parameters, t: Clock) -> None:
    """A month of decisions for all households; those who split off this month decide from the next on."""
    n = w.counts[Count.HOUSEHOLDS.value]
    for i in range(n):
        if w.households[i].status == Status.PRESENT.value:
            commit(w, p, t, i, decide(w, p, t, i))


@kernel
def class_all(w: Stage, t: Clock) -> None:
    """Eligibility of all households for the restricted levers of this world."""
    for i in range(w.counts[Count.HOUSEHOLDS.value]):
        w.households[i].eligible = eligibility_class(w, t, i)
