"""The runs made for one browser so far. Worlds are shared with all others."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field

import streamlit as st

from model.errors import InputError, Problem

from ..runs.runner import Done, Task
from .answer import Answer, Request, request_of
from .kept_worlds import KeptWorlds, threads
from .policies import policies
from .screen import Screen
from .shown_outcome import outcome_of

STORE = KeptWorlds()
"""The worlds of this process."""
STEP = 2
"""Replications between two pictures: one draw of the inputs."""
TICK = 0.1
"""Seconds between two looks at whether something was moved while runs are made."""
_POOL = ThreadPoolExecutor(8)


@dataclass
class Runs:
    """The runs made for one request."""

    request: Request
    done: list[tuple[Task, Done]] = field(default_factory=list)
    answer: Answer | None = None
    resume: int = 0
    """Replications that were run for the same policies when another outcome was shown: they are in the store."""

    def further(self, report: Callable[[int, int], None]) -> Answer:
        """The answer after `STEP` further replications; `report(done, of)` is called every `TICK`, and stops the waiting by raising.

        What is being run then ends by itself and stays in the store.
        """
        upto = max(len(self.done) + STEP, self.resume)
        tasks = [self.request.task(number) for number in range(len(self.done), upto)]
        finished = [0]
        waiting = _POOL.submit(lambda: list(STORE.perform(tasks, threads(), lambda done, _: finished.append(done))))
        while not waiting.done():
            report(finished[-1], len(tasks))
            wait([waiting], TICK)
        self.done += waiting.result()
        self.answer = Answer(self.request, list(self.done))
        return self.answer

    def is_finished(self, screen: Screen) -> bool:
        """Whether nothing more is to be run."""
        if self.answer is None:
            return False
        return self.answer.runs >= screen.runs or self.answer.is_precise(outcome_of(screen, self.request.scenarios), screen.precision)


def runs_of(now: Screen) -> tuple[Runs | None, tuple[Problem, ...]]:
    """The runs of a screen, those made for the same request kept; what is wrong with it, as the command line says it, with the last runs that could be made."""
    last = st.session_state.get("runs")
    kept = last if isinstance(last, Runs) else None
    try:
        request = request_of(now, policies(now))
    except InputError as error:
        return kept, error.problems
    if kept is None or kept.request.key != request.key:
        same = kept is not None and kept.request.key[:-1] == request.key[:-1]
        kept = Runs(request, resume=len(kept.done) if kept is not None and same else 0)
        st.session_state["runs"] = kept
    return kept, ()
