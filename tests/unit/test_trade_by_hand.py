"""A month of trade, by hand: who takes it up and what stops the others, firms in the residence country, what is sold and to whom."""

from __future__ import annotations

import math
from typing import Any

import pytest

from model.compiled.random_draws import descendant
from model.enterprise import trade
from model.enterprise.trade import FACILITATION
from model.population import eligibility
from model.records.bit_masks import A_EXPORT, BLOCKED_CUSTOMS, BLOCKED_INFORMATION, BLOCKED_PARTNERS, S_FAIR, S_NETWORK, S_SEED, S_TRAINING, TRADE
from model.records.vocabulary import OwnerKind
from tests.bare import NOW, bare, booked, put, rig
from tests.scenes.trade import LOTS, P, scene


@pytest.fixture
def w(monkeypatch: pytest.MonkeyPatch) -> Any:
    return scene(monkeypatch)


# --- taking trade up --------------------------------------------------------------------------------------------------------------------------------

# Of 1,000 of sales half pay for the market alone; 500 at the border for 1,000 and 500 of documents: a quarter; and 500 more for rules, told by somebody: a fifth.
WANTS, CUSTOMS, RULES, PARTNER = 0.8 * 0.5, 0.25 / 0.5, 0.2 / 0.25, 0.2


def consider(w: Any, monkeypatch: pytest.MonkeyPatch, *draws: float, i: int = 2, knows: float = 1.0, climate: float = 0.5, own: float = 0.0, contacts: float = 0.0, stops: float = 0.99, month: int = 3, **firm: Any) -> Any:
    asked = rig(monkeypatch, trade, eligibility, **LOTS | {"EXPORT": lambda month, person: tuple(draws) if person == 702 else (stops,)})
    f = put(w.firms[2], **firm)
    trade.consider(w, P, NOW._replace(month=month), 2, trade.Trader(i, 1_000.0, climate, knows, own, contacts))
    assert set(asked) - {("ELIGIBLE", 0, 702)} <= {("EXPORT", 40, 702), ("EXPORT", 40, descendant(702, 1))}
    return f


@pytest.mark.parametrize(
    ("draws", "traders", "flow", "blocked"),
    [
        ((WANTS + 1e-6, 0.0, 0.0, 0.0), 0.0, None, 0), ((WANTS - 1e-6, CUSTOMS + 1e-6, 0.0, 0.0), 0.0, "BLOCKED_CUSTOMS", BLOCKED_CUSTOMS),
        ((WANTS - 1e-6, CUSTOMS - 1e-6, RULES + 1e-6, 0.0), 0.0, "BLOCKED_INFORMATION", BLOCKED_INFORMATION),
        ((WANTS - 1e-6, CUSTOMS - 1e-6, RULES - 1e-6, PARTNER + 1e-6), 0.0, "BLOCKED_PARTNERS", BLOCKED_PARTNERS), ((WANTS - 1e-6, CUSTOMS - 1e-6, RULES - 1e-6, PARTNER - 1e-6), 1.0, None, 0),
    ],
)  # fmt: skip
def test_each_gate_of_trade(w: Any, monkeypatch: pytest.MonkeyPatch, draws: tuple[float, ...], traders: float, flow: str | None, blocked: int) -> None:
    w.households[2].blocked = 1 << 6
    f = consider(w, monkeypatch, *draws)
    assert f.traders == traders and booked(w) == booked(w, 2) == ({} if flow is None else {flow: 1.0}) and w.households[2].blocked == blocked | 1 << 6
    assert f.exports == pytest.approx(1_000.0 / 12.0 * 0.5) and w.households[2].acted == (A_EXPORT if traders else 0)


