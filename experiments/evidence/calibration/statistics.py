"""Facts as targets: a number a part, its centre, and how far from it a model may be."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from model.errors import InputError

from ...manifest import finite, model_code
from ...storage.files import write_whole
from ..declaration import Fact
from ..fact_files import shipped_facts
from ..study import Study
from ..validation import answer

Floats = NDArray[np.float64]
WORLDS_KEPT = 200
"""Worlds of one set that are kept in memory: all, as they are small, and facts of all files ask for some of them."""
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
    return tuple(Target(each.name_of(part), each.id, low, high, each.weight / len(each.bands)) for each in facts for part, (low, high) in each.bands.items())


def computed(facts: Sequence[Fact], parameters: Mapping[str, float], seed: int, replications: int, sample: int, scale: float = 1.0) -> dict[str, float]:
    """Every part of every fact under a set of parameters; NaN where it is not defined or its code fails there.

    `scale`: records of each world, of those that the facts ask for.
    """
    study = Study(replications, seed, sample, parameters=parameters, scale=scale, kept=WORLDS_KEPT)
    found: dict[str, float] = {}
    for each in facts:
        try:
            parts = {judged.part: judged.estimate.value for judged in answer(each, study).parts}
        except InputError:  # far from where the fact was written its regression may have nothing to fit
            parts = {}
        found |= {each.name_of(part): parts.get(part, math.nan) for part in each.bands}
    return found


def _verdict(fact: Fact, study: Study) -> str:
    try:
        return str(answer(fact, study).verdict or "")
    except InputError:
        return ""


def judged_at(file: Path, study: Study, names: Sequence[str], progress: Callable[[int, int], None]) -> dict[str, str]:
    """The verdict on facts under the parameters of a study, "" where one cannot be computed; kept in a file one by one, so that it goes on after a kill."""
    asked = finite({"parameters": study.parameters, "seed": study.seed, "replications": study.replications, "sample": study.sample, **model_code()})
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        found = dict(kept["verdicts"]) if kept["asked"] == json.loads(json.dumps(asked)) else {}
    except (OSError, ValueError, KeyError, TypeError):
        found = {}
    for place, each in enumerate(fact for fact in shipped_facts() if fact.id in names):
        if each.id not in found:
            found[each.id] = _verdict(each, study)
            content = json.dumps({"asked": asked, "verdicts": found}, indent=1) + "\n"
            write_whole(file, lambda draft, content=content: draft.write_text(content, encoding="utf-8"))  # type: ignore[misc]
        progress(place + 1, len(names))
    return found
