"""Sentences of a question by hand: what is wrong with them in its file, and which are said of made-up runs, in either language."""

from __future__ import annotations

import math
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from experiments.comparing.answers import Found
from experiments.comparing.comparison import Comparison
from experiments.comparing.sentences import Measured, _cannot_be_told, _difference, _holds, _interval, _measured, _read, _what, _whose, sentences
from experiments.runs import intervals
from experiments.runs.replications import Replications
from experiments.text import say
from model.errors import InputError, Problem
from scenarios import questions
from scenarios.questions import Condition, NumberOfRun, Question, QuestionFile, numbers, question

NAN = math.nan


def with_content(number: int, **changes: Any) -> Question:
    return Question(QuestionFile.model_validate({**question(number).content.model_dump(), **changes}))



FIRMS = {"of": "firms_created", "option": "grant"}
SAYS = {"en": "There are {firms}.", "fr": "Il y en a {firms}."}


@pytest.mark.parametrize(
    ("numbers_", "says", "key", "near"),
    [
        ({"firms": {**FIRMS, "of": "frims_created"}}, SAYS, "numbers.firms.of", "firms_created"),
        ({"firms": {**FIRMS, "option": "grnt"}}, SAYS, "numbers.firms.option", "grant"),
        ({"firms": {**FIRMS, "minus": "countr"}}, SAYS, "numbers.firms.minus", "counter"),
        ({"firms": {**FIRMS, "per": "jbos"}}, SAYS, "numbers.firms.per", "jobs"),
        ({"firms": FIRMS, "jobs": {**FIRMS, "of": "jobs"}}, SAYS, "numbers.jobs", None),
        ({"firms": FIRMS}, {"en": "There are {frms} and {firms}.", "fr": "Il y en a {frms} et {firms}."}, "points.0.says.0", "firms"),
        ({"firms": FIRMS}, {**SAYS, "fr": "Il y en a."}, "points.0.says.0.fr", None),
        ({"firms": FIRMS}, {**SAYS, "when": [{"number": "firms", "above": "frms"}]}, "points.0.says.0", "firms"),
        ({"firms": FIRMS}, {**SAYS, "when": [{"number": "firms"}]}, "points.0.says.0.when.0", None),
        ({"firms": FIRMS}, {**SAYS, "when": [{"number": "firms", "above": 1.0, "below": 2.0}]}, "points.0.says.0.when.0", None),
        ({"firms": FIRMS}, {**SAYS, "when": [{"above": 1.0}]}, "points.0.says.0.when.0", None),
        ({"firms": FIRMS}, {**SAYS, "when": [{"number": "firms", "near": 1.0}]}, "points.0.says.0.when.0.within", None),
        ({"firms": FIRMS}, {**SAYS, "when": [{"number": "firms", "untold_from": 1.0, "below": 2.0}]}, "points.0.says.0.when.0", None),
        ({"firms": FIRMS}, {**SAYS, "when": [{"alarm": "X2", "option": "grant"}]}, "points.0.says.0.when.0.alarm", "X1"),
        ({"firms": FIRMS}, {**SAYS, "when": [{"alarm": "X1"}]}, "points.0.says.0.when.0.option", None),
    ],
)
def test_what_is_wrong_with_a_sentence_is_told_by_its_key(numbers_: dict[str, Any], says: dict[str, Any], key: str, near: str | None) -> None:
    problems = questions._wrong_names(with_content(1, numbers=numbers_, points=[{"says": [says]}]))
    assert key in [problem.key for problem in problems], str(InputError(problems))
    assert near is None or near in [problem.nearest for problem in problems]


def test_sentences_that_are_right_have_no_problem() -> None:
    when = [{"number": "firms", "shows": "rises"}, {"number": "firms", "near": 3.0, "within": 1.0}, {"alarm": "X1", "option": "grant", "on": False}]
    assert questions._wrong_names(with_content(1, numbers={"firms": FIRMS}, points=[{"says": [{**SAYS, "when": when}]}])) == []


# --- conditions -------------------------------------------------------------------------------------------------------------------------------------------

