"""Rows of tables and what is drawn of them, piece by piece: what alarms read, terms that answer them, indicators, accounts, floors of changes, numbers that a question watches, ends of lines."""

from __future__ import annotations

import math
from dataclasses import replace
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.alarms import outcome_rules, uptake_rules
from experiments.alarms.percentiles import percentile, readings_of_the_library
from experiments.alarms.reading import _apart, largest, ratio
from experiments.alarms.remedies import DOWN, ELIGIBILITY, UP, Remedy, moved
from experiments.briefs import tidying
from experiments.briefs.document import Figure as Drawn
from experiments.briefs.document import Heading, Paragraph, Run, Table, line_of
from experiments.briefs.from_markdown import line
from experiments.briefs.web import _data, _kind
from experiments.comparing import accounts, comparison_tables, induced
from experiments.comparing.answers import _at, groups_named, label_of, numbers_of, parts_of, without_policy
from experiments.comparing.assembled import assembled
from experiments.comparing.influence import ranked
from experiments.comparing.lever_contributions import EXACT_UP_TO, of_one_lever, split_again
from experiments.comparing.rows import Effect, labels, mean_of
from experiments.comparing.sentences import Measured, _difference, _interval, _other, _what, _whose
from experiments.figures import line_ends, trade_off
from experiments.figures.cost import _change, _point, _unit_cost
from experiments.figures.style import captions_apart, is_apart
from experiments.projector import projecting
from experiments.reporting import indicator_list
from experiments.reporting import summary as summary_page
from experiments.runs import intervals
from experiments.runs.verdicts import Verdict, too_few_note
from experiments.text import percent, say, within
from model.levers import REGISTRY, Act
from model.outcomes.induced import GROUPS
from model.parameter import Kind, Unit, declare
from model.records.vocabulary import FACTIONS
from scenarios import load
from scenarios.questions.sentences import NumberOfRun
from scenarios.questions.watching import watched
from tests.unit.test_scenario_questions import small
from tests.worked import GRANT, PACKAGE, flat, key, months_of, same, worked

NAN, INF = math.nan, math.inf
JOBS = "jobs"


@pytest.fixture(autouse=True)
def _version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.manifest.package_version", lambda: "1.0")


def run(lever: str = "matching_grant", judged: dict[str, float] | None = None, levers: tuple[Any, ...] | None = None, years: int = 5, **columns: float) -> tuple[Any, Any]:
    """Two runs with the same numbers of one lever and of outcomes, and the lever."""
    own = REGISTRY[lever]()
    found = {(name, "lever", lever): np.full(2, value) for name, value in (judged or {}).items()}
    known = {name: np.full(2, value) for name, value in columns.items()}
    scenario = SimpleNamespace(levers=(own,) if levers is None else levers, years=years)
    each = SimpleNamespace(numbers=(0, 1), judged=found, scenario=scenario, column=lambda name, *by: known[name], added=lambda lever, name: known[f"added_{name}"])
    return each, own


def both(parts: Any) -> tuple[float, float] | None:
    """A number and what it is set over, of the first run."""
    return None if parts is None else (float(parts[0][0]), float(parts[1][0]))


# --- what alarms read -------------------------------------------------------------------------------------------------------------------------------------


def test_ratios_are_infinite_over_nothing_and_undefined_where_both_are_nothing() -> None:
    assert ratio(np.array([1.0, 1.0, 0.0, 2.0, -1.0, 1.0]), np.array([2.0, 0.0, 0.0, -1.0, 0.0, 0.5])).tolist() == pytest.approx([0.5, INF, NAN, INF, NAN, 2.0], nan_ok=True)
    one, two = (np.array([1.0, 3.0]), np.array([4.0, 4.0])), (np.array([3.0, NAN]), np.array([4.0, 4.0]))
    assert largest([one, two]) is two and largest([two, one]) is two and largest([]) is None
    assert largest([(np.zeros(2), np.zeros(2)), one]) is one and largest([one, (np.ones(2), np.zeros(2))])[1].tolist() == [0.0, 0.0]  # type: ignore[index]


@pytest.mark.parametrize(("value", "bound", "said"), [(0.1234, "0.123", "0.1234"), (0.1, "0.2", "0.1"), (0.123, "0.123", "0.123"), (0.1230004, "0.123", "0.123"), (0.123004, "0.123", "0.123004")])
def test_a_value_is_told_in_as_many_digits_as_part_it_from_its_bound(value: float, bound: str, said: str) -> None:
    assert _apart(value, bound, "en") == said


def test_places_among_the_readings_of_the_library() -> None:
    others = np.array([1.0, 2.0, 2.0, 5.0])
    assert [percentile(value, others, True) for value in (0.0, 2.0, 3.0, 9.0)] == [0.0, 0.25, 0.75, 1.0] and [percentile(value, others, False) for value in (0.0, 2.0, 3.0, 9.0)] == [1.0, 0.25, 0.25, 0.0]
    known = readings_of_the_library()
    assert known and all(np.all(np.diff(values) >= 0.0) for values in known.values())


@pytest.mark.parametrize(
    ("additional", "deadweight", "money", "found"),
    [
        (10.0, 5.0, {}, (10.0, 15.0)), (10.0, 4.9, {}, None), (3.0, 27.0, {"money_new": 20.0, "money_more": 10.0, "money_supported": 60.0}, (30.0, 60.0)),
        (27.0, 3.0, {"money_new": 20.0, "money_more": 10.0, "money_supported": 60.0}, (27.0, 30.0)), (3.0, 27.0, {"money_new": 20.0, "money_supported": 60.0}, (3.0, 30.0)),
    ],
)  # fmt: skip
def test_who_would_have_acted_is_read_by_households_or_money_whichever_is_more(additional: float, deadweight: float, money: dict[str, float], found: Any) -> None:
    """Thirty households over all runs are enough: 15 in each of two."""
    assert both(uptake_rules._additionality(*run(judged={"additional": additional, "deadweight": deadweight, **money}))) == found


