"""Lines of the pages of a question, of the accounts and of a split, from small tables made by hand: each number under its own head, in both languages."""

from __future__ import annotations

import math
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from experiments.alarms import RULES
from experiments.comparing.accounts import COLUMNS as ACCOUNT_COLUMNS
from experiments.comparing.value import COLUMNS as VALUE
from experiments.reporting.account_page import account_section
from experiments.reporting.contribution_page import contribution_section
from experiments.reporting.question_sheet import EqualCosts, alarm_lines, cost_line, handout, rows_of
from model.levers import REGISTRY
from model.outcome_registry import OUTCOMES
from scenarios import load
from scenarios.questions import Question, QuestionFile, question, text_of

NAN = math.nan


# --- a question ----------------------------------------------------------------------------------------------------------------------------------------


def asked(**changes: Any) -> Question:
    """Question 1, a grant or a counter, with changes to its file."""
    found = question(1)
    return Question(QuestionFile.model_validate({**found.content.model_dump(), **changes}))


def alarms_of(found: Question, fires: tuple[bool, bool]) -> pd.DataFrame:
    rows = []
    for option, value, is_on in zip(found.content.options[:2], (0.05, 0.4), fires, strict=True):
        for measure, reading in (("additionality", value), ("informed", 0.9)):  # of another alarm: not asked for
            rows.append({"scenario": found.scenario_name(option), "lever": " ".join(option.levers), "measure": measure, "value": reading, "fires": is_on})
    return pd.DataFrame(rows)


def test_alarms_of_a_question_say_which_option_and_whether_they_are_on() -> None:
    options = [option.model_dump() for option in asked().content.options[:2]]
    found = asked(options=[options[0], {**options[1], "levers": {"one_stop_shop": options[1]["levers"]["one_stop_shop"]}}])
    first, second = found.content.options
    (line,) = alarm_lines(found, alarms_of(found, (True, False)), "en")
    (rule,) = (rule for rule in RULES if rule.alarm == "X1")
    assert line.startswith("Alarm X1, ") and f"{rule.says.en} (on below 0.15)." in line
    assert line.endswith(f" {first.label.en}: 0.05 (ON); {second.label.en}: 0.4 (off).")
    assert text_of(first.label)("fr") == "Prime de 10\u202f%"
    (french,) = alarm_lines(found, alarms_of(found, (False, True)), "fr")
    assert "(active au-dessous de 0,15)" in french
    assert " ".join(french.split()).endswith(f"Prime de 10 % : 0,05 (inactive) ; {second.label.fr} : 0,4 (ACTIVE).")
    assert alarm_lines(found, alarms_of(found, (True, False)).iloc[:0], "en") == []


def test_an_option_of_several_levers_says_which_of_them() -> None:
    found = asked(alarms=["X4"])
    two = {**found.content.options[0].model_dump(), "levers": {"one_stop_shop": {}, "investment_grant": {}}}
    found = asked(alarms=["X4"], options=[two, found.content.options[1].model_dump()])
    name = found.scenario_name(found.content.options[0])
    table = pd.DataFrame([{"scenario": name, "lever": "one_stop_shop investment_grant", "measure": "abandonment", "value": 0.3, "fires": True}])
    (line,) = alarm_lines(found, table, "en")
    labels = ", ".join(REGISTRY[lever].label.en.lower() for lever in ("one_stop_shop", "investment_grant"))
    assert "(on above 0.2)" in line and line.endswith(f"{found.content.options[0].label.en}, {labels}: 0.3 (ON).")


@pytest.mark.parametrize(("tolerance", "en", "fr"), [(0.25, "Equal cost", "Coût égal"), (0.15, "", "")])
def test_the_line_of_costs_says_how_far_apart_they_are(tolerance: float, en: str, fr: str) -> None:
    """90 and 110 are 20 % of their mean apart."""
    content = {"equal_cost": {"options": [option.id for option in question(1).content.options[:2]], "tolerance": tolerance, "how": {"en": "by budget", "fr": "par le budget"}}}
    found, costs = asked(**content), EqualCosts({"a": 90.0, "b": 110.0}, tolerance)
    for language, head, how, mark in (("en", en, "by budget", " %"), ("fr", fr, "par le budget", "\u202f%")):
        line = cost_line(found, costs, language)
        assert line.startswith(head) and how in line and f"20{mark}" in line and f"{100 * tolerance:.0f}{mark}" in line
        assert line.startswith("Equal cost" if language == "en" else "Coût égal") is bool(en)


