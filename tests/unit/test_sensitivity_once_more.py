"""Estimators of sensitivity worked out a second time, point by point: noise by least squares, effects step by step, distances by counting, densities kernel by kernel."""

from __future__ import annotations

import math
from itertools import combinations
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.runs import intervals
from experiments.sensitivity.convergence import main_rows, needed, widest
from experiments.sensitivity.delta import CELLS, binned, classes_of, distance, masses, n_classes
from experiments.sensitivity.distributions import _bounded, _distance, distances, pawn_indices, regional_indices
from experiments.sensitivity.estimates import Z95, around, generator, is_still, seed_of, share_note
from experiments.sensitivity.evidence import Evidence
from experiments.sensitivity.methods import METHODS
from experiments.sensitivity.noise import components, noise
from experiments.sensitivity.notes import (
    ABOVE_ONE,
    ALIASED,
    BOTH_WAYS,
    CHANCE,
    CLOSED,
    GROUPED,
    NEGATIVE,
    NO_INTERVAL,
    NO_REPLICATIONS,
    ONE_REPLICATION,
    STILL,
    TIED,
    TOO_NEGATIVE,
    joined,
)
from experiments.sensitivity.sample import in_own_order, n_resamples, slices_of
from experiments.sensitivity.screening import _of_spread, elementary_effects, fractional_factorial_indices, morris_indices, one_at_a_time_indices, swings
from experiments.sensitivity.summary import _noise, _settled
from experiments.sensitivity.variance import _by_level, adjusted, sobol_indices
from experiments.sensitivity.weights import _of_design
from experiments.sweeps.designs import DESIGNS, Design, points_of
from experiments.sweeps.factor import Factor

NAN = math.nan
Floats = np.ndarray[Any, Any]


def evidence(kind: str, unit: Floats, values: Floats, **more: Any) -> Evidence:
    given = values[:, None] if values.ndim == 1 else values
    return Evidence("y", kind, tuple(f"x{k}" for k in range(unit.shape[1])), unit, given, **more)


def designed(kind: str, k: int, function: Any, runs: int = 1, noise_of: float = 0.0, **settings: Any) -> Evidence:
    """A design of k factors with the outputs of a function, and luck on top."""
    whole = {name: parameter.value for name, parameter in DESIGNS[kind].keys.items()} | settings
    design = Design(kind, whole)
    unit = points_of(design, [Factor(f"x{j}", 0.0, 1.0) for j in range(k)], 3, tuple(0.5 for _ in range(k))).unit
    luck = np.random.Generator(np.random.Philox(4)).normal(0.0, noise_of, (len(unit), runs)) if noise_of else np.zeros((len(unit), runs))
    return evidence(kind, unit, function(unit)[:, None] + luck, stride=design.stride(k), settings=whole)


# --- noise ------------------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("points", "runs", "holes"), [(4, 3, 0), (6, 4, 5), (2, 2, 0), (5, 3, 4), (2, 3, 1), (9, 2, 6)])
def test_variance_of_points_and_of_luck_by_least_squares(points: int, runs: int, holes: int) -> None:
    rng = np.random.Generator(np.random.Philox(points))
    values = 3.0 * rng.normal(size=(points, 1)) + 5.0 * rng.normal(size=(1, runs)) + rng.normal(size=(points, runs)) + 40.0
    for place in rng.permutation(points * runs)[:holes]:
        values.flat[place] = NAN
    kept = values[np.isfinite(values).any(axis=1)][:, np.isfinite(values).any(axis=0)]
    rows, columns = np.nonzero(np.isfinite(kept))
    y, (p, r) = kept[rows, columns], kept.shape
    of_points, of_runs = (rows[:, None] == np.arange(p)).astype(float), (columns[:, None] == np.arange(r)).astype(float)

    def unexplained(*parts: Floats) -> float:
        design = np.column_stack(parts)
        return float(((y - design @ np.linalg.lstsq(design, y, rcond=None)[0]) ** 2).sum())

    freedom = y.size - p - r + 1
    found = components(values)
    if freedom < 1 or p < 2 or r < 2:
        assert np.isnan(found).all()
        return
    luck = unexplained(of_points, of_runs) / freedom
    between = (unexplained(of_runs) - unexplained(of_points, of_runs) - (p - 1) * luck) / (y.size - r)
    assert found == pytest.approx((max(between, 0.0), luck, p / sum(1.0 / count for count in np.isfinite(kept).sum(axis=1))), rel=1e-7)


