"""Intervals of a mean that comparisons do not use, to be held against theirs: value by experiment in, the draw of each value beside."""

from __future__ import annotations

import math
import warnings

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from ..runs import intervals
from ..runs.intervals import Floats, Interval


def _of_draws(values: Floats, groups: NDArray[np.int64]) -> Floats:
    return np.array([values[groups == group].mean(axis=0) for group in np.unique(groups)])


def student(values: Floats, groups: NDArray[np.int64]) -> Interval:
    """Student's interval of the means of draws."""
    means = _of_draws(values, groups)
    reach = intervals.student_t(0.975, len(means) - 1) * means.std(axis=0, ddof=1) / math.sqrt(len(means))
    return Interval(means.mean(axis=0), means.mean(axis=0) - reach, means.mean(axis=0) + reach)


def percentile(values: Floats, groups: NDArray[np.int64]) -> Interval:
    """The expanded percentile bootstrap of draws, which comparisons had before."""
    means = intervals.resampled(groups) @ values / len(values)
    return Interval(values.mean(axis=0), *np.quantile(means, intervals.levels(np.unique(groups).size), axis=0))


def bias_corrected(values: Floats, groups: NDArray[np.int64]) -> Interval:
    """SciPy's BCa bootstrap of the means of draws."""
    means = _of_draws(values, groups)
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # experiments whose draws agree have no BCa interval
        found = stats.bootstrap((means,), np.mean, axis=0, n_resamples=999, batch=100, method="BCa", rng=np.random.default_rng(1)).confidence_interval
    return Interval(means.mean(axis=0), found.low, found.high)


def studentised(values: Floats, groups: NDArray[np.int64]) -> Interval:
    """The bootstrap-t of the means of draws; samples of one draw alone count as beyond any bound."""
    means = _of_draws(values, groups)
    k, own = len(means), means.mean(axis=0)
    counts = intervals.resampled(np.arange(k))
    centred = means - own
    first = counts @ centred / k
    variance = np.maximum(counts @ centred**2 / k - first**2, 0.0) / (k - 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratios = np.where(variance > 1e-12 * means.var(axis=0), first / np.sqrt(variance), np.sign(first) * np.inf)
    low, high = np.quantile(np.nan_to_num(ratios, nan=0.0, posinf=1e9, neginf=-1e9), (0.025, 0.975), axis=0)
    error = means.std(axis=0, ddof=1) / math.sqrt(k)
    return Interval(own, own - high * error, own - low * error)
