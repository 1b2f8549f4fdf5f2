"""Disasters: needs, gifts, official aid, coverage, duplication and gaps by community, and the days that help takes (C1-C5, 4.6)."""

from __future__ import annotations

import numpy as np

from ..compiled.numba_door import kernel, rule
from ..compiled.packed_arrays import PackedArrays, arrays_of
from ..compiled.packed_parameters import PackedParameters, parameters_of
from ..numerics import ROUNDING
from ..parameters.crisis import Crisis
from ..records.arrays import Clock, WorldArrays
from ..records.number_enum import NumberEnum
from ..rules.cover import NEVER, day_reached, of_use, plan_days, stretched, worth
from ..rules.give import attention_in
from ..time_units import DAYS_A_MONTH
from .terms import Coordination, Pool

UNLIMITED = 1e300  # a budget above it has no bound


class Result(NumberEnum):
    """Columns of the results of a month."""

    NEED = 0
    COVERED = 1
    DUPLICATED = 2
    UNMET = 3
    FIRST_DAYS = 4  # day of first help x need of the place, for places where it came or is given up this month
    FIRST_NEED = 5  # that need
    AID_DAYS = 6  # day on which help came x need that it met


CRISIS_RESULTS = tuple(result.name.lower() for result in Result)


@kernel
def attention_month(stage: PackedArrays, packed: PackedParameters, t: Clock) -> None:
    """Attention this month to each struck community, and to each origin country as a whole: it is one, whatever the number of its disasters."""
    w = arrays_of(stage)
    p = parameters_of(packed).crisis
    n = w.communities.shape[0]
    for k in range(w.attention.shape[0]):
        w.attention[k] = 0.0
    for k in range(n):
        c = w.communities[k]
        if c.struck_month >= 0 and t.tick >= c.struck_month and t.tick - c.struck_month < p.aid_months:
            a = attention_in(float(t.tick - c.struck_month), p.attention_weeks)
            if a > p.attention_least:
                w.attention[k] = a
                w.attention[n + c.origin] = max(w.attention[n + c.origin], a)


@rule
def latest(q: Crisis) -> float:
    """Days that first help counts as having taken where it never came: as long as help is awaited."""
    return DAYS_A_MONTH * q.aid_months


@rule
def is_helped(w: WorldArrays, t: Clock, q: Crisis, k: int) -> bool:
    """Whether help for community `k` is still under way."""
    c = w.communities[k]
    return c.struck_month >= 0 and 0 <= t.tick - c.struck_month < q.aid_months


@rule
def share_of_others(w: WorldArrays, t: Clock, q: Crisis, k: int) -> float:
    """What people of the communities of the same origin that were not struck give to community `k`, USD.

    They share by need and by the attention that each disaster still has: a new one takes it away from an old one.
    """
    gifts = 0.0
    needs = 0.0
    for j in range(w.communities.shape[0]):
        other = w.communities[j]
        if other.origin == w.communities[k].origin:
            if is_helped(w, t, q, j):
                needs += other.crisis_total * w.attention[j]
            else:
                gifts += other.gifts
    return gifts * w.communities[k].crisis_total * w.attention[k] / needs if needs > 0.0 else 0.0


@rule
def official_shares(w: WorldArrays, t: Clock, q: Crisis) -> float:
    """Share of its plan that each disaster gets of official responders this month: all that are under way draw on the same donors."""
    total = 0.0
    largest = 0.0
    for k in range(w.communities.shape[0]):
        if is_helped(w, t, q, k):
            total += w.communities[k].official_left
            alike = 0.0
            for j in range(w.communities.shape[0]):
                if is_helped(w, t, q, j) and w.communities[j].disaster == w.communities[k].disaster:
                    alike += w.communities[j].official_left
            largest = max(largest, alike)
    return stretched(largest, total, q.official_elasticity)


