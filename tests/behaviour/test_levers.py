"""Each lever moves its main outcome in its direction, strictly; an idle lever moves nothing, to the bit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from model.levers import REGISTRY, Lever
from model.records.flows import Flow
from tests.worlds import BUSY, ETH, MAR, assert_same, differences, is_above_zero, lever, measured, rises, run, settings_of, untouched, value, world

# lever, weaker and stronger values (None: no lever), and what the stronger must raise; "-" where it must fall
DIRECTIONS: dict[str, tuple[str, str, Mapping[str, Any] | None, Mapping[str, Any], str]] = {
    "a tax cut brings productive investment": (MAR, "tax_incentive", None, {"rate_cut_points": 25.0}, "investment_productive"),
    "a deeper tax cut brings more": (MAR, "tax_incentive", {"rate_cut_points": 10.0}, {"rate_cut_points": 25.0}, "investment_productive"),
    "a deeper tax cut costs more": (MAR, "tax_incentive", {"rate_cut_points": 10.0}, {"rate_cut_points": 25.0}, "revenue_forgone"),
    "a longer tax cut costs more": (MAR, "tax_incentive", {"years": 1.0}, {"years": 3.0}, "revenue_forgone"),
    "a tax cut for partners too costs more": (MAR, "tax_incentive", {"associates": False}, {"associates": True}, "revenue_forgone"),
    "a higher cap costs more": (MAR, "tax_incentive", {"cap_usd": 100.0}, {"cap_usd": 50_000.0}, "revenue_forgone"),
    "a match brings projects more money": (MAR, "matching_grant", None, {"ratio": 1.0}, "public_match"),
    "a higher ratio costs more": (MAR, "matching_grant", {"ratio": 0.5}, {"ratio": 2.0}, "public_match"),
    "money announced first brings larger gifts": (MAR, "matching_grant", {"mode": "match"}, {"mode": "lead_gift"}, "donations_collective"),
    "a higher cap a project costs more": (MAR, "matching_grant", {"cap_usd": 500.0}, {"cap_usd": 1e5}, "public_match"),
    "more rounds shorten the wait": (MAR, "matching_grant", {"rounds_per_year": 12}, {"rounds_per_year": 1}, "waiting_days"),
    "relief brings gifts": (MAR, "donation_tax_relief", None, {"rate": 0.3}, "donations"),
    "more relief brings more gifts": (MAR, "donation_tax_relief", {"rate": 0.2}, {"rate": 0.5}, "donations"),
    "a higher ceiling costs more": (MAR, "donation_tax_relief", {"ceiling_usd": 5.0}, {"ceiling_usd": 1_000.0}, "revenue_forgone"),
    "placements leave know-how": (MAR, "skills_placement", None, {"places_per_year": 40}, "capacity"),
    "more places, more days of experts": (MAR, "skills_placement", {"places_per_year": 5}, {"places_per_year": 100}, "expert_days"),
    "more officers serve more": (MAR, "skills_placement", {"officers": 1, "places_per_year": 300}, {"officers": 10, "places_per_year": 300}, "expert_days"),
    "longer assignments, more days": (MAR, "skills_placement", {"days": 30.0}, {"days": 120.0}, "expert_days"),
    "training leaves more know-how": (MAR, "skills_placement", {"training_share": 0.2}, {"training_share": 0.9}, "capacity"),
    "training fills fewer vacancies": (MAR, "skills_placement", {"training_share": 0.9}, {"training_share": 0.2}, "vacancies_filled"),
    "follow-up keeps know-how": (MAR, "skills_placement", {"follow_up_hours": 0.0}, {"follow_up_hours": 20.0}, "capacity_retained_12m"),
    "more online": (MAR, "skills_placement", {"virtual_share": 0.1}, {"virtual_share": 0.9}, "placements_virtual"),
    "internships leave know-how": (MAR, "skills_placement", {"internships_per_year": 0}, {"internships_per_year": 40}, "capacity"),
    "a bond brings interns back": (MAR, "skills_placement", {"internships_per_year": 80, "bonded_return": True}, {"internships_per_year": 80}, "interns_lost"),
    "a rule against frozen posts": (MAR, "skills_placement", {"additionality_rule": True}, {"additionality_rule": False}, "staff_displaced"),
    "the right to two nationalities is used": (ETH, "dual_nationality", None, {}, "dual_nationals"),
    "and raises attachment": (ETH, "dual_nationality", None, {}, "attachment"),
    "a fee keeps some away": (ETH, "dual_nationality", {"fee_usd": 8_000.0}, {"fee_usd": 0.0}, "dual_nationals"),
    "slow offices keep some waiting": (ETH, "dual_nationality", {"processing_months": 40.0}, {"processing_months": 0.0}, "dual_nationals"),
    "requests cost": (ETH, "dual_nationality", {"processing_cost_usd": 50.0}, {"processing_cost_usd": 300.0}, "public_cost"),
}  # fmt: skip


# Where something else would bind first: with few requests from hosts, one officer is enough.
BINDING: dict[str, Mapping[str, float]] = {"more officers serve more": {"placement.requests_year": 10.0}}


@pytest.mark.parametrize("name", DIRECTIONS)
def test_direction(name: str) -> None:
    scenario, lever_id, weak, strong, outcome = DIRECTIONS[name]
    weaker = () if weak is None else (lever(lever_id, **weak),)
    found = rises((lever(lever_id, **strong),), outcome, against=weaker, scenario=scenario, parameters={**BUSY, **BINDING.get(name, {})})
    assert is_above_zero(found), found


def test_a_match_brings_gifts_and_public_money_tires_associations() -> None:
    """Whether gifts rise or fall on balance depends on `giving.fatigue`: crowding in of donors against crowding out of campaigns."""
    tireless = {**BUSY, "giving.fatigue": 0.0}
    match, more = (lever("matching_grant", ratio=1.0),), (lever("matching_grant", ratio=4.0),)
    of_world: dict[str, Any] = {"scenario": MAR, "stock": 20_000.0, "parameters": tireless}
    assert is_above_zero(rises(match, "donations_collective", **of_world))
    assert is_above_zero(rises(more, "donations_collective", against=match, **of_world))
    tired = {**of_world, "parameters": BUSY}
    assert is_above_zero(differences(match, "donations_collective", **of_world) - differences(match, "donations_collective", **tired))


IDLE: dict[str, tuple[str, Lever]] = {
    "no cut": (MAR, lever("tax_incentive", rate_cut_points=0.0)),
    "a cut for no time": (MAR, lever("tax_incentive", years=0.0)),
    "a cut capped at nothing": (MAR, lever("tax_incentive", cap_usd=0.0)),
    "a ratio of 0": (MAR, lever("matching_grant", ratio=0.0)),
    "a fund without money": (MAR, lever("matching_grant", budget_usd=0.0)),
    "no relief": (MAR, lever("donation_tax_relief", rate=0.0)),
    "relief up to nothing": (MAR, lever("donation_tax_relief", ceiling_usd=0.0)),
    "no places": (MAR, lever("skills_placement", places_per_year=0)),
    "no officers": (MAR, lever("skills_placement", officers=0)),
    "no sectors": (MAR, lever("skills_placement", sectors=())),
    "for no generation": (ETH, lever("dual_nationality", generations=())),
    "what is allowed already": (MAR, lever("dual_nationality")),
    **{f"{lever_id} for nobody": (ETH, lever(lever_id, {"random_share": 0.0})) for lever_id in sorted(REGISTRY)},
    **{f"{lever_id} after the horizon": (ETH, lever(lever_id, from_month=36)) for lever_id in sorted(REGISTRY)},
}  # fmt: skip


@pytest.mark.parametrize("name", IDLE)
@pytest.mark.parametrize("sample", [None, 500], ids=["full scale", "sampled"])
def test_an_idle_lever_changes_nothing_to_the_bit(name: str, sample: int | None) -> None:
    scenario, idle = IDLE[name]
    of_world: dict[str, Any] = {"scenario": scenario, "parameters": BUSY, "sample": sample}
    assert_same(world(**of_world).fork((idle,)).run(), untouched(**of_world))


def test_dual_nationality_raises_what_it_should_where_the_origin_forbids_it() -> None:
    start = world(ETH, stock=20_000.0)
    policy, base = start.fork((lever("dual_nationality"),)).run(), start.fork().run()
    assert value(policy, "dual_nationals") > 100.0 and value(base, "dual_nationals") == 0.0
    assert value(policy, "naturalisations") > value(base, "naturalisations")


# --- for whom ---------------------------------------------------------------------------------------------------------------------------------------

ELIGIBLE: dict[str, tuple[Mapping[str, Any], Any]] = {
    "women": ({"sex": "female"}, lambda h: h["is_woman"] == 1),
    "men": ({"sex": "male"}, lambda h: h["is_woman"] == 0),
    "the highly skilled": ({"skill": ("high",)}, lambda h: h["skill"] == "high"),
    "the low and middle skilled": ({"skill": ("low", "middle")}, lambda h: h["skill"] != "high"),
    "two sectors": ({"sector": ("health", "business")}, lambda h: h["sector"].isin(["health", "business"])),
    "two communities": ({"communities": ("poorest:1", 5)}, lambda h: h["community"].isin([0, 4])),
    "descendants": ({"generation": ("second", "third")}, lambda h: h["generation"].isin(["second", "third"])),
    "another corridor": ({"corridors": ("MAR-NLD",)}, lambda h: h["corridor"] == "MAR-NLD"),
    "women of the first generation": ({"sex": "female", "generation": ("first",)}, lambda h: (h["is_woman"] == 1) & (h["generation"] == "first")),
}


@pytest.mark.parametrize("name", ELIGIBLE)
@pytest.mark.parametrize("lever_id", ["donation_tax_relief", "matching_grant"])
def test_only_the_eligible_are_supported(name: str, lever_id: str) -> None:
    limits, is_eligible = ELIGIBLE[name]
    settings = settings_of(MAR, years=2)
    first = settings.corridors[0]
    settings = replace(settings, corridors=(first, replace(first, residence="NLD")))
    frame = run(settings, (lever(lever_id, limits),)).households_frame()
    assert (frame[f"offered_{lever_id}"] == is_eligible(frame)).all()
    supported = frame[f"supported_by_{lever_id}"].to_numpy()
    assert supported.any()
    assert is_eligible(frame)[supported].all()


def test_a_random_share_is_that_share_and_one_arm_has_the_same_households() -> None:
    start = world(MAR)
    levers = (lever("donation_tax_relief", {"random_share": 0.3, "arm": "a"}), lever("tax_incentive", {"random_share": 0.3, "arm": "a"}),
              lever("matching_grant", {"random_share": 0.3}))  # fmt: skip
    frame = start.fork(levers).run().households_frame()
    assert (frame["offered_donation_tax_relief"] == frame["offered_tax_incentive"]).all()
    assert (frame["offered_donation_tax_relief"] != frame["offered_matching_grant"]).any()
    for lever_id in ("donation_tax_relief", "matching_grant"):
        assert abs(frame[f"offered_{lever_id}"].mean() - 0.3) < 0.04


def test_a_larger_share_keeps_those_who_had_it() -> None:
    start = world(MAR)
    few, more = (start.fork((lever("donation_tax_relief", {"random_share": share}),)).run().households_frame()["offered_donation_tax_relief"] for share in (0.2, 0.6))
    assert (few <= more).all() and few.sum() < more.sum()


# --- when -------------------------------------------------------------------------------------------------------------------------------------------


def monthly(levers: tuple[Lever, ...], name: str, **of_world: Any) -> np.ndarray:
    return world(parameters=BUSY, **of_world).fork(levers).run().series()[name].to_numpy()


def test_a_lever_acts_between_its_months_only() -> None:
    relief = monthly((lever("donation_tax_relief", from_month=6, to_month=18),), "revenue_forgone")
    assert relief[:6].sum() == 0.0 == relief[18:].sum() and (relief[8:18] > 0.0).all()
    forgone = monthly((lever("tax_incentive", from_month=0, to_month=12, years=5.0),), "revenue_forgone", stock=40_000.0)
    assert forgone[20:].sum() > 0.0  # what was promised is kept


def test_before_its_first_month_a_lever_changes_nothing() -> None:
    start = world(MAR, parameters=BUSY)
    late, base = start.fork((lever("matching_grant", from_month=20),)).run().series(), start.fork().run().series()
    moved = (late != base) & ~(late.isna() & base.isna())
    assert not moved.iloc[:20].to_numpy().any()
    assert moved.iloc[20:].to_numpy().any()


def test_a_ramp_grows_to_full_strength() -> None:
    slow = lever("donation_tax_relief", rate=0.4, ramp_months=12)
    assert [slow.strength(month) for month in (0, 5, 11, 12, 30)] == [1 / 12, 0.5, 1.0, 1.0, 1.0]
    ramp, full = (monthly((lever("donation_tax_relief", rate=0.4, ramp_months=months),), "revenue_forgone", stock=20_000.0) for months in (12, 0))
    assert ramp[:6].sum() < 0.5 * full[:6].sum() and ramp[24:].sum() > 0.9 * full[24:].sum()


def test_a_budget_runs_out_and_opens_again() -> None:
    start = world(MAR, parameters=BUSY, stock=20_000.0)
    tight = start.fork((lever("matching_grant", budget_usd=90_000.0, ratio=3.0),)).run()
    free = start.fork((lever("matching_grant", ratio=3.0),)).run()
    assert value(tight, "public_match") < 30_001.0 < value(free, "public_match")  # the desk takes 60 000
    assert 0.0 <= value(tight, "budget_exhausted_month") < 12.0 and np.isnan(value(free, "budget_exhausted_month"))
    assert value(tight, "abandoned") > value(free, "abandoned")
    paid = tight.series()["public_match"].to_numpy()
    assert paid[12:].sum() > 0.0


def test_institutional_money_that_is_not_renewed_ends_after_a_year() -> None:
    ends = lever("skills_placement", funding="institutional", renewal_probability=0.0)
    cost = monthly((ends,), "public_cost")
    assert (cost[:12] > 0.0).all() and (cost[12:] == 0.0).all()
    work = world(MAR, parameters=BUSY).fork((ends,)).run().flows.sum(axis=1)[:, [Flow.PHYSICAL, Flow.VIRTUAL]].sum(axis=1)
    assert work[:12].sum() > 0.0 == work[12:].sum()
    kept = monthly((lever("skills_placement", funding="project", renewal_probability=0.0),), "public_cost")
    assert (kept > 0.0).all()


def test_without_follow_up_of_money_know_how_fades() -> None:
    ends = lever("skills_placement", to_month=12)
    capacity = monthly((ends,), "capacity", stock=20_000.0)
    assert capacity[12] > 0.0 and (np.diff(capacity[12:]) < 0.0).all()
    assert capacity[35] < 0.4 * capacity[12]


# --- how it is shared out ---------------------------------------------------------------------------------------------------------------------------


@cache
def grants(rule: str, replication: int) -> tuple[np.ndarray, np.ndarray]:
    """Public money by community, poorest first, of a fund that cannot serve all; and people who live there."""
    fund = lever("matching_grant", rule=rule, ratio=2.0, budget_usd=100_000.0, rounds_per_year=2)
    stage = world(MAR, parameters=BUSY, stock=20_000.0, replication=replication).fork((fund,)).run().stage
    return np.bincount(stage.associations["community"], stage.associations["grants"], len(stage.communities)), stage.communities["population"]


def test_a_rule_of_need_moves_money_to_the_poorer() -> None:
    def share_of_the_poorer(rule: str, replication: int) -> float:
        money, _ = grants(rule, replication)
        return float(money[:4].sum() / money.sum())

    gain = np.array([share_of_the_poorer("need_weighted", r) - share_of_the_poorer("first_come", r) for r in range(8)])
    assert is_above_zero(gain), gain


def test_a_quota_serves_first_who_got_least() -> None:
    def inequality(rule: str, replication: int) -> float:
        money, people = grants(rule, replication)
        return float((money / people).std() / (money / people).mean())

    gain = np.array([inequality("first_come", r) - inequality("quota", r) for r in range(8)])
    assert is_above_zero(gain), gain


def women_of(replication: int, quota: float) -> tuple[float, float, float]:
    """Share of women in assignments in person, in all assignments, and among the skilled."""
    start = world(MAR, parameters=BUSY, stock=40_000.0, replication=replication)
    model = start.fork((lever("skills_placement", places_per_year=150, officers=20, share_women=quota),)).run()
    values = measured(model)
    placed = {(mode, sex): values[f"placements_{mode}", "sex", sex] for mode in ("physical", "virtual") for sex in ("female", "male")}
    in_person = placed["physical", "female"] / (placed["physical", "female"] + placed["physical", "male"])
    overall = sum(n for (_, sex), n in placed.items() if sex == "female") / sum(placed.values())
    frame = model.households_frame()
    skilled = frame[frame["skill"] == "high"]
    return in_person, overall, float((skilled["weight"] * skilled["is_woman"]).sum() / skilled["weight"].sum())


def test_care_keeps_women_from_work_in_person_and_a_quota_brings_them_in() -> None:
    free, kept = (np.array([women_of(r, quota) for r in range(6)]) for quota in (0.0, 0.6))
    assert is_above_zero(free[:, 2] - free[:, 0]), free
    assert is_above_zero(kept[:, 1] - free[:, 1]), (free, kept)


def test_who_came_home_with_both_nationalities_may_leave_again() -> None:
    """More returns than without the right, and as many households away at the end as returned and did not leave again (D11)."""
    away, again = [], []
    for chance in (0.0, 0.5):
        start = world(ETH, stock=20_000.0, parameters={"nationality.return_effect": 3.0, "nationality.leaves_again": chance, "information.broadcast": 0.3})
        policy, base = start.fork((lever("dual_nationality"),)).run(), start.fork().run()
        assert value(policy, "returns") > value(base, "returns")
        h = policy.stage.households[: policy.n_households]
        away.append(float(h["weight"][h["status"] == 0].sum()))
        again.append(value(policy, "arrivals") - value(base, "arrivals"))
    assert away[1] < 0.8 * away[0] and again[1] > again[0]
