"""The money in which results are said: USD of 2019, as the model computes, or another currency at one declared rate.

Numbers are converted once, where a comparison is turned into another currency (`Comparison.in_currency`) and where a page says an input; words follow what is
shown at the moment (`showing`). Tables in Parquet always hold USD of 2019.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any, NamedTuple

from model.parameter import Text, by_language, numeral

BASE = "USD"
BASE_YEAR = 2019
_MONEY_UNIT = "USD"
"""How the unit of an amount begins."""


class Money(NamedTuple):
    """A currency with its rate.

    Attributes:
        code: ISO 4217; year: whose money it is.
        per_usd: units of it for one USD, mean of that year; prices: level of prices of that year over 2019, United States.
        source: a key of the bibliography or of a scenario's own sources, or who gave it; note: what else is known of the rate.
    """

    code: str = BASE
    year: int = BASE_YEAR
    per_usd: float = 1.0
    prices: float = 1.0
    source: str = ""
    note: Text = Text("", "")

    @property
    def is_base(self) -> bool:
        """Whether it is the money of the model."""
        return self.code == BASE and self.year == BASE_YEAR

    @property
    def factor(self) -> float:
        """Units of it for one USD of 2019: what amounts are multiplied with."""
        return self.per_usd * self.prices

    def says(self, language: str = "en") -> str:
        """The rate in a sentence; empty for the money of the model.

        >>> print(Money("EUR", 2019, 0.8933, 1.0, "ecb_rates").says())
        Amounts in EUR of 2019: 0.8933 EUR for one USD of 2019 (mean of 2019; source: ecb_rates).
        >>> print(Money("XOF", 2021, 554.5, 1.06, "bceao").says("fr").replace(chr(160), " ").replace(chr(8239), " "))
        Montants en XOF de 2021 : 587,77 XOF pour un USD de 2019 (554,5 pour un USD en 2021, prix aux États-Unis 1,06 fois ceux de 2019 ; source : bceao).
        """
        if self.is_base:
            return ""
        rate, own, prices = (numeral(value, ",.6g" if value < 100_000.0 else ",.0f") for value in (self.factor, self.per_usd, self.prices))
        how = [Text("mean of {year}", "moyenne de {year}").filled(year=self.year)]
        if self.year != BASE_YEAR:
            how = [
                Text("{own} for one USD in {year}", "{own} pour un USD en {year}").filled(own=own, year=self.year),
                Text("prices in the United States {prices} times those of 2019", "prix aux États-Unis {prices} fois ceux de 2019").filled(prices=prices),
            ]
        how += [self.note] if self.note.en else []
        return Text(
            "Amounts in {code} of {year}: {rate} {code} for one USD of 2019 ({how}; source: {source}).",
            "Montants en {code} de {year} : {rate} {code} pour un USD de 2019 ({how} ; source : {source}).",
        ).filled(
            code=self.code,
            year=self.year,
            rate=rate,
            how=by_language(lambda each: ", ".join(one(each) for one in how)),
            source=by_language(partial(_source, self.source)),
        )(language)

    def document(self) -> dict[str, Any]:
        """For a manifest, and for JSON."""
        return {
            "currency": self.code,
            "year": self.year,
            "per_usd_of_2019": self.factor,
            "source": self.source,
            "says": {"en": self.says("en"), "fr": self.says("fr")},
        }


USD = Money()
BY_HAND = Text("given by whoever asked for this report (--rate)", "donné par qui demande ce rapport (--rate)")
GIVEN = "--rate"
"""The source of a rate that whoever asks for the report gives."""
_NOW: ContextVar[Money] = ContextVar("money", default=USD)


def _source(source: str, language: str) -> str:
    if source != GIVEN:
        return source
    return BY_HAND(language)


def shown() -> Money:
    """The money in which amounts are said now."""
    return _NOW.get()


@contextmanager
def showing(money: Money) -> Iterator[None]:
    """Say amounts in this money for as long as this lasts."""
    token = _NOW.set(money)
    try:
        yield
    finally:
        _NOW.reset(token)


def in_words(text: str) -> str:
    """Words about amounts of the model, in the money shown now.

    >>> in_words("USD of 2019 a year")
    'USD of 2019 a year'
    >>> with showing(Money("EUR", 2019, 0.9)):
    ...     in_words("USD de 2019 par an"), in_words("Benefit per dollar"), in_words("firms")
    ('EUR de 2019 par an', 'Benefit per EUR', 'firms')
    """
    money = shown()
    if money.is_base:
        return text
    for word in ("of", "de"):
        text = text.replace(f"{BASE} {word} {BASE_YEAR}", f"{money.code} {word} {money.year}")
    return re.sub(r"\bdollar\b", money.code, text.replace(BASE, money.code))


def is_amount(unit: str) -> bool:
    """Whether what is counted in a unit is an amount of money in USD of 2019, and not a rate of money to money.

    >>> is_amount("USD of 2019 a year"), is_amount("USD of 2019 per firm"), is_amount("USD per USD"), is_amount("share")
    (True, True, False, False)
    """
    return unit.startswith(_MONEY_UNIT) and not unit.endswith(f"per {_MONEY_UNIT}")


def of_input(value: Any, unit: str) -> Any:
    """The value of an input in the money shown now, where it is an amount; anything else as it is.

    >>> with showing(Money("EUR", 2019, 0.5)):
    ...     of_input(300.0, "USD of 2019"), of_input(0.25, "share"), of_input(None, "USD of 2019")
    (150.0, 0.25, None)
    """
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value * shown().factor if is_number and is_amount(unit) and not shown().is_base else value
