"""The picture that answers a question, for a slide and for a sheet; what stands around it is said by the page."""

from __future__ import annotations

import io

from ..briefs.document import Figure
from ..briefs.pictures import DOTS, fitting
from ..briefs.words import word as brief_word
from ..comparing.answers import label_of, unit_label
from ..figures.answer import answer
from ..figures.style import captions_apart, look
from ..projector import projecting
from ..reporting.question_sheet import rows_of
from ..text import number
from .running import Answered
from .words import word

HIGHEST = 4.2
"""Inches of a picture on a sheet, so that the sentences stand on the same page."""


def picture_for_slide(found: Answered, language: str) -> dict[str, str]:
    """The picture for a wall: SVG, and its words for one who cannot see it."""
    svg = io.StringIO()
    with projecting(), captions_apart():
        figure = answer(found.comparison, found.question, language)
        with look():
            figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
    return {"svg": svg.getvalue(), "alt": alt_of(found, language)}


def picture_for_sheet(found: Answered, source: str, language: str) -> Figure:
    """The picture for a sheet."""
    png, svg = io.BytesIO(), io.StringIO()
    with captions_apart() as captions:
        figure = answer(found.comparison, found.question, language)
        with look():
            figure.savefig(png, format="png", dpi=DOTS, metadata={"Software": None})
            figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
    width, height = map(float, figure.get_size_inches())
    title, unit = word("picture", language, n=found.question.number), brief_word("of_each_panel", language)
    says = captions[0].says.removeprefix(found.question.asks(language)).strip()
    alt, shown = alt_of(found, language), fitting(width, height, HIGHEST)
    return Figure(title, unit, source, alt, png.getvalue(), svg.getvalue(), width, height, shown, says)


def alt_of(found: Answered, language: str) -> str:
    """The numbers of a picture in words: what is watched first of what it shows."""
    name = found.question.content.picture.outcomes[0]
    if name not in found.question.content.watch:
        name = found.asked.item.watch
    cells = rows_of(found.question, found.table, language)[found.question.content.watch.index(name)][3]
    labels = [option.label for option in found.question.content.options]
    said = ", ".join(f"{getattr(label, language, label.en)} {cell.partition(chr(10))[0]}" for label, cell in zip(labels, cells, strict=True))
    about = {"title": found.question.asks(language), "what": label_of(found.question, name, language), "unit": unit_label(name, language)}
    return word("alt", language, numbers=said, **about)


def without_words(found: Answered, language: str) -> str:
    """The level without policy of what is predicted, where all options are of one world; nothing where they are not."""
    table = found.table
    own = table[table["watched"] == found.asked.item.watch]["without_policy"].dropna()
    if own.empty:
        return ""
    return word("without", language, value=f"{number(float(own.iloc[0]), language)} {unit_label(found.asked.item.watch, language)}")
