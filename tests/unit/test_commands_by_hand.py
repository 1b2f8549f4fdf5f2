"""What commands hand on and what they say, with what they ask for in place of the work: no run, no sweep."""

from __future__ import annotations

import json
import math
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from experiments.calibrated.ensemble import shipped
from experiments.checks import before_a_run
from experiments.checks.currencies import money_of
from experiments.checks.money import amounts, budget_in_total, budgets, in_force, own_sources
from experiments.cli import commands, looking_up
from experiments.shown_money import USD, Money
from model.errors import InputError
from scenarios import load
from scenarios.currencies import Amount, OwnRates, rates
from tests.asked_commands import plain, request

GRANT, PACKAGE = "morocco_belgium_matching_grant", "morocco_belgium_package"
NAN = math.nan


pytestmark = pytest.mark.usefixtures("wide_terminals")


# --- money ------------------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "expected"), [(0, None, (0, 120)), (12, 36, (12, 36)), (12, 500, (12, 120)), (119, None, (119, 120)), (12, 120, (12, 120))]
)
def test_months_in_which_a_budget_is_spent(first: int, last: int | None, expected: tuple[int, int]) -> None:
    scenario = load(GRANT)
    lever = type(scenario.levers[0])(from_month=first, to_month=last, budget_usd=6000.0)
    assert scenario.years == 10 and in_force(lever, scenario) == expected and budget_in_total(lever, scenario) == 500.0 * (expected[1] - expected[0])
    late = type(lever)(from_month=130, budget_usd=6000.0)
    assert in_force(late, scenario) == (120, 120) and budget_in_total(late, scenario) == 0.0 and budget_in_total(type(lever)(budget_usd=None), scenario) is None


def test_budgets_amounts_and_sources_are_said_with_their_numbers() -> None:
    scenario = load(GRANT, set={"levers.matching_grant.budget_usd": 24_000.0, "levers.matching_grant.from_month": 6, "levers.matching_grant.to_month": 24})
    (told,) = budgets(scenario)
    assert (told["lever"], told["a_year_usd"], told["in_total_usd"], told["months"]) == ("matching_grant", 24_000.0, 36_000.0, 18)
    assert told["says"].endswith("a budget of 24 k USD of 2019 a year, 36 k USD in total over 18 months.") and "36 k USD au total sur 18 mois" in plain(
        budgets(scenario, "fr")[0]["says"]
    )
    amount = Amount(1000.0, "EUR", 2011, 1875.0, 0.5, 0.8, "table")
    given: Any = SimpleNamespace(converted=lambda: {"levers.x.budget_usd": amount})
    (shown,) = amounts(given)
    assert shown == {
        "input": "levers.x.budget_usd",
        "value": 1000.0,
        "currency": "EUR",
        "year": 2011,
        "usd_of_2019": 1875.0,
        "per_usd": 0.5,
        "us_prices": 0.8,
        "source": "table",
        "says": f"levers.x.budget_usd: {amount.says().en}",
    }
    source: Any = SimpleNamespace(document=lambda: {"title": "T"}, __str__=lambda: "T")
    figure = lambda key: SimpleNamespace(source=key)  # noqa: E731
    mine: Any = SimpleNamespace(
        sources={"mine": source, "other": source},
        figures={"A-B": {"x": figure("mine"), "y": figure("z")}, "A-C": {"x": figure("mine")}},
        currencies={"EUR": figure("mine")},
    )
    assert [(told["key"], told["used_by"], told["title"]) for told in own_sources(mine)] == [("mine", 3, "T"), ("other", 0, "T")] and own_sources(mine)[0][
        "says"
    ].endswith("used by 3.")


