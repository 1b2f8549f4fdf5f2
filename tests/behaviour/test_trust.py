"""Trust per institution: slowly won, quickly lost, told inside a faction and not across (D0, F13), whoever the institution is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest

from model.households.trust import agency_fails, agency_serves, keeps_promise, lets_down, spread_news, telling
from model.parameters import parameters
from model.records.arrays import Trusted
from model.rules.belong import promise_broken, promise_kept
from model.running.plain_records import readable
from model.world import DiasporaModel
from tests.worlds import BUSY, MAR, lever, world

FIELDS = {Trusted.STATE: "trust_state", Trusted.ASSOCIATIONS: "trust_associations", Trusted.AGENCY: "trust_agency"}
ACTS: Mapping[Trusted, tuple[Callable[..., None], Callable[..., None]]] = {Trusted.STATE: (keeps_promise, lets_down), Trusted.AGENCY: (agency_serves, agency_fails)}


def test_trust_is_lost_faster_than_it_is_won() -> None:
    b = parameters().belonging
    for trust in (0.4, 0.45, 0.6):
        assert trust - promise_broken(trust, b) > promise_kept(trust, b) - trust > 0.0
        assert promise_broken(promise_kept(trust, b), b) < trust and promise_kept(promise_broken(trust, b), b) < trust


@pytest.mark.parametrize("whom", ACTS)
def test_an_experience_is_slow_up_fast_down_and_news_for_its_faction_alone(whom: Trusted) -> None:
    found = []
    for act in ACTS[whom]:
        start = world(MAR).fork()
        h = start.stage.households
        i = int(np.flatnonzero((h["faction"][: start.n_households] == 1) & (np.abs(h[FIELDS[whom]][: start.n_households] - 0.45) < 0.05))[0])
        before = {name: float(h[name][i]) for name in FIELDS.values()}
        act(readable(start.stage), start.p, i)
        change = float(h[FIELDS[whom]][i]) - before[FIELDS[whom]]
        assert all(float(h[name][i]) == before[name] for name in FIELDS.values() if name != FIELDS[whom])
        news = start.stage.news.copy()
        assert news[0, whom, 1] == pytest.approx(h["weight"][i] * change) and np.count_nonzero(news) == 1
        found.append(change)
    assert 0.0 < found[0] < -found[1]


@pytest.mark.parametrize("whom", Trusted)
def test_what_is_told_stays_inside_a_faction_and_with_its_institution(whom: Trusted) -> None:
    start = world(MAR)
    told, base = start.fork(), start.fork()
    told.stage.mood[0, whom, 1] = -0.05
    for model in (told, base):
        model.step()
    n = base.n_households
    h, g = told.stage.households[:n], base.stage.households[:n]
    field = FIELDS[whom]
    there = (g["status"] == 1) & (g["successions"] == h["successions"]) & (g[field] > 0.06) & (g["is_member"] == 0)
    assert np.allclose((h[field] - g[field])[there & (g["faction"] == 1)], -0.05)
    assert (h[field] == g[field])[g["faction"] != 1].all()
    for other in FIELDS.values():
        assert other == field or (h[other] == g[other]).all()


def test_members_tell_of_projects_that_were_delivered_or_not() -> None:
    """An association fails: its members trust associations less, and each tells its own faction."""
    found = []
    for result in (1, -1):
        model = world(MAR, parameters={"belonging.trust_drift": 1200.0}).fork()
        model.stage.associations["result"] = 0
        at = model.stage.households[: model.n_households]
        faction = int(at["faction"][at["is_member"] == 1][0])
        chosen = int(at["association"][(at["is_member"] == 1) & (at["faction"] == faction)][0])
        model.stage.associations["result"][chosen] = result
        model.now = model.clock
        model.offers()
        model.engine.run_all(list(model.decisions()))
        news = model.stage.news
        members = (at["association"] == chosen) & (at["is_member"] == 1) & (at["status"] == 1)
        assert members.any() and not news[:, [Trusted.STATE, Trusted.AGENCY]].any()
        for f in range(3):
            mine = members & (at["faction"] == f)
            assert (result * news[0, Trusted.ASSOCIATIONS, f] > 0.0) == mine.any()
        found.append(abs(float(news.sum())))
    assert found[0] < found[1]


def test_what_a_faction_hears_is_its_own_mean_change() -> None:
    start = world(MAR).fork()
    stage, people = start.stage, np.array([[100.0, 50.0, 0.0]])
    stage.news[...] = [[[0.5, -0.5, 0.0], [0.0, 0.1, 0.0], [0.0, 0.0, 1.0]]]
    b = start.p.belonging
    spread_news(stage, telling(people, b), b.hearsay_most)
    reach = b.faction_spread * b.faction_reach
    assert np.allclose(stage.mood, np.clip(np.array([[[0.005, -0.01, 0.0], [0.0, 0.002, 0.0], [0.0, 0.0, 0.0]]]) * reach, -0.1, 0.1)) and not stage.news.any()
    spread_news(stage, telling(people, b), b.hearsay_most)
    assert not stage.mood.any()


EAGER = {**BUSY, "talent.return_base": -3.5, "talent.patience": 1.0, "talent.files": 0.1, "knowledge.join_base": -2.0, "knowledge.proposals_year": 2.0, "knowledge.patience": 1.0, "placement.patience": 1.0}
# lever in which many wait in vain, and whom that is told of
WAITING: dict[str, tuple[dict[str, Any], Trusted]] = {
    "talent_attraction": ({"package_usd": 3_000.0}, Trusted.STATE),
    "knowledge_network": ({"joint_projects_per_year": 1}, Trusted.STATE),
    "skills_placement": ({"officers": 1, "places_per_year": 1}, Trusted.AGENCY),
}


def moods(model: DiasporaModel) -> np.ndarray:
    found = []
    while model.month < model.horizon:
        model.step()
        found.append(model.stage.mood.copy())
    return np.array(found)


@pytest.mark.parametrize("lever_id", WAITING)
def test_who_waits_in_vain_tells_others_of_its_faction(lever_id: str) -> None:
    values, whom = WAITING[lever_id]
    start = world(MAR, stock=12_000.0, parameters={**EAGER, "expectation.reckoning": 0.0})  # who knows that it is in vain does not ask
    policy, base = moods(start.fork((lever(lever_id, **values),))), moods(start.fork())
    heard = (policy - base)[:, 0, whom]
    assert (heard.sum(axis=0) < 0.0).all(), heard.sum(axis=0)
    others = [other for other in (Trusted.STATE, Trusted.AGENCY) if other is not whom]
    assert np.abs((policy - base)[:, 0, others]).sum() < 0.2 * np.abs(heard).sum()
