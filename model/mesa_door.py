"""Mesa, without those parts of it that no world here uses: they are loaded when somebody asks for them.

`import mesa` loads all of Mesa: its grids and networks (NetworkX), its experimental spaces (SciPy's trees). That is a third of the time, and more memory, of a
process that begins, and each worker begins one. The households of this model stand in arrays, and meet through ties, so that nothing here asks for a grid.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from types import FrameType, ModuleType
from typing import Any


class Later(ModuleType):
    """A module that is carried out once something of it is asked for; then it is a module like any other.

    Python's own `importlib.util.LazyLoader` would be carried out by the next `import` of it, which is Mesa's.
    """

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name != "__all__":  # tools that go through all modules ask each for such names
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        self.__class__ = ModuleType  # type: ignore[assignment]
        if self.__spec__ is not None and self.__spec__.loader is not None:
            self.__spec__.loader.exec_module(self)
        return getattr(self, name)

    def __dir__(self) -> list[str]:
        getattr(self, "__all__", None)
        return list(vars(self))


def later(name: str) -> None:
    """Have the module `package.name` carried out when something of it is asked for, unless it is loaded already."""
    package = find_spec(name.rpartition(".")[0])
    spec = PathFinder.find_spec(name, package.submodule_search_locations) if package is not None and name not in sys.modules else None
    if spec is not None and spec.loader is not None:
        module = module_from_spec(spec)
        module.__class__ = Later
        sys.modules[name] = module


@contextmanager
def callers_at_once() -> Iterator[None]:
    """The frames of callers come without the lines of their sources, and a frame says itself of which module it is.

    Mesa finds names for its logs in such frames as it is imported, and Python would look for the sources of all of them, of the import itself too, and at the
    files of all modules: that is a tenth of the time of a process that begins.
    """
    outer, module = inspect.getouterframes, inspect.getmodule

    def frames(frame: FrameType | None, context: int = 1) -> list[inspect.FrameInfo]:
        found = []
        while frame is not None:
            found.append(inspect.FrameInfo(frame, frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name, None, None))
            frame = frame.f_back
        return found

    def module_of(asked: Any, file: str | None = None) -> ModuleType | None:
        return sys.modules.get(asked.f_globals.get("__name__", "")) if isinstance(asked, FrameType) else module(asked, file)

    inspect.getouterframes, inspect.getmodule = frames, module_of  # type: ignore[assignment]
    try:
        yield
    finally:
        inspect.getouterframes, inspect.getmodule = outer, module


if "mesa" not in sys.modules:
    later("mesa.space")
    later("mesa.experimental")

with callers_at_once():
    import mesa

__all__ = ["mesa"]
