"""One household comes into being: at the start of the world, on arrival, or when a child of the diaspora founds its own."""

from __future__ import annotations

import math

from ..compiled.numba_door import inlined, rule
from ..compiled.random_draws import Draw, luck, normal, spread
from ..parameters import Parameters
from ..parameters.demography import Demography
from ..records.arrays import Clock, Stage
from ..records.vocabulary import GENERATIONS, N_FACTIONS, SECTORS, SEXES, SKILLS
from ..rules.apply import mismatch
from ..rules.belong import attachment_at
from ..rules.remit import altruism_at

N_SEXES, N_GENERATIONS, N_SKILLS, N_SECTORS = len(SEXES), len(GENERATIONS), len(SKILLS), float(len(SECTORS))
FIRST_SKILL = N_SEXES + N_GENERATIONS
LONG_AGO = 99
"""Months since a remittance beyond which they are not counted; whoever sent nothing for twelve is no sender."""


@rule
def age_on_arrival(deviate: float, p: Demography) -> float:
    """Age of the head of a household on arrival, from a standard normal deviate: lognormal about its median, between the youngest and the oldest."""
    return max(min(p.arrival_age * math.exp(p.arrival_age_spread * deviate), p.arrival_oldest), p.arrival_youngest)


@inlined
def eligibility_class(w: Stage, t: Clock, i: int) -> int:
    """Bits of the restricted levers that household `i` is offered; its own draw decides a random share, one draw an arm."""
    h = w.households[i]
    n_corridors = w.corridors.shape[0]
    n_communities = w.communities.shape[0]
    first_sex = n_corridors + n_communities
    bits = 0
    for j in range(w.permits.shape[0]):
        if (
            w.permits[j, h.corridor] == 1
            and w.permits[j, n_corridors + h.community] == 1
            and w.permits[j, first_sex + h.is_woman] == 1
            and w.permits[j, first_sex + N_SEXES + h.generation] == 1
            and w.permits[j, first_sex + FIRST_SKILL + h.skill] == 1
        ):
            u, _, _, _ = luck(t.seed0, t.seed1, t.replication, Draw.ELIGIBLE.value, int(w.arms[j]), h.id)
            if u < w.shares[j]:
                bits |= 1 << j
    return bits


@rule
def cell_of(corridor: int, local_community: int, n_local: int, faction: int, is_woman: int, generation: int, skill: int) -> int:
    """Number of the cell of the breakdowns."""
    return ((((corridor * n_local + local_community) * N_FACTIONS + faction) * N_SEXES + is_woman) * N_GENERATIONS + generation) * N_SKILLS + skill


