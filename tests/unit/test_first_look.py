"""The helper by which tests of direction stop early errs no more often than it says, and shares no run that is another."""

from __future__ import annotations

import numpy as np
import pytest

from model.levers import Lever
from tests.worlds import is_above_zero, lever, rises, totals, until_clear


def test_where_nothing_is_there_it_is_seen_in_six_of_a_hundred_at_most() -> None:
    draws = np.random.default_rng(1).normal(size=(4_000, 8))
    both, all_eight = (np.mean([is_above_zero(found(row)) for row in draws]) for found in (lambda row: until_clear(row.__getitem__), lambda row: row))
    assert all_eight <= both < 0.06 and all_eight > 0.03


@pytest.mark.parametrize(("values", "looked_at"), [([5.0, 5.1, 4.9, 5.0], 3), ([5.0, 6.2, 3.8, 5.0], 4), ([1.0, 9.0, 1.0, 9.0], 8), ([0.0] * 4, 8), ([-5.0, -5.1, -4.9, -5.0], 8), ([5.0, float("nan"), 5.0, 5.0], 8)])
def test_it_stops_where_the_first_three_or_four_leave_no_doubt_alone(values: list[float], looked_at: int) -> None:
    assert len(until_clear((values * 2).__getitem__)) == looked_at


def test_a_lever_that_does_nothing_or_the_contrary_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    of_world = {"stock": 500.0, "years": 1, "burn_in": 0}
    cheap = lever("remittance_cost", target_share=0.01)
    assert is_above_zero(rises((cheap,), "remittance_fees", sign=-1.0, **of_world))
    assert not is_above_zero(rises((cheap,), "remittance_fees", **of_world))
    monkeypatch.setattr(type(cheap), "offer", Lever.offer)
    assert not is_above_zero(rises((cheap,), "remittance_fees", sign=-1.0, seed=2, **of_world))


def test_runs_are_shared_by_what_was_run() -> None:
    of_world = {"stock": 500.0, "years": 1, "burn_in": 0}
    first = totals(**of_world)
    assert totals((), (), burn_in=0, stock=500.0, years=1) is first
    others = [totals((lever("remittance_cost"),), **of_world), totals(**of_world, replication=1), totals(**of_world, parameters={"remitting.norm": 0.0}), totals(**{**of_world, "stock": 600.0})]
    assert all(other["remittances"] != first["remittances"] for other in others)
