"""Worlds drawn from the whole bounds of parameters and levers: what no example tries."""

from __future__ import annotations

import math
import random
from typing import Any, NamedTuple

from model.errors import InputError
from model.inputs.settings import WorldSettings
from model.inputs.shocks import Shock
from model.levers import REGISTRY, Eligibility, Lever
from model.parameter import Kind, Parameter
from model.parameters import PARAMETERS
from model.policy.levers_in_force import FEW_RESTRICTED
from model.records.vocabulary import GENERATIONS, SECTORS, SEXES, SKILLS
from tests.worlds import BUSY, ETH, MAR, SHOCKS, settings_of

LARGEST = 1e9  # where a bound is further away, as that of a budget


class World(NamedTuple):
    """What a run needs, all drawn."""

    settings: WorldSettings
    levers: tuple[Lever, ...]
    shocks: tuple[Shock, ...]


def drawn(p: Parameter, luck: random.Random) -> Any:
    """A value that a declaration allows: at a bound, or anywhere between, small numbers as often as large ones where the bounds are far apart."""
    if p.optional and luck.random() < 0.5:
        return None
    if p.kind is Kind.BOOLEAN:
        return luck.random() < 0.5
    if p.kind is Kind.CHOICE:
        return luck.choice(p.choices)
    if p.kind is Kind.LIST:
        return tuple(luck.sample(p.choices, luck.randint(1, len(p.choices)))) if p.choices else p.value
    low, high = float(p.low), min(float(p.high), LARGEST)
    if luck.random() < 0.25:
        value = luck.choice((low, high))
    elif low >= 0.0 and high > 1_000.0 * max(low, 1.0):
        value = low + math.expm1(luck.uniform(0.0, math.log1p(high - low)))
    else:
        value = luck.uniform(low, high)
    return round(value) if p.kind is Kind.INTEGER else value


def _eligibility(luck: random.Random) -> Eligibility:
    return Eligibility(
        communities=luck.choice((None, (1, 2), ("poorest:2",))),
        sex=luck.choice((None, *SEXES)),
        generation=luck.choice((None, tuple(luck.sample(GENERATIONS, 2)))),
        skill=luck.choice((None, tuple(luck.sample(SKILLS, 2)))),
        sector=luck.choice((None, tuple(luck.sample(SECTORS, 3)))),
        random_share=luck.choice((1.0, luck.random())),
    )


def _lever(lever_id: str, luck: random.Random, is_restricted: bool) -> Lever:
    """A lever with values anywhere within their bounds; drawn again where two of them do not go together."""
    kind = REGISTRY[lever_id]
    while True:
        values = {name: drawn(p, luck) for name, p in kind.parameters.items() if name not in ("from_month", "to_month") and luck.random() < 0.6}
        values |= {"from_month": luck.choice((0, 0, luck.randint(0, 20))), "to_month": luck.choice((None, luck.randint(1, 40)))}
        try:
            return kind(_eligibility(luck) if is_restricted else None, **values)
        except InputError:
            continue


def random_world(number: int) -> World:
    """The world of a number, always the same: a corridor, parameters, levers and shocks."""
    luck = random.Random(number)
    share = luck.choice((0.0, 0.1, 0.5, 1.0))  # of the parameters that are moved
    moved = {name: float(drawn(p, luck)) for name, p in PARAMETERS.items() if luck.random() < share}
    parameters = luck.choice(({}, BUSY)) | moved
    if "population.n_communities" in parameters:  # as many as shocks and levers name: others are refused
        parameters["population.n_communities"] = max(parameters["population.n_communities"], 3.0)
    settings = settings_of(luck.choice((MAR, ETH)), stock=luck.choice((800.0, 4_000.0, 30_000.0)), years=2, sample=300, burn_in=1, parameters=parameters)
    own = sorted(lever_id for lever_id, kind in REGISTRY.items() if kind.__module__.startswith("model.levers."))
    chosen = luck.sample(own, luck.randint(1, len(own)))
    restricted = set(luck.sample(chosen, min(luck.randint(0, FEW_RESTRICTED - 4), len(chosen))))
    levers = tuple(_lever(lever_id, luck, lever_id in restricted) for lever_id in chosen)
    return World(settings, levers, tuple(shock for shock in SHOCKS if luck.random() < 0.5))
