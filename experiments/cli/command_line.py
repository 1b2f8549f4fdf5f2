"""The command line: thin, and light to start. Every command calls the functions that notebooks call; what is heavy is imported when a command runs."""

from __future__ import annotations

import sys
import warnings

# isort: off
from .declared import policies, workshop, sweeps, evidence, desk  # in the order in which help shows their commands

# isort: on
from ..garbage import look_for_garbage_rarely
from .declared.groups import app
from .declared.guards import INTERRUPTED
from .spoken import ENGLISH, spoken
from .streams import unread_is_fine

__all__ = ["app", "main"]
COMMANDS = (policies, workshop, sweeps, evidence, desk)
"""Whose commands `app` has, in this order."""


def _note(message: Warning | str, category: type[Warning], filename: str, lineno: int, line: str | None = None) -> str:
    """A warning for a reader, not for who wrote the code."""
    if spoken() == ENGLISH:
        return f"note: {message}\n"
    from .typer_words import NOTE, said

    return NOTE.filled(what=said(str(message), spoken()))(spoken()) + "\n"


def main() -> None:
    """The console script."""
    unread_is_fine()
    look_for_garbage_rarely()
    usual, warnings.formatwarning = warnings.formatwarning, _note
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    finally:
        warnings.formatwarning = usual
