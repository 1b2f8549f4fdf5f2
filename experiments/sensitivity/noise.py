"""How much of what varies is replication noise, that is, luck, and how much the factors.

Replications share their luck across points (common random numbers). So an output is Y[p, r] = mean + a[p] + b[r] + e[p, r]: `a` is what the factors do, `b`
the luck that all points share, which moves no index, and `e` what luck does differently at different points, which does.
"""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from ..runs.options import check_options
from .arguments import RULES
from .evidence import Evidence, Floats
from .notes import NO_REPLICATIONS, STILL

COLUMNS = ("outcome", "replications", "variance_points", "variance_luck", "share_luck_one_run", "share_luck_mean", "note")


def noise(evidence: Evidence, language: str = "en") -> pd.DataFrame:
    """Variance between points and of luck in the unit of the outcome squared, and the share of luck in one run and in the mean over replications: one row.

    Two-way analysis of variance without interaction, by the method of moments; points and replications with gaps are fitted by least squares; points
    without a finished run are left aside, and no whole base unit with them.
    NaN where it cannot be told: with one replication, or where nothing moves.
    """
    check_options(RULES, evidence=evidence, language=language)
    values = np.where(np.isfinite(evidence.values), evidence.values, np.nan)
    between, luck, each = components(values)
    note = ""
    if math.isnan(between):
        note = NO_REPLICATIONS(language)
    elif between + luck == 0.0:
        note = STILL(language)
    in_one = luck / (between + luck) if between + luck > 0.0 else math.nan
    in_mean = luck / each / (between + luck / each) if between + luck > 0.0 else math.nan
    row = (evidence.outcome, evidence.n_replications, between, luck, in_one, in_mean, note)
    return pd.DataFrame([row], columns=list(COLUMNS))


def components(values: Floats) -> tuple[float, float, float]:
    """Variance between points, variance of luck, and replications by point (harmonic mean), of outputs (points, replications) with NaN for gaps."""
    defined = np.isfinite(values)
    values = values[defined.any(axis=1)][:, defined.any(axis=0)]
    defined = np.isfinite(values)
    n_points, n_replications = values.shape
    n = int(defined.sum())
    freedom = n - n_points - n_replications + 1
    if n_points < 2 or n_replications < 2 or freedom < 1:
        return math.nan, math.nan, math.nan
    each = n_points / float((1.0 / defined.sum(axis=1)).sum())
    shared = np.nanmean(values, axis=0)
    alone = float(np.nansum((values - shared) ** 2))
    rest = float(np.nansum(_residuals(values) ** 2))
    if alone <= 1e-20 * float(np.nansum(values**2)):
        return 0.0, 0.0, each
    luck = rest / freedom
    # what points add to the fit is (points - 1) of luck and (n - replications) of theirs: Henderson's third method
    between = (alone - rest - (n_points - 1) * luck) / (n - n_replications)
    return max(between, 0.0), luck, each


def _residuals(values: Floats) -> Floats:
    """What a point and a replication leave unexplained. Means of points and of replications are fitted in turn, at once where there are no gaps."""
    left = values.copy()
    size = float(np.nanmax(np.abs(values)))
    for _ in range(500):
        points = np.nanmean(left, axis=1, keepdims=True)
        left = left - points
        replications = np.nanmean(left, axis=0, keepdims=True)
        left = left - replications
        if float(np.abs(points).max()) <= 1e-13 * size and float(np.abs(replications).max()) <= 1e-13 * size:
            break
    return left
