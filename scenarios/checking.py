"""One pass over the content of a scenario file: what was found wrong so far, and the checks that all parts share."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from model.errors import InputError, Problem
from model.parameter import Parameter

from .arguments import plain
from .structure import TOP_LEVEL, ScenarioFile, of_shape

LARGEST_NUMBER = 1e300

Made = TypeVar("Made")


class Checking:
    """The parts of a document whose shape is right, and every problem found.

    Attributes:
        document: the top-level keys whose shape fits; the others are in `broken`.
    """

    def __init__(self, document: Mapping[str, Any]) -> None:
        document = tamed(document)
        self.problems: list[Problem] = of_shape(ScenarioFile, document)
        self.broken = {problem.key.split(".")[0] for problem in self.problems}
        self.document = {key: value for key, value in document.items() if key not in self.broken and key in TOP_LEVEL}

    def value(self, key: str, declaration: Parameter, value: Any) -> Any:
        """The value in its proper type, or None and a problem more."""
        problem = declaration.problem(key, value)
        if problem is not None:
            self.problems.append(problem)
            return None
        return declaration.check(key, value)

    def made(self, make: Callable[[], Made]) -> Made | None:
        """What `make` returns, or None and the problems that it raises."""
        try:
            return make()
        except InputError as error:
            self.problems += error.problems
            return None


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
