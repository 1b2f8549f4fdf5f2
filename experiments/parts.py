"""Finished tasks on disk, so that an interrupted comparison goes on where it stopped."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from .runner import Done, Key, Measured, Task, perform_all


@dataclass(frozen=True)
class Parts:
    """A folder of finished tasks, one file each. The folder belongs to one content: the fingerprint is in its name."""

    folder: Path

    def perform(self, tasks: Sequence[Task], jobs: int, report: Callable[[int, int], None] | None) -> Iterator[tuple[Task, Done]]:
        """Tasks with what they say, in order: read where they were finished before, else performed and kept. Failed tasks are not kept."""
        self.folder.mkdir(parents=True, exist_ok=True)
        known = {place for place in range(len(tasks)) if self._path(place).exists()}
        wanted = [place for place in range(len(tasks)) if place not in known]
        offset = len(known)
        fresh = perform_all([tasks[place] for place in wanted], jobs, None if report is None else lambda done, _: report(done + offset, len(tasks)))
        for place, task in enumerate(tasks):
            done = self._read(place) if place in known else None
            if done is None and place in known:
                done = next(perform_all([task]))[1]
            elif done is None:
                done = next(fresh)[1]
                if not done.failures:
                    self._write(place, done)
            assert done is not None
            yield task, done

    def _path(self, place: int) -> Path:
        return self.folder / f"task-{place:06d}.npz"

    def _write(self, place: int, done: Done) -> None:
        measured = [done.base, *done.policies]
        about: dict[str, Any] = {
            "replication": done.replication,
            "judged": [None if judged is None else [[*key, value] for key, value in judged.items()] for judged in done.judged],
            "measured": [],
        }
        arrays: dict[str, np.ndarray[Any, Any]] = {}
        for number, each in enumerate(measured):
            same = number > 0 and each is not None and each is done.base
            about["measured"].append(
                None if each is None else "base" if same else {"keys": [list(key) for key in each.keys], "columns": list(each.series.columns)}
            )
            if each is not None and not same:
                arrays[f"values{number}"] = each.values
                arrays[f"series{number}"] = each.series.to_numpy(dtype=np.float64)
                arrays[f"months{number}"] = each.series.index.to_numpy()
        arrays["about"] = np.frombuffer(json.dumps(about).encode(), dtype=np.uint8)
        temporary = self._path(place).with_suffix(f".{os.getpid()}.tmp")
        with temporary.open("wb") as file:
            np.savez(file, **arrays)  # type: ignore[arg-type]
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self._path(place))

    def _read(self, place: int) -> Done | None:
        """A finished task, or None where its file cannot be read."""
        try:
            with np.load(self._path(place), allow_pickle=False) as arrays:
                about = json.loads(arrays["about"].tobytes())
                measured: list[Measured | None] = []
                for number, each in enumerate(about["measured"]):
                    if each is None or each == "base":
                        measured.append(None if each is None else measured[0])
                        continue
                    months = pd.Index(arrays[f"months{number}"], name="month")
                    series = pd.DataFrame(arrays[f"series{number}"], index=months, columns=each["columns"])
                    measured.append(Measured(tuple(_key(key) for key in each["keys"]), arrays[f"values{number}"], series))
                judged = tuple(None if one is None else {_key(row[:3]): float(row[3]) for row in one} for one in about["judged"])
                return Done(about["replication"], measured[0], tuple(measured[1:]), judged, ())
        except (OSError, ValueError, KeyError, zipfile.BadZipFile):
            return None


def _key(parts: Sequence[str | None]) -> Key:
    outcome, breakdown, group = parts
    return str(outcome), breakdown, group
