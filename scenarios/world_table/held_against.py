"""What the large table (data/world) publishes of any corridor, to hold a scenario's own figures against: stocks, income, population, remittances.

`figures.of_corridor` gives all that a scenario needs; here are only the figures that were read from a source, not those that stand for what is not known.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..corridors import Figure
from .published import tables

_OF_COUNTRIES = {"gdp_pc": ("origin_gdp_pc", "residence_gdp_pc"), "population": ("origin_population", "residence_population")}
"""Figure of a country to the figures of a corridor, where it is the origin and where it is the residence country."""
REMITTANCES_YEAR, REMITTANCES_SOURCE = 2017, "knomad2017"


def _row(corridor: str) -> Mapping[str, str] | None:
    origin, _, residence = corridor.partition("-")
    return tables().corridors.get((origin, residence))


def published(corridor: str) -> dict[str, Figure]:
    """Stock, incomes and populations of a corridor as far as the table has them, each with source and year.

    >>> published("SEN-FRA")["migrant_stock"].source, published("AAA-BBB")
    ('undesa2020', {})
    """
    found, shipped, row = {}, tables(), _row(corridor)
    if row is not None:
        found["migrant_stock"] = Figure(float(row["stock"]), shipped.hows[row["stock_how"]].source, int(row["stock_year"]))
    for figure, names in _OF_COUNTRIES.items():
        for country, name in zip(corridor.split("-"), names, strict=True):
            known = shipped.countries.get(country, {}).get(figure)
            if known is not None and known.year is not None and not shipped.is_imputed(known.how):
                found[name] = Figure(known.value, shipped.hows[known.how].source, known.year)
    return found


def remittances(corridor: str) -> float | None:
    """Remittances of the corridor in 2017, USD, as the World Bank models them; None where the table has none."""
    row = _row(corridor)
    return 1e6 * float(row["remittances_2017_musd"]) if row is not None and row["remittances_2017_musd"] else None
