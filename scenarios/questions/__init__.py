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
from model.outcomes import BREAKDOWNS, OUTCOMES
from model.parameter import Text

from ..loader import load
from ..scenario import Scenario
from ..structure import Part, Words, of_shape

SENTENCES = 3
"""Sentences that say what to look at."""


class Sentences(Part):
    """Three sentences on what to look at."""

    en: list[str] = Field(min_length=SENTENCES, max_length=SENTENCES)
    fr: list[str] = Field(min_length=SENTENCES, max_length=SENTENCES)


class EqualCost(Part):
    """That the options cost the same (mean public cost a year) within `tolerance`, and by what; `options` leaves some out."""

    tolerance: float = Field(gt=0.0, le=0.5)
    how: Words
    options: list[str] | None = None


class Picture(Part):
    """The one picture that answers.

    `bars`: a panel an outcome, a bar an option; with `by`, the groups of one outcome, a colour an option. `lines`: outcomes over the years, a line an option.
    `trade_off`: two outcomes, a point an option.
    """

    kind: Literal["bars", "lines", "trade_off"]
    outcomes: list[str] = Field(min_length=1)
    by: str | None = None


class Option(Part):
    """One of the things compared: levers (values as in a scenario file), and values of its world where the question compares worlds."""

    id: str = Field(pattern="^[a-z0-9_]+$")
    label: Words
    levers: dict[str, dict[str, Any]] = {}
    set: dict[str, Any] = {}


class QuestionFile(Part):
    """A question file. `levels` are the watched outcomes that are shown as levels; the others are changes against no policy."""

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
    picture: Picture
    look: Sentences


Key = tuple[str, str | None, str | None]


def outcome_key(name: str) -> Key:
    """An outcome, or one of its groups, as written in a question.

    >>> outcome_key("exporters"), outcome_key("exporters[sex=female]")
    (('exporters', None, None), ('exporters', 'sex', 'female'))
    """
    outcome, _, rest = name.partition("[")
    if not rest:
        return outcome, None, None
    breakdown, _, group = rest.removesuffix("]").partition("=")
    return outcome, breakdown, group


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


@cache
def question(number: int) -> Question:
    """A question by its number; InputError where there is none, or where something is wrong with its file."""
    if number not in _files():
        raise InputError(Problem("question", f"there is no question {number}", value=number, allowed=", ".join(str(n) for n in numbers())))
    name, document = _files()[number]
    problems = of_shape(QuestionFile, document)
    if not problems:
        found = Question(QuestionFile.model_validate(document))
        problems = _wrong_names(found)
    if problems:
        raise InputError([replace(problem, file=name) for problem in problems])
    return found


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
    """Outcomes, groupings and options that a question names and nobody has declared."""
    content, problems = found.content, []
    for where, names in (("watch", content.watch), ("picture.outcomes", content.picture.outcomes), ("levels", content.levels)):
        for name in names:
            outcome, breakdown, _ = outcome_key(name)
            if outcome not in OUTCOMES:
                problems.append(Problem(where, "unknown outcome", value=name, allowed="an outcome id", nearest=nearest(outcome, OUTCOMES)))
            if breakdown is not None and breakdown not in BREAKDOWNS:
                problems.append(Problem(where, "unknown grouping", value=name, allowed=", ".join(BREAKDOWNS), nearest=nearest(breakdown, BREAKDOWNS)))
    for option in content.options:
        for lever in option.levers:
            if lever not in REGISTRY:
                key = f"options.{option.id}.levers.{lever}"
                problems.append(Problem(key, "unknown lever", allowed=", ".join(sorted(REGISTRY)), nearest=nearest(lever, REGISTRY)))
    ids = [option.id for option in content.options]
    if len(set(ids)) < len(ids):
        problems.append(Problem("options", "an id was given twice", value=ids))
    for name in (content.equal_cost.options or []) if content.equal_cost else []:
        if name not in ids:
            problems.append(Problem("equal_cost.options", "unknown option", value=name, allowed=", ".join(ids), nearest=nearest(name, ids)))
    return problems
