"""A field of a record: name, type, unit, sentence; and the NumPy dtype that a tuple of fields makes, which is the schema.

State is float64 and integers. Fields stand in order of size so that records stay aligned.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np


class Field(NamedTuple):
    """One field of a record. `start`: what a new record holds; None where whoever makes it has to write it."""

    name: str
    type: str
    unit: str
    says: str
    start: float | None = None


@cache
def dtype_of(schema: tuple[Field, ...]) -> np.dtype[np.void]:
    """The NumPy dtype of a schema, aligned."""
    return np.dtype([(field.name, field.type) for field in schema], align=True)


@cache
def _one(schema: tuple[Field, ...]) -> np.ndarray:
    """A new record, to be copied: a world is made of a dozen kinds, and a comparison of hundreds of worlds."""
    one = np.zeros(1, dtype=dtype_of(schema))
    for field in schema:
        if field.start is not None:
            one[field.name] = field.start
        elif field.type[0] == "f":
            one[field.name] = np.nan
        else:
            one[field.name] = -1 if field.type[0] == "i" else np.iinfo(field.type).max
    return one


def blank(schema: tuple[Field, ...], n: int) -> np.ndarray:
    """`n` new records: what their fields start with; else NaN, -1 or as large as can be, so that what nobody wrote looks wrong."""
    one = _one(schema)
    records = np.empty(n, dtype=one.dtype)
    whole = np.dtype((np.void, one.dtype.itemsize))  # one record is copied as it lies, a sixteenth of the time of field by field
    records.view(whole)[:] = one.view(whole)
    return records
