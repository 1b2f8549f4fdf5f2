"""What a comparison says: levels, paired differences, judgement and cost of each scenario, from its replications."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from model.errors import InputError, Problem
from model.parameter import Text
from scenarios.scenario import Scenario

from ..checks.currencies import money_of
from ..runs.replications import Replications
from ..runs.runner import Failure
from ..shown_money import USD, Money, showing
from .comparison_tables import gathered
from .in_currency import in_money, months_in, notes_in, replications_in, split_in

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
        compared_with: the numbers of a scenario that stands there to be compared with alone (`against`), in USD of 2019; none where it is one of the scenarios.
        money: what amounts are in; in_usd: the same comparison in USD of 2019, where this one is in another currency.
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
    money: Money = USD
    compared_with: tuple[Replications, ...] = ()
    in_usd: Comparison | None = field(default=None, repr=False, compare=False)

    def in_currency(self, currency: str | None, rate: float | None = None) -> Comparison:
        """The same comparison with its amounts, tables, figures and pages in another currency (ISO 4217), by its mean rate of 2019.

        Args:
            currency: a code, as "XOF"; None or "USD" for USD of 2019, in which the model computes.
            rate: units of it for one USD, mean of 2019; without one, that of the scenarios, else that of the declared table.

        Raises:
            InputError: for a currency that has no rate; it says how to give one.
        """
        return self.in_money(money_of(currency, rate, self.scenarios))

    def in_money(self, money: Money) -> Comparison:
        """The same comparison in a money whose rate is known (`experiments.checks.currencies.money_of`)."""
        base = self if self.in_usd is None else self.in_usd
        if money.is_base:
            return base
        return replace(
            base,
            table=in_money(base.table, money),
            uncertainty=in_money(base.uncertainty, money),
            series=months_in(base.series, money),
            against=in_money(base.against, money),
            notes=notes_in(base.notes, base.replications, money),
            replications=tuple(replications_in(each, money) for each in base.replications),
            splits=tuple(split_in(found, money) for found in base.splits),
            manifest={**base.manifest, "money": money.document()},
            money=money,
            in_usd=base,
        )

    @cached_property
    def contributions(self) -> pd.DataFrame:
        """What each lever of each scenario adds: the columns of `contributions.csv`; empty where it was not asked for."""
        from .lever_contributions import COLUMNS as CONTRIBUTIONS
        from .lever_contributions import table_of

        with showing(self.money):
            return gathered([table_of(found) for found in self.splits], CONTRIBUTIONS)

    @cached_property
    def interactions(self) -> pd.DataFrame:
        """What packages change beyond their levers alone: the columns of `interactions.csv`."""
        from .lever_contributions import INTERACTIONS, interactions_of

        with showing(self.money):
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
        """The public accounts of each policy, amounts a year: the columns of `accounts.csv` (`.accounts`), and their unit where it is not USD of 2019."""
        from .accounts import COLUMNS as ACCOUNTS
        from .accounts import accounts_table

        found = gathered([accounts_table(each) for each in self.replications], ACCOUNTS)
        return found if self.money.is_base else found.assign(unit=f"{self.money.code} of {self.money.year} a year")

    @cached_property
    def induced(self) -> pd.DataFrame:
        """Who was induced beside who would have acted anyway, and how effects last: the columns of `induced.csv` (`.induced`)."""
        from .induced import COLUMNS as INDUCED
        from .induced import induced_table

        with showing(self.money):
            return gathered([induced_table(each) for each in self.replications], INDUCED)

    @cached_property
    def value(self) -> pd.DataFrame:
        """What each policy is worth for its cost, and each dose against the one before: the columns of `value.csv` (`.value`)."""
        from .value import COLUMNS as VALUE
        from .value import dose_table, value_table

        with showing(self.money):
            return gathered([*(value_table(each, self.series) for each in self.replications), dose_table(self.replications, self.series)], VALUE)

    def plot(self, kind: str = "fan", language: str = "en", **more: Any) -> Figure:
        """A figure: "fan" (main outcomes over time), "cost" (cost and effect), "gains" (who gains), "payers" (who pays),
        "against" (the direct difference to one scenario; InputError where none was named).
        """
        from ..figures import draw

        figure = draw(self, kind, language, **more)
        if figure is None:
            raise InputError(
                Problem(
                    "kind",
                    Text(
                        "there is nothing to show as {kind}: no scenario was named with against",
                        "il n'y a rien à montrer comme {kind} : aucun scénario n'est donné avec against",
                    ).filled(kind=repr(kind)),
                    value=kind,
                )
            )
        return figure
