"""Catalogues made from the texts: the French one, which a test compares with the code, and new ones for translators."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from model.errors import InputError, Problem
from model.languages import OWN, catalogue_path
from model.text import Text, french

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("model", "scenarios", "experiments")
METHODS = tuple((f"**.{kind}", f"experiments.translations.extract:from_{method}") for kind, method in (("py", "python"), ("toml", "toml"), ("csv", "csv")))
COUNTRIES = ROOT / "scenarios" / "data" / "iso3166.csv"
HEADER = "# Texts of the Diaspora Policy Simulator, made by python -m experiments.translations; message ids are the English words.\n#"
_DATES = re.compile(r'^"(?:POT-Creation-Date|PO-Revision-Date|Generated-By): .*\n', re.MULTILINE)

Found = Mapping[str, Mapping[str, list[str]]]
"""English words to their French ones, and the files that each pair stands in."""


@lru_cache(maxsize=1)
def texts() -> Found:
    """Every text of the packages, as Babel extracts it."""
    from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir

    found: dict[str, dict[str, list[str]]] = {}
    for package in PACKAGES:
        for name, _, message, _, context in extract_from_dir(ROOT / package, METHODS, keywords=DEFAULT_KEYWORDS):
            file = f"{package}/{name}"
            files = found.setdefault(str(message), {}).setdefault(str(context), [])
            if file not in files:
                files.append(file)
    return found


def french_catalogue() -> Any:
    """The French words of the code, with the spaces that French typography asks for."""
    return _catalogue("fr", lambda en, fr: french(fr))


def template() -> Any:
    """All messages, without a translation."""
    return _catalogue(None, lambda en, fr: "")


def begun(language: str, before: bytes | None = None) -> Any:
    """A catalogue for a translator: names of countries from the Unicode CLDR, whatever `before` (a .po file) had translated, the rest empty.

    Raises:
        InputError: Babel does not know the language, or it is one of the code's own.
    """
    from babel import Locale, UnknownLocaleError
    from babel.messages.pofile import read_po

    if language in OWN:
        raise InputError(
            Problem(
                "language",
                Text("{code} stands in the code itself", "{code} est dans le code lui-même").filled(code=language),
                value=language,
                allowed=Text("any other language", "toute autre langue"),
            )
        )
    try:
        names = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        raise InputError(
            Problem(
                "language",
                Text("{code} is not known", "{code} est inconnu").filled(code=language),
                value=language,
                allowed=Text("a code of the Unicode CLDR, as es or pt_BR", "un code du CLDR d'Unicode, comme es ou pt_BR"),
            )
        ) from None
    with COUNTRIES.open(encoding="utf-8", newline="") as file:
        countries = {row["en"]: names.get(row["iso2"], "") for row in csv.DictReader(file)}
    old = {} if before is None else {(each.id, each.context): each.string for each in read_po(io.BytesIO(before)) if each.id}

    made = _catalogue(language, lambda en, fr: countries.get(en, ""))
    for each in made:
        each.string = old.get((each.id, each.context)) or old.get((each.id, None)) or each.string
    return made


def written(catalogue: Any) -> str:
    """A catalogue as the text of a .po file, the same text for the same catalogue on any day."""
    from babel.messages.pofile import write_po

    content = io.BytesIO()
    write_po(content, catalogue, width=0, include_lineno=False, sort_output=True)
    return _DATES.sub("", content.getvalue().decode("utf-8"))


def write(language: str, out: Path) -> Path:
    """The catalogue of a language in a folder, what stands there kept; its path. French is that of the code."""
    path = catalogue_path(out, language).with_suffix(".po")
    made = french_catalogue() if language == "fr" else begun(language, path.read_bytes() if path.exists() else None)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(written(made), encoding="utf-8")
    return path


def _catalogue(language: str | None, says: Any) -> Any:
    """Messages in the order of their words; where English words have two meanings, the French ones are the context."""
    from babel.messages.catalog import Catalog

    made = Catalog(locale=language, domain="diaspora", project="diaspora-policy-simulator", header_comment=HEADER, fuzzy=False)
    for en, meanings in sorted(texts().items()):
        for fr, files in sorted(meanings.items()):
            made.add(en, says(en, fr), locations=[(file, 0) for file in files], context=fr if len(meanings) > 1 else None)
    return made
