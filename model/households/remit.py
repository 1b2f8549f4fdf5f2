"""What a household earns and what it sends to its family (D1)."""

from __future__ import annotations

from typing import NamedTuple

from ..compiled.bit_counters import share_seen
from ..compiled.numba_door import inlined
from ..compiled.random_batches import Dice
from ..compiled.random_draws import spread
from ..parameters import Parameters
from ..records.arrays import Seen, WorldArrays
from ..records.bit_masks import REMITTANCE
from ..records.vocabulary import Kin
from ..rules.choose import happens
from ..rules.earmark import sent_earmarked
from ..rules.fluctuate import with_lot
from ..rules.remit import altruism_of, most, occasion_odds_at_most, sending_odds, settled, wanted, wanted_at_most
from ..rules.stand_by import after_disaster, in_lean_times, rebuilding
from ..rules.transfer import formal_cost, formal_odds


class Sent(NamedTuple):
    """Income, USD; share of the family's income that is missing; what the family receives and the fee, USD; whether it goes by a formal channel."""

    income: float
    loss: float
    received: float
    fee: float
    is_formal: int


@inlined
def income_of(earnings: float, behind: float, is_employed: int, recession: float, p: Parameters) -> float:
    """Income this month, USD: earnings less what years abroad have not made up yet, less without a job and in a recession."""
    return earnings * (1.0 - behind) * (1.0 if is_employed == 1 else p.population.replacement) * (1.0 - recession)


@inlined
def help_kin(w: WorldArrays, p: Parameters, i: int, dice: Dice) -> float:
    """What household `i` wants to send to kin who lost income, or what they own, USD; nothing in a month in which it does not hear of it or cannot.

    Who supports a family hears of its lean times. A disaster is news to all who have kin there, and wider kin turn to them too.
    """
    h = w.households[i]
    r = w.receivers[i]
    place = w.communities[h.community]
    is_close = h.supports == Kin.SUPPORTED.value
    if dice.remit.helps >= (p.remitting.hears if is_close else p.crisis.kin_hears):
        return 0.0
    lean = max(place.recession, w.offers[h.corridor, h.eligible].lot_loss)
    amount = in_lean_times(r.income, lean, p.remitting) if is_close else 0.0
    if place.strike_share > 0.0:
        is_struck = 1 if dice.strike < place.strike_share else 0
        severity = place.disaster_loss + rebuilding(place.to_rebuild, p.crisis)
        amount += place.uninsured * after_disaster(r.income, p.population.families, severity, is_struck, place.strike_share, p.crisis, p.remitting)
    return amount


@inlined
def earn_and_send(w: WorldArrays, p: Parameters, i: int, seen: int, aware: int, dice: Dice) -> Sent:
    """Household `i` looks at its income and the losses of its kin, and sends something or not, at the terms of the channel it takes."""
    h = w.households[i]
    c = w.corridors[h.corridor]
    place = w.communities[h.community]
    terms = w.offers[h.corridor, h.eligible]
    income = income_of(h.earnings, h.behind, h.is_employed, with_lot(c.recession, c.slump, terms.lot_recession), p)
    loss = max(place.recession, terms.lot_loss)
    if place.disaster_loss > 0.0:
        loss = min(loss + (place.disaster_loss if dice.strike < place.strike_share else 0.0), p.crisis.loss_most)
    if h.supports == Kin.NONE.value:
        return Sent(income, loss, 0.0, 0.0, 0)
    sending, political = share_seen(seen, Seen.SENDS.value), min(h.attachment_political + h.goodwill, 1.0)
    altruism = altruism_of(h.altruism, min(h.plans_return, 1), p.remitting) * settled(h.years_abroad, p.remitting)
    has_losses = place.recession > 0.0 or terms.lot_loss > 0.0 or place.strike_share > 0.0
    help_usd = help_kin(w, p, i, dice) if has_losses else 0.0
    if h.supports == Kin.OCCASIONS.value and help_usd <= 0.0:
        at_most = most(income, 0.0, p.remitting) if terms.earmark_use > 0.0 else wanted_at_most(income, altruism, p.remitting)
        if not happens(dice.remit.sends, occasion_odds_at_most(at_most, sending, h.is_national, political, p.remitting)):
            return Sent(income, loss, 0.0, 0.0, 0)
    r = w.receivers[i]
    fee, days = w.terms_without_policy[h.corridor].remittance_cost, w.terms_without_policy[h.corridor].transfer_days
    if aware & REMITTANCE and h.refuses == 0:
        fee, days = terms.remittance_cost, terms.transfer_days
    cost = formal_cost(fee, max(c.fee_cut, terms.lot_fee_cut))
    is_formal = 1 if happens(dice.remit.channel, formal_odds(cost, days, r.has_account, (1.0 - c.rights) * (1.0 - h.is_naturalised), p.remitting)) else 0
    if is_formal == 0:
        cost = p.remitting.informal_cost
    amount = wanted(income, altruism, cost, p.remitting)
    if terms.earmark_use > 0.0 and aware & REMITTANCE and h.refuses == 0:
        times = 1.0 + terms.earmark_use * (sent_earmarked(terms.earmark_form, amount, r.income, p.earmarking) - 1.0)
        amount = min(amount * times, most(income, cost, p.remitting))
    received = 0.0
    if amount > 1.0 and happens(dice.remit.sends, sending_odds(amount, h.supports, sending, cost, h.is_national, political, p.remitting)):
        received = amount * spread(dice.remit.amount, p.remitting.ticket_spread)
    if help_usd > 0.0:
        received += min(help_usd, max(most(income, cost, p.remitting) - received, 0.0))
    if received <= 0.0:
        return Sent(income, loss, 0.0, 0.0, 0)
    return Sent(income, loss, received, received * cost, is_formal)
