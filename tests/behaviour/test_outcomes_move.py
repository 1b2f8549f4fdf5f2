"""Every outcome of the registry is recorded and moves: with all levers and shocks it is not what it is without any."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from model.outcome_registry import OUTCOMES
from tests.worlds import BUSY, ETH, MAR, SHOCKS, everything, measured, run, settings_of

RUNS = {
    "Morocco": {"scenario": MAR, "stock": 20_000.0, "years": 5},
    "Ethiopia": {"scenario": ETH, "stock": 12_000.0, "years": 5},
}
BUSIER = {**BUSY, "founding.dispute": 0.3, "business.owners": 0.3, "business.board": 4.0, "business.recruiting": 0.2, "business.response": 1.0, "business.delay": 6.0,
          "business.joining": 0.3, "business.step": 0.3, "business.chapter_usd": 150.0, "information.broadcast": 0.2, "relations.replication": 0.5, "talent.moves_on": 0.3}  # fmt: skip


# What no lever is meant to move, or not in so short a time, moves with what it rests on.
RESTS_ON = {
    **{f"refused_faction_{faction}": ("information.refusal", 0.5) for faction in "abc"},
    "association_members": ("giving.join_rate", 0.0),
    "arrivals": ("demography.exit_late", 0.0),
    "blocked_finance": ("enterprise.start_capital", 8.0),
    "crisis_duplicated": ("crisis.need_share", 1e-6),
    "never_aware": ("information.broadcast", 0.001),
    "bonds_lost": ("saving.default_year", 0.4),
    "associations_surviving": ("giving.collective_base", -20.0),
}


@cache
def totals(name: str, policy: bool, *other: tuple[str, float]) -> dict[str, float]:
    """Totals of a run with everything, or with nothing; with another parameter where `other` gives one."""
    settings = settings_of(**RUNS[name], parameters={**BUSIER, **dict(other)})  # type: ignore[arg-type]
    model = run(settings, everything() if policy else (), SHOCKS if policy else ())
    return {key[0]: value for key, value in measured(model).items() if key[1] is None}


@pytest.mark.parametrize("outcome", [name for name, outcome in OUTCOMES.items() if outcome.theme != "judgement"])
def test_the_outcome_moves(outcome: str) -> None:
    other = [RESTS_ON[outcome]] if outcome in RESTS_ON else []
    found = [(totals(name, bool(other))[outcome], totals(name, True, *other)[outcome]) for name in RUNS]
    assert any(not np.array_equal(without, with_all, equal_nan=True) and np.isfinite(with_all) for without, with_all in found), found
