"""Would-be founders, by hand: whom an idea leads where, what stands in the way, and what is written of it."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import pytest

from model.compiled.random_draws import descendant
from model.households import found as founding
from model.households.found import NO_IDEA, Idea
from model.offers import Offer
from model.queue import CLAIMS, NEEDS_PLOT, WANTS_PLOT, Desk
from model.records.bit_masks import (
    BLOCKED_FINANCE,
    BLOCKED_INFORMATION,
    BLOCKED_INFRASTRUCTURE,
    BLOCKED_NATIONALITY,
    BLOCKED_PARTNERS,
    BLOCKED_SKILLS,
    ENTERPRISE,
    INVESTMENT,
    S_INFORMATION,
    S_INFRASTRUCTURE,
)
from tests.bare import NOW, bare, booked, given, put, rig

# Capital: 12 x 100 x 2 = 2,400 at the median, within reach: half of the wealth, less 100 for procedures.
P = given(
    enterprise={"start_capital": 2.0, "capital_spread": 0.5, "liquidity": 0.5, "foreigner_stopped": 0.35, "climate_needed": 1.0, "tax_response": 2.0, "tax_climate": 1.0, "usual_tax": 0.25, "incentive_patience": 3.0},
    founding={
        "bank_chance": 0.2, "bank_multiple": 3.0, "informed": 0.6, "partners": 0.5, "partners_ties": 0.4, "partners_network": 0.2, "partners_incentive": 0.3, "skills": 0.7,
        "claims": 0.6, "infrastructure_need": 0.5, "capital_response": 2.0, "holiday_worth": 0.06, "again_months": 4.0, "persists": 0.5, "quality_spread": 0.4,
    },
    services={"zone_infrastructure": 0.8, "zone_premises": 0.25, "zone_appeal": 0.1, "zone_needed": 0.5, "counter_appeal": 0.5, "counter_online": 0.4, "call_appeal": 0.3},
)  # fmt: skip
LUCKY = {"AGAIN": (0.9, 0.9), "CLAIM": (0.9, 0.9, 0.9, 0.77), "GATES": (0.0, 0.0, 0.0, 0.0), "FILE": (0.9, 0.9, 0.9), "INVEST": (0.3, 0.5)}
BASE = {"start_cost_usd": 100.0}
GRANT = {**BASE, "grant_share": 0.25, "grant_cap_usd": 1e9, "grant_own_share": 0.25}
ZONE = {**BASE, "zone_holiday_months": 24.0}
OPEN = {**BASE, "counter_days": 30.0}


def idea(
    patch: pytest.MonkeyPatch, *, offer: dict[str, float] = BASE, heard_topics: int = INVESTMENT, ideas: float = 1.0, will: float = 60.0, wealth: float = 10_000.0, will_retry: int = 0,
    weight: float = 5.0, national: int = 1, energy: float = 1.0, better: float = 0.0, seen: int = 0, organised: float = 0.0, plots: float = 5.0, tax_cut: float = 0.0,
    climate: float = 0.5, tax_rate: float = 0.25, **luck: tuple[float, ...],
) -> Idea:  # fmt: skip
    asked = rig(patch, founding, **(LUCKY | luck))
    place = SimpleNamespace(energy=energy, telecom=1.0, energy_base=energy - better, telecom_base=1.0)
    h = SimpleNamespace(will_retry=will_retry, community=3, weight=weight, is_national=national, corridor=1, eligible=2)
    c = SimpleNamespace(origin_income=100.0, climate=climate, plots_free=plots, organised=organised, tax_rate=tax_rate)
    w = SimpleNamespace(communities={3: place}, households={4: h}, corridors={1: c}, offers={(1, 2): Offer(0.05, 0.3, **offer)})
    me = SimpleNamespace(person=77, heard_topics=heard_topics, seen=seen << 12, tax_cut=tax_cut)
    result = founding.pursue_idea(w, 4, ideas, will, wealth, me, (P,), NOW)
    assert set(asked) <= {(name, NOW.tick, 77) for name in LUCKY}
    return result


def test_an_idea_that_nothing_stands_against(monkeypatch: pytest.MonkeyPatch) -> None:
    assert idea(monkeypatch) == pytest.approx(Idea(1.0, 0.0, 2_400.0, 5_000.0, 0.0, 0.0, 0, 0, 0, 0.77, Desk.REGISTRY.value))
    assert idea(monkeypatch, heard_topics=0) == idea(monkeypatch)
    # the capital of one founder in forty is exp(0.5 x 1.96) times the median or more
    assert idea(monkeypatch, INVEST=(0.3, 0.975)).capital == pytest.approx(2_400.0 * math.exp(0.98), rel=1e-4)


def test_how_many_found(monkeypatch: pytest.MonkeyPatch) -> None:
    assert idea(monkeypatch, ideas=0.0) == NO_IDEA == idea(monkeypatch, will=-60.0) == idea(monkeypatch, ideas=0.0, AGAIN=(0.01,))  # nobody was stopped
    for draw, founders in ((0.49, 1.0), (0.51, 0.0)):  # with even odds one idea in two is pursued
        assert idea(monkeypatch, will=0.0, INVEST=(draw, 0.5)).founders == founders
    assert idea(monkeypatch, ideas=9.0, weight=5.0).founders == 5.0  # nine ideas of five households
    # one of those stopped before tries again with a chance of 1 in 4 months
    for draw, again in ((0.24, 1.0), (0.26, 0.0)):
        found = idea(monkeypatch, will_retry=1, ideas=0.0, AGAIN=(draw,))
        assert (found.founders, found.again) == (again, again)
        found = idea(monkeypatch, will_retry=1, ideas=1.0, AGAIN=(draw,))
        assert (found.founders, found.again) == (1.0 + again, again)
    assert idea(monkeypatch, will_retry=1, ideas=1.0, will=-60.0, AGAIN=(0.2,)).founders == 1.0


def test_incentives_draw_those_who_claim_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """A chance of 1/2 x exp(drawn); who does not claim is not drawn."""

    def is_drawn(by: float, claims: float = 0.59, **how: Any) -> bool:
        chance = 0.5 * math.exp(by)
        inside, outside = (idea(monkeypatch, will=0.0, CLAIM=(claims, *how.get("lots", (0.9, 0.9))), INVEST=(chance * f, 0.5), **how["with_"]).founders for f in (0.999, 1.001))
        return (inside, outside) == (1.0, 0.0)

    cut = {"offer": {**BASE, "tax_cut_months": 36.0}, "tax_cut": 0.1}
    assert is_drawn(2.0 * 0.1 * (1.0 - math.exp(-1.0)) * 0.5, with_=cut)
    assert is_drawn(0.0, 0.61, with_=cut) and is_drawn(0.0, with_=cut | {"heard_topics": 0})
    # the tax that all pay keeps away those too who claim nothing
    assert is_drawn(-2.0 * 0.1 * 0.5, 0.61, with_={"tax_rate": 0.35}) and is_drawn(2.0 * (0.1 + 0.1 * (1.0 - math.exp(-1.0))) * 0.5, with_=cut | {"tax_rate": 0.15})
    # a grant of a quarter of the stake: 1,920 of one's own and 480, a fifth of the capital
    assert is_drawn(2.0 * 0.2 * 0.5, with_={"offer": GRANT})
    assert is_drawn(0.0, 0.61, with_={"offer": GRANT}) and is_drawn(0.0, with_={"offer": GRANT, "heard_topics": 0})
    # a plot saves a quarter of the capital; two years without tax are worth 0.06 each
    assert is_drawn(2.0 * (0.25 + 2.0 * 0.06) * 0.5, lots=(0.09,), with_={"offer": ZONE})
    assert is_drawn(0.0, lots=(0.11,), with_={"offer": ZONE})
    both = {"offer": {**GRANT, "zone_holiday_months": 24.0}}
    assert is_drawn(2.0 * (360.0 / 2_400.0 + 0.25 + 0.12) * 0.5, lots=(0.09,), with_=both)  # the grant is a quarter of 1,440, the stake in 1,800


def test_what_a_bank_lends(monkeypatch: pytest.MonkeyPatch) -> None:
    guarantee = {**BASE, "guarantee_share": 0.5, "guarantee_cap_usd": 700.0}
    for draw, line, loan in ((0.19, 3.0 * 900.0, 700.0), (0.2, 0.0, 700.0), (0.59, 0.0, 700.0), (0.61, 0.0, 0.0)):  # 0.2, and half of the other 0.8
        found = idea(monkeypatch, offer=guarantee, wealth=2_000.0, FILE=(draw, 0.9, 0.9))
        assert (found.line, found.loan) == (line, loan)
    assert idea(monkeypatch, offer=guarantee, heard_topics=0, FILE=(0.1, 0.9, 0.9)).loan == 0.0 == idea(monkeypatch, FILE=(0.1, 0.9, 0.9)).loan
    assert idea(monkeypatch, offer={**guarantee, "guarantee_share": 0.0}, FILE=(0.1, 0.9, 0.9)).loan == 0.0
    poor = idea(monkeypatch, wealth=100.0, FILE=(0.1, 0.9, 0.9))  # 50 within reach, 100 for procedures
    assert (poor.line, poor.reach, poor.obstacles, poor.desk) == (0.0, 50.0, BLOCKED_FINANCE, Desk.CLOSED.value)


@pytest.mark.parametrize(
    ("wealth", "draw", "offer", "obstacles"),
    [
        (5_000.0, 0.9, {}, 0), (4_998.0, 0.9, {}, BLOCKED_FINANCE),  # 2,400 and 100 within reach, or a dollar less
        (1_400.0, 0.1, {}, 0), (1_398.0, 0.1, {}, BLOCKED_FINANCE),  # 600 of one's own and 1,800 of a bank
        (1_400.0, 0.5, {"guarantee_share": 0.5, "guarantee_cap_usd": 1_800.0}, 0), (1_400.0, 0.5, {"guarantee_share": 0.5, "guarantee_cap_usd": 1_799.0}, BLOCKED_FINANCE),
    ],
)  # fmt: skip
def test_money_within_reach(monkeypatch: pytest.MonkeyPatch, wealth: float, draw: float, offer: dict[str, float], obstacles: int) -> None:
    assert idea(monkeypatch, wealth=wealth, offer={**BASE, **offer}, FILE=(draw, 0.9, 0.9)).obstacles == obstacles


def test_a_grant_helps_those_who_claim_it_and_a_one_stop_shop_those_who_would(monkeypatch: pytest.MonkeyPatch) -> None:
    """With 1,920 at hand a quarter of it makes up the 2,400."""
    claims, not_claims = (0.59, 0.9, 0.9, 0.77), (0.6, 0.9, 0.9, 0.77)
    for wealth, obstacles in ((4_040.0, 0), (4_036.0, BLOCKED_FINANCE)):
        assert idea(monkeypatch, wealth=wealth, offer=GRANT, CLAIM=claims).obstacles == obstacles
    assert idea(monkeypatch, wealth=4_040.0, offer=GRANT, CLAIM=not_claims).obstacles == BLOCKED_FINANCE
    for name, value in (("grant_cap_usd", 479.0), ("grant_min_usd", 2_401.0), ("grant_own_share", 0.81)):
        assert idea(monkeypatch, wealth=4_040.0, offer={**GRANT, name: value}, CLAIM=claims).obstacles == BLOCKED_FINANCE
    goes = {"offer": {**GRANT, **OPEN}, "FILE": (0.9, 0.49, 0.9)}
    assert idea(monkeypatch, wealth=4_040.0, CLAIM=not_claims, **goes).desk == Desk.COUNTER.value
    assert idea(monkeypatch, wealth=4_036.0, CLAIM=not_claims, **goes).desk == Desk.CLOSED.value
    assert idea(monkeypatch, wealth=9_000.0, offer=GRANT, CLAIM=not_claims).obstacles == 0  # who does not need it


def test_a_plot(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where energy fails half of the projects (0.5 x 1), a zone with 0.8 of both still stops 0.5 x (1 - 0.64) = 0.18."""
    wants = {"offer": ZONE, "energy": 0.0}
    claims, alone = (0.5, 0.54, 0.9, 0.77), (0.7, 0.54, 0.9, 0.77)
    found = idea(monkeypatch, GATES=(0.0, 0.51, 0.0, 0.0), CLAIM=claims, **wants)
    assert (found.marks, found.obstacles, found.desk) == (CLAIMS | WANTS_PLOT | NEEDS_PLOT, 0, Desk.REGISTRY.value)
    found = idea(monkeypatch, GATES=(0.0, 0.51, 0.0, 0.0), CLAIM=(0.5, 0.56, 0.9, 0.77), **wants)  # 0.1 and half of the other 0.9
    assert (found.marks, found.obstacles) == (CLAIMS, BLOCKED_INFRASTRUCTURE)
    found = idea(monkeypatch, GATES=(0.0, 0.51, 0.0, 0.0), CLAIM=alone, **wants)
    assert (found.marks, found.obstacles, found.desk) == (WANTS_PLOT | NEEDS_PLOT, BLOCKED_INFRASTRUCTURE, Desk.CLOSED.value)
    shop = {"offer": {**ZONE, **OPEN}, "energy": 0.0, "FILE": (0.9, 0.49, 0.9)}
    assert idea(monkeypatch, GATES=(0.0, 0.51, 0.0, 0.0), CLAIM=alone, **shop).desk == Desk.COUNTER.value
    assert idea(monkeypatch, GATES=(0.0, 0.51, 0.0, 0.0), CLAIM=(0.7, 0.56, 0.9, 0.77), **shop).desk == Desk.CLOSED.value
    for draw, marks in ((0.81, CLAIMS | WANTS_PLOT | NEEDS_PLOT), (0.83, CLAIMS)):
        assert idea(monkeypatch, GATES=(0.0, draw, 0.0, 0.0), CLAIM=claims, **wants).marks == marks
    # who could do without a plot seldom wants one
    for lot, marks in ((0.09, CLAIMS | WANTS_PLOT), (0.11, CLAIMS)):
        assert idea(monkeypatch, offer=ZONE, CLAIM=(0.5, lot, 0.9, 0.77)).marks == marks
    # who has money for the 1,800 that a plot leaves, not for 2,400, cannot do without it either
    for wealth, obstacles, marks in ((3_800.0, 0, CLAIMS | WANTS_PLOT), (3_798.0, BLOCKED_FINANCE, CLAIMS)):
        found = idea(monkeypatch, offer=ZONE, wealth=wealth, CLAIM=claims)
        assert (found.obstacles, found.marks) == (obstacles, marks)
    found = idea(monkeypatch, offer={**ZONE, **OPEN}, wealth=3_800.0, CLAIM=alone, FILE=(0.9, 0.49, 0.9))
    assert (found.obstacles, found.marks, found.desk) == (BLOCKED_FINANCE, WANTS_PLOT, Desk.COUNTER.value)
    for none in ({"heard_topics": 0}, {"offer": BASE}, {"plots": 0.99}):
        assert idea(monkeypatch, **({"offer": ZONE, "CLAIM": (0.5, 0.05, 0.9, 0.77)} | none)).marks & WANTS_PLOT == 0
    assert idea(monkeypatch, offer=ZONE, plots=1.0, CLAIM=(0.5, 0.05, 0.9, 0.77)).marks & WANTS_PLOT


