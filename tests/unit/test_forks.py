"""Forks that take the memory of a finished run, and totals without their groups: faster, and the same to the last bit."""

from __future__ import annotations

import numpy as np
import pytest

from model.outcome_registry import OUTCOMES
from tests.worlds import BUSY, MAR, SHOCKS, assert_same, package, world


def test_a_fork_onto_a_finished_run_is_the_fork() -> None:
    start = world(MAR, stock=1_500.0, parameters=BUSY)
    fresh = start.fork(package(), SHOCKS).run()
    finished = start.fork((), SHOCKS).run()
    finished.dispose()
    memory = finished.stage.households
    again = start.fork(package(), SHOCKS, onto=finished)
    assert np.shares_memory(again.stage.households, memory)  # it is not just another copy
    assert_same(again.run(), fresh)
    untouched = start.fork(package(), SHOCKS).run()
    assert_same(untouched, fresh)  # and the world itself was not written over


def test_a_world_is_not_copied_onto_itself() -> None:
    start = world(MAR, stock=500.0)
    with pytest.raises(ValueError, match="onto itself"):
        start.fork((), onto=start)


def test_totals_are_those_of_the_measures() -> None:
    model = world(MAR, stock=1_500.0, parameters=BUSY).fork(package(), SHOCKS).run()
    measures = model.measures()
    whole = {outcome: value for (outcome, breakdown, _), value in zip(measures.keys, measures.values, strict=True) if breakdown is None}
    names = [name for name, outcome in OUTCOMES.items() if outcome.theme != "judgement"]
    found = model.totals(names)
    assert set(found) == set(names)
    assert all(np.array(found[name]).tobytes() == np.array(whole[name]).tobytes() for name in names)
