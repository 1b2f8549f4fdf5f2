"""Files of founders, by hand: what they can claim, how they end, whom a jury selects, how procedures run and how a firm opens."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from model.enterprise import founding as projects
from model.enterprise.terms import NOBODY_SERVES
from model.queue import CLAIMS, HAS_PLOT, MATCHED, Desk
from model.records.bit_masks import (
    A_FIRM,
    A_PRODUCTIVE,
    BLOCKED_NATIONALITY,
    BLOCKED_PROCEDURES,
    INVESTMENT,
    S_GRANT,
    S_GUARANTEE,
    S_REGISTRATION,
    S_SEED,
    S_ZONE,
)
from tests.bare import MONTH, NOW, booked, file, put, rig
from tests.scenes.founders import CALL, GRANT, GUARANTEE, LOTS, MODULES, ZONE, P, S, scene


@pytest.fixture
def w(monkeypatch: pytest.MonkeyPatch) -> Any:
    return scene(monkeypatch)


def results() -> np.ndarray:
    return np.zeros(13)


# --- a firm opens -----------------------------------------------------------------------------------------------------------------------------------


def opens(w: Any, s: Any = S, month: int = 3, **values: Any) -> tuple[Any, Any]:
    """The file, and the firm that it became."""
    f = file(w, 2, Desk.REGISTRY, **({"capital": 960.0, "reach": 1_200.0, "quality": 1.7, "cell": 5, "days_total": 44.0} | values))
    projects.open_firm(w, P, NOW._replace(month=month), 2, s)
    return f, w.firms[0]


def test_a_firm_of_ones_own_money(w: Any) -> None:
    put(w.offers[0, 0], start_cost_usd=100.0)
    put(w.terms_without_policy[0], start_cost_usd=100.0)
    w.households[2].acted = w.households[2].supported = 1 << 20
    f, firm = opens(w)
    assert (w.counts[1], f.desk, firm.capital, firm.productivity, firm.kind, firm.id, firm.household, firm.weight) == (1, 0, 960.0, 1.7, 0, 902, 2, 1.0)
    assert (firm.jobs, firm.loan, firm.credit, firm.loan_months, firm.tax_cut, firm.support, firm.in_zone, firm.is_aligned) == (2.0, 0.0, 0.0, 0, 0.0, 0, 0, 0)
    h = w.households[2]
    assert (h.wealth, h.has_invested, h.acted, h.supported, h.invested_productive) == (10_000.0 - 960.0 - 100.0, 1, A_PRODUCTIVE | A_FIRM | 1 << 20, 1 << 20, 960.0)
    assert booked(w) == booked(w, 5) == {"FIRM_CAPITAL": 960.0, "FIRMS_FOUNDED": 1.0, "INVESTMENTS": 1.0, "PROCEDURE_DAYS": 44.0}
    assert [w.institutions[k].left for k in range(5)] == [1_000.0] * 5 and w.institutions[GRANT].arrived == 0.0 == w.institutions[GUARANTEE].arrived
    opens(w)
    assert booked(w) == {"FIRM_CAPITAL": 1_920.0, "FIRMS_FOUNDED": 2.0, "INVESTMENTS": 2.0, "PROCEDURE_DAYS": 88.0} and h.invested_productive == 1_920.0


@pytest.mark.parametrize(("month", "acted", "put_in"), [(-1, 0, 0.0), (0, A_PRODUCTIVE | A_FIRM, 960.0)])
def test_nothing_adds_up_before_month_0(w: Any, month: int, acted: int, put_in: float) -> None:
    opens(w, month=month)
    assert (w.households[2].acted, w.households[2].invested_productive, w.households[2].has_invested) == (acted, put_in, 1)


def test_wealth_is_never_used_up(w: Any) -> None:
    w.households[2].wealth = 1_000.0
    opens(w)
    assert w.households[2].wealth == pytest.approx(50.0)


def test_a_grant_is_paid_out_of_its_fund(w: Any) -> None:
    put(w.offers[0, 0], grant_share=0.2, grant_cap_usd=1e9)
    w.institutions[GRANT].left = 160.0
    _, firm = opens(w, promise=CLAIMS)
    bank = w.institutions[GRANT]
    assert (bank.arrived, bank.served, bank.left, bank.spent, bank.abandoned) == (1.0, 1.0, pytest.approx(0.0), pytest.approx(160.0), 0.0)
    assert (firm.support, w.households[2].supported) == (S_GRANT, S_GRANT) and firm.capital == pytest.approx(960.0)
    assert w.households[2].invested_productive == pytest.approx(800.0) and booked(w)["PUBLIC_CAPITAL"] == pytest.approx(160.0) and booked(w)["FIRM_CAPITAL"] == pytest.approx(800.0)


def test_where_a_fund_is_empty_the_owner_pays_or_the_project_ends(w: Any) -> None:
    put(w.offers[0, 0], grant_share=0.2, grant_cap_usd=1e9)
    w.institutions[GRANT].left = 159.0
    _, firm = opens(w, promise=CLAIMS)
    bank = w.institutions[GRANT]
    assert (bank.arrived, bank.served, bank.abandoned, bank.left, bank.spent) == (1.0, 0.0, 1.0, 159.0, 0.0) and firm.support == 0
    assert booked(w)["FIRM_CAPITAL"] == 960.0 and "PUBLIC_CAPITAL" not in booked(w)
    f, _ = opens(w, promise=CLAIMS, reach=900.0)
    assert w.counts[1] == 1 and f.desk == 0 and booked(w)["BLOCKED_FINANCE"] == 1.0


def test_a_grant_is_not_paid_where_money_falls_short_all_the_same(w: Any) -> None:
    put(w.offers[0, 0], grant_share=0.2, grant_cap_usd=1e9, guarantee_share=0.5)
    opens(w, promise=CLAIMS, reach=700.0, loan=90.0)
    assert w.counts[1] == 0 and booked(w) == {"BLOCKED_FINANCE": 1.0}
    for k in (GRANT, GUARANTEE):
        bank = w.institutions[k]
        assert (bank.arrived, bank.served, bank.abandoned, bank.left, bank.spent, bank.committed) == (1.0, 0.0, 1.0, 1_000.0, 0.0, 0.0)


def test_a_guaranteed_loan_and_a_bank(w: Any) -> None:
    """Of 960, 500 are the owner's; 300 are lent under a guarantee of six tenths and 160 without."""
    put(w.offers[0, 0], guarantee_share=0.6)
    w.institutions[GUARANTEE].left = 180.0
    _, firm = opens(w, reach=500.0, loan=300.0, credit=400.0)
    bank = w.institutions[GUARANTEE]
    assert (bank.arrived, bank.served, bank.left, bank.committed, bank.spent) == (1.0, 1.0, 0.0, 180.0, 0.0)
    assert (firm.loan, firm.credit, firm.loan_months, firm.support) == (180.0, 460.0, 60, S_GUARANTEE)
    assert booked(w)["FIRM_CAPITAL"] == 960.0 and w.households[2].invested_productive == 500.0 and w.households[2].wealth == 9_500.0


