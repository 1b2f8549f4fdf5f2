"""Ranges, intervals and shares of variance over replications. The one place where it is decided what the numbers beside a mean say.

* A level has its mean and the range of nine replications in ten (5 to 95 %).
* A difference has its mean and the 95 % bootstrap interval **of that mean**, paired: policy minus no policy, same inputs, same luck. What is
  resampled are the input draws with their replications (one replication each where only luck varies). The percentiles are widened for few draws
  (the expanded percentile interval of Hesterberg 2015, "What teachers should know about the bootstrap", section 4.2). More replications
  make it narrower.
* More replications do not make ignorance smaller. So a difference also has its own range of nine replications in ten, and the shares of its
  variance that come from inputs and from luck (one-way random effects, the method of moments). They are in `uncertainty.csv`, in the summary and
  in the figures.

Where all replications agree exactly, the interval is that value. With one draw nothing is known about the spread: it is undefined (NaN).
"""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
RESAMPLES = 2000
BOOTSTRAP_SEED = 1
"""Seeds of statistics are at least 1 and fixed: the same replications always give the same interval."""


class Interval(NamedTuple):
    """Mean and bounds, one entry a quantity."""

    mean: Floats
    low: Floats
    high: Floats


class Shares(NamedTuple):
    """Shares of the variance of single replications, one entry a quantity; NaN where nothing varies or there is nothing to separate."""

    inputs: Floats
    luck: Floats


def student_t(probability: float, freedom: int) -> float:
    """Quantile of Student's t above the median: exact for 1 and 2 degrees of freedom, Cornish-Fisher above (error below 1 % for 3, 0.1 % from 6).

    >>> [round(student_t(0.975, f), 2) for f in (1, 2, 10, 1000)]
    [12.71, 4.3, 2.23, 1.96]
    """
    if freedom == 1:
        return math.tan(math.pi * (probability - 0.5))
    if freedom == 2:
        return (2.0 * probability - 1.0) / math.sqrt(2.0 * probability * (1.0 - probability))
    z = NormalDist().inv_cdf(probability)
    terms = (
        (z**3 + z) / 4.0,
        (5.0 * z**5 + 16.0 * z**3 + 3.0 * z) / 96.0,
        (3.0 * z**7 + 19.0 * z**5 + 17.0 * z**3 - 15.0 * z) / 384.0,
        (79.0 * z**9 + 776.0 * z**7 + 1482.0 * z**5 - 1920.0 * z**3 - 945.0 * z) / 92160.0,
    )
    return z + sum(term / float(freedom) ** (power + 1) for power, term in enumerate(terms))


def spread(values: Floats, coverage: float = 0.9) -> Interval:
    """Mean over replications and the range that holds `coverage` of them. `values`: replication by quantity; undefined ones are left out."""
    tail = (1.0 - coverage) / 2.0
    mean = np.full(values.shape[1], np.nan)
    low, high = mean.copy(), mean.copy()
    for column in range(values.shape[1]):
        defined = values[:, column][np.isfinite(values[:, column])]
        if defined.size:
            mean[column] = defined[0] if np.all(defined == defined[0]) else defined.mean()
            low[column], high[column] = np.quantile(defined, (tail, 1.0 - tail))
    return Interval(mean, low, high)


def resampled(groups: NDArray[np.int64], resamples: int = RESAMPLES) -> Floats:
    """How often each replication counts in each bootstrap sample: sample by replication. Whole groups are drawn, with replacement."""
    names, member = np.unique(groups, return_inverse=True)
    rng = np.random.Generator(np.random.Philox(np.random.SeedSequence([BOOTSTRAP_SEED, names.size])))
    chosen = rng.integers(0, names.size, size=(resamples, names.size))
    counts = np.zeros((resamples, names.size))
    np.add.at(counts, (np.arange(resamples)[:, None], chosen), 1.0)
    return counts[:, member]


def levels(n_groups: int, coverage: float = 0.95) -> tuple[float, float]:
    """The percentiles of the bootstrap distribution that cover `coverage` with `n_groups` independent draws."""
    probability = 0.5 + coverage / 2.0
    tail = NormalDist().cdf(-math.sqrt(n_groups / (n_groups - 1.0)) * student_t(probability, n_groups - 1))
    return tail, 1.0 - tail


def of_mean(values: Floats, groups: NDArray[np.int64], coverage: float = 0.95) -> Interval:
    """Mean over replications and its bootstrap interval. `values`: replication by quantity; `groups`: the draw that each replication belongs to."""
    centre = spread(values)
    low = np.full(values.shape[1], np.nan)
    high = low.copy()
    defined = np.isfinite(values)
    n_groups = np.unique(groups).size
    if n_groups >= 2:
        counts = resampled(groups)
        totals = counts @ np.where(defined, values, 0.0)
        weights = counts @ defined.astype(np.float64)
        with np.errstate(invalid="ignore", divide="ignore"):
            means = totals / weights
        for column in range(values.shape[1]):
            own = np.unique(groups[defined[:, column]]).size
            sample = means[np.isfinite(means[:, column]), column]
            if own >= 2 and sample.size:
                low[column], high[column] = np.quantile(sample, levels(own, coverage))
    same = np.array([values[defined[:, c], c].size > 1 and np.ptp(values[defined[:, c], c]) == 0.0 for c in range(values.shape[1])], dtype=bool)
    return Interval(centre.mean, np.where(same, centre.mean, low), np.where(same, centre.mean, high))


def of_ratio(numerator: Floats, denominator: Floats, groups: NDArray[np.int64], coverage: float = 0.95) -> tuple[float, float, float]:
    """A ratio of means with its bootstrap interval, numerator and denominator resampled together."""
    keep = np.isfinite(numerator) & np.isfinite(denominator)
    top, bottom, groups = numerator[keep], denominator[keep], groups[keep]
    if top.size == 0 or bottom.mean() == 0.0:
        return math.nan, math.nan, math.nan
    value = float(top.mean() / bottom.mean())
    n_groups = np.unique(groups).size
    if n_groups < 2:
        return value, math.nan, math.nan
    counts = resampled(groups)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratios = (counts @ top) / (counts @ bottom)
    low, high = np.quantile(ratios[np.isfinite(ratios)], levels(n_groups, coverage))
    return value, float(low), float(high)


def variance_shares(values: Floats, groups: NDArray[np.int64]) -> Shares:
    """How much of the variance of single replications comes from inputs (between draws) and how much from luck (within a draw).

    One-way random effects by the method of moments, for draws of unequal size too: within = MSW, between = max(0, (MSB - MSW) / n0) with
    n0 = (N - sum n_i^2 / N) / (k - 1).
    """
    columns = values.shape[1]
    inputs = np.full(columns, np.nan)
    for column in range(columns):
        defined = np.isfinite(values[:, column])
        y, _, member = values[defined, column], *np.unique(groups[defined], return_inverse=True)
        sizes = np.bincount(member).astype(np.float64) if y.size else np.zeros(0)
        k, n = sizes.size, float(y.size)
        if k < 2 or n <= k or np.ptp(y) == 0.0:
            continue
        means = np.bincount(member, weights=y) / sizes
        within = float(np.sum((y - means[member]) ** 2)) / (n - k)
        between_ms = float(np.sum(sizes * (means - y.mean()) ** 2)) / (k - 1)
        n0 = (n - float(np.sum(sizes**2)) / n) / (k - 1)
        between = max((between_ms - within) / n0, 0.0)
        if between + within > 0.0:
            inputs[column] = between / (between + within)
    return Shares(inputs, 1.0 - inputs)
