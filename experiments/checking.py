"""What is worth knowing of a scenario before it is run: on what its inputs rest, which levers collide, which change nothing here."""

from __future__ import annotations

from collections import Counter
from typing import Any

from model.build import base_offer
from model.levers import Lever
from model.parameter import Text
from model.parameters import parameters
from scenarios.scenario import Scenario


def changed_terms(lever: Lever, scenario: Scenario) -> dict[str, set[str]]:
    """Terms of the offer that a lever turns at full strength, by corridor."""
    found = {}
    settings = scenario.settings()
    p = parameters(settings.parameters)
    for corridor in settings.corridors:
        base = base_offer(corridor, p)
        turned = lever.offer(base, 1.0)
        found[corridor.id] = {name for name, before, after in zip(base._fields, base, turned, strict=True) if before != after}
    return found


def without_effect(scenario: Scenario) -> list[tuple[Lever, str]]:
    """Levers that leave the offer of a corridor as it is, with the corridor. Idle levers leave it everywhere."""
    return [(lever, corridor) for lever in scenario.levers for corridor, terms in changed_terms(lever, scenario).items() if lever.is_idle or not terms]


def conflicts(scenario: Scenario) -> list[tuple[Lever, Lever, str]]:
    """Pairs of levers that are in force in the same months and turn the same term of the same corridor, with the term."""
    found = []
    terms = {lever.id: changed_terms(lever, scenario) for lever in scenario.levers}
    for place, one in enumerate(scenario.levers):
        for other in scenario.levers[place + 1 :]:
            shared = {term for corridor in scenario.corridors for term in terms[one.id][corridor] & terms[other.id][corridor]}
            if any(one.is_active(month) and other.is_active(month) for month in range(12 * scenario.years)):
                found += [(one, other, term) for term in sorted(shared)]
    return found


def checked(scenario: Scenario, language: str = "en") -> dict[str, Any]:
    """All of it, as JSON takes it."""
    inputs = [
        {
            "input": given.path,
            "value": given.value,
            "unit": given.unit,
            "range": f"{given.low:g} - {given.high:g}" if given.low is not None and given.high is not None else None,
            "grade": given.grade,
            "status": given.status.value,
            "source": given.source,
            "year": given.year,
            "says": given.says(language),
            "note": given.note,
            "drawn": given in scenario.uncertain(),
        }
        for given in scenario.inputs()
    ]
    grades = dict(sorted(Counter(str(given["grade"]) for given in inputs).items()))
    n_drawn = sum(bool(given["drawn"]) for given in inputs)
    n_assumed = len(scenario.assumptions())
    warnings = [text(language) for text in scenario.warnings()]
    idle = []
    for lever, corridor in without_effect(scenario):
        label = lever.label(language)
        says = Text(
            f"{label} changes nothing on {corridor}: its terms are those that hold there already.",
            f"{label} ne change rien sur {corridor} : ses conditions y sont déjà celles en vigueur.",
        )(language)
        idle.append({"lever": lever.id, "corridor": corridor, "says": says})
    both = []
    for one, other, term in conflicts(scenario):
        says = Text(
            f"{one.label.en} and {other.label.en} turn the same term ({term}) in the same months: the second acts on what the first leaves.",
            f"{one.label.fr} et {other.label.fr} changent la même condition ({term}) aux mêmes mois : le second agit sur ce que laisse le premier.",
        )(language)
        both.append({"levers": [one.id, other.id], "term": term, "says": says})
    counted = ", ".join(f"{grade}: {count}" for grade, count in grades.items())
    says = Text(
        f"{len(inputs)} inputs by grade of evidence: {counted}. {n_assumed} are assumptions or values of the literature; {n_drawn} of them are drawn "
        "from a range. Not calibrated.",
        f"{len(inputs)} données d'entrée par niveau de preuve : {counted}. {n_assumed} sont des hypothèses ou des valeurs de la littérature ; "
        f"{n_drawn} d'entre elles sont tirées dans un intervalle. Non calibré.",
    )(language)
    return {
        "scenario": scenario.name,
        "label": scenario.label(language),
        "fingerprint": scenario.fingerprint,
        "says": says,
        "grades": grades,
        "inputs": inputs,
        "conflicts": both,
        "without_effect": idle,
        "warnings": warnings,
    }
