"""The folder of a sweep: manifest, design, parts. A part holds a fixed block of points in one replication and appears under its name at once.

Whatever the number of workers, and however often it was killed, the same command ends with the same bytes. A folder belongs to one content: what moves
numbers, but for replications and the size of a design that can be extended, is in the fingerprint, and each part carries it.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from model.errors import InputError, Problem

from .designs import Points
from .experiment import Experiment, experiment_of, same_value
from .subject import Answer, Point, Subject

BLOCK = 32
"""Points of a part at least: about three seconds of small runs, so that sending them costs nothing and a killed worker loses little."""
FAILURE_SCHEMA = pa.schema(
    [("point", pa.int64()), ("scenario", pa.string()), ("replication", pa.int64()), ("stage", pa.string()), ("error", pa.string()), ("traceback", pa.string())]
)
FINGERPRINT = b"fingerprint"


class Place(NamedTuple):
    """A part: the points from `first` up to `end` (not included) in one replication."""

    block: int
    first: int
    end: int
    replication: int

    @property
    def name(self) -> str:
        """Name of its file, without suffix."""
        return f"part-{self.block:06d}-{self.replication:04d}"


@dataclass(frozen=True)
class Plan:
    """What a sweep consists of: the experiment, its points in the order in which the folder numbers them, and what runs them."""

    experiment: Experiment
    points: Points
    subject: Subject
    content: dict[str, Any]
    fingerprint: str

    @property
    def stride(self) -> int:
        """Points that share most of a world: a Saltelli row, a trajectory."""
        return self.experiment.design.stride(len(self.experiment.factors))

    @property
    def block(self) -> int:
        """Points of a part: whole base units, at least BLOCK. It depends on the design alone."""
        return self.stride * math.ceil(BLOCK / self.stride)

    @property
    def n_runs(self) -> int:
        """One a point, replication and scenario."""
        return len(self.points.values) * self.experiment.replications * len(self.subject.scenario_names)

    def places(self, shard: tuple[int, int] = (1, 1)) -> list[Place]:
        """All parts, block by block; those of one shard (i, n), i from 1 to n."""
        count = len(self.points.values)
        blocks = range(math.ceil(count / self.block))
        all_places = [
            Place(block, block * self.block, min((block + 1) * self.block, count), replication)
            for block in blocks
            for replication in range(self.experiment.replications)
        ]
        number, of = shard
        # by block: a shard keeps the replications of a block together
        return [place for place in all_places if place.block % of == number - 1]

    def block_points(self, place: Place, start: int | None = None) -> list[Point]:
        """The points of a part, from `start` on where the first ones are there already."""
        paths = self.experiment.paths
        first = place.first if start is None else start
        return [(number, dict(zip(paths, self.points.values[number], strict=True))) for number in range(first, place.end)]


class Part(NamedTuple):
    """A part read back: its rows, its failures, and how many points it covers from its first on."""

    runs: pa.Table
    failures: pa.Table
    covered: int


@dataclass(frozen=True)
class SweepFolder:
    """Where a sweep is kept."""

    path: Path

    @property
    def runs(self) -> Path:
        """The folder of the parts."""
        return self.path / "runs"

    # the manifest and the design

    def manifest(self) -> dict[str, Any] | None:
        """The manifest; None where there is none. InputError where it cannot be read."""
        path = self.path / "manifest.json"
        if not path.exists():
            return None
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            if not isinstance(found, dict) or "fingerprint" not in found:
                raise ValueError("it is not complete")
        except (OSError, ValueError) as error:
            raise InputError(
                Problem(
                    "manifest.json",
                    f"is damaged and cannot be read ({error}); nothing was changed",
                    str(self.path),
                    None,
                    "remove it: sweep run with the same experiment and folder writes it anew, and keeps every finished part",
                )
            ) from None
        return found

    def design_rows(self, paths: Sequence[str]) -> list[tuple[Any, ...]] | None:
        """The points that the folder has, in order; None where it has none."""
        path = self.path / "design.parquet"
        if not path.exists():
            return None
        table = read_table(path)
        if table.column_names != ["point", *paths]:
            return None
        return [tuple(row[name] for name in paths) for row in map(from_cells, table.to_pylist())]

    def write_design(self, experiment: Experiment, points: Points) -> None:
        """`design.parquet`: number and factors of every point."""
        columns = [pa.array(range(len(points.values)), pa.int64()), *factor_columns(experiment, points.values)]
        write_table(self.path / "design.parquet", pa.Table.from_arrays(columns, names=["point", *experiment.paths]))

    def write_text(self, name: str, text: str) -> None:
        """A file of text, whole or not at all."""
        write_whole(self.path / name, lambda file: file.write_bytes(text.encode()))

    # parts

    def has(self, place: Place) -> bool:
        """Whether the file of a part is there."""
        return (self.runs / f"{place.name}.parquet").exists()

    def check_parts(self, fingerprint: str) -> None:
        """InputError where parts of other content lie here, which a folder without its manifest cannot tell by itself."""
        for path in sorted(self.runs.glob("part-*.parquet"))[:1]:
            metadata = read_table(path).schema.metadata or {}
            if FINGERPRINT in metadata and metadata[FINGERPRINT] != fingerprint.encode():
                raise _of_other_content(path)

    def read(self, plan: Plan, place: Place) -> Part | None:
        """A part, or None where it is not there. InputError where it is damaged or belongs to other content."""
        path = self.runs / f"{place.name}.parquet"
        if not path.exists():
            return None
        runs = read_table(path)
        beside = self.runs / f"{place.name}.failures.parquet"
        failures = read_table(beside) if beside.exists() else FAILURE_SCHEMA.empty_table()
        metadata = runs.schema.metadata or {}
        if metadata.get(FINGERPRINT) != plan.fingerprint.encode():
            raise _of_other_content(path)
        per_point = len(plan.subject.scenario_names)
        covered, rest = divmod(len(runs) + len(failures), per_point)
        if rest or covered > place.end - place.first:
            raise _damaged(path, "it has not as many rows as its block has points")
        return Part(runs, failures, covered)

    def write(self, plan: Plan, place: Place, answer: Answer, before: Part | None = None) -> None:
        """Keep a part: its failures first, so that a part that is there is whole."""
        runs, failures = tables(plan, place, answer)
        if before is not None:
            runs = pa.concat_tables([before.runs, runs])
            failures = pa.concat_tables([before.failures, failures])
        path = self.runs / f"{place.name}.failures.parquet"
        if len(failures):
            write_table(path, failures)
        elif path.exists():
            path.unlink()
        write_table(self.runs / f"{place.name}.parquet", runs.replace_schema_metadata({FINGERPRINT: plan.fingerprint.encode()}))

    def remove(self, place: Place) -> None:
        """Forget a part."""
        for name in (f"{place.name}.parquet", f"{place.name}.failures.parquet"):
            (self.runs / name).unlink(missing_ok=True)

    def sweep_up(self) -> None:
        """Remove what a killed process left half-written."""
        for folder in (self.path, self.runs):
            if folder.is_dir():
                for path in folder.glob("*.unfinished"):
                    path.unlink(missing_ok=True)

    def prepare(self) -> None:
        """Make the folder. InputError where it cannot be written."""
        try:
            self.runs.mkdir(parents=True, exist_ok=True)
            probe = self.path / f"probe.{os.getpid()}.unfinished"
            probe.write_bytes(b"")
            probe.unlink()
        except (OSError, NotImplementedError) as error:
            raise cannot_write(self.path, error) from None


def cannot_write(path: Path, error: Exception) -> InputError:
    """A folder that cannot be written, or a full disk, in words."""
    reason = (getattr(error, "strerror", None) or str(error)).lower()
    return InputError(
        Problem("--out", f"{path} cannot be written: {reason}; finished parts are kept", value=str(path), allowed="a folder that can be written, with room")
    )


def _of_other_content(path: Path) -> InputError:
    says = "belongs to a sweep of other content; nothing was changed"
    return InputError(Problem(path.name, says, str(path.parents[1]), None, "a folder for each content"))


def _damaged(path: Path, reason: object) -> InputError:
    return InputError(
        Problem(
            path.name,
            f"is damaged ({str(reason).splitlines()[0]}); nothing was changed",
            str(path.parent),
            None,
            "remove it: sweep run with the same experiment and folder computes it again",
        )
    )


def read_table(path: Path) -> pa.Table:
    """A file of the folder, its checksums verified. InputError where it is damaged."""
    try:
        # as one file, never as a data set: its own bytes alone, with their checksums
        return pq.ParquetFile(path, page_checksum_verification=True).read()
    except OSError as error:
        if error.errno is not None and not isinstance(error, FileNotFoundError):
            raise InputError(Problem(path.name, f"cannot be read: {(error.strerror or str(error)).lower()}", str(path.parent))) from None
        raise _damaged(path, error) from None
    except (pa.ArrowException, ValueError) as error:
        raise _damaged(path, error) from None


def write_table(path: Path, table: pa.Table) -> None:
    """Write a table, whole or not at all."""
    write_whole(path, lambda draft: pq.write_table(table, draft, compression="zstd", write_page_checksum=True))


def write_whole(path: Path, write: Any) -> None:
    """Write beside the place, flush to the disk, then give it its name: a reader sees all of it or nothing."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.unfinished")
    try:
        write(draft)
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise cannot_write(path.parent, error) from None
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _cell(value: Any) -> Any:
    return json.dumps(list(value)) if isinstance(value, (list, tuple)) else value