@pytest.mark.parametrize(
    ("gate", "at", "obstacle", "help_", "lifted"),
    [
        (0, 0.6, BLOCKED_INFORMATION, {"offer": {**BASE, "information": 0.5}}, 0.8),
        (2, 0.5, BLOCKED_PARTNERS, {"seen": 4, "organised": 0.5}, 0.65),  # of the other half 0.4 x 0.5 + 0.2 x 0.5
        (2, 0.5, BLOCKED_PARTNERS, {"offer": {**BASE, "tax_cut_associates": 1.0}, "tax_cut": 0.1, "CLAIM": (0.5, 0.9, 0.9, 0.77)}, 0.65),
        (2, 0.5, BLOCKED_PARTNERS, {"offer": {**ZONE, "zone_associates": 1.0}, "CLAIM": (0.5, 0.05, 0.9, 0.77)}, 0.65),
        (2, 0.5, BLOCKED_PARTNERS, {"offer": {**BASE, "tax_cut_associates": 1.0}, "tax_cut": 0.1}, 0.5),  # does not claim it
        (2, 0.5, BLOCKED_PARTNERS, {"offer": {**BASE, "tax_cut_associates": 1.0}, "CLAIM": (0.5, 0.9, 0.9, 0.77)}, 0.5),
        (2, 0.5, BLOCKED_PARTNERS, {"tax_cut": 0.1, "CLAIM": (0.5, 0.9, 0.9, 0.77)}, 0.5),
        (2, 0.5, BLOCKED_PARTNERS, {"offer": {**ZONE, "zone_associates": 1.0}, "CLAIM": (0.5, 0.2, 0.9, 0.77)}, 0.5),  # wants no plot
        (2, 0.5, BLOCKED_PARTNERS, {"offer": ZONE, "CLAIM": (0.5, 0.05, 0.9, 0.77)}, 0.5),
        (3, 0.7, BLOCKED_SKILLS, {}, 0.7),
        (1, 0.8, BLOCKED_INFRASTRUCTURE, {"energy": 0.6}, 0.8),  # 1 - 0.5 (1 - 0.6)
    ],
)  # fmt: skip
def test_each_obstacle_stops_those_beyond_its_share(monkeypatch: pytest.MonkeyPatch, gate: int, at: float, obstacle: int, help_: dict[str, Any], lifted: float) -> None:
    def stopped(draw: float, **how: Any) -> int:
        return idea(monkeypatch, GATES=tuple(draw if k == gate else 0.0 for k in range(4)), **how).obstacles

    if gate != 1:
        assert (stopped(at - 1e-9), stopped(at)) == (0, obstacle)
    assert (stopped(lifted - 1e-6, **help_), stopped(lifted + 1e-6, **help_)) == (0, obstacle)


