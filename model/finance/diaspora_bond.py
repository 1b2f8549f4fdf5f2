"""The diaspora bond (D5; an extension, GCM objective 19e): an issue shared out among all who ask in a month, coupons, redemption, roll-over, default."""

from __future__ import annotations

from typing import NamedTuple

from ..compiled.fetching import AHEAD, fetch, line_of
from ..compiled.named_draws import IssuerDraws, SaveDraws
from ..compiled.numba_door import inlined, kernel, rule
from ..compiled.packed_arrays import PackedArrays, arrays_of
from ..compiled.packed_parameters import PackedParameters, parameters_of
from ..compiled.random_draws import Draw, four_draws, spread
from ..households.saving import ASKS
from ..households.trust import breaks_promise
from ..numerics import LN_2
from ..parameters import Parameters
from ..policy.month import Month
from ..queue import honours, refuses
from ..records.arrays import Clock, Count, WorldArrays
from ..records.bit_masks import A_BOND, S_BOND, SAVINGS
from ..records.fields import dtype_of
from ..records.flows import Flow
from ..records.people import HOUSEHOLD
from ..rules.save import bond_amount, coupon_paid, default_felt, defaulting_chance, issuer_trust, rolling_chance, worth_more
from ..time_units import TWELFTH


class Bond(NamedTuple):
    """Terms of the bond; `institution` is -1 where there is none. What was sold is served on after the sale ends."""

    institution: int
    is_open: int
    yield_rate: float
    months: int
    min_usd: float


NO_BOND = Bond(-1, 0, 0.0, 0, 0.0)
RECORD_LINE = line_of(dtype_of(HOUSEHOLD), "issuer_record")


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
    if bond.is_open == 0 or terms.bond_open <= 0.0 or h.refuses == 1 or not h.aware & SAVINGS or w.corridors[h.corridor].in_default > 0:
        return False
    draws = SaveDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.SAVE.value, t.tick, h.id))
    return draws.rolls_over < rolling_chance(
        worth_more(bond.yield_rate, h.attachment_political, issuer_trust(h.trust_state, float(h.issuer_record)), h.generation, p.saving), p.saving
    )


@inlined
def asked(w: WorldArrays, p: Parameters, t: Clock, bond: Bond, i: int) -> float:
    """What household `i` asks for this month, or wants to keep of what falls due, USD."""
    h = w.households[i]
    if h.bond_due == ASKS:
        draws = SaveDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.SAVE.value, t.tick, h.id))
        if w.corridors[h.corridor].in_default > 0:
            return 0.0
        return bond_amount(h.wealth, h.savings_held, spread(draws.size, p.saving.size_spread), bond.min_usd, p.saving)
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


@rule
def issuers_default(w: WorldArrays, p: Parameters, t: Clock) -> None:
    """Origins that default on their bonds this month, one draw each, whatever the corridor; those in default find buyers again some months later."""
    for k in range(w.corridors.shape[0]):
        c = w.corridors[k]
        first = 0
        while w.corridors[first].origin != c.origin:
            first += 1
        draws = IssuerDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.ISSUER.value, t.tick, int(c.origin)))
        origin = w.corridors[first]
        if c.in_default > 0:
            c.in_default = c.in_default + 1 if c.in_default < p.saving.default_months else 0
        elif draws.defaults < defaulting_chance(origin.climate, origin.stability, p.saving) * TWELFTH:
            c.in_default = 1


@inlined
def lose(w: WorldArrays, p: Parameters, i: int) -> None:
    """Household `i` loses part of what it holds: trust in the issuer falls by what is lost, and a promise of the state is broken."""
    h = w.households[i]
    lost = p.saving.default_loss * h.bonds_held
    h.bonds_held -= lost
    h.issuer_record = default_felt(float(h.issuer_record), p.saving)
    breaks_promise(w, p, i)
    w.tally[h.cell, Flow.BONDS_LOST.value] += h.weight * lost


@inlined
def serve(w: WorldArrays, p: Parameters, t: Clock, bond: Bond, i: int) -> None:
    """The coupon of household `i`, where its month has come: trust in the issuer rises, to a ceiling."""
    h = w.households[i]
    months = coupon_months(t.tick, h.bond_due, bond.months)
    if months > 0:
        coupon = h.bonds_held * bond.yield_rate * months * TWELFTH
        h.wealth += coupon
        h.issuer_record = coupon_paid(float(h.issuer_record), p.saving)
        w.tally[h.cell, Flow.COUPONS.value] += h.weight * coupon


