"""The one queue and what is born of a household, by hand: order, groups for whom places are kept, money that is left, and what a new record holds."""

from __future__ import annotations

import math
from typing import Any

import pytest

from model import queue
from model.compiled.random_draws import descendant
from model.population import births
from model.queue import ANY_DESK, ANYBODY, BY_ARRIVAL, BY_LOT, BY_RANK, IN_SHORTAGE, MINORITY, NOT_CALLED, UNDER_35, WOMEN, Desk
from model.records.vocabulary import OwnerKind
from tests.bare import NOW, bare, file, given, put, rig


@pytest.fixture
def w() -> Any:
    return bare()


def test_who_comes_first() -> None:
    assert [queue.is_before(3.0, draw, 3.0, 0.5) for draw in (0.4, 0.5, 0.6)] == [True, False, False]
    assert [queue.is_before(turn, 0.9, 3.0, 0.1) for turn in (2.0, 3.0, 4.0)] == [True, False, False]
    assert not queue.is_before(4.0, 0.1, 3.0, 0.9)


@pytest.mark.parametrize(("month", "before", "after"), [(3, -1, 3), (3, 2, 2), (-1, -1, -1), (0, -1, 0), (3, 0, 0)])
def test_money_that_is_left_and_the_month_in_which_it_ran_out(w: Any, month: int, before: int, after: int) -> None:
    bank = put(w.institutions[2], left=100.0, exhausted_month=before)
    t = NOW._replace(month=month)
    assert queue.affords(w, t, 2, 100.0) and bank.exhausted_month == before
    assert not queue.affords(w, t, 2, 100.01) and bank.exhausted_month == after and bank.left == 100.0


def test_paying(w: Any) -> None:
    bank = put(w.institutions[2], left=100.0, spent=7.0)
    assert queue.pays(w, NOW, 2, 60.0) and (bank.left, bank.spent) == (40.0, 67.0)
    assert not queue.pays(w, NOW, 2, 41.0) and (bank.left, bank.spent, bank.exhausted_month) == (40.0, 67.0, NOW.month)


BLANK = {
    "quality": 1.0, "days_left": 0.0, "days_total": 0.0, "capital": 0.0, "reach": 0.0, "grant": 0.0, "loan": 0.0, "credit": 0.0, "rank": NOT_CALLED, "blocked": 0, "support": 0,
    "promise": 0, "travels": 0, "firm": -1, "opened": NOW.tick, "arrived": NOW.tick, "id": 4_000_000_000, "draw": 0.37,
}  # fmt: skip


def filled(record: Any, fields: dict[str, Any]) -> Any:
    """A record whose place held other numbers before."""
    return put(record, **{name: 1 if isinstance(value, int) and value in (0, -1) else 5 for name, value in fields.items()})


def test_a_blank_file(w: Any) -> None:
    nobody = {**BLANK, "person": 4_000_000_000, "household": -1, "cell": -1, "corridor": -1, "community": -1, "desk": Desk.FUND.value, "sector": -1, "is_woman": 0}
    w.counts[4] = 3
    filled(w.files[3], nobody)
    assert queue.blank_file(w, NOW, Desk.FUND.value, 4_000_000_000, 0.37) == 3 and w.counts[4] == 4
    assert {name: getattr(w.files[3], name) for name in nobody} == nobody
    assert w.counts[3] == 0


def test_the_file_of_a_household(w: Any) -> None:
    put(w.households[5], cell=17, corridor=1, community=3, sector=4, is_woman=1)
    theirs = {**BLANK, "person": 105, "household": 5, "firm": 6, "cell": 17, "corridor": 1, "community": 3, "desk": Desk.CALL.value, "sector": 4, "is_woman": 1}
    assert queue.open_file(w, NOW, Desk.CALL.value, 4_000_000_000, 0.37, 5, 6) == 0
    assert {name: getattr(w.files[0], name) for name in theirs} == theirs


def test_no_room_for_a_file() -> None:
    w = bare(files=2)
    w.counts[4] = 1
    assert queue.open_file(w, NOW, 1, 7, 0.1, 0, -1) == 1 and w.counts[3] == 0
    assert queue.open_file(w, NOW, 1, 7, 0.1, 0, -1) == -1 and (w.counts[4], w.counts[3]) == (2, 1)
    assert w.files[1].id == 7


