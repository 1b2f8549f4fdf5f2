"""Parts of a sweep by hand: parts and shards, cells of tables, what a folder may be extended to, what is tried before the first run."""

from __future__ import annotations

import math
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from experiments.sweeps.asked_outcomes import Asked, read_asked
from experiments.sweeps.cells import failure_rows, from_cells
from experiments.sweeps.designs import Points
from experiments.sweeps.experiment import _flat, _nested, content_of, experiment_of, same_value
from experiments.sweeps.factor import Factor
from experiments.sweeps.model_runs import Answer, FailedRun, Formula, Run
from experiments.sweeps.plan import BLOCK, Place, Plan
from experiments.sweeps.planning import _cannot_extend, _differs_in_size_alone, default_folder, extended
from experiments.sweeps.tried_first import TRIED, _together, groups_of, unasked
from model.levers import REGISTRY
from model.outcome_registry import OUTCOMES
from scenarios import load
from tests.small_sweeps import GRANT, RATIO, written

NAN = math.nan
# --- parts of a sweep -------------------------------------------------------------------------------------------------------------------------------------------


def plan_of(count: int, stride: int, replications: int = 2) -> Plan:
    design = SimpleNamespace(stride=lambda n: stride)
    experiment: Any = SimpleNamespace(design=design, factors=(Factor("a", 0.0, 1.0),), replications=replications, paths=("a",), seed=7)
    subject: Any = SimpleNamespace(scenario_names=("s", "t"), columns=("y", "z"))
    return Plan(experiment, Points([(k / count,) for k in range(count)], np.zeros((count, 1))), subject, {}, "f")


def test_parts_are_whole_base_units_of_at_least_32_points() -> None:
    assert BLOCK == 32 and [plan_of(9, stride).block for stride in (1, 5, 31, 32, 33, 64)] == [32, 35, 62, 32, 33, 64]
    plan = plan_of(70, 1)
    assert plan.n_runs == 70 * 2 * 2
    assert plan.places() == [Place(0, 0, 32, 0), Place(0, 0, 32, 1), Place(1, 32, 64, 0), Place(1, 32, 64, 1), Place(2, 64, 70, 0), Place(2, 64, 70, 1)]
    assert [place.block for place in plan.places((1, 2))] == [0, 0, 2, 2] and [place.block for place in plan.places((2, 2))] == [1, 1]
    assert Place(12, 0, 1, 3).file == "runs/part-000012-0003.parquet"
    assert plan.block_points(Place(2, 64, 66, 0)) == [(64, {"a": 64 / 70}), (65, {"a": 65 / 70})] and plan.block_points(Place(2, 64, 66, 0), 65) == [(65, {"a": 65 / 70})]


def test_a_part_has_a_row_a_run_with_its_place_seed_factors_and_outcomes() -> None:
    plan = plan_of(4, 1)
    answer = Answer([Run(1, 1, (5.0, NAN)), Run(3, 0, (6.0, 7.0))], [FailedRun(2, 1, "policy", "no", "trace")], {})
    assert plan.table(answer, 9).to_pylist() == [
        {"point": 1, "scenario": "t", "replication": 9, "seed": 7, "a": 0.25, "y": 5.0, "z": None}, {"point": 3, "scenario": "s", "replication": 9, "seed": 7, "a": 0.75, "y": 6.0, "z": 7.0},
    ]  # fmt: skip
    assert failure_rows(answer, ("s", "t"), 9) == [{"point": 2, "scenario": "t", "replication": 9, "stage": "policy", "error": "no", "traceback": "trace"}]
    assert from_cells({"a": "[1, 2]", "b": "text", "c": 1.5}) == {"a": (1, 2), "b": "text", "c": 1.5}


@pytest.mark.parametrize(
    ("factor", "values", "kind", "cells"),
    [
        (Factor("x", 0, 1), (0.5, 1.0), pa.float64(), [0.5, 1.0]), (Factor("x", 0, 9, is_integer=True), (5, 6), pa.int64(), [5, 6]), (Factor("x", values=(True, False)), (True, False), pa.bool_(), [True, False]),
        (Factor("x", values=(1, 2)), (2, 1), pa.int64(), [2, 1]), (Factor("x", values=(1, 2.5)), (1, 2.5), pa.float64(), [1.0, 2.5]), (Factor("x", values=("a", "b")), ("a", "b"), pa.string(), ["a", "b"]),
        (Factor("x", values=((1, 2), (3,))), ((1, 2), (3,)), pa.string(), ["[1, 2]", "[3]"]), (Factor("x", values=(1, "a")), (1, "a"), pa.string(), ["1", "a"]),
    ],
)  # fmt: skip
def test_cells_of_factors_keep_their_kind(factor: Factor, values: tuple[Any, ...], kind: Any, cells: list[Any]) -> None:
    from experiments.sweeps.cells import factor_columns

    (column,) = factor_columns(SimpleNamespace(factors=(factor,)), [(value,) for value in values])  # type: ignore[arg-type]
    assert column.type == kind and column.to_pylist() == cells


