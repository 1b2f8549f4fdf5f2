"""Ranges, intervals and shares of variance over replications. The one place where it is decided what the numbers beside a mean say.

* A level has its mean and the range in which nine runs in ten lie: from the 5th to the 95th percentile of single runs, in the definition whose
  range holds nine in ten of further runs on average (Weibull's plotting positions; Hyndman and Fan 1996, definition 6). Below 19 runs that range
  is wider than what was seen: the least and the greatest run are given in its place, and whoever shows them says so (`range_is_whole`).
* A difference has its mean and the 95 % interval **of that mean**, paired: policy minus no policy, same inputs, common random numbers. Replications of one
  input draw are not independent, so what counts is the number of draws: the interval rests on the means of draws. Outcomes are skewed, and with
  few draws Student's interval holds the mean too seldom on the side of the long tail. So each bound is the outer one of Student's and of Hall's,
  whose cubic transformation takes the skewness out of the statistic (Hall 1992, "On the removal of skewness by transformation"). docs/intervals.md
  says how often it holds the truth on outcomes of the model, and how wide others are.
* More replications do not make ignorance smaller. So a difference also has its own range of single runs, and the shares of its variance that come
  from inputs and from luck (one-way random effects, the method of moments). They are in `uncertainty.csv`, in the summary and in the figures.

With fewer than `MIN_DRAWS` independent draws there is no interval (NaN): no skewness is seen in two numbers, and Student's interval for two is
thirteen standard errors to each side. Where all replications agree exactly, the interval is that value. One run has no range.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, stdtrit

Floats = NDArray[np.float64]
MIN_DRAWS = 3
"""Independent draws below which no interval of a mean is given."""
RESAMPLES = 2000
BOOTSTRAP_SEED = 1
"""Seeds of statistics are at least 1 and fixed: the same replications always give the same interval."""
MOST_STEPS = 60
"""Doublings in which a bound of a ratio is sought, from a tenth of the ratio on; beyond it there is none."""


class Interval(NamedTuple):
    """Mean and bounds, one entry a quantity."""

    mean: Floats
    low: Floats
    high: Floats


class Shares(NamedTuple):
    """Shares of the variance of single replications, one entry a quantity; NaN where nothing varies or there is nothing to separate."""

    inputs: Floats
    luck: Floats


class _Draws(NamedTuple):
    """What the input draws say, one entry a quantity: the mean of the replications, and the standard deviation and skewness of means of draws.

    `number` counts draws with a defined replication; `effective` is how many draws of equal size would weigh as these do, 1 / sum of squared weights.
    """

    number: NDArray[np.int64]
    effective: Floats
    mean: Floats
    deviation: Floats
    skewness: Floats


def student_t(probability: float, freedom: float) -> float:
    """Quantile of Student's t.

    >>> [round(student_t(0.975, f), 2) for f in (1, 2, 10, 1000)]
    [12.71, 4.3, 2.23, 1.96]
    """
    return float(stdtrit(freedom, probability))


def range_is_whole(n_runs: int, coverage: float = 0.9) -> bool:
    """Whether so many runs tell the range of `coverage` of all runs; below, `spread` gives the least and the greatest of them.

    The range from the least to the greatest of n runs holds (n - 1) / (n + 1) of further ones on average.

    >>> [range_is_whole(n) for n in (2, 18, 19, 30)]
    [False, False, True, True]
    """
    return n_runs - 1 >= coverage * (n_runs + 1) - 1e-9


def spread(values: Floats, coverage: float = 0.9) -> Interval:
    """Mean over replications and the range that holds `coverage` of them, or of all that were seen where they are too few (`range_is_whole`).

    `values`: replication by quantity; undefined ones are left out. One defined replication has a mean and no range (NaN).
    """
    tails = ((1.0 - coverage) / 2.0, (1.0 + coverage) / 2.0)
    defined = np.isfinite(values)
    low, high = np.full((2, values.shape[1]), np.nan)
    whole = defined.all(axis=0)
    if values.shape[0] > 1:
        low[whole], high[whole] = np.quantile(values[:, whole], tails, axis=0, method="weibull")
    runs = np.where(whole, 0, defined.sum(axis=0))
    for count in np.unique(runs[runs > 1]):  # all quantities at once that have as many: a call takes long, whatever the number of columns
        alike = runs == count
        low[alike], high[alike] = np.quantile(values.T[alike][defined.T[alike]].reshape(-1, count).T, tails, axis=0, method="weibull")
    return Interval(_means(values, defined), low, high)


def _means(values: Floats, defined: NDArray[np.bool_]) -> Floats:
    """Mean of the defined replications; where they agree, their value to the last digit."""
    count = defined.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(defined, values, 0.0).sum(axis=0) / count
    return np.where(_agree(values, defined) & (count > 0), _largest(values, defined), mean)


def _largest(values: Floats, defined: NDArray[np.bool_]) -> Floats:
    return np.where(defined, values, -np.inf).max(axis=0, initial=-np.inf)


def _agree(values: Floats, defined: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Where all defined replications have the same value."""
    return np.asarray(_largest(values, defined) <= np.where(defined, values, np.inf).min(axis=0, initial=np.inf))


