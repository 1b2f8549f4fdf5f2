"""What a household does this month: it hears, looks around, and decides. Nothing is written here."""

from __future__ import annotations

from typing import Any, NamedTuple

from ..compiled.bit_counters import share_seen
from ..compiled.named_draws import ApplyDraws, CitizenDraws, CollectiveDraws, CrisisDraws, JoinDraws, ProductiveDraws
from ..compiled.numba_door import inlined, not_inlined
from ..compiled.packed_parameters import PackedParameters, parameters_of
from ..compiled.random_batches import Dice, Four
from ..compiled.random_draws import Draw, four_draws, how_many, spread
from ..numerics import PER_THOUSAND, QUARTER
from ..parameters import Parameters
from ..records.arrays import COUNTER_BITS, N_TIES, PEER_SHARE, Clock, Seen, WorldArrays
from ..records.bit_masks import COLLECTIVE, GIVING, INVESTMENT, NATIONALITY, PLACEMENT, RELATIONS
from ..rules.apply import applying_chance, in_person_obstacles
from ..rules.choose import happens, logistic
from ..rules.give import (
    adoption_chance,
    any_gift,
    asked,
    campaign_chance,
    crisis_rate,
    crowded_out,
    kept_apart,
    price_response,
    regular_gift,
    regular_odds,
    relief_on,
)
from ..rules.invest import buying_chance, incentive, outlook, taxed, will
from ..rules.naturalise import naturalising_chance, taking_back_chance, wishing_chance
from ..rules.relate import aimed, estranged, readiness
from ..time_units import A_QUARTER, HALF_A_YEAR, TWELFTH
from .found import NO_IDEA, Idea, pursue_idea
from .perception import Perception
from .remit import Sent
from .saving import MONTH as SAVES
from .saving import NOTHING, Savings, save
from .skilled import NO_STEPS, Steps, may_step, step
from .travel import MONTH as TRAVELS
from .travel import NO_TRIPS, Trips, travel
from .wish import KINDS, buy, take_stake

INVESTS, NATURALISES = 0, 6  # months of the household's year
GIVES = 1  # month of each half of it in which who gives year by year is due
MORE, LAST = 4, 8  # first topics of the second and of the third draw of what is heard of


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
    stopped: int
    idea: Idea
    tax_cut: float
    regular: float
    collective: float
    crisis: float
    relief: float
    is_member: int
    naturalises: int
    loses_nationality: int
    asks_back: int
    wishes_return: int
    applicants: float
    wants_virtual: int
    is_formal: int
    trips: Trips
    savings: Savings
    steps: Steps


@inlined
def look_around(w: WorldArrays, i: int) -> int:
    """Counters of what the ties of household `i` showed last month."""
    total = 0
    for j in range(N_TIES):
        total += int(w.seen[w.ties[i, j]])  # without int(), eight who know of the last topic are a warning in plain Python
    return total


@inlined
def heard_of_four(first: int, draws: Four, chances: Four, told_by: float, seen: int) -> int:
    """Bits of the four topics from `first` on that are heard of: `chances` without ties, and `told_by` more for each tie that knows."""
    u0, u1, u2, u3 = draws
    c0, c1, c2, c3 = chances
    know = seen >> (Seen.AWARE.value + COUNTER_BITS * first)
    # without a branch: no processor guesses who hears of what
    one = 1 if u0 < c0 + told_by * (know & 15) else 0
    two = 1 if u1 < c1 + told_by * ((know >> 4) & 15) else 0
    three = 1 if u2 < c2 + told_by * ((know >> 8) & 15) else 0
    four = 1 if u3 < c3 + told_by * ((know >> 12) & 15) else 0
    return (one | two << 1 | three << 2 | four << 3) << first


@inlined
def hear(aware: int, topics: int, interest: float, hub: float, portal: float, seen: int, p: Parameters, dice: Dice) -> int:
    """Topics heard of after this month: from media and offices, ties who know, a portal for investors, and a knowledge hub, which one finds or knows of."""
    news = topics & ~aware
    told = hub if aware & RELATIONS else 0.0
    chance = interest * p.information.broadcast + told
    of_investing = chance + interest * portal
    of_the_hub = interest * p.information.broadcast + hub
    told_by = p.information.word_of_mouth * PEER_SHARE
    heard = 0
    # the order is that of Topic: remittance, investment, giving, collective; placement, nationality, enterprise, trade; savings, tourism, relations
    if topics & 15:
        heard |= heard_of_four(0, dice.aware, (chance, of_investing, chance, chance), told_by, seen)
    if (topics >> 4) & 15:
        heard |= heard_of_four(MORE, dice.aware_more, (chance, chance, of_investing, chance), told_by, seen)
    if (topics >> 8) & 15:
        heard |= heard_of_four(LAST, dice.aware_last, (chance, chance, of_the_hub, chance), told_by, seen)
    return aware | (heard & news)


