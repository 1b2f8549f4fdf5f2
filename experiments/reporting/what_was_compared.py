"""What was compared: where, when, on how many records and runs, and the terms of every policy. The head of the page that is read first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from model.levers import Lever
from scenarios.corridors import name as corridor_name
from scenarios.scenario import Scenario

from ..checks.before_a_run import without_effect
from ..checks.conflicts import conflicts
from ..checks.money import amounts, own_sources
from ..checks.policy_words import money_and_dates, own_terms, people_and_places, word, years_of
from ..checks.regions import regions_told
from ..comparing.comparison import Comparison
from ..comparing.rows import labels
from ..runs.runner import sample_of
from ..runs.verdicts import what_was_drawn
from ..shown_money import in_words
from ..text import colon, markdown, markdown_table, number, semicolon, within


def compared_section(comparison: Comparison, language: str = "en") -> list[str]:
    """The lines of Markdown: corridors, years, records, runs; each policy with its terms; what the check says of it."""
    options = comparison.manifest.get("options", {})
    lines = [f"## {word('title', language)}", ""]
    worlds: dict[tuple[str, ...], list[Scenario]] = {}
    for scenario in comparison.scenarios:
        worlds.setdefault((*scenario.corridors, scenario.start, str(scenario.years), repr(scenario.regions)), []).append(scenario)
    for own in worlds.values():
        first = own[0]
        lines.append(_line("where", semicolon(language).join(f"{markdown(corridor_name(c)(language))} ({c})" for c in first.corridors), language))
        lines.append(_line("regions", " ".join(markdown(told["says"]) for told in regions_told(first, language)), language))
        lines.append(_line("when", years_of(first, language), language))
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
            label = lever.label(language)
            is_said = len(scenario.levers) == 1 and label.lower() in names[each.name].lower()
            title = name if is_said else f"{name}{colon(language)}{within(label)}"
            rows.append(
                (
                    title,
                    *money_and_dates(lever, scenario, language),
                    for_whom(lever, language, scenario),
                )
            )
            terms.setdefault((label, _own_terms(lever, language, scenario)), []).append(name)
    head = [in_words(word(key, language)) for key in ("policy", "in_force", "budget", "total", "payer", "for_whom")]
    lines = [f"- {word('terms_of', language, lever=lever, policies=', '.join(of))}{colon(language)}{said}" for (lever, said), of in terms.items()]
    return markdown_table(head, rows), lines


def for_whom(lever: Lever, language: str, scenario: Scenario | None = None) -> str:
    """`people_and_places` in Markdown."""
    return markdown(people_and_places(lever, language, scenario))


def _own_terms(lever: Lever, language: str, scenario: Scenario | None = None) -> str:
    """The lever's own terms in Markdown; in bold where the scenario departs from the declared value."""
    told = own_terms(lever, language, scenario)
    return semicolon(language).join(f"**{markdown(text)}**" if differs else markdown(text) for text, differs in told)


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
