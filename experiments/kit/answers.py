"""The answer sheets: what `diaspora question` says of each question, as pages to hand out when the guess is written."""

from __future__ import annotations

from collections.abc import Sequence

from scenarios.questions import text_of

from ..briefs.document import Block, Bullets, Heading, PageBreak, Paragraph, Run, Table, line_of
from ..calibrated.lever_evidence import stamp_lines
from ..manifest import footnotes_of
from ..reporting.question_settings import lever_lines, settings_lines
from ..reporting.question_sheet import rows_of, told_below
from ..text import number, say
from .pictures import picture_for_sheet
from .running import Answered
from .slides import answer_words
from .words import word

ACROSS = 4
"""Options beside each other in a table, so that no cell breaks."""


def answer_blocks(answered: Sequence[Answered], language: str, source: str) -> list[Block]:
    """All answer sheets; each begins on a page of its own."""
    found: list[Block] = []
    for place, each in enumerate(answered):
        found += [PageBreak()] if place else []
        found += _sheet(each, language, source)
    return found


def _sheet(found: Answered, language: str, source: str) -> list[Block]:
    question, content = found.question, found.question.content
    about = {"runs": found.asked.size.replications, "sample": number(found.asked.size.sample, language), "years": found.asked.size.years}
    lines = [line_of(text) for text in found.says(language)]
    settings = [*settings_lines(question, language, found.asked.sizes.years), *lever_lines(question, language)]
    below = told_below(question, found.comparison.table, found.alarms(language), language)
    notes = [*stamp_lines(found.comparison.manifest, language), *footnotes_of(found.comparison.manifest, language), word("runs_note", language, **about)]
    return [
        Heading(2, f"{question.number}. {question.label(language)}"),
        Paragraph((Run(question.asks(language), bold=True),)),
        Paragraph(line_of(answer_words(found, language))),
        picture_for_sheet(found, source, language),
        Heading(3, word("this_run", language)),
        Bullets(tuple(lines)),
        Paragraph((Run(f"{word('class', language)}. ", bold=True), Run(text_of(content.ask)(language)))),
        *tables_of(found, language),
        *(Paragraph(line_of(line), is_note=True) for line in below),
        Heading(3, word("settings", language)),
        Bullets(tuple(line_of(line) for line in settings), is_note=True),
        Paragraph(line_of(" ".join(notes)), is_note=True),
        Paragraph((Run(found.asked.command(language), code=True),), is_note=True),
    ]


def tables_of(found: Answered, language: str) -> list[Table]:
    """The table of the question, in as many parts as its options ask for."""
    question = found.question
    rows = rows_of(question, found.table, language)
    labels = [text_of(option.label)(language) for option in question.content.options]
    tables = []
    for at in range(0, len(labels), ACROSS):
        shown = labels[at : at + ACROSS]
        is_one = rows[0][2] is not None
        head = [say("outcome", language), *([say("without_policy", language)] if is_one else []), *shown]
        lines = []
        for label, unit, without, cells in rows:
            named = label if unit.lower() in label.lower() else f"{label} ({unit})"
            lines.append(tuple(line_of(text) for text in (named, *([str(without)] if is_one else []), *(_cell(cell) for cell in cells[at : at + ACROSS]))))
        title = word("numbers", language, n=question.number)
        tables.append(Table(title, tuple(map(line_of, head)), tuple(lines)))
    return tables


def _cell(cell: str) -> str:
    value, _, interval = cell.partition("\n")
    return f"{value} [{interval}]" if interval else value
