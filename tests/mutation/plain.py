"""A pytest plug-in that runs the model in plain Python: `python -m pytest -p tests.mutation.plain`.

A mutant of a rule or of a loop would be compiled for minutes before its first test. Here kernels stay the functions that they are written as, over records
taken out of their arrays as Mesa agents get them (`model.running.plain_records`), so a world of a hundred households runs within seconds and nothing is
compiled or cached.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import numba
import numpy as np


class Plain:
    """What `numba.njit` would have compiled: `py_func` is called over records as objects, which are put back after it."""

    overloads: ClassVar[dict[Any, Any]] = {0: None, 1: None}
    """As if compiled for two sets of types: nothing is left to compile, and calls do not go past it to the code of the one."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.py_func = function
        self.__name__, self.__doc__, self.__module__ = function.__name__, function.__doc__, function.__module__

    def enable_caching(self) -> None:
        """Nothing is compiled, so nothing is kept."""

    def __call__(self, *args: Any) -> Any:
        stages = [part for a in args for part in (a if type(a) is tuple else (a,)) if isinstance(part, WorldArrays) and isinstance(part.counts, np.ndarray)]
        made = {id(stage): opened(stage) for stage in stages}
        try:
            with np.errstate(all="ignore"):
                return self.py_func(*(tuple(made.get(id(part), part) for part in a) if type(a) is tuple else made.get(id(a), a) for a in args))
        finally:
            for stage in made.values():
                put_back(stage)


def _njit(*_: Any, **__: Any) -> Callable[[Callable[..., Any]], Plain]:
    return Plain


numba.njit = _njit

from model.compiled import packed_arrays, packed_parameters  # noqa: E402 - after the patch

packed_parameters.pack = lambda p: (p,)
packed_arrays.Places.of = lambda self, stage: (stage,)

from model.records.arrays import WorldArrays  # noqa: E402
from model.running.plain_records import opened, put_back  # noqa: E402
