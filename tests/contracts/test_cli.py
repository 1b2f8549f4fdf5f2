"""The command line as people script against it: forms of JSON, exit codes, messages for bad input."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from experiments.cli.command_line import app

SMALL = ["--sample", "300", "--years", "2", "--replications", "2", "--jobs", "1"]
# what figures show is looked at elsewhere: test_result_folder.py, test_determinism.py, test_labels.py
pytestmark = pytest.mark.usefixtures("no_figures")
COLUMNS = ["scenario", "outcome", "unit", "breakdown", "group", "mean", "low", "high", "difference", "difference_low", "difference_high"]


def call(*words: str) -> Any:
    return CliRunner().invoke(app, list(words))


def refused(*words: str) -> str:
    """What standard error says of a command that must be refused without a traceback and without a result."""
    result = call(*words)
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert result.stderr.strip()
    return str(result.stderr)


def test_help_starts_without_what_is_heavy() -> None:
    heavy = ("numpy", "pandas", "numba", "pydantic", "mesa", "matplotlib", "pyarrow", "joblib")
    code = f"import sys, experiments.cli; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "experiments.cli", "--help"], capture_output=True, text=True, check=True)
    assert "compare" in done.stdout
    assert time.perf_counter() - began < 3.0


@pytest.mark.parametrize("kind", ["scenarios", "levers", "outcomes", "parameters", "corridors"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_lists_are_one_json_object_with_id_and_label(kind: str, language: str) -> None:
    result = call("list", kind, "--json", "--language", language)
    assert result.exit_code == 0
    items = json.loads(result.stdout)[kind]
    assert items
    assert all(item["id"] and item["label"] for item in items)
    assert len({item["id"] for item in items}) == len(items)


def test_ids_can_be_copied_from_a_list_where_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [item["id"] for item in json.loads(call("list", "scenarios", "--json").stdout)["scenarios"]]
    monkeypatch.setenv("COLUMNS", "110")
    lines = call("list", "scenarios").stdout.splitlines()
    assert {line.split()[0] for line in lines if line.startswith(" ") and line.strip()} >= set(ids)
    assert max(len(line) for line in lines) <= 110


@pytest.mark.parametrize("kind", ["scenarios", "levers", "outcomes", "parameters", "corridors"])
def test_everything_listed_can_be_described(kind: str) -> None:
    items = json.loads(call("list", kind, "--json").stdout)[kind]
    for item in items[:: max(len(items) // 5, 1)]:
        result = call("describe", item["id"], "--json")
        assert result.exit_code == 0
        assert json.loads(result.stdout)["id"] == item["id"]
        assert call("describe", item["id"], "--language", "fr").exit_code == 0


def test_a_typo_is_answered_with_the_nearest_name() -> None:
    assert "matching_grant" in refused("describe", "matching_grnt")
    assert "levers" in refused("list", "lever")
    assert "morocco_belgium" in refused("check", "moroco_belgium")


def test_run_gives_levels_without_differences(tmp_path: Path) -> None:
    result = call("run", "morocco_belgium", *SMALL, "--out", str(tmp_path / "r"), "--json")
    assert result.exit_code == 0, result.stderr
    answer = json.loads(result.stdout)
    assert answer["results"] == str(tmp_path / "r")
    assert all(list(row) == COLUMNS for row in answer["rows"])
    assert all(row["difference"] is None and row["difference_low"] is None and row["difference_high"] is None for row in answer["rows"])
    assert any(row["breakdown"] is None and row["mean"] is not None for row in answer["rows"])
    assert "NaN" not in result.stdout


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder of one comparison, whose command can be given again: it answers from there."""
    return str(tmp_path_factory.mktemp("compared") / "en")


def test_compare_gives_differences_judgement_and_cost(english: str) -> None:
    result = call("compare", "morocco_belgium_tax_incentive", *SMALL, "--out", english, "--json")
    assert result.exit_code == 0, result.stderr
    rows = json.loads(result.stdout)["rows"]
    assert all(list(row) == COLUMNS for row in rows)
    by_key = {(row["outcome"], row["breakdown"], row["group"]): row for row in rows}
    assert by_key["revenue_forgone", None, None]["difference"] > 0.0
    assert {"additional", "deadweight", "spillover", "displacement", "net"} <= {row["outcome"] for row in rows if row["breakdown"] == "lever"}
    assert ("cost_per_additional_investment_productive", "lever", "tax_incentive") in by_key
    assert {"sex", "generation", "region", "skill", "faction", "corridor", "payer", "lever", "family", None} == {row["breakdown"] for row in rows}


def test_tables_speak_both_languages(english: str, tmp_path: Path) -> None:
    shown = call("compare", "morocco_belgium_tax_incentive", *SMALL, "--out", english)
    french = call("compare", "morocco_belgium_tax_incentive", *SMALL, "--out", str(tmp_path / "fr"), "--language", "fr")
    assert shown.exit_code == french.exit_code == 0
    assert "Tax incentive for investors: scenario result, no evidence." in shown.stdout
    for text in (french.stdout, (tmp_path / "fr" / "summary.md").read_text(encoding="utf-8")):
        assert "résultat de scénario, sans preuve" in text and "Pour comparer des politiques" in text


