"""Firms of the diaspora in the residence country: whose they are, and the contacts with local firms that they make."""

from __future__ import annotations

from ..compiled.numba_door import rule
from ..enterprise.trade import owner_of
from ..records.arrays import WorldArrays
from ..records.flows import Flow
from ..records.vocabulary import OwnerKind


@rule
def owner_in_residence(w: WorldArrays, k: int) -> int:
    """Record of the household in the residence country that owns firm `k` and could take part in its name; -1 for none."""
    f = w.firms[k]
    if f.is_alive == 0 or (f.kind != OwnerKind.FIRM.value and f.kind != OwnerKind.RESIDENCE.value):
        return -1
    i = owner_of(w, k)
    return i if i >= 0 and w.households[i].status == 1 else -1


@rule
def meet(w: WorldArrays, k: int, each: float) -> None:
    """The firms behind record `k` make `each` contacts with local firms on average; a contact has two sides."""
    f = w.firms[k]
    f.contacts += each
    w.corridors[f.corridor].meetings += f.weight * each
    w.tally[f.cell, Flow.CONTACTS.value] += f.weight * each
