"""One month of diaspora households: they live, hear, decide, and what they decided is written down.

`decide` reads a household, its family, its offers and what its ties show; it returns a Decision and writes nothing. `commit` writes. The compiled loops
and the Mesa agents call the same two functions.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from .compiled import inlined, kernel, rule
from .levers.lever import Act, Topic
from .luck import Draw, descendant, how_many, luck, normal, spread
from .parameters import Parameters
from .population.newcomers import eligibility_class, settle
from .rules.apply import applying_chance, in_person_obstacles
from .rules.choose import logistic
from .rules.give import adoption_chance, campaign_chance, crisis_chance, price_response, regular_chance, relief_on
from .rules.invest import buying_chance, founding_chance, giving_up, incentive, invested, will
from .rules.leave import dying_chance, leaving_chance
from .rules.naturalise import naturalising_chance, taking_back_chance
from .rules.remit import altruism_now, family_income_seen, sending_chance, wanted
from .schema import Flow, OwnerKind, Status
from .stage import N_TIES, PEER_SHARE, Clock, Count, Seen, Stage

TWELFTH = 1.0 / 12.0

# Plain integers for the compiled loops.
REMITTANCE, INVESTMENT, GIVING, COLLECTIVE, PLACEMENT, NATIONALITY = (1 << topic.value for topic in Topic)
N_TOPICS = len(Topic)
A_REMIT, A_PROPERTY, A_PRODUCTIVE, A_FIRM, A_REGULAR, A_COLLECTIVE, A_CRISIS, A_PLACEMENT, A_NATURALISE, A_KEEP = (1 << act.value for act in Act)
BLOCKED_FINANCE, BLOCKED_PROCEDURES, BLOCKED_NATIONALITY = 1, 2, 4


class Decision(NamedTuple):
    """What a household does in a month. Money in USD of the month; counts are of real households behind the record."""

    income: float
    wealth: float
    aware: int
    loss: float
    received: float
    fee: float
    property_usd: float
    stake_usd: float
    wants_firm: float
    founders: float
    firm_capital: float
    short_of_capital: float
    gave_up: float
    tax_cut: float
    regular: float
    collective: float
    crisis: float
    relief: float
    is_member: int
    naturalises: int
    loses_nationality: int
    asks_back: int
    applicants: float
    wants_virtual: int
    goodwill: float
    trust_state: float
    trust_associations: float
    trust_agency: float


@rule
def share_seen(seen: int, what: int) -> float:
    """Share of ties that show something, from the counters of `seen`."""
    return ((seen >> what) & 15) * PEER_SHARE


@inlined
def look_around(w: Stage, i: int) -> int:
    """Counters of what the ties of household `i` showed last month."""
    total = 0
    for j in range(N_TIES):
        total += w.seen[w.ties[i, j]]
    return total


@inlined
def hear(aware: int, topics: int, interest: float, seen: int, w: Stage, p: Parameters, t: Clock, person: int) -> int:
    """Topics heard of after this month: from media and offices, and from ties who know."""
    a0, a1, a2, a3 = luck(t.seed0, t.seed1, t.replication, Draw.AWARE.value, t.tick, person)
    b0, b1, b2, b3 = luck(t.seed0, t.seed1, t.replication, Draw.AWARE_MORE.value, t.tick, person)
    for topic in range(N_TOPICS):
        bit = 1 << topic
        if topics & bit and not aware & bit:
            u = a0 if topic == 0 else (a1 if topic == 1 else (a2 if topic == 2 else (a3 if topic == 3 else (b0 if topic == 4 else b1))))
            if u < interest * p.information.broadcast + p.information.word_of_mouth * share_seen(seen, Seen.AWARE.value + 4 * topic):
                aware |= bit
    return aware


@rule
def income_of(earnings: float, generation: int, years_abroad: float, is_employed: int, recession: float, p: Parameters) -> float:
    """Income this month, USD: earnings caught up with years abroad, less without a job and in a recession."""
    caught_up = 1.0 - (p.population.catch_up_gap * math.exp(-years_abroad / p.population.catch_up_years) if generation == 0 else 0.0)
    return earnings * caught_up * (1.0 if is_employed == 1 else p.population.replacement) * (1.0 - recession)


@inlined
def decide(w: Stage, p: Parameters, t: Clock, i: int) -> Decision:
    """What household `i` does this month: hear, remit, invest, found, give, naturalise, join, apply."""
    h = w.households[i]
    r = w.receivers[i]
    c = w.corridors[h.corridor]
    base = w.base[h.corridor]
    told = w.offers[h.corridor, h.eligible]
    person = h.id
    seen = look_around(w, i)
    aware = h.aware
    if t.topics & ~aware:
        aware = hear(aware, t.topics, h.interest, seen, w, p, t, person)
    heeds = aware if h.refuses == 0 else 0
    anniversary = (t.tick + person) % 12

    income = income_of(h.earnings, h.generation, h.years_abroad, h.is_employed, c.recession, p)
    political = min(h.attachment_political + h.goodwill, 1.0)

    place = w.communities[h.community]
    loss = place.recession
    if place.disaster_loss > 0.0 and luck(t.seed0, t.seed1, t.replication, Draw.STRIKE.value, place.struck_month, person)[0] < place.strike_share:
        loss = min(loss + place.disaster_loss, 0.95)
    received = 0.0
    fee = 0.0
    if h.altruism > 0.0:
        cost = told.remittance_cost if heeds & REMITTANCE else base.remittance_cost
        amount = wanted(income, family_income_seen(r.income, loss, p.remitting.insurance),
                        altruism_now(h.altruism, h.years_abroad, h.plans_return, p.remitting), cost, p.remitting.ceiling)
        if amount > 1.0:
            u0, u1, _, _ = luck(t.seed0, t.seed1, t.replication, Draw.REMIT.value, t.tick, person)
            if u0 < sending_chance(amount, share_seen(seen, Seen.SENDS.value), cost, h.is_national, political, p.remitting):
                received = amount * spread(u1, p.remitting.ticket_spread)
                fee = received * cost

    wealth = max(h.wealth * (1.0 - p.population.wealth_use) + p.population.saving_share * income, 0.0)
    tax_cut = told.tax_cut if heeds & INVESTMENT else base.tax_cut

    property_usd = 0.0
    stake_usd = 0.0
    if anniversary == 0 and wealth > 0.0:
        x = will(wealth / (12.0 * h.earnings), h.attachment_economic, h.trust_state, h.grievance, share_seen(seen, Seen.INVESTED.value), h.is_national, p.enterprise)
        u0, u1, u2, u3 = luck(t.seed0, t.seed1, t.replication, Draw.PRODUCTIVE.value, t.tick, person)
        if u0 < buying_chance(p.enterprise.property_base, x):
            property_usd = invested(wealth, p.enterprise.property_share, spread(u1, p.enterprise.size_spread))
            wealth -= property_usd
        if u2 < buying_chance(p.enterprise.stake_base, x + incentive(tax_cut, c.climate, p.enterprise)):
            stake_usd = invested(wealth, p.enterprise.stake_share, spread(u3, p.enterprise.size_spread))
            wealth -= stake_usd

    wants_firm = 0.0
    founders = 0.0
    firm_capital = 0.0
    short_of_capital = 0.0
    gave_up = 0.0
    g0, g1, g2, g3 = luck(t.seed0, t.seed1, t.replication, Draw.GIVE.value, t.tick, person)
    ideas = how_many(g2, h.weight, p.enterprise.ideas_year * 0.001 * TWELFTH * (p.enterprise.idea_skill if h.skill == 2 else 1.0))
    if ideas > 0.0:
        u1, u2, u3, _ = luck(t.seed0, t.seed1, t.replication, Draw.INVEST.value, t.tick, person)
        x = will(wealth / (12.0 * h.earnings), h.attachment_economic, h.trust_state, h.grievance, share_seen(seen, Seen.INVESTED.value), h.is_national, p.enterprise)
        wants_firm = how_many(u1, ideas, founding_chance(x, incentive(tax_cut, c.climate, p.enterprise)))
        if wants_firm > 0.0:
            firm_capital = 12.0 * c.origin_income * p.enterprise.start_capital * math.exp(p.enterprise.capital_spread * normal(u2))
            if wealth * p.enterprise.liquidity < firm_capital + c.start_cost:
                short_of_capital = wants_firm
            else:
                days = c.start_days * (1.0 if h.is_national == 1 else p.enterprise.foreigner_days)
                founders = how_many(u3, wants_firm, 1.0 - giving_up(days, p.enterprise))
                gave_up = wants_firm - founders

    own_attention = float(w.attention[h.community])
    attention = max(own_attention, float(w.attention[w.communities.shape[0] + c.origin]))
    relief_rate = 0.0
    if heeds & GIVING and told.relief_ceiling_usd > h.relief_this_year:
        relief_rate = told.relief_rate
    larger = 1.0 if relief_rate == 0.0 else price_response(1.0 - relief_rate, p.giving.price_elasticity)
    recent = 1 if h.crisis_month >= 0 and t.tick - h.crisis_month <= 24 else 0
    regular = 0.0
    if g0 < regular_chance(h.attachment_social, share_seen(seen, Seen.GAVE.value), recent, attention, p.giving, p.crisis):
        u0, _, _, _ = luck(t.seed0, t.seed1, t.replication, Draw.COLLECTIVE.value, t.tick, person)
        regular = income * p.giving.regular_size * spread(u0, p.giving.size_spread) * larger

    collective = 0.0
    match = told.match_ratio if heeds & COLLECTIVE else base.match_ratio
    a = w.associations[h.association]
    social = h.attachment_social + p.belonging.member_effect * h.is_member
    if h.is_member == 1:
        chance = campaign_chance(social, a.effort, h.trust_associations, match, p.giving)
    else:
        chance = adoption_chance(match, share_seen(seen, Seen.MEMBER.value), p.giving) if match > 0.0 else 0.0
    if g1 < chance:
        _, u1, _, _ = luck(t.seed0, t.seed1, t.replication, Draw.COLLECTIVE.value, t.tick, person)
        lead = 1.0 + p.giving.lead_gift_effect if (match > 0.0 and told.match_lead == 1.0) else 1.0
        collective = income * p.giving.collective_size * spread(u1, p.giving.size_spread) * larger * lead

    crisis = 0.0
    if attention > 0.0:
        v0, v1, _, _ = luck(t.seed0, t.seed1, t.replication, Draw.CRISIS.value, t.tick, person)
        is_own = 1 if own_attention > 0.0 else 0
        if v0 < crisis_chance(attention, is_own, h.attachment_social, share_seen(seen, Seen.CRISIS.value), p.crisis):
            crisis = income * p.crisis.size * spread(v1, p.crisis.size_spread) * larger

    relief = 0.0
    if relief_rate > 0.0:
        relief = relief_on(regular + collective + crisis, relief_rate, told.relief_ceiling_usd, h.relief_this_year)

    is_member = h.is_member
    if anniversary % 3 == 0:
        u0, u1, _, _ = luck(t.seed0, t.seed1, t.replication, Draw.JOIN.value, t.tick, person)
        if is_member == 0:
            members_seen = share_seen(seen, Seen.MEMBER.value)
            if u0 < p.giving.join_spontaneous + (p.giving.join_rate if members_seen >= h.join_threshold and members_seen > 0.0 else 0.0):
                is_member = 1
        elif u1 < 0.25 * p.giving.leave_year * (1.0 if a.is_active == 1 else 2.0):
            is_member = 0

    naturalises = 0
    loses_nationality = 0
    asks_back = 0
    dual = told.dual_allowed if heeds & NATIONALITY else base.dual_allowed
    if anniversary == 6 and h.generation == 0:
        keeps = 1 if dual >= 1.0 and (c.renunciation < 1.0 or h.is_exempt == 1) else 0
        v0, v1, _, _ = luck(t.seed0, t.seed1, t.replication, Draw.CITIZEN.value, t.tick, person)
        if h.is_naturalised == 0:
            if v0 < naturalising_chance(h.years_abroad, 1 - keeps, political, c.rights, p.nationality):
                naturalises = 1
                loses_nationality = 1 - keeps
        elif h.is_national == 0 and keeps == 1 and h.nationality_wait == 0:
            if v1 < taking_back_chance(political, told.nationality_fee_usd, income, p.nationality):
                asks_back = 1
    elif anniversary == 6 and h.is_national == 0 and dual >= 1.0 and h.nationality_wait == 0:
        v0, v1, _, _ = luck(t.seed0, t.seed1, t.replication, Draw.CITIZEN.value, t.tick, person)
        if v1 < taking_back_chance(political, told.nationality_fee_usd, income, p.nationality):
            asks_back = 1

    applicants = 0.0
    wants_virtual = 0
    if h.skill == 2 and heeds & PLACEMENT and told.placement_open > 0.0 and h.waiting_since < 0 and h.assigned <= 0:
        insecure = (1.0 - c.rights) * (1.0 - h.is_naturalised)
        applicants = how_many(g3, h.weight, applying_chance(h.attachment_psychological, h.trust_agency, h.placements, insecure, p.placement))
        if applicants > 0.0:
            v1, _, _, _ = luck(t.seed0, t.seed1, t.replication, Draw.APPLY.value, t.tick, person)
            against = in_person_obstacles(income / c.residence_income, h.is_woman, c.stability, p.placement)
            online = logistic(p.placement.virtual_appeal + against)
            wants_virtual = 1 if v1 < online * told.placement_virtual / (online * told.placement_virtual + (1.0 - online) * (1.0 - told.placement_virtual) + 1e-12) else 0

    goodwill = h.goodwill
    newly = p.nationality.goodwill if (heeds & NATIONALITY and told.dual_allowed > base.dual_allowed and h.is_national == 1) else 0.0
    goodwill += p.belonging.adjustment * (newly - goodwill)

    drift = 0.6931471805599453 / p.belonging.trust_drift
    trust_associations = h.trust_associations + drift * (h.trust_prior - h.trust_associations)
    if is_member == 1 and a.result != 0:
        trust_associations = trust_associations + p.belonging.trust_gain * (1.0 - trust_associations) if a.result > 0 else trust_associations * (1.0 - p.belonging.trust_loss)
    trust_state = h.trust_state + drift * (h.trust_prior - h.trust_state)
    if gave_up > 0.0:
        trust_state *= 1.0 - p.belonging.trust_loss
    trust_agency = h.trust_agency + drift * (h.trust_prior - h.trust_agency)

    return Decision(income, wealth, aware, loss, received, fee, property_usd, stake_usd, wants_firm, founders, firm_capital, short_of_capital, gave_up, tax_cut,
                    regular, collective, crisis, relief, is_member, naturalises, loses_nationality, asks_back, applicants, wants_virtual, goodwill,
                    trust_state, trust_associations, trust_agency)


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
    child.id = descendant(parent.id, 2 * parent.births + 1)
    child.place = child.id
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
    f.id = descendant(h.id, 2 * h.births)
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
    tally[Flow.ATTACHMENT.value] += weight * 0.25 * (h.attachment_psychological + h.attachment_social + h.attachment_economic + min(h.attachment_political + h.goodwill, 1.0))
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
    for topic in range(N_TOPICS):
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


@inlined
def live(w: Stage, p: Parameters, t: Clock, i: int) -> None:
    """Age one month; lose or find a job; leave or die, and make room for who comes next.

    Arrivals replace the exits of the world as it is, so stocks by years abroad stay at rest. Whoever leaves because of a policy leaves the place empty
    until its background exit: a policy does not conjure newcomers.
    """
    h = w.households[i]
    c = w.corridors[h.corridor]
    h.age += TWELFTH
    h.years_abroad += TWELFTH
    if t.calendar == 0:
        h.relief_this_year = 0.0
    if h.assigned > 0:
        h.assigned -= 1
    u0, u1, u2, u3 = luck(t.seed0, t.seed1, t.replication, Draw.LIFE.value, t.tick, h.id)
    # chances are at most 0.95 a year, so most draws are decided without looking at them
    ends = u1 < 0.08 and u1 < dying_chance(h.age, p.demography) * TWELFTH
    leaves = 0.0
    if u0 < 0.32:
        leaves = (leaving_chance(h.years_abroad, h.plans_return, p.demography) if h.generation == 0 else p.demography.descendant_leaves) * TWELFTH
    goes = u0 < leaves
    if ends or goes:
        if h.status == Status.PRESENT.value:
            w.tally[h.cell, Flow.EXITS.value] += h.weight
            if goes and not ends and h.generation == 0 and u3 < p.demography.return_share:
                w.tally[h.cell, Flow.RETURNS.value] += h.weight
        succeed(w, p, t, i)
    elif h.status == Status.PRESENT.value:
        if h.aware & NATIONALITY and h.refuses == 0 and h.generation == 0 and h.is_national == 1:
            newly = w.offers[h.corridor, h.eligible].dual_allowed - w.base[h.corridor].dual_allowed
            if newly > 0.0 and u0 < leaves * (1.0 + p.nationality.return_effect * newly):
                h.status = Status.ABSENT.value
                h.is_member = 0
                h.sends = 0
                h.waiting_since = -1
                w.receivers[i].received = 0.0
                w.shown[i] = 0
                w.tally[h.cell, Flow.RETURNS.value] += h.weight
                w.tally[h.cell, Flow.EXITS.value] += h.weight
        employed = max(p.population.employed - c.job_loss, 0.05)
        if h.is_employed == 1:
            if u2 < (1.0 - employed) / (employed * p.population.job_months):
                h.is_employed = 0
        elif u2 < 1.0 / p.population.job_months:
            h.is_employed = 1


@inlined
def succeed(w: Stage, p: Parameters, t: Clock, i: int) -> None:
    """A new household takes the place of record `i`: somebody from the same community arrives, or a child of the diaspora founds a household."""
    h = w.households[i]
    if h.acted != 0 or h.supported != 0:
        k = w.counts[Count.DEPARTED.value]
        if k < w.departed.shape[0]:
            w.departed[k] = w.households[i]
            w.counts[Count.DEPARTED.value] = k + 1
        else:
            w.counts[Count.FULL.value] = 1
    h.successions += 1
    person = descendant(h.place, 2 * h.successions)
    if h.generation == 0:
        _, u1, _, _ = luck(t.seed0, t.seed1, t.replication, Draw.BELONG.value, -1, person)
        age = max(min(p.demography.arrival_age * math.exp(p.demography.arrival_age_spread * normal(u1)), 70.0), 18.0)
        years = 0.0
    else:
        age = p.demography.descendant_age
        years = age - 8.0 if h.generation == 1 else 0.0
    settle(w, p, t, i, person, age, years)
    w.shown[i] = 0
    w.tally[h.cell, Flow.ARRIVALS.value] += h.weight


@kernel
def live_all(w: Stage, p: Parameters, t: Clock) -> None:
    """A month of demography for all households."""
    for i in range(w.counts[Count.HOUSEHOLDS.value]):
        live(w, p, t, i)


@kernel
def decide_all(w: Stage, p: Parameters, t: Clock) -> None:
    """A month of decisions for all households; those who split off this month decide from the next on."""
    n = w.counts[Count.HOUSEHOLDS.value]
    for i in range(n):
        if w.households[i].status == Status.PRESENT.value:
            commit(w, p, t, i, decide(w, p, t, i))


@kernel
def class_all(w: Stage, t: Clock) -> None:
    """Eligibility of all households for the restricted levers of this world."""
    for i in range(w.counts[Count.HOUSEHOLDS.value]):
        w.households[i].eligible = eligibility_class(w, t, i)

