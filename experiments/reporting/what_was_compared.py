"""What was compared: where, when, on how many records and runs, and the terms of every policy. The head of the page that is read first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from model.levers import COMMON, ELIGIBILITY, Lever
from model.parameter import Kind, Parameter, Text, Unit
from scenarios.corridors import name as corridor_name
from scenarios.scenario import Scenario

from ..checks.before_a_run import without_effect
from ..checks.conflicts import conflicts
from ..checks.money import amounts, budget_in_total, in_force, own_sources
from ..checks.regions import regions_told
from ..comparing.comparison import Comparison
from ..comparing.rows import labels
from ..runs.runner import sample_of
from ..runs.verdicts import what_was_drawn
from ..shown_money import in_words, of_input
from ..text import colon, markdown, markdown_table, number, percent, say, semicolon, unit_words, value_words, within

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


def compared_section(comparison: Comparison, language: str = "en") -> list[str]:
    """The lines of Markdown: corridors, years, records, runs; each policy with its terms; what the check says of it."""
    options = comparison.manifest.get("options", {})
    lines = [f"## {word('title', language)}", ""]
    worlds: dict[tuple[str, ...], list[Scenario]] = {}
    for scenario in comparison.scenarios:
        worlds.setdefault((*scenario.corridors, scenario.start, str(scenario.years), repr(scenario.regions)), []).append(scenario)
    for own in worlds.values():
        first = own[0]
        when = {"first": month_name(first.start, 0), "last": month_name(first.start, 12 * first.years - 1)}
        when |= {"years": str(first.years), "burn_in": str(first.burn_in_years)}
        lines.append(_line("where", semicolon(language).join(f"{markdown(corridor_name(c)(language))} ({c})" for c in first.corridors), language))
        lines.append(_line("regions", " ".join(markdown(told["says"]) for told in regions_told(first, language)), language))
        lines.append(_line("when", word("years", language, **when), language))
        lines.append(_line("records", _records(first, options, language), language))
    what = what_was_drawn(options, language)
    lines.append(_line("runs", word("runs_line", language, n=options.get("replications", "?"), what=what), language))
    reference = comparison.reference(language)
    lines += [_line("against", markdown(reference), language)] if reference else []
    offers, terms = terms_of(comparison, language)
    lines += ["", *offers, "", *([f"**{word('terms', language)}**", "", *terms] if terms else [])]
    for key, told in (("money", amounts), ("own_sources", own_sources)):
        said = dict.fromkeys(str(one["says"]) for scenario in comparison.scenarios for one in told(scenario, language))
        lines += ["", f"**{word(key, language)}**", "", *(f"- {markdown(text)}" for text in said)] if said else []
    checked = _checked(comparison, language)
    lines += ["", f"**{word('checked', language)}**", "", *(f"- {markdown(text)}" for text in checked)] if checked else []
    return lines


def _line(key: str, text: str, language: str) -> str:
    return f"- **{word(key, language)}**{colon(language)}{text}"


def _records(scenario: Scenario, options: Mapping[str, Any], language: str) -> str:
    households = sum(corridor.households for corridor in scenario.settings().corridors)
    sample = sample_of(options.get("sample"), bool(options.get("full_scale")), scenario)
    largest = max(corridor.households for corridor in scenario.settings().corridors)
    said = number(float(households), language)
    if sample is None or sample >= largest:
        return word("full", language, households=said)
    return word("sampled", language, households=said, sample=number(float(sample), language))


def terms_of(comparison: Comparison, language: str) -> tuple[list[str], list[str]]:
    """A table in Markdown: each lever of each policy, its dates, money, payer, people; and a line on the terms of each lever."""
    names = labels(comparison, language)
    rows: list[tuple[str, ...]] = []
    terms: dict[tuple[str, str], list[str]] = {}
    for each in comparison.replications:
        scenario = each.scenario
        name = markdown(names[each.name])
        if not scenario.levers:
            rows.append((name, word("no_levers", language), *("",) * 4))
        for lever in scenario.levers:
            first, after = in_force(lever, scenario)
            dates = {"first": month_name(scenario.start, first), "last": month_name(scenario.start, after - 1)}
            total = budget_in_total(lever, scenario)
            label = lever.label(language)
            is_said = len(scenario.levers) == 1 and label.lower() in names[each.name].lower()
            title = name if is_said else f"{name}{colon(language)}{within(label)}"
            rows.append(
                (
                    title,
                    word("dates", language, **dates) if after > first else word("never", language),
                    word("unlimited", language) if lever.budget_usd is None else number(of_input(lever.budget_usd, "USD"), language),
                    word("unlimited", language) if total is None else number(of_input(total, "USD"), language),
                    within(say(lever.paid_by, language)),
                    for_whom(lever, language, scenario),
                )
            )
            terms.setdefault((label, _own_terms(lever, language, scenario)), []).append(name)
    head = [in_words(word(key, language)) for key in ("policy", "in_force", "budget", "total", "payer", "for_whom")]
    lines = [f"- {word('terms_of', language, lever=lever, policies=', '.join(of))}{colon(language)}{said}" for (lever, said), of in terms.items()]
    return markdown_table(head, rows), lines


def places_words(value: Any, language: str, scenario: Scenario | None) -> str:
    """Communities in words: by name, as they are written, where the scenario has one origin and names its regions; else by number."""
    if scenario is None or len(scenario.origins) > 1 or not scenario.regions:
        return value_words(value, language)
    regions = scenario.regions[scenario.origins[0]]
    return ", ".join(regions[place - 1].name if isinstance(place, int) else within(value_words(place, language)) for place in value)


def for_whom(lever: Lever, language: str, scenario: Scenario | None = None) -> str:
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
    return markdown(semicolon(language).join(said)) if said else word("everybody", language)


def _own_terms(lever: Lever, language: str, scenario: Scenario | None = None) -> str:
    """The lever's own terms in words, each with value and unit; in bold where the scenario departs from the declared value."""
    said = []
    for key, declaration in lever.parameters.items():
        value = lever.values[key]
        if key in SHOWN_APART or value is None or value == () or value == "":
            continue
        unit = "" if declaration.unit in PLAIN_UNITS else f" {unit_words(str(declaration.unit), language)}"
        shown = percent(value, language) if declaration.unit is Unit.SHARE else value_words(of_input(value, declaration.unit), language) + unit
        shown = places_words(value, language, scenario) if declaration.kind is Kind.PLACES else shown
        text = markdown(f"{term_label(key, declaration, language)}{colon(language)}{shown}")
        if value != declaration.value:
            said.append(f"**{text}**")
        elif key not in COMMON:
            said.append(text)
    return semicolon(language).join(said)


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


def _checked(comparison: Comparison, language: str) -> list[str]:
    """Conflicts between levers and levers without effect, as `diaspora check` says them, and of which policies where not of all."""
    names, found = labels(comparison, language), dict[str, list[str]]()
    policies = [each for each in comparison.replications if each.scenario.levers]
    for each in policies:
        says = [conflict.says(language) for conflict in conflicts(each.scenario)]
        idle = without_effect(each.scenario)
        says += [word("idle", language, lever=lever.label(language), corridor=corridor_name(corridor)(language)) for lever, corridor in idle]
        for text in says:
            found.setdefault(text, []).append(names[each.name])
    return [text if len(of) == len(policies) else f"{text.removesuffix('.')} ({', '.join(of)})." for text, of in found.items()]
