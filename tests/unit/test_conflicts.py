"""What `diaspora check` finds between the levers of a scenario before anything is run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from experiments.checking import checked
from experiments.conflicts import MEETS, OVERLAPS, conflicts, meet, people_in_common
from model.levers import COMMON, REGISTRY, Act, Family, Lever, Topic
from model.offers import Offer
from model.parameter import Kind, Text, Unit, declare
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

        def offer(self, offer: Offer, strength: float) -> Offer:
            return offer._replace(tax_cut=0.1 * strength)

    yield ToyGrant
    del REGISTRY[ToyGrant.id]


CASES: dict[str, tuple[Mapping[str, Any], tuple[str, tuple[str, ...]]]] = {
    "public money twice on one gift": ({}, ("overlap", ("donation_tax_relief", "matching_grant"))),
    "an incentive without the one-stop shop": ({}, ("stands_alone", ("tax_incentive",))),
    "more places than money": ({"levers__skills_placement__places_per_year": 400}, ("places_above_budget", ("skills_placement",))),
    "a budget that only pays the office": ({"levers__matching_grant__budget_usd": 60_000.0}, ("budget_below_fixed_cost", ("matching_grant",))),
    "communities that are not there": ({"levers__donation_tax_relief__eligibility__communities": [99]}, ("nobody", ("donation_tax_relief",))),
    "an empty list of generations": ({"levers__matching_grant__eligibility__generation": []}, ("nobody", ("matching_grant",))),
    "empowering before enabling": ({"levers__tax_incentive__from_month": 12}, ("wrong_order", ("matching_grant", "tax_incentive"))),
    "a project that never ends": ({"levers__skills_placement__funding": "project"}, ("project_without_end", ("skills_placement",))),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_wrong_is_found(name: str) -> None:
    changes, found = CASES[name]
    assert found in kinds(**changes)
    if changes:
        assert found not in kinds()


def test_what_is_not_there_is_not_found() -> None:
    assert kinds("morocco_belgium") == set()
    assert kinds("morocco_belgium_skills_placement") == set()
    apart = {"levers__matching_grant__to_month": 24, "levers__donation_tax_relief__from_month": 24}
    assert ("overlap", ("donation_tax_relief", "matching_grant")) not in kinds(**apart)
    for_others = {"levers__matching_grant__eligibility__sex": "female", "levers__donation_tax_relief__eligibility__sex": "male"}
    assert ("overlap", ("donation_tax_relief", "matching_grant")) not in kinds(**for_others)
    assert not any("skills_placement" in levers for _, levers in kinds(levers__skills_placement__places_per_year=0))


def test_two_levers_that_turn_one_term_and_their_places(grant: type[Lever]) -> None:
    changes = {f"levers__{grant.id}__{name}": value for name, value in {"budget_usd": 15_000.0, "from_month": 6}.items()}
    found = {(one.kind, one.levers, one.term) for one in conflicts(load(PACKAGE, set={path.replace("__", "."): value for path, value in changes.items()}))}
    assert ("same_term", ("investment_grant_toy", "tax_incentive"), "tax_cut") in found
    assert ("places_above_budget", ("investment_grant_toy",), None) in found
    assert not any(kind == "places_above_budget" for kind, _ in kinds(**{**changes, f"levers__{grant.id}__budget_usd": 20_000.0}))


def test_dates_that_never_meet(monkeypatch: pytest.MonkeyPatch) -> None:
    why = Text("they are meant to meet", "ils doivent se rencontrer")
    monkeypatch.setitem(MEETS, "tax_incentive", (("matching_grant",), why))
    apart = kinds(levers__tax_incentive__to_month=12, levers__matching_grant__from_month=12)
    assert ("never_meet", ("tax_incentive", "matching_grant")) in apart
    assert ("never_meet", ("tax_incentive", "matching_grant")) not in kinds(levers__tax_incentive__to_month=13, levers__matching_grant__from_month=12)


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
