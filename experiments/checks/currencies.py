"""The currency of a report: by the rate that is asked for, by that of a scenario, or by the declared table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial

from model.errors import InputError, Problem, nearest
from model.languages import as_written
from model.parameter import Text, by_language
from scenarios.currencies import BASE_YEAR, OwnRates, Rates, rates, us_prices, with_own
from scenarios.scenario import Scenario

from ..shown_money import BASE, GIVEN, USD, Money

_CODE = re.compile(r"[A-Z]{3}")


def money_of(currency: str | None, rate: float | None = None, scenarios: Iterable[Scenario] = ()) -> Money:
    """The money of a report: `currency` by its code (ISO 4217), None for USD of 2019.

    `rate`: units of it for one USD, mean of 2019; without one the scenario's own rate goes before that of the table. Of a currency that has no rate of 2019
    but others of the scenario's own, the latest year. InputError for an unknown code, one without a rate, or scenarios whose rates differ.
    """
    if currency is None or currency == BASE:
        if rate is not None:
            raise InputError(
                Problem(
                    "rate",
                    Text("is given without a currency other than {base}", "est donné sans une monnaie autre que {base}").filled(base=BASE),
                    value=rate,
                    allowed=Text("with --currency XOF, for one", "avec --currency XOF, par exemple"),
                )
            )
        return USD
    own = _own_rates(currency, scenarios)
    table = rates() if own is None else with_own({currency: own})
    if rate is not None:
        if not _CODE.fullmatch(currency):
            raise _unknown(currency, table)
        if isinstance(rate, bool) or not isinstance(rate, int | float) or not 0.0 < rate < float("inf"):
            raise InputError(
                Problem(
                    "rate",
                    Text("{rate} is not a rate", "{rate} n'est pas un taux").filled(rate=repr(rate)),
                    value=rate,
                    allowed=Text(
                        "a number above 0: {currency} for one USD, mean of {year}", "un nombre supérieur à 0 : {currency} pour un USD, moyenne de {year}"
                    ).filled(currency=currency, year=BASE_YEAR),
                )
            )
        return Money(currency, BASE_YEAR, float(rate), 1.0, GIVEN)
    years = [year for code, year in table if code == currency]
    if not years:
        raise _unknown(currency, table)
    year = BASE_YEAR if BASE_YEAR in years else max(years)
    if year != BASE_YEAR and own is None:
        raise _unknown(currency, table)
    found = table[currency, year]
    return Money(currency, year, 1.0 / found.usd, found.prices / us_prices()[BASE_YEAR], found.source, _peg(found.note))


def _own_rates(currency: str, scenarios: Iterable[Scenario]) -> OwnRates | None:
    """The rates that scenarios give of a currency; InputError where they are not the same."""
    given = {scenario.name: scenario.currencies[currency] for scenario in scenarios if currency in scenario.currencies}
    if len(set(given.values())) > 1:
        allowed = Text("one rate for all: the same [currencies] in each, or --rate", "un seul taux pour tous : les mêmes [currencies] dans chacun, ou --rate")
        raise InputError(
            Problem(
                "currency",
                Text("{names} give different rates of {currency}", "{names} donnent des taux différents de {currency}").filled(
                    names=", ".join(given), currency=currency
                ),
                value=currency,
                allowed=allowed,
            )
        )
    return next(iter(given.values()), None)


def _unknown(currency: str, table: Rates) -> InputError:
    """What is said of a currency that has no rate: the code that may be meant, and how to give a rate."""
    known = sorted({code for code, year in table if year == BASE_YEAR})
    is_code = _CODE.fullmatch(currency) is not None
    says = (
        Text("there is no rate for {currency} in {year}", "il n'y a pas de taux de {currency} pour {year}").filled(currency=currency, year=BASE_YEAR)
        if is_code
        else Text("{currency} is not the code of a currency (ISO 4217)", "{currency} n'est pas le code d'une monnaie (ISO 4217)").filled(
            currency=repr(currency)
        )
    )
    code = currency if is_code else "XOF"
    own = Text(
        "--rate NUMBER, {code} for one USD in {year}; or in the scenario [currencies.{code}] per_usd = {{ {year} = NUMBER }}, source = KEY",
        "--rate NOMBRE, {code} pour un USD en {year} ; ou dans le scénario [currencies.{code}] per_usd = {{ {year} = NOMBRE }}, source = CLÉ",
    ).filled(code=code, year=BASE_YEAR)
    return InputError(
        Problem(
            "currency",
            says,
            value=currency,
            allowed=Text("{names}; or any other with its rate: {own}", "{names} ; ou toute autre avec son taux : {own}").filled(
                names=", ".join(known), own=own
            ),
            nearest=nearest(currency.upper(), known),
        )
    )


def _peg(note: str) -> Text:
    """What a table says of a fixed rate, in both languages; nothing for another note.

    >>> Text(*_peg("fixed: 655.957 a EUR"))
    Text(en='fixed: 655.957 a EUR', fr='fixe : 655,957 pour un EUR')
    """
    found = re.fullmatch(r"fixed: ([\d.]+) a ([A-Z]{3})", note)
    if found is None:
        return Text("", "")
    rate = by_language(partial(as_written, found[1]))
    return Text("fixed: {rate} a {currency}", "fixe : {rate} pour un {currency}").filled(rate=rate, currency=found[2])
