"""A disaster, by hand: attention, gifts, official aid and a pooled fund, what of them meets need, what collides, and on which day help came."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from model.giving import crises
from model.giving.crises import Result
from model.giving.terms import NO_DESK, NO_POOL, Coordination, Pool
from model.inputs.shock_effects import strike
from tests.bare import MONTH, NOW, bare, given, put

P = given(crisis={
    "attention_weeks": 4.348125, "official_share": 0.5, "official_months": 4.0, "official_days": 0.0, "official_elasticity": 0.5, "coordination": 0.2, "agreements_needed": 4.0, "coordination_days": 10.0,
    "coordination_cost": 0.1, "local_knowledge": 0.3, "lapse": 0.0, "overlap": 0.0, "responders": math.e, "transfer_days": 3.0, "first_share": 0.1,
})  # fmt: skip
C = P.crisis
LATEST = crises.latest(C)
BANK = 2


@pytest.fixture
def w() -> Any:
    made = bare()
    for k in range(4):
        put(made.communities[k], struck_month=-1, first_day=-1.0)
    return made


def struck(w: Any, k: int, since: int = 0, **values: Any) -> Any:
    usual = {"struck_month": NOW.tick - since, "disaster": 1, "crisis_need": 1_000.0, "crisis_total": 1_000.0, "official_left": 500.0, "first_day": -1.0, "disaster_loss": 0.1, "strike_share": 0.4}
    return put(w.communities[k], **(usual | values))


def zeros() -> np.ndarray:
    return np.zeros(len(Result))


def found(results: np.ndarray) -> dict[str, float]:
    return {Result(k).name: float(results[k]) for k in np.flatnonzero(results)}


def test_a_disaster_strikes() -> None:
    places = np.zeros(3, dtype=[(name, "f8") for name in ("struck_month", "disaster", "crisis_need", "crisis_total", "official_left", "met", "first_day")])
    for name in ("crisis_need", "crisis_total", "official_left", "met", "first_day"):
        places[name] = 7.0
    strike(places, np.array([0, 2]), 4, np.array([100.0, 50.0]), 40, C)
    assert places["struck_month"].tolist() == [40.0, 0.0, 40.0] and places["disaster"].tolist() == [4.0, 0.0, 4.0]
    assert places["crisis_need"].tolist() == [107.0, 7.0, 57.0] and places["crisis_total"].tolist() == [100.0, 7.0, 50.0] and places["official_left"].tolist() == [57.0, 7.0, 32.0]
    assert places["met"].tolist() == [0.0, 7.0, 0.0] and places["first_day"].tolist() == [-1.0, 7.0, -1.0]


def test_attention_fades_by_the_month(w: Any) -> None:
    """With a mean of a month it is 1 - 1/e in the first, and e times less each month after."""
    w.attention[:] = 9.0
    struck(w, 0, 1)
    struck(w, 1, 0)
    struck(w, 2, 5)
    struck(w, 3, -1)
    crises.attention_month.py_func((w,), (P,), NOW)
    first = 1.0 - math.exp(-1.0)
    assert w.attention.tolist() == pytest.approx([first / math.e, first, first / math.e**5, 0.0, first, first / math.e**5])
    struck(w, 2, 7)  # below one in a thousand there is none
    struck(w, 1, 12)
    crises.attention_month.py_func((w,), (P._replace(crisis=C._replace(attention_weeks=1e9)),), NOW)
    assert w.attention.tolist() == pytest.approx([1.0, 0.0, 1.0, 0.0, 1.0, 1.0])
    crises.attention_month.py_func((w,), (P,), NOW)
    assert w.attention.tolist() == pytest.approx([first / math.e, 0.0, 0.0, 0.0, first / math.e, 0.0])
    struck(w, 2, 11)
    crises.attention_month.py_func((w,), (P._replace(crisis=C._replace(attention_weeks=1e9)),), NOW)
    assert w.attention[2] == pytest.approx(1.0)


@pytest.mark.parametrize(("since", "helped"), [(-1, False), (0, True), (11, True), (12, False)])
def test_help_lasts_a_year(w: Any, since: int, helped: bool) -> None:
    struck(w, 0, since)
    assert crises.is_helped(w, NOW, C, 0) == helped and not crises.is_helped(w, NOW, C, 1)


def test_a_disaster_in_the_first_month_of_a_world(w: Any) -> None:
    w.communities[0].struck_month = 0
    t = NOW._replace(tick=3)
    assert crises.is_helped(w, t, C, 0) and not crises.is_helped(w, t, C, 1)
    crises.attention_month.py_func((w,), (P,), t)
    assert w.attention[0] > 0.0 == w.attention[1]
    put(w.communities[0], crisis_total=1_000.0, crisis_need=1_000.0, gifts=100.0, first_day=-1.0)
    r = zeros()
    crises.crises_month.py_func((w,), (P,), t, NO_DESK, NO_POOL, r)
    assert r[Result.COVERED] > 0.0 and w.communities[0].gifts_met > 0.0
    t = NOW._replace(tick=0)
    crises.crises_month.py_func((w,), (P,), t, NO_DESK, NO_POOL, r)
    assert r[Result.NEED] == 1_000.0


def test_gifts_of_those_who_were_not_struck() -> None:
    w = bare(communities=8)
    for k in range(8):
        put(w.communities[k], struck_month=-1, gifts=100.0 * (k + 1))
    struck(w, 0, 0, crisis_total=1_000.0)
    struck(w, 1, 1, crisis_total=3_000.0)
    struck(w, 4, 0)
    w.attention[[0, 1, 4]] = [0.6, 0.2, 0.5]
    # communities 2 and 3 give 700; needs weigh 600 to 600
    assert [crises.share_of_others(w, NOW, C, k) for k in (0, 1)] == pytest.approx([350.0, 350.0]) and crises.share_of_others(w, NOW, C, 4) == pytest.approx(600.0 + 700.0 + 800.0)
    w.attention[:] = 0.0
    assert crises.share_of_others(w, NOW, C, 0) == 0.0


def test_official_money_for_several_disasters(w: Any) -> None:
    assert crises.official_shares(w, NOW, C) == 1.0
    struck(w, 0, official_left=300.0)
    struck(w, 1, official_left=100.0)
    assert crises.official_shares(w, NOW, C) == 1.0  # one disaster
    struck(w, 2, official_left=1_200.0, disaster=2)
    assert crises.official_shares(w, NOW, C) == pytest.approx((1_600.0 / 1_200.0) ** -0.5)
    struck(w, 3, 12, official_left=9_999.0, disaster=3)
    assert crises.official_shares(w, NOW, C) == pytest.approx((1_600.0 / 1_200.0) ** -0.5)
    w.communities[1].official_left = 2_100.0
    assert crises.official_shares(w, NOW, C) == pytest.approx((3_600.0 / 2_400.0) ** -0.5)


@pytest.mark.parametrize(
    ("desk", "disasters", "kappa"),
    [
        (NO_DESK, 1, 0.2), (Coordination(0.5, 4.0, 6.0, 0.0), 1, 0.6), (Coordination(0.5, 2.0, 6.0, 0.0), 1, 0.4), (Coordination(0.5, 8.0, 2.0, 0.0), 1, 0.4), (Coordination(0.5, 8.0, 9.0, 0.0), 1, 0.6),
        (Coordination(0.5, 8.0, 4.0, 0.0), 2, 0.4), (Coordination(0.5, 8.0, 6.0, 0.0), 3, 0.4), (Coordination(0.5, 4.0, 4.0, 0.0), 0, 0.6),
    ],
)  # fmt: skip
def test_who_shares_plans(w: Any, desk: Coordination, disasters: int, kappa: float) -> None:
    """A fifth without the desk; of the others half, as far as four agreements are alive."""
    for k in range(disasters):
        struck(w, k, disaster=k + 1)
    if disasters:
        struck(w, 3, disaster=disasters)  # two places, one disaster
    assert crises.coordinated(w, NOW, C, desk) == pytest.approx(kappa)


@pytest.mark.parametrize(("first", "loss", "expected"), [(-1.0, 0.1, {"UNMET": 400.0, "FIRST_DAYS": 1_000.0 * LATEST, "FIRST_NEED": 1_000.0}), (9.0, 0.0, {"UNMET": 400.0}), (0.0, 0.0, {"UNMET": 400.0})])
def test_after_a_year_what_is_left_is_unmet(w: Any, first: float, loss: float, expected: dict[str, float]) -> None:
    c, r = struck(w, 0, 12, crisis_need=400.0, first_day=first, strike_share=loss), zeros()
    crises.close_crisis(w, C, 0, r)
    assert found(r) == expected and (c.crisis_need, c.official_left, c.first_day) == (0.0, 0.0, LATEST if first < 0.0 else first) and pytest.approx(364.8) == LATEST
    assert c.struck_month == (28 if loss > 0.0 else -1)


@pytest.mark.parametrize(
    ("gifts", "kappa", "lapse", "day", "met", "lost"),
    [
        (100.0, 0.0, 0.0, 20.0, 130.0, 0.0), (100.0, 0.5, 0.0, 20.0, 115.0, 0.0), (100.0, 1.0, 0.0, 20.0, 100.0, 0.0), (100.0, 0.0, 0.2, MONTH, 104.0, 0.0), (1_000.0, 0.0, 0.0, 20.0, 1_000.0, 300.0 / 1.3),
        (1_000.0, 1.0, 0.0, 20.0, 1_000.0, 0.0), (2_000.0, 0.0, 0.2, MONTH, 1_000.0, 1_080.0 / 1.04),
    ],
)  # fmt: skip
def test_gifts_meet_need(w: Any, gifts: float, kappa: float, lapse: float, day: float, met: float, lost: float) -> None:
    """Local knowledge adds three tenths, less where plans are common; what comes a month late does a fifth less; what is beyond the need is duplicated."""
    c, r = struck(w, 0, gifts=gifts), zeros()
    crises.give_gifts(w, NOW, C._replace(lapse=lapse), 0, kappa, day, r)
    assert (c.crisis_need, c.gifts_met) == pytest.approx((1_000.0 - met, met))
    assert [r[Result.COVERED], r[Result.DUPLICATED], r[Result.AID_DAYS]] == pytest.approx([met, lost, met * day])


def test_gifts_of_others_count_too(w: Any) -> None:
    c = struck(w, 0, gifts=100.0)
    w.communities[1].gifts, w.attention[0] = 50.0, 0.5
    crises.give_gifts(w, NOW, C, 0, 1.0, 5.0, zeros())
    assert c.gifts_met == pytest.approx(150.0)


@pytest.mark.parametrize(
    ("month_start", "begins", "planned", "day"),
    [
        (0.0, 0.0, 125.0, 15.2), (0.0, 15.2, 62.5, 22.8), (30.4, 0.0, 500.0 / 3.0, 45.6), (91.2, 0.0, 500.0, 106.4), (121.6, 15.2, 500.0, 129.2), (0.0, 30.4, 0.0, 0.0), (121.6, 0.0, 0.0, 0.0),
        (334.4, 304.0, 500.0, 349.6),
    ],
)  # fmt: skip
def test_official_aid_comes_at_a_steady_rate(w: Any, month_start: float, begins: float, planned: float, day: float) -> None:
    """500 over four months, from the day on which it begins and within a year; all share plans, at no cost."""
    c, r = struck(w, 0, official_met=9.0), zeros()
    crises.give_official(w, C._replace(coordination_cost=0.0), 0, 1.0, 1.0, month_start, begins, r)
    assert (c.official_left, c.official_met, c.crisis_need) == pytest.approx((500.0 - planned, planned, 1_000.0 - planned))
    assert found(r) == pytest.approx({"COVERED": planned, "AID_DAYS": planned * day} if planned else {})
    c.official_left = 0.0
    crises.give_official(w, C, 0, 1.0, 1.0, month_start, begins, zeros())
    assert c.official_met == 0.0


@pytest.mark.parametrize(
    ("kappa", "share", "overlap", "lapse", "need", "met", "lost"),
    [
        (1.0, 0.8, 0.0, 0.0, 1_000.0, 90.0, 0.0),  # 125 planned, of which 0.8 comes, less a tenth for common plans
        (0.0, 1.0, 0.0, 0.0, 1_000.0, 125.0, 0.0), (0.0, 1.0, 0.25, 0.0, 1_000.0, 100.0, 25.0),  # of 125 a fifth collides
        (0.5, 1.0, 0.5, 0.0, 1_000.0, 47.5 + 59.375, 11.875),  # 118.75, half of it blind: 59.375 / 1.25
        (0.0, 1.0, 0.0, 0.36, 1_000.0, 125.0 * 0.8, 0.0), (0.0, 1.0, 0.0, 0.0, 50.0, 50.0, 75.0), (0.0, 1.0, 0.0, 0.36, 50.0, 50.0, 62.5), (1.0, 1.0, 0.0, 0.0, 50.0, 50.0, 0.0),
        (0.5, 1.0, 0.0, 0.0, 80.0, 80.0, 0.0),  # the blind come first: 59.375, and then 20.625 of the others
        (0.5, 1.0, 0.0, 0.36, 1_000.0, 95.0, 0.0),
    ],
)  # fmt: skip
def test_official_responders_collide_or_fill_gaps(w: Any, kappa: float, share: float, overlap: float, lapse: float, need: float, met: float, lost: float) -> None:
    c, r = struck(w, 0, crisis_need=need), zeros()
    crises.give_official(w, C._replace(overlap=overlap, lapse=lapse), 0, kappa, share, 0.0, 0.0, r)
    assert (c.official_left, c.official_met, c.crisis_need) == pytest.approx((375.0, met, need - met))
    assert [r[Result.COVERED], r[Result.DUPLICATED], r[Result.AID_DAYS]] == pytest.approx([met, lost, met * 15.2])


# --- the pooled fund --------------------------------------------------------------------------------------------------------------------------------

POOL = Pool(BANK, 1, 1, 0.1, 20.0)


@pytest.mark.parametrize(("since", "need", "days", "pooled"), [(0, 1.0, 30.3, True), (0, 1.0, 30.4, False), (1, 1.0, 60.7, True), (0, 0.0, 20.0, False), (12, 1.0, 20.0, False)])
def test_when_the_pool_gives(w: Any, since: int, need: float, days: float, pooled: bool) -> None:
    struck(w, 0, since, crisis_need=need)
    assert crises.is_pooled(w, NOW, C, POOL._replace(days=days), 0) == pooled


def test_the_pool_gives_out_what_it_holds_by_need(w: Any) -> None:
    a, b = struck(w, 0, pooled=200.0, crisis_need=900.0), struck(w, 1, 2, crisis_need=300.0, pool_met=0.0)
    w.communities[2].pooled = 100.0
    bank, r = put(w.institutions[BANK], held=30.0, budget=np.inf, left=1e9), zeros()
    crises.share_out(w, NOW, C, POOL, r)  # without a budget, no public money: 30 and nine tenths of 300
    assert (bank.held, bank.spent, a.pool_met, b.pool_met) == (0.0, 0.0, pytest.approx(225.0), pytest.approx(75.0))
    assert (a.crisis_need, b.crisis_need, a.pool_day, b.pool_day) == pytest.approx((675.0, 225.0, 20.0, 2.5 * MONTH))
    assert found(r) == pytest.approx({"COVERED": 300.0, "AID_DAYS": 225.0 * 20.0 + 75.0 * 76.0})


@pytest.mark.parametrize(
    ("is_open", "left", "need", "public", "met", "held"), [(1, 500.0, 900.0, 500.0, 720.0, 0.0), (1, 5_000.0, 900.0, 700.0, 900.0, 0.0), (0, 500.0, 900.0, 0.0, 270.0, 0.0), (1, 500.0, 90.0, 0.0, 90.0, 180.0)]
)  # fmt: skip
def test_public_money_fills_what_is_wanted(w: Any, is_open: int, left: float, need: float, public: float, met: float, held: float) -> None:
    c = struck(w, 0, pooled=300.0, crisis_need=need)
    bank = put(w.institutions[BANK], budget=6_000.0, left=left, spent=40.0)
    crises.share_out(w, NOW, C, POOL._replace(is_open=is_open), zeros())
    assert (bank.left, bank.spent, c.pool_met, bank.held) == pytest.approx((left - public, 40.0 + public, met, held)) and c.crisis_need == pytest.approx(need - met)


def test_between_rounds_gifts_are_held(w: Any) -> None:
    c, bank, r = struck(w, 0, 1, pooled=300.0), put(w.institutions[BANK], budget=6_000.0, left=500.0), zeros()
    crises.share_out(w, NOW, C, POOL._replace(is_round=0), r)
    assert (bank.held, bank.left, c.pool_met, found(r)) == (270.0, 500.0, 0.0, {})
    crises.share_out(w, NOW, C, POOL._replace(days=99.0), r)
    assert (bank.held, bank.left, found(r)) == (540.0, 500.0, {})


def test_a_pool_that_comes_late_needs_more_money(w: Any) -> None:
    """At half a month a lapse of 0.36 a month leaves 0.8: 500 of need take 625; the pool meets 500 of them with a share of one."""
    c, bank = struck(w, 0, crisis_need=500.0), put(w.institutions[BANK], held=1_000.0, budget=np.inf)
    crises.share_out(w, NOW, C._replace(lapse=0.36), POOL._replace(days=15.2), zeros())
    assert (bank.held, c.pool_met) == pytest.approx((375.0, 500.0))


# --- a month ----------------------------------------------------------------------------------------------------------------------------------------


def month(w: Any, p: Any = C, desk: Coordination = NO_DESK, pool: Pool = NO_POOL) -> dict[str, float]:
    r = np.full(len(Result), 9.0)
    crises.crises_month.py_func((w,), (P._replace(crisis=p),), NOW, desk, pool, r)
    return found(r)


def test_the_first_month(w: Any) -> None:
    """Gifts of 100 do 124 on day 15.2 + 3; official aid of 125, of which 0.98 comes, steadily. A tenth of 1,000 is met first by gifts and aid together."""
    c = struck(w, 0, gifts=100.0)
    for k in (1, 2, 3):
        put(w.communities[k], gifts_met=5.0, official_met=5.0, pool_met=5.0)
    struck(w, 3, -1)
    p = C._replace(coordination_days=0.0)
    found_ = month(w, p)
    assert found_ == pytest.approx({
        "NEED": 1_000.0, "COVERED": 124.0 + 122.5, "AID_DAYS": 124.0 * 18.2 + 122.5 * 15.2, "FIRST_DAYS": 1_000.0 * 18.2, "FIRST_NEED": 1_000.0,
    })  # fmt: skip
    assert (c.met, c.first_day, c.crisis_need) == pytest.approx((246.5, 18.2, 753.5)) and w.communities[3].first_day == -1.0
    assert [(w.communities[k].gifts_met, w.communities[k].official_met, w.communities[k].pool_met) for k in (1, 2, 3)] == [(0.0, 0.0, 0.0)] * 3


def test_common_plans_take_days(w: Any) -> None:
    """All share plans: ten days, less a fast window of four. Aid begins on day 6 then, and gifts come on day 18.2 all the same."""
    c = struck(w, 0, gifts=50.0)
    found_ = month(w, C._replace(coordination=1.0, coordination_days=10.0), Coordination(0.0, 0.0, 0.0, 4.0))
    sent = 500.0 * 24.4 / 121.6 * 0.9
    assert c.official_met == pytest.approx(sent) and found_["AID_DAYS"] == pytest.approx(50.0 * 18.2 + sent * 18.2)
    assert c.first_day == pytest.approx(max(18.2, 6.0 + 24.4 * 50.0 / sent))
    late = struck(w, 1, gifts=50.0)
    late.origin = 1
    month(w, C._replace(coordination=1.0, coordination_days=20.0))
    assert late.gifts_met == 50.0 and late.official_met == pytest.approx(500.0 * 10.4 / 121.6 * 0.9 / math.sqrt(1.0), rel=0.2)


@pytest.mark.parametrize(("plans", "day"), [(0.0, 18.2), (15.0, 18.2), (20.0, 23.0)])
def test_gifts_wait_for_plans_that_come_after_them(w: Any, plans: float, day: float) -> None:
    c = struck(w, 0, gifts=100.0, official_left=0.0)
    found_ = month(w, C._replace(coordination=1.0, coordination_days=plans))
    assert found_["AID_DAYS"] == pytest.approx(100.0 * day) and c.first_day == pytest.approx(day)


def test_a_year_later(w: Any) -> None:
    struck(w, 0, 12, crisis_need=400.0, first_day=3.0, gifts=50.0)
    assert month(w) == {"UNMET": 400.0} and w.communities[0].met == 0.0
    struck(w, 0, 11, crisis_need=400.0, first_day=3.0, met=600.0, gifts=40.0, official_left=0.0)
    assert month(w, C._replace(local_knowledge=0.0)) == pytest.approx({"COVERED": 40.0, "AID_DAYS": 40.0 * (11.5 * MONTH + 3.0)}) and w.communities[0].met == 640.0


@pytest.mark.parametrize(("gifts", "official", "pooled", "met", "day"), [(0.0, 0.0, 99.0, 0.0, -1.0), (0.0, 0.0, 100.0, 0.0, 45.6), (0.0, 0.0, 40.0, 60.0, 45.6), (60.0, 0.0, 40.0, 0.0, 48.6), (99.0, 0.0, 0.0, 0.0, -1.0), (100.0, 0.0, 0.0, 0.0, 48.6), (0.0, 200.0, 0.0, 0.0, 45.6), (50.0, 50.0, 0.0, 0.0, 60.8)])
def test_the_first_day_of_help(w: Any, gifts: float, official: float, pooled: float, met: float, day: float) -> None:
    """A tenth of 1,000, in the second month: gifts on day 48.6, the pool on day 45.6, aid from day 30.4 to 60.8."""
    c, r = struck(w, 0, 1, gifts_met=gifts, official_met=official, pool_met=pooled, pool_day=45.6, met=met), zeros()
    crises.first_help(w, NOW, C, 0, 0.0, r)
    assert c.first_day == pytest.approx(day) and c.met == met + gifts + official + pooled
    assert found(r) == pytest.approx({"FIRST_DAYS": 1_000.0 * day, "FIRST_NEED": 1_000.0} if day > 0.0 else {})
    before = r.copy()
    crises.first_help(w, NOW, C, 0, 0.0, r)
    assert day < 0.0 or (r == before).all()


def test_a_pool_in_a_month(w: Any) -> None:
    c = struck(w, 0, pooled=200.0, official_left=0.0)
    put(w.institutions[BANK], budget=np.inf)
    found_ = month(w, pool=POOL)
    assert (c.pool_met, c.crisis_need, c.met, c.first_day) == (180.0, 820.0, 180.0, 20.0) and found_["COVERED"] == 180.0
    c = struck(w, 0, pooled=200.0, official_left=0.0)
    put(w.institutions[0], budget=np.inf)
    assert month(w, pool=POOL._replace(institution=0))["COVERED"] == 180.0 == c.pool_met
