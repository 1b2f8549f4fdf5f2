#!/usr/bin/env bash
# samplics rounds down what weights are made of. Weights of whole numbers (1 for everybody, or what a design gives) come back from `poststratify`, `normalize`
# by domain and `rake` as whole numbers, cut: 20 people wanted, 17 given; the raking repeats the cut in each round, ends after 100 without reaching its
# totals, and does not say so. The same weights as floats are right. And `calib_covariates` turns continuous variables into whole numbers too, so that a
# calibration to a total of incomes in thousands uses 0 for 0.9: the calibrated weights miss the total that they were made for. Controls of `calibrate` are
# besides taken by their place, not by their names. No warning in any. Hurt: who weighs a survey of migrants to the numbers of a register; those come out too
# low.
# Exits 0 while it is so, 1 once the behaviour has changed.
set -euo pipefail
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check samplics==0.6.1 numpy==2.4.6 pandas==2.3.3
"$place/venv/bin/python" - <<'PYTHON'
import warnings
from importlib.metadata import version

warnings.simplefilter("ignore")
import numpy as np
import pandas as pd
from samplics.weighting import SampleWeight

print(f"samplics {version('samplics')}, NumPy {np.__version__}, pandas {pd.__version__}")
origin, sex = np.array(list("aaabbbb")), np.array(list("fmfmfmf"))
totals = {}
for weights in (np.ones(7, dtype=int), np.ones(7)):
    strata = SampleWeight().poststratify(weights, control={"a": 10, "b": 10}, domain=origin)
    raked = SampleWeight().rake(
        100 * weights, margins={"origin": origin, "sex": sex}, control={"origin": {"a": 411, "b": 389}, "sex": {"f": 401, "m": 399}}
    )
    totals[str(weights.dtype)] = float(strata.sum()), float(raked[sex == "f"].sum())
    print(f"{weights.dtype}: 20 wanted, poststratified {strata.tolist()} = {strata.sum():g}; 401 women wanted, raked {raked[sex == 'f'].sum():g}")
households = pd.DataFrame({"sex": ["f", "f", "m", "m", "m"], "income": [0.5, 1.9, 2.6, 0.9, 1.8]})
variables, controls = SampleWeight().calib_covariates(households, x_cat=["sex"], x_cont=["income"])
given = dict(zip(controls, (40.0, 60.0, 160.0)))
weights = SampleWeight().calibrate(np.full(5, 20.0), variables, control=given)
reached = float((weights * households["income"]).sum())
print("incomes as calibrated with:", np.asarray(variables)[:, -1].tolist(), f"; total wanted {given['income']:g}, of the calibrated weights {reached:.1f}")
cut = totals["int64"] == (17.0, 398.0) and totals["float64"][0] == 20.0 and abs(totals["float64"][1] - 401.0) < 0.01
raise SystemExit(0 if cut and abs(reached - 160.0) > 1.0 else 1)
PYTHON
# Seen on 30 November 2026, Python 3.11.7:
# samplics 0.6.1, NumPy 2.4.6, pandas 2.3.3
# int64: 20 wanted, poststratified [3, 3, 3, 2, 2, 2, 2] = 17; 401 women wanted, raked 398
# float64: 20 wanted, poststratified [3.3333333333333335, 3.3333333333333335, 3.3333333333333335, 2.5, 2.5, 2.5, 2.5] = 20; 401 women wanted, raked 401
# incomes as calibrated with: [0, 1, 2, 0, 1] ; total wanted 160, of the calibrated weights 230.8
