"""An institution as a value: who carries something out, in which phase of the month, on what terms, and what it tells of it.

Each room lists its own (`INSTITUTIONS` in its `month.py`); a lever from outside brings its own along (`Lever.institution`). The world carries out all of
them alike and knows none by name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple


class Room(NamedTuple):
    """Free places in the arrays that a month needs."""

    households: int = 0
    firms: int = 0
    departed: int = 0
    files: int = 0

    def plus(self, other: Room) -> Room:
        """Both together."""
        return Room(*(a + b for a, b in zip(self, other, strict=True)))


class Institution(NamedTuple):
    """Who carries something out month by month.

    Attributes:
        name: its own; also the key of what it reports in `History.results`.
        phase: the phase of the month (`world.SCHEDULE`) in which its loop runs; those of one phase run in the order in which they are listed.
        loop: a kernel `loop(stage, given, clock, *terms)`, with a row for its `results` last where it has some. None for one that works by hooks alone.
        terms: functions of the month (`policy.month.Month`), each giving a named tuple of numbers whose first field is the number of the lever at
            work, -1 for none. Terms that several loops share are worked out once a month.
        results: what the loop writes into its row, name by name. The row is 0 in a month in which the loop does not run.
        always: the loop runs without any lever too.
        is_on: where given, whether the loop runs this month; else it runs where one of its terms has a lever at work.
        before, after: what is done before the first and after the last loop of the month, outside of loops, given the month and the row of results.
        outcomes: what it adds to the outcomes of a finished run (`history.History`), by outcome.
        room: room that a month needs because of it, given the policy, records, and the real households that they stand for; asked for when records grow.
        waiting: files that may wait at its desks beside those, given the policy and the arrays of the world.
    """

    name: str
    phase: str
    loop: Any = None
    terms: tuple[Callable[[Any], Any], ...] = ()
    results: tuple[str, ...] = ()
    always: bool = False
    is_on: Callable[[Any], bool] | None = None
    before: Callable[[Any], None] | None = None
    after: Callable[[Any, Any], None] | None = None
    outcomes: Callable[[Any], dict[str, float]] | None = None
    room: Callable[[Any, int, float], Room] | None = None
    waiting: Callable[[Any, Any], int] | None = None

    def runs(self, month: Any, terms: list[Any]) -> bool:
        """Whether its loop runs this month, on these terms."""
        if self.loop is None:
            return False
        if self.is_on is not None:
            return self.is_on(month)
        return self.always or any(each[0] >= 0 for each in terms)
