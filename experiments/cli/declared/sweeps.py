"""Thousands of runs and what they say: sweep run, status, verify and merge, query, sensitivity."""

from __future__ import annotations

from typing import Annotated

import typer

from ..spoken import both, command
from .groups import app, sweep
from .guards import guarded
from .options import Jobs, Json, Language, LanguageOption, Out, Plugins, Rules, SweepPoint

ExperimentFile = Annotated[
    str,
    typer.Argument(
        metavar="EXPERIMENT", help=both("The path of an experiment file (TOML).", "Le chemin d'un fichier d'expérience (TOML)."), show_default=False
    ),
]
Results = Annotated[str, typer.Argument(metavar="RESULTS", help=both("The folder of a sweep.", "Le dossier d'un balayage."), show_default=False)]
ManyResults = Annotated[
    list[str],
    typer.Argument(metavar="RESULTS...", help=both("Folders of shares of one sweep.", "Les dossiers des parts d'un même balayage."), show_default=False),
]
Dask = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS",
        help=both("A Dask scheduler, instead of worker processes here.", "Un ordonnanceur Dask, au lieu de processus de calcul sur cette machine."),
        show_default=False,
    ),
]
Shard = Annotated[
    str | None,
    typer.Option(
        metavar="I/N",
        help=both(
            "Run the I-th of N shares, for job arrays; then sweep merge.", "Simule la I-ième de N parts, pour des tableaux de tâches ; puis sweep merge."
        ),
        show_default=False,
    ),
]


@command(
    sweep, "Simule ce qui manque à une expérience. La même commande reprend où elle s'est arrêtée ; plus de réplications ou de points la prolongent.", "run"
)
@guarded
def sweep_run(
    experiment: ExperimentFile,
    jobs: Jobs = None,
    out: Out = None,
    dask: Dask = None,
    shard: Shard = None,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help=both("Run parts with failed runs again.", "Simule de nouveau les parties où des simulations ont échoué."))
    ] = False,
    point: SweepPoint = False,
    plugin: Plugins = None,
    rules: Rules = None,
    language: LanguageOption = Language.EN,
    json: Json = False,
) -> int:
    """Run what is missing of an experiment. The same command goes on where it stopped; more replications or points extend it."""
    from ..sweep_commands import run_experiment

    return run_experiment(experiment, jobs, out, dask, shard, retry_failed, language.value, json, point)


@command(sweep, "Où en est un balayage.", "status")
@guarded
def sweep_status(results: Results, plugin: Plugins = None, rules: Rules = None, json: Json = False, language: LanguageOption = Language.EN) -> int:
    """How far a sweep is."""
    from ..sweep_commands import show_status

    return show_status(results, json, language.value)


@command(sweep, "Recalcule des simulations tirées au hasard et compare les octets ; compare chaque fichier à sa somme de contrôle.", "verify")
@guarded
def sweep_verify(
    results: Results,
    runs: Annotated[int, typer.Option(help=both("Runs that are computed again, drawn at random.", "Simulations recalculées, tirées au hasard."))] = 20,
    seed: Annotated[int, typer.Option(help=both("Which ones.", "Lesquelles."))] = 1,
    plugin: Plugins = None,
    rules: Rules = None,
    json: Json = False,
    language: LanguageOption = Language.EN,
) -> int:
    """Compute a random sample of runs again and compare bytes; compare every file with its checksum."""
    from ..sweep_commands import show_verification

    return show_verification(results, runs, seed, json, language.value)


@command(sweep, "Réunit les parts d'un même balayage, dans --out ou dans le premier dossier.", "merge")
@guarded
def sweep_merge(
    results: ManyResults, out: Out = None, plugin: Plugins = None, rules: Rules = None, json: Json = False, language: LanguageOption = Language.EN
) -> int:
    """Put shares of one sweep together, in --out or in the first folder."""
    from ..sweep_commands import show_merge

    return show_merge(results, out, json, language.value)


@command(app, "Interroge un dossier de résultats en SQL.")
@guarded
def query(
    results: Results,
    sql: Annotated[
        str,
        typer.Argument(
            metavar="SQL",
            help=both(
                "A question to the tables: runs, design, failures, comparison, series.", "Une question aux tables : runs, design, failures, comparison, series."
            ),
            show_default=False,
        ),
    ],
    plugin: Plugins = None,
    rules: Rules = None,
    json: Json = False,
    language: LanguageOption = Language.EN,
) -> int:
    """Ask a folder of results in SQL."""
    from ..sweep_commands import answer_query

    return answer_query(results, sql, json, language.value)


@command(
    app, "Quelles données d'entrée font bouger les résultats : simule ce qui manque, puis donne indices et intervalles, bruit, convergence, figures et résumé."
)
@guarded
def sensitivity(
    experiment: Annotated[
        str,
        typer.Argument(
            metavar="EXPERIMENT",
            help=both("An experiment file, or the folder of a sweep.", "Un fichier d'expérience, ou le dossier d'un balayage."),
            show_default=False,
        ),
    ],
    until: Annotated[
        float | None,
        typer.Option(
            metavar="WIDTH",
            help=both(
                "Add points until the widest interval of the main indices is below it.",
                "Ajoute des points jusqu'à ce que le plus large intervalle des indices principaux soit inférieur.",
            ),
        ),
    ] = None,
    at_most: Annotated[
        int,
        typer.Option(
            metavar="RUNS", help=both("With --until: never more runs than this in all.", "Avec --until : jamais plus de simulations que cela en tout.")
        ),
    ] = 1_000_000,
    method: Annotated[
        list[str] | None,
        typer.Option(
            metavar="METHOD",
            help=both("A method; repeatable.", "Une méthode ; peut se répéter."),
            show_default=both("all that the design allows", "toutes celles que permet le plan"),
        ),
    ] = None,
    jobs: Jobs = None,
    out: Out = None,
    dask: Dask = None,
    point: SweepPoint = False,
    plugin: Plugins = None,
    rules: Rules = None,
    language: LanguageOption = Language.EN,
    json: Json = False,
) -> int:
    """Which inputs move the outcomes: run what is missing, then indices with intervals, noise, convergence, figures and a summary."""
    from ..sensitivity_commands import analyse_experiment

    return analyse_experiment(experiment, until, at_most, method, jobs, out, dask, language.value, json, point=point)
