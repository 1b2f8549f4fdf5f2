"""Would-be founders: an idea, the will, what stands against it, and handing a project in (D3, O1 to O7)."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from ..births import next_identity, split
from ..compiled import inlined
from ..luck import Draw, how_many, luck, normal, spread
from ..parameters import Parameters
from ..queue import Desk, open_file
from ..rules.found import feasible, grant_on, lifted, pull, service_days
from ..rules.invest import founding_chance, incentive
from ..schema import Flow
from ..stage import Clock, Seen, Stage
from .bits import (
    BLOCKED_FINANCE,
    BLOCKED_INFORMATION,
    BLOCKED_INFRASTRUCTURE,
    BLOCKED_PARTNERS,
    BLOCKED_SKILLS,
    ENTERPRISE,
    INVESTMENT,
    S_COUNTER,
    S_INFORMATION,
    S_INFRASTRUCTURE,
)


class Idea(NamedTuple):
    """What comes of ideas this month: real households behind the record that want to found, money, and obstacles (bits of `blocked`; 0: none).

    `desk` is where the project is handed in; Desk.CLOSED where it ends here.
    """

    founders: float
    capital: float
    reach: float
    loan: float
    obstacles: int
    support: int
    desk: int


NO_IDEA = Idea(0.0, 0.0, 0.0, 0.0, 0, 0, Desk.CLOSED.value)


@inlined
def found(w: Stage, h: Any, c: Any, told: Any, ideas: float, will: float, wealth: float, tax_cut: float, me: Any, p: Parameters, t: Clock) -> Idea:
    """D3, for those with an idea: whether they pursue it, what stands against it, and at which desk they hand it in."""
    e = p.enterprise
    q = p.founding
    place = w.communities[h.community]
    heeds = me.heeds & INVESTMENT
    counter = 1.0 if heeds and told.counter_days > 0.0 else 0.0
    grant_share = told.grant_share if heeds else 0.0
    holiday = told.zone_holiday_months if heeds else 0.0
    u1, u2, _, _ = luck(t.seed0, t.seed1, t.replication, Draw.INVEST.value, t.tick, me.person)
    capital = 12.0 * c.origin_income * e.start_capital * math.exp(e.capital_spread * normal(u2))
    reach = wealth * e.liquidity
    grant = grant_on(capital, reach, grant_share, told.grant_cap_usd, told.grant_min_usd, told.grant_own_share)
    drawn = incentive(tax_cut, told.tax_cut_months, c.climate, e) * (1.0 + q.counter_synergy * counter)
    drawn += pull(grant / capital, holiday, counter, c.climate, e.climate_needed, q)
    founders = how_many(u1, ideas, founding_chance(will, drawn))
    if founders <= 0.0:
        return NO_IDEA

    # the would-be founders of one record and month share their obstacles
    g0, g1, g2, g3 = luck(t.seed0, t.seed1, t.replication, Draw.GATES.value, t.tick, me.person)
    v0, v1, v2, _ = luck(t.seed0, t.seed1, t.replication, Draw.FILE.value, t.tick, me.person)
    obstacles = 0
    support = 0
    if heeds and told.information > 0.0:
        support |= S_INFORMATION
    if g0 >= lifted(q.informed, told.information if heeds else 0.0):
        obstacles |= BLOCKED_INFORMATION
    if g1 >= feasible(place.energy, place.telecom, q):
        obstacles |= BLOCKED_INFRASTRUCTURE
    elif place.energy > place.energy_base or place.telecom > place.telecom_base:
        support |= S_INFRASTRUCTURE
    invested_seen = ((me.seen >> Seen.INVESTED.value) & 15) * 0.125
    if g2 >= lifted(q.partners, q.partners_ties * invested_seen + q.partners_network * c.organised):
        obstacles |= BLOCKED_PARTNERS
    if g3 >= q.skills:
        obstacles |= BLOCKED_SKILLS
    # banks lend to a share of those whose loan is guaranteed to that share
    short = max(capital + told.start_cost_usd - reach - grant, 0.0)
    loan = min(short, told.guarantee_cap_usd) if heeds and v0 < told.guarantee_share else 0.0
    if reach + grant + loan < capital + told.start_cost_usd:
        obstacles |= BLOCKED_FINANCE

    desk = Desk.REGISTRY.value if obstacles == 0 else Desk.CLOSED.value
    if counter > 0.0 and obstacles & ~BLOCKED_INFORMATION == 0 and v1 < p.services.counter_appeal * (1.0 + p.services.counter_online * told.counter_online):
        desk = Desk.COUNTER.value
        support |= S_COUNTER
    if told.call_open > 0.0 and me.heeds & ENTERPRISE and v2 < p.services.call_appeal:
        desk = Desk.CALL.value
    return Idea(founders, capital, reach, loan, obstacles, support, desk)


@inlined
def blocked_flow(obstacles: int) -> int:
    """Column of the tally for those who were stopped: the first obstacle that they met."""
    if obstacles & BLOCKED_INFORMATION:
        return Flow.BLOCKED_INFORMATION.value
    if obstacles & BLOCKED_INFRASTRUCTURE:
        return Flow.BLOCKED_INFRASTRUCTURE.value
    if obstacles & BLOCKED_PARTNERS:
        return Flow.BLOCKED_PARTNERS.value
    if obstacles & BLOCKED_SKILLS:
        return Flow.BLOCKED_SKILLS.value
    return Flow.BLOCKED_FINANCE.value


@inlined
def hand_in(w: Stage, p: Parameters, t: Clock, i: int, idea: Idea) -> None:
    """The projects of household `i` go to their desk, or are counted under the obstacle that stopped them."""
    h = w.households[i]
    tally = w.tally[h.cell]
    if idea.desk == Desk.CLOSED.value:
        h.blocked |= idea.obstacles
        h.grievance += p.belonging.grievance_gain * (1.0 - h.grievance) * idea.founders / h.weight
        tally[blocked_flow(idea.obstacles)] += idea.founders
        return
    told = w.offers[h.corridor, h.eligible]
    foreigner = p.enterprise.foreigner_days if h.is_national == 0 else 1.0
    for _ in range(int(idea.founders)):
        k = split(w, i)
        identity = next_identity(w, k)
        u0, u1, _, _ = luck(t.seed0, t.seed1, t.replication, Draw.PROJECT.value, -1, identity)
        n = open_file(w, t, idea.desk, identity, u1, k, -1)
        if n < 0:
            return
        f = w.files[n]
        f.quality = spread(u0, p.founding.quality_spread)
        f.capital = idea.capital
        f.reach = idea.reach
        f.loan = idea.loan
        f.blocked = idea.obstacles
        f.support = idea.support
        f.days_left = service_days(told.start_days * foreigner, told.start_steps, t.seed0, t.seed1, t.replication, identity)
        tally[Flow.PROJECTS.value] += 1.0
