"""Business networks and advocacy, by hand: where chapters come, who joins and pays, when they meet, what a government answers."""

from __future__ import annotations

import math
from typing import Any

import pytest

from model.business_networks import advocacy, chapters, contacts
from model.business_networks.advocacy import FIRST_VOICE
from model.business_networks.chapters import FADED, NEW, NOWHERE, turns
from model.compiled.named_draws import NetworkDraws
from model.records.bit_masks import ENTERPRISE, INVESTMENT, TRADE
from model.records.vocabulary import OwnerKind
from tests.bare import NOW, booked, put, rig
from tests.scenes.networks import BANK, NETWORK, P, scene


@pytest.fixture
def w(monkeypatch: pytest.MonkeyPatch) -> Any:
    return scene(monkeypatch)


# --- contacts ---------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("firm", "status", "i"),
    [({}, 1, 5), ({"kind": OwnerKind.FIRM.value}, 1, 5), ({"kind": OwnerKind.STAKE.value}, 1, -1), ({"kind": OwnerKind.LOCAL.value}, 1, -1), ({"is_alive": 0}, 1, -1), ({"owner": 7}, 1, -1), ({}, 0, -1)],
)  # fmt: skip
def test_who_takes_part_in_the_name_of_a_firm(w: Any, firm: dict[str, int], status: int, i: int) -> None:
    put(w.firms[5], **firm)
    w.households[5].status = status
    assert contacts.owner_in_residence(w, 5) == i


def test_a_first_household_may_own_a_firm(w: Any) -> None:
    assert contacts.owner_in_residence(w, 0) == 0


def test_a_contact_has_two_sides(w: Any) -> None:
    put(w.firms[5], contacts=1.0)
    put(w.corridors[1], meetings=10.0)
    contacts.meet(w, 5, 2.5)
    assert (w.firms[5].contacts, w.corridors[1].meetings, booked(w)) == (3.5, 25.0, {"CONTACTS": 15.0}) and booked(w, 5) == booked(w)


# --- chapters ---------------------------------------------------------------------------------------------------------------------------------------


def test_turns_go_by_the_stocks() -> None:
    assert turns(0, (100.0,), 2).tolist() == [NOWHERE] * 2
    assert turns(3, (100.0, 100.0), 2).tolist() == [0, 2, 1, NOWHERE]
    assert turns(5, (900.0, 100.0), 2).tolist() == [0, 1, 2, 3]  # all cities have one; two stand over
    assert turns(3, (900.0, 100.0, 0.0), 2).tolist() == [0, 1, 2, NOWHERE, NOWHERE, NOWHERE]  # what one has no city for goes to the other
    assert turns(4, (500.0, 300.0), 4).tolist() == [0, 2, 3, NOWHERE, 1, NOWHERE, NOWHERE, NOWHERE]  # halves go to the larger; 500, 300, 167, 100
    assert turns(5, (620.0, 380.0), 5).tolist() == [0, 2, 4, NOWHERE, NOWHERE, 1, 3, NOWHERE, NOWHERE, NOWHERE]  # 620, 380, 207, 127, 124
    assert turns(1, (100.0, 300.0), 2).tolist() == [NOWHERE, NOWHERE, 0, NOWHERE]


def test_a_city_and_its_chapter(w: Any) -> None:
    assert [chapters.chapter_of(w, k, k) for k in range(8)] == [0, 0, 1, 1, 2, 2, 3, 3]


def test_firms_and_members_of_a_city(w: Any) -> None:
    for k in (1, 3, 6):
        w.firms[k].in_network = 1
    w.firms[5].is_alive = 0
    w.chapters[0].age, w.chapters[3].age = 0, 7
    w.chapters[2].members = w.chapters[2].firms = 99.0
    chapters.count_firms(w)
    assert [w.chapters[k].firms for k in range(4)] == [3.0, 7.0, 5.0, 15.0] and [w.chapters[k].members for k in range(4)] == [2.0, 4.0, 0.0, 7.0]
    assert [w.corridors[c].organised for c in (0, 1)] == pytest.approx([2.0 / 10.0, 7.0 / 20.0])  # chapters that formed
    w.counts[1] = 0
    chapters.count_firms(w)
    assert [w.corridors[c].organised for c in (0, 1)] == [0.0, 0.0]


