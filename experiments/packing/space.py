"""What a pack runs of a question: its options, and regular grids of the levers' terms around them."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import qmc

from model.levers import REGISTRY, Dose, Lever
from model.levers.dose import RANDOM_SHARE
from model.offers import base_offer
from model.parameter import Kind
from model.parameters import parameters
from scenarios.questions import Option, Question

from .interpolation import inside

MOST_SLIDERS = 3
"""Sliders of one group of options: the grid grows with their product."""
REACH = 2.0
"""A dose goes from none to this many times what the question tries, and no further than the strongest that is declared."""
FEWEST = 3
"""Points of a slider, at least: two ends and one between."""
FEWER = 2
"""By how many points a slider has fewer for each other that stands beside it."""
BENT = 2
"""Points of a dose lie closer to none, where most curves bend: at these powers of even steps."""
LEAST = 1e-3
"""The least of a dose that is any, share of its range. Running a lever costs, and news of it goes round, as soon as there is any of it: a line from none
would draw a slope where there is a step."""
NEAR = 1 / 3
"""Points of a slider so near to a value that the question tries, share of a step, are left out for it."""
TRIES = 40
"""Points that are drawn for each that is held out; those that fall on the grid are left out."""

Point = tuple[float, ...]


@dataclass(frozen=True)
class Slider:
    """One term of one lever, and the values of it that are run."""

    lever: str
    term: str
    values: Point
    is_whole: bool
    has_step: bool = False
    """Whether the first value is none and the second the least that is any: nothing lies between, and nothing is interpolated there."""

    @property
    def between(self) -> Point:
        """The values between which there are others."""
        return self.values[1:] if self.has_step else self.values


@dataclass(frozen=True)
class Group:
    """Options of a question that differ in the terms of its sliders alone. `pattern` is one of them, `options` have their points by id."""

    pattern: Option
    sliders: tuple[Slider, ...]
    options: Mapping[str, Point]

    @property
    def points(self) -> tuple[Point, ...]:
        """All points of the grid, the last slider fastest."""
        return tuple(itertools.product(*(slider.values for slider in self.sliders)))

    def name(self, point: Point) -> str:
        """The id of what is run at a point: that of the option where one stands there."""
        for option, at in self.options.items():
            if at == point:
                return option
        return f"{self.pattern.id}_at_{'_'.join(f'{value:.10g}' for value in point).replace('.', 'p').replace('-', 'm').replace('+', '')}"

    def at(self, point: Point) -> Option:
        """What is run at a point: the options with other values of the sliders' terms."""
        levers = {name: dict(values) for name, values in self.pattern.levers.items()}
        for slider, value in zip(self.sliders, point, strict=True):
            given = int(value) if slider.is_whole else float(value)
            if slider.term == RANDOM_SHARE:
                levers[slider.lever]["eligibility"] = {**levers[slider.lever].get("eligibility", {}), RANDOM_SHARE: given}
            else:
                levers[slider.lever][slider.term] = given
        return self.pattern.model_copy(update={"id": self.name(point), "levers": levers})

    def held_out(self, count: int, seed: int) -> tuple[Point, ...]:
        """Points off the grid that fill its box evenly (a scrambled Sobol sequence): fewer, or none, where a whole number has no value between."""
        if not self.sliders or count < 1:
            return ()
        drawn = qmc.Sobol(len(self.sliders), rng=np.random.default_rng([seed, 1])).random_base2(int(np.ceil(np.log2(count * TRIES))))
        on_grid, found = set(self.points), dict[Point, None]()
        for row in drawn:
            point = tuple(_within(slider, float(share)) for slider, share in zip(self.sliders, row, strict=True))
            if point not in on_grid:
                found.setdefault(point)
            if len(found) == count:
                break
        return tuple(found)


def _within(slider: Slider, share: float) -> float:
    value = inside(slider.between, share)
    return float(round(value)) if slider.is_whole else float(f"{value:.4g}")


