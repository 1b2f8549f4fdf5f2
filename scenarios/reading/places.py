"""Where a scenario plays: its corridors, and the figures of each with their provenance."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

from model.errors import EMPTY, MISSING, Problem, nearest, short
from model.inputs.settings import FIGURES
from model.text import Said, Text

from .. import corridors as tables
from ..corridors import ASSUMPTION, EARLIER, Figure, in_proportion
from ..frozen import Frozen
from ..world_table.figures import of_the_world, residences_of, shipped
from .keys_and_types import GivenFigure, of_shape
from .money import NUMBER, figure_in_usd
from .own_sources import is_source, unknown_source
from .problems_found import Checking

KEY, YEAR, LOW, HIGH = Text("KEY", "CLÉ"), Text("YEAR", "ANNÉE"), Text("LOW", "BAS"), Text("HIGH", "HAUT")
FIGURE_ALLOWED = Said(
    Text(
        '{{ value = {number}, source = "{key}", year = {year} }} or {{ value = {number}, assumed = [{low}, {high}] }}',
        '{{ value = {number}, source = "{key}", year = {year} }} ou {{ value = {number}, assumed = [{low}, {high}] }}',
    ).filled(number=NUMBER, key=KEY, year=YEAR, low=LOW, high=HIGH)
)
BESIDE = Text("stands beside origin or residence", "figure à côté de origin ou de residence")
EITHER = Text("either origin and residence, or [[corridors]]", "soit origin et residence, soit [[corridors]]")
MISSING_OR_EMPTY = Text("is missing or empty", "manque ou est vide")
AT_LEAST_ONE = Text("at least one corridor", "au moins un corridor")
CORRIDOR_TWICE = Text("corridor {corridor} stands twice", "le corridor {corridor} figure deux fois")
BOTH = Text("{country} is both origin and residence", "{country} est à la fois pays d'origine et pays de résidence")
TWO_COUNTRIES = Text("two different countries", "deux pays différents")
AND_OTHERS = Text("{codes}, and {n} other countries by their code", "{codes}, et {n} autres pays par leur code")
NO_FIGURES: Mapping[str, Text] = {
    "origin": Text("no figures of {code} ({name}) as origin ship with the product", "aucun chiffre de {code} ({name}) comme pays d'origine n'est fourni"),
    "residence": Text(
        "no figures of {code} ({name}) as residence ship with the product", "aucun chiffre de {code} ({name}) comme pays de résidence n'est fourni"
    ),
}
OR_ITS_OWN = Text("{known}; or figures of its own, as [corridor.{pair}]", "{known} ; ou ses propres chiffres, comme [corridor.{pair}]")
OR_OWN_FOR = Text("{known}; or figures of its own for {country}", "{known} ; ou ses propres chiffres pour {country}")
NO_CODE = Text("{value} is not a code of three letters (ISO 3166-1 alpha-3)", "{value} n'est pas un code à trois lettres (ISO 3166-1 alpha-3)")
NO_COUNTRY: Mapping[str, Text] = {
    "origin": Text("{value} is not a country with figures as origin", "{value} n'est pas un pays dont on a les chiffres comme pays d'origine"),
    "residence": Text("{value} is not a country with figures as residence", "{value} n'est pas un pays dont on a les chiffres comme pays de résidence"),
}
NOT_ITS_CORRIDOR = Text("is not a corridor of this scenario", "n'est pas un corridor de ce scénario")
RESIDENCES = Text("residence countries with figures for {origin}: {codes}", "pays de résidence dont on a les chiffres pour {origin} : {codes}")
ORIGINS = Text("origins with figures: {codes}", "pays d'origine dont on a les chiffres : {codes}")
UNKNOWN_CORRIDOR = Text("no figures are known for it: {names}", "aucun chiffre connu : {names}")
FIGURES_UNDER = Text(
    "figures under [corridor.{corridor}], each as {form}; {hint}", "des chiffres sous [corridor.{corridor}], chacun de la forme {form} ; {hint}"
)
SOURCE_AND_RANGE = Text("has both a source and an assumed range", "a à la fois une source et une plage supposée")
OUTSIDE = Text("the value {value} is outside the range {low} to {high}", "la valeur {value} est hors de la plage de {low} à {high}")
AROUND = Text("a lower and an upper bound around the value", "une borne basse et une borne haute autour de la valeur")
NO_SOURCE = Text("does not say where it comes from", "ne dit pas d'où il vient")
AS_ASSUMPTION = Text("as an assumption, its source as a note: {line}", "comme hypothèse, sa source en note : {line}")
YEAR_SEEN = Text("the year of the observation", "l'année de l'observation")


def read_corridors(work: Checking) -> tuple[str, ...]:
    """Ids of the corridors: origin x residence, or the pairs of [[corridors]]."""
    given = work.document
    if work.broken & {"origin", "residence", "corridors"}:
        return ()
    if "corridors" in given and ("origin" in given or "residence" in given):
        work.problems.append(Problem("corridors", BESIDE, allowed=EITHER))
        return ()
    if "corridors" in given:
        pairs = [(f"corridors.{number}", pair["origin"], pair["residence"]) for number, pair in enumerate(given["corridors"])]
    else:
        missing = [key for key in ("origin", "residence") if not given.get(key)]
        work.problems += [Problem(key, MISSING_OR_EMPTY, allowed=_known(key)) for key in missing]
        pairs = [] if missing else [("", *pair) for pair in product(given["origin"], given["residence"])]
    if "corridors" in given and not pairs:
        work.problems.append(Problem("corridors", EMPTY, allowed=AT_LEAST_ONE))
    checked: dict[tuple[str, str], bool] = {}
    found: list[str] = []
    for key, origin, residence in pairs:
        prefix = f"{key}." if key else ""
        sides = (("origin", origin), ("residence", residence))
        for side, code in sides:
            if (side, code) not in checked:
                checked[side, code] = _country(work, f"{prefix}{side}", side, code)
        if all(checked[side] for side in sides):
            corridor = f"{origin}-{residence}"
            if corridor in found:
                work.problems.append(Problem(key or "origin", CORRIDOR_TWICE.filled(corridor=corridor), value=corridor))
            elif origin == residence:
                work.problems.append(Problem(key or "residence", BOTH.filled(country=origin), value=corridor, allowed=TWO_COUNTRIES))
            else:
                found.append(corridor)
    return tuple(found)


def _known(side: str) -> Text:
    """Countries that can be named: those of the library's tables, and how many more the large table has."""
    known = tables.origins() if side == "origin" else tables.residences()
    more = len(set(of_the_world(side)) - set(known))
    return AND_OTHERS.filled(codes=", ".join(known), n=more)