def test_take_up_and_groups_are_read_where_thirty_were_seen() -> None:
    each, own = run("tax_incentive", {"informed_acted": 15.0, "supported": 6.0})
    assert both(uptake_rules._taken_up(each, own)) == (6.0, 15.0) and uptake_rules._taken_up(*run("tax_incentive", {"informed_acted": 14.9, "supported": 6.0})) is None
    assert uptake_rules._taken_up(*run("skills_placement", {"informed_acted": 15.0, "supported": 6.0})) is None
    nobody = [name for name, lever in REGISTRY.items() if lever().support in uptake_rules.SUPPORTS_NOBODY]
    assert nobody and all(uptake_rules._taken_up(*run(name, {"informed_acted": 99.0, "supported": 6.0})) is None for name in nobody)
    names = [name.lower() for name in FACTIONS]
    judged = {"supported": 15.0, "supported_rich": 6.0, "people_rich": 20.0, **{f"people_{name}": 10.0 * (place + 1) for place, name in enumerate(names)}, **{f"supported_{name}": 4.0 for name in names}}
    each, own = run(judged=judged)
    people = 10.0 * sum(range(1, len(names) + 1))
    assert uptake_rules.people_of(each, own).tolist() == [people, people] and both(uptake_rules._richest(each, own)) == (6.0 * people, 15.0 * 20.0)
    assert both(uptake_rules._faction(each, own)) == (4.0 * people, 15.0 * 10.0)  # the smallest has the most for its size
    few = run(judged={**judged, "supported": 14.9})
    assert uptake_rules._richest(*few) is None and uptake_rules._faction(*few) is None and np.isnan(uptake_rules.number_of(*few, "nothing")).all() and both(uptake_rules.of("supported", "people_rich")(*few)) == (14.9, 20.0)


def test_what_is_left_of_an_effect_has_the_sign_of_what_there_was() -> None:
    stock = next(name for name, lever in REGISTRY.items() if uptake_rules.OUTCOMES[lever.main_outcome].is_state)
    flow = next(name for name, lever in REGISTRY.items() if not uptake_rules.OUTCOMES[lever.main_outcome].is_state and not lever().leaves_structure)
    desk = [name for name, lever in REGISTRY.items() if not uptake_rules.OUTCOMES[lever.main_outcome].is_state and lever().leaves_structure]
    for name in (stock, *desk[:1]):
        pairs = (((4.0, 3.0), (3.0, 4.0)), ((-4.0, -3.0), (3.0, 4.0)), ((4.0, -3.0), (0.0, 4.0)), ((-4.0, 3.0), (0.0, 4.0)), ((0.0, 3.0), None), ((NAN, 3.0), None))
        assert [both(uptake_rules._left_after(*run(name, {"effect_funded": during, "effect_after_24m": after}))) for (during, after), _ in pairs] == [found for _, found in pairs]
    assert uptake_rules._left_after(*run(flow, {"effect_funded": 4.0, "effect_after_24m": 3.0})) is None


def test_revenue_forgone_per_job_is_in_yearly_incomes_and_per_firm_where_there_are_no_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uptake_rules, "income_per_head", lambda each: 10.0)
    forgoes = next(name for name, lever in REGISTRY.items() if lever.forgoes and "RELIEF" not in lever.forgoes)
    relief = next(name for name, lever in REGISTRY.items() if lever.forgoes and "RELIEF" in lever.forgoes)
    none = next(name for name, lever in REGISTRY.items() if not lever.forgoes)
    numbers = {"revenue_forgone": 40.0, "added_jobs": 8.0, "added_firms_created": 2.0}
    assert both(uptake_rules._per_job(*run(forgoes, **numbers))) == (40.0 * 5 / 10.0, 8.0) and both(uptake_rules._per_job(*run(forgoes, **{**numbers, "added_jobs": 0.0}))) == (20.0, 2.0)
    assert both(uptake_rules._per_job(*run(forgoes, **{**numbers, "added_jobs": NAN}))) == (20.0, 2.0) and uptake_rules._per_job(*run(forgoes, **{**numbers, "revenue_forgone": 0.0})) is None
    assert uptake_rules._per_job(*run(relief, **numbers)) is None and uptake_rules._per_job(*run(none, **numbers)) is None


def test_outcomes_that_alarms_read_have_their_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    assert both(outcome_rules._doubled_and_missing(*run(crisis_need=10.0, crisis_duplicated=3.0, crisis_unmet=2.0))) == (2.0, 10.0) and outcome_rules._doubled_and_missing(*run(crisis_need=0.0, crisis_duplicated=3.0, crisis_unmet=2.0)) is None
    enough = 10.0
    monkeypatch.setattr(outcome_rules, "ENOUGH_POSTS", 2.0 * enough)
    posts = {"placements_physical": 2.0, "placements_virtual": 3.0, "placement_requests": enough, "placement_applications": 2.0 * enough}
    assert both(outcome_rules._idle_both(*run(**posts))) == (pytest.approx(1.0 - 5.0 / enough), 1.0) and outcome_rules._idle_both(*run(**{**posts, "placement_requests": enough - 0.1})) is None
    assert outcome_rules._idle_both(*run(**{**posts, "placement_applications": enough - 0.1})) is None and both(outcome_rules._idle_both(*run(**{**posts, "placements_virtual": 9.0 * enough}))) == (0.0, 1.0)
    names = [name.lower() for name in FACTIONS]
    fear = {f"register_fear_{name}": float(place) for place, name in enumerate(names)}
    total = outcome_rules.ENOUGH_ENTRIES / 2.0 - sum(fear.values())
    for missing, is_told in ((0.0, True), (0.1, False)):
        found = outcome_rules._kept_away(*run(judged={f"supported_{name}": (total - missing) / len(names) for name in names}, **fear))
        assert (both(found) == pytest.approx((float(len(names) - 1), len(names) - 1 + total / len(names)))) if is_told else found is None


