"""A Python file of somebody's own: how it is read and run, and where it failed."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from .errors import LINE, UNREADABLE, InputError, Problem, system_words
from .text import Text

A_FILE = Text("a Python file", "un fichier Python")
NOT_UTF8 = Text("is not UTF-8; save it as UTF-8", "n'est pas en UTF-8 ; l'enregistrer en UTF-8")


def read_source(path: str | Path, allowed: str | Text = A_FILE, encoding: str = "utf-8") -> str:
    """What a file says.

    Raises:
        InputError: it cannot be read, or is not UTF-8.
    """
    try:
        return Path(path).read_text(encoding=encoding)
    except UnicodeDecodeError:
        raise InputError(Problem("", NOT_UTF8, str(path), allowed=A_FILE)) from None
    except OSError as error:
        raise InputError(Problem("", UNREADABLE.filled(why=system_words(error)), str(path), allowed=allowed)) from None


def run_source(source: str, path: str, module: ModuleType, told: Callable[[Problem, int], Problem]) -> None:
    """Run a file as a module.

    Args:
        source: what the file says.
        path: where it was read.
        module: takes its names.
        told: a problem that its code met at a line, in an InputError of its own, as it is to be told.

    Raises:
        InputError: it is no Python, or fails, with its line.
    """
    try:
        exec(compile(source, path, "exec"), module.__dict__)
    except InputError as error:
        raise InputError([told(each, line_of(error, path)) for each in error.problems]) from None
    except (Exception, SystemExit) as error:
        # a null byte is a ValueError or a SyntaxError without a line, by the version of Python
        is_syntax = isinstance(error, SyntaxError) or "null bytes" in str(error)
        line = (error.lineno if isinstance(error, SyntaxError) else None) or line_of(error, path)
        if is_syntax:
            says = Text("is no Python: {why}", "n'est pas du Python : {why}").filled(why=getattr(error, "msg", error))
        else:
            says = Text("fails with {kind}: {why}", "échoue avec {kind} : {why}").filled(kind=type(error).__name__, why=error)
        raise InputError(Problem(LINE.filled(line=line), says, path)) from None


def line_of(error: BaseException, path: str) -> int:
    """The last line of a file that an error passed through; 1 where it passed through none."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == path]
    return lines[-1] if lines and lines[-1] is not None else 1
