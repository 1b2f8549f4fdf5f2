"""The sentences of a teaching question that this run carries: each stands beside a condition on numbers of the run, and is said only where that holds."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.parameter import Text
from scenarios.questions import Condition, NumberOfRun, Point, Question, Says, text_of, watched
from scenarios.questions.sentences import PLACEHOLDER

from ..alarms.reading import Reading
from ..runs import intervals
from ..runs.intervals import Floats
from ..runs.replications import Replications
from ..runs.verdicts import Verdict, interval_words, verdict
from ..shown_money import in_words
from ..text import TO, colon, number, percent, quoted, say, semicolon, within
from .answers import Found, found, label_of, numbers_of, parts_of
from .comparison import Comparison
from .comparison_view import Compared


class Measured(NamedTuple):
    """A number of a run: mean and 95 % interval, and, where it is no ratio, its value in each replication with the draw that each belongs to."""

    value: Found
    runs: Floats | None = None
    groups: NDArray[np.int64] | None = None
    change: Found | None = None
    """Of a relative change, the change itself: it has the sign, and an interval also where that of the ratio has no end."""
    parts: tuple[Floats, Floats] | None = None
    """Of a ratio, what is set over what, in each replication."""

    @property
    def verdict(self) -> Verdict:
        """What may be said of its sign."""
        return verdict(*(self.value if self.change is None else self.change))


class Said(NamedTuple):
    """A sentence of a sheet: `point` and `says` are its place in the file; `says` is None where none of the point's sentences is carried."""

    point: int
    says: int | None
    text: str


UNKNOWN = Measured(Found(math.nan, math.nan, math.nan))


def sentences(comparison: Comparison, question: Question, language: str = "en") -> list[Said]:
    """What this run says on each point of a question, in the order of the file."""
    measured = {name: _measured(comparison, question, given) for name, given in question.content.numbers.items()}
    readings = _read(comparison, question)
    said = []
    for place, point in enumerate(question.content.points):
        turn = next((turn for turn, one in enumerate(point.says) if _is_carried(one, measured, readings)), None)
        if turn is None:
            said.append(Said(place, None, _cannot_be_told(question, point, measured, language)))
        else:
            text = in_words(Text(point.says[turn].en, point.says[turn].fr)(language))
            said.append(Said(place, turn, PLACEHOLDER.sub(partial(_filled, question=question, measured=measured, language=language), text)))
    return said


def _measured(comparison: Compared, question: Question, given: NumberOfRun) -> Measured:
    """A number of the file in this run; not known where its option failed."""
    by_option = {option.id: each for option in question.content.options for each in comparison.replications if each.name == question.scenario_name(option)}
    each = next(iter(by_option.values())) if given.option is None else by_option.get(given.option)
    if each is None:
        return UNKNOWN
    what = watched(given.of)
    if what.ratio is not None:
        return Measured(found(comparison, each, what, is_level=True), groups=each.groups, parts=parts_of(comparison, each, what))
    is_level = given.level or given.of in question.content.levels
    runs = _without(comparison, each, given.of) if given.option is None else numbers_of(comparison, each, what, is_level)
    if given.minus is not None:
        if given.minus not in by_option:
            return UNKNOWN
        runs = runs - numbers_of(comparison, by_option[given.minus], what, is_level)
    if given.per is not None:
        other = _without(comparison, each, given.of) if given.per == "without" else numbers_of(comparison, each, watched(given.per), is_level)
        change = _mean(runs, each.groups) if given.per == "without" else None
        return Measured(Found(*intervals.of_ratio(runs, other, each.groups)), groups=each.groups, change=change, parts=(runs, other))
    return Measured(_mean(runs, each.groups), runs, each.groups)


def _without(comparison: Compared, each: Replications, name: str) -> Floats:
    """The level in the world without policy, by replication."""
    level, change = (numbers_of(comparison, each, watched(name), is_level) for is_level in (True, False))
    return level - change


def _mean(runs: Floats, groups: NDArray[np.int64]) -> Found:
    mean, low, high = (float(part[0]) for part in intervals.of_mean(runs[:, None], groups))
    return Found(mean, low, high)


def _read(comparison: Comparison, question: Question) -> Mapping[tuple[str, str], bool]:
    """Whether an alarm is on, by its name and option."""
    readings: Sequence[Reading] = comparison.readings
    ids = {question.scenario_name(option): option.id for option in question.content.options}
    found: dict[tuple[str, str], bool] = {}
    for reading in readings:
        key = (reading.rule.alarm, ids[reading.scenario])
        found[key] = found.get(key, False) or bool(reading.fires)
    return found


def _is_carried(one: Says, measured: Mapping[str, Measured], alarms: Mapping[tuple[str, str], bool]) -> bool:
    """Whether a sentence may be said: its numbers are there and its conditions hold."""
    return all(math.isfinite(measured[name].value.mean) for name in one.placeholders) and all(_holds(one, measured, alarms) for one in one.when)


