"""One month of families at origin: what they receive, save, and whether they open an account."""

from __future__ import annotations

from .compiled import inlined, kernel
from .luck import Draw, luck
from .parameters.population import Population
from .schema import Flow
from .stage import Clock, Count, Stage


@inlined
def receive(w: Stage, p: Population, t: Clock, i: int) -> None:
    """Family of household `i`: book what came, save a share, perhaps open an account (in the household's anniversary month)."""
    h = w.households[i]
    r = w.receivers[i]
    if r.received > 0.0 and h.status == 1:
        saved = p.family_saves * r.received
        r.savings += saved
        w.tally[h.cell, Flow.RECEIVED.value] += h.weight * r.received
        w.tally[h.cell, Flow.SAVED.value] += h.weight * saved
        if r.is_woman == 1:
            w.tally[h.cell, Flow.RECEIVED_WOMEN.value] += h.weight * r.received
    if r.has_account == 0 and (t.tick + h.id) % 12 == 3:
        _, _, u2, _ = luck(t.seed0, t.seed1, t.replication, Draw.CITIZEN.value, t.tick, h.id)
        if u2 < p.account_year * (p.account_receiver if h.remit_months < 12 else 1.0):
            r.has_account = 1
            w.tally[h.cell, Flow.ACCOUNTS.value] += h.weight


@kernel
def receive_all(w: Stage, p: Population, t: Clock) -> None:
    """A month of all families at origin."""
    for i in range(w.counts[Count.HOUSEHOLDS.value]):
        receive(w, p, t, i)
