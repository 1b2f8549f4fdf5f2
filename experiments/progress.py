"""How far a long computation is, and how long it will still take, on standard error; and that the model is being compiled, which happens once."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from model.compiled.compiling import Told

from .text import say

SPARSE_SECONDS = 15.0
"""Where there is no terminal: a line at most this often."""


class Progress:
    """Called with (done, of), and the number that failed. A bar on a terminal; elsewhere a line from time to time. Both say the runs a second.

    Loops that have to be compiled are counted by themselves: their time says nothing about the time that the runs will take.
    """

    def __init__(self, language: str = "en", things: str = "runs") -> None:
        self.language = language
        self.things = things
        self.bar: Bar | None = None
        self.task: Any = None
        self.began = self.told = time.monotonic()
        self.first: int | None = None
        self.compiling: Any = None
        self.compiled = 0.0
        """Seconds of compiling before the first run."""

    def __enter__(self) -> Progress:
        if sys.stderr.isatty():
            left = TextColumn(say("left", self.language))
            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), left, TextColumn("{task.fields[pace]}"))
            self.bar = Bar(*columns, console=Console(stderr=True), transient=True)
            self.bar.start()
        Told.listener = self.compiles
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        Told.listener = None
        if self.bar is not None:
            self.bar.stop()

    def compiles(self, done: int, of: int) -> None:
        """Told of loops that are compiled, `done` of those that were missing."""
        says = say("compiling", self.language)
        if self.bar is None:
            now = time.monotonic()
            if done == 0 or (done < of and now - self.told >= SPARSE_SECONDS):
                sys.stderr.write(f"{says}: {done} / {of} {say('loops', self.language)}\n")
                sys.stderr.flush()
                self.told = now
            return
        if self.compiling is None:
            self.compiling = self.bar.add_task(says, total=of, pace=say("loops", self.language))
        self.bar.update(self.compiling, completed=done, total=of)
        if done == of:
            self.bar.remove_task(self.compiling)
            self.compiling = None

    def __call__(self, done: int, of: int, failed: int = 0) -> None:
        if self.first is None:
            self.first, self.began, self.compiled = done, time.monotonic(), Told.seconds
        spent = time.monotonic() - self.began - (Told.seconds - self.compiled)
        pace = f"{(done - self.first) / spent:.1f} {say(f'{self.things} a second', self.language)}" if done > self.first and spent > 0.0 else ""
        if failed:
            pace += f", {failed} {say('failed', self.language)}"
        if self.bar is not None:
            if self.task is None:
                self.task = self.bar.add_task(say(self.things, self.language), total=of, completed=done, pace="")
            self.bar.update(self.task, completed=done, pace=pace)
            return
        now = time.monotonic()
        if done > self.first + 1 and done < of and now - self.told >= SPARSE_SECONDS:
            left = spent / (done - self.first) * (of - done)
            sys.stderr.write(f"{done} / {of} {say(self.things, self.language)}, {left:.0f} s {say('left', self.language)}, {pace}\n")
            sys.stderr.flush()
            self.told = now
