#!/usr/bin/env bash
# zEpid's `Sensitivity` is the positive predictive value and its `Specificity` the negative one: of all who test positive it tells the share that has the
# condition, where sensitivity is the share of those with the condition who test positive (as its own documentation says, and as its functions `sensitivity`
# and `specificity` do when they are given the right counts). `Diagnostics` prints both under the wrong names, below the right table of four. No warning; the
# two agree only where as many test positive as have the condition. Intervals are those of the other quantity too. Hurt: who tells how well a rule of
# targeting (a proxy means test, a score for who will send money) finds the households in need: of 100 poor it finds 80, and 0.47 is reported.
# Exits 0 while it is so, 1 once the behaviour has changed.
set -euo pipefail
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check zepid==0.9.1 numpy==2.4.6 pandas==3.1.1 statsmodels==0.15.0
"$place/venv/bin/python" - <<'PYTHON'
import contextlib
import io
import warnings
from importlib.metadata import version

warnings.simplefilter("ignore")
import pandas
from zepid import Diagnostics
from zepid.calc import sensitivity, specificity

# 100 poor households, 80 of them found; 900 others, 90 of them chosen by mistake.
households = pandas.DataFrame({"chosen": [1] * 80 + [0] * 20 + [1] * 90 + [0] * 810, "poor": [1] * 100 + [0] * 900})
diagnostics = Diagnostics()
with contextlib.redirect_stdout(io.StringIO()):
    diagnostics.fit(households, test="chosen", disease="poor")
told = {"sensitivity": diagnostics.sensitivity.sensitivity, "specificity": diagnostics.specificity.specificity}
functions = {"sensitivity": sensitivity(80, 100)[0], "specificity": specificity(90, 900)[0]}
predictive = {"sensitivity": 80 / 170, "specificity": 810 / 830}
print(f"zepid {version('zepid')}")
for name, value in told.items():
    other = {"sensitivity": "positive", "specificity": "negative"}[name]
    print(f"{name}: class {value:.3f}, function with the counts {functions[name]:.3f}, {other} predictive value {predictive[name]:.3f}")
raise SystemExit(0 if all(abs(told[name] - predictive[name]) < 1e-9 < abs(told[name] - functions[name]) for name in told) else 1)
PYTHON
# Seen on 30 November 2026, Python 3.11.7:
# zepid 0.9.1
# sensitivity: class 0.471, function with the counts 0.800, positive predictive value 0.471
# specificity: class 0.976, function with the counts 0.900, negative predictive value 0.976
