"""Which factors matter in which year."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from model.parameter import Text

from ..text import number
from . import style
from .sensitivity_style import SHOWN, headed, index_words, more


def draw(over_time: pd.DataFrame, outcome: str, labels: Callable[[str], str], language: str = "en") -> Figure | None:
    """A heat map of the leading index, factor by year; None where there are no years."""
    lead = next((name for name in ("ST", "mu_star", "S1", "delta", "pawn", "ks", "effect", "swing") if (over_time["index"] == name).any()), None)
    rows = over_time[over_time["index"] == lead]
    if lead is None or not rows["value"].notna().any():
        return None
    wide = rows.pivot(index="factor", columns="year", values="value")
    order = wide.abs().mean(axis=1).sort_values(ascending=False, kind="stable").index
    shown = wide.loc[order[:SHOWN]]
    values = shown.to_numpy(dtype=np.float64)
    with style.look():
        figure = style.canvas(9.5, 1.7 + 0.3 * len(shown))
        axis = figure.subplots()
        image = axis.imshow(values, aspect="auto", cmap="viridis", vmin=min(0.0, float(np.nanmin(values))), vmax=float(np.nanmax(values)) or 1.0)
        axis.set_xticks(range(values.shape[1]), [str(year) for year in shown.columns])
        axis.set_yticks(range(len(shown)), [style.wrap(labels(path), 44) for path in shown.index], fontsize=8)
        axis.grid(visible=False)
        axis.set_xlabel(Text("year", "année")(language))
        if values.shape[1] <= 12:
            middle = (float(np.nanmin(values)) + float(np.nanmax(values))) / 2.0
            for (row, column), value in np.ndenumerate(values):
                if np.isfinite(value):
                    axis.text(column, row, number(value, language), ha="center", va="center", fontsize=6.5, color="white" if value < middle else "black")
        figure.colorbar(image, ax=axis, shrink=0.9, label=style.wrap(index_words(lead, language), 30))
        says = Text("Each year's outcome on its own.", "Le résultat de chaque année pris seul.")(language)
        return headed(figure, labels(outcome), says + more(len(order) - len(shown), language), language)
