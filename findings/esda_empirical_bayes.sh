#!/usr/bin/env bash
# esda's Empirical_Bayes (PySAL) is to draw the rates of small districts towards the mean of all. Where the rates differ by less than chance alone would make
# them, as rare events in small districts often do, the variance between districts is estimated below 0, and is used like that: the weight of a district's own
# rate is then negative or above 1, and the "smoothed" rate lies on the other side of the mean or farther from it than the raw one, and can be negative. Here
# rates of 4.3 to 5.6 in a thousand become -6 to 12; of maps with one risk everywhere some district changes sides in six of ten. The usual remedy is a
# variance of 0, all districts at the mean; Spatial_Empirical_Bayes of the same module does it, and `assuncao_rate` has its own. No warning. Hurt: who maps
# rare things (deportations, visas refused, deaths on the way) by district to find where they are frequent, with rates "smoothed" against chance.
# Exits 0 while it is so, 1 once the behaviour has changed.
set -euo pipefail
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check esda==2.8.2 libpysal==4.14.1 numpy==2.4.6 scipy==1.17.1 pandas==3.1.1
"$place/venv/bin/python" - <<'PYTHON'
import warnings
from importlib.metadata import version

import libpysal
import numpy
from esda.smoothing import Empirical_Bayes, Spatial_Empirical_Bayes

warnings.simplefilter("error")
events = numpy.array([5, 6, 5, 4, 5, 6, 4, 5, 5])
people = numpy.array([900, 1100, 1000, 850, 1050, 1200, 800, 950, 1150])


def told(name: str, rates: numpy.ndarray) -> None:
    print(f"{name}: {[round(1000 * float(rate), 2) for rate in rates]}")


print(f"esda {version('esda')}; rates in a thousand, of all {1000 * events.sum() / people.sum():.2f}")
raw = events / people
smoothed = Empirical_Bayes(events, people).r.ravel()
told("raw                    ", raw)
told("Empirical_Bayes        ", smoothed)
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    neighbours = Spatial_Empirical_Bayes(events, people, libpysal.weights.lat2W(3, 3)).r.ravel()
told("Spatial_Empirical_Bayes", neighbours)

# How often it matters: 30 districts of 500 to 1500 people with one and the same risk of 5 in a thousand.
draws = numpy.random.default_rng(1)
turned = negative = 0
for _ in range(1000):
    district = draws.integers(500, 1500, 30)
    cases = draws.poisson(0.005 * district)
    rate, smooth = cases / district, Empirical_Bayes(cases, district).r.ravel()
    mean = cases.sum() / district.sum()
    turned += bool(((smooth - mean) * (rate - mean) < -1e-12).any())
    negative += bool(smooth.min() < 0)
print(f"of 1000 maps with the same risk everywhere: in {turned} a district changes from above the mean to below it or back, in {negative} a rate is below 0")
raise SystemExit(0 if smoothed.min() < 0 and smoothed.max() > 2 * raw.max() and turned > 300 else 1)
PYTHON
# Seen on 30 November 2026, Python 3.11.7:
# esda 2.8.2; rates in a thousand, of all 5.00
# raw                    : [5.56, 5.45, 5.0, 4.71, 4.76, 5.0, 5.0, 5.26, 4.35]
# Empirical_Bayes        : [1.07, 11.87, 5.0, 6.41, -5.98, 5.0, 5.0, 1.76, -1.11]
# Spatial_Empirical_Bayes: [5.26, 5.19, 5.15, 5.0, 5.05, 4.77, 5.0, 4.81, 4.85]
# of 1000 maps with the same risk everywhere: in 595 a district changes from above the mean to below it or back, in 14 a rate is below 0
