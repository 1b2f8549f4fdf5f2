"""Running a sweep: what is missing in its folder is computed, in this process, in worker processes, or on a Dask cluster; then the folder is closed.

Only this process writes. Workers get a part, and give back a few kilobytes; memory does not grow with the number of runs.
"""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import joblib
import pyarrow as pa

from model.compiled import sources_hash
from model.errors import InputError, Problem
from scenarios.arguments import Instance
from scenarios.corridors import footnotes

from ..manifest import NOT_CALIBRATED, finite, model_code, version_of
from ..options import check_options
from ..workers import for_workers
from .designs import Points
from .experiment import Experiment, content_of, digest
from .folder import FAILURE_SCHEMA, Place, Plan, SweepFolder, cannot_write, extended, parts_of, write_table
from .subject import Answer, Point, Subject

LIBRARIES = ("mesa", "numba", "numpy", "pandas", "scipy", "SALib", "pyarrow")
MAKES_NUMBERS = ("asked.py", "designs.py", "factor.py", "subject.py")
"""Modules here that a number depends on; a change of the others leaves the results of a sweep valid."""
ATTEMPTS = 3
"""How often workers are started anew when one was killed and no part was finished since."""


class Progress(NamedTuple):
    """How far a sweep is, in runs; `fresh` were made by this call in `seconds`."""

    done: int
    of: int
    failed: int
    fresh: int
    seconds: float


class Outcome(NamedTuple):
    """What became of a sweep. `finished` tells whether every part is there; `failed` counts runs without numbers."""

    folder: SweepFolder
    plan: Plan
    finished: bool
    done: int
    failed: int
    timing: dict[str, Any]


class WorkersLostError(RuntimeError):
    """Worker processes were killed again and again; finished parts are kept."""


def planned(experiment: Experiment, folder: SweepFolder, subject: Subject | None = None) -> Plan:
    """The plan of an experiment in a folder. InputError where the folder holds other content, or points that the design no longer has."""
    chosen: Subject = experiment.subject() if subject is None else subject
    points = experiment.points()
    content = content_in_full(experiment, chosen)
    fingerprint = digest(content)
    manifest = folder.manifest()
    if manifest is not None and manifest["fingerprint"] != fingerprint:
        if _differs_in_size_alone(experiment, manifest["content"], content):
            raise InputError(_cannot_extend(experiment, int(manifest["points"]), len(points.values), folder.path))
        parts = [name for name in ("experiment", "code", "versions") if manifest.get("content", {}).get(name) != content.get(name)]
        raise InputError(
            Problem(
                "--out",
                f"{folder.path} holds a sweep of other {' and '.join(parts) or 'content'}; nothing was changed",
                value=str(folder.path),
                allowed="a new or empty folder, or one with a sweep of the same content",
            )
        )
    if manifest is None and folder.path.is_dir() and any(path.name not in _OURS for path in folder.path.iterdir()):
        raise InputError(Problem("--out", f"{folder.path} holds something else; nothing was changed", value=str(folder.path), allowed="a new or empty folder"))
    if manifest is None:
        folder.check_parts(fingerprint)
    before = folder.design_rows(experiment.paths)
    if before is not None:
        ordered = extended(before, points, experiment.design.rules.extends)
        if ordered is None:
            raise InputError(_cannot_extend(experiment, len(before), len(points.values), folder.path))
        points = ordered
    if manifest is not None and manifest["experiment"]["replications"] > experiment.replications:
        held = manifest["experiment"]["replications"]
        raise InputError(
            Problem(
                "replications",
                f"{folder.path} holds {held} replications, more than the {experiment.replications} asked for; nothing was changed",
                value=experiment.replications,
                allowed=f"{held} or more, or another folder",
            )
        )
    return Plan(experiment, points, chosen, content, fingerprint)


_OURS = ("runs", "design.parquet", "failures.parquet", "checksums.txt", "timing.json", "sensitivity")


