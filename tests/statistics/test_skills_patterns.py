"""Patterns of placements, posts and knowledge networks (evidence C42 to C44, C46); bands as in the evidence, nothing is calibrated yet."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from model.levers import Lever
from model.records.arrays import Count
from model.world import DiasporaModel
from tests.worlds import MAR, lever, value, world


def runs(levers: tuple[Lever, ...], replications: int = 4, **of_world: Any) -> list[DiasporaModel]:
    return [world(MAR, replication=r, **of_world).fork(levers).run() for r in range(replications)]


@pytest.fixture(scope="module")
def trqn() -> list[DiasporaModel]:
    """A scheme of four years in a diaspora as large as Moroccans in Belgium, in person and online."""
    return runs((lever("skills_placement", places_per_year=90, officers=4),), stock=225_000.0, years=4, sample=20_000)


def mean(models: list[DiasporaModel], *names: str) -> float:
    return float(np.mean([sum(value(m, name) for name in names) for m in models]))


def test_funnel_of_a_placement_scheme(trqn: list[DiasporaModel]) -> None:
    """C42: 500 registered, 280 requests, 272 assignments: 0.3 to 0.8 a registrant, and 0.7 to 1.0 a request, where requests bind."""
    served = mean(trqn, "placements_physical", "placements_virtual")
    assert 0.3 <= served / mean(trqn, "placement_applications") <= 0.8
    assert 0.7 <= served / mean(trqn, "placement_requests") <= 1.0


def test_women_are_about_a_quarter_of_those_placed(trqn: list[DiasporaModel]) -> None:
    """C42: 25 %; band 15 to 35 %."""
    women, all_of_them = (
        np.sum([value(m, name, *group) for m in trqn for name in ("placements_physical", "placements_virtual")]) for group in (("sex", "female"), ())
    )
    assert 0.15 <= women / all_of_them <= 0.35


def test_some_assignments_are_broken_off(trqn: list[DiasporaModel]) -> None:
    """TRQN in Serbia: 3 of 20 withdrew; band 8 to 22 %."""
    assert 0.08 <= mean(trqn, "placement_dropouts") / mean(trqn, "placements_physical", "placements_virtual") <= 0.22


def test_know_how_falls_by_about_half_in_a_year_and_less_with_follow_up() -> None:
    kept = [mean(runs((lever("skills_placement", follow_up_hours=hours),), 3, stock=225_000.0, years=4, sample=20_000), "capacity_retained_12m") for hours in (0.0, 8.0)]
    assert 0.35 <= kept[0] <= 0.6 and kept[1] > kept[0] + 0.05, kept


def test_few_members_of_a_knowledge_network_are_active_and_fewer_each_year() -> None:
    """C44: 10 to 20 % are active; the share falls after two to three years. No newcomers join late: awareness comes at once."""
    at_once = {"information.broadcast": 1.0}
    members = [runs((lever("knowledge_network"),), 3, stock=225_000.0, years=y, sample=20_000, parameters=at_once) for y in (2, 8)]
    share = [mean(models, "network_active") / mean(models, "network_members") for models in members]
    assert 0.10 <= share[0] <= 0.20 and share[1] < share[0], share


def test_few_apply_to_come_home_with_a_package() -> None:
    """C46: 0.05 to 0.4 % of the skilled a year, about two thirds of them approved when their turn comes."""
    models = runs((lever("talent_attraction", officers=6),), 4, stock=225_000.0, years=8, sample=20_000)
    skilled = np.mean([m.stage.households["weight"][: m.stage.counts[Count.HOUSEHOLDS]][m.stage.households["skill"][: m.stage.counts[Count.HOUSEHOLDS]] == 2].sum() for m in models])
    assert 0.0005 <= mean(models, "post_applications") / 8.0 / skilled <= 0.004
    assert 0.4 <= mean(models, "posts_filled") / mean(models, "post_applications") <= 0.8
