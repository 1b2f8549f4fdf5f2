"""Budgets over the months in which they are spent, amounts that a scenario gives in other money, and sources of its own: what is said of them."""

from __future__ import annotations

from typing import Any

from model.levers import Lever
from model.parameter import Text
from scenarios.scenario import Scenario

from ..text import colon, number


def in_force(lever: Lever, scenario: Scenario) -> tuple[int, int]:
    """First month of a lever within the horizon, and the first month after it; equal where it is never in force."""
    horizon = 12 * scenario.years
    last = horizon if lever.to_month is None else min(lever.to_month, horizon)
    return min(lever.from_month, last), last


def budget_in_total(lever: Lever, scenario: Scenario) -> float | None:
    """The budget over the months in which the lever is in force within the horizon, USD; None where there is no limit."""
    first, after = in_force(lever, scenario)
    return None if lever.budget_usd is None else lever.budget_usd * (after - first) / 12.0


def budgets(scenario: Scenario, language: str = "en") -> list[dict[str, Any]]:
    """Each budget with its yearly sum and its total within the horizon."""
    told = []
    for lever in scenario.levers:
        total = budget_in_total(lever, scenario)
        if lever.budget_usd is None or total is None:
            continue
        first, after = in_force(lever, scenario)
        a_year, in_total = number(lever.budget_usd, language), number(total, language)
        says = Text(
            "{lever}: a budget of {a_year} USD of 2019 a year, {in_total} USD in total over {months} months.",
            "{lever} : budget de {a_year} USD de 2019 par an, {in_total} USD au total sur {months} mois.",
        ).filled(lever=lever.label, a_year=a_year, in_total=in_total, months=after - first)(language)
        told.append({"lever": lever.id, "a_year_usd": lever.budget_usd, "in_total_usd": total, "months": after - first, "says": says})
    return told


def amounts(scenario: Scenario, language: str = "en") -> list[dict[str, Any]]:
    """What the scenario gives in other money, in USD of 2019, with the rate."""
    return [
        {
            "input": path,
            "value": amount.value,
            "currency": amount.currency,
            "year": amount.year,
            "usd_of_2019": amount.usd,
            "per_usd": amount.per_usd,
            "us_prices": amount.prices,
            "source": amount.source,
            "says": f"{path}{colon(language)}{amount.says()(language)}",
        }
        for path, amount in scenario.converted().items()
    ]


def own_sources(scenario: Scenario, language: str = "en") -> list[dict[str, Any]]:
    """The scenario's own sources, each with the number of figures that rest on it."""
    told = []
    for key, source in scenario.sources.items():
        used = sum(figure.source == key for figures in scenario.figures.values() for figure in figures.values())
        used += sum(given.source == key for given in scenario.currencies.values())
        says = Text(
            "Own source {key}: {source}; used by {used}.",
            "Source propre {key} : {source} ; utilisée par {used}.",
        ).filled(key=key, source=source, used=used)(language)
        told.append({"key": key, **source.document(), "used_by": used, "says": says})
    return told
