"""Worker processes: calls sent to them, answers as they come, whatever becomes of a worker; and no worker that outlives the process that started it."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from model.text import Text

from ..garbage import look_for_garbage_rarely

Item = TypeVar("Item")
Answer = TypeVar("Answer")

ATTEMPTS = 3
"""How often workers are started anew when one was killed and nothing was finished since."""
WATCH_SECONDS = 1.0
"""How soon a worker notices that its parent is gone."""


def workers_for(jobs: int | None) -> int:
    """Worker processes: those asked for, else one a core."""
    return jobs if jobs is not None else (os.cpu_count() or 1)


class WorkersLostError(RuntimeError):
    """Worker processes were killed again and again; what was finished is kept."""

    says = Text(
        "worker processes were killed again and again (is there enough memory?); what was finished is kept: "
        "the same command goes on, with fewer workers (--jobs) or fewer records (sample) where memory is short",
        "des processus de calcul ont été tués à plusieurs reprises (y a-t-il assez de mémoire ?) ; ce qui était fini est gardé : "
        "la même commande reprend, avec moins de processus (--jobs) ou moins d'enregistrements (sample) si la mémoire manque",
    )

    def __init__(self) -> None:
        super().__init__(self.says.en)


def end_with(parent: int) -> None:
    """Called in a worker: it ends soon after the process that started it, which may be killed without a chance to say so.

    A worker waits for calls on a pipe that the other workers hold open too, so the death of the parent alone does not wake it.
    """

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(WATCH_SECONDS)
        os._exit(1)

    if os.name == "posix":
        threading.Thread(target=watch, name="watch-parent", daemon=True).start()


def begin(parent: int) -> None:
    """What a worker does before its first call."""
    look_for_garbage_rarely()
    end_with(parent)


def answered(
    call: Callable[..., Any], function: Callable[[Item], Answer], item: Callable[[int], Item], count: int, jobs: int, backend: Callable[[], Any] | None = None
) -> Iterator[tuple[int, Answer]]:
    """Place and answer of each of `count` calls, as they are finished. What a killed worker had in hand is sent again.

    Args:
        call: makes `function(*args)` a call of a worker (`experiments.runs.workers.for_workers`).
        function: what is called; importable, as workers import it.
        item: what it is called with, by place; asked when it is sent, so that memory does not grow with the number of calls.
        count: how many calls.
        jobs: worker processes of this machine, one thread each.
        backend: opens another place where joblib sends its calls, instead of processes of this machine.
    """
    import joblib  # here, as the command line is light to start

    left = list(range(count))
    attempts = 0
    while left:
        finished: set[int] = set()
        try:
            with _processes(jobs) if backend is None else backend():
                calls = (call(_placed, function, place, item(place)) for place in left)
                parallel = joblib.Parallel(return_as="generator_unordered", batch_size=1, pre_dispatch="3 * n_jobs", max_nbytes=None)
                for place, answer in parallel(calls):
                    finished.add(place)
                    attempts = 0
                    yield place, answer
            return
        except _lost() as error:
            attempts = attempts + 1 if not finished else 1
            if attempts > ATTEMPTS:
                raise WorkersLostError from error
            left = [place for place in left if place not in finished]


def in_order(answers: Iterator[tuple[int, Answer]]) -> Iterator[Answer]:
    """Answers in the order of their places, each as soon as those before it are there.

    >>> list(in_order(iter([(1, "b"), (0, "a"), (2, "c")])))
    ['a', 'b', 'c']
    """
    waiting: dict[int, Answer] = {}
    following = 0
    for place, answer in answers:
        waiting[place] = answer
        while following in waiting:
            yield waiting.pop(following)
            following += 1


def _placed(function: Callable[[Item], Answer], place: int, item: Item) -> tuple[int, Answer]:
    return place, function(item)


def _processes(jobs: int) -> Any:
    import joblib

    return joblib.parallel_config(backend="loky", n_jobs=jobs, inner_max_num_threads=1, initializer=begin, initargs=(os.getpid(),))


def _lost() -> tuple[type[BaseException], ...]:
    from joblib.externals.loky.process_executor import BrokenProcessPool, TerminatedWorkerError

    return BrokenProcessPool, TerminatedWorkerError
