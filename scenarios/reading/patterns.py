"""Figures for many corridors at once: `[corridor."SEN-*"]` holds for every corridor of an origin, `[corridor."*-FRA"]` for every one of a residence country.

What stands for one corridor goes before what stands for its origin, and this before what stands for its residence country.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from model.errors import Problem

ANY = "*"


def matches(pattern: str, corridor: str) -> bool:
    """Whether a corridor is one of those that a pattern stands for.

    >>> matches("SEN-*", "SEN-FRA"), matches("*-FRA", "SEN-FRA"), matches("*-*", "SEN-FRA"), matches("SEN-FRA", "SEN-FRA")
    (True, True, False, False)
    """
    sides, parts = pattern.split("-"), corridor.split("-")
    is_pattern = len(sides) == len(parts) == 2 and sides.count(ANY) == 1
    return is_pattern and all(side in (ANY, part) for side, part in zip(sides, parts, strict=True))


def spread(document: Mapping[str, Any], corridors: Sequence[str]) -> tuple[dict[str, Any], dict[str, str]]:
    """A document in which figures of patterns stand under each of the corridors, and by what pattern each of these paths came about.

    A pattern that no corridor answers to stays, to be refused as any other unknown corridor.
    """
    given = document.get("corridor")
    if not isinstance(given, Mapping) or not any(ANY in str(name) for name in given):
        return dict(document), {}
    used = {name for name in given if isinstance(given[name], Mapping) and any(matches(str(name), corridor) for corridor in corridors)}
    tables: dict[str, Any] = {name: table for name, table in given.items() if name not in used}
    came: dict[str, str] = {}
    for corridor in corridors:
        mine = sorted((name for name in used if matches(str(name), corridor)), key=lambda name: str(name).startswith(ANY))
        if not mine or not isinstance(tables.get(corridor, {}), Mapping):
            continue
        table = dict(tables.get(corridor, {}))
        for name in mine:
            for key, value in given[name].items():
                if key not in table:
                    table[key] = value
                    came[f"corridor.{corridor}.{key}"] = f"corridor.{name}.{key}"
        tables[corridor] = table
    return {**document, "corridor": tables}, came


def told_once(problems: Sequence[Problem], came: Mapping[str, str]) -> list[Problem]:
    """Problems of figures that came by a pattern, under the pattern and each once."""
    found: dict[Problem, None] = {}
    for problem in problems:
        path = next((path for path in came if problem.key == path or problem.key.startswith(f"{path}.")), None)
        key = problem.key if path is None else came[path] + problem.key.removeprefix(path)
        found[replace(problem, key=key, value=str(problem.value) if isinstance(problem.value, list | dict) else problem.value)] = None
    return list(found)
