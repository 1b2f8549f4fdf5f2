"""What all charts of the page have: a Vega-Lite specification, its title, its unit, a sentence for who does not see it, and the numbers that are drawn."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from model.outcome_registry import OUTCOMES
from model.parameter import Text
from scenarios.corridors import footnotes

from ..calibrated.lever_evidence import stamp
from ..palette import INK, LOSS, POLICY, WITHOUT
from ..runs.replications import unit_of
from ..runs.verdicts import range_label
from ..text import bounds, colon, number, say, semicolon, within
from .answer import UNCERTAINTY, Answer

COLOURS = {"": WITHOUT, "policy_a": POLICY, "policy_b": LOSS}
DASHES: Mapping[str, list[int]] = {"": [2, 2], "policy_a": [1, 0], "policy_b": [8, 3]}
"""Lines are told apart without colour too."""
SHAPES = {"": "cross", "policy_a": "circle", "policy_b": "square"}
HEIGHT = 300

Row = dict[str, Any]

SOURCE = Text(
    "Model of diaspora policies, version {version}. {n} runs, the same people and the same luck in each world; {what}. {stamp}",
    "Modèle de politiques envers la diaspora, version {version}. {n} simulations, mêmes personnes et même hasard dans chaque monde ; {what}. {stamp}",
)
FIRST = Text(
    "First answer from {n} runs: no interval yet; small dots over time are single runs.",
    "Première réponse, {n} simulations : pas encore d'intervalle ; les petits points au fil du temps sont des simulations.",
)


class Chart(NamedTuple):
    """One figure of the page.

    Attributes:
        title, unit: in words, shown above it as text that a screen reader finds.
        spec: Vega-Lite, with its data inside: it needs no network.
        alt: what it shows, in a sentence or two with numbers.
        numbers: what is drawn, a row a mark, in the digits of the tables.
    """

    title: str
    unit: str
    spec: Mapping[str, Any]
    alt: str
    numbers: pd.DataFrame
    marks: str = "lines"
    """What the marks are: lines, bars, points or ribbons (`marks_words`)."""


MARKS = {
    "lines": Text(
        "Lines: means. Bands: {range}. Dashed: start and end of the policy.", "Lignes : moyennes. Bandes : {range}. Tirets : début et fin de la politique."
    ),
    "bars": Text("Bars: means. Thin lines: 95 % interval of the mean.", "Barres : moyennes. Traits fins : intervalle à 95 % de la moyenne."),
    "points": Text("Points: means. Lines: 95 % interval of the mean.", "Points : moyennes. Traits : intervalle à 95 % de la moyenne."),
    "ribbons": Text("Ribbons are as wide as the mean flow.", "La largeur des rubans est celle du flux moyen."),
}


def source_line(answer: Answer, version: str, language: str) -> str:
    """Where the numbers of a figure come from, and the notes that go with the places that it names."""
    what = say(f"what_{UNCERTAINTY}", language, draws=answer.draws)
    line = SOURCE(language).format(version=version, n=answer.runs, what=what, stamp=stamp(answer.evidence, language))
    places = [corridor for each in answer.replications for corridor in each.scenario.corridors]
    return " ".join([line, *(f"* {note(language)}" for note in footnotes(*places))])


def marks_words(marks: str, answer: Answer, language: str) -> str:
    """What the marks of a figure are; of a first answer, that it has no intervals."""
    if not answer.has_intervals and marks != "ribbons":
        return FIRST(language).format(n=answer.runs)
    return MARKS[marks](language).format(range=within(range_label(answer.runs, language)))


def names(answer: Answer, language: str) -> dict[str, str]:
    """What the lines are called: no policy, then each policy."""
    return {"": say("without_policy", language)} | {each.name: each.scenario.label(language) for each in answer.replications}


def spec(layers: Sequence[Mapping[str, Any]], language: str, **more: Any) -> dict[str, Any]:
    """A specification of layers in the look of the page. Widths follow the column that it stands in."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "height": HEIGHT,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "layer": list(layers),
        "config": {
            "locale": LOCALES.get(language, LOCALES["en"]),
            "axis": {"labelColor": INK, "titleColor": INK, "labelFontSize": 13, "titleFontSize": 13, "titleFontWeight": "normal", "gridColor": "#e6e6e6"},
            "legend": {"orient": "top", "direction": "vertical", "labelFontSize": 13, "labelLimit": 0, "labelColor": INK, "title": None, "symbolOpacity": 1.0},
            "view": {"stroke": None},
        },
        **more,
    }


