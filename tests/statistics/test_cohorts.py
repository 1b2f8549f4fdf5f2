"""Diasporas that grow and shrink: who is there at the start came when the stocks say, later stocks are those that arrivals and exits make, luck stays luck."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from model.population.arrivals import renewal_of
from model.population.cohorts import cohorts_of
from model.population.life_table import MONTHS, life_table
from model.population.margins import drawn_margins, months_at_start
from model.records.flows import Flow
from model.world import DiasporaModel
from tests.worlds import ETH, MAR, lever, package, settings_of

MAR_FRA = dict(zip((f"stock_{year}" for year in (1990, 1995, 2000, 2005, 2010, 2015)), (713_987.0, 737_068.0, 760_148.0, 832_641.0, 870_001.0, 964_250.0), strict=True))
GROWING = {"stock_2005": 2_000.0, "stock_2010": 6_000.0, "stock_2015": 14_000.0}
SHRINKING = {"stock_1990": 60_000.0, "stock_2000": 50_000.0, "stock_2010": 38_000.0, "stock_2015": 33_500.0}


def first_generation(model: DiasporaModel) -> tuple[np.ndarray, np.ndarray]:
    """Years abroad at the start, and weights."""
    h = model.stage.households[: model.n_households]
    h = h[h["generation"] == 0]
    return months_at_start(h, 12 * model.settings.burn_in_years) / 12.0, h["weight"]


@pytest.mark.parametrize("burn_in", [0, 5])
def test_nobody_came_before_there_was_anybody(burn_in: int) -> None:
    model = DiasporaModel(settings_of(stock=9_000.0, burn_in=burn_in, stock_2010=0.0, stock_2015=0.0))
    years, weights = first_generation(model)
    assert years.max() < 5.0 and 2.0 < np.average(years, weights=weights) < 2.6
    h = model.stage.households[: model.n_households]
    assert not (h["generation"] == 1).any() and (h["status"][h["generation"] == 0] == (burn_in == 0)).all()


def test_who_is_drawn_is_there_at_the_start() -> None:
    """After the burn-in those who were to come have come, nobody has left, and years abroad are what was drawn."""
    model = DiasporaModel(settings_of(stock=20_000.0, burn_in=5, stock_2010=9_000.0, stock_2015=14_000.0), checks=True)
    n = model.n_households
    who, then = model.stage.households["id"][:n].copy(), months_at_start(model.stage.households[:n], 60).copy()
    assert 0.2 < (model.stage.households["comes"][:n] > 0).mean() < 0.6
    while model.month < 0:
        model.step()
    h = model.stage.households[:n]
    np.testing.assert_array_equal(h["id"], who)
    assert not h["comes"].any() and (h["status"] == 1).all() and h["weight"].sum() == model.settings.corridors[0].households
    np.testing.assert_allclose(12.0 * h["years_abroad"], then, atol=1e-9)


@pytest.mark.parametrize("sample", [3_000, None])
@pytest.mark.parametrize("name", [MAR, ETH])
def test_margins_are_met_within_one_per_cent(name: str, sample: int | None) -> None:
    """At 3 000 records, and where each record is a household, as far as whole records can."""
    settings = settings_of(name, stock=60_000.0 if sample else 6_900.0, burn_in=5, sample=sample, stock_1990=20_000.0, stock_2015=48_000.0)
    model = DiasporaModel(settings)
    rows = model.stage.households[: model.n_households]
    found = drawn_margins(model.stage, settings, model.p)[settings.corridors[0].id]
    assert {margin.name for margin in found} == {"generation", "years_abroad", "skill", "sex", "naturalised", "region", "city", "faction"}
    for margin in found:
        asked, drawn = margin.totals / margin.totals.sum(), margin.sums(rows["weight"]) / rows["weight"].sum()
        one_record = 1.0 / len(rows) if sample is None else 0.0
        assert (np.abs(drawn - asked) <= 0.01 * asked + 1.5 * one_record).all(), (margin.name, asked, drawn)


@pytest.mark.parametrize(("stocks", "stock"), [(GROWING, 20_000.0), (SHRINKING, 30_000.0)])
def test_stocks_go_on_as_arrivals_and_exits_make_them(stocks: dict[str, float], stock: float) -> None:
    """The first generation after ten years, within four standard errors of the sum over its cohorts; identities of people hold each month."""
    settings = settings_of(stock=stock, years=10, burn_in=0, descendant_share=0.0, **stocks)
    model = DiasporaModel(settings, checks=True)
    figures, q = settings.corridors[0].figures, model.p.demography
    found = cohorts_of(figures, q, settings.start, 120)
    assert found.arrivals is not None
    staying = life_table(q)[:2].sum(axis=(0, 1))
    past = found.arrivals.profile(MONTHS)
    now = float(past @ staying)
    later = float(past[:-120] @ staying[120:]) + found.arrivals.blocks[-1].rate * float(staying[:120].sum())
    h = model.stage.households[: model.n_households]
    before = h["weight"][h["generation"] == 0].sum()
    model.run()
    h = model.stage.households[: model.n_households]
    of_first = h["weight"][h["generation"] == 0]
    error = np.sqrt(model.flows[:, 0, Flow.ARRIVALS].sum() * found.renewal.mean() + model.flows[:, 0, Flow.EXITS].sum())
    assert abs(of_first.sum() - before * later / now) < 4.0 * error, (of_first.sum(), before * later / now, error)
    assert (later > 1.2 * now) == (stocks is GROWING) and (later < 0.97 * now) == (stocks is SHRINKING)
    assert (h["status"][h["weight"] == 0.0] == 0).all()


def world(stock: float = 12_000.0, sample: int | None = 1_500, **more: Any) -> DiasporaModel:
    """A world that grows, some of whose households stand for several."""
    model = DiasporaModel(settings_of(ETH, stock=stock, years=4, burn_in=1, sample=sample, **GROWING, **more), seed=5)
    while model.month < 0:
        model.step()
    return model


def test_a_policy_conjures_no_newcomers_in_a_diaspora_that_grows() -> None:
    start = world()
    base = start.fork().run()
    for levers in ((lever("dual_nationality"),), package(skills_placement=4e6)):
        policy = start.fork(levers).run()
        assert policy.n_households > base.n_households or levers[0].id == "dual_nationality"
        away = policy.flows[:, :, Flow.RETURNS].sum() - base.flows[:, :, Flow.RETURNS].sum()
        assert away >= 0.0
        h = [model.stage.households[: model.n_households] for model in (base, policy)]
        assert h[0]["weight"].sum() == h[1]["weight"].sum()
        by_root = [np.bincount(each["root"], each["weight"], 1_500) for each in h]
        np.testing.assert_array_equal(by_root[0], by_root[1])


def test_engines_agree_where_a_diaspora_grows_or_shrinks() -> None:
    for stocks in (GROWING, SHRINKING):
        settings = settings_of(stock=900.0, years=1, burn_in=1, gone_after_5_years=0.5, **{name: 0.04 * value for name, value in stocks.items()})
        runs = [DiasporaModel(settings, package(), seed=3, engine=engine).run() for engine in ("compiled", "objects")]
        for name in ("households", "receivers", "firms"):
            a, b = (getattr(run.stage, name)[: run.n_households if name != "firms" else 20] for run in runs)
            assert a.tobytes() == b.tobytes(), name


def test_more_leave_where_the_figure_says_so() -> None:
    """Of those who came within the last half year, so many have left after five years as the figure says, within four standard errors."""
    for gone in (0.15, 0.6):
        model = DiasporaModel(settings_of(stock=90_000.0, years=5, burn_in=0, gone_after_5_years=gone, stock_2000=50_000.0, stock_2015=80_000.0))
        h = model.stage.households
        new = (h["generation"][: model.n_households] == 0) & (h["years_abroad"][: model.n_households] < 0.5)
        ids = h["id"][: model.n_households][new].copy()
        model.run()
        left = (model.stage.households["id"][: model.n_households][: len(new)][new] != ids).mean()
        assert abs(left - gone) < 0.02 + 4.0 * np.sqrt(gone * (1.0 - gone) / new.sum()), (left, gone)


def test_renewal_is_one_in_a_stationary_world_where_nothing_changes() -> None:
    staying = life_table(DiasporaModel(settings_of(stock=500.0)).p.demography)[:2].sum(axis=(0, 1))
    np.testing.assert_allclose(renewal_of(np.ones(MONTHS), staying, 1.0, 120), 1.0, atol=1e-3)
