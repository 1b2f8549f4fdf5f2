"""What commands on questions hand on and say, with what they ask for in place of the work: costs that are equal, levers that are judged, answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from experiments.cli import question_commands
from experiments.cli.question_commands import EqualCosts, equal_costs, judged_levers
from experiments.shown_money import USD
from scenarios.questions import question
from tests.asked_commands import plain, request

pytestmark = pytest.mark.usefixtures("wide_terminals")


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
    said = pd.DataFrame({"point": [0, 1], "says": [0, None], "text": ["Firms are 77 here.", "Cannot be told."]})
    stored = {"sentences": said, "comparison": table, "question": told, "alarms": pd.DataFrame(columns=["scenario", "measure", "lever", "value", "fires"])}
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
    assert "77" in out and "+12" in out and all(plain(line) in out for line in [*said["text"], found.content.ask.en]) and "question.png" in out
    rows = question_commands.rows_of(found, told, "en")
    assert (rows[0][2] == "77" and rows[0][3][0].startswith("+12\n") and rows[0][3][1] == "undefined") or rows[0][3][1] != rows[0][3][0]
    several = told.assign(without_policy=float("nan"), is_level=True)
    assert question_commands.rows_of(found, several, "en")[0][2] is None and question_commands.rows_of(found, several, "en")[0][3][0].startswith("12\n")
    monkeypatch.setattr(question_commands.store, "read_manifest", lambda folder: {"failed_runs": 1})
    assert question_commands._say(tmp_path, found, request()) == 1 and question_commands._say(tmp_path, found, request(json=True)) == 1