def from_cells(row: dict[str, Any]) -> dict[str, Any]:
    """A row of values as they were before lists became text."""
    return {key: tuple(json.loads(value)) if isinstance(value, str) and value.startswith("[") else value for key, value in row.items()}


def factor_columns(experiment: Experiment, values: Sequence[tuple[Any, ...]]) -> list[pa.Array]:
    """The factors as columns: numbers as numbers, choices as text, lists as JSON."""
    found = []
    for k, factor in enumerate(experiment.factors):
        cells = [_cell(row[k]) for row in values]
        if not factor.values:
            kind = pa.int64() if factor.is_integer else pa.float64()
        elif all(isinstance(value, bool) for value in factor.values):
            kind = pa.bool_()
        elif all(isinstance(value, int) and not isinstance(value, bool) for value in factor.values):
            kind = pa.int64()
        elif all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in factor.values):
            kind = pa.float64()
        else:
            kind, cells = pa.string(), [cell if isinstance(cell, str) else json.dumps(cell) for cell in cells]
        found.append(pa.array(cells, kind))
    return found


def tables(plan: Plan, place: Place, answer: Answer) -> tuple[pa.Table, pa.Table]:
    """An answer as the tables of a part."""
    names = plan.subject.scenario_names
    runs = answer.runs
    columns = [
        pa.array([run.point for run in runs], pa.int64()),
        pa.array([names[run.scenario] for run in runs], pa.string()),
        pa.array([place.replication] * len(runs), pa.int64()),
        pa.array([plan.experiment.seed] * len(runs), pa.uint64()),
        *factor_columns(plan.experiment, [plan.points.values[run.point] for run in runs]),
        *(pa.array([run.values[k] for run in runs], pa.float64()) for k in range(len(plan.subject.columns))),
    ]
    head = ["point", "scenario", "replication", "seed", *plan.experiment.paths, *plan.subject.columns]
    failed = [
        {"point": each.point, "scenario": names[each.scenario], "replication": place.replication, "stage": each.stage, "error": each.error}
        | {"traceback": each.traceback}
        for each in answer.failures
    ]
    return pa.Table.from_arrays(columns, names=head), pa.Table.from_pylist(failed, FAILURE_SCHEMA)


