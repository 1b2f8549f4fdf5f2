"""One-stop shop, mediators, zones and firms, by hand: who is served, what a visit there changes, who gets a plot, and a month of a firm."""

from __future__ import annotations

from typing import Any

import pytest

from model.compiled.random_draws import descendant
from model.enterprise import firms_at_origin as firms
from model.queue import Desk
from model.records.vocabulary import OwnerKind
from tests.bare import NOW, booked, put, rig
from tests.scenes.firms import GUARANTEE, LOTS, MODULES, ZONE, P, S, scene


@pytest.fixture
def w(monkeypatch: pytest.MonkeyPatch) -> Any:
    return scene(monkeypatch)


# --- firms ------------------------------------------------------------------------------------------------------------------------------------------


def firm(w: Any, **values: Any) -> Any:
    """A firm whose month earns 1,000 x 1 % x 2 x 0.5 = 10, and 7.5 after a tax of a quarter: the usual."""
    put(w.corridors[0], climate=0.5, tax_rate=0.25)
    put(w.communities[0], energy=1.0)
    w.counts[1] = 1
    usual = {"capital": 1_000.0, "jobs": 4.0, "productivity": 1.0, "weight": 2.0, "is_alive": 1, "age": 10, "id": 700, "cell": 6, "household": 0, "person": 100, "founded": 3}
    return put(w.firms[0], **(usual | values))


def month(w: Any, s: Any = S) -> None:
    firms.trade_all.py_func((w,), (P,), NOW, s)


def test_a_usual_month(w: Any) -> None:
    f = firm(w)
    month(w)
    assert (f.age, f.capital, f.jobs, f.is_alive) == (11, pytest.approx(1_005.0), pytest.approx(4.02), 1)
    assert booked(w) == booked(w, 6) == pytest.approx({"FIRMS": 2.0, "JOBS": 8.04})


@pytest.mark.parametrize(
    ("values", "earns"),
    [
        ({"productivity": 2.0}, 2.0), ({"productivity": 99.0}, 4.0), ({"credit": 600.0, "loan_months": 60}, (10.0 - 3.0) * 0.75 / 7.5), ({"credit": 600.0, "loan_months": 30}, 8.5 * 0.75 / 7.5),
        ({"holiday_months": 5}, 10.0 / 7.5), ({"tax_cut": 0.1, "tax_cut_months": 5, "tax_cut_cap": 9.0}, 8.0 / 7.5), ({"tax_cut": 0.1, "tax_cut_months": 5, "tax_cut_cap": 0.3}, 7.8 / 7.5),
        ({"tax_cut": 0.1, "tax_cut_months": 5, "tax_cut_cap": 9.0, "associates": 1}, 8.5 / 7.5), ({"credit": 9_000.0, "loan_months": 60}, 0.05), ({"community": 1}, 0.8), ({"community": 1, "in_zone": 1}, 0.96),
    ],
)  # fmt: skip
def test_what_a_firm_earns_is_what_it_grows_by(w: Any, values: dict[str, Any], earns: float) -> None:
    """6 % a year, and half of what is earned beyond the usual 9 % of capital."""
    w.communities[1].energy = 0.5
    f = firm(w, **values)
    month(w)
    growth = 1.0 + (0.06 + 0.5 * 0.12 * 0.75 * (earns - 1.0)) / 12.0
    assert (f.capital, f.jobs) == (pytest.approx(1_000.0 * growth), pytest.approx(4.0 * growth))
    assert f.holiday_months == max(values.get("holiday_months", 0) - 1, 0) and f.tax_cut_months == max(values.get("tax_cut_months", 0) - 1, 0)
    assert f.loan_months == max(values.get("loan_months", 0) - 1, 0)
    found = booked(w, 6)
    assert found.get("ZONE_FORGONE", 0.0) == pytest.approx(2.0 * 2.5 if "holiday_months" in values else 0.0)
    assert found.get("FORGONE", 0.0) == pytest.approx(2.0 * (earns - 1.0) * 7.5 if "tax_cut" in values else 0.0)


def test_in_a_holiday_no_tax_is_cut(w: Any) -> None:
    f = firm(w, holiday_months=1, tax_cut=0.1, tax_cut_months=5, tax_cut_cap=9.0)
    month(w)
    assert "FORGONE" not in booked(w) and (f.holiday_months, f.tax_cut_months) == (0, 4)
    month(w)
    assert booked(w)["FORGONE"] > 0.0


