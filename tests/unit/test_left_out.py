"""Studies left out and over-fitting, on emulators whose answers are known formulas."""

from __future__ import annotations

import math

import numpy as np
import pytest

from experiments.calibrated.ensemble import Ensemble, FactOf, schema
from experiments.evidence.calibration import left_out
from experiments.evidence.calibration.calibrate import declared, fitted_facts
from experiments.evidence.calibration.emulators import Emulator, Emulators, Process, Quadratic, features, fitted
from experiments.evidence.calibration.left_out import leave_one_study_out, overfitting_curve, predicted, score, studies_of
from experiments.evidence.calibration.page import Worth, page
from experiments.evidence.calibration.posterior import Chain, draw
from experiments.evidence.calibration.prior import free, places_of
from experiments.evidence.calibration.statistics import Target, targets_of
from experiments.evidence.declaration import Fact

NAMES = free()[:3]


def fact(name: str, source: str, band: tuple[float, float]) -> Fact:
    return Fact(name, "other", "A", source, "A statement.", {"": band}, lambda study: study.mean(study.run("morocco_belgium"), "age"))


def of(facts: list[Fact], weights: list[list[float]], error: float = 0.02) -> Emulators:
    """Each fact a sum of the three parameters (places from 0 to 1)."""
    forms = [Quadratic(np.arange(3), np.array([*each, *([0.0] * 6)]), 0.0) for each in weights]
    return Emulators(tuple(Emulator(target, form, False, error, 1.0) for target, form in zip(targets_of(facts), forms, strict=True)), 3)


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(left_out, "SHORT", Chain(150, 150))


def test_facts_of_one_source_are_one_study_and_two_sources_join() -> None:
    found = studies_of([fact("a", "HCP 2020", (0, 1)), fact("b", "IFAD 2018; HCP 2020", (0, 1)), fact("c", "IFAD 2018", (0, 1)), fact("d", "Yang 2008", (0, 1))])
    assert [study.facts for study in found] == [("a", "b", "c"), ("d",)]
    shipped = studies_of(fitted_facts())
    assert sorted(name for study in shipped for name in study.facts) == sorted(each.id for each in fitted_facts())
    assert any({"C01", "C03", "C19", "C20"} <= set(study.facts) for study in shipped)


def test_a_study_is_predicted_by_others_that_share_its_parameters_and_by_the_range_where_none_does() -> None:
    facts = [fact("a", "one", (0.75, 0.85)), fact("b", "two", (0.7, 0.9)), fact("c", "three", (0.85, 0.95))]
    emulators = of(facts, [[1, 0, 0], [1, 0, 0], [0, 1, 0]])
    table, outside, inside = leave_one_study_out(emulators, facts, 3)
    rows = table.set_index("facts")
    assert rows.loc["b", "verdict"] == "hit" and rows.loc["b", "left_out"] == pytest.approx(0.8, abs=0.03)  # the first study says where it is
    assert rows.loc["c", "verdict"] == "miss" and rows.loc["c", "left_out"] == pytest.approx(0.5, abs=0.1)  # nobody else knows: the middle of its range
    assert (rows["verdict_fitted"] == "hit").all() and inside == 1.0 and outside == pytest.approx(2.0 / 3.0)
    assert rows.loc["c", "left_out_low"] < 0.2 and rows.loc["c", "left_out_high"] > 0.8


def test_more_freed_parameters_fit_more_and_predict_no_more_where_facts_are_unrelated() -> None:
    facts = [fact(name, name, (0.97, 0.99)) for name in "abc"]
    emulators = of(facts, [[1, 0, 0], [0, 1, 0], [0, 0, 1]])
    held = np.clip(places_of(declared(NAMES), NAMES), 0.0, 1.0)
    assert (held < 0.9).all()
    curve = overfitting_curve(emulators, NAMES, facts, 3)
    assert curve["parameters"].tolist() == [0, 3] and curve.loc[0, "score_fitted"] == curve.loc[0, "score_left_out"] == 0.0
    assert curve.loc[1, "score_fitted"] > 0.4 and curve.loc[1, "score_left_out"] == 0.0
    freed = draw(emulators, 50, 1, chain=Chain(100, 100), freed=1, held=held).places
    assert np.ptp(freed[:, 0]) > 0.0 and (freed[:, 1:] == held[1:]).all() and freed[:, 0].mean() > 0.8


def test_stacked_emulators_say_what_each_says() -> None:
    rng = np.random.default_rng(2)
    x = rng.random((150, 5))
    steep = np.sin(9.0 * x[:, 1]) * np.cos(7.0 * x[:, 3])
    values = {"a": x[:, 0] - x[:, 4] ** 2, "b": steep, "c": np.exp(4.0 * x[:, 2])}
    found = [fitted(Target(name, name, 0.0, 1.0, 1.0), x, of_name + 0.02 * rng.normal(size=150) * abs(of_name)) for name, of_name in values.items()]
    each = tuple(emulator for emulator in found if emulator is not None)
    assert [type(emulator.model) for emulator in each] == [Quadratic, Process, Quadratic] and [emulator.is_log for emulator in each] == [False, False, True]
    both, fresh = Emulators(each, 5), rng.random((40, 5))
    assert both.predicted(fresh) == pytest.approx(np.column_stack([emulator.predicted(fresh) for emulator in each]))
    assert both.log_likelihood(fresh) == pytest.approx(sum(emulator.log_likelihood(fresh) for emulator in each))
    assert each[1].predicted(fresh) == pytest.approx(np.sin(9.0 * fresh[:, 1]) * np.cos(7.0 * fresh[:, 3]), abs=0.5)
    assert features(np.array([[1.0, 2.0, 3.0]])).tolist() == [[1, 2, 3, 1, 2, 3, 4, 6, 9]]
    judged = predicted(both, fresh, [fact("c", "c", (0.0, 1.0))])
    assert judged["c"][""].estimate.value == pytest.approx(each[2].values(fresh).mean()) and score(judged, [fact("c", "c", (0.0, 1.0))]) == 0.0


def test_the_page_says_what_was_found() -> None:
    facts = [fact("a", "one", (0.75, 0.85)), fact("b", "two", (0.7, 0.9))]
    emulators = of(facts, [[1, 0, 0], [1, 0, 0]])
    table, outside, inside = leave_one_study_out(emulators, facts, 3)
    worth = Worth(table, outside, inside, overfitting_curve(emulators, NAMES, facts, 3))
    about = {"date": "2026-01-01", "version": "0", "code": "x", "schema": schema(), "sets run": 10, "processor seconds": 12_345, "scale": 0.5}
    about |= {"effective draws of the chains": 100.0, "distinct members": 2}
    sets = {name: (declared(NAMES)[name],) * 4 for name in NAMES}
    known = {"C50": FactOf(True, ("matching_grant",), "hit"), "C26": FactOf(False, ("special_economic_zone",), "miss")}
    fit = {"C50": {"low": 0.1, "high": math.inf, "mean": 0.2, "5th": 0.1, "95th": 0.3, "explained": 0.9}}
    text = page(Ensemble(sets, declared(NAMES), "declared", known, about, fit), worth, ("matching_grant", "special_economic_zone"), "diaspora calibrate")
    assert "12,345 seconds" in text and "Best fit: the parameters as declared." in text and "**1.00**" in text and "C26 (miss)" in text
    assert "| `matching_grant` | calibrated to 1 fact (C50) |" in text and text.count("| one | a |") == 1
