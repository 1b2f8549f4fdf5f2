"""`--currency` on run, compare and question: what the commands print and write, and what they refuse before anything runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from typer.testing import CliRunner

from experiments.cli.command_line import app
from experiments.reporting.result_folder import read_manifest, read_table
from tests.asked_commands import plain

SMALL = ["--sample", "100", "--years", "1", "--replications", "2", "--jobs", "1"]
AED = 3.6725

pytestmark = pytest.mark.usefixtures("no_figures")


def call(*words: str) -> Any:
    return CliRunner().invoke(app, list(words))


def test_compare_prints_and_writes_amounts_in_the_currency(tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    asked = ["compare", "morocco_belgium_matching_grant", *SMALL, "--currency", "AED", "--out", out]
    told = json.loads(call(*asked, "--json").stdout)
    machine, people = read_table(tmp_path / "out"), pd.read_csv(tmp_path / "out" / "comparison.csv")
    cost = (machine["outcome"] == "public_cost") & machine["breakdown"].isna()
    usd = float(machine.loc[cost, "mean"].iloc[0])
    assert machine.loc[cost, "unit"].iloc[0] == "USD of 2019 a year" and people.loc[cost, "unit"].iloc[0] == "AED of 2019 a year" and usd > 0.0
    row = next(row for row in told["rows"] if row["outcome"] == "public_cost" and row["breakdown"] is None)
    assert row["mean"] == pytest.approx(AED * usd) == people.loc[cost, "mean"].iloc[0] and row["unit"] == "AED of 2019 a year"
    assert told["money"]["currency"] == "AED" and told["money"]["per_usd_of_2019"] == AED == read_manifest(tmp_path / "out")["money"]["per_usd_of_2019"]
    assert "--currency AED" in read_manifest(tmp_path / "out")["command"]
    printed = plain(call(*asked).stdout)
    assert "AED of 2019 a year" in printed and "Public accounts (AED a year)" in printed and "USD a year" not in printed
    assert "Amounts in AED of 2019: 3.6725 AED for one USD of 2019 (mean of 2019, fixed: 3.6725 a USD; source: imf_areaer)." in printed
    other = call(*asked[:-4], "--currency", "SAR", "--out", out)
    assert other.exit_code == 2 and "holds results of other money; nothing was changed" in other.stderr


def test_run_in_french_and_without_a_currency(tmp_path: Path) -> None:
    printed = plain(call("run", "morocco_belgium", *SMALL, "--currency", "NPR", "--rate", "112.6", "--language", "fr", "--out", str(tmp_path / "out")).stdout)
    assert "NPR de 2019 par an" in printed and "112,6 NPR pour un USD de 2019 (moyenne de 2019 ; source : donné par qui demande ce rapport (--rate))" in printed
    told = json.loads(call("run", "morocco_belgium", *SMALL, "--json", "--out", str(tmp_path / "usd")).stdout)
    assert "money" not in told and any(row["unit"] == "USD of 2019 a year" for row in told["rows"]) and "money" not in read_manifest(tmp_path / "usd")


def test_a_question_has_its_page_in_the_currency(tmp_path: Path) -> None:
    asked = ["question", "6", "--sample", "100", "--years", "1", "--replications", "2", "--jobs", "1", "--currency", "XOF", "--out", str(tmp_path / "out")]
    printed = plain(call(*asked).stdout)
    assert "(XOF of 2019 a year)" in printed and "585.937 XOF for one USD of 2019" in printed
    page = (tmp_path / "out" / "question.md").read_text(encoding="utf-8")
    assert "XOF of 2019 a year" in page and "585.937 XOF" in page and "USD of 2019 a year" not in page
    shown = pd.read_csv(tmp_path / "out" / "question.csv")
    assert {"XOF of 2019 a year"} <= set(shown["unit"]) and not shown["unit"].str.contains("USD").any()


@pytest.mark.parametrize("command", [["run", "morocco_belgium"], ["compare", "morocco_belgium_package"], ["question", "6"]])
def test_what_has_no_rate_is_refused_before_anything_runs(tmp_path: Path, command: list[str]) -> None:
    found = call(*command, "--currency", "NPR", "--out", str(tmp_path / "out"))
    assert found.exit_code == 2 and found.stdout == "" and "there is no rate for NPR in 2019" in found.stderr and "[currencies.NPR]" in found.stderr
    assert not (tmp_path / "out").exists() and "did you mean 'XOF'" in call(*command, "--currency", "XOV", "--out", str(tmp_path / "out")).stderr
