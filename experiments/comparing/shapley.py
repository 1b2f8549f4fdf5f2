"""Which parts of a package are run, and how what it does is shared out to its levers.

A package is a cooperative game: its levers are the players, and what a part of it (a coalition) is worth is what that part alone changes in the same
world with the same luck. The Shapley value (Shapley 1953) of a lever is the mean of what it adds over all orders in which the levers may come:

    share_i = sum over S without i of |S|! (n - |S| - 1)! / n! (v(S + i) - v(S))

It is the only split that adds up to the whole, gives nothing to a lever that adds nothing to any part, and treats alike two levers that do the same
(Shapley 1953; Young 1985). Up to EXACT_UP_TO levers all 2^n parts are run. Beyond, each replication takes orders of its own, drawn by lot in pairs of an
order and its reverse (antithetic sampling: Mitchell et al. 2022, "Sampling permutations for Shapley value estimation", JMLR 23). In each order the
additions add up to the whole, and so does their mean. Because the orders of two replications are independent, the spread between replications holds the
error of sampling orders beside that of luck and inputs: the interval of the mean covers both.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np

from ..runs.draws import stream
from ..runs.intervals import Floats

EXACT_UP_TO = 6
"""Levers of a package up to which all of its parts are run: 62 beside the whole and nothing."""
MOST_PARTS = 64
"""Parts of a larger package in one replication; more only where its levers alone, left out, and one pair of orders need them."""

Coalition = frozenset[str]


@dataclass(frozen=True)
class Split:
    """The parts of one package in one replication.

    Attributes:
        levers: ids of the levers, two or more.
        orders: in which the levers come; none where all parts are run.
    """

    levers: tuple[str, ...]
    orders: tuple[tuple[str, ...], ...] = ()

    @property
    def whole(self) -> Coalition:
        """All levers."""
        return frozenset(self.levers)

    @cached_property
    def coalitions(self) -> tuple[Coalition, ...]:
        """The parts to be run, the whole and nothing left out: smaller ones first, in the order of the levers.

        >>> [sorted(part) for part in Split(("a", "b", "c")).coalitions]
        [['a'], ['b'], ['c'], ['a', 'b'], ['a', 'c'], ['b', 'c']]
        """
        n = len(self.levers)
        sizes = range(1, n) if not self.orders else dict.fromkeys((1, n - 1))
        found = dict.fromkeys(frozenset(part) for size in sizes for part in combinations(self.levers, size))
        for order in self.orders:
            found |= dict.fromkeys(frozenset(order[:size]) for size in range(1, n))
        place = {lever: number for number, lever in enumerate(self.levers)}
        return tuple(sorted(found, key=lambda part: (len(part), sorted(place[lever] for lever in part))))

    def shapley(self, worth: Mapping[Coalition, Floats]) -> Floats:
        """Shares of the levers: lever by quantity, in the order of the levers; NaN where a part that counts is undefined.

        Args:
            worth: what each part changes, an entry a quantity; the whole and nothing (an empty set) too.

        >>> worth = {"": 0.0, "a": 1.0, "b": 3.0, "c": 0.0, "ab": 6.0, "ac": 1.0, "bc": 3.0, "abc": 6.0}
        >>> worth = {frozenset(part): np.array([value]) for part, value in worth.items()}
        >>> Split(("a", "b", "c")).shapley(worth).ravel().tolist()  # c adds nothing to any part; a and b share the 2 that they make together
        [2.0, 4.0, 0.0]
        """
        return self._over_orders(worth) if self.orders else self._exact(worth)

    def _exact(self, worth: Mapping[Coalition, Floats]) -> Floats:
        n = len(self.levers)
        rows = []
        for lever in self.levers:
            others = [other for other in self.levers if other != lever]
            share = np.zeros_like(worth[frozenset()])
            for size in range(n):
                orders = math.factorial(size) * math.factorial(n - size - 1)  # in which just these come before the lever
                for part in combinations(others, size):
                    share = share + orders * (worth[frozenset((*part, lever))] - worth[frozenset(part)])
            rows.append(share / math.factorial(n))
        return np.array(rows)

    def _over_orders(self, worth: Mapping[Coalition, Floats]) -> Floats:
        place = {lever: number for number, lever in enumerate(self.levers)}
        found = np.zeros((len(self.levers), worth[frozenset()].size))
        for order in self.orders:
            for size, lever in enumerate(order):
                found[place[lever]] += worth[frozenset(order[: size + 1])] - worth[frozenset(order[:size])]
        return found / len(self.orders)


def split_of(levers: tuple[str, ...], seed: int, replication: int) -> Split:
    """The split of a package in one replication: all parts, or orders drawn by lot, the same for the same seed, replication and levers."""
    n = len(levers)
    if n <= EXACT_UP_TO:
        return Split(levers)
    rng = stream(seed, replication, f"orders of {' '.join(levers)}")
    orders: list[tuple[str, ...]] = []
    for _ in range(pairs_of(n)):
        order = tuple(levers[place] for place in rng.permutation(n))
        orders += [order, order[::-1]]
    return Split(levers, tuple(orders))


def pairs_of(n: int) -> int:
    """Pairs of orders of a package of `n` levers: as many as MOST_PARTS allows beside the 2 n levers alone and left out, and at least one.

    >>> [pairs_of(n) for n in (7, 8, 10, 31)]
    [6, 4, 3, 1]
    """
    return max((MOST_PARTS - 2 * n) // (2 * (n - 3)), 1)


def most_parts(n: int) -> int:
    """Parts of a package of `n` levers in one replication, at most.

    >>> [most_parts(n) for n in (1, 2, 4, 6, 7, 10, 31)]
    [0, 2, 14, 62, 62, 62, 118]
    """
    if n < 2:
        return 0
    return 2**n - 2 if n <= EXACT_UP_TO else 2 * n + 2 * pairs_of(n) * (n - 3)
