"""A sweep read back: its runs as a table, how complete it is, random runs computed again, shares put together."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from model.errors import RESULTS, InputError, Problem
from model.text import Text
from scenarios.argument_checks import Choice, Maybe

from ..runs.options import check_options
from ..storage.claims import claimed
from ..storage.files import something_else
from ..storage.seals import table_bytes
from .cells import FAILURE_SCHEMA
from .designs import Points
from .experiment import Experiment
from .folder import Part, SweepFolder, opened
from .model_runs import Answer, Point, Subject
from .plan import Place, Plan
from .planning import planned, points_of_folder
from .running import close

MOST_TOLD = 10
"""Damaged files that an error names one by one."""


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


@dataclass(frozen=True)
class Recorded:
    """What ran a sweep, as its manifest keeps it: to read what it said, not to run it again."""

    columns: tuple[str, ...]
    scenario_names: tuple[str, ...]

    def perform(self, points: Sequence[Point], replication: int, seed: int) -> Answer:
        """Not possible."""
        raise NotImplementedError("what ran the sweep is needed to run it")


def plan_of(path: str | Path, subject: Subject | None = None) -> tuple[SweepFolder, Plan]:
    """The folder of a sweep with its plan, as its manifest and design keep it."""
    folder, experiment, manifest = opened(path)
    chosen: Subject = Recorded(tuple(manifest["columns"]), tuple(manifest["scenario_names"])) if subject is None else subject
    return folder, Plan(experiment, points_of_folder(folder, experiment), chosen, manifest["content"], manifest["fingerprint"])


def read_sweep(path: str | Path, subject: Subject | None = None) -> Sweep:
    """All that a folder holds."""
    check_options(path=path, subject=subject)
    folder, plan = plan_of(path, subject)
    runs, failures, missing = gathered(folder, plan)
    frame = runs.to_pandas().sort_values(["point", "scenario", "replication"], kind="stable", ignore_index=True)
    manifest = folder.manifest() or {}
    return Sweep(plan.experiment, plan.points, frame, failures.to_pandas(), manifest, missing)


def gathered(folder: SweepFolder, plan: Plan) -> tuple[pa.Table, pa.Table, int]:
    """Runs and failures of all parts that are there, and how many parts are not, or not whole."""
    parts = read_parts(folder, plan)
    missing = len(plan.places()) - sum(_is_whole(place, part) for place, part in parts.items())
    runs = [part.runs for part in parts.values()] or [plan.table(Answer([], [], {}))]
    failures = [part.failures for part in parts.values()] or [FAILURE_SCHEMA.empty_table()]
    return pa.concat_tables(runs), pa.concat_tables(failures), missing


def read_parts(folder: SweepFolder, plan: Plan) -> dict[Place, Part]:
    """All parts that are there. InputError with every file that is damaged, and with those that a finished sweep lacks."""
    found: dict[Place, Part] = {}
    problems: list[Problem] = []
    for place in plan.places():
        try:
            part = folder.read(plan, place)
        except InputError as error:
            problems += error.problems
            continue
        if part is not None:
            found[place] = part
    if not problems:
        remedy = Text(
            "sweep run with the same experiment and folder computes it again", "sweep run avec la même expérience et le même dossier, qui le recalcule"
        )
        lost = folder.unlisted(plan, found.items())
        problems = [
            Problem(name, Text("is missing, of a sweep that was finished", "manque, alors que le balayage était fini"), str(folder.path), None, remedy)
            for name in lost
        ]
    if len(problems) > MOST_TOLD:
        more = Problem(
            "",
            Text("and {n} more files; sweep verify names them all", "et {n} autres fichiers ; sweep verify les nomme tous").filled(n=len(problems) - MOST_TOLD),
            str(folder.path),
        )
        problems = [*problems[:MOST_TOLD], more]
    if problems:
        raise InputError(problems)
    return found


def _is_whole(place: Place, part: Part) -> bool:
    return part.covered == place.end - place.first


def status(path: str | Path) -> dict[str, Any]:
    """How far a sweep is: points, replications, runs, failures, parts, whether it is finished. InputError where a file is not as it was written."""
    check_options(path=path)
    folder, plan = plan_of(path)
    parts = read_parts(folder, plan)
    done = sum(len(part.runs) + len(part.failures) for part in parts.values())
    failed = sum(len(part.failures) for part in parts.values())
    return {
        "results": str(path),
        "experiment": plan.experiment.name,
        "design": plan.experiment.design.kind,
        "points": len(plan.points.values),
        "replications": plan.experiment.replications,
        "runs": plan.n_runs,
        "runs_done": done,
        "runs_failed": failed,
        "parts": len(plan.places()),
        "parts_done": sum(_is_whole(place, part) for place, part in parts.items()),
        "finished": done == plan.n_runs and folder.listed is not None,
        "fingerprint": plan.fingerprint,
    }


def verify(path: str | Path, runs: int = 20, seed: int = 1, subject: Subject | None = None) -> dict[str, Any]:
    """Compute a random sample of the finished runs again and compare bytes; compare every file with its checksum.

    Needs the code and library versions of the sweep: with others InputError says so, for other numbers would be no fault of the folder.
    """
    given = check_options(path=path, runs=runs, seed=seed, subject=subject)
    runs, seed = given.runs, given.seed
    folder, kept = plan_of(path)
    plan = planned(kept.experiment, folder, subject)  # the same content, code and versions, or it says what differs
    damaged, parts = _inspected(folder, plan)
    rows = [(place, part, row) for place, part in parts.items() for row in range(len(part.runs))]
    chosen = random.Random(seed).sample(rows, min(runs, len(rows)))
    names = plan.subject.scenario_names
    different = []
    for place, part, row in chosen:
        kept = part.runs.slice(row, 1)
        point, scenario = kept["point"][0].as_py(), kept["scenario"][0].as_py()
        answer = plan.subject.perform(plan.block_points(Place(place.block, point, point + 1, place.replication)), place.replication, plan.experiment.seed)
        again = [run for run in answer.runs if names[run.scenario] == scenario]
        if not again or table_bytes(plan.table(Answer(again, [], {}), place.replication)) != table_bytes(kept):
            different.append({"point": point, "scenario": scenario, "replication": place.replication})
    return {"results": str(path), "runs_checked": len(chosen), "different": different, "damaged_files": damaged, "same": not different and not damaged}


def _inspected(folder: SweepFolder, plan: Plan) -> tuple[list[str], dict[Place, Part]]:
    """Names of the files that are not as they were written, and the parts that can be read, those whose seal is broken too."""
    wrong: list[str] = []
    sound: dict[Place, Part] = {}
    parts: dict[Place, Part] = {}
    for place in plan.places():
        for trusting in (False, True):
            try:
                part = folder.read(plan, place, trusting)
            except InputError:
                wrong += [] if trusting else [place.file]
                continue
            if part is not None:
                parts[place] = part
                sound |= {} if trusting else {place: part}
            break
    try:
        lost = folder.unlisted(plan, sound.items())
    except InputError as error:
        lost = [problem.key for problem in error.problems]
    return [*wrong, *lost], parts


def merge(paths: Sequence[str | Path], out: str | Path | None = None) -> dict[str, Any]:
    """Put the parts of shares of one sweep together in `out` (the first folder by default), and close it where all parts are there."""
    paths = check_options(paths=paths, out=out).paths
    folders = [plan_of(path) for path in paths]
    first, plan = folders[0]
    for folder, other in folders[1:]:
        if other.fingerprint != plan.fingerprint or len(other.points.values) != len(plan.points.values) or other.experiment != plan.experiment:
            raise InputError(
                Problem(
                    RESULTS,
                    Text(
                        "{path} is no share of the sweep in {first}: they differ in content or size; nothing was changed",
                        "{path} n'est pas une part du balayage de {first} : contenu ou taille diffèrent ; rien n'a été changé",
                    ).filled(path=folder.path, first=first.path),
                )
            )
    target = first if out is None else SweepFolder(Path(out))
    if target.path.is_dir():
        held = target.manifest()
        if held is None and target.holds_other_files():
            raise something_else(target.path if out is None else out)
        if held is not None and held != first.manifest():
            raise InputError(
                Problem(
                    "--out",
                    Text(
                        "{out} holds another sweep, or another size of it; nothing was changed",
                        "{out} contient un autre balayage, ou une autre taille du même ; rien n'a été changé",
                    ).filled(out=out),
                    value=str(out),
                    allowed=Text("a new folder", "un nouveau dossier"),
                )
            )
    target = target.written_by("merge")
    with claimed(target.claim, target.path):
        target.sweep_up()
        return _merged(target, folders, plan)


def _merged(target: SweepFolder, folders: Sequence[tuple[SweepFolder, Plan]], plan: Plan) -> dict[str, Any]:
    target.open(plan, folders[0][0].manifest() or {})
    for folder, other in folders:
        if folder.path.resolve() != target.path.resolve():
            parts = dict(folder.parts(other))
            folder.unlisted(other, parts.items())
            for place, part in parts.items():
                _take(folder, part, target, plan, place)
    parts = dict(target.parts(plan))
    missing = sum(place not in parts or not _is_whole(place, parts[place]) for place in plan.places())
    if target.unlisted(plan, parts.items()) or missing:
        target.unlist()
    failed = close(target, plan) if not missing else None
    return {"results": str(target.path), "parts": len(plan.places()), "parts_missing": missing, "finished": not missing, "runs_failed": failed}


def _take(folder: SweepFolder, part: Part, target: SweepFolder, plan: Plan, place: Place) -> None:
    """Copy a part; where both have it, they are the same or the merge stops."""
    mine = target.read(plan, place)
    if mine is not None and mine.covered >= part.covered:
        same = part.covered < mine.covered or (mine.runs.equals(part.runs) and mine.failures.num_rows == part.failures.num_rows)
        if not same:
            raise InputError(
                Problem(
                    f"{place.name}.parquet",
                    Text("differs between {path} and {other}; it was left as it is", "diffère entre {path} et {other} ; il est resté tel quel").filled(
                        path=folder.path, other=target.path
                    ),
                )
            )
        return
    target.unlist()
    target.write_bytes(place.file, folder.load(place.file) or b"")
