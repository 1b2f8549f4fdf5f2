"""World Bank, Doing Business: the cost of registering a firm by report year, and the ranking. (Days and procedures come in the layout of the WDI.)

For eleven countries the ISO code stands for their main city and the nation has a code of its own (BANG, BRAZ, ...): a row is read by its name alone.
"""

from __future__ import annotations

from pathlib import Path

from model.parameter import Text
from model.text import Said

from .imported import Imported, Key, Spec
from .table import Table

OF_INCOME = Said(Text("per cent of income per head", "pour cent du revenu par habitant"))
A_RANK = Said(Text("rank", "rang"))
COST = Spec(OF_INCOME, Text("Cost of registering a firm", "Coût d'immatriculation d'une entreprise"), high=5000.0, largest=(50.0, 5000.0))
RANK = Spec(A_RANK, Text("Rank in the ease of doing business, 1 the easiest", "Rang pour la facilité des affaires, 1 le plus facile"), low=1.0, high=250.0)
CITIES = Text(
    "Rows of single cities are left out; the nation's own row is read.",
    "Les lignes de villes sont laissées de côté ; celle du pays est lue.",
)
RANKING = Text("The ranking was discontinued by its publisher in 2021.", "L'éditeur a mis fin au classement en 2021.")


def read_cost(path: str | Path) -> Imported:
    """Cost by report year; the report of 2020 is of 2019. Where men and women pay differently, men's."""
    head = ("Economy", "DB Year", "Cost - Men (% of income per capita)")
    table = Table(path, "doing_business_cost", "doing_business", {"start_business_cost": COST}, head)
    name_at, year_at, cost_at = (table.at[name] for name in head)
    for row in table.rows():
        place = table.place(row.line, row.cells[name_at], column="Economy")
        year = table.year_of(row, year_at)
        if place is not None and year is not None:
            table.take(row, Key("start_business_cost", place), year - 1, cost_at)
    return table.imported(CITIES)


def read_rank(path: str | Path) -> Imported:
    """Rank by year."""
    table = Table(path, "doing_business_rank", "doing_business", {"rank": RANK}, ("Jurisdiction",))
    years = table.years()
    name_at = table.at["Jurisdiction"]
    for row in table.rows():
        place = table.place(row.line, row.cells[name_at], column="Jurisdiction")
        if place is not None:
            for year, column in years.items():
                table.take(row, Key("rank", place), year, column)
    return table.imported(RANKING)
