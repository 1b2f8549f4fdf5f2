"""Courses on running a business (C30): owners of firms at origin earn more, founders get through procedures faster; seats by lot, within the budget."""

from __future__ import annotations

from ..compiled.named_draws import FirmDraws, PatienceDraws
from ..compiled.numba_door import rule
from ..compiled.random_draws import Draw, four_draws
from ..parameters import Parameters
from ..queue import Desk, pays
from ..records.arrays import Clock, Count, WorldArrays
from ..records.bit_masks import ENTERPRISE
from ..records.vocabulary import OwnerKind, Status
from .terms import FounderServices


@rule
def is_asked(w: WorldArrays, i: int, person: int) -> bool:
    """Whether `person` is there still, in record `i`, has heard of the programme, is offered it and wants to hear of such things."""
    h = w.households[i]
    if h.id != person or h.status != Status.PRESENT.value or h.refuses == 1 or not h.aware & ENTERPRISE:
        return False
    return bool(w.offers[h.corridor, h.eligible].call_open > 0.0)


@rule
def next_founder(w: WorldArrays, t: Clock, most: float) -> tuple[int, float]:
    """The file at the registry whose founder has the lowest draw below `most` of those who were not taught yet, and that draw; -1 for none."""
    best = -1
    for k in range(w.counts[Count.FILES.value]):
        f = w.files[k]
        if f.desk == Desk.REGISTRY.value and f.trained == 0:
            draws = PatienceDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.FILE.value, t.tick, f.id))
            if draws.learns < most and is_asked(w, f.household, f.person):
                best, most = k, draws.learns
    return best, most


@rule
def next_owner(w: WorldArrays, t: Clock, most: float) -> tuple[int, float]:
    """The same of the firms at origin that their owners have."""
    best = -1
    for k in range(w.counts[Count.FIRMS.value]):
        f = w.firms[k]
        if f.kind == OwnerKind.FIRM.value and f.is_alive == 1 and f.practice == 0.0:
            draws = FirmDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.FIRM.value, t.tick, f.id))
            if draws.learns < most and is_asked(w, f.household, f.person):
                best, most = k, draws.learns
    return best, most


@rule
def teach(w: WorldArrays, p: Parameters, t: Clock, s: FounderServices) -> float:
    """Seats of the month go to those who ask, in the order of their draws, while money lasts; returns how many."""
    taught = 0.0
    bank = w.institutions[s.call]
    for _ in range(s.seats if s.call_open == 1 else 0):
        founder, draw = next_founder(w, t, p.services.training_interest)
        owner, _ = next_owner(w, t, draw)
        if (founder < 0 and owner < 0) or not pays(w, t, s.call, s.seat_usd):
            break
        bank.arrived += 1.0
        bank.served += 1.0
        taught += 1.0
        if owner >= 0:
            w.firms[owner].practice = 1.0
        else:
            w.files[founder].trained = 1
            w.files[founder].days_left *= p.services.training_days
    return taught
