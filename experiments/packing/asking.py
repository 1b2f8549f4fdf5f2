"""Runs a question for a pack: its options, the grids around them, and points off the grids that say how well the page interpolates."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

from model.parameter import Text, by_language
from scenarios.questions import Option, Question, watched
from scenarios.scenario import Scenario

from ..comparing.answers import UNKNOWN, Found, found
from ..comparing.compare import worlds_of
from ..comparing.comparison import Comparison
from ..runs.attribution import COUNTERFACTUAL
from ..text import grouped
from .interpolation import interpolated
from .sizes import Sizes, compared
from .space import Group, Point, groups_of

SAME = 1e-12
"""Numbers that differ by less, relative to them, are the same one."""


class Held(NamedTuple):
    """A point off the grid: what the page interpolates there, and what fresh runs give."""

    point: Point
    interpolated: float | None
    fresh: Found


class Error(NamedTuple):
    """How far interpolated means were from those of fresh runs: the largest, the root of the mean square, at how many points; in how many of them the
    interpolated mean lay in the 95 % interval of the fresh runs.
    """

    largest: float
    typical: float
    points: int
    inside: int


@dataclass(frozen=True)
class Plan:
    """What is run of a question: groups with their grids, and what is held out of each."""

    question: Question
    groups: tuple[Group, ...]
    held_out: tuple[tuple[Point, ...], ...]
    sizes: Sizes

    @property
    def replications(self) -> int:
        """Runs of each policy."""
        return self.sizes.of(self.question.content).replications

    @property
    def policies(self) -> int:
        """Points of all grids."""
        return sum(len(group.points) for group in self.groups)

    @cached_property
    def scenarios(self) -> tuple[Scenario, ...]:
        """All that is run: points of grids, then those that are held out; an option has the name that it has in its question."""
        options: list[Option] = []
        for group, apart in zip(self.groups, self.held_out, strict=True):
            options += [group.at(point) for point in (*group.points, *apart)]
        return Question(self.question.content.model_copy(update={"options": options})).scenarios(self.sizes.years)

    @property
    def runs(self) -> int:
        """How many runs that takes, those without policy included."""
        without = sum(not scenario.levers for scenario in self.scenarios)
        return (len(self.scenarios) - without + len(worlds_of(self.scenarios))) * self.replications

    def cost(self) -> Text:
        """What it costs, to be said before the first run."""
        apart = sum(map(len, self.held_out))
        runs = by_language(partial(grouped, self.runs))
        return Text(
            "question {n}: {grid} policies on grids, {apart} held out, {each} replications: {runs} runs",
            "question {n} : {grid} politiques sur des grilles, {apart} hors grille, {each} réplications : {runs} simulations",
        ).filled(n=self.question.number, grid=self.policies, apart=apart, each=self.replications, runs=runs)


def plan_of(question: Question, sizes: Sizes) -> Plan:
    """The plan of a question: points that are held out are shared by its groups as evenly as their whole numbers allow."""
    groups = groups_of(question, sizes.points)
    left, apart = sizes.held_out, dict[int, tuple[Point, ...]]()
    order = sorted(range(len(groups)), key=lambda place: len(groups[place].held_out(sizes.held_out, sizes.seed)))
    for turn, place in enumerate(order):
        apart[place] = groups[place].held_out(math.ceil(left / (len(order) - turn)), sizes.seed)
        left -= len(apart[place])
    return Plan(question, groups, tuple(apart[place] for place in range(len(groups))), sizes)


@dataclass(frozen=True)
class Answered:
    """What was found: the comparison of all that was run, and numbers by group and watched outcome, in the order of the grid."""

    plan: Plan
    comparison: Comparison

    @property
    def shown(self) -> tuple[str, ...]:
        """The watched numbers that sliders move: no ratios, and nothing that takes further runs."""
        names = dict.fromkeys([*self.plan.question.content.watch, *self.plan.question.content.picture.outcomes])
        return tuple(name for name in names if watched(name).ratio is None and watched(name).outcome not in COUNTERFACTUAL)

    @cached_property
    def _by_name(self) -> Mapping[str, int]:
        return {each.name: place for place, each in enumerate(self.comparison.replications)}

    def number(self, group: Group, point: Point, name: str) -> Found:
        """A watched number at a point that was run: as `diaspora question` gives it for an option."""
        asked = self.plan.question
        place = self._by_name.get(asked.scenario_name(group.at(point)))
        if place is None:  # every run of it failed
            return UNKNOWN
        return found(self.comparison, self.comparison.replications[place], watched(name), name in asked.content.levels)

    def grid(self, group: Group, name: str) -> tuple[Found, ...]:
        """A watched number at all points of a grid."""
        return tuple(self.number(group, point, name) for point in group.points)

    def held(self, place: int, name: str) -> tuple[Held, ...]:
        """A watched number at the points that were held out of a group."""
        group = self.plan.groups[place]
        axes, means = [slider.values for slider in group.sliders], [number.mean for number in self.grid(group, name)]
        return tuple(Held(point, interpolated(axes, means, point), self.number(group, point, name)) for point in self.plan.held_out[place])


def error_of(held: tuple[Held, ...]) -> Error | None:
    """How far interpolation was off; None where it was never tried or is not defined."""
    pairs = [(each.interpolated, each.fresh) for each in held if each.interpolated is not None and math.isfinite(each.fresh.mean)]
    return error_between(pairs)


def error_between(pairs: Sequence[tuple[float, Found]]) -> Error | None:
    """How far numbers were off what fresh runs give; the last digits, in which sums in another order differ, are no error. None where there are none."""
    off = [0.0 if math.isclose(said, fresh.mean, rel_tol=SAME) else abs(said - fresh.mean) for said, fresh in pairs]
    if not off:
        return None
    inside = sum(fresh.low <= said <= fresh.high for said, fresh in pairs)
    return Error(max(off), math.sqrt(math.fsum(each * each for each in off) / len(off)), len(off), inside)


def ask(plan: Plan, kept_in: Path, report: Callable[[int, int], None] | None = None) -> Answered:
    """Run what is missing of a plan. Finished runs are kept below a folder."""
    content = plan.question.content
    keep = tuple(dict.fromkeys(watched(name).outcome for name in content.watch if watched(name).month is not None))
    return Answered(plan, compared(f"question_{content.number}", plan.scenarios, plan.sizes, content, kept_in, keep, report))


def only_options(answered: Answered) -> Comparison:
    """The comparison with the options of the question alone, in their order: what `diaspora question` compares."""
    asked = answered.plan.question
    names = [asked.scenario_name(option) for option in asked.content.options]
    by_name = {each.name: each for each in answered.comparison.replications}
    return replace(answered.comparison, replications=tuple(by_name[name] for name in names if name in by_name))
