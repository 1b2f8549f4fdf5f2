"""Same command, same bytes; a lever that offers nothing changes nothing, exactly."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from experiments import compare
from experiments.cli.command_line import app
from experiments.runs.draws import drawn_values, for_replication, input_draw
from model.outcome_registry import OUTCOMES, Adds
from scenarios import load

OF_CASES = {"brain_waste"} | {name for name, outcome in OUTCOMES.items() if outcome.adds is Adds.RATIO}
SMALL: dict[str, Any] = {"replications": 2, "years": 2, "sample": 500}
IDLE = [
    ("morocco_belgium_tax_incentive", {"levers.tax_incentive.rate_cut_points": 0}),
    ("morocco_belgium_tax_incentive", {"levers.tax_incentive.eligibility.random_share": 0}),
    ("morocco_belgium_tax_incentive", {"levers.tax_incentive.from_month": 24}),
    ("morocco_belgium_matching_grant", {"levers.matching_grant.ratio": 0}),
    ("morocco_belgium_matching_grant", {"levers.matching_grant.eligibility.random_share": 0}),
    ("morocco_belgium_matching_grant", {"levers.matching_grant.from_month": 24}),
    ("morocco_belgium_skills_placement", {"levers.skills_placement.places_per_year": 0}),
    ("morocco_belgium_skills_placement", {"levers.skills_placement.eligibility.random_share": 0}),
    ("morocco_belgium_skills_placement", {"levers.skills_placement.from_month": 24}),
    ("morocco_belgium_donation_tax_relief", {"levers.donation_tax_relief.rate": 0}),
    ("morocco_belgium_donation_tax_relief", {"levers.donation_tax_relief.eligibility.random_share": 0}),
    ("morocco_belgium_donation_tax_relief", {"levers.donation_tax_relief.from_month": 24}),
    ("morocco_belgium", {"levers.dual_nationality.fee_usd": 50}),
]


@cache
def idle_ones() -> pd.DataFrame:
    """All of them at once, as they are of one world; named by their place."""
    return compare([replace(load(name, set=changes, years=2), name=f"idle_{place}") for place, (name, changes) in enumerate(IDLE)], **SMALL | {"years": None}).table


@pytest.mark.parametrize(("name", "changes"), IDLE)
def test_an_idle_lever_changes_nothing_exactly(name: str, changes: dict[str, Any]) -> None:
    result = idle_ones()[idle_ones()["scenario"] == f"idle_{IDLE.index((name, changes))}"]
    table = result[~result["outcome"].str.startswith("cost_per_additional")]
    defined = table[table["mean"].notna()]
    assert len(defined) > 100
    for column in ("difference", "difference_low", "difference_high"):
        # a mean over cases that one replication has not (no firm, no graduate of the third generation) has no interval
        rows = defined if column == "difference" else defined[defined[column].notna() | ~defined["outcome"].isin(OF_CASES)]
        assert (rows[column].to_numpy() == 0.0).all(), defined[defined[column] != 0.0][["outcome", "breakdown", "group", column]].head()
    cost = result[result["outcome"].str.startswith("cost_per_additional")]
    assert cost["mean"].isna().all()


@pytest.mark.slow
def test_same_bytes_for_one_and_two_workers_and_twice(tmp_path: Path) -> None:
    words = ["compare", "morocco_belgium_package", "ethiopia_netherlands_dual_nationality"]
    words += ["--sample", "100", "--years", "2", "--replications", "4"]
    for name, jobs in (("one", "1"), ("two", "2"), ("again", "1")):
        assert CliRunner().invoke(app, [*words, "--jobs", jobs, "--out", str(tmp_path / name)]).exit_code == 0
    figures = [f"figures/{kind}.{form}" for kind in ("fan", "cost", "gains", "payers") for form in ("png", "svg")]
    for file in ("comparison.parquet", "comparison.csv", "series.parquet", "uncertainty.csv", "manifest.json", "summary.md", *figures):
        first = (tmp_path / "one" / file).read_bytes()
        assert first == (tmp_path / "two" / file).read_bytes() == (tmp_path / "again" / file).read_bytes(), file


def test_more_replications_leave_the_first_as_they_were() -> None:
    few = compare("morocco_belgium_tax_incentive", replications=2, years=1, sample=300).replications[0]
    more = compare("morocco_belgium_tax_incentive", replications=4, years=1, sample=300).replications[0]
    assert np.array_equal(few.values, more.values[:2], equal_nan=True)
    assert not np.array_equal(more.values[0], more.values[1], equal_nan=True)


def test_company_changes_nobodys_numbers() -> None:
    alone = compare("morocco_belgium_tax_incentive", **SMALL).replications[0]
    together = compare(["morocco_belgium_matching_grant", "morocco_belgium_tax_incentive", "ethiopia_netherlands"], **SMALL).replications[1]
    assert np.array_equal(alone.values, together.values, equal_nan=True)


def test_inputs_are_paired_across_scenarios_of_a_world_and_drawn_in_their_ranges() -> None:
    one, other = load("morocco_belgium_package"), load("morocco_belgium_tax_incentive")
    a, b = drawn_values(one, 1, 3), drawn_values(other, 1, 3)
    assert b
    assert {path: a[path] for path in b} == b
    assert drawn_values(one, 1, 4) != a != drawn_values(one, 2, 3)
    for given in one.uncertain():
        assert given.low <= a[given.path] <= given.high
    assert one.world_fingerprint == other.world_fingerprint
    assert for_replication(one, 1, 4, "inputs").world_fingerprint == for_replication(other, 1, 5, "inputs").world_fingerprint


def test_another_uncertain_input_shifts_no_draw() -> None:
    scenario = load("morocco_belgium")
    fixed = load("morocco_belgium", set={"parameters." + next(iter(_uncertain_parameters())): _uncertain_parameters()[next(iter(_uncertain_parameters()))]})
    before, after = drawn_values(scenario, 1, 0), drawn_values(fixed, 1, 0)
    assert len(after) == len(before) - 1
    assert {path: before[path] for path in after} == after


def _uncertain_parameters() -> dict[str, float]:
    return {given.path.removeprefix("parameters."): given.value for given in load("morocco_belgium").uncertain() if given.path.startswith("parameters.")}


def test_replications_come_in_pairs_of_the_same_inputs() -> None:
    assert [input_draw(number, "inputs") for number in range(6)] == [0, 0, 1, 1, 2, 2]
    scenario = load("morocco_belgium")
    assert for_replication(scenario, 1, 5, "luck") == scenario
