"""What there is, what a scenario rests on, one world, and policies against their baseline: list, describe, check, run, compare."""

from __future__ import annotations

from typing import Annotated

import typer

from ..spoken import both, command
from .groups import app
from .guards import guarded
from .options import (
    Currency,
    Draws,
    Engine,
    EngineOption,
    FullScale,
    Jobs,
    Json,
    Language,
    LanguageOption,
    Name,
    Names,
    Out,
    OwnEnsemble,
    Plugins,
    Point,
    Projector,
    Rate,
    Replications,
    Rules,
    Sample,
    Seed,
    Series,
    Set,
    Uncertainty,
    Years,
)


@command(app, "Liste les scénarios, leviers, résultats, paramètres, corridors ou questions.", "list")
@guarded
def list_(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help=both(
                "scenarios, levers, outcomes, parameters, corridors or questions.",
                "scenarios (scénarios), levers (leviers), outcomes (résultats), parameters (paramètres), corridors ou questions.",
            ),
            show_default=False,
        ),
    ],
    plugin: Plugins = None,
    rules: Rules = None,
    json: Json = False,
    language: LanguageOption = Language.EN,
) -> int:
    """List scenarios, levers, outcomes, parameters, corridors or questions."""
    from ..looking_up import list_kind

    return list_kind(kind, json, language.value)


@command(app, "Dit ce qu'est un scénario, un levier, un paramètre, un résultat ou un corridor.")
@guarded
def describe(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help=both("Of a scenario, lever, parameter, outcome or corridor.", "D'un scénario, d'un levier, d'un paramètre, d'un résultat ou d'un corridor."),
            show_default=False,
        ),
    ],
    plugin: Plugins = None,
    rules: Rules = None,
    json: Json = False,
    language: LanguageOption = Language.EN,
) -> int:
    """Say what a scenario, lever, parameter, outcome or corridor is."""
    from ..looking_up import describe_name

    return describe_name(name, json, language.value)


@command(app, "Ce qu'est un scénario et sur quoi il repose : politiques, dates, argent, conflits, leviers sans effet, données d'entrée par niveau de preuve.")
@guarded
def check(
    scenario: Name,
    set_: Set = None,
    every: Annotated[
        bool,
        typer.Option("--all", help=both("Also each input: value, range, grade, source.", "Aussi chaque donnée d'entrée : valeur, intervalle, niveau, source.")),
    ] = False,
    plugin: Plugins = None,
    rules: Rules = None,
    json: Json = False,
    language: LanguageOption = Language.EN,
) -> int:
    """What a scenario is and on what it rests: policies, dates, money, conflicts, levers without effect, inputs by grade of evidence."""
    from ..looking_up import check_scenario

    return check_scenario(scenario, set_ or [], json, language.value, every)


@command(app, "Simule un scénario : des niveaux, sans comparaison.")
@guarded
def run(
    scenario: Name,
    set_: Set = None,
    replications: Replications = 10,
    years: Years = None,
    seed: Seed = 1,
    sample: Sample = None,
    full_scale: FullScale = False,
    uncertainty: Draws = Uncertainty.INPUTS,
    point: Point = False,
    ensemble: OwnEnsemble = None,
    jobs: Jobs = None,
    out: Out = None,
    series: Series = False,
    engine: EngineOption = Engine.COMPILED,
    plugin: Plugins = None,
    rules: Rules = None,
    currency: Currency = None,
    rate: Rate = None,
    language: LanguageOption = Language.EN,
    json: Json = False,
) -> int:
    """Run one scenario: levels, without a comparison."""
    from ..commands import Request, carry_out

    return carry_out(
        Request(
            [scenario],
            set_ or [],
            replications,
            years,
            seed,
            sample,
            full_scale,
            uncertainty.value,
            jobs,
            out,
            series,
            engine.value,
            language.value,
            json,
            baseline=False,
            plugins=tuple(plugin or ()),
            rules=tuple(rules or ()),
            currency=currency,
            rate=rate,
            ensemble=ensemble,
            point=point,
        )
    )


@command(app, "Compare chaque scénario à son propre monde sans leviers : mêmes données d'entrée, nombres aléatoires communs.")
@guarded
def compare(
    scenarios: Names,
    set_: Set = None,
    replications: Replications = 30,
    years: Years = None,
    seed: Seed = 1,
    sample: Sample = None,
    full_scale: FullScale = False,
    uncertainty: Draws = Uncertainty.INPUTS,
    point: Point = False,
    ensemble: OwnEnsemble = None,
    jobs: Jobs = None,
    out: Out = None,
    series: Series = False,
    engine: EngineOption = Engine.COMPILED,
    against: Annotated[
        str | None,
        typer.Option(
            metavar="SCENARIO",
            help=both("Add the direct difference to this scenario of the same world.", "Ajoute l'écart direct avec ce scénario du même monde."),
            show_default=False,
        ),
    ] = None,
    contributions: Annotated[
        bool,
        typer.Option(
            "--contributions",
            help=both(
                "Add what each lever of a package adds: alone, left out, and its share (many further runs).",
                "Ajoute ce qu'apporte chaque levier d'un ensemble : seul, retiré, et sa part (beaucoup de simulations de plus).",
            ),
        ),
    ] = False,
    plugin: Plugins = None,
    rules: Rules = None,
    currency: Currency = None,
    rate: Rate = None,
    language: LanguageOption = Language.EN,
    projector: Projector = False,
    json: Json = False,
) -> int:
    """Compare each scenario with its own world without levers, same inputs, common random numbers."""
    from ..commands import Request, carry_out

    return carry_out(
        Request(
            scenarios,
            set_ or [],
            replications,
            years,
            seed,
            sample,
            full_scale,
            uncertainty.value,
            jobs,
            out,
            series,
            engine.value,
            language.value,
            json,
            against=against,
            contributions=contributions,
            plugins=tuple(plugin or ()),
            rules=tuple(rules or ()),
            currency=currency,
            rate=rate,
            ensemble=ensemble,
            point=point,
            projector=projector,
        )
    )
