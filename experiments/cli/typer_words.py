"""What Typer, Click and the model's warnings say in English alone, as they word it (in whatever version), and in French.

Loaded where another language is spoken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from model.errors import COUNTRY, RESULTS
from model.text import Text

NOTE = Text("note: {what}", "note : {what}")
USAGE = Text("Usage:", "Utilisation :")
HELP = Text("Show this message and exit.", "Affiche ce message, sans rien faire d'autre.")
NOT_ONE_OF = Text("{value} is not one of {choices}", "{value} ne figure pas parmi {choices}")
PERHAPS = Text("; did you mean {name}?.", " ; vouliez-vous dire {name} ?")

FIXED: Mapping[str, Text] = {
    "DEFAULT_STRING": Text("[default: {}]", "[par défaut : {}]"),
    "REQUIRED_LONG_STRING": Text("[required]", "[obligatoire]"),
    "ARGUMENTS_PANEL_TITLE": Text("Arguments", "Arguments"),
    "OPTIONS_PANEL_TITLE": Text("Options", "Options"),
    "COMMANDS_PANEL_TITLE": Text("Commands", "Commandes"),
    "ERRORS_PANEL_TITLE": Text("Error", "Erreur"),
    "ABORTED_TEXT": Text("Aborted.", "Interrompu."),
    "RICH_HELP": Text("Try [blue]'{command_path} {help_option}'[/] for help.", "Pour l'aide : [blue]{command_path} {help_option}[/]"),
}
"""Constants of `typer.rich_utils`."""

METAVARS: Mapping[str, Text] = {
    "[OPTIONS]": Text("[OPTIONS]", "[OPTIONS]"),
    "COMMAND [ARGS]...": Text("COMMAND [ARGS]...", "COMMANDE [ARGUMENTS]..."),
    "SCENARIO": Text("SCENARIO", "SCÉNARIO"),
    "SCENARIO...": Text("SCENARIO...", "SCÉNARIO..."),
    "PATH=VALUE": Text("PATH=VALUE", "CHEMIN=VALEUR"),
    "FILE": Text("FILE", "FICHIER"),
    "FOLDER": Text("FOLDER", "DOSSIER"),
    "LANGUAGE": Text("LANGUAGE", "LANGUE"),
    "NUMBER": Text("NUMBER", "NOMBRE"),
    "EXPERIMENT": Text("EXPERIMENT", "EXPÉRIENCE"),
    "RESULTS": RESULTS,
    "RESULTS...": Text("RESULTS...", "RÉSULTATS..."),
    "ADDRESS": Text("ADDRESS", "ADRESSE"),
    "KIND": Text("KIND", "TYPE"),
    "KIND=FILE": Text("KIND=FILE", "TYPE=FICHIER"),
    "NAME": Text("NAME", "NOM"),
    "WIDTH": Text("WIDTH", "LARGEUR"),
    "RUNS": Text("RUNS", "SIMULATIONS"),
    "METHOD": Text("METHOD", "MÉTHODE"),
    "COUNTRY": COUNTRY,
}
"""What stands for a value in usage and help; codes, numbers and choices are the same in every language."""

TYPES: Mapping[str, Text] = {
    "<int>": Text("<int>", "<entier>"),
    "<int range>": Text("<int range>", "<entier>"),
    "<float>": Text("<float>", "<nombre>"),
    "<str>": Text("<str>", "<texte>"),
    "<list[str]>": Text("<list[str]>", "<textes>"),
}
"""What newer versions of Typer show for the type of a value that has no word of its own."""

_MESSAGES = (
    Text("No such option: {name} (Possible options: {names})", "Option inconnue : {name} (options possibles : {names})"),
    Text("No such option: {name} Did you mean {names}?", "Option inconnue : {name} ; vouliez-vous dire {names} ?"),
    Text("No such option: {name}", "Option inconnue : {name}"),
    Text("No such command {name}. Did you mean {names}?", "Commande inconnue : {name} ; vouliez-vous dire {names} ?"),
    Text("No such command {name}.", "Commande inconnue : {name}."),
    Text("Missing command.", "Il manque une commande."),
    Text("Missing argument {name}.", "Il manque l'argument {name}."),
    Text("Missing option {name}.", "Il manque l'option {name}."),
    Text("Invalid value for {name}: {message}", "Valeur non admise pour {name} : {message}"),
    Text("Got unexpected extra argument(s) ({names})", "Arguments en trop : {names}"),
    Text("Got unexpected extra argument ({name})", "Argument en trop : {name}"),
    Text("Got unexpected extra arguments ({names})", "Arguments en trop : {names}"),
    Text("Option {name} requires an argument.", "L'option {name} demande une valeur."),
    Text("Option {name} does not take a value.", "L'option {name} ne prend pas de valeur."),
    Text("Input should be a valid integer, unable to parse string as an integer", "un nombre entier est attendu"),
    Text("Input should be a valid number, unable to parse string as a number", "un nombre est attendu"),
    Text("Input should be greater than or equal to {low}", "un nombre d'au moins {low} est attendu"),
    Text("Input should be less than or equal to {high}", "un nombre d'au plus {high} est attendu"),
    Text("{value} is not a valid integer.", "{value} n'est pas un nombre entier."),
    Text("{value} is not a valid float.", "{value} n'est pas un nombre."),
    Text("{value} is not in the range {range}.", "{value} est hors des bornes {range}."),
    Text("Value error, {message}", "{message}"),
    # warnings of the model, which Python takes as plain strings
    Text(
        "compiled code is not kept, so that every process compiles the model anew: {message}",
        "le code compilé n'est pas gardé, si bien que chaque processus recompile le modèle : {message}",
    ),
    Text("DIASPORA_CACHE is not used: {message}", "DIASPORA_CACHE n'est pas employé : {message}"),
    Text("everybody can write in {name}", "tout le monde peut écrire dans {name}"),
    Text("{name} cannot be written", "{name} ne peut pas être écrit"),
    Text("{name} cannot be made ({message})", "{name} ne peut pas être créé ({message})"),
    Text("{name} belongs to another user", "{name} appartient à un autre utilisateur"),
    Text("{name} is no folder", "{name} n'est pas un dossier"),
    Text(
        "this is not the model of its files: {names} replaced. It is compiled for this process alone.",
        "ce n'est pas le modèle de ses fichiers : {names} remplacé. Il est compilé pour ce seul processus.",
    ),
    Text("this is not the model of its files: {names} replaced.", "ce n'est pas le modèle de ses fichiers : {names} remplacé."),
    Text(
        "the levers of {name} (entry point {point}) are left out: {message}", "les leviers de {name} (point d'entrée {point}) sont laissés de côté : {message}"
    ),
    Text("{value} is not one of {choices}.", "{value} ne figure pas parmi {choices}."),
)
"""From the more particular to the more general; a place in braces is what differs, and is said in the language in its turn."""


def said(message: str, language: str) -> str:
    r"""A message of Typer, Click or Pydantic, or a warning, in a language; one that is not known stays in English.

    >>> said("No such option: --smaple (Possible options: --sample)", "fr")
    'Option inconnue\xa0: --smaple (options possibles\xa0: --sample)'
    """
    for text in _MESSAGES:
        found = _pattern(text.en).fullmatch(message)
        if found:
            return text.filled(**{name: said(value, language) for name, value in found.groupdict().items()})(language)
    return message


@lru_cache(maxsize=len(_MESSAGES))
def _pattern(english: str) -> re.Pattern[str]:
    pieces = re.split(r"\{(\w+)\}", english)
    return re.compile("".join(f"(?P<{piece}>.+?)" if place % 2 else re.escape(piece) for place, piece in enumerate(pieces)), re.DOTALL)
