"""World Bank, Remittance Prices Worldwide: the average cost of sending USD 200 from one country to another, by quarter."""

from __future__ import annotations

from pathlib import Path

from model.errors import LINE
from model.parameter import Text

from .cells import quarter
from .imported import OF_200, Imported, Key, Spec
from .table import OTHER_SERIES, Table

SERIES = "ATCR.CORR"
SENDING, RECEIVING = Text("sending country", "pays d'envoi"), Text("receiving country", "pays de réception")
PAIR_TWICE = Text("{sender} to {receiver} stands twice: also in line {line}", "de {sender} à {receiver} figure deux fois : aussi ligne {line}")
COST = Spec(
    OF_200,
    Text(
        "Average total cost of sending USD 200, last quarter of the year with a value",
        "Coût total moyen d'un envoi de 200 USD, dernier trimestre renseigné de l'année",
    ),
    low=-30.0,
    high=100.0,
    largest=(2.0, 100.0),
)
CHEAPER = Text(
    "A cost below zero is a better exchange rate than the market's; it is kept as it is published.",
    "Un coût négatif est un taux de change meilleur que celui du marché ; il est gardé tel que publié.",
)


def read(path: str | Path) -> Imported:
    """The last quarter with a value of each year and corridor; the key is (receiving, sending)."""
    head = ("Sending Countries Code", "Sending Countries Name", "Receiving Countries Code", "Receiving Countries Name", "Series Code")
    table = Table(path, "remittance_prices", "worldbank_rpw", {"remittance_cost": COST}, head)
    quarters = sorted((found, place) for place, name in enumerate(table.head) if (found := quarter(name)) is not None)
    if not quarters:
        says = Text("no column is headed by a quarter", "aucune colonne n'a un trimestre pour titre")
        table.wrong(LINE.filled(line=table.header_line), says, table.head[-3:], Text("columns such as 2019Q3", "des colonnes comme 2019Q3"))
        table.stop()
    last: dict[tuple[str, str, int], int] = {}
    code_at, name_at, to_code_at, to_name_at, series_at = (table.at[name] for name in head)
    for row in table.rows():
        if row.cells[series_at].strip() != SERIES:
            table.skip(OTHER_SERIES.filled(series=row.cells[series_at].strip()))
            continue
        residence = table.place(row.line, row.cells[code_at], row.cells[name_at], column=SENDING)
        origin = table.place(row.line, row.cells[to_code_at], row.cells[to_name_at], column=RECEIVING)
        if origin is None or residence is None:
            continue
        newest = {year: place for (year, _), place in quarters if row.cells[place].strip() not in ("", "..")}
        if (origin, residence, 0) in last:
            says = PAIR_TWICE.filled(sender=residence, receiver=origin, line=last[origin, residence, 0])
            table.wrong(LINE.filled(line=row.line), says)
            continue
        last[origin, residence, 0] = row.line
        for year, place in newest.items():
            table.take(row, Key("remittance_cost", origin, residence), year, place)
    return table.imported(CHEAPER)
