"""What `diaspora check` finds between the levers of a scenario before anything is run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from experiments.checks.before_a_run import checked
from experiments.checks.conflicts import OVERLAPS, conflicts, meet, people_in_common
from model.levers import COMMON, REGISTRY, Act, Family, Lever, Topic
from model.offers import Offer
from model.parameter import Kind, Text, Unit, declare
from model.parameters import parameters
from model.policy.levers_in_force import Policy
from scenarios import load

PACKAGE = "morocco_belgium_package"


def kinds(scenario: str = PACKAGE, **changes: Any) -> set[tuple[str, tuple[str, ...]]]:
    return {(found.kind, found.levers) for found in conflicts(load(scenario, set={path.replace("__", "."): value for path, value in changes.items()}))}


@pytest.fixture
def grant() -> Iterator[type[Lever]]:
    """A lever that does not ship: a share of an investor's capital, with places and what one costs."""

    class ToyGrant(Lever):
        """A programme on the stake that other levers support too."""

        id = "investment_grant_toy"
        source = "P2d"
        family = Family.EMPOWER
        label = Text("Toy grant", "Subvention jouet")
        says = Text("A grant.", "Une subvention.")
        topic = Topic.INVESTMENT
        act = Act.INVEST_PRODUCTIVE
        main_outcome = "investment_productive"

        places: int = declare(10, Unit.COUNT, "Places a call.", "Places par appel.", low=0, high=100, kind=Kind.INTEGER)
        calls_per_year: int = declare(2, Unit.COUNT, "Calls a year.", "Appels par an.", low=0, high=12, kind=Kind.INTEGER)
        seed_usd: float = declare(1_000.0, Unit.USD, "Money a place.", "Argent par place.", low=0.0, high=1e6)

        @property
        def place_cost(self) -> float:
            return self.seed_usd

        def offer(self, offer: Offer, strength: float) -> Offer:
            return offer._replace(tax_cut=0.1 * strength)

    yield ToyGrant
    del REGISTRY[ToyGrant.id]


MEDMA = "morocco_belgium_medma2"
DEED = "kosovo_deed"
BARE = "morocco_belgium"

