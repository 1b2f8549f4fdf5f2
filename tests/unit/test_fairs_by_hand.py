"""Trade fairs and courses on the rules of trade, by hand: which firms ask, who gets a place, what it is worth, who gives up."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from model.business_networks import advocacy, chapters, fairs
from model.business_networks.chapters import NEW, NO_NETWORK, NOWHERE
from model.business_networks.fairs import NO_COURSE, Course, Fair
from model.compiled.random_draws import descendant
from model.queue import Desk
from model.records.bit_masks import S_FAIR, S_TRAINING
from model.records.vocabulary import OwnerKind
from tests.bare import MONTH, NOW, bare, booked, file, given, put, rig

P = given(
    business={
        "board": 6.0, "quorum": 0.5, "board_turnover": 0.6, "chapter_usd": 100.0, "fading": 3.0, "report_reach": 0.3, "leaving": 0.24, "dues_effect": 0.0, "threshold": 0.25, "joining": 0.2,
        "spontaneous": 0.01, "recruiting": 0.1, "meeting_contacts": 2.0, "union_effect": 0.5, "turnover_per_job": 1.0, "revenue_effect": 0.0, "fair_interest": 0.3, "course_interest": 0.2,
        "learning": 0.5, "patience": 6.0, "response": 0.4, "union_voice": 0.5, "report_voice": 0.1, "step": 0.25, "delay": 9.0,
    },
    relations={"polarisation": 0.3},
    population={"share_faction_b": 0.25, "share_faction_c": 0.15},
)  # fmt: skip
BANK, FAIRS, COURSES = 2, 3, 4
NETWORK = NO_NETWORK._replace(institution=BANK, is_open=1, chapters=1.0, ranks=np.array([0, 1, NOWHERE, NOWHERE]), seed_usd=500.0, dues_usd=120.0, reports=2.0, report_usd=40.0)
LOTS = {"BOARD": (0.999, 0.999, 0.5), "NETWORK": (0.5, 0.5, 0.5, 0.5)}
MODULES = (advocacy, chapters, fairs)


@pytest.fixture
def w(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Two cities a residence country; firm k of household k, the first four in city 0, 0, 1, 1, the others in the second corridor."""
    rig(monkeypatch, *MODULES, **LOTS)
    made = bare()
    put(made.corridors[1], first_city=2)
    for k in range(8):
        c, city = k // 4, k // 2
        put(made.households[k], corridor=c, city=city, root=40 + k, cell=k)
        put(made.firms[k], household=k, owner=40 + k, weight=1.0 + k, is_alive=1, kind=OwnerKind.HERE.value, corridor=c, id=700 + k, cell=k, jobs=2.0)
    made.counts[1] = 8
    for k in range(4):
        put(made.chapters[k], age=NEW, id=800 + k, corridor=k // 2, city=k, faction=-1)
    for k in (BANK, FAIRS, COURSES):
        put(made.institutions[k], left=10_000.0, places=100.0)
    return made


# --- fairs and courses ------------------------------------------------------------------------------------------------------------------------------

FAIR, COURSE = Fair(FAIRS, 1, 1, 5.9, 4.0, 300.0), Course(COURSES, 1, 3.0, 0.0, 200.0)


def test_asking_for_a_place(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = rig(monkeypatch, fairs, NETWORK=(0.1, 0.2, 0.37, 0.4))
    put(w.offers[0, 0], fair_open=1.0, training_open=1.0)
    fairs.apply(w, P, NOW, 3, 3, 1e-9, 1e-9, FAIR, COURSE)  # all four firms behind the record
    assert [(w.files[n].desk, w.files[n].firm, w.files[n].household, w.files[n].reach, w.files[n].draw, w.files[n].id) for n in (0, 1)] == [
        (Desk.FAIR.value, 3, 3, 4.0, 0.37, 703), (Desk.CLASSROOM.value, 3, 3, 4.0, 0.37, 703)]  # fmt: skip
    assert (w.institutions[FAIRS].arrived, w.institutions[COURSES].arrived) == (4.0, 4.0)
    assert asked == [("NETWORK", 40, descendant(703, Desk.FAIR.value)), ("NETWORK", 40, descendant(703, Desk.CLASSROOM.value))]
    fairs.apply(w, P, NOW, 3, 3, 1e-9, 1e-9, FAIR, COURSE)
    assert w.counts[4] == 2 and fairs.has_file(w, Desk.FAIR.value, 3) and not fairs.has_file(w, Desk.FAIR.value, 2) and not fairs.has_file(w, Desk.CALL.value, 3)


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
        fairs.apply(w, P, NOW, 0, 0, *draws, *open_terms)
        assert not w.counts[4] or w.files[0].desk == desk.value
        return int(w.counts[4])

    assert (files(), files(chance + 1e-6), files(is_open=0), files(told=0.0)) == (1, 0, 0, 0)


def test_no_room_to_ask() -> None:
    w = bare(files=0)
    put(w.offers[0, 0], fair_open=1.0)
    put(w.firms[0], weight=1.0)
    fairs.apply(w, P, NOW, 0, 0, 1e-9, 0.9, FAIR, NO_COURSE)
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
