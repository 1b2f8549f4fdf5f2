"""Worlds that grow in one way at a time, and the processor time of each phase of their months."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from model.capacity import longer
from model.inputs.settings import WorldSettings
from model.levers import Lever
from model.levers.consultation import Consultation
from model.queue import Desk
from model.records.arrays import Count
from model.records.vocabulary import Status
from model.world import DiasporaModel
from scenarios import load
from scenarios.world_table.published import tables

from ..comparing.compare import compare
from ..reporting.result_folder import ResultFolder
from ..runs.runner import Done, Task, perform_all
from .timing import DISASTER, burnt_in, clocked_kernels, levers, settings_of

MONTHS = 12
HOUSEHOLDS = (12_500, 50_000, 200_000)
FILES = (8_000, 32_000, 128_000)
ANSWERED, DEADLINE = 50.0, 1_000.0
"""One in so many is answered a month; days by which an answer is promised: none falls due."""
FILES_AMONG = 50_000
"""Households of the world whose desk fills."""
CORRIDORS = (1, 7, 49)
RECORDS = 200
HEAD = """\
schema = 1
label = { en = "Corridors", fr = "Corridors" }
says = { en = "Many corridors.", fr = "Beaucoup de corridors." }
start = "2020-01"
years = 2
burn_in_years = 1"""
ORIGINS = ("MEX", "MAR", "IND", "PHL", "TUR")
COMMUNITIES = (4, 12, 36)
SPLIT_AMONG = 20_000
REPLICATIONS = (4, 16, 64)
COMPARED = (
    "morocco_belgium_tax_incentive",
    "morocco_belgium_matching_grant",
    "morocco_belgium_donation_tax_relief",
    "morocco_belgium_skills_placement",
    "morocco_belgium_package",
)


@dataclass(frozen=True)
class Grown:
    """Seconds of each part by size and round; `all` is the whole. `each`: what these are seconds of."""

    kind: str
    sizes: list[float]
    parts: dict[str, list[list[float]]]
    each: str = "a month"


def compile_first() -> None:
    """Compile the loops, those of the decisions of a comparison too."""
    burnt_in(200).fork(levers()).run().dispose()


def of_phases(model: DiasporaModel, months: int) -> dict[str, float]:
    """Seconds a month of each phase, of Python beside the loops, and of all; demography and decisions are one loop, named together.

    A loop belongs to the phase that names it; those of the closing are called by it.
    """
    phase_of: dict[str, str] = {}
    original = model.loops

    def loops(phase: str) -> list[tuple[Any, ...]]:
        found = original(phase)
        for loop, *_ in found:
            phase_of[loop.__name__] = "demography and decisions" if phase in ("demography", "decisions") else phase
        return found

    model.loops = loops  # type: ignore[method-assign]
    began = time.process_time()
    with clocked_kernels(time.process_time) as kernels:
        for _ in range(months):
            model.step()
    whole = time.process_time() - began
    del model.loops
    found: dict[str, float] = {"all": whole / months}
    for loop, times in kernels.items():
        phase = phase_of.get(loop, "closing")
        found[phase] = found.get(phase, 0.0) + sum(times) / months
    found["Python"] = (whole - sum(sum(times) for times in kernels.values())) / months
    return found


def phases_by_round(
    worlds: Sequence[DiasporaModel],
    held: Sequence[tuple[Lever, ...]],
    rounds: int,
    after: Callable[[DiasporaModel], dict[str, float]] | None = None,
    before: Callable[[DiasporaModel], None] | None = None,
) -> dict[str, list[list[float]]]:
    """The phases of the months of some worlds under levers, all worlds in turn in each round; 0 for what a world has not.

    `before` changes a world at month 0, `after` adds what is measured when its months are over.
    """
    found: list[list[dict[str, float]]] = [[] for _ in worlds]
    for _ in range(rounds):
        for place, (world, own) in enumerate(zip(worlds, held, strict=True)):
            model = world.fork(own)
            if before is not None:
                before(model)
            found[place].append(of_phases(model, MONTHS) | ({} if after is None else after(model)))
            model.dispose()
    names = dict.fromkeys(name for rows in found for row in rows for name in row)
    return {name: [[row.get(name, 0.0) for row in rows] for rows in found] for name in names}


def by_households(rounds: int) -> Grown:
    """Phases, building the world, and its outcomes, over households."""
    built: list[list[float]] = []
    worlds = []
    for size in HOUSEHOLDS:
        times = []
        for _ in range(rounds):
            began = time.process_time()
            model = DiasporaModel(settings_of(size), (), (DISASTER,))
            times.append(time.process_time() - began)
            model.dispose()
        built.append(times)
        worlds.append(burnt_in(size))
    parts = phases_by_round(worlds, [levers()] * len(worlds), rounds, _measuring)
    _done(worlds)
    return Grown("households", [float(size) for size in HOUSEHOLDS], parts | {"(building the world)": built})


def _measuring(model: DiasporaModel) -> dict[str, float]:
    """Seconds of all outcomes of a run, once."""
    began = time.process_time()
    model.measures()
    return {"(outcomes of a run)": time.process_time() - began}


def by_files(rounds: int) -> Grown:
    """Phases over the demands that wait for an answer from month 0 on, of which a fiftieth is answered each month, at the same households."""
    world = burnt_in(FILES_AMONG)
    held: list[tuple[Lever, ...]] = [(Consultation(answers_per_month=files / ANSWERED, deadline_days=DEADLINE),) for files in FILES]
    files = iter(FILES * rounds)
    parts = phases_by_round([world] * len(held), held, rounds, before=lambda model: crowd(model, next(files)))
    _done([world])
    return Grown("files", [float(count) for count in FILES], parts)


def crowd(model: DiasporaModel, files: int) -> None:
    """Let so many demands of households wait for an answer, handed in one after the other over the year before."""
    stage = model.stage
    there = int(stage.counts[Count.FILES])
    rng = np.random.default_rng(files)
    present = np.flatnonzero(stage.households["status"][: model.n_households] == Status.PRESENT.value)
    who = rng.choice(present, files)  # some hand in more than one
    new = np.repeat(stage.blank_file[:1], files)
    for name in ("cell", "corridor", "community", "sector", "is_woman"):
        new[name] = stage.households[name][who]
    new["person"] = new["id"] = stage.households["id"][who]
    new["household"], new["firm"] = who, -1
    new["desk"], new["draw"] = Desk.CONSULTATION.value, rng.random(files)
    new["arrived"] = new["opened"] = model.tick - rng.integers(0, 12, files)
    stage = stage._replace(files=longer(stage.files, files, there))
    stage.files[there : there + files] = new
    stage.counts[Count.FILES] = there + files
    model.stage = stage


def by_corridors(rounds: int) -> Grown:
    """Phases, and the outcomes of a run, over corridors of as many records each."""
    known = sorted(tables().corridors.items(), key=lambda item: -float(item[1]["stock"]))
    ranked = [[pair for pair, _ in known if pair[0] == origin] for origin in ORIGINS]
    mixed = [own[place] for place in range(max(map(len, ranked))) for own in ranked if place < len(own)]
    worlds = []
    for count in CORRIDORS:
        with tempfile.TemporaryDirectory() as place:
            file = Path(place) / "corridors.toml"
            pairs = "\n".join(f'[[corridors]]\norigin = "{origin}"\nresidence = "{residence}"' for origin, residence in mixed[:count])
            file.write_text(f"{HEAD}\n{pairs}\n", encoding="utf-8")
            worlds.append(DiasporaModel(load(file).settings(RECORDS), ()).burn_in())
    parts = phases_by_round(worlds, [levers()] * len(worlds), rounds, _measuring)
    _done(worlds)
    return Grown("corridors", [float(count) for count in CORRIDORS], parts)


def by_communities(rounds: int) -> Grown:
    """Phases over the communities of one origin, at the same households."""
    corridor = settings_of(SPLIT_AMONG).corridors[0]
    worlds = []
    for count in COMMUNITIES:
        settings = WorldSettings((corridor,), {"population.n_communities": count}, years=MONTHS // 12, burn_in_years=1, sample=SPLIT_AMONG)
        worlds.append(DiasporaModel(settings, (), (DISASTER,)).burn_in())
    parts = phases_by_round(worlds, [levers()] * len(worlds), rounds, _measuring)
    _done(worlds)
    return Grown("communities", [float(count) for count in COMMUNITIES], parts)


class _Timed:
    """Performs the tasks of a comparison and notes the seconds that they take."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def perform(self, tasks: Sequence[Task], jobs: int, report: Callable[[int, int], None] | None) -> Iterator[tuple[Task, Done]]:
        done = perform_all(tasks, jobs, report)
        while True:
            began = time.process_time()
            answer = next(done, None)
            self.seconds += time.process_time() - began
            if answer is None:
                return
            yield answer


