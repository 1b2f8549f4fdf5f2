"""The first command of a new user, with nothing compiled yet: processor time, wall time and memory, against another checkout of the repository.

    python tests/benchmarks/cold_start.py OTHER_CHECKOUT [--rounds 5]

Each round runs both, one after the other, each in an empty cache folder; the second run of each, with that cache, is measured too. The packages of this
Python are used for both. Processor time counts all processes that a run starts; memory is that of the largest of them.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parents[2]
COMMAND = ("run", "morocco_belgium", "--years", "1", "--sample", "500", "--replications", "1", "--json")
START = "import model, sys; assert model.__file__.startswith(sys.argv.pop(1)), model.__file__; from experiments.cli import main; main()"


class Cost(NamedTuple):
    """What a run took: seconds, seconds, MB."""

    processor: float
    wall: float
    memory: float


def cost(checkout: Path, cache: Path, out: Path) -> Cost:
    """One run of the package in a checkout."""
    environment = {**os.environ, "PYTHONPATH": str(checkout), "DIASPORA_CACHE": str(cache)}
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", START, str(checkout), *COMMAND, "--out", str(out)], cwd=checkout, env=environment, stdout=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"the run in {checkout} failed")
    return Cost(used.ru_utime + used.ru_stime, time.monotonic() - began, used.ru_maxrss / 1024.0)


def measured(checkout: Path, folder: Path) -> tuple[Cost, Cost]:
    """A run with an empty cache, and the next one."""
    return cost(checkout, folder / "cache", folder / "cold"), cost(checkout, folder / "cache", folder / "warm")


def main() -> None:
    """Measure both in turn, and print each round and the medians."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("other", type=Path, help="a checkout to compare with")
    asked.add_argument("--rounds", type=int, default=5)
    given = asked.parse_args()
    found: dict[Path, list[tuple[Cost, Cost]]] = {given.other.resolve(): [], HERE: []}
    for number in range(given.rounds):
        for checkout, runs in found.items():
            with tempfile.TemporaryDirectory() as folder:
                runs.append(measured(checkout, Path(folder)))
            cold, warm = runs[-1]
            print(f"round {number + 1}, {checkout}: processor {cold.processor:.1f} s, wall {cold.wall:.1f} s, {cold.memory:.0f} MB; warm {warm.processor:.1f} s", flush=True)
    other, here = ([[statistics.median(getattr(cold, name) for cold, _ in runs)] for name in Cost._fields] for runs in found.values())
    for name, (before,), (now,) in zip(Cost._fields, other, here, strict=True):
        print(f"{name}: {now:.1f} against {before:.1f}, ratio {now / before:.2f}")


if __name__ == "__main__":
    main()
