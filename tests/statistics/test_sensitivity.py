"""Sensitivity indices, on functions whose answer is known; and what happens to runs that failed, to noise and to state that is not ours."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from SALib.sample import fast_sampler, ff, latin, morris, sobol

from experiments.sensitivity import METHODS, Evidence, analyse, group_label, grouped, groups, methods_for, needed, not_available, over_time, swings, widest
from experiments.sensitivity.convergence import convergence
from experiments.sensitivity.distributions import distances
from experiments.sensitivity.noise import components, noise
from experiments.sensitivity.notes import CHANCE, DOWNWARD, NEGATIVE, STILL, TOGETHER, UPWARD
from experiments.sensitivity.sample import independent, slices_of
from experiments.sensitivity.screening import elementary_effects
from model.errors import InputError

ISHIGAMI = ("x1", "x2", "x3")
S1 = {"x1": 0.3139, "x2": 0.4424, "x3": 0.0}
ST = {"x1": 0.5576, "x2": 0.4424, "x3": 0.2437}
G = np.array([0.0, 1.0, 4.5, 99.0])
V = 1.0 / (3.0 * (1.0 + G) ** 2)
TOTAL = float(np.prod(1.0 + V) - 1.0)


def ishigami(unit: np.ndarray) -> np.ndarray:
    x = np.pi * (2.0 * unit - 1.0)
    return np.sin(x[:, 0]) + 7.0 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def sobol_g(unit: np.ndarray) -> np.ndarray:
    return np.prod((np.abs(4.0 * unit - 2.0) + G) / (1.0 + G), axis=1)


def linear(unit: np.ndarray) -> np.ndarray:
    return unit @ np.array([5.0, -2.0, 0.0])


def problem(n: int, grouping: list[str] | None = None) -> dict[str, Any]:
    found: dict[str, Any] = {"num_vars": n, "names": [f"x{k + 1}" for k in range(n)], "bounds": [[0.0, 1.0]] * n}
    return found | ({"groups": grouping} if grouping else {})


def one_at_a_time_unit(n: int = 3, base: float = 0.5) -> np.ndarray:
    rows = [np.full(n, base)]
    for k in range(n):
        for level in (0.0, 1.0):
            rows.append(np.where(np.arange(n) == k, level, base))
    return np.array(rows)


def evidence(
    kind: str, function: Callable[[np.ndarray], np.ndarray] = ishigami, size: int = 0, n: int = 3, replications: int = 1, luck: float = 0.0
) -> Evidence:
    """A design of SALib with the outputs of a function, and noise that points do not share."""
    settings: dict[str, Any] = {}
    stride = 1
    if kind == "saltelli":
        unit, stride, settings = sobol.sample(problem(n), size or 256, calc_second_order=False, seed=5), n + 2, {"second_order": False}
    elif kind == "morris":
        unit, stride, settings = morris.sample(problem(n), size or 20, num_levels=4, seed=5), n + 1, {"levels": 4}
    elif kind == "fast":
        unit, settings = fast_sampler.sample(problem(n), size or 257, M=4, seed=5), {"harmonics": 4}
    elif kind == "fractional_factorial":
        unit = ff.sample(problem(n), seed=5)[:, :n]
    elif kind == "one_at_a_time":
        unit, settings = one_at_a_time_unit(n), {"levels": 2}
    elif kind == "grid":
        levels = (np.arange(5) + 0.5) / 5.0
        unit, settings = np.array(np.meshgrid(*[levels] * n, indexing="ij")).reshape(n, -1).T, {"levels": 5}
    else:
        unit = latin.sample(problem(n), size or 400, seed=5)
    outputs = function(unit)[:, None] + luck * np.random.default_rng(9).normal(size=(unit.shape[0], replications))
    return Evidence("y", kind, tuple(f"x{k + 1}" for k in range(n)), unit, outputs, stride, settings)


KINDS = ("saltelli", "morris", "fast", "rbd_fast", "latin_hypercube", "sobol_sequence", "table", "grid", "fractional_factorial", "one_at_a_time")


def of(indices: pd.DataFrame, method: str, index: str) -> pd.DataFrame:
    return indices[(indices["method"] == method) & (indices["index"] == index)].set_index("factor")


def assert_covers(rows: pd.DataFrame, truth: dict[str, float], widest_allowed: float) -> None:
    for name, value in truth.items():
        assert rows.loc[name, "low"] <= value <= rows.loc[name, "high"], (name, value, dict(rows.loc[name]))
        assert rows.loc[name, "high"] - rows.loc[name, "low"] < widest_allowed


def test_sobol_indices_of_ishigami_lie_in_narrow_intervals() -> None:
    found = analyse(evidence("saltelli", size=1024), ["sobol"])
    assert_covers(of(found, "sobol", "S1"), S1, 0.2)
    assert_covers(of(found, "sobol", "ST"), ST, 0.2)
    assert (found["points"] == 1024 * 5).all()


def test_second_order_indices_find_the_pair_that_acts_together() -> None:
    unit = sobol.sample(problem(3), 1024, calc_second_order=True, seed=5)
    found = analyse(Evidence("y", "saltelli", ISHIGAMI, unit, ishigami(unit)[:, None], 8, {"second_order": True}), ["sobol"])
    pairs = found[found["index"] == "S2"].set_index(["factor", "other"])
    assert len(pairs) == 3
    assert pairs.loc[("x1", "x3"), "low"] <= 0.2437 <= pairs.loc[("x1", "x3"), "high"]
    assert pairs.loc[("x1", "x3"), "low"] > 0.0 > pairs.loc[("x1", "x2"), "low"]


def test_sobol_indices_of_the_g_function() -> None:
    found = analyse(evidence("saltelli", sobol_g, 1024, 4), ["sobol"])
    names = [f"x{k + 1}" for k in range(4)]
    assert_covers(of(found, "sobol", "S1"), dict(zip(names, V / TOTAL, strict=True)), 0.25)
    assert_covers(of(found, "sobol", "ST"), dict(zip(names, V / (1.0 + V) * (1.0 + TOTAL) / TOTAL, strict=True)), 0.25)


def test_indices_of_groups_are_closed_and_stand_in_the_order_of_their_first_members() -> None:
    unit = sobol.sample(problem(4, ["b", "a", "b", "a"]), 1024, calc_second_order=False, seed=5)
    given = {"a": ("x2", "x4"), "b": ("x1", "x3")}
    whole = Evidence("y", "saltelli", ("x1", "x2", "x3", "x4"), unit, sobol_g(unit)[:, None], 4, {"second_order": False}, given)
    assert whole.moved == ("b", "a")
    found = analyse(whole, ["sobol"])
    closed = {name: float(np.prod(1.0 + V[k]) - 1.0) / TOTAL for name, k in (("b", [0, 2]), ("a", [1, 3]))}
    total = {"a": 1.0 - closed["b"], "b": 1.0 - closed["a"]}
    assert_covers(of(found, "sobol", "S1"), closed, 0.25)
    assert_covers(of(found, "sobol", "ST"), total, 0.25)
    table = groups(whole, found)
    assert set(table["grouping"]) == {"given"}
    assert table.set_index(["group", "index"]).loc[("a", "S1"), "members"] == "x2; x4"


def test_fast_finds_the_indices_and_says_that_its_intervals_are_indicative() -> None:
    found = analyse(evidence("fast", size=1025))
    for name in ISHIGAMI:
        assert of(found, "fast", "S1").loc[name, "value"] == pytest.approx(S1[name], abs=0.04)
        assert of(found, "fast", "ST").loc[name, "value"] == pytest.approx(ST[name], abs=0.06)
    assert found["note"].str.contains("indicative").all()


def test_rbd_fast_covers_first_order_indices() -> None:
    assert_covers(of(analyse(evidence("latin_hypercube", size=1000), ["rbd_fast"]), "rbd_fast", "S1"), S1, 0.25)


def test_rbd_fast_intervals_cover_as_often_as_they_should_at_least() -> None:
    covered, values, halves = [], [], []
    for seed in range(1, 41):
        unit = latin.sample(problem(3), 200, seed=seed)
        rows = analyse(Evidence("y", "latin_hypercube", ISHIGAMI, unit, linear(unit)[:, None]), ["rbd_fast"]).set_index("factor")
        covered += [rows.loc[name, "low"] <= truth <= rows.loc[name, "high"] for name, truth in (("x1", 25.0 / 29.0), ("x2", 4.0 / 29.0), ("x3", 0.0))]
        values.append(rows["value"].to_numpy())
        halves.append((rows["high"] - rows["low"]).to_numpy() / 2.0)
    assert np.mean(covered) >= 0.9
    assert np.mean(halves, axis=0)[2] < 2.2 * 1.96 * np.std(values, axis=0)[2]  # SALib's own are wider by the root of two


def test_morris_is_that_of_salib_ranks_factors_and_brackets_its_estimates() -> None:
    design = evidence("morris", linear)
    found = analyse(design)
    stars = of(found, "morris", "mu_star")
    assert stars["value"].to_numpy() == pytest.approx([5.0, 2.0, 0.0])
    assert of(found, "morris", "mu")["value"].to_numpy() == pytest.approx([5.0, -2.0, 0.0])
    assert of(found, "morris", "sigma")["value"].to_numpy() == pytest.approx([0.0, 0.0, 0.0], abs=1e-12)
    wild = analyse(evidence("morris"))
    assert (wild["low"] <= wild["value"] + 1e-12).all() and (wild["high"] >= wild["value"] - 1e-12).all()
    effects = elementary_effects(evidence("morris"))
    assert np.abs(effects).mean(axis=0) == pytest.approx(of(wild, "morris", "mu_star")["value"].to_numpy())
    assert effects.std(axis=0, ddof=1) == pytest.approx(of(wild, "morris", "sigma")["value"].to_numpy())


def test_grouped_morris_has_mu_star_of_groups_alone() -> None:
    unit = morris.sample(problem(3, ["a", "a", "b"]), 30, num_levels=4, seed=5)
    whole = Evidence("y", "morris", ISHIGAMI, unit, linear(unit)[:, None], 3, {"levels": 4}, {"b": ("x3",), "a": ("x1", "x2")})
    found = analyse(whole)
    assert list(found["index"]) == ["mu_star", "mu_star"] and list(found["factor"]) == ["a", "b"]
    assert np.abs(elementary_effects(whole)).mean(axis=0) == pytest.approx(found["value"].to_numpy())
    assert found["value"].iloc[1] == pytest.approx(0.0, abs=1e-12) and 3.0 <= found["value"].iloc[0] <= 7.0


@pytest.mark.parametrize("kind", ["latin_hypercube", "saltelli"])
def test_distributions_rank_the_factor_that_does_nothing_last(kind: str) -> None:
    found = analyse(evidence(kind, linear, 128 if kind == "saltelli" else 300), ["delta", "pawn", "regional"])
    for method, index in (("delta", "delta"), ("pawn", "pawn"), ("regional", "ks")):
        values = of(found, method, index)["value"]
        assert values["x1"] > values["x2"] > values["x3"], method
    ks = of(found, "regional", "ks")
    assert ks["note"].to_dict() == {"x1": UPWARD.en, "x2": DOWNWARD.en, "x3": CHANCE.en}
    assert of(found, "pawn", "pawn").loc["x3", "note"] == CHANCE.en
    bounded = found[found["index"] != "S1"]
    assert ((bounded["low"] <= bounded["value"]) & (bounded["value"] <= bounded["high"])).all()


def test_a_saltelli_design_holds_an_independent_sample_of_its_two_matrices() -> None:
    design = evidence("saltelli", size=64)
    sample = independent(design)
    assert sample.n_points == 128 and sample.stride == 1
    assert np.array_equal(sample.unit[::2], design.unit[::5]) and np.array_equal(sample.unit[1::2], design.unit[4::5])
    assert np.unique(sample.unit[:, 0]).size == 128


def test_slices_hold_every_point_of_continuous_and_of_few_levels() -> None:
    x = np.random.default_rng(1).random(200)
    assert np.bincount(slices_of(x, 200)).tolist() == [20] * 10
    assert np.bincount(slices_of(np.repeat([0.1, 0.5, 0.9], 50), 150)).tolist() == [50] * 3  # SALib's own slices lose the highest level


def test_distances_are_those_of_two_sample_tests() -> None:
    from scipy.stats import ks_2samp

    rng = np.random.default_rng(2)
    outputs, members = np.round(rng.normal(size=150), 1), rng.integers(0, 4, size=150)
    assert distances(outputs, members) == pytest.approx([ks_2samp(outputs[members == k], outputs).statistic for k in range(4)])


def test_factorial_effects_and_interactions_are_differences_between_high_and_low() -> None:
    def of_pair(unit: np.ndarray) -> np.ndarray:
        return 3.0 * unit[:, 0] - unit[:, 1] + 8.0 * (unit[:, 1] - 0.5) * (unit[:, 2] - 0.5)

    found = analyse(evidence("fractional_factorial", of_pair, n=5, replications=4, luck=0.01))
    effects = found[found["index"] == "effect"].set_index("factor")
    assert effects["value"].to_numpy() == pytest.approx([3.0, -1.0, 0.0, 0.0, 0.0], abs=0.05)
    assert (effects["low"] < effects["high"]).all()
    pairs = found[found["index"] == "interaction"].set_index(["factor", "other"])
    assert pairs.loc[("x2", "x3"), "value"] == pytest.approx(4.0, abs=0.05)
    assert "x1 × x4" in pairs.loc[("x2", "x3"), "note"]


def test_points_that_are_no_factorial_design_are_refused() -> None:
    design = evidence("fractional_factorial")
    with pytest.raises(InputError, match="not those of a fractional_factorial design"):
        analyse(replace(design, unit=design.unit[::-1]))


def test_swings_are_paired_within_replications() -> None:
    design = evidence("one_at_a_time", linear)
    shared = 100.0 * np.random.default_rng(4).normal(size=5)
    noisy = replace(design, values=design.values + shared + 0.1 * np.random.default_rng(5).normal(size=(7, 5)))
    found = analyse(noisy).set_index("factor")
    assert found["value"].to_numpy() == pytest.approx([5.0, -2.0, 0.0], abs=0.3)
    assert (found["high"] - found["low"]).max() < 1.0  # the luck that all points share, a thousand times larger, is gone
    table = swings(design, {"x1": (1.0, 3.0)}).set_index("factor")
    assert table.loc["x1", ["base", "at_low", "at_high", "low_value", "high_value"]].tolist() == pytest.approx([1.5, -1.0, 4.0, 1.0, 3.0])
    assert table.loc["x2", ["low_value", "high_value"]].tolist() == [0.0, 1.0]


def test_swings_of_factors_with_unequal_levels_and_of_a_base_outside_the_bounds() -> None:
    unit = np.array([[-0.4, 0.25], [0.0, 0.25], [0.5, 0.25], [1.0, 0.25], [-0.4, 0.25], [-0.4, 0.75], [-0.4, 0.9]])
    values = (10.0 * unit[:, 0] + unit[:, 1])[:, None]
    table = swings(Evidence("y", "one_at_a_time", ("x1", "x2"), unit, values)).set_index("factor")
    assert table.loc["x1", "at_high"] - table.loc["x1", "at_low"] == pytest.approx(10.0)
    assert table.loc["x2", ["low_value", "high_value"]].tolist() == pytest.approx([0.25, 0.9])
    assert table.loc["x2", "at_high"] - table.loc["x2", "at_low"] == pytest.approx(0.65)


@pytest.mark.parametrize("kind", KINDS)
def test_an_outcome_that_does_not_move_says_so_in_both_languages(kind: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for language in ("en", "fr"):
            found = analyse(evidence(kind, lambda unit: np.full(unit.shape[0], 0.1)), language=language)
            assert len(found) and found["value"].isna().all()
            assert (found["note"] == STILL(language)).all()
    assert widest(found) == 0.0


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_global_is_touched_and_the_same_evidence_gives_the_same_table(kind: str) -> None:
    design = evidence(kind, replications=2, luck=0.1, size=65 if kind == "fast" else 64 if kind != "morris" else 8)
    unit, values = design.unit.copy(), design.values.copy()
    np.random.seed(3)  # noqa: NPY002
    before, filters, formatter = np.random.get_state()[1].copy(), list(warnings.filters), warnings.formatwarning  # noqa: NPY002
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        first = analyse(design)
    assert np.array_equal(before, np.random.get_state()[1])  # noqa: NPY002
    assert warnings.filters == filters and warnings.formatwarning is formatter
    np.random.seed(4)  # noqa: NPY002
    pd.testing.assert_frame_equal(first, analyse(design))
    assert np.array_equal(unit, design.unit) and np.array_equal(values, design.values)
    assert tuple(dict.fromkeys(first["method"])) == methods_for(kind)
    assert first["value"].notna().all()


@pytest.mark.parametrize("kind", ["saltelli", "latin_hypercube"])
def test_another_seed_gives_other_intervals(kind: str) -> None:
    design = evidence(kind, size=64)
    one, other = analyse(design), analyse(replace(design, seed=2))
    rows = one["high"] < 1.0
    assert not np.allclose(one["high"][rows] - one["low"][rows], other["high"][rows] - other["low"][rows])


def test_negative_indices_are_said_to_be_zero() -> None:
    below = []
    for language, words in (("en", NEGATIVE("en")), ("fr", NEGATIVE("fr"))):
        for seed in range(1, 9):
            unit = latin.sample(problem(3), 200, seed=seed)
            row = analyse(Evidence("y", "latin_hypercube", ISHIGAMI, unit, linear(unit)[:, None]), ["rbd_fast"], language).iloc[2]
            assert (row["note"] == words) == (row["value"] < 0.0)
            below.append(row["value"] < 0.0)
    assert any(below) and not all(below)


def test_a_failed_replication_leaves_the_mean_of_the_others() -> None:
    design = evidence("saltelli", replications=3, luck=1.0, size=64)
    values = design.values.copy()
    values[7, 1] = np.nan
    used, said = replace(design, values=values).usable()
    assert said is not None and "1 of 960 runs" in said.en and "1 des 960" in said.fr and "keep the mean" in said.en
    assert used.n_points == design.n_points and used.means()[7] == pytest.approx(values[7, [0, 2]].mean())
    assert design.usable() == (design, None)


def test_a_lost_point_takes_its_whole_base_unit_with_it() -> None:
    design = evidence("saltelli", replications=2, size=64)
    values = design.values.copy()
    values[7] = np.nan
    used, said = replace(design, values=values).usable()
    assert used.n_base_units == 63 and used.n_points == 63 * 5
    assert np.array_equal(used.unit[5:], design.unit[10:])
    assert said is not None and "1 of 64 base units" in said.en and "1 des 64 unités" in said.fr
    found = analyse(replace(design, values=values))
    assert found["note"].str.contains("1 of 64 base units").all()
    assert set(of(found, "sobol", "S1")["points"]) == {315} and set(of(found, "pawn", "pawn")["points"]) == {126}


def test_lost_points_of_a_sample_are_left_out_and_whole_designs_have_no_index() -> None:
    design = evidence("latin_hypercube")
    values = design.values.copy()
    values[[3, 4]] = np.nan
    used, said = replace(design, values=values).usable()
    assert used.n_points == 398 and said is not None and "2 of 400 points" in said.en
    for kind in ("fast", "fractional_factorial"):
        whole = evidence(kind)
        gap = whole.values.copy()
        gap[2] = np.nan
        for language, words in (("en", "needs all its points"), ("fr", "a besoin de tous ses points")):
            found = analyse(replace(whole, values=gap), language=language)
            assert len(found) and found["value"].isna().all() and found["note"].str.contains(words).all()


def test_undefined_outcomes_are_told_apart_from_failed_runs() -> None:
    design = evidence("latin_hypercube", replications=2)
    values, failed = design.values.copy(), np.zeros((400, 2), dtype=bool)
    values[3], values[8, 0], values[9, 1] = np.nan, np.inf, np.nan
    failed[9, 1] = True
    _, said = replace(design, values=values, failed=failed).usable()
    assert said is not None
    assert "1 of 800 runs failed" in said.en and "in 3 of 800 runs the outcome is undefined" in said.en
    assert "pas défini" in said.fr and "1 of 400 points" in said.en


def test_a_lost_end_has_no_swing_and_leaves_the_others() -> None:
    design = evidence("one_at_a_time", linear, replications=2)
    values = design.values.copy()
    values[2] = np.nan
    found = analyse(replace(design, values=values)).set_index("factor")
    assert np.isnan(found.loc["x1", "value"]) and "no finished run" in found.loc["x1", "note"]
    assert found.loc["x2", "value"] == pytest.approx(-2.0)


def test_shapes_that_do_not_fit_are_refused() -> None:
    with pytest.raises(InputError, match="do not match"):
        Evidence("y", "table", ("x1",), np.zeros((4, 2)), np.zeros((4, 1)))
    with pytest.raises(InputError, match="no whole number of base units"):
        Evidence("y", "morris", ("x1",), np.zeros((3, 1)), np.zeros((3, 1)), stride=2)
    with pytest.raises(InputError, match="morris cannot be estimated from a grid design"):
        METHODS["morris"].indices(evidence("grid"))
    with pytest.raises(InputError, match="did you mean 'pawn'"):
        analyse(evidence("grid"), ["pwan"])


@pytest.mark.parametrize(("a", "e"), [(1.0, 0.5), (0.3, 1.0), (0.0, 1.0), (1.0, 0.0)])
def test_noise_finds_the_variances_that_made_the_outputs(a: float, e: float) -> None:
    rng = np.random.default_rng(6)
    values = 7.0 + a * rng.normal(size=(3000, 1)) + 5.0 * rng.normal(size=(1, 4)) + e * rng.normal(size=(3000, 4))
    row = noise(Evidence("y", "table", ("x",), rng.random((3000, 1)), values)).iloc[0]
    assert row["variance_points"] == pytest.approx(a**2, abs=0.08) and row["variance_luck"] == pytest.approx(e**2, abs=0.05)
    assert row["share_luck_one_run"] == pytest.approx(e**2 / (a**2 + e**2), abs=0.05)
    assert row["share_luck_mean"] == pytest.approx(e**2 / 4 / (a**2 + e**2 / 4), abs=0.08)


def test_noise_by_hand_and_with_gaps() -> None:
    between, luck, each = components(np.array([[1.0, 2.0], [3.0, 6.0], [5.0, 4.0]]))
    # residuals 0 0, -1 1, 1 -1: 4 over 2 degrees of freedom; means of points 1.5 4.5 4.5: mean square 12 over 2
    assert (luck, between, each) == pytest.approx((2.0, (6.0 - 2.0) / 2.0, 2.0))
    rng = np.random.default_rng(8)
    values = rng.normal(size=(4000, 1)) + 3.0 * rng.normal(size=(1, 3)) + 0.7 * rng.normal(size=(4000, 3))
    values[rng.random(values.shape) < 0.2] = np.nan
    between, luck, each = components(values)
    assert between == pytest.approx(1.0, abs=0.08) and luck == pytest.approx(0.49, abs=0.04) and 2.0 < each < 3.0


def test_noise_cannot_be_told_with_one_replication() -> None:
    row = noise(evidence("morris")).iloc[0]
    assert np.isnan(row["share_luck_one_run"]) and "two replications" in row["note"]
    assert "réplications" in noise(evidence("morris"), "fr")["note"].iloc[0]


def test_intervals_shrink_as_base_units_are_added() -> None:
    found = convergence(evidence("saltelli", size=512))
    width = (found["high"] - found["low"]).groupby(found["points"]).max()
    assert width.index.tolist() == [320, 640, 1280, 2560]
    assert width.iloc[-1] < 0.55 * width.iloc[0]
    whole = analyse(evidence("saltelli", size=512), ["sobol"])
    assert found[found["points"] == 2560]["value"].tolist() == pytest.approx(whole["value"].tolist())


def test_convergence_is_not_available_where_the_first_points_are_no_design() -> None:
    for kind in ("fast", "latin_hypercube", "grid"):
        assert convergence(evidence(kind)).empty
        assert not_available(kind) is not None
    assert not_available("morris") is None


def test_widest_interval_is_that_of_the_method_the_design_was_made_for() -> None:
    found = analyse(evidence("saltelli", size=128))
    sobol_alone = found[found["method"] == "sobol"]
    assert widest(found) == pytest.approx((sobol_alone["high"] - sobol_alone["low"]).max())
    stars = of(analyse(evidence("morris")), "morris", "mu_star")
    assert widest(analyse(evidence("morris"))) == pytest.approx((stars["high"] - stars["low"]).max() / stars["value"].max())


def test_needed_base_units_follow_the_root_law() -> None:
    assert needed(64, 0.2, 0.1) == 256
    assert needed(64, 0.2, 0.09) == 512
    assert needed(10, 0.3, 0.2, "morris") == 23
    assert needed(64, 0.1, 0.2) == 64
    assert needed(64, float("nan"), 0.2) == 128
    with pytest.raises(InputError):
        needed(64, 0.2, 0.0)


def test_group_sums_are_bounded_by_the_joint_bootstrap() -> None:
    paths = ("levers.matching_grant.ratio", "parameters.giving.price_elasticity", "parameters.giving.regular_base")
    design = replace(evidence("saltelli", size=256), factors=paths)
    found = analyse(design, ["sobol"])
    table = groups(design, found).set_index(["grouping", "group"])
    first = of(found, "sobol", "S1")
    row = table.loc[("levers", "world")]
    assert row["value"] == pytest.approx(first["value"].iloc[1:].sum())
    widths = first["high"] - first["low"]
    assert row["high"] - row["low"] < widths.iloc[1:].sum()
    alone = table.loc[("levers", "matching_grant")]
    assert alone["high"] - alone["low"] == pytest.approx(widths.iloc[0], rel=1e-6)
    assert "lower bound" in row["note"]
    assert set(table.index.get_level_values(0)) == {"levers", "grades", "channels"}
    assert sum(len(members) for members in grouped(paths, "channels").values()) == 3
    for grouping in ("levers", "grades", "channels"):
        for group in grouped(paths, grouping):
            assert group_label(grouping, group, "en") and group_label(grouping, group, "fr")


def test_the_main_index_of_every_year() -> None:
    early = evidence("saltelli", linear, 64)
    late = replace(early, values=ishigami(early.unit)[:, None])
    found = over_time({2: late, 1: early}, "remittances")
    assert found["year"].tolist() == [1] * 6 + [2] * 6 and set(found["outcome"]) == {"remittances"}


def test_factors_of_a_table_that_move_together_are_noted() -> None:
    design = evidence("table", linear)
    tied = replace(design, unit=np.column_stack([design.unit[:, 0], design.unit[:, 0] * 0.9 + 0.1 * design.unit[:, 1], design.unit[:, 2]]))
    assert analyse(tied, ["pawn"])["note"].str.contains(TOGETHER.en).all()
    assert not analyse(design, ["pawn"])["note"].str.contains(TOGETHER.en).any()
