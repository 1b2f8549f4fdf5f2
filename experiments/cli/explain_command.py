"""What `diaspora explain` does: a month of one household, as a page or as JSON."""

from __future__ import annotations

import sys
from typing import Any, Literal

from ..explaining.document import document
from ..explaining.explain import explain
from ..explaining.page import page
from ..runs.notes import notes_of_the_code
from ..text import say
from .printing import loaded, print_json


def explain_household(
    name: str, changes: list[str], years: int | None, which: tuple[int, int], size: int | Literal["full"] | None, language: str, as_json: bool, **options: Any
) -> int:
    """`diaspora explain`; `which` household, in which month."""
    household, month = which
    scenario = loaded(name, changes, years)
    found = explain(scenario, household, month, sample=size, **options)
    notes = [note(language) for note in notes_of_the_code()]
    if as_json:
        print_json(document(found, language) | ({"notes": notes} if notes else {}))
        return 0
    sys.stdout.write(page(found, language) + "\n" + "\n".join([*notes, say("not_calibrated", language)]) + "\n")
    return 0
