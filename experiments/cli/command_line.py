"""The command line: thin, and light to start. Every command calls the functions that notebooks call; what is heavy is imported when a command runs."""

from __future__ import annotations

import functools
import sys
import warnings
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Annotated, Any, ClassVar

import typer

from model.errors import ERROR, InputError, Problem, error_lines
from model.text import Text

from ..runs.pool import WorkersLostError, workers_for
from ..storage.files import refused
from .spoken import ENGLISH, SpokenGroup, both, command, refuse_unknown, spoken
from .streams import unread_is_fine


class Language(str):
    """The language of tables, figures and summaries: English, French, or one for which there is a catalogue (`model.languages`)."""

    EN: ClassVar[Language]

    @property
    def value(self) -> str:
        """Its code."""
        return str(self)


Language.EN = Language("en")


def known_language(text: str) -> Language:
    """A language that can be asked for."""
    refuse_unknown(text)
    return Language(text)


def _codes(languages: Sequence[str]) -> list[str]:
    """Languages of a repeatable option, each as one that can be asked for: a parser is not given each of a list by itself."""
    return [known_language(each).value for each in languages]


class Uncertainty(StrEnum):
    """What differs between replications."""

    LUCK = "luck"
    INPUTS = "inputs"
    PRIOR = "prior"


class Engine(StrEnum):
    """Compiled loops over records, or Mesa agents one by one."""

    COMPILED = "compiled"
    OBJECTS = "objects"