def test_money_lasts_until_it_first_ran_out_or_the_whole_horizon() -> None:
    limited = next(name for name, lever in REGISTRY.items() if lever().process is not None and not lever().entitlement and "budget_usd" in lever.parameters)
    own = REGISTRY[limited](budget_usd=100.0, from_month=6)

    def years(levers: tuple[Any, ...] = (own,), received: float = 5.0, served: float = 3.0, month: float = 17.0) -> Any:
        each, _ = run(limited, {"files_received": received, "files_served": served}, levers, budget_exhausted_month=month)
        return both(outcome_rules._years_with_money(each, own))

    assert years() == (1.0, 1.0) and years(month=NAN) == (5.0, 1.0) and years(received=3.0) is None and years(received=3.1) is not None
    other = REGISTRY[limited](budget_usd=100.0)
    assert years((own, other)) is None and years((other,)) is None and years((REGISTRY[limited](budget_usd=None),)) is None and years((own, REGISTRY[limited](budget_usd=None))) == (1.0, 1.0)


def test_interns_are_those_counted_or_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    each, own = run(interns=8.0, interns_lost=2.0)
    assert outcome_rules._internships(each, SimpleNamespace(values={"internships_per_year": 0.0})) is None and outcome_rules._for(outcome_rules.AGENCIES, outcome_rules._internships)(each, own) is None  # type: ignore[arg-type]
    lever: Any = SimpleNamespace(values={"internships_per_year": 3.0})
    assert both(outcome_rules._internships(each, lever)) == (2.0, 8.0)
    monkeypatch.setattr(outcome_rules, "_known", lambda *names: False)
    assert both(outcome_rules._internships(each, lever)) == (2.0, 15.0) and outcome_rules._idle_both(each, own) is None and outcome_rules._kept_away(each, own) is None


def test_a_term_answers_where_the_lever_has_it_and_room_to_go_that_way() -> None:
    ratio_of, lever = REGISTRY["matching_grant"].parameters["ratio"], REGISTRY["matching_grant"]

    def can(key: str, own: Any, **more: Any) -> bool:
        return Remedy(None, **more)._can(own, key)  # type: ignore[arg-type]

    middle, top, bottom = lever(ratio=1.0), lever(ratio=ratio_of.high), lever(ratio=ratio_of.low)
    assert [can("ratio", own, way=way) for own in (middle, top, bottom) for way in (UP, DOWN, 0)] == [True, True, True, False, True, True, True, False, True]
    assert not can("nothing", middle, way=UP) and can("ratio", middle, value=2.0) and not can("ratio", middle, value=1.0) and not can("ratio", middle, value=1e9)
    remedy = Remedy(None, keys=("ratio", ELIGIBILITY, "nothing"), way=UP, acts=(lever.act,), measures=("m",))  # type: ignore[arg-type]
    assert remedy.named(middle, "m", ()) == ("ratio", ELIGIBILITY) and remedy.named(top, "m", ()) == (ELIGIBILITY,) and remedy.named(middle, "other", ()) == ()
    another = next(act for act in Act if act is not lever.act)
    assert replace(remedy, acts=(another,)).named(middle, "m", ()) == () and replace(remedy, acts=(), measures=()).named(middle, "x", ()) == ("ratio", ELIGIBILITY)
    adds = Remedy(None, adds=("one_stop_shop", "matching_grant", "tax_incentive"))  # type: ignore[arg-type]
    assert adds.named(middle, "m", ("tax_incentive",)) == ("one_stop_shop",)
    whole, real = declare(3, Unit.COUNT, "a", "b", low=0, high=10, kind=Kind.INTEGER), declare(1.0, Unit.RATIO, "a", "b", low=0.0, high=0.5)
    assert [moved(whole, now, way) for now, way in ((3, UP), (3, DOWN), (0, UP), (0, DOWN), (9, UP), (10, UP))] == [5, 1, 1, None, 10, None]
    assert [moved(real, now, way) for now, way in ((0.2, UP), (0.2, DOWN), (0.0, UP), (0.5, UP), (0.4, UP))] == [pytest.approx(0.3), pytest.approx(0.1), pytest.approx(0.05), None, 0.5]
    assert moved(declare(True, Unit.YES_NO, "a", "b", kind=Kind.BOOLEAN), True, UP) is None


# --- indicators and accounts --------------------------------------------------------------------------------------------------------------------------------


