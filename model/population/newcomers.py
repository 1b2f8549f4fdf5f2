"""One household comes into being: at the start of the world, on arrival, or when a child of the diaspora founds its own."""

from __future__ import annotations

import math

from ..compiled.named_draws import AttachmentDraws, MeansDraws, OutlookDraws, PersonDraws, RefuseDraws, StatusDraws
from ..compiled.numba_door import inlined, rule
from ..compiled.random_draws import Draw, four_draws, normal, spread
from ..numerics import APART_FROM_ZERO
from ..parameters import Parameters
from ..parameters.demography import Demography
from ..records.arrays import Clock, WorldArrays
from ..records.vocabulary import GENERATIONS, N_FACTIONS, SECTORS, SEXES, SKILLS, Kin
from ..rules.apply import mismatch
from ..rules.belong import attachment_at
from ..rules.remit import altruism_at, altruism_toward, supporting, with_kin
from .eligibility import eligibility_class

N_SEXES, N_GENERATIONS, N_SKILLS, N_SECTORS = len(SEXES), len(GENERATIONS), len(SKILLS), float(len(SECTORS))


@rule
def age_on_arrival(deviate: float, q: Demography) -> float:
    """Age of the head of a household on arrival, from a standard normal deviate: lognormal about its median, between the youngest and the oldest."""
    return max(min(q.arrival_age * math.exp(q.arrival_age_spread * deviate), q.arrival_oldest), q.arrival_youngest)


@rule
def cell_of(corridor: int, local_community: int, n_local: int, faction: int, is_woman: int, generation: int, skill: int) -> int:
    """Number of the cell of the breakdowns."""
    return ((((corridor * n_local + local_community) * N_FACTIONS + faction) * N_SEXES + is_woman) * N_GENERATIONS + generation) * N_SKILLS + skill


@inlined
def renew(w: WorldArrays, i: int) -> None:
    """Record `i` and its family start anew; what is said of the place stays."""
    h = w.households[i]
    corridor, community, city, association = h.corridor, h.community, h.city, h.association
    generation, faction, weight = h.generation, h.faction, h.weight
    root, place, successions, part_from, part_to = h.root, h.place, h.successions, h.part_from, h.part_to
    w.households[i] = w.blank_household[0]
    w.receivers[i] = w.blank_receiver[0]
    h.corridor = corridor
    h.community = community
    h.city = city
    h.association = association
    h.generation = generation
    h.faction = faction
    h.weight = weight
    h.root = root
    h.place = place
    h.successions = successions
    h.part_from = part_from
    h.part_to = part_to


@inlined
def write_traits(w: WorldArrays, p: Parameters, i: int, draws: PersonDraws) -> None:
    """Who the person in record `i` is, by its draws."""
    h = w.households[i]
    c = w.corridors[h.corridor]
    q = p.population
    h.is_woman = 1 if draws.woman < c.women else 0
    h.skill = 2 if draws.skill < c.skilled else (1 if draws.skill < c.skilled + (1.0 - c.skilled) * q.share_middle else 0)
    h.sector = int(draws.sector * N_SECTORS)
    h.plans_return = 1 if (h.generation == 0 and draws.return_plan < p.demography.return_plan) else 0
    h.n_adults = q.adults
    h.size = c.household_size


@inlined
def write_kin(w: WorldArrays, p: Parameters, i: int, draw: float, years: float) -> None:
    """Whom at origin the household in record `i` supports, or sends something on occasions, and how much; its family's income is there already."""
    h = w.households[i]
    c = w.corridors[h.corridor]
    q = p.remitting
    at_most = 1.0 if h.generation == 0 else q.descendant_supports
    supports = at_most * supporting(q.supports_family, c.propensity)
    sends = with_kin(supports, at_most, q)
    h.supports = Kin.NONE.value
    h.altruism = 0.0
    if draw >= sends:
        return
    if draw < supports:
        h.supports = Kin.SUPPORTED.value
        weight = q.altruism * c.propensity * spread(draw / supports, q.altruism_spread)
    else:
        h.supports = Kin.OCCASIONS.value
        weight = q.occasion_size * q.altruism * c.propensity * spread(max((draw - supports) / (sends - supports), APART_FROM_ZERO), q.altruism_spread)
    per_head = w.receivers[i].income / (c.family_size * p.population.families)
    h.altruism = altruism_at(altruism_toward(weight, per_head, c.origin_income, q), years, q)


@inlined
def write_means(w: WorldArrays, p: Parameters, t: Clock, i: int, person: int, years: float) -> None:
    """What `person` in record `i` earns and owns, whom it supports, and how its family at origin lives."""
    h = w.households[i]
    r = w.receivers[i]
    c = w.corridors[h.corridor]
    q = p.population
    means = MeansDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.MEANS.value, -1, person))
    premium = q.premium_high if h.skill == 2 else (q.premium_middle if h.skill == 1 else 1.0)
    men = 1.0 if h.is_woman == 1 else q.premium_men
    h.earnings = c.residence_income * c.relative_pay * q.earnings_share * q.adults * premium * men * spread(means.earnings, q.earnings_spread)
    h.wealth = 12.0 * h.earnings * q.wealth_years * math.exp(q.wealth_spread * normal(means.wealth))
    relative = w.communities[h.community].income / (12.0 * c.origin_income)
    r.income = c.origin_income * c.earners * q.families * q.family_income * relative * spread(means.family_income, q.family_spread)
    write_kin(w, p, i, means.altruism, years)
    h.behind = q.catch_up_gap * math.exp(-years / q.catch_up_years) if h.generation == 0 else 0.0
    r.community = h.community
    outlook = OutlookDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.OUTLOOK.value, -1, person))
    r.is_woman = 1 if outlook.family_woman < q.family_head_woman else 0
    status = StatusDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.STATUS.value, -1, person))
    r.has_account = 1 if status.account < q.accounts * (q.account_receiver if h.supports == Kin.SUPPORTED.value else 1.0) else 0