@rule
def coordinated(w: WorldArrays, t: Clock, q: Crisis, desk: Coordination) -> float:
    """Share of responders who share their plans: without the desk, and those whom its agreements bring to it; its staff are shared by all disasters."""
    disasters = 0
    for k in range(w.communities.shape[0]):
        if is_helped(w, t, q, k):
            is_first = 1
            for j in range(k):
                if is_helped(w, t, q, j) and w.communities[j].disaster == w.communities[k].disaster:
                    is_first = 0
            disasters += is_first
    alive = min(desk.agreements, desk.kept / max(disasters, 1)) / q.agreements_needed
    return q.coordination + (1.0 - q.coordination) * desk.share * min(alive, 1.0)


@rule
def close_crisis(w: WorldArrays, q: Crisis, k: int, results: np.ndarray) -> None:
    """After the months in which help comes what is left is unmet."""
    c = w.communities[k]
    results[Result.UNMET.value] += c.crisis_need
    c.crisis_need = 0.0
    c.official_left = 0.0
    if c.first_day < 0.0:
        c.first_day = latest(q)
        results[Result.FIRST_DAYS.value] += c.crisis_total * latest(q)
        results[Result.FIRST_NEED.value] += c.crisis_total
    if c.strike_share <= 0.0:  # neither income lost nor anything left to rebuild
        c.struck_month = -1


@rule
def give_gifts(w: WorldArrays, t: Clock, q: Crisis, k: int, kappa: float, day: float, results: np.ndarray) -> None:
    """Gifts for community `k` meet need on `day`: with local knowledge, less of it where they follow common plans; what is beyond the need is duplication."""
    c = w.communities[k]
    gifts = c.gifts + share_of_others(w, t, q, k)
    does = (1.0 + q.local_knowledge * (1.0 - kappa)) * worth(day, q.lapse)
    useful = gifts * does
    met = min(useful, c.crisis_need)
    c.crisis_need -= met
    c.gifts_met = met
    results[Result.COVERED.value] += met
    results[Result.DUPLICATED.value] += (useful - met) / does
    results[Result.AID_DAYS.value] += met * day


@rule
def give_official(w: WorldArrays, q: Crisis, k: int, kappa: float, share: float, month_start: float, begins: float, results: np.ndarray) -> None:
    """Official aid for community `k`: it comes at a steady rate from the day on which it begins, for some months.

    Responders who share no plans send theirs whatever has come, and collide, the more the more they are; those who do, fill what is left.
    """
    c = w.communities[k]
    ends = min(begins + DAYS_A_MONTH * q.official_months, latest(q))
    start = max(begins, month_start)
    end = min(ends, month_start + DAYS_A_MONTH)
    c.official_met = 0.0
    if end <= start or c.official_left <= 0.0:
        return
    planned = c.official_left * (end - start) / max(ends - start, end - start)
    c.official_left -= planned
    sent = planned * share * (1.0 - q.coordination_cost * kappa)
    day = 0.5 * (start + end)
    does = worth(day, q.lapse)
    blind = (1.0 - kappa) * sent
    useful = blind * of_use(kappa, q.overlap, q.responders)
    met = min(useful * does, c.crisis_need)
    results[Result.DUPLICATED.value] += blind - useful + (useful * does - met) / does
    met += min(kappa * sent * does, c.crisis_need - met)
    c.crisis_need -= met
    c.official_met = met
    results[Result.COVERED.value] += met
    results[Result.AID_DAYS.value] += met * day


@rule
def is_pooled(w: WorldArrays, t: Clock, q: Crisis, pool: Pool, k: int) -> bool:
    """Whether the pooled fund gives to community `k` this month: need is left, and its days to allocate are over."""
    return is_helped(w, t, q, k) and w.communities[k].crisis_need > 0.0 and DAYS_A_MONTH * (t.tick - w.communities[k].struck_month + 1) > pool.days