def test_noise_is_not_told_of_one_point_one_replication_or_no_freedom() -> None:
    for values in (np.ones((1, 3)), np.ones((3, 1)), np.array([[1.0, NAN], [NAN, 2.0]]), np.array([[1.0, 2.0], [3.0, NAN]]), np.array([[1.0, 2.0], [NAN, NAN]])):
        assert np.isnan(components(values)).all(), values
    assert components(np.array([[1.0, 2.0], [1.0, 2.0]])) == (0.0, 0.0, 2.0) and components(np.array([[1.0, 2.0], [2.0, 1.0]]))[0] == 0.0
    for values, note, shares in ((np.array([[1.0], [2.0]]), NO_REPLICATIONS, (NAN, NAN)), (np.array([[1.0, 2.0], [1.0, 2.0]]), STILL, (NAN, NAN)), (np.array([[0.0, 0.0], [9.0, 9.0], [3.0, 3.0]]), None, (0.0, 0.0))):
        row = noise(evidence("table", np.linspace(0.0, 1.0, len(values))[:, None], values), "fr").iloc[0]
        assert row["note"] == ("" if note is None else note("fr")) and [row["share_luck_one_run"], row["share_luck_mean"]] == pytest.approx(list(shares), abs=1e-12, nan_ok=True) and row["replications"] == values.shape[1]


# --- effects ----------------------------------------------------------------------------------------------------------------------------------------------


def bent(unit: Floats) -> Floats:
    return 3.0 * unit[:, 0] - 2.0 * unit[:, 1] ** 2 + 5.0 * unit[:, 0] * unit[:, 2]


@pytest.mark.parametrize("levels", [4, 6])
def test_elementary_effects_are_the_change_over_the_step_of_each_trajectory(levels: int) -> None:
    found = designed("morris", 3, bent, trajectories=7, levels=levels)
    step = levels / (2.0 * (levels - 1))
    wanted = np.full((7, 3), NAN)
    outputs = found.means()
    for trajectory in range(7):
        for at in range(3):
            before, after = found.unit[4 * trajectory + at], found.unit[4 * trajectory + at + 1]
            (moved,) = np.flatnonzero(np.abs(after - before) > 1e-9)
            assert abs(after[moved] - before[moved]) == pytest.approx(step)
            wanted[trajectory, moved] = (outputs[4 * trajectory + at + 1] - outputs[4 * trajectory + at]) / (after[moved] - before[moved])
    effects = elementary_effects(found)
    assert effects == pytest.approx(wanted)
    rows = {(row.index, row.factor): row for row in morris_indices(found, "en")}
    for j in range(3):
        size = intervals.of_mean(np.abs(wanted), np.arange(7), at_least=0.0)
        mean = intervals.of_mean(wanted, np.arange(7))
        assert rows["mu_star", f"x{j}"].value == pytest.approx(np.abs(wanted[:, j]).mean()) and (rows["mu_star", f"x{j}"].low, rows["mu_star", f"x{j}"].high) == pytest.approx((size.low[j], size.high[j]))
        assert rows["mu", f"x{j}"].value == pytest.approx(wanted[:, j].mean()) and (rows["mu", f"x{j}"].low, rows["mu", f"x{j}"].high) == pytest.approx((mean.low[j], mean.high[j]))
        assert rows["sigma", f"x{j}"].value == pytest.approx(wanted[:, j].std(ddof=1)) and rows["sigma", f"x{j}"].low <= wanted[:, j].std(ddof=1) <= rows["sigma", f"x{j}"].high
    assert [row.index for row in morris_indices(found, "en")] == ["mu_star"] * 3 + ["mu"] * 3 + ["sigma"] * 3 and {row.note for row in rows.values()} == {""}


