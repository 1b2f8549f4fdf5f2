#!/usr/bin/env bash
# giddy's Spatial_Markov (PySAL) with permutations, on two valid inputs. With as many classes of neighbours as of regions, `lclass_ids`, "spatial lag series",
# is afterwards that of the last random permutation: what class of neighbours a region had in a year is wrong for three regions in four, beside tables made
# with the right ones. And where neighbours get more classes than regions (m > k, which its documentation offers), the statistic of the map adds up all m
# classes, that of each permutation the first k only, so that two in three maps without any pattern are told as significant at 5 % by `x2_rpvalue`; the other
# p-value, `x2_pvalue`, takes its degrees of freedom from k alone (12 for 3 classes of regions, whatever m is). m < k ends in an IndexError. No warning. Hurt:
# who asks whether villages with rich neighbours grow out of poverty sooner, and maps who had rich neighbours.
# Exits 0 while it is so, 1 once the behaviour has changed.
set -euo pipefail
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check giddy==2.3.8 libpysal==4.14.1 esda==2.8.2 quantecon==0.11.4 numpy==2.4.6 pandas==3.1.1
"$place/venv/bin/python" - <<'PYTHON'
import warnings
from importlib.metadata import version

warnings.simplefilter("ignore")
import libpysal
import numpy
from giddy.markov import Spatial_Markov

side, years = 7, 20
weights = libpysal.weights.lat2W(side, side)
weights.transform = "r"
draws = numpy.random.default_rng(1)


def incomes() -> numpy.ndarray:
    """Incomes relative to the mean of the year, of regions that know nothing of their neighbours."""
    income = numpy.exp(draws.normal(0, 0.5, (side * side, 1)) + numpy.cumsum(draws.normal(0, 0.1, (side * side, years)), axis=1))
    return income / income.mean(axis=0)


print(f"giddy {version('giddy')}")
income = incomes()
without = Spatial_Markov(income, weights, k=4, m=4)
numpy.random.seed(1)
permuted = Spatial_Markov(income, weights, k=4, m=4, permutations=19)
same = float((without.lclass_ids == permuted.lclass_ids).mean())
tables = bool((without.T == permuted.T).all())
print(f"classes of neighbours that are the same with permutations as without: {same:.0%}; tables of transitions the same: {tables}")

numpy.random.seed(1)
found = {}
for m in (3, 9):
    tests = [Spatial_Markov(incomes(), weights, k=3, m=m, permutations=19) for _ in range(40)]
    found[m] = numpy.mean([test.x2_rpvalue <= 0.05 for test in tests])
    print(
        f"k=3, m={m}: significant at 5 % in {found[m]:.0%} of 40 maps without a pattern; statistic {numpy.mean([test.x2 for test in tests]):.1f},"
        f" of permutations {numpy.mean([test.x2_realizations.mean() for test in tests]):.1f}; degrees of freedom {tests[0].x2_dof}"
    )
raise SystemExit(0 if same < 0.5 and found[3] < 0.2 and found[9] > 0.5 else 1)
PYTHON
# Seen on 30 November 2026, Python 3.11.7:
# giddy 2.3.8
# classes of neighbours that are the same with permutations as without: 25%; tables of transitions the same: True
# k=3, m=3: significant at 5 % in 10% of 40 maps without a pattern; statistic 14.9, of permutations 13.0; degrees of freedom 12
# k=3, m=9: significant at 5 % in 68% of 40 maps without a pattern; statistic 49.2, of permutations 16.4; degrees of freedom 12
