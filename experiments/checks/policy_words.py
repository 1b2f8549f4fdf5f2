"""A scenario's policies in words: its years, when each lever is in force, what money it has, for whom it is, and on what terms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from model.levers import COMMON, ELIGIBILITY, Lever
from model.parameter import Kind, Parameter, Text, Unit
from scenarios.corridors import name as corridor_name
from scenarios.scenario import Scenario

from ..shown_money import of_input
from ..text import colon, counted_unit, number, percent, say, semicolon, value_words, within
from .money import budget_in_total, in_force

WORDS: Mapping[str, Text] = {
    "title": Text("What was compared", "Ce qui a été comparé"),
    "where": Text("Who", "Qui"),
    "regions": Text("Regions of origin", "Régions d'origine"),
    "when": Text("When", "Quand"),
    "records": Text("How many", "Combien"),
    "runs": Text("Runs", "Simulations"),
    "options": Text("Policies", "Politiques"),
    "against": Text("Compared directly with", "Comparé directement avec"),
    "years": Text("{first} to {last}, {years} years, after a burn-in of {burn_in}", "{first} à {last}, {years} ans, après {burn_in} ans de mise en régime"),
    "sampled": Text(
        "{households} households, by at most {sample} records a corridor", "{households} ménages, par {sample} enregistrements au plus par corridor"
    ),
    "full": Text("{households} households, one record each", "{households} ménages, un enregistrement chacun"),
    "runs_line": Text(
        "{n} a scenario, with and without the policy in common random numbers; {what}",
        "{n} par scénario, avec et sans la politique en nombres aléatoires communs ; {what}",
    ),
    "policy": Text("Policy", "Politique"),
    "in_force": Text("In force", "En vigueur"),
    "budget": Text("Budget a year, USD", "Budget annuel, USD"),
    "total": Text("In total, USD", "Au total, USD"),
    "payer": Text("Paid by", "Payé par"),
    "for_whom": Text("For whom", "Pour qui"),
    "terms": Text("Terms (those that differ from the usual ones in bold)", "Conditions (en gras celles qui diffèrent des valeurs habituelles)"),
    "terms_of": Text("{lever} ({policies})", "{lever} ({policies})"),
    "unlimited": Text("no limit", "sans limite"),
    "everybody": Text("everybody", "tous"),
    "dates": Text("{first} to {last}", "{first} à {last}"),
    "never": Text("not within these years", "pas dans ces années"),
    "no_levers": Text("no lever: the world without policy itself", "aucun levier : le monde sans politique lui-même"),
    "money": Text("Converted to USD of 2019", "Converti en USD de 2019"),
    "own_sources": Text("Sources of the scenario's own", "Sources propres au scénario"),
    "checked": Text("Known before it was run", "Connu avant la simulation"),
    "idle": Text(
        "{lever} changes nothing on {corridor}: its terms hold there already.", "{lever} ne change rien sur {corridor} : ses conditions y valent déjà."
    ),
}


SHOWN_APART = ("from_month", "to_month", "budget_usd", "paid_by")
"""Terms with a column of their own."""
PLAIN_UNITS = (Unit.CHOICE, Unit.LIST, Unit.YES_NO, Unit.COUNT, Unit.RATIO, Unit.SHARE)
"""Units that say nothing beside the value."""


def word(key: str, language: str, **values: object) -> str:
    """A word or sentence of this section."""
    text = WORDS[key](language)
    return text.format(**values) if values else text


def month_name(start: str, month: int) -> str:
    """A month of a scenario in the calendar; month 0 is `start`.

    >>> month_name("2020-03", 0), month_name("2020-03", 10)
    ('2020-03', '2021-01')
    """
    year, first = (int(part) for part in start.split("-"))
    years, rest = divmod(first - 1 + month, 12)
    return f"{year + years}-{rest + 1:02d}"


def money_and_dates(lever: Lever, scenario: Scenario, language: str) -> tuple[str, str, str, str]:
    """When a lever is in force, its budget a year and in total, and who pays it, in words."""
    first, after = in_force(lever, scenario)
    dates = {"first": month_name(scenario.start, first), "last": month_name(scenario.start, after - 1)}
    budgets = (lever.budget_usd, budget_in_total(lever, scenario))
    a_year, total = (word("unlimited", language) if usd is None else number(of_input(usd, "USD"), language) for usd in budgets)
    return word("dates", language, **dates) if after > first else word("never", language), a_year, total, within(say(lever.paid_by, language))


def years_of(scenario: Scenario, language: str) -> str:
    """The first and last month of a scenario and its years, in words."""
    when = {"first": month_name(scenario.start, 0), "last": month_name(scenario.start, 12 * scenario.years - 1)}
    return word("years", language, **when, years=str(scenario.years), burn_in=str(scenario.burn_in_years))


def places_words(value: Any, language: str, scenario: Scenario | None) -> str:
    """Communities in words: by name, as they are written, where the scenario has one origin and names its regions; else by number."""
    if scenario is None or len(scenario.origins) > 1 or not scenario.regions:
        return value_words(value, language)
    regions = scenario.regions[scenario.origins[0]]
    return ", ".join(regions[place - 1].name if isinstance(place, int) else within(value_words(place, language)) for place in value)


def people_and_places(lever: Lever, language: str, scenario: Scenario | None = None) -> str:
    """The people and places that a lever is offered to, in words; regions by name where the `scenario` names them."""
    limits = {key: getattr(lever.eligibility, key) for key in ELIGIBILITY if key != "arm"}
    said = []
    for key, value in limits.items():
        if value is None or (key == "random_share" and value == 1.0):
            continue
        if key == "communities":
            words = places_words(value, language, scenario)
        elif key == "corridors":
            words = ", ".join(corridor_name(corridor)(language) for corridor in value)
        else:
            words = percent(value, language) if key == "random_share" else value_words(value if isinstance(value, tuple) else (value,), language)
        said.append(f"{say(f'limit_{key}', language)}{colon(language)}{words}")
    return semicolon(language).join(said) if said else word("everybody", language)


def own_terms(lever: Lever, language: str, scenario: Scenario | None = None) -> list[tuple[str, bool]]:
    """The lever's own terms in words, each with value and unit, and whether the scenario departs from the declared value."""
    told = []
    for key, declaration in lever.parameters.items():
        value = lever.values[key]
        if key in SHOWN_APART or value is None or value == () or value == "":
            continue
        unit = "" if declaration.unit in PLAIN_UNITS else f" {counted_unit(value, str(declaration.unit), language)}"
        shown = percent(value, language) if declaration.unit is Unit.SHARE else value_words(of_input(value, declaration.unit), language) + unit
        shown = places_words(value, language, scenario) if declaration.kind is Kind.PLACES else shown
        if value != declaration.value or key not in COMMON:
            told.append((f"{term_label(key, declaration, language)}{colon(language)}{shown}", value != declaration.value))
    return told


def term_label(key: str, declaration: Parameter, language: str) -> str:
    """A term of a lever in words: what its declaration says, up to the first explanation; its name where that says nothing.

    >>> from model.levers import REGISTRY
    >>> declared = REGISTRY["skills_placement"].parameters
    >>> term_label("days", declared["days"], "en"), term_label("days", declared["days"], "fr"), term_label("funding", declared["funding"], "en")
    ('length of an assignment in person', "durée d'une mission sur place", 'kind of money')
    """
    own = say(f"term_{key}", language)
    sentence = declaration.says(language) if own == f"term_{key}" else own
    return within(re.split(r"\s*[;:(]|\.$", sentence)[0]) or key
