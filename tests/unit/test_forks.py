"""Forks that take the memory of a finished run, and totals without their groups: faster, and the same to the last bit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from experiments.studies.memory import resident_bytes
from model.capacity import longer
from model.history import History
from model.outcome_registry import OUTCOMES
from model.outcomes import values
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


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="resident memory is read from /proc")
def test_room_that_is_not_used_takes_no_memory() -> None:
    """Few records that stand for many households need room for all who may part from them: copied whole, that was memory and most of a month's time."""
    start = world(MAR, stock=400.0)
    start.stage = start.stage._replace(households=longer(start.stage.households, 500_000, start.n_households))
    before = resident_bytes()
    fork = start.fork((), ())
    grown = longer(fork.stage.households, 500_000, fork.n_households)
    assert grown.nbytes > 2e8
    assert resident_bytes() - before < 0.2 * grown.nbytes
    n = fork.n_households
    assert grown[:n].tobytes() == fork.stage.households[:n].tobytes() == start.stage.households[:n].tobytes()
    assert not grown[n:].view(np.uint8).any()


def test_totals_are_those_of_the_measures() -> None:
    model = world(MAR, stock=1_500.0, parameters=BUSY).fork(package(), SHOCKS).run()
    measures = model.measures()
    whole = {outcome: value for (outcome, breakdown, _), value in zip(measures.keys, measures.values, strict=True) if breakdown is None}
    names = [name for name, outcome in OUTCOMES.items() if outcome.theme != "judgement"]
    found = model.totals(names)
    assert set(found) == set(names)
    assert all(np.array(found[name]).tobytes() == np.array(whole[name]).tobytes() for name in names)


def test_only_those_are_asked_who_say_what_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a world costs is known without looking at its people; a name that nobody is known to say is sought everywhere."""
    model = world(MAR, stock=1_500.0, parameters=BUSY).fork(package(), SHOCKS).run()
    whole = model.totals([name for name, outcome in OUTCOMES.items() if outcome.theme != "judgement"])
    asked: list[str] = []

    def told(source: Callable[[History], dict[str, float]]) -> Callable[[History], dict[str, float]]:
        def says(run: History) -> dict[str, float]:
            asked.append(source.__name__)
            return source(run)

        return says

    for source in (values._of_levers, values._of_people, values._of_places, values.world_accounts):
        monkeypatch.setattr(values, source.__name__, told(source))
    first = model.totals(["public_cost"])  # nobody is known yet
    assert asked == ["_of_levers", "_of_people", "_of_places", "world_accounts"]
    asked.clear()
    assert model.totals(["public_cost"]) == first == {"public_cost": whole["public_cost"]} and asked == ["_of_levers"]
    asked.clear()
    assert model.totals(["remittances"]) == {"remittances": whole["remittances"]} and not asked
    monkeypatch.setitem(values._SAID, values._of_people, frozenset({"nothing"}))
    assert model.totals(["never_aware"]) == {"never_aware": whole["never_aware"]} and "_of_people" in asked
