"""Delta: how far, on average, the whole distribution of the outcome moves when a factor becomes known (Borgonovo 2007).

delta = E_x[TV(Y, Y | x)], where TV is half the distance between two distributions. Both are taken class by class of the factor (Plischke, Borgonovo and
Smith 2013). Three things are done here that SALib does not do:

* **Masses.** An outcome that stands at one value in part of the space has a mass there and a density f elsewhere, so TV = 1/2 (sum over masses |p - p_x| +
  integral |f - f_x|), where f and f_x hold the share of the points that is left. SALib smooths masses away, and a class in which the outcome is constant
  counts nothing: delta is far too small.
* **One smoothing.** The density at large is the mixture of the densities of the classes. SALib gives it a bandwidth of its own: of an outcome with two humps
  that a factor tells apart, delta is then 0.8 where the truth is 0.4.
* **Width of the classes.** What an outcome does within a class is lost: of an outcome that one factor decides alone, n classes see 1 - 1/n. So delta is
  estimated for a few numbers of classes and the line in 1/n is drawn on to classes of no width. A factor with few values is read value by value instead.

Kernel densities are SALib's (Gaussian, Silverman's bandwidth), by Fourier transform of the binned outputs (Silverman 1982, algorithm AS 176).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .estimates import Z95, Estimate, generator, share_note
from .evidence import Evidence, Floats
from .notes import CHANCE, CLASSES, EXTRAPOLATED, LEVELS, MASSES, NOT_SMOOTH, joined
from .sample import LEAST_POINTS, Numbers, levels_of, n_resamples, outputs_of, too_few

BOOTSTRAP, PERMUTED = 1, 4
"""Purposes of random numbers."""
MASS = 0.05
"""Share of the points at one value from which on it is a mass: what is smaller moves delta by less than that when it is smoothed."""
LEAST_IN_MASS = 5
FINER = (1.0, 1.25, 1.5, 1.75, 2.0)
"""Numbers of classes through which the line is drawn, relative to SALib's."""
CELLS = 256
"""Cells into which the range of the outcome is binned."""
_FREQUENCY = 2.0 * np.pi * np.fft.rfftfreq(2 * CELLS)
"""Per cell; twice the range, so that the tail of a kernel does not come in at the other end."""


class Outcome(NamedTuple):
    """What is compared, point by point: the output on [0, 1], the mass in which it lies (-1: none), its cell, and its place in the cell from 0 to 1."""

    output: Floats
    mass: Numbers
    cell: Numbers
    place: Floats

    def rows(self, chosen: NDArray[np.int64]) -> Outcome:
        """Some of the points."""
        return Outcome(self.output[chosen], self.mass[chosen], self.cell[chosen], self.place[chosen])


def delta_indices(evidence: Evidence, language: str) -> list[Estimate]:
    """Delta, its bias corrected by the bootstrap (2 d - mean of resampled d), and S1 from classes of the same factor."""
    n = evidence.n_points
    if n < LEAST_POINTS:
        return too_few(evidence, ("delta", "S1"), language)
    outputs = outputs_of(evidence)
    mass = masses(outputs)
    if mass is None:
        return [Estimate(index, name, math.nan, note=NOT_SMOOTH(language)) for index in ("delta", "S1") for name in evidence.factors]
    outcome = binned(outputs, mass)
    n_masses = int(mass.max()) + 1
    told = MASSES(language).format(n=n_masses, share=f"{100.0 * float((mass >= 0).mean()):.0f}") if n_masses else ""
    draws = generator(evidence, BOOTSTRAP).integers(0, n, size=(n_resamples(n), n))
    chance: dict[bytes, float] = {}  # of a factor that does nothing it hangs on the sizes of the classes alone
    deltas, firsts = [], []
    for j, name in enumerate(evidence.factors):
        x = evidence.unit[:, j]
        classes = classes_of(x)
        is_exact = len(classes) == 1
        own = delta(outcome, classes)
        sample = np.array([delta(outcome.rows(r), classes_of(x[r]) if not is_exact else [classes[0][r]]) for r in draws])
        sizes = np.bincount(classes[0]).tobytes()
        if sizes not in chance:
            shuffles = [generator(evidence, PERMUTED + 10 * (k + 1)).permutation(n) for k in range(n_resamples(n))]
            chance[sizes] = float(np.quantile([delta(outcome.rows(r), classes) for r in shuffles], 0.95))
        value, half = 2.0 * own - float(sample.mean()), Z95 * float(sample.std(ddof=1))
        counts = [int(each.max()) + 1 for each in classes]
        limit = (LEVELS if is_exact else EXTRAPOLATED)(language).format(n=counts[0], most=counts[-1])
        by_chance = CHANCE(language) if own <= chance[sizes] else ""
        deltas.append(Estimate("delta", name, value, value - half, value + half, joined(share_note(value, value + half, language), by_chance, limit, told)))
        first = between(outcome.output, classes[0])
        half = Z95 * float(np.std([between(outcome.output[r], (classes_of(x[r]) if not is_exact else [classes[0][r]])[0]) for r in draws], ddof=1))
        limit = (LEVELS if is_exact else CLASSES)(language).format(n=counts[0])
        firsts.append(Estimate("S1", name, first, first - half, first + half, limit))
    return deltas + firsts


