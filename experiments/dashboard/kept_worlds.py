"""Worlds that are kept burnt in, so that a policy that was changed is the only thing to run.

A world and what becomes of it without policy depend on its fingerprint, the seed, the replication, the sample and how inputs are drawn; a run of a policy
depends on that and on the policy. Both are kept up to a size and shared by all who ask: nobody writes into them, a run works on a copy. What comes of it is
what `compare` gives, to the last bit, because both are made by the same two functions (`runs.runner.begin` and `carry_on`).
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from model.compiled.numba_door import sources_hash
from model.own_rules import rule_sources

from ..runs.runner import Begun, Done, Failure, Measured, Task, begin, carry_on, nothing_done

MOST_BYTES = 400_000_000
"""Worlds that are kept, about 6 MB each at 3,000 records; the last one used is always kept."""
MOST_RUNS = 150
"""Runs of policies that are kept, about a quarter of a MB each: enough to go back over a morning's tries, and soon full, so that memory stays."""

Key = tuple[Any, ...]


def threads() -> int:
    """Runs at a time: loops are compiled code that lets other threads work, and beyond two the Python between them stands in line."""
    return min(os.cpu_count() or 1, 2)


class KeptWorlds:
    """A store of worlds at month 0 and of runs of policies, for all sessions of a process. Safe to be asked from several threads."""

    def __init__(self, most_bytes: int = MOST_BYTES, most_runs: int = MOST_RUNS) -> None:
        self._worlds: OrderedDict[Key, Begun] = OrderedDict()
        self._runs: OrderedDict[Key, Done] = OrderedDict()
        self._making: dict[Key, threading.Lock] = {}
        self._lock = threading.Lock()
        self._most_bytes, self._most_runs = most_bytes, most_runs
        self.worlds_made = self.runs_made = 0

    def __contains__(self, task: object) -> bool:
        """Whether the world of a task is there."""
        return isinstance(task, Task) and world_key(task) in self._worlds

    @property
    def bytes(self) -> int:
        """What the kept worlds take in memory."""
        with self._lock:
            return sum(map(_size, self._worlds.values()))

    def perform(self, tasks: Sequence[Task], jobs: int = 1, report: Callable[[int, int], None] | None = None) -> Iterator[tuple[Task, Done]]:
        """Tasks with what they say, in their order, `jobs` threads at a time; who stops reading stops what has not begun.

        Of the form that `compare(parts=...)` takes.
        """
        if report is not None:
            report(0, len(tasks))
        pool = ThreadPoolExecutor(jobs)
        try:
            for number, (task, done) in enumerate(zip(tasks, pool.map(self.answer, tasks), strict=True), start=1):
                if report is not None:
                    report(number, len(tasks))
                yield task, done
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def answer(self, task: Task) -> Done:
        """What `runs.runner.perform` says of a task, with all of it that was made before taken from the store."""
        if task.without or task.parts:
            return self._fresh(task)  # worlds without each lever are held against each other within one task
        alone = [replace(task, scenarios=(scenario,), baseline=True, outcomes=None) for scenario in task.scenarios]
        each = [self._run(one) for one in alone]
        if each[0].base is None:
            return nothing_done(task, each[0].failures[0])
        base = each[0].base.of(task.outcomes)
        policies = [_cut(done.policies[0], done.base, base, task.outcomes) for done in each]
        failures = tuple(failure._replace(scenario=place) for place, done in enumerate(each) for failure in done.failures)
        return Done(task.replication, base if task.baseline else None, tuple(policies), tuple(done.judged[0] for done in each), failures)

    def _run(self, task: Task) -> Done:
        """One policy of one replication, with the months of all its outcomes."""
        key = (*world_key(task), task.scenarios[0].fingerprint)
        with self._lock:
            if key in self._runs:
                self._runs.move_to_end(key)
                return self._runs[key]
        done = self._fresh(task)
        if done.failures:
            return done
        with self._lock:
            self.runs_made += 1
            self._runs[key] = done
            while len(self._runs) > self._most_runs:
                self._runs.popitem(last=False)
        return done

    def _fresh(self, task: Task) -> Done:
        begun = self.begun(task)
        if isinstance(begun, Failure):
            return nothing_done(task, begun)
        done = carry_on(task, begun)
        return done if begun.base is None else _sharing_keys(done, begun.base)

    def begun(self, task: Task) -> Begun | Failure:
        """The world of a task, made once even where two ask for it at the same time. A failure is not kept."""
        key = world_key(task)
        with self._lock:
            if key in self._worlds:
                self._worlds.move_to_end(key)
                return self._worlds[key]
            making = self._making.setdefault(key, threading.Lock())
        with making:
            with self._lock:
                if key in self._worlds:
                    return self._worlds[key]
            begun = begin(replace(task, baseline=True))
            if isinstance(begun, Begun):
                begun.world.dispose()  # nobody steps it any more; forks bring what they run with
            with self._lock:
                self._making.pop(key, None)
                if isinstance(begun, Begun):
                    self.worlds_made += 1
                    self._worlds[key] = begun
                    self._make_room()
        return begun

    def _make_room(self) -> None:
        """Let go of the worlds that were not used for longest."""
        total = sum(map(_size, self._worlds.values()))
        while total > self._most_bytes and len(self._worlds) > 1:
            _, gone = self._worlds.popitem(last=False)
            total -= _size(gone)


def world_key(task: Task) -> Key:
    """All that moves a world and what becomes of it without policy."""
    code = (sources_hash(), str(rule_sources()))
    inputs = (task.uncertainty, None if task.ensemble is None else task.ensemble.digest, task.is_point)
    return (task.scenarios[0].world_fingerprint, task.seed, task.replication, task.sample, *inputs, task.engine, *code)


def _size(begun: Begun) -> int:
    return sum(array.nbytes for array in begun.world.stage)


def _cut(policy: Measured | None, own: Measured | None, base: Measured, outcomes: tuple[str, ...] | None) -> Measured | None:
    """A run with the months that were asked for; a world without policy is the base itself."""
    if policy is None:
        return None
    return base if policy is own else policy.of(outcomes)


def _sharing_keys(done: Done, base: Measured) -> Done:
    """The same with one tuple of keys for all runs of a world, which take as much room as the numbers."""
    policies = tuple(each._replace(keys=base.keys) if each is not None and each is not done.base and each.keys == base.keys else each for each in done.policies)
    return done._replace(policies=policies)