@rule
def share_out(w: WorldArrays, t: Clock, q: Crisis, pool: Pool, results: np.ndarray) -> None:
    """The pooled fund takes in gifts, in its rounds public money as far as there is need, and gives out by need once its days are over."""
    bank = w.institutions[pool.institution]
    wanted = 0.0
    for k in range(w.communities.shape[0]):
        c = w.communities[k]
        bank.held += (1.0 - pool.overhead) * c.pooled
        if is_pooled(w, t, q, pool, k):
            c.pool_day = max(pool.days, DAYS_A_MONTH * (t.tick - c.struck_month) + 0.5 * DAYS_A_MONTH)
            wanted += c.crisis_need / worth(c.pool_day, q.lapse)
    if wanted <= 0.0 or pool.is_round == 0:
        return
    if pool.is_open == 1 and bank.budget < UNLIMITED:
        public = min(bank.left, max(wanted - bank.held, 0.0) / (1.0 - pool.overhead))
        bank.left -= public
        bank.spent += public
        bank.held += (1.0 - pool.overhead) * public
    given = min(bank.held, wanted)
    bank.held -= given
    for k in range(w.communities.shape[0]):
        c = w.communities[k]
        if is_pooled(w, t, q, pool, k):
            met = min(c.crisis_need * given / wanted, c.crisis_need)
            c.pool_met = met
            results[Result.COVERED.value] += met
            results[Result.AID_DAYS.value] += met * c.pool_day
    for k in range(w.communities.shape[0]):
        w.communities[k].crisis_need -= w.communities[k].pool_met


@kernel
def crises_month(stage: PackedArrays, packed: PackedParameters, t: Clock, desk: Coordination, pool: Pool, results: np.ndarray) -> None:
    """Gifts, official aid and a pooled fund meet needs; help that comes late does less for them.

    Coordination spares collisions and fills gaps; it costs days, money, and the advantage of local knowledge.
    """
    w = arrays_of(stage)
    p = parameters_of(packed).crisis
    for j in range(results.shape[0]):
        results[j] = 0.0
    kappa = coordinated(w, t, p, desk)
    ready = plan_days(kappa, p.coordination_days, desk.fast_days)
    share = official_shares(w, t, p)
    for k in range(w.communities.shape[0]):
        c = w.communities[k]
        c.gifts_met = c.official_met = c.pool_met = 0.0
        if c.struck_month < 0 or t.tick < c.struck_month:
            continue
        since = t.tick - c.struck_month
        if since == 0:
            results[Result.NEED.value] += c.crisis_total
        if since >= p.aid_months:
            close_crisis(w, p, k, results)
            continue
        month_start = DAYS_A_MONTH * since
        give_gifts(w, t, p, k, kappa, max(month_start + 0.5 * DAYS_A_MONTH, ready) + p.transfer_days, results)
        give_official(w, p, k, kappa, share, month_start, p.official_days + ready, results)
    if pool.institution >= 0:
        share_out(w, t, p, pool, results)
    for k in range(w.communities.shape[0]):
        if is_helped(w, t, p, k):
            first_help(w, t, p, k, ready, results)


@rule
def first_help(w: WorldArrays, t: Clock, q: Crisis, k: int, ready: float, results: np.ndarray) -> None:
    """Note the day on which the need met in community `k` passes the share from which help counts."""
    c = w.communities[k]
    month_start = DAYS_A_MONTH * (t.tick - c.struck_month)
    begins = q.official_days + ready
    start = max(begins, month_start)
    end = max(min(min(begins + DAYS_A_MONTH * q.official_months, latest(q)), month_start + DAYS_A_MONTH), start)
    if c.first_day < 0.0:
        gift_day = max(month_start + 0.5 * DAYS_A_MONTH, ready) + q.transfer_days
        short = q.first_share * c.crisis_total - c.met
        day = day_reached(max(short, ROUNDING), c.gifts_met, gift_day, c.pool_met, c.pool_day, c.official_met, start, end)
        if day < NEVER:
            c.first_day = day
            results[Result.FIRST_DAYS.value] += c.crisis_total * day
            results[Result.FIRST_NEED.value] += c.crisis_total
    c.met += c.gifts_met + c.official_met + c.pool_met
