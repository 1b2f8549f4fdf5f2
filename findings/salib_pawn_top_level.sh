#!/usr/bin/env bash
# SALib's PAWN leaves the highest level of a discrete factor out: its slices are closed below and open above, so that points at the largest value fall in
# none (of a continuous factor that is one point, of a switch it is half of the space). A policy that works at full strength only is then ranked by the
# slices where it does nothing, and turning its scale round changes the index. Hurt: whoever ranks integer factors and switches, the usual ones of
# agent-based models. Besides: "This implementation ignores all NaNs" (its documentation), but one NaN outcome makes all indices NaN; and 17 of the numbers
# of slices from 2 to 100, 6 and 9 among them, are refused with "Quantiles must be in the range [0, 1]", because the last quantile is 1 + 2e-16.
# Exits 0 while it is so, 1 once the behaviour has changed.
set -euo pipefail
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check SALib==1.6.0 numpy==2.4.6 scipy==1.17.1
"$place/venv/bin/python" - <<'PYTHON'
import warnings
from importlib.metadata import version

import numpy as np
from SALib.analyze import pawn
from scipy.stats import ks_2samp

warnings.simplefilter("ignore")
problem = {"num_vars": 2, "names": ["level", "noise"], "bounds": [[0, 3], [0, 1]]}
rng = np.random.default_rng(1)
x = np.column_stack([rng.integers(0, 4, 4000), rng.random(4000)]).astype(float)
y = np.where(x[:, 0] == 3, 1.0, 0.0) + 0.5 * x[:, 1]  # only the full strength, 3 of 0 to 3, does something
turned = np.column_stack([3 - x[:, 0], x[:, 1]])
print(f"SALib {version('SALib')}, NumPy {np.__version__}, SciPy {version('scipy')}")
top = ks_2samp(y[x[:, 0] == 3], y).statistic
one, other = (pawn.analyze(problem, points, y, S=10) for points in (x, turned))
print(f"distance of the outcomes at level 3 from all: {top:.2f}")
print(f"largest index of the level: {one['maximum'][0]:.2f}; with the scale turned round: {other['maximum'][0]:.2f}")
gap = y.copy()
gap[7] = np.nan
of_nan = pawn.analyze(problem, x, gap)["median"]
print("medians with one NaN among 4000 outcomes:", of_nan)
refused = []
for slices in range(2, 101):
    try:
        pawn.analyze(problem, x[:200], y[:200], S=slices)
    except ValueError as error:
        refused.append((slices, str(error)))
print("numbers of slices refused:", *[slices for slices, _ in refused])
as_seen = top > 0.7 and one["maximum"][0] < 0.3 and other["maximum"][0] > 0.7 and np.isnan(of_nan).all() and {6, 9} <= {s for s, _ in refused}
raise SystemExit(0 if as_seen else 1)
PYTHON
# Seen on 30 November 2026, Python 3.11.7:
# SALib 1.6.0, NumPy 2.4.6, SciPy 1.17.1
# distance of the outcomes at level 3 from all: 0.74
# largest index of the level: 0.26; with the scale turned round: 0.74
# medians with one NaN among 4000 outcomes: [nan nan]
# numbers of slices refused: 6 9 21 24 28 29 30 38 46 49 54 57 73 81 87 94 96
