"""For a ministry: report, dashboard."""

from __future__ import annotations

from typing import Annotated

import typer

from ..spoken import both, command
from .groups import app
from .guards import guarded
from .options import Json, Language, LanguageOption, Plugins, Rate, Rules, codes


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
    from ..report_commands import write_report

    return write_report(results, to, codes(language or ("en",)), currency, rate, json)


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
    from ..dashboard_command import open_dashboard

    return open_dashboard(scenario, port, browser, language.value)
