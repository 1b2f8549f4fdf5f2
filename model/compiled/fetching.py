"""Asking for records before they are read.

A household takes six lines of the cache. In a world whose records do not fit into the nearest caches a loop would wait for the memory at each of them; told
which come next, the processor fetches them while it works on those before. Nothing else changes: what is fetched is not read here.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic, overload

from .linking import PieceCompiler

LINE = 64
"""Bytes of a line of the cache."""
AHEAD = 16
"""How many records ahead a loop asks that does little with each."""
READ, KEPT_NEAR, DATA = 0, 2, 1  # what LLVM's prefetch is told: it will be read; the second nearest cache will do; it is no code


def line_of(record: np.dtype[Any], field: str) -> int:
    """The line of a record that a field lies in.

    >>> line_of(np.dtype([("a", "f8", 8), ("b", "f8")]), "b")
    1
    """
    assert record.fields is not None
    return record.fields[field][1] // LINE


@intrinsic
def _fetch(typing_context: Any, array: Any, i: Any, line: Any) -> Any:
    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        records = context.make_array(signature.args[0])(context, builder, arguments[0])
        first = builder.ptrtoint(records.data, cgutils.intp_t)
        stride = cgutils.unpack_tuple(builder, records.strides, 1)[0]
        at = builder.add(first, builder.add(builder.mul(arguments[1], stride), builder.mul(arguments[2], ir.Constant(cgutils.intp_t, LINE))))
        place = builder.inttoptr(at, cgutils.voidptr_t)
        number = ir.IntType(32)
        takes = ir.FunctionType(ir.VoidType(), [cgutils.voidptr_t, number, number, number])
        prefetch = builder.module.declare_intrinsic("llvm.prefetch", [cgutils.voidptr_t], takes)
        builder.call(prefetch, [place, *(ir.Constant(number, each) for each in (READ, KEPT_NEAR, DATA))])
        return context.get_dummy_value()

    return types.void(array, types.intp, types.intp), code


def fetch(array: Any, i: int, line: int) -> None:
    """Ask for line `line` of record `i`, which need not be there: nothing happens then, nor in plain Python."""


@overload(fetch, jit_options={"no_cfunc_wrapper": True, "pipeline_class": PieceCompiler}, strict=False)
def _fetched(array: Any, i: Any, line: Any) -> Any:
    return lambda array, i, line: _fetch(array, i, line)