app = typer.Typer(
    name="diaspora",
    cls=SpokenGroup,
    help=both(
        "Compare policies for diasporas: what each changes, for whom, at what cost, against the same world without it.",
        "Compare des politiques envers les diasporas : ce que change chacune, pour qui, à quel coût, par rapport au même monde sans elle.",
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Name = Annotated[
    str,
    typer.Argument(
        metavar="SCENARIO",
        help=both("A name of the library or the path of a TOML file.", "Un nom de la bibliothèque ou le chemin d'un fichier TOML."),
        show_default=False,
    ),
]
Names = Annotated[
    list[str],
    typer.Argument(
        metavar="SCENARIO...",
        help=both("Names of the library or paths of TOML files.", "Des noms de la bibliothèque ou des chemins de fichiers TOML."),
        show_default=False,
    ),
]
Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
        help=both(
            "Change a value, as levers.matching_grant.ratio=2; repeatable.", "Change une valeur, par exemple levers.matching_grant.ratio=2 ; peut se répéter."
        ),
    ),
]
Replications = Annotated[
    int,
    typer.Option(
        help=both("Runs a scenario; two in a row share their inputs.", "Simulations par scénario ; deux qui se suivent ont les mêmes données d'entrée.")
    ),
]
Years = Annotated[
    int | None, typer.Option(help=both("Another horizon than the scenario's.", "Un autre horizon, en années, que celui du scénario."), show_default=False)
]
Seed = Annotated[int, typer.Option(help=both("Root of all luck, from 0 to 2^64-1.", "Racine de tout hasard, de 0 à 2^64-1."))]
Sample = Annotated[
    int | None,
    typer.Option(
        help=both("Records a corridor, at most.", "Enregistrements par corridor, au plus."),
        show_default=both("full scale where corridors are small enough", "taille réelle si les corridors sont assez petits"),
    ),
]
FullScale = Annotated[
    bool, typer.Option("--full-scale", help=both("One record a household, whatever the corridor.", "Un enregistrement par ménage, quel que soit le corridor."))
]
Draws = Annotated[
    Uncertainty,
    typer.Option(
        help=both(
            "inputs: parameters from the calibrated sets, other assumptions from their ranges; prior: all from their ranges; luck: all as declared.",
            "inputs : paramètres tirés des jeux calibrés, autres hypothèses de leurs intervalles ; prior : tout des intervalles ; luck : tout comme déclaré.",
        )
    ),
]
Point = Annotated[
    bool,
    typer.Option(
        "--point",
        help=both(
            "Parameters stay at the best fit; figures are drawn still, but for --uncertainty luck.",
            "Les paramètres restent au meilleur ajustement ; les chiffres sont toujours tirés, sauf avec --uncertainty luck.",
        ),
    ),
]
SweepPoint = Annotated[
    bool,
    typer.Option(
        "--point",
        help=both(
            "Parameters that are no factors stay at the best fit, in place of another calibrated set in each replication.",
            "Les paramètres qui ne sont pas des facteurs restent au meilleur ajustement, au lieu d'un autre jeu calibré à chaque réplication.",
        ),
    ),
]
OwnEnsemble = Annotated[
    str | None,
    typer.Option(
        "--ensemble",
        metavar="FILE",
        help=both("Calibrated sets of your own (diaspora calibrate).", "Vos propres jeux calibrés (diaspora calibrate)."),
        show_default=both("those that ship", "version livrée"),
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        help=both("Worker processes; results do not depend on it.", "Processus de calcul ; les résultats n'en dépendent pas."),
        show_default=both("all cores", "tous les cœurs"),
    ),
]
Out = Annotated[
    str | None,
    typer.Option(
        metavar="FOLDER", help=both("Folder of the results.", "Dossier des résultats."), show_default=both("results/NAME-FINGERPRINT", "results/NOM-EMPREINTE")
    ),
]
Series = Annotated[
    bool,
    typer.Option(
        "--series",
        help=both(
            "Keep the months of every outcome in series.parquet, not of the main ones alone.",
            "Garde les mois de tous les résultats dans series.parquet, non des seuls principaux.",
        ),
    ),
]
EngineOption = Annotated[
    Engine,
    typer.Option(
        help=both(
            "compiled: fast; objects: Mesa agents one by one, the same numbers.", "compiled : rapide ; objects : agents Mesa un par un, les mêmes nombres."
        )
    ),
]
LanguageOption = Annotated[
    Language,
    typer.Option(
        parser=known_language,
        metavar="LANGUAGE",
        help=both(
            "Of tables, figures and summary: en, fr, or one that has a catalogue.",
            "Des tableaux, des figures et du résumé : en, fr, ou une langue qui a un catalogue.",
        ),
    ),
]
Currency = Annotated[
    str | None,
    typer.Option(
        metavar="CODE",
        help=both(
            "Say amounts in a currency, as EUR or XOF, by its rate of 2019.", "Donne les montants dans une monnaie, par exemple EUR ou XOF, à son taux de 2019."
        ),
        show_default="USD",
    ),
]
Rate = Annotated[
    float | None,
    typer.Option(
        metavar="NUMBER",
        help=both(
            "Units of that currency for one USD, mean of 2019, where no rate ships.",
            "Unités de cette monnaie pour un USD, moyenne de 2019, si aucun taux n'est livré.",
        ),
        show_default=False,
    ),
]
Plugins = Annotated[
    list[str] | None,
    typer.Option(
        "--plugin",
        metavar="FILE",
        help=both(
            "A Python file that defines levers of your own; it is run as it is; repeatable.",
            "Un fichier Python qui définit vos propres leviers ; il est exécuté tel quel ; peut se répéter.",
        ),
        show_default=False,
    ),
]
Rules = Annotated[
    list[str] | None,
    typer.Option(
        "--rules",
        metavar="FILE",
        help=both(
            "A Python file with rules of your own in place of the model's (use_rule); repeatable.",
            "Un fichier Python avec vos propres règles à la place de celles du modèle (use_rule) ; peut se répéter.",
        ),
        show_default=False,
    ),
]
Projector = Annotated[
    bool,
    typer.Option(
        "--projector",
        help=both(
            "Figures for a wall: larger type and lines, values beside them, a footer in plain words.",
            "Figures à projeter : caractères et traits plus grands, valeurs à côté, un pied de page en mots simples.",
        ),
    ),
]
Json = Annotated[
    bool, typer.Option("--json", help=both("One JSON object on standard output and nothing else.", "Un objet JSON sur la sortie standard et rien d'autre."))
]

