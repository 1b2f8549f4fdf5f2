"""How the machine code of a loop is made: all that it calls is brought together first, and then compiled once.

Numba optimises every function with all that it calls, makes machine code of it, and does so again for whatever calls it; but only loops are ever called from
Python. Here a function that loops call is a `Piece`, kept as it was written down; a loop (`Whole`) takes up the pieces that it reaches and is optimised
and made machine code of once. The rules of floating point are those of before, so that results are the same bit for bit.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import llvmlite.binding as llvm
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import Compiler, DefaultPassBuilder
from numba.core.compiler_machinery import PassManager
from numba.core.environment import lookup_environment
from numba.core.typed_passes import NopythonRewrites
from numba.core.untyped_passes import InlineClosureLikes


class _Unset:
    """The code generator of a piece: nothing of it is ready to be set."""

    def __init__(self, codegen: Any) -> None:
        self._codegen = codegen

    def __getattr__(self, name: str) -> Any:
        return getattr(self._codegen, name)

    def set_env(self, name: str, environment: Any) -> None:
        """Its place is in the machine code of the loops that take up the piece (`Whole`)."""


@cache
def marks_functions() -> bool:
    """Whether an attribute of a function becomes one: llvmlite 0.44, of Numba 0.61, gives it to what the function returns, and no module is valid then."""
    module = llvm.parse_assembly("define i32 @f() {\n  ret i32 0\n}")
    next(iter(module.functions)).add_function_attribute("noinline")
    try:
        module.verify()
    except RuntimeError:
        return False
    return True


class Piece(JITCodeLibrary):
    """A function that loops call: its code alone, without what it calls, and never machine code."""

    stays_apart = False
    """Whether LLVM may not inline it. It would, wherever a function has one caller, and then look for vector instructions in what all have become."""

    @property
    def codegen(self) -> Any:
        return _Unset(self._codegen)

    def add_linking_library(self, library: Any) -> None:
        if not isinstance(library, Piece):
            library._ensure_finalized()
        self._linking_libraries.append(library)

    def finalize(self) -> None:
        self._raise_if_finalized()
        for function in self._final_module.functions:
            if not function.is_declaration and function.linkage == llvm.Linkage.external:
                function.linkage = "linkonce_odr"
                if self.stays_apart and marks_functions():
                    function.add_function_attribute("noinline")
        self._finalized = True

    def _optimize_functions(self, ll_module: Any) -> None:
        """Nothing: what takes the piece up is optimised as a whole."""

    def _get_module_for_linking(self) -> Any:
        self._ensure_finalized()
        return self._final_module

    def get_pointer_to_function(self, name: str) -> int:
        self._ensure_finalized()
        return 0


class Whole(JITCodeLibrary):
    """A loop, with every piece that it reaches."""

    def add_linking_library(self, library: Any) -> None:
        left = [library]
        while left:
            one = left.pop()
            if one in self._linking_libraries:
                continue
            if isinstance(one, Piece):
                left += one._linking_libraries
            else:
                one._ensure_finalized()
            self._linking_libraries.append(one)

    def _finalize_specific(self) -> None:
        super()._finalize_specific()
        for variable in self._final_module.global_variables:
            environment = lookup_environment(variable.name)
            if environment is not None and not variable.is_declaration:
                self._codegen.set_env(variable.name, environment)


NOTHING_TO_DO = (InlineClosureLikes, NopythonRewrites)
"""Steps of Numba that look for functions inside of functions and for sums of whole arrays, of which loops have none: a twentieth of compiling."""


class _LoopCompiler(Compiler):
    """The steps of Numba that loops need."""

    def define_pipelines(self) -> Any:
        state = self.state
        steps = PassManager("loops")
        for part in ("define_untyped_pipeline", "define_typed_pipeline", "define_nopython_lowering_pipeline"):
            steps.passes.extend(step for step in getattr(DefaultPassBuilder, part)(state).passes if step[0] not in NOTHING_TO_DO)
        steps.finalize()
        return [steps]


class PieceCompiler(_LoopCompiler):
    """For functions that loops call."""

    def define_pipelines(self) -> Any:
        self.state.library = Piece(self.state.targetctx.codegen(), self.state.func_id.func_qualname)
        return super().define_pipelines()


class ApartCompiler(PieceCompiler):
    """For functions that loops call and that stay functions of their own."""

    def define_pipelines(self) -> Any:
        pipelines = super().define_pipelines()
        self.state.library.stays_apart = True
        return pipelines


class WholeCompiler(_LoopCompiler):
    """For loops."""

    def define_pipelines(self) -> Any:
        self.state.library = Whole(self.state.targetctx.codegen(), self.state.func_id.func_qualname)
        self.state.library.enable_object_caching()
        return super().define_pipelines()
