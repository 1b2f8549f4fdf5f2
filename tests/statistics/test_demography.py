"""Without policy the population is at rest: stocks by years abroad stay where the world began, and a policy conjures no newcomers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from model.records.flows import Flow
from model.world import DiasporaModel
from tests.worlds import ETH, lever, settings_of, world

BANDS = [0.0, 5.0, 10.0, 20.0, 200.0]


def structure(model: DiasporaModel) -> dict[str, np.ndarray]:
    """Shares of the first generation by years abroad and by age; shares of generations; weight in all."""
    h = model.stage.households[: model.n_households]
    first = h[h["generation"] == 0]
    years = np.histogram(first["years_abroad"], BANDS, weights=first["weight"])[0] / first["weight"].sum()
    ages = np.histogram(first["age"], [0, 30, 45, 60, 150], weights=first["weight"])[0] / first["weight"].sum()
    generations = np.bincount(h["generation"], h["weight"], 4) / h["weight"].sum()
    return {"years": years, "ages": ages, "generations": generations, "weight": np.array([h["weight"].sum()])}


def test_stocks_by_years_abroad_stay_for_twenty_years() -> None:
    settings = settings_of(stock=50_000.0, years=20, burn_in=0)
    model = DiasporaModel(settings)
    before = structure(model)
    n = (model.stage.households["generation"] == 0).sum()
    model.run()
    after = structure(model)
    assert after["weight"] == before["weight"] == settings.corridors[0].households
    np.testing.assert_array_equal(after["generations"], before["generations"])
    for what in ("years", "ages"):
        # two draws of a multinomial, four standard errors
        error = 4.0 * np.sqrt(2.0 * before[what] * (1.0 - before[what]) / n)
        assert (np.abs(after[what] - before[what]) < error).all(), (what, before[what], after[what], error)
    assert before["years"].min() > 0.05


def test_half_leave_early_and_few_later() -> None:
    """C47: 20 to 50 % of arrivals leave within five years."""
    model = DiasporaModel(settings_of(stock=60_000.0, years=5, burn_in=0))
    h = model.stage.households
    new = (h["generation"][: model.n_households] == 0) & (h["years_abroad"][: model.n_households] < 0.5)
    ids = h["id"][: model.n_households][new].copy()
    model.run()
    left = (model.stage.households["id"][: model.n_households][new] != ids).mean()
    assert 0.2 < left < 0.5, left


def test_who_returns_because_of_a_policy_leaves_the_place_empty_and_arrivals_stay_as_they_were() -> None:
    start = world(ETH, stock=30_000.0, years=5, parameters={"nationality.return_effect": 3.0, "nationality.leaves_again": 0.0, "information.broadcast": 0.5})
    base, policy = start.fork().run(), start.fork((lever("dual_nationality"),)).run()
    assert policy.flows[:, :, Flow.RETURNS].sum() > base.flows[:, :, Flow.RETURNS].sum()
    np.testing.assert_allclose(policy.flows[:, :, Flow.ARRIVALS].sum(axis=1), base.flows[:, :, Flow.ARRIVALS].sum(axis=1))
    n = policy.n_households
    assert (policy.stage.households["status"][:n] == 0).any()
    assert (base.stage.households["status"][:n] == 1).all()
    np.testing.assert_array_equal(policy.stage.households["id"][:n], base.stage.households["id"][:n])


@pytest.mark.parametrize("mechanism", ["exit_early", "death_60", "descendant_leaves"])
def test_a_hazard_at_nought_takes_nobody(mechanism: str) -> None:
    nought = {f"demography.{name}": 0.0 for name in ("exit_early", "exit_late", "death_60", "descendant_leaves")}
    settings = settings_of(stock=3_000.0, years=2, burn_in=0, parameters=nought)
    still = DiasporaModel(settings).run()
    assert still.flows[:, :, Flow.EXITS].sum() == 0.0
    moving = DiasporaModel(replace(settings, parameters={**nought, f"demography.{mechanism}": 0.1})).run()
    assert moving.flows[:, :, Flow.EXITS].sum() > 0.0
