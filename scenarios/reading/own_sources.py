"""`[sources.KEY]` of a scenario: its own sources, and what is said of a source that nobody knows."""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from typing import Any

from model.errors import Problem, short

from .. import corridors as tables
from ..corridors import ASSUMPTION
from ..sources import Source
from .keys_and_types import GivenSource, of_shape
from .problems_found import Checking

KEY_ALLOWED = "letters without accents, digits, _ and -, as ansd2023"
_KEY = re.compile(r"[A-Za-z0-9_-]+")


def read_sources(work: Checking) -> None:
    """The scenario's own sources into `work.sources`; a key that the bibliography has is refused."""
    for key, table in work.document.get("sources", {}).items():
        path = f"sources.{key}"
        if key in tables.bibliography():
            known = tables.bibliography()[key]
            says = f"is a key of the bibliography already ({known['publisher']}, {known['title']}, {known['year']})"
            work.problems.append(Problem(path, says, value=key, allowed="another key; or no table, and this source as it is"))
        elif key == ASSUMPTION or not _KEY.fullmatch(key):
            work.problems.append(Problem(path, f"{short(key)} cannot be the key of a source", value=key, allowed=KEY_ALLOWED, nearest=_key_of(key, None)))
        elif found := of_shape(GivenSource, table, path):
            work.problems += found
        else:
            work.sources[key] = Source(**table)


def is_source(work: Checking, key: str) -> bool:
    """Whether a key stands for a source: of the bibliography, or of the scenario's own, those with a fault in them included, which is told already."""
    return key in tables.bibliography() or key in work.document.get("sources", {})


def unknown_source(work: Checking, path: str, source: str, year: int | None, otherwise: str = "") -> Problem:
    """What is said of a source that is no key: the key that is meant, or the table to add."""
    own = [key for key in work.document.get("sources", {}) if _KEY.fullmatch(key)]
    known = sorted({*tables.bibliography(), *own})
    near = next(iter(difflib.get_close_matches(source, known, n=1, cutoff=0.75)), None)
    key = source if _KEY.fullmatch(source) and source != ASSUMPTION else _key_of(source, year)
    found = re.search(r"\b(1[0-9]{3}|20[0-9]{2})\b", source)
    lines = {"title": source, "publisher": "WHO PUBLISHED IT", "year": int(found[1]) if found else year or 2023, "address": "WHERE IT IS FOUND"}
    shown = "\n".join([f"    [sources.{key}]", *(f"    {name} = {json.dumps(value, ensure_ascii=False)}" for name, value in lines.items())])
    parts = [f'source = "{key}", with this table in the file:\n{shown}', *([f"or {otherwise}"] if otherwise else []), f"or one of the keys {', '.join(known)}"]
    return Problem(path, f"{short(source)} is not a key of the bibliography or of [sources]", value=source, allowed="\n  ".join(parts), nearest=near)


def _key_of(text: str, year: Any) -> str:
    """A key for a source in free text: its first word of three letters or more, and its year.

    >>> _key_of("INSEE 2020", 2021), _key_of("L'enquête de la DÉPÊCHE", 2019), _key_of("?", None)
    ('insee2020', 'enquete2019', 'source')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    word = next(iter(re.findall(r"[a-z]{3,}", plain)), "source")
    found = re.search(r"\b(1[0-9]{3}|20[0-9]{2})\b", text)
    return f"{word[:20]}{found[1] if found else year or ''}"
