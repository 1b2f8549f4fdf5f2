"""What a sweep runs: the model under the scenarios of an experiment, or a plain formula in its place.

A subject takes points and a replication and says, point by point, the numbers that were asked or why there are none. It is sent to worker processes.
"""

from __future__ import annotations

import math
import time
import traceback
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

import numpy as np

from model.errors import UncompiledRuleError
from model.inputs.ministry import Ministry
from model.inputs.shocks import Shock
from model.outcomes.additionality import Acts, judge
from model.world import DiasporaModel
from scenarios import with_changes
from scenarios.scenario import Scenario

from ..calibrated.ensemble import Ensemble
from ..runs.attribution import COUNTERFACTUAL
from ..runs.draws import member_of_draw, not_set, with_inputs
from ..underway import tell_part
from .asked_outcomes import COST_PER, EFFECT, YEARLY, Asked, by_year, columns

Point = tuple[int, Mapping[str, Any]]
"""Number of a point, and the values of its factors by path."""
LARGEST_STORE = 64_000_000
"""Bytes of worlds that a worker keeps, so that a burn-in serves all points that share it: about two dozen of 2 000 records; always the newest."""


class Run(NamedTuple):
    """What one run says. `scenario` is its place among the scenarios of the experiment."""

    point: int
    scenario: int
    values: tuple[float, ...]


class FailedRun(NamedTuple):
    """A run that failed: where, and what Python said."""

    point: int
    scenario: int
    stage: str
    error: str
    traceback: str


class Answer(NamedTuple):
    """What a subject says of a block of points, in their order, and the seconds it spent by stage."""

    runs: list[Run]
    failures: list[FailedRun]
    seconds: dict[str, float]


class Subject(Protocol):
    """What a sweep runs."""

    @property
    def columns(self) -> Sequence[str]:
        """Names of the numbers of a run."""

    @property
    def scenario_names(self) -> Sequence[str]:
        """One run a point, replication and scenario."""

    def perform(self, points: Sequence[Point], replication: int, seed: int) -> Answer:
        """Run points in one replication."""


@dataclass(frozen=True)
class Formula:
    """A function of the factors in the place of the model: to check a method against known indices, and to learn with.

    `function(values, luck)` gets the factors by path and a number from a standard normal distribution that depends on seed, replication and point; it
    returns one number per name, or raises. It must be importable where workers are used.
    """

    function: Callable[[Mapping[str, Any], float], Sequence[float]]
    columns: tuple[str, ...] = ("y",)
    scenario_names: tuple[str, ...] = ("formula",)

    def perform(self, points: Sequence[Point], replication: int, seed: int) -> Answer:
        """Evaluate the function at points."""
        began = time.perf_counter()
        runs, failures = [], []
        for number, values in points:
            try:
                luck = float(np.random.Generator(np.random.Philox(np.random.SeedSequence([seed, replication, number]))).standard_normal())
                runs.append(Run(number, 0, tuple(float(value) for value in self.function(values, luck))))
            except Exception as error:
                failures.append(_failed(number, 0, "formula", error))
        return Answer(runs, failures, {"simulating": time.perf_counter() - began})


