"""What the large table (data/world) publishes of any corridor, to hold a scenario's own figures against: stocks, income, population, remittances.

`scenarios.countries` makes whole scenarios of that table; here are only the figures that it read from a source, not those that stand for what is not known.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from ..corridors import Figure

_OF_COUNTRIES = {"gdp_pc": ("origin_gdp_pc", "residence_gdp_pc"), "population": ("origin_population", "residence_population")}
"""Figure of a country to the figures of a corridor, where it is the origin and where it is the residence country."""
REMITTANCES_YEAR, REMITTANCES_SOURCE = 2017, "knomad2017"


def _rows(name: str) -> Iterable[dict[str, str]]:
    return csv.DictReader(files("scenarios").joinpath("data", "world", name).read_text(encoding="utf-8").splitlines())


@cache
def _hows() -> Mapping[str, Mapping[str, str]]:
    return MappingProxyType({row["how"]: row for row in _rows("hows.csv")})


@cache
def _corridors() -> Mapping[str, Mapping[str, str]]:
    return MappingProxyType({f"{row['origin']}-{row['residence']}": row for row in _rows("corridors.csv")})


@cache
def _countries() -> Mapping[tuple[str, str], Figure]:
    found = {}
    for row in _rows("countries.csv"):
        how = _hows()[row["how"]]
        if row["figure"] in _OF_COUNTRIES and how["found"] != "imputed" and row["year"]:
            found[row["country"], row["figure"]] = Figure(float(row["value"]), how["source"], int(row["year"]))
    return MappingProxyType(found)


def published(corridor: str) -> dict[str, Figure]:
    """Stock, incomes and populations of a corridor as far as the table has them, each with source and year.

    >>> published("SEN-FRA")["migrant_stock"].source, published("AAA-BBB")
    ('undesa2020', {})
    """
    found = {}
    row = _corridors().get(corridor)
    if row is not None:
        found["migrant_stock"] = Figure(float(row["stock"]), _hows()[row["stock_how"]]["source"], int(row["stock_year"]))
    for figure, names in _OF_COUNTRIES.items():
        for country, name in zip(corridor.split("-"), names, strict=True):
            known = _countries().get((country, figure))
            if known is not None:
                found[name] = known
    return found


def remittances(corridor: str) -> float | None:
    """Remittances of the corridor in 2017, USD, as the World Bank models them; None where the table has none."""
    row = _corridors().get(corridor)
    return 1e6 * float(row["remittances_2017_musd"]) if row is not None and row["remittances_2017_musd"] else None
