"""Which country a name or a code means: ISO codes, English, French, and the spellings of publishers. It never guesses.

`data/iso3166.csv` holds the codes of ISO 3166-1 and the names of the Unicode CLDR, `data/country_names.csv` other spellings and codes,
`data/not_countries.csv` what stands among countries in published tables and is none: regions, groups, cities, former countries.
A spelling that means different places to different publishers ("Micronesia", "Congo", "Korea", "Sudan") stands there with its publisher: who names
none gets an error that lists them. Spelling is compared without case, accents, punctuation, "the" at the start, and marks of footnotes.
"""

from __future__ import annotations

import csv
import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple

from model.errors import InputError, Problem, nearest, short
from model.parameter import Text, by_language
from model.text import either


class Country(NamedTuple):
    """A country or territory of ISO 3166-1 (XKX and XK, which ISO has not given away, are Kosovo); `numeric` has three digits, none for Kosovo."""

    iso3: str
    iso2: str
    numeric: str
    names: Text


class NotACountry(NamedTuple):
    """What is named among countries and is none; `parts` are countries that it was or is made of, where that can be said in a few."""

    name: str
    kind: str
    parts: tuple[str, ...]


KINDS: Mapping[str, Text] = MappingProxyType(
    {
        "region": Text("a region", "une région"),
        "group": Text("a group of countries", "un groupe de pays"),
        "city": Text("a city", "une ville"),
        "former": Text("a country or territory that is no more", "un pays ou territoire qui n'existe plus"),
        "remainder": Text("what is left over, of no country", "un reste, d'aucun pays"),
        "islands": Text("a group of islands without a code of their own", "un groupe d'îles sans code propre"),
    }
)

A_COUNTRY = Text("a country: its name or its code of ISO 3166-1", "un pays : son nom ou son code ISO 3166-1")
BY_NAME_OR_CODE = Text(
    "a country: its name in English or French, or its code of ISO 3166-1",
    "un pays : son nom en anglais ou en français, ou son code ISO 3166-1",
)
SEVERAL = Text("{value} means several places: {places}", "{value} désigne plusieurs lieux : {places}")
SEVERAL_AND_OTHERS = Text("{value} means several places: {places}, or {kinds} of that name", "{value} désigne plusieurs lieux : {places}, ou {kinds} de ce nom")

