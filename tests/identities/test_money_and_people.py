"""Money and people are conserved, every month, and the checks that say so do fire."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st

from model.history import History
from model.inputs.shocks import Shock
from model.outcome_registry import OUTCOMES
from model.outcomes.additionality import judge
from model.outcomes.ledger import TRANSFERS, ImbalanceError, check_identities
from model.records.flows import Flow
from model.world import DiasporaModel
from tests.worlds import BUSY, ETH, MAR, SHOCKS, founders, lever, measured, package, run, settings_of, value, world

WORLDS = {
    "Morocco, full scale": {"scenario": MAR, "stock": 8_000.0},
    "Morocco, sampled": {"scenario": MAR, "stock": 60_000.0, "sample": 1_000},
    "Ethiopia, full scale": {"scenario": ETH, "stock": 6_000.0},
    "Ethiopia, a thin sample": {"scenario": ETH, "stock": 18_000.0, "sample": 300},
}


@pytest.fixture(scope="module", params=WORLDS)
def finished(request: pytest.FixtureRequest) -> DiasporaModel:
    """Five years of all levers and all shocks in a busy world, identities checked every month."""
    return run(settings_of(**WORLDS[request.param], years=5, parameters=BUSY), package() + founders(), SHOCKS)


def test_identities_hold_for_five_years_of_everything(finished: DiasporaModel) -> None:
    assert finished.month == 60 and finished.checks
    for name in ("placements_physical", "placements_virtual", "firms_created", "public_match", "revenue_forgone", "crisis_covered", "projects_delivered"):
        assert value(finished, name) > 0.0, name


def test_the_ledger_adds_up_to_the_series(finished: DiasporaModel) -> None:
    ledger, series = finished.ledger_frame(), finished.series()
    by_purpose = ledger.groupby("purpose")["amount_usd"].sum()
    booked = {flow: by_purpose.get(purpose, 0.0) for purpose, flow, _, _ in TRANSFERS}
    for outcome in ("remittances", "remittance_fees", "investment", "donations"):
        assert np.isclose(sum(booked[flow] for flow in OUTCOMES[outcome].flows), series[outcome].sum(), rtol=1e-9)
        assert np.isclose(value(finished, outcome) * finished.settings.years, series[outcome].sum(), rtol=1e-9)
    assert np.isclose(by_purpose["grant"], series["public_match"].sum()) and np.isclose(by_purpose["revenue_forgone"], series["revenue_forgone"].sum())
    assert (ledger["amount_usd"] > 0.0).all()


def test_the_public_cost_is_the_ledger_of_its_payers(finished: DiasporaModel) -> None:
    ledger = finished.ledger_frame()
    programmes = ledger[ledger["lever"].notna()]
    years = finished.settings.years
    for column, breakdown in (("payer", "payer"), ("lever", "lever")):
        paid = programmes.groupby(column)["amount_usd"].sum() / years
        for group, amount in paid.items():
            assert np.isclose(amount, value(finished, "public_cost", breakdown, str(group)), rtol=1e-9)
        assert np.isclose(paid.sum(), value(finished, "public_cost"), rtol=1e-9)
    assert np.isclose(finished.series()["public_cost"].sum() / years, value(finished, "public_cost"), rtol=1e-9)


def test_groups_add_up_to_the_whole(finished: DiasporaModel) -> None:
    values = measured(finished)
    for outcome in ("remittances", "donations", "placements_virtual", "association_members", "dual_nationals", "jobs"):
        for breakdown in ("sex", "generation", "region", "skill", "faction", "corridor"):
            if breakdown == "faction" and OUTCOMES[outcome].counts_locals:
                assert not any(key[:2] == (outcome, breakdown) for key in values)
                continue
            parts = [amount for key, amount in values.items() if key[:2] == (outcome, breakdown)]
            assert np.isclose(sum(parts), values[outcome, None, None], rtol=1e-9), (outcome, breakdown)


def test_results_by_family_of_levers_add_up(finished: DiasporaModel) -> None:
    """Cost by family is that of its levers; a household that two levers of a family supported counts once."""
    values, reached = measured(finished), finished.uptake()
    for outcome in ("public_cost", "revenue_forgone"):
        assert np.isclose(sum(values[outcome, "family", family] for family in ("E1", "E2", "E3")), values[outcome, None, None], rtol=1e-9)
    for family in {lever.family for lever in finished.policy.levers}:
        own = [lever for lever in finished.policy.levers if lever.family is family]
        assert np.isclose(values["public_cost", "family", str(family)], sum(values["public_cost", "lever", lever.id] for lever in own), rtol=1e-9)
        of_each = [reached["supported", "lever", lever.id] for lever in own]
        assert max(of_each) <= reached["supported", "family", str(family)] <= sum(of_each)


def test_additional_and_deadweight_of_factions_add_up(finished: DiasporaModel) -> None:
    base = DiasporaModel(finished.settings, (), finished.shocks, seed=finished.root_seed).run()
    judged = judge(finished.acts(), base.acts(), finished.policy.levers)
    for lever in finished.policy.levers:
        for name in ("additional", "deadweight"):
            of_factions = [judged[f"{name}_{faction}", "lever", lever.id] for faction in "abc"]
            assert np.isclose(sum(of_factions), judged[name, "lever", lever.id]) and min(of_factions) >= 0.0
    assert sum(judged[f"additional_{faction}", "lever", lever.id] > 0.0 for lever in finished.policy.levers for faction in "abc") > 3


def test_associations_spend_what_they_were_given(finished: DiasporaModel) -> None:
    a, banks = finished.stage.associations, finished.stage.institutions
    start = DiasporaModel(finished.settings, seed=finished.root_seed).burn_in().stage.associations
    given = finished.flows[:, :, Flow.COLLECTIVE].sum()
    assert np.isclose((a["raised"] + a["own"]).sum() - (start["raised"] + start["own"]).sum(), given, rtol=1e-9)
    fund = next(bank for bank in banks if finished.policy.levers[bank["lever"]].id == "matching_grant")
    assert np.isclose(a["grants"].sum(), fund["committed"] + fund["spent"], rtol=1e-9)
    assert np.isclose(fund["spent"], finished.grants.sum(), rtol=1e-9)


def test_needs_are_covered_or_left_unmet(finished: DiasporaModel) -> None:
    need, covered, unmet = (value(finished, f"crisis_{name}") for name in ("need", "covered", "unmet"))
    assert need > 0.0 and np.isclose(need, covered + unmet, rtol=1e-9)


def test_a_second_disaster_in_the_same_place_adds_to_the_need() -> None:
    twice = (Shock("disaster", month=2, size=0.2, communities=(1,)), Shock("disaster", month=7, size=0.2, communities=(1,)))
    model = world(MAR).fork((), twice).run()
    need, covered, unmet = (value(model, f"crisis_{name}") for name in ("need", "covered", "unmet"))
    assert np.isclose(need, covered + unmet, rtol=1e-9)


def test_heads_are_counted_in_and_out(finished: DiasporaModel) -> None:
    flows = finished.flows.sum(axis=1)
    assert np.allclose(np.diff(flows[:, Flow.HOUSEHOLDS]), (flows[:, Flow.ARRIVALS] - flows[:, Flow.EXITS])[1:], atol=1e-6)


def spoil(name: str, field: str, change: float) -> Callable[[DiasporaModel], None]:
    """Add `change` to a field of the last record in use."""

    def spoiler(model: DiasporaModel) -> None:
        last = model.n_households - 1 if name == "households" else -1
        getattr(model.stage, name)[field][last] += change

    return spoiler


def spoil_flow(flow: Flow) -> Callable[[DiasporaModel], None]:
    def spoiler(model: DiasporaModel) -> None:
        model.history.month_flows[0, flow] += 1.0

    return spoiler


TAMPERINGS = {
    "a fee that nobody paid": ("sent = received", spoil_flow(Flow.FEES)),
    "money received that nobody sent": ("sent = received", spoil_flow(Flow.RECEIVED)),
    "a household more": ("households", spoil("households", "weight", 1.0)),
    "somebody away who is counted": ("present households", spoil("households", "status", -1)),
    "a gift that nobody gave": ("collective gifts", spoil("associations", "gifts", 1.0)),
    "relief that nobody booked": ("relief granted", spoil_flow(Flow.RELIEF)),
    "a tax cut that nobody booked": ("profit tax relief", spoil_flow(Flow.FORGONE)),
    "a holiday that nobody booked": ("tax holidays", spoil_flow(Flow.ZONE_FORGONE)),
    "a file that nobody brought": ("queue of skills_placement", spoil("institutions", "served", 1.0)),
    "a file that got lost": ("queue of skills_placement", spoil("institutions", "arrived", 1.0)),
    "money beyond the budget": ("more than its budget", spoil("institutions", "left", -1e9)),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_a_check_fires_when_somebody_tampers(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    says, tamper = TAMPERINGS[name]
    model = world(MAR).fork([lever("donation_tax_relief"), lever("skills_placement", budget_usd=5e5)])
    model.step()
    check_identities_after = check_identities

    def tampered(run: History, month: int) -> None:
        tamper(model)
        check_identities_after(run, month)

    monkeypatch.setattr("model.world.check_identities", tampered)
    with pytest.raises(ImbalanceError, match=says):
        model.step()


@trying(max_examples=8)
@given(grant=st.floats(0.0, 4e5), agency=st.floats(0.0, 8e5), desk=st.floats(0.0, 1e5), rounds=st.integers(1, 12))
def test_programmes_never_commit_or_pay_more_than_their_budgets(grant: float, agency: float, desk: float, rounds: int) -> None:
    levers = (
        lever("matching_grant", budget_usd=grant, ratio=3.0, desk_usd=desk, rounds_per_year=rounds),
        lever("skills_placement", budget_usd=agency, internships_per_year=12),
    )
    model = world(ETH, parameters=BUSY, years=3).fork(levers)
    while model.month < model.horizon:
        model.step()
        years = (model.month - 1) // 12 + 1
        for k, active in enumerate(model.policy.levers):
            budget = grant if active.id == "matching_grant" else agency
            bank = model.stage.institutions[k]
            running = sum(model.policy.fixed_cost(k, month) for month in range(model.month))
            assert bank["left"] >= -1e-6
            assert bank["spent"] + bank["committed"] + running <= years * budget + 1e-6