def test_against_adds_the_direct_difference_and_refuses_another_world(tmp_path: Path) -> None:
    words = ("compare", "morocco_belgium_package", "--against", "morocco_belgium_tax_incentive", *SMALL)
    assert call(*words, "--out", str(tmp_path / "r")).exit_code == 0
    assert (tmp_path / "r" / "against.csv").exists()
    cost = [row for row in csv.DictReader((tmp_path / "r" / "comparison.csv").open(encoding="utf-8")) if row["outcome"].startswith("cost_per_additional")]
    assert len(cost) == 4
    assert not any(row["group"] for row in cost), "effects of a package cannot be told apart by lever"
    assert "same world" in refused("compare", "morocco_belgium_package", "--against", "ethiopia_netherlands", *SMALL, "--out", str(tmp_path / "q"))
    itself = refused("compare", "morocco_belgium_package", "--against", "morocco_belgium_package", *SMALL, "--out", str(tmp_path / "q"))
    assert "against: morocco_belgium_package would be compared with itself; allowed: a scenario that differs in its levers alone" in itself


def test_check_says_on_what_a_scenario_rests() -> None:
    found = json.loads(call("check", "morocco_belgium_package", "--json").stdout)
    assert {"grades", "inputs", "conflicts", "without_effect", "warnings"} <= set(found)
    assert all(given["source"] and given["grade"] for given in found["inputs"])
    assert next(given["range"] for given in found["inputs"] if given["input"] == "parameters.giving.fatigue") == [0.0, 0.3]
    assert found["without_effect"] == []


def test_check_begins_with_a_summary_that_fits_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    scenario, changes = "morocco_belgium_package", ("--set", "levers.matching_grant.ratio=2", "--set", "levers.matching_grant.to_month=24")
    shown = call("check", scenario, *changes).stdout
    found = json.loads(call("check", scenario, *changes, "--json").stdout)
    assert len(shown.splitlines()) < 60 and "parameters." not in shown
    lines = shown.splitlines()
    assert lines[0].strip() == found["label"] and "Morocco to Belgium (MAR-BEL), 98.1 k households" in lines[1] and "2020-01 to 2029-12, 10 years" in lines[2]
    grant = next(line.split() for line in lines if line.startswith(" Matching grant"))
    assert grant[2:] == ["2020-01", "to", "2021-12", "2", "M", "4", "M", "state", "of", "origin", "everybody"]
    flat = " ".join(shown.split())
    assert "- Matching grant: public money per unit of private money: 2 (otherwise as usual: public money a project at most: 100 k USD of 2019;" in flat
    assert "- Tax relief on donations: as usual: share of the gift that comes back: 30 %;" in flat
    order = [flat.index(" ".join(text.split())) for text in ("Terms:", found["conflicts"][0]["says"], found["says"], found["regions"][0]["says"], "--all")]
    assert order == sorted(order) and f"Each of the {len(found['inputs'])} inputs" in flat
    whole = call("check", scenario, *changes, "--all").stdout
    assert whole.startswith("\n".join(lines[:20])) and all(given["input"] in whole for given in found["inputs"]) and "Each of the" not in whole


def test_check_says_where_there_is_nothing_to_heed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    shown = " ".join(call("check", "ethiopia_netherlands", "--language", "fr").stdout.split())
    assert "Politiques : aucun levier" in shown and "À noter : rien : pas d'avertissement" in shown
    late = " ".join(call("check", "morocco_belgium_matching_grant", "--set", "levers.matching_grant.from_month=600").stdout.split())
    assert "not within these years" in late and "To heed: -" in late


