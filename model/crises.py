"""Disasters: needs, gifts, official aid, coverage, duplication and gaps by community (C1-C5, 4.6)."""

from __future__ import annotations

import numpy as np

from .compiled import kernel
from .parameters import Parameters
from .rules.give import attention_in
from .stage import Clock, Stage

CRISIS_RESULTS = ("need", "covered", "duplicated", "unmet", "days")
MONTHS_OF_AID = 12


@kernel
def attention_month(w: Stage, p: Parameters, t: Clock) -> None:
    """Attention this month to each struck community, and to each origin country as a whole."""
    n = w.communities.shape[0]
    for k in range(w.attention.shape[0]):
        w.attention[k] = 0.0
    for k in range(n):
        c = w.communities[k]
        if c.struck_month >= 0 and t.tick >= c.struck_month and t.tick - c.struck_month < 24:
            a = attention_in(float(t.tick - c.struck_month), p.crisis.attention_weeks)
            if a > 0.001:
                w.attention[k] = a
                w.attention[n + c.origin] = max(w.attention[n + c.origin], a)


@kernel
def crises_month(w: Stage, p: Parameters, t: Clock, results: np.ndarray) -> None:
    """Gifts and official aid meet needs.

    Official responders who do not share plans (1 - coordination) send their share of the whole need whatever the diaspora sends; those who do, fill
    what is left. Coordination costs days and the advantage of local knowledge. Aid beyond the need is duplication.
    """
    for j in range(results.shape[0]):
        results[j] = 0.0
    kappa = p.crisis.coordination
    quality = 1.0 + p.crisis.local_knowledge * (1.0 - kappa)
    delay = p.crisis.official_days + p.crisis.coordination_days * kappa
    for k in range(w.communities.shape[0]):
        c = w.communities[k]
        if c.struck_month < 0 or t.tick < c.struck_month:
            continue
        since = t.tick - c.struck_month
        if since == 0:
            results[0] += c.crisis_need
        if since >= MONTHS_OF_AID:
            results[3] += c.crisis_need
            c.crisis_need = 0.0
            c.official_left = 0.0
            c.struck_month = -1
            continue
        useful = c.gifts * quality
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
        met = min(official, c.crisis_need)
        c.crisis_need -= met
        results[1] += covered + met
        results[2] += duplicated + (official - met)
        if since == 0:
            gift_days = p.crisis.transfer_days + (30.4 / (1.0 + c.gifts / 10_000.0) if c.gifts > 0.0 else 365.0)
            results[4] = max(results[4], min(gift_days, delay))
