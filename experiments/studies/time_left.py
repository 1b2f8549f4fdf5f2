"""Whether the time left that commands tell is right: told after a tenth of the work, and what it took then.

`python -m experiments.studies.time_left` prints a table. All in processor time, so that others on the machine do not count.
Compiling, which is told by itself, is left out.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..markdown import number, table

TENTH = 0.1
CHILD = """
import json, sys, time
from experiments import progress as module
from experiments.cli import command_line, commands, evidence_commands, sweep_commands
from model.compiled.compiling import Told

heard = []

class Recorded(module.Progress):
    def __init__(self, *given, **named):
        super().__init__(*given, **{**named, "clock": time.process_time})

    def tell(self):
        super().tell()
        if self.left is not None:
            heard.append((time.process_time(), Told.seconds, self.left))

class Told_(evidence_commands._Told):
    def __call__(self, name, done, of):
        super().__call__(name, done, of)
        step = name, done, of, time.process_time(), Told.seconds
        steps.append(step)

steps = []
commands.Progress = sweep_commands.Progress = Recorded
evidence_commands._Told = Told_
began, compiled = time.process_time(), Told.seconds
sys.argv = ["diaspora", *sys.argv[1:]]
try:
    command_line.main()
except SystemExit as end:
    assert not end.code, end.code
print(json.dumps({"heard": heard, "steps": steps, "end": time.process_time(), "compiled": Told.seconds}))
"""
SWEEP = """
scenario = "morocco_belgium_package"
replications = 4
years = 10
sample = 1000
outcomes = ["remittances", "effect:donations_collective"]
[design]
kind = "latin_hypercube"
points = 24
[factors."levers.matching_grant.ratio"]
low = 0.5
high = 3.0
[factors."parameters.giving.price_elasticity"]
"""
DEMO = (
    *(f"morocco_belgium_{name}" for name in ("tax_incentive", "matching_grant", "donation_tax_relief", "skills_placement", "package")),
    "ethiopia_netherlands_dual_nationality",
)
COMMANDS = {
    "compare, six scenarios, 2 000 records, 10 replications": ["compare", *DEMO, "--sample", "2000", "--replications", "10"],
    "compare, one scenario, 300 records, 40 replications": ["compare", DEMO[0], "--sample", "300", "--replications", "40", "--years", "4"],
    "compare, one scenario, 98 134 households, 2 replications": ["compare", DEMO[0], "--full-scale", "--replications", "2"],
    "sweep run, 24 points, 4 replications": ["sweep", "run", "EXPERIMENT"],
    "calibrate, the longest step of two waves of 30 sets": [
        *("calibrate", "--sets", "30,30", "--members", "12", "--scale", "0.1", "--checked", "0", "--only", "C50", "--only", "C51"),
    ],
}


def measured(words: Sequence[str]) -> tuple[float, float]:
    """Seconds left as told at the first word after a tenth of the work, and as it was then; compiling left out."""
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "experiment.toml"
        file.write_text(SWEEP, encoding="utf-8")
        command = [str(file) if word == "EXPERIMENT" else word for word in words]
        command += ["--jobs", "1", "--out", f"{place}/out"]
        said = subprocess.run([sys.executable, "-P", "-c", CHILD, *command], capture_output=True, text=True, check=False)
        if said.returncode:
            raise SystemExit(said.stderr[-2000:])
    return judged(json.loads(said.stdout.splitlines()[-1]))


def judged(found: dict[str, Any]) -> tuple[float, float]:
    """Told and true of what was heard; of a calibration, of its longest step.

    >>> judged({"heard": [(1.0, 0.0, 80.0), (14.0, 5.0, 60.0), (70.0, 5.0, 8.0)], "steps": [], "end": 80.0, "compiled": 5.0})
    (60.0, 66.0)
    """
    heard = [(now - compiling, left) for now, compiling, left in found["heard"]]
    end = found["end"] - found["compiled"]
    if found["steps"]:
        by_step: dict[str, list[tuple[int, int, float]]] = {}
        for name, done, of, now, compiling in found["steps"]:
            by_step.setdefault(name, []).append((done, of, now - compiling))
        longest = max(by_step.values(), key=lambda step: step[-1][2] - step[0][2])
        (first, _, began), end = longest[0], longest[-1][2]
        heard = [(now, (of - done) * (now - began) / (done - first)) for done, of, now in longest if done > first]
        start = began
    else:
        start = heard[0][0] - 1e-3
    now, left = next((now, left) for now, left in heard if now - start >= TENTH * (end - start))
    return left, end - now


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m experiments.studies.time_left", description="Whether the time left is right after a tenth of the work.")
    parser.add_argument("--only", nargs="+", help="parts of the names of what is run")
    given = parser.parse_args(arguments)
    rows = []
    for name, words in COMMANDS.items():
        if given.only and not any(part in name for part in given.only):
            continue
        told, true = measured(words)
        rows.append([name, number(told), number(true), f"{told / true:.2f}"])
        sys.stderr.write(f"{rows[-1]}\n")
    sys.stdout.write(table(["after a tenth of the work", "told, s left", "were left, s", "ratio"], rows) + "\n")


if __name__ == "__main__":
    main()
