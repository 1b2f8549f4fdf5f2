"""What is handed out: a sheet a question without its answer, a card a role, and the sheet of points. Pages are mappings, as the template takes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scenarios.questions import text_of

from ..comparing.answers import unit_label
from ..dashboard.lessons import asked, choices
from ..reporting.question_settings import lever_lines, settings_lines
from ..runs.verdicts import interval_words
from ..text import colon, number
from .content import Told
from .pictures import without_words
from .running import Answered
from .scoring import Level, Scored, lever_label, outcome_label, role_label, term_label, wants
from .words import word

Page = dict[str, Any]


def sheets_of(answered: Sequence[Answered], language: str) -> list[Page]:
    """Sheets for participants: nothing that the policies do stands on them."""
    return [_sheet(each, language) for each in answered]


def _sheet(found: Answered, language: str) -> Page:
    question, item = found.question, found.asked.item
    return {
        "kind": "sheet",
        "head": f"{question.number}. {question.label(language)}",
        "asks": question.asks(language),
        "settings_head": word("settings", language),
        "settings": [*settings_lines(question, language, found.asked.sizes.years), *lever_lines(question, language)],
        "guess_head": word("your_guess", language),
        "guess": asked(item, language),
        "choices": list(choices(item, language).values()),
        "note": without_words(found, language),
        "lines": [
            [word("how_much", language, unit=unit_label(item.watch, language)), 1],
            [word("why", language), 2],
            [word("table_guess", language), 1],
            [word("change_mind", language), 2],
            [word("after", language), 3],
        ],
    }


def cards_of(told: Told, scored: Scored) -> list[Page]:
    """A card a role, then the sheet of points."""
    return [*(_card(told, scored, place) for place in range(len(scored.roles))), points_sheet(told, scored)]


def _card(told: Told, scored: Scored, place: int) -> Page:
    language, role = told.language, scored.roles[place]
    card = next(one for one in told.content.roles if one.id == role.id)
    parts = {"you_open": card.opens, "you_worry": card.worries, "you_yield": card.yields}
    says = [[f"{word(key, language)}{colon(language)}", told(words)] for key, words in parts.items()]
    rows = []
    for level in scored.levels:
        change = scored.change(level, role)
        cells = [number(level.cost.mean, language), number(change.mean, language, signed=True), interval_words(*change, language)]
        rows.append([lever_label(level, language), number(level.value, language), *cells, points_words(scored.points(level, role))])
    columns = [word(key, language) for key in ("lever", "of_level", "cost", "does", "interval", "points")]
    return {
        "kind": "card",
        "head": role_label(role, language),
        "asks": text_of(role.brief)(language),
        "wants": word("you_want", language, how=wants(role)(language), what=outcome_label(role, language)),
        "says": says,
        "table_head": word("card_table", language),
        "columns": columns,
        "rows": rows,
        "notes": [*terms(scored, language), *([] if scored.best(role) is not None else [word("no_points", language)])],
    }


def points_sheet(told: Told, scored: Scored) -> Page:
    """The sheet on which a table adds up its deal."""
    language = told.language
    columns = [word("lever", language), word("of_level", language), word("cost", language), *(role_label(role, language) for role in scored.roles)]
    unscored = [word("no_points", language)] if any(scored.best(role) is None for role in scored.roles) else []
    return {
        "kind": "points",
        "head": word("points_sheet", language),
        "rules": told.all(told.content.negotiation.rules),
        "says": word("points_says", language, budget=told.values["budget"]),
        "columns": columns,
        "rows": points_rows(scored, language),
        "sum": word("sum", language),
        "lowest": word("lowest", language),
        "notes": [*terms(scored, language), *unscored],
    }


def points_rows(scored: Scored, language: str) -> list[list[str]]:
    """A row a level: lever, level, cost, and its points for each role."""
    rows = []
    for level in scored.levels:
        points = [points_words(scored.points(level, role)) for role in scored.roles]
        rows.append([lever_label(level, language), number(level.value, language), number(level.cost.mean, language), *points])
    return rows


def points_words(points: int | None) -> str:
    """Points as they stand on paper: whole, with a minus that is one."""
    return "-" if points is None else f"{points:d}".replace("-", "\u2212")


def terms(scored: Scored, language: str) -> list[str]:
    """What the levels of each lever count."""
    first: dict[str, Level] = {}
    for level in scored.levels:
        first.setdefault(level.lever, level)
    return [f"{lever_label(level, language)}{colon(language)}{term_label(level, language)}" for level in first.values()]
