"""The shape that all decisions share: a logit (Klabunde and Willekens 2016)."""

from __future__ import annotations

import math

from ..compiled import inlined


@inlined
def logistic(x: float) -> float:
    """Probability from log odds: 1 / (1 + exp(-x)), with x held within +-40.

    >>> logistic(0.0), round(logistic(2.0), 4), logistic(1e9) <= 1.0
    (0.5, 0.8808, True)
    """
    return 1.0 / (1.0 + math.exp(-max(min(x, 40.0), -40.0)))
