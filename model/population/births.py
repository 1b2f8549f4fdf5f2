"""What is born of a household: a record that parts from its own, a firm, a stake. Identities come from the parent and an ordinal."""

from __future__ import annotations

from typing import NamedTuple

from ..compiled.named_draws import FirmBirthDraws
from ..compiled.numba_door import inlined
from ..compiled.random_draws import Draw, descendant, four_draws, spread
from ..parameters import Parameters
from ..records.arrays import N_TIES, Clock, Count, WorldArrays
from ..records.vocabulary import OwnerKind
from ..time_units import TWELFTH


@inlined
def split(w: WorldArrays, i: int) -> int:
    """The record of one real household that acted, parted from record `i`; record `i` itself where it stands for one household only."""
    if w.households[i].weight <= 1.0:
        return i
    k = w.counts[Count.HOUSEHOLDS.value]
    if k >= w.households.shape[0]:
        w.counts[Count.FULL.value] = 1
        return i
    parent = w.households[i]
    parent.births += 1
    w.households[k] = w.households[i]
    w.receivers[k] = w.receivers[i]
    child = w.households[k]
    # the luck stays that of the record, as if nobody had split off, but for what hangs on the place: firms, and the order in queues
    child.place = descendant(descendant(parent.place, parent.id), 2 * parent.births + 1)
    child.births = 0
    child.weight = 1.0
    child.will_retry = 0
    child.part_from = child.part_to - int((child.part_to - child.part_from) / parent.weight + 0.5)
    parent.part_to = child.part_from
    parent.weight -= 1.0
    parent.will_retry = min(parent.will_retry, int(parent.weight))
    for j in range(N_TIES):
        w.ties[k, j] = w.ties[i, j]
    w.seen[k] = w.seen[i]
    w.shown[k] = w.shown[i]
    w.counts[Count.HOUSEHOLDS.value] = k + 1
    return k


@inlined
def next_identity(w: WorldArrays, i: int) -> int:
    """Identity of what is born next of household `i`."""
    h = w.households[i]
    h.births += 1
    return descendant(descendant(h.place, h.id), 2 * h.births)


@inlined
def blank_firm(w: WorldArrays, corridor: int, identity: int) -> int:
    """The next record of firms, as a new one starts; -1 where there is no room."""
    k = w.counts[Count.FIRMS.value]
    if k >= w.firms.shape[0]:
        w.counts[Count.FULL.value] = 1
        return -1
    w.firms[k] = w.blank_firm[0]
    f = w.firms[k]
    f.id = identity
    f.corridor = corridor
    w.counts[Count.FIRMS.value] = k + 1
    return k


class Venture(NamedTuple):
    """What somebody owns from now on: `kind` as of OwnerKind; capital, USD; quality of a firm, relative to the mean; part of the tax that it is let off."""

    kind: int
    capital: float
    quality: float
    tax_cut: float


@inlined
def new_firm(w: WorldArrays, p: Parameters, t: Clock, i: int, identity: int, venture: Venture) -> int:
    """A firm (or a stake in one) of household `i`, with the tax terms that the household was told of; its place among the firms, -1 for none."""
    h = w.households[i]
    k = blank_firm(w, h.corridor, identity)
    if k < 0:
        return k
    terms = w.offers[h.corridor, h.eligible]
    f = w.firms[k]
    draws = FirmBirthDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.FIRM.value, -1, f.id))
    is_firm = venture.kind == OwnerKind.FIRM.value
    f.capital = venture.capital
    f.kind = venture.kind
    f.jobs = max(1.0, venture.capital / (12.0 * w.corridors[h.corridor].origin_income * p.enterprise.capital_per_job)) if is_firm else 0.0
    f.productivity = venture.quality if is_firm else spread(draws.productivity, p.founding.quality_spread)
    f.weight = h.weight
    f.owner = h.root
    f.person = h.id
    f.household = i
    f.cell = h.cell
    f.age = 0
    f.founded = t.month
    f.community = h.community
    f.sector = h.sector
    if venture.tax_cut > 0.0:
        f.tax_cut = venture.tax_cut
        f.tax_cut_months = int(terms.tax_cut_months)
        f.tax_cut_cap = terms.tax_cut_cap_usd * TWELFTH
        f.associates = int(terms.tax_cut_associates)
    return k
