"""Visits home and visits of friends: who travels, what stops them, what a campaign brings (T5, D12)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from experiments import simulate
from model.inputs.shocks import Shock
from model.records.flows import Flow
from model.world import DiasporaModel
from tests.worlds import BUSY, MAR, assert_same, is_above_zero, lever, rises, settings_of, untouched, value, world

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
    assert is_above_zero(rises((large,), outcome, parameters=heard))
    assert is_above_zero(rises((large,), outcome, against=(small,), parameters=heard))


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
    of_world: dict[str, Any] = {"scenario": MAR, "parameters": BUSY, "sample": sample}
    assert_same(world(**of_world).fork((idle,)).run(), untouched(**of_world))  # type: ignore[arg-type]


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


def test_c39_the_diaspora_is_about_half_of_the_visitors_where_it_is_large() -> None:
    """Moroccans in Belgium; what other residents of Belgium do is a rule of thumb, whose range is wide."""
    run = simulate(MAR, years=2, sample=2_000)
    found = run.measures[run.measures["breakdown"].isna()].set_index("outcome")["value"]
    assert 0.35 <= found["arrivals_diaspora_share"] <= 0.55
    assert found["tourist_arrivals"] == pytest.approx(found["visits"] + found["visits_referred"] + found["other_arrivals"])
    assert run.corridor_months["other_arrivals"].sum() == pytest.approx(found["other_arrivals"]) == pytest.approx(run.series["other_arrivals"].sum())
    assert run.corridors["other_arrivals"].sum() == pytest.approx(run.series["other_arrivals"].iloc[-12:].sum())


def test_other_visitors_are_as_many_as_a_figure_says_and_stay_away_while_travel_is_stopped() -> None:
    given = DiasporaModel(settings_of(MAR, stock=1_000.0, years=2, other_arrivals=1_200.0, parameters={"population.cycle_spread": 0.0}), shocks=(Shock("travel_ban", month=6, months=6, size=0.5), Shock("recession_residence", month=12, months=3, size=0.2))).run()
    by_month = given.series()["other_arrivals"].to_numpy()
    assert by_month == pytest.approx([100.0] * 6 + [50.0] * 6 + [80.0] * 3 + [100.0] * 9)
    by_rule = world(MAR, stock=1_000.0, parameters={"population.cycle_spread": 0.0}).settings.corridors[0].figures
    expected = 0.02 * by_rule.residence_population * (by_rule.origin_gdp_pc * by_rule.origin_population / 1e11) ** 0.5
    assert value(world(MAR, stock=1_000.0, parameters={"population.cycle_spread": 0.0}).fork().run(), "other_arrivals") == pytest.approx(3 * expected)


def test_more_people_abroad_bring_more_visitors_but_far_less_than_in_proportion() -> None:
    """C41: the elasticity of all arrivals to the stock is that of the diaspora's own part, small where that is small."""
    few, many = (value(DiasporaModel(settings_of(MAR, stock=stock, years=2)).run(), "tourist_arrivals") for stock in (4_000.0, 8_000.0))
    assert 0.0 < np.log(many / few) / np.log(2.0) < 0.3


def test_a_campaign_among_the_diaspora_brings_no_others() -> None:
    start = world(MAR, parameters={"information.broadcast": 1.0})
    assert value(start.fork((CAMPAIGN,)).run(), "other_arrivals") == value(start.fork().run(), "other_arrivals")
