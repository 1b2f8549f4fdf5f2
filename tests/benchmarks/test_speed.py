"""Speed and memory of the model, under pytest-benchmark. `python -m experiments.studies.speed` measures the same and writes docs/speed.md."""

from __future__ import annotations

import time
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from experiments.studies import timing
from model.world import DiasporaModel

SIZES = {1_000: 15, 10_000: 9, 100_000: 5, 1_000_000: 3}
"""Households, and rounds."""


@pytest.fixture(scope="module", autouse=True)
def _compiled() -> None:
    timing.burnt_in(200).fork(timing.levers()).run().dispose()


def months(benchmark: BenchmarkFixture, households: int, rounds: int, count: int, engine: str = "compiled") -> None:
    """Time `count` months of the same world with all levers on; every round starts from its month 0."""
    world = timing.burnt_in(households, engine)
    visits: list[int] = []

    def fork() -> tuple[tuple[DiasporaModel, int], dict[str, Any]]:
        return (world.fork(timing.levers()), count), {}

    def run(model: DiasporaModel, count: int) -> None:
        visits.append(timing.months_of(model, count)[1])
        model.dispose()

    benchmark.pedantic(run, setup=fork, rounds=rounds, iterations=1)
    world.dispose()
    benchmark.extra_info["ns_per_household_month"] = round(1e9 * benchmark.stats.stats.median / visits[-1], 1)
    assert len(set(visits)) == 1


@pytest.mark.benchmark(group="household-month")
@pytest.mark.parametrize("households", SIZES)
def test_household_month(benchmark: BenchmarkFixture, households: int) -> None:
    months(benchmark, households, SIZES[households], timing.MONTHS)


@pytest.mark.benchmark(group="household-month")
@pytest.mark.parametrize("households", [100, 300, 1_000])
def test_household_month_of_mesa_agents(benchmark: BenchmarkFixture, households: int) -> None:
    """`times_compiled`: how many times what compiled loops take for the same world, in processor time, the least of three each."""
    months(benchmark, households, 3, 6, "objects")
    found = {engine: timing.nanoseconds(households, 3, 6, engine, time.process_time) for engine in ("compiled", "objects")}
    benchmark.extra_info["times_compiled"] = round(min(found["objects"]) / min(found["compiled"]), 1)
    benchmark.extra_info["processor_ns_per_household_month"] = round(min(found["objects"]))


@pytest.mark.benchmark(group="building a world and simulating two years of it")
@pytest.mark.parametrize("households", [10_000, 100_000])
def test_building(benchmark: BenchmarkFixture, households: int) -> None:
    settings = timing.settings_of(households)
    benchmark.pedantic(lambda: DiasporaModel(settings, (), (timing.DISASTER,)).dispose(), rounds=5, iterations=1)
    benchmark.extra_info["ns_per_household"] = round(1e9 * benchmark.stats.stats.median / households, 1)


@pytest.mark.benchmark(group="building a world and simulating two years of it")
@pytest.mark.parametrize("households", [10_000, 100_000])
def test_two_years(benchmark: BenchmarkFixture, households: int) -> None:
    months(benchmark, households, 5, 24)


@pytest.mark.benchmark(group="a month of a small world")
def test_month_of_small_worlds_in_turn(benchmark: BenchmarkFixture) -> None:
    """The time is that of the measurement; what counts is in `extra_info`: a month's Python, and a month without households."""
    found = benchmark.pedantic(timing.python_of_a_month, rounds=1, iterations=1)
    fixed, _ = timing.fixed_cost()
    benchmark.extra_info.update({f"{name}_us": round(value, 1) for name, value in found.items()}, fixed_us=round(fixed, 1))


@pytest.mark.benchmark(group="memory")
def test_memory_of_a_household(benchmark: BenchmarkFixture) -> None:
    """The time is that of the measurement; bytes a household are in `extra_info`."""
    found = benchmark.pedantic(timing.memory_of_a_household, args=(100_000,), rounds=1, iterations=1)
    benchmark.extra_info.update({f"{name}_bytes": round(value, 1) for name, value in found.items()})
    assert found["record"] + found["family"] <= found["arrays"] <= found["peak"]
