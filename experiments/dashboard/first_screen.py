"""The screen of an address without a link, as the command that starts the server says it and the page reads it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .screen import Screen

FIRST: list[Callable[[], Screen]] = []
"""What makes it. The model is not loaded for it: the server listens before, and the browser loads its part meanwhile."""
