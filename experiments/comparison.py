"""What a comparison says: levels, paired differences, judgement and cost of each scenario, from its replications."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.errors import InputError, Problem
from model.levers import Lever
from model.outcome import OUTCOMES, Adds
from model.parameter import Text
from scenarios.scenario import Scenario

from . import intervals
from .draws import input_draw
from .intervals import Floats
from .runner import Failure, Key
from .text import one_of, say
from .verdicts import Verdict, verdict_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from .alarms import Reading
    from .contributions import Contributions

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
]
SIGNED = ("net", "effect_")
"""How judgements begin that may be below 0; all others count somebody or something."""

COST = "public_cost"
"""The outcome that holds all that a policy costs the public purse: spending and revenue forgone."""


@dataclass(frozen=True)
class Replications:
    """One scenario's numbers, replication by key. `base` is None where the world without policy was not simulated; `without` is its name in the series.

    Values, base and differences are NaN where an outcome is undefined in that replication.
    """

    name: str
    scenario: Scenario
    numbers: tuple[int, ...]
    keys: tuple[Key, ...]
    values: Floats
    base: Floats | None
    judged: Mapping[Key, Floats]
    uncertainty: str
    without: str = "without_policy"
    left_out: Mapping[str, Floats] = field(default_factory=dict)
    """Of a package, the numbers (as `values`) of the same package without a lever, by its id; for the levers that this was asked for."""

    @property
    def groups(self) -> NDArray[np.int64]:
        """What is resampled: the input draw of each replication, or the replication itself where only luck varies."""
        return np.array([input_draw(number, "inputs") if self.uncertainty == "inputs" else number for number in self.numbers], dtype=np.int64)

    @cached_property
    def differences(self) -> Floats:
        """Policy minus no policy, same inputs and same luck."""
        assert self.base is not None
        return self.values - self.base

    def column(self, outcome: str, breakdown: str | None = None, group: str | None = None, *, difference: bool = False) -> Floats:
        """One number over the replications; NaN for one that is not measured."""
        try:
            place = self.keys.index((outcome, breakdown, group))
        except ValueError:
            return np.full(len(self.numbers), np.nan)
        return (self.differences if difference else self.values)[:, place]

    def cost(self, lever: Lever | None = None) -> Floats:
        """What the policy, or one of its levers, costs the public purse, USD of 2019 a year: spending and revenue forgone."""
        where = ("lever", lever.id) if lever is not None and len(self.scenario.levers) > 1 else (None, None)
        return self.column(COST, *where, difference=True)

    def is_known(self, lever: Lever) -> bool:
        """Whether it is known what this lever adds: it is the only one, or the package was run without it too."""
        return self.scenario.levers == (lever,) or lever.id in self.left_out

    def added(self, lever: Lever, outcome: str, breakdown: str | None = None, group: str | None = None) -> Floats:
        """What a lever adds to an outcome: the policy minus the same policy without it; NaN where that is not known."""
        if lever.id not in self.left_out:
            return self.column(outcome, breakdown, group, difference=True) if self.is_known(lever) else np.full(len(self.numbers), np.nan)
        try:
            place = self.keys.index((outcome, breakdown, group))
        except ValueError:
            return np.full(len(self.numbers), np.nan)
        rest = self.left_out[lever.id][:, place]
        return self.values[:, place] - rest

    def floor(self, outcome: str, breakdown: str | None = None, group: str | None = None, lever: Lever | None = None) -> float:
        """What no change of an outcome by the policy, or by one lever of it, can be below: 0 where there is nothing to take from, else no bound.

        That is so where the outcome has no negative values and is 0 in every run of what the policy is set against, as public cost.
        """
        if not never_negative(outcome) or self.base is None:
            return -math.inf
        where = (outcome, breakdown, group)
        against = self.column(*where) - (self.column(*where, difference=True) if lever is None else self.added(lever, *where))
        return 0.0 if not np.nan_to_num(against).any() else -math.inf


@dataclass
class Comparison:
    """The result of a comparison (or, with `differences` false, of a run: levels alone).

    Attributes:
        table: the columns of `comparison.csv`.
        uncertainty: the spread of single replications, and what share of it comes from inputs and from luck.
        series: scenario, replication, month, outcome, value.
        against: paired differences to another scenario, columns of `table`; empty where none was asked for.
        notes: what the reader must know: alarms that are on, levers without effect, failed runs.
        readings: what every alarm says of every lever, on or off.
        replications: one entry a scenario, for those who want single replications.
        splits: what each lever of each scenario adds, where that was asked for (`contributions`, `interactions`).
    """

    table: pd.DataFrame
    uncertainty: pd.DataFrame
    series: pd.DataFrame
    against: pd.DataFrame
    notes: tuple[Text, ...]
    failures: tuple[tuple[str, Failure], ...]
    replications: tuple[Replications, ...]
    manifest: dict[str, Any] = field(default_factory=dict)
    readings: tuple[Reading, ...] = ()
    splits: tuple[Contributions, ...] = ()

    @cached_property
    def contributions(self) -> pd.DataFrame:
        """What each lever of each scenario adds: the columns of `contributions.csv`; empty where it was not asked for."""
        from .contributions import COLUMNS as CONTRIBUTIONS
        from .contributions import table_of

        return gathered([table_of(found) for found in self.splits], CONTRIBUTIONS)

    @cached_property
    def interactions(self) -> pd.DataFrame:
        """What packages change beyond their levers alone: the columns of `interactions.csv`."""
        from .contributions import INTERACTIONS, interactions_of

        return gathered([interactions_of(found) for found in self.splits], INTERACTIONS)

    @cached_property
    def contribution_replicates(self) -> pd.DataFrame:
        """What each lever adds in single replications: scenario, replication, lever, outcome, alone, left_out, shapley."""
        from .contributions import REPLICATES, replicates_of

        return gathered([replicates_of(found) for found in self.splits], REPLICATES)

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """The scenarios compared."""
        return tuple(each.scenario for each in self.replications)

    @property
    def alarms(self) -> tuple[Reading, ...]:
        """The alarms that are on."""
        return tuple(reading for reading in self.readings if reading.fires)

    def reference(self, language: str = "en") -> str:
        """The label of the scenario that the others are compared with directly; empty where there is none."""
        content = (self.manifest.get("against") or {}).get("content", {})
        return str(content.get("label", {}).get(language, ""))

    @cached_property
    def replicates(self) -> pd.DataFrame:
        """Single replications: scenario, replication, outcome, breakdown, group, value, without_policy, difference."""
        parts = []
        for each in self.replications:
            index = pd.MultiIndex.from_tuples(list(each.keys), names=["outcome", "breakdown", "group"])
            for row, number in enumerate(each.numbers):
                part = pd.DataFrame({"value": each.values[row]}, index=index).reset_index()
                part["without_policy"] = np.nan if each.base is None else each.base[row]
                part["difference"] = part["value"] - part["without_policy"]
                part.insert(0, "replication", number)
                part.insert(0, "scenario", each.name)
                parts.append(part)
        return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()

    @cached_property
    def accounts(self) -> pd.DataFrame:
        """The public accounts of each policy, USD a year: the columns of `accounts.csv` (experiments/accounts.py)."""
        from .accounts import COLUMNS as ACCOUNTS
        from .accounts import accounts_table

        return gathered([accounts_table(each) for each in self.replications], ACCOUNTS)

    @cached_property
    def value(self) -> pd.DataFrame:
        """What each policy is worth for its cost, and each dose against the one before: the columns of `value.csv` (experiments/value.py)."""
        from .value import COLUMNS as VALUE
        from .value import dose_table, value_table

        return gathered([*(value_table(each, self.series) for each in self.replications), dose_table(self.replications, self.series)], VALUE)

    def plot(self, kind: str = "fan", language: str = "en", **more: Any) -> Figure:
        """A figure: "fan" (main outcomes over time), "cost" (cost and effect), "gains" (who gains), "payers" (who pays),
        "against" (the direct difference to one scenario; InputError where none was named).
        """
        from .figures import draw

        figure = draw(self, kind, language, **more)
        if figure is None:
            raise InputError(Problem("kind", f"there is nothing to show as {kind!r}: no scenario was named with against", value=kind))
        return figure


def unit_of(outcome: str) -> str:
    """The unit of an outcome, in English, as in the tables."""
    return OUTCOMES[outcome].unit.en


def never_negative(outcome: str) -> bool:
    """Whether an outcome has no values below 0."""
    low = OUTCOMES[outcome].low if outcome in OUTCOMES else None
    return low is not None and low >= 0.0


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
        unit = f"USD of 2019 per {'USD' if is_yearly(outcome) else one_of(unit_of(outcome))}"
        head = [each.name, f"cost_per_additional_{outcome}", unit]
        rows.append([*head, None, None, *whole_unit_cost(each, outcome), math.nan, math.nan, math.nan])
        for lever in each.scenario.levers:
            if lever.main_outcome == outcome and each.is_known(lever):
                rows.append([*head, "lever", lever.id, *cost_per_additional(each, outcome, lever), math.nan, math.nan, math.nan])
    return rows


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
    cost, effect = (each.column(name, difference=True) if lever is None else each.added(lever, name) for name in (COST, outcome))
    if any(verdict_of(part, each.groups) is not Verdict.RISES for part in (effect, cost)):
        return math.nan, math.nan, math.nan
    years = 1.0 if is_yearly(outcome) else float(each.scenario.years)
    value, low, high = intervals.of_ratio(cost * years, effect, each.groups)
    return value, max(low, 0.0) if math.isfinite(low) else low, high  # both are above 0, and so is what one is over the other


def no_cost_words(each: Replications, outcome: str, language: str = "en", lever: Lever | None = None) -> str:
    """Why an outcome has no cost per additional unit: of the whole policy, or of one of its levers."""
    if lever is None and len(aims(each)) > 1:
        return say("several_aims", language)
    effect, cost = (verdict_of(each.column(name, difference=True) if lever is None else each.added(lever, name), each.groups) for name in (outcome, COST))
    if Verdict.TOO_FEW in (effect, cost):
        return Verdict.TOO_FEW.says(language)
    if effect is not Verdict.RISES:
        return say("s_none", language)
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


def uncertainty_table(each: Replications) -> pd.DataFrame:
    """Rows of `uncertainty.csv` for one scenario: how far single replications differ, and why."""
    if each.base is None:
        return pd.DataFrame(columns=UNCERTAINTY)
    single = intervals.spread(each.differences)
    without = intervals.spread(each.base).mean
    groups = each.groups
    shares = intervals.variance_shares(each.differences, groups) if each.uncertainty == "inputs" else intervals.Shares(without * np.nan, without * np.nan)
    rows = [
        [
            each.name,
            outcome,
            unit_of(outcome),
            breakdown,
            group,
            int(np.isfinite(each.differences[:, place]).sum()),
            int(np.unique(groups).size),
            float(without[place]),
            float(single.mean[place]),
            float(single.low[place]),
            float(single.high[place]),
            float(shares.inputs[place]),
            float(shares.luck[place]),
        ]
        for place, (outcome, breakdown, group) in enumerate(each.keys)
    ]
    return _tidy(pd.DataFrame(rows, columns=UNCERTAINTY))


def against_table(each: Replications, other: Replications) -> pd.DataFrame:
    """Paired differences of two scenarios of the same world, over the replications that both have. Levels are those of the first."""
    shared = [number for number in each.numbers if number in set(other.numbers)]
    rows_of = [[own.numbers.index(number) for number in shared] for own in (each, other)]
    keys = [key for key in each.keys if key in set(other.keys)]
    values = [own.values[rows][:, [own.keys.index(key) for key in keys]] for own, rows in zip((each, other), rows_of, strict=True)]
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
