"""Boards of associations and chapters that a faction holds (F8): they choose for their own, the others give less and leave sooner."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest

from model.compiled.random_draws import Draw, four_draws
from model.parameters import parameters
from model.records.arrays import Count
from model.rules.relate import holder
from model.world import DiasporaModel
from tests.worlds import BUSY, MAR, lever, value, world

TORN, CALM = 1.0, 0.0


@lru_cache(maxsize=4)
def of(polarisation: float, replication: int = 0) -> DiasporaModel:
    own = {**BUSY, "giving.project_usd": 800.0, "giving.collective_base": 0.5, "giving.join_rate": 0.3, "relations.polarisation": polarisation}
    return world(MAR, stock=20_000.0, parameters=own, replication=replication).fork().run()


def test_the_more_polarised_the_more_boards_are_held() -> None:
    shares = []
    for polarisation in (CALM, 0.3, TORN):
        held = np.concatenate([of(polarisation, replication).stage.associations["faction"] for replication in range(3)])
        shares.append(float((held >= 0).mean()))
    assert shares[0] == 0.0 and 0.1 < shares[1] < 0.5 and shares[2] == 1.0, shares


def test_each_faction_holds_as_many_as_it_is_large() -> None:
    p = parameters({"relations.polarisation": 0.4})
    draws = [four_draws(1, 0, 0, Draw.BOARD, month, 2_000_000_000 + k) for month in range(50) for k in range(80)]
    held = np.bincount([1 + holder(u1, u2, 0.3, 0.2, p.relations) for _, u1, u2, _ in draws], minlength=4) / len(draws)
    assert np.allclose(held, [0.6, 0.2, 0.12, 0.08], atol=0.02), held


def test_a_board_that_a_faction_holds_chooses_for_its_own() -> None:
    """Projects fit the place less, and so are less often delivered."""
    fit = [np.mean([of(polarisation, r).stage.associations["fit"].mean() for r in range(3)]) for polarisation in (CALM, TORN)]
    assert fit[1] < fit[0] - 0.02, fit
    delivered = [sum(value(of(polarisation, r), "project_quality") for r in range(3)) for polarisation in (CALM, TORN)]
    assert delivered[1] < delivered[0], delivered


def test_members_of_other_factions_give_less() -> None:
    given = [sum(value(of(polarisation, r), "donations_collective") for r in range(3)) for polarisation in (CALM, TORN)]
    assert given[1] < 0.9 * given[0], given
    h = of(TORN).stage.households[: of(TORN).n_households]
    own = of(TORN).stage.associations["faction"][h["association"]] == h["faction"]
    by_own, by_others = (h["given_collective"][(h["is_member"] == 1) & those].mean() for those in (own, ~own))
    assert by_own > 1.1 * by_others


@pytest.mark.parametrize("replication", [0, 1])
def test_owners_leave_a_chapter_that_another_faction_holds(replication: int) -> None:
    own = {
        "information.broadcast": 0.2, "business.owners": 0.3, "business.board": 4.0, "business.recruiting": 0.1, "business.joining": 0.05, "business.leaving": 0.5,
        "business.chapter_usd": 150.0,
    }  # fmt: skip
    members = []
    for polarisation in (CALM, TORN):
        start = world(MAR, stock=12_000.0, parameters={**own, "relations.polarisation": polarisation}, replication=replication)
        model = start.fork((lever("business_network", chapters=3),)).run()
        chapters = model.stage.chapters
        assert ((chapters["faction"] >= 0) <= (chapters["age"] >= 12)).all()
        assert ((chapters["faction"] >= 0) == (chapters["age"] >= 12)).all() or polarisation == CALM
        members.append(value(model, "network_firms"))
    assert members[1] < members[0], members
    firms = model.stage.firms[: model.stage.counts[Count.FIRMS]]
    assert (firms["in_network"] == 1).any()
