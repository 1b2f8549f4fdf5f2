#!/usr/bin/env bash
# Importing Mesa takes several times as long where a chain of modules imports it as where a script does at its top: when they are loaded, Mesa's modules make
# their loggers from `inspect.stack()`, which reads the source around every frame of the stack, and for those of Python's import machinery goes through all
# modules that are loaded. Only one frame of it is used. Hurt: whoever imports Mesa inside a package, as all larger models do, waits at every start, and a
# profile shows the time as Mesa's own. `import mesa` as the first line of the program avoids it.
# Exits 0 while it is so, 1 once the behaviour has changed.
set -euo pipefail
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check mesa==3.3.1 networkx==3.5 scipy==1.16.3
for k in $(seq 1 24); do echo "import step$((k + 1))" > "$place/step$k.py"; done
echo "import mesa" > "$place/step25.py"
cd "$place"
for way in step25 step1; do
    for turn in 1 2 3 4; do
        "$place/venv/bin/python" - "$way" <<'PYTHON'
import importlib
import sys
import time

import networkx, numpy, pandas, scipy.spatial, tqdm  # noqa: E401, F401 (what Mesa loads besides, so that Mesa alone is timed)

sys.path.insert(0, ".")
began = time.process_time()
importlib.import_module(sys.argv[1])
print(sys.argv[1], round(time.process_time() - began, 4))
PYTHON
    done
done > times.txt
"$place/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

times = {}
for line in open("times.txt", encoding="utf-8"):
    way, seconds = line.split()
    times.setdefault(way, []).append(float(seconds))
shallow, deep = (min(times[way][1:]) for way in ("step25", "step1"))  # the first of each writes bytecode
print(f"Mesa {version('mesa')}: {1e3 * shallow:.0f} ms behind one module, {1e3 * deep:.0f} ms behind a chain of 25")
raise SystemExit(0 if deep > 1.5 * shallow else 1)
PYTHON
# Seen on 30 November 2026, Python 3.11.7:
# Mesa 3.3.1: 108 ms behind one module, 395 ms behind a chain of 25
