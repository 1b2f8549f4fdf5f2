"""Estimators of sensitivity on a handful of points: masses, classes, distances, elementary effects, swings, and a whole analysis of a small sweep."""

from __future__ import annotations

import math
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.cli.sensitivity_commands import _as_large_as_held
from experiments.sensitivity.analysis import analysed
from experiments.sensitivity.delta import LEAST_IN_MASS, MASS, between, binned, classes_of, delta, delta_indices, distance, masses, n_classes
from experiments.sensitivity.distributions import SLACK, _bounded, _distance, _middle_and_largest, _split, distances, regional_indices
from experiments.sensitivity.estimates import undisturbed
from experiments.sensitivity.evidence import Evidence
from experiments.sensitivity.noise import components, noise
from experiments.sensitivity.notes import (
    AT_OWN_END_LOST,
    CHANCE,
    DOWNWARD,
    LEVELS,
    LOWER_BOUND,
    NO_INTERVAL,
    NOT_SPLIT,
    ONE_REPLICATION,
    STILL,
    SUM_OF_WIDTHS,
    UPWARD,
    joined,
)
from experiments.sensitivity.results import write_analysis
from experiments.sensitivity.screening import _ends, _of_spread, elementary_effects, one_at_a_time_indices, swings
from experiments.sensitivity.variance import _resamples, adjusted, rbd_fast_indices, sobol_indices
from experiments.sensitivity.weights import groups
from experiments.sweeps import load_experiment, read_sweep, run_sweep
from experiments.sweeps.experiment import digest
from experiments.sweeps.folder import SweepFolder
from experiments.sweeps.model_runs import Formula
from experiments.sweeps.planning import content_in_full
from model.errors import InputError

NAN = math.nan
RATIO = "levers.matching_grant.ratio"


def table(unit: np.ndarray, values: np.ndarray, kind: str = "table", **more: Any) -> Evidence:
    return Evidence("y", kind, tuple(f"x{k}" for k in range(unit.shape[1])), unit, values, **more)


# --- delta --------------------------------------------------------------------------------------------------------------------------------------------------


def test_masses_are_values_that_five_points_and_a_twentieth_have() -> None:
    assert (MASS, LEAST_IN_MASS) == (0.05, 5)
    for zeros, n, is_mass in ((5, 20, True), (4, 20, False), (10, 200, True), (9, 200, False), (6, 101, True), (5, 101, False)):
        found = masses(np.append(np.zeros(zeros), 1.0 + np.arange(n - zeros)))
        assert found is not None and bool(found.max() == 0) is is_mass and (found >= 0).sum() == (zeros if is_mass else 0), (zeros, n)
    # two values of nine points each among 200 are no density: all are counted, as long as they are few
    counted = masses(np.repeat([0.0, 1.0, 2.0], [182, 9, 9]))
    assert counted is not None and np.bincount(counted).tolist() == [182, 9, 9]
    assert masses(np.repeat(np.arange(21.0), [20] + [9] * 20)) is None


def test_classes_are_of_equal_size_and_grow_by_a_quarter() -> None:
    found = classes_of(np.random.default_rng(1).permutation(100) / 100.0)
    assert n_classes(100) == 4 and [int(each.max()) + 1 for each in found] == [4, 5, 6, 7, 8]
    assert all(np.ptp(np.bincount(each)) <= 1 for each in found)
    (levels,) = classes_of(np.tile([0.1, 0.9], 50))
    assert levels.tolist() == [0, 1] * 50


