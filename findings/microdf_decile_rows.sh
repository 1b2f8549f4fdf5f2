#!/usr/bin/env bash
# microdf ("weighted pandas") gives deciles to the wrong rows. `decile_rank(negatives_in_zero=True)`, which puts negative incomes below the first decile,
# returns a series numbered 0, 1, 2, ... instead of with the index it was given (without that option the index is kept). Put into the frame that it came from,
# if that was sorted before, pandas aligns it by the index, and the richest household gets the decile of the poorest, without a word (of a filtered frame,
# where labels are missing, there is an error). Beside it, though all aggregations are said to use weights: `groupby(...).mean()` does,
# `groupby(...).agg("mean")` does not, `std` does, `skew` does not. Hurt: who shows by decile who gains from a transfer or a tax: losers and winners change
# places.
# Exits 0 while it is so, 1 once the behaviour has changed.
set -euo pipefail
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check microdf-python==1.5.12 numpy==2.4.6 pandas==2.3.3
"$place/venv/bin/python" - <<'PYTHON'
import logging
import warnings
from importlib.metadata import version

warnings.simplefilter("ignore")
logging.disable(logging.WARNING)
import numpy as np
import pandas as pd
from microdf import MicroDataFrame, MicroSeries

print(f"microdf-python {version('microdf-python')}, NumPy {np.__version__}, pandas {pd.__version__}")
households = MicroDataFrame({"income": [-5.0, 10.0, 20.0, 30.0, 40.0], "group": list("aabbb")}, weights=[1.0, 2.0, 3.0, 4.0, 5.0])
by_income = households.sort_values("income", ascending=False)
by_income["decile"] = by_income.income.decile_rank(negatives_in_zero=True)
by_income["decile_plain"] = by_income.income.decile_rank()
shown = {column: pd.Series(np.asarray(by_income[column]), dtype=float).tolist() for column in ("income", "decile", "decile_plain")}
print(shown)
groups = households.groupby("group")
mean, agg = float(groups["income"].mean().loc["a"]), float(groups.agg({"income": "mean"}).loc["a", "income"])
print(f"mean income of group a: groupby.mean {mean:g}, groupby.agg('mean') {agg:g}")
counted = MicroSeries([1.0, 2.0, 3.0, 10.0], weights=[5.0, 1.0, 1.0, 3.0])
written = pd.Series(np.repeat([1.0, 2.0, 3.0, 10.0], [5, 1, 1, 3]))
skews = float(counted.skew()), float(written.skew())
print(f"std {counted.std():.3f}, of the rows written out {written.std():.3f}; skew {skews[0]:.3f}, of the rows written out {skews[1]:.3f}")
richest = shown["decile"][0] == 0.0 and shown["decile"][-1] == 10.0 and shown["decile_plain"][0] == 10.0
raise SystemExit(0 if richest and mean == 5.0 and agg == 2.5 and abs(skews[0] - skews[1]) > 0.5 else 1)
PYTHON
# Seen on 30 November 2026, Python 3.11.7:
# microdf-python 1.5.12, NumPy 2.4.6, pandas 2.3.3
# {'income': [40.0, 30.0, 20.0, 10.0, -5.0], 'decile': [0.0, 2.0, 4.0, 7.0, 10.0], 'decile_plain': [10.0, 7.0, 4.0, 2.0, 1.0]}
# mean income of group a: groupby.mean 5, groupby.agg('mean') 2.5
# std 4.190, of the rows written out 4.190; skew 1.764, of the rows written out 0.952
