"""Regions that levers and shocks choose by name: as the numbers that they stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from model.communities import ENDS
from model.errors import Problem, nearest, short
from model.inputs.regions import Region
from model.levers import REGISTRY
from model.parameter import Kind, Text

from .problems_found import Checking

OF_SEVERAL = Text(
    "{value} is chosen by name, and {origins} have regions of their own: a number stands for one of each",
    "{value} est choisi par son nom, et {origins} ont chacun leurs régions : un numéro en désigne une de chaque",
)
NUMBERS = Text(
    "numbers from 1 (the poorest), poorest:N or richest:N; a shock may name its origin",
    "des numéros à partir de 1 (la plus pauvre), poorest:N ou richest:N ; un choc peut nommer son pays d'origine",
)
NAME_OR_NUMBER = Text(
    "{names}; a number from 1 (the poorest) to {n}, poorest:N or richest:N",
    "{names} ; un numéro de 1 (la plus pauvre) à {n}, poorest:N ou richest:N",
)
_END_LIKE = re.compile(rf"[^\W\d_]+\s*:\s*\d*|{'|'.join(ENDS)}")


def is_no_name(text: str) -> bool:
    """Whether a text is a number, or meant as poorest:N or richest:N, right or misspelt.

    >>> is_no_name("3"), is_no_name("poorst: 3"), is_no_name("richest"), is_no_name("Region 3"), is_no_name("Kolda")
    (True, True, True, False, False)
    """
    return text.strip().isdecimal() or _END_LIKE.fullmatch(text.strip()) is not None


def number_places(work: Checking, regions: Mapping[str, Sequence[Region]], origins: Sequence[str]) -> None:
    """Names of regions that levers and shocks give, in `work.document`, as the numbers that they stand for (1 the poorest)."""
    for lever_id, table in work.document.get("levers", {}).items():
        lever = REGISTRY.get(lever_id)
        named = [name for name, declared in lever.parameters.items() if declared.kind is Kind.PLACES] if lever is not None else []
        for name in named:
            _number(work, table, name, f"levers.{lever_id}.{name}", regions, origins)
        if isinstance(table.get("eligibility"), dict):
            _number(work, table["eligibility"], "communities", f"levers.{lever_id}.eligibility.communities", regions, origins)
    for number, shock in enumerate(work.document.get("shocks", [])):
        own = [shock["origin"]] if isinstance(shock.get("origin"), str) and shock["origin"] in origins else origins
        _number(work, shock, "communities", f"shocks.{number}.communities", regions, own)


def _number(work: Checking, table: dict[str, Any], name: str, key: str, regions: Mapping[str, Sequence[Region]], origins: Sequence[str]) -> None:
    given = table.get(name)
    if not isinstance(given, list) or not any(origin in regions for origin in origins):
        return
    kept = []
    for item in given:
        if not isinstance(item, str) or is_no_name(item):
            kept.append(item)
            continue
        names = [region.name for origin in origins for region in regions.get(origin, ())]
        same = [place for place, other in enumerate(names, 1) if other.casefold() == " ".join(item.split()).casefold()]
        if len(origins) > 1:
            says = OF_SEVERAL.filled(value=short(item), origins=", ".join(origins))
            work.problems.append(Problem(key, says, value=item, allowed=NUMBERS))
        elif same:
            kept.append(same[0])
        else:
            allowed = NAME_OR_NUMBER.filled(names=", ".join(names), n=len(names))
            says = Text("{value} is no region of {origin}", "{value} n'est pas une région de {origin}").filled(value=short(item), origin=origins[0])
            work.problems.append(Problem(key, says, value=item, allowed=allowed, nearest=nearest(item, names)))
    table[name] = kept
