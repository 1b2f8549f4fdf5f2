"""The books of levers by hand-made numbers: what each cost buys and who gets it, what comes back, what leaks, what it is worth today."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from model.enterprise.founding import PROJECT_RESULTS
from model.giving.crises import CRISIS_RESULTS
from model.levers import REGISTRY
from model.levers.lever import Lever
from model.outcomes.accounts import LEAKS, discounted, lever_accounts, public_revenue, valued_benefits, world_accounts
from model.outcomes.ledger import LEVER_PAYEES, TRANSFERS, Account, payee_of, spending
from model.parameters import parameters
from model.records.flows import N_FLOWS, Flow
from model.skills.hosts import PLACEMENT_RESULTS
from tests.worlds import KEEPS, REACHES, lever

MONTHS = 24
OWN = sorted(name for name, kind in REGISTRY.items() if kind.__module__.startswith("model.levers."))


def books(
    levers: Sequence[Lever] = (), *, running: float = 0.0, costs: float = 0.0, grants: float = 0.0, forgone: float = 0.0, **values: float
) -> Any:
    """What the accounts read of a finished run of two years with one corridor: the same costs of each lever every month."""
    shape = (MONTHS, len(levers))
    policy = SimpleNamespace(levers=tuple(levers), running_cost=lambda k, month: running)
    corridors = np.zeros(1, dtype=[("origin", "i4"), ("origin_income", "f8"), ("tax_rate", "f8")])
    corridors["origin_income"], corridors["tax_rate"] = 300.0, 0.25
    names = {"crises": CRISIS_RESULTS, "founding": PROJECT_RESULTS, "skills": PLACEMENT_RESULTS}
    results = {name: {column: np.zeros(MONTHS) for column in columns} for name, columns in names.items()}
    return SimpleNamespace(
        horizon=MONTHS,
        settings=SimpleNamespace(years=2),
        policy=policy,
        p=parameters(values),
        flows=np.zeros((MONTHS, 1, N_FLOWS)),
        costs=np.full(shape, costs),
        grants=np.full(shape, grants),
        forgone=np.full(shape, forgone),
        stage=SimpleNamespace(corridors=corridors),
        by_month=results.__getitem__,
    )


# Every line of the ledger that is no cost of a lever: purpose, who pays, who gets it.
LINES = {
    "remittance": ("diaspora_households", "families_at_origin"),
    "remittance_earmarked": ("diaspora_households", "families_at_origin"),
    "remittance_fee": ("diaspora_households", "transfer_operators"),
    "property": ("diaspora_households", "property_sellers"),
    "stake": ("diaspora_households", "firms_at_origin"),
    "firm_capital": ("diaspora_households", "firms_at_origin"),
    "donation_regular": ("diaspora_households", "charities"),
    "donation_collective": ("diaspora_households", "associations"),
    "donation_crisis": ("diaspora_households", "communities"),
    "visit": ("diaspora_households", "tourism_at_origin"),
    "visit_referred": ("visitors_from_the_residence_country", "tourism_at_origin"),
    "deposit": ("diaspora_households", "banks_at_origin"),
    "interest": ("banks_at_origin", "diaspora_households"),
    "withdrawal": ("banks_at_origin", "diaspora_households"),
    "withdrawal_by_family": ("banks_at_origin", "families_at_origin"),
    "bond": ("diaspora_households", "issuer_of_the_bond"),
    "bond_coupon": ("issuer_of_the_bond", "diaspora_households"),
    "bond_redeemed": ("issuer_of_the_bond", "diaspora_households"),
    "bond_defaulted": ("diaspora_households", "issuer_of_the_bond"),
    "home_goods": ("diaspora_households", "firms_in_residence_country"),
    "home_goods_hosts": ("host_society", "firms_in_residence_country"),
    "network_dues": ("firms_in_residence_country", "business_networks"),
    "nationality_fee": ("diaspora_households", "programme"),
}



def test_every_line_of_the_ledger_has_the_payer_and_the_payee_that_is_written_down() -> None:
    assert {transfer.purpose: (str(transfer.payer), str(transfer.payee)) for transfer in TRANSFERS} == LINES
    assert len({transfer.flow for transfer in TRANSFERS}) == len(TRANSFERS)


@pytest.mark.parametrize("lever_id", OWN)
def test_every_cost_of_a_lever_has_the_payee_that_is_written_down(lever_id: str) -> None:
    one = lever(lever_id)
    assert payee_of(one, "administration") == Account.PROGRAMME
    assert payee_of(one, "transfer") == REACHES.get(lever_id, "programme") and one.reaches == REACHES.get(lever_id)
    assert payee_of(one, "revenue_forgone") == KEEPS.get(lever_id, "programme")
    assert bool(one.forgoes) == (lever_id in KEEPS) and set(one.forgoes) <= set(LEVER_PAYEES)


@pytest.mark.parametrize("lever_id", OWN)
def test_what_is_spent_beyond_running_a_lever_reaches_whom_it_is_for(lever_id: str) -> None:
    one = lever(lever_id)
    is_fund = one.process == "matching_fund"
    found = spending(books([one], running=10.0, costs=10.0 if is_fund else 110.0, grants=100.0 if is_fund else 0.0, forgone=7.0))
    reaching = 0.0 if lever_id not in REACHES else 93.0 if lever_id == "pooled_fund" else 100.0  # an overhead of 7 %
    assert found.transfers.shape == (MONTHS, 1) and found.transfers[0, 0] == pytest.approx(reaching)
    assert found.administration[0, 0] == pytest.approx(110.0 - reaching) and found.forgone[0, 0] == 7.0


def test_the_accounts_of_a_lever_are_a_year_and_present_values_compound_month_by_month() -> None:
    model = books([lever("investment_grant", budget_usd=1e6)], running=10.0, costs=110.0, forgone=7.0, **{"accounting.discount_rate": 0.1})
    found = lever_accounts(model)
    today = sum(1.1 ** -(month / 12.0) for month in range(MONTHS))
    assert {name: found[name, "lever", "investment_grant"] for name in ("administration", "transfers", "leakage")} == {"administration": 120.0, "transfers": 1200.0, "leakage": 0.0}
    assert found["present_value_gross", "lever", "investment_grant"] == pytest.approx(117.0 * today)
    assert found["present_value_reaching", "lever", "investment_grant"] == pytest.approx(107.0 * today)


def test_a_dollar_in_a_year_is_worth_one_over_one_plus_the_rate() -> None:
    later = np.zeros(25)
    later[24] = 121.0
    assert float(discounted(later, 0.1)) == pytest.approx(100.0) and float(discounted(later, 0.0)) == 121.0
    assert discounted(np.column_stack([later, 2.0 * later]), 0.1) == pytest.approx([100.0, 200.0])


def test_revenue_comes_from_visitors_jobs_and_fees_and_from_nothing_else() -> None:
    take = {"accounting.tax_take": 0.2, "accounting.output_per_job": 3.0, "accounting.displaced_output": 0.5}
    model = books(**take)
    model.flows[3, 0, Flow.TOURISM], model.flows[3, 0, Flow.TOURISM_REFERRED] = 700.0, 300.0
    model.flows[5, 0, Flow.JOBS] = 4.0
    model.flows[7, 0, Flow.NATIONALITY_FEES] = 90.0
    found = public_revenue(model)
    # 0.2 of 1 000 of visitors; 4 jobs at 3 incomes of 300 a month, half of it in the place of others'; fees in full
    assert (found[3], found[5], found[7]) == (200.0, pytest.approx(0.2 * 0.5 * 4 * 900.0), 90.0) and found.sum() == pytest.approx(650.0)
    model.flows[...] = 0.0
    others = [flow for flow in Flow if flow not in (Flow.TOURISM, Flow.TOURISM_REFERRED, Flow.JOBS, Flow.NATIONALITY_FEES)]
    model.flows[:, :, others] = 1.0
    assert not public_revenue(model).any()


def test_benefits_are_remittances_less_fees_gifts_and_need_covered_but_for_public_money() -> None:
    model = books([lever("pooled_fund", budget_usd=1e6)], running=5.0, costs=5.0)
    model.flows[0, 0, [Flow.RECEIVED, Flow.FEES, Flow.REGULAR, Flow.COLLECTIVE, Flow.CRISIS]] = (1_000.0, 60.0, 30.0, 20.0, 500.0)
    model.by_month("crises")["covered"][0] = 400.0
    model.costs[0, 0] = 105.0
    assert valued_benefits(model)[0] == pytest.approx(1_000.0 - 60.0 + 50.0 + 400.0 - 93.0) and not valued_benefits(model)[1:].any()


def test_accounts_of_the_world_are_a_year_and_as_present_values() -> None:
    model = books(**{"accounting.discount_rate": 0.21, "accounting.tax_take": 0.5})
    model.flows[12, 0, Flow.TOURISM] = 242.0
    model.flows[12, 0, Flow.REGULAR] = 605.0
    assert world_accounts(model) == pytest.approx({"public_revenue": 60.5, "present_value_revenue": 100.0, "valued_benefits": 302.5, "present_value_benefits": 500.0})


def test_what_leaks_is_the_part_of_others() -> None:
    zone = books([lever("special_economic_zone", open_to="all")], forgone=5_000.0, **{"services.zone_profit": 48_000.0})
    zone.by_month("founding")["plots_associates"][:12] = 2.0
    zone.by_month("founding")["plots_outsiders"][:] = 1.0
    # a quarter of 4 000 a month on three plots in the first year, on one in the second; and never more than is forgone
    assert LEAKS["special_economic_zone"](zone, zone.policy.levers[0], 0) == pytest.approx(12 * 3 * 1_000.0 + 12 * 1_000.0)
    zone.forgone[:] = 400.0
    assert LEAKS["special_economic_zone"](zone, zone.policy.levers[0], 0) == pytest.approx(MONTHS * 400.0)
    for associates, expected in ((True, 0.3 * MONTHS * 50.0), (False, 0.0)):
        incentive = books([lever("tax_incentive", associates=associates)], forgone=50.0, **{"enterprise.associates_share": 0.3})
        assert lever_accounts(incentive)["leakage", "lever", "tax_incentive"] == pytest.approx(expected / 2.0)
    agency = books([lever("skills_placement")], **{"placement.intern_usd": 3_000.0})
    agency.by_month("skills")["interns_lost"][4] = 2.0
    assert lever_accounts(agency)["leakage", "lever", "skills_placement"] == pytest.approx(3_000.0)
    assert all(lever_accounts(books([lever(name)], costs=9.0))["leakage", "lever", name] == 0.0 for name in OWN if name not in LEAKS)
