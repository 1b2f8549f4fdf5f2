"""Sets of parameters that agree with the facts, drawn by Markov chains on the emulators."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..estimators.libraries import library
from .emulators import Emulator

Floats = NDArray[np.float64]
STEPS, BURN_IN = 1500, 500


class Drawn(NamedTuple):
    """Sets as places in their ranges (set by parameter), and how many independent draws the chains are worth."""

    places: Floats
    effective: float


def log_posterior(emulators: Sequence[Emulator], power: float = 1.0) -> Callable[[Floats], Floats]:
    """Of many sets at once; minus infinity outside of the likely ranges. `power` below 1 tempers the likelihood: earlier waves look around."""

    def value(places: Floats) -> Floats:
        inside = ((places >= 0.0) & (places <= 1.0)).all(axis=1)
        found = np.full(len(places), -np.inf)
        if inside.any():
            found[inside] = power * sum(each.log_likelihood(places[inside]) for each in emulators)
        return found

    return value


def draw(emulators: Sequence[Emulator], dimensions: int, count: int, seed: int, power: float = 1.0, steps: int | None = None) -> Drawn:
    """`count` sets from the posterior over `dimensions` parameters, by the affine-invariant sampler (Goodman and Weare 2010; emcee)."""
    emcee = library("emcee", "calibrate")
    steps = STEPS if steps is None else steps
    rng = np.random.default_rng(np.random.SeedSequence([seed, count]))
    walkers = 2 * dimensions + 2
    function = log_posterior(emulators, power)
    candidates = rng.random((50 * walkers, dimensions))
    start = candidates[np.argsort(-function(candidates), kind="stable")[:walkers]]
    state = np.random.RandomState(seed % 2**32).get_state()
    sampler = emcee.EnsembleSampler(walkers, dimensions, function, vectorize=True)
    sampler.random_state = state
    sampler.run_mcmc(start, steps + BURN_IN, progress=False)
    length = float(np.max(sampler.get_autocorr_time(discard=BURN_IN, tol=0)))
    chain = sampler.get_chain(discard=BURN_IN, flat=True)
    picked = rng.choice(len(chain), size=count, replace=False)
    return Drawn(chain[np.sort(picked)], walkers * steps / max(length, 1.0))


def effective_size(log_weights: Floats) -> float:
    """How many equally weighted sets weighted ones are worth: 1 / sum of squared weights (Kish).

    >>> effective_size(np.zeros(8)), round(effective_size(np.array([0.0, -100.0])), 6)
    (8.0, 1.0)
    """
    weights = np.exp(log_weights - log_weights.max())
    weights /= weights.sum()
    return float(1.0 / (weights**2).sum())
