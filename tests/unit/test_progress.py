"""Progress says that the model is being compiled, and does not take that time for the time of runs."""

from __future__ import annotations

import pytest

from experiments import progress
from experiments.progress import Progress
from model.compiled.compiling import Told


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
