"""Every number that is declared is read: each parameter, figure and lever value moves some outcome, and the model runs at every bound and with every mechanism off."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from model.inputs.ministry import Ministry
from model.inputs.settings import FIGURES
from model.inputs.shocks import BY_LOT, Shock
from model.inputs.shocks import SHOCKS as SHOCK_KINDS
from model.levers import COMMON, ELIGIBILITY, REGISTRY, Lever
from model.outcomes.values import Measures
from model.parameter import Kind, Parameter
from model.parameters import MECHANISMS, PARAMETERS
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
    "entrepreneur_support": {"places": 12, "seed_usd": 1_000.0, "calls_per_year": 2, "budget_usd": 5e5, "finalists": 2, "training_seats": 24, "seat_usd": 100.0},
    "pooled_fund": {"budget_usd": 1e5, "rounds_per_year": 6},
    "philanthropy_partnership": {},
    "philanthropy_training": {"seats_per_year": 6},
    "remittance_cost": {},
    "savings_product": {"yield_rate": 0.05, "sender_control": 0.5},
    "earmarked_transfer": {"match_ratio": 2.0, "cap_usd": 300.0, "form": "provider"},
    "diaspora_bond": {"maturity_months": 13, "issue_usd": 3e7, "min_usd": 300.0},
    "financial_inclusion": {"seats_per_year": 60, "share_women": 0.3, "trained": "both", "budget_usd": 5e4},
    "tourism_promotion": {},
    "trade_facilitation": {},
    "business_network": {"budget_usd": 2e5, "union": True, "first_chapters": 1, "ramp_months": 12, "seed_usd": 1_500.0, "dues_usd": 10.0, "to_month": 30},
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
    size: Mapping[str, Any] = field(default_factory=lambda: {"stock": 3_000.0, "burn_in": 0})
    parameters: Mapping[str, float] = field(default_factory=lambda: BUSIER)
    shocks: tuple[Shock, ...] = SHOCKS
    ministry: Ministry | None = None
    own: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # values of levers in this world alone

    def levers(self, changed: Mapping[str, Mapping[str, Any]] | None = None) -> tuple[Lever, ...]:
        """All levers, with their values of LEVERS or those that are changed."""
        return self.as_they_are if changed is None else self._made(changed)

    @cached_property
    def as_they_are(self) -> tuple[Lever, ...]:
        return self._made({})

    def _made(self, changed: Mapping[str, Mapping[str, Any]]) -> tuple[Lever, ...]:
        given = tuple(lever(lever_id, **{**values, **self.own.get(lever_id, {}), **changed.get(lever_id, {})}) for lever_id, values in LEVERS.items())
        return given if self.ministry is None else (*given, Desk(ramp_months=20, to_month=20, funding="project"))

    def begun(self, parameters: Mapping[str, float] | None = None, figures: Mapping[str, float] | None = None) -> DiasporaModel:
        """This world with other values, about to be simulated."""
        settings = settings_of(self.scenario, **{**self.size, **(figures or {})}, parameters={**self.parameters, **(parameters or {})})
        # places that a world of few does not have are refused: there the poorest one is meant
        is_small = (parameters or {}).get("population.n_communities", 8) < 6
        shocks = tuple(replace(shock, communities=("poorest:1",)) if is_small and shock.communities else shock for shock in self.shocks)
        levers = self.levers({"infrastructure": {"communities": ("poorest:1",)}} if is_small else None)
        return DiasporaModel(settings, levers, shocks, checks=True, ministry=self.ministry)

    def start(self, shocks: tuple[Shock, ...] | None = None) -> DiasporaModel:
        """This world at month 0, to be forked."""
        settings = settings_of(self.scenario, **self.size, parameters=dict(self.parameters))
        return DiasporaModel(settings, (), self.shocks if shocks is None else shocks, checks=True, ministry=self.ministry).burn_in()


EARLY = {"recession_residence": 9, "recession_origin": 12, "travel_ban": 18, "trade_barrier": 10}
"""Months of the shocks where there are two years."""
# The first shows nearly everything, and is the smallest, as every bound is run in it; the second what takes longer or more people; the others what needs weights and a
# diaspora that grows, years or a law on nationality of the other kind.
WORLDS = (
    World(size={"stock": 1_500.0, "burn_in": 0, "years": 2}, shocks=tuple(replace(shock, month=EARLY.get(shock.kind, shock.month)) for shock in SHOCKS)),
    World(),
    World(size={"stock": 30_000.0, "sample": 600, "stock_2000": 8_000.0, "stock_2015": 22_000.0}, own={"earmarked_transfer": {"form": "label", "match_ratio": 0.0}}),
    World(MAR, {"stock": 6_000.0, "burn_in": 0, "years": 8}, {**BUSIER, "enterprise.ideas_year": 50.0, "saving.default_year": 0.25, "saving.default_months": 6.0}, (*SHOCKS, Shock("disaster", month=5, size=0.2, communities=(6,))),
          own={"earmarked_transfer": {"form": "voucher", "match_ratio": 0.0}}),
    World(MAR, {"stock": 3_000.0, "burn_in": 0, "years": 6}, BUSIER, (), Ministry(0.5, True, 0.1, 13)),
)


@cache
def untouched(number: int) -> DiasporaModel:
    return WORLDS[number].begun().run()


def moves_in(number: int, **change: Any) -> bool:
    """Whether a change moves any measure or monthly series in one of the worlds."""
    base, other = untouched(number), WORLDS[number].begun(**change).run()
    try:
        found, expected = other.measures(), measured(base)
        if found.keys != expected.keys or not np.array_equal(found.values, expected.values, equal_nan=True):
            return True
        series, untouched_series = other.series().to_numpy(), base.series().to_numpy()
        return series.shape != untouched_series.shape or not np.array_equal(series, untouched_series, equal_nan=True)
    finally:
        other.dispose()  # a thousand runs go in circles, whose memory Python would find late


def moves(changes: Sequence[Mapping[str, Any]]) -> bool:
    """Whether one of the changes moves anything in any of the worlds; in the first, every one of them is run, so that bounds are known to be safe."""
    return any([moves_in(0, **change) for change in changes]) or any(moves_in(number, **change) for change in changes for number in range(1, len(WORLDS)))


@cache
def begun(number: int) -> DiasporaModel:
    return WORLDS[number].start()


def recorded(model: DiasporaModel) -> list[np.ndarray]:
    """What a run writes down each month; costs over all levers, so that one that is dropped is compared too."""
    sums = [model.costs.sum(axis=1), model.grants.sum(axis=1), model.forgone.sum(axis=1)]
    return [model.flows, *sums, *model.history.results.values()]


@lru_cache(maxsize=8)
def measured(base: DiasporaModel) -> Measures:
    """What a finished run comes to, which many are compared with."""
    return base.measures()


def parts(other: DiasporaModel, base: DiasporaModel) -> bool:
    """Run `other` until it parts from the finished `base`, in what is written down in a month or, at the end, in any measure."""
    try:
        while other.month < other.horizon:
            month = other.month
            other.step()
            if any(not np.array_equal(x[month], y[month], equal_nan=True) for x, y in zip(recorded(other), recorded(base), strict=True)):
                return True
        found, expected = other.measures(), measured(base)
        return found.keys != expected.keys or not np.array_equal(found.values, expected.values, equal_nan=True)
    finally:
        other.dispose()


@cache
def with_all_levers(number: int) -> DiasporaModel:
    return begun(number).fork(WORLDS[number].levers()).run()


def lever_moves(lever_id: str, name: str, value: Any) -> bool:
    """Whether another value of one lever, among all of them, moves anything in any of the worlds."""
    changed = {lever_id: {name: value}}
    return any(parts(begun(number).fork(one.levers(changed)), with_all_levers(number)) for number, one in enumerate(WORLDS))


@lru_cache(maxsize=8)
def with_value(number: int, lever_id: str, name: str, value: str) -> DiasporaModel:
    return begun(number).fork(WORLDS[number].levers({lever_id: {name: value}})).run()


def differ(lever_id: str, name: str, one: str, other: str) -> bool:
    """Whether two choices of a value of one lever differ in anything."""
    numbers = range(len(WORLDS))
    return any(parts(begun(number).fork(WORLDS[number].levers({lever_id: {name: one}})), with_value(number, lever_id, name, other)) for number in numbers)


def tried(p: Parameter) -> list[Any]:
    """Values to try: both bounds, and off."""
    if p.kind is Kind.BOOLEAN:
        return [not p.value]
    if p.kind is Kind.CHOICE:
        return [choice for choice in p.choices if choice != p.value]
    if p.kind is Kind.PLACES:
        return [("poorest:1",), (2,)]
    if p.kind is Kind.LIST:
        return [p.choices[:1]]
    return [bound for bound in dict.fromkeys((p.low, p.high, p.off)) if bound is not None and bound != p.value]


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_every_parameter_moves_something_and_runs_at_its_bounds_and_off(mechanism: str) -> None:
    still = []
    for name in (name for name in PARAMETERS if name.startswith(f"{mechanism}.")):
        if not moves([{"parameters": {name: value}} for value in tried(PARAMETERS[name])]):
            still.append(name)
    assert set(still) == {name for name in UNREAD if name.startswith(f"{mechanism}.")}


def test_every_figure_of_a_corridor_moves_something() -> None:
    still = []
    for name, p in FIGURES.items():
        if name == "migrant_stock":
            continue
        low, high = p.likely or (max(p.low, 0.0), min(p.high, 1e5))
        if not moves([{"figures": {name: value}} for value in (low, high)]):
            still.append(f"corridor.{name}")
    assert set(still) == {name for name in UNREAD if name.startswith("corridor.")}


# What each figure of a corridor is about: in a world without policy and without shocks it moves that.
ABOUT: Mapping[str, str] = {
    "household_size": "visits", "descendant_share": "arrivals", "female_share": "remittances", "skilled_share": "firms_created", "origin_gdp_pc": "remittances",
    "residence_gdp_pc": "remittances", "origin_population": "exports", "remittance_cost": "remittance_fees", "relative_pay": "remittances", "family_size": "remittances",
    "family_earners": "remittances", "remittance_propensity": "remittances", "tax_rate": "investment_productive", "dual_allowed": "dual_nationals",
    "renunciation_required": "dual_nationals", "naturalised_share": "dual_nationals", "start_business_days": "procedure_days", "start_business_steps": "procedure_days",
    "start_business_cost": "investment_productive", "business_climate": "investment_productive", "stability": "visits", "residence_climate": "residence_firms", "residence_rights": "brain_waste",
    "residence_population": "imports", "exports_potential_usd": "exports", "imports_potential_usd": "imports", "customs_days": "exports", "customs_documents": "exports",
    "shipment_cost_usd": "exports",
    **{name: "attachment" for name in FIGURES if name.startswith("stock_")}, "gone_after_5_years": "arrivals", "other_arrivals": "other_arrivals",
}  # fmt: skip


def without_policy(**figures: float) -> dict[str, float]:
    """Totals of a world of Moroccans in which nothing happens but what people do."""
    settings = settings_of(MAR, **{"stock": 5_000.0, "years": 2, **figures}, parameters=BUSIER)
    model = DiasporaModel(settings, checks=True).run()
    return {key[0]: value for key, value in zip(model.measures().keys, model.measures().values.tolist(), strict=True) if key[1] is None}


@pytest.mark.parametrize("name", [name for name in FIGURES if name != "migrant_stock"])
def test_every_figure_of_a_corridor_moves_what_it_is_about_without_any_policy(name: str) -> None:
    p = FIGURES[name]
    low, high = p.likely or (max(p.low, 0.0), min(p.high, 1e5))
    low, high = (without_policy(**{name: bound})[ABOUT[name]] for bound in (low, high))
    assert low != high and math.isfinite(low + high), (low, high)


def test_the_stock_of_migrants_moves_something() -> None:
    assert moves([{"figures": {"stock": 4_000.0}}])


# Choices that move nothing yet, each with its reason; the list is to stay empty.
SAME: Mapping[str, str] = {}


@pytest.mark.parametrize("lever_id", sorted(LEVERS))
def test_every_value_of_a_lever_moves_something(lever_id: str) -> None:
    """One bound at least of each number and list; any two of the choices there are."""
    assert set(LEVERS) == {name for name, kind in REGISTRY.items() if kind.__module__.startswith("model.levers.")}
    still = []
    for name, p in REGISTRY[lever_id].parameters.items():
        if name in COMMON:
            continue
        values = tried(replace(p, value=LEVERS[lever_id].get(name, p.value)))
        if p.kind is Kind.CHOICE:
            still += [f"levers.{lever_id}.{name}={one}={other}" for one, other in combinations(p.choices, 2) if not differ(lever_id, name, one, other)]
        elif not any(lever_moves(lever_id, name, value) for value in values):
            still.append(f"levers.{lever_id}.{name}")
    assert set(still) == {name for name in (*UNREAD, *SAME) if name.startswith(f"levers.{lever_id}.")}


# Fields that all levers have, and eligibility: another value each, and what a lever is given besides so that it is seen alone in a small world.
FIELDS: Mapping[str, Any] = {
    "from_month": 6, "to_month": 18, "ramp_months": 120, "budget_usd": 1_000.0, "paid_by": "international", "funding": "project", "renewal_probability": 0.0,
    "communities": ("poorest:1",), "sex": "female", "generation": ("second",), "skill": ("low",), "sector": ("health",), "random_share": 0.3, "arm": "other", "corridors": (),
}  # fmt: skip
ALONE: Mapping[str, Mapping[str, Any]] = {
    "credit_guarantee": {"cap_usd": 50_000.0},
    "entrepreneur_support": {"places": 2, "seed_usd": 1_000.0, "calls_per_year": 2},
    "infrastructure": {"build_months": 6, "energy_gain": 1.0, "telecom_gain": 1.0, "communities": ()},
    "skills_placement": {"officers": 1, "places_per_year": 20},
}
A_RIGHT = "a right without running costs: its budget is there for the alarm"
FOR_ALL = "not for households one by one: whom it serves is said by its own values"
# What does not apply, with the reason.
NOT_FOR: Mapping[str, Mapping[str, str]] = {
    "donation_tax_relief": {"budget_usd": A_RIGHT},
    "dual_nationality": {"budget_usd": A_RIGHT},
    "tax_incentive": {"budget_usd": A_RIGHT},
    "infrastructure": dict.fromkeys(("sex", "generation", "skill", "sector", "arm", "corridors"), FOR_ALL),
    "philanthropy_partnership": dict.fromkeys(("communities", "sex", "generation", "skill", "sector", "random_share", "arm", "corridors"), FOR_ALL),
    "philanthropy_training": dict.fromkeys(("communities", "sex", "generation", "skill", "sector", "random_share", "arm", "corridors"), FOR_ALL),
}


@lru_cache(maxsize=8)
def alone(number: int, lever_id: str, fields: tuple[tuple[str, Any], ...]) -> DiasporaModel:
    """A finished run with one lever and nothing else; the fields of a lever are tried one after the other, so that those of the levers before go."""
    return begun(number).fork((one_lever(lever_id, dict(fields)),)).run()


def one_lever(lever_id: str, fields: Mapping[str, Any]) -> Lever:
    who = {name: value for name, value in fields.items() if name in ELIGIBILITY and not (name == "communities" and name in REGISTRY[lever_id].parameters)}
    rest = {name: value for name, value in fields.items() if name not in who}
    return lever(lever_id, who, **{**ALONE.get(lever_id, LEVERS[lever_id]), **rest})


@pytest.mark.parametrize("lever_id", sorted(LEVERS))
def test_every_common_field_of_a_lever_moves_something(lever_id: str) -> None:
    """Dates, ramp, budget, payer, funding, renewal and eligibility, each against the lever as it is but for what makes the field bite."""
    still = []
    for name, value in FIELDS.items():
        besides: dict[str, Any] = {"funding": {"renewal_probability": 0.0}, "arm": {"random_share": 0.3}}.get(name, {})
        if not any(parts(begun(number).fork((one_lever(lever_id, {**besides, name: value}),)), alone(number, lever_id, tuple(besides.items()))) for number in (1, 3)):
            still.append(name)
    assert set(still) == set(NOT_FOR.get(lever_id, {}))


@pytest.mark.parametrize("kind", sorted(SHOCK_KINDS))
def test_every_field_of_a_shock_moves_something(kind: str) -> None:
    """Month, length, size; where and how many for a disaster; and the country that it is for."""
    start = begun(1)
    shock = Shock(kind, month=4, months=6, size=0.3)
    base = start.fork((lever("skills_placement"),), (shock,)).run()
    fields: dict[str, Any] = {"month": 12, "months": 12, "size": 0.6, "origin": "XXX", "residence": "XXX", "communities": ("poorest:1",), "share": 0.2, "random_share": 0.5}
    where = {"communities", "share"} if kind == "disaster" else set()
    # a disaster and a recession at origin strike the country of origin, whoever lives where
    reads = {"month", "months", "size", "origin"} | where | ({"random_share"} if kind in BY_LOT else set()) | (set() if kind in ("disaster", "recession_origin") else {"residence"})
    if kind not in BY_LOT:
        del fields["random_share"]  # refused
    moved = {name for name, value in fields.items() if parts(start.fork((lever("skills_placement"),), (replace(shock, **{name: value}),)), base)}
    assert moved == reads


def test_all_mechanisms_off_at_once_still_runs() -> None:
    off = {name: p.off for name, p in PARAMETERS.items() if p.off is not None}
    model = WORLDS[1].begun(parameters=off).run()
    assert np.isfinite(model.measures().values).mean() > 0.8 and np.isfinite(model.series().to_numpy()).mean() > 0.8


@pytest.mark.parametrize(("stock", "sample"), [(8e6, 500), (2e6, 200), (3_000.0, None)])
@pytest.mark.parametrize("extreme", ["placement.apply_base", "enterprise.ideas_year", "enterprise.stake_base"])
def test_arrays_have_room_for_the_most_that_a_month_can_bring(stock: float, sample: int | None, extreme: str) -> None:
    parameters = {"information.broadcast": 1.0, extreme: PARAMETERS[extreme].high if stock < 1e5 else BUSY[extreme]}
    model = World(size={"stock": stock, "sample": sample, "years": 1}, parameters=parameters).begun().run()
    assert math.isfinite(model.measures().values[0]) and len(model.series()) == 12
