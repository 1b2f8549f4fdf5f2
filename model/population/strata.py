"""Even draws: each first inhabitant keeps its place in the order of the luck of all, and the places fill the unit interval evenly.

Drawn one by one, 3 000 households miss the share of a small category by 4 to 6 %. Drawn so (Latin hypercube: McKay, Beckman and Conover 1979, "A comparison of
three methods for selecting values of input variables"), each share is met within one record, whoever is drawn; traits stay independent of each other.
"""

from __future__ import annotations

import numpy as np

from ..compiled.named_draws import PastDraws, PersonDraws, TraitsDraws
from ..compiled.numba_door import kernel
from ..compiled.random_draws import Draw, four_draws
from ..numerics import GOLDEN
from ..records.arrays import Clock
from ..records.vocabulary import GENERATIONS

THIRD = GENERATIONS.index("third")
_NAMES = (*TraitsDraws._fields, *PersonDraws._fields, *PastDraws._fields, "naturalised")
LANES = len(_NAMES)
"""Draws of a first inhabitant: its place and faction, who it is, its past, its nationality."""
EVEN = tuple(_NAMES.index(name) for name in ("community", "city", "faction", "woman", "skill", "sector"))
"""Draws that are made even over all first inhabitants of a corridor."""
EVEN_IN_GENERATION = tuple(_NAMES.index(name) for name in ("life", "kind"))
"""Draws that are made even in each generation."""
WORD = 2.0**32
"""Draws are so many times finer than one."""
LIFE, MONTH, NATURALISED = (_NAMES.index(name) for name in ("life", "month", "naturalised"))
FINE = 2.0**20
"""Parts of the unit interval: what a draw is beyond them has little bearing on its place among the others, and says where in its stratum it lies."""
ROOM = 29
"""Bits for the number of a person, beside a draw and a generation in one word."""


@kernel
def lots(t: Clock, first: int, out: np.ndarray) -> None:
    """The draws of the persons from `first` on: out[person, lane], in the order of TraitsDraws, PersonDraws, PastDraws; last that for being naturalised."""
    for j in range(out.shape[0]):
        out[j, 0], out[j, 1], out[j, 2], out[j, 3] = four_draws(t.seed0, t.seed1, t.replication, Draw.TRAITS.value, -1, first + j)
        out[j, 4], out[j, 5], out[j, 6], out[j, 7] = four_draws(t.seed0, t.seed1, t.replication, Draw.PERSON.value, -1, first + j)
        out[j, 8], out[j, 9], out[j, 10], out[j, 11] = four_draws(t.seed0, t.seed1, t.replication, Draw.BELONG.value, -1, first + j)
        out[j, 12], _, _, _ = four_draws(t.seed0, t.seed1, t.replication, Draw.STATUS.value, -1, first + j)


def evenly(draws: np.ndarray, groups: np.ndarray | None = None) -> np.ndarray:
    """Draws in (0, 1) in the same order, one in each of as many equal strata as there are; in each group by itself, where groups (whole numbers) are given.

    >>> evenly(np.array([0.25, 0.75, 0.5])).round(6).tolist(), evenly(np.array([0.25, 0.75, 0.5]), np.array([0, 0, 1])).tolist()
    ([0.0, 0.666667, 0.333333], [0.0, 0.5, 0.0])
    """
    n = len(draws)
    # sorting words that hold the person as well takes a third of the time of sorting places, and no two are equal
    words = (draws * WORD).astype(np.int64) if groups is None else ((groups + draws) * WORD).astype(np.int64)
    order = np.sort(words << ROOM | np.arange(n)) & ((1 << ROOM) - 1)
    place = np.empty(n)
    place[order] = np.arange(n)
    within: int | np.ndarray = n
    if groups is not None:
        sizes = np.bincount(groups)
        place -= (np.cumsum(sizes) - sizes)[groups]
        within = sizes[groups]
    return (place + (draws * FINE) % 1.0) / within  # type: ignore[no-any-return]


def make_even(drawn: np.ndarray, generations: np.ndarray, months: np.ndarray, wait: float) -> None:
    """Make the draws of all first inhabitants of a corridor even, in place; `drawn` as `lots` writes them.

    `months`: cumulated shares of the first generation by months since arrival; `wait`: months that naturalising takes.
    """
    for lane in EVEN:
        drawn[:, lane] = evenly(drawn[:, lane])
    for lane in EVEN_IN_GENERATION:
        drawn[:, lane] = evenly(drawn[:, lane], generations)
    is_long = (generations == 0) & (np.searchsorted(months, drawn[:, LIFE]) + drawn[:, MONTH] >= wait)
    drawn[:, NATURALISED] = evenly(drawn[:, NATURALISED], is_long.astype(np.int64))


def generations_of(n: int, descendants: float, third: float, one_and_half: float) -> np.ndarray:
    """Generation of each of n records, by golden-ratio strata: any contiguous part of the records has the right shares.

    Shares: of descendants, of the third generation among them, and of those who came as children among the others.

    >>> generations_of(5, 0.45, 0.4, 0.25).tolist()
    [1, 3, 0, 2, 0]
    """
    stratum = (np.arange(n) * GOLDEN + 0.5) % 1.0
    of_migrants = np.where(stratum < descendants + (1.0 - descendants) * one_and_half, 1, 0)
    return np.where(stratum < descendants, np.where(stratum < descendants * third, THIRD, 2), of_migrants)
