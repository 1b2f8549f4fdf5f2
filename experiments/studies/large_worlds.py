"""What a comparison says that it needs against what it takes, from small samples to a whole diaspora.

`python -m experiments.studies.large_worlds --out docs/large_worlds.md`; `--sizes full` runs the whole diaspora alone.
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

from model.population.world_at_start import FULL_SCALE
from scenarios.countries.new_country import new_country

from ..markdown import grouped, number, publish, table

ORIGIN, RESIDENCE = "MEX", "USA"
LEVERS = {"tax": "[levers.tax_incentive]\nrate_cut_points = 10.0", "match": "[levers.matching_grant]\nratio = 2.0"}
SIZES = ("10000", "100000", "1000000")
FULL = "full"
CHILD = """
import json, resource, sys, time
from experiments.comparing.compare import compare
from experiments.runs.needs import needs_of
from experiments.runs.runner import Task
from model.population.world_at_start import FULL_SCALE
from scenarios import load
files, sample = sys.argv[2:], int(sys.argv[1])
scenarios = tuple(load(file) for file in files)
needs = needs_of([Task(scenarios, 0, 1, sample=sample)], 1)
compare(list(scenarios), 1, sample=200, years=1, uncertainty="luck")  # compiles
began = time.process_time()
size = {"full_scale": True} if sample == FULL_SCALE else {"sample": sample}
compare(list(scenarios), 1, **size, uncertainty="luck")
kilo = 1024 if sys.platform != "darwin" else 1
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * kilo
print(json.dumps({"records": needs.records, "told": needs.bytes, "told_seconds": needs.seconds, "peak": peak, "seconds": time.process_time() - began}))
"""


def measured(size: str, folder: Path, levers: Sequence[str]) -> dict[str, Any]:
    """One comparison of one replication in a process of its own: what was told before, and what it took."""
    files = [str(folder / f"{lever}.toml") for lever in levers]
    sample = FULL_SCALE if size == FULL else int(size)
    said = subprocess.run([sys.executable, "-P", "-c", CHILD, str(sample), *files], capture_output=True, text=True, check=False)
    if said.returncode:
        raise SystemExit(said.stderr[-2000:])
    found: dict[str, Any] = json.loads(said.stdout.splitlines()[-1])
    sys.stderr.write(f"{found}\n")
    return {"policies": len(levers), **found}


def scenario_files(folder: Path) -> None:
    """The country as the tables give it, and one scenario a lever."""
    (folder / "world.toml").write_text(new_country(ORIGIN, (RESIDENCE,)), encoding="utf-8")
    for name, lever in LEVERS.items():
        text = f'schema = 1\nbase = "world.toml"\nlabel = {{ en = "{name}", fr = "{name}" }}\nsays = {{ en = "{name}", fr = "{name}" }}\n{lever}\n'
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")


def page_of(found: Sequence[dict[str, Any]], command: str) -> str:
    """The page."""
    rows = []
    for each in found:
        memory = [number(each["told"] / 1e9), number(each["peak"] / 1e9), f"{each['told'] / each['peak']:.2f}"]
        seconds = [number(each["told_seconds"]), number(each["seconds"]), f"{each['told_seconds'] / each['seconds']:.2f}"]
        rows.append([grouped(each["records"]), str(each["policies"]), *memory, *seconds])
    head = ["records", "policies", "told, GB", "peak, GB", "told / peak", "told, s", "processor, s", "told / processor"]
    return "\n".join(
        [
            "# Large worlds",
            "",
            f"`{command}` makes this page.",
            "",
            f"Mexicans in the United States ({ORIGIN}-{RESIDENCE}, figures of the tables that ship), ten years after five of burn-in, one replication in one "
            "process: the memory and the time that `diaspora compare` tells before its first run, and what it took. Where memory is more than the machine has, "
            "the command ends with what would fit (`--sample`, `--jobs`), and no run is made; where it is more than is free, it says so and begins.",
            "",
            table(head, rows, left=0),
            "",
            "Memory is that of one worker. Each further worker needs as much; policies one after the other go on in the same memory. Time is that of the "
            "processor, of all replications together where there are more; it hangs on machine and levers, and is told as rough. While it runs, the time left "
            "is measured. A scenario with `base = \"mexico.toml\"` and a lever is a policy in that world:",
            "",
            "```",
            "diaspora new-country Mexico --residences USA --out mexico.toml",
            "diaspora compare my_policy.toml --full-scale --replications 2 --jobs 1",
            "```",
            "",
        ]
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m experiments.studies.large_worlds", description="What large worlds need, told and measured.")
    parser.add_argument("--sizes", nargs="+", default=list(SIZES), help="records; full for one a household")
    parser.add_argument("--policies", type=int, default=1, choices=range(1, 1 + len(LEVERS)))
    parser.add_argument("--out", type=Path, help="the page; standard output where absent")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as place:
        scenario_files(Path(place))
        found = [measured(size, Path(place), list(LEVERS)[: given.policies]) for size in given.sizes]
    sizes = "" if tuple(given.sizes) == SIZES else f" --sizes {' '.join(given.sizes)}"
    publish(page_of(found, f"python -m experiments.studies.large_worlds{sizes} --out docs/large_worlds.md"), given.out)


if __name__ == "__main__":
    main()
