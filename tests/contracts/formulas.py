"""Formulas in the place of the model, importable by worker processes."""

from __future__ import annotations

import math
import os
import signal
import time
from collections.abc import Mapping
from typing import Any

A = "parameters.giving.price_elasticity"
RATIO = "levers.matching_grant.ratio"


def linear(values: Mapping[str, Any], luck: float) -> tuple[float, ...]:
    """Twice the match ratio, and luck; slow enough to be killed in the middle."""
    time.sleep(float(os.environ.get("FORMULA_SECONDS", "0")))
    return (2.0 * float(values[RATIO]) + luck, luck)


def fails_above_two(values: Mapping[str, Any], luck: float) -> tuple[float, ...]:
    """A formula without a value where the match ratio is large."""
    if values[RATIO] > 2.0:
        raise ArithmeticError("no value above 2")
    return (float(values[RATIO]), luck)


def ishigami(values: Mapping[str, Any], luck: float) -> tuple[float, ...]:
    """Ishigami's function of the first three factors, each on [0, 1] stretched to [-pi, pi]."""
    x, y, z = (-math.pi + 2.0 * math.pi * float(value) for value in list(values.values())[:3])
    return (math.sin(x) + 7.0 * math.sin(y) ** 2 + 0.1 * z**4 * math.sin(x),)


def sobol_g(values: Mapping[str, Any], luck: float) -> tuple[float, ...]:
    """Sobol's G function with a = 0, 1, 4.5, 9."""
    product = 1.0
    for x, a in zip(values.values(), (0.0, 1.0, 4.5, 9.0), strict=False):
        product *= (abs(4.0 * float(x) - 2.0) + a) / (1.0 + a)
    return (product,)


def undefined_above_two(values: Mapping[str, Any], luck: float) -> tuple[float, ...]:
    """A formula that is not defined where the match ratio is large."""
    return (math.nan if values[RATIO] > 2.0 else float(values[RATIO]), luck)


def killed_once(call: tuple[str, int]) -> int:
    """The number of a call; the worker of the third one is killed, once, as by the system where memory is short."""
    path, number = call
    if number == 2 and not os.path.exists(path):
        open(path, "w").close()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def task_killed_once(task: Any) -> Any:
    """A task of a comparison without a model, whose worker is killed once; the name of its engine says where that is noted."""
    from experiments.runs.runner import Done

    killed_once((task.engine, task.replication))
    return Done(task.replication, None, (None,), (None,), ())


def always_killed(number: int) -> int:
    """Ends its worker each time."""
    os.kill(os.getpid(), signal.SIGKILL)
    return number


def slowly(number: int) -> int:
    """The process that answers, after a moment."""
    time.sleep(0.2)
    return os.getpid()


def undefined_below_one(values: Mapping[str, Any], luck: float) -> tuple[float, ...]:
    """Twice the match ratio; and its inverse, which is undefined where the ratio is below 1, as the cost of an effect that is not there."""
    ratio = float(values[RATIO])
    return (2.0 * ratio, 1.0 / ratio if ratio >= 1.0 else math.nan)


def by_rule(values: Mapping[str, Any], luck: float) -> tuple[float, ...]:
    """One for one of three rules, nothing for the others, and a little of the ratio."""
    return (float(values["levers.matching_grant.rule"] == "need_weighted") + 0.1 * float(values[RATIO]),)
