"""Slides of a kit: one idea each; a question first, then its answer. A slide is a mapping, as the template takes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scenarios.questions import text_of

from ..calibrated.lever_evidence import stamp
from ..comparing.answers import label_of, unit_label
from ..dashboard.lessons import CANNOT, CHOICE, asked, choices
from ..reporting.question_sheet import rows_of
from ..text import colon, number, say, within
from .content import Told
from .pictures import pictures_for_slides, without_words
from .running import Answered
from .scoring import Scored, lever_label, outcome_label, role_label, term_label
from .words import word

Slide = dict[str, Any]
A_SLIDE = 2
"""Sentences of a run on a slide."""


def slides_of(told: Told, answered: Sequence[Answered], scored: Scored, source: str) -> list[Slide]:
    """All slides in one language."""
    language, content = told.language, told.content
    found: list[Slide] = [{"kind": "title", "title": told(content.label), "text": told(content.says), "small": f"{say('stamp_says', language)} {source}"}]
    found.append(_list(word("rules", language), told.all(content.rules)))
    for each in answered:
        found += question_slides(each, language)
    found += negotiation_slides(told, scored)
    found += [{"kind": "statement", "head": word("debrief", language), "text": text} for text in told.all(content.debrief.questions)]
    return found


def question_slides(found: Answered, language: str) -> list[Slide]:
    """A question: what is asked, what is to be guessed, the answer in a picture, its numbers, what the run says, and what is left to the class."""
    question, item = found.question, found.asked.item
    head, foot = f"{question.number}. {question.label(language)}", stamp(found.comparison.manifest, language)
    content = question.content
    about = word("runs_note", language, runs=found.asked.size.replications, sample=number(found.asked.size.sample, language), years=found.asked.size.years)
    labels = [text_of(option.label)(language) for option in content.options]
    guess = {"title": asked(item, language), "items": [*labels, CHOICE(language)], "note": without_words(found, language), "call": word("guess", language)}
    picture = {"kind": "picture", "head": head, "title": answer_words(found, language), "foot": f"{foot} {about}"}
    slides: list[Slide] = [
        {"kind": "statement", "head": head, "text": question.asks(language), "note": word("pause", language)},
        {"kind": "guess", "head": head, **guess},
        *({**picture, **one} for one in pictures_for_slides(found, language)),
        {"kind": "table", "head": head, **numbers_of_slide(found, language), "foot": f"{foot} {about}"},
    ]
    said = found.says(language)
    parts = [said[at : at + A_SLIDE] for at in range(0, len(said), A_SLIDE)]
    slides += [_list(word("this_run", language), part, head) for part in parts]
    return [*slides, {"kind": "statement", "head": f"{head} · {word('class', language)}", "text": text_of(content.ask)(language)}]


def answer_words(found: Answered, language: str) -> str:
    """The answer to what was predicted, in a line."""
    if found.truth == CANNOT:
        return word("untold", language)
    return word("answer", language, option=choices(found.asked.item, language)[found.truth])


def numbers_of_slide(found: Answered, language: str) -> dict[str, Any]:
    """The number that was predicted, option by option: the cells of the table of the question."""
    question, name = found.question, found.asked.item.watch
    label, unit, without, cells = rows_of(question, found.table, language)[question.content.watch.index(name)]
    is_level = name in question.content.levels
    rows = [] if without is None else [[say("without_policy", language), without, ""]] if is_level else []
    for option, cell in zip(question.content.options, cells, strict=True):
        value, _, interval = cell.partition("\n")
        rows.append([text_of(option.label)(language), value, interval])
    column = word("level" if is_level else "change", language)
    what = label_of(question, name, language)
    title = what if unit_label(name, language).lower() in what.lower() else f"{label} ({unit})"
    return {"title": title, "words": 1, "columns": [word("option", language), column, word("interval", language)], "rows": rows}


def negotiation_slides(told: Told, scored: Scored) -> list[Slide]:
    """The budget, the rules, the ministries, and what can be bought."""
    language, head = told.language, word("negotiation", told.language)
    content = told.content
    slides: list[Slide] = [
        {"kind": "statement", "head": head, "text": word("budget", language, budget=told.values["budget"])},
        _list(head, told.all(content.negotiation.rules)),
        _list(word("ministries", language), [f"{role_label(role, language)}. {text_of(role.brief)(language)}" for role in scored.roles], head),
    ]
    rows = []
    for lever in dict.fromkeys(level.lever for level in scored.levels):
        own = [level for level in scored.levels if level.lever == lever]
        values = ", ".join(number(level.value, language) for level in own)
        rows.append([lever_label(own[0], language), f"{term_label(own[0], language)}", values, number(own[-1].cost.mean, language)])
    columns = [word("lever", language), word("of_level", language), "", word("cost_of_highest", language)]
    slides.append({"kind": "table", "head": head, "title": word("levers", language), "words": 3, "columns": columns, "rows": rows, "foot": ""})
    asks = [f"{role_label(role, language)}{colon(language)}{within(outcome_label(role, language))}" for role in scored.roles]
    return [*slides, _list(word("answers_for", language), asks, head)]


def _list(title: str, items: Sequence[str], head: str = "") -> Slide:
    return {"kind": "list", "head": head, "title": title, "items": list(items)}
