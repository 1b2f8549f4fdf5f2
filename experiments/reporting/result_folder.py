"""The result folder: checked before anything is simulated, written at once, never mixed with other content."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from errno import EACCES
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from model.errors import InputError, Problem
from model.text import Text

from ..alarms import COLUMNS as ALARM_COLUMNS
from ..comparing.comparison import Comparison
from ..manifest import finite, write_notes
from ..runs.finished_tasks import Parts
from ..shown_money import of_input, showing
from ..storage.claims import claimed
from ..storage.csv_tables import read_csv, write_csv
from ..storage.files import UNFINISHED, a_file, read_whole, writing
from ..storage.seals import CHECKSUMS, checksum, checksum_lines, is_sealed, parsed, read_checksums, unlike_checksums, write_table
from ..text import joined, say, source_words, unit_words
from .indicators import indicator_sheet
from .stored_runs import FILE as RUNS_FILE
from .stored_runs import write_runs

TEXT_COLUMNS = ("scenario", "outcome", "unit", "breakdown", "group")


KEPT = "timing.json"
"""The one file without a checksum: it differs from run to run."""

PARTS: Mapping[str, Text] = {
    "scenarios": Text("scenarios", "scénarios"),
    "against": Text("against", "comparé à"),
    "options": Text("options", "options"),
    "language": Text("language", "langue"),
    "money": Text("money", "monnaie"),
    "code": Text("code", "code"),
    "versions": Text("versions", "versions"),
}
"""What results of other content differ in."""
CONTENT = Text("content", "contenu")


@dataclass(frozen=True)
class ResultFolder:
    """Where a comparison goes. While it runs, finished tasks wait in a folder beside it; the results appear under their name at once.

    Attributes:
        path: the folder of the results.
        fingerprint: of all that moves them.
        content: the manifest that the results will have, to say how a folder with other results differs.
    """

    path: Path
    fingerprint: str
    content: dict[str, Any] = field(default_factory=dict)

    @property
    def waiting(self) -> Path:
        """Where unfinished results of this content are kept."""
        return self.path.parent / f".{self.path.name}.{self.fingerprint[:16]}{UNFINISHED}"

    @property
    def parts(self) -> Parts:
        """The finished tasks of this content."""
        return Parts(self.waiting / "parts")

    @contextmanager
    def prepared(self, language: str = "en") -> Iterator[bool]:
        """Whether the folder holds these very results already, every file as it was written; else it is ours to write in here.

        What is missing, cut or changed of these results is named on standard error; `write` makes it again. InputError where the folder holds something
        else or cannot be written, or where another process makes these results now.
        """
        if self.is_whole():
            yield True
            return
        self._check_place()
        with writing(self.path):
            self.waiting.mkdir(parents=True, exist_ok=True)
        with claimed(self.waiting / "claim", self.path):
            whole = self.is_whole()  # made by another process meanwhile
            if not whole:
                self._tell_what_is_wrong(language)
            yield whole
        if whole:
            with suppress(OSError):
                self.waiting.rmdir()

    def is_whole(self) -> bool:
        """Whether these very results are there, every file as it was written."""
        return self._holds_these() and read_checksums(self.path) is not None and not unlike_checksums(self.path)

    def _check_place(self) -> None:
        """InputError where the folder holds something else, or is none."""
        with writing(self.path):
            if self.path.is_dir():
                if any(self.path.iterdir()) and not self._holds_these():
                    allowed = Text(
                        "a new or empty folder, or one with results of the same content",
                        "un dossier neuf ou vide, ou un dossier avec des résultats du même contenu",
                    )
                    raise InputError(
                        Problem(
                            "--out",
                            Text("{path} holds {what}; nothing was changed", "{path} contient {what} ; rien n'a été changé").filled(
                                path=self.path, what=self._what_it_holds()
                            ),
                            value=str(self.path),
                            allowed=allowed,
                        )
                    )
                if not os.access(self.path, os.W_OK):
                    raise PermissionError(EACCES, "permission denied")
            elif self.path.exists():
                raise a_file(self.path)

    def _tell_what_is_wrong(self, language: str) -> None:
        """Name what is missing, cut or changed in these results."""
        if not self._holds_these():
            return
        wrong = [problem.key for problem in unlike_checksums(self.path)] or [CHECKSUMS]
        sys.stderr.write(say("made_again", language).format(folder=self.path, files=", ".join(wrong)) + "\n")

    def _manifest(self) -> dict[str, Any]:
        """The manifest of the folder; empty where it has none that can be read."""
        try:
            manifest = json.loads((self.path / "manifest.json").read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return manifest if isinstance(manifest, dict) else {}

    def _holds_these(self) -> bool:
        """By the manifest; where that is cut or changed, by the table, which carries the fingerprint under a seal of its own."""
        return self._manifest().get("fingerprint") == self.fingerprint or fingerprint_of(self.path / "comparison.parquet") == self.fingerprint

    def _what_it_holds(self) -> Text:
        """What is in a folder that holds something else, in words."""
        found = self._manifest()
        if not found:
            return Text("something else", "autre chose")
        if found.get("kind") == "sweep":
            return Text("a sweep", "un balayage")
        differs = [words for part, words in PARTS.items() if found.get(part) != self.content.get(part)]
        return Text("results of other {parts}", "des résultats qui diffèrent ({parts})").filled(parts=joined(differs) if differs else CONTENT)

    def write(
        self, comparison: Comparison, language: str = "en", timing: dict[str, Any] | None = None, more: Callable[[Comparison, Path], None] | None = None
    ) -> None:
        """Write everything beside the folder, then give it its name; `more` adds files of its own. Of results that are there, what is not right is replaced."""
        draft = self.waiting / f"draft-{os.getpid()}"
        with writing(self.path):
            shutil.rmtree(draft, ignore_errors=True)
            draft.mkdir(parents=True)
            write_results(comparison, draft, language, timing)
            if more is not None:
                with showing(comparison.money):
                    more(comparison, draft)
            names = sorted(path.relative_to(draft).as_posix() for path in draft.rglob("*") if path.is_file() and path.name != KEPT)
            (draft / CHECKSUMS).write_text(checksum_lines({name: checksum((draft / name).read_bytes()) for name in names}), encoding="utf-8")
            if self._holds_these():
                for name in (*names, CHECKSUMS, KEPT):
                    if read_whole(self.path / name) != (draft / name).read_bytes():
                        (self.path / name).parent.mkdir(parents=True, exist_ok=True)
                        (draft / name).replace(self.path / name)
            else:
                self._check_place()  # another command may have filled it meanwhile
                if self.path.is_dir():
                    self.path.rmdir()
                draft.replace(self.path)
        shutil.rmtree(self.waiting, ignore_errors=True)


def fingerprint_of(table: Path) -> str | None:
    """The fingerprint that a table of results carries; None where it has none, or is not as it was written."""
    content = read_whole(table)
    if content is None or not is_sealed(content):
        return None
    found = (parsed(table, content).schema.metadata or {}).get(b"fingerprint")
    return None if found is None else found.decode()


def write_results(comparison: Comparison, folder: Path, language: str, timing: dict[str, Any] | None) -> None:
    """All files of a result folder: pages, figures and tables in CSV in the money of the comparison, tables in Parquet in USD of 2019."""
    with showing(comparison.money):
        _write(comparison, comparison if comparison.in_usd is None else comparison.in_usd, folder, language, timing)


def _write(comparison: Comparison, in_usd: Comparison, folder: Path, language: str, timing: dict[str, Any] | None) -> None:
    from ..figures import FIGURES, draw, save
    from .summary import summary

    write_csv(comparison.table, folder / "comparison.csv", language)
    told = {"fingerprint": str(comparison.manifest["fingerprint"])}
    write_runs(in_usd, folder / RUNS_FILE, told)
    for name, frame in (("comparison", in_usd.table), ("series", in_usd.series)):
        write_table(folder / f"{name}.parquet", pa.Table.from_pandas(frame, preserve_index=False), told)
    write_csv(comparison.uncertainty, folder / "uncertainty.csv", language)
    if len(comparison.against):
        write_csv(comparison.against, folder / "against.csv", language)
    if len(comparison.contributions):
        write_csv(comparison.contributions, folder / "contributions.csv", language)
        write_csv(comparison.interactions, folder / "interactions.csv", language)
    if any(each.base is not None for each in comparison.replications):
        alarms = pd.DataFrame([reading.row(language) for reading in comparison.readings], columns=ALARM_COLUMNS)
        write_csv(alarms, folder / "alarms.csv", language)
        write_csv(comparison.accounts, folder / "accounts.csv", language)
        write_csv(comparison.value, folder / "value.csv", language)
        write_csv(comparison.induced, folder / "induced.csv", language)
    write_csv(indicator_sheet(comparison, language), folder / "indicators.csv", language)
    if comparison.failures:
        write_csv(_failures(comparison), folder / "failures.csv", language)
    write_csv(_assumptions(comparison, language), folder / "assumptions.csv", language)
    manifest = comparison.manifest | {"failed_runs": len(comparison.failures), "notes": [note(language) for note in comparison.notes]}
    _json(folder / "manifest.json", manifest)
    write_notes(manifest, folder)
    _json(folder / "timing.json", timing or {})
    (folder / "summary.md").write_text(summary(comparison, language), encoding="utf-8")
    (folder / "figures").mkdir()
    compared = any(each.base is not None for each in comparison.replications)
    kinds = [kind for kind in FIGURES if kind != "contributions" or comparison.splits] if compared else ["fan"]
    for kind in kinds:
        figure = draw(comparison, kind, language)
        if figure is not None:
            save(figure, folder / "figures" / kind)


def _failures(comparison: Comparison) -> pd.DataFrame:
    rows = [(name, failure.replication, failure.stage, failure.error, failure.traceback) for name, failure in comparison.failures]
    return pd.DataFrame(rows, columns=["scenario", "replication", "stage", "error", "traceback"])


def _assumptions(comparison: Comparison, language: str) -> pd.DataFrame:
    """Inputs that are assumptions or values of the literature, once each."""
    rows: dict[tuple[str, str], tuple[Any, ...]] = {}
    for scenario in comparison.scenarios:
        for given in scenario.assumptions():
            rows.setdefault(
                (given.path, str(given.value)),
                (
                    given.path,
                    of_input(given.value, given.unit),
                    unit_words(given.unit, language),
                    of_input(given.low, given.unit),
                    of_input(given.high, given.unit),
                    say(given.status.value, language),
                    given.grade,
                    source_words(given.source, language),
                    given.says(language),
                ),
            )
    return pd.DataFrame(list(rows.values()), columns=["input", "value", "unit", "low", "high", "status", "grade", "source", "says"])


def _json(path: Path, content: Any) -> None:
    path.write_text(json.dumps(finite(content), ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n", encoding="utf-8")


def rows_of(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as JSON wants them: null for what is not defined."""
    return [
        {str(key): (value if isinstance(value, str) else None) if key in TEXT_COLUMNS else finite(float(value)) for key, value in record.items()}
        for record in table.to_dict("records")
    ]


def read_table(folder: Path, name: str = "comparison") -> pd.DataFrame:
    """`comparison.parquet`, or one of the tables in CSV beside it, as it was written."""
    parquet = folder / f"{name}.parquet"
    if parquet.exists():
        return pd.read_parquet(parquet)
    table = folder / f"{name}.csv"
    return read_csv(table) if table.exists() else pd.DataFrame()


def alarms_on(folder: Path) -> list[dict[str, Any]]:
    """The alarms of a result folder that are on, as JSON wants them; one without bound has no value."""
    table = read_table(folder, "alarms")
    return [{str(key): value for key, value in record.items() if key != "fires"} for record in table.to_dict("records") if record["fires"]]


def read_manifest(folder: Path) -> dict[str, Any]:
    """`manifest.json`."""
    manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return manifest


def default_folder(names: list[str], fingerprint: str) -> Path:
    """results/<name>-<fingerprint>: the first scenario, and how many more."""
    name = re.sub(r"[^A-Za-z0-9_.-]+", "_", names[0]) + (f"_and_{len(names) - 1}_more" if len(names) > 1 else "")
    return Path("results") / f"{name[:80]}-{fingerprint[:8]}"
