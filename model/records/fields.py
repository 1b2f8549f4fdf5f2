"""A field of a record: name, type, unit, sentence; and the NumPy dtype that a tuple of fields makes, which is the schema.

State is float64 and integers. Fields stand in order of size so that records stay aligned.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


class Field(NamedTuple):
    """One field of a record. `start`: what a new record holds; None where whoever makes it has to write it."""

    name: str
    type: str
    unit: str
    says: str
    start: float | None = None


def dtype_of(schema: tuple[Field, ...]) -> np.dtype[np.void]:
    """The NumPy dtype of a schema, aligned."""
    return np.dtype([(field.name, field.type) for field in schema], align=True)


def blank(schema: tuple[Field, ...], n: int) -> np.ndarray:
    """`n` new records: what their fields start with; else NaN, -1 or as large as can be, so that what nobody wrote looks wrong."""
    records = np.zeros(n, dtype=dtype_of(schema))
    for field in schema:
        if field.start is not None:
            records[field.name] = field.start
        elif field.type[0] == "f":
            records[field.name] = np.nan
        else:
            records[field.name] = -1 if field.type[0] == "i" else np.iinfo(field.type).max
    return records
