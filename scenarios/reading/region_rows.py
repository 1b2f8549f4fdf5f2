"""The rows of a table of regions, of a file in CSV or of a scenario, each cell with where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from model.errors import CELL, EMPTY, Problem, nearest, short
from model.text import Text

MUST = ("region", "population", "poverty")
COLUMNS = (*MUST, "need", "emigration", "emigrants", "origin", "source")
MEANS: Mapping[str, Text] = {
    "population": Text("persons who live there, above 0", "les personnes qui y vivent, plus de 0"),
    "poverty": Text("share of them who are poor, from 0 to 1", "la part de pauvres parmi elles, de 0 à 1"),
    "need": Text("lack of public services, from 0 to 1", "le manque de services publics, de 0 à 1"),
    "emigration": Text(
        "share of the emigrants of the origin who come from there, from 0 to 1",
        "la part des émigrés du pays d'origine qui en viennent, de 0 à 1",
    ),
    "emigrants": Text("persons who left from there, 0 or more", "les personnes qui en sont parties, 0 ou plus"),
}
NAME = Text("its name", "son nom")
NO_COLUMN = Text("{value} is no column of a table of regions", "{value} n'est pas une colonne d'une table de régions")
TWICE_IN_HEADER = Text("{name} stands twice in the header", "{name} figure deux fois dans l'en-tête")


class Given(NamedTuple):
    """A row as it was given: its cells by column, and where each stands: a line of a file, or a key of the scenario."""

    cells: Mapping[str, Any]
    line: int | None
    number: int
    file: str | None

    def problem(self, column: str, says: str | Text, value: Any = None, allowed: str | Text | None = None, near: str | None = None) -> Problem:
        """What is wrong with a cell."""
        key = f"regions.{self.number}.{column}" if self.line is None else CELL.filled(line=self.line, column=column)
        return Problem(key, says, self.file, value, allowed, near)


def rows_of_csv(path: str | Path) -> list[Given]:
    """The rows of a table in CSV, whatever keeps its columns apart; InputError with file, line and column of everything that is wrong with its form."""
    from ..importing import cells  # only now: the readers of all published formats come with it
    from ..importing.table import Table

    table = Table(path, "regions", "", {}, MUST)
    names = [name.strip().casefold() for name in table.head]
    for place, name in enumerate(names):
        where = CELL.filled(line=table.header_line, column=place + 1)
        if name not in COLUMNS and (name or place + 1 < len(names)):
            table.wrong(where, NO_COLUMN.filled(value=short(table.head[place])), table.head[place], ", ".join(COLUMNS), nearest(name, COLUMNS))
        elif name and name in names[:place]:
            table.wrong(where, TWICE_IN_HEADER.filled(name=name))
    table.stop()
    found: list[Given] = []
    for row in table.rows():
        values: dict[str, Any] = {}
        for name, cell in zip(names, row.cells, strict=False):
            if name not in MEANS:
                values |= {name: cell.strip()} if cell.strip() and name else {}
                continue
            try:
                number = cells.number(cell, table.separator)
            except cells.NotANumberError as error:
                table.wrong(CELL.filled(line=row.line, column=name), error.about(cell), cell, MEANS[name])
                continue
            values |= {} if number is None else {name: number}
        given = Given(values, row.line, len(found), str(path))
        for column in MUST:
            if column not in values and not any(problem.key == f"line {row.line}, column {column}" for problem in table.problems):
                table.wrong(CELL.filled(line=row.line, column=column), EMPTY, None, MEANS.get(column, NAME))
        found.append(given)
    table.stop()
    return found
