"""Months of a comparison as years: sums of flows and counts, ends of years of stocks; and where the dates of policies lie on an axis of years."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from model.outcome_registry import OUTCOMES

from ..runs.replications import Replications
from .comparison_view import Months


def dates(each: Replications, outcome: str) -> list[float]:
    """Places of the start and the end of the levers that aim at an outcome (of all, where none does), within the years shown."""
    levers = each.scenario.levers
    aimed = [lever for lever in levers if lever.main_outcome == outcome] or levers
    horizon = 12 * each.scenario.years
    months = {month for lever in aimed for month in (lever.from_month, lever.to_month) if month is not None and month < horizon}
    return [year_of(first_year(each), month) for month in sorted(months)]


def year_of(first: int, month: int) -> float:
    """The place of a month on an axis of years, where the point of a year stands for all of it: its first month lies half a year before the point."""
    return first + month / 12.0 - 0.5


def first_year(each: Replications) -> int:
    """The calendar year of month 0."""
    return int(each.scenario.start[:4])


def yearly(comparison: Months, each: Replications, outcome: str) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any] | None]:
    """Replication by year with the policy and without it: sums of flows and counts, ends of years of stocks."""
    months = comparison.series[comparison.series["outcome"] == outcome]
    names = months["scenario"].unique()
    base = _by_year(months[months["scenario"] == each.without], each, outcome) if each.without in names else None
    if each.name in names:
        return _by_year(months[months["scenario"] == each.name], each, outcome), base
    assert base is not None
    return base, base


def _by_year(months: pd.DataFrame, each: Replications, outcome: str) -> np.ndarray[Any, Any]:
    wide = months.pivot(index="replication", columns="month", values="value").reindex(each.numbers)
    cube = wide.to_numpy(dtype=np.float64).reshape(len(each.numbers), -1, 12)
    return np.asarray(cube[:, :, -1] if is_stock(outcome) else cube.sum(axis=2))


def is_stock(outcome: str) -> bool:
    """Whether an outcome is a state at a moment rather than something that adds up over months."""
    return OUTCOMES[outcome].is_state
