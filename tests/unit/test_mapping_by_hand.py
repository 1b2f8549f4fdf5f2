"""What the ministry knows of the diaspora, by hand: who is there, what is taken for granted, what a survey and a register add, and when it looks."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from model.dialogue import diaspora_survey as mapping
from model.dialogue.diaspora_survey import Census, Survey
from tests.bare import NOW, bare, given, month_of, put

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
    p = P._replace(population=P.population._replace(n_communities=2))
    policy = SimpleNamespace(has=lambda process: changes.get("register", False), p=p, settings=SimpleNamespace(corridors=corridors), remembered={})
    return month_of(policy, 9, (), stage=stage)


def test_what_is_taken_for_granted() -> None:
    """Corridors by their stocks, places by their people, all of faction A, sexes by halves, skills by thirds."""
    found = mapping.belief(ministry()).reshape(2, 2, 3, 2, 3)
    np.testing.assert_allclose(found[:, :, 0].sum(axis=(2, 3)), [[0.75 * 0.75, 0.75 * 0.25], [0.125, 0.125]])
    np.testing.assert_allclose(found[0, 0, 0], 0.5625 / 6.0)
    assert found[:, :, 1:].sum() == 0.0


def test_answers_to_a_survey(monkeypatch: pytest.MonkeyPatch) -> None:
    draws = np.array([[0.05, 0.15, 0.95, 0.35], [0.25, 0.11, 0.5, 0.5]])
    asked: list[Any] = []
    monkeypatch.setattr(mapping, "four_draws", lambda *a: asked.append(a) or tuple(draws[:, k] for k in range(4)))
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
    monkeypatch.setattr(mapping, "belief", lambda m: granted.copy())
    survey, there = Survey(3, told, 300, 6.0), Census(np.array([1.0, 3.0]), entries)
    known = 100.0 * granted + 300.0 / math.e * told
    np.testing.assert_allclose(mapping.estimate(ministry(), survey, there), known / known.sum())
    np.testing.assert_allclose(mapping.estimate(ministry(register=True), survey, there), (known + np.array([20.0, 0.0])) / (known.sum() + 20.0))
    np.testing.assert_allclose(mapping.estimate(ministry(), None, there), granted)
    assert there.shares().tolist() == [0.25, 0.75] and mapping.error_of(granted, there.shares()) == 0.25
    assert mapping.reached(np.array([0.5, 0.5, 0.0]), np.array([0.25, 0.75, 0.0])).tolist() == [1.0, pytest.approx(2.0 / 3.0), 0.0]
    nobody = ministry()
    nobody.policy.p = nobody.p._replace(relations=nobody.p.relations._replace(granted_answers=0.0))
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
    before = Survey(-9, np.zeros(2), 7, 3.0)
    policy = SimpleNamespace(running=running, is_paid=lambda k, m: paid, p=P, levers=[lever], remembered={"survey": before}, settings=SimpleNamespace(years=9))
    shares, seen = np.array([0.25, 0.75]), []
    there = Census(np.array([1.0, 3.0]), np.zeros(2))
    monkeypatch.setattr(mapping, "census", lambda m: there)
    monkeypatch.setattr(mapping, "asked", lambda m, n, by_sex, truth: seen.append((n, by_sex, truth.tolist())) or shares)
    monkeypatch.setattr(mapping, "estimate", lambda m, survey, census: np.full(36, 1.0 / 36.0))
    monkeypatch.setattr(mapping, "belief", lambda m: np.full(36, 1.0 / 36.0))
    there = Census(np.ones(36), np.zeros(36))
    results = np.array([-7.0])
    mapping.map_diaspora(month_of(policy, month, (strength,), stage=SimpleNamespace(reach=np.zeros(144))), results)
    survey = policy.remembered["survey"]
    if held is None:
        assert survey is before and seen == []
    else:
        assert survey is not None and survey.shares is shares and (survey.month, survey.answers, survey.holds) == (month, held, 18.0) and seen[0][:2] == (held, True)
    assert results.tolist() == [-7.0]


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
    monkeypatch.setattr(mapping, "census", lambda m: Census(np.ones(18), np.zeros(18)))
    monkeypatch.setattr(mapping, "estimate", lambda m, survey, there: known)
    monkeypatch.setattr(mapping, "belief", lambda m: granted)
    policy: Any = SimpleNamespace(running=lambda process, m: 0 if process == "register" else -1, remembered={}, p=P, settings=SimpleNamespace(years=1))
    results, stage = np.array([-7.0]), SimpleNamespace(reach=np.zeros(72))
    mapping.map_diaspora(month_of(policy, month, (1.0,), stage=stage), results)
    assert policy.remembered == {} and results[0] == (-7.0 if off is None else pytest.approx(off))
    reach = stage.reach.reshape(3, 2, 4, 3)  # faction, sex, generation, skill; generations alike
    if not looks:
        assert not reach.any()
        return
    first = np.concatenate([np.full(9, 1.0 - 0.8), np.full(9, 0.5 - 1.0)]).reshape(3, 2, 3)
    for generation in range(4):
        np.testing.assert_allclose(reach[:, :, generation], first)


@pytest.mark.parametrize(("month", "off"), [(11, -7.0), (22, -7.0), (23, 0.77), (35, -7.0)])
def test_where_nobody_asks_nothing_is_known(monkeypatch: pytest.MonkeyPatch, month: int, off: float) -> None:
    """How far off one is who never asked is told in the last month of two years alone."""
    monkeypatch.setattr(mapping, "error", lambda m: 0.77)
    before, results = Survey(-9, np.zeros(2), 7, 3.0), np.array([-7.0])
    policy = SimpleNamespace(running=lambda process, m: -1, remembered={"survey": before}, settings=SimpleNamespace(years=2))
    mapping.map_diaspora(month_of(policy, month, ()), results)
    assert policy.remembered == {"survey": before} and results.tolist() == [off]


@pytest.mark.parametrize(("levers", "lag"), [([], 0.0), ([("mapping", 9.0), ("register", 4.0)], 4.0)])
def test_a_census_adds_up_generations(levers: list[tuple[str, float]], lag: float) -> None:
    """Two places of 72 cells: faction, sex, generation, skill. What the register shows comes as late as its data do."""
    asked: list[Any] = []

    def run(kernel: Any, clock: Any, lag: float, tau: float, found: np.ndarray) -> None:
        asked.append((kernel is mapping.count, clock, lag, tau))
        found[0] = np.arange(144.0)
        found[1, 72 + 24 + 12 + 3 + 1] = 5.0  # the second place, faction B, women, one and a half, middle

    made = [SimpleNamespace(process=process, values={"data_lag_months": months, "holds_months": 77.0}) for process, months in levers]
    m = month_of(SimpleNamespace(levers=made, p=P), 9, (), stage=SimpleNamespace(tally=np.zeros((144, 3))), run=run)
    found = mapping.census(m)
    assert asked == [(True, m.clock, lag, 24.0)]
    assert found.households.reshape(2, 3, 2, 3)[0, 0, 0].tolist() == [0.0 + 3.0 + 6.0 + 9.0, 1.0 + 4.0 + 7.0 + 10.0, 2.0 + 5.0 + 8.0 + 11.0] and found.households.sum() == 143.0 * 72.0
    assert found.entries.reshape(2, 3, 2, 3)[1, 1, 1].tolist() == [0.0, 5.0, 0.0] and found.entries.sum() == 5.0


def test_how_far_off_it_is_now(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the last survey that is remembered, or by none."""
    told: list[Survey | None] = []
    monkeypatch.setattr(mapping, "census", lambda m: Census(np.array([3.0, 1.0]), np.zeros(2)))
    monkeypatch.setattr(mapping, "estimate", lambda m, survey, there: told.append(survey) or np.array([0.5, 0.5]))
    m, survey = ministry(), Survey(3, np.zeros(2), 7, 3.0)
    assert mapping.error(m) == 0.25
    m.policy.remembered["survey"] = survey
    assert mapping.error(m) == 0.25 and told == [None, survey]
