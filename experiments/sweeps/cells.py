"""Runs, failures and factors as the columns of Parquet files, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from .experiment import Experiment
from .model_runs import Answer

FAILURE_SCHEMA = pa.schema(
    [("point", pa.int64()), ("scenario", pa.string()), ("replication", pa.int64()), ("stage", pa.string()), ("error", pa.string()), ("traceback", pa.string())]
)


def _cell(value: Any) -> Any:
    return json.dumps(list(value)) if isinstance(value, (list, tuple)) else value


def from_cells(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of values as they were before lists became text."""
    return {key: tuple(json.loads(value)) if isinstance(value, str) and value.startswith("[") else value for key, value in row.items()}


def factor_columns(experiment: Experiment, values: Sequence[tuple[Any, ...]]) -> list[pa.Array]:
    """The factors as columns: numbers as numbers, choices as text, lists as JSON."""
    found = []
    for k, factor in enumerate(experiment.factors):
        cells = [_cell(row[k]) for row in values]
        if not factor.values:
            kind = pa.int64() if factor.is_integer else pa.float64()
        elif all(isinstance(value, bool) for value in factor.values):
            kind = pa.bool_()
        elif all(isinstance(value, int) and not isinstance(value, bool) for value in factor.values):
            kind = pa.int64()
        elif all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in factor.values):
            kind = pa.float64()
        else:
            kind, cells = pa.string(), [cell if isinstance(cell, str) else json.dumps(cell) for cell in cells]
        found.append(pa.array(cells, kind))
    return found


def run_table(answer: Answer, factors: pa.Table, scenario_names: Sequence[str], columns: Sequence[str], replication: int, seed: int) -> pa.Table:
    """The runs of an answer, one a row: point, scenario, replication, seed, the factors, the outcomes; null where an outcome is not defined.

    `factors` has a row a point of the design.
    """
    runs = answer.runs
    points = pa.array([run.point for run in runs], pa.int64())
    cells = [
        points,
        pa.array([scenario_names[run.scenario] for run in runs], pa.string()),
        pa.array([replication] * len(runs), pa.int64()),
        pa.array([seed] * len(runs), pa.uint64()),
        *factors.take(points).combine_chunks().columns,
        # a NaN would be a number to whoever asks in SQL, and larger than all others
        *(pa.array([run.values[k] for run in runs], pa.float64(), from_pandas=True) for k in range(len(columns))),
    ]
    return pa.table(cells, names=["point", "scenario", "replication", "seed", *factors.column_names, *columns])


def failure_rows(answer: Answer, scenario_names: Sequence[str], replication: int) -> list[dict[str, Any]]:
    """The failed runs of an answer, as rows of FAILURE_SCHEMA."""
    return [
        {"point": each.point, "scenario": scenario_names[each.scenario], "replication": replication, "stage": each.stage, "error": each.error}
        | {"traceback": each.traceback}
        for each in answer.failures
    ]
