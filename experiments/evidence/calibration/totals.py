"""What origins are known to receive, as one more target: no fact of a study, and needs no run.

The propensity to remit of each origin was found such that the rules, with declared parameters, send its published total (`scenarios.countries.propensity`).
Another set of parameters with the same propensities sends another total: 64 sets fitted to the facts of studies alone, most of which are about single
households, sent 0.58 to 0.87 of what is published. So totals are a target too.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache

from model.parameters import Parameters, parameters
from scenarios.corridors import origins
from scenarios.countries.propensity import expected, of_origin
from scenarios.world_table.published import tables

from ..declaration import Fact
from .statistics import Target

NAME = "total received, of what is published"
BAND = (0.8, 1.25)
"""Of a mean over origins; single totals move by more than that in five years (`with_propensities`)."""
LARGEST = 2
"""Corridors of an origin that stand for it."""


def of_totals(facts: Sequence[Fact]) -> tuple[Target, ...]:
    """The target, where facts on remittances are fitted; it weighs as much as the totals of so many origins."""
    return (Target(NAME, "totals", *BAND, float(len(_declared()))),) if any(each.channel == "remittances" for each in facts) else ()


def received(values: Mapping[str, float]) -> float:
    """What the rules are expected to send under a set of parameters, of what they are under the declared ones: geometric mean over the origins with figures."""
    now, before = _of_origins(parameters(dict(values))), _declared()
    return math.exp(sum(math.log(one / other) for one, other in zip(now, before, strict=True)) / len(now))


@cache
def _declared() -> tuple[float, ...]:
    return _of_origins(parameters({}))


def _of_origins(p: Parameters) -> tuple[float, ...]:
    found, sent = tables(), []
    for origin in origins():
        propensity = found.countries[origin].get("remittance_propensity")
        if propensity is not None:
            sent.append(sum(expected(each, propensity.value, p) for each in of_origin(origin, found, p, LARGEST)))
    return tuple(sent)
