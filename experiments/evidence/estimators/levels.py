"""Levels: totals, means, shares, ratios and quantiles over the rows of a table, weighted by what a row stands for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from model.errors import MISSING, InputError, Problem
from model.text import Text

from ..estimate import Estimate
from ..samples import COMPARISON, Condition, Runs, Variable, numbers_of, told_of, truth_of


def rows_of(runs: Runs, replication: int, variable: Variable, where: Condition, of: str) -> tuple[np.ndarray, np.ndarray]:
    """Values and weights of the rows that a statistic is about: those for which the condition holds and the value is defined."""
    frame = runs.table(replication, of)
    if "weight" not in frame.columns:
        raise InputError(Problem("of", Text("rows of {table} have no weight", "les lignes de {table} n'ont pas de poids").filled(table=of)))
    kept = truth_of(runs, replication, frame, where, of)
    values = numbers_of(runs, replication, frame, variable, of)
    kept &= values.notna()
    return values[kept].to_numpy(), frame.loc[kept, "weight"].to_numpy(dtype=np.float64)


def each_replication(runs: Runs, function: Callable[[int], float], of: str) -> Estimate:
    """One number a replication."""
    return Estimate(np.array([function(replication) for replication in range(len(runs))], dtype=np.float64), of, luck=runs.luck)


def mean(runs: Runs, variable: Variable, where: Condition, of: str) -> Estimate:
    """Weighted mean of a variable; NaN where no row is left."""

    def one(replication: int) -> float:
        values, weights = rows_of(runs, replication, variable, where, of)
        return float(np.average(values, weights=weights)) if weights.sum() > 0.0 else np.nan

    return each_replication(runs, one, _words("mean", variable, where))


def total(runs: Runs, variable: Variable, where: Condition, of: str) -> Estimate:
    """Weighted sum of a variable: in real units."""

    def one(replication: int) -> float:
        values, weights = rows_of(runs, replication, variable, where, of)
        return float(values @ weights)

    return each_replication(runs, one, _words("total", variable, where))


def share(runs: Runs, condition: Condition, where: Condition, of: str) -> Estimate:
    """Weighted share of rows for which a condition holds, among those where `where` holds and the condition is defined."""
    if condition is None:
        raise InputError(Problem("condition", MISSING, allowed=COMPARISON.filled(example="remittance_12m > 0")))

    def one(replication: int) -> float:
        frame = runs.table(replication, of)
        told = told_of(runs, replication, frame, condition, of)
        kept = truth_of(runs, replication, frame, where, of) & told.notna()
        weights = frame.loc[kept, "weight"].to_numpy(dtype=np.float64)
        return float(told[kept].to_numpy() @ weights / weights.sum()) if weights.sum() > 0.0 else np.nan

    return each_replication(runs, one, _words("share", condition, where))


def ratio(runs: Runs, numerator: Variable, denominator: Variable, where: Condition, of: str) -> Estimate:
    """Ratio of two weighted sums over the same rows."""

    def one(replication: int) -> float:
        frame = runs.table(replication, of)
        above = numbers_of(runs, replication, frame, numerator, of, "numerator")
        below = numbers_of(runs, replication, frame, denominator, of, "denominator")
        kept = truth_of(runs, replication, frame, where, of) & above.notna() & below.notna()
        weights = frame["weight"]
        bottom = float((below * weights)[kept].sum())
        return float((above * weights)[kept].sum()) / bottom if bottom != 0.0 else np.nan

    return each_replication(runs, one, _words(f"ratio to {denominator} of", numerator, where))


NO_SHARE = Text("{value} is no share", "{value} n'est pas une part")


def quantile(runs: Runs, variable: Variable, q: float, where: Condition, of: str) -> Estimate:
    """Weighted quantile: the least value such that at least the share `q` of the weight lies at or below it."""
    if isinstance(q, bool) or not isinstance(q, int | float) or not 0.0 <= q <= 1.0:
        allowed = Text("a number from 0 to 1; {q} is the median", "un nombre de 0 à 1 ; {q} est la médiane").filled(q=0.5)
        raise InputError(Problem("q", NO_SHARE.filled(value=repr(q)), allowed=allowed))

    def one(replication: int) -> float:
        values, weights = rows_of(runs, replication, variable, where, of)
        if not weights.sum() > 0.0:
            return np.nan
        order = np.argsort(values, kind="stable")
        reached = np.cumsum(weights[order]) / weights.sum()
        return float(values[order][min(int(np.searchsorted(reached, q - 1e-12)), len(values) - 1)])

    return each_replication(runs, one, _words(f"{q:g} quantile", variable, where))


def _words(statistic: str, variable: Any, where: Condition) -> str:
    of = variable if isinstance(variable, str) else getattr(variable, "__name__", "a function")
    return f"{statistic} {of}" + (f" where {where}" if isinstance(where, str) else "")
