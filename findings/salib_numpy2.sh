#!/usr/bin/env bash
# SALib 1.5.0 asks for any NumPy from 1.20.3 on, and under NumPy 2 its Sobol and Morris analyses stop with an AttributeError on every problem (ndarray.ptp and
# np.NAN, both gone since NumPy 2.0), while sampling and RBD-FAST work. SALib 1.5.1 runs all of them. Hurt: whoever gives "SALib>=1.5" as a bound and tries
# an environment solved for the lowest allowed versions by sampling alone, or by one method.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cat >"$folder/analyse.py" <<'PYTHON'
import warnings
from importlib.metadata import version

from SALib.analyze import morris, rbd_fast, sobol
from SALib.sample import latin
from SALib.sample import morris as trajectories
from SALib.sample import sobol as saltelli

warnings.simplefilter("ignore")
problem = {"num_vars": 2, "names": ["x1", "x2"], "bounds": [[0.0, 1.0], [0.0, 1.0]]}
pairs, walks, points = saltelli.sample(problem, 64, seed=1), trajectories.sample(problem, 8, seed=1), latin.sample(problem, 200, seed=1)
methods = {
    "sobol": lambda: sobol.analyze(problem, pairs @ [1.0, 2.0], seed=1),
    "morris": lambda: morris.analyze(problem, walks, walks @ [1.0, 2.0], seed=1),
    "rbd_fast": lambda: rbd_fast.analyze(problem, points, points @ [1.0, 2.0], seed=1),
}
stopped = []
for name, analyse in methods.items():
    try:
        analyse()
    except AttributeError as error:
        stopped.append(f"{name} ({error})")
print(f"SALib {version('SALib')}, NumPy {version('numpy')}: {len(methods) - len(stopped)} of 3 run; stopped: {'; '.join(stopped) or 'none'}")
raise SystemExit(len(stopped))
PYTHON
code=""
for salib in 1.5.0 1.5.1; do
    python3 -m venv "$folder/$salib"
    "$folder/$salib/bin/pip" --quiet --quiet install "SALib==$salib" "numpy==2.1.0" "pandas==2.2.3"
    stopped=0
    "$folder/$salib/bin/python" "$folder/analyse.py" || stopped=$?
    code="$code $stopped"
done
test "$code" = " 2 0"
