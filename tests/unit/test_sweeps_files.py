"""Experiment files and folders of sweeps by hand: what is wrong with a file, what a folder holds, runs computed again, tables of users cell by cell."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from experiments.sweeps import Experiment, load_experiment, read_sweep, run_sweep, status, verify
from experiments.sweeps.factor import Factor
from experiments.sweeps.folder import SweepFolder
from experiments.sweeps.model_runs import LARGEST_STORE, Formula, _Store
from experiments.sweeps.plan import Place
from experiments.sweeps.reading import plan_of
from experiments.sweeps.sql_query import answers, query, with_nulls
from experiments.sweeps.user_table import UserTable, _decimal, _is_index, _typed, _value, _wrong, read_user_table
from model.errors import InputError
from model.levers import REGISTRY
from scenarios import load
from tests.contracts.formulas import RATIO, fails_above_two, linear

GRANT = "morocco_belgium_matching_grant"
HEAD = f'scenario = "{GRANT}"\noutcomes = ["remittances"]\nreplications = 2\n'
GRID = "[design]\nkind = \"grid\"\nlevels = 4\n"
FACTOR = f'[factors."{RATIO}"]\nlow = 1.0\nhigh = 2.5\n'
LINEAR = Formula(linear, ("y", "luck"))


def written(tmp_path: Path, text: str) -> Experiment:
    (tmp_path / "e.toml").write_text(text, encoding="utf-8")
    return load_experiment(tmp_path / "e.toml")


@pytest.mark.parametrize(
    ("text", "key", "says"),
    [
        ('outcomes = ["remittances"]\n' + GRID + FACTOR, "scenario", "is missing"), (HEAD + f'scenarios = ["{GRANT}"]\n' + GRID + FACTOR, "scenario", "is given together with scenarios"),
        (HEAD.replace(f'scenario = "{GRANT}"', "scenario = 3") + GRID + FACTOR, "scenarios", "is not a list of scenarios"), (HEAD.replace(f'scenario = "{GRANT}"', "scenarios = []") + GRID + FACTOR, "scenarios", "is not a list of scenarios"),
        (HEAD.replace(f'scenario = "{GRANT}"', f'scenarios = ["{GRANT}", 3]') + GRID + FACTOR, "scenarios", "is not a list of scenarios"), (HEAD.replace(f'scenario = "{GRANT}"', f'scenarios = "{GRANT}"') + GRID + FACTOR, "scenarios", "is not a list of scenarios"),
        (HEAD.replace(f'scenario = "{GRANT}"', f'scenarios = ["{GRANT}", "{GRANT}"]') + GRID + FACTOR, "scenarios", "names a scenario twice"), (HEAD + "set = 3\n" + GRID + FACTOR, "set", "is not a table"), (HEAD + "sead = 3\n" + GRID + FACTOR, "sead", "unknown key"),
        (HEAD + 'series = "yes"\n' + GRID + FACTOR, "series", "is not true or false"), (HEAD + "sample = 99\n" + GRID + FACTOR, "sample", "out of bounds"), (HEAD + "years = 0\n" + GRID + FACTOR, "years", "out of bounds"), (HEAD + GRID, "factors", "there are none"),
        (HEAD + "factors = 3\n" + GRID, "factors", "is not a table of tables"), (HEAD + FACTOR, "design.kind", "is missing"), (HEAD.replace("replications = 2", "replications = 0") + GRID + FACTOR, "replications", "out of bounds"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_experiment_is_told_with_its_file(tmp_path: Path, text: str, key: str, says: str) -> None:
    with pytest.raises(InputError) as raised:
        written(tmp_path, text)
    (problem,) = (problem for problem in raised.value.problems if problem.key == key)
    assert says in problem.says and problem.file == str(tmp_path / "e.toml")


def test_several_scenarios_with_changes_and_horizons(tmp_path: Path) -> None:
    two = HEAD.replace(f'scenario = "{GRANT}"', f'scenarios = ["{GRANT}", "morocco_belgium_package"]')
    found = written(tmp_path, two + "years = 3\nsample = 900\nseed = 7\nseries = true\n" + f'[set]\n"{RATIO.replace("ratio", "cap_usd")}" = 5_000\n[set.parameters.giving]\nprice_elasticity = -1.5\n' + GRID + FACTOR)
    assert [scenario.years for scenario in found.scenarios] == [3, 3] and {scenario.parameters["giving.price_elasticity"] for scenario in found.scenarios} == {-1.5}
    assert (found.replications, found.sample, found.seed, found.series) == (2, 900, 7, True) and found.subject().scenario_names == (GRANT, "morocco_belgium_package")
    with pytest.raises(InputError, match="there is no such file"):
        load_experiment(tmp_path / "none.toml")
    with pytest.raises(InputError, match="is not a regular file"):
        load_experiment(tmp_path)
    (tmp_path / "empty.toml").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="the file is empty"):
        load_experiment(tmp_path / "empty.toml")
    other = tmp_path / "short.toml"
    other.write_text('schema = 1\nbase = "morocco_belgium_package"\nyears = 4\n', encoding="utf-8")
    uneven = two.replace('"morocco_belgium_package"', f'"{other}"')
    assert written(tmp_path, uneven + GRID + FACTOR).series is False
    with pytest.raises(InputError, match="the scenarios have different horizons"):
        written(tmp_path, uneven + "series = true\n" + GRID + FACTOR)


# --- folders -------------------------------------------------------------------------------------------------------------------------------------------------


def test_runs_are_read_back_verified_and_asked(tmp_path: Path) -> None:
    experiment = written(tmp_path, HEAD + GRID + FACTOR)
    run_sweep(experiment, tmp_path / "r", subject=LINEAR)
    found = read_sweep(tmp_path / "r")
    assert found.manifest["runs"] == 8 and found.manifest["fingerprint"] == SweepFolder(tmp_path / "r").manifest()["fingerprint"]  # type: ignore[index]
    values = found.values("y")
    assert values.shape == (4, 2) and found.missing == 0 and found.values("y", "formula").tolist() == values.tolist()
    np.testing.assert_allclose(values - found.values("luck"), 2.0 * np.array([[1.0], [1.5], [2.0], [2.5]]) * [1.0, 1.0])
    for wrong in ({"column": "z"}, {"column": "y", "scenario": "x"}, {"column": "scenario"}):
        with pytest.raises(InputError):
            found.values(**wrong)
    sound = verify(tmp_path / "r", 3, subject=LINEAR)
    assert (sound["runs_checked"], sound["different"], sound["damaged_files"], sound["same"]) == (3, [], [], True) and verify(tmp_path / "r", 99, subject=LINEAR)["runs_checked"] == 8

    other = verify(tmp_path / "r", 99, subject=Formula(_other, ("y", "luck")))
    assert len(other["different"]) == 8 and not other["same"] and other["damaged_files"] == [] and {"point", "scenario", "replication"} == set(other["different"][0])
    assert query(tmp_path / "r", "SELECT count(*) AS n, max(point) AS last FROM runs").iloc[0].tolist() == [8, 3]
    told = answers(tmp_path / "r", "SELECT point, point, 1.5 AS x FROM runs ORDER BY point LIMIT 1")
    assert told.columns == ["point", "point_2", "x"] or len(set(told.columns)) == 3
    assert (told.rows[0][0], told.missing, told.parts) == (0, 0, 2)
    part = tmp_path / "r" / "runs" / "part-000000-0001.parquet"
    content = bytearray(part.read_bytes())
    content[60] ^= 1
    part.write_bytes(content)
    broken = verify(tmp_path / "r", 99, subject=LINEAR)
    assert not broken["same"] and broken["damaged_files"] == ["runs/part-000000-0001.parquet"]
    with pytest.raises(InputError, match="damaged"):
        read_sweep(tmp_path / "r")


def _other(values: Any, luck: float) -> tuple[float, ...]:
    return 3.0 * float(values[RATIO]) + luck, luck


def test_how_far_a_sweep_is_and_what_failed(tmp_path: Path) -> None:
    experiment = written(tmp_path, HEAD + GRID + FACTOR)
    done = run_sweep(experiment, tmp_path / "r", subject=Formula(fails_above_two, ("y", "luck")))
    assert (done.done, done.failed, done.finished) == (8, 2, True) and done.timing["runs"] == 8 and done.timing["jobs"] == 1
    state = status(tmp_path / "r")
    assert {name: state[name] for name in ("points", "replications", "runs", "runs_done", "runs_failed", "parts", "parts_done", "finished", "design", "experiment")} == {
        "points": 4, "replications": 2, "runs": 8, "runs_done": 8, "runs_failed": 2, "parts": 2, "parts_done": 2, "finished": True, "design": "grid", "experiment": "e",
    }  # fmt: skip
    failures = read_sweep(tmp_path / "r").failures
    assert failures["point"].tolist() == [3, 3] and sorted(failures["replication"]) == [0, 1] and set(failures["stage"]) == {"formula"}
    again = run_sweep(experiment, tmp_path / "r", subject=Formula(fails_above_two, ("y", "luck")))
    assert (again.done, again.failed, again.timing["runs"]) == (8, 2, 0)
    told: list[Any] = []
    retried = run_sweep(experiment, tmp_path / "r", subject=Formula(fails_above_two, ("y", "luck")), retry_failed=True, report=told.append)
    assert retried.timing["runs"] == 8 and [(made.done, made.of, made.failed, made.fresh) for made in told] == [(0, 8, 0, 0), (4, 8, 1, 4), (8, 8, 2, 8)]
    folder, plan = plan_of(tmp_path / "r")
    part = folder.read(plan, Place(0, 0, 4, 0))
    assert part is not None and part.covered == 4 and len(part.runs) == 3 and len(part.failures) == 1 and folder.read(plan, Place(1, 4, 8, 0)) is None
    assert not folder.holds_other_files() and SweepFolder(tmp_path / "r", "s").claim == tmp_path / "r" / "s.claim"
    (tmp_path / "r" / "mine.txt").write_text("x", encoding="utf-8")
    assert folder.holds_other_files()
    with pytest.raises(InputError, match="holds 2 replications, more than the 1 asked for"):
        run_sweep(replace(experiment, replications=1), tmp_path / "r", subject=Formula(fails_above_two, ("y", "luck")))
    with pytest.raises(InputError, match="is a file, not a folder"):
        run_sweep(experiment, tmp_path / "e.toml", subject=LINEAR)
    with pytest.raises(InputError, match="is no folder of a sweep"):
        status(tmp_path / "none")


def test_a_folder_of_other_content_or_of_points_that_go_is_left_alone(tmp_path: Path) -> None:
    run_sweep(written(tmp_path, HEAD + GRID + FACTOR), tmp_path / "r", subject=LINEAR)
    for text, says in ((HEAD + "seed = 2\n" + GRID + FACTOR, "holds a sweep of other experiment; nothing was changed"), (HEAD + GRID.replace("4", "3") + FACTOR, "holds 4 points, more than the 3 asked for")):
        with pytest.raises(InputError, match=says):
            run_sweep(written(tmp_path, text), tmp_path / "r", subject=LINEAR)
    latin = '[design]\nkind = "latin_hypercube"\npoints = 4\n'
    run_sweep(written(tmp_path, HEAD + latin + FACTOR), tmp_path / "l", subject=LINEAR)
    with pytest.raises(InputError, match="a Latin hypercube cannot be extended: its 5 points are others than the 4"):
        run_sweep(written(tmp_path, HEAD + latin.replace("4", "5") + FACTOR), tmp_path / "l", subject=LINEAR)


# --- tables of users -------------------------------------------------------------------------------------------------------------------------------------------


def test_cells_of_a_table_as_their_declaration_takes_them() -> None:
    terms = REGISTRY["matching_grant"].parameters
    ratio, month, rule = terms["ratio"], terms["from_month"], terms["rule"]
    assert (_value(ratio, "1.5"), _value(ratio, "2"), _value(month, "12"), _value(rule, "quota"), _value(ratio, "1,5"), _value(ratio, 3)) == (1.5, 2, 12, "quota", "1,5", 3) and isinstance(_value(ratio, "2"), int)
    for declared, cell, says in (
        (ratio, "", "is empty"), (ratio, None, "is empty"), (ratio, float("nan"), "is empty"), (ratio, "1 000", "'1 000' is not a number: write 1000"), (ratio, "1,5", "'1,5' is not a number: write 1.5"), (ratio, "abc", "'abc' is not a number"),
        (ratio, "99", "99 is out of bounds"), (rule, "qota", "'qota' is not one of the choices"), (ratio, "1.5", None), (month, "1.5", "1.5 is not a whole number"),
    ):  # fmt: skip
        assert getattr(found := _wrong(declared, cell, _value(declared, cell)), "en", found) == says, cell
    assert [_decimal("1,5", part) for part in (";", ",")] == ["1.5", "1,5"] and _decimal("1,5,2", ";") == "1,5,2" and _decimal("a,b", ";") == "a,b"
    assert _is_index("", ["0", "1"]) and _is_index("Unnamed: 0", [1, 2]) and not _is_index("", ["0", "2"]) and not _is_index("x", ["0", "1"])
    assert _typed(Factor("x", 0, 9, is_integer=True), 3.0) == 3 and isinstance(_typed(Factor("x", 0, 9), 3), float) and _typed(Factor("x", values=(1, "a")), 1) == 1


def test_bounds_and_rows_of_a_table(tmp_path: Path) -> None:
    scenario = load(GRANT)
    rule = RATIO.replace("ratio", "rule")
    (tmp_path / "t.csv").write_text(f"point;{RATIO};{rule}\n0;0,5;quota\n\n1;1,5;need_weighted\n", encoding="utf-8")
    found, problems = read_user_table({"file": "t.csv"}, tmp_path, scenario)
    assert problems == [] and found is not None and dict(found.columns) == {RATIO: (0.5, 1.5), rule: ("quota", "need_weighted")} and found.places == ((1, 2), (2, 4))
    assert found.bounds_of(RATIO, scenario) == {"low": 0.5, "high": 1.5} and found.bounds_of(rule, scenario) == {"values": ["quota", "need_weighted"]}
    declared = REGISTRY["matching_grant"].parameters["ratio"]
    assert UserTable("t", {RATIO: (1.0, 1.0)}, ()).bounds_of(RATIO, scenario) == {"low": declared.low, "high": declared.high} and UserTable("t", {rule: ("quota",)}, ()).bounds_of(rule, scenario) == {}
    assert found.rows([Factor(rule, values=("quota", "need_weighted")), Factor(RATIO, 0.0, 2.0)]) == (("quota", 0.5), ("need_weighted", 1.5))
    for content, says in (
        (f"{RATIO}\n1,5\n", "row 1 (line 2) has 2 cells, the header 1; a decimal comma needs semicolons between the cells"), (f"{RATIO};{RATIO}\n1;2\n", "two columns are called"), (f"{RATIO};\n1;2\n", "column 2 has no name"), (f"{RATIO}\n", "has no rows"),
        (f"{RATIO}\n99\n", "99 is out of bounds"), ("levers.matching_grant.ratoi\n1\n", "has no 'ratoi'"),
    ):  # fmt: skip
        (tmp_path / "w.csv").write_text(content, encoding="utf-8")
        none, problems = read_user_table({"file": "w.csv"}, tmp_path, scenario)
        assert none is None and says in problems[0].says, problems
    (tmp_path / "m.csv").write_text(f"{RATIO}\n" + "99\n" * 30, encoding="utf-8")
    assert len(read_user_table({"file": "m.csv"}, tmp_path, scenario)[1]) == 20
    for table, says in (({}, "is missing"), ({"file": "x.txt"}, "is not a table"), ({"file": "none.csv"}, "there is no such file")):
        assert says in read_user_table(table, tmp_path, scenario)[1][0].says
    assert with_nulls(_nan_table())["y"].to_pylist() == [1.0, None]


def _nan_table() -> Any:
    import pyarrow as pa

    return pa.table({"y": [1.0, float("nan")], "name": ["a", "b"]})


def test_a_factor_of_every_scenario_or_none(tmp_path: Path) -> None:
    two = HEAD.replace(f'scenario = "{GRANT}"', f'scenarios = ["{GRANT}", "kosovo_deed"]')
    with pytest.raises(InputError, match="has no corridor 'MAR-BEL'"):
        written(tmp_path, two + GRID + '[factors."corridor.MAR-BEL.tax_rate"]\nlow = 0.1\nhigh = 0.2\n')
    assert SimpleNamespace(n=len(written(tmp_path, HEAD + GRID + FACTOR.replace(f'"{RATIO}"', RATIO)).paths)).n == 1  # a path without quotes is the same path


# --- the model in a worker -----------------------------------------------------------------------------------------------------------------------------------


def test_answers_stand_in_the_order_of_the_points_and_failures_with_their_stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    two = HEAD.replace(f'scenario = "{GRANT}"', f'scenarios = ["{GRANT}", "morocco_belgium_package"]')
    subject = written(tmp_path, two + "years = 2\nseries = true\n" + GRID + FACTOR).subject()
    assert subject.columns == ("remittances", "remittances@1", "remittances@2")
    order: list[tuple[int, float]] = []

    def run(self: Any, values: Any, place: int, replication: int, seed: int, watch: Any) -> tuple[float, ...]:
        order.append((place, values["parameters.giving.price_elasticity"]))
        watch.enter("simulating")
        if values[RATIO] > 2.0:
            raise ArithmeticError("too much")
        return (values[RATIO] + 10.0 * place + 100.0 * replication + 1000.0 * seed,)

    monkeypatch.setattr(type(subject), "_run", run)
    points = [(4, {RATIO: 1.0, "parameters.giving.price_elasticity": -2.0}), (5, {RATIO: 3.0, "parameters.giving.price_elasticity": -1.0}), (6, {RATIO: 2.0, "parameters.giving.price_elasticity": -2.0})]
    answer = subject.perform(points, 3, 7)
    assert [(run.point, run.scenario, run.values) for run in answer.runs] == [(4, 0, (7301.0,)), (4, 1, (7311.0,)), (6, 0, (7302.0,)), (6, 1, (7312.0,))]
    assert [(failed.point, failed.scenario, failed.stage, failed.error) for failed in answer.failures] == [(5, 0, "simulating", "ArithmeticError: too much"), (5, 1, "simulating", "ArithmeticError: too much")]
    assert order == [(0, -1.0), (0, -2.0), (0, -2.0), (1, -1.0), (1, -2.0), (1, -2.0)]  # points of one world follow each other
    assert set(answer.seconds) >= {"setting up", "simulating"} and all(spent >= 0.0 for spent in answer.seconds.values())


def test_the_worlds_used_last_are_kept_up_to_so_many_bytes() -> None:
    disposed: list[int] = []

    def world(number: int, n_bytes: int) -> Any:
        return SimpleNamespace(stage=[SimpleNamespace(nbytes=n_bytes // 2)], dispose=lambda: disposed.append(number))

    store = _Store()
    half = LARGEST_STORE // 2
    for number in (1, 2):
        store.put(number, world(number, half))
    assert disposed == [] and store.get(1) is not None and store.get(3) is None
    store.put(3, world(3, half))  # 1 was asked for, so 2 has not been used for longest
    assert disposed == [2] and store.get(2) is None and store.get(1) is not None
    store.put(4, world(4, 3 * LARGEST_STORE))
    assert set(disposed) == {1, 2, 3} and store.get(4) is not None and LARGEST_STORE == 64_000_000
