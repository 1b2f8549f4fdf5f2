#!/bin/sh
# pyfixest 0.60.0 configures the root logger of the process when its estimators are first loaded (the first access to pyfixest.feols, not the import of
# the package, which is lazy): level INFO and a handler to standard error. Every other library that logs at INFO by the standard module speaks from then
# on; Mesa 3.3.1 tells of each step of a model. Expected: a library leaves the root logger to the program. Seen: level 30 without handlers after the import,
# level 20 with a StreamHandler after the first feols.
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install --quiet --disable-pip-version-check pyfixest==0.60.0 mesa==3.3.1 numpy pandas
"$place/env/bin/python" - <<'PY'
import contextlib
import io
import logging
import sys

import mesa
import numpy as np
import pandas as pd
import pyfixest

root = logging.getLogger()
before = root.level, len(root.handlers)
frame = pd.DataFrame({"y": np.arange(20.0) ** 2, "x": np.arange(20.0), "g": np.arange(20) % 4})
pyfixest.feols("y ~ x | g", data=frame)
after = root.level, len(root.handlers)
said = io.StringIO()
for handler in root.handlers:
    handler.setStream(said)
model = mesa.Model()
model.step()
print("after the import:", before, "after the first feols:", after)
print("what a step of a Mesa model says then:", said.getvalue().strip())
assert before == (30, 0), before
assert after == (20, 1), after
assert "calling model.step" in said.getvalue()
PY
