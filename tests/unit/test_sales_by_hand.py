"""What is sold across a border, by hand: by firms at origin, by firms of the residence country outside of the diaspora, and home goods."""

from __future__ import annotations

import math
from typing import Any

import pytest

from model.enterprise import trade
from model.records.flows import Flow
from model.records.vocabulary import OwnerKind
from tests.bare import NOW, booked, put
from tests.scenes.trade import P, scene


@pytest.fixture
def w(monkeypatch: pytest.MonkeyPatch) -> Any:
    return scene(monkeypatch)


def recorded(monkeypatch: pytest.MonkeyPatch, name: str) -> list[Any]:
    seen: list[Any] = []
    monkeypatch.setattr(trade, name, lambda w, p, t, *a: seen.append(a))
    return seen


@pytest.mark.parametrize("own", [True, False])
def test_firms_at_origin_consider_trade_once_a_year(w: Any, monkeypatch: pytest.MonkeyPatch, own: bool) -> None:
    """Five jobs at twice a monthly income of 100: 12,000 a year. Whoever is local meets as many as met per local firm; one in two knows somebody."""
    put(w.corridors[0], diaspora=10.0, meetings=40.0, climate=0.7)
    w.settings[0], w.communities[1].population = 2, 500.0
    seen = recorded(monkeypatch, "consider")
    kind = OwnerKind.FIRM if own else OwnerKind.LOCAL
    put(w.firms[4], kind=kind.value, community=1, contacts=3.0, productivity=1.5, household=5, owner=77)  # 704 + 40 months are 62 years
    w.households[5].root = 77
    put(w.firms[5], kind=kind.value, community=1)
    for k in (4, 5):
        trade.at_origin(w, P, NOW, k)
    assert seen == ([(4, (5, pytest.approx(18_000.0), 0.7, 1.0, 0.3, 3.0))] if own else [(4, (-1, pytest.approx(12_000.0), 0.7, pytest.approx(0.5), 0.0, 0.4))])
    w.households[5].root = 0
    trade.at_origin(w, P, NOW, 4)
    assert seen[-1][1].owner == -1


def test_what_firms_at_origin_sell(w: Any) -> None:
    put(w.corridors[0], imports=900.0, barrier=math.sqrt(2.0) - 1.0, recession=0.2)
    put(w.firms[1], traders=2.0, exports=500.0)
    trade.at_origin(w, P, NOW, 1)
    assert booked(w) == booked(w, 1) == {"EXPORTS": pytest.approx(2.0 * 500.0 * 0.5 * 0.8)}
    w.tally[:] = 64.0
    put(w.firms[1], kind=OwnerKind.LOCAL.value, weight=4.0, traders=0.0)
    trade.at_origin(w, P, NOW, 1)
    assert booked(w) == {"IMPORTS": pytest.approx(4.0 * 900.0 / 100.0)}


@pytest.mark.parametrize(("jobs", "size"), [(9.9, "MICRO"), (10.0, "SMALL"), (49.9, "SMALL"), (50.0, "MEDIUM")])
def test_sizes_of_exporters(w: Any, jobs: float, size: str) -> None:
    put(w.firms[1], jobs=jobs, traders=3.0)
    trade.count_exporter(w, 1)
    assert booked(w) == booked(w, 1) == {f"EXPORTERS_{size}": 3.0}


# --- imports ----------------------------------------------------------------------------------------------------------------------------------------

Q = P._replace(trade=P.trade._replace(diaspora_partner=0.5, sales_per_job=1.0, document_usd=0.0, shipments=1.0, rules_usd=1_500.0, advice=1.0, stops=0.1))
# Five jobs sell 6,000 a year, 3,000 after ten days at customs; the border costs 1,500, the rules as much, for those who can ask nobody.
TYPICAL = 0.5 * (3_000.0 / 4_500.0) + 0.5 * (3_000.0 / 6_000.0)  # one in two knows somebody where one in a hundred is of the diaspora
TYPICAL_ENTERS, TYPICAL_STOPS = 0.8 * TYPICAL * (1.0 - 0.8 * (1.0 - 0.5 * 0.5)), 0.1 * (2.0 - TYPICAL)
USUAL = TYPICAL_ENTERS / (TYPICAL_ENTERS + TYPICAL_STOPS)


