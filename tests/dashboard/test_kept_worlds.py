"""Worlds that are kept give what fresh ones give, to the last bit, and only what changed is run."""

from __future__ import annotations

import threading
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from experiments.calibrated.ensemble import shipped
from experiments.comparing.compare import compare, side_by_side
from experiments.comparing.comparison_tables import levels_table
from experiments.dashboard.kept_worlds import KeptWorlds
from experiments.runs.runner import Task, perform
from scenarios import load
from scenarios.scenario import Scenario

RUNS, SAMPLE, YEARS = 4, 150, 2


def matching(ratio: float) -> Scenario:
    changes = {"levers.matching_grant.ratio": ratio, "burn_in_years": 1, "years": YEARS}
    return replace(load("morocco_belgium_matching_grant", set=changes), name=f"ratio_{ratio:g}")


@pytest.fixture(scope="module")
def store() -> KeptWorlds:
    return KeptWorlds()


def test_a_comparison_from_kept_worlds_is_that_of_fresh_ones_bit_for_bit(store: KeptWorlds) -> None:
    package = replace(load("morocco_belgium_package", set={"burn_in_years": 1, "years": YEARS}), name="package")
    for first in (1.0, 2.5):  # the second time the worlds are there, and the package has run
        chosen = [matching(first), package]
        fresh, kept = (compare(chosen, RUNS, 1, None, SAMPLE, jobs=jobs, parts=parts) for jobs, parts in ((1, None), (2, store)))
        pd.testing.assert_frame_equal(kept.table, fresh.table, check_exact=True)
        pd.testing.assert_frame_equal(kept.uncertainty, fresh.uncertainty, check_exact=True)
        pd.testing.assert_frame_equal(kept.series, fresh.series, check_exact=True)
        pd.testing.assert_frame_equal(kept.accounts, fresh.accounts, check_exact=True)
        assert kept.notes == fresh.notes and kept.manifest == fresh.manifest
    assert store.worlds_made == RUNS and store.runs_made == 3 * RUNS
    assert fresh.table["difference"].abs().sum() > 0.0  # there is something to get wrong


def test_what_is_on_the_screen_is_what_compare_says(store: KeptWorlds) -> None:
    one = matching(1.0)
    tasks = [Task((one,), number, 1, "inputs", SAMPLE, outcomes=("donations_collective",), ensemble=shipped()) for number in range(RUNS)]
    (each,), series, failed = side_by_side({one.name: one}, tasks[0], store.perform(tasks, 2))
    fresh = compare(one, RUNS, 1, None, SAMPLE)
    pd.testing.assert_frame_equal(levels_table(each), fresh.table, check_exact=True)
    months = fresh.series[fresh.series["outcome"] == "donations_collective"].reset_index(drop=True)
    pd.testing.assert_frame_equal(series, months, check_exact=True)
    assert not failed


def test_two_who_ask_at_once_share_one_world() -> None:
    store, found = KeptWorlds(), []
    task = Task((matching(1.5),), 0, 1, "luck", SAMPLE)
    asking = [threading.Thread(target=lambda: found.append(store.answer(task))) for _ in range(3)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    fresh = perform(task)
    assert store.worlds_made == 1
    for done in found:
        np.testing.assert_array_equal(done.policies[0].values, fresh.policies[0].values)


def test_another_seed_sample_or_world_is_another_world_and_old_ones_are_let_go() -> None:
    store = KeptWorlds(most_bytes=1, most_runs=2)
    first = Task((matching(1.0),), 0, 1, "luck", SAMPLE)
    others = [replace(first, seed=2), replace(first, sample=SAMPLE + 50), replace(first, replication=1), replace(first, uncertainty="inputs")]
    others.append(replace(others[-1], ensemble=shipped()))
    for task in (first, *others):
        store.answer(task)
    assert store.worlds_made == 6
    assert first not in store and others[-1] in store
    size = store.bytes
    store.answer(first)
    assert store.worlds_made == 7 and store.bytes <= 2 * size


def test_a_scenario_without_levers_is_the_world_without_policy(store: KeptWorlds) -> None:
    one = matching(1.0)
    done = store.answer(Task((one, one.without_levers()), 0, 1, "inputs", SAMPLE))
    assert done.policies[1] is done.base and done.judged[1] == {}


def test_what_fails_is_told_and_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    store, task = KeptWorlds(), Task((matching(1.0),), 0, 1, "luck", SAMPLE)
    with monkeypatch.context() as broken:
        broken.setattr("model.world.DiasporaModel.step", lambda self: 1 / 0)
        done = store.answer(task)
        assert done.base is None and done.failures[0].stage == "burn-in"
    assert store.answer(task).base is not None
