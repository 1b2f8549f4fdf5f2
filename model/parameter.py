"""One declaration per parameter: value, unit, bounds, sentence, source, evidence grade and status stand together, once.

Validation and its error text, the parameter table of the docs, the distributions of an uncertainty analysis, `diaspora describe`
and the report's list of assumptions are all read from here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from numbers import Real
from typing import Any, NamedTuple

from .communities import PLACES, places_problem
from .errors import NOT_A_CHOICE, NOT_A_LIST, NOT_A_NUMBER, NOT_FINITE, NOT_WHOLE, OUT_OF_BOUNDS, InputError, Problem, nearest
from .text import Said, Text, by_language, numeral
from .text import french as french  # who has texts looks for all of it here

NO_PLACE = Text("names no community", "ne nomme aucune communauté")
OR_ALL = Text("{places}; left out, it is all of them", "{places} ; sans cette clé, toutes")
WHOLE_FROM = Text("a whole number of at least {low}", "un nombre entier d'au moins {low}")
WHOLE_BETWEEN = Text("a whole number from {low} to {high}", "un nombre entier de {low} à {high}")
ANY_FROM = Text("a number of at least {low}", "un nombre d'au moins {low}")
ANY_BETWEEN = Text("a number from {low} to {high}", "un nombre de {low} à {high}")


class Unit(StrEnum):
    """The closed set of units."""

    SHARE = "share"
    PROBABILITY_MONTH = "probability a month"
    PROBABILITY_YEAR = "probability a year"
    RATE_YEAR = "a year"
    RATE_MONTH = "a month"
    LOGIT = "log odds"
    ELASTICITY = "elasticity"
    RATIO = "ratio"
    POINTS = "percentage points"
    USD = "USD of 2019"
    USD_MONTH = "USD of 2019 a month"
    USD_YEAR = "USD of 2019 a year"
    USD_DAY = "USD of 2019 a day"
    MONTHS = "months"
    YEARS = "years"
    WEEKS = "weeks"
    DAYS = "days"
    HOURS_MONTH = "hours a month"
    PERSONS = "persons"
    PERSONS_YEAR = "persons a year"
    HOUSEHOLDS = "households"
    COUNT = "count"
    INDEX = "index from 0 to 1"
    YES_NO = "yes or no"
    CHOICE = "choice"
    LIST = "list"

    @property
    def words(self) -> Text:
        """It, in every language."""
        return Text(self.value, UNITS_FR[self.value])


UNITS_FR: Mapping[str, str] = {
    "share": "part",
    "probability a month": "probabilité par mois",
    "probability a year": "probabilité par an",
    "a year": "par an",
    "a month": "par mois",
    "log odds": "log de cote",
    "elasticity": "élasticité",
    "ratio": "rapport",
    "percentage points": "points de pourcentage",
    "USD of 2019": "USD de 2019",
    "USD of 2019 a month": "USD de 2019 par mois",
    "USD of 2019 a year": "USD de 2019 par an",
    "USD of 2019 a day": "USD de 2019 par jour",
    "months": "mois",
    "years": "ans",
    "weeks": "semaines",
    "days": "jours",
    "hours a month": "heures par mois",
    "persons": "personnes",
    "persons a year": "personnes par an",
    "households": "ménages",
    "count": "nombre",
    "index from 0 to 1": "indice de 0 à 1",
    "yes or no": "oui ou non",
    "choice": "choix",
    "list": "liste",
}
"""The units of inputs (`Unit`, and what corridors declare) in French."""


class Status(StrEnum):
    """Where a value comes from."""

    DATA = "data"
    LITERATURE = "literature"
    CALIBRATED = "calibrated"
    ASSUMPTION = "assumption"


class Kind(StrEnum):
    """What sort of value a parameter takes."""

    REAL = "real"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    LIST = "list"
    PLACES = "places"
    """Communities of origin (`model.communities`)."""


@dataclass(frozen=True)
class Parameter:
    """The declaration of one number (or choice) that the model or a lever reads.

    Attributes:
        value: the starting value.
        low, high: the bounds of validation, both inclusive.
        likely: the range that an uncertainty analysis draws from, uniformly; None where the value is not uncertain.
        off: the value at which the mechanism is absent, always allowed; None where there is no such value.
        source: a key of scenarios/data/bibliography.toml, or "assumption".
        grade: evidence grade of evidence tables, A (randomised) to D (one organisation or judgement).
        choices: what a choice, or an item of a list, may be.
    """

    value: Any
    unit: Unit
    en: str
    fr: str
    low: float = 0.0
    high: float = 1.0
    likely: tuple[float, float] | None = None
    off: float | None = None
    source: str = "assumption"
    grade: str = "D"
    status: Status = Status.ASSUMPTION
    kind: Kind = Kind.REAL
    choices: tuple[Any, ...] = ()
    optional: bool = False

    def says(self, language: str = "en") -> str:
        """One sentence on what it is."""
        return Text(self.en, self.fr)(language)

    @property
    def is_list(self) -> bool:
        """Whether its value is a list."""
        return self.kind in (Kind.LIST, Kind.PLACES)

    @property
    def allowed(self) -> str:
        """The allowed values in words, as errors and docs print them."""
        return Said(self.permitted)

    @property
    def permitted(self) -> Text:
        """The allowed values in words, in any language; names of choices stay as they are typed."""
        names = ", ".join(str(c) for c in self.choices)
        if self.kind is Kind.BOOLEAN:
            return Text("true or false", "true ou false")
        if self.kind is Kind.CHOICE:
            return by_language(lambda language: names)
        if self.kind is Kind.PLACES:
            return PLACES
        if self.kind is Kind.LIST:
            return Text("a list of {names}", "une liste de {names}").filled(names=names or Text("names", "noms"))
        low, high, is_whole = numeral(self.low, "g"), numeral(self.high, "g"), self.kind is Kind.INTEGER
        if math.isinf(self.high):
            return (WHOLE_FROM if is_whole else ANY_FROM).filled(low=low)
        return (WHOLE_BETWEEN if is_whole else ANY_BETWEEN).filled(low=low, high=high)

    def problem(self, key: str, value: Any) -> Problem | None:
        """What is wrong with `value` at `key`, or None."""
        if value is None and self.optional:
            return None
        if self.kind is Kind.PLACES:
            if self.optional and isinstance(value, list | tuple) and not value:
                return Problem(key, NO_PLACE, value=value, allowed=OR_ALL.filled(places=self.permitted))
            return places_problem(key, value)
        says: Text | None = None
        shown = repr(value)
        near: str | None = None
        if self.kind is Kind.BOOLEAN:
            if not isinstance(value, bool):
                says = Text("{value} is not true or false", "{value} n'est ni true ni false")
        elif self.kind is Kind.CHOICE:
            if value not in self.choices:
                says = NOT_A_CHOICE
                near = nearest(str(value), [str(c) for c in self.choices])
        elif self.kind is Kind.LIST:
            if not isinstance(value, (list, tuple)):
                says = NOT_A_LIST
            elif self.choices:
                wrong = [item for item in value if item not in self.choices]
                if wrong:
                    says, shown = NOT_A_CHOICE, repr(wrong[0])
                    near = nearest(str(wrong[0]), [str(c) for c in self.choices])
        elif isinstance(value, bool) or not isinstance(value, Real):
            says = NOT_A_NUMBER
        elif not math.isfinite(value):
            says, shown = NOT_FINITE, str(value)
        elif self.kind is Kind.INTEGER and float(value) != math.floor(value):
            says, shown = NOT_WHOLE, str(value)
        elif not self.low <= float(value) <= self.high:
            says, shown = OUT_OF_BOUNDS, str(value)
        if says is None:
            return None
        return Problem(key=key, says=says.filled(value=shown), value=value, allowed=self.permitted, nearest=near)

    def check(self, key: str, value: Any) -> Any:
        """`value` in its proper type, or InputError."""
        problem = self.problem(key, value)
        if problem is not None:
            raise InputError(problem)
        if value is None or self.kind in (Kind.BOOLEAN, Kind.CHOICE):
            return value
        if self.is_list:
            return tuple(value)
        return int(value) if self.kind is Kind.INTEGER else float(value)


def declare(value: Any, unit: Unit, en: str, fr: str, **more: Any) -> Any:
    """A Parameter as the default of a typed field: the field's type is that of the value, its default the declaration."""
    return Parameter(value, unit, en, fr, **more)


def declared(group: type[NamedTuple] | Any) -> Mapping[str, Parameter]:
    """The declarations of a mechanism's parameters: name to Parameter."""
    defaults: Mapping[str, Parameter] = group._field_defaults
    return defaults


def values_of(group: Any, given: Mapping[str, float] | None = None) -> Any:
    """The mechanism's NamedTuple filled with numbers: declared values, or those given."""
    given = given or {}
    return group(**{name: float(given.get(name, p.value)) for name, p in declared(group).items()})