def importer(w: Any, told: dict[str, float] | None = None, **corridor: float) -> Any:
    for terms in (w.terms_without_policy[1], w.offers[1, 0], w.offers[1, 1]):
        put(terms, customs_documents=0.0, shipment_cost_usd=500.0)
    put(w.offers[1, 1], **(told or {}))
    c = put(w.corridors[1], **({"diaspora": 100.0, "import_market": 7_000.0, "importing": -1.0} | corridor))
    trade.imports_of(w, Q, 1)
    return c


def test_a_typical_corridor_imports_what_is_observed(w: Any) -> None:
    c = importer(w)
    assert (c.importing, c.imports) == (pytest.approx(USUAL), pytest.approx(7_000.0))


def test_a_larger_diaspora(w: Any) -> None:
    """Three in a hundred: three in four know somebody. Whom firms of the diaspora meet is no partner of others."""
    c = importer(w, diaspora=300.0, meetings=50.0)
    pays = 0.75 * (3_000.0 / 4_500.0) + 0.25 * 0.5
    enters, stops = 0.8 * pays * (1.0 - 0.8 * (1.0 - 0.5 * 0.75)), 0.1 * (2.0 - pays)
    assert c.importing == pytest.approx(enters / (enters + stops)) and c.imports == pytest.approx(7_000.0 * c.importing / USUAL)


def test_importers_come_and_go_by_the_month(w: Any) -> None:
    c = importer(w, importing=0.4)
    after = 0.4 + (TYPICAL_ENTERS * 0.6 - TYPICAL_STOPS * 0.4) / 12.0
    assert c.importing == pytest.approx(after) and c.imports == pytest.approx(7_000.0 * after / USUAL)
    c = importer(w, importing=0.0)
    assert c.importing == pytest.approx(TYPICAL_ENTERS / 12.0)


def test_better_terms_for_a_whole_corridor_and_a_barrier(w: Any) -> None:
    w.shares[0], w.permits[0, 1] = 1.0, 1
    better = importer(w, {"customs_days": 0.0, "shipment_cost_usd": 0.0}, importing=0.4)
    pays = 0.5 * (6_000.0 / 7_000.0) + 0.5 * (6_000.0 / 8_500.0)
    enters, stops = 0.8 * pays * 0.4, 0.1 * (2.0 - pays)
    assert better.importing == pytest.approx(0.4 + (enters * 0.6 - stops * 0.4) / 12.0) and better.imports == pytest.approx(7_000.0 * better.importing / USUAL * 2.0)
    w.shares[0] = 0.99
    assert importer(w, {"customs_days": 0.0}, importing=0.4).imports == pytest.approx(7_000.0 * (0.4 + (TYPICAL_ENTERS * 0.6 - TYPICAL_STOPS * 0.4) / 12.0) / USUAL)
    cut = importer(w, customs_cut=1.0, barrier=math.sqrt(2.0) - 1.0, importing=0.4)
    pays = 0.5 * (3_000.0 / (3_000.0 + 1_000.0 + 500.0 * math.sqrt(2.0))) + 0.5 * (3_000.0 / (3_000.0 + 2_500.0 + 500.0 * math.sqrt(2.0)))
    enters, stops = 0.8 * pays * 0.4, 0.1 * (2.0 - pays)
    assert cut.importing == pytest.approx(0.4 + (enters * 0.6 - stops * 0.4) / 12.0) and cut.imports == pytest.approx(7_000.0 * cut.importing / USUAL)


def test_where_nobody_ever_would_nothing_is_imported(w: Any) -> None:
    p = Q._replace(trade=Q.trade._replace(tries=0.0))
    trade.imports_of(w, p, 1)
    assert w.corridors[1].imports == 0.0


# --- home goods and a month -------------------------------------------------------------------------------------------------------------------------


