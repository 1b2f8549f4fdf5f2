"""The register of volunteers (A4, F9): who enters it, who stays out for fear, once a year in a month of each household's own."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..compiled.named_draws import RegisterDraws
from ..compiled.numba_door import inlined
from ..compiled.random_draws import Draw, four_draws, how_many
from ..households.trust import lets_some_down
from ..parameters import Parameters
from ..queue import honours, pays, refuses
from ..records.arrays import Clock, WorldArrays
from ..records.bit_masks import A_REGISTER, RELATIONS, S_REGISTER
from ..records.flows import Flow
from ..rules.relate import fear, registering_chance

REGISTERS = 10  # month of the household's year


class Register(NamedTuple):
    """Terms of this month; `institution` is -1 where there is none. `publicity`: log odds that it adds."""

    institution: int
    is_open: int
    publicity: float
    is_independent: int
    entry_usd: float


NO_REGISTER = Register(-1, 0, 0.0, 0, 0.0)


@inlined
def register(w: WorldArrays, p: Parameters, t: Clock, r: Register, i: int, results: np.ndarray) -> None:
    """Households behind record `i` that heard enter the register, or would but for fear of being known; as far as there is money to check entries."""
    h = w.households[i]
    weight = h.weight
    if h.aware & RELATIONS and h.refuses == 0 and w.offers[h.corridor, h.eligible].register_open > 0.0:
        draws = RegisterDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.REGISTER.value, t.tick, h.id))
        others = float(int(weight * (1.0 - h.registered) + 0.5))
        expected = 1.0 - w.offers[h.corridor, h.eligible].register_doubt
        willing = how_many(draws.registers, others, expected * registering_chance(r.publicity, 0.0, p.relations))
        if willing > 0.0:
            afraid = fear(h.trust_state, h.faction, r.is_independent, p.relations)
            entering = how_many(draws.registers, others, expected * registering_chance(r.publicity, afraid, p.relations))
            results[4 + h.faction] += willing - entering
            w.tally[h.cell, Flow.UNREGISTERED.value] += willing - entering
            bank = w.institutions[r.institution]
            if entering > 0.0 and not pays(w, t, r.institution, entering * r.entry_usd):
                refuses(w, r.institution, entering)
                lets_some_down(w, p, i, entering / weight)
            elif entering > 0.0:
                honours(w, r.institution, entering)
                bank.arrived += entering
                bank.served += entering
                already = weight * h.registered
                h.registered_since = (already * float(h.registered_since) + entering * t.tick) / (already + entering)
                h.registered = min((already + entering) / weight, 1.0)
                if draws.marks < entering / weight:  # the marks of a record are those of all its households, or of none
                    h.acted |= A_REGISTER
                    h.supported |= S_REGISTER
