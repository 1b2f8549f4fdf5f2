"""Text files that somebody names on the command line. Apart from `files`, which every command loads and which knows no scenarios."""

from __future__ import annotations

from pathlib import Path

from model.errors import NO_FILE, InputError, Problem
from model.text import Text
from scenarios.text_files import text_of

from .files import read_whole


def read_text(name: str, allowed: Text) -> str:
    """The text of a file that somebody named; InputError where there is none, or none in UTF-8. `allowed` says what is wanted."""
    content = read_whole(Path(name), name)
    if content is None:
        raise InputError(Problem("", NO_FILE, name, allowed=allowed))
    return text_of(content, name, allowed)
