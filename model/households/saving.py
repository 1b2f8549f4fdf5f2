"""Savings of a household at origin, once a year: accounts and bonds (D5, A4)."""

from __future__ import annotations

from typing import Any, NamedTuple

from ..compiled.named_draws import SaveDraws
from ..compiled.numba_door import inlined, not_inlined
from ..compiled.packed_parameters import PackedParameters, parameters_of
from ..compiled.random_draws import Draw, four_draws, spread
from ..records.arrays import Clock, WorldArrays
from ..records.bit_masks import A_SAVE, BLOCKED_FINANCE, S_SAVINGS, SAVINGS
from ..records.flows import Flow
from ..rules.save import asking_chance, bond_amount, deposit_chance, issuer_trust, put_by, worth_more
from ..rules.visit import campaign_effect
from .perception import Perception

MONTH = 8  # of the household's year
ASKS = -2  # `bond_due` of who asks for a bond this month


class Savings(NamedTuple):
    """What moves in a household's account at origin this month, USD, and whether it asks for bonds. `bonus` is interest above the ordinary account's.

    `stopped`: the obstacle to a product or a bond that it wanted.
    """

    deposit: float
    interest: float
    bonus: float
    withdrawn: float
    drawn: float
    is_product: int
    asks: int
    stopped: int


NOTHING = Savings(0.0, 0.0, 0.0, 0.0, 0.0, 0, 0, 0)


@not_inlined
def save(h: Any, c: Any, terms: Any, terms_without_policy: Any, view: Perception, wealth: float, packed: PackedParameters, t: Clock) -> Savings:
    """The year's interest, withdrawals and deposit, and whether it asks for a bond on sale.

    The terms of a new product hold for balances of at least its minimum; what is below it stays in, or goes to, an ordinary account.
    """
    s = parameters_of(packed).saving
    draws = SaveDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.SAVE.value, t.tick, view.person))
    factor = spread(draws.size, s.size_spread)
    heard = view.heard_topics & SAVINGS
    held = h.savings_held
    control, rate = terms_without_policy.product_control, terms_without_policy.product_yield
    if heard and held >= terms.product_min_usd:
        control, rate = terms.product_control, terms.product_yield
    interest = held * rate
    bonus = held * max(rate - terms_without_policy.product_yield, 0.0)
    withdrawn = held * s.withdrawal
    drawn = held * min(s.family_draws * (1.0 - control), 1.0 - s.withdrawal)
    deposit = put_by(wealth, held + h.bonds_held, s.product_share, factor, s)
    is_product = 0
    stopped = 0
    plans = min(h.plans_return, 1)
    trained = 1 if h.family_trained & 2 else 0
    control, rate = terms_without_policy.product_control, terms_without_policy.product_yield
    if heard and (terms.product_control > control or terms.product_yield > rate):
        if held + deposit >= terms.product_min_usd:
            control, rate = terms.product_control, terms.product_yield
            is_product = 1
        elif draws.product < deposit_chance(h.attachment_economic, h.trust_state, plans, terms.product_control, terms.product_yield, trained, s):
            stopped = BLOCKED_FINANCE
    if draws.product >= deposit_chance(h.attachment_economic, h.trust_state, plans, control, rate, trained, s):
        deposit = 0.0
        is_product = 0
    asks = 0
    if heard and terms.bond_open > 0.0 and h.bond_due == -1 and c.in_default == 0:
        gain = worth_more(terms.bond_yield, h.attachment_political, issuer_trust(h.trust_state, float(h.issuer_record)), h.generation, s)
        promotion = campaign_effect(terms.bond_promotion_usd / c.all_households, s.promotion_effect, s.promotion_half_usd)
        if draws.bond < asking_chance(gain, promotion, s) * (1.0 - terms.bond_doubt):
            if bond_amount(wealth - deposit, held + deposit, factor, terms.bond_min_usd, s) > 0.0:
                asks = 1
            else:
                stopped = BLOCKED_FINANCE
    return Savings(deposit, interest, bonus, withdrawn, drawn, is_product, asks, stopped)


@inlined
def book_savings(h: Any, tally: Any, d: Savings) -> tuple[int, int]:
    """Write the account down; bits of what was done and of what carried it. Bonds are shared out later in the month, among all who ask."""
    weight = h.weight
    if d.asks == 1:
        h.bond_due = ASKS
    acted = supported = 0
    if d.deposit > 0.0 or h.savings_held > 0.0:
        h.savings_held = max(h.savings_held + d.deposit + d.interest - d.withdrawn - d.drawn, 0.0)
        tally[Flow.PRODUCTS.value] += weight * d.deposit
        tally[Flow.PRODUCTS_INTEREST.value] += weight * d.interest
        tally[Flow.PRODUCTS_BONUS.value] += weight * d.bonus
        tally[Flow.PRODUCTS_WITHDRAWN.value] += weight * d.withdrawn
        tally[Flow.PRODUCTS_DRAWN.value] += weight * d.drawn
        tally[Flow.PRODUCTS_HELD.value] += weight * h.savings_held
        if d.deposit > 0.0:
            acted = A_SAVE
            supported = S_SAVINGS if d.is_product == 1 else 0
    return acted, supported


@inlined
def cash_in(w: WorldArrays, i: int) -> None:
    """Who leaves the diaspora takes its savings back, and its bonds at par, without the interest of the year."""
    h = w.households[i]
    if h.savings_held > 0.0:
        w.tally[h.cell, Flow.PRODUCTS_WITHDRAWN.value] += h.weight * h.savings_held
        h.savings_held = 0.0
    if h.bonds_held > 0.0:
        w.tally[h.cell, Flow.REDEEMED.value] += h.weight * h.bonds_held
        h.bonds_held = 0.0
    h.bond_due = -1
    h.issuer_record = 0.0
