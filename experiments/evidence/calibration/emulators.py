"""Emulators: what a fact would come out as under any set of parameters, learnt from the sets that were run, with the error they make."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..estimators.libraries import library, quiet
from .statistics import Target

Floats = NDArray[np.float64]
Places = NDArray[np.int64]
FOLDS = 5
QUADRATIC_INPUTS = 12
"""Inputs of a quadratic form at most: those that matter most, with all their products."""
GP_INPUTS = 6
"""Inputs of a Gaussian process at most."""
GP_GAIN = 0.9
"""A Gaussian process is taken where its error is below so much of that of the quadratic form: it costs a hundred times as much to ask."""
LEAST_RUNS = 30
"""Sets in which a statistic must be defined before it is emulated."""


@dataclass(frozen=True)
class Quadratic:
    """A quadratic form of some inputs.

    Attributes:
        inputs: their places among all.
        weights: of the terms (`features`) of these inputs.
    """

    inputs: Places
    weights: Floats
    intercept: float

    def predict(self, places: Floats) -> Floats:
        """The value, set by set."""
        return np.asarray(features(places[:, self.inputs]) @ self.weights + self.intercept)


@dataclass(frozen=True)
class Process:
    """The mean of a Gaussian process with one length an input."""

    inputs: Places
    seen: Floats
    alpha: Floats
    constant: float
    lengths: Floats
    mean: float
    scale: float

    def predict(self, places: Floats) -> Floats:
        """The value, set by set."""
        x, seen = places[:, self.inputs] / self.lengths, self.seen / self.lengths
        squares = (x**2).sum(axis=1)[:, None] + (seen**2).sum(axis=1) - 2.0 * x @ seen.T
        return np.asarray(self.mean + self.scale * (self.constant * np.exp(-0.5 * np.maximum(squares, 0.0)) @ self.alpha))


@lru_cache(maxsize=64)
def _pairs(count: int) -> tuple[Places, Places]:
    return np.triu_indices(count)


def features(places: Floats) -> Floats:
    """The inputs, then all their products, squares included: set by term.

    >>> features(np.array([[2.0, 3.0]])).tolist()
    [[2.0, 3.0, 4.0, 6.0, 9.0]]
    """
    one, other = _pairs(places.shape[1])
    return np.concatenate([places, places[:, one] * places[:, other]], axis=1)


@dataclass(frozen=True)
class Emulator:
    """One statistic.

    Attributes:
        target: what it is of.
        is_log: whether the logarithm is emulated: of amounts and ratios that vary more than threefold.
        error: standard deviation of what it gets wrong on sets left out, luck and the parameters that are no input included.
        explained: share of the variance over sets left out that it explains.
    """

    target: Target
    model: Quadratic | Process
    is_log: bool
    error: float
    explained: float

    def predicted(self, places: Floats) -> Floats:
        """The statistic, set by set, on its own scale or that of its logarithm."""
        return self.model.predict(places)

    def values(self, places: Floats) -> Floats:
        """The statistic, set by set."""
        return self.as_values(self.predicted(places))

    def as_values(self, predicted: Floats) -> Floats:
        """What was predicted on the scale of the statistic."""
        return np.exp(np.minimum(predicted, 50.0)) if self.is_log else predicted

    def _beside_the_fact(self, value: Floats, replications: int = 1) -> tuple[Floats, Floats]:
        """Distance of the statistic from the fact, set by set, and its standard deviation: that of the emulator, which holds the luck of one run, and of the
        discrepancy.
        """
        error: Any = self.error * (np.abs(value) if self.is_log else 1.0) / math.sqrt(replications)
        return self.target.distance(value), np.sqrt(error**2 + self.target.deviation**2)

    def log_likelihood(self, places: Floats, predicted: Floats | None = None) -> Floats:
        """How well sets agree with the fact, up to a constant: normal, the variance being that of the emulator and of the discrepancy; weighted.

        `predicted`: where it is known already.
        """
        distance, spread = self._beside_the_fact(self.as_values(self.predicted(places) if predicted is None else predicted))
        return np.asarray(self.target.weight * (-0.5 * (distance / spread) ** 2 - np.log(spread / self.target.deviation)))

    def implausibility(self, places: Floats) -> Floats:
        """Distance from the band in standard deviations of emulator and discrepancy."""
        return self.off(self.values(places))

    def off(self, value: Floats, replications: int = 1) -> Floats:
        """The same of statistics that came out of so many runs."""
        distance, spread = self._beside_the_fact(value, replications)
        return np.asarray(np.abs(distance) / spread)


@dataclass(frozen=True)
class Emulators:
    """Several statistics of the same parameters, asked at once: the quadratic forms in one product of matrices."""

    each: tuple[Emulator, ...]
    dimensions: int

    @cached_property
    def _stacked(self) -> tuple[list[int], Floats, Floats]:
        """Which are quadratic forms; their weights of all terms of all inputs, term by form; their intercepts."""
        one, other = _pairs(self.dimensions)
        place = {pair: self.dimensions + k for k, pair in enumerate(zip(one.tolist(), other.tolist(), strict=True))}
        forms = [k for k, emulator in enumerate(self.each) if isinstance(emulator.model, Quadratic)]
        weights = np.zeros((self.dimensions + len(place), len(forms)))
        for column, k in enumerate(forms):
            model = self.each[k].model
            assert isinstance(model, Quadratic)
            inputs = model.inputs.tolist()
            own_one, own_other = _pairs(len(inputs))
            terms = [*inputs, *(place[inputs[a], inputs[b]] for a, b in zip(own_one.tolist(), own_other.tolist(), strict=True))]
            weights[terms, column] = model.weights
        return forms, weights, np.array([self.each[k].model.intercept for k in forms])  # type: ignore[union-attr]

    def predicted(self, places: Floats) -> Floats:
        """Set by statistic, each on the scale of its emulator."""
        forms, weights, intercepts = self._stacked
        found = np.empty((len(places), len(self.each)))
        if forms:
            found[:, forms] = features(places) @ weights + intercepts
        for k, emulator in enumerate(self.each):
            if isinstance(emulator.model, Process):
                found[:, k] = emulator.model.predict(places)
        return found

    def log_likelihood(self, places: Floats) -> Floats:
        """Of all facts together, set by set."""
        predicted = self.predicted(places)
        total = np.zeros(len(places))
        for k, emulator in enumerate(self.each):
            total += emulator.log_likelihood(places, predicted[:, k])
        return total


def is_amount(values: Floats) -> bool:
    """Whether the logarithm is the better scale: everywhere above 0, and more than threefold from the 5th to the 95th percentile."""
    return bool((values > 0.0).all() and np.quantile(values, 0.95) > 3.0 * np.quantile(values, 0.05))


def _scaled(values: Floats) -> tuple[Floats, NDArray[np.bool_], bool] | None:
    """A statistic where it is defined, on the scale to fit; where that is; whether it is its logarithm. None where too few define it, or nothing varies."""
    known = np.isfinite(values)
    y = values[known]
    if y.size < LEAST_RUNS or np.ptp(y) < 1e-12:
        return None
    is_log = is_amount(y)
    return np.log(y) if is_log else np.clip(y, *np.quantile(y, (0.01, 0.99))), known, is_log


def fitted(target: Target, places: Floats, values: Floats, seed: int = 1) -> Emulator | None:
    """The emulator of a statistic; None where too few sets define it, or nothing varies.

    A quadratic form of the inputs that matter most, whose terms a lasso keeps, or a Gaussian process over fewer of them where it errs clearly less on sets
    left out.
    """
    scaled = _scaled(values)
    if scaled is None:
        return None
    y, known, is_log = scaled
    x = places[known]
    strength = linear_effects(x, y, seed)
    order = [k for k in np.argsort(-strength, kind="stable").tolist() if strength[k] > 0.0] or [0]
    best: tuple[Quadratic | Process, float] | None = None
    for learn, count, gain in ((_quadratic, QUADRATIC_INPUTS, 1.0), (_process, GP_INPUTS, GP_GAIN)):
        model, left_out = learn(np.sort(np.array(order[:count])), x, y, seed)
        error = float(np.sqrt(np.mean((y - left_out) ** 2)))
        if best is None or error < gain * best[1]:
            best = model, error
    assert best is not None
    return Emulator(target, best[0], is_log, best[1], 1.0 - best[1] ** 2 / float(y.var()))


def _left_out(model: Any, x: Floats, y: Floats, seed: int) -> Floats:
    """What is predicted of each set from the others."""
    selection = library("sklearn.model_selection", "calibrate")
    with quiet():
        found = selection.cross_val_predict(model, x, y, cv=selection.KFold(FOLDS, shuffle=True, random_state=seed))
    return np.asarray(found, dtype=np.float64)


def _quadratic(inputs: Places, x: Floats, y: Floats, seed: int) -> tuple[Quadratic, Floats]:
    linear = library("sklearn.linear_model", "calibrate")
    preprocessing = library("sklearn.preprocessing", "calibrate")
    pipeline = library("sklearn.pipeline", "calibrate")
    lasso = pipeline.make_pipeline(preprocessing.StandardScaler(), linear.LassoCV(cv=3, random_state=seed, max_iter=3000, alphas=15))
    terms = features(x[:, inputs])
    left_out = _left_out(lasso, terms, y, seed)
    with quiet():
        lasso.fit(terms, y)
    scaler, fit = lasso[0], lasso[1]
    weights = np.asarray(fit.coef_) / scaler.scale_
    return Quadratic(inputs, weights, float(fit.intercept_ - weights @ scaler.mean_)), left_out


def _process(inputs: Places, x: Floats, y: Floats, seed: int) -> tuple[Process, Floats]:
    """Its lengths are found once on all sets; what is left out tells the error of the process with these."""
    gaussian = library("sklearn.gaussian_process", "calibrate")
    kernels = gaussian.kernels
    own = x[:, inputs]
    kernel = kernels.ConstantKernel(1.0) * kernels.RBF(np.ones(inputs.size), (0.1, 30.0)) + kernels.WhiteKernel(0.3, (1e-3, 3.0))
    with quiet():
        kernel = gaussian.GaussianProcessRegressor(kernel, normalize_y=True, random_state=seed).fit(own, y).kernel_
    left_out = _left_out(gaussian.GaussianProcessRegressor(kernel, optimizer=None, normalize_y=True), own, y, seed)
    with quiet():
        fit = gaussian.GaussianProcessRegressor(kernel, optimizer=None, normalize_y=True).fit(own, y)
    product = fit.kernel_.k1
    lengths = np.broadcast_to(np.asarray(product.k2.length_scale, dtype=np.float64), (inputs.size,))
    seen, alpha = np.asarray(fit.X_train_), np.asarray(fit.alpha_).ravel()
    return Process(inputs, seen, alpha, float(product.k1.constant_value), lengths, float(y.mean()), float(y.std())), left_out


def linear_effects(x: Floats, y: Floats, seed: int = 1) -> Floats:
    """Size of the linear effect of each input over its range, in standard deviations of the output; 0 for those that a lasso drops."""
    linear = library("sklearn.linear_model", "calibrate")
    with quiet():
        fit = linear.LassoCV(cv=5, random_state=seed, max_iter=5000, alphas=30).fit(x, (y - y.mean()) / (y.std() or 1.0))
    return np.abs(np.asarray(fit.coef_))


def screened(targets: Sequence[Target], names: Sequence[str], places: Floats, statistics: Mapping[str, Floats], keep: int) -> tuple[str, ...]:
    """The parameters that move facts most, in order: effects over the range, summed over facts by their weight."""
    total = np.zeros(len(names))
    for target in targets:
        scaled = _scaled(statistics[target.name])
        if scaled is not None:
            y, known, _ = scaled
            total += target.weight * linear_effects(places[known], y)
    order = np.argsort(-total, kind="stable")[:keep]
    return tuple(names[k] for k in order if total[k] > 0.0)
