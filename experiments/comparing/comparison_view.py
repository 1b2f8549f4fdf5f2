"""What figures and the rows of pages read of a comparison: they draw these tables and know nothing of what else a comparison can do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import pandas as pd

from ..runs.replications import Replications
from ..shown_money import Money
from .lever_contributions import Contributions


class Months(Protocol):
    """The months of a comparison: scenario, replication, month, outcome, value."""

    series: pd.DataFrame


class Compared(Months, Protocol):
    """Scenarios side by side; `Comparison` says what each of these is."""

    against: pd.DataFrame

    @property
    def replications(self) -> tuple[Replications, ...]:
        """One entry a scenario."""

    @property
    def money(self) -> Money:
        """What amounts are in."""

    @property
    def manifest(self) -> Mapping[str, Any]:
        """What the result rests on."""

    @property
    def splits(self) -> tuple[Contributions, ...]:
        """What each lever of each scenario adds, where that was asked for."""

    def reference(self, language: str = "en") -> str:
        """The label of the scenario that the others are compared with directly; empty where there is none."""
