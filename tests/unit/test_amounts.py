"""Additionality in amounts, by hand-made numbers: what supported households gave, what they would have given anyway, new and more."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.levers import REGISTRY
from model.levers.lever import Lever
from model.outcome_registry import OUTCOMES
from model.outcomes.additionality import PARTS, Acts, additionality, judge, judge_together
from model.outcomes.amounts import MEASURES, UNITS, Amount, measures_of
from model.records.vocabulary import Act
from tests.worlds import lever

GIVES = 1 << Act.GIVE_COLLECTIVE.value
GRANT = lever("matching_grant", budget_usd=1e6)
RELIEF = lever("donation_tax_relief")


def acts(*rows: tuple[int, float, float, bool], measure: str = "given_collective", bit: int = GRANT.support_bit) -> Acts:
    """Acts of households given as (key, weight, amount each, supported)."""
    key, weight, amount, supported = (np.array(column) for column in zip(*rows, strict=True))
    bits = np.where(supported, bit, 0)
    gave = np.where(amount > 0.0, GIVES, 0)
    return Acts(key, weight, gave, bits, np.zeros(len(key), dtype=np.int64), {measure: Amount(key, bits, weight * amount)})


def money(policy: Acts, base: Acts, one: Lever = GRANT) -> dict[str, float]:
    judged = judge(policy, base, (one,))
    return {name: judged[f"money_{name}", "lever", one.id] for name in PARTS}


BASE = acts((1, 1.0, 30.0, False), (3, 1.0, 8.0, False), (4, 1.0, 5.0, False), (6, 1.0, 9.0, False))


def test_each_part_of_an_amount_is_what_it_says() -> None:
    policy = acts((1, 1.0, 40.0, True), (2, 1.0, 20.0, True), (3, 1.0, 3.0, False), (4, 1.0, 5.0, True), (5, 1.0, 7.0, False), (6, 1.0, 4.0, True))
    # 1 gave 10 more, 2 gave 20 and would have given nothing, 3 gave 5 less, 4 the same as it would have, 5 gave 7 with nobody's support, 6 gave 5 less
    assert money(policy, BASE) == {"supported": 69.0, "new": 20.0, "more": 10.0, "deadweight": 39.0, "spillover": 7.0, "displacement": 10.0, "net": 27.0}
    households = judge(policy, BASE, (GRANT,))
    assert (households["additional", "lever", GRANT.id], households["deadweight", "lever", GRANT.id]) == (1.0, 3.0)


def test_a_relief_that_adds_a_third_is_a_quarter_additional_though_all_would_have_acted_anyway() -> None:
    before = acts((1, 1.0, 300.0, False), (2, 2.0, 60.0, False), measure="given")
    after = acts((1, 1.0, 400.0, True), (2, 2.0, 80.0, True), measure="given", bit=RELIEF.support_bit)
    found = money(after, before, RELIEF)
    assert found["new"] == 0.0 and found["more"] / found["supported"] == pytest.approx(0.25)
    assert found["more"] + found["deadweight"] == found["supported"] == 560.0


def test_of_a_record_that_stands_for_several_households_those_who_would_not_have_acted_are_new() -> None:
    # ten households in the base of whom 4 gave 10 each; under the policy all ten give 12 each with support
    before = acts((1, 4.0, 10.0, False), (1, 6.0, 0.0, False))
    found = money(acts((1, 10.0, 12.0, True)), before)
    assert found == {"supported": 120.0, "new": 72.0, "more": 8.0, "deadweight": 40.0, "spillover": 0.0, "displacement": 0.0, "net": 80.0}


def test_the_next_household_in_a_place_is_another_one() -> None:
    assert money(acts(((5 << 16) + 1, 1.0, 10.0, True)), acts((5 << 16, 1.0, 10.0, False)))["deadweight"] == 0.0


def test_what_two_levers_supported_counts_once_in_the_whole() -> None:
    levers = (GRANT, lever("philanthropy_training"))
    first, second = (one.support_bit for one in levers)
    # one household has both, one the first alone, one the second alone
    bits, keys = np.array([first | second, first, second]), np.array([1, 2, 3])
    given = {"given_collective": Amount(keys, bits, np.array([50.0, 9.0, 4.0]))}
    policy = Acts(keys, np.ones(3), np.full(3, GIVES), bits, np.zeros(3, dtype=np.int64), given)
    base = acts((1, 1.0, 20.0, False))
    each, together = judge(policy, base, levers), judge_together(policy, base, levers)
    assert [each["money_supported", "lever", one.id] for one in levers] == [59.0, 54.0]
    assert together["money_supported", None, None] == 63.0
    assert together["money_more", None, None] == 30.0 and together["money_new", None, None] == 13.0


def test_amounts_of_other_kinds_are_added_up_in_the_whole() -> None:
    key, one = np.array([1]), np.array([1.0])
    both = GRANT.support_bit | lever("tax_incentive").support_bit
    bits, none = np.array([both]), np.array([0])
    policy = Acts(key, one, bits, bits, none, {"given_collective": Amount(key, bits, np.array([50.0])), "invested_productive": Amount(key, bits, np.array([7.0]))})
    base = Acts(key, one, none, none, none, {"given_collective": Amount(key, none, np.array([0.0])), "invested_productive": Amount(key, none, np.array([7.0]))})
    together = judge_together(policy, base, (GRANT, lever("tax_incentive")))
    assert together["money_supported", None, None] == 57.0 and together["money_new", None, None] == 50.0 and together["money_deadweight", None, None] == 7.0


def test_firms_are_judged_by_their_own_support_and_new_by_their_founders() -> None:
    grant = lever("investment_grant", budget_usd=1e6)
    founds = 1 << Act.FOUND_FIRM.value
    key, weights, factions = np.array([1, 2]), np.ones(2), np.zeros(2, dtype=np.int64)
    bit = grant.support_bit
    firms = Amount(np.array([1, 1, 2]), np.array([bit, 0, bit]), np.ones(3))
    policy = Acts(key, weights, np.array([founds, founds]), np.array([bit, bit]), factions, {"firms": firms})
    base = Acts(key, weights, np.array([founds, 0]), np.zeros(2, dtype=np.int64), factions, {"firms": Amount(np.array([1]), np.array([0]), np.ones(1))})
    found = judge(policy, base, (grant,))
    assert [found[f"firms_{name}", "lever", grant.id] for name in PARTS] == [2.0, 1.0, 0.0, 1.0, 1.0, 0.0, 2.0]


AMOUNTS = st.lists(st.tuples(*[st.floats(0.0, 1e6) for _ in range(3)], st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=20)


@given(AMOUNTS)
def test_parts_add_up_whatever_the_amounts(rows: list[tuple[float, float, float, int, int]]) -> None:
    supported, others, base, doers, doers_base = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    found = additionality(supported, supported + others, base, doers, doers_base)
    assert all(found[name] >= 0.0 for name in PARTS[:-1])
    assert found["new"] + found["more"] + found["deadweight"] == pytest.approx(found["supported"], abs=1e-6)
    assert found["net"] == pytest.approx((supported + others - base).sum(), abs=1e-3)


# Which amounts a lever is judged by, written down: money of households, firms and jobs, days; none where its act has no amount.
FOUNDERS = {"money": "invested_productive", "firms": "firms", "jobs": "jobs"}
JUDGED_BY: dict[str, dict[str, str]] = {
    **dict.fromkeys(("business_registration", "credit_guarantee", "entrepreneur_support", "infrastructure", "investment_grant"), FOUNDERS),
    **dict.fromkeys(("investment_information", "one_stop_shop", "special_economic_zone"), FOUNDERS),
    "matching_grant": {"money": "given_collective"},
    "philanthropy_training": {"money": "given_collective"},
    "philanthropy_partnership": {"money": "given_crisis"},
    "pooled_fund": {"money": "given_crisis"},
    "donation_tax_relief": {"money": "given"},
    "tax_incentive": {"money": "invested_productive"},
    "remittance_cost": {"money": "sent"},
    "earmarked_transfer": {"money": "sent"},
    "savings_product": {"money": "deposited"},
    "diaspora_bond": {"money": "bonds"},
    "tourism_promotion": {"money": "visits"},
    "skills_placement": {"days": "days"},
}


@pytest.mark.parametrize("lever_id", sorted(name for name, kind in REGISTRY.items() if kind.__module__.startswith("model.levers.")))
def test_every_lever_is_judged_by_the_amounts_of_its_act(lever_id: str) -> None:
    found = measures_of(lever(lever_id))
    assert found == JUDGED_BY.get(lever_id, {})
    assert set(found) <= set(UNITS) and set(found.values()) <= set(MEASURES)
    assert all(f"{unit}_{name}" in OUTCOMES for unit in found for name in PARTS)
