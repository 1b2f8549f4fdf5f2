"""One run of one scenario, with everything that it leaves behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from model.errors import InputError, Problem
from model.world import DiasporaModel
from scenarios import load
from scenarios.scenario import Scenario

from .options import check_options
from .runner import sample_of

COLUMNS = ["outcome", "breakdown", "group", "value"]


@dataclass(frozen=True)
class Run:
    """What one run leaves behind. Amounts are in USD of 2019, people are real people, never records.

    Attributes:
        series: index month, one column per outcome.
        households, firms: one row per record, at the end.
        ledger: month, payer, payee, purpose, lever, corridor, amount_usd.
        measures: outcome, breakdown, group, value: the numbers of the whole horizon.
    """

    scenario: Scenario
    seed: int
    replication: int
    series: pd.DataFrame
    households: pd.DataFrame
    firms: pd.DataFrame
    ledger: pd.DataFrame
    measures: pd.DataFrame
    recorded: tuple[str, ...] = ()
    months: pd.DataFrame | None = None

    def panel(self, *names: str) -> pd.DataFrame:
        """What was asked for with `record`, one row a household and month: columns household, month and one a name."""
        missing = [name for name in names if name not in self.recorded]
        if missing or not self.recorded:
            says = f"{missing[0]!r} was not recorded" if missing else "nothing was recorded"
            raise InputError(Problem("panel", says, allowed=", ".join(self.recorded) or "what was asked for with record=[...]"))
        assert self.months is not None
        return self.months[["household", "month", *(names or self.recorded)]]


def simulate(
    scenario: Scenario | str,
    seed: int = 1,
    years: int | None = None,
    sample: int | Literal["default", "full"] | None = None,
    engine: str = "compiled",
    record: Sequence[str] = (),
    replication: int = 0,
) -> Run:
    """Run a scenario once, its inputs at their declared values.

    `sample`: records a corridor at most; "full" for one record a household; None or "default" for full scale where corridors are small enough.
    `record`: what to keep household by month, for `panel`.
    """
    number = sample if isinstance(sample, int) else None
    check_options(seed=seed, sample=number, years=years, engine=engine)
    if isinstance(scenario, str):
        scenario = load(scenario)
    if years is not None:
        scenario = scenario.with_changes({"years": years})
    if isinstance(sample, str) and sample not in ("default", "full"):
        raise InputError(Problem("sample", f"{sample!r} is not a number of records", allowed="a whole number of at least 100, 'default' or 'full'"))
    settings = scenario.settings(sample_of(number, sample == "full", scenario))
    model = DiasporaModel(
        settings, scenario.levers, scenario.shocks, seed=seed, replication=replication, engine=engine, record=tuple(record), ministry=scenario.ministry
    )
    model.run()
    measures = model.measures()
    rows = [(*key, float(value)) for key, value in zip(measures.keys, measures.values, strict=True)]
    run = Run(
        scenario,
        seed,
        replication,
        model.series(),
        model.households_frame(),
        model.firms_frame(),
        model.ledger_frame(),
        pd.DataFrame(rows, columns=COLUMNS),
        tuple(record),
        model.panel(*record) if record else None,
    )
    model.dispose()
    return run
