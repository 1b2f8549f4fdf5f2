"""Cells of the pages of results, one by one: amounts and ratios with their brackets or the reason why there are none, shares, remedies, indicators, the induced, at their bounds."""

from __future__ import annotations

import math
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from rich.console import Console

from experiments.alarms import reading as alarms
from experiments.alarms import remedies
from experiments.alarms.outcome_rules import ENOUGH_ENTRIES, ENOUGH_POSTS, OUTCOME_RULES
from experiments.alarms.reading import SURE, Reading, Rule, largest, read
from experiments.alarms.remedies import DOWN, ELIGIBILITY, HOME, UP, Remedy
from experiments.reporting import account_page, contribution_page, induced_page
from experiments.reporting.contribution_page import Verdict, contribution_tables, packages
from experiments.reporting.indicator_list import BY, INDICATORS, NOTHING, SHARE, Indicator, sum_of
from experiments.reporting.indicators import NOT_IN_MODEL, _actions, _rows, _unit_costs, indicator_sheet
from experiments.reporting.induced_page import DIFFERENCE, WORDS
from experiments.runs.replications import COST
from experiments.shown_money import Money, showing
from experiments.text import colon, percent, say
from model.levers import REGISTRY
from model.outcome_registry import OUTCOMES
from model.parameter import Text
from model.records.vocabulary import Act
from scenarios import load, with_changes
from tests.unit.test_alarm_numbers import two_runs
from tests.worked import GRANT, flat, key, same

NAN = math.nan


# --- accounts -----------------------------------------------------------------------------------------------------------------------------------------------


def items(**more: Any) -> pd.DataFrame:
    """One item of the accounts."""
    return pd.DataFrame([{"item": "transfers", "mean": 1200.0, "low": 900.0, "high": 1500.0, "payer": "origin_state", "payee": None, **more}])


@pytest.mark.parametrize(
    ("changes", "shown", "short"),
    [
        ({}, "1,200 [900 to 1,500]", "1,200"), ({"low": 1200.0, "high": 1200.0}, "1,200", "1,200"), ({"low": NAN, "high": NAN}, "1,200", "1,200"), ({"mean": NAN}, "-", "-"), ({"item": "benefit"}, "-", "-"),
        ({"payee": "associations"}, "1,200 to associations [900 to 1,500]", "1,200"), ({"payee": "associations", "low": 1200.0, "high": 1200.0}, "1,200 to associations", "1,200"), ({"payee": "associations", "mean": 0.0, "low": 0.0, "high": 0.0}, "0", "0"),
        ({"payee": "nobody_known"}, "1,200 to nobody_known [900 to 1,500]", "1,200"),
    ],
)  # fmt: skip
def test_an_amount_has_whom_it_reaches_and_its_interval(changes: dict[str, Any], shown: str, short: str) -> None:
    who = account_page.ACCOUNTS["associations"]("en")
    wanted = shown.replace("to associations", account_page.word("paid_to", "en", who=who)).replace("to nobody_known", account_page.word("paid_to", "en", who="nobody_known"))
    wanted = say("undefined") if shown == "-" else wanted
    assert flat(account_page._amount(items(**changes), "transfers", "en")) == flat(wanted) and account_page._amount(items(**changes), "transfers", "en", is_short=True) == (say("undefined") if short == "-" else short)
    other = account_page._amount(items(item="gross_cost", payee="associations"), "gross_cost", "en")
    assert other == "1,200 [900 to 1,500]"  # transfers alone say whom they reach


def ratios(**more: Any) -> pd.DataFrame:
    return pd.DataFrame([{"measure": "mvpf", "value": 1.5, "low": 1.0, "high": 2.0, "why": None, **more}])


