"""Effects: between the arms of a trial, or between a policy and its baseline, of a variable of the rows or of an outcome."""

from __future__ import annotations

import numpy as np

from model.errors import InputError, Problem
from model.outcome_registry import OUTCOMES

from ..estimate import Estimate
from ..samples import Condition, Pair, Runs, Trial, outcome_of
from .levels import Variable, each_replication, rows_of, told, truth_of


def effect(worlds: Trial | Pair, variable: Variable, relative: bool, where: Condition, of: str) -> Estimate:
    """Mean among the treated less mean among the others; or, of a pair, mean with the policy less mean without it. `relative`: as a share of the latter."""
    if isinstance(worlds, Pair):
        with_, without = (
            [_mean(runs, replication, variable, where, of, None) for replication in range(len(runs))] for runs in (worlds.policy, worlds.baseline)
        )
    else:
        with_, without = ([_mean(worlds, replication, variable, where, of, arm) for replication in range(len(worlds))] for arm in (True, False))
    return _difference(np.array(with_), np.array(without), relative, f"effect on {variable if isinstance(variable, str) else 'a function'}")


def change(pair: Pair, outcome: str, relative: bool, months: tuple[int, int] | None, group: tuple[str, str] | None) -> Estimate:
    """An outcome of the registry with the policy less without it."""
    with_, without = (np.array([outcome_of(run, outcome, months, group) for run in runs]) for runs in (pair.policy, pair.baseline))
    return _difference(with_, without, relative, f"change of {outcome}")


def is_outcome(variable: Variable, runs: Runs) -> bool:
    """Whether a name is that of an outcome and not of a column of households."""
    return isinstance(variable, str) and variable in OUTCOMES and variable not in runs.table(0).columns


def _difference(with_: np.ndarray, without: np.ndarray, relative: bool, words: str) -> Estimate:
    if not relative:
        return Estimate(with_ - without, words)
    with np.errstate(divide="ignore", invalid="ignore"):
        return Estimate((with_ - without) / np.abs(without), f"relative {words}")


def _mean(runs: Runs, replication: int, variable: Variable, where: Condition, of: str, treated: bool | None) -> float:
    if treated is None:
        values, weights = rows_of(runs, replication, variable, where, of)
    else:
        frame = runs.table(replication, of)
        arm = frame["treated"] == treated

        def condition(rows: object) -> object:
            return truth_of(runs, replication, frame, where, of) & arm & told(frame, variable if isinstance(variable, str) else None)

        values, weights = rows_of(runs, replication, variable, condition, of)
    return float(np.average(values, weights=weights)) if weights.sum() > 0.0 else float("nan")


def take_up(trial: Trial, condition: Condition, where: Condition, of: str) -> Estimate:
    """Share of the treated for whom a condition holds."""
    if condition is None:
        raise InputError(Problem("condition", "is missing", allowed="a comparison, as given_collective > 0"))

    def one(replication: int) -> float:
        frame = trial.table(replication, of)
        kept = frame["treated"] & truth_of(trial, replication, frame, where, of) & told(frame, condition)
        holds = truth_of(trial, replication, frame, condition, of, "condition")
        below = frame.loc[kept, "weight"].sum()
        return float(frame.loc[kept & holds, "weight"].sum() / below) if below > 0.0 else float("nan")

    return each_replication(trial, one, f"take-up of {condition}")
