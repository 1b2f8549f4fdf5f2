"""The shape that all decisions share: a logit (Klabunde and Willekens 2016)."""

from __future__ import annotations

import math

from ..compiled.numba_door import inlined


@inlined
def logistic(x: float) -> float:
    """Probability from log odds: 1 / (1 + exp(-x)), with x held within +-40.

    >>> logistic(0.0), round(logistic(2.0), 4), logistic(1e9) <= 1.0
    (0.5, 0.8808, True)
    """
    return 1.0 / (1.0 + math.exp(-max(min(x, 40.0), -40.0)))


@inlined
def happens(u: float, x: float) -> bool:
    """Whether what has log odds `x` happens to somebody who drew the uniform `u`: u < L(x).

    Of its two ends the rarer has probability 1 / (1 + exp |x|). Sums of the first terms of exp bound that from both sides, which settles nearly all draws
    without the exponential.

    >>> happens(0.49, 0.0), happens(0.51, 0.0), happens(0.88, 2.0), happens(0.12, -2.0)
    (True, False, True, False)
    """
    a = min(abs(x), 40.0)
    v = 1.0 - u if x >= 0.0 else u
    below = 2.0 + a * (1.0 + a * (0.5 + a * (0.16666666666666666 + a * 0.041666666666666664)))
    above = below + 0.0616 * a * a * a * a * a if a <= 2.0 else 1e30  # exp(a) - its first terms < a^5 exp(2) / 5!
    is_rare = v * above < 1.0
    if (v * below < 1.0) != is_rare:
        is_rare = v * (1.0 + math.exp(a)) < 1.0
    return is_rare != (x >= 0.0)
