"""Hosts, the placement agency, posts with a package and joint projects, by hand: who is sent where, what it costs, what staff learn, who gives up."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from model.households.skilled import MOVES
from model.queue import Desk
from model.records.bit_masks import A_ADVISE, A_RETURN, S_KNOWLEDGE, S_TALENT
from model.records.flows import Flow
from model.skills import knowledge_network as knowledge
from model.skills import posts_with_package as talent
from model.skills.hosts import Result
from model.skills.knowledge_network import NO_SECRETARIAT, Secretariat
from model.skills.placements import NO_AGENCY
from model.skills.posts_with_package import NO_BOARD, Board
from tests.bare import MONTH, NOW, booked, file, put, rig
from tests.scenes.skills import BANK, LOTS, MODULES, P, scene


@pytest.fixture
def w(monkeypatch: pytest.MonkeyPatch) -> Any:
    return scene(monkeypatch)


def zeros() -> np.ndarray:
    return np.zeros(len(Result))


def found(results: np.ndarray) -> dict[str, float]:
    return {Result(k).name: float(results[k]) for k in np.flatnonzero(results)}


# --- posts with a package ---------------------------------------------------------------------------------------------------------------------------

BOARD = Board(BANK, 1, 2.0, 1_000.0, 12.0, 0.2)


def test_shortages(w: Any) -> None:
    for k, vacancy in enumerate((0.2, 0.21, 0.25, 0.3, 0.35, 0.25)):
        w.hosts[k].vacancy = vacancy
    put(w.hosts[5], posts=3.9)
    put(w.hosts[4], sector=0)
    assert [talent.shortest(w, BOARD, o, s) for o, s in ((0, 0), (0, 1), (0, 2), (1, 0), (1, 2), (1, 1))] == [-1, 1, 2, 4, -1, -1]
    w.hosts[5].posts = 4.0
    assert talent.shortest(w, BOARD, 1, 2) == 5
    w.hosts[3].vacancy = 0.35
    assert talent.shortest(w, BOARD, 1, 0) == 3
    put(w.hosts[0], vacancy=0.35, sector=1)
    assert talent.shortest(w, BOARD, 0, 1) == 0
    put(w.hosts[0], vacancy=0.2, sector=0)
    w.corridors[0].short = 1 << 4
    talent.declare_shortages(w, BOARD)
    assert [w.corridors[c].short for c in (0, 1)] == [0b110, 0b101]
    w.hosts[5].posts = 3.9
    talent.declare_shortages(w, BOARD)
    assert [w.corridors[c].short for c in (0, 1)] == [0b110, 0b001]
    talent.declare_shortages(w, BOARD._replace(is_open=0))
    assert [w.corridors[c].short for c in (0, 1)] == [0, 0]


def test_giving_up_on_a_post(w: Any) -> None:
    for k, (desk, arrived) in enumerate(((Desk.POSTING, 33), (Desk.POSTING, 34), (Desk.POSTING, 40), (Desk.POSTING, 40), (Desk.POST, 3))):
        file(w, k, desk, arrived=arrived)
        w.households[k].waiting_since = 0 if k != 3 else -1
    w.households[2].status = 0
    assert talent.give_up(w, P, NOW, BOARD) == 3.0
    assert [w.files[k].desk for k in range(5)] == [0, 10, 0, 0, 11] and [w.households[k].waiting_since for k in range(4)] == [-1, 0, 0, -1]
    assert [w.households[k].trust_state for k in range(4)] == pytest.approx([0.3, 0.5, 0.5, 0.5])


@pytest.mark.parametrize(("draw", "frozen"), [(0.29, 1.0), (0.3, 0.0)])
def test_hiring(w: Any, monkeypatch: pytest.MonkeyPatch, draw: float, frozen: float) -> None:
    asked, r = rig(monkeypatch, *MODULES, POST=(0.9, 0.9, draw, 0.9)), zeros()
    f, h, bank = file(w, 3, Desk.POSTING, arrived=38), w.households[3], w.institutions[BANK]
    talent.hire(w, P, NOW, BOARD, 3, 2, r)
    assert (bank.left, bank.committed, bank.spent) == (88_000.0, 12_000.0, 0.0)
    assert (f.desk, f.firm, f.grant, f.capital, f.arrived) == (Desk.POST.value, 2, 12_000.0, 1_000.0, 40)
    assert (h.waiting_since, h.acted, h.supported, h.trust_state) == (MOVES, A_RETURN, S_TALENT, 0.55) and booked(w) == booked(w, 3) == {"POSTS_FILLED": 1.0}
    assert w.hosts[2].vacancy == pytest.approx(0.2 + frozen / 20.0) and w.hosts[2].frozen == frozen and r[Result.DISPLACED] == frozen
    assert w.hosts[2].aspiration == pytest.approx(0.2 + 0.8 * 0.4 * 0.5 / 20.0) and asked == [("POST", 40, 903)]


def test_a_month_in_a_post(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    bank, r = put(w.institutions[BANK], committed=1_500.0), zeros()
    f = file(w, 3, Desk.POST, firm=2, capital=1_000.0, grant=1_500.0, cell=7)
    talent.work(w, P, NOW, BOARD, 3, r)
    assert (f.grant, bank.committed, bank.spent, f.desk) == (500.0, 500.0, 1_000.0, Desk.POST.value)
    assert found(r) == pytest.approx({"FILLED_MONTHS": 0.75 * 0.6, "GAINED": 20.0 * 0.75 * 0.4 * 0.5 * 0.25})
    talent.work(w, P, NOW, BOARD, 3, r)
    assert (f.grant, bank.committed, bank.spent) == (0.0, 0.0, 1_500.0)


@pytest.mark.parametrize(("status", "person", "moves"), [(0, 103, MOVES), (1, 103, -1), (0, 9, -1)])
def test_moving_on(w: Any, monkeypatch: pytest.MonkeyPatch, status: int, person: int, moves: int) -> None:
    chances: list[int] = []
    monkeypatch.setattr(talent, "moving_on_chance", lambda is_paid, p: chances.append(is_paid) or (0.1 if is_paid else 0.3))
    bank = put(w.institutions[BANK], committed=5_000.0)
    w.households[3].status = status
    f = file(w, 3, Desk.POST, firm=2, capital=1_000.0, grant=3_000.0, cell=7, person=person)
    for draw, desk in ((0.1, Desk.POST.value), (0.09, 0)):
        asked = rig(monkeypatch, *MODULES, POST=(0.5, 0.5, 0.5, draw))
        talent.work(w, P, NOW, BOARD, 3, zeros())
        assert f.desk == desk and asked == [("POST", 40, 903)]
    assert (bank.committed, bank.spent) == (5_000.0 - 3_000.0, 2_000.0) and w.hosts[2].vacancy == pytest.approx(0.3) and booked(w) == booked(w, 7) == {"REMIGRATED": 1.0}
    assert w.households[3].waiting_since == moves and chances == [1, 1]
    file(w, 3, Desk.POST, firm=2, capital=1_000.0, grant=1_000.0)
    talent.work(w, P, NOW, BOARD, 3, zeros())
    assert chances == [1, 1, 0]


@pytest.mark.parametrize(("files", "left", "served"), [(3.0, 1e6, 3), (2.9, 1e6, 2), (9.0, 23_999.0, 1), (9.0, 24_000.0, 3)])
def test_a_month_of_the_board(w: Any, monkeypatch: pytest.MonkeyPatch, files: float, left: float, served: int) -> None:
    asked = rig(monkeypatch, *MODULES, **(LOTS | {"POST": lambda month, person: (0.5, 0.69, 0.9, 0.9) if person != 901 else (0.5, 0.7, 0.9, 0.9)}))
    for k in range(4):
        file(w, k, Desk.POSTING, arrived=37 + k, sector=2 if k < 3 else 4)
        w.households[k].waiting_since = 37
    bank = put(w.institutions[BANK], left=left)
    w.hosts[2].vacancy = 0.95
    talent.talent_month(w, P, NOW, BOARD._replace(files=files), zeros())
    assert (bank.arrived, bank.served, bank.waiting) == (1.0, served, 4.0 - served) and bank.waited == pytest.approx(MONTH * sum((3, 2, 1)[:served]))
    assert booked(w).get("POSTS_FILLED", 0.0) == sum((1, 0, 1)[:served]) and w.households[1].waiting_since == (-1 if served > 1 else 37) and w.households[0].waiting_since == MOVES
    assert {a for a in asked if a[1] != 40} == set() and w.counts[4] == (4 if served == 1 else 3)


def test_posts_end_with_the_shortage_and_the_board(w: Any) -> None:
    for k in range(2):
        file(w, k, Desk.POSTING, arrived=39, sector=2)
        w.households[k].waiting_since = 37
    put(w.hosts[2], vacancy=0.21)
    talent.talent_month(w, P._replace(talent=P.talent._replace(crowding=0.0)), NOW, BOARD._replace(files=9.0), zeros())
    assert booked(w)["POSTS_FILLED"] == 1.0 and w.institutions[BANK].waiting == 1.0 and w.corridors[0].short == 0b011
    file(w, 4, Desk.POST, firm=1, capital=100.0, grant=500.0)
    talent.talent_month(w, P, NOW, BOARD._replace(is_open=0), zeros())
    assert w.institutions[BANK].waiting == 0.0 and w.institutions[BANK].abandoned == 1.0 and w.institutions[BANK].spent == 1_100.0  # packages are paid all the same


# --- joint projects ---------------------------------------------------------------------------------------------------------------------------------

TERMS = Secretariat(BANK, 1, 2, 5_000.0, 12.0)


def test_the_host_that_knows_the_least(w: Any) -> None:
    for k, knows in enumerate((5.0, 3.0, 4.0, 2.0, 2.0, 1.0)):
        w.hosts[k].knowhow = knows
    assert [knowledge.neediest(w, o, s) for o, s in ((0, 0), (0, 5), (1, 0), (1, 5), (1, 4))] == [0, 1, 3, 5, -1]
    w.hosts[0].knowhow = 1.0
    assert knowledge.neediest(w, 0, 5) == 0
    w.hosts[5].knowhow = 2.0
    assert knowledge.neediest(w, 1, 5) == 3


def test_a_joint_project(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    rig(monkeypatch, *MODULES, TIE=lambda month, person: (0.05, 0.39, 0.29))
    f, h = file(w, 3, Desk.JOINT, arrived=38, corridor=1, sector=1), put(w.households[3], is_wasted=1)
    bank, r = w.institutions[BANK], zeros()
    knowledge.start_project(w, P, NOW, TERMS, 3, r)
    assert (bank.places, bank.served, bank.waited, f.desk) == (9.0, 1.0, pytest.approx(2 * MONTH), 0)
    assert (w.hosts[4].ties, w.hosts[4].knowhow, h.is_wasted, h.acted, h.supported, h.trust_state) == (2.0, pytest.approx(40.0 * 0.5 * 0.25 * 0.5), 0, A_ADVISE, S_KNOWLEDGE, 0.55)
    assert found(r) == {"TIES_HOST": 1.0, "TIES_INSTITUTIONS": 1.0, "TIES_EXPERTS": 4.0, "GAINED": pytest.approx(2.5)}  # of four others, all but a chance of one in sixteen
    assert w.hosts[4].aspiration == pytest.approx(0.2 + 0.8 * 0.4 * 0.5 / 20.0) and booked(w) == booked(w, 3) == {"JOINT_PROJECTS": 1.0}


@pytest.mark.parametrize(("is_open", "active", "waits", "invited"), [(1, 8.0, 3.0, 0.75), (1, 2.0, 3.0, 1.0), (1, 8.0, 13.0, 0.0), (0, 8.0, 3.0, 0.0), (0, 0.0, 3.0, 1.0), (1, 1.0, 11.5, 1.0 / 3.0)])
def test_invitations(w: Any, is_open: int, active: float, waits: float, invited: float) -> None:
    """Eight active members write four proposals a month; a third of what is missing of a year's twelve is asked for."""
    w.tally[:] = 0.0
    w.tally[3, Flow.NETWORK_ACTIVE], w.tally[-1, Flow.NETWORK_ACTIVE] = active / 4.0, active * 0.75
    w.institutions[BANK].waiting = waits
    knowledge.invite(w, P, TERMS._replace(is_open=is_open))
    assert [w.corridors[c].invited for c in (0, 1)] == pytest.approx([invited, invited])


