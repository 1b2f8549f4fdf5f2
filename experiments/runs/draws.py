"""Which inputs and which luck each replication has.

Replications come in pairs. The two of a pair share their parameters and differ in luck; of every other pair they differ in their figures too. That is a
staggered nested design (Bainbridge 1965, "Staggered, nested designs for estimating variance components"): it tells apart what comes from parameters,
from figures and from chance (`experiments.runs.variance_components`), and pairs are independent of each other. A policy and its world without policy,
and all scenarios of the same world, always have the same inputs and the same luck in the same replication.

Parameters that were calibrated come from a set of the ensemble (`experiments.calibrated.ensemble`), together: what facts say of one depends on the others. The
sets are taken in an order drawn by lot, each once before any is taken again. Any other input is drawn uniformly from its range when it is an assumption
or a value of the literature that has a range; and none that the scenario set itself (`Scenario.uncertain`). The draw is a pure function of seed, number
of the input draw and path of the input: another input more, or another replication more, shifts nobody's draw. What is said of a country is drawn once
for all its corridors: their ranges may differ, the place in the range does not.
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

from ..calibrated.ensemble import Ensemble

Uncertainty = Literal["luck", "inputs", "prior"]
LUCK_PER_INPUTS = 2
"""Replications that share one draw of the inputs."""


def input_draw(replication: int, uncertainty: str) -> int:
    """Number of the input draw that a replication uses; with luck alone there is one, the declared values.

    >>> [input_draw(r, "inputs") for r in range(5)], input_draw(7, "luck")
    ([0, 0, 1, 1, 2], 0)
    """
    return 0 if uncertainty == "luck" else replication // LUCK_PER_INPUTS


def has_own_figures(replication: int, *, is_point: bool = False) -> bool:
    """Whether a replication has other figures than the other one of its pair; with parameters held there is nothing to tell figures apart from.

    >>> [has_own_figures(r) for r in range(8)]
    [False, False, False, True, False, False, False, True]
    """
    return not is_point and replication % (2 * LUCK_PER_INPUTS) == 2 * LUCK_PER_INPUTS - 1


def stream(seed: int, number: int, name: str) -> np.random.Generator:
    """Luck of its own for whatever has a name and a number: the same for the same three, and apart from all others."""
    words = np.frombuffer(hashlib.sha256(name.encode()).digest(), dtype="<u4").tolist()
    return np.random.Generator(np.random.Philox(np.random.SeedSequence([seed & 0xFFFFFFFF, seed >> 32, number, *words])))


def independent_draws(replications: int, uncertainty: str) -> int:
    """How many of so many replications are independent of each other: input draws, or the replications themselves where only luck varies.

    >>> [independent_draws(r, "inputs") for r in (1, 4, 5)], independent_draws(5, "luck")
    ([1, 2, 3], 5)
    """
    return replications if uncertainty == "luck" else -(-replications // LUCK_PER_INPUTS)


@lru_cache(maxsize=4096)  # scenarios of one world, and two replications, ask for the same ones
def uniform(seed: int, draw: int, path: str) -> float:
    """A number in [0, 1) for one input of one draw.

    >>> uniform(1, 0, "parameters.giving.price_elasticity") == uniform(1, 0, "parameters.giving.price_elasticity")
    True
    """
    return float(stream(seed, draw, path).random())


@lru_cache(maxsize=64)
def _order(seed: int, turn: int, size: int) -> tuple[int, ...]:
    """In which order the sets of an ensemble are taken, each once a turn."""
    return tuple(stream(seed, turn, "ensemble").permutation(size).tolist())


def member_of_draw(seed: int, draw: int, size: int) -> int:
    """The set of an ensemble of so many that a draw takes: all once, in an order drawn by lot, before any is taken again.

    >>> sorted(member_of_draw(1, draw, 5) for draw in range(5)), member_of_draw(1, 7, 5) in range(5)
    ([0, 1, 2, 3, 4], True)
    """
    turn, place = divmod(draw, size)
    return _order(seed, turn, size)[place]


def drawn_values(scenario: Scenario, seed: int, draw: int, ensemble: Ensemble | None = None, *, own_figures: bool = False) -> dict[str, float]:
    """The uncertain inputs of a scenario by path, as drawn.

    Args:
        scenario: what it sets itself is not drawn.
        seed: root of all draws.
        draw: number of the draw.
        ensemble: whose sets the calibrated parameters are taken from; None draws each from its range.
        own_figures: other figures with the same parameters.
    """
    calibrated = {} if ensemble is None else ensemble.member(member_of_draw(seed, draw, ensemble.size))
    values: dict[str, float] = {}
    for given in _uncertain(scenario):
        known = calibrated.get(given.path.removeprefix("parameters.")) if given.path.startswith("parameters.") else None
        again = "again " if own_figures and is_figure(given.path) else ""
        values[given.path] = _between(given, uniform(seed, draw, again + shared(given.path))) if known is None else known
    return values


@lru_cache(maxsize=64)
def _uncertain(scenario: Scenario) -> tuple[Input, ...]:
    """`Scenario.uncertain`, gathered once for all draws: a scenario does not change, and another one is not equal to it."""
    return scenario.uncertain()


def is_figure(path: str) -> bool:
    """Whether an input is a figure of a place; the others are parameters of behaviour, and what levers assume.

    >>> [is_figure(path) for path in ("corridor.MAR-BEL.household_size", "parameters.giving.fatigue", "levers.diaspora_bond.cost_usd")]
    [True, False, False]
    """
    return path.startswith(("corridor.", "regions."))


def at_best_fit(scenario: Scenario, ensemble: Ensemble) -> dict[str, float]:
    """The calibrated parameters of a scenario by path at the best fit, but for those that it sets itself."""
    return not_set(scenario, ensemble.point)


def not_set(scenario: Scenario, values: Mapping[str, float]) -> dict[str, float]:
    """Values of parameters by path, but for those that the scenario sets itself."""
    return {f"parameters.{name}": value for name, value in values.items() if name not in scenario.parameters}


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
        room, _, rest = path.partition(".")
        if room == "parameters":
            parameters[rest] = value
            continue
        owner, _, name = rest.partition(".")
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


def inputs_of(
    scenario: Scenario, seed: int, replication: int, uncertainty: str, ensemble: Ensemble | None = None, *, is_point: bool = False
) -> dict[str, float]:
    """The inputs by path that a replication has in place of the declared ones.

    Args:
        scenario: what it sets itself stays.
        seed: root of all draws.
        replication: its number.
        uncertainty: "inputs" draws them; so does "prior", which the caller gives without an ensemble; "luck" leaves them.
        ensemble: where calibrated parameters are taken from.
        is_point: parameters stay at the best fit of the ensemble, figures alone are drawn.
    """
    held = at_best_fit(scenario, ensemble) if is_point and ensemble is not None else {}
    if uncertainty == "luck":
        return held
    draw, own_figures = input_draw(replication, uncertainty), has_own_figures(replication, is_point=is_point)
    drawn = drawn_values(scenario, seed, draw, None if is_point else ensemble, own_figures=own_figures)
    return {path: value for path, value in drawn.items() if is_figure(path)} | held if is_point else drawn


def for_replication(scenario: Scenario, seed: int, replication: int, uncertainty: str, ensemble: Ensemble | None = None, *, is_point: bool = False) -> Scenario:
    """The scenario with the inputs that a replication uses (`inputs_of`)."""
    return with_inputs(scenario, inputs_of(scenario, seed, replication, uncertainty, ensemble, is_point=is_point))
