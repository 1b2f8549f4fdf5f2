"""How fast the model is, what it needs, and where the time goes: the command and its page. What is measured, and how, is in `timing`."""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numba
import numpy as np

from ..markdown import grouped, number, publish, table
from .timing import (
    MONTHS,
    PYTHON_RECORDS,
    SMALL,
    building,
    burnt_in,
    fixed_cost,
    levers,
    memory_of_a_household,
    nanoseconds,
    python_of_a_month,
    where_time_goes,
)

SIZES = (1_000, 10_000, 100_000, 1_000_000)
ROUNDS = {1_000: 15, 10_000: 9, 100_000: 5}
FEW_ROUNDS = 3
OBJECTS = 300
"""Households of the world that Mesa agents simulate one by one."""


def measure(sizes: Sequence[int] = SIZES, rounds: int | None = None, months: int = MONTHS, small: Sequence[int] = SMALL) -> dict[str, Any]:
    """All measurements, as plain numbers."""
    burnt_in(200).fork(levers()).run().dispose()  # compiles
    found: dict[str, Any] = {"machine": machine(), "months": months, "compiled": {}, "build": {}, "time": {}}
    for size in sizes:
        turns = rounds or ROUNDS.get(size, FEW_ROUNDS)
        found["compiled"][str(size)] = nanoseconds(size, turns, months, clock=time.process_time)
        found["build"][str(size)] = building(size, turns)
        _tell(f"{grouped(size)} records: {statistics.median(found['compiled'][str(size)]):.0f} ns a household-month")
    found["objects"] = nanoseconds(OBJECTS, rounds or FEW_ROUNDS, min(months, 6), "objects", time.process_time)
    found["python"] = {str(records): python_of_a_month(records, rounds or 5, months) for records in PYTHON_RECORDS}
    found["fixed"], found["slope"] = fixed_cost(small, rounds or 5, months)
    for size in sizes[:-1] or sizes:
        found["time"][str(size)] = where_time_goes(size, months)
    found["memory"] = {"households": (middle := sizes[len(sizes) // 2]), **memory_of_a_household(middle)}
    return found


def machine() -> dict[str, str]:
    """What it was measured on."""
    model = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    return {"processor": model, "cores": str(os.cpu_count()), "python": platform.python_version(), "numba": numba.__version__, "numpy": np.__version__}


def _tell(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def _rows_of_python(found: dict[str, Any]) -> list[list[str]]:
    """What Python takes of a month."""
    rows = []
    for records, own in found["python"].items():
        rows += [
            [f"Python of a month, {grouped(int(records))} households, loops and Python alternating", f"{number(own['python'])} µs"],
            ["– outside the calls of compiled loops", f"{number(own['outside'])} µs"],
            [f"– calling {own['calls']:.0f} loops, {own['call']:.1f} µs each", f"{number(own['calls'] * own['call'])} µs"],
        ]
    fixed = "a month without households (line through small worlds; with the loops over associations, hosts and cells)"
    return [*rows, [fixed, f"{number(found['fixed'])} µs"]]


def _rows_of_memory(memory: dict[str, Any]) -> list[list[str]]:
    """Bytes a household, by what holds them."""
    labels = {
        "record": "record of the household",
        "family": "record of the family at origin",
        "ties": "ties",
        "shown": "what is seen and shown",
        "arrays": "all arrays of the world",
        "resident": "resident memory, measured",
        "peak": "at most while the world is built",
    }
    return [[label, number(memory[key])] for key, label in labels.items()]


def page_of(found: dict[str, Any], command: str) -> str:
    """The page: tables of medians, with the range of the rounds."""
    months, middle = found["months"], statistics.median
    nano = {int(size): values for size, values in found["compiled"].items()}
    reference = 10_000 if 10_000 in nano else min(nano)
    objects = middle(found["objects"])
    speed = [[f"compiled loops, {grouped(size)} households", _range(values)] for size, values in nano.items()]
    speed.append([f"the same rules by Mesa agents one by one, {OBJECTS} households", _range(found["objects"])])
    speed.append([f"Mesa agents against compiled loops at {grouped(reference)}", f"{number(objects / middle(nano[reference]))} times"])
    built = []
    for size, values in nano.items():
        seconds, two_years = middle(found["build"][str(size)]), middle(values) * 1e-9 * size * 24
        times = [f"{number(1e3 * seconds)} ms", f"{number(1e9 * seconds / size)} ns", f"{number(1e3 * two_years)} ms"]
        built.append([grouped(size), *times, number(seconds / two_years)])
    memory = found["memory"]
    stored = _rows_of_memory(memory)
    loops = list(dict.fromkeys(name for shares in found["time"].values() for name in shares))
    where = [[name, *[f"{100.0 * shares.get(name, 0.0):.1f}" for shares in found["time"].values()]] for name in loops]
    about = found["machine"]
    return "\n".join(
        [
            "# Speed",
            "",
            f"`{command}` makes this page.",
            "",
            f"One core of {about['processor']} ({about['cores']} cores), Python {about['python']}, NumPy {about['numpy']}, Numba {about['numba']}. "
            f"Two corridors, half and half, one record a household, a disaster in month 0, all {len(levers())} levers on; "
            f"{months} months after a year of burn-in. "
            "Medians of rounds, in brackets the fastest and the slowest; months and building in processor time.",
            "",
            "## Time of a household and month",
            "",
            table(["", "ns per household-month"], speed),
            "",
            *([] if "peers" not in found else _against_others(found["peers"], middle(nano[100_000]) if 100_000 in nano else None)),
            "## Python's part",
            "",
            table(["", "time"], _rows_of_python(found)),
            "",
            "## Building the world",
            "",
            table(["households", "building", "a household", "simulating 24 months", "ratio"], built, left=0),
            "",
            "## Memory",
            "",
            table([f"{grouped(memory['households'])} households", "bytes a household"], stored),
            "",
            "## Where the time goes",
            "",
            table(["% of a month", *[f"{grouped(int(size))} households" for size in found["time"]]], where),
            "",
        ]
    )


def _against_others(found: dict[str, Any], own: float | None) -> list[str]:
    """What one rule costs here and elsewhere, and how far from what the machine could do (`python -m tests.benchmarks.peers --json`)."""
    rows, by_key = [], {row["key"]: row["ns"] for row in found["rows"]}
    for row in found["rows"]:
        rows.append([row["label"], number(row["ns"]), number(row["ns"] / by_key["c_native"]), row["checked"]])
    touch, counts = found["touch"], found.get("instructions", {})
    engine, whole = by_key["engine"], by_key["engine_whole"]
    limits = [
        f"Reading and writing the {touch['engine_bytes']} bytes of a household that the loop of decisions goes over, and deciding nothing, takes "
        f"{number(touch['engine'])} ns: no loop over such records is faster. The reduced loop is {number(engine / touch['engine'])} times that, "
        f"all nine decisions {number(whole / touch['engine'])} times"
        + ("." if own is None else f", a whole month with all levers {number(own / touch['engine'])} times."),
        f"The rule alone needs {number(touch['rule'])} ns of memory; the fastest C is {number(by_key['c_fast'] / touch['rule'])} times that.",
    ]
    if "c" in counts:
        more = f", the nine decisions {number(counts['engine'])}" if "engine" in counts else ""
        limits.append(f"Instructions an agent-month (Valgrind's Cachegrind, AVX2): the rule in C {number(counts['c'])}{more}.")
    return [
        "## One rule, here and elsewhere",
        "",
        f"`python -m tests.benchmarks.peers --json results/peers.json`: one rule for {grouped(found['agents'])} agents and {found['months']} months, in "
        "processor time of one core. All answers are checked (tests/benchmarks/peers/README.md). One rule over five columns is what arrays are made for; this "
        "engine's loop goes over whole records, eight ties and the draws of all its decisions, and what it gains is that nine decisions cost little more than "
        "one.",
        "",
        table(["", "ns an agent-month", "times C", "checked"], rows),
        "",
        *(line for limit in limits for line in (limit, "")),
    ]


def _range(values: Sequence[float]) -> str:
    return f"{number(statistics.median(values))} ({number(min(values))} to {number(max(values))})"


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m experiments.studies.speed", description="How fast the model is, what it needs, and where the time goes.")
    parser.add_argument("--out", type=Path, help="the page; standard output where absent")
    parser.add_argument("--json", type=Path, help="all measurements")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="households")
    parser.add_argument("--rounds", type=int, help="rounds of each measurement; more for small worlds where absent")
    parser.add_argument("--peers", type=Path, help="what `python -m tests.benchmarks.peers --json FILE` measured")
    given = parser.parse_args(arguments)
    found = measure(given.sizes, given.rounds)
    if given.peers is not None:
        found["peers"] = json.loads(given.peers.read_text(encoding="utf-8"))
    if given.json:
        given.json.parent.mkdir(parents=True, exist_ok=True)
        given.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    peers = "" if given.peers is None else f" --peers {given.peers}"
    publish(page_of(found, f"python -m experiments.studies.speed{peers} --json results/speed.json --out docs/speed.md"), given.out)


if __name__ == "__main__":
    main()
