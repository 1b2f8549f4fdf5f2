"""Would-be founders: an idea, the will, what stands against it, and handing a project in (D3, O1 to O7)."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from ..compiled.bit_counters import share_seen
from ..compiled.named_draws import AgainDraws, ClaimDraws, DoorsDraws, FounderDraws, GatesDraws, ProjectDraws
from ..compiled.numba_door import inlined, not_inlined
from ..compiled.packed_parameters import PackedParameters, parameters_of
from ..compiled.random_draws import Draw, four_draws, how_many, normal, spread
from ..parameters import Parameters
from ..population.births import next_identity, split
from ..queue import CLAIMS, NEEDS_PLOT, WANTS_PLOT, Desk, open_file
from ..records.arrays import Clock, Seen, WorldArrays
from ..records.bit_masks import (
    BLOCKED_FINANCE,
    BLOCKED_INFORMATION,
    BLOCKED_INFRASTRUCTURE,
    BLOCKED_NATIONALITY,
    BLOCKED_PARTNERS,
    BLOCKED_SKILLS,
    ENTERPRISE,
    INVESTMENT,
    S_INFORMATION,
    S_INFRASTRUCTURE,
)
from ..records.flows import Flow
from ..rules.found import feasible, is_enough, lifted, money, pull, service_days
from ..rules.invest import founding_chance, incentive, taxed
from .perception import Perception
from .wish import blocked_flow


class Idea(NamedTuple):
    """What comes of ideas this month: real households behind the record that want to found, money, and obstacles (bits of `blocked`; 0: none).

    `again` of them were stopped before; `loan` and `line` are what a bank lends at most, under a guarantee and without; `marks` are bits of a file's `promise`;
    `lot` settles which of several obstacles counts; `desk` is where the project is handed in, Desk.CLOSED where it ends here.
    """

    founders: float
    again: float
    capital: float
    reach: float
    loan: float
    line: float
    obstacles: int
    support: int
    marks: int
    lot: float
    desk: int


NO_IDEA = Idea(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0, 0, 0, 0.0, Desk.CLOSED.value)


class Funds(NamedTuple):
    """Money that a would-be founder can turn to, USD: what the project needs, what the household can put in, and that less the cost of registering.

    `line` and `loan` are what a bank lends at most, without a guarantee and under one; `share` is that of a grant.
    """

    capital: float
    reach: float
    at_hand: float
    line: float
    loan: float
    share: float


class Plan(NamedTuple):
    """How the project would be done: whether what is on offer is claimed, whether on a plot in a zone, what a plot saves, share of the capital; the grant, USD.

    `poor_place`: it cannot be run where it would stand; `is_funded`: the money is enough with all that is on offer.
    """

    claims: int
    plot: int
    saved: float
    grant: float
    poor_place: bool
    is_funded: bool


@inlined
def funds_of(c: Any, terms: Any, heard_topics: int, wealth: float, bank: float, size: float, p: Parameters) -> Funds:
    """Money for a project: a bank lends to some; under a guarantee to some of the others too. `bank`, `size`: draws."""
    q = p.founding
    capital = 12.0 * c.origin_income * p.enterprise.start_capital * math.exp(p.enterprise.capital_spread * normal(size))
    reach = wealth * p.enterprise.liquidity
    at_hand = max(reach - terms.start_cost_usd, 0.0)
    line = q.bank_multiple * at_hand if bank < q.bank_chance else 0.0
    guaranteed = terms.guarantee_share * (1.0 - terms.guarantee_doubt)
    loan = terms.guarantee_cap_usd if heard_topics and guaranteed > 0.0 and bank < lifted(q.bank_chance, guaranteed) else 0.0
    return Funds(capital, reach, at_hand, line, loan, terms.grant_share if heard_topics else 0.0)


@inlined
def gathered(funds: Funds, terms: Any, capital: float) -> tuple[float, bool]:
    """Grant in what comes together of `capital`, USD, and whether that is enough."""
    own, grant, lent, credit = money(
        capital, funds.at_hand, funds.share, terms.grant_cap_usd, terms.grant_min_usd, terms.grant_own_share, funds.loan, funds.line
    )
    return grant, is_enough(own, grant, lent, credit, capital)


@inlined
def plan_of(c: Any, place: Any, terms: Any, heard_topics: int, funds: Funds, claim: ClaimDraws, infrastructure: float, p: Parameters) -> Plan:
    """Whether a plot in a zone is wanted, and how the project is funded then."""
    q, s = p.founding, p.services
    claims = 1 if heard_topics and claim.claims < q.claims else 0
    grant, is_funded = gathered(funds, terms, funds.capital)
    poor_place = infrastructure >= feasible(place.energy, place.telecom, q)
    runs_there = infrastructure < feasible(s.zone_infrastructure, s.zone_infrastructure, q)
    if heard_topics and terms.zone_holiday_months > 0.0 and c.plots_free >= 1.0 and runs_there:
        on_plot, is_enough_there = gathered(funds, terms, funds.capital * (1.0 - s.zone_premises))
        # who can do without a plot seldom wants one; a project that cannot be done without it goes where it can
        if claim.zone < lifted(s.zone_appeal, s.zone_needed if is_enough_there and (poor_place or not is_funded) else 0.0):
            return Plan(claims, 1, s.zone_premises, on_plot, poor_place, is_enough_there)
    return Plan(claims, 0, 0.0, grant, poor_place, is_funded)


@inlined
def drawn_by(c: Any, terms: Any, plan: Plan, capital: float, tax_cut: float, p: Parameters) -> float:
    """Log points of founders that the tax on profits takes away, and that incentives add for those who would claim them."""
    drawn = taxed(c.tax_rate, c.climate, p.enterprise)
    if plan.claims == 0:
        return drawn
    drawn += incentive(tax_cut, terms.tax_cut_months, c.climate, p.enterprise)
    given = plan.grant / capital * (1.0 - terms.grant_doubt) + plan.saved * (1.0 - terms.zone_doubt)
    holiday = terms.zone_holiday_months * (1.0 - terms.zone_doubt) if plan.plot == 1 else 0.0
    drawn += pull(given, holiday, c.climate, p.enterprise.climate_needed, p.founding)
    return drawn


@inlined
def stands_against(h: Any, c: Any, terms: Any, view: Perception, plan: Plan, funds: Funds, gates: GatesDraws, p: Parameters) -> tuple[int, int]:
    """Obstacles to a project, and those that a one-stop shop may lift: with a list of opportunities, or by claiming what is on offer."""
    q = p.founding
    obstacles = 0
    could_help = BLOCKED_INFORMATION
    if gates.information >= lifted(q.informed, terms.information if view.heard_topics & INVESTMENT else 0.0):
        obstacles |= BLOCKED_INFORMATION
    if plan.poor_place:
        if plan.plot == 1:
            could_help |= BLOCKED_INFRASTRUCTURE
        if plan.plot == 0 or plan.claims == 0:
            obstacles |= BLOCKED_INFRASTRUCTURE
    invested_seen = share_seen(view.seen, Seen.INVESTED.value)
    shared = plan.claims == 1 and ((view.tax_cut > 0.0 and terms.tax_cut_associates > 0.0) or (plan.plot == 1 and terms.zone_associates > 0.0))
    if gates.partners >= lifted(q.partners, q.partners_ties * invested_seen + q.partners_network * c.organised + (q.partners_incentive if shared else 0.0)):
        obstacles |= BLOCKED_PARTNERS
    if gates.skills >= q.skills:
        obstacles |= BLOCKED_SKILLS
    alone = plan.is_funded
    if plan.claims == 0 and (plan.grant > 0.0 or plan.plot == 1):
        own, grant, lent, credit = money(funds.capital, funds.at_hand, 0.0, 0.0, 0.0, 0.0, funds.loan, funds.line)
        alone = is_enough(own, grant, lent, credit, funds.capital)
    if not alone:
        obstacles |= BLOCKED_FINANCE
        if plan.is_funded:
            could_help |= BLOCKED_FINANCE
    return obstacles, could_help


@inlined
def desk_for(terms: Any, view: Perception, obstacles: int, could_help: int, doors: DoorsDraws, p: Parameters) -> int:
    """Where a project is handed in."""
    desk = Desk.REGISTRY.value if obstacles == 0 else Desk.CLOSED.value
    goes = doors.counter < p.services.counter_appeal * (1.0 + p.services.counter_online * terms.counter_online) * (1.0 - terms.counter_doubt)
    if goes and view.heard_topics & INVESTMENT and terms.counter_days > 0.0 and obstacles & ~could_help == 0:
        desk = Desk.COUNTER.value
    if terms.call_open > 0.0 and view.heard_topics & ENTERPRISE and doors.call < p.services.call_appeal * (1.0 - terms.call_doubt):
        desk = Desk.CALL.value
    return desk


@not_inlined
def pursue_idea(w: WorldArrays, i: int, ideas: float, will: float, wealth: float, view: Perception, packed: PackedParameters, t: Clock) -> Idea:
    """D3, for those of household `i` with an idea: whether they pursue it, what stands against it, and at which desk they hand it in.

    Incentives draw those who would claim them, and a zone those who would settle there while plots are free; the would-be founders of one record and
    month share their obstacles. Who was stopped and kept the idea wants to found, and may be luckier than the last time.
    """
    p = parameters_of(packed)
    h = w.households[i]
    c = w.corridors[h.corridor]
    terms = w.offers[h.corridor, h.eligible]
    again = 0.0
    if h.will_retry > 0:
        own = AgainDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.AGAIN.value, t.tick, view.person))
        again = how_many(own.tries, float(h.will_retry), 1.0 / p.founding.again_months)
    if ideas + again <= 0.0:
        return NO_IDEA
    place = w.communities[h.community]
    heard_topics = view.heard_topics & INVESTMENT
    claim = ClaimDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.CLAIM.value, t.tick, view.person))
    gates = GatesDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.GATES.value, t.tick, view.person))
    doors = DoorsDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.FILE.value, t.tick, view.person))
    draws = FounderDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.INVEST.value, t.tick, view.person))
    funds = funds_of(c, terms, heard_topics, wealth, doors.bank, draws.capital, p)
    plan = plan_of(c, place, terms, heard_topics, funds, claim, gates.infrastructure, p)
    founders = again
    if ideas > 0.0:
        chance = founding_chance(will, drawn_by(c, terms, plan, funds.capital, view.tax_cut, p), p.enterprise)
        founders = min(again + how_many(draws.pursues, ideas, chance), h.weight)
    if founders <= 0.0:
        return NO_IDEA

    obstacles, could_help = stands_against(h, c, terms, view, plan, funds, gates, p)
    if h.is_national == 0 and claim.foreigner < p.enterprise.foreigner_stopped:
        obstacles |= BLOCKED_NATIONALITY
    marks = (CLAIMS if plan.claims == 1 else 0) | (WANTS_PLOT if plan.plot == 1 else 0)
    support = S_INFORMATION if heard_topics and terms.information > 0.0 else 0
    if plan.poor_place:
        marks |= NEEDS_PLOT if plan.plot == 1 else 0
    elif place.energy > place.energy_base or place.telecom > place.telecom_base:
        support |= S_INFRASTRUCTURE
    desk = desk_for(terms, view, obstacles, could_help, doors, p)
    return Idea(founders, again, funds.capital, funds.reach, funds.loan, funds.line, obstacles, support, marks, claim.obstacle, desk)


@not_inlined
def hand_in(w: WorldArrays, packed: PackedParameters, t: Clock, i: int, idea: Idea) -> None:
    """The projects of household `i` go to their desk, or are counted under the obstacle that stopped them."""
    p = parameters_of(packed)
    h = w.households[i]
    tally = w.tally[h.cell]
    if idea.desk == Desk.CLOSED.value:
        h.blocked |= idea.obstacles
        h.grievance += p.belonging.grievance_gain * (1.0 - h.grievance) * idea.founders / h.weight
        tally[blocked_flow(idea.obstacles, idea.lot)] += idea.founders
        kept = how_many(AgainDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.AGAIN.value, t.tick, h.id)).keeps_idea, idea.founders, p.founding.persists)
        h.will_retry = min(h.will_retry + int(kept), int(h.weight))
        return
    terms = w.offers[h.corridor, h.eligible]
    foreigner = p.enterprise.foreigner_days if h.is_national == 0 else 1.0
    for _ in range(int(idea.founders)):
        k = split(w, i)
        identity = next_identity(w, k)
        draws = ProjectDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.PROJECT.value, -1, identity))
        n = open_file(w, t, idea.desk, identity, draws.turn, k, -1)
        if n < 0:
            return
        f = w.files[n]
        f.quality = spread(draws.quality, p.founding.quality_spread)
        f.capital = idea.capital
        f.reach = idea.reach
        f.loan = idea.loan
        f.credit = idea.line
        f.blocked = idea.obstacles
        f.support = idea.support
        f.promise = idea.marks
        f.days_left = service_days(terms.start_days * foreigner, terms.start_steps, t.seed0, t.seed1, t.replication, identity)
        tally[Flow.PROJECTS.value] += 1.0
