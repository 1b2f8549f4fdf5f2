#!/usr/bin/env bash
# The same two numbers, one of them NaN, give other answers in DuckDB by the container they come in: of a pandas DataFrame NaN is read as NULL
# (not counted, not in max), of an Arrow table or a Parquet file it is a number larger than all others (counted, and the maximum; avg is NaN).
# Each is documented by itself: pandas means "missing" by NaN, SQL orders NaN last. Together they mean that a query checked on a frame in memory
# changes its answer once the frame's columns are kept as Parquet by way of NumPy.
# Who is hurt: whoever writes results with undefined cells as NaN and counts or ranks them in SQL. The cure is to write nulls.
# Exits 0 while it is so, 1 once the behaviour has changed.
set -euo pipefail
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check duckdb==2.0.0 pyarrow==26.0.1 pandas==3.1.1 numpy==2.4.6
cd "$place"
"$place/venv/bin/python" - <<'PYTHON'
import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

x = np.array([1.0, np.nan])
frame = pd.DataFrame({"x": x})
arrow = pa.table({"x": x})
pq.write_table(arrow, "x.parquet")
print(f"duckdb {duckdb.__version__}, pandas {pd.__version__}, pyarrow {pa.__version__}")
found = {}
for name in ("frame", "arrow", "'x.parquet'"):
    found[name] = duckdb.sql(f"select count(x), max(x), avg(x) from {name}").fetchall()[0]
    print(f"{name}: count, max, avg = {found[name]}")
other = [found["arrow"], found["'x.parquet'"]]
as_seen = found["frame"] == (1, 1.0, 1.0) and all(count == 2 and np.isnan(most) and np.isnan(mean) for count, most, mean in other)
raise SystemExit(0 if as_seen else 1)
PYTHON
# Seen on 28 November 2026, Python 3.12.1:
# duckdb 2.0.0, pandas 3.1.1, pyarrow 26.0.1
# frame: count, max, avg = (1, 1.0, 1.0)
# arrow: count, max, avg = (2, nan, nan)
# 'x.parquet': count, max, avg = (2, nan, nan)
