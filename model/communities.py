"""Communities of origin by name: numbers from the poorest, or so many of the poorest or richest."""

from __future__ import annotations

from collections.abc import Sequence

from .errors import InputError, Problem


def communities_of(spec: Sequence[str | int] | None, n_local: int) -> list[int]:
    """Local numbers (from 0, the poorest) named by numbers from 1, 'poorest:N' or 'richest:N'.

    >>> communities_of(["poorest:2"], 8), communities_of(["richest:1", 3], 8), communities_of(None, 3)
    ([0, 1], [2, 7], [0, 1, 2])
    """
    if spec is None:
        return list(range(n_local))
    chosen: set[int] = set()
    for item in spec:
        text = str(item)
        if ":" in text:
            which, count = text.split(":", 1)
            n = min(int(count), n_local)
            chosen |= set(range(n)) if which == "poorest" else set(range(n_local - n, n_local))
        else:
            chosen.add(int(text) - 1)
    wrong = [c + 1 for c in chosen if not 0 <= c < n_local]
    if wrong:
        raise InputError(Problem("communities", f"there is no community {wrong[0]}", allowed=f"numbers from 1 to {n_local}, 'poorest:N', 'richest:N'"))
    return sorted(chosen)
