"""Hosts, the placement agency, posts with a package and joint projects, by hand: who is sent where, what it costs, what staff learn, who gives up."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from model.levers import Act, Topic
from model.queue import Desk
from model.skills import hosts, placements
from model.skills.hosts import Result
from model.skills.placements import NO_AGENCY
from tests.bare import MONTH, NOW, bare, booked, file, put, rig
from tests.scenes.skills import BANK, LOTS, MODULES, P, scene


@pytest.fixture
def w(monkeypatch: pytest.MonkeyPatch) -> Any:
    return scene(monkeypatch)


def zeros() -> np.ndarray:
    return np.zeros(len(Result))


def found(results: np.ndarray) -> dict[str, float]:
    return {Result(k).name: float(results[k]) for k in np.flatnonzero(results)}


# --- hosts ------------------------------------------------------------------------------------------------------------------------------------------


def test_a_month_of_hosts(w: Any) -> None:
    put(w.hosts[0], knowhow=100.0, followed=10.0, ties=4.0, frozen=2.5, vacancy=0.5, aspiration=0.4)
    put(w.hosts[1], knowhow=50.0, followed=0.0)
    put(w.hosts[2], frozen=0.5)
    r = np.full(len(Result), 9.0)
    hosts.hosts_month(w, P, 1, r)
    assert w.hosts[0].knowhow == pytest.approx(97.0) and w.hosts[1].knowhow == pytest.approx(47.0)  # 6 % lost, half of it with ten hours
    assert w.hosts[0].ties == pytest.approx(3.8) and (w.hosts[0].frozen, w.hosts[0].vacancy) == pytest.approx((2.0, 0.475))
    assert w.hosts[0].aspiration == pytest.approx(0.3) and (w.hosts[1].frozen, w.hosts[1].vacancy, w.hosts[0].followed) == (0.0, 0.25, 10.0)
    assert (w.hosts[2].frozen, w.hosts[2].vacancy) == pytest.approx((0.4, 0.245))
    assert found(r) == {"KEPT_SHARE": pytest.approx(144.0 / 150.0)}
    hosts.hosts_month(w, P, 0, r)
    assert w.hosts[0].followed == 0.0 and w.hosts[0].knowhow == pytest.approx(97.0 * 0.94)
    for k in (0, 1):
        w.hosts[k].knowhow = 0.0
    hosts.hosts_month(w, P, 1, r)
    assert found(r) == {"KEPT_SHARE": 1.0}


def test_staff_turnover_rises_with_the_wish_to_leave(w: Any) -> None:
    put(w.hosts[0], knowhow=100.0, aspiration=0.4)
    p = P._replace(placement=P.placement._replace(staff_turnover=0.1, decay=0.0))
    hosts.hosts_month(w, p, 1, zeros())
    assert w.hosts[0].knowhow == pytest.approx(100.0 * 0.86 ** (1.0 / 12.0))  # a tenth, times 1.4


def test_teaching_and_meeting(w: Any) -> None:
    r = zeros()
    w.hosts[1].knowhow = 5.0
    hosts.teach(w, P, 1, 60.0, 0.5, 0, 0.8, r)
    assert w.hosts[1].knowhow == pytest.approx(8.0) and found(r) == {"GAINED": pytest.approx(3.0)}  # 60 x 0.5 x 0.5 x 0.8 x 0.25
    hosts.teach(w, P, 1, 60.0, 0.5, 1, 0.8, r)
    assert w.hosts[1].knowhow == pytest.approx(9.5) and r[Result.GAINED] == pytest.approx(4.5)
    hosts.meet(w, P, 1, 2.0)
    assert w.hosts[1].aspiration == pytest.approx(0.2 + 0.8 * 0.4 * 2.0 / 20.0) and w.hosts[0].aspiration == 0.2


@pytest.mark.parametrize(("vacancy", "posts"), [(0.25, 1.0), (0.975, 0.5), (1.0, 0.0)])
def test_a_post_frozen(w: Any, vacancy: float, posts: float) -> None:
    r = zeros()
    w.hosts[1].vacancy = vacancy
    hosts.freeze(w, P, 1, r)
    assert w.hosts[1].frozen == pytest.approx(posts) and w.hosts[1].vacancy == pytest.approx(vacancy + posts / 20.0) and found(r) == {"DISPLACED": 1.0}
    hosts.freeze(w, P._replace(placement=P.placement._replace(freeze_months=0.9)), 1, r)
    assert w.hosts[1].frozen == pytest.approx(posts) and r[Result.DISPLACED] == 2.0
    w.hosts[1].vacancy = 0.25
    hosts.freeze(w, P._replace(placement=P.placement._replace(freeze_months=1.0)), 1, r)
    assert w.hosts[1].frozen == pytest.approx(posts + 1.0)


@pytest.mark.parametrize(("draws", "ties", "expected"), [((0.9, 0.39, 0.2), 1.0, {"TIES_HOST": 1.0}), ((0.9, 0.4, 0.19), 1.0, {"TIES_INSTITUTIONS": 1.0}), ((0.4, 0.1, 0.1), 2.0, {"TIES_HOST": 1.0, "TIES_INSTITUTIONS": 1.0, "TIES_EXPERTS": 1.0})])
def test_ties_of_three_kinds(w: Any, monkeypatch: pytest.MonkeyPatch, draws: tuple[float, ...], ties: float, expected: dict[str, float]) -> None:
    asked, r = rig(monkeypatch, hosts, TIE=draws), zeros()
    w.households[3].colleagues = 2.0
    made = hosts.tie_up(w, P, NOW, 1, 3, hosts.Meetings(0.4, 0.2, 1.0), r)
    assert w.hosts[1].ties == ties and found(r) == expected and made == expected.get("TIES_EXPERTS", 0.0)
    assert w.households[3].colleagues == 2.0 + made and asked == [("TIE", NOW.tick, 503)]


def test_who_is_at_work(w: Any) -> None:
    for k, served in enumerate((38, 37, 40, 39, -1, 40)):
        w.hosts[k].served = served
    assert [hosts.is_at_work(w, P, NOW, 0, j) for j in range(6)] == [False, False, True, False, False, False]  # two months ago, not three
    assert [hosts.at_work(w, P, NOW, k) for k in range(6)] == [1.0, 2.0, 1.0, 1.0, 2.0, 1.0]
    many = bare(hosts=8)
    assert hosts.at_work(many, P, NOW._replace(tick=0), 0) == 5.0  # of seven, five at most


def test_colleagues_have_each_other(w: Any) -> None:
    for k in (1, 2):
        put(w.hosts[k], served=40, expert=4 + k, person=104 + k)
    hosts.befriend(w, P, NOW, 0, 3, 1.0)
    assert [w.households[k].colleagues for k in (3, 5, 6)] == [0.0, 1.0, 0.0] and (w.hosts[0].expert, w.hosts[0].person) == (3, 103)
    w.hosts[1].person = 9
    hosts.befriend(w, P, NOW, 0, 3, 2.0)
    assert [w.households[k].colleagues for k in (5, 6)] == [1.0, 1.0]  # who left the place is nobody's colleague
    w.hosts[0].served = 40
    hosts.befriend(w, P, NOW, 2, 7, 1.0)
    assert w.households[3].colleagues == 1.0  # the next in turn after the last host is the first


# --- the agency -------------------------------------------------------------------------------------------------------------------------------------

AGENCY = NO_AGENCY._replace(
    institution=BANK, is_open=1, officers=1.5, days=60.0, training_share=0.5, counterparts=2.0, follow_up_hours=8.0, follow_up_usd=25.0, mentoring_share=0.25, cost_physical=9_000.0,
    cost_virtual=2_000.0, internships=8.0, intern_days=90.0, intern_usd=3_000.0,
)  # fmt: skip


def test_sectors_called_by_country(w: Any) -> None:
    assert [placements.sectors_called(w, origin) for origin in (0, 1, 2)] == [0b101, 0b111, 0]


def test_hosts_ask_for_experts(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Six a year x a quarter of 20 posts vacant x 0.05 / 12: an eighth."""
    asked = rig(monkeypatch, placements, HOST=lambda month, person: (0.124 if person < 304 else 0.126,))
    w.hosts[2].requested, w.hosts[3].requested, w.hosts[5].requested = 32, 31, 31
    assert placements.ask(w, P, NOW) == 2.0
    assert [w.hosts[k].requested for k in range(6)] == [40, -1, 32, 40, -1, -1] and asked == [("HOST", 40, 300 + k) for k in (0, 3, 4, 5)]