def test_the_interval_of_a_spread_is_that_of_resampled_trajectories() -> None:
    effects = np.random.Generator(np.random.Philox(2)).lognormal(0.0, 1.0, (6, 2))
    counts = intervals.resampled(np.arange(6)).astype(int)
    spreads = np.array([[np.repeat(effects[:, j], row).std(ddof=1) for j in range(2)] for row in counts])
    low, high = np.quantile(spreads, intervals.levels(6), axis=0)
    own = effects.std(axis=0, ddof=1)
    found = _of_spread(effects)
    assert found[0] == pytest.approx(np.minimum(low, own)) and found[1] == pytest.approx(np.maximum(high, own)) and np.isnan(_of_spread(effects[:2])).all() and not np.isnan(_of_spread(effects[:3])).any()


def test_groups_have_the_size_of_their_change_alone() -> None:
    unit = np.array([[0.0, 1.0, 0.0], [2.0 / 3.0, 1.0 / 3.0, 0.0], [2.0 / 3.0, 1.0 / 3.0, 2.0 / 3.0]])
    found = evidence("morris", unit, np.array([5.0, 3.0, 9.0]), stride=3, settings={"levels": 4}, groups={"both": ("x0", "x1"), "x2": ("x2",)})
    assert elementary_effects(found).tolist() == [pytest.approx([3.0, 9.0])] and [(row.index, row.factor) for row in morris_indices(found, "en")] == [("mu_star", "both"), ("mu_star", "x2")]
    assert {row.note for row in morris_indices(found, "fr")} == {NO_INTERVAL("fr")}


@pytest.mark.parametrize(("name", "moved"), [("morris", ["both", "x2"]), ("sobol", ["both", "x2"])])
def test_where_nothing_can_be_estimated_each_group_has_its_empty_rows(name: str, moved: list[str]) -> None:
    """One base unit alone, and outcomes that do not move."""
    kind, width = ("morris", 3) if name == "morris" else ("saltelli", 4)
    rows_of = [[0.0, 1.0, 0.0], [2.0 / 3.0, 1.0 / 3.0, 0.0], [2.0 / 3.0, 1.0 / 3.0, 2.0 / 3.0]] if name == "morris" else [[0.5] * 3] * 4
    settings: dict[str, Any] = {"levels": 4} if name == "morris" else {"second_order": False}
    groups = {"both": ("x0", "x1"), "x2": ("x2",)}
    for units in (1, 3):
        rows = METHODS[name].indices(evidence(kind, np.array(rows_of * units), np.full(units * width, 7.0), stride=width, settings=settings, groups=groups))
        assert rows["factor"].tolist() == moved * len(METHODS[name].all) and rows["value"].isna().all() and (rows["note"] != "").all()


def test_swings_are_paired_within_replications() -> None:
    found = designed("one_at_a_time", 2, lambda unit: 4.0 * unit[:, 0] - unit[:, 1], runs=4, noise_of=0.5, levels=3)
    for column, row in enumerate(one_at_a_time_indices(found, "en")):
        others = found.unit[:, 1 - column] == 0.5
        low, high = (int(np.flatnonzero(others & (found.unit[:, column] == end))[0]) for end in (0.0, 1.0))
        wanted = intervals.of_mean((found.values[high] - found.values[low])[:, None], np.arange(4))
        assert (row.value, row.low, row.high, row.note, row.index) == (pytest.approx(wanted.mean[0]), pytest.approx(wanted.low[0]), pytest.approx(wanted.high[0]), "", "swing")
        line = swings(found).iloc[column]
        assert (line["base"], line["at_low"], line["at_high"], line["low_value"], line["high_value"]) == pytest.approx((found.means()[0], found.means()[low], found.means()[high], 0.0, 1.0))
    assert swings(found, {"x1": ("a", "b")}).iloc[1, -2:].tolist() == ["a", "b"]
    assert [row.note for row in one_at_a_time_indices(designed("one_at_a_time", 1, lambda unit: unit[:, 0], runs=1), "en")] == [ONE_REPLICATION.en]
    assert [row.note for row in one_at_a_time_indices(designed("one_at_a_time", 1, lambda unit: unit[:, 0], runs=2), "en")] == [NO_INTERVAL.en]