@pytest.mark.parametrize(
    ("changes", "plain", "share"),
    [
        ({}, "1.5 [1 to 2]", "150 % [100 %, 200 %]"), ({"low": NAN}, "1.5", "150 %"), ({"low": 1.5, "high": 1.5}, "1.5", "150 %"), ({"measure": "x"}, "-", "-"), ({"value": NAN}, "-", "-"), ({"value": NAN, "why": "no_cost"}, "no_cost", "no_cost"),
        ({"value": NAN, "why": "of_nobody"}, "-", "-"),
    ],
)  # fmt: skip
def test_a_ratio_has_its_interval_or_says_why_there_is_none(changes: dict[str, Any], plain: str, share: str) -> None:
    said = {"-": say("undefined"), "no_cost": account_page.word("no_cost", "en")}
    assert flat(account_page._ratio(ratios(**changes), "mvpf", "en")) == said.get(plain, plain) and flat(account_page._ratio(ratios(**changes), "mvpf", "en", shares=True)) == said.get(share, share)
    unit = account_page._unit("matching_grant", "cost_per_additional", ratios(measure="cost_per_additional"), "en")
    assert unit == " USD per USD"
    nothing = [account_page._unit("matching_grant", "mvpf", ratios(), "en"), account_page._unit("matching_grant", "benefit_cost_ratio", ratios(measure="benefit_cost_ratio"), "en"), account_page._unit("zz", "net_cost_per_additional", ratios(measure="net_cost_per_additional"), "en")]
    nothing += [account_page._unit("matching_grant", "cost_per_additional", ratios(), "en"), account_page._unit("matching_grant", "cost_per_additional", ratios(measure="cost_per_additional", value=NAN), "en")]
    assert nothing == [""] * 5


@pytest.mark.parametrize(("low", "high", "mean", "key_of"), [(1.0, 3.0, 2.0, "bears_line"), (0.0, 3.0, 2.0, "bears_untold"), (-3.0, 0.0, -1.0, "bears_untold"), (-3.0, -1.0, -2.0, "bears_line"), (0.0, 0.0, 0.0, "bears_line"), (NAN, NAN, NAN, "bears_short")])
def test_which_sentence_says_what_comes_back(low: float, high: float, mean: float, key_of: str) -> None:
    assert account_page._bears_key(items(item="revenue_back", low=low, high=high, mean=mean)) == key_of and account_page._bears_key(items()) == "bears_short"


def test_who_bears_is_said_of_levers_with_a_payer_and_of_nobody_else() -> None:
    own = pd.concat([items(item="gross_cost"), items(item="revenue_back", low=1.0, mean=2.0, high=3.0)])
    labels = {"s": "The policy"}
    lines = account_page._bears([("The policy", "s", "matching_grant", own), ("The policy", "s", None, own), ("of which", "s", "matching_grant", own), ("x", "s", "matching_grant", own.assign(payer=None))], labels, "en")
    assert lines[:3] == ["", f"**{account_page.word('bears', 'en')}**", ""] and len(lines) == 5
    assert lines[3].startswith("- The policy") and f"The policy: {REGISTRY['matching_grant'].label.en[:1].lower()}" in lines[4] and all("1,200" in line and "2" in line for line in lines[3:])
    wide = pd.concat([items(item="gross_cost", low=1.0, mean=1200.0, high=3000.0), items(item="revenue_back", low=1.0, mean=2.0, high=3.0)])
    short = account_page._bears([("The policy", "s", "matching_grant", wide)], labels, "en")
    assert short == lines[:4] and "[" not in short[3]  # means alone, without their intervals
    assert account_page._bears([("The policy", "s", None, own)], labels, "en") == [] and account_page._bears([], labels, "en") == []


# --- packages -----------------------------------------------------------------------------------------------------------------------------------------------


def told(whole: tuple[float, float, float], beyond: tuple[float, float, float], outcome: str = "jobs") -> Verdict:
    return Verdict(outcome, *whole, 7.0, *beyond)


def test_rows_of_packages_have_all_their_numbers() -> None:
    cells = contribution_page._verdict_cells(told((10.0, 8.0, 12.0), (3.0, 1.0, 5.0)), "en")
    assert cells[1:] == ("+10 [8 to 12]", "+7", "+3 [+1 to +5]", "more than its parts")
    units = {outcome: contribution_page._verdict_cells(told((10.0, 8.0, 12.0), (3.0, 1.0, 5.0), outcome), "en")[0] for outcome in OUTCOMES}
    for outcome, shown in units.items():
        label, unit = OUTCOMES[outcome].label.en, contribution_page.unit_of(outcome, "en")
        assert shown == (label if unit.lower() in label.lower() else f"{label}, {unit}")
    assert any(", " in shown for shown in units.values()) and any(shown == OUTCOMES[outcome].label.en for outcome, shown in units.items())


