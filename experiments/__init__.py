"""How many runs, and what do they say? One run, policies against their own world, a household's month explained, the result folder, the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .comparing.compare import compare
    from .explaining.explain import explain
    from .runs.simulate import simulate

__all__ = ["compare", "explain", "simulate"]

_HOMES = {"compare": ".comparing.compare", "explain": ".explaining.explain", "simulate": ".runs.simulate"}


def __getattr__(name: str) -> Any:
    """The functions of the package, loaded when they are first asked for: the command line starts without numpy, pandas or Numba."""
    if name in _HOMES:
        import importlib

        function = getattr(importlib.import_module(_HOMES[name], __name__), name)
        globals()[name] = function
        return function
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
