"""What Python's reader of TOML says, in every language; in English as it says it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from model.text import Text, by_language

NOT_TOML = Text("is not valid TOML: {why}", "n'est pas du TOML valable : {why}")
MESSAGES = (
    Text("Invalid statement", "instruction incorrecte"),
    Text("Expected newline or end of document after a statement", "une fin de ligne est attendue après une instruction"),
    Text("Expected '=' after a key in a key/value pair", "'=' est attendu entre une clé et sa valeur"),
    Text("Expected ']' at the end of a table declaration", "']' est attendu à la fin d'une tête de table"),
    Text("Expected ']]' at the end of an array declaration", "']]' est attendu à la fin d'une tête de table"),
    Text("Expected {sign}", "{sign} est attendu"),
    Text("Found invalid character {sign}", "le caractère {sign} est interdit"),
    Text("Illegal character {sign}", "le caractère {sign} est interdit ici"),
    Text("Cannot declare {key} twice", "{key} est déclaré deux fois"),
    Text("Cannot overwrite a value", "une valeur est donnée deux fois"),
    Text("Cannot mutate immutable namespace {key}", "la table {key} est déjà complète"),
    Text("Cannot redefine namespace {key}", "la table {key} est déjà définie"),
    Text("Duplicate inline table key {key}", "la clé {key} figure deux fois dans une table"),
    Text("Invalid initial character for a key part", "une clé ne peut pas commencer par ce caractère"),
    Text("Unclosed array", "une liste n'est pas fermée"),
    Text("Unclosed inline table", "une table n'est pas fermée"),
    Text("Unescaped '\\' in a string", "une barre oblique inverse seule dans un texte"),
    Text("Unterminated string", "un texte n'est pas fermé"),
    Text("Invalid hex value", "valeur hexadécimale incorrecte"),
    Text("Escaped character is not a Unicode scalar value", "le caractère désigné n'existe pas en Unicode"),
    Text("Invalid date or datetime", "date ou heure incorrecte"),
    Text("Invalid value", "valeur incorrecte"),
)
PLACES = (
    Text("{what} (at line {line}, column {column})", "{what} (ligne {line}, colonne {column})"),
    Text("{what} (at end of document)", "{what} (à la fin du document)"),
)


def parser_words(message: str) -> Text:
    """What the reader said, which is kept as it is in English; in other languages as far as its words are known.

    >>> parser_words("Expected ']' (at line 3, column 5)").fr, parser_words("Invalid value").en, parser_words("something else").fr
    ("']' est attendu (ligne 3, colonne 5)", 'Invalid value', 'something else')
    """
    for place in PLACES:
        found = _pattern(place).fullmatch(message)
        if found is not None:
            parts = found.groupdict()
            inner = parser_words(parts.pop("what"))
            return _in_others(message, place.filled(what=inner, **parts))
    return as_known(message, MESSAGES)


def as_known(message: str, known: Sequence[Text]) -> Text:
    """The words of another program, in English as it says them, in other languages as the first of some known messages that they are.

    >>> as_known("expected '='", [Text("Expected {sign}", "{sign} est attendu")]).fr
    "'=' est attendu"
    """
    for each in known:
        found = _pattern(each).fullmatch(message[:1].upper() + message[1:])
        if found is not None:
            return _in_others(message, each.filled(**found.groupdict()))
    return Text(message, message)


def _in_others(message: str, words: Text) -> Text:
    """A message as it is in English, in other words in other languages."""
    return by_language(lambda language: message if language == "en" else words(language))


def _pattern(template: Text) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(template.en)), re.DOTALL)