HEADS: Mapping[str, Text] = {
    "who": Text("Policy", "Politique"),
    "year": Text("Year", "Année"),
    "mean": Text("Mean", "Moyenne"),
    "low": Text("From", "De"),
    "high": Text("To", "À"),
    "value": Text("Value", "Valeur"),
    "effect": Text("Change", "Écart"),
    "effect_low": Text("Change, from", "Écart, de"),
    "effect_high": Text("Change, to", "Écart, à"),
    "cost": Text("Public cost", "Coût public"),
    "cost_low": Text("Public cost, from", "Coût public, de"),
    "cost_high": Text("Public cost, to", "Coût public, à"),
    "group": Text("Group", "Groupe"),
    "item": Text("Item", "Poste"),
    "from": Text("From where", "D'où"),
    "to": Text("To where", "Vers où"),
    "option": Text("Option", "Option"),
    "path": Text("Input", "Entrée"),
    "is_declared": Text("Declared range", "Plage déclarée"),
    "at_low": Text("Change at its low end", "Écart à son bas"),
    "at_high": Text("Change at its high end", "Écart à son haut"),
    "as_is": Text("Change as it is", "Écart en l'état"),
}
"""What columns of the numbers of a chart are called for a reader."""


def table_of(chart: Chart, language: str) -> pd.DataFrame:
    """The numbers of a chart with all their digits, as text; a column that repeats another in the words of programs is left out."""
    numbers = chart.numbers.drop(columns="item") if {"item", "group"} <= set(chart.numbers.columns) else chart.numbers
    return numbers.astype(object).where(numbers.notna(), "").map(str).rename(columns={name: HEADS[name](language) for name in numbers.columns})


LOCALES: Mapping[str, Any] = {
    "en": {"number": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", ""]}},
    "fr": {"number": {"decimal": ",", "thousands": "\u202f", "grouping": [3], "currency": ["", ""]}},
}

SHORT = {"en": "replace(format(datum.value, '~s'), 'G', ' bn')", "fr": "replace(format(datum.value, '~s'), 'G', '\u00a0Md')"}
"""Labels of an axis: 1.2M, 3 bn; small numbers as they are."""
TICKS = {language: f"abs(datum.value) < 1 ? format(datum.value, '~g') : {rest}" for language, rest in SHORT.items()}


def values_axis(title: str, language: str) -> dict[str, Any]:
    """An axis of amounts or counts, whose title is the unit."""
    return {"title": title, "labelExpr": TICKS.get(language, TICKS["en"]), "tickCount": 5}


def who_scale(shown: Mapping[str, str]) -> dict[str, Any]:
    """Colours by the name of a line."""
    return {"domain": list(shown.values()), "range": [COLOURS[name] for name in shown]}


def who_dash(shown: Mapping[str, str]) -> dict[str, Any]:
    """Dashes by the name of a line."""
    return {"domain": list(shown.values()), "range": [DASHES[name] for name in shown]}


def who_shape(shown: Mapping[str, str]) -> dict[str, Any]:
    """Shapes of points by the name of a line."""
    return {"domain": list(shown.values()), "range": [SHAPES[name] for name in shown]}


def outcome_title(outcome: str, language: str) -> str:
    """An outcome in words."""
    return OUTCOMES[outcome].label(language)


def unit_title(outcome: str, language: str) -> str:
    """Its unit in words."""
    return unit_of(outcome, language)


def said(mean: float, low: float, high: float, language: str, *, signed: bool = False) -> str:
    """A mean with its interval in words, as far as there is one."""
    if not math.isfinite(low):
        return number(mean, language, signed=signed)
    return f"{number(mean, language, signed=signed)} ({bounds(low, high, language, signed=signed)})"


def sentence(head: str, parts: Sequence[str], language: str) -> str:
    """`Head: one; two.`"""
    return f"{head}{colon(language)}{semicolon(language).join(parts)}."


def plain(value: float) -> float | None:
    """A number as JSON takes it: None where it is not defined."""
    return float(value) if math.isfinite(value) else None
