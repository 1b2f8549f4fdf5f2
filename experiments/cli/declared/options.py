"""Options that several commands have, with what may be said of each."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, ClassVar

import typer

from ..spoken import both, refuse_unknown


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


def codes(languages: Sequence[str]) -> list[str]:
    """Languages of a repeatable option, each as one that can be asked for: a parser is not given each of a list by itself."""
    for each in languages:
        refuse_unknown(each, "'--language'")
    return list(languages)


class Uncertainty(StrEnum):
    """What differs between replications."""

    LUCK = "luck"
    INPUTS = "inputs"
    PRIOR = "prior"


class Engine(StrEnum):
    """Compiled loops over records, or Mesa agents one by one."""

    COMPILED = "compiled"
    OBJECTS = "objects"


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
            "Change a value, as levers.matching_grant.ratio=2; repeatable.", "Change une valeur, par exemple levers.matching_grant.ratio=2 (peut se répéter)."
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
