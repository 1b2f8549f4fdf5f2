"""One pass over the content of a scenario file: what was found wrong so far, and the checks that all parts share."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, TypeVar

from model.errors import WITHOUT_QUOTES, InputError, Problem
from model.parameter import Kind, Parameter
from model.text import Said, Text

from ..argument_checks import plain
from ..currencies import Amount, OwnRates, Rates, rates
from ..sources import Source
from .keys_and_types import TOP_LEVEL, ScenarioFile, of_shape
from .toml_slips import slip

LARGEST_NUMBER = 1e300

Made = TypeVar("Made")


class Checking:
    """The parts of a document whose shape is right, and every problem found.

    Attributes:
        document: the top-level keys whose shape fits; the others are in `broken`.
        sources: the scenario's own sources by key.
        currencies, rates: its own rates of currencies, and these with those of the table.
        amounts: what it gives in other money, by path.
    """

    def __init__(self, document: Mapping[str, Any]) -> None:
        document = tamed(document)
        self.problems: list[Problem] = of_shape(ScenarioFile, document)
        self.broken = {problem.key.split(".")[0] for problem in self.problems}
        self.document = {key: value for key, value in document.items() if key not in self.broken and key in TOP_LEVEL}
        self.sources: dict[str, Source] = {}
        self.currencies: dict[str, OwnRates] = {}
        self.rates: Rates = rates()
        self.amounts: dict[str, Amount] = {}

    def value(self, key: str, declaration: Parameter, value: Any) -> Any:
        """The value in its proper type, or None and a problem more."""
        problem = declaration.problem(key, value)
        if problem is not None:
            self.problems.append(hinted(problem, declaration, value))
            return None
        return declaration.check(key, value)

    def made(self, make: Callable[[], Made], declared: Mapping[str, Parameter] = MappingProxyType({})) -> Made | None:
        """What `make` returns, or None and the problems that it raises; `declared` are the declarations of its values by key."""
        try:
            return make()
        except InputError as error:
            self.problems += [hinted(problem, declared.get(problem.key), problem.value) for problem in error.problems]
            return None


def hinted(problem: Problem, declaration: Parameter | None, value: Any) -> Problem:
    """The problem with the number or truth value that a text stands for."""
    if not isinstance(value, str) or declaration is None or declaration.kind not in (Kind.REAL, Kind.INTEGER, Kind.BOOLEAN):
        return problem
    found = slip(value)
    if found is not None and (found.instead in ("true", "false")) == (declaration.kind is Kind.BOOLEAN):
        says = Text("{says}: {slip}", "{says} : {slip}").filled(says=problem.says, slip=found.says)
        return replace(problem, says=Said(says), nearest=found.instead)
    bare = value.strip()
    is_toml = declaration.problem(problem.key, read_toml(bare)) is None
    return replace(problem, nearest=Said(WITHOUT_QUOTES.filled(value=bare))) if is_toml else problem


def read_toml(text: str) -> Any:
    """A value as TOML, or the text itself where it is none."""
    try:
        read = tomllib.loads(f"value = {text}")
    except (ValueError, RecursionError):
        return text
    return read["value"] if len(read) == 1 else text


def tamed(value: Any) -> Any:
    """The value in plain Python, whole numbers that no floating-point number can hold as infinities, which every check refuses."""
    value = plain(value)
    if isinstance(value, Mapping):
        return {key: tamed(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [tamed(item) for item in value]
    if isinstance(value, int) and abs(value) > LARGEST_NUMBER:
        return math.inf if value > 0 else -math.inf
    return value
