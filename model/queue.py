"""The one queue: who is next among those waiting, by month of arrival and then by each one's own draw, so that one more shifts nobody else's luck."""

from __future__ import annotations

from .compiled import rule


@rule
def is_before(arrived: int, draw: float, other_arrived: int, other_draw: float) -> bool:
    """Whether somebody who came in month `arrived` with `draw` is served before the other.

    >>> is_before(3, 0.9, 4, 0.1), is_before(3, 0.9, 3, 0.1)
    (True, False)
    """
    return arrived < other_arrived or (arrived == other_arrived and draw < other_draw)


@rule
def reserve(left: float, amount: float) -> bool:
    """Whether `amount` can still be committed out of what is left; programmes reserve money when they commit and never overdraw.

    >>> reserve(100.0, 80.0), reserve(100.0, 120.0)
    (True, False)
    """
    return amount <= left