def content_in_full(experiment: Experiment, subject: Subject) -> dict[str, Any]:
    """All that moves the numbers of a sweep but for what may be extended: the experiment, what runs it, code and library versions."""
    here = Path(__file__).parent
    numbers = sha256(b"".join((here / name).read_bytes() for name in MAKES_NUMBERS)).hexdigest()[:16]
    found: dict[str, Any] = {
        "experiment": content_of(experiment),
        "subject": [type(subject).__name__, list(subject.scenario_names), list(subject.columns)],
        "code": {**model_code(), "scenarios": sources_hash(here.parents[1] / "scenarios"), "sweeps": numbers},
        "versions": {"python": platform.python_version(), **{name: version_of(name) for name in LIBRARIES}},
    }
    return dict(finite(found))


def default_folder(experiment: Experiment, subject: Subject | None = None) -> Path:
    """results/<name>-<fingerprint>: the same for more replications or points, another for other content."""
    fingerprint = digest(content_in_full(experiment, experiment.subject() if subject is None else subject))
    return Path("results") / f"{experiment.name[:80]}-{fingerprint[:8]}"


def _differs_in_size_alone(experiment: Experiment, held: dict[str, Any], asked: dict[str, Any]) -> bool:
    size = experiment.design.rules.size

    def without(content: dict[str, Any]) -> Any:
        wanted = content["experiment"]
        return content | {"experiment": wanted | {"design": {key: value for key, value in wanted["design"].items() if key != size}}}

    return size is not None and bool(without(held) == without(asked))


def _cannot_extend(experiment: Experiment, held: int, asked: int, path: Path) -> Problem:
    rules = experiment.design.rules
    if rules.extends and asked < held:
        says = f"{path} holds {held} points, more than the {asked} asked for; nothing was changed"
    elif rules.extends is None:
        says = f"a {rules.label.en} cannot be extended: its {asked} points are others than the {held} that {path} holds; nothing was changed"
    else:
        says = f"the {asked} points asked for leave out some of the {held} that {path} holds; nothing was changed"
    return Problem("design", says, value=asked, allowed="the points that are there and more, in a design that can be extended; or another folder")


_RULES = {"experiment": Instance(Experiment, "an experiment, as load_experiment reads it")}


def run_sweep(
    experiment: Experiment,
    out: str | Path | None = None,
    *,
    jobs: int = 1,
    dask: str | None = None,
    shard: tuple[int, int] = (1, 1),
    report: Callable[[Progress], None] | None = None,
    subject: Subject | None = None,
    retry_failed: bool = False,
) -> Outcome:
    """Run what is missing of a sweep, and close its folder once all of it is there.

    Args:
        experiment: what is run.
        out: folder of the results; by default results/<name>-<fingerprint>.
        jobs: worker processes. Results do not depend on them.
        dask: address of a Dask scheduler, instead of worker processes here.
        shard: (i, n) runs the i-th of n shares of the parts, i from 1.
        report: told of progress.
        subject: what runs, where it is not the model.
        retry_failed: run parts with failed runs again.
    """
    given = check_options(_RULES, experiment=experiment, out=out, jobs=jobs, dask=dask, shard=shard, report=report, subject=subject, retry_failed=retry_failed)
    jobs, shard, retry_failed = given.jobs, given.shard, given.retry_failed
    folder = SweepFolder(default_folder(experiment, subject) if out is None else Path(out))
    if folder.path.exists() and not folder.path.is_dir():
        raise InputError(Problem("--out", f"{folder.path} is a file, not a folder", value=str(folder.path)))
    plan = planned(experiment, folder, subject)
    folder.prepare()
    folder.sweep_up()
    _open(folder, plan)
    began = time.perf_counter()
    places = plan.places(shard)
    befores: dict[Place, Any] = {}
    done = failed = 0
    for place in places:
        part = folder.read(plan, place)
        if part is None:
            continue
        if retry_failed and len(part.failures):
            folder.remove(place)
            continue
        done += len(part.runs) + len(part.failures)
        failed += len(part.failures)
        if part.covered == place.end - place.first:
            befores[place] = None
        else:
            befores[place] = part
    missing = [place for place in places if place not in befores or befores[place] is not None]
    of = sum(place.end - place.first for place in places) * len(plan.subject.scenario_names)
    fresh = 0
    seconds: dict[str, float] = {}

    def tell() -> None:
        if report is not None:
            report(Progress(done, of, failed, fresh, time.perf_counter() - began))

    tell()
    for place, answer in _performed(plan, missing, befores, jobs, dask):
        folder.write(plan, place, answer, befores.get(place))
        count = len(answer.runs) + len(answer.failures)
        done, fresh, failed = done + count, fresh + count, failed + len(answer.failures)
        for stage, spent in answer.seconds.items():
            seconds[stage] = seconds.get(stage, 0.0) + spent
        tell()
    wall = time.perf_counter() - began
    finished = all(folder.has(place) for place in plan.places()) and not any(
        part.covered < place.end - place.first for place, part in (parts_of(folder, plan) if shard != (1, 1) else ())
    )
    timing = {"runs": fresh, "seconds": round(wall, 3), "jobs": jobs, "busy": {stage: round(spent, 3) for stage, spent in sorted(seconds.items())}}
    if finished:
        total_failed = close(folder, plan)
        failed = total_failed if shard == (1, 1) else failed
    if fresh:
        _note_timing(folder, timing | {"cores": os.cpu_count(), "machine": platform.machine(), "system": platform.system()})
    return Outcome(folder, plan, finished, done, failed, timing)


