"""A bare stage, made by hand: a handful of records with zeros in them, and luck that is written down, for tests of one step of a month."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from model.compiled.packed_arrays import EXAMPLE
from model.compiled.random_batches import LINES
from model.compiled.random_draws import Draw
from model.parameters import Parameters, parameters
from model.policy.month import Month
from model.queue import Desk
from model.records.arrays import Clock, WorldArrays
from model.records.enterprises import FIRM
from model.records.fields import blank
from model.records.flows import Flow
from model.records.institutions import FILE
from model.records.people import HOUSEHOLD, RECEIVER
from model.running.plain_records import readable

NOW = Clock(11, 12, 13, 3, 40, 3, 0)
"""Month 3 of the policy, 40 since the world began; the three words of the seed differ, so that one taken for another is seen."""
MONTH = 30.4  # days

BEFORE = 64.0
"""What every flow of every cell holds already, so that adding to it is told from setting it."""

SIZES = {
    "households": 12, "receivers": 12, "ties": (12, 8), "seen": 12, "shown": 12, "firms": 8, "files": 10, "associations": 4, "chapters": 4, "communities": 4, "hosts": 6,
    "institutions": 6, "corridors": 2, "departed": 6, "blank_household": 1, "blank_receiver": 1, "blank_firm": 1, "blank_file": 1, "counts": 5, "tally": (2 * 2 * 72, len(Flow)), "offers": (2, 2), "terms_without_policy": 2, "permits": (1, 21), "shares": 1, "arms": 1, "classes": (2, 0),
    "attention": 6, "settings": 2, "news": (2, 3, 3), "mood": (2, 3, 3), "reach": 2 * 2 * 72, "renewal": (2, 12), "rollers": 12, "struck": 12, "sums": (12, 8), "words": (12, 8),
}  # fmt: skip


BLANK = {"blank_household": HOUSEHOLD, "blank_receiver": RECEIVER, "blank_firm": FIRM, "blank_file": FILE}


def bare(**given: int) -> Any:
    """Two corridors from two countries of two communities each, with nobody counted in them yet; every other number is 0 but for those that would stop all."""
    sizes: dict[str, Any] = {**SIZES, **given}
    sizes["around"] = LINES, 1 + max(sizes["files"], sizes["firms"])
    stage = WorldArrays(**{name: np.zeros(sizes[name], dtype=array.dtype) for name, array in zip(WorldArrays._fields, EXAMPLE, strict=True)})
    for name, schema in BLANK.items():
        getattr(stage, name)[:] = blank(schema, 1)
    stage.households["status"] = stage.households["is_national"] = 1
    stage.households["weight"] = 1.0
    stage.households["id"] = 100 + np.arange(len(stage.households))
    stage.households["place"] = 500 + np.arange(len(stage.households))
    stage.institutions["exhausted_month"] = -1
    stage.tally[:] = BEFORE
    stage.corridors["travel"] = stage.corridors["exits"] = 1.0
    stage.renewal[:] = 1.0
    local = len(stage.communities) // 2
    stage.settings[0] = local
    stage.corridors["first_community"], stage.corridors["origin"] = [0, local], [0, 1]
    stage.communities["origin"] = [0] * local + [1] * local
    return readable(stage)


def put(record: Any, **values: Any) -> Any:
    """The record, with these values."""
    for name, value in values.items():
        setattr(record, name, value)
    return record


def file(w: Any, k: int, desk: Desk, **values: Any) -> Any:
    """File `k` at `desk`, of household `k` where none is named, and as many files as that."""
    h = values.get("household", k)
    usual = {"household": h, "person": w.households[h].id, "desk": desk.value, "arrived": NOW.tick, "opened": NOW.tick, "id": 900 + k, "quality": 1.0, "draw": 0.5, "firm": -1}
    w.counts[4] = max(w.counts[4], k + 1)
    return put(w.files[k], **(usual | {"days_left": 10.0} | values))


def booked(w: Any, cell: int | None = None) -> dict[str, float]:
    """What was added to the tally, by flow, in one cell or in all."""
    rows = np.round((w.tally - BEFORE if cell is None else w.tally[[cell]] - BEFORE).sum(axis=0), 9)
    return {Flow(k).name: float(rows[k]) for k in np.flatnonzero(rows)}


def given(**changes: Mapping[str, float]) -> Parameters:
    """The parameters, with those of a group changed: `given(founding={"persists": 1.0})`."""
    p = parameters()
    return p._replace(**{group: getattr(p, group)._replace(**values) for group, values in changes.items()})


def _runs_nothing(*_: Any) -> None:
    raise AssertionError("terms run no loop")


def month_of(policy: Any, month: int, strengths: tuple[float, ...], *, tick: int | None = None, stage: Any = None, given: Any = None, run: Callable[..., None] = _runs_nothing) -> Month:
    """A month of a policy; `tick` is that of now where none is given."""
    clock = NOW._replace(month=month, tick=NOW.tick if tick is None else tick)
    return Month(policy, clock, strengths, stage, given, run)


Four = tuple[float, ...]


def rig(patch: pytest.MonkeyPatch, *modules: ModuleType, **draws: Four | Callable[[int, int], Four]) -> list[tuple[str, int, int]]:
    """Luck as written down: four draws a decision group, or a function of month and person. Returns who drew what, filled as it happens."""
    asked: list[tuple[str, int, int]] = []

    def luck(seed0: int, seed1: int, replication: int, group: int, month: int, person: int) -> Four:
        assert (seed0, seed1, replication) == NOW[:3]
        name = Draw(group).name
        asked.append((name, month, person))
        found = draws[name]
        if callable(found):
            found = found(month, person)
        return (*found, *(0.5,) * (4 - len(found)))

    for module in modules:
        if hasattr(module, "four_draws"):
            patch.setattr(module, "four_draws", luck)
    return asked
