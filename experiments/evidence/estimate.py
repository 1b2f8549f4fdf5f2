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
from model.text import Text

from ..runs.intervals import MIN_DRAWS, of_mean, of_ratio

Floats = NDArray[np.float64]

A_RATIO = Text("{of} is a ratio of means", "{of} est un rapport de moyennes")
PUT_TOGETHER = Text("a ratio of means is put together with another estimate", "un rapport de moyennes est combiné à une autre estimation")
FIRST = Text("first put together, then divide with over", "d'abord combiner, puis diviser avec over")
OTHER_LUCK = Text("{one} and {other} are of other replications: {n} and {m}", "{one} et {other} sont d'autres réplications : {n} et {m}")
SAME_LUCK = Text("estimates of one study, over the same replications", "des estimations d'une même étude, sur les mêmes réplications")


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
    luck: tuple[int, int] | None = None
    """Seed and number of replications: estimates of other luck are not paired."""

    def __post_init__(self) -> None:
        values = np.atleast_1d(np.asarray(self.values, dtype=np.float64))
        if values.ndim != 1 or values.size == 0:
            says = Text("has the shape {shape}", "est de la forme {shape}").filled(shape=values.shape)
            raise InputError(Problem(self.of, says, allowed=Text("one number a replication", "un nombre par réplication")))
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
        """The ratio of the two means: for denominators that come near 0 in single replications.

        Its interval are the ratios that cannot be ruled out (Fieller 1954), with bounds for skewed replications (`experiments.runs.intervals`). It can be
        moved and scaled by numbers, and taken the logarithm of; other estimates are put together before, not after.

        >>> Estimate(np.array([1.0, 3.0, 2.0])).over(Estimate(np.array([4.0, 4.0, 4.0]))).value
        0.5
        """
        paired = self._paired(other, "over")
        value, low, high = of_ratio(self.values, paired, np.arange(self.values.size))
        both = np.isfinite(self.values) & np.isfinite(paired)
        return Estimate(np.where(both, value, np.nan), f"{self.of} over {other.of}", (low, high), self.luck)

    def log(self) -> Estimate:
        """Natural logarithm; not defined where the statistic is not positive."""
        return self._moved(np.log, f"log of {self.of}")

    def exp(self) -> Estimate:
        """Exponential."""
        return self._moved(np.exp, f"exp of {self.of}")

    def __abs__(self) -> Estimate:
        if self.bounds is not None:
            raise InputError(Problem("abs", A_RATIO.filled(of=self.of), allowed=Text("abs before over", "abs avant over")))
        return Estimate(np.abs(self.values), f"size of {self.of}", luck=self.luck)

    def __neg__(self) -> Estimate:
        return self._moved(np.negative, f"minus {self.of}")

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
        if self.bounds is not None:
            other_way = Text("the other way round: b.over(a)", "dans l'autre sens : b.over(a)")
            raise InputError(Problem("/", A_RATIO.filled(of=self.of), allowed=other_way))
        with np.errstate(divide="ignore", invalid="ignore"):
            return Estimate(1.0 / self.values, f"1 / {self.of}", luck=self.luck) * other

    def __pow__(self, power: Any) -> Estimate:
        if self.bounds is not None:
            raise InputError(Problem("**", A_RATIO.filled(of=self.of), allowed=Text("powers before over", "les puissances avant over")))
        return self._with(power, np.power, "**")

    def _moved(self, operation: Callable[..., Any], of: str) -> Estimate:
        """A monotone function of the statistic, its bounds with it."""
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            bounds = None if self.bounds is None else operation(np.array(self.bounds))
            return Estimate(operation(self.values), of, None if bounds is None else (float(min(bounds)), float(max(bounds))), self.luck)

    def _with(self, other: Any, operation: Callable[..., Any], sign: str) -> Estimate:
        if isinstance(other, Estimate):
            if self.bounds is not None or other.bounds is not None:
                raise InputError(Problem(sign, PUT_TOGETHER, allowed=FIRST))
            values = self._paired(other, sign)
            with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
                return Estimate(operation(self.values, values), f"{self.of} {sign} {other.of}", luck=self.luck or other.luck)
        if isinstance(other, int | float | np.number) and not isinstance(other, bool):
            return self._moved(lambda values: operation(values, float(other)), f"{self.of} {sign} {other:g}")
        return NotImplemented

    def _paired(self, other: Any, sign: str) -> Floats:
        if not isinstance(other, Estimate):
            says = Text("{value} is no estimate", "{value} n'est pas une estimation").filled(value=repr(other))
            raise InputError(Problem(sign, says, allowed=Text("an estimate of the same study", "une estimation de la même étude")))
        if other.values.size != self.values.size or (self.luck is not None and other.luck is not None and self.luck != other.luck):
            says = OTHER_LUCK.filled(one=self.of, other=other.of, n=self.values.size, m=other.values.size)
            raise InputError(Problem(sign, says, allowed=SAME_LUCK))
        return other.values

    def __bool__(self) -> bool:
        raise TypeError("an estimate is neither true nor false; compare its .value, .low or .high")

    def __repr__(self) -> str:
        interval = f" ({self.low:.4g} to {self.high:.4g})" if self.replications >= MIN_DRAWS else ""
        return f"{self.value:.4g}{interval}, {self.defined} of {self.replications} replications"
