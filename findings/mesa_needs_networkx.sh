#!/usr/bin/env bash
# Mesa 3.5.1 imports networkx on `import mesa`, and does not ask for it: `pip install mesa` gives a package that cannot be imported.
# networkx is an optional extra (mesa[network]) in its metadata, but mesa/__init__.py reaches mesa/discrete_space/network.py, which imports it at the top.
# Who is hurt: every project that depends on mesa with a lower bound alone and uses no networks: a fresh install fails on Python 3.12 and later, where pip
# takes 3.5 (on 3.11 it takes 3.3.1, which imports without networkx).
# Exits 0 while it is so, 1 once the behaviour has changed.
#
# Seen on 28 November 2026, Python 3.12.1:
#   mesa 3.5.1, networkx required without extras: no
#   import mesa: ModuleNotFoundError: No module named 'networkx'
#   import mesa, with networkx installed: ok
set -eu
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -c 'import sys; sys.exit(sys.version_info < (3, 12))' || { echo "Mesa 3.5 needs Python 3.12 (PYTHON=...)" >&2; exit 2; }
"${PYTHON:-python3}" -m venv "$place/venv"
python="$place/venv/bin/python"
"$python" -m pip install --quiet --disable-pip-version-check mesa==3.5.1
asked="$("$python" -c 'from importlib.metadata import requires; print("yes" if any(r.startswith("networkx") and "extra" not in r for r in requires("mesa")) else "no")')"
cd "$place"
seen="$("$python" -c 'import mesa' 2>&1 | tail -n 1)"
echo "mesa $("$python" -c 'from importlib.metadata import version; print(version("mesa"))'), networkx required without extras: $asked"
echo "import mesa: ${seen:-ok}"
"$python" -m pip install --quiet --disable-pip-version-check networkx
echo "import mesa, with networkx installed: $("$python" -c 'import mesa; print("ok")' 2>&1 | tail -n 1)"
[ "$asked" = no ] && [ "$seen" = "ModuleNotFoundError: No module named 'networkx'" ]
