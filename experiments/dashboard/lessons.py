"""Lessons that ask first: a file of items, each a teaching question with one number that the group predicts before it sees what the model says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal

import numpy as np
import pandas as pd
from pydantic import Field

from model.errors import Problem, nearest
from model.parameter import Text
from scenarios.questions import Question, numbers, question, text_of, watched
from scenarios.reading.keys_and_types import Part, Words
from scenarios.reading.own_files import checked, document_of

from ..comparing.answers import answers, label_of, numbers_of, unit_label
from ..comparing.compare import compare
from ..comparing.comparison import Comparison
from ..palette import INK, SERIES_COLOURS
from ..runs.attribution import COUNTERFACTUAL
from ..runs.intervals import Floats
from ..runs.verdicts import Verdict, verdict_of
from .chart import Chart, plain, said, sentence, spec, values_axis
from .kept_worlds import KeptWorlds, threads

A_LESSON = Text("a lesson file", "un fichier de leçon")
CANNOT = "cannot_be_told"
"""The answer where the options cannot be told apart."""
SHIPPED = "twelve_questions.toml"
RUNS = 12
ASKS = {
    "most": Text("Which gives the most: {label}?", "Qu'est-ce qui donne le plus : {label} ?"),
    "least": Text("Which gives the least: {label}?", "Qu'est-ce qui donne le moins : {label} ?"),
}
CHOICE = Text("The runs cannot tell them apart", "Les simulations ne permettent pas de trancher")
OPTION = Text("Option", "Option")


class Item(Part):
    """An item of a lesson: the question of the library, the number that is predicted, and which end of it is asked for; `ask` words it as the trainer likes."""

    question: int
    watch: str
    asks: Literal["most", "least"] = "most"
    ask: Words | None = None


class LessonFile(Part):
    """A lesson file. `replications`: runs of each option; fewer are faster and tell less."""

    schema_: Literal[1] = Field(alias="schema")
    label: Words
    replications: int = Field(RUNS, ge=2, le=200)
    items: list[Item] = Field(min_length=1)


@dataclass(frozen=True)
class Lesson:
    """A lesson, checked."""

    content: LessonFile

    @property
    def label(self) -> Text:
        """What it is called."""
        return text_of(self.content.label)

    def item(self, number: int) -> Item:
        """An item by its number from 1; the last one where there are fewer."""
        return self.content.items[min(number, len(self.content.items)) - 1]


def lesson_of(text: str, name: str) -> Lesson:
    """A lesson from the text of its file; InputError, which names the file, with all that is wrong in it."""

    def wrong(content: LessonFile) -> list[Problem]:
        return [problem for place, item in enumerate(content.items) for problem in _wrong(f"items.{place}", item)]

    return Lesson(checked(LessonFile, document_of(text, name, A_LESSON), name, wrong))


def _wrong(where: str, item: Item) -> list[Problem]:
    """What is wrong with an item: a question that is not there, a number that it does not watch or that takes runs of its own."""
    if item.question not in numbers():
        known = ", ".join(map(str, numbers()))
        return [
            Problem(
                f"{where}.question",
                Text("there is no question {question}", "il n'y a pas de question {question}").filled(question=item.question),
                value=item.question,
                allowed=known,
            )
        ]
    content = question(item.question).content
    possible = [name for name in content.watch if watched(name).ratio is None and watched(name).outcome not in COUNTERFACTUAL]
    if item.watch not in possible:
        says, near = Text("is not watched by the question, or is a ratio", "n'est pas suivi par la question, ou est un rapport"), nearest(item.watch, possible)
        return [Problem(f"{where}.watch", says, value=item.watch, allowed=", ".join(possible), nearest=near)]
    return []


def shipped() -> Lesson:
    """The lesson that ships: one item on each of the twelve teaching questions."""
    return lesson_of(files("experiments").joinpath("library", "lessons", SHIPPED).read_text(encoding="utf-8"), SHIPPED)


def asked(item: Item, language: str) -> str:
    """What an item asks."""
    if item.ask is not None:
        return text_of(item.ask)(language)
    return ASKS[item.asks](language).format(label=label_of(question(item.question), item.watch, language))


def choices(item: Item, language: str) -> dict[str, str]:
    """What can be guessed: an option of the question, or that it cannot be told."""
    return {option.id: text_of(option.label)(language) for option in question(item.question).content.options} | {CANNOT: CHOICE(language)}


def run(store: KeptWorlds, item: Item, replications: int, report: Callable[[int, int], None] | None = None) -> Comparison:
    """The comparison that answers an item, from kept worlds: that of `diaspora question NUMBER --replications N`."""
    found = question(item.question)
    kept = tuple(dict.fromkeys(watched(name).outcome for name in found.content.watch if watched(name).month is not None))
    return compare(found.scenarios(), replications, 1, None, found.content.sample, jobs=threads(), progress=report, parts=store, keep=kept)


def truth(comparison: Comparison, item: Item) -> str:
    """The option that gives the most, or the least, if the runs tell it from the next one, in the same inputs and luck; else that it cannot be told."""
    found = question(item.question)
    each = {option.id: one for option in found.content.options for one in comparison.replications if one.name == found.scenario_name(option)}
    what, is_level = watched(item.watch), item.watch in found.content.levels
    values: dict[str, Floats] = {option: numbers_of(comparison, one, what, is_level) for option, one in each.items()}
    sign = 1.0 if item.asks == "most" else -1.0
    order = sorted(values, key=lambda option: -sign * float(np.nanmean(values[option])))
    first, second = order[0], order[1]
    told = verdict_of(sign * (values[first] - values[second]), each[first].groups)
    return first if told is Verdict.RISES else CANNOT


def chart(comparison: Comparison, item: Item, language: str) -> Chart:
    """The number of each option, with its interval."""
    found: Question = question(item.question)
    table = answers(comparison, found)
    own = table[table["watched"] == item.watch]
    names = choices(item, language)
    rows = [
        {"option": names[line["option"]], "mean": plain(line["value"]), "low": plain(line["low"]), "high": plain(line["high"])}
        for line in own.to_dict("records")
    ]
    order = [row["option"] for row in rows]
    unit = unit_label(item.watch, language)
    x = {"type": "quantitative", "axis": values_axis(unit, language)}
    y = {"field": "option", "type": "nominal", "sort": order, "axis": {"title": OPTION(language), "labelLimit": 220}}
    layers: list[Mapping[str, Any]] = [
        {"mark": {"type": "bar", "color": SERIES_COLOURS[0]}, "encoding": {"x": {"field": "mean", **x}, "y": y}},
        {"mark": {"type": "rule", "color": INK, "strokeWidth": 2}, "encoding": {"x": {"field": "low", **x}, "x2": {"field": "high"}, "y": y}},
    ]
    title = label_of(found, item.watch, language)
    drawn = spec(layers, language, data={"values": rows}) | {"height": 48 * len(rows) + 60}
    parts = [f"{names[line['option']]} {said(line['value'], line['low'], line['high'], language)}" for line in own.to_dict("records")]
    return Chart(title, unit, drawn, sentence(title, parts, language), pd.DataFrame(rows))


def command(item: Item, replications: int, language: str) -> str:
    """The command that answers the question with the same runs."""
    return f"diaspora question {item.question} --replications {replications} --language {language}"
