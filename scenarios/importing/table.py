"""A published table, read line by line: where its header is, which column is which, and everything in it that does not fit.

Problems are collected, with line and column, and raised together; a table with very many is given up after the first `AT_MOST`.
Lines are read one at a time, so that a table of hundreds of megabytes takes no more memory than what is kept of it.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from model.errors import InputError, Problem, nearest, short

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


class Row(NamedTuple):
    """A line of a table: its number in the file, and its cells."""

    line: int
    cells: list[str]


class Findings:
    """What was found in one file: series by key, each with the line it came from, what was left out, and problems."""

    def __init__(self, path: str | Path, kind: str, source: str, specs: Mapping[str, Spec]) -> None:
        self.path, self.kind, self.source, self.specs = Path(path), kind, source, specs
        self.problems: list[Problem] = []
        self.series: dict[Key, dict[int, float]] = {}
        self.left_out: Counter[str] = Counter()
        self._lines: dict[tuple[Key, int], int] = {}
        self._places: dict[tuple[str, ...], str | NotACountry | None] = {}

    def wrong(self, where: str, says: str, value: object = None, allowed: str | None = None, near: str | None = None) -> None:
        """One problem more; raises once there are too many."""
        self.problems.append(Problem(where, says, str(self.path), value, allowed, near))
        if len(self.problems) >= AT_MOST:
            self.problems.append(Problem("", f"the file is given up after {AT_MOST} problems", str(self.path)))
            self.stop()

    def stop(self) -> None:
        """Raise what was found wrong, if anything was."""
        if self.problems:
            raise InputError(self.problems)

    def place(self, line: int, *texts: str, column: str = "country") -> str | None:
        """The country that the first of `texts` stands for (the others must agree); None for what is no country, which is counted, and for a problem."""
        if texts not in self._places:
            self._places[texts] = self._resolved(line, texts, column)
        found = self._places[texts]
        if isinstance(found, NotACountry):
            self.left_out[f"{found.kind}: {found.name}"] += 1
            return None
        return found

    def _resolved(self, line: int, texts: tuple[str, ...], column: str) -> str | NotACountry | None:
        found: list[str | NotACountry] = []
        for text in texts:
            if not text.strip():
                continue
            try:
                found.append(meaning(text, self.source))
            except InputError as error:
                problem = error.problems[0]
                self.wrong(f"line {line}, {column}", problem.says, text, problem.allowed)
                return None
        if not found:
            self.wrong(f"line {line}, {column}", "is empty", "", "a country")
            return None
        others = [item for item in found if isinstance(item, NotACountry)]
        if others:
            return max(others, key=lambda item: len(item.name))
        if len(set(found)) > 1:
            self.wrong(f"line {line}, {column}", f"{' and '.join(map(short, texts))} are different countries: {', '.join(map(str, found))}")
            return None
        return str(found[0])

    def skip(self, what: str, n: int = 1) -> None:
        """Count what was not taken."""
        self.left_out[what] += n

    def add(self, where: str, line: int, key: Key, year: int, cell: str | float, separator: str = ",") -> None:
        """A value, checked against its bounds and against what was read before."""
        try:
            value = cells.number(cell, separator) if isinstance(cell, str) else cell
        except cells.NotANumberError as error:
            self.wrong(where, f"{short(cell)} {error}", cell, f"a number in {self.specs[key.figure].unit}, or nothing")
            return
        if value is None:
            return
        spec = self.specs[key.figure]
        if not spec.low <= value <= spec.high:
            says = "is negative" if value < 0 <= spec.low else "is out of bounds"
            self.wrong(where, f"{value:g} {says}", value, f"{spec.low:g} to {spec.high:g} {spec.unit}")
            return
        if (key, year) in self._lines:
            of = "-".join(part for part in key[1:] if part)
            self.wrong(where, f"{key.figure} of {of} in {year} stands twice: also in line {self._lines[key, year]}", value, "each once")
            return
        self._lines[key, year] = line
        self.series.setdefault(key, {})[year] = value

    def imported(self, *notes: Any) -> Imported:
        """What was read; raises what is wrong with it."""
        self.stop()
        if not self.series:
            left = "; ".join(f"{what} ({n})" for what, n in self.left_out.most_common(5))
            self.wrong("", "holds no value" + (f"; left out: {left}" if left else ""), None, f"a table of the kind {self.kind}")
        for name, spec in self.specs.items():
            values = [value for key, years in self.series.items() if key.figure == name for value in years.values()]
            if spec.largest and len({key.place for key in self.series if key.figure == name}) >= 20 and not spec.largest[0] <= max(values) <= spec.largest[1]:
                says = f"the largest value is {max(values):g}, which is not in {spec.unit}"
                self.wrong(name, says, max(values), f"{spec.unit}: the largest from {spec.largest[0]:g} to {spec.largest[1]:g}")
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
            raise InputError(Problem("", "there is no such file" if not self.path.exists() else "is not a file", str(self.path)))
        with self.path.open("rb") as file:
            start = file.read(65536)
        if not start.strip():
            raise InputError(Problem("", "is empty", str(self.path), allowed=f"a table of the kind {self.kind}"))
        if start.startswith(b"PK\x03\x04"):
            raise InputError(Problem("", "is a workbook or an archive, not a table in text", str(self.path), allowed="the sheet saved as CSV"))
        text_of(start[: start.rfind(b"\n") + 1] or start[:60000], str(self.path), "a table in CSV, UTF-8")

    def _lines_of(self, separator: str) -> Iterator[Row]:
        csv.field_size_limit(LARGEST_CELL)
        try:
            with self.path.open(encoding="utf-8-sig", newline="") as file:
                reader = csv.reader(file, delimiter=separator)
                for cells_of_line in reader:
                    yield Row(reader.line_num, cells_of_line)
        except UnicodeDecodeError as error:
            text_of(self.path.read_bytes(), str(self.path), "a table in CSV, UTF-8")
            raise InputError(Problem("", f"cannot be read as UTF-8: {error}", str(self.path))) from None
        except csv.Error as error:
            raise InputError(Problem("", f"is not a table: {error}", str(self.path), allowed="a table in CSV")) from None

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
            says = f"there is no line with the columns of this kind of table within the first {HEADER_WITHIN}; the first line is {first}"
            raise InputError(Problem("", says, str(self.path), allowed=f"a header with {', '.join(required) or 'countries across'}"))
        allowed = f"a header with {', '.join(required)}"
        raise InputError([Problem(f"line {-line}", f"column {name!r} is missing", str(self.path), None, allowed, nearest(name, head)) for name in missing])

    def years(self) -> dict[int, int]:
        """Year to the place of its column; a problem where a year stands twice or none stands in the header."""
        found: dict[int, int] = {}
        for place, name in enumerate(self.head):
            year = cells.year(name)
            if year is not None and year in found:
                self.wrong(f"line {self.header_line}", f"the year {year} stands twice in the header: columns {found[year] + 1} and {place + 1}")
            elif year is not None:
                found[year] = place
        if not found:
            self.wrong(f"line {self.header_line}", "no column is headed by a year", short(self.head[:8]), "columns such as 2019")
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
                    self.wrong(f"line {row.line}", f"has {got} cells, the header {n}", None, f"{n} cells kept apart by {self.separator!r}")
                    continue
            seen = True
            yield row
        if not seen:
            self.wrong("", "has a header and no rows below it", None, f"a table of the kind {self.kind}")

    def where(self, row: Row, place: int) -> str:
        """Line and column of a cell, as they are told."""
        return f"line {row.line}, column {self.head[place].strip() or place + 1!r}"

    def take(self, row: Row, key: Key, year: int, place: int) -> None:
        """The value of a cell."""
        self.add(self.where(row, place), row.line, key, year, row.cells[place], self.separator)

    def year_of(self, row: Row, place: int) -> int | None:
        """The year in a cell; a problem where there is none."""
        found = cells.year(row.cells[place])
        if found is None:
            self.wrong(self.where(row, place), f"{short(row.cells[place])} is not a year", row.cells[place], "a year such as 2019")
        return found


def _plain(name: str) -> str:
    """A heading as it is compared: small letters, one space between words.

    >>> _plain(" Receiving Countries  Name")
    'receiving countries name'
    """
    return " ".join(name.replace("\u00a0", " ").casefold().split())
