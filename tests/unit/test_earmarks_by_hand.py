"""Earmarked transfers by hand: who signs up in which month, how a budget is shared out, what families get and spend, what a label adds to a transfer."""

from __future__ import annotations

import math
from typing import Any

import pytest

from model.finance import earmarked_transfers as earmarks
from model.finance.earmarked_transfers import NO_EARMARK, Earmark
from model.levers import REGISTRY, Eligibility
from model.parameters import parameters
from model.policy.levers_in_force import Policy
from model.records.bit_masks import A_REMIT, REMITTANCE, S_EARMARK
from model.rules.earmark import PRODUCT
from tests.bare import NOW, bare, booked, given, month_of, put, rig
from tests.worlds import ETH, settings_of

P = given(
    earmarking={"control_worth": 0.25, "label_control": 1.0, "sign_up_base": 0.0, "sign_up_response": 1.0, "worth_least": 0.01, "earmark_share": 0.1, "size_spread": 0.0, "earmark_most": 0.5,
                "crowd_in": 2.0, "added_most": 1.0},
    population={"replacement": 0.5},
    belonging={"trust_gain": 0.1, "trust_loss": 0.4, "grievance_gain": 0.5},
)  # fmt: skip
BANK = 2
OPEN = Earmark(BANK, 1)


def world_of(monkeypatch: pytest.MonkeyPatch, signs_up: float = 0.4, ratio: float = 0.75) -> Any:
    """Three households whose month it is, of 500 USD a month: 600 a year go in, 450 are matched; L(ln(0.75 + 0.25)) = 0.5 sign up."""
    rig(monkeypatch, earmarks, EARMARK=(signs_up, 0.5, 0.5, 0.5))
    w = bare()
    w.counts[0] = 4
    for k in range(4):
        # (40 + id) mod 12 is 2
        put(w.households[k], id=106 + 12 * k, altruism=0.2, earnings=500.0, is_employed=1, aware=REMITTANCE, trust_state=0.5, cell=k, weight=2.0)
        put(w.receivers[k], income=1_000.0)
    put(w.households[3], id=107)  # its month is another
    put(w.offers[0, 0], earmark_form=PRODUCT, earmark_open=1.0, earmark_match=ratio, earmark_cap_usd=1e6)
    put(w.institutions[BANK], left=10_000.0)
    return w


def test_who_signs_up_sends_more_and_gets_the_match(monkeypatch: pytest.MonkeyPatch) -> None:
    w = world_of(monkeypatch)
    _month(w, OPEN)
    # 3 records of 2: 6 x 600 own, 6 x 450 public; a family spends what it got three times over
    assert booked(w) == {"EARMARKED": 6 * 1_050.0, "EARMARKED_OWN": 3_600.0, "PURPOSE_SPENT": 6 * 3_150.0, "SIGNED_UP": 6.0}
    bank = w.institutions[BANK]
    assert (bank.arrived, bank.served, bank.abandoned, bank.honoured, bank.refused, bank.spent, bank.left) == (6.0, 6.0, 0.0, 6.0, 0.0, 2_700.0, 7_300.0)
    for k in range(3):
        assert (w.households[k].sent, w.households[k].acted, w.households[k].supported) == (600.0, A_REMIT, S_EARMARK)
        assert w.households[k].trust_state == pytest.approx(0.5 + 0.1 * 0.5)
    assert w.households[3].sent == 0.0


def test_a_budget_that_falls_short_is_shared_out_and_lets_the_others_down(monkeypatch: pytest.MonkeyPatch) -> None:
    w = world_of(monkeypatch)
    put(w.institutions[BANK], left=675.0, exhausted_month=-1)  # a quarter of 2 700
    _month(w, OPEN)
    bank = w.institutions[BANK]
    assert booked(w) == {"EARMARKED": 1_575.0, "EARMARKED_OWN": 900.0, "PURPOSE_SPENT": 4_725.0, "SIGNED_UP": 1.5}
    assert (bank.served, bank.abandoned, bank.honoured, bank.refused, bank.spent, bank.left, bank.exhausted_month) == (1.5, 4.5, 1.5, 4.5, 675.0, 0.0, 3)
    assert w.households[0].trust_state == pytest.approx(0.5 - 0.75 * 0.4 * 0.5) and w.households[0].grievance == pytest.approx(0.75 * 0.5)
    assert w.households[0].sent == 150.0


@pytest.mark.parametrize(
    ("household", "terms", "signs_up"),
    [
        ({}, {}, 0.51),  # half sign up
        ({"altruism": 0.0}, {}, 0.0),
        ({"refuses": 1}, {}, 0.0),
        ({"aware": 0}, {}, 0.0),
        ({"status": 0}, {}, 0.0),
        ({"earnings": 0.0}, {}, 0.0),
        ({}, {"earmark_open": 0.5}, 0.26),
        ({}, {"earmark_doubt": 1.0}, 0.21),  # L(ln 0.25) = 0.2
        ({}, {"earmark_cap_usd": 0.0}, 0.21),
    ],
)
def test_who_does_not_sign_up(monkeypatch: pytest.MonkeyPatch, household: dict[str, float], terms: dict[str, float], signs_up: float) -> None:
    w = world_of(monkeypatch, signs_up)
    for k in range(3):
        put(w.households[k], **household)
    put(w.offers[0, 0], **terms)
    _month(w, OPEN)
    assert booked(w) == {} and w.institutions[BANK].arrived == 0.0


def test_a_product_without_a_match_asks_nothing_of_the_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    w = world_of(monkeypatch, 0.19, 0.0)
    put(w.institutions[BANK], left=0.0)
    _month(w, OPEN)
    assert booked(w)["EARMARKED"] == booked(w)["EARMARKED_OWN"] == 3_600.0
    bank = w.institutions[BANK]
    assert (bank.served, bank.honoured, bank.spent, bank.exhausted_month) == (6.0, 0.0, 0.0, -1) and w.households[0].trust_state == 0.5


def test_what_ended_is_not_signed_up_for(monkeypatch: pytest.MonkeyPatch) -> None:
    w = world_of(monkeypatch)
    _month(w, Earmark(BANK, 0))
    assert booked(w) == {}


def test_a_label_is_no_product() -> None:
    for form, ratio, runs in (("label", 0.0, False), ("voucher", 0.0, False), ("label", 1.0, True), ("product", 0.0, True)):
        made = REGISTRY["earmarked_transfer"](Eligibility(), form=form, match_ratio=ratio, from_month=2)
        policy = Policy((made,), settings_of(ETH, stock=400.0, years=1), parameters())
        assert earmarks.earmark_terms(month_of(policy, 3, (1.0,))) == (Earmark(0, 1) if runs else NO_EARMARK)
        assert earmarks.earmark_terms(month_of(policy, 1, (0.0,))) == NO_EARMARK


def _month(w: Any, terms: Earmark) -> None:
    earmarks.earmarks_month.py_func((w,), (P,), NOW, terms)


def test_the_numbers_above_are_right() -> None:
    assert 1.0 / (1.0 + math.exp(-math.log(0.25))) == pytest.approx(0.2)
