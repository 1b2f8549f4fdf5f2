"""Running a sweep: what is missing in its folder is computed, in this process, in worker processes, or on a Dask cluster; then the folder is closed.

Only this process writes. Workers get a part, and give back a few kilobytes; memory does not grow with the number of runs.
"""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import joblib
import pyarrow as pa

from model.errors import InputError, Problem
from model.text import Text
from scenarios.argument_checks import Instance
from scenarios.corridors import footnotes

from ..calibrated.lever_evidence import evidence_document, stamp
from ..manifest import NOT_CALIBRATED, finite
from ..runs.needs import bytes_of_a_part, check_workers
from ..runs.options import check_options
from ..runs.pool import WorkersLostError, answered
from ..runs.workers import for_workers
from ..storage.claims import claimed
from ..storage.files import a_file
from ..storage.seals import CHECKSUMS, checksum_lines
from .cells import FAILURE_SCHEMA
from .experiment import Experiment
from .folder import Part, SweepFolder
from .model_runs import LARGEST_STORE, Answer, ModelSubject, Point, Subject
from .plan import Place, Plan
from .planning import content_in_full, default_folder, planned, points_of_folder


class Progress(NamedTuple):
    """How far a sweep is, in runs; `fresh` were made by this call in `seconds`. `together` are the runs of a part, which are heard of at once."""

    done: int
    of: int
    failed: int
    fresh: int
    seconds: float
    together: int = 1


class Outcome(NamedTuple):
    """What became of a sweep. `finished` tells whether every part is there; `failed` counts runs without numbers."""

    folder: SweepFolder
    plan: Plan
    finished: bool
    done: int
    failed: int
    timing: dict[str, Any]


class Held(NamedTuple):
    """What a folder holds of a share: runs and failures of its parts, the parts that are not whole, and whether all that was listed is there."""

    done: int
    failed: int
    begun: dict[Place, Part | None]
    to_redo: list[Place]
    complete: bool


_RULES = {"experiment": Instance(Experiment, Text("an experiment, as load_experiment reads it", "une expérience, telle que la lit load_experiment"))}


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

    InputError, before anything is run, where a file of the folder is not as it was written, where it holds other content, where it cannot be written,
    or where another process runs the same share in it.

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
        raise a_file(folder.path)
    plan = planned(experiment, folder, subject)
    folder = folder.written_by("share-{}-of-{}".format(*shard))
    with claimed(folder.claim, folder.path):
        return _run(folder, plan, jobs, dask, shard, report, retry_failed)


def _run(
    folder: SweepFolder,
    plan: Plan,
    jobs: int,
    dask: str | None,
    shard: tuple[int, int],
    report: Callable[[Progress], None] | None,
    retry_failed: bool,
) -> Outcome:
    """`run_sweep` in a folder that is ours to write."""
    folder.sweep_up()
    held = _held(folder, plan, shard, retry_failed)
    folder.open(plan, _manifest(plan))
    if held.begun or not held.complete:
        folder.unlist()
    for place in held.to_redo:
        folder.remove(place)
    began = time.perf_counter()
    done, failed, fresh = held.done, held.failed, 0
    sizes = [(place.end - place.first) * len(plan.subject.scenario_names) for place in plan.places(shard)]
    of, together = sum(sizes), max(sizes, default=1)  # the last part of a replication may be smaller
    seconds: dict[str, float] = {}

    def tell() -> None:
        if report is not None:
            report(Progress(done, of, failed, fresh, time.perf_counter() - began, together))

    tell()
    for place, answer in _performed(plan, held.begun, jobs, dask):
        folder.write(plan, place, answer, held.begun[place])
        count = len(answer.runs) + len(answer.failures)
        done, fresh, failed = done + count, fresh + count, failed + len(answer.failures)
        for stage, spent in answer.seconds.items():
            seconds[stage] = seconds.get(stage, 0.0) + spent
        tell()
    wall = time.perf_counter() - began
    timing = {"runs": fresh, "seconds": round(wall, 3), "jobs": jobs, "busy": {stage: round(spent, 3) for stage, spent in sorted(seconds.items())}}
    finished = all((folder.path / place.file).exists() for place in plan.places())
    if finished and folder.listed is None:
        total = close(folder, plan)
        finished = total is not None
        failed = total if total is not None and shard == (1, 1) else failed
    if fresh:
        _note_timing(folder, timing | {"cores": os.cpu_count(), "machine": platform.machine(), "system": platform.system()})
    return Outcome(folder, plan, finished, done, failed, timing)


def _held(folder: SweepFolder, plan: Plan, shard: tuple[int, int], retry_failed: bool) -> Held:
    """What is there of a share, every file of it checked before anything is changed."""
    done = failed = 0
    begun: dict[Place, Part | None] = dict.fromkeys(plan.places(shard))
    to_redo = []
    read: list[tuple[Place, Part]] = []
    for place, part in folder.parts(plan, shard):
        read.append((place, part._replace(runs=None, failures=None)))
        if retry_failed and len(part.failures):
            to_redo.append(place)
            continue
        done += len(part.runs) + len(part.failures)
        failed += len(part.failures)
        if part.covered == place.end - place.first:
            del begun[place]
        else:
            begun[place] = part
    return Held(done, failed, begun, to_redo, not folder.unlisted(plan, read))


