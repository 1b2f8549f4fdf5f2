"""The libraries of the field that estimators call, loaded when they are first needed; they are the extra `evidence`."""

from __future__ import annotations

import importlib
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from model.errors import InputError, Problem
from model.text import Text

INSTALL = "pip install 'diaspora-policy-simulator[evidence]'"
"""A command."""


def library(name: str, what: str) -> Any:
    """A module of the extra; InputError with how to install it where it is missing."""
    try:
        with quiet():
            return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name is not None and error.name.partition(".")[0] != name.partition(".")[0]:
            raise
        says = Text("needs {name}, which is not installed", "demande {name}, qui n'est pas installé").filled(name=name)
        raise InputError(Problem(what, says, allowed=INSTALL)) from None


@contextmanager
def quiet() -> Iterator[None]:
    """Calls of these libraries go in here: without their warnings on their own use of pandas and on collinear columns that they drop (what matters is
    checked by the caller), and without what pyfixest 0.60 does to the log when its estimators are first loaded: it makes the log of the whole process speak,
    and Mesa then tells of every month.
    """
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        root.setLevel(level)
        root.handlers[:] = handlers