EVERYWHERE = ""
CUTOFF = 0.72
"""Likeness from which on a name is offered as a candidate."""


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of a table of the package."""
    return list(csv.DictReader(files("scenarios").joinpath("data", name).read_text(encoding="utf-8").splitlines()))


@cache
def iso3166() -> Mapping[str, Country]:
    """Code of three letters to the country."""
    return MappingProxyType({row["iso3"]: Country(row["iso3"], row["iso2"], row["numeric"], Text(row["en"], row["fr"])) for row in rows_of("iso3166.csv")})


def plain(text: str) -> str:
    """How a spelling is compared.

    >>> plain("  *Côte d’Ivoire* "), plain("The Gambia"), plain("St. Kitts & Nevis") == plain("Saint Kitts and Nevis")
    ('cote d ivoire', 'gambia', True)
    """
    letters = unicodedata.normalize("NFKD", text.casefold().replace("&", " and "))
    words = re.sub(r"[\W_]+", " ", "".join(letter for letter in letters if not unicodedata.combining(letter))).split()
    words = ["saint" if word == "st" else word for word in words]
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


Meaning = str | NotACountry


@cache
def _codes() -> Mapping[str, str]:
    """Codes of three and two letters and of three digits, and those of other lists, to the country."""
    found = {code: country.iso3 for country in iso3166().values() for code in (country.iso3, country.iso2, country.numeric) if code}
    found |= {row["name"]: row["iso3"] for row in rows_of("country_names.csv") if row["kind"] == "code"}
    return MappingProxyType(found)


@cache
def spellings() -> Mapping[str, Mapping[str, Meaning]]:
    """Plain spelling to publisher to what it means there; under "" what it means where no publisher says otherwise."""
    found: dict[str, dict[str, Meaning]] = {}
    own = {}
    for country in iso3166().values():
        for name in country.names:
            own[plain(name)] = country.iso3
    for row in rows_of("country_names.csv"):
        if row["kind"] == "name":
            found.setdefault(plain(row["name"]), {})[row["publisher"]] = row["iso3"]
    for row in rows_of("not_countries.csv"):
        other = NotACountry(row["name"], row["kind"], tuple(row["parts"].split()))
        found.setdefault(plain(row["name"]), {})[row["publisher"]] = other
    for name, iso3 in own.items():
        if name not in found:
            found[name] = {EVERYWHERE: iso3}
    return MappingProxyType(found)


def meaning(text: str, publisher: str = EVERYWHERE) -> Meaning:
    """The code of three letters of the country that `text` names or stands for, or what it is if it is no country.

    `publisher` is the key of a source of the bibliography, where spellings differ between publishers.
    Raises InputError with the candidates where the name is not known, or means several places.

    >>> meaning("SN"), meaning("686"), meaning("Sénégal"), meaning("Viet Nam"), meaning("KSV"), meaning("NA")
    ('SEN', 'SEN', 'SEN', 'VNM', 'XKX', 'NAM')
    >>> meaning("Southern Africa").kind, meaning("Micronesia", "undesa2019").kind, meaning("Micronesia", "doing_business")
    ('region', 'region', 'FSM')
    """
    bare = text.strip()
    code = bare.upper() if len(bare) in (2, 3) else bare
    if code in _codes():
        return _codes()[code]
    if bare.isdigit() and bare.zfill(3) in _codes():
        return _codes()[bare.zfill(3)]
    by_publisher = spellings().get(plain(bare), {})
    found = by_publisher.get(publisher, by_publisher.get(EVERYWHERE))
    if found is not None:
        return found
    if by_publisher:
        raise InputError(_ambiguous(text, set(by_publisher.values())))
    raise InputError(unknown(text))


def country(text: str, publisher: str = EVERYWHERE) -> str:
    """The code of three letters of a country; InputError where `text` is none.

    >>> country("Corée du Sud"), country("United Republic of Tanzania"), country("TMP")
    ('KOR', 'TZA', 'TLS')
    """
    found = meaning(text, publisher)
    if isinstance(found, str):
        return found
    says = Text("{value} is {kind}, not a country", "{value} est {kind}, non un pays").filled(value=short(text), kind=KINDS[found.kind])
    raise InputError(Problem("country", says, value=text, allowed=_listed(found.parts) or A_COUNTRY))


def _ambiguous(text: str, meanings: Iterable[Meaning]) -> Problem:
    codes = sorted({code for item in meanings for code in ([item] if isinstance(item, str) else item.parts)})
    others = sorted({KINDS[item.kind] for item in meanings if not isinstance(item, str)})
    if others:
        kinds = either(others)
        says = SEVERAL_AND_OTHERS.filled(value=short(text), places=_listed(codes), kinds=kinds)
    else:
        says = SEVERAL.filled(value=short(text), places=_listed(codes))
    return Problem("country", says, value=text, allowed=Text("one of them by its code", "l'un d'eux par son code"))


def unknown(text: str) -> Problem:
    """What is said of a name that stands for nothing."""
    alike = candidates(text)
    says = Text("{value} is no country or code that is known", "{value} n'est ni un pays ni un code connu").filled(value=short(text))
    return Problem("country", says, value=text, allowed=_listed(alike) or BY_NAME_OR_CODE)


def _listed(codes: Sequence[str]) -> Text | None:
    """Countries with their names; None where there are none."""
    return by_language(lambda language: ", ".join(f"{code} ({iso3166()[code].names(language)})" for code in codes)) if codes else None


def candidates(text: str, n: int = 4) -> list[str]:
    """Countries that a name may mean, most alike first: by its letters, or because its words stand in theirs.

    >>> candidates("Morroco"), candidates("Guinée")[:1], candidates("Atlantis")
    (['MAR'], ['GIN'], [])
    """
    asked = plain(text)
    if len(asked) < 3:
        return []
    known = {name: iso3 for name, found in spellings().items() for iso3 in found.values() if isinstance(iso3, str)}
    close = difflib.get_close_matches(asked, known, n=2 * n, cutoff=CUTOFF)
    within = [name for name in sorted(known, key=len) if len(asked) > 3 and set(asked.split()) <= set(name.split())]
    codes = [_codes()[code]] if (code := nearest(text.upper(), _codes())) and len(text) == 3 and sorted(code) == sorted(text.upper()) else []
    return list(dict.fromkeys(codes + [known[name] for name in (*close, *within)]))[:n]


def country_code(text: str) -> str | None:
    """The country that is meant, for a hint after a mistake: by code or name, else the one whose name is most alike. Never to be taken as an answer.

    >>> country_code("SN"), country_code("Sénégal"), country_code("senegal"), country_code("Morroco"), country_code("uk"), country_code("Atlantis")
    ('SEN', 'SEN', 'SEN', 'MAR', 'GBR', None)
    """
    try:
        found = meaning(text)
    except InputError:
        names = {name: iso3 for name, found in spellings().items() for iso3 in found.values() if isinstance(iso3, str)}
        close = difflib.get_close_matches(plain(text), names, n=1, cutoff=0.8)
        return names[close[0]] if close and len(text) > 3 else None
    return found if isinstance(found, str) else None


def corridor_code(text: str) -> str | None:
    """The corridor that two countries joined by a hyphen stand for, however they are written; None where one of them is no country.

    >>> corridor_code("MA-BE"), corridor_code("Maroc-Belgique"), corridor_code("MAR"), corridor_code("MAR-Atlantis")
    ('MAR-BEL', 'MAR-BEL', None, None)
    """
    codes = [country_code(part) for part in text.split("-")]
    return f"{codes[0]}-{codes[1]}" if len(codes) == 2 and all(codes) else None


def nearest_corridor(text: str, known: Iterable[str]) -> str | None:
    """The corridor of `known` that is meant by `text`: by its countries, in any code or either language, else by its letters.

    >>> nearest_corridor("MA-FR", ["MAR-BEL", "MAR-FRA"]), nearest_corridor("Maroc", ["ETH-NLD", "MAR-BEL"]), nearest_corridor("MAR-BLE", ["MAR-BEL"])
    ('MAR-FRA', 'MAR-BEL', 'MAR-BEL')
    """
    known = list(known)
    meant, of = corridor_code(text), country_code(text)
    of_country = (corridor for corridor in known if of is not None and of in corridor.split("-"))
    return meant if meant in known else next(of_country, None) or nearest(text, known)
