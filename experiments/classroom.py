"""What the lessons in `notebooks/` call: a teaching question in the size of a lesson, its numbers in words of either language, and who was right in a vote."""

from __future__ import annotations

import importlib
import io
import math
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from model.errors import InputError, Problem, nearest
from model.parameter import Text
from scenarios.questions import Option, Point, Question, Says, question, text_of, watched
from scenarios.questions.sentences import UNKNOWN_OPTION

from .comparing.answers import found, judged_levers, label_of, numbers_of, unit_label
from .comparing.comparison import Comparison
from .comparing.sentences import sentences
from .reporting.question_settings import lever_lines, settings_lines
from .reporting.question_sheet import cost_line, equal_costs
from .runs import intervals
from .runs.replications import Replications
from .runs.verdicts import Verdict, interval_words, verdict
from .text import number

FAST = "DIASPORA_FAST"
"""The variable under which lessons run in a small form, as the tests do."""
PICTURES = "DIASPORA_PICTURES"
"""The variable that names a folder in which lessons leave their pictures."""

WORDS: Mapping[str, Text] = {
    "change": Text("{what}: change against no policy", "{what} : écart par rapport à l'absence de politique"),
    "option": Text("option", "option"),
    "mean": Text("mean", "moyenne"),
    "interval": Text("95 % interval of the mean", "intervalle à 95 % de la moyenne"),
    "most": Text("Most: {first} ({value}); then {second} ({other}).", "Le plus : {first} ({value}) ; ensuite {second} ({other})."),
    "least": Text("Least: {first} ({value}); then {second} ({other}).", "Le moins : {first} ({value}) ; ensuite {second} ({other})."),
    "told": Text("These runs tell the two apart.", "Ces simulations distinguent les deux."),
    "untold": Text(
        "These runs do not tell the two apart: a class that guessed either is not wrong.",
        "Ces simulations ne distinguent pas les deux : une classe qui a parié sur l'une ou l'autre n'a pas tort.",
    ),
    "same": Text("The two are the same in every run.", "Les deux sont identiques dans chaque simulation."),
}


def is_small() -> bool:
    """Whether lessons run in their small form."""
    return os.environ.get(FAST) == "1"


def show(figure: Figure, name: str | None = None) -> None:
    """The figure below the cell, and as a file `name`.png where DIASPORA_PICTURES names a folder."""
    folder = os.environ.get(PICTURES)
    if name and folder:
        figure.savefig(Path(folder) / f"{name}.png", dpi=130, metadata={"Software": None})
    try:
        screen: Any = importlib.import_module("IPython.display")
    except ImportError:  # a lesson run as a script needs no notebook
        return
    picture = io.BytesIO()
    figure.savefig(picture, format="png", dpi=130)
    screen.display(screen.Image(picture.getvalue()))


@dataclass(frozen=True)
class Answer:
    """What a question's options did, in the words of `language`."""

    question: Question
    comparison: Comparison
    language: str

    def sentences(self) -> None:
        """Prints what this run carries on each point of the question, and whether options that should cost the same do."""
        for said in sentences(self.comparison, self.question, self.language):
            print(f"- {said.text}")  # noqa: T201
        costs = equal_costs(self.question, self.comparison.table)
        if costs is not None:
            print(f"- {cost_line(self.question, costs, self.language)}")  # noqa: T201

    def picture(self, name: str | None = None) -> None:
        """The one picture of the question; `name` as in `show`."""
        from .figures.answer import answer

        show(answer(self.comparison, self.question, self.language), name)

    def table(self, *names: str) -> pd.DataFrame:
        """Watched numbers, by default all that the question watches: a row an option, a column a number, each with its interval below the mean."""
        columns = {}
        for name in names or self.question.content.watch:
            columns[self._title(name)] = {label: self._cell(each, name) for each, label in self._options()}
        return pd.DataFrame(columns).rename_axis(WORDS["option"](self.language))

    def vote(self, name: str, *, least: bool = False) -> None:
        """Prints which option has most (or least) of a watched number, and whether the runs tell it from the next: paired, by replication.

        A number that is a ratio has no values by replication and is not voted on.
        """
        what, is_level = watched(name), name in self.question.content.levels
        if what.ratio is not None:
            raise InputError(
                Problem(
                    "name",
                    Text(
                        "is a ratio: its options are not held against each other run by run",
                        "est un rapport : ses options ne se comparent pas simulation par simulation",
                    ),
                    value=name,
                )
            )
        if len(self._options()) < 2:
            raise InputError(Problem("only", Text("a vote needs two options", "un vote demande deux options")))
        rows = [(label, each, numbers_of(self.comparison, each, what, is_level)) for each, label in self._options()]
        means = sorted(rows, key=lambda row: math.inf if math.isnan(row[2].mean()) else row[2].mean() * (1 if least else -1))
        (first, each, one), (second, _, other) = means[:2]
        apart = verdict(*(float(part[0]) for part in intervals.of_mean((one - other)[:, None], each.groups)))
        words = WORDS["least" if least else "most"](self.language)
        value, next_value = (number(float(runs.mean()), self.language) for runs in (one, other))
        print(words.format(first=first, value=value, second=second, other=next_value))  # noqa: T201
        known = {Verdict.RISES: "told", Verdict.FALLS: "told", Verdict.SAME: "same"}
        print(WORDS[known.get(apart, "untold")](self.language))  # noqa: T201

    def mean(self, option: str, name: str) -> float:
        """The mean of a watched number of one option, by the option's id."""
        options = {each.name.removeprefix(f"question_{self.question.number}_"): each for each, _ in self._options()}
        if option not in options:
            raise InputError(
                Problem("option", UNKNOWN_OPTION, value=option, allowed=", ".join(options), nearest=nearest(option, list(options)))
            )
        each = options[option]
        return found(self.comparison, each, watched(name), name in self.question.content.levels).mean

    def _options(self) -> list[tuple[Replications, str]]:
        by_name = {each.name: each for each in self.comparison.replications}
        names = [(self.question.scenario_name(option), text_of(option.label)(self.language)) for option in self.question.content.options]
        return [(by_name[name], label) for name, label in names if name in by_name]

    def _title(self, name: str) -> str:
        label = label_of(self.question, name, self.language)
        is_change = name not in self.question.content.levels and watched(name).ratio is None
        label = WORDS["change"](self.language).format(what=label) if is_change else label
        unit = unit_label(name, self.language)
        return label if unit.lower() in label.lower() else f"{label} ({unit})"

    def _cell(self, each: Replications, name: str) -> str:
        mean, low, high = found(self.comparison, each, watched(name), name in self.question.content.levels)
        shown = number(mean, self.language)
        return shown if math.isnan(mean) or low == high else f"{shown} ({interval_words(mean, low, high, self.language)})"


