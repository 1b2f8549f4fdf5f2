"""Every lever at no, some and full dose, as it declares them: no effect without cost, no cost without a trace, and more of it does no less within noise.

The curves themselves, over all bounds and in the scenarios of the library, are in docs/dose_response.md.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from experiments.studies.doses import COST, COSTS
from model.levers import REGISTRY, Act, Dose, Lever
from model.levers.dose import RANDOM_SHARE
from model.offers import base_offer
from model.outcome_registry import OUTCOMES
from model.parameters import parameters
from tests.worlds import BUSY, ETH, MAR, SHOCKS, lever, measured, world

PARTS = (0.0, 0.25, 1.0)
REPLICATIONS = 3
OWN = {lever_id: kind for lever_id, kind in REGISTRY.items() if kind.__module__.startswith("model.levers.")}
CASES = [(lever_id, place) for lever_id in sorted(OWN) for place in range(len(OWN[lever_id].doses))]


def start(lever_id: str, replication: int) -> Any:
    """A small busy world where the lever has something to turn."""
    made = world(MAR, replication=replication, parameters=BUSY, years=2, sample=300)
    base = base_offer(made.settings.corridors[0], parameters(made.settings.parameters))
    return made if lever(lever_id).changes(base) else world(ETH, replication=replication, parameters=BUSY, years=2, sample=300)


def dosed(lever_id: str, dose: Dose, value: float) -> Lever:
    eligible = {RANDOM_SHARE: value} if dose.term == RANDOM_SHARE else None
    return lever(lever_id, eligible, **dose.given(value))


@cache
def without(scenario: str, replication: int, shaken: bool) -> dict[str, float]:
    """Totals of the world without policy."""
    return totals(world(scenario, replication=replication, parameters=BUSY, years=2, sample=300).fork((), SHOCKS[:1] if shaken else ()).run())


def totals(model: Any) -> dict[str, float]:
    found = {name: value for (name, breakdown, _), value in measured(model).items() if breakdown is None}
    model.dispose()
    return found


@cache
def changes(lever_id: str, place: int) -> dict[str, np.ndarray]:
    """What each outcome changes by: replication by dose."""
    dose, shaken = OWN[lever_id].doses[place], OWN[lever_id].act is Act.GIVE_CRISIS
    found: dict[str, list[list[float]]] = {}
    for replication in range(REPLICATIONS):
        world_ = start(lever_id, replication)
        base = base_offer(world_.settings.corridors[0], parameters(world_.settings.parameters))
        nothing = without(MAR if world_.settings.corridors[0].id == "MAR-BEL" else ETH, replication, shaken)
        rows = [totals(world_.fork((dosed(lever_id, dose, value),), SHOCKS[:1] if shaken else ()).run()) for value in dose.grid(OWN[lever_id].parameters, base, PARTS)]
        for name in nothing:
            found.setdefault(name, []).append([np.nan_to_num(row[name]) - np.nan_to_num(nothing[name]) for row in rows])
    return {name: np.array(values) for name, values in found.items()}


def trace(found: dict[str, np.ndarray]) -> np.ndarray:
    """Whether anything but cost moved, by dose."""
    return np.any([values.any(axis=0) for name, values in found.items() if name not in COSTS], axis=0)


def test_every_lever_declares_a_dose() -> None:
    assert all(kind.doses for kind in OWN.values())
    assert all(dose.term == RANDOM_SHARE or dose.term in kind.parameters for kind in OWN.values() for dose in kind.doses)
    assert set(COSTS) <= set(OUTCOMES)


@pytest.mark.parametrize(("lever_id", "place"), CASES)
def test_nothing_is_had_for_nothing_nor_paid_for_nothing(lever_id: str, place: int) -> None:
    found = changes(lever_id, place)
    cost, effect = found[COST], found[OWN[lever_id].main_outcome]
    assert (cost >= 0.0).all()
    moved, paid = effect.all(axis=0), cost.any(axis=0)
    assert (paid | ~moved).all(), (effect, cost)
    assert (trace(found) | ~paid).all(), cost
    assert paid[-1] and trace(found)[-1]


@pytest.mark.parametrize(("lever_id", "place"), CASES)
def test_more_of_it_costs_and_does_no_less(lever_id: str, place: int) -> None:
    found = changes(lever_id, place)
    cost, effect = found[COST].mean(axis=0), found[OWN[lever_id].main_outcome]
    assert (np.diff(cost) >= -0.02 * cost.max()).all(), cost
    if OWN[lever_id].doses[place].base is not None:  # a reform that takes away more of what there is costs more, one that takes away nothing costs nothing
        assert cost[0] == 0.0 and (np.diff(cost) > 0.2 * cost.max()).all(), cost
    if not OWN[lever_id].doses[place].peaks:
        for step in (effect[:, -1] - effect[:, 0], effect[:, -1] - effect[:, 1]):
            assert step.mean() >= -2.5 * step.std(ddof=1) / np.sqrt(len(step)) - 1e-9, effect
