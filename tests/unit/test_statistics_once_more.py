"""Ranges, intervals, ratios and shares of variance worked out a second time, quantity by quantity in plain Python, on numbers with holes, ties and groups of unequal size."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.stats import t as student

from experiments.runs import intervals
from experiments.runs.variance_components import DRAWS, components

NAN = math.nan
Floats = np.ndarray[Any, Any]


def samples() -> list[tuple[Floats, Floats]]:
    """Values by replication and quantity with the draw of each replication: symmetric, skewed to each side, with holes, ties, constants and nothing; draws of one, two and several."""
    rng = np.random.Generator(np.random.Philox(7))
    found = []
    for n, of in ((1, 1), (2, 1), (4, 2), (6, 1), (12, 2), (12, 3), (25, 1), (25, 4)):
        columns = [rng.normal(5.0, 2.0, n), rng.lognormal(0.0, 1.5, n), -rng.lognormal(0.0, 1.5, n), rng.integers(0, 3, n).astype(float), np.full(n, 3.3), np.full(n, NAN), 1e9 + rng.normal(0.0, 1.0, n)]
        holed = [np.where(rng.random(n) < share, NAN, rng.normal(0.0, 1.0, n)) for share in (0.2, 0.5, 0.8)]
        alike = np.where(rng.random(n) < 0.5, NAN, 2.5)
        groups = rng.permutation(np.arange(n) // of)
        means = rng.normal(0.0, 3.0, n)[groups]
        found.append((np.column_stack([*columns, *holed, alike, means + rng.normal(0.0, 0.1, n)]), groups))
    return found


def close(one: Sequence[float], other: Sequence[float], rel: float = 1e-9) -> bool:
    return list(one) == pytest.approx(list(other), rel=rel, abs=1e-9, nan_ok=True)


def by_draw(values: Floats, groups: Floats) -> tuple[list[float], list[list[float]]]:
    """The defined values, and those of each draw that has some."""
    defined = [(float(value), int(group)) for value, group in zip(values, groups, strict=True) if not math.isnan(value)]
    return [value for value, _ in defined], [[value for value, own in defined if own == group] for group in sorted({own for _, own in defined})]


# --- ranges ---------------------------------------------------------------------------------------------------------------------------------------------------


def quantile(values: Sequence[float], probability: float) -> float:
    """Weibull: place p (n + 1) of n ordered values, counted from 1."""
    ordered = sorted(values)
    place = min(max(probability * (len(ordered) + 1), 1.0), float(len(ordered)))
    below = math.floor(place)
    return ordered[below - 1] + (place - below) * (ordered[min(below, len(ordered) - 1)] - ordered[below - 1])


@pytest.mark.parametrize("coverage", [0.9, 0.5])
def test_ranges_hold_what_they_say(coverage: float) -> None:
    for values, _ in samples():
        found = intervals.spread(values, coverage)
        for place in range(values.shape[1]):
            own = [float(value) for value in values[:, place] if not math.isnan(value)]
            ends = [quantile(own, 0.5 - coverage / 2.0), quantile(own, 0.5 + coverage / 2.0)] if len(own) > 1 else [NAN, NAN]
            assert close([found.mean[place], found.low[place], found.high[place]], [math.fsum(own) / len(own) if own else NAN, *ends])


# --- intervals of a mean ----------------------------------------------------------------------------------------------------------------------------------------


def interval(values: Floats, groups: Floats, coverage: float = 0.95, at_least: float = -math.inf) -> tuple[float, float, float]:
    """Student's and Hall's bounds from the means of draws, the outer one of each side."""
    defined, draws = by_draw(values, groups)
    if not defined:
        return NAN, NAN, NAN
    mean = defined[0] if len(set(defined)) == 1 else math.fsum(defined) / len(defined)
    if len(set(defined)) == 1 and len(defined) > 1:
        return mean, mean, mean
    n = len(draws)
    if n < 3:
        return mean, NAN, NAN
    effective = len(defined) ** 2 / sum(len(draw) ** 2 for draw in draws)
    means = [math.fsum(value - mean for value in draw) / len(draw) for draw in draws]
    apart = [each - math.fsum(means) / n for each in means]
    deviation = math.sqrt(math.fsum(each**2 for each in apart) / (n - 1))
    skewness = n / ((n - 1) * (n - 2)) * math.fsum(each**3 for each in apart) / deviation**3 if deviation > 0.0 else 0.0
    reach = float(student.ppf(0.5 + coverage / 2.0, n - 1)) / math.sqrt(effective)

    def hall(at: float) -> float:
        if abs(skewness) <= 1e-6:
            return at
        inner = 1.0 + skewness * (at - skewness / (6.0 * effective))
        return 3.0 / skewness * (math.copysign(abs(inner) ** (1.0 / 3.0), inner) - 1.0)

    low, high = mean - deviation * max(reach, hall(reach)), mean - deviation * min(-reach, hall(-reach))
    return mean, max(low, at_least), max(high, at_least)


@pytest.mark.parametrize(("coverage", "at_least"), [(0.95, -math.inf), (0.8, -math.inf), (0.95, 0.0)])
def test_intervals_are_the_outer_bounds_of_means_of_draws(coverage: float, at_least: float) -> None:
    seen = 0
    for values, groups in samples():
        found = intervals.of_mean(values, groups, coverage, at_least)
        for place in range(values.shape[1]):
            wanted = interval(values[:, place], groups, coverage, at_least)
            assert close([found.mean[place], found.low[place], found.high[place]], wanted, 1e-7), (values.shape, place)
            seen += not math.isnan(wanted[1])
    assert seen > 40


def test_two_replications_that_agree_are_their_value_and_one_is_not_known() -> None:
    values, groups = np.array([[2.5, 2.5, NAN], [NAN, 2.5, NAN], [NAN, NAN, NAN]]), np.arange(3)
    found = intervals.of_mean(values, groups)
    assert found.mean[:2].tolist() == [2.5, 2.5] and np.isnan([found.low[0], found.high[0], found.low[2], found.mean[2]]).all() and (found.low[1], found.high[1]) == (2.5, 2.5)


@pytest.mark.parametrize("n", [2, 3, 10, 100])
def test_levels_of_the_bootstrap_are_widened_for_few_draws(n: int) -> None:
    from scipy.stats import norm

    for coverage in (0.95, 0.8):
        low, high = intervals.levels(n, coverage)
        assert low == pytest.approx(float(norm.cdf(-math.sqrt(n / (n - 1)) * student.ppf(0.5 + coverage / 2.0, n - 1)))) and low + high == pytest.approx(1.0)
    assert intervals.levels(n)[0] < 0.025 and (n < 100 or intervals.levels(n)[0] > 0.02)
    assert intervals.student_t(0.9, n) == pytest.approx(float(student.ppf(0.9, n)))


# --- ratios -----------------------------------------------------------------------------------------------------------------------------------------------------


def ratio(top: Floats, bottom: Floats, groups: Floats, coverage: float) -> tuple[float, float, float]:
    """Ratios at which the interval of top - r bottom, the denominator being positive, touches 0."""
    keep = ~np.isnan(top) & ~np.isnan(bottom)
    top, bottom, groups = top[keep], bottom[keep], groups[keep]
    below = interval(bottom, groups, coverage)
    if not keep.any() or below[0] == 0.0:
        return NAN, NAN, NAN
    sign = math.copysign(1.0, below[0])
    value = interval(top, groups)[0] / below[0]
    few = len(set(groups.tolist())) < 3 and not (len(top) > 1 and len(set(top.tolist())) == len(set(bottom.tolist())) == 1)
    if few or not (below[1] > 0.0 or below[2] < 0.0):
        return value, NAN, NAN

    def bound(at: float, side: int) -> float:
        return interval(sign * (top - at * bottom), groups, coverage)[side]

    found = []
    for side, direction in ((1, -1.0), (2, 1.0)):
        if direction * bound(value, side) <= 0.0:
            found.append(value)
            continue
        step = 0.1 * abs(value) or 1.0  # from a tenth of the ratio on, twice as far each time
        while direction * bound(value + direction * step, side) >= 0.0 and step < 1e15:
            step *= 2.0
        found.append(float(brentq(lambda at, side=side: bound(at, side), value, value + direction * step, xtol=1e-13)) if step < 1e15 else NAN)
    return value, found[0], found[1]


@pytest.mark.parametrize("coverage", [0.95, 0.8])
def test_bounds_of_a_ratio_are_where_the_difference_touches_zero(coverage: float) -> None:
    rng = np.random.Generator(np.random.Philox(11))
    known = 0
    for n, of in ((1, 1), (2, 1), (3, 1), (4, 2), (6, 2), (8, 1), (9, 3)):
        groups = np.arange(n) // of
        noise = rng.normal(0.0, 1.0, n)
        for sign, level in ((1.0, 4.0), (-1.0, 4.0), (1.0, 0.3)):
            bottom = sign * (level + 0.5 * rng.normal(0.0, 1.0, n))
            for top in (2.0 * bottom + 0.1 * noise, noise, -3.0 * bottom, np.zeros(n), 0.01 * noise, np.where(np.arange(n) % 4 == 3, NAN, 5.0 + noise)):
                wanted = ratio(top, bottom, groups, coverage)
                assert close(intervals.of_ratio(top, bottom, groups, coverage), wanted, 1e-5), (n, sign, level)
                known += not math.isnan(wanted[1])
    assert known > 30
    assert intervals.of_ratio(np.full(2, 6.0), np.full(2, 3.0), np.arange(2), coverage) == (2.0, 2.0, 2.0)  # two that agree are told
    assert np.isnan(intervals.of_ratio(np.full(1, 6.0), np.full(1, 3.0), np.arange(1), coverage)[1:]).all()
    assert np.isnan(intervals.of_ratio(np.full(2, 6.0), np.array([3.0, 3.5]), np.arange(2), coverage)[1:]).all()
    assert np.isnan(intervals.of_ratio(np.full(3, 6.0), np.array([0.0, 0.0, 3.0]), np.arange(3), coverage)[1:]).all()  # the denominator cannot be told from 0


# --- shares of variance -----------------------------------------------------------------------------------------------------------------------------------------


def test_shares_of_variance_are_those_of_one_way_random_effects() -> None:
    told = 0
    for values, groups in samples():
        found = intervals.variance_shares(values, groups)
        for place in range(values.shape[1]):
            defined, draws = by_draw(values[:, place], groups)
            n, k = len(defined), len(draws)
            if k < 2 or n <= k or len(set(defined)) == 1:
                assert math.isnan(found.inputs[place]) and math.isnan(found.luck[place])
                continue
            mean = math.fsum(defined) / n
            within = math.fsum((value - math.fsum(draw) / len(draw)) ** 2 for draw in draws for value in draw) / (n - k)
            between_ms = math.fsum(len(draw) * (math.fsum(draw) / len(draw) - mean) ** 2 for draw in draws) / (k - 1)
            between = max((between_ms - within) / ((n - sum(len(draw) ** 2 for draw in draws) / n) / (k - 1)), 0.0)
            assert close([found.inputs[place], found.luck[place]], [between / (between + within), within / (between + within)], 1e-5)
            told += 1
    assert told > 25


def staggered(shared: int, apart: int, seed: int) -> tuple[Floats, Floats, Floats]:
    """So many pairs of each kind, shuffled, with a single run and a triple that are no pairs, and holes: replication by quantity, pairs, own figures."""
    rng = np.random.Generator(np.random.Philox(seed))
    sizes = [2] * (shared + apart) + [1, 3]
    groups = np.repeat(np.arange(len(sizes)), sizes)
    own = np.zeros(groups.size, dtype=bool)
    own[2 * shared : 2 * (shared + apart) : 2] = True
    n, parameters = groups.size, rng.normal(0.0, 2.0, groups.size)[groups]
    figures = np.where(own, rng.normal(0.0, 1.5, n), 0.0)
    columns = [parameters + figures + rng.normal(0.0, 0.5, n), rng.normal(0.0, 1.0, n), parameters + rng.normal(0.0, 0.1, n), np.where(rng.random(n) < 0.25, NAN, rng.normal(0.0, 1.0, n)), np.full(n, 4.0), np.full(n, NAN)]
    order = rng.permutation(n)
    return np.column_stack(columns)[order], groups[order], own[order]


def parts(shared: float, apart: float, between: float, n_shared: float, n_apart: float, vary: bool) -> list[float]:
    """Shares of parameters, figures and chance from the mean squares of the staggered design."""
    n = n_shared + n_apart
    if not vary:
        found = [0.0, max(between - shared / 2.0, 0.0), shared]
    else:
        figures = max(apart - shared, 0.0)
        chance = shared if figures > 0.0 else (n_shared * shared + n_apart * apart) / n
        found = [max(between - (n_shared + n_apart / 2.0) / n * figures - chance / 2.0, 0.0), figures, chance]
    return [part / sum(found) if sum(found) else NAN for part in found]


@pytest.mark.parametrize("vary", [True, False])
@pytest.mark.parametrize(("shared", "apart"), [(6, 5), (3, 3), (3, 2), (2, 3), (1, 1), (0, 4), (4, 0), (1, 0)])
def test_components_are_those_of_the_mean_squares_of_pairs(shared: int, apart: int, vary: bool) -> None:
    values, groups, own = staggered(shared, apart, 3 + shared)
    found = components(values, groups, own, parameters_vary=vary)
    for place in range(values.shape[1]):
        pairs = [np.flatnonzero(groups == group) for group in sorted(set(groups.tolist())) if (groups == group).sum() == 2]
        kept = [pair for pair in pairs if not np.isnan(values[pair, place]).any()]
        halves = {kind: [float(np.diff(values[pair, place])[0]) ** 2 / 2.0 for pair in kept if bool(own[pair].any()) is kind] for kind in (False, True)}
        means = [float(values[pair, place].mean()) for pair in kept]
        counts = [len(halves[kind]) for kind in (False, True)]
        known = counts[0] >= 1 and sum(counts) >= 2 and (counts[1] >= 1 or not vary)
        told = known and counts[0] >= 3 and (counts[1] >= 3 or not vary)
        if not known:
            assert all(np.isnan([share.value[place], share.low[place], share.high[place]]).all() for share in found), place
            continue
        squares = [float(np.mean(halves[kind])) if halves[kind] else NAN for kind in (False, True)]
        wanted = parts(*squares, float(np.var(means, ddof=1)), *counts, vary)
        assert close([float(share.value[place]) for share in found], wanted), place
        ends = [[float(end[place]) for end in (share.low, share.high)] for share in found]
        if not told or math.isnan(wanted[0]):
            assert np.isnan(ends).all(), place
            continue
        rng = np.random.Generator(np.random.Philox(np.random.SeedSequence([intervals.BOOTSTRAP_SEED, 3])))
        degrees = [max(count, 1.0) for count in (*counts, sum(counts) - 1)]
        alone = components(values[:, [place]], groups, own, parameters_vary=vary)
        chi = [rng.chisquare(of, DRAWS) / of for of in degrees]
        drawn = np.array([parts(squares[0] / a, squares[1] / b, float(np.var(means, ddof=1)) / c, *counts, vary) for a, b, c in zip(*chi, strict=True)])
        low, high = np.quantile(drawn, (0.025, 0.975), axis=0)
        assert close([float(end[0]) for share in alone for end in (share.low, share.high)], [end for k in range(3) for end in (min(low[k], wanted[k]), max(high[k], wanted[k]))], 1e-6), place
    assert close(found.inputs, found.parameters.value + found.figures.value)
