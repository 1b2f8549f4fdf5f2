"""Sentences of the teaching questions: each is said only where its run carries it, and what is said is true as read by hand."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from experiments.comparing.comparison import Comparison
from experiments.comparing.sentences import sentences
from experiments.runs import intervals
from experiments.runs.replications import Replications
from experiments.studies.more_readings import ALL
from experiments.studies.raw_runs import down, flat, low_and_high, open_, up
from experiments.studies.sentences import judged, ran
from model.errors import InputError
from scenarios import questions
from scenarios.questions import Question, QuestionFile, numbers, question

RUNS, SAMPLE = 6, 100
"""Luck alone, so that six runs are six draws; `python -m experiments.studies.sentences` asks at the size of a lesson."""
CASES = [(number, 1) for number in numbers()] + [(number, 2) for number in (1, 2, 3, 8, 10, 12)]
"""Question and seed: all once, the cheap ones twice."""


def with_content(number: int, **changes: Any) -> Question:
    return Question(QuestionFile.model_validate({**question(number).content.model_dump(), **changes}))


def first_always(number: int) -> Question:
    """The question with every first sentence said whatever the run shows."""
    points = [point.model_dump() for point in question(number).content.points]
    for point in points:
        point["says"] = [{**point["says"][0], "when": []}, *point["says"][1:]]
    return with_content(number, points=points)


# --- files ------------------------------------------------------------------------------------------------------------------------------------------------


def test_every_sentence_has_a_reading_by_hand_of_these_very_words() -> None:
    said = {(number, point, turn): one.en for number in numbers() for point, each in enumerate(question(number).content.points, start=1)
            for turn, one in enumerate(each.says, start=1)}  # fmt: skip
    assert set(said) == set(ALL)
    assert [key for key, text in said.items() if not text.startswith(ALL[key][0])] == []
    beginnings = {key: [other for other in said if other[:2] == key[:2] and said[other].startswith(ALL[key][0])] for key in said}
    assert [key for key, found in beginnings.items() if found != [key]] == []


def test_a_sentence_without_a_condition_claims_nothing_but_its_numbers() -> None:
    """It comes last, after those that claim more, and holds a number; so it says what this run shows."""
    for number in numbers():
        for point in question(number).content.points:
            for turn, one in enumerate(point.says):
                assert one.when or (turn == len(point.says) - 1 > 0 and one.placeholders), one.en


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


# --- readings by hand -------------------------------------------------------------------------------------------------------------------------------------


def test_plain_intervals_by_hand() -> None:
    """Three draws of two runs with means 1, 2, 3: 2 plus or minus 4.303 / sqrt(3)."""
    runs = pd.Series([0.0, 2.0, 1.0, 3.0, 2.0, 4.0])
    assert low_and_high(runs) == pytest.approx((2.0 - 4.3027 / 3.0**0.5, 2.0 + 4.3027 / 3.0**0.5), abs=1e-3)
    assert open_(runs) and not up(runs) and up(runs + 10.0) and down(runs - 10.0) and flat(runs * 0.0) and not flat(runs)
    assert np.isnan(low_and_high(runs[:4])).all()


@cache
def run(number: int, seed: int) -> Comparison:
    return ran(question(number), seed, RUNS, SAMPLE, uncertainty="luck")


@pytest.mark.parametrize(("number", "seed"), CASES)
def test_no_sentence_is_false(number: int, seed: int) -> None:
    found = judged(run(number, seed), question(number))
    assert [one.text for one in found if not one.holds] == []
    assert [(one.text, one.fr) for one in found if not one.same_numbers] == []


def test_the_test_can_fail() -> None:
    """Said whatever the run shows, sentences are false in many of the same runs."""
    false = [one.text for number in numbers() for one in judged(run(number, 1), first_always(number)) if not one.holds]
    assert len(false) >= 5, false
