"""Counters of four bits each in a 64-bit word: what the ties of a household show, added up all at once."""

from __future__ import annotations

from ..records.arrays import PEER_SHARE
from .numba_door import inlined


@inlined
def four_apart(bits: int) -> int:
    """The lowest 16 bits, each in a place of four bits of its own.

    >>> f"{four_apart(0b1011):x}", f"{four_apart(1 << 15):x}"
    ('1011', '1000000000000000')
    """
    x = bits & 0xFFFF
    x = (x | x << 24) & 0x000000FF000000FF
    x = (x | x << 12) & 0x000F000F000F000F
    x = (x | x << 6) & 0x0303030303030303
    return (x | x << 3) & 0x1111111111111111


@inlined
def share_seen(seen: int, what: int) -> float:
    """Share of ties that show something, from the counters of `seen`.

    >>> share_seen(0b0010_0000, 4)
    0.25
    """
    return ((seen >> what) & 15) * PEER_SHARE
