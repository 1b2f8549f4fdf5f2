"""Families at origin, their training, and the diaspora bond, by hand: what is saved, who applies and waits, who gets a seat, what a bond pays."""

from __future__ import annotations

import math
from typing import Any

import pytest

from model.finance import diaspora_bond as bonds
from model.finance import families_at_origin as origin_households
from model.finance import financial_training as courses
from model.finance.diaspora_bond import Bond
from model.finance.financial_training import NO_COURSE, Course
from model.households.saving import ASKS
from model.queue import Desk
from model.records.bit_masks import A_ACCOUNT, A_BOND, S_BOND, S_INCLUSION, SAVINGS
from tests.bare import MONTH, NOW, bare, booked, file, given, put, rig

P = given(
    population={"family_saves": 0.2, "account_year": 0.1, "account_receiver": 2.0},
    saving={
        "family_use": 0.25, "invest_base": 0.0, "invest_account": math.log(3.0), "invest_trained": 0.0, "invest_share": 0.4, "trained_saves": 0.5, "course_base": 0.0, "course_women": math.log(3.0),
        "course_months": 10.0, "trained_opens": 0.6, "bond_share": 0.1, "bond_ceiling": 0.4, "size_spread": 0.5, "rollover_base": 0.0, "bond_response": 1.0, "market_yield": 0.03, "patriotic": 0.0,
        "default_fear": 0.0, "home_share": 0.0, "portfolio_most": 0.4, "wealth_most": 0.9, "bond_switched": 0.5, "coupon_gain": 0.25, "coupon_most": 0.2, "record_months": 1e9, "default_loss": 0.4, "default_months": 3.0, "default_blame": 0.5,
    },
    belonging={"trust_gain": 0.1, "trust_loss": 0.4, "grievance_gain": 0.5},
)  # fmt: skip
BANK = 2
COURSE = Course(BANK, 1, 2, 300.0, 0.0, 1, 10.0)
LOTS = {"ISSUER": (0.9,), "FAMILY": (0.9, 0.9, 0.9, 0.5), "CITIZEN": (0.9, 0.9, 0.9, 0.9), "LOAN": (0.9,), "SAVE": (0.9, 0.5, 0.5, 0.9)}
MODULES = (bonds, courses, origin_households)


@pytest.fixture
def w(monkeypatch: pytest.MonkeyPatch) -> Any:
    rig(monkeypatch, *MODULES, **LOTS)
    made = bare()
    made.counts[0] = 4
    for k in range(12):
        put(made.households[k], trust_state=0.5, aware=SAVINGS, cell=k, weight=1.0)
    put(made.offers[0, 0], course_open=1.0, bond_open=1.0)
    put(made.institutions[BANK], left=10_000.0, places=50.0)
    return made


# --- a month of a family ----------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("trained", "woman", "saved"), [(0, 0, 20.0), (2, 0, 20.0), (1, 1, 30.0), (3, 1, 30.0)])
def test_a_family_saves_a_share_of_what_it_receives(w: Any, trained: int, woman: int, saved: float) -> None:
    put(w.households[1], weight=3.0, family_trained=trained)  # (40 + 101) mod 12 is 9: nothing else this month
    put(w.receivers[1], received=100.0, savings=5.0, is_woman=woman, income=50.0, loss=0.2)
    origin_households.receive(w, P, NOW, COURSE, 1, 1.0, 1.0)
    assert w.receivers[1].savings == 5.0 + saved
    assert booked(w) == booked(w, 1) == {"RECEIVED": 300.0, "SAVED": 3.0 * saved, "RECEIVERS_INCOME": 3.0 * (40.0 + 100.0)} | ({"RECEIVED_WOMEN": 300.0, "SAVED_WOMEN": 3.0 * saved} if woman else {})
    w.households[1].status = 0
    origin_households.receive(w, P, NOW, COURSE, 1, 1.0, 1.0)
    assert w.receivers[1].savings == 5.0 + saved