def by_replications(rounds: int) -> Grown:
    """Runs, tables, and the folder with its figures, over replications."""
    scenarios = [load(name, {"burn_in_years": 1}, years=2) for name in COMPARED]
    parts: dict[str, list[list[float]]] = {name: [[] for _ in REPLICATIONS] for name in ("all", "the runs", "tables of the comparison", "folder and figures")}
    with tempfile.TemporaryDirectory() as place:
        for turn in range(max(rounds - 1, 1)):
            for at, count in enumerate(REPLICATIONS):
                timed, began = _Timed(), time.process_time()
                comparison = compare(scenarios, count, sample=RECORDS, parts=timed)  # type: ignore[arg-type]
                compared = time.process_time() - began
                folder = ResultFolder(Path(place) / f"{turn}-{count}", f"{turn}{count}".ljust(64, "0"), comparison.manifest)
                comparison.manifest.update(fingerprint=folder.fingerprint, language="en", command="")
                with folder.prepared():
                    folder.write(comparison, "en", {})
                whole = time.process_time() - began
                for name, seconds in zip(parts, (whole, timed.seconds, compared - timed.seconds, whole - compared), strict=True):
                    parts[name][at].append(seconds)
    return Grown("replications", [float(count) for count in REPLICATIONS], parts, "a comparison")


def _done(worlds: Sequence[DiasporaModel]) -> None:
    for world in worlds:
        world.dispose()
    sys.stderr.write(".")
    sys.stderr.flush()
