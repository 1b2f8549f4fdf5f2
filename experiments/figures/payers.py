"""Who pays: spending and revenue forgone by payer."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from ..comparing.comparison_view import Compared
from ..comparing.rows import labels
from ..runs.replications import COST, Replications
from ..text import number, say
from . import style

ORDER = ("origin_state", "residence_state", "donor", "international", "diaspora")
LEGEND_COLUMNS = 2
"""As many as the longest words leave room for, in both languages."""
HATCH = {"spending": None, "revenue_forgone": "////"}


def payments(each: Replications) -> dict[tuple[str, str], float]:
    """Mean USD a year by payer and kind (money spent, revenue forgone), zero ones left out."""
    if each.base is None:
        return {}
    found: dict[tuple[str, str], float] = {}
    for outcome, breakdown, group in each.keys:
        if outcome == COST and breakdown == "payer" and group is not None:
            total, forgone = (float(np.nanmean(each.column(name, "payer", group, difference=True))) for name in (COST, "revenue_forgone"))
            found[(group, "spending")] = total - forgone
            found[(group, "revenue_forgone")] = forgone
    return {part: amount for part, amount in found.items() if abs(amount) > 1e-6}


def payers(comparison: Compared, language: str = "en") -> Figure:
    """One stacked bar a scenario, a colour a payer, hatched where revenue is forgone rather than money spent."""
    shown = [(each, payments(each)) for each in comparison.replications if each.scenario.levers]
    parts = {part for _, paid in shown for part in paid}
    if not parts:
        return style.message(comparison, "nobody_pays", "payers_title", language)
    ordered = [(payer, kind) for payer in (*ORDER, *sorted({payer for payer, _ in parts} - set(ORDER))) for kind in HATCH if (payer, kind) in parts]
    payer_names = list(dict.fromkeys(payer for payer, _ in ordered))
    colour = dict(zip(payer_names, style.SERIES_COLOURS, strict=False))
    with style.look():
        names = labels(comparison, language)
        legend_lines = -(-len(ordered) // LEGEND_COLUMNS)
        figure = style.canvas(9.6, 1.35 + 0.55 * len(shown) + 0.26 * legend_lines)
        axis, below = figure.subplots(2, 1, height_ratios=(0.55 * len(shown), 0.24 * legend_lines))
        for row, (_, paid) in enumerate(reversed(shown)):
            right = 0.0
            for part in ordered:
                amount = paid.get(part, 0.0)
                if amount > 0.0:
                    axis.barh(row, amount, left=right, color=colour[part[0]], hatch=HATCH[part[1]], edgecolor="white", linewidth=0.6, height=0.6)
                    right += amount
            axis.annotate(number(sum(paid.values()), language), (right, row), (5, 0), textcoords="offset points", va="center", fontsize=8.5)
        axis.set_yticks(range(len(shown)), [style.wrap(names[each.name], 38) for each, _ in reversed(shown)])
        handles = [
            Patch(facecolor=colour[payer], hatch=HATCH[kind], edgecolor="white", label=f"{say(payer, language)}, {say(kind, language)}")
            for payer, kind in ordered
        ]
        below.set_axis_off()
        below.legend(handles=handles, loc="center", ncols=LEGEND_COLUMNS, fontsize=8.5, borderaxespad=0.0)
        axis.grid(axis="y", visible=False)
        style.numbers(axis.xaxis, language, 6)
        axis.margins(x=0.1)
        return style.finish(figure, comparison, say("payers_title", language), say("payers_x", language), language)
