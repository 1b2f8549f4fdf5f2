"""UN DESA, International Migrant Stock 2020: Destination, the workbook: immigrants and population of each country by sex, and the region that it belongs to.

Ten rows of heading; regions and countries in one column, told apart by the location code: that of a country is its numeric ISO code, a region has 900 or more.
"""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

from model.errors import short
from model.parameter import Text
from model.text import Said

from ..country_names import iso3166
from .imported import PERSONS, Imported, Key, Spec
from .table import HEADER_WITHIN, WITHIN_HALF, Findings
from .workbook import Workbook

HEAD = ("Region, development group, country or area", "Location code")
THOUSANDS = Said(Text("thousand persons", "milliers de personnes"))
LOCATION = Said(Text("UN location code", "code de lieu de l'ONU"))
ROW, ROW_FIGURE = Text("{sheet}, row {line}", "{sheet}, ligne {line}"), Text("{sheet}, row {line}, {figure} {year}", "{sheet}, ligne {line}, {figure} {year}")
NOT_BOTH = Text(
    "immigrants of {country} in {year}: the total {total} is not men {men} and women {women}",
    "immigrés de {country} en {year} : le total {total} n'est pas la somme des hommes {men} et des femmes {women}",
)
BLOCKS = Text("has {n} blocks of years", "a {n} blocs d'années")
NO_HEADER = Text("there is no header within {n} rows", "il n'y a pas d'en-tête dans les {n} premières lignes")
A_HEADER = Text("a row with {one} and {other}", "une ligne avec {one} et {other}").filled(one=repr(HEAD[0]), other=repr(HEAD[1]))
NO_CODE = Text("{value} is not a location code", "{value} n'est pas un code de lieu")
NUMERIC = Text("the numeric code of a country or region", "le code numérique d'un pays ou d'une région")
NO_COUNTRY = Text("{value} is no location code of a country", "{value} n'est pas le code de lieu d'un pays")
NUMERIC_OR_REGION = Text(
    "a numeric code of ISO 3166-1, or 900 and more for a region", "un code numérique ISO 3166-1, ou 900 et plus pour une région"
)
SPECS = {
    "immigrants": Spec(PERSONS, Text("Immigrants at mid-year", "Immigrés en milieu d'année"), high=1e8, largest=(1e6, 1e8)),
    "immigrants_women": Spec(PERSONS, Text("Women among them", "Femmes parmi eux"), high=1e8),
    "immigrants_men": Spec(PERSONS, Text("Men among them", "Hommes parmi eux"), high=1e8),
    "population": Spec(THOUSANDS, Text("Population at mid-year", "Population en milieu d'année"), high=3e6, largest=(5e4, 3e6)),
    "region": Spec(LOCATION, Text("Region that the country belongs to", "Région à laquelle le pays appartient"), low=900.0, high=9999.0),
}
SHEETS = {"Table 1": ("immigrants", "immigrants_men", "immigrants_women"), "Table 2": ("population",)}
REGION_FROM = 900
CHANNEL_ISLANDS = 830
SUBREGIONS = frozenset({910, 911, 912, 913, 914, 5500, 906, 920, 5501, 922, 923, 924, 925, 926, 915, 916, 931, 905, 927, 928, 954, 957})
"""Location codes of the regions that countries are listed under."""


def read(path: str | Path) -> Imported:
    """Tables 1 and 2; men and women are compared with the total."""
    book = Workbook(path)
    findings = Findings(path, "un_workbook", "undesa2020", SPECS)
    for sheet, figures in SHEETS.items():
        _sheet(book, findings, sheet, figures)
    for key, years in [(key, years) for key, years in findings.series.items() if key.figure == "immigrants"]:
        for year, total in years.items():
            parts = [findings.series.get(Key(figure, key.place), {}).get(year) for figure in ("immigrants_men", "immigrants_women")]
            known = [part for part in parts if part is not None]
            if len(known) == 2 and abs(sum(known) - total) > max(2.0, 0.005 * total):
                says = NOT_BOTH.filled(country=key.place, year=year, total=f"{total:g}", men=f"{known[0]:g}", women=f"{known[1]:g}")
                findings.wrong("Table 1", says, total, WITHIN_HALF)
    return findings.imported()


def _sheet(book: Workbook, findings: Findings, sheet: str, figures: tuple[str, ...]) -> None:
    """One sheet: a block of years a figure."""
    numeric = {int(country.numeric): iso3 for iso3, country in iso3166().items() if country.numeric}
    blocks: list[dict[int, int]] = []
    code_at = region = 0
    for line, row in book.rows(sheet):
        if not blocks:
            cells = [cell.strip() for cell in row]
            if set(HEAD) <= set(cells):
                code_at = cells.index(HEAD[1])
                blocks = _blocks(cells)
                if len(blocks) < len(figures):
                    findings.wrong(ROW.filled(sheet=sheet, line=line), BLOCKS.filled(n=len(blocks)), None, f"{len(figures)}: {', '.join(figures)}")
                    findings.stop()
            elif line > HEADER_WITHIN:
                findings.wrong(sheet, NO_HEADER.filled(n=HEADER_WITHIN), None, A_HEADER)
                findings.stop()
            continue
        code = row[code_at].strip() if len(row) > code_at else ""
        if not re.fullmatch("[0-9]+", code):
            if any(cell.strip() for cell in row[code_at:]):
                findings.wrong(ROW.filled(sheet=sheet, line=line), NO_CODE.filled(value=short(code)), code, NUMERIC)
            continue
        if int(code) >= REGION_FROM:
            region = int(code) if int(code) in SUBREGIONS else region
            findings.skip(Text("rows of regions and groups", "des lignes de régions et de groupes"))
        elif int(code) == CHANNEL_ISLANDS:
            findings.skip(Text("islands: Channel Islands", "îles : îles Anglo-Normandes"))
        elif int(code) not in numeric:
            findings.wrong(ROW.filled(sheet=sheet, line=line), NO_COUNTRY.filled(value=code), code, NUMERIC_OR_REGION)
        else:
            _values(findings, (sheet, line, row), numeric[int(code)], figures, blocks)
            if sheet == "Table 1" and region:
                findings.add(partial(ROW.filled, sheet=sheet, line=line), line, Key("region", numeric[int(code)]), 2020, float(region))
    if not blocks:
        findings.wrong(sheet, Text("is empty or has no header", "est vide ou sans en-tête"), None, A_HEADER)


def _blocks(head: list[str]) -> list[dict[int, int]]:
    """Year to column, a dictionary for each run of years."""
    blocks: list[dict[int, int]] = []
    for place, cell in enumerate(head):
        if re.fullmatch(r"(19|20)[0-9]{2}(\.0)?", cell):
            year = int(float(cell))
            if not blocks or year in blocks[-1]:
                blocks.append({})
            blocks[-1][year] = place
    return blocks


def _values(findings: Findings, at: tuple[str, int, list[str]], iso3: str, figures: tuple[str, ...], blocks: list[dict[int, int]]) -> None:
    sheet, line, row = at
    for figure, block in zip(figures, blocks, strict=False):
        for year, place in block.items():
            if place < len(row):
                findings.add(partial(ROW_FIGURE.filled, sheet=sheet, line=line, figure=figure, year=year), line, Key(figure, iso3), year, row[place])
