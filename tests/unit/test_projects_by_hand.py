"""Files of founders, by hand: what they can claim, how they end, whom a jury selects, how procedures run and how a firm opens."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from model import queue
from model.enterprise import founder_files as files
from model.enterprise import founding as projects
from model.enterprise.terms import NOBODY_SERVES
from model.queue import CLAIMS, FINALIST, HAS_PLOT, NOT_CALLED, Desk
from model.records.bit_masks import BLOCKED_FINANCE, BLOCKED_INFORMATION, BLOCKED_INFRASTRUCTURE, BLOCKED_PARTNERS, BLOCKED_SKILLS, INVESTMENT, S_SEED
from model.records.flows import Flow
from tests.bare import MONTH, NOW, booked, file, put, rig
from tests.scenes.founders import CALL, COUNTER, GRANT, LOTS, MODULES, ZONE, P, S, scene


@pytest.fixture
def w(monkeypatch: pytest.MonkeyPatch) -> Any:
    return scene(monkeypatch)


def results() -> np.ndarray:
    return np.zeros(13)


# --- one file ---------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("share", "takes", "marks", "knows", "refuses", "expected"),
    [
        (0.25, True, CLAIMS, INVESTMENT, 0, (640.0, 160.0, 70.0, 130.0)), (0.25, False, CLAIMS, INVESTMENT, 0, (750.0, 0.0, 70.0, 180.0)), (0.25, True, 0, INVESTMENT, 0, (750.0, 0.0, 70.0, 180.0)),
        (0.25, True, CLAIMS, 0, 0, (750.0, 0.0, 0.0, 250.0)), (0.25, True, CLAIMS, INVESTMENT, 1, (750.0, 0.0, 0.0, 250.0)),
    ],
)  # fmt: skip
def test_sources_of_capital(w: Any, share: float, takes: bool, marks: int, knows: int, refuses: int, expected: tuple[float, ...]) -> None:
    """1,000 needed; 800 within reach, of which procedures take 50, or 160: a grant of a quarter of the stake, then the guaranteed loan, then a bank's."""
    f = file(w, 2, Desk.REGISTRY, reach=800.0, loan=70.0, credit=400.0, promise=marks, capital=1_000.0)
    put(w.households[2], aware=knows, refuses=refuses, corridor=1, eligible=1)
    start = 160.0 if expected[0] == 640.0 else 50.0
    put(w.offers[1, 1], grant_share=share, grant_cap_usd=1e9, guarantee_share=0.5, start_cost_usd=start)
    assert files.sources(w, 2, 1_000.0, takes, True) == pytest.approx(expected)
    assert files.sources(w, 2, 1_000.0, takes, False)[2:] == pytest.approx((0.0, expected[2] + expected[3]))
    w.offers[1, 1].guarantee_share = 0.0
    assert files.sources(w, 2, 1_000.0, takes, True)[2] == 0.0
    w.offers[1, 1].start_cost_usd = 900.0
    assert files.sources(w, 2, 1_000.0, takes, True)[0] == 0.0  # never less than nothing at hand
    assert f.reach == 800.0


@pytest.mark.parametrize(("name", "value", "grant"), [("grant_cap_usd", 90.0, 90.0), ("grant_min_usd", 1_001.0, 0.0), ("grant_own_share", 0.81, 0.0), ("grant_own_share", 0.8, 160.0)])
def test_terms_of_a_grant(w: Any, name: str, value: float, grant: float) -> None:
    file(w, 2, Desk.REGISTRY, reach=800.0, promise=CLAIMS)
    put(w.offers[0, 0], **({"grant_share": 0.2, "grant_cap_usd": 1e9} | {name: value}))
    assert files.sources(w, 2, 1_000.0, True, True)[1] == pytest.approx(grant)


def test_what_a_plot_saves_and_what_falls_short(w: Any) -> None:
    f = file(w, 2, Desk.REGISTRY, reach=760.0, capital=1_000.0, blocked=BLOCKED_FINANCE | BLOCKED_SKILLS)
    assert files.outlay(w, P, 2) == 1_000.0 and files.is_short(w, P, 2)
    files.look_at_money(w, P, 2)
    assert f.blocked == BLOCKED_FINANCE | BLOCKED_SKILLS
    f.promise = HAS_PLOT
    assert files.outlay(w, P, 2) == 750.0 and not files.is_short(w, P, 2)
    files.look_at_money(w, P, 2)
    assert f.blocked == BLOCKED_SKILLS
    put(f, promise=CLAIMS, reach=800.0, loan=40.0)
    put(w.offers[0, 0], grant_share=0.2, grant_cap_usd=1e9, guarantee_share=0.5)
    assert not files.is_short(w, P, 2)  # 800 and 160 and a loan of 40
    f.loan = 39.0
    assert files.is_short(w, P, 2)


