#!/bin/sh
# pyfixest 0.60.0, event_study(estimator="did2s"): where some period has a single untreated unit left (two groups treated one after the other, one never
# treated: a usual roll-out), the first stage drops that period's rows as singletons, its residuals are shorter than the data, and the call ends in
# "ValueError: operands could not be broadcast together" inside the covariance, with no word of the singletons. With a second never-treated unit the same
# data give the effect. The two stages by hand, feols(..., fixef_rm="none") on the untreated and the mean residual of the treated, give it in both cases.
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install --quiet --disable-pip-version-check pyfixest==0.60.0 numpy pandas
"$place/env/bin/python" - <<'PY' 2>/dev/null
import warnings

import pandas as pd
import pyfixest

warnings.simplefilter("ignore")


def panel(never_treated):
    starts = [6, 15, *[0] * never_treated]
    rows = [
        (unit, month, 2.0 * unit + 0.1 * month + (0.5 * (month - start + 1) if 0 < start <= month else 0.0), start, float(0 < start <= month))
        for unit, start in enumerate(starts, 1)
        for month in range(24)
    ]
    return pd.DataFrame(rows, columns=["unit", "month", "y", "start", "treated"])


found = {}
for n in (1, 2):
    data = panel(n)
    truth = data.loc[data["treated"] == 1, "month"].sub(data.loc[data["treated"] == 1, "start"]).add(1).mul(0.5).mean()
    first = pyfixest.feols("y ~ 1 | unit + month", data=data[data["treated"] == 0], fixef_rm="none")
    by_hand = (data["y"] - first.predict(newdata=data))[data["treated"] == 1].mean()
    try:
        fit = pyfixest.event_study(data=data, yname="y", idname="unit", tname="month", gname="start", estimator="did2s", att=True)
        found[n] = f"{fit.coef().iloc[0]:.4f}"
    except ValueError as error:
        found[n] = str(error)
    print(f"never treated: {n}; truth {truth:.4f}; by hand {by_hand:.4f}; did2s: {found[n]}")
    assert abs(by_hand - truth) < 1e-4
assert "broadcast" in found[1] and found[2] == f"{truth:.4f}", found
PY