def test_distance_of_masses_and_of_densities() -> None:
    """Halves at two values that the classes tell apart: each class is half of the way from the whole. One class of three quarters is a quarter away."""
    halves = binned(np.repeat([0.0, 1.0], 50), np.repeat([0, 1], 50))
    assert distance(halves, np.repeat([0, 1], 50)) == pytest.approx(0.5) and distance(halves, np.tile([0, 1], 50)) == pytest.approx(0.0)
    mixed = np.concatenate([np.repeat([0, 1], [25, 25]), np.ones(50, dtype=int)])  # class 0: all at the first; class 1: 25 at the first, 50 at the second
    assert distance(halves, mixed) == pytest.approx((25 * 0.5 + 75 * abs(25 / 75 - 0.5)) / 100)
    apart = np.concatenate([np.linspace(0.0, 0.2, 50), np.linspace(0.8, 1.0, 50)])
    smooth = binned(apart, np.full(100, -1))
    assert distance(smooth, np.repeat([0, 1], 50)) == pytest.approx(0.5, abs=0.01) and distance(smooth, np.tile([0, 1], 50)) < 0.05
    assert delta(halves, [np.repeat([0, 1], 50)]) == pytest.approx(0.5)
    # three partitions whose distances lie on a line in 1 / classes are drawn on to its end
    line = [distance(smooth, each) for each in (np.repeat([0, 1], 50), np.repeat(np.arange(4), 25))]
    assert delta(smooth, [np.repeat([0, 1], 50), np.repeat(np.arange(4), 25)]) == pytest.approx(2.0 * line[1] - line[0])
    cells = binned(np.array([2.0, 4.0, 3.0]), np.full(3, -1))
    assert cells.output.tolist() == [0.0, 1.0, 0.5] and cells.cell.tolist() == [0, 254, 127] and cells.place.tolist() == [0.0, 1.0, 0.5]
    assert between(np.array([1.0, 1.0]), np.array([0, 1])) == 0.0 and adjusted(np.array([1.0, 2.0]), np.array([0, 1])) != adjusted(np.array([1.0, 2.0]), np.array([0, 1]))


# --- distributions ------------------------------------------------------------------------------------------------------------------------------------------


def test_distances_of_slices_by_hand() -> None:
    """Outputs 1 to 4, the lower two in one slice: at 2 all of it lies below and half of everything."""
    assert distances(np.array([3.0, 1.0, 4.0, 2.0]), np.array([1, 0, 1, 0])).tolist() == [0.5, 0.5]
    assert distances(np.array([1.0, 2.0, 3.0, 4.0]), np.array([0, 0, 0, 2])).tolist()[0] == 0.25 and np.isnan(distances(np.array([1.0, 2.0]), np.array([0, 2]))[1])
    assert distances(np.ones(4), np.array([0, 1, 0, 1])).tolist() == [0.0, 0.0] and _middle_and_largest(np.array([0.1, NAN, 0.5, 0.3])) == (0.3, 0.5)
    assert _distance(np.array([1.0, 2.0]), np.array([3.0, 4.0])) == 1.0 and _distance(np.array([1.0, 3.0]), np.array([2.0, 4.0])) == 0.5
    bounded = _bounded("ks", "x", 0.05, np.array([0.0, 0.1, 0.2]), "")
    assert (bounded.low, bounded.high) == pytest.approx((0.0, 0.05 + 1.959964 * 0.1), rel=1e-5) and _bounded("ks", "x", 0.95, np.array([0.5, 0.9]), "").high == 1.0


def test_high_outcomes_are_split_at_their_quantile_or_its_ties() -> None:
    values = np.arange(100.0)
    split = _split(values, 0.9)
    assert split is not None and split.sum() == 10 and split[90:].all() and SLACK == 0.02
    tied = _split(np.repeat([0.0, 1.0], [80, 20]), 0.9)
    assert tied is not None and tied.sum() == 20 and _split(np.ones(50), 0.9) is None and _split(np.append(np.zeros(48), [1.0, 2.0]), 0.99) is None
    unit = np.column_stack([values / 100.0, np.random.default_rng(2).random(100)])
    up, none = regional_indices(table(unit, values[:, None]), "en")
    down, _ = regional_indices(table(unit, -values[:, None]), "en")
    assert (up.value, down.value, up.index) == (1.0, 1.0, "ks") and up.note == UPWARD.en and down.note == DOWNWARD.en and none.note == CHANCE.en and none.value < 0.6
    assert [row.note for row in regional_indices(table(unit, np.ones((100, 1))), "fr")] == [NOT_SPLIT.fr] * 2


