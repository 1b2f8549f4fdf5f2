"""What is known of the parameters before any fact is looked at: each is somewhere in its likely range, alike everywhere, whatever the others are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.stats import qmc

from model.parameter import Kind
from model.parameters import PARAMETERS

Floats = NDArray[np.float64]


@cache
def free() -> tuple[str, ...]:
    """Parameters with a likely range, in the order of their declaration."""
    return tuple(name for name, declared in PARAMETERS.items() if declared.likely is not None and declared.likely[0] < declared.likely[1])


def spread_out(n: int, seed: int, stream: int) -> Floats:
    """`n` sets of all free parameters as places in their ranges, 0 to 1, set by parameter: a Latin hypercube, so that each range is covered evenly."""
    rng = np.random.Generator(np.random.Philox(np.random.SeedSequence([seed, stream])))
    return np.asarray(qmc.LatinHypercube(d=len(free()), rng=rng).random(n))


def values_of(places: Sequence[float] | Floats, names: Sequence[str]) -> dict[str, float | int]:
    """Values of parameters from their places in the likely ranges; numbers that are whole stay so.

    >>> values_of([0.5], ["population.families"])["population.families"] == sum(PARAMETERS["population.families"].likely) / 2
    True
    """
    found: dict[str, float | int] = {}
    for place, name in zip(places, names, strict=True):
        declared = PARAMETERS[name]
        assert declared.likely is not None
        low, high = declared.likely
        value = low + (high - low) * float(place)
        found[name] = round(value) if declared.kind is Kind.INTEGER else value
    return found


def places_of(values: Mapping[str, float], names: Sequence[str]) -> Floats:
    """The way back."""
    found = []
    for name in names:
        likely = PARAMETERS[name].likely
        assert likely is not None
        found.append((values[name] - likely[0]) / (likely[1] - likely[0]))
    return np.array(found)