def test_where_no_guarantee_is_left_the_bank_lends_what_it_would(w: Any) -> None:
    put(w.offers[0, 0], guarantee_share=0.6)
    w.institutions[GUARANTEE].left = 179.0
    _, firm = opens(w, reach=500.0, loan=300.0, credit=460.0)
    assert (firm.loan, firm.credit, firm.loan_months, firm.support, w.institutions[GUARANTEE].abandoned, w.institutions[GUARANTEE].committed) == (0.0, 460.0, 60, 0, 1.0, 0.0)
    opens(w, reach=500.0, loan=300.0, credit=459.0)
    assert w.counts[1] == 1 and booked(w)["BLOCKED_FINANCE"] == 1.0
    # what seed money of 300 and a grant of a tenth of 400 leave of 960: 220
    put(w.offers[0, 0], grant_share=0.1, grant_cap_usd=1e9)
    opens(w, reach=400.0, loan=300.0, credit=900.0, support=S_SEED, promise=CLAIMS)
    assert w.firms[1].credit == pytest.approx(220.0)


@pytest.mark.parametrize(("capital", "whole"), [(960.0, 960.0), (200.0, 300.0)])
def test_the_second_half_of_seed_money(w: Any, capital: float, whole: float) -> None:
    w.institutions[CALL].committed = 150.0
    _, firm = opens(w, support=S_SEED, capital=capital)
    bank = w.institutions[CALL]
    assert (bank.committed, bank.spent, bank.left, firm.capital, firm.support) == (0.0, 150.0, 1_000.0, whole, S_SEED)
    assert booked(w)["PUBLIC_CAPITAL"] == 300.0 and w.households[2].invested_productive == whole - 300.0 and w.households[2].supported == S_SEED


