"""World Bank, World Development Report 2023: emigrants and immigrants by education and sex, 2000, 2010 and 2020, people aged 15 and more."""

from __future__ import annotations

from pathlib import Path

from model.parameter import Text, by_language
from model.text import Said

from .cells import NotANumberError, number
from .imported import PERSONS, Imported, Key, Spec
from .table import Row, Table

_PEOPLE = Said(Text("persons aged 15 and more", "personnes de 15 ans et plus"))
_SHARE = Said(Text("share", "part"))
NOT_THE_SUM = Text("the total {total} is not the sum {sum} of {names}", "le total {total} n'est pas la somme {sum} de {names}")
AND = Text(" and ", " et ")
COLUMNS = {
    "Emigrants_total": ("emigrants", Spec(_PEOPLE, Text("Emigrants", "Émigrés"), high=1e8, largest=(1e6, 1e8))),
    "Emigrants_HS_total": ("emigrants_tertiary", Spec(_PEOPLE, Text("Emigrants with tertiary education", "Émigrés diplômés du supérieur"), high=1e8)),
    "Emigrants_females": ("emigrants_women", Spec(_PEOPLE, Text("Women emigrants", "Émigrées"), high=1e8)),
    "Immigrants_total": ("immigrants", Spec(_PEOPLE, Text("Immigrants", "Immigrés"), high=1e8)),
    "Immigrants_HS_total": ("immigrants_tertiary", Spec(_PEOPLE, Text("Immigrants with tertiary education", "Immigrés diplômés du supérieur"), high=1e8)),
    "Immigrants_females": ("immigrants_women", Spec(_PEOPLE, Text("Women immigrants", "Immigrées"), high=1e8)),
    "Share_educated_Nat": ("tertiary_natives", Spec(_SHARE, Text("Tertiary educated among natives", "Diplômés du supérieur parmi les natifs"), high=1.0)),
    "popm014": ("boys", Spec(PERSONS, Text("Boys under 15", "Garçons de moins de 15 ans"), high=1e9)),
    "popf014": ("girls", Spec(PERSONS, Text("Girls under 15", "Filles de moins de 15 ans"), high=1e9)),
    "Labor": ("adults", Spec(PERSONS, Text("Population aged 15 and more", "Population de 15 ans et plus"), high=1e10)),
}
TOTALS = {
    "Emigrants_total": ("Emigrants_HS_total", "Emigrants_LS_total"),
    "Immigrants_total": ("Immigrants_HS_total", "Immigrants_LS_total"),
    "Emigrants_females": ("Emigrants_females_HS", "Emigrants_females_LS"),
}
AGREE = 0.01
SHARES = Text(
    "Levels are of people aged 15 and more, 0.89 of the UN stock in the middle: use shares, not levels. By country, not by corridor.",
    "Les niveaux portent sur les 15 ans et plus, 0,89 du stock de l'ONU en médiane : utiliser les parts, non les niveaux. Par pays, non par corridor.",
)


def read(path: str | Path) -> Imported:
    """Counts and shares; totals are compared with their parts."""
    parts = [name for names in TOTALS.values() for name in names]
    table = Table(path, "education", "wdr2023", dict(COLUMNS.values()), ("country", "isoo", "year", *COLUMNS, *parts))
    name_at, iso_at, year_at = (table.at[name] for name in ("country", "isoo", "year"))
    for row in table.rows():
        place = table.place(row.line, row.cells[iso_at], row.cells[name_at])
        year = table.year_of(row, year_at)
        if place is None or year is None:
            continue
        for total, names in TOTALS.items():
            _check(table, row, total, names)
        for column, (name, _) in COLUMNS.items():
            table.take(row, Key(name, place), year, table.at[column])
    return table.imported(SHARES)


def _check(table: Table, row: Row, total: str, names: tuple[str, ...]) -> None:
    """A total against its parts, where all are there."""
    try:
        values = [number(row.cells[table.at[name]], table.separator) for name in (total, *names)]
    except NotANumberError:
        return  # told where the cell is taken
    found = [value for value in values if value is not None]
    if len(found) == len(values) and abs(found[0] - sum(found[1:])) > max(AGREE * found[0], 5.0):
        listed = by_language(lambda language: AND(language).join(names))
        says = NOT_THE_SUM.filled(total=f"{found[0]:g}", sum=f"{sum(found[1:]):g}", names=listed)
        table.wrong(table.where(row, table.at[total]), says, found[0], Text("a total within 1 %", "un total à 1 % près"))
