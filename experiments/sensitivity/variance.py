"""Shares of variance: Sobol indices, FAST and RBD-FAST, estimated by SALib.

S1 is the share of the variance of the outcome that goes when a factor becomes known, ST the share that stays when all others do. Intervals are the estimate
and 1.96 standard deviations of its bootstrap on both sides, as SALib gives them.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from .delta import between
from .estimates import Z95, Estimate, around, generator, seed_of, undisturbed
from .evidence import Evidence, Floats
from .notes import INDICATIVE, LEVELS, NO_INTERVAL, TOO_FEW, joined
from .sample import Numbers, levels_of, outputs_of

RESAMPLES = 500
BY_LEVEL = 6
"""Purpose of random numbers."""
LEAST_UNITS = 4
"""Base units below which a bootstrap says nothing: no interval is given."""
LARGEST_TABLE = 4_000_000
"""Numbers in one bootstrap table of SALib, which has a column for each resample."""


def _resamples(units: int) -> int:
    return int(min(RESAMPLES, max(100, LARGEST_TABLE // max(units, 1))))


def _sobol(evidence: Evidence, keep: bool = False) -> dict[str, Floats]:
    from SALib.analyze import sobol

    second = bool(evidence.settings.get("second_order", False))
    with undisturbed():
        found = sobol.analyze(
            evidence.problem(),
            evidence.means(),
            calc_second_order=second,
            num_resamples=_resamples(evidence.n_base_units),
            keep_resamples=keep,
            seed=seed_of(evidence),
        )
    return {name: np.asarray(found[name], dtype=np.float64) for name in found}


def sobol_indices(evidence: Evidence, language: str) -> list[Estimate]:
    """S1 and ST of each factor (or group that the design moves), and S2 of each pair where the design was made for it."""
    found = _sobol(evidence)
    names = evidence.moved
    rows = [row for index in ("S1", "ST") for row in around(index, names, found[index], found[f"{index}_conf"], language)]
    if "S2" in found:
        for j, name in enumerate(names):
            for k in range(j + 1, len(names)):
                value, half = float(found["S2"][j, k]), float(found["S2_conf"][j, k])
                row = around("S2", [name], np.array([value]), np.array([half]), language)[0]
                rows.append(replace(row, other=names[k]))
    if evidence.n_base_units < LEAST_UNITS:
        rows = [replace(row, low=math.nan, high=math.nan, note=NO_INTERVAL(language)) for row in rows]
    return rows


def resampled_first_order(evidence: Evidence) -> Floats:
    """S1 in every bootstrap sample of SALib: (resamples, factors), the same rows drawn for all factors."""
    return _sobol(evidence, keep=True)["S1_conf_all"]


def fast_indices(evidence: Evidence, language: str) -> list[Estimate]:
    """S1 and ST by the extended Fourier amplitude test. SALib itself calls its intervals unreliable, and so do the notes."""
    from SALib.analyze import fast

    harmonics = int(evidence.settings.get("harmonics", evidence.settings.get("M", 4)))
    with undisturbed():
        found = fast.analyze(evidence.problem(), evidence.means(), M=harmonics, num_resamples=RESAMPLES, seed=seed_of(evidence))
    note = INDICATIVE(language)
    return [
        row for index in ("S1", "ST") for row in around(index, evidence.factors, np.asarray(found[index]), np.asarray(found[f"{index}_conf"]), language, note)
    ]


def rbd_fast_indices(evidence: Evidence, language: str) -> list[Estimate]:
    """S1 from any independent sample, by the Fourier spectrum of outputs in the order of a factor; of a factor with few values from their means.

    Small samples count fewer harmonics, so that the correction for chance (two harmonics over points) stays a correction. SALib resamples half of the points
    and gives the width for that half; here it is brought to the whole sample by the root of the share. It stays on the wide side: a point drawn twice looks
    like a slow wave.

    A few steps have waves above the last harmonic, which a spectrum would leave out, and no order within a step. So a factor with no more values than the
    spectrum has degrees of freedom (two a harmonic) is read value by value.
    """
    harmonics = min(10, evidence.n_points // 8)
    if harmonics < 3:
        return [Estimate("S1", name, math.nan, note=TOO_FEW(language).format(least=24)) for name in evidence.factors]
    outputs = outputs_of(evidence)
    return [
        _by_spectrum(evidence, outputs, j, harmonics, language) if level is None else _by_level(evidence, outputs, j, level, language)
        for j, level in enumerate(levels_of(column, 2 * harmonics + 1) for column in evidence.unit.T)
    ]


def _by_spectrum(evidence: Evidence, outputs: Floats, column: int, harmonics: int, language: str) -> Estimate:
    from SALib.analyze import rbd_fast

    problem = {"num_vars": 1, "names": ["x"], "bounds": [[0.0, 1.0]]}
    with undisturbed():
        found = rbd_fast.analyze(problem, evidence.unit[:, [column]], outputs, M=harmonics, num_resamples=200, seed=seed_of(evidence))
    share = (evidence.n_points // 2) / evidence.n_points
    return around("S1", [evidence.factors[column]], np.asarray(found["S1"]), math.sqrt(share) * np.asarray(found["S1_conf"]), language)[0]


def _by_level(evidence: Evidence, outputs: Floats, column: int, level: Numbers, language: str) -> Estimate:
    n = evidence.n_points
    draws = generator(evidence, BY_LEVEL).integers(0, n, size=(200, n))
    half = Z95 * float(np.std([adjusted(outputs[r], level[r]) for r in draws], ddof=1))
    row = around("S1", [evidence.factors[column]], np.array([adjusted(outputs, level)]), np.array([half]), language)[0]
    return replace(row, note=joined(row.note, LEVELS(language).format(n=int(level.max()) + 1)))


def adjusted(outputs: Floats, level: Numbers) -> float:
    """Share of the variance between levels less what chance gives (epsilon squared, Kelley 1935): the correction that SALib makes to a spectrum.

    >>> round(adjusted(np.array([0.0, 2.0, 4.0, 6.0]), np.array([0, 0, 1, 1])), 3)
    0.7
    """
    n, count = outputs.size, int(np.unique(level).size)
    return 1.0 - (1.0 - between(outputs, level)) * (n - 1) / (n - count) if n > count else math.nan
