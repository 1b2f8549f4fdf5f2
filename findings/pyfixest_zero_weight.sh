#!/usr/bin/env bash
# pyfixest refuses a weight of 0 and says that weights "must have only non-negative values": 0 is one. Its documentation asks for non-negative numbers too.
# statsmodels (WLS) and R's fixest take such rows, which count for nothing. Hurt: who weighs survey rows or simulated households by what they stand for, some of
# which stand for nobody any more, sees a fit fail that worked with another draw, and looks for a negative weight that is not there.
# Exits 0 while it is so, 1 once the behaviour has changed.
set -euo pipefail
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check pyfixest==0.60.0 statsmodels==0.15.0 pandas==3.1.1
"$place/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

import numpy as np
import pandas as pd
import pyfixest
import statsmodels.formula.api as smf

rng = np.random.default_rng(1)
data = pd.DataFrame({"x": rng.normal(size=40), "region": np.arange(40) % 4, "weight": 1.0})
data["y"] = 2.0 * data["x"] + rng.normal(size=40)
data.loc[7, "weight"] = 0.0
print(f"pyfixest {version('pyfixest')}, statsmodels {version('statsmodels')}, pandas {pd.__version__}; smallest weight {data['weight'].min()}")
print("statsmodels:", round(float(smf.wls("y ~ x + C(region)", data, weights=data["weight"]).fit().params["x"]), 4))
print("pyfixest without that row:", round(float(pyfixest.feols("y ~ x | region", data[data["weight"] > 0], weights="weight").coef()["x"]), 4))
try:
    pyfixest.feols("y ~ x | region", data, weights="weight")
    said = ""
except ValueError as error:
    said = str(error)
print("pyfixest with it:", said or "fitted")
raise SystemExit(0 if "non-negative" in said else 1)
PYTHON
# Seen on 30 November 2026, Python 3.11.7:
# pyfixest 0.60.0, statsmodels 0.15.0, pandas 3.1.1; smallest weight 0.0
# statsmodels: 2.1344
# pyfixest without that row: 2.1344
# pyfixest with it: The weights column 'weight' must have only non-negative values.
