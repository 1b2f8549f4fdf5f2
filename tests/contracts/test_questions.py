"""The teaching questions: files that hold, a command that answers, equal costs that are equal, and clear words where a lever is missing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from typer.testing import CliRunner

from experiments import compare
from experiments.cli import app
from experiments.comparing import without_names, worlds_of
from experiments.question_commands import EqualCosts, equal_costs
from model.errors import InputError
from model.outcomes import OUTCOMES
from scenarios import questions
from scenarios.questions import Question, QuestionFile, numbers, outcome_key, question

TINY = ["--sample", "200", "--years", "2", "--replications", "2", "--jobs", "1"]


def call(*words: str) -> Any:
    return CliRunner().invoke(app, list(words))


def test_there_are_the_twelve() -> None:
    assert numbers() == tuple(range(1, 13))


@pytest.mark.parametrize("number", numbers())
def test_a_question_is_whole_in_both_languages(number: int) -> None:
    found = question(number)
    content = found.content
    for words in (content.label, content.asks, *(option.label for option in content.options)):
        assert words.en and words.fr
    assert content.asks.en.endswith("?") and content.asks.fr.endswith(" ?")
    assert len(content.look.en) == len(content.look.fr) == 3
    assert all(line.endswith(".") for line in (*content.look.en, *content.look.fr))
    assert set(content.levels) <= {*content.watch, *content.picture.outcomes}
    names = {outcome_key(name)[0] for name in (*content.watch, *content.picture.outcomes)}
    assert names <= set(OUTCOMES)
    scenarios = found.scenarios()
    assert len({scenario.fingerprint for scenario in scenarios}) == len(scenarios)
    assert all(scenario.levers and not scenario.warnings() for scenario in scenarios) or number == 7
    if content.picture.by:
        assert len(content.picture.outcomes) == 1 and OUTCOMES[content.picture.outcomes[0]].has_breakdown
    if content.picture.kind == "trade_off":
        assert len(content.picture.outcomes) == 2


@pytest.mark.parametrize("number", numbers())
def test_a_question_answers(number: int, tmp_path: Path) -> None:
    folder = tmp_path / "answer"
    shown = call("question", str(number), *TINY, "--out", str(folder))
    assert shown.exit_code == 0, shown.output
    said = " ".join(shown.stdout.split())
    assert question(number).content.asks.en in said
    assert all(line in said for line in question(number).content.look.en)
    picture = folder / "figures" / "question.png"
    assert picture.stat().st_size > 10_000
    assert (folder / "indicators.csv").exists() and (folder / "question.md").exists()
    answer = json.loads(call("question", str(number), *TINY, "--out", str(folder), "--json").stdout)
    assert set(answer) >= {"results", "rows", "question", "picture", "alarms"}
    assert answer["question"]["number"] == number and len(answer["question"]["look"]) == 3
    scenarios = [option["scenario"] for option in answer["question"]["options"]]
    assert {row["scenario"] for row in answer["rows"]} == set(scenarios)
    assert ("equal_cost" in answer["question"]) == (question(number).content.equal_cost is not None)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["command"].startswith(f"diaspora question {number} ")


def test_french_is_french(tmp_path: Path) -> None:
    shown = call("question", "5", *TINY, "--out", str(tmp_path / "r"), "--language", "fr")
    assert shown.exit_code == 0 and "Placements seuls, ou avec des stages" in " ".join(shown.stdout.split())
    assert "Sans politique" in shown.stdout


def test_a_question_without_its_lever_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    name, document = questions._files()[3]
    options = [{**option, "levers": {"consultations": {}}} for option in document["options"]]
    monkeypatch.setattr(questions, "_files", lambda: {3: (name, {**document, "options": options})})
    monkeypatch.setattr(questions, "question", question.__wrapped__)
    monkeypatch.setattr("experiments.question_commands.question", question.__wrapped__)
    shown = call("question", "3", *TINY)
    assert shown.exit_code == 2 and shown.stdout == ""
    assert "consultations" in shown.stderr and "did you mean 'consultation'?" in shown.stderr


@pytest.mark.parametrize("words", [["99"], ["0"], ["1", "--replications", "0"], ["1", "--sample", "3"], ["1", "--years", "0"]])
def test_bad_input_is_refused(words: list[str]) -> None:
    shown = call("question", *words)
    assert shown.exit_code == 2 and shown.stdout == "" and "error:" in shown.stderr and "Traceback" not in shown.stderr


def test_questions_are_listed() -> None:
    items = json.loads(call("list", "questions", "--json").stdout)["questions"]
    assert [item["id"] for item in items] == list(numbers())
    assert all(item["label"] and item["asks"] and len(item["options"]) >= 2 for item in items)


def test_names_that_do_not_exist_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    content = question(1).content
    for change, said in (({"watch": ["frims_created"]}, "firms_created"), ({"watch": ["jobs[gender=female]"]}, "grouping")):
        wrong = Question(QuestionFile.model_validate({**content.model_dump(), **change}))
        problems = questions._wrong_names(wrong)
        assert problems and said in str(InputError(problems))


def test_costs_are_equal_within_what_is_allowed_or_said_not_to_be() -> None:
    assert EqualCosts({"a": 95.0, "b": 105.0}, 0.1).holds and not EqualCosts({"a": 90.0, "b": 110.0}, 0.1).holds
    assert EqualCosts({"a": 90.0, "b": 110.0}, 0.1).apart == pytest.approx(0.2)
    found = question(12)
    table = pd.DataFrame({
        "scenario": [found.scenario_name(option) for option in found.content.options], "outcome": "public_cost", "breakdown": None, "difference": [100.0, 101.0, 5.0],
    })  # fmt: skip
    costs = equal_costs(found, table)
    assert costs is not None and set(costs.by_option) == {"project", "institutional"} and costs.holds


@pytest.mark.slow
@pytest.mark.parametrize("number", [number for number in numbers() if question(number).content.equal_cost])
def test_options_at_equal_cost_cost_the_same_at_the_size_of_a_lesson(number: int) -> None:
    found = question(number)
    costs = equal_costs(found, compare(list(found.scenarios()), found.content.replications, sample=found.content.sample).table)
    assert costs is not None and costs.holds, costs.by_option


def test_worlds_that_differ_in_a_parameter_alone_keep_their_own_series() -> None:
    scenarios = question(2).scenarios(years=2)
    assert len(worlds_of(scenarios)) == 2
    firsts = [scenarios[places[0]] for places in worlds_of(scenarios).values()]
    assert without_names(firsts) == ["without_policy:MAR-BEL", "without_policy:MAR-BEL#2"]
    comparison = compare(list(scenarios), replications=2, sample=200, uncertainty="luck")
    assert {each.without for each in comparison.replications} == set(without_names(firsts))
    assert not comparison.series.duplicated(["scenario", "replication", "month", "outcome"]).any()
    assert comparison.plot("fan") is not None
