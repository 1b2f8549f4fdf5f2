"""Values set by path in the content of a scenario file."""

from __future__ import annotations

import copy
from collections.abc import Container, Mapping, Sequence
from typing import Any

from model.errors import InputError, Problem, nearest, short

from .checking import tamed
from .structure import TOP_LEVEL


def changed(document: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of a document with values set by dotted path; numbers index lists. InputError where a path leads nowhere."""
    result: dict[str, Any] = copy.deepcopy(dict(document))
    problems: list[Problem] = []
    for path, value in ((path, tamed(value)) for path, value in changes.items()):
        steps = path.split(".")
        if steps[0] not in TOP_LEVEL or steps[0] == "base":
            allowed = [key for key in TOP_LEVEL if key != "base"]
            problems.append(Problem(path, "unknown path", "--set", value, f"a path that begins with {', '.join(allowed)}", nearest(steps[0], allowed)))
            continue
        problem = _set(result, path, steps, value)
        if problem is not None:
            problems.append(problem)
    if problems:
        raise InputError(problems)
    if {"origin", "residence", "corridors"} & changes.keys():
        keep_corridors(result, {path.split(".")[1] for path in changes if path.startswith("corridor.")})
    return result


def keep_corridors(document: dict[str, Any], own: Container[str] = ()) -> None:
    """Leave behind the figures of corridors that a document no longer has once its countries were replaced, but for its `own` ones."""
    origins, residences, pairs = (document.get(key) for key in ("origin", "residence", "corridors"))
    if not isinstance(document.get("corridor"), dict):
        return
    if isinstance(pairs, list):
        ids = {f"{pair.get('origin')}-{pair.get('residence')}" for pair in pairs if isinstance(pair, dict)}
    elif isinstance(origins, list) and isinstance(residences, list):
        ids = {f"{origin}-{residence}" for origin in origins for residence in residences}
    else:
        return
    document["corridor"] = {corridor: table for corridor, table in document["corridor"].items() if corridor in ids or corridor in own}


def _set(document: dict[str, Any], path: str, steps: Sequence[str], value: Any) -> Problem | None:
    place: Any = document
    if steps[0] == "shocks":
        document.setdefault("shocks", [])
    for position, step in enumerate(steps):
        is_last = position == len(steps) - 1
        so_far = ".".join(steps[:position])
        if isinstance(place, list):
            if not step.isdecimal() or int(step) >= len(place):
                return Problem(
                    path, f"{so_far} has {len(place)} entries and none numbered {short(step)}", "--set", value, "a number from 0" if place else "a longer list"
                )
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
            return Problem(path, f"{so_far} is a value, not a table: nothing stands below it", "--set", value, f"the path {so_far}")
    return None
