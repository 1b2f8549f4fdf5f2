"""The one picture that answers a teaching question: bars, lines over the years, or two outcomes against each other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from model.parameter import Text
from scenarios.questions import Mark, Question, watched

from ..comparing.answers import Found, floor_of, found, label_of, unit_label, without_policy
from ..comparing.by_year import is_stock
from ..comparing.comparison_view import Compared
from ..projector import is_projected
from ..runs import intervals
from ..runs.replications import Replications
from ..text import number, say
from . import style
from .fan import first_year, year_of, yearly
from .gains import group_label, groups_of
from .line_ends import TINY, broken, change_words, ends_of

LABEL_WIDTH = 24
MOST_PANELS, MOST_PROJECTED = 3, 2
"""Panels beside each other, so that their words stay large enough to read; fewer on a wall."""
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "<", ">")
MOST_GROUPS = 5
"""Groups of bars below each other on a wall."""
APART = 0.06
"""Years by which the points of two options stand apart on a wall, so that none hides another."""


def answer(comparison: Compared, question: Question, language: str = "en") -> Figure:
    """The picture that the question asks for."""
    kinds = {"bars": _grouped if question.content.picture.by else _bars, "lines": _lines, "trade_off": _trade_off}
    with style.look():
        figure = kinds[question.content.picture.kind](comparison, question, language)
        is_change = any(_is_change(name, question) for name in question.content.picture.outcomes)
        notes = [say("p_note", language)] if is_projected() else [say("q_note", language)]
        if is_change:
            notes.insert(0, say("p_note_change" if is_projected() else "q_note_change", language))
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
    rows = -(-len(outcomes) // (MOST_PROJECTED if is_projected() else MOST_PANELS))
    across = -(-len(outcomes) // rows)
    head, row = (1.2, 0.58) if is_projected() else (0.7, 0.5)
    figure = style.canvas(max(2.6 + 2.6 * across, 8.5), 0.9 + (head + row * len(options)) * rows)
    panels = figure.subplots(rows, across, squeeze=False)
    places = np.arange(len(options))[::-1]
    for axis in panels.ravel()[len(outcomes) :]:
        axis.set_axis_off()
    for panel, (axis, name) in enumerate(zip(panels.ravel(), outcomes, strict=False)):
        means = [_mean(comparison, each, name, question) for each, *_ in options]
        for place, (mean, low, high), (each, _, colour) in zip(places, means, options, strict=True):
            if not np.isfinite(mean):
                axis.annotate(say("undefined", language), (0.0, place), (4, 0), textcoords="offset points", va="center", fontsize=8.5)
                continue
            axis.barh(place, mean, color=colour, height=0.62)
            axis.hlines(place, low, high, color=style.INK, linewidth=1.2)
            end = max(mean, high, 0.0) if np.isfinite(high) else max(mean, 0.0)
            is_change = _is_change(name, question)
            said = change_words(mean, without_policy(comparison, each, watched(name)), language) if is_change else number(mean, language)
            axis.annotate(said, (end, place), (4, 0), textcoords="offset points", va="center", fontsize=8.5)
        axis.axvline(0.0, color=style.INK, linewidth=0.9)
        axis.set_title(_title(name, question, language, 36 if across == MOST_PANELS or is_projected() else 46), fontweight="normal")
        axis.grid(axis="y", visible=False)
        axis.margins(x=0.6 if is_projected() else 0.28)
        low, high = axis.get_xlim()
        left = low if low < 0.0 and any(mean.low < 0.0 for mean in means) else 0.0
        if left < high:  # else nothing moves at all
            axis.set_xlim(left, high)
        style.numbers(axis.xaxis, language, 2 if is_projected() else 3)
        axis.set_ylim(-0.55, len(options) - 0.45)
        axis.set_yticks(places, [style.wrap(label, LABEL_WIDTH) for _, label, _ in options] if panel % across == 0 else [""] * len(options))
    return figure


def _grouped(comparison: Compared, question: Question, language: str) -> Figure:
    """The groups of an outcome, a bar a group and option."""
    options, name, by = _options(comparison, question, language), question.content.picture.outcomes[0], str(question.content.picture.by)
    groups = groups_of(options[0][0], name, by)
    shown = [option for option in options if name in question.content.levels or option[0].scenario.levers]
    halves = _halves(groups) if is_projected() else [groups]
    figure = style.canvas(9.0, (1.3 if len(halves) > 1 else 2.0) + (0.18 + 0.17 * len(shown)) * len(halves[0]))
    grid = figure.add_gridspec(2, len(halves), height_ratios=(len(halves[0]) * len(shown), 1.2))
    axes: list[Any] = []
    for column, half in enumerate(halves):
        axes.append(figure.add_subplot(grid[0, column], sharex=axes[0] if axes else None))
        _bars_by_group(axes[-1], half, shown, question, language)
        axes[-1].set_yticks(np.arange(len(half))[::-1], [group_label(group, by, groups, language) for group in half])
    axes[0].set_title(_title(name, question, language, 90), fontweight="normal")
    axes[0].set_ylabel(say(by, language))
    for axis in axes:
        axis.axvline(0.0, color=style.INK, linewidth=0.9)
        axis.grid(axis="y", visible=False)
        style.numbers(axis.xaxis, language, 6 if len(axes) == 1 else 3)
        if len(axes) > 1:  # numbers of bars need as much room in half of the width
            axis.margins(x=0.3)
    below = figure.add_subplot(grid[1, :])
    _key(below, [Patch(facecolor=colour, label=label) for _, label, colour in shown])
    return figure


def _halves(groups: Sequence[str]) -> list[Sequence[str]]:
    """Groups in two columns where there are many: one below the other they would be too small on a wall."""
    upper = -(-len(groups) // 2)
    return [groups] if len(groups) <= MOST_GROUPS else [groups[:upper], groups[upper:]]


def _bars_by_group(axis: Any, groups: Sequence[str], shown: Sequence[tuple[Replications, str, str]], question: Question, language: str) -> None:
    """A bar a group and option, from the top down."""
    name, by, height = question.content.picture.outcomes[0], str(question.content.picture.by), 0.8 / len(shown)
    is_level = name in question.content.levels
    for k, (each, _, colour) in enumerate(shown):
        columns = np.column_stack([each.column(name, by, group, difference=not is_level) for group in groups])
        least = np.array([floor_of(each, name, by, group, is_level) for group in groups])
        means = intervals.of_mean(columns, each.groups, at_least=least)
        places = np.arange(len(groups))[::-1] + 0.4 - height * (k + 0.5)
        axis.barh(places, means.mean, color=colour, height=height * 0.92)
        axis.hlines(places, means.low, means.high, color=style.INK, linewidth=1.0)
        if is_projected():
            _values(axis, places, means, language)


def _values(axis: Any, places: Any, means: intervals.Interval, language: str) -> None:
    """The number of each bar, clear of the line of its interval."""
    for place, mean, low, high in zip(places, *means, strict=True):
        is_right = mean >= 0.0
        end = np.nanmax([mean, high, 0.0]) if is_right else np.nanmin([mean, low, 0.0])
        said, side = number(float(mean), language, signed=True), "left" if is_right else "right"
        axis.annotate(said, (end, place), (4 if is_right else -4, 0), textcoords="offset points", va="center", ha=side, fontsize=7)
    axis.margins(x=0.15)


def _lines(comparison: Compared, question: Question, language: str) -> Figure:
    """A panel an outcome, a line an option, by year: sums of flows, ends of years of stocks."""
    options, outcomes = _options(comparison, question, language), question.content.picture.outcomes
    figure = style.canvas(max(3.9 * len(outcomes), 8.5), 4.3)
    grid = figure.add_gridspec(2, len(outcomes), height_ratios=(1.0, 0.2 if is_projected() else 0.09))
    for place, name in enumerate(outcomes):
        axis = figure.add_subplot(grid[0, place])
        title = _title(name, question, language, 40)
        if (tiny := _line_panel(axis, comparison, options, name, question, language)) is not None:
            title += f"\n{say('p_without', language, level=number(tiny, language))}"
        axis.set_title(title, fontweight="normal")
        style.numbers(axis.yaxis, language, 5)
        axis.xaxis.set_major_locator(style.MaxNLocator(4 if is_projected() else 6, integer=True))
        axis.margins(x=0.12 if is_projected() else 0.01)
        if question.content.picture.mark is not None:
            _mark(axis, question.content.picture.mark, first_year(options[0][0]), language)
    markers = MARKERS if is_projected() else ("",) * len(options)
    handles = [Line2D([], [], color=colour, linewidth=2.5, marker=sign, label=label) for (_, label, colour), sign in zip(options, markers, strict=False)]
    _key(figure.add_subplot(grid[1, :]), handles)
    return figure


def _line_panel(axis: Any, comparison: Compared, options: list[tuple[Replications, str, str]], name: str, question: Question, language: str) -> float | None:
    """The lines of one outcome. What adds up over a year is not joined across the end of a programme; a stock is, for it goes on.

    Returns the level without policy of the last year where all changes are tiny beside it.
    """
    level = math.nan
    ends_at: list[tuple[float, float, str]] = []
    for turn, (each, _, colour) in enumerate(options):
        policy, base = yearly(comparison, each, name)
        values = policy if name in question.content.levels or base is None else policy - base
        level = level if base is None else float(np.nanmean(base[:, -1]))
        means = intervals.of_mean(values, each.groups, at_least=floor_of(each, name, None, None, name in question.content.levels or base is None))
        years = first_year(each) + np.arange(values.shape[1])
        ends = [] if is_stock(name) else ends_of(each)
        at = years + (turn - (len(options) - 1) / 2.0) * APART if is_projected() else years
        low, high = (broken(at, bound, ends)[1] for bound in (means.low, means.high))
        at, mean = broken(at, means.mean, ends)
        axis.fill_between(at, low, high, color=colour, alpha=0.18, linewidth=0.0)
        width = 2.0 if is_projected() else max(3.4 - 0.8 * turn, 1.0)  # a line under another one still shows beside it
        axis.plot(at, mean, color=colour, linewidth=width, marker=MARKERS[turn % len(MARKERS)] if is_projected() else None, markersize=5)
        ends_at.append((float(at[-1]), float(mean[-1]), colour))
    if name not in question.content.levels:
        axis.axhline(0.0, color=style.INK, linewidth=0.9)
    if is_projected():
        _end_values(axis, ends_at, language, signed=name not in question.content.levels)
    largest = max((abs(value) for _, value, _ in ends_at if math.isfinite(value)), default=math.nan)
    return level if name not in question.content.levels and largest < TINY * abs(level) else None


def _end_values(axis: Any, ends: list[tuple[float, float, str]], language: str, *, signed: bool) -> None:
    """The last value of each line beside its end, none upon another."""
    low, high = axis.get_ylim()
    least, below = 0.09 * (high - low), -math.inf
    right = max((at for at, _, _ in ends), default=0.0)
    for _, value, colour in sorted((end for end in ends if math.isfinite(end[1])), key=lambda end: end[1]):
        below = max(value, below + least)
        axis.annotate(number(value, language, signed=signed), (right, below), (6, 0), textcoords="offset points", va="center", fontsize=8.5, color=colour)


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
        said = f" ({number(across.mean, language)} ; {number(up.mean, language)})" if is_projected() else ""
        offset = (0, 5 if is_above else -5)
        axis.annotate(style.wrap(label + said, 12), (across.mean, end), offset, textcoords="offset points", fontsize=9, ha="center", va=side)
    axis.margins(x=0.12, y=0.2)
    style.numbers(axis.xaxis, language, 6)
    style.numbers(axis.yaxis, language, 6)
    axis.set_xlabel(_title(x, question, language, 80))
    axis.set_ylabel(_title(y, question, language, 44))
    return figure


def _key(axis: Any, handles: list[Any]) -> None:
    axis.set_axis_off()
    axis.legend(handles=handles, loc="center", ncols=2 if len(handles) == 4 or is_projected() else 3, fontsize=8.5, borderaxespad=0.0, columnspacing=1.4)