@pytest.mark.parametrize(
    ("whole", "beyond", "says", "cost_says"),
    [
        (10.0, (3.0, 1.0, 5.0), "MORE", "DEARER"), (10.0, (-3.0, -5.0, -1.0), "LESS", "CHEAPER"), (-10.0, (-3.0, -5.0, -1.0), "MORE", "DEARER"), (-10.0, (3.0, 1.0, 5.0), "LESS", "CHEAPER"), (0.0, (3.0, 1.0, 5.0), "MORE", "DEARER"),
        (10.0, (3.0, 0.0, 5.0), "UNKNOWN", "UNKNOWN"), (10.0, (-3.0, -5.0, 0.0), "UNKNOWN", "UNKNOWN"), (10.0, (0.0, 0.0, 0.0), "EQUAL", "EQUAL"), (10.0, (0.0, NAN, NAN), "UNKNOWN", "UNKNOWN"), (10.0, (0.0, 0.0, 1.0), "UNKNOWN", "UNKNOWN"),
    ],
)  # fmt: skip
def test_what_a_package_gives_is_said_where_the_interval_leaves_zero_out(whole: float, beyond: tuple[float, float, float], says: str, cost_says: str) -> None:
    assert told((whole, 1.0, 2.0), beyond).says == getattr(contribution_page, says) and told((whole, 1.0, 2.0), beyond, COST).says == getattr(contribution_page, cost_says)


def split_rows(levers: tuple[str, ...], scenario: str = "p", outcome: str = "jobs", values: tuple[float, ...] = (1.0, 2.0)) -> pd.DataFrame:
    rows = []
    for lever, value in zip(levers, values, strict=False):
        numbers = {f"{kind}{end}": factor * value + by for kind, factor in (("alone", 1.0), ("left_out", 2.0), ("shapley", 3.0)) for end, by in (("", 0.0), ("_low", -0.5), ("_high", 0.5))}
        rows.append({"scenario": scenario, "lever": lever, "outcome": outcome, "unit": "jobs", **numbers})
    return pd.DataFrame(rows)


def interaction_rows(scenario: str = "p", outcome: str = "jobs") -> pd.DataFrame:
    return pd.DataFrame([{"scenario": scenario, "first": first, "second": second, "outcome": outcome, "unit": "jobs", "interaction": value, "low": 1.0, "high": 9.0} for first, second, value in ((None, None, 6.0), ("matching_grant", "tax_incentive", 99.0))])


def test_the_terminal_shows_packages_of_two_levers_or_more_with_their_split() -> None:
    levers = ("matching_grant", "tax_incentive")
    table = pd.DataFrame([{"scenario": name, "outcome": "jobs", "breakdown": None, "difference_low": 8.0, "difference_high": 10.0} for name in ("p", "q", "still")])
    split = pd.concat([split_rows(levers), split_rows(levers[:1], "q"), split_rows(levers, "still", values=(0.0, 0.0))])
    zeros = [column for column in split.columns if column.startswith(("alone", "left", "shapley"))]
    split.loc[split["scenario"] == "still", zeros] = 0.0
    found = contribution_tables(split, pd.concat([interaction_rows(), interaction_rows("still")]), table, {"p": "The package"})
    assert [name for name, *_ in packages(split, interaction_rows())] == ["p", "still"]
    console = Console(width=160, record=True, color_system=None)
    console.print(found)
    said = console.export_text()
    assert "parts? The package" in said and "parts? still" in said and "Nothing changes" in said and said.count("Shapley") == 0
    lines = [" ".join(line.split()) for line in said.splitlines()]
    grant, relief = (REGISTRY[name].label.en for name in levers)
    assert any(line.startswith(f"{OUTCOMES['jobs'].label.en} {grant} +1 [0.5 to 1.5] +2 [1.5 to 2.5] +3 [2.5 to 3.5] 33 %") for line in (line.replace("\u00a0", " ").replace("\u202f", " ") for line in lines))
    assert any(f"{relief} +2 [1.5 to 2.5] +4 [3.5 to 4.5] +6 [5.5 to 6.5] 67" in line.replace("\u00a0", " ") for line in lines) and any("+9 [8 to 10] +3 +6 [+1 to +9] more than its parts" in line for line in lines)
    assert any(line.replace("\u00a0", " ").endswith("+9 100 %") for line in lines)


