"""How the ministry and the diaspora come to know each other, by hand: consultations and promises, the register, the hub, and what the ministry knows."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from model.dialogue import consultation
from model.dialogue import knowledge_hub as hub
from model.dialogue import month as relations
from model.dialogue import volunteer_register as register
from model.dialogue.consultation import NO_CONSULTATION
from model.dialogue.knowledge_hub import NO_HUB, Hub
from model.dialogue.month import RELATION_RESULTS
from model.dialogue.volunteer_register import NO_REGISTER, Register
from model.history import over_represented
from model.households.trust import people_by_faction
from model.queue import Desk
from model.records.bit_masks import A_REGISTER, A_SPEAK, RELATIONS, S_CONSULTATION, S_HUB, S_REGISTER
from tests.bare import MONTH, NOW, bare, booked, file, given, put, rig

P = given(
    relations={
        "invitations": 2.0, "speak_base": 0.0, "speak_trust": 0.0, "speak_grievance": 0.0, "speak_peers": 0.0, "speak_time": 0.0, "speak_care": 0.0, "polarisation": 0.3, "connection": 0.2, "demand_share": 0.8,
        "answer_relief": 0.25, "forget_months": 12.0, "register_base": 0.0, "register_fear": 2.0 * math.log(3.0), "host_relief": 1.0, "best_reach": 0.5, "register_months": 24.0, "hub_use": 0.2,
        "hub_stale": 0.5, "hub_weight": 0.4, "replication": 0.1, "practice_gain": 0.2, "granted_answers": 100.0, "entry_worth": 0.5,
    },
    belonging={"trust_gain": 0.1, "trust_loss": 0.4, "grievance_gain": 0.5},
)  # fmt: skip
BANK, BOOK = 2, 3
C = NO_CONSULTATION._replace(institution=BANK, is_open=1, events=1, places=2, answers=2, deadline_days=91.0, event_usd=1_000.0, seat_usd=100.0)
R = Register(BOOK, 1, 0.0, 0, 10.0)
LOTS = {"SPEAK": (0.01, 0.5, 0.5, 0.9), "REGISTER": (0.01, 0.01), "HUB": (0.9, 0.9)}
MODULES = (consultation, register, hub)


@pytest.fixture
def w(monkeypatch: pytest.MonkeyPatch) -> Any:
    rig(monkeypatch, *MODULES, **LOTS)
    made = bare()
    made.counts[0] = 4
    for k in range(12):
        put(made.households[k], trust_state=0.5, aware=RELATIONS, cell=k, age=50.0)
    for c in (0, 1):
        put(made.offers[c, 0], consultation_open=1.0, register_open=1.0, hub_open=1.0)
    for k in (BANK, BOOK):
        put(made.institutions[k], left=10_000.0)
    return made


# --- consultations ----------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("values", "open_", "comes"), [({}, 1.0, True), ({"status": 0}, 1.0, False), ({"refuses": 1}, 1.0, False), ({"aware": 0}, 1.0, False), ({}, 0.0, False), ({"aware": 1}, 1.0, False)])
def test_who_may_come(w: Any, values: dict[str, int], open_: float, comes: bool) -> None:
    put(w.households[1], **values, corridor=1, eligible=1)
    w.offers[1, 1].consultation_open = open_
    assert consultation.may_come(w, 1) == comes


def test_the_ministry_invites_those_it_knows(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two seats, so four invitations: 2.4, 0.8 and 0.8 of households that count 1.5, 0.5 and 0.5. Of those invited one in two asks."""
    w.counts[0] = 4
    w.households[3].refuses = 1
    put(w.offers[0, 0], outreach=1.0)
    w.reach[0], w.reach[1], w.reach[2] = 1.0, -1.0, -1.0
    assert [consultation.attention(w, P, i) for i in range(3)] == [1.5, 0.5, 0.5]
    for draw, asks in ((0.39, [0, 1, 2]), (0.41, [0]), (0.51, [])):
        w.counts[4] = 0
        asked = rig(monkeypatch, consultation, SPEAK=lambda month, person, draw=draw: (draw, 0.2, 0.37, 0.9))
        consultation.invite(w, P, NOW, 2.0)
        assert [w.files[n].household for n in range(w.counts[4])] == asks and asked == [("SPEAK", 40, 500 + i) for i in range(3)]
    w.counts[4] = 0
    rig(monkeypatch, consultation, SPEAK=lambda month, person: (0.01, 0.2, 0.37, 0.9))
    put(w.households[1], faction=1, is_member=1)
    consultation.invite(w, P, NOW, 2.0)
    f = w.files[1]
    assert (f.desk, f.id, f.draw, f.household, f.firm) == (Desk.INVITED.value, 501, 0.37, 1, -1) and f.rank == pytest.approx(-0.4) and w.files[0].rank == pytest.approx(-0.5)


