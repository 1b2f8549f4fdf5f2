#!/usr/bin/env bash
# SyntheticControlMethods does not find a donor that is the treated country's twin. Its distance takes every covariate of the treated country from every
# covariate of the donors (a row less a column, which is a square table), the population from the schooling too; and it scales by the spread between the
# covariates of a country where it means that of a covariate between the countries, so that what is measured in large units decides. Below a donor is equal to
# the treated country in everything before the treatment: with the population in millions it gets all of the weight, with the same population in persons
# another donor gets it, the distance before the treatment is 0.9 instead of 0, and the effect of -2 comes out as another one. No warning. (With the newest
# SciPy the default arguments are refused, "'x0' must only have one dimension".) Hurt: who estimates the effect of a visa policy
# with population, income and schooling beside the outcome.
# Exits 0 while it is so, 1 once the behaviour has changed.
set -euo pipefail
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check SyntheticControlMethods==1.1.17 cvxpy==1.5.4 scipy==1.10.1 numpy==1.26.4 pandas==2.2.3
"$place/venv/bin/python" - 2>/dev/null <<'PYTHON'
import os
import warnings
from importlib.metadata import version

warnings.simplefilter("ignore")
import numpy
import pandas
from SyntheticControlMethods import Synth

told = os.fdopen(os.dup(1), "w")
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # The optimiser writes to standard output by itself, some of it at the end.
draws = numpy.random.default_rng(3)
years = range(1990, 2010)
common = numpy.cumsum(draws.normal(0, 1, (len(years), 2)), axis=0)
loads = draws.uniform(0, 1, (8, 2))
level, population, schooling = draws.uniform(40, 60, 8), draws.uniform(1, 5, 8), draws.uniform(5, 12, 8)
rows = [
    (country, year, level[number] + common[step] @ loads[number] + draws.normal(0, 0.2), population[number] + 0.01 * step, schooling[number])
    for number, country in enumerate("ABCDEFGH")
    for step, year in enumerate(years)
]
panel = pandas.DataFrame(rows, columns=["country", "year", "rate", "population", "schooling"])
treated = panel[panel["country"] == "C"].assign(country="treated")
treated.loc[treated["year"] >= 2002, "rate"] -= 2
panel = pandas.concat([panel, treated], ignore_index=True)


def fitted(persons_a_unit: float) -> tuple[float, float, str]:
    """Effect, distance before the treatment, and donors, with the population in another unit."""
    data = panel.assign(population=panel["population"] * 1e6 / persons_a_unit)
    fit = Synth(data, "rate", "country", "year", 2002, "treated").original_data
    gaps = fit.treated_outcome_all.ravel() - fit.synth_outcome.ravel()
    donors = ", ".join(f"{donor} {weight:.2f}" for donor, weight in fit.weight_df["Weight"].items())
    return float(gaps[12:].mean()), float(fit.rmspe_df["pre_rmspe"].iloc[0]), donors


print(f"SyntheticControlMethods {version('SyntheticControlMethods')}; the treated country is donor C until 2001, and 2 less from 2002 on", file=told)
found = {}
for unit, persons in (("millions", 1e6), ("thousands", 1e3), ("persons", 1.0)):
    effect, distance, donors = found[unit] = fitted(persons)
    print(f"population in {unit}: donors {donors}; distance before {distance:.3f}, effect {effect:.2f}", file=told, flush=True)
raise SystemExit(0 if found["persons"][1] > 0.1 and found["persons"][2] != found["millions"][2] else 1)
PYTHON
# Seen on 30 November 2026, Python 3.11.7:
# SyntheticControlMethods 1.1.17; the treated country is donor C until 2001, and 2 less from 2002 on
# population in millions: donors C 1.00; distance before 0.000, effect -2.00
# population in thousands: donors C 1.00; distance before 0.000, effect -2.00
# population in persons: donors D 1.00; distance before 0.909, effect -1.29
