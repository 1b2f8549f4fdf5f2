"""Figures of the corridors, each with its source and year, and the bibliography that the source keys stand for.

`data/figures.csv` has one figure a line. `MAR-*` holds for every corridor of an origin, `*-BEL` for every corridor of a residence country,
`MAR-BEL` for one corridor and before the other two. What the tables do not give stays with its declared default (`model.inputs.settings.FIGURES`);
shares of women outside 0.35..0.65 were not taken over: they come from small groups and look unreliable (Sierra Leone in the Netherlands: 0.23).
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from model.inputs.settings import FIGURES
from model.parameter import Status, Text

from .country_names import corridor_code, country_code, iso3166, nearest_corridor

__all__ = ["corridor_code", "country_code", "iso3166", "nearest_corridor"]  # what is known of places, from country_names

ASSUMPTION = "assumption"
FOOTNOTES: Mapping[str, Text] = {
    "Kosovo|XKX": Text(
        "References to Kosovo are in the context of UN Security Council resolution 1244 (1999).",
        "Les références au Kosovo s'entendent dans le contexte de la résolution 1244 (1999) du Conseil de sécurité des Nations Unies.",
    ),
}
"""Notes that every output carries that names a place, by the names of the place (a regular expression)."""


def footnotes(*texts: object) -> tuple[Text, ...]:
    """The notes that go with an output that says `texts`.

    >>> len(footnotes("XKX-DEU")), len(footnotes("kosovo_deed")), footnotes("MAR-BEL")
    (1, 1, ())
    """
    said = " ".join(str(text) for text in texts)
    return tuple(note for names, note in FOOTNOTES.items() if re.search(names, said, re.IGNORECASE))


@dataclass(frozen=True)
class Figure:
    """One number with where it comes from.

    Attributes:
        source: a key of data/bibliography.toml, or "assumption".
        year: of the observation; None for an assumption.
        assumed: the range of an assumption, None where the number was read from a source.
    """

    value: float
    source: str = ASSUMPTION
    year: int | None = None
    assumed: tuple[float, float] | None = None
    note: str = ""

    @property
    def status(self) -> Status:
        """Data where a source is named, else an assumption."""
        return Status.ASSUMPTION if self.source == ASSUMPTION else Status.DATA


EARLIER = "stock_"
"""How the names of the stocks of earlier years begin."""


def in_proportion(earlier: Figure, times: float) -> Figure:
    """A stock of an earlier year where that of now is so many times what it was counted as."""
    assumed = None if earlier.assumed is None else (earlier.assumed[0] * times, earlier.assumed[1] * times)
    return replace(earlier, value=earlier.value * times, assumed=assumed, note="in proportion to the stock of now")


def _text(name: str) -> str:
    return files("scenarios").joinpath("data", name).read_text(encoding="utf-8")


def _rows(name: str) -> Iterable[dict[str, str]]:
    return csv.DictReader(_text(name).splitlines())


@cache
def _table() -> Mapping[str, Mapping[str, Figure]]:
    table: dict[str, dict[str, Figure]] = {}
    for row in _rows("figures.csv"):
        figure = Figure(float(row["value"]), row["source"], int(row["year"]), None, row["note"])
        table.setdefault(row["corridor"], {})[row["figure"]] = figure
    return MappingProxyType(table)


@cache
def known() -> tuple[str, ...]:
    """Ids of the corridors of the tables."""
    return tuple(row["corridor"] for row in _rows("corridors.csv"))


@cache
def countries() -> Mapping[str, Text]:
    """Countries of the tables: ISO 3166-1 alpha-3 (XKX for Kosovo) to their name."""
    return MappingProxyType({row["iso3"]: Text(row["en"], row["fr"]) for row in _rows("countries.csv")})


@cache
def origins() -> tuple[str, ...]:
    """Countries with figures as an origin."""
    return tuple(sorted({key.split("-")[0] for key in _table() if key.endswith("-*")}))


@cache
def residences() -> tuple[str, ...]:
    """Countries with figures as a residence country."""
    return tuple(sorted({key.split("-")[1] for key in _table() if key.startswith("*-")}))


def residences_of(origin: str) -> tuple[str, ...]:
    """Residence countries of the known corridors of an origin.

    >>> "BEL" in residences_of("MAR")
    True
    """
    return tuple(sorted(corridor.split("-")[1] for corridor in known() if corridor.startswith(f"{origin}-")))


def country_name(code: str) -> Text:
    """A country in words: its name in the tables of this product, else that of the list of all countries, else its code."""
    other = iso3166().get(code)
    return countries().get(code) or (Text(code, code) if other is None else other.names)


def name(corridor: str) -> Text:
    """A corridor in words.

    >>> name("MAR-BEL").en, name("SEN-FRA").fr, name("AAA-BEL").en
    ('Morocco to Belgium', 'Sénégal – France', 'AAA to Belgium')
    """
    origin, residence = (country_name(code) for code in corridor.split("-"))
    return Text(
        "{origin} to {residence}",
        "{origin} – {residence}",
    ).filled(origin=origin, residence=residence)


@cache
def _all(corridor: str) -> Mapping[str, Figure]:
    origin, residence = corridor.split("-")
    found: dict[str, Figure] = {}
    for key in (f"*-{residence}", f"{origin}-*", corridor):
        found.update(_table().get(key, {}))
    return MappingProxyType(found)


def figures(corridor: str) -> Mapping[str, Figure]:
    """What the tables give for a corridor, of the figures that the model reads.

    >>> figures("MAR-BEL")["migrant_stock"]
    Figure(value=225217.0, source='undesa2020', year=2020, assumed=None, note='')
    """
    return {key: value for key, value in _all(corridor).items() if key in FIGURES}


def observed(corridor: str) -> Mapping[str, Figure]:
    """What the tables give beside: distance, language, remittances as others estimate them. For reading and comparing, not read by the model."""
    return {key: value for key, value in _all(corridor).items() if key not in FIGURES}


def default(figure: str) -> Figure | None:
    """The declared default of a figure, or None where it must be given."""
    declaration = FIGURES[figure]
    if declaration.value is None:
        return None
    return Figure(float(declaration.value), ASSUMPTION, None, declaration.likely, "declared default")


@cache
def bibliography() -> Mapping[str, Mapping[str, str | int]]:
    """Source key to title, authors, year, publisher and note."""
    return MappingProxyType(tomllib.loads(_text("bibliography.toml")))
