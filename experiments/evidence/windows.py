"""What the people of a table did in a window of months: recorded fields, followed back to where each record came from.

A record may part from another in the course of a run (part of the households that it stands for founds a firm, say): its past is that of its parent. In
a place whose occupants changed it has none.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pandas as pd

from model.errors import InputError, Problem, nearest
from model.panel import ADD_UP, RECORDABLE, parents
from model.text import Text

from ..runs.simulate import Run

WINDOW = re.compile(r"(?P<field>[a-z]\w*?)_(?:(?P<last>\d+)m|m(?P<start>\d+)_to_m(?P<end>\d+))(?P<what>_times|_mean)?")
AT = re.compile(r"(?P<field>[a-z]\w*?)_at_m(?P<month>\d+)")
SUMS = {
    "savings": ("savings_held",),
    "bonds": ("bonds_held",),
    "given": ("given_regular", "given_collective", "given_crisis"),
    "invested": ("invested_property", "invested_productive"),
}
"""Columns that are sums of fields; a window of one is the sum of theirs."""
WHO = ("id", "status", "root", "part_from", "part_to")
"""Recorded beside what is asked for: who lives in a record, whether anybody does, and of which place it is which part."""


def is_window(name: str) -> bool:
    """Whether a name is that of a window."""
    return bool(WINDOW.fullmatch(name) or AT.fullmatch(name))


class Past:
    """The recorded months of one run, record by record as they are at the end."""

    def __init__(self, run: Run, recorded: tuple[str, ...]) -> None:
        """`recorded`: what was asked for; other fields may be there, as another fact asked for them."""
        self.run, self.recorded = run, recorded
        self._fields: dict[str, np.ndarray] = {}
        self._cells: np.ndarray | None = None

    def field(self, name: str, of: str, key: str) -> np.ndarray:
        """A field, month by record; NaN where there was none. `family_received` is what is recorded as `family.received`."""
        known = [each.replace(".", "_") for each in RECORDABLE]
        full = next((each for each in (*self.recorded, *WHO) if each.replace(".", "_") == name), None)
        if full is None or self.run.months is None:
            if name not in known:
                says = Text("there is no field {name} for {of}", "il n'y a pas de champ {name} pour {of}").filled(name=repr(name), of=of)
                raise InputError(Problem(key, says, value=of, allowed=", ".join(known), nearest=nearest(name, known)))
            missing = next(each for each in RECORDABLE if each.replace(".", "_") == name)
            says = Text("{name} was not recorded", "{name} n'a pas été enregistré").filled(name=repr(missing))
            allowed = Text('record=["{name}"] where the world is run', 'record=["{name}"] là où le monde est simulé').filled(name=missing)
            raise InputError(Problem(key, says, value=of, allowed=allowed))
        if full not in self._fields:
            self._fields[full] = self._followed(panel_array(self.run.months, full))
        return self._fields[full]

    def _followed(self, values: np.ndarray) -> np.ndarray:
        if self._cells is None:
            assert self.run.months is not None
            self._cells = _ancestors(self.run.months)
        months = np.arange(len(values))[:, None]
        return np.where(self._cells >= 0, values[months, np.maximum(self._cells, 0)], np.nan)

    def same_people(self, start: int, end: int) -> np.ndarray:
        """Whether who lives in a record at the end lived there in all months of a window."""
        people, there = self.field("id", "id", "id"), self.field("status", "status", "status")
        return np.asarray(((people[start:end] == people[-1]) & (there[start:end] == 1)).all(axis=0))

    def by_month(self, name: str, of: str, key: str) -> np.ndarray:
        """A field as what came each month: of an amount since month 0, what the month added; who moves in begins with nothing."""
        values = self.field(name, of, key)
        if name not in ADD_UP:
            return values
        people = self.field("id", "id", "id")
        before = np.vstack([np.zeros((1, values.shape[1])), np.where(people[1:] == people[:-1], values[:-1], 0.0)])
        return values - before

    def window(self, name: str, rows: np.ndarray, key: str) -> np.ndarray:
        """A window by its name, for some records; NaN for those who were not there all the time."""
        found = WINDOW.fullmatch(name)
        if found is None:
            return self._at(name, rows, key)
        months = _summed(self.by_month, found["field"], name, key)
        n = len(months)
        start, end = (n - int(found["last"]), n) if found["last"] else (int(found["start"]), int(found["end"]))
        if not 0 <= start < end <= n:
            allowed = Text("months 0 to {last}, the first before the last", "les mois 0 à {last}, le premier avant le dernier").filled(last=n)
            raise InputError(Problem(key, OUTSIDE.filled(name=name, n=n), value=name, allowed=allowed))
        part = months[start:end]
        total = (part > 0.0).sum(axis=0) if found["what"] == "_times" else part.mean(axis=0) if found["what"] == "_mean" else part.sum(axis=0)
        return np.where(self.same_people(start, end), total, np.nan)[rows]

    def _at(self, name: str, rows: np.ndarray, key: str) -> np.ndarray:
        found = AT.fullmatch(name)
        assert found is not None
        values = _summed(self.field, found["field"], name, key)
        month = int(found["month"])
        if month >= len(values):
            allowed = Text("months 0 to {last}", "les mois 0 à {last}").filled(last=len(values) - 1)
            raise InputError(Problem(key, OUTSIDE.filled(name=name, n=len(values)), value=name, allowed=allowed))
        return np.where(self.same_people(month, month + 1), values[month], np.nan)[rows]


OUTSIDE = Text("{name} is outside the {n} months of the run", "{name} est hors des {n} mois de la simulation")


def _summed(read: Callable[[str, str, str], np.ndarray], column: str, of: str, key: str) -> np.ndarray:
    """A column that is a sum of fields, or one field, month by record."""
    values = [read(field, of, key) for field in SUMS.get(column, (column,))]
    return np.asarray(sum(values[1:], start=values[0]))


def panel_array(months: pd.DataFrame, name: str) -> np.ndarray:
    """A recorded field as an array, month by record; NaN for records that were not there yet."""
    n_months, n_records = int(months["month"].max()) + 1, int(months["household"].max()) + 1
    found = np.full((n_months, n_records), np.nan)
    found[months["month"].to_numpy(), months["household"].to_numpy()] = months[name].to_numpy(dtype=np.float64)
    return found


def _ancestors(months: pd.DataFrame) -> np.ndarray:
    """For each month and record of the end, the record that held its part of its place then; -1 where there was none."""
    fields = {name: panel_array(months, name) for name in ("root", "part_from", "part_to")}
    n_months, n_records = fields["root"].shape

    def at(month: int) -> dict[str, np.ndarray]:
        there = int(np.isfinite(fields["root"][month]).sum())  # records are added at the end and never taken away
        return {name: values[month, :there].astype(np.int64) for name, values in fields.items()}

    found = np.full((n_months, n_records), -1, dtype=np.int64)
    found[-1] = np.arange(n_records)
    now = at(n_months - 1)
    for month in range(n_months - 2, -1, -1):
        before = at(month)
        if len(before["root"]) == len(now["root"]):
            found[month] = found[month + 1]
        else:
            was = parents(before, now)
            was = np.where((was >= 0) & (before["root"][was] == now["root"]), was, -1)
            found[month] = np.where(found[month + 1] >= 0, was[np.maximum(found[month + 1], 0)], -1)
        now = before
    return found
