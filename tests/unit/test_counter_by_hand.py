"""One-stop shop, mediators, zones and firms, by hand: who is served, what a visit there changes, who gets a plot, and a month of a firm."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from model.enterprise import one_stop_shop as counter
from model.enterprise import zones
from model.queue import CLAIMS, HAS_PLOT, LATE, MATCHED, NEEDS_PLOT, NOT_CALLED, WANTS_PLOT, Desk
from model.records.bit_masks import BLOCKED_FINANCE, BLOCKED_INFORMATION, BLOCKED_INFRASTRUCTURE, BLOCKED_SKILLS, S_COUNTER
from model.records.vocabulary import CELLS, OwnerKind
from tests.bare import MONTH, NOW, bare, booked, file, put, rig
from tests.scenes.firms import COUNTER, LOTS, MODULES, ZONE, P, S, scene


@pytest.fixture
def w(monkeypatch: pytest.MonkeyPatch) -> Any:
    return scene(monkeypatch)


# --- the one-stop shop ------------------------------------------------------------------------------------------------------------------------------


def test_officers_serve_in_order_as_many_as_they_can(w: Any) -> None:
    for k, (arrived, draw) in enumerate(((39, 0.2), (40, 0.1), (39, 0.1))):
        file(w, k, Desk.COUNTER, arrived=arrived, draw=draw, days_left=100.0, days_total=3.0, support=1)
    file(w, 3, Desk.CALL, arrived=30)
    assert counter.serve_counter(w, P, NOW, S) == 0.0
    bank = w.institutions[COUNTER]
    assert (bank.served, bank.waited, bank.abandoned) == (2.0, pytest.approx(2 * MONTH), 0.0)
    assert [w.files[k].desk for k in range(4)] == [Desk.REGISTRY.value, Desk.COUNTER.value, Desk.REGISTRY.value, Desk.CALL.value]
    assert [w.files[k].days_total for k in range(3)] == pytest.approx([3.0 + MONTH, 3.0, 3.0 + MONTH])
    assert [w.files[k].days_left for k in range(3)] == [45.0, 100.0, 45.0]  # half of 100, but 45 promised
    assert [w.files[k].support for k in range(3)] == [S_COUNTER | 1, 1, S_COUNTER | 1]
    assert [w.households[k].trust_state for k in range(3)] == pytest.approx([0.55, 0.5, 0.55])
    w.files[1].days_left = 60.0
    assert counter.serve_counter(w, P, NOW, S) == 1.0 and w.files[1].days_left == 30.0  # time for one more is left
    assert counter.serve_counter(w, P, NOW, S._replace(officers=3.9)) == 3.0


@pytest.mark.parametrize(("left", "draw", "stands"), [(0.0, 0.01, True), (2.0, 0.18, False), (2.0, 0.20, True)])
def test_a_list_of_opportunities(w: Any, monkeypatch: pytest.MonkeyPatch, left: float, draw: float, stands: bool) -> None:
    """Two entries help 1 - 0.9 x 0.9 of those who knew none."""
    asked = rig(monkeypatch, *MODULES, **(LOTS | {"FILE": (0.5, 0.5, draw, 0.5)}))
    file(w, 0, Desk.COUNTER, blocked=BLOCKED_INFORMATION | BLOCKED_SKILLS, opened=35)
    counter.serve_counter(w, P, NOW, S._replace(opportunities=left, alignment=0.3))
    assert w.households[0].blocked == BLOCKED_SKILLS | (BLOCKED_INFORMATION if stands else 0) and w.files[0].promise & MATCHED == 0
    assert ("FILE", 35, 900) in asked and ("COUNTER", 35, 900) in asked


@pytest.mark.parametrize(("opportunities", "draw", "matched"), [(2.0, 0.29, True), (2.0, 0.3, False), (0.0, 0.1, False)])
def test_who_is_matched_to_what_fits_policy(w: Any, monkeypatch: pytest.MonkeyPatch, opportunities: float, draw: float, matched: bool) -> None:
    rig(monkeypatch, *MODULES, **(LOTS | {"FILE": (0.5, 0.5, 0.5, draw)}))
    file(w, 0, Desk.COUNTER)
    counter.serve_counter(w, P, NOW, S._replace(opportunities=opportunities, alignment=0.3))
    assert bool(w.files[0].promise & MATCHED) == matched


@pytest.mark.parametrize(("draw", "promise", "after", "stops"), [(0.79, 0, CLAIMS, False), (0.8, 0, 0, True), (0.79, CLAIMS, CLAIMS, True)])
def test_help_to_claim(w: Any, monkeypatch: pytest.MonkeyPatch, draw: float, promise: int, after: int, stops: bool) -> None:
    rig(monkeypatch, *MODULES, **(LOTS | {"COUNTER": (draw,)}))
    put(w.offers[0, 0], grant_share=0.25, grant_cap_usd=1e9)
    file(w, 0, Desk.COUNTER, capital=1_000.0, reach=800.0, blocked=BLOCKED_FINANCE, promise=promise)
    counter.serve_counter(w, P, NOW, S)
    assert w.files[0].promise == after and w.files[0].desk == (0 if stops else Desk.REGISTRY.value) and w.institutions[ZONE].arrived == 0.0


@pytest.mark.parametrize(("zone", "promise", "draw", "plots"), [(ZONE, WANTS_PLOT, 0.1, 1.0), (-1, WANTS_PLOT, 0.1, 0.0), (ZONE, 0, 0.1, 0.0), (ZONE, WANTS_PLOT, 0.9, 0.0)])
def test_a_plot_is_asked_for_at_the_shop(w: Any, monkeypatch: pytest.MonkeyPatch, zone: int, promise: int, draw: float, plots: float) -> None:
    rig(monkeypatch, *MODULES, **(LOTS | {"COUNTER": (draw,)}))
    file(w, 0, Desk.COUNTER, promise=promise)
    counter.serve_counter(w, P, NOW, S._replace(zone=zone))
    assert w.institutions[ZONE].served == plots and bool(w.files[0].promise & HAS_PLOT) == bool(plots)


def test_who_waits_for_longer_than_promised_trusts_less_and_may_leave(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = rig(monkeypatch, *MODULES, **(LOTS | {"AGENCY": lambda month, person: (0.19 if person == 902 else 0.2,)}))
    for k, arrived in enumerate((40, 39, 39, 38)):  # 30.4, 60.8, 60.8 and 91.2 days at the end of the month
        file(w, k, Desk.COUNTER, arrived=arrived, promise=LATE if k == 3 else 0)
    idle = S._replace(officers=0.9)
    assert counter.serve_counter(w, P, NOW, idle) == 0.0
    assert [w.files[k].promise for k in range(4)] == [0, LATE, LATE, LATE]
    assert [w.households[k].trust_state for k in range(4)] == pytest.approx([0.5, 0.3, 0.3, 0.5]) and w.households[1].grievance == 0.5
    assert [w.files[k].desk for k in range(4)] == [Desk.COUNTER.value, Desk.COUNTER.value, Desk.REGISTRY.value, Desk.COUNTER.value]
    assert w.institutions[COUNTER].abandoned == 1.0 and asked == [("AGENCY", NOW.tick, 900 + k) for k in range(4)]
    counter.serve_counter(w, P, NOW, S._replace(officers=1.0))  # the one whom it let down long ago is served, and trusts no more for that
    assert w.files[3].desk == Desk.REGISTRY.value and w.households[3].trust_state == 0.5
    counter.serve_counter(w, P, NOW, S._replace(counter_open=0, officers=9.0))
    assert w.institutions[COUNTER].served == 1.0 and w.institutions[COUNTER].abandoned == 3.0


@pytest.mark.parametrize(("days", "late"), [(30.4, 0), (30.3, LATE)])
def test_a_promise_kept_to_the_day(w: Any, days: float, late: int) -> None:
    file(w, 0, Desk.COUNTER)
    counter.serve_counter(w, P, NOW, S._replace(officers=0.0, counter_days=days))
    assert w.files[0].promise == late


def test_after_care(w: Any) -> None:
    kinds = [
        {}, {"is_alive": 0}, {"kind": OwnerKind.STAKE.value}, {"support": 0}, {"care": 3}, {"age": 36}, {"age": 35}, {},
    ]  # fmt: skip
    w.counts[1] = 8
    for k, values in enumerate(kinds):
        put(w.firms[k], **({"kind": OwnerKind.FIRM.value, "is_alive": 1, "support": S_COUNTER | 1, "age": 3} | values))
    assert counter.look_after(w, P, S, 0.24) == 0.0
    assert counter.look_after(w, P, S, 0.5) == 2.0
    assert [w.firms[k].care for k in range(8)] == [12, 0, 0, 0, 3, 0, 12, 0]
    assert counter.look_after(w, P, S, 5.0) == 1.0 and w.firms[7].care == 12


# --- complaints -------------------------------------------------------------------------------------------------------------------------------------


def complaint(w: Any, k: int, **values: Any) -> None:
    file(w, k, Desk.MEDIATOR, **({"firm": k, "opened": 33} | values))
    put(w.firms[k], disputed=1, is_alive=1, weight=1.0, in_zone=1)


@pytest.mark.parametrize(
    ("draws", "mediators", "open_", "settled", "closes", "trust"),
    [
        ((0.69, 0.1), 1.0, 1, 1, 0, 0.55), ((0.7, 0.24), 1.0, 1, 0, 1, 0.3), ((0.71, 0.25), 1.0, 1, 0, 0, 0.3), ((0.29, 0.1), 0.9, 1, 1, 0, 0.5), ((0.3, 0.26), 0.9, 1, 0, 0, 0.3),
        ((0.31, 0.26), 1.0, 0, 0, 0, 0.3),
    ],
)  # fmt: skip
def test_how_a_dispute_ends(
    w: Any, monkeypatch: pytest.MonkeyPatch, draws: tuple[float, float], mediators: float, open_: int, settled: int, closes: int, trust: float
) -> None:
    asked = rig(monkeypatch, *MODULES, FILE=draws)
    complaint(w, 0, arrived=31, cell=5)
    counter.hear_complaints(w, P, NOW, S._replace(mediators=mediators, counter_open=open_))
    assert (w.files[0].desk, w.firms[0].disputed, w.firms[0].is_alive) == (0, 0, 1 - closes) and asked == [("FILE", 33, 900)]
    assert booked(w) == ({"RESOLVED": 1.0} if settled else {}) and w.households[0].trust_state == pytest.approx(trust) and w.institutions[ZONE].places == 2.0 + closes
    assert booked(w, 5) == booked(w)


def test_mediators_hear_the_oldest_first_and_time_settles_the_rest(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    rig(monkeypatch, *MODULES, FILE=(0.5, 0.9))
    for k, arrived in enumerate((32, 35, 31, 33)):
        complaint(w, k, arrived=arrived)
    file(w, 4, Desk.CALL, arrived=2)
    counter.hear_complaints(w, P, NOW, S._replace(mediators=0.0))
    assert [w.files[k].desk for k in range(5)] == [Desk.MEDIATOR.value, Desk.MEDIATOR.value, 0, Desk.MEDIATOR.value, Desk.CALL.value]  # nine months to the day
    counter.hear_complaints(w, P, NOW, S._replace(mediators=2.0))
    assert [w.files[k].desk for k in range(5)] == [0, Desk.MEDIATOR.value, 0, 0, Desk.CALL.value] and booked(w) == {"RESOLVED": 2.0}
    w.households[1].status = 0
    counter.hear_complaints(w, P, NOW, S)
    assert booked(w) == {"RESOLVED": 3.0} and w.households[1].trust_state == 0.5  # who left trusts nobody the more
    rig(monkeypatch, *MODULES, FILE=(0.9, 0.9))
    complaint(w, 1, arrived=35)
    counter.hear_complaints(w, P, NOW, S)
    assert w.households[1].trust_state == 0.5 and w.files[1].desk == 0


# --- zones ------------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("places", "is_open", "gets"), [(1.0, 1, True), (0.99, 1, False), (1.0, 0, False)])
def test_asking_for_a_plot(w: Any, places: float, is_open: int, gets: bool) -> None:
    bank = put(w.institutions[ZONE], places=places)
    f = file(w, 0, Desk.COUNTER, blocked=BLOCKED_INFRASTRUCTURE | BLOCKED_FINANCE | 1 << 5, capital=1_000.0, reach=750.0, promise=CLAIMS)
    zones.ask_plot(w, P, 0, S._replace(zone_open=is_open))
    assert bank.arrived == 1.0 and (bank.served, bank.abandoned, bank.places) == ((1.0, 0.0, places - 1.0) if gets else (0.0, 1.0, places))
    assert (f.promise, f.blocked) == ((HAS_PLOT | CLAIMS, 1 << 5) if gets else (CLAIMS, BLOCKED_INFRASTRUCTURE | BLOCKED_FINANCE | 1 << 5))


@pytest.mark.parametrize(("marks", "reach", "blocked"), [(NEEDS_PLOT, 1_000.0, BLOCKED_INFRASTRUCTURE), (0, 1_000.0, 0), (0, 999.0, BLOCKED_FINANCE)])
def test_without_a_plot(w: Any, marks: int, reach: float, blocked: int) -> None:
    f = file(w, 0, Desk.COUNTER, promise=marks, capital=1_000.0, reach=reach, blocked=BLOCKED_SKILLS)
    zones.ask_plot(w, P, 0, S._replace(zone_open=0))
    assert f.blocked == blocked | BLOCKED_SKILLS


def test_plots_go_by_the_files_own_draws(w: Any) -> None:
    asks = CLAIMS | WANTS_PLOT | NEEDS_PLOT
    for k, values in enumerate((
        {"draw": 0.3}, {"draw": 0.1}, {"draw": 0.2}, {"draw": 0.01, "opened": 39}, {"draw": 0.01, "promise": WANTS_PLOT}, {"draw": 0.01, "promise": CLAIMS},
    )):  # fmt: skip
        file(w, k, (Desk.REGISTRY, Desk.CALL, Desk.COUNTER)[k % 3], **({"promise": asks, "rank": 3.0} | values))
    file(w, 6, Desk.MEDIATOR, promise=asks, draw=0.001)
    zones.allot_plots(w, P, NOW, S)
    assert [bool(w.files[k].promise & HAS_PLOT) for k in range(7)] == [False, True, True, False, False, False, False]
    assert all(w.files[k].rank == NOT_CALLED for k in range(7))
    assert [w.files[k].desk for k in range(3)] == [0, Desk.CALL.value, Desk.COUNTER.value] and booked(w) == {"BLOCKED_INFRASTRUCTURE": 1.0}
    assert (w.institutions[ZONE].arrived, w.institutions[ZONE].abandoned) == (3.0, 1.0)


@pytest.mark.parametrize(("has", "draw", "settles"), [((0, 1, 1, 0), 0.1, 1), ((0, 1, 0, 0), 0.9, 1), ((1, 1, 0, 0), 0.9, 0), ((0, 0, 1, 1), 0.9, 0)])
def test_where_a_firm_settles(w: Any, monkeypatch: pytest.MonkeyPatch, has: tuple[int, ...], draw: float, settles: int) -> None:
    asked = rig(monkeypatch, zones, PROJECT=(0.5, 0.5, 0.5, draw))
    for k, zone in enumerate(has):
        w.communities[k].has_zone = zone
    file(w, 0, Desk.REGISTRY, community=0)
    assert zones.zone_for(w, NOW, 0) == settles and set(asked) <= {("PROJECT", -1, 900)}


@pytest.mark.parametrize(("draw", "settles"), [(0.49, 3), (0.51, 5)])
def test_one_of_several_zones_by_lot(w: Any, monkeypatch: pytest.MonkeyPatch, draw: float, settles: int) -> None:
    big = bare(communities=6)
    rig(monkeypatch, zones, PROJECT=(0.5, 0.5, 0.5, draw))
    big.communities[3].has_zone = big.communities[5].has_zone = big.communities[0].has_zone = 1
    file(big, 0, Desk.REGISTRY, community=4, corridor=1)
    assert zones.zone_for(big, NOW, 0) == settles


def test_others_settle_too_where_they_may(w: Any) -> None:
    w.counts[1] = 4
    for k, values in enumerate(({"weight": 4.0, "in_zone": 1}, {"weight": 6.0}, {"weight": 50.0, "is_alive": 0}, {"weight": 50.0, "kind": OwnerKind.STAKE.value})):
        put(w.firms[k], **({"kind": OwnerKind.FIRM.value, "is_alive": 1} | values))
    file(w, 0, Desk.REGISTRY, promise=HAS_PLOT)
    file(w, 1, Desk.REGISTRY)
    w.communities[1].has_zone = w.communities[2].has_zone = 1
    put(w.corridors[0], tax_rate=0.25)
    put(w.corridors[1], tax_rate=0.5)
    bank, r = put(w.institutions[ZONE], places=5.0), np.zeros(13)
    zones.settle_others(w, P, NOW, S._replace(settlers=0, holiday=0), r)
    assert r.tolist() == [0.0, 5.0, 0.0, 0.0, 10.0, *[0.0] * 8] and [w.corridors[c].plots_free for c in (0, 1)] == [5.0, 5.0]  # four firms and a file hold one
    zones.settle_others(w, P, NOW, S._replace(settlers=1), r)
    assert (bank.associates, bank.others, bank.places) == (1.0, 0.0, 4.0)  # a tenth of ten firms
    # one firm, half in each country: 24,000 a year of profit, a month's tax
    assert [booked(w, cell)["ZONE_FORGONE"] for cell in (1 * CELLS, 2 * CELLS)] == pytest.approx([0.5 * 2_000.0 * 0.25, 0.5 * 2_000.0 * 0.5]) and booked(w)["ZONE_FORGONE"] == pytest.approx(750.0)
    zones.settle_others(w, P, NOW, S._replace(settlers=2, holiday=0), r)
    assert (bank.associates, bank.others, bank.places) == (2.0, 1.5, 1.5) and r[1:5].tolist() == [5.0, 2.0, 1.5, 10.0] and booked(w)["ZONE_FORGONE"] == pytest.approx(750.0)
    zones.settle_others(w, P, NOW, S._replace(settlers=2, zone_open=0), r)
    assert (bank.places, booked(w)["ZONE_FORGONE"], w.corridors[0].plots_free) == (1.5, pytest.approx(750.0), 0.0)
    bank.places = 0.4
    zones.settle_others(w, P, NOW, S._replace(settlers=1, holiday=0), r)
    assert (bank.associates, bank.places) == (2.4, 0.0)  # no more than there are


def test_the_first_institution_is_one_too(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    rig(monkeypatch, *MODULES, **(LOTS | {"COUNTER": (0.1,)}))
    file(w, 0, Desk.COUNTER, promise=WANTS_PLOT)
    counter.serve_counter(w, P, NOW, S._replace(zone=0))
    assert w.institutions[0].served == 1.0 and w.files[0].promise & HAS_PLOT
