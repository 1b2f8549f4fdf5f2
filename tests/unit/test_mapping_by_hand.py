"""What the ministry knows of the diaspora, by hand: who is there, what is taken for granted, what a survey and a register add, and when it looks."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from model.dialogue import diaspora_survey as mapping
from model.dialogue.diaspora_survey import Census, Survey
from tests.bare import NOW, bare, given, put

P = given(relations={"granted_answers": 100.0, "entry_worth": 0.5, "register_months": 24.0})


def test_who_is_there_and_who_registered() -> None:
    w = bare()
    w.counts[0] = 5
    for k, (cell, weight, share, since, status) in enumerate(((3, 10.0, 0.5, 16.0, 1), (3, 4.0, 0.0, 0.0, 1), (5, 6.0, 1.0, 38.0, 1), (5, 8.0, 1.0, 37.0, 1), (5, 50.0, 1.0, 0.0, 0))):
        put(w.households[k], cell=cell, weight=weight, registered=share, registered_since=since, status=status)
    found = np.zeros((2, len(w.tally)))
    mapping.count.py_func((w,), NOW, 3.0, 24.0, found)
    assert found[0, [3, 5]].tolist() == [14.0, 14.0] and found[0].sum() == 28.0
    assert found[1, [3, 5]].tolist() == pytest.approx([5.0 / math.e, 8.0 * math.exp(-3.0 / 24.0)]) and np.count_nonzero(found[1]) == 2


def ministry(**changes: Any) -> Any:
    """Two corridors of 300 and 100 households, two communities of 30 and 10 people each; month 9."""
    people = {"population": np.array([30.0, 10.0, 10.0, 10.0])}
    corridors = [SimpleNamespace(households=300), SimpleNamespace(households=100)]
    stage = SimpleNamespace(communities=people, corridors={"origin": np.array([0, 1])})
    policy = SimpleNamespace(has=lambda process: changes.get("register", False))
    p = P._replace(population=P.population._replace(n_communities=2))
    return SimpleNamespace(p=p, settings=SimpleNamespace(corridors=corridors), stage=stage, policy=policy, month=9, seed_words=NOW[:2], replication=NOW[2], tick=40)


def test_what_is_taken_for_granted() -> None:
    """Corridors by their stocks, places by their people, all of faction A, sexes by halves, skills by thirds."""
    found = mapping.belief(ministry()).reshape(2, 2, 3, 2, 3)
    np.testing.assert_allclose(found[:, :, 0].sum(axis=(2, 3)), [[0.75 * 0.75, 0.75 * 0.25], [0.125, 0.125]])
    np.testing.assert_allclose(found[0, 0, 0], 0.5625 / 6.0)
    assert found[:, :, 1:].sum() == 0.0


def test_answers_to_a_survey(monkeypatch: pytest.MonkeyPatch) -> None:
    draws = np.array([[0.05, 0.15, 0.95, 0.35], [0.25, 0.11, 0.5, 0.5]])
    asked: list[Any] = []
    monkeypatch.setattr(mapping, "luck", lambda *a: asked.append(a) or tuple(draws[:, k] for k in range(4)))
    truth = np.zeros(36)
    truth[[0, 3, 20, 35]] = [0.1, 0.2, 0.1, 0.6]
    found = mapping.asked(ministry(), 6, True, truth)
    expected = np.zeros(36)
    expected[[0, 3, 20, 35]] = np.array([1.0, 3.0, 1.0, 1.0]) / 6.0  # 0.05; 0.15, 0.25, 0.11; 0.35; 0.95
    np.testing.assert_allclose(found, expected)
    assert asked[0][:5] == (*NOW[:3], 53, 40) and asked[0][5].tolist() == [0, 1]
    halves = mapping.asked(ministry(), 6, False, truth)
    expected = np.zeros(36)
    expected[[0, 3]] = 4.0 / 6.0 / 2.0  # cells 0 and 3 are the two sexes of one faction and skill
    expected[[20, 23, 32, 35]] = 1.0 / 12.0
    np.testing.assert_allclose(halves, expected)


def test_an_estimate_weighs_what_it_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    """100 granted answers, 300 of a survey e times as old as it holds, and 0.5 an entry of the register."""
    granted, told, entries = np.array([0.5, 0.5]), np.array([0.9, 0.1]), np.array([40.0, 0.0])
    monkeypatch.setattr(mapping, "belief", lambda model: granted.copy())
    survey, there = Survey(3, told, 300, 6.0), Census(np.array([1.0, 3.0]), entries)
    known = 100.0 * granted + 300.0 / math.e * told
    np.testing.assert_allclose(mapping.estimate(ministry(), survey, there), known / known.sum())
    np.testing.assert_allclose(mapping.estimate(ministry(register=True), survey, there), (known + np.array([20.0, 0.0])) / (known.sum() + 20.0))
    np.testing.assert_allclose(mapping.estimate(ministry(), None, there), granted)
    assert there.shares().tolist() == [0.25, 0.75] and mapping.error_of(granted, there.shares()) == 0.25
    assert mapping.reached(np.array([0.5, 0.5, 0.0]), np.array([0.25, 0.75, 0.0])).tolist() == [1.0, pytest.approx(2.0 / 3.0), 0.0]
    nobody = ministry()
    nobody.p = nobody.p._replace(relations=nobody.p.relations._replace(granted_answers=0.0))
    np.testing.assert_allclose(mapping.estimate(nobody, None, there), granted)


@pytest.mark.parametrize(
    ("month", "first", "every", "strength", "paid", "held"),
    [
        (3, 3, 12.0, 1.0, True, 200), (15, 3, 12.0, 1.0, True, 200), (14, 3, 12.0, 1.0, True, None), (9, 3, 12.0, 1.0, True, None), (15, 3, 12.0, 0.5, True, 100), (15, 3, 12.0, 0.0, True, None),
        (15, 3, 12.0, 1.0, False, None), (5, 3, 1.5, 1.0, True, 200), (6, 3, 1.5, 1.0, True, 200), (7, 3, 1.5, 1.0, True, None), (4, 3, 1.5, 1.0, True, None), (2, 3, 12.0, 1.0, True, None),
    ],
)  # fmt: skip
def test_when_a_survey_is_held(monkeypatch: pytest.MonkeyPatch, month: int, first: int, every: float, strength: float, paid: bool, held: int | None) -> None:
    lever = SimpleNamespace(values={"update_months": every, "survey_n": 200, "by_sex": True, "holds_months": 18.0}, from_month=first)
    running = lambda process, m: 0 if process == "mapping" and m >= first else -1  # noqa: E731
    policy = SimpleNamespace(running=running, is_paid=lambda k, m: paid, levers=[lever])
    shares, seen = np.array([0.25, 0.75]), []
    there = Census(np.array([1.0, 3.0]), np.zeros(2))
    monkeypatch.setattr(mapping, "census", lambda model: there)
    monkeypatch.setattr(mapping, "asked", lambda model, n, by_sex, truth: seen.append((n, by_sex, truth.tolist())) or shares)
    monkeypatch.setattr(mapping, "estimate", lambda model, survey, census: np.full(36, 1.0 / 36.0))
    monkeypatch.setattr(mapping, "belief", lambda model: np.full(36, 1.0 / 36.0))
    there = Census(np.ones(36), np.zeros(36))
    model = SimpleNamespace(policy=policy, month=month, strengths=(strength,), stage=SimpleNamespace(reach=np.zeros(144)))
    before = Survey(-9, np.zeros(2), 7, 3.0)
    survey, off = mapping.map_diaspora(model, before)
    if held is None:
        assert survey is before and seen == []
    else:
        assert survey is not None and survey.shares is shares and (survey.month, survey.answers, survey.holds) == (month, held, 18.0) and seen[0][:2] == (held, True)
    assert off is None


@pytest.mark.parametrize(("month", "looks", "off"), [(5, True, None), (11, True, 0.25), (6, False, None), (17, True, None), (12, False, None)])
def test_twice_a_year_the_news_is_aimed_anew(monkeypatch: pytest.MonkeyPatch, month: int, looks: bool, off: float | None) -> None:
    """Half of the groups were taken for granted twice over, as large as they are now."""
    truth = np.full(18, 1.0 / 18.0)
    known = truth.copy()
    known[:9] *= 1.5
    known[9:] *= 0.5
    granted = truth.copy()
    granted[:9] *= 0.8
    granted[9:] *= 1.2
    monkeypatch.setattr(mapping, "census", lambda model: Census(np.ones(18), np.zeros(18)))
    monkeypatch.setattr(mapping, "estimate", lambda model, survey, there: known)
    monkeypatch.setattr(mapping, "belief", lambda model: granted)
    policy = SimpleNamespace(running=lambda process, m: 0 if process == "register" else -1)
    model = SimpleNamespace(policy=policy, month=month, strengths=(1.0,), stage=SimpleNamespace(reach=np.zeros(72)))
    survey, found = mapping.map_diaspora(model, None)
    assert survey is None and (found is None if off is None else found == pytest.approx(off))
    reach = model.stage.reach.reshape(3, 2, 4, 3)  # faction, sex, generation, skill; generations alike
    if not looks:
        assert not reach.any()
        return
    first = np.concatenate([np.full(9, 1.0 - 0.8), np.full(9, 0.5 - 1.0)]).reshape(3, 2, 3)
    for generation in range(4):
        np.testing.assert_allclose(reach[:, :, generation], first)


def test_where_nobody_asks_nothing_is_known() -> None:
    policy = SimpleNamespace(running=lambda process, m: -1)
    before = Survey(-9, np.zeros(2), 7, 3.0)
    assert mapping.map_diaspora(SimpleNamespace(policy=policy, month=11), before) == (before, None)


@pytest.mark.parametrize(("levers", "lag"), [([], 0.0), ([("mapping", 9.0), ("register", 4.0)], 4.0)])
def test_a_census_adds_up_generations(levers: list[tuple[str, float]], lag: float) -> None:
    """Two places of 72 cells: faction, sex, generation, skill. What the register shows comes as late as its data do."""
    asked: list[Any] = []

    def run(kernel: Any, clock: Any, lag: float, tau: float, found: np.ndarray) -> None:
        asked.append((kernel is mapping.count, clock, lag, tau))
        found[0] = np.arange(144.0)
        found[1, 72 + 24 + 12 + 3 + 1] = 5.0  # the second place, faction B, women, one and a half, middle

    made = [SimpleNamespace(process=process, values={"data_lag_months": months, "holds_months": 77.0}) for process, months in levers]
    model: Any = SimpleNamespace(policy=SimpleNamespace(levers=made), stage=SimpleNamespace(tally=np.zeros((144, 3))), engine=SimpleNamespace(run=run), clock="now", p=P)
    found = mapping.census(model)
    assert asked == [(True, "now", lag, 24.0)]
    assert found.households.reshape(2, 3, 2, 3)[0, 0, 0].tolist() == [0.0 + 3.0 + 6.0 + 9.0, 1.0 + 4.0 + 7.0 + 10.0, 2.0 + 5.0 + 8.0 + 11.0] and found.households.sum() == 143.0 * 72.0
    assert found.entries.reshape(2, 3, 2, 3)[1, 1, 1].tolist() == [0.0, 5.0, 0.0] and found.entries.sum() == 5.0


def test_how_far_off_it_is_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mapping, "census", lambda model: Census(np.array([3.0, 1.0]), np.zeros(2)))
    monkeypatch.setattr(mapping, "estimate", lambda model, survey, there: np.array([0.5, 0.5]))
    assert mapping.error(ministry(), None) == 0.25
