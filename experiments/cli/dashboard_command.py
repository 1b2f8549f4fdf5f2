"""`diaspora dashboard`: the first screen from its options, then the server."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from model.errors import InputError, Problem
from model.text import Text
from scenarios.reading.loader import A_SCENARIO

if TYPE_CHECKING:
    from ..dashboard.screen import Screen

NEEDED = ("streamlit", "tomli_w", "xlsxwriter")
"""Packages of the extra [dashboard]."""


def check_installed() -> None:
    """InputError where the extra is not installed."""
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        says = Text("needs {names}, not installed", "demande {names}, qui n'est pas installé").filled(names=", ".join(missing))
        raise InputError(Problem("dashboard", says, allowed='pip install "diaspora-policy-simulator[dashboard]"'))


def open_dashboard(scenario: str | None, port: int | None, browser: bool, language: str) -> int:
    """Serve the page; a scenario of the library, a country, the file of a scenario or a saved page is what it opens with."""
    check_installed()
    from ..dashboard.server import serve

    if scenario is None:
        return serve(partial(_first, language), port, browser)
    start = _asked(scenario, language)
    return serve(lambda: start, port, browser)


def _first(language: str) -> Screen:
    """The first page of all. Nothing of it can be wrong, so the model need not be loaded before the server listens."""
    from ..dashboard.screen import Screen

    return Screen(language=language)


def _asked(scenario: str, language: str) -> Screen:
    """The page that was asked for; InputError with what is wrong with it."""
    from scenarios.reading.loader import library
    from scenarios.text_files import text_of

    from ..dashboard.controls import records_of
    from ..dashboard.policies import OPENED, policies
    from ..dashboard.screen import Screen, checked, from_file, is_saved_screen

    if Path(scenario).is_file() and scenario not in library():
        text = text_of(Path(scenario).read_bytes(), scenario, A_SCENARIO)
        start = from_file(text, scenario) if is_saved_screen(text) else Screen(file=text, b=(), language=language)
    else:
        start = checked(scenario=scenario, language=language, sample=records_of(scenario))
    try:  # what is wrong with it is told here, before a browser opens
        policies(start)
    except InputError as error:
        raise InputError([replace(each, file=scenario if each.file == OPENED else each.file) for each in error.problems]) from None
    return start
