"""What each lever is: whose act it wants, what it is judged by, who carries it out, whom its money reaches, what the state forgoes, and what is left of it.

Written from what each is for in the design, so that a lever that is declared as something else is found.
"""

from __future__ import annotations

import pickle

import pytest

from model.levers import REGISTRY, Act, Topic
from model.parameters import parameters
from model.policy.strength_by_month import left_over
from tests.worlds import lever

# family, what its news is about, the act it wants, the outcome it is judged by, who carries it out, whom its money reaches
TRAITS: dict[str, tuple[str, Topic, Act, str, str | None, str | None]] = {
    "business_network": ("E2", Topic.ENTERPRISE, Act.EXPORT, "network_firms", "business_network", "business_networks"),
    "business_registration": ("E1", Topic.INVESTMENT, Act.FOUND_FIRM, "firms_created", None, None),
    "consultation": ("E2", Topic.RELATIONS, Act.SPEAK, "demands_answered", "consultation", None),
    "credit_guarantee": ("E3", Topic.INVESTMENT, Act.FOUND_FIRM, "firms_created", "guarantee_fund", "banks_at_origin"),
    "diaspora_bond": ("E3", Topic.SAVINGS, Act.BUY_BOND, "bonds_sold", "bond_desk", "diaspora_households"),
    "diaspora_mapping": ("E2", Topic.RELATIONS, Act.SPEAK, "aware", "mapping", None),
    "donation_tax_relief": ("E3", Topic.GIVING, Act.GIVE_REGULAR, "donations", None, None),
    "dual_nationality": ("E1", Topic.NATIONALITY, Act.KEEP_NATIONALITY, "dual_nationals", None, None),
    "earmarked_transfer": ("E3", Topic.REMITTANCE, Act.REMIT, "earmarked_received", "earmarks", "families_at_origin"),
    "entrepreneur_support": ("E3", Topic.ENTERPRISE, Act.FOUND_FIRM, "firms_created", "competition", "firms_at_origin"),
    "financial_inclusion": ("E3", Topic.SAVINGS, Act.OPEN_ACCOUNT, "accounts_opened", "courses", "families_at_origin"),
    "infrastructure": ("E1", Topic.INVESTMENT, Act.FOUND_FIRM, "firms_created", None, "communities"),
    "investment_grant": ("E3", Topic.INVESTMENT, Act.FOUND_FIRM, "firms_created", "grant_fund", "firms_at_origin"),
    "investment_information": ("E1", Topic.INVESTMENT, Act.FOUND_FIRM, "firms_created", None, None),
    "knowledge_hub": ("E2", Topic.RELATIONS, Act.SPEAK, "aware", "hub", None),
    "knowledge_network": ("E2", Topic.PLACEMENT, Act.ADVISE, "joint_projects", "knowledge_network", "host_institutions"),
    "matching_grant": ("E3", Topic.COLLECTIVE, Act.GIVE_COLLECTIVE, "donations_collective", "matching_fund", "associations"),
    "one_stop_shop": ("E1", Topic.INVESTMENT, Act.FOUND_FIRM, "firms_created", "one_stop_shop", None),
    "philanthropy_partnership": ("E2", Topic.GIVING, Act.GIVE_CRISIS, "crisis_covered", "partnership_desk", None),
    "philanthropy_training": ("E3", Topic.COLLECTIVE, Act.GIVE_COLLECTIVE, "projects_delivered", "giving_school", "associations"),
    "pooled_fund": ("E3", Topic.GIVING, Act.GIVE_CRISIS, "crisis_covered", "pooled_fund", "communities"),
    "remittance_cost": ("E1", Topic.REMITTANCE, Act.REMIT, "remittances_formal", None, None),
    "savings_product": ("E3", Topic.SAVINGS, Act.SAVE, "savings_products", None, "diaspora_households"),
    "skills_placement": ("E3", Topic.PLACEMENT, Act.PLACEMENT, "expert_days", "placement_agency", "host_institutions"),
    "special_economic_zone": ("E1", Topic.INVESTMENT, Act.FOUND_FIRM, "firms_created", "zone", "firms_at_origin"),
    "talent_attraction": ("E3", Topic.PLACEMENT, Act.RETURN, "posts_filled", "talent_board", "diaspora_households"),
    "tax_incentive": ("E1", Topic.INVESTMENT, Act.INVEST_PRODUCTIVE, "investment_productive", None, None),
    "tourism_promotion": ("E2", Topic.TOURISM, Act.VISIT, "tourism_receipts", None, None),
    "trade_facilitation": ("E1", Topic.TRADE, Act.EXPORT, "exports", None, None),
    "trade_fair": ("E2", Topic.TRADE, Act.EXPORT, "deals", "trade_fair", "firms_in_residence_country"),
    "trade_training": ("E3", Topic.TRADE, Act.EXPORT, "exporters", "trade_training", "firms_in_residence_country"),
    "volunteer_register": ("E2", Topic.RELATIONS, Act.REGISTER, "registered", "register", None),
}
ENTITLEMENTS = {"donation_tax_relief", "dual_nationality", "savings_product", "special_economic_zone", "tax_incentive"}
FORGO = {"donation_tax_relief": ("RELIEF",), "special_economic_zone": ("ZONE_FORGONE",), "tax_incentive": ("FORGONE",)}
PAY = {"diaspora_bond": ("BOND_PREMIUM",), "dual_nationality": ("NATIONALITY_COST",), "savings_product": ("PRODUCTS_BONUS",)}
LEAVE_SOMETHING = {"investment_information", "knowledge_hub", "knowledge_network"}  # a portal, a hub, a network; no desk, no grant
OWN = {name: kind for name, kind in REGISTRY.items() if kind.__module__.startswith("model.levers.")}


