"""What memory and time the runs of a comparison will take, worked out from its worlds before the first of them; refused where the machine has not as much."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from model.errors import InputError, Problem
from model.inputs.settings import WorldSettings
from model.parameter import Text, by_language
from model.population.world_at_start import records_of
from model.records.fields import dtype_of
from model.records.people import HOUSEHOLD, RECEIVER
from model.text import numeral
from scenarios.scenario import Scenario

from ..text import number, number_text
from .runner import Task

TIES_AND_VIEWS = 48
"""Bytes of what a record is tied to and sees (`docs/speed.md`)."""
BESIDE = 1.12
"""All arrays of a world relative to records, families and ties: firms, files, those who left."""
ALIVE = 2
"""Worlds in memory at once: the one at month 0, and one that goes on from it, in whose memory the next one goes on."""
ACTS = 300.0
"""Bytes a record of what is kept of one run to judge another by."""
PROCESS = 480e6
"""Bytes of a process whatever the size of its worlds: Python, its packages and the compiled model."""
MONTH = 4e-7
"""Seconds of the processor a record and month; half of that to twice as much by levers, size and machine."""
WORLD = 0.3
"""Seconds that a run takes whatever its size."""
GIGABYTE = 1e9
TOLD_BYTES, TOLD_SECONDS = 1e9, 600.0
"""What is less is not worth a line."""
TIGHT = 0.8
"""Part of the free memory beyond which it is said that it may not be enough."""
MINUTE, HOUR = 60.0, 3600.0


class Needs(NamedTuple):
    """Of all tasks: the most records of a world, bytes of the largest process, processes at once, and seconds of all of these together."""

    records: int
    bytes: float
    processes: int
    seconds: float

    @property
    def all_bytes(self) -> float:
        """Bytes of all processes at once."""
        return self.bytes * self.processes

    def check(self, machine: float | None) -> None:
        """InputError where the machine has not as much memory, in bytes; None where that is not known."""
        if machine is None or self.all_bytes <= machine:
            return
        each = Text(
            "{records} records a world need about {size} GB of memory", "{records} enregistrements par monde demandent environ {size} Go de mémoire"
        ).filled(records=numeral(self.records), size=numeral(self.bytes / GIGABYTE, ".1f"))
        says = (
            each
            if self.processes == 1
            else Text("{each} a worker, and there would be {processes} workers", "{each} par processus, et il y aurait {processes} processus").filled(
                each=each, processes=self.processes
            )
        )
        fitting = int(machine // self.bytes)
        share = (machine / self.processes - PROCESS) / max(self.bytes - PROCESS, 1.0)
        fewer = (
            Text("--sample {records} or less", "--sample {records} ou moins").filled(records=max(int(share * self.records) // 1000 * 1000, 1000))
            if share > 0.0
            else Text("a machine with more memory", "une machine avec plus de mémoire")
        )
        allowed = (
            Text("at most {size} GB, which this machine has: {fewer}", "au plus {size} Go, ce qu'a cette machine : {fewer}").filled(
                size=numeral(machine / GIGABYTE, ".1f"), fewer=fewer
            )
            if fitting < 1
            else Text("--jobs {fitting} on this machine, or {fewer}", "--jobs {fitting} sur cette machine, ou {fewer}").filled(fitting=fitting, fewer=fewer)
        )
        raise InputError(Problem("memory", says, allowed=allowed))

    def told(self, free: float | None) -> Text | None:
        """What is said before the first run: memory and time, and where memory is tight; None where both are small."""
        if self.bytes < TOLD_BYTES and self.seconds / self.processes < TOLD_SECONDS:
            return None
        what = Text(
            "up to {records} records a world: about {gigabytes} GB of memory in all ({processes} at once) and roughly {time}",
            "jusqu'à {records} fiches par monde : environ {gigabytes} Go de mémoire en tout ({processes} à la fois) et à peu près {time}",
        ).filled(
            records=number_text(float(self.records)),
            gigabytes=number_text(self.all_bytes / GIGABYTE, digits=2),
            processes=self.processes,
            time=by_language(lambda language: _time(self.seconds / self.processes, language)),
        )
        if free is None or self.all_bytes <= TIGHT * free:
            return what
        tight = Text(
            "{what}; only {free} GB are free: other programs may have to be closed, or fewer records asked for (--sample)",
            "{what} ; seuls {free} Go sont libres : il faudra peut-être fermer d'autres programmes, ou demander moins de fiches (--sample)",
        )
        return tight.filled(what=what, free=number_text(free / GIGABYTE, digits=2))


def needs_of(tasks: Sequence[Task], jobs: int) -> Needs:
    """What some tasks need, with so many worker processes."""
    most, seconds, largest = 0, 0.0, 0.0
    worlds: dict[tuple[int, int | None], tuple[WorldSettings, int]] = {}
    for task in tasks:
        first = task.scenarios[0]
        world = id(first), task.sample
        if world not in worlds:
            settings = first.settings(task.sample)
            worlds[world] = settings, _records(settings)
        settings, records = worlds[world]
        policies = sum(bool(scenario.levers) for scenario in task.scenarios)
        kept = len({place for package, _, rest in task.without for place in (package, rest)})
        months = 12 * (settings.burn_in_years + settings.years * (policies + 1))
        most = max(most, records)
        seconds += MONTH * records * months + WORLD * (policies + 1)
        largest = max(largest, PROCESS + records * (ALIVE * _world() + ACTS * (2 + kept)))
    return Needs(most, largest, max(min(jobs, len(tasks)), 1), seconds)


SWEPT = 3
"""Worlds that a worker of a sweep has at once: one that is kept, a run that goes on from it, and the next one's population."""


