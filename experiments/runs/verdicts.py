"""What may be said of a change, from its interval and the number of independent draws, and the words for it.

Whatever says that something rises, falls, gains or costs more asks here, so that no text claims a sign that the runs do not tell.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.parameter import Text, by_language

from ..text import bounds, say
from .draws import LUCK_PER_INPUTS, independent_draws
from .intervals import MIN_DRAWS, Floats, Interval, of_mean, range_is_whole


class Verdict(StrEnum):
    """What an interval of a mean change lets one say. The values are keys of `text.WORDS`."""

    RISES = "verdict_rises"
    FALLS = "verdict_falls"
    SAME = "verdict_same"
    """Zero to the last digit in every run."""
    CANNOT_BE_TOLD = "verdict_cannot"
    """The interval holds zero."""
    TOO_FEW = "verdict_too_few"
    """There is a mean, and too few independent draws for an interval."""
    UNDEFINED = "verdict_undefined"
    """No run has the number."""

    @property
    def is_clear(self) -> bool:
        """Whether a sign may be claimed."""
        return self in (Verdict.RISES, Verdict.FALLS)

    def says(self, language: str = "en") -> str:
        """The verdict in words."""
        return say(self.value, language)


def verdict(mean: float, low: float, high: float) -> Verdict:
    """What may be said of one change.

    >>> [verdict(*numbers).name for numbers in ((2.0, 1.0, 3.0), (1.0, -1.0, 3.0), (0.0, 0.0, 0.0), (2.0, math.nan, math.nan))]
    ['RISES', 'CANNOT_BE_TOLD', 'SAME', 'TOO_FEW']
    """
    if math.isnan(mean):
        return Verdict.UNDEFINED
    if math.isnan(low) or math.isnan(high):
        return Verdict.TOO_FEW
    if low > 0.0:
        return Verdict.RISES
    if high < 0.0:
        return Verdict.FALLS
    return Verdict.SAME if low == high == 0.0 else Verdict.CANNOT_BE_TOLD


def verdicts(found: Interval) -> list[Verdict]:
    """What may be said of each of several changes, each for itself: of twenty that are none, one is taken for one on average."""
    return [verdict(float(mean), float(low), float(high)) for mean, low, high in zip(*found, strict=True)]


def verdict_of(change: Floats, groups: NDArray[np.int64]) -> Verdict:
    """What may be said of one change, from its replications and the draw that each belongs to."""
    return verdicts(of_mean(change[:, None], groups))[0]


def interval_words(mean: float, low: float, high: float, language: str = "en", *, signed: bool = False) -> str:
    """The interval of a mean, or that there are too few runs for it.

    >>> interval_words(2.0, 1.0, 3.0), interval_words(2.0, math.nan, math.nan), interval_words(math.nan, math.nan, math.nan)
    ('1 to 3', 'too few runs', '-')
    """
    found = verdict(mean, low, high)
    return found.says(language) if found is Verdict.TOO_FEW else bounds(low, high, language, signed=signed)


def range_label(runs: int, language: str = "en") -> str:
    """What the range of single runs is: that of nine in ten, or of all that were seen where they are too few.

    >>> range_label(30), range_label(12)
    ('5th to 95th percentile', 'Lowest to highest run')
    """
    return say("runs_range" if range_is_whole(runs) else "runs_seen", language)


def what_was_drawn(options: Mapping[str, Any], language: str = "en") -> str:
    """Where the inputs of a comparison come from and how many independent draws that makes. `options`: those of the manifest."""
    uncertainty = str(options.get("uncertainty", "inputs"))
    key = {"luck": "luck_point", "inputs": "point"}[uncertainty] if "point" in options else uncertainty
    return say(f"what_{key}", language, draws=independent_draws(int(options.get("replications", 0)), uncertainty))


def too_few_note(replications: int, uncertainty: str) -> Text | None:
    """That there are no intervals and how many runs it takes; None where there are enough."""
    if independent_draws(replications, uncertainty) >= MIN_DRAWS:
        return None
    wanted = (MIN_DRAWS - 1) * (1 if uncertainty == "luck" else LUCK_PER_INPUTS) + 1
    return by_language(lambda language: say("too_few_draws", language, runs=replications, wanted=wanted))