def _country(work: Checking, key: str, side: str, code: str) -> bool:
    """A country of the tables; or any well-formed code for which the scenario itself gives figures."""
    of_library = tables.origins() if side == "origin" else tables.residences()
    known = [*of_library, *of_the_world(side)]
    if code in known:
        return True
    position = 0 if side == "origin" else 1
    described = {corridor.split("-")[position] for corridor in work.document.get("corridor", {}) if corridor.count("-") == 1}
    if re.fullmatch(r"[A-Z]{3}", code) and code in described:
        return True
    meant = tables.country_code(code)
    if meant == code:
        says = NO_FIGURES[side].filled(code=code, name=tables.iso3166()[code].names)
        pair = f"{code}-FRA" if side == "origin" else f"MAR-{code}"
        allowed = OR_ITS_OWN.filled(known=_known(side), pair=pair)
        work.problems.append(Problem(key, says, value=code, allowed=allowed, nearest=_swapped(code, of_library)))
        return False
    near = meant or _swapped(code.upper(), known)
    is_other_form = meant is not None and len(code.strip()) != 3
    says = (NO_CODE if is_other_form else NO_COUNTRY[side]).filled(value=short(code))
    allowed = _known(side) if meant is None or meant in known else OR_OWN_FOR.filled(known=_known(side), country=meant)
    work.problems.append(Problem(key, says, value=code, allowed=allowed, nearest=near))
    return False


def _swapped(code: str, known: Sequence[str]) -> str | None:
    """A known code that differs by one letter or by the order of its letters; that of its letters first."""
    alike = [iso for iso in known if _alike(iso, code)]
    return next((iso for iso in alike if sorted(iso) == sorted(code)), alike[0] if alike else None)


def read_figures(work: Checking, corridors: tuple[str, ...]) -> Mapping[str, Mapping[str, Figure]]:
    """Every figure of every corridor: the scenario's own, else that of the tables of the library, of the large table, else the declared default."""
    given = work.document.get("corridor", {})
    for corridor in given:
        if corridors and corridor not in corridors:
            near = tables.nearest_corridor(corridor, corridors)
            work.problems.append(Problem(f"corridor.{corridor}", NOT_ITS_CORRIDOR, allowed=", ".join(corridors), nearest=near))
    complete: dict[str, Mapping[str, Figure]] = {}
    for corridor in corridors:
        own = given.get(corridor, {})
        read = {key: figure for key, raw in own.items() if (figure := _figure(work, f"corridor.{corridor}.{key}", key, raw)) is not None}
        known = shipped(corridor)
        read |= _beside_own_stock(known, read)
        found: dict[str, Figure] = {}
        for key in FIGURES:
            figure = read.get(key) or (None if key in own else known.get(key) or tables.default(key))
            if figure is not None:
                found[key] = figure
        _missing(work, corridor, [key for key, declared in FIGURES.items() if key not in found and key not in own and not declared.optional])
        complete[corridor] = Frozen(found)
    return Frozen(complete)


