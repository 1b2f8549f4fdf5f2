"""Which inputs and which luck each replication has.

Replications come in pairs. The two replications of a pair share their inputs and differ in luck, so that a one-way analysis of variance over the
pairs separates what is not known (inputs) from chance (luck). A policy and its world without policy, and all scenarios of the same world, always
have the same inputs and the same luck in the same replication.

An input is drawn uniformly from its range when it is an assumption or a value of the literature that has a range and that the scenario did not
set itself (`Scenario.uncertain`). The draw is a pure function of seed, number of the input draw and path of the input: another input more, or
another replication more, shifts nobody's draw. What is said of a country is drawn once for all its corridors: their ranges may differ, the place in
the range does not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, Literal

import numpy as np

from model.inputs.settings import OF_ORIGIN, OF_RESIDENCE
from model.levers import Lever
from model.parameter import Kind, Unit
from model.parameters import PARAMETERS
from scenarios.corridors import EARLIER, in_proportion
from scenarios.scenario import Frozen, Input, Scenario

Uncertainty = Literal["luck", "inputs"]
LUCK_PER_INPUTS = 2
"""Replications that share one draw of the inputs."""


def input_draw(replication: int, uncertainty: str) -> int:
    """Number of the input draw that a replication uses; with luck alone there is one, the declared values.

    >>> [input_draw(r, "inputs") for r in range(5)], input_draw(7, "luck")
    ([0, 0, 1, 1, 2], 0)
    """
    return replication // LUCK_PER_INPUTS if uncertainty == "inputs" else 0


def stream(seed: int, number: int, name: str) -> np.random.Generator:
    """Luck of its own for whatever has a name and a number: the same for the same three, and apart from all others."""
    words = np.frombuffer(hashlib.sha256(name.encode()).digest(), dtype="<u4").tolist()
    return np.random.Generator(np.random.Philox(np.random.SeedSequence([seed & 0xFFFFFFFF, seed >> 32, number, *words])))


def independent_draws(replications: int, uncertainty: str) -> int:
    """How many of so many replications are independent of each other: input draws, or the replications themselves where only luck varies.

    >>> [independent_draws(r, "inputs") for r in (1, 4, 5)], independent_draws(5, "luck")
    ([1, 2, 3], 5)
    """
    return -(-replications // LUCK_PER_INPUTS) if uncertainty == "inputs" else replications


@lru_cache(maxsize=4096)  # scenarios of one world, and two replications, ask for the same ones
def uniform(seed: int, draw: int, path: str) -> float:
    """A number in [0, 1) for one input of one draw.

    >>> uniform(1, 0, "parameters.giving.price_elasticity") == uniform(1, 0, "parameters.giving.price_elasticity")
    True
    """
    return float(stream(seed, draw, path).random())


def drawn_values(scenario: Scenario, seed: int, draw: int) -> dict[str, float]:
    """The uncertain inputs of a scenario by path, as drawn."""
    return {given.path: _between(given, uniform(seed, draw, shared(given.path))) for given in scenario.uncertain()}


def shared(path: str) -> str:
    """What the draw of an input hangs on: its path, or the country that a figure is said of.

    >>> shared("corridor.SEN-FRA.tax_rate"), shared("corridor.SEN-FRA.residence_rights"), shared("corridor.SEN-FRA.skilled_share")
    ('corridor.SEN-*.tax_rate', 'corridor.*-FRA.residence_rights', 'corridor.SEN-FRA.skilled_share')
    """
    room, _, rest = path.partition(".")
    if room != "corridor":
        return path
    corridor, _, name = rest.partition(".")
    origin, _, residence = corridor.partition("-")
    if name in OF_ORIGIN:
        return f"corridor.{origin}-*.{name}"
    return f"corridor.*-{residence}.{name}" if name in OF_RESIDENCE else path


def _between(given: Input, share: float) -> float:
    assert given.low is not None and given.high is not None
    value = given.low + (given.high - given.low) * share
    if given.unit == Unit.YES_NO.value:
        return float(value >= 0.5)  # half a law is none
    if given.path.startswith("parameters."):
        declaration = PARAMETERS[given.path.removeprefix("parameters.")]
        if declaration.kind is Kind.INTEGER:
            value = float(round(value))
    return value


def with_inputs(scenario: Scenario, values: Mapping[str, float]) -> Scenario:
    """The scenario with inputs set by path, its levers rebuilt through their own checks."""
    if not values:
        return scenario
    figures = {corridor: dict(given) for corridor, given in scenario.figures.items()}
    parameters: dict[str, Any] = dict(scenario.parameters)
    levers: dict[str, dict[str, float]] = {}
    for path, value in values.items():
        room, rest = path.split(".", 1)
        if room == "parameters":
            parameters[rest] = value
            continue
        owner, name = rest.split(".", 1)
        if room == "corridor":
            figures[owner][name] = replace(figures[owner][name], value=value)
        else:
            levers.setdefault(owner, {})[name] = value
    for corridor, given in figures.items():
        if f"corridor.{corridor}.migrant_stock" in values:  # another count of those there now is one of earlier years as well
            times = given["migrant_stock"].value / scenario.figures[corridor]["migrant_stock"].value
            given |= {name: in_proportion(figure, times) for name, figure in given.items() if name.startswith(EARLIER)}
    return replace(
        scenario,
        figures=Frozen({corridor: Frozen(given) for corridor, given in figures.items()}),
        parameters=Frozen(parameters),
        levers=tuple(_rebuilt(lever, levers.get(lever.id, {})) for lever in scenario.levers),
    )


def _rebuilt(lever: Lever, values: Mapping[str, float]) -> Lever:
    if not values:
        return lever
    typed = {name: round(value) if lever.parameters[name].kind is Kind.INTEGER else value for name, value in values.items()}
    return type(lever)(eligibility=lever.eligibility, **{**lever.values, **typed})


def for_replication(scenario: Scenario, seed: int, replication: int, uncertainty: str) -> Scenario:
    """The scenario with the inputs that a replication uses."""
    if uncertainty == "luck":
        return scenario
    return with_inputs(scenario, drawn_values(scenario, seed, input_draw(replication, uncertainty)))
