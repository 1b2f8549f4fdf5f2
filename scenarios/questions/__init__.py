"""The twelve teaching questions: each is a TOML file of this folder that a trainer can edit. It names a world, what is tried in it, and what to look at."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

from pydantic import Field

from model.communities import places_problem
from model.errors import InputError, Problem, nearest
from model.levers import REGISTRY
from model.outcome_registry import BREAKDOWNS, OUTCOMES
from model.parameter import Text
from model.parameters import PARAMETERS

from ..argument_checks import Whole, arguments
from ..reading.keys_and_types import Part, Words, of_shape
from ..reading.loader import load
from ..scenario import Scenario

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
    `alarms` are the failure modes that it watches.
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
    look: Sentences


class Ratio(StrEnum):
    """What is a ratio of two outcomes rather than one of them."""

    COST = "cost_per_additional"
    ADDITIONAL = "additional_share"


class Watched(NamedTuple):
    """A number that a question watches, as its file writes it.

    An outcome; one of its groups (`poorest:3` and `richest:2` are sums over communities); a stock at the end of a month; the public cost per additional unit
    of an outcome; or the share of those supported by a lever who would not have acted without it.
    """

    outcome: str
    breakdown: str | None = None
    group: str | None = None
    month: int | None = None
    ratio: Ratio | None = None


def watched(name: str) -> Watched:
    """What a name in a question stands for.

    >>> watched("exporters") == Watched("exporters"), watched("exporters[sex=female]") == Watched("exporters", "sex", "female")
    (True, True)
    >>> watched("capacity@72").month, watched("cost_per_additional_jobs").outcome
    (72, 'jobs')
    >>> watched("additional_share[lever=one_stop_shop]") == Watched("additional", "lever", "one_stop_shop", None, Ratio.ADDITIONAL)
    True
    """
    rest, _, month = name.partition("@")
    outcome, _, group = rest.removesuffix("]").partition("[")
    by, _, who = group.partition("=")
    ratio = None
    if outcome.startswith(f"{Ratio.COST}_"):
        ratio, outcome = Ratio.COST, outcome.removeprefix(f"{Ratio.COST}_")
    elif outcome == Ratio.ADDITIONAL:
        ratio, outcome = Ratio.ADDITIONAL, "additional"
    return Watched(outcome, by or None, who or None, int(month) if month.isdigit() else None, ratio)


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
        raise InputError(Problem("number", f"there is no question {number}", value=number, allowed=", ".join(str(n) for n in numbers())))
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
    """Outcomes, groupings, months and options that a question names and that are not."""
    content, problems = found.content, []
    for where, names in (("watch", content.watch), ("picture.outcomes", content.picture.outcomes), ("levels", content.levels)):
        for name in names:
            problems += _wrong_name(where, name, content.years)
    for where, names in (("levels", content.levels), ("names", list(content.names))):
        for name in names:
            if name not in (*content.watch, *content.picture.outcomes):
                problems.append(Problem(where, "is not watched", value=name, allowed=", ".join(content.watch), nearest=nearest(name, content.watch)))
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


def _wrong_name(where: str, name: str, years: int) -> list[Problem]:
    """What is wrong with the name of one watched number."""
    what = watched(name)
    if what.outcome not in OUTCOMES:
        return [Problem(where, "unknown outcome", value=name, allowed="an outcome id", nearest=nearest(what.outcome, OUTCOMES))]
    problems = []
    if what.breakdown is not None and what.breakdown not in BREAKDOWNS:
        problems.append(Problem(where, "unknown grouping", value=name, allowed=", ".join(BREAKDOWNS), nearest=nearest(what.breakdown, BREAKDOWNS)))
    if what.breakdown == "region" and what.group is not None and ":" in what.group:
        misspelt = places_problem(where, [what.group], int(PARAMETERS["population.n_communities"].value))
        problems += [] if misspelt is None else [misspelt]
    if "@" in name and (what.month is None or not 1 <= what.month <= 12 * years):
        problems.append(Problem(where, "no month of the question", value=name, allowed=f"a month from 1 to {12 * years}"))
    if "@" in name and OUTCOMES[what.outcome].kind != "stock":
        problems.append(Problem(where, "has no state at the end of a month", value=name, allowed="a stock"))
    return problems
