"""Earmarked transfers: what control over the use of money is worth to its sender, vouchers, signing up for a product, what families add."""

from __future__ import annotations

import math

from ..compiled.numba_door import rule
from ..parameters.earmarking import Earmarking
from ..records.vocabulary import EARMARK_FORMS
from .choose import logistic

LABEL, PROVIDER, VOUCHER, PRODUCT = (1.0 + number for number in range(len(EARMARK_FORMS)))
"""Terms `earmark_form`; 0 where there is none."""


@rule
def control_of(form: float, p: Earmarking) -> float:
    """How far the sender controls what earmarked money is used for: wholly where it never passes through the family's hands, else as a label is honoured.

    >>> p = Earmarking(*[0.0] * len(Earmarking._fields))._replace(label_control=0.8)
    >>> control_of(LABEL, p), control_of(PRODUCT, p), control_of(PROVIDER, p), control_of(VOUCHER, p)
    (0.8, 0.8, 1.0, 1.0)
    """
    return 1.0 if form in (PROVIDER, VOUCHER) else p.label_control


@rule
def sent_earmarked(form: float, amount: float, family_income: float, p: Earmarking) -> float:
    """How many times as much is sent where a transfer of `amount`, USD, can be earmarked in `form`; `family_income`: of the family, USD a month.

    1 + worth x control: money that is used as its sender wants is worth more to him, who values it so much more than the family does (De Arcangelis et al.
    2015; mental accounting: Thaler 1999). A voucher is as good as cash, and controls nothing, up to what the family would buy of these goods anyway, a share
    of its income; beyond that it controls, and loses the worth of free choice (Southworth 1945; Torero and Viceisza 2015): 1 + bound (worth - loss), where
    `bound` is the part of the amount beyond it.

    >>> p = Earmarking(*[0.0] * len(Earmarking._fields))._replace(control_worth=0.2, label_control=0.8, voucher_loss=0.4, basket_share=0.5)
    >>> round(sent_earmarked(LABEL, 300.0, 400.0, p), 3), sent_earmarked(PROVIDER, 300.0, 400.0, p), sent_earmarked(VOUCHER, 200.0, 400.0, p)
    (1.16, 1.2, 1.0)
    >>> sent_earmarked(VOUCHER, 400.0, 400.0, p)
    0.9
    """
    if form == VOUCHER:
        bound = max(1.0 - p.basket_share * family_income / amount, 0.0) if amount > 0.0 else 0.0
        return max(1.0 + bound * (p.control_worth - p.voucher_loss), 0.0)
    return 1.0 + p.control_worth * control_of(form, p)


@rule
def labelled(form: float, received: float, p: Earmarking) -> float:
    """Part of an ordinary transfer that is earmarked, USD: all of a voucher, else what senders mean for schooling.

    >>> p = Earmarking(*[0.0] * len(Earmarking._fields))._replace(purpose_share=0.25)
    >>> labelled(LABEL, 200.0, p), labelled(VOUCHER, 200.0, p)
    (50.0, 200.0)
    """
    return received if form == VOUCHER else p.purpose_share * received


@rule
def signing_up(form: float, match: float, p: Earmarking) -> float:
    """Chance of signing up in a year for a product that brings `match` public USD per private one, as it is expected.

    logistic(base + response ln(match + worth of control)): the odds respond to what a USD sent so is worth beyond one sent as always; what that has to
    outweigh is the trouble of a new product (Ambler, Aycinena and Yang 2015; on trouble and take-up: Currie 2006).

    >>> p = Earmarking(*[0.0] * len(Earmarking._fields))._replace(sign_up_base=-1.0, sign_up_response=1.0, control_worth=0.25, label_control=1.0)
    >>> round(signing_up(PRODUCT, 3.0, p), 4), round(signing_up(PRODUCT, 0.0, p), 4)
    (0.5445, 0.0842)
    """
    control = p.control_worth * control_of(form, p) - (p.voucher_loss if form == VOUCHER else 0.0)
    return logistic(p.sign_up_base + p.sign_up_response * math.log(max(match + control, p.worth_least)))


@rule
def matched(own: float, ratio: float, cap: float) -> float:
    """Public money on `own`, USD.

    >>> matched(100.0, 3.0, 1_000.0), matched(500.0, 3.0, 1_000.0)
    (300.0, 1000.0)
    """
    return min(ratio * own, cap)


@rule
def spent_on_purpose(earmarked: float, form: float, family_income: float, p: Earmarking) -> float:
    """What a family spends on schooling because of earmarked money, USD: as much of it as is used so, and what it adds, at most a share of its income.

    Schooling comes in wholes: who is sent to a better school needs more than what was sent for it (Ambler, Aycinena and Yang 2015). `family_income`: USD over
    the time for which the money is meant.

    >>> p = Earmarking(*[0.0] * len(Earmarking._fields))._replace(label_control=0.5, crowd_in=2.0, added_most=0.1)
    >>> spent_on_purpose(100.0, LABEL, 1e6, p), spent_on_purpose(100.0, PROVIDER, 1_000.0, p)
    (150.0, 200.0)
    """
    used = earmarked * control_of(form, p)
    return used + min(p.crowd_in * used, p.added_most * family_income)
