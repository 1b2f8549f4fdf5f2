"""A sample of points that stand alone: its points, their order, ties among outcomes and among factors.

The indices of a sample are functions of a set of points. So before anything is estimated the points are put into an order that their own content and the
seed decide: the same points give the same table however their rows stood, and ties are broken at random, not by the row in which somebody wrote them.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from .estimates import SAME, Estimate, generator
from .evidence import Evidence, Floats
from .notes import TOGETHER, TOO_FEW, joined

Numbers = NDArray[np.int64]
LEAST_POINTS = 30
RESAMPLES = 100
FACTORS_TOGETHER = 0.3
"""Rank correlation of two factors above which a sample is no longer taken as one of independent factors."""
ORDER = 5
"""Purpose of random numbers."""


def independent(evidence: Evidence) -> Evidence:
    """The points that are an independent sample: of a Saltelli design its matrices A and B, the first and the last row of each base unit."""
    if evidence.kind != "saltelli":
        return evidence
    place = np.arange(evidence.n_points) % evidence.stride
    return evidence.rows((place == 0) | (place == evidence.stride - 1))


def in_own_order(evidence: Evidence) -> Evidence:
    """The points sorted by their positions and outputs, then shuffled by the seed: the same order from whatever order they came in."""
    content = np.column_stack([evidence.unit, evidence.values])
    return evidence.chosen(np.lexsort(content.T)[generator(evidence, ORDER).permutation(evidence.n_points)])


def outputs_of(evidence: Evidence) -> Floats:
    """(points,) mean of each point over its replications; values that differ in the last digits of a sum alone are made one."""
    means = evidence.means()
    order = np.argsort(means, kind="stable")
    ranked = means[order]
    starts = np.flatnonzero(np.append(True, np.diff(ranked) > SAME * np.abs(means).max()))
    merged = np.empty_like(means)
    merged[order] = np.repeat(ranked[starts], np.diff(np.append(starts, means.size)))
    return merged


def levels_of(x: Floats, most: int) -> Numbers | None:
    """The level of each point, numbered from the lowest, of a factor that takes at most `most` values and not a new one at each point; else None.

    >>> levels_of(np.array([0.5, 0.1, 0.5]), 2)
    array([1, 0, 1])
    """
    places, level = np.unique(x, return_inverse=True)
    return level.astype(np.int64) if places.size <= most and places.size < x.size else None


def slices_of(x: Floats, n_points: int) -> Numbers:
    """The slice of the factor in which each point lies: its levels where it has few, else equal shares of the points (SALib's, the highest point included).

    Never 6 or 9 slices, for which rounding gives SALib a quantile above 1 (findings/salib_pawn_top_level.sh).
    """
    count = next((slices for slices in (10, 8, 5, 4) if n_points >= 10 * slices), 3)
    level = levels_of(x, count)
    if level is not None:
        return level
    edges = np.quantile(x, np.arange(1, count) / count)
    return np.searchsorted(edges, x, side="right").astype(np.int64)


def together(evidence: Evidence, language: str) -> str:
    """A note where factors of a table move together."""
    if evidence.n_points < LEAST_POINTS or len(evidence.factors) < 2:
        return ""
    from scipy.stats import rankdata

    ranks = rankdata(evidence.unit, axis=0)
    ranks = ranks[:, ranks.std(axis=0) > 0.0]
    if ranks.shape[1] < 2:
        return ""
    correlation = np.abs(np.corrcoef(ranks, rowvar=False) - np.eye(ranks.shape[1]))
    return TOGETHER(language) if correlation.max() > max(FACTORS_TOGETHER, 3.5 / math.sqrt(evidence.n_points)) else ""


def n_resamples(n_points: int) -> int:
    """Fewer resamples of large samples, in which each costs more and the width is known better."""
    return int(np.clip(200_000 // n_points, 30, RESAMPLES))


def too_few(evidence: Evidence, indices: tuple[str, ...], language: str) -> list[Estimate]:
    """Rows without a value for a sample of fewer than LEAST_POINTS points."""
    return [Estimate(index, name, math.nan, note=TOO_FEW(language).format(least=LEAST_POINTS)) for index in indices for name in evidence.factors]


def noted(rows: list[Estimate], note: str) -> list[Estimate]:
    """Rows with one more note."""
    return [replace(row, note=joined(row.note, note)) for row in rows] if note else rows
