"""Benchmarks run when they are asked for: `pytest tests/benchmarks --run-benchmarks`. No time is asserted; the numbers are in `extra_info`."""

from __future__ import annotations

from pathlib import Path

import pytest

RESIDENCE = Path(__file__).parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--run-benchmarks", action="store_true", help="run the benchmarks of the model (some minutes)")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--run-benchmarks", default=False) or config.getoption("benchmark_only", default=False):
        return
    for item in items:
        if RESIDENCE in item.path.parents:
            item.add_marker(pytest.mark.skip(reason="asked for with --run-benchmarks or --benchmark-only"))
