"""Advocacy (T4): organised firms of the diaspora ask for shorter customs, and a government may answer."""

from __future__ import annotations

from ..compiled.named_draws import VoiceDraws
from ..compiled.numba_door import inlined
from ..compiled.random_draws import Draw, four_draws
from ..parameters import Parameters
from ..records.arrays import Clock, WorldArrays
from ..rules.meet import answering_chance
from .chapters import Network, has_union

FIRST_VOICE = 4_000_000_000  # identities under which a corridor's firms are heard


@inlined
def be_heard(w: WorldArrays, p: Parameters, t: Clock, network: Network) -> None:
    """Once a year organised firms ask for shorter customs; a government may answer, and a while later days fall (T4)."""
    for k in range(w.corridors.shape[0]):
        c = w.corridors[k]
        if c.advocacy_due >= 0 and t.tick >= c.advocacy_due:
            c.customs_cut = 1.0 - (1.0 - c.customs_cut) * (1.0 - p.business.step)
            c.responses += 1.0
            c.advocacy_due = -1
        elif c.advocacy_due < 0 and t.calendar == 0 and c.organised > 0.0:
            draws = VoiceDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.NETWORK.value, t.tick, FIRST_VOICE + k))
            if draws.answer < answering_chance(c.organised, 1 if has_union(w, k, network) else 0, network.reports, p.business):
                c.advocacy_due = t.tick + int(p.business.delay)