@inlined
def hear_of(w: WorldArrays, p: Parameters, t: Clock, i: int, seen: int, dice: Dice) -> int:
    """Topics that household `i` has heard of after this month's news."""
    h = w.households[i]
    terms = w.offers[h.corridor, h.eligible]
    return hear(h.aware, t.topics, h.interest * aimed(terms.outreach, float(w.reach[h.cell]), p.relations), terms.hub_news, terms.portal_news, seen, p, dice)


@inlined
def will_of(h: Any, c: Any, terms: Any, wealth: float, view: Perception, p: Parameters) -> float:
    """Log odds for or against investing that all kinds share."""
    invested_seen = share_seen(view.seen, Seen.INVESTED.value)
    years = wealth / (12.0 * h.earnings)
    informed = terms.information if view.heard_topics & INVESTMENT else 0.0
    prospects = outlook(c.climate, c.residence_climate, c.stability, informed, p.enterprise)
    return will(years, h.attachment_economic, h.trust_state, h.grievance, invested_seen, h.is_woman, prospects, p.enterprise)


@not_inlined
def invest(h: Any, c: Any, place: Any, terms: Any, wealth: float, view: Perception, packed: PackedParameters, t: Clock) -> tuple[float, float, int]:
    """D2, in one month of the year: property and a stake in somebody's firm, USD, and what stood in the way of either."""
    p = parameters_of(packed)
    e = p.enterprise
    x = will_of(h, c, terms, wealth, view, p)
    draws = ProductiveDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.PRODUCTIVE.value, t.tick, view.person))
    property_usd = stake_usd = 0.0
    stopped = 0
    if draws.property < buying_chance(e.property_base, x):
        property_usd, stopped = buy(h, c, wealth, spread(draws.property_size, e.size_spread), view.person, p, t)
    if draws.stake < buying_chance(e.stake_base, x + taxed(c.tax_rate, c.climate, e) + incentive(view.tax_cut, terms.tax_cut_months, c.climate, e)):
        stake_usd, against = take_stake(h, c, place, wealth - property_usd, spread(draws.stake_size, e.size_spread), view.person, p, t)
        stopped |= against << KINDS
    return property_usd, stake_usd, stopped


@inlined
def give_regularly(h: Any, draw: float, view: Perception, p: Parameters, t: Clock) -> float:
    """D7: a regular gift, USD."""
    g = p.giving
    gave_in_crisis = 1 if h.crisis_month >= 0 and t.tick - h.crisis_month <= p.crisis.retention_months else 0
    kept = kept_apart(view.attention, p.crisis)
    is_due = 1 if h.is_giver == 1 and view.anniversary % HALF_A_YEAR == GIVES else 0
    odds = regular_odds(is_due, h.attachment_social, share_seen(view.seen, Seen.GAVE.value), gave_in_crisis, g, p.crisis)
    if draw < kept and happens(draw / kept, odds):
        draws = CollectiveDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.COLLECTIVE.value, t.tick, view.person))
        return regular_gift(view.income, h.attachment_social, g) * spread(draws.regular_size, g.size_spread)
    return 0.0


@inlined
def give_together(h: Any, a: Any, terms: Any, terms_without_policy: Any, draw: float, view: Perception, p: Parameters, t: Clock) -> float:
    """D7: a gift to a project of association `a`, USD: to a campaign of its own, or because others ask and public money matches it."""
    g = p.giving
    match = terms.match_ratio if view.heard_topics & COLLECTIVE else terms_without_policy.match_ratio
    members_seen = share_seen(view.seen, Seen.MEMBER.value)
    chance = 0.0
    if h.is_member == 1:
        against = estranged(h.faction, a.faction, p.relations)
        chance = campaign_chance(h.attachment_social + p.belonging.member_effect, a.effort, h.trust_associations, against, match, g)
        if match > 0.0 and terms.match_doubt > 0.0:
            alone = campaign_chance(h.attachment_social + p.belonging.member_effect, a.effort, h.trust_associations, against, 0.0, g)
            chance += terms.match_doubt * (alone - chance)
    elif match > 0.0 and draw < TWELFTH:  # a chance of adoption is at most that: most draws need no closer look
        chance = (1.0 - terms.match_doubt) * adoption_chance(match, asked(members_seen, g), g)
    if draw < chance:
        draws = CollectiveDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.COLLECTIVE.value, t.tick, view.person))
        lead = 1.0 + g.lead_gift_effect * (1.0 - terms.match_doubt) if match > 0.0 and terms.match_lead == 1.0 else 1.0
        return view.income * g.collective_size * spread(draws.collective_size, g.size_spread) * lead
    return 0.0


