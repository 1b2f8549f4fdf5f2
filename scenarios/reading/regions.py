"""Regions of origin: `regions = "regions.csv"` beside the scenario, or `[[regions]]` tables; a row a region, with its people, poverty, need and emigration."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from model.errors import InputError, Problem, nearest, short
from model.inputs.regions import Region, by_poverty
from model.inputs.settings import FIGURES
from model.parameters import PARAMETERS

from .. import corridors as tables
from ..corridors import Figure
from ..frozen import Frozen
from .keys_and_types import SHOWN
from .named_places import is_no_name
from .own_sources import is_source, unknown_source
from .problems_found import Checking
from .region_rows import COLUMNS, MEANS, MUST, Given, rows_of_csv

NUMBER = "population.n_communities"
SHARES = ("poverty", "need", "emigration")
FAR, WHOLE = 1.25, 0.02
"""How far the people of all regions may be from the population of the origin, times; and their emigration from 1."""
ALLOWED = f'the path of a table in CSV, as "regions.csv", or tables [[regions]], with {", ".join(MUST)} and, where known, need, emigration or emigrants, source'


def read_regions(work: Checking, corridors: Sequence[str], figures: Mapping[str, Mapping[str, Figure]]) -> Mapping[str, tuple[Region, ...]]:
    """Origin to its regions, from the poorest to the richest; empty where the scenario gives none."""
    before = len(work.problems)
    given, origins = _given(work), list(dict.fromkeys(corridor.split("-")[0] for corridor in corridors))
    if not given or not origins:
        return Frozen()
    rows: dict[str, list[tuple[Given, Region]]] = {}
    for row in given:
        origin, region = _origin(work, row, origins), _region(work, row)
        if origin is not None and region is not None:
            rows.setdefault(origin, []).append((row, region))
    if len(work.problems) > before:
        return Frozen()
    found = {}
    for origin in (origin for origin in origins if origin in rows):
        found[origin] = _of_origin(work, origin, rows[origin], _people(origin, figures))
    _same_number(work, found)
    return Frozen(found) if len(work.problems) == before else Frozen()


def _people(origin: str, figures: Mapping[str, Mapping[str, Figure]]) -> float | None:
    """The population of an origin, by the first of its corridors; None where that was refused."""
    known = (own["origin_population"].value for corridor, own in figures.items() if corridor.startswith(f"{origin}-") and "origin_population" in own)
    return next(known, None)


def _given(work: Checking) -> list[Given]:
    """The rows of the file or of the tables; a problem more where there are none."""
    raw = work.document.get("regions")
    if raw is None:
        return []
    if isinstance(raw, str):
        try:
            return rows_of_csv(raw)
        except InputError as error:
            work.problems += error.problems
            return []
    if not isinstance(raw, list) or not raw or not all(isinstance(row, dict) for row in raw):
        work.problems.append(Problem("regions", f"{short(raw)} is neither a path nor a list of tables", value=raw, allowed=ALLOWED))
        return []
    found = [Given(row, None, number, None) for number, row in enumerate(raw)]
    for row in found:
        unknown = [column for column in row.cells if column not in COLUMNS]
        work.problems += [row.problem(column, "unknown key", row.cells[column], ", ".join(COLUMNS), nearest(column, COLUMNS)) for column in unknown]
        work.problems += [row.problem(column, "is missing", None, MEANS.get(column, "its name")) for column in MUST if column not in row.cells]
    return found


def _origin(work: Checking, row: Given, origins: Sequence[str]) -> str | None:
    """The origin of a row; where the scenario has one, the row need not say it."""
    given = row.cells.get("origin")
    if given is None:
        if len(origins) == 1:
            return origins[0]
        work.problems.append(row.problem("origin", "is missing: the scenario has several origins", None, ", ".join(origins)))
        return None
    code = tables.country_code(str(given)) or str(given)
    if code not in origins:
        work.problems.append(row.problem("origin", f"{short(given)} is no origin of this scenario", given, ", ".join(origins), nearest(code, origins)))
        return None
    return code


def _region(work: Checking, row: Given) -> Region | None:
    """The region of a row, its emigration as it is given, persons or a share."""
    before = len(work.problems)
    name = row.cells.get("region")
    if isinstance(name, str):
        name = " ".join(name.split())
    if not isinstance(name, str) or not name or not re.match(SHOWN, name) or is_no_name(name):
        allowed = "a name that can be shown, no number alone, nor poorest:N or richest:N"
        work.problems += [row.problem("region", f"{short(name)} cannot be the name of a region", name, allowed)] if "region" in row.cells else []
    for column, means in MEANS.items():
        if column in row.cells and (problem := _number_problem(row, column, row.cells[column], means)) is not None:
            work.problems.append(problem)
    if "emigration" in row.cells and "emigrants" in row.cells:
        work.problems.append(row.problem("emigrants", "stands beside emigration", None, "one of the two: persons (emigrants), or a share of all (emigration)"))
    source = row.cells.get("source", "")
    if source and not (isinstance(source, str) and is_source(work, source)):
        work.problems.append(row.problem("source", *_unknown(work, str(source))))
    if len(work.problems) > before or not all(column in row.cells for column in MUST):
        return None
    given = (row.cells.get("need"), row.cells.get("emigration", row.cells.get("emigrants")))
    need, emigration = (None if value is None else float(value) for value in given)
    return Region(str(name), float(row.cells["population"]), float(row.cells["poverty"]), need, emigration, str(source))


def _unknown(work: Checking, source: str) -> tuple[str, Any, str | None, str | None]:
    found = unknown_source(work, "source", source, None)
    return found.says, source, found.allowed, found.nearest


def _number_problem(row: Given, column: str, value: Any, means: str) -> Problem | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return row.problem(column, f"{short(value)} is not a number", value, means)
    if value < 0.0 or (column == "population" and value == 0.0):
        return row.problem(column, f"{value:g} is {'negative' if value < 0.0 else 'nobody'}", value, means)
    if column in SHARES and value > 1.0:
        percent = value <= 100.0
        hint = f"{value / 100.0:g}" if percent else None
        says = f"{value:g} is above 1" + (": per cent are written as a share" if percent else "")
        if column == "emigration" and not percent:
            says += "; persons have the column emigrants"
        return row.problem(column, says, value, means, hint)
    if column in ("population", "emigrants") and value > FIGURES["origin_population"].high:
        return row.problem(column, f"{value:g} is more than any country has", value, means)
    return None


def _of_origin(work: Checking, origin: str, rows: Sequence[tuple[Given, Region]], people: float | None) -> tuple[Region, ...]:
    """The regions of an origin with their emigration as shares, poorest first; problems for what does not go together."""
    first, regions = rows[0][0], [region for _, region in rows]
    seen: dict[str, Given] = {}
    for row, region in rows:
        if (other := seen.setdefault(region.name.casefold(), row)) is not row:
            where = f"line {other.line}" if other.line is not None else f"regions.{other.number}"
            work.problems.append(row.problem("region", f"{region.name} stands twice: also in {where}", region.name, "each region once"))
    low, high = int(PARAMETERS[NUMBER].low), int(PARAMETERS[NUMBER].high)
    if not low <= len(regions) <= high:
        says = f"{origin} has {len(regions)} region{'s' if len(regions) != 1 else ''}"
        work.problems.append(_about(first, says, f"{low} to {high} regions of an origin"))
    total = sum(region.population for region in regions)
    for row, region in rows:
        if len(regions) > 2 and math.isclose(region.population, total - region.population, rel_tol=1e-4):
            says = f"{region.name} has as many people as all others together: a total is no region"
            work.problems.append(row.problem("region", says, region.name, "the regions alone"))
            return ()
    if people is not None and not 1.0 / FAR <= total / people <= FAR:
        says = f"the regions of {origin} have {total:,.0f} people, the origin {people:,.0f} (origin_population)"
        work.problems.append(_about(first, says, f"totals within {FAR:g} times of each other; one of them may be in thousands, or of another year"))
    return by_poverty(_as_shares(work, origin, first, rows))


def _as_shares(work: Checking, origin: str, first: Given, rows: Sequence[tuple[Given, Region]]) -> list[Region]:
    regions = [region for _, region in rows]
    for column, values in (("need", [region.need for region in regions]), ("emigration", [region.emigration for region in regions])):
        missing = [row for (row, _), value in zip(rows, values, strict=True) if value is None]
        if missing and len(missing) < len(rows):
            says = f"is missing, and given for other regions of {origin}"
            work.problems.append(missing[0].problem(column, says, None, "for all regions of an origin, or for none"))
            return regions
    if regions[0].emigration is None:
        return regions
    if len({"emigrants" in row.cells for row, _ in rows}) > 1:
        work.problems.append(_about(first, f"{origin} has emigrants for some regions and emigration for others", "one of the two columns"))
    total = sum(region.emigration or 0.0 for region in regions)
    is_share = "emigration" in rows[0][0].cells
    if (is_share and abs(total - 1.0) > WHOLE) or total <= 0.0:
        says = f"the emigration of the regions of {origin} adds up to {total:.4g}" if is_share else f"no region of {origin} has emigrants"
        work.problems.append(_about(first, says, f"shares that add up to 1, within {WHOLE:g}; persons have the column emigrants"))
        return regions
    return [region._replace(emigration=(region.emigration or 0.0) / total) for region in regions]


def _about(first: Given, says: str, allowed: str) -> Problem:
    """A problem of all rows together."""
    return Problem("regions" if first.file is None else "", says, first.file, None, allowed)


def _same_number(work: Checking, found: Mapping[str, Sequence[Region]]) -> None:
    """A world has as many communities for one origin as for the other; that number stands nowhere else."""
    counts = {origin: len(regions) for origin, regions in found.items() if regions}
    if len(set(counts.values())) > 1:
        told = ", ".join(f"{origin} {n}" for origin, n in counts.items())
        allowed = "the same number for every origin: small regions put together; or a scenario an origin"
        work.problems.append(Problem("regions", f"the origins have different numbers of regions: {told}", allowed=allowed))
    given = work.document.get("parameters", {}).get("population", {}).get("n_communities")
    if len(set(counts.values())) == 1 and given is not None and given != (n := next(iter(counts.values()))):
        says = f"{short(given)} communities, and {n} regions of {', '.join(counts)}"
        work.problems.append(Problem(f"parameters.{NUMBER}", says, value=given, allowed="without it: the regions say how many there are", nearest=str(n)))
