"""A factor of an experiment: an input that the design moves, its bounds or values, and how a position in [0, 1] becomes a value.

Bounds, kind and choices come from the declaration of the input unless the experiment gives its own, so that a file of twenty lines is enough.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.errors import UNKNOWN_KEY, Problem, nearest
from model.inputs.ministry import MINISTRY_PARAMETERS
from model.inputs.settings import FIGURES
from model.inputs.shocks import SHOCK_PARAMETERS
from model.levers import ELIGIBILITY, REGISTRY
from model.parameter import Kind, Parameter
from model.parameters import PARAMETERS
from model.text import Said, Text
from scenarios.argument_checks import ABOVE
from scenarios.scenario import Scenario

DISTRIBUTIONS = ("uniform", "log_uniform", "triangular", "normal")
KEYS = ("low", "high", "values", "distribution", "mode")
LARGEST_BOUND = 1_000
"""A declared upper bound from this on is a guard against typing errors (a lever that begins in month 1200), not a range that anybody believes in."""


@dataclass(frozen=True)
class Factor:
    """One factor.

    Attributes:
        path: where it stands in a scenario, as `levers.matching_grant.ratio`.
        low, high: bounds, in the unit of the input; NaN for a factor with values.
        values: what a categorical factor takes, in order; empty for numbers.
        is_integer: whole numbers only.
        distribution: of a number between its bounds: uniform, log_uniform, triangular (with `mode`), or normal, which is centred between the bounds,
            has a standard deviation of a quarter of their distance, and is cut at them.
    """

    path: str
    low: float = math.nan
    high: float = math.nan
    values: tuple[Any, ...] = ()
    is_integer: bool = False
    distribution: str = "uniform"
    mode: float | None = None

    @property
    def is_discrete(self) -> bool:
        """Whether it takes a countable number of values."""
        return bool(self.values) or self.is_integer

    @property
    def is_policy(self) -> bool:
        """Whether it moves a lever alone, so that the world without policy stays as it is."""
        return self.path.startswith(("levers.", "ministry."))

    @property
    def is_of_the_world(self) -> bool:
        """Whether it moves the world before month 0: another population and burn-in."""
        return not self.path.startswith(("levers.", "shocks.", "ministry."))

    @property
    def all_values(self) -> Sequence[Any]:
        """The values of a discrete factor, in order."""
        return self.values or range(math.ceil(self.low), math.floor(self.high) + 1)

    def value(self, position: float) -> Any:
        """The value at a position in [0, 1]; discrete values share the interval evenly.

        >>> Factor("levers.matching_grant.ratio", 1.0, 3.0).value(0.25)
        1.5
        >>> [Factor("x", 2, 4, is_integer=True).value(p) for p in (0.0, 0.34, 1.0)], Factor("x", values=("a", "b")).value(0.5)
        ([2, 3, 4], 'b')
        """
        if self.is_discrete:
            values = self.all_values
            return values[min(int(position * len(values) + 1e-9), len(values) - 1)]
        return float(min(max(self._quantile(position), self.low), self.high))

    def position(self, value: Any) -> float:
        """The position of a value; the middle of its share for a discrete one. The inverse of `value`."""
        if self.is_discrete:
            values = self.all_values
            return (values.index(value) + 0.5) / len(values)
        low, high, x = self.low, self.high, float(value)
        if high == low:
            return 0.5
        if self.distribution == "log_uniform":
            return math.log(x / low) / math.log(high / low)
        if self.distribution == "triangular":
            mode = self._mode
            if x <= mode:
                return (x - low) ** 2 / ((high - low) * (mode - low)) if mode > low else 0.0
            return 1.0 - (high - x) ** 2 / ((high - low) * (high - mode))
        if self.distribution == "normal":
            return float(self._normal().cdf(x))
        return (x - low) / (high - low)

    def levels(self, count: int) -> tuple[Any, ...]:
        """`count` values from the lowest to the highest; all values of a factor with values, or of an integer that has fewer.

        >>> Factor("x", 0.0, 1.0).levels(3), Factor("x", 1, 9, is_integer=True).levels(3), Factor("x", values=("a", "b")).levels(9)
        ((0.0, 0.5, 1.0), (1, 5, 9), ('a', 'b'))
        """
        if self.values:
            return self.values
        if self.is_integer:
            values = self.all_values
            return tuple(values if len(values) <= count else dict.fromkeys(values[round(p)] for p in np.linspace(0, len(values) - 1, count)))
        return tuple(self.value(position) for position in np.linspace(0.0, 1.0, count))

    def _quantile(self, position: float) -> float:
        low, high = self.low, self.high
        if self.distribution == "log_uniform":
            return low * (high / low) ** position
        if self.distribution == "triangular":
            mode, width = self._mode, high - low
            turn = (mode - low) / width
            return low + math.sqrt(position * width * (mode - low)) if position < turn else high - math.sqrt((1.0 - position) * width * (high - mode))
        if self.distribution == "normal":
            return float(self._normal().ppf(position))
        return low + (high - low) * position

    @property
    def _mode(self) -> float:
        return (self.low + self.high) / 2.0 if self.mode is None else self.mode

    def _normal(self) -> Any:
        from scipy.stats import truncnorm

        return truncnorm(-2.0, 2.0, (self.low + self.high) / 2.0, (self.high - self.low) / 4.0)

    def document(self) -> dict[str, Any]:
        """The factor as a table of an experiment file, complete."""
        if self.values:
            return {"values": list(self.values)}
        return {"low": self.low, "high": self.high, "distribution": self.distribution, "integer": self.is_integer} | (
            {} if self.mode is None else {"mode": self.mode}
        )


def from_document(path: str, document: Mapping[str, Any]) -> Factor:
    """A factor from its complete table, as a manifest keeps it."""
    if "values" in document:
        return Factor(path, values=tuple(document["values"]))
    return Factor(path, document["low"], document["high"], (), document["integer"], document["distribution"], document.get("mode"))


_NO_PARAMETER = Text("there is no such parameter", "ce paramètre n'existe pas")
_PARAMETER_PATH = Text("parameters.MECHANISM.NAME", "parameters.MÉCANISME.NOM")
_CANNOT_MOVE = Text("'{room}' is nothing that a factor can move", "« {room} » n'est rien qu'un facteur puisse faire varier")
_NO_TERM = Text("the lever '{owner}' has no '{name}'", "le levier « {owner} » n'a pas de « {name} »")
_NO_FIGURE = Text("a corridor has no figure '{name}'", "un corridor n'a pas de chiffre « {name} »")
_NO_SHOCK_TERM = Text("a shock has no '{name}' that can vary", "un choc n'a pas de « {name} » qui puisse varier")
_NO_MINISTRY_TERM = Text("a ministry has no '{rest}'", "un ministère n'a pas de « {rest} »")
_NO_LEVER = Text("there is no lever '{owner}'", "il n'y a pas de levier « {owner} »")
_NO_CORRIDOR = Text("the scenario {name} has no corridor '{owner}'", "le scénario {name} n'a pas de corridor « {owner} »")
_NO_SHOCK = Text(
    "the scenario {name} has {n} shocks and none numbered '{owner}'", "le scénario {name} a {n} chocs et aucun de numéro « {owner} »"
)


def declaration(path: str, scenario: Scenario) -> tuple[Parameter, tuple[float, float] | None] | Problem:
    """The declaration of an input of a scenario and the range that it is uncertain in, or what is wrong with the path."""
    room, _, rest = path.partition(".")
    owner, _, name = rest.partition(".")
    key = f'factors."{path}"'
    if room == "parameters":
        if rest in PARAMETERS:
            return PARAMETERS[rest], PARAMETERS[rest].likely
        return Problem(key, _NO_PARAMETER, value=path, allowed=_PARAMETER_PATH, nearest=_near(room, rest, PARAMETERS))
    if room == "levers":
        if owner not in REGISTRY:
            return Problem(key, _NO_LEVER.filled(owner=owner), value=path, allowed=", ".join(sorted(REGISTRY)), nearest=nearest(owner, REGISTRY))
        known = dict(REGISTRY[owner].parameters) | {f"eligibility.{part}": given for part, given in ELIGIBILITY.items() if part != "arm"}
        if name in known:
            return known[name], known[name].likely
        return Problem(
            key, _NO_TERM.filled(owner=owner, name=name), value=path, allowed=", ".join(known), nearest=_near(f"levers.{owner}", name, known)
        )
    if room == "corridor":
        figures = scenario.figures.get(owner)
        if figures is None:
            near = nearest(owner, scenario.corridors)
            return Problem(
                key, _NO_CORRIDOR.filled(name=scenario.name, owner=owner), value=path, allowed=", ".join(scenario.corridors), nearest=near
            )
        if name in figures:
            return FIGURES[name], figures[name].assumed
        return Problem(
            key, _NO_FIGURE.filled(name=name), value=path, allowed=", ".join(figures), nearest=_near(f"corridor.{owner}", name, figures)
        )
    if room == "shocks":
        if not owner.isdecimal() or int(owner) >= len(scenario.shocks):
            return Problem(key, _NO_SHOCK.filled(name=scenario.name, n=len(scenario.shocks), owner=owner), value=path)
        known = {part: given for part, given in SHOCK_PARAMETERS.items() if given.kind in (Kind.REAL, Kind.INTEGER)}
        if name in known:
            return known[name], known[name].likely
        return Problem(key, _NO_SHOCK_TERM.filled(name=name), value=path, allowed=", ".join(known), nearest=_near(f"shocks.{owner}", name, known))
    if room == "ministry":
        if rest in MINISTRY_PARAMETERS:
            return MINISTRY_PARAMETERS[rest], None
        return Problem(
            key, _NO_MINISTRY_TERM.filled(rest=rest), value=path, allowed=", ".join(MINISTRY_PARAMETERS), nearest=_near(room, rest, MINISTRY_PARAMETERS)
        )
    rooms = ("levers", "parameters", "corridor", "shocks", "ministry")
    allowed = ", ".join(f"{each}..." for each in rooms)
    return Problem(key, _CANNOT_MOVE.filled(room=room), value=path, allowed=allowed, nearest=nearest(room, rooms))


def _near(prefix: str, name: str, known: Any) -> str | None:
    found = nearest(name, known)
    return None if found is None else f"{prefix}.{found}"


def read_factor(path: str, table: Mapping[str, Any], scenarios: Sequence[Scenario]) -> tuple[Factor | None, list[Problem]]:
    """The factor that an experiment file asks for, or None, with everything that is wrong with it."""
    found = declaration(path, scenarios[0])
    if isinstance(found, Problem):
        return None, [found]
    declared, likely = found
    key = f'factors."{path}"'
    problems = [
        Problem(f"{key}.{name}", UNKNOWN_KEY, value=table[name], allowed=", ".join(KEYS), nearest=nearest(name, KEYS))
        for name in table
        if name not in KEYS
    ]
    if "values" in table or (declared.kind in (Kind.CHOICE, Kind.BOOLEAN) and not problems):
        factor, more = _categorical(path, key, table, declared)
    elif declared.is_list:
        factor, more = (
            None,
            [
                Problem(
                    key,
                    Text("is a list: give the lists to choose from as values", "est une liste : donner en values les listes parmi lesquelles choisir"),
                    allowed="values = [[...], [...]]",
                )
            ],
        )
    else:
        factor, more = _number(path, key, table, declared, likely)
    problems += more
    return (None if problems else factor), problems


def _categorical(path: str, key: str, table: Mapping[str, Any], declared: Parameter) -> tuple[Factor | None, list[Problem]]:
    problems = [
        Problem(f"{key}.{name}", Text("is given together with values", "est donné en même temps que values"), allowed=Text("values alone", "values seul"))
        for name in KEYS
        if name != "values" and name in table
    ]
    default = [False, True] if declared.kind is Kind.BOOLEAN else list(declared.choices)
    values = table.get("values", default)
    if not isinstance(values, list) or len(values) < 2:
        return None, [
            *problems,
            Problem(
                f"{key}.values",
                Text("is not a list of at least two values", "n'est pas une liste d'au moins deux valeurs"),
                value=values,
                allowed=Text("values = [...]: {allowed}", "values = [...] : {allowed}").filled(allowed=declared.allowed),
            ),
        ]
    for number, value in enumerate(values):
        problem = declared.problem(f"{key}.values", value)
        if problem is not None:
            problems.append(replace(problem, says=Said(Text("value {place}: {says}", "valeur {place} : {says}").filled(place=number + 1, says=problem.says))))
    typed: list[Any] = [tuple(value) if isinstance(value, list) else value for value in values]
    if declared.kind is Kind.REAL and not problems:
        typed = [float(value) for value in typed]
    if len(set(map(repr, typed))) < len(typed):
        problems.append(Problem(f"{key}.values", Text("names a value twice", "nomme une valeur deux fois"), value=values))
    return Factor(path, values=tuple(typed)), problems


_NO_RANGE = Text(
    "is missing: the declaration has bounds, and no range that one would draw from",
    "manque : la déclaration a des bornes, mais aucun intervalle où l'on tirerait",
)
_OF_TRIANGLE = Text("a number from {low} to {high}, with a triangular distribution", "un nombre de {low} à {high}, avec une loi triangulaire")
_WHOLE_UNIFORM = Text("whole numbers are drawn uniformly", "les nombres entiers sont tirés uniformément")
_NO_DISTRIBUTION = Text("{distribution} is not a distribution", "{distribution} n'est pas une loi de distribution")
_LOG_ABOVE_ZERO = Text("a log-uniform factor lies above 0", "un facteur log-uniforme est supérieur à 0")
_NOT_ABOVE_LOW = Text("{high} is not above low = {low}", "{high} n'est pas supérieur à low = {low}")
_NO_MODE = Text("{mode} is no mode", "{mode} n'est pas un mode")


def _number(path: str, key: str, table: Mapping[str, Any], declared: Parameter, likely: tuple[float, float] | None) -> tuple[Factor | None, list[Problem]]:
    problems: list[Problem] = []
    bounds = likely if likely is not None else (declared.low, declared.high) if max(abs(declared.low), abs(declared.high)) < LARGEST_BOUND else (None, None)
    given: list[Any] = []
    for name, default in zip(("low", "high"), bounds, strict=True):
        value = table.get(name, default)
        if value is None:
            problems.append(Problem(f"{key}.{name}", _NO_RANGE, allowed=declared.allowed))
        else:
            problem = replace(declared, optional=False).problem(f"{key}.{name}", value)
            if problem is not None:
                problems.append(problem)
        given.append(value)
    distribution = table.get("distribution", "uniform")
    if distribution not in DISTRIBUTIONS:
        near = nearest(str(distribution), DISTRIBUTIONS)
        problems.append(
            Problem(
                f"{key}.distribution",
                _NO_DISTRIBUTION.filled(distribution=repr(distribution)),
                value=distribution,
                allowed=", ".join(DISTRIBUTIONS),
                nearest=near,
            )
        )
    low, high = given
    if not problems:
        if not low < high:
            problems.append(Problem(f"{key}.high", _NOT_ABOVE_LOW.filled(high=high, low=low), value=high, allowed=ABOVE.filled(low=low)))
        elif distribution == "log_uniform" and low <= 0.0:
            problems.append(Problem(f"{key}.low", _LOG_ABOVE_ZERO, value=low, allowed=ABOVE.filled(low=0)))
        mode = table.get("mode")
        if mode is not None and (distribution != "triangular" or isinstance(mode, bool) or not isinstance(mode, (int, float)) or not low <= mode <= high):
            allowed = _OF_TRIANGLE.filled(low=low, high=high)
            problems.append(Problem(f"{key}.mode", _NO_MODE.filled(mode=repr(mode)), value=mode, allowed=allowed))
        if declared.kind is Kind.INTEGER and distribution != "uniform":
            problems.append(Problem(f"{key}.distribution", _WHOLE_UNIFORM, value=distribution, allowed="uniform"))
    if problems:
        return None, problems
    return Factor(path, float(low), float(high), (), declared.kind is Kind.INTEGER, distribution, table.get("mode")), []


def values_at(factors: Sequence[Factor], unit: NDArray[np.float64]) -> list[tuple[Any, ...]]:
    """The values of all factors at positions (points, factors)."""
    return [tuple(factor.value(position) for factor, position in zip(factors, row, strict=True)) for row in unit.tolist()]
