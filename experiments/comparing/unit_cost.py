"""Public cost per additional unit of an outcome: when there is such a number, what it is, and in words why there is none."""

from __future__ import annotations

import math

import numpy as np

from model.levers import Lever
from model.outcome_registry import OUTCOMES, Adds

from ..runs import intervals
from ..runs.intervals import Floats
from ..runs.replications import COST, Replications
from ..runs.verdicts import Verdict, verdict_of
from ..text import say


def aims(each: Replications) -> tuple[str, ...]:
    """The main outcomes of the levers of a scenario."""
    return tuple(dict.fromkeys(lever.main_outcome for lever in each.scenario.levers))


def whole_unit_cost(each: Replications, outcome: str) -> tuple[float, float, float]:
    """Cost of the whole policy per additional unit of an outcome; NaN where it has other aims too: their cost would be set against this one."""
    return cost_per_additional(each, outcome) if len(aims(each)) == 1 else (math.nan, math.nan, math.nan)


def cost_per_additional(each: Replications, outcome: str, lever: Lever | None = None) -> tuple[float, float, float]:
    """Public cost per additional unit of an outcome, a ratio of means with its interval; NaN where the effect, or the cost, cannot be told to rise above zero.

    Money against money is a year's cost per additional unit a year. For events and stocks the cost of the whole horizon is set against them.
    Of a lever, both are what it adds: the policy minus the same policy without it. Without a lever, the whole cost of the policy is set against the outcome.
    """
    cost, effect = cost_and_effect(each, outcome, lever)
    if any(verdict_of(part, each.groups) is not Verdict.RISES for part in (effect, cost)):
        return math.nan, math.nan, math.nan
    value, low, high = intervals.of_ratio(cost, effect, each.groups)
    return value, max(low, 0.0) if math.isfinite(low) else low, high  # both are above 0, and so is what one is over the other


def cost_and_effect(each: Replications, outcome: str, lever: Lever | None = None) -> tuple[Floats, Floats]:
    """What `cost_per_additional` sets over what, by replication."""
    cost, effect = (each.column(name, difference=True) if lever is None else each.added(lever, name) for name in (COST, outcome))
    return cost * (1.0 if is_yearly(outcome) else float(each.scenario.years)), effect


def no_cost_words(each: Replications, outcome: str, language: str = "en", lever: Lever | None = None) -> str:
    """Why an outcome has no cost per additional unit: of the whole policy, or of one of its levers."""
    if lever is None and len(aims(each)) > 1:
        return say("several_aims", language)
    effect, cost = (verdict_of(each.column(name, difference=True) if lever is None else each.added(lever, name), each.groups) for name in (outcome, COST))
    if Verdict.TOO_FEW in (effect, cost):
        return Verdict.TOO_FEW.says(language)
    if effect is not Verdict.RISES:
        return say("s_untold" if effect is Verdict.CANNOT_BE_TOLD else "s_none", language)
    return say("s_no_cost" if cost is Verdict.SAME else "s_cost_not_told", language)


def is_yearly(outcome: str) -> bool:
    """Whether an outcome is an amount a year (and not a total of the horizon or a stock at its end)."""
    return OUTCOMES[outcome].adds is Adds.MONEY


def gain_outcome(each: Replications, main_outcome: str) -> str:
    """The outcome that shows who gains: the main one, or the first of its theme that is counted by group and that the policy moves."""
    main = OUTCOMES[main_outcome]
    if main.has_breakdown:
        return main.id
    moved = [
        outcome.id
        for outcome in OUTCOMES.values()
        if outcome.theme == main.theme and outcome.has_breakdown and np.nan_to_num(each.column(outcome.id, difference=True)).any()
    ]
    return moved[0] if moved else main.id
