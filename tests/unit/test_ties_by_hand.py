"""Whom a household hears from, by hand: within the corridor, in proportion to weight, by city and community, those alike first."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from model.parameters import parameters
from model.population import ties
from tests.bare import NOW, bare, rig


def drawn(patch: pytest.MonkeyPatch, n: int = 60, *, weights: Any = None, p: dict[str, float] | None = None, **changes: Any) -> Any:
    """Two corridors of 60 and 20 households; the first of three cities of twenty, in which every second is of one of two communities."""
    w = bare(households=n + 20, ties=(n + 20, 8))
    h = w.households.array
    k = np.arange(n + 20)
    h["corridor"], h["city"], h["community"], h["id"] = (k >= n), np.where(k < n, k // 20, 3), k % 2, 100 + k
    h["weight"] = 1.0 if weights is None else weights
    for name, values in changes.items():
        h[name] = values
    patch.setattr(ties, "placed", lambda w: w)
    patch.setattr(ties, "current", lambda loop: lambda w, *a: loop.py_func((w_readable,), *a))
    w_readable = w
    stage = SimpleNamespace(households=h, ties=w.ties)
    network = parameters().network._replace(**{"same_community": 0.0, "same_city": 0.0, "same_faction": 0.0, "same_generation": 0.0, **(p or {})})
    ties.tie(stage, network, NOW, n + 20, 2)
    return h, w.ties.astype(int)


def test_ties_lie_within_the_corridor_are_eight_and_never_oneself(monkeypatch: pytest.MonkeyPatch) -> None:
    h, found = drawn(monkeypatch)
    for i in range(80):
        assert len(set(found[i])) == 8 and i not in found[i] and (h["corridor"][found[i]] == h["corridor"][i]).all()
    spread_ = h["city"][found[:60]]
    assert all((spread_ == city).mean() > 0.2 for city in (0, 1, 2))


def test_mixing_by_city_and_community(monkeypatch: pytest.MonkeyPatch) -> None:
    h, found = drawn(monkeypatch, p={"same_city": 1.0})
    assert all((h["city"][found[i]] == h["city"][i]).all() for i in range(60)) and any((h["community"][found[i]] != h["community"][i]).any() for i in range(60))
    h, found = drawn(monkeypatch, p={"same_community": 1.0})  # ten of a community in a city are fewer than twice eight: the corridor then
    assert any((h["city"][found[i]] != h["city"][i]).any() for i in range(60))
    big, found = drawn(monkeypatch, 120, p={"same_community": 0.999999}, city=np.where(np.arange(140) < 120, np.arange(140) // 40, 5))
    assert all((big["community"][found[i]] == big["community"][i]).all() and (big["city"][found[i]] == big["city"][i]).all() for i in range(120))


@pytest.mark.parametrize(("field", "name"), [("faction", "same_faction"), ("generation", "same_generation")])
def test_like_hears_from_like(monkeypatch: pytest.MonkeyPatch, field: str, name: str) -> None:
    kinds = np.arange(80) // 3 % 2
    h, found = drawn(monkeypatch, p={name: 1.0}, **{field: kinds})
    assert all((h[field][found[i]] == h[field][i]).all() for i in range(60))
    h, found = drawn(monkeypatch, **{field: kinds})
    assert 0.35 < np.mean([(h[field][found[i]] == h[field][i]).mean() for i in range(60)]) < 0.65
    half, found = drawn(monkeypatch, p={name: 0.5}, **{field: kinds})  # of those unlike, every second is passed over: two thirds are alike
    assert 0.58 < np.mean([(half[field][found[i]] == half[field][i]).mean() for i in range(60)]) < 0.75


def test_one_is_known_as_often_as_one_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last twenty of the corridor count nine times as much: they are 9 of 11 in the weight."""
    weights = np.where((np.arange(80) >= 40) & (np.arange(80) < 60), 9.0, 1.0)
    _, found = drawn(monkeypatch, weights=weights)
    share = np.mean((found[:40] >= 40) & (found[:40] < 60))
    assert 0.6 < share < 0.83 and (found[:60] < 60).all() and (found[60:] >= 60).all()


def alone(patch: pytest.MonkeyPatch, n: int, **network: float) -> tuple[np.ndarray, list[int]]:
    """Ties of the first of `n` households that go round as they are drawn, and in which draws of its luck they were looked for."""
    w = bare(households=n, ties=(n, 8))
    w.households.array["faction"] = np.arange(n) > 0
    patch.setattr(ties, "placed", lambda w: w)
    patch.setattr(ties, "current", lambda loop: lambda _, *a: loop.py_func((w,), *a))
    asked = rig(patch, ties, TIES=lambda month, person: (0.99, (month % n + 0.5) / n, 0.0, 0.0))
    ties.tie(SimpleNamespace(households=w.households.array, ties=w.ties), parameters().network._replace(**{"same_community": 0.0, "same_city": 0.0, "same_generation": 0.0, **network}), NOW, n, 1)
    return w.ties[0].astype(int), [month for _, month, person in asked if person == 100]


def test_after_six_rounds_one_hears_from_those_unlike_and_after_twelve_from_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Six times eight draws look for the like of oneself, whom there are none of; twice as many for somebody new."""
    found, draws = alone(monkeypatch, 20, same_faction=1.0)
    assert draws == list(range(48 + 8)) and found.tolist() == [8, 9, 10, 11, 12, 13, 14, 15]  # 48 draws later it is the turn of number 8
    found, draws = alone(monkeypatch, 5, same_faction=0.0)
    assert draws == list(range(100)) and found.tolist() == [1, 2, 3, 4, 1, 2, 3, 4]
