"""Effects: between the arms of a trial, or between a policy and its baseline, of a variable of the rows or of an outcome."""

from __future__ import annotations

import numpy as np

from model.errors import MISSING, InputError, Problem
from model.outcome_registry import OUTCOMES

from ..estimate import Estimate
from ..samples import COMPARISON, Condition, Pair, Runs, Trial, Variable, numbers_of, outcome_of, told_of, truth_of
from .levels import each_replication


def effect(worlds: Trial | Pair, variable: Variable, relative: bool, where: Condition, of: str) -> Estimate:
    """Mean among the treated less mean among the others; or, of a pair, mean with the policy less mean without it. `relative`: as a share of the latter."""
    words = f"effect on {variable if isinstance(variable, str) else 'a function'}"

    def mean(runs: Runs, arm: float | None) -> Estimate:
        return each_replication(runs, lambda replication: _mean(runs, replication, variable, where, of, arm), words)

    if isinstance(worlds, Pair):
        return _difference(mean(worlds.policy, None), mean(worlds.baseline, None), relative)
    return _difference(mean(worlds, 1.0), mean(worlds, 0.0), relative)


def change(pair: Pair, outcome: str, relative: bool, months: tuple[int, int] | None, group: tuple[str, str] | None) -> Estimate:
    """An outcome of the registry with the policy less without it."""

    def level(runs: Runs) -> Estimate:
        return each_replication(runs, lambda replication: outcome_of(runs.runs[replication], outcome, months, group), f"change of {outcome}")

    return _difference(level(pair.policy), level(pair.baseline), relative)


def is_outcome(variable: Variable, runs: Runs) -> bool:
    """Whether a name is that of an outcome and not of a column of households."""
    return isinstance(variable, str) and variable in OUTCOMES and variable not in runs.table(0).columns


def _difference(with_: Estimate, without: Estimate, relative: bool) -> Estimate:
    return (with_ - without) / abs(without) if relative else with_ - without


def _mean(runs: Runs, replication: int, variable: Variable, where: Condition, of: str, arm: float | None) -> float:
    frame = runs.table(replication, of)
    values = numbers_of(runs, replication, frame, variable, of)
    kept = truth_of(runs, replication, frame, where, of) & values.notna()
    if arm is not None:
        kept &= frame["treated"] == arm
    weights = frame.loc[kept, "weight"].to_numpy(dtype=np.float64)
    return float(np.average(values[kept], weights=weights)) if weights.sum() > 0.0 else float("nan")


def take_up(trial: Trial, condition: Condition, where: Condition, of: str) -> Estimate:
    """Share of the treated for whom a condition holds, of those for whom it is defined."""
    if condition is None:
        raise InputError(Problem("condition", MISSING, allowed=COMPARISON.filled(example="given_collective > 0")))

    def one(replication: int) -> float:
        frame = trial.table(replication, of)
        told = told_of(trial, replication, frame, condition, of)
        kept = (frame["treated"] == 1.0) & truth_of(trial, replication, frame, where, of) & told.notna()
        weights = frame.loc[kept, "weight"].to_numpy(dtype=np.float64)
        return float(np.average(told[kept], weights=weights)) if weights.sum() > 0.0 else float("nan")

    return each_replication(trial, one, f"take-up of {condition}")
