"""`diaspora query`: NULL where a number is not defined, one statement that reads, and cells of every type."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from experiments.cli.command_line import app
from experiments.storage.seals import write_table
from experiments.sweeps import query, read_sweep, run_sweep
from experiments.sweeps.model_runs import Formula
from experiments.sweeps.sql_query import READING, answers
from model.errors import InputError
from tests.contracts.formulas import undefined_above_two
from tests.contracts.test_sweeps import FORMULA, experiment


@pytest.fixture(scope="module")
def sweep(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sweep")
    run_sweep(experiment(path), path / "r", subject=Formula(undefined_above_two, ("y", "luck")))
    return path / "r"


@pytest.fixture
def comparison(tmp_path: Path) -> Path:
    """The tables of a comparison, one written with NaN, as versions before this one and other programs do."""
    table = pd.DataFrame({"scenario": ["a", "b", "c"], "group": [None, "female", None], "difference": [1.0, np.nan, 3.0]})
    write_table(tmp_path / "comparison.parquet", pa.Table.from_pandas(table, preserve_index=False))
    pq.write_table(pa.table({"month": [0, 1], "value": pa.array([np.nan, 2.0])}), tmp_path / "series.parquet")
    (tmp_path / "sensitivity").mkdir()
    pq.write_table(pa.table({"factor": ["x", "y"], "value": pa.array([np.nan, 0.5], pa.float32())}), tmp_path / "sensitivity" / "indices.parquet")
    return tmp_path


def test_what_is_not_defined_in_a_sweep_is_null(sweep: Path) -> None:
    frame = read_sweep(sweep).runs
    defined = frame["y"].dropna()
    assert 0 < len(defined) < len(frame)
    found = query(sweep, "select count(*) n, count(y) defined, max(y) high, avg(y) mean, count(*) filter (y > 1e9) above from runs").iloc[0]
    assert (found["n"], found["defined"], found["above"]) == (len(frame), len(defined), 0)
    assert found["high"] == defined.max() and found["mean"] == pytest.approx(defined.mean())
    stored = pq.read_table(sorted((sweep / "runs").glob("*.parquet"))[0])["y"]
    assert stored.null_count > 0 and not np.isnan(stored.drop_null().to_numpy()).any()  # for whoever reads the files without us


def test_what_is_not_defined_in_a_comparison_is_null(comparison: Path) -> None:
    for table, column, high in (("comparison", "difference", 3.0), ("series", "value", 2.0), ("indices", "value", 0.5)):
        found = answers(comparison, f"select count({column}), max({column}), count(*) filter ({column} is null) from {table}").rows
        assert found[0][1:] == (high, 1)


@pytest.mark.parametrize(
    "sql",
    [
        "select 1",
        "SELECT point FROM runs;",
        "with a as (select 1) select * from a",
        "from runs limit 2",
        "values (1, 2)",
        "describe runs",
        "show tables",
        "summarize runs",
        "-- a remark\nselect 1 -- another\n;",
        "select * from (pivot runs on point in (0, 1) using sum(replication))",
    ],
)
def test_what_reads_is_answered(sweep: Path, sql: str) -> None:
    assert answers(sweep, sql).rows
    assert len(query(sweep, sql))


@pytest.mark.parametrize(
    "sql",
    [
        "-- nothing",
        "select 1; select 2",
        "create table t as select 1",
        "insert into runs select * from runs",
        "with a as (select 1) insert into runs select * from a",
        "update runs set point = 0",
        "delete from runs",
        "drop view runs",
        "copy runs to 'stolen.csv'",
        "export database 'stolen'",
        "attach 'stolen.db'",
        "set enable_external_access = true",
        "reset threads",
        "pragma version",
        "call pragma_version()",
        "install httpfs",
        "load httpfs",
        "prepare p as select 1",
        "explain analyze create table t as select 1",
        "begin",
        "vacuum",
    ],
)
def test_what_does_not_only_read_is_refused(sweep: Path, sql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as error:
        query(sweep, sql)
    assert READING.en in str(error.value) and not list(tmp_path.iterdir())


@pytest.mark.parametrize("sql", ["select * from read_text('/etc/hostname')", "select * from '/etc/hostname'", "from read_parquet('x')", "select * from known"])
def test_a_question_reads_the_tables_and_nothing_else(sweep: Path, sql: str) -> None:
    with pytest.raises(InputError, match="SQL"):
        query(sweep, sql)


@pytest.mark.parametrize("sql", ["select", "select nothing from runs", "select $1", "select error('no')::int", "select 'a", "select 1/'x'", "\x00", "select \ud800"])
def test_a_wrong_question_is_one_line(sweep: Path, sql: str) -> None:
    result = CliRunner().invoke(app, ["query", str(sweep), sql])
    assert result.exit_code == 2 and isinstance(result.exception, SystemExit)
    assert len(result.stderr.strip().splitlines()) == 1 and result.stderr.startswith("error: SQL")


CELLS = {
    "[1, null]": [1, None],
    "{'a': 1, 'b': date '2020-01-31'}": {"a": 1, "b": "2020-01-31"},
    "map {'x': 1}": {"x": 1},
    "date '2020-01-31'": "2020-01-31",
    "time '12:30:00'": "12:30:00",
    "timestamp '2020-01-31 12:30:00'": "2020-01-31 12:30:00",
    "interval '14 months 2 days'": "1 year 2 months 2 days",
    "1.25::decimal(10, 2)": 1.25,
    "'ab\\xFF'::blob": "ab\\xFF",
    "12345678901234567890::hugeint": 12345678901234567890,
    "null": None,
    "'nan'::double": None,
    "'infinity'::double": None,
    "['nan'::double, 1]": [None, 1.0],
    "true": True,
    "'a'::enum('a', 'b')": "a",
    "uuid '123e4567-e89b-12d3-a456-426614174000'": "123e4567-e89b-12d3-a456-426614174000",
    "'x, \"y\" [bold]z[/bold]'": 'x, "y" [bold]z[/bold]',
}


def test_cells_of_every_type_are_shown(sweep: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "2000")
    sql = "select " + ", ".join(f"{cell} as c{number}" for number, cell in enumerate(CELLS))
    told = CliRunner().invoke(app, ["query", str(sweep), sql, "--json"])
    assert told.exit_code == 0, told.stderr
    assert list(json.loads(told.stdout)["rows"][0].values()) == list(CELLS.values())
    shown = CliRunner().invoke(app, ["query", str(sweep), sql])
    assert shown.exit_code == 0, shown.stderr
    assert all(text in shown.stdout for text in ("[1, null]", '{"a": 1, "b": "2020-01-31"}', "1 year 2 months 2 days", "ab\\xFF", "[bold]z[/bold]"))


def test_columns_of_one_name_are_all_told(sweep: Path) -> None:
    assert answers(sweep, "select 1 a, 2 a, 3 a_1").columns == ["a", "a_1", "a_1_1"]
    assert answers(sweep, "select 1 a, 2 a, 3 a_1").rows == [(1, 2, 3)]


def test_an_answer_from_half_a_sweep_says_so(tmp_path: Path) -> None:
    run_sweep(experiment(tmp_path), tmp_path / "r", subject=FORMULA, shard=(1, 2))
    result = CliRunner().invoke(app, ["query", str(tmp_path / "r"), "select count(*) n from runs", "--json"])
    assert result.exit_code == 0 and json.loads(result.stdout)["rows"] == [{"n": 64}]
    assert "2 of 4 parts of this sweep are not there yet" in result.stderr
