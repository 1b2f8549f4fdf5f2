"""What commands hand on and what they say, with what they ask for in place of the work: no run, no sweep."""

from __future__ import annotations

import json
import math
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from rich.console import Console

from experiments.calibrated.ensemble import shipped
from experiments.checks import before_a_run
from experiments.checks.currencies import money_of
from experiments.checks.money import amounts, budget_in_total, budgets, in_force, own_sources
from experiments.cli import commands, data_commands, evidence_commands, looking_up, printing, question_commands, sensitivity_commands, sweep_commands
from experiments.cli.commands import Request
from experiments.cli.question_commands import EqualCosts, equal_costs, judged_levers, looks
from experiments.shown_money import USD, Money
from model.errors import InputError
from model.parameter import Text
from scenarios import load
from scenarios.currencies import Amount, OwnRates, rates
from scenarios.questions import question

GRANT, PACKAGE = "morocco_belgium_matching_grant", "morocco_belgium_package"
NAN = math.nan


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (commands, data_commands, evidence_commands, looking_up, printing, question_commands, sensitivity_commands, sweep_commands):
        monkeypatch.setattr(module, "terminal", lambda: Console(width=250, no_color=True, markup=False, highlight=False), raising=False)


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def request(**changes: Any) -> Request:
    given: dict[str, Any] = {
        "names": [GRANT], "set": [], "replications": 4, "years": None, "seed": 1, "sample": None, "full_scale": False, "uncertainty": "inputs", "jobs": 2, "out": None, "series": False, "engine": "compiled", "language": "en", "json": False,
    }  # fmt: skip
    return Request(**{**given, **changes})


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
    monkeypatch.setattr(commands, "Progress", lambda language: nullcontext("progress"))
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

    monkeypatch.setattr(commands, "Progress", lambda language: nullcontext(None))

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
        [["s", "remittances", None, None, -8.0, 28.0, 0.75]], columns=["scenario", "outcome", "breakdown", "group", "runs_low", "runs_high", "share_inputs"]
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
    assert looking_up.check_scenario(GRANT, ["levers.matching_grant.ratio=3"], False, "fr") == 0 and asked == [(3.0, 10, "fr")]
    out = capsys.readouterr().out
    assert (
        [line for line in out.splitlines() if line.startswith("- ")] == [*(f"- Of {kind}." for kind in kinds), "- Beware."]
        and "Said." in out
        and "* Note." in out
    )
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


# --- questions ---------------------------------------------------------------------------------------------------------------------------------------------


def test_equal_costs_within_a_tolerance() -> None:
    """100 and 110 are 10 apart, of a mean of 105."""
    assert (
        EqualCosts({"a": 100.0, "b": 110.0}, 0.1).apart == pytest.approx(10.0 / 105.0)
        and EqualCosts({"a": 0.0, "b": 0.0}, 0.1).apart == 0.0
        and EqualCosts({"a": 1.0, "b": 1.0}, 0.0).holds
    )
    assert (
        EqualCosts({"a": 3.0, "b": 5.0, "c": 4.0}, 0.5).apart == 0.5
        and EqualCosts({"a": 3.0, "b": 5.0}, 0.5).holds
        and not EqualCosts({"a": 3.0, "b": 5.0}, 0.49).holds
    )


def asking(monkeypatch: pytest.MonkeyPatch, folder: Any) -> dict[str, Any]:
    asked: dict[str, Any] = {}
    monkeypatch.setattr(question_commands, "simulated", lambda *given: asked.update(given=given) or folder)
    monkeypatch.setattr(question_commands, "_say", lambda folder, found, given: asked.update(said=given) or 5)
    return asked


def test_a_question_is_asked_as_its_file_says_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    number = next(n for n in range(1, 99) if question(n).content.equal_cost is not None)
    found = question(number)
    asked = asking(monkeypatch, tmp_path)
    assert question_commands.answer_question(number) == 5
    given, scenarios, against, _kept, _more, told, judged, money = asked["given"]
    assert (given.replications, given.sample, given.years, given.question, given.names, given.set, given.jobs, given.engine, given.seed) == (
        found.content.replications,
        found.content.sample,
        None,
        number,
        [],
        [],
        None,
        "compiled",
        1,
    )
    assert (
        (given.full_scale, given.series, given.json, given.baseline) == (False, False, False, True)
        and against is None
        and money is USD
        and told["question"] == number
        and len(told["content"]) == 64
    )
    assert [scenario.years for scenario in scenarios] == [found.content.years] * len(found.content.options) and judged == judged_levers(found)
    question_commands.answer_question(number, 3, 200, 2, 9, 4, "luck", "out", "fr", True, ("p",), ("r",), "EUR", 0.9)
    given, scenarios, *_, money = asked["given"]
    assert (
        given.replications,
        given.sample,
        given.jobs,
        given.seed,
        given.years,
        given.uncertainty,
        given.out,
        given.language,
        given.json,
        given.plugins,
        given.rules,
        given.currency,
        given.rate,
    ) == (3, 200, 2, 9, 4, "luck", "out", "fr", True, ("p",), ("r",), "EUR", 0.9)
    assert {scenario.years for scenario in scenarios} == {4} and money.per_usd == 0.9
    asking(monkeypatch, None)
    assert question_commands.answer_question(number) == 1


