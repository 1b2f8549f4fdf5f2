"""What is worth knowing of a scenario before it is run: on what its inputs rest, which levers collide, which change nothing here."""

from __future__ import annotations

from collections import Counter
from typing import Any

from model.levers import Lever
from model.offers import base_offer
from model.parameter import Text, by_language
from model.parameters import parameters
from scenarios.scenario import Scenario

from ..calibrated.ensemble import shipped
from ..calibrated.lever_evidence import evidence_document, stamp_lines
from ..text import colon
from .conflicts import conflicts
from .money import amounts, budgets, own_sources
from .regions import regions_told
from .who_came_when import who_came_when


def without_effect(scenario: Scenario) -> list[tuple[Lever, str]]:
    """Levers that change nothing in a corridor, with the corridor: by the same question that the model asks before it drops a lever."""
    settings = scenario.settings()
    p = parameters(settings.parameters)
    return [(lever, corridor.id) for lever in scenario.levers for corridor in settings.corridors if lever.is_idle or not lever.changes(base_offer(corridor, p))]


def checked(scenario: Scenario, language: str = "en") -> dict[str, Any]:
    """All of it, as JSON takes it."""
    uncertain = {given.path for given in scenario.uncertain()}
    inputs = [
        {
            "input": given.path,
            "value": given.value,
            "unit": given.unit,
            "range": [given.low, given.high] if given.low is not None and given.high is not None else None,
            "grade": given.grade,
            "status": given.status.value,
            "source": given.source,
            "year": given.year,
            "says": given.says(language),
            "note": given.note,
            "drawn": given.path in uncertain,
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
            "{label} changes nothing on {corridor}: its terms are those that hold there already.",
            "{label} ne change rien sur {corridor} : ses conditions y sont déjà celles en vigueur.",
        ).filled(label=label, corridor=corridor)(language)
        idle.append({"lever": lever.id, "corridor": corridor, "says": says})
    found = conflicts(scenario)
    both = [{"kind": each.kind, "levers": list(each.levers), "term": each.term, "says": each.says(language)} for each in found]
    counted = ", ".join(f"{grade}{colon(language)}{count}" for grade, count in grades.items())
    evidence = evidence_document([scenario], shipped())
    told = by_language(lambda each: " ".join(stamp_lines(evidence, each)))
    says = Text(
        "{n} inputs by grade of evidence: {counted}. {n_assumed} are assumptions or values of the literature; {n_drawn} of them are drawn from "
        "a range. {told}",
        "{n} données d'entrée par niveau de preuve : {counted}. {n_assumed} sont des hypothèses ou des valeurs de la littérature ; {n_drawn} "
        "d'entre elles sont tirées dans un intervalle. {told}",
    ).filled(n=len(inputs), counted=counted, n_assumed=n_assumed, n_drawn=n_drawn, told=told)(language)
    return {
        "scenario": scenario.name,
        "label": scenario.label(language),
        "fingerprint": scenario.fingerprint,
        "says": says,
        "grades": grades,
        "inputs": inputs,
        "budgets": budgets(scenario, language),
        "amounts": amounts(scenario, language),
        "sources": own_sources(scenario, language),
        "regions": regions_told(scenario, language),
        "cohorts": who_came_when(scenario, language),
        "conflicts": both,
        "without_effect": idle,
        "warnings": warnings,
        "footnotes": [note(language) for note in scenario.footnotes],
    }
