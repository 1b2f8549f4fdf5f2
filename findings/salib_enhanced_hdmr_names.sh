#!/usr/bin/env bash
# SALib's `enhanced_hdmr` writes the names of its interactions ("a/b") into the problem that it was given: the list of terms it returns is the caller's own
# list of names. The second call with the same problem ends in "Problem definition must be consistent with the number of dimension in `X`", so that a
# ProblemSpec with two outcomes cannot be analysed by it, and what is computed next with that problem carries names without a factor: another method's
# table is refused by pandas ("Length of values (2) does not match length of index (3)"). The older `hdmr`, which it is to replace, leaves the problem
# alone. Hurt: whoever decomposes more than one outcome of the same runs (income and remittances), as every model with several outcomes does.
# Exits 0 while it is so, 1 once the behaviour has changed.
set -euo pipefail
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check SALib==1.6.0 numpy==2.4.6
"$place/venv/bin/python" - <<'PYTHON'
import warnings
from importlib.metadata import version

import numpy as np
from SALib import ProblemSpec
from SALib.analyze import enhanced_hdmr, pawn
from SALib.sample import latin

warnings.simplefilter("ignore")
problem = {"num_vars": 2, "names": ["a", "b"], "bounds": [[0.0, 1.0]] * 2}
x = latin.sample(problem, 600, seed=1)
y = np.column_stack([x[:, 0] + x[:, 1], x[:, 0] * x[:, 1]])


def said(call):
    try:
        call()
    except ValueError as error:
        return str(error).strip()
    return "ran"


print(f"SALib {version('SALib')}, NumPy {np.__version__}")
first = said(lambda: enhanced_hdmr.analyze(problem, x, y[:, 0], poly_order=2, bootstrap=2, seed=1))
print("first outcome:", first, "| names of the problem afterwards:", problem["names"])
second = said(lambda: enhanced_hdmr.analyze(problem, x, y[:, 1], poly_order=2, bootstrap=2, seed=1))
print("second outcome:", second)
print("a table of PAWN for the same problem:", said(lambda: pawn.analyze(problem, x, y[:, 0]).to_df()))
spec = ProblemSpec({"names": ["a", "b"], "bounds": [[0.0, 1.0]] * 2, "outputs": ["income", "remittances"]})
spec.set_samples(x).set_results(y)
together = said(lambda: spec.analyze(enhanced_hdmr.analyze, poly_order=2, bootstrap=2, seed=1))
print("a ProblemSpec with both outcomes:", together)
raise SystemExit(0 if first == "ran" and problem["names"] == ["a", "b", "a/b"] and "consistent" in second and "consistent" in together else 1)
PYTHON
# Seen on 30 November 2026, Python 3.11.7:
# SALib 1.6.0, NumPy 2.4.6
# first outcome: ran | names of the problem afterwards: ['a', 'b', 'a/b']
# second outcome: Problem definition must be consistent with the number of dimension in `X`
# a table of PAWN for the same problem: Length of values (2) does not match length of index (3)
# a ProblemSpec with both outcomes: Problem definition must be consistent with the number of dimension in `X`