def test_formulas_of_indicators(monkeypatch: pytest.MonkeyPatch) -> None:
    values = {"fees": np.array([2.0, 0.0]), "sent": np.array([8.0, 0.0]), "little": np.array([0.5, 1.0]), "remittances": np.array([5.0, 10.0])}
    monkeypatch.setattr(indicator_list, "_values", lambda each, outcome, by, group, without: values[outcome] * (0.5 if without else 1.0))
    assert indicator_list.percent_of("fees", "sent", "fees")(None, None, None, False).tolist() == pytest.approx([20.0, NAN], nan_ok=True)  # type: ignore[arg-type]
    assert indicator_list.percent_of("fees", "little")(None, None, None, False).tolist() == [400.0, 0.0]  # type: ignore[arg-type]
    figure = lambda people, income: {"origin_population": SimpleNamespace(value=people), "origin_gdp_pc": SimpleNamespace(value=income)}  # noqa: E731
    each: Any = SimpleNamespace(scenario=SimpleNamespace(figures={"A-X": figure(10.0, 4.0), "A-Y": figure(10.0, 4.0), "B-X": figure(5.0, 2.0)}))
    assert indicator_list._of_gdp(each, None, None, False).tolist() == [10.0, 20.0] and indicator_list._of_gdp(each, None, None, True).tolist() == [5.0, 10.0]  # of 40 and 10
    assert indicator_list.FINANCE == ("remittances", "investment", "bonds_sold", "donations")
    changes = {"remittances": 1.0, "investment": 2.0, "bonds_sold": 4.0, "donations": 8.0}
    column = lambda outcome, by, group, difference: np.full(2, changes[outcome] if difference else 99.0)  # noqa: E731
    asked: Any = SimpleNamespace(base=0, numbers=(0, 1), column=column)
    assert indicator_list._additional_finance(asked, None, None, False).tolist() == [15.0, 15.0] and indicator_list._additional_finance(asked, None, None, True).tolist() == [0.0, 0.0]
    asked.base = None
    assert np.isnan(indicator_list._additional_finance(asked, None, None, True)).all() and np.isnan(indicator_list._net(asked, None, None, False)).all()
    judged = {("net", "lever", "a"): np.ones(2), ("net", "act", "x"): 2.0 * np.ones(2), ("net", "act", "y"): 4.0 * np.ones(2), ("gross", "act", "y"): 8.0 * np.ones(2)}
    one, two = (SimpleNamespace(base=0, numbers=(0, 1), judged=judged, scenario=SimpleNamespace(levers=(0,) * n)) for n in (1, 2))
    assert [indicator_list._net(given, None, None, without).tolist() for given in (one, two) for without in (False, True)] == [[1.0, 1.0], [0.0, 0.0], [6.0, 6.0], [0.0, 0.0]]  # type: ignore[arg-type]
    bare = SimpleNamespace(base=0, numbers=(0, 1), judged={}, scenario=one.scenario)
    assert indicator_list._net(bare, None, None, False).tolist() == [0.0, 0.0]  # type: ignore[arg-type]
    lever = lambda n, idle, share: SimpleNamespace(id="philanthropy_partnership", values={"agreements": n}, is_idle=idle, eligibility=SimpleNamespace(random_share=share))  # noqa: E731
    signed: Any = SimpleNamespace(numbers=(0, 1), scenario=SimpleNamespace(levers=(lever(3, False, 1.0), lever(5, True, 1.0), lever(7, False, 0.0), lever(9, False, 0.1), SimpleNamespace(id="pooled_fund", is_idle=False, eligibility=SimpleNamespace(random_share=1.0)))))
    assert indicator_list._agreements(signed, None, None, False).tolist() == [12.0, 12.0] and indicator_list._agreements(signed, None, None, True).tolist() == [0.0, 0.0]


MONEY = {"administration": 2.0, "transfers": 30.0, "leakage": 5.0, "money_supported": 100.0, "money_new": 20.0, "money_more": 10.0, "money_deadweight": 70.0, "money_spillover": 3.0, "money_displacement": 4.0}


def test_accounts_of_a_lever_and_of_a_package_by_hand() -> None:
    """Of `items`: costs are 2 of administration, 30 of transfers and 7 forgone; of 100 of those supported 20 are new and 10 more."""
    levers = load(PACKAGE).levers[:2]
    scenario = replace(load(PACKAGE), levers=levers)
    judged = {key(name, "lever", lever.id): value * (place + 1) for place, lever in enumerate(levers) for name, value in MONEY.items()} | {key(name): 3.0 * value for name, value in MONEY.items()}
    changes = {key("revenue_forgone"): 21.0, **{key("revenue_forgone", "lever", lever.id): 7.0 * (place + 1) for place, lever in enumerate(levers)}, key("public_revenue"): 11.0, key("valued_benefits"): 50.0}
    each = same(scenario, changes, judged)
    assert accounts.levers_of(each) == levers and accounts.judged_of(each, "leakage").tolist() == [15.0] * 6 and np.isnan(accounts.judged_of(each, "none", levers[0])).all()
    whole, one = accounts.costs(each, None), accounts.costs(each, levers[1])
    assert {name: values[0] for name, values in one.items()} == {"gross_cost": 4.0 + 60.0 + 14.0, "administration": 4.0, "transfers": 60.0, "revenue_forgone": 14.0, "leakage": 10.0}
    assert {name: values[0] for name, values in whole.items()} == {"gross_cost": 6.0 + 90.0 + 21.0, "administration": 6.0, "transfers": 90.0, "revenue_forgone": 21.0, "leakage": 15.0}
    found = accounts.added(each, levers[0])
    assert {name: values[0] for name, values in found.items()} == {"supported": 100.0, "additional": 30.0, "additional_new": 20.0, "additional_more": 10.0, "deadweight": 70.0, "spillover": 3.0, "displacement": 4.0}
    whole_items = accounts.items(each, None)
    assert tuple(whole_items) == accounts.ITEMS and whole_items["revenue_back"][0] == 11.0 and whole_items["net_cost"][0] == 117.0 - 11.0
    with pytest.MonkeyPatch.context() as patched:
        for valued, worth in ((lambda lever: True, 50.0 + 90.0 + 21.0 - 15.0), (lambda lever: lever is levers[0], NAN), (lambda lever: False, NAN)):
            patched.setattr(accounts, "is_valued", valued)
            assert accounts.benefit(each, None)[0] == pytest.approx(worth, nan_ok=True)
    assert np.isnan(accounts.benefit(same(load(GRANT).without_levers(), changes, name="none"), None)).all()
    table = accounts.with_gaps(pd.DataFrame({"a": [1.0, NAN], "b": ["x", NAN], "c": [NAN, NAN]}), ("b", "c"))
    assert table["b"].tolist() == ["x", None] and table["c"].tolist() == [None, None] and math.isnan(table["a"][1])


def test_payers_and_payees_of_items() -> None:
    lever = REGISTRY["matching_grant"]()
    assert accounts._parties(lever, "revenue_back") == accounts._parties(None, "revenue_back") == (None, accounts.STATE)
    for item in ("gross_cost", "net_cost", "leakage"):
        assert accounts._parties(lever, item) == (lever.paid_by, None) and accounts._parties(None, item) == (None, None)
    assert accounts._parties(lever, "benefit") == (None, None)
    assert accounts._parties(lever, "administration") == (lever.paid_by, str(accounts.payee_of(lever, "administration"))) and accounts._parties(lever, "transfers") == (lever.paid_by, str(accounts.payee_of(lever, "transfer")) if lever.reaches is not None else None)
    unreached = next((each() for each in REGISTRY.values() if each().reaches is None), None)
    assert unreached is None or accounts._parties(unreached, "transfers") == (unreached.paid_by, None)
    measure = accounts.measures_of(lever).get("money")
    assert accounts._parties(lever, "supported") == ((None, None) if measure is None else (str(accounts.Account.HOUSEHOLDS), str(accounts.PAID_TO[measure]) if measure in accounts.PAID_TO else None))


