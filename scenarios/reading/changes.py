"""Values set by path in the content of a scenario file."""

from __future__ import annotations

import copy
import difflib
from collections.abc import Container, Mapping, Sequence
from typing import Any

from model.errors import InputError, Problem, short
from model.inputs.ministry import MINISTRY_PARAMETERS
from model.inputs.settings import FIGURES
from model.inputs.shocks import SHOCK_PARAMETERS
from model.levers import ELIGIBILITY, REGISTRY
from model.parameters import PARAMETERS
from model.text import Text

from .keys_and_types import TOP_LEVEL
from .patterns import matches
from .problems_found import tamed
from .toml_slips import full_path

NO_ENTRY = Text("{path} has {n} entries and none numbered {number}", "{path} a {n} éléments et aucun de numéro {number}")


def changed(document: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of a document with values set by dotted path; numbers index lists. InputError where a path leads nowhere."""
    result: dict[str, Any] = copy.deepcopy(dict(document))
    problems: list[Problem] = []
    for path, value in ((path, tamed(value)) for path, value in changes.items()):
        steps = path.split(".")
        is_short = steps[0] in ("levers", "parameters", "corridor") and len(steps) == 2 and not isinstance(value, Mapping)
        if steps[0] not in TOP_LEVEL or steps[0] == "base" or is_short:
            problems.append(_unknown(path, value, result))
            continue
        problem = _lost(result, path, steps, value) or _set(result, path, steps, value)
        if problem is not None:
            problems.append(problem)
    if problems:
        raise InputError(problems)
    if {"origin", "residence", "corridors"} & changes.keys():
        keep_corridors(result, {path.split(".")[1] for path in changes if path.startswith("corridor.")})
    return result


def _lost(document: Mapping[str, Any], path: str, steps: Sequence[str], value: Any) -> Problem | None:
    """A table that would take the place of one with more in it: what it does not name, a budget say, would be gone without a word."""
    if steps[0] not in ("levers", "parameters", "corridor") or len(steps) > 2 or not isinstance(value, Mapping):
        return None
    below = document.get(steps[0])
    tables = value if len(steps) == 1 else {steps[1]: value}
    lost = [
        f"{steps[0]}.{owner}.{name}"
        for owner, table in tables.items()
        if isinstance(below, Mapping) and isinstance(table, Mapping) and isinstance(below.get(owner), Mapping)
        for name, given in below[owner].items()
        if name not in table and given != _declared(steps[0], owner, name)
    ]
    if not lost:
        return None
    says = Text("this table leaves out {lost}, which the scenario gives", "cette table omet {lost}, que le scénario donne").filled(lost=", ".join(lost))
    allowed = Text("a path for each value that changes, or a table with all of them", "un chemin par valeur qui change, ou une table qui les a toutes")
    return Problem(path, says, "--set", value, allowed)


def _declared(room: str, owner: str, name: str) -> Any:
    """What a value is where nobody gives it; None for figures, which have no such value."""
    if room == "corridor":
        return None
    own = REGISTRY[owner].parameters.get(name) if room == "levers" and owner in REGISTRY else PARAMETERS.get(f"{owner}.{name}")
    return None if own is None else own.value


def _unknown(path: str, value: Any, document: Mapping[str, Any]) -> Problem:
    """A path that begins nowhere, with the full path that is meant by it."""
    begins = [key for key in TOP_LEVEL if key != "base"]
    near = None if "." in path else next(iter(difflib.get_close_matches(path, begins, n=1, cutoff=0.7)), None)
    name = path.removeprefix("levers.").removeprefix("parameters.").removeprefix("corridor.")
    near = near or full_path(name, known_paths(document))
    if near and "." in near:
        allowed = Text("the full path of a value", "le chemin complet d'une valeur")
    else:
        allowed = Text("a path that begins with {names}", "un chemin qui commence par {names}").filled(names=", ".join(begins))
    return Problem(path, Text("unknown path", "chemin inconnu"), "--set", value, allowed, near)


def known_paths(document: Mapping[str, Any]) -> list[str]:
    """The full paths of a scenario that end in one value: of the levers that it has (of all where it has none), of its figures, and of the model."""
    tables = {room: document.get(room) for room in ("levers", "corridor")}
    levers = [lever for lever in tables["levers"] if lever in REGISTRY] if isinstance(tables["levers"], Mapping) else []
    corridors = list(tables["corridor"]) if isinstance(tables["corridor"], Mapping) else []
    corridors = corridors or ids_of(document)
    paths = [f"levers.{lever}.{name}" for lever in levers or REGISTRY for name in REGISTRY[lever].parameters]
    paths += [f"levers.{lever}.eligibility.{name}" for lever in levers or REGISTRY for name in ELIGIBILITY]
    paths += [f"parameters.{key}" for key in PARAMETERS]
    paths += [f"corridor.{corridor}.{name}" for corridor in corridors for name in FIGURES]
    paths += [f"ministry.{name}" for name in MINISTRY_PARAMETERS]
    shocks = document.get("shocks")
    return paths + [f"shocks.{number}.{name}" for number in range(len(shocks) if isinstance(shocks, list) else 0) for name in SHOCK_PARAMETERS]


def ids_of(document: Mapping[str, Any]) -> list[str]:
    """Ids of the corridors that a document names, as far as it is well formed."""
    origins, residences, pairs = (document.get(key) for key in ("origin", "residence", "corridors"))
    if isinstance(pairs, list):
        return [f"{pair.get('origin')}-{pair.get('residence')}" for pair in pairs if isinstance(pair, dict)]
    if isinstance(origins, list) and isinstance(residences, list):
        return [f"{origin}-{residence}" for origin in origins for residence in residences]
    return []


def keep_corridors(document: dict[str, Any], own: Container[str] = ()) -> None:
    """Leave behind the figures of corridors that a document no longer has once its countries were replaced, but for its `own` ones."""
    ids = ids_of(document)
    if not isinstance(document.get("corridor"), dict) or not ids:
        return
    document["corridor"] = {
        corridor: table for corridor, table in document["corridor"].items() if corridor in ids or corridor in own or any(matches(corridor, one) for one in ids)
    }


def _set(document: dict[str, Any], path: str, steps: Sequence[str], value: Any) -> Problem | None:
    place: Any = document
    if steps[0] == "shocks":
        document.setdefault("shocks", [])
    for position, step in enumerate(steps):
        is_last = position == len(steps) - 1
        so_far = ".".join(steps[:position])
        if isinstance(place, list):
            if not step.isdecimal() or int(step) >= len(place):
                says = NO_ENTRY.filled(path=so_far, n=len(place), number=short(step))
                allowed = Text("a number from 0", "un numéro à partir de 0") if place else Text("a longer list", "une liste plus longue")
                return Problem(path, says, "--set", value, allowed)
            if is_last:
                place[int(step)] = copy.deepcopy(value)
            else:
                place = place[int(step)]
        elif isinstance(place, dict):
            if is_last:
                place[step] = copy.deepcopy(value)
            else:
                place = place.setdefault(step, {})
        else:
            says = Text("{path} is a value, not a table: nothing stands below it", "{path} est une valeur, non une table : il n'y a rien en dessous")
            return Problem(path, says.filled(path=so_far), "--set", value, Text("the path {path}", "le chemin {path}").filled(path=so_far))
    return None
