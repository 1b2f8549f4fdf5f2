"""Whole distributions of the outcome, from any sample of independent factors: PAWN and regional sensitivity (delta has a file of its own).

They see what variance does not: tails, skew, two humps. Each index is a distance between distributions, at least 0 and at most 1, and never exactly 0 in a
sample; notes say where it is no larger than chance alone gives. Intervals are the estimate and 1.96 standard deviations of its bootstrap on both sides, cut
at 0 and 1: the percentiles of a resampled distance would lie too high, because resampling adds distance of its own.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from .estimates import Z95, Estimate, generator, undisturbed
from .evidence import Evidence, Floats
from .notes import BOTH_WAYS, CHANCE, DOWNWARD, NOT_SPLIT, TIED, UPWARD, joined
from .sample import LEAST_POINTS, RESAMPLES, Numbers, n_resamples, outputs_of, slices_of, too_few

PAWN, REGIONAL, PERMUTED = 2, 3, 4
"""Purposes of random numbers."""
SLACK = 0.02
"""By which the share of points that count as high may miss what was asked before a note says so."""


def _bounded(index: str, name: str, value: float, sample: Floats, note: str) -> Estimate:
    half = Z95 * float(sample.std(ddof=1))
    return Estimate(index, name, value, max(value - half, min(value, 0.0)), min(value + half, max(value, 1.0)), note)


def distances(outputs: Floats, members: Numbers) -> Floats:
    """Kolmogorov-Smirnov distance of the outputs of each slice to all outputs; NaN for a slice without points."""
    order = np.argsort(outputs, kind="stable")
    sorted_outputs = outputs[order]
    last = np.append(sorted_outputs[1:] != sorted_outputs[:-1], True)
    inside = (members[order][:, None] == np.arange(members.max() + 1)).astype(np.float64)
    sizes = inside.sum(axis=0)
    everyone = np.arange(1, outputs.size + 1) / outputs.size
    with np.errstate(invalid="ignore"):
        gap = np.abs(np.cumsum(inside, axis=0)[last] / sizes - everyone[last][:, None])
    return np.asarray(gap.max(axis=0))


def pawn_indices(evidence: Evidence, language: str) -> list[Estimate]:
    """PAWN: median (`pawn`) and largest (`pawn_max`) distance between the outcome in a slice of the factor and the outcome at large.

    SALib estimates continuous factors. It leaves out the highest level of a factor with few levels, so those are taken level by level here.
    """
    if evidence.n_points < LEAST_POINTS:
        return too_few(evidence, ("pawn", "pawn_max"), language)
    outputs = outputs_of(evidence)
    n = outputs.size
    draws = generator(evidence, PAWN).integers(0, n, size=(n_resamples(n), n))
    shuffles = [generator(evidence, PERMUTED + 10 * (k + 1)).permutation(n) for k in range(n_resamples(n))]
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


def _own_pawn(x: Floats, outputs: Floats, members: Numbers) -> tuple[float, float]:
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
        return too_few(evidence, ("ks",), language)
    outputs = outputs_of(evidence)
    is_high = _split(outputs, above)
    if is_high is None:
        return [Estimate("ks", name, math.nan, note=NOT_SPLIT(language)) for name in evidence.factors]
    high, rest = np.flatnonzero(is_high), np.flatnonzero(~is_high)
    share = high.size / is_high.size
    tied = TIED(language).format(share=f"{100.0 * share:.0f}", asked=f"{100.0 * (1.0 - above):.0f}") if abs(share - (1.0 - above)) > SLACK else ""
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
        rows.append(_bounded("ks", name, float(test.statistic), sample, joined(note, tied)))
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
