"""`data import`, `data build`, `new-country` and `describe` of places, as they are called."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from experiments.cli import app
from experiments.studies.new_countries import tried
from model.inputs.settings import FIGURES
from scenarios import load
from scenarios.importing import KINDS
from scenarios.world_table.published import FILES, tables
from tests.published import DATA, needs_tables

HEAD = "origin_iso3,origin,destination_iso3,destination,2015,2020\n"


def call(*words: str) -> Any:
    return CliRunner().invoke(app, list(words))


def refused(*words: str) -> str:
    result = call(*words)
    assert result.exit_code == 2, result.output
    assert result.stdout == "" and "Traceback" not in result.stderr
    return result.stderr


def test_what_was_read_is_shown_before_anything_is_written(tmp_path: Path) -> None:
    path, out = tmp_path / "stock.csv", tmp_path / "read.csv"
    path.write_text(HEAD + "SEN,Senegal,FRA,France,10,20\nCHI,Channel Islands,FRA,France,1,2\n", encoding="utf-8")
    for language, words in (("en", ("2 values read", "Channel Islands", "Nothing is written")), ("fr", ("2 valeurs lues", "Rien n'est écrit"))):
        shown = call("data", "import", "un_stock_2020", str(path), "--language", language)
        assert shown.exit_code == 0 and all(word in shown.stdout for word in words), shown.output
    assert not out.exists()
    assert call("data", "import", "un_stock_2020", str(path), "--out", str(out)).exit_code == 0
    rows = list(csv.DictReader(out.open(encoding="utf-8")))
    assert [row["value"] for row in rows] == ["10.0", "20.0"] and rows[0]["unit"] == "persons"
    found = json.loads(call("data", "import", "un_stock_2020", str(path), "--json").stdout)
    assert found["figures"][0]["countries"] == 1 and found["left_out"] == {"islands: Channel Islands": 1} and found["out"] is None


def test_a_wrong_file_or_kind_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    path, out = tmp_path / "stock.csv", tmp_path / "read.csv"
    path.write_text(HEAD + "SEN,Senegal,FRA,France,-10,x\n", encoding="utf-8")
    said = refused("data", "import", "un_stock_2020", str(path), "--out", str(out))
    assert f"{path}: line 2, column '2015': -10 is negative" in said and f"{path}: line 2, column '2020': 'x' is not a number" in said
    assert not out.exists()
    assert "did you mean 'wdi'" in refused("data", "import", "wdy", str(path))
    path.write_text(HEAD + "SEN,Senegal,FRA,France,10,20\n", encoding="utf-8")
    assert "is the file that is read" in refused("data", "import", "un_stock_2020", str(path), "--out", str(path))
    assert "is a folder" in refused("data", "import", "un_stock_2020", str(path), "--out", str(tmp_path))


def test_a_folder_that_is_not_enough_is_refused(tmp_path: Path) -> None:
    assert "un_workbook: no file of this kind is there" in refused("data", "build", "--from", str(tmp_path), "--out", str(tmp_path / "out"))
    assert "is not of the form KIND=FILE" in refused("data", "build", "--from", str(tmp_path), "--use", "wdi")
    assert not (tmp_path / "out").exists()


@needs_tables
@pytest.mark.slow
def test_a_table_built_anew_makes_countries(tmp_path: Path) -> None:
    """With a newer stock of one corridor: the file of the country has it."""
    assert DATA is not None
    newer = tmp_path / "stock.csv"
    text = next(path for path in DATA.glob(KINDS["un_stock_2020"].files[0])).read_text(encoding="utf-8")
    old = next(line for line in text.splitlines() if line.startswith("SEN,Senegal,FRA,"))
    newer.write_text(text.replace(old, old.rsplit(",", 1)[0] + ",234848"), encoding="utf-8")
    found = json.loads(call("data", "build", "--from", str(DATA), "--out", str(tmp_path / "out"), "--use", f"un_stock_2020={newer}", "--json").stdout)
    assert found["origins"] > 200 and sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(FILES)
    made = call("new-country", "SEN", "--residences", "FRA", "--tables", str(tmp_path / "out")).stdout
    assert "migrant_stock = { value = 234848" in made
    assert "migrant_stock = { value = 134848" in call("new-country", "SEN", "--residences", "FRA").stdout


def test_a_country_is_written_once_and_can_be_loaded_and_checked(tmp_path: Path) -> None:
    path = tmp_path / "senegal.toml"
    assert call("new-country", "Sénégal", "--residences", "France,IT", "--out", str(path)).exit_code == 0
    assert load(path).corridors == ("SEN-FRA", "SEN-ITA")
    assert call("check", str(path)).exit_code == 0
    assert "is there already" in refused("new-country", "SEN", "--out", str(path))
    printed = call("new-country", "SN", "--residences", "FRA,ITA")
    assert printed.exit_code == 0 and printed.stdout == path.read_text(encoding="utf-8")


def test_an_empty_file_and_what_cannot_be_made() -> None:
    assert "# migrant_stock = { value = , source" in call("new-country", "--empty").stdout
    assert "stands beside a country" in refused("new-country", "SEN", "--empty")
    assert "COUNTRY: is missing" in refused("new-country")
    assert "SEN (Senegal)" in refused("new-country", "Senegall")
    assert "no corridor SEN-CHN in the table" in refused("new-country", "SEN", "--residences", "China")


@pytest.mark.slow
@pytest.mark.parametrize("country", ["TON", "GNB", "XKX", "PSE", "VEN"])
def test_a_country_is_compared_with_its_world_without_the_policies_of_its_file(country: str) -> None:
    """As a new user would: the file, then the comparison; small countries and such with many gaps. A study tries all origins."""
    one = tried(country, sample=100, years=1, replications=2)
    assert one.failure == "" and one.remittances > 1e5 and one.change != 0.0


@pytest.mark.parametrize("name", ["SEN", "SN", "Senegal", "Sénégal", "sénégal"])
def test_a_country_is_described_by_any_name(name: str) -> None:
    found = json.loads(call("describe", name, "--json").stdout)
    assert found["id"] == "SEN" and found["kind"] == "country" and found["residences"][0]["id"] == "SEN-FRA"
    imputed = [figure["source"] == "assumption" for figure in found["figures"]]
    assert imputed == sorted(imputed, reverse=True) and {figure["id"] for figure in found["figures"]} == set(tables().countries["SEN"])


def test_corridors_and_figures_are_described_shipped_or_not() -> None:
    found = json.loads(call("describe", "SEN-CIV", "--json").stdout)
    assert {figure["id"] for figure in found["figures"]} == set(FIGURES) - {"other_arrivals"} and 15 < found["years_abroad"] < 30
    assert json.loads(call("describe", "Guinea-Bissau-France", "--json").stdout)["id"] == "GNB-FRA"
    assert json.loads(call("describe", "MAR-BEL", "--json").stdout)["figures"][0]["source"] != "assumption"  # of the tables of the library
    for name, declared in FIGURES.items():
        assert json.loads(call("describe", f"corridor.{name}", "--json").stdout)["unit"] == declared.unit.value
    assert json.loads(call("describe", "tax_rate", "--json").stdout)["kind"] == "figure"
    assert json.loads(call("describe", "remittance_cost", "--json").stdout)["kind"] == "lever"
    assert "part de la diaspora" in call("describe", "skilled_share", "--language", "fr").stdout.lower()
    assert "did you mean 'skilled_share'" in refused("describe", "skiled_share")
