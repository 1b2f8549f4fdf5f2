"""The one door to Numba.

Rules carry `@rule`: they stay plain Python functions which Numba compiles where a kernel calls them. Kernels carry `@kernel`: the loops over
records. Numba's cache on disk does not notice a change in a function or a constant of another file, so the cache folder is named by a hash of all
sources of the model. fastmath stays off: it saves nothing here and would change results.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numba
from numba.core import cgutils
from numba.extending import intrinsic, overload, register_jitable
from numba.np.arrayobj import populate_array

F = TypeVar("F", bound=Callable[..., Any])

rule: Callable[[F], F] = register_jitable


def inlined(function: F) -> F:
    """A rule whose compiled form is always inlined into its caller."""
    return register_jitable(forceinline=True)(function)  # type: ignore[no-any-return]


apart: Callable[[F], F] = register_jitable
"""A rule that stays a function of its own in compiled code: for loops that the compiler turns into vector instructions, whose constants fill the registers of
a larger loop around them (14 of 183 ns a household-month), and for what happens seldom. It gets its parameters packed (`given`), as each number would be
handed over by itself otherwise."""


def sources_hash(folder: Path | None = None) -> str:
    """SHA-256 (16 hex digits) of all Python sources below `folder` (the model's own by default) and the Numba version."""
    folder = folder or Path(__file__).parent
    digest = hashlib.sha256(numba.__version__.encode())
    for path in sorted(folder.rglob("*.py")):
        digest.update(str(path.relative_to(folder)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def cache_folder() -> str:
    """Where compiled code is kept: DIASPORA_CACHE, or the user's cache folder, or a temporary one; one folder a state of the sources."""
    chosen = os.environ.get("DIASPORA_CACHE")
    candidates = [Path(chosen)] if chosen else []
    candidates += [Path.home() / ".cache" / "diaspora", Path(tempfile.gettempdir()) / f"diaspora-cache-{os.getuid() if hasattr(os, 'getuid') else 0}"]
    for candidate in candidates:
        folder = candidate / sources_hash()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if os.access(folder, os.W_OK):
                return str(folder)
        except OSError:
            continue
    return ""


def _reads(function: Callable[[Any], Any], example: Any, part_at: Callable[..., tuple[Any, int]]) -> None:
    """In compiled loops, `function(numbers)` gives the named tuple that `example` is one of; `part_at` makes a part, and says how many numbers it took."""
    kind = numba.typeof(example)

    def read(typing_context: Any, numbers: Any) -> Any:
        def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            first = context.make_array(signature.args[0])(context, builder, arguments[0]).data
            found, at = [], 0
            for part in kind.types:
                made, taken = part_at(context, builder, part, lambda k, at=at: builder.load(cgutils.gep(builder, first, at + k)))
                found.append(made)
                at += taken
            return context.make_tuple(builder, kind, found)

        return kind(numbers), code

    reading = intrinsic(read)

    def implemented(numbers):  # type: ignore[no-untyped-def]
        return lambda numbers: reading(numbers)

    overload(function, strict=False)(implemented)


def _numbers_at(context: Any, builder: Any, part: Any, number: Callable[[int], Any]) -> tuple[Any, int]:
    return context.make_tuple(builder, part, [number(k) for k in range(len(part))]), len(part)


def _array_at(context: Any, builder: Any, part: Any, number: Callable[[int], Any]) -> tuple[Any, int]:
    array = context.make_array(part)(context, builder)
    item = context.get_constant(numba.intp, context.get_abi_sizeof(context.get_data_type(part.dtype)))
    shape = [number(1 + k) for k in range(part.ndim)]
    strides = [item]
    for size in shape[:0:-1]:
        strides.insert(0, builder.mul(strides[0], size))
    data = builder.inttoptr(number(0), array.data.type)
    populate_array(array, data=data, shape=shape, strides=strides, itemsize=item, meminfo=None)
    return array._getvalue(), 1 + part.ndim


def reads(function: Callable[[Any], Any], example: Any) -> None:
    """In compiled loops, `function(numbers)` gives the named tuples of named tuples that `example` is one of, read in order from an array of numbers."""
    _reads(function, example, _numbers_at)


def reads_arrays(function: Callable[[Any], Any], example: Any) -> None:
    """In compiled loops, `function(places)` gives the named tuple of arrays that `example` is one of, from the addresses and shapes of its arrays."""
    _reads(function, example, _array_at)


_FOLDER: str | None = None


def kernel(function: F) -> F:
    """Compile a loop over records, on first call, with an on-disk cache. `kernel.py_func` is the same loop in plain Python.

    Kernels allocate nothing, so Numba's reference counting is off: counting references to the arrays of a stage took half of the time of a month.
    """
    global _FOLDER
    if _FOLDER is None:
        _FOLDER = cache_folder()
    before = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = _FOLDER
    try:
        return numba.njit(cache=bool(_FOLDER), error_model="numpy", nogil=True, _nrt=False)(function)  # type: ignore[no-any-return]
    finally:
        numba.config.CACHE_DIR = before


_ENTRIES: dict[Any, Callable[..., Any]] = {}


def call(loop: Any, *args: Any) -> None:
    """Call a kernel whose arguments always have the types of its first call, as those of a Stage do.

    Numba's dispatcher looks at the type of every argument at each call; its compiled entry point only unpacks them. A kernel that was compiled for more
    than one set of types goes through the dispatcher.
    """
    entry = _ENTRIES.get(loop)
    if entry is None:
        loop(*args)
        if len(loop.overloads) == 1:
            _ENTRIES[loop] = next(iter(loop.overloads.values())).entry_point
        return
    entry(*args)
