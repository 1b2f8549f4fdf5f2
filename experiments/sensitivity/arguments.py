"""What the arguments of the functions of this package may be."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from model.text import Text
from scenarios.argument_checks import Choice, Instance, Number, Rule, Table, Whole, Words

from ..runs.options import AN_OUTCOME
from ..sweeps.designs import DESIGNS
from .evidence import Evidence

EVIDENCE: Rule = Instance(
    Evidence, Text("the evidence of one outcome (experiments.sensitivity.Evidence)", "les preuves d'un résultat (experiments.sensitivity.Evidence)")
)
RULES: Mapping[str, Rule] = {
    "evidence": EVIDENCE,
    "by_year": Table(Text("a table of years to evidence", "une table d'années et de preuves"), Whole(1, 100), EVIDENCE),
    "kind": Choice(DESIGNS),
    "indices": Instance(pd.DataFrame, Text("the table of indices, as analyse gives it", "le tableau des indices, tel que le donne analyse")),
    "outcome": Words(AN_OUTCOME),
    "grouping": Words(Text("the name of a grouping", "le nom d'un regroupement")),
    "group": Words(Text("the name of a group", "le nom d'un groupe")),
    "units_now": Whole(1, 1_000_000_000),
    "widest_now": Number(0.0, or_unknown=True),
    "target": Number(0.0, above=True),
}
