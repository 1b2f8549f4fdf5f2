"""What stands at the ends of lines and bars: values in words, a level beside a tiny change, and where a line is broken."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from ..comparing.by_year import first_year, year_of
from ..runs.intervals import Floats
from ..runs.replications import Replications
from ..text import number, say

TINY = 0.05
"""Share of the level below which a change is small beside it, and the level stands beside the change."""


def change_words(change: float, level: float, language: str) -> str:
    """A change, with the level without policy beside it where the change is tiny.

    >>> change_words(20.0, 100.0, "en"), change_words(0.004, 0.42, "en"), change_words(-0.004, 0.42, "fr"), change_words(3.0, float("nan"), "en")
    ('+20', '+0.004 on 0.42', '-0,004 sur 0,42', '+3')
    """
    said = number(change, language, signed=True)
    if not math.isfinite(level) or level == 0.0 or not abs(change) < TINY * abs(level):
        return said
    return say("p_on", language, change=said, level=number(level, language))


def broken(years: ArrayLike, values: ArrayLike, ends: Sequence[float]) -> tuple[Floats, Floats]:
    """A line by year that does not join what lies before the end of a programme with what lies after it: no point at each end between two years.

    >>> years, values = broken([2020, 2021, 2022], [5.0, 5.0, 0.0], [2021.5])
    >>> years.tolist(), values.tolist()
    ([2020.0, 2021.0, 2021.5, 2022.0], [5.0, 5.0, nan, 0.0])
    """
    at, value = np.asarray(years, dtype=np.float64), np.asarray(values, dtype=np.float64)
    inside = sorted({end for end in ends if at[0] < end < at[-1]})
    places = np.searchsorted(at, inside)
    return np.insert(at, places, inside), np.insert(value, places, np.nan)


def ends_of(each: Replications) -> list[float]:
    """Places on an axis of years at which a lever of a scenario ends within the horizon."""
    scenario = each.scenario
    months = {lever.to_month for lever in scenario.levers if lever.to_month is not None and lever.to_month < 12 * scenario.years}
    return [year_of(first_year(each), month) for month in sorted(months)]
