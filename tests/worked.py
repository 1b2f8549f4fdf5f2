"""Comparisons by hand: replications that are the same in every run, so that every interval is its mean, and tables, months and options that go with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from experiments.comparing.assembled import assembled
from experiments.comparing.comparison import Comparison
from experiments.comparing.lever_contributions import Contributions
from experiments.manifest import manifest_of
from experiments.runs.replications import Replications
from scenarios import load
from scenarios.scenario import Scenario

RUNS = 6
GRANT, PACKAGE = "morocco_belgium_matching_grant", "morocco_belgium_package"
Key = tuple[str, str | None, str | None]
SERIES = ["scenario", "replication", "month", "outcome", "value"]
NOTHING_WITHOUT = ("public_cost", "revenue_forgone")
"""Outcomes that are 0 without a policy."""


def key(outcome: str, breakdown: str | None = None, group: str | None = None) -> Key:
    return outcome, breakdown, group


def same(
    scenario: str | Scenario,
    changes: Mapping[Key, float],
    judged: Mapping[Key, float] | None = None,
    base: float = 1000.0,
    name: str | None = None,
    runs: int = RUNS,
    swing: Mapping[Key, float] | None = None,
    **more: Any,
) -> Replications:
    """A change by number, the same in every run, or as much as `swing` above it in the first half of the runs and below it in the second."""
    given = load(scenario) if isinstance(scenario, str) else scenario
    without = np.tile([0.0 if one[0] in NOTHING_WITHOUT else base for one in changes], (runs, 1))
    sign = np.where(np.arange(runs) < runs / 2, 1.0, -1.0)
    added = np.array(list(changes.values())) + np.outer(sign, [(swing or {}).get(one, 0.0) for one in changes])
    found = {one: np.full(runs, value) for one, value in (judged or {}).items()}
    made = Replications(name or given.name, given, tuple(range(runs)), tuple(changes), without + added, without, found, "luck")
    return replace(made, **more)


def months_of(each: Replications, outcome: str, policy: Sequence[float], without: Sequence[float]) -> pd.DataFrame:
    """The same months in every run, with the policy and without it."""
    parts = [
        pd.DataFrame({"scenario": name, "replication": number, "month": np.arange(len(values)), "outcome": outcome, "value": np.array(values, dtype=float)})
        for name, values in ((each.name, policy), (each.without, without))
        for number in each.numbers
    ]
    return pd.concat(parts, ignore_index=True)


def worked(
    *each: Replications,
    series: pd.DataFrame | None = None,
    reference: Replications | None = None,
    splits: Sequence[Contributions] = (),
    n_asked: int | None = None,
    **options: Any,
) -> Comparison:
    """The comparison that these replications make, as `compare` would have put it together."""
    given = {"replications": RUNS, "seed": 1, "years": None, "sample": 2000, "full_scale": False, "uncertainty": "luck", "baseline": True, **options}
    other = None if reference is None else reference.scenario
    manifest = manifest_of({one.name: one.scenario for one in each[:n_asked]}, other, given)
    months = pd.DataFrame(columns=SERIES) if series is None else series
    return assembled(each, len(each) if n_asked is None else n_asked, reference, months, splits, (), manifest)


def flat(text: str) -> str:
    """With ordinary spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")
