"""Associations, the matching fund and the school, by hand: which project is chosen, who is matched in which order, what is delivered, who is trained."""

from __future__ import annotations

from typing import Any

import pytest

from model.compiled.random_draws import descendant
from model.giving import associations, proposing
from model.giving.terms import (
    FIRST_COME,
    NEED_WEIGHTED,
    NO_DESK,
    NO_FUND,
    NO_POOL,
    NO_SCHOOL,
    QUOTA,
    Coordination,
    Fund,
    Pool,
    School,
    coordination,
    pool,
    school,
)
from model.policy.levers_in_force import Policy
from model.queue import NOT_CALLED, Desk
from tests.bare import MONTH, NOW, bare, given, month_of, put, rig
from tests.worlds import ETH, lever, settings_of

P = given(
    giving={
        "project_usd": 1_000.0, "project_months": 18.0, "fatigue": 0.4, "choice_noise": 0.5, "local_insight": 0.6, "training_gain": 0.5, "misfit": 0.4, "patience": 6.0, "training_interest": 0.1,
        "training_months": 24.0, "fade_months": 12.0, "effort_recovery": 0.25,
    },
    population={"share_faction_b": 0.25, "share_faction_c": 0.15},
    crisis={"agreements_staff": 3.0},
)  # fmt: skip
G = P.giving
BANK, SCHOOL = 2, 3
FUND = NO_FUND._replace(institution=BANK, is_open=1, ratio=2.0, cap=5_000.0)
SEATS = School(SCHOOL, 1, 2, 300.0)
LOTS = {"ASSOCIATION": (0.5, 0.5, 0.9, 0.5), "BOARD": (0.5, 0.999, 0.5), "CANDIDATE": (0.5, 0.5, 0.5, 0.5), "JUDGE": (0.5, 0.5, 0.5, 0.5)}
MODULES = (associations, proposing)


@pytest.fixture
def w(monkeypatch: pytest.MonkeyPatch) -> Any:
    rig(monkeypatch, *MODULES, **LOTS)
    made = bare()
    for k in range(4):
        put(made.associations[k], id=2_000 + k, corridor=k // 2, community=k, is_active=1, due=-1, proposed=-1, faction=-1, quality=0.5, effort=1.0)
        put(made.communities[k], poverty=0.4 - 0.1 * k, need=0.1 * k, population=100.0)  # who is poorest need not need most
    for k in (BANK, SCHOOL):
        put(made.institutions[k], left=100_000.0)
    return made


def month(w: Any, fund: Fund = NO_FUND, seats: School = NO_SCHOOL, tick: int = 40, month: int = 3) -> None:
    associations.associations_month.py_func((w,), (P,), NOW._replace(tick=tick, month=month), fund, seats)


# --- choosing and beginning -------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("need", "seems", "error", "fit"),
    [
        ((0.2, 0.8, 0.4, 0.6), (0.5, 0.5, 0.5, 0.5), 1.0, 1.0), ((0.8, 0.2, 0.4, 0.6), (0.5,) * 4, 1.0, 1.0), ((0.2, 0.4, 0.8, 0.6), (0.5,) * 4, 1.0, 1.0), ((0.2, 0.4, 0.6, 0.8), (0.5,) * 4, 1.0, 1.0),
        ((0.2, 0.8, 0.4, 0.6), (0.975, 0.5, 0.5, 0.5), 0.4, 0.25), ((0.2, 0.8, 0.4, 0.6), (0.5, 0.5, 0.975, 0.5), 0.4, 0.5), ((0.2, 0.8, 0.4, 0.6), (0.5, 0.5, 0.5, 0.975), 0.4, 0.75),
        ((0.2, 0.8, 0.4, 0.6), (0.975, 0.5, 0.5, 0.5), 0.2, 1.0), ((0.2, 0.8, 0.4, 0.6), (0.5, 0.025, 0.5, 0.5), 0.4, 0.75), ((0.8, 0.7, 0.4, 0.6), (0.5, 0.975, 0.5, 0.5), 0.4, 0.875),
        ((0.5, 0.8, 0.4, 0.6), (0.975, 0.5, 0.8, 0.8), 0.4, 0.625), ((0.2, 0.5, 0.8, 0.6), (0.5, 0.975, 0.5, 0.5), 0.4, 0.625), ((0.2, 0.3, 0.5, 0.8), (0.5, 0.5, 0.975, 0.5), 0.4, 0.625),
    ],
)  # fmt: skip
def test_the_project_that_seems_best(monkeypatch: pytest.MonkeyPatch, need: tuple[float, ...], seems: tuple[float, ...], error: float, fit: float) -> None:
    """Misjudged by 1.96 errors: by 0.784 with an error of 0.4, by 0.392 with 0.2."""
    asked = rig(monkeypatch, proposing, CANDIDATE=need, JUDGE=seems)
    assert proposing.chosen(NOW, 77, error) == pytest.approx(fit) and asked == [("CANDIDATE", 40, 77), ("JUDGE", 40, 77)]


