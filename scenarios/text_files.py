"""Files of text as people save them: UTF-8, with or without a byte order mark; everything else is refused with what it is and what to save instead."""

from __future__ import annotations

import codecs
import re

from model.errors import InputError, Problem
from model.text import Text

AS_UTF8 = Text(
    "the same file saved as UTF-8 (in most editors: save as, then encoding)",
    "le même fichier enregistré en UTF-8 (dans la plupart des éditeurs : enregistrer sous, puis encodage)",
)
OTHER_ENCODING = Text(
    "line {row}, {shown}: is saved in another encoding than UTF-8 (Latin-1 or Windows-1252?)",
    "ligne {row}, {shown} : encodage autre que UTF-8 (Latin-1 ou Windows-1252 ?)",
)
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def text_of(content: bytes, label: str, allowed: str | Text) -> str:
    """The text of a file in UTF-8, with or without a byte order mark; InputError that says in what other encoding it was saved."""
    encoding = _wide_encoding(content)
    if encoding is not None:
        says = Text("is saved as {encoding}, not as UTF-8", "est enregistré en {encoding}, non en UTF-8").filled(encoding=encoding)
        raise InputError(Problem("", says, label, allowed=AS_UTF8))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if _CONTROL.search(content):
            raise InputError(Problem("", Text("is not a text file (UTF-8)", "n'est pas un fichier texte (UTF-8)"), label, allowed=allowed)) from None
        row = content.count(b"\n", 0, error.start) + 1
        line = content.decode("cp1252", errors="replace").split("\n")[row - 1].strip()
        shown = line if len(line) <= 100 else line[:97] + "..."
        raise InputError(Problem("", OTHER_ENCODING.filled(row=row, shown=shown), label, allowed=AS_UTF8)) from None
    if "\0" in text:
        raise InputError(Problem("", Text("is a binary file, not text", "est un fichier binaire, non du texte"), label, allowed=allowed))
    return text


def _wide_encoding(content: bytes) -> str | None:
    """The encoding of two or four bytes a letter that a file is saved in, by its mark or by the zeros between its letters."""
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "UTF-32"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "UTF-16"
    even, odd = content[::2], content[1::2]
    zeros = (even.count(0) / max(len(even), 1), odd.count(0) / max(len(odd), 1))
    return "UTF-16" if len(content) > 3 and max(zeros) > 0.9 and min(zeros) < 0.1 else None
