"""Pooled fund, partnership for crisis help, training of associations; several disasters at once, speed against coordination."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from model.compiled.packed_parameters import pack
from model.inputs.shocks import Shock
from model.queue import Desk
from model.records.arrays import Count
from model.world import DiasporaModel
from tests.worlds import BUSY, MAR, differences, is_above_zero, lever, rises, value, world

# Needs of the size of the gifts of a small world.
GIVERS: Mapping[str, float] = {**BUSY, "crisis.need_share": 0.0002, "giving.collective_base": 0.5, "giving.training_interest": 0.2}
QUAKE = (Shock("disaster", month=2, size=0.3, communities=("poorest:2",)),)
TWO = (*QUAKE, Shock("disaster", month=4, size=0.3, communities=("richest:2",)))

DIRECTIONS: dict[str, tuple[str, Mapping[str, Any] | None, Mapping[str, Any], str, int]] = {
    "shared plans cover more": ("philanthropy_partnership", None, {"agreements": 20, "desk_staff": 4, "coordination": 0.9}, "crisis_duplicated", -1),
    "more agreements, less aid beyond the need": ("philanthropy_partnership", {"agreements": 2}, {"agreements": 16}, "crisis_duplicated", -1),
    "staff keep agreements alive": ("philanthropy_partnership", {"agreements": 20, "desk_staff": 1}, {"agreements": 20, "desk_staff": 4}, "crisis_duplicated", -1),
    "plans cost days": ("philanthropy_partnership", {"coordination": 0.1, "fast_window_days": 0.0}, {"coordination": 1.0, "fast_window_days": 0.0}, "days_to_first_aid", 1),
    "a fast window saves days": ("philanthropy_partnership", {"fast_window_days": 0.0}, {"fast_window_days": 10.0}, "days_to_first_aid", -1),
    "public money in a pool covers need": ("pooled_fund", {"budget_usd": None}, {"budget_usd": 500_000.0}, "crisis_covered", 1),
    "overhead leaves less": ("pooled_fund", {"overhead": 0.5}, {"overhead": 0.0}, "crisis_covered", 1),
    "a pool that allocates sooner helps sooner": ("pooled_fund", {"budget_usd": 500_000.0, "days_to_allocate": 0.0}, {"budget_usd": 500_000.0, "days_to_allocate": 60.0}, "days_of_aid", 1),
    "plans cost days of all aid": ("philanthropy_partnership", {"coordination": 0.1, "fast_window_days": 0.0}, {"coordination": 1.0, "fast_window_days": 0.0}, "days_of_aid", 1),
    "training delivers projects": ("philanthropy_training", None, {"seats_per_year": 60}, "project_quality", 1),
    "more seats, more of them": ("philanthropy_training", {"seats_per_year": 2}, {"seats_per_year": 60}, "project_quality", 1),
}  # fmt: skip


@pytest.mark.parametrize("name", DIRECTIONS)
def test_direction(name: str) -> None:
    lever_id, weak, strong, outcome, sign = DIRECTIONS[name]
    more = {"crisis.transfer_days": 60.0, "crisis.give_rate": 0.0} if outcome.startswith("days") else {"giving.project_usd": 800.0}
    against = () if weak is None else (lever(lever_id, **weak),)
    of_world: dict[str, Any] = {"scenario": MAR, "stock": 20_000.0, "parameters": {**GIVERS, **more}, "shocks": QUAKE}
    if outcome.startswith("days"):
        found = sign * differences((lever(lever_id, **strong),), outcome, against=against, **of_world)
        assert (found > 0.0).all(), found
    else:
        found = rises((lever(lever_id, **strong),), outcome, sign=sign, against=against, **of_world)
        assert is_above_zero(found), found


def crisis(*levers: Any, shocks: tuple[Shock, ...] = QUAKE, **more: float) -> DiasporaModel:
    return world(MAR, stock=20_000.0, parameters={**GIVERS, **more}).fork(levers, shocks).run()


def test_needs_are_covered_or_left_unmet_with_a_pool_too() -> None:
    for shocks in (QUAKE, TWO):
        model = crisis(lever("pooled_fund", budget_usd=400_000.0, overhead=0.0), lever("philanthropy_partnership"), shocks=shocks)
        need, covered, unmet = (value(model, f"crisis_{name}") for name in ("need", "covered", "unmet"))
        assert need > 0.0 and np.isclose(need, covered + unmet, rtol=1e-9)
        bank = model.stage.institutions[[one.id for one in model.policy.levers].index("pooled_fund")]
        assert bank["held"] >= -1e-9 and bank["left"] >= -1e-6


def test_a_pool_goes_by_need_where_gifts_go_home() -> None:
    """Gifts of the struck go to their own place; what goes through the pool goes where need is left."""
    pooled = crisis(lever("pooled_fund", overhead=0.0), **{"crisis.pool_share": 1.0, "crisis.far_share": 0.0, "crisis.official_share": 0.0}, shocks=TWO)
    alone = crisis(**{"crisis.far_share": 0.0, "crisis.official_share": 0.0}, shocks=TWO)

    def uneven(model: DiasporaModel) -> float:
        c = model.stage.communities
        struck = c["crisis_total"] > 0.0
        left = c["crisis_need"][struck] / c["crisis_total"][struck]
        return float(left.std())

    assert value(pooled, "crisis_need") == value(alone, "crisis_need") and uneven(pooled) <= uneven(alone)
    assert value(pooled, "crisis_duplicated") <= value(alone, "crisis_duplicated")


def test_the_more_responders_the_less_a_dollar_does() -> None:
    few, many = (crisis(**{"crisis.responders": n}) for n in (1.0, 200.0))
    assert value(few, "crisis_covered") > value(many, "crisis_covered")
    assert value(few, "crisis_duplicated") < value(many, "crisis_duplicated")


LARGE = (Shock("disaster", month=2, size=0.5, share=0.3, communities=("poorest:1",)),)
ANOTHER = (Shock("disaster", month=3, size=0.5, share=0.3, communities=(4,)),)


def covered(coordination: float, replication: int = 0, shocks: tuple[Shock, ...] = LARGE, **parameters: float) -> float:
    """Share of the need of a disaster of real size that is covered, at declared values but for those given."""
    model = world(MAR, replication=replication).fork((), shocks)
    model.p = model.p._replace(crisis=model.p.crisis._replace(coordination=coordination, **parameters))
    model.engine.packed = pack(model.p)
    model.run()
    return value(model, "crisis_covered") / value(model, "crisis_need")


@pytest.mark.parametrize("shocks", [LARGE, (*LARGE, *ANOTHER)], ids=["one crisis", "two crises"])
def test_the_best_coordination_lies_between(shocks: tuple[Shock, ...]) -> None:
    """At declared values, with the same luck: no shared plans double aid, plans that all share cost days, money and local knowledge."""
    for replication in range(4):
        none, half, full = (covered(kappa, replication, shocks) for kappa in (0.0, 0.5, 1.0))
        assert half > 1.02 * max(none, full), (none, half, full)


def test_it_lies_at_an_end_where_one_side_of_the_trade_is_off() -> None:
    free = {"coordination_days": 0.0, "coordination_cost": 0.0, "local_knowledge": 0.0}
    assert covered(0.0, **free) < covered(0.5, **free) < covered(1.0, **free)
    alone = {"overlap": 0.0}
    assert covered(0.0, **alone) > covered(0.5, **alone) > covered(1.0, **alone)
    none, full = covered(0.0, **free, overlap=0.0), covered(1.0, **free, overlap=0.0)
    assert np.isclose(none, full, rtol=1e-6)


def test_help_that_comes_late_does_less() -> None:
    """What delays help lowers coverage, and only where urgent needs lapse."""
    assert covered(0.3, official_days=10.0) > covered(0.3, official_days=40.0) + 0.01
    assert np.isclose(covered(0.3, official_days=10.0, lapse=0.0), covered(0.3, official_days=40.0, lapse=0.0), rtol=1e-6)


def test_several_crises_at_once_compete() -> None:
    """Two disasters ask the same donors: each is covered less than alone; not where official aid grows as fast as needs."""
    one, two = (covered(0.3, shocks=shocks) for shocks in (LARGE, (*LARGE, *ANOTHER)))
    assert two < 0.95 * one
    later = (*LARGE, Shock("disaster", month=15, size=0.5, share=0.3, communities=(4,)))
    assert covered(0.3, shocks=later) > 1.05 * two
    growing = [covered(0.3, shocks=shocks, official_elasticity=1.0) for shocks in (LARGE, (*LARGE, *ANOTHER))]
    assert np.isclose(growing[0], growing[1], rtol=0.01)


def test_gifts_from_elsewhere_are_shared_by_the_disasters() -> None:
    """Attention is one: people of places that were not struck share what they give among disasters, and a new one takes attention from an old one."""

    def from_elsewhere(shocks: tuple[Shock, ...]) -> float:
        model = world(MAR, stock=20_000.0, parameters={"crisis.official_share": 0.0}).fork((), shocks)
        model.p = model.p._replace(crisis=model.p.crisis._replace(lapse=0.0, local_knowledge=0.0))
        model.engine.packed = pack(model.p)
        met = 0.0
        for _ in range(12):
            model.step()
            met += model.stage.communities["gifts_met"][0] - model.stage.communities["gifts"][0]
        return float(met)

    at_once = Shock("disaster", month=2, size=0.5, share=0.3, communities=(4,))
    alone, beside, before = from_elsewhere(LARGE), from_elsewhere((*LARGE, at_once)), from_elsewhere((*LARGE, *ANOTHER))
    assert 0.0 < beside < 0.6 * alone
    assert before < 0.95 * alone


def test_a_desk_stretched_over_two_crises_coordinates_less() -> None:
    """Three staff keep agreements alive in one crisis, not in two; six do in both."""
    parameters = {"crisis.coordination": 0.0}

    def doubled(staff: int, shocks: tuple[Shock, ...]) -> float:
        desk = lever("philanthropy_partnership", agreements=20, desk_staff=staff, coordination=1.0)
        model = world(MAR, parameters=parameters).fork((desk,), shocks).run()
        return value(model, "crisis_duplicated") / value(model, "crisis_need")

    assert doubled(3, LARGE) < 1e-9
    assert doubled(3, (*LARGE, *ANOTHER)) > 0.01 > doubled(6, (*LARGE, *ANOTHER))


def choice(mode: str, replication: int, **parameters: float) -> tuple[float, float]:
    """How well projects meet what their places need, and the share delivered, of a fund that matches all projects; both modes bring in about the same."""
    world_of = {**BUSY, "relations.polarisation": 0.0, "giving.project_usd": 1_000.0, "giving.lead_gift_effect": 0.0, **{f"giving.{name}": x for name, x in parameters.items()}}
    model = world(MAR, stock=20_000.0, replication=replication, parameters=world_of).fork((lever("matching_grant", mode=mode, ratio=1.0, rounds_per_year=12),)).run()
    return value(model, "need_match"), value(model, "project_quality")


def test_associations_choose_better_for_their_own_place_than_officials_do() -> None:
    """C3, where no faction holds a board: local insight is what makes the difference; without it an association errs as an outsider does, and without error nobody does."""
    own, officials = (np.array([choice(mode, r) for r in range(6)]) for mode in ("match", "lead_gift"))
    assert is_above_zero(own[:, 0] - officials[:, 0] - 0.05), (own, officials)
    assert is_above_zero(own[:, 1] - officials[:, 1]), (own, officials)
    blind_own, blind_officials = (choice(mode, 0, local_insight=0.0) for mode in ("match", "lead_gift"))
    assert np.isclose(blind_own[0], blind_officials[0], rtol=1e-9)
    sure_own, sure_officials = (choice(mode, 0, choice_noise=0.0) for mode in ("match", "lead_gift"))
    assert np.isclose(sure_own[0], 1.0) and np.isclose(sure_officials[0], 1.0)


def test_officials_see_needs_across_places_which_those_who_come_first_do_not() -> None:
    """The other side of C3: money that is given by need reaches the poorer half more, though each project fits its place less."""
    values = []
    for replication in range(6):
        start = world(MAR, stock=20_000.0, replication=replication, parameters={**BUSY, "giving.project_usd": 1_000.0, "giving.lead_gift_effect": 0.0})
        funds = (lever("matching_grant", mode=mode, rule=rule, ratio=3.0, budget_usd=1e5, desk_usd=0.0) for mode, rule in (("lead_gift", "need_weighted"), ("match", "first_come")))
        by_need, first = (start.fork((fund,)).run() for fund in funds)
        values.append((value(by_need, "poorer_half") - value(first, "poorer_half"), value(first, "need_match") - value(by_need, "need_match")))
    gains = np.array(values)
    assert is_above_zero(gains[:, 0]) and is_above_zero(gains[:, 1]), gains


def test_a_large_corridor_runs_many_projects_side_by_side_each_under_the_cap() -> None:
    """What an association of a large corridor raises is for many projects: the cap binds each, not their sum."""
    fund = lever("matching_grant", ratio=3.0, cap_usd=2_000.0, rounds_per_year=12)
    model = world(MAR, stock=20_000.0, parameters={**GIVERS, "giving.project_usd": 500.0}).fork((fund,))
    batches = []
    for _ in range(18):
        model.step()
        a = model.stage.associations
        batches += list(zip(a["n_under_way"][a["match"] > 0.0], a["match"][a["match"] > 0.0], strict=True))
    assert max(n for n, _ in batches) > 5
    assert all(match <= 2_000.0 * n + 1e-6 for n, match in batches) and max(match for _, match in batches) > 2_000.0


def test_a_round_goes_on_past_a_project_that_it_cannot_pay() -> None:
    """A large proposal does not keep the money from smaller ones behind it."""
    fund = lever("matching_grant", ratio=3.0, budget_usd=30_000.0, desk_usd=0.0, cap_usd=1e6, rounds_per_year=1)
    model = world(MAR, stock=20_000.0, parameters=GIVERS).fork((fund,)).run()
    bank = model.stage.institutions[0]
    waiting = model.stage.associations
    smallest = 3.0 * waiting["raised"][waiting["proposed"] >= 0].min() if (waiting["proposed"] >= 0).any() else np.inf
    assert bank["served"] > 0.0 and bank["left"] < smallest


def test_trained_associations_are_trained_in_turn_and_within_seats() -> None:
    model = world(MAR, stock=20_000.0, parameters=GIVERS).fork((lever("philanthropy_training", seats_per_year=5, budget_usd=30_000.0),)).run()
    bank = model.stage.institutions[0]
    assert 0.0 < bank["served"] <= 15.0 and bank["waiting"] > 0.0
    assert bank["arrived"] == bank["served"] + bank["abandoned"] + bank["waiting"]


def test_training_waits_in_the_one_queue() -> None:
    """A file a request, in the order of arrival; a school that closes leaves no file behind."""
    model = world(MAR, stock=20_000.0, parameters=GIVERS).fork((lever("philanthropy_training", seats_per_year=2, to_month=24),))
    for _ in range(20):
        model.step()
        files = model.stage.files[: model.stage.counts[Count.FILES]]
        waiting = files[files["desk"] == Desk.SCHOOL]
        assert len(waiting) == model.stage.institutions[0]["waiting"] == model.stage.associations["asked"].sum()
    assert len(waiting) > 1 and len(set(waiting["id"])) == len(waiting)
    model.run()
    files = model.stage.files[: model.stage.counts[Count.FILES]]
    assert not (files["desk"] == Desk.SCHOOL).any() and model.stage.associations["asked"].sum() == 0


def test_a_fund_serves_the_places_that_it_is_open_to() -> None:
    model = world(MAR, stock=20_000.0, parameters=GIVERS).fork((lever("matching_grant", {"communities": ("richest:3",)}),)).run()
    granted = np.bincount(model.stage.associations["community"], model.stage.associations["grants"], 8)
    assert granted[:5].sum() == 0.0 < granted[5:].min()
