"""Tables and numbers in Markdown, and where a study writes its page."""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from pathlib import Path


def number(value: float, digits: int = 3) -> str:
    """A number with `digits` significant digits at least; thousands are grouped, millions and milliards are written so.

    >>> [number(x) for x in (0.01234, 1234.5, 98134.0, 48_061_234.0, -2.5e9, float("nan"))]
    ['0.0123', '1 234', '98 134', '48.1 million', '-2.50 billion', 'undefined']
    """
    if not math.isfinite(value):
        return "undefined" if math.isnan(value) else "infinite"
    for size, word in ((1e9, " billion"), (1e6, " million")):
        if abs(value) >= size:
            return f"{_significant(value / size, digits)}{word}"
    if abs(value) >= 10.0 ** (digits - 1):
        return f"{value:,.0f}".replace(",", " ")
    return _significant(value, digits)


def _significant(value: float, digits: int) -> str:
    if value == 0.0:
        return "0"
    decimals = max(digits - 1 - math.floor(math.log10(abs(value))), 0)
    return f"{value:.{decimals}f}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]], left: int = 1) -> str:
    """A table in Markdown; the first `left` columns are words, the others numbers.

    >>> print(table(["what", "ns"], [["a loop", "200"]]))
    | what | ns |
    |---|---:|
    | a loop | 200 |
    """
    lines = [head, *rows]
    ruled = ["---" if column < left else "---:" for column in range(len(head))]
    text = [f"| {' | '.join(cells)} |" for cells in lines]
    return "\n".join([text[0], f"|{'|'.join(ruled)}|", *text[1:]])


def publish(page: str, out: Path | None) -> None:
    """Write a page to `out`, or to standard output."""
    text = page.rstrip() + "\n"
    if out is None:
        sys.stdout.write(text)
    else:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(text, encoding="utf-8")
        sys.stderr.write(f"{out} is written\n")


def grouped(count: int) -> str:
    """A whole number with its thousands apart.

    >>> grouped(98134)
    '98 134'
    """
    return f"{count:,}".replace(",", " ")
