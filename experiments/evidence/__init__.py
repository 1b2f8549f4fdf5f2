"""What published facts say, how the model answers, and how far to trust it: facts as code, studies, the validation card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .declaration import fact
    from .estimate import Estimate
    from .study import Study
    from .validation import validate

__all__ = ["Estimate", "Study", "fact", "validate"]

_HOMES = {"Estimate": ".estimate", "fact": ".declaration", "Study": ".study", "validate": ".validation"}


def __getattr__(name: str) -> Any:
    """Loaded when first asked for."""
    if name in _HOMES:
        import importlib

        found = getattr(importlib.import_module(_HOMES[name], __name__), name)
        globals()[name] = found
        return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
