"""`diaspora dashboard`: the first screen from its options, then the server."""

from __future__ import annotations

from pathlib import Path

from scenarios.reading.loader import library
from scenarios.text_files import text_of


def open_dashboard(scenario: str | None, port: int | None, browser: bool, language: str) -> int:
    """Serve the page; a scenario of the library, a country, the file of a scenario or a saved page is what it opens with."""
    from ..dashboard.server import check_installed, serve

    check_installed()
    from ..dashboard.controls import records_of
    from ..dashboard.policies import policies
    from ..dashboard.screen import Screen, checked, from_file, is_saved_screen

    start = Screen(language=language)
    if scenario is not None and Path(scenario).is_file() and scenario not in library():
        text = text_of(Path(scenario).read_bytes(), scenario, "a scenario file in TOML")
        start = from_file(text, scenario) if is_saved_screen(text) else Screen(file=text, b=(), language=language)
    elif scenario is not None:
        start = checked(scenario=scenario, language=language, sample=records_of(scenario))
    policies(start)  # what is wrong with it is told here, before a browser opens
    return serve(start, port, browser)
