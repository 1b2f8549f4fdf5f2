"""How much of the task at hand is done: a large world is a task of minutes, in which nothing else would be heard."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

BUILDING = 10.0
"""Months of burn-in that building a world takes as long as (98 134 households: 0.24 s and 23 ms)."""
WITHOUT, POLICY = 1.1, 1.2
"""Months of burn-in that a month after it takes as long as, without policy and with one; in small worlds more, of which there are many to go by."""


class Underway:
    """Whoever listens in this process is told what part of the task at hand is done, from 0 to 1."""

    listener: ClassVar[Callable[[float], None] | None] = None

    def __init__(self, whole: float) -> None:
        self.whole = max(whole, 1.0)
        self.done = 0.0

    def add(self, months: float) -> None:
        """So many more are done."""
        self.done += months
        tell_part(self.done / self.whole)


def tell_part(part: float) -> None:
    """Tell what part of the task at hand is done."""
    if Underway.listener is not None:
        Underway.listener(min(part, 1.0))


def months_of(burn_in: int, months: int, policies: int, *, base: bool) -> Underway:
    """A task of a world, its burn-in, the world without policy and some policies, that has not begun."""
    return Underway(BUILDING + burn_in + months * ((WITHOUT if base else 0.0) + POLICY * policies))
