"""What each lever of a package adds: its share, and beside it what it adds alone and what is lost without it."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from model.levers import REGISTRY
from model.parameter import Text

from ..comparing.comparison_view import Compared
from ..comparing.lever_contributions import Contributions
from ..comparing.rows import labels
from ..runs.replications import COST
from ..text import number
from . import style

TITLE = Text("What each lever of the package adds", "Ce que chaque levier apporte à l'ensemble")
SAYS = Text(
    "Bars: the share of each lever (Shapley value); the shares add up to the whole. Lines: 95 % interval of the mean.",
    "Barres : part de chaque levier (valeur de Shapley) ; la somme des parts est l'ensemble. Traits : intervalle à 95 % de la moyenne.",
)
SHARE, WHOLE = Text("share of the lever", "part du levier"), Text("whole package", "ensemble")
ALONE, LEFT_OUT = Text("alone", "seul"), Text("lost when left out", "perdu s'il est retiré")
NOTHING = Text("No package was split over its levers.", "Aucun ensemble n'a été réparti entre ses leviers.")
MOST_PANELS = 12
ROW, HEAD = 0.3, 0.62
"""Inches of a lever, and of the title and ticks of a panel."""


class Panel(NamedTuple):
    """One outcome of one package."""

    found: Contributions
    outcome: int
    label: str


def contributions(comparison: Compared, language: str = "en") -> Figure:
    """A panel an outcome that a package moves (the main outcomes of its levers, and the cost), a bar a lever, and the whole below a line."""
    shown = panels(comparison, language)
    if not shown:
        figure = style.canvas(8.0, 2.2)
        figure.text(0.5, 0.45, NOTHING(language), ha="center", fontsize=11)
        return style.finish(figure, comparison, TITLE(language), "", language)
    with style.look():
        columns = 3 if style.is_apart() and len(shown) > 4 else 2  # on a page of text there is less room below than beside
        rows = [shown[place : place + columns] for place in range(0, len(shown), columns)]
        heights = [HEAD + ROW * max(len(panel.found.levers) + 1 for panel in row) for row in rows]
        figure = style.canvas(11.5, 1.2 + sum(heights) + 0.34)
        grid = figure.add_gridspec(len(rows) + 1, columns, height_ratios=[*heights, 0.3])
        for at, row in enumerate(rows):
            for column, panel in enumerate(row):
                axis = figure.add_subplot(grid[at, column])
                _bars(axis, panel, language, is_named=column == 0 or row[0].found is not panel.found, wide=120 // columns)
        below = figure.add_subplot(grid[len(rows), :])
        below.set_axis_off()
        marks = [
            Patch(facecolor=style.POLICY, edgecolor=style.INK, label=SHARE(language)),
            Patch(facecolor="white", edgecolor=style.INK, hatch="////", label=WHOLE(language)),
            Line2D([], [], color=style.INK, marker="o", markerfacecolor="white", linestyle="none", label=ALONE(language)),
            Line2D([], [], color=style.INK, marker="D", markersize=5, linestyle="none", label=LEFT_OUT(language)),
        ]
        below.legend(handles=marks, loc="center", ncols=4, fontsize=8.5, borderaxespad=0.0)
        return style.finish(figure, comparison, TITLE(language), SAYS(language), language)


def panels(comparison: Compared, language: str) -> list[Panel]:
    """What is drawn: of each package the main outcomes of its levers and the public cost, where a lever moves them."""
    names = labels(comparison, language)
    several = sum(len(found.levers) > 1 for found in comparison.splits) > 1
    shown: list[Panel] = []
    for found in comparison.splits:
        mains = {REGISTRY[lever].main_outcome for lever in found.levers if lever in REGISTRY} | {COST}
        for place, outcome in enumerate(found.outcomes):
            if len(found.levers) > 1 and outcome in mains and np.nan_to_num(found.shapley[:, :, place]).any():
                title = style.outcome_with_unit(outcome, language)
                shown.append(Panel(found, place, f"{names[found.name]}\n{title}" if several else title))
    return shown[:MOST_PANELS]


def _bars(axis: Any, panel: Panel, language: str, *, is_named: bool, wide: int) -> None:
    """A panel; its title breaks after `wide` characters."""
    found, place = panel.found, panel.outcome
    n = len(found.levers)
    share, whole = found.mean(found.shapley), found.mean(found.whole)
    alone, left_out = (found.mean(values).mean[:, place] for values in (found.alone, found.left_out))
    at = np.arange(n, 0, -1)
    colours = [style.POLICY if value >= 0.0 else style.LOSS for value in share.mean[:, place]]
    axis.barh(at, share.mean[:, place], color=colours, edgecolor=style.INK, linewidth=0.6, height=0.62)
    axis.barh([0], [whole.mean[place]], color="white", edgecolor=style.INK, hatch="////", linewidth=0.8, height=0.62)
    axis.hlines([*at, 0], [*share.low[:, place], whole.low[place]], [*share.high[:, place], whole.high[place]], color=style.INK, linewidth=1.4)
    axis.plot(alone, at + 0.16, "o", color=style.INK, markerfacecolor="white", markersize=5, clip_on=False)
    axis.plot(left_out, at - 0.16, "D", color=style.INK, markersize=3.6, clip_on=False)
    axis.axvline(0.0, color=style.INK, linewidth=0.9)
    axis.axhline(0.5, color="#999999", linewidth=0.8)
    names = [style.wrap(REGISTRY[lever].label(language) if lever in REGISTRY else lever, 30) for lever in found.levers]
    axis.set_yticks([*at, 0], [*names, WHOLE(language)] if is_named else [""] * (n + 1), fontsize=8.5)
    axis.set_ylim(-0.5, n + 0.5)
    axis.set_title(style.wrap(panel.label, wide) if "\n" not in panel.label else panel.label)
    axis.grid(axis="y", visible=False)
    axis.margins(x=0.14)
    ends = np.nanmax([share.mean[:, place], share.high[:, place], alone, left_out, np.zeros(n)], axis=0)
    whole_end = np.nanmax([whole.mean[place], whole.high[place], 0.0])
    for row, value, end in zip([*at, 0], [*share.mean[:, place], whole.mean[place]], [*ends, whole_end], strict=True):
        said = number(float(value), language, signed=True)
        axis.annotate(said, (end, row), (7, 0), textcoords="offset points", va="center", fontsize=8, bbox=style.PAPER)
    style.numbers(axis.xaxis, language, 4)
