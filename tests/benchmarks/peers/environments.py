"""An environment for each library, with the versions that were tried, and the C program with each set of options; made once in a folder, and used again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
SINCE = (3, 12)
"""What Mesa 3.5 needs."""
PYTHONS = ("python3.12", "python3.13")
PACKAGES = {
    "mesa": ("mesa==3.5.1", "networkx==3.7", "numpy==2.5.5", "pandas==3.1.1", "scipy==1.18.1"),
    "ambr": ("ambr==0.5.2", "numpy==2.5.5", "polars==2.1.0", "networkx==3.7"),
    "starsim": ("starsim==3.7.2", "numpy==2.5.5", "numba==0.68.1", "scipy==1.18.1", "pandas==3.1.1"),
    "mesa_frames": ("mesa_frames==0.1.0a0", "numpy==1.26.4", "polars==2.1.0", "pandas==3.0.6", "pyarrow==26.0.1"),
}
ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "NUMBA")} | {"POLARS_MAX_THREADS": "1"}
COMPILED = {"c_native": ("-O3", "-march=native"), "c": ("-O3",), "c_fast": ("-O3", "-march=native", "-ffast-math")}
COUNTED = ("-O3", "-march=x86-64-v3")
"""What instructions are counted of: Valgrind knows no AVX-512."""


def python_since(version: tuple[int, int] = SINCE) -> str:
    """A Python that the libraries run on: `PEERS_PYTHON`, this one, another on the path, or one that pyenv keeps."""
    kept = Path(os.environ.get("PYENV_ROOT", "~/.pyenv")).expanduser() / "versions"
    installed = sorted(str(path) for pattern in ("3.12*", "3.13*") for path in kept.glob(f"{pattern}/bin/python"))
    for candidate in (os.environ.get("PEERS_PYTHON"), sys.executable, *(shutil.which(name) for name in PYTHONS), *installed):
        if candidate is None:
            continue
        asked = subprocess.run([candidate, "-c", f"import sys; sys.exit(sys.version_info < {version})"], capture_output=True, check=False)
        if asked.returncode == 0:
            return candidate
    raise SystemExit(f"Python {version[0]}.{version[1]} or later is needed for the environments of the libraries (PEERS_PYTHON=...)")


def environment(name: str, folder: Path) -> str:
    """The Python of a library's environment, made where it is not there with these versions."""
    place = folder / name
    python, made = place / "bin" / "python", place / "made"
    wanted = "\n".join(PACKAGES[name])
    if not made.is_file() or made.read_text() != wanted:
        sys.stderr.write(f"making the environment of {name}\n")
        subprocess.run([python_since(), "-m", "venv", "--clear", str(place)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES[name]], check=True)
        made.write_text(wanted)
    return str(python)


def compiled(options: tuple[str, ...], folder: Path) -> str:
    """The C program."""
    program = folder / f"rule{''.join(options).replace('=', '-')}"
    subprocess.run(["gcc", "-std=gnu11", *options, str(HERE / "rule.c"), "-o", str(program), "-lm"], check=True)
    return str(program)
