"""Who came when: arrivals by five years that give the published stocks, and the years abroad that follow from them.

The arithmetic is that of the model (`model.population.arrivals`), here with one age on arrival, nobody who plans to return, and all arrivals as adults.
Stocks tell arrivals net of exits only: the exit hazard is assumed (`EXIT`), and other hazards fit the same stocks with other arrivals.
A stock that falls faster than exits and deaths explain was rather counted otherwise: `missed` says by how much.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from model.inputs.settings import STOCK_YEARS
from model.parameters import PARAMETERS
from model.population.arrivals import arrivals_of

YEARS = (*STOCK_YEARS, 2020)
"""Years of the published stocks."""
BEFORE = int(PARAMETERS["demography.earlier_years"].value)
"""Years before the first stock over which its migrants are taken to have come evenly."""
AGE_AT_ARRIVAL = float(PARAMETERS["demography.arrival_age"].value)


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


def exit_for(gone: float) -> Exit:
    """The hazard, of the usual form, by which so large a share has left after five years.

    >>> round(1 - exit_for(0.43).stay(5), 6)
    0.43
    """
    times = math.log(1.0 - gone) / math.log(EXIT.stay(5.0))
    return EXIT._replace(early=times * EXIT.early, late=times * EXIT.late)


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
        missed: the largest part of a published stock before the last that the arrivals do not give, or give beyond it.
    """

    arrivals: tuple[float, ...]
    mean_years: float
    recent: float
    long: float
    missed: float


@lru_cache(maxsize=64)
def _staying(exit_: Exit) -> np.ndarray:
    """Share of arrivals that is there k months and a half after coming, for k up to the whole time that is looked at."""
    months = 12 * (YEARS[-1] - YEARS[0] + BEFORE)
    return np.array([exit_.stay((month + 0.5) / 12.0) * alive((month + 0.5) / 12.0) for month in range(months)])


def cohorts(stocks: Mapping[int, float], exit_: Exit = EXIT) -> Cohorts | None:
    """Arrivals that give the stocks of a corridor, by year of `YEARS`; None where a year is missing or nobody is there at the end.

    >>> found = cohorts({1990: 0, 1995: 0, 2000: 0, 2005: 0, 2010: 0, 2015: 0, 2020: 1000})
    >>> round(found.recent, 6), found.mean_years < 3
    (1.0, True)
    """
    if any(year not in stocks for year in YEARS) or stocks[YEARS[-1]] <= 0:
        return None
    staying = _staying(exit_)
    found = arrivals_of([(12 * (YEARS[-1] - year), stocks[year]) for year in YEARS], staying, 12 * BEFORE)
    there = found.profile(len(staying)) * staying
    years = (np.arange(len(staying)) + 0.5) / 12.0
    total = float(there.sum())
    recent, long = (float(there[chosen].sum()) / total for chosen in (years < 5.0, years >= 30.0))
    return Cohorts(tuple(12.0 * block.rate for block in found.blocks), float(there @ years) / total, recent, long, found.missed)
