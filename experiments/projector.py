"""Whether figures are drawn for a projector: larger type and lines, values beside every line and bar, a footer in plain words. Imports nothing heavy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_ON: ContextVar[bool] = ContextVar("projector", default=False)


@contextmanager
def projecting(*, is_on: bool = True) -> Iterator[None]:
    """Figures drawn in here are for a projector."""
    token = _ON.set(is_on)
    try:
        yield
    finally:
        _ON.reset(token)


def is_projected() -> bool:
    """Whether figures drawn now are for a projector."""
    return _ON.get()