def test_no_more_than_were_invited(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    w.households[0].weight = 30.0
    p = P._replace(relations=P.relations._replace(speak_base=60.0))
    rig(monkeypatch, consultation, SPEAK=(1e-9, 0.5, 0.5, 0.5))
    consultation.invite(w, p, NOW, 1.5)
    assert w.counts[4] == 3
    w.counts[4] = w.counts[0] = 0
    consultation.invite(w, p, NOW, 2.0)
    assert w.counts[4] == 0
    full = bare(files=1)
    full.counts[0] = 2
    for k in (0, 1):
        put(full.households[k], aware=RELATIONS, weight=5.0)
    full.offers[0, 0].consultation_open = 1.0
    consultation.invite(full, p, NOW, 2.0)
    assert full.counts[4] == 1 and full.counts[3] == 1


@pytest.mark.parametrize(
    ("name", "value", "field", "chance"),
    [("speak_trust", 2.0 * math.log(3.0), {"trust_state": 1.0}, 0.75), ("speak_grievance", math.log(3.0), {"grievance": 1.0}, 0.75), ("speak_time", math.log(3.0), {"is_employed": 1}, 0.25), ("speak_care", math.log(3.0), {"is_woman": 1}, 0.25), ("speak_peers", math.log(3.0), {}, 0.75)],
)  # fmt: skip
def test_what_makes_one_ask(w: Any, monkeypatch: pytest.MonkeyPatch, name: str, value: float, field: dict[str, float], chance: float) -> None:
    w.counts[0] = 1
    put(w.households[0], **field)
    monkeypatch.setattr(consultation, "look_around", lambda w, i: 8 << consultation.KNOWS)
    p = P._replace(relations=P.relations._replace(**{name: value}))
    for draw, asks in ((chance - 1e-6, 1), (chance + 1e-6, 0)):
        w.counts[4] = 0
        rig(monkeypatch, consultation, SPEAK=(draw, 0.5, 0.5, 0.5))
        consultation.invite(w, p, NOW, 2.0)
        assert w.counts[4] == asks


@pytest.mark.parametrize(("draw", "age", "demands"), [(0.79, 34.9, True), (0.8, 35.0, False)])
def test_a_seat(w: Any, monkeypatch: pytest.MonkeyPatch, draw: float, age: float, demands: bool) -> None:
    put(w.households[2], weight=3.0, faction=1, age=age, acted=1, supported=1)
    f, r = file(w, 0, Desk.INVITED, household=2), np.zeros(len(RELATION_RESULTS))
    asked = rig(monkeypatch, consultation, SPEAK=(0.1, 0.1, 0.1, draw))
    consultation.seat(w, P, NOW, BANK, 0, r)
    h = w.households[4]
    assert (w.counts[0], h.weight, h.acted, h.supported) == (5, 1.0, 1 | A_SPEAK, 1 | S_CONSULTATION) and w.households[2].acted == 1
    assert r.tolist() == [0.0, 1.0, 0.0, float(age < 35.0)] + [0.0] * 6 and asked == [("SPEAK", 40, h.place)]
    assert booked(w) == booked(w, 2) == {"SPOKE": 1.0} | ({"DEMANDS": 1.0} if demands else {}) and w.institutions[BANK].arrived == float(demands)
    assert (f.desk, f.household, f.person, f.id) == ((Desk.CONSULTATION.value, 4, 102, h.place) if demands else (0, 2, 102, 900))


def seats(w: Any, monkeypatch: pytest.MonkeyPatch, c: Any, people: list[dict[str, float]], left: float = 10_000.0) -> tuple[list[int], list[float]]:
    """Who gets a seat, in order, and for how many seats people were invited."""
    got: list[int] = []
    wanted: list[float] = []

    def invite(w: Any, p: Any, t: Any, seats: float) -> None:
        wanted.append(seats)
        for k, values in enumerate(people):
            file(w, k, Desk.INVITED, household=k, **values)

    def seat(w: Any, p: Any, t: Any, institution: int, k: int, results: Any) -> None:
        got.append(k)
        w.files[k].desk = Desk.CONSULTATION.value

    monkeypatch.setattr(consultation, "invite", invite)
    monkeypatch.setattr(consultation, "seat", seat)
    put(w.institutions[BANK], left=left, spent=0.0)
    consultation.hold(w, P, NOW, c, np.zeros(len(RELATION_RESULTS)))
    return got, wanted


def test_seats_go_by_rank_and_those_kept_by_turns(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    put(w.households[1], age=30.0)
    put(w.households[2], faction=2)
    people = [{"rank": -0.9, "draw": 0.9}, {"rank": -0.1, "draw": 0.9}, {"rank": -0.2, "draw": 0.9}, {"rank": -0.3, "draw": 0.9, "is_woman": 1}, {"rank": -0.8, "draw": 0.1}]
    assert seats(w, monkeypatch, C._replace(places=3), people)[0] == [0, 4, 3]
    bank = w.institutions[BANK]
    assert (bank.left, bank.spent, bank.exhausted_month) == (8_700.0, 1_300.0, -1) and [w.files[k].desk for k in range(5)] == [8, 0, 0, 8, 8]
    assert seats(w, monkeypatch, C._replace(places=4, quota=1.0), people)[0] == [3, 1, 2, 0]  # a woman, one under 35, one of a minority, and no other woman
    assert seats(w, monkeypatch, C._replace(places=4, quota=0.5), people)[0] == [0, 3, 4, 1]  # every second seat
    assert seats(w, monkeypatch, C._replace(places=9), people)[0] == [0, 4, 3, 2, 1]


@pytest.mark.parametrize(
    ("events", "left", "held", "taken", "exhausted"), [(2, 10_000.0, 2, 3, -1), (2, 1_999.0, 1, 2, 3), (2, 999.0, 0, 0, 3), (1, 1_150.0, 1, 1, 3), (1, 1_200.0, 1, 2, -1)]
)  # fmt: skip
def test_events_and_seats_as_far_as_money_goes(w: Any, monkeypatch: pytest.MonkeyPatch, events: int, left: float, held: int, taken: int, exhausted: int) -> None:
    got, wanted = seats(w, monkeypatch, C._replace(events=events), [{"rank": float(k)} for k in range(3)], left)
    assert wanted == ([2.0 * held] if held else []) and got == list(range(taken))
    bank = w.institutions[BANK]
    assert (bank.spent, bank.left, bank.exhausted_month) == (1_000.0 * held + 100.0 * taken, left - 1_000.0 * held - 100.0 * taken, exhausted)


def test_answers_in_time_are_promises_kept(w: Any) -> None:
    for k, (desk, arrived) in enumerate(((Desk.OVERDUE, 30), (Desk.CONSULTATION, 39), (Desk.CONSULTATION, 38), (Desk.OVERDUE, 31))):
        file(w, k, desk, arrived=arrived, cell=k)
        w.households[k].grievance = 0.4
    consultation.answer(w, P, NOW, C._replace(answers=1))
    assert (w.files[2].desk, w.households[2].trust_state, w.households[2].grievance) == (0, 0.55, pytest.approx(0.3)) and booked(w) == booked(w, 2) == {"ANSWERED": 1.0, "PROMISES_KEPT": 1.0}
    consultation.answer(w, P, NOW, C)
    assert [w.files[k].desk for k in range(4)] == [0, 0, 0, Desk.OVERDUE.value] and w.households[0].trust_state == 0.5 and w.households[0].grievance == pytest.approx(0.3)
    bank = w.institutions[BANK]
    assert (bank.served, bank.waited) == (3.0, pytest.approx(MONTH * (2 + 1 + 10))) and booked(w)["PROMISES_KEPT"] == 2.0
    consultation.answer(w, P, NOW, C)
    assert bank.served == 4.0


@pytest.mark.parametrize(
    ("desk", "arrived", "there", "after", "broken", "abandoned"),
    [
        (Desk.CONSULTATION, 38, True, Desk.OVERDUE, 1.0, 0.0), (Desk.CONSULTATION, 39, True, Desk.CONSULTATION, 0.0, 0.0), (Desk.OVERDUE, 30, True, Desk.OVERDUE, 0.0, 0.0), (Desk.OVERDUE, 28, True, Desk.CLOSED, 0.0, 1.0),
        (Desk.OVERDUE, 29, True, Desk.OVERDUE, 0.0, 0.0), (Desk.CONSULTATION, 39, False, Desk.CLOSED, 0.0, 1.0), (Desk.CONSULTATION, 28, True, Desk.CLOSED, 1.0, 1.0), (Desk.CALL, 3, True, Desk.CALL, 0.0, 0.0),
    ],
)  # fmt: skip
def test_deadlines(w: Any, desk: Desk, arrived: int, there: bool, after: Desk, broken: float, abandoned: float) -> None:
    """91 days are three months, that of the demand among them; after a year it is forgotten."""
    file(w, 1, desk, arrived=arrived, cell=5)
    w.households[1].status = int(there)
    consultation.fall_due(w, P, NOW, C)
    assert w.files[1].desk == after.value and booked(w) == booked(w, 5) == ({"PROMISES_BROKEN": 1.0} if broken else {})
    assert (w.households[1].trust_state, w.households[1].grievance) == ((pytest.approx(0.3), 0.5) if broken else (0.5, 0.0)) and w.institutions[BANK].abandoned == abandoned
    assert w.institutions[BANK].waiting == float(after in (Desk.CONSULTATION, Desk.OVERDUE))
    w.files[1].person = 9
    consultation.fall_due(w, P, NOW, C._replace(deadline_days=0.0))
    assert w.files[1].desk in (0, Desk.CALL.value) and booked(w) == ({"PROMISES_BROKEN": 1.0} if broken else {})


def test_the_first_file_in_time_comes_before_a_late_one(w: Any) -> None:
    file(w, 0, Desk.CONSULTATION, arrived=40)
    file(w, 1, Desk.OVERDUE, arrived=3)
    consultation.answer(w, P, NOW, C._replace(answers=1))
    assert [w.files[k].desk for k in (0, 1)] == [0, Desk.OVERDUE.value]
    file(w, 0, Desk.OVERDUE, arrived=2)
    consultation.answer(w, P, NOW, C._replace(answers=1))
    assert [w.files[k].desk for k in (0, 1)] == [0, Desk.OVERDUE.value]


def test_a_deadline_of_two_months_to_the_day(w: Any) -> None:
    file(w, 1, Desk.CONSULTATION, arrived=39)
    consultation.fall_due(w, P, NOW, C._replace(deadline_days=2.0 * MONTH))
    assert w.files[1].desk == Desk.OVERDUE.value


def test_a_consultation_that_has_ended_still_answers(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    for name in ("hold", "answer", "fall_due"):
        monkeypatch.setattr(consultation, name, lambda *a, name=name: done.append(name))
    consultation.consult(w, P, NOW, C, np.zeros(len(RELATION_RESULTS)))
    consultation.consult(w, P, NOW, C._replace(is_open=0), np.zeros(len(RELATION_RESULTS)))
    assert done == ["hold", "answer", "fall_due", "answer", "fall_due"]


# --- the register -----------------------------------------------------------------------------------------------------------------------------------


def enters(w: Any, draw: float = 0.01, marks: float = 0.01, terms: Register = R, monkeypatch: Any = None, **household: Any) -> np.ndarray:
    asked = rig(monkeypatch, register, REGISTER=(draw, marks))
    put(w.households[1], **({"registered": 0.0, "acted": 1, "supported": 1} | household))
    r = np.zeros(len(RELATION_RESULTS))
    register.register(w, P, NOW, terms, 1, r)
    assert set(asked) <= {("REGISTER", 40, 101)}
    return r


@pytest.mark.parametrize(
    ("draw", "how", "terms", "enter", "afraid"),
    [
        (0.249, {}, R, 1.0, 0.0), (0.251, {}, R, 0.0, 1.0), (0.501, {}, R, 0.0, 0.0),  # one in two would, one in four does: fear takes log 3
        (0.499, {"trust_state": 1.0}, R, 1.0, 0.0), (0.499, {}, R._replace(is_independent=1), 1.0, 0.0), (0.749, {}, R._replace(publicity=math.log(3.0)), 0.0, 1.0), (0.499, {}, R._replace(publicity=math.log(3.0)), 1.0, 0.0),
        (1.0 / (1.0 + 3.0**1.3) + 1e-6, {"faction": 2}, R, 0.0, 1.0), (1.0 / (1.0 + 3.0**1.3) - 1e-6, {"faction": 2}, R, 1.0, 0.0),
        (0.01, {"aware": 0}, R, 0.0, 0.0), (0.01, {"refuses": 1}, R, 0.0, 0.0), (0.01, {"eligible": 1}, R, 0.0, 0.0),
    ],
)  # fmt: skip
def test_who_registers(w: Any, monkeypatch: pytest.MonkeyPatch, draw: float, how: dict[str, float], terms: Register, enter: float, afraid: float) -> None:
    r = enters(w, draw, terms=terms, monkeypatch=monkeypatch, **how)
    h, bank = w.households[1], w.institutions[BOOK]
    assert h.registered == enter and (bank.arrived, bank.served, bank.spent, bank.left) == (enter, enter, 10.0 * enter, 10_000.0 - 10.0 * enter)
    assert r.tolist() == [afraid * (k == 4 + how.get("faction", 0)) for k in range(len(r))] and booked(w) == booked(w, 1) == ({"UNREGISTERED": 1.0} if afraid else {})
    assert (h.acted, h.supported) == ((1 | A_REGISTER, 1 | S_REGISTER) if enter else (1, 1)) and h.registered_since == 40.0 * enter


def test_of_several_households_those_not_yet_registered(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of ten, four are in it since month 10 on average; of the others all six enter, with the luck of one in ten thousand."""
    h = w.households[1]
    enters(w, 1e-9, 0.59, monkeypatch=monkeypatch, weight=10.0, registered=0.4, registered_since=10.0)
    assert h.registered == 1.0 and h.registered_since == pytest.approx((4.0 * 10.0 + 6.0 * 40.0) / 10.0) and w.institutions[BOOK].spent == 60.0 and h.acted == 1 | A_REGISTER
    enters(w, 1e-9, 0.61, monkeypatch=monkeypatch, weight=10.0, registered=0.4)
    assert h.acted == 1 and h.registered == 1.0
    enters(w, 0.3, 0.9, monkeypatch=monkeypatch, weight=2.0)  # one of two: with a quarter each, nobody above 0.4375, both below 0.0625
    assert h.registered == 0.5 and w.institutions[BOOK].arrived == 13.0
    w.institutions[BOOK].left = 59.0
    enters(w, 1e-9, monkeypatch=monkeypatch, weight=10.0, registered=0.4)
    assert h.registered == 0.4 and w.institutions[BOOK].exhausted_month == NOW.month and h.acted == 1


# --- the hub ----------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("draw", "fresh", "how", "open_", "trust"),
    [
        (0.09, 1.0, {}, 0.5, 0.5 + 0.4 * 0.05), (0.1, 1.0, {}, 0.5, 0.5), (0.09, 0.75, {}, 0.5, 0.51), (0.09, 0.5, {}, 0.5, 0.5), (0.09, 0.0, {}, 0.5, 0.5 - 0.4 * 0.2), (0.09, 0.25, {}, 0.5, 0.46),
        (0.09, 1.0, {"aware": 0}, 0.5, 0.5), (0.09, 1.0, {"refuses": 1}, 0.5, 0.5), (0.19, 1.0, {}, 1.0, 0.52),
    ],
)  # fmt: skip
def test_what_a_visit_to_the_hub_teaches(w: Any, monkeypatch: pytest.MonkeyPatch, draw: float, fresh: float, how: dict[str, int], open_: float, trust: float) -> None:
    asked = rig(monkeypatch, hub, HUB=(draw, 0.1))
    put(w.households[1], weight=3.0, supported=1, **how)
    w.offers[0, 0].hub_open = open_
    hub.use_hub(w, P, NOW, Hub(BANK, 1.0, fresh), 1)
    assert w.households[1].trust_state == pytest.approx(trust) and w.news[0, 0, 0] == pytest.approx(3.0 * (trust - 0.5)) and set(asked) <= {("HUB", 40, 101)}
    used = draw < 0.2 * open_ and not how
    assert w.households[1].supported == (1 | S_HUB if used else 1)


def test_associations_take_up_practices(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tenth a year of what can be read there and still holds: 0.1 x 0.5 x 0.6."""
    for k in range(4):
        put(w.associations[k], id=2_000 + k, is_active=int(k != 2), quality=0.5)
    asked = rig(monkeypatch, hub, HUB=lambda month, person: (0.9, 0.029 if person != 2_001 else 0.1 * 0.5 * 0.6))
    r = np.zeros(len(RELATION_RESULTS))
    hub.take_up(w, P, NOW, Hub(BANK, 0.5, 0.6), r)
    assert [w.associations[k].quality for k in range(4)] == pytest.approx([0.6, 0.5, 0.5, 0.6]) and r.tolist() == [0.0] * 8 + [2.0, 0.0] and asked == [("HUB", 40, 2_000 + k) for k in (0, 1, 3)]


# --- a month ----------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("open_", "reach", "month"), [(1, 1.0, 11), (0, 1.0, 11), (1, 0.0, 11), (1, 1.0, 12), (0, 0.0, 23)])
def test_a_month_of_relations(w: Any, monkeypatch: pytest.MonkeyPatch, open_: int, reach: float, month: int) -> None:
    """(40 + id) mod 12 is 10 for ids 102 and 9 for 101."""
    done: list[Any] = []
    monkeypatch.setattr(relations, "consult", lambda w, p, t, c, r: done.append("consult"))
    monkeypatch.setattr(relations, "register", lambda w, p, t, r, i, results: done.append(("register", i)))
    monkeypatch.setattr(relations, "use_hub", lambda w, p, t, h, i: done.append(("hub", i)))
    monkeypatch.setattr(relations, "take_up", lambda w, p, t, h, r: done.append("take up"))
    w.counts[0] = 6
    put(w.households[4], id=102 + 12, status=0)
    put(w.households[5], id=101 + 12, status=0)
    file(w, 0, Desk.CLOSED)
    r = np.zeros(len(RELATION_RESULTS))
    relations.relations_month.py_func((w,), (P,), NOW._replace(month=month), C, R._replace(is_open=open_), Hub(BANK, reach, 0.7), r)
    expected = ["consult"] + ([("hub", 1)] if reach else []) + ([("register", 2)] if open_ else []) + (["take up"] if reach and month % 12 == 11 else [])
    assert done == expected and (r[7], r[9]) == (0.7, 1.0) and w.counts[4] == 0
    r = np.zeros(len(RELATION_RESULTS))
    relations.relations_month.py_func((w,), (P,), NOW, NO_CONSULTATION, NO_REGISTER, NO_HUB, r)
    assert done == expected and r.sum() == 0.0
    relations.relations_month.py_func((w,), (P,), NOW, C._replace(institution=0), NO_REGISTER, Hub(0, 0.0, 0.7), r)
    assert done == [*expected, "consult"] and (r[7], r[9]) == (0.7, 1.0)


def test_people_by_faction() -> None:
    w = bare()
    w.counts[0] = 5
    for k, (corridor, faction) in enumerate(((0, 0), (0, 2), (1, 1), (0, 2), (1, 0), (1, 1))):
        put(w.households[k], corridor=corridor, faction=faction, weight=10.0 + k)
    stage = SimpleNamespace(households=w.households.array, counts=w.counts, corridors=w.corridors.array)
    assert people_by_faction(stage).tolist() == [[10.0, 0.0, 24.0], [14.0, 12.0, 0.0]]


def test_whose_share_of_the_seats_is_the_largest() -> None:
    assert over_represented(np.array([6.0, 3.0, 1.0]), np.array([50.0, 40.0, 10.0])) == pytest.approx(1.2)
    assert over_represented(np.array([0.0, 3.0, 1.0]), np.array([0.0, 90.0, 10.0])) == pytest.approx(2.5) and math.isnan(over_represented(np.zeros(3), np.ones(3)))
