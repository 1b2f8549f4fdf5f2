"""The one picture that answers a teaching question: bars, lines over the years, or two outcomes against each other."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from model.parameter import Text
from scenarios.questions import Mark, Question, watched

from ..comparing.answers import Found, found, label_of, unit_label
from ..comparing.comparison_view import Compared
from ..runs import intervals
from ..runs.replications import Replications
from ..text import number, say
from . import style
from .fan import first_year, year_of, yearly
from .gains import group_label, groups_of

LABEL_WIDTH = 24
MOST_PANELS = 3
"""Panels beside each other, so that their words stay large enough to read."""


def answer(comparison: Compared, question: Question, language: str = "en") -> Figure:
    """The picture that the question asks for."""
    kinds = {"bars": _grouped if question.content.picture.by else _bars, "lines": _lines, "trade_off": _trade_off}
    with style.look():
        figure = kinds[question.content.picture.kind](comparison, question, language)
        notes = [say("q_note", language)]
        if any(_is_change(name, question) for name in question.content.picture.outcomes):
            notes.insert(0, say("q_note_change", language))
        subtitle = f"{question.asks(language)} {' '.join(notes)}"
        return style.finish(figure, comparison, f"{question.number}. {question.label(language)}", subtitle, language)


def _options(comparison: Compared, question: Question, language: str) -> list[tuple[Replications, str, str]]:
    """What was compared: numbers, label, colour."""
    labels = {question.scenario_name(option): Text(option.label.en, option.label.fr)(language) for option in question.content.options}
    colours = [style.SERIES_COLOURS[place % len(style.SERIES_COLOURS)] for place in range(len(labels))]
    found = {each.name: each for each in comparison.replications}
    return [(found[name], label, colour) for (name, label), colour in zip(labels.items(), colours, strict=True) if name in found]


def _mean(comparison: Compared, each: Replications, name: str, question: Question) -> Found:
    return found(comparison, each, watched(name), name in question.content.levels)


def _is_change(name: str, question: Question) -> bool:
    """Whether a number is shown as a change against no policy."""
    return name not in question.content.levels and watched(name).ratio is None


def _title(name: str, question: Question, language: str, width: int = 34) -> str:
    what, unit = label_of(question, name, language), unit_label(name, language)
    if _is_change(name, question):
        what = say("q_change", language, what=what)
    return style.wrap(what if unit.lower() in what.lower() else f"{what} ({unit})", width)


def _bars(comparison: Compared, question: Question, language: str) -> Figure:
    """A panel an outcome, a bar an option, the number at its end."""
    options, outcomes = _options(comparison, question, language), question.content.picture.outcomes
    rows = -(-len(outcomes) // MOST_PANELS)
    across = -(-len(outcomes) // rows)
    figure = style.canvas(max(2.6 + 2.6 * across, 8.5), 0.9 + (0.7 + 0.5 * len(options)) * rows)
    panels = figure.subplots(rows, across, squeeze=False)
    places = np.arange(len(options))[::-1]
    for axis in panels.ravel()[len(outcomes) :]:
        axis.set_axis_off()
    for panel, (axis, name) in enumerate(zip(panels.ravel(), outcomes, strict=False)):
        means = [_mean(comparison, each, name, question) for each, *_ in options]
        for place, (mean, low, high), (_, _, colour) in zip(places, means, options, strict=True):
            if not np.isfinite(mean):
                axis.annotate(say("undefined", language), (0.0, place), (4, 0), textcoords="offset points", va="center", fontsize=8.5)
                continue
            axis.barh(place, mean, color=colour, height=0.62)
            axis.hlines(place, low, high, color=style.INK, linewidth=1.2)
            end = max(mean, high, 0.0) if np.isfinite(high) else max(mean, 0.0)
            said = number(mean, language, signed=_is_change(name, question))
            axis.annotate(said, (end, place), (4, 0), textcoords="offset points", va="center", fontsize=8.5)
        axis.axvline(0.0, color=style.INK, linewidth=0.9)
        axis.set_title(_title(name, question, language, 36 if across == MOST_PANELS else 46), fontweight="normal")
        axis.grid(axis="y", visible=False)
        axis.margins(x=0.28)
        low, high = axis.get_xlim()
        axis.set_xlim(low if low < 0.0 and any(mean.low < 0.0 for mean in means) else 0.0, high)
        style.numbers(axis.xaxis, language, 3)
        axis.set_ylim(-0.55, len(options) - 0.45)
        axis.set_yticks(places, [style.wrap(label, LABEL_WIDTH) for _, label, _ in options] if panel % across == 0 else [""] * len(options))
    return figure


def _grouped(comparison: Compared, question: Question, language: str) -> Figure:
    """The groups of an outcome, a bar a group and option."""
    options, name, by = _options(comparison, question, language), question.content.picture.outcomes[0], str(question.content.picture.by)
    groups = groups_of(options[0][0], name, by)
    shown = [option for option in options if name in question.content.levels or option[0].scenario.levers]
    figure = style.canvas(9.0, 2.0 + (0.18 + 0.17 * len(shown)) * len(groups))
    axis, below = figure.subplots(2, 1, height_ratios=(len(groups) * len(shown), 1.2))
    height = 0.8 / len(shown)
    for k, (each, _, colour) in enumerate(shown):
        columns = np.column_stack([each.column(name, by, group, difference=name not in question.content.levels) for group in groups])
        means = intervals.of_mean(columns, each.groups)
        places = np.arange(len(groups))[::-1] + 0.4 - height * (k + 0.5)
        axis.barh(places, means.mean, color=colour, height=height * 0.92)
        axis.hlines(places, means.low, means.high, color=style.INK, linewidth=1.0)
    axis.set_yticks(np.arange(len(groups))[::-1], [group_label(group, by, groups, language) for group in groups])
    axis.set_title(_title(name, question, language, 90), fontweight="normal")
    axis.set_ylabel(say(by, language))
    axis.axvline(0.0, color=style.INK, linewidth=0.9)
    axis.grid(axis="y", visible=False)
    style.numbers(axis.xaxis, language, 6)
    _key(below, [Patch(facecolor=colour, label=label) for _, label, colour in shown])
    return figure


def _lines(comparison: Compared, question: Question, language: str) -> Figure:
    """A panel an outcome, a line an option, by year: sums of flows, ends of years of stocks."""
    options, outcomes = _options(comparison, question, language), question.content.picture.outcomes
    figure = style.canvas(max(3.9 * len(outcomes), 8.5), 4.3)
    grid = figure.add_gridspec(2, len(outcomes), height_ratios=(1.0, 0.09))
    for place, name in enumerate(outcomes):
        axis = figure.add_subplot(grid[0, place])
        for turn, (each, _, colour) in enumerate(options):
            policy, base = yearly(comparison, each, name)
            values = policy if name in question.content.levels or base is None else policy - base
            means = intervals.of_mean(values, each.groups)
            years = first_year(each) + np.arange(values.shape[1])
            axis.fill_between(years, means.low, means.high, color=colour, alpha=0.18, linewidth=0.0)
            axis.plot(years, means.mean, color=colour, linewidth=max(3.4 - 0.8 * turn, 1.0))  # a line under another one still shows beside it
        if name not in question.content.levels:
            axis.axhline(0.0, color=style.INK, linewidth=0.9)
        axis.set_title(_title(name, question, language, 40), fontweight="normal")
        style.numbers(axis.yaxis, language, 5)
        axis.xaxis.set_major_locator(style.MaxNLocator(6, integer=True))
        axis.margins(x=0.01)
        if question.content.picture.mark is not None:
            _mark(axis, question.content.picture.mark, first_year(options[0][0]), language)
    _key(figure.add_subplot(grid[1, :]), [Line2D([], [], color=colour, linewidth=2.5, label=label) for _, label, colour in options])
    return figure


def _mark(axis: Any, mark: Mark, first: int, language: str) -> None:
    """A line where something happens, between the year before and the year after, with its words beside it."""
    words = Text(mark.label.en, mark.label.fr)(language)
    style.mark_month(axis, year_of(first, mark.month), style.wrap(words, 16))


def _trade_off(comparison: Compared, question: Question, language: str) -> Figure:
    """Two outcomes, a point an option with its intervals and its name."""
    options, (x, y) = _options(comparison, question, language), question.content.picture.outcomes[:2]
    figure = style.canvas(8.6, 5.2)
    axis = figure.subplots()
    points = [tuple(_mean(comparison, each, name, question) for name in (x, y)) for each, *_ in options]
    middle = float(np.nanmedian([up.mean for _, up in points]))
    for (across, up), (_, label, colour) in zip(points, options, strict=True):
        axis.plot([across.low, across.high], [up.mean, up.mean], color=colour, linewidth=1.0)
        axis.plot([across.mean, across.mean], [up.low, up.high], color=colour, linewidth=1.0)
        axis.plot([across.mean], [up.mean], "o", color=colour, markersize=9)
        is_above = up.mean >= middle  # names stand on the outer side of the points, clear of the intervals of the others
        end = (up.high if is_above else up.low) if np.isfinite(up.high) else up.mean
        side: Any = "bottom" if is_above else "top"
        axis.annotate(style.wrap(label, 12), (across.mean, end), (0, 5 if is_above else -5), textcoords="offset points", fontsize=9, ha="center", va=side)
    axis.margins(x=0.12, y=0.2)
    style.numbers(axis.xaxis, language, 6)
    style.numbers(axis.yaxis, language, 6)
    axis.set_xlabel(_title(x, question, language, 80))
    axis.set_ylabel(_title(y, question, language, 44))
    return figure


def _key(axis: Any, handles: list[Any]) -> None:
    axis.set_axis_off()
    axis.legend(handles=handles, loc="center", ncols=3 if len(handles) != 4 else 2, fontsize=8.5, borderaxespad=0.0, columnspacing=1.4)
