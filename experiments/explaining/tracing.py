"""What the rules were asked and what they answered: calls of the rules of the model while a household decides in plain Python."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import CodeType
from typing import Any

from .named_numbers import Term, parts_of

ODDS = "logistic"
"""The function that turns log odds into a chance."""
HAPPENS = "happens"
"""The function that compares a draw with log odds."""


@dataclass
class Call:
    """One call of a rule: its arguments by name, what it gave, and the terms of the log odds that it took."""

    name: str
    arguments: dict[str, Any]
    parent: Call | None
    result: Any = None
    log_odds: float | None = None
    parts: tuple[Term, ...] = ()

    def is_within(self, name: str) -> bool:
        """Whether it was called, over others, by a function of this name."""
        above = self.parent
        while above is not None:
            if above.name == name:
                return True
            above = above.parent
        return False


class Calls(list[Call]):
    """The calls of a month, in order."""

    def all_of(self, name: str, within: str | None = None) -> list[Call]:
        """All calls of a function, those that another one made where it is named."""
        return [call for call in self if call.name == name and (within is None or call.is_within(within))]

    def first(self, name: str, within: str | None = None) -> Call | None:
        """The first of them, None where there is none."""
        found = self.all_of(name, within)
        return found[0] if found else None


@contextmanager
def traced(watched: Mapping[CodeType, str]) -> Iterator[Calls]:
    """Note the calls of these functions, each under a name, while this lasts: by the profile function of Python, which changes nothing that they do.

    A profile function that is set already is put back after, and told nothing meanwhile.
    """
    calls, open_calls = Calls(), list[tuple[Any, Call]]()

    def notice(frame: Any, event: str, answer: Any) -> None:
        if event == "call":
            name = watched.get(frame.f_code)
            if name is not None:
                open_calls.append((frame, call := Call(name, dict(frame.f_locals), open_calls[-1][1] if open_calls else None)))
                calls.append(call)
                if name in (ODDS, HAPPENS):
                    _bear(call, frame.f_locals["x"])
        elif event == "return" and open_calls and open_calls[-1][0] is frame:
            _, call = open_calls.pop()
            call.result = answer
            if call.log_odds is None and "x" in frame.f_locals and parts_of(frame.f_locals["x"]):
                call.log_odds, call.parts = float(frame.f_locals["x"]), parts_of(frame.f_locals["x"])

    before: Any = sys.getprofile()
    sys.setprofile(notice)
    try:
        yield calls
    finally:
        if hasattr(before, "enable"):  # `cProfile`, which is found where functions to be called are, and is none
            sys.setprofile(None)
            before.enable()
        else:
            sys.setprofile(before)


def _bear(call: Call, x: Any) -> None:
    """The log odds that a draw met are those of the rule that asked; of two in one rule, the last."""
    above = call.parent if call.name == ODDS else call
    for each in (call, above):
        if each is not None:
            each.log_odds, each.parts = float(x), parts_of(x)
