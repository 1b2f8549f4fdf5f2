"""The validation card as a picture: every fact on one scale, that of its band."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from model.parameter import Text

from ..figures import style
from ..figures.sensitivity_style import headed

if TYPE_CHECKING:
    from .validation import Card

MARKS = {"hit": ("o", "#0072B2"), "near": ("D", "#E69F00"), "miss": ("X", "#D55E00"), "wrong sign": ("v", "#000000")}
WORDS = {
    "hit": Text("hit", "atteint"),
    "near": Text("near", "proche"),
    "miss": Text("miss", "manqué"),
    "wrong sign": Text("wrong sign", "mauvais signe"),
}
LEAST, MOST = -1.0, 2.0
"""Ends of the scale, in widths of the band: what lies beyond is drawn at the end, with an arrow."""


def draw(card: Card, language: str = "en") -> Figure:
    """A row a part of a fact: its band from 0 to 1, the model's value and interval on that scale."""
    rows = [(each.fact, judged) for each in card.answered for judged in each.parts]
    with style.look():
        figure = style.canvas(8.5, 1.9 + 0.19 * max(len(rows), 3))
        axis = figure.subplots()
        axis.axvspan(0.0, 1.0, color="#d9e8f3", zorder=0)
        for place, (_, judged) in enumerate(reversed(rows)):
            marker, colour = MARKS[str(judged.verdict)]
            value, low, high = (_scaled(number, judged.band) for number in (judged.estimate.value, judged.estimate.low, judged.estimate.high))
            if math.isnan(value):
                continue
            if math.isfinite(low) and math.isfinite(high):
                axis.plot([_clipped(low), _clipped(high)], [place, place], color=colour, linewidth=1.2, solid_capstyle="butt")
            axis.plot(_clipped(value), place, marker=_arrow(value) or marker, color=colour, markersize=5.5, linestyle="none")
        labels = [f"{fact.name_of(judged.part)} ({fact.grade})" for fact, judged in reversed(rows)]
        axis.set_yticks(range(len(rows)), labels, fontsize=7)
        axis.set_ylim(-0.7, len(rows) - 0.3)
        axis.set_xlim(LEAST - 0.06, MOST + 0.06)
        axis.set_xticks([0.0, 1.0], [Text("lower end of the band", "bas de la plage")(language), Text("upper end", "haut")(language)])
        axis.grid(axis="x", visible=False)
        for name, (marker, colour) in MARKS.items():
            axis.plot([], [], marker=marker, color=colour, linestyle="none", markersize=5.5, label=WORDS[name](language))
        axis.legend(loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=4, fontsize=8, borderaxespad=0.2)
        title = Text("What published facts say, and what the model gives", "Ce que disent les faits publiés, et ce que donne le modèle")
        about = Text(
            "Each row is a fact on the scale of its band (shaded). Lines are 95 % intervals over runs; arrows lie beyond the scale.",
            "Chaque ligne est un fait à l'échelle de sa plage (ombrée). Les traits sont des intervalles à 95 % ; les flèches sortent de l'échelle.",
        )
        return headed(figure, title(language), about(language), language)


def _scaled(value: float, band: tuple[float, float]) -> float:
    """A value on the scale of its band; of an open one, the size of its bound is the unit, and the bound its end."""
    low, high = band
    if math.isinf(low):
        return 1.0 + (value - high) / (abs(high) or 1.0)
    if math.isinf(high):
        return (value - low) / (abs(low) or 1.0)
    return (value - low) / ((high - low) or 1.0)


def _clipped(value: float) -> float:
    return min(max(value, LEAST), MOST)


def _arrow(value: float) -> str | None:
    return "<" if value < LEAST else ">" if value > MOST else None
