"""Consultation, register, mapping and hub: who is heard, what becomes of promises, and how trust moves inside factions and not across (P1, P7, F5, F8-F10, A4)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from model.world import DiasporaModel
from tests.worlds import BUSY, MAR, assert_same, differences, is_above_zero, lever, measured, rises, untouched, value, world

TOLD = {"information.broadcast": 0.3, "information.refusal": 0.05}
KEEN = {**TOLD, "relations.register_base": -1.5, "relations.hub_use": 0.5, "relations.replication": 0.5, "placement.apply_base": -3.5, "information.broadcast": 0.03}

# lever, weaker and stronger values, the outcome that moves, and its direction
DIRECTIONS: dict[str, tuple[str, dict[str, Any], dict[str, Any], str, float]] = {
    "more events, more demands": ("consultation", {"events_per_year": 2}, {"events_per_year": 8}, "demands_raised", 1.0),
    "more seats, more who speak": ("consultation", {"places": 5}, {"places": 30}, "who_spoke", 1.0),
    "more staff, more promises kept": ("consultation", {"answers_per_month": 2.0}, {"answers_per_month": 20.0}, "promises_kept", 1.0),
    "more staff, fewer broken": ("consultation", {"answers_per_month": 2.0}, {"answers_per_month": 20.0}, "promises_broken", -1.0),
    "more staff, more trust": ("consultation", {"answers_per_month": 0.0}, {"answers_per_month": 20.0}, "trust", 1.0),
    "more staff, less grievance": ("consultation", {"answers_per_month": 0.0}, {"answers_per_month": 20.0}, "grievance", -1.0),
    "a far deadline is kept more often": ("consultation", {"deadline_days": 30.0, "answers_per_month": 8.0}, {"deadline_days": 180.0, "answers_per_month": 8.0}, "promises_kept", 1.0),
    "a quota brings women": ("consultation", {"places": 20}, {"places": 20, "quota": 0.9}, "who_spoke_women", 1.0),
    "a quota brings the young": ("consultation", {"places": 20}, {"places": 20, "quota": 0.9}, "who_spoke_young", 1.0),
    "a quota brings factions B and C": ("consultation", {"places": 20}, {"places": 20, "quota": 0.9}, "who_spoke_minority", 1.0),
    "a quota undoes capture": ("consultation", {"places": 20}, {"places": 20, "quota": 0.9}, "capture", -1.0),
    "an event costs": ("consultation", {"event_usd": 1_000.0}, {"event_usd": 9_000.0}, "public_cost", 1.0),
    "a seat costs": ("consultation", {"seat_usd": 10.0}, {"seat_usd": 90.0}, "public_cost", 1.0),
    "an answer costs": ("consultation", {"answer_usd": 10.0}, {"answer_usd": 90.0}, "public_cost", 1.0),
    "publicity brings entries": ("volunteer_register", {"publicity_usd": 0.0}, {"publicity_usd": 200_000.0}, "registered", 1.0),
    "an independent host brings entries": ("volunteer_register", {}, {"independent_host": True}, "registered", 1.0),
    "an independent host calms fear": ("volunteer_register", {}, {"independent_host": True}, "register_fear", -1.0),
    "an independent host costs": ("volunteer_register", {}, {"independent_host": True}, "public_cost", 1.0),
    "an entry costs": ("volunteer_register", {"entry_usd": 1.0}, {"entry_usd": 50.0}, "public_cost", 1.0),
    "more answers, less error": ("diaspora_mapping", {"survey_n": 50}, {"survey_n": 2_000}, "targeting_error", -1.0),
    "older answers, more error": ("diaspora_mapping", {"update_months": 12.0, "survey_n": 20_000}, {"update_months": 60.0, "survey_n": 20_000}, "targeting_error", 1.0),
    "sex is asked, less error": ("diaspora_mapping", {"by_sex": False, "survey_n": 20_000}, {"by_sex": True, "survey_n": 20_000}, "targeting_error", -1.0),
    "updates keep it fresh": ("knowledge_hub", {"update_months": 36.0}, {"update_months": 3.0}, "hub_freshness", 1.0),
    "a stale hub costs trust": ("knowledge_hub", {"update_months": 120.0, "holds_months": 6.0}, {"update_months": 3.0, "holds_months": 6.0}, "trust", 1.0),
    "what is in it is taken up": ("knowledge_hub", {"coverage": 0.1}, {"coverage": 1.0}, "practices_replicated", 1.0),
    "more languages, more taken up": ("knowledge_hub", {"languages": 1, "language_cover": 0.2}, {"languages": 8, "language_cover": 0.2}, "practices_replicated", 1.0),
    "coverage costs": ("knowledge_hub", {"coverage": 0.3}, {"coverage": 0.6}, "public_cost", 1.0),
}  # fmt: skip


@pytest.mark.parametrize("name", DIRECTIONS)
def test_each_value_moves_what_it_is_for(name: str) -> None:
    lever_id, weak, strong, outcome, sign = DIRECTIONS[name]
    parameters_of = TOLD if lever_id == "consultation" else KEEN
    moved = rises((lever(lever_id, **strong),), outcome, sign=sign, against=(lever(lever_id, **weak),), parameters=parameters_of, replications=6)
    assert is_above_zero(moved), moved


LEVERS = {
    "consultation": {"events_per_year": 6, "places": 20},
    "volunteer_register": {},
    "diaspora_mapping": {},
    "knowledge_hub": {},
}
IDLE = {"consultation": {"places": 0}, "volunteer_register": {"budget_usd": 0.0}, "diaspora_mapping": {"survey_n": 0}, "knowledge_hub": {"coverage": 0.0}}


@pytest.mark.parametrize("lever_id", LEVERS)
def test_what_is_offered_to_nobody_is_the_world_without_it_to_the_bit(lever_id: str) -> None:
    start = world(MAR, parameters=TOLD)
    base = untouched(scenario=MAR, parameters=TOLD)
    assert_same(start.fork((lever(lever_id, {"random_share": 0.0}, **LEVERS[lever_id]),)).run(), base)
    assert_same(start.fork((lever(lever_id, **IDLE[lever_id]),)).run(), base)
    assert value(start.fork((lever(lever_id, **LEVERS[lever_id]),)).run(), "aware") > value(base, "aware") == 0.0


@pytest.mark.parametrize("lever_id", LEVERS)
def test_the_cost_is_that_of_the_ledger_and_within_the_budget(lever_id: str) -> None:
    for budget in (None, 20_000.0):
        model = world(MAR, parameters=KEEN).fork((lever(lever_id, budget_usd=budget, paid_by="donor", **LEVERS[lever_id]),)).run()
        booked = model.ledger_frame().query(f"lever == '{lever_id}'")
        assert value(model, "public_cost") == pytest.approx(booked["amount_usd"].sum() / model.settings.years) and (booked["payer"] == "donor").all()
        assert budget is None or value(model, "public_cost") <= budget + 1e-6
        yearly = booked.groupby(booked["month"] // 12)["amount_usd"].sum()
        assert budget is None or (yearly <= budget + 1e-6).all()


def test_no_money_no_event() -> None:
    model = world(MAR, parameters=TOLD).fork((lever("consultation", budget_usd=40_000.0, answers_per_month=0.0),)).run()
    assert value(model, "who_spoke") > 0.0 and model.stage.institutions["exhausted_month"][0] >= 0
    assert value(model, "who_spoke") <= 3 * 2 * 50  # two events a year are paid for


def consulted(**values: Any) -> DiasporaModel:
    return world(MAR, parameters=TOLD).fork((lever("consultation", **{"events_per_year": 6, "places": 20, **values}),)).run()


def test_every_promise_is_kept_or_broken_or_still_open() -> None:
    for answers in (0.0, 3.0, 30.0):
        found = measured(consulted(answers_per_month=answers))
        raised, kept, broken, answered = (found[name, None, None] for name in ("demands_raised", "promises_kept", "promises_broken", "demands_answered"))
        assert 0.0 <= raised - kept - broken <= found["backlog", None, None] and kept <= answered <= raised and raised <= found["who_spoke", None, None] <= 360.0
    assert kept > 0.0 == broken


def test_who_spoke_adds_up_by_sex_and_faction() -> None:
    found = measured(consulted())
    assert found["who_spoke", "sex", "female"] / found["who_spoke", None, None] == pytest.approx(found["who_spoke_women", None, None])
    assert found["capture", None, None] > 1.2 and found["who_spoke_women", None, None] < 0.48  # the state's own and men first
    even = measured(world(MAR, parameters={**TOLD, "relations.polarisation": 0.0, "relations.connection": 0.0, "belonging.faction_distrust": 0.0}).fork((lever("consultation", events_per_year=12, places=30),)).run())
    assert even["capture", None, None] < 1.2


def test_polarisation_captures_seats_and_keeps_other_factions_off_the_register() -> None:
    calm, torn = (world(MAR, parameters={**KEEN, "relations.polarisation": x}).fork((lever("consultation", places=20), lever("volunteer_register"))).run() for x in (0.0, 0.8))
    assert value(torn, "capture") > value(calm, "capture")
    a_person = [[value(m, f"register_fear_{f}") for f in "abc"] for m in (calm, torn)]
    assert a_person[1][1] > a_person[0][1] and a_person[1][2] > a_person[0][2]


def test_without_hearsay_only_those_who_spoke_are_moved() -> None:
    start = world(MAR, parameters={**TOLD, "belonging.faction_spread": 0.0})
    policy, base = start.fork((lever("consultation", events_per_year=12, places=10, answers_per_month=0.0),)).run(), start.fork().run()
    h, g = (m.stage.households[: m.n_households] for m in (policy, base))
    changed = h["trust_state"] != g["trust_state"]
    spoke = (h["acted"] >> 18 & 1).astype(bool)
    assert changed.any() and (spoke | ~changed).all()
    heard = world(MAR, parameters=TOLD).fork((lever("consultation", events_per_year=12, places=10, answers_per_month=0.0),)).run().stage.households[: len(h)]
    assert (heard["trust_state"] != g["trust_state"])[~spoke].mean() > 0.9


def test_question_3_little_and_kept_beats_much_and_broken() -> None:
    """20 events of which three demands in ten are answered, 6 events that answer all, none: trust in every faction."""
    much = lever("consultation", events_per_year=20, places=15, answers_per_month=0.3 * 20 * 15 * 0.8 / 12)
    little = lever("consultation", events_per_year=6, places=15, answers_per_month=30.0)
    for outcome in ("trust", "trust_faction_a", "trust_faction_b", "trust_faction_c"):
        assert is_above_zero(rises((little,), outcome, parameters=TOLD, replications=5)), outcome
        assert is_above_zero(rises((much,), outcome, sign=-1.0, parameters=TOLD, replications=5)), outcome
    broken = value(world(MAR, parameters=TOLD).fork((much,)).run(), "promises_broken_share")
    assert 0.55 < broken < 0.85
    assert is_above_zero(rises((much,), "grievance", against=(little,), parameters=TOLD, replications=5))


def test_the_registered_answer_calls_more_readily_and_late_data_less() -> None:
    agency = lever("skills_placement", budget_usd=1e6, officers=20, places_per_year=400)
    with_register, slow = (lever("volunteer_register", publicity_usd=300_000.0, data_lag_months=lag) for lag in (0.0, 30.0))
    assert is_above_zero(rises((agency, with_register), "placement_applications", against=(agency,), parameters=KEEN))
    assert is_above_zero(rises((agency, with_register), "placement_applications", against=(agency, slow), parameters=KEEN))


def test_refusal_is_left_alone() -> None:
    """Who wants nothing of a state never speaks and never registers; it is counted, and that is all."""
    levers = tuple(lever(name, **values) for name, values in LEVERS.items())
    model = world(MAR, parameters={**KEEN, "information.refusal": 0.4}).fork(levers).run()
    h = model.stage.households[: model.n_households]
    refuses = (h["refuses"] == 1) & (h["successions"] == 0)
    assert refuses.any() and not (h["registered"][refuses] > 0.0).any() and not (h["acted"][refuses] >> 17 & 3).any()
    assert value(model, "refused") > 0.0
    assert sum(value(model, f"refused_faction_{f}") for f in "abc") == h["weight"][(h["refuses"] == 1) & (h["status"] == 1)].sum()


def test_a_hub_ages_when_its_money_ends() -> None:
    model = world(MAR, parameters=KEEN).fork((lever("knowledge_hub", to_month=12, funding="project"),)).run()
    fresh = model.history.by_month("relations")["freshness"]
    assert fresh[12:].max() < fresh[:12].min() + 1e-9 or (np.diff(fresh[12:]) < 0.0).all()
    assert (np.diff(fresh[12:]) < 0.0).all()
    assert value(model, "public_cost", "lever", "knowledge_hub") * 3 == pytest.approx(12 * lever("knowledge_hub").fixed_cost(0))


def test_f5_a_grant_before_the_ground_is_laid_acts_less() -> None:
    """The same two years of a grant: after information and simple procedures, or before them. No coefficient knows the order; the obstacles do."""
    busy = {**BUSY, "enterprise.ideas_year": 50.0, "information.broadcast": 0.3}

    def ground(month: int) -> tuple[Any, ...]:
        return (lever("investment_information", from_month=month, reach=1.0, update_months=1.0), lever("business_registration", from_month=month, days=3.0, steps=1.0, fee_usd=0.0))

    def grant(month: int) -> Any:
        return lever("investment_grant", from_month=month, to_month=month + 24, share=0.5, own_funds_share=0.0, min_project_usd=0.0)

    right = differences((*ground(0), grant(12)), "public_capital", against=ground(0), parameters=busy, stock=20_000.0, years=4)
    wrong = differences((*ground(24), grant(0)), "public_capital", against=ground(24), parameters=busy, stock=20_000.0, years=4)
    assert is_above_zero(right - wrong), (right, wrong)
    firms = [differences((*ground(a), grant(b)), "firms_created", against=ground(a), parameters=busy, stock=20_000.0, years=4) for a, b in ((0, 12), (24, 0))]
    assert is_above_zero(firms[0]) and firms[0].mean() > firms[1].mean()
