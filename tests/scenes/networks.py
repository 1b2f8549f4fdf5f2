"""Chapters, fairs, courses and advocacy: two cities a residence country, a firm a household."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from model.business_networks import advocacy, chapters, fairs
from model.business_networks.chapters import NEW, NO_NETWORK, NOWHERE
from model.records.vocabulary import OwnerKind
from tests.bare import bare, given, put, rig

P = given(
    business={
        "board": 6.0, "quorum": 0.5, "board_turnover": 0.6, "chapter_usd": 100.0, "fading": 3.0, "report_reach": 0.3, "leaving": 0.24, "dues_effect": 0.0, "threshold": 0.25, "joining": 0.2,
        "spontaneous": 0.01, "recruiting": 0.1, "meeting_contacts": 2.0, "union_effect": 0.5, "turnover_per_job": 1.0, "revenue_effect": 0.0, "fair_interest": 0.3, "course_interest": 0.2,
        "learning": 0.5, "patience": 6.0, "response": 0.4, "union_voice": 0.5, "report_voice": 0.1, "step": 0.25, "delay": 9.0,
    },
    relations={"polarisation": 0.3},
    population={"share_faction_b": 0.25, "share_faction_c": 0.15},
)  # fmt: skip
BANK, FAIRS, COURSES = 2, 3, 4
NETWORK = NO_NETWORK._replace(institution=BANK, is_open=1, chapters=1.0, ranks=np.array([0, 1, NOWHERE, NOWHERE]), seed_usd=500.0, dues_usd=120.0, reports=2.0, report_usd=40.0)
LOTS = {"BOARD": (0.999, 0.999, 0.5), "NETWORK": (0.5, 0.5, 0.5, 0.5)}
MODULES = (advocacy, chapters, fairs)


def scene(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Two cities a residence country; firm k of household k, the first four in city 0, 0, 1, 1, the others in the second corridor."""
    rig(monkeypatch, *MODULES, **LOTS)
    made = bare()
    put(made.corridors[1], first_city=2)
    for k in range(8):
        c, city = k // 4, k // 2
        put(made.households[k], corridor=c, city=city, root=40 + k, cell=k)
        put(made.firms[k], household=k, owner=40 + k, weight=1.0 + k, is_alive=1, kind=OwnerKind.RESIDENCE.value, corridor=c, id=700 + k, cell=k, jobs=2.0)
    made.counts[1] = 8
    for k in range(4):
        put(made.chapters[k], age=NEW, id=800 + k, corridor=k // 2, city=k, faction=-1)
    for k in (BANK, FAIRS, COURSES):
        put(made.institutions[k], left=10_000.0, places=100.0)
    return made
