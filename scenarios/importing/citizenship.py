"""GLOBALCIT, Citizenship Law Dataset: who loses a nationality by taking another, and who must give up the former one to naturalise."""

from __future__ import annotations

from pathlib import Path

from model.errors import short
from model.parameter import Text
from model.text import Said

from .imported import ZERO_OR_ONE, Imported, Key, Spec
from .table import Table

FIGURES = {
    "L05_bin": ("loses_by_naturalising", Text("Nationality is lost on taking another one", "La nationalité se perd si l'on en prend une autre"), 1.0),
    "A06b_bin": (
        "must_renounce",
        Text("Naturalisation asks to give up the former nationality", "La naturalisation exige de renoncer à la nationalité antérieure"),
        1.0,
    ),
    "dualcit_comb": ("dual_category", Text("0 no dual nationality ... 3 in full", "0 pas de double nationalité ... 3 pleinement"), 3.0),
}
CATEGORY = Said(Text("category 0 to 3", "catégorie de 0 à 3"))
SPECS = {name: Spec(ZERO_OR_ONE if high == 1.0 else CATEGORY, says, high=high) for name, says, high in FIGURES.values()}
NOT_APPLICABLE = "99"
NO_CODE = Text("{value} is not a code", "{value} n'est pas un code")
CODES_UP_TO = Text("0 to {high}, or 99 for not applicable", "0 à {high}, ou 99 pour sans objet")
CODES = Text(
    "What the codes L05 and A06b mean is recalled from the publisher's codebook.",
    "Le sens des codes L05 et A06b est rapporté de mémoire d'après le livre de codes de l'éditeur.",
)


def read(path: str | Path) -> Imported:
    """The coding of each country and year."""
    table = Table(path, "citizenship", "globalcit2020", SPECS, ("iso3", "country", "year", *FIGURES))
    iso_at, name_at, year_at = (table.at[name] for name in ("iso3", "country", "year"))
    for row in table.rows():
        place = table.place(row.line, row.cells[iso_at], row.cells[name_at])
        year = table.year_of(row, year_at)
        if place is None or year is None:
            continue
        for column, (name, _, high) in FIGURES.items():
            cell = row.cells[table.at[column]].strip()
            if cell == NOT_APPLICABLE:
                table.skip(Text("{column}: not applicable (99)", "{column} : sans objet (99)").filled(column=column))
            elif cell not in [str(code) for code in range(int(high) + 1)] and cell not in ("", ".."):
                table.wrong(table.where(row, table.at[column]), NO_CODE.filled(value=short(cell)), cell, CODES_UP_TO.filled(high=f"{high:g}"))
            else:
                table.take(row, Key(name, place), year, table.at[column])
    return table.imported(CODES)
