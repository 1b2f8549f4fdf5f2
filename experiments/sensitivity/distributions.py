"""Whole distributions of the outcome, from any sample of independent factors: delta, PAWN and regional sensitivity.

They see what variance does not: tails, skew, two humps. Each index is a distance between distributions, at least 0 and at most 1, and never exactly 0 in a
sample; notes say where it is no larger than chance alone gives. Intervals are the estimate and 1.96 standard deviations of its bootstrap on both sides, cut
at 0 and 1: the percentiles of a resampled distance would lie too high, because resampling adds distance of its own.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from .estimates import Z95, Estimate, generator, share_note, undisturbed
from .evidence import Evidence, Floats
from .notes import BOTH_WAYS, CHANCE, CLASSES, DOWNWARD, NOT_SMOOTH, NOT_SPLIT, TOGETHER, TOO_FEW, UPWARD, joined

RESAMPLES = 100
LEAST_POINTS = 30
FACTORS_TOGETHER = 0.3
"""Rank correlation of two factors above which a sample is no longer taken as one of independent factors."""
DELTA, PAWN, REGIONAL, PERMUTED = 1, 2, 3, 4
"""Purposes of random numbers."""


def independent(evidence: Evidence) -> Evidence:
    """The points that are an independent sample: of a Saltelli design its matrices A and B, the first and the last row of each base unit."""
    if evidence.kind != "saltelli":
        return evidence
    place = np.arange(evidence.n_points) % evidence.stride
    return evidence.rows((place == 0) | (place == evidence.stride - 1))


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


def _resamples(n_points: int) -> int:
    """Fewer resamples of large samples, in which each costs more and the width is known better."""
    return int(np.clip(200_000 // n_points, 30, RESAMPLES))


def _too_few(evidence: Evidence, indices: tuple[str, ...], language: str) -> list[Estimate]:
    return [Estimate(index, name, math.nan, note=TOO_FEW(language).format(least=LEAST_POINTS)) for index in indices for name in evidence.factors]


def _bounded(index: str, name: str, value: float, sample: Floats, note: str) -> Estimate:
    half = Z95 * float(sample.std(ddof=1))
    return Estimate(index, name, value, max(value - half, min(value, 0.0)), min(value + half, max(value, 1.0)), note)


def delta_indices(evidence: Evidence, language: str) -> list[Estimate]:
    """Delta (Borgonovo 2007) and S1 from the same classes of a factor (Plischke et al. 2013), with SALib's estimators.

    SALib's own driver estimates from one resample in place of the sample; here the estimate is that of the whole sample, and the bootstrap corrects its bias
    (2 d - mean of resampled d) and gives its width.
    """
    from SALib.analyze import delta

    n = evidence.n_points
    if n < LEAST_POINTS:
        return _too_few(evidence, ("delta", "S1"), language)
    outputs = evidence.means()
    if np.unique(outputs).size < n / 4:
        return [Estimate(index, name, math.nan, note=NOT_SMOOTH(language)) for index in ("delta", "S1") for name in evidence.factors]
    edges = np.linspace(0, n, _classes(n) + 1)
    coarse = CLASSES(language).format(n=_classes(n))
    grid = np.linspace(outputs.min(), outputs.max(), 100)
    draws = generator(evidence, DELTA).integers(0, n, size=(_resamples(n), n))
    rows = []
    for j, name in enumerate(evidence.factors):
        x = evidence.unit[:, j]
        with undisturbed():
            try:
                own = float(delta.calc_delta(outputs, grid, x, edges))
                sample = np.array([delta.calc_delta(outputs[r], grid, x[r], edges) for r in draws])
                first = float(delta.sobol_first(outputs, x, edges))
                firsts = np.array([delta.sobol_first(outputs[r], x[r], edges) for r in draws])
            except (np.linalg.LinAlgError, ValueError):  # a class in which nearly all outputs are equal has no density
                rows += [Estimate(index, name, math.nan, note=NOT_SMOOTH(language)) for index in ("delta", "S1")]
                continue
        value = 2.0 * own - float(sample.mean())
        half = Z95 * float(sample.std(ddof=1))
        rows.append(Estimate("delta", name, value, value - half, value + half, share_note(value, value + half, language)))
        half = Z95 * float(firsts.std(ddof=1))
        rows.append(Estimate("S1", name, first, first - half, first + half, joined(share_note(first, first + half, language), coarse)))
    return sorted(rows, key=lambda row: row.index == "S1")


def _classes(n: int) -> int:
    """Classes of equal size in which SALib looks at the outcome, by the number of points."""
    return round(min(math.ceil(n ** (2.0 / (7.0 + math.tanh((1500.0 - n) / 500.0)))), 48))


def slices_of(x: Floats, n_points: int) -> NDArray[np.int64]:
    """The slice of the factor in which each point lies: its levels where it has few, else equal shares of the points (SALib's, the highest point included).

    Never 6 or 9 slices, for which rounding gives SALib a quantile above 1.
    """
    places, level = np.unique(x, return_inverse=True)
    count = next((slices for slices in (10, 8, 5, 4) if n_points >= 10 * slices), 3)
    if places.size <= count:
        return level.astype(np.int64)
    edges = np.quantile(x, np.arange(1, count) / count)
    return np.searchsorted(edges, x, side="right").astype(np.int64)


def distances(outputs: Floats, members: NDArray[np.int64]) -> Floats:
    """Kolmogorov-Smirnov distance of the outputs of each slice to all outputs; NaN for a slice without points."""
    order = np.argsort(outputs, kind="stable")
    sorted_outputs = outputs[order]
    last = np.append(sorted_outputs[1:] != sorted_outputs[:-1], True)
    inside = (members[order][:, None] == np.arange(members.max() + 1)).astype(np.float64)
    sizes = inside.sum(axis=0)
    everyone = np.arange(1, outputs.size + 1) / outputs.size
    with np.errstate(invalid="ignore"):
        gap = np.abs(np.cumsum(inside, axis=0)[last] / sizes - everyone[last][:, None])
    return np.where(sizes > 0.0, gap.max(axis=0), np.nan)


def pawn_indices(evidence: Evidence, language: str) -> list[Estimate]:
    """PAWN: median (`pawn`) and largest (`pawn_max`) distance between the outcome in a slice of the factor and the outcome at large.

    SALib estimates continuous factors. It leaves out the highest level of a factor with few levels, so those are taken level by level here.
    """
    if evidence.n_points < LEAST_POINTS:
        return _too_few(evidence, ("pawn", "pawn_max"), language)
    outputs = evidence.means()
    n = outputs.size
    draws = generator(evidence, PAWN).integers(0, n, size=(_resamples(n), n))
    shuffles = [generator(evidence, PERMUTED + 10 * (k + 1)).permutation(n) for k in range(_resamples(n))]
    middle: list[Estimate] = []
    largest: list[Estimate] = []
    for j, name in enumerate(evidence.factors):
        x = evidence.unit[:, j]
        members = slices_of(x, n)
        own = _own_pawn(x, outputs, members)
        sample = np.array([_middle_and_largest(distances(outputs[r], members[r])) for r in draws])
        chance = np.quantile([_middle_and_largest(distances(outputs[r], members)) for r in shuffles], 0.95, axis=0)
        for k, (index, rows) in enumerate((("pawn", middle), ("pawn_max", largest))):
            rows.append(_bounded(index, name, own[k], sample[:, k], CHANCE(language) if own[k] <= chance[k] else ""))
    return middle + largest


def _middle_and_largest(found: Floats) -> tuple[float, float]:
    defined = found[np.isfinite(found)]
    return float(np.median(defined)), float(defined.max())


def _own_pawn(x: Floats, outputs: Floats, members: NDArray[np.int64]) -> tuple[float, float]:
    if np.unique(x).size < x.size:
        return _middle_and_largest(distances(outputs, members))
    from SALib.analyze import pawn

    problem = {"num_vars": 1, "names": ["x"], "bounds": [[0.0, 1.0]]}
    with undisturbed():
        found = pawn.analyze(problem, x[:, None], outputs, S=int(members.max()) + 1)
    return float(found["median"][0]), float(found["maximum"][0])


def regional_indices(evidence: Evidence, language: str, above: float = 0.9) -> list[Estimate]:
    """Monte-Carlo filtering: distance between the factor where the outcome is above a quantile and the factor elsewhere, and in which direction.

    Args:
        evidence: design and outputs.
        language: of the notes.
        above: quantile of the outcome above which a point counts as high.
    """
    from scipy.stats import ks_2samp

    if evidence.n_points < LEAST_POINTS:
        return _too_few(evidence, ("ks",), language)
    outputs = evidence.means()
    is_high = _split(outputs, above)
    if is_high is None:
        return [Estimate("ks", name, math.nan, note=NOT_SPLIT(language)) for name in evidence.factors]
    high, rest = np.flatnonzero(is_high), np.flatnonzero(~is_high)
    random = generator(evidence, REGIONAL)
    draws = [(random.choice(high, high.size), random.choice(rest, rest.size)) for _ in range(RESAMPLES)]
    rows = []
    for j, name in enumerate(evidence.factors):
        x = evidence.unit[:, j]
        with undisturbed():
            test = ks_2samp(x[high], x[rest])
            upward, downward = (float(ks_2samp(x[high], x[rest], alternative=side).statistic) for side in ("less", "greater"))
            sample = np.array([_distance(x[a], x[b]) for a, b in draws])
        if test.pvalue > 0.05:
            note = CHANCE(language)
        elif min(upward, downward) > max(upward, downward) / 2.0:
            note = BOTH_WAYS(language)
        else:
            note = (UPWARD if upward > downward else DOWNWARD)(language)
        rows.append(_bounded("ks", name, float(test.statistic), sample, note))
    return rows


def _split(outputs: Floats, above: float) -> NDArray[np.bool_] | None:
    """Which outputs are high; None where a quantile cannot part them. Where it stands on a tie, the tie counts as high."""
    threshold = np.quantile(outputs, above)
    for is_high in (outputs > threshold, outputs >= threshold):
        if 3 <= int(is_high.sum()) <= outputs.size - 3:
            return np.asarray(is_high)
    return None


def _distance(one: Floats, other: Floats) -> float:
    """Kolmogorov-Smirnov distance of two samples."""
    places = np.concatenate([one, other])
    below = np.searchsorted(np.sort(one), places, side="right") / one.size - np.searchsorted(np.sort(other), places, side="right") / other.size
    return float(np.abs(below).max())


def noted(rows: list[Estimate], note: str) -> list[Estimate]:
    """Rows with one more note."""
    return [replace(row, note=joined(row.note, note)) for row in rows] if note else rows
