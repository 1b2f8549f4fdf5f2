"""What a household does this month: it hears, looks around, and decides. Nothing is written here."""

from __future__ import annotations

import math
from typing import NamedTuple

from ..compiled import inlined, rule
from ..luck import Draw, how_many, luck, normal, spread
from ..parameters import Parameters
from ..rules.apply import applying_chance, in_person_obstacles
from ..rules.choose import logistic
from ..rules.give import adoption_chance, campaign_chance, crisis_chance, price_response, regular_chance, relief_on
from ..rules.invest import buying_chance, founding_chance, giving_up, incentive, invested, will
from ..rules.naturalise import naturalising_chance, taking_back_chance
from ..rules.remit import altruism_now, family_income_seen, sending_chance, wanted
from ..stage import N_TIES, PEER_SHARE, Clock, Seen, Stage
from .bits import COLLECTIVE, GIVING, INVESTMENT, N_TOPICS, NATIONALITY, PLACEMENT, REMITTANCE, TWELFTH


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
    b0 = b1 = 1.0
    if (t.topics & ~aware) >> 4:
        b0, b1, _, _ = luck(t.seed0, t.seed1, t.replication, Draw.AWARE_MORE.value, t.tick, person)
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
        amount = wanted(
            income,
            family_income_seen(r.income, loss, p.remitting.insurance),
            altruism_now(h.altruism, h.years_abroad, h.plans_return, p.remitting),
            cost,
            p.remitting.ceiling,
        )
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
        x = will(
            wealth / (12.0 * h.earnings), h.attachment_economic, h.trust_state, h.grievance, share_seen(seen, Seen.INVESTED.value), h.is_national, p.enterprise
        )
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
        x = will(
            wealth / (12.0 * h.earnings), h.attachment_economic, h.trust_state, h.grievance, share_seen(seen, Seen.INVESTED.value), h.is_national, p.enterprise
        )
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
    if anniversary == 6 and (h.generation == 0 or h.is_national == 0):
        dual = told.dual_allowed if heeds & NATIONALITY else base.dual_allowed
        # children of the diaspora were born into the nationality of residence: nobody asks them to give another one up
        keeps = 1 if dual >= 1.0 and (c.renunciation < 1.0 or h.is_exempt == 1 or h.generation > 0) else 0
        v0, v1, _, _ = luck(t.seed0, t.seed1, t.replication, Draw.CITIZEN.value, t.tick, person)
        if h.is_naturalised == 0:
            if v0 < naturalising_chance(h.years_abroad, 1 - keeps, political, c.rights, p.nationality):
                naturalises = 1
                loses_nationality = 1 - keeps
        elif h.is_national == 0 and keeps == 1 and h.nationality_wait == 0:
            asks_back = 1 if v1 < taking_back_chance(political, told.nationality_fee_usd, income, p.nationality) else 0

    applicants = 0.0
    wants_virtual = 0
    if h.skill == 2 and heeds & PLACEMENT and told.placement_open > 0.0 and h.waiting_since < 0 and h.assigned <= 0:
        insecure = (1.0 - c.rights) * (1.0 - h.is_naturalised)
        applicants = how_many(g3, h.weight, applying_chance(h.attachment_psychological, h.trust_agency, h.placements, insecure, p.placement))
        if applicants > 0.0:
            v1, _, _, _ = luck(t.seed0, t.seed1, t.replication, Draw.APPLY.value, t.tick, person)
            against = in_person_obstacles(income / c.residence_income, h.is_woman, c.stability, p.placement)
            online = logistic(p.placement.virtual_appeal + against)
            wants_virtual = (
                1 if v1 < online * told.placement_virtual / (online * told.placement_virtual + (1.0 - online) * (1.0 - told.placement_virtual) + 1e-12) else 0
            )

    goodwill = h.goodwill
    newly = p.nationality.goodwill if (heeds & NATIONALITY and told.dual_allowed > base.dual_allowed and h.is_national == 1) else 0.0
    goodwill += p.belonging.adjustment * (newly - goodwill)

    drift = 0.6931471805599453 / p.belonging.trust_drift
    trust_associations = h.trust_associations + drift * (h.trust_prior - h.trust_associations)
    if is_member == 1 and a.result != 0:
        trust_associations = (
            trust_associations + p.belonging.trust_gain * (1.0 - trust_associations) if a.result > 0 else trust_associations * (1.0 - p.belonging.trust_loss)
        )
    trust_state = h.trust_state + drift * (h.trust_prior - h.trust_state)
    if gave_up > 0.0:
        trust_state *= 1.0 - p.belonging.trust_loss
    trust_agency = h.trust_agency + drift * (h.trust_prior - h.trust_agency)

    return Decision(
        income,
        wealth,
        aware,
        loss,
        received,
        fee,
        property_usd,
        stake_usd,
        wants_firm,
        founders,
        firm_capital,
        short_of_capital,
        gave_up,
        tax_cut,
        regular,
        collective,
        crisis,
        relief,
        is_member,
        naturalises,
        loses_nationality,
        asks_back,
        applicants,
        wants_virtual,
        goodwill,
        trust_state,
        trust_associations,
        trust_agency,
    )
