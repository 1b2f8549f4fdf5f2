"""The way of a stage into a compiled loop.

Handed over as it is, each of its arrays is unpacked at every call, which took half of the Python of a month. So a loop gets one array with the address and
the shape of each, and makes the stage of them where it begins.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..offers import OFFER_DTYPE
from ..records.arrays import WorldArrays
from ..records.enterprises import CHAPTER, FIRM
from ..records.fields import dtype_of
from ..records.institutions import ASSOCIATION, FILE, HOST, INSTITUTION
from ..records.people import HOUSEHOLD, RECEIVER
from ..records.places import COMMUNITY, CORRIDOR
from .numba_door import reads

PackedArrays = Any
"""A stage as loops get it: an array of addresses and shapes, or, in plain Python, a tuple with the stage alone in it."""


def _none(kind: object, ndim: int = 1) -> np.ndarray:
    return np.zeros((0,) * ndim, dtype=kind)  # type: ignore[call-overload, no-any-return]


EXAMPLE = WorldArrays(
    households=_none(dtype_of(HOUSEHOLD)),
    receivers=_none(dtype_of(RECEIVER)),
    ties=_none(np.uint32, 2),
    seen=_none(np.int64),
    shown=_none(np.int64),
    firms=_none(dtype_of(FIRM)),
    files=_none(dtype_of(FILE)),
    associations=_none(dtype_of(ASSOCIATION)),
    chapters=_none(dtype_of(CHAPTER)),
    communities=_none(dtype_of(COMMUNITY)),
    hosts=_none(dtype_of(HOST)),
    institutions=_none(dtype_of(INSTITUTION)),
    corridors=_none(dtype_of(CORRIDOR)),
    departed=_none(dtype_of(HOUSEHOLD)),
    blank_household=_none(dtype_of(HOUSEHOLD)),
    blank_receiver=_none(dtype_of(RECEIVER)),
    blank_firm=_none(dtype_of(FIRM)),
    blank_file=_none(dtype_of(FILE)),
    counts=_none(np.int64),
    tally=_none(np.float64, 2),
    offers=_none(OFFER_DTYPE, 2),
    terms_without_policy=_none(OFFER_DTYPE),
    permits=_none(np.int8, 2),
    shares=_none(np.float64),
    arms=_none(np.int64),
    classes=_none(np.int64, 2),
    attention=_none(np.float64),
    settings=_none(np.int64),
    news=_none(np.float64, 3),
    mood=_none(np.float64, 3),
    reach=_none(np.float64),
    renewal=_none(np.float64, 2),
    rollers=_none(np.int64),
    struck=_none(np.int64),
    around=_none(np.int64, 2),
    sums=_none(np.float64, 2),
    words=_none(np.uint32, 2),
)
"""A stage with nothing in it: the types of its arrays."""


class Places:
    """Where the arrays of a stage lie. They are held on to as long as these places are handed out."""

    def __init__(self) -> None:
        self.numbers = np.zeros(sum(1 + array.ndim for array in EXAMPLE), dtype=np.int64)
        self._stage: WorldArrays | None = None
        self._arrays: list[np.ndarray | None] = [None] * len(EXAMPLE)

    def of(self, stage: WorldArrays) -> np.ndarray:
        """The places of the arrays of `stage`; only those that are new are looked up. TypeError for an array that is not of the type of EXAMPLE."""
        if stage is self._stage:
            return self.numbers
        held, at = self._arrays, 0
        for k, array in enumerate(stage):
            if array is not held[k]:
                as_usual = EXAMPLE[k]
                if array.dtype != as_usual.dtype or array.ndim != as_usual.ndim or not array.flags.c_contiguous:
                    raise TypeError(f"array {WorldArrays._fields[k]} of the stage has the wrong type: {array.dtype}, {array.ndim} dimensions")
                held[k] = array
                self.numbers[at] = array.ctypes.data  # `__array_interface__` would describe all fields of a record
                self.numbers[at + 1 : at + 1 + array.ndim] = array.shape
            at += 1 + array.ndim
        self._stage = stage
        return self.numbers


def placed(stage: WorldArrays) -> np.ndarray:
    """The places of the arrays of a stage, for a loop that is called once; the caller holds on to the stage."""
    return Places().of(stage)


def arrays_of(stage: PackedArrays) -> WorldArrays:
    """The stage of a loop, first thing in it."""
    return stage[0]  # type: ignore[no-any-return]


reads(arrays_of, EXAMPLE)
