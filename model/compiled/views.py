"""How a compiled loop reads named tuples that lie packed in an array: as a view, one address, of which a name is looked up where it is read.

A world has some thirty arrays and some hundreds of parameters. As tuples they are a thousand numbers, which a function that gets them takes one by one: most
of the code of a loop, and of the time of compiling it, was their way through functions. A view is one address. What it reads is said to never change
(LLVM's `invariant.load`), as indeed it does not while a loop runs, so that the compiler reads a number once and keeps it, as it did with those of a tuple.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from numba.core import cgutils, types
from numba.core.typing.templates import AttributeTemplate
from numba.extending import infer_getattr, intrinsic, lower_getattr_generic, models, overload, register_model
from numba.np.arrayobj import populate_array

from .linking import PieceCompiler


class View(types.Type):
    """In compiled code, a named tuple of packed numbers or arrays: its address alone.

    Attributes:
        parts: by name, what is read and how many numbers stand before it.
    """

    def __init__(self, kind: Any) -> None:
        """`kind`: the type of the named tuple that it is a view of."""
        name = kind.instance_class.__name__
        self.parts: dict[str, tuple[Any, int]] = {}
        at = 0
        for field, part in zip(kind.fields, kind.types, strict=True):
            seen, size = _view_of(part)
            self.parts[field] = seen, at
            at += size
        self.size = at
        super().__init__(f"View_{name}_{hashlib.sha256(str(kind).encode()).hexdigest()[:8]}")


def _view_of(part: Any) -> tuple[Any, int]:
    """How a part is read, and how many numbers it takes."""
    if isinstance(part, types.Array):
        return part, 1 + part.ndim
    if hasattr(part, "instance_class"):
        view = View(part)
        return view, view.size
    return types.float64, 1


register_model(View)(models.OpaqueModel)


@infer_getattr
class _Names(AttributeTemplate):
    key = View

    def generic_resolve(self, view: View, name: str) -> Any:
        part = view.parts.get(name)
        return None if part is None else part[0]


@lower_getattr_generic(View)
def _read(context: Any, builder: Any, view: View, address: Any, name: str) -> Any:
    part, at = view.parts[name]
    if isinstance(part, types.Array):
        return _array(context, builder, part, address, at)
    if isinstance(part, View):
        return cgutils.pointer_add(builder, address, 8 * at)
    return _number(context, builder, types.float64, address, at)


def _number(context: Any, builder: Any, kind: Any, address: Any, at: int) -> Any:
    place = cgutils.pointer_add(builder, address, 8 * at, return_type=context.get_value_type(kind).as_pointer())
    number = builder.load(place)
    number.set_metadata("invariant.load", builder.module.add_metadata([]))
    return number


def _array(context: Any, builder: Any, kind: Any, address: Any, at: int) -> Any:
    array = context.make_array(kind)(context, builder)
    item = context.get_constant(types.intp, context.get_abi_sizeof(context.get_data_type(kind.dtype)))
    shape = [_number(context, builder, types.intp, address, at + 1 + k) for k in range(kind.ndim)]
    strides = [item]
    for size in shape[:0:-1]:
        strides.insert(0, builder.mul(strides[0], size))
    data = builder.inttoptr(_number(context, builder, types.intp, address, at), array.data.type)
    populate_array(array, data=data, shape=shape, strides=strides, itemsize=item, meminfo=None)
    return array._getvalue()


def seen_as(function: Callable[[Any], Any], kind: Any) -> View:
    """In compiled loops, `function(numbers)` gives a view of the named tuple of type `kind` that lies in the array `numbers`."""
    view = View(kind)

    def read(typing_context: Any, numbers: Any) -> Any:
        def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            first = context.make_array(signature.args[0])(context, builder, arguments[0]).data
            return builder.bitcast(first, context.get_value_type(view))

        return view(numbers), code

    reading = intrinsic(read)

    def implemented(numbers):  # type: ignore[no-untyped-def]
        return lambda numbers: reading(numbers)

    overload(function, jit_options={"no_cfunc_wrapper": True, "pipeline_class": PieceCompiler}, strict=False)(implemented)
    return view