@pytest.mark.parametrize(
    ("how", "gate", "chance"),
    [
        ({"climate": 0.25}, 0, 0.8 * 500.0 / 1_500.0), ({"knowledge": 0.4}, 0, 0.8 * 1.2 * 0.5), ({"knowledge": 1.0, "climate": 5.0}, 0, 10.0 / 11.0), ({"knows": 0.0}, 2, (500.0 / 3_000.0) / 0.25),
        ({"knows": 0.5}, 2, (0.1 + 250.0 / 3_000.0) / 0.25), ({"knowledge": 0.4}, 2, 500.0 / (500.0 + 1_500.0 + 300.0) / 0.25), ({"own": 0.3}, 3, 1.0 - 0.8 * 0.7), ({"contacts": 1.0}, 0, 0.9 * 0.5), ({"contacts": 1.0}, 3, (1.0 - 0.84 * 0.5) / 0.9),
    ],
)  # fmt: skip
def test_what_opens_the_gates(w: Any, monkeypatch: pytest.MonkeyPatch, how: dict[str, float], gate: int, chance: float) -> None:
    def passes(draw: float) -> bool:
        w.firms[2].traders = 0.0
        draws = [draw if k == gate else 0.0 for k in range(4)]
        before = booked(w)
        consider(w, monkeypatch, *draws, **how)
        after = booked(w)
        flow = (None, "BLOCKED_CUSTOMS", "BLOCKED_INFORMATION", "BLOCKED_PARTNERS")[gate]
        return w.firms[2].traders == 1.0 if flow is None else after.get(flow, 0.0) == before.get(flow, 0.0)

    assert passes(chance - 1e-6) and not passes(chance + 1e-6)


