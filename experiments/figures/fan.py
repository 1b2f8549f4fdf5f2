"""Main outcomes over the years: level with and without the policy, and the paired change. Lines are means, as in the tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ..comparing.by_year import dates, first_year, is_stock, year_of, yearly
from ..comparing.comparison_view import Compared
from ..comparing.rows import effect_label, effects, labels
from ..projector import is_projected
from ..runs import intervals
from ..runs.replications import Replications
from ..text import number, say
from . import style
from .line_ends import broken, ends_of

__all__ = ["fan", "first_year", "year_of", "yearly"]

MAX_ROWS = 12
TITLE_WIDTH = 46


def fan(comparison: Compared, language: str = "en", scenario: str | None = None, outcomes: list[str] | None = None) -> Figure:
    """One row an outcome: on the left its level with and without the policy, on the right the change in the same runs.

    With several policies, each has the row of its main outcome; with one `scenario`, its main outcomes or those named have a row each.
    """
    rows = _rows(comparison, language, scenario, outcomes)
    if not rows:
        return style.message(comparison, "nobody_gains", "fan_title", language)
    compared = any(each.base is not None for each, *_ in rows)
    with style.look():
        figure = style.canvas(9.6 if compared else 7.2, 1.05 + 2.05 * len(rows))
        axes = figure.subplots(len(rows), 2 if compared else 1, squeeze=False)
        for place, (each, outcome, title) in enumerate(rows):
            policy, base = yearly(comparison, each, outcome)
            years = first_year(each) + np.arange(policy.shape[1])
            level = axes[place][0]
            ends = [] if is_stock(outcome) else ends_of(each)
            if base is not None:
                _band(level, years, base, style.WITHOUT, language=language)
            _band(level, years, policy, style.POLICY, ends, language)
            level.set_title(style.wrap(style.outcome_with_unit(outcome, language), TITLE_WIDTH), fontweight="normal")
            if base is not None:
                change = axes[place][1]
                _band(change, years, policy - base, style.GAIN, ends, language, signed=True)
                change.axhline(0.0, color=style.INK, linewidth=0.9)
                change.set_title(style.wrap(f"{title}, {say('fan_change', language)}", TITLE_WIDTH))
            for axis in axes[place]:
                for at in dates(each, outcome):
                    style.mark_month(axis, at)
                style.numbers(axis.yaxis, language, 4)
                axis.xaxis.set_major_locator(style.MaxNLocator(6, integer=True))
                axis.set_xlim(years[0] - 0.5, years[-1] + 0.5)
        if compared:
            _key(axes[0], language)
            says = say("fan_says", language) + (style.left_out(comparison, len(rows), language) if scenario is None and not outcomes else "")
            return style.finish(figure, comparison, say("fan_title", language), says, language, "source_line")
        return style.finish(figure, comparison, say("fan_levels_title", language), rows[0][0].scenario.label(language), language, "source_line")


def _rows(comparison: Compared, language: str, scenario: str | None, outcomes: list[str] | None) -> list[tuple[Replications, str, str]]:
    """Scenario, outcome and title of each row."""
    kept = set(comparison.series["outcome"].unique())  # some outcomes have no months
    named = [each for each in comparison.replications if scenario is None or each.name == scenario]
    names = labels(comparison, language)
    if outcomes:
        return [(each, outcome, names[each.name]) for each in named for outcome in outcomes if outcome in kept][:MAX_ROWS]
    own = [row for row in effects(comparison) if row.outcome in kept and (scenario is None or row.each.name == scenario)]
    if len(own) > 1:
        return [(row.each, row.outcome, effect_label(row, comparison, language)) for row in own][:MAX_ROWS]
    each = named[0] if named else None
    if each is None:
        return []
    first = [lever.main_outcome for lever in each.scenario.levers]
    wanted = [outcome for outcome in dict.fromkeys([*first, *comparison.series["outcome"].unique()]) if outcome in kept]
    moved = [outcome for outcome in wanted if outcome in first or not each.scenario.levers or np.any(each.column(outcome, difference=each.base is not None))]
    return [(each, outcome, names[each.name]) for outcome in moved][:4]


def _band(
    axis: Any, years: np.ndarray[Any, Any], values: np.ndarray[Any, Any], colour: str, ends: Sequence[float] = (), language: str = "en", *, signed: bool = False
) -> None:
    """The mean of the runs by year, the middle half of them, and the range that tables give beside a mean; not joined across the ends of programmes."""
    found = intervals.spread(values)
    middle = np.nanpercentile(values, [25.0, 75.0], axis=0)
    low, high, first, last = (broken(years, part, ends)[1] for part in (found.low, found.high, *middle))
    at, mean = broken(years, found.mean, ends)
    axis.fill_between(at, low, high, color=colour, alpha=0.16, linewidth=0.0)
    axis.fill_between(at, first, last, color=colour, alpha=0.30, linewidth=0.0)
    is_apart = is_projected() and colour == style.WITHOUT
    axis.plot(at, mean, color=colour, linewidth=3.6 if is_apart else 2.0, linestyle=(0, (2, 1)) if is_apart else "-")  # one below the other still shows
    if is_projected() and np.isfinite(mean[-1]):
        below = -9 if colour == style.WITHOUT else 5
        said = number(float(mean[-1]), language, signed=signed)
        axis.annotate(said, (at[-1], mean[-1]), (0, below), textcoords="offset points", ha="right", fontsize=8.5, color=colour)


def _key(axes: Any, language: str) -> None:
    """The two colours, named once, inside the first panel."""
    handles = [Line2D([], [], color=style.POLICY, linewidth=2.5), Line2D([], [], color=style.WITHOUT, linewidth=2.5)]
    axes[0].legend(handles, [say("policy", language), say("without_policy", language)], loc="best", fontsize=8, ncols=2, handlelength=1.2, columnspacing=1.0)
