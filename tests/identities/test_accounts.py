"""The accounts of finished runs add up: to the ledger, to the tally, and to the difference that a policy makes."""

from __future__ import annotations

import numpy as np
import pytest

from model.levers.lever import Lever
from model.offers import base_offer
from model.outcomes.accounts import lever_accounts
from model.outcomes.additionality import PARTS, judge, judge_together
from model.parameters import parameters
from model.records.flows import Flow
from model.world import DiasporaModel
from tests.worlds import BUSY, MAR, SHOCKS, everything, founders, lever, package, value, world

SIZES = {"full scale": {"stock": 6_000.0}, "sampled": {"stock": 40_000.0, "sample": 700}}
FLOWS = {
    "sent": (Flow.SENT, Flow.EARMARKED_OWN),
    "invested_property": (Flow.PROPERTY,),
    "given": (Flow.REGULAR, Flow.COLLECTIVE, Flow.CRISIS),
    "given_regular": (Flow.REGULAR,),
    "given_collective": (Flow.COLLECTIVE,),
    "given_crisis": (Flow.CRISIS,),
    "deposited": (Flow.PRODUCTS,),
    "bonds": (Flow.BONDS_SOLD,),
    "visits": (Flow.TOURISM,),
    "days": (Flow.EXPERT_DAYS,),
    "firms": (Flow.FIRMS_FOUNDED,),
}


@pytest.fixture(scope="module", params=SIZES)
def pair(request: pytest.FixtureRequest) -> tuple[DiasporaModel, DiasporaModel]:
    """Everything and nothing, in the same busy world."""
    start = world(MAR, **SIZES[request.param], parameters=BUSY)  # type: ignore[arg-type]
    return start.fork(everything(), SHOCKS).run(), start.fork((), SHOCKS).run()


def test_amounts_of_households_add_up_to_the_tally(pair: tuple[DiasporaModel, DiasporaModel]) -> None:
    for model in pair:
        amounts = model.acts().amounts
        total = model.window.sum(axis=0)
        for name, flows in FLOWS.items():
            a_year = 1.0 if name in ("days", "firms") else model.settings.years
            assert amounts[name].value.sum() * a_year == pytest.approx(total[list(flows)].sum(), rel=1e-9), name
        assert amounts["jobs"].value.sum() == pytest.approx(value(model, "jobs"), rel=1e-9)
        # what banks lend and the state adds is not the household's own
        assert 0.0 < amounts["invested_productive"].value.sum() <= value(model, "investment_productive") * (1.0 + 1e-9)
    assert all(pair[0].acts().amounts[name].value.sum() > 0.0 for name in FLOWS)


def test_amounts_of_each_lever_add_up_and_net_is_the_difference(pair: tuple[DiasporaModel, DiasporaModel]) -> None:
    policy, base = pair
    acts, other = policy.acts(), base.acts()
    judged, together = judge(acts, other, policy.policy.levers), judge_together(acts, other, policy.policy.levers)
    changes = {"matching_grant": "donations_collective", "donation_tax_relief": "donations", "savings_product": "savings_products", "diaspora_bond": "bonds_sold"}
    for lever_id, outcome in changes.items():
        found = {name: judged[f"money_{name}", "lever", lever_id] for name in PARTS}
        assert found["new"] + found["more"] + found["deadweight"] == pytest.approx(found["supported"], rel=1e-9, abs=1e-9)
        assert found["net"] == pytest.approx(value(policy, outcome) - value(base, outcome), rel=1e-6, abs=1e-6), lever_id
        assert found["supported"] > 0.0
    assert judged["days_net", "lever", "skills_placement"] == pytest.approx(value(policy, "expert_days")) and value(base, "expert_days") == 0.0
    for lever_id in ("investment_grant", "one_stop_shop"):
        net = judged["firms_net", "lever", lever_id]
        assert net == pytest.approx(value(policy, "firms_created") - value(base, "firms_created"), rel=1e-9)
    assert together["money_supported", None, None] >= max(judged["money_supported", "lever", one] for one in changes)


