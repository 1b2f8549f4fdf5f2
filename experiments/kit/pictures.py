"""The picture that answers a question, for a slide and for a sheet; what stands around it is said by the page."""

from __future__ import annotations

import io
from dataclasses import replace

from model.parameter import Text

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


FLAT = 0.56
"""Height over width of a picture on a slide: a little more than its room has, so that names of nine options stand apart."""


def pictures_for_slides(found: Answered, language: str) -> list[dict[str, str]]:
    """The picture for a wall, in SVG with words for one who cannot see it; a panel a slide where it has bars, so that they can be read from the last row."""
    content, drawn = found.question.content, []
    is_apart = content.picture.kind == "bars" and content.picture.by is None
    for outcomes in [[name] for name in content.picture.outcomes] if is_apart else [content.picture.outcomes]:
        shown = content.model_copy(update={"picture": content.picture.model_copy(update={"outcomes": outcomes})})
        svg = io.StringIO()
        with projecting(), captions_apart(FLAT if is_apart else None):
            figure = answer(found.comparison, replace(found.question, content=shown), language)
            with look():
                figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
        drawn.append({"svg": svg.getvalue(), "alt": alt_of(found, language, outcomes[0])})
    return drawn


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


def alt_of(found: Answered, language: str, name: str = "") -> str:
    """The numbers of a picture in words: of what it shows first, or of `name`."""
    name = name or found.question.content.picture.outcomes[0]
    if name not in found.question.content.watch:
        name = found.asked.item.watch
    cells = rows_of(found.question, found.table, language)[found.question.content.watch.index(name)][3]
    labels = [option.label for option in found.question.content.options]
    said = ", ".join(f"{Text(label.en, label.fr)(language)} {cell.partition(chr(10))[0]}" for label, cell in zip(labels, cells, strict=True))
    about = {"title": found.question.asks(language), "what": label_of(found.question, name, language), "unit": unit_label(name, language)}
    return word("alt", language, numbers=said, **about)


def without_words(found: Answered, language: str) -> str:
    """The level without policy of what is predicted, where all options are of one world; nothing where they are not."""
    table = found.table
    own = table[table["watched"] == found.asked.item.watch]["without_policy"].dropna()
    if own.empty:
        return ""
    return word("without", language, value=number(float(own.iloc[0]), language), unit=unit_label(found.asked.item.watch, language))
