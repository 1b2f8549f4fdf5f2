"""Amounts in other currencies and years as USD of 2019: a small declared table with its sources (data/currencies.csv).

An amount is converted at the mean exchange rate of its own year, then brought to 2019 by consumer prices in the United States.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple

from model.errors import InputError, Problem, nearest

from .arguments import Number, Rule, Whole, Words, arguments

BASE_YEAR = 2019
_RULES: Mapping[str, Rule] = {"amount": Number(), "currency": Words("the code of a currency (ISO 4217), as EUR"), "year": Whole(1900, 2100)}


class Rate(NamedTuple):
    """USD for one unit in a year, and the level of prices in the United States (CPI-U, 1982-84 = 100)."""

    usd: float
    prices: float
    source: str
    note: str


@cache
def rates() -> Mapping[tuple[str, int], Rate]:
    """Currency (ISO 4217) and year to the rate."""
    text = files("scenarios").joinpath("data", "currencies.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return MappingProxyType({(row["currency"], int(row["year"])): Rate(float(row["usd"]), float(row["prices"]), row["source"], row["note"]) for row in rows})


def usd_of_2019(amount: float, currency: str, year: int) -> float:
    """An amount of a currency and year in USD of 2019; InputError where the table has no rate.

    >>> round(usd_of_2019(1.2e6, "EUR", 2012)), round(usd_of_2019(5e6, "MAD", 2019)), usd_of_2019(100.0, "USD", 2019)
    (1716777, 519750, 100.0)
    """
    given = arguments(_RULES, amount=amount, currency=currency, year=year)
    amount, currency, year = given.amount, given.currency, given.year
    table = rates()
    if (currency, year) not in table:
        known = [f"{code} {number}" for code, number in table]
        wanted = f"{currency} {year}"
        raise InputError(Problem("currency", f"there is no rate for {wanted}", value=wanted, allowed=", ".join(known), nearest=nearest(wanted, known)))
    rate = table[currency, year]
    level = next(other.prices for (_, number), other in table.items() if number == BASE_YEAR)
    return amount * rate.usd * level / rate.prices
