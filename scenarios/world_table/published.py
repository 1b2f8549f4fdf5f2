"""Figures of any country and corridor: from the table that ships with the product, or from one built of newer tables (`diaspora data build`)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from model.errors import InputError, Problem, told_by_system
from model.inputs.settings import FIGURES
from model.parameter import Text

from ..corridors import ASSUMPTION, Figure
from .cohorts import EXIT, YEARS, Cohorts, cohorts, exit_for

SMALLEST_POPULATION = FIGURES["origin_population"].low
NO_TABLES = Text(
    "does not hold the tables that data build writes: {kind} {why}",
    "ne contient pas les tables qu'écrit data build : {kind} {why}",
)
BUILT = Text("a folder written by diaspora data build", "un dossier écrit par diaspora data build")
FILES = ("corridors.csv", "countries.csv", "hows.csv")


class How(NamedTuple):
    """How figures were found: read, computed or imputed, from which source and under which licence; factors of the range where these are the same for all."""

    found: str
    source: str
    licence: str
    says: Text
    low: float | None
    high: float | None

    @property
    def is_imputed(self) -> bool:
        """Whether it stands for something that is not known."""
        return self.found == "imputed"


class CountryFigure(NamedTuple):
    """A figure of a country."""

    value: float
    low: float | None
    high: float | None
    year: int | None
    how: str


class Tables(NamedTuple):
    """Countries, corridors by origin and residence, and what the ways of finding a figure mean."""

    countries: Mapping[str, Mapping[str, CountryFigure]]
    corridors: Mapping[tuple[str, str], Mapping[str, str]]
    hows: Mapping[str, How]

    def origins(self) -> tuple[str, ...]:
        """Origins that a scenario can be made of: with a corridor, and as many people as the model can have at an origin."""
        return tuple(sorted({origin for origin, _ in self.corridors if self.countries[origin]["population"].value >= SMALLEST_POPULATION}))

    def residences(self, origin: str) -> tuple[str, ...]:
        """Residence countries of an origin, the largest stock first."""
        found = [(float(row["stock"]), residence) for (of, residence), row in self.corridors.items() if of == origin]
        return tuple(residence for stock, residence in sorted(found, key=lambda item: (-item[0], item[1])) if self._is_usable(residence))

    def _is_usable(self, residence: str) -> bool:
        return self.countries[residence]["population"].value >= FIGURES["residence_population"].low

    def is_imputed(self, how: str) -> bool:
        """Whether figures found so stand for something that is not known."""
        return self.hows[how].is_imputed


def _number(text: str) -> float | None:
    return float(text) if text else None


@cache
def tables(folder: str | None = None) -> Tables:
    """The tables that ship with the product, or those of a folder. InputError where a folder does not hold them."""
    return parsed({name: _text(folder, name) for name in FILES}, folder)


def parsed(texts: Mapping[str, str], folder: str | None = None) -> Tables:
    """Tables from the texts of their files, by name; InputError that names `folder` where these are no such tables."""
    rows = {name: csv.DictReader(content.splitlines()) for name, content in texts.items()}
    try:
        hows = {
            row["how"]: How(row["found"], row["source"], row["licence"], Text(row["en"], row["fr"]), _number(row["times_low"]), _number(row["times_high"]))
            for row in rows["hows.csv"]
        }
        countries: dict[str, dict[str, CountryFigure]] = {}
        for row in rows["countries.csv"]:
            year = int(row["year"]) if row["year"] else None
            figure = CountryFigure(float(row["value"]), _number(row["low"]), _number(row["high"]), year, row["how"])
            countries.setdefault(row["country"], {})[row["figure"]] = figure
        corridors = {(row["origin"], row["residence"]): row for row in rows["corridors.csv"]}
        for (origin, residence), row in corridors.items():
            float(row["stock"]), countries[origin]["population"], countries[residence]["population"], hows[row["cost_how"]]
    except (KeyError, ValueError, TypeError) as error:
        says = NO_TABLES.filled(kind=type(error).__name__, why=error)
        raise InputError(Problem("--tables", says, folder, allowed=BUILT)) from None
    return Tables(countries, corridors, hows)


def _text(folder: str | None, name: str) -> str:
    if folder is None:
        return files("scenarios").joinpath("data", "world", name).read_text(encoding="utf-8")
    try:
        return (Path(folder) / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        says = Text("{name} cannot be read: {why}", "{name} : lecture impossible : {why}").filled(name=name, why=told_by_system(error))
        raise InputError(Problem("--tables", says, folder, allowed=BUILT)) from None


def cohorts_of(row: Mapping[str, str], gone: float | None = None) -> Cohorts | None:
    """Arrivals and years abroad of a corridor of the table; None where its stocks by year are not known.

    `gone`: share of arrivals that left within five years; the same everywhere where None.
    """
    stocks = {year: float(row[f"stock_{year}"]) for year in YEARS if row[f"stock_{year}"]}
    return cohorts(stocks, EXIT if gone is None else exit_for(gone))


def clipped(name: str, value: float) -> float:
    """A value within what is declared for the figure, with five digits that count."""
    declared = FIGURES[name]
    if name in ("origin_population", "residence_population", "migrant_stock") or name.startswith("stock_"):
        return min(max(float(round(value)), declared.low), declared.high)
    return float(f"{min(max(value, declared.low), declared.high):.5g}")


def assumed(name: str, value: float, low: float, high: float, note: str) -> Figure:
    """An assumption with its range, within what is declared."""
    middle, below, above = (clipped(name, number) for number in (value, low, high))
    return Figure(middle, ASSUMPTION, None, (min(below, middle), max(above, middle)), note)


def unknown_corridor(origin: str, missing: Iterable[str], found: Tables) -> InputError:
    """What is said where an origin has no such residence country in the table."""
    there = ", ".join(found.residences(origin))
    says = Text("there is no corridor {corridor} in the table", "il n'y a pas de corridor {corridor} dans la table")
    return InputError([Problem("--residences", says.filled(corridor=f"{origin}-{code}"), value=code, allowed=there) for code in missing])
