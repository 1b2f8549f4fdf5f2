"""What the policies of a screen change, from so many replications: the tables of `compare`, and whether they are precise enough."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from scenarios.scenario import Scenario

from ..alarms import Reading, readings
from ..calibrated.lever_evidence import evidence_document
from ..comparing.accounts import COLUMNS as ACCOUNTS
from ..comparing.accounts import accounts_table
from ..comparing.by_year import yearly
from ..comparing.compare import main_outcomes, side_by_side
from ..comparing.comparison_tables import COLUMNS, against_table, gathered, levels_table
from ..runs.input_source import source_of
from ..runs.intervals import MIN_DRAWS
from ..runs.replications import COST, Replications
from ..runs.runner import Done, Failure, Task
from .screen import Screen

UNCERTAINTY = "inputs"
QUEUES = ("backlog", "public_cost", "revenue_forgone")
"""Outcomes whose months the page shows for every policy: who waits, and what is spent."""
ENOUGH = MIN_DRAWS + 2
"""Independent draws from which the page shows intervals; with fewer it is a first answer."""


@dataclass(frozen=True)
class Request:
    """What is to be run: the policies by name, and which worlds."""

    scenarios: Mapping[str, Scenario]
    sample: int
    seed: int
    outcomes: tuple[str, ...]

    @property
    def key(self) -> tuple[Any, ...]:
        """Equal where the same runs answer."""
        each = tuple((name, scenario.fingerprint) for name, scenario in self.scenarios.items())
        return (*each, self.sample, self.seed, self.outcomes)

    def task(self, number: int) -> Task:
        """The runs of one replication."""
        return Task(tuple(self.scenarios.values()), number, self.seed, UNCERTAINTY, self.sample, outcomes=self.outcomes, ensemble=source_of(UNCERTAINTY))


def request_of(screen: Screen, scenarios: Mapping[str, Scenario]) -> Request:
    """What a screen asks for."""
    shown = (screen.outcome,) if screen.outcome else ()
    kept = tuple(dict.fromkeys([*shown, *main_outcomes(list(scenarios.values())), *QUEUES]))
    return Request(scenarios, screen.sample, screen.seed, kept)


@dataclass
class Answer:
    """Numbers of a request after some of its replications."""

    request: Request
    done: list[tuple[Task, Done]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._years: dict[tuple[str, str], tuple[np.ndarray[Any, Any], np.ndarray[Any, Any] | None]] = {}
        self.replications: tuple[Replications, ...]
        self.series: pd.DataFrame
        self.failures: tuple[tuple[str, Failure], ...]
        self.replications, self.series, self.failures = side_by_side(self.request.scenarios, self.request.task(0), self.done)

    @property
    def runs(self) -> int:
        """Replications that were run."""
        return len(self.done)

    @property
    def draws(self) -> int:
        """Independent draws of the inputs among them."""
        return len({int(group) for each in self.replications for group in each.groups}) if self.replications else 0

    @property
    def has_intervals(self) -> bool:
        """Whether there are draws enough to show an interval; below, it is a first answer."""
        return self.draws >= ENOUGH

    def each(self, name: str) -> Replications | None:
        """The numbers of one policy; None where there is none, or every run of it failed."""
        return next((each for each in self.replications if each.name == name and each.numbers), None)

    @cached_property
    def table(self) -> pd.DataFrame:
        """The columns of `comparison.csv`."""
        return gathered([levels_table(each) for each in self.replications if each.numbers], COLUMNS)

    @cached_property
    def direct(self) -> pd.DataFrame:
        """The second policy minus the first, in the same runs; empty where there is one alone."""
        both = [each for each in self.replications if each.numbers]
        return against_table(both[1], both[0]) if len(both) == 2 else pd.DataFrame(columns=COLUMNS)

    @cached_property
    def accounts(self) -> pd.DataFrame:
        """The columns of `accounts.csv`."""
        return gathered([accounts_table(each) for each in self.replications if each.numbers], ACCOUNTS)

    @cached_property
    def evidence(self) -> Mapping[str, Any]:
        """What supports each lever, as the manifest of `compare` has it."""
        return evidence_document(list(self.request.scenarios.values()), self.request.task(0).ensemble)

    @cached_property
    def alarms(self) -> tuple[Reading, ...]:
        """What every alarm says of every lever."""
        return tuple(reading for each in self.replications for reading in readings(each))

    @cached_property
    def _changes(self) -> Mapping[tuple[str, str, str | None, str | None], tuple[float, float, float]]:
        """Changes by scenario, outcome, breakdown and group, out of the table: worked out column by column, the last digit could be another."""
        columns = [self.table[name].tolist() for name in ("scenario", "outcome", "breakdown", "group", "difference", "difference_low", "difference_high")]
        return {(row[0], row[1], _text(row[2]), _text(row[3])): row[4:] for row in zip(*columns, strict=True)}

    def years(self, each: Replications, outcome: str) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any] | None]:
        """Replication by year with the policy and without it (`comparing.by_year.yearly`), worked out once."""
        key = (each.name, outcome)
        if key not in self._years:
            self._years[key] = yearly(self, each, outcome)
        return self._years[key]

    def change(self, name: str, outcome: str, by: str | None = None, group: str | None = None) -> tuple[float, float, float]:
        """Mean change of an outcome by a policy with its interval, in the digits of the table; NaN where there is none."""
        return self._changes.get((name, outcome, by, group), (math.nan, math.nan, math.nan))

    def cost(self, name: str) -> tuple[float, float, float]:
        """Public cost of a policy, USD a year, with its interval."""
        return self.change(name, COST)

    def precision(self, outcome: str) -> float:
        """Half-width of the widest interval of the change of an outcome, as a share of that change; NaN where there is no interval or no change."""
        found = [self._relative(each.name, outcome) for each in self.replications if each.scenario.levers]
        return max(found, default=math.nan) if not any(map(math.isnan, found)) else math.nan

    def _relative(self, name: str, outcome: str) -> float:
        mean, low, high = self.change(name, outcome)
        if low == high == mean:
            return 0.0
        return (high - low) / 2.0 / abs(mean) if mean else math.nan

    def is_precise(self, outcome: str, percent: int) -> bool:
        """Whether refinement may stop: enough draws, and the interval within `percent` of the change."""
        reached = self.precision(outcome)
        return self.has_intervals and not math.isnan(reached) and reached <= percent / 100.0


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