def test_a_part_of_the_whole_is_named_where_both_can_be_told_from_nothing() -> None:
    split = split_rows(("matching_grant", "tax_incentive", "own"), values=(1.0, 0.1, 2.0)).assign(alone=[1.0, 0.0, 2.0], left_out=[1.0, 0.0, 2.0], shapley=[3.0, 0.0, 6.0])
    split.loc[1, ["shapley_low", "shapley_high"]] = [0.0, 0.0]
    sure = contribution_page._split_cells(split, [told((9.0, 8.0, 10.0), (6.0, 1.0, 9.0))], "en")
    assert [row[1] for row in sure] == [REGISTRY["matching_grant"].label.en, "own", "Whole package"] and [flat(row[5]) for row in sure] == ["33 %", "67 %", "100 %"] and [row[0] for row in sure] == [OUTCOMES["jobs"].label.en, "", ""]
    assert sure[-1][4] == "+9"
    assert [row[5] for row in contribution_page._split_cells(split, [told((9.0, 0.0, 10.0), (6.0, 1.0, 9.0))], "en")] == ["cannot be told", "cannot be told", ""]
    split.loc[0, ["shapley_low", "shapley_high"]] = [-1.0, 7.0]
    assert [flat(row[5]) for row in contribution_page._split_cells(split, [told((9.0, 8.0, 10.0), (6.0, 1.0, 9.0))], "en")] == ["cannot be told", "67 %", "100 %"]


# --- remedies and readings ----------------------------------------------------------------------------------------------------------------------------------


def test_a_remedy_names_what_the_lever_has_wants_and_may_still_move() -> None:
    grant, relief = load(GRANT).levers[0], REGISTRY["tax_incentive"]()
    says = Text("do", "faire")

    def named(lever: Any = grant, measure: str = "informed", others: tuple[str, ...] = (), **given: Any) -> tuple[str, ...]:
        return Remedy(says, **given).named(lever, measure, others)

    assert named(keys=("ratio", "nothing"), way=UP) == ("ratio",) and named(keys=(ELIGIBILITY, HOME)) == (ELIGIBILITY, HOME) and named(keys=("rule",)) == ("rule",)
    assert named(keys=("rule",), value="quota") == ("rule",) and named(keys=("rule",), value=grant.rule) == () and named(keys=("rule",), value="nonsense") == ()  # type: ignore[attr-defined]
    assert named(keys=("ratio",), way=UP, acts=(grant.act,)) == ("ratio",) and named(keys=("ratio",), way=UP, acts=(Act.EXPORT,)) == () and named(keys=("ratio",), way=UP, measures=("informed", "x")) == ("ratio",) and named(keys=("ratio",), way=UP, measures=("x",)) == ()
    assert named(adds=("matching_grant", "knowledge_hub", "pooled_fund"), others=("pooled_fund",)) == ("knowledge_hub",) and named(relief, adds=("tax_incentive",)) == ()
    assert named(REGISTRY["matching_grant"](ratio=5.0), keys=("ratio",), way=UP) == () and named(REGISTRY["matching_grant"](ratio=5.0), keys=("ratio",), way=DOWN) == ("ratio",)
    assert [remedies._said(Remedy(says, **given), ("a", "b"), grant, "en") for given in ({}, {"value": True}, {"value": "quota"})] == ["do (a, b)", "do (a = true, b = true)", 'do (a = "quota", b = "quota")']
    ratio, hub = remedies.term_label(grant.parameters["ratio"], "en"), REGISTRY["knowledge_hub"].label.en
    assert remedies._said(Remedy(says, way=UP), ("ratio",), grant, "en") == f"do {remedies._called(ratio, 'ratio', 'en')}"
    assert remedies._said(Remedy(says, adds=("x",)), ("knowledge_hub", "knowledge_hub"), grant, "en") == ", ".join([f"do {remedies._called(hub, 'knowledge_hub', 'en')}", remedies._called(hub, "knowledge_hub", "en")])


