"""Sentences of questions piece by piece: the numbers that they name, and every way in which numbers, options, alarms and conditions do not go together."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from model.errors import Problem
from scenarios.questions.sentences import Condition, NumberOfRun, Point, Says, _one_of, _wrong_condition, wrong_sentences

OPTIONS, ALARMS = ("grant", "shop"), ("deadweight", "backlog")


def said(en: str, fr: str | None = None, *when: dict[str, Any]) -> dict[str, Any]:
    return {"en": en, "fr": en if fr is None else fr, "when": list(when)}


def told(numbers: dict[str, Any], *points: list[dict[str, Any]]) -> list[tuple[str, str, Any, Any]]:
    content = SimpleNamespace(numbers={name: NumberOfRun(**given) for name, given in numbers.items()}, points=[Point(says=[Says(**one) for one in point]) for point in points])

    def wrong_name(where: str, name: str) -> list[Problem]:
        return [] if name in ("jobs", "firms") else [Problem(where, "no such number", value=name)]

    return [(problem.key, problem.says, problem.value, problem.nearest) for problem in wrong_sentences(content, OPTIONS, ALARMS, wrong_name)]


JOBS = {"jobs": {"of": "jobs", "option": "grant"}}


def test_a_sentence_names_the_numbers_that_it_holds_or_hangs_on_once() -> None:
    one = Says(en="{a} or {-b} and {a}", fr="{-b}, {a}, {a}", when=[Condition(number="c", above="d"), Condition(number="a", near=3.0, within=1.0), Condition(number="e", below="f")])
    assert one.placeholders == ("a", "b") and one.named == ("a", "b", "c", "d", "e", "f")
    assert Point(says=[one, Says(en="{g} {a}", fr="{g} {a}")]).named == ("a", "b", "c", "d", "e", "f", "g")


def test_what_goes_together_is_right() -> None:
    assert told(JOBS, [said("{jobs}", None, {"number": "jobs", "shows": "rises"}, {"alarm": "backlog", "option": "shop"})]) == []
    assert told({"jobs": {"of": "jobs", "option": "grant", "minus": "shop", "per": "firms"}}, [said("{jobs}", None, {"number": "jobs", "near": 3.0, "within": 1.0})]) == []
    assert told({"jobs": {"of": "jobs", "option": "grant", "per": "without"}}, [said("{jobs}")], [said("Nothing.")]) == []


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"of": "jbs", "option": "grant"}, ("numbers.jobs.of", "no such number", "jbs", None)),
        ({"of": "jobs", "per": "jbs", "option": "grant"}, ("numbers.jobs.per", "no such number", "jbs", None)),
        ({"of": "jobs", "option": "grnat"}, ("numbers.jobs.option", "unknown option", "grnat", "grant")),
        ({"of": "jobs", "option": "grant", "minus": "shp"}, ("numbers.jobs.minus", "unknown option", "shp", "shop")),
    ],
)
def test_a_number_is_of_an_option_and_an_outcome(given: dict[str, Any], problem: Any) -> None:
    assert told({"jobs": given}, [said("{jobs}")]) == [problem]


def test_sentences_hold_known_numbers_the_same_ones_in_both_languages() -> None:
    assert told(JOBS, [said("{jobs} {jbs}")]) == [("points.0.says.0", "unknown number", "jbs", "jobs")]
    assert told(JOBS, [said("{jobs}")], [said("No."), said("{jobs}", "Rien.")]) == [("points.1.says.1.fr", "does not hold the same numbers as the English", "Rien.", None)]
    assert told(JOBS, [said("{jobs} {jobs}", "{jobs}")])[0][0] == "points.0.says.0.fr" and told(JOBS, [said("{-jobs}", "{jobs}")])[0][0] == "points.0.says.0.fr"
    assert told({**JOBS, "firms": {"of": "firms", "option": "shop"}}, [said("{jobs}")]) == [("numbers.firms", "no sentence speaks of it", None, None)]
    assert told(JOBS, [said("No.", None, {"number": "jobs", "above": "jbs"})]) == [("points.0.says.0", "unknown number", "jbs", "jobs")]
    assert told(JOBS, [said("{jobs}", None, {"number": "jobs", "shows": "rises"}, {"number": "jobs"})])[0][0] == "points.0.says.0.when.1"


def wrong(**given: Any) -> list[tuple[str, str, Any]]:
    return [(problem.key, problem.says, problem.value) for problem in _wrong_condition("when", Condition(**given), OPTIONS, ALARMS)]


@pytest.mark.parametrize(
    ("given", "problems"),
    [
        ({"number": "jobs", "shows": "falls"}, []),
        ({"number": "jobs", "above": 0.0}, []),
        ({"number": "jobs", "below": "firms", "by": 2.0}, []),
        ({"number": "jobs", "untold_from": 0.0}, []),
        ({"number": "jobs", "near": 0.0, "within": 0.1}, []),
        ({"alarm": "deadweight", "option": "grant", "on": False}, []),
        ({"number": "jobs"}, [("when", "asks for more than one thing, or for none", None)]),
        ({"number": "jobs", "above": 1.0, "below": 2.0}, [("when", "asks for more than one thing, or for none", "above, below")]),
        ({"shows": "rises"}, [("when", "a condition is on a number, or on an alarm of an option", None)]),
        ({"number": "jobs", "alarm": "backlog", "option": "shop"}, [("when", "a condition is on a number, or on an alarm of an option", None)]),
        ({"alarm": "bcklog", "option": "shop"}, [("when.alarm", "is not watched by the question", "bcklog")]),
        ({"alarm": "backlog"}, [("when.option", "is missing", None)]),
        ({"alarm": "backlog", "option": "shp"}, [("when.option", "unknown option", "shp")]),
        ({"number": "jobs", "near": 1.0}, [("when.within", "goes with near, and near with it", None)]),
        ({"number": "jobs", "above": 1.0, "within": 1.0}, [("when.within", "goes with near, and near with it", None)]),
    ],
)
def test_a_condition_asks_for_one_thing_of_a_number_or_an_alarm(given: dict[str, Any], problems: list[Any]) -> None:
    assert wrong(**given) == problems


def test_one_of_several_is_refused_with_the_nearest() -> None:
    assert _one_of("w", "no", None, OPTIONS) == _one_of("w", "no", "shop", OPTIONS) == []
    (found,) = _one_of("w", "no", "shpo", OPTIONS)
    assert (found.key, found.says, found.value, found.allowed, found.nearest) == ("w", "no", "shpo", "grant, shop", "shop")