@inlined
def settle(w: Stage, p: Parameters, t: Clock, i: int, person: int, age: float, years: float) -> None:
    """Write the traits of a newcomer `person` into record `i`; the place (corridor, community, city, generation, faction, weight) is there already.

    The same function makes the first inhabitants (with the years abroad of a world at rest) and all who follow.
    """
    h = w.households[i]
    r = w.receivers[i]
    c = w.corridors[h.corridor]
    b = p.belonging
    q = p.population
    u0, u1, u2, u3 = luck(t.seed0, t.seed1, t.replication, Draw.PERSON.value, -1, person)
    m0, m1, m2, m3 = luck(t.seed0, t.seed1, t.replication, Draw.MEANS.value, -1, person)
    a0, a1, a2, a3 = luck(t.seed0, t.seed1, t.replication, Draw.TIES_OF_HEART.value, -1, person)
    o0, o1, o2, o3 = luck(t.seed0, t.seed1, t.replication, Draw.OUTLOOK.value, -1, person)
    s0, s1, s2, s3 = luck(t.seed0, t.seed1, t.replication, Draw.STATUS.value, -1, person)

    h.id = person
    h.age = age
    h.years_abroad = years
    h.is_woman = 1 if u0 < c.women else 0
    h.skill = 2 if u1 < c.skilled else (1 if u1 < c.skilled + (1.0 - c.skilled) * q.share_middle else 0)
    h.sector = int(u2 * N_SECTORS)
    h.plans_return = 1 if (h.generation == 0 and u3 < p.demography.return_plan) else 0
    h.n_adults = q.adults
    h.size = c.household_size

    premium = q.premium_high if h.skill == 2 else (q.premium_middle if h.skill == 1 else 1.0)
    men = 1.0 if h.is_woman == 1 else q.premium_men
    h.earnings = c.residence_income * q.earnings_share * q.adults * premium * men * spread(m0, q.earnings_spread)
    h.wealth = 12.0 * h.earnings * q.wealth_years * math.exp(q.wealth_spread * normal(m1))
    supports = p.remitting.supports_family * (1.0 if h.generation == 0 else p.remitting.descendant_supports)
    h.altruism = altruism_at(p.remitting.altruism * spread(m2 / supports, p.remitting.altruism_spread), years, p.remitting) if m2 < supports else 0.0
    h.behind = q.catch_up_gap * math.exp(-years / q.catch_up_years) if h.generation == 0 else 0.0
    relative = w.communities[h.community].income / (12.0 * c.origin_income)
    r.income = c.origin_income * q.family_income * relative * spread(m3, q.family_spread)
    r.community = h.community
    r.loss = 0.0
    r.received = 0.0
    r.savings = 0.0
    r.is_woman = 1 if o3 < q.family_head_woman else 0
    r.has_account = 1 if s3 < q.accounts * (q.account_receiver if h.altruism > 0.0 else 1.0) else 0

    mean = b.attachment * (1.0 - b.generation_fade) ** float(h.generation)
    first = years if h.generation < 2 else 0.0
    h.attachment_psychological = attachment_at(min(max(mean + b.attachment_spread * normal(a0), b.attachment_least), 1.0), first, b.yearly_fade)
    h.attachment_social = attachment_at(min(max(mean + b.attachment_spread * normal(a1), b.attachment_least), 1.0), first, b.yearly_fade)
    h.attachment_economic = attachment_at(min(max(mean + b.attachment_spread * normal(a2), b.attachment_least), 1.0), first, b.yearly_fade)
    h.attachment_political = attachment_at(min(max(mean + b.attachment_spread * normal(a3), b.attachment_least), 1.0), first, b.yearly_fade)
    prior = min(max(b.trust_start - (b.faction_distrust if h.faction > 0 else 0.0) + b.trust_spread * normal(o0), b.trust_edge), 1.0 - b.trust_edge)
    h.trust_prior = prior
    h.trust_state = prior
    h.trust_associations = prior
    h.trust_agency = prior
    h.goodwill = 0.0
    h.grievance = 0.0
    h.interest = spread(o1, p.information.interest_spread)
    h.join_threshold = min(max(p.giving.threshold_mean * 2.0 * o2, 0.0), 1.0)

    h.is_exempt = 1 if s1 < p.nationality.exempt_share else 0
    if h.generation >= 1:
        h.is_naturalised = 1
    else:
        h.is_naturalised = 1 if (years >= p.nationality.wait_years and s0 < c.naturalised) else 0
    keeps = c.dual_allowed >= 1.0 and (c.renunciation < 1.0 or h.is_exempt == 1 or h.generation >= 1)
    h.is_national = 1 if (h.is_naturalised == 0 or keeps) else 0
    h.is_employed = 1 if s2 < q.employed else 0
    r0, r1, r2, _ = luck(t.seed0, t.seed1, t.replication, Draw.REFUSE.value, -1, person)
    h.refuses = 1 if r0 < p.information.refusal else 0
    h.buys_goods = 1 if r1 < p.trade.buyers else 0
    # jobs below one's skill are the more common the less secure a status is
    h.is_wasted = 1 if h.skill == 2 and r2 < mismatch(c.rights, p.placement) else 0
    h.in_network = 0
    h.is_advising = 0
    h.is_member = 0
    h.aware = 0
    h.acted = 0
    h.supported = 0
    h.blocked = 0
    h.births = 0
    h.relief_this_year = 0.0
    h.remittance = 0.0
    h.donation = 0.0
    h.sent = 0.0
    h.invested_property = 0.0
    h.invested_productive = 0.0
    h.given_regular = 0.0
    h.given_collective = 0.0
    h.given_crisis = 0.0
    h.savings_held = 0.0
    h.bonds_held = 0.0
    h.bond_due = -1
    h.owns_here = 0
    h.family_trained = 0
    h.family_waits = 0
    h.waiting_since = -1
    h.colleagues = 0.0
    h.registered = 0.0
    h.registered_since = 0.0
    h.crisis_month = -1
    h.assigned = 0
    h.remit_months = LONG_AGO
    h.nationality_wait = 0
    h.keen = 0
    h.placements = 0
    h.wants_virtual = 0
    h.has_invested = 0
    h.is_retained = 0
    h.sends = 0
    h.status = 1
    n_local = w.settings[0]
    h.cell = cell_of(h.corridor, h.community - c.first_community, n_local, h.faction, h.is_woman, h.generation, h.skill)
    h.eligible = eligibility_class(w, t, i)
