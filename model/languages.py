"""Languages of texts and numbers: English and French stand in the code, any other is a gettext catalogue.

A catalogue is `CODE/LC_MESSAGES/diaspora.po` (or `.mo`) in a folder of DIASPORA_LOCALE, or among those that ship. Its message ids are the English words; what
it leaves out is said in English. Babel is loaded where a third language is asked for, and not before.
"""

from __future__ import annotations

import gettext
import io
import os
import re
import struct
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from .errors import InputError, Problem
from .text import OWN, Speaker, Text, spoken_by

__all__ = ["OWN", "as_written", "catalogue_path", "decimal", "folders", "languages", "own_name", "per_cent", "translated", "with_point"]
DOMAIN = "diaspora"
FOLDERS = "DIASPORA_LOCALE"
"""The environment variable that names folders of catalogues, separated as in PATH."""
OWN_NAMES = {"en": "English", "fr": "Français"}
SHIPPED = Path(__file__).resolve().parent / "locale"
_CODE = re.compile(r"[a-z]{2,3}(_[A-Z][A-Za-z]{3})?(_[A-Z]{2})?")
_KINDS = (".mo", ".po")
CODES = Text("a code of the Unicode CLDR, as es or pt_BR", "un code du CLDR d'Unicode, comme es ou pt_BR")
"""Which codes name a language."""


def folders() -> tuple[Path, ...]:
    """Where catalogues are looked for, in this order."""
    return (*(Path(each) for each in os.environ.get(FOLDERS, "").split(os.pathsep) if each), SHIPPED)


def catalogue_path(folder: Path, language: str) -> Path:
    """Where the catalogue of a language stands in a folder, without the ending."""
    return folder / language / "LC_MESSAGES" / DOMAIN


def languages() -> tuple[str, ...]:
    """All languages that can be asked for: English, French, and those of the catalogues that are found now."""
    found = set()
    for folder in folders():
        if folder.is_dir():
            found |= {each.name for each in folder.iterdir() if _CODE.fullmatch(each.name) and _files(folder, each.name)}
    return (*OWN, *sorted(found - set(OWN)))


def own_name(language: str) -> str:
    """What a language calls itself; in a third one as Babel, which its numbers need, says it.

    >>> own_name("fr")
    'Français'
    """
    if language in OWN_NAMES:
        return OWN_NAMES[language]
    from babel import Locale

    return str(Locale.parse(language).display_name).capitalize()


class KnownLanguages:
    """The languages, looked for each time they are gone through: a catalogue may come while a page is open."""

    def __iter__(self) -> Iterator[str]:
        return iter(languages())


def translated(en: str, fr: str, language: str) -> str:
    """Words of the code in a third language; in English where its catalogue has none.

    Where one English text has two meanings, its French one is the context that tells them apart.
    """
    if not en:
        return en
    catalogue = _catalogue(language, folders())
    found = catalogue.pgettext(fr, en)
    return found if found != en else catalogue.gettext(en)


def with_point(text: str, language: str) -> str:
    """A number as Python writes it, without groups, with the decimal sign of the language.

    >>> with_point("0.25", "fr")
    '0,25'
    """
    return text if language == "en" else text.replace(".", ",") if language == "fr" else decimal(text, language, is_grouped=False)


def as_written(text: str, language: str) -> str:
    r"""A number as Python writes it with groups ("1,234.5"), as a language writes it.

    >>> as_written("1,234.5", "fr")
    '1\u202f234,5'
    """
    if language in OWN:
        return text if language == "en" else text.replace(",", "\u202f").replace(".", ",")
    return decimal(text.replace(",", ""), language, is_grouped="," in text)


def decimal(text: str, language: str, *, is_grouped: bool = True) -> str:
    """A number written by Python ("1234.5"), with the digits that it has, as a third language writes it."""
    from decimal import Decimal

    numbers = _babel(language)
    return str(numbers.format_decimal(Decimal(text), locale=language, decimal_quantization=False, group_separator=is_grouped))


def per_cent(text: str, language: str) -> str:
    """A number of per cent ("12.5"), with the digits that it has, as a third language writes it."""
    from decimal import Decimal

    return str(_babel(language).format_percent(Decimal(text) / 100, locale=language, decimal_quantization=False))


def _files(folder: Path, language: str) -> list[Path]:
    stem = catalogue_path(folder, language)
    return [path for kind in _KINDS if (path := stem.with_suffix(kind)).is_file()]


@lru_cache(maxsize=16)
def _catalogue(language: str, where: tuple[Path, ...]) -> gettext.NullTranslations:
    """The catalogue of a language: that of the first folder, then those after it for what it leaves out."""
    chain: gettext.NullTranslations | None = None
    for folder in where:
        files = _files(folder, language)
        if files:
            one = _read(max(files, key=lambda path: path.stat().st_mtime_ns))
            if chain is None:
                chain = one
            else:
                chain.add_fallback(one)
    if chain is None:
        known = Text(
            "{languages}, or one whose catalogue is in a folder that {variable} names",
            "{languages}, ou une langue dont le catalogue est dans un dossier que nomme {variable}",
        )
        says = Text("has no catalogue", "n'a pas de catalogue")
        raise InputError(Problem("language", says, None, language, known.filled(languages=", ".join(languages()), variable=FOLDERS)))
    return chain


def _read(path: Path) -> gettext.NullTranslations:
    try:
        content = path.read_bytes()
        return gettext.GNUTranslations(io.BytesIO(content if path.suffix == ".mo" else _compiled(content)))
    except InputError:
        raise
    except (OSError, ValueError, LookupError, struct.error) as error:
        raise _damaged(path, str(error)) from None


def _compiled(content: bytes) -> bytes:
    """A .po file as gettext reads it; ValueError where it cannot be read."""
    _babel("en")
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import PoFileError, read_po

    compiled = io.BytesIO()
    try:
        write_mo(compiled, read_po(io.BytesIO(content), abort_invalid=True))
    except PoFileError as error:
        raise ValueError(str(error)) from None
    return compiled.getvalue()


def _damaged(path: Path, why: str) -> InputError:
    return InputError(Problem("", Text("is no catalogue that can be read: {why}", "n'est pas un catalogue lisible : {why}").filled(why=why), str(path)))


def _babel(language: str) -> Any:
    """Babel's functions for numbers; InputError where it is not installed or does not know the language."""
    if find_spec("babel") is None:
        says = Text("needs Babel for any language but English and French", "demande Babel pour toute autre langue que l'anglais et le français")
        raise InputError(
            Problem("language", says, None, language, Text("en, fr, or any after pip install Babel", "en, fr, ou une autre après pip install Babel"))
        )
    from babel import Locale, UnknownLocaleError, numbers

    try:
        Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        says = Text("{language} is not a language that Babel knows", "{language} n'est pas une langue que Babel connaît").filled(language=language)
        raise InputError(Problem("language", says, None, language, CODES)) from None
    return numbers


spoken_by(Speaker(translated, as_written))
