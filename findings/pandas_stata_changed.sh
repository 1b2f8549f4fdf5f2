#!/usr/bin/env bash
# Two columns that pandas changes on their way into a Stata file, without a word. Dates written as weeks (%tw): 31 December, in leap years 30 December too,
# is put into the first week of the next year (Stata's years have 52 weeks, the last one takes the days that are left over), so that it comes back as a
# later day and in another year. And 32-bit integers above 2 147 483 620, whose numbers Stata keeps for missing values, come back as missing, where 8-bit
# and 16-bit ones are widened and 64-bit ones become doubles. Hurt: who hands weekly registrations to a statistical office that works in Stata: those of
# the last day of the year, when many permits end, are counted in the next year; and who marks "without limit" by the largest integer.
# Exits 0 while it is so, 1 once the behaviour has changed.
set -euo pipefail
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check pandas==3.1.1 numpy==2.4.6
cd "$place"
"$place/venv/bin/python" - <<'PYTHON'
import warnings

import numpy as np
import pandas as pd

warnings.simplefilter("error")
days = pd.date_range("2024-01-01", "2025-12-31")
pd.DataFrame({"arrived": days}).to_stata("weeks.dta", write_index=False, convert_dates={"arrived": "tw"})
weeks = pd.to_datetime(pd.read_stata("weeks.dta")["arrived"])
later = days[(weeks > days).to_numpy()]
print(f"pandas {pd.__version__}, NumPy {np.__version__}")
for day in ("2024-12-29", "2024-12-30", "2025-12-31"):
    print(f"{day} as a week reads as that of {weeks[days == day].iloc[0]:%Y-%m-%d}")
print(f"{len(later)} of {len(days)} days lie before the week they are put into")
kinds = ("int8", "int16", "int32", "int64")
tops = pd.DataFrame({kind: np.array([1, min(np.iinfo(kind).max, 2**31 - 1)], dtype=kind) for kind in kinds})
tops.to_stata("tops.dta", write_index=False)
back = pd.read_stata("tops.dta").iloc[1]
print("largest value of each kind:", tops.iloc[1].to_dict(), "reads as", back.to_dict())
late = [f"{day:%m-%d}" for day in later] == ["12-30", "12-31", "12-31"] and weeks.iloc[-1].year == 2026
as_seen = late and back.isna().to_dict() == {"int8": False, "int16": False, "int32": True, "int64": False}
raise SystemExit(0 if as_seen else 1)
PYTHON
# Seen on 30 November 2026, Python 3.11.7:
# pandas 3.1.1, NumPy 2.4.6
# 2024-12-29 as a week reads as that of 2024-12-23
# 2024-12-30 as a week reads as that of 2025-01-01
# 2025-12-31 as a week reads as that of 2026-01-01
# 3 of 731 days lie before the week they are put into
# largest value of each kind: {'int8': 127, 'int16': 32767, 'int32': 2147483647, 'int64': 2147483647} reads as {'int8': 127.0, 'int16': 32767.0, 'int32': nan, 'int64': 2147483647.0}
