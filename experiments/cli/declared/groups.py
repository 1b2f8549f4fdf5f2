"""`diaspora` and its groups of commands; the commands stand in the other files of this folder, in the order in which help shows them."""

from __future__ import annotations

from typing import Annotated

import typer

from ..spoken import SpokenGroup, both
from .options import Language, known_language

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


def _say_version(is_asked: bool) -> None:
    if is_asked:
        from ...manifest import package_version

        typer.echo(f"diaspora {package_version()}")
        raise typer.Exit


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
    show_version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_say_version, is_eager=True, help=both("Show the version and exit.", "Affiche la version, sans rien faire d'autre.")
        ),
    ] = False,
) -> None:
    """The language of help and of every answer, where a command is given none of its own (`experiments.cli.spoken` reads it before)."""
