"""The figures of a brief: those of the result folder, with title, unit, source and alternative text in the text around them."""

from __future__ import annotations

import io
from dataclasses import replace

from model.levers import REGISTRY
from model.outcome_registry import OUTCOMES

from ..comparing.comparison import Comparison
from ..comparing.rows import Effect, effect_label, effects, labels
from ..comparing.unit_cost import gain_outcome
from ..figures import draw
from ..figures.style import Caption, captions_apart, look
from ..runs import intervals
from ..runs.replications import unit_of
from ..runs.verdicts import interval_words
from ..shown_money import shown
from ..text import colon, number, say, within
from .document import Figure
from .words import word

INCHES = 6.9
"""Width of the text of a page."""
DOTS = 200
HIGHEST, HIGHEST_FIRST = 8.2, 2.95
"""Inches that a page has room for in height, beside a caption; and the first page, beside all that it says."""
MOST_ROWS = 4
"""Rows of the figure of gains that a page has room for."""


def fitting(width: float, height: float, highest: float = HIGHEST) -> float:
    """Inches of width at which a figure is no wider than a page, and no higher than `highest`."""
    return min(INCHES, highest * width / height)


def cost_figure(comparison: Comparison, source: str, language: str) -> Figure:
    """The one picture of the first page: what each policy costs and what it changes."""
    lines = []
    for row in effects(comparison):
        change, low, high = row.interval
        about = {"policy": effect_label(row, comparison, language), "outcome": within(OUTCOMES[row.outcome].label(language))}
        about |= {"change": f"{number(change, language, signed=True)} {unit_of(row.outcome, language)}"}
        about |= {"interval": interval_words(change, low, high, language)}
        lines.append(word("alt_cost_line", language, cost=f"{number(row.cost[0], language)} {say('s_a_year', language)}", **about))
    figure = _figure(comparison, "cost", word("alt_cost", language, numbers=" ".join(lines)), source, language)
    is_small = figure.height * INCHES / figure.width < 1.35 * HIGHEST_FIRST
    return replace(figure, shown=fitting(figure.width, figure.height, HIGHEST_FIRST) if is_small else figure.shown)


def gains_figure(comparison: Comparison, source: str, language: str) -> Figure | None:
    """Who gains; none where it would not fit on a page, or nobody is told apart."""
    rows = effects(comparison)
    if not rows or len(rows) > MOST_ROWS or not any(by == "sex" for row in rows for _, by, _ in row.each.keys):
        return None
    numbers = " ".join(_gains_words(row, comparison, language) for row in rows)
    return replace(_figure(comparison, "gains", word("alt_gains", language, numbers=numbers), source, language), may_move=True)


def _gains_words(row: Effect, comparison: Comparison, language: str) -> str:
    outcome, said = gain_outcome(row.each, row.outcome), []
    for name, by, group in row.each.keys:
        if name == outcome and by == "sex":
            mean = intervals.of_mean(row.on(outcome, by, group)[:, None], row.each.groups)
            value, low, high = (float(part[0]) for part in mean)
            said.append(f"{within(say(str(group), language))} {number(value, language, signed=True)} [{interval_words(value, low, high, language)}]")
    head = f"{effect_label(row, comparison, language)}, {within(OUTCOMES[outcome].label(language))}, {unit_of(outcome, language)}"
    return f"{head}{colon(language)}{', '.join(said)}."


def contributions_figure(comparison: Comparison, source: str, language: str) -> Figure | None:
    """What each lever of a package adds; none where no package was split."""
    from ..figures.contributions import panels

    shown_panels = panels(comparison, language)
    if not shown_panels:
        return None
    names, said = labels(comparison, language), []
    for panel in shown_panels:
        share = panel.found.mean(panel.found.shapley)
        outcome = panel.found.outcomes[panel.outcome]
        for place, lever in enumerate(panel.found.levers):
            value, low, high = (float(part[place, panel.outcome]) for part in share)
            if value or low or high:
                label = REGISTRY[lever].label(language) if lever in REGISTRY else lever
                interval = interval_words(value, low, high, language)
                amount = f"{number(value, language, signed=True)} {unit_of(outcome, language)} [{interval}]"
                said.append(f"{names[panel.found.name]}, {within(label)}, {within(OUTCOMES[outcome].label(language))} {amount}.")
    return _figure(comparison, "contributions", word("alt_contributions", language, numbers=" ".join(said)), source, language)


def _figure(comparison: Comparison, kind: str, alt: str, source: str, language: str) -> Figure:
    with captions_apart() as captions:
        figure = draw(comparison, kind, language)
    assert figure is not None
    caption: Caption = captions[0]
    png, svg = io.BytesIO(), io.StringIO()
    with look():
        figure.savefig(png, format="png", dpi=DOTS, metadata={"Software": None})
        figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
    width, height = figure.get_size_inches()
    rate = shown().says(language)
    return Figure(
        caption.title,
        word("of_each_panel", language),
        f"{source} {rate}".strip(),
        alt,
        png.getvalue(),
        svg.getvalue(),
        float(width),
        float(height),
        fitting(float(width), float(height)),
        caption.says,
    )

