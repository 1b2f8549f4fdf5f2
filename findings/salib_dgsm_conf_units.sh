#!/usr/bin/env bash
# SALib's `dgsm_conf`, the half-width printed beside `dgsm`, is that of the mean squared derivative `vi`: the bootstrap leaves out the factor (range
# squared over pi squared times the variance) that turns `vi` into `dgsm`. So the index stays the same when a factor is given in other units, as it must,
# and its interval grows or shrinks with the square of the unit. Hurt: whoever reports dgsm +- dgsm_conf: with rates (0 to 0.1) every factor looks
# undecided, with incomes (0 to 100 000) every factor looks certain.
# Exits 0 while it is so, 1 once the behaviour has changed.
set -euo pipefail
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check SALib==1.6.0 numpy==2.4.6
"$place/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

import numpy as np
from SALib.analyze import dgsm
from SALib.sample import finite_diff

print(f"SALib {version('SALib')}, NumPy {np.__version__}")
seen = {}
for unit in (1000.0, 1.0, 0.001):  # the same two factors, told in other units
    problem = {"num_vars": 2, "names": ["income", "costs"], "bounds": [[unit, 2 * unit], [unit, 2 * unit]]}
    x = finite_diff.sample(problem, 512)
    y = (x[:, 0] / unit) ** 2 + 2 * (x[:, 1] / unit) ** 2
    found = dgsm.analyze(problem, x, y, seed=1)
    seen[unit] = found["dgsm"][0], found["dgsm_conf"][0], found["vi"][0]
    print(f"unit {unit:g}: dgsm of income {seen[unit][0]:.4f} +- {seen[unit][1]:.2g}")
index, half, vi = seen[1.0]
print(f"the half-width by the scale of the index: {half * index / vi:.4f}")
same_index = max(abs(row[0] / index - 1) for row in seen.values()) < 1e-6
by_square = all(abs(seen[unit][1] * unit**2 / half - 1) < 1e-6 for unit in seen)
raise SystemExit(0 if same_index and by_square else 1)
PYTHON
# Seen on 30 November 2026, Python 3.11.7:
# SALib 1.6.0, NumPy 2.4.6
# unit 1000: dgsm of income 0.2528 +- 2.9e-07
# unit 1: dgsm of income 0.2528 +- 0.29
# unit 0.001: dgsm of income 0.2528 +- 2.9e+05
# the half-width by the scale of the index: 0.0077