def test_who_is_gone(w: Any) -> None:
    file(w, 2, Desk.REGISTRY)
    assert not files.gone(w, 2)
    w.households[2].status = 0
    assert files.gone(w, 2)
    put(w.households[2], status=1, id=7)
    assert files.gone(w, 2)


def test_what_was_reserved_is_free_again(w: Any) -> None:
    f = file(w, 2, Desk.REGISTRY, promise=HAS_PLOT | CLAIMS, support=S_SEED)
    w.institutions[CALL].committed = 400.0
    files.drop(w, P, 2, S)
    assert (f.desk, f.promise, w.institutions[ZONE].places) == (0, CLAIMS, 3.0)
    assert (w.institutions[CALL].committed, w.institutions[CALL].left) == (250.0, 1_150.0)  # the second half of 300
    files.drop(w, P, 2, S)
    assert w.institutions[ZONE].places == 3.0
    file(w, 3, Desk.REGISTRY)
    files.drop(w, P, 3, S)
    assert (w.institutions[CALL].committed, w.institutions[ZONE].places) == (100.0, 3.0)  # nothing was reserved for it


@pytest.mark.parametrize(("draw", "there", "will_retry", "after"), [(0.69, 1, 0, 1), (0.7, 1, 0, 0), (0.1, 0, 0, 0), (0.1, 1, 1, 1), (0.1, 1, 2, 2)])
def test_a_file_that_is_stopped(w: Any, monkeypatch: pytest.MonkeyPatch, draw: float, there: int, will_retry: int, after: int) -> None:
    f = file(w, 2, Desk.REGISTRY, cell=5, opened=31)
    h = put(w.households[2], will_retry=will_retry, status=there, blocked=BLOCKED_SKILLS, grievance=0.2)
    asked = rig(monkeypatch, *MODULES, AGAIN=(0.0, 0.0, draw))
    files.stop(w, P, NOW, 2, S, BLOCKED_PARTNERS, Flow.BLOCKED_PARTNERS.value)
    assert (h.will_retry, h.blocked, h.grievance, f.desk) == (after, BLOCKED_SKILLS | BLOCKED_PARTNERS, pytest.approx(0.2 + 0.5 * 0.8), 0)
    assert booked(w) == booked(w, 5) == {"BLOCKED_PARTNERS": 1.0} and set(asked) <= {("AGAIN", 31, 902)}
    files.stop(w, P, NOW, 2, S, BLOCKED_PARTNERS, Flow.BLOCKED_PARTNERS.value)
    assert booked(w) == {"BLOCKED_PARTNERS": 2.0}