def _holds(condition: Condition, measured: Mapping[str, Measured], alarms: Mapping[tuple[str, str], bool]) -> bool:
    """Whether a condition holds in this run."""
    if condition.alarm is not None:
        return alarms.get((condition.alarm, str(condition.option))) is condition.on
    one = measured[str(condition.number)]
    if condition.shows == "untold":
        return one.verdict is Verdict.CANNOT_BE_TOLD and _is_open(one, 0.0)
    if condition.untold_from is not None:
        return one.value.low <= condition.untold_from <= one.value.high and _is_open(one, condition.untold_from)
    if condition.shows is not None:
        return one.verdict is {"rises": Verdict.RISES, "falls": Verdict.FALLS, "same": Verdict.SAME}[condition.shows]
    if condition.near is not None:
        apart = _difference(one, _other(condition.near, measured), condition.times)
        return -float(condition.within or 0.0) <= apart.low and apart.high <= float(condition.within or 0.0)
    if condition.above is not None:
        return _difference(one, _other(condition.above, measured), condition.times).low > condition.by
    return _difference(one, _other(condition.below or 0.0, measured), condition.times).high < -condition.by


def _is_open(one: Measured, value: float) -> bool:
    """Whether Student's interval too leaves open on which side of `value` a number lies: skewness makes the interval of a sheet wide where draws are few."""
    runs = one.runs if one.parts is None else one.parts[0] - value * one.parts[1]
    if runs is None or one.groups is None:
        return False
    _, low, high = (float(part[0]) for part in intervals.student((runs - (value if one.parts is None else 0.0))[:, None], one.groups))
    return low <= 0.0 <= high


def _other(given: str | float, measured: Mapping[str, Measured]) -> Measured:
    return measured[given] if isinstance(given, str) else Measured(Found(given, given, given))


def _difference(one: Measured, other: Measured, times: float) -> Found:
    """One number minus `times` another with the interval of it: in the same runs, or, where one is a ratio, from the ends of both intervals."""
    if one.runs is not None and other.runs is not None and one.groups is not None:
        return _mean(one.runs - times * other.runs, one.groups)
    a, b = one.value, other.value
    return Found(a.mean - times * b.mean, a.low - times * b.high, a.high - times * b.low)


def _filled(match: re.Match[str], question: Question, measured: Mapping[str, Measured], language: str) -> str:
    """The number of a placeholder, as people write it."""
    written = match[1]
    name = written.lstrip("-")
    value = measured[name].value.mean * (-1.0 if written.startswith("-") else 1.0)
    return percent(value, language) if question.content.numbers[name].shown == "percent" else number(value, language)


def _cannot_be_told(question: Question, point: Point, measured: Mapping[str, Measured], language: str) -> str:
    """That this run carries none of the sentences, and the numbers that it has instead."""
    parts: dict[str, list[str]] = {}
    for name in point.named:
        given = question.content.numbers[name]
        parts.setdefault(_what(question, given, language), []).append(f"{_whose(question, given, language)} {_interval(given, measured[name], language)}")
    lines = [f"{what}{colon(language)}{', '.join(said)}" for what, said in parts.items()]
    is_still = bool(point.named) and all(measured[name].verdict is Verdict.SAME for name in point.named)
    return say("q_still" if is_still else "q_cannot", language, numbers=semicolon(language).join(lines))


def _what(question: Question, given: NumberOfRun, language: str) -> str:
    """What a number counts, in words inside a sentence."""
    label = within(label_of(question, given.of, language))
    if given.per == "without":
        return say("q_relative", language, what=label)
    if given.per is not None:
        return say("q_over", language, what=label, other=within(label_of(question, given.per, language)))
    is_change = given.option is not None and not given.level and given.of not in question.content.levels and watched(given.of).ratio is None
    return say("q_change", language, what=label) if is_change else label


def _whose(question: Question, given: NumberOfRun, language: str) -> str:
    """The option of a number, or the two that it lies between."""
    if given.option is None:
        return within(say("without_policy", language))
    names = {option.id: text_of(option.label)(language) for option in question.content.options}
    whose = [quoted(names[one], language) for one in (given.option, given.minus) if one is not None]
    return f" {say('q_less', language)} ".join(whose)


def _interval(given: NumberOfRun, one: Measured, language: str) -> str:
    """A number with its interval."""
    if not math.isfinite(one.value.mean):
        return say("verdict_undefined", language)
    if given.shown == "number":
        return f"{number(one.value.mean, language)} [{interval_words(*one.value, language)}]"
    said = percent(one.value.mean, language)
    if not all(math.isfinite(bound) for bound in one.value):
        return said
    low, high = (percent(bound, language) for bound in one.value[1:])
    return f"{said} [{low}{TO(language)}{high}]"
