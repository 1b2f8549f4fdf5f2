"""Amounts of money in a currency and year of their own, `{ value = 300e6, currency = "XOF", year = 2023 }`, and `[currencies.XOF]` with rates for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from model.errors import InputError, Problem, short
from model.parameter import Parameter

from ..currencies import BASE_YEAR, FIRST_YEAR, LAST_YEAR, Amount, OwnRates, converted, is_rate, rates, us_prices, with_own
from ..frozen import Frozen
from .keys_and_types import GivenAmount, GivenCurrency, is_money, of_shape
from .own_sources import is_source, unknown_source
from .problems_found import Checking

AMOUNT_ALLOWED = '{ value = NUMBER, currency = "XOF", year = 2019 }'
_CODE = re.compile(r"[A-Z]{3}")
_YEAR = re.compile(r"[0-9]{4}")


def read_currencies(work: Checking) -> None:
    """The scenario's own rates into `work.currencies`, and these with those of the table into `work.rates`."""
    for code, table in work.document.get("currencies", {}).items():
        path = f"currencies.{code}"
        before = len(work.problems)
        if not _CODE.fullmatch(code):
            near = code.upper() if _CODE.fullmatch(code.upper()) else None
            says = f"{short(code)} is not the code of a currency (ISO 4217)"
            work.problems.append(Problem(path, says, value=code, allowed="three capitals, as XOF", nearest=near))
        if found := of_shape(GivenCurrency, table, path):
            work.problems += found
            continue
        per_usd, prices = (_by_year(work, f"{path}.{name}", table.get(name, {})) for name in ("per_usd", "us_prices"))
        if not table["per_usd"]:
            work.problems.append(Problem(f"{path}.per_usd", "is empty", allowed="units for one USD by year, as { 2019 = 585.9 }"))
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
            work.problems.append(Problem(f"{path}.{year}", f"{short(year)} is not a year", value=year, allowed=f"a year from {FIRST_YEAR} to {LAST_YEAR}"))
        elif not is_rate(value):
            work.problems.append(Problem(f"{path}.{year}", f"{short(value)} is not a rate", value=value, allowed="a number above 0"))
        else:
            found[int(year)] = float(value)
    return found


def _no_prices(path: str, year: int) -> Problem:
    """A year of a rate for which nobody says how prices in the United States stood."""
    years = us_prices()
    says = f"the table has no prices in the United States for {year} to bring an amount to {BASE_YEAR} with"
    allowed = f"years from {min(years)} to {max(years)}; or beside per_usd: us_prices = {{ {year} = LEVEL }}, prices in the United States, {BASE_YEAR} being 1"
    return Problem(f"{path}.per_usd.{year}", says, value=year, allowed=allowed)


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
        work.problems.append(Problem(f"{key}.year", "is missing", allowed="the year of the observation, in whose money the figure is"))
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
        work.problems.append(Problem(path, f"{short(value)} is not a number", value=value, allowed=f"a number, in {AMOUNT_ALLOWED}"))
        return None
    try:
        return converted(float(value), currency, year, work.rates)
    except InputError as error:
        found = [replace(problem, key=f"{key}.{problem.key}") for problem in error.problems]
        work.problems += [problem for problem in found if problem not in work.problems]
        return None


def _no_money(key: str, declaration: Parameter, value: Any) -> Problem:
    return Problem(key, f"is given in a currency, and is no amount of money ({declaration.unit})", value=value, allowed=declaration.allowed)


def with_amount(problem: Problem, amounts: Mapping[str, Amount]) -> Problem:
    """The problem of a converted value with the amount that it was."""
    amount = amounts.get(problem.key) or amounts.get(problem.key.removesuffix(".value").removesuffix(".assumed"))
    if amount is None or problem.key.endswith((".currency", ".year", ".source")):
        return problem
    return replace(problem, says=f"{problem.says} (USD of 2019, from {amount.value:,.12g} {amount.currency} of {amount.year})")
