"""Questions by hand: names of watched numbers, wrong files, what an option is, and its answers from hand-made replications and months."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection

from experiments.cli.question_commands import EqualCosts, answer_tables, judged_levers, told_below
from experiments.comparing.answers import answers, groups_named, label_of, unit_label
from experiments.comparing.comparison import Comparison
from experiments.figures.answer import answer
from experiments.figures.style import PROJECTED
from experiments.projector import is_projected, projecting
from experiments.runs import intervals
from experiments.runs.replications import Replications
from experiments.text import say, within
from model.errors import InputError
from model.levers import REGISTRY
from model.outcome_registry import OUTCOMES
from scenarios import questions
from scenarios.questions import EqualCost, Mark, Option, Question, QuestionFile, Ratio, Watched, _wrong_names, question, watched, wrong_name
from scenarios.questions.sentences import Condition, NumberOfRun
from scenarios.reading.keys_and_types import of_shape

NAN = math.nan


PLAIN: dict[str, Any] = {"numbers": {}, "points": [{"says": [{"en": "Look.", "fr": "Regardez."}]}]}
"""Sentences that speak of no option and no number."""


def asked(**changes: Any) -> Question:
    return Question(QuestionFile.model_validate({**question(1).content.model_dump(), **PLAIN, **changes}))


# --- files --------------------------------------------------------------------------------------------------------------------------------------------------


def test_names_of_watched_numbers_by_their_parts() -> None:
    for name, parts in (
        ("jobs", Watched("jobs")), ("jobs@12", Watched("jobs", month=12)), ("jobs[sex=female]@3", Watched("jobs", "sex", "female", 3)), ("jobs@x", Watched("jobs")),
        ("cost_per_additional_jobs", Watched("jobs", ratio=Ratio.COST)), ("additional_share[lever=x]", Watched("additional", "lever", "x", None, Ratio.ADDITIONAL)), ("jobs[region=poorest:3]", Watched("jobs", "region", "poorest:3")),
    ):  # fmt: skip
        assert watched(name) == parts, name


@pytest.mark.parametrize(
    ("part", "key", "right", "wrong"),
    [
        (EqualCost, "tolerance", [0.001, 0.5], [0.0, 0.51]), (Mark, "month", [1, 99], [0]), (Option, "id", ["a_1"], ["A", "a-b", ""]), (QuestionFile, "number", [1, 99], [0, 100]), (QuestionFile, "years", [1, 100], [0, 101]),
        (QuestionFile, "replications", [2, 1000], [1, 1001]), (QuestionFile, "sample", [100, 9999], [99]), (QuestionFile, "watch", [["jobs"]], [[]]), (QuestionFile, "points", [], [[], [{"says": []}]]), (QuestionFile, "ask", [{"en": "a?", "fr": "b ?"}], [{"en": "a?"}]),
        (QuestionFile, "options", [], [[question(1).content.options[0].model_dump()]]), (QuestionFile, "picture", [], [{"kind": "pie", "outcomes": ["jobs"]}, {"kind": "bars", "outcomes": []}]),
    ],
)  # fmt: skip
def test_bounds_of_a_question_file(part: Any, key: str, right: list[Any], wrong: list[Any]) -> None:
    words = {"en": "a", "fr": "b"}
    content = {"EqualCost": {"tolerance": 0.1, "how": words}, "Mark": {"month": 3, "label": words}, "Option": {"id": "a", "label": words}}.get(part.__name__, question(1).content.model_dump())
    assert of_shape(part, content) == [] and all(of_shape(part, {**content, key: value}) == [] for value in right)
    assert all(of_shape(part, {**content, key: value}) for value in wrong)


def test_what_a_file_leaves_out() -> None:
    content = {key: value for key, value in question(1).content.model_dump().items() if key in ("number", "label", "asks", "base", "options", "watch", "picture", "points", "ask", "numbers")}
    found = QuestionFile.model_validate(content)
    assert (found.years, found.replications, found.sample, found.equal_cost, found.levels, found.names, found.alarms, found.set) == (10, 20, 1500, None, [], {}, [], {})
    bare = Condition.model_validate({"number": "x", "above": "y"})  # more than the other itself, by any amount
    assert (bare.shows, bare.below, bare.near, bare.within, bare.by, bare.times, bare.alarm, bare.option, bare.on) == (None, None, None, None, 0.0, 1.0, None, None, True)
    given = NumberOfRun.model_validate({"of": "jobs"})  # of the world without policy, as a change, in its unit
    assert (given.option, given.level, given.minus, given.per, given.shown) == (None, False, None, None, "number")


@pytest.mark.parametrize(
    ("name", "says", "near"),
    [
        ("jbos", "unknown outcome", "jobs"), ("jobs[sx=female]", "unknown grouping", "sex"), ("jobs[region=poorst:3]", "not a community", None), ("jobs[region=poorest:9]", "more than there are", None), ("jobs@0", "no month of the question", None),
        ("jobs@25", "no month of the question", None), ("jobs@x", "no month of the question", None), ("remittances@3", "has no state at the end of a month", None),
    ],
)  # fmt: skip
def test_wrong_names_of_watched_numbers(name: str, says: str, near: str | None) -> None:
    (problem,) = wrong_name("watch", name, 2)
    assert says in problem.says and problem.key == "watch" and (problem.nearest == near or near is None)


def test_right_names_and_what_must_fit_together() -> None:
    assert all(wrong_name("watch", name, 2) == [] for name in ("jobs@1", "jobs@24", "jobs[region=poorest:8]", "remittances[sex=female]", "cost_per_additional_jobs"))
    for change, key, near in (
        ({"levels": ["visits"]}, "levels", None), ({"names": {"jbs": {"en": "a", "fr": "b"}}}, "names", "jobs"), ({"equal_cost": {"tolerance": 0.1, "how": {"en": "a", "fr": "b"}, "options": ["grnt"]}}, "equal_cost.options", "grant"),
    ):  # fmt: skip
        (problem,) = _wrong_names(asked(**change))
        assert problem.key == key and (near is None or problem.nearest == near)
    options = [option.model_dump() for option in question(1).content.options]
    assert [problem.says for problem in _wrong_names(asked(options=[options[0], {**options[1], "id": "grant"}], equal_cost=None))] == ["an id was given twice"]
    (unknown,) = _wrong_names(asked(options=[options[0], {**options[1], "levers": {"one_stop_shp": {}}}]))
    assert unknown.key == "options.counter.levers.one_stop_shp" and unknown.nearest == "one_stop_shop"
    assert _wrong_names(asked(levels=["jobs"], picture={"kind": "bars", "outcomes": ["visits"]}, names={"visits": {"en": "a", "fr": "b"}})) == []
    for number in (0, 100, "1"):
        with pytest.raises(InputError):
            question(number)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="there is no question 50"):
        question(50)


def test_options_are_scenarios_of_their_world() -> None:
    found = asked(years=4, set={"parameters.giving.price_elasticity": -1.0})
    first, *_ = found.scenarios()
    option = found.content.options[0]
    assert (first.name, first.years, first.label, first.parameters["giving.price_elasticity"], first.levers[0].id) == ("question_1_grant", 4, questions.text_of(option.label), -1.0, "investment_grant")
    assert found.scenarios(2)[1].years == 2 and found.option("question_1_counter") is found.content.options[1] and first.says == found.asks
    changed = found.scenarios(changes={"parameters.giving.price_elasticity": -2.0})
    assert all(scenario.parameters["giving.price_elasticity"] == -2.0 for scenario in changed)


# --- answers --------------------------------------------------------------------------------------------------------------------------------------------------


N = 6
KEYS: tuple[tuple[str, str | None, str | None], ...] = (
    ("firms_created", None, None), ("jobs", None, None), ("jobs", "region", "MAR-1"), ("jobs", "region", "MAR-2"), ("jobs", "region", "MAR-3"), ("public_cost", None, None), ("procedure_days", None, None),
)  # fmt: skip


def each_of(name: str, scenario: Any, changes: list[float]) -> Replications:
    swing = np.array([1.0, 0.9, 1.1, 1.0, 0.95, 1.05])
    base = np.tile([50.0, 100.0, 10.0, 20.0, 70.0, 0.0, 30.0], (N, 1))
    lever = scenario.levers[0].id
    judged = {("additional", "lever", lever): np.array([30.0, 20.0, 40.0, 30.0, 30.0, 30.0]), ("deadweight", "lever", lever): np.full(N, 70.0)}
    return Replications(name, scenario, tuple(range(N)), KEYS, base + np.outer(swing, changes), base, judged, "luck")


def compared(found: Question) -> Comparison:
    scenarios = found.scenarios()
    each = tuple(each_of(scenario.name, scenario, [5.0 * k, 20.0 * k, 1.0, 2.0, 3.0, 400.0, -6.0 * k]) for k, scenario in enumerate(scenarios, start=1))
    rows = [(name, run, month, "jobs", 100.0 + (10.0 * month if name != "without_policy" else 0.0) + run) for name in (*(one.name for one in each), "without_policy") for run in range(N) for month in range(24)]
    return Comparison(pd.DataFrame(), pd.DataFrame(), pd.DataFrame(rows, columns=["scenario", "replication", "month", "outcome", "value"]), pd.DataFrame(), (), (), each, {"options": {"replications": N, "uncertainty": "luck"}})


WATCH = ["jobs", "procedure_days", "jobs[region=poorest:2]", "jobs[region=richest:1]", "jobs@12", "cost_per_additional_firms_created", "additional_share[lever=investment_grant]"]


def small() -> Question:
    two = [option.model_dump() for option in question(1).content.options[:2]]
    two[1]["levers"] = {"investment_grant": {"share": 0.2, "own_funds_share": 0.1}}
    return asked(options=two, watch=WATCH, levels=["procedure_days"], names={}, equal_cost=None, picture={"kind": "bars", "outcomes": ["jobs"]})


def test_answers_are_levels_changes_sums_months_costs_and_shares() -> None:
    found = small()
    given = compared(found)
    table = answers(given, found).set_index(["watched", "option"])
    first, second = given.replications
    half = [float(part[0]) for part in intervals.of_mean(first.column("jobs", difference=True)[:, None], first.groups)]
    assert table.loc[("jobs", "grant"), ["value", "low", "high"]].tolist() == pytest.approx(half) and half[0] == pytest.approx(20.0) and table.loc[("jobs", "grant"), "without_policy"] == 100.0
    assert table.loc[("jobs", "counter"), "value"] == pytest.approx(40.0) and table.loc[("procedure_days", "grant"), "value"] == pytest.approx(24.0) and table.loc[("procedure_days", "grant"), "without_policy"] == pytest.approx(30.0)
    assert table.loc[("jobs[region=poorest:2]", "grant"), "value"] == pytest.approx(3.0) and table.loc[("jobs[region=richest:1]", "grant"), "value"] == pytest.approx(3.0)
    assert table.loc[("jobs[region=poorest:2]", "grant"), "without_policy"] == 30.0 and table.loc[("jobs[region=richest:1]", "grant"), "without_policy"] == 70.0
    assert table.loc[("jobs@12", "grant"), "value"] == pytest.approx(110.0) and table.loc[("jobs@12", "grant"), "without_policy"] == pytest.approx(102.5)
    years = first.scenario.years
    assert table.loc[("cost_per_additional_firms_created", "counter"), "value"] == pytest.approx(400.0 * years / 10.0) and math.isnan(table.loc[("cost_per_additional_firms_created", "counter"), "without_policy"])
    assert table.loc[("additional_share[lever=investment_grant]", "grant"), "value"] == pytest.approx(0.3) and second.name == "question_1_counter"
    assert table["is_level"].groupby(level=0, sort=False).first().tolist() == [False, True, False, False, False, True, True] and table.loc[("jobs", "grant"), "scenario"] == "question_1_grant"
    one_missing = answers(replace(given, replications=(first,)), found)
    assert one_missing[one_missing["option"] == "counter"]["value"].isna().all() and one_missing[one_missing["option"] == "grant"]["value"].notna().any()
    two_worlds = replace(given, replications=(first, replace(second, without="elsewhere")))
    assert answers(two_worlds, found)[lambda rows: rows["watched"] == "jobs"]["without_policy"].isna().all()
    assert groups_named(first, watched("jobs[region=richest:2]")) == ["MAR-2", "MAR-3"] and groups_named(first, watched("jobs[sex=female]")) == ["female"]


def test_watched_numbers_in_words_with_their_units() -> None:
    found, jobs, grant = small(), OUTCOMES["jobs"], REGISTRY["investment_grant"]
    assert label_of(found, "jobs@12", "fr") == f"{jobs.label.fr}, {say('q_month', 'fr', n=12)}" and label_of(found, "jobs[region=poorest:2]", "en") == f"{jobs.label.en}, {say('q_poorest', n='2')}"
    assert label_of(found, WATCH[-1], "en") == f"{say('q_additional')}, {within(grant.label.en)}" and label_of(found, "jobs[sex=female]", "en") == f"{jobs.label.en}, {within(say('female'))}"
    assert within(say("skill")) in label_of(found, "jobs[skill=high]", "en") and label_of(asked(), "cost_per_additional_jobs", "fr") == "Coût d'un emploi supplémentaire"
    assert [unit_label(name, "en") for name in ("jobs", WATCH[-1], "cost_per_additional_jobs")] == [jobs.unit.en, say("q_share"), f"{say('per')} job"]
    assert unit_label("effect_funded[lever=investment_grant]", "en") == say("q_a_month", what=OUTCOMES[grant.main_outcome].unit.en)


def test_levers_that_are_judged_and_costs_that_are_far_apart() -> None:
    assert judged_levers(asked(alarms=[])) == ("investment_grant", "one_stop_shop", "investment_information") and judged_levers(asked(watch=["jobs"], alarms=[])) == ()
    assert judged_levers(asked(watch=["jobs"], alarms=["X4"])) == () and set(judged_levers(asked(watch=["jobs"], alarms=["X14"]))) == {"investment_grant", "one_stop_shop", "investment_information"}
    for name in ("informed[lever=investment_grant]", "jobs[sex=female]", "additional"):  # not counted against the world without it, or of no lever
        assert judged_levers(asked(watch=[name], alarms=[], picture={"kind": "bars", "outcomes": ["jobs"]})) == ()
    for low, high, apart in ((90.0, 110.0, 0.2), (0.0, 10.0, 2.0), (0.0, 0.0, 0.0)):
        assert EqualCosts({"a": low, "b": high, "c": (low + high) / 2.0}, 0.2).apart == pytest.approx(apart) and EqualCosts({"a": low, "b": high}, 0.2).holds is (apart <= 0.2 + 1e-12)
    found = small()
    table = answers(compared(found), found)
    text = " ".join(str(column.header) for group in answer_tables(found, table, "en", 200).renderables for column in group.columns)  # type: ignore[union-attr]
    assert say("without_policy") in text and "10 % grant" in text
    assert told_below(found, pd.DataFrame({"outcome": [], "breakdown": [], "scenario": [], "difference": []}), pd.DataFrame(columns=["scenario", "measure", "lever", "value", "fires"]), "fr") == [say("q_reads", "fr")]


# --- pictures --------------------------------------------------------------------------------------------------------------------------------------------------


def segments(axis: Any) -> list[list[tuple[float, float]]]:
    return [[tuple(map(float, point)) for point in line] for lines in axis.collections if isinstance(lines, LineCollection) for line in lines.get_segments()]


def test_bars_of_a_question_end_at_its_numbers() -> None:
    found = small()
    given = compared(found)
    axis = answer(given, found).axes[0]
    assert [(round(bar.get_y() + bar.get_height() / 2), pytest.approx(bar.get_width())) for bar in axis.patches] == [(1, 20.0), (0, 40.0)] and [text.get_text() for text in axis.texts] == ["+20", "+40"]
    first = given.replications[0]
    _, low, high = (float(part[0]) for part in intervals.of_mean(first.column("jobs", difference=True)[:, None], first.groups))
    assert segments(axis)[0] == [pytest.approx((low, 1.0)), pytest.approx((high, 1.0))] and axis.get_xlim()[0] == 0.0
    levels = asked(**{**found.content.model_dump(), "picture": {"kind": "bars", "outcomes": ["procedure_days"]}})
    assert [text.get_text() for text in answer(given, levels, "fr").axes[0].texts] == ["24", "18"]


def test_lines_and_trade_offs_of_a_question() -> None:
    found = small()
    given = compared(found)
    lines = asked(**{**found.content.model_dump(), "picture": {"kind": "lines", "outcomes": ["jobs"], "mark": {"month": 6, "label": {"en": "Now", "fr": "Là"}}}})
    axis = answer(given, lines).axes[0]
    start = int(given.replications[0].scenario.start[:4])
    assert axis.get_lines()[0].get_ydata().tolist() == pytest.approx([110.0, 230.0]) and axis.get_lines()[0].get_xdata().tolist() == [start, start + 1] and axis.texts[0].get_text() == "Now"
    assert start + 6 / 12 - 0.5 in [line.get_xdata()[0] for line in axis.get_lines() if line.get_linestyle() == "--"]
    trade = asked(**{**found.content.model_dump(), "picture": {"kind": "trade_off", "outcomes": ["jobs", "firms_created"]}})
    axis = answer(given, trade).axes[0]
    dots = [(line.get_xdata()[0], line.get_ydata()[0]) for line in axis.get_lines() if line.get_marker() == "o"]
    assert dots == [pytest.approx((20.0, 5.0)), pytest.approx((40.0, 10.0))] and [text.get_text().replace("\n", " ") for text in axis.texts] == ["10 % grant", "One-stop shop and information"]


def with_a_flow(found: Question) -> Comparison:
    """Months of firms created, a flow: 3 a month more with the policy for its one year, none after."""
    given = compared(found)
    names = [each.name for each in given.replications]
    rows = [(name, run, month, "firms_created", 1.0 + (3.0 if name in names and month < 12 else 0.0)) for name in (*names, "without_policy") for run in range(N) for month in range(24)]
    return replace(given, series=pd.concat([given.series, pd.DataFrame(rows, columns=given.series.columns)], ignore_index=True))


def test_lines_of_a_flow_are_not_joined_across_the_end_of_a_programme() -> None:
    options = [{**option.model_dump(), "levers": {"investment_grant": {"share": share, "to_month": 12}}} for option, share in zip(small().content.options, (0.1, 0.2), strict=True)]
    found = asked(**{**small().content.model_dump(), "options": options, "picture": {"kind": "lines", "outcomes": ["firms_created", "jobs"]}})
    flow, stock = answer(with_a_flow(found), found).axes[:2]
    start = int(found.scenarios()[0].start[:4])
    line = flow.get_lines()[0]
    assert line.get_xdata().tolist() == [start, start + 0.5, start + 1] and line.get_ydata()[[0, 2]].tolist() == [36.0, 0.0] and math.isnan(line.get_ydata()[1])
    assert stock.get_lines()[0].get_xdata().tolist() == [start, start + 1]  # a stock goes on


def test_pictures_for_a_wall() -> None:
    found = small()
    given = compared(found)
    lines = asked(**{**found.content.model_dump(), "picture": {"kind": "lines", "outcomes": ["jobs"]}})
    paper = answer(given, lines)
    with projecting():
        wall = answer(given, lines)
        bars = answer(given, found, "fr")
    assert not is_projected() and wall.get_figwidth() == pytest.approx(PROJECTED * paper.get_figwidth())
    one, other = (line for line in wall.axes[0].get_lines() if line.get_marker() not in ("", "None", None))
    assert one.get_marker() != other.get_marker() and (one.get_xdata() < other.get_xdata()).all()  # none hides the other
    said = [text.get_text() for text in wall.axes[0].texts]
    assert said == ["+230", "+230"] and len({text.xy[1] for text in wall.axes[0].texts}) == 2
    for figure, language in ((wall, "en"), (bars, "fr")):
        around = sorted(figure.texts, key=lambda text: -text.get_position()[1])
        assert " ".join(say("p_footer", language, n=N).split()) in " ".join(" ".join(text.get_text() for text in around).split())
    assert not any("Model of diaspora policies" in text.get_text() for text in wall.texts)