AS_IN_QUESTION = both("as in the question", "selon la question")
YearsOfQuestion = Annotated[
    int | None, typer.Option(help=both("Another horizon than the question's.", "Un autre horizon, en années, que celui de la question."), show_default=False)
]
SampleOfQuestion = Annotated[
    int | None, typer.Option(help=both("Records a corridor, at most.", "Enregistrements par corridor, au plus."), show_default=AS_IN_QUESTION)
]
RunsOfPolicy = Annotated[int | None, typer.Option(help=both("Runs of each policy.", "Simulations de chaque politique."), show_default=AS_IN_QUESTION)]
Negotiation = Annotated[
    str | None,
    typer.Option(metavar="FILE", help=both("A budget to negotiate.", "Un budget à négocier."), show_default=both("the one that ships", "celui qui est livré")),
]
FinishedRuns = Annotated[
    str,
    typer.Option(
        metavar="FOLDER",
        help=both(
            "Where finished runs are kept; the same command goes on with them.",
            "Où sont gardées les simulations finies ; la même commande reprend à partir d'elles.",
        ),
    ),
]

OwnFacts = Annotated[
    list[str] | None,
    typer.Option(
        "--facts",
        metavar="FILE",
        help=both(
            "A Python file with facts of your own, scored with the rest; run as it is; repeatable.",
            "Un fichier Python avec vos propres faits, notés avec les autres ; exécuté tel quel ; peut se répéter.",
        ),
    ),
]

FAILED, BAD_INPUT, INTERRUPTED = 1, 2, 130
STOPPED = Text("interrupted; the same command goes on where it stopped", "interrompu ; la même commande reprend où elle s'est arrêtée")


def _tell(problems: Sequence[Problem]) -> None:
    for line in error_lines(problems, spoken()):
        typer.echo(line, err=True)


def guarded(does: Callable[..., int | None]) -> Callable[..., None]:
    """A command whose bad input is told on standard error without a traceback; with the levers and rules of its files.

    Every problem is a line; a table to add to a file stands indented below it.
    """

    @functools.wraps(does)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            if kwargs.get("plugin"):
                from model.plugins import load_plugin

                for path in kwargs["plugin"]:
                    load_plugin(path)
            if kwargs.get("rules"):
                from model.plugins import load_rules

                for path in kwargs["rules"]:
                    load_rules(path)
            code = does(*args, **kwargs)
            sys.stdout.flush()  # a full disk is met here, not when Python ends
        except InputError as error:
            _tell(error.problems)
            raise typer.Exit(BAD_INPUT) from None
        except WorkersLostError as error:
            typer.echo(ERROR.filled(what=error.says)(spoken()), err=True)
            raise typer.Exit(FAILED) from None
        except OSError as error:  # what nobody said more about: a full disk, a folder that was removed
            _tell(refused(error).problems)
            raise typer.Exit(BAD_INPUT) from None
        except KeyboardInterrupt:
            typer.echo(STOPPED(spoken()), err=True)
            raise typer.Exit(INTERRUPTED) from None
        raise typer.Exit(code or 0)

    return run


@app.callback()
def in_language(
    language: Annotated[
        Language,
        typer.Option(
            parser=known_language,
            metavar="LANGUAGE",
            help=both(
                "Of this help and of every answer: en, fr, or one that has a catalogue; once for all: DIASPORA_LANGUAGE=fr.",
                "De cette aide et de toute réponse : en, fr, ou une langue qui a un catalogue ; une fois pour toutes : DIASPORA_LANGUAGE=fr.",
            ),
        ),
    ] = Language.EN,
) -> None:
    """The language of help and of every answer, where a command is given none of its own (`experiments.cli.spoken` reads it before)."""


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
    from .looking_up import list_kind

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
    from .looking_up import describe_name

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
    from .looking_up import check_scenario

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
    from .commands import Request, carry_out

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
    from .commands import Request, carry_out

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
    from .question_commands import answer_question

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
    from ..packing.sizes import Sizes
    from .pack_command import pack_workshop

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
    from ..packing.sizes import Sizes
    from .kit_command import build_kit

    sizes = Sizes(replications, sample, years, seed, held_out=held_out, jobs=workers_for(jobs))
    return build_kit(to, questions, sizes, (content, negotiation), out, _codes(language or ("en", "fr")), json)


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
    from .explain_command import explain_household

    options = {"seed": seed, "replication": replication, "engine": engine.value}
    return explain_household(scenario, set_ or [], years, (household, month), "full" if full_scale else sample, language.value, json, **options)


sweep = typer.Typer(
    name="sweep",
    cls=SpokenGroup,
    help=both(
        "Run an experiment: thousands of runs, resumed where they stopped, never mixed.",
        "Mène une expérience : des milliers de simulations, reprises où elles se sont arrêtées, jamais mélangées.",
    ),
    no_args_is_help=True,
)
app.add_typer(sweep)

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
    from .sweep_commands import run_experiment

    return run_experiment(experiment, jobs, out, dask, shard, retry_failed, language.value, json, point)