RUN = np.array([-1.0, -0.6, 0.0, 0.4, 1.2, 0.0])
"""How six runs differ from each other; their mean is 0."""


SKEWED = np.array([0.0, 0.0, 0.0, 0.0, 0.0, 6.0]) - 1.0
"""One run far above the others: skewness takes the upper bound of the mean far out, and leaves the lower one."""


def made(changes: dict[str, tuple[float, float]], base: float = 50.0, run: NDArray[np.float64] = RUN) -> Comparison:
    """Question 1 with firms created as given: mean change and spread of each option; a dollar of cost a firm."""
    found = question(1)
    keys = (("firms_created", None, None), ("jobs", None, None), ("public_cost", None, None))
    replications = []
    for scenario, option in zip(found.scenarios(), found.content.options, strict=True):
        mean, spread = changes.get(option.id, (0.0, 0.0))
        without = np.tile([base, 100.0, 0.0], (6, 1))
        values = without + np.outer(mean + spread * run, [1.0, 2.0, 0.0])
        replications.append(Replications(scenario.name, scenario, tuple(range(6)), keys, values, without, {}, "luck"))
    months = pd.DataFrame(columns=["scenario", "replication", "month", "outcome", "value"])
    return Comparison(pd.DataFrame(), pd.DataFrame(), months, pd.DataFrame(), (), (), tuple(replications), {})


def said(comparison: Comparison, when: list[dict[str, Any]], language: str = "en", **given: dict[str, Any]) -> str:
    numbers_ = {"firms": FIRMS, **given}
    text = {"en": "Said, {firms}.", "fr": "Dit, {firms}.", "when": when}
    return sentences(comparison, with_content(1, numbers=numbers_, points=[{"says": [text]}]), language)[0].text


@pytest.mark.parametrize(
    ("grant", "when", "holds"),
    [
        ((10.0, 1.0), {"shows": "rises"}, True), ((10.0, 100.0), {"shows": "rises"}, False), ((10.0, 100.0), {"shows": "untold"}, True), ((-10.0, 1.0), {"shows": "falls"}, True),
        ((0.0, 0.0), {"shows": "same"}, True), ((0.0, 1.0), {"shows": "same"}, False), ((10.0, 1.0), {"above": 5.0}, True), ((10.0, 1.0), {"above": 9.5}, False),
        ((10.0, 1.0), {"above": 5.0, "by": 4.9}, False), ((10.0, 1.0), {"above": 5.0, "by": 3.0}, True), ((10.0, 1.0), {"below": 12.0}, True), ((10.0, 1.0), {"below": 10.5}, False),
        ((10.0, 1.0), {"near": 10.0, "within": 1.5}, True), ((10.0, 1.0), {"near": 10.0, "within": 0.5}, False), ((10.0, 1.0), {"above": 4.0, "times": 2.0}, True), ((10.0, 1.0), {"above": 5.0, "times": 2.0}, False),
    ],
)  # fmt: skip
def test_a_sentence_is_said_where_its_condition_holds(grant: tuple[float, float], when: dict[str, Any], holds: bool) -> None:
    text = said(made({"grant": grant}), [{"number": "firms", **when}])
    assert text.startswith("Said, ") is holds
    assert holds or grant == (0.0, 0.0) or text.startswith("Cannot be told from this run, which shows: firms created, change: “10 % grant” ")


def test_what_one_interval_tells_is_not_said_to_be_past_telling() -> None:
    """A change of -3 with one run at 2: the skew interval goes above zero, Student's does not."""
    comparison, gap = made({"grant": (-3.0, 1.0)}, run=SKEWED), {"jobs": {"of": "jobs", "option": "grant", "per": "firms_created"}}
    runs, groups = -3.0 + SKEWED, np.arange(6)
    assert intervals.of_mean(runs[:, None], groups).high[0] > 0.0 > intervals.student(runs[:, None], groups).high[0]
    for when in ({"shows": "untold"}, {"shows": "falls"}, {"untold_from": 0.0}):
        assert not said(comparison, [{"number": "firms", **when}]).startswith("Said"), when
    assert said(made({"grant": (-2.0, 1.0)}, run=SKEWED), [{"number": "firms", "shows": "untold"}]).startswith("Said")
    steady = made({"grant": (-3.0, 0.1)})
    assert [said(steady, [{"number": "firms", "untold_from": value}]).startswith("Said") for value in (-3.01, -2.0)] == [True, False]
    assert [said(steady, [{"number": "jobs", "untold_from": value}], **gap).startswith("Said") for value in (2.0, 3.0)] == [True, False]


