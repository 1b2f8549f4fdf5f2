"""What is tried and what happens: parameter overrides, levers and shocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from model.errors import MISSING, NOT_A_TABLE, UNKNOWN_KEY, Problem, nearest, short
from model.inputs.ministry import MINISTRY_PARAMETERS, WEIGHTS, Ministry, ministry_of
from model.inputs.shocks import SHOCK_PARAMETERS, Shock
from model.levers import ELIGIBILITY, REGISTRY, Eligibility, Lever, lever_class
from model.parameters import PARAMETERS, UNKNOWN
from model.text import Text

from ..corridors import country_code, nearest_corridor
from ..frozen import Frozen
from .money import in_usd
from .problems_found import Checking

UNKNOWN_MECHANISM = Text("unknown mechanism", "mécanisme inconnu")
NOT_ITS_CORRIDOR = Text("{value} is not a corridor of this scenario", "{value} n'est pas un corridor de ce scénario")
NOT_ITS_COUNTRY = Text("{value} is not a country of this scenario", "{value} n'est pas un pays de ce scénario")


def read_parameters(work: Checking) -> Mapping[str, Any]:
    """Overrides of declared parameters, "mechanism.name" to value."""
    found: dict[str, Any] = {}
    mechanisms = dict.fromkeys(key.split(".", 1)[0] for key in PARAMETERS)
    for mechanism, table in work.document.get("parameters", {}).items():
        if mechanism not in mechanisms:
            work.problems.append(Problem(f"parameters.{mechanism}", UNKNOWN_MECHANISM, allowed=", ".join(mechanisms), nearest=nearest(mechanism, mechanisms)))
            continue
        names = [key.split(".", 1)[1] for key in PARAMETERS if key.startswith(f"{mechanism}.")]
        for name, value in table.items():
            key = f"{mechanism}.{name}"
            if key not in PARAMETERS:
                work.problems.append(Problem(f"parameters.{key}", UNKNOWN, allowed=", ".join(names), nearest=nearest(name, names)))
                continue
            value = in_usd(work, f"parameters.{key}", PARAMETERS[key], value)
            checked = None if value is None else work.value(f"parameters.{key}", PARAMETERS[key], value)
            if checked is not None:
                found[key] = checked
    return Frozen(sorted(found.items()))


def read_levers(work: Checking, corridors: tuple[str, ...]) -> tuple[Lever, ...]:
    """The levers by id, idle ones included."""
    found: list[Lever] = []
    for lever_id, table in sorted(work.document.get("levers", {}).items()):
        lever_type = work.made(partial(lever_class, lever_id))
        if lever_type is None:
            continue
        allowed = [*lever_type.parameters, "eligibility"]
        for name in sorted(table.keys() - set(allowed)):
            work.problems.append(_unknown_term(lever_id, name, allowed))
        given = {name: in_usd(work, f"levers.{lever_id}.{name}", declared, table[name]) for name, declared in lever_type.parameters.items() if name in table}
        values = {name: tuple(value) if isinstance(value, list) else value for name, value in given.items() if value is not None}
        eligibility = _eligibility(work, f"levers.{lever_id}.eligibility", table.get("eligibility", {}), corridors)
        declared = {f"levers.{lever_id}.{name}": parameter for name, parameter in lever_type.parameters.items()}
        lever = work.made(partial(lever_type, eligibility=eligibility, **values), declared)
        if lever is not None:
            found.append(lever)
    return tuple(found)


def _unknown_term(lever_id: str, name: str, allowed: Sequence[str]) -> Problem:
    """A key that a lever does not have: one of its eligibility, a term of other levers, or a misspelling of one of its own."""
    key, has = f"levers.{lever_id}.{name}", ", ".join(allowed)
    if name in ELIGIBILITY:
        return Problem(key, UNKNOWN_KEY, allowed=has, nearest=f"eligibility.{name}")
    others = sorted(other for other, lever in REGISTRY.items() if name in lever.parameters)
    if others:
        says = Text("is no term of this lever, but of {others}", "n'est pas une valeur de ce levier, mais de {others}").filled(others=", ".join(others))
        return Problem(key, says, allowed=has)
    return Problem(key, UNKNOWN_KEY, allowed=has, nearest=nearest(name, allowed))


def _country(text: str, codes: Sequence[str]) -> str | None:
    """The country of a scenario that is meant by a text."""
    meant = country_code(text)
    return meant if meant in codes else nearest(text, codes)


def _arm(work: Checking, key: str, value: Any) -> str | None:
    """The name of a trial arm, or None and a problem more."""
    if isinstance(value, str) and value:
        return value
    says = Text("{value} is not the name of an arm", "{value} n'est pas le nom d'un bras d'essai").filled(value=short(value))
    work.problems.append(Problem(key, says, value=value, allowed=Text("text", "du texte")))
    return None


def _eligibility(work: Checking, prefix: str, table: Any, corridors: tuple[str, ...]) -> Eligibility | None:
    if not isinstance(table, dict):
        allowed = Text("a table of {names}", "une table de {names}").filled(names=", ".join(ELIGIBILITY))
        work.problems.append(Problem(prefix, NOT_A_TABLE.filled(value=short(table)), value=table, allowed=allowed))
        return None
    given: dict[str, Any] = {}
    for name, value in table.items():
        key = f"{prefix}.{name}"
        if name not in ELIGIBILITY:
            work.problems.append(Problem(key, UNKNOWN_KEY, allowed=", ".join(ELIGIBILITY), nearest=nearest(name, ELIGIBILITY)))
        elif name == "arm":
            given[name] = _arm(work, key, value)
        else:
            checked = work.value(key, ELIGIBILITY[name], value)
            if name == "corridors" and checked is not None and corridors:
                for wrong in (item for item in checked if item not in corridors):
                    says, near = NOT_ITS_CORRIDOR.filled(value=short(wrong)), nearest_corridor(str(wrong), corridors)
                    work.problems.append(Problem(key, says, value=wrong, allowed=", ".join(corridors), nearest=near))
            if checked is not None:
                given[name] = checked
    return Eligibility(**given)


def read_ministry(work: Checking) -> Ministry | None:
    """The ministry behind the levers; None where the file says nothing of it."""
    table = work.document.get("ministry")
    declared = {f"ministry.{name}": parameter for name, parameter in MINISTRY_PARAMETERS.items()}
    declared |= {f"ministry.weights.{name}": parameter for name, parameter in WEIGHTS.items()}
    return None if table is None else work.made(partial(ministry_of, table), declared)


def read_shock(work: Checking, number: int, table: Mapping[str, Any], corridors: tuple[str, ...]) -> Shock | None:
    """One event, or None where something is wrong with it."""
    prefix = f"shocks.{number}"
    before = len(work.problems)
    countries = {side: sorted({corridor.split("-")[position] for corridor in corridors}) for position, side in enumerate(("origin", "residence"))}
    allowed = [*SHOCK_PARAMETERS, *countries]
    given: dict[str, Any] = {}
    if "kind" not in table:
        work.problems.append(Problem(f"{prefix}.kind", MISSING, allowed=SHOCK_PARAMETERS["kind"].allowed))
    for name, value in table.items():
        key = f"{prefix}.{name}"
        if name in countries:
            if corridors and value not in countries[name]:
                says, near = NOT_ITS_COUNTRY.filled(value=short(value)), _country(str(value), countries[name])
                work.problems.append(Problem(key, says, value=value, allowed=", ".join(countries[name]), nearest=near))
            given[name] = value
        elif name == "arm":
            given[name] = _arm(work, key, value)
        elif name not in SHOCK_PARAMETERS:
            work.problems.append(Problem(key, UNKNOWN_KEY, allowed=", ".join(allowed), nearest=nearest(name, allowed)))
        else:
            given[name] = work.value(key, SHOCK_PARAMETERS[name], value)
    return Shock(**given) if len(work.problems) == before else None
