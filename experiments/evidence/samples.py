"""Runs of a world as tables to calculate with: households with what they did in a window of months, firms, families, corridors, months."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from model.errors import InputError, Problem, nearest
from model.inputs.settings import FIGURES
from model.outcome_registry import OUTCOMES, Adds
from model.panel import ADD_UP, RECORDABLE
from scenarios.scenario import Scenario

from ..runs.simulate import BESIDE, Run

ALIASES = {"savings": "savings_held", "bonds": "bonds_held"}
WINDOW = re.compile(r"(?P<field>[a-z]\w*?)_(?:(?P<last>\d+)m|m(?P<start>\d+)_to_m(?P<end>\d+))(?P<times>_times)?")
AT = re.compile(r"(?P<field>[a-z]\w*?)_at_m(?P<month>\d+)")
NAME = re.compile(r"(?<![\w.'\"])[A-Za-z_]\w*")

Condition = str | Callable[[pd.DataFrame], Any] | None


@dataclass(frozen=True, eq=False)
class Runs:
    """One world, replication by replication."""

    scenario: Scenario
    runs: tuple[Run, ...]
    _tables: dict[tuple[int, str], pd.DataFrame] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.runs)

    def __iter__(self) -> Iterator[Run]:
        return iter(self.runs)

    def table(self, replication: int, of: str = "households") -> pd.DataFrame:
        """The rows of one replication: those present at the end, with `weight` (real households, firms or families a row stands for)."""
        key = replication, of
        if key not in self._tables:
            self._tables[key] = self._made(self.runs[replication], _kind(of))
        return self._tables[key]

    def _made(self, run: Run, of: str) -> pd.DataFrame:
        return MAKERS[of](run)


@dataclass(frozen=True, eq=False)
class Trial(Runs):
    """A randomised trial inside one world: who is `treated` was drawn by lot; the others live beside them, in the same world."""

    treated: str = ""
    """The column, or the condition, that tells the arms apart."""

    def table(self, replication: int, of: str = "households") -> pd.DataFrame:
        """As of `Runs`, with the column `treated`."""
        frame = super().table(replication, of)
        if "treated" not in frame.columns:
            frame["treated"] = truth_of(self, replication, frame, self.treated, of)
        return frame


@dataclass(frozen=True, eq=False)
class Pair:
    """A world with a policy (or an event) and the same world without it: the same people and the same luck in each replication."""

    policy: Runs
    baseline: Runs

    def __len__(self) -> int:
        return len(self.policy)


def _kind(of: Any) -> str:
    if of not in TABLES:
        raise InputError(Problem("of", f"{of!r} is no table", allowed=", ".join(TABLES), nearest=nearest(of, TABLES) if isinstance(of, str) else None))
    return str(of)


def _households(run: Run) -> pd.DataFrame:
    frame = run.households
    frame = frame[frame["status"] == 1].copy()
    frame["invested"] = frame["invested_property"] + frame["invested_productive"]
    frame["given"] = frame["given_regular"] + frame["given_collective"] + frame["given_crisis"]
    for short, name in ALIASES.items():
        frame[short] = frame[name]
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


def values_of(runs: Runs, replication: int, frame: pd.DataFrame, variable: str | Callable[[pd.DataFrame], Any], of: str, key: str = "variable") -> pd.Series:
    """A variable over the rows of a table: a column, a window of a recorded field, an expression of these, or a function of the table.

    Windows are names too: `remittance_12m` is the sum of the last 12 months, `remittance_m24_to_m36` that of months 24 to 35, each with `_times` for the
    months in which it was above 0; `trust_state_at_m0` is the value in month 0. They are not defined (NaN) for households that were not there all the time.
    """
    if callable(variable):
        found = variable(frame)
    else:
        frame = with_windows(runs, replication, frame, variable, of, key)
        found = frame[variable] if variable in frame.columns else _evaluated(frame, variable, key)
    if np.ndim(found) == 0:
        found = pd.Series(found, index=frame.index)
    if len(found) != len(frame):
        raise InputError(Problem(key, f"gives {len(found)} values for {len(frame)} rows", allowed="one value a row"))
    return pd.Series(np.asarray(found), index=frame.index)


def numbers_of(runs: Runs, replication: int, frame: pd.DataFrame, variable: str | Callable[[pd.DataFrame], Any], of: str, key: str = "variable") -> pd.Series:
    """`values_of` as numbers; InputError where it holds words."""
    found = values_of(runs, replication, frame, variable, of, key)
    if not (pd.api.types.is_numeric_dtype(found) or pd.api.types.is_bool_dtype(found)):
        raise InputError(Problem(key, f"{variable} holds words, not numbers", allowed="a number a row; for a share of rows, a condition"))
    return found.astype(np.float64)


def truth_of(runs: Runs, replication: int, frame: pd.DataFrame, condition: Condition, of: str, key: str = "where") -> pd.Series:
    """A condition over the rows of a table, missing values taken as false; all rows where there is none."""
    if condition is None:
        return pd.Series(True, index=frame.index)
    found = values_of(runs, replication, frame, condition, of, key)
    if not pd.api.types.is_bool_dtype(found):
        if not pd.api.types.is_numeric_dtype(found) or not np.isin(found.dropna().unique(), (0, 1)).all():
            raise InputError(Problem(key, f"{condition!r} is neither true nor false", allowed="a comparison, as age >= 30"))
        found = found.fillna(0.0) == 1.0
    return found.astype(bool)


def with_windows(runs: Runs, replication: int, frame: pd.DataFrame, expression: str, of: str, key: str = "variable") -> pd.DataFrame:
    """The table with the windows that an expression or a formula names; they are worked out once a table."""
    if not isinstance(expression, str) or not expression.strip():
        raise InputError(Problem(key, f"{expression!r} is no expression", allowed="a column, an expression of columns, or a function of the table"))
    for name in dict.fromkeys(NAME.findall(expression)):
        if name in frame.columns or of != "households":
            continue
        window, at = WINDOW.fullmatch(name), AT.fullmatch(name)
        if window is None and at is None:
            continue
        run = runs.runs[replication]
        if window is not None:
            frame[name] = _window(run, frame, name, window, key)
        elif at is not None:
            frame[name] = _at(run, frame, name, at, key)
    return frame


def _evaluated(frame: pd.DataFrame, expression: str, key: str) -> Any:
    names = [name for name in NAME.findall(re.sub(r"'[^']*'|\"[^\"]*\"", "''", expression)) if name not in ("and", "or", "not", "in", "True", "False", "None")]
    for name in names:
        if name not in frame.columns and not re.search(rf"\b{name}\s*\(", expression) and not expression.startswith("@"):
            allowed = ", ".join(str(column) for column in frame.columns)
            raise InputError(Problem(key, f"there is no column {name!r}", value=expression, allowed=allowed, nearest=nearest(name, list(frame.columns))))
    try:
        return frame.eval(expression, engine="python")
    except Exception as error:  # whatever pandas says of an expression is said as an error of its text
        raise InputError(Problem(key, f"{expression!r} cannot be worked out: {error}", allowed="an expression of columns, as sent / 12 > 50")) from None


def _recorded(run: Run, name: str, window: str, key: str) -> np.ndarray:
    """A recorded field, month by record; `family_received` is the record `family.received`."""
    known = [each.replace(".", "_") for each in RECORDABLE]
    name = next((each for each in run.recorded if each.replace(".", "_") == name), name)
    if name not in run.recorded:
        near = nearest(name, run.recorded)
        if name not in known:
            raise InputError(Problem(key, f"there is no field {name!r} for {window}", value=window, allowed=", ".join(known), nearest=nearest(name, known)))
        raise InputError(Problem(key, f"{name!r} was not recorded", value=window, allowed=f'record=["{name}"] where the world is run', nearest=near))
    months = run.months
    assert months is not None
    return panel_array(months, name)


def panel_array(months: pd.DataFrame, name: str) -> np.ndarray:
    """A recorded field as an array, month by record; NaN for records that were not there yet. Rows are sorted by month, then record."""
    n_months, n_records = int(months["month"].max()) + 1, int(months["household"].max()) + 1
    found = np.full((n_months, n_records), np.nan)
    found[months["month"].to_numpy(), months["household"].to_numpy()] = months[name].to_numpy(dtype=np.float64)
    return found


def _window(run: Run, frame: pd.DataFrame, name: str, match: re.Match[str], key: str) -> np.ndarray:
    values = _recorded(run, match["field"], name, key)
    n_months = len(values)
    start, end = (n_months - int(match["last"]), n_months) if match["last"] else (int(match["start"]), int(match["end"]))
    if not 0 <= start < end <= n_months:
        raise InputError(
            Problem(key, f"{name} is outside the {n_months} months of the run", value=name, allowed=f"months 0 to {n_months}, the first before the last")
        )
    there = _same_people(run, start, end, key)
    part = (_by_month(run, values, key) if match["field"] in ADD_UP else values)[start:end]
    total = np.where(there, (part > 0.0).sum(axis=0) if match["times"] else part.sum(axis=0), np.nan)
    return total[frame.index.to_numpy()]


def _by_month(run: Run, values: np.ndarray, key: str) -> np.ndarray:
    """What each month adds to an amount since month 0; who moves into a record begins with nothing."""
    people = _recorded(run, "id", "id", key)
    before = np.vstack([np.zeros((1, values.shape[1])), np.where(people[1:] == people[:-1], values[:-1], 0.0)])
    return values - before


def _at(run: Run, frame: pd.DataFrame, name: str, match: re.Match[str], key: str) -> np.ndarray:
    values = _recorded(run, match["field"], name, key)
    month = int(match["month"])
    if month >= len(values):
        raise InputError(Problem(key, f"{name} is outside the {len(values)} months of the run", value=name, allowed=f"months 0 to {len(values) - 1}"))
    return np.where(_same_people(run, month, month + 1, key), values[month], np.nan)[frame.index.to_numpy()]


def _same_people(run: Run, start: int, end: int, key: str) -> np.ndarray:
    """Whether who lives in a record at the end lived there in all months of a window."""
    people, there = _recorded(run, "id", "id", key), _recorded(run, "status", "status", key)
    return np.asarray(((people[start:end] == people[-1]) & (there[start:end] == 1)).all(axis=0))


# --- outcomes of the registry


def outcome_of(run: Run, outcome: str, months: tuple[int, int] | None = None, group: tuple[str, str] | None = None) -> float:
    """An outcome of the registry, over the horizon or a window of months; by group only over the horizon."""
    if outcome not in OUTCOMES:
        raise InputError(Problem("outcome", f"there is no outcome {outcome!r}", allowed=", ".join(OUTCOMES), nearest=nearest(outcome, list(OUTCOMES))))
    if months is None:
        found = run.measures
        keep = (found["outcome"] == outcome) & (found["breakdown"].isna() if group is None else (found["breakdown"] == group[0]) & (found["group"] == group[1]))
        if not keep.any():
            groups = found[(found["outcome"] == outcome) & found["breakdown"].notna()]
            allowed = "; ".join(f"{name}: {', '.join(of)}" for name, of in groups.groupby("breakdown")["group"].unique().items()) or "the total alone"
            raise InputError(Problem("group", f"{outcome} has no group {group}", allowed=allowed))
        return float(found.loc[keep, "value"].iloc[0])
    start, end = window_of(months, len(run.series))
    if group is not None or outcome not in run.series.columns:
        raise InputError(Problem("months", f"{outcome} has no value by month{' and group' if group else ''}", allowed=", ".join(run.series.columns)))
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
        raise InputError(Problem("months", f"{months!r} is no window", allowed=f"(first, one past the last), from 0 to {horizon}"))
    return int(months[0]), int(months[1])


def fields_of(record: Sequence[str]) -> tuple[str, ...]:
    """What is recorded so that windows can be worked out: who lives there, and whether somebody does, beside what was asked for."""
    if isinstance(record, str):
        raise InputError(Problem("record", f"{record!r} is one text, not a list", allowed="a list of fields of a household", nearest=f"[{record!r}]"))
    return tuple(dict.fromkeys((*record, "id", "status"))) if record else ()
