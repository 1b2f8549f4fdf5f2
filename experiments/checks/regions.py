"""The regions of origin that a scenario rests on: its own, or the split that is assumed where it gives none."""

from __future__ import annotations

from typing import Any

from model.inputs.regions import relative_incomes
from model.parameter import Text
from model.parameters import parameters
from scenarios.scenario import Scenario

from ..text import number_text, percent_text


def regions_told(scenario: Scenario, language: str = "en") -> list[dict[str, Any]]:
    """A sentence an origin with regions of its own, and one for all others: where they come from and what is assumed of them."""
    own = [origin for origin in scenario.origins if scenario.regions.get(origin)]
    rest = [origin for origin in scenario.origins if origin not in own]
    found: list[dict[str, Any]] = []
    for origin in own:
        names = [region.name for region in scenario.regions[origin]]
        found.append({"origins": [origin], "regions": names, "is_assumed": False, "says": _of_its_own(scenario, origin)(language)})
    if rest:
        n = int(parameters(scenario.parameters).population.n_communities)
        found.append({"origins": rest, "regions": list(range(1, n + 1)), "is_assumed": True, "says": _by_rule(scenario, rest)(language)})
    return found


def _of_its_own(scenario: Scenario, origin: str) -> Text:
    p, regions = parameters(scenario.parameters).population, scenario.regions[origin]
    names, incomes = ", ".join(region.name for region in regions), relative_incomes(regions, p.family_spread)
    sources = sorted({region.source for region in regions if region.source})
    assumed = Text("need assumed to go with poverty", "besoin supposé suivre la pauvreté")
    need = Text("need as given", "besoin donné") if regions[0].need is not None else assumed
    sent = Text("shares of emigrants as given", "parts des émigrés données") if regions[0].emigration is not None else _hump(p.migration_density)
    from_ = Text("Source: {sources}", "Source : {sources}").filled(sources=", ".join(sources))
    lowest, highest = (number_text(float(incomes[place])) for place in (0, -1))
    return Text(
        "{origin}: {n} regions of the scenario's own, from the poorest: {names}. Incomes from {lowest} to {highest} of the mean follow from poverty; {need}; "
        "{sent}. {source}.",
        "{origin} : {n} régions propres au scénario, de la plus pauvre : {names}. Les revenus, de {lowest} à {highest} fois la moyenne, découlent de la "
        "pauvreté ; {need} ; {sent}. {source}.",
    ).filled(
        origin=origin,
        n=len(regions),
        names=names,
        lowest=lowest,
        highest=highest,
        need=need,
        sent=sent,
        source=from_ if sources else Text("No source is given: an assumption", "Aucune source donnée : une hypothèse"),
    )


def _by_rule(scenario: Scenario, origins: list[str]) -> Text:
    p, places = parameters(scenario.parameters).population, ", ".join(origins)
    n, gap = int(p.n_communities), p.regional_gap
    sent = _hump(p.migration_density)
    return Text(
        "{places}: assumed, for want of regions of its own: {n} regions of equal population, incomes from {lowest} to {highest} of the mean in even steps, "
        'need as poverty; {sent}. Others: regions = "regions.csv" in the scenario.',
        "{places} : supposé, faute de régions propres : {n} régions de même population, revenus de {lowest} à {highest} fois la moyenne par pas égaux, "
        'besoin comme la pauvreté ; {sent}. D\'autres : regions = "regions.csv" dans le scénario.',
    ).filled(places=places, n=n, lowest=number_text(gap), highest=number_text(2.0 - gap), sent=sent)


def _hump(density: float) -> Text:
    """That emigration is assumed to be highest in the middle of the order."""
    return Text(
        "emigration assumed up to {share} higher in the middle of the order than at its ends",
        "émigration supposée jusqu'à {share} plus forte au milieu de l'ordre qu'à ses extrêmes",
    ).filled(share=percent_text(density))
