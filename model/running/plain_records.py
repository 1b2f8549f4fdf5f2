"""The arrays of a world for plain Python: records as objects whose attributes are Python numbers, so that arithmetic is that of the compiled loops.

Two ways, for two kinds of reader. `readable` writes through: one field of one record at a time, for somebody who looks at a few. `opened` takes a record out
of its array once, as an object with slots, and puts all of them back together: what a field costs is then what an attribute costs in Python, a few
nanoseconds instead of some hundred, and a month of Mesa agents asks for a field of a record some three hundred times a household.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable
from dataclasses import make_dataclass
from functools import cache
from operator import attrgetter, index
from typing import Any, NamedTuple

import numpy as np

from ..records.arrays import WorldArrays

# --- one field at a time --------------------------------------------------------------------------------------------------------------------------


class Row:
    """One record for plain Python: reading an attribute gives a Python number, setting one writes through."""

    __slots__ = ("_fields", "_i")

    def __init__(self, fields: dict[str, np.ndarray], i: Any) -> None:
        object.__setattr__(self, "_fields", fields)
        object.__setattr__(self, "_i", i)

    def __getattr__(self, name: str) -> Any:
        try:
            return self._fields[name].item(self._i)
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name: str, value: Any) -> None:
        self._fields[name][self._i] = value


class Rows:
    """An array of records for plain Python; indexing gives a Row. Fields are looked up once an array, not once a record."""

    __slots__ = ("array", "fields", "shape")

    def __init__(self, array: np.ndarray) -> None:
        self.array, self.shape = array, array.shape
        self.fields = {name: array[name] for name in array.dtype.names or ()}

    def __getitem__(self, i: Any) -> Row:
        return Row(self.fields, i)

    def __setitem__(self, i: Any, other: Row) -> None:
        for name, values in self.fields.items():
            values[i] = getattr(other, name)


def readable(stage: WorldArrays) -> WorldArrays:
    """The same stage with its arrays of records as Rows."""
    rows: dict[str, Any] = {name: Rows(array) for name, array in _records_of(stage)}
    return stage._replace(**rows)


def _records_of(stage: WorldArrays) -> Iterable[tuple[str, np.ndarray]]:
    return ((name, array) for name, array in zip(stage._fields, stage, strict=True) if array.dtype.names)


# --- taken out, and put back together -------------------------------------------------------------------------------------------------------------

LETTERS = {"f8": "d", "f4": "f", "i8": "q", "i4": "i", "u4": "I", "i2": "h", "u2": "H", "i1": "b", "u1": "B"}
"""What `struct` calls the types of fields."""


class Kind(NamedTuple):
    """How records of a type are taken out of their bytes and put back.

    Attributes:
        made: a new record of its values, in order; values: those of a record; fill: gives a record other values.
    """

    layout: struct.Struct
    made: Callable[..., Any]
    values: Callable[[Any], tuple[Any, ...]]
    fill: Callable[[Any, Iterable[Any]], None]


@cache
def kind_of(dtype: np.dtype[np.void]) -> Kind:
    """The kind of records of a NumPy type whose fields are numbers.

    What is set into a field is held as the array would hold it: a whole number cut off, a number of four bytes rounded, a truth value as 0 or 1.
    """
    names = sorted(dtype.names or (), key=lambda name: dtype.fields[name][1])  # type: ignore[index]
    plain: Any = make_dataclass("Plain", names, slots=True, eq=False, repr=False)
    fields = {name: (_exactly(dtype[name]), vars(plain)[name].__set__, dtype[name]) for name in names}

    def held(record: Any, name: str, value: Any) -> None:
        try:
            exactly, put, kind = fields[name]
        except KeyError:
            raise AttributeError(f"records have no field {name!r}") from None
        put(record, value if value.__class__ is exactly else _as_held(value, kind))

    record = type("Record", (plain,), {"__slots__": (), "__setattr__": held, "__doc__": "One record, taken out of its array."})

    def made(*values: Any) -> Any:
        new = plain(*values)
        new.__class__ = record  # what fills it at once need not ask how each field holds its number
        return new

    def fill(old: Any, values: Iterable[Any]) -> None:
        for (_, put, _), value in zip(fields.values(), values, strict=True):
            put(old, value)

    return Kind(_layout(dtype, names), made, attrgetter(*names), fill)


def _exactly(kind: np.dtype[Any]) -> type | None:
    """The type of Python of which a number is held as it is; None where each is rounded."""
    if kind.kind != "f":
        return int
    return float if kind.itemsize == 8 else None


def _as_held(value: Any, kind: np.dtype[Any]) -> Any:
    box = np.zeros(1, dtype=kind)
    box[0] = value
    return box.item(0)


def _layout(dtype: np.dtype[np.void], names: list[str]) -> struct.Struct:
    letters, at = "=", 0
    for name in names:
        kind, offset = dtype.fields[name][:2]  # type: ignore[index]
        letters += f"{offset - at}x{LETTERS[kind.str[1:]]}"
        at = offset + kind.itemsize
    return struct.Struct(f"{letters}{dtype.itemsize - at}x")


class Taken(dict[Any, Any]):
    """An array of records; those that were asked for are taken out of it, and stay the same objects until all are put back."""

    __slots__ = ("array", "bytes", "kind", "shape")

    def __init__(self, array: np.ndarray) -> None:
        super().__init__()
        self.array, self.shape = array, array.shape
        self.kind = kind_of(array.dtype)
        self.bytes = _view(array.reshape(-1).view(np.uint8))

    def __missing__(self, i: Any) -> Any:
        place = key = i
        if i.__class__ is not int or not 0 <= i < self.shape[0] or len(self.shape) > 1:
            key, place = self._place(i)
            if key in self:
                return self[key]
        layout, made = self.kind[:2]
        record = made(*layout.unpack_from(self.bytes, place * layout.size))
        super().__setitem__(key, record)
        return record

    def __setitem__(self, i: Any, other: Any) -> None:
        self.kind.fill(self[i], self.kind.values(other))

    def __len__(self) -> int:
        return self.shape[0]

    def __bool__(self) -> bool:
        return True

    def _place(self, i: Any) -> tuple[Any, int]:
        """The number of a record, none counted from the end, and how many stand before it."""
        many, place = [], 0
        for one, size in zip(i if isinstance(i, tuple) else (i,), self.shape, strict=True):
            number = index(one)
            number += size if number < 0 else 0
            if not 0 <= number < size:
                raise IndexError(f"there is no record {i}: {self.shape}")
            many.append(number)
            place = place * size + number
        return (tuple(many) if isinstance(i, tuple) else many[0]), place

    def put_back(self) -> None:
        """Write what was taken out into the array; who holds on to a record that was taken out holds a copy from now on."""
        layout, values = self.kind.layout, self.kind.values
        pack, size = layout.pack_into, layout.size
        for key, record in self.items():
            place = key if key.__class__ is int else self._place(key)[1]
            try:
                pack(self.bytes, place * size, *values(record))
            except struct.error as error:
                raise OverflowError(f"record {key}: {self._too_large(record)}") from error
        self.clear()

    def _too_large(self, record: Any) -> str:
        for name in self.array.dtype.names or ():
            try:
                _as_held(getattr(record, name), self.array.dtype[name])
            except OverflowError as error:
                return f"{name}: {error}"
        return "a field holds more than there is room for"


def _view(array: Any) -> memoryview:
    return memoryview(array)


def _fitting(value: Any, kind: np.dtype[Any]) -> Any:
    """A whole number that is too large for its place wraps around, and what is no whole number is cut off, as where loops are compiled."""
    if kind.kind in "iu" and isinstance(value, int):
        return np.uint64(value & 0xFFFFFFFFFFFFFFFF).astype(kind)
    return value


class Line:
    """An array of one dimension, whose items are Python numbers; setting one writes through."""

    __slots__ = ("array", "shape", "view")

    def __init__(self, array: np.ndarray) -> None:
        self.array, self.shape = array, array.shape
        self.view = _view(array)

    def __getitem__(self, i: Any) -> Any:
        return self.view[i]

    def __setitem__(self, i: Any, value: Any) -> None:
        try:
            self.view[i] = value
        except (TypeError, ValueError):
            self.array[i] = _fitting(value, self.array.dtype)

    def __len__(self) -> int:
        return self.shape[0]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.array, name)


class Table(dict[Any, Any]):
    """An array of more dimensions: `table[i, j]` is a Python number and `table[i]` a row of them; setting one writes through, in either."""

    __slots__ = ("array", "shape", "view")

    def __init__(self, array: np.ndarray) -> None:
        super().__init__()
        self.array, self.shape = array, array.shape
        self.view = _view(array)

    def __missing__(self, key: Any) -> Any:
        try:
            return self.view[key]
        except (NotImplementedError, TypeError):  # a row, or more than a number
            row = self.array[key]
        if row.dtype.kind == "f":
            row = _view(row)
        super().__setitem__(key, row)
        return row

    def __setitem__(self, key: Any, value: Any) -> None:
        try:
            self.view[key] = value
        except (TypeError, ValueError, NotImplementedError):
            self.array[key] = _fitting(value, self.array.dtype)

    def __len__(self) -> int:
        return self.shape[0]

    def __bool__(self) -> bool:
        return True

    def __getattr__(self, name: str) -> Any:
        return getattr(self.array, name)


def opened(stage: WorldArrays) -> WorldArrays:
    """The same stage with its records taken out as they are asked for (`put_back`), and its other arrays as Lines and Tables."""
    made: list[Any] = [Taken(array) if array.dtype.names else Line(array) if array.ndim == 1 else Table(array) for array in stage]
    return WorldArrays(*made)


def put_back(stage: WorldArrays) -> None:
    """Write all records that were taken out of an opened stage into its arrays."""
    for each in stage:
        if isinstance(each, Taken):
            each.put_back()
