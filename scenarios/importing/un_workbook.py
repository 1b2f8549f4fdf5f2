"""UN DESA, International Migrant Stock 2020: Destination, the workbook: immigrants and population of each country by sex, and the region that it belongs to.

Ten rows of heading; regions and countries in one column, told apart by the location code: that of a country is its numeric ISO code, a region has 900 or more.
"""

from __future__ import annotations

import re
from pathlib import Path

from model.errors import short
from model.parameter import Text

from ..country_names import iso3166
from .imported import Imported, Key, Spec
from .table import HEADER_WITHIN, Findings
from .workbook import Workbook

HEAD = ("Region, development group, country or area", "Location code")
SPECS = {
    "immigrants": Spec("persons", Text("Immigrants at mid-year", "Immigrés en milieu d'année"), high=1e8, largest=(1e6, 1e8)),
    "immigrants_women": Spec("persons", Text("Women among them", "Femmes parmi eux"), high=1e8),
    "immigrants_men": Spec("persons", Text("Men among them", "Hommes parmi eux"), high=1e8),
    "population": Spec("thousand persons", Text("Population at mid-year", "Population en milieu d'année"), high=3e6, largest=(5e4, 3e6)),
    "region": Spec("UN location code", Text("Region that the country belongs to", "Région à laquelle le pays appartient"), low=900.0, high=9999.0),
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
                says = f"immigrants of {key.place} in {year}: the total {total:g} is not men {known[0]:g} and women {known[1]:g}"
                findings.wrong("Table 1", says, total, "a total within 0.5 %")
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
                    findings.wrong(f"{sheet}, row {line}", f"has {len(blocks)} blocks of years", None, f"{len(figures)}: {', '.join(figures)}")
                    findings.stop()
            elif line > HEADER_WITHIN:
                findings.wrong(sheet, f"there is no header within {HEADER_WITHIN} rows", None, f"a row with {' and '.join(map(repr, HEAD))}")
                findings.stop()
            continue
        code = row[code_at].strip() if len(row) > code_at else ""
        if not re.fullmatch("[0-9]+", code):
            if any(cell.strip() for cell in row[code_at:]):
                findings.wrong(f"{sheet}, row {line}", f"{short(code)} is not a location code", code, "the numeric code of a country or region")
            continue
        if int(code) >= REGION_FROM:
            region = int(code) if int(code) in SUBREGIONS else region
            findings.skip("rows of regions and groups")
        elif int(code) == CHANNEL_ISLANDS:
            findings.skip("islands: Channel Islands")
        elif int(code) not in numeric:
            findings.wrong(
                f"{sheet}, row {line}", f"{code} is no location code of a country", code, "a numeric code of ISO 3166-1, or 900 and more for a region"
            )
        else:
            _values(findings, (sheet, line, row), numeric[int(code)], figures, blocks)
            if sheet == "Table 1" and region:
                findings.add(f"{sheet}, row {line}", line, Key("region", numeric[int(code)]), 2020, float(region))
    if not blocks:
        findings.wrong(sheet, "is empty or has no header", None, f"a row with {' and '.join(map(repr, HEAD))}")


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
                findings.add(f"{sheet}, row {line}, {figure} {year}", line, Key(figure, iso3), year, row[place])
