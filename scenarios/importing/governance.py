"""World Bank, Worldwide Governance Indicators: six estimates a country and year, a row each."""

from __future__ import annotations

from pathlib import Path

from model.parameter import Text
from model.text import Said

from .imported import Imported, Key, Spec
from .table import Table

NAMES = {
    "voiceandaccountability": ("voice", Text("Voice and accountability", "Expression et redevabilité")),
    "politicalstability": ("stability", Text("Political stability, absence of violence", "Stabilité politique, absence de violence")),
    "governmenteffectiveness": ("effectiveness", Text("Government effectiveness", "Efficacité des pouvoirs publics")),
    "regulatoryquality": ("regulation", Text("Regulatory quality", "Qualité de la réglementation")),
    "ruleoflaw": ("law", Text("Rule of law", "État de droit")),
    "controlofcorruption": ("corruption", Text("Control of corruption", "Maîtrise de la corruption")),
}
"""How names of the publisher begin, letters alone (its releases add "NoViolence" or "and Absence of Violence/Terrorism"), to the name here."""
ESTIMATE = Said(Text("estimate, about -2.5 to 2.5", "estimation, de -2,5 à 2,5 environ"))
SPECS = {name: Spec(ESTIMATE, says, low=-4.0, high=4.0, largest=(0.5, 4.0)) for name, says in NAMES.values()}


def read(path: str | Path) -> Imported:
    """The estimates."""
    table = Table(path, "governance", "wgi2020", SPECS, ("Country/Territory", "Code", "Year", "Indicator", "Estimate"))
    name_at, code_at, year_at, indicator_at, estimate_at = (table.at[name] for name in ("Country/Territory", "Code", "Year", "Indicator", "Estimate"))
    for row in table.rows():
        said = "".join(letter for letter in row.cells[indicator_at].casefold() if letter.isalpha())
        indicator = next((name for name in NAMES if said.startswith(name)), None)
        if indicator is None:
            says = Text("{value} is not one of the six indicators", "{value} n'est pas un des six indicateurs").filled(value=repr(row.cells[indicator_at]))
            table.wrong(table.where(row, indicator_at), says, None, ", ".join(NAMES))
            continue
        place = table.place(row.line, row.cells[code_at], row.cells[name_at])
        year = table.year_of(row, year_at)
        if place is not None and year is not None:
            table.take(row, Key(NAMES[indicator][0], place), year, estimate_at)
    return table.imported()