# --- changes and what they cannot be below -------------------------------------------------------------------------------------------------------------------


def test_a_change_of_what_is_nothing_without_the_policy_is_never_below_zero() -> None:
    """Of `_floors` and `_judgement_rows`: public cost is nothing without a policy in all runs; jobs are some; a net number has either sign."""
    each = same(GRANT, {key("public_cost"): 1.0, key(JOBS): 1.0}, {key("additional", "lever", "matching_grant"): 0.0, key("net", "lever", "matching_grant"): -2.0, key("effect_funded", "lever", "matching_grant"): -1.0})
    assert comparison_tables._floors(each).tolist() == [0.0, -INF]
    assert each.base is not None
    some = replace(each, base=np.where(np.arange(6)[:, None] == 0, [[1.0, 0.0]], [[0.0, 0.0]]))
    assert comparison_tables._floors(some).tolist() == [-INF, 0.0] and comparison_tables._floors(replace(each, base=np.full((6, 2), NAN))).tolist() == [0.0, 0.0]
    rows = comparison_tables._judgement_rows(each)
    assert [(row[1], row[3], row[4], row[5], row[8]) for row in rows] == [("additional", "lever", "matching_grant", 0.0, 0.0), ("net", "lever", "matching_grant", -2.0, -2.0), ("effect_funded", "lever", "matching_grant", -1.0, -1.0)]
    assert comparison_tables._judgement_rows(replace(each, judged={})) == [] and {len(row) for row in rows} == {len(comparison_tables.COLUMNS)}
    wide = same(GRANT, {key("public_cost"): 1.0}, swing={key("public_cost"): 1.5})
    assert mean_of(wide.column("public_cost", difference=True), wide, 0.0)[1] == 0.0 > mean_of(wide.column("public_cost", difference=True), wide, -INF)[1]
    assert Effect(wide, "public_cost").interval[1] == 0.0 and not Effect(same(GRANT, {key(JOBS): 1.0}), JOBS).is_wider
    few = same(GRANT, {key(JOBS): 1.0}, swing={key(JOBS): 0.5})
    assert Effect(few, JOBS).is_wider is bool(Effect(few, JOBS).interval[1] < 0.5 or Effect(few, JOBS).interval[2] > 1.5)


@pytest.mark.parametrize("uncertainty", ["luck", "inputs"])
def test_that_there_are_too_few_runs_is_noted_by_what_was_drawn_where_there_is_a_world_to_compare_with(uncertainty: str) -> None:
    """Of `assembled`."""
    each = same(GRANT, {key(JOBS): 1.0}, runs=2)
    note = too_few_note(2, uncertainty)
    assert note is not None and note.en != too_few_note(2, "inputs" if uncertainty == "luck" else "luck").en  # type: ignore[union-attr]
    given: dict[str, Any] = {"replications": 2, "uncertainty": uncertainty}
    assert note.en in [each.en for each in worked(each, **given).notes] and note.en not in [each.en for each in worked(each, **given, baseline=False).notes]
    assert note.en not in [each.en for each in worked(same(GRANT, {key(JOBS): 1.0}, runs=30), **{**given, "replications": 30}).notes]


def test_the_split_of_one_lever_is_its_own_and_that_of_many_is_drawn() -> None:
    """Of `of_one_lever`, `split_again` and `_from_nothing`: one of six runs has no jobs; public cost starts from nothing."""
    each = same(GRANT, {key(JOBS): 5.0, key("public_cost"): 2.0})
    each = replace(each, values=np.where((np.arange(6)[:, None] == 2) & (np.arange(2) == 0), NAN, each.values))
    outcomes = (JOBS, "public_cost")
    found = of_one_lever(each, outcomes)
    assert (found.name, found.levers, found.outcomes, found.numbers, found.is_exact, dict(found.pairs)) == (GRANT, ("matching_grant",), outcomes, each.numbers, True, {})
    assert found.defined.tolist() == [5, 6] and found.from_nothing.tolist() == [False, True] and found.whole[0].tolist() == [5.0, 2.0] and np.array_equal(found.alone[:, 0], found.whole, equal_nan=True)
    assert found.alone is found.left_out is found.shapley
    parts = (np.ones((6, 1, 2)), 2.0 * np.ones((6, 1, 2)), 3.0 * np.ones((6, 1, 2)))
    for n, is_exact in ((1, True), (EXACT_UP_TO, True), (EXACT_UP_TO + 1, False)):
        again = split_again(each, outcomes, tuple(map(str, range(n))), parts, found.whole, {})
        assert again.is_exact is is_exact and again.defined.tolist() == [5, 6] and again.from_nothing.tolist() == [False, True] and (again.alone is parts[0], again.left_out is parts[1], again.shapley is parts[2]) == (True, True, True)