@pytest.mark.parametrize(
    ("offer", "customs", "exports", "eased"),
    [
        ({"customs_days": 0.0}, (1_000.0 / 2_500.0) / 0.5, 1.0, True), ({"customs_documents": 0.0}, (500.0 / 1_500.0) / 0.5, 0.5, True), ({"shipment_cost_usd": 250.0}, (500.0 / 2_500.0) / 0.5, 0.5, False),
        ({}, CUSTOMS, 0.5, False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("how", ["heard_topics", "unaware", "refuses", "unknown", "local"])
def test_better_terms_help_those_who_heard_of_them(w: Any, monkeypatch: pytest.MonkeyPatch, offer: dict[str, float], customs: float, exports: float, eased: bool, how: str) -> None:
    put(w.offers[0, 1], **offer)
    put(w.households[2], eligible=1, aware=0 if how == "unaware" else TRADE, refuses=int(how == "refuses"))
    w.arms[0], w.shares[0], w.permits[0, [0, 2, 15]] = 0, 0.6, 1
    told = how in ("heard_topics", "local")
    at = customs if told else CUSTOMS
    i, kind = (2, OwnerKind.FIRM) if how not in ("unknown", "local") else (-1, OwnerKind.LOCAL if how == "local" else OwnerKind.FIRM)
    for draw, stopped in ((min(at - 1e-6, 0.999), 0.0), (at + 1e-6, 1.0)):
        w.tally[:] = 64.0
        f = consider(w, monkeypatch, 0.0, draw, 0.0, 0.0, i=i, kind=kind.value, traders=0.0)
        assert booked(w).get("BLOCKED_CUSTOMS", 0.0) == stopped and f.exports == pytest.approx(1_000.0 / 12.0 * (exports if told else 0.5))
        assert w.households[2].supported == (FACILITATION if eased and how == "heard_topics" else 0)


def test_the_first_household_is_one_too(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    put(w.offers[0, 0], customs_days=0.0)
    put(w.households[0], aware=TRADE)
    f = consider(w, monkeypatch, 0.0, 0.0, 0.0, 0.0, i=0)
    assert f.exports == pytest.approx(1_000.0 / 12.0) and (w.households[0].acted, w.households[0].supported) == (A_EXPORT, FACILITATION)
    consider(w, monkeypatch, 0.0, 0.0, 0.0, 0.99, i=0, traders=0.0)
    assert w.households[0].blocked == BLOCKED_PARTNERS


def test_a_dearer_shipment_before_makes_a_cheaper_one_a_support(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    w.terms_without_policy[0].shipment_cost_usd, w.households[2].aware = 1.0, TRADE
    consider(w, monkeypatch, 0.0, 0.0, 0.0, 0.0)
    assert w.households[2].supported == FACILITATION
    consider(w, monkeypatch, 0.0, 0.0, 0.0, 0.0, in_network=1, support=S_FAIR | S_TRAINING | S_SEED, month=-1)
    assert w.households[2].supported == FACILITATION
    consider(w, monkeypatch, 0.99, 0.0, 0.0, 0.0, in_network=1, support=S_FAIR | S_TRAINING | S_SEED, month=0, stops=0.99)
    assert w.households[2].supported == FACILITATION | S_NETWORK | S_FAIR | S_TRAINING


def test_customs_cut_and_barriers(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    w.corridors[0].customs_cut = 1.0
    for draw, stopped in ((0.79, 0.0), (0.81, 1.0)):  # 1,000 of 2,500, as half of all want
        w.tally[:] = 64.0
        assert consider(w, monkeypatch, 0.0, draw, 0.0, 0.0, traders=0.0).exports == pytest.approx(1_000.0 / 12.0) and booked(w).get("BLOCKED_CUSTOMS", 0.0) == stopped
    put(w.corridors[0], customs_cut=0.0, barrier=math.sqrt(2.0) - 1.0)
    border = 250.0 / (250.0 + 1_000.0 + 500.0 * math.sqrt(2.0)) / 0.5
    for draw, stopped in ((border - 1e-6, 0.0), (border + 1e-6, 1.0)):
        w.tally[:] = 64.0
        assert consider(w, monkeypatch, 0.0, draw, 0.0, 0.0, traders=0.0).exports == pytest.approx(500.0 / 12.0) and booked(w).get("BLOCKED_CUSTOMS", 0.0) == stopped


def test_only_those_who_are_ready_meet_somebody(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of local firms one in ten is ready, and with a contact for each firm all of these but one in 1,024 have found their partner."""
    monkeypatch.setitem(globals(), "P", P._replace(trade=P.trade._replace(ready=0.1)))
    met = 0.1 * (1.0 - 0.5**10)
    considers, enters = 0.8 + 0.2 * met, 0.16 + 0.84 * met
    for gate, chance in ((0, considers * 0.5), (3, enters / considers)):
        for draw, passes in ((chance - 1e-6, True), (chance + 1e-6, False)):
            draws = [draw if k == gate else 0.0 for k in range(4)]
            f = consider(w, monkeypatch, *draws, i=-1, contacts=1.0, kind=OwnerKind.LOCAL.value, traders=0.0)
            assert (f.traders == 1.0) is passes, (gate, draw)


def test_contacts_make_deals_that_would_not_have_been(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """One contact raises the chance of a partner from 0.2 to 0.6."""
    for draw, traders, deals in ((0.1, 1.0, 0.0), (0.5, 1.0, 1.0), (0.7, 0.0, 0.0)):
        w.tally[:] = 64.0
        f = consider(w, monkeypatch, 0.0, 0.0, 0.0, draw, contacts=1.0, traders=0.0)
        assert (f.traders, booked(w).get("DEALS", 0.0)) == (traders, deals)


def test_knowing_the_diaspora_finds_partners(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where one in a hundred is of the diaspora and everybody knows a hundred: one in two knows somebody, and half of these are enough."""
    p = P._replace(trade=P.trade._replace(diaspora_partner=0.5))
    w.corridors[0].diaspora = 100.0
    for draw, traders in ((0.399, 1.0), (0.401, 0.0)):
        rig(monkeypatch, trade, **LOTS | {"EXPORT": (0.0, 0.0, 0.0, draw)})
        w.firms[2].traders = 0.0
        trade.consider(w, p, NOW, 2, trade.Trader(2, 1_000.0, 0.5, 1.0, 0.0, 0.0))
        assert w.firms[2].traders == traders


@pytest.mark.parametrize(("draw", "left"), [(0.2 * 1.8 - 1e-6, 0.0), (0.2 * 1.8 + 1e-6, 1.0)])
def test_stopping(w: Any, monkeypatch: pytest.MonkeyPatch, draw: float, left: float) -> None:
    f = consider(w, monkeypatch, 0.0, 0.0, 0.0, 0.0, stops=draw, traders=1.0)
    assert f.traders == left and booked(w) == {}  # all that there are trade already


def test_of_many_firms_only_the_others_begin(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    f = consider(w, monkeypatch, 1e-9, 1e-9, 1e-9, 1e-9, weight=5.0, traders=3.0)
    assert f.traders == 5.0
    assert trade.some_of(0.0, 0.0, 1.0) == 0.0 and trade.some_of(0.4, 1.0, 0.5) == 1.0


@pytest.mark.parametrize(("household", "owner", "root", "expected"), [(3, 9, 9, 3), (3, 9, 8, -1), (-1, 0, 0, -1), (0, 9, 9, 0)])
def test_the_owner_of_a_firm(w: Any, household: int, owner: int, root: int, expected: int) -> None:
    put(w.firms[2], household=household, owner=owner)
    put(w.households[max(household, 0)], root=root)
    assert trade.owner_of(w, 2) == expected


def test_classes_of_those_who_are_no_household(monkeypatch: pytest.MonkeyPatch) -> None:
    w = bare(permits=(3, 21), shares=3, arms=3)
    asked = rig(monkeypatch, eligibility, ELIGIBLE=lambda month, person: (0.1 * month,))
    put(w.firms[2], id=702, corridor=1, community=3)
    w.shares[:], w.arms[:] = [1.0, 0.55, 0.1 * 6], [4, 5, 6]
    w.permits[:, 1], w.permits[:, 2 + 3] = 1, [1, 1, 1]
    w.permits[:, 15 + 5], w.firms[2].sector = 1, 5
    assert eligibility.local_class(w, NOW, 2) == 0b011 and asked == [("ELIGIBLE", m, 702) for m in (4, 5, 6)] and eligibility.corridor_class(w, 1) == 0b001
    w.firms[2].sector = 4
    assert eligibility.local_class(w, NOW, 2) == 0
    w.firms[2].sector = 5
    w.permits[0, 5], w.permits[1, 1] = 0, 0
    assert eligibility.local_class(w, NOW, 2) == 0 and eligibility.corridor_class(w, 1) == 0b001 and eligibility.corridor_class(w, 0) == 0


# --- firms in the residence country -----------------------------------------------------------------------------------------------------------------


def here(w: Any, monkeypatch: pytest.MonkeyPatch, draws: tuple[float, ...] = (0.99, 0.5, 0.5), born: tuple[float, ...] = (0.5, 0.5, 0.5, 0.5), **firm: Any) -> tuple[Any, list[Any]]:
    seen: list[Any] = []
    monkeypatch.setattr(trade, "consider", lambda w, p, t, *a: seen.append(a))
    asked = rig(monkeypatch, trade, RESIDENCE=lambda month, person: draws if (month, person) == (40, firm.get("id", 702)) else born)
    f = put(w.firms[2], **({"kind": OwnerKind.RESIDENCE.value, "household": 3} | firm))
    trade.at_residence(w, P, NOW, 2)
    assert asked[0] == ("RESIDENCE", 40, firm.get("id", 702)) and all(month in (40, -1) for _, month, _ in asked)
    return f, seen


def test_a_month_here(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five jobs at 2 x 1,000: 10,000 of turnover, a quarter of it value added."""
    put(w.households[3], owns_in_residence=1, cell=17, city=4)
    f, seen = here(w, monkeypatch, weight=3.0)
    assert (f.age, f.cell, f.city, f.is_alive) == (10, 17, 4, 1) and seen == []
    assert booked(w) == booked(w, 17) == {"RESIDENCE_FIRMS": 3.0, "RESIDENCE_JOBS": 15.0, "RESIDENCE_TAX": 7_500.0} and w.corridors[0].shops == 0.0
    f, seen = here(w, monkeypatch, weight=1.0, id=704, in_network=1, knowledge=0.5, contacts=7.0, seller=1, traders=0.4, exports=100.0)  # 744 months are 62 years
    turnover = 10_000.0 * 1.1 * 1.1
    assert seen == [(2, (3, pytest.approx(12.0 * turnover * 0.5), 0.5, 1.0, 0.3, 7.0))] and w.corridors[0].shops == pytest.approx(1.0 + 0.5 * 0.4)
    assert booked(w)["IMPORTS"] == pytest.approx(0.4 * 100.0 / 0.5 * 0.3) and "EXPORTS" not in booked(w) and booked(w)["RESIDENCE_TAX"] == pytest.approx(7_500.0 + turnover * 0.25)
    put(w.corridors[0], barrier=math.sqrt(2.0) - 1.0, recession=0.1)
    w.tally[:] = 64.0
    here(w, monkeypatch, id=702, seller=0, in_network=0, knowledge=0.0)
    assert booked(w) == pytest.approx({"RESIDENCE_FIRMS": 1.0, "RESIDENCE_JOBS": 5.0, "RESIDENCE_TAX": 2_250.0, "IMPORTS": 12.0, "EXPORTS": 8.0})  # half of 40 / 0.5, by shares


@pytest.mark.parametrize(
    ("how", "chance"), [({}, 0.01), ({"recession": 0.25}, 0.015), ({"residence_climate": 0.4}, 0.012), ({"residence_climate": 1.0}, 0.009)]
)  # fmt: skip
def test_closing_here(w: Any, monkeypatch: pytest.MonkeyPatch, how: dict[str, float], chance: float) -> None:
    put(w.corridors[0], **how)
    w.households[3].owns_in_residence = 1
    keeps = {"in_network": 1, "traders": 1.0, "contacts": 2.0, "knowledge": 0.5, "support": 3}
    f, _ = here(w, monkeypatch, (chance + 1e-6, 0.5, 0.5), **keeps)
    assert f.is_alive == 1
    f, _ = here(w, monkeypatch, (chance - 1e-6, 0.5, 0.5), age=0)
    assert f.is_alive == 1  # a new one has a month
    w.tally[:] = 64.0
    f, _ = here(w, monkeypatch, (chance - 1e-6, 0.5, 0.5), age=1)
    assert (f.is_alive, f.in_network, f.traders, f.contacts, f.knowledge, f.support, f.household, w.households[3].owns_in_residence) == (0, 0, 0.0, 0.0, 0.0, 0, -1, 0) and booked(w) == {}


def test_who_takes_an_owners_place(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    w.households[3].owns_in_residence = 0
    f, _ = here(w, monkeypatch, knowledge=0.5, contacts=2.0, in_network=1, support=3)
    assert (f.is_alive, w.households[3].owns_in_residence, f.knowledge, f.contacts, f.in_network, f.support) == (1, 1, 0.0, 0.0, 0, 0)
    f, _ = here(w, monkeypatch, knowledge=0.5, contacts=2.0, in_network=1, support=3)
    assert (f.knowledge, f.contacts, f.in_network, f.support) == (0.5, 2.0, 1, 3)
    w.households[3].status = 0
    assert here(w, monkeypatch)[0].is_alive == 0 and w.households[3].owns_in_residence == 0


def test_opening_here(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four households from the third on; the fourth of them is asked first, then the second."""
    put(w.corridors[0], first_household=3, n_records=4)
    for k in (4, 6):
        put(w.households[k], root=40 + k, community=3, sector=2)
    gone = {"is_alive": 0, "household": -1, "age": 50, "founded": -1, "seller": 0}
    f, _ = here(w, monkeypatch, (0.24 / 12.0, 0.76, 0.3), **gone)
    assert f.is_alive == 0 and booked(w) == {}
    f, _ = here(w, monkeypatch, (0.0199, 0.76, 0.3), (0.9, 0.9, 0.975, 0.39), **gone)
    assert (f.is_alive, f.household, f.owner, f.community, f.sector, f.age, f.founded, f.seller, f.id) == (1, 6, 46, 3, 2, 1, 3, 1, descendant(702, 1))
    assert f.jobs == pytest.approx(3.0 * math.exp(0.98 - 0.125), rel=1e-4) and w.households[6].owns_in_residence == 1 and booked(w)["RESIDENCE_FIRMS"] == 1.0
    f, _ = here(w, monkeypatch, (0.0199, 0.76, 0.3), (0.9, 0.9, 1e-6, 0.4), **gone, id=702)
    assert (f.household, f.seller, f.jobs) == (4, 0, 1.0)  # the first has a firm already
    w.households[4].owns_in_residence = w.households[6].owns_in_residence = 0
    w.households[6].status = 0
    assert here(w, monkeypatch, (0.0199, 0.76, 0.3), **gone, id=702)[0].household == 4
    assert here(w, monkeypatch, (0.0199, 0.76, 0.3), **gone, id=702)[0].is_alive == 0
    w.households[4].owns_in_residence, w.households[4].status = 0, 0
    assert here(w, monkeypatch, (0.0199, 0.76, 0.3), **gone, id=702)[0].is_alive == 0
