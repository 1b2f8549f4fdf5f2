"""Alarms: how policies fail (X1 to X16 of the failure modes), each with its threshold and with what answers it.

A value is a ratio of means over the replications; beside it stands the share of the replications that are over the threshold by themselves. An alarm is
on where both say so. Thresholds are judgement: they say where to look, not what is wrong. What a lever of a package added (X1, X14, X16) is read only where
the package was run without it too; it is never the whole package's.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..runs.replications import Replications
from .failures import ALARMS
from .outcome_rules import OUTCOME_RULES
from .reading import COLUMNS, Reading, Rule, notes_on, read
from .uptake_rules import UPTAKE_RULES, income_per_head, number_of

__all__ = ["ALARMS", "COLUMNS", "RULES", "Reading", "Rule", "income_per_head", "notes_on", "number_of", "readings"]

RULES = tuple(sorted((*UPTAKE_RULES, *OUTCOME_RULES), key=lambda rule: int(rule.alarm[1:])))


def readings(each: Replications) -> Iterator[Reading]:
    """What every rule says of every lever of a scenario, on or off; nothing where there is no world without policy to compare with."""
    own = tuple(rule for lever in each.scenario.levers for rule in lever.alarms)
    return read(each, (*RULES, *own))