@pytest.mark.parametrize("lever_id", sorted(OWN))
def test_what_a_lever_is(lever_id: str) -> None:
    kind = OWN[lever_id]
    assert (kind.family.value, kind.topic, kind.act, kind.main_outcome, kind.process, kind.reaches) == TRAITS[lever_id]
    assert kind.entitlement is (lever_id in ENTITLEMENTS)
    assert (kind.forgoes, kind.pays) == (FORGO.get(lever_id, ()), PAY.get(lever_id, ()))
    assert kind.leaves_structure is (lever_id in LEAVE_SOMETHING)
    assert kind.stays is (lever_id == "infrastructure") and kind.grows_places is (lever_id == "special_economic_zone")


def test_levers_that_share_a_topic_are_told_apart_by_what_carried_the_act() -> None:
    carried = [int(kind.topic if kind.support is None else kind.support) for kind in OWN.values()]
    assert len(set(carried)) == len(carried) == len(TRAITS)


@pytest.mark.parametrize("lever_id", sorted(OWN))
def test_what_ends_leaves_nothing_or_fades_over_two_years(lever_id: str) -> None:
    """Of a lever that ends in month 10, what is left in months 10, 21, 33 and 34: 23, 12, 0 and 0 of 24 parts; of all others nothing."""
    made, fades = lever(lever_id, from_month=0, to_month=10), parameters().ministry._replace(fade_months=24.0)
    left = [left_over(made, month, 10, 1.0, fades) for month in (10, 21, 33, 34)]
    assert left == pytest.approx([23 / 24, 12 / 24, 0.0, 0.0] if lever_id in LEAVE_SOMETHING else [0.0] * 4)
    assert left_over(made, 10, 10, 0.5, fades) == pytest.approx(left[0] / 2.0) and left_over(made, 10, 10, 1.0, fades._replace(fade_months=0.0)) == 0.0


@pytest.mark.parametrize("lever_id", sorted(OWN))
def test_a_lever_reaches_a_worker_as_it_is(lever_id: str) -> None:
    made = lever(lever_id, {"skill": ("high",)}, from_month=3, budget_usd=1e5)
    sent = pickle.loads(pickle.dumps(made))
    assert type(sent) is type(made) and dict(sent.values) == dict(made.values) and sent.eligibility == made.eligibility