def _manifest(plan: Plan) -> dict[str, Any]:
    found: dict[str, Any] = finite(
        {
            "schema": 1,
            "kind": "sweep",
            **_evidence(plan.experiment, plan.subject),
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


def _evidence(experiment: Experiment, subject: Subject) -> dict[str, Any]:
    """The stamp, and what supports each lever; a formula in the place of the model is calibrated to nothing."""
    ensemble = experiment.ensemble() if isinstance(subject, ModelSubject) else None
    found = evidence_document(experiment.scenarios, ensemble)
    return {**found, "stamp": stamp(found) if found else NOT_CALIBRATED.en}


def close(folder: SweepFolder, plan: Plan) -> int | None:
    """Failures of all parts in one table, and a checksum of every file, as `sha256sum --check` reads them. The number of failed runs.

    What is listed was read and found as it was written. None where a part is not there or not whole: another share is at work on it.
    """
    failures: list[pa.Table] = []
    parts: list[tuple[Place, Part]] = []
    for place, part in folder.parts(plan):
        if part.covered < place.end - place.first:
            return None
        failures += [part.failures] if len(part.failures) else []
        parts.append((place, part._replace(runs=None, failures=None)))
    if len(parts) < len(plan.places()):
        return None
    table = pa.concat_tables(failures) if failures else FAILURE_SCHEMA.empty_table()
    folder.write_table("failures.parquet", table.combine_chunks())
    folder.write_bytes(CHECKSUMS, checksum_lines(folder.digests(parts)).encode())
    return len(table)


def _note_timing(folder: SweepFolder, timing: Mapping[str, Any]) -> None:
    try:
        known = json.loads((folder.path / "timing.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        known = []
    folder.write_bytes("timing.json", (json.dumps([*(known if isinstance(known, list) else []), timing], indent=1) + "\n").encode())


class _Call(NamedTuple):
    """A part as a worker gets it."""

    subject: Subject
    points: Sequence[Point]
    replication: int
    seed: int


def _perform(call: _Call) -> Answer:
    return call.subject.perform(call.points, call.replication, call.seed)


def _performed(plan: Plan, begun: Mapping[Place, Part | None], jobs: int, dask: str | None) -> Iterator[tuple[Place, Answer]]:
    """Parts with their answers, as they are finished; of one that is there in part, the points that it lacks."""
    places = list(begun)

    def call(number: int) -> _Call:
        place = places[number]
        before = begun[place]
        points = plan.block_points(place, None if before is None else place.first + before.covered)
        return _Call(plan.subject, points, place.replication, plan.experiment.seed)

    if dask is None and (jobs == 1 or len(places) <= 1):
        for number, place in enumerate(places):
            yield place, _perform(call(number))
        return
    if not places:
        return
    send = for_workers()
    _warm_up(plan)
    backend = None if dask is None else partial(_cluster, dask, _needed(plan.subject))
    for number, answer in answered(send, _perform, call, len(places), jobs, backend):
        yield places[number], answer


def _warm_up(plan: Plan) -> None:
    """Compile the loops once, before workers start: one small short world."""
    subject = plan.subject
    scenarios = getattr(subject, "scenarios", None)
    if scenarios is not None:
        short = replace(subject, scenarios=tuple(replace(each, years=1, burn_in_years=0) for each in scenarios), sample=200, token="warm")  # type: ignore[type-var]
        short.perform(plan.block_points(Place(0, 0, 1, 0)), 0, 1)


def _needed(subject: Subject) -> float | None:
    """Bytes that a worker needs; None for what is not the model."""
    return bytes_of_a_part(subject.scenarios, subject.sample, LARGEST_STORE) if isinstance(subject, ModelSubject) else None


@contextmanager
def _cluster(address: str, needed: float | None = None) -> Iterator[None]:
    """A Dask cluster, where joblib sends its calls. InputError where the memory limit of its workers is below the bytes that are `needed`."""
    try:
        from distributed import Client
    except ImportError:
        allowed = "pip install 'diaspora-policy-simulator[cluster]'"
        raise InputError(
            Problem("--dask", Text("dask.distributed is not installed", "dask.distributed n'est pas installé"), value=address, allowed=allowed)
        ) from None
    try:
        client = Client(address, timeout="20s", set_as_default=True)
    except (OSError, ValueError, TimeoutError) as error:
        says = Text("no scheduler answers at {address}: {error}", "aucun ordonnanceur ne répond à {address} : {error}").filled(
            address=address, error=str(error).splitlines()[0]
        )
        raise InputError(
            Problem(
                "--dask",
                says,
                value=address,
                allowed=Text("the address of a Dask scheduler, as tcp://host:8786", "l'adresse d'un ordonnanceur Dask, comme tcp://host:8786"),
            )
        ) from None
    try:
        if needed is not None:
            workers = client.scheduler_info(n_workers=-1)["workers"]
            check_workers([(name, float(about["memory_limit"] or 0), int(about["nthreads"])) for name, about in workers.items()], needed, address)
        with joblib.parallel_config(backend="dask", wait_for_workers_timeout=120):
            yield
    finally:
        client.close()


__all__ = ["Held", "Outcome", "Progress", "WorkersLostError", "close", "content_in_full", "default_folder", "planned", "points_of_folder", "run_sweep"]
