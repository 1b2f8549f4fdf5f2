"""Which of the levers that are not for everybody somebody is offered: as bits, and as the number of a class of those who are offered the same ones."""

from __future__ import annotations

from ..compiled.named_draws import EligibleDraws
from ..compiled.numba_door import inlined, not_inlined, rule
from ..compiled.random_draws import Draw, four_draws
from ..records.arrays import NO_CLASS, Clock, Count, WorldArrays
from ..records.vocabulary import GENERATIONS, SEXES, SKILLS

FIRST_GENERATION = len(SEXES)
FIRST_SKILL = FIRST_GENERATION + len(GENERATIONS)
FIRST_SECTOR = FIRST_SKILL + len(SKILLS)
"""Columns of `permits` after that of the first sex."""


@not_inlined
def class_number(w: WorldArrays, corridor: int, bits: int) -> int:
    """Number of the class of those in a corridor who are offered the restricted levers of `bits`.

    Where there are few such levers the bits are the number. Where there are many, classes of a corridor are numbered as they come.
    """
    room = w.classes.shape[1]
    if room == 0:
        return bits
    for k in range(room):
        if w.classes[corridor, k] == NO_CLASS:
            w.classes[corridor, k] = bits
        if w.classes[corridor, k] == bits:
            return k
    w.counts[Count.FULL.value] = 1
    return 0


@inlined
def eligibility_class(w: WorldArrays, t: Clock, i: int) -> int:
    """Class of household `i`: which restricted levers it is offered; its own draw decides a random share, one draw an arm."""
    h = w.households[i]
    n_corridors = w.corridors.shape[0]
    n_communities = w.communities.shape[0]
    first_sex = n_corridors + n_communities
    bits = 0
    for j in range(w.permits.shape[0]):
        if (
            w.permits[j, h.corridor] == 1
            and w.permits[j, n_corridors + h.community] == 1
            and w.permits[j, first_sex + h.is_woman] == 1
            and w.permits[j, first_sex + FIRST_GENERATION + h.generation] == 1
            and w.permits[j, first_sex + FIRST_SKILL + h.skill] == 1
            and w.permits[j, first_sex + FIRST_SECTOR + h.sector] == 1
        ):
            draws = EligibleDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.ELIGIBLE.value, int(w.arms[j]), h.id))
            if draws.share < w.shares[j]:
                bits |= 1 << j
    return class_number(w, h.corridor, bits)


@rule
def local_class(w: WorldArrays, t: Clock, k: int) -> int:
    """Class of local firm `k`: which restricted levers it is offered, by corridor, community and sector, and its own draw for a random share."""
    f = w.firms[k]
    first_sector = w.corridors.shape[0] + w.communities.shape[0] + FIRST_SECTOR
    bits = 0
    for j in range(w.permits.shape[0]):
        if w.permits[j, f.corridor] == 1 and w.permits[j, w.corridors.shape[0] + f.community] == 1 and w.permits[j, first_sector + f.sector] == 1:
            draws = EligibleDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.ELIGIBLE.value, int(w.arms[j]), f.id))
            if draws.share < w.shares[j]:
                bits |= 1 << j
    return class_number(w, f.corridor, bits)


@rule
def corridor_class(w: WorldArrays, corridor: int) -> int:
    """Class of those who are offered the restricted levers that are for all of a corridor: what a firm of the residence country meets."""
    bits = 0
    for j in range(w.permits.shape[0]):
        if w.permits[j, corridor] == 1 and w.shares[j] >= 1.0:
            bits |= 1 << j
    return class_number(w, corridor, bits)