# --- shares of variance ---------------------------------------------------------------------------------------------------------------------------------------


def test_factors_of_few_values_are_read_value_by_value() -> None:
    rng = np.random.default_rng(3)
    for n, most in ((88, 21), (80, 21), (79, 19), (24, 7)):
        for count, by_level in ((most, True), (most + 1, False)):
            x = rng.permutation(np.resize(np.linspace(0.0, 1.0, count), n))
            (row,) = rbd_fast_indices(table(x[:, None], x[:, None]), "en")
            assert (LEVELS.en.format(n=count) in row.note) is by_level, (n, count)
    (few,) = rbd_fast_indices(table(np.linspace(0, 1, 23)[:, None], np.linspace(0, 1, 23)[:, None]), "en")
    assert math.isnan(few.value) and "24" in few.note and [_resamples(units) for units in (1, 8_000, 10_000, 100_000)] == [500, 500, 400, 100]


def test_sobol_indices_of_three_rows_have_no_interval_and_pairs_their_names() -> None:
    rng = np.random.default_rng(4)
    for rows in (3, 4):
        unit = np.concatenate([_saltelli(a, b) for a, b in zip(rng.random((rows, 2)), rng.random((rows, 2)), strict=True)])
        found = sobol_indices(table(unit, unit[:, :1] * 3.0 + unit[:, 1:] * unit[:, :1], "saltelli", stride=6, settings={"second_order": True}), "en")
        assert [(row.index, row.factor, row.other) for row in found] == [("S1", "x0", ""), ("S1", "x1", ""), ("ST", "x0", ""), ("ST", "x1", ""), ("S2", "x0", "x1")]
        assert all(math.isnan(row.low) and row.note == NO_INTERVAL.en for row in found) is (rows == 3)


