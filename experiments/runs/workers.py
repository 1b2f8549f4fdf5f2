"""What a task needs in a worker process beside itself, and what cannot go there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import joblib

from model.errors import InputError, Problem
from model.own_rules import rule_sources, unexplained
from model.plugins import Carried, adopt, carried
from model.text import Text


def for_workers() -> Callable[..., Any]:
    """What makes `function(*args)` a call of a worker process, with the levers and rules of one's own that this process has.

    Raises:
        InputError: a function of the model was replaced here; workers load it from its file, and would give other numbers without a word.
    """
    found = unexplained()
    if found:
        says = Text(
            "{names} replaced in this process, which worker processes know nothing of",
            "{names} remplacé dans ce processus, ce dont les processus de calcul ne savent rien",
        ).filled(names=", ".join(found))
        raise InputError(Problem("jobs", says, allowed=Text("1, or the functions of the files", "1, ou les fonctions des fichiers")))
    _renew(str(rule_sources()))
    own = carried()
    return lambda function, *args: joblib.delayed(_with_own)(own, function, *args)


_RULES: list[str] = []


def _renew(rules: str) -> None:
    """End the worker processes that wait for calls where they have made worlds with other rules: their loops are compiled."""
    if _RULES and _RULES[-1] != rules:
        joblib.externals.loky.get_reusable_executor().shutdown(wait=True)
    _RULES[:] = [rules]


def _with_own(own: Carried, function: Callable[..., Any], *args: Any) -> Any:
    adopt(own)
    return function(*args)
