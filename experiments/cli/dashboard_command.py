"""`diaspora dashboard`: the first screen from its options, then the server."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from pathlib import Path

from model.errors import InputError, Problem
from scenarios.reading.loader import library
from scenarios.text_files import text_of

NEEDED = ("streamlit", "tomli_w", "xlsxwriter")
"""Packages of the extra [dashboard]."""


def check_installed() -> None:
    """InputError where the extra is not installed."""
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        says = f"needs {', '.join(missing)}, not installed"
        raise InputError(Problem("dashboard", says, allowed='pip install "diaspora-policy-simulator[dashboard]"'))


def open_dashboard(scenario: str | None, port: int | None, browser: bool, language: str) -> int:
    """Serve the page; a scenario of the library, a country, the file of a scenario or a saved page is what it opens with."""
    check_installed()
    from ..dashboard.controls import records_of
    from ..dashboard.policies import OPENED, policies
    from ..dashboard.screen import Screen, checked, from_file, is_saved_screen
    from ..dashboard.server import serve

    start = Screen(language=language)
    if scenario is not None and Path(scenario).is_file() and scenario not in library():
        text = text_of(Path(scenario).read_bytes(), scenario, "a scenario file in TOML")
        start = from_file(text, scenario) if is_saved_screen(text) else Screen(file=text, b=(), language=language)
    elif scenario is not None:
        start = checked(scenario=scenario, language=language, sample=records_of(scenario))
    try:  # what is wrong with it is told here, before a browser opens
        policies(start)
    except InputError as error:
        raise InputError([replace(each, file=scenario if each.file == OPENED else each.file) for each in error.problems]) from None
    return serve(start, port, browser)
