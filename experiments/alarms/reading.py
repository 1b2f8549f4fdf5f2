"""A rule watches one number of a lever; a reading says what it found and whether the alarm is on."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.levers import Lever
from model.parameter import Text

from ..comparison import Replications
from ..intervals import Floats
from ..text import number, percent
from .failures import ALARMS

COLUMNS = ["scenario", "alarm", "lever", "measure", "value", "threshold", "share", "fires", "remedy"]

Parts = tuple[Floats, Floats]
"""Numerator and denominator by replication."""


@dataclass(frozen=True)
class Rule:
    """One number that an alarm watches: `parts` gives it for a lever, or None where it has no meaning."""

    alarm: str
    measure: str
    says: Text
    threshold: float
    is_above: bool
    parts: Callable[[Replications, Lever], Parts | None]

    def passes(self, values: Floats) -> NDArray[np.bool_]:
        """Which values are beyond the threshold; undefined ones are not."""
        with np.errstate(invalid="ignore"):
            return values > self.threshold if self.is_above else values < self.threshold


@dataclass(frozen=True)
class Reading:
    """What one rule says of one lever of one scenario."""

    scenario: str
    rule: Rule
    lever: Lever
    value: float
    share: float

    @property
    def fires(self) -> bool:
        """Whether the alarm is on."""
        return bool(self.rule.passes(np.array([self.value]))[0])

    def text(self) -> Text:
        """The alarm in a sentence."""
        alarm = ALARMS[self.rule.alarm]
        said = []
        for language, lever, colon in (("en", self.lever.label.en, ": "), ("fr", self.lever.label.fr, " : ")):
            value = number(self.value, language) if math.isfinite(self.value) else ("beyond any bound" if language == "en" else "sans borne")
            bound = number(self.rule.threshold, language)
            where = {("en", True): "above", ("en", False): "below", ("fr", True): "au-dessus de", ("fr", False): "au-dessous de"}[language, self.rule.is_above]
            runs = f"in {percent(self.share)} of the runs" if language == "en" else f"dans {percent(self.share, 'fr')} des simulations"
            on, answer = ("alarm", "What answers it") if language == "en" else ("alerte", "Ce qui y répond")
            head = f"{self.scenario}{colon}{on} {self.rule.alarm}, {alarm.label(language)}, {lever}{colon}{self.rule.says(language)} {value}"
            said.append(f"{head} ({on} {where} {bound}, {runs}). {answer}{colon}{alarm.remedy(language)}.")
        return Text(*said)

    def row(self, language: str = "en") -> list[object]:
        """A row of alarms.csv."""
        rule = self.rule
        numbers = (float(self.value), rule.threshold, self.share, self.fires)
        return [self.scenario, rule.alarm, self.lever.id, rule.measure, *numbers, ALARMS[rule.alarm].remedy(language)]


def read(each: Replications, rules: Sequence[Rule]) -> Iterator[Reading]:
    """What every rule says of every lever of a scenario, on or off; nothing where there is no world without policy to compare with."""
    for lever in each.scenario.levers if each.base is not None and each.numbers else ():
        for rule in rules:
            parts = rule.parts(each, lever)
            if parts is None or not np.isfinite(parts[0] + parts[1]).any():
                continue
            known = np.isfinite(parts[0] + parts[1])
            above, below = (part[known] for part in parts)
            value = float(ratio(above.mean(), below.mean()))
            if not math.isnan(value):
                yield Reading(each.name, rule, lever, value, float(rule.passes(ratio(above, below)).mean()))


def largest(found: Iterable[Parts]) -> Parts | None:
    """Of several numbers the largest, by the means over the replications; None where there is none."""
    return max(found, key=lambda parts: float(np.nan_to_num(ratio(np.nanmean(parts[0]), np.nanmean(parts[1])))), default=None)


def ratio(above: Floats | np.floating, below: Floats | np.floating) -> Floats:
    """Above over below: infinite where something is set against nothing or less, undefined where both are nothing."""
    above, below = np.asarray(above, dtype=np.float64), np.asarray(below, dtype=np.float64)
    safe = np.where(below > 0.0, below, 1.0)
    return np.where(below > 0.0, above / safe, np.where(above > 0.0, np.inf, np.nan))
