"""Terms of the institutions in a month, by hand: at full strength, at half, at none, before the first month and after the last."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from model.business_networks import fairs
from model.business_networks.chapters import NO_NETWORK
from model.dialogue.consultation import NO_CONSULTATION, Consultation
from model.dialogue.knowledge_hub import NO_HUB, Hub
from model.dialogue.month import INSTITUTIONS, consultation_terms, hub_terms, register_terms
from model.dialogue.volunteer_register import NO_REGISTER, Register
from model.enterprise.terms import NOBODY_SERVES, serving
from model.finance.diaspora_bond import NO_BOND, Bond, bond_terms
from model.finance.financial_training import NO_COURSE, Course, course_terms
from model.giving.terms import NEED_WEIGHTED, NO_DESK, NO_FUND, NO_POOL, NO_SCHOOL, Fund, fund
from model.households.found import NO_IDEA
from model.institution import Room
from model.levers import Lever
from model.policy.levers_in_force import Policy
from model.skills.knowledge_network import NO_SECRETARIAT, Secretariat, network_terms
from model.skills.placements import NO_AGENCY, Agency, agency_terms
from model.skills.posts_with_package import NO_BOARD, Board, board_terms
from tests.bare import given, month_of
from tests.worlds import ETH, lever, settings_of

P = given(
    services={"counter_files": 2.0, "counter_online": 0.5, "mediation_files": 1.5},
    relations={"publicity_effect": 2.0, "publicity_half_usd": 1.0, "polarisation": 0.3, "invitations": 3.0, "register_effect": 2.0, "register_base": -2.0},
    talent={"files": 2.0},
    placement={"intern_days": 90.0, "intern_usd": 3_000.0},
)
YEARS = 3


def policy(*levers: Lever) -> Policy:
    return Policy(levers, settings_of(ETH, stock=400.0, years=YEARS), P)


def at(strength: float, made: Policy, lever_id: str) -> tuple[float, ...]:
    """One lever at a strength; the others at another one that would be seen."""
    return tuple(strength if one.id == lever_id else 0.123 for one in made.levers)


NONE = [
    (NO_DESK, (0.0,) * 4), (NO_POOL, (-1, 0, 0, 0.0, 0.0)), (NO_SCHOOL, (-1, 0, 0, 0.0)), (NO_FUND, (-1, 0, 0, 0.0, 0.0, 0, 0, -1, 0.0)), (NO_BOND, (-1, 0, 0.0, 0, 0.0)), (NO_CONSULTATION, (-1, 0, 0, 0, 0.0, 0, 0.0, 0.0, 0.0)),
    (NO_COURSE, (-1, 0, 0, 0.0, 0.0, 0, 0.0)), (fairs.NO_FAIR, (-1, 0, 0, 0.0, 0.0, 0.0)), (fairs.NO_COURSE, (-1, 0, 0.0, 0.0, 0.0)), (NO_HUB, (-1, 0.0, 0.0)), (NO_SECRETARIAT, (-1, 0, 0, 0.0, 0.0)),
    (NO_AGENCY, (-1, 0, *[0.0] * 13, 0, 0)), (NO_REGISTER, (-1, 0, 0.0, 0, 0.0)), (NO_BOARD, (-1, 0, 0.0, 0.0, 0.0, 0.0)), (NO_IDEA, (0.0,) * 6 + (0, 0, 0, 0.0, 0)),
    (NOBODY_SERVES, (-1, 0, 0.0, 0.0, 0.0, 0.0, 0.0, -1, 0, 0, 0.0, 0.0, 0.0, 0, 0.0, 0.0, -1, -1, 0.0, -1, 0, 0, 0, 0, 0, 0, 0.0)), (NO_NETWORK[:3] + NO_NETWORK[4:], (-1, 0, 0.0, 0.0, 0.0, 0.0, 0.0, 0, 0)),
]  # fmt: skip


def test_no_institution_does_nothing() -> None:
    assert [tuple(found) for found, _ in NONE] == [expected for _, expected in NONE] and len(NO_NETWORK.ranks) == 0


SHOP = {"officers": 3, "mediators": 2, "service_days": 12.0, "online": True, "opportunities": 7, "alignment": 0.4, "from_month": 2}


@pytest.mark.parametrize(("strength", "tick", "officers", "mediators"), [(1.0, 0, 9.0, 3.0), (0.5, 0, 4.0, 1.0), (0.5, 1, 5.0, 2.0), (0.0, 0, 0.0, 0.0)])
def test_the_one_stop_shop(strength: float, tick: int, officers: float, mediators: float) -> None:
    """Three officers at 2 x 1.5 files, two mediators at 1.5 complaints; halves add up over the months."""
    made = policy(lever("one_stop_shop", **SHOP), lever("tax_incentive"))
    k = next(k for k, one in enumerate(made.levers) if one.id == "one_stop_shop")
    found = serving(month_of(made, 5, at(strength, made, "one_stop_shop"), tick=tick))
    assert found == NOBODY_SERVES._replace(
        counter=k, counter_open=int(strength > 0.0), officers=officers, mediators=mediators, counter_days=12.0, opportunities=7.0, alignment=0.4
    )
    assert serving(month_of(made, 1, at(strength, made, "one_stop_shop"), tick=tick)) == NOBODY_SERVES
    plain = policy(lever("one_stop_shop", **{**SHOP, "online": False}))
    assert serving(month_of(plain, 5, (1.0,), tick=0)).officers == 6.0


@pytest.mark.parametrize(
    ("month", "strength", "winners"), [(7, 1.0, 5), (8, 1.0, 0), (7, 0.5, 2), (13, 1.0, 5), (12, 1.0, 0), (7, 0.0, 0), (19, 0.3, 2)]
)  # fmt: skip
def test_the_competition(month: int, strength: float, winners: int) -> None:
    """Two calls a year from month 2 on: judged in months 7, 13, 19."""
    values = {"calls_per_year": 2, "places": 5, "assistance_days": 10.0, "assistance_day_usd": 400.0, "seed_usd": 9_000.0, "local_desk": True, "jury_noise": 0.25, "from_month": 2}
    made = policy(lever("entrepreneur_support", **values))
    found = serving(month_of(made, month, (strength,), tick=0))
    assert found == NOBODY_SERVES._replace(
        call=0, call_open=int(strength > 0.0), winners=winners, assistance_days=10.0, assistance_usd=4_000.0, seed=9_000.0, desk=1, noise=0.5, favour=0.6,
        finalists=1, seat_usd=500.0,
    )  # fmt: skip
    taught = policy(lever("entrepreneur_support", **{**values, "training_seats": 30, "seat_usd": 200.0, "finalists": 3, "lottery": True}))
    looked = [serving(month_of(taught, 5, (strength,), tick=tick)) for tick in range(24)]
    assert {(one.finalists, one.lottery, one.seat_usd) for one in looked} == {(3, 1, 200.0)} and sum(one.seats for one in looked) == int(60 * strength)
    blind = serving(month_of(policy(lever("entrepreneur_support", **{**values, "blind_scoring": True, "local_desk": False})), month, (strength,), tick=0))
    assert (blind.favour, blind.desk) == (0.0, 0)


def test_grants_guarantees_and_zones() -> None:
    made = policy(lever("investment_grant", share=0.3), lever("credit_guarantee", share=0.45), lever("special_economic_zone", holiday_years=2.5, open_to="all"))
    place = {one.id: k for k, one in enumerate(made.levers)}
    found = serving(month_of(made, 5, (1.0, 1.0, 1.0), tick=0))
    assert found == NOBODY_SERVES._replace(
        grant=place["investment_grant"], guarantee=place["credit_guarantee"], guaranteed=0.45, zone=place["special_economic_zone"], zone_open=1, holiday=30, settlers=2
    )
    assert serving(month_of(made, 5, at(0.0, made, "special_economic_zone"), tick=0)).zone_open == 0
    for k, who in enumerate(("diaspora", "associates", "all")):
        assert serving(month_of(policy(lever("special_economic_zone", open_to=who)), 5, (1.0,), tick=0)).settlers == k
    assert serving(month_of(policy(), 5, (), tick=0)) == NOBODY_SERVES


@pytest.mark.parametrize(("strength", "month", "is_open", "is_round", "ratio"), [(1.0, 3, 1, 1, 2.0), (0.5, 3, 1, 1, 1.0), (1.0, 4, 1, 0, 2.0), (0.0, 3, 0, 0, 0.0)])
def test_the_matching_fund(strength: float, month: int, is_open: int, is_round: int, ratio: float) -> None:
    values = {"ratio": 2.0, "cap_usd": 7_000.0, "rule": "need_weighted", "rounds_per_year": 4, "from_month": 1, "budget_usd": 1e5}
    made = policy(lever("matching_grant", **values))
    assert fund(month_of(made, month, (strength,))) == Fund(0, is_open, is_round, ratio, 7_000.0, NEED_WEIGHTED, 0, -1, 0.0)
    assert fund(month_of(made, 0, (strength,))) == NO_FUND == fund(month_of(policy(), 3, ()))
    lead = policy(lever("matching_grant", {"sex": "female"}, mode="lead_gift", **values))
    assert (fund(month_of(lead, month, (strength,))).is_lead, fund(month_of(lead, month, (strength,))).permit) == (1, 0)


def test_the_placement_agency() -> None:
    values = {
        "officers": 4, "sectors": ("education", "agriculture"), "days": 45.0, "training_share": 0.4, "counterparts": 3, "follow_up_hours": 6.0, "follow_up_usd": 25.0, "mentoring_share": 0.2, "share_women": 0.5,
        "cost_physical_usd": 7_000.0, "cost_virtual_usd": 900.0, "internships_per_year": 8, "bonded_return": True, "from_month": 2,
    }  # fmt: skip
    made = policy(lever("skills_placement", **values))
    full = Agency(0, 1, 4.0, 45.0, 0.4, 3.0, 6.0, 25.0, 0.2, 0.5, 7_000.0, 900.0, 8.0, 90.0, 3_000.0, 1, 0)
    assert agency_terms(month_of(made, 5, (1.0,))) == full and agency_terms(month_of(made, 5, (0.5,))) == full._replace(officers=2.0) and agency_terms(month_of(made, 5, (0.0,))) == full._replace(officers=0.0, is_open=0)
    assert agency_terms(month_of(made, 1, (1.0,))) == NO_AGENCY == agency_terms(month_of(policy(), 5, ()))


def test_posts_with_a_package() -> None:
    made = policy(lever("talent_attraction", officers=3, package_usd=800.0, package_months=18, shortage_threshold=0.25, from_month=2))
    full = Board(0, 1, 6.0, 800.0, 18.0, 0.25)
    assert board_terms(month_of(made, 5, (1.0,))) == full and board_terms(month_of(made, 5, (0.5,))) == full._replace(files=3.0) and board_terms(month_of(made, 5, (0.0,))) == full._replace(files=0.0, is_open=0)
    assert board_terms(month_of(made, 1, (1.0,))) == NO_BOARD == board_terms(month_of(policy(), 5, ()))


@pytest.mark.parametrize(
    ("month", "left", "strength", "projects", "a_year"), [(2, 24.0, 1.0, 2, 24.0), (4, 24.0, 1.0, 6, 24.0), (4, 20.0, 1.0, 2, 24.0), (4, 24.0, 0.5, 3, 24.0), (4, 0.0, 1.0, 0, 0.0), (14, 24.0, 1.0, 2, 24.0), (4, 24.0, 0.0, 0, 24.0)]
)  # fmt: skip
def test_joint_projects_come_month_by_month(month: int, left: float, strength: float, projects: int, a_year: float) -> None:
    """Of 24 a year two a month, from month 2 on; what was left over comes later in the year."""
    made = policy(lever("knowledge_network", joint_projects_per_year=24, project_usd=5_000.0, fund_usd=1e6, from_month=2))
    stage: Any = SimpleNamespace(institutions={"places": np.array([left])})
    assert network_terms(month_of(made, month, (strength,), stage=stage)) == Secretariat(0, int(strength > 0.0), projects, 5_000.0, a_year)
    assert network_terms(month_of(made, 1, (strength,), stage=stage)) == NO_SECRETARIAT == network_terms(month_of(policy(), 5, (), stage=stage))


@pytest.mark.parametrize(("month", "left", "strength", "seats"), [(2, 36.0, 1.0, 3), (4, 30.0, 1.0, 3), (4, 36.0, 0.5, 4), (4, 36.0, 0.0, 0)])
def test_seats_for_families(month: int, left: float, strength: float, seats: int) -> None:
    for trained, who in (("receiver", 1), ("sender", 2), ("both", 3)):
        made = policy(lever("financial_inclusion", seats_per_year=36, seat_usd=150.0, share_women=0.4, trained=trained, from_month=2))
        stage: Any = SimpleNamespace(institutions={"places": np.array([left])})
        assert course_terms(month_of(made, month, (strength,), stage=stage)) == Course(0, int(strength > 0.0), seats, 150.0, 0.4, who, 3.0)
    assert course_terms(month_of(made, 1, (strength,), stage=stage)) == NO_COURSE == course_terms(month_of(policy(), 5, (), stage=stage))


def test_bonds_on_sale() -> None:
    made = policy(lever("diaspora_bond", yield_rate=0.06, maturity_months=48, min_usd=700.0, from_month=2))
    assert bond_terms(month_of(made, 5, (1.0,))) == Bond(0, 1, 0.06, 48, 700.0) == bond_terms(month_of(made, 5, (0.5,))) and bond_terms(month_of(made, 5, (0.0,))) == Bond(0, 0, 0.06, 48, 700.0)
    assert bond_terms(month_of(made, 1, (1.0,))) == NO_BOND == bond_terms(month_of(policy(), 5, ()))


def dialogue(made: Policy, month: int, strengths: tuple[float, ...]) -> tuple[Consultation, Register, Hub]:
    """Terms of consultations, of the register and of the hub."""
    m = month_of(made, month, strengths, tick=0)
    return consultation_terms(m), register_terms(m), hub_terms(m)


@pytest.mark.parametrize(("month", "strength", "events", "answers"), [(2, 1.0, 1, 2), (3, 1.0, 2, 3), (3, 0.5, 2, 1), (2, 0.5, 1, 1), (3, 0.0, 0, 0)])
def test_consultations(month: int, strength: float, events: int, answers: int) -> None:
    """18 events a year are one and a half a month from month 2 on; two and a half answers a month."""
    made = policy(lever("consultation", events_per_year=18, places=40, quota=0.3, answers_per_month=2.5, deadline_days=60.0, event_usd=5_000.0, seat_usd=90.0, from_month=2))
    found, book, hub = dialogue(made, month, (strength,))
    assert found == Consultation(0, int(strength > 0.0), events, 40, 0.3, answers, 60.0, 5_000.0, 90.0) and (book, hub) == (NO_REGISTER, NO_HUB)
    assert dialogue(made, 1, (strength,)) == (NO_CONSULTATION, NO_REGISTER, NO_HUB) == dialogue(policy(), 5, ())


@pytest.mark.parametrize("strength", [1.0, 0.5, 0.0])
def test_the_register(strength: float) -> None:
    """Three dollars a household of the diaspora, and a dollar brings half of what publicity can."""
    households = sum(c.households for c in settings_of(ETH, stock=400.0, years=YEARS).corridors)
    made = policy(lever("volunteer_register", publicity_usd=3.0 * households, independent_host=True, entry_usd=12.0, from_month=2))
    x = 3.0 * strength
    assert dialogue(made, 5, (strength,))[1] == Register(0, int(strength > 0.0), pytest.approx(2.0 * x / (x + 1.0)), 1, 12.0)
    assert dialogue(made, 1, (strength,))[1] == NO_REGISTER


@pytest.mark.parametrize(
    ("month", "to_month", "age"), [(2, None, 0.0), (9, None, 7.0), (10, None, 0.0), (11, None, 1.0), (27, None, 1.0), (20, 20, 2.0), (24, 20, 6.0), (34, 20, 16.0), (14, 11, 4.0), (14, 10, 12.0)]
)  # fmt: skip
def test_a_hub_ages_between_its_updates_and_after_its_money(month: int, to_month: int | None, age: float) -> None:
    """Updated every eight months from month 2 on: in months 10, 18, 26."""
    made = policy(lever("knowledge_hub", update_months=8.0, coverage=0.8, languages=2, language_cover=0.5, holds_months=18.0, from_month=2, to_month=to_month))
    found = dialogue(made, month, (0.5,))[2]
    assert (found.institution, found.reach, found.freshness) == (0, pytest.approx(0.5 * 0.8 * 0.75), pytest.approx(math.exp(-age / 18.0)))
    assert dialogue(made, 1, (0.5,))[2] == NO_HUB


def test_room_for_those_who_speak_and_register() -> None:
    """18 events a year are two a month at most: 80 seats, 240 invitations."""
    more_room = INSTITUTIONS[0].room
    assert more_room is not None
    consultation, register = lever("consultation", events_per_year=18, places=40), lever("volunteer_register")
    assert more_room(policy(consultation, lever("tax_incentive")), 50, 400.0) == Room(80, 0, 0, 240 + 32)
    from model.capacity import applicants_at_most

    share = min(YEARS * 0.5, 1.0)  # with all publicity the log odds are -2 + 2
    more = int(share * 2.0 * applicants_at_most(50, 400.0, P)) + 32
    assert more_room(policy(register), 50, 400.0) == Room(more, 0, 0, more)
    assert more_room(policy(consultation, register), 50, 400.0) == Room(80 + more, 0, 0, 240 + 32 + more)
    assert more_room(policy(), 50, 400.0) == Room()
