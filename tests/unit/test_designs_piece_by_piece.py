"""Designs piece by piece: how many points each kind has, what it cannot do with its factors, what is refused of its table, points of those that are counted by hand."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from experiments.sweeps.designs import MOST_FACTORIAL, MOST_POINTS, Design, _seed, n_points, points_of, read_design, salib_problem, unsuited
from experiments.sweeps.factor import Factor
from experiments.sweeps.structure import check_structure, moved_together
from model.errors import InputError

A, B, C = Factor("a", 0.0, 2.0), Factor("b", values=("x", "y", "z")), Factor("c", 1, 5, is_integer=True)
PATHS = ("levers.a.x", "levers.b.y")


@pytest.mark.parametrize(
    ("kind", "settings", "groups", "n", "stride", "document"),
    [
        ("grid", {"levels": 4}, {}, 4 * 3 * 4, 1, {"kind": "grid", "levels": 4}),
        ("one_at_a_time", {"levels": 2}, {}, 1 + 2 + 3 + 2, 1, {"kind": "one_at_a_time", "levels": 2}),
        ("fast", {"n": 129, "harmonics": 4}, {}, 387, 1, {"kind": "fast", "n": 129, "harmonics": 4}),
        ("fractional_factorial", {}, {}, 8, 1, {"kind": "fractional_factorial"}),
        ("latin_hypercube", {"points": 10}, {}, 10, 1, {"kind": "latin_hypercube", "points": 10}),
        ("morris", {"trajectories": 5, "levels": 4}, {}, 5 * 4, 4, {"kind": "morris", "trajectories": 5, "levels": 4}),
        ("morris", {"trajectories": 5, "levels": 4}, {"g": ("a", "b"), "c": ("c",)}, 5 * 3, 3, {"kind": "morris", "trajectories": 5, "levels": 4, "groups": {"g": ["a", "b"], "c": ["c"]}}),
        ("saltelli", {"n": 8, "second_order": False}, {}, 8 * 5, 5, {"kind": "saltelli", "n": 8, "second_order": False}),
        ("saltelli", {"n": 8, "second_order": True}, {}, 8 * 8, 8, {"kind": "saltelli", "n": 8, "second_order": True}),
    ],
)  # fmt: skip
def test_how_many_points_a_design_has(kind: str, settings: dict[str, Any], groups: Any, n: int, stride: int, document: dict[str, Any]) -> None:
    design = Design(kind, settings, groups)
    assert (n_points(design, [A, B, C]), design.stride(3), design.document()) == (n, stride, document)
    assert design.fills is (kind != "one_at_a_time") and design.size == next((settings[name] for name in ("levels", "n", "points") if name in settings and kind != "morris"), settings.get("trajectories"))


def test_a_factorial_doubles_with_the_power_of_two_above_its_factors() -> None:
    assert [n_points(Design("fractional_factorial"), [A] * k) for k in (1, 2, 3, 4, 5)] == [2, 4, 8, 8, 16]
    table = Design("table", {"file": "a.csv"}, rows=((1.0,), (2.0,), (0.5,)))
    assert n_points(table, [A]) == 3 and not table.fills and table.size is None
    assert points_of(table, [A], 1, ()).unit.tolist() == [[0.5], [1.0], [0.25]]


def test_points_of_a_grid_and_of_one_at_a_time() -> None:
    grid = points_of(Design("grid", {"levels": 2}), [A, B], 1, ())
    assert grid.values == [(a, b) for a in (0.0, 2.0) for b in ("x", "y", "z")]
    assert grid.unit[:, 0].tolist() == [0.0] * 3 + [1.0] * 3 and grid.unit[:3, 1].tolist() == pytest.approx([1 / 6, 0.5, 5 / 6])
    one = points_of(Design("one_at_a_time", {"levels": 2}), [A, B], 1, (0.5, "y"))
    assert one.values == [(0.5, "y"), (0.0, "y"), (2.0, "y"), (0.5, "x"), (0.5, "y"), (0.5, "z")]
    unknown = points_of(Design("one_at_a_time", {"levels": 2}), [A, B], 1, (0.5, "w"))
    assert math.isnan(unknown.unit[0, 1]) and unknown.unit[0, 0] == 0.25


def test_samples_are_those_of_their_seed() -> None:
    """The seed of a library is never 0, and that of the next experiment is another one."""
    assert (_seed(0), _seed(1), _seed(2**32 - 2), _seed(2**32 - 1)) == (1, 2, 2**32 - 1, 1)
    for kind, settings in (("latin_hypercube", {"points": 6}), ("sobol_sequence", {"points": 6}), ("morris", {"trajectories": 3, "levels": 4}), ("fast", {"n": 65, "harmonics": 4})):
        first, again, other = (points_of(Design(kind, settings), [A, C], seed, ()).unit for seed in (1, 1, 2))
        assert first.shape == (n_points(Design(kind, settings), [A, C]), 2) and first.min() >= 0.0 and first.max() <= 1.0
        assert first.tolist() == again.tolist() != other.tolist(), kind
    latin = points_of(Design("latin_hypercube", {"points": 6}), [A, C], 1, ()).unit
    assert [sorted((6.0 * latin[:, k]).astype(int).tolist()) for k in range(2)] == [list(range(6))] * 2
    sobol = points_of(Design("sobol_sequence", {"points": 8}), [A, C], 1, ()).unit
    assert [sorted((8.0 * sobol[:, k]).astype(int).tolist()) for k in range(2)] == [list(range(8))] * 2
    assert sobol[:6].tolist() == points_of(Design("sobol_sequence", {"points": 6}), [A, C], 1, ()).unit.tolist()


def test_the_problem_of_the_library_names_the_group_of_each_factor() -> None:
    assert salib_problem([A, C]) == {"num_vars": 2, "names": ["a", "c"], "bounds": [[0.0, 1.0]] * 2}
    assert salib_problem([A, C], {"g": ("c",), "a": ("a",)})["groups"] == ["a", "g"]


def test_what_a_design_cannot_do_with_its_factors() -> None:
    def told(design: Design, *factors: Factor) -> list[tuple[str, str, str]]:
        return [(problem.key, problem.says, str(problem.allowed)) for problem in unsuited(design, factors)]

    fine = Design("latin_hypercube", {"points": MOST_POINTS})
    assert told(fine, A) == [] and told(Design("grid", {"levels": 1000}), A, A) == []
    (many,) = told(Design("grid", {"levels": 1000}), A, A, Factor("d", values=(1, 2)))
    assert many[:2] == ("design.levels", "the grid would have 2,000,000 points") and many[2].startswith("at most 1,000,000: less of it, fewer factors")
    assert told(Design("table", rows=((1.0,),) * 2), B) == []
    assert told(Design("fractional_factorial"), B, C, Factor("e", values=(1, 2))) == [
        ('factors."b".values', "a fractional factorial design runs 2 of the 3 values and leaves the others out", "at most 2 values, or another kind of design")
    ]
    four, five = Factor("f", values=tuple("abcd")), Factor("g", values=tuple("abcde"))
    morris = Design("morris", {"trajectories": 2, "levels": 4})
    assert told(morris, four) == [] and told(morris, five) == [
        ('factors."g".values', "a Morris trajectories design runs 4 of the 5 values and leaves the others out", "at most 4 values, or levels = 6, or another kind of design")
    ]


def refused(table: Any, paths: Any = PATHS) -> list[tuple[str, str, str | None, str | None]]:
    found, problems = read_design(table, paths)
    assert (found is None) == bool(problems)
    return [(problem.key, problem.says, problem.allowed, problem.nearest) for problem in problems]


def test_a_table_of_a_design_is_read_with_what_it_leaves_out() -> None:
    assert read_design({"kind": "morris"}, PATHS)[0] == Design("morris", {"trajectories": 10, "levels": 4}, {})
    assert read_design({"kind": "saltelli", "n": 16, "second_order": True}, PATHS)[0] == Design("saltelli", {"n": 16, "second_order": True}, {})
    grouped = {"kind": "saltelli", "groups": {"one": ["levers.a.x"], "two": ["levers.b.y"]}}
    assert read_design(grouped, PATHS)[0] == Design("saltelli", {"n": 64, "second_order": False}, {"one": ("levers.a.x",), "two": ("levers.b.y",)})
    assert read_design({"kind": "table", "file": "a.csv"}, PATHS)[0] == Design("table", {"file": "a.csv"}, {})
    assert read_design({"kind": "fast", "n": 65}, PATHS)[0] == Design("fast", {"n": 65, "harmonics": 4}, {})
    assert read_design({"kind": "fractional_factorial"}, PATHS * (MOST_FACTORIAL // 2))[0] is not None


def test_a_table_of_a_design_that_is_none_is_refused() -> None:
    kinds = "grid, latin_hypercube, sobol_sequence, morris, saltelli, fast, rbd_fast, fractional_factorial, one_at_a_time, table"
    assert refused({}) == refused(3) == refused({"points": 3}) == [("design.kind", "is missing", kinds, None)]
    assert refused({"kind": "moris"}) == [("design.kind", "'moris' is not a kind of design", kinds, "morris")]
    assert refused({"kind": "grid", "level": 3}) == [("design.level", "a grid has no 'level'", "levels", "levels")]
    assert refused({"kind": "fractional_factorial", "n": 3}) == [("design.n", "a fractional factorial takes no settings", None, None)]
    assert refused({"kind": "morris", "group": 3})[0][2] == "trajectories, levels, groups" and refused({"kind": "grid", "groups": "levers"})[0][1] == "a grid has no 'groups'"
    assert refused({"kind": "saltelli", "n": 48}) == [("design.n", "48 is not a power of two, which Sobol's sequence needs", "as 64", None)]
    assert refused({"kind": "morris", "levels": 5}) == [("design.levels", "5 is odd", "an even whole number", None)]
    assert refused({"kind": "fast", "n": 64}) == [("design.n", "64 points a factor are too few", "a whole number above 64", None)]
    assert refused({"kind": "fast", "n": 36, "harmonics": 3}) == [("design.n", "36 points a factor are too few", "a whole number above 36", None)]
    assert refused({"kind": "grid", "levels": 1})[0][0] == "design.levels" and refused({"kind": "table", "file": "a.txt"})[0][0] == "design.file"
    many = [f"p{k}" for k in range(MOST_FACTORIAL + 1)]
    assert refused({"kind": "fractional_factorial"}, many) == [("factors", "513 factors are too many for a fractional factorial design", "at most 512", None)]
    (one,) = refused({"kind": "saltelli", "groups": {"all": list(PATHS)}})
    assert one[:2] == ("design.groups", "all factors fall into one group, 'all', whose Sobol indices are 1 whatever the outcome")
    assert refused({"kind": "morris", "groups": {"all": list(PATHS)}}) == []


# --- rows that estimators read ----------------------------------------------------------------------------------------------------------------------------


def structure(kind: str, unit: Any, settings: dict[str, Any] | None = None, groups: Any = None, paths: tuple[str, ...] = ("a", "b")) -> str:
    try:
        check_structure(kind, settings or {}, paths, groups or {}, np.array(unit, dtype=float))
    except InputError as error:
        return error.problems[0].says.removeprefix(f"the rows are not those of a {kind} design of ")
    return ""


A_ROW, B_ROW = [0.1, 0.2], [0.8, 0.9]


def test_rows_of_saltelli_are_the_first_with_one_column_of_the_last() -> None:
    first_order = [A_ROW, [0.8, 0.2], [0.1, 0.9], B_ROW]
    second = [A_ROW, [0.8, 0.2], [0.1, 0.9], [0.1, 0.9], [0.8, 0.2], B_ROW]
    assert structure("saltelli", first_order) == structure("saltelli", second, {"second_order": True}) == structure("saltelli", first_order * 2) == ""
    assert structure("saltelli", first_order[:3]) == "2 factors: 3 rows are no multiple of 4" and structure("saltelli", second[:4], {"second_order": True}) == "2 factors: 4 rows are no multiple of 6"
    told = "does not move the {}. of them, and it alone, between the first row and the last"
    assert structure("saltelli", [A_ROW, [0.1, 0.9], [0.8, 0.2], B_ROW]) == f"2 factors: row 2 of 4 {told.format(1)}"
    assert structure("saltelli", [A_ROW, [0.8, 0.2], [0.1, 0.2], B_ROW]) == f"2 factors: row 3 of 4 {told.format(2)}"
    assert structure("saltelli", [*second[:3], A_ROW, *second[4:]], {"second_order": True}) == f"2 factors: row 4 of 6 {told.format(1)}"
    grouped = {"both": ("a", "b")}
    assert structure("saltelli", [A_ROW, B_ROW, B_ROW], groups=grouped) == "" and structure("saltelli", [A_ROW, A_ROW, B_ROW], groups=grouped) == f"1 group: row 2 of 3 {told.format(1)}"


def test_trajectories_of_morris_move_each_group_once_by_one_step() -> None:
    """With four levels a step is 2/3."""
    two, third = 2.0 / 3.0, 1.0 / 3.0
    right = [[0.0, 0.0], [two, 0.0], [two, two]]
    back = [[1.0, third], [1.0, 1.0], [third, 1.0]]
    assert structure("morris", right + back, {"levels": 4}) == structure("morris", right + back) == ""
    assert structure("morris", right[:2]) == "2 factors: 2 rows are no multiple of 3"
    assert structure("morris", [[0.0, 0.0], [third, 0.0], [third, two]]) == "2 factors: a factor moves by another distance than 0.6667"
    assert structure("morris", [[0.0, 0.0], [two, 0.0], [0.0, 0.0]]) == structure("morris", [[0.0, 0.0], [two, 0.0], [two, 0.0]]) == "2 factors: a factor does not move exactly once in a trajectory"
    assert structure("morris", [[0.0, 0.0], [two, two], [two, two]]) == "2 factors: two groups move in the same step"
    both = {"both": ("a", "b")}
    assert structure("morris", [[0.0, 1.0], [two, third]], groups=both) == ""
    of_three = {"both": ("a", "b"), "c": ("c",)}
    apart = [[0.0, 0.0, 0.0], [two, 0.0, 0.0], [two, two, two]]
    assert structure("morris", apart, groups=of_three, paths=("a", "b", "c")) == "2 groups: the factors of a group do not move together"
    assert structure("morris", right, {"levels": 6}) == "2 factors: a factor moves by another distance than 0.6"


def test_curves_of_fast_and_columns_of_a_factorial_are_those_of_the_library() -> None:
    from SALib.sample import fast_sampler, ff

    problem = {"num_vars": 2, "names": ["a", "b"], "bounds": [[0.0, 1.0]] * 2}
    curve = fast_sampler.sample(problem, 65, M=4, seed=1)
    assert structure("fast", curve) == structure("fast", fast_sampler.sample(problem, 65, M=2, seed=1), {"harmonics": 2}) == ""
    assert structure("fast", curve[:-1]) == "2 factors: 129 rows are no multiple of 2" and structure("fast", curve, {"harmonics": 2}) == "2 factors: in block 1 its own factor is no wave of frequency 16"
    spoilt = curve.copy()
    spoilt[65:, 1] = 0.3
    assert structure("fast", spoilt) == "2 factors: in block 2 its own factor is no wave of frequency 8"
    rows = np.asarray(ff.sample(problem, seed=1))[:, :2]
    assert structure("fractional_factorial", rows) == "" and structure("fractional_factorial", rows[:-1]) == "2 factors: 3 rows differ from the 4 of SALib.sample.ff"
    assert structure("fractional_factorial", 1.0 - rows) == "2 factors: 4 rows differ from the 4 of SALib.sample.ff" and structure("grid", [[0.5, 0.5]]) == ""
    assert moved_together(("a", "b", "c"), {"late": ("b",), "both": ("a", "c")}) == [[0, 2], [1]]