@pytest.mark.parametrize(("account", "saves", "home"), [(0, 0.2, 30.0), (1, 0.2, 15.0), (0, 0.9, 10.0)])
def test_homes_take_their_share_of_what_is_not_saved(w: Any, account: int, saves: float, home: float) -> None:
    p = P._replace(population=P.population._replace(family_saves=saves), saving=P.saving._replace(home_share=0.3, home_account=0.5))
    put(w.receivers[1], received=100.0, has_account=account)
    put(w.households[1], weight=2.0)
    origin_households.receive(w, p, NOW, COURSE, 1, 1.0, 1.0)
    assert booked(w)["HOMES"] == pytest.approx(2.0 * home)


@pytest.mark.parametrize(("months", "account", "chance"), [(11, 0, 0.2), (12, 0, 0.1), (11, 1, 0.0)])
def test_accounts_open_once_a_year(w: Any, monkeypatch: pytest.MonkeyPatch, months: int, account: int, chance: float) -> None:
    opened: list[int] = []
    monkeypatch.setattr(origin_households, "open_account", lambda w, t, i: opened.append(i))
    put(w.households[1], id=95, remit_months=months)  # 135 months are eleven years and three months
    w.receivers[1].has_account = account
    for draw in (chance - 1e-6, chance + 1e-6):
        asked = rig(monkeypatch, origin_households, CITIZEN=(0.9, 0.9, draw, 0.9), LOAN=(0.9,))
        origin_households.receive(w, P, NOW, COURSE, 1, 1.0, 1.0)
        assert asked == [("LOAN", 40, 95), *([] if account else [("CITIZEN", 40, 95)])]  # who has an account draws for none
    assert opened == ([] if account else [1])
    w.households[1].id = 96
    origin_households.receive(w, P, NOW, COURSE, 1, 1.0, 1.0)
    assert len(opened) < 2


@pytest.mark.parametrize(("loan", "account", "received", "chance"), [(0, 0, 0.0, 0.1), (0, 1, 0.0, 0.2), (0, 0, 300.0, 0.1 * 0.5**0.75), (1, 0, 0.0, 0.25)])
def test_loans_are_taken_and_paid_back_once_a_year(w: Any, monkeypatch: pytest.MonkeyPatch, loan: int, account: int, received: float, chance: float) -> None:
    q = P._replace(saving=P.saving._replace(credit_year=0.1, credit_account=math.log(2.0), credit_relief=math.log(2.0), credit_years=4.0), population=P.population._replace(account_year=0.0))
    for draw, turned in ((chance - 1e-6, 1 - loan), (chance + 1e-6, loan)):
        put(w.households[1], id=95)
        put(w.receivers[1], has_loan=loan, has_account=account, income=100.0, received=received, loss=0.0, savings=0.0)
        rig(monkeypatch, origin_households, CITIZEN=(0.9, 0.9, 0.9, 0.9), LOAN=(draw,))
        origin_households.receive(w, q, NOW, COURSE, 1, 1.0, 1.0)
        assert w.receivers[1].has_loan == turned


