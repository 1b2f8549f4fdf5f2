"""What is taken where nothing is known of a country: the middle of countries like it, with the range that these have."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

ALIKE_AT_LEAST = 5
"""Countries that a group needs before its middle is taken."""
INNER = (0.05, 0.95)
"""Quantiles of a group that make the range of a country of which nothing is known."""


class Range(NamedTuple):
    """A value with the range in which it may lie."""

    value: float
    low: float
    high: float


def quantile(values: Sequence[float], share: float) -> float:
    """The quantile of sorted values, between neighbours in proportion.

    >>> quantile([1.0, 2.0, 4.0], 0.5), quantile([1.0, 2.0, 4.0], 0.75)
    (2.0, 3.0)
    """
    at = share * (len(values) - 1)
    below = math.floor(at)
    above = min(below + 1, len(values) - 1)
    return values[below] + (values[above] - values[below]) * (at - below)


def spread(values: Iterable[float]) -> Range:
    """Middle and inner range of values."""
    found = sorted(values)
    return Range(quantile(found, 0.5), quantile(found, INNER[0]), quantile(found, INNER[1]))


def of_group(iso3: str, known: Mapping[str, float], groups: Sequence[Mapping[str, str]]) -> Range:
    """The middle of the countries of the same group, the first of `groups` in which at least `ALIKE_AT_LEAST` have a value; else of all countries."""
    for group in groups:
        alike = [value for other, value in known.items() if other != iso3 and group.get(other) is not None and group.get(other) == group.get(iso3)]
        if len(alike) >= ALIKE_AT_LEAST:
            return spread(alike)
    return spread(value for other, value in known.items() if other != iso3)


def log_odds(share: float) -> float:
    """Log odds of a share, kept away from 0 and 1."""
    share = min(max(share, 1e-4), 1.0 - 1e-4)
    return math.log(share / (1.0 - share))


def share_of_both(origin: float, residence: float, all_: float) -> float:
    """The share in a corridor whose origin has one share among all its emigrants and whose residence country another among all its immigrants.

    Odds multiply: neither side knows of the other. 0.5 and 0.2 with 0.5 in all make 0.2.

    >>> round(share_of_both(0.5, 0.2, 0.5), 3), round(share_of_both(0.3, 0.5, 0.5), 3)
    (0.2, 0.3)
    """
    odds = math.exp(log_odds(origin) + log_odds(residence) - log_odds(all_))
    return odds / (1.0 + odds)