@inlined
def buy(w: WorldArrays, p: Parameters, t: Clock, bond: Bond, i: int, usd: float) -> None:
    """Household `i` gets a bond of `usd`, in part for savings that it had at origin; what it will be paid above the market is a cost from now on."""
    h = w.households[i]
    h.bonds_held = usd
    h.bond_due = t.tick + bond.months if usd > 0.0 else -1
    if usd <= 0.0:
        return
    switched = min(p.saving.bond_switched * usd, h.savings_held)
    h.savings_held -= switched
    h.wealth -= usd - switched
    tally = w.tally[h.cell]
    tally[Flow.PRODUCTS_WITHDRAWN.value] += h.weight * switched
    tally[Flow.PRODUCTS_HELD.value] -= h.weight * switched
    tally[Flow.BONDS_SOLD.value] += h.weight * usd
    tally[Flow.BOND_PREMIUM.value] += h.weight * usd * max(bond.yield_rate - p.saving.market_yield, 0.0) * bond.months * TWELFTH
    h.acted |= A_BOND
    h.supported |= S_BOND


@rule
def owed(held: float, tick: int, due: int, bond: Bond) -> float:
    """What is owed to a holder, USD: the principal, and the coupons that come in the months for which none has been paid yet.

    >>> bond = Bond(0, 1, 0.06, 60, 0.0)
    >>> [round(owed(100.0, tick, 160, bond), 9) for tick in (100, 111, 112, 148, 160)], owed(0.0, 100, -1, bond)
    ([130.0, 130.0, 124.0, 106.0, 100.0], 0.0)
    """
    if held <= 0.0:
        return 0.0
    months = min(-12 * ((tick - due) // 12), bond.months)
    return held * (1.0 + bond.yield_rate * months * TWELFTH)


@kernel
def bonds_month(stage: PackedArrays, packed: PackedParameters, t: Clock, bond: Bond) -> None:
    """Defaults, coupons, redemptions, and the sale of a month: where more is asked for than is left of the issue, all get the same share of what they ask."""
    w = arrays_of(stage)
    p = parameters_of(packed)
    bank = w.institutions[bond.institution]
    issuers_default(w, p, t)
    forgets = LN_2 / p.saving.record_months
    n = w.counts[Count.HOUSEHOLDS.value]
    demand = 0.0
    for i in range(n):
        fetch(w.households, i + AHEAD, 0)
        h = w.households[i]
        if h.bonds_held > 0.0 and w.corridors[h.corridor].in_default == 1:
            lose(w, p, i)
        demand += h.weight * asked(w, p, t, bond, i)
    share = min(bank.left / demand, 1.0) if demand > 0.0 and bond.is_open == 1 else 0.0
    sold = 0.0
    for i in range(n):
        fetch(w.households, i + AHEAD, 0)
        fetch(w.households, i + AHEAD, RECORD_LINE)
        h = w.households[i]
        if float(h.issuer_record) != 0.0:
            h.issuer_record = float(h.issuer_record) * (1.0 - forgets)
        if h.bond_due == -1:
            continue
        tally = w.tally[h.cell]
        got = asked(w, p, t, bond, i) * share
        asks = h.bond_due == ASKS
        if not asks and h.bonds_held > 0.0:
            serve(w, p, t, bond, i)
        if asks or h.bond_due == t.tick:
            if h.bonds_held > 0.0:
                tally[Flow.REDEEMED.value] += h.weight * h.bonds_held
                h.wealth += h.bonds_held
            buy(w, p, t, bond, i, got)
            sold += h.weight * got
        if asks:
            honours(w, bond.institution, h.weight * share)
            refuses(w, bond.institution, h.weight * (1.0 - share))
        tally[Flow.BONDS_HELD.value] += h.weight * h.bonds_held
        tally[Flow.BONDS_OWED.value] += h.weight * owed(h.bonds_held, t.tick, h.bond_due, bond)
    bank.left = max(bank.left - sold, 0.0)
