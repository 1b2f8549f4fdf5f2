"""Intervals and shares of variance, on numbers whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest

from experiments import intervals

STUDENT = {1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 9: 2.262, 14: 2.145, 29: 2.045}


@pytest.mark.parametrize(("freedom", "quantile"), STUDENT.items())
def test_quantiles_of_student_are_those_of_the_tables(freedom: int, quantile: float) -> None:
    assert intervals.student_t(0.975, freedom) == pytest.approx(quantile, rel=0.01)


@pytest.mark.parametrize(("pairs", "shape"), [(15, "normal"), (15, "skewed"), (8, "normal"), (30, "skewed")])
def test_the_interval_of_a_mean_covers_it_as_often_as_it_says(pairs: int, shape: str) -> None:
    rng = np.random.default_rng(7)
    trials = 600
    draws = rng.normal(size=(pairs, trials)) if shape == "normal" else rng.gamma(4.0, 0.5, size=(pairs, trials)) - 2.0
    values = np.repeat(draws, 2, axis=0) + 0.7 * rng.normal(size=(2 * pairs, trials))
    groups = np.repeat(np.arange(pairs), 2)
    found = intervals.of_mean(5.0 + values, groups)
    covered = np.mean((found.low <= 5.0) & (found.high >= 5.0))
    assert 0.915 <= covered <= 0.985


def test_ignoring_that_pairs_share_their_inputs_would_not_cover() -> None:
    rng = np.random.default_rng(8)
    values = np.repeat(rng.normal(size=(10, 400)), 2, axis=0) + 0.1 * rng.normal(size=(20, 400))
    naive = intervals.of_mean(values, np.arange(20))
    honest = intervals.of_mean(values, np.repeat(np.arange(10), 2))
    assert np.mean((naive.low <= 0.0) & (naive.high >= 0.0)) < 0.9 < np.mean((honest.low <= 0.0) & (honest.high >= 0.0))


@pytest.mark.parametrize("share", [0.0, 0.3, 0.8, 1.0])
def test_known_shares_of_variance_are_recovered(share: float) -> None:
    rng = np.random.default_rng(3)
    values = np.sqrt(share) * np.repeat(rng.normal(size=(4000, 1)), 2, axis=0) + np.sqrt(1.0 - share) * rng.normal(size=(8000, 1))
    found = intervals.variance_shares(values, np.repeat(np.arange(4000), 2))
    assert found.inputs[0] == pytest.approx(share, abs=0.04)
    assert found.inputs[0] + found.luck[0] == pytest.approx(1.0)


def test_shares_of_variance_by_hand() -> None:
    values = np.array([[1.0], [3.0], [7.0], [9.0]])  # MSW = 2, MSB = 36, n0 = 2: between = 17
    found = intervals.variance_shares(values, np.array([0, 0, 1, 1]))
    assert found.inputs[0] == pytest.approx(17.0 / 19.0)


def test_shares_are_undefined_where_nothing_can_be_separated() -> None:
    constant = np.ones((4, 1))
    assert np.isnan(intervals.variance_shares(constant, np.array([0, 0, 1, 1])).inputs[0])
    assert np.isnan(intervals.variance_shares(np.arange(4.0)[:, None], np.arange(4)).inputs[0])


def test_equal_differences_have_an_interval_of_that_value_exactly() -> None:
    values = np.column_stack([np.zeros(6), np.full(6, 0.1)])
    found = intervals.of_mean(values, np.repeat(np.arange(3), 2))
    for part in found:
        assert part.tolist() == [0.0, 0.1]


def test_one_draw_says_nothing_of_the_spread() -> None:
    found = intervals.of_mean(np.array([[1.0], [2.0]]), np.array([0, 0]))
    assert found.mean[0] == 1.5
    assert np.isnan(found.low[0])
    assert np.isnan(found.high[0])


def test_undefined_replications_are_left_out_and_all_undefined_stays_so() -> None:
    values = np.array([[1.0, np.nan], [2.0, np.nan], [np.nan, np.nan], [3.0, np.nan]])
    found = intervals.of_mean(values, np.arange(4))
    assert found.mean[0] == 2.0
    assert found.low[0] < 2.0 < found.high[0]
    assert np.isnan([part[1] for part in found]).all()


def test_more_replications_narrow_the_interval_of_the_mean_but_not_the_range_of_runs() -> None:
    rng = np.random.default_rng(5)
    values = rng.normal(size=(800, 20))
    few, many = intervals.of_mean(values[:50], np.arange(50)), intervals.of_mean(values, np.arange(800))
    assert (many.high - many.low).mean() == pytest.approx((few.high - few.low).mean() / 4.0, rel=0.25)
    runs_few, runs_many = intervals.spread(values[:50]), intervals.spread(values)
    assert (runs_many.high - runs_many.low).mean() == pytest.approx((runs_few.high - runs_few.low).mean(), rel=0.15)


def test_a_ratio_of_means_covers_its_value() -> None:
    rng = np.random.default_rng(11)
    hits = 0
    for _ in range(200):
        bottom = rng.gamma(9.0, 1.0, size=25)
        top = 2.0 * bottom + rng.normal(size=25)
        _, low, high = intervals.of_ratio(top, bottom, np.arange(25))
        hits += low <= 2.0 <= high
    assert hits / 200 >= 0.9


def test_intervals_are_the_same_each_time() -> None:
    values = np.random.default_rng(2).normal(size=(12, 3))
    first, second = (intervals.of_mean(values, np.repeat(np.arange(6), 2)) for _ in range(2))
    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))