def test_a_batch_of_projects() -> None:
    assert [proposing.batch_of(raised, G) for raised in (1.0, 999.0, 1_999.0, 2_000.0, 1e12)] == [1, 1, 1, 2, 10**6]


@pytest.mark.parametrize(("match", "effort", "grants"), [(0.0, 0.9, 100.0), (3_000.0, 0.9 * (1.0 - 0.4 * 0.6), 3_100.0)])
def test_projects_begin(w: Any, monkeypatch: pytest.MonkeyPatch, match: float, effort: float, grants: float) -> None:
    asked = rig(monkeypatch, proposing, **LOTS)
    a = put(w.associations[1], raised=2_000.0, effort=0.9, grants=100.0, own=50.0, proposed=30)
    proposing.begin_projects(w, G, NOW, 1, match, 1)
    assert (a.n_under_way, a.under_way, a.match, a.own, a.grants, a.raised, a.proposed, a.due, a.fit) == (2, 2_000.0, match, 2_050.0, grants, 0.0, -1, 58, 1.0)
    assert a.effort == pytest.approx(effort) and {person for name, _, person in asked if name == "JUDGE"} == {descendant(2_001, 0), descendant(2_001, 1)}


@pytest.mark.parametrize(
    ("own", "faction", "trained", "error"), [(1, -1, 0, 0.2), (0, -1, 0, 0.5), (1, 0, 0, 0.5), (1, 2, 0, 0.5), (1, -1, 3, 0.1), (0, -1, 1, 0.25), (0, 0, 0, 0.5)]
)  # fmt: skip
def test_who_chooses_how_well(w: Any, monkeypatch: pytest.MonkeyPatch, own: int, faction: int, trained: int, error: float) -> None:
    """Those of the place err by 0.5 x 0.4; who is trained, half as much; boards of a faction, as outsiders do."""
    errors: list[float] = []
    monkeypatch.setattr(proposing, "chosen", lambda t, person, e: errors.append(e) or 0.25 * len(errors))
    a = put(w.associations[1], raised=3_000.0, faction=faction, trained=trained)
    proposing.begin_projects(w, G, NOW, 1, 0.0, own)
    assert errors == pytest.approx([error] * 3) and a.fit == pytest.approx(0.5)