def rule(**more: Any) -> Rule:
    return replace(Rule("X13", "informed", Text("informed", "informés"), 0.5, False, lambda each, lever: None), **more)


def test_what_answers_an_alarm_of_several_levers_stands_by_lever_where_it_differs() -> None:
    grant, hub = load(GRANT).levers[0], REGISTRY["knowledge_hub"]()
    one = Reading("s", rule(), (grant,), 0.4, 1.0, ("matching_grant",))
    both = replace(one, levers=(grant, hub))
    assert one.remedy.en == remedies.remedy_text("X13", "informed", grant, ("matching_grant",)).en
    texts = [remedies.remedy_text("X13", "informed", lever, ("matching_grant",)) for lever in (grant, hub)]
    assert texts[0] != texts[1] and both.remedy.fr == ". ".join(f"{lever.label.fr}{colon('fr')}{text('fr')}" for lever, text in zip((grant, hub), texts, strict=True))
    assert replace(both, levers=(grant, grant)).remedy == texts[0] and replace(one, rule=rule(remedy=Text("Own.", "Propre."))).remedy.en == "Own."
    assert (rule(title=Text("T", "U")).name.en, rule().name) == ("T", alarms.ALARMS["X13"]) and both.lever is grant
    assert [replace(one, value=value, share=share).fires for value, share in ((0.4, SURE), (0.4, SURE - 0.01), (0.5, 1.0), (NAN, 1.0))] == [True, False, False, False]
    above = replace(one, rule=rule(is_above=True, threshold=2.0), value=math.inf, share=0.875)
    assert above.fires and flat(above.said("en")) == f"{grant.label.en}: informed beyond any bound (alarm above 2, in {flat(percent(0.875))} of the runs)"
    assert flat(both.said("fr")).startswith(f"{grant.label.fr} et {hub.label.fr} : informés 0,4 (alerte au-dessous de 0,5, dans 100 % des")
    row = one.row("en")
    assert row[:8] == ["s", "X13", "matching_grant", "informed", 0.4, 0.5, 1.0, True] and row[8] == one.remedy.en and replace(both, value=0.7).row("fr")[2:8] == ["matching_grant knowledge_hub", "informed", 0.7, 0.5, 1.0, False]


def test_readings_are_ratios_of_means_over_the_runs_that_are_defined() -> None:
    each = same(with_changes(load(GRANT), {"levers.tax_incentive.rate_cut_points": 2.0}), {key("jobs"): 1.0}, runs=4)
    above, below = np.array([1.0, 3.0, NAN, 8.0]), np.array([2.0, 2.0, 5.0, 4.0])
    (own, *rest) = read(each, [rule(parts=lambda each, lever: (above, below), threshold=1.5, is_above=True)])
    assert (own.value, own.share, own.runs, own.scenario) == (12.0 / 8.0, pytest.approx(1.0 / 3.0), (0.5, 1.5, 2.0), each.name) and len(rest) == len(each.scenario.levers) - 1
    shared = list(read(each, [rule(parts=lambda each, lever: (above, below), is_shared=True), rule(parts=lambda each, lever: (above, 0.0 * above)), rule(parts=lambda each, lever: (NAN * above, below))]))
    assert len([one for one in shared if one.rule.is_shared]) == 1 and shared[0].levers == each.scenario.levers and len(shared) == 1 + len(each.scenario.levers) and all(math.isinf(one.value) for one in shared[1:])
    nothing = read(each, [rule(parts=lambda each, lever: (0.0 * below, 0.0 * below)), rule(parts=lambda each, lever: None)])
    assert list(nothing) == []
    assert largest([]) is None and largest([(above, below), (np.array([9.0, 9.0, 9.0, 9.0]), below)])[0].tolist() == [9.0] * 4 and largest([(NAN * above, below), (below, below)])[0] is below  # type: ignore[index]


