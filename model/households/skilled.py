"""What the tertiary educated may do beside an assignment: take a post at origin, join a knowledge network, be active in it, propose a joint project."""

from __future__ import annotations

from typing import Any, NamedTuple

from ..compiled.bit_counters import share_seen
from ..compiled.named_draws import MatchDraws, PostDraws, SkilledDraws, TieDraws
from ..compiled.numba_door import inlined, not_inlined
from ..compiled.packed_parameters import PackedParameters, parameters_of
from ..compiled.random_draws import Draw, four_draws, how_many
from ..parameters import Parameters
from ..population.births import split
from ..queue import Desk, open_file
from ..records.arrays import COUNTER_BITS, Clock, Seen, WorldArrays
from ..records.bit_masks import PLACEMENT
from ..records.flows import Flow
from ..records.vocabulary import Topic
from ..rules.enrol import advising_chance, backing, dropping_chance, enrolling_chance
from ..rules.return_home import pay_gain, returning_chance
from ..time_units import A_QUARTER, TWELFTH
from .perception import Perception

REVIEW = 4  # month of the household's year in which a member stays or leaves, and is active or not
MOVES = -3  # `waiting_since` of who moves next month: to a post at origin, or abroad again
YEARS_COUNTED = 100  # of membership, at most; hardly anybody is active after as many
PROPOSALS_FILED = 100.0  # of one record in a month, at most: files have so much room


class Steps(NamedTuple):
    """How many of the record apply for a post and propose a joint project; its place in a network from now on; whether its job is below its skill."""

    seekers: float
    proposals: float
    in_network: int
    is_advising: int
    is_wasted: int


NO_STEPS = Steps(0.0, 0.0, 0, 0, 0)


@inlined
def may_step(h: Any, terms: Any, heard_topics: int) -> bool:
    """Whether there is anything to step to for a tertiary-educated head."""
    return heard_topics & PLACEMENT != 0 and (terms.talent_usd > 0.0 or terms.network_usd > 0.0 or h.in_network > 0)


@not_inlined
def step(h: Any, c: Any, terms: Any, view: Perception, is_applying: int, packed: PackedParameters, t: Clock) -> Steps:
    """D11 with an offer, and S5. Who applies for an assignment this month applies for no post."""
    p = parameters_of(packed)
    is_wasted = 0 + h.is_wasted
    draws = SkilledDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.SKILLED.value, t.tick, view.person))
    waste = p.placement.waste_effect * is_wasted
    seekers = 0.0
    if terms.talent_usd > 0.0 and (c.short >> h.sector) & 1 and h.waiting_since == -1 and h.assigned == 0 and is_applying == 0:
        gain = pay_gain(terms.talent_usd, c.origin_income, view.income, p.talent)
        chance = returning_chance(gain, h.attachment_psychological, h.trust_state, min(h.plans_return, 1), h.years_abroad, c.stability, waste, p.talent)
        seekers = how_many(draws.post, h.weight, chance * (1.0 - terms.talent_doubt))
    if terms.network_usd <= 0.0:
        return Steps(seekers, 0.0, 0, 0, is_wasted)
    back = backing(terms.network_usd / c.all_households, p.knowledge)
    year = 0 + h.in_network
    is_advising = 0 + h.is_advising
    if year == 0:
        knowing = share_seen(view.seen, Seen.AWARE.value + COUNTER_BITS * Topic.PLACEMENT.value)  # of its ties, of skills schemes
        if view.anniversary % A_QUARTER == 0 and draws.membership < enrolling_chance(h.attachment_social, knowing, waste, back, p.knowledge):
            year = 1
            is_advising = 1 if draws.active < advising_chance(1, back, h.colleagues, p.knowledge) else 0
    elif view.anniversary == REVIEW:
        if is_wasted == 1 and is_advising == 1:
            match = MatchDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.MATCH.value, t.tick, view.person))
            is_wasted = 0 if match.finds < p.knowledge.matching else 1
        if draws.membership < dropping_chance(back, p.knowledge):
            year = 0
            is_advising = 0
        else:
            year = min(year + 1, YEARS_COUNTED)
            is_advising = 1 if draws.active < advising_chance(year, back, h.colleagues, p.knowledge) else 0
    proposals = how_many(draws.proposes, h.weight, p.knowledge.proposals_year * TWELFTH * c.invited * (1.0 - terms.projects_doubt)) if is_advising == 1 else 0.0
    return Steps(seekers, min(proposals, PROPOSALS_FILED), year, is_advising, is_wasted)


@inlined
def book_steps(w: WorldArrays, p: Parameters, t: Clock, i: int, d: Steps) -> None:
    """Write the steps of record `i` down; who applies or proposes hands in a file, and is a record of its own."""
    h = w.households[i]
    h.in_network = d.in_network
    h.is_advising = d.is_advising
    h.is_wasted = d.is_wasted
    if h.colleagues > 0.0:
        h.colleagues *= 1.0 - 1.0 / p.placement.tie_months
    tally = w.tally[h.cell]
    tally[Flow.TERTIARY.value] += h.weight
    tally[Flow.SKILL_UNUSED.value] += h.weight * d.is_wasted
    if d.in_network > 0:
        tally[Flow.NETWORK_MEMBERS.value] += h.weight
        if d.is_advising == 1:
            tally[Flow.NETWORK_ACTIVE.value] += h.weight
    if d.seekers + d.proposals > 0.0:
        hand_in_steps(w, t, i, d)


@not_inlined
def hand_in_steps(w: WorldArrays, t: Clock, i: int, d: Steps) -> None:
    """Files of those of record `i` who apply for a post or propose a joint project."""
    tally = w.tally[w.households[i].cell]
    for _ in range(int(d.seekers)):
        k = split(w, i)
        expert = w.households[k]
        expert.waiting_since = t.tick
        post = PostDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.POST.value, t.tick, expert.place))
        tally[Flow.POST_APPLICATIONS.value] += 1.0
        open_file(w, t, Desk.POSTING.value, expert.place, post.turn, k, -1)
    for _ in range(int(d.proposals)):
        k = split(w, i)
        place = w.households[k].place
        tie = TieDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.TIE.value, t.tick, place))
        tally[Flow.PROPOSALS.value] += 1.0
        open_file(w, t, Desk.JOINT.value, place, tie.turn, k, -1)
