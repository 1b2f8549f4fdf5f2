"""What donors are told of a pooled fund in a crisis: public money for each dollar that the diaspora would give without it (C52)."""

from __future__ import annotations

import math

import numpy as np

from ..compiled.numba_door import kernel
from ..compiled.packed_arrays import PackedArrays, arrays_of
from ..compiled.packed_parameters import PackedParameters, parameters_of
from ..households.remit import income_of
from ..policy.month import Month
from ..records.arrays import Clock
from ..rules.fluctuate import with_lot
from ..rules.give import any_gift, attention_in, crisis_rate


@kernel
def expect(stage: PackedArrays, packed: PackedParameters, t: Clock, attention: float, peers: float, expected: np.ndarray) -> None:
    """Gifts that people of the countries struck would give in a month of such attention, USD, how many would, and how many they are."""
    w = arrays_of(stage)
    p = parameters_of(packed)
    n = w.communities.shape[0]
    expected[0] = expected[1] = expected[2] = 0.0
    for i in range(w.counts[0]):
        h = w.households[i]
        c = w.corridors[h.corridor]
        if h.status == 1 and w.attention[n + c.origin] > 0.0:
            lost = w.offers[h.corridor, h.eligible].lot_recession
            chance = any_gift(crisis_rate(attention, 1 if w.attention[h.community] > 0.0 else 0, h.attachment_social, peers, p.crisis))
            expected[0] += h.weight * chance * p.crisis.size * income_of(h.earnings, h.behind, h.is_employed, with_lot(c.recession, c.slump, lost), p)
            expected[1] += h.weight * chance
            expected[2] += h.weight


def expected_gifts(m: Month) -> float:
    """Gifts from the month of a disaster on: month by month, contagion taken as the mean chance of the month before."""
    found = np.zeros(3)
    total = peers = 0.0
    for month in range(math.ceil(m.p.crisis.aid_months)):
        attention = attention_in(float(month), m.p.crisis.attention_weeks)
        if attention <= m.p.crisis.attention_least:
            break
        m.run(expect, m.packed, m.clock, attention, peers, found)
        total += found[0]
        peers = found[1] / max(found[2], 1.0)
    return float(total)


def announce(m: Month) -> None:
    """Tell the countries struck what a pooled fund will bring in public money in a year, per dollar of gifts expected; nothing where there is none."""
    stage = m.stage
    stage.corridors["pool_public"] = 0.0
    k = m.running("pooled_fund")
    if k < 0 or m.is_open(k) == 0:
        return
    lever = m.lever(k)
    budget = lever.budget_usd
    if budget is None or not stage.attention.any():
        return
    struck = stage.communities["struck_month"] >= 0
    public = min(budget - 12.0 * lever.fixed_cost(m.month), float(stage.communities["crisis_total"][struck].sum()))
    gifts = expected_gifts(m)
    told = stage.attention[len(stage.communities) + stage.corridors["origin"]] > 0.0
    stage.corridors["pool_public"][told] = max(public, 0.0) / gifts if gifts > 0.0 else 0.0