@pytest.mark.parametrize(("amount", "there"), [(ENOUGH_POSTS / 2.0, True), (ENOUGH_POSTS / 2.0 - 0.01, False)])
def test_shares_of_few_posts_and_entries_are_not_read(amount: float, there: bool) -> None:
    rules = {one.measure: one for one in OUTCOME_RULES}
    posts = two_runs("skills_placement", {}, {"staff_displaced": [0.1, 0.1], "vacancies_filled": [amount, amount]})
    idle = two_runs("skills_placement", {}, {"placements_physical": [0.0, 0.0], "placements_virtual": [0.0, 0.0], "placement_requests": [9.0, 9.0], "placement_applications": [amount, amount]})
    entries = ENOUGH_ENTRIES * amount / 3.0
    fear = {f"register_fear_{name}": [entries, entries] for name in "abc"}
    away = two_runs("volunteer_register", {f"supported_{name}": [0.0, 0.0] for name in "abc"}, fear)
    assert [bool(list(read(each, [rules[measure]]))) for each, measure in ((posts, "displaced"), (idle, "idle_both"), (away, "kept_away"))] == [there] * 3


# --- indicators ---------------------------------------------------------------------------------------------------------------------------------------------


def test_remittances_are_set_against_the_output_of_each_origin_once() -> None:
    figures: Any = {
        f"{origin}-{residence}": {"origin_population": SimpleNamespace(value=population), "origin_gdp_pc": SimpleNamespace(value=income)}
        for origin, population, income in (("MAR", 100.0, 5.0), ("ETH", 200.0, 2.0)) for residence in ("BEL", "NLD")
    }  # fmt: skip
    each = replace(same(GRANT, {key("remittances"): 50.0}, base=40.0), scenario=SimpleNamespace(figures=figures, levers=()))  # type: ignore[arg-type]
    of_gdp = next(indicator.formula for indicator in INDICATORS if indicator.id == "17.3.2")
    assert of_gdp is not None and of_gdp(each, None, None, False).tolist() == [100.0 * 90.0 / 900.0] * 6 and of_gdp(each, None, None, True).tolist() == [100.0 * 40.0 / 900.0] * 6


def test_what_the_model_lacks_is_listed_with_its_reason() -> None:
    own = Indicator("SDG", "0.0", Text("One", "Un"), SHARE, ("jobs",), sum_of("jobs"), BY)
    each = replace(same(GRANT, {key("jobs"): 5.0, key("jobs", "sex", "female"): 2.0, key("jobs", "sex", "male"): 1.0, key("jobs", "payer", "donor"): 9.0, key("visits", "sex", "female"): 9.0}))
    each.values[:, 2] = NAN
    assert own.is_available and not replace(own, formula=None).is_available and not replace(own, outcomes=("jobs", "nothing")).is_available and replace(own, outcomes=()).is_available
    assert [(row[6], row[7], row[8], row[11], row[12]) for row in _rows(each, own, "en")] == [(None, None, 1005.0, 1000.0, True), ("sex", "female", 1002.0, 1000.0, True)]  # of men nothing is defined
    for indicator, note in ((replace(own, formula=None), NOT_IN_MODEL.fr), (replace(own, formula=None, note=Text("why", "pourquoi")), "pourquoi"), (replace(own, outcomes=("nothing",)), NOT_IN_MODEL.fr)):
        (row,) = _rows(each, indicator, "fr")
        assert row[2] == "Un" and row[6:8] == [None, None] and all(math.isnan(value) for value in row[8:12]) and row[12:] == [False, note]
    assert NOTHING.en == "" and [row[12] for row in _rows(replace(each, base=None), own, "en")] == [True, True] and math.isnan(_rows(replace(each, base=None), own, "en")[0][11])


