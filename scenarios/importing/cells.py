"""Numbers and years as publishers write them."""

from __future__ import annotations

import math
import re

from model.errors import NOT_A_NUMBER, short
from model.text import Text, by_language

MISSING = frozenset({"", "..", "...", "-", "–", "—", "n/a", "na", "nan", "null", "none", "#n/a", "."})
"""How publishers write that there is no value, in small letters."""

TWO_WAYS = Text("{value} can be read as {one} or as {other}: write one of them", "{value} peut se lire {one} ou {other} : écrire l'un des deux")

_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:([ ,'’.\u00a0\u202f\u2009])[0-9]{3})(?:\1[0-9]{3})*(?:([.,])[0-9]+)?")
_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")


class NotANumberError(ValueError):
    """A cell that holds no number, or one that can be read in two ways: `words` say which, with a place for the cell."""

    def __init__(self, words: Text = NOT_A_NUMBER) -> None:
        super().__init__(words.en)
        self.words = words

    def about(self, cell: object) -> Text:
        """What is wrong, of a cell."""
        return self.words.filled(value=short(cell))


def number(cell: str, separator: str = ",") -> float | None:
    """The number in a cell of a table whose columns are kept apart by `separator`; None where the publisher has no value.

    A comma is a decimal comma only where columns are not kept apart by commas, and where it cannot be one between thousands.

    >>> number("1,234,567"), number("1 234.5"), number(".."), number("12,5", ";"), number("1e3"), number("−3")
    (1234567.0, 1234.5, None, 12.5, 1000.0, -3.0)
    """
    try:
        found = float(cell) if "_" not in cell else math.nan
    except ValueError:
        return _written(cell, separator)
    if math.isfinite(found):
        return found
    if cell.strip().casefold() in MISSING:
        return None
    raise NotANumberError()


def _written(cell: str, separator: str) -> float | None:
    text = cell.strip().replace("−", "-").rstrip("*†‡ ")
    if text.casefold() in MISSING:
        return None
    grouped = _GROUPED.fullmatch(text)
    if grouped:
        mark, point = grouped.groups()
        if mark == "," and point is None and text.count(",") == 1 and separator != ",":
            digits = text.replace(",", "")
            raise NotANumberError(by_language(lambda language: TWO_WAYS(language).format(value="{value}", one=digits, other=text.replace(",", "."))))
        if point != mark and not (mark == "." and point is None and text.count(".") == 1):
            digits = text.replace(mark, "")
            return float(digits.replace(",", "."))
    if separator != "," and _COMMA.fullmatch(text):
        return float(text.replace(",", "."))
    try:
        found = float(text) if "_" not in text else math.nan
    except ValueError:
        raise NotANumberError() from None
    if math.isfinite(found):
        return found
    raise NotANumberError()


def year(heading: str) -> int | None:
    """The year that a column is of, by its heading; None where it is not of a year.

    >>> year("2019"), year("2019 [YR2019]"), year(" 1990"), year("2019Q1"), year("Country"), year("3019")
    (2019, 2019, 1990, None, None, None)
    """
    found = re.fullmatch(r"\s*(?:YR)?(1[89][0-9]{2}|20[0-9]{2})(?:\s*\[YR\1\])?(?:\.0)?\s*", heading)
    return int(found.group(1)) if found else None


def quarter(heading: str) -> tuple[int, int] | None:
    """Year and quarter of a heading.

    >>> quarter("2019Q3"), quarter("2019 Q1"), quarter("2019Q5"), quarter("3Q 2019")
    ((2019, 3), (2019, 1), None, (2019, 3))
    """
    found = re.fullmatch(r"\s*(20[0-9]{2})[ _-]?Q([1-4])\s*", heading)
    if found:
        return int(found.group(1)), int(found.group(2))
    found = re.fullmatch(r"\s*([1-4])Q[ _-]?(20[0-9]{2})\s*", heading)
    return (int(found.group(2)), int(found.group(1))) if found else None
