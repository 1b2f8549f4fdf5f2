"""Shocks that happen to some households, drawn by lot: those to whom they happen are a class of people, as those who are offered a lever by lot are."""

from __future__ import annotations

from collections.abc import Sequence

from ..inputs.settings import Corridor
from ..inputs.shocks import Shock
from ..offers import Offer


def by_lot(shocks: Sequence[Shock]) -> tuple[Shock, ...]:
    """The shocks that happen to some, not to nobody and not to all."""
    return tuple(shock for shock in shocks if shock.is_by_lot and shock.random_share > 0.0)


def concerns(shock: Shock, corridor: Corridor) -> bool:
    """Whether a shock can happen to people of a corridor; a recession at origin does wherever they live."""
    return shock.origin in (None, corridor.origin) and (shock.kind == "recession_origin" or shock.residence in (None, corridor.residence))


def struck(offer: Offer, shock: Shock) -> Offer:
    """The circumstances of those to whom `shock` happens, beside the terms that they face; of two shocks of a kind the larger counts.

    >>> calm = Offer(0.05, 0.25)
    >>> struck(struck(calm, Shock("recession_origin", size=0.2)), Shock("recession_origin", size=0.1)).lot_loss
    0.2
    """
    if shock.kind == "recession_origin":
        return offer._replace(lot_loss=max(offer.lot_loss, shock.size))
    if shock.kind == "recession_residence":
        return offer._replace(lot_recession=max(offer.lot_recession, shock.size))
    if shock.kind == "travel_ban":
        return offer._replace(lot_stopped=max(offer.lot_stopped, shock.size))
    return offer._replace(lot_fee_cut=max(offer.lot_fee_cut, shock.size))
