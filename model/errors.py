"""What is wrong with an input, said so that its author can mend it: in English as a string, and in every language where it is told to somebody."""

from __future__ import annotations

import difflib
import errno
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .text import Text, by_language, in_language, worded

_AT = Text("{where}: {says}", "{where} : {says}")
_ALLOWED = Text("{says}; allowed: {allowed}", "{says} ; attendu : {allowed}")
_MEANT = Text("{says}; did you mean '{nearest}'?", "{says} ; vouliez-vous dire « {nearest} » ?")
UNKNOWN_KEY = Text("unknown key", "clé inconnue")
MISSING = Text("is missing", "manque")
EMPTY = Text("is empty", "est vide")
NOT_A_TABLE = Text("{value} is not a table", "{value} n'est pas une table")
NOT_A_LIST = Text("{value} is not a list", "{value} n'est pas une liste")
NOT_A_NUMBER = Text("{value} is not a number", "{value} n'est pas un nombre")
NOT_FINITE = Text("{value} is not a finite number", "{value} n'est pas un nombre fini")
NOT_WHOLE = Text("{value} is not a whole number", "{value} n'est pas un nombre entier")
NOT_A_CHOICE = Text("{value} is not one of the choices", "{value} n'est pas un des choix")
OUT_OF_BOUNDS = Text("{value} is out of bounds", "{value} est hors limites")
NOT_A_YEAR = Text("{value} is not a year", "{value} n'est pas une année")
TWICE = Text("{what} stands twice", "{what} figure deux fois")
WITHOUT_QUOTES = Text("{value}, without quotes", "{value}, sans guillemets")
UNREADABLE = Text("cannot be read: {why}", "lecture impossible : {why}")
NO_FILE = Text("there is no such file", "ce fichier n'existe pas")
EMPTY_FILE = Text("the file is empty", "le fichier est vide")
ONE_OF_TWO = Text("one of the two", "l'un des deux")
UP_TO = Text("0 to {high}", "0 à {high}")
LINE = Text("line {line}", "ligne {line}")
CELL = Text("line {line}, column {column}", "ligne {line}, colonne {column}")
RESULTS = Text("RESULTS", "RÉSULTATS")
COUNTRY = Text("COUNTRY", "PAYS")
"""Arguments of commands, as usage and help name them."""
ERROR = Text("error: {what}", "erreur : {what}")
"""How a line begins that tells what is wrong."""


SYSTEM = {
    errno.ENOENT: Text("no such file or directory", "ce fichier ou ce dossier n'existe pas"),
    errno.EACCES: Text("permission denied", "accès refusé"),
    errno.EPERM: Text("operation not permitted", "opération interdite"),
    errno.EISDIR: Text("is a directory", "c'est un dossier"),
    errno.ENOTDIR: Text("not a directory", "ce n'est pas un dossier"),
    errno.EEXIST: Text("file exists", "le fichier existe déjà"),
    errno.ENOSPC: Text("no space left on device", "il ne reste pas de place sur le disque"),
    errno.EROFS: Text("read-only file system", "le disque est en lecture seule"),
    errno.ENAMETOOLONG: Text("file name too long", "le nom de fichier est trop long"),
    errno.ELOOP: Text("too many levels of symbolic links", "trop de liens symboliques se suivent"),
    errno.EIO: Text("input/output error", "le disque ne répond pas"),
    errno.EMFILE: Text("too many open files", "trop de fichiers sont ouverts"),
}
"""What the system says, in the words of POSIX."""
_NOT_DECODED = Text("byte {byte} at position {place} is not {encoding}", "l'octet {byte}, à la position {place}, n'est pas de l'{encoding}")


def system_words(error: Exception) -> Text:
    """Why the system refused, in small letters (`told_by_system`).

    >>> system_words(OSError(errno.EACCES, "Permission denied")).en
    'permission denied'
    """
    return _told((getattr(error, "strerror", None) or str(error)).lower(), error)