def bytes_of_a_part(scenarios: Sequence[Scenario], sample: int | None, store: float) -> float:
    """Bytes that a worker of a sweep needs for the largest of some scenarios; `store`: bytes of small worlds that it may keep."""
    most = max((_records(scenario.settings(sample)) for scenario in scenarios), default=0)
    return PROCESS + store + most * (SWEPT * _world() + 2 * ACTS)


def check_workers(limits: Sequence[tuple[str, float, int]], needed: float, address: str) -> None:
    """InputError where workers of a cluster may not take what their runs need.

    Args:
        limits: name, memory limit in bytes (0: none) and threads of each worker; each thread makes runs of its own.
        needed: bytes of one run, with its process.
        address: of the scheduler.
    """
    small = [(name, limit, threads) for name, limit, threads in limits if 0.0 < limit < PROCESS + threads * (needed - PROCESS)]
    if not small:
        return
    name, limit, threads = min(small, key=lambda each: each[1] / each[2])
    least = PROCESS + threads * (needed - PROCESS)
    says = Text(
        "{n} of {of} workers may take less memory than their runs need: {name} {size} GB, with {threads} threads",
        "{n} processus sur {of} ont droit à moins de mémoire que n'en demandent leurs simulations : {name} {size} Go, avec {threads} fils",
    ).filled(n=len(small), of=len(limits), name=name, size=numeral(limit / GIGABYTE, ".1f"), threads=threads)
    allowed = Text(
        "a memory limit of {size} GB a worker of as many threads, fewer threads, or fewer records (sample)",
        "une limite de mémoire de {size} Go par processus d'autant de fils, moins de fils, ou moins d'enregistrements (sample)",
    ).filled(size=numeral(least / GIGABYTE, ".1f"))
    raise InputError(Problem("--dask", says, value=address, allowed=allowed))


def _records(settings: WorldSettings) -> int:
    """Records of a world, over its corridors."""
    return sum(records_of(corridor, settings.sample) for corridor in settings.corridors)


def _world() -> float:
    """Bytes a record of all arrays of a world."""
    return BESIDE * float(dtype_of(HOUSEHOLD).itemsize + dtype_of(RECEIVER).itemsize + TIES_AND_VIEWS)


def memory_of_the_machine() -> float | None:
    """Bytes of memory that this process may have: those of the machine, or of the container where that has fewer; None where neither is known."""
    found = []
    with suppress(OSError, ValueError, AttributeError):
        found.append(float(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")))
    for limit in ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"):
        with suppress(OSError, ValueError):
            found.append(float(Path(limit).read_text(encoding="utf-8")))
    return min(found, default=None)


def free_memory() -> float | None:
    """Bytes of memory that could be had now; None where the system does not say."""
    with suppress(OSError, ValueError, StopIteration):
        lines = Path("/proc/meminfo").read_text(encoding="utf-8").splitlines()
        return 1024.0 * float(next(line for line in lines if line.startswith("MemAvailable:")).split()[1])
    return None


def _time(seconds: float, language: str) -> str:
    if seconds < 2.0 * MINUTE:
        return f"{number(seconds, language, digits=2)} s"
    return f"{number(seconds / MINUTE, language, digits=2)} min" if seconds < 2.0 * HOUR else f"{number(seconds / HOUR, language, digits=2)} h"
