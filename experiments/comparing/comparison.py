"""What a comparison says: levels, paired differences, judgement and cost of each scenario, from its replications."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from model.errors import InputError, Problem
from model.parameter import Text
from scenarios.scenario import Scenario

from ..runs.replications import Replications
from ..runs.runner import Failure
from .comparison_tables import gathered

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from ..alarms import Reading
    from .lever_contributions import Contributions


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
        from .lever_contributions import COLUMNS as CONTRIBUTIONS
        from .lever_contributions import table_of

        return gathered([table_of(found) for found in self.splits], CONTRIBUTIONS)

    @cached_property
    def interactions(self) -> pd.DataFrame:
        """What packages change beyond their levers alone: the columns of `interactions.csv`."""
        from .lever_contributions import INTERACTIONS, interactions_of

        return gathered([interactions_of(found) for found in self.splits], INTERACTIONS)

    @cached_property
    def contribution_replicates(self) -> pd.DataFrame:
        """What each lever adds in single replications: scenario, replication, lever, outcome, alone, left_out, shapley."""
        from .lever_contributions import REPLICATES, replicates_of

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
        """The public accounts of each policy, USD a year: the columns of `accounts.csv` (`.accounts`)."""
        from .accounts import COLUMNS as ACCOUNTS
        from .accounts import accounts_table

        return gathered([accounts_table(each) for each in self.replications], ACCOUNTS)

    @cached_property
    def value(self) -> pd.DataFrame:
        """What each policy is worth for its cost, and each dose against the one before: the columns of `value.csv` (`.value`)."""
        from .value import COLUMNS as VALUE
        from .value import dose_table, value_table

        return gathered([*(value_table(each, self.series) for each in self.replications), dose_table(self.replications, self.series)], VALUE)

    def plot(self, kind: str = "fan", language: str = "en", **more: Any) -> Figure:
        """A figure: "fan" (main outcomes over time), "cost" (cost and effect), "gains" (who gains), "payers" (who pays),
        "against" (the direct difference to one scenario; InputError where none was named).
        """
        from ..figures import draw

        figure = draw(self, kind, language, **more)
        if figure is None:
            raise InputError(Problem("kind", f"there is nothing to show as {kind!r}: no scenario was named with against", value=kind))
        return figure
