#!/usr/bin/env bash
# lifelines' Kaplan-Meier curve takes weights, and cuts the number at risk down to a whole number in its variance: with weights that add up to 1, as shares
# of a population do, nobody is at risk, every variance becomes 0 and the 95 % interval is [1, 1] along the whole curve, which the curve itself leaves;
# with weights of mean 1 the interval jumps with the scale in steps. The curve is right in all cases. The warning about weights that are no integers says
# that variances are "biased", not that the interval has nothing to do with the estimate. Hurt: who estimates durations of stay or of sending from a survey
# with its weights.
# Exits 0 while it is so, 1 once the behaviour has changed.
set -euo pipefail
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check lifelines==0.30.3 pandas==2.3.3
"$place/venv/bin/python" - <<'PYTHON'
import warnings
from importlib.metadata import version

import numpy as np
from lifelines import KaplanMeierFitter

warnings.simplefilter("ignore")
years = np.array([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
returned = np.array([1, 1, 0, 1, 1, 0, 1, 0, 1, 0])
people = np.array([2, 1, 1, 3, 1, 1, 2, 1, 1, 2])
print(f"lifelines {version('lifelines')}, NumPy {np.__version__}, pandas {version('pandas')}; share that has stayed 5 years, 95 % interval")
found = {}
for name, weights in {"people": people, "people / 1.0001": people / 1.0001, "shares of all": people / people.sum()}.items():
    fit = KaplanMeierFitter().fit(years, returned, weights=weights)
    found[name] = float(fit.survival_function_.loc[5].iloc[0]), *map(float, fit.confidence_interval_.loc[5])
    print(f"{name}: {found[name][0]:.3f} [{found[name][1]:.3f}, {found[name][2]:.3f}]")
stays, low, high = found["shares of all"]
same_curve = len({round(row[0], 9) for row in found.values()}) == 1
wider = found["people / 1.0001"][2] - found["people / 1.0001"][1] > 1.02 * (found["people"][2] - found["people"][1])
raise SystemExit(0 if same_curve and wider and (low, high) == (1.0, 1.0) and stays < 0.7 else 1)
PYTHON
# Seen on 30 November 2026, Python 3.11.7:
# lifelines 0.30.3, NumPy 2.4.6, pandas 2.3.3; share that has stayed 5 years, 95 % interval
# people: 0.509 [0.236, 0.729]
# people / 1.0001: 0.509 [0.205, 0.750]
# shares of all: 0.509 [1.000, 1.000]
