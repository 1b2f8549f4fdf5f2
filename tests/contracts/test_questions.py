"""The teaching questions: files that hold, a command that answers, equal costs that are equal, and clear words where a lever is missing."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from rich.console import Console
from typer.testing import CliRunner

from experiments import compare
from experiments.alarms import ALARMS
from experiments.cli.command_line import app
from experiments.cli.question_commands import EqualCosts, answer_tables, equal_costs
from experiments.comparing.answers import answers
from experiments.comparing.compare import without_names, worlds_of
from experiments.reporting.result_folder import read_table
from experiments.terminal import columns_that_fit
from experiments.text import markdown
from model.errors import InputError
from model.outcome_registry import OUTCOMES
from scenarios import questions
from scenarios.questions import Question, QuestionFile, numbers, question, watched

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
    assert content.ask.en.endswith("?") and content.ask.fr.endswith(" ?")
    for said in (said for point in content.points for said in point.says):
        for line in (said.en, said.fr):
            assert line.endswith(".") and ". " not in line, f"one sentence: {line}"
    assert set(content.levels) <= {*content.watch, *content.picture.outcomes}
    names = {watched(name).outcome for name in (*content.watch, *content.picture.outcomes)}
    assert names <= set(OUTCOMES)
    assert set(content.alarms) <= set(ALARMS)
    scenarios = found.scenarios()
    assert len({scenario.fingerprint for scenario in scenarios}) == len(scenarios)
    assert all(scenario.levers and not scenario.warnings() for scenario in scenarios) or number == 7
    if content.picture.by:
        assert len(content.picture.outcomes) == 1 and OUTCOMES[content.picture.outcomes[0]].has_breakdown
    if content.picture.kind == "trade_off":
        assert len(content.picture.outcomes) == 2


@pytest.mark.usefixtures("no_figures")  # but for its own picture
@pytest.mark.parametrize("number", numbers())
def test_a_question_answers(number: int, tmp_path: Path) -> None:
    folder = tmp_path / "answer"
    shown = call("question", str(number), *TINY, "--out", str(folder))
    assert shown.exit_code == 0, shown.output
    said = " ".join(shown.stdout.split())
    assert question(number).content.asks.en in said
    picture = folder / "figures" / "question.png"
    assert picture.stat().st_size > 10_000
    assert (folder / "indicators.csv").exists()
    handout = (folder / "question.md").read_text(encoding="utf-8")
    lines = [*read_table(folder, "sentences")["text"], question(number).content.ask.en]
    assert len(lines) == len(question(number).content.points) + 1 and all(" ".join(line.split()) in said for line in lines)
    summary = (folder / "summary.md").read_text(encoding="utf-8")
    assert all(markdown(line) in page for line in lines for page in (handout, summary)) and "| Outcome |" in handout
    table = read_table(folder, "question")
    content = question(number).content
    assert len(table) == len(content.watch) * len(content.options) and list(table["watched"].unique()) == content.watch
    answer = json.loads(call("question", str(number), *TINY, "--out", str(folder), "--json").stdout)
    assert set(answer) >= {"results", "rows", "question", "picture", "alarms"}
    assert answer["question"]["number"] == number and answer["question"]["look"] == lines[:-1] and answer["question"]["settings"]
    scenarios = [option["scenario"] for option in answer["question"]["options"]]
    assert {row["scenario"] for row in answer["rows"]} == set(scenarios)
    assert ("equal_cost" in answer["question"]) == (question(number).content.equal_cost is not None)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["command"].startswith(f"diaspora question {number} ")


@pytest.mark.usefixtures("no_figures")
def test_french_is_french(tmp_path: Path) -> None:
    shown = call("question", "9", *TINY, "--out", str(tmp_path / "r"), "--language", "fr")
    assert shown.exit_code == 0 and "Permettre la double nationalité" in " ".join(shown.stdout.split())
    # a narrow terminal breaks names of outcomes over lines with numbers between
    assert "Résultat" in shown.stdout and "deuxième" in shown.stdout and "génération" in shown.stdout and "No policy" not in shown.stdout


def test_a_question_without_its_lever_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    name, document = questions._files()[3]
    options = [{**option, "levers": {"consultations": {}}} for option in document["options"]]
    monkeypatch.setattr(questions, "_files", lambda: {3: (name, {**document, "options": options})})
    monkeypatch.setattr(questions, "_question", questions._question.__wrapped__)
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


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"watch": ["frims_created"]}, "firms_created"),
        ({"watch": ["jobs[gender=female]"]}, "grouping"),
        ({"watch": ["jobs[region=poorst:3]"]}, "'poorest:3'"),
        ({"watch": ["capacity@0"]}, "no month"),
        ({"watch": ["capacity@121"]}, "no month"),
        ({"watch": ["remittances@12"]}, "state at the end of a month"),
        ({"watch": ["cost_per_additional_jbos"]}, "jobs"),
        ({"names": {"jbos": {"en": "x", "fr": "x"}}}, "not watched"),
    ],
)
def test_names_that_do_not_exist_are_told(change: dict[str, Any], said: str) -> None:
    wrong = Question(QuestionFile.model_validate({**question(1).content.model_dump(), **change}))
    problems = questions._wrong_names(wrong)
    assert problems and said in str(InputError(problems))


def test_watched_numbers_are_those_of_the_comparison() -> None:
    """Months, communities, costs and shares of a question against the same numbers taken from the comparison by hand."""
    found = question(11)
    changed = {
        "watch": [
            "jobs@12",
            "jobs[region=poorest:3]",
            "jobs[region=richest:5]",
            "jobs",
            "cost_per_additional_firms_created",
            "additional_share[lever=special_economic_zone]",
            "zone_occupancy",
        ],
        "levels": ["zone_occupancy"],
    }
    asked = Question(QuestionFile.model_validate({**found.content.model_dump(), **changed, "names": {}}))
    comparison = compare(list(asked.scenarios(years=3)), 6, sample=1500, keep=("jobs",), uncertainty="luck")
    table = answers(comparison, asked).set_index(["watched", "option"])
    zone = next(each for each in comparison.replications if each.name == "question_11_zone")
    assert table.loc[("jobs[region=poorest:3]", "zone"), "value"] + table.loc[("jobs[region=richest:5]", "zone"), "value"] == pytest.approx(
        table.loc[("jobs", "zone"), "value"]
    )
    poorest = sum(zone.column("jobs", "region", f"MAR-{k}", difference=True).mean() for k in (1, 2, 3))
    assert table.loc[("jobs[region=poorest:3]", "zone"), "value"] == pytest.approx(poorest) and poorest != 0.0
    months = comparison.series[(comparison.series["outcome"] == "jobs") & (comparison.series["month"] == 11)].groupby("scenario")["value"].mean()
    assert table.loc[("jobs@12", "zone"), "value"] == pytest.approx(months["question_11_zone"] - months["without_policy"])
    assert table.loc[("jobs@12", "zone"), "without_policy"] == pytest.approx(months["without_policy"])
    cost, firms = zone.cost().mean() * 3.0, zone.column("firms_created", difference=True).mean()
    assert table.loc[("cost_per_additional_firms_created", "zone"), "value"] == pytest.approx(cost / firms)
    additional, deadweight = (zone.judged[name, "lever", "special_economic_zone"].sum() for name in ("additional", "deadweight"))
    share = table.loc[("additional_share[lever=special_economic_zone]", "zone"), "value"]
    assert share == pytest.approx(additional / (additional + deadweight)) and 0.0 < share < 1.0
    assert table.loc[("zone_occupancy", "zone"), "value"] == pytest.approx(zone.column("zone_occupancy").mean())


def test_costs_are_equal_within_what_is_allowed_or_said_not_to_be() -> None:
    assert EqualCosts({"a": 95.0, "b": 105.0}, 0.1).holds and not EqualCosts({"a": 90.0, "b": 110.0}, 0.1).holds
    assert EqualCosts({"a": 90.0, "b": 110.0}, 0.1).apart == pytest.approx(0.2)
    found = question(12)
    table = pd.DataFrame({
        "scenario": [found.scenario_name(option) for option in found.content.options], "outcome": "public_cost", "breakdown": None, "difference": [100.0, 101.0, 5.0],
    })  # fmt: skip
    costs = equal_costs(found, table)
    assert costs is not None and set(costs.by_option) == {"project", "institutional", "register_and_hub"} and not costs.holds
    content = {**found.content.model_dump(), "equal_cost": {**found.content.equal_cost.model_dump(), "options": ["project", "institutional"]}}  # type: ignore[union-attr]
    some = equal_costs(Question(QuestionFile.model_validate(content)), table)
    assert some is not None and set(some.by_option) == {"project", "institutional"} and some.holds


@pytest.mark.slow
@pytest.mark.parametrize("number", [number for number in numbers() if question(number).content.equal_cost])
def test_options_at_equal_cost_cost_the_same_at_the_size_of_a_lesson(number: int) -> None:
    """The options of which it is said that they cost the same. Without policy nothing is spent, so what they spend is what they cost more, and only they are run.

    Records and years are those of a lesson; of its twenty runs ten will do, as means of costs are looked at.
    """
    found = question(number)
    said = found.content.equal_cost
    assert said is not None
    named = {found.scenario_name(option) for option in found.content.options if not said.options or option.id in said.options}
    ran = [scenario for scenario in found.scenarios() if scenario.name in named]
    levels = compare(ran, 10, sample=found.content.sample, baseline=False).table
    costs = equal_costs(found, levels.assign(difference=levels["mean"]))
    assert costs is not None and costs.holds, costs.by_option
    assert len(costs.by_option) == len(ran) >= 2


def test_half_of_each_is_half_of_each() -> None:
    """Every amount that the two whole options put in, the mixed one puts in at half."""
    grant, counter, half = ({lever.id: lever for lever in scenario.levers} for scenario in question(1).scenarios())
    assert set(half) == set(grant) | set(counter)
    for whole, names in (
        (grant, {"investment_grant": ("share", "desk_usd")}),
        (counter, {"one_stop_shop": ("officers", "opportunities"), "investment_information": ("reach", "portal_usd")}),
    ):
        for lever, values in names.items():
            for value in values:
                assert getattr(half[lever], value) == pytest.approx(0.5 * getattr(whole[lever], value)), (lever, value)
            halved = half[lever].values | {value: getattr(whole[lever], value) for value in values}
            assert halved == whole[lever].values
    parts = [sum(lever.fixed_cost(0) for lever in levers.values()) for levers in (grant, counter, half)]
    assert parts[2] == pytest.approx(0.5 * (parts[0] + parts[1]))


def test_the_shares_of_demands_that_are_answered_are_those_of_the_labels() -> None:
    """Three in ten of many, all of few, over the whole range of inputs (consultations change little else, so few records do)."""
    found = question(3)
    comparison = compare(list(found.scenarios(years=5)), 20, sample=200)
    shares = {}
    for each in comparison.replications:
        answered, raised = (each.column(name).mean() for name in ("demands_answered", "demands_raised"))
        shares[each.name.removeprefix("question_3_")] = answered / raised
    assert shares["many"] == pytest.approx(0.30, abs=0.04)
    assert shares["few"] > 0.97


@pytest.mark.parametrize(
    ("number", "alike"),
    [(3, {"places", "deadline_days"}), (4, {"training_share", "follow_up_hours", "budget_usd", "to_month", "sectors"}), (11, {"communities"})],
)
def test_options_differ_in_nothing_else(number: int, alike: set[str]) -> None:
    """What a question does not ask about is the same in all its options that have it."""
    for name in alike:
        values = {getattr(lever, name) for scenario in question(number).scenarios() for lever in scenario.levers if name in lever.parameters}
        assert len(values) == 1, (name, values)
    if number == 4:
        in_person, online = (scenario.levers[0].values for scenario in question(4).scenarios()[:2])
        assert {name for name in in_person if in_person[name] != online[name]} == {"virtual_share"}


def test_internships_differ_in_internships_alone() -> None:
    full, none, left_open = (scenario.levers[0].values for scenario in question(5).scenarios())
    assert {name for name in full if full[name] != none[name]} == {"internships_per_year", "bonded_return"}
    assert {name for name in full if full[name] != left_open[name]} == {"bonded_return"}


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("number", numbers())
def test_tables_break_no_word_and_no_number(number: int, language: str, width: int) -> None:
    """With wide cells everywhere, each word of the table stands whole on a line and no line is wider than the terminal."""
    found = question(number)
    content = found.content
    rows = [
        [option.id, found.scenario_name(option), name, watched(name).outcome, "", False, 123456.0, -0.0000333, -0.0000421, -0.0000117]
        for name in content.watch
        for option in content.options
    ]
    table = pd.DataFrame(rows, columns=["option", "scenario", "watched", "outcome", "unit", "is_level", "without_policy", "value", "low", "high"])
    console = Console(width=width, no_color=True, record=True, file=io.StringIO())
    console.print(answer_tables(found, table, language, width))
    lines = console.export_text().splitlines()
    assert max(len(line.rstrip()) for line in lines) <= width
    cell = "-0,00004 à -0,00001" if language == "fr" else "-0.00004 to -0.00001"
    assert sum(line.count(cell) for line in lines) == len(content.watch) * len(content.options)
    shown = {word for line in lines for word in line.split()}
    for option in content.options:
        assert set((option.label.fr if language == "fr" else option.label.en).split()) <= shown


def test_columns_go_to_a_second_table_where_the_first_is_full() -> None:
    columns = [(f"Option {k}", ["+1,000\n900 to 1,100"]) for k in range(6)]
    assert len(columns_that_fit("Title", "Outcome", ["Firms created"], columns, 160).renderables) == 1
    assert len(columns_that_fit("Title", "Outcome", ["Firms created"], columns, 80).renderables) > 1


def test_worlds_that_differ_in_a_parameter_alone_keep_their_own_series() -> None:
    scenarios = question(2).scenarios(years=2)
    assert len(worlds_of(scenarios)) == 2
    firsts = [scenarios[places[0]] for places in worlds_of(scenarios).values()]
    assert without_names(firsts) == ["without_policy:MAR-BEL", "without_policy:MAR-BEL#2"]
    comparison = compare(list(scenarios), replications=2, sample=200, uncertainty="luck")
    assert {each.without for each in comparison.replications} == set(without_names(firsts))
    assert not comparison.series.duplicated(["scenario", "replication", "month", "outcome"]).any()
    assert comparison.plot("fan") is not None
