"""The runs of a question as plain tables, and what they plainly show: Student's interval over the draws, by pandas alone.

Nothing here is shared with what decides whether a sentence of a question is said (`experiments.comparing.sentences`): it is what that is held against.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from scenarios.questions import Question

from ..comparing.comparison import Comparison
from ..runs.replications import Replications

SURE, PLAIN = 0.95, 0.995
"""How sure a sentence is that claims a sign, and from where on one that says “cannot be told” hides what is plain.

Between the two lies what one way to make an interval tells and another does not.
"""


def of_draws(runs: pd.Series) -> pd.Series:
    """Means of the draws: two runs in a row share their inputs (indexed by run; by twice the run where luck alone differs, and each is a draw)."""
    defined = runs.dropna()
    return defined.groupby(defined.index // 2).mean()


def low_and_high(runs: pd.Series, coverage: float = SURE) -> tuple[float, float]:
    """Student's interval of the mean over the draws; NaN below three draws, the value itself where all runs agree.

    >>> low, high = low_and_high(pd.Series([1.0, 1.0, 2.0, 2.0, 3.0, 3.0]))
    >>> round(low, 2), round(high, 2)
    (-0.48, 4.48)
    """
    means = of_draws(runs)
    if means.size and runs.dropna().nunique() == 1:
        return float(runs.dropna().iloc[0]), float(runs.dropna().iloc[0])
    if means.size < 3:
        return math.nan, math.nan
    reach = float(stats.t.ppf(0.5 + coverage / 2.0, means.size - 1) * means.std(ddof=1) / math.sqrt(means.size))
    return float(runs.mean()) - reach, float(runs.mean()) + reach


def up(runs: pd.Series) -> bool:
    """Told to lie above zero."""
    return low_and_high(runs)[0] > 0.0


def down(runs: pd.Series) -> bool:
    """Told to lie below zero."""
    return low_and_high(runs)[1] < 0.0


def open_(runs: pd.Series) -> bool:
    """Not plain on which side of zero."""
    low, high = low_and_high(runs, PLAIN)
    return low <= 0.0 <= high


def flat(runs: pd.Series) -> bool:
    """Zero in every run."""
    return bool((runs.dropna() == 0.0).all() and runs.notna().any())


@dataclass(frozen=True)
class RawRuns:
    """The runs of a question: `totals` by option, run, outcome, breakdown and group, with and without the policy; `months` of stocks at their ends.

    `alarms`: which are on, by name and option. `judged`: additional and deadweight by option and lever.
    """

    totals: pd.DataFrame
    months: pd.DataFrame
    alarms: frozenset[tuple[str, str]]
    judged: Mapping[tuple[str, str, str], pd.Series]

    def _rows(self, outcome: str, option: str, group: str | None, column: str) -> pd.Series:
        own = self.totals[(self.totals["option"] == option) & (self.totals["outcome"] == outcome)]
        own = own[own["group"].isna()] if group is None else own[own["group"] == group]
        return own.set_index("run")[column].sort_index()

    def change(self, outcome: str, option: str, group: str | None = None) -> pd.Series:
        """The change against no policy, by run."""
        return self.level(outcome, option, group) - self.without(outcome, option, group)

    def level(self, outcome: str, option: str, group: str | None = None) -> pd.Series:
        """The level with the policy, by run."""
        return self._rows(outcome, option, group, "with")

    def without(self, outcome: str, option: str, group: str | None = None) -> pd.Series:
        """The level of the same world without policy, by run."""
        return self._rows(outcome, option, group, "without")

    def at(self, outcome: str, option: str, month: int) -> pd.Series:
        """The change of a stock at the end of a month, by run."""
        own = self.months[(self.months["option"] == option) & (self.months["outcome"] == outcome) & (self.months["month"] == month - 1)]
        return own.set_index("run")["change"].sort_index()

    def gap(self, outcome: str, option: str, other: str) -> pd.Series:
        """One option less another, by run."""
        return self.change(outcome, option) - self.change(outcome, other)

    def regions(self, outcome: str, option: str, numbers: range) -> pd.Series:
        """The change in the regions of these numbers, from 1 for the poorest, all together."""
        return sum((self.change(outcome, option, f"MAR-{number}") for number in numbers), start=pd.Series(0.0, self.change(outcome, option).index))

    def needed(self, option: str, lever: str) -> float:
        """The share of those supported who would not have acted without it."""
        added, other = (float(self.judged[kind, option, lever].sum()) for kind in ("additional", "deadweight"))
        return added / (added + other) if added + other else math.nan

    def price(self, outcome: str, option: str) -> float:
        """Public cost of the whole horizon over what is gained of a stock or of events; NaN where no gain is told."""
        if not up(self.change(outcome, option)):
            return math.nan
        years = float(self.totals["years"].iloc[0])
        return float(self.change("public_cost", option).mean()) * years / float(self.change(outcome, option).mean())


def raw_runs(comparison: Comparison, question: Question) -> RawRuns:
    """The plain tables of a comparison, on the options of a question."""
    ids = {question.scenario_name(option): option.id for option in question.content.options}
    each_option = [(ids[each.name], each) for each in comparison.replications if each.name in ids]
    tables: list[pd.DataFrame] = []
    months = [pd.DataFrame(columns=["option", "outcome", "month", "run", "change"])]
    stocks = comparison.series.set_index(["outcome", "month", "replication"])
    for option, each in each_option:
        places = [place for place, (_, breakdown, _) in enumerate(each.keys) if breakdown in (None, "sex", "generation", "region")]
        base = np.full_like(each.values, np.nan) if each.base is None else each.base
        names = [(each.keys[place][0], each.keys[place][2]) for place in places for _ in each.numbers]
        table = pd.DataFrame(names, columns=["outcome", "group"])
        table["with"], table["without"] = each.values[:, places].T.ravel(), base[:, places].T.ravel()
        tables.append(table.assign(run=_runs_of(each) * len(places), option=option, years=each.scenario.years))
        policy, without = (stocks.loc[stocks["scenario"] == name, "value"] for name in (each.name, each.without))
        change = (policy - without).rename("change").reset_index().rename(columns={"replication": "run"})
        months.append(change.assign(option=option, run=change["run"].map(dict(zip(each.numbers, _runs_of(each), strict=True)))))
    judged: dict[tuple[str, str, str], pd.Series] = {
        (kind, option, str(group)): pd.Series(value, _runs_of(each))
        for option, each in each_option
        for (kind, by, group), value in each.judged.items()
        if by == "lever"
    }
    on = frozenset((reading.rule.alarm, ids[reading.scenario]) for reading in comparison.readings if reading.fires and reading.scenario in ids)
    return RawRuns(pd.concat(tables, ignore_index=True), pd.concat([part for part in months if len(part)] or months, ignore_index=True), on, judged)


def _runs_of(each: Replications) -> list[int]:
    """The runs, so that two in a row are a draw; twice as far apart where each is one."""
    return [number * (2 if each.uncertainty == "luck" else 1) for number in each.numbers]
