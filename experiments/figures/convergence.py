"""Whether indices settle as points are added."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, NullLocator

from model.parameter import Text

from ..text import grouped
from . import style
from .sensitivity_style import headed, index_words

COLOURED = 6


def draw(convergence: pd.DataFrame, outcome: str, labels: Callable[[str], str], language: str = "en") -> Figure | None:
    """The leading index against the number of points, with its interval; the largest factors in colour. None with fewer than two sizes."""
    lead = next((name for name in ("ST", "mu_star", "S1", "delta", "pawn", "ks") if (convergence["index"] == name).any()), None)
    rows = convergence[convergence["index"] == lead]
    sizes = sorted(rows["points"].unique())
    if lead is None or len(sizes) < 2 or not rows["value"].notna().any():
        return None
    last = rows[rows["points"] == sizes[-1]].sort_values("value", ascending=False, kind="stable")
    with style.look():
        figure = style.canvas(9.5, 4.6)
        axis, key = figure.subplots(1, 2, width_ratios=(1.65, 1.0))
        handles = []
        for place, factor in enumerate(last["factor"]):
            own = rows[rows["factor"] == factor].sort_values("points")
            top = place < COLOURED
            colour = style.SERIES_COLOURS[place] if top else "#cccccc"
            (line,) = axis.plot(own["points"], own["value"], color=colour, linewidth=1.8 if top else 0.9, marker="o", markersize=3.5, zorder=3 if top else 1)
            if top:
                axis.fill_between(own["points"], own["low"], own["high"], color=colour, alpha=0.15, linewidth=0.0)
                handles.append((line, style.wrap(labels(factor), 36)))
        axis.set_xscale("log", base=2)
        axis.xaxis.set_major_locator(FixedLocator([float(size) for size in sizes]))
        axis.xaxis.set_minor_locator(NullLocator())
        axis.set_xticks([float(size) for size in sizes], [grouped(size, language) for size in sizes])
        axis.set_xlabel(Text("points", "points")(language))
        axis.set_ylabel(index_words(lead, language).split(":")[0].strip())
        axis.axhline(0.0, color=style.INK, linewidth=0.8)
        style.numbers(axis.yaxis, language)
        key.axis("off")
        key.legend([line for line, _ in handles], [words for _, words in handles], loc="upper left", fontsize=8.5, borderaxespad=0.0)
        says = Text(
            "The first eighth, quarter and half of the points, and all. Bands are 95 % intervals; grey: smaller factors.",
            "Le premier huitième, quart, la moitié des points, et tous. Bandes : intervalles à 95 % ; gris : facteurs plus petits.",
        )
        return headed(figure, f"{labels(outcome)}", says(language), language)
