"""Sentences with numbers in them, in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from model.languages import with_point
from model.parameter import Text, by_language

from ..text import AND, gap, grouped, number, percent, semicolon

THIN = "\u202f"
"""What stands between thousands in French."""
NOTHING = Text("nothing", "rien")


def told(en: str, fr: str, **values: Text | float) -> Text:
    r"""A sentence with values put in: words in the language, numbers as people write them.

    >>> told("{n} trips, {of}", "{n} voyages, {of}", n=2.5, of=usd(1234.0))("fr")
    '2,5 voyages, 1\u202f234\xa0USD'
    """
    return Text(en, fr).filled(**{name: value if isinstance(value, Text) else by_language(partial(in_words, value)) for name, value in values.items()})


def in_words(value: Text | float, language: str) -> str:
    """Words as they are; a number as people write it."""
    return value(language) if isinstance(value, Text) else number(float(value), language)


def usd(value: float) -> Text:
    """An amount: in whole dollars from 100 on.

    >>> usd(29.312)(), usd(48_613.2)(), usd(0.0)("fr")
    ('29.3 USD', '48,613 USD', '0 USD')
    """
    if abs(value) < 100.0:
        return by_language(lambda language: f"{number(round(float(value), 2), language)} USD")
    return by_language(lambda language: f"{grouped(value, language)}{gap(language)}USD")


def share(value: float) -> Text:
    """A share in per cent."""
    return by_language(lambda language: percent(float(value), language))


def month_words(month: int) -> Text:
    """A month of the scenario; 0 is the first."""
    return Text("month {n}", "mois {n}").filled(n=month)


def listed(items: Sequence[Text], empty: Text = NOTHING) -> Text:
    """Items one after the other.

    >>> listed([Text("a", "a"), Text("b", "b"), Text("c", "c")])(), listed([Text("a", "a"), Text("b", "b")])("fr"), listed([])()
    ('a, b and c', 'a et b', 'nothing')
    """
    if not items:
        return empty

    def how(language: str) -> str:
        words = [item(language) for item in items]
        return words[0] if len(words) == 1 else ", ".join(words[:-1]) + AND(language) + words[-1]

    return by_language(how)


def together(items: Sequence[Text]) -> Text:
    """Items that may hold commas, one after the other."""
    return by_language(lambda language: semicolon(language).join(item(language) for item in items))


def signed(value: float) -> Text:
    """Points that speak for or against something.

    >>> signed(0.425)(), signed(-0.3)("fr")
    ('+0.42', '−0,30')
    """
    text = f"{value:+.2f}".replace("-", "−") if abs(value) >= 0.005 else "0"
    sign, digits = (text[0], text[1:]) if text[0] in "+−" else ("", text)
    return by_language(lambda language: sign + with_point(digits, language))


def in_100(chance: float) -> Text:
    """A chance, or a draw, in 100.

    >>> in_100(0.0312)(), in_100(0.00077)("fr"), in_100(1.0)()
    ('3.12', '0,077', '100')
    """
    return by_language(lambda language: number(100.0 * float(chance), language))