def groups_of(question: Question, points: int) -> tuple[Group, ...]:
    """The groups of a question, in the order of its options. `points`: values of the slider of a group that has one; fewer of each where it has more."""
    options = question.content.options
    alike: dict[str, list[Option]] = {}
    for option in options:
        terms = _terms(option, options)
        rest = {name: {key: value for key, value in values.items() if (name, key) not in terms} for name, values in option.levers.items()}
        alike.setdefault(json.dumps([option.set, rest, terms], sort_keys=True, default=str), []).append(option)
    found = []
    for members in alike.values():
        terms = _terms(members[0], options)
        peers = [option for option in options if _same_levers(option, members[0])]
        each = max(points - FEWER * (len(terms) - 1), FEWEST)
        sliders = tuple(_slider(question, lever, term, [_value(option, lever, term) for option in peers], each) for lever, term in terms)
        found.append(Group(members[0], sliders, {option.id: tuple(_value(option, *term) for term in terms) for option in members}))
    return tuple(found)


def _same_levers(one: Option, other: Option) -> bool:
    return set(one.levers) == set(other.levers)


def _terms(option: Option, options: Sequence[Option]) -> list[tuple[str, str]]:
    """The terms that get a slider: those in which options with the same levers differ by a number; else the main dose of each lever."""
    peers = [each for each in options if _same_levers(each, option)]
    varied = [
        (lever, term)
        for lever, values in option.levers.items()
        for term in values
        if all(term in peer.levers[lever] and _is_number(lever, term, peer.levers[lever][term]) for peer in peers)
        and len({peer.levers[lever][term] for peer in peers}) > 1
    ]
    doses = [next(((lever, dose.term) for dose in REGISTRY[lever].doses if _is_limited(option, lever, dose.term)), None) for lever in option.levers]
    return (varied or [term for term in doses if term is not None])[:MOST_SLIDERS]


def _is_limited(option: Option, lever: str, term: str) -> bool:
    """Whether an option has a number for a term: a budget without a limit has no place on a slider."""
    return term == RANDOM_SHARE or option.levers[lever].get(term, REGISTRY[lever].parameters[term].value) is not None


def _is_number(lever: str, term: str, value: Any) -> bool:
    return term in REGISTRY[lever].parameters and not isinstance(value, bool) and isinstance(value, (int, float))


def _value(option: Option, lever: str, term: str) -> float:
    """The value of a term in an option, as given or as declared."""
    given = option.levers[lever]
    if term == RANDOM_SHARE:
        return float(given.get("eligibility", {}).get(RANDOM_SHARE, REGISTRY[lever]().eligibility.random_share))
    value: Any = given.get(term, REGISTRY[lever].parameters[term].value)
    return float(value)


def _dose(lever: type[Lever], term: str) -> Dose | None:
    return next((dose for dose in lever.doses if dose.term == term), None)


def _slider(question: Question, lever: str, term: str, tried: Sequence[float], count: int) -> Slider:
    """From none to `REACH` times what is tried, within the declared dose; from the least to the most that is tried where the term is no dose."""
    declared, dose = REGISTRY[lever], _dose(REGISTRY[lever], term)
    is_whole = term != RANDOM_SHARE and declared.parameters[term].kind is Kind.INTEGER
    low, high = min(tried), max(tried)
    if dose is not None:
        settings = question.scenarios()[0].settings()
        ends = dose.grid(declared.parameters, base_offer(settings.corridors[0], parameters(settings.parameters)), (0.0, 1.0))
        low, high = min(*ends, low), max(*ends, high)
        if dose.base is None and max(tried) > 0.0:
            high = max(min(high, REACH * max(tried)), *tried)
    even = low + (high - low) * np.linspace(0.0, 1.0, count) ** (1 if dose is None else BENT)
    near = (high - low) / (count - 1) * NEAR
    apart = [value for value in even if value in (low, high) or all(abs(value - own) > near for own in tried)]
    has_step = dose is not None and dose.base is None and not is_whole and low == 0.0 < high
    apart = [*apart, LEAST * high] if has_step else apart
    values = {float(round(value)) if is_whole else float(f"{value:.6g}") for value in apart} | set(tried)
    return Slider(lever, term, tuple(sorted(values)), is_whole, has_step)
