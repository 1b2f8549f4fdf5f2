"""`diaspora dashboard` before it serves anything: what cannot be is told with exit code 2, and it serves this machine alone."""

from __future__ import annotations

import importlib.util
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from experiments.cli.command_line import app
from experiments.dashboard.screen import Screen, to_file

runner = CliRunner()


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    found: list[Any] = []
    monkeypatch.setattr("experiments.dashboard.server.serve", lambda *given: found.append(given) or 0)
    return found


def test_it_opens_with_what_was_asked_for(served: list[Any], tmp_path: Path) -> None:
    saved = tmp_path / "page.toml"
    saved.write_text(to_file(Screen(seed=7, view="cost")), encoding="utf-8")
    for words in (["--scenario", "SEN", "--language", "fr"], ["--scenario", str(saved), "--port", "9000", "--no-browser"], []):
        assert runner.invoke(app, ["dashboard", *words]).exit_code == 0
    first, second, third = served
    asked = first[0]()
    assert asked.scenario == "SEN" and asked.sample == 300 and asked.language == "fr" and asked.b == ()
    assert second[0]() == Screen(seed=7, view="cost") and second[1:] == (9000, False) and third[0]() == Screen()


def test_the_server_listens_before_the_model_is_loaded() -> None:
    """The browser loads its part of the page meanwhile."""
    says = "import sys; from experiments.cli import command_line, dashboard_command; from experiments.dashboard import server; "
    says += "server.serve = lambda start, *more: print(sorted({'numba', 'pandas', 'scipy', 'mesa'} & set(sys.modules))) or start().language; "
    says += "print(dashboard_command.open_dashboard(None, None, False, 'fr'))"
    done = subprocess.run([sys.executable, "-c", says], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["[]", "fr"]


def test_controls_need_declarations_and_no_model() -> None:
    """They are on the screen while the model is loaded."""
    says = "import sys; from experiments.dashboard import controls, page; controls.labels(), controls.by_country(); "
    says += "print(sorted({'numba', 'pandas', 'scipy', 'mesa', 'matplotlib', 'typst', 'docx', 'xlsxwriter'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", says], capture_output=True, text=True, check=True).stdout.split() == ["[]"]


def test_what_is_wrong_is_told_before_a_browser_opens(served: list[Any], tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('schema = 1\nbase = "morocco_belgium"\n[levers.matching_grant]\nratio = 9.0\n', encoding="utf-8")
    for given, says in (("morocco_belgim", "did you mean 'morocco_belgium'"), (str(wrong), "levers.matching_grant.ratio: 9.0 is out of bounds")):
        left = runner.invoke(app, ["dashboard", "--scenario", given])
        assert left.exit_code == 2 and says in left.stderr and "Traceback" not in left.output
    assert served == []


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *more: None if name == "streamlit" else found(name, *more))
    left = runner.invoke(app, ["dashboard"])
    assert left.exit_code == 2 and 'pip install "diaspora-policy-simulator[dashboard]"' in left.stderr


def test_a_port_in_use_is_refused_and_it_listens_on_this_machine_alone() -> None:
    from experiments.dashboard.server import SETTINGS, free_port

    assert SETTINGS["server_address"] == "127.0.0.1" and SETTINGS["browser_gatherUsageStats"] is False
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        left = runner.invoke(app, ["dashboard", "--port", str(port), "--no-browser"])
        assert left.exit_code == 2 and "--port" in left.stderr and "in use" in left.stderr
    assert free_port(None) >= 8501
