"""Which runs a dose-response study makes: each lever alone, in a scenario of the library where it can work, at every dose of its grid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.levers import REGISTRY, Dose, Lever
from model.levers.dose import HALVES, RANDOM_SHARE
from model.offers import base_offer
from model.parameters import parameters
from scenarios import library, load
from scenarios.scenario import Scenario

from ..runs.replications import COST
from ..runs.runner import Task
from . import pairs

ELSEWHERE = "morocco_belgium"
"""Where a lever is tried that no scenario of the library has."""
COSTS = (COST, "present_value_cost", "revenue_forgone", "budget_exhausted_month")
"""Outcomes that are costs, or say what they leave: they are no trace of what a cost brought."""


@dataclass(frozen=True)
class Curve:
    """One dose of one lever, and where it is given: `scenarios` in the order of `values`, all of one world."""

    lever: str
    dose: Dose
    home: str
    values: tuple[float, ...]
    scenarios: tuple[Scenario, ...]

    @property
    def name(self) -> str:
        """What its numbers are kept under."""
        return f"{self.lever}.{self.dose.term}"


@cache
def home_of(lever_id: str) -> str:
    """The scenario of the library that has the lever and the fewest others, and of those the one with the fewest corridors.

    >>> home_of("matching_grant"), home_of("pooled_fund"), home_of("tourism_promotion")
    ('hometown_association_matching', 'crisis_response', 'morocco_belgium')
    """
    having = [scenario for scenario in map(load, library()) if any(lever.id == lever_id for lever in scenario.levers)]
    return min(((len(scenario.levers), len(scenario.corridors), scenario.name) for scenario in having), default=(0, 0, ELSEWHERE))[2]


def own_values(lever_id: str, home: Scenario) -> dict[str, Any]:
    """The values of the lever in its scenario, from month 0 to the end and without a limit of money, so that the dose alone limits it."""
    own = next((lever for lever in home.levers if lever.id == lever_id), None)
    given = dict(own.values) if own is not None else {}
    return {name: value for name, value in given.items() if name not in ("from_month", "to_month", "budget_usd", "funding", "renewal_probability")}


def dosed(lever_id: str, dose: Dose, value: float, home: Scenario) -> Lever:
    """The lever of a scenario at one dose."""
    own = next((lever for lever in home.levers if lever.id == lever_id), None)
    eligibility = REGISTRY[lever_id]().eligibility if own is None else own.eligibility
    if dose.term == RANDOM_SHARE:
        eligibility = replace(eligibility, random_share=value)
    return REGISTRY[lever_id](eligibility, **{**own_values(lever_id, home), **dose.given(value)})


def curve_of(lever_id: str, dose: Dose, years: int | None = None, parts: tuple[float, ...] = HALVES, changes: Mapping[str, Any] | None = None) -> Curve:
    """The runs of one dose of a lever. `changes`: to the scenario, beside its levers."""
    home = home_of(lever_id)
    scenario = load(home, set=dict(changes or {}), years=years)
    settings = scenario.settings()
    base = base_offer(settings.corridors[0], parameters(settings.parameters))
    values = dose.grid(REGISTRY[lever_id].parameters, base, parts)
    return Curve(lever_id, dose, home, values, tuple(replace(scenario, levers=(dosed(lever_id, dose, value, scenario),)) for value in values))


def curves(levers: Sequence[str], years: int | None = None, main_only: bool = False) -> tuple[Curve, ...]:
    """The curves of some levers, the main dose of each first."""
    return tuple(curve_of(lever_id, dose, years) for lever_id in levers for dose in REGISTRY[lever_id].doses[: 1 if main_only else None])


def planned(found: Sequence[Curve], replications: int, sample: int, seed: int) -> list[pairs.Planned]:
    """The tasks of some curves: one a world and replication, with all doses that are given in this world; `sample`: records in all, shared by corridors."""
    worlds: dict[str, list[Scenario]] = {}
    for curve in found:
        for place, scenario in enumerate(curve.scenarios):
            worlds.setdefault(scenario.world_fingerprint, []).append(replace(scenario, name=f"{curve.name} {place}"))
    return [
        pairs.Planned(
            f"{world[:12]}-{replication}",
            Task(tuple(scenarios), replication, seed, uncertainty="luck", sample=max(sample // len(scenarios[0].corridors), 500), outcomes=()),
        )
        for replication in range(replications)
        for world, scenarios in worlds.items()
    ]


def matrices(numbers: pd.DataFrame, curve: Curve) -> tuple[dict[str, NDArray[np.float64]], NDArray[np.float64]]:
    """Changes by outcome, and the public cost: replication by dose each; what is not measured in all runs is left out."""
    by_dose = [
        pairs.matrix(numbers[(numbers["scenario"] == f"{curve.name} {place}") & numbers["lever"].isna()], "difference") for place in range(len(curve.values))
    ]
    changes = {str(outcome): np.column_stack([frame[outcome] for frame in by_dose]) for outcome in by_dose[0] if all(outcome in frame for frame in by_dose)}
    return {name: values for name, values in changes.items() if name not in COSTS}, changes[COST]
