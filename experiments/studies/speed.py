"""How fast the model is, what it needs, and where the time goes.

All on one core. The world has both kinds of corridor (Moroccans in Belgium, Ethiopians in the Netherlands, half and half, one record a household), a
disaster in its first month, and five levers: with Ethiopia in it, dual nationality changes something. Each round starts from the same world after its
burn-in.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numba
import numpy as np

from model import compiled
from model.build import FULL_SCALE
from model.levers import Lever
from model.schema import HOUSEHOLD, RECEIVER, dtype_of
from model.settings import Corridor, WorldSettings
from model.shocks import Shock
from model.stage import Clock
from model.world import DiasporaModel
from scenarios import load

from .markdown import grouped, number, publish, table
from .memory import resident_bytes

SIZES = (1_000, 10_000, 100_000, 1_000_000)
ROUNDS = {1_000: 15, 10_000: 9, 100_000: 5}
FEW_ROUNDS = 3
MONTHS = 24
DISASTER = Shock("disaster", month=0, size=0.3, share=0.5)
OBJECTS = 300
SMALL = (125, 250, 500, 1_000, 2_000)
"""Records of the worlds whose months are compared to find what a month costs without any household."""
PYTHON_RECORDS = 2_000
Clocked = dict[str, list[float]]


@cache
def levers() -> tuple[Lever, ...]:
    """The five levers, as the library sets them."""
    return (*load("morocco_belgium_package").levers, *load("ethiopia_netherlands_dual_nationality").levers)


@cache
def settings_of(households: int, years: int = MONTHS // 12) -> WorldSettings:
    """Two corridors of together `households` real households, one record each, after a year of burn-in."""
    half = households // 2
    corridors = tuple(
        _resized(load(name).settings(FULL_SCALE).corridors[0], count)
        for name, count in (("morocco_belgium", households - half), ("ethiopia_netherlands", half))
    )
    return WorldSettings(corridors, years=years, burn_in_years=1, sample=FULL_SCALE)


def _resized(corridor: Corridor, households: int) -> Corridor:
    f = corridor.figures
    return replace(corridor, figures=f._replace(migrant_stock=households * f.household_size * (1.0 - f.descendant_share)))


def burnt_in(households: int, engine: str = "compiled", seed: int = 1) -> DiasporaModel:
    """The world at month 0."""
    return DiasporaModel(settings_of(households), (), (DISASTER,), seed=seed, engine=engine).burn_in()


def months_of(model: DiasporaModel, months: int) -> tuple[float, int]:
    """Simulate some months: seconds, and household-months visited."""
    visited = 0
    began = time.perf_counter()
    for _ in range(months):
        model.step()
        visited += model.n_households
    return time.perf_counter() - began, visited


def nanoseconds(households: int, rounds: int, months: int = MONTHS, engine: str = "compiled") -> list[float]:
    """Nanoseconds a household-month with all levers on, one a round."""
    world = burnt_in(households, engine)
    found = []
    for _ in range(rounds):
        model = world.fork(levers())
        seconds, visited = months_of(model, months)
        found.append(1e9 * seconds / visited)
        model.dispose()
    world.dispose()
    return found


def building(households: int, rounds: int) -> list[float]:
    """Seconds to build the world: people, families, ties, institutions."""
    settings = settings_of(households)
    found = []
    for _ in range(rounds):
        began = time.perf_counter()
        model = DiasporaModel(settings, (), (DISASTER,))
        found.append(time.perf_counter() - began)
        model.dispose()
    return found


@contextmanager
def clocked_kernels() -> Iterator[Clocked]:
    """Within: how long each call of a compiled loop takes, by the name of the loop, whoever of the model's modules calls it."""
    found: Clocked = {}
    original: Callable[..., None] = compiled.call

    def clocked(loop: Any, *args: Any) -> None:
        began = time.perf_counter()
        original(loop, *args)
        found.setdefault(loop.__name__, []).append(time.perf_counter() - began)

    users = [module for name, module in list(sys.modules.items()) if name.startswith("model.") and getattr(module, "call", None) is original]
    for module in users:
        vars(module)["call"] = clocked
    try:
        yield found
    finally:
        for module in users:
            vars(module)["call"] = original


