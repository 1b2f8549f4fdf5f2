"""Topics, acts and obstacles as bits: plain integers for the compiled loops."""

from __future__ import annotations

from ..levers.lever import Act, Topic

TWELFTH = 1.0 / 12.0

REMITTANCE, INVESTMENT, GIVING, COLLECTIVE, PLACEMENT, NATIONALITY = (1 << topic.value for topic in Topic)
N_TOPICS = len(Topic)
A_REMIT, A_PROPERTY, A_PRODUCTIVE, A_FIRM, A_REGULAR, A_COLLECTIVE, A_CRISIS, A_PLACEMENT, A_NATURALISE, A_KEEP = (1 << act.value for act in Act)
BLOCKED_FINANCE, BLOCKED_PROCEDURES, BLOCKED_NATIONALITY = 1, 2, 4
