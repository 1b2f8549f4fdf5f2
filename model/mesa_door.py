"""Mesa, without those parts of it that no world here uses: they are loaded when somebody asks for them.

`import mesa` loads all of Mesa: its grids and networks (NetworkX), its experimental spaces (SciPy's trees). That is a third of the time, and more memory, of a
process that begins, and each worker begins one. The households of this model stand in arrays, and meet through ties, so that nothing here asks for a grid.
"""

from __future__ import annotations

import sys
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from types import ModuleType
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


if "mesa" not in sys.modules:
    later("mesa.space")
    later("mesa.experimental")

import mesa  # noqa: E402 (after what it need not load)

__all__ = ["mesa"]
