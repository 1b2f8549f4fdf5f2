"""What commands are asked and what they say, for tests in which nothing is run."""

from __future__ import annotations

from typing import Any

from experiments.cli.commands import Request


def plain(text: str) -> str:
    """A text without line breaks, and with spaces that may break."""
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def request(**changes: Any) -> Request:
    """What `diaspora compare` of one scenario asks for."""
    given: dict[str, Any] = {
        "names": ["morocco_belgium_matching_grant"], "set": [], "replications": 4, "years": None, "seed": 1, "sample": None, "full_scale": False, "uncertainty": "inputs", "jobs": 2, "out": None, "series": False, "engine": "compiled", "language": "en", "json": False,
    }  # fmt: skip
    return Request(**{**given, **changes})
