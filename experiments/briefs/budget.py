"""What each policy costs the public purse, year by year."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..checks.policy_words import month_name
from ..comparing.comparison import Comparison
from ..comparing.rows import labels
from ..figures.fan import yearly
from ..runs import intervals
from ..runs.replications import COST, Replications


class Year(NamedTuple):
    """Mean cost of a policy in a year with its 95 % interval."""

    mean: float
    low: float
    high: float


class Budget(NamedTuple):
    """The years of one policy, and their mean: the public cost a year of all tables."""

    name: str
    label: str
    years: tuple[str, ...]
    cost: tuple[Year, ...]
    mean: Year

    @property
    def total(self) -> float:
        """All years together."""
        return float(sum(year.mean for year in self.cost))


def budgets_by_year(comparison: Comparison, language: str) -> list[Budget]:
    """Each policy that has months and a world without policy."""
    names = labels(comparison, language)
    return [_budget(comparison, each, names[each.name]) for each in comparison.replications if each.base is not None and each.scenario.levers]


def _budget(comparison: Comparison, each: Replications, label: str) -> Budget:
    policy, base = yearly(comparison, each, COST)
    change = policy - (0.0 if base is None else base)
    found = intervals.of_mean(change, each.groups, at_least=0.0)
    whole = intervals.of_mean(each.cost()[:, None], each.groups, at_least=each.floor(COST))
    starts = [month_name(each.scenario.start, 12 * year) for year in range(change.shape[1])]
    years = [start[:4] if start.endswith("-01") else start for start in starts]
    cost = tuple(Year(*(float(part[year]) for part in found)) for year in range(np.shape(change)[1]))
    return Budget(each.name, label, tuple(years), cost, Year(*(float(part[0]) for part in whole)))
