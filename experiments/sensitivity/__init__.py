"""What drives an outcome? Indices of factors from the design and outputs of a sweep: SALib estimates, this package handles what it does not.

The tables of noise and of convergence are `noise.noise` and `convergence.convergence`: functions that bear the name of their file stay there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..sweeps.grouping import GROUPINGS, grouped
    from .convergence import needed, not_available, over_time, widest
    from .evidence import Evidence
    from .methods import METHODS, Method, analyse, methods_for
    from .screening import swings
    from .weights import group_label, groups

__all__ = [
    "GROUPINGS",
    "METHODS",
    "Evidence",
    "Method",
    "analyse",
    "group_label",
    "grouped",
    "groups",
    "methods_for",
    "needed",
    "not_available",
    "over_time",
    "swings",
    "widest",
]

_HOMES = {
    **dict.fromkeys(("needed", "not_available", "over_time", "widest"), ".convergence"),
    **dict.fromkeys(("GROUPINGS", "grouped"), "..sweeps.grouping"),
    **dict.fromkeys(("METHODS", "Method", "analyse", "methods_for"), ".methods"),
    "Evidence": ".evidence",
    **dict.fromkeys(("group_label", "groups"), ".weights"),
    "swings": ".screening",
}


def __getattr__(name: str) -> Any:
    """The names of the package, loaded when they are first asked for."""
    if name in _HOMES:
        import importlib

        home = importlib.import_module(_HOMES[name], __name__)
        found = getattr(home, name)
        globals()[name] = found
        return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
