"""What a policy costs beside how much it changes its main outcome: one panel an outcome, so that unlike outcomes never share an axis."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from ..comparing.comparison_view import Compared
from ..comparing.rows import Effect, effect_label, effects
from ..comparing.unit_cost import is_yearly, no_cost_words, whole_unit_cost
from ..runs import intervals
from ..runs.intervals import Floats
from ..runs.replications import Replications
from ..runs.verdicts import verdict
from ..text import bounds, number, one_of, percent, say
from . import style


def cost(comparison: Compared, language: str = "en") -> Figure:
    """A panel an outcome, a row a policy that aims at it: its public cost, the change of the outcome in its own unit, the cost of one more unit.

    Axes differ from panel to panel: policies are compared within one, never across.
    """
    rows = effects(comparison)
    if not rows:
        return style.message(comparison, "nobody_gains", "cost_title", language)
    panels = {outcome: [row for row in rows if row.outcome == outcome] for outcome in dict.fromkeys(row.outcome for row in rows)}
    with style.look():
        heights = [style.HEAD + style.ROW * len(shown) for shown in panels.values()]
        heights = [style.beside_text(height) if len(shown) == 1 else height for height, shown in zip(heights, panels.values(), strict=True)]
        figure = style.canvas(10.6, 1.25 + sum(heights))
        grid = figure.add_gridspec(len(panels), 3, width_ratios=(1.0, 1.25, 0.6), height_ratios=heights)
        for place, (outcome, shown) in enumerate(panels.items()):
            left, right, beside = (figure.add_subplot(grid[place, column]) for column in range(3))
            labels = [style.wrap(effect_label(row, comparison, language), 38) for row in shown]
            style.points(left, [_point(row.cost, row.each.cost(), number(row.cost[0], language)) for row in shown], labels, style.LOSS, language)
            changes = [_point(row.interval, row.change, _change(row, language)) for row in shown]
            style.points(right, changes, [""] * len(shown), style.GAIN, language)
            right.set_title(style.wrap(style.outcome_with_unit(outcome, language), 52))
            beside.set_axis_off()
            beside.set_ylim(right.get_ylim())
            for at, row in enumerate(reversed(shown)):
                beside.text(0.0, at, _unit_cost(row.each, outcome, language), va="center", fontsize=8.5, transform=beside.get_yaxis_transform())
            if place == 0:
                left.set_title(style.wrap(say("cost_x", language), 36), fontweight="normal")
                beside.set_title(style.wrap(say("cost_unit", language), 20), fontweight="normal")
        says = say("cost_note", language, range=style.range_words(comparison, language))
        says += f" {say('cost_wider', language)}" if any(row.is_wider for row in rows) else ""
        return style.finish(figure, comparison, say("cost_title", language), says, language)


def _point(mean: tuple[float, float, float], values: Floats, words: str) -> style.Point:
    """A mean with its interval, and the range of the single runs."""
    runs = intervals.spread(values[:, None])
    return style.Point(*mean, words, float(runs.low[0]), float(runs.high[0]))


def _change(row: Effect, language: str) -> str:
    """The change in its unit, and in per cent of the level without policy where there is one and the change is told from zero."""
    change = row.interval[0]
    base = float(intervals.spread((row.each.column(row.outcome) - row.change)[:, None]).mean[0])
    is_told = verdict(*row.interval).is_clear and np.isfinite(base) and base != 0.0
    relative = f" ({'+' if change > 0 else ''}{percent(change / abs(base), language)})" if is_told else ""
    return number(change, language, signed=True) + relative


def _unit_cost(each: Replications, outcome: str, language: str) -> str:
    value, low, high = whole_unit_cost(each, outcome)
    if not np.isfinite(value):
        return style.wrap(no_cost_words(each, outcome, language), 22)
    per = say("s_usd", language) if is_yearly(outcome) else one_of(style.unit_label(outcome, language))
    text = f"{number(value, language)} {say('per', language)} {per}"
    return text + (f"\n({bounds(low, high, language)})" if np.isfinite(low) else "")
