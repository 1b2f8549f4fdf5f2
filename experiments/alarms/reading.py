"""A rule watches one number of a lever; a reading says what it found and whether the alarm is on."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from model.levers import Lever
from model.parameter import Text, by_language

from ..runs.intervals import Floats
from ..runs.replications import Replications
from ..text import AND, colon, number, percent, semicolon
from .failures import ALARMS
from .percentiles import percentile, readings_of_the_library
from .remedies import remedy_text

COLUMNS = ["scenario", "alarm", "lever", "measure", "value", "threshold", "share", "fires", "remedy", "percentile"]

Parts = tuple[Floats, Floats]
"""Numerator and denominator by replication."""

SURE = 0.75
"""Share of the runs that must be beyond the threshold by themselves for an alarm to be on: a mean that a few runs carry is no finding."""


@dataclass(frozen=True)
class Rule:
    """One number that an alarm watches: `parts` gives it for a lever, or None where it has no meaning.

    `is_shared`: the number is of the world and the same for every lever that it is read for, so that it is read once. `title`, `remedy`: what the alarm is
    called and what answers it, for one that a lever from outside brings along (`Lever.alarms`).
    """

    alarm: str
    measure: str
    says: Text
    threshold: float
    is_above: bool
    parts: Callable[[Replications, Lever], Parts | None]
    is_shared: bool = False
    title: Text | None = None
    remedy: Text | None = None

    @property
    def name(self) -> Text:
        """What the alarm is called."""
        return ALARMS[self.alarm] if self.title is None else self.title

    def passes(self, values: Floats) -> NDArray[np.bool_]:
        """Which values are beyond the threshold; undefined ones are not."""
        with np.errstate(invalid="ignore"):
            return values > self.threshold if self.is_above else values < self.threshold


ON, ANSWER = Text("alarm", "alerte"), Text("What answers it", "Ce qui y répond")
BEYOND = Text("beyond any bound", "sans borne")
ABOVE = Text("alarm above {bound}, in {share} of the runs", "alerte au-dessus de {bound}, dans {share} des simulations")
BELOW = Text("alarm below {bound}, in {share} of the runs", "alerte au-dessous de {bound}, dans {share} des simulations")


@dataclass(frozen=True)
class Reading:
    """What one rule says of a lever of a scenario, or of the levers that share what it looks at.

    Attributes:
        value: ratio of means over the runs.
        share: of the runs that are beyond the threshold by themselves.
        others: ids of all levers of the scenario.
        runs: the same of each run by itself, where it is defined.
    """

    scenario: str
    rule: Rule
    levers: tuple[Lever, ...]
    value: float
    share: float
    others: tuple[str, ...] = ()
    runs: tuple[float, ...] = ()

    @property
    def lever(self) -> Lever:
        """The lever, or the first of those that share it."""
        return self.levers[0]

    @property
    def fires(self) -> bool:
        """Whether the alarm is on: beyond the threshold in the mean and in most of the runs."""
        return bool(self.rule.passes(np.array([self.value]))[0]) and self.share >= SURE

    @property
    def percentile(self) -> float:
        """Share of the readings of the library that are less alarming; NaN where it has none."""
        return percentile(self.value, readings_of_the_library().get(self.rule.measure, np.zeros(0)), self.rule.is_above)

    @property
    def remedy(self) -> Text:
        """What answers it, in keys that the levers have; of several levers each for itself, unless all have the same."""
        if self.rule.remedy is not None:
            return self.rule.remedy
        found = {lever: remedy_text(self.rule.alarm, self.rule.measure, lever, self.others) for lever in self.levers}
        if len(set(found.values())) == 1:
            return next(iter(found.values()))
        return by_language(lambda language: ". ".join(f"{lever.label(language)}{colon(language)}{text(language)}" for lever, text in found.items()))

    def said(self, language: str) -> str:
        """The levers, what was measured, and the threshold."""
        bound = number(self.rule.threshold, language)
        value = _apart(self.value, bound, language) if math.isfinite(self.value) else BEYOND(language)
        levers = AND(language).join(lever.label(language) for lever in self.levers)
        when = (ABOVE if self.rule.is_above else BELOW)(language).format(bound=bound, share=percent(self.share, language))
        return f"{levers}{colon(language)}{self.rule.says(language)} {value} ({when})"

    def row(self, language: str = "en") -> list[object]:
        """A row of alarms.csv."""
        rule = self.rule
        numbers = (float(self.value), rule.threshold, self.share, self.fires)
        return [self.scenario, rule.alarm, " ".join(lever.id for lever in self.levers), rule.measure, *numbers, self.remedy(language), self.percentile]


def _apart(value: float, bound: str, language: str) -> str:
    """A value in as many digits as it takes to see on which side of a threshold it lies, up to six."""
    texts = (number(value, language, digits=digits) for digits in range(3, 7))
    return next((text for text in texts if text != bound), bound)


def notes_on(readings: Iterable[Reading], names: Mapping[str, Text]) -> list[Text]:
    """The alarms that are on, each of a scenario once: the levers that it is on for, what was measured, and what answers it.

    `names`: what each scenario is called on the page.
    """
    found: dict[tuple[str, str], list[Reading]] = {}
    for reading in readings:
        if reading.fires:
            found.setdefault((reading.scenario, reading.rule.alarm), []).append(reading)
    return [by_language(partial(_note, names[scenario], alarm, on)) for (scenario, alarm), on in found.items()]


def _note(scenario: Text, alarm: str, on: Sequence[Reading], language: str) -> str:
    remedies: dict[str, list[str]] = {}
    for reading in on:
        remedies.setdefault(reading.remedy(language), []).append(reading.lever.label(language))
    one = next(iter(remedies))
    said = one if len(remedies) == 1 else ". ".join(f"{', '.join(dict.fromkeys(levers))}{colon(language)}{text}" for text, levers in remedies.items())
    measured = semicolon(language).join(reading.said(language) for reading in on)
    return f"{scenario(language)}{colon(language)}{ON(language)} {alarm}, {on[0].rule.name(language)}. {measured}. {ANSWER(language)}{colon(language)}{said}."


def read(each: Replications, rules: Sequence[Rule]) -> Iterator[Reading]:
    """What every rule says of the levers of a scenario, on or off; nothing where there is no world without policy to compare with.

    What is the same for several levers is read once, for all of them.
    """
    if each.base is None or not each.numbers:
        return
    others = tuple(lever.id for lever in each.scenario.levers)
    shared: dict[str, list[Lever]] = {}
    found: list[Reading] = []
    for lever in each.scenario.levers:
        for rule in rules:
            parts = rule.parts(each, lever)
            if parts is None or not np.isfinite(parts[0] + parts[1]).any():
                continue
            known = np.isfinite(parts[0] + parts[1])
            above, below = (part[known] for part in parts)
            value = float(ratio(above.mean(), below.mean()))
            if math.isnan(value):
                continue
            if rule.is_shared:
                shared.setdefault(rule.measure, []).append(lever)
                if len(shared[rule.measure]) > 1:
                    continue
            runs = ratio(above, below)
            found.append(Reading(each.name, rule, (lever,), value, float(rule.passes(runs).mean()), others, tuple(runs.tolist())))
    for reading in found:
        yield replace(reading, levers=tuple(shared[reading.rule.measure])) if reading.rule.is_shared else reading


def largest(found: Iterable[Parts]) -> Parts | None:
    """Of several numbers the largest, by the means over the replications; None where there is none."""
    return max(found, key=lambda parts: float(np.nan_to_num(ratio(np.nanmean(parts[0]), np.nanmean(parts[1])))), default=None)


def ratio(above: Floats | np.floating, below: Floats | np.floating) -> Floats:
    """Above over below: infinite where something is set against nothing or less, undefined where both are nothing."""
    above, below = np.asarray(above, dtype=np.float64), np.asarray(below, dtype=np.float64)
    safe = np.where(below > 0.0, below, 1.0)
    return np.where(below > 0.0, above / safe, np.where(above > 0.0, np.inf, np.nan))
