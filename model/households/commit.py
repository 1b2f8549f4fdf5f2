"""Writing a decision down: the record, the family, the association, the tally; founders and applicants split off."""

from __future__ import annotations

from ..compiled import inlined
from ..luck import Draw, descendant, luck, spread
from ..parameters import Parameters
from ..schema import Flow, OwnerKind
from ..stage import N_TIES, Clock, Count, Seen, Stage
from .bits import (
    A_COLLECTIVE,
    A_CRISIS,
    A_FIRM,
    A_KEEP,
    A_NATURALISE,
    A_PRODUCTIVE,
    A_PROPERTY,
    A_REGULAR,
    A_REMIT,
    BLOCKED_FINANCE,
    BLOCKED_NATIONALITY,
    BLOCKED_PROCEDURES,
    COLLECTIVE,
    GIVING,
    INVESTMENT,
    N_TOPICS,
    NATIONALITY,
    TWELFTH,
)
from .decide import Decision
from .goods import buy_goods


@inlined
def split(w: Stage, i: int) -> int:
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
    parent.weight -= 1.0
    for j in range(N_TIES):
        w.ties[k, j] = w.ties[i, j]
    w.seen[k] = w.seen[i]
    w.shown[k] = w.shown[i]
    w.counts[Count.HOUSEHOLDS.value] = k + 1
    return k


@inlined
def new_firm(w: Stage, p: Parameters, t: Clock, i: int, kind: int, capital: float, tax_cut: float) -> None:
    """A firm (or a stake in one) of household `i`, with the terms that the household was told of."""
    k = w.counts[Count.FIRMS.value]
    if k >= w.firms.shape[0]:
        w.counts[Count.FULL.value] = 1
        return
    h = w.households[i]
    told = w.offers[h.corridor, h.eligible]
    f = w.firms[k]
    h.births += 1
    f.id = descendant(descendant(h.place, h.id), 2 * h.births)
    _, u1, _, _ = luck(t.seed0, t.seed1, t.replication, Draw.FIRM.value, -1, f.id)
    f.capital = capital
    f.kind = kind
    f.jobs = max(1.0, capital / (12.0 * w.corridors[h.corridor].origin_income * p.enterprise.capital_per_job)) if kind == OwnerKind.FIRM.value else 0.0
    f.productivity = spread(u1, 0.5)
    f.weight = h.weight
    f.owner = h.root
    f.cell = h.cell
    f.age = 0
    f.founded = t.month
    f.corridor = h.corridor
    f.community = h.community
    f.is_alive = 1
    f.tax_cut = tax_cut
    f.is_supported = 1 if tax_cut > 0.0 else 0
    f.tax_cut_months = int(told.tax_cut_months) if tax_cut > 0.0 else 0
    f.tax_cut_cap = told.tax_cut_cap_usd * TWELFTH if tax_cut > 0.0 else 0.0
    f.associates = int(told.tax_cut_associates) if tax_cut > 0.0 else 0
    f.loan = 0.0
    f.exports = 0.0
    f.knowledge = 0.0
    f.household = i
    f.loan_months = 0
    f.holiday_months = 0
    f.support = 0
    f.sector = h.sector
    f.in_zone = 0
    f.is_aligned = 0
    f.in_network = 0
    f.disputed = 0
    f.seller = 0
    f.city = -1
    f.traders = 0.0
    f.contacts = 0.0
    w.counts[Count.FIRMS.value] = k + 1


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
        new_firm(w, p, t, i, OwnerKind.STAKE.value, d.stake_usd, d.tax_cut)
    if d.short_of_capital > 0.0:
        h.blocked |= BLOCKED_FINANCE
        h.grievance += p.belonging.grievance_gain * (1.0 - h.grievance) * d.short_of_capital / weight
        tally[Flow.BLOCKED_FINANCE.value] += d.short_of_capital
    if d.gave_up > 0.0:
        h.blocked |= BLOCKED_PROCEDURES if h.is_national == 1 else BLOCKED_NATIONALITY
        h.grievance += p.belonging.grievance_gain * (1.0 - h.grievance) * d.gave_up / weight
        tally[Flow.BLOCKED_PROCEDURES.value if h.is_national == 1 else Flow.BLOCKED_NATIONALITY.value] += d.gave_up

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
            w.communities[h.community].gifts += weight * d.crisis
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

    for _ in range(int(d.founders)):
        k = split(w, i)
        f = w.households[k]
        f.wealth -= min(d.firm_capital, 0.95 * f.wealth)
        f.has_invested = 1
        if counted:
            f.acted |= A_PRODUCTIVE | A_FIRM
            f.invested_productive += d.firm_capital
            if d.tax_cut > 0.0:
                f.supported |= INVESTMENT
        tally[Flow.FIRM_CAPITAL.value] += d.firm_capital
        tally[Flow.FIRMS_FOUNDED.value] += 1.0
        tally[Flow.INVESTMENTS.value] += 1.0
        new_firm(w, p, t, k, OwnerKind.FIRM.value, d.firm_capital, d.tax_cut)
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
