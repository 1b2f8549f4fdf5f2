"""Every file of a result folder, the table on the terminal and the rows for programs hold the numbers of the tables that they come from."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from rich.console import Console

from experiments import compare
from experiments.alarms import COLUMNS as ALARMS
from experiments.comparing.comparison import Comparison
from experiments.comparing.comparison_tables import COLUMNS
from experiments.reporting.indicators import indicator_sheet
from experiments.reporting.result_folder import rows_of, write_results
from experiments.tables import results
from experiments.text import number
from model.outcome_registry import OUTCOMES
from scenarios import load


@cache
def compared() -> Comparison:
    """Two small scenarios, one against the other, in a world without burn-in."""
    change: dict[str, Any] = {"burn_in_years": 0, "years": 1}
    own = load("morocco_belgium_matching_grant", set=change)
    other = load("morocco_belgium_donation_tax_relief", set=change)
    return compare([own, other], replications=3, sample=100, against=other, uncertainty="luck", series=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("files")
    write_results(compared(), path, "en", None)
    return path


def same(written: pd.DataFrame, table: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(written, table.reset_index(drop=True), check_dtype=False, rtol=1e-12)


def test_files_hold_the_tables_whose_name_they_bear(folder: Path) -> None:
    found = compared()
    for name, table in {"comparison": found.table, "uncertainty": found.uncertainty, "against": found.against}.items():
        same(pd.read_csv(folder / f"{name}.csv"), table)
    same(pd.read_parquet(folder / "comparison.parquet"), found.table)
    pd.testing.assert_frame_equal(pd.read_parquet(folder / "series.parquet"), found.series, check_dtype=False)
    same(pd.read_csv(folder / "indicators.csv", keep_default_na=False, na_values=[""]), indicator_sheet(found).replace("", np.nan).infer_objects())
    alarms = pd.read_csv(folder / "alarms.csv")
    assert list(alarms.columns) == ALARMS and len(alarms) == len(found.readings) > 0
    for written, reading in zip(alarms.to_dict("records"), found.readings, strict=True):
        for name, value in zip(ALARMS, reading.row(), strict=True):
            assert written[name] == (pytest.approx(value) if isinstance(value, float) else value), name


def test_tables_are_the_means_of_single_runs() -> None:
    """From the single runs, by pandas, another way than the tables are made."""
    found, single = compared(), compared().replicates
    assert len(single) == 2 * 3 * len(found.replications[0].keys)
    by = ["scenario", "outcome", "breakdown", "group"]
    means = single.groupby(by, dropna=False)[["value", "without_policy", "difference"]].mean()
    for table, pairs in ((found.table, {"mean": "value", "difference": "difference"}), (found.uncertainty, {"without_policy": "without_policy", "difference": "difference"})):
        measured = table[table["outcome"].map(lambda name: name in OUTCOMES and OUTCOMES[name].theme != "judgement")].set_index(by)
        assert len(measured) == len(means)
        for column, of_runs in pairs.items():
            np.testing.assert_allclose(measured[column], means.loc[measured.index, of_runs], rtol=1e-9, atol=1e-9, err_msg=column)
    np.testing.assert_allclose(single["difference"], single["value"] - single["without_policy"])


def test_the_series_add_up_to_the_levels_run_by_run() -> None:
    found = compared()
    months = found.series.groupby(["scenario", "replication", "outcome"])["value"].agg(["sum", "last"])
    single = found.replicates[found.replicates["breakdown"].isna()]
    for outcome, how in (("remittances", "sum"), ("donations_collective", "sum"), ("public_cost", "sum"), ("visits", "sum"), ("remitters", "last"), ("trust", "last")):
        for each in single[single["outcome"] == outcome].itertuples():
            assert months.loc[(each.scenario, each.replication, outcome), how] == pytest.approx(each.value), outcome
            assert months.loc[("without_policy", each.replication, outcome), how] == pytest.approx(each.without_policy), outcome
    assert set(found.series["month"]) == set(range(12)) and set(found.series["replication"]) == {0, 1, 2}


def test_against_is_the_difference_of_two_rows_of_the_comparison() -> None:
    found = compared()
    other = found.replications[1].name
    assert set(found.against["scenario"]) == {found.replications[0].name}
    by = ["outcome", "breakdown", "group"]
    means = {name: table.set_index(by)["mean"] for name, table in found.table.groupby("scenario")}
    own = found.against.set_index(by)
    expected = means[found.replications[0].name].loc[own.index] - means[other].loc[own.index]
    whole = found.replicates.groupby(by, dropna=False)["value"].agg(lambda values: values.notna().all())  # means of the same runs in both
    defined = whole.loc[own.index]
    assert defined.sum() > 1_500
    np.testing.assert_allclose(own.loc[defined, "difference"], expected[defined], atol=1e-6)
    assert own.loc[("public_match", None, None), "difference"] >= 0.0 > own.loc[("revenue_forgone", None, None), "difference"]


def test_assumptions_are_the_inputs_of_the_scenarios_that_are_no_statistics(folder: Path) -> None:
    written = pd.read_csv(folder / "assumptions.csv")
    given = {one.path: one for scenario in compared().scenarios for one in scenario.assumptions()}
    assert set(written["input"]) == set(given) and len(given) > 20
    for row in written.to_dict("records"):
        one = given[row["input"]]
        assert (row["low"], row["high"], row["status"]) == (pytest.approx(one.low, nan_ok=True), pytest.approx(one.high, nan_ok=True), one.status.value) or one.low is None
    assert list(written.columns) == ["input", "value", "unit", "low", "high", "status", "grade", "source", "says"]
    known = written.dropna(subset=["low", "high"])
    assert len(known) > 20 and (known["low"] <= known["high"]).all()


def test_rows_for_programs_are_those_of_the_table() -> None:
    rows = rows_of(compared().table)
    assert len(rows) == len(compared().table) and list(rows[0]) == COLUMNS
    for found, expected in zip(rows, compared().table.to_dict("records"), strict=True):
        for name, value in expected.items():
            is_missing = value is None or (isinstance(value, float) and math.isnan(value))
            assert found[name] is None if is_missing else found[name] == value


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_terminal_shows_the_numbers_of_the_table(language: str) -> None:
    found = compared()
    labels = {each.name: each.name for each in found.replications}
    console = Console(width=200, record=True, file=None, quiet=False, force_terminal=False)
    with console.capture() as shown:
        console.print(results(found.table, found.uncertainty, labels, 3, language, 200))
    text = shown.get()
    for name in ("donations_collective", "remittances"):
        label = OUTCOMES[name].label(language)
        assert text.count(label) >= 2, label
    for each in found.replications:
        own = found.table[(found.table["scenario"] == each.name) & (found.table["outcome"] == "donations_collective") & found.table["breakdown"].isna()].iloc[0]
        line = next(line for line in text[text.index(each.name) :].splitlines() if OUTCOMES["donations_collective"].label(language) in line)
        assert number(own["mean"], language) in line
        if own["difference"]:
            assert number(abs(own["difference"]), language) in line


