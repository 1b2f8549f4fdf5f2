#!/usr/bin/env bash
# One column of exact decimals, two engines, four answers: DuckDB's `median` and `quantile_cont` of DECIMAL interpolate, and then cut the result down to
# the scale of the column (towards nought, not rounded), so the median of 3 and 4 in DECIMAL(18,0) is 3, of 3 and 4 as integers 3.5; its `mad`, the middle
# distance from that median, is wrong by it too; its `avg` is not cut. Arrow does it the other way round: the quantile of the same column is a double, 3.5,
# the mean comes back in the scale of the column, rounded, as 4. Hurt: who reads populations, household sizes or amounts in francs from a database or a
# Parquet file, where NUMERIC(18,0) is usual: medians are low by up to a half, without a word, and a check by the other engine disagrees.
# Exits 0 while it is so, 1 once the behaviour has changed.
set -euo pipefail
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check duckdb==2.0.1 pyarrow==26.0.1
"$place/venv/bin/python" - <<'PYTHON'
from decimal import Decimal

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

sizes = pa.table({"size": pa.array([Decimal(3), Decimal(4)], pa.decimal128(18, 0))})
print(f"duckdb {duckdb.__version__}, pyarrow {pa.__version__}; households of 3 and of 4")
found = {}
for kind in ("DECIMAL(18,0)", "INTEGER", "DOUBLE"):
    x = f"size::{kind}"
    found[kind] = duckdb.sql(f"select median({x}), quantile_cont({x}, 0.9), mad({x}), avg({x}) from sizes").fetchall()[0]
    print(f"duckdb, {kind}: median, 0.9 quantile, mad, mean =", *found[kind])
arrow = pc.quantile(sizes["size"], 0.5)[0].as_py(), pc.mean(sizes["size"]).as_py()
print("pyarrow, decimal128(18, 0): median, mean =", *arrow)
cut = found["DECIMAL(18,0)"][:3] == (3, 3, 0) and found["DECIMAL(18,0)"][3] == 3.5
raise SystemExit(0 if cut and found["INTEGER"][:3] == (3.5, 3.9, 0.5) and arrow == (3.5, Decimal(4)) else 1)
PYTHON
# Seen on 30 November 2026, Python 3.11.7:
# duckdb 2.0.1, pyarrow 26.0.1; households of 3 and of 4
# duckdb, DECIMAL(18,0): median, 0.9 quantile, mad, mean = 3 3 0 3.5
# duckdb, INTEGER: median, 0.9 quantile, mad, mean = 3.5 3.9 0.5 3.5
# duckdb, DOUBLE: median, 0.9 quantile, mad, mean = 3.5 3.9 0.5 3.5
# pyarrow, decimal128(18, 0): median, mean = 3.5 4
