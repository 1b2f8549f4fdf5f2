"""What the arguments of the functions of this package may be."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from model.text import Text
from scenarios.argument_checks import Choice, Instance, Number, Rule, Table, Whole, Words

from ..sweeps.designs import DESIGNS
from .evidence import Evidence

EVIDENCE: Rule = Instance(Evidence, "the evidence of one outcome (experiments.sensitivity.Evidence)")
RULES: Mapping[str, Rule] = {
    "evidence": EVIDENCE,
    "by_year": Table("a table of years to evidence", Whole(1, 100), EVIDENCE),
    "kind": Choice(DESIGNS),
    "indices": Instance(pd.DataFrame, "the table of indices, as analyse gives it"),
    "outcome": Words(Text("the name of an outcome", "le nom d'un résultat")),
    "grouping": Words("the name of a grouping"),
    "group": Words("the name of a group"),
    "units_now": Whole(1, 1_000_000_000),
    "widest_now": Number(0.0, or_unknown=True),
    "target": Number(0.0, above=True),
}
