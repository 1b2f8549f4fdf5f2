"""Questions in SQL to a folder of results: one reading statement, answered by DuckDB from the tables of that folder and from nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from model.errors import RESULTS, InputError, Problem
from model.text import Text

from ..manifest import finite
from ..runs.options import check_options
from ..storage.files import read_whole
from ..storage.seals import NOT_AS_WRITTEN, damaged, is_sealed, parsed, unlike_checksums
from .reading import gathered, plan_of

READING = Text(
    "one statement that reads: SELECT, WITH, FROM, VALUES, DESCRIBE, SHOW or SUMMARIZE",
    "une seule instruction qui lit : SELECT, WITH, FROM, VALUES, DESCRIBE, SHOW ou SUMMARIZE",
)


class Answered(NamedTuple):
    """The answer to a question.

    Attributes:
        columns: names, each once.
        rows: plain values: numbers, text, true or false, lists, dicts, None.
        missing: parts of the sweep that are not there yet, of `parts`; 0 for other results.
    """

    columns: list[str]
    rows: list[tuple[Any, ...]]
    missing: int
    parts: int


class Tables(NamedTuple):
    """The tables of a folder of results by name; of a sweep also how many of its parts are not there yet."""

    by_name: dict[str, pa.Table]
    missing: int = 0
    parts: int = 0


def query(path: str | Path, sql: str) -> pd.DataFrame:
    """The answer to a question as a data frame. A sweep has `runs`, `design`, `failures`; any other folder its Parquet tables by name.

    What is not defined is NULL in the tables. InputError where the question is not one reading statement, where DuckDB refuses it, or where a file of the
    folder is not as it was written.
    """
    check_options(path=path, sql=sql)
    found: pd.DataFrame = _asked(tables_of(Path(path)).by_name, sql, lambda relation: relation.df())
    return found


def answers(path: str | Path, sql: str) -> Answered:
    """The answer as plain values, whatever the types of its cells: dates, intervals and bytes as text, as DuckDB writes them."""
    known = tables_of(Path(path))

    def plain(relation: Any) -> Answered:
        columns: list[str] = []
        for name in relation.columns:
            free, number = str(name), 1
            while free in columns:
                free, number = f"{name}_{number}", number + 1
            columns.append(free)
        texts = relation.project("to_json(columns(*))").fetchall()
        return Answered(columns, [tuple(_value(text) for text in row) for row in texts], known.missing, known.parts)

    found: Answered = _asked(known.by_name, sql, plain)
    return found


def _value(text: str | None) -> Any:
    if text is None:
        return None
    try:
        return finite(json.loads(text))
    except ValueError:  # a number that JSON does not know, as older versions of DuckDB write it
        return text


def _asked(known: Mapping[str, pa.Table], sql: str, read: Callable[[Any], Any]) -> Any:
    try:
        import duckdb
    except ImportError:
        raise InputError(Problem("query", Text("DuckDB is not installed", "DuckDB n'est pas installé"), allowed="pip install duckdb")) from None
    with duckdb.connect() as connection:
        for name, table in known.items():
            connection.register(name, table)
        # a question reads these tables and nothing else, and cannot allow itself more
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        try:
            statements = connection.extract_statements(sql)
            if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
                says = (
                    Text("is no question", "n'est pas une question")
                    if not statements
                    else Text("is {n} statements", "fait {n} instructions").filled(n=len(statements))
                    if len(statements) > 1
                    else Text("does not only read", "ne fait pas que lire")
                )
                raise InputError(Problem("SQL", says, value=sql, allowed=READING))
            relation = connection.sql(statements[0].query)
            return read(relation)
        except (duckdb.Error, RuntimeError, TypeError, ValueError) as error:  # TypeError: text that is no Unicode
            if isinstance(error, InputError):
                raise
            text = (str(error).splitlines() or [type(error).__name__])[0]
            raise InputError(
                Problem("SQL", text, value=sql, allowed=Text("a question to {names}", "une question à {names}").filled(names=", ".join(known)))
            ) from None


def tables_of(folder: Path) -> Tables:
    """The tables of a folder of results, NULL where a number is not defined. InputError where a file is not as it was written."""
    known: dict[str, pa.Table] = {}
    missing = parts = 0
    if (folder / "runs").is_dir():
        sweep, plan = plan_of(folder)
        runs, failures, missing = gathered(sweep, plan)
        parts = len(plan.places())
        known = {"runs": runs.sort_by([(name, "ascending") for name in ("point", "scenario", "replication")]), "failures": failures}
    elif folder.is_dir():
        problems = unlike_checksums(folder)
        if problems:
            raise InputError(problems)
    for file in sorted([*folder.glob("*.parquet"), *folder.glob("sensitivity/*.parquet")]):
        if file.stem not in known:
            known[file.stem] = _table(file)
    if not known:
        raise InputError(
            Problem(
                RESULTS,
                Text("{folder} holds no tables", "{folder} ne contient pas de tables").filled(folder=folder),
                value=str(folder),
                allowed=Text("a folder of results", "un dossier de résultats"),
            )
        )
    return Tables({name: with_nulls(table) for name, table in known.items()}, missing, parts)


def _table(path: Path) -> pa.Table:
    content = read_whole(path)
    if content is None:
        raise InputError(damaged(path, Text("it was removed while it was read", "il a été supprimé pendant la lecture")))
    if is_sealed(content) is False:
        raise InputError(
            damaged(
                path,
                NOT_AS_WRITTEN,
                Text("the command that made it makes it again", "la commande qui l'a fait le refait"),
            )
        )
    return parsed(path, content)


def with_nulls(table: pa.Table) -> pa.Table:
    """A table with NULL in the place of NaN, which SQL takes for a number larger than all others.

    >>> with_nulls(pa.table({"y": [1.0, float("nan")]}))["y"].null_count
    1
    """
    for place, field in enumerate(table.schema):
        if pa.types.is_floating(field.type):
            column = table.column(place)
            table = table.set_column(place, field, pc.if_else(pc.is_nan(column), pa.scalar(None, field.type), column))
    return table