@dataclass(frozen=True)
class ModelSubject:
    """The model, under each of the scenarios with the factors of a point set in it.

    All points of a replication have the same luck, so that their differences are those of the factors. Points that share a population and burn-in
    (factors of levers and shocks alone do not change it), and those that share the world without levers, share them in the worker, too.

    Attributes:
        yearly: whether the value of each year is kept, too.
        token: names the content, so that a worker never takes the world of another experiment.
        ensemble: calibrated sets, of which each replication takes one for the parameters that no factor and no scenario sets; None: as declared.
        is_point: the best fit in all replications.
    """

    scenarios: tuple[Scenario, ...]
    asked: tuple[Asked, ...]
    sample: int | None
    yearly: bool = False
    token: str = ""
    ensemble: Ensemble | None = None
    is_point: bool = False

    @property
    def scenario_names(self) -> tuple[str, ...]:
        """Names of the scenarios."""
        return tuple(scenario.name for scenario in self.scenarios)

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the numbers of a run."""
        return tuple(columns(self.asked, self.scenarios[0].years if self.yearly else None))

    def perform(self, points: Sequence[Point], replication: int, seed: int) -> Answer:
        """Run points in one replication; those that share a world follow each other, the answer is in the order of the points."""
        runs: list[Run] = []
        failures: list[FailedRun] = []
        watch = _Watch()
        jobs = [(number, values, place) for number, values in points for place in range(len(self.scenarios))]
        for done, (number, values, place) in enumerate(sorted(jobs, key=lambda job: (job[2], repr(_of_the_world(job[1]))))):
            tell_part(done / len(jobs))
            watch.stage = "setting up"
            try:
                runs.append(Run(number, place, self._run(values, place, replication, seed, watch)))
            except Exception as error:
                failures.append(_failed(number, place, watch.stage, error))
            watch.stop()
        return Answer(sorted(runs), sorted(failures), watch.seconds)  # point and scenario tell them apart

    def _run(self, values: Mapping[str, Any], place: int, replication: int, seed: int, watch: _Watch) -> tuple[float, ...]:
        scenario = self._in_replication(with_changes(self.scenarios[place], values), replication, seed)
        key = (self.token, place, repr(_of_the_world(values)), replication, seed)
        kept = _STORE.get(key)
        if kept is None:
            watch.enter("building and burn-in")
            world = DiasporaModel(scenario.settings(self.sample), (), scenario.shocks, seed=seed, replication=replication)
            kept = _STORE.put(key, world.burn_in())
        base = None
        if any(each.needs_base for each in self.asked):
            base = kept.bases.get(scenario.shocks)
            if base is None:
                watch.enter("world without levers")
                without = kept.fork((), scenario.shocks)
                without.run()
                watch.enter("measuring")
                base = kept.bases[scenario.shocks] = _Base(self._measured(without), without.acts() if any(each.is_judged for each in self.asked) else None)
                kept.finished(without)
        watch.enter("setting up")
        model = kept.fork(scenario.levers, scenario.shocks, scenario.ministry)
        watch.enter("simulating")
        model.run()
        watch.enter("measuring")
        found = self._measured(model)
        judged = self._judged(scenario, model, kept, base.acts, watch) if base is not None and base.acts is not None else {}
        kept.finished(model)
        numbers = [_number(each, each.text, found, base, judged) for each in self.asked]
        numbers += [_number(_at(self.asked, name), name, found, base, judged) for name in self.columns[len(self.asked) :]]
        return tuple(numbers)

    def _in_replication(self, scenario: Scenario, replication: int, seed: int) -> Scenario:
        """With the calibrated parameters of a replication, the same at all points."""
        if self.ensemble is None:
            return scenario
        number = member_of_draw(seed, replication, self.ensemble.size)
        return with_inputs(scenario, not_set(scenario, self.ensemble.point if self.is_point else self.ensemble.member(number)))

    def _judged(self, scenario: Scenario, model: DiasporaModel, kept: _Kept, base: Acts, watch: _Watch) -> Mapping[Any, float]:
        """What the levers that were asked for added: each against the same policy without it, which for the only one is the world without policy."""
        if len(scenario.levers) == 1:
            return judge(model.acts(), base, scenario.levers) | model.uptake()
        found, acts = model.uptake(), model.acts()
        asked = {each.group for each in self.asked if each.is_judged and each.outcome in COUNTERFACTUAL}
        for lever in (lever for lever in scenario.levers if lever.id in asked):
            watch.enter("simulating")
            rest = kept.fork(tuple(other for other in scenario.levers if other != lever), scenario.shocks, scenario.ministry)
            rest.run()
            watch.enter("measuring")
            found |= judge(acts, rest.acts(), (lever,))
            kept.finished(rest)
        return found

    def _measured(self, model: DiasporaModel) -> dict[Any, float]:
        """The numbers of a run by key (outcome, breakdown, group), and by (outcome, year) where years were asked for."""
        wanted = [each for each in self.asked if not each.is_judged]
        names = {each.outcome for each in wanted} | ({"public_cost"} if any(each.kind == COST_PER for each in wanted) else set())
        found: dict[Any, float]
        if any(each.breakdown is not None for each in wanted):
            measures = model.measures()
            found = {key: float(value) for key, value in zip(measures.keys, measures.values, strict=True) if key[0] in names}
        else:
            found = {(name, None, None): value for name, value in model.totals(sorted(names)).items()}
        if self.yearly:
            series = model.series()
            for name in sorted(names & YEARLY):
                found |= {(name, year + 1): value for year, value in enumerate(by_year(name, series[name].to_numpy(dtype=np.float64)))}
        return found


class _Base(NamedTuple):
    """The world without levers: its numbers, and the acts of its households where they are needed."""

    found: dict[Any, float]
    acts: Acts | None


def _at(asked: Sequence[Asked], name: str) -> Asked:
    text, _, _ = name.partition("@")
    return next(each for each in asked if each.text == text)


def _number(asked: Asked, name: str, found: Mapping[Any, float], base: _Base | None, judged: Mapping[Any, float]) -> float:
    if asked.is_judged:
        return float(judged.get(asked.key, math.nan))
    _, _, at = name.partition("@")
    year = int(at) if at else None

    def of(outcome: str, breakdown: str | None = None, group: str | None = None) -> tuple[float, float]:
        key = (outcome, breakdown, group) if year is None else (outcome, year)
        if key not in found:
            raise KeyError(f"the run has no {asked.text}: no such group")
        without = math.nan if base is None else base.found[key]
        return found[key], without

    value, without = of(*asked.key)
    if not asked.kind:
        return value
    effect = _difference(value, without)
    if asked.kind == EFFECT:
        return effect
    cost = _difference(*of("public_cost"))
    return cost / effect if effect != 0.0 else math.nan


def _difference(value: float, without: float) -> float:
    """The difference, 0 where only the order of summation differs: records that split off are added up in another order."""
    return 0.0 if abs(value - without) <= 1e-13 * abs(without) else value - without


def _of_the_world(values: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [(path, value) for path, value in values.items() if not path.startswith(("levers.", "shocks.", "ministry."))]


def _failed(point: int, scenario: int, stage: str, error: Exception) -> FailedRun:
    if isinstance(error, UncompiledRuleError):  # no run can succeed
        raise error
    return FailedRun(point, scenario, stage, f"{type(error).__name__}: {error}", traceback.format_exc())


class _Watch:
    """Seconds by stage, and which stage it is."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.stage = "setting up"
        self.since = time.perf_counter()

    def enter(self, stage: str) -> None:
        self.stop()
        self.stage = stage

    def stop(self) -> None:
        now = time.perf_counter()
        self.seconds[self.stage] = self.seconds.get(self.stage, 0.0) + now - self.since
        self.since = now


