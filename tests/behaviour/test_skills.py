"""Skills: posts with a package, the knowledge network, and what placements leave behind: counterparts, mentoring, ties, staff who want to leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from model.errors import InputError
from model.records.flows import Flow
from model.world import DiasporaModel
from tests.worlds import BUSY, ETH, MAR, assert_same, is_above_zero, lever, rises, run, settings_of, totals, until_clear, untouched, value, world

EAGER: Mapping[str, float] = {**BUSY, "talent.return_base": -3.5, "knowledge.join_base": -2.0, "knowledge.proposals_year": 2.0, "talent.files": 2.0}

# experts who fill gaps, many of them
GAPS: Mapping[str, Any] = {"training_share": 0.2, "places_per_year": 400, "officers": 20, "budget_usd": 1e7}

# lever, weaker and stronger values (None: no lever), and what the stronger must raise
DIRECTIONS: dict[str, tuple[str, Mapping[str, Any] | None, Mapping[str, Any], str]] = {
    "a package fills posts": ("talent_attraction", None, {}, "posts_filled"),
    "and brings people home": ("talent_attraction", None, {}, "returns"),
    "a larger package brings more applications": ("talent_attraction", {"package_usd": 200.0}, {"package_usd": 3_000.0}, "post_applications"),
    "and costs more": ("talent_attraction", {"package_usd": 200.0}, {"package_usd": 3_000.0}, "public_cost"),
    "a longer package costs more": ("talent_attraction", {"package_months": 6}, {"package_months": 36}, "public_cost"),
    "a shorter package loses more again": ("talent_attraction", {"package_months": 36}, {"package_months": 2}, "posts_left"),
    "a lower threshold fills more posts": ("talent_attraction", {"shortage_threshold": 0.38}, {"shortage_threshold": 0.1}, "posts_filled"),
    "more officers fill more posts": ("talent_attraction", {"officers": 1}, {"officers": 6}, "posts_filled"),
    "who comes home teaches": ("talent_attraction", None, {}, "capacity"),
    "a network brings joint projects": ("knowledge_network", None, {}, "joint_projects"),
    "and ties between experts": ("knowledge_network", None, {}, "ties_experts"),
    "and know-how": ("knowledge_network", None, {}, "capacity"),
    "a larger secretariat enrols more": ("knowledge_network", {"secretariat_usd": 1_000.0}, {"secretariat_usd": 200_000.0}, "network_members"),
    "and keeps more active": ("knowledge_network", {"secretariat_usd": 1_000.0}, {"secretariat_usd": 200_000.0}, "network_active"),
    "more joint projects a year": ("knowledge_network", {"joint_projects_per_year": 3}, {"joint_projects_per_year": 12}, "joint_projects"),
    "a larger fund pays for more": ("knowledge_network", {"fund_usd": 40_000.0}, {"fund_usd": 240_000.0}, "joint_projects"),
    "cheaper projects, more of them": ("knowledge_network", {"project_usd": 60_000.0}, {"project_usd": 20_000.0}, "joint_projects"),
    "counterparts take over more": ("skills_placement", {"counterparts": 0}, {"counterparts": 3}, "capacity"),
    "and have less time": ("skills_placement", {"counterparts": 6}, {"counterparts": 0}, "vacancies_filled"),
    "mentoring adds know-how": ("skills_placement", {"follow_up_hours": 20.0, "mentoring_share": 0.0}, {"follow_up_hours": 20.0, "mentoring_share": 0.9}, "capacity"),
    "dearer follow-up costs more": ("skills_placement", {"follow_up_hours": 4.0, "follow_up_usd": 10.0}, {"follow_up_hours": 4.0, "follow_up_usd": 100.0}, "public_cost"),
    "internships tie institutions": ("skills_placement", {"internships_per_year": 0}, {"internships_per_year": 40}, "ties_institutions"),
    "and raise the wish to leave": ("skills_placement", {"internships_per_year": 0}, {"internships_per_year": 40}, "aspiration"),
    "a rule against gap-filling keeps posts open to local people": ("skills_placement", {**GAPS, "additionality_rule": True}, GAPS, "shortage"),
    "work in person raises it more than online": ("skills_placement", {"virtual_share": 1.0}, {"virtual_share": 0.0}, "aspiration"),
}  # fmt: skip


@pytest.mark.parametrize("name", DIRECTIONS)
def test_direction(name: str) -> None:
    lever_id, weak, strong, outcome = DIRECTIONS[name]
    weaker = () if weak is None else (lever(lever_id, **weak),)
    found = rises((lever(lever_id, **strong),), outcome, against=weaker, stock=12_000.0, years=2, parameters=EAGER)
    assert is_above_zero(found), found


# parameter, lower and higher value, lever, outcome that the higher must raise
PARAMETERS: dict[str, tuple[str, float, float, str, Mapping[str, Any], str]] = {
    "what stays behind is lost": ("talent.embeddedness", 0.8, 0.1, "talent_attraction", {}, "vacancies_filled"),
    "approved": ("talent.approved", 0.2, 1.0, "talent_attraction", {}, "posts_filled"),
    "pay draws": ("talent.pay_effect", 3.0, 0.0, "talent_attraction", {}, "post_applications"),
    "roots hold": ("talent.rooted_effect", 3.0, 0.0, "talent_attraction", {}, "post_applications"),
    "instability deters": ("talent.security_effect", 5.0, 0.0, "talent_attraction", {}, "post_applications"),
    "some move on": ("talent.moves_on", 0.0, 0.6, "talent_attraction", {}, "posts_left"),
    "local candidates are kept out": ("talent.crowding", 0.0, 0.6, "talent_attraction", {}, "staff_displaced"),
    "and posts that they would have got stay vacant": ("talent.crowding", 0.0, 0.9, "talent_attraction", {}, "shortage"),
    "gap-filling keeps posts vacant": ("placement.displacement", 0.0, 1.0, "skills_placement", GAPS, "shortage"),
    "and hosts ask for more": ("placement.displacement", 0.0, 1.0, "skills_placement", GAPS, "placement_requests"),
    "and nobody local learns the job": ("placement.displacement", 1.0, 0.0, "skills_placement", GAPS, "capacity"),
    "for a while": ("placement.freeze_months", 1.0, 60.0, "skills_placement", GAPS, "shortage"),
    "who knows other experts comes back": ("placement.colleague_effect", 0.0, 2.0, "skills_placement", GAPS, "placement_repeats"),
    "the more, the more ties are made": ("placement.tie_experts", 0.0, 1.0, "skills_placement", GAPS, "placement_repeats"),
    "and stays active": ("knowledge.colleague_effect", 0.0, 5.0, "knowledge_network", {"joint_projects_per_year": 60, "fund_usd": 5e6}, "network_active"),
    "patience keeps the list": ("talent.patience", 12.0, 1.0, "talent_attraction", {"officers": 1}, "abandoned"),
    "active": ("knowledge.active_share", 0.05, 0.6, "knowledge_network", {}, "network_active"),
    "activity lasts": ("knowledge.active_years", 0.3, 20.0, "knowledge_network", {}, "network_active"),
    "members leave": ("knowledge.leave_year", 0.5, 0.0, "knowledge_network", {}, "network_members"),
    "teams tie experts": ("knowledge.team", 0.0, 8.0, "knowledge_network", {}, "ties_experts"),
    "projects teach": ("knowledge.project_days", 5.0, 100.0, "knowledge_network", {}, "capacity"),
    "projects tie institutions": ("knowledge.tie_institutions", 0.0, 0.9, "knowledge_network", {}, "ties_institutions"),
    "activity finds jobs": ("knowledge.matching", 1.0, 0.0, "knowledge_network", {}, "brain_waste"),
    "ties keep know-how": ("placement.tie_effect", 0.0, 2.0, "skills_placement", {}, "capacity_retained_12m"),
    "those who want to leave take it along": ("placement.aspiration_gain", 5.0, 0.0, "skills_placement", {"internships_per_year": 40}, "capacity_retained_12m"),
    "and stay abroad": ("placement.aspiration_effect", 0.0, 10.0, "skills_placement", {"internships_per_year": 80}, "interns_lost"),
    "a job below one's skill makes apply": ("placement.waste_effect", 0.0, 3.0, "skills_placement", {}, "placement_applications"),
    "insecure status wastes skills": ("placement.waste_rights", 1.0, 0.0, "skills_placement", {}, "brain_waste"),
    "a call keeps others away": ("placement.off_call", 6.0, 0.0, "skills_placement", {"sectors": ("health",)}, "placement_applications"),
}  # fmt: skip


SLOW = {"patience keeps the list"}
"""Those of which three years are needed to see them: two are not long enough to lose patience in."""


@pytest.mark.parametrize("name", PARAMETERS)
def test_parameter(name: str) -> None:
    parameter, low, high, lever_id, values, outcome = PARAMETERS[name]
    years = 3 if name in SLOW else 2

    def risen(replication: int) -> float:
        weak, strong = (totals((lever(lever_id, **values),), stock=12_000.0, years=years, replication=replication, parameters={**EAGER, parameter: x})[outcome] for x in (low, high))
        return strong - weak

    found = until_clear(risen, 6)
    assert is_above_zero(found), found


IDLE = {
    "no package": lever("talent_attraction", package_usd=0.0),
    "no officer": lever("talent_attraction", officers=0),
    "no host short enough": lever("talent_attraction", shortage_threshold=1.0),
    "no money": lever("talent_attraction", budget_usd=0.0),
    "no secretariat": lever("knowledge_network", secretariat_usd=0.0),
    "a network without money": lever("knowledge_network", budget_usd=0.0),
    "an agency for no sector": lever("skills_placement", sectors=()),
}


@pytest.mark.parametrize("name", IDLE)
def test_an_idle_lever_changes_nothing_to_the_bit(name: str) -> None:
    assert_same(world(ETH, parameters=EAGER).fork((IDLE[name],)).run(), untouched(scenario=ETH, parameters=EAGER))


def test_posts_and_people_are_conserved() -> None:
    """Who was given a post left the diaspora or is back; vacancies fell by the posts that are held; the checks of every month passed."""
    model = world(stock=12_000.0, parameters={**EAGER, "talent.moves_on": 0.3}).fork((lever("talent_attraction"),)).run()
    base = world(stock=12_000.0, parameters={**EAGER, "talent.moves_on": 0.3}).fork().run()
    filled, left = value(model, "posts_filled"), value(model, "posts_left")
    assert filled > left > 0.0
    posts = model.stage.hosts["posts"]
    fell = ((base.stage.hosts["vacancy"] - model.stage.hosts["vacancy"]) * posts).sum()
    assert fell == pytest.approx(filled - left - model.stage.hosts["frozen"].sum())
    supported = model.households_frame()["supported_by_talent_attraction"].sum()
    assert 0 < supported <= filled


def test_programmes_stay_within_their_money_and_cost_what_the_ledger_says() -> None:
    budget = 150_000.0
    given = {"talent_attraction": {"package_usd": 800.0, "package_months": 12, "officers": 1}, "knowledge_network": {"secretariat_usd": 50_000.0}, "skills_placement": {"officers": 1}}
    for lever_id, values in given.items():
        model = world(stock=12_000.0, parameters=EAGER, years=4).fork((lever(lever_id, budget_usd=budget, **values),)).run()
        cost = (model.costs + model.grants + model.forgone)[:, 0]
        assert cost.sum() > 0.0 and (np.cumsum(cost) <= budget * (np.arange(len(cost)) // 12 + 1) + 1e-6).all(), lever_id
        ledger = model.ledger_frame()
        assert ledger.loc[ledger["lever"] == lever_id, "amount_usd"].sum() == pytest.approx(cost.sum())
        assert value(model, "public_cost") * 4 == pytest.approx(cost.sum())


def test_a_package_once_promised_is_paid_after_the_end() -> None:
    model = world(stock=12_000.0, parameters=EAGER).fork((lever("talent_attraction", to_month=12, funding="project", package_months=24),)).run()
    cost = model.costs[:, 0]
    assert cost[12:].sum() > 0.0 and model.flows[14:, :, Flow.POSTS_FILLED].sum() == 0.0


def test_a_network_fades_when_nobody_pays_for_the_secretariat() -> None:
    start = world(stock=12_000.0, parameters=EAGER, years=6)
    kept, ended = (start.fork((lever("knowledge_network", funding="project", **until),)).run() for until in ({}, {"to_month": 24}))
    members, of_ended = (model.flows[:, :, Flow.NETWORK_MEMBERS].sum(axis=1) for model in (kept, ended))
    assert (members[:24] == of_ended[:24]).all()
    assert of_ended[26] > 0.0 == of_ended[-1] and members[-1] > 0.0
    assert ended.flows[25:, :, Flow.JOINT_PROJECTS].sum() == 0.0 and ended.costs[24:].sum() == 0.0


def test_each_country_of_origin_gets_experts_of_its_own_in_its_sectors() -> None:
    first, second = (settings_of(name, stock=12_000.0, parameters=EAGER) for name in (MAR, ETH))
    settings = replace(first, corridors=(*first.corridors, *second.corridors))
    model = run(settings, (lever("skills_placement", sectors_by_origin=("ETH:health",), sectors=("education", "agriculture")),))
    hosts = model.stage.hosts
    origin = model.stage.communities["origin"][hosts["community"]]
    served = {(int(o), int(s)) for o, s in zip(origin[hosts["served"] >= 0], hosts["sector"][hosts["served"] >= 0], strict=True)}
    assert served == {(0, 1), (0, 3), (1, 0)}
    placed = model.stage.households[: model.n_households]
    placed = placed[placed["placements"] > 0]
    assert set(placed["sector"][placed["corridor"] == 1]) == {0}
    for entry in ("ETH:arts", "health", "ETHIOPIA:health"):
        with pytest.raises(InputError):
            lever("skills_placement", sectors_by_origin=(entry,))


def test_capacity_of_sectors_and_kinds_of_ties_add_up() -> None:
    model = world(stock=12_000.0, parameters=EAGER).fork((lever("skills_placement", internships_per_year=8), lever("knowledge_network"))).run()
    sectors = [value(model, f"capacity_{name}") for name in ("health", "education", "administration", "agriculture", "infrastructure")]
    assert min(sectors) >= 0.0 and sum(sectors) == pytest.approx(value(model, "capacity")) and value(model, "capacity") > 0.0
    ties = [value(model, f"ties_{kind}") for kind in ("expert_host", "institutions", "experts")]
    assert min(ties) > 0.0 and sum(ties) == value(model, "ties_created")


def test_engines_agree_on_skills() -> None:
    settings = settings_of(ETH, stock=900.0, years=4, sample=60, parameters={**EAGER, "knowledge.matching": 0.5, "talent.moves_on": 0.5})
    levers = (lever("talent_attraction", shortage_threshold=0.1), lever("knowledge_network"), lever("skills_placement", internships_per_year=8, sectors_by_origin=("ETH:health", "ETH:education")))
    compiled, objects = (DiasporaModel(settings, levers, engine=engine, checks=True).run() for engine in ("compiled", "objects"))
    assert_same(objects, compiled)
    for name in ("posts_filled", "posts_left", "joint_projects", "ties_created"):
        assert value(compiled, name) > 0.0, name
