"""Progress says that the model is being compiled, and does not take that time for the time of runs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from experiments import progress
from experiments.progress import Progress
from experiments.runs.runner import Task, perform
from experiments.sweeps import run_sweep
from experiments.sweeps.model_runs import Formula
from experiments.underway import BUILDING, POLICY, WITHOUT, Underway, months_of
from model.compiled.compiling import Told
from scenarios import load
from tests.contracts.formulas import linear
from tests.small_sweeps import written


class Clock:
    now = 0.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(progress, "time", clock)
    monkeypatch.setattr(Told, "seconds", 0.0)
    monkeypatch.setattr(Told, "known", {})
    return clock


def tell(done: int, of: int) -> None:
    Told.known = {k: k < done for k in range(of)}
    Told.tell()


@pytest.mark.parametrize(
    ("language", "first", "later"),
    [
        ("en", "compiling the model, once: 0 / 13 loops", "compiling the model, once: 4 / 13 loops"),
        ("fr", "compilation du modèle, une seule fois: 0 / 13 boucles", "compilation du modèle, une seule fois: 4 / 13 boucles"),
    ],
)
def test_compiling_is_told_with_a_count(language: str, first: str, later: str, clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    with Progress(language):
        for done, clock.now in ((0, 1.0), (1, 3.0), (4, 17.0), (13, 40.0)):
            tell(done, 13)
    tell(0, 13)  # nobody is told any more
    assert capsys.readouterr().err.splitlines() == [first, later]


def test_the_time_left_is_that_of_the_runs_alone(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    with Progress() as shown:
        shown(0, 12)
        clock.now, Told.seconds = 60.0, 50.0
        shown(1, 12)
        clock.now = 80.0
        shown(3, 12)
    assert capsys.readouterr().err.splitlines() == ["3 / 12 runs, 90 s left, 0.1 runs a second"]


def test_on_a_terminal_the_count_is_a_bar_of_its_own_that_goes(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    with Progress() as shown:
        assert shown.bar is not None
        shown(0, 2)
        shown.compiles(3, 13)
        assert [(task.description, task.completed, task.total) for task in shown.bar.tasks] == [("runs", 0, 2), ("compiling the model, once", 3, 13)]
        shown.compiles(13, 13)
        assert [task.description for task in shown.bar.tasks] == ["runs"]


def test_parts_of_a_run_tell_the_time_left_before_it_is_over(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    with Progress() as shown:
        shown.within(0.5)  # nothing was begun
        shown(0, 2)
        clock.now = 30.0
        shown.within(0.1)  # the world is built, all is loaded: the clock of what is left begins
        clock.now = 50.0
        shown.within(0.2)
        clock.now = 70.0
        shown.within(0.3)
        clock.now = 210.0
        shown(1, 2)
        clock.now = 250.0
        shown.within(0.2)
        assert shown.left == pytest.approx(220.0 / 1.1 * 0.8)
    assert capsys.readouterr().err.splitlines() == [
        "0.2 / 2 runs, 360 s left, 0.0 runs a second",
        "0.3 / 2 runs, 340 s left, 0.0 runs a second",
        "1.2 / 2 runs, 160 s left, 0.0 runs a second",
    ]
    assert progress.Underway.listener is None


def test_parts_of_a_sweep_are_many_runs(clock: Clock) -> None:
    with Progress() as shown:
        shown(0, 40, 0, 10)
        clock.now = 2.0
        shown.within(0.1)
        clock.now = 6.0
        shown.within(0.5)
        assert (shown.done, shown.left) == (5.0, 35.0)
        shown(10, 40, 0, 10)
        assert shown.done == 10.0


def test_what_comes_after_the_runs_is_time_left(clock: Clock) -> None:
    with Progress(after=6.0) as shown:
        shown(0, 10)
        assert shown.left is None
        clock.now = 4.0
        shown(2, 10)
        assert shown.left == 16.0 + 6.0
        clock.now = 20.0
        shown(10, 10)
        assert shown.left == 6.0


COSTS = {"building": 25.0, "burn-in": 1.0, "without": 1.3, "policy": 1.5}
"""Seconds of building a world, and of a month of each kind: as far from what is reckoned with as machines and levers were seen to be."""


def test_the_time_left_of_one_large_run_is_right_within_a_fifth_after_a_tenth(clock: Clock) -> None:
    underway = months_of(60, 120, 2, base=True)
    pieces = [(BUILDING, COSTS["building"])] + 60 * [(1.0, COSTS["burn-in"])] + 120 * [(WITHOUT, COSTS["without"])] + 240 * [(POLICY, COSTS["policy"])]
    whole = sum(seconds for _, seconds in pieces)
    told = []
    with Progress() as shown:
        shown(0, 1)
        for months, clock_seconds in pieces:
            clock.now += clock_seconds
            underway.add(months)
            told.append((clock.now, shown.left))
    assert underway.done == pytest.approx(underway.whole)
    at, left = next((now, left) for now, left in told if now >= 0.1 * whole)
    assert left == pytest.approx(whole - at, rel=0.2)
    assert all(left == pytest.approx(whole - now, rel=0.2) for now, left in told if 0.1 * whole <= now <= 0.95 * whole)


@pytest.mark.parametrize("baseline", [True, False])
def test_a_run_tells_of_all_its_months(baseline: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[float] = []
    monkeypatch.setattr(Underway, "listener", heard.append)
    scenario = load("morocco_belgium_tax_incentive", {"burn_in_years": 1}, years=1)
    assert not perform(Task((scenario,), 0, 1, "luck", 200, baseline=baseline)).failures
    assert heard == sorted(heard)
    assert len(heard) == 1 + 12 + (24 if baseline else 12)
    assert heard[-1] == pytest.approx(1.0)


def test_runs_of_a_sweep_that_are_heard_of_together_are_those_of_a_part(tmp_path: Path) -> None:
    experiment = replace(written(tmp_path, design='[design]\nkind = "grid"\nlevels = 5\n'), replications=3)
    told: list[tuple[int, int, int]] = []
    run_sweep(experiment, tmp_path / "out", subject=Formula(linear), report=lambda made: told.append((made.done, made.of, made.together)))
    assert told == [(0, 15, 5), (5, 15, 5), (10, 15, 5), (15, 15, 5)]
