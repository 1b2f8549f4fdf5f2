"""One run of one scenario, with everything that it leaves behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.errors import InputError, Problem, nearest
from model.parameter import Text
from model.records.people import HOUSEHOLD
from model.world import DiasporaModel
from scenarios import load, with_changes
from scenarios.argument_checks import Either, Maybe, Names, Rule
from scenarios.scenario import Scenario

from .notes import notes_of_the_code
from .options import WHOLE, check_options
from .runner import sample_of

COLUMNS = ["outcome", "breakdown", "group", "value"]
_RULES: Mapping[str, Rule] = {
    "sample": Maybe(Either(("default", "full"), WHOLE["sample"])),
    "record": Names("fields of a household", [field.name for field in HOUSEHOLD]),
}


@dataclass(frozen=True)
class Run:
    """What one run leaves behind. Amounts are in USD of 2019, people are real people, never records.

    Attributes:
        series: index month, one column per outcome.
        households, firms, associations: one row per record, at the end.
        ledger: month, payer, payee, purpose, lever, corridor, amount_usd.
        measures: outcome, breakdown, group, value: the numbers of the whole horizon.
        ties: record by tie: the rows of `households` that each household sees.
        notes: what the reader must know: that functions of the model were replaced.
    """

    scenario: Scenario
    seed: int
    replication: int
    series: pd.DataFrame
    households: pd.DataFrame
    firms: pd.DataFrame
    ledger: pd.DataFrame
    measures: pd.DataFrame
    ties: NDArray[np.int64]
    associations: pd.DataFrame
    recorded: tuple[str, ...] = ()
    months: pd.DataFrame | None = None
    notes: tuple[Text, ...] = ()

    def panel(self, *names: str) -> pd.DataFrame:
        """What was asked for with `record`, one row a household and month: columns household, month and one a name."""
        missing = [name for name in names if name not in self.recorded]
        if missing or not self.recorded:
            says = f"{missing[0]!r} was not recorded" if missing else "nothing was recorded"
            near = nearest(missing[0], self.recorded) if missing and isinstance(missing[0], str) else None
            raise InputError(Problem("names", says, allowed=", ".join(self.recorded) or "what was asked for with record=[...]", nearest=near))
        assert self.months is not None
        return self.months[["household", "month", *(names or self.recorded)]]


def simulate(
    scenario: Scenario | str | Path,
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
    Raises InputError with every argument that is not allowed; numbers may come from NumPy.
    """
    given = check_options(_RULES, scenario=scenario, seed=seed, years=years, sample=sample, engine=engine, record=record, replication=replication)
    chosen = given.scenario if isinstance(given.scenario, Scenario) else load(given.scenario)
    if given.years is not None:
        chosen = with_changes(chosen, {"years": given.years})
    number = given.sample if isinstance(given.sample, int) else None
    settings = chosen.settings(sample_of(number, given.sample == "full", chosen))
    model = DiasporaModel(
        settings,
        chosen.levers,
        chosen.shocks,
        seed=given.seed,
        replication=given.replication,
        engine=given.engine,
        record=given.record,
        ministry=chosen.ministry,
    )
    model.run()
    measures = model.measures()
    rows = [(*key, float(value)) for key, value in zip(measures.keys, measures.values, strict=True)]
    run = Run(
        chosen,
        given.seed,
        given.replication,
        model.series(),
        model.households_frame(),
        model.firms_frame(),
        model.ledger_frame(),
        pd.DataFrame(rows, columns=COLUMNS),
        model.stage.ties[: model.n_households].astype(np.int64),
        pd.DataFrame.from_records(model.stage.associations),
        given.record,
        model.panel(*given.record) if given.record else None,
        tuple(notes_of_the_code()),
    )
    model.dispose()
    return run
