"""CEPII, GeoDist: distances, languages and colonial ties of pairs; coordinates of main cities."""

from __future__ import annotations

from pathlib import Path

from model.parameter import Text
from model.text import Said

from .imported import ZERO_OR_ONE, Imported, Key, Spec
from .table import Table

YEAR = 2011
"""Of the release."""
DEGREES = Said(Text("degrees", "degrés"))
PAIRS = {
    "dist": ("distance", Spec("km", Text("Distance between main cities", "Distance entre villes principales"), high=21_000.0, largest=(15_000.0, 21_000.0))),
    "contig": ("contiguous", Spec(ZERO_OR_ONE, Text("A common border", "Une frontière commune"), high=1.0)),
    "comlang_off": ("common_language", Spec(ZERO_OR_ONE, Text("A common official language", "Une langue officielle commune"), high=1.0)),
    "colony": ("colonial_link", Spec(ZERO_OR_ONE, Text("A colonial tie", "Un lien colonial"), high=1.0)),
}
COORDINATES = {
    "lat": ("latitude", Spec(DEGREES, Text("Latitude of the main city", "Latitude de la ville principale"), low=-90.0, high=90.0)),
    "lon": ("longitude", Spec(DEGREES, Text("Longitude of the main city", "Longitude de la ville principale"), low=-180.0, high=180.0)),
}


def read_pairs(path: str | Path) -> Imported:
    """Distances and ties; the same in both directions, kept as (origin, destination)."""
    table = Table(path, "distance", "cepii", dict(PAIRS.values()), ("iso_o", "iso_d", *PAIRS))
    origin_at, residence_at = table.at["iso_o"], table.at["iso_d"]
    columns = [(name, table.at[column]) for column, (name, _) in PAIRS.items()]
    for row in table.rows():
        origin = table.place(row.line, row.cells[origin_at], column="iso_o")
        residence = table.place(row.line, row.cells[residence_at], column="iso_d")
        if origin is None or residence is None or origin == residence:
            continue
        for name, place in columns:
            table.take(row, Key(name, origin, residence), YEAR, place)
    return table.imported()


def read_places(path: str | Path) -> Imported:
    """Coordinates of the main city of each country (a country has several rows where it has several cities)."""
    table = Table(path, "geography", "cepii", dict(COORDINATES.values()), ("iso3", "maincity", *COORDINATES))
    iso_at, main_at = table.at["iso3"], table.at["maincity"]
    for row in table.rows():
        if row.cells[main_at].strip() != "1":
            table.skip(Text("cities that are not the main one", "des villes qui ne sont pas la principale"))
            continue
        place = table.place(row.line, row.cells[iso_at], column="iso3")
        if place is not None:
            for column, (name, _) in COORDINATES.items():
                table.take(row, Key(name, place), YEAR, table.at[column])
    return table.imported()
