"""The one picture that answers a teaching question: bars, lines over the years, or two outcomes against each other."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from scenarios.questions import Question, outcome_key

from .. import intervals
from ..comparison import Comparison, Replications
from ..intervals import Interval
from ..text import number, say
from . import style
from .fan import first_year, yearly
from .gains import group_label, groups_of

LABEL_WIDTH = 24


def answer(comparison: Comparison, question: Question, language: str = "en") -> Figure:
    """The picture that the question asks for."""
    kinds = {"bars": _grouped if question.content.picture.by else _bars, "lines": _lines, "trade_off": _trade_off}
    with style.look():
        figure = kinds[question.content.picture.kind](comparison, question, language)
        notes = [say("q_note", language)]
        if set(question.content.picture.outcomes) - set(question.content.levels):
            notes.insert(0, say("q_note_change", language))
        subtitle = f"{question.asks(language)} {' '.join(notes)}"
        return style.finish(figure, comparison, f"{question.number}. {question.label(language)}", subtitle, language)


def _options(comparison: Comparison, question: Question, language: str) -> list[tuple[Replications, str, str]]:
    """What was compared: numbers, label, colour."""
    labels = {question.scenario_name(option): option.label.fr if language == "fr" else option.label.en for option in question.content.options}
    colours = [style.SERIES_COLOURS[place % len(style.SERIES_COLOURS)] for place in range(len(labels))]
    found = {each.name: each for each in comparison.replications}
    return [(found[name], label, colour) for (name, label), colour in zip(labels.items(), colours, strict=True) if name in found]


def _numbers(each: Replications, name: str, question: Question) -> np.ndarray[Any, np.dtype[np.float64]]:
    key = outcome_key(name)
    if key in each.judged:
        return each.judged[key]
    return each.column(*key, difference=name not in question.content.levels)


def _mean(each: Replications, name: str, question: Question) -> Interval:
    return intervals.of_mean(_numbers(each, name, question)[:, None], each.groups)


def _title(name: str, question: Question, language: str, width: int = 34) -> str:
    outcome, _, group = outcome_key(name)
    what = style.outcome_label(outcome, language) + ("" if group is None else f", {say(group, language).lower()}")
    if name not in question.content.levels:
        what = say("q_change", language, what=what)
    unit = style.unit_label(outcome, language)
    return style.wrap(what if unit.lower() in what.lower() else f"{what} ({unit})", width)


def _bars(comparison: Comparison, question: Question, language: str) -> Figure:
    """A panel an outcome, a bar an option, the number at its end."""
    options, outcomes = _options(comparison, question, language), question.content.picture.outcomes
    figure = style.canvas(max(2.6 + 2.6 * len(outcomes), 8.5), 1.6 + 0.52 * len(options))
    axes = figure.subplots(1, len(outcomes), sharey=True, squeeze=False)[0]
    places = np.arange(len(options))[::-1]
    for axis, name in zip(axes, outcomes, strict=True):
        is_level = name in question.content.levels
        for place, (each, _, colour) in zip(places, options, strict=True):
            found = _mean(each, name, question)
            mean, low, high = (float(part[0]) for part in found)
            if not np.isfinite(mean):
                axis.annotate(say("undefined", language), (0.0, place), (4, 0), textcoords="offset points", va="center", fontsize=8.5)
                continue
            axis.barh(place, mean, color=colour, height=0.62)
            axis.hlines(place, low, high, color=style.INK, linewidth=1.2)
            end = max(mean, high, 0.0) if np.isfinite(high) else max(mean, 0.0)
            axis.annotate(number(mean, language, signed=not is_level), (end, place), (4, 0), textcoords="offset points", va="center", fontsize=8.5)
        axis.axvline(0.0, color=style.INK, linewidth=0.9)
        axis.set_title(_title(name, question, language, 30), fontweight="normal")
        axis.grid(axis="y", visible=False)
        axis.margins(x=0.28)
        low, high = axis.get_xlim()
        axis.set_xlim(low if low < 0.0 and any(_mean(each, name, question).low[0] < 0.0 for each, *_ in options) else 0.0, high)
        style.numbers(axis.xaxis, language, 3)
    axes[0].set_yticks(places, [style.wrap(label, LABEL_WIDTH) for _, label, _ in options])
    return figure


def _grouped(comparison: Comparison, question: Question, language: str) -> Figure:
    """The groups of an outcome, a bar a group and option."""
    options, name, by = _options(comparison, question, language), question.content.picture.outcomes[0], str(question.content.picture.by)
    groups = groups_of(options[0][0], name, by)
    shown = [option for option in options if name in question.content.levels or option[0].scenario.levers]
    figure = style.canvas(9.0, 2.0 + (0.18 + 0.17 * len(shown)) * len(groups))
    axis, below = figure.subplots(2, 1, height_ratios=(len(groups) * len(shown), 1.2))
    height = 0.8 / len(shown)
    for k, (each, _, colour) in enumerate(shown):
        columns = np.column_stack([each.column(name, by, group, difference=name not in question.content.levels) for group in groups])
        found = intervals.of_mean(columns, each.groups)
        places = np.arange(len(groups))[::-1] + 0.4 - height * (k + 0.5)
        axis.barh(places, found.mean, color=colour, height=height * 0.92)
        axis.hlines(places, found.low, found.high, color=style.INK, linewidth=1.0)
    axis.set_yticks(np.arange(len(groups))[::-1], [group_label(group, by, groups, language) for group in groups])
    axis.set_title(_title(name, question, language, 90), fontweight="normal")
    axis.axvline(0.0, color=style.INK, linewidth=0.9)
    axis.grid(axis="y", visible=False)
    style.numbers(axis.xaxis, language, 6)
    _key(below, [Patch(facecolor=colour, label=label) for _, label, colour in shown])
    return figure


def _lines(comparison: Comparison, question: Question, language: str) -> Figure:
    """A panel an outcome, a line an option, by year: sums of flows, ends of years of stocks."""
    options, outcomes = _options(comparison, question, language), question.content.picture.outcomes
    figure = style.canvas(max(4.6 * len(outcomes), 8.5), 4.3)
    grid = figure.add_gridspec(2, len(outcomes), height_ratios=(1.0, 0.09))
    for place, name in enumerate(outcomes):
        axis = figure.add_subplot(grid[0, place])
        for each, _, colour in options:
            policy, base = yearly(comparison, each, name)
            values = policy if name in question.content.levels or base is None else policy - base
            found = intervals.of_mean(values, each.groups)
            years = first_year(each) + np.arange(values.shape[1])
            axis.fill_between(years, found.low, found.high, color=colour, alpha=0.18, linewidth=0.0)
            axis.plot(years, found.mean, color=colour, linewidth=2.0)
        if name not in question.content.levels:
            axis.axhline(0.0, color=style.INK, linewidth=0.9)
        axis.set_title(_title(name, question, language, 46), fontweight="normal")
        style.numbers(axis.yaxis, language, 5)
        axis.xaxis.set_major_locator(style.MaxNLocator(6, integer=True))
        axis.margins(x=0.01)
    _key(figure.add_subplot(grid[1, :]), [Line2D([], [], color=colour, linewidth=2.5, label=label) for _, label, colour in options])
    return figure


def _trade_off(comparison: Comparison, question: Question, language: str) -> Figure:
    """Two outcomes, a point an option with its intervals."""
    options, (x, y) = _options(comparison, question, language), question.content.picture.outcomes[:2]
    figure = style.canvas(8.6, 5.4)
    axis, below = figure.subplots(2, 1, height_ratios=(1.0, 0.13))
    for each, _, colour in options:
        across, up = _mean(each, x, question), _mean(each, y, question)
        axis.plot([across.low[0], across.high[0]], [up.mean[0], up.mean[0]], color=colour, linewidth=1.0)
        axis.plot([across.mean[0], across.mean[0]], [up.low[0], up.high[0]], color=colour, linewidth=1.0)
        axis.plot(across.mean, up.mean, "o", color=colour, markersize=9)
    axis.margins(0.12)
    style.numbers(axis.xaxis, language, 6)
    style.numbers(axis.yaxis, language, 6)
    axis.set_xlabel(_title(x, question, language, 80))
    axis.set_ylabel(_title(y, question, language, 60))
    _key(below, [Line2D([], [], color=colour, marker="o", linewidth=0.0, markersize=8, label=label) for _, label, colour in options])
    return figure


def _key(axis: Any, handles: list[Any]) -> None:
    axis.set_axis_off()
    axis.legend(handles=handles, loc="center", ncols=3 if len(handles) != 4 else 2, fontsize=8.5, borderaxespad=0.0, columnspacing=1.4)