def parts_of(folder: SweepFolder, plan: Plan) -> Iterator[tuple[Place, Part]]:
    """All parts that are there, in order."""
    for place in plan.places():
        part = folder.read(plan, place)
        if part is not None:
            yield place, part


def opened(path: str | Path) -> tuple[SweepFolder, Experiment, dict[str, Any]]:
    """A folder of a sweep with its experiment and manifest, for what reads it. InputError where it is none."""
    folder = SweepFolder(Path(path))
    manifest = folder.manifest() if folder.path.is_dir() else None
    if manifest is None or "experiment" not in manifest:
        raise InputError(Problem("RESULTS", f"{path} is no folder of a sweep", value=str(path), allowed="a folder that `diaspora sweep run` made"))
    document = manifest["experiment"]
    rows = folder.design_rows([table["path"] for table in document["factors"]]) or []
    return folder, experiment_of(document, rows), manifest


def extended(before: Sequence[tuple[Any, ...]], asked: Points, kind: str | None) -> Points | None:
    """The points asked for in the order of those that are there already, or None where some of those are not asked for.

    `kind` says how the design extends: "prefix", "subset", or None where it does not.
    """
    same = len(before) <= len(asked.values) and all(_same_row(one, other) for one, other in zip(before, asked.values, strict=False))
    if same and (kind is not None or len(before) == len(asked.values)):
        return asked
    if kind != "subset":
        return None
    left = {_row_key(row): place for place, row in reversed(list(enumerate(asked.values)))}
    first = [left.pop(_row_key(row), None) for row in before]
    if any(place is None for place in first):
        return None
    order = [place for place in first if place is not None] + sorted(left.values())
    return Points([asked.values[place] for place in order], asked.unit[order])


def _same_row(one: Sequence[Any], other: Sequence[Any]) -> bool:
    return len(one) == len(other) and all(same_value(a, b) for a, b in zip(one, other, strict=True))


def _row_key(row: Sequence[Any]) -> str:
    return json.dumps([list(value) if isinstance(value, tuple) else value for value in row])
