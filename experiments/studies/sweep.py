"""What a sweep costs: `python -m experiments.studies.sweep [--rows 32] [--out docs/sweep_speed.md]`.

The experiment `sobol_package` with fewer base rows, in processes of its own with one worker and with two: wall time, throughput, efficiency, where the
time goes, peak memory of the command and of its largest worker; and the same with twice the rows, to see whether memory grows.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHILD = """
import json, resource, sys
from dataclasses import replace
from joblib.externals.loky import get_reusable_executor
from ..sweeps import load_experiment, run_sweep
n, jobs, out = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
wanted = load_experiment("sobol_package")
wanted = replace(wanted, design=replace(wanted.design, settings={**wanted.design.settings, "n": n}))
done = run_sweep(wanted, out, jobs=jobs)
get_reusable_executor().shutdown(wait=True)  # only workers that were waited for are counted below
kilo = 1 if sys.platform != "darwin" else 1024
peak = [resource.getrusage(who).ru_maxrss / kilo / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps(done.timing | {"points": len(done.plan.points.values), "parent_mb": peak[0], "worker_mb": peak[1] if jobs > 1 else 0.0}))
"""
WHOLE = 71_680


@dataclass(frozen=True)
class Measured:
    """One sweep: what it took."""

    jobs: int
    points: int
    runs: int
    seconds: float
    busy: dict[str, float]
    parent_mb: float
    worker_mb: float

    @property
    def per_second(self) -> float:
        """Runs a second."""
        return self.runs / self.seconds

    @property
    def worked(self) -> float:
        """Seconds of workers spent on runs, all stages."""
        return sum(self.busy.values())

    @property
    def overhead(self) -> float:
        """Share of the time of workers that is neither building, burn-in nor simulating: setting up, measuring, sending, writing, waiting."""
        simulating = sum(self.busy.get(stage, 0.0) for stage in ("simulating", "building and burn-in", "world without levers"))
        return 1.0 - simulating / (self.seconds * self.jobs)


def measured(rows: int, jobs: int) -> Measured:
    """One sweep in a process of its own."""
    with tempfile.TemporaryDirectory() as place:
        words = [sys.executable, "-c", CHILD, str(rows), str(jobs), f"{place}/sweep"]
        found: dict[str, Any] = json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout.splitlines()[-1])
    return Measured(jobs, found["points"], found["runs"], found["seconds"], found["busy"], found["parent_mb"], found["worker_mb"])


def report(one: Measured, two: Measured, larger: Measured) -> str:
    """The page."""
    efficiency = one.seconds / (two.jobs * two.seconds)
    lines = [
        "# What a sweep costs",
        "",
        f"`python -m experiments.studies.sweep --rows {one.points // 14}`: the experiment `sobol_package` (12 factors, 5 replications,",
        f"2 000 records, 10 years after a burn-in of 5) with {one.points // 14} of its 1 024 base rows. Two of its factors change the world before",
        "month 0, so 4 of the 14 points of a row need a burn-in, and a world without levers, of their own; the others share them.",
        "",
        "| workers | runs | seconds | runs a second | overhead | peak of the command | peak of a worker |",
        "|---|---|---|---|---|---|---|",
    ]
    for each in (one, two, larger):
        worker = f"{each.worker_mb:.0f} MB" if each.jobs > 1 else "-"
        lines.append(f"| {each.jobs} | {each.runs:,} | {each.seconds:.1f} | {each.per_second:.1f} | {each.overhead:.1%} | {each.parent_mb:.0f} MB | {worker} |")
    lines += [
        "",
        f"Efficiency of two workers against one: {efficiency:.2f} in the smaller sweep, where their start and the last unequal parts weigh most;",
        f"{larger.per_second / (two.jobs * one.per_second):.2f} in runs a second of the larger one.",
        f"At that pace all {WHOLE:,} runs take {WHOLE / larger.per_second / 60.0:.0f} minutes",
        "with two workers. Overhead is all time of the workers that is neither simulating nor building a world: setting up a run, measuring it, sending,",
        "writing, waiting; with two workers it includes their start.",
        "",
        "| where the time goes, two workers, larger sweep | seconds | a run, ms |",
        "|---|---|---|",
    ]
    lines += [f"| {stage} | {spent:.1f} | {1000.0 * spent / larger.runs:.2f} |" for stage, spent in sorted(larger.busy.items(), key=lambda item: -item[1])]
    rest = larger.seconds * larger.jobs - larger.worked
    lines.append(f"| sending, writing, waiting, starting | {rest:.1f} | {1000.0 * rest / larger.runs:.2f} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure and print, or write."""
    parser = argparse.ArgumentParser(description="What a sweep costs.")
    parser.add_argument("--rows", type=int, default=32, help="base rows of the smaller sweep, a power of two")
    parser.add_argument("--out", type=Path, default=None, help="where the page goes; printed where it is not given")
    options = parser.parse_args()
    page = report(measured(options.rows, 1), measured(options.rows, 2), measured(2 * options.rows, 2))
    if options.out is None:
        sys.stdout.write(page)
    else:
        options.out.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
