"""Sweeps by hand: rows that an estimator can read, what a run of a formula says as it goes, parts of a folder and their places, what is tried before."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from experiments.sweeps import Experiment, load_experiment, read_sweep, run_sweep
from experiments.sweeps.cells import FAILURE_SCHEMA, factor_columns, failure_rows, from_cells, run_table
from experiments.sweeps.factor import Factor
from experiments.sweeps.folder import SweepFolder, opened
from experiments.sweeps.model_runs import Answer, FailedRun, Formula, Run
from experiments.sweeps.plan import Place
from experiments.sweeps.planning import extended, planned
from experiments.sweeps.reading import status
from experiments.sweeps.running import _evidence, _held, _manifest, _note_timing, close
from experiments.sweeps.structure import check_structure, moved_together
from experiments.sweeps.tried_first import _together, tried
from model.errors import InputError
from scenarios import load

GRANT = "morocco_belgium_matching_grant"
RATIO = "levers.matching_grant.ratio"


@pytest.fixture(autouse=True)
def _version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.manifest.package_version", lambda: "1.0")


# --- rows that an estimator reads -------------------------------------------------------------------------------------------------------------------------


def refused(kind: str, unit: Any, groups: Mapping[str, Sequence[str]] | None = None, **settings: Any) -> str:
    rows = np.array(unit, dtype=float)
    try:
        check_structure(kind, settings, tuple("abc"[: rows.shape[1]]), groups or {}, rows)
    except InputError as error:
        return error.problems[0].says
    return ""


FIRST, LAST = [0.1, 0.2], [0.8, 0.9]
AB = [[0.8, 0.2], [0.1, 0.9]]
"""The first row with one column of the last."""
BA = [[0.1, 0.9], [0.8, 0.2]]


def test_rows_of_a_saltelli_design_move_one_factor_each() -> None:
    assert refused("saltelli", [FIRST, *AB, LAST]) == "" and refused("saltelli", [FIRST, *AB, LAST] * 2) == ""
    assert refused("saltelli", [FIRST, *AB, *BA, LAST], second_order=True) == ""
    swapped = refused("saltelli", [FIRST, *AB[::-1], LAST])
    assert swapped == "the rows are not those of a saltelli design of 2 factors: row 2 of 4 does not move the 1. of them, and it alone, between the first row and the last"
    assert "row 3 of 4 does not move the 2." in refused("saltelli", [FIRST, AB[0], AB[0], LAST]) and "5 rows are no multiple of 4" in refused("saltelli", [FIRST, *AB, LAST, LAST])
    assert "row 5 of 6 does not move the 2." in refused("saltelli", [FIRST, *AB, BA[0], BA[0], LAST], second_order=True)
    assert "4 rows are no multiple of 6" in refused("saltelli", [FIRST, *AB, LAST], second_order=True)
    whole = {"both": ("a", "b")}
    assert refused("saltelli", [FIRST, LAST, LAST], whole) == "" and "of 1 group: 4 rows are no multiple of 3" in refused("saltelli", [FIRST, *AB, LAST], whole)


def test_trajectories_of_morris_move_each_group_once_by_one_step() -> None:
    step = 2.0 / 3.0
    assert refused("morris", [[0, 0], [step, 0], [step, step]], levels=4) == "" and refused("morris", [[1, 1], [1, 1 - step], [1 - step, 1 - step]]) == ""
    assert "a factor moves by another distance than 0.6667" in refused("morris", [[0, 0], [0.5, 0], [0.5, step]]) and refused("morris", [[0.0], [0.6]], levels=6) == ""
    assert "a factor does not move exactly once" in refused("morris", [[0, 0], [step, 0], [0, 0]]) and "2 rows are no multiple of 3" in refused("morris", [[0, 0], [step, 0]])
    assert "two groups move in the same step" in refused("morris", [[0, 0], [step, step], [step, step]])
    pair = {"both": ("a", "b")}
    assert refused("morris", [[0, 0], [step, step]], pair) == ""
    apart = [[0, 0, 0], [step, 0, 0], [step, step, step]]
    assert "the factors of a group do not move together" in refused("morris", apart, pair) and moved_together("abc", pair) == [[0, 1], [2]] and moved_together("abc", {}) == [[0], [1], [2]]


def test_curves_of_fast_and_columns_of_a_factorial() -> None:
    n, frequency = 65, 8  # (65 - 1) / (2 * 4)
    s = 2.0 * np.pi * np.arange(n) / n
    own, other = 0.5 + np.arcsin(np.sin(frequency * s)) / np.pi, 0.5 + np.arcsin(np.sin(s)) / np.pi
    good = np.vstack([np.column_stack([own, other]), np.column_stack([other, own])])
    assert refused("fast", good) == "" and "in block 1 its own factor is no wave of frequency 8" in refused("fast", good[:, ::-1]) and "in block 2" in refused("fast", np.vstack([good[:n], good[:n]]))
    assert "in block 1 its own factor is no wave of frequency 16" in refused("fast", good, harmonics=2) and "129 rows are no multiple of 2" in refused("fast", good[:-1])
    factorial = [[1, 1], [1, 0], [0, 0], [0, 1]]
    from SALib.sample import ff

    made = (np.asarray(ff.generate_contrast({"num_vars": 2}))[:, :2] > 0.0).astype(float)
    assert refused("fractional_factorial", made) == "" and "4 rows differ from the 4 of SALib" in refused("fractional_factorial", 1.0 - made) and len(made) == len(factorial)
    assert refused("table", factorial) == refused("grid", factorial) == ""


# --- a run of a formula -------------------------------------------------------------------------------------------------------------------------------------


def formula(values: Mapping[str, Any], luck: float) -> list[float]:
    if values[RATIO] > 2.5:
        raise ValueError("too much")
    return [10.0 * values[RATIO]]


SUBJECT = Formula(formula)


def experiment(tmp_path: Path, points: int = 40, replications: int = 2) -> Experiment:
    path = tmp_path / "e.toml"
    head = f'scenario = "{GRANT}"\noutcomes = ["remittances"]\nreplications = {replications}\nseed = 5\n'
    path.write_text(f'{head}[design]\nkind = "sobol_sequence"\npoints = {points}\n[factors."{RATIO}"]\nlow = 0.5\nhigh = 3.0\n', encoding="utf-8")
    return load_experiment(path)


def test_a_sweep_tells_how_far_it_is_and_what_failed(tmp_path: Path) -> None:
    given, told = experiment(tmp_path), []
    ratios = [row[0] for row in given.points().values]
    lost = sum(ratio > 2.5 for ratio in ratios)
    assert 0 < lost < 40
    found = run_sweep(given, tmp_path / "s", subject=SUBJECT, report=told.append)
    assert [(each.done, each.of, each.fresh) for each in told] == [(0, 80, 0), (32, 80, 32), (64, 80, 64), (72, 80, 72), (80, 80, 80)] and told[-1].failed == 2 * lost
    assert (found.finished, found.done, found.failed, found.timing["runs"], found.timing["jobs"], list(found.timing["busy"])) == (True, 80, 2 * lost, 80, 1, ["simulating"])
    again: list[Any] = []
    second = run_sweep(given, tmp_path / "s", subject=SUBJECT, report=again.append)
    assert [(each.done, each.failed, each.fresh) for each in again] == [(80, 2 * lost, 0)] and (second.finished, second.done, second.failed, second.timing["runs"]) == (True, 80, 2 * lost, 0)
    (timing,) = json.loads((tmp_path / "s" / "timing.json").read_text(encoding="utf-8"))
    assert (timing["runs"], timing["jobs"]) == (80, 1) and {"cores", "machine", "system", "seconds", "busy"} < set(timing)
    redone: list[Any] = []
    run_sweep(given, tmp_path / "s", subject=SUBJECT, report=redone.append, retry_failed=True)
    assert redone[-1].fresh == sum(32 if block == 0 else 8 for block in range(2) for _ in range(2) if any(ratio > 2.5 for ratio in ratios[32 * block : 32 * block + 32]))
    read = read_sweep(tmp_path / "s")
    assert read.missing == 0 and len(read.failures) == 2 * lost and len(read.runs) == 80 - 2 * lost and read.values("y").shape == (40, 2)
    kept = [place for place, ratio in enumerate(ratios) if ratio <= 2.5]
    assert read.values("y")[kept, 1] == pytest.approx([10.0 * ratios[place] for place in kept]) and np.isnan(read.values("y")[[place for place in range(40) if place not in kept]]).all()
    assert set(read.runs["seed"]) == {5} and read.failures["stage"].unique().tolist() == ["formula"] and read.failures["error"][0] == "ValueError: too much"


def test_shares_are_run_apart_and_the_last_closes_the_folder(tmp_path: Path) -> None:
    given = experiment(tmp_path)
    first = run_sweep(given, tmp_path / "s", subject=SUBJECT, shard=(2, 2))
    assert (first.finished, first.done) == (False, 16) and not (tmp_path / "s" / "checksums.txt").exists()
    folder, plan = SweepFolder(tmp_path / "s"), planned(given, SweepFolder(tmp_path / "s"), SUBJECT)
    assert close(folder, plan) is None and [place.block for place in plan.places((1, 2))] == [0, 0] and sorted(path.name for path in folder.runs.iterdir()) == ["part-000001-0000.parquet", "part-000001-0001.parquet"]
    held = _held(folder, plan, (2, 2), False)
    assert (held.done, held.begun, held.to_redo, held.complete) == (16, {}, [], True) and list(_held(folder, plan, (1, 2), False).begun) == plan.places((1, 2))
    progress = status(tmp_path / "s")
    assert (progress["points"], progress["replications"]) == (40, 2)
    second = run_sweep(given, tmp_path / "s", subject=SUBJECT, shard=(1, 2))
    assert (second.finished, second.done) == (True, 64) and (tmp_path / "s" / "checksums.txt").exists()


def test_more_points_and_replications_keep_what_is_there(tmp_path: Path) -> None:
    run_sweep(experiment(tmp_path), tmp_path / "s", subject=SUBJECT)
    before = read_sweep(tmp_path / "s").runs.set_index(["point", "replication"])["y"]
    told: list[Any] = []
    run_sweep(experiment(tmp_path, points=48, replications=3), tmp_path / "s", subject=SUBJECT, report=told.append)
    assert (told[0].done, told[0].of, told[-1].fresh) == (80, 144, 64)
    after = read_sweep(tmp_path / "s").runs.set_index(["point", "replication"])["y"]
    assert (after.loc[before.index] == before).all() and len(after) > len(before)


def test_manifests_and_timings_of_a_sweep(tmp_path: Path) -> None:
    given = experiment(tmp_path)
    folder = SweepFolder(tmp_path / "s").written_by("share-1-of-1")
    found = _manifest(planned(given, folder, SUBJECT))
    wanted = {"schema": 1, "kind": "sweep", "stamp": "not calibrated", "points": 40, "points_a_part": 32, "runs": 80, "columns": ["y"], "scenario_names": ["formula"]}
    assert {key: found[key] for key in wanted} == wanted and found["experiment"] == given.document() and "footnotes" not in found and _evidence(given, SUBJECT) == {"stamp": "not calibrated"}
    _note_timing(folder, {"a": 1})
    _note_timing(folder, {"b": 2})
    assert json.loads((folder.path / "timing.json").read_text(encoding="utf-8")) == [{"a": 1}, {"b": 2}]
    (folder.path / "timing.json").write_text("{", encoding="utf-8")
    _note_timing(folder, {"c": 3})
    assert json.loads((folder.path / "timing.json").read_text(encoding="utf-8")) == [{"c": 3}] and not folder.holds_other_files()
    (folder.path / "notes.txt").write_text("mine", encoding="utf-8")
    assert folder.holds_other_files() and folder.claim.name == "share-1-of-1.claim"


def test_parts_of_another_place_or_content_are_refused(tmp_path: Path) -> None:
    given = experiment(tmp_path)
    run_sweep(given, tmp_path / "s", subject=SUBJECT)
    folder, _, _ = opened(tmp_path / "s")
    plan = planned(given, folder, SUBJECT)
    place, other = Place(0, 0, 32, 0), Place(0, 0, 32, 1)
    part = folder.read(plan, place)
    assert part is not None and part.covered == 32 and folder.read(plan, Place(7, 0, 32, 0)) is None
    (tmp_path / "s" / other.file).write_bytes((tmp_path / "s" / place.file).read_bytes())
    with pytest.raises(InputError, match="its rows are not of its place"):
        folder.read(plan, other)
    with pytest.raises(InputError, match="it has not as many rows as its block has points"):
        folder.read(plan, replace_end(place, 31))
    with pytest.raises(InputError, match="belongs to a sweep of other content"):
        folder.read(replace(plan, fingerprint="f" * 64), place)
    with pytest.raises(InputError, match="belongs to a sweep of other content"):
        folder.check_parts("f" * 64)
    folder.check_parts(plan.fingerprint)
    folder.remove(place)
    assert folder.read(plan, place) is None
    with pytest.raises(InputError, match="is no folder of a sweep"):
        opened(tmp_path / "none")


def replace_end(place: Place, end: int) -> Place:
    return place._replace(end=end)


# --- rows, points and what is tried -----------------------------------------------------------------------------------------------------------------------


def test_rows_of_a_part_and_back() -> None:
    answer = Answer([Run(1, 0, (2.5, float("nan"))), Run(0, 1, (1.0, 2.0))], [FailedRun(2, 1, "month", "E: x", "trace")], {})
    table = run_table(answer, pa.table({"f": pa.array([0.1, 0.2, 0.3])}), ("a", "b"), ("y", "z"), 4, 9)
    assert table.to_pylist() == [
        {"point": 1, "scenario": "a", "replication": 4, "seed": 9, "f": 0.2, "y": 2.5, "z": None}, {"point": 0, "scenario": "b", "replication": 4, "seed": 9, "f": 0.1, "y": 1.0, "z": 2.0},
    ]  # fmt: skip
    rows = failure_rows(answer, ("a", "b"), 4)
    assert rows == [{"point": 2, "scenario": "b", "replication": 4, "stage": "month", "error": "E: x", "traceback": "trace"}] and list(rows[0]) == FAILURE_SCHEMA.names
    assert from_cells({"a": '["x", 1]', "b": "[x", "c": 2} | {"b": "x"}) == {"a": ("x", 1), "b": "x", "c": 2}


def test_points_are_kept_in_the_order_of_the_folder(tmp_path: Path) -> None:
    asked = experiment(tmp_path, points=4).points()
    rows = list(asked.values)
    assert extended(rows[:2], asked, "prefix") is asked and extended(rows[:2], asked, None) is None and extended(rows, asked, None) is asked and extended([*rows, rows[0]], asked, "prefix") is None
    moved = extended([rows[2], rows[0]], asked, "subset")
    assert moved is not None and moved.values == [rows[2], rows[0], rows[1], rows[3]] and (moved.unit == asked.unit[[2, 0, 1, 3]]).all()
    assert extended([rows[2], rows[0]], asked, "prefix") is None and extended([(9.0,)], asked, "subset") is None


def test_ends_and_the_middle_are_tried_before_anything_runs(tmp_path: Path) -> None:
    (factor,) = experiment(tmp_path).factors
    points = [(0.5,), (1.0,), (3.0,)]
    assert [(where.en, values) for where, values in _together([factor], points, True)] == [
        ("all at their lowest", {RATIO: 0.5}), ("all in the middle", {RATIO: 1.75}), ("all at their highest", {RATIO: 3.0}),
        ("at point 0", {RATIO: 0.5}), ("at point 1", {RATIO: 1.0}), ("at point 2", {RATIO: 3.0}),
    ]  # fmt: skip
    assert [where.en for where, _ in _together([factor], points * 40, False)][:3] == ["at point 0", "at point 3", "at point 6"] and len(list(_together([factor], points * 40, False))) == 40
    assert list(_together([factor], [], False)) == [] and tried([load(GRANT)], [factor], points, fills=True) == []
    wrong = tried([load(GRANT)], [factor], [(0.5,), (-4.0,)], fills=False)
    assert len(wrong) == 1 and wrong[0].key == "factors" and wrong[0].says.startswith("at point 1: levers.matching_grant.ratio: ")
    columns = factor_columns(replace(experiment(tmp_path), factors=(factor, replace(factor, values=("a", "b")))), [(0.5, "a"), (1.0, ("x", "y"))])
    assert [column.type for column in columns] == [pa.float64(), pa.string()] and columns[1].to_pylist() == ["a", '["x", "y"]'] and isinstance(factor, Factor)