def _beside_own_stock(known: Mapping[str, Figure], own: Mapping[str, Figure]) -> dict[str, Figure]:
    """Stocks of earlier years beside a stock of the scenario's own: those of the tables in proportion, so that another count is not taken for arrivals."""
    if "migrant_stock" not in own or "migrant_stock" not in known or own["migrant_stock"].value == known["migrant_stock"].value:
        return {}
    times = own["migrant_stock"].value / known["migrant_stock"].value
    of_tables = {name: figure for name, figure in known.items() if name.startswith(EARLIER) and own.get(name, figure).value == figure.value}
    return {name: in_proportion(figure, times) for name, figure in of_tables.items()}


def _missing(work: Checking, corridor: str, missing: Sequence[str]) -> None:
    """Figures that nothing gives. Where even the stock is not known, the message says for which residence countries it is."""
    if not missing:
        return
    origin = corridor.split("-")[0]
    residences = sorted({*tables.residences_of(origin), *residences_of(origin)})
    hint = RESIDENCES.filled(origin=origin, codes=", ".join(residences)) if residences else ORIGINS.filled(codes=_known("origin"))
    near = nearest(corridor, [f"{origin}-{residence}" for residence in residences]) if "migrant_stock" in missing else None
    says, allowed = UNKNOWN_CORRIDOR.filled(names=", ".join(missing)), FIGURES_UNDER.filled(corridor=corridor, form=FIGURE_ALLOWED, hint=hint)
    work.problems.append(Problem(f"corridor.{corridor}", says, allowed=allowed, nearest=near))


def _figure(work: Checking, key: str, name: str, raw: Any) -> Figure | None:
    declaration = FIGURES.get(name)
    if declaration is None:
        work.problems.append(Problem(key, Text("unknown figure", "chiffre inconnu"), allowed=", ".join(FIGURES), nearest=nearest(name, FIGURES)))
        return None
    if not isinstance(raw, dict):
        value = work.value(key, declaration, raw)
        return None if value is None else Figure(value, ASSUMPTION, note="set by hand")
    before = len(work.problems)
    work.problems += of_shape(GivenFigure, raw, key)
    if len(work.problems) > before:
        return None
    given = figure_in_usd(work, key, declaration, raw)
    if given is None:
        return None
    raw = given
    value = work.value(f"{key}.value", declaration, raw["value"])
    source, assumed = raw.get("source"), raw.get("assumed")
    year = raw.get("year")
    if assumed is not None and source not in (None, ASSUMPTION):
        work.problems.append(Problem(key, SOURCE_AND_RANGE, allowed=FIGURE_ALLOWED))
    elif assumed is not None:
        low, high = (work.value(f"{key}.assumed", declaration, bound) for bound in assumed)
        if value is not None and low is not None and high is not None and not low <= value <= high:
            says = OUTSIDE.filled(value=f"{value:g}", low=f"{low:g}", high=f"{high:g}")
            work.problems.append(Problem(f"{key}.assumed", says, value=assumed, allowed=AROUND))
        return None if len(work.problems) > before else Figure(value, ASSUMPTION, None, (low, high), raw.get("note", ""))
    elif source is None or source == ASSUMPTION:
        work.problems.append(Problem(key, NO_SOURCE, allowed=FIGURE_ALLOWED))
    elif not is_source(work, source):
        as_note = AS_ASSUMPTION.filled(line=_as_assumption(name, raw))
        work.problems.append(unknown_source(work, f"{key}.source", source, raw.get("year"), as_note))
    elif year is None:
        work.problems.append(Problem(f"{key}.year", MISSING, allowed=YEAR_SEEN))
    return None if len(work.problems) > before else Figure(value, str(source), year, None, raw.get("note", ""))


def _as_assumption(name: str, raw: Mapping[str, Any]) -> str:
    """How a figure with a source in free text is written: as an assumption with its range."""
    note = f"{raw['source']}, {raw['year']}" if raw.get("year") is not None and str(raw["year"]) not in str(raw["source"]) else str(raw["source"])
    line = Text("{name} = {{ value = {value}, assumed = [LOW, HIGH], note = {note} }}", "{name} = {{ value = {value}, assumed = [BAS, HAUT], note = {note} }}")
    return Said(line.filled(name=name, value=raw["value"], note=json.dumps(note, ensure_ascii=False)))


def _alike(code: str, other: str) -> bool:
    """Whether two country codes differ by one letter or by the order of their letters."""
    return sorted(code) == sorted(other) or sum(a != b for a, b in zip(code, other, strict=False)) + abs(len(code) - len(other)) == 1
