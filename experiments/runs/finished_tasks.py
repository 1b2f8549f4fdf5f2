"""Finished tasks on disk, so that an interrupted comparison goes on where it stopped."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pandas as pd

from ..storage.files import UNFINISHED, read_whole, write_whole, writing
from .runner import Done, Key, Measured, Task, perform_all

DIGEST = 32
"""Bytes of the SHA-256 at the end of a file, of all that stands before it."""


class Performs(Protocol):
    """Whatever performs the tasks of a comparison in another way than one after the other: a folder of finished ones, worlds that are kept."""

    def perform(self, tasks: Sequence[Task], jobs: int, report: Callable[[int, int], None] | None) -> Iterator[tuple[Task, Done]]:
        """Tasks with what they say, in their order; `report(done, of)` is told of progress."""


@dataclass(frozen=True)
class Parts:
    """A folder of finished tasks, one file each. The folder belongs to one content: the fingerprint is in its name."""

    folder: Path

    def perform(self, tasks: Sequence[Task], jobs: int, report: Callable[[int, int], None] | None) -> Iterator[tuple[Task, Done]]:
        """Tasks with what they say, in order: read where they were finished before, else performed and kept. Failed tasks are not kept."""
        with writing(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            for draft in self.folder.glob(f"*{UNFINISHED}"):  # of a process that was killed: nobody else writes here
                draft.unlink()
        known = {place for place in range(len(tasks)) if self._read(place) is not None}
        wanted = [place for place in range(len(tasks)) if place not in known]
        offset = len(known)
        fresh = perform_all([tasks[place] for place in wanted], jobs, None if report is None else lambda done, _: report(done + offset, len(tasks)))
        for place, task in enumerate(tasks):
            done = self._read(place) if place in known else None
            if done is None:
                done = next(perform_all([task]))[1] if place in known else next(fresh)[1]
                if not done.failures:
                    self._write(place, done)
            yield task, done

    def _path(self, place: int) -> Path:
        return self.folder / f"task-{place:06d}.npz"

    def _write(self, place: int, done: Done) -> None:
        measured = [done.base, *done.policies]
        about: dict[str, Any] = {
            "place": place,
            "replication": done.replication,
            "judged": [None if judged is None else [[*key, value] for key, value in judged.items()] for judged in done.judged],
            "induced": [[[*key, value] for key, value in found.items()] for found in done.induced],
            "measured": [],
        }
        arrays: dict[str, np.ndarray[Any, Any]] = {}
        told: dict[tuple[Key, ...], int] = {}  # most policies of a world measure the same
        for number, each in enumerate(measured):
            if each is None or (number > 0 and each is done.base):
                about["measured"].append(None if each is None else "base")
                continue
            first = told.setdefault(each.keys, number)
            about["measured"].append({"keys": [list(key) for key in each.keys] if first == number else first, "columns": list(each.series.columns)})
            arrays[f"values{number}"] = each.values
            arrays[f"series{number}"] = each.series.to_numpy(dtype=np.float64)
            arrays[f"months{number}"] = each.series.index.to_numpy()
        arrays["about"] = np.frombuffer(json.dumps(about).encode(), dtype=np.uint8)
        content = io.BytesIO()
        np.savez(content, **arrays)  # type: ignore[arg-type]
        signed = content.getvalue() + sha256(content.getvalue()).digest()
        write_whole(self._path(place), lambda draft: draft.write_bytes(signed))

    def _read(self, place: int) -> Done | None:
        """A finished task, or None where its file is not there, not as it was written, or of another task."""
        content = read_whole(self._path(place)) or b""
        archive, digest = content[:-DIGEST], content[-DIGEST:]
        if sha256(archive).digest() != digest:
            return None
        try:
            with np.load(io.BytesIO(archive), allow_pickle=False) as arrays:
                about = json.loads(arrays["about"].tobytes())
                if about["place"] != place:
                    return None
                measured: list[Measured | None] = []
                for number, each in enumerate(about["measured"]):
                    if each is None or each == "base":
                        measured.append(None if each is None else measured[0])
                        continue
                    months = pd.Index(arrays[f"months{number}"], name="month")
                    series = pd.DataFrame(arrays[f"series{number}"], index=months, columns=each["columns"])
                    keys = about["measured"][each["keys"]]["keys"] if isinstance(each["keys"], int) else each["keys"]
                    measured.append(Measured(tuple(_key(key) for key in keys), arrays[f"values{number}"], series))
                judged = tuple(None if one is None else {_key(row[:3]): float(row[3]) for row in one} for one in about["judged"])
                induced = tuple({_key(row[:3]): float(row[3]) for row in found} for found in about["induced"])
                return Done(about["replication"], measured[0], tuple(measured[1:]), judged, (), induced)
        except (OSError, ValueError, KeyError, zipfile.BadZipFile):
            return None


def _key(parts: Sequence[str | None]) -> Key:
    outcome, breakdown, group = parts
    return str(outcome), breakdown, group
