"""What a task needs in a worker process beside itself, and what cannot go there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import joblib

from model.compiled.numba_door import replacements
from model.errors import InputError, Problem
from model.plugins import Carried, adopt, carried


def for_workers() -> Callable[..., Any]:
    """What makes `function(*args)` a call of a worker process, with the levers of one's own that this process has.

    Raises:
        InputError: a function of the model was replaced here; workers load it from its file, and would give other numbers without a word.
    """
    found = replacements()
    if found:
        says = f"{', '.join(found)} replaced in this process, which worker processes know nothing of"
        raise InputError(Problem("jobs", says, allowed="1, or the functions of the files"))
    levers = carried()
    return lambda function, *args: joblib.delayed(_with_levers)(levers, function, *args)


def _with_levers(levers: Carried, function: Callable[..., Any], *args: Any) -> Any:
    adopt(levers)
    return function(*args)
