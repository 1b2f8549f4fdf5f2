"""What a question says of its numbers: each sentence beside the condition under which it is said, in the question's own file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal

from pydantic import Field

from model.errors import MISSING, Problem, nearest
from model.text import Text

from ..reading.keys_and_types import Part

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
"""Where a sentence takes a number from the run: {name}, or {-name} for its negative (a fall said as an amount)."""


class NumberOfRun(Part):
    """A number of the run that sentences speak of.

    `of`: as in `watch`. `option`: whose; absent: of the world without policy. A change against no policy, or a level where the question shows levels, is a
    ratio, or `level` says so. `minus`: less the same number of another option. `per`: over another number of the same option; `per = "without"`: over the
    level without policy, a relative change. `shown`: as a number or in per cent.
    """

    of: str
    option: str | None = None
    level: bool = False
    minus: str | None = None
    per: str | None = None
    shown: Literal["number", "percent"] = "number"


class Condition(Part):
    """What a run must show. One of:

    `number` with `shows`: `rises` or `falls` (the 95 % interval lies on one side of zero), `untold` (it holds zero, and so does Student's, which does not
    widen with skewness: what one way to make an interval tells is not said to be past telling), `same` (zero in every run).
    `number` with `untold_from` (a value): as `untold`, of the number less the value.
    `number` with `above` or `below` (a number of the run, or a value): told apart with 95 %, by more than `by`; `times` of the other.
    `number` with `near`: no further than `within` from it, with 95 %.
    `alarm` with `option`: the alarm is on, or off.
    """

    number: str | None = None
    shows: Literal["rises", "falls", "untold", "same"] | None = None
    above: str | float | None = None
    below: str | float | None = None
    near: str | float | None = None
    untold_from: float | None = None
    within: float | None = Field(None, gt=0.0)
    by: float = Field(0.0, ge=0.0)
    times: float = 1.0
    alarm: str | None = None
    option: str | None = None
    on: bool = True


class Says(Part):
    """A sentence in both languages, and when it is said: where every condition holds and every number in it is defined."""

    en: str
    fr: str
    when: list[Condition] = []

    @property
    def placeholders(self) -> tuple[str, ...]:
        """The numbers that the sentence holds, by name."""
        return tuple(dict.fromkeys(name.lstrip("-") for name in PLACEHOLDER.findall(self.en)))

    @property
    def named(self) -> tuple[str, ...]:
        """The numbers that the sentence holds or hangs on."""
        said = list(self.placeholders)
        for condition in self.when:
            said += [name for name in (condition.number, condition.above, condition.below, condition.near) if isinstance(name, str)]
        return tuple(dict.fromkeys(said))


class Point(Part):
    """One thing to look at: the first of its sentences that the run carries; where it carries none, that it cannot be told, with the numbers."""

    says: list[Says] = Field(min_length=1)

    @property
    def named(self) -> tuple[str, ...]:
        """The numbers that it is about."""
        return tuple(dict.fromkeys(name for one in self.says for name in one.named))


UNKNOWN_OPTION = Text("unknown option", "option inconnue")
OTHER_NUMBERS = Text("does not hold the same numbers as the English", "ne contient pas les mêmes nombres que l'anglais")
NOT_ONE = Text("asks for more than one thing, or for none", "demande plus d'une chose, ou aucune")
ONE_OF = Text("one of {names}", "l'un de {names}")
ON_ONE = Text("a condition is on a number, or on an alarm of an option", "une condition porte sur un nombre, ou sur une alarme d'une option")
GO_TOGETHER = Text(
    "number with shows, above, below, near or untold_from; alarm with option", "number avec shows, above, below, near ou untold_from ; alarm avec option"
)


def wrong_sentences(content: Any, options: Sequence[str], alarms: Sequence[str], wrong_name: Callable[[str, str], list[Problem]]) -> list[Problem]:
    """Numbers, options, alarms and conditions of a question's sentences that are not, or that do not go together.

    `content` is the `QuestionFile`; `wrong_name(where, name)` says what is wrong with the name of a watched number.
    """
    problems: list[Problem] = []
    for name, given in content.numbers.items():
        where = f"numbers.{name}"
        problems += wrong_name(f"{where}.of", given.of)
        problems += wrong_name(f"{where}.per", given.per) if given.per not in (None, "without") else []
        for key, option in (("option", given.option), ("minus", given.minus)):
            problems += _one_of(f"{where}.{key}", UNKNOWN_OPTION, option, options)
    known, used = list(content.numbers), set[str]()
    for place, point in enumerate(content.points):
        for turn, said in enumerate(point.says):
            where = f"points.{place}.says.{turn}"
            used |= set(said.named)
            for name in said.named:
                problems += _one_of(where, Text("unknown number", "nombre inconnu"), name, known)
            if sorted(PLACEHOLDER.findall(said.en)) != sorted(PLACEHOLDER.findall(said.fr)):
                problems.append(Problem(f"{where}.fr", OTHER_NUMBERS, value=said.fr, allowed=", ".join(said.placeholders)))
            for number, condition in enumerate(said.when):
                problems += list(_wrong_condition(f"{where}.when.{number}", condition, options, alarms))
    for name in known:
        if name not in used:
            problems.append(Problem(f"numbers.{name}", Text("no sentence speaks of it", "aucune phrase n'en parle")))
    return problems


def _wrong_condition(where: str, condition: Condition, options: Sequence[str], alarms: Sequence[str]) -> Iterator[Problem]:
    """What is wrong with one condition."""
    asked = {key: getattr(condition, key) for key in ("shows", "above", "below", "near", "untold_from", "alarm")}
    given = [key for key, value in asked.items() if value is not None]
    if len(given) != 1:
        yield Problem(where, NOT_ONE, value=", ".join(given) or None, allowed=ONE_OF.filled(names=", ".join(asked)))
        return
    if (condition.alarm is None) != (condition.number is not None):
        yield Problem(where, ON_ONE, allowed=GO_TOGETHER)
    if condition.alarm is not None:
        yield from _one_of(f"{where}.alarm", Text("is not watched by the question", "n'est pas observé par la question"), condition.alarm, alarms)
        if condition.option is None:
            yield Problem(f"{where}.option", MISSING, allowed=", ".join(options))
    yield from _one_of(f"{where}.option", UNKNOWN_OPTION, condition.option, options)
    if (condition.near is None) != (condition.within is None):
        yield Problem(f"{where}.within", Text("goes with near, and near with it", "va avec near, et near avec lui"))


def _one_of(where: str, says: Text, value: str | None, allowed: Sequence[str]) -> list[Problem]:
    if value is None or value in allowed:
        return []
    return [Problem(where, says, value=value, allowed=", ".join(allowed), nearest=nearest(value, allowed))]
