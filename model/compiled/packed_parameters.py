"""The way of the parameters into a compiled loop.

Handed over as they are, some hundreds of numbers are unpacked one by one, at every call, in code that is compiled anew with each loop. So a loop gets
them as one array, of which it takes the address, and reads them into the named tuples of the rules where it begins.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..parameters import Parameters, parameters
from .numba_door import reads

PackedParameters = Any
"""Parameters as loops get them: an array of their numbers, or, in plain Python, a tuple with the parameters alone in it."""


def pack(p: Parameters) -> np.ndarray:
    """All numbers of all mechanisms, in order.

    >>> p = parameters()
    >>> float(pack(p)[0]) == p.population[0], len(pack(p)) == sum(len(part) for part in p)
    (True, True)
    """
    return np.array([number for part in p for number in part], dtype=np.float64)


def parameters_of(packed: PackedParameters) -> Parameters:
    """The parameters of a loop, first thing in it."""
    return packed[0]  # type: ignore[no-any-return]


reads(parameters_of, parameters())
