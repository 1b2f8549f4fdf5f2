#!/usr/bin/env bash
# QuantEcon's ARMA, two numbers that are not those of the process. `impulse_response` of a process with more lags of itself than of the shock, AR(2) for one,
# comes late: "psi[0] as unity" says its documentation, but psi[0] is 0 and psi[1] is 1, one lag later for each lag too many (the series of coefficients is
# read as a fraction of powers of z whose lengths differ). AR(1) is right, since no lag of the shock counts as one of 0. And `autocovariance` is taken from the
# spectrum at 1200 points, so that the variance of a process that hardly forgets is too high: by a hundred-thousandth at 0.99, nearly twice the truth at
# 0.999. No warning. Hurt: who reads off when a shock to wages at home is at its strongest in remittances, a month late with monthly data; who scales shocks
# to a variance of daily exchange rates.
# Exits 0 while it is so, 1 once the behaviour has changed.
set -euo pipefail
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check quantecon==0.11.4 statsmodels==0.15.0 numpy==2.4.6 scipy==1.17.1 pandas==3.1.1
"$place/venv/bin/python" - <<'PYTHON'
import warnings
from importlib.metadata import version

warnings.simplefilter("ignore")
import numpy
import quantecon
from statsmodels.tsa.arima_process import ArmaProcess

print(f"quantecon {version('quantecon')}, statsmodels {version('statsmodels')}")
late = {}
for lags in ([0.5], [0.5, 0.2], [0.5, 0.2, 0.1]):
    told = quantecon.ARMA(lags).impulse_response(6)
    known = ArmaProcess.from_coeffs(lags).impulse_response(6)
    late[len(lags)] = int(numpy.argmax(told)) - int(numpy.argmax(known))
    print(f"AR({len(lags)}): quantecon {[round(float(value), 3) for value in told]}, statsmodels {[round(float(value), 3) for value in known]}")
ratio = {}
for lag in (0.9, 0.99, 0.999):
    told = quantecon.ARMA(lag).autocovariance(1)[0]
    ratio[lag] = told * (1 - lag**2)
    print(f"variance of AR(1) with {lag}: quantecon {told:.4f}, sigma^2 / (1 - phi^2) = {1 / (1 - lag**2):.4f}")
raise SystemExit(0 if late == {1: 0, 2: 1, 3: 2} and ratio[0.999] > 1.5 else 1)
PYTHON
# Seen on 30 November 2026, Python 3.11.7:
# quantecon 0.11.4, statsmodels 0.15.0
# AR(1): quantecon [1.0, 0.5, 0.25, 0.125, 0.062, 0.031], statsmodels [1.0, 0.5, 0.25, 0.125, 0.062, 0.031]
# AR(2): quantecon [0.0, 1.0, 0.5, 0.45, 0.325, 0.253], statsmodels [1.0, 0.5, 0.45, 0.325, 0.253, 0.191]
# AR(3): quantecon [0.0, 0.0, 1.0, 0.5, 0.45, 0.425], statsmodels [1.0, 0.5, 0.45, 0.425, 0.353, 0.306]
# variance of AR(1) with 0.9: quantecon 5.2632, sigma^2 / (1 - phi^2) = 5.2632
# variance of AR(1) with 0.99: quantecon 50.2518, sigma^2 / (1 - phi^2) = 50.2513
# variance of AR(1) with 0.999: quantecon 931.1082, sigma^2 / (1 - phi^2) = 500.2501
