"""Factors: positions and values are each other's inverse, bounds hold, declarations say what a file leaves out; groups of a design."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.sensitivity.analysis import analysed
from experiments.sweeps import load_experiment, read_sweep, run_sweep
from experiments.sweeps.designs import points_of, read_design
from experiments.sweeps.factor import DISTRIBUTIONS, Factor, from_document
from experiments.sweeps.model_runs import Formula
from tests.contracts.formulas import linear

positions = st.floats(0.0, 1.0, allow_nan=False)
bounds = st.tuples(st.floats(0.01, 1e5), st.floats(0.01, 1e5)).map(sorted).filter(lambda pair: pair[1] > pair[0] * 1.001)


@given(positions, bounds, st.sampled_from(DISTRIBUTIONS))
def test_a_value_lies_in_bounds_and_leads_back_to_its_position(position: float, pair: list[float], distribution: str) -> None:
    factor = Factor("x", pair[0], pair[1], distribution=distribution)
    value = factor.value(position)
    assert pair[0] <= value <= pair[1]
    assert factor.position(value) == pytest.approx(position, abs=2e-5)
    assert from_document("x", factor.document()) == factor


@given(positions, st.integers(-5, 5), st.integers(1, 9))
def test_whole_numbers_share_the_interval_evenly(position: float, low: int, more: int) -> None:
    factor = Factor("x", low, low + more, is_integer=True)
    value = factor.value(position)
    assert low <= value <= low + more and isinstance(value, int)
    assert factor.value(factor.position(value)) == value
    shares = np.bincount([factor.value(p) - low for p in (np.arange(1000 * (more + 1)) + 0.5) / (1000 * (more + 1))])
    assert (shares == 1000).all()


@given(st.integers(2, 9), st.sampled_from([2, 4, 6, 8]))
def test_a_step_of_a_morris_trajectory_always_changes_a_choice(n_values: int, levels: int) -> None:
    """Else a categorical factor would seem to do nothing where the step is too short."""
    factor = Factor("x", values=tuple(range(n_values)))
    step = levels // 2
    for start in range(levels - step):
        assert factor.value(start / (levels - 1)) != factor.value((start + step) / (levels - 1))


def test_distributions_are_what_they_say() -> None:
    unit = (np.arange(2_000) + 0.5) / 2_000
    drawn = {name: np.array([Factor("x", 1.0, 100.0, distribution=name).value(p) for p in unit]) for name in DISTRIBUTIONS}
    assert drawn["uniform"].mean() == pytest.approx(50.5, rel=2e-3)
    assert np.median(drawn["log_uniform"]) == pytest.approx(10.0, rel=2e-3)
    assert drawn["normal"].std() == pytest.approx(99.0 / 4.0 * 0.8796, rel=1e-2)  # the standard deviation of a normal cut at two of its own
    skewed = np.array([Factor("x", 0.0, 1.0, distribution="triangular", mode=0.25).value(p) for p in unit])
    assert skewed.mean() == pytest.approx(1.25 / 3.0, rel=2e-3)


def test_ranges_come_from_the_declaration() -> None:
    experiment = load_experiment("sobol_package")
    own = {factor.path: factor for factor in experiment.factors}
    from model.parameters import PARAMETERS

    assert (own["parameters.giving.price_elasticity"].low, own["parameters.giving.price_elasticity"].high) == PARAMETERS["giving.price_elasticity"].likely
    assert own["levers.skills_placement.officers"].is_integer


@pytest.mark.parametrize("kind", ["morris", "saltelli"])
@pytest.mark.parametrize("grouping", ["levers", "grades", "channels"])
def test_groups_are_moved_together_and_have_their_index(tmp_path: Path, kind: str, grouping: str) -> None:
    experiment = load_experiment("morris_package")
    design, problems = read_design({"kind": kind, "groups": grouping} | ({"trajectories": 12} if kind == "morris" else {"n": 64}), experiment.paths)
    assert design is not None and not problems
    points = points_of(design, experiment.factors, 1, ())
    assert len(points.values) == (12 if kind == "morris" else 64) * design.stride(len(experiment.factors))
    asked = (replace(experiment.asked[0], text="remittances", outcome="remittances", kind=""),)
    formula = Formula(linear, ("remittances", "luck"))
    small = replace(experiment, design=design, asked=asked, replications=1)
    run_sweep(small, tmp_path / "r", subject=formula)
    found = analysed(read_sweep(tmp_path / "r", formula))
    rows = found.tables["indices"]
    assert set(rows[rows["index"].isin(("mu_star", "ST"))]["factor"]) == set(design.groups)


def test_a_group_of_something_else_is_refused() -> None:
    design, problems = read_design({"kind": "morris", "groups": {"all": ["levers.nothing.here"]}}, ("levers.matching_grant.ratio",))
    assert design is None and "is not a factor" in str(problems[0])
    design, problems = read_design({"kind": "morris", "groups": "lever"}, ("levers.matching_grant.ratio",))
    assert design is None and problems[0].nearest == "levers"