def test_the_rate_of_a_report() -> None:
    assert money_of(None) is USD and money_of("USD") is USD
    euro = money_of("EUR")
    assert (euro.code, euro.year, euro.per_usd, euro.prices) == ("EUR", 2019, pytest.approx(1.0 / rates()["EUR", 2019].usd), 1.0)
    given = money_of("XOF", 600)
    assert (given.code, given.year, given.per_usd, given.prices) == ("XOF", 2019, 600.0, 1.0)
    own = lambda name, *years: SimpleNamespace(name=name, currencies={"ABC": OwnRates(tuple(years), (), "mine")})  # noqa: E731
    one: Any = own("a", (2010, 5.0), (2012, 4.0))
    found = money_of("ABC", None, [one])
    assert (found.year, found.per_usd, found.prices, found.source) == (
        2012,
        pytest.approx(4.0),
        pytest.approx(rates()["USD", 2012].prices / rates()["USD", 2019].prices),
        "mine",
    )
    other: Any = own("b", (2012, 3.0))
    for asked, says in (
        ((None, 2.0), "without a currency other than USD"), (("ABC", 0.0), "is not a rate"), (("ABC", -1), "is not a rate"), (("ABC", True), "is not a rate"), (("ABC", math.inf), "is not a rate"), (("abc", 2.0), "is not the code"), (("ABC",), "there is no rate for ABC in 2019"),
        (("ABC", None, [one, other]), "a, b give different rates of ABC"),
    ):  # fmt: skip
        with pytest.raises(InputError, match=says):
            money_of(*asked)  # type: ignore[arg-type]
    assert money_of("ABC", None, [one, one]).year == 2012


# --- run and compare ---------------------------------------------------------------------------------------------------------------------------------------


