"""Courses on running a business, by hand: who asks, whose turn it is, what owners and founders gain."""

from __future__ import annotations

from typing import Any

import pytest

from model.enterprise import business_courses as courses
from model.enterprise.terms import NOBODY_SERVES
from model.queue import Desk
from model.records.bit_masks import ENTERPRISE
from model.records.vocabulary import OwnerKind
from tests.bare import NOW, bare, file, given, put, rig

P = given(services={"training_interest": 0.5, "training_days": 0.75})
CALL = 1
S = NOBODY_SERVES._replace(call=CALL, call_open=1, seats=2, seat_usd=100.0)


@pytest.fixture
def w(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Firms 0 and 1 of households 0 and 1, the project 2 of household 2; the first wants a seat most, then the project."""
    rig(monkeypatch, courses, FIRM=lambda month, person: (0.9, 0.1 if person == 700 else 0.4), FILE=lambda month, person: (0.9, 0.3))
    made = bare()
    made.counts[0], made.counts[1] = 4, 3
    for k in range(4):
        put(made.households[k], aware=ENTERPRISE)
    for k in range(2):
        put(made.firms[k], id=700 + k, kind=OwnerKind.FIRM.value, is_alive=1, household=k, person=100 + k, practice=0.0)
    put(made.firms[2], id=702, kind=OwnerKind.RESIDENCE.value, is_alive=1, household=3, person=103)
    file(made, 2, Desk.REGISTRY)
    put(made.offers[0, 0], call_open=1.0)
    put(made.institutions[CALL], left=1_000.0)
    return made


def taught(w: Any) -> tuple[float, ...]:
    return w.firms[0].practice, w.firms[1].practice, float(w.files[2].trained)


def test_seats_go_by_draw(w: Any) -> None:
    assert courses.teach(w, P, NOW, S) == 2.0 and taught(w) == (1.0, 0.0, 1.0) and w.files[2].days_left == 7.5
    bank = w.institutions[CALL]
    assert (bank.left, bank.spent, bank.arrived, bank.served) == (800.0, 200.0, 2.0, 2.0)
    assert courses.teach(w, P, NOW, S._replace(seats=9)) == 1.0 and taught(w) == (1.0, 1.0, 1.0) and w.files[2].days_left == 7.5


@pytest.mark.parametrize(
    ("change", "who"),
    [
        (("households", 0, {"aware": 0}), (0.0, 1.0, 1.0)), (("households", 0, {"refuses": 1}), (0.0, 1.0, 1.0)), (("households", 0, {"status": 0}), (0.0, 1.0, 1.0)),
        (("households", 0, {"id": 5}), (0.0, 1.0, 1.0)), (("firms", 0, {"is_alive": 0}), (0.0, 1.0, 1.0)), (("firms", 0, {"practice": 0.2}), (0.2, 1.0, 1.0)),
        (("firms", 0, {"kind": 1}), (0.0, 1.0, 1.0)), (("files", 2, {"desk": Desk.CALL.value}), (1.0, 1.0, 0.0)), (("files", 2, {"trained": 1}), (1.0, 1.0, 1.0)),
        (("institutions", CALL, {"left": 150.0}), (1.0, 0.0, 0.0)),
    ],
)  # fmt: skip
def test_who_is_passed_over(w: Any, change: tuple[str, int, dict[str, float]], who: tuple[float, ...]) -> None:
    array, k, values = change
    put(getattr(w, array)[k], **values)
    courses.teach(w, P, NOW, S)
    assert taught(w) == who


def test_no_seats_no_offer_and_no_interest(w: Any) -> None:
    assert courses.teach(w, P, NOW, S._replace(seats=0)) == courses.teach(w, P, NOW, S._replace(call_open=0)) == 0.0
    assert courses.teach(w, P._replace(services=P.services._replace(training_interest=0.1)), NOW, S) == 0.0
    w.offers[0, 0].call_open = 0.0
    assert courses.teach(w, P, NOW, S) == 0.0 and taught(w) == (0.0, 0.0, 0.0)