@pytest.mark.parametrize(("projects", "is_open", "left", "served"), [(2, 1, 1e6, 2), (1, 1, 1e6, 1), (9, 1, 1e6, 3), (9, 1, 10_000.0, 2), (2, 0, 1e6, 0)])
def test_a_month_of_the_secretariat(w: Any, projects: int, is_open: int, left: float, served: int) -> None:
    for k, (desk, arrived) in enumerate(((Desk.JOINT, 40), (Desk.JOINT, 34), (Desk.JOINT, 33), (Desk.JOINT, 39), (Desk.JOINT, 39), (Desk.CALL, 3))):
        file(w, k, desk, arrived=arrived, sector=0)
        w.households[k].in_network = int(k != 4)
    bank = put(w.institutions[BANK], left=left)
    knowledge.knowledge_month(w, P, NOW, TERMS._replace(projects=projects, is_open=is_open), zeros())
    assert (bank.arrived, bank.abandoned, bank.served, bank.spent) == (1.0, 2.0 if is_open else 5.0, served, served * 5_000.0) and bank.waiting == (3.0 - served if is_open else 0.0)
    assert w.households[2].trust_state == pytest.approx(0.3) and w.households[4].trust_state == 0.5  # who left the network is not let down
    assert [bool(w.households[k].acted) for k in (1, 3, 0)] == [served > k for k in range(3)] and w.counts[4] == 1 + int(bank.waiting)


def test_no_institution_is_none() -> None:
    assert (NO_BOARD.institution, NO_AGENCY.institution, NO_SECRETARIAT.institution) == (-1, -1, -1)
