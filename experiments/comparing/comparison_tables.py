"""The tables of a comparison, a scenario at a time: the rows of `comparison.csv`, `uncertainty.csv` and `against.csv`, from its replications."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from ..runs import intervals
from ..runs.intervals import Floats
from ..runs.replications import Replications, never_negative, unit_of
from ..shown_money import in_words
from ..text import one_of
from .unit_cost import aims, cost_per_additional, is_yearly, whole_unit_cost

COLUMNS = ["scenario", "outcome", "unit", "breakdown", "group", "mean", "low", "high", "difference", "difference_low", "difference_high"]
UNCERTAINTY = [
    "scenario",
    "outcome",
    "unit",
    "breakdown",
    "group",
    "replications",
    "input_draws",
    "without_policy",
    "difference",
    "runs_low",
    "runs_high",
    "share_inputs",
    "share_luck",
    "share_parameters",
    "share_parameters_low",
    "share_parameters_high",
    "share_figures",
    "share_figures_low",
    "share_figures_high",
    "share_luck_low",
    "share_luck_high",
]
SIGNED = ("net", "effect_")
"""How judgements begin that may be below 0; all others count somebody or something."""


def levels_table(each: Replications) -> pd.DataFrame:
    """Rows of `comparison.csv` for one scenario."""
    level = intervals.spread(each.values)
    nothing = np.full(len(each.keys), np.nan)
    difference = intervals.Interval(nothing, nothing, nothing)
    if each.base is not None:
        difference = intervals.of_mean(each.differences, each.groups, at_least=_floors(each))
    rows: list[list[Any]] = []
    for place, (outcome, breakdown, group) in enumerate(each.keys):
        rows.append([each.name, outcome, unit_of(outcome), breakdown, group, *(float(part[place]) for part in (*level, *difference))])
    if each.base is not None:
        rows += _judgement_rows(each) + _cost_rows(each)
    return _tidy(pd.DataFrame(rows, columns=COLUMNS))


def _floors(each: Replications) -> Floats:
    """What no change can be below: 0 where there is nothing without the policy and the outcome has no negative values, as public cost; else no bound."""
    assert each.base is not None
    never_below = np.array([never_negative(outcome) for outcome, *_ in each.keys])
    return np.where(never_below & (np.nan_to_num(each.base) == 0.0).all(axis=0), 0.0, -np.inf)


def _judgement_rows(each: Replications) -> list[list[Any]]:
    """Additional, deadweight, spillover and displacement: counted against the same world without policy, which has none of them."""
    if not each.judged:
        return []
    values = np.column_stack(list(each.judged.values()))
    floors = np.array([-np.inf if outcome.startswith(SIGNED) else 0.0 for outcome, *_ in each.judged])
    level, mean = intervals.spread(values), intervals.of_mean(values, each.groups, at_least=floors)
    return [
        [each.name, outcome, unit_of(outcome), breakdown, group, *(float(part[place]) for part in (*level, *mean))]
        for place, (outcome, breakdown, group) in enumerate(each.judged)
    ]


def _cost_rows(each: Replications) -> list[list[Any]]:
    """Cost per additional unit of each main outcome in total, where the policy has no other aim, and of each lever whose own effect is known."""
    rows: list[list[Any]] = []
    for outcome in aims(each):
        unit = in_words(f"USD of 2019 per {'USD' if is_yearly(outcome) else one_of(unit_of(outcome))}")
        head = [each.name, f"cost_per_additional_{outcome}", unit]
        rows.append([*head, None, None, *whole_unit_cost(each, outcome), math.nan, math.nan, math.nan])
        for lever in each.scenario.levers:
            if lever.main_outcome == outcome and each.is_known(lever):
                rows.append([*head, "lever", lever.id, *cost_per_additional(each, outcome, lever), math.nan, math.nan, math.nan])
    return rows


def uncertainty_table(each: Replications) -> pd.DataFrame:
    """Rows of `uncertainty.csv` for one scenario: how far single replications differ, and why."""
    if each.base is None:
        return pd.DataFrame(columns=UNCERTAINTY)
    single = intervals.spread(each.differences)
    without = intervals.spread(each.base).mean
    groups = each.groups
    n_runs, n_draws = np.isfinite(each.differences).sum(axis=0), int(np.unique(groups).size)
    shares = each.components(each.differences)
    rows = [
        [
            each.name,
            outcome,
            unit_of(outcome),
            breakdown,
            group,
            int(n_runs[place]),
            n_draws,
            float(without[place]),
            float(single.mean[place]),
            float(single.low[place]),
            float(single.high[place]),
            float(shares.inputs[place]),
            float(shares.chance.value[place]),
            *(float(number[place]) for number in (*shares.parameters, *shares.figures, shares.chance.low, shares.chance.high)),
        ]
        for place, (outcome, breakdown, group) in enumerate(each.keys)
    ]
    return _tidy(pd.DataFrame(rows, columns=UNCERTAINTY))


def against_table(each: Replications, other: Replications) -> pd.DataFrame:
    """Paired differences of two scenarios of the same world, over the replications that both have. Levels are those of the first."""
    shared = [number for number in each.numbers if number in set(other.numbers)]
    rows_of = [[own.numbers.index(number) for number in shared] for own in (each, other)]
    places = [{key: place for place, key in enumerate(own.keys)} for own in (each, other)]
    keys = [key for key in each.keys if key in places[1]]
    values = [own.values[rows][:, [at[key] for key in keys]] for own, rows, at in zip((each, other), rows_of, places, strict=True)]
    groups = each.groups[rows_of[0]]
    level, difference = intervals.spread(values[0]), intervals.of_mean(values[0] - values[1], groups)
    rows = [
        [each.name, outcome, unit_of(outcome), breakdown, group, *(float(part[place]) for part in (*level, *difference))]
        for place, (outcome, breakdown, group) in enumerate(keys)
    ]
    return _tidy(pd.DataFrame(rows, columns=COLUMNS))


def _tidy(table: pd.DataFrame) -> pd.DataFrame:
    """Text as text, numbers as float64, minus zero as zero."""
    for column in table.columns:
        if column in ("scenario", "outcome", "unit", "breakdown", "group"):
            table[column] = table[column].astype("str" if column in ("scenario", "outcome", "unit") else object)
        elif column not in ("replications", "input_draws"):
            table[column] = table[column].astype(float) + 0.0
    return table


def gathered(tables: Sequence[pd.DataFrame], columns: list[str]) -> pd.DataFrame:
    """Tables of several scenarios one below the other."""
    filled = [table for table in tables if len(table)]
    return pd.concat(filled, ignore_index=True) if filled else pd.DataFrame(columns=columns)
