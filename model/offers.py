"""What households and firms face: the base of a corridor, turned by the levers that are active this month.

A lever never overwrites the world: it turns one Offer into another. The effective offer is the fold of the active levers over the untouched base.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .inputs.settings import Corridor
from .parameters import Parameters


class _Terms(NamedTuple):
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
    start_days: float = 0.0
    start_steps: float = 0.0
    start_cost_usd: float = 0.0
    information: float = 0.0
    grant_share: float = 0.0
    grant_cap_usd: float = 0.0
    grant_min_usd: float = 0.0
    grant_own_share: float = 0.0
    guarantee_share: float = 0.0
    guarantee_cap_usd: float = 0.0
    zone_holiday_months: float = 0.0
    zone_associates: float = 0.0
    counter_days: float = 0.0
    counter_online: float = 0.0
    call_open: float = 0.0
    network_chapters: float = 0.0
    fair_open: float = 0.0
    training_open: float = 0.0
    customs_days: float = 0.0
    customs_documents: float = 0.0
    shipment_cost_usd: float = 0.0
    product_control: float = 0.0
    product_yield: float = 0.0
    product_min_usd: float = 0.0
    bond_open: float = 0.0
    bond_yield: float = 0.0
    bond_min_usd: float = 0.0
    transfer_days: float = 0.0
    campaign_usd: float = 0.0
    course_open: float = 0.0
    bond_promotion_usd: float = 0.0
    pool_open: float = 0.0
    pool_public: float = 0.0
    talent_usd: float = 0.0
    network_usd: float = 0.0
    consultation_open: float = 0.0
    register_open: float = 0.0
    register_lag: float = 0.0
    outreach: float = 0.0
    hub_open: float = 0.0
    hub_news: float = 0.0
    portal_news: float = 0.0
    match_doubt: float = 0.0
    grant_doubt: float = 0.0
    guarantee_doubt: float = 0.0
    zone_doubt: float = 0.0
    counter_doubt: float = 0.0
    call_doubt: float = 0.0
    course_doubt: float = 0.0
    fair_doubt: float = 0.0
    training_doubt: float = 0.0
    placement_doubt: float = 0.0
    talent_doubt: float = 0.0
    projects_doubt: float = 0.0
    answers_doubt: float = 0.0
    bond_doubt: float = 0.0
    register_doubt: float = 0.0
    earmark_form: float = 0.0
    earmark_use: float = 0.0
    earmark_open: float = 0.0
    earmark_match: float = 0.0
    earmark_cap_usd: float = 0.0
    earmark_doubt: float = 0.0
    lot_loss: float = 0.0
    lot_recession: float = 0.0
    lot_stopped: float = 0.0
    lot_fee_cut: float = 0.0


class Offer(_Terms):
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
        start_days, start_steps, start_cost_usd: registering a firm at origin: days, steps, cost.
        information: rise of the chance that a would-be founder knows what is on offer and how to go about it, share of those who do not.
        grant_share, grant_cap_usd: public money per unit of the owner's stake in a new firm, USD a firm at most.
        grant_min_usd, grant_own_share: smallest project, and the share of it that the owner must bring.
        guarantee_share, guarantee_cap_usd: share of a bank loan that is guaranteed, USD a firm at most.
        zone_holiday_months: months without tax for a firm that settles in a special economic zone; 0 where there is none.
        zone_associates: 1 where associates of the diaspora may settle there too.
        counter_days: days in which the one-stop shop promises to have a file done; 0 where there is none.
        counter_online: 1 where it works online.
        call_open: 1 where a competition for entrepreneurs takes applications.
        network_chapters: chapters of a business network, over all residence countries.
        fair_open, training_open: 1 where firms may apply for a place at a fair, or in a course on the rules of trade.
        customs_days, customs_documents, shipment_cost_usd: what a shipment takes.
        product_control: how far the sender controls a savings product at origin; product_yield, product_min_usd: its yield, smallest deposit.
        bond_open: 1 while a diaspora bond is on sale; bond_yield, bond_min_usd: its terms; bond_promotion_usd: spending on its promotion a year.
        transfer_days: days that a formal transfer takes.
        campaign_usd: spending on tourism promotion a year.
        pool_open: strength of a pooled fund that takes crisis gifts; pool_public: 1 where it holds public money too.
        course_open: 1 where families, senders or both may apply for training in financial services.
        talent_usd: package a month for skilled members who take a post in a sector with a shortage; 0 where there is none.
        network_usd: spending a year on the secretariat of a knowledge network; 0 where there is none.
        consultation_open: 1 while households may ask for a seat at a consultation.
        register_open: strength of a register of volunteers, 0 where there is none; register_lag: months before an entry can be used.
        outreach: how far the ministry aims its news by what a survey or a register tells it, 0 where it has neither.
        hub_open: what one finds and can read in a knowledge hub, share; hub_news: chance a month that who knows of it hears of a further topic there.
        portal_news: chance a month that somebody of average interest finds the topics of investment and enterprise on a portal for investors.
        match_doubt, grant_doubt, guarantee_doubt, zone_doubt, counter_doubt, call_doubt, course_doubt, fair_doubt, training_doubt, placement_doubt,
        talent_doubt, projects_doubt, answers_doubt, bond_doubt, register_doubt, earmark_doubt: chance, as people see it, that who asks for a match, a
            grant, a plot and so on does not get it (`policy.expectations`); it weighs what they decide, and nothing of what is granted.
        earmark_form: how money can be earmarked (`EARMARK_FORMS`, from 1), 0 where it cannot; earmark_use: strength with which ordinary transfers can.
        earmark_open: strength of an earmarked product to sign up for; earmark_match, earmark_cap_usd: public money per private, a household and year at most.
        lot_loss, lot_recession, lot_stopped, lot_fee_cut: no terms, but circumstances of those to whom a shock happens by lot: share of the
            family's income missing, of its own income; share of travel stopped; part of formal fees that operators take off (`policy.lots`).
    """

    __slots__ = ()

    def _replace(self, **changes: float) -> Offer:  # type: ignore[override]
        """The same offer but for these terms; a named tuple's own way takes five times as long, and a month turns some hundred offers."""
        terms = list(self)
        for name, value in changes.items():
            terms[_PLACE[name]] = value
        return tuple.__new__(Offer, terms)


_PLACE = {name: k for k, name in enumerate(Offer._fields)}


OFFER_DTYPE = np.dtype([(name, "f8") for name in Offer._fields])
"""A record of one offer: its terms in order."""


def base_offer(corridor: Corridor, p: Parameters) -> Offer:
    """Terms of a corridor without any lever."""
    f = corridor.figures
    return Offer(
        remittance_cost=f.remittance_cost,
        tax_rate=f.tax_rate,
        dual_allowed=f.dual_allowed,
        start_days=f.start_business_days,
        start_steps=f.start_business_steps,
        start_cost_usd=f.start_business_cost * f.origin_gdp_pc,
        transfer_days=p.remitting.formal_days,
        product_yield=p.saving.deposit_rate,
        customs_days=f.customs_days,
        customs_documents=f.customs_documents,
        shipment_cost_usd=f.shipment_cost_usd,
    )
