"""The calibrated sets of parameters, as a calibration wrote them."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from model.errors import InputError, Problem
from model.parameters import PARAMETERS

FILE_NAME = "ensemble.json"


@dataclass(frozen=True)
class Ensemble:
    """Sets of parameters that agree with published facts.

    Attributes:
        sets: parameter to its values, one a set; the others keep their likely range.
        best: number of the set that agrees best.
        facts: ids of the facts that were fitted.
        about: date, version, settings, effective size, cost.
        fit: by part of a fact: its band and the mean and range over the sets.
    """

    sets: Mapping[str, tuple[float, ...]]
    best: int
    facts: tuple[str, ...]
    about: Mapping[str, Any]
    fit: Mapping[str, Mapping[str, float]]

    @property
    def size(self) -> int:
        """How many sets."""
        return len(next(iter(self.sets.values()), ()))

    def member(self, number: int) -> dict[str, float]:
        """One set."""
        return {name: values[number] for name, values in self.sets.items()}

    def document(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "ensemble": 1,
            "about": dict(self.about),
            "facts": list(self.facts),
            "best": self.best,
            "sets": {name: [_short(value) for value in values] for name, values in self.sets.items()},
            "fit": {name: {key: _short(value) if math.isfinite(value) else None for key, value in of.items()} for name, of in self.fit.items()},
        }


def _short(value: float) -> float:
    return float(f"{value:.6g}")


def read_ensemble(path: Path) -> Ensemble:
    """An ensemble from its file.

    Raises:
        InputError: it is none, or names a parameter that there is not, or a value outside of its bounds.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        sets = {str(name): tuple(float(value) for value in values) for name, values in found["sets"].items()}
        fit = {str(name): {key: math.nan if value is None else float(value) for key, value in of.items()} for name, of in found["fit"].items()}
        ensemble = Ensemble(sets, int(found["best"]), tuple(found["facts"]), found["about"], fit)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise InputError(Problem("", "is no ensemble of parameters", str(path), allowed="a file that diaspora calibrate wrote")) from None
    problems = [Problem(name, "there is no such parameter", str(path)) for name in sets if name not in PARAMETERS]
    lengths = {len(values) for values in sets.values()}
    if len(lengths) != 1 or not 0 <= ensemble.best < ensemble.size:
        problems.append(Problem("sets", "parameters have different numbers of values, or none", str(path)))
    for name, values in sets.items():
        if name in PARAMETERS and not all(math.isfinite(value) and PARAMETERS[name].low <= value <= PARAMETERS[name].high for value in values):  # type: ignore[operator]
            allowed = f"{PARAMETERS[name].low} to {PARAMETERS[name].high}"
            problems.append(Problem(name, "has a value out of bounds", str(path), allowed=allowed))
    if problems:
        raise InputError(problems)
    return ensemble
