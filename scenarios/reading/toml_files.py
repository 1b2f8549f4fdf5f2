"""Files in TOML as people save them: read, or refused with the line, what is wrong with it and what to write instead."""

from __future__ import annotations

import tomllib
from typing import Any

from model.errors import InputError, Problem
from model.text import Text

from ..text_files import text_of
from .toml_messages import NOT_TOML, parser_words
from .toml_slips import explained

LARGEST_FILE = 4_000_000
"""Bytes; a scenario or an experiment is a few thousand."""
NOT_REGULAR = Text("is not a regular file", "n'est pas un fichier ordinaire")
TOO_LARGE = Text("is too large: {n} bytes", "est trop gros : {n} octets")
__all__ = ["text_of", "toml_of"]


def toml_of(content: bytes, label: str, allowed: str | Text) -> dict[str, Any]:
    """The content of a TOML file; InputError with file, line and what to write instead. `label` names the file, `allowed` says what is wanted of it."""
    try:
        return tomllib.loads(text := text_of(content, label, allowed).replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        found = explained(text, error)
        advice = found.advice or (None if found.instead else allowed)
        raise InputError(Problem(found.key, found.says, label, allowed=advice, nearest=found.instead)) from None
    except RecursionError:
        raise InputError(Problem("", Text("is nested too deeply", "est imbriqué trop profondément"), label, allowed=allowed)) from None
    except InputError:  # says already which file it is, and what is wanted
        raise
    except ValueError as error:
        raise InputError(Problem("", NOT_TOML.filled(why=parser_words(str(error))), label, allowed=allowed)) from None
