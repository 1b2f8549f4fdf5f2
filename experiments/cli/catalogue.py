"""What there is: scenarios, levers, outcomes, parameters, corridors and questions, each with its id and label."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from model.errors import InputError, Problem, nearest
from model.inputs.settings import FIGURES
from model.levers import REGISTRY
from model.outcome_registry import BREAKDOWNS, OUTCOMES
from model.parameter import Parameter, Text
from model.parameters import PARAMETERS
from scenarios import corridors, library, load
from scenarios.countries import describing
from scenarios.questions import questions

from ..calibrated.ensemble import shipped
from ..calibrated.lever_evidence import evidence_of

Item = dict[str, Any]


def _scenarios(language: str) -> list[Item]:
    loaded = [load(name) for name in library()]
    return [
        {"id": scenario.name, "label": scenario.label(language), "corridors": list(scenario.corridors), "levers": [lever.id for lever in scenario.levers]}
        for scenario in loaded
    ]


def _levers(language: str) -> list[Item]:
    return [
        {"id": lever_id, "label": lever.label(language), "family": lever.family.value, "main_outcome": lever.main_outcome}
        for lever_id, lever in sorted(REGISTRY.items())
    ]


def _outcomes(language: str) -> list[Item]:
    return [
        {
            "id": outcome_id,
            "label": outcome.label(language),
            "unit": outcome.unit(language),
            "kind": outcome.kind,
            "theme": outcome.theme,
            "adds": outcome.adds.value,
            "low": outcome.low,
            "high": outcome.high,
        }
        for outcome_id, outcome in OUTCOMES.items()
    ]


def _parameters(language: str) -> list[Item]:
    return [
        {
            "id": name,
            "label": declaration.says(language),
            "value": declaration.value,
            "unit": declaration.unit.value,
            "grade": declaration.grade,
            "status": declaration.status.value,
        }
        for name, declaration in PARAMETERS.items()
    ]


def _corridors(language: str) -> list[Item]:
    return [
        {"id": corridor, "label": corridors.name(corridor)(language), "migrant_stock": getattr(corridors.figures(corridor).get("migrant_stock"), "value", None)}
        for corridor in corridors.known()
    ]


def _questions(language: str) -> list[Item]:
    return [
        {
            "id": question.number,
            "label": question.label(language),
            "asks": question.asks(language),
            "options": [Text(option.label.en, option.label.fr)(language) for option in question.content.options],
        }
        for question in questions()
    ]


KINDS: Mapping[str, Callable[[str], list[Item]]] = {
    "scenarios": _scenarios,
    "levers": _levers,
    "outcomes": _outcomes,
    "parameters": _parameters,
    "corridors": _corridors,
    "questions": _questions,
}


def listed(kind: str, language: str = "en") -> list[Item]:
    """Everything of a kind, each with at least `id` and `label`."""
    if kind not in KINDS:
        raise InputError(
            Problem(
                "list",
                Text("there is no kind {kind}", "il n'y a pas de liste {kind}").filled(kind=repr(kind)),
                value=kind,
                allowed=", ".join(KINDS),
                nearest=nearest(kind, KINDS),
            )
        )
    return KINDS[kind](language)


def declaration_item(name: str, declaration: Parameter, language: str) -> Item:
    """A declared parameter in full."""
    return {
        "id": name,
        "label": declaration.says(language),
        "value": declaration.value,
        "unit": declaration.unit.value,
        "allowed": declaration.permitted(language),
        "range": list(declaration.likely) if declaration.likely else None,
        "off": declaration.off,
        "grade": declaration.grade,
        "status": declaration.status.value,
        "source": declaration.source,
    }


def _scenario(name: str, language: str) -> Item:
    scenario = load(name)
    return {
        "id": scenario.name,
        "kind": "scenario",
        "label": scenario.label(language),
        "says": scenario.says(language),
        "corridors": list(scenario.corridors),
        "start": scenario.start,
        "years": scenario.years,
        "burn_in_years": scenario.burn_in_years,
        "fingerprint": scenario.fingerprint,
        "base": scenario.base,
        "levers": [
            {"id": lever.id, "label": lever.label(language), "values": ", ".join(f"{key}={value}" for key, value in lever.values.items() if value is not None)}
            for lever in scenario.levers
        ],
        "shocks": [{"id": shock.kind, "month": shock.month, "months": shock.months, "size": shock.size} for shock in scenario.shocks],
        **({"sources": [{"id": key, **source.document()} for key, source in scenario.sources.items()]} if scenario.sources else {}),
        **({"amounts": [{"id": path, "says": amount.says()(language)} for path, amount in told.items()]} if (told := scenario.converted()) else {}),
    }


def _lever(lever_id: str, language: str) -> Item:
    lever = REGISTRY[lever_id]
    return {
        "id": lever_id,
        "kind": "lever",
        "label": lever.label(language),
        "says": lever.says(language),
        "family": lever.family.value,
        "source": lever.source,
        "main_outcome": lever.main_outcome,
        "evidence": (grounds := evidence_of(lever_id, shipped())).says(language),
        "facts": list(grounds.facts),
        "parameters": [declaration_item(name, declaration, language) for name, declaration in lever.parameters.items()],
    }


def _corridor(corridor: str, language: str) -> Item:
    found = {**corridors.figures(corridor), **corridors.observed(corridor)}
    return {
        "id": corridor,
        "kind": "corridor",
        "label": corridors.name(corridor)(language),
        "figures": [{"id": name, "value": figure.value, "source": figure.source, "year": figure.year, "note": figure.note} for name, figure in found.items()],
    }


def _outcome(outcome_id: str, language: str) -> Item:
    outcome = OUTCOMES[outcome_id]
    return {
        "id": outcome_id,
        "kind": "outcome",
        "label": outcome.label(language),
        "says": outcome.says(language),
        "unit": outcome.unit(language),
        "adds": outcome.adds.value,
        "bounds": outcome.bounds(language),
        "stock_or_flow": outcome.kind,
        "theme": outcome.theme,
        "breakdowns": [
            breakdown
            for breakdown in BREAKDOWNS
            if (breakdown in ("payer", "lever", "family")) == (outcome_id in ("public_cost", "revenue_forgone")) and (outcome.has_breakdown or outcome.is_cost)
        ],
    }


def described(name: str, language: str = "en") -> Item:
    """A scenario, lever, parameter (also `levers.ID.NAME`), outcome, corridor, country or figure; InputError with the nearest where there is none."""
    found = _described(name, language)
    notes = corridors.footnotes(found)
    return found | ({"footnotes": [note(language) for note in notes]} if notes else {})


def _described(name: str, language: str) -> Item:
    if name in library() or name.endswith(".toml"):
        return _scenario(name, language)
    if name in REGISTRY:
        return _lever(name, language)
    path = name.removeprefix("parameters.")
    if path in PARAMETERS:
        return {"kind": "parameter", **declaration_item(path, PARAMETERS[path], language)}
    lever_id, _, own = name.removeprefix("levers.").partition(".")
    if lever_id in REGISTRY and own in REGISTRY[lever_id].parameters:
        return {"kind": "parameter", **declaration_item(f"levers.{lever_id}.{own}", REGISTRY[lever_id].parameters[own], language)}
    if name in OUTCOMES:
        return _outcome(name, language)
    if name in corridors.known():
        return _corridor(name, language)
    figure = name.removeprefix("corridor.")  # also the name of a lever: remittance_cost
    if figure in FIGURES:
        return describing.figure_item(figure, language)
    country, corridor = describing.country_of(name), describing.corridor_of(name)
    if corridor in corridors.known():
        return _corridor(corridor, language)
    if corridor is not None or country is not None:
        return describing.corridor_item(corridor, language) if corridor else describing.country_item(str(country), language)
    is_place = corridors.corridor_code(name) is not None or corridors.country_code(name) is not None
    everything = [*library(), *REGISTRY, *PARAMETERS, *OUTCOMES, *FIGURES, *corridors.known()]
    raise InputError(
        Problem(
            "describe",
            Text("nothing is called {name}", "rien ne s'appelle {name}").filled(name=repr(name)),
            value=name,
            allowed=Text(
                "the name of a scenario, lever, parameter, outcome, corridor, country or figure (see diaspora list)",
                "le nom d'un scénario, levier, paramètre, résultat, corridor, pays ou chiffre (voir diaspora list)",
            ),
            nearest=corridors.nearest_corridor(name, corridors.known()) if is_place else nearest(name, everything),
        )
    )