def test_nationals_are_not_stopped_as_foreigners_and_obstacles_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    for national, draw, obstacles in ((0, 0.34, BLOCKED_NATIONALITY), (0, 0.35, 0), (1, 0.1, 0)):
        assert idea(monkeypatch, national=national, CLAIM=(0.9, 0.9, draw, 0.77)).obstacles == obstacles
    found = idea(monkeypatch, national=0, wealth=0.0, GATES=(0.99,) * 4, energy=0.5, CLAIM=(0.9, 0.9, 0.1, 0.77))
    assert found.obstacles == BLOCKED_INFORMATION | BLOCKED_INFRASTRUCTURE | BLOCKED_PARTNERS | BLOCKED_SKILLS | BLOCKED_NATIONALITY | BLOCKED_FINANCE
    assert found.desk == Desk.CLOSED.value and found.lot == 0.77


def test_support_by_information_and_infrastructure(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {**BASE, "information": 0.5}
    assert idea(monkeypatch, offer=told).support == S_INFORMATION and idea(monkeypatch, offer=told, heard_topics=0).support == 0
    assert idea(monkeypatch, offer=told, heard_topics=0, GATES=(0.7, 0.0, 0.0, 0.0)).obstacles == BLOCKED_INFORMATION
    assert idea(monkeypatch, energy=0.6, better=0.1).support == S_INFRASTRUCTURE and idea(monkeypatch, energy=0.6).support == 0
    assert idea(monkeypatch, energy=0.6, better=0.1, GATES=(0.0, 0.9, 0.0, 0.0)).support == 0  # not where it still fails


def test_which_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    for draw, online, desk in ((0.49, 0.0, Desk.COUNTER), (0.5, 0.0, Desk.REGISTRY), (0.69, 1.0, Desk.COUNTER), (0.71, 1.0, Desk.REGISTRY)):  # 0.5 x 1.4
        assert idea(monkeypatch, offer={**OPEN, "counter_online": online}, FILE=(0.9, draw, 0.9)).desk == desk.value
    assert idea(monkeypatch, offer=OPEN, heard_topics=0, FILE=(0.9, 0.1, 0.9)).desk == Desk.REGISTRY.value == idea(monkeypatch, FILE=(0.9, 0.1, 0.9)).desk
    for gate, desk in ((0, Desk.COUNTER), (2, Desk.CLOSED), (3, Desk.CLOSED)):  # what a one-stop shop may lift is a lack of information
        assert idea(monkeypatch, offer=OPEN, FILE=(0.9, 0.1, 0.9), GATES=tuple(0.99 * (k == gate) for k in range(4))).desk == desk.value
    call = {**OPEN, "call_open": 1.0}
    for draw, heard_topics, desk in ((0.29, ENTERPRISE, Desk.CALL), (0.3, ENTERPRISE, Desk.REGISTRY), (0.29, INVESTMENT, Desk.REGISTRY)):
        assert idea(monkeypatch, offer=call, heard_topics=heard_topics, FILE=(0.9, 0.9, draw)).desk == desk.value
    stopped = {"GATES": (0.0, 0.0, 0.99, 0.0), "FILE": (0.9, 0.1, 0.1)}
    assert idea(monkeypatch, offer=call, heard_topics=ENTERPRISE | INVESTMENT, **stopped).desk == Desk.CALL.value  # a jury looks at those too
    assert idea(monkeypatch, offer={**call, "call_open": 0.0}, heard_topics=ENTERPRISE, **stopped).desk == Desk.CLOSED.value


def test_who_is_stopped_is_counted_resents_it_and_may_keep_the_idea(monkeypatch: pytest.MonkeyPatch) -> None:
    w = bare()
    h = put(w.households[4], weight=8.0, cell=9, blocked=BLOCKED_SKILLS, grievance=0.2, will_retry=1)
    asked = rig(monkeypatch, founding, AGAIN=(0.9, 0.01))
    p = P._replace(belonging=P.belonging._replace(grievance_gain=0.4))
    obstacles = BLOCKED_FINANCE | BLOCKED_PARTNERS
    founding.hand_in(w, (p,), NOW, 4, NO_IDEA._replace(founders=2.0, obstacles=obstacles, lot=0.6))
    assert h.blocked == obstacles | BLOCKED_SKILLS and booked(w) == booked(w, 9) == {"BLOCKED_PARTNERS": 2.0}
    assert h.grievance == pytest.approx(0.2 + 0.4 * 0.8 * 2.0 / 8.0) and h.will_retry == 3  # both keep it: less than one in a hundred draws
    assert asked == [("AGAIN", NOW.tick, 104)] and (w.counts[0], w.counts[4]) == (0, 0)
    h.will_retry = 7
    founding.hand_in(w, (p,), NOW, 4, NO_IDEA._replace(founders=2.0, obstacles=obstacles, lot=0.1))
    assert h.will_retry == 8 and booked(w, 9)["BLOCKED_FINANCE"] == 2.0


@pytest.mark.parametrize(("national", "days"), [(1, 40.0), (0, 64.0)])
def test_each_project_is_a_file_of_a_household_of_its_own(monkeypatch: pytest.MonkeyPatch, national: int, days: float) -> None:
    w = bare()
    w.counts[0] = 5
    put(w.households[4], weight=3.0, cell=9, corridor=1, eligible=1, community=2, sector=4, is_woman=1, is_national=national)
    put(w.offers[1, 1], start_days=40.0, start_steps=1.0)
    identities = [descendant(descendant(descendant(descendant(504, 104), 2 * k + 1), 104), 2) for k in (1, 2)]
    rig(monkeypatch, founding, PROJECT=lambda month, person: (0.5, 0.1 + identities.index(person)) if month == -1 else ())
    asked_days: list[tuple[Any, ...]] = []
    monkeypatch.setattr(founding, "service_days", lambda *a: asked_days.append(a) or a[0])
    p = P._replace(enterprise=P.enterprise._replace(foreigner_days=1.6))
    idea_ = Idea(2.0, 0.0, 2_400.0, 5_000.0, 700.0, 90.0, BLOCKED_INFORMATION, S_INFORMATION, CLAIMS, 0.7, Desk.COUNTER.value)
    founding.hand_in(w, (p,), NOW, 4, idea_)
    assert (w.counts[0], w.counts[4], w.households[4].weight, booked(w)) == (7, 2, 1.0, {"PROJECTS": 2.0}) and booked(w, 9) == booked(w)
    for k in (0, 1):
        f = w.files[k]
        assert (f.id, f.person, f.household, f.firm, f.desk, f.arrived, f.opened) == (identities[k], 104, 5 + k, -1, Desk.COUNTER.value, NOW.tick, NOW.tick)
        assert (f.cell, f.corridor, f.community, f.sector, f.is_woman, f.draw) == (9, 1, 2, 4, 1, pytest.approx(0.1 + k))
        assert f.quality == pytest.approx(math.exp(-0.08))  # the median of a mean of 1 whose log has a deviation of 0.4
        assert (f.capital, f.reach, f.loan, f.credit, f.blocked, f.support, f.promise, f.days_left) == (2_400.0, 5_000.0, 700.0, 90.0, BLOCKED_INFORMATION, S_INFORMATION, CLAIMS, days)
        assert asked_days[k] == (days, 1.0, *NOW[:3], identities[k])


def test_files_end_where_there_is_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    w = bare(files=1)
    w.counts[0] = 5
    put(w.households[4], weight=3.0)
    rig(monkeypatch, founding, PROJECT=(0.5, 0.5))
    monkeypatch.setattr(founding, "service_days", lambda *a: 1.0)
    founding.hand_in(w, (P,), NOW, 4, NO_IDEA._replace(founders=3.0, desk=Desk.REGISTRY.value))
    assert (w.counts[4], w.counts[3], booked(w)) == (1, 1, {"PROJECTS": 1.0})
