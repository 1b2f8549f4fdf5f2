"""What a dose-response curve looks like against its own noise: whether it is monotone, whether it saturates, what it is at nothing, and what it costs.

All doses of a replication have the same luck, so differences between them are paired, and their noise is that of the replications.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import isotonic_regression

from ..runs.intervals import BOOTSTRAP_SEED, Floats, Interval, of_mean
from ..runs.verdicts import Verdict, verdicts

RESAMPLES = 999
LEVEL = 0.05
"""Share of curves that are monotone in truth and would be called otherwise; with some thirty curves, one or two."""


class Shape(NamedTuple):
    """One curve.

    Attributes:
        effect, cost: means and 95 % intervals by dose.
        falls: whether more of the lever means less of the outcome.
        p_monotone: how often a monotone curve with this noise bends back as far as this one.
        bend: the verdict on the slope of the first part less that of the last: rises where the curve saturates.
        top: the verdict on the last step alone: a curve that has no more to gain is flat there.
        effect_without_cost, cost_without_trace: numbers of the doses at which the main outcome can be told to have moved and nothing was paid, and at which
            something was paid and no outcome moved in any run.
        cost_follows: whether the cost never falls with the dose and ends above where it began.
    """

    effect: Interval
    cost: Interval
    falls: bool
    p_monotone: float
    bend: Verdict
    top: Verdict
    effect_without_cost: tuple[int, ...]
    cost_without_trace: tuple[int, ...]
    cost_follows: bool

    @property
    def is_monotone(self) -> bool:
        """Whether its bends back are no larger than noise makes them."""
        return self.p_monotone >= LEVEL

    @property
    def is_told(self) -> bool:
        """Whether the strongest dose can be told from nothing."""
        return verdicts(self.effect)[-1].is_clear


def isotonic_p(effects: Floats, increasing: bool) -> float:
    """How often noise alone bends a monotone curve back as far as this one, from 0 to 1. `effects`: replication by dose.

    The distance to the nearest monotone curve (isotonic regression) is set against that of means of replications drawn with replacement about that curve.

    >>> rng = np.random.Generator(np.random.Philox(1))
    >>> noise = rng.normal(size=(12, 1)) + 0.1 * rng.normal(size=(12, 4))
    >>> isotonic_p(noise + np.array([0.0, 1.0, 2.0, 2.0]), True) > 0.05, isotonic_p(noise + np.array([0.0, 2.0, 1.0, 0.5]), True) < 0.05
    (True, True)
    """
    mean = effects.mean(axis=0)
    nearest = isotonic_regression(mean, increasing=increasing).x
    off = float(((mean - nearest) ** 2).sum())
    if off <= 1e-18 * float((mean**2).sum()):
        return 1.0
    n = len(effects)
    rng = np.random.Generator(np.random.Philox(np.random.SeedSequence([BOOTSTRAP_SEED, n])))
    apart = (effects - mean) * np.sqrt(n / (n - 1.0))
    chosen = rng.integers(0, n, size=(RESAMPLES, n))
    means = nearest + apart[chosen].mean(axis=1)
    offs = [float(((one - isotonic_regression(one, increasing=increasing).x) ** 2).sum()) for one in means]
    return float((1 + (np.array(offs) >= off).sum()) / (RESAMPLES + 1))


def bend_of(effects: Floats, doses: Floats) -> tuple[Verdict, Verdict]:
    """Whether the slope of the first step beyond the least is above that of the last, and whether the last step moves anything.

    `doses`: from none to most, as parts of the way. The first slope is that up to the first dose at or beyond a quarter of the way.
    """
    groups = np.arange(len(effects))
    quarter = int(np.argmax(doses >= 0.25))
    first = (effects[:, quarter] - effects[:, 0]) / (doses[quarter] - doses[0])
    last = (effects[:, -1] - effects[:, -2]) / (doses[-1] - doses[-2])
    sign = 1.0 if effects[:, -1].mean() >= 0.0 else -1.0
    found = of_mean(np.column_stack([sign * (first - last), effects[:, -1] - effects[:, -2]]), groups)
    bend, top = verdicts(found)
    return bend, top


def shape_of(changes: Mapping[str, Floats], costs: Floats, outcome: str, values: NDArray[np.float64]) -> Shape:
    """The shape of one curve. `changes`: replication by dose, of all outcomes; `costs`: the same of the public cost; `values`: the doses."""
    groups = np.arange(len(costs))
    effects = changes[outcome]
    parts = np.abs(values - values[0]) / abs(values[-1] - values[0])
    falls = bool(effects.mean(axis=0)[-1] < 0.0)
    effect, cost = of_mean(effects, groups), of_mean(costs, groups)
    moved = np.array([any(np.nan_to_num(found[:, dose]).any() for found in changes.values()) for dose in range(len(values))])
    told = np.array([verdict.is_clear for verdict in verdicts(effect)])
    paid = costs.any(axis=0)
    bend, top = bend_of(effects, parts)
    mean = costs.mean(axis=0)
    return Shape(
        effect,
        cost,
        falls,
        isotonic_p(effects, not falls),
        bend,
        top,
        tuple(np.flatnonzero(told & ~paid).tolist()),
        tuple(np.flatnonzero(paid & ~moved).tolist()),
        bool((np.diff(mean) >= -1e-9 * np.abs(mean).max()).all() and mean[-1] > mean[0]),
    )
