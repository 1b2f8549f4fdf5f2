"""Outcomes of a finished run, by hand: every one that is no sum of flows, groups of the breakdowns, and the months of a series."""

from __future__ import annotations

import math
from functools import partial
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from model.dialogue.month import RELATION_RESULTS
from model.dialogue.month import outcomes as relation_outcomes
from model.enterprise.founding import PROJECT_RESULTS
from model.giving.crises import CRISIS_RESULTS
from model.history import History
from model.outcome_registry import OUTCOMES
from model.outcomes import values as measures
from model.outcomes.values import _special, booked, grouped, households_frame, measure, monthly, theil, totals
from model.policy.levers_in_force import Policy
from model.records.enterprises import CHAPTER
from model.records.fields import dtype_of
from model.records.flows import Flow
from model.records.institutions import ASSOCIATION, HOST, INSTITUTION
from model.records.people import HOUSEHOLD
from model.records.places import COMMUNITY, CORRIDOR
from model.records.vocabulary import CELLS, Act
from model.skills.hosts import PLACEMENT_RESULTS
from model.skills.month import retained
from tests.bare import given
from tests.worlds import lever

N = 2 * 2 * CELLS  # two corridors of two communities


def table(schema: Any, n: int, **columns: Any) -> np.ndarray:
    made = np.zeros(n, dtype=dtype_of(schema))
    for name, values in columns.items():
        made[name] = values
    return made


def months(names: tuple[str, ...], **columns: list[float]) -> np.ndarray:
    """Three months of results."""
    made = np.zeros((3, len(names)))
    for name, values in columns.items():
        made[:, names.index(name)] = values
    return made


NAMES = {"skills": PLACEMENT_RESULTS, "crises": CRISIS_RESULTS, "founding": PROJECT_RESULTS, "relations": RELATION_RESULTS, "diaspora_survey": ("targeting_error",)}


