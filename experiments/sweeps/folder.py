"""The folder of a sweep: manifest, design, parts. A part holds a fixed block of points in one replication and appears under its name at once.

Whatever the number of workers, and however often it was killed, the same command ends with the same bytes. A folder belongs to one content: what moves
numbers, but for replications and the size of a design that can be extended, is in the fingerprint, and each part carries it. Every file is sealed when
it is written (`experiments.storage.seals`), and read only where its seal and its place are right.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from model.errors import RESULTS, InputError, Problem
from model.levers import REGISTRY
from model.text import Text

from ..storage.claims import is_free
from ..storage.files import UNFINISHED, cannot_write, read_whole, write_whole, writing
from ..storage.seals import CHECKSUMS, NOT_AS_WRITTEN, checksum, checksum_lines, damaged, is_sealed, json_bytes, parsed, read_checksums, write_table
from .cells import FAILURE_SCHEMA, failure_rows, from_cells
from .experiment import Experiment, experiment_of
from .model_runs import Answer
from .plan import Place, Plan

FINGERPRINT, FAILURES = b"fingerprint", b"failures"
"""Metadata of a part: the content that it belongs to, and its failed runs as JSON: in the same file, as both must appear at once."""
HEAD = ("design.parquet", "failures.parquet", "manifest.json")
AGAIN = Text(
    "remove it: sweep run with the same experiment and folder computes it again",
    "le supprimer : sweep run avec la même expérience et le même dossier le recalcule",
)
_OURS = (*HEAD, "runs", CHECKSUMS, "timing.json", "sensitivity")
_CLAIM = ".claim"


class Part(NamedTuple):
    """A part read back: its rows, its failures, how many points it covers from its first on, and the checksum of its file."""

    runs: pa.Table
    failures: pa.Table
    covered: int
    digest: str


@dataclass(frozen=True)
class SweepFolder:
    """Where a sweep is kept. `share` names what this process writes of it, in its claim and in its drafts."""

    path: Path
    share: str = ""

    @property
    def runs(self) -> Path:
        """The folder of the parts."""
        return self.path / "runs"

    # what is written

    @property
    def claim(self) -> Path:
        """The file that says which process writes this share."""
        return self.path / f"{self.share}{_CLAIM}"

    def written_by(self, share: str) -> SweepFolder:
        """The folder, made where it is not there, for what writes one share of it. InputError where it cannot be written."""
        try:
            self.runs.mkdir(parents=True, exist_ok=True)
        except (OSError, NotImplementedError) as error:
            raise cannot_write(self.path, error) from None
        return replace(self, share=share)

    def sweep_up(self) -> None:
        """Remove what killed processes left half-written; what others write now is left alone."""
        dead = {self.share: True}
        paths = [path for folder in (self.path, self.runs) for path in folder.glob(f"*{UNFINISHED}")]
        drafts = [(path, path.name.removesuffix(UNFINISHED).rpartition(".")[2]) for path in paths]
        owners = {owner for _, owner in drafts} | {path.name.removesuffix(_CLAIM) for path in self.path.glob(f"*{_CLAIM}")}
        for owner in owners - {self.share}:
            dead[owner] = is_free(self.path / f"{owner}{_CLAIM}")
        with writing(self.path):
            for path, owner in drafts:
                if dead[owner]:
                    path.unlink(missing_ok=True)

    def holds_other_files(self) -> bool:
        """Whether something lies here that no sweep wrote."""
        return any(path.name not in _OURS and not path.name.endswith((UNFINISHED, _CLAIM)) for path in self.path.iterdir())

    def write_bytes(self, name: str, content: bytes) -> None:
        """A file of the folder, whole or not at all."""
        write_whole(self.path / name, lambda draft: draft.write_bytes(content), self.share)

    def write_table(self, name: str, table: pa.Table, metadata: Mapping[str, str] | None = None) -> None:
        """A sealed table of the folder."""
        write_table(self.path / name, table, metadata, self.share)

    def open(self, plan: Plan, manifest: Mapping[str, Any]) -> None:
        """Manifest and design, before the first run: what the folder holds is known, and one that was killed can be told apart."""
        before = self.design_rows(plan.experiment.paths)
        content = json_bytes(manifest)
        if before is None or len(before) != len(plan.points.values) or self.load("manifest.json") != content:
            self.unlist()
            numbers = pa.array(range(len(plan.points.values)), pa.int64())
            self.write_table("design.parquet", pa.table([numbers, *plan.factors.columns], names=["point", *plan.factors.column_names]))
            self.write_bytes("manifest.json", content)

    def write(self, plan: Plan, place: Place, answer: Answer, before: Part | None = None) -> None:
        """Keep a part, behind the points of it that are there already."""
        runs, failures = plan.table(answer, place.replication), failure_rows(answer, plan.subject.scenario_names, place.replication)
        if before is not None:
            runs, failures = pa.concat_tables([before.runs, runs]), before.failures.to_pylist() + failures
        metadata = {FINGERPRINT.decode(): plan.fingerprint} | ({FAILURES.decode(): json.dumps(failures)} if failures else {})
        self.write_table(place.file, runs, metadata)

    def remove(self, place: Place) -> None:
        """Forget a part."""
        with writing(self.path):
            (self.path / place.file).unlink(missing_ok=True)

    def unlist(self) -> None:
        """Forget the list of checksums: the folder is about to change. Every file keeps its seal."""
        with writing(self.path):
            (self.path / CHECKSUMS).unlink(missing_ok=True)
        self.__dict__.pop("listed", None)

    # what is read

    @cached_property
    def listed(self) -> dict[str, str] | None:
        """The checksums of a finished sweep by file; None where it is not finished."""
        return read_checksums(self.path)

    def load(self, name: str, remedy: Text = AGAIN) -> bytes | None:
        """The bytes of a file as they were written; None where it is not there. InputError where they are others, or nothing vouches for them."""
        content = read_whole(self.path / name)
        if content is None:
            return None
        sound = is_sealed(content)
        if sound is None:  # of an older version, whose finished sweeps have the list alone
            sound = (self.listed or {}).get(name) == checksum(content)
        if not sound:
            raise InputError(damaged(self.path / name, NOT_AS_WRITTEN, remedy))
        return content

    def manifest(self) -> dict[str, Any] | None:
        """The manifest; None where there is none. InputError where it is damaged or of something else."""
        content = read_whole(self.path / "manifest.json")
        if content is None:
            return None
        if is_sealed(content) is None:
            try:
                kind = json.loads(content).get("kind", "else")
            except (ValueError, AttributeError):
                kind = "else" if self.holds_other_files() else "sweep"
            if kind != "sweep":
                says = Text(
                    "{path} holds something else than a sweep; nothing was changed", "{path} contient autre chose qu'un balayage ; rien n'a été changé"
                ).filled(path=self.path)
                allowed = Text(
                    "a folder of `diaspora sweep run`; for a new sweep, a new or empty one",
                    "un dossier de `diaspora sweep run` ; pour un nouveau balayage, un dossier neuf ou vide",
                )
                raise InputError(Problem("manifest.json", says, value=str(self.path), allowed=allowed))
        keeps = Text(
            "remove it: sweep run with the same experiment and folder writes it anew, and keeps every finished part",
            "le supprimer : sweep run avec la même expérience et le même dossier le récrit, et garde chaque partie finie",
        )
        found: dict[str, Any] = json.loads(self.load("manifest.json", keeps) or b"{}")
        return found

    def design_rows(self, paths: Sequence[str]) -> list[tuple[Any, ...]] | None:
        """The points that the folder has, in order; None where it has none."""
        content = self.load("design.parquet")
        if content is None:
            return None
        table = parsed(self.path / "design.parquet", content)
        if table.column_names != ["point", *paths]:
            return None
        return [tuple(row[name] for name in paths) for row in map(from_cells, table.to_pylist())]

    def check_parts(self, fingerprint: str) -> None:
        """InputError where parts of other content lie here, which a folder without its manifest cannot tell by itself."""
        for path in sorted(self.runs.glob("part-*.parquet"))[:1]:
            metadata = parsed(path, self.load(f"runs/{path.name}") or b"").schema.metadata or {}
            if FINGERPRINT in metadata and metadata[FINGERPRINT] != fingerprint.encode():
                raise _of_other_content(path)

    def read(self, plan: Plan, place: Place, trusting: bool = False) -> Part | None:
        """A part, or None where it is not there. InputError where it is damaged, belongs to other content or to another place.

        `trusting` reads one whose seal is broken, to say what is wrong with it.
        """
        path = self.path / place.file
        content = read_whole(path) if trusting else self.load(place.file)
        if content is None:
            return None
        table = parsed(path, content)
        metadata = table.schema.metadata or {}
        if metadata.get(FINGERPRINT) != plan.fingerprint.encode():
            raise _of_other_content(path)
        failures = pa.Table.from_pylist(json.loads(metadata[FAILURES]), FAILURE_SCHEMA) if FAILURES in metadata else self._failures_beside(place)
        runs = table.replace_schema_metadata(None)
        covered, rest = divmod(len(runs) + len(failures), len(plan.subject.scenario_names))
        if rest or covered > place.end - place.first:
            raise InputError(
                damaged(path, Text("it has not as many rows as its block has points", "il n'a pas autant de lignes que son bloc a de points"), AGAIN)
            )
        if not _are_of(runs, failures, covered, plan, place):
            raise InputError(
                damaged(
                    path,
                    Text(
                        "its rows are not of its place: of other points, or another replication",
                        "ses lignes ne sont pas à leur place : elles sont d'autres points, ou d'une autre réplication",
                    ),
                    AGAIN,
                )
            )
        return Part(runs, failures, covered, checksum(content))

    def _failures_beside(self, place: Place) -> pa.Table:
        """The failures of a part where an older version kept them."""
        name = f"runs/{place.name}.failures.parquet"
        path = self.path / name
        return FAILURE_SCHEMA.empty_table() if not path.exists() else parsed(path, path.read_bytes()).replace_schema_metadata(None)

    def parts(self, plan: Plan, shard: tuple[int, int] = (1, 1)) -> Iterator[tuple[Place, Part]]:
        """The parts that are there, in order."""
        for place in plan.places(shard):
            part = self.read(plan, place)
            if part is not None:
                yield place, part

    # checksums.txt

    def digests(self, parts: Iterable[tuple[Place, Part]]) -> dict[str, str]:
        """Checksums of the files of the head that are there, then of parts."""
        contents = {name: self.load(name) for name in HEAD}
        found = {name: checksum(content) for name, content in contents.items() if content is not None}
        return found | {place.file: part.digest for place, part in sorted(parts)}

    def unlisted(self, plan: Plan, parts: Iterable[tuple[Place, Part]]) -> list[str]:
        """Files of a finished sweep that are missing among those read. InputError where `checksums.txt` does not say what the sound files are.

        `parts` are those that were read, of all of the sweep or of a share.
        """
        if self.listed is None:
            return []
        there = self.digests(parts)
        known = {*HEAD, *(place.file for place in plan.places())}
        whole = read_whole(self.path / CHECKSUMS) == checksum_lines(self.listed).encode()
        if not whole or self.listed.keys() - known or any(self.listed.get(name) != digest for name, digest in there.items()):
            remedy = Text(
                "remove it: sweep run with the same experiment and folder writes it again",
                "le supprimer : sweep run avec la même expérience et le même dossier le récrit",
            )
            raise InputError(damaged(self.path / CHECKSUMS, Text("it does not say what the files are", "il ne dit pas ce que sont les fichiers"), remedy))
        return [name for name in self.listed if not (self.path / name).exists()]


def _are_of(runs: pa.Table, failures: pa.Table, covered: int, plan: Plan, place: Place) -> bool:
    """Whether rows are those of the first `covered` points of a place, with the values that the design gives them, each run once."""
    empty = plan.table(Answer([], [], {}))
    if runs.schema != empty.schema:
        return False
    names = list(plan.subject.scenario_names)
    keys = []
    for table in (runs, failures):
        scenarios = [names.index(name) if name in names else -1 for name in table["scenario"].to_pylist()]
        keys.append(table["point"].to_numpy() * len(names) + np.array(scenarios, dtype=np.int64))
    wanted = np.arange(covered * len(names)) + place.first * len(names)
    if not np.array_equal(np.sort(np.concatenate(keys)), wanted) or np.any(np.diff(keys[0]) <= 0):
        return False
    replications = pa.concat_arrays([*runs["replication"].chunks, *failures["replication"].chunks]).to_numpy()
    same = bool(np.all(replications == place.replication)) and bool(np.all(runs["seed"].to_numpy() == np.uint64(plan.experiment.seed)))
    paths = list(plan.experiment.paths)
    return same and bool(runs.select(paths).equals(plan.factors.take(runs["point"])))


def _of_other_content(path: Path) -> InputError:
    says = Text("belongs to a sweep of other content; nothing was changed", "appartient à un balayage d'un autre contenu ; rien n'a été changé")
    return InputError(Problem(path.name, says, str(path.parents[1]), None, Text("a folder for each content", "un dossier par contenu")))


def opened(path: str | Path) -> tuple[SweepFolder, Experiment, dict[str, Any]]:
    """A folder of a sweep with its experiment and manifest, for what reads it. InputError where it is none."""
    folder = SweepFolder(Path(path))
    manifest = folder.manifest() if folder.path.is_dir() else None
    if manifest is None:
        raise InputError(
            Problem(
                RESULTS,
                Text("{path} is no folder of a sweep", "{path} n'est pas le dossier d'un balayage").filled(path=path),
                value=str(path),
                allowed=Text("a folder that `diaspora sweep run` made", "un dossier créé par `diaspora sweep run`"),
            )
        )
    _check_levers(manifest, path)
    document = manifest["experiment"]
    rows = folder.design_rows([table["path"] for table in document["factors"]]) or []
    return folder, experiment_of(document, rows), manifest


def _check_levers(manifest: dict[str, Any], path: str | Path) -> None:
    """InputError where a sweep was made with levers of one's own that this process does not know: it says which file has them."""
    own = manifest.get("content", {}).get("code", {}).get("own_levers", {})
    missing = {lever_id: about.get("file") for lever_id, about in own.items() if lever_id not in REGISTRY}
    if missing:
        files = sorted({str(file) for file in missing.values() if file})
        allowed = (
            " ".join(f"--plugin {file}" for file in files)
            if files
            else Text("the script or notebook that defines it, from Python", "le script ou le carnet qui le définit, depuis Python")
        )
        says = Text("was made with {names}, which is no lever of the model", "a été fait avec {names}, qui n'est pas un levier du modèle").filled(
            names=", ".join(sorted(missing))
        )
        raise InputError(Problem(RESULTS, Text("{path} {says}", "{path} {says}").filled(path=path, says=says), value=str(path), allowed=allowed))
