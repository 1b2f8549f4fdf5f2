"""Every scenario of the library runs: compared with its own world, small, without a warning."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from experiments import compare
from scenarios import library, load


@pytest.mark.parametrize("name", library())
def test_a_scenario_of_the_library_runs_without_a_warning(name: str) -> None:
    scenario = load(name, set={"burn_in_years": 1}, years=2)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        comparison = compare(scenario, replications=2, sample=120, uncertainty="luck")
        if len(scenario.levers) > 1:  # a panel a lever, whether or not its outcome has months
            assert comparison.plot("fan") is not None
    table = comparison.table[comparison.table["breakdown"].isna()].set_index("outcome")
    assert table.loc["remittances", "mean"] > 0.0
    has_started = any(lever.from_month < 24 for lever in scenario.levers)
    assert (np.nan_to_num(table["difference"].to_numpy(dtype=float)) != 0.0).any() == has_started
