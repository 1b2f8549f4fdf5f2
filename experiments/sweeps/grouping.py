"""Factors by what they belong to: the lever that carries them, the grade of their evidence, the channel that they act on."""

from __future__ import annotations

from collections.abc import Sequence

from model.inputs.settings import FIGURES
from model.levers import ELIGIBILITY, REGISTRY
from model.outcome_registry import OUTCOMES
from model.parameters import PARAMETERS
from model.text import Text
from scenarios.argument_checks import Choice, Names

from ..runs.options import check_options

GROUPINGS = ("levers", "grades", "channels")


def group_of(path: str, grouping: str) -> str:
    """The group of one factor.

    >>> group_of("levers.matching_grant.ratio", "levers"), group_of("parameters.giving.price_elasticity", "channels")
    ('matching_grant', 'giving')
    """
    room, _, rest = path.partition(".")
    owner, _, name = rest.partition(".")
    if grouping == "levers":
        return owner if room == "levers" else "world"
    if grouping == "channels":
        if room == "levers":
            return OUTCOMES[REGISTRY[owner].main_outcome].theme
        return {"parameters": owner, "corridor": "figures", "shocks": "shocks"}.get(room, room)
    if room == "parameters":
        return f"grade {PARAMETERS[rest].grade}"
    if room == "corridor":
        return f"grade {FIGURES[name].grade}"
    if room == "levers":
        known = {**REGISTRY[owner].parameters, **{f"eligibility.{part}": given for part, given in ELIGIBILITY.items()}}
        # the terms of a lever are a choice of policy; what running it costs is an assumption with a range
        return f"grade {known[name].grade}" if known[name].likely is not None else "choice of policy"
    return "choice of policy"


def grouped(paths: Sequence[str], grouping: str) -> dict[str, list[str]]:
    """Groups of factors by name, in the order in which they first appear."""
    check_options({"paths": Names(Text("paths of factors", "chemins de facteurs")), "grouping": Choice(GROUPINGS)}, paths=paths, grouping=grouping)
    found: dict[str, list[str]] = {}
    for path in paths:
        found.setdefault(group_of(path, grouping), []).append(path)
    return found
