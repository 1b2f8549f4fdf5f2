"""Amounts in other currencies and years as USD of 2019: a small declared table with its sources (data/currencies.csv), fixed rates to what it holds
(data/pegs.csv), and rates of a scenario's own.

An amount is converted at the mean exchange rate of its own year, then brought to 2019 by prices in the United States: consumer prices in the years for which
the table holds them, the deflator of GDP (brought to their level of 2019) in the others.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, NamedTuple

from model.errors import InputError, Problem, nearest
from model.parameter import Text, by_language, numeral
from model.text import Said

from .argument_checks import Number, Rule, Whole, Words, arguments
from .frozen import Frozen

BASE_YEAR = 2019
FIRST_YEAR, LAST_YEAR = 1900, 2100
CODE = Text("the code of a currency (ISO 4217), as EUR", "le code d'une monnaie (ISO 4217), comme EUR")
NO_RATE = Text("there is no rate for {currency} {year}", "il n'y a pas de taux pour {currency} {year}")
OR_OWN_RATE = Text(
    "{known}; or a rate of your own: [currencies.{currency}] per_usd = {{ {year} = NUMBER }}, source = KEY",
    "{known} ; ou un taux à soi : [currencies.{currency}] per_usd = {{ {year} = NOMBRE }}, source = CLÉ",
)
_RULES: Mapping[str, Rule] = {"amount": Number(), "currency": Words(CODE), "year": Whole(FIRST_YEAR, LAST_YEAR)}
_RUN = 6
"""Years in a row from which they are told as a range."""


class Rate(NamedTuple):
    """USD for one unit in a year, and the level of prices in the United States (CPI-U, 1982-84 = 100)."""

    usd: float
    prices: float
    source: str
    note: str


Rates = Mapping[tuple[str, int], Rate]


@dataclass(frozen=True)
class OwnRates:
    """A currency as a scenario gives it.

    Attributes:
        per_usd: year to units of the currency for one USD, the mean of the year.
        us_prices: year to prices in the United States, 1 in 2019, for years that the table does not hold.
        source: a key of the bibliography or of the scenario's own sources.
    """

    per_usd: tuple[tuple[int, float], ...]
    us_prices: tuple[tuple[int, float], ...]
    source: str

    def document(self) -> dict[str, Any]:
        """As a file gives it."""
        given: dict[str, Any] = {"per_usd": {str(year): value for year, value in self.per_usd}, "source": self.source}
        return given | ({"us_prices": {str(year): value for year, value in self.us_prices}} if self.us_prices else {})


@dataclass(frozen=True)
class Amount:
    """An amount in the money of its currency and year, and what it is in USD of 2019.

    Attributes:
        usd: in USD of 2019; per_usd: units for one USD in the year of the amount; prices: level of prices of that year over 2019, United States.
        given: its table in the file.
    """

    value: float
    currency: str
    year: int
    usd: float
    per_usd: float
    prices: float
    source: str
    given: Mapping[str, Any] = field(default_factory=Frozen)

    def says(self) -> Text:
        """What it is in USD of 2019, and by which rate.

        >>> converted(5e6, "MAD", 2019, rates()).says().en
        '5,000,000 MAD of 2019 = 519,750 USD of 2019 (9.62 MAD for one USD in 2019; source: wdi_exchange)'
        """
        value, usd, year = numeral(self.value), numeral(self.usd, ",.0f" if abs(self.usd) >= 1000.0 else ".4g"), self.year
        how = []
        if self.currency != "USD":
            rate = numeral(self.per_usd, ",.4g")
            says = Text("{rate} {currency} for one USD in {year}", "{rate} {currency} pour un USD en {year}")
            how.append(says.filled(rate=rate, currency=self.currency, year=year))
        if year != BASE_YEAR:
            says = Text("prices in the United States {times} times those of {base}", "prix aux États-Unis {times} fois ceux de {base}")
            how.append(says.filled(times=numeral(self.prices, ".3g"), base=BASE_YEAR))
        by = by_language(lambda language: ", ".join(each(language) for each in how)) if how else Text("as given", "tel quel")
        return Text(
            "{value} {currency} of {year} = {usd} USD of {base} ({by}; source: {source})",
            "{value} {currency} de {year} = {usd} USD de {base} ({by} ; source : {source})",
        ).filled(value=value, currency=self.currency, year=year, usd=usd, base=BASE_YEAR, by=by, source=self.source)


@cache
def rates() -> Rates:
    """Currency (ISO 4217) and year to the rate: those of the table, and currencies at a fixed rate to one of it in the years that it has."""
    table = {
        (row["currency"], int(row["year"])): Rate(float(row["usd"]), float(row["prices"]), row["source"], row["note"]) for row in _rows_of("currencies.csv")
    }
    fixed = {
        (peg["currency"], year): Rate(rate.usd / float(peg["units"]), rate.prices, peg["source"], f"fixed: {peg['units']} a {peg['anchor']}")
        for peg in _rows_of("pegs.csv")
        for (code, year), rate in table.items()
        if code == peg["anchor"] and year >= int(peg["first"])
    }
    return MappingProxyType(table | fixed)


def _rows_of(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(files("scenarios").joinpath("data", name).read_text(encoding="utf-8").splitlines()))


@cache
def us_prices() -> Mapping[int, float]:
    """Level of prices in the United States by year (CPI-U, 1982-84 = 100), as far as the table goes."""
    return MappingProxyType({year: rate.prices for (_, year), rate in rates().items()})


def with_own(own: Mapping[str, OwnRates]) -> Rates:
    """The rates of the table and those of a scenario, which go before.

    A year without prices in the United States, of the table or of the currency, has no rate: `OwnRates` are checked for that when they are read.
    """
    table = dict(rates())
    for code, given in own.items():
        levels = {**us_prices(), **{year: times * us_prices()[BASE_YEAR] for year, times in given.us_prices}}
        table |= {(code, year): Rate(1.0 / per_usd, levels[year], given.source, "") for year, per_usd in given.per_usd}
    return table


def usd_of_2019(amount: float, currency: str, year: int) -> float:
    """An amount of a currency and year in USD of 2019; InputError where the table has no rate.

    >>> round(usd_of_2019(1.2e6, "EUR", 2012)), round(usd_of_2019(5e6, "MAD", 2019)), usd_of_2019(100.0, "USD", 2019)
    (1716777, 519750, 100.0)
    """
    given = arguments(_RULES, amount=amount, currency=currency, year=year)
    return converted(given.amount, given.currency, given.year, rates()).usd


def converted(amount: float, currency: str, year: int, table: Rates) -> Amount:
    """An amount with what it is in USD of 2019 by the rates of a table; InputError at `currency` or `year` that says what the table has."""
    if (currency, year) not in table:
        years = [number for code, number in table if code == currency]
        codes = dict.fromkeys(code for code, _ in table)
        near = f"{currency} {min(years, key=lambda number: abs(number - year))}" if years else nearest(currency.upper(), codes)
        allowed = OR_OWN_RATE.filled(known=there(table), currency=currency, year=year)
        says = NO_RATE.filled(currency=currency, year=year)
        raise InputError(Problem("year" if years else "currency", says, value=currency, allowed=allowed, nearest=near))
    rate = table[currency, year]
    times = rate.prices / us_prices()[BASE_YEAR]
    return Amount(amount, currency, year, amount * rate.usd * us_prices()[BASE_YEAR] / rate.prices, 1.0 / rate.usd, times, rate.source)


def there(table: Iterable[tuple[str, int]]) -> str:
    """The currencies and years of a table in words.

    >>> there([("EUR", 2011), ("EUR", 2012), ("USD", 2000), *(("USD", year) for year in range(2004, 2020))])
    'EUR 2011, 2012; USD 2000, 2004 to 2019'
    """
    years: dict[str, list[int]] = {}
    for code, year in sorted(table):
        years.setdefault(code, []).append(year)
    return Said(by_language(lambda language: SEMICOLON(language).join(f"{code} {', '.join(run(language) for run in _runs(of))}" for code, of in years.items())))


SEMICOLON = Text("; ", " ; ")
YEARS = Text("{first} to {last}", "{first} à {last}")


def _runs(years: list[int]) -> list[Text]:
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return [part for run in runs for part in ([YEARS.filled(first=run[0], last=run[-1])] if len(run) >= _RUN else [Text(str(year), str(year)) for year in run])]


def is_rate(value: object) -> bool:
    """Whether a value can be a rate: a finite number above 0."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) and value > 0.0
