"""Every number that is declared is read: each parameter, figure and lever value moves some outcome, and the model runs at every bound and with every mechanism off."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from model.levers import COMMON, REGISTRY, Lever
from model.ministry import Ministry
from model.parameter import Kind, Parameter
from model.parameters import MECHANISMS, PARAMETERS
from model.settings import FIGURES
from model.shocks import Shock
from model.world import DiasporaModel
from tests.worlds import BUSY, ETH, MAR, SHOCKS, Desk, lever, settings_of

# Nothing reads these, each for a reason that is given; the list is to stay empty.
UNREAD: Mapping[str, str] = {}

LEVERS: Mapping[str, Mapping[str, Any]] = {
    "tax_incentive": {"rate_cut_points": 25.0, "cap_usd": 2_000.0, "years": 1.0},
    "matching_grant": {"budget_usd": 2e5, "ratio": 1.5, "mode": "lead_gift", "rounds_per_year": 3},
    "skills_placement": {"budget_usd": 6e5, "internships_per_year": 8, "follow_up_hours": 4.0, "places_per_year": 20, "sectors_by_origin": ("MAR:health", "MAR:education")},
    "talent_attraction": {"budget_usd": 4e5, "package_months": 8, "officers": 1, "shortage_threshold": 0.2},
    "knowledge_network": {"joint_projects_per_year": 10, "fund_usd": 1.2e5},
    "donation_tax_relief": {"ceiling_usd": 100.0},
    "dual_nationality": {},
    "business_registration": {"days": 6.0, "steps": 4.0},
    "infrastructure": {"build_months": 6, "energy_gain": 0.5, "telecom_gain": 0.5},
    "investment_information": {},
    "investment_grant": {"budget_usd": 4e5, "share": 0.3, "cap_usd": 3_000.0, "own_funds_share": 0.3, "min_project_usd": 1_000.0},
    "credit_guarantee": {"budget_usd": 4e5, "cap_usd": 2_000.0},
    "special_economic_zone": {"plots": 8, "open_to": "all"},
    "one_stop_shop": {"officers": 1, "opportunities": 20, "online": True, "from_month": 12, "service_days": 30.0},
    "entrepreneur_support": {"places": 12, "seed_usd": 1_000.0, "calls_per_year": 2, "budget_usd": 5e5},
    "pooled_fund": {"budget_usd": 1e5, "rounds_per_year": 6},
    "philanthropy_partnership": {},
    "philanthropy_training": {"seats_per_year": 6},
    "remittance_cost": {},
    "savings_product": {"yield_rate": 0.05, "sender_control": 0.5},
    "diaspora_bond": {"maturity_months": 13, "issue_usd": 3e6, "min_usd": 300.0},
    "financial_inclusion": {"seats_per_year": 60, "share_women": 0.3, "trained": "both", "budget_usd": 5e4},
    "tourism_promotion": {},
    "trade_facilitation": {},
    "business_network": {"budget_usd": 2e5, "union": True},
    "trade_fair": {"budget_usd": 2e5, "events_per_year": 2, "places": 3},
    "trade_training": {"budget_usd": 2e4, "seats_per_year": 10, "share_women": 0.3},
    "consultation": {"budget_usd": 2e5, "events_per_year": 8, "places": 8, "quota": 0.3, "answers_per_month": 3.0},
    "volunteer_register": {"budget_usd": 2e5, "independent_host": True},
    "diaspora_mapping": {"survey_n": 300},
    "knowledge_hub": {},
}
BUSIER = {
    **BUSY, "giving.project_usd": 1_500.0, "enterprise.liquidity": 0.4, "founding.dispute": 0.5, "services.counter_files": 1.0, "services.zone_appeal": 0.4,
    "saving.course_base": -1.0, "saving.bond_base": -1.5,
    "business.owners": 0.3, "business.board": 4.0, "business.recruiting": 0.2, "business.joining": 0.1, "business.response": 1.0, "business.delay": 6.0,
    "business.fair_interest": 0.1, "business.course_interest": 0.1, "business.meeting_contacts": 1.0, "trade.tries": 0.5,
    "relations.register_base": -1.5, "relations.hub_use": 0.4, "relations.replication": 0.3,
    "talent.return_base": -3.5, "talent.files": 2.0, "knowledge.join_base": -2.0, "knowledge.proposals_year": 2.0,
}  # fmt: skip


@dataclass(frozen=True)
class World:
    """A world in which to look for a difference."""

    scenario: str = ETH
    size: Mapping[str, Any] = field(default_factory=lambda: {"stock": 3_000.0})
    parameters: Mapping[str, float] = field(default_factory=lambda: BUSIER)
    shocks: tuple[Shock, ...] = SHOCKS
    ministry: Ministry | None = None

    def run(self, parameters: Mapping[str, float] | None = None, figures: Mapping[str, float] | None = None, levers: Mapping[str, Mapping[str, Any]] | None = None) -> np.ndarray:
        """All measures and monthly series, one after the other."""
        settings = settings_of(self.scenario, **{**self.size, **(figures or {})}, parameters={**self.parameters, **(parameters or {})})
        given: Iterable[Lever] = [lever(lever_id, **{**values, **(levers or {}).get(lever_id, {})}) for lever_id, values in LEVERS.items()]
        if self.ministry is not None:
            given = [*given, Desk(ramp_months=20, to_month=20, funding="project")]
        model = DiasporaModel(settings, tuple(given), self.shocks, checks=True, ministry=self.ministry).run()
        return np.concatenate([model.measures().values, model.series().to_numpy().ravel()])


# The first shows nearly everything; the others what needs weights, years or a law on nationality of the other kind.
WORLDS = (
    World(),
    World(size={"stock": 30_000.0, "sample": 600}),
    World(MAR, {"stock": 6_000.0, "burn_in": 0, "years": 8}, {**BUSIER, "enterprise.ideas_year": 50.0}, (*SHOCKS, Shock("disaster", month=5, size=0.2, communities=(6,)))),
    World(MAR, {"stock": 3_000.0, "burn_in": 0, "years": 6}, BUSIER, (), Ministry(0.5, True, 0.1, 13)),
)


@cache
def untouched(number: int) -> np.ndarray:
    return WORLDS[number].run()


def moves(**change: Any) -> bool:
    """Whether a change moves anything in any of the worlds; the first is run in any case."""
    for number, one in enumerate(WORLDS):
        base, other = untouched(number), one.run(**change)
        if base.shape != other.shape or not np.array_equal(base, other, equal_nan=True):
            return True
    return False


def tried(p: Parameter) -> list[Any]:
    """Values to try: both bounds, and off."""
    if p.kind is Kind.BOOLEAN:
        return [not p.value]
    if p.kind is Kind.CHOICE:
        return [choice for choice in p.choices if choice != p.value]
    if p.kind is Kind.LIST:
        return [p.choices[:1]]
    return [bound for bound in dict.fromkeys((p.low, p.high, p.off)) if bound is not None and bound != p.value]


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_every_parameter_moves_something_and_runs_at_its_bounds_and_off(mechanism: str) -> None:
    still = []
    for name in (name for name in PARAMETERS if name.startswith(f"{mechanism}.")):
        # every value is run, so that bounds are known to be safe
        if not any([moves(parameters={name: value}) for value in tried(PARAMETERS[name])]):
            still.append(name)
    assert set(still) == {name for name in UNREAD if name.startswith(f"{mechanism}.")}


def test_every_figure_of_a_corridor_moves_something() -> None:
    still = []
    for name, p in FIGURES.items():
        if name == "migrant_stock":
            continue
        low, high = p.likely or (max(p.low, 0.0), min(p.high, 1e5))
        if not any([moves(figures={name: value}) for value in (low, high)]):
            still.append(f"corridor.{name}")
    assert set(still) == {name for name in UNREAD if name.startswith("corridor.")}


@pytest.mark.parametrize("lever_id", sorted(LEVERS))
def test_every_value_of_a_lever_moves_something(lever_id: str) -> None:
    assert set(LEVERS) == {name for name, lever in REGISTRY.items() if lever.__module__.startswith("model.levers.")}
    still = []
    for name, p in REGISTRY[lever_id].parameters.items():
        if name in COMMON:
            continue
        if not any([moves(levers={lever_id: {name: value}}) for value in tried(replace(p, value=LEVERS[lever_id].get(name, p.value)))]):
            still.append(f"levers.{lever_id}.{name}")
    assert set(still) == {name for name in UNREAD if name.startswith(f"levers.{lever_id}.")}


def test_all_mechanisms_off_at_once_still_runs() -> None:
    off = {name: p.off for name, p in PARAMETERS.items() if p.off is not None}
    values = WORLDS[0].run(parameters=off)
    assert np.isfinite(values).mean() > 0.8


@pytest.mark.parametrize(("stock", "sample"), [(8e6, 500), (2e6, 200), (3_000.0, None)])
@pytest.mark.parametrize("extreme", ["placement.apply_base", "enterprise.ideas_year", "enterprise.stake_base"])
def test_arrays_have_room_for_the_most_that_a_month_can_bring(stock: float, sample: int | None, extreme: str) -> None:
    parameters = {"information.broadcast": 1.0, extreme: PARAMETERS[extreme].high if stock < 1e5 else BUSY[extreme]}
    values = World(size={"stock": stock, "sample": sample, "years": 1}, parameters=parameters).run()
    assert math.isfinite(values[0])
