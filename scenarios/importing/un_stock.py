"""UN DESA, International Migrant Stock, by origin and destination: a row a pair of 2020, and the matrix of 2019 with a column an origin."""

from __future__ import annotations

from pathlib import Path

from model.errors import LINE
from model.parameter import Text

from .imported import PERSONS, Imported, Key, Spec
from .table import COLUMN, Table

STOCK = Spec(
    PERSONS,
    Text("Migrants of an origin who live in a country of residence, at mid-year", "Migrants d'une origine vivant dans un pays de résidence, en milieu d'année"),
    high=5e7,
    largest=(5e5, 5e7),
)
SPECS = {"migrant_stock": STOCK}
NO_OTHERS = Text(
    "An origin that is missing in a country of residence is not zero: Saudi Arabia names 17 origins, the other Gulf states 19 to 33.",
    "Une origine absente dans un pays de résidence n'est pas zéro : l'Arabie saoudite nomme 17 origines, les autres États du Golfe 19 à 33.",
)


def read_pairs(path: str | Path) -> Imported:
    """The layout of 2020: origin and destination with code and name, then a column a year."""
    table = Table(path, "un_stock_2020", "undesa2020", SPECS, ("origin_iso3", "origin", "destination_iso3", "destination"))
    years = table.years()
    places = [table.at[name] for name in ("origin_iso3", "origin", "destination_iso3", "destination")]
    for row in table.rows():
        origin_code, origin_name, residence_code, residence_name = (row.cells[place] for place in places)
        origin = table.place(row.line, origin_code, origin_name, column="origin")
        residence = table.place(row.line, residence_code, residence_name, column="destination")
        if origin is None or residence is None:
            continue
        if origin == residence:
            says = Text("{country} is both origin and destination", "{country} est à la fois origine et destination").filled(country=origin)
            table.wrong(LINE.filled(line=row.line), says)
            continue
        for year, place in years.items():
            table.take(row, Key("migrant_stock", origin, residence), year, place)
    return table.imported(NO_OTHERS)


def read_matrix(path: str | Path) -> Imported:
    """The layout of 2019: a row a year and destination, a column an origin; regions stand among both."""
    table = Table(path, "un_stock_2019", "undesa2019", SPECS, ("Year", "Dest"))
    at_year, at_residence = table.at["Year"], table.at["Dest"]
    origins = {
        place: table.place(table.header_line, name, column=COLUMN.filled(place=place + 1))
        for place, name in enumerate(table.head)
        if place not in (at_year, at_residence) and name.strip()
    }
    table.stop()
    for row in table.rows():
        year = table.year_of(row, at_year)
        residence = table.place(row.line, row.cells[at_residence], column="Dest")
        if year is None or residence is None:
            continue
        for place, origin in origins.items():
            if origin is not None and origin != residence:
                table.take(row, Key("migrant_stock", origin, residence), year, place)
    return table.imported(NO_OTHERS)
