"""No programme, whichever it is, commits or pays more than its budget, in any month."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from model.levers import REGISTRY
from tests.worlds import BUSY, MAR, lever, value, world

WORLD = {"parameters": {**BUSY, "business.owners": 0.3, "business.fair_interest": 0.1, "business.course_interest": 0.1, "saving.course_base": -1.0}, "stock": 8_000.0}
# A bond's budget is for its promotion; what is sold is bounded by the issue (tests/behaviour/test_saving.py).
PROGRAMMES = sorted(name for name, kind in REGISTRY.items() if not kind.entitlement and name != "diaspora_bond")


@pytest.mark.parametrize("lever_id", PROGRAMMES)
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
        assert bank["left"] >= -1e-6
        assert bank["spent"] + bank["committed"] + running <= years * budget + 1e-6, model.month
        assert model.costs[: model.month].sum() + model.grants[: model.month].sum() >= before - 1e-9
        before = model.costs[: model.month].sum() + model.grants[: model.month].sum()
    pays = sum(model.flows[:, :, flow].sum() for _, flows, _ in model.policy.bookings for flow in flows)
    assert model.costs.sum() + model.grants.sum() == pytest.approx(bank["spent"] + running + pays, rel=1e-9, abs=1e-6)


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
