"""A design that the user brings: a table in CSV or Parquet, one column a factor, one row a point. What is wrong with it is said cell by cell."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from model.errors import EMPTY, MISSING, NO_FILE, Problem, system_words
from model.parameter import Kind, Parameter
from model.text import Said, Text
from scenarios.scenario import Scenario

from .factor import Factor, declaration

MOST_PROBLEMS = 20
"""Problems of cells that are said: the rest is more of the same."""
DELIMITERS = (";", "\t", ",")
"""In the order in which they are looked for: a name of a factor has none of them, a decimal comma has the last."""
POINT = "point"
"""A column that numbers the points; it is no factor."""
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_GROUPED = re.compile(r"[+-]?\d{1,3}([ \u00a0\u202f'’]\d{3})+([.,]\d+)?")
Place = tuple[int, int | None]
"""Where a row stands: its number, and its line in a file of text."""
_COMMA = Text("; a decimal comma needs semicolons between the cells", " ; une virgule décimale demande des points-virgules entre les cellules")
WORDS = {"true": True, "false": False}


@dataclass(frozen=True)
class UserTable:
    """A table as it was read: values by the path of the factor, and where each row stands."""

    file: str
    columns: Mapping[str, tuple[Any, ...]]
    places: tuple[Place, ...]

    def bounds_of(self, path: str, scenario: Scenario) -> dict[str, Any]:
        """Numbers of a table are bounded by their own smallest and largest, one that stays the same by its declaration; what is no number is a category."""
        column = self.columns[path]
        found = declaration(path, scenario)
        if all(_is_number(value) for value in column):
            if min(column) < max(column):
                return {"low": min(column), "high": max(column)}
            declared = None if isinstance(found, Problem) else found[0]
            return (
                {} if declared is None or not (math.isfinite(declared.low) and math.isfinite(declared.high)) else {"low": declared.low, "high": declared.high}
            )
        values = list(dict.fromkeys(column))
        return {"values": values} if len(values) > 1 else {}

    def rows(self, factors: Sequence[Factor]) -> tuple[tuple[Any, ...], ...]:
        """The points, in the order of the factors."""
        return tuple(zip(*([_typed(factor, value) for value in self.columns[factor.path]] for factor in factors), strict=True))


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _typed(factor: Factor, value: Any) -> Any:
    if factor.is_integer:
        return int(value)
    return float(value) if not factor.values and _is_number(value) else value


_NOTHING_IN_IT = Text("has no rows or no columns", "n'a pas de lignes ou pas de colonnes")
_NO_NAME = Text("column {place} has no name", "la colonne {place} n'a pas de nom")
_SAME_NAME = Text("two columns are called {name}", "deux colonnes s'appellent {name}")
A_TABLE_FILE = Text("a path ending in .csv or .parquet", "un chemin qui finit par .csv ou .parquet")
_FACTORS_AND_POINTS = Text("one column a factor, one row a point", "une colonne par facteur, une ligne par point")
_FACTORS_BY_PATH = Text("one column a factor, under the path of the factor", "une colonne par facteur, sous le chemin du facteur")
_PATH_FROM_FILE = Text("a path from the folder of the experiment file", "un chemin à partir du dossier du fichier d'expérience")
_A_TABLE = Text("a table in CSV or Parquet", "une table en CSV ou Parquet")
_NOT_A_TABLE = Text("{file} is not a table", "{file} n'est pas une table")
_UNREADABLE = Text("{file} cannot be read: {why}", "{file} : lecture impossible : {why}")


def read_user_table(table: Mapping[str, Any], folder: Path, scenario: Scenario) -> tuple[UserTable | None, list[Problem]]:
    """The table that a design of kind "table" names, every cell checked against the declaration of its factor; or None, with what is wrong with it."""
    file = table.get("file")
    if not isinstance(file, str) or not file.lower().endswith((".csv", ".parquet")):
        return None, [
            Problem("design.file", MISSING if file is None else _NOT_A_TABLE.filled(file=repr(file)), value=file, allowed=A_TABLE_FILE)
        ]
    path = folder / file
    read = _parquet if file.lower().endswith(".parquet") else _csv
    try:
        names, rows, places = read(path)
    except FileNotFoundError:
        return None, [Problem("design.file", NO_FILE, value=file, allowed=_PATH_FROM_FILE)]
    except _UnreadableError as error:
        return None, [Problem("", error.says, file, value=file, allowed=error.allowed)]
    except OSError as error:
        return None, [Problem("design.file", _UNREADABLE.filled(file=file, why=system_words(error)), value=file, allowed=_A_TABLE)]
    kept = [k for k, name in enumerate(names) if name != POINT and not (k == 0 and _is_index(name, [row[0] for row in rows]))]
    if not rows or not kept:
        return None, [Problem("", _NOTHING_IN_IT, file, value=file, allowed=_FACTORS_AND_POINTS)]
    nameless = [k for k in kept if not names[k]]
    if nameless or len(set(names)) < len(names):
        says = (
            _NO_NAME.filled(place=nameless[0] + 1)
            if nameless
            else _SAME_NAME.filled(name=repr(next(name for name in names if names.count(name) > 1)))
        )
        return None, [Problem("", says, file, value=file, allowed=_FACTORS_BY_PATH)]
    return _checked(file, [names[k] for k in kept], [[row[k] for k in kept] for row in rows], places, scenario)


class _UnreadableError(ValueError):
    def __init__(self, says: Text, allowed: Text) -> None:
        super().__init__(says.en)
        self.says, self.allowed = says, allowed


Read = tuple[list[str], list[list[Any]], list[Place]]


def _csv(path: Path) -> Read:
    """Header, rows of text, and where each row stands. Commas, semicolons or tabs part the cells, whichever the header has."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _UnreadableError(
            Text("byte {place} is no text in UTF-8", "l'octet {place} n'est pas du texte en UTF-8").filled(place=error.start + 1),
            Text("the same table saved as CSV UTF-8", "la même table enregistrée en CSV UTF-8"),
        ) from None
    header = text.split("\n", 1)[0]
    delimiter = next((each for each in DELIMITERS if each in header), ",")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    names: list[str] = []
    rows: list[list[Any]] = []
    places: list[Place] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if not names:
                names = [cell.strip() for cell in cells]
                continue
            if len(cells) != len(names):
                says = Text(
                    "row {row} (line {line}) has {n} cells, the header {of}{comma}",
                    "la ligne de données {row} (ligne {line} du fichier) a {n} cellules, l'en-tête {of}{comma}",
                ).filled(
                    row=len(rows) + 1, line=reader.line_num, n=len(cells), of=len(names), comma=_COMMA if delimiter == "," and len(cells) > len(names) else ""
                )
                raise _UnreadableError(says, Text("as many cells in each row as in the header", "autant de cellules par ligne que dans l'en-tête"))
            rows.append([_decimal(cell.strip(), delimiter) for cell in cells])
            places.append((len(rows), reader.line_num))
    except csv.Error as error:
        raise _UnreadableError(
            Text("line {line} cannot be read: {error}", "lecture impossible à la ligne {line} : {error}").filled(line=reader.line_num, error=error),
            Text("a table in CSV", "une table en CSV"),
        ) from None
    return names, rows, places


