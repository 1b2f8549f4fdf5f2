"""What has been run: a table that only grows, a line a set of parameters, so that a calibration goes on where it was killed."""

from __future__ import annotations

import hashlib
import json
import math
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from model.compiled.numba_door import sources_hash
from model.errors import InputError, Problem
from model.text import Text

from ...manifest import finite, model_code
from ...runs.pool import answered
from ...runs.workers import for_workers
from ...storage.files import something_else, writing
from ..fact_files import shipped_facts
from .statistics import computed

FACTS = Path(__file__).parents[1] / "facts"

OTHER_RUNS = Text(
    "{path} was run with other code, facts or settings; nothing was changed",
    "{path} vient d'un autre code, d'autres faits ou d'autres réglages ; rien n'a été changé",
)
ANOTHER_FOLDER = Text(
    "another folder, or the same command with the same version", "un autre dossier, ou la même commande avec la même version"
)


class Row(NamedTuple):
    """One set: the wave it belongs to, its number there, its parameters, what facts came out, and what it cost in seconds of a processor."""

    wave: str
    number: int
    parameters: Mapping[str, float]
    statistics: Mapping[str, float]
    seconds: float = 0.0


class Task(NamedTuple):
    """One set to be run."""

    wave: str
    number: int
    parameters: Mapping[str, float]
    facts: tuple[str, ...]
    seed: int
    replications: int
    sample: int
    scale: float = 1.0


def run_set(task: Task) -> Row:
    """The facts under one set, in a luck of its own: were it the same for all sets, the emulators could not tell luck from response."""
    facts = [each for each in shipped_facts() if each.id in task.facts]
    words = hashlib.sha256(f"{task.seed} {task.wave} {task.number}".encode()).digest()
    began = time.process_time()
    statistics = computed(facts, task.parameters, int.from_bytes(words[:6], "big"), task.replications, task.sample, task.scale)
    return Row(task.wave, task.number, task.parameters, statistics, round(time.process_time() - began, 2))


@dataclass(frozen=True)
class TableOfRuns:
    """The rows of one calibration: a file of lines, the first of which says what it was run with."""

    path: Path
    content: Mapping[str, Any]

    @property
    def head(self) -> dict[str, Any]:
        """What makes two calibrations one: the code of the model, the facts, and the settings."""
        return {"calibration": 2, "code": {**model_code(), "facts": sources_hash(FACTS)}, **self.content}

    def rows(self) -> list[Row]:
        """What is there; InputError where it was run with other code, facts or settings. A last line that was cut by a kill is left out."""
        if not self.path.exists():
            if (self.path.parent / "manifest.json").exists():
                raise something_else(self.path.parent)
            return []
        lines = self.path.read_text(encoding="utf-8").splitlines()
        head = _parsed(lines[0]) if lines else None
        if head != json.loads(json.dumps(finite(self.head))):
            raise InputError(Problem("--out", OTHER_RUNS.filled(path=self.path), value=str(self.path), allowed=ANOTHER_FOLDER))
        found = [_parsed(line) for line in lines[1:]]
        return [Row(each["wave"], each["number"], each["parameters"], _numbers(each["statistics"]), each["seconds"]) for each in found if each is not None]

    def complete(self, tasks: Sequence[Task], jobs: int, progress: Callable[[int, int], None]) -> list[Row]:
        """The rows of some tasks, in their order; those that are missing are run, and each is written as soon as it is there."""
        done = {(row.wave, row.number): row for row in self.rows()}
        left = [task for task in tasks if not _is_done(task, done.get((task.wave, task.number)))]
        with writing(self.path.parent):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if not self.path.exists():
                self._append(self.head)
        for row in self._answers(left, jobs):
            done[row.wave, row.number] = row
            self._append(row._asdict())
            progress(sum((task.wave, task.number) in done for task in tasks), len(tasks))
        return [done[task.wave, task.number] for task in tasks]

    @staticmethod
    def _answers(tasks: Sequence[Task], jobs: int) -> Iterator[Row]:
        if jobs == 1:
            yield from (run_set(task) for task in tasks)
        elif tasks:
            yield from (row for _, row in answered(for_workers(), run_set, tasks.__getitem__, len(tasks), jobs))

    def _append(self, content: Mapping[str, Any]) -> None:
        with writing(self.path.parent), self.path.open("ab") as file:
            if file.tell() and not self.path.read_bytes().endswith(b"\n"):
                file.write(b"\n")  # after a line that was cut
            file.write(json.dumps(finite(content)).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())


def _is_done(task: Task, row: Row | None) -> bool:
    """Whether a row is of this very set: with other sizes of the waves before it, the same number is another set, and is run again."""
    return row is not None and row.parameters == task.parameters


def _parsed(line: str) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _numbers(found: Mapping[str, Any]) -> dict[str, float]:
    return {name: math.nan if value is None else float(value) for name, value in found.items()}