@inlined
def give_in_crisis(h: Any, c: Any, terms: Any, draws: CrisisDraws, view: Perception, p: Parameters) -> float:
    """D8: a gift after a disaster, USD, as long as that holds attention."""
    if view.attention > 0.0:
        rate = crisis_rate(view.attention, 1 if view.own_attention > 0.0 else 0, h.attachment_social, share_seen(view.seen, Seen.CRISIS.value), p.crisis)
        if draws.gives < rate and draws.gives < any_gift(rate):
            crisis = view.income * p.crisis.size * spread(draws.size, p.crisis.size_spread)
            if view.heard_topics & GIVING and terms.pool_public > 0.0:
                crisis *= crowded_out(c.pool_public, p.crisis)
            return crisis
    return 0.0


@inlined
def with_relief(h: Any, terms: Any, regular: float, collective: float, crisis: float, view: Perception, p: Parameters) -> tuple[float, float, float, float]:
    """The gifts, larger where tax relief makes them cheaper, and the relief on them, USD."""
    if regular + collective + crisis > 0.0 and view.heard_topics & GIVING and terms.relief_rate > 0.0 and terms.relief_ceiling_usd > h.relief_this_year:
        larger = price_response(1.0 - terms.relief_rate, p.giving)
        regular *= larger
        collective *= larger
        crisis *= larger
        return regular, collective, crisis, relief_on(regular + collective + crisis, terms.relief_rate, terms.relief_ceiling_usd, h.relief_this_year)
    return regular, collective, crisis, 0.0


@inlined
def belong(h: Any, a: Any, view: Perception, p: Parameters, draws: JoinDraws) -> int:
    """D9, once a quarter: whether it is a member of its association from now on (threshold of those it sees; Granovetter 1978)."""
    members_seen = share_seen(view.seen, Seen.MEMBER.value)
    passed = members_seen > 0.0 and members_seen >= float(h.join_threshold)
    joins = draws.joins < p.giving.join_spontaneous + (p.giving.join_rate if passed else 0.0)
    leaves = draws.leaves < QUARTER * p.giving.leave_year * (1.0 if a.is_active == 1 else 2.0)
    # few change their mind, so this is looked at before whether their month has come
    if (leaves if h.is_member == 1 else joins) and view.anniversary % A_QUARTER == 0:
        return 1 - h.is_member
    return 0 + h.is_member


@not_inlined
def choose_nationality(h: Any, c: Any, terms: Any, terms_without_policy: Any, view: Perception, packed: PackedParameters, t: Clock) -> tuple[int, int, int]:
    """D10, in one month of the year: whether it naturalises, whether that costs the nationality of origin, whether it asks for that one back."""
    if h.generation > 0 and h.is_national == 1:
        return 0, 0, 0
    p = parameters_of(packed)
    dual = terms.dual_allowed if view.heard_topics & NATIONALITY else terms_without_policy.dual_allowed
    # children of the diaspora were born into the nationality of residence: nobody asks them to give another one up
    keeps = 1 if dual >= 1.0 and (c.renunciation < 1.0 or h.is_exempt == 1 or h.generation > 0) else 0
    draws = CitizenDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.CITIZEN.value, t.tick, view.person))
    if h.is_naturalised == 0:
        if draws.naturalises < naturalising_chance(h.years_abroad, 1 - keeps, view.political, c.rights, p.nationality):
            return 1, 1 - keeps, 0
        return 0, 0, 0
    if h.is_national == 0 and keeps == 1 and h.nationality_wait == 0:
        return 0, 0, 1 if draws.takes_back < taking_back_chance(view.political, terms.nationality_fee_usd, view.income, p.nationality) else 0
    return 0, 0, 0


@not_inlined
def wish_to_return(h: Any, view: Perception, packed: PackedParameters, t: Clock) -> int:
    """Once a year, whether somebody of the first generation begins to wish for a return, as a nationality newly allowed has brought the country nearer."""
    if h.goodwill <= 0.0 or h.plans_return > 0 or h.generation > 0:
        return 0
    draws = CitizenDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.CITIZEN.value, t.tick, view.person))
    return 1 if draws.wishes < wishing_chance(h.goodwill, parameters_of(packed).nationality) else 0


