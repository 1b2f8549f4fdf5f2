"""Tables of accounts and of value by hand-made replications, and the page that is made of them, in both languages."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.comparing.accounts import COLUMNS, ITEMS, OF_EITHER_SIGN, accounts_table
from experiments.comparing.rows import names_of
from experiments.comparing.value import Dose, brought_forward, dose_table, monthly_change, present_effect, steps, value_table
from experiments.reporting.account_page import WORDS, account_lines, account_section
from experiments.runs.replications import Replications
from experiments.text import number, percent
from model.outcome_registry import OUTCOMES
from scenarios import load
from scenarios.scenario import Scenario

RUNS = 12
EMPTY = pd.DataFrame(columns=["scenario", "replication", "month", "outcome", "value"])
GRANT = "morocco_belgium_matching_grant"
RELIEF = "morocco_belgium_donation_tax_relief"
INCENTIVE = "morocco_belgium_tax_incentive"

# A matching grant of 300: 60 for its desk, 230 in works, nothing forgone; 4 leak. Of gifts of 200, 20 are new, 30 more.
NUMBERS = {
    "administration": 70.0, "transfers": 230.0, "leakage": 4.0, "present_value_gross": 2_400.0, "present_value_reaching": 1_840.0, "money_supported": 200.0,
    "money_new": 20.0, "money_more": 30.0, "money_deadweight": 150.0, "money_spillover": 6.0, "money_displacement": 2.0, "money_net": 54.0,
}  # fmt: skip
CHANGES = {"public_revenue": 50.0, "present_value_revenue": 400.0, "valued_benefits": 54.0, "present_value_benefits": 440.0, "donations_collective": 54.0}


def replications(
    scenario: Scenario | str,
    judged: Mapping[str, Mapping[str, float]],
    changes: Mapping[str, float] = CHANGES,
    forgone: Mapping[str, float] | None = None,
    whole: Mapping[str, float] | None = None,
    name: str | None = None,
    spread: float = 0.0,
) -> Replications:
    """The same numbers in every run, but for changes, which swing by `spread` from run to run."""
    given = load(scenario) if isinstance(scenario, str) else scenario
    swing = np.where(np.arange(RUNS) % 2, 1.0, -1.0) * spread
    keys = [(outcome, None, None) for outcome in changes] + [("revenue_forgone", "lever", lever.id) for lever in given.levers]
    base = np.full((RUNS, len(keys)), 1_000.0)
    revenue = [np.full(RUNS, (forgone or {}).get(lever.id, 0.0)) for lever in given.levers]
    added = np.column_stack([np.full(RUNS, change) + swing for change in changes.values()] + revenue)
    base[:, len(changes) :] = 0.0
    found: dict[Any, Any] = {(outcome, "lever", lever): np.full(RUNS, value) for lever, numbers in judged.items() for outcome, value in numbers.items()}
    found |= {(outcome, None, None): np.full(RUNS, value) for outcome, value in (whole or {}).items()}
    return Replications(name or given.name, given, tuple(range(RUNS)), tuple(keys), base + added, base, found, "luck")


def means(table: pd.DataFrame, lever: str | None) -> dict[str, float]:
    own = table[table["lever"].isna()] if lever is None else table[table["lever"] == lever]
    return dict(zip(own["item"], own["mean"], strict=True))


def ratios(table: pd.DataFrame, lever: str | None = "matching_grant") -> dict[str, Any]:
    own = table[table["lever"].isna()] if lever is None else table[table["lever"] == lever]
    return {row.measure: row for row in own.itertuples(index=False)}  # type: ignore[misc]


GIVEN = replications(GRANT, {"matching_grant": NUMBERS})


def test_the_accounts_of_a_lever_are_its_parts() -> None:
    table = accounts_table(GIVEN)
    assert list(table.columns) == COLUMNS and tuple(table["item"]) == ITEMS
    assert means(table, "matching_grant") == {
        "gross_cost": 300.0, "administration": 70.0, "transfers": 230.0, "revenue_forgone": 0.0, "revenue_back": 50.0, "net_cost": 250.0,
        "supported": 200.0, "additional": 50.0, "additional_new": 20.0, "additional_more": 30.0, "deadweight": 150.0, "spillover": 6.0, "leakage": 4.0,
        "displacement": 2.0, "benefit": 54.0 + 230.0 - 4.0,
    }  # fmt: skip
    assert (table["low"] == table["mean"]).all() and (table["high"] == table["mean"]).all()
    parties = {row.item: (row.payer, row.payee) for row in table.itertuples(index=False)}
    assert parties["transfers"] == ("origin_state", "associations") and parties["administration"] == ("origin_state", "programme")
    assert parties["revenue_back"] == (None, "origin_state") and parties["additional"] == ("diaspora_households", "associations")


def test_what_is_spent_or_given_has_no_bound_below_zero_and_a_share_none_beyond_one() -> None:
    rare = np.where(np.arange(RUNS) >= RUNS - 2, 6.0, 0.0)
    each = replace(GIVEN, judged={key: values * rare for key, values in GIVEN.judged.items()})
    table = accounts_table(each).set_index("item")
    assert (table.loc[[item for item in ITEMS if item not in OF_EITHER_SIGN], "low"] >= 0.0).all() and table.loc["gross_cost", "low"] == 0.0
    assert table.loc["net_cost", "low"] < 0.0
    assert ratios(value_table(each, EMPTY))["cost_per_additional"].why == "not_told_from_zero"
    # a cost that is told from zero, and a share whose interval would reach beyond the whole
    steady = replace(GIVEN, judged={key: values * (1.0 + 0.3 * np.cos(np.arange(RUNS) + len(key[0]))) for key, values in GIVEN.judged.items()})
    share = ratios(value_table(steady, EMPTY))["reaching_share"]
    assert 0.0 <= share.low <= share.value <= share.high <= 1.0


def test_a_relief_is_all_forgone_and_kept_by_households() -> None:
    numbers = {**NUMBERS, "administration": 0.0, "transfers": 0.0, "leakage": 0.0}
    table = accounts_table(replications(RELIEF, {"donation_tax_relief": numbers}, forgone={"donation_tax_relief": 80.0}))
    found = means(table, "donation_tax_relief")
    assert (found["gross_cost"], found["revenue_forgone"], found["net_cost"], found["benefit"]) == (80.0, 80.0, 30.0, 134.0)
    row = table[table["item"] == "revenue_forgone"].iloc[0]
    assert (row["payer"], row["payee"]) == ("residence_state", "diaspora_households")


def test_what_is_not_valued_has_no_benefit_and_no_ratio_of_benefits() -> None:
    changes = {**CHANGES, "investment_productive": 40.0}
    each = replications(INCENTIVE, {"tax_incentive": NUMBERS}, changes)
    assert math.isnan(means(accounts_table(each), "tax_incentive")["benefit"])
    found = ratios(value_table(each, EMPTY), "tax_incentive")
    assert found["mvpf"].why == found["benefit_cost_ratio"].why == "not_valued" and math.isnan(found["mvpf"].value)
    # 40 a year over ten years, spread evenly and discounted at 3 %
    worth = 40.0 * sum(1.03 ** -(month / 12.0) for month in range(12 * each.scenario.years)) / 12.0
    assert found["cost_per_additional"].value == pytest.approx(2_400.0 / worth) and found["cost_per_additional"].unit == "USD per USD"
    assert found["net_cost_per_additional"].value == pytest.approx(2_000.0 / worth)


def test_benefit_per_dollar_is_by_present_values() -> None:
    found = ratios(value_table(GIVEN, EMPTY))
    assert found["mvpf"].value == pytest.approx((440.0 + 1_840.0) / (2_400.0 - 400.0))
    assert found["benefit_cost_ratio"].value == pytest.approx((440.0 + 1_840.0) / 2_400.0)
    assert found["reaching_share"].value == pytest.approx(1_840.0 / 2_400.0) and found["share_back"].value == pytest.approx(1.0 / 6.0)
    assert found["additional_share"].value == 0.25


def test_money_that_changes_hands_is_worth_it_to_who_gets_it_and_no_benefit_to_society() -> None:
    found = ratios(value_table(replications(RELIEF, {"donation_tax_relief": NUMBERS}), EMPTY), "donation_tax_relief")
    assert found["mvpf"].value == pytest.approx((440.0 + 1_840.0) / 2_000.0) and found["benefit_cost_ratio"].value == pytest.approx(440.0 / 2_400.0)


def test_there_is_no_ratio_where_what_it_is_divided_by_may_be_zero() -> None:
    free = ratios(value_table(replications(GRANT, {"matching_grant": {**NUMBERS, "present_value_gross": 0.0}}, {**CHANGES, "present_value_revenue": 0.0}), EMPTY))
    assert free["mvpf"].why == free["reaching_share"].why == free["cost_per_additional"].why == "no_cost"
    rich = ratios(value_table(replications(GRANT, {"matching_grant": NUMBERS}, {**CHANGES, "present_value_revenue": 5_000.0}), EMPTY))
    assert rich["mvpf"].why == "pays_for_itself" and rich["benefit_cost_ratio"].why is None
    doubtful = ratios(value_table(replications(GRANT, {"matching_grant": NUMBERS}, spread=500.0), EMPTY))
    assert doubtful["cost_per_additional"].why == "not_told_from_zero" and all(math.isnan(doubtful["cost_per_additional"][5 + k]) for k in range(3))
    nobody = ratios(value_table(replications(GRANT, {"matching_grant": {**NUMBERS, "money_supported": 0.0}}), EMPTY))
    assert nobody["additional_share"].why == "not_defined"


def test_too_few_runs_have_no_ratio() -> None:
    few = replace(GIVEN, numbers=(0,), values=GIVEN.values[:1], base=GIVEN.values[:1] * 0.0, judged={key: values[:1] for key, values in GIVEN.judged.items()})
    found = ratios(value_table(few, EMPTY))
    assert found["mvpf"].why == found["cost_per_additional"].why == "too_few_runs" and math.isnan(found["mvpf"].value)


PACKAGE = "morocco_belgium_package"


def in_package(judged: bool = False) -> Replications:
    scenario = load(PACKAGE)
    parts = ("supported", "new", "more", "deadweight", "spillover", "displacement")
    costs = {name: value for name, value in NUMBERS.items() if not name.startswith("money")}
    return replications(scenario, {lever.id: NUMBERS if judged else costs for lever in scenario.levers}, whole={f"money_{name}": 10.0 for name in parts})


def test_in_a_package_costs_are_by_lever_and_effects_are_of_the_whole() -> None:
    each = in_package()
    table, n = accounts_table(each), len(each.scenario.levers)
    assert len(table) == (n + 1) * len(ITEMS) and n > 1
    own, whole = means(table, "matching_grant"), means(table, None)
    assert own["gross_cost"] == 300.0 and whole["gross_cost"] == n * 300.0 and whole["transfers"] == n * 230.0
    assert all(math.isnan(own[item]) for item in ("revenue_back", "net_cost", "additional", "deadweight", "benefit"))
    assert (whole["revenue_back"], whole["net_cost"], whole["additional"]) == (50.0, n * 300.0 - 50.0, 20.0)


def test_a_lever_that_the_package_was_run_without_has_effects_of_its_own() -> None:
    each = in_package(judged=True)
    adds = {"public_revenue": 12.0, "valued_benefits": 9.0, "present_value_revenue": 400.0, "present_value_benefits": 160.0}
    rest = each.values - np.array([adds.get(outcome, 7.0) for outcome, *_ in each.keys])
    known = replace(each, left_out={"matching_grant": rest})
    table = accounts_table(known)
    own, other = means(table, "matching_grant"), means(table, "skills_placement")
    assert (own["revenue_back"], own["net_cost"], own["benefit"]) == (12.0, 288.0, 9.0 + 230.0 - 4.0) and math.isnan(other["net_cost"])
    assert (own["additional"], own["deadweight"]) == (50.0, 150.0)  # judged against the package without it
    found = ratios(value_table(known, EMPTY))
    assert found["mvpf"].value == pytest.approx((160.0 + 1_840.0) / 2_000.0)
    a_unit = sum(1.03 ** -(month / 12.0) for month in range(120)) / 12.0
    assert found["cost_per_additional"].value == pytest.approx(2_400.0 / (7.0 * a_unit)) and "brought_forward" not in found
    assert "mvpf" not in ratios(value_table(each, EMPTY))


def months(each: Replications, outcome: str, policy: Sequence[float]) -> pd.DataFrame:
    """The same months in every run: `policy`, against ones without it."""
    worlds = ((each.name, policy), (each.without, [1.0] * len(policy)))
    rows = [(name, run, month, outcome, value) for name, values in worlds for run in range(RUNS) for month, value in enumerate(values)]
    return pd.DataFrame(rows, columns=list(EMPTY.columns))


def test_what_only_came_earlier_is_what_vanishes_by_the_end() -> None:
    years = float(GIVEN.scenario.years)
    series = months(GIVEN, "donations_collective", [11.0, 11.0, -5.0, -5.0, 1.0, 2.0])
    # ahead by 10, 20, 14, 8, 8, 9: of the 20 at most, 11 are gone at the end
    assert brought_forward(GIVEN, "donations_collective", series)[:3] == pytest.approx((11.0 / years,) * 3)
    assert brought_forward(GIVEN, "donations_collective", months(GIVEN, "donations_collective", [2.0] * 6)).value == 0.0
    assert brought_forward(GIVEN, "dual_nationals", series).why == "not_defined"
    assert monthly_change(GIVEN, "donations_regular", series) is None


def test_effects_are_discounted_month_by_month_and_stocks_from_the_end() -> None:
    each = replications(load(GRANT, set={"parameters.accounting.discount_rate": 0.21}), {"matching_grant": NUMBERS}, {**CHANGES, "jobs": 80.0})
    later = months(each, "donations_collective", [1.0] * 12 + [122.0])
    assert present_effect(each, "donations_collective", later) == pytest.approx(np.full(RUNS, 100.0))
    assert present_effect(each, "jobs", EMPTY) == pytest.approx(np.full(RUNS, 80.0 * 1.21 ** -each.scenario.years))


# --- doses -------------------------------------------------------------------------------------------------------------------------------------------


def dose(name: str, cost: float, effect: float) -> Dose:
    return Dose(name, np.full(RUNS, cost), np.full(RUNS, effect))


def line(*doses: Dose) -> list[tuple[str, str | None, float, str | None]]:
    return [(step.name, step.against, step.found.value, step.found.why) for step in steps(doses, np.arange(RUNS))]


def test_each_dose_is_set_against_the_one_before_that_is_worth_its_money() -> None:
    found = line(dose("large", 60.0, 10.0), dose("small", 10.0, 5.0), dose("worse", 20.0, 4.0), dose("middle", 50.0, 6.0))
    # from small to middle a unit costs 40, from middle to large 2.5: small and large together do better than middle
    assert found[0] == ("small", None, 2.0, None) and found[3] == ("large", "small", 10.0, None)
    assert [(name, why) for name, _, _, why in found[1:3]] == [("worse", "dominated"), ("middle", "extendedly_dominated")]
    assert all(math.isnan(value) for _, _, value, why in found if why is not None)


def test_a_dose_that_does_nothing_is_dominated_by_doing_nothing() -> None:
    assert line(dose("idle", 10.0, 0.0))[0][3] == "dominated" and line(dose("harms", 10.0, -1.0))[0][3] == "dominated"


def test_a_step_that_cannot_be_told_from_zero_has_no_cost() -> None:
    swings = Dose("more", np.full(RUNS, 30.0), 5.0 + np.where(np.arange(RUNS) % 2, 9.0, -8.9))
    found = steps([dose("less", 10.0, 5.0), swings], np.arange(RUNS))
    assert found[1].found.why == "not_told_from_zero" and math.isnan(found[1].found.value)
    # nor is a dose dominated whose effect may be smaller or larger
    swings = Dose("more", np.full(RUNS, 30.0), 5.0 + np.where(np.arange(RUNS) % 2, 8.9, -9.0))
    assert steps([dose("less", 10.0, 5.0), swings], np.arange(RUNS))[1].found.why == "not_told_from_zero"


def doses() -> list[Replications]:
    made = []
    for name, ratio, cost, effect in (("half", 0.5, 1_000.0, 50.0), ("full", 1.0, 2_400.0, 80.0)):
        scenario = load(GRANT, set={"levers.matching_grant.ratio": ratio})
        made.append(replications(scenario, {"matching_grant": {**NUMBERS, "present_value_gross": cost}}, {**CHANGES, "donations_collective": effect}, name=name))
    return made


def test_scenarios_that_differ_in_one_lever_alone_are_doses_of_it() -> None:
    table = dose_table([*doses(), replications(RELIEF, {"donation_tax_relief": NUMBERS})], EMPTY)
    assert list(table["scenario"]) == ["half", "full"] and set(table["lever"]) == {"matching_grant"} and table["against"].iloc[1] == "half"
    a_unit = sum(1.03 ** -(month / 12.0) for month in range(120)) / 12.0
    assert table["value"].tolist() == pytest.approx([1_000.0 / (50.0 * a_unit), 1_400.0 / (30.0 * a_unit)])
    assert not len(dose_table([GIVEN], EMPTY))


# --- words -------------------------------------------------------------------------------------------------------------------------------------------


def compared(*each: Replications) -> Any:
    """What the page reads of a comparison."""
    value = [value_table(one, EMPTY) for one in each] + [dose_table(each, EMPTY)]
    return SimpleNamespace(replications=each, accounts=pd.concat([accounts_table(one) for one in each]), value=pd.concat([table for table in value if len(table)]))


def row_of(lines: Sequence[str], label: str, place: int) -> list[str]:
    found = [text for text in lines if text.startswith(f"| {label} |")]
    return [cell.strip() for cell in found[place].strip("|").split("|")]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_says_what_the_tables_say(language: str) -> None:
    lines = account_section(compared(GIVEN), language)
    label = GIVEN.scenario.label(language)
    who = "to associations" if language == "en" else "à\u00a0: associations"
    assert row_of(lines, label, 0) == [label, "300", "70", f"230 {who}", "0", "4", "50", "250"]
    dash = WORDS["not_defined"](language)
    assert row_of(lines, label, 1) == [label, "200", percent(0.25, language), "20", "30", "150", "6", "2", dash]
    worth = row_of(lines, label, 2)
    assert worth[1:4] == [percent(1_840.0 / 2_400.0, language), number(1.14, language), number(0.95, language)]
    assert any(("300" in text and "50" in text and text.startswith("- ")) for text in lines)
    assert any(percent(0.03, language) in text for text in lines)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_says_why_there_is_no_ratio_and_what_each_dose_costs(language: str) -> None:
    each = replications(INCENTIVE, {"tax_incentive": NUMBERS}, {**CHANGES, "investment_productive": 0.0})
    found = compared(each, *doses())
    lines = account_section(found, language)
    worth = row_of(lines, names_of(found.replications, language)[each.name], 2)
    assert worth[2] == worth[3] == WORDS["not_valued"](language) and worth[4] == WORDS["not_told_from_zero"](language)
    a_unit = sum(1.03 ** -(month / 12.0) for month in range(120)) / 12.0
    assert any(number(1_400.0 / (30.0 * a_unit), language) in text for text in lines[-2:])


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("width", [60, 160])
def test_the_table_of_the_terminal_has_cost_and_worth(language: str, width: int) -> None:
    from rich.console import Console

    found = compared(GIVEN, in_package())
    labels = {each.name: each.scenario.label(language) for each in found.replications}
    console = Console(width=width, record=True, no_color=True, file=None, quiet=False)
    with console.capture() as captured:
        console.print(account_lines(found.accounts, found.value, labels, language, width))
    text = captured.get()
    assert "300" in text and "250" in text and f"{number(1.14, language)} USD/USD" in " ".join(text.split())
    assert account_lines(found.accounts.iloc[:0], found.value, labels, language, width) is None


def test_every_word_of_the_page_is_in_both_languages() -> None:
    for key, text in WORDS.items():
        assert text.en and text.fr and (text.en != text.fr or key in ("not_defined", "additional")), key
    assert all(OUTCOMES[name].theme == "cost" for name in ("public_revenue", "valued_benefits", "present_value_revenue", "present_value_benefits"))
