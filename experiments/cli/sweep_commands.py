"""What the commands of sweeps do: ask the functions of the package, then say the answer in a table or as JSON."""

from __future__ import annotations

import json
import sys
from typing import Any

import pandas as pd

from model.errors import InputError, Problem
from model.languages import with_point
from model.parameter import Text

from ..manifest import finite, footnotes_at
from ..progress import Progress
from ..runs.options import check_options
from ..runs.pool import workers_for
from ..sweeps import load_experiment, merge, run_sweep, status, verify
from ..sweeps.running import Outcome
from ..sweeps.sql_query import answers
from ..terminal import plain_table, terminal
from ..text import colon, say, semicolon
from .commands import print_footnotes

FAILED = 1
WORDS = {
    "results": Text("results", "résultats"),
    "experiment": Text("experiment", "expérience"),
    "design": Text("design", "plan"),
    "points": Text("points", "points"),
    "replications": Text("replications", "réplications"),
    "runs": Text("runs", "simulations"),
    "runs_done": Text("runs done", "simulations faites"),
    "runs_failed": Text("runs failed", "simulations en échec"),
    "parts": Text("parts", "parties"),
    "parts_done": Text("parts done", "parties faites"),
    "parts_missing": Text("parts missing", "parties manquantes"),
    "finished": Text("finished", "terminé"),
    "fingerprint": Text("fingerprint", "empreinte"),
    "runs_checked": Text("runs computed again", "simulations recalculées"),
    "different": Text("with other numbers", "aux nombres différents"),
    "damaged_files": Text("files that differ from their checksum", "fichiers différents de leur somme de contrôle"),
    "same": Text("all the same", "tout est identique"),
}


def read_shard(text: str | None) -> tuple[int, int]:
    """`2/8` as (2, 8); InputError where it is no share.

    >>> read_shard("2/8"), read_shard(None)
    ((2, 8), (1, 1))
    """
    if text is None:
        return 1, 1
    number, slash, of = text.partition("/")
    if slash and number.strip().isdecimal() and of.strip().isdecimal() and 1 <= int(number) <= int(of):
        return int(number), int(of)
    raise InputError(
        Problem(
            "--shard",
            Text("{text} is no share", "{text} n'est pas une part").filled(text=repr(text)),
            value=text,
            allowed=Text("I/N with I from 1 to N, as 1/8 to 8/8", "I/N avec I de 1 à N, comme 1/8 à 8/8"),
        )
    )


def run_experiment(
    path: str, jobs: int | None, out: str | None, dask: str | None, shard: str | None, retry_failed: bool, language: str, as_json: bool, point: bool = False
) -> int:
    """`diaspora sweep run`: 1 where some runs failed."""
    workers = workers_for(jobs)
    check_options(jobs=workers)
    share = read_shard(shard)
    experiment = load_experiment(path)
    experiment = experiment.with_parameters("point") if point else experiment
    with Progress(language) as progress:
        done = run_sweep(
            experiment,
            out,
            jobs=workers,
            dask=dask,
            shard=share,
            report=lambda made: progress(made.done, made.of, made.failed, made.together),
            retry_failed=retry_failed,
        )
    return _tell_run(done, language, as_json)


def _tell_run(done: Outcome, language: str, as_json: bool) -> int:
    found = {
        "results": str(done.folder.path),
        "points": len(done.plan.points.values),
        "replications": done.plan.experiment.replications,
        "runs": done.plan.n_runs,
        "runs_done": done.done,
        "runs_failed": done.failed,
        "finished": done.finished,
        "fingerprint": done.plan.fingerprint,
    }
    if done.failed:
        rule = Text(
            "error: {failed} runs failed; they are in failures.parquet, and no table averages over them without saying so\n",
            "error: {failed} simulations ont échoué ; elles sont dans failures.parquet, et aucun tableau ne les omet sans le dire\n",
        ).filled(failed=done.failed)
        sys.stderr.write(rule(language))
    _tell(found | {"seconds": done.timing["seconds"]} if as_json else found, language, as_json, footnotes_at(done.folder.path, language))
    return FAILED if done.failed else 0


def show_status(path: str, as_json: bool, language: str) -> int:
    """`diaspora sweep status`."""
    _tell(status(path), language, as_json, footnotes_at(path, language))
    return 0


def show_verification(path: str, runs: int, seed: int, as_json: bool, language: str) -> int:
    """`diaspora sweep verify`: 1 where something differs."""
    if runs < 1:
        raise InputError(
            Problem(
                "--runs",
                Text("{runs} is out of bounds", "{runs} est hors des bornes").filled(runs=runs),
                value=runs,
                allowed=Text("a whole number of at least 1", "un nombre entier d'au moins 1"),
            )
        )
    check_options(seed=seed)
    found = verify(path, runs, seed)
    _tell(found, language, as_json, footnotes_at(path, language))
    return 0 if found["same"] else FAILED


def show_merge(paths: list[str], out: str | None, as_json: bool, language: str) -> int:
    """`diaspora sweep merge`: 1 where some runs failed."""
    found = merge(paths, out)
    _tell(found, language, as_json, footnotes_at(paths[0], language))
    return FAILED if found["runs_failed"] else 0


def answer_query(path: str, sql: str, as_json: bool, language: str) -> int:
    """`diaspora query`."""
    found = answers(path, sql)
    notes = footnotes_at(path, language)
    if found.missing:
        sys.stderr.write(say("not_all_runs", language).format(missing=found.missing, of=found.parts) + "\n")
    if as_json:
        rows = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
        _print_json({"results": path, "rows": rows} | ({"footnotes": notes} if notes else {}))
        return 0
    terminal().print(plain_table(found.columns, [[_cell(value, language) for value in row] for row in found.rows]))
    print_footnotes(notes)
    return 0


def rows_of(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as JSON takes them: plain numbers and text, null for what is not defined."""
    return [{str(key): _plain(value) for key, value in row.items()} for row in table.to_dict("records")]


def _plain(value: Any) -> Any:
    if hasattr(value, "item"):
        value = value.item()
    if value is pd.NA or value is pd.NaT:
        return None
    return finite(value)


def _cell(value: Any, language: str = "en") -> str:
    """A cell of an answer as text: thousands are not grouped, as a comma between them is a decimal comma in French.

    >>> [_cell(value) for value in (None, 0.5, True, "a", [1, None], {"a": 1.0})]
    ['-', '0.5', 'true', 'a', '[1, null]', '{"a": 1.0}']
    >>> [_cell(value, "fr") for value in (337_999.4, 7_452_331.0, 0.5, 1e-9, 12)]
    ['337999', '7452331', '0,5', '1e-09', '12']
    """
    if value is None:
        return "-"
    if isinstance(value, float):
        text = f"{value:.0f}" if 1e5 <= abs(value) < 1e15 else f"{value:.6g}"
        return with_point(text, language)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _tell(found: dict[str, Any], language: str, as_json: bool, notes: list[str]) -> None:
    if as_json:
        _print_json(found | ({"footnotes": notes} if notes else {}))
        return
    console = terminal()
    for key, value in found.items():
        text = Text("yes", "oui")(language) if value is True else Text("no", "non")(language) if value is False else value
        shown = semicolon(language).join(map(str, text)) or Text("none", "aucun")(language) if isinstance(text, list) else str(text)
        console.print(f"{WORDS[key](language) if key in WORDS else key}{colon(language)}{shown}", soft_wrap=True)
    print_footnotes(notes)


def _print_json(content: Any) -> None:
    sys.stdout.write(json.dumps(finite(content), ensure_ascii=False, allow_nan=False) + "\n")
