"""A pytest plug-in that runs the model in plain Python: `python -m pytest -p tests.mutation.plain`.

A mutant of a rule or of a loop would be compiled for minutes before its first test. Here kernels stay the functions that they are written as, over records
whose attributes are Python numbers (as in `engine="objects"`), so a world of a hundred households runs within seconds and nothing is compiled or cached.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba
import numpy as np


class Field:
    """One record; attributes are Python numbers, setting one writes through. Fields are looked up once an array, not once a record."""

    __slots__ = ("_fields", "_i")

    def __init__(self, fields: dict[str, np.ndarray], i: Any) -> None:
        object.__setattr__(self, "_fields", fields)
        object.__setattr__(self, "_i", i)

    def __getattr__(self, name: str) -> Any:
        return self._fields[name].item(self._i)

    def __setattr__(self, name: str, value: Any) -> None:
        self._fields[name][self._i] = value


class Records:
    """An array of records whose items are Fields."""

    __slots__ = ("array", "fields", "shape")

    def __init__(self, array: np.ndarray) -> None:
        self.array, self.shape = array, array.shape
        self.fields = {name: array[name] for name in array.dtype.names or ()}

    def __getitem__(self, i: Any) -> Field:
        return Field(self.fields, i)

    def __setitem__(self, i: Any, other: Field) -> None:
        for name, values in self.fields.items():
            values[i] = other._fields[name][other._i]


class Words(np.ndarray):
    """Integers of 64 bits that wrap around when a larger one is set, as they do in compiled loops."""

    def __setitem__(self, place: Any, value: Any) -> None:
        if isinstance(value, int):
            value = (value + 2**63) % 2**64 - 2**63
        super().__setitem__(place, value)


_READABLE: dict[int, tuple[np.ndarray, Records]] = {}


def records(array: np.ndarray) -> Records:
    """The array as Records, made once an array."""
    found = _READABLE.get(id(array))
    if found is None or found[0] is not array:
        if len(_READABLE) > 400:
            _READABLE.clear()
        found = _READABLE[id(array)] = (array, Records(array))
    return found[1]


def readable(stage: Any) -> Any:
    """A stage with its arrays of records as Records; anything else as it is."""
    if type(stage).__name__ != "Stage":
        return stage
    rows = {name: records(a) for name, a in zip(stage._fields, stage, strict=True) if isinstance(a, np.ndarray) and a.dtype.names}
    return stage._replace(**rows, around=stage.around.view(Words))


class Plain:
    """What `numba.njit` would have compiled: `py_func` is called over readable records."""

    overloads: dict[Any, Any] = {}

    def __init__(self, function: Callable[..., Any]) -> None:
        self.py_func = function
        self.__name__, self.__doc__, self.__module__ = function.__name__, function.__doc__, function.__module__

    def enable_caching(self) -> None:
        """Nothing is compiled, so nothing is kept."""

    def __call__(self, *args: Any) -> Any:
        with np.errstate(all="ignore"):
            return self.py_func(*(tuple(readable(part) for part in a) if type(a) is tuple else readable(a) for a in args))


def _njit(*_: Any, **__: Any) -> Callable[[Callable[..., Any]], Plain]:
    return Plain


numba.njit = _njit

from model.compiled import packed_arrays, packed_parameters  # noqa: E402 - after the patch
from model.population import world_at_start  # noqa: E402
from model.running import engine  # noqa: E402

packed_parameters.packed = world_at_start.packed = engine.packed = lambda p: (p,)
packed_arrays.Places.of = engine.Places.of = lambda self, stage: (stage,)
engine.readable = readable
