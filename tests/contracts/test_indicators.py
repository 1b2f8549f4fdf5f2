"""The indicator sheet: what is in the model is computed from its outcomes, what is not is said, and the matrix of actions is that of the levers."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pytest

from experiments import compare
from experiments.comparing.comparison import Comparison
from experiments.reporting.indicator_list import ACTIONS, INDICATORS
from experiments.reporting.indicators import COLUMNS, indicator_sheet
from model.outcome_registry import BREAKDOWNS, OUTCOMES
from scenarios import load

NAME = "morocco_belgium_package"


@cache
def compared() -> Comparison:
    changes = {"levers.skills_placement.virtual_share": 0.5}
    return compare([load(NAME, set=changes), "morocco_belgium"], replications=2, years=2, sample=400, uncertainty="luck")


@cache
def sheet(language: str = "en") -> pd.DataFrame:
    return indicator_sheet(compared(), language)


def row(indicator: str, scenario: str = NAME) -> pd.Series:
    rows = sheet()[(sheet()["indicator"] == indicator) & (sheet()["scenario"] == scenario) & sheet()["breakdown"].isna()]
    assert len(rows) == 1
    return rows.iloc[0]


def test_every_indicator_stands_once_a_scenario_and_has_a_value_or_a_reason() -> None:
    assert list(sheet().columns) == COLUMNS
    totals = sheet()[sheet()["breakdown"].isna()]
    assert not totals.duplicated(["frame", "indicator", "scenario"]).any()
    assert {indicator.id for indicator in INDICATORS} <= set(totals["indicator"])
    missing = totals[~totals["available"]]
    assert len(missing) and missing["note"].str.len().gt(10).all() and missing["value"].isna().all()
    assert {"8.10.1", "coherence"} <= set(missing["indicator"])


@pytest.mark.parametrize("indicator", [indicator for indicator in INDICATORS if indicator.is_available], ids=lambda indicator: indicator.id)
def test_what_is_available_names_outcomes_and_groupings_of_the_model(indicator: object) -> None:
    assert set(indicator.outcomes) <= set(OUTCOMES) and set(indicator.breakdowns) <= set(BREAKDOWNS)  # type: ignore[attr-defined]
    assert indicator.label.en != indicator.label.fr  # type: ignore[attr-defined]


def test_values_are_those_of_the_outcomes() -> None:
    each = compared().replications[0]
    mean = {name: float(each.column(name).mean()) for name in ("remittances", "remittance_fees", "jobs", "expert_days", "public_cost")}
    fees, sent = each.column("remittance_fees"), each.column("remittances")
    assert row("10.c.1")["value"] == pytest.approx(float((100.0 * fees / (sent + fees)).mean()))
    assert row("10.c.1")["value"] > 1.0
    assert row("8.3")["value"] == pytest.approx(mean["jobs"])
    assert row("17.9")["value"] == pytest.approx(mean["expert_days"])
    assert row("efficiency")["value"] == pytest.approx(mean["public_cost"])
    figures = each.scenario.figures["MAR-BEL"]
    assert row("17.3.2")["value"] == pytest.approx(100.0 * mean["remittances"] / (figures["origin_population"].value * figures["origin_gdp_pc"].value))
    added = sum(float(each.column(name, difference=True).mean()) for name in ("remittances", "investment", "bonds_sold", "donations"))
    assert row("17.3.1")["value"] == pytest.approx(added) and row("17.3.1")["without_policy"] == 0.0
    assert row("17.9", "morocco_belgium")["value"] == row("17.9", "morocco_belgium")["without_policy"] == 0.0


def test_impact_is_what_the_package_added_and_the_review_repeats_what_the_goals_ask() -> None:
    each = compared().replications[0]
    net = sum(float(values.mean()) for (name, by, _), values in each.judged.items() if name == "net" and by == "act")
    assert row("impact")["value"] == pytest.approx(net) and net > 0.0 == row("impact")["without_policy"]
    for name in ("10.c.1", "17.3.2", "8.10.2", "20.speed"):
        assert row(f"review.{name}")["value"] == row(name)["value"] and "check" in row(f"review.{name}")["note"]
    assert row("20.speed")["value"] == pytest.approx(float(each.column("transfer_days").mean())) and row("20.speed")["value"] > 0.0
    assert row("review.19.actions")["value"] == sum(row(f"19({action})")["value"] for action in ACTIONS) == 3.0


def test_agreements_are_those_that_a_lever_says() -> None:
    signed = indicator_sheet(compare([load("morocco_belgium", set={"levers.philanthropy_partnership.agreements": 7})], replications=1, years=1, sample=100, uncertainty="luck"))
    found = signed[signed["indicator"] == "17.16.agreements"].iloc[0]
    assert found["value"] == 7.0 and found["without_policy"] == 0.0 and row("17.16.agreements")["value"] == 0.0


def test_groups_add_up_to_the_total() -> None:
    jobs = sheet()[(sheet()["indicator"] == "19.remit") & (sheet()["scenario"] == NAME)]
    total = jobs[jobs["breakdown"].isna()]["value"].item()
    for breakdown in ("sex", "generation", "region", "faction"):
        assert jobs[jobs["breakdown"] == breakdown]["value"].sum() == pytest.approx(total)


def test_the_matrix_of_actions_is_that_of_the_levers_in_force() -> None:
    def taken(scenario: str) -> dict[str, float]:
        return {action: row(f"19({action})", scenario)["value"] for action in ACTIONS}

    assert taken(NAME) == {**dict.fromkeys(ACTIONS, 0.0), "c": 1.0, "e": 1.0, "i": 1.0}
    assert not any(taken("morocco_belgium").values())
    levers = sheet()[(sheet()["indicator"] == "19(e)") & (sheet()["scenario"] == NAME) & (sheet()["breakdown"] == "lever")]
    assert set(levers["group"]) == {"tax_incentive", "matching_grant", "donation_tax_relief"}


def test_an_indicator_whose_outcome_is_gone_is_said_to_be_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.reporting.indicator_list.OUTCOMES", {name: each for name, each in OUTCOMES.items() if name != "tourism_receipts"})
    found = indicator_sheet(compared())
    gone = found[found["indicator"] == "8.9"]
    assert not gone["available"].any() and np.isnan(gone["value"]).all() and (gone["note"] == "the model has no such outcome").all()


def test_french_has_its_own_words() -> None:
    english, french = sheet("en"), sheet("fr")
    assert (english["value"].fillna(-1.0) == french["value"].fillna(-1.0)).all()
    assert (english["label"] != french["label"]).mean() > 0.9


def test_a_run_without_comparison_has_levels_alone() -> None:
    found = indicator_sheet(compare("morocco_belgium_tax_incentive", replications=2, years=1, sample=200, uncertainty="luck", baseline=False))
    inputs = found["indicator"].str.startswith("19(") | (found["indicator"] == "review.19.actions")  # what the scenario says, not what a run does
    assert (found["without_policy"].notna() == inputs).all() and (found["without_policy"][inputs] == 0.0).all()
    assert found[found["indicator"] == "8.3"]["value"].notna().all() and found[found["indicator"] == "17.3.1"]["value"].isna().all()