def test_effects_of_a_factorial_are_high_minus_low_and_name_what_they_are_mixed_with() -> None:
    found = designed("fractional_factorial", 3, lambda unit: 1.0 + 2.0 * unit[:, 0] - 3.0 * unit[:, 1] + 8.0 * unit[:, 0] * unit[:, 1], runs=4, noise_of=0.3)
    sign = 2.0 * found.unit - 1.0
    rows = fractional_factorial_indices(found, "en")
    products = [sign[:, [j]] for j in range(3)] + [sign[:, [j]] * sign[:, [k]] for j, k in combinations(range(3), 2)]
    per_run = np.array([[float((found.values[:, r] * column[:, 0]).sum() / (len(sign) / 2.0)) for column in products] for r in range(4)])
    wanted = intervals.of_mean(per_run, np.arange(4))
    assert [(row.index, row.factor, row.other) for row in rows] == [("effect", f"x{j}", "") for j in range(3)] + [("interaction", f"x{j}", f"x{k}") for j, k in combinations(range(3), 2)]
    for place, row in enumerate(rows):
        assert (row.value, row.low, row.high) == pytest.approx((wanted.mean[place], wanted.low[place], wanted.high[place]))
    five = designed("fractional_factorial", 5, lambda unit: unit[:, 0])
    columns = {pair: (2.0 * five.unit[:, pair[0]] - 1.0) * (2.0 * five.unit[:, pair[1]] - 1.0) for pair in combinations(range(5), 2)}
    for row in fractional_factorial_indices(five, "en")[5:]:
        own = (int(row.factor[1]), int(row.other[1]))
        others = [f"x{a} × x{b}" for (a, b), column in columns.items() if (a, b) != own and np.array_equal(column, columns[own])]
        assert row.note == "; ".join([ONE_REPLICATION.en, *([ALIASED.en.format(pairs=", ".join(others))] if others else [])])


# --- distances --------------------------------------------------------------------------------------------------------------------------------------------


def apart(one: Floats, other: Floats) -> float:
    """The largest gap between two shares of values at or below a value."""
    at = np.concatenate([one, other])[:, None]
    return float(np.abs((one <= at).mean(axis=1) - (other <= at).mean(axis=1)).max())


def test_distances_of_slices_and_samples_are_counted() -> None:
    rng = np.random.Generator(np.random.Philox(6))
    for _ in range(10):
        outputs, members = rng.integers(0, 6, 25).astype(float), rng.integers(0, 4, 25)
        found = distances(outputs, members)
        assert [found[k] for k in sorted(set(members.tolist()))] == pytest.approx([apart(outputs[members == k], outputs) for k in sorted(set(members.tolist()))])
        assert _distance(outputs[:9], outputs[9:]) == pytest.approx(apart(outputs[:9], outputs[9:]))


