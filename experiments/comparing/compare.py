"""Policies against their own world without policy, with the same inputs and in common random numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from model.errors import InputError, Problem
from model.outcome_registry import OUTCOMES
from model.parameter import Text
from scenarios import load, with_changes
from scenarios.argument_checks import Several
from scenarios.scenario import Scenario

from ..calibrated.ensemble import Ensemble
from ..runs.evidence_manifest import manifest_with_evidence
from ..runs.finished_tasks import Performs
from ..runs.input_source import options_of_source, source_of
from ..runs.intervals import Floats
from ..runs.needs import free_memory, memory_of_the_machine, needs_of
from ..runs.options import SCENARIO, check_options
from ..runs.replications import Replications
from ..runs.runner import Done, Failure, Key, Measured, Task, perform_all, sample_of, without_rounding
from .assembled import assembled
from .comparison import Comparison
from .comparison_tables import gathered
from .lever_contributions import Contributions, Plan, contributions_of, of_one_lever
from .shapley import Coalition, Split

MAIN_OUTCOMES = (
    "remittances",
    "investment_productive",
    "donations_collective",
    "firms_created",
    "placements_physical",
    "dual_nationals",
    "crisis_covered",
    "public_cost",
)
"""Outcomes whose months are always kept, beside the main outcome of each lever: what the figures show."""

SERIES = ["scenario", "replication", "month", "outcome", "value"]
WITHOUT_POLICY = "without_policy"


def compare(
    scenarios: Scenario | str | Path | Sequence[Scenario | str | Path],
    replications: int = 30,
    seed: int = 1,
    years: int | None = None,
    sample: int | None = None,
    full_scale: bool = False,
    uncertainty: str = "inputs",
    jobs: int = 1,
    against: Scenario | str | Path | None = None,
    engine: str = "compiled",
    progress: Callable[[int, int], None] | None = None,
    *,
    series: bool = False,
    baseline: bool = True,
    parts: Performs | None = None,
    keep: Sequence[str] = (),
    contributions: bool = False,
    judged: Sequence[str] = (),
    told: Callable[[Text], None] | None = None,
    ensemble: Ensemble | str | Path | None = None,
    point: bool = False,
) -> Comparison:
    """Compare each scenario with its own world without levers.

    Args:
        scenarios: scenarios, or names of the library; those of the same world share its population and its burn-in.
        replications: pairs of runs a scenario; two in a row share their inputs (`experiments.runs.draws`).
        seed: root of all luck and of all input draws, 0 to 2**64 - 1.
        years: another horizon than the scenario's.
        sample: records a corridor at most; None: full scale where corridors are small enough for it.
        full_scale: one record a household, whatever the corridor.
        uncertainty: "inputs" takes calibrated parameters from the sets of an ensemble and draws other assumptions and values of the literature from their
            ranges; "prior" draws all from their ranges; "luck" leaves them at their declared values.
        jobs: worker processes; the results do not depend on it.
        against: a scenario of the same world, to which each scenario is compared directly too.
        engine: "compiled", or "objects": Mesa agents one by one, the same numbers.
        progress: told (done, of) after each task.
        series: keep the months of every outcome, not of the main ones alone.
        baseline: false gives levels alone, without the world without policy.
        parts: where finished tasks are kept, so that an interrupted comparison can go on.
        keep: outcomes whose months are kept beside the main ones.
        contributions: also what each lever of a package adds: alone, when it is left out, and as its share of the whole. Up to six levers all parts of
            the package are run (2 to 62 further runs a replication), beyond that orders drawn by lot (`experiments.comparing.shapley`).
        judged: levers that are judged against their package without them even where no package is split: one further run each.
        told: told what the further runs are, and what memory and time large worlds will take, before the first one.
        ensemble: calibrated sets of parameters, or the file of some, in place of those that ship.
        point: parameters stay at the best fit of the ensemble; figures are drawn still, unless `uncertainty` is "luck".

    Raises:
        InputError: for an option out of bounds, for worlds that the memory of the machine does not hold, or a split that asks for more than
            `experiments.comparing.lever_contributions.MOST_RUNS` further runs.
        AllFailedError: if every run failed.
    """
    given = check_options(
        replications=replications,
        seed=seed,
        years=years,
        sample=sample,
        full_scale=full_scale,
        uncertainty=uncertainty,
        jobs=jobs,
        engine=engine,
        progress=progress,
        series=series,
        baseline=baseline,
        parts=parts,
        keep=keep,
        point=point,
    )
    source = source_of(uncertainty, ensemble, point=given.point)
    replications, seed, years, sample, jobs = given.replications, given.seed, given.years, given.sample, given.jobs
    full_scale, series, baseline, keep = given.full_scale, given.series, given.baseline, given.keep
    chosen, other = resolved(scenarios, years, against)
    names = list(chosen)
    everything = [*chosen.values()] + ([other] if other is not None and other not in chosen.values() else [])
    worlds = worlds_of(everything)
    kept = None if series else tuple(dict.fromkeys([*main_outcomes(everything), *keep]))
    sizes = [sample_of(sample, full_scale, everything[places[0]]) for places in worlds.values()]
    plan = Plan(everything, len(chosen) if baseline else 0, seed, contributions, judged)
    plan.check(replications)
    if told is not None and (says := plan.cost(replications)) is not None:
        told(says)
    planned = [
        plan.task(
            Task(tuple(everything[place] for place in places), number, seed, uncertainty, size, engine, baseline, kept, ensemble=source, is_point=given.point),
            places,
        )
        for number in range(replications)
        for places, size in zip(worlds.values(), sizes, strict=True)
    ]
    tasks = [task for task, _ in planned]
    needs = needs_of(tasks, jobs)
    needs.check(memory_of_the_machine())
    if told is not None and (says := needs.told(free_memory())) is not None:
        told(says)
    results = parts.perform(tasks, jobs, progress) if parts is not None else perform_all(tasks, jobs, progress)
    names += [_free_name(other.name, names)] if len(everything) > len(names) and other is not None else []
    gather = _Gather(everything, names, list(worlds.values()), uncertainty, source, is_point=given.point)
    for number, ((task, done), (_, where)) in enumerate(zip(results, planned, strict=True)):
        gather.add(list(worlds.values())[number % len(worlds)], task, done, where)
    each = [gather.replications(place) for place in range(len(everything))]
    if not any(one.numbers for one in each[: len(chosen)]):
        raise AllFailedError(gather.failures)
    found = [gather.contributions(place, one, plan) for place, one in enumerate(each[: len(chosen)])]
    options: dict[str, Any] = {
        "replications": replications,
        "seed": seed,
        "years": years,
        "sample": sample,
        "full_scale": full_scale,
        "uncertainty": uncertainty,
        **options_of_source(source, is_point=given.point),
        "engine": engine,
        "series": series,
        "baseline": baseline,
        **({"contributions": True} if contributions else {}),
    }
    reference = each[everything.index(other)] if other is not None and each[everything.index(other)].numbers else None
    manifest = manifest_with_evidence(chosen, other, options, source)
    return assembled(each, len(chosen), reference, gather.series(), [one for one in found if one is not None], gather.failures, manifest)


ITSELF = Text("{name} would be compared with itself", "{name} serait comparé à lui-même")
OTHER_LEVERS = Text("a scenario that differs in its levers alone", "un scénario qui ne diffère que par ses leviers")


def resolved(
    scenarios: Scenario | str | Path | Sequence[Scenario | str | Path], years: int | None, against: Scenario | str | Path | None
) -> tuple[dict[str, Scenario], Scenario | None]:
    """Scenarios by a name of their own, with the horizon asked for, and the one to compare with."""
    one_or_more = (scenarios,) if isinstance(scenarios, (Scenario, str, Path)) else scenarios
    read = check_options({"scenarios": Several(SCENARIO)}, scenarios=one_or_more, years=years, against=against)
    given, years, against = read.scenarios, read.years, read.against
    chosen: dict[str, Scenario] = {}
    for one in given:
        scenario = _loaded(one, years)
        if scenario in chosen.values():
            raise InputError(Problem("scenarios", Text("{name} was given twice", "{name} a été donné deux fois").filled(name=scenario.name)))
        chosen[_free_name(scenario.name, list(chosen))] = scenario
    other = None if against is None else _loaded(against, years)
    if other is not None:
        elsewhere = [name for name, scenario in chosen.items() if scenario.world_fingerprint != other.world_fingerprint]
        if elsewhere:
            raise InputError(
                Problem(
                    "against",
                    Text(
                        "{name} is not of the same world as {names}: other corridors, figures, parameters, shocks or dates",
                        "{name} n'est pas du même monde que {names} : d'autres corridors, chiffres, paramètres, chocs ou dates",
                    ).filled(name=other.name, names=", ".join(elsewhere)),
                    allowed=OTHER_LEVERS,
                )
            )
        if all(scenario == other for scenario in chosen.values()):
            raise InputError(Problem("against", ITSELF.filled(name=other.name), value=other.name, allowed=OTHER_LEVERS))
    return chosen, other


def _loaded(given: Scenario | str | Path, years: int | None) -> Scenario:
    if not isinstance(given, Scenario):
        return load(given, years=years) if years is not None else load(given)
    return given if years is None else with_changes(given, {"years": years})


def _free_name(name: str, taken: Sequence[str]) -> str:
    """The name, with a number behind it where two scenarios have the same one."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}#{number}"
    return free


