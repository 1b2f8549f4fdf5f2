"""The indicator sheet of a comparison: `indicators.csv` (frame, indicator, what it is computed from, value by scenario and group)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from model.levers import REGISTRY
from model.outcome_registry import OUTCOMES
from model.parameter import Text

from ..comparing.comparison import Comparison
from ..comparing.unit_cost import aims, is_yearly, no_cost_words, whole_unit_cost
from ..runs import intervals
from ..runs.replications import COST, Replications, unit_of
from ..shown_money import in_words
from ..text import one_of
from .indicator_list import ACTIONS, GCM, INDICATORS, PROGRAMME, REVIEW, Indicator

COLUMNS = [
    "frame",
    "indicator",
    "label",
    "unit",
    "computed_from",
    "scenario",
    "breakdown",
    "group",
    "value",
    "low",
    "high",
    "without_policy",
    "available",
    "note",
]
NOT_IN_MODEL = Text("the model has no such outcome", "le modèle n'a pas ce résultat")


def indicator_sheet(comparison: Comparison, language: str = "en") -> pd.DataFrame:
    """The rows of `indicators.csv`."""
    rows: list[list[Any]] = []
    for each in comparison.replications:
        for indicator in INDICATORS:
            rows += _rows(each, indicator, language)
        rows += _unit_costs(each, language) + _actions(each, language)
    return pd.DataFrame(rows, columns=COLUMNS)


def _rows(each: Replications, indicator: Indicator, language: str) -> list[list[Any]]:
    head = [indicator.frame, indicator.id, indicator.label(language), in_words(indicator.unit(language)), " ".join(indicator.outcomes), each.name]
    note = indicator.note(language)
    if not indicator.is_available or indicator.formula is None:
        return [[*head, None, None, np.nan, np.nan, np.nan, np.nan, False, note or NOT_IN_MODEL(language)]]
    groups: list[tuple[str | None, str | None]] = [(None, None)]
    if indicator.breakdowns:  # most have none, and keys are thousands
        groups += [(by, group) for outcome, by, group in each.keys if outcome == indicator.outcomes[0] and by in indicator.breakdowns]
    level = intervals.spread(np.column_stack([indicator.formula(each, by, group, False) for by, group in groups]))
    without = np.full(len(groups), np.nan)
    if each.base is not None:
        without = intervals.spread(np.column_stack([indicator.formula(each, by, group, True) for by, group in groups])).mean
    return [
        [*head, by, group, *(float(part[k]) for part in level), float(without[k]), True, note]
        for k, (by, group) in enumerate(groups)
        if by is None or np.isfinite(level.mean[k])
    ]


EFFECT, UNIT_COST = Text("effect on", "effet sur"), Text("cost per additional unit of", "coût par unité supplémentaire de")
USD_PER, YES_OR_NO = Text("USD per", "USD par"), Text("yes or no", "oui ou non")
TAKEN = Text("actions of objective 19 that a lever is, of ten", "actions de l'objectif 19 que couvre un levier, sur dix")


def _unit_costs(each: Replications, language: str) -> list[list[Any]]:
    """Effect on each main outcome of the policy, and its cost per additional unit: effectiveness and efficiency as donors ask for them."""
    rows: list[list[Any]] = []
    for outcome in aims(each) if each.base is not None else ():
        label, unit = OUTCOMES[outcome].label(language), unit_of(outcome, language)
        effect = intervals.of_mean(each.column(outcome, difference=True)[:, None], each.groups)
        words = tuple(text(language) for text in (EFFECT, UNIT_COST, USD_PER))
        what = (f"effectiveness.{outcome}", f"{words[0]} {label.lower()}", unit, outcome)
        rows.append([PROGRAMME, *what, each.name, None, None, *(float(part[0]) for part in effect), 0.0, True, ""])
        found = whole_unit_cost(each, outcome)
        per = f"{in_words(words[2])} {in_words('USD') if is_yearly(outcome) else one_of(unit)}"
        note = "" if np.isfinite(found[0]) else no_cost_words(each, outcome, language)
        what = (f"unit_cost.{outcome}", f"{words[1]} {label.lower()}", per, f"{COST} {outcome}")
        rows.append([PROGRAMME, *what, each.name, None, None, *found, np.nan, True, note])
    return rows


def _actions(each: Replications, language: str) -> list[list[Any]]:
    """Which actions of objective 19 the levers in force are: 1 for a lever that is one, 0 for an action that none is."""
    active = {lever.id for lever in each.scenario.levers if not lever.is_idle and lever.eligibility.random_share > 0.0}
    rows: list[list[Any]] = []
    for action, (label, levers) in ACTIONS.items():
        used = [lever for lever in levers if lever in active]
        head = [GCM, f"19({action})", label(language), YES_OR_NO(language), " ".join(levers), each.name]
        rows.append([*head, None, None, float(bool(used)), np.nan, np.nan, 0.0, True, ""])
        rows += [[*head, "lever", lever, 1.0, np.nan, np.nan, 0.0, True, REGISTRY[lever].label(language)] for lever in used]
    taken = sum(any(lever in active for lever in levers) for _, levers in ACTIONS.values())
    words = TAKEN(language)
    rows.append([REVIEW, "review.19.actions", words, "actions", " ".join(sorted(active)), each.name, None, None, float(taken), np.nan, np.nan, 0.0, True, ""])
    return rows
