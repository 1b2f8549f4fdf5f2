"""The shape that all decisions share: a logit, and yearly chances told by the month (Klabunde and Willekens 2016)."""

from __future__ import annotations

import math

from ..compiled import inlined, rule


@inlined
def logistic(x: float) -> float:
    """Probability from log odds: 1 / (1 + exp(-x)), with x held within +-40.

    >>> logistic(0.0), round(logistic(2.0), 4), logistic(1e9) <= 1.0
    (0.5, 0.8808, True)
    """
    return 1.0 / (1.0 + math.exp(-max(min(x, 40.0), -40.0)))


@rule
def monthly(yearly: float) -> float:
    """Chance in a month that makes `yearly` in twelve: 1 - (1 - p)^(1/12).

    >>> round(monthly(0.12), 5), monthly(0.0), monthly(1.0)
    (0.0106, 0.0, 1.0)
    """
    return 1.0 - (1.0 - max(min(yearly, 1.0), 0.0)) ** 0.08333333333333333