def worlds_of(scenarios: Sequence[Scenario]) -> dict[str, list[int]]:
    """Scenarios that share a world, by place: they share its population and its burn-in."""
    worlds: dict[str, list[int]] = {}
    for place, scenario in enumerate(scenarios):
        worlds.setdefault(scenario.world_fingerprint, []).append(place)
    return worlds


def without_names(worlds: Sequence[Scenario]) -> list[str]:
    """Names of the worlds without policy in the series: by their corridors where there are several, numbered where these are the same."""
    names: list[str] = []
    for world in worlds:
        names.append(_free_name(WITHOUT_POLICY if len(worlds) == 1 else f"{WITHOUT_POLICY}:{'+'.join(world.corridors)}", names))
    return names


def main_outcomes(scenarios: Sequence[Scenario]) -> tuple[str, ...]:
    """The outcomes whose months are kept."""
    of_levers = [lever.main_outcome for scenario in scenarios for lever in scenario.levers]
    return tuple(outcome for outcome in dict.fromkeys([*of_levers, *MAIN_OUTCOMES]) if outcome in OUTCOMES)


def side_by_side(
    scenarios: Mapping[str, Scenario], like: Task, results: Iterable[tuple[Task, Done]]
) -> tuple[tuple[Replications, ...], pd.DataFrame, tuple[tuple[str, Failure], ...]]:
    """Scenarios of one world by name, from tasks that hold them all in this order: their numbers, months and failed runs, as `compare` has them.

    `like`: any of these tasks, which all draw their inputs alike.
    """
    chosen = list(scenarios.values())
    places = list(range(len(chosen)))
    gather = _Gather(chosen, list(scenarios), [places], like.uncertainty, like.ensemble, is_point=like.is_point)
    for task, done in results:
        gather.add(places, task, done, {})
    return tuple(gather.replications(place) for place in places), gather.series(), tuple(gather.failures)


