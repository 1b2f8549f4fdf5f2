"""Disasters: needs, gifts, official aid, coverage, duplication and gaps by community (C1-C5, 4.6)."""

from __future__ import annotations

import math

import numpy as np

from .aid import Coordination, Pool
from .compiled import kernel, rule
from .parameters.crisis import Crisis
from .rules.give import attention_in
from .stage import Clock, Stage

CRISIS_RESULTS = ("need", "covered", "duplicated", "unmet", "days")
MONTHS_OF_AID = 12


@kernel
def attention_month(w: Stage, p: Crisis, t: Clock) -> None:
    """Attention this month to each struck community, and to each origin country as a whole."""
    n = w.communities.shape[0]
    for k in range(w.attention.shape[0]):
        w.attention[k] = 0.0
    for k in range(n):
        c = w.communities[k]
        if c.struck_month >= 0 and t.tick >= c.struck_month and t.tick - c.struck_month < MONTHS_OF_AID:
            a = attention_in(float(t.tick - c.struck_month), p.attention_weeks)
            if a > 0.001:
                w.attention[k] = a
                w.attention[n + c.origin] = max(w.attention[n + c.origin], a)


@rule
def is_helped(w: Stage, t: Clock, k: int) -> bool:
    """Whether help for community `k` is still under way."""
    c = w.communities[k]
    return c.struck_month >= 0 and 0 <= t.tick - c.struck_month < MONTHS_OF_AID


@rule
def share_of_others(w: Stage, t: Clock, k: int) -> float:
    """What people of the communities of the same origin that were not struck give to community `k`, USD: they share by need."""
    gifts = 0.0
    needs = 0.0
    for j in range(w.communities.shape[0]):
        other = w.communities[j]
        if other.origin == w.communities[k].origin:
            if is_helped(w, t, j):
                needs += other.crisis_total
            else:
                gifts += other.gifts
    return gifts * w.communities[k].crisis_total / needs if needs > 0.0 else 0.0


@rule
def share_out(w: Stage, t: Clock, pool: Pool, results: np.ndarray) -> None:
    """The pooled fund takes in gifts, in its rounds public money as far as there is need, and gives out by need once its days are over."""
    bank = w.institutions[pool.institution]
    need = 0.0
    oldest = 0
    for k in range(w.communities.shape[0]):
        c = w.communities[k]
        bank.held += (1.0 - pool.overhead) * c.pooled
        if c.struck_month >= 0 and c.crisis_need > 0.0:
            need += c.crisis_need
            oldest = max(oldest, t.tick - c.struck_month)
    if need <= 0.0 or pool.is_round == 0 or 30.4 * (oldest + 1) <= pool.days:
        return
    if pool.is_open == 1 and bank.budget < 1e300:
        public = min(bank.left, max(need - bank.held, 0.0) / (1.0 - pool.overhead))
        bank.left -= public
        bank.spent += public
        bank.held += (1.0 - pool.overhead) * public
    given = min(bank.held, need)
    bank.held -= given
    results[1] += given
    for k in range(w.communities.shape[0]):
        c = w.communities[k]
        if c.struck_month >= 0 and c.crisis_need > 0.0:
            c.crisis_need -= given * c.crisis_need / need


@kernel
def crises_month(w: Stage, p: Crisis, t: Clock, desk: Coordination, pool: Pool, results: np.ndarray) -> None:
    """Gifts and official aid meet needs.

    Official responders who do not share plans (1 - coordination) send their share of the whole need whatever the diaspora sends, and get into each
    other's way, the more the more they are; those who do, fill what is left. Coordination costs days and the advantage of local knowledge. A pooled fund
    comes last and goes by need. Aid beyond the need is duplication.
    """
    for j in range(results.shape[0]):
        results[j] = 0.0
    kappa = p.coordination + (1.0 - p.coordination) * desk.shared
    quality = 1.0 + p.local_knowledge * (1.0 - kappa)
    delay = p.official_days + max(p.coordination_days * kappa - desk.fast_days, 0.0)
    of_use = 1.0 / (1.0 + p.overlap * (1.0 - kappa) * math.log(p.responders))
    for k in range(w.communities.shape[0]):
        c = w.communities[k]
        if c.struck_month < 0 or t.tick < c.struck_month:
            continue
        since = t.tick - c.struck_month
        if since == 0:
            results[0] += c.crisis_total
        if since >= MONTHS_OF_AID:
            results[3] += c.crisis_need
            c.crisis_need = 0.0
            c.official_left = 0.0
            if c.disaster_loss <= 0.0:
                c.struck_month = -1
            continue
        gifts = c.gifts + share_of_others(w, t, k)
        useful = gifts * quality
        covered = min(useful, c.crisis_need)
        duplicated = (useful - covered) / quality
        c.crisis_need -= covered
        official = 0.0
        if 30.4 * (since + 1) > delay:
            planned = c.official_left / (MONTHS_OF_AID - since)
            blind = (1.0 - kappa) * planned
            seeing = min(kappa * planned, max(c.crisis_need - blind, 0.0))
            official = blind + seeing
            c.official_left -= planned
        met = min(official * of_use, c.crisis_need)
        c.crisis_need -= met
        results[1] += covered + met
        results[2] += duplicated + (official - met)
        if since == 0:
            gift_days = p.transfer_days + (30.4 / (1.0 + gifts / 10_000.0) if gifts > 0.0 else 365.0)
            results[4] = max(results[4], min(gift_days, delay))
    if pool.institution >= 0:
        share_out(w, t, pool, results)
