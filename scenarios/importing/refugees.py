"""UNHCR, refugee population statistics: refugees and asylum seekers by origin and residence, a row a year."""

from __future__ import annotations

from pathlib import Path

from model.parameter import Text

from .imported import PERSONS, Imported, Key, Spec
from .table import Table

SPECS = {
    "refugees": Spec(PERSONS, Text("Refugees", "Réfugiés"), high=2e7, largest=(1e4, 2e7)),
    "asylum_seekers": Spec(PERSONS, Text("Asylum seekers", "Demandeurs d'asile"), high=1e7),
}


def read(path: str | Path) -> Imported:
    """Persons at the end of the year; a year with neither is missing, and so is a corridor without any."""
    head = ("year", "orig", "dest", "refugees", "asylum_seekers")
    table = Table(path, "refugees", "unhcr2020", SPECS, head)
    year_at, origin_at, residence_at, *values_at = (table.at[name] for name in head)
    for row in table.rows():
        origin = table.place(row.line, row.cells[origin_at], column="orig")
        residence = table.place(row.line, row.cells[residence_at], column="dest")
        year = table.year_of(row, year_at)
        if origin is None or residence is None or year is None or origin == residence:
            continue
        for name, place in zip(SPECS, values_at, strict=True):
            table.take(row, Key(name, origin, residence), year, place)
    return table.imported()