def _open(folder: SweepFolder, plan: Plan) -> None:
    """Manifest and design, before the first run: what they hold is known, and a folder that was killed can be told apart."""
    before = folder.design_rows(plan.experiment.paths)
    manifest = _manifest(plan)
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n"
    path = folder.path / "manifest.json"
    if before is None or len(before) != len(plan.points.values) or not path.exists() or path.read_text(encoding="utf-8") != text:
        (folder.path / "checksums.txt").unlink(missing_ok=True)
        folder.write_design(plan.experiment, plan.points)
        folder.write_text("manifest.json", text)


def _manifest(plan: Plan) -> dict[str, Any]:
    found: dict[str, Any] = finite(
        {
            "schema": 1,
            "kind": "sweep",
            "stamp": NOT_CALIBRATED.en,
            **({"footnotes": [note._asdict() for note in notes]} if (notes := footnotes(plan.content, plan.experiment.document())) else {}),
            "fingerprint": plan.fingerprint,
            "experiment": plan.experiment.document(),
            "content": plan.content,
            "points": len(plan.points.values),
            "points_a_part": plan.block,
            "runs": plan.n_runs,
            "columns": list(plan.subject.columns),
            "scenario_names": list(plan.subject.scenario_names),
        }
    )
    return found


def close(folder: SweepFolder, plan: Plan) -> int:
    """Failures of all parts in one table, and a checksum of every file, as `sha256sum --check` reads them. The number of failed runs."""
    failures = [part.failures for _, part in parts_of(folder, plan) if len(part.failures)]
    table = pa.concat_tables(failures) if failures else FAILURE_SCHEMA.empty_table()

    write_table(folder.path / "failures.parquet", table.combine_chunks())
    names = ["design.parquet", "failures.parquet", "manifest.json", *(f"runs/{place.name}.parquet" for place in sorted(plan.places()))]
    lines = [f"{sha256((folder.path / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    folder.write_text("checksums.txt", "".join(lines))
    return len(table)


def _note_timing(folder: SweepFolder, timing: dict[str, Any]) -> None:
    path = folder.path / "timing.json"
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        known = []
    folder.write_text("timing.json", json.dumps([*(known if isinstance(known, list) else []), timing], indent=1) + "\n")


def _perform(subject: Subject, points: Sequence[Point], replication: int, seed: int) -> Answer:
    return subject.perform(points, replication, seed)


def _numbered(number: int, subject: Subject, points: Sequence[Point], replication: int, seed: int) -> tuple[int, Answer]:
    return number, subject.perform(points, replication, seed)


def _performed(plan: Plan, places: Sequence[Place], befores: dict[Place, Any], jobs: int, dask: str | None) -> Iterator[tuple[Place, Answer]]:
    """Parts with their answers, as they are finished."""
    seed = plan.experiment.seed

    def points(place: Place) -> list[Point]:
        before = befores.get(place)
        return plan.block_points(place, None if before is None else place.first + before.covered)

    if not places:
        return
    if dask is None and (jobs == 1 or len(places) == 1):
        for place in places:
            yield place, _perform(plan.subject, points(place), place.replication, seed)
        return
    call = for_workers()
    _warm_up(plan)
    left = list(places)
    attempts = 0
    while left:
        finished: set[Place] = set()
        try:
            with _workers(jobs, dask):
                calls = (call(_numbered, k, plan.subject, points(place), place.replication, seed) for k, place in enumerate(left))
                parallel = joblib.Parallel(return_as="generator_unordered", batch_size=1, pre_dispatch="3 * n_jobs", max_nbytes=None)
                for number, answer in parallel(calls):
                    finished.add(left[number])
                    attempts = 0
                    yield left[number], answer
            return
        except _lost_workers() as error:
            attempts = attempts + 1 if not finished else 1
            if attempts > ATTEMPTS:
                raise WorkersLostError(
                    "worker processes were killed again and again (is there enough memory?); finished parts are kept, the same command goes on"
                ) from error
            left = [place for place in left if place not in finished]


def _lost_workers() -> tuple[type[BaseException], ...]:
    from joblib.externals.loky.process_executor import BrokenProcessPool, TerminatedWorkerError

    return BrokenProcessPool, TerminatedWorkerError


def _warm_up(plan: Plan) -> None:
    """Compile the loops once, before workers start: one small short world."""
    subject = plan.subject
    scenarios = getattr(subject, "scenarios", None)
    if scenarios is not None:
        short = replace(subject, scenarios=tuple(replace(each, years=1, burn_in_years=0) for each in scenarios), sample=200, token="warm")  # type: ignore[type-var]
        short.perform(plan.block_points(Place(0, 0, 1, 0)), 0, 1)


@contextmanager
def _workers(jobs: int, dask: str | None) -> Iterator[None]:
    """Where joblib sends its calls: processes of this machine with one thread each, or a Dask cluster."""
    if dask is None:
        with joblib.parallel_config(backend="loky", n_jobs=jobs, inner_max_num_threads=1):
            yield
        return
    try:
        from distributed import Client
    except ImportError:
        allowed = "pip install 'diaspora-policy-simulator[cluster]'"
        raise InputError(Problem("--dask", "dask.distributed is not installed", value=dask, allowed=allowed)) from None
    try:
        client = Client(dask, timeout="20s", set_as_default=True)
    except (OSError, ValueError, TimeoutError) as error:
        raise InputError(
            Problem(
                "--dask",
                f"no scheduler answers at {dask}: {str(error).splitlines()[0]}",
                value=dask,
                allowed="the address of a Dask scheduler, as tcp://host:8786",
            )
        ) from None
    try:
        with joblib.parallel_config(backend="dask", wait_for_workers_timeout=120):
            yield
    finally:
        client.close()


def points_of_folder(folder: SweepFolder, experiment: Experiment) -> Points:
    """The points of a folder in its own order, with positions."""
    asked = experiment.points()
    before = folder.design_rows(experiment.paths)
    if before is None:
        raise InputError(Problem("design.parquet", "is missing", str(folder.path), None, "sweep run with the same experiment and folder writes it again"))
    ordered = extended(before, asked, experiment.design.rules.extends)
    if ordered is None or len(ordered.values) != len(before):
        raise InputError(Problem("design.parquet", "does not hold the points of the manifest; nothing was changed", str(folder.path)))
    return ordered


__all__ = ["Outcome", "Progress", "WorkersLostError", "cannot_write", "close", "planned", "points_of_folder", "run_sweep"]