def test_a_comparison_is_put_together_of_the_scenarios_that_were_asked_for_and_have_runs() -> None:
    """Of `assembled`: the reference is read beside the others, one that lost all its runs is told, and what another world stands for is no row."""
    each, other, behind = (same(name, {key(JOBS): change, key("public_cost"): 1.0}) for name, change in ((GRANT, 5.0), ("morocco_belgium_tax_incentive", 2.0), ("morocco_belgium", 0.0)))
    lost = same(PACKAGE, {key(JOBS): 1.0}, runs=0)
    manifest = {"options": {"replications": 6, "uncertainty": "luck", "baseline": True}, "code": {"replaced": ["f"], "own_rules": ["r"]}}
    series = pd.DataFrame({"scenario": []})
    found = assembled([each, other, lost, behind], 3, other, series, (), (("s", "failure"),), manifest)  # type: ignore[arg-type]
    assert found.replications == (each, other) and found.compared_with == (behind,) and found.series is series and found.failures == (("s", "failure"),) and found.manifest == manifest and found.manifest is not manifest
    assert set(found.table["scenario"]) == set(found.uncertainty["scenario"]) == {each.name, other.name} and set(found.against["scenario"]) == {each.name} and len(assembled([each], 1, None, series, (), (), manifest).against) == 0
    notes = [note.en for note in found.notes]
    assert notes[:2] == ["Not the model as published: rules of one's own for r.", "Not the model as published: f replaced from outside."]
    assert any("6 of 6 runs failed" in note for note in notes) and not any("Not the model" in note.en for note in assembled([each], 1, None, series, (), (), {**manifest, "code": {}}).notes)


def test_rows_of_who_was_induced_by_hand() -> None:
    """Of `_of_groups`, `_of_time` and `_interval`: 20 induced households of 2,000 in all and 30 others of 1,500; half of the effect is left after a year."""
    assert GROUPS == ("induced", "anyway")
    numbers = {"induced_number": 20.0, "anyway_number": 30.0, "induced_money": 2000.0, "anyway_money": 1500.0, "effect_after_1": 2.0, "effect_in_force": 4.0}
    each: Any = SimpleNamespace(numbers=tuple(range(6)), groups=np.arange(6), induced={(name, "lever", "x"): np.full(6, value) for name, value in numbers.items()})
    rows = induced._of_groups(each, "lever", "x")
    assert [row[:2] for row in rows] == [["induced", "number"], ["anyway", "number"], ["induced", "share"], ["induced", "size"], ["anyway", "size"], ["difference", "size"]]
    assert [row[3:6] for row in rows] == [[value] * 3 for value in (20.0, 30.0, pytest.approx(0.4), 100.0, 50.0, 50.0)] and [row[6] for row in rows] == [None] * 5 + ["higher"]
    assert induced._of_time(each, "lever", "x") == [[None, "effect_left_year_1", "share", 0.5, 0.5, 0.5, "higher"]] and induced._of_time(each, "act", "x") == []
    swing = np.array([0.0, 2.0] * 3)
    assert induced._interval(swing, np.arange(6), 0.0, 1.0)[1:] == (pytest.approx(max(intervals.of_mean(swing[:, None], np.arange(6)).low[0], 0.0)), 1.0) and induced._interval(swing - 5.0, np.arange(6), 0.0)[1] == 0.0


# --- numbers that a question watches ---------------------------------------------------------------------------------------------------------------------------


def test_a_watched_number_is_a_change_a_level_a_sum_of_regions_or_a_state_at_a_month() -> None:
    scenario = load(GRANT)
    changes = {key(JOBS): 5.0, **{key(JOBS, "region", f"{origin}-{place}"): float(10 ** (place - 1) * by) for origin, by in (("MAR", 1), ("TUN", 2)) for place in (1, 2, 3)}}
    each = same(scenario, changes, {key("additional", "lever", "matching_grant"): 3.0, key("deadweight", "lever", "matching_grant"): 1.0}, base=100.0)
    comparison = worked(each, series=months_of(each, "capacity", (7.0, 8.0, 9.0), (1.0, 2.0, 4.0)))

    def first(name: str, is_level: bool, given: Any = each) -> float:
        return float(numbers_of(comparison, given, watched(name), is_level)[0])

    assert [first(JOBS, False), first(JOBS, True)] == [5.0, 105.0] and [first("jobs[region=poorest:2]", False), first("jobs[region=richest:1]", False), first("jobs[region=MAR-2]", False)] == [33.0, 300.0, 10.0]
    assert groups_named(each, watched("jobs[region=poorest:2]")) == ["MAR-1", "MAR-2", "TUN-1", "TUN-2"] and groups_named(each, watched("jobs[sex=female]")) == ["female"] and groups_named(each, watched(JOBS)) == [None]
    assert [first("capacity@3", False), first("capacity@3", True), first("capacity@1", False)] == [5.0, 9.0, 6.0] and _at(comparison, each.name, each, watched("capacity@2")).tolist() == [8.0] * 6
    bare = replace(each, scenario=scenario.without_levers())
    assert [first("capacity@3", True, bare), first("capacity@3", False, bare)] == [4.0, 0.0]
    assert np.isnan(_at(comparison, each.name, each, watched("capacity@9"))).all() and first("additional[lever=matching_grant]", True) == first("additional[lever=matching_grant]", False) == 3.0
    assert without_policy(comparison, each, watched(JOBS)) == 100.0 and math.isnan(without_policy(comparison, each, watched("additional[lever=matching_grant]"))) and math.isnan(without_policy(comparison, each, watched("cost_per_additional_jobs")))
    over = parts_of(comparison, each, watched("additional_share[lever=matching_grant]"))
    assert (over[0][0], over[1][0]) == (3.0, 4.0)


def test_inputs_of_no_draws_or_that_do_not_vary_move_nothing() -> None:
    draws = np.arange(5.0)
    for outcome, inputs, n_inputs in ((np.zeros(0), np.zeros((0, 2)), 0), (draws, np.ones((5, 2)), 0), (np.zeros(5), np.column_stack([draws, np.ones(5)]), 1), (draws[:2], np.column_stack([draws[:2], draws[:2]]), 2)):
        found = ranked(outcome, inputs, ["a", "b"])
        assert (len(found.table), found[1], found[2]) == (0, outcome.size, n_inputs) and math.isnan(found[3])


