"""The channel of transfers: what cheaper and faster formal transfers bring, and what they only move (D1, C09)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from model.inputs.shocks import Shock
from model.offers import base_offer
from model.parameters import parameters
from model.world import DiasporaModel
from tests.worlds import BUSY, MAR, assert_same, is_above_zero, lever, rises, settings_of, untouched, value, world

TOLD = {"information.broadcast": 1.0, "information.refusal": 0.0}


def test_a_cheaper_fee_brings_formal_transfers() -> None:
    cheap, cheaper = lever("remittance_cost", target_share=0.05, days=2.0), lever("remittance_cost", target_share=0.02, days=2.0)
    assert is_above_zero(rises((cheaper,), "remittances_formal"))
    assert is_above_zero(rises((cheaper,), "remittances_formal", against=(cheap,)))
    assert is_above_zero(rises((cheaper,), "remittances"))
    assert is_above_zero(rises((cheaper,), "remittance_fees", sign=-1.0))


def test_faster_transfers_bring_them_too() -> None:
    fast, slow = lever("remittance_cost", target_share=0.03, days=0.0), lever("remittance_cost", target_share=0.03, days=2.0)
    assert is_above_zero(rises((fast,), "remittances_formal", against=(slow,), parameters={"remitting.days_effect": 0.3}))


def test_d1_most_of_what_a_lower_fee_brings_to_formal_channels_comes_from_informal_ones() -> None:
    """The fee trap: of the growth of recorded remittances more than half is money that was sent already, by another way."""
    base, cheap = (DiasporaModel(settings_of(MAR, stock=30_000.0, years=3, remittance_cost=cost)).run() for cost in (0.065, 0.03))
    formal, total = (np.log(value(cheap, name) / value(base, name)) for name in ("remittances_formal", "remittances"))
    assert 0.03 < formal < 0.16 and 0.0 < total < 0.08
    assert (formal - total) / formal > 0.5, (formal, total)


def test_informal_transfers_are_a_quarter_to_two_fifths() -> None:
    model = DiasporaModel(settings_of(MAR, stock=30_000.0, years=2)).run()
    assert 0.6 < value(model, "remittances_formal") / value(model, "remittances") < 0.8
    assert np.isclose(value(model, "remittances", "sex", "female") + value(model, "remittances", "sex", "male"), value(model, "remittances"))


def test_informal_fees_do_not_fall_with_the_lever() -> None:
    """Informal carriers take their share of what they carry; without formal fees only that is left, but for the few who have not heard."""
    start = world(MAR, parameters=TOLD)
    base, free = start.fork().run(), start.fork((lever("remittance_cost", target_share=0.0),)).run()
    left = []
    for model in (base, free):
        series = model.series().iloc[24:].sum()
        left.append(series["remittance_fees"] - model.p.remitting.informal_cost * (series["remittances"] - series["remittances_formal"]))
    formal = base.series().iloc[24:]["remittances_formal"].sum()
    assert np.isclose(left[0], base.settings.corridors[0].figures.remittance_cost * formal, rtol=1e-9)
    assert 0.0 <= left[1] < 0.1 * left[0]


@pytest.mark.parametrize("sample", [None, 500])
@pytest.mark.parametrize(
    "idle", [lever("remittance_cost", target_share=1.0, days=30.0), lever("remittance_cost", budget_usd=0.0), lever("remittance_cost", {"random_share": 0.0})]
)
def test_a_target_above_the_fee_changes_nothing_to_the_bit(idle: object, sample: int | None) -> None:
    of_world: dict[str, Any] = {"scenario": MAR, "parameters": BUSY, "sample": sample}
    assert_same(world(**of_world).fork((idle,)).run(), untouched(**of_world))  # type: ignore[arg-type]


def test_its_cost_is_what_the_ledger_says() -> None:
    cheaper = lever("remittance_cost", running_usd=120_000.0, from_month=12, paid_by="donor")
    model = world(MAR).fork((cheaper,)).run()
    two_years = 240_000.0 * cheaper.extent(base_offer(model.settings.corridors[0], parameters(model.settings.parameters)))  # of the fees and days, what it takes away
    ledger = model.ledger_frame()
    paid = ledger[ledger["lever"] == "remittance_cost"]
    assert np.isclose(paid["amount_usd"].sum(), two_years) and set(paid["payer"]) == {"donor"} and paid["month"].min() == 12
    assert np.isclose(value(model, "public_cost") * 3, two_years) and 0.0 < two_years < 240_000.0


def test_families_with_accounts_and_secure_senders_use_formal_channels() -> None:
    few, many = (DiasporaModel(settings_of(MAR, years=2, burn_in=0, parameters={"remitting.account_effect": e})).run() for e in (0.0, 3.0))
    assert value(few, "remittances_formal") < value(many, "remittances_formal")
    insecure, secure = (DiasporaModel(settings_of(MAR, years=2, burn_in=0, residence_rights=r, naturalised_share=0.0)).run() for r in (0.1, 0.9))
    assert value(insecure, "remittances_formal") < value(secure, "remittances_formal")


# --- a discount of operators ------------------------------------------------------------------------------------------------------------------------


def test_a_discount_brings_transfers_while_it_lasts_and_no_longer() -> None:
    start = world(MAR, stock=30_000.0)
    cut, usual = (start.fork((), shocks).run().series() for shocks in ((Shock("fee_discount", month=6, months=4, size=0.6),), ()))
    during, after = slice(6, 10), slice(14, 30)
    for name in ("remittances", "remittances_formal"):
        assert (cut[name][:6] == usual[name][:6]).all()
        assert cut[name][during].sum() > usual[name][during].sum()
        assert abs(cut[name][after].sum() / usual[name][after].sum() - 1.0) < 0.01
    assert cut["remittances_formal"][during].sum() / usual["remittances_formal"][during].sum() > cut["remittances"][during].sum() / usual["remittances"][during].sum()
    assert cut["remittance_fees"][during].sum() < 0.75 * usual["remittance_fees"][during].sum()


def test_a_deeper_discount_brings_more_and_none_brings_nothing() -> None:
    start = world(MAR, stock=20_000.0)
    formal = [start.fork((), (Shock("fee_discount", month=0, months=36, size=size),)).run() for size in (0.0, 0.3, 0.9)]
    assert value(formal[0], "remittances_formal") < value(formal[1], "remittances_formal") < value(formal[2], "remittances_formal")
    assert formal[0].series()["remittances"].equals(start.fork().run().series()["remittances"])


def test_a_discount_leaves_the_offer_alone_and_adds_to_a_lever() -> None:
    start = world(MAR, parameters=TOLD)
    shock, cheap = (Shock("fee_discount", month=0, months=36, size=0.5),), (lever("remittance_cost", target_share=0.03),)
    both, alone = start.fork(cheap, shock).run(), start.fork(cheap).run()
    assert both.stage.offers.tobytes() == alone.stage.offers.tobytes()
    assert value(both, "remittances_formal") > value(alone, "remittances_formal")