def points(*rows: Any) -> Points:
    return Points([(row,) for row in rows], np.array([[float(k)] for k in range(len(rows))]))


def test_points_that_are_there_come_first() -> None:
    asked = points(1.0, 2.0, 3.0)
    for kind in ("prefix", "subset"):
        assert extended([(1.0,), (2.0,)], asked, kind) is asked and extended([], asked, kind) is asked
    assert extended([(1.0,), (2.0,)], asked, None) is None and extended([(1.0,), (2.0,), (3.0,)], asked, None) is asked and extended([(3.0,)], asked, "prefix") is None
    moved = extended([(3.0,), (1.0,)], asked, "subset")
    assert moved is not None and moved.values == [(3.0,), (1.0,), (2.0,)] and moved.unit.ravel().tolist() == [2.0, 0.0, 1.0]
    assert extended([(4.0,)], asked, "subset") is None and extended([(1.0,)] * 4, asked, "prefix") is None
    assert same_value(NAN, NAN) and not same_value(NAN, 1.0) and same_value((1, 2), [1, 2]) and not same_value((1, 2), [2, 1]) and not same_value(1.0, NAN)


def test_why_a_sweep_cannot_be_extended(tmp_path: Path) -> None:
    grid, latin = written(tmp_path), written(tmp_path, design='[design]\nkind = "latin_hypercube"\npoints = 8\n')
    assert "holds 9 points, more than the 3 asked for" in _cannot_extend(grid, 9, 3, tmp_path).says and "leave out some of the 3" in _cannot_extend(grid, 3, 3, tmp_path).says
    assert "a Latin hypercube cannot be extended: its 9 points are others than the 8" in _cannot_extend(latin, 8, 9, tmp_path).says and _cannot_extend(latin, 9, 8, tmp_path).value == 8
    one = {"experiment": {"design": {"kind": "latin_hypercube", "points": 8}, "seed": 1}, "code": 1}
    more, seed = {**one, "experiment": {"design": {"kind": "latin_hypercube", "points": 9}, "seed": 1}}, {**one, "experiment": {"design": {"kind": "latin_hypercube", "points": 8}, "seed": 2}}
    assert _differs_in_size_alone(latin, one, more) and not _differs_in_size_alone(latin, one, seed) and not _differs_in_size_alone(written(tmp_path, design='[design]\nkind = "fractional_factorial"\n'), one, one)


def test_what_moves_numbers_is_in_the_content_and_what_may_grow_is_not(tmp_path: Path) -> None:
    head = f'scenario = "{GRANT}"\noutcomes = ["remittances"]\n'
    first = written(tmp_path)
    for more in ("replications = 9\n", ""):
        assert content_of(written(tmp_path, head=head + more)) == content_of(first)
    assert content_of(written(tmp_path, design='[design]\nkind = "grid"\nlevels = 9\n')) == content_of(first)
    for more in ("seed = 9\n", "sample = 900\n", "series = true\n", "years = 3\n"):
        assert content_of(written(tmp_path, head=head + more)) != content_of(first), more
    assert content_of(written(tmp_path, factors=f'[factors."{RATIO}"]\nlow = 0.5\n')) != content_of(first)
    latin = [content_of(written(tmp_path, design=f'[design]\nkind = "latin_hypercube"\npoints = {n}\n')) for n in (8, 9)]
    assert latin[0] != latin[1]
    assert (first.replications, first.sample, first.seed, first.series, first.name, first.outcomes) == (5, 2000, 1, False, "e", ("remittances",))
    assert experiment_of(first.document()) == first and default_folder(first, Formula(min)).name.startswith("e-") and len(default_folder(first, Formula(min)).name) == len("e-") + 8


