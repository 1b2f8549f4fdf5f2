"""Published figures and facts: data import and build, new-country, validate, calibrate."""

from __future__ import annotations

from typing import Annotated

import typer

from ..spoken import both, command
from .groups import app, data
from .guards import guarded
from .options import Jobs, Json, Language, LanguageOption, OwnFacts, Plugins, Rules, Seed


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
    from ..data_commands import import_table

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
    from ..data_commands import build_tables

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
    from ..data_commands import write_country

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
    from ..evidence_commands import show_card

    return show_card(facts or [], only or [], replications, sample, seed, jobs, out, language.value, json, point=point)


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
    from ..evidence_commands import calibrate_model, settings_of

    return calibrate_model(out, settings_of(sets, members, keep, replications, scale, checked), only or [], seed, jobs, language.value, json)