def test_home_goods(w: Any) -> None:
    """Hosts: 10,000 x 0.02 x 3 x 0.9 = 540, bought where the diaspora buys; four tenths of all is imported, half of that under the barrier."""
    w.tally[:] = 0.0
    cells = w.tally.shape[0] // 2
    own, hosts, exports, people = (flow.value for flow in (Flow.NOSTALGIA, Flow.NOSTALGIA_HOST, Flow.EXPORTS, Flow.HOUSEHOLDS))
    w.tally[cells - 1, own] = 999.0  # of the other corridor
    w.tally[[cells, cells + 2, 2 * cells - 1], own] = [100.0, 0.0, 300.0]
    w.tally[[cells, cells + 5], people] = [30.0, 20.0]
    w.tally[cells, exports] = 7.0
    c = put(w.corridors[1], adopters=0.02, recession=0.1, barrier=math.sqrt(2.0) - 1.0, household_size=4.0, shops=0.4, travel=0.5, export_market=1e15)
    trade.home_goods(w, P, 1)
    assert w.tally[[cells, cells + 2, 2 * cells - 1], hosts].tolist() == pytest.approx([135.0, 0.0, 405.0]) and w.tally[:, hosts].sum() == pytest.approx(540.0)
    assert w.tally[[cells, cells + 2, 2 * cells - 1], exports].tolist() == pytest.approx([7.0 + 0.2 * 235.0, 0.0, 0.2 * 705.0])
    assert c.diaspora == 200.0 and c.availability == pytest.approx(1.0 - 0.75 * 0.5)  # 20 shops for 10,000
    rate = 0.12 * 0.4 + 0.24 * 0.2 + 0.36 * 0.02
    assert c.adopters == pytest.approx(0.02 + rate / 12.0 * 0.08 - 0.01 * 0.02)
    w.tally[cells:, own] = 100.0  # where the market is no larger than what is wanted, half of it comes from there
    w.tally[:, exports] = 0.0
    c.export_market = 0.4 * ((len(w.tally) - cells) * 100.0 + 10_000.0 * c.adopters * 3.0 * 0.9) / P.trade.home_most
    most = P.trade.home_most * c.export_market
    trade.home_goods(w, P, 1)
    assert w.tally[:, exports].sum() == pytest.approx(0.5 * 0.5 * most)
    w.tally[:] = 0.0
    trade.home_goods(w, P, 1)
    assert w.tally.sum() == 0.0 and c.diaspora == 0.0
    w.tally[cells, own] = 0.5
    trade.home_goods(w, P, 1)
    assert w.tally[cells, hosts] == pytest.approx(10_000.0 * c.adopters * 3.0 * 0.9, rel=0.1)  # of half a dollar too


def test_a_month_of_trade(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[Any] = []
    for name, what in (("imports_of", lambda w, p, c: done.append(("imports", c, w.corridors[c].shops))), ("home_goods", lambda w, p, c: done.append(("goods", c))),
                       ("at_residence", lambda w, p, t, k: done.append(("here", k))), ("at_origin", lambda w, p, t, k: done.append(("origin", k))), ("count_exporter", lambda w, k: done.append(("sells", k)))):  # fmt: skip
        monkeypatch.setattr(trade, name, what)
    w.counts[1] = 7
    for k, (kind, alive) in enumerate(((OwnerKind.FIRM, 1), (OwnerKind.STAKE, 1), (OwnerKind.RESIDENCE, 1), (OwnerKind.LOCAL, 1), (OwnerKind.FIRM, 0), (OwnerKind.RESIDENCE, 0), (OwnerKind.LOCAL, 1))):
        put(w.firms[k], kind=kind.value, is_alive=alive, contacts=8.0, knowledge=0.4, traders=1.0 if k != 6 else 0.0)
    for c in (0, 1):
        put(w.corridors[c], shops=5.0, meetings=10.0)
    trade.trade_month.py_func((w,), (P,), NOW)
    assert done == [("imports", 0, 0.0), ("imports", 1, 0.0), ("origin", 0), ("sells", 0), ("here", 2), ("sells", 2), ("origin", 3), ("sells", 3), ("here", 5), ("origin", 6), ("goods", 0), ("goods", 1)]
    kept, remembered = 0.5 ** (1.0 / 6.0), 0.5 ** (1.0 / 12.0)  # halved after six months, and after a year
    assert [w.corridors[c].meetings for c in (0, 1)] == pytest.approx([10.0 * kept] * 2)
    assert [w.firms[k].contacts for k in range(7)] == pytest.approx([8.0 * kept, 8.0, 8.0 * kept, 8.0 * kept, 8.0, 8.0, 8.0 * kept])
    assert [w.firms[k].knowledge for k in range(7)] == pytest.approx([0.4 * remembered, 0.4, 0.4 * remembered, 0.4 * remembered, 0.4, 0.4, 0.4 * remembered])