def test_paths_may_be_quoted_or_nested() -> None:
    assert _flat({"a": {"b": {"c": 1}, "d": 2}, "e.f": 3}) == {"a.b.c": 1, "a.d": 2, "e.f": 3}
    assert _nested({"levers": {"grant": {"ratio": {"low": 1}, "rule": {}}}, "a.b": {"high": 2}}) == {"levers.grant.ratio": {"low": 1}, "levers.grant.rule": {}, "a.b": {"high": 2}}


# --- what is tried before the first run --------------------------------------------------------------------------------------------------------------------------


def together(*asked: Any) -> list[tuple[str, dict[str, Any]]]:
    """What is tried together, its place in English."""
    return [(where.en, values) for where, values in _together(*asked)]


def test_corners_and_some_points_are_tried() -> None:
    found = list(together((Factor("a", 0.0, 4.0),), [(float(k),) for k in range(100)], True))
    assert [(where, values["a"]) for where, values in found[:3]] == [("all at their lowest", 0.0), ("all in the middle", 2.0), ("all at their highest", 4.0)]
    assert TRIED == 40 and [where for where, _ in found[3:6]] == ["at point 0", "at point 2", "at point 5"] and len(found) == 43 and found[-1] == ("at point 97", {"a": 97.0})
    assert [where for where, _ in together((Factor("a", 0.0, 4.0),), [(1.0,), (2.0,)], False)] == ["at point 0", "at point 1"] and list(together((), [], False)) == []


def test_groups_of_a_run_are_those_that_it_gives() -> None:
    given = load(GRANT)
    found = groups_of(given, "remittances", 3)
    assert found["region"] == ("MAR-1", "MAR-2", "MAR-3") and found["corridor"] == ("MAR-BEL",) and "lever" not in found and set(found["sex"]) == {"female", "male"}
    assert groups_of(given, "present_value_cost", 3) == {} and groups_of(given, "public_cost", 3)["lever"] == tuple(sorted(REGISTRY)) and "faction" in found
    for name, outcome in OUTCOMES.items():
        assert ("faction" in groups_of(given, name, 3)) is (outcome.has_breakdown and not outcome.counts_locals), name


@pytest.mark.parametrize(
    ("text", "levers", "says"),
    [
        ("remittances", True, ""), ("effect:remittances", True, ""), ("effect:remittances", False, "has no levers, so nothing has an effect"), ("additional[lever=tax_incentive]", True, "has no such lever"),
        ("additional[lever=matching_grant]", True, ""), ("remittances[lever=matching_grant]", True, "is not given by lever"), ("remittances[sex=femal]", True, "no group 'femal' by sex"), ("remittances[sex=female]", True, ""),
        ("remittances[region=MAR-9]", True, "no group 'MAR-9'"), ("remittances[region=MAR-8]", True, ""), ("present_value_cost[sex=female]", True, "is not given by sex"),
    ],
)  # fmt: skip
def test_what_no_run_has_is_refused(text: str, levers: bool, says: str) -> None:
    given = load(GRANT) if levers else load(GRANT).without_levers()
    asked, problems = read_asked([text])
    found = unasked([given], asked, ())
    assert problems == [] and bool(found) is bool(says) and all(says in problem.says for problem in found)
    few = unasked([given], [Asked("x", "remittances", "", "region", "MAR-4")], [Factor("parameters.population.n_communities", 3, 8, is_integer=True)])
    assert len(few) == 1 and unasked([given], [Asked("x", "remittances", "", "region", "MAR-3")], [Factor("parameters.population.n_communities", 3, 8, is_integer=True)]) == []
    assert unasked([load(GRANT).without_levers()], [Asked("x", "jobs", "effect")], [Factor(RATIO, 0.0, 1.0)]) == []  # a factor moves the lever that is not there yet


def test_seeds_of_the_library_are_of_32_bits_and_never_zero() -> None:
    from experiments.sweeps.designs import _seed

    assert [_seed(seed) for seed in (0, 1, 2**32 - 2, 2**32 - 1, 2**32)] == [1, 2, 2**32 - 1, 1, 2]
    log = Factor("x", 2.0, 32.0, (), False, "log_uniform")
    assert log.position(8.0) == pytest.approx(0.5) and log.value(0.25) == pytest.approx(4.0) and Factor("x", 3.0, 3.0).position(3.0) == 0.5
    hat = Factor("x", 0.0, 4.0, (), False, "triangular", 1.0)
    assert hat.position(1.0) == pytest.approx(0.25) and hat.position(2.5) == pytest.approx(1.0 - 1.5**2 / 12.0) and hat.value(hat.position(0.5)) == pytest.approx(0.5)
