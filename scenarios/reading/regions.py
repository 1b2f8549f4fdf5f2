"""Regions of origin: `regions = "regions.csv"` beside the scenario, or `[[regions]]` tables; a row a region, with its people, poverty, need and emigration."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from model.errors import LINE, MISSING, NOT_A_NUMBER, UNKNOWN_KEY, InputError, Problem, nearest, short
from model.inputs.regions import Region, by_poverty
from model.inputs.settings import FIGURES
from model.parameters import PARAMETERS
from model.text import Text, numeral

from .. import corridors as tables
from ..corridors import Figure
from ..frozen import Frozen
from .keys_and_types import SHOWN
from .named_places import is_no_name
from .own_sources import is_source, unknown_source
from .problems_found import Checking
from .region_rows import COLUMNS, MEANS, MUST, NAME, Given, rows_of_csv

NUMBER = "population.n_communities"
SHARES = ("poverty", "need", "emigration")
FAR, WHOLE = 1.25, 0.02
"""How far the people of all regions may be from the population of the origin, times; and their emigration from 1."""
ALLOWED = Text(
    'the path of a table in CSV, as "regions.csv", or tables [[regions]], with {columns} and, where known, need, emigration or emigrants, source',
    'le chemin d\'une table en CSV, comme "regions.csv", ou des tables [[regions]], avec {columns} et, si connus, need, emigration ou emigrants, source',
).filled(columns=", ".join(MUST))
NEITHER = Text("{value} is neither a path nor a list of tables", "{value} n'est ni un chemin ni une liste de tables")
NO_ORIGIN = Text("is missing: the scenario has several origins", "manque : le scénario a plusieurs pays d'origine")
NOT_ITS_ORIGIN = Text("{value} is no origin of this scenario", "{value} n'est pas un pays d'origine de ce scénario")
NO_NAME = Text("{value} cannot be the name of a region", "{value} ne peut pas être le nom d'une région")
NAMES = Text(
    "a name that can be shown, no number alone, nor poorest:N or richest:N",
    "un nom qui peut s'afficher, ni un numéro seul, ni poorest:N ou richest:N",
)
BESIDE = Text("stands beside emigration", "figure à côté de emigration")
ONE_OF_TWO = Text(
    "one of the two: persons (emigrants), or a share of all (emigration)",
    "l'un des deux : des personnes (emigrants), ou une part du total (emigration)",
)
NEGATIVE = Text("{value} is negative", "{value} est négatif")
NOBODY = Text("{value} is nobody", "{value} : il n'y a personne")
ABOVE_ONE = Text("{value} is above 1", "{value} dépasse 1")
PER_CENT = Text("{value} is above 1: per cent are written as a share", "{value} dépasse 1 : un pourcentage s'écrit comme une part")
NOT_PERSONS = Text("{value} is above 1; persons have the column emigrants", "{value} dépasse 1 ; les personnes vont dans la colonne emigrants")
TOO_MANY = Text("{value} is more than any country has", "{value} : aucun pays n'en a autant")
ALSO_IN = Text("{name} stands twice: also in {where}", "{name} figure deux fois : aussi en {where}")
ONCE = Text("each region once", "chaque région une fois")
HAS = Text("{origin} has {n} regions", "{origin} a {n} régions")
HAS_ONE = Text("{origin} has {n} region", "{origin} a {n} région")
HOW_MANY = Text("{low} to {high} regions of an origin", "de {low} à {high} régions par pays d'origine")
A_TOTAL = Text(
    "{name} has as many people as all others together: a total is no region",
    "{name} a autant d'habitants que toutes les autres ensemble : un total n'est pas une région",
)
ALONE = Text("the regions alone", "les régions seules")
OTHER_PEOPLE = Text(
    "the regions of {origin} have {total} people, the origin {people} (origin_population)",
    "les régions de {origin} ont {total} habitants, le pays {people} (origin_population)",
)
LIKE_TOTALS = Text(
    "totals within {far} times of each other; one of them may be in thousands, or of another year",
    "des totaux à un facteur {far} près ; l'un des deux est peut-être en milliers, ou d'une autre année",
)
NOT_FOR_ALL = Text("is missing, and given for other regions of {origin}", "manque, et est donné pour d'autres régions de {origin}")
ALL_OR_NONE = Text("for all regions of an origin, or for none", "pour toutes les régions d'un pays d'origine, ou pour aucune")
BOTH = Text(
    "{origin} has emigrants for some regions and emigration for others",
    "{origin} a emigrants pour certaines régions et emigration pour d'autres",
)
ONE_COLUMN = Text("one of the two columns", "l'une des deux colonnes")
ADDS_UP = Text("the emigration of the regions of {origin} adds up to {total}", "la somme de emigration pour les régions de {origin} est {total}")
NO_EMIGRANTS = Text("no region of {origin} has emigrants", "aucune région de {origin} n'a d'émigrés")
SUM_OF_ONE = Text(
    "shares that add up to 1, within {width}; persons have the column emigrants",
    "des parts dont la somme est 1, à {width} près ; les personnes vont dans la colonne emigrants",
)
DIFFERENT = Text("the origins have different numbers of regions: {numbers}", "les pays d'origine n'ont pas le même nombre de régions : {numbers}")
SAME = Text(
    "the same number for every origin: small regions put together; or a scenario an origin",
    "le même nombre pour chaque pays d'origine : petites régions regroupées ; ou un scénario par pays",
)
OTHER_NUMBER = Text("{value} communities, and {n} regions of {origins}", "{value} communautés, et {n} régions de {origins}")
WITHOUT = Text("without it: the regions say how many there are", "rien : les régions disent combien il y en a")


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
        work.problems.append(Problem("regions", NEITHER.filled(value=short(raw)), value=raw, allowed=ALLOWED))
        return []
    found = [Given(row, None, number, None) for number, row in enumerate(raw)]
    for row in found:
        unknown = [column for column in row.cells if column not in COLUMNS]
        work.problems += [row.problem(column, UNKNOWN_KEY, row.cells[column], ", ".join(COLUMNS), nearest(column, COLUMNS)) for column in unknown]
        work.problems += [row.problem(column, MISSING, None, MEANS.get(column, NAME)) for column in MUST if column not in row.cells]
    return found


def _origin(work: Checking, row: Given, origins: Sequence[str]) -> str | None:
    """The origin of a row; where the scenario has one, the row need not say it."""
    given = row.cells.get("origin")
    if given is None:
        if len(origins) == 1:
            return origins[0]
        work.problems.append(row.problem("origin", NO_ORIGIN, None, ", ".join(origins)))
        return None
    code = tables.country_code(str(given)) or str(given)
    if code not in origins:
        work.problems.append(row.problem("origin", NOT_ITS_ORIGIN.filled(value=short(given)), given, ", ".join(origins), nearest(code, origins)))
        return None
    return code


def _region(work: Checking, row: Given) -> Region | None:
    """The region of a row, its emigration as it is given, persons or a share."""
    before = len(work.problems)
    name = row.cells.get("region")
    if isinstance(name, str):
        name = " ".join(name.split())
    if not isinstance(name, str) or not name or not re.match(SHOWN, name) or is_no_name(name):
        work.problems += [row.problem("region", NO_NAME.filled(value=short(name)), name, NAMES)] if "region" in row.cells else []
    for column, means in MEANS.items():
        if column in row.cells and (problem := _number_problem(row, column, row.cells[column], means)) is not None:
            work.problems.append(problem)
    if "emigration" in row.cells and "emigrants" in row.cells:
        work.problems.append(row.problem("emigrants", BESIDE, None, ONE_OF_TWO))
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


def _number_problem(row: Given, column: str, value: Any, means: Text) -> Problem | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return row.problem(column, NOT_A_NUMBER.filled(value=short(value)), value, means)
    if value < 0.0 or (column == "population" and value == 0.0):
        return row.problem(column, (NEGATIVE if value < 0.0 else NOBODY).filled(value=f"{value:g}"), value, means)
    if column in SHARES and value > 1.0:
        percent = value <= 100.0
        hint = f"{value / 100.0:g}" if percent else None
        says = PER_CENT if percent else NOT_PERSONS if column == "emigration" else ABOVE_ONE
        return row.problem(column, says.filled(value=f"{value:g}"), value, means, hint)
    if column in ("population", "emigrants") and value > FIGURES["origin_population"].high:
        return row.problem(column, TOO_MANY.filled(value=f"{value:g}"), value, means)
    return None


def _of_origin(work: Checking, origin: str, rows: Sequence[tuple[Given, Region]], people: float | None) -> tuple[Region, ...]:
    """The regions of an origin with their emigration as shares, poorest first; problems for what does not go together."""
    first, regions = rows[0][0], [region for _, region in rows]
    seen: dict[str, Given] = {}
    for row, region in rows:
        if (other := seen.setdefault(region.name.casefold(), row)) is not row:
            where = LINE.filled(line=other.line) if other.line is not None else f"regions.{other.number}"
            work.problems.append(row.problem("region", ALSO_IN.filled(name=region.name, where=where), region.name, ONCE))
    low, high = int(PARAMETERS[NUMBER].low), int(PARAMETERS[NUMBER].high)
    if not low <= len(regions) <= high:
        says = (HAS if len(regions) != 1 else HAS_ONE).filled(origin=origin, n=len(regions))
        work.problems.append(_about(first, says, HOW_MANY.filled(low=low, high=high)))
    total = sum(region.population for region in regions)
    for row, region in rows:
        if len(regions) > 2 and math.isclose(region.population, total - region.population, rel_tol=1e-4):
            work.problems.append(row.problem("region", A_TOTAL.filled(name=region.name), region.name, ALONE))
            return ()
    if people is not None and not 1.0 / FAR <= total / people <= FAR:
        says = OTHER_PEOPLE.filled(origin=origin, total=numeral(total, ",.0f"), people=numeral(people, ",.0f"))
        work.problems.append(_about(first, says, LIKE_TOTALS.filled(far=numeral(FAR, "g"))))
    return by_poverty(_as_shares(work, origin, first, rows))


def _as_shares(work: Checking, origin: str, first: Given, rows: Sequence[tuple[Given, Region]]) -> list[Region]:
    regions = [region for _, region in rows]
    for column, values in (("need", [region.need for region in regions]), ("emigration", [region.emigration for region in regions])):
        missing = [row for (row, _), value in zip(rows, values, strict=True) if value is None]
        if missing and len(missing) < len(rows):
            work.problems.append(missing[0].problem(column, NOT_FOR_ALL.filled(origin=origin), None, ALL_OR_NONE))
            return regions
    if regions[0].emigration is None:
        return regions
    if len({"emigrants" in row.cells for row, _ in rows}) > 1:
        work.problems.append(_about(first, BOTH.filled(origin=origin), ONE_COLUMN))
    total = sum(region.emigration or 0.0 for region in regions)
    is_share = "emigration" in rows[0][0].cells
    if (is_share and abs(total - 1.0) > WHOLE) or total <= 0.0:
        says = (ADDS_UP if is_share else NO_EMIGRANTS).filled(origin=origin, total=numeral(total, ".4g"))
        work.problems.append(_about(first, says, SUM_OF_ONE.filled(width=numeral(WHOLE, "g"))))
        return regions
    return [region._replace(emigration=(region.emigration or 0.0) / total) for region in regions]


def _about(first: Given, says: Text, allowed: Text) -> Problem:
    """A problem of all rows together."""
    return Problem("regions" if first.file is None else "", says, first.file, None, allowed)


def _same_number(work: Checking, found: Mapping[str, Sequence[Region]]) -> None:
    """A world has as many communities for one origin as for the other; that number stands nowhere else."""
    counts = {origin: len(regions) for origin, regions in found.items() if regions}
    if len(set(counts.values())) > 1:
        told = ", ".join(f"{origin} {n}" for origin, n in counts.items())
        work.problems.append(Problem("regions", DIFFERENT.filled(numbers=told), allowed=SAME))
    given = work.document.get("parameters", {}).get("population", {}).get("n_communities")
    if len(set(counts.values())) == 1 and given is not None and given != (n := next(iter(counts.values()))):
        says = OTHER_NUMBER.filled(value=short(given), n=n, origins=", ".join(counts))
        work.problems.append(Problem(f"parameters.{NUMBER}", says, value=given, allowed=WITHOUT, nearest=str(n)))
