"""The chance that a request is honoured, as people see it."""

from __future__ import annotations

import math

from ..compiled.numba_door import rule
from ..numerics import LN_2
from ..parameters.expectation import Expectation


@rule
def remembered(kept: float, answers: float, p: Expectation) -> float:
    """Answers remembered a month later: those before weigh 2^(-1/half-life) of what they did, those of the month in full.

    >>> p = Expectation(*[0.0] * len(Expectation._fields))._replace(memory_months=1.0)
    >>> round(remembered(8.0, 3.0, p), 12)
    7.0
    """
    return kept * math.exp(-LN_2 / p.memory_months) + answers


@rule
def expected(honoured: float, refused: float, empty: float, p: Expectation) -> float:
    """Worth of an offer that is honoured in a share of cases, to those who reckon with it: (honoured / asked)^reckoning x (1 - known x empty).

    `empty`: 1 where money or places are used up for now.

    >>> p = Expectation(*[0.0] * len(Expectation._fields))._replace(reckoning=1.0, empty_known=0.75)
    >>> expected(3.0, 1.0, 0.0, p), expected(3.0, 1.0, 1.0, p), expected(0.0, 2.0, 0.0, p), expected(0.0, 2.0, 0.0, p._replace(reckoning=0.0))
    (0.75, 0.1875, 0.0, 1.0)
    """
    asked = honoured + refused
    share = honoured / asked if asked > 0.0 else 0.0
    worth: float = share**p.reckoning
    return worth * (1.0 - p.empty_known * empty)