def test_signing_on(w: Any) -> None:
    for k, (desk, arrived) in enumerate(((Desk.AGENCY, 40), (Desk.AGENCY, 39), (Desk.AGENCY, 40), (Desk.CALL, 40))):
        file(w, k, desk, arrived=arrived)
    w.households[2].status = 0
    assert placements.sign_on(w, NOW, AGENCY) == 2.0
    assert (w.institutions[BANK].arrived, w.institutions[BANK].abandoned) == (2.0, 1.0) and [w.files[k].desk for k in range(4)] == [15, 15, 0, 1]


def send(w: Any, monkeypatch: pytest.MonkeyPatch, draws: tuple[float, ...] = (0.9, 0.9, 0.9), agency: Any = AGENCY, ties: tuple[float, ...] = (0.99, 0.99, 0.99), **household: Any) -> np.ndarray:
    rig(monkeypatch, *MODULES, **(LOTS | {"AGENCY": lambda month, person: draws if (month, person) == (40, 503) else (), "TIE": ties}))
    put(w.households[3], waiting_since=38, **household)
    file(w, 3, Desk.AGENCY, arrived=38)
    w.hosts[0].requested = 39
    r = zeros()
    placements.assign(w, P, NOW, agency, 3, 0, r)
    return r


def test_an_assignment(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    r, bank, h = send(w, monkeypatch), w.institutions[BANK], w.households[3]
    taken = 1.0 - math.exp(-2.0 * 0.75)
    assert (bank.places, bank.served, bank.waited) == (9.0, 1.0, pytest.approx(2 * MONTH)) and w.files[3].desk == 0
    assert found(r) == pytest.approx({"GAINED": 60.0 * 0.5 * 0.5 * taken * 0.25, "FILLED_MONTHS": (60.0 - 30.0 - 0.25 * 2.0 * 30.0) / MONTH, "STAFF_TRAINED": 1.5})
    assert booked(w, 3) == booked(w) == {"PHYSICAL": 1.0, "EXPERT_DAYS": 60.0}
    assert (h.placements, h.waiting_since, h.assigned, h.acted, h.supported, h.trust_agency) == (1, -1, 3, 1 << Act.PLACEMENT, 1 << Topic.PLACEMENT, 0.55) and w.news[0, 2, 0] == pytest.approx(0.05 * 2.0)
    assert (w.hosts[0].served, w.hosts[0].requested, w.hosts[0].expert, w.hosts[0].vacancy) == (40, -1, 3, 0.25) and w.hosts[0].aspiration == pytest.approx(0.2 + 0.8 * 0.4 / 20.0)


def test_an_assignment_online(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    r = send(w, monkeypatch, wants_virtual=1)
    assert r[Result.GAINED] == pytest.approx(0.5 * 60.0 * 0.5 * 0.5 * (1.0 - math.exp(-1.5)) * 0.25) and booked(w) == {"VIRTUAL": 1.0, "EXPERT_DAYS": 60.0}
    assert w.households[3].assigned == 7 and w.hosts[0].aspiration == pytest.approx(0.2 + 0.8 * 0.4 * 0.5 / 20.0)


def test_one_who_drops_out(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    r = send(w, monkeypatch, (0.9, 0.099, 0.9))
    assert booked(w) == {"DROPOUTS": 1.0, "PHYSICAL": 1.0, "EXPERT_DAYS": 18.0} and r[Result.STAFF_TRAINED] == pytest.approx(0.45) and w.households[3].assigned == 1
    assert r[Result.GAINED] == pytest.approx(18.0 * 0.5 * 0.5 * (1.0 - math.exp(-1.5)) * 0.25) and r[Result.FILLED_MONTHS] == pytest.approx((18.0 - 9.0 - 4.5) / MONTH)


def test_one_who_just_does_not_drop_out(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    send(w, monkeypatch, (0.9, 0.1, 0.9))
    assert "DROPOUTS" not in booked(w)


def test_one_who_comes_again(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A first assignment makes a tie with the host with a chance of 0.4, a second of 0.2, online half of that; of a tie between institutions 0.2."""
    assert found(send(w, monkeypatch, ties=(0.99, 0.19, 0.19), placements=1)).keys() >= {"TIES_HOST", "TIES_INSTITUTIONS"} and booked(w)["REPEATS"] == 1.0 and w.households[3].placements == 2
    assert found(send(w, monkeypatch, ties=(0.99, 0.21, 0.21), placements=1)).keys().isdisjoint({"TIES_HOST", "TIES_INSTITUTIONS"})
    assert found(send(w, monkeypatch, ties=(0.99, 0.19, 0.11), placements=0, wants_virtual=1)).keys() >= {"TIES_HOST"}
    assert found(send(w, monkeypatch, ties=(0.99, 0.21, 0.09), placements=100, wants_virtual=1)).keys() >= {"TIES_INSTITUTIONS"} and w.households[3].placements == 100


def test_colleagues_met_at_work(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    put(w.hosts[1], served=39, expert=5, person=105)
    r = send(w, monkeypatch, ties=(0.1, 0.99, 0.99))
    assert r[Result.TIES_EXPERTS] == 1.0 and (w.households[3].colleagues, w.households[5].colleagues) == (1.0, 1.0)


@pytest.mark.parametrize(("draw", "rule", "displaced"), [(0.29, 0, 1.0), (0.3, 0, 0.0), (0.1, 1, 0.0)])
def test_who_does_the_work_of_somebody_local(w: Any, monkeypatch: pytest.MonkeyPatch, draw: float, rule: int, displaced: float) -> None:
    """0.6 of the half that is not training; one counterpart less then."""
    r = send(w, monkeypatch, (0.9, 0.9, draw), AGENCY._replace(additionality_rule=rule))
    counterparts, vacancy = (1.0, 0.3) if displaced else (2.0, 0.25)
    assert r[Result.DISPLACED] == displaced and w.hosts[0].vacancy == pytest.approx(vacancy)
    assert r[Result.GAINED] == pytest.approx(60.0 * 0.5 * 0.5 * (1.0 - math.exp(-counterparts * (1.0 - vacancy))) * 0.25)
    none = send(w, monkeypatch, (0.9, 0.9, 0.29), AGENCY._replace(counterparts=0.0))
    assert none[Result.GAINED] == 0.0


def test_follow_up(w: Any) -> None:
    for k, served in enumerate((40, 28, 27, -1, 39, 39)):
        put(w.hosts[k], served=served, followed=3.0)
    bank, r = put(w.institutions[BANK], left=600.0), zeros()
    placements.follow_up(w, P, NOW, AGENCY, r)
    assert (bank.left, bank.spent) == (0.0, 600.0)  # 8 hours at 25 each for three hosts, then no money for the fourth
    assert [w.hosts[k].followed for k in range(6)] == [6.0, 6.0, 0.0, 0.0, 6.0, 0.0]
    each = 0.125 * 8.0 * 0.25 * 0.5 * (1.0 - math.exp(-1.5)) * 0.25 * 0.5
    assert found(r) == {"GAINED": pytest.approx(3 * each)} and w.hosts[0].knowhow == pytest.approx(each)


def test_interns(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two a quarter; month 40 begins with host 40 mod 6 = 4, the next with host 5."""
    asked = rig(monkeypatch, placements, HOST=lambda month, person: (0.9, 0.9, 0.19, 0.3) if month == 40 * 64 + 1 else (0.9, 0.9, 0.2, 0.29))
    bank, r = w.institutions[BANK], zeros()
    placements.send_interns(w, P, NOW, AGENCY, r)
    assert (bank.left, bank.spent) == (94_000.0, 6_000.0) and asked == [("HOST", 2_561, 304), ("HOST", 2_562, 305)]
    assert found(r) == {"INTERNS": 2.0, "INTERNS_LOST": 1.0, "STAFF_TRAINED": 1.0, "TIES_INSTITUTIONS": 1.0, "GAINED": pytest.approx(90.0 * 0.5 * 0.25)}
    assert (w.hosts[4].knowhow, w.hosts[5].knowhow, w.hosts[4].ties, w.hosts[5].ties) == (0.0, pytest.approx(11.25), 0.0, 1.0)
    assert w.hosts[4].aspiration == w.hosts[5].aspiration == pytest.approx(0.2 + 0.8 * 0.4 * 2.0 / 20.0)
    rig(monkeypatch, placements, HOST=(0.9, 0.9, 0.01, 0.9))
    r = zeros()
    placements.send_interns(w, P, NOW, AGENCY._replace(bonded=1), r)
    assert found(r) == {"INTERNS": 2.0, "STAFF_TRAINED": 2.0, "GAINED": pytest.approx(22.5)}
    r = zeros()
    for k in range(6):
        w.hosts[k].is_served = int(k == 0)
    placements.send_interns(w, P, NOW, AGENCY._replace(internships=5.0), r)  # 1.25 a quarter; the first host that is served from host 4 on
    assert r[Result.INTERNS] == 1.0 and r[Result.INTERNS_LOST] == 1.0 and w.hosts[0].aspiration > 0.2
    for quarter, sent in ((6.0, 2.0), (5.9, 1.0)):
        r = zeros()
        placements.send_interns(w, P, NOW, AGENCY._replace(internships=quarter), r)
        assert r[Result.INTERNS] == sent
    bank.left, r = 3_000.0, zeros()
    placements.send_interns(w, P, NOW, AGENCY, r)
    assert r[Result.INTERNS] == 1.0 and bank.left == 0.0


def test_giving_up_on_the_agency(w: Any) -> None:
    for k, (desk, arrived) in enumerate(((Desk.AGENCY, 33), (Desk.AGENCY, 34), (Desk.CALL, 3))):
        file(w, k, desk, arrived=arrived)
        w.households[k].waiting_since = arrived
    assert placements.give_up(w, P, NOW, AGENCY) == 1.0
    assert [w.households[k].waiting_since for k in range(3)] == [-1, 34, 3] and w.households[0].trust_agency == pytest.approx(0.3) and w.households[0].grievance == 0.5
    assert placements.give_up(w, P, NOW, AGENCY._replace(is_open=0)) == 1.0 and w.files[2].desk == Desk.CALL.value


def waiting(w: Any, n: int = 3, **values: Any) -> None:
    for k in range(n):
        file(w, k, Desk.AGENCY, arrived=37 + k, corridor=0, sector=2, **values)


@pytest.mark.parametrize(("officers", "places", "left", "sent"), [(1.5, 10.0, 1e6, 3), (1.4, 10.0, 1e6, 2), (9.0, 2.0, 1e6, 2), (9.0, 1.9, 1e6, 1), (9.0, 9.0, 18_000.0, 2), (9.0, 9.0, 1e6, 3)])
def test_a_month_of_the_agency(w: Any, officers: float, places: float, left: float, sent: int) -> None:
    """Two files a month an officer; as many as there are officers, places, applicants, requests and money for."""
    waiting(w)
    for k in range(3):
        put(w.hosts[k], sector=2, requested=40, is_served=1)
    bank, r = put(w.institutions[BANK], places=places, left=left), zeros()
    placements.placements_month(w, P, NOW, AGENCY._replace(officers=officers, internships=0.0, follow_up_hours=0.0), r)
    assert (bank.served, bank.spent, bank.waiting, bank.places) == (sent, sent * 9_000.0, 3.0 - sent, places - sent) and w.counts[4] == 3 - sent
    assert booked(w)["PHYSICAL"] == sent and [w.households[k].placements for k in range(3)] == [int(k < sent) for k in range(3)]
    assert r[Result.OPEN_REQUESTS] == 3 - sent and r[Result.REQUESTS] == 0.0
    assert [w.corridors[c].called for c in (0, 1)] == [0b100, 0b111] and bank.exhausted_month == (NOW.month if left == 18_000.0 else -1)


def test_hosts_take_turns_and_the_agency_its_time(w: Any) -> None:
    waiting(w, 1)
    for k in range(3):
        put(w.hosts[k], sector=2, requested=40, is_served=1)
    placements.placements_month(w, P, NOW, AGENCY, zeros())
    assert [w.hosts[k].served for k in range(6)] == [40, -1, -1, -1, -1, -1]  # 40 x 7 = 280 = 4 mod 6: hosts 4, 5, 0
    assert w.institutions[BANK].spent == 9_000.0 + 2 * 3_000.0  # and the interns of the quarter
    waiting(w, 1)
    placements.placements_month(w, P, NOW._replace(calendar=4, tick=41), AGENCY._replace(follow_up_hours=0.0), zeros())
    assert w.institutions[BANK].spent == 24_000.0 and w.hosts[1].served == 41  # 287 = 5 mod 6: hosts 5, 0, 1
    waiting(w, 1)
    w.households[0].wants_virtual = 1
    placements.placements_month(w, P, NOW._replace(calendar=4), AGENCY._replace(follow_up_hours=0.0), zeros())
    assert w.institutions[BANK].spent == 26_000.0


def test_an_agency_that_has_closed(w: Any) -> None:
    waiting(w)
    w.hosts[2].requested = 40
    r = zeros()
    placements.placements_month(w, P, NOW, AGENCY._replace(is_open=0), r)
    bank = w.institutions[BANK]
    assert (bank.served, bank.spent, bank.abandoned, bank.waiting, w.counts[4]) == (0.0, 0.0, 3.0, 0.0, 0) and [w.corridors[c].called for c in (0, 1)] == [0, 0] and found(r) == {"OPEN_REQUESTS": 1.0}


def test_of_another_country_or_sector_nobody_is_sent(w: Any) -> None:
    file(w, 0, Desk.AGENCY, corridor=1, sector=2)
    file(w, 1, Desk.AGENCY, corridor=0, sector=1)
    w.hosts[2].requested = w.hosts[3].requested = 40
    placements.placements_month(w, P, NOW, AGENCY._replace(internships=0.0), zeros())
    assert w.institutions[BANK].served == 0.0 and w.institutions[BANK].exhausted_month == -1
    w.files[1].sector = 2
    placements.placements_month(w, P, NOW, AGENCY._replace(internships=0.0), zeros())
    assert w.hosts[2].served == 40


def test_places_kept_for_women_at_the_agency(w: Any) -> None:
    waiting(w, 2)
    w.files[1].is_woman, w.hosts[2].requested = 1, 40
    placements.placements_month(w, P, NOW, AGENCY._replace(share_women=0.5, internships=0.0), zeros())
    assert (w.households[0].placements, w.households[1].placements) == (0, 1)


