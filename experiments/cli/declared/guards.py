"""What all commands have in common: their bad input is told without a traceback, and their exit code says how they ended."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Sequence
from typing import Any

import typer

from model.errors import ERROR, InputError, Problem, error_lines
from model.text import Text

from ...runs.pool import WorkersLostError
from ...storage.files import refused
from ..spoken import spoken

FAILED, BAD_INPUT, INTERRUPTED = 1, 2, 130
STOPPED = Text("interrupted; the same command goes on where it stopped", "interrompu ; la même commande reprend où elle s'est arrêtée")


def _tell(problems: Sequence[Problem]) -> None:
    for line in error_lines(problems, spoken()):
        typer.echo(line, err=True)


def guarded(does: Callable[..., int | None]) -> Callable[..., None]:
    """A command whose bad input is told on standard error without a traceback; with the levers and rules of its files.

    Every problem is a line; a table to add to a file stands indented below it.
    """

    @functools.wraps(does)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            if kwargs.get("plugin"):
                from model.plugins import load_plugin

                for path in kwargs["plugin"]:
                    load_plugin(path)
            if kwargs.get("rules"):
                from model.plugins import load_rules

                for path in kwargs["rules"]:
                    load_rules(path)
            code = does(*args, **kwargs)
            sys.stdout.flush()  # a full disk is met here, not when Python ends
        except InputError as error:
            _tell(error.problems)
            raise typer.Exit(BAD_INPUT) from None
        except WorkersLostError as error:
            typer.echo(ERROR.filled(what=error.says)(spoken()), err=True)
            raise typer.Exit(FAILED) from None
        except OSError as error:  # what nobody said more about: a full disk, a folder that was removed
            _tell(refused(error).problems)
            raise typer.Exit(BAD_INPUT) from None
        except KeyboardInterrupt:
            typer.echo(STOPPED(spoken()), err=True)
            raise typer.Exit(INTERRUPTED) from None
        raise typer.Exit(code or 0)

    return run
