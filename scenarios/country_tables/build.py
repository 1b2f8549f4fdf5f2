"""The table of all countries and corridors: built from a folder of published tables, written, and told how much it holds."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from model.errors import InputError, Problem, told_by_system
from model.text import Text

from ..corridors import known
from ..world_table.cohorts import YEARS
from .by_corridor import Corridors, Pair, corridors
from .by_country import Line, Places, jumps, of_countries
from .folder import Published, read_folder
from .provenance import HOWS, Found

FILES = ("corridors.csv", "countries.csv", "hows.csv")
UNITS: Mapping[str, str] = {
    "gdp_pc": "USD a year", "population": "persons", "received_2013_2017": "USD a year", "received_2017_2021": "USD a year", "paid_2013_2017": "USD a year",
    "paid_2017_2021": "USD a year", "received_2019_2021": "USD a year", "paid_2019_2021": "USD a year",
    "remittance_propensity": "ratio", "start_business_days": "days", "start_business_steps": "count", "dual_allowed": "yes or no",
    "renunciation_required": "yes or no", "family_size": "persons", "family_earners": "persons", "emigrants": "persons", "immigrants": "persons",
    "business_climate": "index", "stability": "index", "voice": "index", "law": "index", "residence_rights": "index",
}  # fmt: skip
"""Units of the figures of countries; what is not here is a share."""
CORRIDOR_COLUMNS = (
    "origin", "residence", *(f"stock_{year}" for year in YEARS), "stock", "stock_year", "stock_how", "second_stock", "cohort", "female_share", "female_off",
    "skilled_share", "cost", "cost_year", "cost_how", "exports_musd", "imports_musd", "distance_km", "distance_how", "common_language", "colonial_link",
    "remittances_2017_musd", "refugees_2020",
)  # fmt: skip


class Built(NamedTuple):
    """The tables as text by file name, and what they hold."""

    files: Mapping[str, str]
    report: Mapping[str, Any]


def build(folder: str | Path, use: Mapping[str, str] | None = None) -> Built:
    """The tables from a folder of published ones; InputError with everything that does not fit."""
    published = read_folder(folder, use)
    places = of_countries(published)
    found = corridors(published, places, frozenset((pair[:3], pair[4:]) for pair in known()))
    for origin, share in found.coverage.items():
        places.lines[origin, "share_in_table"] = Line(origin, "share_in_table", share, None, None, 2020, "un2020")
        places.lines[origin, "emigrants"] = Line(origin, "emigrants", found.emigrants[origin], None, None, 2020, "un2020")
    files = {"corridors.csv": _corridors_text(found), "countries.csv": _countries_text(places, found), "hows.csv": _hows_text(found)}
    return Built(files, _report(published, places, found, files))


def write(built: Built, folder: str | Path) -> None:
    """The tables as files of a folder, which is made where it is not there."""
    try:
        place = Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        for name, text in built.files.items():
            (place / name).write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        says = Text("cannot be written: {why}", "écriture impossible : {why}").filled(why=told_by_system(error))
        allowed = Text("a folder that can be written to", "un dossier où l'on peut écrire")
        raise InputError(Problem("--out", says, str(folder), allowed=allowed)) from None


def _text(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue()


def _number(value: float | int | str | None, digits: int = 5) -> str:
    """A number in few letters, with `digits` that count.

    >>> _number(1462.34567), _number(0.1), _number(38041757.0, 9), _number(None), _number("un2020")
    ('1462.3', '0.1', '38041757', '', 'un2020')
    """
    if value is None or isinstance(value, str):
        return value or ""
    short = f"{value:.{digits}g}"
    return f"{float(short):.0f}" if "e+" in short else short


def _corridors_text(found: Corridors) -> str:
    return _text(CORRIDOR_COLUMNS, [_corridor_row(pair) for pair in found.pairs])


def _corridor_row(pair: Pair) -> list[str]:
    million = [None if value is None else value / 1e6 for value in (pair.exports, pair.imports)]
    persons = [*pair.stocks, pair.stock]
    return [
        pair.origin, pair.residence, *(_number(value, 9) for value in persons), str(pair.stock_year), pair.stock_how, _number(pair.second_stock, 9),
        "own" if pair.cohort_is_own else "residence", _number(pair.female_share), _number(pair.female_off), _number(pair.skilled_share), _number(pair.cost),
        _number(pair.cost_year), pair.cost_how, *(_number(value, 3) for value in million), _number(pair.distance), pair.distance_how,
        _number(pair.common_language), _number(pair.colonial_link), _number(pair.remittances_2017, 4), _number(pair.refugees_2020, 9),
    ]  # fmt: skip


def _countries_text(places: Places, found: Corridors) -> str:
    """Figures of the countries that are an origin or a residence of the table."""
    used = {code for pair in found.pairs for code in (pair.origin, pair.residence)}
    lines = [line for (country, _), line in sorted(places.lines.items()) if country in used]
    rows = [
        (
            line.country,
            line.figure,
            _number(line.value, 10 if line.figure in ("population", "emigrants", "immigrants") else 5),
            _number(line.low),
            _number(line.high),
            _number(line.year),
            line.how,
        )
        for line in lines
    ]
    regions = [(country, "region", code, "", "", 2020, "un2020") for country, code in sorted(places.region.items()) if country in used]
    return _text(("country", "figure", "value", "low", "high", "year", "how"), sorted(rows + regions))  # type: ignore[operator]


def _hows_text(found: Corridors) -> str:
    """What each way of finding a figure means; those with a range of their own say the factors by which a value is below and above."""
    factors: dict[str, tuple[float, float]] = {}
    for name, ratio in (("cost_in", found.prices.to_receiving), ("cost_out", found.prices.to_sending), ("cost_any", found.prices.any)):
        factors[name] = (ratio.low / ratio.value, ratio.high / ratio.value)
    if found.gravity is not None:
        factors["gravity"] = (found.gravity.low, found.gravity.high)
    rows = [
        (name, how.found.value, how.source, how.licence, *(_number(factor, 4) for factor in factors.get(name, (None, None))), how.says.en, how.says.fr)
        for name, how in HOWS.items()
    ]
    return _text(("how", "found", "source", "licence", "times_low", "times_high", "en", "fr"), rows)


def _report(published: Published, places: Places, found: Corridors, files: Mapping[str, str]) -> dict[str, Any]:
    """What the table holds."""
    of_origin = Counter(pair.origin for pair in found.pairs)
    inside = sum(pair.stock for pair in found.pairs)
    used = {code for pair in found.pairs for code in (pair.origin, pair.residence)}
    imputed = Counter(line.figure for (country, _), line in places.lines.items() if country in used and HOWS[line.how].found is Found.IMPUTED)
    return {
        "origins": len(of_origin),
        "residences": len({pair.residence for pair in found.pairs}),
        "corridors": len(found.pairs),
        "persons": inside,
        "share_of_stock": inside / sum(found.emigrants.values()),
        "origins_90": sum(share >= 0.9 for share in found.coverage.values()),
        "origins_10": sum(n >= 10 for n in of_origin.values()),
        "stock_how": dict(Counter(pair.stock_how for pair in found.pairs)),
        "cost_how": dict(Counter(pair.cost_how for pair in found.pairs)),
        "cohort_own": sum(pair.cohort_is_own for pair in found.pairs),
        "imputed_countries": dict(imputed),
        "gravity": None if found.gravity is None else found.gravity._asdict(),
        "prices": {name: tuple(ratio) for name, ratio in found.prices._asdict().items()},
        "jumps_received": jumps(published, "received"),
        "bytes": {name: len(text.encode()) for name, text in files.items()},
        "left_out": {table.file: sum(table.left_out.values()) for tables in published.tables.values() for table in tables},
    }
