"""Facts as targets: a number a part, its centre, and how far from it a model may be."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..declaration import Fact
from ..study import Study
from ..validation import answer

Floats = NDArray[np.float64]
DISCREPANCY = 0.25
"""Standard deviation of what the model cannot be expected to give, in widths of the band (of the size of the bound where the band is open)."""


@dataclass(frozen=True)
class Target:
    """One part of a fact.

    Attributes:
        name: id and part.
        low, high: the band; infinite where it is open.
        weight: of the fact, shared among its parts.
    """

    name: str
    fact: str
    low: float
    high: float
    weight: float

    @property
    def deviation(self) -> float:
        """Standard deviation of the discrepancy."""
        if math.isinf(self.low) or math.isinf(self.high):
            return DISCREPANCY * max(abs(self.high if math.isinf(self.low) else self.low), 0.05)
        return DISCREPANCY * max(self.high - self.low, 1e-9)

    def distance(self, values: Floats) -> Floats:
        """How far values lie from the centre of the band; of an open band, from its bound where they are outside, else 0."""
        if math.isinf(self.low):
            return np.maximum(values - self.high, 0.0)
        if math.isinf(self.high):
            return np.maximum(self.low - values, 0.0)
        return values - 0.5 * (self.low + self.high)


def targets_of(facts: Sequence[Fact]) -> tuple[Target, ...]:
    """The parts of facts."""
    return tuple(
        Target(each.name_of(part), each.id, low, high, each.weight / len(each.bands)) for each in facts for part, (low, high) in each.bands.items()
    )


def computed(facts: Sequence[Fact], parameters: Mapping[str, float], seed: int, replications: int, sample: int) -> dict[str, float]:
    """Every part of every fact under a set of parameters; NaN where it is not defined or its code fails there."""
    study = Study(replications, seed, sample, parameters=parameters)
    found: dict[str, float] = {}
    for each in facts:
        parts = {judged.part: judged.estimate.value for judged in answer(each, study).parts}
        found |= {each.name_of(part): parts.get(part, math.nan) for part in each.bands}
    return found