def test_for_whom_a_place_is_kept(w: Any) -> None:
    file(w, 0, Desk.CALL, is_woman=1, household=3, corridor=1, sector=2)
    h = put(w.households[3], age=34.9, faction=1)
    c = put(w.corridors[1], short=0b100)
    groups = (ANYBODY, WOMEN, UNDER_35, MINORITY, IN_SHORTAGE)
    assert all(queue.is_called(w, 0, group) for group in groups)
    put(h, age=35.0, faction=0)
    c.short, w.files[0].is_woman = 0b11011, 0
    assert [queue.is_called(w, 0, group) for group in groups] == [True, False, False, False, False]
    h.faction = 2
    assert queue.is_called(w, 0, MINORITY)


@pytest.mark.parametrize(("travels", "travel", "called"), [(1, 0.5, False), (1, 0.51, True), (0, 0.0, True)])
def test_a_journey_takes_travel(w: Any, travels: int, travel: float, called: bool) -> None:
    file(w, 0, Desk.CALL, travels=travels, corridor=1)
    w.corridors[1].travel = travel
    assert queue.is_called(w, 0, ANYBODY) == called


def ranked(w: Any, desk: int) -> int:
    return queue.next_where(w, desk, BY_RANK, ANYBODY, -1, -1)


def test_the_order_of_a_desk(w: Any) -> None:
    """By arrival, by rank, by lot; ties by each file's own draw."""
    for k, (desk, arrived, rank, draw) in enumerate((
        (Desk.CALL, 39, 2.0, 0.5), (Desk.CALL, 38, 3.0, 0.9), (Desk.CALL, 38, 3.0, 0.8), (Desk.CALL, 40, 1.0, 0.3), (Desk.COUNTER, 30, 0.0, 0.1), (Desk.CALL, 39, NOT_CALLED, 0.2),
    )):  # fmt: skip
        file(w, k, desk, arrived=arrived, rank=rank, draw=draw)
    desk = Desk.CALL.value
    assert [queue.next_where(w, desk, order, ANYBODY, -1, -1) for order in (BY_ARRIVAL, BY_RANK, BY_LOT)] == [2, 3, 5]
    anywhere = [queue.next_where(w, ANY_DESK, order, ANYBODY, -1, -1) for order in (BY_ARRIVAL, BY_RANK)]
    assert (queue.next_file(w, desk), ranked(w, desk), anywhere) == (2, 3, [4, 4])
    assert queue.next_file(w, Desk.FAIR.value) == -1 == ranked(w, Desk.FAIR.value)
    w.files[0].rank = 1.0
    assert ranked(w, desk) == 3
    w.files[0].draw = 0.2
    assert ranked(w, desk) == 0
    assert queue.waiting_at(w, desk) == 5.0 and queue.waiting_at(w, Desk.FAIR.value) == 0.0


def test_an_origin_and_a_sector(w: Any) -> None:
    for k, (corridor, sector) in enumerate(((0, 1), (1, 0), (1, 2), (0, 2))):
        file(w, k, Desk.CALL, corridor=corridor, sector=sector, draw=0.1 * k)
    found = {(origin, sector): queue.next_where(w, Desk.CALL.value, BY_ARRIVAL, ANYBODY, origin, sector) for origin in (-1, 0, 1) for sector in (-1, 0, 2)}
    assert found == {(-1, -1): 0, (-1, 0): 1, (-1, 2): 2, (0, -1): 0, (0, 0): -1, (0, 2): 3, (1, -1): 1, (1, 0): 1, (1, 2): 2}
    w.files[1].is_woman = w.files[3].is_woman = 1
    # with half of the places kept the first and the third are for women, the second for whoever comes first
    turns = [queue.next_in_turn(w, Desk.CALL.value, served, 0.5, -1, -1) for served in (0.0, 1.0, 2.0)]
    assert turns == [1, 0, 1] and queue.next_in_turn(w, Desk.CALL.value, 0.0, 0.0, -1, -1) == 0
    assert queue.next_in_turn(w, Desk.CALL.value, 0.0, 0.5, 0, -1) == 3 and queue.next_in_turn(w, Desk.CALL.value, 1.0, 0.5, 0, 2) == 3
    assert queue.next_in_turn(w, Desk.CALL.value, 0.0, 0.5, 0, 1) == 0 and queue.next_in_turn(w, Desk.CALL.value, 1.0, 0.5, 1, 2) == 2  # what women do not ask for


