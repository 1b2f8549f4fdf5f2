"""Regions of an origin as statistics give them: people, poverty, need, emigration. What a world makes of them.

Incomes follow from poverty: one line of poverty holds everywhere, and incomes within a region are log-normal with the same spread (the one of families at
origin, `population.family_spread`). A share P of poor people then means an income exp(-spread x quantile(P)) times that of a region where half are poor.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

SURE = 0.005
"""A share of poor people nearer to 0 or 1 than that is read as that: no income follows from nobody or everybody being poor."""


class Region(NamedTuple):
    """A region of an origin.

    Attributes:
        population: people who live there, persons.
        poverty: share of them below the line of poverty, 0 to 1.
        need: lack of public services, 0 to 1; None where it goes with poverty.
        emigration: share of the emigrants of the origin who come from there, 0 to 1; None where it is not known.
        source: where its figures come from; no result hangs on it.
    """

    name: str
    population: float
    poverty: float
    need: float | None = None
    emigration: float | None = None
    source: str = ""


def by_poverty(regions: Sequence[Region]) -> tuple[Region, ...]:
    """The regions from the poorest to the richest, as communities are numbered; equally poor ones as they stand."""
    return tuple(sorted(regions, key=lambda region: -region.poverty))


def population_shares(regions: Sequence[Region]) -> np.ndarray:
    """Share of the people of the origin who live in each region."""
    people = np.array([region.population for region in regions])
    return people / people.sum()


def relative_incomes(regions: Sequence[Region], spread: float) -> np.ndarray:
    """Income per head of each region over that of the origin, so that its mean over all people is 1; `spread`: standard deviation of log income within one.

    >>> relative_incomes((Region("a", 1.0, 0.5), Region("b", 1.0, 0.5)), 0.6).tolist()
    [1.0, 1.0]
    >>> (relative_incomes((Region("a", 1.0, 0.841344746), Region("b", 1.0, 0.158655254)), 0.5) * np.cosh(0.5)).round(6).tolist()
    [0.606531, 1.648721]
    """
    normal = NormalDist()
    incomes = np.exp([-spread * normal.inv_cdf(min(max(region.poverty, SURE), 1.0 - SURE)) for region in regions])
    return np.asarray(incomes / (incomes * population_shares(regions)).sum())


def needs(regions: Sequence[Region], poverty: np.ndarray) -> np.ndarray:
    """Lack of public services by region, 0 to 1: as given; where it is given for none, the shortfall of income `poverty`."""
    return np.array([shortfall if region.need is None else region.need for region, shortfall in zip(regions, poverty, strict=True)])


def emigrant_shares(regions: Sequence[Region]) -> np.ndarray | None:
    """Share of the emigrants of the origin from each region; None where that is not given."""
    if not regions or any(region.emigration is None for region in regions):
        return None
    return np.array([region.emigration for region in regions], dtype=float)
