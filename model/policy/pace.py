"""How what is said for a year falls into its months: officers' files, rounds, places."""

from __future__ import annotations


def within_month(rate: float, tick: int) -> int:
    """How many of `rate` a month fall into month `tick`, so that fractions add up over the months.

    >>> [within_month(2.5, tick) for tick in range(4)]
    [2, 3, 2, 3]
    """
    return int(rate * (tick + 1) + 1e-9) - int(rate * tick + 1e-9)


def closes(rounds_per_year: int, since: int) -> bool:
    """Whether a round ends in the month that comes `since` months after the first.

    >>> [since for since in range(12) if closes(4, since)]
    [2, 5, 8, 11]
    """
    every = max(12 // rounds_per_year, 1)
    return since % every == every - 1


def places_by_now(left: float, a_year: float, since: int, strength: float) -> int:
    """Places that may be given this month: those of a year come month by month, and what is left over is used later in the year.

    >>> places_by_now(12.0, 12.0, 0, 1.0), places_by_now(10.0, 12.0, 4, 1.0)
    (1, 3)
    """
    return int(strength * max(left - a_year * (1.0 - (since % 12 + 1) / 12.0), 0.0) + 1e-9)
