"""The options that a run and a comparison share, and their bounds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from model.errors import InputError, Problem, nearest

BOUNDS: Mapping[str, tuple[int, int]] = {
    "replications": (1, 100_000),
    "years": (1, 100),
    "seed": (0, 2**64 - 1),
    "sample": (100, 50_000_000),
    "jobs": (1, 4096),
}
CHOICES: Mapping[str, tuple[str, ...]] = {"engine": ("compiled", "objects"), "uncertainty": ("luck", "inputs"), "language": ("en", "fr")}


def check_options(**given: Any) -> None:
    """InputError with every option that is out of bounds; None stands for an option that was not given."""
    problems: list[Problem] = []
    for name, value in given.items():
        if value is None:
            continue
        if name in CHOICES:
            if value not in CHOICES[name]:
                problems.append(
                    Problem(
                        name, f"{value!r} is not one of the choices", value=value, allowed=", ".join(CHOICES[name]), nearest=nearest(str(value), CHOICES[name])
                    )
                )
            continue
        low, high = BOUNDS[name]
        allowed = f"a whole number from {low} to {high}"
        if isinstance(value, bool) or not isinstance(value, int):
            problems.append(Problem(name, f"{value!r} is not a whole number", value=value, allowed=allowed))
        elif not low <= value <= high:
            problems.append(Problem(name, f"{value} is out of bounds", value=value, allowed=allowed))
    if problems:
        raise InputError(problems)
