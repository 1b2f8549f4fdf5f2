"""Files of founders, and who selects, funds and serves them."""

from __future__ import annotations

from typing import Any

import pytest

from model.enterprise import founder_files as files
from model.enterprise import founding as projects
from model.enterprise.terms import NOBODY_SERVES
from model.population import births
from model.records.bit_masks import INVESTMENT
from tests.bare import bare, given, put, rig

CALL, GRANT, GUARANTEE, ZONE, COUNTER = range(5)
S = NOBODY_SERVES._replace(call=CALL, grant=GRANT, guarantee=GUARANTEE, zone=ZONE, counter=COUNTER, seed=300.0, assistance_usd=50.0, guaranteed=0.6, call_open=1)
P = given(
    founding={"persists": 0.7, "aligned": 0.3, "quality_spread": 0.5},
    belonging={"grievance_gain": 0.5, "trust_gain": 0.1, "trust_loss": 0.4},
    services={"zone_premises": 0.25, "desk_days": 0.6, "bank_years": 5.0, "assistance_quality": 0.4, "assistance_days": 20.0},
    enterprise={"hassle": 0.01, "foreigner_days": 2.0, "capital_per_job": 4.0},
)
LOTS = {"FILE": (0.9, 0.5, 0.9, 0.9), "AGAIN": (0.9, 0.9, 0.9), "FIRM": (0.5, 0.5, 0.5, 0.9), "PROJECT": (0.5, 0.5, 0.5, 0.5)}
MODULES = (births, files, projects)


def scene(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The stage."""
    rig(monkeypatch, *MODULES, **LOTS)
    made = bare()
    for k in range(6):
        put(made.households[k], weight=1.0, wealth=10_000.0, trust_state=0.5, cell=k, aware=INVESTMENT)
        put(made.institutions[k], left=1_000.0, places=2.0)
    for c in (0, 1):
        put(made.corridors[c], origin_income=10.0)
    return made