def resampled(groups: NDArray[np.int64], resamples: int = RESAMPLES) -> Floats:
    """How often each replication counts in each bootstrap sample: sample by replication. Whole groups are drawn, with replacement."""
    names, member = np.unique(groups, return_inverse=True)
    rng = np.random.Generator(np.random.Philox(np.random.SeedSequence([BOOTSTRAP_SEED, names.size])))
    chosen = rng.integers(0, names.size, size=(resamples, names.size))
    counts = np.zeros((resamples, names.size))
    np.add.at(counts, (np.arange(resamples)[:, None], chosen), 1.0)
    return counts[:, member]


def levels(n_groups: int, coverage: float = 0.95) -> tuple[float, float]:
    """The percentiles of the bootstrap distribution that cover `coverage` with `n_groups` independent draws.

    They are widened for few draws: the expanded percentile interval of Hesterberg 2015, "What teachers should know about the bootstrap", section 4.2.
    """
    probability = 0.5 + coverage / 2.0
    tail = float(ndtr(-math.sqrt(n_groups / (n_groups - 1.0)) * student_t(probability, n_groups - 1)))
    return tail, 1.0 - tail


def _membership(groups: NDArray[np.int64]) -> tuple[Floats, NDArray[np.int64]]:
    """Which replication belongs to which draw: draw by replication, 1 or 0; and the number of the draw of each replication."""
    names, member = np.unique(groups, return_inverse=True)
    return (member == np.arange(names.size)[:, None]).astype(np.float64), member


def _draws(values: Floats, groups: NDArray[np.int64]) -> _Draws:
    """Replications put together by draw. Each draw weighs as many replications as are defined in it, and all are taken to vary alike."""
    in_draw, _ = _membership(groups)
    defined = np.isfinite(values)
    mean = _means(values, defined)
    sizes = in_draw @ defined.astype(np.float64)
    number = (sizes > 0.0).sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        # taken from the mean first: large means cost no digits
        own = np.where(sizes > 0.0, in_draw @ np.where(defined, values - mean, 0.0) / sizes, 0.0)
        apart = np.where(sizes > 0.0, own - own.sum(axis=0) / number, 0.0)
        deviation = np.sqrt((apart**2).sum(axis=0) / (number - 1))
        third = (apart**3).sum(axis=0) * number / ((number - 1) * (number - 2))
        effective = sizes.sum(axis=0) ** 2 / (sizes**2).sum(axis=0)
        # two draws have none: by their last digits it would be a number over 0
        skewness = np.where((deviation > 0.0) & (number > 2), third / deviation**3, 0.0)
    return _Draws(number, effective, mean, deviation, np.nan_to_num(skewness))


def of_mean(values: Floats, groups: NDArray[np.int64], coverage: float = 0.95, at_least: float | Floats = -math.inf) -> Interval:
    """Mean over replications and its interval.

    Args:
        values: replication by quantity; undefined (NaN) ones are left out.
        groups: the draw that each replication belongs to.
        coverage: how often the interval is to hold the mean of all replications that could be run.
        at_least: what no replication can be below, such as 0 for a count, one number or one a quantity; no bound is below it either.

    Returns:
        Bounds are NaN where fewer than `MIN_DRAWS` draws have a defined replication, and the value itself where two replications or more agree exactly.
    """
    draws = _draws(values, groups)
    with np.errstate(invalid="ignore", divide="ignore"):
        reach = _reach(draws, coverage)
        low = draws.mean - draws.deviation * np.maximum(reach, _untransformed(reach, draws))
        high = draws.mean - draws.deviation * np.minimum(-reach, _untransformed(-reach, draws))
    defined = np.isfinite(values)
    known, same = draws.number >= MIN_DRAWS, _agree(values, defined) & (defined.sum(axis=0) > 1)
    bounds = (np.where(same, draws.mean, np.where(known, np.maximum(bound, at_least), np.nan)) for bound in (low, high))
    return Interval(draws.mean, *bounds)


def student(values: Floats, groups: NDArray[np.int64], coverage: float = 0.95) -> Interval:
    """Mean over replications and Student's interval of it over the draws, as if they had no skewness; arguments and undefined ones as `of_mean`."""
    draws = _draws(values, groups)
    with np.errstate(invalid="ignore", divide="ignore"):
        reach = draws.deviation * _reach(draws, coverage)
    bounds = (np.where(draws.number >= MIN_DRAWS, bound, np.nan) for bound in (draws.mean - reach, draws.mean + reach))
    return Interval(draws.mean, *bounds)


