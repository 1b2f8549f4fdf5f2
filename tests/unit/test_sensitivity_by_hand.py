"""Sensitivity by formulas: indices of outcomes whose distances are known, the written table of methods, what is said of lost runs, order and luck."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.sensitivity import delta as deltas
from experiments.sensitivity import distributions, estimates, methods, noise, sample, variance
from experiments.sensitivity.estimates import Estimate
from experiments.sensitivity.evidence import Evidence
from experiments.sensitivity.methods import METHODS, analyse, check_methods, methods_for, stacked
from experiments.sensitivity.notes import (
    ABOVE_ONE,
    BOTH_WAYS,
    CHANCE,
    CLASSES,
    DOWNWARD,
    EXTRAPOLATED,
    LEVELS,
    MASSES,
    NEGATIVE,
    STILL,
    TIED,
    TOGETHER,
    TOO_FEW,
    TOO_NEGATIVE,
    UNDEFINED,
    UPWARD,
)
from experiments.sensitivity.screening import elementary_effects, morris_indices
from experiments.sensitivity.weights import group_label, groups
from experiments.sweeps.designs import points_of, read_design
from experiments.sweeps.factor import Factor
from model.errors import InputError

NAN = math.nan
N = 100
EVEN = (np.arange(N) + 0.5) / N
RANDOM = np.random.default_rng(3).permutation(EVEN)


def points(x: np.ndarray[Any, Any], y: np.ndarray[Any, Any], kind: str = "table", **more: Any) -> Evidence:
    unit = x if x.ndim == 2 else x[:, None]
    return Evidence("y", kind, tuple(f"x{place}" for place in range(unit.shape[1])), unit, y if y.ndim == 2 else y[:, None], **more)


def levels(count: int) -> np.ndarray[Any, Any]:
    """A factor of so many values, as often each."""
    return np.repeat((np.arange(count) + 0.5) / count, N // count)


# --- the table of methods -----------------------------------------------------------------------------------------------------------------------------------


def test_methods_are_those_of_the_written_table() -> None:
    cube = ("latin_hypercube", "rbd_fast", "sobol_sequence", "table")
    assert {name: (method.kinds, method.main, method.all, method.by_group, method.from_sample) for name, method in METHODS.items()} == {
        "sobol": (("saltelli",), ("S1", "ST"), ("S1", "ST"), True, False),
        "morris": (("morris",), ("mu_star",), ("mu_star", "mu", "sigma"), True, False),
        "fast": (("fast",), ("S1", "ST"), ("S1", "ST"), False, False),
        "rbd_fast": (cube, ("S1",), ("S1",), False, True),
        "delta": ((*cube, "saltelli"), ("delta",), ("delta", "S1"), False, True),
        "pawn": ((*cube, "saltelli", "grid"), ("pawn",), ("pawn", "pawn_max"), False, True),
        "regional": ((*cube, "saltelli", "grid"), ("ks",), ("ks",), False, True),
        "fractional_factorial": (("fractional_factorial",), ("effect",), ("effect",), False, False),
        "one_at_a_time": (("one_at_a_time",), ("swing",), ("swing",), False, False),
    }
    assert methods_for("table") == ("rbd_fast", "delta", "pawn", "regional") and check_methods(None, "grid") == ("pawn", "regional") and check_methods(["regional"], "grid") == ("regional",)
    with pytest.raises(InputError, match="sobol cannot be estimated from a grid design"):
        check_methods(["pawn", "sobol"], "grid")


def test_constants_of_the_estimators() -> None:
    assert (deltas.MASS, deltas.LEAST_IN_MASS, deltas.FINER, deltas.CELLS) == (0.05, 5, (1.0, 1.25, 1.5, 1.75, 2.0), 256)
    assert (sample.LEAST_POINTS, sample.RESAMPLES, sample.FACTORS_TOGETHER, distributions.SLACK, estimates.SAME) == (30, 100, 0.3, 0.02, 1e-12)
    purposes = (deltas.BOOTSTRAP, distributions.PAWN, distributions.REGIONAL, deltas.PERMUTED, sample.ORDER)
    assert len(set(purposes)) == 5 and distributions.PERMUTED == deltas.PERMUTED
    assert [sample.n_resamples(n) for n in (30, 2000, 2500, 4000, 10_000, 1_000_000)] == [100, 100, 80, 50, 30, 30]
    assert [int(sample.slices_of(np.random.default_rng(1).random(n), n).max()) + 1 for n in (100, 99, 80, 79, 50, 49, 40, 39, 30)] == [10, 8, 8, 5, 5, 4, 4, 3, 3]
    assert np.bincount(sample.slices_of(EVEN, N)).tolist() == [10] * 10 and sample.slices_of(levels(5), N).tolist() == np.repeat(np.arange(5), 20).tolist()


# --- indices --------------------------------------------------------------------------------------------------------------------------------------------------


def by_index(rows: list[Estimate], factor: str = "x0") -> dict[str, Estimate]:
    return {row.index: row for row in rows if row.factor == factor}


def test_pawn_of_an_outcome_that_is_its_factor() -> None:
    """Slice i of k lies max(i, k - 1 - i) / k from all: of ten 0.7 in the middle and 0.9 at most, of five levels 0.6 and 0.8."""
    found = by_index(distributions.pawn_indices(points(EVEN, EVEN), "en"))
    assert (found["pawn"].value, found["pawn_max"].value) == (pytest.approx(0.7, abs=0.02), pytest.approx(0.9, abs=0.02)) and found["pawn"].note == ""
    tied = by_index(distributions.pawn_indices(points(levels(5), levels(5)), "en"))
    assert (tied["pawn"].value, tied["pawn_max"].value) == pytest.approx((0.6, 0.8)) and 0.0 <= tied["pawn"].low < 0.6 < tied["pawn"].high <= 1.0
    idle = by_index(distributions.pawn_indices(points(np.column_stack([EVEN, RANDOM]), EVEN), "fr"), "x1")
    assert idle["pawn"].note == CHANCE("fr") and idle["pawn"].value < 0.4 and idle["pawn"].low >= 0.0


def test_regional_distance_says_where_high_outcomes_lie() -> None:
    x = np.column_stack([EVEN, 1.0 - EVEN, RANDOM, np.abs(EVEN - 0.5) + EVEN / 1e3])
    rows = {row.factor: row for row in distributions.regional_indices(points(x, EVEN), "en")}
    assert [rows[name].note for name in ("x0", "x1", "x2")] == [UPWARD.en, DOWNWARD.en, CHANCE.en] and rows["x0"].value == rows["x1"].value == 1.0
    assert (rows["x0"].low, rows["x0"].high) == (1.0, 1.0) and 0.0 <= rows["x2"].low <= rows["x2"].value
    both = {row.factor: row for row in distributions.regional_indices(points(EVEN, np.abs(EVEN - 0.5)), "fr")}
    assert both["x0"].note == BOTH_WAYS("fr") and both["x0"].value == pytest.approx(0.5)
    ties = np.where(EVEN > 0.7, 1.0, EVEN)
    tied = by_index(distributions.regional_indices(points(EVEN, ties), "en"))["ks"]
    assert tied.note == f"{UPWARD.en}; {TIED.en.format(share=30, asked=10)}" and tied.value == 1.0
    half = by_index(distributions.regional_indices(points(EVEN, EVEN), "en", above=0.5))["ks"]
    assert half.value == 1.0 and half.note == UPWARD.en


def test_delta_of_masses_is_counted_and_its_first_order_is_between_classes() -> None:
    """The outcome is 0 or 1 by the half of the factor: each half stands half of the mass away from all, so delta is 0.5."""
    step = (EVEN > 0.5).astype(float)
    found = by_index(deltas.delta_indices(points(levels(2), step), "en"))
    assert found["delta"].value == pytest.approx(0.5, abs=0.01) and found["S1"].value == 1.0 and LEVELS.en.format(n=2) in found["delta"].note
    assert MASSES.en.format(n=2, share=100) in found["delta"].note and CHANCE.en not in found["delta"].note and found["S1"].note == LEVELS.en.format(n=2)
    assert found["delta"].high - found["delta"].value == pytest.approx(found["delta"].value - found["delta"].low)
    known = by_index(deltas.delta_indices(points(EVEN, EVEN), "en"))
    classes = deltas.classes_of(EVEN)[0]
    assert known["S1"].value == pytest.approx(1.0 - 1.0 / (int(classes.max()) + 1) ** 2, abs=2e-3) and known["delta"].value > 0.8
    drawn_on = [round(deltas.n_classes(N) * finer) for finer in (deltas.FINER[0], deltas.FINER[-1])]
    assert known["delta"].note == EXTRAPOLATED.en.format(n=drawn_on[0], most=drawn_on[1]) and known["S1"].note == CLASSES.en.format(n=drawn_on[0])
    idle = by_index(deltas.delta_indices(points(RANDOM, EVEN), "fr"))
    assert CHANCE("fr") in idle["delta"].note and abs(idle["delta"].value) < 0.3
    counts = [int(each.max()) + 1 for each in deltas.classes_of(EVEN)]
    assert counts == [round(deltas.n_classes(N) * finer) for finer in deltas.FINER] and all(np.ptp(np.bincount(each)) <= 1 for each in deltas.classes_of(EVEN))


def test_the_bias_of_delta_is_taken_off_and_its_interval_is_that_of_the_resamples(monkeypatch: pytest.MonkeyPatch) -> None:
    """0.4 of the points themselves; 0.5, 0.6, 0.5 and 0.8 of four resamples, 0.6 on average; four shuffles have 0.1 to 0.4, of which 95 % lie below 0.385."""
    told = iter([0.4, 0.5, 0.6, 0.5, 0.8, 0.1, 0.2, 0.3, 0.4])
    monkeypatch.setattr(deltas, "delta", lambda outcome, classes: next(told))
    monkeypatch.setattr(deltas, "n_resamples", lambda n: 4)
    found = by_index(deltas.delta_indices(points(EVEN, EVEN), "en"))["delta"]
    half = 1.959964 * math.sqrt((2 * 0.1**2 + 0.0 + 0.2**2) / 3.0)
    assert (found.value, found.low, found.high) == pytest.approx((0.8 - 0.6, 0.2 - half, 0.2 + half), rel=1e-5) and CHANCE.en not in found.note
    for own, is_chance in ((0.385, True), (0.386, False)):
        told = iter([own, *[own] * 4, 0.1, 0.2, 0.3, 0.4])
        monkeypatch.setattr(deltas, "delta", lambda outcome, classes, told=told: next(told))
        assert (CHANCE.en in by_index(deltas.delta_indices(points(EVEN, EVEN), "en"))["delta"].note) is is_chance


def test_spectra_are_resampled_two_hundred_times(monkeypatch: pytest.MonkeyPatch) -> None:
    from SALib.analyze import rbd_fast

    asked: list[dict[str, Any]] = []
    monkeypatch.setattr(rbd_fast, "analyze", lambda problem, x, y, **more: asked.append(more) or {"S1": [0.5], "S1_conf": [0.1]})
    row = variance._by_spectrum(points(EVEN, EVEN), EVEN, 0, 7, "en")
    assert (asked[0]["M"], asked[0]["num_resamples"]) == (7, 200) and (row.value, row.high - row.value) == (0.5, pytest.approx(0.1 * math.sqrt(0.5)))


@pytest.mark.parametrize(("settings", "harmonics"), [({"harmonics": 6}, 6), ({"M": 3}, 3), ({"harmonics": 5, "M": 3}, 5), ({}, 4)])
def test_rows_of_fast_are_those_of_the_library_by_index_and_factor(settings: dict[str, Any], harmonics: int, monkeypatch: pytest.MonkeyPatch) -> None:
    from SALib.analyze import fast

    asked: list[tuple[Any, dict[str, Any]]] = []
    answer = {"S1": [0.5, 0.25], "S1_conf": [0.125, 0.0625], "ST": [0.75, 0.5], "ST_conf": [0.25, 0.125]}
    monkeypatch.setattr(fast, "analyze", lambda problem, y, **more: asked.append((y.tolist(), more)) or answer)
    given = points(np.column_stack([EVEN, RANDOM]), np.column_stack([EVEN, 3.0 * EVEN]), settings=settings)
    rows = variance.fast_indices(given, "fr")
    assert [(row.index, row.factor, row.value, row.low, row.high) for row in rows] == [
        ("S1", "x0", 0.5, 0.375, 0.625), ("S1", "x1", 0.25, 0.1875, 0.3125), ("ST", "x0", 0.75, 0.5, 1.0), ("ST", "x1", 0.5, 0.375, 0.625),
    ]  # fmt: skip
    assert {row.note for row in rows} == {variance.INDICATIVE("fr")} and asked[0][0] == pytest.approx((2.0 * EVEN).tolist()) and {name: asked[0][1][name] for name in ("M", "num_resamples")} == {"M": harmonics, "num_resamples": variance.RESAMPLES}


@pytest.mark.parametrize("second", [False, True])
@pytest.mark.parametrize("units", [variance.LEAST_UNITS - 1, variance.LEAST_UNITS])
def test_rows_of_sobol_are_those_of_the_library_by_index_factor_and_pair(units: int, second: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    from SALib.analyze import sobol

    asked: list[dict[str, Any]] = []
    answer: dict[str, Any] = {"S1": [0.5, 0.25], "S1_conf": [0.125, 0.0625], "ST": [0.75, 0.5], "ST_conf": [0.25, 0.125], "S1_conf_all": [[1.0, 2.0]]}
    answer |= {"S2": [[NAN, 0.125], [NAN, NAN]], "S2_conf": [[NAN, 0.0625], [NAN, NAN]]} if second else {}
    monkeypatch.setattr(sobol, "analyze", lambda problem, y, **more: asked.append(more) or answer)
    stride = 6 if second else 4
    given = points(np.zeros((units * stride, 2)) + 0.5, np.zeros(units * stride), "saltelli", settings={"second_order": second}, stride=stride)
    rows = variance.sobol_indices(given, "en")
    found = [(row.index, row.factor, row.other, row.value, row.low, row.high) for row in rows]
    wanted = [("S1", "x0", "", 0.5, 0.125), ("S1", "x1", "", 0.25, 0.0625), ("ST", "x0", "", 0.75, 0.25), ("ST", "x1", "", 0.5, 0.125)] + ([("S2", "x0", "x1", 0.125, 0.0625)] if second else [])
    is_known = units >= variance.LEAST_UNITS
    assert str(found) == str([(*names, value, value - half, value + half) if is_known else (*names, value, NAN, NAN) for *names, value, half in wanted])
    assert {row.note for row in rows} == ({""} if is_known else {variance.NO_INTERVAL.en})
    assert variance.resampled_first_order(given).tolist() == [[1.0, 2.0]]
    assert [(more["calc_second_order"], more["num_resamples"], more["keep_resamples"]) for more in asked] == [(second, variance._resamples(units), keep) for keep in (False, True)]


def test_pawn_is_the_librarys_where_no_value_of_the_factor_comes_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ties are cut by slices as levels are; the library would put those at an edge into both."""
    from SALib.analyze import pawn

    asked: list[int] = []
    monkeypatch.setattr(pawn, "analyze", lambda problem, x, y, S: asked.append(S) or {"median": [0.25], "maximum": [0.75]})
    members = sample.slices_of(EVEN, N)
    assert distributions._own_pawn(EVEN, EVEN, members) == (0.25, 0.75) and asked == [10]
    tied = np.where(np.arange(N) == 1, EVEN[0], EVEN)
    assert distributions._own_pawn(tied, EVEN, members) == pytest.approx(distributions._middle_and_largest(distributions.distances(EVEN, members))) and asked == [10]