def test_a_number_less_times_another_is_of_the_same_runs_or_of_the_ends_of_both() -> None:
    from experiments.comparing.answers import Found

    runs, groups = np.full(6, 10.0), np.arange(6)
    one, other = Measured(Found(10.0, 9.0, 11.0), runs, groups), Measured(Found(4.0, 3.0, 6.0), np.full(6, 4.0), groups)
    assert _difference(one, other, 2.0) == (2.0, 2.0, 2.0)
    apart = Measured(Found(4.0, 3.0, 6.0))
    assert _difference(one, apart, 2.0) == (2.0, 9.0 - 12.0, 11.0 - 6.0) and _difference(apart, one, 0.5) == (-1.0, 3.0 - 5.5, 6.0 - 4.5) and _difference(replace_groups(one), other, 2.0) == (2.0, -3.0, 5.0)
    assert _other(3.0, {}).value == (3.0, 3.0, 3.0) and _other("a", {"a": one}) is one


def replace_groups(one: Measured) -> Measured:
    return one._replace(groups=None)


def test_numbers_of_sentences_in_words_with_whose_they_are() -> None:
    from experiments.comparing.answers import Found

    question = small()
    ids = [option.id for option in question.content.options]
    names = [option.label.en for option in question.content.options]

    def given(**more: Any) -> NumberOfRun:
        return NumberOfRun.model_validate({"of": JOBS, **more})

    assert _whose(question, given(option=None), "en") == within(say("without_policy")) and names[0] in _whose(question, given(option=ids[0]), "en")
    both_names = _whose(question, given(option=ids[0], minus=ids[1]), "en")
    assert both_names.index(names[0]) < both_names.index(f" {say('q_less', 'en')} ") < both_names.index(names[1])
    label = within(label_of(question, JOBS, "en"))
    assert _what(question, given(option=ids[0]), "en") == say("q_change", "en", what=label) and _what(question, given(option=ids[0], level=True), "en") == label == _what(question, given(), "en")
    assert _what(question, given(option=ids[0], per="without"), "en") == say("q_relative", "en", what=label)
    assert _what(question, given(option=ids[0], per="public_cost"), "en").startswith(say("q_over", "en", what=label, other="").strip()[:8])
    assert _what(question, NumberOfRun.model_validate({"of": "procedure_days", "option": ids[0]}), "en") != say("q_change", "en", what="x")
    share = given(option=ids[0], shown="percent")
    assert _interval(share, Measured(Found(NAN, NAN, NAN)), "en") == say("verdict_undefined") and flat(_interval(share, Measured(Found(0.25, NAN, NAN)), "en")) == "25 %"
    assert flat(_interval(share, Measured(Found(0.25, 0.1, 0.5)), "en")).startswith("25 % [10 %") and flat(_interval(given(option=ids[0]), Measured(Found(2.0, 1.0, 3.0)), "en")).startswith("2 [1")


# --- pages and pictures -----------------------------------------------------------------------------------------------------------------------------------------


def test_a_difference_is_told_by_its_verdict() -> None:
    found = [summary_page.verdict_words(*three, "en") for three in ((2.0, 1.0, 3.0), (-2.0, -3.0, -1.0), (0.5, -1.0, 2.0), (1.0, NAN, NAN), (0.0, 0.0, 0.0))]
    assert found == [say("s_higher"), say("s_lower"), say(Verdict.CANNOT_BE_TOLD.value), say(Verdict.TOO_FEW.value), say(Verdict.SAME.value)] and len(set(found)) == 5


def test_what_is_lost_of_a_comparison_with_another_scenario_is_nothing() -> None:
    each, other = same(GRANT, {key("donations_collective"): 10.0, key("public_cost"): 3.0, key(JOBS): 9.0, key("donations_collective", "sex", "female"): 1.0}), same("morocco_belgium_tax_incentive", {key("donations_collective"): 4.0, key("public_cost"): 1.0, key(JOBS): 2.0, key("donations_collective", "sex", "female"): 1.0})
    comparison = worked(each, reference=other)
    (page,) = summary_page.against_sections(comparison, [Effect(each, "donations_collective")], "en")
    rows = [line for line in flat(page).splitlines() if line.startswith("| ")][1:]
    assert len(rows) == 2 and all(say("s_higher") in row for row in rows) and "+6 " in rows[0] and "+2 " in rows[1] and f"## {say('s_against')}" in page
    assert summary_page.against_sections(worked(each), [Effect(each, "donations_collective")], "en") == []


def test_who_pays_is_told_by_policy_or_that_it_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    each, bare = same(GRANT, {key("public_cost"): 3.0}), same(load(GRANT).without_levers(), {key("public_cost"): 3.0}, name="bare")
    comparison = worked(each, bare)
    for paid, said in (({("state", "spent"): 5.0, ("donor", "forgone"): 2.0}, 2), ({}, 0)):
        monkeypatch.setattr(import_module("experiments.figures.payers"), "payments", lambda each, paid=paid: paid)
        monkeypatch.setattr(summary_page, "say", lambda text, language, **more: f"<{text}>")
        (told,) = summary_page.pays_lines(comparison, "en")
        assert told.count("<s_a_year>") == said and ("<s_no_cost>" in told) is (said == 0) and labels(comparison, "en")[GRANT] in told
    assert summary_page.pays_lines(worked(replace(each, base=None)), "en") == []