def test_what_a_request_is_simulated_with(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: dict[str, Any] = {}
    result = SimpleNamespace(manifest={}, in_money=lambda money: ("in", money))

    class Folder:
        def __init__(self, path: Path, fingerprint: str, manifest: Any) -> None:
            self.path, self.parts = path, "parts"
            asked.update(path=path, fingerprint=fingerprint, folder=manifest)

        def prepared(self, language: str) -> Any:
            return nullcontext(asked.get("whole", False))

        def write(self, comparison: Any, language: str, timing: Any, more: Any) -> None:
            asked.update(written=comparison, language=language, jobs=timing["jobs"], more=more)

    monkeypatch.setattr(commands.store, "ResultFolder", Folder)
    monkeypatch.setattr(commands, "Progress", lambda language, **more: nullcontext("progress"))
    monkeypatch.setattr(commands, "compare", lambda *given, **named: asked.update(given=given, named=named) or result)
    scenario, money = load(GRANT), Money("EUR", 2019, 0.9, 1.0, "given")
    given = request(out=str(tmp_path), seed=5, sample=300, engine="objects", series=True, contributions=True, language="fr", years=3)
    assert commands.simulated(given, [scenario], keep=("jobs",), told={"question": 3}, judged=("matching_grant",), money=money, more="more") == tmp_path  # type: ignore[arg-type]
    assert asked["given"] == ([scenario], 4, 5, None, 300, False, "inputs", 2, None, "objects", "progress")
    named = asked["named"]
    assert {name: named[name] for name in ("series", "baseline", "parts", "keep", "contributions", "judged")} == {
        "series": True,
        "baseline": True,
        "parts": "parts",
        "keep": ("jobs",),
        "contributions": True,
        "judged": ("matching_grant",),
    }
    assert asked["written"] == ("in", money) and (asked["language"], asked["jobs"], asked["more"]) == ("fr", 2, "more")
    options = asked["folder"]["options"]
    assert options == {
        "replications": 4,
        "seed": 5,
        "years": None,
        "sample": 300,
        "full_scale": False,
        "uncertainty": "inputs",
        "engine": "objects",
        "series": True,
        "baseline": True,
        "contributions": True,
        "question": 3,
        "ensemble": shipped().identity(),
    }
    assert (
        asked["folder"]["language"] == "fr"
        and asked["folder"]["money"] == money.document()
        and result.manifest["fingerprint"] == asked["fingerprint"]
        and result.manifest["command"] == given.command()
    )
    prints = {asked["fingerprint"]}
    for other, shown in ((given, USD), (replace(given, language="en"), money), (replace(given, seed=6), money)):
        commands.simulated(other, [scenario], money=shown)
        prints.add(asked["fingerprint"])
    assert len(prints) == 4
    asked.update(whole=True, given=None)
    assert commands.simulated(given, [scenario]) == tmp_path and asked["given"] is None  # what is there already is not run again


def test_a_run_that_failed_altogether_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from experiments.runs.runner import Failure

    monkeypatch.setattr(commands, "Progress", lambda language, **more: nullcontext(None))

    def fails(*given: Any, **named: Any) -> None:
        raise commands.AllFailedError([("a", Failure(0, None, "policy", "no", "Traceback X"))])

    monkeypatch.setattr(commands, "compare", fails)
    assert commands.simulated(request(out=str(tmp_path / "new")), [load(GRANT)]) is None and "Traceback X" in capsys.readouterr().err
    monkeypatch.setattr(commands, "simulated", lambda *given, **named: None)
    assert commands.carry_out(request()) == 1
    with pytest.raises(InputError, match="--full-scale"):
        commands.carry_out(request(sample=500, full_scale=True))
    with pytest.raises(InputError, match="sample"):
        commands.carry_out(request(sample=5))


def test_changes_hold_for_the_world_of_what_is_compared_with(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: dict[str, Any] = {}
    monkeypatch.setattr(
        commands, "simulated", lambda given, scenarios, against, money: asked.update(scenarios=scenarios, against=against, money=money) or tmp_path
    )
    monkeypatch.setattr(commands, "_answer", lambda folder, labels, given, reference: asked.update(folder=folder, labels=labels, reference=reference) or 7)
    given = request(set=["levers.matching_grant.ratio=3", "parameters.giving.fatigue=0.1"], against=PACKAGE, years=4, currency="EUR", rate=0.8)
    assert commands.carry_out(given) == 7
    (scenario,), against = asked["scenarios"], asked["against"]
    assert (
        scenario.years == against.years == 4
        and scenario.levers[0].ratio == 3.0
        and next(lever for lever in against.levers if lever.id == "matching_grant").ratio == 3.0
    )
    assert scenario.parameters["giving.fatigue"] == against.parameters["giving.fatigue"] == 0.1 and asked["money"].per_usd == 0.8
    assert asked["labels"] == {GRANT: scenario.label.en} and asked["reference"] == against.label.en and asked["folder"] == tmp_path
    assert commands.carry_out(request()) == 7 and asked["reference"] == "" and asked["against"] is None


def result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, **manifest: Any) -> dict[str, pd.DataFrame]:
    """A folder of results as a dictionary of tables."""
    rows = [["s", "remittances", "USD of 2019 a year", None, None, 110.0, 90.0, 130.0, 10.0, 5.0, 15.0]]
    found = {
        "comparison": pd.DataFrame(
            rows, columns=["scenario", "outcome", "unit", "breakdown", "group", "mean", "low", "high", "difference", "difference_low", "difference_high"]
        )
    }
    found["uncertainty"] = pd.DataFrame(
        [["s", "remittances", None, None, -8.0, 28.0, 0.75, 0.1, 0.4]],
        columns=[*["scenario", "outcome", "breakdown", "group", "runs_low", "runs_high", "share_inputs", "share_luck_low", "share_luck_high"]],
    )
    found["against"] = found["comparison"].assign(difference=44.0, difference_low=33.0, difference_high=55.0)
    monkeypatch.setattr(commands.store, "read_table", lambda folder, name="comparison": found.get(name, pd.DataFrame()))
    monkeypatch.setattr(
        commands.store,
        "read_manifest",
        lambda folder: {"options": {"replications": 4, "uncertainty": "luck", "seed": 1}, "failed_runs": 0, "notes": ["Mind this."], **manifest},
    )
    monkeypatch.setattr(commands.store, "alarms_on", lambda folder: [{"alarm": "X1"}])
    monkeypatch.setattr(commands, "account_lines", lambda accounts, value, labels, language, width: f"accounts {len(accounts)} {len(value)} {labels['s']}")
    monkeypatch.setattr(commands, "footnotes_of", lambda manifest, language: ["A footnote."])
    return found


def test_what_is_said_of_a_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = result(tmp_path, monkeypatch)
    assert commands._answer(tmp_path, {"s": "Scenario S"}, request(), "Reference R") == 0
    out = plain(capsys.readouterr().out)
    for words in (
        "110",
        "+10",
        "Scenario S - Reference R",
        "+44",
        "accounts 0 0 Scenario S",
        "- Mind this.",
        "* A footnote.",
        f"Figures: {tmp_path}" if f"Figures: {tmp_path}" in out else str(tmp_path),
    ):
        assert words in out, words
    del found["against"]
    assert commands._answer(tmp_path, {"s": "Scenario S"}, request(), "Reference R") == 0 and "Reference R" not in capsys.readouterr().out
    result(tmp_path, monkeypatch, failed_runs=2)
    assert commands._answer(tmp_path, {"s": "Scenario S"}, request()) == 1 and "2 runs failed" in capsys.readouterr().err
    assert commands._answer(tmp_path, {"s": "S"}, request(json=True)) == 1
    told = json.loads(capsys.readouterr().out)
    assert (
        told["results"] == str(tmp_path)
        and told["rows"][0]["difference"] == 10.0
        and told["alarms"] == [{"alarm": "X1"}]
        and told["footnotes"] == ["A footnote."]
        and "money" not in told
    )
    assert commands._answer(tmp_path, {"s": "S"}, request(json=True, baseline=False)) == 1 and "alarms" not in json.loads(capsys.readouterr().out)


def test_what_check_shows(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    given = {
        "input": "levers.x.ratio",
        "value": 2.0,
        "unit": "ratio",
        "range": [1.0, 3.0],
        "grade": "A",
        "status": "literature",
        "source": "me",
        "year": 2019,
        "drawn": True,
    }
    kinds = ("regions", "cohorts", "budgets", "amounts", "sources", "conflicts", "without_effect")
    found = {
        "label": "L",
        "inputs": [given],
        "says": "Said.",
        **{kind: [{"says": f"Of {kind}."}] for kind in kinds},
        "warnings": ["Beware."],
        "footnotes": ["Note."],
    }
    asked: list[Any] = []
    monkeypatch.setattr(before_a_run, "checked", lambda scenario, language: asked.append((scenario.levers[0].ratio, scenario.years, language)) or found)
    assert looking_up.check_scenario(GRANT, ["levers.matching_grant.ratio=3"], False, "fr", True) == 0 and asked == [(3.0, 10, "fr")]
    out = capsys.readouterr().out
    points = [line for line in out.splitlines() if line.startswith("- ")]
    heed, background = ("without_effect", "conflicts"), ("regions", "cohorts", "amounts", "sources")
    assert points[1:] == ["- Beware.", *(f"- Of {kind}." for kind in (*heed, *background))]  # budgets are in the table
    assert points[0].startswith("- Subvention de contrepartie\u00a0: argent public par unité d'argent privé\u00a0: 3 (pour le reste")
    assert "Said." in out and "* Note." in out and "Chacune des" not in out
    assert looking_up.check_scenario(GRANT, [], False, "en") == 0
    short = capsys.readouterr().out
    assert "levers.x.ratio" not in short and "Each of the 1 inputs with its value, range, grade and source: --all" in short
    row = next(line for line in out.splitlines() if "levers.x.ratio" in line)
    assert (
        all(words in row for words in ("2", "A", "me", "2019"))
        and looking_up.check_scenario(GRANT, [], True, "en") == 0
        and json.loads(capsys.readouterr().out) == found
    )


def test_lists_and_descriptions_as_tables_and_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert looking_up.list_kind("levers", True, "en") == 0
    told = json.loads(capsys.readouterr().out)
    assert {item["id"] for item in told["levers"]} >= {"matching_grant", "diaspora_bond"}
    assert looking_up.list_kind("levers", False, "fr") == 0 and "matching_grant" in capsys.readouterr().out
    assert looking_up.describe_name("matching_grant", True, "en") == 0 and json.loads(capsys.readouterr().out)["id"] == "matching_grant"
    assert looking_up.describe_name("matching_grant", False, "en") == 0 and "ratio" in capsys.readouterr().out