def test_levers_that_a_question_judges() -> None:
    from experiments.runs.attribution import COUNTERFACTUAL, COUNTERFACTUAL_ALARMS
    from scenarios.questions import questions, watched

    seen = set()
    for found in questions():
        named = {
            what.group
            for name in (*found.content.watch, *found.content.picture.outcomes)
            if (what := watched(name)).breakdown == "lever" and what.outcome in COUNTERFACTUAL
        }
        is_all = bool(set(found.content.alarms) & set(COUNTERFACTUAL_ALARMS))
        expected = named | ({lever for option in found.content.options for lever in option.levers} if is_all else set())
        assert set(judged_levers(found)) == expected and len(judged_levers(found)) == len(expected), found.number
        seen.add((bool(named), is_all))
        assert looks(found, "fr") == list(found.content.look.fr) != looks(found, "en") == list(found.content.look.en)
    assert len(seen) > 2


def test_what_a_question_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = next(question(n) for n in range(1, 99) if question(n).content.equal_cost is not None and question(n).content.equal_cost.options is None)  # type: ignore[union-attr]
    ids = [option.id for option in found.content.options]
    names = [found.scenario_name(option) for option in found.content.options]
    costs = [[name, "public_cost", "USD of 2019 a year", None, None, 1.0, 1.0, 1.0, 100.0 + 10.0 * k, 1.0, 1.0] for k, name in enumerate(names)]
    by_payer = [
        [names[0], "public_cost", "USD of 2019 a year", "payer", "origin_state", 1.0, 1.0, 1.0, 9e9, 1.0, 1.0],
        [names[0], "jobs", "jobs", None, None, 1.0, 1.0, 1.0, 8e9, 1.0, 1.0],
    ]
    table = pd.DataFrame(
        [*by_payer, *costs],
        columns=["scenario", "outcome", "unit", "breakdown", "group", "mean", "low", "high", "difference", "difference_low", "difference_high"],
    )
    equal = equal_costs(found, table)
    assert (
        equal is not None
        and equal.by_option == {name: 100.0 + 10.0 * k for k, name in enumerate(ids)}
        and equal.tolerance == found.content.equal_cost.tolerance
    )  # type: ignore[union-attr]
    assert equal_costs(next(question(n) for n in range(1, 99) if question(n).content.equal_cost is None), table) is None
    columns = ["option", "scenario", "watched", "outcome", "unit", "is_level", "without_policy", "value", "low", "high"]
    first = found.content.watch[0]
    told = pd.DataFrame([[ids[0], names[0], first, "jobs", "jobs", False, 77.0, 12.0, 9.0, 15.0]], columns=columns)
    stored = {"comparison": table, "question": told, "alarms": pd.DataFrame(columns=["scenario", "measure", "lever", "value", "fires"])}
    monkeypatch.setattr(question_commands.store, "read_table", lambda folder, name="comparison": stored[name])
    monkeypatch.setattr(question_commands.store, "read_manifest", lambda folder: {"failed_runs": 0})
    monkeypatch.setattr(question_commands.store, "alarms_on", lambda folder: [])
    monkeypatch.setattr(question_commands, "footnotes_of", lambda manifest, language: [])
    assert question_commands._say(tmp_path, found, request(json=True)) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (
        answer["question"]["equal_cost"]
        == {"holds": equal.holds, "apart": pytest.approx(equal.apart), "tolerance": equal.tolerance, "public_cost": equal.by_option}
        and answer["picture"].endswith("question.png")
        and "footnotes" not in answer
    )
    assert (
        [option["id"] for option in answer["question"]["options"]] == ids
        and answer["question"]["watch"] == list(found.content.watch)
        and len(answer["rows"]) == len(table)
    )
    assert question_commands._say(tmp_path, found, request()) == 0
    out = plain(capsys.readouterr().out)
    assert "77" in out and "+12" in out and all(plain(line) in out for line in looks(found, "en")) and "question.png" in out
    rows = question_commands.rows_of(found, told, "en")
    assert (rows[0][2] == "77" and rows[0][3][0].startswith("+12\n") and rows[0][3][1] == "undefined") or rows[0][3][1] != rows[0][3][0]
    several = told.assign(without_policy=NAN, is_level=True)
    assert question_commands.rows_of(found, several, "en")[0][2] is None and question_commands.rows_of(found, several, "en")[0][3][0].startswith("12\n")
    monkeypatch.setattr(question_commands.store, "read_manifest", lambda folder: {"failed_runs": 1})
    assert question_commands._say(tmp_path, found, request()) == 1 and question_commands._say(tmp_path, found, request(json=True)) == 1


