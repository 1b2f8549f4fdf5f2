"""A ministry's score of a policy: its weights on finance, human and social outcomes, always shown with its parts (F7).

Each outcome counts in points. One point is 1 % of the level without policy; for expert work, of which there is none without policy, one point is a
declared amount. A domain has the mean of the points of its outcomes, the score is their weighted sum. It orders policies by what one ministry
wants and says nothing of what they are worth.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from model.inputs.ministry import DOMAINS
from model.parameter import Text

from ..runs import intervals
from ..runs.intervals import Floats
from ..runs.replications import Replications

EXPERT_DAYS_A_POINT = 10.0
"""Days of expert work per 1,000 households and year that count as one point."""

SCORED = {"finance": ("investment", "remittances"), "human": ("expert_days",), "social": ("donations", "trust")}
DOMAIN_LABELS = {"finance": Text("finance", "finances"), "human": Text("human", "humain"), "social": Text("social", "social")}


class Part(NamedTuple):
    """Points of one outcome, or of a domain (`outcome` None), with the interval of the mean."""

    domain: str
    outcome: str | None
    mean: float
    low: float
    high: float


class Score(NamedTuple):
    """The score of one policy and what it is made of."""

    weights: dict[str, float]
    parts: tuple[Part, ...]
    total: Part


def score_of(each: Replications) -> Score | None:
    """The score of a scenario; None where its ministry has no weights or there is nothing to compare with."""
    ministry = each.scenario.ministry
    if ministry is None or ministry.weights is None or each.base is None or not each.numbers:
        return None
    weights = dict(zip(DOMAINS, ministry.weights, strict=True))
    parts: list[Part] = []
    total = np.zeros(len(each.numbers))
    for domain in DOMAINS:
        points = [_points(each, outcome) for outcome in SCORED[domain]]
        parts += [_part(each, domain, outcome, one) for outcome, one in zip(SCORED[domain], points, strict=True)]
        mean = np.mean(points, axis=0)
        parts.append(_part(each, domain, None, mean))
        total += weights[domain] * mean
    return Score(weights, tuple(parts), _part(each, "score", None, total))


def _points(each: Replications, outcome: str) -> Floats:
    """Points of an outcome by replication."""
    change = np.nan_to_num(each.column(outcome, difference=True))
    without = each.column(outcome) - each.column(outcome, difference=True)
    if outcome == "expert_days":
        households = sum(corridor.households for corridor in each.scenario.settings().corridors)
        return change / each.scenario.years / households * 1_000.0 / EXPERT_DAYS_A_POINT
    level = float(np.nan_to_num(np.nanmean(np.abs(without))))
    return 100.0 * change / level if level > 0.0 else change * 0.0


def _part(each: Replications, domain: str, outcome: str | None, points: Floats) -> Part:
    found = intervals.of_mean(points[:, None], each.groups)
    return Part(domain, outcome, float(found.mean[0]), float(found.low[0]), float(found.high[0]))
