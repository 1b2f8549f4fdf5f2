#!/usr/bin/env bash
# ipfn, iterative proportional fitting, on three valid inputs. A data frame whose first margin has 0 for its first category stops after one round and is told
# as converged, with the other categories off by a tenth: the distance of that category is 0/0, and Python's `max` of a column that begins with NaN is NaN,
# which no distance exceeds. With the 0 in another place, or with an array, it goes on to the end. An array whose margin is given over the dimensions [1, 0]
# instead of [0, 1] takes the second for nothing, converges to a table that has no row of that margin, and says 1 for success. And an array of floats is
# fitted in place: the seed for the next year is the fit of this one, so what had no migrants of a class this year never has any again. Hurt: who makes a
# synthetic population of migrants, where a class of age or of origin is often empty.
# Exits 0 while it is so, 1 once the behaviour has changed.
set -euo pipefail
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check ipfn==1.4.4 numpy==2.4.6 pandas==2.3.3
"$place/venv/bin/python" - <<'PYTHON'
import contextlib
import io
import warnings
from importlib.metadata import version

warnings.simplefilter("ignore")
import numpy as np
import pandas as pd
from ipfn import ipfn

print(f"ipfn {version('ipfn')}, NumPy {np.__version__}, pandas {pd.__version__}")
ages, groups = ["0-14", "15-64", "65+"], ["family", "work", "asylum"]
seed = np.array([[5.0, 1.0, 2.0], [3.0, 6.0, 1.0], [2.0, 2.0, 9.0]])
fitted, rounds, flags = {}, {}, {}
for by_age in ([0.0, 60.0, 40.0], [60.0, 0.0, 40.0]):
    people = pd.DataFrame([(age, group) for age in ages for group in groups], columns=["age", "group"]).assign(total=seed.ravel())
    margins = [pd.Series(by_age, pd.Index(ages, name="age")), pd.Series([50.0, 30.0, 20.0], pd.Index(groups, name="group"))]
    with contextlib.redirect_stdout(io.StringIO()):
        table, flag, distances = ipfn.ipfn(people, margins, [["age"], ["group"]], verbose=2).iteration()
    key = by_age.index(0.0)
    fitted[key], rounds[key], flags[key] = table.groupby("age")["total"].sum().to_numpy(), len(distances), flag
    print(f"by age, wanted {by_age}: {fitted[key].round(2).tolist()}, rounds {rounds[key]}, converged {flag}")
target = np.arange(1.0, 7.0).reshape(2, 3)
with contextlib.redirect_stdout(io.StringIO()):
    straight, turned = (
        ipfn.ipfn(np.ones((2, 3, 2)), [margin, np.array([10.0, 11.0])], [axes, [2]], verbose=1).iteration()
        for margin, axes in ((target, [0, 1]), (target.T, [1, 0]))
    )
    own = np.ones((2, 2))
    ipfn.ipfn(own, [np.array([0.0, 4.0]), np.array([2.0, 2.0])], [[0], [1]]).iteration()
    next_year = ipfn.ipfn(own, [np.array([2.0, 2.0]), np.array([2.0, 2.0])], [[0], [1]]).iteration()
print("margin over [0, 1]:", straight[0].sum(axis=2).round(2).tolist(), "converged", straight[1])
print("the same over [1, 0]:", turned[0].sum(axis=2).round(2).tolist(), "converged", turned[1])
print("wanted [2, 2] by row the year after one of [0, 4], from the same seed of ones:", next_year.sum(axis=1).tolist())
early = rounds[0] == 1 and flags[0] == 1 and abs(fitted[0][1] - 60.0) > 5.0 and abs(fitted[1][0] - 60.0) < 0.01
wrong_axes = turned[1] == 1 and not np.allclose(turned[0].sum(axis=2), target, atol=0.5)
raise SystemExit(0 if early and wrong_axes and next_year.sum(axis=1)[0] == 0.0 else 1)
PYTHON
# Seen on 30 November 2026, Python 3.11.7:
# ipfn 1.4.4, NumPy 2.4.6, pandas 2.3.3
# by age, wanted [0.0, 60.0, 40.0]: [0.0, 66.44, 33.56], rounds 1, converged 1
# by age, wanted [60.0, 0.0, 40.0]: [60.0, 0.0, 40.0], rounds 8, converged 1
# margin over [0, 1]: [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]] converged 1
# the same over [1, 0]: [[2.8, 3.5, 4.2], [2.8, 3.5, 4.2]] converged 1
# wanted [2, 2] by row the year after one of [0, 4], from the same seed of ones: [0.0, 4.0]
