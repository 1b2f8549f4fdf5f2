#!/usr/bin/env bash
# SALib's radial Sobol' design ignores the distributions of a problem and the bounds with them: as soon as `dists` is given, even if all are "unif", it
# returns points of the unit cube (the function that scales returns new values there, which are dropped; without `dists` it scales in place). No warning,
# and the problem is marked as scaled. The Latin hypercube of the same problem is right. The radial Monte Carlo design takes mean and deviation of a normal
# factor for its bounds. Hurt: whoever runs a model with wages of 100 +- 10: it gets wages of 0 to 1 (or 10 to 100), and total effects of another model
# come out.
# Exits 0 while it is so, 1 once the behaviour has changed.
set -euo pipefail
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check SALib==1.6.0 numpy==2.4.6
"$place/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

import numpy as np
from SALib.sample import latin
from SALib.sample.radial import radial_mc, radial_sobol

plain = {"num_vars": 2, "names": ["wage", "age"], "bounds": [[100, 140], [18, 65]]}
named = {**plain, "dists": ["unif", "unif"]}
normal = {"num_vars": 2, "names": ["wage", "age"], "bounds": [[100, 10], [40, 5]], "dists": ["norm", "norm"]}
print(f"SALib {version('SALib')}, NumPy {np.__version__}; from and to of the wage in 256 points")
samplers = {
    "radial Sobol'": lambda problem: radial_sobol.sample(problem, 256),
    "radial Monte Carlo": lambda problem: radial_mc.sample(problem, 256, seed=1),
    "Latin hypercube": lambda problem: latin.sample(problem, 256, seed=1),
}
seen = {}
for name, sample in samplers.items():
    for kind, problem in {"100 to 140": plain, "the same with dists": named, "normal, 100 +- 10": normal}.items():
        wages = sample(dict(problem))[:, 0]
        seen[name, kind] = wages.min(), wages.max()
        print(f"{name}, {kind}: {wages.min():.1f} to {wages.max():.1f}")
unscaled = all(0 <= low and high <= 1 for (name, kind), (low, high) in seen.items() if name == "radial Sobol'" and kind != "100 to 140")
others = seen["radial Sobol'", "100 to 140"][0] == 100 and seen["Latin hypercube", "normal, 100 +- 10"][0] > 50
raise SystemExit(0 if unscaled and others and seen["radial Monte Carlo", "normal, 100 +- 10"][0] < 20 else 1)
PYTHON
# Seen on 30 November 2026, Python 3.11.7:
# SALib 1.6.0, NumPy 2.4.6; from and to of the wage in 256 points
# radial Sobol', 100 to 140: 100.0 to 139.8
# radial Sobol', the same with dists: 0.0 to 1.0
# radial Sobol', normal, 100 +- 10: 0.0 to 1.0
# radial Monte Carlo, 100 to 140: 100.0 to 139.8
# radial Monte Carlo, the same with dists: 100.0 to 139.8
# radial Monte Carlo, normal, 100 +- 10: 10.4 to 100.0
# Latin hypercube, 100 to 140: 100.1 to 139.9
# Latin hypercube, the same with dists: 100.1 to 139.9
# Latin hypercube, normal, 100 +- 10: 71.2 to 128.1
