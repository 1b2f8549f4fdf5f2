"""Draws that nearly every household needs each month, made for many of them at once.

One draw of four takes 17 ns where it stands alone and 2 ns in a plain loop over many people, which the compiler turns into vector instructions. The
words are those of `four_draws`: who looks at one person after the other, as the Mesa agents do, gets the same uniforms.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from ..records.arrays import Clock, Count, WorldArrays
from .named_draws import CrisisDraws, GiveDraws, JoinDraws, LifeDraws, RemitDraws
from .numba_door import inlined, not_inlined
from .random_draws import MASK, Draw, four_draws, four_uniforms, philox

CHUNK = 64
"""Households whose draws are made at once: few enough for the words to stay in the nearest cache."""

Four = tuple[float, float, float, float]


class Dice(NamedTuple):
    """Uniforms of one household and month, by decision group. Those on news, gifts in a crisis and losses are made only while there are some."""

    remit: RemitDraws
    give: GiveDraws
    join: JoinDraws
    aware: Four
    aware_more: Four
    aware_last: Four
    crisis: CrisisDraws
    strike: float


N_GROUPS = len(Dice._fields)
REMIT, GIVE, JOIN, AWARE, AWARE_MORE, AWARE_LAST, CRISIS, STRIKE = range(N_GROUPS)
LINES = 4
"""Rows of `around`: what a chunk of households saw, heard and sent; and, for desks, as many lines of files at a time (`queue.line_up`)."""
LIFE = REMIT  # demography comes first in the month and needs one group alone


def cup() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Room for a chunk: who it is, when a disaster struck its communities, what it saw, heard and sent, and four words each by group."""
    who, struck, around = np.zeros(CHUNK, dtype=np.int64), np.zeros(CHUNK, dtype=np.int64), np.zeros((LINES, CHUNK), dtype=np.int64)
    return who, struck, around, np.zeros((4, CHUNK)), np.zeros((N_GROUPS, 4 * CHUNK), dtype=np.uint32)


@inlined
def gather(w: WorldArrays, first: int, n: int) -> None:
    """Whose draws come next: households `first` to `first + n - 1`."""
    for j in range(n):
        w.rollers[j] = w.households[first + j].id


@inlined
def roll(w: WorldArrays, t: Clock, row: int, group: int, n: int) -> None:
    """The words of one decision group for the `n` people gathered."""
    for j in range(n):
        a, b, c, d = philox(w.rollers[j], t.tick, group, t.replication, t.seed0, t.seed1)
        w.words[row, 4 * j] = a
        w.words[row, 4 * j + 1] = b
        w.words[row, 4 * j + 2] = c
        w.words[row, 4 * j + 3] = d


@not_inlined
def roll_lives(w: WorldArrays, t: Clock, first: int, n: int) -> None:
    """Words for the demography of `n` households from `first` on."""
    gather(w, first, n)
    roll(w, t, LIFE, Draw.LIFE.value, n)


@inlined
def rolled(w: WorldArrays, row: int, j: int) -> Four:
    """The four uniforms of the `j`-th person gathered."""
    return four_uniforms(w.words[row, 4 * j], w.words[row, 4 * j + 1], w.words[row, 4 * j + 2], w.words[row, 4 * j + 3])


@inlined
def roll_losses(w: WorldArrays, t: Clock, first: int, n: int) -> None:
    """Words on who was struck by the disaster of its community, one and the same as long as that lasts."""
    for j in range(n):
        w.struck[j] = w.communities[w.households[first + j].community].struck_month
    for j in range(n):
        w.words[STRIKE, 4 * j] = philox(w.rollers[j], w.struck[j] & MASK, Draw.STRIKE.value, t.replication, t.seed0, t.seed1)[0]


@not_inlined
def roll_decisions(w: WorldArrays, t: Clock, first: int, n: int, has_losses: bool, has_crisis: bool) -> None:
    """Words for the decisions of `n` households from `first` on."""
    gather(w, first, n)
    roll(w, t, REMIT, Draw.REMIT.value, n)
    roll(w, t, GIVE, Draw.GIVE.value, n)
    roll(w, t, JOIN, Draw.JOIN.value, n)
    if t.topics & 15:
        roll(w, t, AWARE, Draw.AWARE.value, n)
    if (t.topics >> 4) & 15:
        roll(w, t, AWARE_MORE, Draw.AWARE_MORE.value, n)
    if (t.topics >> 8) & 15:
        roll(w, t, AWARE_LAST, Draw.AWARE_LAST.value, n)
    if has_crisis:
        roll(w, t, CRISIS, Draw.CRISIS.value, n)
    if has_losses:
        roll_losses(w, t, first, n)