def _reach(draws: _Draws, coverage: float) -> Floats:
    """Student's quantile of the mean over draws, in deviations of a draw; NaN for a single one."""
    return np.asarray(stdtrit(draws.number - 1, 0.5 + coverage / 2.0) / np.sqrt(draws.effective))


def _untransformed(reach: Floats, draws: _Draws) -> Floats:
    """Hall's transformation backwards: how many deviations the mean is off where the transformed statistic is `reach`.

    Forwards, of x = (mean - truth) / deviation: x + g x^2 / 3 + g^2 x^3 / 27 + g / (6 n), g being the skewness and n the number of draws.
    """
    skewness = np.where(np.abs(draws.skewness) > 1e-6, draws.skewness, 1.0)
    turned = 3.0 / skewness * (np.cbrt(1.0 + skewness * (reach - skewness / (6.0 * draws.effective))) - 1.0)
    return np.where(np.abs(draws.skewness) > 1e-6, turned, reach)


def of_ratio(numerator: Floats, denominator: Floats, groups: NDArray[np.int64], coverage: float = 0.95) -> tuple[float, float, float]:
    """A ratio of means with its interval: the ratios r for which the mean of numerator - r denominator cannot be told from 0 (Fieller 1954).

    Where the mean of the denominator itself cannot be told from 0, no ratio can be ruled out: the bounds are NaN; so they are below `MIN_DRAWS` draws.
    Where the denominator is 0, so is the value.
    """
    keep = np.isfinite(numerator) & np.isfinite(denominator)
    top, bottom, groups = numerator[keep], denominator[keep], groups[keep]
    below = of_mean(bottom[:, None], groups, coverage)
    if top.size == 0 or below.mean[0] == 0.0:
        return math.nan, math.nan, math.nan
    value = float(of_mean(top[:, None], groups).mean[0] / below.mean[0])
    is_fixed = top.size > 1 and np.ptp(top) == np.ptp(bottom) == 0.0
    if not (below.low[0] > 0.0 or below.high[0] < 0.0) or (np.unique(groups).size < MIN_DRAWS and not is_fixed):
        return value, math.nan, math.nan
    sign = 1.0 if below.mean[0] > 0.0 else -1.0

    def bound(ratio: float, side: int) -> float:
        return float(of_mean(sign * (top - ratio * bottom)[:, None], groups, coverage)[side][0])

    return value, _crossing(lambda ratio: bound(ratio, 1), value, -1.0), _crossing(lambda ratio: bound(ratio, 2), value, 1.0)


def _crossing(bound: Callable[[float], float], value: float, direction: float) -> float:
    """The ratio beside `value`, up or down, at which the bound that falls with the ratio is 0; NaN where it lies beyond all measure."""
    from scipy.optimize import brentq  # a quarter of a second to load, which the first page of the dashboard need not wait for

    if direction * bound(value) <= 0.0:
        return value
    step = 0.1 * abs(value) if value != 0.0 else 1.0
    for _ in range(MOST_STEPS):
        if direction * bound(value + direction * step) < 0.0:
            return float(brentq(bound, value, value + direction * step, xtol=1e-12 * step, rtol=1e-10))
        step *= 2.0
    return math.nan


def variance_shares(values: Floats, groups: NDArray[np.int64]) -> Shares:
    """How much of the variance of single replications comes from inputs (between draws) and how much from luck (within a draw).

    One-way random effects by the method of moments, for draws of unequal size too: within = MSW, between = max(0, (MSB - MSW) / n0) with
    n0 = (N - sum n_i^2 / N) / (k - 1). `values`: replication by quantity; undefined ones are left out.
    """
    in_draw, member = _membership(groups)
    defined = np.isfinite(values)
    sizes = in_draw @ defined.astype(np.float64)
    n, k = sizes.sum(axis=0), (sizes > 0.0).sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        apart = np.where(defined, values - _means(values, defined), 0.0)
        means = np.where(sizes > 0.0, in_draw @ apart / sizes, 0.0)
        within = (np.where(defined, apart - means[member], 0.0) ** 2).sum(axis=0) / (n - k)
        between_ms = (sizes * means**2).sum(axis=0) / (k - 1)
        between = np.maximum((between_ms - within) * (k - 1) / (n - (sizes**2).sum(axis=0) / n), 0.0)
        inputs = between / (between + within)
    inputs[(k < 2) | (n <= k) | _agree(values, defined)] = np.nan
    return Shares(inputs, 1.0 - inputs)
