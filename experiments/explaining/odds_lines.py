"""The chance of a decision in sentences: what speaks for and against it, and the draw."""

from __future__ import annotations

from collections.abc import Sequence

from model.parameter import Text, by_language

from .part_words import USUAL
from .result import Decided, Odds, Part
from .sentences import in_100, signed, together, told

SMALL = 0.005
"""Points that speak neither for nor against, to two decimals."""


def odds_lines(odds: Odds, of: Decided) -> list[Text]:
    """The chance, its parts and the draw, in sentences."""
    lines = _points(odds)
    if odds.is_mean:
        assert odds.draw is not None
        return [
            *lines,
            told(
                "On average such a household makes {n} in a year; drawn {draw}.",
                "En moyenne un tel ménage en fait {n} par an ; tiré {draw}.",
                n=odds.chance,
                draw=in_100(odds.draw),
            ),
        ]
    counts = [told("{what}: ×{value}", "{what} : ×{value}", what=what, value=value) for what, value in odds.times if abs(value - 1.0) > SMALL]
    by = told(" ({what})", " ({what})", what=together(counts)) if counts else Text("", "")
    if odds.draw is None:
        return [*lines, told("Chance {chance} in 100{by}.", "Chance {chance} sur 100{by}.", chance=in_100(odds.chance), by=by)]
    below = odds.draw < odds.chance
    then = Text("below it", "au-dessous") if below else Text("not below it", "pas au-dessous")
    if of.count is not None and odds.draw >= odds.chance and of.count > 0.0:
        then = Text("so many of the households that the record stands for act", "autant de ménages que représente l'enregistrement agissent")
    return [
        *lines,
        told(
            "Chance {chance} in 100{by}; drawn {draw}: {then}.",
            "Chance {chance} sur 100{by} ; tiré {draw} : {then}.",
            chance=in_100(odds.chance),
            by=by,
            draw=in_100(odds.draw),
            then=then,
        ),
    ]


def _points(odds: Odds) -> list[Text]:
    parts = [part for part in odds.parts if abs(part.value) >= SMALL]
    if not parts:
        return []
    start = [part for part in parts if part.label == USUAL]
    rest = [part for part in parts if part.label != USUAL]
    lines = [
        *_listed_points(Text("It starts at", "Point de départ"), start, False),
        *_listed_points(Text("For it", "Pour"), sorted((part for part in rest if part.value > 0.0), key=_size), True),
        *_listed_points(Text("Against it", "Contre"), sorted((part for part in rest if part.value < 0.0), key=_size), True),
    ]
    assert odds.log_odds is not None
    points = by_language(lambda language: ". ".join(line(language) for line in lines))
    return [told("{points}. Together {sum} points.", "{points}. Ensemble {sum} points.", points=points, sum=signed(odds.log_odds))]


def _size(part: Part) -> float:
    return -abs(part.value)


def _listed_points(head: Text, parts: Sequence[Part], with_names: bool) -> list[Text]:
    if not parts:
        return []
    items = [told("{what} {points}", "{what} {points}", what=part.label, points=signed(part.value)) if with_names else signed(part.value) for part in parts]
    words = by_language(lambda language: ", ".join(item(language) for item in items))
    return [
        told("{head}: {words}", "{head} : {words}", head=head, words=words) if with_names else told("{head} {words}", "{head} {words}", head=head, words=words)
    ]
