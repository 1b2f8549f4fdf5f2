"""Who came when: the arrivals that give the stocks of a country's migrants by year, whatever part of each has stayed.

Stocks tell arrivals net of exits only: with other chances of leaving, other arrivals give the same stocks.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from ..numerics import ROUNDING


class Block(NamedTuple):
    """Arrivals at an even pace. `since`, `until`: months before now; `rate`: persons a month."""

    since: int
    until: int
    rate: float


class Arrivals(NamedTuple):
    """Arrivals up to now, the earliest block first.

    Attributes:
        blocks: one before the first known stock, then one between each two.
        missed: the largest part of a stock that they do not give, or give beyond it, as a share of the larger of both. Where a stock fell faster than exits
            and deaths explain, arrivals would have been negative. People are rather counted otherwise than before: arrivals are then even over this block
            and the one before, and over as many as it takes; what was counted between them is not met, the stock of now always is.
    """

    blocks: tuple[Block, ...]
    missed: float

    def profile(self, months: int) -> np.ndarray:
        """Persons that arrived k months ago, for k below `months`, shape (months,)."""
        out = np.zeros(months)
        for block in self.blocks:
            out[block.until : block.since] = block.rate
        return out


def arrivals_of(stocks: Sequence[tuple[int, float]], staying: np.ndarray, before: int) -> Arrivals:
    """Arrivals that give the stocks.

    Args:
        stocks: pairs of months before now and persons, the earliest first; the last is that of now, 0 months ago.
        staying: share of arrivals that is there k months after coming, shape (months,).
        before: months before the first stock over which its migrants are taken to have come evenly.

    Nobody was there until five years ago, and everybody stays: all came since, at an even pace.

    >>> found = arrivals_of([(60, 0.0), (0, 600.0)], np.ones(200), 120)
    >>> [block.rate for block in found.blocks], found.profile(62)[[0, 59, 60]].tolist(), found.missed
    ([0.0, 10.0], [10.0, 10.0, 0.0], 0.0)
    """
    there = np.concatenate([[0.0], np.cumsum(staying)])

    def kept(block: tuple[int, int], when: int) -> float:
        """Persons of one arrival a month from `since` to `until` that are there `when` months before now."""
        since, until = (min(max(month - when, 0), len(staying)) for month in block)
        return float(there[since] - there[until])

    def rate_of(block: tuple[int, int], when: int, persons: float) -> float:
        """Arrivals a month of a block for so many persons at a time, beside those of earlier blocks."""
        wanted = persons - sum(rate * kept(edges, when) for edges, rate in pooled)
        of_one = kept(block, when)
        return 0.0 if of_one <= 0.0 or abs(wanted) < ROUNDING * most else wanted / of_one

    most = max(persons for _, persons in stocks)
    edges = [min(stocks[0][0] + before, len(staying)), *(month for month, _ in stocks)]
    pooled: list[tuple[tuple[int, int], float]] = []
    for (when, persons), block in zip(stocks, pairwise(edges), strict=True):
        rate = rate_of(block, when, persons)
        while rate < 0.0 and pooled:
            block = (pooled.pop()[0][0], block[1])
            rate = rate_of(block, when, persons)
        pooled.append((block, rate))
    there_then = [sum(rate * kept(block, when) for block, rate in pooled) for when, _ in stocks]
    known = zip(there_then, stocks, strict=True)
    missed = [abs(found - persons) / max(found, persons) for found, (_, persons) in known if abs(found - persons) > ROUNDING * most]
    rates = [next(rate for block, rate in pooled if block[0] >= since and block[1] <= until) for since, until in pairwise(edges)]
    blocks = tuple(Block(since, until, rate) for (since, until), rate in zip(pairwise(edges), rates, strict=True))
    return Arrivals(blocks, max(missed, default=0.0))


def renewal_of(profile: np.ndarray, staying: np.ndarray, goes_on: float, months: int) -> np.ndarray:
    """Arrivals of each coming month over the places that are taken anew in it, shape (months,).

    A place is what somebody who is there now leaves behind to one newcomer after the other, so that it is taken anew as often whether a diaspora grows or
    shrinks; how many persons it stands for then is said by each newcomer, and does not add up from one to the next.

    Args:
        profile: persons that arrived k months ago, shape as `staying`.
        staying: share of arrivals that is there k months after coming.
        goes_on: persons that arrive each month from now on.
        months: so many of them are looked at.

    At rest those who come are as many as those who go; with twice the arrivals of before each newcomer to a place stands for two.

    >>> staying = 0.9 ** np.arange(300)
    >>> renewal_of(np.ones(300), staying, 1.0, 2).round(6).tolist(), renewal_of(np.ones(300), staying, 2.0, 3).round(6).tolist()
    ([1.0, 1.0], [2.0, 2.0, 2.0])
    """
    leaving = (staying - np.append(staying[1:], 0.0))[::-1]
    n = len(profile)
    taken = np.append(profile[::-1], np.zeros(months))
    for month in range(months):
        taken[n + month] = leaving @ taken[month : month + n]
    exits = taken[n:]
    return np.divide(goes_on, exits, out=np.ones(months), where=exits > 0.0)
