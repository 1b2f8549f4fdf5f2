"""Trade fairs and courses on the rules of trade, by hand: which firms ask, who gets a place, what it is worth, who gives up."""

from __future__ import annotations

from typing import Any

import pytest

from model.business_networks import fairs, month
from model.business_networks.chapters import NO_NETWORK
from model.business_networks.fairs import FOR_A_COURSE, FOR_A_FAIR, NO_COURSE, WAITS, Course, Fair
from model.compiled.named_draws import NetworkDraws
from model.compiled.random_draws import descendant
from model.queue import Desk
from model.records.bit_masks import S_FAIR, S_TRAINING, TRADE
from tests.bare import MONTH, NOW, bare, booked, file, put, rig
from tests.scenes.networks import COURSES, FAIRS, P, scene


@pytest.fixture
def w(monkeypatch: pytest.MonkeyPatch) -> Any:
    return scene(monkeypatch)


# --- fairs and courses ------------------------------------------------------------------------------------------------------------------------------

ALL_ASK = NetworkDraws(0.5, 0.5, 1e-9, 1e-9)
FAIR, COURSE = Fair(FAIRS, 1, 1, 5.9, 4.0, 300.0), Course(COURSES, 1, 3.0, 0.0, 200.0)


def test_asking_for_a_place(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = rig(monkeypatch, fairs, NETWORK=(0.1, 0.2, 0.37, 0.4))
    put(w.offers[0, 0], fair_open=1.0, training_open=1.0)
    fairs.apply(w, P, NOW, 3, 3, ALL_ASK, FAIR, COURSE)  # all four firms behind the record
    assert [(w.files[n].desk, w.files[n].firm, w.files[n].household, w.files[n].reach, w.files[n].draw, w.files[n].id) for n in (0, 1)] == [
        (Desk.FAIR.value, 3, 3, 4.0, 0.37, 703), (Desk.CLASSROOM.value, 3, 3, 4.0, 0.37, 703)]  # fmt: skip
    assert (w.institutions[FAIRS].arrived, w.institutions[COURSES].arrived) == (4.0, 4.0)
    assert asked == [("NETWORK", 40, descendant(703, Desk.FAIR.value)), ("NETWORK", 40, descendant(703, Desk.CLASSROOM.value))]
    file(w, 2, Desk.CALL, firm=1)
    file(w, 3, Desk.CLASSROOM, firm=2)
    w.around[:] = 7  # what stood there before
    fairs.who_waits(w)
    assert w.counts[4] == 4
    assert w.around[WAITS, :5].tolist() == [0, 0, FOR_A_COURSE, FOR_A_FAIR | FOR_A_COURSE, 0]


@pytest.mark.parametrize(("waits", "asks"), [(0, [Desk.FAIR, Desk.CLASSROOM]), (FOR_A_FAIR, [Desk.CLASSROOM]), (FOR_A_COURSE, [Desk.FAIR]), (FOR_A_FAIR | FOR_A_COURSE, [])])
def test_who_waits_asks_for_nothing_more(w: Any, monkeypatch: pytest.MonkeyPatch, waits: int, asks: list[Desk]) -> None:
    put(w.offers[0, 0], fair_open=1.0, training_open=1.0)
    monkeypatch.setattr(month, "belong", lambda *_: None)
    rig(monkeypatch, month, fairs, NETWORK=(0.5, 0.5, 1e-9, 1e-9))
    put(w.households[3], aware=TRADE, refuses=0)
    w.around[WAITS, 3] = waits
    month.take_part(w, P, NOW, 3, NO_NETWORK, FAIR, COURSE)
    assert [w.files[n].desk for n in range(w.counts[4])] == [desk.value for desk in asks]


@pytest.mark.parametrize(("name", "desk", "chance", "lane"), [("fair", Desk.FAIR, 0.3, 0), ("course", Desk.CLASSROOM, 0.2, 1)])
def test_who_asks(w: Any, name: str, desk: Desk, chance: float, lane: int) -> None:
    terms = {"fair": "fair_open", "course": "training_open"}[name]

    def files(draw: float = chance - 1e-6, is_open: int = 1, told: float = 1.0) -> int:
        w.counts[4] = 0
        put(w.offers[0, 0], fair_open=0.0, training_open=0.0)
        put(w.offers[0, 0], **{terms: told})
        draws = [0.999, 0.999]
        draws[lane] = draw
        open_terms = (FAIR._replace(is_open=is_open), COURSE._replace(is_open=is_open))
        fairs.apply(w, P, NOW, 0, 0, NetworkDraws(0.5, 0.5, *draws), *open_terms)
        assert not w.counts[4] or w.files[0].desk == desk.value
        return int(w.counts[4])

    assert (files(), files(chance + 1e-6), files(is_open=0), files(told=0.0)) == (1, 0, 0, 0)


def test_no_room_to_ask() -> None:
    w = bare(files=0)
    put(w.offers[0, 0], fair_open=1.0)
    put(w.firms[0], weight=1.0)
    fairs.apply(w, P, NOW, 0, 0, ALL_ASK, FAIR, NO_COURSE)
    assert w.institutions[FAIRS].arrived == 0.0 and w.counts[3] == 1


@pytest.mark.parametrize(
    ("asks", "left", "money", "got", "month"), [(2.0, 5.0, 1e4, 2.0, -1), (4.0, 3.0, 1e4, 3.0, -1), (4.0, 4.0, 700.0, 2.0, -1), (4.0, 4.0, 299.0, 0.0, 3), (1.0, 1.0, 300.0, 1.0, -1)]
)  # fmt: skip
def test_serving_as_many_as_there_are_and_can_be_paid(w: Any, asks: float, left: float, money: float, got: float, month: int) -> None:
    bank = put(w.institutions[FAIRS], left=money)
    f = file(w, 1, Desk.FAIR, firm=3, household=3, reach=asks, arrived=38)
    assert fairs.serve(w, NOW, 1, FAIRS, 300.0, left) == got
    assert (bank.left, bank.spent, bank.served, bank.waited) == (money - 300.0 * got, 300.0 * got, got, pytest.approx(2 * MONTH * got)) and bank.exhausted_month == month
    assert f.reach == asks - got and f.desk == (Desk.FAIR.value if asks - got >= 1.0 else 0)


def test_a_fair(w: Any) -> None:
    """Five places: two for the first in the queue, three of four for the next; a place brings four contacts."""
    for n, (firm, reach, arrived) in enumerate(((3, 4.0, 39), (1, 2.0, 38), (2, 3.0, 40))):
        file(w, n, Desk.FAIR, firm=firm, household=firm, reach=reach, arrived=arrived)
    w.firms[1].support = 1
    fairs.fair_month(w, NOW, FAIR._replace(is_event=0))
    assert w.institutions[FAIRS].served == 0.0
    fairs.fair_month(w, NOW, FAIR)
    assert [w.files[n].reach for n in range(3)] == [1.0, 0.0, 3.0] and (w.institutions[FAIRS].served, w.institutions[FAIRS].spent) == (5.0, 1_500.0)
    assert [w.firms[k].contacts for k in (1, 2, 3)] == [2.0 * 4.0 / 2.0, 0.0, 3.0 * 4.0 / 4.0] and [w.firms[k].support for k in (1, 2, 3)] == [1 | S_FAIR, 0, S_FAIR]
    assert booked(w) == {"CONTACTS": 20.0}
    fairs.fair_month(w, NOW, FAIR._replace(places=9.0))
    assert w.institutions[FAIRS].served == 9.0  # all that still asked


@pytest.mark.parametrize(("seats", "places", "money", "is_open", "served"), [(3.0, 9.0, 1e4, 1, 3.0), (3.9, 9.0, 1e4, 1, 3.0), (3.0, 2.0, 1e4, 1, 2.0), (3.0, 9.0, 400.0, 1, 2.0), (3.0, 9.0, 1e4, 0, 0.0), (9.0, 9.0, 1e4, 1, 4.0)])
def test_a_course(w: Any, seats: float, places: float, money: float, is_open: int, served: float) -> None:
    bank = put(w.institutions[COURSES], left=money, places=places)
    file(w, 0, Desk.CLASSROOM, firm=3, household=3, reach=4.0)
    w.firms[3].knowledge, w.firms[3].support = 0.2, 1
    fairs.course_month(w, P, NOW, COURSE._replace(seats=seats, is_open=is_open))
    assert (bank.served, bank.spent, bank.places) == (served, 200.0 * served, places - served)
    assert w.firms[3].knowledge == pytest.approx(1.0 - 0.8 * (1.0 - 0.5 / 4.0) ** served) and w.firms[3].support == (1 | S_TRAINING if served else 1)  # half of what it did not know, for one of four firms


def test_seats_kept_for_women(w: Any) -> None:
    for n in range(3):
        file(w, n, Desk.CLASSROOM, firm=n, reach=1.0, draw=0.1 * n, is_woman=int(n == 2))
    fairs.course_month(w, P, NOW, COURSE._replace(seats=1.0, share_women=0.5))
    assert [w.files[n].desk for n in range(3)] == [Desk.CLASSROOM.value, Desk.CLASSROOM.value, 0]


def test_who_waited_too_long_leaves_the_queue(w: Any) -> None:
    for n, (firm, arrived) in enumerate(((0, 34), (1, 33), (2, 40), (3, 40))):
        file(w, n, Desk.FAIR, firm=firm, household=firm, reach=2.0 + n, arrived=arrived)
    file(w, 4, Desk.CLASSROOM, firm=4, household=4, reach=50.0, arrived=3)
    w.firms[2].is_alive = 0
    fairs.close_desk(w, P, NOW, Desk.FAIR.value, FAIRS, 1)
    assert (w.institutions[FAIRS].abandoned, w.institutions[FAIRS].waiting) == (7.0, 7.0) and [w.files[n].desk for n in range(5)] == [6, 0, 0, 6, 5]
    fairs.close_desk(w, P, NOW, Desk.FAIR.value, FAIRS, 0)
    assert (w.institutions[FAIRS].abandoned, w.institutions[FAIRS].waiting) == (14.0, 0.0)
