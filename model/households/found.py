"""Would-be founders: an idea, the will, what stands against it, and handing a project in (D3, O1 to O7)."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from ..compiled.bit_counters import share_seen
from ..compiled.numba_door import apart
from ..compiled.packed_parameters import Given, unpacked
from ..compiled.random_draws import Draw, how_many, luck, normal, spread
from ..population.births import next_identity, split
from ..queue import CLAIMS, NEEDS_PLOT, WANTS_PLOT, Desk, open_file
from ..records.arrays import Clock, Seen, Stage
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
from ..rules.invest import founding_chance, incentive
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


@apart
def found(w: Stage, h: Any, c: Any, told: Any, ideas: float, will: float, wealth: float, tax_cut: float, me: Any, given: Given, t: Clock) -> Idea:
    """D3, for those with an idea: whether they pursue it, what stands against it, and at which desk they hand it in.

    Incentives draw those who would claim them, and a zone those who would settle there while plots are free; the would-be founders of one record and
    month share their obstacles. Who was stopped and kept the idea wants to found, and may be luckier than the last time.
    """
    p = unpacked(given)
    e = p.enterprise
    q = p.founding
    again = 0.0
    if h.keen > 0:
        again = how_many(luck(t.seed0, t.seed1, t.replication, Draw.AGAIN.value, t.tick, me.person)[0], float(h.keen), 1.0 / q.again_months)
    if ideas + again <= 0.0:
        return NO_IDEA
    place = w.communities[h.community]
    heeds = me.heeds & INVESTMENT
    x0, x1, x2, lot = luck(t.seed0, t.seed1, t.replication, Draw.CLAIM.value, t.tick, me.person)
    g0, g1, g2, g3 = luck(t.seed0, t.seed1, t.replication, Draw.GATES.value, t.tick, me.person)
    v0, v1, v2, _ = luck(t.seed0, t.seed1, t.replication, Draw.FILE.value, t.tick, me.person)
    u1, u2, _, _ = luck(t.seed0, t.seed1, t.replication, Draw.INVEST.value, t.tick, me.person)
    claims = 1 if heeds and x0 < q.claims else 0
    # a bank lends to some; under a guarantee to some of the others too
    capital = 12.0 * c.origin_income * e.start_capital * math.exp(e.capital_spread * normal(u2))
    reach = wealth * e.liquidity
    at_hand = max(reach - told.start_cost_usd, 0.0)
    line = q.bank_multiple * at_hand if v0 < q.bank_chance else 0.0
    loan = told.guarantee_cap_usd if heeds and told.guarantee_share > 0.0 and v0 < lifted(q.bank_chance, told.guarantee_share) else 0.0
    share = told.grant_share if heeds else 0.0
    own, grant, lent, credit = money(capital, at_hand, share, told.grant_cap_usd, told.grant_min_usd, told.grant_own_share, loan, line)
    with_help = is_enough(own, grant, lent, credit, capital)
    poor_place = g1 >= feasible(place.energy, place.telecom, q)
    plot = 0
    saved = 0.0
    if heeds and told.zone_holiday_months > 0.0 and c.plots_free >= 1.0 and g1 < feasible(p.services.zone_infrastructure, p.services.zone_infrastructure, q):
        let = capital * (1.0 - p.services.zone_premises)
        z_own, z_grant, z_lent, z_credit = money(let, at_hand, share, told.grant_cap_usd, told.grant_min_usd, told.grant_own_share, loan, line)
        on_plot = is_enough(z_own, z_grant, z_lent, z_credit, let)
        # who can do without a plot seldom wants one; a project that cannot be done without it goes where it can
        if x1 < lifted(p.services.zone_appeal, p.services.zone_needed if on_plot and (poor_place or not with_help) else 0.0):
            plot = 1
            saved = p.services.zone_premises
            grant = z_grant
            with_help = on_plot

    drawn = 0.0
    if claims == 1:
        drawn = incentive(tax_cut, told.tax_cut_months, c.climate, e)
        drawn += pull(grant / capital + saved, told.zone_holiday_months if plot == 1 else 0.0, c.climate, e.climate_needed, q)
    founders = again
    if ideas > 0.0:
        founders = min(again + how_many(u1, ideas, founding_chance(will, drawn, e)), h.weight)
    if founders <= 0.0:
        return NO_IDEA

    obstacles = 0
    could_help = BLOCKED_INFORMATION  # what a one-stop shop may lift: with a list of opportunities, or by claiming what is on offer
    marks = (CLAIMS if claims == 1 else 0) | (WANTS_PLOT if plot == 1 else 0)
    support = 0
    if heeds and told.information > 0.0:
        support |= S_INFORMATION
    if g0 >= lifted(q.informed, told.information if heeds else 0.0):
        obstacles |= BLOCKED_INFORMATION
    if poor_place:
        if plot == 1:
            marks |= NEEDS_PLOT
            could_help |= BLOCKED_INFRASTRUCTURE
        if plot == 0 or claims == 0:
            obstacles |= BLOCKED_INFRASTRUCTURE
    elif place.energy > place.energy_base or place.telecom > place.telecom_base:
        support |= S_INFRASTRUCTURE
    invested_seen = share_seen(me.seen, Seen.INVESTED.value)
    shared = claims == 1 and ((tax_cut > 0.0 and told.tax_cut_associates > 0.0) or (plot == 1 and told.zone_associates > 0.0))
    if g2 >= lifted(q.partners, q.partners_ties * invested_seen + q.partners_network * c.organised + (q.partners_incentive if shared else 0.0)):
        obstacles |= BLOCKED_PARTNERS
    if g3 >= q.skills:
        obstacles |= BLOCKED_SKILLS
    if h.is_national == 0 and x2 < e.foreigner_stopped:
        obstacles |= BLOCKED_NATIONALITY
    alone = with_help
    if claims == 0 and (grant > 0.0 or plot == 1):
        own, grant, lent, credit = money(capital, at_hand, 0.0, 0.0, 0.0, 0.0, loan, line)
        alone = is_enough(own, grant, lent, credit, capital)
    if not alone:
        obstacles |= BLOCKED_FINANCE
        if with_help:
            could_help |= BLOCKED_FINANCE

    desk = Desk.REGISTRY.value if obstacles == 0 else Desk.CLOSED.value
    goes = v1 < p.services.counter_appeal * (1.0 + p.services.counter_online * told.counter_online)
    if goes and heeds and told.counter_days > 0.0 and obstacles & ~could_help == 0:
        desk = Desk.COUNTER.value
    if told.call_open > 0.0 and me.heeds & ENTERPRISE and v2 < p.services.call_appeal:
        desk = Desk.CALL.value
    return Idea(founders, again, capital, reach, loan, line, obstacles, support, marks, lot, desk)


@apart
def hand_in(w: Stage, given: Given, t: Clock, i: int, idea: Idea) -> None:
    """The projects of household `i` go to their desk, or are counted under the obstacle that stopped them."""
    p = unpacked(given)
    h = w.households[i]
    tally = w.tally[h.cell]
    if idea.desk == Desk.CLOSED.value:
        h.blocked |= idea.obstacles
        h.grievance += p.belonging.grievance_gain * (1.0 - h.grievance) * idea.founders / h.weight
        tally[blocked_flow(idea.obstacles, idea.lot)] += idea.founders
        kept = how_many(luck(t.seed0, t.seed1, t.replication, Draw.AGAIN.value, t.tick, h.id)[1], idea.founders, p.founding.persists)
        h.keen = min(h.keen + int(kept), int(h.weight))
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
        f.credit = idea.line
        f.blocked = idea.obstacles
        f.support = idea.support
        f.promise = idea.marks
        f.days_left = service_days(told.start_days * foreigner, told.start_steps, t.seed0, t.seed1, t.replication, identity)
        tally[Flow.PROJECTS.value] += 1.0
