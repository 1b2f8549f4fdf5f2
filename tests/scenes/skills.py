"""Hosts of two countries and the experts who come to them."""

from __future__ import annotations

from typing import Any

import pytest

from model.skills import hosts, placements
from model.skills import knowledge_network as knowledge
from model.skills import posts_with_package as talent
from tests.bare import bare, given, put, rig

P = given(
    placement={
        "aspiration": 0.2, "aspiration_fade": 0.5, "aspiration_gain": 0.4, "aspiration_effect": 2.0, "tie_months": 20.0, "freeze_months": 5.0, "decay": 0.06, "follow_up_effect": 0.1, "tie_effect": 0.0,
        "staff_turnover": 0.0, "learning": 0.25, "virtual_effect": 0.5, "counterpart_effect": 1.0, "counterpart_time": 0.25, "tie_experts": 0.5, "tie_host": 0.4, "tie_institutions": 0.2, "tie_online": 0.5,
        "requests_year": 6.0, "request_months": 8.0, "drop_out": 0.1, "displacement": 0.6, "follow_up_months": 12.0, "intern_stays": 0.2, "tie_intern": 0.3, "patience": 6.0, "files": 2.0,
    },
    belonging={"trust_gain": 0.1, "trust_loss": 0.4, "grievance_gain": 0.5},
    talent={"patience": 6.0, "crowding": 0.3, "embeddedness": 0.25, "teaching": 0.4, "approved": 0.7, "files": 2.0},
    knowledge={"tie_institutions": 0.3, "team": 4.0, "project_days": 40.0, "patience": 6.0, "proposals_year": 6.0},
)  # fmt: skip
LOTS = {"TIE": (0.99, 0.99, 0.99), "AGENCY": (0.9, 0.9, 0.9), "HOST": (0.9, 0.9, 0.9, 0.9), "POST": (0.5, 0.5, 0.5, 0.99)}
MODULES = (hosts, placements, talent, knowledge)
BANK = 2


def scene(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Hosts 0 to 2 in the first country, 3 to 5 in the second, each of 20 posts, a quarter of them vacant, in sectors 0, 1, 2."""
    rig(monkeypatch, *MODULES, **LOTS)
    made = bare()
    for k in range(6):
        put(made.hosts[k], posts=20.0, vacancy=0.25, absorption=0.5, aspiration=0.2, community=k // 3 * 2, sector=k % 3, requested=-1, served=-1, id=300 + k, expert=-1, is_served=int(k != 1))
    for k in range(12):
        put(made.households[k], trust_state=0.5, trust_agency=0.5, cell=k, waiting_since=-1, weight=2.0)
    put(made.institutions[BANK], left=100_000.0, places=10.0)
    return made
