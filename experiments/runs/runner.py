"""The runs of a comparison: one task a world and replication, in this process or in workers, always in the same order."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.errors import UncompiledRuleError
from model.outcomes.additionality import Acts
from model.outcomes.induced import Start, start_of
from model.population.world_at_start import FULL_SCALE, FULL_SCALE_BELOW
from model.world import DiasporaModel
from scenarios.scenario import Scenario

from ..calibrated.ensemble import Ensemble
from ..underway import BUILDING, POLICY, WITHOUT, Underway, months_of
from .attribution import Ran, added_by, induced_by_one, judged_in, who_was_induced
from .draws import for_replication
from .pool import answered, in_order
from .workers import for_workers

Key = tuple[str, str | None, str | None]
"""Outcome, breakdown and group of one measured number; both None for the total."""


@dataclass(frozen=True)
class Task:
    """One world in one replication: the burn-in is simulated once, then the world without policy and each policy start from it.

    Attributes:
        scenarios: of one world, in the order of the command; a scenario without levers is the world without policy itself.
        baseline: whether the world without policy is simulated too; without it there are levels and no differences.
        outcomes: whose monthly series are kept; None for all.
        parts: how many of the scenarios, at the end, are parts of packages that nobody asked to see: their months are not kept.
        without: package, lever, and the same package without it (places of scenarios): what the lever is judged against.
        ensemble: where calibrated parameters come from; None draws them from their ranges, as other inputs.
        is_point: parameters stay at the best fit of the ensemble.
    """

    scenarios: tuple[Scenario, ...]
    replication: int
    seed: int
    uncertainty: str = "inputs"
    sample: int | None = None
    engine: str = "compiled"
    baseline: bool = True
    outcomes: tuple[str, ...] | None = None
    parts: int = 0
    without: tuple[tuple[int, str, int], ...] = ()
    ensemble: Ensemble | None = None
    is_point: bool = False


class Failure(NamedTuple):
    """A run that failed: where, and what Python said. `scenario` is the index within the task, None where all of it is lost."""

    replication: int
    scenario: int | None
    stage: str
    error: str
    traceback: str


class Measured(NamedTuple):
    """What one run says: numbers of the whole horizon, and monthly series (month by outcome)."""

    keys: tuple[Key, ...]
    values: NDArray[np.float64]
    series: pd.DataFrame

    def of(self, outcomes: tuple[str, ...] | None) -> Measured:
        """The same with the months of these outcomes alone; None for all."""
        return self if outcomes is None else self._replace(series=self.series[[name for name in outcomes if name in self.series.columns]])


class Done(NamedTuple):
    """What one task says. `policies` and `judged` stand in the order of the scenarios, None where a run failed."""

    replication: int
    base: Measured | None
    policies: tuple[Measured | None, ...]
    judged: tuple[dict[Key, float] | None, ...]
    failures: tuple[Failure, ...]
    induced: tuple[dict[Key, float], ...] = ()
    """Sums over who was induced and who would have acted anyway (`model.outcomes.induced`), in the order of the scenarios."""


def sample_of(sample: int | None, full_scale: bool = False, scenario: Scenario | None = None) -> int | None:
    """Records a corridor at most, as the model takes it.

    Where nobody asked, full scale if all corridors of the scenario are small enough for it at their central figures: figures drawn from their ranges
    must not tip one replication into a sample and the next not. None lets the model choose by corridor.
    """
    if full_scale:
        return FULL_SCALE
    if sample is None and scenario is not None and all(c.households <= FULL_SCALE_BELOW for c in scenario.settings().corridors):
        return FULL_SCALE
    return sample


class Begun(NamedTuple):
    """A world at month 0, burnt in, and the same world without policy to the end: what policies of one replication start from and are held against.

    `world` may be forked by several threads at once, `start` are its households at month 0; `base` has the months of every outcome; both it and `acts` are
    None where no task asked for it.
    """

    world: DiasporaModel
    base: Measured | None
    acts: Acts | None
    start: Start


def perform(task: Task) -> Done:
    """Run one task. What fails is recorded with its stage and traceback; the rest goes on."""
    policies = sum(bool(scenario.levers) for scenario in task.scenarios)
    first = task.scenarios[0]
    underway = months_of(12 * first.burn_in_years, 12 * first.years, policies, base=task.baseline or policies < len(task.scenarios))
    begun = begin(task, underway)
    if isinstance(begun, Failure):
        return nothing_done(task, begun)
    done = carry_on(task, begun, underway)
    begun.world.dispose()
    return done


def nothing_done(task: Task, failure: Failure) -> Done:
    """What a task says whose world could not be made."""
    nothing: tuple[None, ...] = (None,) * len(task.scenarios)
    return Done(task.replication, None, nothing, nothing, (failure,))


def begin(task: Task, underway: Underway | None = None) -> Begun | Failure:
    """The world of a task and what becomes of it without policy; both depend on nothing else of the task but its world, luck, size and engine.

    `underway` is told of each month that is over.
    """
    told = Underway(1.0) if underway is None else underway
    stage = "inputs"
    try:
        first = with_inputs_drawn(task.scenarios[0], task)
        stage = "building the world"
        world = DiasporaModel(first.settings(task.sample), (), first.shocks, seed=task.seed, replication=task.replication, engine=task.engine)
        told.add(BUILDING)
        stage = "burn-in"
        world.burn_in(lambda _: told.add(1.0))
        if not task.baseline and all(scenario.levers for scenario in task.scenarios):
            return Begun(world, None, None, start_of(world.history))
        stage = "world without policy"
        model = world.fork((), first.shocks)
        model.run(lambda _: told.add(WITHOUT))
        base, acts = _measured(model, None), model.acts()
        model.dispose()
        return Begun(world, base, acts, start_of(world.history))
    except Exception as error:
        return _failure(task, None, stage, error)


def carry_on(task: Task, begun: Begun, underway: Underway | None = None) -> Done:
    """Each policy of a task from a world that has begun, which stays as it is; `underway` is told of each month that is over."""
    told = Underway(1.0) if underway is None else underway
    try:
        drawn = tuple(with_inputs_drawn(scenario, task) for scenario in task.scenarios)
    except Exception as error:
        return nothing_done(task, _failure(task, None, "inputs", error))
    world, base = begun.world, None if begun.base is None else begun.base.of(task.outcomes)
    before = None if base is None or begun.acts is None else Ran(begun.acts, base.series)
    failures: list[Failure] = []
    policies: list[Measured | None] = []
    judged: list[dict[Key, float] | None] = []
    induced: list[dict[Key, float]] = [{} for _ in drawn]
    kept: dict[int, Ran] = {}
    last: DiasporaModel | None = None  # the policy before, of which everything is measured: the next one takes its memory
    needed = {place for package, _, rest in task.without for place in (package, rest)}
    for index, scenario in enumerate(drawn):
        measured: Measured | None = base
        judgement: dict[Key, float] | None = {}
        if scenario.levers:
            measured = judgement = None
            stage = "policy"
            try:
                last = model = world.fork(scenario.levers, scenario.shocks, ministry=scenario.ministry, onto=last)
                model.run(lambda _: told.add(POLICY))
                stage = "measuring"
                found = _measured(model, task.outcomes)
                if base is not None:
                    found = found._replace(values=without_rounding(found.values, base.values))
                stage = "judgement"
                is_part = index >= len(drawn) - task.parts
                ran = Ran(model.acts(), found.series) if before is not None and (index in needed or not is_part) else None
                judgement = judged_in(model, ran, before, scenario.levers) if ran is not None and before is not None and not is_part else {}
                if ran is not None and before is not None and not is_part:
                    induced[index] = who_was_induced(ran, before, scenario.levers, begun.start)
                if ran is not None and index in needed:
                    kept[index] = ran
                measured = found._replace(series=found.series[[]]) if is_part else found
                model.dispose()
            except Exception as error:
                failures.append(_failure(task, index, stage, error))
        policies.append(measured)
        judged.append(judgement if measured is not None else None)
    _judge_levers(replace(task, scenarios=drawn), judged, induced, kept, begun.start)
    return Done(task.replication, base if task.baseline else None, tuple(policies), tuple(judged), tuple(failures), tuple(induced))


def _judge_levers(task: Task, judged: Sequence[dict[Key, float] | None], induced: Sequence[dict[Key, float]], kept: Mapping[int, Ran], start: Start) -> None:
    """Add what single levers of packages did, each against its package without it, to what is said of the packages. `task`: with its inputs drawn."""
    for package, lever_id, rest in task.without:
        own = judged[package]
        if own is not None and package in kept and rest in kept:
            lever = next(lever for lever in task.scenarios[package].levers if lever.id == lever_id)
            own |= added_by(lever, kept[package], kept[rest])
            induced[package] |= induced_by_one(lever, kept[package], kept[rest], start)


def with_inputs_drawn(scenario: Scenario, task: Task) -> Scenario:
    """A scenario with the inputs that a task draws for it."""
    return for_replication(scenario, task.seed, task.replication, task.uncertainty, task.ensemble, is_point=task.is_point)


def _measured(model: DiasporaModel, outcomes: tuple[str, ...] | None) -> Measured:
    measures = model.measures()
    return Measured(tuple(measures.keys), np.asarray(measures.values, dtype=np.float64), model.series()).of(outcomes)


def without_rounding(values: NDArray[np.float64], base: NDArray[np.float64]) -> NDArray[np.float64]:
    """Values with those that differ from the base in the last digits alone set to it.

    In a sample, records that split off are added up in another order: the same sum may end in another digit, which is no change.

    >>> without_rounding(np.array([1.0 + 1e-15, 1.1]), np.array([1.0, 1.0])).tolist()
    [1.0, 1.1]
    """
    with np.errstate(invalid="ignore"):
        return np.where(np.abs(values - base) <= 1e-13 * np.abs(base), base, values)


def _failure(task: Task, index: int | None, stage: str, error: Exception) -> Failure:
    if isinstance(error, UncompiledRuleError):  # no run can succeed
        raise error
    return Failure(task.replication, index, stage, f"{type(error).__name__}: {error}", traceback.format_exc())


def warm_up(tasks: Sequence[Task]) -> None:
    """Compile the loops once, before workers start: a small short world with the levers of the first task."""
    asked = tasks[0].scenarios[: len(tasks[0].scenarios) - tasks[0].parts]
    scenarios = tuple(replace(scenario, years=1, burn_in_years=0) for scenario in asked)
    perform(replace(tasks[0], scenarios=scenarios, sample=200, replication=0, uncertainty="luck", parts=0, without=(), ensemble=None))


def perform_all(tasks: Sequence[Task], jobs: int = 1, report: Callable[[int, int], None] | None = None) -> Iterator[tuple[Task, Done]]:
    """Tasks with what they say, in the order of the tasks whatever the number of workers. `report(done, of)` is told of progress."""
    if report is not None:
        report(0, len(tasks))
    if jobs == 1 or len(tasks) <= 1:
        for number, task in enumerate(tasks, start=1):
            done = perform(task)
            if report is not None:
                report(number, len(tasks))
            yield task, done
        return
    call = for_workers()
    warm_up(tasks)
    answers = in_order(answered(call, perform, tasks.__getitem__, len(tasks), jobs))
    for number, (task, done) in enumerate(zip(tasks, answers, strict=True), start=1):
        if report is not None:
            report(number, len(tasks))
        yield task, done
