"""One run of one scenario, with everything that it leaves behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.errors import InputError, Problem, nearest
from model.panel import RECORDABLE
from model.parameter import Text
from model.world import DiasporaModel
from scenarios import load, with_changes
from scenarios.argument_checks import Either, Maybe, Names, Rule
from scenarios.scenario import Scenario
from scenarios.world_table.published import tables

from .notes import notes_of_the_code
from .options import WHOLE, check_options
from .runner import sample_of

BESIDE = ("distance_km", "common_language", "colonial_link")
COLUMNS = ["outcome", "breakdown", "group", "value"]
_RULES: Mapping[str, Rule] = {
    "sample": Maybe(Either(("default", "full"), WHOLE["sample"])),
    "record": Names(Text("fields of a household", "des champs d'un ménage"), RECORDABLE),
}


@dataclass(frozen=True)
class Run:
    """What one run leaves behind. Amounts are in USD of 2019, people are real people, never records.

    Attributes:
        series: index month, one column per outcome.
        households, firms: one row per record, at the end.
        families: one row a household that is there at the end: its family at origin, what it earns, received and holds.
        corridors: one row a corridor: its figures, distance and the like, and the outcomes of the last twelve months; corridor_months: all months.
        communities, associations: one row each, at the end.
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
    recorded: tuple[str, ...] = ()
    months: pd.DataFrame | None = None
    notes: tuple[Text, ...] = ()
    families: pd.DataFrame = field(default_factory=pd.DataFrame)
    corridors: pd.DataFrame = field(default_factory=pd.DataFrame)
    corridor_months: pd.DataFrame = field(default_factory=pd.DataFrame)
    communities: pd.DataFrame = field(default_factory=pd.DataFrame)
    associations: pd.DataFrame = field(default_factory=pd.DataFrame)

    def panel(self, *names: str) -> pd.DataFrame:
        """What was asked for with `record`, one row a household and month: columns household, month and one a name."""
        missing = [name for name in names if name not in self.recorded]
        if missing or not self.recorded:
            says = (
                Text("{missing} was not recorded", "{missing} n'a pas été enregistré").filled(missing=repr(missing[0]))
                if missing
                else Text("nothing was recorded", "rien n'a été enregistré")
            )
            near = nearest(missing[0], self.recorded) if missing and isinstance(missing[0], str) else None
            raise InputError(
                Problem(
                    "names",
                    says,
                    allowed=", ".join(self.recorded) or Text("what was asked for with record=[...]", "ce qui a été demandé avec record=[...]"),
                    nearest=near,
                )
            )
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
    `record`: what to keep household by month, for `panel`: fields of a household, of its family (`family.received`), and what was added this month to what
    adds up (`monthly.given_collective`).
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
        given.record,
        model.panel(*given.record) if given.record else None,
        tuple(notes_of_the_code()),
        model.families_frame(),
        _with_distance(model.corridors_frame(), chosen),
        model.corridor_months_frame(),
        model.communities_frame(),
        model.associations_frame(),
    )
    model.dispose()
    return run


def _with_distance(frame: pd.DataFrame, scenario: Scenario) -> pd.DataFrame:
    """The corridors with distance and ties of the two countries, of the table of all corridors; NaN where that does not say."""
    known = tables().corridors
    rows = [known.get((origin, residence), {}) for origin, residence in (corridor.split("-") for corridor in scenario.corridors)]
    return frame.assign(**{name: [float(row[name]) if row.get(name) else float("nan") for row in rows] for name in BESIDE})
