"""The twelve teaching questions: each is a TOML file of this folder that a trainer can edit. It names a world, what is tried in it, and what to look at."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from pydantic import Field

from model.errors import InputError, Problem, nearest
from model.levers import REGISTRY
from model.levers.lever import UNKNOWN_LEVER
from model.parameter import Text

from ..argument_checks import Whole, arguments
from ..reading.keys_and_types import Part, Words
from ..reading.loader import load
from ..reading.own_files import checked
from ..scenario import Scenario
from .sentences import UNKNOWN_OPTION, Condition, NumberOfRun, Point, Says, wrong_sentences
from .watching import Ratio, Watched, watched, wrong_name

__all__ = [
    "Condition", "EqualCost", "Mark", "NumberOfRun", "Option", "Picture", "Point", "Question", "QuestionFile", "Ratio", "Says", "Watched",
    "numbers", "question", "questions", "text_of", "watched", "wrong_name",
]  # fmt: skip

MOST_POINTS = 5
"""Things to look at, so that they fit on a page beside the picture and the table."""


class EqualCost(Part):
    """That the options cost the same (mean public cost a year) within `tolerance`, and by what; `options` leaves some out."""

    tolerance: float = Field(gt=0.0, le=0.5)
    how: Words
    options: list[str] | None = None


class Mark(Part):
    """A month that the lines of a picture are read against, and what happens then."""

    month: int = Field(ge=1)
    label: Words


class Picture(Part):
    """The one picture that answers.

    `bars`: a panel an outcome, a bar an option; with `by`, the groups of one outcome, a colour an option. `lines`: outcomes over the years, a line an option.
    `trade_off`: two outcomes, a point an option.
    """

    kind: Literal["bars", "lines", "trade_off"]
    outcomes: list[str] = Field(min_length=1)
    by: str | None = None
    mark: Mark | None = None


class Option(Part):
    """One of the things compared: levers (values as in a scenario file), and values of its world where the question compares worlds."""

    id: str = Field(pattern="^[a-z0-9_]+$")
    label: Words
    levers: dict[str, dict[str, Any]] = {}
    set: dict[str, Any] = {}


class QuestionFile(Part):
    """A question file.

    `levels` are the watched outcomes that are shown as levels; the others are changes against no policy. `names` calls some of them as this question does;
    `alarms` are the failure modes that it watches. `points` are what to look at: sentences beside the conditions under which they are said, on `numbers` of the
    run; `ask` is left to the class, a question that claims nothing.
    """

    number: int = Field(ge=1, le=99)
    label: Words
    asks: Words
    base: str
    years: int = Field(10, ge=1, le=100)
    replications: int = Field(20, ge=2, le=1000)
    sample: int = Field(1500, ge=100)
    equal_cost: EqualCost | None = None
    set: dict[str, Any] = {}
    options: list[Option] = Field(min_length=2)
    watch: list[str] = Field(min_length=1)
    levels: list[str] = []
    names: dict[str, Words] = {}
    alarms: list[str] = []
    picture: Picture
    numbers: dict[str, NumberOfRun] = {}
    points: list[Point] = Field(min_length=1, max_length=MOST_POINTS)
    ask: Words

    @property
    def measured(self) -> tuple[str, ...]:
        """The names of all numbers that the question shows or speaks of."""
        spoken = [name for one in self.numbers.values() for name in (one.of, one.per) if name not in (None, "without")]
        return tuple(dict.fromkeys([*self.watch, *self.picture.outcomes, *map(str, spoken)]))


@dataclass(frozen=True)
class Question:
    """One question, checked. `options` are its options as they stand in the file; `scenarios` builds them."""

    content: QuestionFile

    @property
    def number(self) -> int:
        return self.content.number

    @property
    def label(self) -> Text:
        return text_of(self.content.label)

    @property
    def asks(self) -> Text:
        return text_of(self.content.asks)

    def option(self, name: str) -> Option:
        """The option of a scenario, by the scenario's name."""
        return next(option for option in self.content.options if self.scenario_name(option) == name)

    def scenario_name(self, option: Option) -> str:
        """The name of an option in tables."""
        return f"question_{self.number}_{option.id}"

    def scenarios(self, years: int | None = None, changes: Mapping[str, Any] | None = None) -> tuple[Scenario, ...]:
        """The scenarios that are compared."""
        return tuple(self._scenario(option, years, changes or {}) for option in self.content.options)

    def _scenario(self, option: Option, years: int | None, changes: Mapping[str, Any]) -> Scenario:
        content = self.content
        given = {"years": content.years if years is None else years, **content.set, **option.set}
        given |= {"label": option.label.model_dump(), "says": content.asks.model_dump(), "levers": option.levers, **changes}
        return replace(load(content.base, set=given), name=self.scenario_name(option))


def text_of(words: Words) -> Text:
    """Words of a file as a text."""
    return Text(words.en, words.fr)


@cache
def numbers() -> tuple[int, ...]:
    """The numbers of the questions."""
    return tuple(sorted(_files()))


def questions() -> tuple[Question, ...]:
    """All questions, in their order."""
    return tuple(question(number) for number in numbers())


def question(number: int) -> Question:
    """A question by its number; InputError where there is none, or where something is wrong with its file."""
    return _question(arguments({"number": Whole(1, 99)}, number=number).number)


@cache
def _question(number: int) -> Question:
    if number not in _files():
        says = Text("there is no question {number}", "il n'y a pas de question {number}").filled(number=number)
        raise InputError(Problem("number", says, value=number, allowed=", ".join(str(n) for n in numbers())))
    name, document = _files()[number]
    return Question(checked(QuestionFile, document, name, lambda content: _wrong_names(Question(content))))


@cache
def _files() -> Mapping[int, tuple[str, dict[str, Any]]]:
    """The content of the files by number; the number in the name is the one in the file."""
    found = {}
    for entry in files(__package__).iterdir():
        if entry.name.endswith(".toml"):
            document = tomllib.loads(entry.read_text(encoding="utf-8"))
            found[int(document["number"])] = (entry.name, document)
    return found


def _wrong_names(found: Question) -> list[Problem]:
    """Outcomes, groupings, months and options that a question names and that are not."""
    content, problems = found.content, []
    for where, names in (("watch", content.watch), ("picture.outcomes", content.picture.outcomes), ("levels", content.levels)):
        for name in names:
            problems += wrong_name(where, name, content.years)
    for where, names in (("levels", content.levels), ("names", list(content.names))):
        for name in names:
            if name not in (*content.watch, *content.picture.outcomes):
                says = Text("is not watched", "n'est pas observé")
                problems.append(Problem(where, says, value=name, allowed=", ".join(content.watch), nearest=nearest(name, content.watch)))
    for option in content.options:
        for lever in option.levers:
            if lever not in REGISTRY:
                key = f"options.{option.id}.levers.{lever}"
                problems.append(Problem(key, UNKNOWN_LEVER, allowed=", ".join(sorted(REGISTRY)), nearest=nearest(lever, REGISTRY)))
    ids = [option.id for option in content.options]
    if len(set(ids)) < len(ids):
        problems.append(Problem("options", Text("an id was given twice", "un id est donné deux fois"), value=ids))
    for name in (content.equal_cost.options or []) if content.equal_cost else []:
        if name not in ids:
            problems.append(Problem("equal_cost.options", UNKNOWN_OPTION, value=name, allowed=", ".join(ids), nearest=nearest(name, ids)))
    return problems + wrong_sentences(content, ids, content.alarms, lambda where, name: wrong_name(where, name, content.years))
