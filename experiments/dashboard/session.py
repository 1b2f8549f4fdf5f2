"""What one browser has: its screen, the runs made for it so far. Nothing of it is seen by another browser; worlds alone are shared."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from threading import Event
from typing import Any

import streamlit as st

from model.errors import InputError

from ..runs.runner import Done, Task
from .answer import Answer, Request, outcome_of, request_of
from .first_screen import FIRST
from .kept_worlds import KeptWorlds, threads
from .policies import policies
from .screen import Screen, from_link

STORE = KeptWorlds()
"""The worlds of this process."""
START = [FIRST[0]() if FIRST else Screen()]
"""The screen of an address without a link: that of the command that started the server."""
ASKED = Event()
"""Set once a browser has asked for the page."""
STEP = 2
"""Replications between two pictures: one draw of the inputs."""
TICK = 0.1
"""Seconds between two looks at whether something was moved while runs are made."""
_POOL = ThreadPoolExecutor(8)
WIDGET = "w:"
"""How the keys of controls begin whose values belong to the screen."""
BY_LANGUAGE = "@"
"""What stands before the language in the keys of controls whose choices are words."""


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


def screen() -> Screen:
    """The screen of this browser: as it stands, else as its link says, else the first one."""
    ASKED.set()
    if "screen" not in st.session_state:
        st.session_state["wrong_link"] = ()
        found = START[0]
        given = {name: st.query_params.get_all(name) for name in st.query_params}
        if given:
            try:
                asked = from_link(given)
                policies(asked)  # a control takes no value beyond what its lever declares
                found = asked
            except InputError as error:
                st.session_state["wrong_link"] = tuple(map(str, error.problems))
        st.session_state["screen"] = found
    found = st.session_state["screen"]
    assert isinstance(found, Screen)
    return found


def change(**values: Any) -> Screen:
    """The screen with other values, kept."""
    found = replace(screen(), **values)
    st.session_state["screen"] = found
    return found


def restore(new: Screen) -> None:
    """Another screen in place of this one: all controls start from it."""
    for key in [key for key in st.session_state if str(key).startswith(WIDGET)]:
        del st.session_state[key]
    st.session_state["screen"] = new
    st.session_state["wrong_link"] = ()


def control(name: str, value: Any) -> str:
    """The key of a control, which starts from `value` where it was not touched yet."""
    key = WIDGET + name
    if key not in st.session_state:
        st.session_state[key] = value
    return key


def choice(name: str, value: Any, language: str) -> str:
    """The key of a control whose choices are words of a language, one key a language.

    The browser keeps a choice by its words and sends them with whatever is moved next: under one key it would send a word of the language before,
    which is none of the choices any more.
    """
    return control(f"{name}{BY_LANGUAGE}{language}", value)


def forget_other_languages(language: str) -> None:
    """Controls of other languages start from the screen again when their language comes back."""
    for key in [str(key) for key in st.session_state]:
        if key.startswith(WIDGET) and BY_LANGUAGE in key and not key.endswith(f"{BY_LANGUAGE}{language}"):
            del st.session_state[key]


def runs_of(now: Screen) -> tuple[Runs | None, tuple[str, ...]]:
    """The runs of a screen, those made for the same request kept; what is wrong with it, as the command line says it, with the last runs that could be made."""
    last = st.session_state.get("runs")
    kept = last if isinstance(last, Runs) else None
    try:
        request = request_of(now, policies(now))
    except InputError as error:
        return kept, tuple(map(str, error.problems))
    if kept is None or kept.request.key != request.key:
        same = kept is not None and kept.request.key[:-1] == request.key[:-1]
        kept = Runs(request, resume=len(kept.done) if kept is not None and same else 0)
        st.session_state["runs"] = kept
    return kept, ()
