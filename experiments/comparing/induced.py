"""Who was induced, beside those who would have acted anyway, and how an effect lasts: the rows of `induced.csv`.

A row a scenario, subject (a lever, or an act of a package that was not run without each lever), group and measure. Sums over households come from each
replication (`model.outcomes.induced`); a mean or a share is a ratio of their means, with the interval that its influence values have, and the difference of
the groups is taken in the same replications.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.levers import REGISTRY
from model.outcomes.amounts import LASTED
from model.outcomes.induced import GROUPS, YEARS_AFTER

from ..runs import intervals
from ..runs.intervals import Floats
from ..runs.replications import Replications
from ..runs.verdicts import Verdict, verdict
from ..shown_money import in_words, is_amount, shown
from .accounts import with_gaps

COLUMNS = ["scenario", "lever", "act", "group", "measure", "unit", "mean", "low", "high", "verdict"]
DIFFERENCE = "difference"
FEW = 10.0
"""Households (or firms) of a group over all replications below which nothing is said of who they are."""

SAYS = {
    Verdict.RISES: "higher",
    Verdict.FALLS: "lower",
    Verdict.SAME: "same",
    Verdict.CANNOT_BE_TOLD: "cannot_be_told",
    Verdict.TOO_FEW: "too_few_runs",
    Verdict.UNDEFINED: "too_few_households",
}
"""The verdict column: of a difference between the groups; of what is left of an effect, whether anything is."""


class Measure(NamedTuple):
    """A mean or a share over a group: one sum over another, and its unit."""

    name: str
    above: str
    below: str
    unit: str


MEASURES = (
    Measure("size", "money", "number", "USD of 2019 a year"),
    Measure("skilled_share", "skilled", "number", "share"),
    Measure("wealth", "wealth", "wealth_known", "USD of 2019"),
    Measure(f"survival_{LASTED}m", "firms_lasted", "firms_old", "share"),
)


class Ratio(NamedTuple):
    """A ratio of means, and its influence values: by replication, with the ratio as their mean; NaN where too few stand behind it."""

    value: float
    influence: Floats


def ratio(above: Floats, below: Floats, least: float = FEW) -> Ratio:
    """Mean of `above` over mean of `below`, where all of `below` is `least` or more.

    Influence values are r + (a - r b) / mean b (the jackknife to first order), so that ratios of two groups can be subtracted replication by replication.

    >>> found = ratio(np.array([2.0, 6.0]), np.array([10.0, 10.0]))
    >>> found.value, found.influence.tolist()
    (0.4, [0.2, 0.6000000000000001])
    >>> ratio(np.array([2.0, 6.0]), np.array([1.0, 1.0])).value
    nan
    """
    known = np.isfinite(above) & np.isfinite(below)
    if not known.any() or below[known].sum() < least:
        return Ratio(float("nan"), np.full(len(above), np.nan))
    mean = float(below[known].mean())
    value = float(above[known].mean()) / mean
    return Ratio(value, np.where(known, value + (above - value * below) / mean, np.nan))


def subjects(each: Replications) -> list[tuple[str, str]]:
    """What is told apart in a scenario: ("lever", id) or ("act", name), in order."""
    return list(dict.fromkeys((str(kind), str(name)) for _, kind, name in each.induced))


def induced_table(each: Replications) -> pd.DataFrame:
    """The rows of one scenario, amounts in the money shown; none without levers, or without a world to compare with."""
    rows: list[list[Any]] = []
    for kind, name in subjects(each):
        head = [each.name, name if kind == "lever" else None, REGISTRY[name].act.name.lower() if kind == "lever" and name in REGISTRY else name]
        rows += [[*head, *row] for row in _of_groups(each, kind, name)] + [[*head, *row] for row in _of_time(each, kind, name)]
    return with_gaps(pd.DataFrame(rows, columns=COLUMNS), ("lever", "act", "group", "verdict"))


def _sum(each: Replications, kind: str, name: str) -> Callable[[str], Floats]:
    nothing = np.full(len(each.numbers), np.nan)
    return lambda what: each.induced.get((what, kind, name), nothing)


def _of_groups(each: Replications, kind: str, name: str) -> list[list[Any]]:
    """How many are in each group, who they are, and whether the groups differ in it."""
    of, rows = _sum(each, kind, name), list[list[Any]]()
    for group in GROUPS:
        number = _interval(of(f"{group}_number"), each.groups, 0.0)
        rows.append([group, "number", "households", *number, None])
    both = of("induced_number") + of("anyway_number")
    share = ratio(of("induced_number"), both)
    rows.append(["induced", "share", "share", *_interval(share.influence, each.groups, 0.0, 1.0), None])
    for measure in MEASURES:
        if not np.isfinite(of(f"induced_{measure.above}")).any():
            continue
        found = {group: ratio(of(f"{group}_{measure.above}"), of(f"{group}_{measure.below}")) for group in GROUPS}
        unit, factor = in_words(measure.unit), shown().factor if is_amount(measure.unit) else 1.0
        most = 1.0 if measure.unit == "share" else np.inf
        for group in GROUPS:
            rows.append([group, measure.name, unit, *_interval(factor * found[group].influence, each.groups, 0.0, most), None])
        apart = _interval(factor * (found["induced"].influence - found["anyway"].influence), each.groups, -most, most)
        rows.append([DIFFERENCE, measure.name, unit, *apart, SAYS[verdict(*apart)]])
    return rows


def _of_time(each: Replications, kind: str, name: str) -> list[list[Any]]:
    """What share of the effect that a lever had in its last year is left in each year after its end; not told where it had none that can be told."""
    of, rows = _sum(each, kind, name), list[list[Any]]()
    for year in YEARS_AFTER:
        after = of(f"effect_after_{year}")
        if np.isfinite(after).any():
            left = intervals.of_ratio(after, of("effect_in_force"), each.groups)
            rows.append([None, f"effect_left_year_{year}", "share", *left, SAYS[verdict(*left)]])
    return rows


def _interval(values: Floats, groups: NDArray[np.int64], low: float = -np.inf, high: float = np.inf) -> tuple[float, float, float]:
    """Mean with its interval, within what the measure can be."""
    found = intervals.of_mean(values[:, None], groups, at_least=low)
    return float(found.mean[0]), min(float(found.low[0]), high), min(float(found.high[0]), high)
