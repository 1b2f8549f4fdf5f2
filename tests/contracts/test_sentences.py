"""Sentences of the teaching questions: each is said only where its run carries it, and what is said is true as read by hand."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pytest

from experiments.comparing.comparison import Comparison
from experiments.studies.more_readings import ALL
from experiments.studies.raw_runs import down, flat, low_and_high, open_, up
from experiments.studies.sentences import judged, ran
from scenarios.questions import Question, numbers, question
from tests.unit.test_sentences_by_hand import with_content

RUNS, SAMPLE = 6, 100
"""Luck alone, so that six runs are six draws; `python -m experiments.studies.sentences` asks at the size of a lesson."""
CASES = [(number, 1) for number in numbers()] + [(number, 2) for number in (1, 8, 12)]
"""Question and seed: all once, some of the cheap ones twice."""


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