def test_the_month_of_investment_and_of_applying(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[Any] = []
    monkeypatch.setattr(origin_households, "invest_locally", lambda w, p, t, i, trained: done.append(("invests", i, trained)))
    monkeypatch.setattr(origin_households, "enrol", lambda w, p, t, c, i, men, women: done.append(("applies", i, men, women)))
    put(w.households[1], id=102, family_trained=3)
    origin_households.receive(w, P, NOW, COURSE, 1, 0.25, 0.75)
    w.receivers[1].savings = 1.0
    origin_households.receive(w, P, NOW, COURSE._replace(is_open=0), 1, 0.25, 0.75)
    assert done == [("applies", 1, 0.25, 0.75), ("invests", 1, 1)]


@pytest.mark.parametrize(("account", "woman", "chance"), [(0, 0, 0.5), (1, 1, 0.75)])
def test_investing_where_one_lives(w: Any, monkeypatch: pytest.MonkeyPatch, account: int, woman: int, chance: float) -> None:
    """A quarter is used; four tenths of the rest are invested."""
    for draw, invested in ((chance + 1e-6, 0.0), (chance - 1e-6, 30.0)):
        put(w.households[1], weight=3.0)
        put(w.receivers[1], savings=100.0, has_account=account, is_woman=woman)
        asked = rig(monkeypatch, origin_households, FAMILY=(0.9, 0.9, draw, 0.9))
        origin_households.invest_locally(w, P, NOW, 1, 1)
        assert w.receivers[1].savings == pytest.approx(75.0 - invested) and asked == [("FAMILY", 40, 101)]
        names = ("LOCAL_INVESTMENT", "LOCAL_INVESTMENT_WOMEN")[: 1 + woman] if invested else ()
        assert booked(w) == booked(w, 1) == dict.fromkeys(names, 3.0 * invested)


def test_all_families_are_asked(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []
    monkeypatch.setattr(origin_households, "receive", lambda w, p, t, c, i, men, women: seen.append((i, men, women)))
    monkeypatch.setattr(origin_households, "welcome", lambda w, p, c: (0.3, 0.7))
    origin_households.receive_all.py_func((w,), (P,), NOW, COURSE)
    assert seen == [(i, 0.3, 0.7) for i in range(4)]


# --- training ---------------------------------------------------------------------------------------------------------------------------------------


def test_months_of_waiting() -> None:
    assert courses.months_ahead(4.0, 0.25, 8.0, 16.0) == (6.0, 6.0)  # a woman's turn by the list comes before the kept seats reach her
    assert courses.months_ahead(4.0, 0.5, 2.0, 30.0) == (15.0, 1.0) and courses.months_ahead(4.0, 1.0, 8.0, 0.0) == (2.0, 2.0) and courses.months_ahead(4.0, 1.0, 8.0, 1.0) == (math.inf, 2.0)


@pytest.mark.parametrize(("is_open", "women", "others", "kept", "expected"), [(1, 10, 20, 0.0, (0.7, 0.7)), (1, 10, 20, 0.5, (0.6, 0.8)), (0, 1, 1, 0.0, (0.0, 0.0)), (1, 60, 60, 0.0, (0.0, 0.0)), (1, 0, 0, 0.5, (1.0, 1.0))])
def test_a_long_list_deters(is_open: int, women: int, others: int, kept: float, expected: tuple[float, float]) -> None:
    """Of ten months that one would wait the list takes three with ten seats a month."""
    w = bare(files=130)
    for k in range(women + others):
        file(w, k, Desk.COURSE, household=0, is_woman=int(k < women))
    for k in range(women + others, women + others + 5):
        file(w, k, Desk.CALL, household=0, is_woman=k % 2)
    assert courses.welcome(w, P, COURSE._replace(is_open=is_open, share_women=kept)) == pytest.approx(expected)


@pytest.mark.parametrize(("month", "trained", "woman", "acted", "supported"), [(0, 1, 1, A_ACCOUNT, S_INCLUSION), (3, 2, 0, A_ACCOUNT, 0), (-1, 1, 0, 0, 0)])
def test_an_account_is_opened(w: Any, month: int, trained: int, woman: int, acted: int, supported: int) -> None:
    put(w.households[1], weight=3.0, family_trained=trained, acted=1, supported=1)
    w.receivers[1].is_woman = woman
    courses.open_account(w, NOW._replace(month=month), 1)
    assert (w.receivers[1].has_account, w.households[1].acted, w.households[1].supported) == (1, 1 | acted, 1 | supported)
    assert booked(w) == booked(w, 1) == {"ACCOUNTS": 3.0} | ({"ACCOUNTS_WOMEN": 3.0} if woman else {})


@pytest.mark.parametrize(
    ("values", "woman", "chance"),
    [({}, 0, 0.5 * 0.8), ({}, 1, 0.75 * 0.4), ({"status": 0}, 0, 0.0), ({"refuses": 1}, 0, 0.0), ({"aware": 0}, 0, 0.0), ({"eligible": 1}, 0, 0.0), ({"remit_months": 12}, 0, 0.0), ({"remit_months": 11}, 0, 0.4),
     ({"family_waits": 1}, 0, 0.0), ({"family_trained": 1}, 0, 0.0), ({"family_trained": 2}, 0, 0.4)],
)  # fmt: skip
def test_who_applies_for_training(w: Any, monkeypatch: pytest.MonkeyPatch, values: dict[str, int], woman: int, chance: float) -> None:
    put(w.households[1], **values)
    w.receivers[1].is_woman = woman
    for draw, files in ((chance + 1e-6, 0), (chance - 1e-6, int(chance > 0.0))):
        asked = rig(monkeypatch, courses, FAMILY=lambda month, person, draw=draw: (draw, 0.9, 0.9, 0.37))
        courses.enrol(w, P, NOW, COURSE, 1, 0.8, 0.4)
        assert w.counts[4] == files and (chance == 0.0) == (asked == [])
    if chance > 0.0:
        f = w.files[0]
        assert (f.desk, f.id, f.household, f.firm, f.draw, f.is_woman, w.households[1].family_waits, w.institutions[BANK].arrived) == (Desk.COURSE.value, 501, 1, -1, 0.37, woman, 1, 1.0)


def test_each_family_gets_a_record_and_a_file(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    w.households[1].weight = 3.0
    asked = rig(monkeypatch, courses, FAMILY=lambda month, person: (1e-9, 0.9, 0.9, 0.4))
    courses.enrol(w, P, NOW, COURSE, 1, 1.0, 1.0)
    assert (w.counts[0], w.counts[4], w.institutions[BANK].arrived) == (6, 3, 3.0) and [w.files[n].household for n in range(3)] == [4, 5, 1]
    assert [w.households[k].family_waits for k in (1, 4, 5)] == [1, 1, 1] and asked[0][2] == 101 and asked[1][2] == w.households[4].place


def test_no_room_to_apply(monkeypatch: pytest.MonkeyPatch) -> None:
    w = bare(files=0)
    w.counts[0] = 1
    put(w.households[0], aware=SAVINGS)
    w.offers[0, 0].course_open = 1.0
    rig(monkeypatch, courses, FAMILY=(1e-9, 0.9, 0.9, 0.4))
    courses.enrol(w, P, NOW, COURSE, 0, 1.0, 1.0)
    assert w.institutions[BANK].arrived == 0.0 and w.households[0].family_waits == 0


@pytest.mark.parametrize(("who", "account", "draw", "opens"), [(1, 0, 0.59, True), (1, 0, 0.6, False), (2, 0, 0.1, False), (3, 0, 0.59, True), (1, 1, 0.1, False)])
def test_a_seat(w: Any, monkeypatch: pytest.MonkeyPatch, who: int, account: int, draw: float, opens: bool) -> None:
    asked = rig(monkeypatch, courses, FAMILY=(0.9, draw, 0.9, 0.9))
    f = file(w, 0, Desk.COURSE, household=1, arrived=38)
    put(w.households[1], family_waits=1, family_trained=0)
    w.receivers[1].has_account = account
    courses.train(w, P, NOW, COURSE._replace(who=who), 0)
    bank, h = w.institutions[BANK], w.households[1]
    assert (bank.places, bank.served, bank.waited, f.desk, h.family_waits, h.family_trained, h.trust_state) == (49.0, 1.0, pytest.approx(2 * MONTH), 0, 0, who, 0.55)
    assert booked(w) == booked(w, 1) == {"FAMILIES_TRAINED": 1.0} | ({"ACCOUNTS": 1.0} if opens else {}) and set(asked) <= {("FAMILY", 40, 501)}
    h.family_trained = 2
    courses.train(w, P, NOW, COURSE._replace(who=1), 0)
    assert h.family_trained == 3


def test_giving_up_on_training(w: Any) -> None:
    for k, (desk, arrived) in enumerate(((Desk.COURSE, 30), (Desk.COURSE, 29), (Desk.COURSE, 40), (Desk.CALL, 3))):
        file(w, k, desk, arrived=arrived)
        w.households[k].family_waits = 1
    w.households[2].status = 0
    assert courses.give_up(w, P, NOW, COURSE) == 2.0
    assert [w.files[k].desk for k in range(4)] == [7, 0, 0, 1] and [w.households[k].family_waits for k in range(4)] == [1, 0, 0, 1]
    assert [w.households[k].trust_state for k in range(4)] == pytest.approx([0.5, 0.3, 0.5, 0.5])


@pytest.mark.parametrize(("seats", "is_open", "left", "served"), [(2, 1, 1e4, 2), (9, 1, 1e4, 4), (9, 1, 899.0, 2), (2, 0, 1e4, 0)])
def test_a_month_of_training(w: Any, seats: int, is_open: int, left: float, served: int) -> None:
    for k, arrived in enumerate((29, 39, 38, 40, 37)):
        file(w, k, Desk.COURSE, arrived=arrived)
    bank = put(w.institutions[BANK], left=left, abandoned=1.0)
    courses.courses_month.py_func((w,), (P,), NOW, COURSE._replace(seats=seats, is_open=is_open))
    assert (bank.served, bank.spent, bank.abandoned, bank.waiting) == (served, 300.0 * served, 2.0 if is_open else 6.0, 4.0 - served if is_open else 0.0) and w.counts[4] == bank.waiting
    assert [w.households[k].family_trained for k in (4, 2, 1, 3)] == [1] * served + [0] * (4 - served)


def test_seats_kept_for_women(w: Any) -> None:
    for k in range(3):
        file(w, k, Desk.COURSE, is_woman=int(k == 2), draw=0.1 * k)
    courses.courses_month.py_func((w,), (P,), NOW, COURSE._replace(seats=1, share_women=0.5))
    assert [w.households[k].family_trained for k in range(3)] == [0, 0, 1] and NO_COURSE.institution == -1


# --- bonds ------------------------------------------------------------------------------------------------------------------------------------------

BOND = Bond(BANK, 1, 0.05, 60, 1_000.0)


@pytest.mark.parametrize(("wealth", "asks"), [(20_000.0, 2_000.0 * math.exp(-0.125)), (3_000.0, 1_000.0), (2_400.0, 0.0)])
def test_asking_for_a_bond(w: Any, monkeypatch: pytest.MonkeyPatch, wealth: float, asks: float) -> None:
    """A tenth of wealth at the median of a mean of one; or the least, where that is within four tenths."""
    asked = rig(monkeypatch, bonds, SAVE=(0.9, 0.5, 0.9, 0.9))
    put(w.households[1], wealth=wealth, bond_due=ASKS)
    assert bonds.asked(w, P, NOW, BOND, 1) == pytest.approx(asks) and asked == [("SAVE", 40, 101)]
    put(w.households[1], bond_due=-1)
    assert bonds.asked(w, P, NOW, BOND, 1) == 0.0


@pytest.mark.parametrize(
    ("values", "is_open", "chance"), [({}, 1, 1.0 / (1.0 + math.exp(-2.0))), ({"refuses": 1}, 1, 0.0), ({"aware": 0}, 1, 0.0), ({"eligible": 1}, 1, 0.0), ({}, 0, 0.0)]
)  # fmt: skip
def test_rolling_over(w: Any, monkeypatch: pytest.MonkeyPatch, values: dict[str, int], is_open: int, chance: float) -> None:
    """Two points above the market."""
    put(w.households[1], bonds_held=500.0, bond_due=40, **values)
    for draw, keeps in ((chance + 1e-6, 0.0), (chance - 1e-6, 500.0 if chance else 0.0)):
        rig(monkeypatch, bonds, SAVE=(0.1, 0.1, 0.1, draw))
        assert bonds.asked(w, P, NOW, BOND._replace(is_open=is_open), 1) == keeps
    w.households[1].bond_due = 41
    assert bonds.asked(w, P, NOW, BOND, 1) == 0.0


def test_interest_for_the_months_that_have_passed() -> None:
    assert [bonds.coupon_months(tick, 58, 18) for tick in (40, 45, 46, 47, 58)] == [0, 0, 6, 0, 12] and bonds.coupon_months(100, 112, 12) == 0 and bonds.coupon_months(100, 112, 13) == 1 and bonds.coupon_months(99, 111, 11) == 0


def bond_month(w: Any, bond: Bond = BOND) -> None:
    bonds.bonds_month.py_func((w,), (P,), NOW, bond)


def test_a_coupon_is_paid_and_trust_in_the_issuer_rises(w: Any) -> None:
    """5 % of 1,000 a year, on three households; three and two coupons are still to come."""
    h = put(w.households[1], weight=3.0, bonds_held=1_000.0, bond_due=64, wealth=10.0)
    none = put(w.households[2], bonds_held=1_000.0, bond_due=65)
    put(w.households[3], bond_due=64, bonds_held=0.0)
    put(w.households[0], bond_due=-1, bonds_held=0.0)
    bond_month(w)
    assert (h.wealth, h.bonds_held, h.bond_due, h.trust_state, h.issuer_record) == (60.0, 1_000.0, 64, 0.5, pytest.approx(0.05)) and none.issuer_record == w.households[3].issuer_record == 0.0
    assert booked(w) == {"COUPONS": 150.0, "BONDS_HELD": 4_000.0, "BONDS_OWED": pytest.approx(3.0 * 1_100.0 + 1_150.0)} and w.institutions[BANK].left == 10_000.0


def test_a_default(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two fifths of 1,000 are lost in the corridor whose origin defaults; who asks there gets nothing, nor does who would have rolled over."""
    p = P._replace(saving=P.saving._replace(default_year=0.6, default_weak=2.0, size_spread=0.0))
    put(w.corridors[0], climate=0.5, stability=0.5)
    put(w.corridors[1], climate=0.9, stability=0.9)
    for k, (due, corridor) in enumerate(((65, 0), (40, 0), (65, 1), (ASKS, 0))):
        put(w.households[k], bonds_held=0.0 if due == ASKS else 1_000.0, bond_due=due, corridor=corridor, wealth=10_000.0, weight=2.0)
    asked = rig(monkeypatch, *MODULES, **{**LOTS, "ISSUER": (0.6 / 12.0 * 0.999,), "SAVE": (0.9, 0.5, 0.5, 0.0)})
    bonds.bonds_month.py_func((w,), (p,), NOW, BOND)
    assert [w.corridors[c].in_default for c in (0, 1)] == [1, 0] and ("ISSUER", 40, 0) in asked and ("ISSUER", 40, 1) in asked
    h = [w.households[k] for k in range(4)]
    assert [one.bonds_held for one in h] == [600.0, 0.0, 1_000.0, 0.0] and [one.bond_due for one in h] == [65, -1, 65, -1]
    assert [one.issuer_record for one in h] == pytest.approx([-0.2, -0.2 + 0.25 * 0.4, 0.0, 0.0]) and [one.trust_state for one in h] == pytest.approx([0.3, 0.3, 0.5, 0.5])
    assert booked(w)["BONDS_LOST"] == 2.0 * 800.0 and booked(w)["REDEEMED"] == 1_200.0 and "BONDS_SOLD" not in booked(w) and h[1].wealth == 10_630.0
    w.tally[:] = 64.0
    bonds.bonds_month.py_func((w,), (p,), NOW._replace(tick=41), BOND)
    assert w.corridors[0].in_default == 2 and "BONDS_LOST" not in booked(w)
    rig(monkeypatch, *MODULES, **LOTS)
    for months in (3, 0):
        bonds.bonds_month.py_func((w,), (p,), NOW._replace(tick=42), BOND)
        assert w.corridors[0].in_default == months
    rig(monkeypatch, *MODULES, **{**LOTS, "ISSUER": (0.6 * math.exp(-0.8) / 12.0 * 1.001,)})
    bonds.bonds_month.py_func((w,), (p,), NOW, BOND)
    assert w.corridors[1].in_default == 0


def test_a_bond_is_paid_in_part_with_savings_at_origin(w: Any) -> None:
    """Of 1,000, half where there is as much; and there is room for a bond up to two fifths of all."""
    p = P._replace(saving=P.saving._replace(size_spread=0.0))
    rich, poor, full = (put(w.households[k], wealth=10_000.0, savings_held=held, bond_due=ASKS) for k, held in ((1, 700.0), (2, 200.0), (3, 6_500.0)))
    bonds.bonds_month.py_func((w,), (p,), NOW, BOND)
    assert [(h.savings_held, h.wealth, h.bonds_held) for h in (rich, poor, full)] == [(200.0, 9_500.0, 1_000.0), (0.0, 9_200.0, 1_000.0), (6_500.0, 10_000.0, 0.0)]
    assert booked(w)["PRODUCTS_WITHDRAWN"] == 700.0 and booked(w)["PRODUCTS_HELD"] == -700.0 and booked(w)["BOND_PREMIUM"] == pytest.approx(2_000.0 * 0.02 * 5.0)


def test_a_bond_that_falls_due_is_redeemed(w: Any) -> None:
    h = put(w.households[1], weight=3.0, bonds_held=1_000.0, bond_due=40, wealth=10.0)
    bond_month(w, BOND._replace(is_open=0))
    assert (h.wealth, h.bonds_held, h.bond_due, h.acted) == (1_060.0, 0.0, -1, 0) and booked(w) == {"COUPONS": 150.0, "REDEEMED": 3_000.0}


def test_a_bond_that_is_rolled_over(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    rig(monkeypatch, bonds, ISSUER=(0.9,), SAVE=(0.1, 0.1, 0.1, 0.1))
    h = put(w.households[1], weight=3.0, bonds_held=1_000.0, bond_due=40, wealth=10.0, acted=1, supported=1)
    bond_month(w)
    assert (h.wealth, h.bonds_held, h.bond_due, h.acted, h.supported) == (60.0, 1_000.0, 100, 1 | A_BOND, 1 | S_BOND) and w.institutions[BANK].left == 7_000.0
    expected = {"COUPONS": 150.0, "BOND_PREMIUM": 300.0, "REDEEMED": 3_000.0, "BONDS_SOLD": 3_000.0, "BONDS_HELD": 3_000.0, "BONDS_OWED": 3_750.0}
    assert booked(w) == pytest.approx(expected)


@pytest.mark.parametrize(("left", "share"), [(8_000.0, 1.0), (1_000.0, 0.25), (0.0, 0.0)])
def test_an_issue_is_shared_out(w: Any, monkeypatch: pytest.MonkeyPatch, left: float, share: float) -> None:
    """1,000 asked for by three households and by one: 4,000."""
    p = P._replace(saving=P.saving._replace(size_spread=0.0))
    for k, weight in ((1, 3.0), (2, 1.0)):
        put(w.households[k], weight=weight, wealth=10_000.0, bond_due=ASKS)
    bank = put(w.institutions[BANK], left=left)
    bonds.bonds_month.py_func((w,), (p,), NOW, BOND)
    got = 1_000.0 * share
    for k in (1, 2):
        h = w.households[k]
        assert (h.bonds_held, h.wealth, h.bond_due) == (got, 10_000.0 - got, 100 if share else -1)
    assert bank.left == max(left - 4.0 * got, 0.0) and booked(w) == pytest.approx(
        {"BONDS_SOLD": 4.0 * got, "BONDS_HELD": 4.0 * got, "BOND_PREMIUM": 0.4 * got, "BONDS_OWED": 5.0 * got} if share else {}
    )
    put(w.households[1], bond_due=ASKS, bonds_held=0.0, wealth=10_000.0)
    bonds.bonds_month.py_func((w,), (p,), NOW, BOND._replace(is_open=0))
    assert w.households[1].bonds_held == 0.0 and w.households[1].bond_due == -1
