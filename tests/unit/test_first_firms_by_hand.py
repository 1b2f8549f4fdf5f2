"""The first firms of a world, by hand: local firms that together sell what is observed, firms in the residence country, and home goods at rest."""

from __future__ import annotations

import math
from typing import Any

import pytest

from model.population import firms
from model.population.firms import FIRST_LOCAL, LOCAL_RECORDS
from model.records.vocabulary import OwnerKind
from tests.bare import NOW, bare, given, put, rig

# Sales of S pay where S / (S + cost); ten days at customs halve them; one in two knows somebody where one in a hundred is of the diaspora.
P = given(
    trade={
        "sharpness": 1.0, "margin": 1.0, "tries": 0.8, "market_usd": 500.0, "shipments": 2.0, "document_usd": 50.0, "day_effect": math.log(2.0) / 10.0, "cost_elasticity": 2.0, "rules_usd": 1_000.0, "advice": 1.0,
        "search": 0.2, "diaspora_partner": 0.5, "acquaintances": 100.0, "gregarious": 1.0, "stops": 0.2, "sales_per_job": 2.0, "local_jobs": 5.0, "local_spread": 0.0, "local_women": 0.25, "home_share": 0.2, "typical_density": 0.01,
        "owner_partner": 0.3, "own_import": 0.5, "suitcase": 0.5, "shops_needed": 20.0, "innovation": 0.12, "imitation": 0.0, "host_ceiling": 0.1, "host_contacts": 0.0, "lapse": 0.12,
    },
    business={"owners": 0.2, "closing": 0.1, "reopening": 0.5, "here_jobs": 3.0, "here_spread": 0.5, "sellers": 0.4, "turnover_per_job": 2.0, "sold_share": 0.3, "bought_share": 0.2},
)  # fmt: skip


@pytest.fixture
def w(monkeypatch: pytest.MonkeyPatch) -> Any:
    rig(monkeypatch, firms, RESIDENCE=(0.5, 0.5, 0.5, 0.5))
    made = bare(firms=300)
    for c in (0, 1):
        put(made.corridors[c], climate=0.5, origin_income=100.0, residence_income=1_000.0, residence_population=10_000.0, diaspora=100.0, export_market=1e6, first_household=0, n_records=12)
        put(made.terms_without_policy[c], customs_days=10.0, customs_documents=5.0, shipment_cost_usd=0.0)
        for m in (0, 1):
            made.communities[2 * c + m].population = 5_000.0
    return made


def at_rest(entering: float, leaving: float) -> float:
    return entering / (entering + leaving)


def selling(sales: float, knows: float, partner: float) -> float:
    """Share of firms with yearly `sales` at the border that trade in the long run: 1,000 for market and documents, 1,000 for rules unless one can ask."""
    pays = knows * sales / (sales + 1_000.0) + (1.0 - knows) * sales / (sales + 2_000.0)
    return at_rest(0.8 * pays * partner, 0.2 * (2.0 - pays))


