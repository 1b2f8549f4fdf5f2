"""The calibrated sets of parameters: what a calibration wrote, the sets that ship, and which set each draw of the inputs takes.

An ensemble holds sets of values of those parameters that were calibrated, which agree with published facts; how far they differ is what the facts leave
open. It says which facts were fitted, which levers the study of each applies, and how each fact came out at the best fit.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

from model.errors import InputError, Problem, nearest
from model.parameter import Text
from model.parameters import PARAMETERS
from model.text import numeral

FILE_NAME = "ensemble.json"
FORMAT = 2
SHIPPED = Path(__file__).parents[1] / "library" / FILE_NAME
"""The ensemble that comparisons draw from unless another file is named."""
DECLARED = "declared"


class FactOf(NamedTuple):
    """What an ensemble knows of one fact: whether it was fitted, the levers that its study applies, and how it comes out at the best fit ("" if unknown)."""

    fitted: bool
    levers: tuple[str, ...]
    verdict: str


@dataclass(frozen=True)
class Ensemble:
    """Sets of parameters that agree with published facts.

    Attributes:
        sets: parameter to its values, one a set; the others keep their likely range.
        point: the value of each of these parameters at the best fit.
        point_is: where that comes from: "declared", the values that the parameters are declared with, or the number of a set.
        facts: by id.
        about: date, version, settings, effective size, cost, `schema`.
        fit: by part of a fact: its band and the mean and range over the sets.
    """

    sets: Mapping[str, tuple[float, ...]]
    point: Mapping[str, float]
    point_is: str
    facts: Mapping[str, FactOf]
    about: Mapping[str, Any] = field(default_factory=dict)
    fit: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many sets."""
        return len(next(iter(self.sets.values()), ()))

    @property
    def fitted(self) -> tuple[str, ...]:
        """Ids of the facts that were fitted."""
        return tuple(name for name, fact in self.facts.items() if fact.fitted)

    def member(self, number: int) -> dict[str, float]:
        """One set."""
        return {name: values[number] for name, values in self.sets.items()}

    def document(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "ensemble": FORMAT,
            "about": dict(self.about),
            "facts": {name: {**fact._asdict(), "levers": list(fact.levers)} for name, fact in self.facts.items()},
            "point_is": self.point_is,
            "point": {name: _short(value) for name, value in self.point.items()},
            "sets": {name: [_short(value) for value in values] for name, values in self.sets.items()},
            "fit": {name: {key: _short(value) if math.isfinite(value) else None for key, value in of.items()} for name, of in self.fit.items()},
        }

    @cached_property
    def digest(self) -> str:
        """SHA-256 (16 hex digits) of what it holds: the same sets in another file are the same ensemble."""
        return hashlib.sha256(json.dumps(self.document(), sort_keys=True).encode()).hexdigest()[:16]

    @property
    def is_of_these_parameters(self) -> bool:
        """Whether parameters were declared in the calibration as they are now."""
        return self.about.get("schema") == schema()

    def identity(self) -> dict[str, Any]:
        """What a manifest says of it."""
        names = ("date", "version", "code")
        return {"digest": self.digest, "sets": self.size, "parameters": len(self.sets), **{name: self.about[name] for name in names if name in self.about}}

    def note(self) -> Text | None:
        """That it was made with other declarations; None where it was not."""
        if self.is_of_these_parameters:
            return None
        day = str(self.about.get("date", "?"))
        return Text(
            "The calibrated sets of parameters ({day}) were made with other declared parameters than those of this version: their agreement with the "
            "facts holds for that version. `diaspora calibrate` makes them again.",
            "Les jeux de paramètres calibrés ({day}) ont été établis avec d'autres paramètres déclarés que ceux de cette version : leur accord avec "
            "les faits vaut pour cette version-là. `diaspora calibrate` les refait.",
        ).filled(day=day)


def _short(value: float) -> float:
    return float(f"{value:.6g}")


@cache
def schema() -> str:
    """SHA-256 (16 hex digits) of the parameters as they are declared: names, values, bounds and likely ranges."""
    content = [[name, repr(each.value), each.low, each.high, each.likely, each.kind.value] for name, each in PARAMETERS.items()]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16]


def read_ensemble(path: str | Path) -> Ensemble:
    """An ensemble from its file.

    Raises:
        InputError: it is none, or names a parameter that there is not, or a value outside of its bounds.
    """
    try:
        found = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = None
    return ensemble_of(found, str(path))


def ensemble_of(document: Any, file: str) -> Ensemble:
    """An ensemble from its document; `file` is where that stands, for errors, which are those of `read_ensemble`."""
    try:
        sets = {str(name): tuple(float(value) for value in values) for name, values in document["sets"].items()}
        fit = {str(name): {key: math.nan if value is None else float(value) for key, value in of.items()} for name, of in document["fit"].items()}
        facts = {str(name): FactOf(bool(of["fitted"]), tuple(of["levers"]), str(of["verdict"])) for name, of in document["facts"].items()}
        point = {str(name): float(value) for name, value in document["point"].items()}
        ensemble = Ensemble(sets, point, str(document["point_is"]), facts, dict(document["about"]), fit)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise InputError(
            Problem(
                "--ensemble",
                Text("is no ensemble of parameters", "n'est pas un ensemble de paramètres"),
                file,
                allowed=Text("a file that diaspora calibrate wrote", "un fichier écrit par diaspora calibrate"),
            )
        ) from None
    problems = _problems(ensemble, file)
    if problems:
        raise InputError(problems)
    return ensemble


def _problems(ensemble: Ensemble, path: str) -> list[Problem]:
    """What does not fit the parameters of this version."""
    again = Text("an ensemble of this version: diaspora calibrate makes one", "un ensemble de cette version : diaspora calibrate en fait un")
    problems = [
        Problem(
            name,
            Text("there is no such parameter in this version", "ce paramètre n'existe pas dans cette version"),
            path,
            allowed=again,
            nearest=nearest(name, PARAMETERS),
        )
        for name in ensemble.sets
        if name not in PARAMETERS
    ]
    if len({len(values) for values in ensemble.sets.values()}) != 1 or not ensemble.size or set(ensemble.point) != set(ensemble.sets):
        problems.append(
            Problem(
                "sets",
                Text("parameters have different numbers of values, or none", "les paramètres n'ont pas le même nombre de valeurs, ou n'en ont pas"),
                path,
                allowed=again,
            )
        )
    for name, values in ensemble.sets.items():
        held = (*values, ensemble.point.get(name, values[0] if values else math.nan))
        if name in PARAMETERS and not all(math.isfinite(value) and PARAMETERS[name].low <= value <= PARAMETERS[name].high for value in held):
            allowed = Text("{low} to {high}", "{low} à {high}").filled(low=numeral(PARAMETERS[name].low, "g"), high=numeral(PARAMETERS[name].high, "g"))
            problems.append(Problem(name, Text("has a value out of bounds", "a une valeur hors des bornes"), path, allowed=allowed))
    return problems


@cache
def shipped() -> Ensemble:
    """The ensemble that ships, read once a process."""
    return read_ensemble(SHIPPED)
