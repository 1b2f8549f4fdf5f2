"""For a class: question, pack, kit, explain."""

from __future__ import annotations

from typing import Annotated

import typer

from ...runs.pool import workers_for
from ..spoken import both, command
from .groups import app
from .guards import guarded
from .options import (
    AS_IN_QUESTION,
    Currency,
    Draws,
    Engine,
    EngineOption,
    FinishedRuns,
    FullScale,
    Jobs,
    Json,
    Language,
    LanguageOption,
    Name,
    Negotiation,
    Out,
    Plugins,
    Point,
    Projector,
    Rate,
    Rules,
    RunsOfPolicy,
    Sample,
    SampleOfQuestion,
    Seed,
    Set,
    Uncertainty,
    Years,
    YearsOfQuestion,
    codes,
)


@command(app, "Répond à une question d'enseignement : un tableau, une image, ce que dit cette simulation, et une question à la classe.")
@guarded
def question(
    number: Annotated[
        int,
        typer.Argument(
            metavar="NUMBER",
            help=both("Of a teaching question (see diaspora list questions).", "D'une question d'enseignement (voir diaspora list questions)."),
            show_default=False,
        ),
    ],
    replications: Annotated[int | None, typer.Option(help=both("Runs a scenario.", "Simulations par scénario."), show_default=AS_IN_QUESTION)] = None,
    years: YearsOfQuestion = None,
    seed: Seed = 1,
    sample: SampleOfQuestion = None,
    uncertainty: Draws = Uncertainty.INPUTS,
    point: Point = False,
    jobs: Jobs = None,
    out: Out = None,
    plugin: Plugins = None,
    rules: Rules = None,
    currency: Currency = None,
    rate: Rate = None,
    language: LanguageOption = Language.EN,
    projector: Projector = False,
    json: Json = False,
) -> int:
    """Answer a teaching question: one table, one picture, what this run says, and a question to the class."""
    from ..question_commands import answer_question

    own = (tuple(plugin or ()), tuple(rules or ()))
    size = (replications, sample, jobs, seed, years)
    return answer_question(number, *size, uncertainty.value, out, language.value, json, *own, currency, rate, point, projector)


@command(
    app, "Un seul fichier pour un atelier, qui s'ouvre sans réseau : pronostics d'abord, curseurs, un budget à négocier, anglais et français dans la page."
)
@guarded
def pack(
    questions: Annotated[
        list[str],
        typer.Argument(
            metavar="QUESTION...", help=both("Numbers or names of teaching questions.", "Numéros ou noms de questions d'enseignement."), show_default=False
        ),
    ],
    to: Annotated[str, typer.Option("--to", metavar="FILE", help=both("The file to write (.html).", "Le fichier à écrire (.html)."), show_default=False)],
    replications: RunsOfPolicy = None,
    years: YearsOfQuestion = None,
    seed: Seed = 1,
    sample: SampleOfQuestion = None,
    points: Annotated[
        int,
        typer.Option(
            help=both(
                "Values of a slider that stands alone; with more sliders each has fewer.",
                "Valeurs d'un curseur seul ; à plusieurs curseurs, chacun en a moins.",
            )
        ),
    ] = 7,
    held_out: Annotated[
        int,
        typer.Option(
            "--held-out",
            help=both(
                "Points off the grids of each question that are run fresh, to tell the error.",
                "Points hors des grilles de chaque question, simulés à part pour mesurer l'erreur.",
            ),
        ),
    ] = 30,
    lesson: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help=both("What is predicted first.", "Ce que l'on prédit d'abord."), show_default=both("the lesson that ships", "la leçon livrée")
        ),
    ] = None,
    negotiation: Negotiation = None,
    no_negotiation: Annotated[bool, typer.Option("--no-negotiation", help=both("Leave the negotiation out.", "Sans la négociation."))] = False,
    jobs: Jobs = None,
    out: FinishedRuns = "results/pack",
    plugin: Plugins = None,
    rules: Rules = None,
    language: LanguageOption = Language.EN,
    json: Json = False,
) -> int:
    """One file for a workshop, opened without a network: guesses first, sliders, a budget to negotiate, English and French in the page."""
    from ...packing.sizes import Sizes
    from ..pack_command import pack_workshop

    sizes = Sizes(replications, sample, years, seed, points, held_out, workers_for(jobs))
    return pack_workshop(questions, to, sizes, (lesson, negotiation), not no_negotiation, out, language.value, json)


