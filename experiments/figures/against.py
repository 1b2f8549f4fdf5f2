"""The direct difference of each scenario to the one named with `against`, one panel an outcome."""

from __future__ import annotations

from matplotlib.figure import Figure

from ..comparing.comparison_view import Compared
from ..comparing.rows import effects, labels
from ..runs.replications import COST
from ..text import number, say
from . import style


def against(comparison: Compared, language: str = "en") -> Figure | None:
    """A panel a main outcome and the public cost, a row a scenario: mean difference with its 95 % interval; None where nothing was asked."""
    table = comparison.against[comparison.against["breakdown"].isna()] if len(comparison.against) else comparison.against
    if not len(table):
        return None
    outcomes = [name for name in dict.fromkeys([*(row.outcome for row in effects(comparison)), COST]) if (table["outcome"] == name).any()]
    names = labels(comparison, language)
    panels = {name: table[table["outcome"] == name] for name in outcomes}
    with style.look():
        heights = [style.HEAD + style.ROW * len(rows) for rows in panels.values()]
        figure = style.canvas(8.6, 1.25 + sum(heights))
        axes = figure.subplots(len(panels), 1, squeeze=False, height_ratios=heights)[:, 0]
        for axis, (outcome, rows) in zip(axes, panels.items(), strict=True):
            numbers = rows[["difference", "difference_low", "difference_high"]].to_numpy(dtype=float).tolist()
            shown = [style.Point(mean, low, high, number(mean, language, signed=True)) for mean, low, high in numbers]
            style.points(axis, shown, [style.wrap(names[str(name)], 38) for name in rows["scenario"]], style.POLICY, language)
            axis.set_title(style.outcome_with_unit(outcome, language))
        says = say("against_note", language, reference=comparison.reference(language))
        return style.finish(figure, comparison, say("against_title", language), says, language)
