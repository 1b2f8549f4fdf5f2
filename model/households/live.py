"""Ageing, jobs, leaving and dying, and who takes the place."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from ..compiled.named_draws import ArrivalDraws, LifeDraws
from ..compiled.numba_door import inlined, not_inlined
from ..compiled.packed_parameters import PackedParameters, parameters_of
from ..compiled.random_draws import Draw, descendant, four_draws, normal
from ..parameters import Parameters
from ..parameters.population import Population
from ..population.newcomers import age_on_arrival, settle
from ..records.arrays import Clock, Count, WorldArrays
from ..records.bit_masks import NATIONALITY, S_TALENT
from ..records.flows import Flow
from ..records.people import PARTS
from ..records.vocabulary import ReturnPlan, Status
from ..rules.fluctuate import with_lot
from ..rules.leave import DEATH_AGE, dying_chance, leaving_chance
from ..rules.remit import altruism_kept
from ..time_units import TWELFTH
from .saving import cash_in
from .skilled import MOVES


class Kept(NamedTuple):
    """What a month leaves of how far income is behind that of others, and of altruism: the same for all, worked out once for many."""

    behind: float
    altruism: float


@inlined
def kept_of(p: Parameters) -> Kept:
    """What a month leaves."""
    return Kept(math.exp(-TWELFTH / p.population.catch_up_years), altruism_kept(TWELFTH, p.remitting))


@inlined
def age_and_move(w: WorldArrays, p: Parameters, packed: PackedParameters, t: Clock, kept: Kept, i: int, draws: LifeDraws) -> None:
    """Age one month; lose or find a job; leave or die, and make room for who comes next.

    Arrivals replace the exits of the world as it is: one for one at rest, else as many as its cohorts say (`succeed`). Whoever leaves because of a policy
    leaves the place empty until its background exit: a policy does not conjure newcomers. Those who are there at the start are drawn as they are then:
    in the burn-in some of them come, and nobody leaves.
    """
    h = w.households[i]
    c = w.corridors[h.corridor]
    if h.comes > 0:
        h.comes -= 1
        if h.comes == 0:
            h.status = Status.PRESENT.value
            w.tally[h.cell, Flow.ARRIVALS.value] += h.weight
        return
    h.age += TWELFTH
    h.years_abroad += TWELFTH
    h.behind *= kept.behind
    h.altruism *= kept.altruism
    if t.calendar == 0:
        h.relief_this_year = 0.0
    if h.assigned > 0:
        h.assigned -= 1
    # nearly all draws are beyond what these chances can be, and decided without looking at them
    q = p.demography
    ends = t.month >= 0 and draws.dies < TWELFTH * (1.0 if h.age > DEATH_AGE else q.death_60) and draws.dies < dying_chance(h.age, q) * TWELFTH
    leaves = 0.0
    most = max(max(q.exit_early, q.exit_late) * max(q.return_plan_factor, 1.0) * c.exits, q.descendant_leaves)
    if draws.leaves < most * TWELFTH * (1.0 + p.nationality.return_effect):
        came_with_plan = h.plans_return & ReturnPlan.ARRIVED.value
        leaves = (min(c.exits * leaving_chance(h.years_abroad, came_with_plan, q), q.end_most) if h.generation == 0 else q.descendant_leaves) * TWELFTH
    goes = t.month >= 0 and draws.leaves < leaves
    if ends or goes:
        if h.status == Status.PRESENT.value:
            w.tally[h.cell, Flow.EXITS.value] += h.weight
            if goes and not ends and h.generation == 0 and draws.returns < p.demography.return_share:
                w.tally[h.cell, Flow.RETURNS.value] += h.weight
        succeed(w, packed, t, i)
    elif h.waiting_since == MOVES:
        if h.status == Status.PRESENT.value:
            go_home(w, i)
        else:
            h.status = Status.PRESENT.value
            h.waiting_since = -1
            w.tally[h.cell, Flow.ARRIVALS.value] += h.weight
    elif h.status == Status.ABSENT.value:
        # who holds a post with a package may move on in a way of its own (talent.py)
        if h.weight > 0.0 and h.supported & S_TALENT == 0 and draws.job < p.nationality.leaves_again * TWELFTH:
            h.status = Status.PRESENT.value
            w.tally[h.cell, Flow.ARRIVALS.value] += h.weight
    elif h.status == Status.PRESENT.value:
        terms = w.offers[h.corridor, h.eligible]
        newly = terms.dual_allowed - w.terms_without_policy[h.corridor].dual_allowed
        is_freer = newly > 0.0 and draws.leaves < leaves * (1.0 + p.nationality.return_effect * newly)
        if is_freer and h.aware & NATIONALITY and h.refuses == 0 and h.generation == 0 and h.is_national == 1:
            go_home(w, i)
        if draws.job < job_change_chance(h.is_employed, c, terms, p.population):
            h.is_employed = 1 - h.is_employed


@inlined
def job_change_chance(is_employed: int, c: Any, terms: Any, p: Population) -> float:
    """Chance in a month that who works loses the job, or who does not finds one: the share at work stays what a recession leaves of it."""
    job_loss = c.job_loss if terms.lot_recession <= c.slump else p.recession_jobs * with_lot(c.recession, c.slump, terms.lot_recession)
    employed = max(p.employed - job_loss, p.employed_least)
    return (1.0 - employed) / (employed * p.job_months) if is_employed == 1 else 1.0 / p.job_months


@not_inlined
def go_home(w: WorldArrays, i: int) -> None:
    """Household `i` returns because of a policy: its place stays empty until its background exit."""
    h = w.households[i]
    cash_in(w, i)
    h.status = Status.ABSENT.value
    h.is_member = 0
    h.in_network = 0
    h.is_advising = 0
    h.sends = 0
    h.waiting_since = -1
    w.receivers[i].received = 0.0
    w.shown[i] = 0
    w.tally[h.cell, Flow.RETURNS.value] += h.weight
    w.tally[h.cell, Flow.EXITS.value] += h.weight


@not_inlined
def succeed(w: WorldArrays, packed: PackedParameters, t: Clock, i: int) -> None:
    """A new household takes the place of record `i`: somebody from the same community arrives, or a child of the diaspora founds a household.

    Where a diaspora grows or shrinks, a newcomer stands for other than one household for each that lived in its place at the start: `renewal` of them,
    rounded by one draw of the place. A record that parted from it has a part of the place, and together they bring as many as if it had not. Where none
    comes the place is empty until it is taken anew.
    """
    p = parameters_of(packed)
    h = w.households[i]
    if h.acted != 0 or h.supported != 0:
        k = w.counts[Count.DEPARTED.value]
        if k < w.departed.shape[0]:
            w.departed[k] = w.households[i]
            w.counts[Count.DEPARTED.value] = k + 1
        else:
            w.counts[Count.FULL.value] = 1
    h.successions += 1
    person = descendant(h.root, 2 * h.successions)
    if h.generation == 0:
        draws = ArrivalDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.BELONG.value, -1, person))
        age = age_on_arrival(normal(draws.age), p.demography)
        years = 0.0
        each = w.renewal[h.corridor, min(max(t.month, 0), w.renewal.shape[1] - 1)] / PARTS
        h.weight = math.floor(h.part_to * each + draws.rounding) - math.floor(h.part_from * each + draws.rounding)
    else:
        age = p.demography.descendant_age
        years = age - p.demography.child_age if h.generation == 1 else 0.0
    cash_in(w, i)
    settle(w, p, t, i, person, age, years)
    if h.weight <= 0.0:
        h.status = Status.ABSENT.value
    w.shown[i] = 0
    w.tally[h.cell, Flow.ARRIVALS.value] += h.weight
