"""What all tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("local", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("local"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")


collect_ignore = ["contracts/own_lever.py", "contracts/own_institution.py"]
"""Plug-ins: who imports them to look for examples has a lever more than the others."""

@pytest.fixture(autouse=True)
def _levers_of_a_test_end_with_it() -> Iterator[None]:
    """What a test defines or loads as a plug-in is gone after it, as it would be with its process; fixtures of a wider scope keep theirs."""
    from model.levers import REGISTRY

    before = dict(REGISTRY)
    yield
    REGISTRY.clear()
    REGISTRY.update(before)


LARGE = ("demography", "decisions", "families", "enterprise", "trade")
"""Phases whose loops take about half of the time of compiling."""


@pytest.fixture(scope="session", autouse=True)
def _loops_are_compiled_once() -> None:
    """One worker compiles the loops of some phases while another compiles those of the others; each then finds the rest on disk.

    Without this all workers compile all loops at the same time, which takes twice as long.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker not in ("gw0", "gw1") or os.environ.get("PYTEST_XDIST_WORKER_COUNT") == "1":
        return
    from model.levers import REGISTRY
    from model.world import SCHEDULE, DiasporaModel
    from tests.worlds import SHOCKS, settings_of

    levers = [kind() for kind in REGISTRY.values()]
    model = DiasporaModel(settings_of(stock=600.0, burn_in=0), levers, SHOCKS)
    loops = [(name in LARGE, loop) for name, _ in SCHEDULE[:-1] for loop in model.loops(name)]
    model.engine.run_all([loop for is_large, loop in loops if is_large == (worker == "gw0")])
