"""A statistic, replication by replication, and what can be calculated with it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.errors import InputError, Problem

from ..runs.intervals import MIN_DRAWS, of_mean, of_ratio

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Estimate:
    """A statistic over replications: its value is the mean of the replications in which it is defined.

    Estimates of the same replications can be added, subtracted, multiplied and divided, with numbers and with one another, replication by replication: all
    worlds of a study share their luck, so differences are paired. `log`, `exp` and `abs` likewise. A ratio whose denominator comes near 0 in single
    replications is better taken with `over`, which divides means.

    Attributes:
        values: one number a replication; NaN where it is not defined there.
        of: words for what it is, used in errors.
    """

    values: Floats
    of: str = "the statistic"
    bounds: tuple[float, float] | None = None
    """An interval that does not come from the values alone (`over`)."""

    def __post_init__(self) -> None:
        values = np.atleast_1d(np.asarray(self.values, dtype=np.float64))
        if values.ndim != 1 or values.size == 0:
            raise InputError(Problem(self.of, f"has the shape {values.shape}", allowed="one number a replication"))
        object.__setattr__(self, "values", np.where(np.isfinite(values), values, np.nan))

    @property
    def replications(self) -> int:
        """Replications, those in which it is not defined included."""
        return int(self.values.size)

    @property
    def defined(self) -> int:
        """Replications in which it is defined."""
        return int(np.isfinite(self.values).sum())

    @cached_property
    def _interval(self) -> tuple[float, float, float]:
        found = of_mean(self.values[:, None], np.arange(self.values.size))
        mean, low, high = (float(part[0]) for part in found)
        return mean, *(self.bounds or (low, high))

    @property
    def value(self) -> float:
        """Mean over replications; NaN where it is defined in none."""
        return self._interval[0] if self.defined else math.nan

    @property
    def low(self) -> float:
        """Lower bound of the 95 % interval of the mean; NaN with fewer than three replications, unless they agree exactly."""
        return self._interval[1]

    @property
    def high(self) -> float:
        """Upper bound, likewise."""
        return self._interval[2]

    def over(self, other: Estimate) -> Estimate:
        """The ratio of the two means, with Fieller's interval: for denominators that come near 0 in single replications.

        >>> Estimate(np.array([1.0, 3.0, 2.0])).over(Estimate(np.array([4.0, 4.0, 4.0]))).value
        0.5
        """
        paired = self._paired(other, "over")
        value, low, high = of_ratio(self.values, paired, np.arange(self.values.size))
        return Estimate(np.full(self.values.size, value), f"{self.of} over {other.of}", (low, high))

    def log(self) -> Estimate:
        """Natural logarithm; not defined where the statistic is not positive."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return Estimate(np.log(self.values), f"log of {self.of}")

    def exp(self) -> Estimate:
        """Exponential."""
        with np.errstate(over="ignore"):
            return Estimate(np.exp(self.values), f"exp of {self.of}")

    def __abs__(self) -> Estimate:
        return Estimate(np.abs(self.values), f"size of {self.of}")

    def __neg__(self) -> Estimate:
        return Estimate(-self.values, f"minus {self.of}")

    def __add__(self, other: Any) -> Estimate:
        return self._with(other, np.add, "+")

    __radd__ = __add__

    def __sub__(self, other: Any) -> Estimate:
        return self._with(other, np.subtract, "-")

    def __rsub__(self, other: Any) -> Estimate:
        return (-self) + other

    def __mul__(self, other: Any) -> Estimate:
        return self._with(other, np.multiply, "*")

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Estimate:
        return self._with(other, np.divide, "/")

    def __rtruediv__(self, other: Any) -> Estimate:
        with np.errstate(divide="ignore", invalid="ignore"):
            return Estimate(1.0 / self.values, f"1 / {self.of}") * other

    def __pow__(self, power: Any) -> Estimate:
        return self._with(power, np.power, "**")

    def _with(self, other: Any, operation: Callable[..., Any], sign: str) -> Estimate:
        values: Any
        if isinstance(other, Estimate):
            values, words = self._paired(other, sign), other.of
        elif isinstance(other, int | float | np.number) and not isinstance(other, bool):
            values, words = float(other), f"{other:g}"
        else:
            return NotImplemented
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            return Estimate(operation(self.values, values), f"{self.of} {sign} {words}")

    def _paired(self, other: Estimate, sign: str) -> Floats:
        if other.values.size != self.values.size:
            says = f"{self.of} has {self.values.size} replications, {other.of} {other.values.size}"
            raise InputError(Problem(sign, says, allowed="estimates of one study, over the same replications"))
        return other.values

    def __bool__(self) -> bool:
        raise TypeError("an estimate is neither true nor false; compare its .value, .low or .high")

    def __repr__(self) -> str:
        interval = f" ({self.low:.4g} to {self.high:.4g})" if self.replications >= MIN_DRAWS else ""
        return f"{self.value:.4g}{interval}, {self.defined} of {self.replications} replications"