def test_prices_of_indicators_are_in_the_money_shown_and_per_unit() -> None:
    each = same(with_changes(load("morocco_belgium"), {"levers.one_stop_shop.from_month": 0}), {key(COST): 100.0, key("firms_created"): 4.0, key("remittances"): 4.0, key(REGISTRY["one_stop_shop"].main_outcome): 4.0})
    (effect, price) = _unit_costs(each, "en")
    main = REGISTRY["one_stop_shop"].main_outcome
    assert effect[1:5] == [f"effectiveness.{main}", f"effect on {OUTCOMES[main].label.en.lower()}", contribution_page.unit_of(main), main] and effect[6:] == [None, None, 4.0, 4.0, 4.0, 0.0, True, ""]
    assert price[1] == f"unit_cost.{main}" and price[2].startswith("cost per additional unit of ") and price[3].startswith("USD per ") and price[4] == f"{COST} {main}" and math.isnan(price[11]) and price[12] is True and price[13] == ""
    with showing(Money("XOF", 2019, 600.0, 1.0, "x")):
        assert _unit_costs(each, "fr")[1][3].startswith("XOF par ")
    idle = replace(each, scenario=with_changes(each.scenario, {"levers.one_stop_shop.eligibility": {"random_share": 0.0}}))
    actions = {row[1]: row for row in _actions(each, "en") if row[6] is None}
    assert actions["19(d)"][8] == 1.0 and actions["19(d)"][9:] == [pytest.approx(NAN, nan_ok=True)] * 2 + [0.0, True, ""] and actions["review.19.actions"][8] == 1.0 and actions["review.19.actions"][4] == "one_stop_shop"
    assert {row[8] for row in _actions(idle, "en")} == {0.0} and [row[7:9] for row in _actions(each, "en") if row[6] == "lever"] == [["one_stop_shop", 1.0]]
    sheet = indicator_sheet(SimpleNamespace(replications=(each, replace(each, name="b"))), "en")  # type: ignore[arg-type]
    assert list(dict.fromkeys(sheet["scenario"])) == [each.name, "b"] and len(sheet) % 2 == 0


# --- the induced --------------------------------------------------------------------------------------------------------------------------------------------


def induced(*rows: tuple[str, str, float, str | None], unit: str = "share", **more: Any) -> pd.DataFrame:
    return pd.DataFrame([{"scenario": "s", "lever": "x", "act": "a", "group": group, "measure": measure, "unit": unit, "mean": mean, "low": mean, "verdict": told, **more} for group, measure, mean, told in rows])


def test_a_pair_has_both_groups_and_whether_they_differ() -> None:
    both = (("induced", "m", 0.5, None), ("anyway", "m", 0.25, None))
    assert flat(induced_page._pair(induced(*both), "m", "en")) == "50 % against 25 %" and induced_page._pair(induced(*both, unit="USD"), "m", "en") == "0.5 against 0.25"
    for verdict in ("higher", "lower", "same", "cannot_be_told", "too_few_runs"):
        assert flat(induced_page._pair(induced(*both, (DIFFERENCE, "m", 0.25, verdict)), "m", "fr")) == f"50 % contre 25 % ({WORDS[verdict]('fr')})"
    half = induced(("induced", "m", NAN, None), ("anyway", "m", 0.25, None))
    assert flat(induced_page._pair(half, "m", "en")) == f"{say('undefined')} against 25 %" and induced_page._pair(induced(("induced", "other", 1.0, None)), "m", "en") == say("undefined")
    assert induced_page._pair(induced(("induced", "m", NAN, None), ("anyway", "m", NAN, None), (DIFFERENCE, "m", NAN, "too_few_households")), "m", "en") == "too few households"
    assert induced_page._value(induced(*both), "induced", "m") == (0.5, None, "share") and induced_page._value(induced(*both, (DIFFERENCE, "m", 0.25, "same")), DIFFERENCE, "m") == (0.25, "same", "share")


def test_what_is_left_is_said_year_by_year_or_that_it_does_not_end() -> None:
    first, second = (f"effect_left_year_{year}" for year in induced_page.YEARS_AFTER[:2])
    rows = induced((DIFFERENCE, first, 0.5, None), (DIFFERENCE, second, 0.25, None))
    years = induced_page.YEARS_AFTER[:2]
    assert flat(induced_page._left(rows, "en")) == f"year {years[0]}: 50 %, year {years[1]}: 25 %" and induced_page._left(rows.assign(low=NAN), "en") == f"year {years[0]}: cannot be told, year {years[1]}: cannot be told"
    assert induced_page._left(rows[:0], "en") == "does not end here" and induced_page.own_levers(pd.concat([rows, rows.assign(lever="y"), rows.assign(scenario="t"), rows.assign(act="b")]), "s") == 3