def test_check_speaks_french_in_every_column(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    shown = call("check", "morocco_belgium_matching_grant", "--all", "--language", "fr").stdout
    head = next(line for line in shown.splitlines() if "statut" in line)
    assert head.split() == ["donnée", "d'entrée", "valeur", "unité", "intervalle", "niveau", "de", "preuve", "statut", "source", "année"]
    line = next(line for line in shown.splitlines() if "parameters.population.saving_share" in line)
    assert line.split() == ["parameters.population.saving_share", "0,06", "part", "0,03", "à", "0,1", "D", "hypothèse", "hypothèse", "-"]
    assert " - 0." not in shown and "assumption" not in shown and "USD of" not in shown
    assert "A\u00a0: " in shown


def test_check_finds_levers_that_change_nothing_here() -> None:
    words = ("--set", "levers.dual_nationality.fee_usd=50", "--json")
    assert [one["lever"] for one in json.loads(call("check", "morocco_belgium", *words).stdout)["without_effect"]] == ["dual_nationality"]
    assert json.loads(call("check", "ethiopia_netherlands_dual_nationality", "--json").stdout)["without_effect"] == []
    # levers that act through their institution alone turn no offer, and yet change much
    words = ["--set", "levers.philanthropy_partnership.desk_staff=2", "--set", "levers.infrastructure.build_months=12", "--json"]
    assert json.loads(call("check", "morocco_belgium", *words).stdout)["without_effect"] == []
    idle = json.loads(call("check", "morocco_belgium_matching_grant", "--set", "levers.matching_grant.ratio=0", "--json").stdout)
    assert [one["lever"] for one in idle["without_effect"]] == ["matching_grant"]
    late = json.loads(call("check", "morocco_belgium_matching_grant", "--set", "levers.matching_grant.from_month=600", "--json").stdout)
    assert late["warnings"]


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--replications", "0"),
        ("--replications", "100001"),
        ("--years", "0"),
        ("--years", "1000000000"),
        ("--years", "ten"),
        ("--seed", "-1"),
        ("--seed", str(2**64)),
        ("--sample", "99"),
        ("--jobs", "0"),
        ("--engine", "steam"),
        ("--language", "de"),
        ("--uncertainty", "none"),
        ("--set", "levers.matching_grant.ratio"),
        ("--set", "levers.matching_grnt.ratio=1"),
        ("--set", "levers.matching_grant.ratio=-1"),
        ("--set", "levers.matching_grant.ratio=nan"),
        ("--set", "levers.matching_grant.ratio=inf"),
        ("--set", "levers.matching_grant.ratio=much"),
        ("--set", "levers.matching_grant.to_month=0"),
    ],
)
def test_bad_options_are_refused_with_the_option_or_key(option: str, value: str, tmp_path: Path) -> None:
    said = refused("compare", "morocco_belgium_matching_grant", option, value, "--out", str(tmp_path / "r"))
    assert option.strip("-") in said or "matching_gr" in said
    assert not (tmp_path / "r").exists()


@pytest.mark.parametrize("command", ["check", "run", "compare"])
@pytest.mark.parametrize(
    "content",
    [
        b"",
        bytes(range(256)),
        b"schema = 1\nbase = 'morocco_belgium'\n[levers.matching_grnt]\nratio = 1\n",
        b"schema = 1\nbase = 'morocco_belgium'\n[levers.matching_grant]\nratio = -2\n",
        b"schema = 1\nbase = 'morocco_belgium'\n[levers.matching_grant]\nratio = nan\n",
        b"schema = 1\nbase = 'morocco_belgium'\n[levers.matching_grant]\nratio = inf\n",
        b"schema = 1\nbase = 'morocco_belgium'\n[levers.matching_grant]\nratio = 'two'\n",
        b"schema = 1\nbase = 'morocco_belgium'\n[levers.matching_grant]\nfrom_month = 10\nto_month = 5\n",
        b"schema = 1\nbase = 'morocco_belgium'\nyears = 1000000000\n",
        b"schema = 1\nbase = 'morocco_belgium'\n[[shocks]]\nkind = 'earthqake'\n",
        b"schema = 1\nbase = 'morocco_belgium'\norigin = ['ZZZ']\nresidence = ['BEL']\n",
    ],
)
def test_bad_files_are_refused_with_the_name_of_the_file(command: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_bytes(content)
    words = [command, str(path)] + ([] if command == "check" else ["--out", str(tmp_path / "r")])
    assert "bad.toml" in refused(*words).replace("\n", "")


def test_a_folder_is_no_scenario_and_nothing_no_command(tmp_path: Path) -> None:
    refused("run", str(tmp_path))
    assert call("compare").exit_code == 2
    assert call("dashboard", "1").exit_code == 2
    refused("compare", "morocco_belgium_matching_grant", "morocco_belgium_matching_grant")
    refused("compare", "morocco_belgium_matching_grant", "--sample", "500", "--full-scale")


def test_an_interruption_is_130_and_a_failed_run_is_1(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from experiments.runs import runner

    real = runner.perform

    def interrupted(task: runner.Task) -> runner.Done:
        raise KeyboardInterrupt

    def failing(task: runner.Task) -> runner.Done:
        done = real(task)
        if task.replication == 1:
            lost = runner.Failure(1, 0, "policy", "ValueError: on purpose", "Traceback ...\nValueError: on purpose")
            return done._replace(policies=(None,), judged=(None,), failures=(lost,))
        return done

    words = ("compare", "morocco_belgium_tax_incentive", "--sample", "300", "--years", "1", "--replications", "3", "--jobs", "1", "--out")
    monkeypatch.setattr(runner, "perform", interrupted)
    assert call(*words, str(tmp_path / "a")).exit_code == 130
    assert not (tmp_path / "a").exists()
    monkeypatch.setattr(runner, "perform", failing)
    result = call(*words, str(tmp_path / "b"))
    assert result.exit_code == 1
    assert "1 runs failed" in result.stderr
    assert "1 of 3 runs failed" in " ".join(result.stdout.split())
    assert "on purpose" in (tmp_path / "b" / "failures.csv").read_text(encoding="utf-8")
    assert "1 of 3 runs failed" in (tmp_path / "b" / "summary.md").read_text(encoding="utf-8")
