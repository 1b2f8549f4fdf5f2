"""`diaspora sensitivity`: runs what is missing, adds points until intervals are narrow, says beforehand what that costs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from experiments.cli.command_line import app
from experiments.cli.sensitivity_commands import _tell
from experiments.sensitivity.analysis import analysed
from experiments.sweeps import load_experiment, read_sweep, run_sweep
from experiments.sweeps.model_runs import Formula

TEXT = """
scenario = "morocco_belgium_package"
replications = 1
years = 1
sample = 200
outcomes = ["public_cost"]
series = true
[design]
kind = "saltelli"
n = 4
[factors."levers.matching_grant.ratio"]
low = 0.5
high = 3.0
[factors."levers.donation_tax_relief.rate"]
low = 0.1
high = 0.6
"""


def cli(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2]), "COLUMNS": "200"}
    return subprocess.run([sys.executable, "-m", "experiments.cli", *words], cwd=cwd, capture_output=True, text=True, env=environment, check=False)


@pytest.mark.usefixtures("no_figures")
def test_from_file_to_figures_and_until(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first and one that is refused in processes of their own, the others in this one, where no figures are drawn: those of the first are looked at."""
    monkeypatch.chdir(tmp_path)

    def call(*words: str) -> Any:
        return CliRunner().invoke(app, list(words))

    (tmp_path / "e.toml").write_text(TEXT)
    first = cli("sensitivity", "e.toml", "--jobs", "1", "--out", "r", "--json", cwd=tmp_path)
    assert first.returncode == 0, first.stderr
    assert "Traceback" not in first.stderr and "Warning" not in first.stderr
    found = json.loads(first.stdout)
    assert found["points"] == 16 and {row["index"] for row in found["rows"]} >= {"S1", "ST"}
    figures = {path.name for path in (tmp_path / "r" / "sensitivity" / "figures").glob("*.png")}
    assert {"sobol-public_cost.png", "over_time-public_cost.png"} <= figures
    told = call("sensitivity", "e.toml", "--until", "0.3", "--at-most", "40", "--jobs", "1", "--out", "r")
    assert told.exit_code == 0 and "more runs" in told.stderr
    larger = json.loads(call("sensitivity", "r", "--json").stdout)
    assert larger["points"] >= 16
    assert call("sensitivity", "e.toml", "--method", "morris", "--out", "r").exit_code == 2
    assert call("sensitivity", "e.toml", "--until", "0", "--out", "r").exit_code == 2
    assert cli("sensitivity", "nothing.toml", cwd=tmp_path).returncode == 2


@pytest.mark.parametrize(("language", "words"), [("en", "too few points: at least 24"), ("fr", "trop peu de points\u00a0: il en faut au moins 24")])
def test_the_terminal_says_why_an_outcome_has_no_index(language: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A table of two points is too small for every method: a column of dashes alone would leave the reader to guess."""
    table = tmp_path / "t.csv"
    table.write_text("levers.matching_grant.ratio\n0.5\n1.5\n")
    (tmp_path / "e.toml").write_text(
        'scenario = "morocco_belgium_matching_grant"\nreplications = 2\nyears = 1\nsample = 200\noutcomes = ["public_cost"]\n[design]\nkind = "table"\nfile = "t.csv"\n'
    )
    experiment = load_experiment(tmp_path / "e.toml")
    done = run_sweep(experiment, tmp_path / "r", subject=Formula(lambda values, luck: [float(values["levers.matching_grant.ratio"]) + luck], columns=("public_cost",)))
    _tell(analysed(read_sweep(done.folder.path), None, language), language)
    shown = " ".join(capsys.readouterr().out.replace("\u202f", "\u00a0").split(" ")).replace("\n", " ")
    assert words in shown.replace(" :", "\u00a0:") if language == "fr" else words in shown
    assert "RBD-FAST" in shown and shown.count("24") == 1, "each reason once"
