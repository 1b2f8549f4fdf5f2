"""Special economic zones: plots draw firms while they are free, lift infrastructure for those who get one, and leak to associates and others (P6d, O1)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from model.records.arrays import Count
from model.records.flows import Flow
from model.records.vocabulary import CELLS, OwnerKind
from model.world import DiasporaModel
from tests.worlds import FOUNDERS, MAR, is_above_zero, lever, rises, value, world

WORLD: dict[str, Any] = {"scenario": MAR, "stock": 20_000.0, "parameters": FOUNDERS}


def of(parameters: dict[str, float] | None = None, replication: int = 0, **zone: Any) -> DiasporaModel:
    """A finished run with a zone."""
    start = world(MAR, stock=20_000.0, replication=replication, parameters={**FOUNDERS, **(parameters or {})})
    return start.fork((lever("special_economic_zone", **zone),)).run()


def test_a_zone_brings_firms() -> None:
    found = rises((lever("special_economic_zone", plots=500),), "firms_created", **WORLD)
    assert is_above_zero(found), found


def test_more_plots_bring_more_firms_until_some_stay_free() -> None:
    """Firms come to plots: none, a few, enough, and more than enough; the last changes nothing any more."""
    created, full = np.zeros(4), np.zeros(4)
    for replication in range(8):
        for k, plots in enumerate((1, 6, 400, 4_000)):
            model = of(plots=plots, replication=replication)
            created[k] += value(model, "firms_created")
            full[k] += value(model, "zone_occupancy") / 8.0
    assert created[0] < created[1] < created[2], created
    assert created[2] == created[3]
    assert full[0] > 0.7 and 1.0 > full[2] > full[3] > 0.0, full


def test_a_zone_draws_nobody_when_its_plots_are_taken() -> None:
    """Once the last plot is gone, no further founder asks for one but those who heard too late."""
    model = of(plots=3, parameters={"services.zone_appeal": 0.9})
    bank = model.stage.institutions[0]
    assert bank["served"] >= 3.0 and 0.0 < bank["abandoned"] < 0.2 * value(model, "firms_created")


def test_good_infrastructure_of_a_zone_is_what_stopped_founders_needed() -> None:
    """O1 is lifted for who gets a plot: the better the zone, the more firms and the fewer stopped; without a plot it stops them as before."""
    stopped, created, crowded = [], [], []
    for energy in (0.6, 1.0):
        runs = [of({"services.zone_infrastructure": energy, "services.zone_appeal": 0.6, "founding.infrastructure_need": 0.8}, replication, plots=500) for replication in range(4)]
        stopped.append(sum(value(model, "blocked_infrastructure") for model in runs))
        created.append(sum(value(model, "firms_created") for model in runs))
    crowded = [of({"services.zone_appeal": 0.6, "founding.infrastructure_need": 0.8}, replication, plots=1) for replication in range(4)]
    assert stopped[1] < stopped[0] and created[1] > created[0], (stopped, created)
    assert sum(value(model, "blocked_infrastructure") for model in crowded) > stopped[1]


def test_who_cannot_do_without_a_plot_is_not_there_anyway() -> None:
    """A zone of those whose place or capital would stop them adds more firms a plot than one of those who could do without; most of the latter found anyway."""
    inside, anyway, more = np.zeros(2), np.zeros(2), np.zeros(2)
    for replication in range(4):
        base = world(MAR, stock=20_000.0, replication=replication, parameters={**FOUNDERS, "founding.persists": 0.0}).fork().run()
        for k, (appeal, need) in enumerate(((0.0, 0.8), (0.5, 0.0))):
            model = of({"founding.persists": 0.0, "services.zone_appeal": appeal, "services.zone_needed": need}, replication, plots=500)
            settled = model.firms_frame().query("in_zone == 1")["owner"]
            inside[k] += len(settled)
            anyway[k] += settled.isin(set(base.firms_frame()["owner"])).sum()
            more[k] += value(model, "firms_created") - value(base, "firms_created")
    assert inside.min() > 20.0
    assert anyway[0] / inside[0] < 0.5 < anyway[1] / inside[1], (anyway, inside)
    assert (more / inside)[0] > (more / inside)[1] > 0.0, (more, inside)


def test_a_plot_saves_capital_and_the_firm_is_as_large() -> None:
    """What the zone lets to a firm is not paid by its founder and is not its own, but gives work; a firm has one job at least."""
    found = {}
    for share in (0.0, 0.3):
        model = of({"services.zone_premises": share, "services.zone_appeal": 1.0}, plots=5_000)
        new = model.stage.firms[: model.stage.counts[1]]
        new = new[(new["in_zone"] == 1) & (new["is_alive"] == 1)]
        found[share] = new["capital"] / new["jobs"] / (12.0 * model.stage.corridors["origin_income"][0] * model.p.enterprise.capital_per_job)
    assert found[0.0].max() == pytest.approx(1.0) and found[0.3].max() == pytest.approx(0.7)


def test_plots_are_finite_and_stand_where_the_zone_is() -> None:
    model = of(plots=6, communities=("richest:2",), parameters={"services.zone_appeal": 0.9})
    firms = model.firms_frame()
    inside = firms[(firms["in_zone"] == 1) & (firms["kind"] == OwnerKind.FIRM.value)]
    assert len(inside) >= 6 and inside["is_alive"].sum() <= 6 and set(inside["community"]) == {6, 7}
    taken = inside["is_alive"].sum() + (model.stage.files[: model.stage.counts[Count.FILES]]["promise"] & 32 > 0).sum()
    assert value(model, "zone_occupancy") == pytest.approx(taken / 6.0) and value(model, "zone_leakage") == 0.0
    assert taken + model.stage.institutions[0]["places"] == 6.0


def test_holidays_are_the_tax_that_firms_in_the_zone_would_owe() -> None:
    model = of(plots=50, holiday_years=30.0, parameters={"services.zone_appeal": 0.9})
    ledger = model.ledger_frame()
    forgone = ledger[ledger["purpose"] == "revenue_forgone"]["amount_usd"].sum()
    assert forgone > 0.0 and forgone == pytest.approx(model.flows[:, :, Flow.ZONE_FORGONE].sum(), rel=1e-9)
    longer, shorter = (value(of(plots=400, holiday_years=years), "revenue_forgone") for years in (10.0, 1.0))
    assert longer > shorter > 0.0


def test_one_stake_has_one_relief() -> None:
    """Where no tax is due nothing is cut: firms on a plot have the incentive too, and it forgoes little beside the holiday."""
    start = world(MAR, stock=20_000.0, parameters={**FOUNDERS, "services.zone_appeal": 1.0, "founding.claims": 1.0, "enterprise.stake_base": -20.0})
    zone, cut = lever("special_economic_zone", plots=5_000, holiday_years=30.0), lever("tax_incentive")
    both, alone = start.fork((zone, cut)).run(), start.fork((cut,)).run()
    assert (both.firms_frame().query("in_zone == 1")["tax_cut"] > 0.0).any()
    assert both.flows[:, :, Flow.ZONE_FORGONE].sum() > 0.0
    assert both.flows[:, :, Flow.FORGONE].sum() < 0.3 * alone.flows[:, :, Flow.FORGONE].sum()


def test_the_wider_a_zone_is_open_the_more_it_leaks() -> None:
    leaks, forgone, partners, theirs = np.zeros(3), np.zeros(3), np.zeros(3), np.zeros(3)
    for replication in range(4):
        for k, open_to in enumerate(("diaspora", "associates", "all")):
            model = of(plots=400, open_to=open_to, replication=replication)
            leaks[k] += value(model, "zone_leakage")
            theirs[k] += value(model, "zone_associates")
            forgone[k] += value(model, "revenue_forgone")
            partners[k] += value(model, "blocked_partners")
    assert leaks[0] == 0.0 < leaks[1] < leaks[2], leaks
    assert forgone[0] < forgone[1] < forgone[2], forgone
    assert theirs[0] == 0.0 and theirs[1] == leaks[1] and 0.0 < theirs[2] < leaks[2]
    assert partners[1] < partners[0]


def test_partners_who_share_an_incentive_are_easier_to_find() -> None:
    """P6d, for associates too: fewer are stopped for want of a partner, more firms open, and more revenue is forgone."""
    alone, shared = lever("tax_incentive"), lever("tax_incentive", associates=True)
    for outcome, sign in (("blocked_partners", -1.0), ("firms_created", 1.0), ("revenue_forgone", 1.0)):
        found = rises((shared,), outcome, sign=sign, against=(alone,), **WORLD)
        assert is_above_zero(found), (outcome, found)


def test_what_others_do_not_pay_is_booked_where_the_zone_stands() -> None:
    model = of(plots=200, open_to="all", communities=("richest:1",), parameters={"services.zone_appeal": 0.0})
    by_cell = model.window[:, Flow.ZONE_FORGONE]
    region = np.arange(len(by_cell)) // CELLS
    assert by_cell.sum() > 0.0 and by_cell[region == 7].sum() == by_cell.sum()
