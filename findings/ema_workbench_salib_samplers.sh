#!/usr/bin/env bash
# The EMA workbench hands SALib other inputs than it was given. A Morris design of an integer from 0 to 3 holds 0, 1, 2 and 4: the workbench adds one to the
# upper bound and cuts, as fits Sobol' points, but Morris points stand on the bounds, so that the model runs outside of its range and never at its maximum (a
# switch gets 0, 1 and 2 and ends in an error that says nothing of it). And parameters made by `from_dist` are sampled as if spread evenly between their
# bounds by the Sobol', Morris and FAST samplers: a rate with a beta distribution of mean 0.2 gets mean 0.5. Latin hypercube points of the same parameters are
# right. No warning. Hurt: who tells which uncertain factors matter: elementary effects come from levels that do not exist, Sobol' indices from distributions
# that nobody declared.
# Exits 0 while it is so, 1 once the behaviour has changed.
set -euo pipefail
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check ema_workbench==2.5.3 SALib==1.6.0 numpy==2.4.6 scipy==1.17.1 pandas==2.3.3
"$place/venv/bin/python" - <<'PYTHON'
import warnings
from importlib.metadata import version

warnings.simplefilter("ignore")
import numpy as np
from ema_workbench import BooleanParameter, IntegerParameter, RealParameter
from ema_workbench.em_framework.salib_samplers import FASTSampler, MorrisSampler, SobolSampler
from ema_workbench.em_framework.samplers import LHSSampler
from scipy.stats import beta

print(f"ema_workbench {version('ema_workbench')}, SALib {version('SALib')}, SciPy {version('scipy')}")
parameters = [IntegerParameter("level", 0, 3), RealParameter.from_dist("rate", beta(2, 8))]
levels, means = {}, {}
for sampler in (MorrisSampler(), SobolSampler(), FASTSampler(), LHSSampler()):
    name = type(sampler).__name__
    design = sampler.generate_designs(parameters, 256)
    columns = [parameter.name for parameter in design.parameters]
    points = np.array(list(design.designs), dtype=float)
    levels[name] = sorted({int(level) for level in points[:, columns.index("level")]})
    means[name] = float(points[:, columns.index("rate")].mean())
    print(f"{name}: levels {levels[name]}, mean of the rate {means[name]:.3f} (0.2 in its distribution)")
try:
    list(MorrisSampler().generate_designs([BooleanParameter("switch"), RealParameter("other", 0, 1)], 16))
    ending = "none"
except (TypeError, IndexError, KeyError) as error:
    ending = f"{type(error).__name__}: {error}"
print("a switch in a Morris design:", ending)
evenly = all(abs(means[name] - 0.5) < 0.15 for name in ("MorrisSampler", "SobolSampler", "FASTSampler"))
raise SystemExit(0 if levels["MorrisSampler"] == [0, 1, 2, 4] and evenly and abs(means["LHSSampler"] - 0.2) < 0.02 else 1)
PYTHON
# Seen on 30 November 2026, Python 3.11.7 (the Morris design is another one at each run):
# ema_workbench 2.5.3, SALib 1.6.0, SciPy 1.17.1
# MorrisSampler: levels [0, 1, 2, 4], mean of the rate 0.520 (0.2 in its distribution)
# SobolSampler: levels [0, 1, 2, 3], mean of the rate 0.500 (0.2 in its distribution)
# FASTSampler: levels [0, 1, 2, 3], mean of the rate 0.500 (0.2 in its distribution)
# LHSSampler: levels [0, 1, 2, 3], mean of the rate 0.200 (0.2 in its distribution)
# a switch in a Morris design: TypeError: 'NoneType' object is not callable
