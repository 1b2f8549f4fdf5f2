"""The facilitator's guide: agendas, how to lead a question and a negotiation, what to say, and what this run says."""

from __future__ import annotations

from collections.abc import Sequence

from scenarios.questions import text_of

from .. import tables
from ..briefs.document import Block, Bullets, Heading, PageBreak, Paragraph, Run, Table, line_of
from ..dashboard.lessons import asked
from ..text import colon, number
from .content import Agenda, AgendaItem, Told
from .handouts import points_rows
from .running import Answered
from .scoring import Scored, outcome_label, role_label
from .slides import answer_words
from .words import word

A_DAY = 24 * 60


def guide_blocks(told: Told, answered: Sequence[Answered], scored: Scored, command: str, version: str) -> list[Block]:
    """The guide in one language."""
    language, content = told.language, told.content
    found: list[Block] = [Paragraph(line_of(told(content.says)))]
    found += [Heading(2, word("files", language)), _files(language)]
    found += [Heading(2, word("prepare", language)), _list(told.all(content.prepare))]
    found += [Heading(2, word("rules", language)), _list(told.all(content.rules))]
    found += [block for agenda in content.agendas for block in _agenda(told, agenda, answered)]
    found += [Heading(2, word("steps", language)), _list(told.all(content.steps)), Heading(2, word("replies", language))]
    for reply in content.replies:
        found += [Heading(3, told(reply.label)), _list(told.all(reply.says))]
    found += [Heading(2, word("each_question", language)), _questions(told, answered)]
    found += [PageBreak(), *_negotiation(told, scored)]
    found += [Heading(2, word("debrief", language)), _list(told.all(content.debrief.questions))]
    found += [Heading(2, word("again", language)), Paragraph(line_of(word("made_by", language, version=version, seed=answered[0].asked.sizes.seed)))]
    commands = [command, *(each.asked.command(language) for each in answered)]
    return [*found, Bullets(tuple((Run(one, code=True),) for one in commands), is_note=True)]


def _list(texts: Sequence[str]) -> Bullets:
    """Items; what stands between ` signs is a command."""
    return Bullets(tuple(_line(text) for text in texts))


def _line(text: str) -> tuple[Run, ...]:
    parts = text.split("`")
    return tuple(Run(part, code=place % 2 == 1) for place, part in enumerate(parts) if part)


def _files(language: str) -> Table:
    rows = [("guide", "for_trainer"), ("slides", "for_wall"), ("sheets", "for_people"), ("answers", "for_after"), ("cards", "for_tables")]
    head = [word(key, language) for key in ("file", "part", "for_whom")]
    lines = [(f"{key}.pdf", word(key, language), word(whom, language)) for key, whom in rows]
    return _table(word("files", language), head, lines)


def times(begins: str, items: Sequence[AgendaItem]) -> list[str]:
    """When each part begins, and when the last one ends.

    >>> class Item: minutes = 90
    >>> times("09:15", [Item, Item])
    ['09:15', '10:45', '12:15']
    """
    hours, _, minutes = begins.partition(":")
    found = [int(hours) * 60 + int(minutes)]
    for item in items:
        found.append(found[-1] + item.minutes)
    return [f"{at % A_DAY // 60:02d}:{at % 60:02d}" for at in found]


def items_of(agenda: Agenda, questions: int) -> list[AgendaItem]:
    """The parts of an agenda; places of questions that were not chosen are left out."""
    found, taken = [], 0
    for item in agenda.items:
        taken += item.kind == "question"
        if item.kind != "question" or taken <= questions:
            found.append(item)
    return found


def _agenda(told: Told, agenda: Agenda, answered: Sequence[Answered]) -> list[Block]:
    language, items = told.language, items_of(agenda, len(answered))
    clock, rows, waiting = times(told.content.begins, items), [], list(answered)
    for at, item in zip(clock, items, strict=False):
        if item.title is None:
            question = waiting.pop(0).question
            title = f"{word('question', language)} {question.number}{colon(language)}{question.label(language)}"
        else:
            title = told(item.title)
        rows.append((at, str(item.minutes), title, _line(told(item.does))))
    label = told(agenda.label)
    about = {"which": label, "minutes": sum(item.minutes for item in items), "begins": clock[0], "ends": clock[-1]}
    head = [word(key, language) for key in ("time", "minutes", "part", "how")]
    lines = tuple((line_of(at), line_of(minutes), line_of(title), does) for at, minutes, title, does in rows)
    table = Table(word("agenda_title", language, **about), tuple(map(line_of, head)), lines)
    return [Heading(2, word("agenda", language, which=label)), table]


def _questions(told: Told, answered: Sequence[Answered]) -> Table:
    language = told.language
    pushes = {push.question: push.says for push in told.content.pushes}
    head = [word(key, language) for key in ("question", "predicted", "model_says", "push")]
    rows = []
    for each in answered:
        question = each.question
        name = f"{question.number}. {question.label(language)}"
        rows.append((name, asked(each.asked.item, language), answer_words(each, language).partition(colon(language))[2], told(pushes[question.number])))
    return _table(word("each_question", language), head, rows)


def _negotiation(told: Told, scored: Scored) -> list[Block]:
    language, content = told.language, told.content
    table = scored.negotiated.table
    years = table.years
    found: list[Block] = [Heading(2, word("negotiation", language)), _list(told.all(content.negotiation.rules))]
    rows = [(role_label(role, language), text_of(role.brief)(language), outcome_label(role, language)) for role in scored.roles]
    found.append(_table(word("ministries", language), [word(key, language) for key in ("role", "how", "answers_for")], rows))
    found += [Heading(3, word("hints", language)), _list(told.all(content.negotiation.hints))]
    head = [word("lever", language), word("of_level", language), word("cost", language), *(role_label(role, language) for role in scored.roles)]
    found += [Heading(3, word("points_sheet", language)), _table(word("points_title", language), head, points_rows(scored, language))]
    if any(scored.best(role) is None for role in scored.roles):
        found.append(Paragraph(line_of(word("no_points", language)), is_note=True))
    found.append(Paragraph(line_of(word("negotiation_runs", language, runs=table.replications, years=years)), is_note=True))
    return [*found, Heading(3, word("sums", language)), *_sums(scored, language)]


def _sums(scored: Scored, language: str) -> list[Block]:
    rows, tried = [], 0
    for outcome in scored.negotiated.table.outcomes:
        error = scored.error(outcome)
        if error is not None:
            label = f"{tables.label_of(outcome, language)} ({tables.unit_label(outcome, '', language)})"
            rows.append((label, number(error.typical, language), number(error.largest, language)))
            tried = max(tried, error.points)
    if not rows:
        return [Paragraph(line_of(word("no_sums", language)))]
    head = [word(key, language) for key in ("answers_for", "typical", "largest")]
    return [Paragraph(line_of(word("sums_says", language, n=tried))), _table(word("sums", language), head, rows)]


def _table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    return Table(title, tuple(map(line_of, head)), tuple(tuple(map(line_of, row)) for row in rows))