def _saltelli(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Rows A, AB of each factor, BA of each, B."""
    return np.array([a, [b[0], a[1]], [a[0], b[1]], [a[0], b[1]], [b[0], a[1]], b])


def test_sums_over_groups_say_what_they_are() -> None:
    paths = (RATIO, "levers.matching_grant.desk_usd", "parameters.giving.price_elasticity")
    rows = [{"outcome": "y", "method": "rbd_fast", "factor": path, "index": "S1", "value": 0.1, "low": 0.0, "high": 0.2, "note": ""} for path in paths]
    found = groups(Evidence("y", "table", paths, np.zeros((0, 3)), np.zeros((0, 1))), pd.DataFrame(rows)).query("grouping == 'levers'")["note"].tolist()
    assert found == [f"{LOWER_BOUND.en}; {SUM_OF_WIDTHS.en}", LOWER_BOUND.en] and joined("", "a", "", "b") == "a; b"


# --- effects --------------------------------------------------------------------------------------------------------------------------------------------------


def test_elementary_effects_are_for_the_whole_range() -> None:
    """Four levels: a step of two thirds. y = 6 x0 - 3 x1, the second trajectory walks backwards."""
    unit = np.array([[0.0, 0.0], [2 / 3, 0.0], [2 / 3, 2 / 3], [1.0, 2 / 3], [1.0, 0.0], [1 / 3, 0.0]])
    values = 6.0 * unit[:, :1] - 3.0 * unit[:, 1:]
    found = elementary_effects(table(unit, values, "morris", stride=3, settings={"levels": 4}))
    np.testing.assert_allclose(found, [[6.0, -3.0], [6.0, -3.0]])
    grouped = elementary_effects(table(unit, values, "morris", stride=3, settings={"levels": 4}, groups={"a": ("x0",), "b": ("x1",)}))
    np.testing.assert_allclose(grouped, [[6.0, 3.0], [6.0, 3.0]])
    spread = np.array([[0.0], [1.0], [2.0], [3.0]])
    low, high = _of_spread(spread)
    assert low[0] < spread.std(ddof=1) <= high[0] and np.isnan(_of_spread(spread[:2])[0][0])


def test_swings_are_from_the_lowest_to_the_highest_and_paired() -> None:
    unit = np.array([[0.5, 0.25], [0.0, 0.25], [1.0, 0.25], [0.5, 0.0], [0.5, 1.0], [0.5, 0.5]])
    values = np.array([[1.0, 2.0, 3.0], [4.0, 4.0, 4.0], [9.0, 8.0, 10.0], [1.0, 1.0, 1.0], [NAN, NAN, NAN], [5.0, 5.0, 5.0]])
    evidence = table(unit, values, "one_at_a_time")
    assert _ends(evidence, 0) == (1, 2) and _ends(evidence, 1) == (3, 4)
    first, second = one_at_a_time_indices(evidence, "en")
    assert first.value == 5.0 and first.low < 5.0 < first.high and first.note == "" and math.isnan(second.value) and second.note == AT_OWN_END_LOST.en
    ends = swings(evidence, {"x0": ("lowest", "highest")})
    assert ends.iloc[0].tolist() == ["y", "x0", 2.0, 4.0, 9.0, "lowest", "highest"] and ends.iloc[1][["base", "at_low", "low_value", "high_value"]].tolist() == [2.0, 1.0, 0.0, 1.0]
    assert one_at_a_time_indices(table(unit, values[:, :1], "one_at_a_time"), "en")[0].note == ONE_REPLICATION.en and one_at_a_time_indices(table(unit, values[:, :2], "one_at_a_time"), "en")[0].note == NO_INTERVAL.en
    outside = table(np.array([[-0.5, 0.5], [0.0, 0.5], [1.0, 0.5], [-0.5, 0.0], [-0.5, 1.0]]), np.arange(5.0)[:, None], "one_at_a_time")
    assert _ends(outside, 0) == (1, 2)  # the scenario's own value lies outside the bounds


def test_noise_with_gaps_and_what_is_lost_of_designs() -> None:
    assert all(map(math.isnan, components(np.array([[1.0], [2.0]])))) and all(map(math.isnan, components(np.array([[1.0, 2.0]])))) and components(np.ones((3, 2))) == (0.0, 0.0, 2.0)
    between_points, luck, each = components(np.array([[0.0, 2.0], [10.0, 12.0], [20.0, 22.0]]))
    assert (between_points, luck, each) == (pytest.approx(100.0), pytest.approx(0.0, abs=1e-12), 2.0)  # luck that all points share moves nothing
    assert components(np.array([[1.0, 2.0], [3.0, NAN], [5.0, 9.0]]))[2] == pytest.approx(3.0 / (1 / 2 + 1 + 1 / 2))
    unit = np.repeat([[0.0, 0.0], [2 / 3, 0.0], [2 / 3, 2 / 3]], 1, axis=0)
    two = table(np.vstack([unit, unit]), np.array([[1.0], [NAN], [3.0], [4.0], [5.0], [6.0]]), "morris", stride=3, settings={"levels": 4})
    used, said = two.usable()
    assert used.n_points == 3 and used.values.ravel().tolist() == [4.0, 5.0, 6.0] and said is not None
    assert said.en.endswith("1 of 6 points are lost, and 1 of 2 base units of the design are left out with them") and "1 des 6 points sont perdus, et avec eux 1 des 2" in said.fr
    assert used.n_base_units == 1 and two.first(1).n_points == 3 and two.moved == ("x0", "x1") and two.means()[0] == 1.0
    with pytest.raises(InputError, match="no whole number of base units"):
        table(unit[:2], np.ones((2, 1)), "morris", stride=3)
    with pytest.raises(InputError, match="do not match"):
        table(unit, np.ones((2, 1)))


# --- a whole analysis -------------------------------------------------------------------------------------------------------------------------------------------


TEXT = f"""
scenario = "morocco_belgium_matching_grant"
replications = 3
years = 2
sample = 300
outcomes = ["remittances", "public_cost"]
series = true
[design]
kind = "one_at_a_time"
[factors."{RATIO}"]
low = 0.5
high = 2.5
[factors."levers.matching_grant.rule"]
"""


def by_ratio(values: Any, luck: float) -> tuple[float, ...]:
    """Four of each ratio, of which three come in the second year; the cost is never touched."""
    ratio = float(values[RATIO])
    return 4.0 * ratio, 7.0, ratio, 3.0 * ratio, 3.5, 3.5


def test_a_sweep_becomes_tables_by_outcome_and_year(tmp_path: Path) -> None:
    (tmp_path / "e.toml").write_text(TEXT, encoding="utf-8")
    names = ("remittances", "public_cost", "remittances@1", "remittances@2", "public_cost@1", "public_cost@2")
    run_sweep(load_experiment(tmp_path / "e.toml"), tmp_path / "r", subject=Formula(by_ratio, names))
    found = analysed(read_sweep(tmp_path / "r"))
    swing = found.tables["indices"].set_index(["outcome", "factor"])["value"]
    assert swing["remittances", RATIO] == pytest.approx(8.0) and swing["remittances", "levers.matching_grant.rule"] == 0.0 and found.tables["indices"]["scenario"].unique().tolist() == ["formula"]
    ends = found.tables["swings"].set_index(["outcome", "factor"])
    assert ends.loc[("remittances", RATIO), ["at_low", "at_high", "low_value", "high_value"]].tolist() == pytest.approx([2.0, 10.0, 0.5, 2.5])
    years = found.tables["over_time"].set_index(["outcome", "factor", "year"])["value"]
    assert years["remittances", RATIO, 1] == pytest.approx(2.0) and years["remittances", RATIO, 2] == pytest.approx(6.0)
    assert found.tables["convergence"].empty and len(found.tables["noise"]) == 2 and len(found.messages) == 1
    place = write_analysis(found, tmp_path / "r", "fr")
    assert place == tmp_path / "r" / "sensitivity" and {path.name for path in place.glob("*.csv")} == {"indices.csv", "noise.csv", "over_time.csv", "swings.csv"}
    page = (place / "summary.md").read_text(encoding="utf-8")
    assert page.startswith("# Sensibilité") and "0,5" not in page.split("\n")[0] and {path.stem.split("-")[0] for path in (place / "figures").glob("*.png")} == {"one_at_a_time", "over_time", "tornado", "trade_off"}


def test_shares_of_luck_from_its_variances_and_what_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    evidence = table(np.array([[0.0], [1.0]]), np.ones((2, 2)))
    still = noise(evidence).iloc[0]
    assert still["note"] == STILL.en and math.isnan(still["share_luck_one_run"]) and math.isnan(still["share_luck_mean"])
    monkeypatch.setattr("experiments.sensitivity.noise.components", lambda values: (2.0, 2.0, 4.0))
    row = noise(evidence).iloc[0]
    assert (row["share_luck_one_run"], row["share_luck_mean"], row["note"]) == (0.5, pytest.approx(0.5 / 2.5), "")


def test_what_the_library_warns_of_and_draws_is_undone() -> None:
    before = np.random.get_state()[1].tolist()  # noqa: NPY002
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        with undisturbed():
            warnings.warn("of the library", stacklevel=1)
            np.random.random(5)  # noqa: NPY002
            warnings.formatwarning = lambda *words, **more: ""
    assert seen == [] and np.random.get_state()[1].tolist() == before and warnings.formatwarning("a", UserWarning, "f", 1) != ""  # noqa: NPY002


def test_an_analysis_takes_the_points_that_its_folder_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "e.toml").write_text(TEXT.replace('kind = "one_at_a_time"', 'kind = "sobol_sequence"\npoints = 4'), encoding="utf-8")
    experiment = load_experiment(tmp_path / "e.toml")
    own = digest(content_in_full(experiment, experiment.subject()))
    for fingerprint, points, replications, wanted in ((own, 8, 9, (8, 9)), (own, 2, 1, (4, 3)), ("other", 8, 9, (4, 3))):
        monkeypatch.setattr(SweepFolder, "manifest", lambda self, f=fingerprint, p=points, r=replications: {"fingerprint": f, "experiment": {"design": {"points": p}, "replications": r}})
        found = _as_large_as_held(experiment, str(tmp_path))
        assert (found.design.settings["points"], found.replications) == wanted
    assert _as_large_as_held(experiment, str(tmp_path / "none")) is experiment


def test_delta_says_which_factor_is_no_larger_than_chance() -> None:
    x = np.random.default_rng(8).random((100, 2))
    decides, idle, *_ = delta_indices(table(x, x[:, :1]), "en")
    assert decides.value > 0.6 and CHANCE.en not in decides.note and idle.value < 0.3 and CHANCE.en in idle.note


def test_effects_of_a_folded_factorial_are_those_of_a_formula() -> None:
    """y = 3 a - 1 b + 4 a b with a and b from -1/2 to 1/2: effects from low to high 3 and -1, an interaction of 2, and c moves nothing."""
    from SALib.sample import ff

    from experiments.sensitivity.screening import fractional_factorial_indices, morris_indices

    unit = (np.asarray(ff.generate_contrast({"num_vars": 3}), dtype=float)[:, :3] + 1.0) / 2.0
    a, b, _ = (unit - 0.5).T
    plain = 3.0 * a - b + 4.0 * a * b
    shifts = np.array([0.9, 1.0, 1.1, 1.0])
    found = {(each.index, each.factor, each.other): each for each in fractional_factorial_indices(table(unit, plain[:, None] * shifts, "fractional_factorial"), "en")}
    expected = {("effect", "x0", ""): 3.0, ("effect", "x1", ""): -1.0, ("effect", "x2", ""): 0.0, ("interaction", "x0", "x1"): 2.0, ("interaction", "x0", "x2"): 0.0, ("interaction", "x1", "x2"): 0.0}
    assert {key: each.value for key, each in found.items()} == pytest.approx(expected, abs=1e-9)
    reach = 3.182446 * 3.0 * shifts.std(ddof=1) / 2.0
    assert (found["effect", "x0", ""].low, found["effect", "x0", ""].high) == pytest.approx((3.0 - reach, 3.0 + reach), rel=1e-5)
    alone = fractional_factorial_indices(table(unit, plain[:, None], "fractional_factorial"), "en")[0]
    assert alone.value == pytest.approx(3.0) and math.isnan(alone.low) and alone.note == ONE_REPLICATION("en")
    broken = np.column_stack([plain, np.where(np.arange(len(plain)) == 0, NAN, plain), plain, plain])
    assert fractional_factorial_indices(table(unit, broken, "fractional_factorial"), "en")[0].low == pytest.approx(3.0)  # of the three replications that are whole
    steps = np.tile(np.array([[0.0, 0.0], [2 / 3, 0.0], [2 / 3, 2 / 3]]), (4, 1))
    evidence = table(steps, 6.0 * steps[:, :1] - 3.0 * steps[:, 1:], "morris", stride=3, settings={"levels": 4})
    named = {(each.index, each.factor): each.value for each in morris_indices(evidence, "en")}
    assert named == pytest.approx({("mu_star", "x0"): 6.0, ("mu_star", "x1"): 3.0, ("mu", "x0"): 6.0, ("mu", "x1"): -3.0, ("sigma", "x0"): 0.0, ("sigma", "x1"): 0.0}, abs=1e-9)


def test_high_outcomes_lie_where_a_factor_is_high_or_low() -> None:
    """Of forty points the ten highest are those of the largest x0 and of the smallest x1: their distances are 1, and the sides are told."""
    unit = np.column_stack([(np.arange(40) + 0.5) / 40.0, 1.0 - (np.arange(40) + 0.5) / 40.0, np.tile([0.1, 0.9], 20)])
    up, down, flat = regional_indices(table(unit, unit[:, :1] ** 2), "en", 0.75)
    assert (up.value, down.value, up.note, down.note) == (1.0, 1.0, UPWARD("en"), DOWNWARD("en")) and flat.value == 0.0 and flat.note == CHANCE("en")
