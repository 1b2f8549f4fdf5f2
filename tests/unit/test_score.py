"""The score by the weights of a ministry: shown with its parts, only where the scenario has weights."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from experiments import compare
from experiments.comparing.comparison import Comparison
from experiments.reporting.score import EXPERT_DAYS_A_POINT, SCORED, Score, score_of
from experiments.reporting.summary import summary
from experiments.text import percent
from model.inputs.ministry import DOMAINS
from model.outcome_registry import OUTCOMES
from scenarios import load


@cache
def compared(finance: float, human: float, social: float) -> Comparison:
    scenario = load("morocco_belgium_package", set={"ministry.weights": {"finance": finance, "human": human, "social": social}})
    return compare(scenario, replications=3, years=2, sample=500, uncertainty="luck")


def scored(*weights: float) -> Score:
    found = score_of(compared(*weights).replications[0])
    assert found is not None
    return found


def test_the_score_is_the_weighted_sum_of_its_parts() -> None:
    score = scored(0.5, 0.3, 0.2)
    parts = {(part.domain, part.outcome): part.mean for part in score.parts}
    assert {outcome for _, outcome in parts if outcome is not None} == {outcome for each in SCORED.values() for outcome in each} <= set(OUTCOMES)
    for domain in DOMAINS:
        assert parts[domain, None] == pytest.approx(np.mean([parts[domain, outcome] for outcome in SCORED[domain]]))
    assert score.total.mean == pytest.approx(sum(score.weights[domain] * parts[domain, None] for domain in DOMAINS))
    assert score.total.low <= score.total.mean <= score.total.high


def test_a_point_is_one_per_cent_and_so_many_days_of_experts() -> None:
    each = compared(0.5, 0.3, 0.2).replications[0]
    parts = {part.outcome: part.mean for part in scored(0.5, 0.3, 0.2).parts}
    assert each.base is not None
    gifts, without = each.column("donations", difference=True).mean(), (each.column("donations") - each.column("donations", difference=True)).mean()
    assert parts["donations"] == pytest.approx(100.0 * gifts / without)
    households = sum(corridor.households for corridor in each.scenario.settings().corridors)
    days = each.column("expert_days", difference=True).mean() / each.scenario.years / households * 1_000.0
    assert parts["expert_days"] == pytest.approx(days / EXPERT_DAYS_A_POINT) and days > 0.0


def test_weights_decide() -> None:
    social = next(part.mean for part in scored(0.5, 0.3, 0.2).parts if part.domain == "social" and part.outcome is None)
    assert scored(0.0, 0.0, 1.0).total.mean == pytest.approx(social)
    assert scored(0.0, 0.0, 1.0).total.mean != scored(0.0, 1.0, 0.0).total.mean


@pytest.mark.parametrize(("language", "title"), [("en", "## Score by the weights"), ("fr", "## Score selon les pondérations")])
def test_it_stands_in_the_summary_with_its_parts(language: str, title: str) -> None:
    text = summary(compared(0.5, 0.3, 0.2), language)
    section = text.split(title)[1].split("\n## ")[0]
    for outcome in (outcome for each in SCORED.values() for outcome in each):
        assert OUTCOMES[outcome].label(language) in section
    assert all(percent(weight, language) in section for weight in (0.5, 0.3, 0.2))


def test_without_weights_there_is_none() -> None:
    plain = compare("morocco_belgium_package", replications=2, years=2, sample=500, uncertainty="luck")
    assert score_of(plain.replications[0]) is None
    assert "Score" not in summary(plain)
