"""For each alarm a small scenario in which it fires, and one with its remedy in which it does not."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from experiments import compare
from experiments.alarms import ALARMS, COLUMNS, RULES, Reading, income_per_head
from experiments.checks.conflicts import conflicts
from experiments.cli.command_line import app
from experiments.comparing.comparison import Comparison
from experiments.storage.csv_tables import read_csv
from model.levers import REGISTRY
from model.outcome_registry import OUTCOMES
from scenarios import load

TAX, PLACEMENT, MATCH = "morocco_belgium_tax_incentive", "morocco_belgium_skills_placement", "morocco_belgium_matching_grant"
CONSULTATION, MEDMA = "measure_1_consultation", "morocco_belgium_medma2"
GRANT = "morocco_investment_grant"
BARE = "morocco_belgium"
# a torn diaspora in which the faction of the state is no majority
TORN = {"parameters.relations.polarisation": 1.0, "parameters.population.share_faction_b": 0.4, "parameters.population.share_faction_c": 0.3, "parameters.information.broadcast": 0.3}
UNHEARD = {"parameters.information.broadcast": 0.003, "parameters.information.word_of_mouth": 0.0}
TELLING_HUB = {"levers.knowledge_hub.news": 0.2, "levers.knowledge_hub.languages": 4, "levers.knowledge_hub.coverage": 1.0}
BUSY_FIRMS = {"parameters.enterprise.ideas_year": 20.0}
BUSY_AGENCY = {"parameters.placement.apply_base": -4.8, "parameters.placement.requests_year": 20.0, "levers.skills_placement.places_per_year": 400}

QUAKE = [{"kind": "disaster", "month": 6, "size": 0.5, "share": 0.2, "communities": ["poorest:1"]}]
DESK = {"levers.philanthropy_partnership.agreements": 20, "levers.philanthropy_partnership.desk_staff": 3, "levers.philanthropy_partnership.coordination": 1.0}

# alarm, measure, scenario, years, what makes it fire, what answers it
CASES: dict[str, tuple[str, str, str, int, Mapping[str, Any], Mapping[str, Any]]] = {
    "a grant too small to decide": (
        "X1", "additionality", GRANT, 3, {**BUSY_FIRMS, "levers.investment_grant.min_project_usd": 0.0, "levers.investment_grant.share": 0.01},
        {"levers.investment_grant.share": 0.5, "levers.investment_grant.budget_usd": 1e9},
    ),
    "a fund that leaves the poorest out and takes the others as they come": (
        "X2", "poorer_half", MATCH, 8,
        {"levers.matching_grant.ratio": 3.0, "levers.matching_grant.budget_usd": 3e5, "levers.matching_grant.eligibility.communities": ["richest:5"],
         "parameters.relations.polarisation": 0.0},
        {"levers.matching_grant.rule": "need_weighted"},
    ),
    "aid that nobody coordinates": (
        "X7", "doubled_and_missing", MATCH, 2, {"shocks": QUAKE, "parameters.crisis.coordination": 0.0}, {**DESK, "levers.philanthropy_partnership.fast_window_days": 12.0},
    ),
    "plans that all have to agree on": (
        "X8", "days_to_first_aid", MATCH, 2, {"shocks": QUAKE, **DESK, "levers.philanthropy_partnership.fast_window_days": 0.0},
        {"levers.philanthropy_partnership.fast_window_days": 12.0},
    ),
    "plans that more agree on than is worth the wait": (
        "X8", "days_to_first_aid", MATCH, 2, {"shocks": QUAKE, **DESK, "levers.philanthropy_partnership.fast_window_days": 0.0},
        {"levers.philanthropy_partnership.coordination": 0.4},
    ),
    "a fund that is soon empty": ("X3", "years_with_money", MATCH, 4, {"levers.matching_grant.budget_usd": 1.2e5}, {"levers.matching_grant.budget_usd": 2e6}),
    "one officer for all files": (
        "X4", "wait_over_promise", PLACEMENT, 4,
        {**BUSY_AGENCY, "levers.skills_placement.officers": 1, "levers.skills_placement.budget_usd": 5e6},
        {"levers.skills_placement.officers": 30},
    ),
    "files given up": (
        "X4", "abandonment", PLACEMENT, 4,
        {**BUSY_AGENCY, "levers.skills_placement.officers": 1, "levers.skills_placement.budget_usd": 5e6},
        {"levers.skills_placement.officers": 30},
    ),
    "one officer at the one-stop shop": (
        "X4", "wait_over_promise", BARE, 4, {**BUSY_FIRMS, "parameters.information.broadcast": 0.3, "levers.one_stop_shop.officers": 1},
        {"levers.one_stop_shop.officers": 20},
    ),
    "founders leave the one-stop shop": (
        "X4", "abandonment", BARE, 4, {"parameters.enterprise.ideas_year": 40.0, "parameters.information.broadcast": 0.3, "levers.one_stop_shop.officers": 1},
        {"levers.one_stop_shop.officers": 20},
    ),
    "a relief for the educated": (
        "X5", "richest_tenth", TAX, 3, {**BUSY_FIRMS, "levers.tax_incentive.eligibility.skill": ["high"]}, {"levers.tax_incentive.eligibility.skill": ["low", "middle"]},
    ),
    "seats for the faction of the state": (
        "X5", "faction", CONSULTATION, 2, {**TORN, "levers.consultation.quota": 0.0, "levers.consultation.answers_per_month": 30.0}, {"levers.consultation.quota": 0.9},
    ),
    "a jury of the faction of the state": (
        "X5", "faction", MEDMA, 4, {**TORN, **BUSY_FIRMS, "parameters.enterprise.ideas_year": 50.0, "parameters.information.broadcast": 0.3, "levers.entrepreneur_support.places": 20,
                                    "levers.entrepreneur_support.budget_usd": 5e6, "levers.entrepreneur_support.jury_noise": 0.0},
        {"levers.entrepreneur_support.blind_scoring": True},
    ),
    "much promised and little kept": (
        "X6", "promises_broken", CONSULTATION, 2, {"parameters.information.broadcast": 0.3, "levers.consultation.answers_per_month": 2.0}, {"levers.consultation.answers_per_month": 40.0},
    ),
    "a register that is feared": (
        "X15", "kept_away", "morocco_belgium", 2, {"levers.volunteer_register.publicity_usd": 2e5, "parameters.relations.polarisation": 0.8, "parameters.information.broadcast": 0.3,
                                                  "parameters.relations.register_base": -2.0},
        {"levers.volunteer_register.independent_host": True, "parameters.relations.host_relief": 0.7},
    ),
    "know-how without follow-up where staff leave": (
        "X9", "retained", PLACEMENT, 4, {"levers.skills_placement.follow_up_hours": 0.0, "parameters.placement.staff_turnover": 0.25},
        {"levers.skills_placement.follow_up_hours": 16.0},
    ),
    "experts who fill gaps": (
        "X10", "displaced", PLACEMENT, 4, {"levers.skills_placement.training_share": 0.1, "parameters.placement.displacement": 0.4}, {"levers.skills_placement.additionality_rule": True},
    ),
    "interns without a bond": (
        "X11", "interns_lost", PLACEMENT, 4, {"levers.skills_placement.internships_per_year": 60, "parameters.placement.intern_stays": 0.25},
        {"levers.skills_placement.bonded_return": True},
    ),
    "experts of other sectors than those asked for": (
        "X12", "idle_both", PLACEMENT, 5, {**BUSY_AGENCY, "levers.skills_placement.sectors": ["agriculture"], "parameters.placement.off_call": 0.0,
                                          "parameters.placement.apply_base": -7.9, "parameters.placement.requests_year": 40.0},
        {"levers.skills_placement.sectors": ["health", "education", "administration", "agriculture", "infrastructure"], "levers.skills_placement.officers": 12,
         "levers.skills_placement.budget_usd": 5e6},
    ),
    "a relief that nobody hears of": (
        "X13", "informed", TAX, 3, UNHEARD, {"levers.investment_information.news": 0.1, "levers.investment_information.languages": 4},
    ),
    "a relief of which a hub could tell": (
        "X13", "informed", TAX, 3, UNHEARD, TELLING_HUB,
    ),
    "a grant whose threshold few projects pass": (
        "X13", "taken_up", GRANT, 3, {**BUSY_FIRMS, "parameters.information.broadcast": 0.2}, {"levers.investment_grant.min_project_usd": 0.0, "levers.investment_grant.budget_usd": 1e9},
    ),
    "more places than applications": (
        "X13", "applications", PLACEMENT, 3, UNHEARD, {"levers.skills_placement.places_per_year": 10, **TELLING_HUB},
    ),
    "a survey that nobody repeats": (
        "X14", "effect_left", BARE, 5, {"levers.diaspora_mapping.funding": "project", "levers.diaspora_mapping.to_month": 24},
        {"levers.diaspora_mapping.funding": "institutional", "levers.diaspora_mapping.to_month": 60},
    ),
    "a long relief that brings no jobs": (
        "X16", "forgone_per_job", TAX, 6,
        {**BUSY_FIRMS, "levers.tax_incentive.years": 30.0, "levers.tax_incentive.rate_cut_points": 25.0, "levers.tax_incentive.cap_usd": 1e7,
         "parameters.enterprise.tax_response": 0.07, "parameters.enterprise.reinvested": 0.0, "parameters.founding.quality_survival": 0.0},
        {"levers.tax_incentive.cap_usd": 100.0},
    ),
    "a large zone that all may settle in": (
        "X16", "forgone_per_job", BARE, 6, {**BUSY_FIRMS, "levers.special_economic_zone.plots": 1_000, "levers.special_economic_zone.open_to": "all"},
        {"levers.special_economic_zone.open_to": "diaspora"},
    ),
}  # fmt: skip

SAMPLE = 2_000


@cache
def compared(scenario: str, years: int, *changes: str) -> Comparison:
    """The scenario with each of these changes, named by its place among them: those of the same world share its burn-in and its runs without policy."""
    settled = {"burn_in_years": 2}  # alarms look at what levers do, and not at what was before them
    given = [replace(load(scenario, set={**settled, **json.loads(each)}), name=f"{scenario}_{place}") for place, each in enumerate(changes)]
    return compare(given, replications=4, years=years, sample=SAMPLE, uncertainty="luck")


def said_of(comparison: Comparison, place: int, measure: str, lever_id: str | None = None) -> Reading | None:
    """What a rule says of a lever of the scenario at a place; of the only lever where none is named."""
    name = comparison.replications[place].name
    return next((each for each in comparison.readings if each.scenario == name and each.rule.measure == measure and lever_id in (None, each.lever.id)), None)


def reading(scenario: str, years: int, changes: Mapping[str, Any], measure: str) -> Reading | None:
    return said_of(compared(scenario, years, json.dumps(changes)), 0, measure)


def with_answers(name: str) -> tuple[Comparison, int]:
    """What makes the alarm of a case fire, with the remedies of all cases that begin with the same; and the place of its own."""
    _, _, scenario, years, ill, remedy = CASES[name]
    answers = [{**ill, **case[5]} for case in CASES.values() if case[2:5] == (scenario, years, ill)]
    changes = tuple(dict.fromkeys(json.dumps(each) for each in (ill, *answers)))
    return compared(scenario, years, *changes), changes.index(json.dumps({**ill, **remedy}))


@pytest.mark.parametrize("name", CASES)
def test_it_fires_and_its_remedy_stops_it(name: str) -> None:
    alarm, measure, *_ = CASES[name]
    both, place = with_answers(name)
    fired = said_of(both, 0, measure)
    assert fired is not None and fired.rule.alarm == alarm
    assert fired.fires and fired.share >= 0.5, fired.value
    healed = said_of(both, place, measure, fired.lever.id)
    assert healed is None or not healed.fires, healed.value
    if measure not in ("effect_left", "years_with_money"):  # money that goes on has no end to look after, and a fund with enough of it nobody unserved
        assert healed is not None


def test_nothing_is_said_of_redundancy_where_few_are_supported() -> None:
    """X1 needs 30 supported households over all replications: the grant as it is supports fewer, and is silent; without its threshold it speaks."""
    each = compared(GRANT, 3, json.dumps({})).replications[0]
    few = each.judged["supported", "lever", "investment_grant"].sum()
    assert few < 30.0 and reading(GRANT, 3, {}, "additionality") is None
    assert reading(GRANT, 3, {"levers.investment_grant.min_project_usd": 0.0, **BUSY_FIRMS}, "additionality") is not None




def test_what_is_left_is_read_where_something_could_be_left() -> None:
    """Days of work end with their money: no alarm, but a sentence before the run. A register has entries that stay; an alarm that is off."""
    ended = {"levers.{}.funding": "project", "levers.{}.to_month": 24}
    placement = {key.format("skills_placement"): value for key, value in ended.items()}
    assert reading(PLACEMENT, 5, placement, "effect_left") is None
    assert [each.kind for each in conflicts(load(PLACEMENT, set=placement))].count("ends_with_its_money") == 1
    register = {key.format("volunteer_register"): value for key, value in ended.items()}
    found = reading(BARE, 5, register, "effect_left")
    assert found is not None and not found.fires and found.value > 0.25
    assert not [each for each in conflicts(load(BARE, set=register)) if each.kind == "ends_with_its_money"]


def test_an_alarm_without_its_outcome_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    each = compared(PLACEMENT, 4, json.dumps({**BUSY_AGENCY, "levers.skills_placement.follow_up_hours": 0.0})).replications[0]
    rule = next(rule for rule in RULES if rule.measure == "retained")
    assert rule.parts(each, each.scenario.levers[0]) is not None
    monkeypatch.setattr("experiments.alarms.outcome_rules.OUTCOMES", {name: each for name, each in OUTCOMES.items() if name != "capacity_retained_12m"})
    assert rule.parts(each, each.scenario.levers[0]) is None


def vars_of(each: Any) -> dict[str, Any]:
    return {name: getattr(each, name) for name in each.__dataclass_fields__}


def test_numbers_behind_the_alarms_add_up() -> None:
    each = with_answers("one officer for all files")[0].replications[0]
    judged = {name: values for (name, _, _), values in each.judged.items()}
    waiting = each.column("backlog")
    assert judged["files_received"] == pytest.approx(judged["files_served"] + judged["files_abandoned"] + waiting)
    assert judged["days_waited"] / judged["files_served"] == pytest.approx(each.column("waiting_days"))
    assert judged["supported"] == pytest.approx(sum(judged[f"supported_{faction}"] for faction in "abc"))
    assert judged["supported"] == pytest.approx(judged["additional"] + judged["deadweight"])
    households = sum(corridor.households for corridor in each.scenario.settings(SAMPLE).corridors)  # at the start: a diaspora grows or shrinks
    people = sum(judged[f"people_{faction}"] for faction in "abc")
    assert judged["eligible"] == pytest.approx(people) and people == pytest.approx(households, rel=0.1)
    assert judged["people_rich"] / people == pytest.approx(0.1, abs=0.01)
    assert (judged["informed"] <= judged["eligible"]).all()
    assert judged["places_offered"] == pytest.approx(400.0 * 4.0)
    assert (judged["days_promised"] == 90.0 * judged["files_served"]).all()


def test_income_per_head_is_that_of_the_origin() -> None:
    each = compared(TAX, 2, json.dumps({})).replications[0]
    assert income_per_head(each) == each.scenario.figures["MAR-BEL"]["origin_gdp_pc"].value


def test_every_alarm_has_a_name_and_a_measure_in_both_languages() -> None:
    assert {rule.alarm for rule in RULES} == set(ALARMS) == {f"X{number}" for number in range(1, 17)}
    for text in ALARMS.values():
        assert (text.en and text.fr and text.en != text.fr) or text.en == "capture"
    for rule in RULES:
        assert rule.says.en != rule.says.fr and math.isfinite(rule.threshold)
    assert all(OUTCOMES[name].theme == "judgement" for name in ("supported", "informed", "files_received", "effect_funded"))
    assert {"matching_grant", "skills_placement"} <= {lever_id for lever_id, lever in REGISTRY.items() if lever().promise_days is not None}


@pytest.mark.usefixtures("no_figures")
def test_alarms_stand_in_the_terminal_the_folder_the_summary_and_the_json(tmp_path: Path) -> None:
    words = ["compare", TAX, "--sample", "500", "--years", "2", "--replications", "2", "--jobs", "1"]
    for language, said in (("en", "deadweight"), ("fr", "effet d'aubaine")):
        folder = tmp_path / language
        shown = CliRunner().invoke(app, [*words, "--language", language, "--out", str(folder)])
        assert shown.exit_code == 0 and said in " ".join(shown.stdout.split())
        table = read_csv(folder / "alarms.csv")
        assert list(table.columns) == COLUMNS
        assert table[table["alarm"] == "X1"]["fires"].all()
        assert said in (folder / "summary.md").read_text(encoding="utf-8")
        assert any(said in note for note in json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["notes"])
    answer = json.loads(CliRunner().invoke(app, [*words, "--out", str(tmp_path / "en"), "--json"]).stdout)
    assert next(each["alarm"] for each in answer["alarms"] if each["lever"] == "tax_incentive") == "X1"
    assert set(answer["alarms"][0]) == {"scenario", "alarm", "lever", "measure", "value", "threshold", "share", "remedy", "percentile"}
