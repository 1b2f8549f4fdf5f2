"""Head, Mayer and Ries (2010): trade flows, incomes and distances of pairs, one year.

Its terms of use are not stated: no single flow goes into the table that ships with the product, only a law that is fitted to all of them.
"""

from __future__ import annotations

from pathlib import Path

from model.parameter import Text
from model.text import Said

from .imported import Imported, Key, Spec
from .table import Table

YEAR = 2006
MILLIONS = Said(Text("million current USD", "millions d'USD courants"))
COLUMNS = {
    "flow": ("exports", Spec(MILLIONS, Text("Exports", "Exportations"), high=1e7, largest=(1e3, 1e7))),
    "gdp_o": ("exporter_gdp", Spec(MILLIONS, Text("GDP of the exporter", "PIB de l'exportateur"), high=1e8)),
    "gdp_d": ("importer_gdp", Spec(MILLIONS, Text("GDP of the importer", "PIB de l'importateur"), high=1e8)),
    "distw": ("trade_distance", Spec("km", Text("Distance weighted by population", "Distance pondérée par la population"), high=21_000.0)),
}
UNKNOWN = Text("A pair that is missing is unknown, not without trade.", "Une paire absente est inconnue, non sans commerce.")


def read(path: str | Path) -> Imported:
    """The flows from exporter to importer; the key is (exporter, importer)."""
    table = Table(path, "trade", "head_mayer_ries2010", dict(COLUMNS.values()), ("iso_o", "iso_d", *COLUMNS))
    for row in table.rows():
        exporter = table.place(row.line, row.cells[table.at["iso_o"]], column="iso_o")
        importer = table.place(row.line, row.cells[table.at["iso_d"]], column="iso_d")
        if exporter is None or importer is None or exporter == importer:
            continue
        for column, (name, _) in COLUMNS.items():
            table.take(row, Key(name, exporter, importer), YEAR, table.at[column])
    return table.imported(UNKNOWN)