def test_changes_in_the_picture_of_cost_have_their_share_where_they_are_told() -> None:
    def words(change: float, base: float = 1000.0, swing: float = 0.0) -> str:
        return flat(_change(Effect(same(GRANT, {key(JOBS): change}, base=base, swing={key(JOBS): swing}), JOBS), "en"))

    assert words(50.0) == "+50 (+5 %)" and words(-50.0) == f"-50 ({flat(percent(-0.05, 'en'))})" and words(50.0, -1000.0) == "+50 (+5 %)" and words(50.0, 0.0) == "+50" and words(1.0, swing=50.0) == "+1"
    with pytest.MonkeyPatch.context() as patched:
        module = import_module("experiments.figures.cost")
        each = same(GRANT, {key(JOBS): 1.0})
        for found, yearly, said in (((2.0, NAN, NAN), False, "2 USD per job"), ((2.0, 1.0, 3.0), True, "2 USD per USD\n(1 to 3)"), ((2.0, NAN, NAN), True, "2 USD per USD"), ((NAN, NAN, NAN), True, "none")):
            patched.setattr(module, "whole_unit_cost", lambda each, outcome, found=found: found)
            patched.setattr(module, "is_yearly", lambda outcome, yearly=yearly: yearly)
            patched.setattr(module, "no_cost_words", lambda each, outcome, language: "none")
            patched.setattr(module, "one_of", lambda unit: "job")
            assert flat(_unit_cost(each, JOBS, "en")) == said
    point = _point((2.0, 1.0, 3.0), np.array([0.0, 4.0, 2.0]), "w")
    spread = intervals.spread(np.array([[0.0], [4.0], [2.0]]))
    assert (point.value if hasattr(point, "value") else point[0], *point[1:4]) == (2.0, 1.0, 3.0, "w") and point[4:6] == (float(spread.low[0]), float(spread.high[0]))


def test_lines_are_broken_where_a_programme_ends_within_the_horizon() -> None:
    def ends(*months: int | None, years: int = 2) -> list[float]:
        scenario = SimpleNamespace(levers=[SimpleNamespace(to_month=month) for month in months], years=years, start="2020-01")
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(line_ends, "first_year", lambda each: 2020)
            patched.setattr(line_ends, "year_of", lambda first, month: first + month / 12.0)
            return line_ends.ends_of(SimpleNamespace(scenario=scenario))  # type: ignore[arg-type]

    assert ends(18, None, 6, 18, 24, 30) == [2020.5, 2021.5] and ends(None) == [] and ends(23) == [2020 + 23 / 12]
    assert [line_ends.broken([1.0, 2.0, 3.0], [5.0, 6.0, 7.0], given)[0].tolist() for given in ([1.0], [3.0], [1.5, 1.5], [2.5, 1.5])] == [[1.0, 2.0, 3.0], [1.0, 2.0, 3.0], [1.0, 1.5, 2.0, 3.0], [1.0, 1.5, 2.0, 2.5, 3.0]]
    said = [flat(line_ends.change_words(change, level, "en")) for change, level in ((5.0, 100.0), (4.9, 100.0), (-4.9, -100.0), (4.9, 0.0), (4.9, INF))]
    assert said == ["+5", "+4.9 on 100", "-4.9 on -100", "+4.9", "+4.9"]


def test_runs_without_their_common_luck_and_axes_with_room() -> None:
    runs = pd.DataFrame({"replication": [0, 0, 1, 1], "a": [1.0, 3.0, 10.0, 20.0], "b": [0.0, 2.0, 4.0, 6.0]})
    own = trade_off._own_luck(runs, ["a"])
    assert own["a"].tolist() == [-1.0, 1.0, -5.0, 5.0] and own["b"].tolist() == runs["b"].tolist()
    bare = runs.drop(columns="replication")
    assert trade_off._own_luck(bare, ["a"]) is bare
    assert [trade_off._padded(np.array(values)) for values in ([0.0, 10.0], [5.0, 5.0], [-5.0], [0.0, 0.0])] == [pytest.approx(pair) for pair in ((-0.6, 10.6), (4.75, 5.25), (-5.25, -4.75), (-1.0, 1.0))]
    assert not is_apart()
    with captions_apart():
        assert is_apart()
    with projecting():
        assert not is_apart()


def test_lines_of_markdown_are_runs_of_words_that_look_alike() -> None:
    assert line("a **b** `c` d\ne") == (Run("a "), Run("b", True), Run(" "), Run("c", False, True), Run(" d e")) and line("") == () and line("**a** **b**") == (Run("a", True), Run(" "), Run("b", True))
    assert line("`a``b`") != () and line("a **b `c` d**") == (Run("a "), Run("b ", True), Run("c", True, True), Run(" d", True))
    assert (_kind(Heading(1, "a")), _kind(Paragraph(line_of("a")))) == ("Heading", "Paragraph") and _data(SimpleNamespace(svg="<svg/>")) == "data:image/svg+xml;base64,PHN2Zy8+"  # type: ignore[arg-type]
    assert Drawn.__name__ == "Figure"


def table(*rows: tuple[str, ...], head: tuple[str, ...] = ("H0", "H1", "H2", "H3")) -> Table:
    return Table("t", tuple(map(line_of, head[: len(rows[0])])), tuple(tuple(map(line_of, row)) for row in rows))


def test_columns_that_say_nothing_go_unless_most_would() -> None:
    def kept(*rows: tuple[str, ...]) -> list[str]:
        return [cell[0].text for cell in tidying._without_empty(table(*rows)).head]

    assert kept(("", "a", "-"), ("-", "-", "")) == ["H0", "H1"] and kept(("a", "-", "-"), ("b", "", "-")) == ["H0", "H1", "H2"]  # one of three is less than half
    assert kept(("a", "b", "-", "-")) == ["H0", "H1", "H2", "H3"] and kept(("a", "b", "c", "-")) == ["H0", "H1", "H2"] and kept(("a", "b")) == ["H0", "H1"]
    policy, whole = say("policy_column", "en"), say("whole_package", "en")
    head = (policy, "H1", "H2")

    def first(*rows: tuple[str, ...], head: tuple[str, ...] = head) -> bool:
        """Whether the first column goes."""
        given = table(*rows, head=head)
        found = tidying._without_first(given, "P", "en")
        assert found is given or (len(found.head) == len(given.head) - 1 and found.rows[0] == given.rows[0][1:])
        return found is not given

    assert first(("P", "a", "b"), ("P", "c", "d")) and first((whole, "a", "b")) and first((whole[:1].upper() + whole[1:], "a", "b"))
    assert not first(("P", "a", "b"), ("Q", "c", "d")) and not first(("Q", "a", "b")) and not first(("P", "a"), head=(policy, "H1")) and not first(("P", "a", "b"), head=("Other", "H1", "H2"))
