"""Amounts of money in a currency and year of their own, `{ value = 300e6, currency = "XOF", year = 2023 }`, and `[currencies.XOF]` with rates for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from model.errors import EMPTY, MISSING, NOT_A_NUMBER, NOT_A_YEAR, InputError, Problem, short
from model.parameter import Parameter
from model.text import Said, Text, numeral

from ..currencies import BASE_YEAR, FIRST_YEAR, LAST_YEAR, Amount, OwnRates, converted, is_rate, rates, us_prices, with_own
from ..frozen import Frozen
from .keys_and_types import GivenAmount, GivenCurrency, is_money, of_shape
from .own_sources import is_source, unknown_source
from .problems_found import Checking

NUMBER = Text("NUMBER", "NOMBRE")
AMOUNT_ALLOWED = Text('{{ value = {number}, currency = "XOF", year = 2019 }}', '{{ value = {number}, currency = "XOF", year = 2019 }}').filled(number=NUMBER)
PER_USD = Text("units for one USD by year, as {example}", "des unités pour un USD par année, comme {example}").filled(example="{ 2019 = 585.9 }")
NO_PRICES = Text(
    "the table has no prices in the United States for {year} to bring an amount to {base} with",
    "la table n'a pas les prix aux États-Unis de {year}, qui ramèneraient un montant à {base}",
)
YEARS_OR_PRICES = Text(
    "years from {first} to {last}; or beside per_usd: us_prices = {{ {year} = LEVEL }}, prices in the United States, {base} being 1",
    "les années de {first} à {last} ; ou, à côté de per_usd : us_prices = {{ {year} = NIVEAU }}, les prix aux États-Unis, {base} valant 1",
)
IN_ITS_MONEY = Text(
    "the year of the observation, in whose money the figure is", "l'année de l'observation, dans la monnaie de laquelle le chiffre est donné"
)
NO_MONEY = Text("is given in a currency, and is no amount of money ({unit})", "est donné dans une monnaie, et n'est pas une somme d'argent ({unit})")
CONVERTED = Text("{says} (USD of 2019, from {value} {currency} of {year})", "{says} (USD de 2019, à partir de {value} {currency} de {year})")
_CODE = re.compile(r"[A-Z]{3}")
_YEAR = re.compile(r"[0-9]{4}")


def read_currencies(work: Checking) -> None:
    """The scenario's own rates into `work.currencies`, and these with those of the table into `work.rates`."""
    for code, table in work.document.get("currencies", {}).items():
        path = f"currencies.{code}"
        before = len(work.problems)
        if not _CODE.fullmatch(code):
            near = code.upper() if _CODE.fullmatch(code.upper()) else None
            says = Text("{value} is not the code of a currency (ISO 4217)", "{value} n'est pas le code d'une monnaie (ISO 4217)").filled(value=short(code))
            work.problems.append(Problem(path, says, value=code, allowed=Text("three capitals, as XOF", "trois majuscules, comme XOF"), nearest=near))
        if found := of_shape(GivenCurrency, table, path):
            work.problems += found
            continue
        per_usd, prices = (_by_year(work, f"{path}.{name}", table.get(name, {})) for name in ("per_usd", "us_prices"))
        if not table["per_usd"]:
            work.problems.append(Problem(f"{path}.per_usd", EMPTY, allowed=PER_USD))
        if not is_source(work, table["source"]):
            work.problems.append(unknown_source(work, f"{path}.source", table["source"], max(per_usd, default=None)))
        work.problems += [_no_prices(path, year) for year in per_usd if year not in prices and year not in us_prices()]
        if len(work.problems) == before:
            work.currencies[code] = OwnRates(tuple(per_usd.items()), tuple(prices.items()), table["source"])
    work.rates = with_own(work.currencies) if work.currencies else rates()


