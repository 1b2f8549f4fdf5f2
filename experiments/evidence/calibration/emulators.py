"""Emulators: what a fact would come out as under any set of parameters, learnt from the sets that were run, with the error they make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..estimators.libraries import library, quiet
from .statistics import Target

Floats = NDArray[np.float64]
FOLDS = 5
GP_INPUTS = 6
"""Inputs of a Gaussian process at most: those that matter most."""
LEAST_RUNS = 30
"""Sets in which a statistic must be defined before it is emulated."""


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
    model: Any
    is_log: bool
    error: float
    explained: float

    def predicted(self, places: Floats) -> Floats:
        """The statistic, set by set, on its own scale or that of its logarithm."""
        with quiet():
            return np.asarray(self.model.predict(places), dtype=np.float64)

    def _beside_the_fact(self, places: Floats) -> tuple[Floats, Floats]:
        """Distance of the statistic from the fact, set by set, and its standard deviation: that of the emulator and of the discrepancy."""
        value = self.predicted(places)
        error: Any = self.error
        if self.is_log:
            value = np.exp(np.minimum(value, 50.0))
            error = self.error * np.abs(value)
        return self.target.distance(value), np.sqrt(error**2 + self.target.deviation**2)

    def log_likelihood(self, places: Floats) -> Floats:
        """How well sets agree with the fact, up to a constant: normal, the variance being that of the emulator and of the discrepancy; weighted."""
        distance, spread = self._beside_the_fact(places)
        return np.asarray(self.target.weight * (-0.5 * (distance / spread) ** 2 - np.log(spread / self.target.deviation)))

    def implausibility(self, places: Floats) -> Floats:
        """Distance from the band in standard deviations of emulator and discrepancy."""
        distance, spread = self._beside_the_fact(places)
        return np.asarray(np.abs(distance) / spread)


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

    A quadratic form whose terms a lasso keeps, or a Gaussian process over the inputs that matter most, whichever errs less on sets left out.
    """
    scaled = _scaled(values)
    if scaled is None:
        return None
    y, known, is_log = scaled
    x = places[known]
    candidates = [_quadratic(seed)]
    matter = _that_matter(x, y, seed)
    if matter.size:
        candidates.append(_process(matter, x, y, seed))
    best: Emulator | None = None
    selection = library("sklearn.model_selection", "calibrate")
    for model in candidates:
        with quiet():
            left_out = selection.cross_val_predict(model, x, y, cv=selection.KFold(FOLDS, shuffle=True, random_state=seed))
        error = float(np.sqrt(np.mean((y - left_out) ** 2)))
        if best is None or error < 0.98 * best.error:
            best = Emulator(target, model, is_log, error, 1.0 - error**2 / float(y.var()))
    assert best is not None
    with quiet():
        best.model.fit(x, y)
    return best


def _quadratic(seed: int) -> Any:
    linear = library("sklearn.linear_model", "calibrate")
    preprocessing = library("sklearn.preprocessing", "calibrate")
    pipeline = library("sklearn.pipeline", "calibrate")
    lasso = linear.LassoCV(cv=3, random_state=seed, max_iter=3000, alphas=15)
    return pipeline.make_pipeline(preprocessing.PolynomialFeatures(2, include_bias=False), preprocessing.StandardScaler(), lasso)


def _process(matter: NDArray[np.int64], x: Floats, y: Floats, seed: int) -> Any:
    """Its lengths are found once on all sets; what is left out tells the error of the process with these."""
    gaussian = library("sklearn.gaussian_process", "calibrate")
    compose = library("sklearn.compose", "calibrate")
    pipeline = library("sklearn.pipeline", "calibrate")
    kernels = gaussian.kernels
    kernel = kernels.ConstantKernel(1.0) * kernels.RBF(np.ones(matter.size), (0.1, 30.0)) + kernels.WhiteKernel(0.3, (1e-3, 3.0))
    with quiet():
        kernel = gaussian.GaussianProcessRegressor(kernel, normalize_y=True, random_state=seed).fit(x[:, matter], y).kernel_
    chosen = compose.ColumnTransformer([("matter", "passthrough", matter.tolist())])
    return pipeline.make_pipeline(chosen, gaussian.GaussianProcessRegressor(kernel, optimizer=None, normalize_y=True))


def _that_matter(x: Floats, y: Floats, seed: int) -> NDArray[np.int64]:
    """Inputs with the largest linear effects that a lasso keeps."""
    strength = linear_effects(x, y, seed)
    order = np.argsort(-strength, kind="stable")[:GP_INPUTS]
    return np.sort(order[strength[order] > 0.0])


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