def test_pawn_is_the_median_and_largest_distance_with_chance_by_shuffling() -> None:
    rng = np.random.Generator(np.random.Philox(8))
    unit = np.column_stack([rng.integers(0, 3, 60) / 2.0, rng.integers(0, 2, 60).astype(float)])
    found = evidence("table", unit, 2.0 * unit[:, 0] + rng.random(60), seed=5)
    outputs = found.means()
    draws = np.random.Generator(np.random.Philox(np.random.SeedSequence([5, 2]))).integers(0, 60, size=(n_resamples(60), 60))
    rows = {(row.index, row.factor): row for row in pawn_indices(found, "en")}
    for j in range(2):
        members = np.unique(unit[:, j], return_inverse=True)[1]
        levels = range(int(members.max()) + 1)
        own = [apart(outputs[members == k], outputs) for k in levels]
        sample = [[apart(outputs[r][members[r] == k], outputs[r]) for k in levels if (members[r] == k).any()] for r in draws]
        chance = []
        for k in range(n_resamples(60)):
            shuffled = outputs[np.random.Generator(np.random.Philox(np.random.SeedSequence([5, 4 + 10 * (k + 1)]))).permutation(60)]
            chance.append([apart(shuffled[members == level], shuffled) for level in levels])
        for index, of in (("pawn", np.median), ("pawn_max", np.max)):
            row, half = rows[index, f"x{j}"], 1.959964 * float(np.std([of(each) for each in sample], ddof=1))
            assert row.value == pytest.approx(of(own)) and (row.low, row.high) == pytest.approx((max(row.value - half, 0.0), min(row.value + half, 1.0)), rel=1e-5)
            assert row.note == (CHANCE.en if of(own) <= np.quantile([of(each) for each in chance], 0.95) else "")


def test_where_high_outcomes_lie_on_both_sides_and_ties_that_make_more_of_them() -> None:
    rng = np.random.Generator(np.random.Philox(9))
    x = rng.random((200, 1))
    found = regional_indices(evidence("table", x, np.abs(x[:, 0] - 0.5)), "en", 0.8)[0]
    high = np.abs(x[:, 0] - 0.5) > np.quantile(np.abs(x[:, 0] - 0.5), 0.8)
    assert found.value == pytest.approx(apart(x[high, 0], x[~high, 0])) and found.note == BOTH_WAYS.en
    tied = regional_indices(evidence("table", x, (x[:, 0] > 0.7).astype(float)), "en", 0.9)[0]
    share = float((x[:, 0] > 0.7).mean())
    assert tied.value == 1.0 and tied.note.endswith(TIED.en.format(share=f"{100.0 * share:.0f}", asked="10"))
    bounds = [_bounded("ks", "x", value, np.array([0.0, 0.2]), "") for value in (-0.1, 0.05, 0.98, 1.2)]
    half = Z95 * math.sqrt(0.02)
    assert [(row.low, row.high) for row in bounds] == [pytest.approx((-0.1, -0.1 + half)), pytest.approx((0.0, 0.05 + half)), pytest.approx((0.98 - half, 1.0)), pytest.approx((1.2 - half, 1.2))]


# --- delta ------------------------------------------------------------------------------------------------------------------------------------------------


def density(outputs: Floats, width: float) -> Floats:
    """Gaussian kernels of the binned outputs on a circle of twice the range, in cells; each output stands in two cells by its distance to them."""
    cells = np.arange(2 * CELLS)
    found = np.zeros(2 * CELLS)
    for output in outputs:
        low = min(int(output * (CELLS - 1)), CELLS - 2)
        for cell, weight in ((low, 1.0 - (output * (CELLS - 1) - low)), (low + 1, output * (CELLS - 1) - low)):
            off = (cells - cell + CELLS) % (2 * CELLS) - CELLS
            found += weight * sum(np.exp(-0.5 * ((off + 2 * CELLS * turn) / width) ** 2) for turn in (-1, 0, 1)) / (width * math.sqrt(2.0 * math.pi))
    return found


def test_total_variation_of_masses_and_densities_by_class() -> None:
    rng = np.random.Generator(np.random.Philox(12))
    outputs = np.where(rng.random(80) < 0.3, 0.5, rng.random(80))
    outputs[:2] = 0.0, 1.0
    classes = rng.integers(0, 3, 80)
    mass = masses(outputs)
    assert mass is not None and mass.max() == 0 and ((mass == 0) == (outputs == 0.5)).all()
    own = binned(outputs, mass)
    smooth, inside, sizes = [], [], []
    for k in range(3):
        here = outputs[(classes == k) & (mass < 0)]
        width = here.std(ddof=1) * (0.75 * here.size) ** -0.2 * (CELLS - 1)
        smooth.append(density(here, width))
        inside.append(float(((classes == k) & (mass == 0)).sum()))
        sizes.append(int((classes == k).sum()))
    at_large, everywhere = sum(inside) / 80.0, sum(smooth) / 80.0
    each = [abs(inside[k] / sizes[k] - at_large) + np.abs(smooth[k] / sizes[k] - everywhere).sum() for k in range(3)]
    assert distance(own, classes) == pytest.approx(sum(size * gap for size, gap in zip(sizes, each, strict=True)) / 80.0 / 2.0, rel=1e-6)


