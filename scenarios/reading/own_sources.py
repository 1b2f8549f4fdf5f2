"""`[sources.KEY]` of a scenario: its own sources, and what is said of a source that nobody knows."""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from typing import Any

from model.errors import Problem, short
from model.text import Text, by_language

from .. import corridors as tables
from ..corridors import ASSUMPTION
from ..sources import Source
from .keys_and_types import GivenSource, of_shape
from .problems_found import Checking

KEY_ALLOWED = Text("letters without accents, digits, _ and -, as ansd2023", "des lettres sans accents, des chiffres, _ et -, comme ansd2023")
NO_KEY = Text("{value} is not a key of the bibliography or of [sources]", "{value} n'est pas une clé de la bibliographie ni de [sources]")
LISTED = Text("is a key of the bibliography already ({work})", "est déjà une clé de la bibliographie ({work})")
OTHER_KEY = Text("another key; or no table, and this source as it is", "une autre clé ; ou pas de table, et cette source telle quelle")
WITH_TABLE = Text("source = \"{key}\", with this table in the file:", "source = \"{key}\", avec cette table dans le fichier :")
OR = Text("or {other}", "ou {other}")
ONE_OF = Text("or one of the keys {keys}", "ou une des clés {keys}")
BLANKS = (Text("WHO PUBLISHED IT", "QUI L'A PUBLIÉ"), Text("WHERE IT IS FOUND", "OÙ ON LE TROUVE"))
_KEY = re.compile(r"[A-Za-z0-9_-]+")


def read_sources(work: Checking) -> None:
    """The scenario's own sources into `work.sources`; a key that the bibliography has is refused."""
    for key, table in work.document.get("sources", {}).items():
        path = f"sources.{key}"
        if key in tables.bibliography():
            known = tables.bibliography()[key]
            says = LISTED.filled(work=f"{known['publisher']}, {known['title']}, {known['year']}")
            work.problems.append(Problem(path, says, value=key, allowed=OTHER_KEY))
        elif key == ASSUMPTION or not _KEY.fullmatch(key):
            says = Text("{value} cannot be the key of a source", "{value} ne peut pas être la clé d'une source").filled(value=short(key))
            work.problems.append(Problem(path, says, value=key, allowed=KEY_ALLOWED, nearest=_key_of(key, None)))
        elif found := of_shape(GivenSource, table, path):
            work.problems += found
        else:
            work.sources[key] = Source(**table)


def is_source(work: Checking, key: str) -> bool:
    """Whether a key stands for a source: of the bibliography, or of the scenario's own, those with a fault in them included, which is told already."""
    return key in tables.bibliography() or key in work.document.get("sources", {})


def unknown_source(work: Checking, path: str, source: str, year: int | None, otherwise: Text | None = None) -> Problem:
    """What is said of a source that is no key: the key that is meant, or the table to add."""
    own = [key for key in work.document.get("sources", {}) if _KEY.fullmatch(key)]
    known = sorted({*tables.bibliography(), *own})
    near = next(iter(difflib.get_close_matches(source, known, n=1, cutoff=0.75)), None)
    key = source if _KEY.fullmatch(source) and source != ASSUMPTION else _key_of(source, year)
    found = re.search(r"\b(1[0-9]{3}|20[0-9]{2})\b", source)

    def ways(language: str) -> str:
        publisher, address = (blank(language) for blank in BLANKS)
        lines = {"title": source, "publisher": publisher, "year": int(found[1]) if found else year or 2023, "address": address}
        shown = "\n".join([f"    [sources.{key}]", *(f"    {name} = {json.dumps(value, ensure_ascii=False)}" for name, value in lines.items())])
        others = [] if otherwise is None else [OR.filled(other=otherwise)]
        told = [each(language) for each in (*others, ONE_OF.filled(keys=", ".join(known)))]
        return "\n  ".join([f"{WITH_TABLE.filled(key=key)(language)}\n{shown}", *told])

    return Problem(path, NO_KEY.filled(value=short(source)), value=source, allowed=by_language(ways), nearest=near)


def _key_of(text: str, year: Any) -> str:
    """A key for a source in free text: its first word of three letters or more, and its year.

    >>> _key_of("INSEE 2020", 2021), _key_of("L'enquête de la DÉPÊCHE", 2019), _key_of("?", None)
    ('insee2020', 'enquete2019', 'source')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    word = next(iter(re.findall(r"[a-z]{3,}", plain)), "source")
    found = re.search(r"\b(1[0-9]{3}|20[0-9]{2})\b", text)
    return f"{word[:20]}{found[1] if found else year or ''}"
