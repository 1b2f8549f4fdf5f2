"""Who runs a month: the compiled loops, or Mesa agents one by one in plain Python. Both call the same rules and give the same records bit for bit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from .. import households
from ..compiled.numba_door import call, prepare
from ..compiled.packed_arrays import Places
from ..compiled.packed_parameters import pack
from ..compiled.random_batches import dice_of_all, lives_of
from ..mesa_door import mesa
from ..records.arrays import Clock, WorldArrays
from .mesa_agents import VIEWS, Household, View, Viewed
from .plain_records import opened, put_back, readable

LIVING = (("age_and_move",),)
DECIDING = (("decide", "commit"), ("end_month",))
"""What Mesa agents do one by one instead of a loop over all households: first all decide on what they see, then all write, then with those who split off."""


DRAWN: Mapping[str, Callable[[WorldArrays, Clock], Sequence[Any]]] = {"age_and_move": lives_of, "decide": dice_of_all}
"""What is drawn for all of them together before they do one of these."""


class Watcher(Protocol):
    """Somebody who looks at the world before and after each loop, and changes nothing."""

    def before(self, kernel: Any, args: tuple[Any, ...]) -> None:
        """Called with the loop that is about to run, and what it takes beside the stage."""
        ...

    def after(self, kernel: Any, args: tuple[Any, ...]) -> None:
        """Called when it has run."""
        ...


class Engine:
    """Runs the loops of one model. `watcher` is told of each of them, where somebody set one."""

    def __init__(self, model: Viewed, kind: str) -> None:
        if kind not in ("compiled", "objects"):
            raise ValueError(f"engine {kind!r}: compiled or objects")
        self.model = model
        self.kind = kind
        self.packed = pack(model.p) if kind == "compiled" else (model.p,)
        self._places = Places()
        self._views: dict[type[View], list[View]] = {}
        self.watcher: Watcher | None = None
        self._opened: WorldArrays | None = None  # the stage of a month for plain Python, and the arrays that it was made of
        self._opened_of: WorldArrays | None = None

    @property
    def is_compiled(self) -> bool:
        """Whether loops run compiled."""
        return self.kind == "compiled"

    def run(self, kernel: Any, *args: Any) -> None:
        """One loop over the stage: compiled, or the same function in plain Python, or the agents one by one."""
        try:
            self._told(kernel, *args)
        finally:
            self.put_back()

    def _told(self, kernel: Any, *args: Any) -> None:
        """One loop, with the watcher told of it, who reads the arrays."""
        if self.watcher is None:
            self._run(kernel, *args)
            return
        self.put_back()
        self.watcher.before(kernel, args)
        self._run(kernel, *args)
        self.put_back()
        self.watcher.after(kernel, args)

    def _run(self, kernel: Any, *args: Any) -> None:
        if self.is_compiled:
            call(kernel, self._places.of(self.model.stage), *args)
        elif kernel is households.live_and_decide_all:
            *_, lives, decides = args
            for verbs in LIVING * lives + DECIDING * decides:
                self._each(*verbs)
        else:
            kernel.py_func((self.opened(),), *args)

    def run_all(self, loops: list[tuple[Any, ...]]) -> None:
        """Loops one after the other; demography and decisions, which come first, in one."""
        if [loop for loop, *_ in loops[:2]] == 2 * [households.live_and_decide_all]:
            loops = [(*loops[0][:-2], 1, 1), *loops[2:]]
        if self.is_compiled:
            places = self._places.of(self.model.stage)
            new = [each for each in loops if not each[0].overloads]
            if new:
                prepare([(loop, (places, *args)) for loop, *args in new])
            if self.watcher is None:  # nothing comes between: a month of few records is mostly Python
                for loop, *args in loops:
                    call(loop, places, *args)
                return
        try:
            for loop in loops:
                self._told(*loop)
        finally:
            self.put_back()

    def book(self, kernel: Any, *args: Any) -> None:
        """A loop over the stage that decides nothing: compiled in either case."""
        call(kernel, self._places.of(self.model.stage), *args)

    def _each(self, *verbs: str) -> None:
        stage = self.opened()
        chosen = mesa.agent.AgentSet(self.agents_of(Household), random=self.model.random)
        for verb in verbs:
            drawn = DRAWN.get(verb)
            chosen.do(verb, stage, *(() if drawn is None else (drawn(stage, self.model.now),)))

    def opened(self) -> WorldArrays:
        """The stage of the model for loops in plain Python: what they write into records stands in the arrays once it is put back (`put_back`)."""
        stage = self.model.stage
        if self._opened is None or self._opened_of is not stage:
            self.put_back()
            self._opened, self._opened_of = opened(stage), stage
        return self._opened

    def put_back(self) -> None:
        """Write what loops in plain Python did to records into the arrays, where it does not stand there yet."""
        if self._opened is not None:
            put_back(self._opened)

    def found(self, array: str, i: int) -> Any:
        """A record as loops in plain Python have it now, which the array may not; None where it is as in the array."""
        return None if self._opened is None else getattr(self._opened, array).get(i)

    def readable(self) -> WorldArrays:
        """The stage of the model for plain Python."""
        return readable(self.model.stage)

    # --- views ------------------------------------------------------------------------------------------------------------------------------------

    def agents_of(self, kind: type[View]) -> list[Any]:
        """Views of all records of a kind, in the order of the records; new records get theirs."""
        array = getattr(self.model.stage, kind.array)
        n = int(self.model.stage.counts[kind.count]) if kind.count is not None else len(array)
        views = self._views.setdefault(kind, [])
        while len(views) < n:
            views.append(kind(self.model, len(views)))
            getattr(mesa.Agent, "_ids", {}).pop(self.model, None)
        return views[:n]

    def agents_by_type(self) -> dict[type[mesa.Agent], mesa.agent.AgentSet]:
        """All views by class."""
        return {kind: mesa.agent.AgentSet(self.agents_of(kind), random=self.model.random) for kind in VIEWS if self.agents_of(kind)}

    def agents(self) -> mesa.agent.AgentSet:
        """All views."""
        return mesa.agent.AgentSet([view for kind in VIEWS for view in self.agents_of(kind)], random=self.model.random)

    def forget(self) -> None:
        """Drop all views."""
        self._views.clear()
