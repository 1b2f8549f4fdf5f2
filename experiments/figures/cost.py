"""What a policy costs beside how much it changes its main outcome: one panel an outcome, so that unlike outcomes never share an axis."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from .. import intervals
from ..comparison import Comparison, Replications, is_yearly, no_cost_words, whole_unit_cost
from ..intervals import Floats
from ..rows import Effect, effect_label, effects
from ..text import bounds, number, one_of, percent, say
from . import style

ROW, HEAD = 0.52, 0.62
"""Inches of a row, and of the title and ticks of a panel."""


def cost(comparison: Comparison, language: str = "en") -> Figure:
    """A panel an outcome, a row a policy that aims at it: its public cost, the change of the outcome in its own unit, the cost of one more unit.

    Axes differ from panel to panel: policies are compared within one, never across.
    """
    rows = effects(comparison)
    if not rows:
        return style.message(comparison, "nobody_gains", "cost_title", language)
    panels = {outcome: [row for row in rows if row.outcome == outcome] for outcome in dict.fromkeys(row.outcome for row in rows)}
    with style.look():
        figure = style.canvas(10.6, 1.25 + sum(HEAD + ROW * len(shown) for shown in panels.values()))
        grid = figure.add_gridspec(len(panels), 3, width_ratios=(1.0, 1.25, 0.6), height_ratios=[HEAD + ROW * len(shown) for shown in panels.values()])
        for place, (outcome, shown) in enumerate(panels.items()):
            left, right, beside = (figure.add_subplot(grid[place, column]) for column in range(3))
            labels = [style.wrap(effect_label(row, comparison, language), 38) for row in shown]
            spent = [row.each.cost() for row in shown]
            changes = [row.each.column(outcome, difference=True) for row in shown]
            intervals_of(left, list(zip(spent, shown, strict=True)), labels, style.LOSS, [number(_mean(values), language) for values in spent], language)
            said = [_change(row, values, language) for row, values in zip(shown, changes, strict=True)]
            intervals_of(right, list(zip(changes, shown, strict=True)), [""] * len(shown), style.GAIN, said, language)
            right.set_title(style.wrap(style.outcome_with_unit(outcome, language), 52))
            beside.set_axis_off()
            beside.set_ylim(right.get_ylim())
            for at, row in enumerate(reversed(shown)):
                beside.text(0.0, at, _unit_cost(row.each, outcome, language), va="center", fontsize=8.5, transform=beside.get_yaxis_transform())
            if place == 0:
                left.set_title(style.wrap(say("cost_x", language), 36), fontweight="normal")
                beside.set_title(style.wrap(say("cost_unit", language), 20), fontweight="normal")
        says = say("cost_note", language, range=style.range_words(comparison, language))
        return style.finish(figure, comparison, say("cost_title", language), says, language)


def intervals_of(axis: Any, rows: list[tuple[Floats, Effect]], labels: list[str], colour: str, said: list[str], language: str) -> None:
    """Rows of an axis from the top: mean, 95 % interval of the mean (thick), range of single runs (thin), and the number above the point."""
    for at, ((values, row), words) in enumerate(zip(reversed(rows), reversed(said), strict=True)):
        mean, runs = intervals.of_mean(values[:, None], row.each.groups), intervals.spread(values[:, None])
        axis.plot([runs.low[0], runs.high[0]], [at, at], color=colour, linewidth=1.4, solid_capstyle="butt")
        axis.plot([mean.low[0], mean.high[0]], [at, at], color=colour, linewidth=6.0, alpha=0.45, solid_capstyle="butt")
        axis.plot([mean.mean[0]], [at], "o", color=colour, markersize=7)
        axis.annotate(words, (mean.mean[0], at), (0, 8), textcoords="offset points", ha="center", fontsize=8.5, bbox=style.PAPER)
    style.rows_of(axis, labels, language)


def _mean(values: Floats) -> float:
    return float(intervals.spread(values[:, None]).mean[0])


def _change(row: Effect, values: Floats, language: str) -> str:
    """The change in its unit, and in per cent of the level without policy where there is one."""
    base = _mean(row.each.column(row.outcome) - values)
    change = _mean(values)
    relative = f" ({'+' if change > 0 else ''}{percent(change / abs(base), language)})" if np.isfinite(base) and base != 0.0 else ""
    return number(change, language, signed=True) + relative


def _unit_cost(each: Replications, outcome: str, language: str) -> str:
    value, low, high = whole_unit_cost(each, outcome)
    if not np.isfinite(value):
        return style.wrap(no_cost_words(each, outcome, language), 22)
    per = say("s_usd", language) if is_yearly(outcome) else one_of(style.unit_label(outcome, language))
    text = f"{number(value, language)} {say('per', language)} {per}"
    return text + (f"\n({bounds(low, high, language)})" if np.isfinite(low) else "")
