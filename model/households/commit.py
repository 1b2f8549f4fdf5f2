"""Writing a decision down: the record, the family, the association, the tally; projects are handed in, applicants split off."""

from __future__ import annotations

from ..births import new_firm, next_identity, split
from ..compiled import inlined
from ..parameters import Parameters
from ..schema import Flow, OwnerKind
from ..stage import Clock, Count, Seen, Stage, Trusted
from .bits import (
    A_COLLECTIVE,
    A_CRISIS,
    A_KEEP,
    A_NATURALISE,
    A_PRODUCTIVE,
    A_PROPERTY,
    A_REGULAR,
    A_REMIT,
    COLLECTIVE,
    GIVING,
    INVESTMENT,
    N_TOPICS,
    NATIONALITY,
    REMITTANCE,
    S_POOL,
    TWELFTH,
)
from .decide import Decision
from .found import hand_in
from .goods import buy_goods
from .saving import book_savings
from .skilled import book_steps
from .travel import book_trips
from .wish import note_stopped


@inlined
def commit(w: Stage, p: Parameters, t: Clock, i: int, d: Decision) -> None:
    """Write a decision: the record, the family, the association, the tally; firms and applicants split off."""
    h = w.households[i]
    r = w.receivers[i]
    weight = h.weight
    counted = t.month >= 0
    tally = w.tally[h.cell]

    acted = 0
    supported = 0
    sent = d.received + d.fee
    h.aware = d.aware
    h.wealth = d.wealth
    h.remittance = sent
    r.received = d.received
    r.loss = d.loss
    tally[Flow.EARNINGS.value] += weight * d.income
    if sent > 0.0:
        acted |= A_REMIT
        h.sends = 1
        h.remit_months = 0
        tally[Flow.SENT.value] += weight * sent
        tally[Flow.FEES.value] += weight * d.fee
        if d.is_formal == 1:
            told = w.offers[h.corridor, h.eligible]
            base = w.base[h.corridor]
            heeds = h.refuses == 0 and d.aware & REMITTANCE != 0
            if heeds and told.remittance_cost < base.remittance_cost:
                supported |= REMITTANCE
            tally[Flow.FORMAL.value] += weight * d.received
            tally[Flow.FORMAL_DAYS.value] += weight * d.received * (told.transfer_days if heeds else base.transfer_days)
    else:
        h.sends = 0
        h.remit_months = min(h.remit_months + 1, 99)

    buy_goods(w, p.trade, i, d.income)

    if d.property_usd > 0.0:
        acted |= A_PROPERTY
        h.has_invested = 1
        tally[Flow.PROPERTY.value] += weight * d.property_usd
        tally[Flow.INVESTMENTS.value] += weight
    if d.stake_usd > 0.0:
        acted |= A_PRODUCTIVE
        h.has_invested = 1
        if d.tax_cut > 0.0:
            supported |= INVESTMENT
        tally[Flow.STAKES.value] += weight * d.stake_usd
        tally[Flow.INVESTMENTS.value] += weight
        new_firm(w, p, t, i, next_identity(w, i), OwnerKind.STAKE.value, d.stake_usd, 1.0, d.tax_cut)

    did, thanks_to = book_trips(h, tally, d.trips, p)
    acted |= did
    supported |= thanks_to
    did, thanks_to = book_savings(h, tally, d.savings)
    acted |= did
    supported |= thanks_to

    gifts = d.regular + d.collective + d.crisis
    h.donation = gifts
    if gifts > 0.0:
        a = w.associations[h.association]
        tally[Flow.DONORS.value] += weight
        if t.tick - h.crisis_month > 12 and t.tick - h.crisis_month <= 24 and h.crisis_month >= 0:
            h.is_retained = 1
        if d.regular > 0.0:
            acted |= A_REGULAR
            tally[Flow.REGULAR.value] += weight * d.regular
        if d.collective > 0.0:
            acted |= A_COLLECTIVE
            told = w.offers[h.corridor, h.eligible]
            if h.refuses == 0 and d.aware & COLLECTIVE and told.match_ratio > 0.0:
                supported |= COLLECTIVE
            a.gifts += weight * d.collective
            tally[Flow.COLLECTIVE.value] += weight * d.collective
        if d.crisis > 0.0:
            acted |= A_CRISIS
            h.crisis_month = t.tick
            h.is_retained = 0
            told = w.offers[h.corridor, h.eligible]
            pooled = 0.0
            if h.refuses == 0 and d.aware & GIVING and told.pool_open > 0.0:
                pooled = p.crisis.pool_share * told.pool_open * d.crisis
                supported |= S_POOL
            w.communities[h.community].pooled += weight * pooled
            w.communities[h.community].gifts += weight * (d.crisis - pooled)
            tally[Flow.CRISIS.value] += weight * d.crisis
            tally[Flow.CRISIS_DONORS.value] += weight
        if d.relief > 0.0:
            supported |= GIVING
            h.relief_this_year += d.relief
            tally[Flow.RELIEF.value] += weight * d.relief

    h.is_member = d.is_member
    if d.is_member == 1:
        w.associations[h.association].members += weight
    if d.naturalises == 1:
        acted |= A_NATURALISE
        h.is_naturalised = 1
        if d.loses_nationality == 1:
            h.is_national = 0
        else:
            acted |= A_KEEP
            if w.base[h.corridor].dual_allowed < 1.0:
                supported |= NATIONALITY
        tally[Flow.NATURALISED.value] += weight
    if d.asks_back == 1:
        told = w.offers[h.corridor, h.eligible]
        h.nationality_wait = int(told.nationality_months) + 1
        tally[Flow.NATIONALITY_FEES.value] += weight * told.nationality_fee_usd
        tally[Flow.NATIONALITY_COST.value] += weight * told.nationality_cost_usd
    elif h.nationality_wait > 0:
        h.nationality_wait -= 1
        if h.nationality_wait == 0:
            h.is_national = 1
            acted |= A_KEEP
            supported |= NATIONALITY

    fade = 1.0 - p.belonging.yearly_fade * TWELFTH if h.generation < 2 else 1.0
    h.attachment_psychological *= fade
    h.attachment_social *= fade
    h.attachment_economic *= fade
    h.attachment_political *= fade
    h.goodwill = d.goodwill
    h.trust_state = d.trust_state
    h.trust_associations = d.trust_associations
    h.trust_agency = d.trust_agency
    if d.tells != 0.0:
        w.news[h.corridor, Trusted.ASSOCIATIONS.value, h.faction] += weight * d.tells
    h.grievance *= 1.0 - p.belonging.grievance_fade

    if counted:
        h.acted |= acted
        h.supported |= supported
        h.sent += sent
        h.invested_property += d.property_usd
        h.invested_productive += d.stake_usd
        h.given_regular += d.regular
        h.given_collective += d.collective
        h.given_crisis += d.crisis

    tally[Flow.HOUSEHOLDS.value] += weight
    if h.remit_months < 12:
        tally[Flow.REMITTERS.value] += weight
    if h.is_member == 1:
        tally[Flow.MEMBERS.value] += weight
    if h.is_naturalised == 1 and h.is_national == 1:
        tally[Flow.DUAL.value] += weight * h.n_adults
    tally[Flow.TRUST.value] += weight * h.trust_state
    tally[Flow.ATTACHMENT.value] += (
        weight * 0.25 * (h.attachment_psychological + h.attachment_social + h.attachment_economic + min(h.attachment_political + h.goodwill, 1.0))
    )
    tally[Flow.GRIEVANCE.value] += weight * h.grievance
    if t.topics != 0 and h.aware & t.topics:
        tally[Flow.AWARE.value] += weight
        if h.refuses == 1:
            tally[Flow.REFUSERS.value] += weight
    if h.has_invested == 1:
        tally[Flow.INVESTED.value] += weight

    shown = h.sends << Seen.SENDS.value | h.is_member << Seen.MEMBER.value | h.has_invested << Seen.INVESTED.value
    if d.regular + d.collective > 0.0:
        shown |= 1 << Seen.GAVE.value
    if d.crisis > 0.0:
        shown |= 1 << Seen.CRISIS.value
    for topic in range(N_TOPICS if d.aware != 0 else 0):
        shown |= ((h.aware >> topic) & 1) << (Seen.AWARE.value + 4 * topic)
    w.shown[i] = shown

    if d.stopped > 0:
        note_stopped(w, p, t, i, d.stopped)
    h.keen -= int(d.idea.again)
    if d.idea.founders > 0.0:
        hand_in(w, p, t, i, d.idea)
    if h.skill == 2:
        book_steps(w, p, t, i, d.steps)
    for _ in range(int(d.applicants)):
        k = split(w, i)
        q = w.households[k]
        q.waiting_since = t.tick
        q.wants_virtual = d.wants_virtual
        tally[Flow.APPLICATIONS.value] += 1.0
        n = w.counts[Count.APPLICANTS.value]
        if n < w.applicants.shape[0]:
            w.applicants[n] = k
            w.counts[Count.APPLICANTS.value] = n + 1
        else:
            w.counts[Count.FULL.value] = 1
