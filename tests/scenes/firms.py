"""Founders at a one-stop shop, in a zone, with a guaranteed loan, and their firms."""

from __future__ import annotations

from typing import Any

import pytest

from model.enterprise import firms_at_origin as firms
from model.enterprise import founder_files as files
from model.enterprise import one_stop_shop as counter
from model.enterprise import zones
from model.enterprise.terms import NOBODY_SERVES
from model.records.bit_masks import INVESTMENT
from tests.bare import bare, given, put, rig

COUNTER, ZONE, GUARANTEE = 1, 2, 3
S = NOBODY_SERVES._replace(counter=COUNTER, counter_open=1, officers=2.0, mediators=1.0, counter_days=45.0, zone=ZONE, zone_open=1, holiday=24, guarantee=GUARANTEE)
P = given(
    services={
        "counter_parallel": 0.5, "counter_claims": 0.8, "counter_leaving": 0.2, "matched": 0.1, "care_files": 0.25, "care_survival": 0.2, "care_settles": 0.4, "mediation_settled": 0.7,
        "zone_premises": 0.25, "zone_associates": 0.1, "zone_outsiders": 0.5, "zone_profit": 24_000.0, "zone_infrastructure": 0.9, "bank_years": 5.0,
    },
    founding={"dispute_months": 9.0, "dispute_settled": 0.3, "dispute_closes": 0.25, "dispute": 0.12, "quality_survival": 0.5, "productive_infrastructure": 0.4, "bank_rate": 0.06, "persists": 0.0},
    belonging={"trust_gain": 0.1, "trust_loss": 0.4, "grievance_gain": 0.5},
    enterprise={"profit_rate": 0.12, "survival_hazard": 0.24, "survival_late": 0.12, "growth": 0.06, "reinvested": 0.5, "associates_share": 0.5},
)  # fmt: skip
LOTS = {"FILE": (0.9, 0.9, 0.9, 0.9), "COUNTER": (0.9,), "AGENCY": (0.9,), "FIRM": (0.99, 0.5, 0.99, 0.99), "PROJECT": (0.5, 0.5, 0.5, 0.5), "AGAIN": (0.9, 0.9, 0.9)}
MODULES = (counter, files, firms, zones)


def scene(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The stage."""
    rig(monkeypatch, *MODULES, **LOTS)
    made = bare()
    for k in range(10):
        put(made.households[k], trust_state=0.5, cell=k, aware=INVESTMENT)
    for k in range(6):
        put(made.institutions[k], places=2.0)
    return made
