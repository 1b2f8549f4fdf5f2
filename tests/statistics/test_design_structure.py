"""Every design and every way to group factors: the rows are those that the estimator reads, and the indices are those worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiments.sensitivity import Evidence, analyse
from experiments.sensitivity.screening import elementary_effects
from experiments.sweeps.designs import Design, points_of, read_design
from experiments.sweeps.factor import Factor
from experiments.sweeps.structure import check_structure
from model.errors import InputError

WEIGHTS = np.array([5.0, -2.0, 3.0, 0.0, 1.0, 4.0])
"""Of a linear function of up to six factors on [0, 1]: the closed index of a group is its share of the squares."""


def factors(n: int) -> tuple[Factor, ...]:
    return tuple(Factor(f"x{k}", 0.0, 1.0) for k in range(n))


def made(table: Mapping[str, Any], n: int) -> tuple[Design, np.ndarray]:
    design, problems = read_design(dict(table), [factor.path for factor in factors(n)])
    assert design is not None, problems
    return design, points_of(design, factors(n), 3, ()).unit


def of_linear(table: Mapping[str, Any], n: int) -> Evidence:
    design, unit = made(table, n)
    paths = tuple(factor.path for factor in factors(n))
    return Evidence("y", design.kind, paths, unit, (unit @ WEIGHTS[:n])[:, None], design.stride(n), design.settings, design.groups, 3)


@st.composite
def groupings(draw: st.DrawFn) -> tuple[int, dict[str, list[str]] | None]:
    """Factors and a grouping of them: none, all in one, each alone, some named and the others left alone, in any order."""
    n = draw(st.integers(1, 6))
    paths = [f"x{k}" for k in range(n)]
    if draw(st.booleans()):
        return n, None
    label = draw(st.lists(st.integers(0, n), min_size=n, max_size=n))
    found: dict[str, list[str]] = {}
    for path, number in zip(paths, label, strict=True):
        if number < n:
            found.setdefault(f"g{number}", []).append(path)
    return n, {name: found[name] for name in draw(st.permutations(sorted(found)))}


def known(evidence: Evidence) -> dict[str, float]:
    """Closed first-order index of what the design moves, which is its total index, too, as nothing acts together."""
    squares = {name: sum(float(WEIGHTS[int(path[1:])]) ** 2 for path in evidence.groups.get(name, (name,))) for name in evidence.moved}
    return {name: square / sum(squares.values()) for name, square in squares.items()}


@settings(max_examples=40, deadline=None)
@given(groupings(), st.booleans())
def test_sobol_indices_of_every_grouping_are_known_or_the_grouping_is_refused(grouping: tuple[int, dict[str, list[str]] | None], second_order: bool) -> None:
    n, groups = grouping
    table = {"kind": "saltelli", "n": 512, "second_order": second_order} | ({} if groups is None else {"groups": groups})
    if groups is not None and len(groups) + n - sum(map(len, groups.values())) == 1:
        design, problems = read_design(table, [f"x{k}" for k in range(n)])
        assert design is None and problems[0].key == "design.groups" and "one group" in problems[0].says
        return
    evidence = of_linear(table, n)
    rows = analyse(evidence, ["sobol"]).set_index(["index", "factor"])["value"]
    for name, value in known(evidence).items():
        assert rows["S1"][name] == pytest.approx(value, abs=0.06)
        assert rows["ST"][name] == pytest.approx(value, abs=0.06)
    if second_order and len(evidence.moved) > 1:
        assert rows["S2"].to_numpy() == pytest.approx(0.0, abs=0.1)


@settings(max_examples=40, deadline=None)
@given(groupings(), st.sampled_from([2, 4, 6]))
def test_morris_steps_of_every_grouping_have_the_size_that_their_members_make(grouping: tuple[int, dict[str, list[str]] | None], levels: int) -> None:
    n, groups = grouping
    evidence = of_linear({"kind": "morris", "trajectories": 8, "levels": levels} | ({} if groups is None else {"groups": groups}), n)
    found = elementary_effects(evidence)
    assert found.shape == (8, len(evidence.moved))
    for column, name in enumerate(evidence.moved):
        weights = [float(WEIGHTS[int(path[1:])]) for path in evidence.groups.get(name, (name,))]
        possible = {round(abs(sum(sign * weight for sign, weight in zip(signs, weights, strict=True))), 9) for signs in product((-1, 1), repeat=len(weights))}
        assert {round(float(size), 9) for size in np.abs(found[:, column])} <= possible
    stars = analyse(evidence).set_index(["index", "factor"])["value"]["mu_star"]
    assert stars[list(evidence.moved)].to_numpy() == pytest.approx(np.abs(found).mean(axis=0))


def test_mu_star_of_one_group_is_the_mean_size_of_what_its_members_do_together() -> None:
    """5, -2 and 3 up or down: 0, 4, 6 or 10, each as often, so 5 on average."""
    evidence = of_linear({"kind": "morris", "trajectories": 400, "levels": 4, "groups": {"all": ["x0", "x1", "x2"]}}, 3)
    (row,) = analyse(evidence).to_dict("records")
    assert row["factor"] == "all" and row["index"] == "mu_star"
    assert row["value"] == pytest.approx(5.0, abs=0.5) and row["low"] < 5.0 < row["high"]


@pytest.mark.parametrize("n", [1, 2, 3, 5, 6])
def test_designs_without_groups_give_known_answers(n: int) -> None:
    shares = WEIGHTS[:n] ** 2 / (WEIGHTS[:n] ** 2).sum()
    for size in (513, 514):
        fast = analyse(of_linear({"kind": "fast", "n": size}, n)).set_index(["index", "factor"])["value"]
        assert fast["S1"].to_numpy() == pytest.approx(shares, abs=0.03)
        assert fast["ST"].to_numpy() == pytest.approx(shares, abs=0.05)
    effects = analyse(of_linear({"kind": "fractional_factorial"}, n)).set_index(["index", "factor"])["value"]
    assert effects["effect"].to_numpy() == pytest.approx(WEIGHTS[:n])
    first = analyse(of_linear({"kind": "rbd_fast", "points": 600}, n), ["rbd_fast"]).set_index("factor")["value"]
    assert first.to_numpy() == pytest.approx(shares, abs=0.08)


TABLES: tuple[dict[str, Any], ...] = (
    {"kind": "saltelli", "n": 8},
    {"kind": "saltelli", "n": 8, "second_order": True},
    {"kind": "saltelli", "n": 8, "groups": {"a": ["x0", "x2"]}},
    {"kind": "morris", "trajectories": 6, "levels": 4},
    {"kind": "morris", "trajectories": 6, "levels": 4, "groups": {"a": ["x0", "x2"]}},
    {"kind": "fast", "n": 65},
    {"kind": "fractional_factorial"},
)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: "-".join(map(str, table.values())))
def test_rows_in_another_order_are_refused_and_not_read_for_others(table: dict[str, Any]) -> None:
    design, unit = made(table, 4)
    paths = [f"x{k}" for k in range(4)]
    check_structure(design.kind, design.settings, paths, design.groups, unit)
    rng = np.random.default_rng(1)
    for wrong in (unit[rng.permutation(len(unit))], np.roll(unit, 1, axis=0), unit[:-1]):
        with pytest.raises(InputError, match=f"not those of a {design.kind} design"):
            check_structure(design.kind, design.settings, paths, design.groups, wrong)


@pytest.mark.parametrize("n", [3, 4, 8])
def test_a_sample_of_single_factors_is_never_read_as_one_of_a_single_group(n: int) -> None:
    """SALib samples a single group factor by factor, and its estimator counts one group: rows of 3 are read where there are n + 2."""
    _, unit = made({"kind": "saltelli", "n": 16}, n)
    paths = tuple(f"x{k}" for k in range(n))
    with pytest.raises(InputError, match="saltelli design of 1 group"):
        Evidence("y", "saltelli", paths, unit[: len(unit) // 3 * 3], np.zeros((len(unit) // 3 * 3, 1)), 3, {"second_order": False}, {"all": paths})


@pytest.mark.parametrize(
    ("groups", "says"),
    [({"a": [], "b": ["x0"]}, "has no factors"), ({"x1": ["x0"]}, "bears the name of a factor"), ({"a": ["x0"], "b": ["x0"]}, "is in two groups")],
)
def test_groups_that_would_be_counted_otherwise_are_refused(groups: dict[str, list[str]], says: str) -> None:
    design, problems = read_design({"kind": "morris", "groups": groups}, ["x0", "x1", "x2"])
    assert design is None and says in problems[0].says
