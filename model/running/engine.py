"""Who runs a month: the compiled loops, or Mesa agents one by one in plain Python. Both call the same rules and give the same records bit for bit."""

from __future__ import annotations

from typing import Any, Protocol

import mesa
import numpy as np

from .. import households
from ..compiled.numba_door import call, prepare
from ..compiled.packed_arrays import Places
from ..compiled.packed_parameters import pack
from ..records.arrays import WorldArrays
from .mesa_agents import VIEWS, Household, View, Viewed


class Row:
    """One record for plain Python: attributes are Python numbers, so that arithmetic is that of the compiled loop; setting one writes through."""

    __slots__ = ("_array", "_i")

    def __init__(self, array: np.ndarray, i: Any) -> None:
        object.__setattr__(self, "_array", array)
        object.__setattr__(self, "_i", i)

    def __getattr__(self, name: str) -> Any:
        return self._array[name][self._i].item()

    def __setattr__(self, name: str, value: Any) -> None:
        self._array[name][self._i] = value


class Rows:
    """An array of records for plain Python; indexing gives a Row."""

    __slots__ = ("array", "shape")

    def __init__(self, array: np.ndarray) -> None:
        self.array = array
        self.shape = array.shape

    def __getitem__(self, i: Any) -> Row:
        return Row(self.array, i)

    def __setitem__(self, i: Any, row: Row) -> None:
        self.array[i] = row._array[row._i]


RECORDS = (
    "households", "receivers", "firms", "files", "associations", "chapters", "communities", "hosts", "institutions", "corridors", "departed", "offers",
    "terms_without_policy", "blank_household", "blank_receiver", "blank_firm", "blank_file",
)  # fmt: skip


LIVING = (("age_and_move",),)
DECIDING = (("decide", "commit"), ("end_month",))
"""What Mesa agents do one by one instead of a loop over all households: first all decide on what they see, then all write, then with those who split off."""


def readable(stage: WorldArrays) -> WorldArrays:
    """The same stage with its arrays of records as Rows."""
    rows: dict[str, Any] = {name: Rows(getattr(stage, name)) for name in RECORDS}
    return stage._replace(**rows)


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

    @property
    def is_compiled(self) -> bool:
        """Whether loops run compiled."""
        return self.kind == "compiled"

    def run(self, kernel: Any, *args: Any) -> None:
        """One loop over the stage: compiled, or the same function in plain Python, or the agents one by one."""
        if self.watcher is None:
            self._run(kernel, *args)
            return
        self.watcher.before(kernel, args)
        self._run(kernel, *args)
        self.watcher.after(kernel, args)

    def _run(self, kernel: Any, *args: Any) -> None:
        if self.is_compiled:
            call(kernel, self._places.of(self.model.stage), *args)
        elif kernel is households.live_and_decide_all:
            *_, lives, decides = args
            for verbs in LIVING * lives + DECIDING * decides:
                self._each(*verbs)
        else:
            kernel.py_func((readable(self.model.stage),), *args)

    def run_all(self, loops: list[tuple[Any, ...]]) -> None:
        """Loops one after the other; demography and decisions, which come first, in one."""
        if [loop for loop, *_ in loops[:2]] == 2 * [households.live_and_decide_all]:
            loops = [(*loops[0][:-2], 1, 1), *loops[2:]]
        if self.is_compiled:
            places = self._places.of(self.model.stage)
            prepare([(loop, (places, *args)) for loop, *args in loops])
        for loop in loops:
            self.run(*loop)

    def book(self, kernel: Any, *args: Any) -> None:
        """A loop over the stage that decides nothing: compiled in either case."""
        call(kernel, self._places.of(self.model.stage), *args)

    def _each(self, *verbs: str) -> None:
        stage = self.readable()
        chosen = mesa.agent.AgentSet(self.agents_of(Household), random=self.model.random)
        for verb in verbs:
            chosen.do(verb, stage)

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