def test_a_method_needs_two_base_units_and_an_outcome_that_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of `Method._rows`: a base unit of a Morris design of one factor has two points."""
    told: list[int] = []
    method = replace(METHODS["morris"], estimate=lambda used, language: told.append(used.n_points) or [Estimate("mu_star", "x0", 1.0)])

    def rows(units: int, values: float = 1.0) -> list[Any]:
        unit = np.array([[0.0], [2.0 / 3.0]] * units)
        given = points(unit, values * np.arange(2.0 * units), "morris", settings={"levels": 4}, stride=2)
        return [(row.index, row.factor, row.value, row.note) for row in method._rows(given, "en")]

    few, still = TOO_FEW.en.format(least=4), methods.STILL.en
    assert str(rows(1)) == str([(index, "x0", NAN, few) for index in method.all]) and told == []
    assert rows(2) == [("mu_star", "x0", 1.0, "")] == rows(3) and told == [4, 6]
    assert str(rows(2, 0.0)) == str([(index, "x0", NAN, still) for index in method.all])


def test_large_samples_are_resampled_less_often() -> None:
    most = variance.LARGEST_TABLE
    assert [variance._resamples(n) for n in (0, 1, most // variance.RESAMPLES, most // 200, most // 100, most)] == [variance.RESAMPLES] * 3 + [200, 100, 100]


def test_densities_are_those_of_gaussian_kernels_with_silvermans_width() -> None:
    outputs = np.array([0.40, 0.45, 0.50, 0.52, 0.60, 0.44, 0.55, 0.48])
    classes = np.array([0, 0, 0, 0, 1, 1, 1, 1])
    place = outputs * (deltas.CELLS - 1)
    cell = place.astype(int)
    table = np.zeros((2, 2 * deltas.CELLS))
    for own, at, part in zip(classes, cell, place - cell, strict=True):
        table[own, at] += 1.0 - part
        table[own, at + 1] += part
    cells = np.arange(2 * deltas.CELLS)
    for own, smooth in enumerate(deltas._smoothed(table, outputs, classes)):
        width = outputs[classes == own].std(ddof=1) * (0.75 * 4) ** -0.2 * (deltas.CELLS - 1)
        kernel = np.exp(-0.5 * ((cells[:, None] - cells) / width) ** 2) / (width * math.sqrt(2.0 * math.pi))
        assert smooth == pytest.approx(kernel @ table[own], abs=1e-6) and smooth.sum() == pytest.approx(4.0)


def test_a_mean_of_slopes_is_found_by_trajectories() -> None:
    """Three trajectories of y = 3 a - 2 b on four levels: every step of 2/3 gives the whole slope."""
    third = 2.0 / 3.0
    unit = np.array([[0.0, 0.0], [third, 0.0], [third, third], [1.0, 1.0 / 3.0], [1.0, 1.0], [1.0 / 3.0, 1.0], [0.0, third], [0.0, 0.0], [third, 0.0]])
    given = points(unit, 3.0 * unit[:, 0] - 2.0 * unit[:, 1], "morris", stride=3, settings={"levels": 4})
    assert elementary_effects(given) == pytest.approx(np.array([[3.0, -2.0]] * 3))
    rows = {(row.index, row.factor): row for row in morris_indices(given, "en")}
    assert [rows[index, name].value for index in ("mu_star", "mu", "sigma") for name in ("x0", "x1")] == pytest.approx([3.0, 2.0, 3.0, -2.0, 0.0, 0.0], abs=1e-9)
    assert rows["mu", "x1"].low == pytest.approx(-2.0) and rows["mu_star", "x1"].high == pytest.approx(2.0) and rows["mu_star", "x0"].note == ""


# --- order, ties and what is missing ------------------------------------------------------------------------------------------------------------------------


def test_the_order_of_rows_decides_nothing() -> None:
    x = np.column_stack([levels(4), RANDOM])
    given = points(x, np.column_stack([x[:, 0] + RANDOM, x[:, 0]]))
    shuffled = given.chosen(np.random.default_rng(5).permutation(N))
    first, second = (analyse(each, ["pawn", "regional", "delta"]) for each in (given, shuffled))
    pd.testing.assert_frame_equal(first, second)
    assert set(first["points"]) == {N} and list(first.columns) == list(methods.COLUMNS) and first["method"].unique().tolist() == ["pawn", "regional", "delta"]
    own = sample.in_own_order(given)
    assert (np.sort(own.unit[:, 1]) == np.sort(RANDOM)).all() and not (own.unit[:, 1] == RANDOM).all()


def test_factors_that_move_together_are_told_from_a_correlation_of_035() -> None:
    ranks = np.column_stack([EVEN, RANDOM])
    assert sample.together(points(ranks, EVEN), "en") == "" and sample.together(points(np.column_stack([EVEN, EVEN**2]), EVEN), "fr") == TOGETHER("fr")
    assert sample.together(points(EVEN, EVEN), "en") == "" and sample.together(points(np.column_stack([EVEN, EVEN])[:29], EVEN[:29]), "en") == ""
    mixed = np.column_stack([EVEN, 0.5 * EVEN + RANDOM])
    assert sample.together(points(mixed, EVEN), "en") == TOGETHER.en  # 0.45, above 3.5 / sqrt(100)
    assert sample.together(points(np.column_stack([EVEN, np.zeros(N)]), EVEN), "en") == ""


def test_rows_without_a_value_say_why() -> None:
    few = points(EVEN[:29], EVEN[:29])
    for estimate, names in ((distributions.pawn_indices, ["pawn", "pawn_max"]), (distributions.regional_indices, ["ks"]), (deltas.delta_indices, ["delta", "S1"])):
        rows = estimate(few, "fr")
        assert [row.index for row in rows] == names and all(math.isnan(row.value) and row.note == TOO_FEW("fr").format(least=30) for row in rows)
    still = analyse(points(EVEN, np.ones(N)), ["pawn"])
    assert still["value"].isna().all() and (still["note"] == STILL.en).all() and still["index"].tolist() == ["pawn", "pawn_max"]
    lost = np.column_stack([EVEN, EVEN])
    lost[0], lost[1, 0] = NAN, NAN
    told = analyse(points(EVEN, lost), ["regional"])
    assert told["points"].tolist() == [N - 1] and "3 of 200 runs failed or have no defined outcome; 1 of 100 points are left out" in told["note"][0]
    table = methods.table("y", "m", [Estimate("i", "x", NAN), Estimate("i", "z", 1.0, note="n"), Estimate("i", "w", NAN, note="own")], 5, "en")
    assert table["note"].tolist() == [UNDEFINED.en, "n", "own"] and stacked([table, table.iloc[:0], table], methods.COLUMNS).shape == (6, 10) and stacked([], ["a"]).columns.tolist() == ["a"]
    assert [row.note for row in sample.noted([Estimate("i", "x", 1.0, note="a"), Estimate("i", "z", 1.0)], "b")] == ["a; b", "b"]


def test_points_lose_their_base_unit_and_whole_designs_all() -> None:
    values = np.array([[1.0, 2.0], [NAN, 3.0], [4.0, 5.0], [NAN, NAN]])
    unit = np.array([[0.0], [2.0 / 3.0], [1.0 / 3.0], [1.0]])
    given = points(unit, values, "morris", stride=2, settings={"levels": 4}, failed=np.array([[False] * 2, [True, False], [False] * 2, [True, False]]))
    assert given.means()[:3].tolist() == [1.5, 3.0, 4.5] and math.isnan(given.means()[3]) and (given.n_base_units, given.n_replications) == (2, 2)
    used, said = given.usable()
    assert used.n_points == 2 and said is not None
    assert said.en == "2 of 8 runs failed; in 1 of 8 runs the outcome is undefined; 1 of 4 points are lost, and 1 of 2 base units of the design are left out with them"
    whole, said = replace(given, values=values[:, 1:], failed=None).usable()
    assert whole.n_points == 2 and said is not None and said.fr.startswith("1 des 4 simulations ont échoué ou n'ont pas de résultat défini") and given.first(1).n_points == 2
    kept, said = points(EVEN[:3], np.array([[1.0, NAN], [2.0, 3.0], [4.0, 5.0]])).usable()
    assert kept.n_points == 3 and said is not None and said.en.endswith("; their points keep the mean of the other replications")
    nowhere, said = points(np.array([0.5, NAN, 0.7]), np.ones(3)).usable()
    assert nowhere.n_points == 2 and said is not None and said.en == "1 points have a value that is none of a factor's; 1 of 3 points are left out"


# --- luck and small pieces --------------------------------------------------------------------------------------------------------------------------------


def test_luck_of_four_runs_by_hand() -> None:
    """Means of points 2 and 8, of replications 3 and 7: residuals of 1 leave 4 of luck; (40 - 4 - 4) / 2 = 16 lies between points."""
    row = noise.noise(points(EVEN[:2], np.array([[1.0, 3.0], [5.0, 11.0]]))).iloc[0]
    assert (row["variance_points"], row["variance_luck"], row["replications"]) == pytest.approx((16.0, 4.0, 2)) and row["note"] == ""
    assert (row["share_luck_one_run"], row["share_luck_mean"]) == pytest.approx((4.0 / 20.0, 2.0 / 18.0))
    assert noise.components(np.array([[1.0, 2.0], [1.0, 2.0]])) == (0.0, 0.0, 2.0) and all(map(math.isnan, noise.components(np.ones((3, 1)))))
    gaps = noise.components(np.array([[1.0, 3.0, 2.0], [5.0, 11.0, NAN], [NAN, NAN, NAN]]))
    assert gaps[2] == pytest.approx(2.0 / (1.0 / 3.0 + 1.0 / 2.0)) and gaps[1] > 0.0


def test_notes_of_shares_and_symmetric_intervals() -> None:
    said = [estimates.share_note(value, high, "en") for value, high in ((-0.1, 0.1), (-0.1, -0.01), (0.0, 0.1), (1.0, 1.2), (1.0 + 1e-10, 1.2), (1.1, 1.2))]
    assert said == [NEGATIVE.en, TOO_NEGATIVE.en, "", "", "", ABOVE_ONE.en]
    one, other = estimates.around("S1", ("a", "b"), np.array([0.5, -0.2]), np.array([0.1, 0.3]), "en")
    assert (one.low, one.high, one.note, other.note) == (0.4, 0.6, "", NEGATIVE.en) and estimates.around("S1", ("a",), np.array([-1.0]), np.array([0.1]), "en", "own")[0].note == "own"
    assert estimates.is_still(np.array([1.0, 1.0 + 1e-13])) and not estimates.is_still(np.array([1.0, 1.0 + 1e-10])) and estimates.is_still(np.zeros(0)) and estimates.is_still(np.zeros(2))
    assert [estimates.seed_of(points(EVEN[:1], EVEN[:1], seed=seed)) for seed in (0, 1, 2**32 - 2, 2**32 - 1)] == [1, 2, 2**32 - 1, 1]
    assert estimates.generator(points(EVEN[:1], EVEN[:1]), 1).random() != estimates.generator(points(EVEN[:1], EVEN[:1]), 2).random() and pytest.approx(1.959964, abs=1e-6) == estimates.Z95


def test_groups_add_up_first_orders_of_their_members() -> None:
    names = ("levers.matching_grant.ratio", "levers.matching_grant.budget_usd", "parameters.giving.price_elasticity")
    given = Evidence("y", "table", names, np.column_stack([EVEN, RANDOM, EVEN]), EVEN[:, None])
    rows = [("y", "fast", "S1", name, "", value, value - 0.1, value + 0.1, N, "") for name, value in zip(names, (0.5, 0.2, 0.1), strict=True)]
    other = [("z", "fast", "S1", names[0], "", 9.0, 9.0, 9.0, N, "")]
    found = groups(given, pd.DataFrame([*rows, *other], columns=list(methods.COLUMNS)))
    levers = found[found["grouping"] == "levers"].set_index("group")
    assert levers.loc["matching_grant", ["value", "low", "high"]].tolist() == pytest.approx([0.7, 0.5, 0.9]) and levers.loc["world", ["value", "low", "high"]].tolist() == pytest.approx([0.1, 0.0, 0.2])
    assert levers.loc["matching_grant", "members"] == "; ".join(names[:2]) and (found["outcome"] == "y").all() and found["grouping"].unique().tolist() == ["levers", "grades", "channels"]
    assert "wider than the truth" in levers.loc["matching_grant", "note"] and "wider" not in levers.loc["world", "note"]
    assert groups(given, pd.DataFrame(rows, columns=list(methods.COLUMNS)).assign(method="pawn")).empty
    assert (group_label("levers", "matching_grant"), group_label("grades", "grade B"), group_label("channels", "giving", "fr"), group_label("given", "own")) == ("Matching grant", "grade B", "dons", "own")


def test_a_sum_of_sobol_indices_is_as_wide_as_its_joint_resamples(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two resamples of two factors of one lever: sums 0.6 and 0.8, standard deviation 0.1 sqrt 2; the third factor 0.1 and 0.3, the same."""
    names = ("levers.matching_grant.ratio", "levers.matching_grant.budget_usd", "parameters.giving.price_elasticity")
    given = Evidence("y", "table", names, np.column_stack([EVEN, RANDOM, EVEN]), EVEN[:, None])
    rows = [("y", "sobol", "S1", name, "", value, value - 0.1, value + 0.1, N, "") for name, value in zip(names, (0.5, 0.2, 0.1), strict=True)]
    monkeypatch.setattr("experiments.sensitivity.variance.resampled_first_order", lambda _: np.array([[0.4, 0.2, 0.1], [0.5, 0.3, 0.3]]))
    found = groups(given, pd.DataFrame(rows, columns=list(methods.COLUMNS)))
    levers = found[found["grouping"] == "levers"].set_index("group")
    half = 1.959963984540054 * 0.1 * math.sqrt(2.0)
    assert levers.loc["matching_grant", ["value", "low", "high"]].tolist() == pytest.approx([0.7, 0.7 - half, 0.7 + half])
    assert levers.loc["world", ["value", "low", "high"]].tolist() == pytest.approx([0.1, 0.1 - half, 0.1 + half]) and not found["note"].str.contains("wider").any()


