"""What can be known to fail is found before the first run: values at the ends of factors and together, outcomes and groups that no run has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from model.errors import InputError, Problem, nearest
from model.levers import REGISTRY
from model.outcome_registry import OUTCOMES
from model.outcomes.values import SEXES
from model.parameters import PARAMETERS
from model.records.vocabulary import FACTIONS, GENERATIONS, PAYERS, SKILLS, Family
from model.text import Said, Text
from scenarios import with_changes
from scenarios.scenario import Scenario

from .asked_outcomes import Asked
from .factor import Factor

TRIED = 40
"""Points of a design that are tried, evenly spread: what only some values do together is found among them, or at the ends."""
BY_LEVER = ("public_cost", "revenue_forgone")
"""Outcomes that are given by payer, family and lever."""
COMMUNITIES = "population.n_communities"


def tried(scenarios: Sequence[Scenario], factors: Sequence[Factor], points: Sequence[Sequence[Any]], *, fills: bool) -> list[Problem]:
    """What is wrong with a scenario where a factor stands at one of its ends, and at points of the design; each problem of the first point that has any.

    Args:
        scenarios: of the experiment.
        factors: of the experiment.
        points: of the design, values in the order of the factors.
        fills: whether the design fills the whole space, so that all factors may stand at an end, or in the middle, at once.
    """
    problems: list[Problem] = []
    for scenario in scenarios:
        for factor in factors:
            for value in factor.values or (factor.value(0.0), factor.value(1.0)):
                key = f'factors."{factor.path}"'
                problems += [
                    replace(
                        each,
                        file=None,
                        key=key,
                        says=Said(Text("at {value}: {key}: {says}", "à {value} : {key} : {says}").filled(value=value, key=each.key, says=each.says)),
                    )
                    for each in _wrong(scenario, {factor.path: value})
                ]
        if problems:
            continue
        for where, values in _together(factors, points, fills):
            found = _wrong(scenario, values)
            if found:
                problems += [
                    replace(
                        each,
                        file=None,
                        key="factors",
                        says=Said(Text("{where}: {key}: {says}", "{where} : {key} : {says}").filled(where=where, key=each.key, says=each.says)),
                    )
                    for each in found
                ]
                break
    return problems


def _together(factors: Sequence[Factor], points: Sequence[Sequence[Any]], fills: bool) -> Iterator[tuple[Text, dict[str, Any]]]:
    for where, position in (
        (
            (Text("all at their lowest", "tous au plus bas"), 0.0),
            (Text("all in the middle", "tous au milieu"), 0.5),
            (Text("all at their highest", "tous au plus haut"), 1.0),
        )
        if fills
        else ()
    ):
        yield where, {factor.path: factor.value(position) for factor in factors}
    for number in sorted({len(points) * k // TRIED for k in range(TRIED)}) if points else ():
        yield (
            Text("at point {number}", "au point {number}").filled(number=number),
            {factor.path: value for factor, value in zip(factors, points[number], strict=True)},
        )


def _wrong(scenario: Scenario, values: Mapping[str, Any]) -> Sequence[Problem]:
    try:
        with_changes(scenario, values)
    except InputError as error:
        return error.problems
    return ()


def groups_of(scenario: Scenario, outcome: str, n_communities: int) -> dict[str, tuple[str, ...]]:
    """Groups that a run of a scenario gives an outcome by, by breakdown; empty for an outcome that is given as a whole alone."""
    declared = OUTCOMES[outcome]
    found: dict[str, tuple[str, ...]] = {}
    if declared.has_breakdown:
        places = scenario.settings().places(n_communities)
        found = {"sex": SEXES, "generation": GENERATIONS, "region": places, "skill": SKILLS, "corridor": scenario.corridors}
        if not declared.counts_locals:
            found["faction"] = FACTIONS
    if outcome in BY_LEVER:
        found |= {"payer": PAYERS, "family": tuple(map(str, Family)), "lever": tuple(sorted(REGISTRY))}
    return found


def unasked(scenarios: Sequence[Scenario], asked: Sequence[Asked], factors: Sequence[Factor]) -> list[Problem]:
    """Outcomes that a run cannot answer: of levers where a scenario has none, of groups that are not there."""
    moved = {factor.path.split(".")[1] for factor in factors if factor.is_policy}
    communities = next((factor for factor in factors if factor.path == f"parameters.{COMMUNITIES}"), None)
    problems = []
    for scenario in scenarios:
        has = {lever.id for lever in scenario.levers} | moved
        least = int(scenario.parameters.get(COMMUNITIES, PARAMETERS[COMMUNITIES].value)) if communities is None else int(min(communities.all_values))
        for each in asked:
            if each.needs_base and not has:
                problems.append(
                    Problem(
                        "outcomes",
                        Text(
                            "{text}: the scenario {name} has no levers, so nothing has an effect",
                            "{text} : le scénario {name} n'a pas de leviers, rien n'a donc d'effet",
                        ).filled(text=repr(each.text), name=scenario.name),
                        value=each.text,
                    )
                )
            elif each.is_judged and each.group not in has:
                near = nearest(str(each.group), has)
                says = Text("{text}: the scenario {name} has no such lever", "{text} : le scénario {name} n'a pas ce levier").filled(
                    text=repr(each.text), name=scenario.name
                )
                problems.append(Problem("outcomes", says, allowed=", ".join(sorted(has)), nearest=near))
            elif each.breakdown is not None and not each.is_judged:
                known = groups_of(scenario, each.outcome, least)
                if each.breakdown not in known:
                    says = Text("{text}: {outcome} is not given by {breakdown}", "{text} : {outcome} n'est pas donné par {breakdown}").filled(
                        text=repr(each.text), outcome=each.outcome, breakdown=each.breakdown
                    )
                    problems.append(
                        Problem(
                            "outcomes",
                            says,
                            value=each.text,
                            allowed=", ".join(known) or Text("the whole of it", "le total"),
                            nearest=nearest(each.breakdown, known),
                        )
                    )
                elif each.group not in known[each.breakdown]:
                    groups = known[each.breakdown]
                    says = Text(
                        "{text}: there is no group '{group}' by {breakdown} in the scenario {name}",
                        "{text} : il n'y a pas de groupe « {group} » par {breakdown} dans le scénario {name}",
                    ).filled(text=repr(each.text), group=each.group, breakdown=each.breakdown, name=scenario.name)
                    near = nearest(str(each.group), groups)
                    problems.append(Problem("outcomes", says, value=each.text, allowed=", ".join(groups), nearest=near))
    return problems
