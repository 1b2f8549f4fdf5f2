"""What each lever of a package adds: alone, when it is left out, and as its share of the whole (`experiments.comparing.shapley`).

The parts of a package are further scenarios of the same world, run in the task of the package: they share its population, burn-in, inputs and luck, and
the world without policy. Whatever fails or is undefined in one part drops that replication from the split as a whole, so that it always adds up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

import numpy as np
import pandas as pd

from model.errors import InputError, Problem
from model.parameter import Text, numeral
from scenarios.scenario import Scenario

from ..runs import intervals
from ..runs.intervals import Floats
from ..runs.replications import Replications, unit_of
from ..runs.runner import Task
from .shapley import EXACT_UP_TO, Coalition, Split, most_parts, split_of

COLUMNS = [
    *("scenario", "lever", "outcome", "unit", "alone", "alone_low", "alone_high"),
    *("left_out", "left_out_low", "left_out_high", "shapley", "shapley_low", "shapley_high"),
]
INTERACTIONS = ["scenario", "first", "second", "outcome", "unit", "interaction", "low", "high"]
REPLICATES = ["scenario", "replication", "lever", "outcome", "alone", "left_out", "shapley"]

MOST_RUNS = 20_000
"""Further runs of one comparison, at most: six levers in 322 replications."""
SAME = 1e-13
"""Relative difference below which two runs gave the same number: the order of a sum, not a change."""


@dataclass(frozen=True)
class Plan:
    """Which parts of which packages are run.

    Attributes:
        scenarios: all of the comparison, by place; those from `n_asked` on stand there to be compared with.
        is_split: whether packages are split over their levers.
        judged: levers that are judged against the package without them, even where it is not split.
    """

    scenarios: Sequence[Scenario]
    n_asked: int
    seed: int
    is_split: bool = False
    judged: Sequence[str] = ()

    def levers(self, place: int) -> tuple[str, ...]:
        """Ids of the levers of a package; none of a scenario with fewer than two, or one that is compared with alone."""
        found = tuple(lever.id for lever in self.scenarios[place].levers)
        return found if len(found) > 1 and place < self.n_asked else ()

    def split(self, place: int, replication: int) -> Split | None:
        """The split of a scenario in one replication; None where it is not split."""
        levers = self.levers(place)
        return split_of(levers, self.seed, replication) if levers and self.is_split else None

    def parts(self, place: int, replication: int) -> tuple[Coalition, ...]:
        """The parts of a scenario that are run in one replication."""
        split, levers = self.split(place, replication), self.levers(place)
        if split is not None:
            return split.coalitions
        return tuple(frozenset(levers) - {lever} for lever in dict.fromkeys(self.judged) if lever in levers)

    def runs(self, replications: int) -> int:
        """How many runs this adds, at most."""
        a_replication = sum(most_parts(len(self.levers(place))) if self.is_split else len(self.parts(place, 0)) for place in range(self.n_asked))
        return a_replication * replications

    def check(self, replications: int) -> None:
        """InputError where a split asks for more runs than anybody can mean."""
        if self.is_split and (runs := self.runs(replications)) > MOST_RUNS:
            says = Text(
                "asks for {runs} further runs: {parts} parts of packages in each of {replications} replications",
                "demande {runs} simulations de plus : {parts} parties d'ensembles dans chacune des {replications} réplications",
            ).filled(runs=numeral(runs), parts=numeral(runs // replications), replications=numeral(replications))
            raise InputError(
                Problem(
                    "contributions",
                    says,
                    value=runs,
                    allowed=Text(
                        "at most {most}: fewer replications, scenarios or levers", "au plus {most} : moins de réplications, de scénarios ou de leviers"
                    ).filled(most=numeral(MOST_RUNS)),
                )
            )

    def task(self, task: Task, places: Sequence[int]) -> tuple[Task, dict[tuple[int, Coalition], int]]:
        """The task with the parts of its packages behind its own scenarios, and where each part stands; as it was where there are none."""
        where: dict[tuple[int, Coalition], int] = {}
        known = {scenario.fingerprint: index for index, scenario in enumerate(task.scenarios)}
        scenarios = list(task.scenarios)
        without: list[tuple[int, str, int]] = []
        for index, place in enumerate(places):
            whole = frozenset(self.levers(place))
            for part in self.parts(place, task.replication):
                scenario = part_of(task.scenarios[index], part)
                if scenario.fingerprint not in known:
                    known[scenario.fingerprint] = len(scenarios)
                    scenarios.append(scenario)
                where[place, part] = known[scenario.fingerprint]
                if len(whole - part) == 1 and task.baseline:
                    without.append((index, next(iter(whole - part)), where[place, part]))
        if not where:
            return task, where
        return replace(task, scenarios=tuple(scenarios), parts=len(scenarios) - len(task.scenarios), without=tuple(sorted(without))), where

    def cost(self, replications: int) -> Text | None:
        """What the split costs, to be said before the first run; None where nothing is split."""
        if not self.is_split:
            return None
        runs = self.runs(replications)
        if not runs:
            return Text("no scenario has two levers or more: there is nothing to split", "aucun scénario n'a deux leviers ou plus : rien à répartir")
        large = any(len(self.levers(place)) > EXACT_UP_TO for place in range(self.n_asked))
        lot = Text("some in orders drawn by lot", "pour certains selon des ordres tirés au sort")
        how = lot if large else Text("all parts of each package", "toutes les parties de chaque ensemble")
        each = runs // replications
        return Text(
            "what each lever adds: {each} further runs a replication ({how}), {runs} in all; the time left is told as they go",
            "apport de chaque levier : {each} simulations de plus par réplication ({how}), {runs} en tout ; le temps restant est indiqué en cours de route",
        ).filled(each=numeral(each), how=how, runs=numeral(runs))


def part_of(scenario: Scenario, levers: Coalition) -> Scenario:
    """The scenario with some of its levers; its ministry stays."""
    kept = tuple(lever for lever in scenario.levers if lever.id in levers)
    return replace(scenario, levers=kept, name=f"{scenario.name}[{'+'.join(lever.id for lever in kept)}]")


def snapped(values: Floats) -> Floats:
    """Values (part by outcome) with those that differ in the last digits alone made equal, to the first of them.

    >>> snapped(np.array([[1.0], [2.0], [1.0 + 1e-15]])).ravel().tolist()
    [1.0, 2.0, 1.0]
    """
    found = values.copy()
    for column in range(values.shape[1]):
        order = np.argsort(values[:, column], kind="stable")
        ranked = values[order, column]
        with np.errstate(invalid="ignore"):
            is_new = ~(np.diff(ranked) <= SAME * np.abs(ranked[1:]))
        group = np.concatenate([[0], np.cumsum(is_new)])
        first = np.full(group[-1] + 1, len(order))
        np.minimum.at(first, group, order)
        found[order, column] = values[first[group], column]
    return found


@dataclass(frozen=True)
class Contributions:
    """The split of one package: what its levers add in each replication.

    Attributes:
        numbers: the replications that the split rests on.
        alone, left_out, shapley: replication by lever by outcome; NaN, for all levers at once, where a part is undefined or failed.
        whole: replication by outcome: what the package changes.
        pairs: of two levers, what both change beyond what each changes alone: replication by outcome; where that part was run in every replication.
        is_exact: whether all parts were run, rather than orders drawn by lot.
        defined: replications in which the change of each outcome is defined.
        from_nothing: whether an outcome has no negative values and is 0 in every run without policy: nothing that starts from there can fall below 0.
    """

    name: str
    levers: tuple[str, ...]
    outcomes: tuple[str, ...]
    numbers: tuple[int, ...]
    groups: np.ndarray
    alone: Floats
    left_out: Floats
    shapley: Floats
    whole: Floats
    pairs: Mapping[tuple[str, str], Floats]
    is_exact: bool
    defined: np.ndarray
    from_nothing: np.ndarray

    @property
    def interaction(self) -> Floats:
        """The whole minus the sum of its levers alone: replication by outcome."""
        return self.whole - self.alone.sum(axis=1)

    def mean(self, values: Floats) -> intervals.Interval:
        """Mean over the replications with its interval: lever by outcome, or by outcome.

        No bound is below 0 for what starts from nothing: the whole, a lever alone, and what a lever adds where that is in every run what it does alone.
        Where levers meet, one may take away from what others do.
        """
        floors = np.full(values.shape[1:], -np.inf)
        if values is self.alone or values is self.whole:
            floors[..., self.from_nothing] = 0.0
        elif values is self.left_out or values is self.shapley:
            floors[np.isclose(values, self.alone, rtol=1e-9, atol=0.0, equal_nan=True).all(axis=0) & self.from_nothing] = 0.0
        found = intervals.of_mean(values.reshape(len(self.numbers), -1), self.groups, at_least=floors.ravel())
        return intervals.Interval(*(part.reshape(values.shape[1:]) for part in found))

    @cached_property
    def rests_on(self) -> np.ndarray:
        """Replications in which the split of each outcome is defined."""
        return np.isfinite(self.shapley).all(axis=1).sum(axis=0)


def contributions_of(each: Replications, splits: Sequence[Split], worths: Sequence[Mapping[Coalition, Floats]], outcomes: tuple[str, ...]) -> Contributions:
    """The split of one scenario.

    Args:
        each: its numbers, with those of the world without policy.
        splits: the split of each replication of `each`, in its order.
        worths: what was measured of each part in that replication, an entry an outcome; parts that failed are not in it.
        outcomes: what is split.
    """
    assert each.base is not None
    places = [each.keys.index((outcome, None, None)) for outcome in outcomes]
    levers, nothing = splits[0].levers, frozenset[str]()
    shape = (len(splits), len(levers), len(outcomes))
    alone, left_out, shapley = np.full(shape, np.nan), np.full(shape, np.nan), np.full(shape, np.nan)
    whole = np.full((len(splits), len(outcomes)), np.nan)
    shared = set.intersection(*(set(split.coalitions) for split in splits))
    pairs = {pair: whole.copy() for pair in combinations(levers, 2) if len(levers) > 2 and frozenset(pair) in shared}
    for row, (split, found) in enumerate(zip(splits, worths, strict=True)):
        parts = (nothing, split.whole, *split.coalitions)
        lost = np.full(len(outcomes), np.nan)
        known = {**found, nothing: each.base[row, places], split.whole: each.values[row, places]}
        values = snapped(np.array([known.get(part, lost) for part in parts]))
        worth = dict(zip(parts, values - values[0] + np.where(np.isfinite(values).all(axis=0), 0.0, np.nan), strict=True))
        whole[row] = worth[split.whole]
        shapley[row] = split.shapley(worth)
        for i, lever in enumerate(levers):
            alone[row, i] = worth[frozenset({lever})]
            left_out[row, i] = whole[row] - worth[split.whole - {lever}]
        for (one, other), values_of in pairs.items():
            values_of[row] = worth[frozenset({one, other})] - worth[frozenset({one})] - worth[frozenset({other})]
    return split_again(each, outcomes, levers, (alone, left_out, shapley), whole, pairs)


def split_again(
    each: Replications,
    outcomes: tuple[str, ...],
    levers: tuple[str, ...],
    parts: tuple[Floats, Floats, Floats],
    whole: Floats,
    pairs: Mapping[tuple[str, str], Floats],
) -> Contributions:
    """The split of a package from its numbers; `parts`: alone, left out and share, each replication by lever by outcome."""
    places = [each.keys.index((outcome, None, None)) for outcome in outcomes]
    defined, is_exact = np.isfinite(each.differences[:, places]).sum(axis=0), len(levers) <= EXACT_UP_TO
    return Contributions(each.name, levers, outcomes, each.numbers, each.groups, *parts, whole, pairs, is_exact, defined, _from_nothing(each, outcomes))


def of_one_lever(each: Replications, outcomes: tuple[str, ...]) -> Contributions:
    """The split of a scenario with one lever: all of it is that lever's."""
    whole = np.column_stack([each.column(outcome, difference=True) for outcome in outcomes])
    own = whole[:, None, :]
    levers = tuple(lever.id for lever in each.scenario.levers)
    defined = np.isfinite(whole).sum(axis=0)
    return Contributions(each.name, levers, outcomes, each.numbers, each.groups, own, own, own, whole, {}, True, defined, _from_nothing(each, outcomes))


