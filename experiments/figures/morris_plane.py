"""The plane of a Morris screening: how much a factor moves the outcome, and how unevenly."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from model.parameter import Text

from . import style
from .sensitivity_style import headed

KEYED = 8


def draw(indices: pd.DataFrame, outcome: str, labels: Callable[[str], str], language: str = "en") -> Figure | None:
    """mu* against sigma with intervals of mu*; factors are numbered by size and named beside the plane. None without sigma (groups) or where nothing moves."""
    wide = {name: indices[indices["index"] == name].set_index("factor") for name in ("mu_star", "sigma")}
    if wide["sigma"].empty or not wide["mu_star"]["value"].notna().any():
        return None
    size = wide["mu_star"].sort_values("value", ascending=False, kind="stable")
    sigma = wide["sigma"]["value"].reindex(size.index)
    with style.look():
        figure = style.canvas(9.5, 5.2)
        axis, key = figure.subplots(1, 2, width_ratios=(1.65, 1.0))
        top = float(np.nanmax([size["value"].max(), size["high"].max()])) * 1.05 or 1.0
        for slope, words in ((1.0, "sigma = mu*"), (0.5, "0.5"), (0.1, "0.1")):
            axis.plot([0.0, top], [0.0, slope * top], color="#bbbbbb", linewidth=0.9, linestyle="--", zorder=1)
            axis.annotate(words, (top, slope * top), fontsize=7, color="#777777", ha="right", va="bottom")
        colours = [style.SERIES_COLOURS[k % len(style.SERIES_COLOURS)] if k < KEYED else "#999999" for k in range(len(size))]
        known = (size["low"].notna() & size["high"].notna()).to_numpy()
        axis.hlines(sigma[known], size["low"][known], size["high"][known], color=[c for c, k in zip(colours, known, strict=True) if k], linewidth=1.1)
        axis.scatter(size["value"], sigma, color=colours, s=34, zorder=3)
        for number, (x, y) in enumerate(zip(size["value"], sigma, strict=True), start=1):
            if number <= KEYED:
                axis.annotate(str(number), (x, y), xytext=(5, 5), textcoords="offset points", fontsize=9, fontweight="bold")
        highest = max(float(np.nanmax(sigma)), 1e-300)
        axis.set_xlim(0.0, top)
        axis.set_ylim(0.0, max(highest * 1.15, 0.12 * top))
        style.numbers(axis.xaxis, language)
        style.numbers(axis.yaxis, language)
        axis.set_xlabel(Text("mu*: mean size of the change", "mu* : taille moyenne du changement")(language))
        axis.set_ylabel(Text("sigma: how uneven it is", "sigma : irrégularité")(language))
        key.axis("off")
        lines = [style.wrap(f"{number}  {labels(path)}", 36) for number, path in enumerate(size.index[:KEYED], start=1)]
        rest = len(size) - len(lines)
        if rest > 0:
            lines.append(Text(
                "grey: {rest} smaller ones",
                "gris : {rest} plus petits",
            ).filled(rest=rest)(language))
        key.text(0.0, 1.0, "\n".join(lines), va="top", fontsize=8.5, linespacing=1.55, transform=key.transAxes)
        says = Text(
            "Right: matters. High above the lines: not linear, or acts together with others; below 0.1: nearly additive. "
            "Lines across are 95 % intervals of mu*.",
            "À droite : compte. Bien au-dessus des lignes : non linéaire, ou agit avec d'autres ; sous 0,1 : presque additif. "
            "Traits : intervalles à 95 % de mu*.",
        )
        return headed(figure, labels(outcome), says(language), language)
