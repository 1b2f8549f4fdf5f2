"""What a policy costs against how much it changes its main outcome."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from model.levers import Lever

from .. import intervals
from ..comparison import Comparison, Replications, cost_per_additional, is_yearly, no_cost_words
from ..text import bounds, number, one_of, percent, say
from . import style


def cost(comparison: Comparison, language: str = "en") -> Figure:
    """One point a policy: cost across, change of its main outcome in per cent upwards, labelled where it stands."""
    pairs = [(each, lever) for each in comparison.replications if each.base is not None for lever in each.scenario.levers]
    if not pairs:
        return style.message(comparison, "nobody_gains", "cost_title", language)
    shown = style.policies(comparison)
    with style.look():
        figure = style.canvas(10.6, 1.0 + 0.95 * max(len(shown), 3))
        left, right, unit_cost = figure.subplots(1, 3, sharey=True, width_ratios=(1.0, 1.25, 0.6))
        for row, (each, lever) in enumerate(reversed(shown)):
            effect = each.column(lever.main_outcome, difference=True)
            base = each.column(lever.main_outcome) - effect
            scale = 100.0 / abs(float(np.nanmean(base))) if np.nanmean(base) else np.nan
            unit = style.unit_label(lever.main_outcome, language)
            if not np.isfinite(scale):
                says = f"{number(float(np.nanmean(effect)), language, signed=True)} {unit} ({say('cost_none_before', language)})"
                right.annotate(says, (0.0, row), (4, -3), textcoords="offset points", ha="left", fontsize=8.5)
            for axis, values, colour, factor in ((left, each.cost(lever), style.LOSS, 1.0), (right, effect, style.GAIN, scale)):
                mean = intervals.of_mean(values[:, None], each.groups)
                runs = intervals.spread(values[:, None])
                axis.plot([runs.low[0] * factor, runs.high[0] * factor], [row, row], color=colour, linewidth=1.4, solid_capstyle="butt")
                axis.plot([mean.low[0] * factor, mean.high[0] * factor], [row, row], color=colour, linewidth=6.0, alpha=0.45, solid_capstyle="butt")
                axis.plot([mean.mean[0] * factor], [row], "o", color=colour, markersize=7)
            spent, gained = float(np.nanmean(each.cost(lever))), float(np.nanmean(effect))
            left.annotate(number(spent, language), (spent, row), (0, 9), textcoords="offset points", ha="center", fontsize=8.5, bbox=style.PAPER)
            if np.isfinite(scale):
                says = f"{'+' if gained > 0 else ''}{percent(gained * scale / 100.0, language)} = {number(gained, language, signed=True)} {unit}"
                start = min(0.0, float(intervals.spread(effect[:, None]).low[0]) * scale)
                right.annotate(says, (start, row), (4, 9), textcoords="offset points", ha="left", fontsize=8.5, bbox=style.PAPER)
            unit_cost.text(0.0, row, _unit_cost(each, lever, language), va="center", fontsize=8.5)
        labels = [
            style.wrap(style.policy_label(each, lever, comparison, language), 30) + "\n" + style.wrap(style.outcome_label(lever.main_outcome, language), 34)
            for each, lever in reversed(shown)
        ]
        left.set_yticks(range(len(shown)), labels)
        left.set_ylim(-0.6, len(shown) - 0.35)
        for axis, title in ((left, "cost_x"), (right, "cost_y")):
            axis.set_title(style.wrap(say(title, language), 36), fontweight="normal")
            axis.axvline(0.0, color=style.INK, linewidth=0.9)
            axis.grid(axis="y", visible=False)
            style.numbers(axis.xaxis, language, 5)
            axis.margins(x=0.12)
        unit_cost.set_axis_off()
        unit_cost.set_xlim(0.0, 1.0)
        unit_cost.text(0.0, 1.0, style.wrap(say("cost_unit", language), 20), transform=unit_cost.transAxes, fontsize=9.5, va="bottom")
        return style.finish(figure, comparison, say("cost_title", language), say("cost_note", language), language)


def _unit_cost(each: Replications, lever: Lever, language: str) -> str:
    value, low, high = cost_per_additional(each, lever.main_outcome)
    if not np.isfinite(value):
        return style.wrap(no_cost_words(each, lever.main_outcome, language), 20)
    per = say("s_usd", language) if is_yearly(lever.main_outcome) else one_of(style.unit_label(lever.main_outcome, language))
    text = f"{number(value, language)} {say('per', language)} {per}"
    text += f"\n({bounds(low, high, language)})" if np.isfinite(low) else ""
    return text if len(each.scenario.levers) == 1 else text + "\n" + style.wrap(say("whole_package", language), 26)