def test_sentences_that_tell_of_what_cannot_be_told_ask_for_it() -> None:
    for number in numbers():
        for one in [one for point in question(number).content.points for one in point.says if "cannot be told" in one.en]:
            assert any(condition.shows == "untold" or condition.untold_from is not None for condition in one.when), one.en


def test_what_moves_in_no_run_is_said_to_stand_still() -> None:
    assert said(made({}), [{"number": "firms", "shows": "rises"}]) == "Nothing of this moves in any run: firms created, change: “10 % grant” 0 [0 to 0]."


def test_two_numbers_are_compared_within_the_same_runs() -> None:
    """Both swing by far more than they lie apart, and together: the difference is sure."""
    both = made({"grant": (10.0, 30.0), "counter": (12.0, 30.0)})
    counter = {"of": "firms_created", "option": "counter"}
    assert said(both, [{"number": "counter", "above": "firms"}], counter=counter).startswith("Said")
    gap = {"of": "firms_created", "option": "counter", "minus": "grant"}
    assert said(both, [{"number": "gap", "shows": "rises"}], gap=gap).startswith("Said")
    assert not said(both, [{"number": "counter", "shows": "rises"}], counter=counter).startswith("Said")


def test_numbers_of_a_sentence_are_those_of_the_run_in_either_language() -> None:
    comparison = made({"grant": (-12.5, 0.0)})
    relative = {"of": "firms_created", "option": "grant", "per": "without", "shown": "percent"}
    without = {"of": "firms_created"}
    text = {"en": "{-firms} of {without}: {relative}.", "fr": "{-firms} sur {without} : {relative}."}
    found = with_content(1, numbers={"firms": FIRMS, "relative": relative, "without": without}, points=[{"says": [text]}])
    assert sentences(comparison, found, "en")[0].text == "12.5 of 50: -25 %."
    assert sentences(comparison, found, "fr")[0].text == "12,5 sur 50\u00a0: -25\u202f%."
    undefined = with_content(1, numbers={"firms": FIRMS, "cost": {"of": "cost_per_additional_jobs", "option": "grant"}}, points=[{"says": [{"en": "{cost} {firms}.", "fr": "{cost} {firms}."}]}])
    assert "not defined" in sentences(comparison, undefined, "en")[0].text and "non défini" in sentences(comparison, undefined, "fr")[0].text


def test_the_first_sentence_that_is_carried_is_said() -> None:
    points = [{"says": [{**SAYS, "when": [{"number": "firms", "shows": "falls"}]}, {"en": "More, {firms}.", "fr": "Plus, {firms}.", "when": [{"number": "firms", "shows": "rises"}]}]}]
    found = with_content(1, numbers={"firms": FIRMS}, points=points)
    (up_,), (down_,), (none,) = (sentences(made({"grant": given}), found) for given in ((3.0, 0.1), (-3.0, 0.1), (0.0, 9.0)))
    assert (up_.says, up_.text, down_.says, none.says) == (1, "More, 3.", 0, None)


# --- what is wrong, whole ---------------------------------------------------------------------------------------------------------------------------------

OPTIONS = ", ".join(option.id for option in question(1).content.options)


