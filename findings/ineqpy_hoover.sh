#!/usr/bin/env bash
# Three inequality indices of IneqPy are wrong, two by orders of magnitude, without a word. Hoover's index multiplies the income by its weight before it takes
# the distance from the mean: the index of people who all have the same is 1.5 for four of them and 49.5 for a hundred, where it is 0 and cannot be above 1.
# Atkinson's index with aversion 1 subtracts the logarithm of the mean once for each person: it is as good as 1 whatever the incomes. And the Gini index with
# weights is not that of the rows written as often as they count (0.42 for 0.16), because weights stand for weights of reliability in its covariance. Theil's
# index and Atkinson's at 0.5 are right. (A note in the docstring of Atkinson's says "maybe have a bug".) Hurt: who compares receivers of remittances with
# others by several indices of one package.
# Exits 0 while it is so, 1 once the behaviour has changed.
set -euo pipefail
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check IneqPy==0.4.1 numpy==2.4.6 pandas==2.3.3
"$place/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

import numpy as np
from ineqpy import inequality

print(f"IneqPy {version('IneqPy')}, NumPy {np.__version__}")
same = {number: float(inequality.hoover(np.full(number, 1000.0))) for number in (4, 100)}
print("Hoover of people with the same income:", {number: round(value, 2) for number, value in same.items()}, "exact: 0")
income = np.array([100.0, 200.0, 300.0, 400.0])
atkinson = float(inequality.atkinson(income, e=1))
print(f"Atkinson, aversion 1: {atkinson:.4f}; exact: {1 - np.exp(np.log(income).mean()) / income.mean():.4f}")
count = np.array([1.0, 1.0, 1.0, 5.0])
rows = np.repeat(income, count.astype(int))
exact = np.abs(rows[:, None] - rows).sum() / (2 * rows.size**2 * rows.mean())
weighted, written_out = float(inequality.gini(income, count)), float(inequality.gini(rows))
print(f"Gini with weights: {weighted:.3f}; of the rows written out: {written_out:.3f}; exact: {exact:.3f}")
raise SystemExit(0 if same[4] > 1.4 and same[100] > 49 and atkinson > 0.99 and weighted > 2 * exact else 1)
PYTHON
# Seen on 30 November 2026, Python 3.11.7:
# IneqPy 0.4.1, NumPy 2.4.6
# Hoover of people with the same income: {4: 1.5, 100: 49.5} exact: 0
# Atkinson, aversion 1: 1.0000; exact: 0.1147
# Gini with weights: 0.419; of the rows written out: 0.187; exact: 0.163
