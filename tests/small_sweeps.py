"""A scenario and a file of an experiment, for tests of sweeps that run nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from experiments.sweeps import Experiment, load_experiment
from scenarios import load
from scenarios.scenario import Scenario

GRANT = "morocco_belgium_matching_grant"
RATIO, PRICE, SIZE = "levers.matching_grant.ratio", "parameters.giving.price_elasticity", "shocks.0.size"


def scenario(**changes: Any) -> Scenario:
    """The scenario with values set by path, whose points are written as two underscores."""
    return load(GRANT, set={path.replace("__", "."): value for path, value in changes.items()})


def written(tmp_path: Path, **changes: str) -> Experiment:
    """The experiment of a file whose head, design or factors are others."""
    parts = {"head": f'scenario = "{GRANT}"\noutcomes = ["remittances"]\n', "design": '[design]\nkind = "grid"\nlevels = 3\n', "factors": f'[factors."{RATIO}"]\n'}
    path = tmp_path / "e.toml"
    path.write_text("".join({**parts, **changes}.values()), encoding="utf-8")
    return load_experiment(path)