def n_classes(n: int) -> int:
    """Classes of equal size in which SALib looks at the outcome, by the number of points.

    >>> n_classes(400), n_classes(4000)
    (5, 16)
    """
    return round(min(math.ceil(n ** (2.0 / (7.0 + math.tanh((1500.0 - n) / 500.0)))), 48))


def classes_of(x: Floats) -> list[Numbers]:
    """The class of each point, once for each number of classes; once alone, by its values, for a factor that has few of them.

    Classes are of equal size, ties stand in the order of the points.

    >>> classes_of(np.array([0.1, 0.5, 0.5, 0.1, 0.1, 0.5]))
    [array([0, 1, 1, 0, 0, 1])]
    """
    counts = sorted({round(n_classes(x.size) * finer) for finer in FINER})
    level = levels_of(x, counts[-1])
    if level is not None:
        return [level]
    rank = np.empty(x.size, dtype=np.int64)
    rank[np.argsort(x, kind="stable")] = np.arange(x.size)
    return [rank * count // x.size for count in counts]


def masses(outputs: Floats) -> Numbers | None:
    """The mass in which each output lies, -1 for none; None where there are too few values for a density and too many to count each.

    >>> masses(np.array([0.0] * 6 + [1.0, 2.5, 3.0])).tolist()
    [0, 0, 0, 0, 0, 0, -1, -1, -1]
    """
    n = outputs.size
    _, which, counts = np.unique(outputs, return_inverse=True, return_counts=True)
    is_mass = counts >= max(LEAST_IN_MASS, math.ceil(MASS * n))
    if (~is_mass).sum() < counts[~is_mass].sum() / 4.0:
        is_mass[:] = True
    if is_mass.sum() > max(2, n // 20):
        return None
    return np.asarray(np.where(is_mass, np.cumsum(is_mass) - 1, -1)[which], dtype=np.int64)


def binned(outputs: Floats, mass: Numbers) -> Outcome:
    """Outputs made ready for comparing; delta is the same in any unit."""
    scaled = (outputs - outputs.min()) / np.ptp(outputs)
    cell = np.minimum((scaled * (CELLS - 1)).astype(np.int64), CELLS - 2)
    return Outcome(scaled, mass, cell, scaled * (CELLS - 1) - cell)


def delta(outcome: Outcome, partitions: Sequence[Numbers]) -> float:
    """Delta of one partition of the points into classes; of several, drawn on to classes of no width by a straight line in 1 / classes."""
    found = np.array([distance(outcome, classes) for classes in partitions])
    if found.size == 1:
        return float(found[0])
    return float(np.polynomial.polynomial.polyfit([1.0 / (int(classes.max()) + 1) for classes in partitions], found, 1)[0])


def distance(outcome: Outcome, classes: Numbers) -> float:
    """Mean over the classes, by their points, of the total variation between the outcome in the class and the outcome at large.

    The density at large is the mixture of those of the classes: under a bandwidth of its own it would differ from them where they do not differ at all.
    """
    count = int(classes.max()) + 1
    n_masses = int(outcome.mass.max()) + 1
    size = np.bincount(classes, minlength=count)
    inside = np.bincount(classes * (n_masses + 1) + outcome.mass + 1, minlength=count * (n_masses + 1)).reshape(count, n_masses + 1)[:, 1:]
    left = outcome.mass < 0
    own, place = classes[left] * 2 * CELLS + outcome.cell[left], outcome.place[left]
    table = (np.bincount(own, 1.0 - place, 2 * CELLS * count) + np.bincount(own + 1, place, 2 * CELLS * count)).reshape(count, 2 * CELLS)
    smooth = _smoothed(np.asarray(table, dtype=np.float64), outcome.output[left], classes[left])
    at_large, everywhere = inside.sum(axis=0) / size.sum(), smooth.sum(axis=0) / size.sum()
    each = np.maximum(size, 1)[:, None]
    apart = np.abs(inside / each - at_large).sum(axis=1) + np.abs(smooth / each - everywhere).sum(axis=1)
    return float((size * apart).sum() / size.sum() / 2.0)


def _smoothed(table: Floats, outputs: Floats, classes: Numbers) -> Floats:
    """Binned counts of the classes under Gaussian kernels, with Silverman's bandwidth for each class."""
    count = table.shape[0]
    n = np.bincount(classes, minlength=count)
    some = np.maximum(n, 1)
    mean = np.bincount(classes, outputs, count) / some
    square = np.bincount(classes, (outputs - mean[classes]) ** 2, count)
    width = np.sqrt(square / np.maximum(n - 1, 1)) * (0.75 * some) ** -0.2 * (CELLS - 1)
    return np.asarray(np.fft.irfft(np.fft.rfft(table, axis=1) * np.exp(-0.5 * (_FREQUENCY * width[:, None]) ** 2), axis=1), dtype=np.float64)


def between(outputs: Floats, classes: Numbers) -> float:
    """Share of the variance that lies between the means of the classes; 0 where nothing varies.

    >>> between(np.array([0.0, 2.0, 4.0, 6.0]), np.array([0, 0, 1, 1]))
    0.8
    """
    counts = np.bincount(classes)
    means = np.bincount(classes, outputs)[counts > 0] / counts[counts > 0]
    total = float(np.var(outputs))
    return float((counts[counts > 0] * (means - outputs.mean()) ** 2).sum() / outputs.size / total) if total > 0.0 else 0.0
