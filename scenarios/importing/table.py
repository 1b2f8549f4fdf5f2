"""A published table, read line by line: where its header is, which column is which, and everything in it that does not fit.

Problems are collected, with line and column, and raised together; a table with very many is given up after the first `AT_MOST`.
Lines are read one at a time, so that a table of hundreds of megabytes takes no more memory than what is kept of it.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce
from pathlib import Path
from typing import Any, NamedTuple

from model.errors import CELL, EMPTY, LINE, NO_FILE, NOT_A_YEAR, OUT_OF_BOUNDS, InputError, Problem, nearest, short, told_by_system
from model.text import Text, by_language, in_language, worded

from ..country_names import NotACountry, meaning
from ..text_files import text_of
from . import cells
from .imported import Imported, Key, Spec

AT_MOST = 20
"""Problems told of one file."""
HEADER_WITHIN = 30
"""Lines within which the header stands: publishers put titles above it."""
SEPARATORS = (",", ";", "\t", "|")
LARGEST_CELL = 10_000_000
GIVEN_UP = Text("the file is given up after {n} problems", "la lecture s'arrête après {n} erreurs")
COUNTRY = Text("country", "pays")
COLUMN = Text("column {place}", "colonne {place}")
LINE_AND = Text("line {line}, {column}", "ligne {line}, {column}")
LEFT_OUT = Text("{kind}: {name}", "{kind} : {name}")
KIND_WORDS = {
    "region": Text("region", "région"),
    "group": Text("group", "groupe"),
    "city": Text("city", "ville"),
    "former": Text("former", "ancien"),
    "remainder": Text("remainder", "reste"),
    "islands": Text("islands", "îles"),
}
"""What is no country, as it is counted."""
AND = Text("{one} and {other}", "{one} et {other}")
SEMICOLON = Text("; ", " ; ")
DIFFERENT = Text("{names} are different countries: {codes}", "{names} sont des pays différents : {codes}")
NUMBER_IN = Text("a number in {unit}, or nothing", "un nombre ({unit}), ou rien")
NEGATIVE = Text("{value} is negative", "{value} est négatif")
BETWEEN = Text("{low} to {high} {unit}", "de {low} à {high} {unit}")
VALUE_TWICE = Text(
    "{figure} of {of} in {year} stands twice: also in line {line}", "{figure} pour {of} en {year} figure deux fois : aussi ligne {line}"
)
NO_VALUE = Text("holds no value", "ne contient aucune valeur")
NO_VALUE_LEFT = Text("holds no value; left out: {left}", "ne contient aucune valeur ; laissé de côté : {left}")
OF_KIND = Text("a table of the kind {kind}", "une table du type {kind}")
OTHER_UNIT = Text("the largest value is {value}, which is not in {unit}", "la plus grande valeur est {value}, d'une autre unité que : {unit}")
LARGEST = Text("{unit}: the largest from {low} to {high}", "{unit} : la plus grande de {low} à {high}")
ARCHIVE = Text("is a workbook or an archive, not a table in text", "est un classeur ou une archive, non une table en texte")
AS_CSV = Text("the sheet saved as CSV", "la feuille enregistrée en CSV")
IN_CSV = Text("a table in CSV, UTF-8", "une table en CSV, UTF-8")
NOT_UTF8 = Text("cannot be read as UTF-8: {why}", "lecture en UTF-8 impossible : {why}")
NO_TABLE = Text("is not a table: {why}", "n'est pas une table : {why}")
HEADER = Text("a header with {columns}", "un en-tête avec {columns}")
NO_HEADER = Text(
    "there is no line with the columns of this kind of table within the first {n}; the first line is {first}",
    "aucune ligne n'a les colonnes de ce type de table parmi les {n} premières ; la première ligne est {first}",
)
NO_COLUMN = Text("column {name} is missing", "la colonne {name} manque")
YEAR_TWICE = Text(
    "the year {year} stands twice in the header: columns {one} and {other}", "l'année {year} figure deux fois dans l'en-tête : colonnes {one} et {other}"
)
RAGGED = Text("has {got} cells, the header {n}", "a {got} cases, l'en-tête {n}")
CELLS = Text("{n} cells kept apart by {sign}", "{n} cases séparées par {sign}")
OTHER_SERIES = Text("other series: {series}", "autres séries : {series}")
WITHIN_HALF = Text("a total within 0.5 %", "un total à 0,5 % près")


class Row(NamedTuple):
    """A line of a table: its number in the file, and its cells."""

    line: int
    cells: list[str]


Where = str | Text | Callable[[], Text]
"""A place in a file in words, or what makes them: a table has a million cells, and few of them are ever told of."""


class Findings:
    """What was found in one file: series by key, each with the line it came from, what was left out, and problems."""

    def __init__(self, path: str | Path, kind: str, source: str, specs: Mapping[str, Spec]) -> None:
        self.path, self.kind, self.source, self.specs = Path(path), kind, source, specs
        self.problems: list[Problem] = []
        self.series: dict[Key, dict[int, float]] = {}
        self.left_out: Counter[str] = Counter()  # what as Said
        self._lines: dict[tuple[Key, int], int] = {}
        self._places: dict[tuple[str, ...], str | NotACountry | None] = {}

    def wrong(self, where: Where, says: str | Text, value: object = None, allowed: str | Text | None = None, near: str | None = None) -> None:
        """One problem more; raises once there are too many."""
        self.problems.append(Problem(where if isinstance(where, (str, Text)) else where(), says, str(self.path), value, allowed, near))
        if len(self.problems) >= AT_MOST:
            self.problems.append(Problem("", GIVEN_UP.filled(n=AT_MOST), str(self.path)))
            self.stop()

    def stop(self) -> None:
        """Raise what was found wrong, if anything was."""
        if self.problems:
            raise InputError(self.problems)

    def place(self, line: int, *texts: str, column: str | Text = COUNTRY) -> str | None:
        """The country that the first of `texts` stands for (the others must agree); None for what is no country, which is counted, and for a problem."""
        if texts not in self._places:
            self._places[texts] = self._resolved(line, texts, column)
        found = self._places[texts]
        if isinstance(found, NotACountry):
            self.skip(LEFT_OUT.filled(kind=KIND_WORDS.get(found.kind, found.kind), name=found.name))
            return None
        return found

    def _resolved(self, line: int, texts: tuple[str, ...], column: str | Text) -> str | NotACountry | None:
        found: list[str | NotACountry] = []
        where = LINE_AND.filled(line=line, column=column)
        for text in texts:
            if not text.strip():
                continue
            try:
                found.append(meaning(text, self.source))
            except InputError as error:
                problem = error.problems[0]
                self.wrong(where, problem.says, text, problem.allowed)
                return None
        if not found:
            self.wrong(where, EMPTY, "", Text("a country", "un pays"))
            return None
        others = [item for item in found if isinstance(item, NotACountry)]
        if others:
            return max(others, key=lambda item: len(item.name))
        if len(set(found)) > 1:
            names = reduce(lambda one, other: AND.filled(one=one, other=other), [Text(short(text), short(text)) for text in texts])
            self.wrong(where, DIFFERENT.filled(names=names, codes=", ".join(map(str, found))))
            return None
        return str(found[0])

    def skip(self, what: str | Text, n: int = 1) -> None:
        """Count what was not taken."""
        self.left_out[worded(what)] += n

    def add(self, where: Where, line: int, key: Key, year: int, cell: str | float, separator: str = ",") -> None:
        """A value, checked against its bounds and against what was read before."""
        try:
            value = cells.number(cell, separator) if isinstance(cell, str) else cell
        except cells.NotANumberError as error:
            self.wrong(where, error.about(cell), cell, NUMBER_IN.filled(unit=self.specs[key.figure].unit))
            return
        if value is None:
            return
        spec = self.specs[key.figure]
        if not spec.low <= value <= spec.high:
            says = NEGATIVE if value < 0 <= spec.low else OUT_OF_BOUNDS
            self.wrong(where, says.filled(value=f"{value:g}"), value, BETWEEN.filled(low=f"{spec.low:g}", high=f"{spec.high:g}", unit=spec.unit))
            return
        if (key, year) in self._lines:
            of = "-".join(part for part in key[1:] if part)
            says = VALUE_TWICE.filled(figure=key.figure, of=of, year=year, line=self._lines[key, year])
            self.wrong(where, says, value, Text("each once", "une fois chacun"))
            return
        self._lines[key, year] = line
        self.series.setdefault(key, {})[year] = value

    def imported(self, *notes: Any) -> Imported:
        """What was read; raises what is wrong with it."""
        self.stop()
        if not self.series:
            most = self.left_out.most_common(5)
            left = by_language(lambda language: SEMICOLON(language).join(f"{in_language(what, language)} ({n})" for what, n in most))
            self.wrong("", NO_VALUE_LEFT.filled(left=left) if most else NO_VALUE, None, OF_KIND.filled(kind=self.kind))
        for name, spec in self.specs.items():
            values = [value for key, years in self.series.items() if key.figure == name for value in years.values()]
            if spec.largest and len({key.place for key in self.series if key.figure == name}) >= 20 and not spec.largest[0] <= max(values) <= spec.largest[1]:
                says = OTHER_UNIT.filled(value=f"{max(values):g}", unit=spec.unit)
                low, high = (f"{bound:g}" for bound in spec.largest)
                self.wrong(name, says, max(values), LARGEST.filled(unit=spec.unit, low=low, high=high))
        self.stop()
        left_out = dict(sorted(self.left_out.items()))
        return Imported(self.kind, str(self.path), self.source, self.specs, self.series, left_out, notes)


class Table(Findings):
    """A table in CSV, whatever keeps its columns apart and whatever stands above its header.

    Attributes:
        head: the cells of the header.
        separator: what keeps columns apart.
    """

    def __init__(
        self, path: str | Path, kind: str, source: str, specs: Mapping[str, Spec], required: Sequence[str], is_head: Callable[[list[str]], bool] | None = None
    ) -> None:
        super().__init__(path, kind, source, specs)
        self._first()
        self.separator, self.header_line, self.head = self._header(required, is_head)
        self.at = {name.strip(): place for place, name in reversed(list(enumerate(self.head)))}
        plain = {_plain(name): place for name, place in self.at.items()}
        for name in required:
            self.at[name] = plain[_plain(name)]

    def _first(self) -> None:
        """Refuse what cannot be a table before reading it whole."""
        if not self.path.is_file():
            no_file = Text("is not a file", "n'est pas un fichier")
            raise InputError(Problem("", no_file if self.path.exists() else NO_FILE, str(self.path)))
        with self.path.open("rb") as file:
            start = file.read(65536)
        if not start.strip():
            raise InputError(Problem("", EMPTY, str(self.path), allowed=OF_KIND.filled(kind=self.kind)))
        if start.startswith(b"PK\x03\x04"):
            raise InputError(Problem("", ARCHIVE, str(self.path), allowed=AS_CSV))
        text_of(start[: start.rfind(b"\n") + 1] or start[:60000], str(self.path), IN_CSV)

    def _lines_of(self, separator: str) -> Iterator[Row]:
        csv.field_size_limit(LARGEST_CELL)
        try:
            with self.path.open(encoding="utf-8-sig", newline="") as file:
                reader = csv.reader(file, delimiter=separator)
                for cells_of_line in reader:
                    yield Row(reader.line_num, cells_of_line)
        except UnicodeDecodeError as error:
            text_of(self.path.read_bytes(), str(self.path), IN_CSV)
            raise InputError(Problem("", NOT_UTF8.filled(why=told_by_system(error)), str(self.path))) from None
        except csv.Error as error:
            raise InputError(Problem("", NO_TABLE.filled(why=error), str(self.path), allowed=Text("a table in CSV", "une table en CSV"))) from None

    def _header(self, required: Sequence[str], is_head: Callable[[list[str]], bool] | None) -> tuple[str, int, list[str]]:
        """Separator, line and cells of the header: the first line that has the required columns."""
        wanted = {_plain(name) for name in required}
        best: tuple[int, int, list[str]] = (0, 0, [])
        for separator in SEPARATORS:
            for row in self._lines_of(separator):
                found = {_plain(cell) for cell in row.cells}
                if wanted <= found and (is_head is None or is_head(row.cells)):
                    return separator, row.line, row.cells
                best = max(best, (len(wanted & found), -row.line, row.cells), key=lambda item: item[:2])
                if row.line >= HEADER_WITHIN:
                    break
        n, line, head = best
        missing = [name for name in required if _plain(name) not in {_plain(cell) for cell in head}]
        if n == 0:
            first = short(next(iter(self._lines_of(","))).cells[:6])
            wanted_head = HEADER.filled(columns=", ".join(required) or Text("countries across", "les pays en colonnes"))
            raise InputError(Problem("", NO_HEADER.filled(n=HEADER_WITHIN, first=first), str(self.path), allowed=wanted_head))
        allowed, where = HEADER.filled(columns=", ".join(required)), LINE.filled(line=-line)
        raise InputError([Problem(where, NO_COLUMN.filled(name=repr(name)), str(self.path), None, allowed, nearest(name, head)) for name in missing])

    def years(self) -> dict[int, int]:
        """Year to the place of its column; a problem where a year stands twice or none stands in the header."""
        found: dict[int, int] = {}
        for place, name in enumerate(self.head):
            year = cells.year(name)
            if year is not None and year in found:
                self.wrong(LINE.filled(line=self.header_line), YEAR_TWICE.filled(year=year, one=found[year] + 1, other=place + 1))
            elif year is not None:
                found[year] = place
        if not found:
            says = Text("no column is headed by a year", "aucune colonne n'a une année pour titre")
            self.wrong(LINE.filled(line=self.header_line), says, short(self.head[:8]), Text("columns such as 2019", "des colonnes comme 2019"))
        self.stop()
        return found

    def rows(self) -> Iterator[Row]:
        """The lines below the header; empty ones and those of one cell (notes at the foot) are left out, ragged ones are problems."""
        n = len(self.head)
        is_open = bool(self.head) and not self.head[-1].strip()
        seen = False
        for row in self._lines_of(self.separator):
            if row.line <= self.header_line:
                continue
            got = len(row.cells)
            if got != n and not (is_open and got == n - 1):
                filled = [cell for cell in row.cells if cell.strip()]
                if len(filled) <= 1 or (got == 2 and filled[0].startswith(("Data from", "Last Updated"))):
                    continue
                if got > n and not any(cell.strip() for cell in row.cells[n:]):
                    row = Row(row.line, row.cells[:n])
                else:
                    says, allowed = RAGGED.filled(got=got, n=n), CELLS.filled(n=n, sign=repr(self.separator))
                    self.wrong(LINE.filled(line=row.line), says, None, allowed)
                    continue
            seen = True
            yield row
        if not seen:
            self.wrong("", Text("has a header and no rows below it", "a un en-tête et aucune ligne en dessous"), None, OF_KIND.filled(kind=self.kind))

    def where(self, row: Row, place: int) -> Callable[[], Text]:
        """What says line and column of a cell, should they have to be told."""
        return lambda: CELL.filled(line=row.line, column=repr(self.head[place].strip() or place + 1))

    def take(self, row: Row, key: Key, year: int, place: int) -> None:
        """The value of a cell."""
        self.add(self.where(row, place), row.line, key, year, row.cells[place], self.separator)

    def year_of(self, row: Row, place: int) -> int | None:
        """The year in a cell; a problem where there is none."""
        found = cells.year(row.cells[place])
        if found is None:
            says = NOT_A_YEAR.filled(value=short(row.cells[place]))
            self.wrong(self.where(row, place), says, row.cells[place], Text("a year such as 2019", "une année comme 2019"))
        return found


def _plain(name: str) -> str:
    """A heading as it is compared: small letters, one space between words.

    >>> _plain(" Receiving Countries  Name")
    'receiving countries name'
    """
    return " ".join(name.replace("\u00a0", " ").casefold().split())
