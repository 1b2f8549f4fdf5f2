"""Visits home and visits of friends: who travels, what stops them, what a campaign brings (T5, D12)."""

from __future__ import annotations

import numpy as np
import pytest

from model.inputs.shocks import Shock
from model.records.flows import Flow
from model.world import DiasporaModel
from tests.worlds import BUSY, MAR, assert_same, differences, is_above_zero, lever, settings_of, value, world

CAMPAIGN = lever("tourism_promotion", campaign_usd=500_000.0)


@pytest.fixture(scope="module")
def resting() -> DiasporaModel:
    return DiasporaModel(settings_of(MAR, stock=30_000.0, years=5), checks=True).run()


def visits_a_head(model: DiasporaModel) -> np.ndarray:
    """Visits a head and year by generation."""
    h = model.stage.households[: model.n_households]
    generation = np.arange(len(model.window)) // 3 % 4
    visits = np.bincount(generation, model.window[:, Flow.VISITS]) / model.settings.years
    return visits / np.bincount(h["generation"], h["weight"] * h["size"])


def test_c39_about_one_visit_a_head_and_year_and_fewer_with_each_generation(resting: DiasporaModel) -> None:
    by_generation = visits_a_head(resting)
    assert 0.8 <= by_generation[0] <= 1.4, by_generation
    assert (np.diff(by_generation) < 0.0).all() and (by_generation > 0.1).all(), by_generation
    h = resting.stage.households[: resting.n_households]
    overall = value(resting, "visits") / resting.settings.years / (h["weight"] * h["size"]).sum()
    assert 0.8 <= overall <= 1.6


def test_friends_come_too_but_few_of_them(resting: DiasporaModel) -> None:
    assert 0.005 < value(resting, "visits_referred") / value(resting, "visits") < 0.15


def test_what_visitors_spend_is_in_the_ledger(resting: DiasporaModel) -> None:
    spent = resting.ledger_frame().groupby(["purpose", "payer", "payee"])["amount_usd"].sum()
    own = spent["visit", "diaspora_households", "tourism_at_origin"]
    friends = spent["visit_referred", "visitors_from_the_residence_country", "tourism_at_origin"]
    assert own > friends > 0.0
    assert np.isclose(own + friends, value(resting, "tourism_receipts") * resting.settings.years, rtol=1e-9)


@pytest.mark.parametrize("outcome", ["tourism_receipts", "visits", "visits_referred"])
def test_a_campaign_brings_visits_and_a_larger_one_more(outcome: str) -> None:
    heard = {"information.broadcast": 0.5}
    small, large = lever("tourism_promotion", campaign_usd=20_000.0), lever("tourism_promotion", campaign_usd=2e6)
    assert is_above_zero(differences((large,), outcome, parameters=heard))
    assert is_above_zero(differences((large,), outcome, against=(small,), parameters=heard))


def test_each_further_dollar_of_a_campaign_does_less() -> None:
    start = world(MAR, stock=20_000.0, parameters={"information.broadcast": 1.0})
    receipts = [value(start.fork((lever("tourism_promotion", campaign_usd=usd),) if usd else ()).run(), "tourism_receipts") for usd in (0.0, 2e5, 4e5, 8e5)]
    a_dollar = np.diff(receipts) / np.array([2e5, 2e5, 4e5])
    assert (a_dollar > 0.0).all() and a_dollar[2] < a_dollar[0], a_dollar


def test_a_campaign_costs_what_it_says_and_a_budget_cuts_it_down() -> None:
    start = world(MAR)
    free, tight = (start.fork((lever("tourism_promotion", campaign_usd=3e5, budget_usd=budget),)).run() for budget in (None, 1e5))
    assert np.isclose(value(free, "public_cost"), 3e5) and np.isclose(value(tight, "public_cost"), 1e5)
    assert value(tight, "visits_referred") <= value(free, "visits_referred") and value(tight, "tourism_receipts") < value(free, "tourism_receipts")
    ledger = tight.ledger_frame()
    assert np.isclose(ledger[ledger["lever"] == "tourism_promotion"]["amount_usd"].sum(), 3e5)


@pytest.mark.parametrize("sample", [None, 500])
@pytest.mark.parametrize("idle", [lever("tourism_promotion", campaign_usd=0.0), lever("tourism_promotion", budget_usd=0.0), lever("tourism_promotion", {"random_share": 0.0})])
def test_a_campaign_of_nothing_changes_nothing_to_the_bit(idle: object, sample: int | None) -> None:
    start = world(MAR, parameters=BUSY, sample=sample)
    assert_same(start.fork((idle,)).run(), start.fork().run())  # type: ignore[arg-type]


def test_a_travel_ban_stops_visits_for_its_months_only() -> None:
    start = world(MAR, stock=20_000.0)
    banned, half, free = (start.fork((), shocks).run().flows.sum(axis=1) for shocks in ((Shock("travel_ban", month=12, months=6, size=1.0),), (Shock("travel_ban", month=12, months=6, size=0.5),), ()))
    for flow in (Flow.VISITS, Flow.REFERRED, Flow.TOURISM):
        assert banned[12:18, flow].sum() == 0.0 < half[12:18, flow].sum() < free[12:18, flow].sum()
        assert (banned[:12, flow] == free[:12, flow]).all()
    assert banned[18:30, Flow.VISITS].sum() > 0.9 * free[18:30, Flow.VISITS].sum()


@pytest.mark.parametrize(("parameter", "low", "high"), [("travel.fare_usd", 1_500.0, 200.0), ("travel.attachment_effect", 0.0, 3.0), ("travel.child_fare", 1.0, 0.0)])
def test_who_can_and_cares_to_travels_more(parameter: str, low: float, high: float) -> None:
    less, more = (value(DiasporaModel(settings_of(MAR, years=2, burn_in=0, parameters={parameter: v})).run(), "visits") for v in (low, high))
    assert less < more


def test_people_travel_less_to_an_unsafe_country() -> None:
    safe, unsafe = (value(DiasporaModel(settings_of(MAR, years=2, burn_in=0, stability=s)).run(), "visits") for s in (0.8, 0.2))
    assert unsafe < 0.8 * safe


def test_visits_keep_ties_alive_a_little() -> None:
    never, now, often = (
        DiasporaModel(settings_of(MAR, years=5, parameters=p)).run() for p in ({"travel.visit_base": -20.0}, {}, {"travel.visit_base": 0.5})
    )
    attachment = [float(m.stage.households["attachment_social"].mean()) for m in (never, now, often)]
    assert attachment[0] < attachment[1] < attachment[2] < attachment[0] + 0.05, attachment
