"""Families at origin: training, accounts, savings and local investment, by sex of who heads them (A4, C04, C17)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from model.inputs.shocks import Shock
from model.queue import Desk
from model.records.arrays import Count
from model.records.flows import Flow
from model.world import DiasporaModel
from tests.worlds import BUSY, ETH, MAR, assert_same, is_above_zero, lever, rises, settings_of, untouched, value, world

EAGER = {"information.broadcast": 0.5, "saving.course_base": -1.5}

COURSES: dict[str, tuple[dict[str, Any] | None, dict[str, Any], str]] = {
    "training opens accounts": (None, {}, "accounts_opened"),
    "training raises savings": (None, {}, "receivers_savings"),
    "training raises local investment": (None, {"seats_per_year": 2_000}, "local_investment"),
    "more seats train more": ({"seats_per_year": 30}, {"seats_per_year": 600}, "families_trained"),
    "seats kept for women open accounts of women": ({"seats_per_year": 60}, {"seats_per_year": 60, "share_women": 1.0}, "accounts_opened_women"),
    "and raise their savings": ({"seats_per_year": 60}, {"seats_per_year": 60, "share_women": 1.0}, "receivers_savings_women"),
    "families open more accounts where they are trained themselves": ({"trained": "sender"}, {"trained": "receiver"}, "accounts_opened"),
    "senders put more by where they are trained": ({"trained": "receiver", "seats_per_year": 2_000}, {"trained": "both", "seats_per_year": 2_000}, "savings_products"),
    "seats cost": ({"seat_usd": 100.0}, {"seat_usd": 400.0}, "public_cost"),
}  # fmt: skip


@pytest.mark.parametrize("name", COURSES)
def test_training(name: str) -> None:
    weak, strong, outcome = COURSES[name]
    against = () if weak is None else (lever("financial_inclusion", **weak),)
    assert is_above_zero(rises((lever("financial_inclusion", **strong),), outcome, against=against, parameters=EAGER, stock=15_000.0))


@pytest.mark.parametrize("sample", [None, 500])
@pytest.mark.parametrize(
    "idle", [lever("financial_inclusion", seats_per_year=0), lever("financial_inclusion", budget_usd=0.0), lever("financial_inclusion", {"random_share": 0.0})]
)
def test_no_seats_change_nothing_to_the_bit(idle: object, sample: int | None) -> None:
    of_world: dict[str, Any] = {"scenario": MAR, "parameters": BUSY, "sample": sample}
    assert_same(world(**of_world).fork((idle,)).run(), untouched(**of_world))  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [{"stock": 15_000.0}, {"stock": 60_000.0, "sample": 300}], ids=["full scale", "sampled"])
def test_seats_budget_and_queue_are_kept_every_month(size: dict[str, Any]) -> None:
    """A seat is a seat: real families are trained, never more than there are seats; the budget is not passed; nobody gets lost."""
    model = world(MAR, parameters=EAGER, **size).fork((lever("financial_inclusion", seats_per_year=100, seat_usd=500.0, budget_usd=90_000.0, desk_usd=50_000.0, to_month=30),))
    trained = 0.0
    while model.month < model.horizon:
        model.step()
        bank = model.stage.institutions[0]
        years = (model.month - 1) // 12 + 1
        flows = model.flows[: model.month].sum(axis=(0, 1))
        assert bank["left"] >= -1e-6 and bank["spent"] <= years * 40_000.0 + 1e-6
        assert flows[Flow.FAMILIES_TRAINED] == bank["served"] <= years * 80.0
        assert bank["served"] - trained <= 100 / 12.0 * ((model.month - 1) % 12 + 1)
        trained = float(bank["served"])
        files = model.stage.files[: model.stage.counts[Count.FILES]]
        h = model.stage.households[: model.n_households]
        assert (files["desk"] == Desk.COURSE).sum() == bank["waiting"] == h["family_waits"].sum()
        assert bank["arrived"] == bank["served"] + bank["abandoned"] + bank["waiting"]
        assert (h["weight"][files["household"]] == 1.0).all()
    bank = model.stage.institutions[0]
    assert bank["waiting"] == 0.0 < bank["abandoned"]  # the programme ended
    assert bank["exhausted_month"] >= 0  # 80 of 100 seats could be paid
    h = model.stage.households[: model.n_households]
    assert 0 < (h["weight"] * (h["family_trained"] > 0)).sum() <= trained
    ledger = model.ledger_frame()
    assert np.isclose(ledger[ledger["lever"] == "financial_inclusion"]["amount_usd"].sum(), bank["spent"] + 50_000.0 * 2.5)
    assert np.isclose(value(model, "public_cost") * 3, bank["spent"] + 50_000.0 * 2.5)


def test_women_get_their_share_of_seats() -> None:
    def share(kept: float) -> float:
        model = world(MAR, stock=20_000.0, parameters=EAGER).fork((lever("financial_inclusion", seats_per_year=100, share_women=kept),)).run()
        n = model.n_households
        trained = model.stage.households["family_trained"][:n] > 0
        return float(model.stage.receivers["is_woman"][:n][trained].mean())

    free, half, all_ = share(0.0), share(0.6), share(1.0)
    assert free < 0.45 < half < all_ and abs(half - 0.7) < 0.12 and all_ > 0.9


def test_trained_families_hold_accounts_more_often_and_save_more() -> None:
    model = world(MAR, stock=20_000.0, parameters=EAGER).fork((lever("financial_inclusion", seats_per_year=1_000),)).run()
    n = model.n_households
    trained, r = model.stage.households["family_trained"][:n] == 1, model.stage.receivers[:n]
    assert trained.sum() > 200
    assert r["has_account"][trained].mean() > r["has_account"][~trained].mean() + 0.3
    supported = model.households_frame()["supported_by_financial_inclusion"].to_numpy()
    assert supported.any() and (trained[supported]).all()


def test_who_waits_in_vain_trusts_less() -> None:
    start = world(MAR, stock=20_000.0, parameters=EAGER)
    scarce, none = start.fork((lever("financial_inclusion", seats_per_year=12),)).run(), start.fork().run()
    assert value(scarce, "abandoned") > 5.0
    assert value(scarce, "trust") < value(none, "trust") and value(scarce, "grievance") > value(none, "grievance")


def test_c04_a_few_points_of_remittances_are_invested_where_families_live() -> None:
    model = DiasporaModel(settings_of(MAR, stock=30_000.0, years=5, burn_in=5)).run()
    assert 0.01 <= value(model, "local_investment") / value(model, "remittances") <= 0.04
    for whole, women in (("local_investment", "local_investment_women"), ("receivers_savings", "receivers_savings_women"), ("accounts_opened", "accounts_opened_women")):
        assert 0.2 < value(model, women) / value(model, whole) < 0.5


def test_c17_receivers_hold_accounts_more_often() -> None:
    model = DiasporaModel(settings_of(MAR, stock=60_000.0, years=1, burn_in=5)).run()
    h, r = model.stage.households[: model.n_households], model.stage.receivers[: model.n_households]
    receives = h["remit_months"] < 12
    assert 1.0 < r["has_account"][receives].mean() / r["has_account"][~receives].mean() < 1.3


def test_both_engines_agree_on_travel_transfers_savings_and_families() -> None:
    levers = (
        lever("financial_inclusion", seats_per_year=6, share_women=0.5, trained="both"),
        lever("diaspora_bond", maturity_months=18, issue_usd=4e4, min_usd=200.0),
        lever("savings_product", yield_rate=0.05),
        lever("remittance_cost", {"sex": "female"}),
        lever("tourism_promotion"),
        lever("dual_nationality"),
    )
    shocks = (Shock("fee_discount", month=5, months=6, size=0.5), Shock("travel_ban", month=20, months=4, size=0.5))
    parameters = {**BUSY, "information.broadcast": 0.5, "saving.course_base": 0.0, "saving.bond_base": -0.5, "saving.rollover_base": 2.0}
    for sample, stock in ((None, 160.0), (25, 2_500.0)):
        first, second = (settings_of(scenario, stock=stock, years=3, burn_in=1, sample=sample, parameters=parameters) for scenario in (MAR, ETH))
        settings = replace(first, corridors=(*first.corridors, *second.corridors))
        compiled, objects = (DiasporaModel(settings, levers, shocks, engine=engine, checks=True).run() for engine in ("compiled", "objects"))
        assert_same(objects, compiled)
        n = compiled.stage.counts[Count.FILES]
        assert objects.stage.files[:n].tobytes() == compiled.stage.files[:n].tobytes()
        assert objects.ledger_frame().equals(compiled.ledger_frame())
        for name in ("families_trained", "bonds_sold", "savings_products", "visits", "visits_referred", "remittances_formal", "accounts_opened"):
            assert value(compiled, name) > 0.0, name
        assert compiled.flows[:, :, Flow.COUPONS].sum() > 0.0 and compiled.flows[:, :, Flow.REDEEMED].sum() > 0.0


def test_c17_receivers_are_known_to_banks_and_borrow_as_much_as_others() -> None:
    """Accounts are likelier among those who receive; formal credit is not, as they need less of it."""
    accounts, loans = [], []
    for replication in range(6):
        frame = world(MAR, stock=20_000.0, burn_in=5, years=1, replication=replication).fork().run().families_frame()
        receives = frame["received_12m"] > 0.0
        rates = [[np.average(part[name], weights=part["weight"]) for part in (frame[receives], frame[~receives])] for name in ("has_account", "has_loan")]
        accounts.append(rates[0][0] / rates[0][1])
        loans.append(rates[1][0] / rates[1][1])
    assert 1.03 <= np.mean(accounts) <= 1.30
    assert abs(np.mean(loans) - 1.0) < 0.1
