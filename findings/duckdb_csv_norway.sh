#!/usr/bin/env bash
# DuckDB reads a CSV column that holds the country code NO alone as BOOLEAN false: the file of one destination, Norway, has no codes any more, while the
# file with one row of Sweden besides is read as text. Where the files are sorted by country and Norway fills the first rows that are looked at, reading
# ends in "Could not convert string "SE" to 'BOOLEAN'"; a join of the Norwegian file with a table of countries finds nothing, or is refused for its types.
# pandas and Arrow read all of these as text. Hurt: who keeps migration tables in one file a country. The cure is to give the types.
# Exits 0 while it is so, 1 once the behaviour has changed.
set -euo pipefail
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check duckdb==2.0.1 pandas==3.1.1 pyarrow==26.0.1
cd "$place"
printf 'origin,destination,persons\nMA,NO,4210\nSN,NO,355\n' >norway.csv
printf 'origin,destination,persons\nMA,NO,4210\nSN,SE,355\n' >both.csv
"$place/venv/bin/python" - <<'PYTHON'
import duckdb
import pandas as pd
import pyarrow.csv

print(f"duckdb {duckdb.__version__}, pandas {pd.__version__}, pyarrow {pyarrow.__version__}")
found = {}
for name in ("norway.csv", "both.csv"):
    found[name] = [row[0] for row in duckdb.sql(f"select destination from '{name}'").fetchall()]
    others = pd.read_csv(name)["destination"].to_list(), pyarrow.csv.read_csv(name)["destination"].to_pylist()
    print(name, "| duckdb:", found[name], "| pandas:", others[0], "| pyarrow:", others[1])
with open("sorted.csv", "w", encoding="utf-8") as file:
    file.write("origin,destination,persons\n" + "MA,NO,1\n" * 30_000 + "MA,SE,1\n")
try:
    duckdb.sql("select destination, count(*) from 'sorted.csv' group by all").fetchall()
    said = "read"
except duckdb.ConversionException as error:
    said = next(line for line in str(error).splitlines() if "convert" in line)
print("30 000 rows of Norway before one of Sweden:", said)
raise SystemExit(0 if found["norway.csv"] == [False, False] and found["both.csv"] == ["NO", "SE"] and "BOOLEAN" in said else 1)
PYTHON
# Seen on 30 November 2026, Python 3.11.7:
# duckdb 2.0.1, pandas 3.1.1, pyarrow 26.0.1
# norway.csv | duckdb: [False, False] | pandas: ['NO', 'NO'] | pyarrow: ['NO', 'NO']
# both.csv | duckdb: ['NO', 'SE'] | pandas: ['NO', 'SE'] | pyarrow: ['NO', 'SE']
# 30 000 rows of Norway before one of Sweden: Error when converting column "destination". Could not convert string "SE" to 'BOOLEAN'
