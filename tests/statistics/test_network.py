"""Ties are sparse, directed, drawn by weight inside mixing pools, alike by homophily, and cheap."""

from __future__ import annotations

import time

import numpy as np
import pytest

from model.parameters import parameters
from model.population.ties import tie
from model.records.arrays import N_TIES
from model.world import DiasporaModel
from tests.worlds import MAR, settings_of

OFF = {f"network.{name}": 0.0 for name in ("same_community", "same_city", "same_faction", "same_generation")}


def built(**options: object) -> DiasporaModel:
    return DiasporaModel(settings_of(MAR, **{"stock": 20_000.0, **options}))  # type: ignore[arg-type]


def alike(model: DiasporaModel, field: str) -> float:
    """Share of ties to somebody with the same value of a field."""
    n = model.n_households
    values = model.stage.households[field][:n]
    return float((values[model.stage.ties[:n]] == values[:, None]).mean())


def by_chance(model: DiasporaModel, field: str) -> float:
    shares = np.unique(model.stage.households[field][: model.n_households], return_counts=True)[1] / model.n_households
    return float((shares**2).sum())


def test_ties_are_distinct_others_of_the_same_corridor() -> None:
    model = built()
    n = model.n_households
    ties = model.stage.ties[:n]
    assert ties.shape[1] == N_TIES
    assert ((ties >= 0) & (ties < n)).all()
    assert (ties != np.arange(n)[:, None]).all()
    assert (np.sort(ties, axis=1)[:, 1:] != np.sort(ties, axis=1)[:, :-1]).all()


def test_homophily_makes_ties_alike_and_off_it_they_are_as_by_chance() -> None:
    model, mixed = built(), built(parameters=OFF)
    for field in ("community", "city", "faction", "generation"):
        chance = by_chance(model, field)
        assert alike(model, field) > chance + 0.05, field
        assert alike(mixed, field) == pytest.approx(chance, abs=0.01), field


def test_ties_are_drawn_in_proportion_to_weight() -> None:
    model = built(parameters=OFF)
    n = model.n_households
    heavy = np.arange(n) % 10 == 0
    model.stage.households["weight"][:n] = np.where(heavy, 30.0, 1.0)
    tie(model.stage, parameters(OFF).network, model.clock, n, 8)
    expected = 30.0 * heavy.sum() / model.stage.households["weight"][:n].sum()
    assert heavy[model.stage.ties[:n]].mean() == pytest.approx(expected, abs=0.02)


def test_building_takes_time_in_proportion_to_size() -> None:
    def seconds(stock: float) -> float:
        settings = settings_of(stock=stock)
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            DiasporaModel(settings)
            best = min(best, time.process_time() - start)
        return best

    seconds(2_000.0)
    assert seconds(160_000.0) / seconds(40_000.0) < 8.0
