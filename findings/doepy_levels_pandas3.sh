#!/usr/bin/env bash
# doepy, designs of experiments, with pandas 3: the full factorial, the fractional factorial, the Plackett-Burman and the Box-Behnken design hold the numbers
# of the levels (0, 1, 2) where they should hold the levels. A model with wages of 10, 20 and 30 is run at wages of 0, 1 and 2. doepy writes the values by a
# chained assignment, which pandas 3 carries out on a copy; it asks for any pandas. Latin hypercubes and central composite designs are right. pandas warns of
# "a value being set on a copy" inside of doepy and not that the design is wrong, and nothing is said where warnings are off. Under pandas 2 the same call
# gives wages. Besides, at the newest pandas as at older ones: a range given downwards (30 to 10) is sampled from 30 to 50, outside of it. (The newest pyDOE
# has another module's name than the one that doepy imports; 0.3.8 has it.) Hurt: who runs a design of some hundred simulations over night and fits a surface
# to it.
# Exits 0 while it is so, 1 once the behaviour has changed.
set -euo pipefail
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/venv"
cat >"$place/design.py" <<'PYTHON'
import contextlib
import io
import sys
import warnings
from importlib.metadata import version

warnings.simplefilter("ignore")
from doepy import build

print(f"doepy {version('doepy')}, pandas {version('pandas')}")
held = {}
for name in ("full_fact", "box_behnken", "plackett_burman", "central_composite"):
    factors = {"wage": [10, 20, 30], "fee": [100, 200, 300], "tax": [1, 2, 3]}
    with contextlib.redirect_stdout(io.StringIO()):
        design = getattr(build, name)(factors)
    held[name] = sorted({float(value) for value in design["wage"].round(2)})
    print(f"{name}: {len(design)} runs, wages {held[name]}")
with contextlib.redirect_stdout(io.StringIO()):
    downwards = build.space_filling_lhs({"wage": [30, 10], "fee": [100, 300]}, num_samples=20)["wage"]
print(f"Latin hypercube of wages from 30 to 10: {downwards.min():.0f} to {downwards.max():.0f}")
levels = [0.0, 1.0, 2.0] if sys.argv[1] == "numbers" else [10.0, 20.0, 30.0]
raise SystemExit(0 if held["full_fact"] == levels and held["box_behnken"] == levels and min(held["central_composite"]) < 11 and downwards.max() > 40 else 1)
PYTHON
packages="doepy==0.0.1 pyDOE==0.3.8 diversipy==0.9 numpy==2.4.6 scipy==1.17.1"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check $packages pandas==3.1.1
"$place/venv/bin/python" "$place/design.py" numbers
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check pandas==2.3.3
"$place/venv/bin/python" "$place/design.py" levels
# Seen on 30 November 2026, Python 3.11.7:
# doepy 0.0.1, pandas 3.1.1
# full_fact: 27 runs, wages [0.0, 1.0, 2.0]
# box_behnken: 13 runs, wages [0.0, 1.0, 2.0]
# plackett_burman: 4 runs, wages [0.0, 1.0]
# central_composite: 18 runs, wages [2.11, 10.0, 20.0, 30.0, 37.89]
# Latin hypercube of wages from 30 to 10: 30 to 50
# doepy 0.0.1, pandas 2.3.3
# full_fact: 27 runs, wages [10.0, 20.0, 30.0]
# box_behnken: 13 runs, wages [10.0, 20.0, 30.0]
# plackett_burman: 4 runs, wages [10.0, 30.0]
# central_composite: 18 runs, wages [2.11, 10.0, 20.0, 30.0, 37.89]
# Latin hypercube of wages from 30 to 10: 30 to 50
