"""Trade and the residence side: levers move what they are meant to, home goods spread, firms that are stopped are counted, nothing is conjured."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from model.inputs.settings import WorldSettings
from model.inputs.shocks import Shock
from model.records.arrays import Count
from model.records.flows import Flow
from model.records.vocabulary import OwnerKind, Status
from model.world import DiasporaModel
from tests.worlds import ETH, MAR, assert_same, is_above_zero, lever, rises, run, settings_of, value, world

EAGER = {"information.broadcast": 0.2, "business.owners": 0.3, "trade.tries": 0.5, "business.course_interest": 0.2}


def firms(model: DiasporaModel, kind: OwnerKind) -> np.ndarray:
    """Records of one kind that are in business."""
    all_ = model.stage.firms[: model.stage.counts[Count.FIRMS]]
    return all_[(all_["kind"] == kind) & (all_["is_alive"] == 1)]


@pytest.mark.parametrize("outcome", ["exports", "imports", "exporters"])
def test_trade_facilitation_brings_trade(outcome: str) -> None:
    found = rises((lever("trade_facilitation"),), outcome, replications=4)
    assert is_above_zero(found), found


@pytest.mark.parametrize(("weak", "strong"), [({"customs_days": 12.0}, {"customs_days": 2.0}), ({"cost_per_shipment_usd": 800.0}, {"cost_per_shipment_usd": 50.0}), ({"documents": 6.0}, {"documents": 0.0})])
def test_the_easier_the_more_and_the_fewer_are_stopped_at_customs(weak: dict[str, Any], strong: dict[str, Any]) -> None:
    weaker, stronger = (lever("trade_facilitation", **values) for values in (weak, strong))
    assert is_above_zero(rises((stronger,), "exports", against=(weaker,), replications=4))
    assert is_above_zero(rises((stronger,), "blocked_customs", sign=-1.0, against=(weaker,), replications=4))


def test_training_brings_exporters_and_its_cost_is_that_of_its_seats() -> None:
    few, many = (lever("trade_training", seats_per_year=seats) for seats in (12, 600))
    at = {"parameters": EAGER, "stock": 20_000.0}
    assert is_above_zero(rises((many,), "exporters", **at))
    assert is_above_zero(rises((many,), "exporters", against=(few,), **at))
    model = world(parameters=EAGER, stock=20_000.0).fork((few,)).run()
    bank = model.stage.institutions[0]
    assert bank["served"] == 36.0 and bank["spent"] == 36 * 800.0
    assert value(model, "public_cost") == pytest.approx(12 * 800.0)
    assert model.ledger_frame().query("lever == 'trade_training'")["amount_usd"].sum() == pytest.approx(36 * 800.0)


def test_seats_kept_for_women_go_to_women() -> None:
    found = []
    for share in (0.0, 0.9):
        model = world(parameters=EAGER, stock=20_000.0).fork((lever("trade_training", seats_per_year=60, share_women=share),)).run()
        trained = firms(model, OwnerKind.RESIDENCE)
        trained = trained[trained["knowledge"] > 0.0]
        found.append(model.stage.households["is_woman"][trained["household"]].mean())
    assert found[1] > found[0] + 0.1, found


def test_idle_levers_and_levers_offered_to_nobody_are_the_baseline_to_the_bit() -> None:
    start = world()
    base = start.fork().run()
    for idle in (
        lever("trade_facilitation", {"random_share": 0.0}),
        lever("trade_facilitation", customs_days=50.0, documents=50.0, cost_per_shipment_usd=5_000.0),
        lever("trade_training", seats_per_year=0),
        lever("trade_training", {"random_share": 0.0}),
    ):
        assert_same(start.fork((idle,)).run(), base)


def test_a_budget_is_never_passed() -> None:
    levers = (lever("trade_training", seats_per_year=500, budget_usd=20_000.0), lever("trade_facilitation", budget_usd=100_000.0))
    model = world(parameters=EAGER, stock=20_000.0).fork(levers).run()
    by_year = model.costs.reshape(model.settings.years, 12, -1).sum(axis=1)
    for k, one in enumerate(model.policy.levers):
        assert (by_year[:, k] <= one.budget_usd * (1 + 1e-9)).all(), by_year
    assert value(model, "budget_exhausted_month") >= 0.0


def test_owners_answer_new_terms_only_once_they_heard() -> None:
    """Local firms meet customs at the border; an owner abroad first hears of them."""
    deaf = world(parameters={"information.broadcast": 0.0}, stock=20_000.0)
    base, policy = (deaf.fork(levers).run() for levers in ((), (lever("trade_facilitation"),)))
    assert not (policy.acts().supported & lever("trade_facilitation").support_bit).any()
    assert firms(policy, OwnerKind.RESIDENCE)["traders"].sum() == firms(base, OwnerKind.RESIDENCE)["traders"].sum()
    assert firms(policy, OwnerKind.LOCAL)["traders"].sum() > firms(base, OwnerKind.LOCAL)["traders"].sum()


def test_an_eligibility_of_corridors_holds_for_local_firms_too() -> None:
    first, second = (settings_of(scenario, stock=2_000.0) for scenario in (MAR, ETH))
    both = DiasporaModel(replace(first, corridors=(*first.corridors, *second.corridors))).burn_in()
    base, policy = (both.fork(levers).run() for levers in ((), (lever("trade_facilitation", {"corridors": ("MAR-BEL",)}),)))
    assert value(policy, "exports", "corridor", "MAR-BEL") > value(base, "exports", "corridor", "MAR-BEL")
    assert value(policy, "exports", "corridor", "ETH-NLD") == value(base, "exports", "corridor", "ETH-NLD")


def test_a_barrier_cuts_trade_while_it_lasts() -> None:
    start = world()
    base, barred = (start.fork((), shocks).run().flows.sum(axis=1) for shocks in ((), (Shock("trade_barrier", month=6, months=6, size=0.2),)))
    lost = 1.0 - barred[:, Flow.EXPORTS] / base[:, Flow.EXPORTS]
    assert (lost[:6] == 0.0).all() and 0.2 < lost[6:12].mean() < 0.6 and 0.0 <= lost[12:].max() < 0.1


def test_nobody_is_counted_as_stopped_who_was_not() -> None:
    model = world(parameters=EAGER).fork((lever("trade_facilitation"),)).run()
    for flow in (Flow.BLOCKED_CUSTOMS, Flow.BLOCKED_INFORMATION, Flow.BLOCKED_PARTNERS, Flow.DEALS):
        assert (model.window[:, flow] >= 0.0).all(), flow
    all_ = model.stage.firms[: model.stage.counts[Count.FIRMS]]
    assert (all_["traders"] >= 0.0).all() and (all_["traders"] <= all_["weight"]).all()


# --- home goods -------------------------------------------------------------------------------------------------------------------------------------------


def test_home_goods_need_shops_or_travel() -> None:
    none: dict[str, float] = {"business.sellers": 0.0}
    usual, without, alone = (run(settings_of(parameters=p), shocks=s) for p, s in (({}, ()), (none, ()), (none, (Shock("travel_ban", months=36, size=1.0),))))
    assert value(usual, "nostalgia_trade") > 1.3 * value(without, "nostalgia_trade") > 0.0
    assert alone.series()["nostalgia_trade"].iloc[1:].max() < 0.1 * without.series()["nostalgia_trade"].iloc[1:].min()


def test_home_goods_spread_to_hosts_from_shops_and_from_friends() -> None:
    shares = [value(run(settings_of(parameters={name: 0.0})), "nostalgia_host_share") for name in ("trade.import_content", "trade.innovation", "trade.host_contacts")]
    assert shares[0] > shares[1] > 0.0 and shares[0] > shares[2] > 0.0


def test_what_the_diaspora_buys_is_paid_to_shops_and_partly_to_the_origin() -> None:
    model = run(settings_of())
    ledger = model.ledger_frame()
    assert ledger.query("purpose == 'home_goods'")["amount_usd"].sum() == pytest.approx(model.window[:, Flow.NOSTALGIA].sum())
    dearer = run(settings_of(parameters={"trade.import_content": 0.6}))  # a small part of what the origin could supply
    more = value(dearer, "exports") - value(model, "exports")
    assert more == pytest.approx((0.6 - model.p.trade.import_content) * value(model, "nostalgia_trade"), rel=0.03)


# --- firms in the residence country -----------------------------------------------------------------------------------------------------------------------


def at_rest(**of_settings: Any) -> WorldSettings:
    return settings_of(stock=30_000.0, years=8, **of_settings)


@pytest.mark.parametrize("sample", [None, 2_000])
def test_without_policy_firms_in_the_residence_country_stay_as_many(sample: int | None) -> None:
    model = run(at_rest(sample=sample))
    here = model.series()["residence_firms"]
    share = here / model.flows.sum(axis=1)[:, Flow.HOUSEHOLDS]
    assert share.mean() == pytest.approx(model.p.business.owners, rel=0.12)
    assert here.iloc[-12:].mean() == pytest.approx(here.iloc[:12].mean(), rel=0.08)


def test_an_owner_is_there_and_owns_one() -> None:
    model = run(at_rest())
    h, owned = model.stage.households[: model.n_households], firms(model, OwnerKind.RESIDENCE)
    owners = h[owned["household"]]
    assert (owners["root"] == owned["owner"]).all() and (owners["status"] == Status.PRESENT).all() and (owners["owns_in_residence"] == 1).all()
    assert len(np.unique(owned["household"])) > 0.99 * len(owned)
    assert value(model, "residence_jobs") == pytest.approx((owned["weight"] * owned["jobs"]).sum(), rel=0.02)


def test_who_leaves_because_of_a_policy_closes_the_firm() -> None:
    start = world(ETH, stock=20_000.0, parameters={"nationality.return_effect": 3.0, "business.owners": 0.3, "information.broadcast": 0.2})
    base, policy = (start.fork(levers).run() for levers in ((), (lever("dual_nationality"),)))
    assert value(policy, "residence_firms") < value(base, "residence_firms")
    assert value(policy, "residence_tax_base") < value(base, "residence_tax_base")


def test_a_recession_closes_firms_and_others_open_later() -> None:
    start = world(stock=30_000.0)
    base, hit = (start.fork((), shocks).run().series() for shocks in ((), (Shock("recession_residence", month=0, months=12, size=0.3),)))
    gap = (hit["residence_firms"] / base["residence_firms"] - 1.0).to_numpy()
    assert gap[11] < -0.03 and abs(gap[-1]) < 0.5 * abs(gap[11])


def test_a_better_climate_at_origin_lets_more_of_its_firms_export() -> None:
    """Profits there go with the climate, and whether trade pays goes with profits: of local firms more trade, and firms of the diaspora sell more.

    The flow of all local firms starts from what is observed, under whatever climate.
    """
    fixed = {**EAGER, "enterprise.ideas_year": 30.0, "enterprise.start_capital": 1.0, "enterprise.return_effect": 0.0, "trade.sales_per_job": 20.0}
    shares, sold, all_exports = [], [], []
    for climate in (0.2, 0.5, 0.8):
        models = [run(settings_of(parameters=fixed, business_climate=climate), replication=replication) for replication in range(3)]
        local = np.concatenate([firms(model, OwnerKind.LOCAL) for model in models])
        own = np.concatenate([firms(model, OwnerKind.FIRM) for model in models])
        shares.append(local["traders"].sum() / local["weight"].sum())
        sold.append((own["traders"] * own["exports"]).sum() / own["weight"].sum())
        all_exports.append(sum(value(model, "exports") for model in models))
    assert shares[0] < shares[1] < shares[2], shares
    assert sold[0] < sold[1] < sold[2], sold
    assert all_exports[0] == pytest.approx(all_exports[2], rel=0.25), all_exports
