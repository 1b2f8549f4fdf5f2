"""Which inputs move this result: the inputs that were drawn, ranked by how closely the change of an outcome follows them over the draws.

Spearman's rank correlation of each input with the mean change of a draw. With hundreds of inputs and a few dozen draws some input always follows the
outcome by chance, so none is named unless its correlation passes what the strongest of all reaches by chance: the single-step maxT procedure of
Westfall and Young (1993, "Resampling-based multiple testing"), which permutes the outcome over the draws and so keeps ties and correlations as they
are. The chance that any input is named without having an influence is 5 % at most. What an input must explain to be told at all is said too; with
few draws that is more than all of it, and then the answer is that it cannot be told.

This looks at what the runs of a comparison have in passing. Whoever wants to know takes a sensitivity analysis (docs/sweeps.md).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtri

from scenarios.scenario import Scenario

from ..calibrated.ensemble import Ensemble
from ..runs.draws import inputs_of
from ..runs.intervals import BOOTSTRAP_SEED, Floats
from ..runs.replications import Replications

PERMUTATIONS = 4999
"""Permutations of the outcome; with the one observed they make 5,000, so that 5 % are a whole number."""
COLUMNS = ["path", "correlation", "low", "high", "share", "p", "told"]


class Influence(NamedTuple):
    """The inputs that move one change, and how well that can be told.

    Attributes:
        table: one row an input that varies, the closest first: `path`, rank correlation with its interval (`low`, `high`; all inputs at once), `share`
            of the variance of ranks, `p` adjusted for all inputs, and whether it is `told` from chance.
        draws: independent draws of the inputs in which the outcome is defined.
        inputs: inputs that vary over them.
        least_share: the share of the variance that an input must explain to be told; NaN where none can be, however close.
    """

    table: pd.DataFrame
    draws: int
    inputs: int
    least_share: float

    @property
    def told(self) -> pd.DataFrame:
        """The inputs that are told from chance, the closest first; empty where it cannot be told."""
        return self.table[self.table["told"]]


def influence(each: Replications, seed: int, outcome: str, breakdown: str | None = None, group: str | None = None, *, error: float = 0.05) -> Influence:
    """The inputs that move the change of an outcome of a scenario.

    Args:
        each: replications of the scenario, with a world without policy.
        seed: of the comparison (`manifest["options"]["seed"]`); the inputs of each draw follow from it.
        outcome: with breakdown and group one of `each.keys`.
        breakdown: None for the total.
        group: None for the total.
        error: the chance that any input is named that moves nothing.
    """
    if each.uncertainty == "luck":
        return ranked(np.zeros(0), np.zeros((0, 0)), [], error)
    change = each.column(outcome, breakdown, group, difference=True)
    defined = np.isfinite(change)
    _, member = np.unique(each.groups[defined], return_inverse=True)
    means = np.bincount(member, weights=change[defined]) / np.bincount(member)
    single = _drawn(_Runs(each.scenario, seed, each.numbers, each.uncertainty, each.ensemble, each.is_point))[defined]
    drawn = single.groupby(member).mean()  # of a pair with two draws of the figures, their mean
    return ranked(means, drawn.to_numpy(dtype=np.float64), list(drawn.columns), error)


@dataclass(frozen=True)
class _Runs:
    """Runs of one scenario, and all that their inputs follow from."""

    scenario: Scenario
    seed: int
    numbers: tuple[int, ...]
    uncertainty: str
    ensemble: Ensemble | None
    is_point: bool

    def __hash__(self) -> int:
        return hash((self.scenario, self.seed, self.numbers, self.uncertainty, self.is_point))


@lru_cache(maxsize=16)  # asked for by every outcome, lever and language of a page; a scenario of 30 runs and 500 inputs takes 0.1 MB
def _drawn(runs: _Runs) -> pd.DataFrame:
    """The inputs of runs, run by input. Nobody writes into it."""
    inputs = [inputs_of(runs.scenario, runs.seed, number, runs.uncertainty, runs.ensemble, is_point=runs.is_point) for number in runs.numbers]
    return pd.DataFrame(inputs)


def ranked(outcome: Floats, inputs: Floats, paths: list[str], error: float = 0.05) -> Influence:
    """The same from numbers: `outcome` a number a draw, `inputs` draw by input, `paths` a name an input.

    >>> x = np.random.default_rng(1).random((20, 3))
    >>> ranked(x[:, 1] ** 2, x, ["a", "b", "c"]).told["path"].tolist()
    ['b']
    """
    varies = np.ptp(inputs, axis=0) > 0.0 if inputs.size else np.zeros(len(paths), dtype=bool)
    names = [path for path, moves in zip(paths, varies, strict=True) if moves]
    n_draws = outcome.size
    if not names or n_draws < 3 or np.ptp(outcome) == 0.0:
        return Influence(pd.DataFrame(columns=COLUMNS).astype({"told": bool}), n_draws, len(names), math.nan)
    ranks = _standard_ranks(inputs[:, varies])
    own = _standard_ranks(outcome[:, None])[:, 0]
    correlation = own @ ranks
    strongest = _strongest_by_chance(own, ranks)
    p = (1.0 + (strongest >= np.abs(correlation)[:, None] - 1e-12).sum(axis=1)) / (1.0 + strongest.size)
    least = float(np.sort(strongest)[-math.floor(error * (strongest.size + 1))])
    low, high = _interval(correlation, n_draws, error / len(names))
    table = pd.DataFrame(
        {"path": names, "correlation": correlation, "low": low, "high": high, "share": correlation**2, "p": p, "told": p <= error},
        columns=COLUMNS,
    )
    table = table.iloc[np.argsort(-np.abs(correlation), kind="stable")].reset_index(drop=True)
    return Influence(table, n_draws, len(names), least**2 if least < 1.0 - 1e-9 else math.nan)


def _standard_ranks(values: Floats) -> Floats:
    """Ranks of each column, ties shared, with mean 0 and length 1, so that a product of two is their rank correlation."""
    ranks = pd.DataFrame(values).rank().to_numpy(copy=True)  # those of scipy.stats.rankdata, whose import takes longer than all of this
    ranks -= ranks.mean(axis=0)
    return np.asarray(ranks / np.linalg.norm(ranks, axis=0))


def _strongest_by_chance(own: Floats, ranks: Floats) -> Floats:
    """The largest correlation of any input with a permuted outcome, in each permutation."""
    rng = np.random.Generator(np.random.Philox(np.random.SeedSequence([BOOTSTRAP_SEED, own.size])))
    shuffled = rng.permuted(np.tile(own, (PERMUTATIONS, 1)), axis=1)
    return np.abs(shuffled @ ranks).max(axis=1)


def _interval(correlation: Floats, n_draws: int, error: float) -> tuple[Floats, NDArray[np.float64]]:
    """Fisher's interval of a rank correlation with the variance of Bonett and Wright (2000), (1 + r^2 / 2) / (n - 3).

    NaN with three draws and where ranks agree fully.
    """
    inside = np.where(np.abs(correlation) < 1.0 - 1e-9, correlation, np.nan)
    if n_draws <= 3:
        return inside * np.nan, inside * np.nan
    reach = float(ndtri(1.0 - error / 2.0)) * np.sqrt((1.0 + inside**2 / 2.0) / (n_draws - 3))
    return np.tanh(np.arctanh(inside) - reach), np.tanh(np.arctanh(inside) + reach)
