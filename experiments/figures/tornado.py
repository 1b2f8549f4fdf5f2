"""One factor at a time: the outcome at both ends of each factor, around the scenario's own values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from model.parameter import Text

from ..text import number, number_text
from . import style
from .sensitivity_style import SHOWN, headed, more


def draw(swings: pd.DataFrame, outcome: str, labels: Callable[[str], str], language: str = "en") -> Figure | None:
    """Bars from the outcome at the lowest value to that at the highest, the widest first; values of the factor stand at the ends."""
    if swings.empty or not (swings["at_low"].notna() & swings["at_high"].notna()).any():
        return None
    rows = swings.assign(size=(swings["at_high"] - swings["at_low"]).abs()).sort_values("size", ascending=False, kind="stable")
    shown = rows.head(SHOWN)
    base = float(rows["base"].iloc[0])
    places = np.arange(len(shown))[::-1]
    with style.look():
        figure = style.canvas(9.5, 1.7 + 0.36 * len(shown))
        axis = figure.subplots()
        for column, colour, words in (
            ("at_low", "#E69F00", Text("factor at its lowest value", "facteur à sa valeur la plus basse")),
            ("at_high", "#0072B2", Text("at its highest", "à sa plus haute")),
        ):
            ends = shown[column].to_numpy(dtype=np.float64)
            axis.barh(places, ends - base, left=base, height=0.6, color=colour, label=words(language), alpha=0.9)
            for place, end, value in zip(places, ends, shown["low_value" if column == "at_low" else "high_value"], strict=True):
                if np.isfinite(end):
                    right = end > base or (end == base and column == "at_high")
                    shift = (4, 0) if right else (-4, 0)
                    side = "left" if right else "right"
                    axis.annotate(_value(value, language), (end, place), xytext=shift, textcoords="offset points", va="center", ha=side, fontsize=7.5)
        axis.axvline(base, color=style.INK, linewidth=1.0)
        axis.margins(x=0.14)
        axis.set_yticks(places, [style.wrap(labels(path), 40) for path in shown["factor"]], fontsize=8)
        axis.grid(axis="y", visible=False)
        style.numbers(axis.xaxis, language)
        axis.legend(loc="lower right", fontsize=8)
        says = Text(
            "One factor at a time around the scenario's own values, where the outcome is {base} (line).",
            "Un facteur à la fois autour des valeurs du scénario, où le résultat est {base} (ligne).",
        ).filled(base=number_text(base))
        return headed(figure, labels(outcome), says(language) + more(len(rows) - len(shown), language), language)


def _value(value: Any, language: str) -> str:
    return number(float(value), language) if isinstance(value, (int, float)) and not isinstance(value, bool) else str(value)
