"""Running one program: the C program or a script in some environment; each answers with its senders, totals and seconds."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .environments import HERE, ONE_THREAD, compiled, environment

ROOT = HERE.parents[2]


@dataclass(frozen=True)
class Asked:
    """What is measured: agents, months, rounds; where the start and the draws lie."""

    agents: int
    months: int
    rounds: int
    folder: Path

    @property
    def start(self) -> Path:
        return self.folder / f"start-{self.agents}.bin"

    @property
    def draws(self) -> Path:
        return self.folder / f"draws-{self.agents}-{self.months}.npy"


def of_c(options: tuple[str, ...], asked: Asked) -> dict[str, Any]:
    """The C program: its own draws are those that the others are given."""
    program = compiled(options, asked.folder)
    lines = said([program, str(asked.start), str(asked.agents), str(asked.months), str(asked.rounds)]).splitlines()
    runs = []
    for line in lines:
        seconds, wealth, sent, *senders = line.split()
        runs.append({"seconds": float(seconds), "wealth": float(wealth), "sent": float(sent), "senders": [int(count) for count in senders]})
    return {"given": runs[0], "own": runs}


WITHOUT_AVX512 = {
    "NUMBA_CPU_NAME": "haswell",
    "NUMBA_CPU_FEATURES": "+avx,+avx2,+fma,+bmi,+bmi2,+sse4.2,+popcnt,+lzcnt",
    "NPY_DISABLE_CPU_FEATURES": "AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL AVX512_SPR",
}
"""What makes Numba and NumPy keep to instructions that Valgrind knows."""


def script(
    name: str, asked: Asked, library: str | None = None, given: bool = True, more: tuple[str, ...] = (), variables: dict[str, str] | None = None
) -> tuple[list[str], dict[str, str]]:
    """The command of a script, in the environment of a library or in this one, and its variables."""
    python = sys.executable if library is None else environment(library, asked.folder)
    path = os.pathsep.join([str(HERE), *([str(ROOT)] if library is None else [])])
    quiet = {"PYTHONPATH": path, "PYTHONWARNINGS": "ignore", "STARSIM_INSTALL_FONTS": "0"}
    command = [python, "-P", str(HERE / name), "--agents", str(asked.agents), "--months", str(asked.months), "--rounds", str(asked.rounds), *more]
    return [*command, *(["--draws", str(asked.draws)] if given else [])], {**os.environ, **ONE_THREAD, **(variables or {}), **quiet}


def of_script(name: str, asked: Asked, library: str | None = None, given: bool = True, more: tuple[str, ...] = (), **variables: str) -> dict[str, Any]:
    """A script, in the environment of a library or in this one."""
    command, all_variables = script(name, asked, library, given, more, variables)
    return json.loads(said(command, all_variables).splitlines()[-1])  # type: ignore[no-any-return]


def touching(asked: Asked, bytes_of_a_record: int | None = None) -> float:
    """Seconds of each round to read and write what a month needs, and nothing else: the least of the rounds."""
    program = compiled(("-O3", "-march=native"), asked.folder)
    more = [] if bytes_of_a_record is None else [str(bytes_of_a_record)]
    lines = said([program, str(asked.start), str(asked.agents), str(asked.months), str(asked.rounds), "touch", *more]).splitlines()
    return min(float(line.split()[0]) for line in lines)


def instructions(command: list[str], folder: Path, variables: dict[str, str] | None = None) -> int:
    """Instructions that a command executes, by Valgrind's Cachegrind."""
    out = folder / "cachegrind.out"
    counting = ["valgrind", "--tool=cachegrind", "--cache-sim=no", f"--cachegrind-out-file={out}"]
    found = subprocess.run([*counting, *command], env=variables, capture_output=True, text=True, check=False)
    told = re.search(r"I\s+refs:\s+([\d,]+)", found.stderr)
    if found.returncode or told is None:
        raise SystemExit(f"{' '.join(command)} failed under Valgrind:\n{found.stderr[-2000:]}")
    return int(told.group(1).replace(",", ""))


def said(command: list[str], variables: dict[str, str] | None = None) -> str:
    """What a command printed; the whole fails with what it said where it failed."""
    found = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
    if found.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{found.stderr[-2000:]}")
    return found.stdout