@pytest.mark.parametrize(("marks", "aware", "cut", "support"), [(CLAIMS, INVESTMENT, 0.2, INVESTMENT), (0, INVESTMENT, 0.0, 0), (CLAIMS, 0, 0.0, 0)])
def test_a_tax_cut_is_for_those_who_claim_it(w: Any, marks: int, aware: int, cut: float, support: int) -> None:
    put(w.offers[0, 0], tax_cut=0.2, tax_cut_months=36.0, tax_cut_cap_usd=1_200.0, tax_cut_associates=1.0)
    w.households[2].aware = aware
    _, firm = opens(w, promise=marks)
    assert (firm.tax_cut, firm.support) == (cut, support)
    assert (firm.tax_cut_months, firm.tax_cut_cap, firm.associates) == ((36, pytest.approx(100.0), 1) if cut else (0, 0.0, 0))


@pytest.mark.parametrize("name", ["start_days", "start_steps", "start_cost_usd"])
def test_a_reform_supports_those_it_is_better_for(w: Any, name: str) -> None:
    for base, support in ((5.0, 0), (5.1, S_REGISTRATION)):
        put(w.offers[0, 0], **{name: 5.0})
        put(w.terms_without_policy[0], **{name: base})
        opens(w)
        assert w.firms[int(w.counts[1]) - 1].support == support


@pytest.mark.parametrize(("marks", "draw", "aligned"), [(MATCHED, 0.9, 1), (0, 0.29, 1), (0, 0.3, 0)])
def test_alignment(w: Any, monkeypatch: pytest.MonkeyPatch, marks: int, draw: float, aligned: int) -> None:
    asked = rig(monkeypatch, *MODULES, FIRM=(0.9, 0.5, 0.9, draw))
    _, firm = opens(w, promise=marks)
    assert firm.is_aligned == aligned and booked(w).get("ALIGNED", 0.0) == aligned and set(asked) == {("FIRM", -1, 902)}


def test_a_firm_on_a_plot(w: Any) -> None:
    """Of 960 a plot saves 240: it opens with 720, works with 960, and stands where the zone is."""
    w.communities[1].has_zone = 1
    f, firm = opens(w, S._replace(holiday=24), promise=HAS_PLOT | CLAIMS, community=0)
    assert (firm.capital, firm.jobs, firm.in_zone, firm.holiday_months, firm.community, firm.cell, firm.support) == (720.0, 2.0, 1, 24, 1, 2 + 72, S_ZONE)
    assert f.promise == CLAIMS and w.institutions[ZONE].places == 2.0 and w.households[2].invested_productive == 720.0
    opens(w, promise=HAS_PLOT, community=1, capital=40.0)
    assert w.firms[1].jobs == 1.0 and w.firms[1].cell == 2 + 72  # its owner's community is that of the first


