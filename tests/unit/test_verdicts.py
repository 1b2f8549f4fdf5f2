"""What may be said of a change, in numbers and in words: no sign is claimed that the runs do not tell."""

from __future__ import annotations

import math

import numpy as np
import pytest
from rich.console import Console

from experiments import tables
from experiments.comparing.comparison_tables import levels_table, uncertainty_table
from experiments.comparing.unit_cost import cost_per_additional, no_cost_words
from experiments.runs.draws import independent_draws
from experiments.runs.intervals import MIN_DRAWS, Interval
from experiments.runs.replications import Replications
from experiments.runs.verdicts import Verdict, interval_words, range_label, too_few_note, verdict, verdict_of, verdicts, what_was_drawn
from scenarios import load

NAN = math.nan
SAID = [
    ((2.0, 0.1, 4.0), Verdict.RISES),
    ((-2.0, -4.0, -0.1), Verdict.FALLS),
    ((2.0, 0.0, 4.0), Verdict.CANNOT_BE_TOLD),
    ((2.0, -0.1, 4.0), Verdict.CANNOT_BE_TOLD),
    ((-2.0, -4.0, 0.0), Verdict.CANNOT_BE_TOLD),
    ((0.0, 0.0, 0.0), Verdict.SAME),
    ((3.0, 3.0, 3.0), Verdict.RISES),
    ((2.0, NAN, NAN), Verdict.TOO_FEW),
    ((2.0, 1.0, NAN), Verdict.TOO_FEW),
    ((2.0, NAN, 4.0), Verdict.TOO_FEW),
    ((NAN, NAN, NAN), Verdict.UNDEFINED),
]


@pytest.mark.parametrize(("numbers", "expected"), SAID)
def test_a_verdict_follows_from_the_interval(numbers: tuple[float, float, float], expected: Verdict) -> None:
    assert verdict(*numbers) is expected
    assert expected.is_clear is (expected in (Verdict.RISES, Verdict.FALLS))


def test_verdicts_speak_both_languages() -> None:
    for found in Verdict:
        english, french = found.says("en"), found.says("fr")
        assert english != found.value and french not in (found.value, english)
    found = verdicts(Interval(np.array([1.0, 1.0]), np.array([0.5, NAN]), np.array([2.0, NAN])))
    assert found == [Verdict.RISES, Verdict.TOO_FEW]
    assert interval_words(1.0, NAN, NAN, "fr") == "trop peu de simulations" and interval_words(1.0, 0.5, 2.0, "fr") == "0,5 à 2"


@pytest.mark.parametrize(("runs", "uncertainty", "enough"), [(1, "inputs", 0), (4, "inputs", 0), (5, "inputs", 1), (2, "luck", 0), (3, "luck", 1)])
def test_it_is_said_how_many_draws_there_are_and_whether_they_suffice(runs: int, uncertainty: str, enough: int) -> None:
    note = too_few_note(runs, uncertainty)
    assert (note is None) is bool(enough)
    if note is not None:
        wanted = next(n for n in range(1, 100) if independent_draws(n, uncertainty) >= MIN_DRAWS)
        assert f"({runs})" in note.en and f"takes {wanted}," in note.en and f"({runs})" in note.fr and f"faut {wanted}," in note.fr
    words = [what_was_drawn({"replications": 13, "uncertainty": uncertainty}, language) for language in ("en", "fr")]
    assert all(("7" in said) is (uncertainty == "inputs") for said in words)
    assert what_was_drawn({}) == what_was_drawn({"uncertainty": "inputs", "replications": 0}) != what_was_drawn({"replications": 1})


def replications(runs: int) -> Replications:
    """A grant that adds some 10 USD of gifts a year, never less than 5, at a cost of 20, and that reaches nothing else."""
    scenario = load("morocco_belgium_matching_grant")
    keys = tuple((outcome, None, None) for outcome in ("remittances", "investment_productive", "donations_collective", "firms_created", "public_cost"))
    luck = np.random.default_rng(1).gamma(4.0, size=runs)
    change = np.column_stack([0.0 * luck, 0.0 * luck, 5.0 + luck, 0.0 * luck, 20.0 + luck])
    return Replications(scenario.name, scenario, tuple(range(runs)), keys, 100.0 + change, np.full(change.shape, 100.0), {}, "inputs")


def shown(runs: int, language: str) -> str:
    each = replications(runs)
    console = Console(width=240, record=True, no_color=True)
    with console.capture() as capture:
        console.print(tables.results(levels_table(each), uncertainty_table(each), {}, runs, language, 240))
    return capture.get()


def test_a_table_of_few_runs_gives_no_interval_and_no_cost_and_says_why() -> None:
    few, many = replications(4), replications(30)
    assert verdict_of(few.column("donations_collective", difference=True), few.groups) is Verdict.TOO_FEW
    assert all(math.isnan(part) for part in cost_per_additional(few, "donations_collective"))
    assert no_cost_words(few, "donations_collective") == "too few runs"
    assert no_cost_words(many, "firms_created") == "nothing is additional"
    value, low, high = cost_per_additional(many, "donations_collective")
    assert low < value < high and value == pytest.approx(many.cost().mean() / many.column("donations_collective", difference=True).mean())
    for language, words, ranges in (("en", "too few runs", "Lowest to highest run"), ("fr", "trop peu de simulations", "De la simulation la plus basse à la plus haute")):
        text = shown(4, language)
        assert text.count(words) == 2 and ranges in text
        assert words not in shown(30, language) and ranges not in shown(30, language)
    assert "5th to 95th percentile" in shown(30, "en") and range_label(18) != range_label(19)


def test_one_run_has_means_alone() -> None:
    table = levels_table(replications(1))
    own = table[~table["outcome"].str.startswith("cost_per")]
    assert own["mean"].notna().all() and own["difference"].notna().all()
    assert own[["low", "high", "difference_low", "difference_high"]].isna().all().all()
