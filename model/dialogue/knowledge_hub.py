"""The knowledge hub (4.9, P7): users learn what its makers are worth, associations take up practices."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..compiled.named_draws import HubDraws
from ..compiled.numba_door import inlined, rule
from ..compiled.random_draws import Draw, four_draws
from ..households.trust import learns
from ..parameters import Parameters
from ..records.arrays import Clock, WorldArrays
from ..records.bit_masks import RELATIONS, S_HUB
from ..rules.belong import promise_broken, promise_kept
from ..rules.relate import lesson

LOOKS_UP = 9  # month of the household's year


class Hub(NamedTuple):
    """State of the hub this month; `institution` is -1 where there is none. `reach`: what one finds and can read there; `freshness`: what of it still holds."""

    institution: int
    reach: float
    freshness: float


NO_HUB = Hub(-1, 0.0, 0.0)


@inlined
def use_hub(w: WorldArrays, p: Parameters, t: Clock, hub: Hub, i: int) -> None:
    """Household `i` may look something up: a fresh hub is a promise kept, a stale one a promise broken, each at its small weight."""
    h = w.households[i]
    if h.aware & RELATIONS == 0 or h.refuses == 1:
        return
    draws = HubDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.HUB.value, t.tick, h.id))
    if draws.looks_up >= p.relations.hub_use * w.offers[h.corridor, h.eligible].hub_open:
        return
    learnt = p.relations.hub_weight * lesson(hub.freshness, p.relations.hub_stale)
    if learnt >= 0.0:
        change = learnt * (promise_kept(h.trust_state, p.belonging) - h.trust_state)
    else:
        change = learnt * (h.trust_state - promise_broken(h.trust_state, p.belonging))
    learns(w, i, change)
    h.supported |= S_HUB


@rule
def take_up(w: WorldArrays, p: Parameters, t: Clock, hub: Hub, results: np.ndarray) -> None:
    """Once a year, associations that are awake may take up a practice of the hub: what they promise is then delivered more often."""
    for k in range(w.associations.shape[0]):
        a = w.associations[k]
        if a.is_active == 1:
            draws = HubDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.HUB.value, t.tick, a.id))
            if draws.practice < p.relations.replication * hub.reach * hub.freshness:
                a.quality += p.relations.practice_gain * (1.0 - a.quality)
                results[8] += 1.0
