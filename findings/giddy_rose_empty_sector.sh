#!/usr/bin/env bash
# giddy's Rose (PySAL), directions in which regions and their neighbours move: the two-sided p-value of a sector that no region ever moves into, neither on
# the map nor in any permutation, is 0, the strongest there is, where nothing can be told (1). It doubles 1 less the share of permutations that reach what was
# seen, ties with them: of a count that is the least possible all do, and 0 is left. No permutation test can give less than one in their number and one more
# (0.01 of 99). And `Y` holds the incomes of the last permutation afterwards, not those of the map. No warning. Hurt: who asks in what directions regions
# moved in years of growth, when all incomes rise and six of eight sectors are empty: all six are reported as significantly avoided.
# Exits 0 while it is so, 1 once the behaviour has changed.
set -euo pipefail
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check giddy==2.3.8 libpysal==4.14.1 esda==2.8.2 quantecon==0.11.4 numpy==2.4.6
"$place/venv/bin/python" - <<'PYTHON'
import warnings
from importlib.metadata import version

warnings.simplefilter("ignore")
import libpysal
import numpy
from giddy.directional import Rose

side = 6
weights = libpysal.weights.lat2W(side, side)
weights.transform = "r"
draws = numpy.random.default_rng(1)
before = draws.uniform(1, 2, side * side)
incomes = numpy.column_stack([before, before * draws.uniform(1.1, 1.5, side * side)])
rose = Rose(incomes.copy(), weights, k=8)
numpy.random.seed(1)
rose.permute(permutations=99)
print(f"giddy {version('giddy')}; all incomes rise")
for sector in range(8):
    permuted = rose.counts_perm[:, sector]
    print(
        f"{45 * sector:3d} to {45 * sector + 45:3d} degrees: {rose.counts[sector]:2d} regions, in permutations {permuted.min():.0f} to {permuted.max():.0f},"
        f" p {rose.p[sector]:.2f}"
    )
print("Y is still that of the map:", bool((rose.Y == incomes).all()))
empty = (rose.counts == 0) & (rose.counts_perm.max(axis=0) == 0)
raise SystemExit(0 if empty.sum() == 6 and (rose.p[empty] == 0).all() and not (rose.Y == incomes).all() else 1)
PYTHON
# Seen on 30 November 2026, Python 3.11.7:
# giddy 2.3.8; all incomes rise
#   0 to  45 degrees: 19 regions, in permutations 15 to 22, p 0.90
#  45 to  90 degrees: 17 regions, in permutations 14 to 21, p 0.56
#  90 to 135 degrees:  0 regions, in permutations 0 to 0, p 0.00
# 135 to 180 degrees:  0 regions, in permutations 0 to 0, p 0.00
# 180 to 225 degrees:  0 regions, in permutations 0 to 0, p 0.00
# 225 to 270 degrees:  0 regions, in permutations 0 to 0, p 0.00
# 270 to 315 degrees:  0 regions, in permutations 0 to 0, p 0.00
# 315 to 360 degrees:  0 regions, in permutations 0 to 0, p 0.00
# Y is still that of the map: False
