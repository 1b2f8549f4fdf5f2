"""World Bank (KNOMAD), bilateral matrices: migrants by origin (down) and residence (across), remittances by sender (down) and receiver (across).

A row or column that holds totals is compared with the sum of the others and left out.
"""

from __future__ import annotations

import re
from pathlib import Path

from model.errors import LINE, InputError, Problem
from model.parameter import Text
from model.text import Said

from ..country_names import iso3166, plain, spellings
from .cells import NotANumberError, number
from .imported import PERSONS, Imported, Key, Spec
from .table import COLUMN, WITHIN_HALF, Row, Table

YEAR = 2017
TOTAL = re.compile(r"\s*(world|total|all|sum)\b.*", re.IGNORECASE)
TOTALS_AGREE = 0.005
FIRST = Text("the first column", "la première colonne")
OR_NOTHING = Text("a number, or nothing", "un nombre, ou rien")
NOT_THE_SUM = Text("the total {total} is not the sum {sum} of what stands in the table", "le total {total} n'est pas la somme {sum} de ce que dit la table")
MILLIONS = Said(Text("million USD a year", "millions d'USD par an"))
MIGRANTS = Spec(
    PERSONS, Text("Migrants of an origin in a country of residence", "Migrants d'une origine dans un pays de résidence"), high=5e7, largest=(5e5, 5e7)
)
MONEY = Spec(
    MILLIONS,
    Text(
        "Remittances to an origin from a country of residence, as the publisher models them",
        "Envois vers une origine depuis un pays de résidence, modélisés par l'éditeur",
    ),
    high=2e5,
    largest=(1e3, 2e5),
)
MODELLED = Text(
    "The publisher makes these from stocks and incomes: they are no observed flows, and no independent test of a model driven by the same stocks and incomes.",
    "L'éditeur les calcule à partir des stocks et des revenus : ce ne sont pas des flux observés, ni un test indépendant d'un modèle fondé sur elles.",
)
NONE_IS_UNKNOWN = Text(
    "Pairs with people and no money are not taken as zero money.",
    "Les paires avec des personnes et sans argent ne sont pas prises pour un envoi nul.",
)


def read_migrants(path: str | Path, year: int = YEAR) -> Imported:
    """Migrants: rows are origins, columns residences."""
    return _read(path, "world_bank_stock", "migrant_stock", MIGRANTS, year)


def read_remittances(path: str | Path, year: int = YEAR) -> Imported:
    """Remittances: rows are the countries that send, columns those that receive, so that the key is (receiver, sender)."""
    return _read(path, "world_bank_remittances", "remittances", MONEY, year)


def _read(path: str | Path, kind: str, figure: str, spec: Spec, year: int) -> Imported:
    table = Table(path, kind, "knomad2017", {figure: spec}, (), _is_head)
    is_money = figure == "remittances"
    corner = table.head[0].casefold()
    if is_money != ("send" in corner or "remit" in corner) and any(word in corner for word in ("send", "remit", "origin", "migra")):
        says = Text("the corner says {corner}: this is the other of the two matrices", "le coin dit {corner} : c'est l'autre des deux matrices")
        senders, origins = Text("sending countries down", "les pays d'envoi en lignes"), Text("origins down", "les pays d'origine en lignes")
        where = LINE.filled(line=table.header_line)
        raise InputError(Problem(where, says.filled(corner=repr(table.head[0])), str(path), allowed=senders if is_money else origins))
    named = [(place, name) for place, name in enumerate(table.head) if place and _is_place(name)]
    across = {place: table.place(table.header_line, name, column=COLUMN.filled(place=place + 1)) for place, name in named}
    totals_at = [place for place, name in enumerate(table.head) if place and TOTAL.fullmatch(name)]
    table.stop()
    sums = dict.fromkeys(range(len(table.head)), 0.0)
    n_rows = 0
    for row in table.rows():
        if TOTAL.fullmatch(row.cells[0]):
            _compare(table, row, sums, n_rows)
            continue
        n_rows += 1
        values = _numbers(table, row, across)
        for place, value in values.items():
            sums[place] += value
        for place in totals_at:
            _stated(table, row, place, sum(values.values()))
        down = table.place(row.line, row.cells[0], column=FIRST)
        if down is None:
            continue
        for place, value in values.items():
            other = across[place]
            if other is None or other == down or (is_money and value == 0.0):
                continue
            origin, residence = (other, down) if is_money else (down, other)
            table.add(table.where(row, place), row.line, Key(figure, origin, residence), year, value)
    return table.imported(*([MODELLED, NONE_IS_UNKNOWN] if is_money else []))


def _is_head(cells: list[str]) -> bool:
    """Whether a line names countries across: at least half of its cells, and three."""
    named = [cell for cell in cells[1:] if cell.strip()]
    known = sum(plain(cell) in spellings() or cell.strip() in iso3166() for cell in named)
    return known >= max(3, 0.5 * len(named))


def _is_place(name: str) -> bool:
    return bool(name.strip()) and not TOTAL.fullmatch(name)


def _numbers(table: Table, row: Row, across: dict[int, str | None]) -> dict[int, float]:
    """The numbers of a row by column; what is no number is a problem."""
    found = {}
    for place in across:
        try:
            value = number(row.cells[place], table.separator)
        except NotANumberError as error:
            table.wrong(table.where(row, place), error.words.filled(value=repr(row.cells[place])), row.cells[place], OR_NOTHING)
            continue
        if value is not None:
            found[place] = value
    return found


def _stated(table: Table, row: Row, place: int, total: float) -> None:
    """A stated total against the sum of what it is the total of."""
    try:
        stated = number(row.cells[place], table.separator)
    except NotANumberError as error:
        table.wrong(table.where(row, place), error.words.filled(value=repr(row.cells[place])), row.cells[place], Text("a total", "un total"))
        return
    if stated is not None and abs(stated - total) > TOTALS_AGREE * max(abs(stated), abs(total), 100.0):
        table.wrong(table.where(row, place), NOT_THE_SUM.filled(total=f"{stated:g}", sum=f"{total:g}"), stated, WITHIN_HALF)


def _compare(table: Table, row: Row, sums: dict[int, float], n_rows: int) -> None:
    """A row of totals: the last one of a table, compared column by column."""
    if n_rows == 0:
        table.skip(Text("a row of totals above the countries", "une ligne de totaux au-dessus des pays"))
        return
    for place, total in sums.items():
        if place and _is_place(table.head[place]):
            _stated(table, row, place, total)
    table.skip(Text("a row of totals", "une ligne de totaux"))
