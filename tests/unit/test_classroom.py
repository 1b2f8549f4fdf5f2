"""What the lessons call: a question in the size of a lesson, options of one's own, a vote that says whether the runs tell two options apart."""

from __future__ import annotations

import pytest

from experiments.classroom import FAST, Answer, Classroom
from experiments.comparing.answers import found
from model.errors import InputError
from scenarios.questions import question, watched

DOUBLE = {
    "id": "double",
    "label": {"en": "1:1, double budget", "fr": "1:1, double budget"},
    "levers": {"matching_grant": {"ratio": 1.0, "rule": "first_come", "budget_usd": 500_000.0}},
}


@pytest.fixture(scope="module")
def answer() -> Answer:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(FAST, "1")
        return Classroom("fr").run(6, only=["first_come_1", "open_1", "open_3"], more=[DOUBLE], years=1)


def test_options_and_points_are_those_asked_for(answer: Answer) -> None:
    assert [option.id for option in answer.question.content.options] == ["first_come_1", "open_1", "open_3", "double"]
    named = {name for point in answer.question.content.points for one in point.says for name in one.named}
    assert {"no_limit", "cost_open_3"} <= named and not named & {"yearly", "in_total", "poor_need_1"}
    assert len(question(6).content.points) > len(answer.question.content.points), "the question itself stays as it is"


def test_numbers_are_those_of_the_sheet(answer: Answer) -> None:
    table = answer.table("donations_collective", "poorer_half")
    assert list(table.index)[-1] == "1:1, double budget" and table.columns[0].endswith("USD de 2019 par an)")
    each = answer.comparison.replications[-1]
    assert answer.mean("double", "donations_collective") == found(answer.comparison, each, watched("donations_collective"), False).mean
    with pytest.raises(InputError, match="unknown option"):
        answer.mean("duble", "donations_collective")


def test_a_vote_names_the_first_and_whether_it_is_told(answer: Answer, capsys: pytest.CaptureFixture[str]) -> None:
    answer.vote("public_cost")
    first, told = capsys.readouterr().out.splitlines()
    costs = {option.id: answer.mean(option.id, "public_cost") for option in answer.question.content.options}
    winner = next(option for option in answer.question.content.options if option.id == max(costs, key=lambda name: costs[name]))
    assert first.startswith(f"Le plus\u00a0: {winner.label.fr} (")
    assert "distinguent" in told or "identiques" in told
    with pytest.raises(InputError, match="is a ratio"):
        answer.vote("cost_per_additional_donations_collective")


def test_sentences_and_settings_are_printed(answer: Answer, capsys: pytest.CaptureFixture[str]) -> None:
    answer.sentences()
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(answer.question.content.points) + 1 and all(line.startswith("- ") for line in lines)
    Classroom("en").describe(6)
    assert capsys.readouterr().out.startswith(question(6).asks.en)


def test_an_unknown_option_is_refused_before_anything_runs() -> None:
    with pytest.raises(InputError, match="first_come_1"):
        Classroom("en").run(6, only=["first_come_4"])
