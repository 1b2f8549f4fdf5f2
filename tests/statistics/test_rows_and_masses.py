"""Indices of a sample are those of its points: in whatever order they stand, with ties among factors, with outcomes that stand at one value.

The truths are worked out by hand. The gate: Y = 0 where X1 < c, else X2, with X1, X2 and X3 uniform on [0, 1] and independent.

* Given x1 < c, Y is 0, whose distance to the outcome at large (mass c at 0, else uniform) is 1 - c; given x1 > c, Y is uniform, at distance c. So
  delta_1 = 2 c (1 - c). Given x2, Y has mass c at 0 and the rest at x2 alone: delta_2 = 1 - c. X3 does nothing.
* Var Y = (1 - c) / 3 - (1 - c)^2 / 4, of which X1 alone makes c (1 - c) / 4, and X2 alone (1 - c)^2 / 12.
* Kolmogorov-Smirnov distances of the slices of X1 are 1 - c below c, and c above.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from SALib.analyze import delta as salib_delta
from scipy.stats import qmc

from experiments.sensitivity import METHODS, Evidence, analyse
from experiments.sensitivity.convergence import convergence
from experiments.sensitivity.delta import binned, distance, masses, n_classes
from experiments.sensitivity.notes import CHANCE, EXTRAPOLATED, LEVELS, MASSES, NOT_SMOOTH, TIED
from experiments.sensitivity.sample import outputs_of
from experiments.sensitivity.variance import adjusted

OF_A_SAMPLE = tuple(name for name, method in METHODS.items() if method.from_sample)


def cube(n: int, factors: int, seed: int = 3) -> np.ndarray:
    return qmc.LatinHypercube(factors, rng=seed).random(n)


def stepped(column: np.ndarray, levels: int) -> np.ndarray:
    """A factor of a few values, each in the middle of its share."""
    return (np.floor(column * levels) + 0.5) / levels


def sample(unit: np.ndarray, outputs: np.ndarray, kind: str = "table", seed: int = 1) -> Evidence:
    return Evidence("y", kind, tuple(f"x{k + 1}" for k in range(unit.shape[1])), unit, outputs.reshape(len(unit), -1), seed=seed)


def gate(unit: np.ndarray, c: float) -> np.ndarray:
    return np.where(unit[:, 0] < c, 0.0, unit[:, 1])


def values(evidence: Evidence, method: str, index: str) -> pd.DataFrame:
    found = analyse(evidence, [method])
    return found[found["index"] == index].set_index("factor")


def test_methods_of_a_sample_are_all_that_are_tried_here() -> None:
    assert set(OF_A_SAMPLE) == {"rbd_fast", "delta", "pawn", "regional"}


@settings(max_examples=12, deadline=None)
@given(
    st.permutations(range(48)),
    st.lists(st.sampled_from([0, 2, 3, 7]), min_size=2, max_size=3),
    st.sampled_from(["table", "latin_hypercube", "sobol_sequence"]),
    st.sampled_from([0.0, 0.4, 1.0]),
    st.integers(1, 2**63),
)
def test_the_same_points_in_any_order_give_the_same_table(order: Sequence[int], levels: list[int], kind: str, c: float, seed: int) -> None:
    """Bit for bit, intervals and notes included: factors of two, three, seven or any number of values, outcomes with and without a mass, two replications."""
    unit = cube(48, len(levels))
    unit = np.column_stack([stepped(column, count) if count else column for column, count in zip(unit.T, levels, strict=True)])
    outputs = np.column_stack([gate(unit, c), gate(unit, c) + 0.1 * np.round(unit[:, -1], 1)])
    rows = list(order)
    for method in OF_A_SAMPLE:
        one, other = (analyse(sample(unit[at], outputs[at], kind, seed), [method]) for at in (list(range(48)), rows))
        pd.testing.assert_frame_equal(one, other, check_exact=True)
    if kind == "table":
        pd.testing.assert_frame_equal(
            *(convergence(sample(unit[at], outputs[at], kind, seed), ["regional"]) for at in (list(range(48)), rows)), check_exact=True
        )


@pytest.mark.parametrize("by", ["factor", "outcome", "shuffled"])
def test_an_idle_switch_scores_nothing_however_its_table_is_sorted(by: str) -> None:
    unit = np.column_stack([cube(200, 2), stepped(cube(200, 1, 8)[:, 0], 2)])
    outputs = 5.0 * unit[:, 0] + unit[:, 1]
    # sorted by the switch, then by the outcome: within a value of the switch, the order of the rows is a wave
    order = {"factor": np.lexsort((outputs, unit[:, 2])), "outcome": np.argsort(outputs), "shuffled": np.random.default_rng(2).permutation(200)}[by]
    evidence = sample(unit[order], outputs[order])
    assert abs(values(evidence, "rbd_fast", "S1").loc["x3", "value"]) < 0.05
    assert abs(values(evidence, "delta", "S1").loc["x3", "value"]) < 0.05
    for method, index in (("delta", "delta"), ("pawn", "pawn"), ("regional", "ks")):
        assert CHANCE.en in values(evidence, method, index).loc["x3", "note"], method


@pytest.mark.parametrize(("levels", "n"), [(2, 300), (3, 600), (5, 600), (9, 600)])
def test_first_order_indices_of_a_factor_with_few_values(levels: int, n: int) -> None:
    """Y = (-1)^level + X2: an alternation has waves above any harmonic that a spectrum counts."""
    unit = cube(n, 3)
    unit[:, 0] = stepped(unit[:, 0], levels)
    signs = (-1.0) ** np.floor(unit[:, 0] * levels)
    alone = float(np.var((-1.0) ** np.arange(levels)))
    truth = {"x1": alone / (alone + 1.0 / 12.0), "x2": 1.0 / 12.0 / (alone + 1.0 / 12.0), "x3": 0.0}
    evidence = sample(unit, signs + unit[:, 1])
    for method in ("rbd_fast", "delta"):
        found = values(evidence, method, "S1")
        for name, value in truth.items():
            assert found.loc[name, "value"] == pytest.approx(value, abs=0.03 if name == "x1" else 0.08), (method, name)
        assert LEVELS.en.format(n=levels) in found.loc["x1", "note"]
    assert values(evidence, "rbd_fast", "S1").loc["x1", "low"] <= truth["x1"] <= values(evidence, "rbd_fast", "S1").loc["x1", "high"]


def test_an_adjusted_share_is_nothing_on_average_where_the_factor_does_nothing() -> None:
    rng = np.random.default_rng(4)
    found = [adjusted(rng.normal(size=60), rng.integers(0, 12, size=60)) for _ in range(400)]
    assert np.mean(found) == pytest.approx(0.0, abs=0.015)


@pytest.mark.parametrize("c", [0.3, 0.5, 0.7])
def test_indices_of_a_gate(c: float) -> None:
    unit = cube(1000, 3)
    evidence = sample(unit, gate(unit, c))
    delta = values(evidence, "delta", "delta")
    assert delta.loc["x1", "value"] == pytest.approx(2.0 * c * (1.0 - c), abs=0.09)  # a jump within a class is seen less exactly
    assert delta.loc["x2", "value"] == pytest.approx(1.0 - c, abs=0.05)
    assert delta.loc["x3", "value"] < 0.12
    n_at_zero = int((unit[:, 0] < c).sum())
    assert (delta["note"].str.contains(MASSES.en.format(n=1, share=f"{n_at_zero / 10.0:.0f}"), regex=False)).all()
    assert delta["note"].str.contains(EXTRAPOLATED.en.format(n=6, most=12), regex=False).all()
    variance = (1.0 - c) / 3.0 - (1.0 - c) ** 2 / 4.0
    first = values(evidence, "rbd_fast", "S1")["value"]
    assert first.to_numpy() == pytest.approx([c * (1.0 - c) / 4.0 / variance, (1.0 - c) ** 2 / 12.0 / variance, 0.0], abs=0.06)
    slices = [1.0 - c if edge < 10.0 * c else c for edge in range(10)]
    pawn = analyse(evidence, ["pawn"]).set_index(["index", "factor"])["value"]
    assert pawn["pawn"]["x1"] == pytest.approx(np.median(slices), abs=0.03)
    assert pawn["pawn_max"]["x1"] == pytest.approx(max(slices), abs=0.03)
    # of X2 the slice from a to b holds its share of the outcomes that are not 0, at distance (1 - c) max(a, 1 - b)
    slices = [(1.0 - c) * max(k, 9 - k) / 10.0 for k in range(10)]
    assert pawn["pawn"]["x2"] == pytest.approx(np.median(slices), abs=0.06) and pawn["pawn_max"]["x2"] == pytest.approx(max(slices), abs=0.06)
    # the tenth of the outcomes that are high: X1 above c and X2 above 1 - 0.1 / (1 - c)
    ks = values(evidence, "regional", "ks")["value"]
    assert ks["x1"] == pytest.approx(c / 0.9, abs=0.03) and ks["x2"] == pytest.approx((1.0 - 0.1 / (1.0 - c)) / 0.9, abs=0.03)


@pytest.mark.parametrize("n", [150, 1000])
@pytest.mark.parametrize("c", [0.0, 0.632])
def test_delta_of_an_outcome_that_one_factor_decides(n: int, c: float) -> None:
    """Y = max(X1 - c, 0): 0 with probability c, at distance 1 - c; elsewhere one value alone, at distance 1. Delta = c (1 - c) + 1 - c = 1 - c^2."""
    unit = cube(n, 2)
    found = values(sample(unit, np.maximum(unit[:, 0] - c, 0.0)), "delta", "delta")
    assert found.loc["x1", "value"] == pytest.approx(1.0 - c * c, abs=0.06)
    assert CHANCE.en in found.loc["x2", "note"]


def test_delta_of_a_few_values_is_counted() -> None:
    """Y = 1 where a switch is on and X2 > 0.4, else 0. P(Y = 1) = 0.3, given the switch 0.6 or 0; delta_1 = 0.3. Given x2, 0 or 0.5: 0.4 x 0.3 + 0.6 x 0.2."""
    unit = cube(800, 3)
    unit[:, 0] = stepped(unit[:, 0], 2)
    found = values(sample(unit, ((unit[:, 0] > 0.5) & (unit[:, 1] > 0.4)).astype(float)), "delta", "delta")
    assert found["value"].to_numpy() == pytest.approx([0.3, 0.24, 0.0], abs=0.06)
    assert LEVELS.en.format(n=2) in found.loc["x1", "note"] and LEVELS.en.format(n=2) not in found.loc["x2", "note"]


def test_delta_of_a_smooth_outcome() -> None:
    """Y = X1 + X2: given x1 uniform on [x1, x1 + 1], at a mean distance of 1/3 to the triangle at large (by quadrature)."""
    unit = cube(2000, 3)
    found = values(sample(unit, unit[:, 0] + unit[:, 1]), "delta", "delta")["value"]
    grid = np.linspace(0.0, 2.0, 4001)
    triangle = np.minimum(grid, 2.0 - grid)
    truth = np.mean([0.5 * np.trapezoid(np.abs(((grid >= x) & (grid <= x + 1.0)) - triangle), grid) for x in (np.arange(200) + 0.5) / 200.0])
    assert truth == pytest.approx(1.0 / 3.0, abs=1e-3)
    assert found.to_numpy() == pytest.approx([truth, truth, 0.0], abs=0.07)


def test_without_masses_or_humps_the_distance_is_near_that_of_salib() -> None:
    rng = np.random.default_rng(5)
    for strength in (0.0, 1.0, 3.0):
        x = cube(500, 1)[:, 0]
        outputs = strength * x + rng.normal(size=500)
        edges = np.linspace(0, 500, n_classes(500) + 1)
        theirs = salib_delta.calc_delta(outputs, np.linspace(outputs.min(), outputs.max(), 100), x, edges)
        rank = x.argsort().argsort()
        assert distance(binned(outputs, masses(outputs)), rank * n_classes(500) // 500) == pytest.approx(theirs, abs=0.03)  # type: ignore[arg-type]


def test_many_values_that_are_too_few_for_a_density_have_no_delta() -> None:
    unit = cube(400, 2)
    found = analyse(sample(unit, np.floor(unit[:, 0] * 60.0)), ["delta"])
    assert found["value"].isna().all() and (found["note"] == NOT_SMOOTH.en).all()
    assert analyse(sample(unit, np.floor(unit[:, 0] * 10.0)), ["delta"])["value"].notna().all()


def test_outputs_that_differ_in_the_last_digits_alone_are_one() -> None:
    """A total that households do not move is added up in another order at each point: 300 points at one value, not at 300."""
    unit = cube(400, 2)
    still = 7e9 * (1.0 + 1e-16 * np.round(unit[:, 1] * 8.0))
    outputs = np.where(unit[:, 0] < 0.75, still, 7e9 * (1.0 + unit[:, 0]))
    assert np.unique(still).size > 1
    merged = outputs_of(sample(unit, outputs))
    assert np.unique(merged[unit[:, 0] < 0.75]).size == 1 and merged == pytest.approx(outputs, rel=1e-12)
    alike = sample(unit, np.where(unit[:, 0] < 0.75, 7e9, outputs))
    pd.testing.assert_series_equal(analyse(alike, ["pawn"])["value"], analyse(sample(unit, outputs), ["pawn"])["value"], rtol=1e-9)


def test_a_tenth_that_ties_make_larger_or_smaller_is_said() -> None:
    unit = cube(300, 2)
    at_top = sample(unit, np.minimum(unit[:, 0], 0.7))
    for language in ("en", "fr"):
        notes = analyse(at_top, ["regional"], language)["note"]
        assert notes.str.contains(TIED(language).format(share="30", asked="10"), regex=False).all()
    assert not analyse(sample(unit, unit[:, 0]), ["regional"])["note"].str.contains("count as high").any()


def test_delta_is_the_same_in_any_unit() -> None:
    unit = cube(120, 2)
    outputs = gate(unit, 0.4)
    one = analyse(sample(unit, outputs), ["delta"])
    for factor, shift in ((1e-200, 0.0), (1e12, 0.0), (-3.0, 5.0)):
        other = analyse(sample(unit, factor * outputs + shift), ["delta"])
        assert other["value"].to_numpy() == pytest.approx(one["value"].to_numpy(), abs=0.02), factor
    with_more = replace(sample(unit, outputs), values=np.repeat(outputs[:, None], 3, axis=1))
    assert analyse(with_more, ["delta"])["value"].to_numpy() == pytest.approx(one["value"].to_numpy(), abs=0.06)
