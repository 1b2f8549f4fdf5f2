"""Measurements of speed and memory: worlds of any size with everything switched on, and how long their months take.

All on one core. The world has both kinds of corridor (Moroccans in Belgium, Ethiopians in the Netherlands, half and half, one record a household), a
disaster in its first month, and all levers: with Ethiopia in it, dual nationality changes something. Each round starts from the same world after its
burn-in.
"""

from __future__ import annotations

import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from multiprocessing import get_context
from typing import Any

import numpy as np

from model.compiled import numba_door as compiled
from model.inputs.settings import Corridor, WorldSettings
from model.inputs.shocks import Shock
from model.levers import REGISTRY, Lever
from model.population.world_at_start import FULL_SCALE
from model.records.arrays import Clock
from model.records.fields import dtype_of
from model.records.people import HOUSEHOLD, RECEIVER
from model.world import DiasporaModel
from scenarios import load

from .memory import resident_bytes

MONTHS = 24
DISASTER = Shock("disaster", month=0, size=0.3, share=0.5)
SMALL = (125, 250, 500, 1_000, 2_000)
"""Records of the worlds whose months are compared to find what a month costs without any household."""
PYTHON_RECORDS = (2_000, 10_000)
"""Small loops leave the processor's caches to Python; larger ones empty them every month."""
Clocked = dict[str, list[float]]


@cache
def levers() -> tuple[Lever, ...]:
    """All levers: those of the package and of dual nationality as the library sets them, the others as declared."""
    known = (*load("morocco_belgium_package").levers, *load("ethiopia_netherlands_dual_nationality").levers)
    own = {lever.id for lever in known}
    return (*known, *(kind() for lever_id, kind in sorted(REGISTRY.items()) if lever_id not in own))


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


def months_of(model: DiasporaModel, months: int, clock: Callable[[], float] = time.perf_counter) -> tuple[float, int]:
    """Simulate some months: seconds by a clock, and household-months visited."""
    visited = 0
    began = clock()
    for _ in range(months):
        model.step()
        visited += model.n_households
    return clock() - began, visited


def nanoseconds(
    households: int, rounds: int, months: int = MONTHS, engine: str = "compiled", clock: Callable[[], float] = time.perf_counter
) -> list[float]:
    """Nanoseconds a household-month with all levers on, one a round; by `time.process_time`, others on the machine do not lengthen them."""
    world = burnt_in(households, engine)
    found = []
    for _ in range(rounds):
        model = world.fork(levers())
        seconds, visited = months_of(model, months, clock)
        found.append(1e9 * seconds / visited)
        model.dispose()
    world.dispose()
    return found


def building(households: int, rounds: int) -> list[float]:
    """Seconds of the processor to build the world: people, families, ties, institutions."""
    settings = settings_of(households)
    found = []
    for _ in range(rounds):
        began = time.process_time()
        model = DiasporaModel(settings, (), (DISASTER,))
        found.append(time.process_time() - began)
        model.dispose()
    return found


@contextmanager
def clocked_kernels(clock: Callable[[], float] = time.perf_counter) -> Iterator[Clocked]:
    """Within: how long each call of a compiled loop takes by a clock, by the name of the loop, whoever of the model's modules calls it."""
    found: Clocked = {}
    original: Callable[..., None] = compiled.call

    def clocked(loop: Any, *args: Any) -> None:
        began = clock()
        original(loop, *args)
        found.setdefault(loop.__name__, []).append(clock() - began)

    users = [module for name, module in list(sys.modules.items()) if name.startswith("model.") and getattr(module, "call", None) is original]
    for module in users:
        vars(module)["call"] = clocked
    try:
        yield found
    finally:
        for module in users:
            vars(module)["call"] = original


def python_of_a_month(households: int = PYTHON_RECORDS[0], rounds: int = 5, months: int = MONTHS) -> dict[str, float]:
    """Microseconds of a month that are not spent in compiled loops, at `households` records, loops and Python alternating as they do in a run.

    `outside`: step() minus the calls of the loops. `calls`: how many; `call`: what calling one costs (a loop over the few communities, with all arguments,
    takes that long). `python`: both together.
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
    from model.giving.crises import attention_month

    now: Clock = model.now
    began = time.perf_counter()
    model.engine.run(attention_month, model.engine.packed, now)
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
    """Bytes a household: of its record, its family's, its ties and what it shows; of all arrays; resident; and at most while the world is built.

    Measured in a process of its own: one that has run before keeps freed memory, in which a new world takes no room.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:
        return fresh.submit(_memory, households).result()


def _memory(households: int) -> dict[str, float]:
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
    tracemalloc.start()
    DiasporaModel(settings_of(households), (), (DISASTER,)).dispose()
    found["peak"] = tracemalloc.get_traced_memory()[1] / households
    tracemalloc.stop()
    model.dispose()
    return found