@not_inlined
def apply(h: Any, c: Any, terms: Any, draw: float, view: Perception, packed: PackedParameters, t: Clock) -> tuple[float, int]:
    """D6: how many of the real households behind the record register for an assignment, and whether online (1) or in person (0)."""
    if terms.placement_open <= 0.0 or h.waiting_since != -1 or h.assigned > 0:
        return 0.0, 0
    p = parameters_of(packed)
    insecure = (1.0 - c.rights) * (1.0 - h.is_naturalised)
    against = in_person_obstacles(view.income / c.residence_income, h.is_woman, c.stability, p.placement)
    # obstacles to work in person weigh as far as the scheme asks for it
    weighing = against * (1.0 - terms.placement_virtual) - p.placement.waste_effect * h.is_wasted - p.placement.colleague_effect * h.colleagues
    if c.called != 0 and (c.called >> h.sector) & 1 == 0:
        weighing += p.placement.off_call
    if h.placements > 0:
        # who was placed before is a person apart: the draw is of the place, not that of the record it parted from
        draw = ApplyDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.APPLY.value, t.tick, h.place)).again
    chance = applying_chance(h.attachment_psychological, h.trust_agency, h.placements, insecure, weighing, p.placement)
    if h.registered > 0.0 and terms.register_open > 0.0:
        ready = h.registered * readiness(t.tick - float(h.registered_since), terms.register_lag, p.relations)
        chance = min(chance * (1.0 + terms.register_open * ready), p.relations.call_most)
    applicants = how_many(draw, h.weight, chance * (1.0 - terms.placement_doubt))
    if applicants <= 0.0:
        return 0.0, 0
    draws = ApplyDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.APPLY.value, t.tick, view.person))
    prefers = logistic(p.placement.virtual_appeal + against)
    online = prefers * terms.placement_virtual
    in_person = (1.0 - prefers) * (1.0 - terms.placement_virtual)
    return applicants, 1 if draws.online * (online + in_person) < online else 0


@inlined
def decide(w: WorldArrays, p: Parameters, packed: PackedParameters, t: Clock, i: int, view: Perception, sent: Sent, dice: Dice) -> Decision:
    """What household `i` does this month, with its dice, after what it saw, heard, earned and sent: from investing to applying."""
    h = w.households[i]
    c = w.corridors[h.corridor]
    a = w.associations[h.association]
    terms_without_policy = w.terms_without_policy[h.corridor]
    terms = w.offers[h.corridor, h.eligible]

    wealth = max(h.wealth * (1.0 - p.population.wealth_use) + p.population.saving_share * view.income, 0.0)
    property_usd = stake_usd = 0.0
    stopped = 0
    if view.anniversary == INVESTS and wealth > 0.0:
        property_usd, stake_usd, stopped = invest(h, c, w.communities[h.community], terms, wealth, view, packed, t)
        wealth -= property_usd + stake_usd
    ideas = how_many(dice.give.idea, h.weight, p.enterprise.ideas_year * PER_THOUSAND * TWELFTH * (p.enterprise.idea_skill if h.skill == 2 else 1.0))
    idea = NO_IDEA
    if ideas > 0.0 or h.will_retry > 0:
        idea = pursue_idea(w, i, ideas, will_of(h, c, terms, wealth, view, p), wealth, view, packed, t)

    regular = give_regularly(h, dice.give.regular, view, p, t)
    collective = give_together(h, a, terms, terms_without_policy, dice.give.collective, view, p, t)
    crisis = give_in_crisis(h, c, terms, dice.crisis, view, p)
    regular, collective, crisis, relief = with_relief(h, terms, regular, collective, crisis, view, p)
    is_member = belong(h, a, view, p, dice.join)
    trips = NO_TRIPS
    if view.anniversary == TRAVELS:
        trips = travel(h, c, terms, terms_without_policy, view, packed, t)
    savings = NOTHING
    if view.anniversary == SAVES:
        savings = save(h, c, terms, terms_without_policy, view, wealth, packed, t)
        wealth += savings.withdrawn - savings.deposit
    naturalises = loses_nationality = asks_back = wishes_return = 0
    if view.anniversary == NATURALISES and t.month >= 0:  # who has which nationality at the start is drawn
        wishes_return = wish_to_return(h, view, packed, t)
        naturalises, loses_nationality, asks_back = choose_nationality(h, c, terms, terms_without_policy, view, packed, t)
    applicants = 0.0
    wants_virtual = 0
    steps = NO_STEPS
    if h.skill == 2:
        if view.heard_topics & PLACEMENT:
            applicants, wants_virtual = apply(h, c, terms, dice.give.applies, view, packed, t)
        steps = Steps(0.0, 0.0, 0, 0, 0 + h.is_wasted)
        if may_step(h, terms, view.heard_topics):
            steps = step(h, c, terms, view, 1 if applicants > 0.0 else 0, packed, t)

    return Decision(
        view.income, wealth, view.aware, sent.loss, sent.received, sent.fee, property_usd, stake_usd, stopped | savings.stopped << 2 * KINDS, idea,
        view.tax_cut, regular, collective, crisis, relief, is_member, naturalises, loses_nationality, asks_back, wishes_return, applicants, wants_virtual,
        sent.is_formal, trips, savings, steps,
    )  # fmt: skip