def test_its_own_way(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    f = file(w, 2, Desk.CALL, arrived=30, opened=31)
    files.own_way(w, P, NOW, 2, S)
    assert (f.desk, f.arrived) == (Desk.REGISTRY.value, NOW.tick) and booked(w) == {}
    f = file(w, 3, Desk.CALL, blocked=BLOCKED_FINANCE | BLOCKED_SKILLS, opened=31, cell=5)
    asked = rig(monkeypatch, *MODULES, FILE=(0.6, 0.1, 0.1, 0.1), AGAIN=(0.0, 0.0, 0.9))
    files.own_way(w, P, NOW, 3, S)
    assert f.desk == 0 and booked(w) == {"BLOCKED_SKILLS": 1.0} and w.households[3].blocked == BLOCKED_FINANCE | BLOCKED_SKILLS
    assert asked == [("FILE", 31, 903), ("AGAIN", 31, 903)]


# --- the jury ---------------------------------------------------------------------------------------------------------------------------------------


def test_what_the_jury_sees(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    file(w, 2, Desk.CALL, quality=2.0, opened=31)
    w.households[2].faction = 1
    asked = rig(monkeypatch, projects, FILE=(0.1, 0.975, 0.2, 0.3))
    assert projects.score(w, NOW, 2, 0.5, 0.6) == pytest.approx(math.log(2.0) + 0.5 * 1.96, rel=1e-4) and asked == [("FILE", 31, 902)]
    w.households[2].faction = 0
    assert projects.score(w, NOW, 2, 0.5, 0.6) == pytest.approx(math.log(2.0) + 0.98 + 0.6, rel=1e-4)


def test_winners_are_paid_half_and_the_others_go_their_own_way(w: Any) -> None:
    s = S._replace(winners=2, assistance_days=20.0, desk=1)
    for k, quality, blocked in ((0, 1.0, BLOCKED_INFORMATION), (1, 3.0, BLOCKED_PARTNERS | BLOCKED_SKILLS | BLOCKED_INFORMATION), (2, 9.0, BLOCKED_INFRASTRUCTURE), (3, 2.0, BLOCKED_FINANCE)):
        file(w, k, Desk.CALL, quality=quality, blocked=blocked, capital=900.0, reach=600.0, arrived=NOW.tick - 2, household=k)
        w.households[k].faction = k % 3
    bank, r = w.institutions[CALL], results()
    projects.judge(w, P, NOW, s, r)
    assert r.tolist() == [2.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 0.0, 4.0, 2.0, 1.0, 0.0]  # files 1 and 3
    assert (bank.left, bank.spent, bank.committed) == (1_000.0 - 2 * 350.0, 2 * (50.0 + 150.0), 2 * 150.0)
    assert (bank.served, bank.waited) == (4.0, pytest.approx(4 * 2 * MONTH))
    assert [w.files[k].desk for k in range(4)] == [0, Desk.REGISTRY.value, 0, Desk.REGISTRY.value]
    assert [w.files[k].support & S_SEED for k in range(4)] == [0, S_SEED, 0, S_SEED]
    assert w.files[1].quality == pytest.approx(3.0 * math.exp(0.4 * (1.0 - math.exp(-1.0)))) and w.files[0].quality == 1.0
    assert [w.files[k].days_left for k in range(4)] == [10.0, 6.0, 10.0, 6.0]
    assert [w.households[k].trust_state for k in range(4)] == pytest.approx([0.5, 0.55, 0.5, 0.55])
    assert booked(w) == {"BLOCKED_INFORMATION": 1.0, "BLOCKED_INFRASTRUCTURE": 1.0} and w.files[3].blocked == 0  # 300 of seed money and 600 make up 900


def test_seed_money_that_is_not_enough_a_desk_that_is_not_there(w: Any) -> None:
    file(w, 0, Desk.CALL, blocked=BLOCKED_FINANCE, capital=901.0, reach=600.0)
    projects.judge(w, P, NOW, S._replace(winners=1), results())
    assert w.files[0].desk == 0 and booked(w) == {"BLOCKED_FINANCE": 1.0} and w.files[0].days_left == 10.0
    assert (w.institutions[CALL].committed, w.institutions[CALL].left) == (0.0, 800.0)  # the second half goes back


def test_a_small_project_needs_no_more_than_the_seed(w: Any) -> None:
    file(w, 0, Desk.CALL, blocked=BLOCKED_FINANCE, capital=200.0, reach=0.0)
    projects.judge(w, P, NOW, S._replace(winners=1), results())
    assert w.files[0].desk == Desk.REGISTRY.value


@pytest.mark.parametrize(("left", "winners"), [(700.0, 2), (699.0, 1), (349.0, 0)])
def test_a_competition_selects_as_many_as_it_can_pay(w: Any, left: float, winners: int) -> None:
    for k in range(3):
        file(w, k, Desk.CALL, quality=3.0 - k)
    w.institutions[CALL].left = left
    r = results()
    projects.judge(w, P, NOW, S._replace(winners=2), r)
    assert r[0] == winners and w.institutions[CALL].exhausted_month == (-1 if winners == 2 else NOW.month) and w.institutions[CALL].served == 3.0
    assert [w.files[k].desk for k in range(3)] == [Desk.REGISTRY.value] * 3
    assert [bool(w.files[k].support & S_SEED) for k in range(3)] == [k < winners for k in range(3)]


def test_what_a_fund_can_still_reserve(w: Any) -> None:
    bank = w.institutions[GRANT]
    assert projects.asked(w, NOW, GRANT, 0.0, 0.0) == 0.0 and bank.arrived == 0.0
    assert projects.asked(w, NOW, GRANT, 1_500.0, 1_000.0) == 1_500.0 and (bank.arrived, bank.abandoned, bank.left) == (1.0, 0.0, 1_000.0)
    assert projects.asked(w, NOW, GRANT, 500.0, 1_001.0) == 0.0 and (bank.arrived, bank.abandoned) == (2.0, 1.0)


# --- a month ----------------------------------------------------------------------------------------------------------------------------------------


def test_the_order_of_a_month(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(queue, "tidy_files", queue.tidy_files)
    for name in ("allot_plots", "judge", "serve_counter", "hear_complaints", "run_procedures", "settle_others"):
        monkeypatch.setattr(projects, name, lambda *a, name=name: done.append(name) or 3.0)
    monkeypatch.setattr(projects, "look_after", lambda w, p, s, left: done.append("look_after") or left + 1.0)

    def month(s: Any) -> np.ndarray:
        done.clear()
        r = np.full(13, 7.0)
        projects.projects_month.py_func((w,), (P,), NOW, s, r)
        return r

    for k, (desk, arrived) in enumerate(((Desk.CALL, 40), (Desk.CALL, 39), (Desk.COUNTER, 40), (Desk.COUNTER, 39), (Desk.CALL, 39), (Desk.COUNTER, 39))):
        file(w, k, desk, arrived=arrived)
    w.households[4].status = w.households[5].status = 0
    r = month(S._replace(winners=2))
    assert done == ["allot_plots", "judge", "serve_counter", "look_after", "hear_complaints", "run_procedures", "settle_others"]
    assert r.tolist() == [0.0] * 5 + [4.0] + [0.0] * 7 and w.counts[4] == 4
    assert [(w.institutions[k].arrived, w.institutions[k].abandoned, w.institutions[k].waiting) for k in (CALL, COUNTER)] == [(1.0, 1.0, 2.0)] * 2
    month(S._replace(winners=0, call_open=1))
    assert "judge" not in done
    month(S._replace(winners=0, call_open=0))  # what waits at a competition that has ended is answered
    assert "judge" in done
    month(NOBODY_SERVES)
    assert done == ["hear_complaints", "run_procedures"]
    month(NOBODY_SERVES._replace(call=0, counter=0, zone=0))
    assert done == ["allot_plots", "judge", "serve_counter", "look_after", "hear_complaints", "run_procedures", "settle_others"]


def test_ranks_pass_over_projects_that_cannot_be_done(w: Any) -> None:
    file(w, 0, Desk.CALL, blocked=BLOCKED_INFRASTRUCTURE)
    file(w, 1, Desk.CALL, blocked=BLOCKED_SKILLS, quality=2.0)
    other = file(w, 2, Desk.COUNTER, rank=5.0)
    projects.judge(w, P, NOW, S._replace(winners=0), results())
    assert (w.files[0].rank, w.files[1].rank, other.rank) == (NOT_CALLED, pytest.approx(-math.log(2.0) - S.favour), 5.0)
    assert other.desk == Desk.COUNTER.value


@pytest.mark.parametrize(("lottery", "wins"), [(0, 1), (1, 3)])
def test_the_jury_looks_twice_at_finalists_or_draws_lots_among_them(w: Any, monkeypatch: pytest.MonkeyPatch, lottery: int, wins: int) -> None:
    """Of four the best two at first sight, 1 and 3, are finalists; at the second 1 is still better, by lot 3 wins; 2, the best in truth, looked worse."""
    seen = {901: 0.5, 902: 0.001, 903: 0.9, 900: 0.5}
    rig(monkeypatch, *MODULES, **{**LOTS, "FILE": lambda month, person: (0.9, seen[person], 0.9, 0.9), "COUNTER": lambda month, person: (0.9, 0.5)})
    for k, quality in ((0, 1.0), (1, 2.0), (2, 2.5), (3, 1.1)):
        file(w, k, Desk.CALL, quality=quality, capital=900.0, reach=600.0, household=k, draw=0.1 if k == 3 else 0.6)
    r = results()
    projects.judge(w, P, NOW, S._replace(winners=1, finalists=2, noise=0.6, lottery=lottery), r)
    assert (r[0], r[9], r[10], r[11]) == (1.0, 4.0, 2.0, 1.0)
    assert [k for k in range(4) if w.files[k].support & S_SEED] == [wins] and [k for k in range(4) if w.files[k].promise & FINALIST] == [1, 3]


def test_a_call_with_fewer_projects_than_finalists(w: Any) -> None:
    file(w, 0, Desk.CALL, capital=900.0, reach=600.0)
    r = results()
    projects.judge(w, P, NOW, S._replace(winners=3, finalists=4, lottery=1), r)
    assert (r[0], r[9], r[10]) == (1.0, 1.0, 1.0)