@pytest.mark.parametrize(
    ("values", "chance"),
    [
        ({"age": 58}, 0.02), ({"age": 59}, 0.01), ({"productivity": 4.0}, 0.01), ({"productivity": 4.0, "kind": OwnerKind.STAKE.value}, 0.02), ({"care": 1}, 0.016),
    ],
)  # fmt: skip
def test_closing(w: Any, monkeypatch: pytest.MonkeyPatch, values: dict[str, Any], chance: float) -> None:
    """24 % a year, 12 % from the fifth on; who earns four times the usual half as often; a fifth less with after-care."""
    for draw, alive in ((chance * 1.001, 1), (chance * 0.999, 0)):
        asked = rig(monkeypatch, *MODULES, **(LOTS | {"FIRM": (draw, 0.5, 0.99, 0.99)}))
        f = firm(w, **({"in_zone": 1, "tax_cut_months": 5} | values))
        w.communities[0].energy = w.corridors[0].climate = 0.5
        p = P._replace(founding=P.founding._replace(productive_infrastructure=0.0), services=P.services._replace(zone_infrastructure=1.0))
        firms.trade_all.py_func((w,), (p,), NOW, S)
        assert f.is_alive == alive and asked[0] == ("FIRM", NOW.tick, 700) and f.care == 0
        if not alive:
            assert f.tax_cut_months == 0 and w.institutions[ZONE].places == 4.0 and f.capital == 1_000.0
    w.institutions[ZONE].places = 2.0
    for change, s in (({"in_zone": 0}, S), ({}, S._replace(zone=-1))):
        firm(w, **({"in_zone": 1} | change))
        firms.close(w, 0, s)
        assert w.institutions[ZONE].places == 2.0


def test_loans(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A guarantee of 600 over sixty months: ten a month."""
    fund = put(w.institutions[GUARANTEE], committed=600.0)
    f = firm(w, loan=600.0, credit=1.0, loan_months=60)
    month(w)
    assert (fund.committed, fund.spent, f.loan_months) == (590.0, 0.0, 59)
    rig(monkeypatch, *MODULES, **(LOTS | {"FIRM": (1e-9, 0.5, 0.99, 0.99)}))
    month(w)
    assert (fund.committed, fund.spent, f.loan_months, f.is_alive) == (0.0, 590.0, 0, 0)
    month(w)
    assert fund.spent == 590.0
    put(fund, committed=600.0, spent=0.0)
    firm(w, loan=600.0, loan_months=20, is_alive=0)  # closed in a dispute
    month(w)
    assert (fund.committed, fund.spent, f.loan_months, f.age) == (400.0, 200.0, 0, 10)
    firm(w, loan=0.6, loan_months=60)  # of less than a dollar too
    month(w)
    assert (fund.committed, fund.spent) == pytest.approx((399.4, 200.6))
    put(fund, committed=400.0, spent=200.0)
    firm(w, loan=0.0, loan_months=2, credit=5.0)
    month(w, S._replace(guarantee=-1))
    assert (fund.committed, fund.spent) == (400.0, 200.0)


@pytest.mark.parametrize("kind", [OwnerKind.RESIDENCE, OwnerKind.LOCAL])
def test_other_firms_are_no_business_of_this_loop(w: Any, kind: OwnerKind) -> None:
    f = firm(w, kind=kind.value)
    month(w)
    assert f.age == 10 and booked(w) == {}


def test_a_stake_has_no_jobs_and_a_firm_at_least_one(w: Any) -> None:
    f = firm(w, kind=OwnerKind.STAKE.value)
    month(w)
    assert f.jobs == 0.0 and booked(w) == {}
    f = firm(w, kind=OwnerKind.FIRM.value, jobs=0.5, founded=-1)
    month(w)
    assert f.jobs == 1.0 and booked(w) == {}
    firm(w, founded=0)
    month(w)
    assert booked(w)["FIRMS"] == 2.0


@pytest.mark.parametrize(
    ("values", "draws", "disputes", "resolved"),
    [
        ({}, (0.0099, 0.9), 1.0, 0.0), ({}, (0.12 / 12.0, 0.9), 0.0, 0.0), ({"age": 35}, (0.0099, 0.9), 0.0, 0.0), ({"age": 34}, (0.0099, 0.9), 1.0, 0.0), ({"disputed": 1}, (0.0099, 0.9), 0.0, 0.0),
        ({"kind": OwnerKind.STAKE.value}, (0.0099, 0.9), 0.0, 0.0), ({"care": 3}, (0.0099, 0.39), 1.0, 1.0), ({"care": 3}, (0.0099, 0.4), 1.0, 0.0), ({"care": 1}, (0.0099, 0.39), 1.0, 0.0),
        ({"person": 99}, (0.0099, 0.9), 0.0, 0.0),
    ],
)  # fmt: skip
def test_disputes(w: Any, monkeypatch: pytest.MonkeyPatch, values: dict[str, Any], draws: tuple[float, float], disputes: float, resolved: float) -> None:
    asked = rig(monkeypatch, *MODULES, **(LOTS | {"FIRM": (0.99, 0.5, *draws), "AGENCY": (0.3,)}))
    f = firm(w, **values)
    month(w)
    assert (booked(w, 6).get("DISPUTES", 0.0), booked(w, 6).get("RESOLVED", 0.0)) == (disputes, resolved)
    filed = disputes > resolved
    assert w.counts[4] == int(filed) and (not filed or f.disputed == 1)
    if filed:
        c = w.files[0]
        assert (c.desk, c.firm, c.household, c.draw, c.id) == (Desk.MEDIATOR.value, 0, 0, 0.3, descendant(700, 1 + f.age)) and asked[-1] == ("AGENCY", NOW.tick, 700)


def test_a_plot_in_the_zone_of_the_first_institution(w: Any) -> None:
    firm(w, in_zone=1)
    firms.close(w, 0, S._replace(zone=0))
    assert w.institutions[0].places == 4.0
