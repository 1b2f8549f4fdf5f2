"""Where a reading stands among those of the library: the share of them that are less alarming.

A threshold says where to look; a percentile says whether this policy is worse than others in the same number. The readings are shipped, as
`experiments.studies.alarm_shares` wrote them (docs/alarms.md).
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import numpy as np

from ..runs.intervals import Floats

READINGS = "library_readings.csv"


@cache
def readings_of_the_library() -> Mapping[str, Floats]:
    """Values by measure, in order."""
    found: dict[str, list[float]] = {}
    text = files(__package__ or "").joinpath(READINGS).read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        found.setdefault(row["measure"], []).append(float(row["value"]))
    return {measure: np.sort(values) for measure, values in found.items()}


def percentile(value: float, others: Floats, is_above: bool) -> float:
    """Share of `others`, in order, that are less alarming than `value`: lower where the alarm is on above its threshold, else higher; NaN without any.

    >>> others = np.array([1.0, 2.0, 3.0, 4.0])
    >>> percentile(3.0, others, True), percentile(3.0, others, False), percentile(3.0, others[:0], True)
    (0.5, 0.25, nan)
    """
    if not len(others):
        return math.nan
    return float(np.searchsorted(others, value, "left") if is_above else len(others) - np.searchsorted(others, value, "right")) / len(others)