def told_by_system(error: Exception) -> Text:
    """Why the system, or Python, refused, in English as it says it; in other languages too where it is among the known reasons.

    >>> told_by_system(OSError(errno.EACCES, "Permission denied"))("fr")
    'accès refusé'
    """
    return _told(getattr(error, "strerror", None) or str(error), error)


def _told(said: str, error: Exception) -> Text:
    known = SYSTEM.get(getattr(error, "errno", None) or 0)
    if isinstance(error, UnicodeDecodeError):
        known = _NOT_DECODED.filled(byte=f"0x{error.object[error.start]:02x}", place=error.start, encoding=error.encoding)
    return Text(said, said) if known is None else by_language(lambda language: said if language == "en" else known(language))


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name closest to `name`, or None where none is close.

    >>> nearest("matching_grnt", ["matching_grant", "tax_incentive"])
    'matching_grant'
    """
    found = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
    return found[0] if found else None


def short(value: object) -> str:
    """A value as it is shown in an error."""
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


@dataclass(frozen=True, init=False)
class Problem:
    """One thing wrong with one input: where it stands, what it says, what is allowed.

    Words are given as a Text, names and paths as they are. Read again they are strings, the English ones, which know what they are in other languages
    (`model.text.Said`): a problem that is given the words of another one keeps its languages.

    >>> found = Problem("ratio", Text("{value} is out of bounds", "{value} est hors limites").filled(value=9), allowed=Text("a share", "une part"))
    >>> str(found), found.says
    ('ratio: 9 is out of bounds; allowed: a share', '9 is out of bounds')
    """

    key: str
    says: str
    file: str | None = None
    value: object = None
    allowed: str | None = None
    nearest: str | None = None

    def __init__(
        self,
        key: str | Text,
        says: str | Text,
        file: str | None = None,
        value: object = None,
        allowed: str | Text | None = None,
        nearest: str | Text | None = None,
    ) -> None:
        given = {"key": key, "says": says, "file": file, "value": value, "allowed": allowed, "nearest": nearest}
        for name, each in given.items():
            object.__setattr__(self, name, worded(each) if isinstance(each, Text) and name != "value" else each)

    def __str__(self) -> str:
        return self.said()

    def said(self, language: str = "en") -> str:
        """All of it as one line in a language."""
        key, text = in_language(self.key, language), in_language(self.says, language)
        if self._names_an_argument_without_what_was_given(text):
            key = f"{key} {self.value}"
        where = _AT(language).format(where=self.file, says=key) if self.file and key else (self.file or key)
        if where:
            text = _AT(language).format(where=where, says=text)
        if self.allowed:
            text = _ALLOWED(language).format(says=text, allowed=in_language(self.allowed, language))
        if self.nearest:
            text = _MEANT(language).format(says=text, nearest=in_language(self.nearest, language))
        return text

    def _names_an_argument_without_what_was_given(self, text: str) -> bool:
        """Whether the place is an option or argument of a command, and what was written there stands nowhere in the line."""
        value = self.value
        if self.file or not isinstance(value, str) or not any(map(str.isalnum, value)) or "\n" in value or len(value) > 100:
            return False
        return (self.key.startswith("--") or self.key.isupper()) and value not in self.key and value not in text


class InputError(ValueError):
    """Raised with every problem found in an input, never with the first alone."""

    def __init__(self, problems: Problem | Sequence[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[InputError], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)

    def said(self, language: str = "en") -> str:
        """Every problem on a line of its own, in a language."""
        return "\n".join(problem.said(language) for problem in self.problems)


class UncompiledRuleError(InputError):
    """Raised where a rule of one's own cannot be compiled: no run of any scenario can succeed."""


def error_lines(problems: Iterable[Problem], language: str = "en") -> list[str]:
    """A line for each problem as commands print them; in English where the language itself is what cannot be had.

    >>> error_lines([Problem("x", Text("is missing", "manque"))])
    ['error: x: is missing']
    """
    found = tuple(problems)
    try:
        return [ERROR(language).format(what=problem.said(language)) for problem in found]
    except InputError:
        return [ERROR("en").format(what=problem) for problem in found]
