"""`diaspora report`: the brief of a comparison, from its folder."""

from __future__ import annotations

from collections.abc import Sequence

from ..terminal import terminal
from .printing import print_json


def write_report(results: str, to: Sequence[str], languages: Sequence[str], currency: str | None, rate: float | None, as_json: bool) -> int:
    """Write the briefs asked for and name them."""
    from ..briefs import write_briefs

    written = write_briefs(results, to, languages, currency, rate)
    if as_json:
        print_json({"written": [str(path) for path in written]})
        return 0
    for path in written:
        terminal().print(str(path), soft_wrap=True)
    return 0
