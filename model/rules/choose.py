"""The shape that all decisions share: a logit (Klabunde and Willekens 2016)."""

from __future__ import annotations

import math

from ..compiled.numba_door import inlined

FARTHEST = 40.0
"""Log odds beyond which a chance is none or certain to the last digit."""
SIXTH, TWENTY_FOURTH = 0.16666666666666666, 0.041666666666666664
REST = 0.0616
"""exp(a) less the terms of its series up to a^4 / 4! is below this times a^5, for a up to 2: exp(2) / 5!."""
BOUNDLESS = 1e30


@inlined
def logistic(x: float) -> float:
    """Probability from log odds: 1 / (1 + exp(-x)), with x held within +-40.

    >>> logistic(0.0), round(logistic(2.0), 4), logistic(1e9) <= 1.0
    (0.5, 0.8808, True)
    """
    return 1.0 / (1.0 + math.exp(-max(min(x, FARTHEST), -FARTHEST)))


@inlined
def happens(u: float, x: float) -> bool:
    """Whether what has log odds `x` happens to somebody who drew the uniform `u`: u < L(x).

    Of its two ends the rarer has probability 1 / (1 + exp |x|). Sums of the first terms of exp bound that from both sides, which settles nearly all draws
    without the exponential.

    >>> happens(0.49, 0.0), happens(0.51, 0.0), happens(0.88, 2.0), happens(0.12, -2.0)
    (True, False, True, False)
    """
    a = min(abs(x), FARTHEST)
    v = 1.0 - u if x >= 0.0 else u
    below = 2.0 + a * (1.0 + a * (0.5 + a * (SIXTH + a * TWENTY_FOURTH)))
    above = below + REST * a * a * a * a * a if a <= 2.0 else BOUNDLESS
    is_rare = v * above < 1.0
    if (v * below < 1.0) != is_rare:
        is_rare = v * (1.0 + math.exp(a)) < 1.0
    return is_rare != (x >= 0.0)
