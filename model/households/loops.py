"""The loops over all households."""

from __future__ import annotations

from ..compiled.fetching import LINE, fetch
from ..compiled.named_draws import LifeDraws
from ..compiled.numba_door import inlined, kernel, not_inlined
from ..compiled.packed_arrays import PackedArrays, arrays_of
from ..compiled.packed_parameters import PackedParameters, parameters_of
from ..compiled.random_batches import CHUNK, LIFE, dice_of, roll_decisions, roll_lives, rolled
from ..parameters import Parameters
from ..population.eligibility import corridor_class, eligibility_class, local_class
from ..records.arrays import Clock, Count, WorldArrays
from ..records.fields import dtype_of
from ..records.people import HOUSEHOLD
from ..records.vocabulary import OwnerKind, Status
from .carry import end_month
from .commit import commit
from .decide import decide, hear_of, look_around
from .live import age_and_move, kept_of
from .perception import look
from .remit import Sent, earn_and_send

SAW, HEARD, FORMAL = range(3)  # rows of what a chunk of households saw and heard, and whether it sends by a formal channel
LINES_A_HOUSEHOLD = dtype_of(HOUSEHOLD).itemsize // LINE  # of the cache
INCOME, LOSS, RECEIVED, FEE = range(4)  # rows of its money


@not_inlined
def listen(w: WorldArrays, packed: PackedParameters, t: Clock, first: int, n: int) -> None:
    """What the ties of `n` households from `first` on showed, and what these have heard of: all do alike, which needs no guess of the processor."""
    p = parameters_of(packed)
    for j in range(n):
        w.around[SAW, j] = look_around(w, first + j)
    for j in range(n):
        if t.topics != 0:
            w.around[HEARD, j] = hear_of(w, p, t, first + j, w.around[SAW, j], dice_of(w, j))
        else:
            w.around[HEARD, j] = w.households[first + j].aware


@not_inlined
def send_all(w: WorldArrays, packed: PackedParameters, t: Clock, first: int, n: int) -> None:
    """What `n` households from `first` on earn and send."""
    p = parameters_of(packed)
    for j in range(n):
        if w.households[first + j].status == Status.PRESENT.value:
            sent = earn_and_send(w, p, first + j, w.around[SAW, j], w.around[HEARD, j], dice_of(w, j))
            w.sums[INCOME, j] = sent.income
            w.sums[LOSS, j] = sent.loss
            w.sums[RECEIVED, j] = sent.received
            w.sums[FEE, j] = sent.fee
            w.around[FORMAL, j] = sent.is_formal


@not_inlined
def carry_all(w: WorldArrays, packed: PackedParameters, t: Clock, first: int, n: int) -> None:
    """What `n` households from `first` on carry over to the next month."""
    p = parameters_of(packed)
    for i in range(first, first + n):
        if w.households[i].status == Status.PRESENT.value:
            end_month(w, p, t, i)


@inlined
def fetch_next(w: WorldArrays, i: int) -> None:
    """Ask for record `i`, which is read in the chunk after this one."""
    for line in range(LINES_A_HOUSEHOLD):
        fetch(w.households, i, line)


@inlined
def live_some(w: WorldArrays, p: Parameters, packed: PackedParameters, t: Clock, first: int, n: int) -> None:
    """Demography of `n` households from `first` on."""
    roll_lives(w, t, first, n)
    kept = kept_of(p)
    for j in range(n):
        fetch_next(w, first + CHUNK + j)
        age_and_move(w, p, packed, t, kept, first + j, LifeDraws(*rolled(w, LIFE, j)))


@inlined
def decide_some(w: WorldArrays, p: Parameters, packed: PackedParameters, t: Clock, first: int, n: int, has_losses: bool, has_crisis: bool) -> None:
    """Decisions of `n` households from `first` on."""
    roll_decisions(w, t, first, n, has_losses, has_crisis)
    listen(w, packed, t, first, n)
    send_all(w, packed, t, first, n)
    for j in range(n):
        i = first + j
        if w.households[i].status == Status.PRESENT.value:
            sent = Sent(w.sums[INCOME, j], w.sums[LOSS, j], w.sums[RECEIVED, j], w.sums[FEE, j], w.around[FORMAL, j])
            view = look(w, t, i, w.around[HEARD, j], w.around[SAW, j], sent.income)
            commit(w, p, packed, t, i, decide(w, p, packed, t, i, view, sent, dice_of(w, j)))
    carry_all(w, packed, t, first, n)


@inlined
def has_any(w: WorldArrays) -> tuple[bool, bool]:
    """Whether a disaster takes income from anybody, and whether one holds anybody's attention."""
    has_losses = has_crisis = False
    for k in range(w.communities.shape[0]):
        has_losses |= w.communities[k].strike_share > 0.0
        has_crisis |= w.attention[k] > 0.0
    return has_losses, has_crisis


@kernel
def live_and_decide_all(stage: PackedArrays, packed: PackedParameters, t: Clock, lives: int, decides: int) -> None:
    """A month of demography and of decisions for all households, or one of them; those who split off this month decide from the next on.

    Both in one go take the records from the memory of the machine once instead of twice; what one household does changes no other's month.
    """
    w = arrays_of(stage)
    p = parameters_of(packed)
    n = w.counts[Count.HOUSEHOLDS.value]
    has_losses, has_crisis = has_any(w)
    for first in range(0, n, CHUNK):
        m = min(CHUNK, n - first)
        if lives == 1:
            live_some(w, p, packed, t, first, m)
        if decides == 1:
            decide_some(w, p, packed, t, first, m, has_losses, has_crisis)
    if decides == 1:
        carry_all(w, packed, t, n, w.counts[Count.HOUSEHOLDS.value] - n)


@kernel
def class_all(stage: PackedArrays, t: Clock) -> None:
    """Eligibility of all households for the restricted levers of this world; where classes are numbered, firms that ask for theirs later get it now."""
    w = arrays_of(stage)
    for i in range(w.counts[Count.HOUSEHOLDS.value]):
        w.households[i].eligible = eligibility_class(w, t, i)
    if w.classes.shape[1] > 0:
        for c in range(w.corridors.shape[0]):
            corridor_class(w, c)
        for k in range(w.counts[Count.FIRMS.value]):
            if w.firms[k].kind == OwnerKind.LOCAL.value:
                local_class(w, t, k)
