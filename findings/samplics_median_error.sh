#!/usr/bin/env bash
# samplics' standard error of a median (Taylor) is not that of the median. It divides by the density at the median, which it takes over a ten-millionth of the
# range of the data, that is from the gap between the two values next to it: a number that chance alone makes, a twelfth of the true error in one sample and
# half as much again in another. Intervals of 95 % hold the true median in six samples of ten. By domain (men, women) it takes the median and the density of
# all for each of them: where the domains differ, the error of one is as good as 0 and its interval a point. The estimates are right, and so are errors of
# means and totals. No warning. Hurt: who reports the median amount sent, or the median income by origin, with its interval, from a household survey.
# Exits 0 while it is so, 1 once the behaviour has changed.
set -euo pipefail
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check samplics==0.6.1 numpy==2.4.6 pandas==2.3.3
"$place/venv/bin/python" - <<'PYTHON'
import warnings
from importlib.metadata import version

warnings.simplefilter("ignore")
import numpy as np
from samplics import PopParam
from samplics.estimation import TaylorEstimator

print(f"samplics {version('samplics')}, NumPy {np.__version__}")
rng = np.random.default_rng(1)


def median(values: np.ndarray, domain: np.ndarray | None = None) -> TaylorEstimator:
    estimator = TaylorEstimator(PopParam.median)
    estimator.estimate(y=values, samp_weight=np.ones(values.size), domain=domain)
    return estimator


samples = [median(rng.lognormal(5.0, 1.0, 400)) for _ in range(400)]
errors = np.array([sample.stderror for sample in samples])
spread = np.std([sample.point_est for sample in samples])
held = np.mean([sample.lower_ci <= np.exp(5.0) <= sample.upper_ci for sample in samples])
print(f"400 samples of 400 incomes: medians spread by {spread:.1f}; errors told: tenths 1, 5 and 9:", np.quantile(errors, [0.1, 0.5, 0.9]).round(1).tolist())
print(f"intervals of 95 % that hold the true median: {held:.0%}")
sex = np.repeat(["women", "men"], [1400, 1600])
sent = np.where(sex == "women", rng.normal(100.0, 10.0, 3000), rng.normal(500.0, 100.0, 3000))
together = median(sent, sex)
exact = {"women": 1.2533 * 10.0 / 1400**0.5, "men": 1.2533 * 100.0 / 1600**0.5}
for name in exact:
    print(f"{name}: median {together.point_est[name]:.1f}, error told {together.stderror[name]:.3g}, theory {exact[name]:.3g}")
raise SystemExit(0 if held < 0.85 and together.stderror["women"] < 0.01 * exact["women"] else 1)
PYTHON
# Seen on 30 November 2026, Python 3.11.7:
# samplics 0.6.1, NumPy 2.4.6
# 400 samples of 400 incomes: medians spread by 9.4; errors told: tenths 1, 5 and 9: [0.8, 4.3, 13.4]
# intervals of 95 % that hold the true median: 58%
# women: median 100.0, error told 1.11e-15, theory 0.335
# men: median 503.6, error told 4.44, theory 3.13