@command(sweep, "Où en est un balayage.", "status")
@guarded
def sweep_status(results: Results, plugin: Plugins = None, rules: Rules = None, json: Json = False, language: LanguageOption = Language.EN) -> int:
    """How far a sweep is."""
    from .sweep_commands import show_status

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
    from .sweep_commands import show_verification

    return show_verification(results, runs, seed, json, language.value)


@command(sweep, "Réunit les parts d'un même balayage, dans --out ou dans le premier dossier.", "merge")
@guarded
def sweep_merge(
    results: ManyResults, out: Out = None, plugin: Plugins = None, rules: Rules = None, json: Json = False, language: LanguageOption = Language.EN
) -> int:
    """Put shares of one sweep together, in --out or in the first folder."""
    from .sweep_commands import show_merge

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
    from .sweep_commands import answer_query

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
    from .sensitivity_commands import analyse_experiment

    return analyse_experiment(experiment, until, at_most, method, jobs, out, dask, language.value, json, point=point)


data = typer.Typer(
    name="data",
    cls=SpokenGroup,
    help=both(
        "Published tables: read one, or build the table of all countries from a folder of them.",
        "Tableaux publiés : en lire un, ou construire la table de tous les pays à partir d'un dossier.",
    ),
    no_args_is_help=True,
)
app.add_typer(data)


@command(data, "Lit un tableau publié, le vérifie et montre ce qui a été lu ; ne l'écrit qu'avec --out.", "import")
@guarded
def data_import(
    kind: Annotated[
        str,
        typer.Argument(metavar="KIND", help=both("The format, as un_stock_2020 or wdi.", "Le format, par exemple un_stock_2020 ou wdi."), show_default=False),
    ],
    file: Annotated[str, typer.Argument(metavar="FILE", help=both("The publisher's file.", "Le fichier de l'éditeur."), show_default=False)],
    out: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help=both("Write the values in one form, a row a number.", "Écrit les valeurs sous une seule forme, une ligne par nombre."),
            show_default=False,
        ),
    ] = None,
    json: Json = False,
    language: LanguageOption = Language.EN,
) -> int:
    """Read a published table, check it, and show what was read; write it only with --out."""
    from .data_commands import import_table

    return import_table(kind, file, out, language.value, json)


@command(data, "Construit la table de tous les pays et corridors à partir de tableaux publiés ; new-country --tables la lit.", "build")
@guarded
def data_build(
    folder: Annotated[
        str,
        typer.Option(
            "--from", metavar="FOLDER", help=both("The folder of the publishers' files.", "Le dossier des fichiers des éditeurs."), show_default=False
        ),
    ],
    out: Annotated[
        str | None, typer.Option(metavar="FOLDER", help=both("Where the tables are written.", "Où les tables sont écrites."), show_default=False)
    ] = None,
    use: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KIND=FILE",
            help=both("The file of a kind, where its name does not say it; repeatable.", "Le fichier d'un type, si son nom ne le dit pas ; peut se répéter."),
        ),
    ] = None,
    json: Json = False,
    language: LanguageOption = Language.EN,
) -> int:
    """Build the table of all countries and corridors from published ones; new-country --tables reads it."""
    from .data_commands import build_tables

    return build_tables(folder, out, use or [], language.value, json)