def test_kept_places_are_spread() -> None:
    # after n are served the fraction of n x 0.618: 0, 0.618, 0.236, 0.854, 0.472, 0.090
    assert [queue.is_kept(float(n), 0.3) for n in range(6)] == [True, False, True, False, False, True]
    assert not any(queue.is_kept(float(n), 0.0) for n in range(6)) and all(queue.is_kept(float(n), 1.0) for n in range(6))


def test_who_is_still_there(w: Any) -> None:
    file(w, 0, Desk.CALL, household=3)
    assert queue.is_there(w, 0)
    w.files[0].person = 7
    assert not queue.is_there(w, 0)
    w.files[0].person, w.households[3].status = 103, 0
    assert not queue.is_there(w, 0)


@pytest.mark.parametrize(("stays", "is_open", "arrived", "closes"), [(True, 1, 34, False), (True, 1, 33, True), (False, 1, 40, True), (True, 0, 40, True)])
def test_a_file_closes_where_it_is_over(w: Any, stays: bool, is_open: int, arrived: int, closes: bool) -> None:
    file(w, 0, Desk.CALL, arrived=arrived)
    assert queue.closes_where_over(w, NOW, 0, stays, is_open, 6.0) == closes
    assert w.files[0].desk == (0 if closes else Desk.CALL.value)


def test_tidying_keeps_the_order(w: Any) -> None:
    for k, desk in enumerate((Desk.CLOSED, Desk.CALL, Desk.CLOSED, Desk.FAIR, Desk.POST)):
        file(w, k, desk, capital=float(k))
    queue.tidy_files(w)
    assert w.counts[4] == 3 and [(w.files[k].id, w.files[k].desk, w.files[k].capital) for k in range(3)] == [(901, 1, 1.0), (903, 6, 3.0), (904, 11, 4.0)]
    queue.tidy_files(w)
    assert w.counts[4] == 3


# --- what is born -----------------------------------------------------------------------------------------------------------------------------------


def test_one_household_parts_from_its_record(w: Any) -> None:
    w.counts[0] = 7
    parent = put(w.households[2], weight=3.0, will_retry=3, births=4, wealth=50.0)
    w.receivers[2].savings = 9.0
    w.ties[2, :] = list(range(8))
    w.seen[2], w.shown[2] = 21, 22
    assert births.split(w, 2) == 7 and w.counts[0] == 8
    child = w.households[7]
    assert (parent.weight, parent.will_retry, parent.births) == (2.0, 2, 5)
    assert (child.weight, child.will_retry, child.births, child.wealth, child.id) == (1.0, 0, 0, 50.0, 102)
    assert child.place == descendant(descendant(502, 102), 2 * 5 + 1) and parent.place == 502
    assert w.receivers[7].savings == 9.0 and w.ties[7].tolist() == list(range(8)) and (w.seen[7], w.shown[7]) == (21, 22)
    parent.will_retry = 1
    assert births.split(w, 2) == 8 and (parent.weight, parent.will_retry) == (1.0, 1)
    assert births.split(w, 2) == 2 and w.counts[0] == 9 and parent.weight == 1.0  # it stands for one alone


def test_no_room_for_a_household() -> None:
    w = bare(households=3)
    w.counts[0], w.households[1].weight = 3, 2.0
    assert births.split(w, 1) == 1 and (w.counts[0], w.counts[3], w.households[1].weight, w.households[1].births) == (3, 1, 2.0, 0)


def test_identities_follow_from_the_parent(w: Any) -> None:
    first, second = births.next_identity(w, 2), births.next_identity(w, 2)
    assert [first, second] == [descendant(descendant(502, 102), 2 * k) for k in (1, 2)] and w.households[2].births == 2


