"""From the content of a file to a Scenario: every value against its declaration, every problem collected before any is raised."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from model.errors import InputError, Problem, short
from model.inputs.regions import Region
from model.levers.lever import MAX_RESTRICTED
from model.parameter import Kind, Parameter, Text, Unit, declare
from model.parameters import PARAMETERS, parameters

from ..argument_checks import CHANGES, arguments
from ..frozen import Frozen
from ..scenario import SCHEMA, Scenario
from .changes import changed, ids_of
from .money import read_currencies, with_amount
from .named_places import number_places
from .own_sources import read_sources
from .patterns import spread, told_once
from .places import read_corridors, read_figures
from .policies import read_levers, read_ministry, read_parameters, read_shock
from .problems_found import Checking
from .regions import NUMBER, read_regions

YEARS: Parameter = declare(10, Unit.YEARS, "Years simulated after the burn-in.", "Années simulées après la mise en régime.", low=1, high=100, kind=Kind.INTEGER)
BURN_IN_YEARS: Parameter = declare(
    5,
    Unit.YEARS,
    "Years simulated before month 0, to bring the world to rest.",
    "Années simulées avant le mois 0, pour que le monde soit en régime.",
    low=0,
    high=50,
    kind=Kind.INTEGER,
)
START_ALLOWED = Text('a month from 1990-01 to 2100-12, as text: "2020-01"', 'un mois de 1990-01 à 2100-12, sous forme de texte : "2020-01"')


def build(
    document: Mapping[str, Any],
    *,
    file: str | None = None,
    name: str = "scenario",
    base: str | None = None,
    changed_paths: Mapping[str, str] | None = None,
    earlier: Sequence[Problem] = (),
) -> Scenario:
    """A Scenario from the content of a file (bases merged, changes made), or InputError with every problem found, `earlier` ones included.

    `changed_paths` says which values were set from outside the file, and by what ("--set"), so that the file is not blamed for them.
    """
    document, came = spread(document, ids_of(document))
    work = Checking(document)
    scenario = _scenario(work, name, base)
    work.problems = [with_amount(problem, work.amounts) for problem in work.problems]
    work.problems = told_once(work.problems, came) if came else work.problems
    problems = [*earlier, *(_located(problem, file, changed_paths or {}) for problem in work.problems)]
    if problems:
        raise InputError(problems)
    assert scenario is not None
    return scenario


def with_changes(scenario: Scenario, changes: Mapping[str, Any]) -> Scenario:
    """A scenario with values set by path, through the same validation as a file: `{"levers.matching_grant.ratio": 2}`."""
    changes = arguments({"changes": CHANGES}, changes=changes).changes
    return build(changed(scenario.document(), changes), name=scenario.name, base=scenario.base, changed_paths=dict.fromkeys(changes, "--set"))


def _located(problem: Problem, file: str | None, changed_paths: Mapping[str, str]) -> Problem:
    for path, setter in changed_paths.items():
        if problem.key == path or problem.key.startswith(f"{path}.") or path.startswith(f"{problem.key}."):
            return replace(problem, file=setter)
    return replace(problem, file=file) if problem.file is None else problem


def _scenario(work: Checking, name: str, base: str | None) -> Scenario | None:
    """The scenario, or None where `work` found a problem."""
    given = work.document
    if "schema" in given and given["schema"] != SCHEMA:
        says = Text("{value} is not a known version of the scenario file", "{value} n'est pas une version connue du fichier de scénario")
        says = says.filled(value=repr(given["schema"]))
        work.problems.append(Problem("schema", says, value=given["schema"], allowed=str(SCHEMA)))
    start = _start(work, given.get("start", "2020-01"))
    years = work.value("years", YEARS, given.get("years", YEARS.value))
    burn_in = work.value("burn_in_years", BURN_IN_YEARS, given.get("burn_in_years", BURN_IN_YEARS.value))
    read_sources(work)
    read_currencies(work)
    corridors = read_corridors(work)
    figures = read_figures(work, corridors)
    regions = read_regions(work, corridors, figures)
    number_places(work, regions, list(dict.fromkeys(corridor.split("-")[0] for corridor in corridors)))
    overrides = _as_many(read_parameters(work), regions)
    levers = read_levers(work, corridors)
    ministry = read_ministry(work)
    read = [read_shock(work, number, table, corridors) for number, table in enumerate(given.get("shocks", []))]
    n_communities = int(overrides.get("population.n_communities", PARAMETERS["population.n_communities"].value))
    work.problems += [problem for lever in levers for problem in lever.place_problems(n_communities)]
    work.problems += [problem for number, shock in enumerate(read) if shock is not None and (problem := shock.place_problem(number, n_communities)) is not None]
    work.problems += [problem for number, shock in enumerate(read) if shock is not None and (problem := shock.lot_problem(number)) is not None]
    if work.problems:
        return None
    shocks = tuple(shock for shock in read if shock is not None)
    label, sentence = (_both(given[key]) for key in ("label", "says"))
    open_points = tuple(point for key in ("label", "says") if (point := _in_one_language(key, given[key])) is not None)
    scenario = Scenario(label, sentence, corridors, start, years, burn_in, figures, overrides, levers, shocks, ministry, name, base, open_points)
    if regions:
        scenario = replace(scenario, regions=regions)
    if work.sources or work.amounts or work.currencies:
        scenario = replace(scenario, sources=Frozen(work.sources), currencies=Frozen(work.currencies), amounts=Frozen(work.amounts))
    work.problems += _too_restricted(scenario)
    return scenario


def _as_many(overrides: Mapping[str, Any], regions: Mapping[str, Sequence[Region]]) -> Mapping[str, Any]:
    """The overrides with as many communities as there are regions."""
    n = next((len(own) for own in regions.values()), None)
    return overrides if n is None else Frozen(sorted({**overrides, NUMBER: n}.items()))


def _both(words: Mapping[str, str]) -> Text:
    """The words in both languages, one standing for the other where that is missing."""
    en, fr = words.get("en"), words.get("fr")
    return Text(en or fr or "", fr or en or "")


def _in_one_language(key: str, words: Mapping[str, str]) -> Text | None:
    if words.get("en") and words.get("fr"):
        return None
    there, missing = (Text("English", "anglais"), Text("French", "français"))[:: 1 if words.get("en") else -1]
    return Text(
        "{key} is written in {there} alone: these words stand for the {missing} ones too.",
        "{key} n'est écrit qu'en {there} : ces mots tiennent lieu de version en {missing}.",
    ).filled(key=key, there=there, missing=missing)


def _too_restricted(scenario: Scenario) -> list[Problem]:
    """More levers with an eligibility of their own than one world takes."""
    if sum(lever.is_restricted for lever in scenario.levers) <= MAX_RESTRICTED:
        return []
    # only now: what brings the compiler with it
    from model.offers import base_offer
    from model.policy.levers_in_force import restricted_problem, working

    settings = scenario.settings()
    p = parameters(settings.parameters)
    problem = restricted_problem(working(scenario.levers, 12 * settings.years, [base_offer(corridor, p) for corridor in settings.corridors]))
    return [] if problem is None else [problem]


def _start(work: Checking, value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", value) or not "1990-01" <= value <= "2100-12":
        says = Text("{value} is not a month in bounds", "{value} n'est pas un mois admis").filled(value=short(value))
        work.problems.append(Problem("start", says, value=value, allowed=START_ALLOWED))
        return "2020-01"
    return value