@pytest.mark.parametrize(
    ("changes", "says", "wanted"),
    [
        ({"firms": {**FIRMS, "option": "grnt"}}, SAYS, ("numbers.firms.option", "unknown option", "grnt", OPTIONS, "grant")), ({"firms": {**FIRMS, "minus": "countr"}}, SAYS, ("numbers.firms.minus", "unknown option", "countr", OPTIONS, "counter")),
        ({"firms": FIRMS, "jobs": {**FIRMS, "of": "jobs"}}, SAYS, ("numbers.jobs", "no sentence speaks of it", None, None, None)),
        ({"firms": FIRMS}, {"en": "{frms}, {firms}", "fr": "{frms}, {firms}"}, ("points.0.says.0", "unknown number", "frms", "firms", "firms")),
        ({"firms": FIRMS}, {**SAYS, "fr": "Il y en a."}, ("points.0.says.0.fr", "does not hold the same numbers as the English", "Il y en a.", "firms", None)),
        ({"firms": FIRMS}, {**SAYS, "when": [{"number": "firms", "below": "frms"}]}, ("points.0.says.0", "unknown number", "frms", "firms", "firms")),
        ({"firms": FIRMS}, {**SAYS, "when": [{"number": "firms"}]}, ("points.0.says.0.when.0", "asks for more than one thing, or for none", None, "one of shows, above, below, near, untold_from, alarm", None)),
        ({"firms": FIRMS}, {**SAYS, "when": [{"number": "firms", "above": 1.0, "below": 2.0}]}, ("points.0.says.0.when.0", "asks for more than one thing, or for none", "above, below", "one of shows, above, below, near, untold_from, alarm", None)),
        ({"firms": FIRMS}, {**SAYS, "when": [{"above": 1.0}]}, ("points.0.says.0.when.0", "a condition is on a number, or on an alarm of an option", None, "number with shows, above, below, near or untold_from; alarm with option", None)),
        ({"firms": FIRMS}, {**SAYS, "when": [{"number": "firms", "near": 1.0}]}, ("points.0.says.0.when.0.within", "goes with near, and near with it", None, None, None)),
        ({"firms": FIRMS}, {**SAYS, "when": [{"number": "firms", "above": 1.0, "within": 1.0}]}, ("points.0.says.0.when.0.within", "goes with near, and near with it", None, None, None)),
        ({"firms": FIRMS}, {**SAYS, "when": [{"alarm": "X1"}]}, ("points.0.says.0.when.0.option", "is missing", None, OPTIONS, None)), ({"firms": FIRMS}, {**SAYS, "when": [{"number": "firms", "shows": "rises"}, {"alarm": "X1", "option": "grnt"}]}, ("points.0.says.0.when.1.option", "unknown option", "grnt", OPTIONS, "grant")),
        ({"firms": FIRMS}, {**SAYS, "when": [{"alarm": "X2", "option": "grant"}]}, ("points.0.says.0.when.0.alarm", "is not watched by the question", "X2", ", ".join(question(1).content.alarms), "X1")),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_sentence_is_told_whole(changes: dict[str, Any], says: dict[str, Any], wanted: tuple[Any, ...]) -> None:
    key, sentence, value, allowed, near = wanted
    problems = questions._wrong_names(with_content(1, numbers=changes, points=[{"says": [says]}]))
    assert problems == [Problem(key, sentence, value=value, allowed=allowed, nearest=near)]


def test_names_that_a_sentence_holds_or_hangs_on_each_once() -> None:
    found = with_content(1, numbers=dict.fromkeys("abcde", FIRMS), points=[{"says": [{"en": "{a} {-b} {a}", "fr": "{a} {-b} {a}", "when": [{"number": "c", "above": "d"}, {"number": "a", "near": "e", "within": 1.0}, {"number": "a", "below": 3.0}]}, {"en": "{b}", "fr": "{b}"}]}])
    point = found.content.points[0]
    assert point.says[0].placeholders == ("a", "b") and point.says[0].named == ("a", "b", "c", "d", "e") and point.named == ("a", "b", "c", "d", "e")
    assert questions._wrong_names(found) == []


# --- numbers of a run -------------------------------------------------------------------------------------------------------------------------------------


def number(comparison: Comparison, content: Question | None = None, **given: Any) -> Measured:
    return _measured(comparison, content or with_content(1), NumberOfRun.model_validate({"of": "firms_created", **given}))


def test_a_number_is_a_change_a_level_a_difference_or_a_share() -> None:
    comparison = made({"grant": (10.0, 1.0), "counter": (4.0, 2.0)})
    change, other = 10.0 + RUN, 4.0 + 2.0 * RUN

    def close(found: Measured, runs: Any) -> bool:
        mean = intervals.of_mean(np.asarray(runs)[:, None], np.arange(6))
        return found.runs is not None and found.runs.tolist() == pytest.approx(list(runs)) and list(found.value) == pytest.approx([float(part[0]) for part in mean])

    assert close(number(comparison, option="grant"), change) and close(number(comparison, option="grant", level=True), 50.0 + change) and close(number(comparison), np.full(6, 50.0))
    assert close(number(comparison, with_content(1, levels=["firms_created"]), option="grant"), 50.0 + change) and close(number(comparison, option="counter", minus="grant"), other - change)
    for per, below in (("without", np.full(6, 50.0)), ("jobs", 2.0 * change)):
        found = number(comparison, option="grant", per=per)
        assert list(found.value) == pytest.approx(list(intervals.of_ratio(change, below, np.arange(6)))) and found.runs is None
        assert (found.change is not None) is (per == "without") and (found.change is None or list(found.change) == pytest.approx([float(part[0]) for part in intervals.of_mean(change[:, None], np.arange(6))]))
    lost = replace(comparison, replications=comparison.replications[:1])
    assert math.isnan(number(lost, option="counter").value.mean) and math.isnan(number(lost, option="grant", minus="counter").value.mean) and number(lost, option="grant").value.mean == pytest.approx(10.0)


def test_a_relative_change_has_the_sign_of_the_change() -> None:
    assert Measured(Found(NAN, NAN, NAN), change=Found(2.0, 1.0, 3.0)).verdict.name == "RISES" and Measured(Found(-2.0, -3.0, -1.0)).verdict.name == "FALLS"


def test_differences_are_taken_run_by_run_or_from_the_ends_of_both_intervals() -> None:
    runs = Measured(Found(3.0, 1.0, 5.0), np.array([1.0, 3.0, 5.0]), np.arange(3))
    other = Measured(Found(1.0, 0.0, 2.0), np.array([0.0, 1.0, 2.0]), np.arange(3))
    wanted = intervals.of_mean(np.array([[1.0], [1.0], [1.0]]), np.arange(3))
    assert _difference(runs, other, 2.0) == Found(1.0, float(wanted.low[0]), float(wanted.high[0]))
    assert _difference(runs, other._replace(runs=None), 2.0) == Found(1.0, 1.0 - 4.0, 5.0) == _difference(runs._replace(runs=None), other, 2.0)


def test_conditions_hold_beyond_their_bound_and_not_at_it() -> None:
    one = {"x": Measured(Found(5.0, 4.0, 6.0))}

    def holds(**given: Any) -> bool:
        return _holds(Condition.model_validate({"number": "x", **given}), one, {("X1", "grant"): True})

    assert [holds(above=3.0, by=by) for by in (0.5, 1.0)] == [True, False] and [holds(below=7.0, by=by) for by in (0.5, 1.0)] == [True, False]
    assert [holds(near=5.0, within=within) for within in (0.9, 1.0)] == [False, True] and [holds(near=at, within=1.5) for at in (5.5, 4.5, 6.0, 4.0)] == [True, True, False, False]
    assert [holds(below=0.0), holds(above=0.0), holds(above=1.9, times=2.0), holds(above=2.1, times=2.0)] == [False, True, True, False]
    alarm = {"alarm": "X1", "option": "grant"}
    found = [_holds(Condition.model_validate({**alarm, **more}), one, alarms) for more, alarms in (({}, {("X1", "grant"): True}), ({"on": False}, {("X1", "grant"): True}), ({"on": False}, {("X1", "grant"): False}), ({}, {("X1", "counter"): True}), ({"on": False}, {}))]
    assert found == [True, False, True, False, False]


def test_an_alarm_is_on_where_any_lever_of_the_option_has_it() -> None:
    names = {option.id: question(1).scenario_name(option) for option in question(1).content.options}
    readings = [SimpleNamespace(rule=SimpleNamespace(alarm=alarm), scenario=names[option], fires=fires) for alarm, option, fires in (("X1", "grant", False), ("X1", "grant", True), ("X1", "counter", False), ("X2", "grant", False), ("X2", "grant", None))]
    made_up: Any = SimpleNamespace(readings=readings)
    assert _read(made_up, question(1)) == {("X1", "grant"): True, ("X1", "counter"): False, ("X2", "grant"): False}


# --- words ------------------------------------------------------------------------------------------------------------------------------------------------


def given(**more: Any) -> NumberOfRun:
    return NumberOfRun.model_validate({"of": "firms_created", **more})


def test_numbers_in_words_say_whose_what_and_how_far() -> None:
    asked = with_content(1)
    label = say("q_change", "en", what="firms created")
    assert [_what(asked, one, "en") for one in (given(option="grant"), given(), given(option="grant", level=True), given(option="grant", per="without"), given(option="grant", per="jobs"))] == [label, "firms created", "firms created", "firms created, relative change", "firms created, as a share of: jobs in firms created"]
    assert _what(with_content(1, levels=["firms_created"]), given(option="grant"), "en") == "firms created" and _what(asked, NumberOfRun.model_validate({"of": "cost_per_additional_jobs", "option": "grant"}), "en").startswith("cost ")
    names = [questions.text_of(option.label) for option in asked.content.options]
    assert _whose(asked, given(), "en") == "no policy" and _whose(asked, given(option="grant"), "en") == f"“{names[0].en}”"
    assert _whose(asked, given(option="counter", minus="grant"), "fr").replace("\u00a0", " ").replace("\u202f", " ") == f"« {names[1].fr} » moins « {names[0].fr} »".replace("\u00a0", " ").replace("\u202f", " ")
    one = Measured(Found(0.25, 0.125, 0.5))
    assert (_interval(given(), one, "en") == "0.25 [0.125 to 0.5]" and _interval(given(shown="percent"), one, "en").replace("\u00a0", " ") == "25 % [12 % to 50 %]") or "12.5" in _interval(given(shown="percent"), one, "en")
    assert " à " in _interval(given(shown="percent"), one, "fr") and _interval(given(shown="percent"), Measured(Found(0.25, NAN, NAN)), "en").replace("\u00a0", " ") == "25 %" and _interval(given(), Measured(Found(NAN, NAN, NAN)), "en") == say("verdict_undefined")
    assert _interval(given(), Measured(Found(0.25, NAN, NAN)), "en") == "0.25 [too few runs]"


def test_what_cannot_be_told_stands_by_what_it_is_of() -> None:
    numbers_ = {"a": FIRMS, "b": {**FIRMS, "option": "counter"}, "c": {"of": "jobs", "option": "grant"}}
    asked = with_content(1, numbers=numbers_, points=[{"says": [{"en": "{a} {b} {c}", "fr": "{a} {b} {c}"}]}])
    still, moving = Measured(Found(0.0, 0.0, 0.0)), Measured(Found(1.0, -1.0, 3.0))
    grant, counter = (questions.text_of(option.label).en for option in asked.content.options[:2])
    shown = f"firms created, change: “{grant}” 0 [0 to 0], “{counter}” 1 [-1 to 3]; jobs in firms created, change: “{grant}” 0 [0 to 0]"
    assert _cannot_be_told(asked, asked.content.points[0], {"a": still, "b": moving, "c": still}, "en") == f"Cannot be told from this run, which shows: {shown}."
    assert _cannot_be_told(asked, asked.content.points[0], {"a": still, "b": still, "c": still}, "en").startswith("Nothing of this moves in any run: ")
    empty = with_content(1, numbers={}, points=[{"says": [{"en": "Look.", "fr": "Regardez."}]}])
    assert _cannot_be_told(empty, empty.content.points[0], {}, "en").startswith("Cannot be told")
