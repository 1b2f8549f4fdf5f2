"""What was read from a published table: figures of countries and corridors by year, with unit and source, and what was left out."""

from __future__ import annotations

import csv
import io
import statistics
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from model.parameter import Text
from model.text import Said

PERSONS = Said(Text("persons", "personnes"))
ZERO_OR_ONE = Said(Text("0 or 1", "0 ou 1"))
CURRENT_USD = Said(Text("current USD", "USD courants"))
PER_CENT = Said(Text("per cent", "pour cent"))
OF_GDP = Said(Text("per cent of GDP", "pour cent du PIB"))
OF_200 = Said(Text("per cent of USD 200", "pour cent de 200 USD"))
"""Units: English as columns of tables have them, other languages where they are told."""


class Key(NamedTuple):
    """Of what a series of values is: of a country (`residence` empty), or of the people of an origin in a country of residence."""

    figure: str
    place: str
    residence: str = ""


class Spec(NamedTuple):
    """A figure of a published table.

    Attributes:
        unit: as in the table.
        low, high: what a value can be.
        largest: between what the largest value of a whole table lies; a table outside is in another unit.
    """

    unit: str
    says: Text
    low: float = 0.0
    high: float = float("inf")
    largest: tuple[float, float] | None = None


@dataclass(frozen=True)
class Imported:
    """A published table as it was read.

    Attributes:
        kind: which format it is (`scenarios.importing.KINDS`).
        source: a key of the bibliography.
        specs: the figures in it.
        series: key to year to value; a year without a value is not there.
        left_out: what stands in the table and was not taken, with how often.
        notes: what a reader should know of it.
    """

    kind: str
    file: str
    source: str
    specs: Mapping[str, Spec]
    series: Mapping[Key, Mapping[int, float]]
    left_out: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[Text, ...] = ()

    @property
    def n_values(self) -> int:
        """How many numbers."""
        return sum(len(years) for years in self.series.values())

    def value(self, figure: str, place: str, residence: str = "", year: int | None = None) -> float | None:
        """One number, of the newest year where none is asked for; None where there is none."""
        years = self.series.get(Key(figure, place, residence), {})
        if year is not None:
            return years.get(year)
        return years[max(years)] if years else None

    def newest(self, figure: str, place: str, residence: str = "", until: int = 9999, since: int = 0) -> tuple[int, float] | None:
        """Year and value of the newest year from `since` to `until`."""
        years = [year for year in self.series.get(Key(figure, place, residence), {}) if since <= year <= until]
        return (max(years), self.series[Key(figure, place, residence)][max(years)]) if years else None

    def rows(self) -> Iterator[tuple[str, str, str, int, float, str]]:
        """figure, place, residence, year, value, unit; in order."""
        for key in sorted(self.series):
            for year in sorted(self.series[key]):
                yield (*key, year, self.series[key][year], self.specs[key.figure].unit)

    def csv_text(self) -> str:
        """The table in one form, whatever the publisher's: a row a number."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(("figure", "country_or_origin", "residence", "year", "value", "unit"))
        writer.writerows((figure, place, residence, year, repr(value), unit) for figure, place, residence, year, value, unit in self.rows())
        return text.getvalue()

    def summary(self) -> dict[str, object]:
        """What a person looks at before trusting it: figures with unit, places, years and spread, what was left out."""
        figures = []
        for name, spec in self.specs.items():
            found = {key: years for key, years in self.series.items() if key.figure == name and years}
            values = sorted(value for years in found.values() for value in years.values())
            if not values:
                continue
            of_years = sorted({year for years in found.values() for year in years})
            figures.append(
                {
                    "figure": name,
                    "says": spec.says,
                    "unit": spec.unit,
                    "countries": len({key.place for key in found}),
                    "residences": len({key.residence for key in found if key.residence}),
                    "series": len(found),
                    "years": (of_years[0], of_years[-1]),
                    "values": len(values),
                    "smallest": values[0],
                    "median": statistics.median(values),
                    "largest": values[-1],
                }
            )
        return {
            "kind": self.kind,
            "file": self.file,
            "source": self.source,
            "values": self.n_values,
            "figures": figures,
            "left_out": dict(self.left_out),
            "notes": self.notes,
        }