@pytest.mark.parametrize("table", [{"kind": "saltelli", "n": 8}, {"kind": "morris", "trajectories": 4}, {"kind": "fast", "n": 65}, {"kind": "fractional_factorial"}])
def test_outputs_beside_rows_that_are_not_those_of_their_design_are_refused(table: dict[str, Any]) -> None:
    paths = [f"x{place}" for place in range(3)]
    design, problems = read_design(table, paths)
    assert design is not None, problems
    unit = points_of(design, [Factor(path, 0.0, 1.0) for path in paths], 3, ()).unit
    about = ("y", design.kind, tuple(paths))
    of_design = (design.stride(3), design.settings)
    assert Evidence(*about, unit, unit[:, :1], *of_design).n_base_units == len(unit) // design.stride(3)
    swapped = unit.copy()
    swapped[[1, 2]] = unit[[2, 1]]
    with pytest.raises(InputError, match=f"not those of a {design.kind} design of 3 factors"):
        Evidence(*about, swapped if design.kind != "fast" else np.roll(unit, 1, axis=1), unit[:, :1], *of_design)
    assert Evidence(*about, unit[:0], unit[:0, :1], *of_design).n_points == 0
    with pytest.raises(InputError, match="positions do not match"):
        Evidence(*about, unit, unit[1:, :1], *of_design)
    with pytest.raises(InputError, match="positions do not match"):
        Evidence(*about, unit[:, :2], unit[:, :1], *of_design)
    if design.stride(3) > 1:
        with pytest.raises(InputError, match=f"{len(unit) - 1} points are no whole number of base units"):
            Evidence(*about, unit[1:], unit[1:, :1], *of_design)