@inlined
def dice_of(w: WorldArrays, j: int) -> Dice:
    """The dice of the `j`-th household of the chunk."""
    return Dice(
        RemitDraws(*rolled(w, REMIT, j)),
        GiveDraws(*rolled(w, GIVE, j)),
        JoinDraws(*rolled(w, JOIN, j)),
        rolled(w, AWARE, j),
        rolled(w, AWARE_MORE, j),
        rolled(w, AWARE_LAST, j),
        CrisisDraws(*rolled(w, CRISIS, j)),
        four_uniforms(w.words[STRIKE, 4 * j], 0, 0, 0)[0],
    )


# --- in plain Python ------------------------------------------------------------------------------------------------------------------------------

GROUPS = (Draw.REMIT, Draw.GIVE, Draw.JOIN, Draw.AWARE, Draw.AWARE_MORE, Draw.AWARE_LAST, Draw.CRISIS)
"""What Dice are made of, in order, but for losses, whose month is that of the disaster."""


def life_alone(person: Any, t: Clock) -> LifeDraws:
    """The draws of demography of one household, for who visits them one by one."""
    return LifeDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.LIFE.value, t.tick, person))


def dice_alone(person: Any, t: Clock, struck_month: Any) -> Dice:
    """The dice of one household, for who visits them one by one; `struck_month`: that of its community."""
    drawn = [four_draws(t.seed0, t.seed1, t.replication, group.value, t.tick, person) for group in GROUPS]
    strike = four_draws(t.seed0, t.seed1, t.replication, Draw.STRIKE.value, struck_month, person)[0]
    remit, give, join = RemitDraws(*drawn[0]), GiveDraws(*drawn[1]), JoinDraws(*drawn[2])
    return Dice(remit, give, join, drawn[3], drawn[4], drawn[5], CrisisDraws(*drawn[6]), strike)


def lives_of(w: WorldArrays, t: Clock) -> list[LifeDraws]:
    """What `life_alone` gives, for all households."""
    people = np.array([w.households[i].id for i in range(w.counts[Count.HOUSEHOLDS.value])], dtype=np.uint64)
    return list(map(LifeDraws._make, _fours(_many(t, Draw.LIFE.value, t.tick, people))))


def dice_of_all(w: WorldArrays, t: Clock) -> list[Dice]:
    """What `dice_alone` gives, for all households."""
    living = [w.households[i] for i in range(w.counts[Count.HOUSEHOLDS.value])]
    people = np.array([h.id for h in living], dtype=np.uint64)
    struck = np.array([w.communities[h.community].struck_month for h in living], dtype=np.int64).astype(np.uint64)
    groups = np.array([group.value for group in GROUPS], dtype=np.uint64)[:, None]
    drawn = _many(t, groups, t.tick, people)
    remit, give, join, aware, more, last, crisis = (_fours([lane[k] for lane in drawn]) for k in range(len(GROUPS)))
    strike = _many(t, Draw.STRIKE.value, struck, people)[0].tolist()
    made = map(RemitDraws._make, remit), map(GiveDraws._make, give), map(JoinDraws._make, join), aware, more, last, map(CrisisDraws._make, crisis), strike
    return list(map(Dice._make, zip(*made, strict=True)))


def _many(t: Clock, group: Any, month: Any, people: Any) -> Sequence[np.ndarray]:
    """Four uniforms each for many people, one array a lane: NumPy goes through the steps of `four_draws` for all of them at once, in words of 64 bits."""
    drawn: Any = four_draws(t.seed0, t.seed1, t.replication, group, month, people)
    return drawn  # type: ignore[no-any-return]


def _fours(lanes: Sequence[np.ndarray]) -> Iterator[Four]:
    return zip(*(lane.tolist() for lane in lanes), strict=True)