def test_cells_of_a_question_are_its_own_and_levels_without_policy_stand_apart() -> None:
    found = asked(watch=["firms_created", "jobs"], levels=[], names={})
    ids = [option.id for option in found.content.options]
    table = pd.DataFrame([
        {"watched": name, "option": option, "value": 10.0 * place + number, "low": 10.0 * place, "high": 10.0 * place + 9.0, "is_level": name == "jobs", "without_policy": 500.0 + number}
        for number, name in enumerate(("firms_created", "jobs")) for place, option in enumerate(ids, start=1)
    ])  # fmt: skip
    (firms, jobs) = rows_of(found, table, "en")
    assert (firms[0], firms[2], jobs[2]) == (OUTCOMES["firms_created"].label.en, "500", "501")
    assert [cell.split("\n")[0] for cell in firms[3]] == [f"+{10 * place}" for place in range(1, len(ids) + 1)]
    assert [cell.split("\n")[0] for cell in jobs[3]] == [f"{10 * place + 1}" for place in range(1, len(ids) + 1)]  # a level has no sign
    assert "10 " in firms[3][0].split("\n")[1] and "19" in firms[3][0].split("\n")[1]
    several = table.assign(without_policy=NAN)
    assert [row[2] for row in rows_of(found, several, "en")] == [None, None]
    missing = rows_of(found, table[table["option"] != ids[0]], "en")
    assert [cells[0] for *_, cells in missing] == ["-", "-"]
    for one_world, other in ((table, several), (several, table)):
        page = handout(found, one_world, pd.DataFrame(columns=["scenario", "measure", "lever", "value", "fires"]), "en")
        head = next(line for line in page.split("\n") if line.startswith(("| Outcome", "| outcome")))
        assert ("500" in page) is (one_world is table) and other is not one_world
        assert head.count("|") == len(ids) + (4 if one_world is table else 3)


# --- accounts ------------------------------------------------------------------------------------------------------------------------------------------


def accounts(**items: tuple[float, float, float]) -> pd.DataFrame:
    """Items of one lever, each with mean and interval."""
    rows = []
    for item, (mean, low, high) in items.items():
        row = dict.fromkeys(ACCOUNT_COLUMNS) | {"scenario": "hand", "lever": "matching_grant", "item": item, "mean": mean, "low": low, "high": high}
        rows.append(row | {"payer": "origin_state", "payee": "associations" if item == "transfers" else None})
    return pd.DataFrame(rows)


def ratios(**measures: tuple[float, float, float, str | None]) -> pd.DataFrame:
    rows = []
    for measure, (value, low, high, why) in measures.items():
        rows.append(dict.fromkeys(VALUE) | {"scenario": "hand", "lever": "matching_grant", "measure": measure, "value": value, "low": low, "high": high, "why": why})
    return pd.DataFrame(rows)


def page(table: pd.DataFrame, value: pd.DataFrame, language: str) -> list[list[str]]:
    """The three rows of the policy: costs, what was added, worth."""
    scenario = load("morocco_belgium_matching_grant")
    each = SimpleNamespace(name="hand", scenario=scenario)
    lines = account_section(SimpleNamespace(replications=(each,), accounts=table, value=value), language)  # type: ignore[arg-type]
    own = [line for line in lines if line.startswith(f"| {scenario.label(language)} |")]
    return [[cell.strip() for cell in line.strip("|").split("|")][1:] for line in own]


