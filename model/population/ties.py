"""Ties: whom a household hears from. Directed, sparse, drawn in proportion to weight inside mixing pools, in linear time."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..compiled.named_draws import TiesDraws
from ..compiled.numba_door import current, kernel
from ..compiled.packed_arrays import PackedArrays, arrays_of, placed
from ..compiled.random_draws import Draw, four_draws
from ..parameters.network import Network
from ..records.arrays import N_TIES, Clock, WorldArrays

CITIES, COMMUNITIES = 100_000, 10_000  # more than there are, so that one number tells places apart
LEVELS = (CITIES * COMMUNITIES, COMMUNITIES, 1)  # what that number is divided by for a corridor, a city, a community in it


class Pools(NamedTuple):
    """Who meets whom. `order`: households sorted by corridor, city, community; `reach`: cumulated weight in that order; `kinds`: faction and generation in
    that order, packed; `bounds[i]`: first and past-the-end places in `order` of the corridor, the city and the city's community of household i.
    """

    order: np.ndarray
    reach: np.ndarray
    kinds: np.ndarray
    bounds: np.ndarray


@kernel
def _draw(stage: PackedArrays, q: Network, t: Clock, pools: Pools, is_even: bool, n: int) -> None:
    """Ties of households 0..n-1; `is_even`: all weights are equal."""
    w = arrays_of(stage)
    order, reach, kinds, bounds = pools
    for i in range(n):
        h = w.households[i]
        found = 0
        attempt = 0
        while found < N_TIES:
            draws = TiesDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.TIES.value, attempt, h.id))
            attempt += 1
            level = 0
            if draws.pool < q.same_community:
                level = 2
            elif draws.pool < q.same_community + q.same_city:
                level = 1
            if attempt > q.tries * N_TIES:
                level = 0
            lo = bounds[i, 2 * level]
            hi = bounds[i, 2 * level + 1]
            if hi - lo < 2 * N_TIES:
                lo = bounds[i, 0]
                hi = bounds[i, 1]
            if is_even:
                k = lo + int(draws.other * (hi - lo))
            else:
                below = reach[lo - 1] if lo > 0 else 0.0
                k = min(lo + np.searchsorted(reach[lo:hi], below + draws.other * (reach[hi - 1] - below)), hi - 1)
            other = order[k]
            if other == i:
                continue
            if attempt <= q.tries * N_TIES:
                if kinds[k] & 15 != h.faction and draws.faction < q.same_faction:
                    continue
                if kinds[k] >> 4 != h.generation and draws.generation < q.same_generation:
                    continue
            if attempt <= 2 * q.tries * N_TIES:
                known = False
                for j in range(found):
                    if w.ties[i, j] == other:
                        known = True
                if known:
                    continue
            w.ties[i, found] = other
            found += 1


def tie(w: WorldArrays, q: Network, t: Clock, n: int, n_communities: int) -> None:
    """Draw the ties of the first `n` households (at least two a corridor)."""
    h = w.households[:n]
    corridor = h["corridor"].astype(np.int64)
    city = h["city"].astype(np.int64)
    community = h["community"].astype(np.int64)
    key = (corridor * CITIES + city) * COMMUNITIES + community
    order = np.argsort(key, kind="stable").astype(np.int32)
    weight = h["weight"]
    reach = np.cumsum(weight[order])
    kinds = (h["faction"] | (h["generation"] << 4))[order]
    bounds = np.empty((n, 2 * len(LEVELS)), dtype=np.int32)
    for level, divisor in enumerate(LEVELS):
        group = key // divisor
        sorted_group = group[order]
        starts = np.flatnonzero(np.r_[True, sorted_group[1:] != sorted_group[:-1]])
        ends = np.r_[starts[1:], n]
        which = np.empty(n, dtype=np.int64)
        which[order] = np.repeat(np.arange(len(starts)), ends - starts)
        bounds[:, 2 * level] = starts[which]
        bounds[:, 2 * level + 1] = ends[which]
    current(_draw)(placed(w), q, t, Pools(order, reach, kinds, bounds), bool(weight.min() == weight.max()), n)
