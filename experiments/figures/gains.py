"""Who gains: the change of a policy's main outcome by sex, generation, education and community."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from ..comparing.comparison_view import Compared
from ..comparing.groups import group_label, groups_of
from ..comparing.rows import effect_label, effects
from ..comparing.unit_cost import gain_outcome
from ..projector import is_projected
from ..runs import intervals
from ..runs.replications import Replications
from ..text import number, say
from . import style

__all__ = ["gains", "group_label", "groups_of"]

SHOWN = ("sex", "generation", "skill", "region")
MAX_ROWS = 12


def gains(comparison: Compared, language: str = "en") -> Figure:
    """One row a policy and main outcome, one column a way to group people. Bars are changes of totals, so large groups have long bars."""
    rows = effects(comparison)
    shown = [(row, gain_outcome(row.each, row.outcome)) for row in rows[:MAX_ROWS]]
    columns = [breakdown for breakdown in SHOWN if any(groups_of(row.each, outcome, breakdown) for row, outcome in shown)]
    if not shown or not columns:
        return style.message(comparison, "nobody_gains", "gains_title", language)
    with style.look():
        figure = style.canvas(11.5, 1.25 + 2.0 * len(shown))
        axes = figure.subplots(len(shown), len(columns), squeeze=False)
        for place, (row, outcome) in enumerate(shown):
            for column, breakdown in enumerate(columns):
                axis = axes[place][column]
                _bars(axis, row.each, outcome, breakdown, language)
                if place == 0:
                    axis.set_title(style.wrap(say(breakdown, language), 16))
                if column == 0:
                    label = style.wrap(effect_label(row, comparison, language), 26)
                    what = style.wrap(style.outcome_with_unit(outcome, language), 30)
                    axis.set_ylabel(f"{label}\n{what}", rotation=0, ha="right", va="center", fontsize=8.5, labelpad=14)
            low = min(axis.get_xlim()[0] for axis in axes[place])
            high = max(axis.get_xlim()[1] for axis in axes[place])
            for axis in axes[place]:
                axis.set_xlim(low, high)
        says = say("gains_note", language) + style.left_out(comparison, MAX_ROWS, language)
        return style.finish(figure, comparison, say("gains_title", language), says, language)


def _bars(axis: Any, each: Replications, outcome: str, breakdown: str, language: str) -> None:
    groups = groups_of(each, outcome, breakdown)
    if not groups:
        axis.set_visible(False)
        return
    changes = np.column_stack([each.column(outcome, breakdown, group, difference=True) for group in groups])
    found = intervals.of_mean(changes, each.groups, at_least=np.array([each.floor(outcome, breakdown, group) for group in groups]))
    places = np.arange(len(groups))[::-1]
    colours = [style.GAIN if mean >= 0.0 else style.LOSS for mean in found.mean]
    axis.barh(places, found.mean, color=colours, height=0.62)
    axis.hlines(places, found.low, found.high, color=style.INK, linewidth=1.2)
    if is_projected():
        for place, mean, low, high in zip(places, *found, strict=True):
            end, side = (np.nanmax([mean, high, 0.0]), "left") if mean >= 0.0 else (np.nanmin([mean, low, 0.0]), "right")
            axis.annotate(number(float(mean), language, signed=True), (end, place), (3 if mean >= 0.0 else -3, 0), textcoords="offset points",
                          va="center", ha=side, fontsize=7)  # fmt: skip
        axis.margins(x=0.45)
    empty = (max(len(groups_of(each, outcome, other)) for other in SHOWN) - len(groups)) / 2.0
    axis.set_ylim(-0.5 - empty, len(groups) - 0.5 + empty)
    axis.axvline(0.0, color=style.INK, linewidth=0.9)
    axis.set_yticks(places, [group_label(group, breakdown, groups, language) for group in groups], fontsize=7.5 if len(groups) > 6 else 8.5)
    axis.grid(axis="y", visible=False)
    style.numbers(axis.xaxis, language, 2)
