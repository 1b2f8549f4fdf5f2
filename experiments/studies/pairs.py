"""Runs of a study: worlds with and without policy, one file a task, so that an interrupted study goes on where it stopped."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from model.compiled.numba_door import sources_hash

from ..progress import Progress
from ..runs.runner import Done, Task, perform_all

COLUMNS = ["scenario", "outcome", "lever", "base", "policy"]


class Planned(NamedTuple):
    """One task of a study and the name that it is kept under."""

    name: str
    task: Task


def numbers_of(task: Task, done: Done) -> pd.DataFrame:
    """What a finished task says in total: one row a scenario and outcome, with and without its levers.

    Household by household judgements stand beside the outcomes with the name of their lever; without a policy they are 0.
    """
    if done.failures or done.base is None:
        raise RuntimeError("\n".join(failure.traceback for failure in done.failures) or "a world without policy is missing")
    rows: list[tuple[str, str, str | None, float, float]] = []
    for scenario, policy, judged in zip(task.scenarios, done.policies, done.judged, strict=True):
        assert policy is not None and judged is not None
        for (outcome, breakdown, _), base_value, value in zip(policy.keys, done.base.values, policy.values, strict=True):
            if breakdown is None:
                rows.append((scenario.name, outcome, None, float(base_value), float(value)))
        rows += [(scenario.name, outcome, lever, 0.0, value) for (outcome, breakdown, lever), value in judged.items() if breakdown == "lever"]
    return pd.DataFrame(rows, columns=COLUMNS)


def content_folder(folder: Path, tasks: Sequence[Planned]) -> Path:
    """The folder below `folder` of these scenarios under the present model: what another model or scenario gave is never mixed in."""
    content = sorted({scenario.fingerprint for planned in tasks for scenario in planned.task.scenarios})
    return folder / hashlib.sha256(" ".join([sources_hash(), *content]).encode()).hexdigest()[:16]


def run_all(tasks: Sequence[Planned], folder: Path, jobs: int = 1) -> pd.DataFrame:
    """All tasks, read where they were finished before: the rows of `numbers_of` with the columns `records`, `seed` and `replication`."""
    kept = content_folder(folder, tasks)
    kept.mkdir(parents=True, exist_ok=True)
    paths = {planned.name: kept / f"{planned.name}.parquet" for planned in tasks}
    wanted = [planned for planned in tasks if not paths[planned.name].exists()]
    with Progress() as progress:
        found = perform_all([planned.task for planned in wanted], jobs, lambda done, _: progress(len(tasks) - len(wanted) + done, len(tasks)))
        for planned, (task, done) in zip(wanted, found, strict=True):
            _keep(numbers_of(task, done), paths[planned.name])
    frames = []
    for planned in tasks:
        frame = pd.read_parquet(paths[planned.name])
        frames.append(frame.assign(records=planned.task.sample, seed=planned.task.seed, replication=planned.task.replication))
    return pd.concat(frames, ignore_index=True)


def _keep(frame: pd.DataFrame, path: Path) -> None:
    temporary = path.with_suffix(f".{os.getpid()}.tmp")
    frame.to_parquet(temporary, index=False)
    temporary.replace(path)


def matrix(numbers: pd.DataFrame, column: str) -> pd.DataFrame:
    """Replication by outcome; the outcome of a judgement is followed by its lever. `column`: base, policy, or difference."""
    values = numbers["policy"] - numbers["base"] if column == "difference" else numbers[column]
    names = numbers["outcome"].where(numbers["lever"].isna(), numbers["outcome"] + ", " + numbers["lever"].fillna(""))
    long = pd.DataFrame({"replication": numbers["replication"], "name": names, "value": values})
    wide = long.pivot(index="replication", columns="name", values="value")
    return wide[list(dict.fromkeys(names))].astype(np.float64)
