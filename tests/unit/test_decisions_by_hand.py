"""What a household decides and what is written of it, case by case: a household made by hand, a decision made by hand, and what either must lead to."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from model.compiled.named_draws import CrisisDraws, JoinDraws
from model.compiled.random_batches import Dice
from model.compiled.random_draws import Draw, four_draws, spread
from model.households.carry import end_month, may_hold_both
from model.households.decide import (
    apply,
    belong,
    choose_nationality,
    give_in_crisis,
    give_regularly,
    give_together,
    hear,
    look_around,
    wish_to_return,
    with_relief,
)
from model.households.perception import Perception, look
from model.levers import Act, Topic
from model.offers import Offer
from model.records.arrays import Seen
from model.records.flows import Flow
from model.records.vocabulary import Support
from model.rules.apply import applying_chance, in_person_obstacles
from model.rules.give import any_gift, campaign_chance, crisis_rate, regular_odds
from tests.household import HEEDS, NOW, WEIGHT, Case, P


@pytest.fixture
def case() -> Case:
    return Case()


def test_a_transfer(case: Case) -> None:
    assert case.told.remittance_cost < case.base.remittance_cost and case.told.transfer_days < case.base.transfer_days
    found = case.commit(received=100.0, fee=5.0, is_formal=1, aware=HEEDS["REMITTANCE"], wealth=50.0, income=900.0, loss=0.25)
    assert found == pytest.approx({"SENT": 105.0, "FEES": 5.0, "FORMAL": 100.0, "FORMAL_DAYS": 100.0 * case.told.transfer_days, "EARNINGS": 900.0})
    assert (case.h.remittance, case.h.sent, case.r.received, case.r.loss, case.h.wealth, case.h.remit_months, case.h.sends) == (105.0, 105.0, 100.0, 0.25, 50.0, 0, 1)
    assert case.did(Act.REMIT) and case.supported() == {Topic.REMITTANCE} and case.shows(Seen.SENDS) == 1
    case.commit(received=100.0, fee=5.0)
    assert case.h.sent == 210.0 and case.h.aware == 0


@pytest.mark.parametrize("but", ["unaware", "refuses", "informal", "no cheaper"])
def test_a_transfer_that_the_lever_did_not_carry(case: Case, but: str) -> None:
    case.h.refuses = int(but == "refuses")
    if but == "no cheaper":
        case.told.remittance_cost = case.base.remittance_cost
    found = case.commit(received=100.0, fee=5.0, is_formal=int(but != "informal"), aware=0 if but == "unaware" else HEEDS["REMITTANCE"])
    assert case.supported() == set()
    days = case.base.transfer_days if but in ("unaware", "refuses") else case.told.transfer_days
    assert found.get("FORMAL_DAYS", 0.0) == pytest.approx(0.0 if but == "informal" else 100.0 * days)


def test_a_month_without_a_transfer(case: Case) -> None:
    for before, after in ((0, 1), (98, 99), (99, 99)):
        case.h.remit_months = before
        assert case.commit() == {}
        assert (case.h.remit_months, case.h.sends, case.h.remittance) == (after, 0, 0.0)
    assert not case.did(Act.REMIT) and case.shows(Seen.SENDS) == 0


def test_investments(case: Case) -> None:
    case.h.has_invested = 0
    firms = int(case.w.counts[1])
    found = case.commit(property_usd=300.0, stake_usd=40.0, tax_cut=0.1)
    assert found == pytest.approx({"PROPERTY": 300.0, "STAKES": 40.0, "INVESTMENTS": 2.0})
    assert (case.h.invested_property, case.h.invested_productive, case.h.has_invested) == (300.0, 40.0, 1)
    assert case.did(Act.INVEST_PROPERTY) and case.did(Act.INVEST_PRODUCTIVE) and case.supported() == {Topic.INVESTMENT} and case.shows(Seen.INVESTED) == 1
    firm = case.w.firms[firms]
    assert int(case.w.counts[1]) == firms + 1 and firm.capital == pytest.approx(40.0) and firm.tax_cut == 0.1


@pytest.mark.parametrize(("better", "support"), [("energy", {Support.INFRASTRUCTURE}), ("telecom", {Support.INFRASTRUCTURE}), (None, set())])
def test_a_stake_is_supported_by_infrastructure_where_it_is_better_than_its_base(case: Case, better: str | None, support: set[int]) -> None:
    if better:
        setattr(case.place, better, getattr(case.place, f"{better}_base") + 0.1)
    assert "PROPERTY" not in case.commit(stake_usd=40.0)
    assert case.supported() == support and not case.did(Act.INVEST_PROPERTY)


def test_gifts_and_relief(case: Case) -> None:
    found = case.commit(regular=10.0, collective=20.0, crisis=30.0, relief=6.0, aware=HEEDS["COLLECTIVE"] | HEEDS["GIVING"], is_member=1)
    assert found == pytest.approx({"REGULAR": 10.0, "COLLECTIVE": 20.0, "CRISIS": 30.0, "RELIEF": 6.0, "DONORS": 1.0, "CRISIS_DONORS": 1.0})
    assert (case.h.donation, case.h.given_regular, case.h.given_collective, case.h.given_crisis, case.h.relief_this_year) == (60.0, 10.0, 20.0, 30.0, 6.0)
    assert (case.a.gifts, case.a.members, case.place.gifts, case.place.pooled, case.h.is_member, case.h.crisis_month) == (20.0 * WEIGHT, WEIGHT, 30.0 * WEIGHT, 0.0, 1, 40)
    assert all(map(case.did, (Act.GIVE_REGULAR, Act.GIVE_COLLECTIVE, Act.GIVE_CRISIS))) and case.supported() == {Topic.COLLECTIVE, Topic.GIVING}
    assert (case.shows(Seen.GAVE), case.shows(Seen.CRISIS), case.shows(Seen.MEMBER)) == (1, 1, 1)


@pytest.mark.parametrize(("given", "gave", "crisis"), [({"regular": 1.0}, 1, 0), ({"collective": 1.0}, 1, 0), ({"crisis": 1.0}, 0, 1), ({}, 0, 0)])
def test_what_others_see_of_a_gift(case: Case, given: dict[str, float], gave: int, crisis: int) -> None:
    found = case.commit(**given)
    assert (case.shows(Seen.GAVE), case.shows(Seen.CRISIS)) == (gave, crisis)
    assert set(found) == {name.upper() for name in given} | ({"DONORS"} if given else set()) | ({"CRISIS_DONORS"} if crisis else set())
    assert case.supported() == set() and (case.h.crisis_month == NOW.tick) == bool(crisis)


@pytest.mark.parametrize(("case_", "supported"), [("heard_topics", True), ("refuses", False), ("unaware", False), ("no match", False)])
def test_a_gift_to_a_project_is_supported_by_a_match_that_was_heard_of(case: Case, case_: str, supported: bool) -> None:
    case.h.refuses = int(case_ == "refuses")
    if case_ == "no match":
        case.told.match_ratio = 0.0
    case.commit(collective=20.0, aware=0 if case_ == "unaware" else HEEDS["COLLECTIVE"])
    assert (Topic.COLLECTIVE in case.supported()) == supported


def test_a_pooled_fund_takes_its_share_of_a_crisis_gift(case: Case) -> None:
    case.told.pool_open = 0.5
    case.commit(crisis=100.0, aware=HEEDS["GIVING"])
    pooled = P.crisis.pool_share * 50.0 * WEIGHT
    assert (case.place.pooled, case.place.gifts) == pytest.approx((pooled, 100.0 * WEIGHT - pooled)) and case.supported() == {Support.POOL}


@pytest.mark.parametrize(("first", "ago", "after"), [(2, 12, 2), (2, 13, 3), (2, 24, 3), (2, 25, 2), (1, 13, 1), (3, 40, 3)])
def test_who_came_in_a_crisis_and_gives_again_in_months_13_to_24_is_kept(case: Case, first: int, ago: int, after: int) -> None:
    case.h.first_gift, case.h.crisis_month = first, NOW.tick - ago
    case.commit(regular=5.0)
    assert (case.h.first_gift, case.h.crisis_month) == (after, NOW.tick - ago)
    case.commit(crisis=5.0)
    assert (case.h.first_gift, case.h.crisis_month) == (after, NOW.tick)


@pytest.mark.parametrize(("gives", "first"), [({}, 0), ({"crisis": 5.0}, 2), ({"regular": 5.0}, 1), ({"collective": 5.0, "crisis": 5.0}, 1)])
def test_when_one_first_gave_is_remembered(case: Case, gives: dict[str, float], first: int) -> None:
    case.h.first_gift = 0
    case.commit(**gives)
    assert case.h.first_gift == first
    if first:
        for other in ({"regular": 5.0}, {"crisis": 5.0}):
            case.commit(**other)
            assert case.h.first_gift == first


def test_a_wish_to_return_stays(case: Case) -> None:
    case.h.plans_return = 0
    case.commit(wishes_return=0)
    assert case.h.plans_return == 0
    case.commit(wishes_return=1)
    case.commit(wishes_return=0)
    assert case.h.plans_return == 2


@pytest.mark.parametrize(("goodwill", "plans", "generation", "wishes"), [(0.3, 0, 0, 1), (0.0, 0, 0, 0), (0.3, 1, 0, 0), (0.3, 2, 0, 0), (0.3, 0, 1, 0)])
def test_who_begins_to_wish_for_a_return(goodwill: float, plans: int, generation: int, wishes: int) -> None:
    h = SimpleNamespace(goodwill=goodwill, plans_return=plans, generation=generation)
    draw = four_draws(1, 0, 0, Draw.CITIZEN.value, 40, 77)[3]
    for factor, found in ((1.01, wishes), (0.99, 0)):
        p = P._replace(nationality=P.nationality._replace(wish_effect=factor * draw / 0.3))
        assert wish_to_return(h, sight(), (p,), NOW) == found


@pytest.mark.parametrize(("national", "renunciation", "exempt", "generation", "may"), [(1, 1.0, 0, 0, True), (0, 1.0, 0, 0, False), (0, 0.0, 0, 0, True), (0, 1.0, 1, 0, True), (0, 1.0, 0, 2, True)])
def test_who_may_hold_both_nationalities(case: Case, national: int, renunciation: float, exempt: int, generation: int, may: bool) -> None:
    case.h.is_national, case.h.is_exempt, case.h.generation, case.w.corridors[case.h.corridor].renunciation = national, exempt, generation, renunciation
    assert may_hold_both(case.w, 0) == may


@pytest.mark.parametrize(("allowed", "support"), [(0.0, {Topic.NATIONALITY}), (1.0, set())])
def test_naturalising_and_keeping(case: Case, allowed: float, support: set[int]) -> None:
    case.base.dual_allowed, case.h.is_naturalised, case.h.is_national = allowed, 0, 1
    assert case.commit(naturalises=1) == {"NATURALISED": 1.0}
    assert (case.h.is_naturalised, case.h.is_national) == (1, 1) and case.did(Act.NATURALISE) and case.did(Act.KEEP_NATIONALITY) and case.supported() == support


def test_naturalising_and_losing(case: Case) -> None:
    case.h.is_naturalised, case.h.is_national = 0, 1
    case.commit(naturalises=1, loses_nationality=1)
    assert (case.h.is_naturalised, case.h.is_national) == (1, 0) and not case.did(Act.KEEP_NATIONALITY) and case.supported() == set()


def test_asking_the_lost_nationality_back(case: Case) -> None:
    case.h.is_national = 0
    found = case.commit(asks_back=1)
    assert found == {"NATIONALITY_FEES": case.told.nationality_fee_usd, "NATIONALITY_COST": case.told.nationality_cost_usd} == {"NATIONALITY_FEES": 100.0, "NATIONALITY_COST": 150.0}
    assert case.h.nationality_wait == 7  # six months from the next on
    for left in (6, 5, 4, 3, 2, 1):
        case.commit()
        assert (case.h.nationality_wait, case.h.is_national, case.did(Act.KEEP_NATIONALITY)) == (left, 0, False)
    case.commit()
    assert (case.h.nationality_wait, case.h.is_national) == (0, 1) and case.did(Act.KEEP_NATIONALITY) and case.supported() == {Topic.NATIONALITY}


def test_before_month_0_nothing_adds_up_in_the_record(case: Case) -> None:
    case.commit(NOW._replace(month=-1), received=100.0, fee=5.0, property_usd=9.0, regular=5.0)
    assert (case.h.sent, case.h.acted, case.h.given_regular, case.h.invested_property) == (0.0, 0, 0.0, 0.0)
    case.commit(NOW._replace(month=0), received=100.0, fee=5.0)
    assert case.h.sent == 105.0 and case.did(Act.REMIT)


def test_those_who_apply_part_from_the_record(case: Case) -> None:
    n, case.h.skill = int(case.w.counts[0]), 2
    files = int(case.w.counts[4])
    case.w.tally[:] = 0.0
    case.commit(applicants=2.0, wants_virtual=1)
    assert int(case.w.counts[0]) == n + 2 and case.h.weight == WEIGHT - 2.0
    for k in (n, n + 1):
        assert (case.w.households[k].weight, case.w.households[k].waiting_since, case.w.households[k].wants_virtual) == (1.0, NOW.tick, 1)
    assert [case.w.files[k].travels for k in range(files, int(case.w.counts[4]))] == [0, 0]
    assert case.w.tally[case.h.cell, Flow.APPLICATIONS] == 2.0


def test_what_is_carried_over(case: Case) -> None:
    h = case.h
    h.generation, h.status, h.is_member, h.n_adults, h.is_naturalised, h.is_national, h.registered, h.has_invested, h.remit_months = 0, 1, 1, 2.0, 1, 1, 0.5, 1, 11
    h.attachment_psychological, h.attachment_social, h.attachment_economic, h.attachment_political, h.goodwill = 0.4, 0.5, 0.6, 0.9, 0.2
    h.trust_state, h.trust_prior, h.grievance, h.aware = 0.3, 0.5, 0.4, HEEDS["NATIONALITY"]
    case.w.mood[:] = 0.0
    case.w.tally[:] = 0.0
    fade = 1.0 - P.belonging.yearly_fade / 12.0
    end_month(case.w, P, NOW._replace(topics=HEEDS["NATIONALITY"]), 0)
    goodwill = 0.2 + P.belonging.adjustment * (P.nationality.goodwill - 0.2)
    assert (h.attachment_psychological, h.attachment_social, h.attachment_economic, h.attachment_political) == pytest.approx((0.4 * fade, 0.5 * fade, 0.6 * fade, 0.9 * fade))
    assert h.goodwill == pytest.approx(goodwill) and h.grievance == pytest.approx(0.4 * (1.0 - P.belonging.grievance_fade))
    assert h.trust_state == pytest.approx(0.3 + math.log(2.0) / P.belonging.trust_drift * 0.2)
    tally = {Flow(k).name: case.w.tally[h.cell, k] / WEIGHT for k in np.flatnonzero(case.w.tally[h.cell])}
    assert tally == pytest.approx({
        "HOUSEHOLDS": 1.0, "REMITTERS": 1.0, "MEMBERS": 1.0, "DUAL": 2.0, "TRUST": h.trust_state, "GRIEVANCE": h.grievance, "AWARE": 1.0, "INVESTED": 1.0, "REGISTERED": 0.5,
        "ATTACHMENT": 0.25 * (1.5 * fade + min(0.9 * fade + goodwill, 1.0)),
    })  # fmt: skip
    for change in ({"refuses": 1}, {"is_national": 0}, {"aware": 0}):  # nobody who does not heed the right, or lost it, is gladdened by it
        for name, value in ({"refuses": 0, "is_national": 1, "aware": HEEDS["NATIONALITY"], "goodwill": 0.2} | change).items():
            setattr(h, name, value)
        end_month(case.w, P, NOW, 0)
        assert h.goodwill == pytest.approx(0.2 - P.belonging.adjustment * 0.2)
    h.generation, before = 2, h.attachment_social
    end_month(case.w, P, NOW, 0)
    assert h.attachment_social == before


# --- deciding ---------------------------------------------------------------------------------------------------------------------------------------


def sight(**but: Any) -> Perception:
    return Perception(**({"person": 77, "seen": 0, "aware": 0, "heard_topics": 0, "anniversary": 0, "income": 2_000.0, "political": 0.5, "own_attention": 0.0, "attention": 0.0, "tax_cut": 0.0} | but))


def test_news_is_heard_by_chance_and_by_ties() -> None:
    p = P._replace(information=P.information._replace(broadcast=0.1, word_of_mouth=0.4))
    first, second, third = (0.09, 0.11, 0.09, 0.11), (0.11, 0.09, 0.11, 0.09), (0.09, 0.11, 0.09, 0.5)
    dice = Dice(**(dict.fromkeys(Dice._fields) | {"aware": first, "aware_more": second, "aware_last": third}))
    every = (1 << len(Topic)) - 1
    assert hear(0, every, 1.0, 0.0, 0.0, 0, p, dice) == 0b101_1010_0101
    assert hear(0, 0b11, 1.0, 0.0, 0.0, 0, p, dice) == 0b1  # only topics that there is news of
    assert hear(0b10, every, 1.0, 0.0, 0.0, 0, p, dice) == 0b101_1010_0111  # nothing is forgotten
    assert hear(0, every, 0.5, 0.0, 0.0, 0, p, dice) == 0
    one_knows = sum(1 << (Seen.AWARE + 4 * k) for k in range(len(Topic)))
    assert hear(0, every, 1.0, 0.0, 0.0, one_knows, p, dice) == every  # a tie of eight who knows: 0.1 + 0.05
    portal = hear(0, every, 1.0, 0.0, 0.015, 0, p, dice) ^ 0b101_1010_0101
    assert portal == 1 << Topic.INVESTMENT | 1 << Topic.ENTERPRISE
    hub = 1 << Topic.RELATIONS
    assert hear(hub, every, 1.0, 0.015, 0.0, 0, p, dice) == every  # who knows of a hub hears of all else there
    assert hear(0, hub, 0.5, 0.05, 0.0, 0, p, dice) == hub


def test_what_a_household_takes_in_before_it_decides(case: Case) -> None:
    case.h.attachment_political, case.h.goodwill = 0.7, 0.2
    case.w.attention[:] = 0.0
    case.w.attention[case.h.community] = 0.3
    me = look(case.w, NOW, 0, 0b101, 9, 1_500.0)
    assert (me.person, me.seen, me.heard_topics, me.income, me.own_attention, me.attention) == (case.h.id, 9, 0b101, 1_500.0, 0.3, 0.3)
    assert me.political == pytest.approx(0.9) and me.anniversary == (NOW.tick + case.h.id) % 12
    case.h.refuses, case.h.goodwill = 1, 0.6
    case.w.attention[len(case.w.communities.array if hasattr(case.w.communities, "array") else case.w.communities)] = 0.8
    me = look(case.w, NOW, 0, 0b101, 9, 1_500.0)
    assert (me.heard_topics, me.political, me.own_attention, me.attention) == (0, 1.0, 0.3, 0.8)
    case.w.seen[:] = 0
    for other in case.w.ties[0]:
        case.w.seen[other] = 1 << Seen.GAVE
    assert look_around(case.w, 0) == len(case.w.ties[0]) << Seen.GAVE


def donor(**but: Any) -> SimpleNamespace:
    return SimpleNamespace(**({"crisis_month": -1, "attachment_social": 0.6, "is_member": 1, "faction": 0, "trust_associations": 0.5, "relief_this_year": 0.0, "is_giver": 0} | but))


def gifts(h: SimpleNamespace, told: Offer, draws: tuple[float, float], me: Perception, in_crisis: tuple[float, ...] = (0.9, 0.5, 0.5, 0.5), **corridor: float) -> tuple[float, ...]:
    a = SimpleNamespace(effort=1.0, faction=-1)
    c = SimpleNamespace(**({"pool_public": 0.0} | corridor))
    regular, collective = draws
    usd = (give_regularly(h, regular, me, P, NOW), give_together(h, a, told, Offer(0.05, 0.3), collective, me, P, NOW), give_in_crisis(h, c, told, CrisisDraws(*in_crisis), me, P))
    return with_relief(h, told, *usd, me, P)


def test_regular_gifts() -> None:
    me, told = sight(seen=4 << Seen.GAVE), Offer(0.05, 0.3)
    chance = 1.0 / (1.0 + math.exp(-regular_odds(0, 0.6, 0.5, 0, P.giving, P.crisis)))
    size = 2_000.0 * P.giving.regular_size * 1.2 * spread(four_draws(1, 0, 0, Draw.COLLECTIVE.value, 40, 77)[0], P.giving.size_spread)
    assert gifts(donor(), told, (chance * 0.99, 0.999), me) == pytest.approx((size, 0.0, 0.0, 0.0))
    assert gifts(donor(), told, (chance * 1.01, 0.999), me) == (0.0, 0.0, 0.0, 0.0)
    # who gives year by year is due in two months of the year
    due = 1.0 / (1.0 + math.exp(-regular_odds(1, 0.6, 0.5, 0, P.giving, P.crisis)))
    for month in range(12):
        for draw in (chance * 1.01, due * 0.99, due * 1.01):
            found = gifts(donor(is_giver=1), told, (draw, 0.999), sight(seen=4 << Seen.GAVE, anniversary=month))[0]
            assert (found > 0.0) == (month in (1, 7) and draw < due)
    again = 1.0 / (1.0 + math.exp(-regular_odds(0, 0.6, 0.5, 1, P.giving, P.crisis)))
    for month, is_recent in ((NOW.tick - 24, True), (NOW.tick - 25, False)):
        assert (gifts(donor(crisis_month=month), told, (again * 0.99, 0.999), me)[0] > 0.0) == is_recent
    # a crisis that holds all attention crowds out
    assert gifts(donor(), told, (chance * 0.99, 0.999), sight(seen=4 << Seen.GAVE, attention=1.0))[0] == 0.0


def test_gifts_to_projects_with_and_without_a_match() -> None:
    told = Offer(0.05, 0.3, match_ratio=2.0)
    social = 0.6 + P.belonging.member_effect
    without, matched = (campaign_chance(social, 1.0, 0.5, 0.0, ratio, P.giving) for ratio in (0.0, 2.0))
    assert without < matched
    size = 2_000.0 * P.giving.collective_size * spread(four_draws(1, 0, 0, Draw.COLLECTIVE.value, 40, 77)[1], P.giving.size_spread)
    between = 0.5 * (without + matched)
    heard_topics = sight(heard_topics=HEEDS["COLLECTIVE"])
    assert gifts(donor(), told, (0.999, between), heard_topics)[1] == pytest.approx(size)
    assert gifts(donor(), told, (0.999, between), sight())[1] == 0.0  # did not hear of it
    lead = gifts(donor(), told._replace(match_lead=1.0), (0.999, between), heard_topics)[1]
    assert lead == pytest.approx(size * (1.0 + P.giving.lead_gift_effect))
    outside = donor(is_member=0)
    of_all = min(P.giving.adoption * 2.0**P.giving.adoption_ratio, 1.0) / 12.0
    adoption = of_all * (0.5 + 0.5 * P.giving.asked_by_news)
    half = sight(heard_topics=HEEDS["COLLECTIVE"], seen=4 << Seen.MEMBER)
    assert gifts(outside, told, (0.999, adoption * 0.99), half)[1] > 0.0 == gifts(outside, told, (0.999, adoption * 1.01), half)[1]
    # nobody whom it knows asks: the news does, a little less
    news = of_all * P.giving.asked_by_news
    assert gifts(outside, told, (0.999, news * 0.99), heard_topics)[1] > 0.0 == gifts(outside, told, (0.999, news * 1.01), heard_topics)[1]


def test_crisis_gifts_and_the_pool() -> None:
    told = Offer(0.05, 0.3, pool_public=1.0)
    rate = crisis_rate(0.5, 1, 0.6, 0.0, P.crisis)
    chance = any_gift(rate)
    size = 2_000.0 * P.crisis.size * spread(0.5, P.crisis.size_spread)
    near, far = sight(attention=0.5, own_attention=0.5), sight(attention=0.5)
    assert gifts(donor(), told, (0.999, 0.999), near, (chance * 0.99, 0.5, 0.0, 0.0))[2] == pytest.approx(size)
    assert gifts(donor(), told, (0.999, 0.999), near, (chance * 1.01, 0.5, 0.0, 0.0))[2] == 0.0
    assert gifts(donor(), told, (0.999, 0.999), far, (chance * 0.99, 0.5, 0.0, 0.0))[2] == 0.0
    crowded = gifts(donor(), told, (0.999, 0.999), near._replace(heard_topics=HEEDS["GIVING"]), (chance * 0.99, 0.5, 0.0, 0.0), pool_public=0.4)[2]
    assert crowded == pytest.approx(size * math.exp(-P.crisis.pool_crowding * 0.4))


def test_relief_makes_gifts_larger_and_is_capped() -> None:
    told, me = Offer(0.05, 0.3, relief_rate=0.4, relief_ceiling_usd=1e9), sight(heard_topics=HEEDS["GIVING"])
    plain = gifts(donor(), Offer(0.05, 0.3), (1e-9, 1e-9), me)
    larger = 0.6**P.giving.price_elasticity
    found = gifts(donor(), told, (1e-9, 1e-9), me)
    assert found[:2] == pytest.approx((plain[0] * larger, plain[1] * larger)) and found[3] == pytest.approx(0.4 * sum(found[:3]))
    assert gifts(donor(), told, (1e-9, 1e-9), sight())[3] == 0.0
    capped = gifts(donor(relief_this_year=99.0), told._replace(relief_ceiling_usd=100.0), (1e-9, 1e-9), me)
    assert capped[3] == 1.0 and capped[0] == found[0]
    at_the_ceiling = gifts(donor(relief_this_year=100.0), told._replace(relief_ceiling_usd=100.0), (1e-9, 1e-9), me)
    assert at_the_ceiling == plain


@pytest.mark.parametrize(
    ("member", "active", "seen", "u", "anniversary", "after"),
    [
        (0, 1, 4, 0.9, 0, 0), (0, 1, 4, P.giving.join_spontaneous * 0.99, 0, 1), (0, 1, 4, P.giving.join_spontaneous + P.giving.join_rate * 0.99, 3, 1),
        (0, 1, 3, P.giving.join_spontaneous + P.giving.join_rate * 0.99, 0, 0), (0, 1, 4, 1e-9, 1, 0), (0, 1, 4, 1e-9, 2, 0),
        (1, 1, 0, 0.25 * P.giving.leave_year * 0.99, 0, 0), (1, 1, 0, 0.25 * P.giving.leave_year * 1.01, 0, 1), (1, 0, 0, 0.5 * P.giving.leave_year * 0.99, 0, 0),
        (1, 0, 0, 0.5 * P.giving.leave_year * 1.01, 0, 1),
    ],
)  # fmt: skip
def test_joining_and_leaving_an_association(member: int, active: int, seen: int, u: float, anniversary: int, after: int) -> None:
    h, a = SimpleNamespace(is_member=member, join_threshold=0.5), SimpleNamespace(is_active=active)
    assert belong(h, a, sight(seen=seen << Seen.MEMBER, anniversary=anniversary), P, JoinDraws(u, u, 0.0, 0.0)) == after


def citizen(**but: Any) -> SimpleNamespace:
    return SimpleNamespace(**({"generation": 0, "is_national": 1, "is_naturalised": 0, "is_exempt": 0, "years_abroad": 20.0, "nationality_wait": 0} | but))


@pytest.mark.parametrize(
    ("who", "dual", "heard", "renunciation", "expected"),
    [
        ({}, 1.0, True, 0.0, (1, 0, 0)), ({}, 1.0, False, 0.0, (1, 1, 0)), ({}, 0.0, True, 0.0, (1, 1, 0)), ({}, 1.0, True, 1.0, (1, 1, 0)),
        ({"is_exempt": 1}, 1.0, True, 1.0, (1, 0, 0)), ({"years_abroad": 0.5}, 1.0, True, 0.0, (0, 0, 0)), ({"generation": 2}, 1.0, True, 0.0, (0, 0, 0)),
        ({"is_naturalised": 1}, 1.0, True, 0.0, (0, 0, 0)), ({"is_naturalised": 1, "is_national": 0}, 1.0, True, 0.0, (0, 0, 1)),
        ({"is_naturalised": 1, "is_national": 0}, 1.0, False, 0.0, (0, 0, 0)), ({"is_naturalised": 1, "is_national": 0, "nationality_wait": 3}, 1.0, True, 0.0, (0, 0, 0)),
        ({"is_naturalised": 1, "is_national": 0, "generation": 2}, 1.0, True, 1.0, (0, 0, 1)), ({"is_naturalised": 1, "is_national": 0}, 1.0, True, 1.0, (0, 0, 0)),
    ],
)  # fmt: skip
def test_choosing_a_nationality(who: dict[str, float], dual: float, heard: bool, renunciation: float, expected: tuple[int, int, int]) -> None:
    sure = P._replace(nationality=P.nationality._replace(naturalise_base=60.0, take_back=1.0, fee_effect=0.0, loss_cost=0.0))
    c = SimpleNamespace(renunciation=renunciation, rights=0.5)
    told, base = Offer(0.05, 0.3, dual_allowed=dual), Offer(0.05, 0.3)
    assert choose_nationality(citizen(**who), c, told, base, sight(heard_topics=HEEDS["NATIONALITY"] if heard else 0, political=1.0), (sure,), NOW) == expected


def expert(**but: Any) -> SimpleNamespace:
    return SimpleNamespace(**({
        "waiting_since": -1, "assigned": 0, "is_naturalised": 0, "is_woman": 1, "is_wasted": 1, "colleagues": 2.0, "sector": 2, "placements": 0, "place": 5, "registered": 0.0,
        "registered_since": 10.0, "weight": 1.0, "attachment_psychological": 0.7, "trust_agency": 0.4,
    } | but))  # fmt: skip


def test_applying_for_an_assignment() -> None:
    p = P._replace(placement=P.placement._replace(apply_base=-1.0))
    told, c = Offer(0.05, 0.3, placement_open=1.0, placement_virtual=0.25), SimpleNamespace(rights=0.4, residence_income=1_000.0, stability=0.6, called=0)

    def applies(draw: float, h: SimpleNamespace, called: int = 0, offer: Offer = told) -> bool:
        return apply(h, SimpleNamespace(**{**vars(c), "called": called}), offer, draw, sight(income=1_500.0), (p,), NOW)[0] > 0.0

    def chance(weighing: float, insecure: float = 0.6) -> float:
        return applying_chance(0.7, 0.4, 0, insecure, weighing, p.placement)

    against = in_person_obstacles(1.5, 1, 0.6, p.placement)
    usual = against * 0.75 - p.placement.waste_effect - p.placement.colleague_effect * 2.0
    for h, called, expected in (
        (expert(), 0, chance(usual)),
        (expert(), 0b100, chance(usual)),
        (expert(), 0b011, chance(usual + p.placement.off_call)),
        (expert(is_naturalised=1), 0, chance(usual, 0.0)),
    ):
        assert applies(expected * 0.999, h, called) and not applies(expected * 1.001, h, called)
    register = told._replace(register_open=0.5, register_lag=6.0)
    ready = chance(usual) * (1.0 + 0.5 * 0.8 * p.relations.register_effect * math.exp(-30.0 / p.relations.register_months))
    assert applies(min(ready, 0.95) * 0.999, expert(registered=0.8), offer=register) and not applies(min(ready, 0.95) * 1.001, expert(registered=0.8), offer=register)
    for nobody in (expert(waiting_since=3), expert(assigned=1)):
        assert not applies(1e-9, nobody)
    assert not applies(1e-9, expert(), offer=told._replace(placement_open=0.0))
    online = [apply(expert(), c, told._replace(placement_virtual=share), 1e-9, sight(income=1_500.0), (p,), NOW) for share in (0.0, 1.0)]
    assert online == [(1.0, 0), (1.0, 1)]