def test_procedures_take_their_days_month_by_month(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    f = file(w, 2, Desk.REGISTRY, days_left=40.0, days_total=5.0, reach=500.0, capital=400.0)
    waits = file(w, 3, Desk.COUNTER, days_left=10.0)
    lasts = 1.0 - 0.99**MONTH  # of those who wait a month, so many give up
    asked = rig(monkeypatch, *MODULES, **{**LOTS, "FILE": lambda month, person: (lasts * 1.001,)})
    projects.run_procedures(w, P, NOW, S)
    assert (f.days_left, f.days_total, f.desk, waits.days_left) == (pytest.approx(9.6), pytest.approx(35.4), Desk.REGISTRY.value, 10.0) and asked == [("FILE", NOW.tick, 902)]
    f.days_left = MONTH
    projects.run_procedures(w, P, NOW, S)
    assert (w.counts[1], f.desk, f.days_total) == (1, 0, pytest.approx(35.4 + MONTH))


@pytest.mark.parametrize(
    ("national", "factor", "flow"), [(1, 0.999, "BLOCKED_PROCEDURES"), (0, 0.999, "BLOCKED_NATIONALITY"), (0, 0.4, "BLOCKED_PROCEDURES")]
)  # fmt: skip
def test_giving_up_on_procedures(w: Any, monkeypatch: pytest.MonkeyPatch, national: int, factor: float, flow: str) -> None:
    file(w, 2, Desk.REGISTRY, days_left=20.0)
    w.households[2].is_national = national
    rig(monkeypatch, *MODULES, **{**LOTS, "FILE": ((1.0 - 0.99**20.0) * factor,)})
    projects.run_procedures(w, P, NOW, S)
    assert booked(w) == {flow: 1.0} and w.files[2].desk == 0 and w.households[2].trust_state == pytest.approx(0.3) and w.households[2].will_retry == 0
    assert w.households[2].blocked == (BLOCKED_PROCEDURES if flow == "BLOCKED_PROCEDURES" else BLOCKED_NATIONALITY)


def test_who_needs_the_firm_lays_it_aside_and_goes_on_from_where_it_stood(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seven in ten do, by a draw of the project's own; each month one in five takes it up again, and may tire again."""
    p = P._replace(founding=P.founding._replace(again_months=5.0))
    f = file(w, 2, Desk.REGISTRY, days_left=40.0, days_total=5.0, opened=33)
    tires = 1.0 - 0.99**MONTH
    asked = rig(monkeypatch, *MODULES, **{**LOTS, "AGAIN": (0.9, 0.9, 0.69), "FILE": (tires * 0.999, 0.99, 0.1)})
    projects.run_procedures(w, p, NOW, S)
    assert (f.desk, f.days_left, f.days_total) == (Desk.ASIDE.value, 40.0, 5.0) and booked(w) == {} and ("AGAIN", 33, 902) in asked
    assert w.households[2].trust_state == pytest.approx(0.3) and w.households[2].grievance == pytest.approx(0.5) and w.households[2].will_retry == 0
    rig(monkeypatch, *MODULES, **{**LOTS, "FILE": (0.99, 0.99, 0.21)})
    projects.run_procedures(w, p, NOW, S)
    assert (f.desk, f.days_left, f.days_total) == (Desk.ASIDE.value, 40.0, pytest.approx(5.0 + MONTH))
    rig(monkeypatch, *MODULES, **{**LOTS, "FILE": (tires * 1.001, 0.99, 0.19)})
    projects.run_procedures(w, p, NOW, S)
    assert (f.desk, f.days_left, f.days_total) == (Desk.REGISTRY.value, pytest.approx(9.6), pytest.approx(5.0 + 2.0 * MONTH))
    f.desk = Desk.ASIDE.value
    rig(monkeypatch, *MODULES, **{**LOTS, "AGAIN": (0.9, 0.9, 0.71), "FILE": (0.0, 0.99, 0.19)})
    projects.run_procedures(w, p, NOW, S)
    assert f.desk == 0 and booked(w) == {"BLOCKED_PROCEDURES": 1.0}
    f.desk, w.households[2].status = Desk.ASIDE.value, 2  # who left the country
    projects.projects_month.py_func((w,), (p,), NOW, S._replace(zone=-1, call=-1, counter=-1), np.zeros(9))
    assert f.desk == 0


def test_the_first_institution_is_one_too(w: Any) -> None:
    """Number 0 is no absence: the fund of grants, that of guarantees, the zone whose plot a closing file gives back."""
    put(w.offers[0, 0], grant_share=0.2, grant_cap_usd=1e9, guarantee_share=0.5)
    s = NOBODY_SERVES._replace(guaranteed=0.5)
    opens(w, s._replace(grant=0), promise=CLAIMS)
    assert (w.institutions[0].served, w.institutions[0].spent) == (1.0, pytest.approx(160.0))
    opens(w, s._replace(guarantee=0), reach=900.0, loan=60.0)
    assert (w.institutions[0].served, w.institutions[0].committed) == (2.0, 30.0)
    opens(w, s._replace(guarantee=0, grant=0), reach=500.0, loan=60.0, promise=CLAIMS)
    assert w.institutions[0].abandoned == 2.0