def test_local_firms_sell_what_is_observed_where_the_diaspora_is_typical(w: Any) -> None:
    """Five jobs at 2 x 100 are 1,000 a month, 500 after customs: 6,000 a year. A fifth of what is observed are home goods, which others sell."""
    firms._local_firms(w, P, NOW, 1)
    c = w.corridors[1]
    partner = 1.0 - 0.8 * 0.75
    share = selling(6_000.0, 0.5, partner)
    each = round(0.8 * 1e6 / (100.0 * share * 500.0))
    assert w.counts[1] == LOCAL_RECORDS == 100 and c.local_firms == 100.0 * each and c.importing == -1.0
    f = w.firms[99]
    assert (f.id, f.kind, f.corridor, f.jobs, f.productivity, f.exports, f.weight) == (FIRST_LOCAL + 199, OwnerKind.LOCAL.value, 1, pytest.approx(5.0), pytest.approx(1.0), pytest.approx(500.0), each)
    assert f.traders == math.floor(each * share + 0.5) and [w.firms[k].community for k in range(3)] == [2, 3, 2] and FIRST_LOCAL == 3_200_000_000
    women = [(w.firms[k].cell // 12) % 2 for k in range(100)]
    assert sum(women) == pytest.approx(25, abs=2) and [w.firms[k].cell - 12 * women[k] for k in range(2)] == [2 * 72 + 1, 3 * 72 + 1]
    expected = [int((j * 0.7548776662466927 + 0.5) % 1.0 < 0.25) for j in range(100)]
    assert women == expected


def test_a_larger_diaspora_helps_more_of_them_to_sell(w: Any) -> None:
    """Three in a hundred in the residence country; of the origin's people three in a hundred too: three in four know somebody."""
    put(w.corridors[1], diaspora=300.0)
    firms._local_firms(w, P, NOW, 1)
    each = w.firms[0].weight
    assert each == round(0.8 * 1e6 / (100.0 * selling(6_000.0, 0.5, 0.4) * 500.0)) and w.firms[0].traders == math.floor(each * selling(6_000.0, 0.75, 1.0 - 0.8 * (1.0 - 0.5 * 0.75)) + 0.5)


def test_a_climate_and_a_market(w: Any) -> None:
    """Under half of the usual climate sales are worth half; a firm is one at least."""
    put(w.corridors[1], climate=0.25, export_market=1.0)
    firms._local_firms(w, P, NOW, 1)
    assert w.firms[0].weight == 1.0 and w.corridors[1].local_firms == 100.0 and w.firms[0].traders == math.floor(selling(3_000.0, 0.5, 0.4) + 0.5)
    put(w.corridors[0], climate=0.25)
    w.counts[1] = 0
    firms._local_firms(w, P, NOW, 0)
    assert w.firms[0].weight == round(0.8 * 1e6 / (100.0 * selling(3_000.0, 0.5, 0.4) * 500.0))
    none = P._replace(trade=P.trade._replace(tries=0.0))
    w.counts[1] = 0
    firms._local_firms(w, none, NOW, 0)
    assert (w.firms[0].weight, w.firms[0].traders) == (1.0, 0.0)


def test_sizes_are_a_mixture_of_mean_one(w: Any) -> None:
    p = P._replace(trade=P.trade._replace(local_spread=0.5))
    firms._local_firms(w, p, NOW, 0)
    sizes = [w.firms[k].productivity for k in range(100)]
    assert sum(sizes) / 100.0 == pytest.approx(1.0, abs=0.03) and len({round(size, 9) for size in sizes}) == 100
    assert sizes[0] == pytest.approx(math.exp(0.5 * -2.5121 - 0.125), rel=1e-3)  # the quantile of 0.5 % x 0.998 + 0.001, 0.00599
    assert all(w.firms[k].jobs == pytest.approx(max(5.0 * sizes[k], 1.0)) for k in range(100)) and min(w.firms[k].jobs for k in range(100)) >= 1.0
    small = p._replace(trade=p.trade._replace(local_jobs=0.5))
    w.counts[1] = 0
    firms._local_firms(w, small, NOW, 0)
    assert w.firms[0].jobs == 1.0


def test_no_room_for_local_firms() -> None:
    w = bare(firms=5)
    put(w.corridors[0], residence_population=1.0)
    w.communities[0].population = 1.0
    firms._local_firms(w, P, NOW, 0)
    assert w.counts[1] == 5 and w.counts[3] == 1 and w.corridors[0].local_firms == 0.0


def test_firms_in_the_residence_country(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Places for 0.2 x (1 + 0.1 / 0.5) = 0.24 of the households: strata 0.5, 0.25, 0.01, 0.76, 0.52, 0.27, 0.03, 0.78, 0.54, 0.29, 0.05, 0.80."""
    asked = rig(monkeypatch, firms, RESIDENCE=lambda month, person: (0.9, 0.1, 0.975, 0.39 if person != 106 else 0.41))
    for i in range(12):
        put(w.households[i], weight=2.0, cell=20 + i, community=3, city=2, sector=4, root=40 + i)
    put(w.corridors[1], first_household=0, n_records=12)
    firms._firms_in_residence(w, P, NOW, 1)
    assert w.counts[1] == 3 and [w.firms[k].household for k in range(3)] == [2, 6, 10] and [w.firms[k].seller for k in range(3)] == [1, 0, 1]
    assert asked == [("RESIDENCE", -1, 100 + i) for i in (2, 6, 10)]
    f = w.firms[1]
    jobs = 3.0 * math.exp(0.5 * 1.959964 - 0.125)
    assert (f.id, f.kind, f.weight, f.cell, f.community, f.city, f.sector, f.owner, f.is_alive, f.jobs) == (106, OwnerKind.RESIDENCE.value, 2.0, 26, 3, 2, 4, 46, 1, pytest.approx(jobs, rel=1e-6))
    assert [w.households[i].owns_in_residence for i in range(12)] == [int(i in (2, 6, 10)) for i in range(12)]
    sales = 12.0 * 2.0 * 1_000.0 * jobs * 0.5
    assert f.exports == pytest.approx(sales / 12.0 * 0.5, rel=1e-6)
    share = selling(sales * 0.5, 1.0, 1.0 - 0.8 * 0.7 * 0.75)
    assert f.traders == (2.0 if 1.0 - share**2 < 1.0 - 0.1 else 1.0)


@pytest.mark.parametrize("factor", [0.999, 1.001])
def test_how_many_of_them_trade(w: Any, monkeypatch: pytest.MonkeyPatch, factor: float) -> None:
    sales = 12.0 * 2.0 * 1_000.0 * 3.0 * math.exp(-0.125) * 0.5
    share = selling(sales * 0.5, 1.0, 1.0 - 0.8 * 0.7 * 0.75)
    rig(monkeypatch, firms, RESIDENCE=(0.9, share * factor, 0.5, 0.9))
    firms._firms_in_residence(w, P, NOW, 1)
    assert w.firms[0].traders == float(factor < 1.0)


def test_places_that_wait_for_a_firm(w: Any) -> None:
    """With 0.04 owners in the stratum of 0.24 places, the household at 0.05 has none yet."""
    p = P._replace(business=P.business._replace(owners=0.04, closing=2.5))
    firms._firms_in_residence(w, p, NOW, 1)
    assert [(w.firms[k].id, w.firms[k].is_alive, w.firms[k].household) for k in range(3)] == [(102, 1, 2), (106, 1, 6), (110, 0, -1)] and w.firms[2].traders == 0.0 and w.households[10].owns_in_residence == 0
    everybody = P._replace(business=P.business._replace(owners=0.9, closing=5.0))
    w.counts[1] = 0
    firms._firms_in_residence(w, everybody, NOW, 1)
    assert w.counts[1] == 12
    tiny = bare(firms=1)
    put(tiny.corridors[0], residence_population=1.0, n_records=12)
    firms._firms_in_residence(tiny, everybody, NOW, 0)
    assert tiny.counts[1] == 1 and tiny.counts[3] == 1


def test_small_firms_have_a_job_at_least(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    rig(monkeypatch, firms, RESIDENCE=(0.5, 0.5, 1e-4, 0.5))
    firms._firms_in_residence(w, P, NOW, 1)
    assert w.firms[0].jobs == 1.0


def test_home_goods_after_a_long_time(w: Any) -> None:
    """Twenty shops for 10,000: three quarters of all is to be had; hosts come at 0.12 x 20 / 100 and lapse at 0.12 a year."""
    w.counts[1] = 6
    for k, values in enumerate(({"weight": 10.0, "traders": 4.0}, {"weight": 8.0}, {"weight": 50.0, "corridor": 0}, {"weight": 50.0, "is_alive": 0}, {"weight": 50.0, "seller": 0}, {"weight": 50.0, "kind": OwnerKind.LOCAL.value})):
        put(w.firms[k], **({"kind": OwnerKind.RESIDENCE.value, "corridor": 1, "is_alive": 1, "seller": 1} | values))
    c = put(w.corridors[1], diaspora=10_000.0, residence_population=1e6, shops=99.0, adopters=0.05, travel=0.0)
    firms._goods_at_rest(w, P, 1)
    assert c.shops == 20.0 and c.availability == 0.75
    coming = 0.12 * 10_000.0 * 20.0 / 1e6
    assert c.adopters == pytest.approx(0.1 * coming / (coming + 0.12), rel=1e-4)


def test_of_every_corridor(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[Any] = []
    for name in ("_local_firms", "_firms_in_residence"):
        monkeypatch.setattr(firms, name, lambda w, p, t, c, name=name: done.append((name, c)))
    monkeypatch.setattr(firms, "_goods_at_rest", lambda w, p, c: done.append(("_goods_at_rest", c)))
    firms.first_firms.py_func((w,), (P,), NOW)
    assert done == [(name, c) for c in (0, 1) for name in ("_local_firms", "_firms_in_residence", "_goods_at_rest")]


def test_more_places_than_luck_can_ask_for() -> None:
    assert firms.slots_for(10_000, P) == 2_400 + int(6.0 * math.sqrt(2_400.0)) + 64 and firms.slots_for(100, P._replace(business=P.business._replace(owners=0.9))) == 100 + 60 + 64
