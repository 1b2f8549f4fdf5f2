"""Memory over many runs in one process: it must stay flat.

Mesa keeps a registry of models that had agents, and a model and its wrapped `step` refer to each other. Each run here builds a world, simulates it, forks
it, looks at its Mesa agents, measures, and disposes of both; what stays is counted.
"""

from __future__ import annotations

import argparse
import gc
import os
import resource
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from weakref import WeakSet

import numpy as np

from model.mesa_door import mesa
from model.world import DiasporaModel
from scenarios import load

from ..markdown import grouped, number, publish, table

SCENARIO = "morocco_belgium_package"


class Reading(NamedTuple):
    """After so many runs: resident memory (bytes), models still alive before the garbage collector is asked, and models that Mesa's registry keeps."""

    runs: int
    resident: int
    alive: int
    registered: int


def resident_bytes() -> int:
    """Resident memory of this process; on systems without /proc, its largest value so far."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def readings(runs: int = 1_000, every: int = 100, sample: int = 200, years: int = 1, dispose: bool = True) -> list[Reading]:
    """Memory after every `every` runs of a small world and of its policy. `dispose=False` leaves it all to the garbage collector, for comparison."""
    scenario = load(SCENARIO, {"burn_in_years": 1}, years=years)
    settings = scenario.settings(sample)
    alive: WeakSet[DiasporaModel] = WeakSet()
    found: list[Reading] = []
    for run in range(runs):
        world = DiasporaModel(settings, (), scenario.shocks, replication=run).burn_in()
        policy = world.fork(scenario.levers).run()
        policy.measures()
        len(policy.agents)
        alive.update((world, policy))
        if dispose:
            world.dispose()
            policy.dispose()
        del world, policy
        if (run + 1) % every == 0:
            found.append(Reading(run + 1, resident_bytes(), len(alive), len(getattr(mesa.Agent, "_ids", ()))))
    gc.collect()
    return found


def growth(found: Sequence[Reading]) -> float:
    """Bytes a run by least squares, the first fifth of the readings left out (caches fill).

    >>> growth([Reading(n, 1_000_000 + 5 * n, 0, 0) for n in range(100, 1_100, 100)])
    5.0
    """
    late = found[len(found) // 5 :]
    if len(late) < 2:
        return float("nan")
    return round(float(np.polyfit([reading.runs for reading in late], [reading.resident for reading in late], 1)[0]), 3)


def page_of(found: Sequence[Reading], sample: int, command: str) -> str:
    """The page: method, growth, table."""
    rows = [[grouped(reading.runs), number(reading.resident / 1e6), str(reading.alive), str(reading.registered)] for reading in found]
    return "\n".join(
        [
            "# Memory over many runs",
            "",
            f"`{command}` makes this page.",
            "",
            f"{grouped(found[-1].runs)} runs in one process, {grouped(sample)} records each: a world is built and burnt in, a policy forked "
            "from it and simulated, all its Mesa agents looked at, its outcomes measured, both disposed of. "
            f"Resident memory grows by {number(growth(found) / 1024.0)} KiB a run (least squares, the first fifth left out).",
            "",
            table(["runs", "resident MB", "models alive", "models in Mesa's registry"], rows, left=0),
            "",
        ]
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m experiments.studies.memory", description="Memory over many runs in one process.")
    parser.add_argument("--out", type=Path, help="the page; standard output where absent")
    parser.add_argument("--runs", type=int, default=1_000)
    parser.add_argument("--sample", type=int, default=200, help="records of the world")
    parser.add_argument("--keep", action="store_true", help="do not dispose of finished models, for comparison")
    given = parser.parse_args(arguments)
    found = readings(given.runs, max(given.runs // 10, 1), given.sample, dispose=not given.keep)
    publish(page_of(found, given.sample, f"python -m experiments.studies.memory --runs {given.runs} --out docs/memory.md"), given.out)


if __name__ == "__main__":
    main()