def _by_year(work: Checking, path: str, table: Mapping[str, Any]) -> dict[int, float]:
    """Positive numbers by year."""
    found: dict[int, float] = {}
    for year, value in table.items():
        if not _YEAR.fullmatch(year) or not FIRST_YEAR <= int(year) <= LAST_YEAR:
            within = Text("a year from {first} to {last}", "une année de {first} à {last}").filled(first=FIRST_YEAR, last=LAST_YEAR)
            work.problems.append(Problem(f"{path}.{year}", NOT_A_YEAR.filled(value=short(year)), value=year, allowed=within))
        elif not is_rate(value):
            says = Text("{value} is not a rate", "{value} n'est pas un taux").filled(value=short(value))
            work.problems.append(Problem(f"{path}.{year}", says, value=value, allowed=Text("a number above 0", "un nombre supérieur à 0")))
        else:
            found[int(year)] = float(value)
    return found


def _no_prices(path: str, year: int) -> Problem:
    """A year of a rate for which nobody says how prices in the United States stood."""
    years = us_prices()
    allowed = YEARS_OR_PRICES.filled(first=min(years), last=max(years), year=year, base=BASE_YEAR)
    return Problem(f"{path}.per_usd.{year}", NO_PRICES.filled(year=year, base=BASE_YEAR), value=year, allowed=allowed)


def in_usd(work: Checking, key: str, declaration: Parameter, raw: Any) -> Any:
    """The value in USD of 2019 where it is an amount with a currency, else as it is; None and a problem more where the amount is wrong."""
    if not isinstance(raw, dict) or not {"currency", "year"} & raw.keys():
        return raw
    if not is_money(declaration):
        work.problems.append(_no_money(key, declaration, raw))
        return None
    if found := of_shape(GivenAmount, raw, key):
        work.problems += found
        return None
    amount = _converted(work, key, raw["value"], raw["currency"], raw["year"], f"{key}.value")
    if amount is None:
        return None
    work.amounts[key] = replace(amount, given=Frozen(raw))
    return amount.usd


def figure_in_usd(work: Checking, key: str, declaration: Parameter, raw: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """A figure whose value and range are in USD of 2019; None and a problem more where its money is wrong."""
    if raw.get("currency") is None:
        return raw
    if not is_money(declaration):
        work.problems.append(_no_money(f"{key}.currency", declaration, raw["currency"]))
        return None
    if raw.get("year") is None:
        work.problems.append(Problem(f"{key}.year", MISSING, allowed=IN_ITS_MONEY))
        return None
    numbers = {"value": raw["value"], **{f"assumed.{place}": bound for place, bound in enumerate(raw.get("assumed") or ())}}
    found = [_converted(work, key, number, raw["currency"], raw["year"], f"{key}.{name}") for name, number in numbers.items()]
    told = [amount for amount in found if amount is not None]
    if len(told) < len(found):
        return None
    work.amounts[key] = replace(told[0], given=Frozen({name: raw[name] for name in ("value", "currency", "year", "assumed") if name in raw}))
    range_in_usd = {"assumed": [amount.usd for amount in told[1:]]} if len(told) > 1 else {}
    return {**raw, "value": told[0].usd, **range_in_usd}


def _converted(work: Checking, key: str, value: Any, currency: str, year: int, path: str) -> Amount | None:
    """An amount, or None and a problem more; each problem once."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        allowed = Text("a number, in {form}", "un nombre, dans {form}").filled(form=AMOUNT_ALLOWED)
        work.problems.append(Problem(path, NOT_A_NUMBER.filled(value=short(value)), value=value, allowed=allowed))
        return None
    try:
        return converted(float(value), currency, year, work.rates)
    except InputError as error:
        found = [replace(problem, key=f"{key}.{problem.key}") for problem in error.problems]
        work.problems += [problem for problem in found if problem not in work.problems]
        return None


def _no_money(key: str, declaration: Parameter, value: Any) -> Problem:
    return Problem(key, NO_MONEY.filled(unit=declaration.unit.words), value=value, allowed=declaration.permitted)


def with_amount(problem: Problem, amounts: Mapping[str, Amount]) -> Problem:
    """The problem of a converted value with the amount that it was."""
    amount = amounts.get(problem.key) or amounts.get(problem.key.removesuffix(".value").removesuffix(".assumed"))
    if amount is None or problem.key.endswith((".currency", ".year", ".source")):
        return problem
    says = CONVERTED.filled(says=problem.says, value=numeral(amount.value), currency=amount.currency, year=amount.year)
    return replace(problem, says=Said(says))