def _decimal(cell: str, delimiter: str) -> str:
    """A decimal comma as a point, where the comma does not part the cells."""
    return cell.replace(",", ".") if delimiter != "," and cell.count(",") == 1 and _NUMBER.fullmatch(cell.replace(",", ".")) else cell


def _parquet(path: Path) -> Read:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(path).read()
    except (pa.ArrowException, ValueError) as error:
        raise _UnreadableError(
            Text("cannot be read: {error}", "lecture impossible : {error}").filled(error=str(error).splitlines()[0]),
            Text("a table in Parquet", "une table en Parquet"),
        ) from None
    columns = [[tuple(cell) if isinstance(cell, list) else cell for cell in column.to_pylist()] for column in table.columns]
    names = ["" if name.startswith("__index_level_") else name for name in table.column_names]
    if names and not names[-1]:  # pandas writes an index last
        names, columns = ["", *names[:-1]], [columns[-1], *columns[:-1]]
    rows = [list(row) for row in zip(*columns, strict=True)]
    return names, rows, [(number + 1, None) for number in range(len(rows))]


def _is_index(name: str, cells: Sequence[Any]) -> bool:
    """Whether a column without a name (or with that which pandas gives one) numbers the rows."""
    if name and not name.startswith("Unnamed"):
        return False
    written = [str(cell) for cell in cells]
    return any(written == [str(first + number) for number in range(len(written))] for first in (0, 1))


def _checked(
    file: str, names: Sequence[str], rows: Sequence[Sequence[Any]], places: Sequence[Place], scenario: Scenario
) -> tuple[UserTable | None, list[Problem]]:
    problems: list[Problem] = []
    columns: dict[str, tuple[Any, ...]] = {}
    for k, name in enumerate(names):
        found = declaration(name, scenario)
        if isinstance(found, Problem):
            problems.append(replace(found, key=Said(Text("column {name}", "colonne {name}").filled(name=name)), file=file))
            continue
        columns[name] = tuple(_value(found[0], row[k]) for row in rows)
        for place, row, value in zip(places, rows, columns[name], strict=True):
            says = _wrong(found[0], row[k], value)
            if says is not None:
                problems.append(
                    Problem(
                        Text("{place}, column {name}", "{place}, colonne {name}").filled(place=_where(place), name=name),
                        says,
                        file,
                        value=row[k],
                        allowed=found[0].allowed,
                    )
                )
    return (None, problems[:MOST_PROBLEMS]) if problems else (UserTable(file, columns, tuple(places)), [])


def _where(place: Place) -> Text:
    row, line = place
    if line is None:
        return Text("row {row}", "ligne de données {row}").filled(row=row)
    return Text("row {row} (line {line})", "ligne de données {row} (ligne {line} du fichier)").filled(row=row, line=line)


def _value(declared: Parameter, cell: Any) -> Any:
    """A cell as its declaration takes it: a cell of text as the number, yes or no, or choice that it reads as."""
    if not isinstance(cell, str):
        return cell
    if declared.kind in (Kind.REAL, Kind.INTEGER) and _NUMBER.fullmatch(cell):
        return int(cell) if re.fullmatch(r"[+-]?\d+", cell) else float(cell)
    return WORDS.get(cell.lower(), cell) if declared.kind is Kind.BOOLEAN else cell


def _wrong(declared: Parameter, cell: Any, value: Any) -> str | Text | None:
    if cell is None or cell == "" or (isinstance(cell, float) and math.isnan(cell)):
        return EMPTY
    if isinstance(value, str) and declared.kind in (Kind.REAL, Kind.INTEGER):
        plain: Callable[[str], str] = lambda text: re.sub(r"[ \u00a0\u202f'’]", "", text).replace(",", ".")  # noqa: E731
        instead = (
            Text(": write {plain}", " : écrire {plain}").filled(plain=plain(value)) if _GROUPED.fullmatch(value) or _NUMBER.fullmatch(plain(value)) else ""
        )
        return Text("{value} is not a number{instead}", "{value} n'est pas un nombre{instead}").filled(value=repr(value), instead=instead)
    problem = declared.problem("cell", value)
    return None if problem is None else problem.says
