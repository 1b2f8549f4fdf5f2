"""Results of the reference scenarios stay what they were; a change that moves them writes them anew and says so in the changelog.

Write them anew: python -m tests.regression.test_reference
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments import compare

FOLDER = Path(__file__).parents[2] / "results" / "reference"
SCENARIOS = ("morocco_belgium_package", "ethiopia_netherlands_dual_nationality")
COLUMNS = ["outcome", "breakdown", "group", "mean", "difference"]

# What nobody would believe is not pinned: outcome, lowest and highest mean.
PLAUSIBLE = {
    "morocco_belgium_package": {
        "remittances": (1.5e8, 6e8),
        "firms_created": (20.0, 1_000.0),
        "donations": (1e6, 2e7),
        "placements_physical": (5.0, 200.0),
        "trust": (0.2, 0.7),
    },
    "ethiopia_netherlands_dual_nationality": {"remittances": (1e7, 8e7), "dual_nationals": (100.0, 8_000.0), "returns": (50.0, 1_500.0)},
}


def computed(scenario: str) -> pd.DataFrame:
    """Means and differences of all outcomes in total, by sex and by payer: 1 000 records, 4 years, 2 replications, luck alone."""
    table = compare([scenario], replications=2, seed=1, years=4, sample=1_000, uncertainty="luck").table
    kept = table[table["breakdown"].isna() | table["breakdown"].isin(["sex", "payer", "lever"])]
    return kept[COLUMNS].reset_index(drop=True)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_results_are_those_of_the_reference(scenario: str) -> None:
    found = computed(scenario)
    pinned = pd.read_csv(FOLDER / f"{scenario}.csv")
    assert len(pinned) == len(found) > 100
    for column in ("outcome", "breakdown", "group"):
        assert pinned[column].fillna("").tolist() == found[column].fillna("").tolist()
    for column in ("mean", "difference"):
        np.testing.assert_allclose(found[column].astype(float), pinned[column].astype(float), rtol=1e-9, atol=1e-9, equal_nan=True, err_msg=column)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_what_is_pinned_is_plausible(scenario: str) -> None:
    pinned = pd.read_csv(FOLDER / f"{scenario}.csv")
    total = pinned[pinned["breakdown"].isna()].set_index("outcome")["mean"]
    for outcome, (low, high) in PLAUSIBLE[scenario].items():
        assert low <= total[outcome] <= high, (outcome, total[outcome])


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name in SCENARIOS:
        computed(name).to_csv(FOLDER / f"{name}.csv", index=False)
