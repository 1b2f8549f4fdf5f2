"""The regions of origin that a scenario rests on: its own, or the split that is assumed where it gives none."""

from __future__ import annotations

from typing import Any

from model.inputs.regions import relative_incomes
from model.parameter import Text
from model.parameters import parameters
from scenarios.scenario import Scenario

from ..text import number, percent


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
    need = ("need as given", "besoin donné") if regions[0].need is not None else ("need assumed to go with poverty", "besoin supposé suivre la pauvreté")
    sent = ("shares of emigrants as given", "parts des émigrés données")
    if regions[0].emigration is None:
        sent = _hump(p.migration_density)
    lowest, highest = ([number(float(incomes[place]), language) for language in ("en", "fr")] for place in (0, -1))
    return Text(
        f"{origin}: {len(regions)} regions of the scenario's own, from the poorest: {names}. Incomes from {lowest[0]} to {highest[0]} of the mean follow from "
        f"poverty; {need[0]}; {sent[0]}. {'Source: ' + ', '.join(sources) if sources else 'No source is given: an assumption'}.",
        f"{origin} : {len(regions)} régions propres au scénario, de la plus pauvre : {names}. Les revenus, de {lowest[1]} à {highest[1]} fois la moyenne, "
        f"découlent de la pauvreté ; {need[1]} ; {sent[1]}. {'Source : ' + ', '.join(sources) if sources else 'Aucune source donnée : une hypothèse'}.",
    )


def _by_rule(scenario: Scenario, origins: list[str]) -> Text:
    p, places = parameters(scenario.parameters).population, ", ".join(origins)
    n, gap = int(p.n_communities), p.regional_gap
    sent = _hump(p.migration_density)
    return Text(
        f"{places}: assumed, for want of regions of its own: {n} regions of equal population, incomes from {number(gap)} to {number(2.0 - gap)} of the mean in "
        f'even steps, need as poverty; {sent[0]}. Others: regions = "regions.csv" in the scenario.',
        f"{places} : supposé, faute de régions propres : {n} régions de même population, revenus de {number(gap, 'fr')} à {number(2.0 - gap, 'fr')} fois la "
        f'moyenne par pas égaux, besoin comme la pauvreté ; {sent[1]}. D\'autres : regions = "regions.csv" dans le scénario.',
    )


def _hump(density: float) -> tuple[str, str]:
    """That emigration is assumed to be highest in the middle of the order."""
    return (
        f"emigration assumed up to {percent(density)} higher in the middle of the order than at its ends",
        f"émigration supposée jusqu'à {percent(density, 'fr')} plus forte au milieu de l'ordre qu'à ses extrêmes",
    )
