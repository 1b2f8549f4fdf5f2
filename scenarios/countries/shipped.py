"""Who came when in the corridors that ship with figures of their own: `data/arrivals.csv`, written from the large table.

`python -m scenarios.countries.shipped` writes it anew; a test keeps it what the table says.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from ..corridors import Figure, known
from .figures import who_came_when
from .new_country import number
from .published import tables

FILE = Path(__file__).parents[1] / "data" / "arrivals.csv"
HEAD = ("corridor", "figure", "value", "source", "year", "low", "high", "note")


def arrivals_text() -> str:
    """The file: how many leave again by residence country (`*-FRA`), then the stocks of earlier years by corridor."""
    found = tables()
    rows: list[tuple[str, str, Figure]] = []
    residences = sorted({corridor.split("-")[1] for corridor in known()})
    for residence in residences:
        gone = who_came_when({"stock_1990": ""}, found.countries[residence], found)["gone_after_5_years"]
        rows.append((f"*-{residence}", "gone_after_5_years", gone))
    for corridor in sorted(known()):
        origin, residence = corridor.split("-")
        row = found.corridors.get((origin, residence))
        if row is not None:
            given = who_came_when(row, found.countries[residence], found)
            rows += [(corridor, name, figure) for name, figure in given.items() if name.startswith("stock_")]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEAD)
    for corridor, name, figure in rows:
        low, high = ("", "") if figure.assumed is None else (number(bound) for bound in figure.assumed)
        year = "" if figure.year is None else figure.year
        writer.writerow((corridor, name, number(figure.value), figure.source, year, low, high, figure.note))
    return text.getvalue()


if __name__ == "__main__":
    FILE.write_text(arrivals_text(), encoding="utf-8")
