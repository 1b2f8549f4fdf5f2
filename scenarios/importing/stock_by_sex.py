"""Institute for Employment Research (IAB), Brain-Drain Data: immigrants by country of birth and sex in 20 countries of residence, every five years.

Its terms of use are not stated where it was found: it is read to compare with, and nothing of it goes into the table that ships with the product.
"""

from __future__ import annotations

from pathlib import Path

from model.parameter import Text

from .cells import NotANumberError, number
from .imported import PERSONS, Imported, Key, Spec
from .table import WITHIN_HALF, Table

NOT_BOTH = Text(
    "the total {total} is not men {men} and women {women}", "le total {total} n'est pas la somme des hommes {men} et des femmes {women}"
)
SPECS = {
    "men": Spec(PERSONS, Text("Men by country of birth, aged 25 and more", "Hommes par pays de naissance, 25 ans et plus"), high=3e7),
    "women": Spec(PERSONS, Text("Women by country of birth, aged 25 and more", "Femmes par pays de naissance, 25 ans et plus"), high=3e7),
}
REPEATED = Text(
    "Some cells of 2010 repeat 2005 (in the Netherlands, Morocco among them).",
    "Certaines cases de 2010 répètent 2005 (aux Pays-Bas, dont le Maroc).",
)


def read(path: str | Path) -> Imported:
    """Men and women; their sum is compared with the total."""
    head = ("destination_iso3", "country_of_birth", "year", "Total", "M-Total", "F-Total")
    table = Table(path, "stock_by_sex", "iab2013", SPECS, head)
    residence_at, origin_at, year_at, total_at, men_at, women_at = (table.at[name] for name in head)
    for row in table.rows():
        residence = table.place(row.line, row.cells[residence_at], column="destination_iso3")
        origin = table.place(row.line, row.cells[origin_at], column="country_of_birth")
        year = table.year_of(row, year_at)
        if origin is None or residence is None or year is None or origin == residence:
            continue
        table.take(row, Key("men", origin, residence), year, men_at)
        table.take(row, Key("women", origin, residence), year, women_at)
        try:
            total, men, women = (number(row.cells[place], table.separator) for place in (total_at, men_at, women_at))
        except NotANumberError:
            continue  # told where the cell was taken
        if total is not None and men is not None and women is not None and abs(total - men - women) > max(2.0, 0.005 * total):
            says = NOT_BOTH.filled(total=f"{total:g}", men=f"{men:g}", women=f"{women:g}")
            table.wrong(table.where(row, total_at), says, total, WITHIN_HALF)
    return table.imported(REPEATED)
