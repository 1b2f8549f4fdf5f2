"""Who came when: arrivals by five years that give the published stocks, and the years abroad that follow from them.

Stocks tell arrivals net of exits only: the exit hazard is assumed (`EXIT`), and other hazards fit the same stocks with other arrivals.
A stock that falls faster than exits and deaths explain would need negative arrivals: they are set to 0, and the arrivals then give more than the
published stock; `excess` says by how much.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from model.parameters import PARAMETERS

YEARS = (1990, 1995, 2000, 2005, 2010, 2015, 2020)
"""Years of the published stocks."""
BEFORE = 40
"""Years before the first stock over which its migrants are taken to have come evenly."""
AGE_AT_ARRIVAL = float(PARAMETERS["demography.arrival_age"].value)
STEPS = 4
"""Arrivals of a year are followed in so many parts."""


class Exit(NamedTuple):
    """Yearly hazard of leaving the country of residence: `late + (early - late) exp(-years / scale)`."""

    early: float = float(PARAMETERS["demography.exit_early"].value)
    late: float = float(PARAMETERS["demography.exit_late"].value)
    scale: float = float(PARAMETERS["demography.exit_years"].value)

    def stay(self, years: float) -> float:
        """Chance of not having left after so many years.

        >>> round(1 - Exit(0.08, 0.008, 4.0).stay(5), 3)
        0.218
        """
        return math.exp(-self.late * years - (self.early - self.late) * self.scale * (1.0 - math.exp(-years / self.scale)))


EXIT = Exit()


def alive(years: float) -> float:
    """Chance that who came at the age of arrival lives after so many years (Gompertz, as in the model)."""
    at_60, slope = (float(PARAMETERS[f"demography.{name}"].value) for name in ("death_60", "death_slope"))
    at_arrival = at_60 * math.exp(slope * (AGE_AT_ARRIVAL - 60.0))
    return math.exp(-at_arrival / slope * (math.exp(slope * years) - 1.0))


class Cohorts(NamedTuple):
    """Arrivals and years abroad of one corridor.

    Attributes:
        arrivals: persons a year, by block; the first block is before the first stock.
        mean_years: mean years abroad at the last stock.
        recent, long: shares of the last stock that came in the last 5 years, and 30 or more years before.
        excess: by how much the arrivals give more than the last published stock, as a share of it.
    """

    arrivals: tuple[float, ...]
    mean_years: float
    recent: float
    long: float
    excess: float


@cache
def _kept(low: int, high: int, exit_: Exit) -> tuple[tuple[float, float], ...]:
    """Years abroad and chance of being there, for arrivals of one person a year from `high` to `low` years ago, in parts."""
    width = 1.0 / STEPS
    middles = [low + width * (step + 0.5) for step in range(STEPS * (high - low))]
    return tuple((years, width * exit_.stay(years) * alive(years)) for years in middles)


def cohorts(stocks: Mapping[int, float], exit_: Exit = EXIT) -> Cohorts | None:
    """Arrivals that give the stocks of a corridor, by year of `YEARS`; None where a year is missing or nobody is there at the end.

    >>> found = cohorts({1990: 0, 1995: 0, 2000: 0, 2005: 0, 2010: 0, 2015: 0, 2020: 1000})
    >>> round(found.recent, 6), found.mean_years < 3
    (1.0, True)
    """
    if any(year not in stocks for year in YEARS) or stocks[YEARS[-1]] <= 0:
        return None
    edges = [YEARS[0] - BEFORE, *YEARS]
    arrivals: list[float] = []
    for year in YEARS:
        there = sum(arrival * _stock(edges[block], edges[block + 1], year, exit_) for block, arrival in enumerate(arrivals))
        block = len(arrivals)
        arrivals.append(max(stocks[year] - there, 0.0) / _stock(edges[block], edges[block + 1], year, exit_))
    parts = [
        (years, arrival * weight)
        for block, arrival in enumerate(arrivals)
        for years, weight in _kept(YEARS[-1] - edges[block + 1], YEARS[-1] - edges[block], exit_)
    ]
    total = sum(weight for _, weight in parts)
    mean = sum(years * weight for years, weight in parts) / total
    recent = sum(weight for years, weight in parts if years < 5.0) / total
    long = sum(weight for years, weight in parts if years >= 30.0) / total
    return Cohorts(tuple(arrivals), mean, recent, long, total / stocks[YEARS[-1]] - 1.0)


@cache
def _stock(came_from: int, came_until: int, year: int, exit_: Exit) -> float:
    """Persons there in `year` for one arrival a year from one year to another."""
    return sum(weight for _, weight in _kept(year - came_until, year - came_from, exit_))