@inlined
def write_outlook(w: WorldArrays, p: Parameters, t: Clock, i: int, person: int, years: float) -> None:
    """How `person` in record `i` feels about the country of origin and its state, and how much news reaches it."""
    h = w.households[i]
    b = p.belonging
    ties = AttachmentDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.TIES_OF_HEART.value, -1, person))
    outlook = OutlookDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.OUTLOOK.value, -1, person))
    mean = b.attachment * (1.0 - b.generation_fade) ** float(h.generation)
    first = years if h.generation < 2 else 0.0
    h.attachment_psychological = attachment_at(min(max(mean + b.attachment_spread * normal(ties.psychological), b.attachment_least), 1.0), first, b.yearly_fade)
    h.attachment_social = attachment_at(min(max(mean + b.attachment_spread * normal(ties.social), b.attachment_least), 1.0), first, b.yearly_fade)
    h.attachment_economic = attachment_at(min(max(mean + b.attachment_spread * normal(ties.economic), b.attachment_least), 1.0), first, b.yearly_fade)
    h.attachment_political = attachment_at(min(max(mean + b.attachment_spread * normal(ties.political), b.attachment_least), 1.0), first, b.yearly_fade)
    prior = min(max(b.trust_start - (b.faction_distrust if h.faction > 0 else 0.0) + b.trust_spread * normal(outlook.trust), b.trust_edge), 1.0 - b.trust_edge)
    h.trust_prior = prior
    h.trust_state = prior
    h.trust_associations = prior
    h.trust_agency = prior
    h.interest = spread(outlook.interest, p.information.interest_spread)
    h.join_threshold = min(max(p.giving.threshold_mean * 2.0 * outlook.threshold, 0.0), 1.0)
    refusal = RefuseDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.REFUSE.value, -1, person))
    h.refuses = 1 if refusal.refuses < p.information.refusal else 0
    h.buys_goods = 1 if refusal.buys < p.trade.buyers else 0
    h.is_giver = 1 if refusal.gives < p.giving.givers else 0


@inlined
def write_nationality(w: WorldArrays, i: int, is_naturalised: int) -> None:
    """Whether the person in record `i` holds the nationality of residence, and with it still that of origin."""
    h = w.households[i]
    c = w.corridors[h.corridor]
    h.is_naturalised = is_naturalised
    keeps = c.dual_allowed >= 1.0 and (c.renunciation < 1.0 or h.is_exempt == 1 or h.generation >= 1)
    h.is_national = 1 if (is_naturalised == 0 or keeps) else 0


@inlined
def write_status(w: WorldArrays, p: Parameters, t: Clock, i: int, person: int, years: float) -> None:
    """Nationalities and job of `person` in record `i`."""
    h = w.households[i]
    c = w.corridors[h.corridor]
    status = StatusDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.STATUS.value, -1, person))
    h.is_exempt = 1 if status.exempt < p.nationality.exempt_share else 0
    write_nationality(w, i, 1 if h.generation >= 1 or (years >= p.nationality.wait_years and status.naturalised < c.naturalised) else 0)
    h.is_employed = 1 if status.employed < p.population.employed else 0
    refusal = RefuseDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.REFUSE.value, -1, person))
    # jobs below one's skill are the more common the less secure a status is
    h.is_wasted = 1 if h.skill == 2 and refusal.wasted < mismatch(c.rights, p.placement) else 0


@inlined
def settle(w: WorldArrays, p: Parameters, t: Clock, i: int, person: int, age: float, years: float) -> None:
    """Write the traits of a newcomer `person` into record `i`; the place (corridor, community, city, generation, faction, weight) is there already."""
    settle_as(w, p, t, i, person, age, years, PersonDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.PERSON.value, -1, person)))


@inlined
def settle_as(w: WorldArrays, p: Parameters, t: Clock, i: int, person: int, age: float, years: float, draws: PersonDraws) -> None:
    """The same, by draws that are given: the function that makes the first inhabitants and all who follow."""
    renew(w, i)
    h = w.households[i]
    h.id = person
    h.age = age
    h.years_abroad = years
    write_traits(w, p, i, draws)
    write_means(w, p, t, i, person, years)
    write_outlook(w, p, t, i, person, years)
    write_status(w, p, t, i, person, years)
    n_local = w.settings[0]
    local_community = h.community - w.corridors[h.corridor].first_community
    h.cell = cell_of(h.corridor, local_community, n_local, h.faction, h.is_woman, h.generation, h.skill)
    h.eligible = eligibility_class(w, t, i)