def python_of_a_month(households: int = PYTHON_RECORDS, rounds: int = 5, months: int = MONTHS) -> dict[str, float]:
    """Microseconds of a month that are not spent in compiled loops, at `households` records, loops and Python alternating as they do in a run.

    `outside`: step() minus the calls of the loops. `calls`: how many; `call`: what calling one costs (a loop over the few communities, with all arguments, takes
    that long). `python`: both together.
    """
    world = burnt_in(households)
    outside: list[float] = []
    calls: list[float] = []
    one_call: list[float] = []
    for _ in range(rounds):
        model = world.fork(levers())
        with clocked_kernels() as kernels:
            for month in range(months):
                began = time.perf_counter()
                model.step()
                whole = time.perf_counter() - began
                if month > 0:
                    outside.append(whole - sum(times[-1] for times in kernels.values() if times))
                    calls.append(float(sum(bool(times) for times in kernels.values())))
                for times in kernels.values():
                    times.clear()
                one_call.append(_one_call(model))
        model.dispose()
    world.dispose()
    call = statistics.median(one_call)
    found = {"outside": 1e6 * statistics.median(outside), "call": 1e6 * call, "calls": statistics.median(calls)}
    return {**found, "python": found["outside"] + found["calls"] * found["call"]}


def _one_call(model: DiasporaModel) -> float:
    """Seconds to call a loop that has next to nothing to do; it sets the attention to disasters anew, to what it is."""
    from model.crises import attention_month

    now: Clock = model.now
    began = time.perf_counter()
    compiled.call(attention_month, model.stage, model.p, now)
    return time.perf_counter() - began


def fixed_cost(sizes: Sequence[int] = SMALL, rounds: int = 5, months: int = MONTHS) -> tuple[float, float]:
    """Microseconds of a month whatever the number of households (Python, calls, loops over institutions), and nanoseconds a household.

    It is the line through small worlds. They take turns, month by month, so that none of them stays warm alone.
    """
    worlds = [burnt_in(size) for size in sizes]
    seconds = np.zeros((rounds * months, len(sizes)))
    counts = np.zeros(len(sizes))
    for turn in range(rounds):
        models = [world.fork(levers()) for world in worlds]
        for month in range(months):
            for column, model in enumerate(models):
                seconds[turn * months + month, column], visited = months_of(model, 1)
                counts[column] += visited / (rounds * months)
        for model in models:
            model.dispose()
    slope, intercept = np.polyfit(counts, np.median(seconds, axis=0), 1)
    return 1e6 * float(intercept), 1e9 * float(slope)


def where_time_goes(households: int, months: int = MONTHS) -> dict[str, float]:
    """Share of a month by loop, and of Python."""
    world = burnt_in(households)
    model = world.fork(levers())
    with clocked_kernels() as kernels:
        whole, _ = months_of(model, months)
    model.dispose()
    world.dispose()
    found = {name: sum(times) / whole for name, times in sorted(kernels.items(), key=lambda item: -sum(item[1]))}
    return {**found, "Python": 1.0 - sum(found.values())}


def memory_of_a_household(households: int) -> dict[str, float]:
    """Bytes a household: of its record, its family's, its ties and what it shows; of all arrays; resident; and at most while the world is built."""
    burnt_in(1_000).dispose()
    before = resident_bytes()
    model = DiasporaModel(settings_of(households), (), (DISASTER,))
    resident = resident_bytes() - before
    stage = model.stage
    arrays = sum(array.nbytes for array in stage if isinstance(array, np.ndarray))
    found = {
        "record": float(dtype_of(HOUSEHOLD).itemsize),
        "family": float(dtype_of(RECEIVER).itemsize),
        "ties": stage.ties.nbytes / len(stage.ties),
        "shown": (stage.seen.nbytes + stage.shown.nbytes) / len(stage.seen),
        "arrays": arrays / households,
        "resident": resident / households,
    }
    model.dispose()
    del model, stage
    tracemalloc.start()
    DiasporaModel(settings_of(households), (), (DISASTER,)).dispose()
    found["peak"] = tracemalloc.get_traced_memory()[1] / households
    tracemalloc.stop()
    return found


