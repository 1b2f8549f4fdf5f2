"""What households and firms face: the base of a corridor, turned by the levers that are active this month.

A lever never overwrites the world: it turns one Offer into another. The effective offer is the fold of the active levers over the untouched base.
"""

from __future__ import annotations

from typing import NamedTuple


class Offer(NamedTuple):
    """Terms that a household or a firm of one corridor faces in one month.

    Attributes:
        remittance_cost: fee, share of the amount received.
        tax_rate: tax on the profits of a new firm at origin, share.
        tax_cut: part of `tax_rate` that an incentive takes away, share.
        tax_cut_months: months for which a new firm keeps the incentive.
        tax_cut_cap_usd: tax forgone per firm and year at most, USD.
        tax_cut_associates: 1 where partners of the diaspora firm profit too.
        dual_allowed: 1 where the origin lets its nationals keep their nationality when they naturalise.
        nationality_fee_usd, nationality_months: price and months of taking the origin nationality back.
        nationality_cost_usd: what that costs the administration.
        relief_rate: share of a gift that the tax authority gives back.
        relief_ceiling_usd: relief a household and year at most, USD.
        match_ratio: public money per unit of collective private money.
        match_lead: 1 where the public money is announced first (lead gift), 0 where it follows.
        placement_open: 1 where an agency takes applications.
        placement_virtual: share of assignments that can be done online.
        placement_days: length of an assignment.
        placement_women: share of places kept for women, 0 where none is kept.
    """

    remittance_cost: float
    tax_rate: float
    tax_cut: float = 0.0
    tax_cut_months: float = 0.0
    tax_cut_cap_usd: float = 0.0
    tax_cut_associates: float = 0.0
    dual_allowed: float = 0.0
    nationality_fee_usd: float = 0.0
    nationality_months: float = 0.0
    nationality_cost_usd: float = 0.0
    relief_rate: float = 0.0
    relief_ceiling_usd: float = 0.0
    match_ratio: float = 0.0
    match_lead: float = 0.0
    placement_open: float = 0.0
    placement_virtual: float = 0.0
    placement_days: float = 0.0
    placement_women: float = 0.0