@command(app, "La mallette imprimée de l'animateur : guide, diapositives, fiches, réponses, cartes de rôle. Il faut l'extra nommé report.")
@guarded
def kit(
    to: Annotated[str, typer.Option("--to", metavar="FOLDER", help=both("The folder to write.", "Le dossier à écrire."), show_default=False)],
    questions: Annotated[
        str | None,
        typer.Option(
            metavar="N,N,...",
            help=both("Teaching questions, in their order.", "Questions d'enseignement, dans leur ordre."),
            show_default=both("all twelve, as the content has them", "les douze, dans l'ordre du contenu"),
        ),
    ] = None,
    replications: RunsOfPolicy = None,
    years: YearsOfQuestion = None,
    seed: Seed = 1,
    sample: SampleOfQuestion = None,
    held_out: Annotated[
        int,
        typer.Option(
            "--held-out",
            help=both(
                "Packages of the negotiation that are run as such, to tell the error of adding up.",
                "Ensembles de la négociation simulés comme tels, pour mesurer l'erreur de l'addition.",
            ),
        ),
    ] = 12,
    content: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help=both("Agendas, roles and debrief.", "Programmes, rôles et bilan."), show_default=both("those that ship", "version livrée")
        ),
    ] = None,
    negotiation: Negotiation = None,
    jobs: Jobs = None,
    out: FinishedRuns = "results/kit",
    plugin: Plugins = None,
    rules: Rules = None,
    language: Annotated[
        list[str] | None,
        typer.Option(metavar="LANGUAGE", help=both("Of the kit; repeatable.", "De la mallette ; peut se répéter."), show_default=both("en and fr", "en et fr")),
    ] = None,
    json: Json = False,
) -> int:
    """A facilitator's kit, printed: guide, slides, sheets, answers, role cards. Needs the extra named report."""
    from ...packing.sizes import Sizes
    from ..kit_command import build_kit

    sizes = Sizes(replications, sample, years, seed, held_out=held_out, jobs=workers_for(jobs))
    return build_kit(to, questions, sizes, (content, negotiation), out, codes(language or ("en", "fr")), json)


@command(
    app,
    "Pourquoi un ménage a fait ce qu'il a fait un mois donné : ce qu'il avait appris, ses chances et leurs parts, ses tirages ; à côté du monde sans elle.",
)
@guarded
def explain(
    scenario: Name,
    household: Annotated[
        int,
        typer.Option(
            metavar="NUMBER",
            help=both("Of a record, from 0, as in the tables of a run.", "D'un enregistrement, à partir de 0, comme dans les tableaux d'une simulation."),
            show_default=False,
        ),
    ],
    month: Annotated[int, typer.Option(metavar="NUMBER", help=both("Of the scenario; 0 is the first.", "Du scénario ; 0 est le premier."), show_default=False)],
    set_: Set = None,
    years: Years = None,
    seed: Seed = 1,
    replication: Annotated[
        int, typer.Option(help=both("Number of the replication, which has its own luck.", "Numéro de la réplication, qui a son propre hasard."))
    ] = 0,
    sample: Sample = None,
    full_scale: FullScale = False,
    engine: EngineOption = Engine.COMPILED,
    plugin: Plugins = None,
    rules: Rules = None,
    language: LanguageOption = Language.EN,
    json: Json = False,
) -> int:
    """Why one household did what it did in a month: what it had heard of, its chances and their parts, its draws; beside the world without the policy."""
    from ..explain_command import explain_household

    options = {"seed": seed, "replication": replication, "engine": engine.value}
    return explain_household(scenario, set_ or [], years, (household, month), "full" if full_scale else sample, language.value, json, **options)