def finished(results: dict[str, np.ndarray] | None = None, **changes: Any) -> Any:
    """Two corridors from two countries of two communities; two years, of which three months are written; two levers."""
    one, other = lever("one_stop_shop", paid_by="donor"), lever("skills_placement", {"sex": "female"})
    stage = SimpleNamespace(
        households=table(HOUSEHOLD, 6, weight=[4.0, 6.0, 10.0, 5.0, 7.0, 99.0], status=[1, 1, 1, 0, 1, 1], faction=[0, 0, 1, 2, 1, 2], aware=[1, 0, 0, 0, 16, 0], first_gift=[0, 3, 2, 3, 3, 3], crisis_month=[-1, 16, 10, 10, 17, 3],
                         refuses=[1, 0, 1, 1, 0, 1], trust_state=[0.2, 0.4, 0.6, 0.9, 0.3, 0.1], acted=[1 << Act.VISIT, 0, 0, 0, 0, 0], supported=[one.support_bit, 0, 0, 0, other.support_bit, 0],
                         eligible=[1, 0, 0, 0, 1, 0], generation=[0, 1, 2, 3, 0, 0], skill=[0, 1, 2, 0, 1, 2], corridor=[0, 0, 1, 1, 0, 0], sector=[0, 1, 2, 3, 5, 0]),
        receivers=np.array([(float(k), k % 2) for k in range(6)], dtype=[("received", "f8"), ("has_loan", "i1")]),
        hosts=table(HOST, 3, vacancy=[0.1, 0.2, 0.4], posts=[10.0, 30.0, 10.0], aspiration=[0.5, 0.1, 0.2], knowhow=[5.0, 7.0, 11.0], sector=[0, 0, 4]),
        institutions=table(INSTITUTION, 2, waited=[90.0, 30.0], served=[9.0, 3.0], waiting=[4.0, 5.0], abandoned=[1.0, 2.0], exhausted_month=[7, -1]),
        associations=table(ASSOCIATION, 2, is_active=[1, 0], projects=[6, 3], failures=[2, 1]), chapters=table(CHAPTER, 3, age=[-1, 0, 4]),
        communities=table(COMMUNITY, 4, crisis_need=[10.0, 20.0, 0.0, 0.0], public_goods=[100.0, 50.0, 0.0, 250.0], matched_goods=[60.0, 50.0, 0.0, 90.0], poverty=[0.6, 0.1, 0.5, 0.0], population=[10.0, 30.0, 20.0, 40.0]),
        corridors=table(CORRIDOR, 2, customs_cut=[0.5, 0.1]), terms_without_policy=np.array([(8.0,), (20.0,)], dtype=[("customs_days", "f8")]), classes=np.zeros((2, 0), dtype=np.int64),
    )  # fmt: skip
    window = np.zeros((N, len(Flow)))
    window[[0, CELLS, 2 * CELLS, 3 * CELLS], Flow.RECEIVED] = [1_000.0, 400.0, 200.0, 150.0]
    window[[CELLS + 12, 2 * CELLS], Flow.SPOKE] = [3.0, 1.0]
    window[0, [Flow.PROMISES_KEPT, Flow.PROMISES_BROKEN]] = [6.0, 2.0]
    window[0, Flow.NOSTALGIA], window[2 * CELLS, Flow.NOSTALGIA_HOST] = 30.0, 10.0
    window[0, [Flow.FORMAL, Flow.FORMAL_DAYS]] = [50.0, 150.0]
    last = np.zeros((N, len(Flow)))
    last[[0, 24], Flow.JOBS] = [8.0, 4.0]
    last[[0, 12], Flow.TRUST], last[[0, 12], Flow.HOUSEHOLDS] = [3.0, 2.0], [10.0, 5.0]
    flows = np.zeros((3, 2, len(Flow)))
    flows[:, 0, Flow.RECEIVED], flows[:, 1, Flow.RECEIVED] = [1.0, 2.0, 3.0], [10.0, 20.0, 30.0]
    flows[1, 0, Flow.FORMAL], flows[1, 0, Flow.FORMAL_DAYS] = 4.0, 12.0
    corridors = [SimpleNamespace(id="a-x", origin="a"), SimpleNamespace(id="b-x", origin="b")]
    policy: Any = SimpleNamespace(levers=(one, other), restricted=[1], lots=())
    policy.is_offered = partial(Policy.is_offered, policy)
    made = {
        "p": given(population={"n_communities": 2}, accounting={"discount_rate": 0.21}), "settings": SimpleNamespace(years=2, corridors=corridors, places=lambda n: tuple(f"{o}-{k + 1}" for o in dict.fromkeys(c.origin for c in corridors) for k in range(n))), "stage": stage, "window": window, "last": last, "flows": flows, "policy": policy,
        "costs": np.array([[10.0, 20.0]] * 3), "grants": np.array([[1.0, 2.0]] * 3), "forgone": np.array([[0.0, 0.5]] * 3), "backlog": np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), "n_households": 5, "end": 40, "names": NAMES,
    }  # fmt: skip
    written = {
        "skills": months(PLACEMENT_RESULTS, knowhow=[1.0, 2.0, 3.0], requests=[1.0, 2.0, 4.0], open_requests=[6.0, 3.0, 0.0], interns=[1.0, 1.0, 0.0], ties_host=[2.0, 0.0, 0.0], ties_institutions=[3.0, 0.0, 1.0],
                                    ties_experts=[0.0, 8.0, 0.0], filled_months=[0.5, 0.25, 0.0], staff_trained=[7.0, 0.0, 1.0], displaced=[1.0, 0.0, 2.0], interns_lost=[0.0, 1.0, 0.0]),
        "crises": months(CRISIS_RESULTS, need=[100.0, 0.0, 0.0], covered=[20.0, 30.0, 0.0], duplicated=[5.0, 6.0, 0.0], unmet=[0.0, 0.0, 9.0], first_days=[0.0, 400.0, 0.0], first_need=[0.0, 20.0, 0.0], aid_days=[200.0, 800.0, 0.0]),
        "founding": months(PROJECT_RESULTS, selected=[2.0, 0.0, 3.0], selected_a=[2.0, 0.0, 1.0], selected_b=[0.0, 0.0, 2.0], aftercare=[1.0, 2.0, 3.0], plots_taken=[1.0, 1.0, 4.0], plots_associates=[0.0, 0.0, 2.0],
                                  plots_outsiders=[0.0, 0.0, 2.0], plots=[9.0, 9.0, 16.0]),
        "relations": months(RELATION_RESULTS, spoke_a=[1.0, 0.0, 0.0], spoke_b=[0.0, 2.0, 0.0], spoke_c=[0.0, 0.0, 1.0], spoke_young=[1.0, 1.0, 1.0], fear_a=[5.0, 0.0, 0.0], fear_b=[6.0, 1.0, 0.0], freshness=[0.5, 0.7, 0.0],
                                   hub_months=[1.0, 1.0, 0.0], practices=[0.0, 2.0, 1.0]), "diaspora_survey": months(NAMES["diaspora_survey"], targeting_error=[0.0, 0.2, 0.4]),
    }  # fmt: skip
    run: Any = SimpleNamespace(**(made | changes), results=written | (results or {}))
    run.by_month, run.sums = (lambda name: History.by_month(run, name)), (lambda name: History.sums(run, name))
    return run