@pytest.mark.parametrize(("n", "most"), [(400, 20), (420, 21), (40, 2), (59, 2), (60, 3)])
def test_a_twentieth_of_the_points_may_be_masses_and_no_more(n: int, most: int) -> None:
    found = masses(np.resize(np.arange(float(most)), n))
    assert found is not None and found.max() == most - 1 and masses(np.resize(np.arange(most + 1.0), n)) is None


def test_classes_and_slices_are_equal_shares_of_points() -> None:
    rng = np.random.Generator(np.random.Philox(13))
    for n in (30, 100, 400):
        x = rng.random(n)
        counts = sorted({round(n_classes(n) * finer) for finer in (1.0, 1.25, 1.5, 1.75, 2.0)})
        order = np.argsort(x)
        for count, classes in zip(counts, classes_of(x), strict=True):
            assert [classes[order[place]] for place in range(n)] == [place * count // n for place in range(n)]
        found = slices_of(x, n)
        assert (np.diff(found[order]) >= 0).all() and found.max() + 1 == (10 if n >= 100 else 3)
    assert [n_classes(n) for n in (30, 100, 1000, 10_000, 10**7)] == [round(min(math.ceil(n ** (2.0 / (7.0 + math.tanh((1500.0 - n) / 500.0)))), 48)) for n in (30, 100, 1000, 10_000, 10**7)] and n_classes(10**7) == 48


# --- shares of variance -----------------------------------------------------------------------------------------------------------------------------------


def test_sobol_indices_are_those_of_saltelli_and_jansen() -> None:
    found = designed("saltelli", 3, bent, n=64)
    outputs = (found.means() - found.means().mean()) / found.means().std()
    a, b = outputs[0::5], outputs[4::5]
    rows = {(row.index, row.factor): row for row in sobol_indices(found, "en")}
    for j in range(3):
        mixed = outputs[j + 1 :: 5]
        variance = np.r_[a, b].var()
        assert rows["S1", f"x{j}"].value == pytest.approx(np.mean(b * (mixed - a)) / variance) and rows["ST", f"x{j}"].value == pytest.approx(0.5 * np.mean((a - mixed) ** 2) / variance)
        for index in ("S1", "ST"):
            row = rows[index, f"x{j}"]
            assert row.high - row.value == pytest.approx(row.value - row.low) and row.high > row.value


def test_a_factor_of_few_values_is_read_value_by_value_with_resampled_points() -> None:
    rng = np.random.Generator(np.random.Philox(14))
    unit = rng.integers(0, 3, (40, 1)) / 2.0
    found = evidence("rbd_fast", unit, unit[:, 0] + rng.random(40), seed=9)
    outputs, level = found.means(), np.rint(2.0 * unit[:, 0]).astype(np.int64)

    def epsilon(y: Floats, of: Floats) -> float:
        within = sum(((y[of == k] - y[of == k].mean()) ** 2).sum() for k in set(of.tolist())) / ((y - y.mean()) ** 2).sum()
        return 1.0 - within * (len(y) - 1) / (len(y) - len(set(of.tolist())))

    row = _by_level(found, outputs, 0, level, "en")
    draws = np.random.Generator(np.random.Philox(np.random.SeedSequence([9, 6]))).integers(0, 40, size=(200, 40))
    half = 1.959964 * float(np.std([epsilon(outputs[r], level[r]) for r in draws], ddof=1))
    assert row.value == pytest.approx(epsilon(outputs, level)) and (row.low, row.high) == pytest.approx((row.value - half, row.value + half), rel=1e-5) and row.factor == "x0"
    assert math.isnan(adjusted(np.array([1.0, 2.0]), np.array([0, 1])))


# --- small rules ------------------------------------------------------------------------------------------------------------------------------------------


def test_notes_and_widths_of_shares_at_their_bounds() -> None:
    cases = {(-0.1, -0.01): TOO_NEGATIVE, (-0.1, 0.0): NEGATIVE, (0.0, 0.5): None, (1.0, 1.2): None, (1.0 + 1e-10, 1.2): None, (1.01, 1.2): ABOVE_ONE}
    assert [share_note(*pair, "fr") for pair in cases] == ["" if note is None else note("fr") for note in cases.values()]
    (one, two) = around("S1", ["a", "b"], np.array([0.2, -0.1]), np.array([0.1, 0.3]), "en")
    assert (one.index, one.factor, one.value, one.low, one.high, one.note) == ("S1", "a", 0.2, pytest.approx(0.1), pytest.approx(0.3), "") and two.note == NEGATIVE("en") and around("S1", ["a"], np.array([0.2]), np.array([0.1]), "en", "mine")[0].note == "mine"
    assert [is_still(np.array(outputs)) for outputs in ([], [5.0], [5.0, 5.0 + 1e-12], [5.0, 5.0001], [0.0, 0.0], [-5.0, -5.0 - 1e-12])] == [True, True, True, False, True, True]
    seeded = evidence("table", np.zeros((1, 1)), np.zeros(1), seed=2**32 - 1)
    assert (seed_of(seeded), seed_of(evidence("table", np.zeros((1, 1)), np.zeros(1), seed=0))) == (1, 1) and generator(seeded, 3).random() == np.random.Generator(np.random.Philox(np.random.SeedSequence([2**32 - 1, 3]))).random()
    own = in_own_order(evidence("table", np.array([[0.2], [0.1], [0.1]]), np.array([1.0, 3.0, 2.0]), seed=7))
    order = np.array([1.0, 2.0, 3.0])[np.random.Generator(np.random.Philox(np.random.SeedSequence([7, 5]))).permutation(3)]
    assert own.values[:, 0].tolist() == order.tolist()


def test_the_widest_interval_and_how_many_more_units_narrow_it() -> None:
    def rows(*given: tuple[str, str, float, float, float, str]) -> pd.DataFrame:
        return pd.DataFrame([("y", method, index, "x", value, low, high, note) for method, index, value, low, high, note in given], columns=["outcome", "method", "index", "factor", "value", "low", "high", "note"])

    assert widest(rows(("sobol", "S1", 0.5, 0.4, 0.6, ""), ("sobol", "ST", 0.5, 0.3, 0.65, ""), ("sobol", "S2", 0.1, -0.9, 0.9, ""))) == pytest.approx(0.35)
    assert widest(rows(("morris", "mu_star", 4.0, 3.0, 5.0, ""), ("morris", "mu_star", -8.0, -9.0, -8.0, ""), ("morris", "sigma", 1.0, 0.0, 9.0, ""))) == pytest.approx(2.0 / 8.0)
    assert math.isnan(widest(rows(("morris", "mu_star", 4.0, NAN, NAN, ""), ("morris", "mu_star", 0.0, 0.0, 0.0, ""))))  # that one input does nothing tells nothing of the other
    assert widest(rows(("morris", "mu_star", 0.0, 0.0, 0.0, ""))) == 0.0 and widest(rows(("sobol", "S1", NAN, NAN, NAN, STILL.en))) == 0.0 and math.isnan(widest(rows(("sobol", "S1", NAN, NAN, NAN, "x")))) and math.isnan(widest(rows())) and len(main_rows(rows())) == 0
    assert [needed(64, 0.2, 0.1), needed(64, 0.11, 0.1), needed(64, 0.1, 0.1), needed(64, NAN, 0.1), needed(10, 0.3, 0.2, "morris"), needed(10, 0.2, 0.1, "morris"), needed(9, NAN, 0.1, "morris")] == [256, 128, 64, 128, 23, 40, 18]


# --- tables and words -------------------------------------------------------------------------------------------------------------------------------------

PATHS = ("levers.matching_grant.ratio", "levers.matching_grant.desk_usd", "parameters.giving.fatigue")


@pytest.mark.parametrize(
    ("groups", "grouping"),
    [
        ({"matching_grant": PATHS[:2], "world": PATHS[2:]}, "levers"), ({"one": PATHS[:1], "two": PATHS[1:]}, "given"), ({"x": PATHS[:2], PATHS[2]: PATHS[2:]}, "levers"), ({"a": PATHS[:1], "b": PATHS[1:2], "c": PATHS[2:]}, "grades"),
    ],
)  # fmt: skip
def test_groups_of_a_design_are_called_by_the_grouping_that_makes_the_same_ones(groups: dict[str, tuple[str, ...]], grouping: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.sweeps.grouping.group_of", lambda path, by: {"levers": "world" if path == PATHS[2] else "matching_grant", "grades": path, "channels": "all"}[by])
    given: Any = SimpleNamespace(groups=groups, factors=PATHS, outcome="y")
    rows = [("sobol", "S1"), ("sobol", "ST"), ("sobol", "S2"), ("morris", "mu_star"), ("pawn", "S1")]
    own = pd.DataFrame([{"method": method, "index": index, "factor": name, "value": 0.3, "low": 0.2, "high": 0.4, "note": "so"} for method, index in rows for name in groups])
    found = _of_design(given, own, "en")
    assert [row[:4] for row in found] == [("y", grouping, name, index) for _, index in (rows[0], rows[1], rows[3]) for name in groups] and {row[4:7] for row in found} == {(0.3, 0.2, 0.4)}
    assert [row[7] for row in found[: len(groups)]] == ["; ".join(members) for members in groups.values()] and {row[8] for row in found if row[3] == "S1"} == {joined("so", CLOSED("en"))} and {row[8] for row in found if row[3] != "S1"} == {joined("so", GROUPED("en"))}


@pytest.mark.parametrize(("sizes", "said"), [((64,), ""), ((32, 64), "at 64 points, 0.4 at 32"), ((16, 32, 64), "at 64 points, 0.4 at 32")])
def test_the_widest_interval_is_told_of_the_last_two_sizes(sizes: tuple[int, ...], said: str) -> None:
    table = pd.DataFrame([{"points": size, "value": 0.5, "low": 0.5 - 6.4 / size + shift, "high": 0.5 + 6.4 / size} for size in sizes for shift in (0.0, 0.05)])
    lines = _settled(table, "en")
    assert (lines == []) is (not said) and (not said or (said in lines[0] and lines[0].startswith("Widest interval of a main index: 0.2 ")))
    assert not said or _settled(table.assign(low=NAN), "en") == []
    some = table.assign(low=table["low"].mask(table.index == 0))  # one index of the first size has no interval
    assert len(sizes) != 2 or _settled(some, "en") == []
    assert len(sizes) != 2 or len(_settled(some.assign(value=some["value"].mask(some.index == 0)), "en")) == 2  # and is none at all: nothing to wait for


def test_luck_is_told_where_it_is_known_and_more_runs_where_it_is_large() -> None:
    def words(one: float, mean: float, note: str = "", language: str = "en") -> list[str]:
        return _noise(pd.DataFrame([{"share_luck_one_run": one, "share_luck_mean": mean, "replications": 4, "note": note}]), language)

    assert words(0.3, 0.1) == ["Luck: 30.0% of the variance of one run, 10.0% of that of the mean of 4 replications, is replication noise, not factors.", ""]
    assert words(0.3, 0.11)[0].endswith("More replications would sharpen the indices.") and "30,0\u202f%" in words(0.3, 0.11, language="fr")[0]
    assert words(NAN, NAN, "why") == ["why", ""] and words(NAN, NAN) == [] and _noise(pd.DataFrame(columns=["share_luck_mean"]), "en") == []