@pytest.mark.parametrize(
    ("age", "board", "members", "draw", "after", "faction"),
    [(13, 1.0, 9.0, 0.049, 0.0, 2), (13, 1.0, 9.0, 0.051, 1.0, 2), (12, 1.0, 9.0, 0.9, 6.0, -1), (12, 1.0, 4.0, 0.9, 4.0, -1), (13, 5.0, 3.0, 0.99, 3.0, 2), (13, 1.0, 0.0, 0.9, 0.0, 2)],
)  # fmt: skip
def test_boards(w: Any, monkeypatch: pytest.MonkeyPatch, age: int, board: float, members: float, draw: float, after: float, faction: int) -> None:
    asked = rig(monkeypatch, chapters, BOARD=(draw, 0.31, 0.1))
    a = put(w.chapters[1], age=age, board=board, members=members, faction=2)
    chapters.renew_board(w, P, NOW, 1)
    assert (a.board, a.faction) == (after, faction) and asked == [("BOARD", 40, 801)]


def test_a_faction_takes_hold_of_a_board(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for draw, faction in ((0.14, 2), (0.15, 1), (0.39, 1), (0.4, 0)):
        rig(monkeypatch, chapters, BOARD=(0.9, 0.29, draw))
        put(w.chapters[1], age=12, members=9.0)
        chapters.renew_board(w, P, NOW, 1)
        assert w.chapters[1].faction == faction


def test_chapters_are_seeded_in_turn_and_form(w: Any) -> None:
    bank = w.institutions[BANK]
    for k in (0, 1):
        put(w.chapters[k], members=6.0 - k)
    chapters.chapters_month(w, P, NOW, NETWORK)
    assert [w.chapters[k].is_seeded for k in range(4)] == [1, 0, 0, 0] and (bank.left, bank.spent, bank.arrived, bank.served) == (9_500.0, 500.0, 1.0, 1.0)
    assert (w.chapters[0].age, w.chapters[0].board, w.chapters[0].money, w.chapters[0].is_active) == (0, 6.0, 500.0, 0)
    chapters.chapters_month(w, P, NOW, NETWORK._replace(chapters=2.0))
    assert [w.chapters[k].is_seeded for k in range(4)] == [1, 1, 0, 0] and bank.spent == 1_000.0
    assert (w.chapters[0].age, w.chapters[0].money, w.chapters[0].is_active, w.chapters[0].is_reporting) == (1, 400.0, 1, 0)
    assert (w.chapters[1].age, w.chapters[1].board) == (NEW, 0.0)  # a member short of a board
    w.chapters[1].members = 7.0
    chapters.chapters_month(w, P, NOW, NETWORK._replace(chapters=2.0, is_report=1))
    assert w.chapters[1].age == 0 and w.chapters[0].is_reporting == 1 and bank.spent == 1_040.0 and bank.served == 2.0
    bank.left = 39.0
    chapters.chapters_month(w, P, NOW, NETWORK._replace(chapters=2.0, is_report=1))
    assert [w.chapters[k].is_reporting for k in (0, 1)] == [0, 0] and [w.chapters[k].is_active for k in (0, 1)] == [1, 1]


@pytest.mark.parametrize(("is_open", "left", "seeded"), [(0, 1e4, 0), (1, 499.0, 0), (1, 500.0, 1)])
def test_no_seed_money_no_chapter(w: Any, is_open: int, left: float, seeded: int) -> None:
    w.institutions[BANK].left = left
    w.chapters[0].members = 9.0
    chapters.chapters_month(w, P, NOW, NETWORK._replace(is_open=is_open))
    assert (w.chapters[0].is_seeded, w.chapters[0].age) == (seeded, seeded - 1) and w.chapters[1].is_seeded == 0


@pytest.mark.parametrize(("money", "board", "meets"), [(100.0, 3.0, 1), (99.0, 3.0, 0), (100.0, 2.9, 0)])
def test_meeting_takes_money_and_half_a_board(w: Any, money: float, board: float, meets: int) -> None:
    a = put(w.chapters[1], is_seeded=1, age=3, members=9.0, board=board, money=money, quiet=1, is_active=1, is_reporting=1)
    chapters.chapters_month(w, P, NOW, NETWORK)
    assert (a.is_active, a.quiet, a.is_reporting) == (meets, 0 if meets else 2, 0) and a.money == pytest.approx(money - 100.0 * meets)


def test_a_chapter_that_does_not_meet_dissolves(w: Any) -> None:
    a = put(w.chapters[1], is_seeded=1, age=3, members=9.0, board=2.0, money=500.0, quiet=1, faction=1)
    chapters.chapters_month(w, P, NOW, NETWORK)
    assert (a.age, a.quiet, a.board, a.faction) == (4, 2, 2.0, 1)
    chapters.chapters_month(w, P, NOW, NETWORK)
    assert (a.age, a.board, a.faction) == (FADED, 0.0, -1)
    chapters.chapters_month(w, P, NOW, NETWORK._replace(chapters=2.0))
    assert a.age == FADED and a.money == 500.0


@pytest.mark.parametrize(("meeting", "union", "expected"), [((0, 1), 1, True), ((0,), 1, False), ((0, 2), 1, False), ((0, 1), 0, False)])
def test_a_union_takes_two_chapters_of_an_origin(w: Any, meeting: tuple[int, ...], union: int, expected: bool) -> None:
    for k in meeting:
        w.chapters[k].is_active = 1
    assert chapters.has_union(w, 0, NETWORK._replace(union=union)) == expected and not chapters.has_union(w, 1, NETWORK._replace(union=1))
    w.corridors[1].origin = 0
    assert chapters.has_union(w, 0, NETWORK._replace(union=1)) == (len(meeting) > 1)


def belong(w: Any, monkeypatch: pytest.MonkeyPatch, u0: float, u1: float = 0.9, heard_topics: int = ENTERPRISE, network: Any = NETWORK, own: float = 0.5) -> Any:
    asked = rig(monkeypatch, chapters, NETWORK=(own, 0.1, 0.1, 0.1))
    w.tally[:] = 64.0
    chapters.belong(w, P, NOW._replace(topics=TRADE | INVESTMENT), 3, 3, heard_topics, NetworkDraws(u0, u1, 0.5, 0.5), network)
    assert set(asked) <= {("NETWORK", -1, 703)}
    return w.firms[3]


def chapter(w: Any, **values: Any) -> Any:
    put(w.corridors[0], residence_income=100.0)
    put(w.offers[0, 0], network_chapters=1.0)
    return put(w.chapters[1], **({"is_seeded": 1, "age": 3, "members": 20.0, "firms": 100.0} | values))


@pytest.mark.parametrize(
    ("values", "network", "own", "chance"),
    [
        ({}, NETWORK, 0.39, 0.3), ({}, NETWORK, 0.41, 0.1), ({}, NETWORK._replace(is_open=0), 0.41, 0.01), ({"members": 0.0}, NETWORK, 0.0, 0.1),
    ],
)  # fmt: skip
def test_joining(w: Any, monkeypatch: pytest.MonkeyPatch, values: dict[str, float], network: Any, own: float, chance: float) -> None:
    """A fifth of the firms of the city is in; half of owners want less than a quarter."""
    for draw, joins in ((chance - 1e-6, 1), (chance + 1e-6, 0)):
        a = chapter(w, **values, money=0.0)
        w.firms[3].in_network = 0
        assert belong(w, monkeypatch, draw, network=network, own=own).in_network == joins
        assert a.money == (40.0 if joins else 0.0) and booked(w) == ({"DUES": 40.0, "NETWORK_FIRMS": 4.0} if joins else {})  # four firms at 120 a year


@pytest.mark.parametrize("but", ["deaf", "faded", "not offered", "not seeded"])
def test_who_cannot_join(w: Any, monkeypatch: pytest.MonkeyPatch, but: str) -> None:
    chapter(w, age=FADED if but == "faded" else 3, is_seeded=int(but != "not seeded"))
    if but == "not offered":
        w.offers[0, 0].network_chapters = 0.0
        assert belong(w, monkeypatch, 0.001, network=NETWORK._replace(is_open=0)).in_network == 1
        w.firms[3].in_network = 0
    assert belong(w, monkeypatch, 0.001, heard_topics=TRADE if but == "deaf" else ENTERPRISE).in_network == 0


def test_dues_keep_some_away(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """120 of 12 x 2 x 100 = 2,400 of turnover is a twentieth; with an effect of 2, a tenth."""
    p = P._replace(business=P.business._replace(dues_effect=2.0))
    for u0, own, joins in ((0.1 / 1.1 - 1e-6, 0.9, 1), (0.1 / 1.1 + 1e-6, 0.9, 0), (0.1 / 1.1 + 0.2 - 1e-6, 0.19, 1), (0.1 / 1.1 + 0.2 - 1e-6, 0.21, 0)):
        chapter(w)
        w.firms[3].in_network = 0
        rig(monkeypatch, chapters, NETWORK=(own,))
        chapters.belong(w, p, NOW, 3, 3, ENTERPRISE, NetworkDraws(u0, 0.9, 0.5, 0.5), NETWORK)
        assert w.firms[3].in_network == joins


@pytest.mark.parametrize(("faction", "chance"), [(-1, 0.02), (0, 0.02), (1, 0.02 * math.exp(0.3))])
def test_leaving(w: Any, monkeypatch: pytest.MonkeyPatch, faction: int, chance: float) -> None:
    for draw, stays in ((chance - 1e-6, 0), (chance + 1e-6, 1)):
        chapter(w, faction=faction)
        w.firms[3].in_network = 1
        assert belong(w, monkeypatch, draw).in_network == stays
    chapter(w, age=FADED)
    assert belong(w, monkeypatch, 0.999).in_network == 0


def test_before_it_forms_a_chapter_takes_no_dues(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    a = chapter(w, age=NEW)
    assert belong(w, monkeypatch, 0.001).in_network == 1 and (a.money, booked(w)) == (0.0, {})
    chapter(w, age=0)
    belong(w, monkeypatch, 0.9)
    assert a.money == 40.0


def test_meetings_make_contacts(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    a = chapter(w, is_active=1, contacts=1.0)
    w.firms[3].in_network = 1
    belong(w, monkeypatch, 0.9)
    assert (w.firms[3].contacts, a.contacts, booked(w)["CONTACTS"]) == (2.0, 9.0, 8.0)
    w.chapters[0].is_active = 1
    belong(w, monkeypatch, 0.9, network=NETWORK._replace(union=1))
    assert (w.firms[3].contacts, a.contacts) == (5.0, 21.0)


@pytest.mark.parametrize(("reports", "member", "draw", "hears"), [(1, 0, 0.29, True), (1, 0, 0.3, False), (1, 1, 0.9, True), (0, 1, 0.1, False)])
def test_reports_are_read(w: Any, monkeypatch: pytest.MonkeyPatch, reports: int, member: int, draw: float, hears: bool) -> None:
    chapter(w, is_reporting=reports)
    w.firms[3].in_network, w.households[3].aware = member, 1
    belong(w, monkeypatch, 0.9, draw)
    assert w.households[3].aware == (1 | TRADE | INVESTMENT if hears else 1)  # of what there is news of


# --- advocacy ---------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("union", "chance"), [(0, 0.4 * 0.5 * 1.2), (1, 0.4 * 0.5 * 1.5 * 1.2)])
def test_a_government_may_answer(w: Any, monkeypatch: pytest.MonkeyPatch, union: int, chance: float) -> None:
    for k in (2, 3):
        w.chapters[k].is_active = 1
    put(w.corridors[0], advocacy_due=-1)
    for draw, due in ((chance + 1e-6, -1), (chance - 1e-6, 49)):
        c = put(w.corridors[1], advocacy_due=-1, organised=0.5)
        asked = rig(monkeypatch, advocacy, NETWORK=(0.9, 0.9, 0.9, draw))
        advocacy.be_heard(w, P, NOW._replace(calendar=0), NETWORK._replace(union=union))
        assert c.advocacy_due == due and asked == [("NETWORK", 40, FIRST_VOICE + 1)]
    advocacy.be_heard(w, P, NOW._replace(calendar=0), NETWORK)
    assert len(asked) == 1  # while an answer is under way nobody asks again
    c.advocacy_due = -1
    advocacy.be_heard(w, P, NOW._replace(calendar=1), NETWORK)
    assert len(asked) == 1 and c.advocacy_due == -1 and c.responses == 0.0


def test_customs_days_fall_when_it_takes_effect(w: Any) -> None:
    c = put(w.corridors[1], advocacy_due=41, customs_cut=0.2, responses=1.0)
    w.corridors[0].advocacy_due = -1
    advocacy.be_heard(w, P, NOW, NETWORK)
    assert (c.customs_cut, c.responses, c.advocacy_due) == (0.2, 1.0, 41)
    c.advocacy_due = 40
    put(w.corridors[0], advocacy_due=0)
    advocacy.be_heard(w, P, NOW, NETWORK)
    assert (c.customs_cut, c.responses, c.advocacy_due) == (pytest.approx(0.4), 2.0, -1) and w.corridors[0].responses == 1.0
