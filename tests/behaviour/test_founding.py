"""Founders, what stops them, and the institutions that serve them: directions, queues, budgets, promises."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from model.levers import REGISTRY, Lever
from model.queue import Desk
from model.records.arrays import Count
from model.records.bit_masks import A_FIRM
from model.records.flows import Flow
from model.records.vocabulary import OwnerKind
from model.world import DiasporaModel
from tests.worlds import FOUNDERS, MAR, is_above_zero, lever, measured, rises, run, settings_of, value, world

# lever, weaker and stronger values (None: no lever), outcome, and whether the stronger raises (+1) or lowers (-1) it
DIRECTIONS: dict[str, tuple[str, Mapping[str, Any] | None, Mapping[str, Any], str, int]] = {
    "simpler registration saves days": ("business_registration", None, {}, "procedure_days", -1),
    "and brings firms": ("business_registration", None, {}, "firms_created", 1),
    "fewer give up": ("business_registration", None, {}, "blocked_procedures", -1),
    "the fewer days, the more firms": ("business_registration", {"days": 9.0}, {"days": 0.5}, "firms_created", 1),
    "a lower fee stops fewer": ("business_registration", {"fee_usd": 1_000.0}, {"fee_usd": 0.0}, "blocked_finance", -1),
    "energy and telecoms bring firms": ("infrastructure", None, {"build_months": 1, "communities": (), "energy_gain": 1.0, "telecom_gain": 1.0}, "firms_created", 1),
    "energy and telecoms unblock": ("infrastructure", None, {"build_months": 1, "communities": ()}, "blocked_infrastructure", -1),
    "works that take longer unblock fewer": ("infrastructure", {"build_months": 24, "communities": ()}, {"build_months": 1, "communities": ()}, "blocked_infrastructure", -1),
    "information unblocks": ("investment_information", None, {}, "blocked_information", -1),
    "and brings firms too": ("investment_information", None, {}, "firms_created", 1),
    "fresher information helps more": ("investment_information", {"update_months": 60.0}, {"update_months": 1.0}, "firms_created", 1),
    "so do more languages": ("investment_information", {"languages": 1}, {"languages": 5}, "blocked_information", -1),
    "a wider reach helps more": ("investment_information", {"reach": 0.1}, {"reach": 0.9}, "firms_created", 1),
    "a grant brings firms": ("investment_grant", None, {"share": 0.3}, "firms_created", 1),
    "a larger share costs more": ("investment_grant", {"share": 0.1}, {"share": 0.4}, "public_cost", 1),
    "a cap costs less": ("investment_grant", {"cap_usd": 500.0}, {"cap_usd": 1e5}, "public_cost", 1),
    "a threshold keeps small projects out": ("investment_grant", {"min_project_usd": 50_000.0}, {"min_project_usd": 0.0}, "public_capital", 1),
    "so does a share of own money": ("investment_grant", {"own_funds_share": 1.0}, {"own_funds_share": 0.0}, "public_capital", 1),
    "who must bring more founds less": ("investment_grant", {"share": 0.4, "own_funds_share": 0.8}, {"share": 0.4, "own_funds_share": 0.25}, "firms_created", 1),
    "a guarantee opens finance": ("credit_guarantee", None, {"share": 0.9}, "blocked_finance", -1),
    "and brings firms as well": ("credit_guarantee", None, {"share": 0.9}, "firms_created", 1),
    "a larger loan helps more": ("credit_guarantee", {"cap_usd": 2_000.0}, {"cap_usd": 60_000.0}, "firms_created", 1),
    "a one-stop shop saves days": ("one_stop_shop", None, {"officers": 30}, "procedure_days", -1),
    "and aligns firms with policy": ("one_stop_shop", None, {"officers": 30}, "aligned_share", 1),
    "opportunities unblock": ("one_stop_shop", {"officers": 30, "opportunities": 1}, {"officers": 30, "opportunities": 200}, "firms_created", 1),
    "mediators settle disputes": ("one_stop_shop", {"officers": 30, "mediators": 0}, {"officers": 30, "mediators": 10}, "disputes_resolved", 1),
    "more officers, shorter queues": ("one_stop_shop", {"officers": 1}, {"officers": 20}, "waiting_days", -1),
    "and fewer leave": ("one_stop_shop", {"officers": 1}, {"officers": 20}, "abandoned", -1),
    "a competition brings firms": ("entrepreneur_support", None, {"places": 30}, "firms_created", 1),
    "more places, more firms": ("entrepreneur_support", {"places": 3}, {"places": 60}, "firms_created", 1),
    "more seed money opens finance": ("entrepreneur_support", {"places": 60, "seed_usd": 0.0}, {"places": 60, "seed_usd": 50_000.0}, "firms_created", 1),
    "assistance makes firms last": ("entrepreneur_support", {"places": 90, "assistance_days": 0.0}, {"places": 90, "assistance_days": 200.0}, "firms_surviving", 1),
    "a desk at origin saves days": ("entrepreneur_support", {"places": 90, "local_desk": False}, {"places": 90, "local_desk": True}, "procedure_days", -1),
    "calls more often, shorter waits": ("entrepreneur_support", {"calls_per_year": 1}, {"calls_per_year": 6}, "waiting_days", -1),
}  # fmt: skip


@pytest.mark.parametrize("name", DIRECTIONS)
def test_direction(name: str) -> None:
    lever_id, weak, strong, outcome, sign = DIRECTIONS[name]
    weaker = () if weak is None else (lever(lever_id, **weak),)
    found = rises((lever(lever_id, **strong),), outcome, sign=sign, against=weaker, scenario=MAR, stock=20_000.0, parameters=FOUNDERS)
    found = found if len(found[np.isnan(found)]) == 0 else found[~np.isnan(found)]
    assert is_above_zero(found), found


def of(*levers: Lever, **more: Any) -> DiasporaModel:
    """A finished run of a world of many founders."""
    return world(MAR, stock=20_000.0, parameters={**FOUNDERS, **more}).fork(levers).run()


def test_every_would_be_founder_is_counted_once() -> None:
    """Projects handed in end as firms, in a queue, or under an obstacle; nobody is lost but those who left the country meanwhile."""
    start = world(MAR, stock=20_000.0, parameters=FOUNDERS)
    before = start.stage.counts[Count.FILES]
    model = start.fork((lever("entrepreneur_support", places=20, from_month=5), lever("one_stop_shop", officers=2))).run()
    flows = model.flows.sum(axis=(0, 1))
    files = model.stage.files[: model.stage.counts[Count.FILES]]
    waiting = (files["desk"] != Desk.MEDIATOR.value).sum()
    handed_in = flows[Flow.PROJECTS] + before
    late = flows[[Flow.BLOCKED_PROCEDURES, Flow.BLOCKED_NATIONALITY]].sum()
    assert flows[Flow.FIRMS_FOUNDED] > 50.0 and waiting > 0.0
    assert flows[Flow.FIRMS_FOUNDED] + waiting <= handed_in
    stopped = sum(flows[f] for f in (Flow.BLOCKED_FINANCE, Flow.BLOCKED_INFORMATION, Flow.BLOCKED_INFRASTRUCTURE, Flow.BLOCKED_PARTNERS, Flow.BLOCKED_SKILLS, Flow.BLOCKED_CUSTOMS))
    assert value(model, "blocked") == pytest.approx(stopped + late)
    assert all(value(model, f"blocked_{name}") > 0.0 for name in ("finance", "procedures", "information", "infrastructure", "partners", "skills"))


def test_some_of_those_stopped_try_again() -> None:
    """Households that keep their idea are never more than those behind the record, and none where nobody persists; the more persist, the more firms."""
    created = []
    for persists in (0.0, 0.5, 1.0):
        model = run(settings_of(MAR, stock=20_000.0, sample=500, parameters={**FOUNDERS, "founding.persists": persists}))
        h = model.stage.households[: model.n_households]
        assert (h["will_retry"] >= 0).all() and (h["will_retry"] <= h["weight"]).all()
        assert (h["will_retry"].sum() > 0) == (persists > 0.0)
        created.append(value(model, "firms_created"))
    assert created[0] < created[1] < created[2], created


def test_who_was_stopped_by_one_obstacle_founds_once_it_is_gone() -> None:
    """Would-be founders whom nobody tells how to go about it found later, when all persist and a portal comes; without ideas of the past there are none."""
    stopped = {**FOUNDERS, "founding.persists": 1.0, "founding.informed": 0.0, "information.broadcast": 1.0, "information.refusal": 0.0}
    portal = lever("investment_information", reach=1.0)
    start = world(MAR, stock=20_000.0, parameters=stopped)
    forgetful = world(MAR, stock=20_000.0, parameters={**stopped, "founding.persists": 0.0})
    assert value(start.fork().run(), "firms_created") == 0.0
    assert value(start.fork((portal,)).run(), "firms_created") > 1.2 * value(forgetful.fork((portal,)).run(), "firms_created") > 0.0


def test_obstacles_hold_for_those_who_meet_them() -> None:
    """With every obstacle away but one, nobody is stopped by another."""
    free = {"founding.informed": 1.0, "founding.infrastructure_need": 0.0, "founding.partners": 1.0, "founding.skills": 1.0, "enterprise.hassle": 0.0, "enterprise.property_hassle": 0.0, "trade.tries": 0.0,
            "enterprise.property_least": 0.0, "enterprise.stake_least": 0.0}  # fmt: skip
    model = of(**free)
    stopped = {name: value(model, f"blocked_{name}") for name in ("finance", "procedures", "nationality", "information", "infrastructure", "partners", "skills")}
    assert stopped.pop("finance") > 0.0 and not any(stopped.values())


def test_those_treated_as_foreigners_are_stopped_by_procedures_the_more() -> None:
    model = run(settings_of("ethiopia_netherlands", stock=20_000.0, parameters=FOUNDERS))
    assert value(model, "blocked_nationality") > 0.0 and value(model, "blocked_procedures") > 0.0


def test_promises_that_are_not_kept_cost_trust() -> None:
    few, many = (of(lever("one_stop_shop", officers=n, service_days=5.0), **{"services.counter_files": 0.5}) for n in (1, 60))
    waits = [model.stage.institutions[0] for model in (few, many)]
    assert waits[0]["waited"] / waits[0]["served"] > 5.0 > waits[1]["waited"] / waits[1]["served"]
    came = [model.households_frame()["supported_by_one_stop_shop"] for model in (few, many)]
    assert came[1].sum() > came[0].sum()
    assert value(many, "trust") > value(few, "trust")


def test_a_jury_that_sees_selects_better_projects_than_one_that_errs() -> None:
    def quality(noise: float) -> float:
        firms = of(lever("entrepreneur_support", places=12, jury_noise=noise, assistance_days=0.0)).firms_frame()
        return float(np.log(firms["productivity"][firms["support"].to_numpy() & REGISTRY["entrepreneur_support"]().support_bit > 0]).mean())

    assert quality(0.0) > quality(1.0) + 0.2


def test_a_polarised_jury_selects_the_faction_of_the_state_and_a_blind_one_does_not() -> None:
    def captured(polarisation: float, blind: bool) -> float:
        start = world(MAR, stock=20_000.0, parameters={**FOUNDERS, "relations.polarisation": polarisation})
        return value(start.fork((lever("entrepreneur_support", places=12, jury_noise=0.0, blind_scoring=blind),)).run(), "selected_capture")

    open_eyes, blind, calm = captured(1.0, False), captured(1.0, True), captured(0.0, False)
    assert open_eyes > 1.8 > 1.5 > blind == calm


def test_money_of_a_grant_runs_out_and_late_comers_go_without() -> None:
    tight = of(lever("investment_grant", share=0.5, budget_usd=100_000.0, desk_usd=0.0, own_funds_share=0.0))
    bank = tight.stage.institutions[0]
    assert bank["abandoned"] > 0.0 and value(tight, "budget_exhausted_month") < 36.0
    assert tight.costs[:12].sum() <= 100_000.0 + 1e-6 and tight.costs.sum() <= 300_000.0 + 1e-6


def test_a_guarantee_pays_for_firms_that_close_and_is_freed_by_those_that_pay_back() -> None:
    fund = lever("credit_guarantee", share=0.9, budget_usd=1e6, desk_usd=0.0)
    model = world(MAR, stock=20_000.0, parameters={**FOUNDERS, "services.bank_years": 2.0}, years=6).fork((fund,)).run()
    bank = model.stage.institutions[0]
    firms = model.firms_frame()
    assert (firms["loan"] <= 0.9 * firms["credit"] + 1e-9).all()
    lent = firms["loan"].sum()
    running = (firms["loan"] * firms["loan_months"] / 24.0).sum()
    assert lent > 0.0 and 0.0 < bank["spent"] < lent
    assert bank["committed"] == pytest.approx(running, rel=1e-9)
    assert bank["spent"] == pytest.approx(model.costs.sum(), rel=1e-9)
    assert bank["served"] == (firms["loan"] > 0.0).sum()


def test_works_that_run_out_of_money_serve_nobody_and_finished_ones_stay() -> None:
    cut_off = lever("infrastructure", build_months=24, to_month=12, communities=())
    finished = lever("infrastructure", build_months=12, to_month=13, communities=())
    start = world(MAR, stock=20_000.0, parameters=FOUNDERS)
    base, wasted, done = (start.fork(levers).run() for levers in ((), (cut_off,), (finished,)))
    assert wasted.series()["blocked_infrastructure"].equals(base.series()["blocked_infrastructure"]) and wasted.costs.sum() > 0.0
    assert done.stage.communities["energy"].min() > base.stage.communities["energy"].min()
    assert done.costs[13:].sum() == 0.0


def test_a_founder_acts_and_is_supported_in_the_judgement() -> None:
    model = of(lever("entrepreneur_support", places=30), lever("investment_information"))
    frame = model.households_frame()
    assert frame["supported_by_entrepreneur_support"].sum() > 10
    assert (frame["did_found_firm"][frame["supported_by_entrepreneur_support"]]).all()
    assert (model.stage.households["acted"] & A_FIRM != 0).sum() >= frame["did_found_firm"].sum()


def test_every_lever_for_founders_has_its_cost_in_the_ledger() -> None:
    for lever_id in ("business_registration", "infrastructure", "investment_information", "investment_grant", "credit_guarantee", "special_economic_zone", "one_stop_shop", "entrepreneur_support"):
        model = of(REGISTRY[lever_id](paid_by="donor"))
        ledger = model.ledger_frame()
        paid = ledger[ledger["lever"] == lever_id]
        assert set(paid["payer"]) == {"donor"}
        assert paid["amount_usd"].sum() / 3.0 == pytest.approx(measured(model)["public_cost", "lever", lever_id], rel=1e-9) and paid["amount_usd"].sum() > 0.0


def test_owners_are_firms_of_the_diaspora() -> None:
    firms = of().firms_frame()
    founded = firms[(firms["kind"] == OwnerKind.FIRM.value) & (firms["founded"] >= 0)]
    assert len(founded) == value(of(), "firms_created")
