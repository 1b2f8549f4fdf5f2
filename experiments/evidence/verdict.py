"""Hit, near, miss or wrong sign: what a computed value says of a band, and the score of many."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from .declaration import Band
from .estimate import Estimate


class Verdict(StrEnum):
    """What is said of a fact."""

    HIT = "hit"
    NEAR = "near"
    MISS = "miss"
    WRONG_SIGN = "wrong sign"


POINTS = {Verdict.HIT: 1.0, Verdict.NEAR: 0.5, Verdict.MISS: 0.0, Verdict.WRONG_SIGN: -0.5}


class Judged(NamedTuple):
    """A part of a fact beside its band."""

    part: str
    band: Band
    estimate: Estimate
    verdict: Verdict


def margin_of(band: Band, near: float | None = None) -> float:
    """How far outside its band a value still counts as near: a quarter of the width of the band, or of the size of its bound where it is open to one side.

    Of a band that does not hold 0 at most half of its bound nearest to 0: no effect is near no band of an effect.

    >>> margin_of((1.0, 3.0)), margin_of((2.0, math.inf)), margin_of((0.0, 1.0), 0.1), margin_of((0.04, 0.44))
    (0.5, 0.5, 0.1, 0.02)
    """
    if near is not None:
        return near
    low, high = band
    if math.isinf(low) or math.isinf(high):
        return 0.25 * abs(high if math.isinf(low) else low)
    quarter = 0.25 * (high - low)
    return quarter if low <= 0.0 <= high else min(quarter, 0.5 * min(abs(low), abs(high)))


def verdict_of(estimate: Estimate, band: Band, near: float | None = None) -> Verdict:
    """Hit within the band, near within a quarter of its width outside; wrong sign where the interval lies on the other side of 0 than the band; else a miss.

    >>> import numpy as np
    >>> verdict_of(Estimate(np.array([0.16, 0.14, 0.15])), (0.1, 0.2)), verdict_of(Estimate(np.array([0.22, 0.21, 0.20])), (0.1, 0.2))
    (<Verdict.HIT: 'hit'>, <Verdict.NEAR: 'near'>)
    >>> verdict_of(Estimate(np.array([-0.3, -0.31, -0.3])), (0.1, 0.2)), verdict_of(Estimate(np.array([-0.3, 0.2, -0.2])), (0.1, 0.2))
    (<Verdict.WRONG_SIGN: 'wrong sign'>, <Verdict.MISS: 'miss'>)
    """
    value, (low, high) = estimate.value, band
    if math.isnan(value):
        return Verdict.MISS
    if low <= value <= high:
        return Verdict.HIT
    # without an interval (one or two runs) the value alone tells the sign
    lowest, highest = (value, value) if math.isnan(estimate.low) else (estimate.low, estimate.high)
    if (low > 0.0 and highest < 0.0) or (high < 0.0 and lowest > 0.0):
        return Verdict.WRONG_SIGN
    return Verdict.NEAR if max(low - value, value - high) <= margin_of(band, near) else Verdict.MISS


def of_parts(parts: Sequence[Judged]) -> tuple[Verdict, float]:
    """Verdict and points of a fact from those of its parts: points are their mean; a hit hits in all, wrong sign is wrong in one, a miss misses in all."""
    verdicts = [judged.verdict for judged in parts]
    points = sum(POINTS[verdict] for verdict in verdicts) / len(verdicts)
    if Verdict.WRONG_SIGN in verdicts:
        return Verdict.WRONG_SIGN, points
    if all(verdict is verdicts[0] for verdict in verdicts):
        return verdicts[0], points
    return Verdict.NEAR, points


def score_of(points_and_weights: Iterable[tuple[float, float]]) -> float:
    """Weighted mean of points; NaN of nothing.

    >>> score_of([(1.0, 1.0), (0.0, 0.7), (0.5, 0.4)])
    0.5714285714285714
    """
    total = weight = 0.0
    for points, each in points_and_weights:
        total, weight = total + points * each, weight + each
    return total / weight if weight > 0.0 else math.nan