@dataclass(frozen=True)
class Classroom:
    """Teaching questions in the size of a lesson. `language` is "en" or "fr"; sizes are those of the small form where DIASPORA_FAST is 1."""

    language: str
    replications: int = 12
    sample: int = 1_000
    seed: int = 1

    @property
    def is_small(self) -> bool:
        """Whether lessons run in their small form."""
        return is_small()

    def describe(self, number: int) -> None:
        """Prints what a question asks, sets and offers."""
        asked = question(number)
        print(asked.asks(self.language))  # noqa: T201
        for line in (*settings_lines(asked, self.language), *lever_lines(asked, self.language)):
            print(f"- {line}")  # noqa: T201

    def run(
        self,
        number: int,
        *,
        only: Sequence[str] = (),
        years: int | None = None,
        changes: Mapping[str, Any] | None = None,
        more: Sequence[Mapping[str, Any]] = (),
    ) -> Answer:
        """A question's options compared, each with its own world without policy.

        `only`: some of them, by id (those of `more` stay). `changes`: values set in all of them, by path. `more`: options of one's own, as a table of the
        question's file (`id`, `label`, `levers`, `set`). Points whose sentences speak of an option left out are left out.
        """
        asked = question(number)
        options = [*asked.content.options, *(Option.model_validate(one) for one in more)]
        known = [option.id for option in options]
        for name in only:
            if name not in known:
                raise InputError(Problem("only", UNKNOWN_OPTION, value=name, allowed=", ".join(known), nearest=nearest(name, known)))
        kept = [option for option in options if not only or option.id in only or option.id not in {each.id for each in asked.content.options}]
        here = replace(asked, content=asked.content.model_copy(update={"options": kept, "points": _points(asked, {option.id for option in kept})}))
        small = is_small()
        comparison = compare_of(here, 3 if small else self.replications, 150 if small else self.sample, self.seed, years, changes)
        return Answer(here, comparison, self.language)


def _points(asked: Question, options: set[str]) -> list[Point]:
    """The points of a question that can be read from some of its options: sentences that speak of another option are left out."""

    def whole(one: Says) -> bool:
        numbers = [asked.content.numbers[name] for name in one.named]
        named = {each for given in numbers for each in (given.option, given.minus)} | {condition.option for condition in one.when}
        return named - {None} <= options

    points = [Point.model_construct(says=[one for one in point.says if whole(one)]) for point in asked.content.points]
    return [point for point in points if point.says]


def compare_of(asked: Question, replications: int, sample: int, seed: int, years: int | None, changes: Mapping[str, Any] | None) -> Comparison:
    """The comparison behind an answer, with all that its sentences speak of."""
    from .comparing.compare import compare

    keep = tuple(dict.fromkeys(watched(name).outcome for name in asked.content.measured))
    scenarios = asked.scenarios(years, changes)
    return compare(scenarios, replications, seed, None, sample, jobs=1 if is_small() else 2, series=True, keep=keep, judged=judged_levers(asked))
