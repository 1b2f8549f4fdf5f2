"""Sets of parameters that agree with the facts, drawn by Markov chains on the emulators."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..estimators.libraries import library
from .emulators import Emulators

Floats = NDArray[np.float64]
STEPS, BURN_IN = 1500, 500


class Drawn(NamedTuple):
    """Sets as places in their ranges (set by parameter), and how many independent draws the chains are worth."""

    places: Floats
    effective: float


def log_posterior(emulators: Emulators, power: float = 1.0, held: Floats | None = None) -> Callable[[Floats], Floats]:
    """Of many sets at once; minus infinity outside of the likely ranges.

    Args:
        emulators: of the facts that are fitted.
        power: below 1 tempers the likelihood: earlier waves look around.
        held: places of all parameters, of which sets name the first ones alone; the others are held there.
    """

    def value(places: Floats) -> Floats:
        inside = ((places >= 0.0) & (places <= 1.0)).all(axis=1)
        found = np.full(len(places), -np.inf)
        if inside.any():
            found[inside] = power * emulators.log_likelihood(_whole(places[inside], held))
        return found

    return value


def _whole(places: Floats, held: Floats | None) -> Floats:
    return places if held is None else np.concatenate([places, np.tile(held[places.shape[1] :], (len(places), 1))], axis=1)


class Chain(NamedTuple):
    """How long chains are: steps that are kept, and steps before them that are not."""

    steps: int = STEPS
    burn_in: int = BURN_IN


USUAL = Chain()


def draw(
    emulators: Emulators, count: int, seed: int, power: float = 1.0, chain: Chain | None = None, *, freed: int | None = None, held: Floats | None = None
) -> Drawn:
    """`count` sets from the posterior, by the affine-invariant sampler (Goodman and Weare 2010; emcee).

    Args:
        emulators: of the facts that are fitted.
        count: sets that are drawn from the chains.
        seed: of the chains.
        power: of the likelihood.
        chain: its length.
        freed: how many of the parameters, the first ones, are free; all where nothing is said.
        held: places of all parameters; those that are not free stay there.
    """
    emcee = library("emcee", "calibrate")
    chain = chain or USUAL
    dimensions = emulators.dimensions if freed is None else freed
    held = held if dimensions < emulators.dimensions else None
    rng = np.random.default_rng(np.random.SeedSequence([seed, count]))
    walkers = 2 * dimensions + 2
    function = log_posterior(emulators, power, held)
    candidates = rng.random((50 * walkers, dimensions))
    start = candidates[np.argsort(-function(candidates), kind="stable")[:walkers]]
    state = np.random.RandomState(seed % 2**32).get_state()
    sampler = emcee.EnsembleSampler(walkers, dimensions, function, vectorize=True)
    sampler.random_state = state
    sampler.run_mcmc(start, chain.steps + chain.burn_in, progress=False)
    length = float(np.max(sampler.get_autocorr_time(discard=chain.burn_in, tol=0)))
    flat = sampler.get_chain(discard=chain.burn_in, flat=True)
    picked = rng.choice(len(flat), size=count, replace=False)
    return Drawn(_whole(flat[np.sort(picked)], held), walkers * chain.steps / max(length, 1.0))