def test_the_mean_of_64_stands_for_more(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    monkeypatch.setattr(proposing, "chosen", lambda t, person, e: looked.append(person) or 0.5)
    a = put(w.associations[1], raised=100_000.0)
    proposing.begin_projects(w, G, NOW, 1, 0.0, 1)
    assert len(looked) == 64 and (a.n_under_way, a.fit) == (100, 0.5)


# --- the fund ---------------------------------------------------------------------------------------------------------------------------------------


def test_whom_the_fund_serves(w: Any) -> None:
    assert [associations.is_served(w, FUND, k) for k in range(4)] == [True] * 4 and not associations.is_served(w, FUND._replace(is_open=0), 0)
    w.permits[0, [0, 1]] = [0, 1]
    w.permits[0, 2 : 2 + 4] = [1, 1, 0, 1]
    assert [associations.is_served(w, FUND._replace(permit=0), k) for k in range(4)] == [False, False, False, True]
    assert not associations.is_served(w, FUND._replace(permit=0, is_open=0), 3)


def test_what_the_fund_adds() -> None:
    assert [associations.grant_of(raised, FUND, G) for raised in (2_000.0, 2_500.0, 2_600.0)] == [4_000.0, 5_000.0, 5_200.0]  # two projects: 10,000 at most
    assert associations.grant_of(2_500.0, FUND._replace(cap=2_000.0), G) == 4_000.0


def ready(w: Any, *raised: float) -> None:
    for k, usd in enumerate(raised):
        w.associations[k].raised = usd


def test_proposing(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = rig(monkeypatch, associations, ASSOCIATION=(0.37, 0.5, 0.9, 0.9))
    ready(w, 0.0, 2_000.0)
    associations.propose(w, NOW, FUND, 1)
    f = w.files[0]
    assert (f.desk, f.id, f.draw, f.arrived, w.associations[1].proposed, w.institutions[BANK].arrived) == (Desk.FUND.value, 2_001, 0.37, 40, 40, 1.0)
    assert asked == [("ASSOCIATION", 40, 2_001)] and associations.association_of(w, 0) == 1
    full = bare(files=0)
    put(full.associations[1], id=2_001, proposed=-1)
    associations.propose(full, NOW, FUND, 1)
    assert full.associations[1].proposed == -1 and full.institutions[BANK].arrived == 0.0


def proposed(w: Any, *raised: float) -> None:
    """Proposals of the first associations, handed in in the months 38, 37, 39, ..."""
    ready(w, *raised)
    for k in range(len(raised)):
        associations.propose(w, NOW._replace(tick=(38, 37, 39, 36)[k]), FUND, k)


@pytest.mark.parametrize(("rule", "order"), [(FIRST_COME, [1, 0, 2]), (NEED_WEIGHTED, [2, 1, 0]), (QUOTA, [1, 0, 2])])
def test_the_order_of_a_round(w: Any, rule: int, order: list[int]) -> None:
    """Communities 0, 1, 2 are ever poorer; 20, 10 and 60 dollars were awarded to them per head."""
    for k, awarded in enumerate((2_000.0, 1_000.0, 6_000.0)):
        w.communities[k].awarded = awarded
    proposed(w, 1_000.0, 1_000.0, 1_000.0)
    bank = put(w.institutions[BANK], left=4_000.0)
    associations.award_round(w, G, NOW, FUND._replace(rule=rule))
    matched = [k for k in range(3) if w.associations[k].match > 0.0]
    assert sorted(order[:2]) == matched and (bank.left, bank.committed, bank.served, bank.exhausted_month) == (0.0, 4_000.0, 2.0, NOW.month)
    assert bank.waited == pytest.approx(MONTH * sum(40 - (38, 37, 39)[k] for k in matched))
    for k in range(3):
        a, f = w.associations[k], w.files[k]
        assert (a.match, a.grants, a.raised, f.desk) == ((2_000.0, 2_000.0, 0.0, 0) if k in matched else (0.0, 0.0, 1_000.0, Desk.FUND.value))
        assert w.communities[k].awarded == (2_000.0, 1_000.0, 6_000.0)[k] + 2_000.0 * (k in matched)
    assert w.files[order[2]].rank == NOT_CALLED


def test_a_quota_is_looked_at_again_after_each_award(w: Any) -> None:
    """Two associations of one community: what the first is awarded puts the second behind the other place."""
    w.associations[1].community = 0
    proposed(w, 1_000.0, 1_000.0, 1_000.0)
    w.communities[2].awarded = 1_000.0
    w.institutions[BANK].left = 4_000.0
    associations.award_round(w, G, NOW, FUND._replace(rule=QUOTA))
    assert [w.associations[k].match for k in range(3)].count(2_000.0) == 2 and w.associations[2].match == 2_000.0


def test_who_cannot_be_matched_is_passed_over_until_the_next_round(w: Any) -> None:
    proposed(w, 1_000.0, 2_000.0, 1_000.0)
    bank = put(w.institutions[BANK], left=3_999.0)
    associations.award_round(w, G, NOW, FUND)
    # of the two projects of the first in line one is matched, and what is left does for nobody else
    assert [w.associations[k].match for k in range(3)] == [0.0, 2_000.0, 0.0] and w.files[0].rank == w.files[2].rank == NOT_CALLED
    assert [w.associations[k].refused for k in range(3)] == [0.0, 0.5, 0.0] and (bank.honoured, bank.refused, bank.left) == (1.0, 1.0, 1_999.0)
    associations.rank_proposals(w, FUND, False)
    assert w.files[0].rank == NOT_CALLED
    bank.left = 9_999.0
    associations.award_round(w, G, NOW, FUND)
    assert [w.associations[k].match for k in range(3)] == [2_000.0, 2_000.0, 2_000.0] and (bank.honoured, bank.refused) == (3.0, 1.0)


def test_where_the_money_is_announced_first_an_official_chooses(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    errors: list[float] = []
    monkeypatch.setattr(proposing, "chosen", lambda t, person, e: errors.append(e) or 0.5)
    proposed(w, 1_000.0)
    associations.award_round(w, G, NOW, FUND)
    proposed(w, 1_000.0)
    associations.award_round(w, G, NOW, FUND._replace(is_lead=1))
    assert errors == pytest.approx([0.2, 0.5])


def test_who_waits_too_long_goes_alone(w: Any) -> None:
    ready(w, 1_000.0, 1_000.0, 1_000.0)
    for k, tick in enumerate((35, 34, 40)):
        associations.propose(w, NOW._replace(tick=tick), FUND, k)
    assert associations.go_alone(w, G, NOW, FUND) == 1.0  # six months, that of handing in among them
    assert [w.associations[k].n_under_way for k in range(3)] == [0, 1, 0] and (w.associations[1].match, w.associations[1].proposed) == (0.0, -1)
    assert associations.go_alone(w, G, NOW, FUND._replace(is_open=0)) == 2.0


# --- the school -------------------------------------------------------------------------------------------------------------------------------------


def test_seats_of_the_school(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = rig(monkeypatch, associations, ASSOCIATION=lambda month, person: (0.5, 0.5, 0.099 if person != 2_001 else 0.1, 0.9 - 0.1 * (person - 2_000)))
    associations.train_some(w, G, NOW, SEATS)
    bank = w.institutions[SCHOOL]
    assert (bank.arrived, bank.served, bank.left, bank.spent, bank.waiting, bank.waited) == (3.0, 2.0, 99_400.0, 600.0, 1.0, 0.0)
    assert [w.associations[k].trained for k in range(4)] == [0, 0, 24, 24] and [w.associations[k].asked for k in range(4)] == [1, 0, 0, 0]  # lower draws first
    assert asked == [("ASSOCIATION", 40, 2_000 + k) for k in range(4)]
    bank.left = 299.0
    associations.train_some(w, G, NOW._replace(tick=42), SEATS)
    assert (bank.arrived, bank.served, w.associations[0].trained) == (3.0, 2.0, 0)  # no money; the trained do not ask again, nor those who wait
    bank.left = 300.0
    associations.train_some(w, G, NOW._replace(tick=42), SEATS)
    assert (bank.served, bank.waited, bank.waiting, w.associations[0].trained, w.associations[0].asked) == (3.0, pytest.approx(2 * MONTH), 0.0, 24, 0)


def test_files_at_the_school_end_with_it(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    rig(monkeypatch, associations, ASSOCIATION=(0.5, 0.5, 0.0, 0.5))
    bank = w.institutions[SCHOOL]
    associations.train_some(w, G, NOW, SEATS._replace(seats=0))
    assert (bank.arrived, bank.waiting) == (4.0, 4.0)
    w.associations[1].is_active = 0
    associations.train_some(w, G, NOW, SEATS._replace(seats=0))
    assert (bank.abandoned, bank.waiting, w.associations[1].asked, w.associations[0].asked) == (1.0, 3.0, 0, 1)
    associations.train_some(w, G, NOW, SEATS._replace(is_open=0))
    assert (bank.abandoned, bank.waiting, bank.arrived, bank.served) == (4.0, 0.0, 4.0, 0.0) and w.associations[0].asked == 0


# --- delivering, and a month ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("n", "draw", "trained", "delivered", "result"),
    [(1, 0.39, 0, 1, 1), (1, 0.41, 0, 0, -1), (1, 0.59, 1, 1, 1), (1, 0.61, 1, 0, -1), (2, 0.5, 0, 1, 1), (3, 0.7, 0, 1, -1)],
)  # fmt: skip
def test_delivering(w: Any, monkeypatch: pytest.MonkeyPatch, n: int, draw: float, trained: int, delivered: int, result: int) -> None:
    """A board of quality 0.5 and a fit of a half delivers 0.5 x 0.8 of its projects; trained, 0.75 x 0.8."""
    asked = rig(monkeypatch, associations, ASSOCIATION=(0.9, draw, 0.9, 0.9))
    a = put(w.associations[1], n_under_way=n, fit=0.5, under_way=600.0, match=300.0, trained=trained, due=40, projects=5, failures=7)
    associations.deliver(w, G, NOW, 1)
    goods = 900.0 * delivered / n
    assert (a.projects, a.failures, a.result) == (5 + delivered, 7 + n - delivered, result)
    assert (a.due, a.under_way, a.match, a.n_under_way) == (-1, 0.0, 0.0, 0) and asked == [("ASSOCIATION", 40, 2_001)]
    c = w.communities[1]
    assert (c.public_goods, c.matched_goods) == (pytest.approx(goods), pytest.approx(0.5 * goods))


def test_before_month_0_projects_leave_no_goods(w: Any) -> None:
    for month_, goods in ((-1, 0.0), (0, 100.0)):
        put(w.associations[1], n_under_way=1, fit=1.0, under_way=100.0, quality=1.0)
        associations.deliver(w, G, NOW._replace(month=month_), 1)
        assert w.communities[1].public_goods == goods == w.communities[1].matched_goods


def test_elections_once_a_year(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []
    monkeypatch.setattr(associations, "holder", lambda *a: seen.append(a) or 2)
    rig(monkeypatch, associations, **{**LOTS, "BOARD": lambda month, person: (0.1, 0.2, 0.3, 0.4) if (month, person) == (40, 2_000) else ()})
    for k in range(4):
        associations.elect(w, P, NOW, k)
    assert [w.associations[k].faction for k in range(4)] == [2, -1, -1, -1] and seen == [(0.2, 0.3, 0.25, 0.15, P.relations)]  # 2,040 months are 170 years


def test_a_month_of_gifts_and_of_none(w: Any) -> None:
    put(w.associations[0], gifts=300.0, raised=100.0, quiet=5, is_active=0, effort=0.6, trained=2, result=1)
    put(w.associations[1], quiet=10, effort=1.0)
    put(w.associations[2], quiet=11)
    month(w)
    a = w.associations[0]
    assert (a.raised, a.quiet, a.is_active, a.trained, a.result) == (400.0, 0, 1, 1, 0) and a.effort == pytest.approx(0.7)
    assert [(w.associations[k].quiet, w.associations[k].is_active) for k in (1, 2)] == [(11, 1), (12, 0)] and w.associations[1].trained == 0


def test_what_is_raised_is_begun_or_proposed(w: Any) -> None:
    ready(w, 1_000.0, 999.0, 1_000.0, 1_000.0)
    w.associations[2].due, w.associations[3].proposed = 70, 38
    month(w)
    assert [w.associations[k].n_under_way for k in range(4)] == [1, 0, 0, 0] and w.counts[4] == 0
    ready(w, 0.0, 1_000.0)
    month(w, FUND)
    assert (w.associations[1].proposed, w.associations[1].n_under_way, w.institutions[BANK].waiting, w.counts[4]) == (40, 0, 1.0, 1)
    month(w, FUND._replace(is_round=1), tick=41)
    assert (w.associations[1].match, w.associations[1].due, w.institutions[BANK].waiting, w.counts[4]) == (2_000.0, 41 + 18, 0.0, 0)
    assert (w.institutions[BANK].committed, w.institutions[BANK].spent) == (2_000.0, 0.0)
    month(w, FUND, tick=58)
    assert w.associations[1].match == 2_000.0
    month(w, FUND, tick=59)
    assert (w.institutions[BANK].committed, w.institutions[BANK].spent) == (0.0, 2_000.0) and (w.associations[1].match, w.associations[1].result) == (0.0, -1)


def test_a_fund_that_ends_and_a_school(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    proposed(w, 1_000.0)
    month(w, FUND._replace(is_open=0))
    assert (w.institutions[BANK].abandoned, w.institutions[BANK].waiting, w.associations[0].n_under_way, w.counts[4]) == (1.0, 0.0, 1, 0)
    rig(monkeypatch, *MODULES, **{**LOTS, "ASSOCIATION": (0.5, 0.5, 0.0, 0.5)})
    month(w, NO_FUND, SEATS)
    assert w.institutions[SCHOOL].served == 2.0 and w.counts[4] == 2
    month(w, FUND._replace(is_round=0), SEATS._replace(seats=9))
    assert w.institutions[SCHOOL].served == 4.0 and w.counts[4] == 0


@pytest.mark.parametrize("which", ["fund", "school"])
def test_the_first_institution_is_one_too(w: Any, monkeypatch: pytest.MonkeyPatch, which: str) -> None:
    rig(monkeypatch, *MODULES, **{**LOTS, "ASSOCIATION": (0.5, 0.5, 0.0, 0.5)})
    bank = put(w.institutions[0], left=100_000.0)
    ready(w, 1_000.0)
    if which == "fund":
        month(w, FUND._replace(institution=0, is_round=1))
        assert (bank.served, bank.committed) == (1.0, 2_000.0)
        month(w, FUND._replace(institution=0), tick=58)
        assert (bank.committed, bank.spent) == (0.0, 2_000.0)
    else:
        month(w, NO_FUND, SEATS._replace(institution=0, seats=9))
        assert bank.served == 4.0
    assert w.counts[4] == 0


# --- terms of the month -----------------------------------------------------------------------------------------------------------------------------


def policy(*levers: Any) -> Policy:
    return Policy(levers, settings_of(ETH, stock=400.0, years=1), P)


def test_terms_of_desk_pool_and_school() -> None:
    made = policy(
        lever("philanthropy_partnership", coordination=0.6, agreements=4, desk_staff=2.0, fast_window_days=5.0), lever("pooled_fund", rounds_per_year=4, overhead=0.07, days_to_allocate=20.0, from_month=1),
        lever("philanthropy_training", seats_per_year=30, seat_usd=900.0),
    )  # fmt: skip
    place = {made_.id: k for k, made_ in enumerate(made.levers)}
    p, s = place["pooled_fund"], place["philanthropy_training"]

    def at(strength: float, of: str) -> tuple[float, ...]:
        """One lever at a strength, the others at another."""
        return tuple(strength if k == place[of] else 0.123 for k in range(3))

    desk = [coordination(month_of(made, 3, at(strength, "philanthropy_partnership"))) for strength in (1.0, 0.5, 0.0)]
    assert desk == [Coordination(0.6, 4.0, 6.0, 5.0), Coordination(0.3, 4.0, 6.0, 2.5), NO_DESK]
    full = at(1.0, "pooled_fund")
    assert [pool(month_of(made, m, full)) for m in (3, 4)] == [Pool(p, 1, 1, 0.07, 20.0), Pool(p, 1, 0, 0.07, 20.0)] and pool(month_of(made, 0, full)) == NO_POOL
    assert pool(month_of(made, 3, at(0.0, "pooled_fund"))).is_open == 0
    full, half = at(1.0, "philanthropy_training"), at(0.5, "philanthropy_training")
    assert [school(month_of(made, 3, full, tick=tick)).seats for tick in range(4)] == [2, 3, 2, 3] and [school(month_of(made, 3, half, tick=tick)).seats for tick in range(4)] == [1, 1, 1, 2]
    assert school(month_of(made, 3, full, tick=0)) == School(s, 1, 2, 900.0) and school(month_of(made, 3, at(0.0, "philanthropy_training"), tick=0)) == School(s, 0, 0, 900.0)
    nobody = month_of(policy(), 3, (), tick=0)
    assert (coordination(nobody), pool(nobody), school(nobody)) == (NO_DESK, NO_POOL, NO_SCHOOL)
