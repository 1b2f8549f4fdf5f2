#!/usr/bin/env bash
# np.histogram in a function that Numba compiles counts nothing where all values are equal: NumPy widens the range by a half on both sides and counts all of
# them, Numba returns edges that are all the same and counts of 0 (of one value too), without an error. And it puts values that stand on an edge by the size
# of a quotient, where NumPy looks at the edges: of 0, 0.1, ..., 0.7 in seven classes one class is empty and its neighbours have two, against the edges that
# the same call returns, which are NumPy's to the bit; given back as bins, they count each value once. Hurt: who counts shares or rates in tenths inside a
# compiled model step, or takes densities of groups of which one agrees: its counts add up to 0. The cure is to give the edges.
# Exits 0 while it is so, 1 once the behaviour has changed.
set -euo pipefail
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check numba==0.68.1 numpy==2.4.6
"$place/venv/bin/python" - <<'PYTHON'
import numba
import numpy as np


def count(values, classes):
    return np.histogram(values, classes)


compiled = numba.njit(count)
print(f"Numba {numba.__version__}, NumPy {np.__version__}")
equal, tenths = np.full(4, 0.3), np.linspace(0.0, 0.7, 8)
found = {}
for name, values, classes in (("four times 0.3 in 4 classes", equal, 4), ("0, 0.1, ..., 0.7 in 7 classes", tenths, 7)):
    (plain, edges), (fast, fast_edges) = count(values, classes), compiled(values, classes)
    again = compiled(values, edges)[0]
    print(f"{name}: NumPy {plain.tolist()}, Numba {fast.tolist()}, Numba with NumPy's edges {again.tolist()}")
    found[name] = plain.sum() == len(values) == again.sum(), fast.tolist(), np.array_equal(edges, fast_edges), np.array_equal(plain, again)
lost, moved = found.values()
differs = lost[0] and sum(lost[1]) == 0 and moved[0] and moved[1] != [1, 1, 1, 1, 1, 1, 2]
raise SystemExit(0 if differs and moved[2] and moved[3] else 1)
PYTHON
# Seen on 30 November 2026, Python 3.11.7:
# Numba 0.68.1, NumPy 2.4.6
# four times 0.3 in 4 classes: NumPy [0, 0, 4, 0], Numba [0, 0, 0, 0], Numba with NumPy's edges [0, 0, 4, 0]
# 0, 0.1, ..., 0.7 in 7 classes: NumPy [1, 1, 1, 1, 1, 1, 2], Numba [2, 1, 0, 2, 1, 0, 2], Numba with NumPy's edges [1, 1, 1, 1, 1, 1, 2]