def _from_nothing(each: Replications, outcomes: tuple[str, ...]) -> np.ndarray:
    return np.array([each.floor(outcome) == 0.0 for outcome in outcomes])


def table_of(found: Contributions) -> pd.DataFrame:
    """Rows of `contributions.csv` for one scenario."""
    means = [found.mean(values) for values in (found.alone, found.left_out, found.shapley)]
    rows = [
        [found.name, lever, outcome, unit_of(outcome), *(float(part[i, j]) + 0.0 for mean in means for part in mean)]
        for i, lever in enumerate(found.levers)
        for j, outcome in enumerate(found.outcomes)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def interactions_of(found: Contributions) -> pd.DataFrame:
    """Rows of `interactions.csv` for one package: the whole beyond the sum of its levers alone, and two levers beyond each alone."""
    rows: list[list[object]] = []
    if len(found.levers) < 2:
        return pd.DataFrame(rows, columns=INTERACTIONS)
    for (first, second), values in [((None, None), found.interaction), *found.pairs.items()]:
        mean = found.mean(values)
        rows += [[found.name, first, second, outcome, unit_of(outcome), *(float(part[j]) + 0.0 for part in mean)] for j, outcome in enumerate(found.outcomes)]
    return pd.DataFrame(rows, columns=INTERACTIONS)


def replicates_of(found: Contributions) -> pd.DataFrame:
    """Single replications: what each lever adds in each."""
    index = pd.MultiIndex.from_product([found.numbers, found.levers, found.outcomes], names=["replication", "lever", "outcome"])
    frame = pd.DataFrame({"alone": found.alone.ravel(), "left_out": found.left_out.ravel(), "shapley": found.shapley.ravel()}, index=index).reset_index()
    frame.insert(0, "scenario", found.name)
    return frame[REPLICATES]


def note_of(found: Contributions, name: Text) -> Text | None:
    """That a split rests on fewer replications than the change that it splits, and then adds up to the change in these."""
    short = found.rests_on < found.defined
    if not short.any():
        return None
    outcome = int(np.argmin(np.where(short, found.rests_on, found.defined.max() + 1)))
    kept, of = int(found.rests_on[outcome]), int(found.defined[outcome])
    return Text(
        "{name}: what its levers add rests on {kept} of {of} runs and adds up to the change in these: in the others a part of the package failed or "
        "gave no number.",
        "{name} : l'apport de ses leviers repose sur {kept} simulations sur {of} et correspond à l'écart dans celles-ci : dans les autres, une "
        "partie de l'ensemble a échoué ou n'a pas donné de nombre.",
    ).filled(name=name, kept=kept, of=of)
