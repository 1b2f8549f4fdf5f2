"""A lever that is added reshuffles nobody else's luck: household by household, only what it touches differs."""

from __future__ import annotations

import numpy as np
import pytest

from model.levers import REGISTRY
from model.world import DiasporaModel
from tests.worlds import BUSY, ETH, MAR, differing, lever, world

PANELS = ("remittance", "donation")
LIFE = ("id", "age", "years_abroad", "generation", "is_woman", "skill", "is_employed", "status", "successions", "earnings", "community")


def pair(lever_ids: tuple[str, ...], base_ids: tuple[str, ...] = (), scenario: str = MAR, sample: int | None = None, **more: float) -> tuple[DiasporaModel, DiasporaModel]:
    """Two policies of one world, with what households sent and gave by month."""
    start = world(scenario, parameters={**BUSY, **more}, sample=sample)
    policy, base = (start.fork([lever(one) for one in ids], record=PANELS).run() for ids in (lever_ids, base_ids))
    return policy, base


def fields(policy: DiasporaModel, base: DiasporaModel) -> set[str]:
    """Fields of households that differ at the end."""
    return {name.removeprefix("households.") for name in differing(policy.stage, base.stage) if name.startswith("households.")}


@pytest.mark.parametrize("lever_id", sorted(set(REGISTRY) - {"dual_nationality"}))
def test_lives_are_the_same_under_any_lever(lever_id: str) -> None:
    # who takes a post at origin is away; nothing else of its life is another
    moved = {"status", "is_employed"} if lever_id == "talent_attraction" else set()
    assert not fields(*pair((lever_id,))) & (set(LIFE) - moved)


@pytest.mark.parametrize("lever_id", ["skills_placement", "matching_grant", "donation_tax_relief", "tax_incentive"])
def test_remittances_are_the_same_to_the_cent_under_a_lever_on_something_else(lever_id: str) -> None:
    policy, base = pair((lever_id,))
    assert policy.panel("remittance").equals(base.panel("remittance"))


def test_placements_touch_applicants_and_their_trust_alone() -> None:
    policy, base = pair(("skills_placement",))
    assert policy.panel().equals(base.panel())
    placed = policy.stage.households["placements"][: policy.n_households] > 0
    assert placed.any()
    touched = ("aware", "acted", "supported", "waiting_since", "assigned", "placements", "wants_virtual", "trust_agency", "grievance", "colleagues")
    # who waited in vain bears a grudge, and invests less: that may be seen by ties, who follow
    followed = ("wealth", "has_invested", "invested_property", "invested_productive", "births", "blocked", "trust_state")
    assert fields(policy, base) <= {*touched, *followed}


def test_relief_changes_the_gifts_of_those_who_get_it_alone() -> None:
    # no association ever has enough for a project, whose outcome would move the trust of members
    policy, base = pair(("donation_tax_relief",), **{"giving.project_usd": 1e7})
    gifts, gifts_base = (model.panel("donation")["donation"].to_numpy() for model in (policy, base))
    assert (gifts >= gifts_base).all() and ((gifts > 0.0) == (gifts_base > 0.0)).all()
    h = policy.stage.households[: policy.n_households]
    unmoved = (h["supported"] == 0) & (h["successions"] == 0)
    same = (gifts == gifts_base).reshape(policy.horizon, -1).all(axis=0)
    assert same[unmoved].all() and 0 < (~same).sum() < policy.n_households


def test_a_second_lever_leaves_the_effect_of_the_first_alone() -> None:
    both, one = pair(("donation_tax_relief", "skills_placement"), ("donation_tax_relief",))
    assert both.panel().equals(one.panel())
    assert (both.forgone[:, 0] == one.forgone[:, 0]).all()


def test_dual_nationality_moves_those_who_go_home_and_nobody_who_is_born_elsewhere() -> None:
    policy, base = pair(("dual_nationality",), scenario=ETH, **{"nationality.leaves_again": 0.0})
    assert fields(policy, base) & set(LIFE) <= {"status", "is_employed"}
    n = policy.n_households
    stayed = policy.stage.households["status"][:n] == 1
    assert (policy.stage.households["is_employed"][:n][stayed] == base.stage.households["is_employed"][:n][stayed]).all()


def test_records_that_did_not_split_are_the_same_in_a_sample() -> None:
    policy, base = pair(("skills_placement",), sample=400)
    n = min(policy.n_households, base.n_households, 400)
    for name in LIFE:
        assert (policy.stage.households[name][:n] == base.stage.households[name][:n]).all(), name


def test_seeds_and_replications_are_different_worlds() -> None:
    earnings = [world(MAR, seed=seed, replication=replication).stage.households["earnings"] for seed, replication in ((1, 0), (1, 1), (2, 0), (0, 0), (2**32 + 1, 0))]
    for k, one in enumerate(earnings):
        for other in earnings[:k]:
            assert np.mean(one == other) < 0.01
