"""A name for what a compiled loop was made of: the code of all that it reaches, without comments, docstrings and places of lines.

Numba's own cache asks for the time at which the file of a loop was written, and does not look at the rules that the loop calls. So a loop is kept under this
name (`Kept`): an edit of a comment compiles nothing, and one of a rule only the loops that call it, in any folder that the model lies in.
"""

from __future__ import annotations

import hashlib
import inspect
import sys
from collections.abc import Callable, Iterable
from enum import Enum, EnumMeta
from pathlib import Path
from types import BuiltinFunctionType, CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np

from .originals import HAS_DOCSTRING, code_said, is_followed, reached

IS_FUNCTION = inspect.CO_OPTIMIZED | inspect.CO_NEWLOCALS


class UnknownError(Exception):
    """A value of which this module cannot say what it is."""


def key_of(function: FunctionType, base: str) -> str:
    """The name (16 hex digits) of a loop; `base` is what every loop is made of beside. UnknownError where it reads something that has no name."""
    types = [_said(each) for each in _types_of(function)]
    parts = [base, code_said(function.__code__, _undocumented), *types, *(f"{name}={_said(value)}" for name, value in sorted(reached(function).items()))]
    return hashlib.sha256("\n".join(map(repr, parts)).encode()).hexdigest()[:16]


def _types_of(function: FunctionType) -> Iterable[type]:
    """Classes that its arguments are said to be of: what is kept names them by their modules."""
    for annotation in function.__annotations__.values():
        found = function.__globals__.get(annotation) if isinstance(annotation, str) else annotation
        if isinstance(found, type):
            yield found


def _said(value: Any) -> Any:
    value = getattr(value, "py_func", value)
    if isinstance(value, FunctionType) and not is_followed(value):
        return (value.__module__, value.__qualname__)
    if isinstance(value, FunctionType):
        cells = [_said(cell.cell_contents) for cell in value.__closure__ or ()]
        does = code_said(value.__code__, _undocumented)
        return (value.__module__, value.__qualname__, getattr(value, "is_inlined", False), does, _said(value.__defaults__), cells)
    if isinstance(value, EnumMeta):
        return (value.__module__, value.__qualname__, [(member.name, _said(member.value)) for member in value])  # type: ignore[var-annotated]
    if isinstance(value, Enum):
        return (type(value).__qualname__, _said(value.value))
    if isinstance(value, type) and hasattr(value, "_fields"):
        defaults = getattr(value, "_field_defaults", {})
        numbers = [(name, repr(given)) for name, given in defaults.items() if isinstance(given, (int, float))]
        return (value.__module__, value.__qualname__, value._fields, numbers)
    if isinstance(value, (type, BuiltinFunctionType)):
        return (value.__module__, value.__qualname__)
    if isinstance(value, ModuleType):
        return value.__name__
    if isinstance(value, np.dtype):
        return str(value.descr if value.names else value)
    if isinstance(value, np.ndarray):
        return (str(value.dtype), value.shape, value.tobytes())
    if isinstance(value, (list, tuple)):
        return [_said(each) for each in value]
    if value is None or isinstance(value, (bool, int, float, str, bytes, np.generic)):
        return repr(value)
    raise UnknownError(f"{type(value).__name__} {value!r}")


def _undocumented(code: CodeType) -> tuple[Any, ...]:
    """Its constants without its docstring, which comes first; before Python 3.13 None stands there in a function that has none."""
    constants = code.co_consts
    is_first = bool(code.co_flags & HAS_DOCSTRING) if sys.version_info >= (3, 13) else code.co_flags & IS_FUNCTION == IS_FUNCTION
    return constants[1:] if constants and is_first and (constants[0] is None or isinstance(constants[0], str)) else constants


class Kept:
    """Where Numba finds the loops that are kept (`numba.config.CACHE_LOCATOR_CLASSES`): in a folder by the name of each."""

    folder = ""
    """Of the loop that is asked for now."""

    def __init__(self, module: str, folder: str) -> None:
        self.module = module
        self._folder = folder

    @classmethod
    def from_function(cls, function: Callable[..., Any], file: str) -> Kept:
        """The place of a loop."""
        return cls(function.__module__, cls.folder)

    def ensure_cache_path(self) -> None:
        """Make the folder."""
        Path(self._folder).mkdir(mode=0o700, parents=True, exist_ok=True)

    def get_cache_path(self) -> str:
        """The folder."""
        return self._folder

    def get_source_stamp(self) -> str:
        """Nothing else: the folder's name says what the loop was made of."""
        return "1"

    def get_disambiguator(self) -> str:
        """What tells loops of one name apart."""
        return self.module
