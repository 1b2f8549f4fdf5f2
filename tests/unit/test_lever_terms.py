"""What each lever offers, costs and promises, worked out by hand; a lever that is not in these tables fails."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from model.levers import REGISTRY
from model.offers import Offer
from model.parameters import parameters
from model.policy.levers_in_force import Policy, extent_of
from tests.worlds import ETH, lever, settings_of

OWN = {name for name, kind in REGISTRY.items() if kind.__module__.startswith("model.levers.")}
BASE = Offer(
    remittance_cost=0.07, tax_rate=0.3, start_days=20.0, start_steps=9.0, start_cost_usd=500.0, transfer_days=3.0, product_yield=0.02,
    customs_days=15.0, customs_documents=8.0, shipment_cost_usd=900.0,
)  # fmt: skip

# values beside the declared ones; terms at half and at full strength, all others being those of BASE
TERMS: dict[str, tuple[dict[str, Any], dict[str, tuple[float, float]]]] = {
    "business_network": ({}, {"network_chapters": (3.0, 3.0)}),
    "business_registration": ({}, {"start_days": (11.0, 2.0), "start_steps": (6.0, 3.0), "start_cost_usd": (300.0, 100.0)}),
    "consultation": ({}, {"consultation_open": (1.0, 1.0)}),
    "credit_guarantee": ({}, {"guarantee_share": (0.3, 0.6), "guarantee_cap_usd": (50_000.0, 50_000.0)}),
    "diaspora_bond": ({}, {"bond_open": (1.0, 1.0), "bond_yield": (0.055, 0.055), "bond_min_usd": (1_000.0, 1_000.0), "bond_promotion_usd": (100_000.0, 200_000.0)}),
    "diaspora_mapping": ({}, {"outreach": (0.5, 1.0)}),
    "donation_tax_relief": ({}, {"relief_rate": (0.15, 0.3), "relief_ceiling_usd": (1_000.0, 1_000.0)}),
    "dual_nationality": (
        {}, {"dual_allowed": (1.0, 1.0), "nationality_fee_usd": (100.0, 100.0), "nationality_months": (12.0, 6.0), "nationality_cost_usd": (150.0, 150.0)},
    ),
    "earmarked_transfer": (
        {"match_ratio": 3.0}, {"earmark_form": (4.0, 4.0), "earmark_open": (0.5, 1.0), "earmark_match": (3.0, 3.0), "earmark_cap_usd": (2_000.0, 2_000.0)},
    ),
    "entrepreneur_support": ({}, {"call_open": (1.0, 1.0)}),
    "financial_inclusion": ({}, {"course_open": (1.0, 1.0)}),
    "infrastructure": ({}, {}),
    "investment_grant": (
        {"min_project_usd": 9_000.0},
        {"grant_share": (0.05, 0.1), "grant_cap_usd": (500_000.0, 500_000.0), "grant_min_usd": (9_000.0, 9_000.0), "grant_own_share": (0.25, 0.25)},
    ),
    # fresh exp(-1/6) = 0.84648, read 1 - 0.35 squared = 0.8775
    "investment_information": ({}, {"information": (0.1856969, 0.3713939), "portal_news": (0.0043875, 0.008775)}),
    # found 0.6 x 0.8775 = 0.5265, fresh 3 (1 - exp(-1/3)) = 0.85041, news 0.02
    "knowledge_hub": ({}, {"hub_open": (0.26325, 0.5265), "hub_news": (0.00447739, 0.00895478)}),
    "knowledge_network": ({}, {"network_usd": (50_000.0, 100_000.0)}),
    "matching_grant": ({"ratio": 1.5, "mode": "lead_gift"}, {"match_ratio": (0.75, 1.5), "match_lead": (1.0, 1.0)}),
    "one_stop_shop": ({"online": True}, {"counter_days": (10.0, 10.0), "counter_online": (1.0, 1.0)}),
    "philanthropy_partnership": ({}, {}),
    "philanthropy_training": ({}, {}),
    "pooled_fund": ({"budget_usd": 60_000.0}, {"pool_open": (0.5, 1.0), "pool_public": (1.0, 1.0)}),
    "remittance_cost": ({}, {"remittance_cost": (0.05, 0.03), "transfer_days": (2.0, 1.0)}),
    "savings_product": ({}, {"product_control": (0.5, 1.0), "product_yield": (0.025, 0.03), "product_min_usd": (100.0, 100.0)}),
    "skills_placement": (
        {"share_women": 0.4}, {"placement_open": (1.0, 1.0), "placement_virtual": (0.3, 0.3), "placement_days": (60.0, 60.0), "placement_women": (0.4, 0.4)},
    ),
    "special_economic_zone": ({"open_to": "all"}, {"zone_holiday_months": (60.0, 60.0), "zone_associates": (1.0, 1.0)}),
    "talent_attraction": ({}, {"talent_usd": (1_000.0, 1_000.0)}),
    "tax_incentive": (
        {"associates": True}, {"tax_cut": (0.05, 0.1), "tax_cut_months": (60.0, 60.0), "tax_cut_cap_usd": (50_000.0, 50_000.0), "tax_cut_associates": (1.0, 1.0)},
    ),
    "tourism_promotion": ({}, {"campaign_usd": (250_000.0, 500_000.0)}),
    "trade_facilitation": ({}, {"customs_days": (10.0, 5.0), "customs_documents": (6.0, 4.0), "shipment_cost_usd": (700.0, 500.0)}),
    "trade_fair": ({}, {"fair_open": (1.0, 1.0)}),
    "trade_training": ({}, {"training_open": (1.0, 1.0)}),
    "volunteer_register": ({}, {"register_open": (0.5, 1.0), "register_lag": (6.0, 6.0), "outreach": (0.5, 1.0)}),
}  # fmt: skip

# Where the base is already better than what a lever would set, or the lever's own values say otherwise: (values, base, terms at full strength).
BOUNDS: list[tuple[str, dict[str, Any], dict[str, float], dict[str, float]]] = [
    ("business_registration", {}, {"start_days": 1.0, "start_steps": 2.0, "start_cost_usd": 50.0}, {}),
    ("remittance_cost", {}, {"remittance_cost": 0.02, "transfer_days": 0.5}, {}),
    ("trade_facilitation", {}, {"customs_days": 3.0, "customs_documents": 2.0, "shipment_cost_usd": 100.0}, {}),
    ("savings_product", {"sender_control": 0.2}, {"product_control": 0.2, "product_yield": 0.05}, {}),
    ("savings_product", {"sender_control": 0.2}, {"product_yield": 0.05}, {"product_control": 0.2, "product_min_usd": 100.0}),
    ("tax_incentive", {}, {"tax_rate": 0.08}, {"tax_cut": 0.08, "tax_cut_months": 60.0, "tax_cut_cap_usd": 50_000.0}),
    ("dual_nationality", {}, {"dual_allowed": 1.0}, {}),
    ("diaspora_mapping", {}, {"outreach": 1.0}, {}),
    ("matching_grant", {}, {}, {"match_ratio": 1.0}),
    ("earmarked_transfer", {"form": "label", "match_ratio": 0.0}, {}, {"earmark_form": 1.0, "earmark_use": 1.0}),
    ("earmarked_transfer", {"form": "provider", "match_ratio": 0.0}, {}, {"earmark_form": 2.0, "earmark_use": 1.0}),
    ("earmarked_transfer", {"form": "voucher", "match_ratio": 1.0}, {}, {"earmark_form": 3.0, "earmark_open": 1.0, "earmark_match": 1.0, "earmark_cap_usd": 2_000.0}),
    ("one_stop_shop", {}, {}, {"counter_days": 10.0}),
    ("pooled_fund", {"budget_usd": 50_000.0}, {}, {"pool_open": 1.0}),  # the desk takes all of it: no money of a state is in the pool
    ("pooled_fund", {}, {}, {"pool_open": 1.0}),
    ("special_economic_zone", {"holiday_years": 2.0}, {}, {"zone_holiday_months": 24.0}),
    ("tourism_promotion", {"budget_usd": 90_000.0}, {"campaign_usd": 10_000.0}, {"campaign_usd": 100_000.0}),
    ("diaspora_bond", {"budget_usd": 90_000.0}, {}, {"bond_open": 1.0, "bond_yield": 0.055, "bond_min_usd": 1_000.0, "bond_promotion_usd": 90_000.0}),
]

# (values, cost of running it a year, of setting it up, months of setting up, cost of a place, days promised), all by hand at declared values but for those given
COSTS: list[tuple[str, dict[str, Any], float, float, int, float | None, float | None]] = [
    ("business_network", {}, 0.0, 0.0, 0, None, None),
    ("business_network", {"union": True}, 60_000.0, 0.0, 0, None, None),
    ("business_registration", {}, 130_000.0, 1_300_000.0, 12, None, None),
    ("consultation", {"deadline_days": 60.0}, 54_000.0, 0.0, 0, 150.0, 60.0),  # 15 answers a month of 300
    ("credit_guarantee", {}, 100_000.0, 0.0, 0, None, None),
    ("diaspora_bond", {}, 200_000.0, 0.0, 0, None, None),
    ("diaspora_bond", {"budget_usd": 90_000.0}, 90_000.0, 0.0, 0, None, None),
    ("diaspora_mapping", {}, 42_000.0, 0.0, 0, None, None),  # 40 000 + 1 000 answers of 44, every other year
    ("diaspora_mapping", {"by_sex": False}, 40_000.0, 0.0, 0, None, None),
    ("donation_tax_relief", {}, 0.0, 0.0, 0, None, None),
    ("dual_nationality", {}, 0.0, 0.0, 0, None, None),
    ("earmarked_transfer", {}, 80_000.0, 0.0, 0, None, None),
    ("entrepreneur_support", {}, 140_000.0, 0.0, 0, 28_000.0, None),  # team 80 000, desk 60 000; seed 20 000, 20 days of 400
    ("entrepreneur_support", {"local_desk": False}, 80_000.0, 0.0, 0, 28_000.0, None),
    ("financial_inclusion", {}, 40_000.0, 0.0, 0, 200.0, None),
    ("infrastructure", {}, 300_000.0, 10_000_000.0, 24, None, None),  # upkeep 3 %
    ("investment_grant", {}, 80_000.0, 0.0, 0, None, None),
    ("investment_information", {}, 150_000.0, 0.0, 0, None, None),  # a second language adds a quarter
    ("investment_information", {"update_months": 12.0, "languages": 1}, 90_000.0, 0.0, 0, None, None),  # half as many updates save a quarter
    ("knowledge_hub", {}, 150_000.0, 0.0, 0, None, None),  # 200 000 x 0.6 x 1.25
    ("knowledge_hub", {"update_months": 12.0, "languages": 1}, 90_000.0, 0.0, 0, None, None),
    ("knowledge_network", {}, 100_000.0, 0.0, 0, 20_000.0, None),
    ("matching_grant", {}, 60_000.0, 0.0, 0, None, 91.25),  # four rounds a year
    ("one_stop_shop", {"service_days": 8.0}, 150_000.0, 0.0, 0, None, 8.0),  # 3 officers and a mediator of 30 000, 10 opportunities of 3 000
    ("one_stop_shop", {"online": True}, 250_000.0, 0.0, 0, None, 10.0),
    ("philanthropy_partnership", {}, 90_000.0, 0.0, 0, None, None),
    ("philanthropy_training", {}, 15_000.0, 0.0, 0, 3_000.0, None),
    ("pooled_fund", {}, 50_000.0, 0.0, 0, None, None),
    ("remittance_cost", {}, 240_000.0, 0.0, 0, None, None),
    ("savings_product", {}, 80_000.0, 0.0, 0, None, None),
    ("skills_placement", {}, 120_000.0, 0.0, 0, 6_080.0, 90.0),  # 3 officers of 40 000; 0.3 x 1 600 + 0.7 x 8 000
    ("special_economic_zone", {}, 100_000.0, 1_200_000.0, 24, None, None),  # 20 plots of 60 000
    ("talent_attraction", {}, 80_000.0, 0.0, 0, 24_000.0, 90.0),  # 24 months of 1 000
    ("tax_incentive", {}, 0.0, 0.0, 0, None, None),
    ("tourism_promotion", {}, 500_000.0, 0.0, 0, None, None),
    ("tourism_promotion", {"budget_usd": 90_000.0}, 90_000.0, 0.0, 0, None, None),
    ("trade_facilitation", {}, 1_500_000.0, 0.0, 0, None, None),
    ("trade_fair", {}, 40_000.0, 0.0, 0, 2_500.0, None),
    ("trade_fair", {"events_per_year": 3}, 120_000.0, 0.0, 0, 2_500.0, None),
    ("trade_training", {}, 0.0, 0.0, 0, 800.0, None),
    ("volunteer_register", {}, 90_000.0, 0.0, 0, None, None),
    ("volunteer_register", {"independent_host": True}, 120_000.0, 0.0, 0, None, None),
]

# What share of the terms in BASE is taken away, in the mean of three (or two): what running and setting up costs is that part of the above.
EXTENTS: list[tuple[str, dict[str, Any], float]] = [
    ("business_registration", {}, (18.0 / 20.0 + 6.0 / 9.0 + 400.0 / 500.0) / 3.0),
    ("business_registration", {"days": 20.0, "steps": 9.0, "fee_usd": 700.0}, 0.0),
    ("remittance_cost", {}, (4.0 / 7.0 + 2.0 / 3.0) / 2.0),
    ("trade_facilitation", {}, (10.0 / 15.0 + 4.0 / 8.0 + 400.0 / 900.0) / 3.0),
    ("trade_facilitation", {"customs_days": 0.0, "documents": 0.0, "cost_per_shipment_usd": 0.0}, 1.0),
]

# Places that open with each year.
PLACES: list[tuple[str, dict[str, Any], float]] = [
    ("entrepreneur_support", {"calls_per_year": 2}, 20.0),
    ("financial_inclusion", {}, 300.0),
    ("knowledge_network", {}, 12.0),
    ("knowledge_network", {"fund_usd": 110_000.0}, 5.0),  # what the fund pays for, in whole projects
    ("skills_placement", {}, 60.0),
    ("special_economic_zone", {}, 20.0),
    ("trade_training", {}, 60.0),
]

# What makes a lever offer nothing; a budget of 0 does where there is an institution to pay, and the smallest value above the bound does not.
IDLE: dict[str, tuple[dict[str, Any], ...]] = {
    "business_network": ({"chapters": 0}, {"budget_usd": 0.0}),
    "business_registration": (),
    "consultation": ({"events_per_year": 0}, {"places": 0}, {"budget_usd": 0.0}),
    "credit_guarantee": ({"share": 0.0}, {"cap_usd": 0.0}, {"budget_usd": 0.0}),
    "diaspora_bond": ({"issue_usd": 0.0},),
    "diaspora_mapping": ({"survey_n": 0}, {"budget_usd": 0.0}),
    "donation_tax_relief": ({"rate": 0.0}, {"ceiling_usd": 0.0}),
    "dual_nationality": ({"generations": ()},),
    "earmarked_transfer": ({"budget_usd": 0.0},),
    "entrepreneur_support": ({"places": 0}, {"budget_usd": 0.0}),
    "financial_inclusion": ({"seats_per_year": 0}, {"budget_usd": 0.0}),
    "infrastructure": ({"energy_gain": 0.0, "telecom_gain": 0.0},),
    "investment_grant": ({"share": 0.0}, {"cap_usd": 0.0}, {"budget_usd": 0.0}),
    "investment_information": ({"reach": 0.0, "news": 0.0}, {"languages": 0}),
    "knowledge_hub": ({"coverage": 0.0}, {"languages": 0}, {"budget_usd": 0.0}),
    "knowledge_network": ({"secretariat_usd": 0.0}, {"budget_usd": 0.0}),
    "matching_grant": ({"ratio": 0.0}, {"cap_usd": 0.0}, {"budget_usd": 0.0}),
    "one_stop_shop": ({"officers": 0}, {"budget_usd": 0.0}),
    "philanthropy_partnership": ({"desk_staff": 0}, {"agreements": 0}, {"coordination": 0.0}, {"budget_usd": 0.0}),
    "philanthropy_training": ({"seats_per_year": 0}, {"budget_usd": 0.0}),
    "pooled_fund": ({"budget_usd": 0.0},),
    "remittance_cost": ({"budget_usd": 0.0},),
    "savings_product": ({"sender_control": 0.0, "yield_rate": 0.0},),
    "skills_placement": ({"places_per_year": 0}, {"officers": 0}, {"sectors": ()}, {"budget_usd": 0.0}),
    "special_economic_zone": ({"plots": 0},),
    "talent_attraction": ({"package_usd": 0.0}, {"officers": 0}, {"shortage_threshold": 1.0}, {"budget_usd": 0.0}),
    "tax_incentive": ({"rate_cut_points": 0.0}, {"years": 0.0}, {"cap_usd": 0.0}),
    "tourism_promotion": ({"campaign_usd": 0.0}, {"budget_usd": 0.0}),
    "trade_facilitation": ({"budget_usd": 0.0},),
    "trade_fair": ({"events_per_year": 0}, {"places": 0}, {"matches_per_place": 0.0}, {"budget_usd": 0.0}),
    "trade_training": ({"seats_per_year": 0}, {"budget_usd": 0.0}),
    "volunteer_register": ({"budget_usd": 0.0},),
}


def test_the_tables_tell_of_every_lever() -> None:
    assert set(TERMS) == {name for name, *_ in COSTS} == set(IDLE) == OWN


@pytest.mark.parametrize("lever_id", sorted(TERMS))
def test_terms_at_half_and_at_full_strength(lever_id: str) -> None:
    values, terms = TERMS[lever_id]
    made = lever(lever_id, **values)
    for place, strength in enumerate((0.5, 1.0)):
        expected = BASE._replace(**{name: both[place] for name, both in terms.items()})
        assert made.offer(BASE, strength)._asdict() == pytest.approx(expected._asdict(), rel=1e-5)


@pytest.mark.parametrize(("lever_id", "values", "base", "terms"), BOUNDS)
def test_terms_at_a_bound(lever_id: str, values: dict[str, Any], base: dict[str, float], terms: dict[str, float]) -> None:
    start = BASE._replace(**base)
    expected = start._replace(**{"tax_cut_associates": 0.0, **terms})
    assert lever(lever_id, **values).offer(start, 1.0)._asdict() == pytest.approx(expected._asdict())


def test_an_administration_that_is_being_built_up_takes_longer_but_not_for_ever() -> None:
    def months(strength: float, **values: float) -> float:
        return lever("dual_nationality", **values).offer(BASE, strength).nationality_months

    assert (months(0.25), months(0.001)) == (24.0, 600.0)


@pytest.mark.parametrize(("lever_id", "values", "yearly", "setup", "months", "place", "promise"), COSTS)
def test_costs_and_promises(lever_id: str, values: dict[str, Any], yearly: float, setup: float, months: int, place: float | None, promise: float | None) -> None:
    made = lever(lever_id, from_month=6, to_month=30, **values)
    assert sum(made.fixed_cost(month) for month in range(12, 24)) == pytest.approx(yearly)
    assert made.fixed_cost(6) == pytest.approx(yearly / 12.0)
    assert made.fixed_cost(29) == pytest.approx(yearly / 12.0)
    assert made.fixed_cost(5) == made.fixed_cost(30) == 0.0
    assert (made.setup_usd, made.setup_months) == (setup, months)
    assert made.place_cost == pytest.approx(place) if place is not None else made.place_cost is None
    assert made.promise_days == pytest.approx(promise) if promise is not None else made.promise_days is None


@pytest.mark.parametrize(("lever_id", "values", "share"), EXTENTS)
def test_reforms_cost_the_part_of_the_terms_that_they_take_away(lever_id: str, values: dict[str, Any], share: float) -> None:
    made = lever(lever_id, **values)
    assert made.extent(BASE) == pytest.approx(share)
    settings = settings_of(ETH)
    policy = Policy((made,), settings, parameters(settings.parameters))
    if policy.levers:
        own = extent_of(made, settings.corridors, policy.base)
        planned = policy.fixed_cost(0, 6) - policy.running_cost(0, 6)
        assert policy.running_cost(0, 6) == pytest.approx(made.fixed_cost(6) * own) and planned == pytest.approx(made.setup_usd * own / max(made.setup_months, 1))


def test_all_others_cost_what_they_say_whatever_the_terms() -> None:
    assert {lever_id for lever_id in OWN if lever(lever_id).extent(BASE) != 1.0} == {lever_id for lever_id, *_ in EXTENTS}


@pytest.mark.parametrize(("lever_id", "values", "places"), PLACES)
def test_places_a_year(lever_id: str, values: dict[str, Any], places: float) -> None:
    made = lever(lever_id, **values)
    assert made.places_in_year(0) == made.places_in_year(3) == places


def test_money_of_an_issue_is_not_renewed_with_the_year() -> None:
    bond = lever("diaspora_bond", issue_usd=5e6)
    assert (bond.money_in_year(0, 1.0, 2.0), bond.money_in_year(1, 1.0, 2.0)) == (5e6, 2.0)
    assert lever("matching_grant").money_in_year(1, 1.0, 2.0) == 1.0


@pytest.mark.parametrize("lever_id", sorted(IDLE))
def test_what_makes_it_idle_and_what_does_not(lever_id: str) -> None:
    assert not lever(lever_id).is_idle
    for values in IDLE[lever_id]:
        assert lever(lever_id, **values).is_idle, values
        for name, value in values.items():
            if len(values) > 1 or not isinstance(value, int | float):
                continue
            declared = REGISTRY[lever_id].parameters[name]
            least = 1 if isinstance(value, int) else 0.9 * declared.high if value else declared.high * 1e-9
            assert not lever(lever_id, **{name: least}).is_idle, (name, least)
    if not any("budget_usd" in values for values in IDLE[lever_id]):
        assert not lever(lever_id, budget_usd=0.0).is_idle
    if lever_id in ("infrastructure", "investment_information", "savings_product"):
        for name in IDLE[lever_id][0]:  # one of the two is enough
            assert not lever(lever_id, **{name: 0.0}).is_idle


def test_strength_rises_over_the_ramp_and_ends_with_the_lever() -> None:
    made = lever("tax_incentive", from_month=3, to_month=9, ramp_months=4)
    assert [made.strength(month) for month in range(1, 11)] == [0.0, 0.0, 0.25, 0.5, 0.75, 1.0, 1.0, 1.0, 0.0, 0.0]
    assert [made.strength(month, ahead=1.0) for month in (2, 3, 5)] == [0.0, 0.5, 1.0]
    assert lever("tax_incentive", from_month=3).strength(3) == 1.0


def test_the_effective_offer_is_the_fold_over_the_base() -> None:
    settings = settings_of(ETH)
    levers = (lever("remittance_cost", target_share=0.05), lever("donation_tax_relief"))
    policy = Policy(levers, settings, parameters(settings.parameters))
    order = [made.id for made in policy.levers]

    def term(name: str, of: str, strength: float) -> float:
        stage = SimpleNamespace(classes=policy.unclassed(1), offers=policy.blank_offers(policy.unclassed(1)))
        policy.work_out(stage, tuple(strength if lever_id == of else 0.0 for lever_id in order))
        return float(stage.offers[0, -1][name])

    base = settings.corridors[0].figures.remittance_cost
    assert base > 0.05
    assert [term("remittance_cost", "remittance_cost", s) for s in (0.0, 0.5, 1.0)] == pytest.approx([base, 0.5 * base + 0.025, 0.05])
    assert [term("relief_rate", "donation_tax_relief", s) for s in (0.0, 0.5, 1.0)] == pytest.approx([0.0, 0.15, 0.3])
    assert term("remittance_cost", "donation_tax_relief", 1.0) == base
