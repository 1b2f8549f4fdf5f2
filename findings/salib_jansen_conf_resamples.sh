#!/usr/bin/env bash
# The half-width ST_conf of SALib's Jansen estimator (`sobol_jansen`) depends on how many bootstrap resamples are asked for: it sums over the resamples
# where it should sum over the points of one, and takes the spread over the factors instead of the resamples. With ten resamples it is a tenth of the real
# width, and it grows with the root of their number beyond any bound. Resampling the same effects by hand gives one width whatever the number. Hurt:
# whoever takes many resamples "to be sure" finds that no total effect differs from nought, and whoever takes few that all of them do.
# Exits 0 while it is so, 1 once the behaviour has changed.
set -euo pipefail
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check SALib==1.6.0 numpy==2.4.6
"$place/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

import numpy as np
from SALib.analyze import sobol_jansen
from SALib.sample.radial import radial_mc

POINTS = 2000
names = ["a", "b", "c", "d"]
problem = {"num_vars": 4, "names": names, "bounds": [[0.0, 1.0]] * 4}
x = radial_mc.sample(problem, POINTS, seed=1)
y = x @ np.array([1.0, 2.0, 3.0, 4.0])
base = y[::5]
effects = np.stack([(base - y[1 + k :: 5]) ** 2 for k in range(4)], axis=1) / (2.0 * np.var(base))
print(f"SALib {version('SALib')}, NumPy {np.__version__}; {POINTS} points, total effect of d, median half-width of 5 seeds")
widths, by_hand = {}, {}
for resamples in (10, 1_000, 20_000):
    found = [sobol_jansen.analyze(problem, y, POINTS, num_resamples=resamples, seed=seed) for seed in range(1, 6)]
    widths[resamples] = float(np.median([one["ST_conf"][3] for one in found]))
    print(f"{resamples} resamples: {found[0]['ST'][3]:.3f} +- {widths[resamples]:.4f}")
for resamples in (100, 1_000):
    rng = np.random.default_rng(1)
    means = np.array([effects[rng.integers(0, POINTS, POINTS), 3].mean() for _ in range(resamples)])
    by_hand[resamples] = 1.96 * means.std(ddof=1)
    print(f"by hand, {resamples} resamples: +- {by_hand[resamples]:.4f}")
grows = widths[20_000] > 10 * widths[10]
steady = abs(by_hand[100] / by_hand[1_000] - 1) < 0.25
raise SystemExit(0 if grows and steady else 1)
PYTHON
# Seen on 30 November 2026, Python 3.11.7:
# SALib 1.6.0, NumPy 2.4.6; 2000 points, total effect of d, median half-width of 5 seeds
# 10 resamples: 0.527 +- 0.0025
# 1000 resamples: 0.527 +- 0.0201
# 20000 resamples: 0.527 +- 0.0512
# by hand, 100 resamples: +- 0.0293
# by hand, 1000 resamples: +- 0.0279