def test_amounts_and_ratios_stand_with_their_intervals() -> None:
    table = accounts(
        gross_cost=(300.0, 250.0, 350.0), administration=(70.0, 70.0, 70.0), transfers=(230.0, 180.0, 280.0), revenue_forgone=(0.0, 0.0, 0.0), leakage=(4.0, NAN, NAN),
        revenue_back=(50.0, 40.0, 60.0), net_cost=(NAN, NAN, NAN), supported=(200.0, 150.0, 250.0),
    )  # fmt: skip
    value = ratios(
        reaching_share=(0.75, 0.7, 0.8, None), additional_share=(0.25, 0.25, 0.25, None), mvpf=(1.5, 1.2, 1.8, None), benefit_cost_ratio=(NAN, NAN, NAN, "not_valued"),
        cost_per_additional=(NAN, NAN, NAN, "nonsense"), brought_forward=(12.0, 10.0, 14.0, None),
    )  # fmt: skip
    costs, added, worth = page(table, value, "en")
    assert costs == ["300 [250 to 350]", "70", "230 to associations [180 to 280]", "0", "4", "50 [40 to 60]", "-"]
    assert added[:2] == ["200 [150 to 250]", "25 %"] and added[2:-1] == ["-"] * 5 and added[-1] == "12 [10 to 14]"
    assert worth[:2] == ["75 % [70 %, 80 %]", "1.5 [1.2 to 1.8]"] and worth[2] not in ("-", "not_valued") and worth[3:] == ["-", "-"]
    costs, _, worth = page(table, value, "fr")
    assert costs[0] == "300 [250 à 350]" and worth[:2] == ["75\u202f% [70\u202f%, 80\u202f%]", "1,5 [1,2 à 1,8]"]


def test_of_a_transfer_of_nothing_nobody_is_named() -> None:
    ((costs, *_), *_) = [page(accounts(gross_cost=(300.0, 300.0, 300.0), transfers=(0.0, 0.0, 0.0)), ratios(mvpf=(1.0, 1.0, 1.0, None)), "en")]
    assert costs[2] == "0"
    other = accounts(gross_cost=(300.0, 300.0, 300.0), transfers=(5.0, 5.0, 5.0)).replace({"payee": {"associations": "somebody"}})
    assert page(other, ratios(mvpf=(1.0, 1.0, 1.0, None)), "en")[0][2] == "5 to somebody"


# --- a split -------------------------------------------------------------------------------------------------------------------------------------------


def split(outcome: str, *shares: float) -> pd.DataFrame:
    """Two levers and what each adds: alone one more than its share, left out one less."""
    rows = []
    for lever, share in zip(("matching_grant", "tax_incentive"), shares, strict=True):
        kinds = {"alone": share + 1.0, "left_out": share - 1.0, "shapley": share}
        row: dict[str, Any] = {"scenario": "hand", "lever": lever, "outcome": outcome}
        for kind, value in kinds.items():
            row |= {kind: value, f"{kind}_low": value - 0.5, f"{kind}_high": value + 0.5}
        rows.append(row)
    return pd.DataFrame(rows)


def test_shares_of_a_split_add_up_to_the_whole() -> None:
    scenario = replace(load("morocco_belgium_matching_grant"))
    beyond = pd.DataFrame([{"scenario": "hand", "outcome": "jobs", "first": None, "second": None, "interaction": -2.0, "low": -3.0, "high": -1.0}])
    table = pd.DataFrame([{"scenario": "hand", "outcome": "jobs", "breakdown": None, "difference_low": 6.0, "difference_high": 10.0}])
    comparison = SimpleNamespace(contributions=split("jobs", 6.0, 2.0), interactions=beyond, replications=(SimpleNamespace(name="hand", scenario=scenario),), table=table)
    lines = contribution_section(comparison)  # type: ignore[arg-type]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    verdict, grant, tax, whole = rows[2], *rows[-3:]
    assert verdict[1:4] == ["+8 [6 to 10]", "+10", "-2 [-3 to -1]"]
    assert grant[1:] == [REGISTRY["matching_grant"].label.en, "+7 [6.5 to 7.5]", "+5 [4.5 to 5.5]", "+6 [5.5 to 6.5]", "75 %"]
    assert tax[0] == "" and tax[1:] == [REGISTRY["tax_incentive"].label.en, "+3 [2.5 to 3.5]", "+1 [0.5 to 1.5]", "+2 [1.5 to 2.5]", "25 %"]
    assert whole[0] == "" and whole[2:] == ["", "", "+8", "100 %"]
    none = SimpleNamespace(contributions=split("jobs", 6.0, -6.0), interactions=beyond, replications=comparison.replications, table=table.assign(difference_low=-1.0, difference_high=1.0))
    assert [line.strip("|").split("|")[-1].strip() for line in contribution_section(none)[-3:]] == ["cannot be told", "cannot be told", ""]  # type: ignore[arg-type]
