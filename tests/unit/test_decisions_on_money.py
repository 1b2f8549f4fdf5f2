"""What a household earns, sends, saves, spends on journeys, buys and learns, and how its life goes on: case by case, against numbers worked out beside it."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from model.compiled.named_draws import CrisisDraws, GiveDraws, JoinDraws, LifeDraws, RemitDraws
from model.compiled.random_batches import Dice
from model.compiled.random_draws import Draw, four_draws, spread
from model.households.decide import decide
from model.households.live import age_and_move, kept_of
from model.households.perception import look
from model.households.remit import Sent, earn_and_send, income_of
from model.households.saving import ASKS, Savings, book_savings, cash_in, save
from model.households.skilled import Steps, book_steps, may_step, step
from model.households.travel import Trips, book_trips, travel
from model.households.wish import buy, note_stopped, take_stake
from model.levers import Act
from model.offers import Offer
from model.records.bit_masks import BLOCKED_FINANCE, BLOCKED_INFRASTRUCTURE, BLOCKED_NATIONALITY, BLOCKED_PROCEDURES
from model.records.flows import Flow
from model.records.vocabulary import Support
from model.rules.enrol import advising_chance, backing
from model.rules.invest import giving_up
from model.rules.remit import wanted
from model.rules.visit import guests_a_year, times, trips_a_year
from tests.bare import put
from tests.household import HEEDS, NOW, WEIGHT, Case, P
from tests.unit.test_decisions_by_hand import sight

ALWAYS = 60.0  # log odds of what always happens


@pytest.fixture
def case() -> Case:
    return Case()


# --- earning and sending ----------------------------------------------------------------------------------------------------------------------------


def test_income() -> None:
    assert income_of(1_000.0, 0.2, 1, 0.1, P) == pytest.approx(720.0)
    assert income_of(1_000.0, 0.2, 0, 0.0, P) == pytest.approx(800.0 * P.population.replacement)


def sent(case: Case, aware: int = 0, formal: float = ALWAYS, habit: float = ALWAYS, strike: float = 0.9, helps: float = 0.99, supports: int = 2, **of_remitting: float) -> Sent:
    h, r = case.h, case.r
    h.earnings, h.behind, h.is_employed, h.altruism, h.plans_return, r.income, h.attachment_political, h.goodwill = 3_000.0, 0.0, 1, 0.5, 0, 200.0, 0.5, 0.0
    h.supports, h.years_abroad = supports, 50.0
    p = P._replace(remitting=P.remitting._replace(formal_base=formal, **({"habit": habit, "ceiling": 0.9} | of_remitting)))
    dice = Dice(**(dict.fromkeys(Dice._fields) | {"remit": RemitDraws(0.5, 0.5, 0.5, helps), "strike": strike}))
    return earn_and_send(case.w, p, 0, 0, aware, dice)


def calm(case: Case) -> None:
    """Neither recession nor disaster anywhere."""
    c = case.w.corridors[case.h.corridor]
    c.recession = c.fee_cut = 0.0
    put(case.place, recession=0.0, disaster_loss=0.0, strike_share=0.0, to_rebuild=0.0, uninsured=0.5)


TICKET = wanted(3_000.0, 0.5, 0.0, P.remitting._replace(ceiling=0.9)) * spread(0.5, P.remitting.ticket_spread)


def test_what_is_sent_and_what_it_costs(case: Case) -> None:
    calm(case)
    c = case.w.corridors[case.h.corridor]
    usual, cheaper = case.base.remittance_cost, case.told.remittance_cost
    assert sent(case) == pytest.approx(Sent(3_000.0, 0.0, TICKET, TICKET * usual, 1))
    assert sent(case, HEEDS["REMITTANCE"]) == pytest.approx(Sent(3_000.0, 0.0, TICKET, TICKET * cheaper, 1))
    case.h.refuses = 1
    assert sent(case, HEEDS["REMITTANCE"]).fee == pytest.approx(TICKET * usual)
    c.fee_cut = 0.5
    assert sent(case).fee == pytest.approx(TICKET * usual / 2.0)
    informal = P.remitting.informal_cost
    assert sent(case, formal=-ALWAYS) == pytest.approx(Sent(3_000.0, 0.0, TICKET, TICKET * informal, 0))
    assert sent(case, habit=-ALWAYS) == pytest.approx(Sent(3_000.0, 0.0, 0.0, 0.0, 0))
    # on occasions: by odds of their own
    assert sent(case, supports=1, habit=ALWAYS, occasion=-ALWAYS).received == 0.0 and sent(case, supports=1, habit=-ALWAYS, occasion=ALWAYS).received == pytest.approx(TICKET)
    # in the first years less
    assert sent(case, settle_years=100.0, arrival_share=0.2).received == pytest.approx(0.6 * TICKET)
    c.recession = 0.2
    assert sent(case, supports=0) == pytest.approx(Sent(2_400.0, 0.0, 0.0, 0.0, 0))


def test_who_is_missing_what(case: Case) -> None:
    """A disaster strikes some, a recession all; no family loses more than 95 %."""
    calm(case)
    put(case.place, disaster_loss=0.4, strike_share=0.6, recession=0.1)
    for supports in (0, 2):
        assert sent(case, strike=0.59, supports=supports).loss == pytest.approx(0.5) and sent(case, strike=0.61, supports=supports).loss == pytest.approx(0.1)
    case.place.disaster_loss = 0.9
    assert sent(case, strike=0.1).loss == 0.95


def test_help_in_lean_times_and_after_a_disaster(case: Case) -> None:
    def helped(**how: Any) -> float:
        return sent(case, habit=-ALWAYS, occasion=-ALWAYS, insurance=0.5, hears=0.7, **how).received

    calm(case)
    assert helped(helps=0.0) == 0.0
    case.place.recession = 0.2  # half of a fifth of 200; only who supports a family hears of it
    assert [helped(helps=draw) for draw in (0.69, 0.71)] == pytest.approx([20.0, 0.0]) and helped(helps=0.0, supports=1) == 0.0
    put(case.place, recession=0.0, disaster_loss=0.4, strike_share=0.25)
    q, near, far = P.crisis, P.crisis.kin_hears * 0.99, P.crisis.kin_hears * 1.01
    wider = 0.5 * 0.4 * 0.25 * q.kin_help * q.kin_households * 200.0 / P.population.families
    assert [helped(helps=0.0, strike=draw) for draw in (0.24, 0.26)] == pytest.approx([wider + 0.5 * 0.4 * 0.5 * 200.0, wider])
    assert [helped(helps=draw, supports=1) for draw in (near, far)] == pytest.approx([wider, 0.0]) and helped(helps=0.0, supports=0) == 0.0
    # income is back: what is left to rebuild
    put(case.place, disaster_loss=0.0, to_rebuild=0.2)
    assert helped(helps=0.0) == pytest.approx(wider * 0.5 * 24.0 * q.rebuild_share / q.rebuild_months)
    # on top of what it sends anyway, up to a share of income
    most = 0.9 * 3_000.0 / (1.0 + case.base.remittance_cost)
    assert sent(case, helps=0.0).received > TICKET and sent(case, helps=0.0, insurance=0.0, ceiling=0.9) != sent(case)
    case.place.disaster_loss = 1e4
    assert sent(case, helps=0.0).received == pytest.approx(most)


def test_a_quiet_month_adds_to_wealth_what_is_put_aside(case: Case) -> None:
    case.h.wealth, case.h.is_member, case.h.will_retry = 4_000.0, 0, 0
    quiet = NOW._replace(tick=1 + 12 - case.h.id % 12)  # no month of its own for anything
    dice = Dice(**(dict.fromkeys(Dice._fields) | {"give": GiveDraws(*(0.999999,) * 4), "join": JoinDraws(*(0.999999,) * 4), "crisis": CrisisDraws(*(0.999999,) * 4)}))
    found = decide(case.w, P, (P,), quiet, 0, look(case.w, quiet, 0, 0b11, 0, 2_000.0), Sent(2_000.0, 0.1, 50.0, 3.0, 1), dice)
    assert found.wealth == pytest.approx(4_000.0 * (1.0 - P.population.wealth_use) + P.population.saving_share * 2_000.0)
    assert (found.income, found.aware, found.loss, found.received, found.fee, found.is_formal) == (2_000.0, 0b11, 0.1, 50.0, 3.0, 1)
    assert found.property_usd == found.stake_usd == found.regular == found.collective == found.crisis == found.applicants == 0.0


# --- saving -----------------------------------------------------------------------------------------------------------------------------------------


def saver(**but: Any) -> SimpleNamespace:
    return SimpleNamespace(**({
        "savings_held": 1_000.0, "bonds_held": 0.0, "issuer_record": 0.0, "family_trained": 0, "attachment_economic": 0.5, "trust_state": 0.5, "plans_return": 0, "bond_due": -1, "attachment_political": 0.5,
        "generation": 0, "weight": WEIGHT,
    } | but))  # fmt: skip


def saved(h: SimpleNamespace, told: Offer, heard_topics: int = HEEDS["SAVINGS"], wealth: float = 10_000.0, **of_saving: float) -> Savings:
    p = P._replace(saving=P.saving._replace(**of_saving))
    return save(h, SimpleNamespace(all_households=100.0, in_default=0), told, Offer(0.05, 0.3, product_yield=0.02), sight(heard_topics=heard_topics), wealth, (p,), NOW)


def test_a_year_of_an_account() -> None:
    s = P.saving
    product = Offer(0.05, 0.3, product_yield=0.05, product_control=1.0, product_min_usd=500.0)
    deposit = min(s.product_share * spread(four_draws(1, 0, 0, Draw.SAVE.value, 40, 77)[1], s.size_spread), 0.9) * 10_000.0
    found = saved(saver(), product, product_base=ALWAYS)
    assert found == pytest.approx(Savings(deposit, 50.0, 30.0, 1_000.0 * s.withdrawal, 0.0, 1, 0, 0))
    ordinary = Savings(deposit, 20.0, 0.0, 1_000.0 * s.withdrawal, 1_000.0 * min(s.family_draws, 1.0 - s.withdrawal), 0, 0, 0)
    assert saved(saver(), product, heard_topics=0, product_base=ALWAYS) == pytest.approx(ordinary)
    assert saved(saver(), product._replace(product_min_usd=1e6), product_base=-ALWAYS) == pytest.approx(ordinary._replace(deposit=0.0))
    assert saved(saver(), product._replace(product_min_usd=1e6), product_base=ALWAYS) == pytest.approx(ordinary._replace(stopped=BLOCKED_FINANCE))
    at_the_minimum = product._replace(product_min_usd=1_000.0)
    assert saved(saver(), at_the_minimum, product_base=ALWAYS).interest == 50.0
    assert saved(saver(savings_held=999.0), at_the_minimum, product_base=ALWAYS).interest == pytest.approx(19.98)
    assert saved(saver(savings_held=0.0), product._replace(product_min_usd=deposit), product_base=ALWAYS).is_product == 1
    never = saved(saver(), product, product_base=-ALWAYS)
    assert (never.deposit, never.is_product) == (0.0, 0)


def test_asking_for_a_bond() -> None:
    sale = Offer(0.05, 0.3, product_yield=0.02, bond_open=1.0, bond_yield=0.05, bond_min_usd=100.0)
    asks = {"bond_base": ALWAYS, "product_base": -ALWAYS}
    assert saved(saver(), sale, **asks).asks == 1
    assert saved(saver(), sale, heard_topics=0, **asks).asks == 0
    assert saved(saver(), sale._replace(bond_open=0.0), **asks).asks == 0
    assert saved(saver(bond_due=50), sale, **asks).asks == 0 == saved(saver(), sale, bond_base=-ALWAYS).asks
    too_large = saved(saver(), sale._replace(bond_min_usd=1e6), **asks)
    assert (too_large.asks, too_large.stopped) == (0, BLOCKED_FINANCE)
    # what was put by this month is not there for a bond
    just = sale._replace(bond_min_usd=P.saving.bond_ceiling * 10_000.0)
    assert (saved(saver(), just, **asks).asks, saved(saver(), just, bond_base=ALWAYS, product_base=ALWAYS).asks) == (1, 0)


def test_an_account_is_written_down(case: Case) -> None:
    case.w.tally[:] = 0.0
    case.h.savings_held, case.h.bond_due = 1_000.0, -1
    assert book_savings(case.h, case.w.tally[case.h.cell], Savings(200.0, 50.0, 30.0, 100.0, 20.0, 1, 1, 0)) == (1 << Act.SAVE, 1 << Support.SAVINGS)
    assert (case.h.savings_held, case.h.bond_due) == (1_130.0, ASKS)
    assert case.booked() == pytest.approx({
        "PRODUCTS": 200.0, "PRODUCTS_INTEREST": 50.0, "PRODUCTS_BONUS": 30.0, "PRODUCTS_WITHDRAWN": 100.0, "PRODUCTS_DRAWN": 20.0, "PRODUCTS_HELD": 1_130.0,
    })  # fmt: skip
    assert book_savings(case.h, case.w.tally[case.h.cell], Savings(0.0, 0.0, 0.0, 0.0, 0.0, 0, 0, 0)) == (0, 0)
    assert book_savings(case.h, case.w.tally[case.h.cell], Savings(5.0, 0.0, 0.0, 0.0, 0.0, 0, 0, 0)) == (1 << Act.SAVE, 0)
    case.w.tally[:] = 0.0
    case.h.bonds_held, case.h.bond_due = 400.0, 60
    cash_in(case.w, 0)
    assert case.booked() == {"PRODUCTS_WITHDRAWN": 1_135.0, "REDEEMED": 400.0} and (case.h.savings_held, case.h.bonds_held, case.h.bond_due) == (0.0, 0.0, -1)


# --- journeys ---------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hears", [True, False])
def test_visits_of_a_year(hears: bool) -> None:
    q = P.travel._replace(visit_base=1.0, contacts=500.0)
    h = SimpleNamespace(supports=2, size=3.0, n_adults=2.0, attachment_social=0.6, generation=1)
    c = SimpleNamespace(all_households=100.0, stability=0.6, travel=0.9, residence_income=2_500.0)
    told, base = Offer(0.05, 0.3, campaign_usd=5_000.0), Offer(0.05, 0.3, campaign_usd=1_000.0)
    x = 50.0 if hears else 10.0
    own, guests = (largest * x / (x + q.campaign_half_usd) for largest in (q.campaign_own, q.campaign_guests))
    u0, u1, _, _ = four_draws(1, 0, 0, Draw.VISIT.value, 40, 77)
    trips = times(u0, trips_a_year(24_000.0, q.fare_usd * (2.0 + q.child_fare), 0.6, 1, 1, 0.6, 0.9, own, q), q.times_most)
    friends = times(u1, guests_a_year(0.6, 0.6, 0.9, guests, q), q.times_most)
    found = travel(h, c, told, base, sight(heard_topics=HEEDS["TOURISM"] if hears else 0), (P._replace(travel=q),), NOW)
    assert trips > 0.0 < friends
    assert found == pytest.approx(Trips(trips, friends, trips * q.spending * 2_000.0, friends * q.guest_spending * 2_500.0, int(hears)))


def test_visits_are_written_down(case: Case) -> None:
    h = case.h
    h.size, h.generation, h.attachment_social = 3.0, 0, 0.5
    case.w.tally[:] = 0.0
    assert book_trips(h, case.w.tally[h.cell], Trips(2.0, 1.0, 300.0, 80.0, 1), P) == (1 << Act.VISIT, 1 << Support.TOURISM)
    assert case.booked() == pytest.approx({"VISITS": 6.0, "TOURISM": 300.0, "REFERRED": 1.0, "TOURISM_REFERRED": 80.0})
    assert h.attachment_social == pytest.approx(0.5 * (1.0 + P.belonging.yearly_fade * P.travel.renewal * 2.0))
    assert book_trips(h, case.w.tally[h.cell], Trips(1.0, 0.0, 300.0, 0.0, 0), P) == (1 << Act.VISIT, 0)
    before = h.attachment_social
    assert book_trips(h, case.w.tally[h.cell], Trips(0.0, 1.0, 0.0, 80.0, 1), P) == (0, 0) == book_trips(h, case.w.tally[h.cell], Trips(0.0, 0.0, 0.0, 0.0, 1), P)
    h.generation = 2
    book_trips(h, case.w.tally[h.cell], Trips(2.0, 0.0, 1.0, 0.0, 0), P)
    assert h.attachment_social == before


# --- wishes -----------------------------------------------------------------------------------------------------------------------------------------


def wishes(**of_enterprise: float) -> Any:
    return P._replace(enterprise=P.enterprise._replace(**of_enterprise), founding=P.founding._replace(infrastructure_need=0.0))


def test_property_and_what_stands_in_its_way() -> None:
    v0, v1, v2, _ = four_draws(1, 0, 0, Draw.WISH.value, 40, 77)
    c, own, foreign = SimpleNamespace(origin_income=100.0), SimpleNamespace(is_national=1), SimpleNamespace(is_national=0)
    free = wishes(property_hassle=0.0, foreigner_stopped=0.0, property_share=0.5, property_least=0.0)
    assert buy(own, c, 10_000.0, 1.0, 77, free, NOW) == (5_000.0, 0) == buy(foreign, c, 10_000.0, 1.0, 77, free, NOW)
    assert buy(own, c, 10_000.0, 1.0, 77, wishes(property_hassle=0.0, property_share=0.1, property_least=6.0), NOW) == (7_200.0, 0)  # six years of income at least
    assert buy(own, c, 10_000.0, 1.0, 77, wishes(property_hassle=0.0, property_least=7.6), NOW) == (0.0, BLOCKED_FINANCE)
    days = math.log(1.0 - v0) / math.log(0.99)  # at which the draw is just enough to give up
    assert giving_up(days, 0.01) == pytest.approx(v0)
    assert buy(own, c, 10_000.0, 1.0, 77, wishes(property_hassle=0.01, property_days=days * 1.01), NOW)[1] == BLOCKED_PROCEDURES
    patient = {"property_hassle": 0.01, "property_days": days * 0.99, "property_share": 0.5, "property_least": 0.0}
    assert buy(own, c, 10_000.0, 1.0, 77, wishes(**patient), NOW)[1] == 0
    for stopped, more, blocked in ((v1 * 1.01, 1.0, True), (v1 * 0.99, 1.0, False), (0.0, 1.02, True)):
        found = buy(foreign, c, 10_000.0, 1.0, 77, wishes(**patient, foreigner_stopped=stopped, foreigner_days=more), NOW)
        assert found[1] == (BLOCKED_NATIONALITY if blocked else 0)
    place = SimpleNamespace(energy=0.5, telecom=0.5)
    for stopped, blocked in ((v2 * 1.01, True), (v2 * 0.99, False)):
        p = wishes(foreigner_stopped=stopped, stake_share=0.3, stake_least=0.0)
        assert take_stake(foreign, c, place, 10_000.0, 1.0, 77, p, NOW) == ((0.0, BLOCKED_NATIONALITY) if blocked else (3_000.0, 0))
        assert take_stake(own, c, place, 10_000.0, 1.0, 77, p, NOW) == (3_000.0, 0)
    u = four_draws(1, 0, 0, Draw.STAKE.value, 40, 77)[0]
    for need, blocked in (((1.0 - u) / 0.75 * 1.01, True), ((1.0 - u) / 0.75 * 0.99, False)):
        p = wishes(stake_share=0.3, stake_least=0.0)
        p = p._replace(founding=p.founding._replace(infrastructure_need=need))
        assert take_stake(own, c, place, 10_000.0, 1.0, 77, p, NOW)[1] == (BLOCKED_INFRASTRUCTURE if blocked else 0)
    assert take_stake(own, c, place, 10_000.0, 1.0, 77, wishes(stake_least=7.6), NOW) == (0.0, BLOCKED_FINANCE)


def test_who_is_stopped_is_counted_once_a_wish_and_resents_it(case: Case) -> None:
    case.w.tally[:] = 0.0
    case.h.grievance, case.h.blocked = 0.2, 0
    note_stopped(case.w, (P,), NOW, 0, BLOCKED_FINANCE | BLOCKED_NATIONALITY << 8)
    assert case.booked() == {"BLOCKED_FINANCE": 1.0, "BLOCKED_NATIONALITY": 1.0} and case.h.blocked == BLOCKED_FINANCE | BLOCKED_NATIONALITY
    gain = P.belonging.grievance_gain
    assert case.h.grievance == pytest.approx(1.0 - 0.8 * (1.0 - gain) ** 2)


# --- skills -----------------------------------------------------------------------------------------------------------------------------------------


def member(**but: Any) -> SimpleNamespace:
    return SimpleNamespace(**({
        "is_wasted": 1, "sector": 1, "waiting_since": -1, "assigned": 0, "attachment_psychological": 0.5, "trust_state": 0.5, "plans_return": 0, "years_abroad": 5.0,
        "weight": 1.0, "in_network": 0, "is_advising": 0, "attachment_social": 0.5, "colleagues": 0.0,
    } | but))  # fmt: skip


def steps(h: SimpleNamespace, told: Offer, anniversary: int = 0, applying: int = 0, invited: float = 0.0, short: int = 0b10, **of: float) -> Steps:
    p = P._replace(
        knowledge=P.knowledge._replace(**{k: v for k, v in of.items() if k in P.knowledge._fields}), talent=P.talent._replace(**{k: v for k, v in of.items() if k in P.talent._fields})
    )
    c = SimpleNamespace(short=short, origin_income=200.0, stability=0.5, all_households=100.0, invited=invited)
    return step(h, c, told, sight(anniversary=anniversary), applying, (p,), NOW)


def test_posts_with_a_package() -> None:
    told = Offer(0.05, 0.3, talent_usd=900.0)
    assert steps(member(), told, return_base=ALWAYS).seekers == 1.0
    for h, change in ((member(waiting_since=3), {}), (member(assigned=2), {}), (member(), {"applying": 1}), (member(), {"short": 0b101})):
        assert steps(h, told, return_base=ALWAYS, **change).seekers == 0.0
    assert steps(member(), told, return_base=-ALWAYS).seekers == 0.0 == steps(member(), Offer(0.05, 0.3), return_base=ALWAYS).seekers
    assert may_step(member(), told, HEEDS["PLACEMENT"]) and not may_step(member(), told, 0) and not may_step(member(), Offer(0.05, 0.3), HEEDS["PLACEMENT"])
    assert may_step(member(in_network=1), Offer(0.05, 0.3), HEEDS["PLACEMENT"])


def test_years_in_a_knowledge_network() -> None:
    told = Offer(0.05, 0.3, network_usd=10_000.0)
    back = backing(100.0, P.knowledge)
    joins = {"join_base": ALWAYS, "leave_year": 0.0}
    u2 = four_draws(1, 0, 0, Draw.SKILLED.value, 40, 77)[2]
    assert steps(member(), told, 3, **joins).in_network == int(four_draws(1, 0, 0, Draw.SKILLED.value, 40, 77)[1] < back)
    assert steps(member(), told, 4, **joins).in_network == 0 == steps(member(), told, 3, join_base=-ALWAYS).in_network
    active = advising_chance(3, back, 0.0, P.knowledge._replace(active_share=1.0, active_years=50.0))
    found = steps(member(in_network=2), told, 4, leave_year=0.0, active_share=1.0, active_years=50.0)
    assert (found.in_network, found.is_advising) == (3, int(u2 < active))
    assert steps(member(in_network=2, is_advising=1), told, 4, leave_year=1.0)[2:4] == (0, 0)
    assert steps(member(in_network=2, is_advising=1), told, 5, leave_year=1.0)[2:4] == (2, 1)
    assert steps(member(in_network=2, is_advising=1), told, 4, leave_year=0.0, matching=1.0).is_wasted == 0
    assert steps(member(in_network=2, is_advising=1), told, 5, leave_year=0.0, matching=1.0).is_wasted == 1
    assert steps(member(in_network=2), Offer(0.05, 0.3), 5) == Steps(0.0, 0.0, 0, 0, 1)  # the secretariat is gone
    proposing = {"invited": 1.0, "proposals_year": 12.0}
    assert steps(member(in_network=2, is_advising=1), told, 5, **proposing).proposals == 1.0
    assert steps(member(in_network=2), told, 5, **proposing).proposals == 0.0 == steps(member(in_network=2, is_advising=1), told, 5, proposals_year=12.0).proposals


def test_steps_are_written_down(case: Case) -> None:
    n, case.h.colleagues, case.w.tally[:] = int(case.w.counts[0]), 4.0, 0.0
    book_steps(case.w, P, NOW, 0, Steps(2.0, 1.0, 3, 1, 1))
    assert (case.h.in_network, case.h.is_advising, case.h.is_wasted, case.h.weight, int(case.w.counts[0])) == (3, 1, 1, WEIGHT - 3.0, n + 3)
    assert case.h.colleagues == pytest.approx(4.0 * (1.0 - 1.0 / P.placement.tie_months))
    tally = {Flow(k).name: case.w.tally[case.h.cell, k] for k in range(len(Flow)) if case.w.tally[case.h.cell, k]}
    assert tally == {"TERTIARY": WEIGHT, "SKILL_UNUSED": WEIGHT, "NETWORK_MEMBERS": WEIGHT, "NETWORK_ACTIVE": WEIGHT, "POST_APPLICATIONS": 2.0, "PROPOSALS": 1.0}
    assert [case.w.households[k].waiting_since == NOW.tick for k in range(n, n + 3)] == [True, True, False]


# --- life -------------------------------------------------------------------------------------------------------------------------------------------


def lives(case: Case, draws: tuple[float, float, float, float] = (0.999999,) * 4, calendar: int = 3, **of: float) -> dict[str, float]:
    parts = {name: {k: v for k, v in of.items() if k in getattr(P, name)._fields} for name in ("demography", "population", "nationality")}
    p = P._replace(**{name: getattr(P, name)._replace(**values) for name, values in parts.items()})
    case.w.tally[:] = 0.0
    age_and_move(case.w, p, (p,), NOW._replace(calendar=calendar), kept_of(p), 0, LifeDraws(*draws))
    booked = case.w.tally.sum(axis=0) / WEIGHT  # who comes next is of another cell
    return {Flow(k).name: booked[k] for k in np.flatnonzero(booked)}


def alive(case: Case) -> Any:
    h = case.h
    h.status, h.age, h.years_abroad, h.generation, h.altruism, h.behind, h.is_employed, h.waiting_since, h.assigned, h.plans_return = 1, 40.0, 8.0, 0, 0.3, 0.2, 1, -1, 2, 0
    h.relief_this_year, h.is_member, h.acted, h.supported, h.weight = 9.0, 1, 0, 0, WEIGHT  # who came before may have left it to fewer
    return h


def test_a_month_of_life(case: Case) -> None:
    h = alive(case)
    assert lives(case) == {}
    assert (h.age, h.years_abroad) == pytest.approx((40.0 + 1 / 12, 8.0 + 1 / 12)) and h.behind == pytest.approx(0.2 * math.exp(-1 / 12 / P.population.catch_up_years))
    assert h.altruism == pytest.approx(0.3 * math.exp(-P.remitting.altruism_fade / 12)) and (h.assigned, h.relief_this_year, h.is_employed) == (1, 9.0, 1)
    lives(case, calendar=0)
    assert (h.assigned, h.relief_this_year) == (0, 0.0)
    lives(case)
    assert h.assigned == 0


def test_losing_and_finding_a_job(case: Case) -> None:
    h, job = alive(case), P.population.job_months
    loses = (1.0 - P.population.employed) / (P.population.employed * job)
    for was, chance in ((1, loses), (0, 1.0 / job)):
        for factor, changes in ((0.99, True), (1.01, False)):
            h.is_employed = was
            lives(case, (0.999999, 0.999999, chance * factor, 0.999999))
            assert (h.is_employed != was) == changes


def test_death_and_exit_make_room_for_another(case: Case) -> None:
    h = alive(case)
    successions, person = h.successions, h.id
    dies = P.demography.death_60 * math.exp(P.demography.death_slope * (70.0 - 60.0)) / 12.0
    h.age = 70.0 - 1 / 12
    assert lives(case, (0.999999, dies * 1.01, 0.9, 0.0)) == {}
    h.age = 70.0 - 1 / 12
    assert lives(case, (0.999999, dies * 0.99, 0.9, 0.0))["EXITS"] == 1.0
    assert h.successions == successions + 1 and h.id != person and h.years_abroad == 0.0 and h.status == 1
    alive(case)
    leaves = P.demography.exit_late + (P.demography.exit_early - P.demography.exit_late) * math.exp(-(8.0 + 1 / 12) / P.demography.exit_years)
    assert "EXITS" not in lives(case, (leaves / 12.0 * 1.01, 0.999999, 0.9, 0.0))
    for u3, returns in ((P.demography.return_share * 0.99, 1.0), (P.demography.return_share * 1.01, 0.0)):
        alive(case)
        found = lives(case, (leaves / 12.0 * 0.99, 0.999999, 0.9, u3))
        assert (found["EXITS"], found.get("RETURNS", 0.0)) == (1.0, returns)
    alive(case).generation = 1
    found = lives(case, (0.001 * 0.99, 0.999999, 0.9, 0.0), descendant_leaves=0.012)
    assert found["EXITS"] == 1.0 and "RETURNS" not in found


def test_a_right_to_two_nationalities_lets_some_go_home(case: Case) -> None:
    leaves = (P.demography.exit_late + (P.demography.exit_early - P.demography.exit_late) * math.exp(-(8.0 + 1 / 12) / P.demography.exit_years)) / 12.0
    between = (leaves * (1.0 + 0.5 * P.nationality.return_effect), 0.999999, 0.9, 0.0)
    case.base.dual_allowed, case.told.dual_allowed = 0.0, 1.0

    def goes(**but: Any) -> bool:
        h = alive(case)
        for name, value in ({"aware": HEEDS["NATIONALITY"], "is_national": 1, "refuses": 0} | but).items():
            setattr(h, name, value)
        found = lives(case, between)
        assert (h.status == 0) == (found.get("RETURNS") == found.get("EXITS") == 1.0)
        return bool(h.status == 0 and h.is_member == 0)

    assert goes() and not goes(aware=0) and not goes(refuses=1) and not goes(is_national=0) and not goes(generation=1)
    case.told.dual_allowed = 0.0
    assert not goes()
    case.h.status, case.h.supported = 0, 0
    again = P.nationality.leaves_again / 12.0
    assert lives(case, (0.999999, 0.999999, again * 1.01, 0.5)) == {} and lives(case, (0.999999, 0.999999, again * 0.99, 0.5)) == {"ARRIVALS": 1.0} and case.h.status == 1