def test_costs_of_all_levers_are_those_of_the_ledger(pair: tuple[DiasporaModel, DiasporaModel]) -> None:
    policy, _ = pair
    ledger, found, years = policy.ledger_frame(), lever_accounts(policy.history), policy.settings.years
    assert set(ledger["purpose"]) >= {"administration", "transfer", "grant", "revenue_forgone"} and (ledger["amount_usd"] > 0.0).all()
    for one in policy.policy.levers:
        booked = ledger[ledger["lever"] == one.id].groupby("purpose")["amount_usd"].sum() / years
        assert found["administration", "lever", one.id] == pytest.approx(booked.get("administration", 0.0), rel=1e-9, abs=1e-6)
        assert found["transfers", "lever", one.id] == pytest.approx(booked.get("transfer", 0.0) + booked.get("grant", 0.0), rel=1e-9, abs=1e-6)
        assert booked.sum() == pytest.approx(value(policy, "public_cost", "lever", one.id), rel=1e-9, abs=1e-6)
        assert 0.0 <= found["leakage", "lever", one.id] <= booked.sum() + 1e-6
    today = sum(found["present_value_gross", "lever", one.id] for one in policy.policy.levers)
    assert today == pytest.approx(value(policy, "present_value_cost"), rel=1e-9)


# What running each lever costs a year, worked out from its declared values: (n + 1) x pay, events x price, and so on. Without a line: nothing but what it hands out.
YEARLY = {
    "business_network": 0.0,
    "business_registration": 130_000.0 + 1_300_000.0 / 3,  # the reform, paid over the first of three years
    "consultation": None,
    "credit_guarantee": 100_000.0,
    "diaspora_bond": 200_000.0,
    "donation_tax_relief": 0.0,
    "earmarked_transfer": 80_000.0,
    "entrepreneur_support": 60_000.0 + 80_000.0,
    "financial_inclusion": 40_000.0,
    "investment_grant": 80_000.0,
    "knowledge_network": 100_000.0,
    "matching_grant": 60_000.0,
    "one_stop_shop": 4 * 30_000.0 + 10 * 3_000.0,
    "philanthropy_partnership": 2 * 45_000.0,
    "philanthropy_training": 15_000.0,
    "pooled_fund": 50_000.0,
    "remittance_cost": 240_000.0,
    "savings_product": 80_000.0,
    "skills_placement": 3 * 40_000.0,
    "special_economic_zone": 100_000.0,
    "talent_attraction": 2 * 40_000.0,
    "tax_incentive": 0.0,
    "tourism_promotion": 500_000.0,
    "trade_facilitation": 1_500_000.0,
    "trade_fair": 40_000.0,
    "trade_training": 0.0,
}


def by_itself(lever_id: str) -> Lever:
    """A lever as declared, with a budget that never binds where it needs one."""
    return lever(lever_id, **({"budget_usd": 5e7} if lever_id in ("matching_grant", "investment_grant", "credit_guarantee") else {}))


@pytest.mark.parametrize("lever_id", [name for name, cost in YEARLY.items() if cost is not None])
def test_running_a_lever_costs_a_year_what_its_values_say(lever_id: str) -> None:
    model = world(MAR, stock=2_000.0).fork((by_itself(lever_id),)).run()
    taken_away = by_itself(lever_id).extent(base_offer(model.settings.corridors[0], parameters(model.settings.parameters)))
    assert lever_accounts(model.history)["administration", "lever", lever_id] == pytest.approx(YEARLY[lever_id] * taken_away, rel=1e-9, abs=1e-6)
    assert (taken_away < 1.0) == (lever_id in ("business_registration", "remittance_cost", "trade_facilitation"))


def test_of_a_matching_grant_all_but_its_desk_is_in_the_works_of_associations() -> None:
    model = world(MAR, stock=20_000.0, parameters=BUSY).fork((lever("matching_grant", budget_usd=3e5),)).run()
    ledger = model.ledger_frame().query("lever == 'matching_grant'").groupby(["payer", "payee", "purpose"])["amount_usd"].sum()
    assert ledger["origin_state", "associations", "grant"] == pytest.approx(model.grants.sum()) and model.grants.sum() > 0.0
    assert ledger["origin_state", "programme", "administration"] == pytest.approx(3 * 60_000.0)


def test_the_levers_for_founders_bring_firms_and_nothing_is_lost_between_its_parts() -> None:
    start = world(MAR, stock=12_000.0, parameters=BUSY)
    policy, base = start.fork((*founders(), *package()[:1])).run(), start.fork().run()
    judged = judge(policy.acts(), base.acts(), policy.policy.levers)
    for one in policy.policy.levers:
        for unit in ("money", "firms", "jobs"):
            if (f"{unit}_net", "lever", one.id) in judged:
                found = {name: judged[f"{unit}_{name}", "lever", one.id] for name in PARTS}
                assert np.isclose(found["new"] + found["more"] + found["deadweight"], found["supported"]) and min(found[name] for name in PARTS[:-1]) >= 0.0
    assert judged["firms_supported", "lever", "one_stop_shop"] > 0.0
