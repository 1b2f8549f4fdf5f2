"""No programme, whichever it is, commits or pays more than its budget, in any month; and what a budget does not pay for is not there."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from model.levers import REGISTRY
from tests.worlds import BUSY, MAR, lever, value, world

WORLD = {"parameters": {**BUSY, "business.owners": 0.3, "business.fair_interest": 0.1, "business.course_interest": 0.1, "saving.course_base": -1.0}, "stock": 8_000.0}
# Rights cannot run out: what they pay or forgo is beside the budget, and an alarm says so (experiments/runs/notes.py).
RIGHTS = {"tax_incentive", "donation_tax_relief", "dual_nationality", "savings_product", "special_economic_zone", "diaspora_bond"}


def test_what_is_beside_the_budget_is_a_right_or_the_yield_of_a_bond() -> None:
    assert {name for name, kind in REGISTRY.items() if kind.entitlement} | {"diaspora_bond"} == RIGHTS
    for name, kind in REGISTRY.items():
        assert name in RIGHTS or not (kind.forgoes or kind.pays), name


@pytest.mark.parametrize("lever_id", sorted(REGISTRY))
@trying(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(budget=st.floats(0.0, 6e5))
def test_it_never_commits_or_pays_more_than_its_budget(lever_id: str, budget: float) -> None:
    programme = lever(lever_id, budget_usd=budget)
    model = world(MAR, **WORLD).fork((programme,))  # type: ignore[arg-type]
    if not model.policy.levers:
        return  # without money it offers nothing
    before = 0.0
    while model.month < model.horizon:
        model.step()
        years = (model.month - 1) // 12 + 1
        bank = model.stage.institutions[0]
        running = sum(model.policy.fixed_cost(0, month) for month in range(model.month))
        if lever_id != "diaspora_bond":  # its budget is for promotion; what is sold is bounded by the issue (tests/behaviour/test_saving.py)
            assert bank["left"] >= -1e-6
            assert bank["spent"] + bank["committed"] + running <= years * budget + 1e-6, model.month
        assert running <= years * budget + 1e-6, model.month
        assert model.costs[: model.month].sum() + model.grants[: model.month].sum() >= before - 1e-9
        before = model.costs[: model.month].sum() + model.grants[: model.month].sum()
    _, _, pays, forgoes = model.policy.bookings
    beside = sum(model.flows[:, :, flow].sum() for _, flow in (*pays, *forgoes))
    own = 0.0 if lever_id == "diaspora_bond" else bank["spent"]  # what a bond takes in and pays back is a loan
    assert model.costs.sum() + model.grants.sum() + model.forgone.sum() == pytest.approx(own + running + beside, rel=1e-9, abs=1e-6)
    if lever_id not in RIGHTS:
        assert beside == 0.0


# what a budget buys, by lever: a budget that pays a tenth, and the outcome that tells
BOUGHT = {
    "trade_facilitation": (80_000.0, "exports"),
    "one_stop_shop": (15_000.0, "procedure_days"),
    "remittance_cost": (15_000.0, "remittances_formal"),
    "earmarked_transfer": (12_000.0, "earmarked_received"),
    "savings_product": (8_000.0, "savings_products"),
    "special_economic_zone": (130_000.0, "zone_occupancy"),
    "business_registration": (200_000.0, "procedure_days"),
    "infrastructure": (4e5, "blocked_infrastructure"),
    "tourism_promotion": (50_000.0, "tourism_receipts"),
    "diaspora_mapping": (4_000.0, "aware"),
    "knowledge_hub": (15_000.0, "aware"),
    "volunteer_register": (9_000.0, "registered"),
}


@pytest.mark.parametrize("lever_id", sorted(BOUGHT))
def test_a_budget_that_does_not_pay_for_it_buys_less_of_it(lever_id: str) -> None:
    """USD 1,000 a year buys next to nothing; a part of the cost buys something in between, where it buys anything; enough is as good as no limit."""
    budget, outcome = BOUGHT[lever_id]
    start = world(MAR, **WORLD)  # type: ignore[arg-type]
    strengths = []
    found = []
    for money in (1_000.0, budget, 1e9, None):
        model = start.fork((lever(lever_id, budget_usd=money),)).run()
        strengths.append(model.policy.strengths(model.horizon - 1)[0])
        found.append(value(model, outcome))
    if lever_id != "tourism_promotion":  # a campaign is cut down to its budget by itself
        assert strengths[0] < 0.03 and strengths[0] <= strengths[1] < strengths[2] == strengths[3] == 1.0
    assert found[0] != found[3] and found[2] == found[3]


def test_the_holiday_of_a_zone_is_a_right_that_is_said_to_pass_its_budget() -> None:
    """Plots are bought by the budget; the tax that firms on them do not pay comes on top, and is booked as revenue forgone."""
    model = world(MAR, **{**WORLD, "years": 6}).fork((lever("special_economic_zone", open_to="all", budget_usd=250_000.0),)).run()  # type: ignore[arg-type]
    by_year = (model.costs.sum(axis=1)).reshape(-1, 12).sum(axis=1)
    assert (by_year <= 250_000.0 + 1e-6).all() and model.forgone.sum() > 0.0
    assert model.policy.levers[0].entitlement  # which is what experiments/runs/notes.py asks before it warns


@pytest.mark.parametrize("lever_id", sorted(REGISTRY))
def test_its_cost_is_that_of_the_ledger_by_payer(lever_id: str) -> None:
    model = world("ethiopia_netherlands", **WORLD).fork((lever(lever_id, paid_by="international"),)).run()  # type: ignore[arg-type]
    ledger = model.ledger_frame()
    booked = ledger[ledger["lever"] == lever_id]
    assert set(booked["payer"]) <= {"international"}
    assert booked["amount_usd"].sum() / model.settings.years == pytest.approx(value(model, "public_cost", "payer", "international"), rel=1e-9, abs=1e-9)
    assert value(model, "public_cost") == pytest.approx(value(model, "public_cost", "payer", "international"), rel=1e-9)
    if lever_id != "diaspora_bond":
        assert value(model, "public_cost") > 0.0