FRESH = {
    "capital": 0.0, "productivity": 1.0, "tax_cut": 0.0, "tax_cut_cap": 0.0, "loan": 0.0, "credit": 0.0, "exports": 0.0, "knowledge": 0.0, "traders": 0.0, "contacts": 0.0, "owner": 0,
    "person": 0, "age": 60, "tax_cut_months": 0, "founded": -1, "household": -1, "loan_months": 0, "holiday_months": 0, "support": 0, "is_alive": 1, "associates": 0, "sector": 5,
    "in_zone": 0, "is_aligned": 0, "in_network": 0, "disputed": 0, "care": 0, "seller": 0, "city": -1, "id": 777, "corridor": 1,
}  # fmt: skip


def test_a_blank_firm() -> None:
    w = bare(firms=3)
    w.counts[1] = 2
    for name, value in FRESH.items():
        setattr(w.firms[2], name, 0 if value == 1 and name == "is_alive" else 3)
    assert births.blank_firm(w, 1, 777) == 2 and w.counts[1] == 3 and w.counts[3] == 0
    assert {name: getattr(w.firms[2], name) for name in FRESH} == FRESH
    assert births.blank_firm(w, 1, 778) == -1 and (w.counts[1], w.counts[3]) == (3, 1) and w.firms[2].id == 777


@pytest.mark.parametrize(("kind", "jobs", "quality"), [(OwnerKind.FIRM, 5.0, 1.7), (OwnerKind.STAKE, 0.0, math.exp(0.5 * 1.96 - 0.125))])
def test_a_firm_of_a_household(w: Any, monkeypatch: pytest.MonkeyPatch, kind: OwnerKind, jobs: float, quality: float) -> None:
    """6,000 USD at 100 a month and head and one year of income a job: five jobs."""
    asked = rig(monkeypatch, births, FIRM=(0.1, 0.975, 0.2, 0.3))
    p = given(enterprise={"capital_per_job": 1.0}, founding={"quality_spread": 0.5})
    put(w.households[2], weight=3.0, root=61, cell=9, community=3, sector=4, corridor=1, eligible=1)
    put(w.corridors[1], origin_income=100.0)
    put(w.offers[1, 1], tax_cut_months=36.0, tax_cut_cap_usd=1_200.0, tax_cut_associates=1.0)
    k = births.new_firm(w, p, NOW, 2, 777, births.Venture(kind.value, 6_000.0, 1.7, 0.1))
    f = w.firms[k]
    assert (f.capital, f.kind, f.jobs, f.weight, f.owner, f.person, f.household, f.cell) == (6_000.0, kind.value, pytest.approx(jobs), 3.0, 61, 102, 2, 9)
    assert (f.age, f.founded, f.community, f.sector, f.corridor, f.id) == (0, NOW.month, 3, 4, 1, 777) and f.productivity == pytest.approx(quality, rel=1e-4)
    assert (f.tax_cut, f.tax_cut_months, f.tax_cut_cap, f.associates) == (0.1, 36, 100.0, 1) and asked == [("FIRM", -1, 777)]
    none = w.firms[births.new_firm(w, p, NOW, 2, 778, births.Venture(kind.value, 600.0, 1.7, 0.0))]
    assert (none.tax_cut_months, none.tax_cut_cap, none.associates, none.jobs) == (0, 0.0, 0, 1.0 if kind == OwnerKind.FIRM else 0.0)


def test_no_room_for_a_firm() -> None:
    w = bare(firms=1)
    w.counts[1] = 1
    assert births.new_firm(w, given(), NOW, 2, 777, births.Venture(0, 6_000.0, 1.7, 0.0)) == -1


def test_the_first_file_may_be_that_of_a_woman(w: Any) -> None:
    file(w, 0, Desk.CALL, arrived=40, is_woman=1)
    file(w, 1, Desk.CALL, arrived=39)
    assert queue.next_in_turn(w, Desk.CALL.value, 0.0, 0.5, -1, -1) == 0 and queue.next_in_turn(w, Desk.CALL.value, 1.0, 0.5, -1, -1) == 1


def test_bits_of_a_promise_are_those_of_the_schema() -> None:
    assert (queue.LATE, queue.MATCHED, queue.CLAIMS, queue.WANTS_PLOT, queue.HAS_PLOT, queue.NEEDS_PLOT) == (2, 4, 8, 16, 32, 64)
    assert (35.0, 0.5, -1, math.inf) == (queue.YOUNG, queue.LEAST_TRAVEL, queue.ANY_DESK, NOT_CALLED) and len({BY_ARRIVAL, BY_RANK, BY_LOT}) == 3