# --- sweeps and sensitivity -----------------------------------------------------------------------------------------------------------------------------------


def test_queries_say_what_is_missing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    found = SimpleNamespace(columns=["a", "b"], rows=[(1, 0.25), (None, "x")], missing=2, parts=7)
    monkeypatch.setattr(sweep_commands, "answers", lambda path, sql: found)
    monkeypatch.setattr(sweep_commands, "footnotes_at", lambda path, language: ["Note."])
    assert sweep_commands.answer_query("f", "select", False, "en") == 0
    shown = capsys.readouterr()
    assert "2" in shown.err and "7" in shown.err and "0.25" in shown.out and "* Note." in shown.out
    found.missing = 0
    assert sweep_commands.answer_query("f", "select", True, "en") == 0
    shown = capsys.readouterr()
    assert shown.err == "" and json.loads(shown.out) == {"results": "f", "rows": [{"a": 1, "b": 0.25}, {"a": None, "b": "x"}], "footnotes": ["Note."]}
    monkeypatch.setattr(sweep_commands, "footnotes_at", lambda path, language: [])
    assert sweep_commands.answer_query("f", "select", True, "en") == 0 and "footnotes" not in json.loads(capsys.readouterr().out)


def test_sweeps_are_run_verified_and_merged_as_asked(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(sweep_commands, "footnotes_at", lambda path, language: [])
    monkeypatch.setattr(sweep_commands, "Progress", lambda language: nullcontext(lambda *told: asked.append(told)))
    monkeypatch.setattr(sweep_commands, "load_experiment", lambda path: f"experiment {path}")
    plan = SimpleNamespace(points=SimpleNamespace(values=[1, 2, 3]), experiment=SimpleNamespace(replications=4), n_runs=12, fingerprint="abc")

    def run_sweep(experiment: str, out: str, **named: Any) -> Any:
        named.pop("report")(SimpleNamespace(done=5, of=12, failed=1))
        asked.append((experiment, out, named))
        return SimpleNamespace(folder=SimpleNamespace(path=Path("r")), plan=plan, done=11, failed=1, finished=False, timing={"seconds": 2.5})

    monkeypatch.setattr(sweep_commands, "run_sweep", run_sweep)
    assert sweep_commands.run_experiment("e.toml", 3, "out", None, "2/8", True, "en", True) == 1
    assert asked == [(5, 12, 1), ("experiment e.toml", "out", {"jobs": 3, "dask": None, "shard": (2, 8), "retry_failed": True})]
    told = json.loads(capsys.readouterr().out)
    assert told == {
        "results": "r",
        "points": 3,
        "replications": 4,
        "runs": 12,
        "runs_done": 11,
        "runs_failed": 1,
        "finished": False,
        "fingerprint": "abc",
        "seconds": 2.5,
    }
    monkeypatch.setattr(sweep_commands, "verify", lambda path, runs, seed: {"runs_checked": runs, "same": seed == 1})
    assert sweep_commands.show_verification("f", 1, 1, False, "en") == 0 and sweep_commands.show_verification("f", 2, 2, True, "en") == 1
    assert "runs computed again: 1" in capsys.readouterr().out.splitlines()[0]
    with pytest.raises(InputError, match="--runs"):
        sweep_commands.show_verification("f", 0, 1, False, "en")
    monkeypatch.setattr(sweep_commands, "merge", lambda paths, out: {"runs_failed": len(paths) - 1, "parts_missing": [3, 5]})
    assert sweep_commands.show_merge(["a"], "o", False, "en") == 0 and sweep_commands.show_merge(["a", "b"], "o", False, "fr") == 1
    out = capsys.readouterr().out
    assert "parts missing: 3; 5" in out and "parties manquantes: 3; 5" in out
    monkeypatch.setattr(sweep_commands, "status", lambda path: {"parts_missing": [], "finished": True})
    assert sweep_commands.show_status("f", False, "fr") == 0 and capsys.readouterr().out.splitlines() == ["parties manquantes: aucun", "terminé: oui"]
    for text in ("0/8", "9/8", "a/8", "2", "2/", "-1/8"):
        with pytest.raises(InputError, match="is no share"):
            sweep_commands.read_shard(text)
    assert sweep_commands.read_shard("8/8") == (8, 8) and sweep_commands.read_shard(" 1 / 1 ") == (1, 1)


def test_points_are_added_until_intervals_are_narrow(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """An interval of 0.2 at 64 points for 0.1: as many as `needed` says, and the runs in proportion; no more than allowed."""
    rounds: list[Any] = []

    def analysis(size: int, widest: float) -> Any:
        rules = SimpleNamespace(size="samples", extends="prefix", label=Text("x", "x"))
        design = SimpleNamespace(rules=rules, settings={"samples": size, "order": 1}, kind="saltelli")
        return SimpleNamespace(widest=widest, sweep=SimpleNamespace(experiment=SimpleNamespace(design=design), manifest={"runs": 10 * size}))

    monkeypatch.setattr(sensitivity_commands, "replace", lambda thing, **changes: SimpleNamespace(**{**vars(thing), **changes}))
    monkeypatch.setattr(sensitivity_commands, "needed", lambda now, widest, until, kind: now if widest <= until else 4 * now)

    def again(experiment: Any, out: str, *given: Any) -> Any:
        rounds.append((experiment.design.settings, out))
        return done, analysis(experiment.design.settings["samples"], 0.05)

    monkeypatch.setattr(sensitivity_commands, "_round", again)
    done: Any = SimpleNamespace(folder=SimpleNamespace(path=Path("f")), timing={"runs": 100, "seconds": 50.0})
    _, found = sensitivity_commands._narrowed(done, analysis(64, 0.2), 0.1, 10_000, 1, None, None, "en")
    assert rounds == [({"samples": 256, "order": 1}, "f")] and found.widest == 0.05
    assert (
        "widest interval 0.2 at samples = 64; for 0.1: samples = 256, 1,920 more runs, about 16.0 minutes here" in (err := capsys.readouterr().err)
        and "widest interval 0.05, below 0.1" in err
    )
    rounds.clear()
    sensitivity_commands._narrowed(done, analysis(64, 0.2), 0.1, 2560, 1, None, None, "en")
    assert len(rounds) == 1
    rounds.clear()
    _, kept = sensitivity_commands._narrowed(done, analysis(64, 0.2), 0.1, 2559, 1, None, None, "en")
    assert rounds == [] and kept.widest == 0.2 and "stopped: 2,560 runs are more than --at-most 2,559" in capsys.readouterr().err
    done.timing = {"runs": 0, "seconds": 0.0}
    sensitivity_commands._narrowed(done, analysis(64, NAN), 0.1, 1, 1, None, None, "fr")
    assert (
        "minutes" not in (err := plain(capsys.readouterr().err))
        and "plus large intervalle ? avec samples = 64 ; pour 0,1 : samples = 256, 1 920 simulations de plus" in err
    )
    assert "arrêt : 2 560 simulations, plus que --at-most 1 ;" in err
    done.timing = {"runs": 100, "seconds": 50.0}
    sensitivity_commands._narrowed(done, analysis(64, 0.2), 0.1, 1, 1, None, None, "fr")
    assert ", environ 16,0 minutes ici" in capsys.readouterr().err


# --- tables of countries, facts, calibration ---------------------------------------------------------------------------------------------------------------------


def test_what_was_left_out_is_named_up_to_a_number() -> None:
    assert (
        data_commands._grouped({"region: World": 1, "rows": 4, **{f"city: C{k}": 1 for k in range(14)}})
        == f"region: World; rows; city: {', '.join(f'C{k}' for k in range(12))} and 2 more"
    )
    assert (
        data_commands._grouped({f"city: C{k}": 1 for k in range(12)}).endswith("C11")
        and data_commands._cell("years", (2019, 2019)) == "2019"
        and data_commands._cell("years", (2015, 2019)) == "2015-2019"
    )
    assert (
        data_commands._cell("largest", 1234567.0) == "1.23457e+06"
        and data_commands._cell("median", 1234.5) == "1,234.5"
        and data_commands._cell("values", 1234) == "1234"
        and data_commands._pair(" wdi = a=b") == ("wdi", "a=b")
    )
    for text in ("wdi", "wdi="):
        with pytest.raises(InputError, match="KIND=FILE"):
            data_commands._pair(text)


def test_a_table_that_was_read_is_shown_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "t.csv"
    source.write_text("year,orig,dest,refugees,asylum_seekers\n2019,IRQ,SWE,5.0,1.0\n2020,IRQ,SWE,7.0,..\n", encoding="utf-8")
    out = tmp_path / "out.csv"
    assert data_commands.import_table("refugees", str(source), str(out), "en", False) == 0
    shown = plain(capsys.readouterr().out)
    assert "3 values read" in shown and "2019-2020" in shown and f"Written: {out}." in shown and out.read_text(encoding="utf-8").count("\n") == 4
    assert data_commands.import_table("refugees", str(source), None, "en", True) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["values"] == 3 and told["figures"][0]["years"] == [2019, 2020] and told["figures"][0]["median"] == 6.0 and told["out"] is None
    for place, says in ((tmp_path, "is a folder"), (source, "is the file that is read")):
        with pytest.raises(InputError, match=says):
            data_commands.import_table("refugees", str(source), str(place), "en", False)


def test_built_tables_are_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    report = {
        "corridors": 5,
        "origins": 2,
        "residences": 4,
        "share_of_stock": 0.9512,
        "origins_90": 1,
        "origins_10": 0,
        "imputed_countries": {"law": 3},
        "jumps_received": {"SEN": [2018, 2019]},
    }
    built = SimpleNamespace(report=report, files={"a.csv": ""})
    written: list[Any] = []
    monkeypatch.setattr(data_commands, "build", lambda folder, use: (folder, use))
    monkeypatch.setattr(data_commands, "with_propensities", lambda given: written.append(given) or built)
    monkeypatch.setattr(data_commands, "write", lambda found, out: written.append(out))
    assert data_commands.build_tables("in", "o", ["wdi=x.csv"], "en", False) == 0 and written == [("in", {"wdi": "x.csv"}), "o"]
    out = plain(capsys.readouterr().out)
    for words in (
        "5 corridors of 2 origins in 4 countries of residence: 95.1 % of all emigrants.",
        "1 origins with at least 90 % of their emigrants, 0 with at least ten corridors.",
        "law 3.",
        "SEN 2018, 2019.",
        f"Written: {Path('o') / 'a.csv'}.",
    ):
        assert words in out, words
    report["jumps_received"] = {}
    assert data_commands.build_tables("in", None, [], "en", False) == 0 and len(written) == 3
    assert "twice or half" not in (out := plain(capsys.readouterr().out)) and "--out FOLDER writes them" in out


def test_sizes_of_waves_are_read() -> None:
    assert evidence_commands._counts("30,40,50") == [30, 40, 50]
    for text in ("29", "40,x", "40,40,40,40", ""):
        with pytest.raises(InputError, match="is no list of waves"):
            evidence_commands._counts(text)


def test_a_card_is_asked_for_and_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked: dict[str, Any] = {}
    card = SimpleNamespace(failed=(), document=lambda: {"score": np.float64(0.5)})
    monkeypatch.setattr(evidence_commands, "validate", lambda files, **given: asked.update(files=files, **given) or card)
    monkeypatch.setattr(evidence_commands, "write_card", lambda card, folder, language, command: asked.update(folder=folder, command=command))
    monkeypatch.setattr(evidence_commands, "Progress", lambda *given: nullcontext(asked.setdefault("progress", given)))
    monkeypatch.setattr(evidence_commands, "terminal_card", lambda card, language: f"the card in {language}")
    assert evidence_commands.show_card(["f.py"], ["C51", "trade"], 3, 500, 7, 2, str(tmp_path / "o"), "fr", False) == 0
    assert asked["progress"] == ("fr", "facts")
    assert (asked["files"], asked["only"], asked["replications"], asked["seed"], asked["jobs"], asked["sample"]) == (["f.py"], ["C51", "trade"], 3, 7, 2, 500)
    assert (
        asked["command"] == "diaspora validate --facts f.py --only C51 --only trade --seed 7 --replications 3 --sample 500"
        and "the card in fr" in (out := capsys.readouterr().out)
        and str(tmp_path / "o") in out
    )
    card.failed = ("x",)
    assert (
        evidence_commands.show_card([], [], None, None, 1, 2, None, "en", True) == 1
        and asked["files"] is None
        and json.loads(capsys.readouterr().out) == {"score": 0.5}
    )