class _Gather:
    """Collects what the tasks say, scenario by scenario, in the order of the tasks."""

    def __init__(
        self,
        scenarios: Sequence[Scenario],
        names: Sequence[str],
        worlds: Sequence[Sequence[int]],
        uncertainty: str,
        source: Ensemble | None = None,
        *,
        is_point: bool = False,
    ) -> None:
        self.scenarios, self.names, self.worlds, self.uncertainty, self.source, self.is_point = scenarios, names, worlds, uncertainty, source, is_point
        self.found: list[list[tuple[int, Measured, Measured | None, dict[Key, float]]]] = [[] for _ in scenarios]
        self.induced: list[dict[int, dict[Key, float]]] = [{} for _ in scenarios]
        self.failures: list[tuple[str, Failure]] = []
        self.months: list[pd.DataFrame] = []
        self.parts: list[dict[Coalition, dict[int, Measured]]] = [{} for _ in scenarios]
        self.without = dict(zip((places[0] for places in worlds), without_names([scenarios[places[0]] for places in worlds]), strict=True))

    def add(self, places: Sequence[int], task: Task, done: Done, where: Mapping[tuple[int, Coalition], int]) -> None:
        """What one task says of the scenarios at `places`, and of the parts of packages at `where`."""
        if done.base is not None:
            self._keep_months(self.without[places[0]], done.replication, done.base)
        shown = len(places)
        for place, policy, judged in zip(places, done.policies[:shown], done.judged[:shown], strict=True):
            if policy is None:
                continue
            self.found[place].append((done.replication, policy, done.base, judged or {}))
            if policy is not done.base:
                self._keep_months(self.names[place], done.replication, policy)
        for place, induced in zip(places, done.induced, strict=False):  # those of parts, at the end, are nobody's
            self.induced[place][done.replication] = induced
        for (place, part), index in where.items():
            if (found := done.policies[index]) is not None:
                self.parts[place].setdefault(part, {})[done.replication] = found
        for failure in done.failures:
            if failure.scenario is not None and failure.scenario >= shown:
                self.failures.append((task.scenarios[failure.scenario].name, failure))
                continue
            lost = places if failure.scenario is None else [places[failure.scenario]]
            self.failures += [(self.names[place], failure) for place in lost]

    def _keep_months(self, name: str, replication: int, measured: Measured) -> None:
        frame = measured.series
        months, outcomes = frame.shape
        self.months.append(
            pd.DataFrame(
                {
                    "scenario": name,
                    "replication": replication,
                    "month": np.repeat(frame.index.to_numpy(), outcomes),
                    "outcome": np.tile(np.array(frame.columns, dtype=object), months),
                    "value": frame.to_numpy(dtype=np.float64).ravel(),
                }
            )
        )

    def replications(self, place: int) -> Replications:
        """All that was found of one scenario."""
        found = self.found[place]
        keys = tuple(dict.fromkeys(key for _, policy, _, _ in found for key in policy.keys))
        judged_keys = tuple(dict.fromkeys(key for *_, judged in found for key in judged))
        bases = [base for _, _, base, _ in found if base is not None]
        return Replications(
            self.names[place],
            self.scenarios[place],
            tuple(number for number, *_ in found),
            keys,
            np.array([_aligned(policy, keys) for _, policy, _, _ in found]),
            np.array([_aligned(base, keys) for base in bases]) if len(bases) == len(found) else None,
            {key: np.array([judged.get(key, np.nan) for *_, judged in found]) for key in judged_keys},
            self.uncertainty,
            next(self.without[places[0]] for places in self.worlds if place in places),
            self._left_out(place, keys, [(number, policy) for number, policy, _, _ in found]),
            self._induced(place, [number for number, *_ in found]),
            self.source,
            self.is_point,
        )

    def _induced(self, place: int, numbers: Sequence[int]) -> dict[Key, Floats]:
        """The sums over who was induced, by replication."""
        found = [self.induced[place].get(number, {}) for number in numbers]
        return {key: np.array([sums.get(key, np.nan) for sums in found]) for key in dict.fromkeys(key for sums in found for key in sums)}

    def _left_out(self, place: int, keys: tuple[Key, ...], found: Sequence[tuple[int, Measured]]) -> dict[str, Floats]:
        """The numbers of a package without each of the levers that this was asked for; NaN in replications in which that run failed."""
        whole = frozenset(lever.id for lever in self.scenarios[place].levers)
        lost = np.full(len(keys), np.nan)
        values: dict[str, Floats] = {}
        for part, measured in self.parts[place].items():
            if len(whole - part) == 1:
                rows = [without_rounding(_aligned(measured[number], keys), _aligned(policy, keys)) if number in measured else lost for number, policy in found]
                values[next(iter(whole - part))] = np.array(rows)
        return {lever: values[lever] for lever in sorted(values)}

    def contributions(self, place: int, each: Replications, plan: Plan) -> Contributions | None:
        """What each lever of a scenario adds; None where that was not asked for or there is nothing to say."""
        if not plan.is_split or each.base is None or not each.numbers or not each.scenario.levers:
            return None
        outcomes = main_outcomes([each.scenario])
        if not plan.levers(place):
            return of_one_lever(each, outcomes)
        splits: list[Split] = []
        worths: list[dict[Coalition, Floats]] = []
        wanted = tuple((outcome, None, None) for outcome in outcomes)
        for number in each.numbers:
            split = plan.split(place, number)
            assert split is not None
            splits.append(split)
            known = {part: self.parts[place].get(part, {}).get(number) for part in split.coalitions}
            worths.append({part: _aligned(measured, wanted) for part, measured in known.items() if measured is not None})
        return contributions_of(each, splits, worths, outcomes)

    def series(self) -> pd.DataFrame:
        """Months of all runs, sorted by scenario as first met, replication, month and outcome."""
        return gathered(self.months, SERIES)[SERIES]


def _aligned(measured: Measured, keys: tuple[Key, ...]) -> np.ndarray[Any, np.dtype[np.float64]]:
    if measured.keys == keys:
        return measured.values
    values = dict(zip(measured.keys, measured.values, strict=True))
    return np.array([values.get(key, np.nan) for key in keys])


class AllFailedError(RuntimeError):
    """Every run of every scenario failed: there is nothing to say."""

    def __init__(self, failures: Sequence[tuple[str, Failure]]) -> None:
        self.failures = tuple(failures)
        name, first = failures[0]
        self.says = Text(
            "every run failed; the first ({name}, replication {replication}) in '{stage}': {error}",
            "toutes les simulations ont échoué ; la première ({name}, réplication {replication}) à l'étape « {stage} » : {error}",
        ).filled(name=name, replication=first.replication, stage=first.stage, error=first.error)
        super().__init__(self.says.en)