@command(app, "Un scénario pour tout pays, tiré de tableaux publiés, en un fichier à modifier.", "new-country")
@guarded
def new_country(
    country: Annotated[
        str | None,
        typer.Argument(
            metavar="COUNTRY", help=both("A country of origin by its code or name.", "Un pays d'origine, par son code ou son nom."), show_default=False
        ),
    ] = None,
    residences: Annotated[
        str | None,
        typer.Option(metavar="A,B", help=both("Countries of residence.", "Pays de résidence."), show_default=both("the ten largest", "les dix plus grands")),
    ] = None,
    out: Annotated[
        str | None,
        typer.Option(metavar="FILE", help=both("The file to write.", "Le fichier à écrire."), show_default=both("standard output", "sortie standard")),
    ] = None,
    empty: Annotated[
        bool, typer.Option("--empty", help=both("A file to fill in with statistics of one's own.", "Un fichier à remplir avec ses propres statistiques."))
    ] = False,
    folder: Annotated[
        str | None,
        typer.Option(
            "--tables", metavar="FOLDER", help=both("Tables of data build.", "Tables de data build."), show_default=both("those that ship", "version livrée")
        ),
    ] = None,
    remittances: Annotated[
        str,
        typer.Option(
            metavar="informed|blind",
            help=both(
                "Whether the published total of remittances is used.", "Si le total publié des transferts d'argent est employé (informed) ou non (blind)."
            ),
        ),
    ] = "informed",
    language: LanguageOption = Language.EN,
) -> int:
    """A scenario of any country from published tables, as a file to edit."""
    from .data_commands import write_country

    return write_country(country, residences, out, empty, language.value, folder, remittances)


@command(app, "Confronte le modèle à des faits publiés : la fiche de validation.")
@guarded
def validate(
    facts: OwnFacts = None,
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only",
            metavar="ID",
            help=both(
                "These facts alone: an id, a channel or a grade; repeatable.", "Ces faits seuls : un identifiant, un canal ou un niveau ; peut se répéter."
            ),
        ),
    ] = None,
    replications: Annotated[
        int | None,
        typer.Option(
            help=both("Runs a world.", "Simulations par monde."), show_default=both("8, or as many as a fact asks for", "8, ou autant qu'un fait en demande")
        ),
    ] = None,
    sample: Annotated[
        int | None,
        typer.Option(
            help=both("Records a corridor, at most.", "Enregistrements par corridor, au plus."),
            show_default=both("3000, where a fact asks for no other number", "3000, si un fait ne demande pas un autre nombre"),
        ),
    ] = None,
    point: Annotated[
        bool,
        typer.Option(
            "--point",
            help=both(
                "Parameters at the best fit of the calibration; facts that were fitted are told from the others.",
                "Paramètres au meilleur ajustement du calibrage ; les faits ajustés sont distingués des autres.",
            ),
        ),
    ] = False,
    seed: Seed = 1,
    jobs: Jobs = None,
    out: Annotated[
        str | None,
        typer.Option(
            metavar="FOLDER", help=both("Write the card there: table, page, figure.", "Y écrit la fiche : tableau, page, figure."), show_default=False
        ),
    ] = None,
    plugin: Plugins = None,
    rules: Rules = None,
    language: LanguageOption = Language.EN,
    json: Json = False,
) -> int:
    """Hold the model against published facts: the validation card."""
    from .evidence_commands import show_card

    return show_card(facts or [], only or [], replications, sample, seed, jobs, out, language.value, json, point=point)


@command(
    app, "Écrit la note d'une comparaison, à transmettre à la hiérarchie : quatre pages et une annexe, à partir du contenu du dossier ; rien n'est simulé."
)
@guarded
def report(
    results: Annotated[str, typer.Argument(metavar="RESULTS", help=both("A folder that compare wrote.", "Un dossier écrit par compare."), show_default=False)],
    to: Annotated[
        list[str],
        typer.Option(
            "--to",
            metavar="FILE",
            help=both("The brief to write: .pdf, .docx, .html or .xlsx; repeatable.", "La note à écrire : .pdf, .docx, .html ou .xlsx ; peut se répéter."),
            show_default=False,
        ),
    ],
    plugin: Plugins = None,
    rules: Rules = None,
    currency: Annotated[
        str | None,
        typer.Option(
            metavar="CODE",
            help=both("Say amounts in a currency.", "Donne les montants dans une monnaie."),
            show_default=both("that of the folder", "celle du dossier"),
        ),
    ] = None,
    rate: Rate = None,
    language: Annotated[
        list[str] | None,
        typer.Option(
            metavar="LANGUAGE",
            help=both(
                "Language of the brief; repeatable, and then each is in the name of its file, as brief.fr.pdf.",
                "Langue de la note ; peut se répéter, et chacune figure alors dans le nom de son fichier, comme brief.fr.pdf.",
            ),
            show_default="en",
        ),
    ] = None,
    json: Json = False,
) -> int:
    """Write a brief of a comparison, to be sent upward: four pages and an annex, from what the folder holds; nothing is simulated."""
    from .report_commands import write_report

    return write_report(results, to, _codes(language or ("en",)), currency, rate, json)


