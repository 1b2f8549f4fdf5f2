"""Firms of two corridors, and what it costs to sell across a border."""

from __future__ import annotations

import math
from typing import Any

import pytest

from model.enterprise import trade
from model.records.vocabulary import OwnerKind
from tests.bare import bare, given, put, rig

# Sales of S pay where S / (S + cost); ten days at customs halve them, as does a rise of the cost of trade by sqrt(2) - 1.
P = given(
    trade={
        "sharpness": 1.0, "margin": 1.0, "tries": 0.8, "market_usd": 1_000.0, "shipments": 2.0, "document_usd": 50.0, "day_effect": math.log(2.0) / 10.0, "cost_elasticity": 2.0, "rules_usd": 1_000.0,
        "advice": 0.5, "search": 0.2, "contact_partner": math.log(2.0), "diaspora_partner": 0.0, "acquaintances": 100.0, "gregarious": 1.0, "stops": 0.2, "sales_per_job": 2.0, "local_jobs": 5.0,
        "typical_density": 0.01, "owner_partner": 0.3, "own_import": 0.5, "contact_months": 6.0, "host_outlay": 3.0, "import_content": 0.4, "suitcase": 0.5, "shops_needed": 20.0, "innovation": 0.12,
        "imitation": 0.24, "host_ceiling": 0.1, "host_contacts": 0.36, "lapse": 0.12,
    },
    business={
        "resolve": 0.5, "reopening": 0.24, "closing": 0.12, "climate_closing": 0.5, "recession_closing": 2.0, "here_jobs": 3.0, "here_spread": 0.5, "sellers": 0.4, "turnover_per_job": 2.0,
        "revenue_effect": 0.1, "training_effect": 0.2, "sold_share": 0.3, "bought_share": 0.2, "value_added": 0.25, "forgetting": 12.0,
    },
)  # fmt: skip
LOTS = {"EXPORT": (0.99, 0.5, 0.5, 0.5), "RESIDENCE": (0.99, 0.5, 0.5, 0.5), "ELIGIBLE": (0.5,)}


def scene(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The stage."""
    rig(monkeypatch, trade, **LOTS)
    made = bare()
    for c in (0, 1):
        put(made.corridors[c], climate=0.5, residence_climate=0.8, origin_income=100.0, residence_income=1_000.0, residence_population=10_000.0, local_firms=100.0, importing=-1.0)
        put(made.terms_without_policy[c], customs_days=10.0, customs_documents=5.0, shipment_cost_usd=0.0)
        for e in (0, 1):
            put(made.offers[c, e], customs_days=10.0, customs_documents=5.0, shipment_cost_usd=0.0)
    for k in range(8):
        put(made.firms[k], weight=1.0, is_alive=1, id=700 + k, kind=OwnerKind.FIRM.value, household=k, owner=0, cell=k, jobs=5.0, productivity=1.0, age=9)
    return made
