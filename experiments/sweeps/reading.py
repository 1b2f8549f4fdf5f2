"""A sweep read back: its runs as a table, how complete it is, random runs computed again, shares put together, questions in SQL."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from model.errors import InputError, Problem
from scenarios.arguments import Choice, Maybe

from ..options import check_options
from .designs import Points
from .experiment import Experiment
from .folder import Place, Plan, SweepFolder, opened, read_table, tables, write_whole
from .running import close, planned, points_of_folder
from .subject import Answer, Subject


@dataclass(frozen=True)
class Sweep:
    """The results of a sweep.

    Attributes:
        points: values and positions of the design, in the order of its numbers.
        runs: one row a run: point, scenario, replication, seed, the factors, the outcomes; sorted by point, scenario, replication.
        failures: one row a failed run: point, scenario, replication, stage, error, traceback.
        missing: parts that were not run yet.
    """

    experiment: Experiment
    points: Points
    runs: pd.DataFrame
    failures: pd.DataFrame
    manifest: dict[str, Any]
    missing: int

    def values(self, column: str, scenario: str | None = None) -> np.ndarray[Any, np.dtype[np.float64]]:
        """One outcome as (points, replications); NaN where there is no number."""
        columns = Choice([str(name) for name in self.runs.columns if self.runs[name].dtype.kind in "fiub"])
        check_options({"column": columns, "scenario": Maybe(Choice(sorted(set(self.runs["scenario"]))))}, column=column, scenario=scenario)
        table = np.full((len(self.points.values), self.experiment.replications), np.nan)
        runs = self.runs if scenario is None else self.runs[self.runs["scenario"] == scenario]
        table[runs["point"].to_numpy(), runs["replication"].to_numpy()] = runs[column].to_numpy()
        return table


def plan_of(path: str | Path, subject: Subject | None = None) -> tuple[SweepFolder, Plan]:
    """The folder of a sweep with its plan, as its manifest and design keep it."""
    folder, experiment, manifest = opened(path)
    chosen: Subject = experiment.subject() if subject is None else subject
    return folder, Plan(experiment, points_of_folder(folder, experiment), chosen, manifest["content"], manifest["fingerprint"])


def read_sweep(path: str | Path, subject: Subject | None = None) -> Sweep:
    """All that a folder holds."""
    check_options(path=path, subject=subject)
    folder, plan = plan_of(path, subject)
    runs, failures, missing = _gathered(folder, plan)
    frame = runs.to_pandas().sort_values(["point", "scenario", "replication"], kind="stable", ignore_index=True)
    manifest = folder.manifest() or {}
    return Sweep(plan.experiment, plan.points, frame, failures.to_pandas(), manifest, missing)


def _gathered(folder: SweepFolder, plan: Plan) -> tuple[pa.Table, pa.Table, int]:
    parts = [folder.read(plan, place) for place in plan.places()]
    found = [part for part in parts if part is not None]
    missing = sum(part is None or part.covered < place.end - place.first for place, part in zip(plan.places(), parts, strict=True))
    empty, no_failures = tables(plan, Place(0, 0, 0, 0), Answer([], [], {}))
    runs = [part.runs.replace_schema_metadata(None) for part in found] or [empty]
    return pa.concat_tables(runs), pa.concat_tables([part.failures for part in found] or [no_failures]), missing


def status(path: str | Path) -> dict[str, Any]:
    """How far a sweep is, without reading its numbers: points, replications, runs, failures, parts, whether it is finished."""
    check_options(path=path)
    folder, plan = plan_of(path)
    parts = [(place, folder.read(plan, place)) for place in plan.places()]
    done = sum(len(part.runs) + len(part.failures) for _, part in parts if part is not None)
    failed = sum(len(part.failures) for _, part in parts if part is not None)
    return {
        "results": str(path),
        "experiment": plan.experiment.name,
        "design": plan.experiment.design.kind,
        "points": len(plan.points.values),
        "replications": plan.experiment.replications,
        "runs": plan.n_runs,
        "runs_done": done,
        "runs_failed": failed,
        "parts": len(parts),
        "parts_done": sum(part is not None and part.covered == place.end - place.first for place, part in parts),
        "finished": done == plan.n_runs and (folder.path / "checksums.txt").exists(),
        "fingerprint": plan.fingerprint,
    }


def verify(path: str | Path, runs: int = 20, seed: int = 1, subject: Subject | None = None) -> dict[str, Any]:
    """Compute a random sample of the finished runs again and compare bytes; compare every file with its checksum.

    Needs the code and library versions of the sweep: with others InputError says so, for other numbers would be no fault of the folder.
    """
    given = check_options(path=path, runs=runs, seed=seed, subject=subject)
    runs, seed = given.runs, given.seed
    folder, plan = plan_of(path, subject)
    planned(plan.experiment, folder, subject)  # the same content, code and versions, or it says what differs
    damaged = _other_checksums(folder)
    cells = [(place, part) for place in plan.places() if (part := folder.read(plan, place)) is not None and len(part.runs)]
    rows = [(place, part, row) for place, part in cells for row in range(len(part.runs))]
    chosen = random.Random(seed).sample(rows, min(runs, len(rows)))
    names = plan.subject.scenario_names
    different = []
    for place, part, row in chosen:
        kept = part.runs.slice(row, 1)
        point, scenario = kept["point"][0].as_py(), kept["scenario"][0].as_py()
        answer = plan.subject.perform(plan.block_points(Place(place.block, point, point + 1, place.replication)), place.replication, plan.experiment.seed)
        again = [run for run in answer.runs if names[run.scenario] == scenario]
        numbers = np.array([kept[name][0].as_py() for name in plan.subject.columns], dtype=np.float64)
        if not again or np.array(again[0].values, dtype=np.float64).tobytes() != numbers.tobytes():
            different.append({"point": point, "scenario": scenario, "replication": place.replication})
    return {"results": str(path), "runs_checked": len(chosen), "different": different, "damaged_files": damaged, "same": not different and not damaged}


def _other_checksums(folder: SweepFolder) -> list[str]:
    path = folder.path / "checksums.txt"
    if not path.exists():
        return []
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        known, _, name = line.partition("  ")
        file = folder.path / name
        if not file.exists() or sha256(file.read_bytes()).hexdigest() != known:
            found.append(name)
    return found


def merge(paths: Sequence[str | Path], out: str | Path | None = None) -> dict[str, Any]:
    """Put the parts of shares of one sweep together in `out` (the first folder by default), and close it where all parts are there."""
    paths = check_options(paths=paths, out=out).paths
    folders = [plan_of(path) for path in paths]
    first, plan = folders[0]
    for folder, other in folders[1:]:
        if other.fingerprint != plan.fingerprint or len(other.points.values) != len(plan.points.values) or other.experiment != plan.experiment:
            raise InputError(Problem("RESULTS", f"{folder.path} is no share of the sweep in {first.path}: they differ in content or size; nothing was changed"))
    target = first if out is None else SweepFolder(Path(out))
    if out is not None and (target.path / "manifest.json").exists() and plan_of(out)[1].fingerprint != plan.fingerprint:
        raise InputError(Problem("--out", f"{out} holds another sweep; nothing was changed", value=str(out), allowed="a new folder"))
    target.prepare()
    if not (target.path / "manifest.json").exists():
        target.write_design(plan.experiment, plan.points)
        target.write_text("manifest.json", (first.path / "manifest.json").read_text(encoding="utf-8"))
    for folder, other in folders:
        for place in plan.places():
            if folder.path.resolve() != target.path.resolve() and folder.has(place):
                _take(folder, target, other, place)
    missing = sum((part := target.read(plan, place)) is None or part.covered < place.end - place.first for place in plan.places())
    failed = close(target, plan) if not missing else None
    return {"results": str(target.path), "parts": len(plan.places()), "parts_missing": missing, "finished": not missing, "runs_failed": failed}


def _take(folder: SweepFolder, target: SweepFolder, plan: Plan, place: Place) -> None:
    """Copy a part, checked as it is read; where both have it, they are the same or the merge stops."""
    part = folder.read(plan, place)
    assert part is not None
    mine = target.read(plan, place)
    if mine is not None and mine.covered >= part.covered:
        same = part.covered < mine.covered or (mine.runs.equals(part.runs) or mine.runs.to_pandas().equals(part.runs.to_pandas()))
        if not same:
            raise InputError(Problem(f"{place.name}.parquet", f"differs between {folder.path} and {target.path}; it was left as it is"))
        return
    for suffix in (".failures.parquet", ".parquet"):  # a part that is there is whole: its failures come first
        source = folder.runs / f"{place.name}{suffix}"
        if source.exists():
            content = source.read_bytes()
            write_whole(target.runs / source.name, lambda draft, content=content: draft.write_bytes(content))


def query(path: str | Path, sql: str) -> pd.DataFrame:
    """An answer in SQL from a folder of results, by DuckDB. A sweep has `runs`, `design`, `failures`; any other folder its Parquet tables by name."""
    check_options(path=path, sql=sql)
    try:
        import duckdb
    except ImportError:
        raise InputError(Problem("query", "DuckDB is not installed", allowed="pip install duckdb")) from None
    folder = Path(path)
    known: dict[str, Any] = {}
    if (folder / "runs").is_dir():
        opened_folder, plan = plan_of(folder)
        runs, failures, _ = _gathered(opened_folder, plan)
        known = {"runs": runs.sort_by([(name, "ascending") for name in ("point", "scenario", "replication")]), "failures": failures}
    if folder.is_dir():
        for file in sorted([*folder.glob("*.parquet"), *folder.glob("sensitivity/*.parquet")]):
            known.setdefault(file.stem, read_table(file))
    if not known:
        raise InputError(Problem("RESULTS", f"{path} holds no tables", value=str(path), allowed="a folder of results"))
    with duckdb.connect() as connection:
        for name, table in known.items():
            connection.register(name, table)
        connection.execute("SET enable_external_access = false")  # a question reads these tables and nothing else
        try:
            return connection.execute(sql).df()
        except duckdb.Error as error:
            text = str(error).splitlines()[0]
            raise InputError(Problem("SQL", text, value=sql, allowed=f"a question to {', '.join(known)}")) from None
