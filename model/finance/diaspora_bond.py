"""The diaspora bond (D5; an extension, GCM objective 19e): an issue shared out among all who ask in a month, coupons, redemption, roll-over."""

from __future__ import annotations

from typing import NamedTuple

from ..compiled.named_draws import SaveDraws
from ..compiled.numba_door import inlined, kernel, rule
from ..compiled.packed_arrays import PackedArrays, arrays_of
from ..compiled.packed_parameters import PackedParameters, parameters_of
from ..compiled.random_draws import Draw, four_draws, spread
from ..households.saving import ASKS
from ..households.trust import keeps_promise
from ..parameters import Parameters
from ..policy.month import Month
from ..queue import honours, refuses
from ..records.arrays import Clock, Count, WorldArrays
from ..records.bit_masks import A_BOND, S_BOND, SAVINGS
from ..records.flows import Flow
from ..rules.save import bond_amount, rolling_chance, worth_more


class Bond(NamedTuple):
    """Terms of the bond; `institution` is -1 where there is none. What was sold is served on after the sale ends."""

    institution: int
    is_open: int
    yield_rate: float
    months: int
    min_usd: float


NO_BOND = Bond(-1, 0, 0.0, 0, 0.0)


def bond_terms(m: Month) -> Bond:
    """Terms of the bond this month."""
    k = m.running("bond_desk")
    if k < 0:
        return NO_BOND
    terms = m.told(k)
    return Bond(k, m.is_open(k), terms.bond_yield, int(m.lever(k).values["maturity_months"]), terms.bond_min_usd)


@inlined
def wants_to_keep(w: WorldArrays, p: Parameters, t: Clock, bond: Bond, i: int) -> bool:
    """Whether household `i`, whose bonds fall due, puts them into the bond now on sale."""
    h = w.households[i]
    terms = w.offers[h.corridor, h.eligible]
    if bond.is_open == 0 or terms.bond_open <= 0.0 or h.refuses == 1 or not h.aware & SAVINGS:
        return False
    draws = SaveDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.SAVE.value, t.tick, h.id))
    return draws.rolls_over < rolling_chance(worth_more(bond.yield_rate, h.attachment_political, h.trust_state, h.generation, p.saving), p.saving)


@inlined
def asked(w: WorldArrays, p: Parameters, t: Clock, bond: Bond, i: int) -> float:
    """What household `i` asks for this month, or wants to keep of what falls due, USD."""
    h = w.households[i]
    if h.bond_due == ASKS:
        draws = SaveDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.SAVE.value, t.tick, h.id))
        return bond_amount(h.wealth, spread(draws.size, p.saving.size_spread), bond.min_usd, p.saving)
    if h.bonds_held > 0.0 and h.bond_due == t.tick and wants_to_keep(w, p, t, bond, i):
        return h.bonds_held
    return 0.0


@rule
def coupon_months(tick: int, due: int, months: int) -> int:
    """Months of interest paid now: bonds pay in the month of the year in which they fall due; the first time for the part of a year that has passed.

    >>> coupon_months(112, 160, 60), coupon_months(113, 160, 60), coupon_months(100, 118, 18), coupon_months(106, 118, 18), coupon_months(118, 118, 18)
    (12, 0, 0, 6, 12)
    """
    passed = months - (due - tick)
    if passed <= 0 or (due - tick) % 12 != 0:
        return 0
    return min(passed, 12)


@kernel
def bonds_month(stage: PackedArrays, packed: PackedParameters, t: Clock, bond: Bond) -> None:
    """Coupons and redemptions, and the sale of a month: where more is asked for than is left of the issue, all get the same share of what they ask."""
    w = arrays_of(stage)
    p = parameters_of(packed)
    bank = w.institutions[bond.institution]
    n = w.counts[Count.HOUSEHOLDS.value]
    demand = 0.0
    for i in range(n):
        demand += w.households[i].weight * asked(w, p, t, bond, i)
    share = min(bank.left / demand, 1.0) if demand > 0.0 and bond.is_open == 1 else 0.0
    sold = 0.0
    for i in range(n):
        h = w.households[i]
        if h.bond_due == -1:
            continue
        tally = w.tally[h.cell]
        wish = asked(w, p, t, bond, i)
        got = wish * share
        asks = h.bond_due == ASKS
        if not asks and h.bonds_held > 0.0:
            months = coupon_months(t.tick, h.bond_due, bond.months)
            if months > 0:
                coupon = h.bonds_held * bond.yield_rate * months / 12.0
                h.wealth += coupon
                keeps_promise(w, p, i)
                tally[Flow.COUPONS.value] += h.weight * coupon
                tally[Flow.BOND_PREMIUM.value] += h.weight * h.bonds_held * max(bond.yield_rate - p.saving.market_yield, 0.0) * months / 12.0
        if asks or h.bond_due == t.tick:
            if h.bonds_held > 0.0:
                tally[Flow.REDEEMED.value] += h.weight * h.bonds_held
                h.wealth += h.bonds_held
            h.wealth -= got
            h.bonds_held = got
            h.bond_due = t.tick + bond.months if got > 0.0 else -1
            if got > 0.0:
                sold += h.weight * got
                tally[Flow.BONDS_SOLD.value] += h.weight * got
                h.acted |= A_BOND
                h.supported |= S_BOND
        if asks:
            honours(w, bond.institution, h.weight * share)
            refuses(w, bond.institution, h.weight * (1.0 - share))
        tally[Flow.BONDS_HELD.value] += h.weight * h.bonds_held
    bank.left = max(bank.left - sold, 0.0)
