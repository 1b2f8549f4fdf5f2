"""Choosing a project for a place: those who come from there know what is needed, others guess (C3), and a project that nobody needs is seldom finished."""

from __future__ import annotations

from ..compiled.numba_door import rule
from ..parameters.giving import Giving


@rule
def error_of(is_own: int, is_trained: int, p: Giving) -> float:
    """Standard deviation of the error in judging how much a project is needed, where need lies between 0 and 1.

    Local insight spares those who come from the place part of the outsider's error; training in priorities (P4b) part of what is left.

    >>> p = Giving(*[0.0] * len(Giving._fields))._replace(choice_noise=0.5, local_insight=0.6, training_gain=0.5)
    >>> error_of(0, 0, p), error_of(1, 0, p), error_of(1, 1, p)
    (0.5, 0.2, 0.1)
    """
    error = p.choice_noise * (1.0 - p.local_insight) if is_own == 1 else p.choice_noise
    return error * (1.0 - p.training_gain) if is_trained == 1 else error


@rule
def delivering_chance(quality: float, fit: float, is_trained: int, p: Giving) -> float:
    """Chance that a project is delivered as promised: the board's quality, raised by training, lowered where the place needed something else.

    >>> p = Giving(*[0.0] * len(Giving._fields))._replace(training_gain=0.5, misfit=0.4)
    >>> delivering_chance(0.6, 1.0, 0, p), round(delivering_chance(0.6, 0.5, 0, p), 2), delivering_chance(0.6, 1.0, 1, p)
    (0.6, 0.48, 0.8)
    """
    able = quality + (p.training_gain * (1.0 - quality) if is_trained == 1 else 0.0)
    return able * (1.0 - p.misfit * (1.0 - fit))
