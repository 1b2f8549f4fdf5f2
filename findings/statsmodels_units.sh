#!/usr/bin/env bash
# Two estimators of statsmodels give another answer when a variable is told in another unit, which neither may. Median and quantile regression stop on an
# absolute change of 1e-6 and hold residuals below 1e-6 for equal: an outcome in hundred-thousandths stops after three rounds, far from the solution, as
# converged (the linear programme that defines it gives the same line in all units). LOWESS takes the spread of the neighbours for 1e-12 at least: against
# a variable in millionths it fits no slopes any more, and a straight line is smoothed to a bent one. No warning in either. Hurt: who explains shares of
# gross domestic product, deaths or visas a head (0.00002) by quantiles, or smooths against such a rate. Scaling to about 1 first is the cure.
# Exits 0 while it is so, 1 once the behaviour has changed.
set -euo pipefail
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check statsmodels==0.15.0 scipy==1.17.1 numpy==2.4.6 pandas==3.1.1
"$place/venv/bin/python" - <<'PYTHON'
import warnings
from importlib.metadata import version

import numpy as np
import statsmodels.api as sm
from scipy.optimize import linprog
from statsmodels.nonparametric.smoothers_lowess import lowess

warnings.simplefilter("error")
rng = np.random.default_rng(1)
n, quantile = 200, 0.25
x = rng.uniform(1.0, 5.0, n)
y = 2.0 * x + x * rng.normal(size=n)
design = sm.add_constant(x)
print(f"statsmodels {version('statsmodels')}, SciPy {version('scipy')}, NumPy {np.__version__}, pandas {version('pandas')}")
cost = np.r_[0.0, 0.0, np.full(n, quantile), np.full(n, 1.0 - quantile)]
exact = linprog(cost, A_eq=np.c_[design, np.eye(n), -np.eye(n)], b_eq=y, bounds=[(None, None)] * 2 + [(0.0, None)] * (2 * n)).x[1]
slopes = {unit: float(sm.QuantReg(y * unit, design).fit(q=quantile).params[1] / unit) for unit in (1.0, 1e-4, 1e-5)}
print(f"slope of the lower quartile, by linear programming: {exact:.4f}; by QuantReg:", {unit: round(slope, 4) for unit, slope in slopes.items()})
line = 3.0 * x
bent = {unit: float(np.abs(lowess(line, x * unit, frac=0.5, return_sorted=False) - line).max()) for unit in (1.0, 1e-5, 1e-6)}
print("LOWESS of a straight line, largest distance from it:", {unit: round(far, 4) for unit, far in bent.items()})
steady = abs(slopes[1.0] / exact - 1.0) < 1e-4 and bent[1.0] < 1e-9
raise SystemExit(0 if steady and abs(slopes[1e-5] / exact - 1.0) > 0.2 and bent[1e-6] > 1.0 else 1)
PYTHON
# Seen on 30 November 2026, Python 3.11.7:
# statsmodels 0.15.0, SciPy 1.17.1, NumPy 2.4.6, pandas 3.1.1
# slope of the lower quartile, by linear programming: 1.1806; by QuantReg: {1.0: 1.1806, 0.0001: 1.1569, 1e-05: 1.5535}
# LOWESS of a straight line, largest distance from it: {1.0: 0.0, 1e-05: 0.0, 1e-06: 2.801}
