"""How far a long computation is, and how long it will still take, on standard error; and that the model is being compiled, which happens once."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar

from model.compiled.compiling import Told
from model.languages import with_point

from .text import say
from .underway import Underway

SPARSE_SECONDS = 15.0
"""Where there is no terminal: a line at most this often."""
FEWEST = 0.02
"""Runs that must be done before a line tells the time left: less says little of the rest."""


class Progress:
    """Called with (done, of), the number that failed, and how many are heard of at once: those of a part of a sweep.

    A bar on a terminal; elsewhere a line from time to time. Both say the runs a second and the time left.

    Loops that have to be compiled are counted by themselves: their time says nothing about the time that the runs will take. What is done of the run at hand
    counts (`within`), so that few large runs are told of too.

    Args:
        language: of what is said.
        things: what is counted, a word of `experiments.text`.
        after: seconds of what comes when all is done, for tables and pictures; it is part of the time left.
        clock: seconds of some clock.
    """

    def __init__(self, language: str = "en", things: str = "runs", after: float = 0.0, clock: Callable[[], float] | None = None) -> None:
        self.language = language
        self.things = things
        self.after = after
        self.clock = time.monotonic if clock is None else clock
        self.bar: Bar | None = None
        self.task: Any = None
        self.began = self.told = self.clock()
        self.first: int | None = None
        self.compiling: Any = None
        self.compiled = 0.0
        """Seconds of compiling before the first run."""
        self.whole, self.of, self.failed = 0, 0, 0
        self.done = 0.0
        """Runs that are done, with the part that is done of the one at hand."""
        self.together = 1
        """Runs that are heard of at once, of which `within` is told a part."""
        self.since: tuple[float, float] | None = None
        """Seconds spent and runs done when the first part of a run was heard of: until then packages and compiled loops were loaded."""

    def __enter__(self) -> Progress:
        if sys.stderr.isatty():
            left, pace = TextColumn("{task.fields[left]}"), TextColumn("{task.fields[pace]}")
            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), left, pace)
            self.bar = Bar(*columns, console=Console(stderr=True), transient=True)
            self.bar.start()
        Told.listener = self.compiles
        Underway.listener = self.within
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        Told.listener = Underway.listener = None
        if self.bar is not None:
            self.bar.stop()

    def compiles(self, done: int, of: int) -> None:
        """Told of loops that are compiled, `done` of those that were missing."""
        says = say("compiling", self.language)
        if self.bar is None:
            now = self.clock()
            if done == 0 or (done < of and now - self.told >= SPARSE_SECONDS):
                sys.stderr.write(f"{says}: {done} / {of} {say('loops', self.language)}\n")
                sys.stderr.flush()
                self.told = now
            return
        if self.compiling is None:
            self.compiling = self.bar.add_task(says, total=of, pace=say("loops", self.language), left="")
        self.bar.update(self.compiling, completed=done, total=of)
        if done == of:
            self.bar.remove_task(self.compiling)
            self.compiling = None

    def __call__(self, done: int, of: int, failed: int = 0, together: int = 1) -> None:
        if self.first is None:
            self.first, self.began, self.compiled = done, self.clock(), Told.seconds
        self.whole, self.of, self.failed, self.together, self.done = done, of, failed, together, float(done)
        self.tell()

    def within(self, part: float) -> None:
        """Told what part of the run at hand is done, or of all runs that are made together."""
        if self.first is not None and self.whole < self.of:
            self.done = max(self.done, self.whole + part * self.together)
            if self.since is None and part > 0.0:
                self.since = self.spent, self.done
            self.tell()

    @property
    def spent(self) -> float:
        """Seconds since the first run began, compiling left out."""
        return self.clock() - self.began - (Told.seconds - self.compiled)

    @property
    def left(self) -> float | None:
        """Seconds that are left at the pace so far, and for what comes after; None while nothing is done."""
        before, there = (0.0, float(self.first or 0)) if self.since is None else self.since
        spent, made = self.spent - before, self.done - there
        return spent / made * (self.of - self.done) + self.after if made > 0.0 and spent > 0.0 else None

    def tell(self) -> None:
        """Say how far it is."""
        spent, made, left = self.spent, self.done - (self.first or 0), self.left
        if self.bar is not None:
            pace = f"{with_point(f'{made / spent:.1f}', self.language)} {say(f'{self.things} a second', self.language)}" if made >= 1.0 and spent > 0.0 else ""
            if self.failed:
                pace += f", {self.failed} {say('failed', self.language)}"
            soon = "" if left is None else f"{_clock_face(left)} {say('left', self.language)}"
            if self.task is None:
                self.task = self.bar.add_task(say(self.things, self.language), total=self.of, completed=self.whole, pace="", left="")
            self.bar.update(self.task, completed=self.whole, pace=pace, left=soon)
            return
        now = self.clock()
        is_telling = made > 1.0 or (made >= FEWEST and self.done != self.whole)  # the first whole run is that of a worker that had to start
        if left is not None and is_telling and self.done < self.of and now - self.told >= SPARSE_SECONDS:
            pace = f"{with_point(f'{made / spent:.1f}', self.language)} {say(f'{self.things} a second', self.language)}"
            if self.failed:
                pace += f", {self.failed} {say('failed', self.language)}"
            done = self.whole if self.done == self.whole else round(self.done, 1)
            so_far = f"{with_point(str(done), self.language)} / {self.of}"
            sys.stderr.write(f"{so_far} {say(self.things, self.language)}, {left:.0f} s {say('left', self.language)}, {pace}\n")
            sys.stderr.flush()
            self.told = now


def _clock_face(seconds: float) -> str:
    """Hours, minutes and seconds.

    >>> _clock_face(59.6), _clock_face(3723.0)
    ('0:01:00', '1:02:03')
    """
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}"
