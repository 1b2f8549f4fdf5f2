"""Sections of the pages of results line by line, from replications whose every number is known."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from rich.console import Console

from experiments.checks.policy_words import month_name
from experiments.comparing.lever_contributions import Contributions, note_of
from experiments.comparing.rows import effects, with_levers
from experiments.comparing.value import present_effect, rate_of
from experiments.reporting.account_page import account_lines, account_section, accounts_in_short, policies_of
from experiments.reporting.contribution_page import BY_LOT, NOTHING, SAYS, contribution_section
from experiments.reporting.summary import four_says, four_table, gains_table, pays_lines, summary, title_of
from experiments.reporting.what_it_rests_on import cannot_tell, why_runs_differ
from experiments.reporting.what_was_compared import compared_section, for_whom
from experiments.runs.replications import COST, Replications
from experiments.shown_money import showing
from experiments.text import CANNOT, number, say
from model.levers import REGISTRY
from model.outcome_registry import OUTCOMES
from model.parameter import Text
from scenarios import load
from tests.worked import GRANT, PACKAGE, RUNS, flat, key, months_of, same, worked

MAIN, LABEL = "donations_collective", "Moroccans in Belgium, matching grant 1:1"
CHANGES = {
    key(MAIN): 200.0, key(MAIN, "sex", "female"): 150.0, key(MAIN, "sex", "male"): 50.0, key(COST): 300.0, key(COST, "payer", "origin_state"): 300.0,
    key("revenue_forgone", "payer", "origin_state"): 60.0, key("revenue_forgone", "lever", "matching_grant"): 60.0, key("public_revenue"): 50.0,
    key("present_value_revenue"): 400.0, key("valued_benefits"): 54.0, key("present_value_benefits"): 440.0,
}  # fmt: skip
NUMBERS = {
    "additional": 30.0, "deadweight": 70.0, "administration": 70.0, "transfers": 170.0, "leakage": 4.0, "present_value_gross": 2_400.0, "present_value_reaching": 1_840.0,
    "money_supported": 200.0, "money_new": 20.0, "money_more": 30.0, "money_deadweight": 150.0, "money_spillover": 6.0, "money_displacement": 2.0,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.manifest.package_version", lambda: "1.0")


def grant(**more: Any) -> Replications:
    return same(GRANT, CHANGES, {key(name, "lever", "matching_grant"): value for name, value in NUMBERS.items()}, **more)


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in flat(line).strip("|").split("|")]


def after(lines: list[str], head: str) -> list[list[str]]:
    """The rows of the table below a heading."""
    place = lines.index(head)
    rows = []
    for line in lines[place + 1 :]:
        if line.startswith("#"):
            break
        rows += [cells(line)] if line.startswith("|") and not line.startswith("|---") else []
    return rows


# --- accounts ---------------------------------------------------------------------------------------------------------------------------------------------


def test_the_accounts_of_a_policy_line_by_line() -> None:
    lines = account_section(worked(grant()))
    heads = [line for line in lines if line.startswith("#")]
    assert heads == ["## Public accounts", "### What it costs, and where the money goes", "### What would not have come anyway, in money", "### What it is worth"]
    costs = after(lines, heads[1])
    assert costs == [
        ["Policy", "Gross cost", "Running it", "Reaches projects, firms, people", "Tax forgone", "Leaks to others", "Comes back", "Net cost"],
        [LABEL, "300", "70", "170 to associations", "60", "4", "50", "250"],
    ]  # fmt: skip
    assert f"- {LABEL}. Paid by: state of origin, 300 USD a year; to the state of origin comes back: 50 USD a year" in lines
    assert after(lines, heads[2])[1] == [LABEL, "200", "25 %", "20", "30", "150", "6", "2", "-"]
    effect = 200.0 * 10.0 * sum(1.03 ** -(month / 12.0) for month in range(120)) / 120.0
    assert rate_of(grant()) == 0.03 and present_effect(grant(), MAIN, pd.DataFrame(columns=["outcome"])) == pytest.approx(np.full(RUNS, effect))
    worth = after(lines, heads[3])
    assert worth[1] == [LABEL, "77 %", number(2280.0 / 2000.0), number(2280.0 / 2400.0), f"{number(2400.0 / effect)} USD per USD", f"{number(2000.0 / effect)} USD per USD"]
    assert any("Present values at 3 % a year" in line for line in lines)
    french = account_section(worked(grant()), "fr")
    assert flat(french[0]) == "## Comptes publics" and after(french, "### Ce que cela coûte, et où va l'argent")[1][3] == "170 à : associations"
    short = [cells(line) for line in accounts_in_short(worked(grant()))]
    assert short[2] == [LABEL, "300", "250", "70", "170 to associations", number(1.14), f"{number(2400.0 / effect)} USD per USD"]
    assert account_section(worked(replace(grant(), base=None), baseline=False)) == [] == accounts_in_short(worked(replace(grant(), base=None), baseline=False))


@pytest.mark.parametrize(("low", "high", "says"), [(-70.0, 80.0, "cannot be told from zero"), (20.0, 80.0, "comes back: 50 USD"), (-80.0, -20.0, "comes back: 50")])
def test_what_comes_back_is_said_only_where_it_can_be_told_from_zero(low: float, high: float, says: str) -> None:
    comparison = worked(grant())
    accounts = comparison.accounts.copy()
    accounts.loc[accounts["item"] == "revenue_back", ["low", "high"]] = (low, high)
    vars(comparison)["accounts"] = accounts  # worked out once, and kept
    (line,) = [line for line in account_section(comparison) if line.startswith("- ") and "Paid by" in line]
    assert says in line


def test_intervals_stand_beside_what_swings() -> None:
    swung = grant()
    steps = np.array([1.0, 0.9, 1.1, 1.0, 0.95, 1.05])
    each = replace(swung, judged={name: values * steps if name[0] in ("administration", "money_new", "present_value_reaching") else values for name, values in swung.judged.items()})
    rows = after(account_section(worked(each)), "### What it costs, and where the money goes")
    assert rows[1][2].startswith("70 [") and rows[1][1].startswith("300 [") and rows[1][3] == "170 to associations" and rows[1][4] == "60"
    shares = after(account_section(worked(each)), "### What would not have come anyway, in money")[1]
    assert shares[2].startswith("25 % [") and shares[3].startswith("20 [") and shares[4] == "30"


def package(**more: Any) -> Replications:
    """Four levers, each with a cost of its own: 10, 20, 30 and 40 in the order of their ids."""
    levers = [lever.id for lever in load(PACKAGE).levers]
    judged = {key(name, "lever", lever): 10.0 * place for place, lever in enumerate(levers, start=1) for name in ("administration", "present_value_gross")}
    judged |= {key(name, "lever", lever): 0.0 for lever in levers for name in ("transfers", "leakage", "present_value_reaching")}
    changes = {key(COST): 100.0, key(MAIN): 8.0, key("jobs"): 2.0} | {key(REGISTRY[lever].main_outcome): 6.0 for lever in levers if lever != "matching_grant"}
    changes |= {key("revenue_forgone", "lever", lever): 0.0 for lever in levers} | {key(COST, "lever", lever): 10.0 * place for place, lever in enumerate(levers, start=1)}
    changes |= {key(name): 5.0 for name in ("public_revenue", "present_value_revenue", "valued_benefits", "present_value_benefits")}
    return same(PACKAGE, changes, judged, **more)


def test_a_package_stands_before_its_levers_and_each_has_its_payer() -> None:
    found = worked(package())
    names = [(name, lever) for name, _, lever, _ in policies_of(found, "en")]
    ids = [lever.id for lever in package().scenario.levers]
    assert [lever for _, lever in names] == [None, *ids] and names[0][0] == "Moroccans in Belgium, package of four policies (whole package)"
    assert all(name == f"of which {REGISTRY[lever].label.en} (Moroccans in Belgium, package of four policies)" for name, lever in names[1:] if lever is not None)
    lines = account_section(found)
    costs = after(lines, "### What it costs, and where the money goes")
    assert [row[1] for row in costs[1:]] == ["100", "10", "20", "30", "40"] and [row[6] for row in costs[1:]] == ["5", "-", "-", "-", "-"] and [row[7] for row in costs[1:]] == ["95", "-", "-", "-", "-"]
    bears = [flat(line) for line in lines if ". Paid by: " in line]
    payers = [say(lever.paid_by)[:1].lower() + say(lever.paid_by)[1:] for lever in package().scenario.levers]
    assert [line.split(". Paid by: ")[1] for line in bears] == [f"{payer}, {10 * place} USD a year" for place, payer in enumerate(payers, start=1)]
    known = replace(package(), left_out={ids[0]: package().values - 1.0})
    assert after(account_section(worked(known)), "### What it costs, and where the money goes")[2][6:] == ["1", "9"]


def test_doses_are_said_after_the_one_before_or_why_not() -> None:
    small = same(GRANT, {**CHANGES, key(MAIN): 100.0}, {key(name, "lever", "matching_grant"): value / 4.0 for name, value in NUMBERS.items()}, name="small")
    small = replace(small, scenario=load(GRANT, set={"levers.matching_grant.ratio": 0.5}))
    lines = [flat(line) for line in account_section(worked(small, grant()))]
    factor = 10.0 * sum(1.03 ** -(month / 12.0) for month in range(120)) / 120.0
    first, second = 600.0 / (100.0 * factor), 1800.0 / (100.0 * factor)
    name = OUTCOMES[MAIN].label.en
    what = name[:1].lower() + name[1:]
    doses = lines[lines.index("### From one dose to the next") + 2 :]
    assert doses == [
        f"- {LABEL} after no policy: {number(first)} [{number(first)} to {number(first)}] USD per additional unit ({what})",
        f"- {LABEL} (2) after {LABEL}: {number(second)} [{number(second)} to {number(second)}] USD per additional unit ({what})",
    ]  # fmt: skip
    worse = replace(small, name="worse", values=np.where(np.arange(len(small.keys)) == 0, 1050.0, small.values), judged={one: 8.0 * values for one, values in small.judged.items()})
    assert any("dominated: costs more and does no more" in flat(line) for line in account_section(worked(worse, grant())))


def printed(group: Any) -> str:
    console = Console(width=400, record=True, file=open("/dev/null", "w"))  # noqa: SIM115 - nothing is kept
    console.print(group)
    return console.export_text()


def test_the_terminal_has_the_same_numbers() -> None:
    found = worked(grant())
    text = printed(account_lines(found.accounts, found.value, {GRANT: "Grant"}, "en", 400))
    (row,) = [line.split() for line in text.splitlines() if line.strip().startswith("Grant")]
    assert row == ["Grant", "300", "70", "170", "60", "250", "1.14", "USD/USD", "25", "%"] and account_lines(found.accounts.iloc[:0], found.value, {}, "en") is None
    other = same("morocco_belgium_tax_incentive", {key("investment_productive"): 40.0, key(COST): 300.0, key("revenue_forgone", "lever", "tax_incentive"): 0.0, key("present_value_revenue"): 0.0, key("public_revenue"): 0.0},
        {key(name, "lever", "tax_incentive"): value for name, value in NUMBERS.items()})  # fmt: skip
    given = worked(other)
    price = number(2400.0 / (40.0 * 10.0 * sum(1.03 ** -(month / 12.0) for month in range(120)) / 120.0))
    assert f"{price} USD per USD" in printed(account_lines(given.accounts, given.value, {}, "en", 400))


# --- levers of a package ----------------------------------------------------------------------------------------------------------------------------------


def split(share: tuple[float, ...], alone: tuple[float, ...], left_out: tuple[float, ...], levers: tuple[str, ...], numbers: int = RUNS) -> Contributions:
    parts = [np.tile(np.array(values)[:, None], (numbers, 1, 1)) for values in (alone, left_out, share)]
    whole = parts[2].sum(axis=1)
    return Contributions(PACKAGE, levers, (MAIN,), tuple(range(numbers)), np.arange(numbers), *parts, whole, {}, True, np.array([numbers]), np.array([False]))


def test_a_package_is_set_against_the_sum_of_its_levers() -> None:
    levers = ("tax_incentive", "matching_grant", "skills_placement")
    found = worked(package(), splits=[split((1.0, 7.0, 0.0), (2.0, 5.0, 0.0), (0.0, 9.0, 0.0), levers)])
    lines = contribution_section(found)
    assert lines[:3] == ["## Does the package give more than its parts?", "", SAYS("en")] and "### Moroccans in Belgium, package of four policies" in lines
    tables = [cells(line) for line in lines if line.startswith("|") and not line.startswith("|---")]
    main = OUTCOMES[MAIN].label.en
    assert tables[1][1:] == ["+8 [8 to 8]", "+7", "+1 [+1 to +1]", "more than its parts"] and tables[1][0].startswith(main)
    assert tables[3:] == [
        [main, REGISTRY["tax_incentive"].label.en, "+2 [2 to 2]", "0 [0 to 0]", "+1 [1 to 1]", "12 %"], ["", REGISTRY["matching_grant"].label.en, "+5 [5 to 5]", "+9 [9 to 9]", "+7 [7 to 7]", "88 %"],
        ["", "Whole package", "", "", "+8", "100 %"],
    ]  # fmt: skip
    only = [cells(line) for line in contribution_section(found, splits=False) if line.startswith("| ")]
    assert len(only) == 2 and len([line for line in contribution_section(found, wholes=False) if line.startswith("| ")]) == 4 and contribution_section(worked(package())) == []
    less = contribution_section(worked(package(), splits=[split((1.0, 7.0), (5.0, 5.0), (1.0, 1.0), levers[:2])]), "fr")
    assert any("moins que ses parties" in line for line in less) and any("exactement ses parties" in line for line in contribution_section(worked(package(), splits=[split((3.0, 5.0), (3.0, 5.0), (3.0, 5.0), levers[:2])]), "fr"))
    assert NOTHING("en") in contribution_section(worked(package(), splits=[split((0.0, 0.0), (0.0, 0.0), (0.0, 0.0), levers[:2])])) and BY_LOT("en") not in lines
    many = tuple(f"lever_{place}" for place in range(7))
    assert BY_LOT("en") in contribution_section(worked(package(), splits=[split((1.0,) * 7, (1.0,) * 7, (1.0,) * 7, many)]))
    full = split((1.0, 7.0), (2.0, 5.0), (0.0, 9.0), levers[:2])
    assert note_of(full, Text("P", "E")) is None
    lost = replace(full, shapley=np.where(np.arange(RUNS)[:, None, None] < 2, np.nan, full.shapley))
    note = note_of(lost, Text("P", "E"))
    assert note is not None and note.en.startswith("P: what its levers add rests on 4 of 6 runs and adds up to the change in these") and "4 simulations sur 6" in note.fr


# --- the first page -----------------------------------------------------------------------------------------------------------------------------------------


def test_rows_of_levers_stand_below_their_package_where_they_are_known() -> None:
    ids = [lever.id for lever in package().scenario.levers]
    known = replace(package(), left_out={ids[1]: package().values - np.arange(len(package().keys))})
    rows = with_levers(effects(worked(known, grant())))
    assert [row.lever.id if row.lever is not None else None for row in rows][-2:] == [ids[1], None] and sum(row.lever is not None for row in rows) == 1
    table = [cells(line) for line in four_table(worked(known, grant()), rows, "en")]
    assert table[0] == ["Policy", say("s_effect"), say("s_cost"), say("s_unit_cost"), say("s_additional")] and len(table) == len(rows) + 2
    assert table[-2][0].startswith(f"of which {REGISTRY[ids[1]].label.en} (") and "20 USD a year [20 to 20]" in table[-2][2] and say("s_of_which") in four_says(rows, "en") and say("s_of_which") not in four_says(rows[-1:], "en")
    last = table[-1]
    assert last[1] == f"{OUTCOMES[MAIN].label.en}: **rises**, +200 USD of 2019 a year (+20 %) [200 to 200] {{200 to 200}}" and last[2] == "300 USD a year [300 to 300]" and last[3] == "1.5 USD per USD [1.5 to 1.5]"
    assert "30 %" in last[4] and "70 %" in last[4] and "25 %" in last[4]
    assert [cells(line) for line in gains_table(worked(grant()), effects(worked(grant())), "en")][2][2:] == ["women 75 %, men 25 %", "-", "-"]
    assert [flat(line) for line in pays_lines(worked(grant()), "en")] == [f"- {LABEL}: state of origin 240 USD a year (spending), state of origin 60 USD a year (revenue forgone)"]


def test_the_page_has_its_sections_in_their_order() -> None:
    found = worked(grant(), series=months_of(grant(), MAIN, [101.0] * 120, [100.0] * 120))
    text = summary(found)
    heads = [line[3:] for line in text.splitlines() if line.startswith("## ")]
    assert text.startswith(f"# {LABEL}\n\n**{say('not_calibrated')}**\n") and heads[0] == "What was compared" and heads[1] == say("s_four")
    assert heads.index(say("s_gain")) < heads.index(say("s_pay")) < heads.index("Public accounts") < heads.index(say("s_why")) < heads.index(say("s_assumed")) < heads.index(say("s_cannot"))
    assert all(said[0] in text for said in CANNOT) and cannot_tell("fr").count("\n- ") == len(CANNOT) and say("s_why_luck") in why_runs_differ(found, effects(found), "en")
    levels = summary(worked(replace(grant(), base=None), baseline=False))
    assert say("s_levels") in levels and "Public accounts" not in levels and f"| {LABEL} | {OUTCOMES[COST].label.en} | USD of 2019 a year | 300 | 300 to 300 |" in flat(levels)
    assert title_of(found, "fr").startswith("Marocains de Belgique, subvention")
    euros = found.in_currency("EUR", 0.5)
    with showing(euros.money):
        assert "150 EUR a year [150 to 150]" in flat("\n".join(four_table(euros, effects(euros), "en")))


def test_what_was_compared_line_by_line() -> None:
    lines = [flat(line) for line in compared_section(worked(grant()))]
    assert lines[0] == "## What was compared" and lines[2] == "- **Who**: Morocco to Belgium (MAR-BEL)" and lines[4] == "- **When**: 2020-01 to 2029-12, 10 years, after a burn-in of 5 years"
    households = sum(corridor.households for corridor in grant().scenario.settings().corridors)
    assert lines[5] == f"- **How many**: {number(float(households))} households, by at most 2,000 records a corridor"
    assert lines[6] == "- **Runs**: 6 a scenario, with and without the policy in common random numbers; inputs at their declared values"
    row = next(cells(line) for line in lines if line.startswith(f"| {LABEL}"))
    assert row[1:] == ["2020-01 to 2029-12", "2 M", "20 M", "state of origin", "everybody"]
    assert any(line.startswith("- Matching grant (Moroccans in Belgium, matching grant 1:1): ") for line in lines)
    against = [flat(line) for line in compared_section(worked(grant(), reference=same(PACKAGE, CHANGES)))]
    assert "- **Compared directly with**: Moroccans in Belgium, package of four policies" in against
    assert [month_name("2020-03", month) for month in (0, 9, 10, 21, 22)] == ["2020-03", "2020-12", "2021-01", "2021-12", "2022-01"]
    lever = grant().scenario.levers[0]
    limited = load(GRANT, set={"levers.matching_grant.eligibility.sex": "female", "levers.matching_grant.eligibility.random_share": 0.25}).levers[0]
    assert flat(for_whom(limited, "en")) == "head of household: women; share drawn by lot: 25 %" and for_whom(lever, "fr") == "tous"
