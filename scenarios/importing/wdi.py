"""World Bank, World Development Indicators, in its layout: a row a country and series, a column a year. Of the whole release only the series below are kept."""

from __future__ import annotations

from pathlib import Path

from model.errors import InputError, Problem
from model.parameter import Text
from model.text import Said

from .imported import CURRENT_USD, OF_200, OF_GDP, PER_CENT, PERSONS, Imported, Key, Spec
from .table import OTHER_SERIES, Table

CONSTANT = Said(Text("constant 2015 USD", "USD constants de 2015"))
A_YEAR = Said(Text("current USD a year", "USD courants par an"))
DAYS, STEPS = Said(Text("days", "jours")), Said(Text("procedures", "démarches"))
SERIES: dict[str, tuple[str, Spec]] = {
    "SP.POP.TOTL": ("population", Spec(PERSONS, Text("Population", "Population"), low=1.0, high=1e10, largest=(1e7, 1e10))),
    "NY.GDP.MKTP.CD": ("gdp", Spec(CURRENT_USD, Text("Gross domestic product", "Produit intérieur brut"), high=1e15, largest=(1e11, 1e15))),
    "NY.GDP.PCAP.CD": ("gdp_pc", Spec(CURRENT_USD, Text("GDP per head", "PIB par habitant"), high=1e6, largest=(5e3, 1e6))),
    "NY.GDP.PCAP.KD": (
        "gdp_pc_constant",
        Spec(CONSTANT, Text("GDP per head, constant prices", "PIB par habitant, prix constants"), high=1e6, largest=(5e3, 1e6)),
    ),
    "NY.GDP.MKTP.KD.ZG": ("gdp_growth", Spec(PER_CENT, Text("Growth of GDP", "Croissance du PIB"), low=-90.0, high=200.0)),
    "BX.TRF.PWKR.CD.DT": (
        "received",
        Spec(A_YEAR, Text("Personal remittances received", "Envois personnels reçus"), high=1e13, largest=(1e8, 1e13)),
    ),
    "BM.TRF.PWKR.CD.DT": ("paid", Spec(A_YEAR, Text("Personal remittances paid", "Envois personnels versés"), high=1e13, largest=(1e8, 1e13))),
    "BX.TRF.PWKR.DT.GD.ZS": ("received_pct_gdp", Spec(OF_GDP, Text("Personal remittances received", "Envois personnels reçus"), high=400.0)),
    "SI.RMT.COST.IB.ZS": (
        "cost_receiving",
        Spec(OF_200, Text("Cost of sending to the country", "Coût des envois vers le pays"), high=100.0, largest=(2.0, 100.0)),
    ),
    "SI.RMT.COST.OB.ZS": (
        "cost_sending",
        Spec(OF_200, Text("Cost of sending from the country", "Coût des envois depuis le pays"), high=100.0, largest=(2.0, 100.0)),
    ),
    "IC.REG.DURS": ("start_business_days", Spec(DAYS, Text("Days to register a firm", "Jours pour immatriculer une entreprise"), high=1000.0)),
    "IC.REG.PROC": ("start_business_steps", Spec(STEPS, Text("Procedures to register a firm", "Démarches pour immatriculer une entreprise"), high=50.0)),
    "NV.AGR.TOTL.ZS": ("farm_share_gdp", Spec(OF_GDP, Text("Value added of farming", "Valeur ajoutée agricole"), high=100.0)),
}
"""Code of the publisher to the name here; what is read if it stands in the table."""
DOING_BUSINESS = ("start_business_days", "start_business_steps")


def read(path: str | Path) -> Imported:
    """Every known series of a table of this layout."""
    specs = dict(SERIES.values())
    try:
        table = Table(path, "wdi", "wdi2023", specs, ("Country Name", "Country Code", "Indicator Code"))
        code_at = table.at["Indicator Code"]
    except InputError as error:
        if not any("Indicator Code" in problem.says for problem in error.problems):
            raise
        try:
            table = Table(path, "wdi", "wdi2023", specs, ("Country Name", "Country Code", "Series Code"))
        except InputError:
            raise error from None
        code_at = table.at["Series Code"]
    years = sorted(table.years().items())
    name_at, iso_at = table.at["Country Name"], table.at["Country Code"]
    others: set[str] = set()
    for row in table.rows():
        code = row.cells[code_at].strip()
        if code not in SERIES:
            others.add(code)
            continue
        place = table.place(row.line, row.cells[iso_at], row.cells[name_at])
        if place is None:
            continue
        key = Key(SERIES[code][0], place)
        for year, column in years:
            if row.cells[column]:
                table.take(row, key, year, column)
    if not table.series and not table.problems and others:
        says = Text("none of its series is used here: {codes}", "aucune de ses séries ne sert ici : {codes}").filled(codes=", ".join(sorted(others)[:5]))
        raise InputError(Problem("", says, str(path), allowed=", ".join(f"{code} ({name})" for code, (name, _) in SERIES.items())))
    if others:
        table.skip(OTHER_SERIES.filled(series=len(others)))
    return table.imported()
