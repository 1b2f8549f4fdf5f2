"""The command line: what is asked, the call of the function that notebooks call too, the answer in a table or as JSON."""

from __future__ import annotations

from typing import Any

__all__ = ["main"]


def __getattr__(name: str) -> Any:
    """The entry point, loaded when it is asked for."""
    if name in ("main", "app"):
        from . import command_line

        return getattr(command_line, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
