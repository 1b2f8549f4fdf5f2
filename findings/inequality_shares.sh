#!/usr/bin/env bash
# PySAL's inequality: two numbers that are not what they are called. `Gini_Spatial.wcg_share`, "share of inequality in non-neighbor component", is that
# component over the divisor of the Gini index, not over the inequality: it is the share times the index, so that the shares of neighbours and of others add
# up to the Gini index and not to 1. Of two halves of a country that are equal inside, where all inequality is between others, it is 0.25. And
# `Schutz.coefficient` adds up ten times the slopes above one of all rows: writing each row twice, which changes no inequality, doubles it (7.5 to 15 for the
# example of its documentation); Schutz's own is made for ten classes. `distance` beside it stays. Hurt: who reports how much of the inequality of incomes
# lies between regions that are no neighbours, and who compares countries with different numbers of regions.
# Exits 0 while it is so, 1 once the behaviour has changed.
set -euo pipefail
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check inequality==1.1.2 libpysal==4.14.1 numpy==2.4.6 pandas==2.3.3
"$place/venv/bin/python" - <<'PYTHON'
import warnings
from importlib.metadata import version

warnings.simplefilter("ignore")
import numpy as np
import pandas as pd
from inequality.gini import Gini_Spatial
from inequality.schutz import Schutz
from libpysal.weights import block_weights

print(f"inequality {version('inequality')}, libpysal {version('libpysal')}, NumPy {np.__version__}")
income = np.array([100.0] * 5 + [300.0] * 5)
halves = Gini_Spatial(income, block_weights(np.repeat([0, 1], 5), silence_warnings=True), permutations=0)
print(f"Gini {halves.g:.3f}; sums of differences: neighbours {halves.wg:.0f}, others {halves.wcg:.0f}")
print(f"share of others, as told: {halves.wcg_share:.3f}; {halves.wcg:.0f} of {halves.dtotal:.0f}: {halves.wcg / halves.dtotal:.3f}")
regions = pd.DataFrame({"Y": [1000, 2000, 1500, 3000, 2500]})
once, twice = Schutz(regions, "Y"), Schutz(pd.concat([regions, regions]), "Y")
print(f"five regions: distance {once.distance:.3f}, coefficient {once.coefficient:.2f}; each twice: {twice.distance:.3f}, {twice.coefficient:.2f}")
as_seen = halves.wg == 0 and abs(halves.wcg_share - halves.g) < 1e-12 and abs(twice.coefficient - 2 * once.coefficient) < 1e-9
raise SystemExit(0 if as_seen else 1)
PYTHON
# Seen on 30 November 2026, Python 3.11.7:
# inequality 1.1.2, libpysal 4.14.1, NumPy 2.4.6
# Gini 0.250; sums of differences: neighbours 0, others 10000
# share of others, as told: 0.250; 10000 of 10000: 1.000
# five regions: distance 0.150, coefficient 7.50; each twice: 0.150, 15.00
