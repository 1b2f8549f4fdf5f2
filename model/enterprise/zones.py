"""Special economic zones: plots are asked for, taken, given back; associates and others settle too where they may (P6d)."""

from __future__ import annotations

import numpy as np

from ..compiled.named_draws import ProjectDraws
from ..compiled.numba_door import rule
from ..compiled.random_draws import Draw, four_draws
from ..households.trust import lets_down
from ..parameters import Parameters
from ..queue import ANY_DESK, ANYBODY, BY_RANK, CLAIMS, HAS_PLOT, NEEDS_PLOT, NOT_CALLED, WANTS_PLOT, Desk, first_in, honours, line_up, refuses
from ..records.arrays import Clock, Count, WorldArrays
from ..records.bit_masks import BLOCKED_FINANCE, BLOCKED_INFRASTRUCTURE
from ..records.flows import Flow
from ..records.vocabulary import CELLS, OwnerKind
from .firms_at_origin import TWELFTH
from .founder_files import is_short, look_at_money, own_way
from .terms import FounderServices


@rule
def ask_plot(w: WorldArrays, p: Parameters, k: int, s: FounderServices) -> None:
    """File `k` asks for a plot: its own while one is free; else it goes on without, and stops where it could not do without."""
    bank = w.institutions[s.zone]
    f = w.files[k]
    bank.arrived += 1.0
    if s.zone_open == 1 and bank.places >= 1.0:
        bank.places -= 1.0
        bank.served += 1.0
        honours(w, s.zone, 1.0)
        f.promise |= HAS_PLOT
        f.blocked &= ~BLOCKED_INFRASTRUCTURE
        look_at_money(w, p, k)
    else:
        bank.abandoned += 1.0
        refuses(w, s.zone, 1.0)
        lets_down(w, p, f.household)
        if f.promise & NEEDS_PLOT:
            f.blocked |= BLOCKED_INFRASTRUCTURE
        if is_short(w, p, k):
            f.blocked |= BLOCKED_FINANCE


@rule
def allot_plots(w: WorldArrays, p: Parameters, t: Clock, s: FounderServices) -> None:
    """New files whose founders claim a plot by themselves ask for one, by their own draws; the others are decided at the one-stop shop."""
    asking = CLAIMS | WANTS_PLOT
    for k in range(w.counts[Count.FILES.value]):
        f = w.files[k]
        is_new = f.opened == t.tick and f.promise & asking == asking and f.desk in (Desk.CALL.value, Desk.COUNTER.value, Desk.REGISTRY.value)
        f.rank = 0.0 if is_new else NOT_CALLED
    line_up(w, 0, ANY_DESK, BY_RANK, ANYBODY)
    while True:
        k = first_in(w, 0, ANY_DESK, BY_RANK, ANYBODY)
        if k < 0:
            return
        f = w.files[k]
        f.rank = NOT_CALLED
        ask_plot(w, p, k, s)
        if f.blocked != 0 and f.desk == Desk.REGISTRY.value:
            own_way(w, p, t, k, s)


@rule
def zone_for(w: WorldArrays, t: Clock, k: int) -> int:
    """Community of the zone where the firm of file `k` settles; its own community where it can, else one drawn by lot."""
    f = w.files[k]
    if w.communities[f.community].has_zone == 1:
        return int(f.community)
    first = w.corridors[f.corridor].first_community
    n_local = int(w.settings[0])
    zones = 0
    for m in range(n_local):
        zones += w.communities[first + m].has_zone
    draws = ProjectDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.PROJECT.value, -1, f.id))
    wanted = int(draws.zone * zones)
    for m in range(n_local):
        if w.communities[first + m].has_zone == 1:
            if wanted == 0:
                return first + m
            wanted -= 1
    return int(f.community)


@rule
def settle_others(w: WorldArrays, p: Parameters, t: Clock, s: FounderServices, results: np.ndarray) -> None:
    """Associates of the diaspora's firms, and others, take plots where they may (leakage); the tax that they do not pay is revenue forgone too."""
    bank = w.institutions[s.zone]
    firms = held = 0.0
    for k in range(w.counts[Count.FIRMS.value]):
        f = w.firms[k]
        if f.kind == OwnerKind.FIRM.value and f.is_alive == 1:
            firms += f.weight
            held += f.weight * f.in_zone
    for k in range(w.counts[Count.FILES.value]):
        held += 1.0 if w.files[k].promise & HAS_PLOT else 0.0
    if s.zone_open == 1 and s.settlers >= 1:
        taken = min(p.services.zone_associates * firms, bank.places)
        bank.associates += taken
        bank.places -= taken
    if s.zone_open == 1 and s.settlers == 2:
        taken = p.services.zone_outsiders * bank.places
        bank.others += taken
        bank.places -= taken
    results[1] = held
    results[2] = bank.associates
    results[3] = bank.others
    results[4] = held + bank.associates + bank.others + bank.places
    for c in range(w.corridors.shape[0]):
        w.corridors[c].plots_free = bank.places if s.zone_open == 1 else 0.0
    if s.zone_open == 1 and s.holiday > 0:
        book_others(w, p, bank.associates + bank.others)


@rule
def book_others(w: WorldArrays, p: Parameters, firms: float) -> None:
    """Revenue forgone on `firms` of others, spread evenly over the zones: where each stands, at the tax of its country."""
    n_local = int(w.settings[0])
    zones = 0
    for m in range(w.communities.shape[0]):
        zones += w.communities[m].has_zone
    for m in range(w.communities.shape[0]):
        if w.communities[m].has_zone == 1:
            c = 0
            while w.corridors[c].origin != w.communities[m].origin:  # the first corridor of the country
                c += 1
            cell = (c * n_local + m - w.corridors[c].first_community) * CELLS
            w.tally[cell, Flow.ZONE_FORGONE.value] += firms / zones * p.services.zone_profit * w.corridors[c].tax_rate * TWELFTH
