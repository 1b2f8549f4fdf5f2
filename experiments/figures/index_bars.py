"""Which factors matter: main indices as bars, with intervals."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from model.parameter import Text

from . import style
from .sensitivity_style import INTERVALS, SHOWN, headed, index_words, more, whiskers

LEADING = ("ST", "mu_star", "delta", "S1", "pawn", "ks", "effect", "swing")
"""What is drawn where a method gives it; S1 stands beside ST, and by itself where there is nothing before it."""
COLOURS = ("#0072B2", "#E69F00")


def draw(indices: pd.DataFrame, outcome: str, labels: Callable[[str], str], language: str = "en") -> Figure | None:
    """Horizontal bars of the main indices of one method and outcome, the largest factor first; None where nothing is defined."""
    names = [name for name in LEADING if (indices["index"] == name).any()]
    names = names[:2] if names[:1] == ["ST"] else names[:1]
    if not names or not indices[indices["index"].isin(names)]["value"].notna().any():
        return None
    lead = indices[indices["index"] == names[0]]
    order = list(lead.assign(size=lead["value"].abs()).sort_values("size", ascending=False, kind="stable")["factor"])
    shown = order[:SHOWN]
    with style.look():
        figure = style.canvas(8.5, 1.5 + (0.27 + 0.13 * (len(names) - 1)) * len(shown) + 0.3)
        axis = figure.subplots()
        width = 0.76 / len(names)
        for k, name in enumerate(names):
            rows = indices[indices["index"] == name].set_index("factor").reindex(shown)
            places = np.arange(len(shown))[::-1] + (0.5 * (len(names) - 1) - k) * width
            axis.barh(places, rows["value"], height=width * 0.92, color=COLOURS[k], label=index_words(name, language))
            whiskers(axis, places, rows)
        axis.set_yticks(np.arange(len(shown))[::-1], [style.wrap(labels(path), 44) for path in shown], fontsize=8)
        axis.set_ylim(-0.6, len(shown) - 0.4)
        axis.axvline(0.0, color=style.INK, linewidth=0.9)
        axis.grid(axis="y", visible=False)
        style.numbers(axis.xaxis, language, 6)
        if len(names) > 1:
            axis.legend(loc="lower right", fontsize=8)
        else:
            axis.set_xlabel(index_words(names[0], language))
        method = Text("What moves it", "Ce qui le fait varier")(language)
        return headed(figure, f"{labels(outcome)}", f"{method}. {INTERVALS(language)}{more(len(order) - len(shown), language)}", language)