# scenario, what is changed in it, what is then found
CASES: dict[str, tuple[str, Mapping[str, Any], tuple[str, tuple[str, ...]]]] = {
    "public money twice on one gift": (PACKAGE, {}, ("overlap", ("donation_tax_relief", "matching_grant"))),
    "two reliefs on one stake": (MEDMA, {"levers__tax_incentive__from_month": 6}, ("overlap", ("entrepreneur_support", "tax_incentive"))),
    "two products for one saving": (DEED, {"levers__diaspora_bond__from_month": 0}, ("overlap", ("diaspora_bond", "savings_product"))),
    "an incentive without the one-stop shop": (PACKAGE, {}, ("stands_alone", ("tax_incentive",))),
    "a zone and a shop that never meet": (
        DEED, {"levers__one_stop_shop__to_month": 24}, ("never_meet", ("special_economic_zone", "one_stop_shop")),
    ),
    "training that ends before customs are simpler": (
        BARE, {"levers__trade_training__to_month": 12, "levers__trade_facilitation__from_month": 12}, ("never_meet", ("trade_training", "trade_facilitation")),
    ),
    "more assignments than money": (PACKAGE, {"levers__skills_placement__places_per_year": 400}, ("places_above_budget", ("skills_placement",))),
    # 180,000 are left of 320,000; seven at 20,000 of seed money are paid, but not their 20 days of assistance at 400 each
    "places whose assistance nobody pays": (
        BARE, {"levers__entrepreneur_support__budget_usd": 320_000.0, "levers__entrepreneur_support__places": 7}, ("places_above_budget", ("entrepreneur_support",)),
    ),
    "a budget that only pays the office": (PACKAGE, {"levers__matching_grant__budget_usd": 60_000.0}, ("budget_below_fixed_cost", ("matching_grant",))),
    "customs reform on a thousandth of its cost": (BARE, {"levers__trade_facilitation__budget_usd": 800.0}, ("budget_below_fixed_cost", ("trade_facilitation",))),
    "an entitlement whose office is not paid": (BARE, {"levers__savings_product__budget_usd": 1_000.0}, ("budget_below_fixed_cost", ("savings_product",))),
    "works that last longer than planned": (BARE, {"levers__infrastructure__budget_usd": 2e6}, ("set_up_late", ("infrastructure",))),
    "a reform that is never paid": (BARE, {"levers__business_registration__budget_usd": 110_000.0}, ("set_up_late", ("business_registration",))),
    "an empty list of generations": (PACKAGE, {"levers__matching_grant__eligibility__generation": []}, ("nobody", ("matching_grant",))),
    "empowering before enabling": (PACKAGE, {"levers__tax_incentive__from_month": 12}, ("wrong_order", ("matching_grant", "tax_incentive"))),
    "a project that never ends": (PACKAGE, {"levers__skills_placement__funding": "project"}, ("project_without_end", ("skills_placement",))),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_is_wrong_is_found(name: str) -> None:
    scenario, changes, found = CASES[name]
    assert found in kinds(scenario, **changes)
    if changes:
        assert found not in kinds(scenario)


@pytest.mark.parametrize(
    ("changes", "absent"),
    [
        # six at 28,000 are 168,000 of the 180,000 that are left
        ({"levers__entrepreneur_support__budget_usd": 320_000.0, "levers__entrepreneur_support__places": 6}, "places_above_budget"),
        ({"levers__infrastructure__budget_usd": 5e6}, "set_up_late"),
        ({"levers__business_registration__budget_usd": 1.1e6}, "set_up_late"),
        ({"levers__trade_facilitation__budget_usd": 8e5}, "budget_below_fixed_cost"),
        ({"levers__trade_training__to_month": 13, "levers__trade_facilitation__from_month": 12}, "never_meet"),
    ],
)
def test_what_is_just_enough_is_not_said(changes: Mapping[str, Any], absent: str) -> None:
    assert absent not in {kind for kind, _ in kinds(BARE, **changes)}


def test_what_check_says_of_works_is_what_the_model_does() -> None:
    """USD 10 million at 2 million a year are 60 months of works instead of 24, and the model builds no sooner."""
    scenario = load(BARE, set={"levers.infrastructure.budget_usd": 2e6})
    (said,) = (one.says for one in conflicts(scenario) if one.kind == "set_up_late")
    assert "60 months instead of 24" in said.en and "60 mois au lieu de 24" in said.fr
    policy = Policy(scenario.levers, scenario.settings(1_000), parameters())
    assert [policy.strengths(month) for month in (0, 59, 60, 100)] == [(0.0,), (0.0,), (1.0,), (1.0,)]


def test_what_is_not_there_is_not_found() -> None:
    assert kinds("morocco_belgium") == set()
    assert kinds("morocco_belgium_skills_placement") == set()
    apart = {"levers__matching_grant__to_month": 24, "levers__donation_tax_relief__from_month": 24}
    assert ("overlap", ("donation_tax_relief", "matching_grant")) not in kinds(**apart)
    for_others = {"levers__matching_grant__eligibility__sex": "female", "levers__donation_tax_relief__eligibility__sex": "male"}
    assert ("overlap", ("donation_tax_relief", "matching_grant")) not in kinds(**for_others)
    assert not any("skills_placement" in levers for _, levers in kinds(levers__skills_placement__places_per_year=0))


def test_two_levers_that_turn_one_term_and_their_places(grant: type[Lever]) -> None:
    """No two levers that ship turn the same term; those that somebody adds may."""
    changes = {f"levers__{grant.id}__{name}": value for name, value in {"budget_usd": 15_000.0, "from_month": 6}.items()}
    found = {(one.kind, one.levers, one.term) for one in conflicts(load(PACKAGE, set={path.replace("__", "."): value for path, value in changes.items()}))}
    assert ("same_term", ("investment_grant_toy", "tax_incentive"), "tax_cut") in found
    assert ("places_above_budget", ("investment_grant_toy",), None) in found
    assert not any(kind == "places_above_budget" for kind, _ in kinds(**{**changes, f"levers__{grant.id}__budget_usd": 20_000.0}))


def test_months_and_people_in_common() -> None:
    scenario = load(PACKAGE)
    early, late = REGISTRY["tax_incentive"](to_month=12), REGISTRY["matching_grant"](from_month=12)
    assert not meet(early, late, scenario)
    assert meet(REGISTRY["tax_incentive"](to_month=13), late, scenario)
    assert people_in_common(early, late, scenario)


def test_all_is_said_in_both_languages_and_with_its_kind() -> None:
    for language in ("en", "fr"):
        found = checked(load(PACKAGE, set={"levers.tax_incentive.from_month": 12}), language)["conflicts"]
        assert {"kind", "levers", "term", "says"} == set(found[0])
        assert len({one["says"] for one in found}) == len(found)
    for ids, why in OVERLAPS:
        assert len(ids) > 1 and why.en != why.fr
    assert set(COMMON) >= {"from_month", "to_month", "budget_usd"}