def measure(sizes: Sequence[int] = SIZES, rounds: int | None = None, months: int = MONTHS, small: Sequence[int] = SMALL) -> dict[str, Any]:
    """All measurements, as plain numbers."""
    burnt_in(200).fork(levers()).run().dispose()  # compiles
    found: dict[str, Any] = {"machine": machine(), "months": months, "compiled": {}, "build": {}, "time": {}}
    for size in sizes:
        turns = rounds or ROUNDS.get(size, FEW_ROUNDS)
        found["compiled"][str(size)] = nanoseconds(size, turns, months)
        found["build"][str(size)] = building(size, turns)
        _tell(f"{grouped(size)} records: {statistics.median(found['compiled'][str(size)]):.0f} ns a household-month")
    found["objects"] = nanoseconds(OBJECTS, rounds or FEW_ROUNDS, min(months, 6), "objects")
    found["python"] = python_of_a_month(PYTHON_RECORDS, rounds or 5, months)
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
    python, memory = found["python"], found["memory"]
    month = [
        [f"Python of a month ({PYTHON_RECORDS} records, loops and Python alternating)", f"{number(python['python'])} µs"],
        ["of which outside the calls of compiled loops", f"{number(python['outside'])} µs"],
        [f"of which calling {python['calls']:.0f} loops, {python['call']:.1f} µs each", f"{number(python['calls'] * python['call'])} µs"],
        ["a month without households (line through small worlds; with the loops over associations, hosts and cells)", f"{number(found['fixed'])} µs"],
    ]
    labels = {"record": "record of the household", "family": "record of the family at origin", "ties": "ties", "shown": "what is seen and shown",
              "arrays": "all arrays of the world", "resident": "resident memory, measured", "peak": "at most while the world is built"}
    stored = [[label, number(memory[key])] for key, label in labels.items()]
    loops = list(dict.fromkeys(name for shares in found["time"].values() for name in shares))
    where = [[name, *[f"{100.0 * shares.get(name, 0.0):.1f}" for shares in found["time"].values()]] for name in loops]
    about = found["machine"]
    return "\n".join([
        "# Speed", "",
        f"`{command}` makes this page.", "",
        f"One core of {about['processor']} ({about['cores']} cores), Python {about['python']}, NumPy {about['numpy']}, Numba {about['numba']}. "
        f"Two corridors, half and half, one record a household, a disaster in month 0, all five levers on; {months} months after a year of burn-in. "
        "Medians of rounds, in brackets the fastest and the slowest.", "",
        "## Time of a household and month", "", table(["", "ns per household-month"], speed), "",
        "## Python's part", "", table(["", "time"], month), "",
        "## Building the world", "", table(["households", "building", "a household", "simulating 24 months", "ratio"], built, left=0), "",
        "## Memory", "", table([f"{grouped(memory['households'])} households", "bytes a household"], stored), "",
        "## Where the time goes", "", table(["% of a month", *[f"{grouped(int(size))} households" for size in found["time"]]], where), "",
    ])


def _range(values: Sequence[float]) -> str:
    return f"{number(statistics.median(values))} ({number(min(values))} to {number(max(values))})"


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m experiments.studies.speed", description="How fast the model is, what it needs, and where the time goes.")
    parser.add_argument("--out", type=Path, help="the page; standard output where absent")
    parser.add_argument("--json", type=Path, help="all measurements")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="households")
    parser.add_argument("--rounds", type=int, help="rounds of each measurement; more for small worlds where absent")
    given = parser.parse_args(arguments)
    found = measure(given.sizes, given.rounds)
    if given.json:
        given.json.parent.mkdir(parents=True, exist_ok=True)
        given.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    publish(page_of(found, "python -m experiments.studies.speed --json results/speed.json --out docs/speed.md"), given.out)


if __name__ == "__main__":
    main()
