"""A month of enterprise: founders' files, firms at origin, trade of both sides; and what zones, selection and care came to."""

from __future__ import annotations

import numpy as np

from ..history import History, over_represented
from ..institution import Institution
from ..records.vocabulary import FACTIONS
from .firms_at_origin import trade_all
from .founding import PROJECT_RESULTS, projects_month
from .terms import serving
from .trade import trade_month


def outcomes(run: History) -> dict[str, float]:
    """Whom juries selected and officers looked after, and who settled in zones."""
    founding = run.by_month("founding")
    h = run.stage.households[: run.n_households]
    factions = np.bincount(h["faction"], np.where(h["status"] == 1, h["weight"], 0.0), len(FACTIONS))
    taken, associates, outsiders, plots = (float(founding[f"plots{name}"][-1]) for name in ("_taken", "_associates", "_outsiders", ""))
    settled = taken + associates + outsiders
    return {
        "selected": founding["selected"].sum(),
        "support_calls": founding["calls"].sum(),
        "support_applications": founding["applied"].sum(),
        "support_shortlisted": founding["shortlisted"].sum(),
        "firms_taught": founding["taught"].sum(),
        "selected_capture": over_represented(np.array([founding[f"selected_{name.lower()}"].sum() for name in FACTIONS]), factions),
        "aftercare": founding["aftercare"].sum(),
        "zone_occupancy": settled / plots if plots > 0 else float("nan"),
        "zone_associates": associates / settled if settled > 0 else float("nan"),
        "zone_leakage": (associates + outsiders) / settled if settled > 0 else float("nan"),
    }


INSTITUTIONS = (
    Institution("founding", "founding", projects_month, (serving,), PROJECT_RESULTS, always=True, outcomes=outcomes),
    Institution("firms", "enterprise", trade_all, (serving,), always=True),
    Institution("trade", "trade", trade_month, always=True),
)
