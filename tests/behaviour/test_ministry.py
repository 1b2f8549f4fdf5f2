"""The ministry: it acts on levers only; money that ends leaves less and less; a priority, a home and a strategy keep it going (F7, F12)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from model.errors import InputError
from model.inputs.ministry import CERTAIN, Ministry
from model.inputs.settings import WorldSettings
from model.levers import REGISTRY
from model.parameters import parameters
from model.policy.levers_in_force import Policy
from model.records.arrays import Clock
from tests.worlds import MAR, Desk, assert_same, lever, package, settings_of, value, world

SHAKY = Ministry(priority=0.0, renewal_probability=0.3)


@pytest.fixture(scope="module")
def settings() -> WorldSettings:
    return settings_of(years=10)


def months_in_force(settings: WorldSettings, ministry: Ministry, replication: int, **values: Any) -> int:
    """Months of ten years in which a lever that stops when its money does is in force."""
    policy = Policy([lever("donation_tax_relief", **values)], settings, parameters(), ministry)
    count = 0
    for month in range(120):
        policy.new_year(month, Clock(1, 2, replication, month, month, month % 12, 0), policy.institutions)
        count += policy.strengths(month)[0] > 0.0
    return count


def mean_months(settings: WorldSettings, ministry: Ministry, **values: Any) -> float:
    return float(np.mean([months_in_force(settings, ministry, replication, **values) for replication in range(200)]))


def test_a_world_without_levers_is_the_same_under_any_ministry() -> None:
    start = world(MAR)
    assert_same(start.fork(ministry=SHAKY).run(), start.fork().run())


def test_a_certain_ministry_changes_no_policy() -> None:
    start = world(MAR)
    assert_same(start.fork(package(), ministry=Ministry(priority=1.0, institutional_home=True)).run(), start.fork(package()).run())


def test_forks_share_the_ministry() -> None:
    start = world(MAR).fork(ministry=SHAKY)
    assert start.ministry == SHAKY == start.policy.ministry
    assert start.fork(package()).ministry == SHAKY
    assert world(MAR).ministry == CERTAIN


def test_money_that_is_not_renewed_ends_and_so_do_its_costs() -> None:
    start = world(MAR)
    never = start.fork([lever("matching_grant", budget_usd=2e5)], ministry=Ministry(priority=0.0, renewal_probability=0.0)).run()
    assert never.policy.renewed == [False]
    paid = never.costs.sum(axis=1)
    assert (paid[:12] > 0.0).all() and not paid[12:].any() and not never.grants[12:].any()


def test_what_a_lever_says_of_its_own_renewal_stands_above_the_ministry(settings: WorldSettings) -> None:
    assert mean_months(settings, SHAKY, renewal_probability=1.0) == 120.0
    assert mean_months(settings, Ministry(), renewal_probability=0.0) == 12.0
    assert mean_months(settings, SHAKY) < 30.0


@pytest.mark.parametrize(
    "better",
    [
        Ministry(priority=1.0, renewal_probability=0.3),
        Ministry(priority=0.0, renewal_probability=0.6),
        Ministry(priority=0.0, renewal_probability=0.3, institutional_home=True),
        Ministry(priority=0.0, renewal_probability=0.3, strategy_month=6),
    ],
    ids=["priority", "renewal", "home", "strategy"],
)
def test_what_keeps_money_going(settings: WorldSettings, better: Ministry) -> None:
    assert mean_months(settings, better) > mean_months(settings, SHAKY) + 3.0


def test_the_chance_of_renewal_is_that_which_is_declared(settings: WorldSettings) -> None:
    """In the second year money is there with the chance of one renewal; in the third, without a home, with its square."""
    found = np.array([months_in_force(settings, Ministry(priority=0.0, renewal_probability=0.5), replication) for replication in range(2_000)])
    assert (found >= 24).mean() == pytest.approx(0.5, abs=0.04)
    assert (found >= 36).mean() == pytest.approx(0.25, abs=0.04)


def test_only_a_home_gets_lost_money_back(settings: WorldSettings) -> None:
    def comes_back(ministry: Ministry) -> bool:
        for replication in range(50):
            policy = Policy([lever("donation_tax_relief")], settings, parameters(), ministry)
            on = []
            for month in range(120):
                policy.new_year(month, Clock(1, 2, replication, month, month, month % 12, 0), policy.institutions)
                on.append(policy.strengths(month)[0])
            if (np.diff(on) > 0.0).any():
                return True
        return False

    assert comes_back(Ministry(priority=0.0, renewal_probability=0.3, institutional_home=True))
    assert not comes_back(SHAKY)


def test_levers_aligned_with_a_strategy_grow_faster(settings: WorldSettings) -> None:
    policy, plain = (Policy([lever("donation_tax_relief", ramp_months=24)], settings, parameters(), one) for one in (Ministry(strategy_month=6), Ministry()))
    months = range(30)
    fast, slow = ([one.strengths(month)[0] for month in months] for one in (policy, plain))
    assert fast[:6] == slow[:6]
    assert all(a > b for a, b in zip(fast[6:18], slow[6:18], strict=True))
    assert fast[29] == slow[29] == 1.0


def test_what_a_project_leaves_fades_while_its_costs_stop_at_once() -> None:
    start = world(MAR)
    project, right = (start.fork([Desk(to_month=12, funding=funding)]).run() for funding in ("project", "institutional"))
    strengths = [project.policy.strengths(month)[0] for month in range(40)]
    assert strengths[11] == 1.0
    assert strengths[12:36] == pytest.approx([1.0 - (n + 1) / 24.0 for n in range(24)])
    assert not any(strengths[36:])
    assert [right.policy.strengths(month)[0] for month in (11, 12)] == [1.0, 0.0]
    assert project.costs.sum() == right.costs.sum() == 12_000.0
    assert value(project, "remittance_fees") < value(right, "remittance_fees")


def test_what_was_not_renewed_fades_too() -> None:
    model = world(MAR).fork([Desk()], ministry=Ministry(priority=0.0, renewal_probability=0.0)).run()
    assert model.policy.strengths(12)[0] == pytest.approx(23.0 / 24.0)
    assert not model.costs[12:].any()


def test_levers_that_leave_nothing_stop_at_once() -> None:
    start = world(MAR)
    ends = [start.fork([lever("matching_grant", to_month=12, funding=funding)]).run() for funding in ("project", "institutional")]
    assert_same(*ends)


def test_what_outlives_its_money_costs_nothing_by_a_flow() -> None:
    for lever_type in REGISTRY.values():
        assert not (lever_type.leaves_structure and (lever_type.pays or lever_type.forgoes)), lever_type.id


def test_all_that_is_wrong_with_a_ministry_is_told_at_once() -> None:
    with pytest.raises(InputError) as raised:
        Ministry(priority=2.0, renewal_probability=-1.0, weights=(0.5, 0.5, 0.5))
    assert {problem.key for problem in raised.value.problems} == {"ministry.priority", "ministry.renewal_probability", "ministry.weights"}
