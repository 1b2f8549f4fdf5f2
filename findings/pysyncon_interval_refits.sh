#!/usr/bin/env bash
# pysyncon, synthetic control, two silent changes of an estimate. Asking a fitted `Synth` for its `confidence_interval` changes it: the test behind the
# interval is fitted again and again, to data with a supposed effect taken out of a later year, in the same object, so that `weights`, `att`, `mspe` and plots
# after it are those of the last trial and not of the fit (with a `custom_V` they stay). And a donor without a value in a year after the treatment counts as 0
# there: one missing cell of one donor with weight 0.4 turns an effect of -2 in a rate of 50 into none, with a standard error fifteen times as large. No
# warning in either. Hurt: who writes the interval first and the table of donors after it; who takes donors from a source with gaps, as tables of migration
# and remittances are.
# Exits 0 while it is so, 1 once the behaviour has changed.
set -euo pipefail
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check pysyncon==1.7.0 numpy==2.4.6 scipy==1.17.1 pandas==3.1.1
"$place/venv/bin/python" - <<'PYTHON'
import warnings
from importlib.metadata import version

warnings.simplefilter("ignore")
import numpy
import pandas
from pysyncon import Dataprep, Synth

draws = numpy.random.default_rng(3)
years = range(1990, 2020)
donors = list("ABCDEFGH")
common = numpy.cumsum(draws.normal(0, 1, (len(years), 2)), axis=0)
rates = pandas.DataFrame(50 + common @ draws.uniform(0, 1, (8, 2)).T + draws.normal(0, 0.3, (len(years), 8)), index=years, columns=donors)
rates["treated"] = 50 + common @ [0.5, 0.5] + draws.normal(0, 0.3, len(years))
rates.loc[2010:, "treated"] -= 2
panel = rates.rename_axis("year").reset_index().melt("year", var_name="country", value_name="rate")
size = {country: number + 1.0 for number, country in enumerate(rates)}
panel["size"] = panel["country"].map(size)


def prepared(rows: pandas.DataFrame) -> Dataprep:
    return Dataprep(
        foo=rows,
        predictors=["rate", "size"],
        predictors_op="mean",
        special_predictors=[("rate", [1995], "mean"), ("rate", [2005], "mean")],
        dependent="rate",
        unit_variable="country",
        time_variable="year",
        treatment_identifier="treated",
        controls_identifier=donors,
        time_predictors_prior=range(1990, 2010),
        time_optimize_ssr=range(1990, 2010),
    )


def told(fit: Synth) -> str:
    weights = fit.weights()
    effect = fit.att(time_period=range(2010, 2020))
    shown = ", ".join(f"{donor} {weight:.3f}" for donor, weight in weights[weights > 0].items())
    return f"effect {effect['att']:.3f} (standard error {effect['se']:.3f}), distance before {fit.mspe():.4f}, donors {shown}"


print(f"pysyncon {version('pysyncon')}")
fit = Synth()
fit.fit(dataprep=prepared(panel))
before = told(fit)
print("as fitted:                     ", before)
fit.confidence_interval(alpha=0.1, time_periods=[2010], tol=0.2, verbose=False)
after = told(fit)
print("after asking for an interval:  ", after)
gap = Synth()
gap.fit(dataprep=prepared(panel[(panel["year"] != 2015) | (panel["country"] != "G")]))
print("without the row of G in 2015:  ", told(gap))
effect = gap.att(time_period=range(2010, 2020))["att"]
raise SystemExit(0 if before != after and effect > -1 else 1)
PYTHON
# Seen on 30 November 2026, Python 3.11.7:
# pysyncon 1.7.0
# as fitted:                      effect -2.044 (standard error 0.148), distance before 0.0647, donors D 0.429, F 0.118, G 0.447, H 0.006
# after asking for an interval:   effect -2.008 (standard error 0.142), distance before 0.0686, donors D 0.339, F 0.209, G 0.361, H 0.091
# without the row of G in 2015:   effect 0.159 (standard error 2.168), distance before 0.0647, donors D 0.429, F 0.118, G 0.447, H 0.006