@command(
    app,
    "Cherche les jeux de paramètres en accord avec des faits publiés. Aux tailles par défaut, cela prend des heures ; la commande dit combien il en reste.",
    "calibrate",
)
@guarded
def calibrate_(
    out: Annotated[
        str,
        typer.Option(
            metavar="FOLDER",
            help=both(
                "Where the table of runs grows; the same command goes on with it.",
                "Où grandit la table des simulations ; la même commande reprend à partir d'elle.",
            ),
        ),
    ] = "results/calibration",
    sets: Annotated[
        str | None,
        typer.Option(metavar="N,N,N", help=both("Sets of parameters of each wave.", "Jeux de paramètres de chaque vague."), show_default="400,300,200"),
    ] = None,
    members: Annotated[int, typer.Option(min=4, max=1000, help=both("Sets of the ensemble.", "Jeux de l'ensemble."))] = 64,
    keep: Annotated[int, typer.Option(min=1, max=200, help=both("Parameters that are calibrated, at most.", "Paramètres calibrés, au plus."))] = 30,
    replications: Annotated[int, typer.Option(min=1, max=1000, help=both("Runs a world of each member.", "Simulations par monde de chaque membre."))] = 2,
    scale: Annotated[
        float,
        typer.Option(
            help=both(
                "Records of each world, of those that the facts ask for: 0.5 is half.",
                "Enregistrements de chaque monde, en part de ceux que demandent les faits : `0.5` en est la moitié.",
            )
        ),
    ] = 1.0,
    checked: Annotated[
        int,
        typer.Option(
            min=0,
            max=1000,
            help=both(
                "Runs a world in which all facts are computed at the best fit; 0 leaves it out.",
                "Simulations par monde où tous les faits sont calculés au meilleur ajustement ; 0 s'en passe.",
            ),
        ),
    ] = 4,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="ID", help=both("Fit these facts alone; repeatable.", "N'ajuste que ces faits ; peut se répéter."))
    ] = None,
    seed: Seed = 1,
    jobs: Jobs = None,
    plugin: Plugins = None,
    rules: Rules = None,
    language: LanguageOption = Language.EN,
    json: Json = False,
) -> int:
    """Find the sets of parameters that agree with published facts. With its default sizes it takes hours, and says how many are left."""
    from .evidence_commands import calibrate_model, settings_of

    return calibrate_model(out, settings_of(sets, members, keep, replications, scale, checked), only or [], seed, jobs, language.value, json)


@command(app, "Compare des politiques dans un navigateur, sur cette seule machine : curseurs, figures, un ménage, leçons. Il faut l'extra nommé dashboard.")
@guarded
def dashboard(
    scenario: Annotated[
        str | None,
        typer.Option(
            metavar="SCENARIO",
            help=both(
                "What it opens with: a name of the library, a country code, or a file.",
                "Ce qui s'ouvre d'abord : un nom de la bibliothèque, un code de pays, ou un fichier.",
            ),
            show_default=False,
        ),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(
            min=1024,
            max=65535,
            help=both("Port on this machine.", "Port sur cette machine."),
            show_default=both("the first free one from 8501", "le premier libre à partir de 8501"),
        ),
    ] = None,
    browser: Annotated[
        bool,
        typer.Option(
            "--browser/--no-browser", help=both("Open a browser, or print the address alone.", "Ouvre un navigateur, ou affiche seulement l'adresse.")
        ),
    ] = True,
    language: LanguageOption = Language.EN,
) -> int:
    """Compare policies in a browser, on this machine alone: sliders, figures, one household, lessons. Needs the extra named dashboard."""
    from .dashboard_command import open_dashboard

    return open_dashboard(scenario, port, browser, language.value)


def _note(message: Warning | str, category: type[Warning], filename: str, lineno: int, line: str | None = None) -> str:
    """A warning for a reader, not for who wrote the code."""
    if spoken() == ENGLISH:
        return f"note: {message}\n"
    from .typer_words import NOTE, said

    return NOTE.filled(what=said(str(message), spoken()))(spoken()) + "\n"


def main() -> None:
    """The console script."""
    unread_is_fine()
    warnings.formatwarning = _note
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
