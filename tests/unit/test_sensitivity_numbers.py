"""Small sums of the sensitivity tables by hand: samples, slices, what is left out, sums over groups and their widths."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.sensitivity.delta import delta_indices
from experiments.sensitivity.evidence import Evidence
from experiments.sensitivity.noise import COLUMNS as NOISE
from experiments.sensitivity.noise import noise
from experiments.sensitivity.notes import MASSES, TOGETHER
from experiments.sensitivity.sample import in_own_order, independent, levels_of, n_resamples, outputs_of, slices_of, together
from experiments.sensitivity.weights import COLUMNS, groups

PATHS = ("levers.matching_grant.ratio", "levers.matching_grant.desk_usd", "parameters.giving.price_elasticity")
NAN = np.nan


def table(unit: np.ndarray, values: np.ndarray, **more: Any) -> Evidence:
    return Evidence("y", more.pop("kind", "table"), tuple(f"x{k}" for k in range(unit.shape[1])), unit, values, **more)


def test_factors_that_move_together_are_told_beside_one_that_never_moves() -> None:
    line = np.linspace(0.0, 1.0, 50)
    zigzag = np.random.default_rng(3).permutation(line)
    values = np.zeros((50, 1))
    for columns, is_told in (((line, line), True), ((line, 1.0 - line), True), ((line, line, 0.5 + 0.0 * line), True), ((line, zigzag), False), ((line, 0.0 * line), False)):
        unit = np.column_stack(columns)
        assert together(table(unit, values), "en") == (TOGETHER("en") if is_told else ""), len(columns)
        assert together(table(unit[:29], values[:29]), "en") == ""


def test_slices_hold_equal_shares_or_the_levels_of_a_factor() -> None:
    luck = np.random.default_rng(1)
    for n, count in ((100, 10), (99, 8), (80, 8), (79, 5), (50, 5), (49, 4), (40, 4), (39, 3)):
        sizes = np.bincount(slices_of(luck.permutation(np.linspace(0.0, 1.0, n)), n))
        assert len(sizes) == count and sizes.max() - sizes.min() <= 1, n
    level = np.repeat([0.1, 0.5, 0.9], 40)
    np.testing.assert_array_equal(slices_of(level, 120), np.repeat([0, 1, 2], 40))
    assert levels_of(np.array([0.1, 0.2, 0.3]), 3) is None and levels_of(np.array([0.1, 0.2, 0.3, 0.3]), 2) is None
    assert [n_resamples(n) for n in (100, 4_000, 100_000)] == [100, 50, 30]


def test_outputs_are_means_and_last_digits_are_no_difference() -> None:
    values = np.array([[1.0, 3.0], [2.0, NAN], [2.0 + 1e-15, 2.0], [5.0, 7.0]])
    found = outputs_of(table(np.linspace(0.0, 1.0, 4)[:, None], values))
    assert found[0] == found[1] == found[2] == pytest.approx(2.0) and found[3] == 6.0


def test_the_order_of_rows_does_not_matter_and_a_saltelli_design_has_two_samples() -> None:
    luck = np.random.default_rng(2)
    unit, values = luck.random((20, 2)), luck.random((20, 1))
    shuffled = luck.permutation(20)
    one, other = in_own_order(table(unit, values)), in_own_order(table(unit[shuffled], values[shuffled]))
    np.testing.assert_array_equal(one.unit, other.unit)
    np.testing.assert_array_equal(one.values, other.values)
    assert not np.array_equal(one.unit, in_own_order(table(unit, values, seed=2)).unit)
    a, b = np.array([[0.1, 0.2]]), np.array([[0.3, 0.4]])
    rows = np.vstack([a, [[0.3, 0.2]], [[0.1, 0.4]], b])
    found = independent(table(rows, np.arange(4.0)[:, None], kind="saltelli", stride=4, settings={"second_order": False}))
    np.testing.assert_array_equal(found.unit, np.vstack([a, b]))
    assert found.values.ravel().tolist() == [0.0, 3.0] and (found.kind, found.stride) == ("table", 1)


def test_what_is_missing_is_left_out_and_told() -> None:
    unit = np.linspace(0.0, 1.0, 4)[:, None]
    whole = table(unit, np.arange(8.0).reshape(4, 2))
    assert whole.usable() == (whole, None)
    holed = table(unit, np.array([[1.0, NAN], [2.0, 2.0], [NAN, NAN], [4.0, 4.0]]))
    kept, said = holed.usable()
    assert said is not None and kept.means().tolist() == [1.0, 2.0, 4.0]
    assert said.en.startswith("3 of 8 runs failed or have no defined outcome") and said.en.endswith("1 of 4 points are left out")
    few, said = table(unit, np.array([[1.0, NAN], [2.0, 2.0], [3.0, 3.0], [4.0, 4.0]])).usable()
    assert said is not None and few.n_points == 4 and said.en.endswith("their points keep the mean of the other replications")
    known = np.array([[False, True], [False, False], [False, False], [False, False]])
    _, said = table(unit, holed.values, failed=known).usable()
    assert said is not None and "1 of 8 runs failed; in 2 of 8 runs the outcome is undefined" in said.en
    lost, said = table(np.array([[0.0], [NAN], [0.5], [1.0]]), np.ones((4, 1))).usable()
    assert said is not None and lost.n_points == 3 and said.en == "1 points have a value that is none of a factor's; 1 of 4 points are left out"


def test_sums_over_groups_add_values_and_half_widths() -> None:
    """Shares 0.3 (0.2 to 0.4) and 0.1 (0.0 to 0.2) of one lever, 0.25 (0.2 to 0.3) of the world."""
    evidence = Evidence("y", "table", PATHS, np.random.default_rng(1).random((40, 3)), np.zeros((40, 1)))
    shares = ((0.3, 0.2, 0.4), (0.1, 0.0, 0.2), (0.25, 0.2, 0.3))
    rows = [{"outcome": "y", "method": "rbd_fast", "factor": path, "index": "S1", "value": v, "low": low, "high": high, "note": ""} for path, (v, low, high) in zip(PATHS, shares, strict=True)]
    other = [{**row, "outcome": "z", "value": 9.0} for row in rows]
    found = groups(evidence, pd.DataFrame(rows + other))
    assert list(found.columns) == list(COLUMNS)
    by = found[found.iloc[:, 1] == "levers"]
    assert by.iloc[:, 2].tolist() == ["matching_grant", "world"] and set(by.iloc[:, 3]) == {"S1"}
    assert by.iloc[0, 4:7].tolist() == pytest.approx([0.4, 0.2, 0.6]) and by.iloc[1, 4:7].tolist() == pytest.approx([0.25, 0.2, 0.3])
    assert by.iloc[0, 7] == "; ".join(PATHS[:2]) and by.iloc[0, 8] != by.iloc[1, 8]
    assert not len(groups(evidence, pd.DataFrame([{**row, "method": "pawn"} for row in rows])))
    # Sobol indices of too few rows have no interval, and neither has their sum
    bare = groups(evidence, pd.DataFrame([{**row, "method": "sobol", "low": NAN, "high": NAN} for row in rows]))
    assert bare.iloc[:, 4].tolist() == found.iloc[:, 4].tolist() and bare.iloc[:, 5:7].isna().all(axis=None)


def test_shares_of_luck_by_hand() -> None:
    """Points 0 and 4 apart from luck of plus and minus 1 at each: variance of luck 2, between points 8 - 2 / 2 = 7."""
    values = np.array([[1.0, -1.0], [3.0, 5.0]])
    row = noise(Evidence("y", "table", ("x",), np.array([[0.0], [1.0]]), values)).iloc[0]
    freedom, mean, rest = 1, values.mean(axis=1), 4.0  # the two rows move the other way: nothing is shared
    luck = rest / freedom
    between = mean.var(ddof=1) - luck / 2.0
    assert list(row.index) == list(NOISE) and row["replications"] == 2
    assert (row["variance_luck"], row["variance_points"]) == pytest.approx((luck, between))
    assert row["share_luck_one_run"] == pytest.approx(luck / (luck + between))
    assert row["share_luck_mean"] == pytest.approx(luck / 2.0 / (luck / 2.0 + between))


def test_masses_are_told_where_there_are_some() -> None:
    luck = np.random.default_rng(5)
    x = luck.random((200, 2))
    smooth = x[:, :1] + 0.1 * luck.random((200, 1))
    for values, is_told in ((smooth, False), (np.where(x[:, :1] > 0.5, smooth, 0.0), True)):
        rows = delta_indices(table(x, values), "en")
        words = max(re.split(r"\{\w+\}", MASSES("en")), key=len).strip()
        assert all((words in row.note) is is_told for row in rows if row.index == "delta"), [row.note for row in rows]