@pytest.fixture(autouse=True)
def _no_accounts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The accounts have tests of their own."""
    own = {name: 0.0 for name, outcome in OUTCOMES.items() if not outcome.has_breakdown and outcome.theme != "judgement"}
    monkeypatch.setattr(measures, "world_accounts", lambda model: {name: value for name, value in own.items() if name not in SPECIAL and name not in relation_outcomes(model)})


SPECIAL = {
    "public_match": 9.0 / 2.0, "revenue_forgone": 0.75, "public_cost": 3 * 33.5 / 2.0, "present_value_cost": 33.5 * sum(1.21 ** (-k / 12.0) for k in range(3)), "never_aware": 16.0, "capacity": 23.0,
    "capacity_retained_12m": math.nan, "selected": 5.0, "selected_capture": 3.0 / 10.0 * 27.0 / 5.0, "aftercare": 6.0, "zone_occupancy": 0.5, "zone_associates": 0.25, "zone_leakage": 0.5, "shortage": 11.0 / 50.0,
    "aspiration": 10.0 / 50.0, "placement_requests": 7.0, "requests_open": 3.0, "interns": 2.0, "ties_expert_host": 2.0, "ties_institutions": 4.0, "ties_experts": 8.0, "ties_created": 14.0, "vacancies_filled": 0.75,
    "staff_trained": 8.0, "staff_displaced": 3.0, "interns_lost": 1.0, "waiting_days": 10.0, "backlog": 9.0, "abandoned": 3.0, "budget_exhausted_month": 7.0, "crisis_need": 100.0, "crisis_covered": 50.0,
    "crisis_duplicated": 11.0, "crisis_unmet": 39.0, "days_to_first_aid": 20.0, "days_of_aid": 20.0, "donor_retention": 6.0 / 16.0, "associations_surviving": 1.0, "project_quality": 0.75, "projects_delivered": 9.0,
    "capacity_health": 12.0, "capacity_education": 0.0, "capacity_administration": 0.0, "capacity_agriculture": 0.0, "capacity_infrastructure": 11.0, "nostalgia_host_share": 0.25, "chapters": 2.0, "customs_days_saved": 3.0,
    "need_match": 0.5, "poorer_half": 0.25,
}  # fmt: skip
MONEY, PEOPLE = np.array([1_100.0, 450.0, 200.0, 400.0]), np.array([10.0, 30.0, 20.0, 40.0])
SPECIAL["families_borrowing"] = 6.0 / 27.0
SPECIAL["regional_theil"] = float(sum(m / 2_150.0 * math.log(m / 2_150.0 / (n / 100.0)) for m, n in zip(MONEY, PEOPLE, strict=True)))
SPECIAL["poverty_gradient"] = (1_300.0 / 30.0) / (850.0 / 70.0)


def test_outcomes_that_are_no_sums_of_flows() -> None:
    found = _special(finished())
    assert {name: found[name] for name in SPECIAL} == pytest.approx(SPECIAL, nan_ok=True)


@pytest.mark.parametrize(
    ("outcomes", "change"),
    [
        (("selected_capture",), {"results": {"founding": months(PROJECT_RESULTS)}}), (("zone_occupancy", "zone_associates", "zone_leakage"), {"results": {"founding": months(PROJECT_RESULTS)}}),
        (("days_to_first_aid", "days_of_aid"), {"results": {"crises": months(CRISIS_RESULTS)}}), (("nostalgia_host_share", "poverty_gradient"), {"window": np.zeros((N, len(Flow)))}),
    ],
)  # fmt: skip
def test_what_has_no_case_has_no_value(outcomes: tuple[str, ...], change: dict[str, Any]) -> None:
    model = finished(**change)
    model.stage.communities["public_goods"] = 0.0
    found = _special(model)
    assert all(math.isnan(found[name]) for name in outcomes) and math.isnan(found["need_match"]) and math.isnan(found["poorer_half"])


def test_where_the_richer_half_gets_nothing_there_is_no_gradient() -> None:
    window = np.zeros((N, len(Flow)))
    window[0, Flow.RECEIVED] = 5.0
    model = finished(window=window)
    model.stage.communities["public_goods"] = 0.0
    assert math.isnan(_special(model)["poverty_gradient"])


def test_nobody_served_nothing_delivered_no_policy() -> None:
    model = finished()
    model.stage.institutions["served"], model.stage.institutions["exhausted_month"] = 0.0, [-1, -1]
    model.stage.associations["projects"] = model.stage.associations["failures"] = 0
    model.stage.households["crisis_month"] = [17, 17, 17, 0, 17, 0]  # within two years, or away
    model.policy.levers = ()
    found = _special(model)
    assert all(math.isnan(found[name]) for name in ("waiting_days", "budget_exhausted_month", "project_quality", "donor_retention")) and found["never_aware"] == 0.0
    model.stage.institutions["exhausted_month"] = [9, 0]
    assert _special(model)["budget_exhausted_month"] == 0.0
    model.stage.associations["failures"] = 1
    assert _special(model)["project_quality"] == 0.0
    model.stage.institutions = model.stage.institutions[:0]
    assert math.isnan(_special(model)["waiting_days"])


def test_outcomes_of_relations() -> None:
    found = relation_outcomes(finished())
    assert found == pytest.approx({
        "who_spoke_women": 0.75, "who_spoke_young": 0.75, "who_spoke_minority": 0.75, "capture": max(1.0 / 10.0, 2.0 / 17.0) * 27.0 / 4.0, "promises_broken_share": 0.25, "hub_freshness": 0.6, "practices_replicated": 3.0,
        "targeting_error": 0.3, "trust_faction_a": (4.0 * 0.2 + 6.0 * 0.4) / 10.0, "trust_faction_b": (10.0 * 0.6 + 7.0 * 0.3) / 17.0, "trust_faction_c": math.nan, "refused_faction_a": 4.0, "refused_faction_b": 10.0,
        "refused_faction_c": 0.0, "register_fear_a": 5.0, "register_fear_b": 7.0, "register_fear_c": 0.0,
    }, nan_ok=True)  # fmt: skip
    few = relation_outcomes(finished(window=finished().window / 10.0, results={"relations": finished().results["relations"] / 4.0}))
    assert (few["who_spoke_women"], few["promises_broken_share"], few["hub_freshness"]) == pytest.approx((0.75, 0.25, 0.6)) and (few["who_spoke_young"], few["who_spoke_minority"]) == pytest.approx((0.75 / 0.4, 0.75 / 0.4))
    empty = relation_outcomes(finished(window=np.zeros((N, len(Flow))), results={name: months(NAMES[name]) for name in ("relations", "diaspora_survey")}))
    assert empty["targeting_error"] == 0.0 and all(math.isnan(empty[name]) for name in ("who_spoke_women", "who_spoke_young", "who_spoke_minority", "promises_broken_share", "hub_freshness", "capture"))


def test_the_groups_of_a_cell() -> None:
    """Cell: corridor, community, faction, sex, generation, skill, in this order."""
    run = finished()
    cell = ((((1 * 2 + 1) * 3 + 2) * 2 + 1) * 4 + 3) * 3 + 1
    tally = np.zeros((N, 2))
    tally[cell, 1], tally[0, 0] = 5.0, 2.0
    found = grouped(run, booked(tally))
    where = {name: (labels[summed[:, 0].argmax()], labels[summed[:, 1].argmax()]) for name, (labels, summed) in found.items()}
    assert where == {"sex": ("male", "female"), "generation": ("first", "third"), "region": ("a-1", "b-2"), "skill": ("low", "middle"), "faction": ("A", "C"), "corridor": (found["corridor"][0][0], "b-x")}
    assert found["region"][0] == ("a-1", "a-2", "b-1", "b-2")
    assert all(summed.shape == (len(labels), 2) and summed.sum(axis=0).tolist() == [2.0, 5.0] for labels, summed in found.values())


def test_cells_that_nobody_uses_change_no_sum_by_group() -> None:
    """Sums by group over the rows that are used, against those over all: corridors of one origin share its regions."""
    run = finished()
    tally = np.random.default_rng(3).uniform(0.0, 9.0, (N, 3))
    tally[np.random.default_rng(4).random(N) < 0.8] = 0.0
    n_local, cell = int(run.p.population.n_communities), np.arange(N)
    sums = {name: summed for name, (_, summed) in grouped(run, booked(tally)).items()}
    for name, number in (("sex", cell // 12 % 2), ("generation", cell // 3 % 4), ("skill", cell % 3), ("faction", cell // 24 % 3), ("corridor", cell // (CELLS * n_local))):
        assert sums[name] == pytest.approx(np.array([tally[number == k].sum(axis=0) for k in range(number.max() + 1)]))
    nothing = grouped(run, booked(np.zeros((N, 3))))
    assert all(not summed.any() for _, summed in nothing.values())


def test_sums_by_group_are_means_a_year_sums_or_values_at_the_end() -> None:
    found = dict(zip(*measure(finished()), strict=True))
    assert found["remittances", None, None] == 875.0 and [found["remittances", "region", r] for r in ("a-1", "a-2", "b-1", "b-2")] == [500.0, 200.0, 100.0, 75.0] and found["remittances", "corridor", "b-x"] == 175.0
    assert found["who_spoke", None, None] == 4.0 and [found["who_spoke", "sex", s] for s in ("male", "female")] == [1.0, 3.0]
    assert found["jobs", None, None] == 12.0 and [found["jobs", "faction", f] for f in "ABC"] == [8.0, 4.0, 0.0]
    assert found["trust", None, None] == pytest.approx(1.0 / 3.0) and [found["trust", "sex", s] for s in ("male", "female")] == [0.3, 0.4] and math.isnan(found["trust", "corridor", "b-x"])
    assert found["transfer_days", None, None] == 3.0 and math.isnan(found["transfer_days", "faction", "B"])
    assert ("exports", "faction", "A") not in found and ("exports", "sex", "male") in found
    payers = {payer: found["public_cost", "payer", payer] for payer in ("donor", "origin_state")}
    assert payers == {"donor": 3 * 11.0 / 2.0, "origin_state": 3 * 22.5 / 2.0} and found["revenue_forgone", "payer", "origin_state"] == 0.75 and found["revenue_forgone", "payer", "donor"] == 0.0
    assert found["public_cost", "lever", "one_stop_shop"] == 16.5 and found["public_cost", "lever", "skills_placement"] == 33.75 and found["public_cost", "lever", "tax_incentive"] == 0.0
    families = {str(one.family): 0.0 for one in finished().policy.levers}
    for one, usd in zip(finished().policy.levers, (16.5, 33.75), strict=True):
        families[str(one.family)] += usd
    assert {family: found["public_cost", "family", family] for family in families} == families
    assert found["public_cost", None, None] == 50.25 and not any(OUTCOMES[name].theme == "judgement" for name, _, _ in found)


def test_some_totals_are_the_same_numbers() -> None:
    model = finished()
    assert totals(model, ["remittances", "public_cost", "jobs"]) == {"remittances": 875.0, "public_cost": 50.25, "jobs": 12.0} and totals(model, ["who_spoke"]) == {"who_spoke": 4.0}


def test_know_how_kept_for_a_year() -> None:
    """10 gained in the first month, 30 in the second; 0.9 a month, 0.5 in the fourteenth."""
    kept = np.full(14, 0.9)
    kept[13] = 0.5
    assert retained(np.r_[10.0, 30.0, np.zeros(12)], kept) == pytest.approx((10.0 * 0.9**12 + 30.0 * 0.9**11 * 0.5) / 40.0)
    assert math.isnan(retained(np.ones(12), np.ones(12))) and math.isnan(retained(np.zeros(13), np.ones(13))) and retained(np.ones(13), np.ones(13)) == 1.0
    assert retained(np.r_[1.0, np.zeros(12)], np.zeros(13)) == 0.0 or retained(np.r_[1.0, np.zeros(12)], np.zeros(13)) < 1e-9


def test_inequality_between_regions() -> None:
    assert theil(np.array([0.0, 0.0]), np.array([1.0, 1.0])) == 0.0 and theil(np.array([4.0, 0.0]), np.array([1.0, 3.0])) == pytest.approx(math.log(4.0))


def test_series_by_month() -> None:
    found = monthly(finished())
    assert found["remittances"].tolist() == [11.0, 22.0, 33.0] and found.index.name == "month" and found.index.tolist() == [0, 1, 2]
    assert math.isnan(found["transfer_days"][0]) and found["transfer_days"][1] == 3.0
    assert found["public_match"].tolist() == [3.0] * 3 and found["revenue_forgone"].tolist() == [0.5] * 3 and found["public_cost"].tolist() == [33.5] * 3 and found["backlog"].tolist() == [3.0, 7.0, 11.0]
    assert found["capacity"].tolist() == [1.0, 2.0, 3.0] and [found[f"crisis_{name}"].sum() for name in ("need", "covered", "duplicated")] == [100.0, 50.0, 11.0]


def test_households_one_by_one() -> None:
    found = households_frame(finished())
    assert len(found) == 5 and found["received"].tolist() == [0.0, 1.0, 2.0, 3.0, 4.0] and found["generation"].tolist() == ["first", "one_and_half", "second", "third", "first"] and found["skill"].tolist()[:3] == ["low", "middle", "high"]
    assert found["corridor"].tolist() == ["a-x", "a-x", "b-x", "b-x", "a-x"] and found["faction"].tolist() == ["A", "A", "B", "C", "B"] and found["sector"].tolist()[-1] == "business"
    assert found["did_visit"].tolist() == [True, False, False, False, False] and not found["did_remit"].any()
    assert found["offered_one_stop_shop"].all() and found["offered_skills_placement"].tolist() == [True, False, False, False, True]
    assert found["supported_by_one_stop_shop"].tolist() == [True] + [False] * 4 and found["supported_by_skills_placement"].tolist() == [False] * 4 + [True]
    assert found["heard_of_skills_placement"].tolist() == [False] * 4 + [True] and "eligible" not in found and "cell" not in found
