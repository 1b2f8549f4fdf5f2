"""Runs of a world as tables to calculate with: households with what they did in a window of months, firms, families, corridors, months."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from model.communities import communities_of
from model.errors import InputError, Problem, nearest
from model.inputs.settings import FIGURES
from model.levers.lever import Eligibility
from model.outcome_registry import OUTCOMES, Adds
from model.parameters import PARAMETERS
from model.text import Text
from scenarios.argument_checks import ONE_TEXT
from scenarios.scenario import Scenario

from ..runs.simulate import BESIDE, Run
from .expressions import names_of, worked_out
from .windows import SUMS, WHO, Past, is_window
from .worlds import NO_TABLE

Condition = str | Callable[[pd.DataFrame], Any] | None
Variable = str | Callable[[pd.DataFrame], Any]


@dataclass(frozen=True, eq=False)
class Runs:
    """One world, replication by replication.

    Attributes:
        recorded: what was asked for month by month; the runs may hold more, as they are shared.
        luck: seed and number of replications: what makes estimates comparable one by one.
    """

    scenario: Scenario
    runs: tuple[Run, ...]
    recorded: tuple[str, ...] = ()
    luck: tuple[int, int] | None = None
    _tables: dict[tuple[int, str], pd.DataFrame] = field(default_factory=dict)
    _pasts: dict[int, Past] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.runs)

    def __iter__(self) -> Iterator[Run]:
        return iter(self.runs)

    def __repr__(self) -> str:
        return f"{type(self).__name__} of {self.scenario.name}, {len(self.runs)} replications"

    def table(self, replication: int, of: str = "households") -> pd.DataFrame:
        """The rows of one replication: those present at the end, with `weight` (real households, firms or families a row stands for)."""
        key = replication, of
        if key not in self._tables:
            self._tables[key] = MAKERS[_kind(of)](self.runs[replication])
        return self._tables[key]

    def past(self, replication: int) -> Past:
        """The recorded months of one replication."""
        if replication not in self._pasts:
            self._pasts[replication] = Past(self.runs[replication], self.recorded)
        return self._pasts[replication]


@dataclass(frozen=True, eq=False, repr=False)
class Trial(Runs):
    """A randomised trial inside one world: who is `treated` was drawn by lot; the others live beside them, in the same world.

    Attributes:
        treated: the column, or the condition, that tells the arms apart.
        among: who could have been drawn; the others are in no arm.
    """

    treated: str = ""
    among: Eligibility | None = None

    def table(self, replication: int, of: str = "households") -> pd.DataFrame:
        """As of `Runs`, with the column `treated`: 1, 0, or NaN for who is in no arm. Firms and families are in the arm of their household."""
        frame = super().table(replication, of)
        if "treated" in frame.columns:
            return frame
        if of in ("firms", "families"):
            frame["treated"] = frame["household"].map(self.table(replication)["treated"])
        else:
            told = told_of(self, replication, frame, self.treated, of, "treated")
            frame["treated"] = told if self.among is None else told.where(could_be_drawn(frame, self.among, self.scenario))
        return frame


@dataclass(frozen=True, eq=False)
class Pair:
    """A world with a policy (or an event) and the same world without it: the same people and the same luck in each replication."""

    policy: Runs
    baseline: Runs

    def __len__(self) -> int:
        return len(self.policy)

    def __repr__(self) -> str:
        return f"Pair of {self.policy!r} and {self.baseline!r}"


def could_be_drawn(frame: pd.DataFrame, among: Eligibility, scenario: Scenario) -> pd.Series:
    """Households for whom a lever is but for the lot."""
    found = pd.Series(True, index=frame.index)
    if among.corridors is not None:
        found &= frame["corridor"].isin(among.corridors)
    if among.communities is not None:
        local = int(scenario.parameters.get("population.n_communities", PARAMETERS["population.n_communities"].value))
        found &= frame["region"].isin([number + 1 for number in communities_of(among.communities, local)])
    if among.sex is not None:
        found &= frame["is_woman"] == int(among.sex == "female")
    for name in ("generation", "skill", "sector"):
        if getattr(among, name) is not None:
            found &= frame[name].isin(getattr(among, name))
    return found


OTHER_ROWS = Text("gives rows that are none of the table", "donne des lignes qui ne sont pas de la table")
WITH_INDEX = Text("one value a row, with the index of the table", "une valeur par ligne, avec l'index de la table")
A_NUMBER_A_ROW = Text("a number a row; for a share of rows, a condition", "un nombre par ligne ; pour une part des lignes, une condition")
COMPARISON = Text("a comparison, as {example}", "une comparaison, comme {example}")
NO_MONTHS = Text("{outcome} has no value by month", "{outcome} n'a pas de valeur par mois")
NO_MONTHS_OF_GROUP = Text("{outcome} has no value by month and group", "{outcome} n'a pas de valeur par mois et par groupe")
A_WINDOW = Text("(first, one past the last), from 0 to {last}", "(premier, celui après le dernier), de 0 à {last}")


def _kind(of: Any) -> str:
    if of not in TABLES:
        says = NO_TABLE.filled(value=repr(of))
        raise InputError(Problem("of", says, allowed=", ".join(TABLES), nearest=nearest(of, TABLES) if isinstance(of, str) else None))
    return str(of)


def _households(run: Run) -> pd.DataFrame:
    frame = run.households
    frame = frame[frame["status"] == 1].copy()
    for name, fields in SUMS.items():
        frame[name] = frame[list(fields)].sum(axis=1)
    local = int(run.scenario.parameters.get("population.n_communities", PARAMETERS["population.n_communities"].value))
    frame["region"] = frame["community"] % local + 1  # as scenario files number them, from the poorest
    frame.index.name = "household"
    return frame


def _firms(run: Run) -> pd.DataFrame:
    """Firms and stakes, alive and closed; kind, sector and corridor in words."""
    frame = run.firms.drop(columns=["kind", "sector", "corridor"])
    return frame.rename(columns={"kind_name": "kind", "sector_name": "sector", "corridor_id": "corridor"})


def _months(run: Run) -> pd.DataFrame:
    frame = run.series.reset_index()
    frame["weight"] = 1.0
    return frame


def _corridors(run: Run) -> pd.DataFrame:
    """A row a corridor: its figures, distance and the like, and outcomes of the last twelve months."""
    return run.corridors.assign(weight=1.0)


def _corridor_years(run: Run) -> pd.DataFrame:
    """A row a corridor and year of the run: flows of the year, stocks and means at its end, and the figures of the corridor."""
    frame = run.corridor_months.assign(year=run.corridor_months["month"] // 12)
    by = frame.groupby(["corridor", "year"], observed=True)
    sums, last = by.sum(numeric_only=True), by.last()
    states = [
        name
        for name in sums.columns
        if name in ("households", "skilled_households") or (name in OUTCOMES and OUTCOMES[name].adds not in (Adds.MONEY, Adds.COUNT))
    ]
    found = sums.assign(**{name: last[name] for name in states}).drop(columns=["month"]).reset_index()
    figures = run.corridors[["corridor", "origin", "residence", *FIGURES, *BESIDE]]
    return found.merge(figures, on="corridor").assign(weight=1.0)


def _families(run: Run) -> pd.DataFrame:
    """A row a family at origin, with the traits of the household abroad beside its own."""
    return run.families.join(run.households.drop(columns=[name for name in run.households.columns if name in run.families.columns]), on="household")


MAKERS: dict[str, Callable[[Run], pd.DataFrame]] = {
    "households": _households,
    "families": _families,
    "firms": _firms,
    "months": _months,
    "corridors": _corridors,
    "corridor years": _corridor_years,
}
TABLES = tuple(MAKERS)
"""What a row of a sample can be."""


# --- variables and conditions


def values_of(runs: Runs, replication: int, frame: pd.DataFrame, variable: Variable, of: str, key: str = "variable") -> pd.Series:
    """A variable over the rows of a table: a column, a window of a recorded field, an expression of these, or a function of the table.

    Windows are names too: `remittance_12m` is the sum of the last 12 months, `remittance_m24_to_m36` that of months 24 to 35, each with `_times` for the
    months in which it was above 0 and `_mean`; `trust_state_at_m0` is the value in month 0. They are not defined (NaN) for households that were not there
    all the time, and neither is an expression with one of them.
    """
    if not callable(variable):
        return worked_out(with_windows(runs, replication, frame, names_of(variable, key), of, key), variable, key)
    found = variable(frame.copy())
    if isinstance(found, pd.Series) and not found.index.equals(frame.index):
        if not found.index.is_unique or set(found.index) != set(frame.index):
            raise InputError(Problem(key, OTHER_ROWS, allowed=WITH_INDEX))
        found = found.reindex(frame.index)
    if np.ndim(found) == 0:
        found = pd.Series([found] * len(frame), index=frame.index)
    if len(found) != len(frame):
        says = Text("gives {n} values for {rows} rows", "donne {n} valeurs pour {rows} lignes").filled(n=len(found), rows=len(frame))
        raise InputError(Problem(key, says, allowed=Text("one value a row", "une valeur par ligne")))
    return found if isinstance(found, pd.Series) else pd.Series(np.asarray(found), index=frame.index)


def numbers_of(runs: Runs, replication: int, frame: pd.DataFrame, variable: Variable, of: str, key: str = "variable") -> pd.Series:
    """`values_of` as numbers; InputError where it holds words."""
    found = values_of(runs, replication, frame, variable, of, key)
    if not (pd.api.types.is_numeric_dtype(found) or pd.api.types.is_bool_dtype(found)):
        says = Text("{variable} holds words, not numbers", "{variable} contient des mots, non des nombres").filled(variable=variable)
        raise InputError(Problem(key, says, allowed=A_NUMBER_A_ROW))
    return found.astype(np.float64).replace([np.inf, -np.inf], np.nan)


def truth_of(runs: Runs, replication: int, frame: pd.DataFrame, condition: Condition, of: str, key: str = "where") -> pd.Series:
    """A condition over the rows of a table; where it is not defined it does not hold. All rows where there is none."""
    if condition is None:
        return pd.Series(True, index=frame.index)
    return told_of(runs, replication, frame, condition, of, key).fillna(0.0) == 1.0


def told_of(runs: Runs, replication: int, frame: pd.DataFrame, condition: Condition, of: str, key: str = "condition") -> pd.Series:
    """A condition as 1, 0, or NaN where it is not defined."""
    found = values_of(runs, replication, frame, condition, of, key)  # type: ignore[arg-type]
    if not pd.api.types.is_bool_dtype(found) and not (pd.api.types.is_numeric_dtype(found) and np.isin(found.dropna().unique(), (0, 1)).all()):
        says = Text("{value} is neither true nor false", "{value} n'est ni vrai ni faux").filled(value=repr(condition))
        raise InputError(Problem(key, says, allowed=COMPARISON.filled(example="age >= 30")))
    return found.astype(np.float64)


def with_windows(runs: Runs, replication: int, frame: pd.DataFrame, names: Iterable[str], of: str, key: str = "variable") -> pd.DataFrame:
    """The table with the windows among some names; they are worked out once a table."""
    for name in names:
        if name in frame.columns or not is_window(name):
            continue
        if of != "households":
            says = Text("{name} is a window of households", "{name} est une fenêtre de ménages").filled(name=name)
            raise InputError(Problem(key, says, value=name, allowed=Text("a column of {table}", "une colonne de {table}").filled(table=of)))
        frame[name] = runs.past(replication).window(name, frame.index.to_numpy(), key)
    return frame


# --- outcomes of the registry


def outcome_of(run: Run, outcome: str, months: tuple[int, int] | None = None, group: tuple[str, str] | None = None) -> float:
    """An outcome of the registry, over the horizon or a window of months; by group only over the horizon."""
    if outcome not in OUTCOMES:
        says = Text("there is no outcome {name}", "il n'y a pas de résultat {name}").filled(name=repr(outcome))
        raise InputError(Problem("outcome", says, allowed=", ".join(OUTCOMES), nearest=nearest(outcome, list(OUTCOMES))))
    if months is None:
        found = run.measures
        keep = (found["outcome"] == outcome) & (found["breakdown"].isna() if group is None else (found["breakdown"] == group[0]) & (found["group"] == group[1]))
        if not keep.any():
            groups = found[(found["outcome"] == outcome) & found["breakdown"].notna()]
            allowed = "; ".join(f"{name}: {', '.join(of)}" for name, of in groups.groupby("breakdown")["group"].unique().items())
            says = Text("{outcome} has no group {group}", "{outcome} n'a pas de groupe {group}").filled(outcome=outcome, group=group)
            raise InputError(Problem("group", says, allowed=allowed or Text("the total alone", "le total seulement")))
        return float(found.loc[keep, "value"].iloc[0])
    start, end = window_of(months, len(run.series))
    if group is not None or outcome not in run.series.columns:
        says = (NO_MONTHS_OF_GROUP if group else NO_MONTHS).filled(outcome=outcome)
        raise InputError(Problem("months", says, allowed=", ".join(run.series.columns)))
    part, adds = run.series[outcome].iloc[start:end], OUTCOMES[outcome].adds
    if adds is Adds.MONEY:
        return float(part.sum() * 12.0 / len(part))
    if adds is Adds.COUNT:
        return float(part.sum())
    return float(part.iloc[-1] if adds in (Adds.STOCK, Adds.MEAN) else part.mean())


def window_of(months: Any, horizon: int) -> tuple[int, int]:
    """A window of months as (first, one past the last)."""
    whole = (
        isinstance(months, tuple | list) and len(months) == 2 and all(isinstance(month, int | np.integer) and not isinstance(month, bool) for month in months)
    )
    if not whole or not 0 <= months[0] < months[1] <= horizon:
        says = Text("{value} is no window", "{value} n'est pas une fenêtre").filled(value=repr(months))
        raise InputError(Problem("months", says, allowed=A_WINDOW.filled(last=horizon)))
    return int(months[0]), int(months[1])


def fields_of(record: Sequence[str]) -> tuple[str, ...]:
    """What is recorded so that windows can be worked out: who lives where, beside what was asked for."""
    if isinstance(record, str):
        allowed = Text("a list of fields of a household", "une liste de champs d'un ménage")
        raise InputError(Problem("record", ONE_TEXT.filled(value=repr(record)), allowed=allowed, nearest=f"[{record!r}]"))
    return tuple(dict.fromkeys((*record, *WHO))) if record else ()
