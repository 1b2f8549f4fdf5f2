#!/usr/bin/env bash
# statsmodels' GLM with frequency weights ("observation repeated") gives the coefficients, errors and likelihood of the data with each row written as often
# as it counts, as it should, but its pseudo R-squared divides the weighted likelihood by the number of rows, not of observations, and so does the
# penalised fit: with five people a row a weak relation has twice the R-squared or more, and the penalty is several times weaker than asked for. McFadden's
# R-squared is right. Hurt: who fits a logit on a table of counts (origin by sex by age) instead of the persons, the usual form of published migration
# data, and reports its fit.
# Exits 0 while it is so, 1 once the behaviour has changed.
set -euo pipefail
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check statsmodels==0.15.0 numpy==2.4.6 pandas==3.1.1
"$place/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

import numpy as np
import pandas as pd
import statsmodels.api as sm
import statsmodels.formula.api as smf

rng = np.random.default_rng(1)
table = pd.DataFrame({"schooling": rng.normal(size=60), "persons": rng.integers(3, 8, 60)})
table["left"] = (0.5 * table["schooling"] + rng.logistic(size=60) > 0).astype(int)
persons = table.loc[table.index.repeat(table["persons"])].reset_index(drop=True)
logit = sm.families.Binomial()
models = {
    f"{len(table)} rows with weights": smf.glm("left ~ schooling", table, family=logit, freq_weights=table["persons"]),
    f"{len(persons)} persons": smf.glm("left ~ schooling", persons, family=logit),
}
print(f"statsmodels {version('statsmodels')}, NumPy {np.__version__}, pandas {pd.__version__}")
rows = []
for name, model in models.items():
    fit = model.fit()
    shrunk = model.fit_regularized(alpha=0.05, L1_wt=1.0).params["schooling"]
    rows.append((fit.params["schooling"], fit.bse["schooling"], fit.pseudo_rsquared("mcf"), fit.pseudo_rsquared("cs"), shrunk))
    print("{}: slope {:.4f} +- {:.4f}, R2 McFadden {:.4f}, R2 Cox-Snell {:.4f}, slope with penalty {:.4f}".format(name, *rows[-1]))
weighted, repeated = rows
same = np.allclose(weighted[:3], repeated[:3], rtol=1e-6)
raise SystemExit(0 if same and weighted[3] > 2.0 * repeated[3] and abs(weighted[4] / repeated[4] - 1.0) > 0.05 else 1)
PYTHON
# Seen on 30 November 2026, Python 3.11.7:
# statsmodels 0.15.0, NumPy 2.4.6, pandas 3.1.1
# 60 rows with weights: slope 0.7256 +- 0.1509, R2 McFadden 0.0608, R2 Cox-Snell 0.3636, slope with penalty 0.6601
# 322 persons: slope 0.7256 +- 0.1509, R2 McFadden 0.0608, R2 Cox-Snell 0.0808, slope with penalty 0.4011
