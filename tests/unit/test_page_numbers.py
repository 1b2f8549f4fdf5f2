"""Pages and checks by hand: every number of a sentence or a table against the table or the terms that it came from, in both languages."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.alarms import RULES, Reading
from experiments.checks.conflicts import MEETS, OVERLAPS, SAME_GIFT, SAME_STAKE, conflicts, meet, people_in_common
from experiments.comparing.accounts import COLUMNS as ACCOUNTS
from experiments.comparing.comparison import Comparison
from experiments.comparing.comparison_tables import COLUMNS, gathered, levels_table, uncertainty_table
from experiments.comparing.influence import _interval, _standard_ranks, ranked
from experiments.comparing.lever_contributions import Contributions, Plan, contributions_of, interactions_of, of_one_lever, replicates_of, snapped, table_of
from experiments.comparing.rows import Effect, effect_label, effects, shared_lead, told_apart, with_levers
from experiments.comparing.shapley import Split
from experiments.comparing.unit_cost import aims, cost_per_additional, gain_outcome, no_cost_words, whole_unit_cost
from experiments.comparing.value import COLUMNS as VALUE
from experiments.manifest import manifest_of
from experiments.reporting.account_page import _doses, account_lines
from experiments.reporting.account_page import word as account_word
from experiments.reporting.contribution_page import contribution_tables
from experiments.reporting.indicator_list import ACTIONS
from experiments.reporting.indicators import COLUMNS as SHEET
from experiments.reporting.indicators import indicator_sheet
from experiments.reporting.summary import four_numbers, summary, verdict_words
from experiments.reporting.what_it_rests_on import _not_told, assumed, why_runs_differ
from experiments.reporting.what_was_compared import _own_terms, _records, compared_section
from experiments.runs import intervals
from experiments.runs.draws import uniform
from experiments.runs.replications import COST, Replications
from experiments.text import bounds, number, percent, say
from model.levers import REGISTRY, Eligibility
from model.offers import base_offer
from model.outcome_registry import OUTCOMES
from model.parameters import parameters
from model.policy.levers_in_force import extent_of
from scenarios import load

NAN = math.nan
GRANT, PACKAGE = "morocco_belgium_matching_grant", "morocco_belgium_package"
N = 12
SWING = np.array([1, 1, -1, -1, 0.5, 0.5, -0.5, -0.5, 0.8, 0.8, -0.8, -0.8])
Keys = dict[tuple[str, str | None, str | None], float]


def replications(name: str, changes: Keys, base: float = 1000.0, **more: Any) -> Replications:
    """Changes that swing by a tenth around the numbers given; nothing is spent without the policy."""
    keys = tuple(changes)
    without = np.tile([0.0 if key[0] in (COST, "revenue_forgone") else base for key in keys], (N, 1))
    added = np.outer(1.0 + 0.1 * SWING, np.array(list(changes.values())))
    return replace(Replications(name, load(name), tuple(range(N)), keys, without + added, without, {}, "inputs"), **more)


def comparison(*each: Replications, **options: Any) -> Comparison:
    given = {"replications": N, "uncertainty": "inputs", "seed": 1, "sample": 2000, **options}
    tables = [gathered([table(one) for one in each], []) for table in (levels_table, uncertainty_table)]
    series = pd.DataFrame(columns=["scenario", "replication", "month", "outcome", "value"])
    return Comparison(tables[0], tables[1], series, pd.DataFrame(columns=COLUMNS), (), (), each, manifest_of({one.name: one.scenario for one in each}, None, given))


@pytest.fixture(autouse=True)
def _version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.manifest.package_version", lambda: "1.0")  # looked up among all packages, slowly


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def cells_of(page: str, *words: str) -> list[str]:
    """The cells of the first row that holds these words."""
    line = next(line for line in page.splitlines() if line.startswith("|") and all(word in line for word in words))
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


# --- check ------------------------------------------------------------------------------------------------------------------------------------------------


def said(kind: str, scenario: str = "morocco_belgium", **changes: Any) -> list[str]:
    given = load(scenario, set={path.replace("__", "."): value for path, value in changes.items()})
    return [text for found in conflicts(given) if found.kind == kind for text in found.says]


def test_sentences_on_budgets_have_their_numbers() -> None:
    """Of 320,000 a year 180,000 are left; seven places at 28,000 would take 196,000, six can be paid."""
    en, fr = said("places_above_budget", levers__entrepreneur_support__budget_usd=320_000.0, levers__entrepreneur_support__places=7)
    assert "7 places a year at 28 k USD are more than the 180 k USD left of the budget after running costs: about 6 can be paid." in en and "7 places par an à 28 k USD dépassent les 180 k USD" in plain(fr)
    scenario = load("morocco_belgium", set={"levers.trade_facilitation.budget_usd": 800.0, "levers.business_registration.budget_usd": 70_000.0})
    corridors = scenario.settings().corridors
    base = [base_offer(corridor, parameters(scenario.parameters)) for corridor in corridors]
    registration, lever = sorted(scenario.levers, key=lambda lever: lever.id)
    yearly = 12.0 * max(lever.fixed_cost(month) for month in range(120)) * extent_of(lever, corridors, base)
    en, fr = said("budget_below_fixed_cost", levers__trade_facilitation__budget_usd=800.0)
    assert f"the budget of 800 USD a year pays {number(100.0 * 800.0 / yearly)} % of its running costs of {number(yearly)}" in en and f"{number(80_000.0 / yearly, 'fr')} %" in fr.replace("\u202f%", " %").replace("\u00a0%", " %")
    en, _ = said("set_up_late", levers__business_registration__budget_usd=70_000.0)
    assert f"({number(registration.setup_usd * extent_of(registration, corridors, base))} USD) as planned" in en and "% of it is ever paid within the horizon" in en
    share = float(re.search(r"planned: ([\d.]+) % of it", en)[1])  # type: ignore[index]
    assert 0.0 < share < 100.0
    en, _ = said("wrong_order", PACKAGE, levers__tax_incentive__from_month=12)[:2]
    assert "starts in month 0, before anything enables it" in en and "comes in month 12." in en


@pytest.mark.parametrize(
    ("terms", "kind"),
    [
        ({"funding": "project", "to_month": 24}, {"ends_with_its_money"}), ({"funding": "project", "to_month": 119}, {"ends_with_its_money"}), ({"funding": "project", "to_month": 120}, set()), ({"funding": "project", "to_month": 121}, {"project_without_end"}),
        ({"funding": "project"}, {"project_without_end"}), ({"funding": "institutional", "to_month": 24}, set()),
    ],
)  # fmt: skip
def test_projects_end_with_their_money_or_do_not_end(terms: dict[str, Any], kind: set[str]) -> None:
    lever = REGISTRY["matching_grant"]
    assert not lever.leaves_structure and OUTCOMES[lever.main_outcome].kind != "stock"
    found = {one.kind for one in conflicts(load(GRANT, set={f"levers.matching_grant.{name}": value for name, value in terms.items()}))}
    assert found & {"ends_with_its_money", "project_without_end"} == kind


def test_who_meets_whom() -> None:
    scenario = load(PACKAGE, years=3)
    grant = REGISTRY["matching_grant"]
    for one, other, meets in (((0, None), (35, None), True), ((0, None), (36, None), False), ((0, 12), (11, 20), True), ((0, 12), (12, 20), False), ((20, 99), (0, 21), True), ((5, 5), (0, None), False)):
        a, b = (grant(from_month=first, to_month=last) if first != last else grant(from_month=first, to_month=first + 1) for first, last in (one, other))
        if one != (5, 5):
            assert meet(a, b, scenario) is meets and meet(b, a, scenario) is meets
    for first, second, common in (
        ({"sex": "female"}, {"sex": "male"}, False), ({"sex": "female"}, {}, True), ({"generation": ("first",)}, {"generation": ("second",)}, False), ({"skill": ("high",)}, {"skill": ("low",)}, False),
        ({"communities": (1,)}, {"communities": (2,)}, False), ({"communities": ("poorest:3",)}, {"communities": (3,)}, True), ({"communities": ("poorest:3",)}, {"communities": (4,)}, False), ({"corridors": ("A-B",)}, {"corridors": ("C-D",)}, False),
        ({"corridors": ("A-B",)}, {"corridors": ("C-D", "A-B")}, True),
    ):  # fmt: skip
        try:
            a, b = grant(eligibility=Eligibility(**first)), grant(eligibility=Eligibility(**second))
        except ValueError:
            continue
        assert people_in_common(a, b, scenario) is common, (first, second)
    assert SAME_STAKE == ("tax_incentive", "special_economic_zone", "investment_grant", "entrepreneur_support", "credit_guarantee") and SAME_GIFT == ("matching_grant", "donation_tax_relief")
    assert [ids for ids, _ in OVERLAPS] == [SAME_STAKE, SAME_GIFT, ("savings_product", "diaspora_bond")]
    assert {lever: ids for lever, (ids, _) in MEETS.items()} == {
        "special_economic_zone": ("one_stop_shop",), "tax_incentive": ("one_stop_shop",), "entrepreneur_support": ("one_stop_shop", "business_registration"), "trade_training": ("trade_facilitation",),
        "savings_product": ("financial_inclusion",), "volunteer_register": ("skills_placement",),
    }  # fmt: skip


# --- what was compared ---------------------------------------------------------------------------------------------------------------------------------------


def test_records_and_terms_of_what_was_compared() -> None:
    scenario = load(GRANT)
    households = sum(corridor.households for corridor in scenario.settings().corridors)
    assert _records(scenario, {"sample": 2000}, "en") == f"{number(float(households))} households, by at most 2,000 records a corridor"
    assert _records(scenario, {"sample": int(households) + 1}, "en") == _records(scenario, {"full_scale": True}, "en") == f"{number(float(households))} households, one record each"
    page = "\n".join(compared_section(comparison(replications(GRANT, {("donations_collective", None, None): 1.0}))))
    assert "Compared directly with" not in page and "## What was compared" in page
    other = Comparison(*[pd.DataFrame()] * 4, (), (), (replications(GRANT, {("jobs", None, None): 1.0}),), {"options": {"replications": 5, "uncertainty": "luck"}, "against": {"content": {"label": {"en": "The other", "fr": "L'autre"}}}})
    assert other.reference("fr") == "L'autre" and "- **Compared directly with**: The other" in "\n".join(compared_section(other)) and "5 a scenario" in "\n".join(compared_section(other)) and "declared values" in "\n".join(compared_section(other))
    none = replications(GRANT, {("jobs", None, None): 1.0})
    bare = replace(none, scenario=none.scenario.without_levers())
    assert "no lever: the world without policy itself" in "\n".join(compared_section(comparison(bare)))
    late = replace(none, scenario=load(GRANT, set={"levers.matching_grant.from_month": 120}))
    assert cells_of("\n".join(compared_section(comparison(late))), "Moroccans")[1] == "not within these years"
    lever = load(GRANT, set={"levers.matching_grant.cap_usd": 12_345.0, "levers.matching_grant.ratio": 1.5}).levers[0]
    terms = _own_terms(lever, "en")
    assert "**public money per unit of private money: 1.5**" in terms and "12.3 k USD" in terms and "1,5" in _own_terms(lever, "fr") and "in total" not in terms.lower().split("budget")[0][:0]


# --- what it rests on ------------------------------------------------------------------------------------------------------------------------------------------


def test_shares_of_parameters_figures_and_luck_are_those_of_the_change() -> None:
    each = replications(GRANT, {("donations_collective", None, None): 100.0, (COST, None, None): 5.0})
    wobble = np.tile([3.0, -3.0], N // 2)[:, None] * np.array([[1.0, 0.0]])
    noisy = replace(each, values=each.values + wobble)
    found = comparison(noisy)
    shares = noisy.components(noisy.column("donations_collective", difference=True)[:, None])
    row = cells_of(why_runs_differ(found, effects(found), "en"), OUTCOMES["donations_collective"].label.en)
    for cell, share in zip(row[2:], shares, strict=True):
        value, low, high = (float(part[0]) for part in share)
        said = "cannot be told" if high - low > 0.9 else percent(value)
        assert cell == (said if low == high else f"{said} [{percent(low)} to {percent(high)}]")
    few = replace(noisy, numbers=noisy.numbers[:6], values=noisy.values[:6], base=noisy.base[:6])
    assert cells_of(why_runs_differ(comparison(few), effects(comparison(few)), "en"), OUTCOMES["donations_collective"].label.en)[2:] == ["cannot be told"] * 3
    held = replace(noisy, is_point=True)
    assert cells_of(why_runs_differ(comparison(held), effects(comparison(held)), "en"), OUTCOMES["donations_collective"].label.en)[2] == "0 %"
    assert say("s_why_luck", "fr") in why_runs_differ(comparison(noisy, uncertainty="luck"), effects(found), "fr")


def test_what_is_assumed_is_counted_and_inputs_that_move_a_change_are_named() -> None:
    scenario = load(GRANT)
    inputs, taken, drawn = scenario.inputs(), scenario.assumptions(), scenario.uncertain()
    each = replications(GRANT, {("donations_collective", None, None): 100.0, (COST, None, None): 5.0})
    page = assumed(comparison(each), effects(comparison(each)), "en")
    assert say("s_assumed_says", n=len(taken), of=len(inputs), drawn=len(drawn), calibrated=0) in page and say("s_assumed_luck", n=len(taken), of=len(inputs), drawn=len(drawn)) in assumed(comparison(each, uncertainty="luck"), [], "en")
    of_lever = [given for given in drawn if given.path.startswith("levers.")]
    for given in of_lever:
        row = cells_of(page, f"`{given.path}`")
        assert row[1:3] == [number(float(given.value)), bounds(float(given.low or 0.0), float(given.high or 0.0))] and row[4] == say(given.status.value)
    # a change that follows one input over thirty draws
    path = "parameters.giving.price_elasticity"
    many = 60
    low, high = next((given.low, given.high) for given in drawn if given.path == path)
    follow = np.array([low + (high - low) * uniform(1, number // 2, path) for number in range(many)])
    keys = (("donations_collective", None, None), (COST, None, None))
    values = np.column_stack([1000.0 + 5.0 * follow, np.full(many, 5.0)])
    close = Replications(GRANT, scenario, tuple(range(many)), keys, values, np.column_stack([np.full(many, 900.0), np.zeros(many)]), {}, "inputs")
    page = assumed(comparison(close, replications=many), effects(comparison(close)), "fr")
    assert f"`{path}` (+1)" in page and cells_of(page, f"`{path}`")[1] == number(float(next(given.value for given in drawn if given.path == path)), "fr")


def test_ranks_and_their_intervals_by_hand() -> None:
    ranks = _standard_ranks(np.array([[10.0], [30.0], [20.0], [20.0]]))[:, 0]
    raw = np.array([1.0, 4.0, 2.5, 2.5]) - 2.5
    assert ranks.tolist() == pytest.approx(list(raw / math.sqrt((raw**2).sum())))
    low, high = _interval(np.array([0.5, 1.0]), 19, 0.05)
    reach = 1.959964 * math.sqrt(1.125 / 16.0)
    assert (low[0], high[0]) == pytest.approx((math.tanh(math.atanh(0.5) - reach), math.tanh(math.atanh(0.5) + reach)), rel=1e-5) and np.isnan(low[1])
    assert np.isnan(_interval(np.array([0.5]), 3, 0.05)[0][0])
    few = ranked(np.array([1.0, 2.0, 3.0]), np.column_stack([[1.0, 2.0, 3.0], [5.0, 5.0, 5.0]]), ["a", "b"])
    assert few.inputs == 1 and few.draws == 3 and math.isnan(few.least_share) and len(few.told) == 0
    text = _not_told([few, replace_draws(few, 9)], is_all=True, language="en")
    assert text.startswith(say("s_moves_none")) and say("s_moves_never", draws=9, least=percent(NAN), inputs=1) in text
    assert ranked(np.array([1.0, 1.0, 1.0]), np.ones((3, 1)), ["a"]).table.empty and ranked(np.array([1.0, 2.0]), np.eye(2), ["a", "b"]).table.empty


def replace_draws(found: Any, draws: int) -> Any:
    return found._replace(draws=draws)


# --- the page ----------------------------------------------------------------------------------------------------------------------------------------------------


def test_who_pays_and_levels_without_a_policy() -> None:
    each = replications(GRANT, {("donations_collective", None, None): 100.0, (COST, None, None): 400.0, (COST, "payer", "origin_state"): 400.0, ("revenue_forgone", "payer", "origin_state"): 150.0})
    page = summary(comparison(each))
    below = page[page.index(f"## {say('s_pay')}") :]
    assert f"state of origin 250 {say('s_a_year')} ({say('spending')}), state of origin 150 {say('s_a_year')} ({say('revenue_forgone')})" in below
    free = replications(GRANT, {("donations_collective", None, None): 100.0})
    assert say("s_no_cost", "fr") in summary(comparison(free), "fr")
    alone = replace(each, base=None)
    levels = summary(Comparison(pd.DataFrame(), pd.DataFrame(), pd.DataFrame(columns=["outcome"]), pd.DataFrame(columns=COLUMNS), (), (), (alone,), {"options": {"replications": N, "uncertainty": "luck"}}))
    row = cells_of(levels, OUTCOMES["donations_collective"].label.en)
    spread = intervals.spread(alone.column("donations_collective")[:, None])
    assert row[2:] == [OUTCOMES["donations_collective"].unit.en, number(1100.0), bounds(float(spread.low[0]), float(spread.high[0]))]


def test_a_fall_has_its_share_below_zero_and_no_price() -> None:
    row = Effect(replications(GRANT, {("donations_collective", None, None): -100.0, (COST, None, None): 400.0}), "donations_collective")
    effect, _, price, nobody = four_numbers(row, "en")
    assert "-100 " in effect and "(-10 %)" in effect and "**falls**" in effect and price == say("s_none") and nobody == say("s_nobody")
    below = replace(row.each, values=row.each.values - 2000.0, base=row.each.base - 2000.0)  # type: ignore[operator]
    assert "(-10 %)" in four_numbers(Effect(below, "donations_collective"), "en")[0]  # of a level of -1,000
    assert [verdict_words(*numbers, "en") for numbers in ((2.0, 1.0, 3.0), (-2.0, -3.0, -1.0), (1.0, -1.0, 3.0), (1.0, NAN, NAN))] == [say("s_higher"), say("s_lower"), say("verdict_cannot"), say("verdict_too_few")]


def test_prices_of_events_are_over_the_horizon_and_of_levers_their_own() -> None:
    keys: Keys = {("firms_created", None, None): 4.0, ("donations_collective", None, None): 50.0, (COST, None, None): 400.0}
    each = replications(GRANT, keys)
    years = each.scenario.years
    assert cost_per_additional(each, "firms_created")[0] == pytest.approx(400.0 * years / 4.0) and cost_per_additional(each, "donations_collective")[0] == pytest.approx(8.0)
    package = replications(PACKAGE, keys)
    lever = next(one for one in package.scenario.levers if one.id == "matching_grant")
    assert all(map(math.isnan, whole_unit_cost(package, "donations_collective"))) and no_cost_words(package, "donations_collective") == say("several_aims") and len(aims(package)) > 1
    rest = package.values - np.outer(1.0 + 0.1 * SWING, [1.0, 20.0, 100.0])
    known = replace(package, left_out={"matching_grant": rest})
    assert cost_per_additional(known, "donations_collective", lever)[0] == pytest.approx(5.0)
    rows = with_levers(effects(comparison(known)))
    assert [row.lever.id for row in rows if row.lever is not None] == ["matching_grant"] and rows[-1].lever is lever and rows[-1].change.mean() == pytest.approx(20.0)
    found = comparison(known)
    assert effect_label(rows[-1], found, "en") == say("lever_within", lever=lever.label.en, package=known.scenario.label.en) and effect_label(rows[0], found, "en").endswith(f"({say('whole_package')})")
    dear = replace(each, values=each.values * np.array([1.0, 1.0, 0.0]))
    assert no_cost_words(dear, "donations_collective") == say("s_no_cost") and no_cost_words(replace(each, numbers=(0, 2), values=each.values[[0, 2]], base=each.base[[0, 2]]), "firms_created") == say("verdict_too_few")  # type: ignore[index]
    assert gain_outcome(each, "donations_collective") == "donations_collective"


def test_names_are_told_apart() -> None:
    assert told_apart({"a": "A, one", "b": "A, one", "c": "A, one"}) == {"a": "A, one", "b": "A, one (2)", "c": "A, one (3)"}
    assert told_apart({"a": "A, x", "b": "A, y", "c": "A"}) == {"a": "X", "b": "Y", "c": "A"} and shared_lead([]) == "" and shared_lead(["A, x", "A, x"]) == "" and shared_lead(["A, x", "B"]) == ""


# --- splits ------------------------------------------------------------------------------------------------------------------------------------------------------


def split() -> Contributions:
    """Two levers: 30 and 10 alone, 50 together, in every run."""
    each = replications(PACKAGE, {(COST, None, None): 50.0}, base=0.0, values=np.full((N, 1), 50.0))
    a, b = "matching_grant", "tax_incentive"
    worth = {frozenset({a}): np.array([30.0]), frozenset({b}): np.array([10.0])}
    return contributions_of(each, [Split((a, b))] * N, [worth] * N, (COST,))


def test_a_split_has_alone_left_out_and_share_of_each_lever() -> None:
    found = split()
    assert [found.alone[0, :, 0].tolist(), found.left_out[0, :, 0].tolist(), found.shapley[0, :, 0].tolist(), found.interaction[0].tolist()] == [[30.0, 10.0], [40.0, 20.0], [35.0, 15.0], [10.0]]
    table = table_of(found).set_index("lever")
    assert table.loc["matching_grant", ["alone", "left_out", "shapley"]].tolist() == [30.0, 40.0, 35.0] and table.loc["tax_incentive", ["alone_low", "left_out_high", "shapley_low"]].tolist() == [10.0, 20.0, 15.0]
    beyond = interactions_of(found)
    assert len(beyond) == 1 and beyond.loc[0, ["interaction", "low", "high"]].tolist() == [10.0, 10.0, 10.0] and beyond["first"].isna().all() and found.rests_on.tolist() == found.defined.tolist() == [N]
    single = replicates_of(found)
    assert single[(single["replication"] == 3) & (single["lever"] == "tax_incentive")][["alone", "left_out", "shapley"]].values.tolist() == [[10.0, 20.0, 15.0]] and len(single) == 2 * N
    groups = contribution_tables(table_of(found), beyond, pd.DataFrame([{"scenario": PACKAGE, "outcome": COST, "breakdown": None, "difference_low": 50.0, "difference_high": 50.0}]), {PACKAGE: "P"}, "en")
    first, second = groups.renderables
    assert [next(iter(column.cells)) for column in first.columns][1:4] == ["+50 [50 to 50]", "+40", "+10 [+10 to +10]"] and str(first.title).endswith(" P")  # type: ignore[union-attr]
    assert [next(iter(column.cells)) for column in second.columns][2:] == ["+30 [30 to 30]", "+40 [40 to 40]", "+35 [35 to 35]", "70 %"]  # type: ignore[union-attr]
    lost = {frozenset({"matching_grant"}): np.array([30.0])}
    each = replications(PACKAGE, {(COST, None, None): 50.0}, base=0.0)
    holed = contributions_of(each, [Split(("matching_grant", "tax_incentive"))] * N, [lost] + [{**lost, frozenset({"tax_incentive"}): np.array([10.0])}] * (N - 1), (COST,))
    assert np.isnan(holed.shapley[0]).all() and np.isnan(holed.whole[0]).all() and holed.rests_on.tolist() == [N - 1] and holed.defined.tolist() == [N]


def test_one_lever_has_all_and_last_digits_are_no_difference() -> None:
    each = replications(GRANT, {("jobs", None, None): 5.0, (COST, None, None): 8.0})
    found = of_one_lever(each, ("jobs", COST))
    assert found.shapley[:, 0, 1].tolist() == found.alone[:, 0, 1].tolist() == found.whole[:, 1].tolist() == each.cost().tolist() and found.from_nothing.tolist() == [False, True]
    assert snapped(np.array([[1.0, 5.0], [1.0 + 1e-14, NAN], [1.0 + 1e-12, 5.0 + 1e-15]]))[:, 0].tolist() == [1.0, 1.0, 1.0 + 1e-12]
    plan = Plan((load(PACKAGE), load(GRANT)), 1, 1, True)
    n = len(load(PACKAGE).levers)
    assert plan.levers(1) == () and len(plan.levers(0)) == n and plan.runs(10) == 10 * (2**n - 2) and f"{2**n - 2} further runs a replication" in plan.cost(10).en  # type: ignore[union-attr]
    assert "nothing to split" in Plan((load(GRANT),), 1, 1, True).cost(10).en and Plan((load(PACKAGE),), 1, 1).cost(10) is None  # type: ignore[union-attr]
    judged = Plan((load(PACKAGE),), 1, 1, False, ("matching_grant", "none", "matching_grant"))
    assert judged.parts(0, 0) == (frozenset(judged.levers(0)) - {"matching_grant"},) and judged.runs(7) == 7


# --- accounts in the terminal, indicators, alarms ---------------------------------------------------------------------------------------------------------------


def test_the_terminal_shows_each_account_under_its_head() -> None:
    def row(lever: str | None, item: str, mean: float) -> dict[str, Any]:
        return dict.fromkeys(ACCOUNTS) | {"scenario": "s", "lever": lever, "item": item, "mean": mean, "low": mean, "high": mean}

    items = ("gross_cost", "administration", "transfers", "revenue_forgone", "net_cost")
    accounts = pd.DataFrame([row(lever, item, 10.0 * place + k) for place, lever in ((1, "matching_grant"), (2, None)) for k, item in enumerate(items)])
    values = [("matching_grant", "mvpf", 1.5, None), ("matching_grant", "additional_share", 0.25, None), (None, "mvpf", NAN, "not_valued"), (None, "cost_per_additional", NAN, "no_cost")]
    value = pd.DataFrame([dict.fromkeys(VALUE) | {"scenario": "s", "lever": lever, "measure": measure, "value": one, "low": NAN, "high": NAN, "why": why} for lever, measure, one, why in values])
    shown = account_lines(accounts, value, {"s": "My package"}, "en", 300)
    (table,) = shown.renderables  # type: ignore[union-attr]
    columns = {str(column.header): list(column.cells) for column in table.columns}  # type: ignore[union-attr]
    assert columns[account_word("policy", "en")] == [f"My package ({say('whole_package')})", say("lever_within", lever="Matching grant", package="My package")]
    assert [columns[account_word(item, "en")] for item in items] == [[str(20 + k), str(10 + k)] for k in range(5)]
    assert columns[account_word("value_of", "en")] == [account_word("no_cost", "en"), "1.5 USD/USD"] and columns[account_word("additional_share", "en")] == ["-", "25 %"]


def test_doses_have_their_price_after_the_one_before_or_why_there_is_none() -> None:
    rows = [("a", None, 5.0, 4.0, 6.0, None), ("b", "a", 40.0, 30.0, 50.0, None), ("c", "b", NAN, NAN, NAN, "dominated"), ("d", "b", NAN, NAN, NAN, "nonsense")]
    value = pd.DataFrame([dict.fromkeys(VALUE) | {"scenario": name, "lever": "matching_grant", "measure": "incremental_cost", "against": before, "value": one, "low": low, "high": high, "why": why} for name, before, one, low, high, why in rows])
    lines = _doses(value, {"a": "Small", "b": "Large", "c": "Worse"}, "en")
    what = "collective donations"
    assert lines[-4:] == [
        f"- Small after no policy: 5 [4 to 6] USD per additional unit ({what})", f"- Large after Small: 40 [30 to 50] USD per additional unit ({what})", "- Worse: dominated: costs more and does no more", "- d: -",
    ]  # fmt: skip
    assert "dominée" in _doses(value, {}, "fr")[-2] and _doses(value.iloc[:0], {}, "en") == []


def test_indicators_have_effects_prices_and_actions() -> None:
    each = replications(GRANT, {("donations_collective", None, None): 100.0, (COST, None, None): 400.0})
    sheet = indicator_sheet(comparison(each))
    assert list(sheet.columns) == SHEET
    effect = sheet[sheet["indicator"] == "effectiveness.donations_collective"].iloc[0]
    half = intervals.of_mean(each.column("donations_collective", difference=True)[:, None], each.groups)
    assert (effect["value"], effect["low"], effect["high"], effect["without_policy"]) == pytest.approx((100.0, half.low[0], half.high[0], 0.0)) and effect["unit"] == OUTCOMES["donations_collective"].unit.en
    price = sheet[sheet["indicator"] == "unit_cost.donations_collective"].iloc[0]
    assert price["value"] == pytest.approx(4.0) and price["unit"] == "USD per USD" and (price["low"], price["high"]) == pytest.approx((4.0, 4.0)) and price["note"] == ""
    taken = {action for action, (_, levers) in ACTIONS.items() if "matching_grant" in levers}
    actions = sheet[sheet["indicator"].str.startswith("19(") & sheet["breakdown"].isna()]
    assert {row["indicator"][3:-1] for row in actions.to_dict("records") if row["value"] == 1.0} == taken and set(actions["value"]) <= {0.0, 1.0}
    assert sheet[sheet["indicator"] == "review.19.actions"]["value"].tolist() == [float(len(taken))]
    idle = replace(each, scenario=load(GRANT, set={"levers.matching_grant.ratio": 0}))
    assert indicator_sheet(comparison(idle))[lambda rows: rows["indicator"] == "review.19.actions"]["value"].tolist() == [0.0]
    free = indicator_sheet(comparison(replications(GRANT, {("donations_collective", None, None): 100.0})), "fr")
    row = free[free["indicator"] == "unit_cost.donations_collective"].iloc[0]
    assert math.isnan(row["value"]) and row["note"] and row["unit"] == "USD par USD"
    level = sheet[sheet["computed_from"] == "donations_collective"]
    level = level[level["available"] & ~level["indicator"].str.startswith("effect")]
    assert level.empty or level["without_policy"].dropna().eq(1000.0).all()


def test_what_an_alarm_says_has_its_value_bound_and_runs() -> None:
    lever = REGISTRY["matching_grant"]()
    below = next(rule for rule in RULES if rule.alarm == "X1")
    above = next(rule for rule in RULES if rule.measure == "abandonment")
    text = Reading("s", below, (lever,), 0.05, 0.75).said("en")
    assert text == f"Matching grant: {below.says.en} 0.05 (alarm below 0.15, in 75 % of the runs)"
    assert plain(Reading("s", above, (lever, REGISTRY["tax_incentive"]()), math.inf, 1.0).said("fr")).endswith("sans borne (alerte au-dessus de 0,2, dans 100 % des simulations)")
    assert [Reading("s", below, (lever,), value, share).fires for value, share in ((0.1, 0.75), (0.1, 0.74), (0.15, 1.0), (0.2, 1.0))] == [True, False, False, False]
    one = comparison(replications(GRANT, {("jobs", None, None): 1.0}))
    both = replace(one, readings=(Reading("s", below, (lever,), 0.05, 1.0), Reading("s", below, (lever,), 0.5, 0.0)))
    assert [reading.value for reading in both.alarms] == [0.05] and both.scenarios == (load(GRANT),)
    single = one.replicates
    assert list(single.columns) == ["scenario", "replication", "outcome", "breakdown", "group", "value", "without_policy", "difference"]
    assert single[single["replication"] == 2][["value", "without_policy", "difference"]].values.tolist() == [pytest.approx([1000.9, 1000.0, 0.9])] and len(single) == N