@dataclass
class _Kept:
    """A world after its burn-in; what it is without levers, by shocks; and a finished run whose memory the next one takes."""

    world: DiasporaModel
    bases: dict[tuple[Shock, ...], _Base] = field(default_factory=dict)
    spare: DiasporaModel | None = None

    def fork(self, levers: Any, shocks: Any, ministry: Ministry | None = None) -> DiasporaModel:
        spare, self.spare = self.spare, None
        return self.world.fork(levers, shocks, onto=spare, ministry=ministry)

    def finished(self, model: DiasporaModel) -> None:
        model.dispose()
        self.spare = model

    @property
    def n_bytes(self) -> int:
        return 2 * sum(array.nbytes for array in self.world.stage)


class _Store:
    """Worlds of this process that were used last, up to so many bytes; always the newest."""

    def __init__(self) -> None:
        self.kept: OrderedDict[Any, _Kept] = OrderedDict()

    def get(self, key: Any) -> _Kept | None:
        found = self.kept.get(key)
        if found is not None:
            self.kept.move_to_end(key)
        return found

    def put(self, key: Any, world: DiasporaModel) -> _Kept:
        self.kept[key] = kept = _Kept(world)
        while len(self.kept) > 1 and sum(each.n_bytes for each in self.kept.values()) > LARGEST_STORE:
            _, old = self.kept.popitem(last=False)
            old.world.dispose()
        return kept


_STORE = _Store()
