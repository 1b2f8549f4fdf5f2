"""How unequal a variable is spread: Gini coefficient and top share. A few lines of NumPy, as none of the libraries used here has them with weights."""

from __future__ import annotations

import numpy as np

from model.errors import InputError, Problem
from model.text import Text

from ..estimate import Estimate, Floats
from ..samples import Condition, Runs, Variable
from .levels import NO_SHARE, each_replication, rows_of


def gini_of(values: Floats, weights: Floats) -> float:
    """Gini coefficient of weighted values, none of them negative: 0 where all have the same, near 1 where one has all.

    >>> gini_of(np.array([1.0, 1.0]), np.array([1.0, 3.0])), gini_of(np.array([0.0, 1.0]), np.array([3.0, 1.0]))
    (0.0, 0.75)
    """
    order = np.argsort(values, kind="stable")
    people = np.concatenate([[0.0], np.cumsum(weights[order])])
    held = np.concatenate([[0.0], np.cumsum(values[order] * weights[order])])
    if held[-1] <= 0.0:
        return float("nan")
    return float(1.0 - ((held[1:] + held[:-1]) * np.diff(people)).sum() / (held[-1] * people[-1]))


def top_share_of(values: Floats, weights: Floats, top: float) -> float:
    """Share of the total that the `top` share of people have; a row on the border counts in part.

    >>> top_share_of(np.array([1.0, 1.0, 8.0]), np.array([5.0, 4.0, 1.0]), 0.1)
    0.47058823529411764
    """
    order = np.argsort(-values, kind="stable")
    people = np.cumsum(weights[order])
    held = np.cumsum(values[order] * weights[order])
    if held[-1] <= 0.0:
        return float("nan")
    return float(np.interp(top * people[-1], np.concatenate([[0.0], people]), np.concatenate([[0.0], held])) / held[-1])


def gini(runs: Runs, variable: Variable, where: Condition, of: str) -> Estimate:
    """Gini coefficient of a variable over rows."""
    return each_replication(runs, lambda replication: gini_of(*_not_negative(*rows_of(runs, replication, variable, where, of))), f"Gini of {variable}")


def top_share(runs: Runs, variable: Variable, top: float, where: Condition, of: str) -> Estimate:
    """Share of the total that the `top` share of rows, weighted, have."""
    if isinstance(top, bool) or not isinstance(top, int | float) or not 0.0 < top <= 1.0:
        allowed = Text("a number above 0, at most 1; {top} for the top tenth", "un nombre supérieur à 0, au plus 1 ; {top} pour le dixième le plus élevé")
        raise InputError(Problem("top", NO_SHARE.filled(value=repr(top)), allowed=allowed.filled(top=0.1)))
    return each_replication(
        runs, lambda replication: top_share_of(*_not_negative(*rows_of(runs, replication, variable, where, of)), top), f"share of the top {top:g} in {variable}"
    )


def _not_negative(values: Floats, weights: Floats) -> tuple[Floats, Floats]:
    if (values < 0.0).any():
        says = Text("has negative values", "a des valeurs négatives")
        raise InputError(Problem("variable", says, allowed=Text("amounts of at least 0", "des montants d'au moins 0")))
    return (values, weights) if values.size else (np.zeros(1), np.ones(1))
