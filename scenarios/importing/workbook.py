"""Sheets of a workbook (Office Open XML) as rows of text, with the standard library alone."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from model.errors import EMPTY, NO_FILE, UNREADABLE, InputError, Problem, nearest, told_by_system
from model.text import Text

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
A_WORKBOOK = Text("a workbook (.xlsx)", "un classeur (.xlsx)")
A_SHEET = Text("a sheet of a workbook (.xlsx)", "une feuille d'un classeur (.xlsx)")
NO_WORKBOOK = Text("is not a workbook: {why}", "n'est pas un classeur : {why}")
LARGEST = 400_000_000
"""Bytes of a part, unpacked."""


def column_number(reference: str) -> int:
    """The place of a cell in its row, from 0.

    >>> column_number("A1"), column_number("Z9"), column_number("AA10")
    (0, 25, 26)
    """
    letters = re.match("[A-Z]+", reference)
    place = 0
    for letter in letters.group() if letters else "A":
        place = 26 * place + ord(letter) - 64
    return place - 1


class Workbook:
    """An open workbook; its sheets by name."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        if not self.path.is_file():
            raise InputError(Problem("", NO_FILE, str(path)))
        if self.path.stat().st_size == 0:
            raise InputError(Problem("", EMPTY, str(path), allowed=A_WORKBOOK))
        try:
            self._archive = zipfile.ZipFile(self.path)
            self._sheets = self._named()
            self._shared = self._texts()
        except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, OSError) as error:
            raise InputError(Problem("", NO_WORKBOOK.filled(why=told_by_system(error)), str(path), allowed=A_WORKBOOK)) from None

    def _part(self, name: str) -> bytes:
        if self._archive.getinfo(name).file_size > LARGEST:
            says = Text("its part {name} is too large", "sa partie {name} est trop grosse").filled(name=name)
            raise InputError(Problem("", says, str(self.path), allowed=Text("at most {n} bytes", "au plus {n} octets").filled(n=LARGEST)))
        return self._archive.read(name)

    def _named(self) -> dict[str, str]:
        relations = {item.get("Id"): item.get("Target", "") for item in ElementTree.fromstring(self._part("xl/_rels/workbook.xml.rels"))}
        sheets = ElementTree.fromstring(self._part("xl/workbook.xml")).iter(f"{_MAIN}sheet")
        return {sheet.get("name", ""): f"xl/{relations[sheet.get(_RELATION)].removeprefix('/xl/')}" for sheet in sheets}

    def _texts(self) -> list[str]:
        if "xl/sharedStrings.xml" not in self._archive.namelist():
            return []
        items = ElementTree.fromstring(self._part("xl/sharedStrings.xml")).iter(f"{_MAIN}si")
        return ["".join(text.text or "" for text in item.iter(f"{_MAIN}t")) for item in items]

    def rows(self, sheet: str) -> Iterator[tuple[int, list[str]]]:
        """Number of the row and its cells as text; empty cells are ""."""
        if sheet not in self._sheets:
            says = Text("there is no sheet {name}", "il n'y a pas de feuille {name}").filled(name=repr(sheet))
            raise InputError(Problem("", says, str(self.path), None, ", ".join(self._sheets), nearest(sheet, self._sheets)))
        try:
            root = ElementTree.fromstring(self._part(self._sheets[sheet]))
        except (KeyError, ElementTree.ParseError, zipfile.BadZipFile) as error:
            says = UNREADABLE.filled(why=told_by_system(error))
            raise InputError(Problem(sheet, says, str(self.path), allowed=A_SHEET)) from None
        for row in root.iter(f"{_MAIN}row"):
            found: dict[int, str] = {}
            for cell in row.iter(f"{_MAIN}c"):
                found[column_number(cell.get("r", "A"))] = self._text(cell)
            yield int(row.get("r", 0)), [found.get(place, "") for place in range(max(found, default=-1) + 1)]

    def _text(self, cell: ElementTree.Element) -> str:
        if cell.get("t") == "inlineStr":
            return "".join(text.text or "" for text in cell.iter(f"{_MAIN}t"))
        value = cell.findtext(f"{_MAIN}v") or ""
        return self._shared[int(value)] if cell.get("t") == "s" and value else value
