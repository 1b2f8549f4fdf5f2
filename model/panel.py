"""What is kept household by month: fields of the record, of its family at origin, and the part of what adds up since month 0 that came this month."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from .errors import InputError, Problem, nearest
from .records.arrays import Count, WorldArrays
from .records.people import HOUSEHOLD, RECEIVER
from .records.vocabulary import Status
from .text import Text

FAMILY = "family."
MONTHLY = "monthly."
ADD_UP = ("sent", "invested_property", "invested_productive", "given_regular", "given_collective", "given_crisis")
"""Fields of a household that add up since month 0; each can be recorded month by month."""

RECORDABLE = (*(field.name for field in HOUSEHOLD), *(FAMILY + field.name for field in RECEIVER), *(MONTHLY + name for name in ADD_UP))
"""All that can be recorded."""

NO_FIELD = Text("there is no household field '{name}'", "un ménage n'a pas de champ « {name} »")

ELIGIBLE = "eligible"
"""Recorded as 1 where a lever that is in force this month is offered to a household that is there, else 0; the record itself holds the number of a class."""

Offered = Callable[[np.ndarray], np.ndarray]
"""Which of some records of households are offered a lever that is in force."""

_WHO = ("root", "id", "part_from", "part_to")


class Panel:
    """What was asked for, month by month. A row is a record: whoever follows in a place has its row, and an `id` of its own."""

    def __init__(self, names: Sequence[str]) -> None:
        """Raises InputError for a name that cannot be recorded."""
        self.names = tuple(names)
        problems = [
            Problem("record", NO_FIELD.filled(name=name), allowed=", ".join(RECORDABLE), nearest=nearest(name, RECORDABLE))
            for name in self.names
            if name not in RECORDABLE
        ]
        if problems:
            raise InputError(problems)
        self.kept: dict[str, list[np.ndarray]] = {name: [] for name in self.names}
        self._adding = tuple(name.removeprefix(MONTHLY) for name in self.names if name.startswith(MONTHLY))
        self._before: dict[str, np.ndarray] | None = None

    def take(self, stage: WorldArrays, offered: Offered) -> None:
        """Keep a month that has ended."""
        n = int(stage.counts[Count.HOUSEHOLDS])
        households = stage.households[:n]
        came = self._came(households) if self._adding else {}
        for name in self.names:
            if name == ELIGIBLE:
                self.kept[name].append((offered(households) & (households["status"] == Status.PRESENT)).astype(np.int64))
            elif name.startswith(MONTHLY):
                self.kept[name].append(came[name.removeprefix(MONTHLY)])
            elif name.startswith(FAMILY):
                self.kept[name].append(stage.receivers[name.removeprefix(FAMILY)][:n].copy())
            else:
                self.kept[name].append(households[name].copy())

    def _came(self, households: np.ndarray) -> dict[str, np.ndarray]:
        """What was added this month to what adds up."""
        now = {name: households[name].copy() for name in (*_WHO, *self._adding)}
        before, self._before = self._before, now
        if before is None:
            return {name: now[name] for name in self._adding}
        was = parents(before, now)
        same = (was >= 0) & (before["id"][was] == now["id"])
        return {name: now[name] - np.where(same, before[name][was], 0.0) for name in self._adding}

    def frame(self, names: Sequence[str]) -> pd.DataFrame:
        """Columns household, month and one a name. KeyError for one that was not recorded."""
        wanted = tuple(names) or self.names
        missing = [name for name in wanted if name not in self.kept]
        if missing or not wanted:
            raise KeyError(f"{missing[0] if missing else 'nothing'} was not recorded; ask for it with record=[...]")
        months = range(len(self.kept[wanted[0]]))
        frames = [pd.DataFrame({"household": np.arange(len(self.kept[wanted[0]][m])), "month": m, **{n: self.kept[n][m] for n in wanted}}) for m in months]
        return pd.concat(frames, ignore_index=True)


def parents(before: dict[str, np.ndarray], now: dict[str, np.ndarray]) -> np.ndarray:
    """For each record now, the record of a month ago that held its part of its place; -1 where there was none.

    Records of one place share it without a rest (`part_from` to `part_to`), so that one that parted this month is found in the part of its parent then.

    >>> whole = {"root": np.array([7, 7, 9]), "part_from": np.array([0, 512, 0]), "part_to": np.array([512, 768, 256])}
    >>> parted = {"root": np.array([7, 7, 9, 7]), "part_from": np.array([0, 512, 0, 256]), "part_to": np.array([256, 768, 256, 512])}
    >>> parents(whole, parted).tolist()
    [0, 1, 2, 0]
    """
    n = len(before["root"])
    found = np.full(len(now["root"]), -1)
    found[:n] = np.arange(min(n, len(found)))
    if len(found) > n:
        order = np.lexsort((before["part_from"], before["root"]))
        start = before["root"][order].astype(np.int64) << 32 | before["part_from"][order].astype(np.int64)
        wanted = now["root"][n:].astype(np.int64) << 32 | now["part_from"][n:].astype(np.int64)
        found[n:] = order[np.maximum(np.searchsorted(start, wanted, side="right") - 1, 0)]
    return found
