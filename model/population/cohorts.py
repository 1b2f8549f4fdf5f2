"""The cohorts of a corridor: when those who live here now came, how likely arrivals are to leave, and how many come for those who go.

Stocks by year and the chance of having left after five years make them, where they are known. Where they are not, arrivals replace exits and the diaspora
is at rest: an assumption.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from ..inputs.settings import STOCK_YEARS, CorridorFigures, WorldSettings
from ..parameters.demography import Demography
from ..parameters.nationality import Nationality
from ..rules.leave import leaving_chance
from ..time_units import TWELFTH
from .arrivals import Arrivals, arrivals_of, renewal_of
from .life_table import AGES, MONTHS, life_table

FIVE_YEARS = 60
"""Months that `gone_after_5_years` names."""
NARROWEST = 24
"""Months before the start within which a stock is not looked at: what changes in so short a time is more likely another count than arrivals."""
HALVINGS = 60
"""Steps of the search, after which no digit moves."""


class Cohorts(NamedTuple):
    """What the cohorts of a corridor make of its first inhabitants and of who comes later.

    Attributes:
        exits: chance of leaving, relative to that of the parameters.
        months, kinds: of the first generation, cumulated shares by months since arrival, shape (MONTHS,), and among those of each month by return plan
            and age on arrival, shape (MONTHS, 2 * AGES).
        children: of those who came as children, cumulated shares by months since they founded a household; descendants: of the generations after.
        one_and_half: share of the households of migrants whose head came as a child.
        renewal: households that a newcomer to a place of the first generation stands for, relative to those there at the start, by month after it, shape
            (horizon,).
        arrivals: adults a month by block, in persons as stocks are; None at rest.
    """

    exits: float
    months: np.ndarray
    kinds: np.ndarray
    children: np.ndarray
    descendants: np.ndarray
    one_and_half: float
    renewal: np.ndarray
    arrivals: Arrivals | None


def exits_of(gone: float | None, q: Demography) -> float:
    """How often the arrivals of a corridor leave, relative to the parameters, for a share `gone` to have left after five years; 1 where it is not known.

    Deaths are left out of account, as they are of what is published. Where nobody ever leaves by the parameters the share cannot be met: 1.
    """
    if gone is None:
        return 1.0
    years = (np.arange(FIVE_YEARS) + 1.0) * TWELFTH
    yearly = np.array([[leaving_chance(year, plan, q) for year in years] for plan in range(2)])
    shares = np.array([1.0 - q.return_plan, q.return_plan])
    if not yearly.any():
        return 1.0

    def left(exits: float) -> float:
        return 1.0 - float(shares @ np.prod(1.0 - np.minimum(exits * yearly, q.end_most) * TWELFTH, axis=1))

    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        high *= 2.0 if left(high) < gone else 1.0
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if left(middle) < gone else (low, middle)
    return 0.5 * (low + high)


def known_stocks(figures: CorridorFigures, start: str) -> list[tuple[int, float]]:
    """Stocks as pairs of months before the start and persons, earliest first, the migrant stock as that of the start; empty where none of before is known.

    A stock of a year is taken for that of the month of the start in that year.
    """
    begins = 12 * int(start[:4]) + int(start[5:7]) - 1
    found: list[tuple[int, float]] = []
    for year in STOCK_YEARS:
        persons = getattr(figures, f"stock_{year}")
        months = begins - 12 * year
        if persons is not None and months >= NARROWEST:
            found.append((months, float(persons)))
    return [*found, (0, figures.migrant_stock)] if found else []


def cohorts_of(figures: CorridorFigures, q: Demography, start: str, horizon: int, table_of: Callable[[Demography], np.ndarray] = life_table) -> Cohorts:
    """The cohorts of a corridor whose world starts in month `start` (as "2020-01") and is looked at for `horizon` months."""
    exits = exits_of(figures.gone_after_5_years, q)
    table = table_of(q._replace(exit_early=exits * q.exit_early, exit_late=exits * q.exit_late))
    first = table[:2].sum(axis=(0, 1))  # of those who came as adults, by months since
    later = table[2, 0]
    away = math.floor(12.0 * (q.descendant_age - q.child_age) + 0.5)
    # for each arrival of an adult so many of a child who will have a household here: as many as make up the declared share at rest
    children = q.share_one_and_half / (1.0 - q.share_one_and_half) * first.sum() / later.sum()
    staying = first.copy()
    staying[away:] += children * later[: MONTHS - away]
    stocks = known_stocks(figures, start)
    arrivals = arrivals_of(stocks, staying, math.floor(12.0 * q.earlier_years + 0.5)) if stocks else None
    profile = np.ones(MONTHS) if arrivals is None else arrivals.profile(MONTHS)
    grown_up = profile if arrivals is None else np.append(profile[away:], np.zeros(away))
    kinds = (table[:2] * profile).transpose(2, 0, 1).reshape(MONTHS, 2 * AGES)
    now, as_children = kinds.sum(), children * (grown_up * later).sum()
    renewal = np.ones(horizon)
    if arrivals is not None:
        renewal = renewal_of(profile, first, q.arrivals_go_on * arrivals.blocks[-1].rate, horizon)
    return Cohorts(
        exits,
        _cumulated(kinds.sum(axis=1)),
        _cumulated(kinds),
        _cumulated(grown_up * later),
        _cumulated(later),
        as_children / (now + as_children) if now + as_children > 0.0 else q.share_one_and_half,
        renewal,
        arrivals,
    )


def long_enough(cohorts: Cohorts, q: Nationality) -> float:
    """Share of the first generation that has been there for the years that naturalising takes."""
    months = math.floor(12.0 * q.wait_years + 0.5)
    return 1.0 - (float(cohorts.months[min(months, MONTHS) - 1]) if months > 0 else 0.0)


def naturalised_of(share: float, cohorts: Cohorts, q: Nationality) -> float:
    """Share naturalised of those who have been there long enough, for a share of the whole first generation; all of them where they are too few."""
    there = long_enough(cohorts, q)
    return min(share / there, 1.0) if there > 0.0 else 0.0


def all_cohorts(settings: WorldSettings, q: Demography, table_of: Callable[[Demography], np.ndarray] = life_table) -> Iterator[Cohorts]:
    """The cohorts of each corridor of a world, in order; those of corridors alike are made once. `table_of`: `life_table`, or the same in plain Python."""
    made: dict[tuple[object, ...], Cohorts] = {}
    for corridor in settings.corridors:
        f = corridor.figures
        stocks = tuple(known_stocks(f, settings.start))
        alike = (f.gone_after_5_years, stocks)
        if alike not in made:
            made[alike] = cohorts_of(f, q, settings.start, 12 * settings.years, table_of)
        yield made[alike]


def _cumulated(shares: np.ndarray) -> np.ndarray:
    """Cumulated along the last axis, up to one; evenly where there is nobody."""
    summed = np.cumsum(shares, axis=-1)
    total = summed[..., -1:]
    even = np.arange(1.0, shares.shape[-1] + 1.0) / shares.shape[-1]
    return np.where(total > 0.0, summed / np.where(total > 0.0, total, 1.0), even)
